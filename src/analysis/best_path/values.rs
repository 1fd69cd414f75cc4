//! The best that can still come, for every month, price and highest index so far: dynamic programming from the end.
//!
//! Net profit is `without + Σ P(t) · worth(t)`, so a state needs the price that is in force, the highest index so far, by
//! its [mark](super::marks), and nothing of how it was come to: values are for a client that was there in the month
//! before. Marks that no client bears have no states.

use std::borrow::Cow;

use super::beyond::Beyond;
use super::ground::Ground;
use super::marks::{Mark, Row, Slot, Zone};
use super::stretch::{Stretch, larger};
use crate::engine::parallel::each;

/// States that are kept at the most: 8 bytes each.
const STATES_MAX: usize = 30_000_000;

/// States that take as long as a month of a strategy.
const STATES_OF_A_MONTH: usize = 50;

/// The best values.
pub struct Values<'g> {
    ground: &'g Ground,
    /// The level that a path may have come to, by month from 1 on.
    highest: Vec<usize>,
    slots: Vec<Slot>,
    /// The states by month from 1 on, and by slot; the last are those after the horizon. The first are empty.
    months: Vec<Vec<States>>,
}

/// The states of the marks of a slot in a month.
#[derive(Default)]
struct States {
    zone: Zone,
    values: Vec<f64>,
}

impl<'g> Values<'g> {
    /// Computes them; none where there are too many states.
    pub fn of(ground: &'g Ground) -> Option<Self> {
        let highest = ground.highest_by_month();
        let slots = Slot::all(ground, &highest);
        let mut months = vec![Vec::new()];
        let mut states = 0;
        for month in 1..=ground.months + 1 {
            let zone = |slot| States { zone: Zone::of(ground, slot, month, &highest), values: Vec::new() };
            months.push(slots.iter().map(zone).collect());
            states += months[month].iter().map(|slot| slot.zone.states).sum::<usize>();
            if states > STATES_MAX {
                return None;
            }
        }
        let mut values = Self { ground, highest, slots, months };
        for month in (1..=ground.months).rev() {
            let beyond = (month >= ground.change_from).then(|| Beyond::of(&values, month, values.highest[month]));
            let states: usize = values.months[month].iter().map(|slot| slot.zone.states).sum();
            let slots: Vec<usize> = (0..values.slots.len()).collect();
            let weight = u32::try_from(states / STATES_OF_A_MONTH / slots.len()).unwrap_or(u32::MAX);
            let computed = each(&slots, weight, |slot| values.of_month(month, *slot, beyond.as_ref()));
            for (states, values) in values.months[month].iter_mut().zip(computed) {
                states.values = values;
            }
        }
        Some(values)
    }

