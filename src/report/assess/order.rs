//! What to do, in which order: collect what is owed, try what costs nothing, then what the figures recommend.

use super::advice::advice;
use super::answers::month_named;
use crate::analysis::choice::{NoChoice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::clients::assess::Assessment;
use crate::clients::assess::questions::Afford;
use crate::clients::assess::signs::Sign;
use crate::number::{Exact, Number};
use crate::report::reason::{brings, labelled, move_in_words, said};
use crate::words::{capitalised, day, list, money, percent, plain, signed};

/// Red flags against which something is tried first, at the most.
const TRIED_MOST: usize = 3;

/// What the rest of the page comes to, in a line.
#[must_use]
pub fn in_short(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let ends = |best: usize| comparison.evaluation.strategies[best].course.ends_in.is_some();
    let more = |best: usize| said(comparison.evaluation.strategies[best].totals.difference, comparison);
    // What is asked for is not yet given.
    let chance = |best: usize| match comparison.evaluation.strategies[best].totals.accepts {
        accepts if accepts < Exact::ONE => format!(", and it accepts them with a chance of {}", percent(accepts)),
        _ => String::new(),
    };
    let verdict = match comparison.choice.best {
        _ if assessment.has_to_go() => {
            format!(
                "It has to go, whatever it earns: {}.",
                codes(assessment.signs.iter().filter(|sign| sign.flag.says_leave()))
            )
        }
        Ok(0) => "Keep it as it is: no other way that is compared is better.".to_owned(),
        Ok(best) if ends(best) => format!("Part with it: that is to bring {} more than doing nothing.", more(best)),
        Ok(best) => {
            format!(
                "Keep it, on other terms: they are to bring {} more than doing nothing{}.",
                more(best),
                chance(best)
            )
        }
        Err(NoChoice::Unjudged) => "Open: you have not said how it takes a raise.".to_owned(),
        Err(NoChoice::NoCandidate) => "No way that is compared may be taken.".to_owned(),
    };
    let collect =
        if owes(assessment) && assessment.owed > Exact::ZERO { " But first collect what it owes." } else { "" };
    let afford = match assessment.questions.afford.1 {
        Afford::NotSaid => " Whether you can afford to lose it is not said.",
        Afford::NotEvenAsItIs(_) => " The cash runs out even if nothing changes.",
        Afford::RunsOut(_) => " You cannot afford to lose it today.",
        Afford::AtALoss | Afford::Yes if comparison.scenario.cost_stays.is_none() => {
            " You can afford to lose it, if none of its costs stay: the scenario does not say."
        }
        Afford::AtALoss | Afford::Yes => " You can afford to lose it.",
    };
    format!("{verdict}{collect}{afford}")
}

/// The steps, the first thing to do first.
#[must_use]
pub fn steps(assessment: &Assessment<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    steps.extend(collect(assessment));
    steps.extend(try_first(assessment));
    steps.extend(worth_of_calm(assessment));
    steps.extend(choice(assessment));
    steps.extend(not_by_cash(assessment));
    steps.extend(parting(assessment));
    if assessment.signs.is_empty() {
        // What nobody complains of is no hurry: the choice comes first.
        steps.rotate_left(usize::from(assessment.calm.is_some() && !owes(assessment) && !is_over(assessment)));
    }
    steps
}

/// Whether the client is to go: what would get better with time need not be tried.
fn is_over(assessment: &Assessment<'_>) -> bool {
    let comparison = assessment.comparison;
    let ends = |best: usize| comparison.evaluation.strategies[best].course.ends_in.is_some();
    assessment.has_to_go() || comparison.choice.best.is_ok_and(ends)
}

/// The red flags of a client that owes money.
const OWING: [&str; 3] = ["non-payer", "slow-payer", "disputes-invoices"];

/// Whether money is to be collected before anything else.
fn owes(assessment: &Assessment<'_>) -> bool {
    let flagged = |sign: &Sign| OWING.contains(&sign.flag.red_flag.code) && sign.flag.severity > 1;
    assessment.signs.iter().any(flagged) || is_over(assessment) && assessment.owed_lost > Exact::ZERO
}

fn collect(assessment: &Assessment<'_>) -> Option<String> {
    if !owes(assessment) {
        return None;
    }
    if assessment.owed == Exact::ZERO {
        return Some("Collect what is open before you write anything.".to_owned());
    }
    let comparison = assessment.comparison;
    let lost = if assessment.owed_lost > Exact::ZERO {
        format!(", and {} of it is lost if it goes", said(assessment.owed_lost, comparison))
    } else {
        String::new()
    };
    Some(format!(
        "Collect before you write of anything else: at any time about {} is open, the bills of {} days{lost}.",
        said(assessment.owed, comparison),
        plain(comparison.scenario.payment.days, 1)
    ))
}

/// What costs nothing to try, against the gravest red flags.
fn try_first(assessment: &Assessment<'_>) -> impl Iterator<Item = String> {
    let worst = assessment.signs.first().map_or(0, |sign| sign.flag.severity);
    let (has_to_go, is_over) = (assessment.has_to_go(), is_over(assessment));
    let is_grave = move |sign: &&Sign| {
        let helps_collect = OWING.contains(&sign.flag.red_flag.code);
        sign.flag.severity >= worst.min(2) && !has_to_go && (helps_collect || !is_over)
    };
    assessment.signs.iter().filter(is_grave).take(TRIED_MOST).map(|sign| {
        let flag = sign.flag.red_flag;
        format!("Against {}: {}.", flag.code, advice(flag).first)
    })
}

/// What a contact process or written goals are worth.
fn worth_of_calm(assessment: &Assessment<'_>) -> Option<String> {
    let calm = assessment.calm.filter(|_| !is_over(assessment))?;
    let comparison = assessment.comparison;
    let scenario = &comparison.scenario;
    let a_month = calm.an_hour / Exact::whole(scenario.months);
    if a_month <= Exact::ZERO {
        return Some(format!(
            "Fewer extra hours save nothing: what they cost goes on, and nobody buys them ({} a month).",
            plain(calm.hours, 1)
        ));
    }
    let half = calm.hours / Exact::whole(2);
    let raise = calm.as_raise.map_or_else(String::new, |raise| {
        format!("; half of its {} gone, as much as a raise of {}", plain(calm.hours, 1), signed(percent(half * raise)))
    });
    Some(format!(
        "Each extra hour a month less is worth {} a month{raise}.",
        money(a_month, scenario.currency.decimals())
    ))
}

/// What the figures recommend, or why they do not.
fn choice(assessment: &Assessment<'_>) -> Option<String> {
    let comparison = assessment.comparison;
    match comparison.choice.best {
        Ok(0) if assessment.signs.is_empty() => {
            Some("Leave things as they are: nothing compared brings more.".to_owned())
        }
        Ok(0) => {
            Some("Ask for no more money: nothing compared brings more than leaving the price as it is.".to_owned())
        }
        Ok(best) => {
            let name = &comparison.scenario.strategies[best].name;
            let moves = &comparison.evaluation.strategies[best].moves;
            let told = moves.iter().position(|one| one.parts.needs_letter()).unwrap_or(0);
            let first = moves
                .get(told)
                .map_or_else(String::new, |_| format!(" {}", capitalised(&move_in_words(comparison, best, told))));
            Some(format!("{name}.{first} Expect {}.", brings(comparison, best)))
        }
        Err(NoChoice::Unjudged) => Some(
            "Before you ask for more, say how it takes a raise (`response.accept`): until then there is no \
             recommendation."
                .to_owned(),
        ),
        Err(NoChoice::NoCandidate) => labelled(comparison).into_iter().next().map(|(_, text)| text),
    }
}

fn codes<'s>(signs: impl Iterator<Item = &'s Sign>) -> String {
    list(&signs.map(|sign| sign.flag.red_flag.code.to_owned()).collect::<Vec<_>>())
}

