//! The best that can still come, for every month, price and highest index so far: dynamic programming from the end.
//!
//! Net profit is `without + Σ P(t) · worth(t)`, so a state needs the price that is in force, `X`, and nothing of how it
//! was come to: values are for a client that was there in the month before. `X` is the index of the change that set it,
//! its *mark*. Under drift a later price may lie below it, and meets no new limit; those prices are neighbours on the
//! grid, the *zone* of the mark. Where walk-away prices do not rise, a zone is one price wide; where they stay, it does
//! not matter when a mark was set.

use super::beyond::Beyond;
use super::ground::Ground;

/// States that are kept at the most: 8 bytes each.
const STATES_MAX: usize = 30_000_000;

/// The change that set the highest index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which of the months in which a mark may be set; 0: none was set yet.
    slot: usize,
    /// Its price.
    level: usize,
}

impl Mark {
    /// Nothing was asked yet.
    pub const NONE: Self = Self { slot: 0, level: 0 };
}

/// The best values.
pub struct Values<'g> {
    ground: &'g Ground,
    /// The figures of the marks, by slot and level.
    marks: Vec<MarkFigures>,
    /// The states of the months from 1 on; the last are those after the horizon. The first is empty.
    months: Vec<MonthValues>,
}

#[derive(Clone, Copy, Default)]
struct MarkFigures {
    /// The highest index.
    index: f64,
    /// The chance of bearing it.
    bears: f64,
    /// The share of the work that is still bought.
    volume: f64,
}

/// The values of a month: those of a mark together, by level from its own on.
#[derive(Default)]
struct MonthValues {
    /// Where those of each mark begin, and the end.
    starts: Vec<usize>,
    values: Vec<f64>,
}

/// What a change comes to from its month on, for a client that was there in the month before.
#[derive(Clone, Copy)]
pub struct Stretch {
    /// Worth of the months until the answer.
    pub before: f64,
    /// Worth of what comes after it, if it is accepted.
    pub after: f64,
    /// Worth if the engagement is ended before the answer.
    pub early: f64,
}

impl<'g> Values<'g> {
    /// Computes them; none where there are too many states.
    pub fn of(ground: &'g Ground) -> Option<Self> {
        let mut values = Self { ground, marks: Vec::new(), months: Vec::new() };
        values.set_marks();
        values.lay_out()?;
        // Who has changed nothing at the end follows no path, but the status quo.
        values.months[ground.months + 1].values[0] = f64::NEG_INFINITY;
        let highest = ground.highest_by_month();
        for month in (1..=ground.months).rev() {
            values.months[month].values = values.of_month(month, highest[month]);
        }
        Some(values)
    }

