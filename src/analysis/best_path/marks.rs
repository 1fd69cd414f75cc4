//! The change that set the highest index so far is its *mark*; under drift a later price may lie below it, and meets no
//! new limit. Those prices are neighbours on the grid, the *zone* of the mark. Where walk-away prices do not rise, a zone
//! is one price wide; where they stay, it does not matter when a mark was set.
//!
//! The marks of one month lie side by side, in *columns* by level; a *row* is how many levels above its mark the price in
//! force lies. So the states of a row are neighbours in memory, and the same is done to all of them.

use std::ops::Range;

use super::ground::Ground;

/// The change that set the highest index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which of the months in which a mark may be set; 0: none was set yet.
    pub slot: usize,
    /// Its price.
    pub level: usize,
}

impl Mark {
    /// Nothing was asked yet.
    pub const NONE: Self = Self { slot: 0, level: 0 };
}

/// The marks that are set in one month; in any, where walk-away prices stay.
pub struct Slot {
    /// The first month whose states may have one of them, when the price may be changed again.
    pub first_month: usize,
    /// The level of the first of them.
    pub first_level: usize,
    /// How many of them a client may bear; the others are above.
    pub reached: usize,
    /// By column: the highest index.
    pub index: Vec<f64>,
    /// By column: the chance of bearing it.
    pub bears: Vec<f64>,
    /// By column: the work that is still bought, less all of it.
    pub beyond_full: Vec<f64>,
}

impl Slot {
    fn of(ground: &Ground, first_month: usize, first_level: usize, index: Vec<f64>) -> Self {
        let bears: Vec<f64> = index.iter().map(|index| ground.bears(*index)).collect();
        Self {
            first_month,
            first_level,
            reached: bears.iter().rposition(|bears| *bears > 0.0).map_or(0, |last| last + 1),
            beyond_full: index.iter().map(|index| ground.volume(*index) - 1.0).collect(),
            bears,
            index,
        }
    }

    /// All of them, by the number of the slot; `highest` is the level that a path may have come to by month.
    pub fn all(ground: &Ground, highest: &[usize]) -> Vec<Self> {
        let nothing_asked = Self::of(ground, 1, 0, vec![1.0]);
        let set_in = |month: usize, most: usize| {
            let index = (1..=most).map(|level| ground.index(month, level)).collect();
            Self::of(ground, month + ground.every, 1, index)
        };
        let changes = ground.change_from..=ground.months;
        let mut slots = vec![nothing_asked];
        if ground.drifts() {
            slots.extend(changes.map(|month| set_in(month, highest[month])));
        } else if !changes.is_empty() {
            slots.push(set_in(ground.change_from, highest[ground.months]));
        }
        slots
    }

    /// The columns of the levels of a range.
    pub fn column(&self, level: usize) -> usize {
        level - self.first_level
    }
}

/// Which prices may be in force beside the marks of a slot in a month.
#[derive(Default)]
pub struct Zone {
    /// By column: how many prices.
    pub widths: Vec<usize>,
    /// By levels above the mark.
    pub rows: Vec<Row>,
    /// How many states there are room for.
    pub states: usize,
}

/// The columns of a row.
pub struct Row {
    /// From the first column that has such a price to the last.
    pub columns: Range<usize>,
    /// Where the row begins among the states.
    pub start: usize,
    /// Whether there is a column between them that has none.
    pub has_gaps: bool,
}

impl Row {
    /// Where the states of the row are.
    pub fn places(&self) -> Range<usize> {
        self.start..self.start + self.columns.len()
    }
}

impl Zone {
    /// The zone of a slot, at the beginning of a month: its prices were come to in an earlier one.
    pub fn of(ground: &Ground, slot: &Slot, month: usize, highest: &[usize]) -> Self {
        if month < slot.first_month {
            return Self::default();
        }
        let highest = highest[month - 1];
        let mut above = slot.first_level;
        let width = |(level, mark): (usize, &f64)| {
            above = above.max(level + 1);
            while above <= highest && month > 1 && ground.index(month - 1, above) <= *mark {
                above += 1;
            }
            above - level
        };
        let widths: Vec<usize> = (slot.first_level..).zip(&slot.index[..slot.reached]).map(width).collect();
        let mut rows: Vec<Row> = Vec::new();
        for (column, width) in widths.iter().enumerate() {
            while rows.len() < *width {
                rows.push(Row { columns: column..column, start: 0, has_gaps: false });
            }
        }
        let mut ended = 0;
        for (column, width) in widths.iter().enumerate().rev() {
            for row in rows.iter_mut().take(*width).skip(ended) {
                row.columns.end = column + 1;
            }
            ended = ended.max(*width);
        }
        let mut states = 0;
        for (above, row) in rows.iter_mut().enumerate() {
            row.has_gaps = widths[row.columns.clone()].iter().any(|width| *width <= above);
            row.start = states;
            states += row.columns.len();
        }
        Self { widths, rows, states }
    }
}
