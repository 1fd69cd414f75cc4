//! The inputs of a scenario that may be other than the planner thinks, and how far.

use rust_decimal::Decimal;

use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::catalogue::Key;
use crate::scenario::ledger::{InForce, Origin};

/// How far an input without a range is varied either way, as a share of itself.
pub const SPREAD: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

/// An uncertain input of a scenario.
#[derive(Clone, Debug)]
pub struct UncertainInput {
    /// Its key.
    pub key: String,
    /// What it may be.
    pub definition: &'static Key,
    /// The base case.
    pub base: Exact,
    /// The least that it is varied to.
    pub low: Exact,
    /// The most that it is varied to.
    pub high: Exact,
}

/// The numbers that the scenario or the command line gives and that may be ranges, and those that decide what is ruled
/// out, in the order of reading: over their range, else 20 % either way, within their bounds and their neighbours.
#[must_use]
pub fn uncertain_inputs(reading: &Reading) -> Vec<UncertainInput> {
    let mut scenario = reading.scenario.clone();
    let mut value_of = |key: &str| scenario.real(key).map(|number| *number);
    reading.ledger.iter().filter_map(|entry| uncertain(entry, &mut value_of)).collect()
}

fn uncertain(entry: &InForce, value_of: &mut impl FnMut(&str) -> Option<Exact>) -> Option<UncertainInput> {
    // Cash and caps rule out: they may be misjudged like any range.
    let rules_out = entry.key.starts_with("business.") || entry.key == "contract.max_raise";
    let may_vary = |key: &&Key| (key.uncertain || rules_out) && entry.origin != Origin::Default;
    let definition = entry.definition.filter(may_vary)?;
    let base = value_of(&entry.key)?;
    let (low, high) = entry.range.map_or_else(
        || {
            let away = base.magnitude() * Exact::from_decimal(SPREAD);
            (base - away, base + away)
        },
        |range| (Exact::from_decimal(range.low), Exact::from_decimal(range.high)),
    );
    let (least, most) = bounds(&entry.key, definition, base, value_of);
    let low = least.map_or(low, |least| low.larger(least));
    let high = most.map_or(high, |most| high.smaller(most));
    Some(UncertainInput { key: entry.key.clone(), definition, base, low, high })
}

/// The bounds of the key, and those that its neighbours set: of the answers of a curve none is above the one before.
fn bounds(
    key: &str,
    definition: &Key,
    base: Exact,
    value_of: &mut impl FnMut(&str) -> Option<Exact>,
) -> (Option<Exact>, Option<Exact>) {
    // What has to stay above or below a bound comes no nearer to it than a thousandth of the way.
    let nearest = |(bound, itself): (Decimal, bool)| {
        let bound = Exact::from_decimal(bound);
        if itself { bound } else { bound + (base - bound) * Exact::from_decimal(Decimal::new(1, 3)) }
    };
    let mut neighbour = |step: isize| {
        let (list, number) = key.strip_suffix(".chance")?.rsplit_once('.')?;
        let number = number.parse::<usize>().ok()?.checked_add_signed(step)?;
        if list.starts_with("response.") { value_of(&format!("{list}.{number}.chance")) } else { None }
    };
    let (after, before) = (neighbour(1), neighbour(-1));
    (after.or(definition.bounds.least().map(nearest)), before.or(definition.bounds.most().map(nearest)))
}
