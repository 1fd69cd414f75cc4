//! A letter of the sender's own, with placeholders such as `{client}`: read, checked, filled in.
//!
//! A blank line ends a paragraph, other line breaks are kept. `{{` and `}}` stand for braces.

use std::ops::Range;

use super::placeholders::{Filling, PLACEHOLDERS};
use super::wording::Sender;
use super::{Letter, Letters};
use crate::scenario::diagnostics::Mistake;
use crate::scenario::nearest;

/// A text to be filled in.
#[derive(Clone, Debug)]
pub struct Template {
    paragraphs: Vec<Vec<Vec<Piece>>>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A placeholder, and where it stands.
    Gap(&'static str, Range<usize>),
}

impl Template {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// All of its mistakes: placeholders that are unknown, braces that are not closed or close nothing; a text without any
    /// words.
    pub fn read(text: &str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut paragraphs = vec![Vec::new()];
        let mut start = 0;
        for written in text.split_inclusive('\n') {
            let line = written.trim_end();
            if line.is_empty() {
                paragraphs.push(Vec::new());
            } else if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(pieces(line, start, &mut mistakes));
            }
            start += written.len();
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        if paragraphs.is_empty() {
            mistakes.push(Mistake {
                code: "empty-letter",
                title: "the letter is empty".to_owned(),
                label: String::new(),
                help: "write its text, with {changes} where it says what changes".to_owned(),
                span: 0..0,
            });
        }
        if mistakes.is_empty() { Ok(Self { paragraphs }) } else { Err(mistakes) }
    }

    /// A letter: its paragraphs, each with its lines.
    ///
    /// # Errors
    ///
    /// The placeholders that the letter has nothing for.
    pub(super) fn fill(
        &self,
        letters: &Letters<'_>,
        letter: &Letter,
        sender: Sender<'_>,
    ) -> Result<Vec<Vec<String>>, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut filled = Vec::new();
        for paragraph in &self.paragraphs {
            let mut lines = Vec::new();
            for pieces in paragraph {
                let mut line = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => line.push_str(text),
                        Piece::Gap(name, span) => match letters.filling(name, letter, sender) {
                            Some(Filling::Text(text)) => line.push_str(&text),
                            Some(Filling::Lines(several)) => {
                                for (position, text) in several.iter().enumerate() {
                                    if position > 0 {
                                        lines.push(std::mem::take(&mut line));
                                    }
                                    line.push_str(text);
                                }
                            }
                            None => mistakes.push(nothing_for(name, span, letters, letter)),
                        },
                    }
                }
                lines.push(line);
            }
            filled.push(lines);
        }
        if mistakes.is_empty() { Ok(filled) } else { Err(mistakes) }
    }
}

/// The pieces of a line that begins at a byte of the text.
fn pieces(line: &str, start: usize, mistakes: &mut Vec<Mistake>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(found) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(found);
        text.push_str(before);
        let place = start + (line.len() - from.len());
        if let Some(after) = from.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else if let Some(after) = from.strip_prefix('}') {
            mistakes.push(Mistake {
                code: "lone-brace",
                title: "a brace closes nothing".to_owned(),
                label: "no placeholder begins before it".to_owned(),
                help: "write }} for a brace".to_owned(),
                span: place..place + 1,
            });
            rest = after;
        } else {
            let inside = from.strip_prefix('{').unwrap_or(from);
            let end = inside.find(['{', '}']).unwrap_or(inside.len());
            let (name, after) = inside.split_at(end);
            let Some(after) = after.strip_prefix('}') else {
                mistakes.push(Mistake {
                    code: "open-brace",
                    title: "a placeholder is not closed".to_owned(),
                    label: "no } follows in this line".to_owned(),
                    help: "close it with }, or write {{ for a brace".to_owned(),
                    span: place..place + 1 + name.trim_end().len(),
                });
                rest = after;
                continue;
            };
            let span = place..place + name.len() + 2;
            match PLACEHOLDERS.iter().find(|(known, _, _)| *known == name.trim()) {
                Some((known, _, _)) => {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                    pieces.push(Piece::Gap(known, span));
                }
                None => mistakes.push(unknown(name.trim(), span)),
            }
            rest = after;
        }
    }
    text.push_str(rest);
    pieces.push(Piece::Text(text));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

fn unknown(name: &str, span: Range<usize>) -> Mistake {
    let known = || PLACEHOLDERS.iter().map(|(known, _, _)| *known);
    Mistake {
        code: "unknown-placeholder",
        title: format!("there is no placeholder {{{name}}}"),
        label: "unknown placeholder".to_owned(),
        help: match nearest(name, known()) {
            Some(meant) => format!("did you mean {{{meant}}}?"),
            None => format!(
                "there are {}; write {{{{ for a brace",
                known().map(|known| format!("{{{known}}}")).collect::<Vec<_>>().join(", ")
            ),
        },
        span,
    }
}

/// A letter has nothing for a placeholder.
fn nothing_for(name: &str, span: &Range<usize>, letters: &Letters<'_>, letter: &Letter) -> Mistake {
    let about = format!("letter {} of {}, {}", letter.number, letters.letters.len(), letter.kind.in_words());
    let (title, label, help) = if name == "sender" {
        (
            "nothing says who the sender is".to_owned(),
            "no name for it".to_owned(),
            "give it with --sender NAME, or write it in its place".to_owned(),
        )
    } else {
        let whose = PLACEHOLDERS.iter().find(|(known, _, _)| *known == name).map_or("", |(_, _, whose)| *whose);
        let mut help = format!("{{{name}}} is for {whose}; {{changes}} says what any letter changes");
        if letters.letters.len() > 1 {
            help.push_str(", and --letter N writes one letter alone, so that each may have a text of its own");
        }
        (format!("{about}, has nothing for {{{name}}}"), "nothing to fill in".to_owned(), help)
    };
    Mistake { code: "nothing-to-fill-in", title, label, help, span: span.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, Range<usize>)> {
        let mistakes = Template::read(text).err().unwrap_or_default();
        mistakes.into_iter().map(|mistake| (mistake.code, mistake.span)).collect()
    }

    #[test]
    fn mistakes_are_where_they_are() {
        assert_eq!(codes("Dear {client},\n\n{{braces}} { client }"), []);
        assert_eq!(codes("ไทย {clint}"), [("unknown-placeholder", 10..17)]);
        assert_eq!(codes("a\nb {price\nc"), [("open-brace", 4..10)]);
        assert_eq!(codes("a {price {unit}"), [("open-brace", 2..8)]);
        assert_eq!(codes("a } {}"), [("lone-brace", 2..3), ("unknown-placeholder", 4..6)]);
        assert_eq!(codes(" \n\n"), [("empty-letter", 0..0)]);
    }

    #[test]
    fn lines_and_paragraphs_are_those_of_the_text() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let template = Template::read("a {{b}}\r\nc{client}\r\n\r\n\r\nd").expect("right");
        let expected =
            vec![vec![vec![text("a {b}")], vec![text("c"), Piece::Gap("client", 10..18)]], vec![vec![text("d")]]];
        assert_eq!(template.paragraphs, expected);
    }
}