    /// What they are the values of.
    pub fn ground(&self) -> &'g Ground {
        self.ground
    }

    /// The value of a month on, for a client that was there in the month before.
    pub fn at(&self, month: usize, mark: Mark, level: usize) -> f64 {
        let month = &self.months[month];
        month.values[month.starts[self.id(mark)] + level - mark.level]
    }

    /// The mark after a change in a month.
    pub fn mark_after(&self, month: usize, mark: Mark, level: usize) -> Mark {
        if self.ground.index(month, level) <= self.figures(mark).index { mark } else { self.new_mark(month, level) }
    }

    /// The chance that a change between two marks and levels is accepted.
    pub fn accepts(&self, from: (Mark, usize), to: (Mark, usize)) -> f64 {
        let step = self.ground.takes_step(from.1, to.1);
        let (before, after) = (self.figures(from.0).bears, self.figures(to.0).bears);
        if from.0 == to.0 {
            step
        } else if before == 0.0 {
            0.0
        } else {
            step * after / before
        }
    }

    /// What a month is worth at a level that was in force in the month before too.
    pub fn worth(&self, month: usize, mark: Mark, level: usize) -> f64 {
        self.ground.worth(month, level, self.figures(mark).volume)
    }

    /// What it costs that the client goes in a month, at the level of the month before.
    pub fn going(&self, month: usize, mark: Mark, level: usize) -> f64 {
        self.ground.going(month, level, self.figures(mark).volume)
    }

    fn id(&self, mark: Mark) -> usize {
        mark.slot * self.ground.levels.len() + mark.level
    }

    fn figures(&self, mark: Mark) -> &MarkFigures {
        &self.marks[self.id(mark)]
    }

    /// The mark that a change in a month sets.
    fn new_mark(&self, month: usize, level: usize) -> Mark {
        let slot = if self.ground.drifts() { month + 1 - self.ground.change_from } else { 1 };
        Mark { slot, level }
    }

    /// The first month whose states may have a mark of a slot.
    fn first_month_of(&self, slot: usize) -> usize {
        if slot == 0 { 1 } else { self.ground.change_from + slot }
    }

    /// Gives every mark its figures: one for nothing asked, and one for every level and month in which it can be set.
    fn set_marks(&mut self) {
        let ground = self.ground;
        let slots =
            (ground.months + 1).saturating_sub(ground.change_from).min(if ground.drifts() { usize::MAX } else { 1 });
        for slot in 0..=slots {
            for level in 0..ground.levels.len() {
                let index = if slot == 0 { 1.0 } else { ground.index(ground.change_from + slot - 1, level) };
                let (bears, volume) = (ground.bears(index), ground.volume(index));
                self.marks.push(MarkFigures { index, bears, volume });
            }
        }
    }

    /// Gives every state its place; none where there are too many.
    fn lay_out(&mut self) -> Option<()> {
        let ground = self.ground;
        let levels = ground.levels.len();
        let mut states = 0;
        // How many prices each mark may go with; in the first month, and when it is set, its own.
        let mut widths: Vec<usize> =
            (0..self.marks.len()).map(|id| usize::from((id < levels) == (id % levels == 0))).collect();
        self.months.push(MonthValues::default());
        for month in 1..=ground.months + 1 {
            let mut starts = Vec::with_capacity(self.marks.len() + 1);
            let mut end = 0;
            for (id, (figures, width)) in self.marks.iter().zip(&mut widths).enumerate() {
                starts.push(end);
                let (slot, level) = (id / levels, id % levels);
                if *width > 0 && month >= self.first_month_of(slot) {
                    // The price in force was come to in an earlier month.
                    let below = |other: usize| other < levels && ground.index(month - 1, other) <= figures.index;
                    while month > 1 && below(level + *width) {
                        *width += 1;
                    }
                    end += *width;
                }
            }
            starts.push(end);
            states += end;
            if states > STATES_MAX {
                return None;
            }
            self.months.push(MonthValues { starts, values: vec![0.0; if month > ground.months { end } else { 0 }] });
        }
        Some(())
    }

    /// The values of one month, from those of later months.
    fn of_month(&self, month: usize, highest: usize) -> Vec<f64> {
        let ground = self.ground;
        let levels = ground.levels.len();
        let beyond = (month >= ground.change_from).then(|| Beyond::of(self, month, highest));
        let may_end = if month >= ground.leave_from { 0.0 } else { f64::NEG_INFINITY };
        let stays = ground.stays(month);
        let at_once = ground.leaves_after == 0;
        let (starts, next) = (&self.months[month].starts, &self.months[month + 1]);
        let mut values = Vec::with_capacity(starts[self.marks.len()]);
        let mut zone: Vec<Stretch> = Vec::new();
        for (id, figures) in self.marks.iter().enumerate() {
            let width = starts[id + 1] - starts[id];
            if width == 0 {
                continue;
            }
            let mark = Mark { slot: id / levels, level: id % levels };
            let first = mark.level;
            let later = &next.values[next.starts[id]..next.starts[id + 1]];
            // The changes that keep the mark; one more price may have come below it since last month.
            zone.clear();
            if beyond.is_some() {
                zone.extend(
                    (first + 1..first + later.len())
                        .map(|to| self.stretch(month, mark, to).less(self.going(month, mark, to), at_once)),
                );
            }
            for (position, after) in later.iter().enumerate().take(width) {
                let level = first + position;
                let mut best = f64::max(may_end, stays * (ground.worth(month, level, figures.volume) + after));
                if let Some(beyond) = &beyond {
                    let going = ground.going(month, level, figures.volume);
                    let top = highest.min(ground.highest_after(level));
                    let (before_answer, after_answer) = if at_once { (0.0, going) } else { (going, 0.0) };
                    let kept = zone.iter().skip(position).take(top.saturating_sub(level));
                    let highest_kept =
                        kept.zip(&ground.steps_from(level)[1..]).fold(f64::NEG_INFINITY, |highest, (to, accepts)| {
                            highest.max(to.early).max(to.before + accepts * (to.after + after_answer))
                        });
                    let from = level.max(first + zone.len()) + 1;
                    let change = f64::max(before_answer + highest_kept, beyond.best(level, from, going, figures.bears));
                    best = f64::max(best, stays * change);
                }
                values.push(best);
            }
        }
        values
    }

    /// The chance of bearing a mark that is set in a month, and the months from then on, less what the client's going
    /// costs.
    pub fn new_stretch(&self, month: usize, level: usize) -> (f64, Stretch) {
        let mark = self.new_mark(month, level);
        let stretch = self.stretch(month, mark, level);
        (self.figures(mark).bears, stretch.less(self.going(month, mark, level), self.ground.leaves_after == 0))
    }

    /// The months from a change on, up to the next one that may be.
    fn stretch(&self, month: usize, mark: Mark, level: usize) -> Stretch {
        let ground = self.ground;
        let end = ground.months + 1;
        let ready = (month + ground.every).min(end);
        let answered = (month + ground.leaves_after).min(end);
        let month_worth = |month: usize| self.worth(month, mark, level);
        let may_end = |month: usize| if month >= ground.leave_from { 0.0 } else { f64::NEG_INFINITY };
        let mut after = self.at(ready, mark, level);
        for later in (answered.max(month + 1)..ready).rev() {
            after = f64::max(may_end(later), ground.stays(later) * (month_worth(later) + after));
        }
        if ground.leaves_after == 0 {
            return Stretch { before: 0.0, after: month_worth(month) + after, early: f64::NEG_INFINITY };
        }
        // Beyond the horizon nobody leaves any more.
        let unanswered = month + ground.leaves_after > ground.months;
        let after = if unanswered { 0.0 } else { after };
        let mut stretch = Stretch { before: 0.0, after, early: f64::NEG_INFINITY };
        for later in (month + 1..answered).rev() {
            let (stays, worth) = (ground.stays(later), month_worth(later));
            stretch = Stretch {
                before: stays * (worth + stretch.before),
                after: stays * stretch.after,
                early: f64::max(may_end(later), stays * (worth + stretch.early)),
            };
        }
        let worth = month_worth(month);
        Stretch { before: worth + stretch.before, early: worth + stretch.early, ..stretch }
    }
}

impl Stretch {
    /// The same less what the client's going costs at the new price, which the old price's takes the place of: it
    /// counts in the month of the change, before or after the answer.
    pub fn less(self, going: f64, at_once: bool) -> Self {
        if at_once {
            Self { after: self.after - going, ..self }
        } else {
            Self { before: self.before - going, early: self.early - going, ..self }
        }
    }
}
