//! Renews some values of a file and leaves every other byte of it as it is: comments, blank lines, order, line ends.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::wrapping::wrap;

/// Columns of a comment, without its mark.
const COMMENT_WIDTH: usize = 98;

/// A value that was renewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewed {
    /// The key.
    pub key: String,
    /// What was written before; none where the key was not there.
    pub before: Option<String>,
    /// What is written now.
    pub after: String,
}

/// Why a file cannot be renewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRenewed {
    /// It is no TOML.
    NotToml,
    /// A key that is written as a table with a header of its own, or in parts.
    InParts(String),
    /// A key that should be a table and is none.
    NoTable(String),
}

impl std::fmt::Display for NotRenewed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotToml => formatter.write_str("it is not TOML"),
            Self::InParts(key) => {
                write!(formatter, "`{key}` is written in several parts; write it in one: {{ low = 40, high = 90 }}")
            }
            Self::NoTable(key) => write!(formatter, "`{key}` is no table"),
        }
    }
}

/// A text that is being renewed.
#[derive(Clone, Debug)]
pub struct Renewal {
    text: String,
    /// What was renewed so far.
    pub renewed: Vec<Renewed>,
}

impl Renewal {
    /// Begins with the text of a file.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), renewed: Vec::new() }
    }

    /// The text as it is now.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a key `table.name` is there.
    #[must_use]
    pub fn has(&self, table: &str, name: &str) -> bool {
        let Ok(document) = DeTable::parse(&self.text) else { return false };
        let holder = document.get_ref().get(table).and_then(|node| node.get_ref().as_table());
        holder.is_some_and(|holder| holder.get(name).is_some())
    }

    /// What is written as the value of a key `table.name`, in TOML; none where it is not there, or not in one piece.
    #[must_use]
    pub fn written(&self, table: &str, name: &str) -> Option<String> {
        let document = DeTable::parse(&self.text).ok()?;
        let holder = document.get_ref().get(table)?.get_ref().as_table()?;
        let span = self.span(holder.get(name)?, name).ok()?;
        self.text.get(span).map(str::to_owned)
    }

    /// Whether a key of the top level is there.
    #[must_use]
    pub fn has_at_the_top(&self, name: &str) -> bool {
        DeTable::parse(&self.text).is_ok_and(|document| document.get_ref().get(name).is_some())
    }

    /// Writes a value, as TOML, in the place of that of the key `table.name`; where there is none, the key is added to its
    /// table, which is added at the end where there is none. A value that is written the same already stays as it is.
    ///
    /// # Errors
    ///
    /// Why it cannot; the text is as before then.
    pub fn set(&mut self, table: &str, name: &str, value: &str) -> Result<(), NotRenewed> {
        self.set_with_note(table, name, value, "")
    }

    /// The same, with what is said of the key in lines of comment above it, where it is new and has a line of its own.
    ///
    /// # Errors
    ///
    /// Why it cannot; the text is as before then.
    pub fn set_with_note(&mut self, table: &str, name: &str, value: &str, note: &str) -> Result<(), NotRenewed> {
        let key = format!("{table}.{name}");
        let value = &value.replace('\n', self.line_end());
        let (place, written) = self.place(table, name, value, note, &key)?;
        let before = match &place {
            Place::Value(span) => Some(self.text.get(span.clone()).unwrap_or_default().to_owned()),
            Place::New(_) => None,
        };
        if before.as_deref() == Some(value) {
            return Ok(());
        }
        let span = match place {
            Place::Value(span) => span,
            Place::New(at) => at..at,
        };
        self.text.replace_range(span, &written);
        self.renewed.push(Renewed { key, before, after: value.to_owned() });
        Ok(())
    }

    /// Puts a text, as TOML, in front of all that a list of the top level has; whether there is such a list, in brackets.
    pub fn put_into_list(&mut self, name: &str, element: &str) -> bool {
        let bracket = DeTable::parse(&self.text).ok().and_then(|document| {
            let held = document.get_ref().get(name)?;
            let elements = held.get_ref().as_array()?.len();
            self.span(held, name).ok().map(|span| (span.start + 1, elements))
        });
        let Some((at, elements)) = bracket else { return false };
        let gap = if elements == 0 { "" } else { ", " };
        self.text.insert_str(at, &format!("{element}{gap}"));
        self.renewed.push(Renewed { key: name.to_owned(), before: None, after: element.to_owned() });
        true
    }

    /// Adds a table with a header of its own at the end: what is said of it, the header, and its keys with their values.
    pub fn append(&mut self, note: &str, header: &str, keys: &[(&str, &str)]) {
        let line_end = self.line_end();
        let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { line_end };
        let keys: Vec<String> = keys.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let lines = [&comment(note), &[header.to_owned()][..], &keys].concat();
        let lines = lines.into_iter().flat_map(|line| [line, line_end.to_owned()]);
        self.text.extend([gap.to_owned(), line_end.to_owned()].into_iter().chain(lines));
        self.renewed.push(Renewed { key: header.to_owned(), before: None, after: keys.join(", ") });
    }

    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Where a value goes, and what is written there.
    fn place(
        &self,
        table: &str,
        name: &str,
        value: &str,
        note: &str,
        key: &str,
    ) -> Result<(Place, String), NotRenewed> {
        let document = DeTable::parse(&self.text).map_err(|_| NotRenewed::NotToml)?;
        let line_end = self.line_end();
        let note: String = comment(note).into_iter().flat_map(|line| [line, line_end.to_owned()]).collect();
        let Some((header, node)) = document.get_ref().get_key_value(table) else {
            let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { line_end };
            let added = format!("{gap}{line_end}[{table}]{line_end}{note}{name} = {value}{line_end}");
            return Ok((Place::New(self.text.len()), added));
        };
        let DeValue::Table(holder) = node.get_ref() else { return Err(NotRenewed::NoTable(table.to_owned())) };
        if let Some(held) = holder.get(name) {
            return self.span(held, key).map(|span| (Place::Value(span), value.to_owned()));
        }
        let begins = self.text.get(node.span().start..).unwrap_or_default();
        if begins.starts_with('{') {
            let gap = if holder.is_empty() { " " } else { "," };
            return Ok((Place::New(node.span().start + 1), format!(" {name} = {value}{gap}")));
        }
        // Below its header, or below the line of the first key that is written with dots.
        let (from, prefix) = if begins.starts_with('[') { (node.span().end, "") } else { (header.span().start, table) };
        let rest = self.text.get(from..).unwrap_or_default();
        let dot = if prefix.is_empty() { "" } else { "." };
        Ok(match rest.find('\n') {
            Some(end) if !prefix.is_empty() && !self.is_one_line(from, from + end) => {
                // A value of several lines: in front of it is a line of its own too.
                let start = self.text.get(..from).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
                (Place::New(start), format!("{note}{prefix}{dot}{name} = {value}{line_end}"))
            }
            Some(end) => (Place::New(from + end + 1), format!("{note}{prefix}{dot}{name} = {value}{line_end}")),
            None => (Place::New(self.text.len()), format!("{line_end}{note}{prefix}{dot}{name} = {value}{line_end}")),
        })
    }

    /// Whether a line is whole: what stands up to its end is TOML by itself.
    fn is_one_line(&self, from: usize, to: usize) -> bool {
        self.text.get(from..to).is_some_and(|line| DeTable::parse(line).is_ok())
    }

    /// The bytes of a value.
    fn span(&self, held: &Spanned<DeValue<'_>>, key: &str) -> Result<Range<usize>, NotRenewed> {
        let span = held.span();
        let written = self.text.get(span.clone()).unwrap_or_default();
        let in_parts = held.get_ref().is_table() && !written.starts_with('{')
            || held.get_ref().is_array() && !written.starts_with('[');
        if in_parts { Err(NotRenewed::InParts(key.to_owned())) } else { Ok(span) }
    }
}