/// What would bring more than the best, and is ruled out by the cash.
fn not_by_cash(assessment: &Assessment<'_>) -> Option<String> {
    let comparison = assessment.comparison;
    let best = comparison.choice.best.ok()?;
    let figure = |position: usize| comparison.by.of(&comparison.evaluation.strategies[position]);
    let by_cash = |position: usize| match &comparison.choice.ruled_out[position] {
        Some(RuledOut::Cash { month }) => Some((position, *month)),
        _ => None,
    };
    let more = (0..comparison.scenario.strategies.len()).filter_map(by_cash).filter(|(position, _)| {
        figure(*position).zip(figure(best)).is_some_and(|(other, best)| other.is_more_money_than(best))
    });
    let (position, month) = more.reduce(|most, next| if figure(next.0) > figure(most.0) { next } else { most })?;
    let name = &comparison.scenario.strategies[position].name;
    Some(format!(
        "Not {name}, although it is to bring more: at its worst the cash runs out in {}.",
        month_named(comparison, month)
    ))
}

/// What is left if nothing of it helps: to part with the client, or to bear it.
fn parting(assessment: &Assessment<'_>) -> Option<String> {
    let comparison = assessment.comparison;
    let best = comparison.choice.best.ok()?;
    let strategies = &comparison.evaluation.strategies;
    if assessment.signs.is_empty() || strategies[best].course.ends_in.is_some() {
        return None;
    }
    let unanswered: Vec<&Sign> = assessment
        .signs
        .iter()
        .filter(|sign| best > 0 && sign.flag.severity > 1 && !sign.answered_by.contains(&best))
        .collect();
    let nothing_helps = match unanswered.as_slice() {
        [] => "If nothing gets better".to_owned(),
        all => format!(
            "If {} {} on, against which that does nothing",
            codes(all.iter().copied()),
            if all.len() == 1 { "goes" } else { "go" }
        ),
    };
    let Some(ending) = best_ending(comparison) else {
        return Some(format!("{nothing_helps}: compare what parting with it brings (kind = \"three-month-notice\")."));
    };
    let name = &comparison.scenario.strategies[ending].name;
    let difference = strategies[ending].totals.difference;
    if difference < Exact::ZERO {
        return Some(format!(
            "{nothing_helps}: bear it, or pay for its going: {name} brings {} less than doing nothing.",
            said(-difference, comparison)
        ));
    }
    let on = assessment.may_end_on.filter(|on| *on != comparison.scenario.start);
    let when = on.map_or_else(String::new, |on| format!("; with notice now it ends on {}", day(on)));
    let cash = assessment.cash.first().and_then(|today| today.runs_out_in).map_or_else(String::new, |month| {
        format!("; but if it left today, the cash would run out in {}", month_named(comparison, month))
    });
    Some(format!(
        "{nothing_helps}: part with it. {name} brings {} more than doing nothing{when}{cash}.",
        said(difference, comparison)
    ))
}

/// The strategy that ends the engagement and brings most.
#[must_use]
pub fn best_ending(comparison: &Comparison) -> Option<usize> {
    let strategies = &comparison.evaluation.strategies;
    let more = |one: usize, other: usize| strategies[other].totals.net_profit > strategies[one].totals.net_profit;
    let ending = (1..strategies.len()).filter(|position| strategies[*position].course.ends_in.is_some());
    ending.reduce(|one, other| if more(one, other) { other } else { one })
}
