//! Inputs of a scenario in words.

use super::check::line_in_file;
use super::document::Cell;
use crate::analysis::inputs::UncertainInput;
use crate::domain::{Curve, Scenario};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::catalogue::{Holds, Key};
use crate::scenario::ledger::{InForce, Origin};
use crate::words::{in_full, percent, percent_in_full, rounded, signed};

/// What an input is, as a noun: `the chance that it takes +12 %`.
#[must_use]
pub fn noun(key: &str, scenario: &Scenario<Exact>) -> String {
    if let Some((position, within)) = scenario.strategy_of_key(key) {
        return of_strategy(within, &scenario.strategies[position].name);
    }
    let (table, name) = key.split_once('.').unwrap_or(("", key));
    let noun = match (table, name) {
        ("", "title") => "the title",
        ("", "currency") => "the currency",
        ("", "start") => "the start",
        ("client", "name") => "the client",
        ("contract", "price_locked_until") => "the day until which prices are fixed",
        ("", "risk") => "the risks",
        ("", "correlation") => "what moves together",
        ("", "flags") => "the red flags",
        ("", "discount") => "the discount a year",
        ("", "months") => "the months of the plan",
        ("", "price_step") => "the step of prices",
        ("client", "rate") => "the rate",
        ("client", "retainer") => "the retainer",
        ("client", "unit_price") => "the price of a unit",
        ("client", "units") => "the units a month",
        ("client", "hours") => "the billed hours a month",
        ("client", "margin") => "the margin on paper",
        ("client", "cost") => "the cost of a billed hour",
        ("effort", "hours") => "the extra hours a month",
        ("effort", "cost") => "the cost of an extra hour",
        ("effort", "monthly_cost") => "the cost of the extra hours a month",
        ("goal", "margin") => "the goal",
        ("response", "churn") => "the chance that it goes anyway, a month",
        ("response", "drift") => "the rise of its walk-away price, a year",
        ("response", "realisation") => "the share of a raise that is got",
        ("response", "hours_elasticity") => "the elasticity of its hours",
        ("response", "elasticity") => "the elasticity of staying",
        ("response", "walk_away.low") => "the raise that every such client takes",
        ("response", "walk_away.high") => "the raise that no such client takes",
        ("response", "logit.half") => "the raise that half of such clients take",
        ("response", "logit.slope") => "the steepness of the response",
        ("response", "leaves_after") => "the months until a client goes that refuses",
        ("response", "accept") => "the chance that it takes a raise",
        ("response", "shock") => "the chance that it takes a step of a size",
        ("response", _) => return of_answer(name, scenario).unwrap_or_else(|| key.to_owned()),
        ("replacement", "rate") => "the rate of new work",
        ("replacement", "margin") => "the margin of new work",
        ("replacement", "fill") => "the share of free hours that is sold again",
        ("replacement", "unpaid_share") => "the share of new work that is not billed",
        ("replacement", "lag_months") => "the months until the first free hour is sold again",
        ("replacement", "ramp_months") => "the months until as many are sold as ever will be",
        ("replacement", "increase") => "the rise of the rate of new work, a year",
        ("replacement", "acquisition_cost") => "the cost of finding new work",
        ("capacity", "cost_stays") => "the share of the cost of free hours that goes on",
        ("costs", "increase") => "the rise of your costs, a year",
        ("team", "people") => "the number of those who face the client",
        ("payment", "days") => "the days to payment",
        ("payment", "cost_of_capital") => "the cost of money, a year",
        ("payment", "bad_debt") => "the share of the bill that is never paid",
        ("payment", "disputed") => "the share of the bill that is disputed away",
        ("payment", "last_bills_unpaid") => "the share of open bills that is lost when it goes",
        ("team", "quit_chance") => "the chance that one of the team leaves, a year",
        ("team", "replacement_cost") => "the cost of replacing one of the team",
        ("business", "monthly_revenue") => "the revenue of the business, a month",
        ("business", "monthly_costs") => "the costs of the business, a month",
        ("business", "cash") => "the cash in hand",
        ("contract", "notice_days") => "the days of notice of a price change",
        ("contract", "termination_months") => "the months of notice of an end",
        ("contract", "max_raise") => "the raise that the contract allows in 12 months",
        ("correlation", _) => return of_correlation(name).unwrap_or_else(|| key.to_owned()),
        ("risk", _) => return of_risk(name, scenario).unwrap_or_else(|| key.to_owned()),
        _ => return key.to_owned(),
    };
    noun.to_owned()
}

/// What an input of a strategy is, where the strategy is named beside it: `raise, move 2`; the key is that within it.
#[must_use]
pub fn noun_within(key: &str) -> String {
    let noun = of_strategy(key, "it").replace(" of it", "").replace("it takes it", "it is taken");
    noun.replace("until it", "until it begins").trim_start_matches("the ").to_owned()
}

