//! Bars to both sides of a line, in characters.

use super::picture::{Axis, Layout};
use super::terminal::Look;
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
        let drawn = bar(row, bars, &axis, plot, &pens);
        for line in 0..label.len().max(drawn.len()) {
            let [label, drawn] = [&label, &drawn].map(|lines| lines.get(line).map_or("", String::as_str));
            lines.push(format!("  {}  {drawn}", padded(label, label_width)).trim_end().to_owned());
        }
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

/// The bars of a row: in a line, or in one each where both go the same way.
fn bar(row: &BarRow, bars: &Bars, axis: &Axis, plot: usize, pens: &Pens) -> Vec<String> {
    let pens_of_ends = [pens.low, pens.high];
    let ends: Vec<(usize, char)> =
        row.ends.iter().zip(pens_of_ends).filter_map(|(end, pen)| end.map(|end| (axis.at(end), pen))).collect();
    let pieces: Vec<&[(usize, char)]> = if bars.lie_apart(row) { ends.chunks(1).collect() } else { vec![&ends] };
    let base = axis.at(bars.base);
    let drawn = pieces.into_iter().map(|ends| {
        let mut cells = vec![' '; plot];
        if let Some(zero) = axis.zero {
            cells[zero] = pens.zero;
        }
        // Of nested ones the low one is drawn over the high one.
        for (end, pen) in ends.iter().rev() {
            cells[(*end).min(base)..=(*end).max(base)].fill(*pen);
        }
        cells[base] = pens.base;
        if row.crossed {
            cells[0] = pens.cross;
        }
        cells.into_iter().collect()
    });
    drawn.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Exact, Number};

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
            nested: false,
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
        // Both ends above the base: a line each.
        assert_eq!(lines[2], format!("  two   {}:{}|-----", " ".repeat(10), " ".repeat(9)));
        assert_eq!(lines[3], format!("        {}:{}|##", " ".repeat(10), " ".repeat(9)));
        assert_eq!(lines[4], "        - low, # high, | now, : 0");
    }

    #[test]
    fn what_is_ruled_out_is_crossed() {
        let lines = picture(20, &[("out", 20, 30), ("in", 0, 10)], true);
        assert_eq!(lines[1], format!("  out   x{}:{}|{}", " ".repeat(9), " ".repeat(9), "#".repeat(10)));
        assert_eq!(lines[2], format!("  in    {}|", "-".repeat(20)));
        assert_eq!(lines[3], format!("        {}{}|", " ".repeat(10), "#".repeat(10)));
        assert_eq!(lines[4..], ["        - low, # high, | now, : 0, x", "        ruled out"]);
    }

    #[test]
    fn what_is_far_from_0_is_drawn_without_it() {
        let lines = picture(1000, &[("one", 995, 1010)], false);
        assert!(lines[0].starts_with("  Lead  985") && lines[0].ends_with("1,000"), "{lines:?}");
        assert!(!lines.concat().contains('┊'));
    }
}
