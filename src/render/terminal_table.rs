//! Tables for the terminal: what fits, and how it is drawn.
//!
//! Where there is no room, decimals of amounts go first, a column that may takes more lines, then columns go from the
//! least important on; names take another line. In a window narrower than that, columns go from the right, and keys take another line too. What is left out is
//! said.

use comfy_table::{CellAlignment, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::terminal::{BOLD, Look, RECOMMENDED, light_style};
use super::{cell_texts, is_words};
use crate::number::Number;
use crate::report::document::{Cell, Document, Row, Stands, Table};
use crate::wrapping::wrap;

/// Columns between two columns of a table.
const GAP: usize = 2;

/// The least columns left to the first column of a table before others go.
const FIRST_COLUMN_MIN: usize = 20;

/// The least columns left to words that take more lines.
const WORDS_MIN: usize = 12;

/// The least columns left to the first column before the others go from the right.
const BROKEN_MIN: usize = 10;

/// Amounts below this keep their decimals: without them too little would be left.
const ROUNDED_FROM: u32 = 1_000;

/// What is shown of a table, as text.
struct Layout {
    /// The columns, as positions in the table.
    shown: Vec<usize>,
    /// The cells of all columns.
    texts: Vec<Vec<String>>,
    /// The widths of all columns.
    widths: Vec<usize>,
    /// Whether amounts are in whole units.
    rounded: bool,
}

/// Whether a table of the document has to do without the decimals of its amounts; then all do, for equal looks.
pub fn is_rounded(document: &Document, look: Look) -> bool {
    document
        .tables()
        .any(|table| may_round(table) && room(look) < full_width(table, &widths(table, &texts(table, false, look))))
}

/// A table of the columns that there is room for.
pub fn draw(table: &Table, rounded: bool, look: Look) -> Vec<String> {
    let layout = lay_out(table, rounded && may_round(table), look);
    let mut lines = Vec::new();
    if !table.title.is_empty() {
        let title = wrap(&look.shown(&table.title).to_uppercase(), look.width);
        lines.extend(title.iter().map(|line| look.styled(line, BOLD)));
    }
    lines.extend(rows(table, &layout, look));
    lines.extend(table.all_notes().chain(left_out(table, &layout, look)).flat_map(|note| look.indented(&note)));
    lines
}

fn room(look: Look) -> usize {
    if look.whole_tables { usize::MAX } else { look.width }
}

fn may_round(table: &Table) -> bool {
    let amounts = table.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::amount);
    table.may_round && amounts.into_iter().any(|amount| amount.magnitude() >= Number::whole(ROUNDED_FROM))
}

/// The cells as text; numbers stay below each other where some of them have a mark.
fn texts(table: &Table, rounded: bool, look: Look) -> Vec<Vec<String>> {
    let mut texts = cell_texts(table, rounded);
    texts.iter_mut().flatten().for_each(|text| *text = look.shown(text));
    for column in 0..table.columns.len() {
        let mark = |row: &Row| match &row.cells[column] {
            Cell::Marked(_, footnote) => format!(" [{footnote}]").width(),
            _ => 0,
        };
        let widest = table.rows.iter().map(mark).max().unwrap_or(0);
        for (row, text) in table.rows.iter().zip(&mut texts) {
            text[column].push_str(&" ".repeat(widest - mark(row)));
        }
    }
    texts
}

fn widths(table: &Table, texts: &[Vec<String>]) -> Vec<usize> {
    let heading = |column: usize| table.columns[column].heading.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let widest = |column: usize| texts.iter().map(|row| row[column].width()).max().unwrap_or(0);
    // An empty column is drawn as wide as a blank.
    (0..table.columns.len()).map(|column| widest(column).max(heading(column)).max(1)).collect()
}

/// The width that the table takes with all its columns.
fn full_width(table: &Table, widths: &[usize]) -> usize {
    needed(table, widths, &(0..table.columns.len()).collect::<Vec<_>>())
}

/// The width that some columns take, with the least that the first needs.
fn needed(table: &Table, widths: &[usize], shown: &[usize]) -> usize {
    let least = if table.first_is_whole { usize::MAX } else { FIRST_COLUMN_MIN };
    let first = widths.first().map_or(0, |first| (*first).min(least));
    2 + first + beside_first(widths, shown)
}

fn beside_first(widths: &[usize], shown: &[usize]) -> usize {
    shown.iter().filter(|column| **column > 0).map(|column| widths[*column] + GAP).sum()
}

/// What fits: the least important columns gone first, those that belong together at once; then those that still fit.
fn lay_out(table: &Table, rounded: bool, look: Look) -> Layout {
    let room = room(look);
    let texts = texts(table, rounded, look);
    let all = 0..table.columns.len();
    let mut widths = widths(table, &texts);
    let excess = needed(table, &widths, &all.clone().collect::<Vec<_>>()).saturating_sub(room);
    if let Some(column) = table.breaks.and_then(|name| table.columns.iter().position(|column| column.name == name)) {
        let parts = texts.iter().flat_map(|row| parts(&row[column])).map(|part| part.trim_end().width());
        let heading = table.columns[column].heading.lines().map(UnicodeWidthStr::width);
        let least = parts.chain(heading).max().unwrap_or(0);
        widths[column] = widths[column].saturating_sub(excess).max(least.min(widths[column]));
    }
    let widths = widths;
    let goes = |column: usize| table.columns[column].goes;
    let mut shown: Vec<usize> = all.clone().collect();
    while needed(table, &widths, &shown) > room {
        let Some(next) = shown.iter().map(|column| goes(*column)).max().filter(|goes| *goes > 0) else { break };
        shown.retain(|column| goes(*column) != next);
    }
    let mut gone: Vec<u8> = all.clone().filter(|column| !shown.contains(column)).map(goes).collect();
    gone.sort_unstable();
    gone.dedup();
    for back in gone {
        let wider: Vec<usize> = all.clone().filter(|column| shown.contains(column) || goes(*column) == back).collect();
        if needed(table, &widths, &wider) <= room {
            shown = wider;
        }
    }
    loop {
        let widths = with_words_broken(table, &widths, &shown, room);
        let least = 2 + widths.first().map_or(0, |first| (*first).min(BROKEN_MIN)) + beside_first(&widths, &shown);
        if least <= room || shown.len() <= 1 {
            return Layout { shown, texts, widths, rounded };
        }
        shown.pop();
    }
}

