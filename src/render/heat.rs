//! Figures shaded by how high they are: by colour where there is colour, and by their signs and a mark where there is not.

use anstyle::{Ansi256Color, Style};
use unicode_width::UnicodeWidthStr;

use super::cell_texts;
use super::terminal::{BOLD, Look};
use crate::number::Number;
use crate::report::document::{Column, Heat, HeatCell, HeatRow, Row, Stands, Table};
use crate::text::visible;
use crate::wrapping::{padded, wrap};

/// Columns between two columns.
const GAP: usize = 2;

/// From bad over neither to good: reds, white, greens, as backgrounds under black.
const SHADES: [u8; 7] = [210, 217, 224, 255, 194, 157, 114];

/// What marks the best.
const BEST: &str = ">";

/// The figures as text, in pieces of as many columns as there is room for.
pub fn draw(heat: &Heat, look: Look) -> Vec<String> {
    let texts = texts(heat);
    let shades = Shades::of(heat);
    let label_width = heat.rows.iter().map(|row| row.label.width()).max().unwrap_or(0).max(heat.rows_heading.width());
    let widths: Vec<usize> = (0..heat.columns.len())
        .map(|column| texts.iter().map(|row| row[column].width()).max().unwrap_or(0).max(heat.columns[column].width()))
        .collect();
    let mut lines = Vec::new();
    if !heat.title.is_empty() {
        lines.extend(wrap(&visible(&heat.title).to_uppercase(), look.width).iter().map(|line| look.styled(line, BOLD)));
    }
    let room = if look.whole_tables { usize::MAX } else { look.width.saturating_sub(label_width + 2) };
    for (piece, columns) in pieces(&widths, room).into_iter().enumerate() {
        if piece > 0 {
            lines.push(String::new());
        }
        let is_last = columns.end == heat.columns.len();
        if !heat.columns_heading.is_empty() {
            lines.push(format!("  {}  {}", padded("", label_width), heat.columns_heading));
        }
        let headings = columns.clone().map(|column| right(&heat.columns[column], widths[column]));
        let remarks = if is_last && !heat.remarks_heading.is_empty() {
            format!("  {}", heat.remarks_heading)
        } else {
            String::new()
        };
        let gap = " ".repeat(GAP);
        let headings: String = headings.flat_map(|heading| [gap.clone(), heading]).collect();
        lines.push(format!("  {}{headings}{remarks}", padded(&heat.rows_heading, label_width)).trim_end().to_owned());
        let width = 2 + label_width + columns.clone().map(|column| widths[column] + GAP).sum::<usize>();
        let rule = if look.ascii { "-" } else { "─" };
        lines.push(rule.repeat(width + remarks.width()));
        for (row, texts) in heat.rows.iter().zip(&texts) {
            let cells = columns.clone().map(|column| {
                let text = right(&texts[column], widths[column]);
                format!("{}{}", " ".repeat(GAP), look.styled(&text, shades.style(&row.cells[column])))
            });
            let cells: String = cells.collect();
            let room = look.width.saturating_sub(width + GAP).max(20);
            let remark = if is_last { wrap(&visible(&row.remark), room) } else { Vec::new() };
            let mut remark = remark.iter();
            let first = remark.next().map_or_else(String::new, |line| format!("  {line}"));
            lines.push(format!("  {}{cells}{first}", padded(&row.label, label_width)).trim_end().to_owned());
            lines.extend(remark.map(|line| format!("{}{line}", " ".repeat(width + GAP))));
        }
    }
    let notes = heat.notes.iter().flat_map(|note| wrap(&visible(note), look.width.saturating_sub(2)));
    lines.extend(notes.map(|line| format!("  {line}")));
    lines
}

