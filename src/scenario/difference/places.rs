//! Ways through a tree: what is at the end of one, and putting something else there.

use crate::scenario::strategies;
use crate::scenario::tree::{Entry, Node, Place, Table, Value};

/// The way to a value of a tree: keys, ids of strategies, numbers from 1.
pub(super) type Path = Vec<String>;

/// The tables of a list at the top of a tree.
pub(super) fn list<'t>(tree: &'t Table, name: &str) -> &'t [Node] {
    match tree.get(name).map(|entry| &entry.node.value) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}

/// The position of an entry of a list: a strategy by its id, others by their number.
fn position(list: &[Node], name: &str, part: &str) -> Option<usize> {
    if name == "strategy" {
        return strategies::ids(list).iter().position(|id| id == part);
    }
    part.parse::<usize>().ok()?.checked_sub(1)
}

/// What is at the end of a way.
pub(super) fn find<'t>(tree: &'t Table, path: &[String]) -> Option<&'t Node> {
    let (first, mut rest) = path.split_first()?;
    let mut node = &tree.get(first)?.node;
    let mut name = first;
    while let Some((part, further)) = rest.split_first() {
        node = match &node.value {
            Value::Table(table) => &table.get(part)?.node,
            Value::List(list) => list.get(position(list, name, part)?)?,
            _ => return None,
        };
        (name, rest) = (part, further);
    }
    Some(node)
}

/// Puts something at the end of a way, or takes it away; tables on the way are made.
pub(super) fn put(tree: &mut Table, path: &[String], node: Option<Node>) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        match node {
            Some(node) => {
                let key_place = node.place.clone();
                tree.put(Entry { key: first.clone(), key_place, node });
            }
            None => tree.entries.retain(|entry| entry.key != *first),
        }
        return;
    }
    if tree.get(first).is_none() {
        let Some(place) = node.as_ref().map(|node| node.place.clone()) else { return };
        let node = Node { value: Value::Table(Table::default()), place: place.clone() };
        tree.put(Entry { key: first.clone(), key_place: place, node });
    }
    match tree.get_mut(first).map(|entry| &mut entry.node.value) {
        Some(Value::Table(inner)) => put(inner, rest, node),
        Some(Value::List(list)) => put_in_list(list, first, rest, node),
        _ => {}
    }
}

fn put_in_list(list: &mut Vec<Node>, name: &str, path: &[String], node: Option<Node>) {
    let Some((part, rest)) = path.split_first() else { return };
    let found = position(list, name, part).filter(|position| *position < list.len());
    match (found, rest.is_empty(), node) {
        (Some(position), true, Some(node)) => list[position] = node,
        (Some(position), true, None) => {
            list.remove(position);
        }
        (None, true, Some(node)) => list.push(node),
        (Some(position), false, node) => {
            if let Value::Table(inner) = &mut list[position].value {
                put(inner, rest, node);
            }
        }
        (None, ..) => {}
    }
}

/// Moves every place of a node to sources that come after others.
pub(super) fn relocate(node: &mut Node, shift: usize) {
    let further = |place: &mut Place| place.source += shift;
    further(&mut node.place);
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|node| relocate(node, shift)),
        Value::Table(table) => {
            for entry in &mut table.entries {
                further(&mut entry.key_place);
                relocate(&mut entry.node, shift);
            }
        }
        _ => {}
    }
}
