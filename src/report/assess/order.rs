//! What to do, in which order: collect what is owed, try what costs nothing, then what the figures recommend.

use super::advice::advice;
use super::afford;
use crate::analysis::cash::told::in_short as cash_in_short;
use crate::analysis::choice::{NoChoice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::clients::assess::Assessment;
use crate::clients::assess::collecting::Collecting;
use crate::clients::assess::questions::Afford;
use crate::clients::assess::signs::Sign;
use crate::number::{Exact, Number};
use crate::report::reason::{MOVES_TOLD, brings, cash_runs_out, labelled, move_in_words, said, why};
use crate::report::ruled_out::cash_needed;
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
                names(assessment.signs.iter().filter(|sign| sign.flag.says_leave()))
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
    let cash = comparison.choice.best.ok().and_then(|best| cash_in_short(comparison, best));
    let cash = cash.map_or_else(String::new, |cash| format!(" {}.", capitalised(&cash)));
    format!("{verdict}{cash}{collect} {}", afford::in_short(assessment))
}

/// The steps, the first thing to do first.
#[must_use]
pub fn steps(assessment: &Assessment<'_>) -> Vec<String> {
    let comparison = assessment.comparison;
    let mut steps = Vec::new();
    steps.extend(collect(assessment));
    steps.extend(try_first(assessment));
    steps.extend(worth_of_calm(assessment));
    steps.push(choice(assessment));
    steps.extend(comparison.choice.best.ok().and_then(|best| cash_runs_out(comparison, best)));
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
    let comparison = assessment.comparison;
    let when = assessment
        .collecting
        .as_ref()
        .map_or_else(String::new, |collecting| letter_after(collecting, assessment.owed > Exact::ZERO, comparison));
    if assessment.owed == Exact::ZERO {
        return Some(format!("Collect what is open before you write of anything else.{when}"));
    }
    let lost = if assessment.owed_lost > Exact::ZERO {
        format!(", and {} of it is lost if it goes", said(assessment.owed_lost, comparison))
    } else {
        String::new()
    };
    Some(format!(
        "Collect first: at any time about {} is open, the bills of {} days{lost}.{when}",
        said(assessment.owed, comparison),
        plain(comparison.scenario.payment.days, 1)
    ))
}

/// When what is open is due, and what that means for the day of the letter.
fn letter_after(collecting: &Collecting, is_dated: bool, comparison: &Comparison) -> String {
    let due = if is_dated {
        format!(" What was billed until {} is due by {}.", day(comparison.scenario.start), day(collecting.due))
    } else {
        String::new()
    };
    let about_payment = collecting.letter_about_payment.map_or_else(String::new, |on| {
        format!(" The letter about payment, by {}, is a part of it and need not wait.", day(on))
    });
    let letter = collecting.letter.map_or_else(String::new, |letter| {
        let other = if collecting.letter_about_payment.is_some() { "The next letter" } else { "The letter" };
        if is_dated && letter >= collecting.due {
            return format!(" {other}, by {}, goes out after that.", day(letter));
        }
        let until = if is_dated { format!("until {}", day(collecting.due)) } else { "until it is paid".to_owned() };
        let wait = format!(" {other} is planned by {}: sooner than that; better let it wait {until}", day(letter));
        let best = comparison.choice.best.map_or("", |best| comparison.scenario.strategies[best].id.as_str());
        match collecting.waiting.filter(|_| is_dated) {
            Some(waiting) => {
                let costs = if waiting.costs < Exact::ZERO {
                    format!("that brings {} more", said(-waiting.costs, comparison))
                } else {
                    format!("that costs {}", said(waiting.costs, comparison))
                };
                format!("{wait} (`strategy.{best}.after_days={}`): {costs}.", waiting.after_days)
            }
            None => format!("{wait}."),
        }
    });
    format!("{due}{about_payment}{letter}")
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
        format!("Against {}: {}.", flag.name, advice(flag).first)
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
fn choice(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    match comparison.choice.best {
        Ok(0) if assessment.signs.is_empty() => "Leave things as they are: nothing compared brings more.".to_owned(),
        Ok(0) => "Ask for no more money: nothing compared brings more than leaving the price as it is.".to_owned(),
        Ok(best) => {
            let name = &comparison.scenario.strategies[best].name;
            let moves = &comparison.evaluation.strategies[best].moves;
            let has_letters = moves.iter().any(|one| one.parts.needs_letter());
            let told = moves.iter().enumerate().filter(|(_, one)| one.parts.needs_letter() || !has_letters);
            let told = told.take(MOVES_TOLD).map(|(at, _)| capitalised(&move_in_words(comparison, best, at)) + " ");
            format!("{name}. {}Expect {}.", told.collect::<String>(), brings(comparison, best))
        }
        Err(NoChoice::Unjudged) => {
            "Before you ask for more, say how it takes a raise (`response.accept`): until then there is no \
             recommendation. `uprate init --interactive -o FILE` asks for it and completes your scenario."
                .to_owned()
        }
        Err(NoChoice::NoCandidate) => {
            let parts: Vec<String> = labelled(comparison).into_iter().map(|(_, text)| text).collect();
            parts.join(" ")
        }
    }
}

/// Red flags as people call them.
fn names<'s>(signs: impl Iterator<Item = &'s Sign>) -> String {
    list(&signs.map(|sign| sign.flag.red_flag.name.to_owned()).collect::<Vec<_>>())
}

/// What would bring more than the best, and is ruled out by the cash.
fn not_by_cash(assessment: &Assessment<'_>) -> Option<String> {
    let comparison = assessment.comparison;
    let best = comparison.choice.best.ok()?;
    let figure = |position: usize| comparison.by.of(&comparison.evaluation.strategies[position]);
    let by_cash = |position: usize| match &comparison.choice.ruled_out[position] {
        Some(by @ RuledOut::Cash { month, .. }) => Some((position, *month, cash_needed(comparison, by)?)),
        _ => None,
    };
    let more = (0..comparison.scenario.strategies.len()).filter_map(by_cash).filter(|(position, ..)| {
        figure(*position).zip(figure(best)).is_some_and(|(other, best)| other.is_more_money_than(best))
    });
    let (position, month, needed) =
        more.reduce(|most, next| if figure(next.0) > figure(most.0) { next } else { most })?;
    let name = &comparison.scenario.strategies[position].name;
    Some(format!(
        "Not {name}, although it is to bring more: at its worst the cash runs out in {}. With {needed} in hand \
         (`business.cash`) it would not be ruled out.",
        comparison.month_named(month)
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
        all => format!("If there is no end to {}, against which that does nothing", names(all.iter().copied())),
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
    let but = match (&comparison.choice.ruled_out[ending], assessment.questions.afford.answer) {
        (Some(ruled_out), _) => format!("; but it is ruled out: {}", why(ruled_out)),
        (None, Afford::RunsOut(out)) => out.first().map_or_else(String::new, |month| {
            format!("; but if it left today, the cash would run out in {}", comparison.month_named(month))
        }),
        (None, _) => String::new(),
    };
    Some(format!(
        "{nothing_helps}: part with it. {name} brings {} more than doing nothing{when}{but}.",
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
