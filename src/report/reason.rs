//! Why this is the choice, in sentences a partner understands.

use crate::analysis::choice::{By, NoChoice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::domain::Price;
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};
use crate::words::{day, list, money, percent, plain, price, signed};

/// What the price is for.
#[must_use]
pub fn price_unit(form: &Price<Exact>) -> &'static str {
    match form {
        Price::Hour(_) => "an hour",
        Price::Retainer(_) => "a month",
        Price::Unit(..) => "a unit",
    }
}

/// The reason of the recommendation, or why there is none, in one text.
#[must_use]
pub fn reason(comparison: &Comparison) -> String {
    labelled(comparison).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// The same in parts: what to do, the floor, a close call, or what is missing for a recommendation.
#[must_use]
pub fn labelled(comparison: &Comparison) -> Vec<(&'static str, String)> {
    match comparison.choice.best {
        Ok(best) => {
            let mut parts = vec![("DO THIS", what_to_do(comparison, best)), ("", what_to_expect(comparison, best))];
            parts.extend(floor(comparison, best).map(|text| ("FLOOR", text)));
            parts.extend(runner_up(comparison));
            parts.extend(flagged(comparison, best).map(|text| ("BECAUSE", text)));
            parts
        }
        Err(NoChoice::Unjudged) => unjudged(comparison),
        Err(NoChoice::NoCandidate) => vec![("NO CHOICE", no_candidate(comparison))],
    }
}

/// What is asked, when the letter goes out, and from when it counts.
fn what_to_do(comparison: &Comparison, best: usize) -> String {
    let strategy = &comparison.scenario.strategies[best];
    let evaluated = &comparison.evaluation.strategies[best];
    let decimals = comparison.scenario.currency.decimals();
    let (Some(first), true) = (evaluated.moves.first(), best > 0) else {
        return format!("{}: leave things as they are.", strategy.name);
    };
    let to = match first.month.filter(|_| first.parts.raise.is_some()) {
        Some(month) => {
            let asked = evaluated.course.terms_in(month as usize).price;
            format!(", to {} {}", price(asked, decimals), price_unit(&comparison.scenario.client.price))
        }
        None => String::new(),
    };
    let counts = match first.month {
        Some(month) => format!("it counts from {}", day(comparison.evaluation.basis.calendar.first_day(month))),
        None => "it takes effect after the horizon".to_owned(),
    };
    let more = match &evaluated.moves[1..] {
        [] => String::new(),
        [second] => format!(" Then: {} on {}.", super::moves::what(&second.parts, decimals), day(second.effective)),
        [second, ..] => {
            let next = super::moves::what(&second.parts, decimals);
            format!(" Then: {next} on {}, and so on, {} moves in all.", day(second.effective), evaluated.moves.len())
        }
    };
    format!(
        "{}: {}{to}. Serve the letter by {}; {counts}.{more}",
        strategy.name,
        super::moves::what(&first.parts, decimals),
        day(first.served)
    )
}

/// What it brings, if the client accepts and if it refuses.
fn what_to_expect(comparison: &Comparison, best: usize) -> String {
    let totals = &comparison.evaluation.strategies[best].totals;
    let decimals = comparison.scenario.currency.decimals();
    let amount = |amount: Exact| money(amount, decimals);
    let months = comparison.scenario.months;
    let mut sentences = Vec::new();
    sentences.push(if best == 0 {
        format!(
            "Nothing that was compared brings more than the {} to be expected in {months} months.",
            amount(totals.net_profit)
        )
    } else if totals.difference < Exact::ZERO {
        format!(
            "Expect {} in {months} months, {} less than doing nothing.",
            amount(totals.net_profit),
            amount(-totals.difference)
        )
    } else {
        format!(
            "Expect {} in {months} months, {} more than doing nothing.",
            amount(totals.net_profit),
            amount(totals.difference)
        )
    });
    if comparison.by != By::NetProfit {
        sentences.push(format!("It is the best by {}.", comparison.by.name().replace('_', " ")));
    }
    if let Some(refused) = totals.if_refused {
        sentences.push(format!(
            "It accepts ({} in 100): {}; it goes: {}.",
            plain(totals.accepts * Exact::whole(100), 0),
            amount(totals.if_accepted),
            amount(refused)
        ));
        sentences.extend(how_sure(comparison, best));
    }
    sentences.join(" ")
}

/// How sure one has to be that the client accepts.
fn how_sure(comparison: &Comparison, best: usize) -> Option<String> {
    Some(match comparison.evaluation.strategies[best].break_even.accept? {
        AcceptBreakEven::Always => "You are ahead of doing nothing either way.".to_owned(),
        AcceptBreakEven::Never => "You are behind doing nothing either way.".to_owned(),
        AcceptBreakEven::AtLeast(chance) => {
            format!("It pays while at least {} in 100 would accept.", in_100(chance, true))
        }
        AcceptBreakEven::AtMost(chance) => {
            format!("It pays while at most {} in 100 would accept.", in_100(chance, false))
        }
    })
}

/// A chance in 100, rounded to the careful side.
fn in_100(chance: Exact, up: bool) -> String {
    let of_100 = (chance * Exact::whole(100)).settled();
    if up { of_100.ceil() } else { of_100.floor() }.to_string()
}

/// The planner's own limit; it matters where there is something to bargain for.
fn floor(comparison: &Comparison, best: usize) -> Option<String> {
    let floor = comparison.evaluation.floor.filter(|_| comparison.evaluation.strategies[best].course.asks > 0)?;
    let decimals = comparison.scenario.currency.decimals();
    let hours = match floor.extra_hours {
        Some(hours) if hours > Exact::ZERO => {
            let all = plain(comparison.evaluation.basis.today.extra_hours, 1);
            format!(", or {} of the {all} extra hours gone", plain(hours, 1))
        }
        _ => String::new(),
    };
    Some(format!(
        "Settle for nothing below {} {} ({}){hours}: under that, being without the client brings more than keeping it.",
        price(floor.price, decimals),
        price_unit(&comparison.scenario.client.price),
        signed(percent(floor.raise))
    ))
}

/// What keeping the client is ruled out by.
fn flagged(comparison: &Comparison, best: usize) -> Option<String> {
    let codes = comparison.choice.ruled_out.iter().enumerate().find_map(|(position, ruled_out)| match ruled_out {
        Some(RuledOut::Flag(codes)) if position != best => Some(codes),
        _ => None,
    })?;
    Some(format!("The red flag {} rules out keeping the client, whatever it earns.", list_of_codes(codes)))
}

fn runner_up(comparison: &Comparison) -> Option<(&'static str, String)> {
    let second = &comparison.scenario.strategies[comparison.choice.runner_up?];
    let decimals = comparison.scenario.currency.decimals();
    let lead = comparison.choice.lead?;
    let behind = match comparison.by {
        By::RateWorked => price(lead, decimals),
        _ => money(lead, decimals),
    };
    Some(if comparison.choice.close_call {
        ("CLOSE", format!("{} is only {behind} behind, less than 2 %: too close to call.", second.name))
    } else {
        ("SECOND", format!("{}, {behind} behind.", second.name))
    })
}

/// Without a judgement of the response: the break-evens, and the question to answer.
fn unjudged(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let why =
        "The scenario does not say how this client takes a raise, and without that the biggest ask always looks best.";
    let pays: Vec<String> = comparison
        .scenario
        .strategies
        .iter()
        .zip(&comparison.evaluation.strategies)
        .filter(|(_, evaluated)| evaluated.course.unjudged)
        .filter_map(|(strategy, evaluated)| Some(format!("{}: {}.", strategy.name, pays(evaluated)?)))
        .collect();
    let leaving = comparison
        .scenario
        .strategies
        .iter()
        .zip(&comparison.evaluation.strategies)
        .filter(|(_, evaluated)| evaluated.course.ends_in.is_some())
        .find_map(|(strategy, evaluated)| Some((strategy, evaluated.break_even.hour_value?)));
    let mut parts = vec![("NO RECOMMENDATION YET", why.to_owned())];
    parts.push((
        "ASK YOURSELF",
        format!(
            "Of ten clients like this one, how many would stay? Write the answers as `response.accept`. {}",
            pays.join(" ")
        ),
    ));
    if let Some((strategy, value)) = leaving {
        let value = money(value, comparison.scenario.currency.decimals());
        parts.push(("", format!("{}: pays if a freed hour brings at least {value} elsewhere.", strategy.name)));
    }
    parts
}

/// From which chance of acceptance on a strategy pays.
fn pays(evaluated: &Evaluated<Exact>) -> Option<String> {
    let of_ten = |chance: Exact| (chance * Exact::whole(10)).settled();
    Some(match evaluated.break_even.accept? {
        AcceptBreakEven::AtLeast(chance) => {
            format!("pays if {} or more of ten accept ({})", of_ten(chance).ceil(), percent(chance))
        }
        AcceptBreakEven::AtMost(chance) => {
            format!("pays if {} or fewer of ten accept ({})", of_ten(chance).floor(), percent(chance))
        }
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
    format!("Every strategy is ruled out. {}.", reasons.join("; "))
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
