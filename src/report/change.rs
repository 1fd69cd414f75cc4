//! What would change the decision: the assumptions that carry it, and what becomes of it without them.

use super::inputs::{noun, value};
use super::reason::said;
use crate::analysis::choice::By;
use crate::analysis::comparison::{Alternative, Comparison, longer_horizon};
use crate::analysis::inputs::{SPREAD, UncertainInput, is_price_today};
use crate::analysis::tipping::{TippingPoint, nearest_answer, nearest_tipping_points};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::words::{count, percent};
use rust_decimal::Decimal;

/// The sentences under their labels; none where nothing is known to change it.
#[must_use]
pub fn labelled(reading: &Reading, comparison: &Comparison) -> Vec<(&'static str, String)> {
    let Ok(best) = comparison.choice.best else { return Vec::new() };
    let mut changes = inputs(reading, comparison);
    changes.extend(
        [
            comparison.salaried.as_ref().map(|other| {
                let intro = "With a team on salary, whose cost goes on when hours are free,";
                under(intro, comparison, other, best)
            }),
            comparison.longer.as_ref().map(|other| {
                let months = longer_horizon(comparison.scenario.months);
                under(&format!("Over {}", count(months, "month")), comparison, other, best)
            }),
        ]
        .into_iter()
        .flatten(),
    );
    let labels = std::iter::once("IT CHANGES").chain(std::iter::repeat(""));
    labels.zip(changes).collect()
}

/// Tipping points that are told.
pub const TIPPING_POINTS_TOLD: usize = 3;

/// Whether a key stands for something that the planner believes: what is billed today is known, and what a strategy asks
/// for is chosen.
#[must_use]
pub fn is_belief(key: &str) -> bool {
    let chosen = key.starts_with("strategy.")
        && !["accept", "behaviour_change", "retention"].iter().any(|name| key.ends_with(name));
    !is_price_today(key) && !chosen
}

/// The numbers that come first to change the choice, a line each.
fn inputs(reading: &Reading, comparison: &Comparison) -> Vec<String> {
    let (count, points) = nearest_tipping_points(reading, comparison, is_belief, TIPPING_POINTS_TOLD);
    told(&points, (count, ESTIMATES), SPREAD, comparison)
}

/// Whether an input is an estimate; else it is known, or chosen.
#[must_use]
pub fn is_estimate(input: &UncertainInput) -> bool {
    input.may_be_misjudged() && is_belief(&input.key)
}

/// The words for what the planner is not sure of.
pub const ESTIMATES: [&str; 2] = ["your", "estimates"];

/// The nearest tipping points of so many, `your` `estimates`, a line each.
#[must_use]
pub fn told(
    points: &[TippingPoint],
    (count, [whose, inputs]): (usize, [&str; 2]),
    spread: Decimal,
    comparison: &Comparison,
) -> Vec<String> {
    let intro = match count {
        0 => format!(
            "None of {whose} {inputs} changes the choice by itself, within its range or {} either way.",
            percent(Exact::from_decimal(spread))
        ),
        count if count > points.len() => {
            format!("All else kept, another strategy is best (the nearest {} of {count} {inputs})", points.len())
        }
        _ => "All else kept, another strategy is best".to_owned(),
    };
    std::iter::once(intro).chain(points.iter().map(|point| with(point, comparison))).collect()
}

/// What of that which is no estimate changes the choice, in a line; none where nothing does.
#[must_use]
pub fn told_of_others(points: &[TippingPoint], comparison: &Comparison) -> Option<String> {
    let nearest = points.first()?;
    let of = if points.len() > 1 { format!(" (the nearest of {})", points.len()) } else { String::new() };
    Some(format!("What is known or chosen changes it too{of}: {}", with(nearest, comparison)))
}

/// With which value which strategy is best.
fn with(point: &TippingPoint, comparison: &Comparison) -> String {
    let name = &comparison.scenario.strategies[point.then].name;
    format!("with {}: {name}.", condition(point, comparison))
}

/// From which value of an input on another strategy is best.
fn condition(point: &TippingPoint, comparison: &Comparison) -> String {
    let decimals = comparison.scenario.currency.decimals();
    format!(
        "{} at {} {}, not {}",
        noun(&point.input.key, &comparison.scenario),
        value(&point.input, point.told, decimals),
        if point.is_below() { "or less" } else { "or more" },
        value(&point.input, point.input.base, decimals),
    )
}

/// The answer that makes another strategy the best by one point or less.
#[must_use]
pub fn close_answer(reading: &Reading, comparison: &Comparison) -> Option<String> {
    let point = nearest_answer(reading, comparison)?;
    let name = &comparison.scenario.strategies[point.then].name;
    Some(format!("One point decides: with {}, it is {name}.", condition(&point, comparison)))
}

/// What becomes of the choice under another assumption.
fn under(intro: &str, comparison: &Comparison, other: &Alternative, best: usize) -> String {
    let amount = |amount: Exact| said(amount, comparison);
    let name = |position: usize| comparison.scenario.strategies[position].name.as_str();
    let now = comparison.evaluation.strategies[best].totals.difference;
    let then = || other.net_profit(best) - other.net_profit(0);
    match other.best {
        Ok(changed) if changed != best => {
            let brings = other.net_profit(changed) - other.net_profit(best);
            let by = if comparison.by == By::NetProfit { format!(", {} ahead", amount(brings)) } else { String::new() };
            format!("{intro} it would be {}{by}.", name(changed))
        }
        _ if best == 0 => format!("{intro} the choice stays."),
        _ if !(now - then()).magnitude().is_more_money_than(Exact::ZERO) => format!("{intro} nothing changes."),
        _ => format!(
            "{intro} the choice stays; against doing nothing it is {} instead of {}.",
            signed(then(), &amount),
            signed(now, &amount)
        ),
    }
}

fn signed(difference: Exact, amount: &impl Fn(Exact) -> String) -> String {
    if difference < Exact::ZERO {
        format!("{} behind", amount(-difference))
    } else {
        format!("{} ahead", amount(difference))
    }
}
