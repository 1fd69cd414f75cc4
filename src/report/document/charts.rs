//! Charts, as data: points of two amounts, steps over the months, a waterfall.

use super::pictures::{Drawn, Profile, Profiles};
use crate::number::{Exact, Number};

/// Points of two amounts, each with a third that stands beside its name.
#[derive(Clone, Debug)]
pub struct Scatter {
    /// What is drawn.
    pub title: String,
    /// What the axis to the right shows.
    pub across: String,
    /// What the axis upwards shows, in money.
    pub up: String,
    /// What stands beside a name, in money.
    pub beside: String,
    /// Decimals of the amounts of money.
    pub decimals: u32,
    /// The points.
    pub points: Vec<ScatterPoint>,
}

/// A point.
#[derive(Clone, Debug)]
pub struct ScatterPoint {
    /// What it is of.
    pub label: String,
    /// How far to the right it is.
    pub across: Exact,
    /// How far up it is.
    pub up: Exact,
    /// What stands beside its name.
    pub beside: Exact,
    /// Whether it is the recommended one.
    pub recommended: bool,
}

impl Scatter {
    /// The letters of the points, in their order: `A` to `Z`, then `AA` and on.
    pub fn letters() -> impl Iterator<Item = String> {
        let one = || ('A'..='Z').map(String::from);
        one().chain(one().flat_map(move |first| one().map(move |second| format!("{first}{second}"))))
    }
}

/// Heights that last from month to month: a row for each thing, with a panel for each of its figures.
#[derive(Clone, Debug)]
pub struct Steps {
    /// What is drawn.
    pub title: String,
    /// The first month and the last.
    pub ends: [String; 2],
    /// Months of the axis.
    pub months: usize,
    /// The panels, side by side.
    pub panels: Vec<StepPanel>,
    /// The rows.
    pub rows: Vec<StepRow>,
}

/// A panel of steps.
#[derive(Clone, Debug)]
pub struct StepPanel {
    /// What its heights are.
    pub title: String,
    /// The height of a line to compare with, from 0 to 1, and what it stands for.
    pub line: (f64, &'static str),
}

/// A row of steps.
#[derive(Clone, Debug)]
pub struct StepRow {
    /// What it is of.
    pub label: String,
    /// Its heights, a series a panel.
    pub series: Vec<StepSeries>,
    /// Whether it is the recommended one.
    pub recommended: bool,
}

/// Heights of one row in one panel.
#[derive(Clone, Debug)]
pub struct StepSeries {
    /// The height of each month, from 0 to 1; shorter than the axis where there is none any more.
    pub heights: Vec<f64>,
    /// What it ends at, in a few words.
    pub ends_at: String,
}

impl Steps {
    /// The panels one below the other, each with its title, for where there is no room for them side by side.
    #[must_use]
    pub fn one_by_one(&self) -> Vec<(&str, Profiles)> {
        let of_panel = |position: usize| Profiles {
            title: String::new(),
            ends: self.ends.clone(),
            amounts: None,
            legend: String::new(),
            rows: self.rows.iter().map(|row| row.profile(position, self.months)).collect(),
        };
        self.panels.iter().enumerate().map(|(position, panel)| (panel.title.as_str(), of_panel(position))).collect()
    }
}

impl StepRow {
    fn profile(&self, panel: usize, months: usize) -> Profile {
        let series = &self.series[panel];
        #[expect(clippy::cast_precision_loss, reason = "a plan has few months")]
        let place = |month: usize| month as f64 / months.max(1) as f64;
        let after_the_end = (series.heights.len() < months).then_some(0.0);
        let heights = series.heights.iter().copied().chain(after_the_end);
        Profile {
            label: format!("{}: {}", self.label, series.ends_at),
            lines: 1,
            drawn: Drawn::Steps,
            points: heights.enumerate().map(|(month, height)| (place(month), height)).collect(),
            recommended: self.recommended,
        }
    }
}

/// Amounts that lead from one to another, each drawn from where the one before ends.
#[derive(Clone, Debug)]
pub struct Waterfall {
    /// What is drawn.
    pub title: String,
    /// Decimals of the amounts.
    pub decimals: u32,
    /// What it begins with, and how much that is.
    pub from: (String, Exact),
    /// What is added or taken away, and what that comes to with all before it.
    pub steps: Vec<(String, Exact)>,
    /// What it ends with; its amount is that of the last step.
    pub to: String,
}

/// A row of a waterfall.
#[derive(Clone, Debug)]
pub struct WaterfallRow {
    /// What it is.
    pub label: String,
    /// Where its bar begins.
    pub begins: Exact,
    /// Where its bar ends.
    pub ends: Exact,
    /// Whether the bar stands for a whole amount, not for a change.
    pub whole: bool,
}

impl Waterfall {
    /// The amount that it ends with.
    #[must_use]
    pub fn end(&self) -> Exact {
        self.steps.last().map_or(self.from.1, |(_, level)| *level)
    }

    /// The rows, from the first amount to the last.
    #[must_use]
    pub fn rows(&self) -> Vec<WaterfallRow> {
        let whole =
            |label: &str, ends| WaterfallRow { label: label.to_owned(), begins: Exact::ZERO, ends, whole: true };
        let mut level = self.from.1;
        let step = |(label, ends): &(String, Exact)| {
            let begins = std::mem::replace(&mut level, *ends);
            WaterfallRow { label: label.clone(), begins, ends: *ends, whole: false }
        };
        let mut rows = vec![whole(&self.from.0, self.from.1)];
        rows.extend(self.steps.iter().map(step));
        rows.push(whole(&self.to, self.end()));
        rows
    }
}
