//! Documents as Markdown, for notes, wikis and mails.

use super::terminal::Look;
use super::{bars, cell_texts, heat, picture, profile, scatter, waterfall};
use crate::report::document::{Block, Cell, Document, OutlineLine, Stands, Table};
use crate::text::visible;

/// How a picture is drawn.
const PICTURE: Look = Look { ascii: false, width: 90, whole_tables: true, coloured: false };

/// The fewest backticks of a fence.
const FENCE: usize = 3;

/// The document as Markdown.
#[must_use]
pub fn render(document: &Document) -> String {
    let blocks: Vec<String> = document.blocks.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(title) => format!("# {}\n", escaped(title)),
        Block::Labelled { label, text } if label.is_empty() => format!("{}\n", escaped(text)),
        Block::Labelled { label, text } => format!("**{}** {}\n", escaped(label), escaped(text)),
        Block::Table(content) => table(content),
        Block::Ranges(ranges) => drawn(&picture::draw(ranges, PICTURE)),
        Block::Bars(content) => drawn(&bars::draw(content, PICTURE)),
        Block::Profiles(profiles) => drawn(&profile::draw(profiles, PICTURE)),
        Block::Scatter(content) => drawn(&scatter::draw(content, PICTURE)),
        Block::Steps(content) => drawn(&profile::draw_steps(content, PICTURE)),
        Block::Waterfall(content) => drawn(&waterfall::draw(content, PICTURE)),
        Block::Heat(figures) => heat::markdown(figures, escaped),
        Block::Outline(outline) => outline.iter().map(outlined).collect(),
        Block::Letter(paragraphs) => paragraphs.iter().map(|lines| paragraph(lines)).collect::<Vec<_>>().join("\n"),
    }
}

/// A paragraph of a letter, its lines broken where the letter breaks them.
fn paragraph(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped_line(line)).collect();
    lines.join("\\\n") + "\n"
}

/// A line of a letter: it begins neither a list nor, below another, a heading.
fn escaped_line(line: &str) -> String {
    let line = visible(line);
    let line = line.trim();
    let after_number = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if after_number.len() < line.len() && after_number.starts_with(['.', ')']) {
        let number = line.strip_suffix(after_number).unwrap_or_default();
        return format!("{number}\\{after}", after = escaped(after_number));
    }
    let is_rule = !line.is_empty() && line.chars().all(|character| matches!(character, '=' | '-' | ' '));
    let text = escaped(line);
    if is_rule && !text.starts_with('\\') { format!("\\{text}") } else { text }
}

/// A line of a nested list.
fn outlined(line: &OutlineLine) -> String {
    let indent = "  ".repeat(line.depth);
    let formulas = line.formulas.iter().map(|formula| format!("{indent}  {}  \n", escaped(formula)));
    let break_after = if line.formulas.is_empty() { "" } else { "  " };
    format!("{indent}- {}{break_after}\n{}", escaped(&line.text), formulas.collect::<String>())
}

/// The lines of a picture, between fences that no name in it can end.
fn drawn(lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let text = lines.join("\n");
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(FENCE.max(longest + 1));
    format!("{fence}text\n{text}\n{fence}\n")
}

fn table(content: &Table) -> String {
    let mut lines = Vec::new();
    if !content.title.is_empty() {
        lines.push(format!("## {}\n", escaped(&content.title)));
    }
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    lines.push(row(content.columns.iter().map(|column| escaped(&column.heading.replace('\n', " "))).collect()));
    let rule = (0..content.columns.len()).map(|position| {
        let is_words = content.rows.iter().any(|row| row.cells.get(position).is_some_and(Cell::is_words));
        if is_words { "---".to_owned() } else { "---:".to_owned() }
    });
    lines.push(row(rule.collect()));
    for (line, texts) in content.rows.iter().zip(cell_texts(content, false)) {
        let cells = texts.iter().map(|text| {
            let text = escaped(text);
            if line.stands == Stands::Plain || text.is_empty() { text } else { format!("**{text}**") }
        });
        lines.push(row(cells.collect()));
    }
    if content.all_notes().next().is_some() {
        lines.push(String::new());
        lines.extend(content.all_notes().map(|note| format!("{}\n", escaped(&note))));
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// The text with every character escaped that Markdown would read as more than itself.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::new();
    for (position, character) in text.char_indices() {
        let leads = position == 0 && matches!(character, '+' | '-' | '>' | '#');
        let special = matches!(character, '\\' | '`' | '*' | '_' | '|' | '<' | '[' | ']' | '&' | '~');
        // A dash before a digit is a sign, and a lone one a place without a figure.
        let is_figure = matches!(character, '+' | '-') && text.chars().nth(1) != Some(' ');
        if special || (leads && !is_figure) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_text() {
        assert_eq!(
            escaped("<script> | *bold* [x](y) `code` a_b & c"),
            "\\<script> \\| \\*bold\\* \\[x\\](y) \\`code\\` a\\_b \\& c"
        );
        assert_eq!(escaped("# heading"), "\\# heading");
        assert_eq!(escaped(">quote"), "\\>quote");
        assert_eq!(escaped("-5.00"), "-5.00");
        assert_eq!(escaped("+ if it goes"), "\\+ if it goes");
    }

    #[test]
    fn a_name_of_backticks_does_not_end_the_fence_around_a_picture() {
        assert_eq!(drawn(&["a ██".to_owned()]), "```text\na ██\n```\n");
        assert_eq!(drawn(&["``` ██".to_owned(), "`````".to_owned()]), "``````text\n``` ██\n`````\n``````\n");
    }

    #[test]
    fn a_line_of_a_letter_begins_nothing_but_itself() {
        for (line, expected) in [
            ("1. first", "1\\. first"),
            ("12) twelfth", "12\\) twelfth"),
            ("1 March 2027", "1 March 2027"),
            ("===", "\\==="),
            ("---", "\\---"),
            ("- a point", "\\- a point"),
            ("    [Your name]", "\\[Your name\\]"),
            ("", ""),
        ] {
            assert_eq!(escaped_line(line), expected);
        }
    }

    // Found by fuzzing: the second byte was taken for the second character.
    #[test]
    fn a_title_may_begin_with_a_character_of_several_bytes() {
        assert_eq!(escaped("\u{1f469} & co"), "\u{1f469} \\& co");
        assert_eq!(escaped("\u{101}da"), "\u{101}da");
        assert_eq!(escaped(""), "");
        assert_eq!(escaped("-"), "-");
    }
}