/// The figures as a table in Markdown.
pub fn markdown(heat: &Heat, escaped: fn(&str) -> String) -> String {
    let mut lines = vec![format!("## {}\n", escaped(&heat.title))];
    if !heat.columns_heading.is_empty() {
        lines.push(format!("Columns: {}\n", escaped(&heat.columns_heading)));
    }
    let remarks = !heat.remarks_heading.is_empty();
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let remark = |text: &str| remarks.then(|| escaped(text));
    let headings = [&heat.rows_heading].into_iter().chain(&heat.columns).map(|heading| escaped(heading));
    lines.push(row(headings.chain(remark(&heat.remarks_heading)).collect()));
    let rules = std::iter::repeat_n("---:".to_owned(), heat.columns.len() + 1);
    lines.push(row(rules.chain(remarks.then(|| "---".to_owned())).collect()));
    for (line, texts) in heat.rows.iter().zip(texts(heat)) {
        let cells = line.cells.iter().zip(texts).map(|(cell, text)| match text.strip_prefix(BEST) {
            Some(text) if cell.best => format!("**{}**", escaped(text)),
            _ => escaped(&text),
        });
        lines.push(row([escaped(&line.label)].into_iter().chain(cells).chain(remark(&line.remark)).collect()));
    }
    lines.push(String::new());
    lines.extend(heat.notes.iter().map(|note| format!("{}\n", escaped(note))));
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// Which columns stand beside each other.
fn pieces(widths: &[usize], room: usize) -> Vec<std::ops::Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut taken = 0;
    for (column, width) in widths.iter().enumerate() {
        if column > from && taken + width + GAP > room {
            pieces.push(from..column);
            (from, taken) = (column, 0);
        }
        taken += width + GAP;
    }
    pieces.push(from..widths.len());
    pieces
}

/// How good a figure is, from 0, the worst, to 6, the best; none where there is no figure.
pub(super) fn levels(heat: &Heat) -> Vec<Vec<Option<usize>>> {
    let shades = Shades::of(heat);
    heat.rows.iter().map(|row| row.cells.iter().map(|cell| shades.level(cell)).collect()).collect()
}

/// The figures without their marks; shares with as many decimals as each other.
pub(super) fn figures(heat: &Heat) -> Vec<Vec<String>> {
    let all = heat.rows.iter().flat_map(|row: &HeatRow| &row.cells);
    let column = Column { name: "", heading: String::new(), goes: 0 };
    let rows = all.map(|cell| Row { cells: vec![cell.cell.clone()], stands: Stands::Plain });
    let table = Table { columns: vec![column], rows: rows.collect(), ..Table::default() };
    let texts: Vec<String> = cell_texts(&table, false).into_iter().flatten().collect();
    texts.chunks(heat.columns.len().max(1)).map(<[String]>::to_vec).collect()
}

/// The cells with their marks; shares with as many decimals as each other, figures below each other.
fn texts(heat: &Heat) -> Vec<Vec<String>> {
    let all = heat.rows.iter().flat_map(|row: &HeatRow| &row.cells);
    let widest = all.map(|cell| cell.mark.width()).max().unwrap_or(0);
    let text = |(cell, text): (&HeatCell, String)| {
        let best = if cell.best { BEST } else { "" };
        let mark = if widest > 0 { format!(" {}", padded(&cell.mark, widest)) } else { String::new() };
        format!("{best}{text}{mark}")
    };
    let rows = heat.rows.iter().zip(figures(heat));
    rows.map(|(row, texts)| row.cells.iter().zip(texts).map(text).collect()).collect()
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// How figures are shaded: where some are negative, those are the bad ones; else by where they lie between the least and
/// the largest.
struct Shades {
    least: f64,
    most: f64,
    less_is_better: bool,
}

impl Shades {
    fn of(heat: &Heat) -> Self {
        let numbers = heat.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.cell.number());
        let numbers: Vec<f64> = numbers.map(Number::to_f64).collect();
        let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { least, most, less_is_better: heat.less_is_better }
    }

    /// From 0, bad, to 6, good.
    fn level(&self, cell: &HeatCell) -> Option<usize> {
        let number = cell.cell.number().map(Number::to_f64)?;
        // From −1, bad, to 1, good.
        let goodness = if self.least < 0.0 && self.most > 0.0 {
            number / if number < 0.0 { -self.least } else { self.most }
        } else if self.most > self.least {
            2.0 * (number - self.least) / (self.most - self.least) - 1.0
        } else {
            0.0
        };
        let goodness = if self.less_is_better { -goodness } else { goodness };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 6")]
        let level = (goodness * 3.0 + 3.0).round().clamp(0.0, 6.0) as usize;
        Some(level)
    }

    fn style(&self, cell: &HeatCell) -> Style {
        let Some(level) = self.level(cell) else { return Style::new() };
        let shade = SHADES[level];
        let style = Style::new().fg_color(Some(Ansi256Color(16).into())).bg_color(Some(Ansi256Color(shade).into()));
        if cell.best { style.bold() } else { style }
    }
}
