//! Figures shaded by how high they are: by colour where there is colour, and by their signs and a mark where there is not.

use anstyle::{Ansi256Color, Style};
use unicode_width::UnicodeWidthStr;

use super::cell_texts;
use super::terminal::{BOLD, Look};
use crate::number::Number;
use crate::report::document::{Column, Heat, HeatCell, HeatRow, Row, Stands, Table};
use crate::wrapping::{padded, wrap};

/// Columns in front of a row.
const INDENT: usize = 2;

/// Columns between two columns.
const GAP: usize = 2;

/// The least columns of a remark that stands beside its row.
const REMARK: usize = 20;

/// From losses over neither to gains: reds, white, greens, as backgrounds under black.
const SHADES: [u8; 7] = [210, 217, 224, 255, 194, 157, 114];

/// What marks the best.
const BEST: &str = ">";

/// The figures as text, in pieces of as many columns as there is room for.
pub fn draw(heat: &Heat, look: Look) -> Vec<String> {
    let texts = texts(heat);
    let mut lines = Vec::new();
    if !heat.title.is_empty() {
        lines.extend(
            wrap(&look.shown(&heat.title).to_uppercase(), look.width).iter().map(|line| look.styled(line, BOLD)),
        );
    }
    let of_rows = heat.rows.iter().map(|row| row.label.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heat.columns.len())
        .map(|column| texts.iter().map(|row| row[column].width()).max().unwrap_or(0).max(heat.columns[column].width()))
        .collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let fits = |label_width: usize| look.whole_tables || INDENT + label_width + GAP + widest <= look.width;
    // A long key stands above its values where it would leave no room beside them.
    let rows_heading = look.shown(&heat.rows_heading);
    let with_heading = of_rows.max(rows_heading.width());
    if fits(with_heading) {
        draw_table(heat, look, &texts, &widths, (with_heading, &rows_heading), &mut lines);
    } else if fits(of_rows) {
        lines.extend(indented(&format!("Down: {}", heat.rows_heading), look, INDENT));
        draw_table(heat, look, &texts, &widths, (of_rows, ""), &mut lines);
    } else {
        draw_list(heat, look, &texts, &mut lines);
    }
    let mark = format!("{BEST} ");
    lines.extend(notes(heat, &mark).flat_map(|note| indented(&note, look, INDENT)));
    lines
}

/// The figures beside and below each other; `labels` are how wide the labels of the rows are, and what stands above them.
fn draw_table(
    heat: &Heat,
    look: Look,
    texts: &[Vec<String>],
    widths: &[usize],
    labels: (usize, &str),
    lines: &mut Vec<String>,
) {
    let (label_width, rows_heading) = labels;
    let shades = Shades::of(heat);
    let is_within = |width: usize| look.whole_tables || width <= look.width;
    let room = if look.whole_tables { usize::MAX } else { look.width.saturating_sub(label_width + INDENT) };
    for (piece, columns) in pieces(widths, room).into_iter().enumerate() {
        if piece > 0 {
            lines.push(String::new());
        }
        let width = INDENT + label_width + columns.clone().map(|column| widths[column] + GAP).sum::<usize>();
        let has_remarks = columns.end == heat.columns.len() && !heat.remarks_heading.is_empty();
        let remarks_beside = has_remarks && is_within(width + GAP + heat.remarks_heading.width().max(REMARK));
        let remarks = if remarks_beside { format!("  {}", heat.remarks_heading) } else { String::new() };
        if !heat.columns_heading.is_empty() {
            let above = format!("  {}  {}", padded("", label_width), look.shown(&heat.columns_heading));
            if is_within(above.width()) {
                lines.push(above);
            } else {
                lines.extend(indented(&format!("Across: {}", heat.columns_heading), look, INDENT));
            }
        }
        let headings = columns.clone().map(|column| right(&heat.columns[column], widths[column]));
        let gap = " ".repeat(GAP);
        let headings: String = headings.flat_map(|heading| [gap.clone(), heading]).collect();
        lines.push(format!("  {}{headings}{remarks}", padded(rows_heading, label_width)).trim_end().to_owned());
        let rule = if look.ascii { "-" } else { "─" };
        lines.push(rule.repeat(width + remarks.width()));
        for (row, texts) in heat.rows.iter().zip(texts) {
            let cells = columns.clone().map(|column| {
                let text = right(&texts[column], widths[column]);
                format!("{}{}", " ".repeat(GAP), look.styled(&text, shades.style(&row.cells[column])))
            });
            let cells: String = cells.collect();
            let room = look.width.saturating_sub(width + GAP).max(REMARK);
            let remark = if remarks_beside { wrap(&look.shown(&row.remark), room) } else { Vec::new() };
            let mut remark = remark.iter();
            let first = remark.next().map_or_else(String::new, |line| format!("  {line}"));
            lines.push(format!("  {}{cells}{first}", padded(&row.label, label_width)).trim_end().to_owned());
            lines.extend(remark.map(|line| format!("{}{line}", " ".repeat(width + GAP))));
            if has_remarks && !remarks_beside {
                lines.extend(indented(&format!("{}: {}", heat.remarks_heading, row.remark), look, INDENT + GAP));
            }
        }
    }
}