/// The parts of words that take more lines: set off by semicolons, or, where there are none, by commas.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(if text.contains("; ") { "; " } else { ", " })
}

/// What has to stay and is too wide is words: they take more lines.
fn with_words_broken(table: &Table, widths: &[usize], shown: &[usize], room: usize) -> Vec<usize> {
    let mut widths = widths.to_vec();
    let excess = needed(table, &widths, shown).saturating_sub(room);
    let all_words = |column: &usize| *column > 0 && table.rows.iter().all(|row| row.cells[*column].is_words());
    if let Some(widest) = shown.iter().copied().filter(all_words).max_by_key(|column| widths[*column]) {
        widths[widest] = widths[widest].saturating_sub(excess).max(WORDS_MIN.min(widths[widest]));
    }
    widths
}

/// The lines of the headings that are shown, each within its column; none where there is no heading.
fn headings(table: &Table, layout: &Layout, first: usize) -> Vec<Vec<String>> {
    if table.columns.iter().all(|column| column.heading.is_empty()) {
        return Vec::new();
    }
    let within = |column: &usize| {
        let width = if *column == 0 { first } else { layout.widths[*column] };
        let lines = table.columns[*column].heading.lines();
        lines.flat_map(|line| wrap(line, width)).collect()
    };
    layout.shown.iter().map(within).collect()
}

/// The headings, the rows and the lines between them.
fn rows(table: &Table, layout: &Layout, look: Look) -> Vec<String> {
    let others = beside_first(&layout.widths, &layout.shown);
    let first_most = room(look).saturating_sub(others + 2);
    let first = layout.widths.first().map_or(0, |width| (*width).min(first_most));
    let wrapped = |row: &Vec<String>, column: usize| {
        let width = if column == 0 { first } else { layout.widths[column] };
        let text = row[column].as_str();
        if table.breaks == Some(table.columns[column].name) && text.width() > width {
            return parts(text).flat_map(|part| wrap(part, width)).collect();
        }
        wrap(text, width)
    };
    // Numbers never take more lines: what fills them up keeps them below each other.
    let words: Vec<bool> = (0..table.columns.len()).map(|column| is_words(table, column)).collect();
    let cells = |row: &Vec<String>| -> Vec<Vec<String>> {
        let cell = |column: &usize| {
            if *column == 0 || words[*column] { wrapped(row, *column) } else { vec![row[*column].clone()] }
        };
        layout.shown.iter().map(cell).collect()
    };
    let cells: Vec<Vec<Vec<String>>> = layout.texts.iter().map(cells).collect();
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(TableStyle::new());
    let headings = headings(table, layout, first);
    let height = headings.iter().map(Vec::len).max().unwrap_or(0);
    if height > 0 {
        drawn.set_header(headings.iter().map(|heading| heading.join("\n")));
    }
    for row in &cells {
        drawn.add_row(row.iter().map(|lines| lines.join("\n")));
    }
    for (position, column) in drawn.column_iter_mut().enumerate() {
        let aligned = if words[layout.shown[position]] { CellAlignment::Left } else { CellAlignment::Right };
        column.set_cell_alignment(aligned);
        column.set_padding((0, 2));
    }
    let drawn = drawn.to_string();
    let mut drawn = drawn.lines();
    let mut lines = Vec::new();
    let rule = if look.ascii { "-" } else { "─" }.repeat(first + others + 2);
    if height > 0 {
        lines.extend(drawn.by_ref().take(height).map(|line| format!("  {line}")));
        lines.push(rule.clone());
    }
    for (row, cells) in table.rows.iter().zip(&cells) {
        if row.stands == Stands::Sum {
            lines.push(rule.clone());
        }
        for (position, line) in drawn.by_ref().take(cells.iter().map(Vec::len).max().unwrap_or(1)).enumerate() {
            let recommended = row.stands == Stands::Recommended;
            let line = format!("{}{line}", if recommended && position == 0 { "> " } else { "  " });
            let line = match row.cells.first() {
                Some(Cell::Light(light)) if position == 0 => {
                    line.replacen(light.word(), &look.styled(light.word(), light_style(*light)), 1)
                }
                _ => line,
            };
            lines.push(if recommended { look.styled(line.trim_end(), RECOMMENDED) } else { line });
        }
    }
    lines
}

/// What there was no room for, and the width that has it.
fn left_out(table: &Table, layout: &Layout, look: Look) -> Option<String> {
    let gone: Vec<String> = (0..table.columns.len())
        .filter(|column| !layout.shown.contains(column))
        .map(|column| table.columns[column].heading.replace('\n', " "))
        .filter(|heading| !heading.is_empty())
        .collect();
    let said = match (layout.rounded, gone.as_slice()) {
        (false, []) => return None,
        (true, []) => "Amounts are in whole units".to_owned(),
        (false, gone) => format!("No room for: {}", gone.join(", ")),
        (true, gone) => format!("Amounts are in whole units, and there is no room for: {}", gone.join(", ")),
    };
    let width = full_width(table, &widths(table, &texts(table, false, look)));
    Some(format!("{said}. --width {width} shows all."))
}
