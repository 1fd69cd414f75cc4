//! Bars to both sides of a line, in characters.

use super::picture::{Axis, Layout};
use super::terminal::Look;
use crate::number::Exact;
use crate::report::document::{BarRow, Bars};
use crate::wrapping::{padded, wrap};

/// The characters of the bars.
struct Pens {
    low: char,
    high: char,
    base: char,
    zero: char,
    cross: char,
}

/// The picture as lines.
pub fn draw(bars: &Bars, look: Look) -> Vec<String> {
    let pens = if look.ascii {
        Pens { low: '-', high: '#', base: '|', zero: ':', cross: 'x' }
    } else {
        Pens { low: '░', high: '█', base: '│', zero: '┊', cross: '×' }
    };
    let Layout { labels, label_width, plot } =
        match Layout::of(&bars.title, bars.rows.iter().map(|row| row.label.as_str()), look) {
            Ok(layout) => layout,
            Err(no_room) => return no_room,
        };
    let Some(axis) = Axis::around(bars.amounts(), plot) else { return Vec::new() };

    let mut lines = vec![format!("  {}  {}", padded(&bars.title, label_width), axis.numbers(bars.decimals))];
    for (row, label) in bars.rows.iter().zip(labels) {
        let drawn = bar(row, bars.base, &axis, plot, &pens);
        let Some((first, rest)) = label.split_first() else { continue };
        lines.push(format!("  {}  {drawn}", padded(first, label_width)).trim_end().to_owned());
        lines.extend(rest.iter().map(|line| format!("  {line}")));
    }
    let [low, high, base] = &bars.legend;
    let mut legend = format!("{} {low}, {} {high}, {} {base}", pens.low, pens.high, pens.base);
    if axis.zero.is_some() && !bars.below_zero.is_empty() {
        legend = format!("{legend}, {} {}", pens.zero, bars.below_zero);
    }
    if bars.rows.iter().any(|row| row.crossed) {
        legend = format!("{legend}, {} {}", pens.cross, bars.crossed);
    }
    let legend = wrap(&look.shown(&legend), look.width.saturating_sub(label_width + 4));
    lines.extend(legend.iter().map(|line| format!("  {}  {line}", padded("", label_width))));
    lines
}

/// The bars of a row: where both go the same way the shorter one is drawn over the longer.
fn bar(row: &BarRow, base: Exact, axis: &Axis, plot: usize, pens: &Pens) -> String {
    let base = axis.at(base);
    let mut cells = vec![' '; plot];
    if let Some(zero) = axis.zero {
        cells[zero] = pens.zero;
    }
    let ends = row.ends.map(|end| end.map(|end| axis.at(end)));
    let mut ends = [(ends[0], pens.low), (ends[1], pens.high)];
    ends.sort_by_key(|(end, _)| std::cmp::Reverse(end.map_or(0, |end| end.abs_diff(base))));
    for (end, pen) in ends {
        if let Some(end) = end {
            cells[end.min(base)..=end.max(base)].fill(pen);
        }
    }
    cells[base] = pens.base;
    if row.crossed {
        cells[0] = pens.cross;
    }
    cells.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;

    fn picture(base: u32, rows: &[(&str, u32, u32)], ascii: bool) -> Vec<String> {
        let row = |(label, low, high): &(&str, u32, u32)| BarRow {
            label: (*label).to_owned(),
            ends: [low, high].map(|end| Some(Exact::whole(*end) - Exact::whole(10))),
            crossed: *label == "out",
        };
        let bars = Bars {
            title: "Lead".to_owned(),
            base: Exact::whole(base) - Exact::whole(10),
            legend: ["low", "high", "now"].map(str::to_owned),
            below_zero: "0".to_owned(),
            crossed: "ruled out".to_owned(),
            decimals: 0,
            rows: rows.iter().map(row).collect(),
        };
        draw(&bars, Look { ascii, width: 40, whole_tables: false, coloured: false })
    }

    #[test]
    fn bars_go_to_both_sides_of_the_base_and_0_is_marked() {
        // 31 columns for −10 to 20: a unit a column.
        let lines = picture(20, &[("one", 0, 30), ("two", 25, 22)], true);
        assert_eq!(lines[0], format!("  Lead  -10{}0{}20", " ".repeat(7), " ".repeat(18)));
        assert_eq!(lines[1], format!("  one   {}|{}", "-".repeat(20), "#".repeat(10)));
        assert_eq!(lines[2], format!("  two   {}:{}|##---", " ".repeat(10), " ".repeat(9)));
        assert_eq!(lines[3], "        - low, # high, | now, : 0");
    }

    #[test]
    fn what_is_ruled_out_is_crossed() {
        let lines = picture(20, &[("out", 20, 30), ("in", 0, 10)], true);
        assert_eq!(lines[1], format!("  out   x{}:{}|{}", " ".repeat(9), " ".repeat(9), "#".repeat(10)));
        assert_eq!(lines[2], format!("  in    {}{}|", "-".repeat(10), "#".repeat(10)));
        assert_eq!(lines[3..], ["        - low, # high, | now, : 0, x", "        ruled out"]);
    }

    #[test]
    fn what_is_far_from_0_is_drawn_without_it() {
        let lines = picture(1000, &[("one", 995, 1010)], false);
        assert!(lines[0].starts_with("  Lead  985") && lines[0].ends_with("1,000"), "{lines:?}");
        assert!(!lines.concat().contains('┊'));
    }
}
