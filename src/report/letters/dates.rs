//! Every date that belongs to the letters of a strategy, for a calendar.

use chrono::NaiveDate;

use super::{Letter, Letters};
use crate::report::reason::ask_in_words;
use crate::scenario::digest_of;
use crate::words::{capitalised, day_in_full, list};

/// Characters of a digest that tell one date from any other.
const DIGEST_LENGTH: usize = 32;

/// A date.
#[derive(Clone, Debug)]
pub struct Date {
    /// The day.
    pub day: NaiveDate,
    /// What happens.
    pub kind: DateKind,
    /// The number of the letter that it belongs to; none: pay for the team, of which the client is not told.
    pub letter: Option<u32>,
    /// What happens, in a line.
    pub what: String,
    /// What there is to know of it on that day.
    pub note: String,
    /// The same for the same client, strategy, move and kind, whatever the days and amounts.
    pub id: String,
}

/// What happens on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// The latest day on which a letter can be served.
    Serve,
    /// What it says takes effect.
    Effective,
    /// The billing month begins from which it counts, where that is later.
    Billed,
    /// The first month on the new terms is over: time to see what came of it, before the next step.
    Review,
    /// The last day of service.
    LastDay,
    /// Pay for the team begins.
    Bonus,
}

impl DateKind {
    /// Its name for other programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Effective => "effective",
            Self::Billed => "billed",
            Self::Review => "review",
            Self::LastDay => "last-day",
            Self::Bonus => "bonus",
        }
    }
}

impl Letters<'_> {
    /// The dates, the earliest first.
    #[must_use]
    pub fn dates(&self) -> Vec<Date> {
        let mut dates: Vec<Date> = self.letters.iter().flat_map(|letter| self.dates_of(letter)).collect();
        let moves = &self.comparison.evaluation.strategies[self.position].moves;
        let for_the_team = moves.iter().enumerate().filter(|(_, scheduled)| !scheduled.parts.needs_letter());
        dates.extend(for_the_team.map(|(place, scheduled)| Date {
            day: scheduled.effective,
            kind: DateKind::Bonus,
            letter: None,
            what: capitalised(&ask_in_words(self.comparison, self.position, place)),
            note: "The client is not told. Tell the team.".to_owned(),
            id: self.id(place, DateKind::Bonus),
        }));
        dates.sort_by_key(|date| date.day);
        dates
    }

    fn dates_of(&self, letter: &Letter) -> Vec<Date> {
        let client = &self.comparison.scenario.client.name;
        let asks: Vec<String> =
            letter.moves.iter().map(|place| ask_in_words(self.comparison, self.position, *place)).collect();
        let ask = list(&asks);
        let which = if self.letters.len() > 1 { format!("letter {}", letter.number) } else { "the letter".to_owned() };
        let effective = day_in_full(letter.effective);
        let next = self.letters.iter().find(|other| other.number == letter.number + 1);
        let next = next.map_or_else(String::new, |next| {
            format!(" Next step: letter {}, to be served by {}.", next.number, day_in_full(next.served))
        });
        let billed = letter.counts.map(|(_, first)| first).filter(|first| *first != letter.effective);
        let mut dates = vec![
            (
                letter.served,
                DateKind::Serve,
                format!("Serve {which} to {client}: {ask}"),
                format!("It has to have reached the client by today to take effect on {effective}."),
            ),
            (letter.effective, DateKind::Effective, format!("In effect for {client}: {ask}"), {
                let from = billed.map_or_else(String::new, |first| format!(" It counts from {}.", day_in_full(first)));
                format!("By now the client should have confirmed {which}.{from}")
            }),
        ];
        if let (Some(first), true) = (billed, self.changes_price(letter)) {
            let what = format!("First bill of {client} with: {ask}");
            dates.push((first, DateKind::Billed, what, "The billing month from which it counts begins.".to_owned()));
        }
        if let Some(last) = letter.last_day {
            let what = if letter.kind.ends() {
                format!("Last day of service for {client}")
            } else {
                format!("Last day of a part of the service for {client}: {ask}")
            };
            dates.push((last, DateKind::LastDay, what, "Hand over, bill what is open, and collect.".to_owned()));
        }
        if let (Some((month, _)), false) = (letter.counts, letter.kind.ends()) {
            dates.push((
                self.comparison.evaluation.basis.calendar.day_after(month),
                DateKind::Review,
                format!("Review what {client} made of {which}: {ask}"),
                format!(
                    "The first month on the new terms is over: compare its bill and its hours with the plan.{next}"
                ),
            ));
        }
        let place = letter.moves.first().copied().unwrap_or_default();
        let date = |(day, kind, what, note): (NaiveDate, DateKind, String, String)| Date {
            day,
            kind,
            letter: Some(letter.number),
            what,
            note,
            id: self.id(place, kind),
        };
        dates.into_iter().map(date).collect()
    }

    /// What tells a date from any other, by what does not change when amounts and days do.
    fn id(&self, place: usize, kind: DateKind) -> String {
        let client = &self.comparison.scenario.client.name;
        let facts = format!("{client}\0{}\0{}\0{}", self.strategy().id, place + 1, kind.code());
        digest_of(&facts).chars().take(DIGEST_LENGTH).collect()
    }
}
