//! Overrides of the command line: each changes one key of the tree before anything is read from it.

use rust_decimal::Decimal;
use toml::de::DeTable;

use super::catalogue::{Group, Holds, TOP, key_at};
use super::numbers;
use super::problem::Problem;
use super::reader::Log;
use super::risks::SEVERITY_OF_A_LISTED_FLAG;
use super::source::Source;
use super::strategies;
use super::suggestion::nearest;
use super::tree::{Entry, Node, Place, Table, Value};

/// An override as given: `KEY=VALUE`, or the value of an option that stands for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    option: &'static str,
    key: String,
    text: String,
    /// Where in the text the value begins; 0 where the option stands for the key.
    value: usize,
    /// What was typed, where it is more than one value or none: the key comes first in it.
    typed: Option<String>,
}

impl Override {
    /// Takes an override apart.
    ///
    /// # Errors
    ///
    /// A sentence that says what is missing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = "write it as KEY=VALUE, such as client.rate=110";
        // A part of a key in quotes may hold an `=` itself.
        let key_before = |(equals, _): (usize, &str)| text.get(..equals).map(str::trim).map(|key| (equals, key));
        let is_key = |(_, key): &(usize, &str)| path_of(key).is_some();
        let Some((equals, key)) = text.match_indices('=').filter_map(key_before).find(is_key) else {
            return Err(match text.split_once('=') {
                Some((key, _)) => format!("`{}` is no key; {form}", key.trim()),
                None => format!("`{text}` has no `=`; {form}"),
            });
        };
        Ok(Self { option: "--set", key: key.to_owned(), text: text.to_owned(), value: equals + 1, typed: None })
    }

    /// The value that an option of the command line gives to a key.
    #[must_use]
    pub fn of_option(option: &'static str, key: &str, value: &str) -> Self {
        Self { option, key: key.to_owned(), text: value.to_owned(), value: 0, typed: None }
    }

    /// One of the values that an option gives to a key; messages quote what was typed: `KEY`, or `KEY=VALUES`.
    ///
    /// # Errors
    ///
    /// A sentence that says what is missing.
    pub fn among(option: &'static str, key: &str, value: &str, typed: &str) -> Result<Self, String> {
        Ok(Self { option, typed: Some(typed.trim().to_owned()), ..Self::parse(&format!("{key}={value}"))? })
    }

    /// The key, as given.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value, as given.
    #[must_use]
    pub fn value(&self) -> &str {
        self.written().trim()
    }

    /// What of the text is the value.
    fn written(&self) -> &str {
        self.text.get(self.value..).unwrap_or_default()
    }

    /// What messages quote: the text as given, under the name of the option and, where that can set any, the key.
    pub(super) fn source(&self) -> Source {
        let name = if self.value == 0 { self.option.to_owned() } else { format!("{} {}", self.option, self.key) };
        Source { name, text: self.typed.as_ref().unwrap_or(&self.text).clone(), has_mark: false }
    }

    /// The parts of the key, each with its place.
    fn path(&self, source: usize) -> Vec<Part> {
        let mut path = path_of(&self.key).unwrap_or_default();
        let before = self.text.len() - self.text.trim_start().len();
        for part in &mut path {
            // An option that stands for a key is all value.
            let place =
                if self.value == 0 { 0..self.text.len() } else { part.place.start + before..part.place.end + before };
            part.place = Place::new(source, &place);
        }
        path
    }

    /// The value as TOML, or, where it is none, as a text: `25%` needs no quotes.
    fn node(&self, source: usize) -> Node {
        const BEFORE: &str = "value=";
        let written = self.written();
        let start = self.text.len() - written.trim_start().len();
        let (start, end) = match &self.typed {
            Some(typed) => place_among(typed, self.value()),
            None => (start, self.text.trim_end().len().max(start)),
        };
        let place = Place { source, start, end };
        let as_toml = || {
            let document = format!("{BEFORE}{written}");
            let parsed = DeTable::parse(&document).ok()?;
            let mut table = Table::of(parsed.get_ref(), source, 0);
            (table.entries.len() == 1 && !written.contains('\n')).then(|| table.entries.remove(0).node.value)
        };
        let mut value = as_toml().unwrap_or_else(|| Value::Text(written.trim().to_owned()));
        relocate(&mut value, &place);
        Node { value, place }
    }
}

