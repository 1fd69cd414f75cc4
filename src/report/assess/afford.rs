//! Whether the company can afford to lose the client, in words: the stricter way of counting bills first, and what the
//! other says.

use crate::analysis::comparison::Comparison;
use crate::clients::assess::Assessment;
use crate::clients::assess::loss::RunsOutIn;
use crate::clients::assess::questions::{Afford, Light};
use crate::number::{Exact, Number};
use crate::report::reason::said;
use crate::words::percent;

/// The answer in a sentence.
#[must_use]
pub fn in_short(assessment: &Assessment<'_>) -> &'static str {
    let afford = &assessment.questions.afford;
    match afford.answer {
        Afford::NotSaid => "Whether you can afford to lose it is not said.",
        Afford::NotEvenAsItIs(_) => "The cash runs out even if nothing changes.",
        Afford::RunsOut(RunsOutIn { paid: None, .. }) => {
            "You cannot afford to lose it today: with each bill counted when it is earned, as it is here, the cash runs out, \
             though counted when it is paid it lasts."
        }
        Afford::RunsOut(RunsOutIn { earned: None, .. }) => {
            "You cannot afford to lose it today: with each bill counted when it is paid, the cash runs out."
        }
        Afford::RunsOut(_) => "You cannot afford to lose it today.",
        Afford::AtALoss(_) | Afford::Yes(_) if afford.light == Light::Unknown => {
            "Whether you can afford to lose it depends on how much of its costs stays, and the scenario does not say."
        }
        Afford::AtALoss(_) => "You can afford to lose it, but the rest of the business loses money at first.",
        Afford::Yes(_) if afford.light == Light::Amber => {
            "You can afford to lose it, but it brings most of your profit."
        }
        Afford::Yes(_) => "You can afford to lose it.",
    }
}

/// The answer with its figures.
#[must_use]
pub fn reason(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let today = &comparison.evaluation.basis.today;
    let amount = |amount: Exact| said(amount, comparison);
    let afford = &assessment.questions.afford;
    let lasts = match afford.answer {
        Afford::NotSaid => {
            return format!(
                "{} of bills a month, {} of profit: of how much, and how long does the cash last? The scenario has no \
                 `[business]`.",
                amount(today.bill),
                amount(today.profit)
            );
        }
        Afford::NotEvenAsItIs(out) => {
            format!("The cash runs out even if nothing changes, in {}", runs_out(out, comparison))
        }
        Afford::RunsOut(out) => {
            format!(
                "If it leaves today, {}, and the cash runs out in {}",
                at_first(assessment),
                runs_out(out, comparison)
            )
        }
        Afford::AtALoss(_) | Afford::Yes(_) => {
            let lowest = assessment.cash.first().map_or((0, Exact::ZERO), |today| today.lowest);
            format!(
                "If it leaves today, {}; the cash lasts, and is lowest with {} in {}",
                at_first(assessment),
                amount(lowest.1),
                comparison.month_named(lowest.0.max(1))
            )
        }
    };
    format!("{} {lasts}.{}", share(assessment), if_costs_stay(assessment))
}

/// Its share of the revenue and of the profit of the business.
fn share(assessment: &Assessment<'_>) -> String {
    let revenue = assessment.revenue_share().map_or_else(|| "All".to_owned(), percent);
    let half = Exact::ONE / Exact::whole(2);
    let profit = assessment.profit_share().map_or_else(
        || "the business as a whole earns nothing".to_owned(),
        |share| match share {
            share if share > Exact::ONE => format!("more than all of the profit ({})", percent(share)),
            share if share > half => format!("most of the profit ({})", percent(share)),
            share if share <= Exact::ZERO => "none of the profit".to_owned(),
            share => format!("{} of the profit", percent(share)),
        },
    );
    format!("{revenue} of the revenue, {profit}.")
}

/// What the business is like at first without the client: what the rest brings, what its going costs once, and what of its
/// bills still comes in.
fn at_first(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let amount = |amount: Exact| said(amount, comparison);
    let rest = assessment.questions.rest.unwrap_or(Exact::ZERO);
    let mut parts = vec![if rest < Exact::ZERO {
        format!("the rest of the business loses {} a month at first", amount(-rest))
    } else {
        format!("the rest of the business still earns {} a month", amount(rest))
    }];
    if assessment.loss.once > Exact::ZERO {
        parts.push(format!("its going costs {} once", amount(assessment.loss.once)));
    }
    let still = assessment.owed - assessment.owed_lost;
    if still > Exact::ZERO {
        parts.push(format!("{} of its open bills still comes in", amount(still)));
    }
    match parts.pop() {
        Some(last) if !parts.is_empty() => format!("{}, while {last}", parts.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// The month in which the cash runs out: by the stricter way of counting bills, and by the other where that differs.
fn runs_out(out: RunsOutIn, comparison: &Comparison) -> String {
    let Some(first) = out.first() else { return String::new() };
    let when = comparison.month_named(first);
    if out.paid == out.earned {
        return when;
    }
    let says = |other: Option<u32>| match other {
        Some(month) => format!("it does in {}", comparison.month_named(month)),
        None => "it lasts".to_owned(),
    };
    if out.paid == Some(first) {
        format!(
            "{when}, with each bill counted when it is paid; counted when it is earned, by which strategies are ruled \
             out, {}",
            says(out.earned)
        )
    } else {
        format!(
            "{when}, with each bill counted when it is earned, by which strategies are ruled out; counted when it is \
             paid, {}",
            says(out.paid)
        )
    }
}

/// What would be with all of its costs staying, where the scenario does not say how much does and it would be worse.
fn if_costs_stay(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let afford = &assessment.questions.afford;
    let worse = match (afford.answer, afford.if_costs_stay) {
        (Afford::AtALoss(_) | Afford::Yes(_), Some(Afford::RunsOut(out))) => {
            format!("the cash runs out in {}", runs_out(out, comparison))
        }
        (Afford::AtALoss(_) | Afford::Yes(_), Some(Afford::AtALoss(a_month))) => {
            format!("the rest loses {} a month at first", said(a_month, comparison))
        }
        (Afford::Yes(_), Some(Afford::Yes(_))) => return " That holds even if all of its costs stay.".to_owned(),
        _ => return String::new(),
    };
    format!(" That is if none of its costs stay; if all of them do, {worse}. Which share does (`capacity.cost_stays`)?")
}
