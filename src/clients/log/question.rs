//! What is asked of a log.

use chrono::NaiveDate;

use super::span::Span;
use super::when::Week;

/// What is asked of a log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question {
    /// The hours of business and the weekend.
    pub week: Week,
    /// The time that is lost around each unbilled contact: an assumption.
    pub recovery: Option<Span>,
    /// The first day that counts.
    pub from: Option<NaiveDate>,
    /// The last day that counts.
    pub to: Option<NaiveDate>,
}

impl Question {
    /// Whether a day is one of those that count.
    #[must_use]
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}
