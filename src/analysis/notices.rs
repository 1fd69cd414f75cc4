//! What is to be noticed in a comparison: warnings, assumptions, and what other assumptions would change.

use rust_decimal::Decimal;

use super::cash::told::{is_told, told};
use super::comparison::{Alternative, Comparison, longer_horizon};
use super::effects::without_effect;
use super::tipping::nearest_answer;
use crate::analysis::choice::NoChoice;
use crate::domain::{Cost, Curve, Strategy, Way};
use crate::engine::evaluation::Evaluated;
use crate::engine::projection::Month;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::ledger::{InForce, Origin};
use crate::scenario::warning::Warning;
use crate::words::{list, percent, percent_in_full};

/// Everything to be noticed, the gravest first.
#[must_use]
pub fn notices(reading: &Reading, comparison: &Comparison) -> Vec<Warning> {
    let mut warnings = reading.warnings.clone();
    warnings.extend(margins(reading, comparison));
    warnings.extend(unjudged(comparison));
    warnings.extend(cash(comparison));
    for (strategy, evaluated) in comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies) {
        warnings.extend(of_strategy(strategy, evaluated, comparison));
    }
    warnings.extend(twins(comparison));
    warnings.extend(assumptions(comparison));
    warnings.extend(horizon(comparison));
    warnings.extend(close_answer(reading, comparison));
    warnings.extend(without_percent(reading));
    let given: Vec<&str> =
        reading.ledger.iter().filter(|entry| entry.origin != Origin::Default).map(|entry| entry.key.as_str()).collect();
    let mut tables: Vec<&str> = given.clone();
    tables.extend(whole_tables(&given));
    warnings.extend(without_effect(&tables, &comparison.scenario, &comparison.evaluation));
    warnings
}

/// The code of the notice that the cash may run out in a strategy that no lack of it rules out.
pub const CASH: &str = "cash-may-run-out";

/// Strategies in which the cash may run out, and what is said of the business that cannot be.
fn cash(comparison: &Comparison) -> Vec<Warning> {
    let warn = |position: usize| {
        let told = told(comparison, position).join("; ");
        let text = format!("`{}`: {told}", comparison.scenario.strategies[position].id);
        Warning::about(CASH, "business.cash", text)
    };
    let mut warnings: Vec<_> = (0..comparison.cash.len()).filter(|at| is_told(comparison, *at)).map(warn).collect();
    let bill = comparison.evaluation.basis.today.bill;
    if let Some(business) = comparison.scenario.business.filter(|business| bill.exceeds(business.monthly_revenue)) {
        let money = |amount: Exact| crate::words::money(amount, comparison.scenario.currency.decimals());
        let text = format!(
            "`business.monthly_revenue` is {}, less than the {} a month that this client alone is billed: it is the revenue of the whole business, this client's included",
            money(business.monthly_revenue),
            money(bill)
        );
        warnings.push(Warning::about("revenue-below-bill", "business.monthly_revenue", text));
    }
    warnings
}

/// The code of the notice that a change of one point in an answer reverses the choice.
pub const CLOSE_ANSWER: &str = "close-answer";

/// An answer that makes another strategy the best by a change of one point or less.
fn close_answer(reading: &Reading, comparison: &Comparison) -> Option<Warning> {
    let point = nearest_answer(reading, comparison)?;
    let base = point.input.base;
    let text = format!(
        "a change of one point reverses the choice: with `{}` at {} {}, not {}, it would be `{}`",
        point.input.key,
        percent_in_full(point.told),
        if point.is_below() { "or less" } else { "or more" },
        percent_in_full(base),
        comparison.scenario.strategies[point.then].id
    );
    Some(Warning::about(CLOSE_ANSWER, point.input.key, text))
}

/// Shares above 100 % that are written without a percent sign: `raise = 10` is +1,000 %.
fn without_percent(reading: &Reading) -> Vec<Warning> {
    let large = |entry: &&InForce| {
        entry.unit().starts_with("share") && entry.origin != Origin::Default && !entry.value.contains('%')
    };
    let warn = |entry: &InForce| {
        let share = Decimal::from_str_exact(&entry.value).ok().filter(|share| *share > Decimal::ONE)?;
        let meant = entry.value.clone();
        let text = format!(
            "`{} = {meant}` is {}; if you mean {meant} %, write \"{meant}%\"",
            entry.key,
            percent(Exact::from_decimal(share))
        );
        Some(Warning::about("large-share", entry.key.clone(), text))
    };
    reading.ledger.iter().filter(large).filter_map(warn).collect()
}

