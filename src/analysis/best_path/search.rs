//! The best path itself, found by the values: at every step the paths are gone on with whose value is highest.
//!
//! The values leave out what the contract's cap makes of prices of the last twelve months, so they are never too low. A
//! path that comes to its end with no other above it is the best, and where there is no such cap, the first is.
//!
//! Of all that can be done with a path only what may come to the most is kept; the path comes up again, with what may come
//! of the rest, when that is the most there is. So memory grows with the paths that are looked at, not with the prices.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::ground::{CAP_MONTHS, Ground};
use super::marks::Mark;
use super::values::Values;

/// Ways to go on with a path that are looked at before the search is given up: the time of a second or two.
const LOOKED_AT_MAX: usize = 60_000_000;

/// What the paths may hold before the search is given up: in changes, and as many for each path as it takes else.
const KEPT_MAX: usize = 12_000_000;

/// Changes that take as much memory as a path without any.
const CHANGES_OF_A_PATH: usize = 8;

/// Ways to go on with a path that are kept at once.
const AT_ONCE: usize = 8;

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
    /// What was kept of it before ranks this or above.
    kept_from: i64,
    path: Path,
    state: State,
}

/// Where a path has come to.
#[derive(Clone, Copy)]
struct State {
    /// What it has come to.
    gained: f64,
    /// The chance that the client is there.
    there: f64,
    /// The next month; one beyond the horizon: it is whole.
    month: usize,
    mark: Mark,
}

/// What is done with a path.
#[derive(Clone, Copy)]
struct Way {
    rank: i64,
    /// A change to a level in the month.
    change: Option<usize>,
    /// The month from which the engagement is ended.
    leave_in: Option<usize>,
    state: State,
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
    let state = State { gained: ground.without, there: 1.0, month: 1, mark: Mark::NONE };
    begun.push(Begun { rank: i64::MAX, kept_from: i64::MAX, path: Path::default(), state });
    let (mut looked_at, mut kept) = (0, 0);
    let mut ways = Vec::new();
    while let Some(path) = begun.pop() {
        if path.state.month > ground.months {
            return Ok(Some((path.path, path.state.gained)));
        }
        ways.clear();
        search.ways_on(&path, &mut ways);
        looked_at += ways.len();
        ways.retain(|way| way.rank < path.kept_from);
        ways.sort_unstable_by_key(|way| Reverse(way.rank));
        // Equals stay together.
        let lowest = ways.get(AT_ONCE.min(ways.len()).saturating_sub(1)).map_or(i64::MIN, |way| way.rank);
        let rest = ways.partition_point(|way| way.rank >= lowest);
        kept += ways[..rest].len() * (CHANGES_OF_A_PATH + path.path.changes.len());
        if looked_at > LOOKED_AT_MAX || kept > KEPT_MAX {
            return Err(TooManyPaths);
        }
        begun.extend(ways[..rest].iter().map(|way| path.followed_by(*way)));
        if let Some(next) = ways.get(rest) {
            begun.push(Begun { rank: next.rank, kept_from: lowest, ..path });
        }
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

impl Begun {
    /// The path gone on with in a way.
    fn followed_by(&self, way: Way) -> Self {
        // Many paths are kept: none has room for more changes than it makes.
        let change = way.change.map(|level| (self.state.month, level));
        let mut changes = Vec::with_capacity(self.path.changes.len() + usize::from(change.is_some()));
        changes.extend_from_slice(&self.path.changes);
        changes.extend(change);
        let path = Path { changes, leave_in: way.leave_in };
        Self { rank: way.rank, kept_from: i64::MAX, path, state: way.state }
    }
}

impl Search<'_> {
    /// A way to a state with a level in force; `is_status_quo` where nothing is changed yet.
    fn way(
        &self,
        change: Option<usize>,
        leave_in: Option<usize>,
        state: State,
        level: usize,
        is_status_quo: bool,
    ) -> Way {
        let goes_on = leave_in.is_none() && state.there > 0.0;
        let month = if goes_on { state.month } else { self.ground.months + 1 };
        let may_come =
            if is_status_quo || goes_on { state.there * self.values.at(month, state.mark, level) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "a hundred thousand million steps at the most")]
        let rank = ((state.gained + may_come).max(-1e300) / self.unit).round() as i64;
        Way { rank, change, leave_in, state: State { month, ..state } }
    }

    /// All that can be done with a path in its next month.
    fn ways_on(&self, begun: &Begun, ways: &mut Vec<Way>) {
        let Self { ground, values, .. } = *self;
        let Begun { path, state, .. } = begun;
        let (month, level) = (state.month, path.level_in(state.month));
        if month >= ground.leave_from {
            ways.push(self.way(None, Some(month), *state, level, false));
        }
        let there = state.there * ground.stays(month);
        let gained = state.gained + there * values.worth(month, state.mark, level);
        let unchanged = State { gained, there, month: month + 1, mark: state.mark };
        ways.push(self.way(None, None, unchanged, level, path.changes.is_empty()));
        if month >= ground.change_from {
            let year_before = month.checked_sub(CAP_MONTHS).map_or(0, |before| path.level_in(before));
            for to in level + 1..=ground.highest_after(year_before) {
                self.change(*state, level, to, ways);
            }
        }
    }

    /// A change to a level, and every month in which the engagement may be ended before the next.
    fn change(&self, state: State, level: usize, to: usize, ways: &mut Vec<Way>) {
        let Self { ground, values, .. } = *self;
        let month = state.month;
        let mark = values.mark_after(month, state.mark, to);
        let accepts = values.accepts((state.mark, level), (mark, to));
        let ready = (month + ground.every).min(ground.months + 1);
        let open = values.going(month, state.mark, level) - values.going(month, mark, to);
        let (mut there, mut gained) = (state.there, state.gained);
        for later in month..ready {
            if later > month && later >= ground.leave_from {
                let left = State { gained, there, month: later, mark };
                ways.push(self.way(Some(to), Some(later), left, to, false));
            }
            there *= ground.stays(later) * if later == month + ground.leaves_after { accepts } else { 1.0 };
            gained += there * (values.worth(later, mark, to) + if later == month { open } else { 0.0 });
        }
        if ready == month + ground.leaves_after {
            there *= accepts;
        }
        ways.push(self.way(Some(to), None, State { gained, there, month: ready, mark }, to, false));
    }
}

/// The highest first; of equals the one with fewer changes, then the one that is further on.
impl Ord for Begun {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = |begun: &Self| (begun.rank, Reverse(begun.path.changes.len()), begun.state.month);
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
