//! The best change to a price that no mark bears yet, from each price, in one month.
//!
//! The new mark does not depend on the old one, so that what such changes come to is, for all old marks of a price, the
//! highest of the same straight lines in one number: the cost of going, or, where the client takes its time to leave,
//! one over the chance of having borne the old mark. The highest of straight lines is convex. So where one line is the
//! highest at both ends of the range of that number, it is in between, and no other has to be looked at.

use std::ops::Range;

use super::ground::Ground;
use super::stretch::{Stretch, larger};
use super::values::Values;

/// The changes of one month that set a new mark.
pub struct Beyond<'g> {
    ground: &'g Ground,
    /// By level from 1 on: the chance of bearing it.
    bears: Vec<f64>,
    /// By level from 1 on: what comes of the change to it.
    stretch: Stretch,
    highest: Tables,
}

/// The highest of the changes to a level and those above it, by how far that is up and by the level that is in force.
enum Tables {
    /// What they come to, where the number is the same for all marks of a price.
    OneNumber(Vec<f64>),
    /// The numbers at the ends of the range by level, and the highest lines there.
    Range([Vec<f64>; 2], [Vec<Line>; 2]),
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
}

/// The highest lines that were met at a number of each level.
struct Highest {
    numbers: Vec<f64>,
    values: Vec<f64>,
    lines: Vec<Line>,
}

impl Highest {
    fn at(numbers: Vec<f64>) -> Self {
        let levels = numbers.len();
        Self { numbers, values: vec![f64::NEG_INFINITY; levels], lines: vec![Line::LOWEST; levels] }
    }

    /// Takes in a line for each level from the first on.
    fn take(&mut self, lines: impl Iterator<Item = Line>) {
        let known = self.values.iter_mut().zip(&mut self.lines).zip(&self.numbers);
        for (((value, highest), number), line) in known.zip(lines) {
            let new = line.at(*number);
            if new > *value {
                (*value, *highest) = (new, line);
            }
        }
    }
}

impl<'g> Beyond<'g> {
    /// The changes of a month up to the highest level that any path may have come to.
    pub fn of(values: &Values<'g>, month: usize, highest: usize) -> Self {
        let ground = values.ground();
        let levels = ground.levels.len();
        let (bears, stretch) = values.new_stretches(month, highest);
        let mut beyond = Self { ground, bears, stretch, highest: Tables::OneNumber(Vec::new()) };
        let [low, high] = beyond.ends(month);
        let places = (highest + 1) * levels;
        beyond.highest = if low == high {
            let mut values = vec![f64::NEG_INFINITY; places];
            beyond.run_down(highest, low, |row, known| values[row].copy_from_slice(&known.values));
            Tables::OneNumber(values)
        } else {
            let lines = [&low, &high].map(|numbers| {
                let mut lines = vec![Line::LOWEST; places];
                beyond.run_down(highest, numbers.clone(), |row, known| lines[row].copy_from_slice(&known.lines));
                lines
            });
            Tables::Range([low, high], lines)
        };
        beyond
    }

    /// Meets the changes from those over the most levels on, and gives what was the highest so far at each number.
    fn run_down(&self, highest: usize, numbers: Vec<f64>, mut put: impl FnMut(Range<usize>, &Highest)) {
        let levels = numbers.len();
        let mut known = Highest::at(numbers);
        for distance in (1..=highest).rev() {
            self.take(distance, &mut known);
            put(distance * levels..(distance + 1) * levels, &known);
        }
    }

    /// The best change from a level to another or one above it, given the cost of going and the chance of having borne
    /// the mark, where it is better than what is known already; else, or where there is none, no more than that.
    pub fn best(&self, level: usize, to: usize, going: f64, bears: f64, known: f64) -> f64 {
        let at_once = self.ground.leaves_after == 0;
        let place = (to - level) * self.ground.levels.len() + level;
        let change = |best: f64| if at_once { best / bears } else { going + best };
        let ([low_end, high_end], lines) = match &self.highest {
            Tables::OneNumber(values) => return values.get(place).map_or(f64::NEG_INFINITY, |best| change(*best)),
            Tables::Range(ends, lines) => (ends, lines),
        };
        let (Some(low), Some(high)) = (lines[0].get(place), lines[1].get(place)) else { return f64::NEG_INFINITY };
        let number = if at_once { going } else { 1.0 / bears };
        if low == high {
            return change(low.at(number));
        }
        let (low_end, high_end) = (low_end[level], high_end[level]);
        let (from, until) = (low.at(low_end), high.at(high_end));
        // What is convex lies below its chord.
        let chord = from + (until - from) * (number - low_end) / (high_end - low_end);
        if change(chord) <= known { known } else { change(self.look_at_all(level, to, number)) }
    }

    /// The number in which changes are straight lines, by the level that is in force, at the ends of its range: a mark of a
    /// price was set in this plan, so that the index lies between those of its first and of its last month.
    fn ends(&self, month: usize) -> [Vec<f64>; 2] {
        let ground = self.ground;
        let number = |level: usize, index: f64| {
            if ground.leaves_after == 0 {
                ground.going(month, level, ground.volume(index))
            } else {
                1.0 / ground.bears(index).max(f64::MIN_POSITIVE)
            }
        };
        let levels = 0..ground.levels.len();
        let last = month.max(2) - 1;
        [
            levels.clone().map(|level| number(level, ground.levels[level])).collect(),
            levels.map(|level| number(level, ground.index(last, level))).collect(),
        ]
    }

    /// Takes the changes by so many levels into the highest lines.
    fn take(&self, distance: usize, highest: &mut Highest) {
        let steps = self.ground.steps(distance);
        let (bears, after) = (&self.bears[distance - 1..], &self.stretch.after[distance - 1..]);
        let to = steps.iter().zip(bears).zip(after);
        if self.ground.leaves_after == 0 {
            highest.take(to.map(|((step, bears), after)| {
                let accepts = step * bears;
                Line { at_zero: accepts * after, slope: accepts }
            }));
        } else {
            let (before, early) = (&self.stretch.before[distance - 1..], &self.stretch.early[distance - 1..]);
            highest.take(
                to.zip(before)
                    .map(|(((step, bears), after), before)| Line { at_zero: *before, slope: step * bears * after }),
            );
            // A step that the contract does not allow has no number, whatever comes of it.
            highest.take(steps.iter().zip(early).map(|(step, early)| Line { at_zero: *early, slope: 0.0 * step }));
        }
    }

    /// The highest of all lines at a number.
    fn look_at_all(&self, level: usize, to: usize, number: f64) -> f64 {
        let steps = &self.ground.steps_from(level)[to - level..];
        let lanes = steps.iter().zip(&self.bears[to - 1..]).zip(&self.stretch.after[to - 1..]);
        if self.ground.leaves_after == 0 {
            return lanes.fold(f64::NEG_INFINITY, |highest, ((step, bears), after)| {
                larger(highest, step * bears * (after + number))
            });
        }
        let lanes = lanes.zip(&self.stretch.before[to - 1..]).zip(&self.stretch.early[to - 1..]);
        lanes.fold(f64::NEG_INFINITY, |highest, ((((step, bears), after), before), early)| {
            // A step that the contract does not allow has no number, whatever comes of ending early.
            let answered = before + step * bears * after * number;
            larger(highest, if *early > answered { *early } else { answered })
        })
    }
}
