//! Entries of one person at the same time, and entries that are there twice.
//!
//! For each person and day the minutes taken are marked, and the first entries known again by a number made of what they
//! say. So the memory is bounded by people and days, not by entries, and it does not matter in which order these come.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use super::clock::{DAY, MINUTE};
use super::entry::Entry;
use super::span::Span;

/// Minutes of a day, in words of 64.
const WORDS: usize = (DAY / MINUTE) as usize / 64 + 1;

/// Entries of a person and day that are known again; further ones are compared with these alone.
pub const KNOWN_MOST: usize = 32;

/// Places that are kept of each kind.
const PLACES_KEPT: usize = 5;

/// Where something was found: how often, and the first places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How often.
    pub count: u64,
    /// The first, by file and line.
    pub first: Vec<(usize, u64)>,
}

impl Places {
    /// Takes a place into account.
    pub fn add(&mut self, file: usize, line: u64) {
        self.count += 1;
        if self.first.len() < PLACES_KEPT {
            self.first.push((file, line));
        }
    }
}

/// What a person did on a day.
#[derive(Clone, Debug)]
struct PersonDay {
    minutes: [u64; WORDS],
    known: Vec<u64>,
}

/// Entries at the same time, and those that are there twice.
#[derive(Clone, Debug, Default)]
pub struct Overlaps {
    positions: BTreeMap<(usize, NaiveDate), usize>,
    days: Vec<PersonDay>,
    last: Option<((usize, NaiveDate), usize)>,
    /// Entries that overlap an earlier one of the same person by a minute or more.
    pub overlapping: Places,
    /// The time that is there more than once, in whole minutes.
    pub overlap: Span,
    /// Entries that say the same as an earlier one.
    pub double: Places,
}

impl Overlaps {
    /// Takes an entry into account; the person by a number.
    pub fn see(&mut self, person: usize, entry: &Entry<'_>, file: usize) {
        let position = self.position(person, entry.day);
        let number = number(entry);
        let known = &mut self.days[position].known;
        let is_double = known.contains(&number);
        if is_double {
            self.double.add(file, entry.line);
        } else if known.len() < KNOWN_MOST {
            known.push(number);
        }
        let Some(start) = entry.start else { return };
        let taken = self.take(person, entry.day, start, entry.span);
        // What is there twice is said once.
        if taken > 0 && !is_double {
            self.overlapping.add(file, entry.line);
            self.overlap = self.overlap.plus(Span::of_seconds(taken * i64::from(MINUTE)));
        }
    }

    /// Marks the whole minutes of a stretch of work, and says how many were marked before.
    fn take(&mut self, person: usize, day: NaiveDate, start: u32, span: Span) -> i64 {
        let minute = i64::from(MINUTE);
        let a_day = i64::from(DAY / MINUTE);
        let mut from = (i64::from(start) + minute - 1).div_euclid(minute);
        let end = (i64::from(start) + span.seconds()).div_euclid(minute);
        let mut taken = 0;
        let mut day = day;
        let mut before = 0;
        while from < end {
            if from - before >= a_day {
                let Some(next) = day.succ_opt() else { break };
                day = next;
                before += a_day;
            }
            let until = end.min(before + a_day);
            let position = self.position(person, day);
            let of_day = |at: i64| usize::try_from(at - before).unwrap_or(0);
            taken += mark(&mut self.days[position].minutes, of_day(from), of_day(until));
            from = until;
        }
        taken
    }

    fn position(&mut self, person: usize, day: NaiveDate) -> usize {
        let key = (person, day);
        if let Some((last, position)) = self.last
            && last == key
        {
            return position;
        }
        let next = self.days.len();
        let position = *self.positions.entry(key).or_insert(next);
        if position == next {
            self.days.push(PersonDay { minutes: [0; WORDS], known: Vec::new() });
        }
        self.last = Some((key, position));
        position
    }
}

/// Marks the minutes of a day from one up to another, a word at a time, and says how many were marked before.
fn mark(minutes: &mut [u64; WORDS], from: usize, until: usize) -> i64 {
    const BITS: usize = u64::BITS as usize;
    let mut marked = 0;
    for (position, word) in minutes.iter_mut().enumerate().take(until.div_ceil(BITS)).skip(from / BITS) {
        let first = from.saturating_sub(position * BITS);
        let behind = (until - position * BITS).min(BITS);
        let bits = u64::MAX << first & u64::MAX >> (BITS - behind);
        marked += i64::from((*word & bits).count_ones());
        *word |= bits;
    }
    marked
}

/// A number made of what an entry says beside its person and day.
fn number(entry: &Entry<'_>) -> u64 {
    let mut hash = DefaultHasher::new();
    (entry.start, entry.span, entry.billed).hash(&mut hash);
    (entry.client, entry.project, entry.task, entry.what, entry.tags, entry.channel, entry.answer).hash(&mut hash);
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_marked_one_by_one_whichever_words_they_are_in() {
        let a_day = 24 * 60;
        let mut minutes = [0; WORDS];
        let mut taken = vec![false; a_day];
        for (from, until) in [(0, 1), (63, 64), (60, 70), (64, 128), (0, a_day), (1400, a_day), (500, 500), (100, 300)]
        {
            let before = taken[from..until].iter().filter(|taken| **taken).count();
            taken[from..until].fill(true);
            assert_eq!(usize::try_from(mark(&mut minutes, from, until)), Ok(before), "{from} {until}");
            let marked = |at: usize| minutes[at / 64] >> (at % 64) & 1 == 1;
            assert!((0..a_day).all(|at| marked(at) == taken[at]), "{from} {until}");
        }
    }
}
