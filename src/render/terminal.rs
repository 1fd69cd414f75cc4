//! Documents for the terminal: with lines, or in plain ASCII.

use comfy_table::{CellAlignment, ContentArrangement, presets};

use super::cell_text;
use crate::report::document::{Block, Document, Row, Table};
use crate::text::visible;

/// How the terminal is to be used.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Lines of Unicode; otherwise ASCII alone.
    pub lines: bool,
    /// Columns of text.
    pub width: usize,
}

/// The document as text.
#[must_use]
pub fn render(document: &Document, look: Look) -> String {
    let mut text = String::new();
    let mut after_table = false;
    for block in &document.blocks {
        if !text.is_empty() && (after_table || !matches!(block, Block::Table(_))) {
            text.push('\n');
        }
        after_table = matches!(block, Block::Table(_));
        match block {
            Block::Title(title) => text.push_str(&wrapped(&visible(title), look)),
            Block::Heading(heading) => text.push_str(&wrapped(&visible(heading).to_uppercase(), look)),
            Block::Paragraph(paragraph) => text.push_str(&wrapped(&visible(paragraph), look)),
            Block::Table(content) => text.push_str(&table(content, look)),
        }
    }
    if look.lines { text } else { ascii(&text) }
}

fn table(content: &Table, look: Look) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(if look.lines { presets::UTF8_HORIZONTAL_ONLY } else { presets::NOTHING });
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(look.width).unwrap_or(u16::MAX));
    table.set_header(content.columns.iter().map(|column| column.heading));
    for row in &content.rows {
        table.add_row(cells(row));
    }
    for (position, column) in table.column_iter_mut().enumerate() {
        let numbers = content
            .rows
            .iter()
            .any(|row| row.cells.get(position).is_some_and(crate::report::document::Cell::is_number));
        column.set_cell_alignment(if numbers { CellAlignment::Right } else { CellAlignment::Left });
    }
    let mut text: String = table.to_string().lines().map(|line| format!("{}\n", line.trim_end())).collect();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells: Vec<String> = row.cells.iter().map(cell_text).collect();
    if row.marked
        && let Some(first) = cells.first_mut()
    {
        *first = format!("> {first}");
    }
    cells
}

/// A paragraph broken into lines at spaces.
fn wrapped(paragraph: &str, look: Look) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(look.width).unwrap_or(u16::MAX));
    table.add_row([paragraph]);
    table.to_string().lines().map(|line| format!("{}\n", line.trim())).collect()
}

/// What is not ASCII, replaced by what is, as far as there is anything.
fn ascii(text: &str) -> String {
    text.replace(" · ", " | ")
}
