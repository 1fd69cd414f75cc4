//! The lines of a text that is being renewed: which belong to a key, where a new one goes, what its comment says.

use std::ops::Range;

use toml::de::DeTable;

use super::{Renewal, Renewed};
use crate::domain::RedFlag;
use crate::scenario::catalogue::{TOP, join, key_at};
use crate::scenario::template::{self, TO_FILL_IN};

impl Renewal {
    /// Takes a key `table.name` out, with the lines of comment that belong to it alone; whether there was one with a line,
    /// or lines, of its own.
    pub fn remove(&mut self, table: &str, name: &str) -> bool {
        let Some(span) = self.lines_of(table, name) else { return false };
        let before = self.text.get(span.clone()).unwrap_or_default().trim_end().to_owned();
        self.text.replace_range(span, "");
        self.renewed.push(Renewed { key: format!("{table}.{name}"), before: Some(before), after: String::new() });
        true
    }

    /// The lines of a key, those of its own comment above and behind it included.
    fn lines_of(&self, table: &str, name: &str) -> Option<Range<usize>> {
        let document = DeTable::parse(&self.text).ok()?;
        let holder = document.get_ref().get(table)?.get_ref().as_table()?;
        let (key, held) = holder.get_key_value(name)?;
        let value = self.span(held, name).ok()?;
        let mut start = self.line_start(key.span().start);
        if !self.text.get(start..key.span().start)?.trim().is_empty() {
            return None;
        }
        let said = key_at(&[table, name]).map_or("", |key| key.meaning);
        let mut above = start;
        while above > 0 {
            above = self.line_start(above - 1);
            match self.text.get(above..)?.strip_prefix("# ") {
                Some(comment) if comment.starts_with(said) && !said.is_empty() => {
                    start = above;
                    break;
                }
                Some(_) => {}
                None => break,
            }
        }
        Some(start..self.behind(value.end))
    }

    /// Where the line of a place begins.
    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line of a place ends, with the lines below that only go on with its comment.
    pub(super) fn behind(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let mut lines = rest.split_inclusive('\n');
        let first = lines.next().map_or(0, str::len);
        let goes_on = |line: &&str| line.starts_with([' ', '\t']) && line.trim_start().starts_with('#');
        at + first + lines.take_while(goes_on).map(str::len).sum::<usize>()
    }

    /// Where a new key goes: behind the last of those that come before it in a scenario.
    pub(super) fn behind_those_before(&self, holder: &DeTable<'_>, table: &str, name: &str) -> Option<usize> {
        let names: Vec<&str> = match TOP.key(table)?.inner() {
            Some(group) => group.keys.iter().map(|key| key.name).collect(),
            None => RedFlag::catalogue().iter().map(|flag| flag.code).collect(),
        };
        let place = |name: &str| names.iter().position(|known| *known == name);
        let own = place(name)?;
        let before = holder.iter().filter_map(|(key, held)| {
            let at = place(key.get_ref()).filter(|at| *at < own)?;
            Some((at, self.span(held, name).ok()?.end))
        });
        before.max().map(|(_, end)| self.behind(end))
    }

    /// Takes the mark of a comment away from a key, and from its table, where the text has them as a file to begin with
    /// has; whether it had.
    pub(super) fn uncomment(&mut self, table: &str, name: &str, value: &str, remark: &str) -> bool {
        let Some((before, after)) = template::lines_of(table, name, value, remark).filter(|_| !self.has(table, name))
        else {
            return false;
        };
        let Some(at) = self.text.find(&format!("\n{before}")).map(|at| at + 1) else { return false };
        let mut text = self.text.clone();
        text.replace_range(at..at + before.len(), &after);
        if !self.has_at_the_top(table) {
            let header = format!("\n#[{table}]\n");
            let Some(place) = text.get(..at).and_then(|text| text.rfind(&header)) else { return false };
            text.replace_range(place + 1..place + 2, "");
        }
        let after = Self::of(&text);
        let is_right = after.has(table, name);
        if is_right {
            self.text = text;
            self.renewed.push(Renewed { key: join(table, name), before: None, after: value.to_owned() });
        }
        is_right
    }

    /// Takes out the questions that a file begins with, as far as they are of a key that is known now.
    pub fn forget_question(&mut self, path: &str) {
        let is_open =
            |line: &str| !line.strip_prefix("# ").is_some_and(|line| template::asks_for(line.trim_end(), path));
        let open = template::open_questions();
        if !self.text.contains(&open) {
            return;
        }
        self.text = self.text.split_inclusive('\n').filter(|line| is_open(line)).collect();
        if self.text.contains(&format!("{open}\n")) {
            self.text = self.text.replacen(&open, "", 1);
        }
    }

    /// Whether a key of the top level is there.
    fn has_at_the_top(&self, name: &str) -> bool {
        DeTable::parse(&self.text).is_ok_and(|document| document.get_ref().get(name).is_some())
    }

    /// Takes out the comment that asks for a value, behind the value.
    pub(super) fn drop_the_question(&mut self, at: usize) {
        let behind = at..self.behind(at);
        let Some(found) = self.text.get(behind.clone()).and_then(|text| text.find(&format!("# {TO_FILL_IN}"))) else {
            return;
        };
        let start = self.line_start(at + found);
        // In the line of the value only the comment goes.
        let (start, kept) = if start > at { (start, "") } else { (at, self.line_end()) };
        self.text.replace_range(start..behind.end, kept);
    }
}

/// What a key means, with its unit, and what else is to be said of it; nothing where that is nothing.
pub(super) fn said_of(table: &str, name: &str, note: &str) -> String {
    let Some(key) = key_at(&[table, name]).filter(|_| !note.is_empty()) else { return note.to_owned() };
    let flag = RedFlag::from_code(name).filter(|_| table == "flags");
    let unit = if key.unit.is_empty() { String::new() } else { format!(" ({})", key.unit) };
    let meaning = flag.map_or_else(|| key.meaning.to_owned(), |flag| crate::words::capitalised(flag.meaning));
    let end = if meaning.ends_with('?') { "" } else { "." };
    format!("{meaning}{unit}{end} {note}")
}
