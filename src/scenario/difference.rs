//! What differs between two scenarios, and the scenarios that lie between them.
//!
//! The keys in force of both are held against each other. What differs is put from one tree into the other, a change
//! after the other in the order of the file, and each tree on the way is read as any scenario is: what is allowed is
//! known in one place. What can only change together is one change: the forms of one thing, such as a rate and a
//! retainer; lists of another length; a table or a strategy that only one of them has.

mod places;

use std::collections::BTreeMap;

use super::diagnostics::Diagnostics;
use super::ledger::{InForce, Origin};
use super::numbers;
use super::reading::Reading;
use super::source::Source;
use super::strategies;
use super::tree::{Node, Place, Table, Value};
use crate::scenario::catalogue::Holds;
use places::{Path, find, list, put, relocate};

/// Keys that are forms of one thing, by the last part of what they are in; those of `strategy` may have any id.
const FORMS: [(&str, &[&str]); 8] = [
    ("client", &["rate", "retainer", "unit_price", "units"]),
    ("client", &["margin", "cost"]),
    ("effort", &["cost", "monthly_cost"]),
    ("response", &["accept", "walk_away", "elasticity", "logit"]),
    ("strategy", &["per_extra_hour", "included_hours", "surcharge", "monthly_fee"]),
    ("strategy", &["bonus", "monthly_bonus"]),
    ("move", &["after_days", "after_months"]),
    ("move", &["bonus", "monthly_bonus"]),
];

/// Tables that mean nothing without all of what they need.
const WHOLE: [&str; 3] = ["replacement", "team", "business"];

/// What differs between two scenarios.
#[derive(Debug)]
pub struct Difference<'r> {
    from: &'r Reading,
    /// The tree from which the changes lead to the other scenario.
    start: Table,
    changes: Vec<Change>,
    /// What is written in the first only, and means there what it means where it is not written.
    superfluous: Vec<Path>,
    /// The order of the strategies in the other.
    order: Vec<String>,
    sources: Vec<Source>,
}

/// Inputs that change together.
#[derive(Clone, Debug)]
pub struct Change {
    /// The inputs.
    pub inputs: Vec<ChangedInput>,
    edits: Vec<(Path, Option<Node>)>,
}

/// An input that is another in the other scenario.
#[derive(Clone, Debug)]
pub struct ChangedInput {
    /// Its key.
    pub key: String,
    /// What was in force; none where there was no such key.
    pub from: Option<InForce>,
    /// What is.
    pub to: Option<InForce>,
}

impl<'r> Difference<'r> {
    /// What differs.
    #[must_use]
    pub fn between(from: &'r Reading, to: &'r Reading) -> Self {
        let (mut start, mut target) = (from.tree(), to.tree());
        let pair = Pair { from, to, old: &start, new: &target };
        let mut together: BTreeMap<Vec<Path>, Vec<ChangedInput>> = BTreeMap::new();
        let (mut implied, mut superfluous) = (Vec::new(), Vec::new());
        for key in pair.keys() {
            let (old, new) = (from.in_force(key), to.in_force(key));
            let paths = pair.together_with(key);
            if let (Some(old), Some(new)) = (old, new)
                && is_same(old, new)
            {
                match paths.as_slice() {
                    [path] if *path == pair.path(key) => match (find(pair.old, path), find(pair.new, path)) {
                        (None, Some(node)) => implied.push((path.clone(), Some(node.clone()))),
                        (Some(_), None) => superfluous.push(path.clone()),
                        _ => {}
                    },
                    _ => {}
                }
                continue;
            }
            together.entry(paths).or_default().push(ChangedInput {
                key: key.to_owned(),
                from: old.cloned(),
                to: new.cloned(),
            });
        }
        let sources = [from.sources.as_slice(), to.sources.as_slice()].concat();
        let order = strategies::ids(list(&target, "strategy"));
        let kept = |ids: Vec<String>, others: &[String]| -> Vec<String> {
            ids.into_iter().filter(|id| others.contains(id)).collect()
        };
        let before = strategies::ids(list(&start, "strategy"));
        let (one, other) = (kept(before.clone(), &order), kept(order.clone(), &before));
        let shift = from.sources.len();
        for entry in &mut target.entries {
            relocate(&mut entry.node, shift);
        }
        let changes = in_order(together, from, to)
            .into_iter()
            .map(|(paths, inputs)| {
                let edits = paths.into_iter().map(|path| {
                    let node = find(&target, &path).cloned();
                    (path, node)
                });
                Change { edits: edits.collect(), inputs: said(inputs) }
            })
            .filter(|change| !change.inputs.is_empty());
        let mut changes: Vec<Change> = changes.collect();
        if one != other {
            let ids = |ids: &[String]| {
                Some(InForce {
                    key: "strategy".to_owned(),
                    value: ids.join(", "),
                    definition: None,
                    origin: Origin::File,
                    place: None,
                    range: None,
                })
            };
            let input = ChangedInput { key: "strategy".to_owned(), from: ids(&one), to: ids(&other) };
            changes.push(Change { inputs: vec![input], edits: Vec::new() });
        }
        for (path, mut node) in implied {
            if let Some(node) = &mut node {
                relocate(node, shift);
            }
            put(&mut start, &path, node);
        }
        Self { from, start, changes, superfluous, order, sources }
    }

