//! The inputs of a scenario that may be other than the planner thinks, and how far.

use rust_decimal::Decimal;

use crate::domain::{Input, Scenario};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::catalogue::{Holds, Key};
use crate::scenario::ledger::{InForce, Origin};

/// How far an input without a range is varied either way, as a share of itself.
pub const SPREAD: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

/// An uncertain input of a scenario.
#[derive(Clone, Debug)]
pub struct UncertainInput {
    /// Its key.
    pub key: String,
    /// The key that has the same value by default, where it is not given.
    pub follower: Option<String>,
    /// What it may be.
    pub definition: &'static Key,
    /// The base case.
    pub base: Exact,
    /// The least that it is varied to.
    pub low: Exact,
    /// The most that it is varied to.
    pub high: Exact,
}

/// A point: what a planner is not sure of in an answer.
const POINT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// How far an input is varied.
#[derive(Clone, Copy)]
enum Span {
    /// Over its range, else a share of itself either way.
    RangeOr(Decimal),
    /// So much either way.
    Away(Decimal),
}

/// Whole numbers that the world decides, not the planner.
const WHOLE: [&str; 3] = ["replacement.lag_months", "replacement.ramp_months", "response.leaves_after"];

impl UncertainInput {
    /// Varies it from one number to another.
    pub fn set_range(&mut self, low: Decimal, high: Decimal) {
        (self.low, self.high) = (Exact::from_decimal(low), Exact::from_decimal(high));
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.definition.holds, Holds::Whole)
    }

    /// Whether the planner may think it other than it is; else it is known, or chosen.
    #[must_use]
    pub fn may_be_misjudged(&self) -> bool {
        // Cash and caps rule out: they may be misjudged like any range.
        let rules_out = self.key.starts_with("business.") || self.key == "contract.max_raise";
        rules_out || WHOLE.contains(&self.key.as_str()) || self.definition.uncertain
    }

    /// Whether it is a price, which has the price steps.
    #[must_use]
    pub fn is_price(&self) -> bool {
        let name = self.key.rsplit('.').next().unwrap_or_default();
        is_price_today(&self.key)
            || self.key.starts_with("strategy.") && ["per_extra_hour", "monthly_fee", "monthly"].contains(&name)
    }

    /// Gives it another value, and what follows it too; none where the scenario has no such number, or it would have to
    /// be whole.
    pub fn set<N: Number>(&self, scenario: &mut Scenario<N>, value: N) -> Option<()> {
        for key in std::iter::once(&self.key).chain(&self.follower) {
            match scenario.input(key)? {
                Input::Real(number) => *number = value,
                Input::Whole(number) => *number = whole(value)?,
            }
        }
        Some(())
    }
}

/// Whether a key is the price that the client pays today.
#[must_use]
pub fn is_price_today(key: &str) -> bool {
    ["client.rate", "client.retainer", "client.unit_price"].contains(&key)
}

/// The whole number that a number is, of those that a scenario may hold.
fn whole<N: Number>(value: N) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is looked at whether it is the same"
    )]
    let whole = value.to_f64() as u32;
    (N::whole(whole) == value).then_some(whole)
}

/// The numbers that the scenario or the command line gives and that may be other than the planner thinks, in the order of
/// reading: those that may be ranges, those that decide what is ruled out, and months that the world decides. Over their
/// range, else a share of themselves either way, within their bounds and their neighbours.
#[must_use]
pub fn uncertain_inputs(reading: &Reading, spread: Decimal) -> Vec<UncertainInput> {
    let mut inputs = numbers(reading, spread).0;
    inputs.retain(UncertainInput::may_be_misjudged);
    inputs
}

/// All numbers that the scenario or the command line gives, in the order of reading, over their range, else a share of
/// themselves either way, within their bounds and their neighbours; and the keys of those that no strategy is computed
/// from.
#[must_use]
pub fn numbers(reading: &Reading, spread: Decimal) -> (Vec<UncertainInput>, Vec<&str>) {
    let is_number = |entry: &&InForce| {
        entry.origin != Origin::Default && entry.definition.is_some_and(|definition| definition.holds.is_number())
    };
    let mut scenario = reading.scenario.clone();
    let (mut inputs, mut others) = (Vec::new(), Vec::new());
    for entry in reading.ledger.iter().filter(is_number) {
        match uncertain(reading, entry, Span::RangeOr(spread), &mut scenario) {
            Some(input) => inputs.push(input),
            None => others.push(entry.key.as_str()),
        }
    }
    (inputs, others)
}

/// The planner's answers, how many clients of a hundred take what is asked, one point either way, within their bounds and
/// their neighbours.
#[must_use]
pub fn answers(reading: &Reading) -> Vec<UncertainInput> {
    let is_answer = |key: &str| match key.rsplit_once('.') {
        Some((list, "chance")) => list.starts_with("response."),
        Some((strategy, "accept")) => strategy.starts_with("strategy."),
        _ => false,
    };
    let given = reading.ledger.iter().filter(|entry| entry.origin != Origin::Default && is_answer(&entry.key));
    let mut scenario = reading.scenario.clone();
    given.filter_map(|entry| uncertain(reading, entry, Span::Away(POINT), &mut scenario)).collect()
}

/// The input of a key: over its range, else a share of itself either way; none where the key stands for no number, or
/// the scenario has no such number.
#[must_use]
pub fn input_of(reading: &Reading, key: &str, spread: Decimal) -> Option<UncertainInput> {
    uncertain(reading, reading.in_force(key)?, Span::RangeOr(spread), &mut reading.scenario.clone())
}

/// The key whose value is by default that of another: what is withdrawn of the extra hours is what is withdrawn of the
/// work. None where it is given.
#[must_use]
pub fn follower(reading: &Reading, key: &str) -> Option<String> {
    let follower = match key.rsplit_once('.')? {
        (table, "share") => format!("{table}.effort_share"),
        (table, "withdraw") => format!("{table}.withdraw_effort"),
        _ => return None,
    };
    let is_given = reading.in_force(&follower).is_some_and(|entry| entry.origin != Origin::Default);
    (!is_given).then_some(follower)
}

fn uncertain(reading: &Reading, entry: &InForce, span: Span, scenario: &mut Scenario<Exact>) -> Option<UncertainInput> {
    let mut value_of = |key: &str| match scenario.input(key)? {
        Input::Real(number) => Some(*number),
        Input::Whole(number) => Some(Exact::whole(*number)),
    };
    let definition = entry.definition?;
    let base = value_of(&entry.key)?;
    let (low, high) = match (span, entry.range) {
        (Span::RangeOr(_), Some(range)) => (Exact::from_decimal(range.low), Exact::from_decimal(range.high)),
        (Span::RangeOr(share), None) => {
            let away = base.magnitude() * Exact::from_decimal(share);
            // Of a whole number the next one at the least.
            let whole = || Exact::from_decimal(away.settled().ceil().max(Decimal::ONE));
            let away = if matches!(definition.holds, Holds::Whole) { whole() } else { away };
            (base - away, base + away)
        }
        (Span::Away(away), _) => (base - Exact::from_decimal(away), base + Exact::from_decimal(away)),
    };
    let (least, most) = bounds(&entry.key, definition, base, &mut value_of);
    let low = least.map_or(low, |least| low.larger(least));
    let high = most.map_or(high, |most| high.smaller(most));
    Some(UncertainInput {
        key: entry.key.clone(),
        follower: follower(reading, &entry.key),
        definition,
        base,
        low,
        high,
    })
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
