//! What the figures take for granted, in a few sentences.

use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::words::{count, money, percent};

/// What the client does, what becomes of free hours, and what their cost does.
#[must_use]
pub fn sentences(comparison: &Comparison) -> String {
    let scenario = &comparison.scenario;
    let mut sentences = vec![leaving(comparison)];
    sentences.push(match &scenario.replacement {
        None => "Hours set free bring nothing.".to_owned(),
        Some(work) => {
            let unpaid = match work.unpaid_share {
                Some(share) if share != Exact::ZERO => format!(", {} of them unbilled", percent(share)),
                _ => ", all of them billed".to_owned(),
            };
            format!(
                "Of hours set free {} are sold again{unpaid}, from {} on, fully after {}, at {} an hour with a margin of {}.",
                percent(work.fill),
                count(work.lag_months, "month"),
                count(work.lag_months + work.ramp_months, "month"),
                money(work.rate, scenario.currency.decimals()),
                percent(work.margin)
            )
        }
    });
    sentences.push(match scenario.cost_stays {
        Some(share) => format!("Of the cost of free, unsold hours {} goes on.", percent(share)),
        None => "The cost of free, unsold hours goes away, as for freelancers (`capacity.cost_stays` is not given)."
            .to_owned(),
    });
    if comparison.scenario.response.curve.is_some()
        || comparison.scenario.strategies.iter().any(|strategy| strategy.accept.is_some())
    {
        sentences.push("How likely it accepts is your own judgement, as the scenario gives it; acceptance means all that is asked.".to_owned());
    }
    sentences.extend(calmer(comparison));
    sentences.join(" ")
}

/// How far the recommended strategy counts on the client's taking fewer extra hours.
fn calmer(comparison: &Comparison) -> Option<String> {
    let best = comparison.choice.best.ok()?;
    let changes =
        comparison.evaluation.strategies[best].moves.iter().filter_map(|scheduled| scheduled.parts.behaviour_change);
    let left = changes.fold(Exact::ONE, |left, change| left * (Exact::ONE - change));
    let name = &comparison.scenario.strategies[best].name;
    (left != Exact::ONE).then(|| {
        format!("{name} counts on the client's taking {} fewer extra hours from then on.", percent(Exact::ONE - left))
    })
}

/// What the client does whatever is asked, and what it does when it refuses.
fn leaving(comparison: &Comparison) -> String {
    let response = &comparison.scenario.response;
    let anyway = if response.churn == Exact::ZERO {
        "The client does not go of its own accord".to_owned()
    } else {
        format!("The client goes of its own accord with {} a month", percent(response.churn))
    };
    let when = match response.leaves_after {
        0 => "in the month from which the ask counts".to_owned(),
        months => format!("{} after the month from which the ask counts", count(months, "month")),
    };
    format!("{anyway}; if it refuses, it goes {when}. No haggling is foreseen.")
}
