//! The letters that a strategy needs: who is told what, and by when.
//!
//! | file | what it is |
//! | --- | --- |
//! | `changes` | what a letter changes, in clauses: the price, fees, limits, terms of payment, work withdrawn |
//! | `wording` | a whole letter: polite, firm and short, the reason left to the sender |
//! | `placeholders` | what a text of the sender's own may leave to be filled in, and what a letter has for it |
//! | `template` | that text: read, checked, filled in |
//! | `dates` | every date that belongs to the letters, for a calendar |
//! | `reminders` | what the sender is to look at first; it is no part of a letter |
//! | `page` | all of it as a document |
//! | `json` | all of it for programs |
//!
//! Days and prices are those of the moves that the model computes.

mod changes;
pub mod dates;
mod json;
mod page;
mod placeholders;
mod reminders;
pub mod template;
mod wording;

use chrono::NaiveDate;

pub use json::json;
pub use page::{Writing, Written, figures, page};
pub use placeholders::PLACEHOLDERS;

use crate::analysis::comparison::Comparison;
use crate::domain::{Strategy, Tier, Way, Withdrawal};
use crate::engine::moves::Move;
use crate::engine::terms::Terms;
use crate::number::{Exact, Number};
use crate::scenario::Reading;

/// What the letters of a strategy are about.
#[derive(Clone, Debug)]
pub struct Letters<'c> {
    /// The scenario as it was read.
    pub reading: &'c Reading,
    /// What was computed of it.
    pub comparison: &'c Comparison,
    /// Which strategy.
    pub position: usize,
    /// The letters, in the order of their effective days.
    pub letters: Vec<Letter>,
    /// How many moves come after one has ended the engagement, so that nobody has to be told of them.
    pub after_the_end: usize,
}

/// A letter: the moves that are served and take effect on the same days.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its number, from 1.
    pub number: u32,
    /// The positions of its moves among those of the strategy.
    pub moves: Vec<usize>,
    /// What kind of letter it is.
    pub kind: LetterKind,
    /// The latest day on which it can be served.
    pub served: NaiveDate,
    /// The day on which what it says takes effect.
    pub effective: NaiveDate,
    /// The month of the plan from which it counts, and the first day of that; none: after the horizon.
    pub counts: Option<(u32, NaiveDate)>,
    /// The last day of service, where work is withdrawn.
    pub last_day: Option<NaiveDate>,
    /// The price before it.
    pub old_price: Exact,
    /// The price that it asks for, where it raises or lowers the price.
    pub price: Option<Exact>,
}

/// The kinds of letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// A new price.
    Price,
    /// A fee or a surcharge.
    Fee,
    /// A choice of tiers.
    Tiers,
    /// Other terms: limits, payment, behaviour.
    Terms,
    /// A part of the work withdrawn.
    Part,
    /// The end, on notice.
    End,
    /// The end, at once.
    EndNow,
}

impl LetterKind {
    /// Its name for other programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Fee => "fee",
            Self::Tiers => "tiers",
            Self::Terms => "terms",
            Self::Part => "part",
            Self::End => "end",
            Self::EndNow => "end-now",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Price => "a new price",
            Self::Fee => "a fee",
            Self::Tiers => "tiers of service",
            Self::Terms => "new terms",
            Self::Part => "the end of a part of the work",
            Self::End => "the end of the work",
            Self::EndNow => "the end of the work at once",
        }
    }

    /// Whether the work ends with it.
    #[must_use]
    pub fn ends(self) -> bool {
        matches!(self, Self::End | Self::EndNow)
    }
}

