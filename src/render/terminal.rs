//! Documents for the terminal: with lines, or in plain ASCII.

use comfy_table::{CellAlignment, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::{cell_text, picture};
use crate::report::document::{Block, Document, Stands, Table};
use crate::text::visible;
use crate::wrapping::{cut, padded, wrap};

/// How the terminal is to be used.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// ASCII alone, without lines of Unicode.
    pub ascii: bool,
    /// Columns of text.
    pub width: usize,
    /// Whether tables may be wider, as in a pipe, where nothing is cut or left out.
    pub whole_tables: bool,
    /// Bold labels and a green recommendation.
    pub coloured: bool,
}

/// Bold.
const BOLD: anstyle::Style = anstyle::Style::new().bold();

/// The recommended strategy.
const RECOMMENDED: anstyle::Style = anstyle::AnsiColor::Green.on_default().bold();

impl Look {
    fn styled(self, text: &str, style: anstyle::Style) -> String {
        if self.coloured && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Columns between two columns of a table.
const GAP: usize = 2;

/// The least columns left to the first column of a table before others go.
const FIRST_COLUMN_MIN: usize = 24;

/// The document as text.
#[must_use]
pub fn render(document: &Document, look: Look) -> String {
    let labels = document.blocks.iter().filter_map(|block| match block {
        Block::Labelled { label, .. } => Some(label.width()),
        _ => None,
    });
    let indent = labels.max().map_or(0, |width| width + 2);
    let mut lines: Vec<String> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        let both_labelled = matches!((before, block), (Some(Block::Labelled { .. }), Block::Labelled { .. }));
        if before.is_some() && !both_labelled {
            lines.push(String::new());
        }
        match block {
            Block::Title(title) => {
                lines.extend(wrap(&visible(title), look.width).iter().map(|line| look.styled(line, BOLD)));
            }
            Block::Labelled { label, text } => lines.extend(labelled(label, text, indent, look)),
            Block::Table(content) => lines.extend(table(content, look)),
            Block::Ranges(ranges) => lines.extend(picture::draw(ranges, look.width, look.ascii)),
        }
        before = Some(block);
    }
    let text: String = lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if look.ascii { ascii(&text) } else { text }
}

/// Sentences with their label in the margin.
fn labelled(label: &str, text: &str, indent: usize, look: Look) -> Vec<String> {
    let lines = wrap(&visible(text), look.width.saturating_sub(indent).max(20));
    let margin = |position: usize| {
        let label = if position == 0 { label } else { "" };
        let spaces = padded("", indent.saturating_sub(label.width()));
        look.styled(label, BOLD) + &spaces
    };
    lines.iter().enumerate().map(|(position, line)| format!("{}{line}", margin(position))).collect()
}

/// A table of the columns that there is room for.
fn table(content: &Table, look: Look) -> Vec<String> {
    let texts: Vec<Vec<String>> = content.rows.iter().map(|row| row.cells.iter().map(cell_text).collect()).collect();
    let widths: Vec<usize> = (0..content.columns.len())
        .map(|column| {
            let heading = content.columns[column].heading.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            texts.iter().map(|row| row[column].width()).max().unwrap_or(0).max(heading)
        })
        .collect();
    let room = if look.whole_tables { usize::MAX } else { look.width };
    let shown = columns_with_room(content, &widths, room);
    let others: usize = shown.iter().filter(|column| **column > 0).map(|column| widths[*column] + GAP).sum();
    let first_most = if content.first_is_whole { usize::MAX } else { room.saturating_sub(others + GAP).max(10) };
    let first = widths.first().map_or(0, |width| (*width).min(first_most));

    let mut drawn = comfy_table::Table::new();
    drawn.load_style(TableStyle::new());
    let has_heading = content.columns.iter().any(|column| !column.heading.is_empty());
    if has_heading {
        drawn.set_header(shown.iter().map(|column| content.columns[*column].heading.clone()));
    }
    for row in &texts {
        let cell = |column: &usize| if *column == 0 { cut(&row[0], first) } else { row[*column].clone() };
        drawn.add_row(shown.iter().map(cell).collect::<Vec<_>>());
    }
    for (position, column) in drawn.column_iter_mut().enumerate() {
        let is_words = content
            .rows
            .iter()
            .any(|row| row.cells.get(shown[position]).is_some_and(crate::report::document::Cell::is_words));
        column.set_cell_alignment(if is_words { CellAlignment::Left } else { CellAlignment::Right });
        column.set_padding((0, 2));
    }
    let heading_lines = if has_heading {
        shown.iter().map(|column| content.columns[*column].heading.lines().count()).max().unwrap_or(1)
    } else {
        0
    };
    let mut lines = Vec::new();
    if !content.title.is_empty() {
        lines.push(look.styled(&visible(&content.title).to_uppercase(), BOLD));
    }
    let total: usize = first + others;
    let rule = |lines: &mut Vec<String>| lines.push(if look.ascii { "-" } else { "─" }.repeat(total + 2));
    for (position, line) in drawn.to_string().lines().enumerate() {
        if has_heading && position == heading_lines {
            rule(&mut lines);
        }
        let row = position.checked_sub(heading_lines).and_then(|row| content.rows.get(row));
        let mark = match row.map(|row| row.stands) {
            Some(Stands::Sum) => {
                rule(&mut lines);
                "  "
            }
            Some(Stands::Recommended) => "> ",
            _ => "  ",
        };
        let drawn_line = format!("{mark}{line}");
        let recommended = row.is_some_and(|row| row.stands == Stands::Recommended);
        lines.push(if recommended { look.styled(drawn_line.trim_end(), RECOMMENDED) } else { drawn_line });
    }
    lines.extend(
        content
            .notes
            .iter()
            .flat_map(|note| wrap(&visible(note), look.width.saturating_sub(2)))
            .map(|line| format!("  {line}")),
    );
    let gone: Vec<String> = (0..content.columns.len())
        .filter(|column| !shown.contains(column))
        .map(|column| content.columns[column].heading.replace('\n', " "))
        .filter(|heading| !heading.is_empty())
        .collect();
    if !gone.is_empty() {
        let note = format!("No room here for: {}. A wider window or --width shows more.", gone.join(", "));
        lines.extend(wrap(&note, look.width.saturating_sub(2)).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

/// The columns that fit, the least important gone first.
fn columns_with_room(content: &Table, widths: &[usize], width: usize) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..content.columns.len()).collect();
    loop {
        let least = if content.first_is_whole { usize::MAX } else { FIRST_COLUMN_MIN };
        let first = widths.first().map_or(0, |first| (*first).min(least));
        let others: usize = shown.iter().filter(|column| **column > 0).map(|column| widths[*column] + GAP).sum();
        if 2 + first + others <= width {
            return shown;
        }
        // Columns that belong together go together.
        let Some(next) = shown.iter().map(|column| content.columns[*column].goes).max().filter(|goes| *goes > 0) else {
            return shown;
        };
        shown.retain(|column| content.columns[*column].goes != next);
    }
}

/// What the tool itself writes beyond ASCII, replaced by what is; names stay as they are.
fn ascii(text: &str) -> String {
    text.replace(" · ", " | ").replace('…', "...").replace('−', "-")
}
