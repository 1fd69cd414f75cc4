//! Months: the plan runs from its start in months of its own, and a change counts from the next one that begins.

use std::sync::Arc;

use chrono::{Days, Months, NaiveDate};

use super::EngineError;
use crate::domain::{LAST_DAY, Scenario};

/// The months of a plan, numbered from 1.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The first days of months 1, 2, … and the day after the last month; shared by all whom it is lent to.
    firsts: Arc<[NaiveDate]>,
}

impl Calendar {
    /// The months of a plan, or none where the calendar ends before them.
    ///
    /// Each is counted from `start`, never from the month before: 31 January + 1 month is 28 February, + 2 months is 31
    /// March.
    #[must_use]
    pub fn new(start: NaiveDate, months: u32) -> Option<Self> {
        let first = |month| {
            let day = start.checked_add_months(Months::new(month))?;
            // The day after the last month may be the one after the last of all.
            (day.pred_opt()? <= LAST_DAY).then_some(day)
        };
        Some(Self { firsts: (0..=months).map(first).collect::<Option<_>>()? })
    }

    /// The months of a scenario.
    ///
    /// # Errors
    ///
    /// A plan that the calendar cannot hold.
    pub fn of<N>(scenario: &Scenario<N>) -> Result<Self, EngineError> {
        Self::new(scenario.start, scenario.months).ok_or_else(|| EngineError::DatesRunOut {
            strategy: scenario.strategies.first().map_or_else(String::new, |first| first.id.clone()),
        })
    }

    /// How many months there are.
    #[must_use]
    pub fn months(&self) -> u32 {
        u32::try_from(self.firsts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The first day of the plan.
    #[must_use]
    pub fn start(&self) -> NaiveDate {
        self.firsts[0]
    }

    /// The first day of a month, 1…T.
    #[must_use]
    pub fn first_day(&self, month: u32) -> NaiveDate {
        self.firsts[month as usize - 1]
    }

    /// The first day after a month, 1…T.
    #[must_use]
    pub fn day_after(&self, month: u32) -> NaiveDate {
        self.firsts[month as usize]
    }

    /// The last day of a month, 1…T.
    #[must_use]
    pub fn last_day(&self, month: u32) -> NaiveDate {
        self.day_after(month).checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN)
    }

    /// Days from the start of the plan to the end of a month, 1…T.
    #[must_use]
    pub fn days_to_end(&self, month: u32) -> u32 {
        let days = self.day_after(month).signed_duration_since(self.start()).num_days();
        u32::try_from(days).unwrap_or(0)
    }

    /// The month from which a change counts that is effective on a day: the first that begins on or after it. None
    /// where the plan ends before.
    #[must_use]
    pub fn month_from(&self, effective: NaiveDate) -> Option<u32> {
        let begun_before = self.firsts.partition_point(|first| *first < effective);
        (begun_before + 1 < self.firsts.len()).then(|| u32::try_from(begun_before + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a test writes dates that exist")
    }

    #[test]
    fn months_are_counted_from_the_start_and_clamped() {
        let calendar = Calendar::new(day(2027, 1, 31), 3).expect("within the calendar");
        assert_eq!(calendar.first_day(2), day(2027, 2, 28));
        assert_eq!(calendar.first_day(3), day(2027, 3, 31));
        assert_eq!(calendar.last_day(2), day(2027, 3, 30));
        assert_eq!(calendar.days_to_end(3), 89);
    }

    #[test]
    fn a_plan_ends_before_years_have_five_digits() {
        assert!(Calendar::new(day(9999, 1, 1), 12).is_some_and(|calendar| calendar.last_day(12) == LAST_DAY));
        assert!(Calendar::new(day(9999, 1, 2), 12).is_none());
    }

    #[test]
    fn a_change_counts_from_the_first_month_that_begins_on_or_after_it() {
        let calendar = Calendar::new(day(2027, 1, 4), 24).expect("within the calendar");
        assert_eq!(calendar.month_from(day(2027, 1, 4)), Some(1));
        assert_eq!(calendar.month_from(day(2026, 5, 1)), Some(1));
        assert_eq!(calendar.month_from(day(2027, 1, 5)), Some(2));
        assert_eq!(calendar.month_from(day(2027, 2, 4)), Some(2));
        // The last month begins on 4 December 2028.
        assert_eq!(calendar.month_from(day(2028, 12, 4)), Some(24));
        assert_eq!(calendar.month_from(day(2028, 12, 5)), None);
    }

    #[test]
    fn thirty_days_from_the_last_of_january_fall_two_cycles_later() {
        // 31 January 2027 + 30 days = 2 March; month 2 began on 28 February, so the raise is billed from 31 March on.
        let calendar = Calendar::new(day(2027, 1, 31), 12).expect("within the calendar");
        assert_eq!(calendar.month_from(day(2027, 3, 2)), Some(3));
    }
}
