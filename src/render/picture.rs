//! Ranges drawn on one axis, in characters.

use super::terminal::Look;
use crate::number::{Exact, Number};
use crate::report::document::{Mark, Ranges};
use crate::words::money;
use crate::wrapping::{padded, wrap};
use unicode_width::UnicodeWidthStr;

/// Columns of a label; a longer one takes another line.
const LABEL_WIDTH_MAX: usize = 30;

/// Columns of a label below which a picture is none.
const LABEL_WIDTH_MIN: usize = 8;

/// Columns of the smallest plot.
const PLOT_WIDTH_MIN: usize = 20;

/// Columns beside a label and the plot.
const BESIDE: usize = 5;

/// Columns of the largest plot.
const PLOT_WIDTH_MAX: usize = 70;

/// Where the labels and the plot of a picture are.
pub(super) struct Layout {
    /// The lines of each label.
    pub labels: Vec<Vec<String>>,
    /// Columns of the labels.
    pub label_width: usize,
    /// Columns of the plot.
    pub plot: usize,
}

impl Layout {
    /// The layout of a picture with a title above its labels; where there is no room, a line that says so.
    pub fn of<'l>(title: &str, labels: impl Iterator<Item = &'l str>, look: Look) -> Result<Self, Vec<String>> {
        let label_most = look.width.saturating_sub(PLOT_WIDTH_MIN + BESIDE).min(LABEL_WIDTH_MAX);
        if label_most < LABEL_WIDTH_MIN.max(title.width()) {
            return Err(no_room(title, look));
        }
        let labels: Vec<Vec<String>> = labels.map(|label| wrap(&look.shown(label), label_most)).collect();
        let widest = labels.iter().flatten().map(|line| line.width()).max().unwrap_or(0);
        let label_width = widest.max(title.width());
        let plot = look.width.saturating_sub(label_width + BESIDE).clamp(PLOT_WIDTH_MIN, PLOT_WIDTH_MAX);
        Ok(Self { labels, label_width, plot })
    }
}

/// What is said where there is no room for a picture.
pub(super) fn no_room(title: &str, look: Look) -> Vec<String> {
    look.indented(&format!("No room for a picture: {title}."))
}

/// The characters of a picture.
struct Pens {
    low: char,
    line: char,
    point: char,
    high: char,
}

/// The picture as lines.
pub fn draw(ranges: &Ranges, look: Look) -> Vec<String> {
    let Look { width, ascii, .. } = look;
    let pens = if ascii {
        Pens { low: 'r', line: '-', point: 'o', high: 'a' }
    } else {
        Pens { low: '○', line: '─', point: '●', high: '◆' }
    };
    let Layout { labels, label_width, plot } =
        match Layout::of(&ranges.title, ranges.rows.iter().map(|row| row.label.as_str()), look) {
            Ok(layout) => layout,
            Err(no_room) => return no_room,
        };
    let amounts = ranges.rows.iter().flat_map(|row| {
        let ends = row.ends.map_or([None, None], |(low, high)| [Some(low), Some(high)]);
        ends.into_iter().chain([row.point]).flatten()
    });
    let Some(axis) = Axis::around(amounts.chain([Exact::ZERO]), plot) else { return Vec::new() };

    let mut lines = vec![format!("  {}  {}", padded(&ranges.title, label_width), axis.numbers(ranges.decimals))];
    for (row, label) in ranges.rows.iter().zip(labels) {
        let mut cells = vec![' '; plot];
        if let Some(zero) = axis.zero {
            cells[zero] = if ascii { ':' } else { '┊' };
        }
        if let Some((low, high)) = row.ends {
            let places: Vec<usize> =
                [Some(low), Some(high), row.point].into_iter().flatten().map(|at| axis.at(at)).collect();
            if let (Some(from), Some(to)) = (places.iter().min(), places.iter().max()) {
                cells[*from..=*to].fill(pens.line);
            }
            cells[axis.at(low)] = pens.low;
            cells[axis.at(high)] = pens.high;
        }
        if let Some(point) = row.point {
            cells[axis.at(point)] = pens.point;
        }
        let mark = if row.recommended { '>' } else { ' ' };
        let drawn: String = cells.into_iter().collect();
        let (first, rest) = label.split_first().unwrap_or_else(|| unreachable!("a text has a line"));
        lines.push(format!("{mark} {}  {}", padded(first, label_width), drawn).trim_end().to_owned());
        lines.extend(rest.iter().map(|line| format!("  {line}")));
    }
    let legend = ranges.legend.map(|(mark, meaning)| {
        let pen = match mark {
            Mark::Low => pens.low,
            Mark::Point => pens.point,
            Mark::High => pens.high,
        };
        format!("{pen} {meaning}")
    });
    let legend = wrap(&legend.join(", "), width.saturating_sub(label_width + 4));
    lines.extend(legend.iter().map(|line| format!("  {}  {line}", padded("", label_width))));
    lines
}

