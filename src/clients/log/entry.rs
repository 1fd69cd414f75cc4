//! A row of a log as what it says: when, for how long, whom it was for, whether it is billed.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};
use csv::StringRecord;
use rust_decimal::Decimal;

use super::amounts::{Style, amount};
use super::billed::Words;
use super::clock::{DAY, HOUR, MINUTE, length, length_in, time_of_day};
use super::days::{DayOrder, time_behind};
use super::layout::{Field, Layout, Tracker};
use super::span::{HOURS_MAX, Span};
use crate::number::{Exact, Number};

/// The longest row, in bytes: a quotation mark that is never closed takes in all that follows.
const ROW_MAX: usize = 1024 * 1024;

/// How far the end and the length of an entry may be apart before it is pointed out, in seconds: trackers show minutes.
const TOLERANCE: i64 = MINUTE as i64;

/// An entry of a log.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    /// The line in which it begins.
    pub line: u64,
    /// Whom it was for; empty where that is not said.
    pub client: &'r str,
    /// The project.
    pub project: &'r str,
    /// The tags as they are written.
    pub tags: &'r str,
    /// By telephone, mail or what else.
    pub channel: &'r str,
    /// Who did it, or who called.
    pub person: Cow<'r, str>,
    /// What kind of work it is.
    pub task: &'r str,
    /// What was asked for or done.
    pub what: &'r str,
    /// What was answered.
    pub answer: &'r str,
    /// The day on which it starts, by the clock on the wall; all of it counts for this day, as trackers do it.
    pub day: NaiveDate,
    /// Seconds after midnight at which it starts, by the same clock.
    pub start: Option<u32>,
    /// How long it took.
    pub span: Span,
    /// Whether the client is billed for it.
    pub billed: bool,
    /// What it is billed at; none where the log does not say.
    pub amount: Option<Exact>,
    /// What it costs; none where the log does not say.
    pub cost: Option<Exact>,
    /// Whether its length is not the time between its start and its end: rounded, or the clock was changed in between.
    pub differs: bool,
}

/// How the rows of a file are to be read.
#[derive(Clone, Debug)]
pub struct Manner {
    /// Where the columns are.
    pub layout: Layout,
    /// The order of day, month and year.
    pub order: DayOrder,
    /// The decimal sign.
    pub style: Style,
    /// What means billed.
    pub words: Words,
}

/// The cells of a row.
struct Cells<'r> {
    record: &'r StringRecord,
    manner: &'r Manner,
}

impl<'r> Cells<'r> {
    /// The text of a cell; empty where there is none.
    fn text(&self, field: Field) -> &'r str {
        trimmed(self.manner.layout.place(field).and_then(|place| self.record.get(place)).unwrap_or(""))
    }

    /// What a cell says that is there and not empty.
    fn read<T>(&self, field: Field, what: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, String> {
        let text = self.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        read(text).map(Some).ok_or_else(|| format!("`{}` is no {what}", shortened(text)))
    }

    fn day(&self, field: Field) -> Result<Option<NaiveDate>, String> {
        let order = self.manner.order;
        self.read(field, "date such as 2026-01-31 or 31.1.2026", |text| order.day(text))
    }

    fn money(&self, field: Field) -> Result<Option<Exact>, String> {
        let value = self.read(field, "amount", |text| amount(text, self.manner.style))?;
        match value {
            Some(value) if value < Decimal::ZERO => Err(format!("`{}` is below 0", shortened(self.text(field)))),
            value => Ok(value.map(Exact::from_decimal)),
        }
    }

    /// How long it took, where that is written.
    fn span(&self) -> Result<Option<Span>, String> {
        let style = self.manner.style;
        let read = |field, unit| {
            self.read(field, "length of time", |text| match unit {
                None => length(text, style),
                Some(_) if text.contains(':') => length(text, style),
                // A number that has a unit of its own is not one of those in the heading: `1h 30m`.
                Some(seconds) => length_in(text, seconds, style).or_else(|| length(text, style)),
            })
        };
        for (field, unit) in [(Field::Length, None), (Field::Hours, Some(HOUR)), (Field::Minutes, Some(MINUTE))] {
            if let Some(span) = read(field, unit)? {
                return if span > Span::LONGEST {
                    Err(format!("is longer than {HOURS_MAX} hours"))
                } else {
                    Ok(Some(span))
                };
            }
        }
        Ok(None)
    }

    /// What an amount is, or what it follows from: a rate and the hours.
    fn amount(&self, amount: Field, rate: Field, span: Span) -> Result<Option<Exact>, String> {
        if let Some(amount) = self.money(amount)? {
            return Ok(Some(amount));
        }
        Ok(self.money(rate)?.map(|rate| rate * span.hours()))
    }

    fn person(&self) -> Cow<'r, str> {
        if !self.manner.layout.has(Field::FirstName) {
            return Cow::Borrowed(self.text(Field::Person));
        }
        let (first, last) = (self.text(Field::FirstName), self.text(Field::LastName));
        Cow::Owned(format!("{first} {last}").trim().to_owned())
    }

    fn is_billed(&self) -> Result<bool, String> {
        let word = self.text(Field::Billed);
        match self.manner.words.is_billed(word) {
            Some(billed) => Ok(billed),
            // Nobody notes of a call that it is not billed.
            None if word.is_empty() && self.manner.layout.tracker == Tracker::Contacts => Ok(false),
            None if word.is_empty() => Err("does not say whether it is billed".to_owned()),
            None => Err(format!("`{}` says neither billed nor unbilled", shortened(word))),
        }
    }
}