/// Where a value stands in what was typed behind its key; all that is typed of values where it is none of them, and the
/// key where nothing is.
fn place_among(typed: &str, value: &str) -> (usize, usize) {
    let Some((key, values)) = typed.split_once('=') else { return (0, typed.len()) };
    let from = key.len() + 1;
    let is_part = |(start, part): &(usize, &str)| {
        let before = values.get(..*start).unwrap_or_default();
        let after = values.get(start + part.len()..).unwrap_or_default();
        let ends = |text: &str| text.is_empty() || text.ends_with([',', ' ', ':']) || text.ends_with("..");
        let begins = |text: &str| text.is_empty() || text.starts_with([',', ' ', ':']) || text.starts_with("..");
        ends(before) && begins(after)
    };
    let found = values.match_indices(value).find(is_part);
    found.map_or((from, typed.len()), |(start, part)| (from + start, from + start + part.len()))
}

/// An override that was read, for whoever shows it.
#[derive(Clone, Debug)]
pub struct Overridden {
    /// The key, as given.
    pub key: String,
    /// The value, as given.
    pub given: String,
    /// What was given, without the quotes of a text.
    pub text: String,
    /// The number that was read, where the key holds one.
    pub number: Option<Decimal>,
}

/// The overrides that were read; of a repeated key the last.
pub fn overridden(overrides: &[Override]) -> Vec<Overridden> {
    let mut last: Vec<Overridden> = Vec::new();
    for one in overrides {
        last.retain(|earlier| earlier.key != one.key);
        let node = one.node(0);
        let text = match &node.value {
            Value::Text(text) => text.clone(),
            _ => one.value().to_owned(),
        };
        let path = one.path(0);
        let names: Vec<&str> = path.iter().map(|part| part.name.as_str()).collect();
        let number = match (key_at(&names).map(|key| key.holds), &node.value) {
            (Some(holds), Value::Text(text) | Value::Number(text)) if holds.is_number() => {
                numbers::parse(text, matches!(holds, Holds::Share)).ok()
            }
            (Some(Holds::Flags), Value::Text(text) | Value::Number(text)) => numbers::parse(text, false).ok(),
            _ => None,
        };
        last.push(Overridden { key: one.key.clone(), given: one.value().to_owned(), text, number });
    }
    last
}

/// Everything inside an overriding value is at the place of that value.
fn relocate(value: &mut Value, place: &Place) {
    match value {
        Value::List(list) => {
            for node in list {
                node.place = place.clone();
                relocate(&mut node.value, place);
            }
        }
        Value::Table(table) => {
            for entry in &mut table.entries {
                entry.key_place = place.clone();
                entry.node.place = place.clone();
                relocate(&mut entry.node.value, place);
            }
        }
        _ => {}
    }
}

/// A part of a key.
struct Part {
    name: String,
    place: Place,
}

/// The parts of a key, by the rules of TOML: `a.b`, `a."b.c"`.
fn path_of(key: &str) -> Option<Vec<Part>> {
    if key.contains(['\n', '\r']) {
        return None;
    }
    let document = format!("{key}=0");
    let parsed = DeTable::parse(&document).ok()?;
    let mut table = Table::of(parsed.get_ref(), 0, 0);
    let mut path = Vec::new();
    loop {
        let entry = if table.entries.len() == 1 { table.entries.remove(0) } else { return None };
        path.push(Part { name: entry.key, place: entry.key_place });
        match entry.node.value {
            Value::Table(inner) => table = inner,
            _ => return Some(path),
        }
    }
}

/// Changes the tree by each override in turn; those of strategies after the others, because which strategies there are
/// by default depends on them. `materialise` puts those in, and is told which strategies the overrides name.
pub fn apply(overrides: &[Override], top: &mut Table, log: &Log, materialise: impl FnOnce(&mut Table, &[&str])) {
    let with_paths: Vec<_> =
        overrides.iter().zip(1..).map(|(given, source)| (given, source, given.path(source))).collect();
    let of_strategies = |path: &[Part]| path.len() > 1 && path[0].name == "strategy";
    let set_all = |top: &mut Table, strategies: bool| {
        for (given, source, path) in with_paths.iter().filter(|(_, _, path)| of_strategies(path) == strategies) {
            if let Err(Missing { part, holder, found, known }) = set(top, Some(&TOP), path, given.node(*source)) {
                let suggestion = nearest(&part.name, known.iter().map(String::as_str)).map(str::to_owned);
                let (path, missing) = (given.key().to_owned(), part.name.clone());
                let problem = Problem::NoSuchPlace { path, missing, suggestion, known, holder, found };
                log.problem(problem, &part.place);
            }
        }
    };
    set_all(top, false);
    let named: Vec<&str> = with_paths
        .iter()
        .filter(|(_, _, path)| of_strategies(path))
        .map(|(_, _, path)| path[1].name.as_str())
        .collect();
    materialise(top, &named);
    set_all(top, true);
}

