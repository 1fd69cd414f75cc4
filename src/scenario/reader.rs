//! Reads the keys of one table after the other, by the catalogue, and keeps what is wrong and what is in force.

mod lists;
mod range;

use std::cell::RefCell;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::catalogue::{Bounds, Group, Holds, Key, join, tables_with};
use super::diagnostics::FINDINGS_SHOWN;
use super::ledger::{InForce, Origin, Range};
use super::numbers;
use super::problem::{Finding, Problem};
use super::suggestion::nearest;
use super::tree::{Entry, Node, Place, Table, Value};
use super::wording::{A_TEXT, NUMBER, SHARE};
use crate::domain::{Kind, LAST_DAY};
use crate::number::{Exact, Number};

/// What reading has found so far.
#[derive(Default)]
pub struct Log {
    findings: RefCell<Vec<Finding>>,
    ledger: RefCell<Vec<InForce>>,
    /// The keys that are written as ranges, right or wrong.
    ranges: RefCell<Vec<String>>,
}

/// A value that was read, and where.
#[derive(Clone, Debug)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

/// A number as it was read.
pub type GivenNumber = Given<Decimal>;

impl Given<Decimal> {
    /// As a number that the model computes with.
    pub fn exact(&self) -> Exact {
        Exact::from_decimal(self.value)
    }
}

impl Log {
    /// Notes a problem.
    pub fn problem(&self, problem: Problem, place: &Place) {
        self.problem_with(problem, place, Vec::new());
    }

    /// Notes a problem and other places that it has to do with.
    pub fn problem_with(&self, problem: Problem, place: &Place, also: Vec<(Place, String)>) {
        self.findings.borrow_mut().push(Finding { problem, place: place.clone(), also });
    }

    /// How many problems were found so far. What depends on values of which one could not be read is not judged, so that
    /// one mistake is one problem.
    pub fn problem_count(&self) -> usize {
        self.findings.borrow().len()
    }

    /// The keys read so far that are written as ranges.
    pub fn ranges(&self) -> Vec<String> {
        self.ranges.borrow().clone()
    }

    /// Whether a key read so far is a number of the command line.
    pub fn is_overridden(&self, key: &str) -> bool {
        let is_number = |entry: &InForce| entry.key == key && entry.range.is_none();
        self.ledger.borrow().iter().any(|entry| is_number(entry) && entry.origin == Origin::Override)
    }

    /// Notes a value in force that no key was read for.
    pub fn note(&self, entry: InForce) {
        self.ledger.borrow_mut().push(entry);
    }

    /// What was wrong, and what is in force.
    pub fn into_parts(self) -> (Vec<Finding>, Vec<InForce>) {
        (self.findings.into_inner(), self.ledger.into_inner())
    }
}

/// A table on its way of being read.
pub struct TableReader<'t> {
    log: &'t Log,
    table: Option<&'t Table>,
    group: &'static Group,
    /// The path with the ids and numbers of list entries, such as `strategy.custom.move.2`.
    path: String,
    /// Where the table is: its header, or the key that holds it.
    place: Place,
}

impl<'t> TableReader<'t> {
    /// Begins to read a table; every key that it should not have is a problem. A table that is not there reads as an
    /// empty one.
    pub fn new(
        log: &'t Log,
        table: Option<&'t Table>,
        group: &'static Group,
        path: impl Into<String>,
        place: Place,
    ) -> Self {
        let reader = Self { log, table, group, path: path.into(), place };
        for (position, entry) in reader.unknown_entries().enumerate() {
            reader.unknown_key(entry, position < FINDINGS_SHOWN);
        }
        reader
    }

