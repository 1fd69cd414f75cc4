//! Reads a range: `{ low, likely, high, dist }`.

use rust_decimal::Decimal;

use super::{Given, GivenNumber, TableReader};
use crate::scenario::catalogue::{Holds, Key, join};
use crate::scenario::ledger::{Range, Shape};
use crate::scenario::problem::{Problem, range_example};
use crate::scenario::response::percent;
use crate::scenario::suggestion::nearest;
use crate::scenario::tree::{Node, Table};

impl<'t> TableReader<'t> {
    /// `{ low, likely, high, dist }`: the base case is the likely value, else the middle.
    pub(super) fn range(&self, spec: &'static Key, range: &'t Table, node: &Node) -> Option<GivenNumber> {
        let key = self.path_of(spec.name);
        if !spec.uncertain {
            self.log.problem(Problem::RangeNotAllowed { key }, &node.place);
            return None;
        }
        let known = ["low", "likely", "high", "dist"];
        let unknown: Vec<_> = range.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())).collect();
        for entry in &unknown {
            let problem = Problem::UnknownKey {
                key: entry.key.clone(),
                table: format!("the range of `{key}`"),
                suggestion: nearest(&entry.key, known).map(str::to_owned),
                known: known.to_vec(),
                elsewhere: Vec::new(),
            };
            self.log.problem(problem, &entry.key_place);
        }
        self.log.ranges.borrow_mut().push(key.clone());
        let bound = |name: &str| {
            range.get(name).map(|entry| self.scalar(&join(spec.name, name), spec.holds, &spec.bounds, &entry.node))
        };
        let (low, likely, high) = (bound("low"), bound("likely"), bound("high"));
        let share = matches!(spec.holds, Holds::Share);
        let missing = [("low", &low), ("high", &high)].into_iter().find(|(_, given)| given.is_none());
        // An end under another name is an unknown key, and that says it all.
        if let Some((name, _)) = missing
            && unknown.is_empty()
        {
            let problem = Problem::MissingKey {
                key: join(&key, name),
                meaning: "a range has a low and a high end".to_owned(),
                example: format!("{} = {}", spec.name, range_example(share)),
            };
            self.log.problem(problem, &node.place);
        }
        let distribution = match range.get("dist") {
            None => Shape::Pert,
            Some(entry) => {
                self.choice_of(&entry.node, &join(spec.name, "dist"), &Shape::NAMES).and_then(Shape::from_name)?
            }
        };
        let (low, high) = (low??, high??);
        let base = match likely {
            Some(likely) => likely?,
            #[expect(
                clippy::arithmetic_side_effects,
                reason = "where the sum of the ends does not fit they have the same sign, and their distance fits"
            )]
            None => match low.checked_add(high) {
                Some(sum) => sum / Decimal::TWO,
                None => low + (high - low) / Decimal::TWO,
            },
        };
        if low > base || base > high {
            let ends = ["low", "likely", "high"].into_iter().filter_map(|name| range.get(name));
            let overridden = ends.filter(|end| end.node.place.source != node.place.source);
            let also = overridden.map(|end| (end.node.place.clone(), end.key.clone())).collect();
            self.log.problem_with(Problem::RangeOutOfOrder { key, share }, &node.place, also);
            return None;
        }
        let number = |value: Decimal| match spec.holds {
            Holds::Share => percent(value),
            _ => value.normalize().to_string(),
        };
        let text = format!("{} ({} to {}, {})", number(base), number(low), number(high), distribution.name());
        self.in_force(spec.name, text, Some(node), Some(Range { low, base, high, distribution }));
        Some(Given { value: base, place: node.place.clone() })
    }
}
