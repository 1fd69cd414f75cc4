//! A file of a log: what it is, told by all of it, and its rows one after the other.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek};

use csv::{ErrorKind, StringRecord};

use super::amounts::{Style, style_of};
use super::billed::Words;
use super::days::{DayEvidence, DayOrder, Told};
use super::encoding::Encoding;
use super::entry::{Entry, Manner, entry, is_empty, trimmed};
use super::layout::{Field, Layout, Tracker, is_before_header, reader};
use super::problem::{BadRow, BadRows, Problem};
use super::quotes::Quotes;
use crate::domain::Currency;

/// Bytes from whose beginning the header is read.
const BEGINNING: u64 = 64 * 1024;

/// The most different words on billing that are kept: there are two, unless the column is another one.
const WORDS_KEPT: usize = 12;

/// What can be read from the start as often as it takes: once for what it is, once for what it says.
pub trait Content {
    /// The bytes from the start.
    ///
    /// # Errors
    ///
    /// What the system says.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

impl Content for File {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let mut file = self;
        file.rewind()?;
        Ok(Box::new(file))
    }
}

impl Content for Vec<u8> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.as_slice()))
    }
}

/// What is said about a log on the command line.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The order of its dates, where they do not tell it.
    pub order: Option<DayOrder>,
    /// What means billed.
    pub words: Words,
}

/// A file that was looked through.
pub struct LogFile {
    /// As it was named.
    pub name: String,
    /// How it is written.
    pub encoding: Encoding,
    /// How its rows are read.
    pub manner: Manner,
    /// The clients in it, each with the currencies of its rows and the first line of each.
    pub clients: BTreeMap<String, Vec<(Currency, u64)>>,
    content: Box<dyn Content>,
}

impl LogFile {
    /// Looks through a file.
    ///
    /// # Errors
    ///
    /// All that is wrong with it as a whole.
    pub fn survey(name: String, content: Box<dyn Content>, hints: &Hints) -> Result<Self, Vec<Problem>> {
        let unreadable = |error: &dyn std::fmt::Display| vec![Problem::Unreadable(error.to_string())];
        let mut beginning = Vec::new();
        let open = || content.open().map_err(|error| unreadable(&error));
        open()?.take(BEGINNING).read_to_end(&mut beginning).map_err(|error| unreadable(&error))?;
        if beginning.starts_with(b"PK\x03\x04") || beginning.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(vec![Problem::Archive]);
        }
        let mut encoding = Encoding::told_by(&beginning);
        loop {
            let mut header = Vec::new();
            let text = encoding.text(open()?).map_err(|error| unreadable(&error))?;
            text.take(BEGINNING).read_to_end(&mut header).map_err(|error| unreadable(&error))?;
            let layout = Layout::of_beginning(&header).map_err(|headings| {
                vec![if is_no_table(&header) { Problem::NoTable } else { Problem::UnknownHeader(headings) }]
            })?;
            if let Some(heading) = layout.twice {
                return Err(vec![Problem::TwoColumns(heading)]);
            }
            let text = encoding.text(open()?).map_err(|error| unreadable(&error))?;
            let mut survey = Survey::default();
            match survey.read(text, &layout, &hints.words) {
                Ok(true) => {
                    let clients = std::mem::take(&mut survey.clients);
                    let manner = survey.manner(layout, hints)?;
                    return Ok(Self { name, encoding, manner, clients, content });
                }
                // What is not UTF-8 was written by a program that knows nothing of it.
                Ok(false) if encoding == Encoding::Utf8 => encoding = Encoding::Windows1252,
                Ok(false) => return Err(vec![Problem::Unreadable("it is not text".to_owned())]),
                Err(error) => return Err(unreadable(&error)),
            }
        }
    }

    /// Goes through its entries. What says nothing is added to the bad rows, under the position of the file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn entries(&self, position: usize, bad: &mut BadRows, mut see: impl FnMut(&Entry<'_>)) -> Result<(), Problem> {
        let unreadable = |error: &dyn std::fmt::Display| Problem::Unreadable(error.to_string());
        let text = self.content.open().and_then(|bytes| self.encoding.text(bytes));
        let text = text.map_err(|error| unreadable(&error))?;
        let mut rows = reader(text, self.manner.layout.separator);
        let mut record = StringRecord::new();
        let mut is_in_table = false;
        while rows.read_record(&mut record).map_err(|error| unreadable(&error))? {
            if !is_in_table {
                is_in_table = !is_before_header(record.as_byte_record());
                continue;
            }
            match entry(&record, &self.manner) {
                Ok(Some(entry)) => see(&entry),
                Ok(None) => {}
                Err(reason) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    bad.add(BadRow { file: position, line, reason });
                }
            }
        }
        Ok(())
    }
}

/// Whether the beginning of a file without a header that is known is no table at all: a PDF, a page of the web, or with signs
/// in it that no text has.
fn is_no_table(beginning: &[u8]) -> bool {
    let is_sign = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x1b');
    beginning.starts_with(b"%PDF") || beginning.trim_ascii_start().starts_with(b"<") || beginning.iter().any(is_sign)
}

