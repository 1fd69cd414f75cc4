//! Heights along one axis, in characters.

use super::picture::{Layout, no_room};
use super::terminal::Look;
use crate::report::document::{Drawn, Profile, Profiles, Steps};
use crate::wrapping::{padded, wrap};
use unicode_width::UnicodeWidthStr;

/// Eighths of a line, by height.
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const BLOCKS_ASCII: [char; 9] = [' ', '.', '.', ':', ':', '+', '+', '#', '#'];

/// The picture as lines.
pub fn draw(profiles: &Profiles, look: Look) -> Vec<String> {
    let Layout { labels, label_width, plot } =
        match Layout::of(&profiles.title, profiles.rows.iter().map(|row| row.label.as_str()), look) {
            Ok(layout) => layout,
            Err(no_room) => return no_room,
        };
    let columns: Vec<Vec<f64>> = profiles.rows.iter().map(|row| heights(row, plot)).collect();
    let sums = profiles.rows.iter().zip(&columns).filter(|(row, _)| row.drawn == Drawn::Sums);
    let highest = sums.flat_map(|(_, heights)| heights).copied().fold(0.0, f64::max);

    let [from, to] = &profiles.ends;
    let Some(between) = plot.checked_sub(from.width() + to.width()).filter(|between| *between > 0) else {
        return no_room(&profiles.title, look);
    };
    let mut lines = vec![format!("  {}  {from}{}{to}", padded(&profiles.title, label_width), " ".repeat(between))];
    for ((row, heights), label) in profiles.rows.iter().zip(columns).zip(labels) {
        let full = if row.drawn == Drawn::Sums { highest } else { 1.0 };
        let drawn = bars(&heights, full, row.lines, look.ascii);
        for position in 0..drawn.len().max(label.len()) {
            let mark = if row.recommended && position == 0 { '>' } else { ' ' };
            let label = label.get(position).map_or("", String::as_str);
            let bars = drawn.get(position).map_or("", String::as_str);
            lines.push(format!("{mark} {}  {bars}", padded(label, label_width)).trim_end().to_owned());
        }
    }
    let legend = wrap(&look.shown(&profiles.legend), look.width.saturating_sub(label_width + 4));
    lines.extend(
        legend.iter().filter(|line| !line.is_empty()).map(|line| format!("  {}  {line}", padded("", label_width))),
    );
    lines
}

/// Steps as lines: their panels one below the other.
pub fn draw_steps(steps: &Steps, look: Look) -> Vec<String> {
    let mut lines = Vec::new();
    for (title, panel) in steps.one_by_one() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(look.indented(title));
        lines.extend(draw(&panel, look));
    }
    lines
}

/// The height of each column of the axis.
fn heights(row: &Profile, columns: usize) -> Vec<f64> {
    let mut heights = vec![0.0; columns];
    match row.drawn {
        Drawn::Sums => row.points.iter().for_each(|(place, height)| heights[column(*place, columns)] += height),
        Drawn::Steps => row.points.iter().for_each(|(place, height)| heights[column(*place, columns)..].fill(*height)),
    }
    heights
}

/// The column of a place from 0 to 1.
fn column(place: f64, columns: usize) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "a screen has few columns")]
    let last = (columns - 1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the axis")]
    let column = (place * last).round().clamp(0.0, last) as usize;
    column
}

/// Bars of several lines, the highest line first; what is there at all is drawn.
fn bars(heights: &[f64], full: f64, lines: usize, ascii: bool) -> Vec<String> {
    let blocks = if ascii { BLOCKS_ASCII } else { BLOCKS };
    let a_line = blocks.len() - 1;
    #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
    let eighths = (lines * a_line) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and all eighths")]
    let height =
        |height: f64| (if full > 0.0 { height / full * eighths } else { 0.0 }).ceil().clamp(0.0, eighths) as usize;
    let bar = |height: usize, line: usize| blocks[height.saturating_sub(line * a_line).min(a_line)];
    (0..lines).rev().map(|line| heights.iter().map(|at| bar(height(*at), line)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(drawn: Drawn, lines: usize, points: &[(f64, f64)]) -> Profile {
        Profile { label: "row".to_owned(), lines, drawn, points: points.to_vec(), recommended: true }
    }

    fn picture(rows: Vec<Profile>, ascii: bool) -> Vec<String> {
        let ends = ["0".to_owned(), "9".to_owned()];
        let look = Look { ascii, width: 40, whole_tables: false, coloured: false };
        draw(&Profiles { title: "it".to_owned(), ends, amounts: None, legend: "so".to_owned(), rows }, look)
    }

    #[test]
    fn chances_of_one_column_are_added_up_and_the_least_is_seen() {
        let row = row(Drawn::Sums, 1, &[(0.0, 0.5), (0.001, 0.3), (0.5, 0.4), (1.0, 0.0001)]);
        let bars = format!("> row  █{}▄{}▁", " ".repeat(15), " ".repeat(14));
        assert_eq!(picture(vec![row], false), [format!("  it   0{}9", " ".repeat(30)), bars, "       so".to_owned()]);
    }

    #[test]
    fn a_step_lasts_until_the_next_and_may_take_several_lines() {
        let row = row(Drawn::Steps, 2, &[(0.0, 0.25), (0.5, 0.75), (1.0, 0.0)]);
        let lines = picture(vec![row], true);
        assert_eq!(lines[1], format!("> row  {}{}", " ".repeat(16), ":".repeat(15)));
        assert_eq!(lines[2], format!("       {}{}", ":".repeat(16), "#".repeat(15)));
    }
}