/// Sentences as lines of comment; none of none.
fn comment(note: &str) -> Vec<String> {
    let lines = wrap(note, COMMENT_WIDTH).into_iter().filter(|line| !line.is_empty());
    lines.map(|line| format!("# {line}")).collect()
}

/// Where a value goes.
enum Place {
    /// In the place of another.
    Value(Range<usize>),
    /// Where there was none.
    New(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renewed(text: &str, table: &str, name: &str, value: &str) -> String {
        let mut renewal = Renewal::of(text);
        renewal.set(table, name, value).expect("renewed");
        assert!(DeTable::parse(renewal.text()).is_ok(), "{}", renewal.text());
        assert!(renewal.has(table, name));
        renewal.text().to_owned()
    }

    #[test]
    fn a_value_is_renewed_and_nothing_else_is() {
        for (before, after) in [
            (
                "[effort]\r\n# why\r\nhours  =  22 # h\r\n\r\ncost=1",
                "[effort]\r\n# why\r\nhours  =  9 # h\r\n\r\ncost=1",
            ),
            ("effort = { cost = 1, hours = { low = 1, high = 2 } } # x", "effort = { cost = 1, hours = 9 } # x"),
            ("effort.hours = \"?\"", "effort.hours = 9"),
            ("[effort] # e\ncost = 1\n", "[effort] # e\nhours = 9\ncost = 1\n"),
            ("[effort]", "[effort]\nhours = 9\n"),
            ("effort = {}", "effort = { hours = 9 }"),
            ("effort = { cost = 1 }", "effort = { hours = 9, cost = 1 }"),
            ("effort.cost = 1 # c\n[client]\n", "effort.cost = 1 # c\neffort.hours = 9\n[client]\n"),
            (
                "effort.cost = { low = 1,\n high = 2 }\n[client]\n",
                "effort.hours = 9\neffort.cost = { low = 1,\n high = 2 }\n[client]\n",
            ),
            ("[client]\nrate = 1", "[client]\nrate = 1\n\n[effort]\nhours = 9\n"),
            ("", "\n[effort]\nhours = 9\n"),
        ] {
            assert_eq!(renewed(before, "effort", "hours", "9"), after);
        }
    }

    #[test]
    fn what_is_new_may_have_a_note_and_lists_and_tables_grow() {
        let mut renewal = Renewal::of("flags = [\n  \"abusive\", # it is\n]\n[effort]\nhours = 1 # one\n");
        renewal.set_with_note("effort", "hours", "2", "not said: its line has a comment").expect("renewed");
        renewal.set_with_note("effort", "cost", "3", "Your answer.").expect("renewed");
        renewal.set_with_note("payment", "days", "30", "Your answer.").expect("renewed");
        assert!(renewal.put_into_list("flags", "\"dishonest\""));
        assert!(!renewal.put_into_list("risk", "{}") && !renewal.put_into_list("effort", "{}"));
        renewal.append("Others.", "[[risk]]", &[("name", "\"a\"")]);
        assert_eq!(
            renewal.text(),
            "flags = [\"dishonest\", \n  \"abusive\", # it is\n]\n[effort]\n# Your answer.\ncost = 3\nhours = 2 # one\n\
             \n[payment]\n# Your answer.\ndays = 30\n\n# Others.\n[[risk]]\nname = \"a\"\n"
        );
        assert_eq!(renewal.written("payment", "days").as_deref(), Some("30"));
        assert_eq!(renewal.written("payment", "bad_debt"), None);
        assert!(renewal.has_at_the_top("risk") && !renewal.has_at_the_top("title"));
    }

    #[test]
    fn what_is_written_the_same_is_no_change_and_what_cannot_be_renewed_says_so() {
        let mut renewal = Renewal::of("[effort]\nhours = 9 # nine\n");
        assert_eq!(renewal.set("effort", "hours", "9"), Ok(()));
        assert_eq!((renewal.renewed.len(), renewal.text()), (0, "[effort]\nhours = 9 # nine\n"));
        for (text, wrong) in [
            ("[effort.hours]\nlow = 1\nhigh = 2\n", NotRenewed::InParts("effort.hours".to_owned())),
            ("[effort]\nhours.low = 1\nhours.high = 2\n", NotRenewed::InParts("effort.hours".to_owned())),
            ("effort = 1", NotRenewed::NoTable("effort".to_owned())),
            ("effort = ", NotRenewed::NotToml),
        ] {
            let mut renewal = Renewal::of(text);
            assert_eq!(renewal.set("effort", "hours", "9"), Err(wrong), "{text}");
            assert_eq!(renewal.text(), text);
        }
    }
}