    /// The changes, in the order of the file.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The first scenario with so many of the changes.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it: a change may need the next.
    pub fn with(&self, count: usize) -> Result<Reading, Diagnostics> {
        let mut tree = self.start.clone();
        for (path, node) in self.changes.iter().take(count).flat_map(|change| &change.edits) {
            put(&mut tree, path, node.clone());
        }
        if count >= self.changes.len() {
            for path in &self.superfluous {
                put(&mut tree, path, None);
            }
            if let Some(Value::List(list)) = tree.get_mut("strategy").map(|entry| &mut entry.node.value) {
                let ids = strategies::ids(list);
                let mut named: Vec<(String, Node)> = ids.into_iter().zip(list.drain(..)).collect();
                named.sort_by_key(|(id, _)| self.order.iter().position(|other| other == id));
                list.extend(named.into_iter().map(|(_, node)| node));
            }
        }
        self.from.of_tree(&tree, self.sources.clone())
    }
}

/// Two scenarios and their trees.
struct Pair<'r> {
    from: &'r Reading,
    to: &'r Reading,
    old: &'r Table,
    new: &'r Table,
}

impl<'r> Pair<'r> {
    /// The keys in force in either.
    fn keys(&self) -> Vec<&'r str> {
        let mut keys: Vec<&str> = self.from.ledger.iter().map(|entry| entry.key.as_str()).collect();
        keys.extend(
            self.to.ledger.iter().map(|entry| entry.key.as_str()).filter(|key| self.from.in_force(key).is_none()),
        );
        keys
    }

    /// The way to a key: an id may have points in it.
    fn path(&self, key: &str) -> Path {
        let found = [self.from, self.to].into_iter().find_map(|reading| {
            let (position, within) = reading.scenario.strategy_of_key(key)?;
            Some((reading.scenario.strategies[position].id.clone(), within))
        });
        let parts = |key: &str| key.split('.').map(str::to_owned).collect::<Path>();
        match found {
            Some((id, within)) => [vec!["strategy".to_owned(), id], parts(within)].concat(),
            None => parts(key),
        }
    }

    /// What can only change together with a key: the ways to all of it.
    fn together_with(&self, key: &str) -> Vec<Path> {
        let path = self.path(key);
        for length in 1..=path.len() {
            let part = &path[..length];
            if let Some(forms) = self.forms(part) {
                return forms;
            }
            if self.is_whole(part) {
                return vec![part.to_vec()];
            }
        }
        vec![path]
    }

    /// All forms of a thing that has another form in the other scenario.
    fn forms(&self, path: &[String]) -> Option<Vec<Path>> {
        let (name, holder) = path.split_last()?;
        let table = match holder {
            [.., list, _] if list == "strategy" || list == "move" => list,
            [.., table] => table,
            [] => return None,
        };
        let (_, forms) = FORMS.iter().find(|(of, names)| of == table && names.contains(&name.as_str()))?;
        let paths: Vec<Path> = forms.iter().map(|form| [holder, &[(*form).to_owned()]].concat()).collect();
        let given = |tree: &Table| -> Vec<bool> { paths.iter().map(|path| find(tree, path).is_some()).collect() };
        (given(self.old) != given(self.new)).then_some(paths)
    }

    /// Whether nothing inside of it can change by itself.
    fn is_whole(&self, path: &[String]) -> bool {
        let name = path.last().map_or("", String::as_str);
        let of_list = path.len() > 1 && path[path.len() - 2] == "strategy";
        match (find(self.old, path), find(self.new, path)) {
            (Some(old), Some(new)) if of_list => strategies::kind_of(old) != strategies::kind_of(new),
            (Some(Node { value: Value::List(old), .. }), Some(Node { value: Value::List(new), .. })) => match name {
                "strategy" => false,
                "risk" => names(old) != names(new),
                "accept" | "shock" | "move" | "tier" => old.len() != new.len(),
                _ => true,
            },
            (Some(_), Some(_)) => matches!(name, "flags"),
            (None, None) => false,
            (old, new) => {
                of_list
                    || WHOLE.contains(&name)
                    || [old, new].into_iter().flatten().any(|node| matches!(node.value, Value::List(_)))
                    || matches!(name, "flags")
            }
        }
    }
}