impl<'c> Letters<'c> {
    /// The letters of a strategy.
    #[must_use]
    pub fn of(reading: &'c Reading, comparison: &'c Comparison, position: usize) -> Self {
        let basis = &comparison.evaluation.basis;
        let moves = &comparison.evaluation.strategies[position].moves;
        let mut terms = Terms::today(&comparison.scenario, &basis.today);
        let mut letters: Vec<Letter> = Vec::new();
        let mut after_the_end = 0;
        for (place, scheduled) in moves.iter().enumerate() {
            let (ended, old_price) = (terms.ended(), terms.price);
            // Within the horizon the model has applied it before; a raise lost in rounding after it leaves the price.
            let _ = terms.apply(&scheduled.parts, &comparison.scenario);
            if !scheduled.parts.needs_letter() {
                continue;
            }
            if ended {
                after_the_end += 1;
                continue;
            }
            let price = scheduled.parts.raise.map(|raise| super::moves::price_asked(old_price, raise, comparison));
            let same_days =
                |letter: &&mut Letter| (letter.served, letter.effective) == (scheduled.served, scheduled.effective);
            if let Some(letter) = letters.last_mut().filter(same_days) {
                letter.moves.push(place);
                letter.price = price.or(letter.price);
                continue;
            }
            letters.push(Letter {
                number: u32::try_from(letters.len() + 1).unwrap_or(u32::MAX),
                moves: vec![place],
                kind: LetterKind::Terms,
                served: scheduled.served,
                effective: scheduled.effective,
                counts: scheduled.month.map(|month| (month, basis.calendar.first_day(month))),
                last_day: None,
                old_price,
                price,
            });
        }
        let mut found = Self { reading, comparison, position, letters: Vec::new(), after_the_end };
        for letter in &mut letters {
            letter.last_day = found.last_day(letter);
            letter.kind = found.kind(letter);
        }
        found.letters = letters;
        found
    }

    /// The strategy.
    #[must_use]
    pub fn strategy(&self) -> &'c Strategy<Exact> {
        &self.comparison.scenario.strategies[self.position]
    }

    /// The moves of a letter.
    pub fn moves_of(&self, letter: &Letter) -> impl Iterator<Item = &'c Move<Exact>> {
        let moves = &self.comparison.evaluation.strategies[self.position].moves;
        letter.moves.iter().map(move |place| &moves[*place])
    }

    /// The share of the work that a letter withdraws.
    fn withdrawn(&self, letter: &Letter) -> Option<Exact> {
        let withdrawals = self.moves_of(letter).filter_map(|scheduled| scheduled.parts.withdrawal);
        let kept = |kept: Option<Exact>, withdrawal: Withdrawal<Exact>| {
            Some(kept.unwrap_or(Exact::ONE) * (Exact::ONE - withdrawal.work))
        };
        withdrawals.fold(None, kept).map(|kept| Exact::ONE - kept)
    }

    /// Whether the work ends with a letter without notice.
    fn ends_at_once(&self, letter: &Letter) -> bool {
        self.moves_of(letter).any(|scheduled| scheduled.parts.letting_go.is_some())
    }

    /// The last day of service: the one before the month from which the withdrawal counts, as the figures have it; of an
    /// end at once the day itself.
    fn last_day(&self, letter: &Letter) -> Option<NaiveDate> {
        self.withdrawn(letter)?;
        if self.ends_at_once(letter) {
            return Some(letter.effective);
        }
        let counts_from = letter.counts.map_or(letter.effective, |(_, first)| first);
        Some(counts_from.pred_opt().unwrap_or(counts_from).max(letter.served))
    }

    fn kind(&self, letter: &Letter) -> LetterKind {
        let parts = || self.moves_of(letter).map(|scheduled| scheduled.parts);
        let has_fee = parts()
            .any(|parts| parts.surcharge.is_some() || parts.monthly_fee.is_some() || parts.extra_hour_fee.is_some());
        match self.withdrawn(letter) {
            Some(all) if all == Exact::ONE => {
                let at_once = self.ends_at_once(letter) || letter.last_day.is_some_and(|last| last <= letter.served);
                if at_once { LetterKind::EndNow } else { LetterKind::End }
            }
            Some(_) => LetterKind::Part,
            None if self.tiers().is_some_and(|(tiers, _)| tiers.len() > 1) => LetterKind::Tiers,
            None if letter.price.is_some() => LetterKind::Price,
            None if has_fee => LetterKind::Fee,
            None => LetterKind::Terms,
        }
    }

    /// The tiers on offer and the one that the plan counts on, of a strategy that has them.
    fn tiers(&self) -> Option<(&'c [Tier<Exact>], &'c Tier<Exact>)> {
        let Way::ServiceTiers { tiers, pick, .. } = &self.strategy().way else { return None };
        let moves = &self.comparison.evaluation.strategies[self.position].moves;
        let parts = moves.iter().find(|scheduled| scheduled.parts.cap.is_some())?.parts;
        let is_it = |tier: &&Tier<Exact>| Some(tier.hours) == parts.cap && Some(tier.monthly) == parts.monthly_fee;
        let picked = match pick {
            Some(position) => tiers.get(*position),
            None => tiers.iter().find(is_it),
        };
        Some((tiers, picked?))
    }
}
