//! The entries of one client added up, row by row: memory is taken by months, days and names, never by rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bursts::Bursts;
use super::clock::HOUR;
use super::entry::Entry;
use super::file::LogFile;
use super::layout::{Field, Tracker};
use super::months::Month;
use super::overlaps::{Overlaps, Places};
use super::problem::{BadRows, Problem};
use super::question::Question;
use super::span::Span;
use super::when::Times;
use crate::number::{Exact, Number};

/// An entry that is longer than this is pointed out, in hours: nobody works that long at a stretch.
pub const LONG: u32 = 16;

/// What entries come to.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    /// The time that the client is billed for.
    pub billed: Span,
    /// The time that it is not.
    pub unbilled: Span,
    /// All entries.
    pub entries: u64,
    /// Those that are not billed: the unplanned contacts.
    pub contacts: u64,
    /// What is billed.
    pub amount: Exact,
    /// The billed time of which that is known.
    pub priced: Span,
    /// What the billed and what the unbilled time costs.
    pub cost: [Exact; 2],
    /// The billed and the unbilled time of which that is known.
    pub costed: [Span; 2],
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            billed: Span::ZERO,
            unbilled: Span::ZERO,
            entries: 0,
            contacts: 0,
            amount: Exact::ZERO,
            priced: Span::ZERO,
            cost: [Exact::ZERO; 2],
            costed: [Span::ZERO; 2],
        }
    }
}

impl Sums {
    /// All time.
    #[must_use]
    pub fn all(&self) -> Span {
        self.billed.plus(self.unbilled)
    }

    /// Takes an entry into account.
    pub fn see(&mut self, entry: &Entry<'_>) {
        self.entries += 1;
        let is_unbilled = usize::from(!entry.billed);
        if entry.billed {
            self.billed = self.billed.plus(entry.span);
        } else {
            self.unbilled = self.unbilled.plus(entry.span);
            self.contacts += 1;
        }
        // Trackers write 0 where no rate is set.
        if let Some(amount) = entry.amount.filter(|amount| *amount > Exact::ZERO) {
            self.amount += amount;
            self.priced = self.priced.plus(entry.span);
        }
        if let Some(cost) = entry.cost.filter(|cost| *cost > Exact::ZERO) {
            self.cost[is_unbilled] += cost;
            self.costed[is_unbilled] = self.costed[is_unbilled].plus(entry.span);
        }
    }

    /// Takes other sums into account.
    pub fn add(&mut self, other: &Self) {
        self.billed = self.billed.plus(other.billed);
        self.unbilled = self.unbilled.plus(other.unbilled);
        self.entries += other.entries;
        self.contacts += other.contacts;
        self.amount += other.amount;
        self.priced = self.priced.plus(other.priced);
        for of in 0..2 {
            self.cost[of] += other.cost[of];
            self.costed[of] = self.costed[of].plus(other.costed[of]);
        }
    }
}

/// Time by a name.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    positions: BTreeMap<String, usize>,
    sums: Vec<(Span, Span, u64)>,
    last: Option<usize>,
    last_name: String,
}

/// What a name comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name; empty for entries without one.
    pub name: String,
    /// The billed time.
    pub billed: Span,
    /// The unbilled time.
    pub unbilled: Span,
    /// The unbilled entries.
    pub contacts: u64,
}

impl Groups {
    /// The position of a name.
    fn position(&mut self, name: &str) -> usize {
        if let Some(last) = self.last.filter(|_| self.last_name == name) {
            return last;
        }
        let position = self.positions.get(name).copied().unwrap_or_else(|| {
            self.sums.push((Span::ZERO, Span::ZERO, 0));
            self.positions.insert(name.to_owned(), self.sums.len() - 1);
            self.sums.len() - 1
        });
        name.clone_into(&mut self.last_name);
        self.last = Some(position);
        position
    }

    /// Takes an entry into account under a name, and says the name's position.
    fn see(&mut self, name: &str, entry: &Entry<'_>) -> usize {
        let position = self.position(name);
        let (billed, unbilled, contacts) = &mut self.sums[position];
        if entry.billed {
            *billed = billed.plus(entry.span);
        } else {
            *unbilled = unbilled.plus(entry.span);
            *contacts += 1;
        }
        position
    }