/// The names of the tables of a list.
fn names(list: &[Node]) -> Vec<Option<String>> {
    let name = |node: &Node| match &node.value {
        Value::Table(table) => table.get("name").map(|entry| entry.node.value.written()),
        _ => None,
    };
    list.iter().map(name).collect()
}

/// Whether the same is in force, however it is written.
fn is_same(one: &InForce, other: &InForce) -> bool {
    let holds = one.definition.map(|definition| definition.holds);
    let number = |entry: &InForce| numbers::parse(&entry.value, matches!(holds, Some(Holds::Share))).ok();
    let alike = || one.definition.is_some_and(|definition| definition.holds.is_number()) && number(one).is_some();
    one.range == other.range && (one.value == other.value || alike() && number(one) == number(other))
}

/// The inputs that are to be said of a change: no default that only stands for a table that is not there.
fn said(inputs: Vec<ChangedInput>) -> Vec<ChangedInput> {
    let is_default = |entry: &InForce| entry.origin == Origin::Default;
    let is = |input: &ChangedInput, name: &str| {
        input.key.starts_with("strategy.") && input.key.rsplit_once('.').is_some_and(|(_, last)| last == name)
    };
    let is_told = |input: &ChangedInput| match (&input.from, &input.to) {
        (Some(one), None) | (None, Some(one)) => !is_default(one) && !is(input, "id") || is(input, "kind"),
        (Some(one), Some(other)) => !(is(input, "id") || is_default(one) && is_default(other)),
        (None, None) => false,
    };
    inputs.into_iter().filter(is_told).collect()
}

/// Where a key stands in the file of a scenario, and as the how-manieth it is read; where it is not written there, or set
/// by an option, behind what is read before it.
fn stands(reading: &Reading, key: &str) -> Option<(Place, usize)> {
    let position = reading.ledger.iter().position(|entry| entry.key == key)?;
    let mut before = reading.ledger.iter().take(position + 1).rev();
    before.find_map(in_file).map(|place| (place, position))
}

/// Where a value is written in the file, if it is.
fn in_file(entry: &InForce) -> Option<Place> {
    let place = entry.place.clone().filter(|place| place.source == 0);
    place.filter(|_| entry.origin != Origin::Default)
}

/// The changes in the order in which the second scenario writes them; what its file does not write, be it set by an
/// option, follows what comes before it in the first.
fn in_order(
    together: BTreeMap<Vec<Path>, Vec<ChangedInput>>,
    from: &Reading,
    to: &Reading,
) -> Vec<(Vec<Path>, Vec<ChangedInput>)> {
    let after = |inputs: &[ChangedInput]| inputs.iter().filter_map(|input| input.to.as_ref().and_then(in_file)).min();
    let before = |inputs: &[ChangedInput]| {
        let stands = |input: &ChangedInput| stands(from, &input.key).or_else(|| stands(to, &input.key));
        inputs.iter().filter_map(stands).min()
    };
    let mut ordered: Vec<_> = together.into_iter().collect();
    ordered.sort_by_key(|(_, inputs)| after(inputs));
    let unwritten = ordered.partition_point(|(_, inputs)| after(inputs).is_none());
    let mut rest: Vec<_> = ordered.drain(..unwritten).collect();
    rest.sort_by_key(|(_, inputs)| before(inputs));
    for one in rest {
        let own = before(&one.1);
        let position = ordered.iter().rposition(|(_, inputs)| before(inputs) <= own);
        ordered.insert(position.map_or(0, |position| position + 1), one);
    }
    ordered
}
