//! At which times of the week work is done: within the hours of business, outside of them, at weekends.

use chrono::{Datelike, NaiveDate, Weekday};

use super::clock::{DAY, HOUR, MINUTE, time_of_day};
use super::span::Span;

/// The hours of business on the working days, and the days that are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Seconds after midnight at which business begins and ends; where it ends before it begins, it does so on the next day.
    pub hours: (u32, u32),
    /// Whether a day is none of business, from Monday on.
    pub weekend: [bool; 7],
}

impl Default for Week {
    /// From 9:00 to 17:30, Monday to Friday.
    fn default() -> Self {
        Self { hours: (9 * HOUR, 17 * HOUR + 30 * MINUTE), weekend: [false, false, false, false, false, true, true] }
    }
}

/// The names of the days, from Monday on.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The same in full.
const FULL_NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Time by when it lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// On working days, within the hours of business.
    pub within: Span,
    /// On working days, outside of them.
    pub outside: Span,
    /// At weekends.
    pub weekend: Span,
    /// On working days, at no time that is known.
    pub unknown: Span,
}

impl Times {
    /// All of it.
    #[must_use]
    pub fn all(self) -> Span {
        self.within.plus(self.outside).plus(self.weekend).plus(self.unknown)
    }

    /// Together with others.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            within: self.within.plus(other.within),
            outside: self.outside.plus(other.outside),
            weekend: self.weekend.plus(other.weekend),
            unknown: self.unknown.plus(other.unknown),
        }
    }
}

impl Week {
    /// The hours of business as they are given: `09:00-17:30`.
    ///
    /// # Errors
    ///
    /// What to write instead.
    pub fn parse_hours(text: &str) -> Result<(u32, u32), String> {
        let given = text.split_once(['-', '–']);
        let hours = given.and_then(|(from, to)| {
            let is_end_of_day = to.trim() == "24:00";
            let to = if is_end_of_day { Some(0) } else { time_of_day(to) };
            Some((time_of_day(from)?, to?, is_end_of_day))
        });
        match hours {
            Some((from, to, false)) if from == to => {
                Err("they end when they begin; write the hours of business as 09:00-17:30, or 00:00-24:00".to_owned())
            }
            Some((from, to, _)) => Ok((from, to)),
            None => Err("write the hours of business as 09:00-17:30".to_owned()),
        }
    }

    /// The days of the weekend as they are given: `sat,sun`, or `none`.
    ///
    /// # Errors
    ///
    /// What to write instead.
    pub fn parse_weekend(text: &str) -> Result<[bool; 7], String> {
        let mut weekend = [false; 7];
        if text.trim().eq_ignore_ascii_case("none") {
            return Ok(weekend);
        }
        for name in text.split(',') {
            let name = name.trim().to_lowercase();
            // `sat` and `saturday` are the same day.
            let day = DAYS
                .iter()
                .position(|day| name == *day || FULL_NAMES.iter().any(|full| *full == name && full.starts_with(day)));
            let day = day.ok_or_else(|| format!("`{name}` is no day: write {}, or none", DAYS.join(",")))?;
            if weekend[day] {
                return Err(format!("`{name}` is there twice: write each day once"));
            }
            weekend[day] = true;
        }
        if weekend.contains(&false) {
            Ok(weekend)
        } else {
            Err("a week without a working day has no hours of business".to_owned())
        }
    }

    /// Whether a day is one of the weekend.
    #[must_use]
    pub fn is_weekend(&self, day: NaiveDate) -> bool {
        self.weekend[day.weekday().num_days_from_monday() as usize]
    }

