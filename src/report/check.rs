//! What `check` says: that a file is right, and what is in force.

use super::document::{Cell, Document, Stands, Table};
use crate::analysis::comparison::Comparison;
use crate::domain::{EffortCost, Way};
use crate::scenario::Reading;
use crate::scenario::ledger::{InForce, Origin};
use crate::words::{count, percent, signed};

/// One line: what was read.
#[must_use]
pub fn verdict(name: &str, reading: &Reading, warnings: usize) -> Document {
    let scenario = &reading.scenario;
    let noticed = match warnings {
        0 => "nothing to notice".to_owned(),
        1 => "1 thing to notice".to_owned(),
        count => format!("{count} things to notice"),
    };
    let strategies = scenario.strategies.len();
    let mut document = Document::default();
    document.say(
        "RIGHT",
        format!(
            "{name}: {} in {}, {}, {}, {noticed}.",
            scenario.title,
            scenario.currency.code(),
            count(scenario.months, "month"),
            if strategies == 1 { "1 strategy".to_owned() } else { format!("{strategies} strategies") }
        ),
    );
    document
}

/// Every value in force: its key, unit, and where it came from.
#[must_use]
pub fn explain(reading: &Reading, comparison: &Comparison) -> Table {
    let columns = [
        ("key", "key", 0),
        ("value", "value", 0),
        ("origin", "from", 0),
        ("line", "line", 1),
        ("unit", "unit", 2),
        ("why", "why", 3),
    ];
    let mut table = Table { first_is_whole: true, ..Table::new("Every value in force", &columns) };
    for entry in &reading.ledger {
        let line = line_in_file(reading, entry).and_then(|line| u32::try_from(line).ok());
        let (value, why) = value_in_force(entry, comparison);
        table.row(
            vec![
                Cell::text(entry.key.as_str()),
                Cell::Text(value),
                Cell::text(entry.origin.name()),
                Cell::optional(line, Cell::Count),
                Cell::text(entry.unit()),
                Cell::Text(why),
            ],
            Stands::Plain,
        );
    }
    table
}

/// The value as written; for a default that follows from other values, what it comes to, and why.
#[must_use]
pub fn value_in_force(entry: &InForce, comparison: &Comparison) -> (String, String) {
    if entry.origin != Origin::Default {
        return (entry.value.clone(), String::new());
    }
    let scenario = &comparison.scenario;
    let today = &comparison.evaluation.basis.today;
    let mut why = entry.value.clone();
    let value = match entry.key.as_str() {
        "title" => scenario.title.clone(),
        "client.name" => scenario.client.name.clone(),
        "start" => scenario.start.to_string(),
        "price_step" => scenario.price_step.settled().to_string(),
        "effort.cost" => {
            if matches!(scenario.effort.cost, EffortCost::Month(_)) {
                "effort.monthly_cost over effort.hours".clone_into(&mut why);
            }
            today.extra_hour_cost.settled().to_string()
        }
        "goal.margin" => percent(today.goal_margin),
        key => match of_strategy(key, comparison) {
            Some(value) => value,
            None => return (why, String::new()),
        },
    };
    let is_name = matches!(entry.key.rsplit('.').next(), Some("id" | "name"));
    let says_more = value != why && !is_name;
    (value, if says_more { why } else { String::new() })
}

/// What the default of a strategy's key comes to.
fn of_strategy(key: &str, comparison: &Comparison) -> Option<String> {
    let (position, key) = comparison.scenario.strategy_of_key(key)?;
    let strategy = &comparison.scenario.strategies[position];
    let evaluated = &comparison.evaluation.strategies[position];
    let first = evaluated.moves.first().map(|first| first.parts);
    match (key, &strategy.way) {
        ("id", _) => Some(strategy.id.clone()),
        ("name", _) => Some(strategy.name.clone()),
        ("raise", Way::ThirtyDayRaise { .. }) => Some(first?.raise.map(|raise| signed(percent(raise)))?),
        ("until_margin", Way::QuarterlyRaise { .. }) => Some(percent(comparison.evaluation.basis.today.goal_margin)),
        ("per_extra_hour", Way::HeadacheTax { .. }) => Some(first?.extra_hour_fee?.fee.settled().to_string()),
        ("share" | "effort_share", Way::ThreeMonthNotice { withdrawal, .. }) => {
            Some(percent(if key == "share" { withdrawal.work } else { withdrawal.effort }))
        }
        ("pick", Way::ServiceTiers { tiers, .. }) => {
            let cap = first?.cap?;
            Some(tiers.iter().find(|tier| tier.hours == cap)?.name.clone())
        }
        _ => None,
    }
}

/// The line of the file on which a value is written; none for defaults and overrides.
#[must_use]
pub fn line_in_file(reading: &Reading, entry: &InForce) -> Option<usize> {
    let place = entry.place.as_ref().filter(|place| place.source == 0 && place.end > place.start)?;
    let before = reading.sources.first()?.text.get(..place.start)?;
    Some(before.matches('\n').count() + 1)
}
