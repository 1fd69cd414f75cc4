//! Why this is the choice, in sentences a partner understands.

use crate::analysis::choice::{By, NoChoice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::domain::{Price, Way};
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};
use crate::words::{day, list, money, percent, plain, price};

/// What the price is for.
#[must_use]
pub fn price_unit(form: &Price<Exact>) -> &'static str {
    match form {
        Price::Hour(_) => "an hour",
        Price::Retainer(_) => "a month",
        Price::Unit(..) => "a unit",
    }
}

/// The reason of the recommendation, or why there is none.
#[must_use]
pub fn reason(comparison: &Comparison) -> String {
    match comparison.choice.best {
        Ok(best) => recommended(comparison, best),
        Err(NoChoice::Unjudged) => unjudged(comparison),
        Err(NoChoice::NoCandidate) => no_candidate(comparison),
    }
}

fn recommended(comparison: &Comparison, best: usize) -> String {
    let strategy = &comparison.scenario.strategies[best];
    let evaluated = &comparison.evaluation.strategies[best];
    let decimals = comparison.scenario.currency.decimals();
    let amount = |amount: Exact| money(amount, decimals);
    let totals = &evaluated.totals;
    let months = comparison.scenario.months;
    let mut sentences = vec![what_to_do(comparison, best)];
    let by = match comparison.by {
        By::NetProfit => String::new(),
        other => format!(" It is the best by {}.", other.name().replace('_', " ")),
    };
    sentences.push(if matches!(strategy.way, Way::StatusQuo) {
        format!(
            "Nothing that was compared brings more than the {} to be expected in {months} months.{by}",
            amount(totals.net_profit)
        )
    } else {
        let against = if totals.difference < Exact::ZERO {
            format!("{} less than doing nothing", amount(-totals.difference))
        } else {
            format!("{} more than doing nothing", amount(totals.difference))
        };
        format!("Expect {} in {months} months, {against}.{by}", amount(totals.net_profit))
    });
    if let Some(refused) = totals.if_refused {
        sentences.push(format!(
            "If the client accepts ({}): {}; if it refuses: {}.",
            percent(totals.accepts),
            amount(totals.if_accepted),
            amount(refused)
        ));
        sentences.extend(floor(comparison));
    }
    sentences.extend(flagged(comparison, best));
    sentences.extend(runner_up(comparison));
    sentences.join(" ")
}

/// What is asked, when the letter goes out, and when it is billed.
fn what_to_do(comparison: &Comparison, best: usize) -> String {
    let strategy = &comparison.scenario.strategies[best];
    let evaluated = &comparison.evaluation.strategies[best];
    let decimals = comparison.scenario.currency.decimals();
    let Some(first) = evaluated.moves.first() else {
        return format!("{}: leave things as they are.", strategy.name);
    };
    let steps = match evaluated.moves.len() {
        1 => String::new(),
        moves => format!(", the first of {moves} moves"),
    };
    let to = match first.month.filter(|_| first.parts.raise.is_some()) {
        Some(month) => {
            let asked = evaluated.course.terms_in(month as usize).price;
            format!(", to {} {}", price(asked, decimals), price_unit(&comparison.scenario.client.price))
        }
        None => String::new(),
    };
    let billed = match first.month {
        Some(month) => format!("in the books from {}", day(comparison.evaluation.basis.calendar.first_day(month))),
        None => "after the horizon".to_owned(),
    };
    format!(
        "{}: {}{to}{steps}; serve the letter by {}, {billed}.",
        strategy.name,
        super::moves::what(&first.parts, decimals),
        day(first.served)
    )
}

fn floor(comparison: &Comparison) -> Option<String> {
    let floor = comparison.evaluation.floor?;
    let decimals = comparison.scenario.currency.decimals();
    let hours = match floor.extra_hours {
        Some(hours) if hours > Exact::ZERO => format!(", or {} of the extra hours gone", plain(hours, 1)),
        _ => String::new(),
    };
    Some(format!(
        "Floor: {} {} ({}){hours}; below it being without the client brings more.",
        price(floor.price, decimals),
        price_unit(&comparison.scenario.client.price),
        signed_percent(floor.raise)
    ))
}