/// The lists that are given, such as `response.shock`, whose keys are those of their entries.
fn whole_tables(given: &[&str]) -> Vec<&'static str> {
    let mut tables: Vec<&'static str> = Vec::new();
    for key in given {
        for table in ["response.shock", "response.accept", "response.walk_away", "response.logit"] {
            if key.strip_prefix(table).is_some_and(|rest| rest.starts_with('.')) && !tables.contains(&table) {
                tables.push(table);
            }
        }
    }
    tables
}

fn margins(reading: &Reading, comparison: &Comparison) -> Vec<Warning> {
    let unusual = Exact::from_decimal(Decimal::new(7, 1));
    let advice = "look again whether it holds all costs that go away with the work; your own hours count too, at what you would have to pay someone";
    let mut warnings = Vec::new();
    let today = comparison.evaluation.basis.today.margin;
    if today > unusual {
        let key = if matches!(reading.scenario.client.cost, Cost::Margin(_)) { "client.margin" } else { "client.cost" };
        warnings.push(Warning::about(
            "high-margin",
            key,
            format!("a margin of {} is unusual: {advice}", percent(today)),
        ));
    }
    if let Some(replacement) = &comparison.scenario.replacement
        && replacement.margin > unusual
    {
        let text = format!("a margin of {} on replacement work is unusual: {advice}", percent(replacement.margin));
        warnings.push(Warning::about("high-margin", "replacement.margin", text));
    }
    warnings
}

fn unjudged(comparison: &Comparison) -> Option<Warning> {
    let names: Vec<String> = comparison
        .scenario
        .strategies
        .iter()
        .zip(&comparison.evaluation.strategies)
        .filter(|(_, evaluated)| evaluated.course.unjudged)
        .map(|(strategy, _)| format!("`{}`", strategy.id))
        .collect();
    (!names.is_empty()).then(|| {
        let text = format!(
            "nothing says how the client takes what {} ask{}: of ten clients like this one, how many would take +10 %, +25 %? Write it as `response.accept`",
            list(&names),
            if names.len() == 1 { "s" } else { "" }
        );
        Warning::about("unjudged", "response.accept", text)
    })
}

fn of_strategy(strategy: &Strategy<Exact>, evaluated: &Evaluated<Exact>, comparison: &Comparison) -> Vec<Warning> {
    let id = &strategy.id;
    let key = |name: &str| format!("strategy.{id}.{name}");
    let mut warnings = Vec::new();
    let highest = evaluated.course.months.last().map_or(Exact::ONE, |last| last.highest_index) - Exact::ONE;
    if asks_by_default(strategy) && highest > Exact::from_decimal(Decimal::new(5, 1)) {
        let text = format!(
            "`{id}` asks for {} more by default: check the goal, the effort and the costs, or write the ask that you mean",
            percent(highest)
        );
        warnings.push(Warning::about("large-default-ask", key("kind"), text));
    }
    if evaluated.course.beyond_last_answer {
        let last = match &comparison.scenario.response.curve {
            Some(Curve::Accept(answers)) => answers.last().map_or_else(String::new, |last| percent(last.raise)),
            _ => String::new(),
        };
        let text = format!(
            "`{id}` asks for +{}, your last answer is at +{last}: its chance is drawn on from your line, not said by you",
            percent(highest)
        );
        warnings.push(Warning::about("beyond-last-answer", "response.accept", text));
    }
    if loses_without_answer(strategy, evaluated, comparison) {
        let what = if matches!(strategy.way, Way::ServiceTiers { .. }) {
            "fewer extra hours than it takes today"
        } else {
            "losing a part of the work"
        };
        let text = format!(
            "`{id}` assumes that the client accepts {what}; if you are not sure, say how likely it is with `accept`"
        );
        warnings.push(Warning::about("assumes-acceptance", key("accept"), text));
    }
    if let Way::HeadacheTax { behaviour_judged: false, .. } = strategy.way
        && comparison.scenario.effort.hours > Exact::ZERO
    {
        let text = format!(
            "`{id}` assumes that the client goes on taking as many extra hours; if a fee would calm it, say by how much with `behaviour_change`"
        );
        warnings.push(Warning::about("assumed-behaviour", key("behaviour_change"), text));
    }
    for scheduled in evaluated.moves.iter().filter(|scheduled| scheduled.month.is_none()) {
        let text =
            format!("`{id}`: what takes effect on {} falls after the horizon and changes nothing", scheduled.effective);
        warnings.push(Warning::about("after-horizon", "months", text));
    }
    warnings
}

/// Whether what a strategy asks for is not in the file.
fn asks_by_default(strategy: &Strategy<Exact>) -> bool {
    match &strategy.way {
        Way::ThirtyDayRaise { raise, .. } => raise.is_none(),
        Way::QuarterlyRaise { until_margin, max_steps, .. } => until_margin.is_none() && max_steps.is_none(),
        Way::HeadacheTax { fee, .. } => matches!(fee, crate::domain::HeadacheFee::AtHourlyRate { .. }),
        _ => false,
    }
}