/// The figures one below the other, where there is no room for even one column of them.
fn draw_list(heat: &Heat, look: Look, texts: &[Vec<String>], lines: &mut Vec<String>) {
    let shades = Shades::of(heat);
    for (row, texts) in heat.rows.iter().zip(texts) {
        lines.extend(indented(&format!("{} {}", heat.rows_heading, row.label), look, INDENT));
        for ((heading, text), cell) in heat.columns.iter().zip(texts).zip(&row.cells) {
            let what = format!("{} {heading}", heat.columns_heading);
            let style = shades.style(cell);
            lines.extend(indented(what.trim(), look, INDENT + GAP));
            let indent = " ".repeat(INDENT + GAP);
            let pieces = wrap(text.trim(), look.width.saturating_sub(INDENT + GAP));
            lines.extend(pieces.iter().map(|piece| format!("{indent}{}", look.styled(piece, style))));
        }
        if !heat.remarks_heading.is_empty() {
            lines.extend(indented(&format!("{}: {}", heat.remarks_heading, row.remark), look, INDENT + GAP));
        }
    }
}

/// A text in lines that begin with so many spaces.
fn indented(text: &str, look: Look, indent: usize) -> Vec<String> {
    let lines = wrap(&look.shown(text), look.width.saturating_sub(indent));
    lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
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
    lines.extend(notes(heat, "Best, ").map(|note| format!("{}\n", escaped(&note))));
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// What is to be said of the figures, which of them is the best first, behind what marks it.
pub(super) fn notes(heat: &Heat, mark: &str) -> impl Iterator<Item = String> {
    let best = (!heat.best.is_empty()).then(|| format!("{mark}{}", heat.best));
    best.into_iter().chain(heat.notes.iter().cloned())
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

/// How good a figure is, from −3, the worst loss, over 0, neither, to 3, the best; none where there is no figure.
pub(super) fn levels(heat: &Heat) -> Vec<Vec<Option<i32>>> {
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

/// How figures are shaded: losses red and gains green, the deeper the larger; of gains alone, or losses alone, the
/// smallest white. Of what a person wants less of nothing is a loss: the least is green.
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

    /// From −3, the worst loss, over 0, neither, to 3, the best.
    fn level(&self, cell: &HeatCell) -> Option<i32> {
        let number = cell.cell.number().map(Number::to_f64)?;
        // How far a figure is from one end of all to the other.
        let way = |from: f64, to: f64| if (to - from).abs() > 0.0 { (number - from) / (to - from) } else { 0.0 };
        // From −1, bad, to 1, good.
        let goodness = if self.less_is_better {
            way(self.most, self.least)
        } else if number < 0.0 {
            -way(self.most.min(0.0), self.least)
        } else {
            way(self.least.max(0.0), self.most)
        };
        #[expect(clippy::cast_possible_truncation, reason = "between -3 and 3")]
        let level = (goodness * 3.0).round().clamp(-3.0, 3.0) as i32;
        Some(level)
    }

    fn style(&self, cell: &HeatCell) -> Style {
        let position = self.level(cell).and_then(|level| usize::try_from(level.saturating_add(3)).ok());
        let Some(shade) = position.and_then(|position| SHADES.get(position)) else { return Style::new() };
        let style = Style::new().fg_color(Some(Ansi256Color(16).into())).bg_color(Some(Ansi256Color(*shade).into()));
        if cell.best { style.bold() } else { style }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Exact;
    use crate::report::document::Cell;

    fn shaded(numbers: &[i32], less_is_better: bool) -> Vec<i32> {
        let amount = |number: &i32| {
            let magnitude = Exact::whole(number.unsigned_abs());
            Cell::Money(if *number < 0 { Exact::ZERO - magnitude } else { magnitude }, 2)
        };
        let cell = |number| HeatCell { cell: amount(number), mark: String::new(), best: false };
        let row = HeatRow { label: String::new(), cells: numbers.iter().map(cell).collect(), remark: String::new() };
        let heat = Heat { rows: vec![row], less_is_better, ..Heat::default() };
        levels(&heat).concat().into_iter().flatten().collect()
    }

    #[test]
    fn losses_alone_are_red_and_the_shade_tells_the_size() {
        assert_eq!(shaded(&[-300, -100, 0, 100, 300], false), [-3, -1, 0, 1, 3]);
        assert_eq!(shaded(&[100, 200, 400], false), [0, 1, 3]);
        assert_eq!(shaded(&[-100, -200, -400], false), [0, -1, -3]);
        assert_eq!(shaded(&[-5, -5], false), [0, 0]);
        // Fewer hours are better, and no number of them is a loss.
        assert_eq!(shaded(&[10, 20, 40], true), [3, 2, 0]);
    }
}