    fn unknown_entries(&self) -> impl Iterator<Item = &'t Entry> {
        let group = self.group;
        self.table.map_or(&[][..], |table| &table.entries).iter().filter(|entry| group.key(&entry.key).is_none())
    }

    /// Notes a key that the table does not have. Those that nobody is shown are only counted: what each may mean takes
    /// longer to find than the file to read.
    fn unknown_key(&self, entry: &Entry, is_shown: bool) {
        let key = entry.key.clone();
        let kinds = || {
            let has = |kind: &Kind| super::catalogue::strategy_group(*kind).key(&key).is_some();
            Kind::ALL.into_iter().filter(has).map(Kind::code).collect::<Vec<_>>()
        };
        if self.group.path == "strategy" && !kinds().is_empty() {
            let given = self.entry("kind").map(|entry| &entry.node);
            let kind = match given.map(|node| &node.value) {
                Some(Value::Text(code)) => Kind::from_code(code).map_or("custom", Kind::code),
                _ => "custom",
            };
            let kinds = kinds();
            // Of a file one sees what is above the key.
            let overridden = given.filter(|node| node.place.source > 0 && node.place.source != entry.key_place.source);
            let also = overridden.map(|node| (node.place.clone(), "the kind".to_owned()));
            let problem = Problem::KeyOfAnotherKind { key, kind, kinds };
            self.log.problem_with(problem, &entry.key_place, also.into_iter().collect());
            return;
        }
        let known: Vec<_> = self.group.keys.iter().map(|key| key.name).collect();
        let suggestion = if is_shown { self.key_meant(&key).map(str::to_owned) } else { None };
        let table = if self.group.path.is_empty() { "a scenario".to_owned() } else { self.group.to_string() };
        let elsewhere = if is_shown { tables_with(&key) } else { Vec::new() };
        self.log.problem(Problem::UnknownKey { key, table, suggestion, known, elsewhere }, &entry.key_place);
    }

    /// The known key that an unknown one is a misspelling of.
    fn key_meant(&self, unknown: &str) -> Option<&'static str> {
        nearest(unknown, self.group.keys.iter().map(|key| key.name))
    }

    /// Where the problems and values go.
    pub fn log(&self) -> &'t Log {
        self.log
    }

    /// Where the table is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The path of one of its keys.
    pub fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }

    /// Whether the file has the table at all.
    pub fn is_there(&self) -> bool {
        self.table.is_some()
    }

    /// The entry of a key as written, right or wrong.
    pub fn entry(&self, key: &str) -> Option<&'t Entry> {
        self.table.and_then(|table| table.get(key))
    }

    /// Where a key is written.
    pub fn key_place(&self, key: &str) -> Option<Place> {
        self.entry(key).map(|entry| entry.key_place.clone())
    }

    fn spec(&self, key: &str) -> &'static Key {
        self.group.key(key).unwrap_or_else(|| panic!("the catalogue has no key {key} in {}", self.group))
    }

    fn wrong_type(&self, key: &str, expected: &'static str, node: &Node) {
        let problem = Problem::WrongType { key: self.path_of(key), expected, found: node.value.words() };
        self.log.problem(problem, &node.place);
    }

    /// Whether a key is not there, and no other problem says so: that the table is not there, or the key is misspelt.
    pub fn lacks(&self, key: &str) -> bool {
        let misspelt = |entry: &Entry| self.key_meant(&entry.key).is_some_and(|meant| meant == key);
        self.table.is_some_and(|table| table.get(key).is_none())
            && !self.unknown_entries().take(FINDINGS_SHOWN).any(misspelt)
    }

    /// Notes that a key has to be there, where it is not.
    pub fn needs(&self, key: &str, example: &str) {
        if !self.lacks(key) {
            return;
        }
        let meaning = self.spec(key).meaning.to_owned();
        self.log
            .problem(Problem::MissingKey { key: self.path_of(key), meaning, example: example.to_owned() }, &self.place);
    }

    /// Notes the value of a key that has none in the file.
    pub fn by_default(&self, key: &str) {
        let spec = self.spec(key);
        if !spec.default.is_empty() {
            self.in_force(key, spec.default.to_owned(), None, None);
        }
    }

    fn in_force(&self, key: &str, value: String, node: Option<&Node>, range: Option<Range>) {
        let spec = self.spec(key);
        let origin = match node {
            None => Origin::Default,
            // The default set stands in no file.
            Some(node) if node.place.source == 0 && node.place.end == node.place.start => Origin::Default,
            Some(node) if node.place.source == 0 => Origin::File,
            Some(_) => Origin::Override,
        };
        self.log.note(InForce {
            key: self.path_of(key),
            value,
            definition: Some(spec),
            origin,
            place: node.map(|node| node.place.clone()),
            range,
        });
    }

    /// A number, or none where it is not there or wrong; its base case where it is a range.
    pub fn number(&self, key: &str) -> Option<GivenNumber> {
        let Some(entry) = self.entry(key) else {
            self.by_default(key);
            return None;
        };
        let spec = self.spec(key);
        if let Value::Table(range) = &entry.node.value {
            return self.range(spec, range, &entry.node);
        }
        let value = self.scalar(key, spec.holds, &spec.bounds, &entry.node)?;
        self.in_force(key, entry.node.value.written(), Some(&entry.node), None);
        Some(Given { value, place: entry.node.place.clone() })
    }

    /// The most that a number that was read may come to: itself, or the high end of its range.
    pub fn most(&self, key: &str, given: &GivenNumber) -> Decimal {
        let path = self.path_of(key);
        let ledger = self.log.ledger.borrow();
        let range = ledger.iter().find(|entry| entry.key == path).and_then(|entry| entry.range);
        range.map_or(given.value, |range| range.high)
    }

    /// A number with a default.
    pub fn number_or(&self, key: &str, default: Decimal) -> Exact {
        self.number(key).map_or(Exact::from_decimal(default), |given| given.exact())
    }

    /// A whole number.
    pub fn whole(&self, key: &str) -> Option<Given<u32>> {
        let given = self.number(key)?;
        let whole = given.value.is_integer().then(|| u32::try_from(given.value).ok()).flatten();
        if whole.is_none() {
            let written = self.entry(key).map_or_else(String::new, |entry| entry.node.value.written());
            self.log.problem(Problem::NotWhole { key: self.path_of(key), written }, &given.place);
        }
        Some(Given { value: whole?, place: given.place })
    }

    /// A whole number with a default.
    pub fn whole_or(&self, key: &str, default: u32) -> u32 {
        self.whole(key).map_or(default, |given| given.value)
    }

    fn scalar(&self, key: &str, holds: Holds, bounds: &Bounds, node: &Node) -> Option<Decimal> {
        let share = matches!(holds, Holds::Share);
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => text,
            Value::OtherBase(_) => {
                self.wrong_type(key, "a number in base ten", node);
                return None;
            }
            _ => {
                self.wrong_type(key, if share { SHARE } else { NUMBER }, node);
                return None;
            }
        };
        match numbers::parse(text, share) {
            Ok(value) if bounds.admit(value) => Some(value),
            Ok(value) => {
                let hundredth = value.checked_div(Decimal::ONE_HUNDRED).filter(|value| share && bounds.admit(*value));
                let percent = hundredth.filter(|_| !text.contains('%')).map(|_| format!("{}%", text.trim()));
                let problem = Problem::OutOfBounds { key: self.path_of(key), bounds: bounds.words(holds), percent };
                self.log.problem(problem, &node.place);
                None
            }
            Err(reason) => {
                let problem = Problem::NotANumber { key: self.path_of(key), text: text.clone(), reason, share };
                self.log.problem(problem, &node.place);
                None
            }
        }
    }

    /// A text, not empty and not too long.
    pub fn text(&self, key: &str) -> Option<Given<String>> {
        let Some(entry) = self.entry(key) else {
            self.by_default(key);
            return None;
        };
        let Value::Text(text) = &entry.node.value else {
            self.wrong_type(key, A_TEXT, &entry.node);
            return None;
        };
        let most = self.spec(key).bounds.length_max;
        let found = text.trim().chars().count();
        if found == 0 || found > most {
            self.log.problem(Problem::TextLength { key: self.path_of(key), found, most }, &entry.node.place);
            return None;
        }
        self.in_force(key, text.clone(), Some(&entry.node), None);
        Some(Given { value: text.clone(), place: entry.node.place.clone() })
    }

    /// A day.
    pub fn date(&self, key: &str) -> Option<Given<NaiveDate>> {
        let Some(entry) = self.entry(key) else {
            self.by_default(key);
            return None;
        };
        let day = match &entry.node.value {
            Value::Date(day) => Some(*day),
            Value::Text(text) => NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok(),
            _ => None,
        };
        // Dates have years of four digits, as those of TOML.
        let day = day.filter(|day| day.year() >= 0 && *day <= LAST_DAY);
        if let Some(day) = day {
            self.in_force(key, day.to_string(), Some(&entry.node), None);
            Some(Given { value: day, place: entry.node.place.clone() })
        } else {
            let text = entry.node.value.written();
            self.log.problem(Problem::NotADate { key: self.path_of(key), text }, &entry.node.place);
            None
        }
    }

    /// One of the words that the catalogue allows.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        let Holds::Choice(choices) = self.spec(key).holds else { return None };
        let entry = self.entry(key)?;
        let choice = self.choice_of(&entry.node, key, choices)?;
        self.in_force(key, choice.to_owned(), Some(&entry.node), None);
        Some(choice)
    }

    fn choice_of(&self, node: &Node, key: &str, choices: &[&'static str]) -> Option<&'static str> {
        let Value::Text(text) = &node.value else {
            self.wrong_type(key, A_TEXT, node);
            return None;
        };
        let chosen = choices.iter().find(|choice| *choice == text).copied();
        if chosen.is_none() {
            let suggestion = nearest(text, choices.iter().copied()).map(str::to_owned);
            let problem = Problem::UnknownChoice {
                key: format!("choice for `{}`", self.path_of(key)),
                text: text.clone(),
                suggestion,
                choices: choices.to_vec(),
            };
            self.log.problem(problem, &node.place);
        }
        chosen
    }

    /// Notes two keys that are two forms of one thing, where both are there.
    pub fn one_form_of(&self, what: &'static str, keys: &[&str]) {
        let given: Vec<_> = keys.iter().filter_map(|key| self.entry(key)).collect();
        if let [first, others @ ..] = given.as_slice() {
            for second in others {
                let problem =
                    Problem::SeveralForms { first: self.path_of(&first.key), second: self.path_of(&second.key), what };
                self.log.problem_with(
                    problem,
                    &second.key_place,
                    vec![(first.key_place.clone(), "given here".to_owned())],
                );
            }
        }
    }
}
