//! Bursts of contacts: one after the other with less than an hour in between.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::clock::{DAY, HOUR};
use super::span::Span;

/// Between two contacts of a burst there is at most this, in seconds.
pub const GAP: i64 = HOUR as i64;

/// Contacts one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// The day on which it begins.
    pub day: NaiveDate,
    /// Seconds after the midnight before, at which it begins.
    pub from: i64,
    /// The same of its end, which may be on another day.
    pub to: i64,
    /// How many contacts it has.
    pub contacts: u64,
    /// The time of them together.
    pub span: Span,
}

impl Burst {
    /// From its beginning to its end, in seconds.
    #[must_use]
    pub const fn seconds(&self) -> i64 {
        self.to - self.from
    }

    /// Whether another one of the same reckoning belongs to it.
    const fn joins(&self, other: &Self) -> bool {
        other.from <= self.to + GAP && self.from <= other.to + GAP
    }

    fn joined(self, other: Self) -> Self {
        Self {
            day: self.day,
            from: self.from.min(other.from),
            to: self.to.max(other.to),
            contacts: self.contacts + other.contacts,
            span: self.span.plus(other.span),
        }
    }

    /// The same with its times after the midnight before another day.
    fn seen_from(self, day: NaiveDate) -> Self {
        let shift = self.day.signed_duration_since(day).num_days() * i64::from(DAY);
        Self { day, from: self.from + shift, to: self.to + shift, ..self }
    }
}

/// The bursts of a log. Of a day there are never more than fit with their gaps, however many contacts they are made of and
/// in whatever order these come.
#[derive(Clone, Debug, Default)]
pub struct Bursts {
    days: BTreeMap<NaiveDate, Vec<Burst>>,
}

impl Bursts {
    /// Takes a contact into account.
    pub fn see(&mut self, day: NaiveDate, start: u32, span: Span) {
        let from = i64::from(start);
        let mut burst = Burst { day, from, to: from + span.seconds(), contacts: 1, span };
        let bursts = self.days.entry(day).or_default();
        // A burst that grows may reach one that it did not reach before.
        while let Some(position) = bursts.iter().position(|known| known.joins(&burst)) {
            burst = burst.joined(bursts.swap_remove(position));
        }
        bursts.push(burst);
    }

    /// The longest, by their contacts, then by their time; those of one contact are none.
    #[must_use]
    pub fn longest(&self, count: usize) -> Vec<Burst> {
        let mut all: Vec<Burst> = Vec::new();
        for bursts in self.days.values() {
            let mut bursts = bursts.clone();
            bursts.sort_by_key(|burst| burst.from);
            for burst in bursts {
                match all.last_mut() {
                    // One before midnight goes on after it.
                    Some(last) if last.joins(&burst.seen_from(last.day)) => {
                        *last = last.joined(burst.seen_from(last.day));
                    }
                    _ => all.push(burst),
                }
            }
        }
        all.retain(|burst| burst.contacts > 1);
        all.sort_by_key(|burst| {
            (std::cmp::Reverse((burst.contacts, burst.seconds(), burst.span)), burst.day, burst.from)
        });
        all.truncate(count);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::log::clock::MINUTE;

    #[test]
    fn contacts_with_less_than_an_hour_in_between_are_one_burst_in_whatever_order_they_come() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).expect("a day");
        let contacts = [(5, 9, 0), (5, 10, 5), (5, 11, 0), (5, 14, 0), (5, 23, 50), (6, 0, 30), (6, 9, 0), (6, 9, 30)];
        let bursts = |order: &[usize]| {
            let mut bursts = Bursts::default();
            for at in order {
                let (of, hour, minute) = contacts[*at];
                bursts.see(day(of), hour * HOUR + minute * MINUTE, Span::of_seconds(600));
            }
            bursts.longest(9)
        };
        let seen = bursts(&[0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(seen, bursts(&[7, 2, 0, 5, 3, 1, 4, 6]));
        let told: Vec<(u64, i64, i64)> =
            seen.iter().map(|burst| (burst.contacts, burst.from / 60, burst.to / 60)).collect();
        assert_eq!(told, [(3, 540, 670), (2, 1430, 1480), (2, 540, 580)]);
        assert_eq!(bursts(&[0, 3]), []);
    }
}
