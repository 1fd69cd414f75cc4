//! What is drawn, as data: ranges, bars, profiles, shaded figures.

use super::Cell;
use crate::number::{Exact, Number};

/// Ranges of amounts, drawn on one axis.
#[derive(Clone, Debug)]
pub struct Ranges {
    /// What is drawn.
    pub title: String,
    /// What low end, point and high end are.
    pub legend: [(Mark, &'static str); 3],
    /// Decimals of the currency.
    pub decimals: u32,
    /// The rows.
    pub rows: Vec<RangeRow>,
}

/// What is drawn of a range.
#[derive(Clone, Copy, Debug)]
pub enum Mark {
    /// Its low end.
    Low,
    /// Its point.
    Point,
    /// Its high end.
    High,
}

/// A range: from the client's refusing to its accepting, with what is to be expected.
#[derive(Clone, Debug)]
pub struct RangeRow {
    /// What it is of.
    pub label: String,
    /// The ends, where there are two.
    pub ends: Option<(Exact, Exact)>,
    /// The point in between.
    pub point: Option<Exact>,
    /// Whether it is the recommended one.
    pub recommended: bool,
}

/// Bars to both sides of a line, the longest first: a tornado.
#[derive(Clone, Debug)]
pub struct Bars {
    /// What is drawn.
    pub title: String,
    /// Where the bars begin.
    pub base: Exact,
    /// What the bar for a low value, the bar for a high value and the line are.
    pub legend: [String; 3],
    /// What it means to be below 0; empty where that needs no word.
    pub below_zero: String,
    /// What a cross at the left end means.
    pub crossed: String,
    /// Decimals of the amounts.
    pub decimals: u32,
    /// Whether the bar for a low value is a part of that for a high one.
    pub nested: bool,
    /// The rows.
    pub rows: Vec<BarRow>,
}

impl Bars {
    /// Whether the bars of a row are drawn beside each other: both go the same way, and would hide one another.
    #[must_use]
    pub fn lie_apart(&self, row: &BarRow) -> bool {
        let all =
            |goes: fn(Exact, Exact) -> bool| row.ends.iter().all(|end| end.is_some_and(|end| goes(end, self.base)));
        !self.nested && (all(|end, base| end < base) || all(|end, base| end > base))
    }

    /// What the axis has to show: the ends, where the bars begin, and 0 where that leaves at least half of it to the bars.
    pub fn amounts(&self) -> impl Iterator<Item = Exact> {
        let ends = || self.rows.iter().flat_map(|row| row.ends).flatten().chain([self.base]);
        let least = ends().fold(self.base, Exact::smaller);
        let most = ends().fold(self.base, Exact::larger);
        let far = most - least;
        ends().chain((least <= far && -most <= far).then_some(Exact::ZERO))
    }
}

/// Where the bars of a row end.
#[derive(Clone, Debug)]
pub struct BarRow {
    /// What it is of.
    pub label: String,
    /// The end for the low value, and that for the high value.
    pub ends: [Option<Exact>; 2],
    /// Whether there is a cross at the left end.
    pub crossed: bool,
}

/// Heights along one axis, a profile below the other.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// What the axis shows.
    pub title: String,
    /// What its ends are.
    pub ends: [String; 2],
    /// The amounts of money that the axis shows, where it shows any.
    pub amounts: Option<Amounts>,
    /// How it is to be read.
    pub legend: String,
    /// The rows.
    pub rows: Vec<Profile>,
}

/// Amounts of money along an axis.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// Those at its ends.
    pub ends: [Exact; 2],
    /// Their decimals.
    pub decimals: u32,
    /// What is to be expected, an amount a row.
    pub expected: Vec<Exact>,
}

/// Heights along an axis.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What they are of.
    pub label: String,
    /// Lines of text that the height may take.
    pub lines: usize,
    /// How they are drawn.
    pub drawn: Drawn,
    /// The place of each on the axis, from 0 to 1, in order where they last, and its height.
    pub points: Vec<(f64, f64)>,
    /// Whether it is the recommended one.
    pub recommended: bool,
}

/// How the heights of a profile are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Those of one column are added up; the highest column of all rows is full.
    Sums,
    /// Each lasts until the next; 1 is full.
    Steps,
}

/// Figures shaded by how high they are.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// What they are.
    pub title: String,
    /// What the rows are by.
    pub rows_heading: String,
    /// What the columns are by; empty where there is one.
    pub columns_heading: String,
    /// What is remarked on the rows; empty where nothing is.
    pub remarks_heading: String,
    /// The headings of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// Whether low figures are the good ones.
    pub less_is_better: bool,
    /// Which figure is the best, in words that stand behind its mark; empty where none is.
    pub best: String,
    /// What is to be said of it, a line each.
    pub notes: Vec<String>,
}

/// A row of figures.
#[derive(Clone, Debug)]
pub struct HeatRow {
    /// Its value.
    pub label: String,
    /// A cell a column.
    pub cells: Vec<HeatCell>,
    /// What is remarked on it.
    pub remark: String,
}

/// A figure.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// The figure.
    pub cell: Cell,
    /// What stands behind it, such as `A` or `[1]`.
    pub mark: String,
    /// Whether it is the best of all.
    pub best: bool,
}
