//! Overrides of the command line: each changes one key of the tree before anything is read from it.

use toml::de::DeTable;

use super::problem::Problem;
use super::reader::Log;
use super::strategies;
use super::tree::{Entry, Node, Place, Table, Value};

/// An override as given: `KEY=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    text: String,
    equals: usize,
}

impl Override {
    /// Takes an override apart.
    ///
    /// # Errors
    ///
    /// A sentence that says what is missing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = "write it as KEY=VALUE, such as client.rate=110";
        let equals = text.find('=').ok_or_else(|| format!("`{text}` has no `=`; {form}"))?;
        let parsed = Self { text: text.to_owned(), equals };
        if path_of(parsed.key()).is_none() {
            return Err(format!("`{}` is no key; {form}", parsed.key()));
        }
        Ok(parsed)
    }

    /// The key, as given.
    #[must_use]
    pub fn key(&self) -> &str {
        self.text[..self.equals].trim()
    }

    /// The value, as given.
    #[must_use]
    pub fn value(&self) -> &str {
        self.text[self.equals + 1..].trim()
    }

    /// The text, as given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn key_place(&self, source: usize) -> Place {
        Place { source, start: 0, end: self.equals }
    }

    /// The value as TOML, or, where it is none, as a text: `25%` needs no quotes.
    fn node(&self, source: usize) -> Node {
        const BEFORE: &str = "value=";
        let written = &self.text[self.equals + 1..];
        let place = Place { source, start: self.equals + 1, end: self.text.len() };
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

/// The parts of a key, by the rules of TOML: `a.b`, `a."b.c"`.
fn path_of(key: &str) -> Option<Vec<String>> {
    if key.contains(['\n', '\r', '#']) {
        return None;
    }
    let document = format!("{key}=0");
    let parsed = DeTable::parse(&document).ok()?;
    let mut table = Table::of(parsed.get_ref(), 0, 0);
    let mut path = Vec::new();
    loop {
        let entry = if table.entries.len() == 1 { table.entries.remove(0) } else { return None };
        path.push(entry.key);
        match entry.node.value {
            Value::Table(inner) => table = inner,
            _ => return Some(path),
        }
    }
}

/// Changes the tree by each override in turn; those of strategies after the others, because which strategies there are
/// by default depends on them.
pub fn apply(overrides: &[Override], top: &mut Table, log: &Log, materialise: impl FnOnce(&mut Table)) {
    let paths: Vec<_> = overrides.iter().map(|given| path_of(given.key()).unwrap_or_default()).collect();
    let of_strategies = |path: &[String]| path.len() > 1 && path[0] == "strategy";
    let set_all = |top: &mut Table, strategies: bool| {
        for (position, (given, path)) in overrides.iter().zip(&paths).enumerate() {
            if of_strategies(path) == strategies {
                set(top, path, given, position + 1, log);
            }
        }
    };
    set_all(top, false);
    materialise(top);
    set_all(top, true);
}

fn set(top: &mut Table, path: &[String], given: &Override, source: usize, log: &Log) {
    let key_place = given.key_place(source);
    let mut table = top;
    let mut walked: Vec<&str> = Vec::new();
    let Some((last, parents)) = path.split_last() else { return };
    let mut parts = parents.iter();
    while let Some(part) = parts.next() {
        walked.push(part);
        if table.get(part).is_none() {
            let node = Node { value: Value::Table(Table::default()), place: key_place.clone() };
            table.put(Entry { key: part.clone(), key_place: key_place.clone(), node });
        }
        let entry = table.get_mut(part).unwrap_or_else(|| unreachable!("put in above"));
        match &mut entry.node.value {
            Value::Table(inner) => table = inner,
            Value::List(list) => {
                let element = parts.next();
                let names = names_of(part, list);
                let found = element.and_then(|element| position_of(element, &names));
                let Some(Node { value: Value::Table(inner), .. }) = found.and_then(|found| list.get_mut(found)) else {
                    let missing = element.cloned().unwrap_or_else(|| last.clone());
                    let problem = Problem::NoSuchPlace { path: given.key().to_owned(), missing, known: names };
                    return log.problem(problem, &key_place);
                };
                walked.extend(element.map(String::as_str));
                table = inner;
            }
            // A number where a table would be: what is set under it is an unknown place.
            _ => {
                let missing = parts.next().unwrap_or(last).clone();
                let problem = Problem::NoSuchPlace { path: given.key().to_owned(), missing, known: Vec::new() };
                return log.problem(problem, &key_place);
            }
        }
    }
    table.put(Entry { key: last.clone(), key_place, node: given.node(source) });
}

/// How the entries of a list are called: strategies by id, tiers and risks by name, others by number.
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
