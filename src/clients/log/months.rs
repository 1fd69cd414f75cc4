//! Months of the calendar, and which of them a log covers.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::when::Week;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(i32);

/// The working days of a month that may lie before a log begins or after it ends: a holiday and a day off.
pub const WORKING_DAYS_LACKING_MOST: usize = 2;

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0))
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// How many months it is after another.
    #[must_use]
    pub const fn since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// From one to another, both included.
    pub fn all(first: Self, last: Self) -> impl Iterator<Item = Self> {
        (first.0..=last.0).map(Self)
    }

    /// Its days, which are there to be counted.
    fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first_day().iter_days().take_while(move |day| Self::of(*day) == self)
    }

    /// Whether a log from one day to another covers it.
    #[must_use]
    pub fn is_covered(self, first: NaiveDate, last: NaiveDate, week: &Week) -> bool {
        let lacking = self.days().filter(|day| (*day < first || *day > last) && !week.is_weekend(*day));
        lacking.count() <= WORKING_DAYS_LACKING_MOST
    }

    /// As people write it: `Jan 2026`.
    #[must_use]
    pub fn name(self) -> String {
        self.first_day().format("%b %Y").to_string()
    }
}

/// By ISO 8601: `2026-01`.
impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first_day().format("%Y-%m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_covered_unless_more_than_two_working_days_lie_outside() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
        let covered = |month: u32, first: NaiveDate, last: NaiveDate| {
            Month::of(day(month, 1)).is_covered(first, last, &Week::default())
        };
        // 1 January 2026 is a Thursday: the first Monday is the 5th.
        assert!(covered(1, day(1, 5), day(2, 2)));
        assert!(!covered(1, day(1, 6), day(2, 2)));
        assert!(covered(1, day(1, 1), day(1, 28)) && !covered(1, day(1, 1), day(1, 27)));
        assert!(covered(2, day(1, 5), day(3, 1)) && !covered(3, day(1, 5), day(3, 1)));
        assert_eq!(Month::of(day(1, 31)).next().to_string(), "2026-02");
        assert_eq!(Month::of(day(12, 31)).next().first_day().to_string(), "2027-01-01");
        assert_eq!(Month::of(day(12, 31)).since(Month::of(day(1, 1))), 11);
    }
}
