//! A scenario as written: values that know their place, numbers as their text.

use std::ops::Range;

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

/// Where something is written: in which source, and which bytes of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// 0 for the file, then the overrides in their order.
    pub source: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Place {
    /// A range of bytes of a source.
    #[must_use]
    pub fn new(source: usize, span: &Range<usize>) -> Self {
        Self { source, start: span.start, end: span.end }
    }

    /// The bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its place; of a `[table]`, that of its header.
    pub place: Place,
}

/// A value as written.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer or a decimal, as its text.
    Number(String),
    /// An integer in another base than ten.
    OtherBase(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
    /// A time, or a day with a time, as its text.
    Time(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// What it is, in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::OtherBase(_) => "a number in another base",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// It as it is written, for messages.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) | Self::OtherBase(text) | Self::Time(text) => text.clone(),
            Self::Boolean(boolean) => boolean.to_string(),
            Self::Date(day) => day.to_string(),
            Self::List(_) | Self::Table(_) => self.words().to_owned(),
        }
    }
}

/// A table: its keys in the order in which they are written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The keys and what they hold.
    pub entries: Vec<Entry>,
}

/// A key of a table and what it holds.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key is written.
    pub key_place: Place,
    /// What it holds.
    pub node: Node,
}

impl Table {
    /// The entry of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The entry of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    /// Puts an entry in, in place of one of the same key.
    pub fn put(&mut self, entry: Entry) -> &mut Entry {
        let position = self.entries.iter().position(|old| old.key == entry.key).unwrap_or(self.entries.len());
        if position == self.entries.len() {
            self.entries.push(entry);
        } else {
            self.entries[position] = entry;
        }
        &mut self.entries[position]
    }

    /// The table of a parsed TOML document, whose bytes begin `offset` bytes into a source.
    #[must_use]
    pub fn of(table: &DeTable<'_>, source: usize, offset: usize) -> Self {
        let place = |span: Range<usize>| Place { source, start: span.start + offset, end: span.end + offset };
        let entries = table.iter().map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_place: place(key.span()),
            node: Node { value: value_of(value.get_ref(), source, offset), place: place(value.span()) },
        });
        Self { entries: entries.collect() }
    }
}

fn value_of(value: &DeValue<'_>, source: usize, offset: usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) if integer.radix() == 10 => Value::Number(integer.as_str().to_owned()),
        DeValue::Integer(integer) => Value::OtherBase(integer.as_str().to_owned()),
        DeValue::Float(float) => Value::Number(float.as_str().to_owned()),
        DeValue::Boolean(boolean) => Value::Boolean(*boolean),
        DeValue::Datetime(datetime) => {
            let day = datetime.date.filter(|_| datetime.time.is_none()).and_then(|date| {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            });
            day.map_or_else(|| Value::Time(datetime.to_string()), Value::Date)
        }
        DeValue::Array(array) => Value::List(
            array
                .iter()
                .map(|element| Node {
                    value: value_of(element.get_ref(), source, offset),
                    place: Place { source, start: element.span().start + offset, end: element.span().end + offset },
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(Table::of(table, source, offset)),
    }
}