/// What all rows of a file together say about how it is written.
#[derive(Default)]
struct Survey {
    days: DayEvidence,
    /// How many numbers have a decimal point, and how many a decimal comma.
    styles: [u64; 2],
    unknown: BTreeMap<String, u64>,
    last_word: Vec<u8>,
    clients: BTreeMap<String, Vec<(Currency, u64)>>,
    last_client: Option<String>,
    rows: u64,
    /// The line of a cell whose quotation mark is not closed: what is behind it is not to be trusted.
    torn: Option<u64>,
}

impl Survey {
    /// Looks at every row; false where one is not text in UTF-8.
    fn read(&mut self, text: impl Read, layout: &Layout, words: &Words) -> Result<bool, csv::Error> {
        let numbers: Vec<usize> =
            [Field::Length, Field::Hours, Field::Minutes, Field::Rate, Field::Amount, Field::CostRate, Field::Cost]
                .into_iter()
                .filter_map(|field| layout.place(field))
                .collect();
        let days: Vec<usize> =
            [Field::Day, Field::EndDay].into_iter().filter_map(|field| layout.place(field)).collect();
        let mut rows = reader(Quotes::new(text, layout.separator), layout.separator);
        let mut record = StringRecord::new();
        let mut is_in_table = false;
        loop {
            match rows.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) if matches!(error.kind(), ErrorKind::Utf8 { .. }) => return Ok(false),
                Err(error) => return Err(error),
            }
            if !is_in_table {
                is_in_table = !is_before_header(record.as_byte_record());
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let text = |place: usize| trimmed(record.get(place).unwrap_or(""));
            if days.iter().all(|place| text(*place).is_empty()) && is_empty(&record) {
                continue;
            }
            self.rows += 1;
            for place in &days {
                self.days.see(text(*place), line);
            }
            for place in &numbers {
                match style_of_cell(text(*place)) {
                    Some(Style::Point) => self.styles[0] += 1,
                    Some(Style::Comma) => self.styles[1] += 1,
                    None => {}
                }
            }
            if let Some(word) = layout.place(Field::Billed).map(text) {
                self.see_word(word, words);
            }
            let client = layout.place(Field::Client).map_or("", text);
            self.see_client(client, layout.place(Field::Currency).map_or("", text), line);
        }
        self.torn = rows.get_ref().torn();
        Ok(true)
    }

    fn see_word(&mut self, word: &str, words: &Words) {
        if word.as_bytes() == self.last_word {
            return;
        }
        if word.is_empty() || words.is_billed(word).is_some() {
            self.last_word.clear();
            self.last_word.extend_from_slice(word.as_bytes());
        } else if let Some(times) = self.unknown.get_mut(word) {
            *times += 1;
        } else if self.unknown.len() < WORDS_KEPT {
            self.unknown.insert(word.to_owned(), 1);
        }
    }

    fn see_client(&mut self, client: &str, currency: &str, line: u64) {
        let is_known = self.last_client.as_deref() == Some(client);
        if !is_known {
            if !self.clients.contains_key(client) {
                self.clients.insert(client.to_owned(), Vec::new());
            }
            self.last_client = Some(client.to_owned());
        }
        if let Some(currency) = currency_of(currency)
            && let Some(known) = self.clients.get_mut(client)
            && known.iter().all(|(other, _)| *other != currency)
        {
            known.push((currency, line));
        }
    }

    /// How the rows are to be read.
    fn manner(self, layout: Layout, hints: &Hints) -> Result<Manner, Vec<Problem>> {
        if let Some(line) = self.torn {
            return Err(vec![Problem::NotClosed(line)]);
        }
        if self.rows == 0 {
            return Err(vec![Problem::Empty]);
        }
        let mut problems = Vec::new();
        if !layout.has(Field::Billed) && layout.tracker != Tracker::Contacts {
            let column = if layout.tracker == Tracker::Harvest { "Billable?" } else { "Billable" };
            problems.push(Problem::MissingColumn { tracker: layout.tracker.name(), column });
        }
        let order = match (hints.order, self.days.told()) {
            (Some(order), _) | (None, Told::Order(order)) => order,
            (None, Told::Any(orders, seen)) => {
                problems.push(Problem::AnyOrder(orders, seen));
                DayOrder::Ymd
            }
            (None, Told::None(one, other)) => {
                problems.push(Problem::NoOrder(one, other));
                DayOrder::Ymd
            }
        };
        if !self.unknown.is_empty() {
            problems.push(Problem::UnknownWords(self.unknown.into_iter().collect()));
        }
        if let [one, other, ..] = layout.currencies.as_slice() {
            let at = || "in the header".to_owned();
            problems.push(Problem::TwoCurrencies((one.code(), at()), (other.code(), at())));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let [points, commas] = self.styles;
        // Where no number tells: who separates cells by semicolons needs the comma for decimals.
        let comma = if points == commas { layout.separator == b';' } else { commas > points };
        let style = if comma { Style::Comma } else { Style::Point };
        Ok(Manner { layout, order, style, words: hints.words.clone() })
    }
}

/// What a cell says about the decimal sign; times have none.
fn style_of_cell(text: &str) -> Option<Style> {
    if text.contains(':') { None } else { style_of(text) }
}

/// The currency of a cell such as `EUR` or `Euro - EUR`.
fn currency_of(text: &str) -> Option<Currency> {
    Currency::from_code(text.rsplit([' ', '-']).next()?)
}
