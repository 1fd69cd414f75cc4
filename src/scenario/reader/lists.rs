//! Reads what holds more than one value: lists, and tables within tables.

use super::{Given, TableReader};
use crate::scenario::catalogue::{Holds, join};
use crate::scenario::problem::Problem;
use crate::scenario::tree::{Node, Place, Table, Value};
use crate::scenario::wording::{A_LIST_OF_TABLES, A_LIST_OF_TEXTS, A_TABLE};

impl<'t> TableReader<'t> {
    /// A list of texts and their places.
    pub fn texts(&self, key: &str) -> Option<Vec<Given<String>>> {
        let Some(entry) = self.entry(key) else {
            self.by_default(key);
            return None;
        };
        let Value::List(list) = &entry.node.value else {
            self.wrong_type(key, A_LIST_OF_TEXTS, &entry.node);
            return None;
        };
        let mut texts = Vec::new();
        for node in self.not_too_long(key, list, &entry.node.place) {
            match &node.value {
                Value::Text(text) => texts.push(Given { value: text.clone(), place: node.place.clone() }),
                _ => self.wrong_type(key, A_LIST_OF_TEXTS, node),
            }
        }
        let joined = texts.iter().map(|given| given.value.as_str()).collect::<Vec<_>>().join(", ");
        self.in_force(key, joined, Some(&entry.node), None);
        Some(texts)
    }

    /// The entries of a list as far as it may be long; a length that it may not have is a problem.
    pub fn not_too_long<'n>(&self, key: &str, list: &'n [Node], place: &Place) -> &'n [Node] {
        let bounds = &self.spec(key).bounds;
        let (found, most) = (list.len(), bounds.length_max);
        if (found == 0 && !bounds.may_be_empty) || found > most {
            self.log.problem(Problem::ListLength { key: self.path_of(key), found, most }, place);
        }
        &list[..found.min(most)]
    }

    /// The table that a key holds; one that is not there reads as empty.
    pub fn table(&self, key: &str) -> TableReader<'t> {
        let spec = self.spec(key);
        let (Holds::Table(group) | Holds::Tables(group)) = spec.holds else {
            unreachable!("the catalogue says that {key} holds a table")
        };
        let path = self.path_of(key);
        match self.entry(key) {
            None => TableReader::new(self.log, None, group, path, self.place.clone()),
            Some(entry) => {
                if let Value::Table(table) = &entry.node.value {
                    TableReader::new(self.log, Some(table), group, path, entry.node.place.clone())
                } else {
                    self.wrong_type(key, A_TABLE, &entry.node);
                    TableReader::new(self.log, None, group, path, entry.node.place.clone())
                }
            }
        }
    }

    /// The nodes of a list of tables, with their tables; none where the key is not there.
    pub fn list(&self, key: &str) -> Option<Vec<(&'t Table, &'t Node)>> {
        let entry = self.entry(key)?;
        let Value::List(list) = &entry.node.value else {
            self.wrong_type(key, A_LIST_OF_TABLES, &entry.node);
            return Some(Vec::new());
        };
        let mut tables = Vec::new();
        for node in self.not_too_long(key, list, &entry.node.place) {
            match &node.value {
                Value::Table(table) => tables.push((table, node)),
                _ => self.wrong_type(key, A_LIST_OF_TABLES, node),
            }
        }
        Some(tables)
    }

    /// The readers of a list of tables, numbered from 1.
    pub fn tables(&self, key: &str) -> Option<Vec<TableReader<'t>>> {
        let Holds::Tables(group) = self.spec(key).holds else {
            unreachable!("the catalogue says that {key} holds tables")
        };
        let path = self.path_of(key);
        let readers = self.list(key)?.into_iter().enumerate().map(|(position, (table, node))| {
            TableReader::new(self.log, Some(table), group, join(&path, &(position + 1).to_string()), node.place.clone())
        });
        Some(readers.collect())
    }

    /// The tables of a list that was read before, as written.
    pub fn tables_again(&self, key: &str) -> Vec<&'t Table> {
        let list = match self.entry(key).map(|entry| &entry.node.value) {
            Some(Value::List(list)) => list.as_slice(),
            _ => &[],
        };
        let table = |node: &'t Node| match &node.value {
            Value::Table(table) => Some(table),
            _ => None,
        };
        list.iter().filter_map(table).collect()
    }
}
