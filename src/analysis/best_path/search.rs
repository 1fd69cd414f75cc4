//! The best path itself, found by the values: at every step the paths are gone on with whose value is highest.
//!
//! The values leave out what the contract's cap makes of prices of the last twelve months, so they are never too low. A
//! path that comes to its end with no other above it is the best, and where there is no such cap, the first is.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::ground::{CAP_MONTHS, Ground};
use super::marks::Mark;
use super::values::Values;

/// Paths that are looked at before the search is given up.
const PATHS_MAX: usize = 200_000;

/// Values nearer to each other than this share of the best count as equal.
const TOLERANCE: f64 = 1e-11;

/// A path of prices: its changes, and the month from which the engagement is ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The months of the changes and the levels from then on, in order.
    pub changes: Vec<(usize, usize)>,
    /// The month from which the engagement is ended.
    pub leave_in: Option<usize>,
}

impl Path {
    /// The level that is in force in a month; month 0 and those before it are before the plan.
    #[must_use]
    pub fn level_in(&self, month: usize) -> usize {
        self.changes.iter().rev().find(|(from, _)| *from <= month).map_or(0, |(_, level)| *level)
    }
}

/// A path up to a month in which it may be changed, or a whole one.
struct Begun {
    /// The most that may come of it, in steps of what counts as equal.
    rank: i64,
    path: Path,
    /// What it has come to.
    gained: f64,
    /// The chance that the client is there.
    there: f64,
    /// The next month; one beyond the horizon: it is whole.
    month: usize,
    mark: Mark,
}

/// The path with the highest net profit among those that change something, and that net profit; none where there are
/// too many to look at.
///
/// # Errors
///
/// Too many paths that may each be the best.
pub fn best(ground: &Ground, values: &Values<'_>) -> Result<Option<(Path, f64)>, TooManyPaths> {
    let all = ground.without + values.at(1, Mark::NONE, 0);
    if all == f64::NEG_INFINITY {
        return Ok(None);
    }
    let search = Search { ground, values, unit: all.abs().max(ground.without.abs()).max(1.0) * TOLERANCE };
    let mut begun = BinaryHeap::new();
    begun.push(search.begun(Path::default(), ground.without, 1.0, 1, Mark::NONE));
    let mut looked_at = 0;
    while let Some(path) = begun.pop() {
        if path.month > ground.months {
            return Ok(Some((path.path, path.gained)));
        }
        looked_at += 1;
        if looked_at > PATHS_MAX {
            return Err(TooManyPaths);
        }
        search.go_on(&path, &mut begun);
    }
    Ok(None)
}

/// There are too many paths that may each be the best.
#[derive(Clone, Copy, Debug)]
pub struct TooManyPaths;

struct Search<'s> {
    ground: &'s Ground,
    values: &'s Values<'s>,
    /// What counts as equal.
    unit: f64,
}

impl Search<'_> {
    fn begun(&self, path: Path, gained: f64, there: f64, month: usize, mark: Mark) -> Begun {
        let level = path.level_in(month);
        let month = if path.leave_in.is_some() || there == 0.0 { self.ground.months + 1 } else { month };
        let may_come = if path == Path::default() || (there > 0.0 && path.leave_in.is_none()) {
            there * self.values.at(month, mark, level)
        } else {
            0.0
        };
        #[expect(clippy::cast_possible_truncation, reason = "a hundred thousand million steps at the most")]
        let rank = ((gained + may_come).max(-1e300) / self.unit).round() as i64;
        Begun { rank, path, gained, there, month, mark }
    }

    /// All that can be done with a path in its next month.
    fn go_on(&self, begun: &Begun, next: &mut BinaryHeap<Begun>) {
        let Self { ground, values, .. } = *self;
        let (month, level) = (begun.month, begun.path.level_in(begun.month));
        if month >= ground.leave_from {
            let path = Path { leave_in: Some(month), ..begun.path.clone() };
            next.push(self.begun(path, begun.gained, begun.there, month, begun.mark));
        }
        let there = begun.there * ground.stays(month);
        let gained = begun.gained + there * values.worth(month, begun.mark, level);
        next.push(self.begun(begun.path.clone(), gained, there, month + 1, begun.mark));
        if month >= ground.change_from {
            let year_before = month.checked_sub(CAP_MONTHS).map_or(0, |before| begun.path.level_in(before));
            for to in level + 1..=ground.highest_after(year_before) {
                self.change(begun, to, next);
            }
        }
    }

    /// A change to a level, and every month in which the engagement may be ended before the next.
    fn change(&self, begun: &Begun, to: usize, next: &mut BinaryHeap<Begun>) {
        let Self { ground, values, .. } = *self;
        let (from, month) = ((begun.mark, begun.path.level_in(begun.month)), begun.month);
        let mark = values.mark_after(month, begun.mark, to);
        let accepts = values.accepts(from, (mark, to));
        let mut path = begun.path.clone();
        path.changes.push((month, to));
        let ready = (month + ground.every).min(ground.months + 1);
        let open = values.going(month, from.0, from.1) - values.going(month, mark, to);
        let (mut there, mut gained) = (begun.there, begun.gained);
        for later in month..ready {
            if later > month && later >= ground.leave_from {
                let path = Path { leave_in: Some(later), ..path.clone() };
                next.push(self.begun(path, gained, there, later, mark));
            }
            there *= ground.stays(later) * if later == month + ground.leaves_after { accepts } else { 1.0 };
            gained += there * (values.worth(later, mark, to) + if later == month { open } else { 0.0 });
        }
        if ready == month + ground.leaves_after {
            there *= accepts;
        }
        next.push(self.begun(path, gained, there, ready, mark));
    }
}

/// The highest first; of equals the one with fewer changes, then the one that is further on.
impl Ord for Begun {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = |begun: &Self| (begun.rank, Reverse(begun.path.changes.len()), begun.month);
        order(self).cmp(&order(other)).then_with(|| other.path.changes.cmp(&self.path.changes))
    }
}

impl PartialOrd for Begun {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Begun {}