    /// The days of the weekend, from Monday on.
    pub fn weekend_days(&self) -> impl Iterator<Item = Weekday> {
        const WEEK: [Weekday; 7] =
            [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        WEEK.into_iter().zip(self.weekend).filter(|(_, is_weekend)| *is_weekend).map(|(day, _)| day)
    }

    /// When a stretch of work lies, by the clock on the wall, parted at midnight and where business begins and ends.
    #[must_use]
    pub fn times(&self, day: NaiveDate, start: Option<u32>, span: Span) -> Times {
        let mut times = Times::default();
        let Some(start) = start else {
            let of_day = if self.is_weekend(day) { &mut times.weekend } else { &mut times.unknown };
            *of_day = span;
            return times;
        };
        let (mut day, mut from, mut left) = (day, Span::of_seconds(i64::from(start)), span);
        while !left.is_zero() {
            let piece = left.min(Span::of_seconds(i64::from(DAY)).minus(from));
            if self.is_weekend(day) {
                times.weekend = times.weekend.plus(piece);
            } else {
                let within = self.within(from, from.plus(piece));
                times.within = times.within.plus(within);
                times.outside = times.outside.plus(piece.minus(within));
            }
            left = left.minus(piece);
            from = Span::ZERO;
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
        times
    }

    /// How much of a stretch of one day lies within the hours of business.
    fn within(&self, from: Span, to: Span) -> Span {
        let at = |seconds: u32| Span::of_seconds(i64::from(seconds));
        let overlap = |begin: Span, end: Span| {
            let (begin, end) = (begin.max(from), end.min(to));
            if begin < end { end.minus(begin) } else { Span::ZERO }
        };
        let (begin, end) = (at(self.hours.0), at(self.hours.1));
        if begin < end { overlap(begin, end) } else { overlap(Span::ZERO, end).plus(overlap(begin, at(DAY))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).expect("a day")
    }

    fn minutes(times: Times) -> [i64; 4] {
        [times.within, times.outside, times.weekend, times.unknown].map(|span| span.seconds() / 60)
    }

    #[test]
    fn work_is_parted_at_midnight_and_at_the_hours_of_business() {
        let week = Week::default();
        let at = |first: u32, hour: u32, minute: u32, length: i64| {
            minutes(week.times(day(first), Some(hour * HOUR + minute * MINUTE), Span::of_seconds(length * 60)))
        };
        // 5 January 2026 is a Monday.
        assert_eq!(at(5, 8, 30, 60), [30, 30, 0, 0]);
        assert_eq!(at(5, 17, 0, 120), [30, 90, 0, 0]);
        assert_eq!(at(5, 10, 0, 60), [60, 0, 0, 0]);
        // From Friday night into Saturday, and from Sunday night into Monday.
        assert_eq!(at(9, 23, 30, 90), [0, 30, 60, 0]);
        assert_eq!(at(11, 23, 0, 60 + 10 * 60), [60, 9 * 60, 60, 0]);
        assert_eq!(at(5, 0, 0, 5 * 24 * 60), [5 * 510, 5 * (1440 - 510), 0, 0]);
        assert_eq!(minutes(week.times(day(5), None, Span::of_seconds(600))), [0, 0, 0, 10]);
        assert_eq!(minutes(week.times(day(4), None, Span::of_seconds(600))), [0, 0, 10, 0]);
        let night = Week { hours: (22 * HOUR, 6 * HOUR), ..week };
        assert_eq!(minutes(night.times(day(5), Some(21 * HOUR), Span::of_seconds(10 * 3600))), [480, 120, 0, 0]);
    }

    #[test]
    fn a_week_is_read_as_it_is_given() {
        assert_eq!(Week::parse_hours("09:00-17:30"), Ok(Week::default().hours));
        assert_eq!(Week::parse_hours("9:00 am-5:30 pm"), Ok(Week::default().hours));
        assert_eq!(Week::parse_hours("00:00-24:00"), Ok((0, 0)));
        assert!(Week::parse_hours("9-17").is_err() && Week::parse_hours("").is_err());
        assert_eq!(Week::parse_weekend("sat, Sunday"), Ok(Week::default().weekend));
        assert_eq!(Week::parse_weekend("none"), Ok([false; 7]));
        for wrong in ["", "sat,", "satan", "mon,tue,wed,thu,fri,sat,sun"] {
            assert!(Week::parse_weekend(wrong).is_err(), "{wrong}");
        }
    }
}