fn of_strategy(key: &str, strategy: &str) -> String {
    if let Some((number, key)) = key.strip_prefix("move.").and_then(|within| within.split_once('.')) {
        return format!("{}, move {number}", of_strategy(key, strategy));
    }
    match key.rsplit('.').next().unwrap_or(key) {
        "accept" => format!("the chance that it takes {strategy}"),
        "behaviour_change" => format!("the share of extra hours that ends with {strategy}"),
        "retention" => format!("the share of turnover that {strategy} prevents"),
        "every_months" => format!("the months between the steps of {strategy}"),
        "max_steps" => format!("the most steps of {strategy}"),
        "until_margin" => format!("the margin at which {strategy} ends"),
        "notice_days" => format!("the days of notice of {strategy}"),
        "notice_months" => format!("the months of notice of {strategy}"),
        "after_days" => format!("the days until {strategy}"),
        "after_months" => format!("the months until {strategy}"),
        "effort_share" | "withdraw_effort" => {
            format!("the share of the extra hours that goes with {strategy}")
        }
        "share" | "withdraw" => format!("the share of the work that goes with {strategy}"),
        "per_extra_hour" => format!("the fee for an extra hour of {strategy}"),
        _ => of_tier(key, strategy).unwrap_or_else(|| format!("the {} of {strategy}", key.replace(['_', '.'], " "))),
    }
}

/// A number of a tier.
fn of_tier(key: &str, strategy: &str) -> Option<String> {
    let (number, name) = key.strip_prefix("tier.")?.split_once('.')?;
    let name = if name == "monthly" { "the fee" } else { "the most extra hours" };
    Some(format!("{name} of tier {number} of {strategy}"))
}

/// A point of the response, by its raise.
fn of_answer(name: &str, scenario: &Scenario<Exact>) -> Option<String> {
    let mut parts = name.split('.');
    let (list, number, part) = (parts.next()?, parts.next()?, parts.next()?);
    let position = number.parse::<usize>().ok()?.checked_sub(1)?;
    if part == "raise" {
        let in_one_step = if list == "shock" { " in one step" } else { "" };
        return Some(format!("the raise of answer {number}{in_one_step}"));
    }
    match (list, &scenario.response.curve) {
        ("accept", Some(Curve::Accept(answers))) => {
            Some(format!("the chance that it takes {}", signed(percent(answers.get(position)?.raise))))
        }
        ("shock", _) => {
            let step = signed(percent(scenario.response.shock.get(position)?.raise));
            Some(format!("the chance that it takes {step} in one step"))
        }
        _ => None,
    }
}

fn of_correlation(name: &str) -> Option<String> {
    let (number, name) = name.split_once('.')?;
    Some(match name {
        "rho" => format!("the rank correlation of pair {number}"),
        name => format!("input {name} of pair {number}"),
    })
}

fn of_risk(name: &str, scenario: &Scenario<Exact>) -> Option<String> {
    let (number, name) = name.split_once('.')?;
    let risk = scenario.risks.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("the {name} of \u{201c}{}\u{201d}", risk.name))
}

/// Where a value in force comes from: the line of the file, the option of the command line, or the default.
#[must_use]
pub fn from(reading: &Reading, entry: &InForce) -> String {
    match (&entry.origin, &entry.place) {
        (Origin::File, _) => line_in_file(reading, entry).map_or_else(String::new, |line| format!("line {line}")),
        (Origin::Override, Some(place)) => {
            let name = reading.sources.get(place.source).map_or("", |source| source.name.as_str());
            name.split(' ').next().unwrap_or_default().to_owned()
        }
        _ => "default".to_owned(),
    }
}

/// A value of an input with all the decimals that it has, so that it can be written into the scenario.
#[must_use]
pub fn value(input: &UncertainInput, value: Exact, decimals: u32) -> String {
    match input.definition.holds {
        Holds::Share => percent_in_full(value),
        _ if input.definition.unit.starts_with("money") => in_full(value.settled(), decimals),
        _ => in_full(value.settled(), 0),
    }
}

/// A value of a key for spreadsheets: exact, as the kind of number that the key holds.
#[must_use]
pub fn exact_cell(definition: &Key, value: Exact) -> Cell {
    Cell::exact(value, matches!(definition.holds, Holds::Share))
}

/// A value of an input as a cell of a table.
#[must_use]
pub fn value_cell(input: &UncertainInput, value: Exact, decimals: u32) -> Cell {
    // As many decimals as the base case has, and one more.
    let decimals_of = |most: u32| rounded(value.settled(), most.min(input.base.settled().scale() + 1)).normalize();
    match input.definition.holds {
        Holds::Share => Cell::Share(value),
        _ if input.definition.unit.starts_with("money") => {
            Cell::Price(Exact::from_decimal(decimals_of(6)), decimals.min(decimals_of(6).scale()))
        }
        _ => Cell::Rate(value, decimals_of(2).scale()),
    }
}