/// Whether a part of the work is withdrawn, or a tier holds fewer extra hours than today, and no chance is given.
fn loses_without_answer(strategy: &Strategy<Exact>, evaluated: &Evaluated<Exact>, comparison: &Comparison) -> bool {
    let extra_hours = comparison.evaluation.basis.today.extra_hours;
    strategy.accept.is_none()
        && evaluated.moves.iter().any(|scheduled| {
            let in_part = scheduled.parts.withdrawal.is_some_and(|withdrawal| withdrawal.work < Exact::ONE);
            let capped = scheduled.parts.cap.is_some_and(|cap| cap < extra_hours);
            scheduled.accept.is_none() && scheduled.month.is_some() && (in_part || capped)
        })
}

/// Strategies that are the same as an earlier one.
fn twins(comparison: &Comparison) -> Vec<Warning> {
    let strategies: Vec<_> = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies).collect();
    // The same moves, or moves that come to the same in every month.
    let same = |(one, first): &(&Strategy<Exact>, &Evaluated<Exact>),
                (other, second): &(&Strategy<Exact>, &Evaluated<Exact>)| {
        let same_moves = one.accept == other.accept && first.moves == second.moves;
        let same_month = |(one, other): (&Month<Exact>, &Month<Exact>)| {
            one.net_profit == other.net_profit && one.revenue == other.revenue && one.still_there == other.still_there
        };
        same_moves || first.months.iter().zip(&second.months).all(same_month)
    };
    let mut warnings = Vec::new();
    for (position, later) in strategies.iter().enumerate() {
        if let Some(earlier) = strategies[..position].iter().find(|earlier| same(earlier, later)) {
            let text = format!("`{}` does the same as `{}`", later.0.id, earlier.0.id);
            warnings.push(Warning::about("same-strategy", format!("strategy.{}.kind", later.0.id), text));
        }
    }
    warnings
}

fn assumptions(comparison: &Comparison) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(salaried) = &comparison.salaried {
        let id = |position: usize| format!("`{}`", comparison.scenario.strategies[position].id);
        let effect = match (&comparison.choice.best, &salaried.best) {
            (Ok(now), Ok(then)) if now == then => "the choice would stay the same".to_owned(),
            (_, Ok(then)) => format!("the choice would be {}", id(*then)),
            (_, Err(_)) => most_changed(comparison, salaried),
        };
        let text = format!(
            "assumed: cost of freed hours goes away with the work (`capacity.cost_stays` is not given: 0 %, as for freelancers); at 100 %, as for a salaried team, {effect}"
        );
        warnings.push(Warning::about("assumed-cost-stays", "capacity.cost_stays", text));
    }
    if let Some(replacement) = &comparison.scenario.replacement
        && replacement.unpaid_share.is_none()
    {
        let text =
            "assumed: all hours of the replacement work are billed (`replacement.unpaid_share` is not given: 0 %)";
        warnings.push(Warning::about("assumed-unpaid-share", "replacement.unpaid_share", text));
    }
    warnings
}

/// Which strategy another assumption changes most, and to what.
fn most_changed(comparison: &Comparison, other: &Alternative) -> String {
    let now = |position: usize| comparison.evaluation.strategies[position].totals.net_profit;
    let change = |position: usize| (other.net_profit(position) - now(position)).magnitude();
    let changes_more = |position: usize, than: Exact| change(position).is_more_money_than(than);
    let most = (0..comparison.scenario.strategies.len())
        .reduce(|most, position| if changes_more(position, change(most)) { position } else { most });
    match most.filter(|position| changes_more(*position, Exact::ZERO)) {
        None => "no figure would change".to_owned(),
        Some(position) => {
            let decimals = comparison.scenario.currency.decimals();
            let money = |amount: Exact| crate::words::money(amount, decimals);
            format!(
                "`{}` would bring {} instead of {}",
                comparison.scenario.strategies[position].id,
                money(other.net_profit(position)),
                money(now(position))
            )
        }
    }
}

fn horizon(comparison: &Comparison) -> Option<Warning> {
    let longer = comparison.longer.as_ref()?;
    let months = longer_horizon(comparison.scenario.months);
    let id = |best: Result<usize, NoChoice>| Some(&comparison.scenario.strategies[best.ok()?].id);
    let (now, then) = (id(comparison.choice.best)?, id(longer.best)?);
    let text = format!("over {months} months the choice would be `{then}`, not `{now}`");
    Some(Warning::about("longer-horizon", "months", text))
}
