//! A whole letter: polite, firm and short. What only the sender can say stands in square brackets.

use super::changes::hours_a_month;
use super::{Letter, LetterKind, Letters};
use crate::number::{Exact, Number};
use crate::words::day_in_full;

/// What stands for a reason.
const REASON: &str = "[Your reason, in a sentence or two. You need not give one.]";

/// What a letter says beside what the plan knows.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'s> {
    /// Who writes; none: left to be filled in.
    pub name: Option<&'s str>,
    /// What is enclosed.
    pub enclosed: &'s [String],
}

impl Letters<'_> {
    /// A letter: its paragraphs, each with its lines.
    pub(super) fn standard(&self, letter: &Letter, sender: Sender<'_>) -> Vec<Vec<String>> {
        let line = |text: &str| vec![text.to_owned()];
        let mut paragraphs = vec![
            vec![sender.name.unwrap_or("[Your name]").to_owned(), "[Your address]".to_owned()],
            vec![self.comparison.scenario.client.name.clone(), "[Their address]".to_owned()],
            vec![day_in_full(letter.served)],
            vec![subject(letter)],
            line("Dear [name],"),
        ];
        paragraphs.extend(match letter.kind {
            LetterKind::Tiers => self.tiers_body(letter),
            LetterKind::End => end_body(letter),
            LetterKind::EndNow => self.end_now_body(letter),
            LetterKind::Price | LetterKind::Fee | LetterKind::Terms | LetterKind::Part => self.terms_body(letter),
        });
        paragraphs.push(line("Yours sincerely,"));
        paragraphs.push(vec![sender.name.unwrap_or("[Your name]").to_owned()]);
        paragraphs.extend(sender.enclosed.iter().map(|name| vec![format!("Enclosed: {name}")]));
        paragraphs
    }

    /// A change that the client is to confirm.
    fn terms_body(&self, letter: &Letter) -> Vec<Vec<String>> {
        let mut paragraphs = vec![self.changes(letter)];
        paragraphs.extend(self.small_print(letter).map(|text| vec![text]));
        paragraphs.push(vec![REASON.to_owned()]);
        paragraphs.push(vec!["Whatever else we have agreed stays as it is.".to_owned()]);
        paragraphs.push(vec![self.reply(letter)]);
        paragraphs.push(vec!["We would be glad to go on working for you.".to_owned()]);
        paragraphs
    }

    /// That tax comes on top, and from which month a change is billed where that begins later.
    fn small_print(&self, letter: &Letter) -> Option<String> {
        let is_money = self.moves_of(letter).any(|scheduled| {
            let parts = scheduled.parts;
            parts.raise.is_some() || parts.monthly_fee.is_some() || parts.extra_hour_fee.is_some()
        });
        let billed = letter.counts.filter(|(_, first)| self.changes_price(letter) && *first != letter.effective);
        let mut sentences = Vec::new();
        sentences.extend(billed.map(|(_, first)| {
            format!("We bill it from {}, the day on which the next billing month begins.", day_in_full(first))
        }));
        if is_money {
            sentences.push("VAT or sales tax comes on top where it applies.".to_owned());
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    /// Whether a letter changes what the client pays.
    pub(super) fn changes_price(&self, letter: &Letter) -> bool {
        !letter.kind.ends() && self.moves_of(letter).any(|scheduled| scheduled.parts.changes_price())
    }

    /// Whether a letter asks the client for more.
    pub(super) fn asks(&self, letter: &Letter) -> bool {
        let raises = letter.price.is_some_and(|price| price > letter.old_price);
        raises
            || letter.price.is_none()
            || self.moves_of(letter).any(|scheduled| !self.fees(&scheduled.parts).is_empty())
    }

    fn reply(&self, letter: &Letter) -> String {
        let by = if letter.effective > letter.served {
            format!(" before {}", day_in_full(letter.effective))
        } else {
            String::new()
        };
        if self.asks(letter) {
            format!(
                "Please confirm this with a short reply{by}. If you would rather not go on at these terms, please tell us \
                 by then, so that we can plan."
            )
            .replace(" by then,", if by.is_empty() { " soon," } else { " by then," })
        } else {
            format!("Please confirm this with a short reply{by}.")
        }
    }

    fn tiers_body(&self, letter: &Letter) -> Vec<Vec<String>> {
        let Some((tiers, picked)) = self.tiers() else { return self.terms_body(letter) };
        let from = day_in_full(letter.effective);
        let mut offer = vec![format!(
            "From {from} our service beyond the agreed work comes in tiers, each beside the present price:"
        )];
        offer.extend(tiers.iter().map(|tier| {
            let fee = if tier.monthly == Exact::ZERO {
                "free of charge".to_owned()
            } else {
                format!("{} a month", self.amount(tier.monthly))
            };
            let hours = if tier.hours == Exact::ZERO {
                "no hours beyond the agreed work".to_owned()
            } else {
                format!("up to {}", hours_a_month(tier.hours))
            };
            format!("- {}: {hours}, {fee}", tier.name)
        }));
        let mut paragraphs = vec![offer];
        paragraphs.extend(self.small_print(letter).map(|text| vec![text]));
        paragraphs.push(vec![REASON.to_owned()]);
        paragraphs.push(vec![format!(
            "Please tell us before {from} which of them suits you. Unless you choose another, it is {}. Whatever else we \
             have agreed stays as it is.",
            picked.name
        )]);
        paragraphs.push(vec!["We would be glad to go on working for you.".to_owned()]);
        paragraphs
    }

    fn end_now_body(&self, letter: &Letter) -> Vec<Vec<String>> {
        let last = day_in_full(letter.last_day.unwrap_or(letter.effective));
        let mut paragraphs = vec![
            vec![format!("Our work for you ends today, {last}. This is our last day of service.")],
            vec![REASON.to_owned()],
        ];
        let letting_go = self.moves_of(letter).find_map(|scheduled| scheduled.parts.letting_go);
        if let Some(refund) = letting_go.map(|letting_go| letting_go.refund).filter(|refund| *refund != Exact::ZERO) {
            paragraphs.push(vec![format!("We pay {} back to you.", self.amount(refund))]);
        }
        if letting_go.is_some_and(|letting_go| letting_go.referral_fee != Exact::ZERO) {
            paragraphs
                .push(vec!["[Name of the other firm] would be glad to take over. May we put you in touch?".to_owned()]);
        }
        paragraphs.push(vec![
            "What is invoiced, and what is done but not invoiced yet, stays due. Please tell us whom we hand over to and \
             what you need from us."
                .to_owned(),
        ]);
        paragraphs.push(vec!["Thank you for the time in which we have worked for you.".to_owned()]);
        paragraphs
    }
}

/// What a letter is about, in a line.
fn subject(letter: &Letter) -> String {
    let from = day_in_full(letter.effective);
    match letter.kind {
        LetterKind::Price => format!("Our price from {from}"),
        LetterKind::Fee | LetterKind::Terms => format!("Our terms from {from}"),
        LetterKind::Tiers => format!("Our service from {from}"),
        LetterKind::Part => {
            format!("A part of our work ends on {}", day_in_full(letter.last_day.unwrap_or(letter.effective)))
        }
        LetterKind::End | LetterKind::EndNow => {
            format!("Our work for you ends on {}", day_in_full(letter.last_day.unwrap_or(letter.effective)))
        }
    }
}

/// The end on notice.
fn end_body(letter: &Letter) -> Vec<Vec<String>> {
    let last = day_in_full(letter.last_day.unwrap_or(letter.effective));
    vec![
        vec![format!("We give notice that our work for you ends. Our last day of service is {last}.")],
        vec![REASON.to_owned()],
        vec!["Until then we work as agreed. What is invoiced, and what we do until then, stays due.".to_owned()],
        vec![
            "Please tell us in good time whom we hand over to and what you need from us. We want the change to go \
             smoothly."
                .to_owned(),
        ],
        vec!["Thank you for the time in which we have worked for you.".to_owned()],
    ]
}