    /// What they are the values of.
    pub fn ground(&self) -> &'g Ground {
        self.ground
    }

    /// The value of a month on, for a client that was there in the month before.
    pub fn at(&self, month: usize, mark: Mark, level: usize) -> f64 {
        if month > self.ground.months {
            return Self::at_the_end(mark.slot, level);
        }
        let states = &self.months[month][mark.slot];
        let row = &states.zone.rows[level - mark.level];
        states.values[row.start + self.slots[mark.slot].column(mark.level) - row.columns.start]
    }

    /// After the horizon nothing comes; who has changed nothing until then follows no path, but the status quo.
    fn at_the_end(slot: usize, level: usize) -> f64 {
        if slot == 0 && level == 0 { f64::NEG_INFINITY } else { 0.0 }
    }

    /// The mark after a change in a month.
    pub fn mark_after(&self, month: usize, mark: Mark, level: usize) -> Mark {
        let (slot, column) = self.place(mark);
        if self.ground.index(month, level) <= slot.index[column] { mark } else { self.new_mark(month, level) }
    }

    /// The chance that a change between two marks and levels is accepted.
    pub fn accepts(&self, from: (Mark, usize), to: (Mark, usize)) -> f64 {
        let step = self.ground.takes_step(from.1, to.1);
        let bears = |(slot, column): (&Slot, usize)| slot.bears[column];
        let (before, after) = (bears(self.place(from.0)), bears(self.place(to.0)));
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
        self.ground.worths(month).at(level, self.beyond_full(mark))
    }

    /// What it costs that the client goes in a month, at the level of the month before.
    pub fn going(&self, month: usize, mark: Mark, level: usize) -> f64 {
        self.ground.goings(month).at(level, self.beyond_full(mark))
    }

    fn place(&self, mark: Mark) -> (&Slot, usize) {
        let slot = &self.slots[mark.slot];
        (slot, slot.column(mark.level))
    }

    fn beyond_full(&self, mark: Mark) -> f64 {
        let (slot, column) = self.place(mark);
        slot.beyond_full[column]
    }

    /// The slot of the marks that changes in a month set.
    fn new_slot(&self, month: usize) -> usize {
        if self.ground.drifts() { month + 1 - self.ground.change_from } else { 1 }
    }

    /// The mark that a change in a month sets.
    fn new_mark(&self, month: usize, level: usize) -> Mark {
        Mark { slot: self.new_slot(month), level }
    }

    /// The first month after a change in which the price may be changed again.
    fn ready(&self, month: usize) -> usize {
        (month + self.ground.every).min(self.ground.months + 1)
    }

    /// The values of a row that a slot has in a month, for some of its columns.
    fn row(&self, month: usize, slot: usize, above: usize, row: &Row) -> Cow<'_, [f64]> {
        if month > self.ground.months {
            let level = self.slots[slot].first_level + above;
            return vec![Self::at_the_end(slot, level); row.columns.len()].into();
        }
        let states = &self.months[month][slot];
        let all = &states.zone.rows[above];
        let start = all.start + row.columns.start - all.columns.start;
        states.values[start..start + row.columns.len()].into()
    }

    /// The chance of bearing each mark that is set in a month, from level 1 up to the highest, and what comes of it.
    pub fn new_stretches(&self, month: usize, highest: usize) -> (Vec<f64>, Stretch) {
        let slot = self.new_slot(month);
        let Slot { reached, bears, beyond_full, .. } = &self.slots[slot];
        let reached = *reached.min(&highest);
        let marks = Row { columns: 0..reached, start: 0, has_gaps: false };
        let mut after =
            if reached > 0 { self.row(self.ready(month), slot, 0, &marks).into_owned() } else { Vec::new() };
        // What comes of a mark that nobody bears does not matter.
        after.resize(highest, 0.0);
        (bears[..highest].to_vec(), Stretch::of(self.ground, month, 1, &beyond_full[..highest], after))
    }

    /// What changes in a month come to that keep a mark of a slot, by levels above the mark from 1 on; where any step is
    /// taken, what the best of those and all higher ones come to.
    fn kept_stretches(&self, month: usize, slot: usize, wider: &Zone) -> Vec<Stretch> {
        let Slot { first_level, beyond_full, .. } = &self.slots[slot];
        let stretch = |(above, row): (usize, &Row)| {
            let mut after = self.row(self.ready(month), slot, above, row).into_owned();
            if row.has_gaps {
                let widths = &wider.widths[row.columns.clone()];
                let beside = after.iter_mut().zip(widths).filter(|(_, width)| **width <= above);
                beside.for_each(|(after, _)| *after = f64::NAN);
            }
            let first = first_level + above + row.columns.start;
            Stretch::of(self.ground, month, first, &beyond_full[row.columns.clone()], after)
        };
        let mut kept: Vec<Stretch> = wider.rows.iter().enumerate().skip(1).map(stretch).collect();
        if self.ground.takes_any_step() {
            let rows = kept.iter_mut().zip(&wider.rows[1..]).rev();
            let mut higher: Option<(&Stretch, &Row)> = None;
            for (stretch, row) in rows {
                stretch.take_higher(higher.map(|(higher, of)| (higher, of.columns.start - row.columns.start)));
                higher = Some((stretch, row));
            }
        }
        kept
    }

    /// The values of the states of a slot in a month, from those of later months.
    fn of_month(&self, month: usize, number: usize, beyond: Option<&Beyond>) -> Vec<f64> {
        let ground = self.ground;
        let slot = &self.slots[number];
        let zone = &self.months[month][number].zone;
        if zone.states == 0 {
            return Vec::new();
        }
        // One more price may have come below a mark since last month.
        let wider = &self.months[month + 1][number].zone;
        let kept = beyond.map(|_| self.kept_stretches(month, number, wider)).unwrap_or_default();
        let may_end = if month >= ground.leave_from { 0.0 } else { f64::NEG_INFINITY };
        let stays = ground.stays(month);
        let mut values = Vec::with_capacity(zone.states);
        let (mut goings, mut best) = (Vec::new(), Vec::new());
        for (above, row) in zone.rows.iter().enumerate() {
            let first = slot.first_level + above + row.columns.start;
            let beyond_full = &slot.beyond_full[row.columns.clone()];
            let worths = ground.worths(month).row(first, beyond_full);
            let later = self.row(month + 1, number, above, row);
            values.extend(worths.zip(&*later).map(|(worth, later)| larger(may_end, stays * (worth + later))));
            let Some(beyond) = beyond else { continue };
            goings.clear();
            goings.extend(ground.goings(month).row(first, beyond_full));
            best.clear();
            best.resize(row.columns.len(), f64::NEG_INFINITY);
            self.take_kept(&mut best, (slot, above, row), (&kept, wider), &goings);
            for (best, value) in best.iter_mut().zip(&mut values[row.places()]) {
                *value = larger(*value, stays * *best);
                // Who may go anyway may have nothing of a change.
                *best = if stays > 0.0 { *value / stays } else { *best };
            }
            let columns = best.iter_mut().zip(&wider.widths[row.columns.clone()]).zip(&slot.bears[row.columns.clone()]);
            for (column, (((best, width), bears), going)) in columns.zip(&goings).enumerate() {
                let level = first + column;
                let to = level - above + (*width).max(above + 1);
                *best = larger(*best, beyond.best(level, to, *going, *bears, *best));
            }
            for (value, best) in values[row.places()].iter_mut().zip(&best) {
                *value = larger(*value, stays * best);
            }
        }
        values
    }

    /// Takes in the best changes from the states of a row that keep the mark.
    fn take_kept(
        &self,
        best: &mut [f64],
        (slot, above, row): (&Slot, usize, &Row),
        (kept, wider): (&[Stretch], &Zone),
        goings: &[f64],
    ) {
        // Where any step is taken, the lowest stands for all.
        let count = if self.ground.takes_any_step() { 1 } else { kept.len() };
        for (position, (stretch, to)) in kept.iter().zip(&wider.rows[1..]).enumerate().skip(above).take(count) {
            let columns = row.columns.start.max(to.columns.start)..row.columns.end.min(to.columns.end);
            if columns.is_empty() {
                continue;
            }
            let of_row = columns.start - row.columns.start..columns.end - row.columns.start;
            let of_stretch = columns.start - to.columns.start..columns.end - to.columns.start;
            let first = slot.first_level + above + columns.start;
            let steps = &self.ground.steps(position + 1 - above)[first..];
            let lanes = best[of_row.clone()].iter_mut().zip(&goings[of_row]).zip(steps);
            let lanes = lanes.zip(&stretch.after[of_stretch.clone()]);
            if self.ground.leaves_after == 0 {
                for (((best, going), step), after) in lanes {
                    *best = larger(*best, step * (after + going));
                }
            } else {
                let (before, early) = (&stretch.before[of_stretch.clone()], &stretch.early[of_stretch]);
                for (((((best, going), step), after), before), early) in lanes.zip(before).zip(early) {
                    // No number stays none, whatever comes of ending early.
                    let answered = before + step * after;
                    let change = if *early > answered { *early } else { answered };
                    *best = larger(*best, going + change);
                }
            }
        }
    }
}
