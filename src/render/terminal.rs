//! Documents for the terminal: with lines, or in plain ASCII.

use unicode_width::UnicodeWidthStr;

use super::{bars, heat, picture, profile, scatter, terminal_table, waterfall};
use crate::report::document::{Block, Document, Light, OutlineLine};
use crate::text::visible;
use crate::wrapping::{padded, wrap};

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
pub(super) const BOLD: anstyle::Style = anstyle::Style::new().bold();

/// A light.
pub(super) fn light_style(light: Light) -> anstyle::Style {
    let colour = match light {
        Light::Green => anstyle::AnsiColor::Green,
        Light::Amber => anstyle::AnsiColor::Yellow,
        Light::Red => anstyle::AnsiColor::Red,
        Light::Unknown => return BOLD,
    };
    colour.on_default().bold()
}

/// The recommended strategy.
pub(super) const RECOMMENDED: anstyle::Style = anstyle::AnsiColor::Green.on_default().bold();

impl Look {
    /// The text, styled where colours are wanted.
    pub(super) fn styled(self, text: &str, style: anstyle::Style) -> String {
        if self.coloured && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// The text as it is shown; before anything is measured, as three dots are wider than the one sign for them.
    pub(super) fn shown(self, text: &str) -> String {
        if self.ascii { ascii(&visible(text)) } else { visible(text) }
    }

    /// Sentences a little to the right.
    pub(super) fn indented(self, text: &str) -> Vec<String> {
        wrap(&self.shown(text), self.width.saturating_sub(2)).iter().map(|line| format!("  {line}")).collect()
    }
}

/// The most columns of a line of a letter: as people have them in mails.
const LETTER_MOST: usize = 76;

/// The least columns of text for a sentence beside its label.
const SENTENCE_MIN: usize = 20;

/// The document as text.
#[must_use]
pub fn render(document: &Document, look: Look) -> String {
    let labels = document.blocks.iter().filter_map(|block| match block {
        Block::Labelled { label, .. } => Some(label.width()),
        _ => None,
    });
    let indent = labels.max().map_or(0, |width| width + 2);
    let rounded = terminal_table::is_rounded(document, look);
    let mut lines: Vec<String> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        let both_labelled = matches!((before, block), (Some(Block::Labelled { .. }), Block::Labelled { .. }));
        if before.is_some() && !both_labelled {
            lines.push(String::new());
        }
        match block {
            Block::Title(title) => {
                lines.extend(wrap(&look.shown(title), look.width).iter().map(|line| look.styled(line, BOLD)));
            }
            Block::Labelled { label, text } => lines.extend(labelled(label, text, indent, look)),
            Block::Table(table) => lines.extend(terminal_table::draw(table, rounded, look)),
            Block::Ranges(ranges) => lines.extend(marked(picture::draw(ranges, look), look)),
            Block::Bars(content) => lines.extend(bars::draw(content, look)),
            Block::Profiles(profiles) => lines.extend(marked(profile::draw(profiles, look), look)),
            Block::Scatter(content) => lines.extend(marked(scatter::draw(content, look), look)),
            Block::Steps(content) => {
                lines.extend(marked(profile::draw_steps(content, look), look));
            }
            Block::Waterfall(content) => lines.extend(waterfall::draw(content, look)),
            Block::Heat(figures) => lines.extend(heat::draw(figures, look)),
            Block::Outline(outline) => lines.extend(outline.iter().flat_map(|line| outlined(line, look))),
            Block::Letter(paragraphs) => lines.extend(written(paragraphs, look)),
        }
        before = Some(block);
    }
    lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// Lines of a picture, the recommended row styled.
fn marked(lines: Vec<String>, look: Look) -> impl Iterator<Item = String> {
    lines.into_iter().map(move |line| if line.starts_with('>') { look.styled(&line, RECOMMENDED) } else { line })
}

/// Sentences with their label in the margin; above them where the margin would leave no room.
fn labelled(label: &str, text: &str, indent: usize, look: Look) -> Vec<String> {
    if look.width < indent + SENTENCE_MIN {
        let label = wrap(label, look.width).into_iter().filter(|line| !line.is_empty());
        return label.map(|line| look.styled(&line, BOLD)).chain(look.indented(text)).collect();
    }
    let lines = wrap(&look.shown(text), look.width - indent);
    let margin = |position: usize| {
        let label = if position == 0 { label } else { "" };
        let spaces = padded("", indent.saturating_sub(label.width()));
        look.styled(label, BOLD) + &spaces
    };
    lines.iter().enumerate().map(|(position, line)| format!("{}{line}", margin(position))).collect()
}

/// The paragraphs of a letter, at the left margin: it is copied from there.
fn written(paragraphs: &[Vec<String>], look: Look) -> Vec<String> {
    let mut written = Vec::new();
    for (position, lines) in paragraphs.iter().enumerate() {
        if position > 0 {
            written.push(String::new());
        }
        for line in lines {
            let text = look.shown(line);
            let (point, rest) = text.strip_prefix("- ").map_or(("", text.as_str()), |rest| ("- ", rest));
            let width = look.width.min(LETTER_MOST).saturating_sub(point.len()).max(1);
            let margin = |position: usize| if position == 0 { point.to_owned() } else { " ".repeat(point.len()) };
            written.extend(wrap(rest, width).iter().enumerate().map(|(position, line)| margin(position) + line));
        }
    }
    written
}

/// A line of an outline and its formulas, as far to the right as there is room.
fn outlined(line: &OutlineLine, look: Look) -> Vec<String> {
    let indent = (2 * line.depth).min(look.width / 2);
    let wrapped = |text: &str, indent: usize, hanging: usize| {
        let lines = wrap(&look.shown(text), look.width.saturating_sub(indent + hanging).max(1));
        let spaces = move |position: usize| " ".repeat(if position == 0 { indent } else { indent + hanging });
        lines.into_iter().enumerate().map(move |(position, line)| format!("{}{line}", spaces(position)))
    };
    let text = wrapped(&line.text, indent, 4);
    let text = text.map(|text| if line.depth == 0 { look.styled(&text, BOLD) } else { text });
    let formulas = line.formulas.iter().flat_map(|formula| wrapped(formula, indent + 2, 2));
    text.chain(formulas).collect()
}

/// What the tool itself writes beyond ASCII, replaced by what is; names stay as they are.
fn ascii(text: &str) -> String {
    text.replace(" · ", " | ")
        .replace('…', "...")
        .replace('−', "-")
        .replace('×', "*")
        .replace('÷', "/")
        .replace(['“', '”'], "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quotation_marks_around_a_risk_are_ascii_on_a_plain_page() {
        let mut document = Document::default();
        document.say("IT CHANGES", "with the chance of \u{201c}Key person goes\u{201d} at 8 % or less");
        let look = Look { ascii: true, width: 100, whole_tables: false, coloured: false };
        assert_eq!(render(&document, look), "IT CHANGES  with the chance of \"Key person goes\" at 8 % or less\n");
    }
}