/// A part of a key that names nothing: in what it was looked for, what that is, and what is there.
struct Missing<'p> {
    part: &'p Part,
    holder: String,
    found: &'static str,
    known: Vec<String>,
}

/// Sets a key of a table of `group`; the tables on the way are made where they are not there.
fn set<'p>(table: &mut Table, group: Option<&'static Group>, path: &'p [Part], value: Node) -> Result<(), Missing<'p>> {
    let Some((part, rest)) = path.split_first() else { return Ok(()) };
    let entry = |node| Entry { key: part.name.clone(), key_place: part.place.clone(), node };
    let Some(next) = rest.first() else {
        table.put(entry(value));
        return Ok(());
    };
    let missing = |found| Missing { part: next, holder: part.name.clone(), found, known: Vec::new() };
    let holds = group.and_then(|group| group.key(&part.name)).map(|key| key.holds);
    if table.get(&part.name).is_none() {
        // Entries of a list have to be there; those of tiers and moves depend on the kind of strategy.
        if matches!(holds, Some(Holds::Tables(_))) || (holds.is_none() && matches!(part.name.as_str(), "tier" | "move"))
        {
            return Err(missing("an empty list"));
        }
        table.put(entry(Node { value: Value::Table(Table::default()), place: part.place.clone() }));
    }
    let group = match holds {
        Some(Holds::Table(group) | Holds::Tables(group)) => Some(group),
        _ => None,
    };
    let mut found = table.get_mut(&part.name).map(|entry| &mut entry.node.value);
    if let (Some(Holds::Flags), Some(value)) = (holds, &mut found)
        && next.name.parse::<usize>().is_err()
    {
        with_severities(value);
    }
    match found {
        Some(Value::Table(inner)) => set(inner, group, rest, value),
        Some(Value::List(list)) => set_in_list(&part.name, list, group, rest, value),
        Some(other) => Err(missing(other.words())),
        None => Ok(()),
    }
}

/// Red flags that are listed, as the table of severities that the list stands for.
fn with_severities(flags: &mut Value) {
    let Value::List(list) = flags else { return };
    let severity = SEVERITY_OF_A_LISTED_FLAG.to_string();
    let entry = |node: &Node| match &node.value {
        Value::Text(code) => Some(Entry {
            key: code.clone(),
            key_place: node.place.clone(),
            node: Node { value: Value::Number(severity.clone()), place: node.place.clone() },
        }),
        _ => None,
    };
    // What is no code stays in its list, to be said.
    if let Some(entries) = list.iter().map(entry).collect() {
        *flags = Value::Table(Table { entries });
    }
}

/// Sets an entry of a list, or a key of an entry.
fn set_in_list<'p>(
    name: &str,
    list: &mut [Node],
    group: Option<&'static Group>,
    path: &'p [Part],
    value: Node,
) -> Result<(), Missing<'p>> {
    let Some((part, rest)) = path.split_first() else { return Ok(()) };
    let known = names_of(name, list);
    let Some(entry) = position_of(&part.name, &known).and_then(|position| list.get_mut(position)) else {
        return Err(Missing { part, holder: name.to_owned(), found: "a list", known });
    };
    match (&mut entry.value, rest.first()) {
        (_, None) => {
            *entry = value;
            Ok(())
        }
        (Value::Table(inner), _) => set(inner, group, rest, value),
        (other, Some(next)) => {
            Err(Missing { part: next, holder: part.name.clone(), found: other.words(), known: Vec::new() })
        }
    }
}

/// How the entries of a list are called: strategies by id, tiers and risks by name, flags by code, others by number.
fn names_of(list: &str, nodes: &[Node]) -> Vec<String> {
    let numbered = || (1..=nodes.len()).map(|number| number.to_string());
    match list {
        "strategy" => strategies::ids(nodes),
        "tier" | "risk" => nodes
            .iter()
            .zip(numbered())
            .map(|(node, number)| match &node.value {
                Value::Table(table) => match table.get("name").map(|entry| &entry.node.value) {
                    Some(Value::Text(name)) => name.clone(),
                    _ => number,
                },
                _ => number,
            })
            .collect(),
        "flags" => nodes.iter().map(|node| node.value.written()).collect(),
        _ => numbered().collect(),
    }
}

/// By name, else by number from 1.
fn position_of(element: &str, names: &[String]) -> Option<usize> {
    names
        .iter()
        .position(|name| name == element)
        .or_else(|| element.parse::<usize>().ok()?.checked_sub(1).filter(|position| *position < names.len()))
}