/// The text without spaces around it, which few have.
pub(super) fn trimmed(text: &str) -> &str {
    let is_sign = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_sign(bytes.first()) && is_sign(bytes.last()) { text } else { text.trim() }
}

/// Whether all cells of a row are empty.
pub(super) fn is_empty(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim_ascii().is_empty())
}

/// What a row says; none where all of its cells are empty.
///
/// # Errors
///
/// Why it says nothing, to be put behind the number of its line.
pub fn entry<'r>(record: &'r StringRecord, manner: &'r Manner) -> Result<Option<Entry<'r>>, String> {
    if is_empty(record) {
        return Ok(None);
    }
    if record.as_slice().len() > ROW_MAX {
        return Err("is longer than 1 MB: is a quotation mark not closed?".to_owned());
    }
    let width = manner.layout.width;
    if record.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty()) {
        let is_apart = |cell: &str| cell.starts_with(' ') && cell.trim_ascii_start().starts_with('"');
        let why = if record.iter().any(is_apart) { ": leave out the space before a quotation mark" } else { "" };
        return Err(format!("has {} cells where the header has {width}{why}", record.len()));
    }
    let cells = Cells { record, manner };
    let day = cells.day(Field::Day)?.ok_or("has no date")?;
    let start = cells.read(Field::Start, "time of day", time_of_day)?;
    let start = if start.is_some() { start } else { time_behind(cells.text(Field::Day)) };
    let end = cells.read(Field::End, "time of day", |text| match text {
        "24:00" | "24:00:00" => Some(DAY),
        text => time_of_day(text),
    })?;
    let between = between(day, start, cells.day(Field::EndDay)?, end);
    let (span, differs) = match (cells.span()?, between) {
        (Some(span), None) => (span, false),
        (Some(span), Some(between)) => (span, agrees(span, between)?),
        (None, Some(between)) => (between_of_clock(between)?, false),
        (None, None) => return Err("does not say how long it took".to_owned()),
    };
    let billed = cells.is_billed()?;
    Ok(Some(Entry {
        line: record.position().map_or(0, csv::Position::line),
        client: cells.text(Field::Client),
        project: cells.text(Field::Project),
        tags: cells.text(Field::Tags),
        channel: cells.text(Field::Channel),
        person: cells.person(),
        task: cells.text(Field::Task),
        what: cells.text(Field::What),
        answer: cells.text(Field::Answer),
        day,
        start,
        span,
        billed,
        amount: if billed { cells.amount(Field::Amount, Field::Rate, span)? } else { None },
        cost: cells.amount(Field::Cost, Field::CostRate, span)?,
        differs,
    }))
}

/// Seconds from start to end by the clock on the wall, below 0 where the end is before. Without a day of its own an end
/// before the start is on the next day.
fn between(day: NaiveDate, start: Option<u32>, end_day: Option<NaiveDate>, end: Option<u32>) -> Option<i64> {
    let (start, end) = (start?, end?);
    let end_day = match end_day {
        Some(end_day) => end_day,
        None if end < start => day.checked_add_days(Days::new(1))?,
        None => day,
    };
    let days = end_day.signed_duration_since(day).num_days();
    Some(days * i64::from(DAY) + i64::from(end) - i64::from(start))
}

/// Whether a length differs from the time between start and end.
fn agrees(span: Span, between: i64) -> Result<bool, String> {
    let apart = span.seconds() - between;
    // Where the clock goes back an hour in between, the end may be before the start.
    if between < 0 && (apart - i64::from(HOUR)).abs() > TOLERANCE {
        return Err("ends before it begins".to_owned());
    }
    Ok(apart.abs() > TOLERANCE)
}

/// A length that follows from start and end alone.
fn between_of_clock(between: i64) -> Result<Span, String> {
    if between < 0 {
        return Err("ends before it begins".to_owned());
    }
    let span = Span::of_seconds(between);
    if span > Span::LONGEST { Err(format!("is longer than {HOURS_MAX} hours")) } else { Ok(span) }
}

/// A text for a message.
#[must_use]
pub fn shortened(text: &str) -> String {
    const LETTERS: usize = 40;
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
