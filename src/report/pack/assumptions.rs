//! Every value in force with where it came from, and what is to be noticed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::report::check::value_in_force;
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::report::inputs::{from, noun, noun_within};
use crate::report::{assumed, compare};
use crate::scenario::Reading;
use crate::scenario::catalogue::Holds;
use crate::scenario::ledger::{InForce, Origin};
use crate::scenario::warning::Warning;
use crate::words::{capitalised, day, in_full, percent_in_full};

/// Names of keys that are told where the thing itself is told of.
const TOLD_ELSEWHERE: [&str; 6] = ["id", "kind", "name", "when", "strategies", "pick"];

/// Defaults of a strategy that count for nothing.
const NOTHING: [&str; 4] = ["none", "0", "0 %", "by the response"];

/// Where the cost of an extra hour comes from if only that of the month is given.
const FROM_THE_MONTH: &str = "the cost of the month over its hours";

/// Adds the page.
pub fn add(pack: &mut Document, reading: &Reading, comparison: &Comparison, warnings: &[Warning]) {
    super::begin(pack, "Assumptions", comparison);
    pack.say("ASSUMED", assumed::sentences(comparison));
    for (position, warning) in compare::unsaid(comparison, warnings).enumerate() {
        pack.say(if position == 0 { "NOTICE" } else { "" }, warning.text.clone());
    }
    pack.add(Block::Table(table("Given", reading, comparison, &|entry| entry.origin != Origin::Default)));
    let defaults = table("Left to their defaults", reading, comparison, &|entry| entry.origin == Origin::Default);
    pack.add(Block::Table(defaults));
}

fn table(title: &str, reading: &Reading, comparison: &Comparison, wanted: &dyn Fn(&InForce) -> bool) -> Table {
    let mut table = Table::new(title, &[("what", "", 0), ("value", "value", 0), ("origin", "from", 0)]);
    for entry in reading.ledger.iter().filter(|entry| wanted(entry) && is_told(entry)) {
        let what = what(entry, comparison);
        let value = value(entry, &what, comparison);
        table.row(vec![Cell::Text(what), Cell::Text(value), Cell::Text(source(reading, entry))], Stands::Plain);
    }
    table
}

/// What a value is of; a strategy's begins with its name.
fn what(entry: &InForce, comparison: &Comparison) -> String {
    let scenario = &comparison.scenario;
    match scenario.strategy_of_key(&entry.key) {
        Some((position, within)) => format!("{}: {}", scenario.strategies[position].name, noun_within(within)),
        None => without_article(&noun(&entry.key, scenario)),
    }
}

fn without_article(noun: &str) -> String {
    capitalised(noun.trim_start_matches("the "))
}

/// The file with its line, the option that overrides it, or that it is a default.
fn source(reading: &Reading, entry: &InForce) -> String {
    match (&entry.origin, from(reading, entry)) {
        (Origin::File, line) if !line.is_empty() => format!("file, {line}"),
        (Origin::File, _) => "file".to_owned(),
        (Origin::Override, option) => format!("override, {option}"),
        (Origin::Default, default) => default,
    }
}

/// The value with its unit, as the rest of the pack shows such values.
fn value(entry: &InForce, what: &str, comparison: &Comparison) -> String {
    let (written, why) = value_in_force(entry, comparison);
    let holds = entry.definition.map(|key| key.holds);
    // Defaults that follow from other values have been worked out.
    let entry = &InForce { value: written, ..entry.clone() };
    let why =
        if is_key(&why) { String::new() } else { why.replace("effort.monthly_cost over effort.hours", FROM_THE_MONTH) };
    let value = match entry.number() {
        Some(number) => with_unit(&number_in_words(entry, number, comparison), entry.unit(), what, comparison),
        None if matches!(holds, Some(Holds::Date)) => {
            entry.value.parse::<NaiveDate>().map_or_else(|_| entry.value.clone(), day)
        }
        None if entry.key.starts_with("correlation.") => without_article(&noun(&entry.value, &comparison.scenario)),
        None => entry.value.clone(),
    };
    if why.is_empty() { value } else { format!("{value} ({why})") }
}

/// Whether it names a key of the file, which says nothing to partners.
fn is_key(why: &str) -> bool {
    !why.contains(' ')
}

/// A number, and the range that it may lie in.
fn number_in_words(entry: &InForce, number: Decimal, comparison: &Comparison) -> String {
    let unit = entry.unit();
    let shown = |number: Decimal| match entry.definition.map(|key| key.holds) {
        Some(Holds::Share) => percent_in_full(Exact::from_decimal(number)),
        _ if unit.starts_with("money") && (unit.ends_with("hour") || !number.is_integer()) => {
            in_full(number, comparison.scenario.currency.decimals())
        }
        _ => in_full(number, 0),
    };
    match entry.range {
        Some(range) => format!("{} ({} to {})", shown(number), shown(range.low), shown(range.high)),
        None => shown(number),
    }
}

/// A number with its unit, as far as what it is of does not say that.
fn with_unit(number: &str, unit: &str, what: &str, comparison: &Comparison) -> String {
    let unit = match (unit, number) {
        ("share" | "number", _) => String::new(),
        ("months" | "days" | "steps" | "calendar months", "1") => unit.trim_end_matches('s').to_owned(),
        _ => unit.trim_start_matches("share ").replacen("money", comparison.scenario.currency.code(), 1),
    };
    let unit = match ["a month", "a year"].into_iter().find(|time| unit.ends_with(time) && what.ends_with(time)) {
        Some(time) => unit.trim_end_matches(time).trim_end(),
        None if unit.starts_with("of ") && what.contains(unit.as_str()) => "",
        None => unit.as_str(),
    };
    format!("{number} {unit}").trim_end().to_owned()
}

/// Whether an entry is told here.
fn is_told(entry: &InForce) -> bool {
    let (table, within) = entry.key.split_once('.').unwrap_or(("", entry.key.as_str()));
    let name = within.rsplit('.').next().unwrap_or(within);
    let told_elsewhere = table == "flags" || (["strategy", "risk"].contains(&table) && TOLD_ELSEWHERE.contains(&name));
    let counts_for_nothing =
        table == "strategy" && entry.origin == Origin::Default && NOTHING.contains(&entry.value.as_str());
    !told_elsewhere && !counts_for_nothing
}