    /// All names, the most unbilled time first; none where no entry has a name.
    #[must_use]
    pub fn sorted(&self) -> Vec<Group> {
        if self.positions.keys().all(String::is_empty) {
            return Vec::new();
        }
        let group = |(name, position): (&String, &usize)| {
            let (billed, unbilled, contacts) = self.sums[*position];
            Group { name: name.clone(), billed, unbilled, contacts }
        };
        let mut groups: Vec<Group> = self.positions.iter().map(group).collect();
        groups.sort_by(|one, other| {
            (other.unbilled, other.billed).cmp(&(one.unbilled, one.billed)).then_with(|| one.name.cmp(&other.name))
        });
        groups
    }
}

/// The entries of one client added up.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// What wrote the files, each once.
    pub trackers: Vec<Tracker>,
    /// The first and the last day of the log, whoever it was for, or those that were given.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// By month.
    pub months: BTreeMap<Month, Sums>,
    /// When the billed and the unbilled time lies.
    pub times: [Times; 2],
    /// By project.
    pub projects: Groups,
    /// By tag; an entry with several counts under each.
    pub tags: Groups,
    /// Entries with more than one tag.
    pub several_tags: u64,
    /// By channel.
    pub channels: Groups,
    /// By who did it, or who called.
    pub people: Groups,
    /// Unbilled contacts one after the other.
    pub bursts: Bursts,
    /// Entries at the same time, and those that are there twice.
    pub overlaps: Overlaps,
    /// Entries whose length is not the time between start and end.
    pub differing: Places,
    /// Entries of more than [`LONG`] hours.
    pub long: Places,
    /// Entries outside of the days that were given.
    pub outside: u64,
    /// What says nothing.
    pub bad: BadRows,
}

impl Tally {
    /// Adds up the entries of a client; a file without a column of clients is all of one.
    ///
    /// # Errors
    ///
    /// What the system says, with the position of the file.
    pub fn of(files: &[LogFile], client: &str, question: &Question) -> Result<Self, (usize, Problem)> {
        let mut tally = Self::default();
        let mut days: Option<(NaiveDate, NaiveDate)> = None;
        let mut bad = BadRows::default();
        for (position, file) in files.iter().enumerate() {
            let layout = &file.manner.layout;
            if !tally.trackers.contains(&layout.tracker) {
                tally.trackers.push(layout.tracker);
            }
            let is_all = !layout.has(Field::Client);
            let see = |entry: &Entry<'_>| {
                let (first, last) = days.unwrap_or((entry.day, entry.day));
                days = Some((first.min(entry.day), last.max(entry.day)));
                if is_all || entry.client == client {
                    tally.see(entry, position, question);
                }
            };
            file.entries(position, &mut bad, see).map_err(|problem| (position, problem))?;
        }
        tally.bad = bad;
        tally.period = days.map(|(first, last)| (question.from.unwrap_or(first), question.to.unwrap_or(last)));
        Ok(tally)
    }

    fn see(&mut self, entry: &Entry<'_>, file: usize, question: &Question) {
        if !question.has(entry.day) {
            self.outside += 1;
            return;
        }
        self.months.entry(Month::of(entry.day)).or_default().see(entry);
        let times = question.week.times(entry.day, entry.start, entry.span);
        let of_kind = &mut self.times[usize::from(!entry.billed)];
        *of_kind = of_kind.plus(times);
        self.projects.see(entry.project, entry);
        self.see_tags(entry);
        self.channels.see(entry.channel, entry);
        let person = self.people.see(&entry.person, entry);
        if let Some(start) = entry.start.filter(|_| !entry.billed) {
            self.bursts.see(entry.day, start, entry.span);
        }
        self.overlaps.see(person, entry, file);
        if entry.differs {
            self.differing.add(file, entry.line);
        }
        if entry.span > Span::of_seconds(i64::from(LONG * HOUR)) {
            self.long.add(file, entry.line);
        }
    }

    fn see_tags(&mut self, entry: &Entry<'_>) {
        let mut tags = entry.tags.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty());
        self.tags.see(tags.next().unwrap_or(""), entry);
        let mut has_several = false;
        for tag in tags {
            self.tags.see(tag, entry);
            has_several = true;
        }
        self.several_tags += u64::from(has_several);
    }

    /// What all entries come to.
    #[must_use]
    pub fn all(&self) -> Sums {
        let mut all = Sums::default();
        self.months.values().for_each(|month| all.add(month));
        all
    }
}