fn flagged(comparison: &Comparison, best: usize) -> Option<String> {
    let more = comparison.choice.ruled_out.iter().enumerate().find_map(|(position, ruled_out)| match ruled_out {
        Some(RuledOut::Flag(codes)) if position != best => Some(codes),
        _ => None,
    })?;
    Some(format!("Keeping the client is ruled out by the red flag {}, whatever it earns.", list_of_codes(more)))
}

fn runner_up(comparison: &Comparison) -> Option<String> {
    let second = &comparison.scenario.strategies[comparison.choice.runner_up?];
    let decimals = comparison.scenario.currency.decimals();
    let lead = money(comparison.choice.lead?, decimals);
    Some(if comparison.choice.close_call {
        format!("A close call: {} is only {lead} behind, less than 2 %.", second.name)
    } else {
        format!("Second: {}, {lead} behind.", second.name)
    })
}

fn unjudged(comparison: &Comparison) -> String {
    let mut sentences = vec![
        "No recommendation: the scenario does not say how this client takes a raise, and without that the biggest ask always looks best."
            .to_owned(),
    ];
    let how_sure: Vec<String> = comparison
        .scenario
        .strategies
        .iter()
        .zip(&comparison.evaluation.strategies)
        .filter(|(_, evaluated)| evaluated.course.unjudged)
        .filter_map(|(strategy, evaluated)| Some(format!("{} {}", strategy.name, pays(evaluated)?)))
        .collect();
    if !how_sure.is_empty() {
        sentences.push(format!("Against doing nothing, {}.", list(&how_sure)));
    }
    sentences.push(
        "Ask yourself: of ten clients like this one, how many would stay? Write the answers as `response.accept`."
            .to_owned(),
    );
    sentences.join(" ")
}

/// From which chance of acceptance on a strategy pays.
fn pays(evaluated: &Evaluated<Exact>) -> Option<String> {
    Some(match evaluated.break_even.accept? {
        AcceptBreakEven::AtLeast(chance) => format!("pays if it is accepted with at least {}", percent(chance)),
        AcceptBreakEven::AtMost(chance) => format!("pays only if it is accepted with at most {}", percent(chance)),
        AcceptBreakEven::Always => "pays whether or not it is accepted".to_owned(),
        AcceptBreakEven::Never => "does not pay even if it is accepted".to_owned(),
    })
}

fn no_candidate(comparison: &Comparison) -> String {
    let reasons: Vec<String> = comparison
        .scenario
        .strategies
        .iter()
        .zip(&comparison.choice.ruled_out)
        .filter_map(|(strategy, ruled_out)| Some(format!("{}: {}", strategy.name, why(ruled_out.as_ref()?))))
        .collect();
    format!("No recommendation: every strategy is ruled out. {}.", reasons.join("; "))
}

/// Why a strategy is ruled out.
#[must_use]
pub fn why(ruled_out: &RuledOut) -> String {
    match ruled_out {
        RuledOut::Flag(codes) => format!("it keeps a client with the red flag {}", list_of_codes(codes)),
        RuledOut::Termination { months } => {
            format!("the contract asks for {months} month{} of notice", if *months == 1 { "" } else { "s" })
        }
        RuledOut::Cap => "it raises the bill by more than the contract allows in 12 months".to_owned(),
        RuledOut::Cash { month } => format!("in its worst outcome the cash runs out in month {month}"),
    }
}

fn list_of_codes(codes: &[&'static str]) -> String {
    list(&codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>())
}

/// A share with its sign: `+28.5 %`.
#[must_use]
pub fn signed_percent(share: Exact) -> String {
    let sign = if share > Exact::ZERO { "+" } else { "" };
    format!("{sign}{}", percent(share))
}
