//! The best change to a price that no mark bears yet, from each price, in one month.
//!
//! The new mark does not depend on the old one, so that what such changes come to is, for all old marks of a price, the
//! highest of the same straight lines in one number: the cost of going, or, where the client takes its time to leave,
//! one over the chance of having borne the old mark. The highest of straight lines is convex. So where one line is the
//! highest at both ends of the range of that number, it is in between, and no other has to be looked at.

use super::ground::Ground;
use super::values::{Stretch, Values};

/// The changes of one month that set a new mark.
pub struct Beyond<'g> {
    ground: &'g Ground,
    /// By level: the chance of bearing it, and what comes of it.
    changes: Vec<(f64, Stretch)>,
    /// By the level that is in force.
    from: Vec<FromLevel>,
}

/// The changes from one level.
struct FromLevel {
    /// The ends of the range of the number.
    range: [f64; 2],
    /// The highest lines at either end among the changes to a level or one above it, by level from the next on.
    highest: Vec<[Line; 2]>,
}

/// A straight line.
#[derive(Clone, Copy, PartialEq)]
struct Line {
    at_zero: f64,
    slope: f64,
}

impl Line {
    /// Below all others.
    const LOWEST: Self = Self { at_zero: f64::NEG_INFINITY, slope: 0.0 };

    fn at(self, number: f64) -> f64 {
        self.at_zero + self.slope * number
    }

    fn higher_at(self, number: f64, other: Self) -> Self {
        if other.at(number) > self.at(number) { other } else { self }
    }
}

impl<'g> Beyond<'g> {
    /// The changes of a month up to the highest level that any path may have come to.
    pub fn of(values: &Values<'g>, month: usize, highest: usize) -> Self {
        let ground = values.ground();
        let levels = ground.levels.len();
        // Today's price is at position 0, where no change leads.
        let nowhere = Stretch { before: 0.0, after: 0.0, early: 0.0 };
        let changes =
            (0..=highest).map(|level| if level == 0 { (0.0, nowhere) } else { values.new_stretch(month, level) });
        let mut beyond = Self { ground, changes: changes.collect(), from: Vec::with_capacity(levels) };
        for level in 0..levels {
            let from = beyond.changes_from(month, level, highest.min(ground.highest_after(level)));
            beyond.from.push(from);
        }
        beyond
    }

    /// The best change from a level to another or one above it, given the cost of going and the chance of having borne
    /// the mark; the lowest number where there is none.
    pub fn best(&self, level: usize, to: usize, going: f64, bears: f64) -> f64 {
        let from = &self.from[level];
        let Some([low, high]) = from.highest.get(to - level - 1) else { return f64::NEG_INFINITY };
        let number = self.number(going, bears);
        let best = if low == high && from.range[0] <= number && number <= from.range[1] {
            low.at(number)
        } else {
            let top = level + from.highest.len();
            let lines = (to..=top).flat_map(|to| self.lines(level, to));
            lines.map(|line| line.at(number)).fold(f64::NEG_INFINITY, f64::max)
        };
        match (self.ground.leaves_after > 0, bears > 0.0) {
            (true, _) => going + best,
            (false, true) => best / bears,
            (false, false) => 0.0,
        }
    }

    /// The number in which changes are straight lines.
    fn number(&self, going: f64, bears: f64) -> f64 {
        if self.ground.leaves_after == 0 {
            going
        } else if bears > 0.0 {
            1.0 / bears
        } else {
            0.0
        }
    }

    /// The lines of a change: as it is answered, and with the engagement ended before.
    fn lines(&self, level: usize, to: usize) -> [Line; 2] {
        let (bears, stretch) = self.changes[to];
        let accepts = self.ground.takes_step(level, to) * bears;
        if self.ground.leaves_after == 0 {
            return [Line { at_zero: accepts * stretch.after, slope: accepts }, Line::LOWEST];
        }
        [Line { at_zero: stretch.before, slope: accepts * stretch.after }, Line { at_zero: stretch.early, slope: 0.0 }]
    }

    fn changes_from(&self, month: usize, level: usize, top: usize) -> FromLevel {
        // A mark of a price was set in this plan: the index lies between those of its first and of its last month.
        let ends = [self.ground.levels[level], self.ground.index(month.max(2) - 1, level)].map(|index| {
            self.number(self.ground.going(month, level, self.ground.volume(index)), self.ground.bears(index))
        });
        let range = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        let mut highest = vec![[Line::LOWEST; 2]; top.saturating_sub(level)];
        let mut best = [Line::LOWEST; 2];
        for to in (level + 1..=top).rev() {
            for line in self.lines(level, to) {
                best = [best[0].higher_at(range[0], line), best[1].higher_at(range[1], line)];
            }
            highest[to - level - 1] = best;
        }
        FromLevel { range, highest }
    }
}
