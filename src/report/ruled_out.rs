//! Why a strategy is ruled out, and what would lift that.

use rust_decimal::Decimal;

use crate::analysis::choice::RuledOut;
use crate::analysis::comparison::Comparison;
use crate::domain::RedFlag;
use crate::number::{Exact, Number};
use crate::words::{count, day, list, money, percent};

/// The longest plan, in months.
const PLAN_MOST: u32 = 120;

/// Why a strategy is ruled out.
#[must_use]
pub fn why(ruled_out: &RuledOut<Exact>) -> String {
    match ruled_out {
        RuledOut::Flag { flags, ends_on: None } => format!("it keeps a client with the {}", red_flags(flags)),
        RuledOut::Flag { flags, ends_on: Some(on) } => format!(
            "it ends on {}, after the plan, and until then keeps a client with the {}",
            day(*on),
            red_flags(flags)
        ),
        RuledOut::Termination { months } => format!("the contract asks for {} of notice", count(*months, "month")),
        RuledOut::Cap { month, raise, allowed } => format!(
            "in month {month} the bill is {} above that of a year before, and the contract allows {}",
            percent(*raise),
            percent(*allowed)
        ),
        RuledOut::Cash { month, .. } => format!("in its worst outcome the cash runs out in month {month}"),
    }
}

/// Red flags as people call them: `red flags abuse and aggression`.
#[must_use]
pub fn red_flags(flags: &[&RedFlag]) -> String {
    let names: Vec<String> = flags.iter().map(|flag| flag.name.to_owned()).collect();
    format!("red flag{} {}", if flags.len() == 1 { "" } else { "s" }, list(&names))
}

/// Why there is nothing left to choose from, a line a reason.
#[must_use]
pub fn no_candidate(comparison: &Comparison) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for (strategy, ruled_out) in comparison.scenario.strategies.iter().zip(&comparison.choice.ruled_out) {
        let Some(why) = ruled_out.as_ref().map(why) else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(strategy.name.clone()),
            None => reasons.push((why, vec![strategy.name.clone()])),
        }
    }
    let lines = reasons.into_iter().map(|(why, names)| format!("{}: {why}.", names.join("; ")));
    std::iter::once("Every strategy is ruled out.".to_owned()).chain(lines).collect()
}

/// What would lift what rules the strategies out, a line each: those that end the engagement first.
#[must_use]
pub fn what_helps(comparison: &Comparison) -> Vec<String> {
    let ruled_out = || comparison.choice.ruled_out.iter().enumerate();
    let mut lines: Vec<String> =
        ruled_out().filter_map(|(position, by)| lifted(comparison, position, by.as_ref()?)).collect();
    if lines.is_empty() {
        lines.push("Add a strategy that ends the engagement: `kind = \"three-month-notice\"`.".to_owned());
    }
    let flags = ruled_out().find_map(|(_, by)| match by {
        Some(RuledOut::Flag { flags, .. }) => Some(flags),
        _ => None,
    });
    lines.extend(flags.map(|flags| {
        let keys: Vec<String> = flags.iter().map(|flag| format!("`flags.{} = 1`", flag.code)).collect();
        format!("Keeping the client can only be chosen if it is less grave than you say: {}.", list(&keys))
    }));
    lines
}

/// What would lift what rules out a strategy: which key, and which amount; none where a red flag does, and nothing ends
/// the engagement.
fn lifted(comparison: &Comparison, position: usize, by: &RuledOut<Exact>) -> Option<String> {
    let scenario = &comparison.scenario;
    let name = &scenario.strategies[position].name;
    Some(match by {
        RuledOut::Flag { ends_on, .. } => {
            let within = |months: &u32| {
                let last = scenario.start.checked_add_months(chrono::Months::new(months - 1));
                last.zip(*ends_on).is_some_and(|(last, on)| last >= on)
            };
            match (scenario.months..=PLAN_MOST).find(within).filter(|_| ends_on.is_some()) {
                Some(months) => format!("{name} ends within a plan of `months = {months}`."),
                None => return None,
            }
        }
        RuledOut::Termination { months } => format!(
            "{name} may be taken if the client agrees to go without notice (`contract.termination_months = 0`); else give \
             it: `kind = \"three-month-notice\"` with `notice_months = {months}`."
        ),
        RuledOut::Cap { raise, .. } => format!(
            "{name} may be taken if the contract allows {} (`contract.max_raise`), or with a smaller raise.",
            percent(raise_asked(comparison, position, *raise))
        ),
        RuledOut::Cash { .. } => {
            format!("{name} may be taken with {} in hand (`business.cash`).", cash_needed(comparison, by)?)
        }
    })
}

/// The highest raise within 12 months that a strategy asks for, to a tenth of a percent; from that of the first month
/// that is above what the contract allows.
fn raise_asked(comparison: &Comparison, position: usize, first: Exact) -> Exact {
    let step = Exact::from_decimal(Decimal::new(1, 3));
    let price = comparison.evaluation.basis.today.price;
    let course = &comparison.evaluation.strategies[position].course;
    let above = |allowed: Exact| course.breaks_cap(allowed, comparison.scenario.price_step, price);
    let mut asked = first.round_up_to(step);
    while let Some((_, more)) = above(asked) {
        asked = more.round_up_to(step);
    }
    asked
}

/// The cash with which a strategy would not be ruled out by the lack of it.
#[must_use]
pub fn cash_needed(comparison: &Comparison, by: &RuledOut<Exact>) -> Option<String> {
    let RuledOut::Cash { short, .. } = by else { return None };
    let decimals = comparison.scenario.currency.decimals();
    let unit = Exact::from_decimal(Decimal::new(1, decimals));
    Some(money((comparison.scenario.business?.cash + *short).round_up_to(unit), decimals))
}
