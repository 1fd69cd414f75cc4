//! Renews some values of a file and leaves every other byte of it as it is: comments, blank lines, order, line ends.

mod lines;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue::join;
use super::template::BLANK;
use super::writing::quoted;
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

    /// What is written as the value of a key `table.name`, or of the top level, in TOML; none where it is not there, or not in one piece.
    #[must_use]
    pub fn written(&self, table: &str, name: &str) -> Option<String> {
        let document = DeTable::parse(&self.text).ok()?;
        let top = document.get_ref();
        let holder = if table.is_empty() { top } else { top.get(table)?.get_ref().as_table()? };
        let span = self.span(holder.get(name)?, name).ok()?;
        self.text.get(span).map(str::to_owned)
    }

    /// The text that a key `table.name` has; none where it is not there, or no text.
    #[must_use]
    pub fn text_of(&self, table: &str, name: &str) -> Option<String> {
        let document = DeTable::parse(&self.text).ok()?;
        let holder = document.get_ref().get(table)?.get_ref().as_table()?;
        holder.get(name)?.get_ref().as_str().map(str::to_owned)
    }

    /// The keys and values, in TOML, of each table of a list, or of the one table that there is at a path; of a list of
    /// texts the texts, without values. What is written in parts is left out.
    #[must_use]
    pub fn entries(&self, path: &[&str]) -> Vec<Vec<(String, String)>> {
        let Ok(document) = DeTable::parse(&self.text) else { return Vec::new() };
        let mut table = Some(document.get_ref());
        let mut held = None;
        for name in path {
            held = table.and_then(|table| table.get(*name)).map(Spanned::get_ref);
            table = held.and_then(DeValue::as_table);
        }
        let of_table = |table: &DeTable<'_>| {
            let entry = |(key, node): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                let key: &std::borrow::Cow<'_, str> = key.get_ref();
                let span = self.span(node, key).ok()?;
                Some((key.to_string(), self.text.get(span)?.to_owned()))
            };
            table.iter().filter_map(entry).collect::<Vec<_>>()
        };
        match held {
            Some(DeValue::Table(table)) => vec![of_table(table)],
            Some(DeValue::Array(list)) if list.iter().any(|node| node.get_ref().is_str()) => {
                let texts = list.iter().filter_map(|node| node.get_ref().as_str());
                vec![texts.map(|text| (text.to_owned(), String::new())).collect()]
            }
            Some(DeValue::Array(list)) => {
                list.iter().filter_map(|node| node.get_ref().as_table()).map(of_table).collect()
            }
            _ => Vec::new(),
        }
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

    /// The same, with what the key means and where its value is from in lines of comment above it, where it is new and
    /// has a line of its own; with the latter in a file to begin with, which says what its keys mean.
    ///
    /// # Errors
    ///
    /// Why it cannot; the text is as before then.
    pub fn set_with_note(&mut self, table: &str, name: &str, value: &str, note: &str) -> Result<(), NotRenewed> {
        let key = join(table, name);
        if self.uncomment(table, name, value, note) {
            return Ok(());
        }
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
        let end = span.start + written.len();
        self.text.replace_range(span, &written);
        if before == Some(quoted(BLANK)) {
            self.drop_the_question(end);
        }
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
        let note = lines::said_of(table, name, note);
        let note: String = comment(&note).into_iter().flat_map(|line| [line, line_end.to_owned()]).collect();
        if table.is_empty() {
            let held = document.get_ref().get(name).ok_or_else(|| NotRenewed::NoTable(key.to_owned()))?;
            return self.span(held, key).map(|span| (Place::Value(span), value.to_owned()));
        }
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
        if begins.starts_with('[')
            && let Some(at) = self.behind_those_before(holder, table, name)
        {
            let gap = if self.text.get(..at).is_some_and(|before| before.ends_with('\n')) { "" } else { line_end };
            return Ok((Place::New(at), format!("{gap}{note}{name} = {value}{line_end}")));
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
        // A list of tables with headers is one that begins with a header.
        let has_headers = |list: &toml::de::DeArray<'_>| {
            let first = list.iter().find(|node| node.get_ref().is_table());
            first.is_some_and(|table| !self.text.get(table.span()).unwrap_or_default().starts_with('{'))
        };
        let in_parts = held.get_ref().is_table() && !written.starts_with('{')
            || held.get_ref().as_array().is_some_and(|list| !written.starts_with('[') || has_headers(list));
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
    use super::super::template;
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
            ("[effort]\nmonthly_cost = 1", "[effort]\nhours = 9\nmonthly_cost = 1"),
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
            "flags = [\"dishonest\", \n  \"abusive\", # it is\n]\n[effort]\nhours = 2 # one\n\
             # What one of them costs (money an hour). Your answer.\ncost = 3\n\
             \n[payment]\n# Days from the invoice to the cash (days). Your answer.\ndays = 30\n\n# Others.\n[[risk]]\nname = \"a\"\n"
        );
        assert!(!renewal.put_into_list("risk", "{}"));
        assert_eq!(renewal.written("payment", "days").as_deref(), Some("30"));
        assert_eq!(renewal.written("payment", "bad_debt"), None);
        assert_eq!(renewal.entries(&["risk"]), [[("name".to_owned(), "\"a\"".to_owned())]]);
        assert_eq!(renewal.entries(&["flags"])[0].len(), 2);
    }

    #[test]
    fn a_new_key_goes_where_a_scenario_has_it_behind_the_comment_of_the_one_before() {
        let text = "[client]\nrate = 95 # an hour\n    # as billed\nmargin = \"35%\"\n\n[team]\npeople = 1";
        let text = renewed(text, "client", "hours", "9");
        assert!(text.contains("    # as billed\nhours = 9\nmargin"), "{text}");
        assert!(renewed(&text, "team", "quit_chance", "0").ends_with("people = 1\nquit_chance = 0\n"));
    }

    #[test]
    fn a_file_to_begin_with_is_completed_by_taking_away_the_marks_of_comments() {
        let mut template = template::Template::default();
        template.origin(template::OPEN_QUESTIONS);
        template.origin("replacement: what for?");
        template.blank("client.rate", "what do you bill?");
        let before = template.render();
        let mut renewal = Renewal::of(&before);
        renewal.set_with_note("client", "rate", "95", "Your answer.").expect("set");
        renewal.set_with_note("response", "accept", "[\n    { raise = 1 },\n]", "Your own judgement.").expect("set");
        renewal.set_with_note("team", "people", "3", "Your answer.").expect("set");
        renewal.set_with_note("flags", "abusive", "3", "Your answer.").expect("set");
        renewal.set_with_note("replacement", "rate", "3", "Your answer.").expect("set");
        renewal.forget_question("replacement.rate");
        let text = renewal.text();
        assert!(DeTable::parse(text).is_ok(), "{text}");
        for gone in ["TO FILL IN", "what for?", "What no log knows", "\n#[team]", "\n#people", "\n#accept = ["] {
            assert!(before.contains(gone) && !text.contains(gone), "{gone}: {text}");
        }
        for there in [
            "\n[team]\npeople = 3   ",
            "\n[flags]\nabusive = 3   ",
            "\naccept = [   ",
            "\n    { raise = 1 },\n]\n",
            "# Your own judgement.\n",
        ] {
            assert!(text.contains(there), "{there}: {text}");
        }
        assert!(renewal.remove("team", "people") && !renewal.has("team", "people"));
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