/// Where amounts lie on the axis.
pub(super) struct Axis {
    from: Exact,
    to: Exact,
    steps: usize,
    /// The column of 0, where some amounts are below it.
    pub zero: Option<usize>,
}

impl Axis {
    /// The axis that holds all of these amounts; none where they are the same.
    pub fn around(amounts: impl Iterator<Item = Exact>, steps: usize) -> Option<Self> {
        let wider = |(from, to): (Exact, Exact), amount: (Exact, Exact)| (from.smaller(amount.0), to.larger(amount.1));
        let (from, to) = amounts.map(|amount| (amount, amount)).reduce(wider)?;
        if to <= from {
            return None;
        }
        let mut axis = Self { from, to, steps, zero: None };
        axis.zero = (from < Exact::ZERO && to >= Exact::ZERO).then(|| axis.at(Exact::ZERO));
        Some(axis)
    }

    /// The column of an amount.
    pub fn at(&self, amount: Exact) -> usize {
        #[expect(clippy::cast_precision_loss, reason = "a screen has few columns")]
        let last = (self.steps - 1) as f64;
        let share = ((amount - self.from) / (self.to - self.from)).to_f64();
        let place = (share * last).round().clamp(0.0, last);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the axis")]
        let place = place as usize;
        place
    }

    /// The ends of the axis, and 0 where it lies between them.
    pub fn numbers(&self, decimals: u32) -> String {
        let decimals = if self.to - self.from >= Exact::whole(1000) { 0 } else { decimals };
        let text = |amount: Exact| money(amount, decimals);
        let (from, to) = (text(self.from), text(self.to));
        let mut line: Vec<char> = vec![' '; self.steps];
        let mut put = |text: &str, at: usize| {
            for (cell, character) in line.iter_mut().skip(at).zip(text.chars()) {
                *cell = character;
            }
        };
        // Two numbers that overlap would be read as one.
        if from.len() + to.len() < self.steps {
            put(&from, 0);
            put(&to, self.steps - to.len());
        }
        if let Some(zero) = self.zero.filter(|zero| *zero > from.len() + 1 && zero + to.len() + 1 < self.steps) {
            put("0", zero);
        }
        line.into_iter().collect::<String>().trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::RangeRow;
    use rust_decimal::Decimal;

    #[test]
    fn the_ends_of_the_axis_are_not_rounded_to_15_digits() {
        let point = Exact::from_decimal(Decimal::new(1_234_567_890_123_456_789, 2));
        let row = RangeRow { label: "Stay".to_owned(), ends: None, point: Some(point), recommended: false };
        let legend = [Mark::Low, Mark::Point, Mark::High].map(|mark| (mark, ""));
        let ranges = Ranges { title: "Net profit".to_owned(), legend, decimals: 2, rows: vec![row] };
        let look = Look { ascii: true, width: 80, whole_tables: false, coloured: false };
        let lines = draw(&ranges, look);
        assert!(lines[0].ends_with("12,345,678,901,234,568"), "{lines:?}");
    }
}
