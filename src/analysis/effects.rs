//! Keys that are given and change nothing.

use crate::domain::{Pay, Scenario, Way};
use crate::engine::evaluation::Evaluation;
use crate::number::{Exact, Number};
use crate::scenario::warning::Warning;

/// A warning for each of `given` that has no effect on any figure of this scenario.
pub fn without_effect(given: &[&str], scenario: &Scenario<Exact>, evaluation: &Evaluation<Exact>) -> Vec<Warning> {
    given
        .iter()
        .filter_map(|key| {
            let why = why_no_effect(key, scenario, evaluation)?;
            Some(Warning::about("no-effect", *key, format!("`{key}` has no effect: {why}")))
        })
        .collect()
}

fn why_no_effect(key: &str, scenario: &Scenario<Exact>, evaluation: &Evaluation<Exact>) -> Option<&'static str> {
    let payment = &scenario.payment;
    let strategies = &evaluation.strategies;
    let any_ask = strategies.iter().any(|strategy| strategy.course.asks > 0);
    let any_days = payment.days != Exact::ZERO
        || strategies
            .iter()
            .any(|strategy| strategy.moves.iter().any(|scheduled| scheduled.parts.payment_days.is_some()));
    let no = |condition: bool, why: &'static str| condition.then_some(why);
    match key {
        "effort.cost" => no(scenario.effort.hours == Exact::ZERO, "there are no extra hours"),
        "payment.days" => no(
            // Whoever writes that it pays at once has said so, and expects nothing of it.
            payment.days != Exact::ZERO
                && payment.cost_of_capital == Exact::ZERO
                && payment.last_bills_unpaid == Exact::ZERO
                // The cash waits for the money too.
                && scenario.business.is_none(),
            "waiting costs nothing without `payment.cost_of_capital`, and nothing is lost without `payment.last_bills_unpaid`",
        ),
        "payment.cost_of_capital" => no(!any_days, "the client pays at once; give `payment.days`"),
        "payment.last_bills_unpaid" => no(!any_days, "nothing is open; give `payment.days`"),
        "response.leaves_after"
        | "response.shock"
        | "response.hours_elasticity"
        | "response.accept"
        | "response.walk_away"
        | "response.elasticity"
        | "response.logit" => no(!any_ask, "no strategy asks the client for anything"),
        "response.drift" => no(
            scenario.response.curve.is_none() && scenario.response.hours_elasticity == Exact::ZERO,
            "without a response there is no walk-away price that could rise",
        ),
        "response.realisation" => no(
            !strategies.iter().any(|strategy| strategy.moves.iter().any(|scheduled| scheduled.parts.changes_price())),
            "no strategy changes the price",
        ),
        _ if key.starts_with("replacement.") => no(
            scenario.replacement.is_none(),
            "hours are only sold again with `replacement.rate` and `replacement.margin`",
        ),
        _ if key.starts_with("business.") => no(
            scenario.business.is_none(),
            "a look at the cash takes all of `monthly_revenue`, `monthly_costs` and `cash`",
        ),
        _ if key.starts_with("strategy.") => of_strategy(key, scenario, evaluation),
        _ => None,
    }
}

/// A key of a strategy: `strategy.ID.KEY` or `strategy.ID.move.N.KEY`.
fn of_strategy(key: &str, scenario: &Scenario<Exact>, evaluation: &Evaluation<Exact>) -> Option<&'static str> {
    let (position, rest) = scenario.strategy_of_key(key)?;
    let strategy = &scenario.strategies[position];
    let evaluated = &evaluation.strategies[position];
    let no = |condition: bool, why: &'static str| condition.then_some(why);
    match rest {
        "accept" => no(evaluated.course.asks == 0, "the strategy asks for nothing within the horizon"),
        "retention" => match &strategy.bonus {
            None => Some("it comes with `bonus` or `monthly_bonus`"),
            Some(_) => no(scenario.team.is_none(), "without a [team] there is no turnover"),
        },
        "included_hours" => match &strategy.way {
            Way::HeadacheTax { fee, .. } => {
                use crate::domain::HeadacheFee::{Monthly, Surcharge};
                no(matches!(fee, Surcharge(_) | Monthly(_)), "only a fee for extra hours can include some")
            }
            _ => None,
        },
        "bonus" | "monthly_bonus" => {
            let pay = strategy.bonus.map(|bonus| bonus.pay);
            no(matches!(pay, Some(Pay::ShareOfBill(share) | Pay::Monthly(share)) if share == Exact::ZERO), "it is 0")
        }
        _ => {
            let (number, key) = rest.strip_prefix("move.")?.split_once('.')?;
            let Way::Custom(moves) = &strategy.way else { return None };
            let parts = &moves.get(number.parse::<usize>().ok()?.checked_sub(1)?)?.parts;
            match key {
                "retention" => match parts.bonus {
                    None => Some("it comes with `bonus` or `monthly_bonus`"),
                    Some(_) => no(scenario.team.is_none(), "without a [team] there is no turnover"),
                },
                "included_hours" => no(parts.extra_hour_fee.is_none(), "it comes with `per_extra_hour`"),
                "withdraw_effort" => no(parts.withdrawal.is_none(), "it comes with `withdraw`"),
                _ => None,
            }
        }
    }
}
