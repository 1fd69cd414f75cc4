//! The answers to the four questions, what the contract allows, what the money says, and what the scenario leaves open.

use super::afford;
use super::order::best_ending;
use crate::analysis::choice::NoChoice;
use crate::analysis::comparison::Comparison;
use crate::clients::assess::Assessment;
use crate::clients::assess::questions::{Light, WonBack, for_other_clients};
use crate::domain::Risk;
use crate::number::{Exact, Number};
use crate::report::pack::risks::when;
use crate::report::reason::{said, why};
use crate::scenario::Reading;
use crate::scenario::ledger::Origin;
use crate::words::{capitalised, count, day, percent, plain, signed};

/// A question, its light, and the answer with its reason.
pub struct Answer {
    /// Its name for other programs.
    pub name: &'static str,
    /// The question.
    pub question: &'static str,
    /// Its light.
    pub light: Light,
    /// Why.
    pub reason: String,
}

/// The four questions.
#[must_use]
pub fn answers(assessment: &Assessment<'_>) -> [Answer; 4] {
    let questions = &assessment.questions;
    [
        Answer {
            name: "afford",
            question: "Can the company afford to lose it?",
            light: questions.afford.light,
            reason: afford::reason(assessment),
        },
        Answer {
            name: "other-clients",
            question: "Do other clients suffer meanwhile?",
            light: questions.others,
            reason: others(assessment),
        },
        Answer {
            name: "won-back",
            question: "Can what it brings be won back?",
            light: questions.won_back.light,
            reason: won_back(assessment),
        },
        Answer {
            name: "team",
            question: "Who leaves the team if nothing is done?",
            light: questions.team,
            reason: team(assessment),
        },
    ]
}

fn others(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let risks: Vec<String> = for_other_clients(comparison).map(|risk| risk_in_words(comparison, risk)).collect();
    if !risks.is_empty() {
        return format!("{}.", capitalised(&risks.join("; ")));
    }
    let extra = comparison.evaluation.basis.today.extra_hours;
    let hours =
        if extra > Exact::ZERO { format!("the {} extra hours a month", plain(extra, 1)) } else { "it".to_owned() };
    format!(
        "The scenario does not say: who waits for {hours}, and what may that cost? A `[[risk]]` of kind other-clients."
    )
}

/// A risk in a phrase: `two builders leave too: 15 % when it goes, 18,000`.
fn risk_in_words(comparison: &Comparison, risk: &Risk<Exact>) -> String {
    format!("{}: {} {}, {}", risk.name, percent(risk.chance), when(risk.when), said(risk.cost, comparison))
}

fn won_back(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let loss = &assessment.loss;
    let amount = |amount: Exact| said(amount, comparison);
    let bill = amount(comparison.evaluation.basis.today.bill);
    let won_back = assessment.questions.won_back;
    let staying = if loss.staying > Exact::ZERO {
        format!(", and {} of its costs stay at first", amount(loss.staying))
    } else {
        String::new()
    };
    let (why, months) = (won_back.answer, count(comparison.scenario.months, "month"));
    let replace = if why == WonBack::NothingToReplace {
        format!(
            "There is nothing to replace: of {bill} a month it leaves {} after all it costs{staying}.",
            amount(loss.profit)
        )
    } else if loss.profit > Exact::ZERO {
        format!("To replace: not {bill} a month, but the {} that it leaves{staying}.", amount(loss.profit))
    } else {
        format!("Of {bill} a month it leaves {}{staying}.", amount(loss.profit))
    };
    let never =
        |last: Exact| format!("Within {months} its hours never earn as much elsewhere: {} in the last.", amount(last));
    let again = match why {
        WonBack::NothingToReplace => String::new(),
        WonBack::NotSaid => {
            " The scenario does not say what else its hours could earn, and from when on (`[replacement]`).".to_owned()
        }
        WonBack::From(month) => {
            let revenue = match loss.revenue_again_in {
                Some(later) if later > month => format!(", as much revenue from {} on", comparison.month_named(later)),
                None => ", though with less revenue".to_owned(),
                Some(_) => String::new(),
            };
            format!(" Its hours earn as much elsewhere from {} on{revenue}.", comparison.month_named(month))
        }
        WonBack::NotAllOfIt(last) | WonBack::NoneOfIt(last) => format!(" {}", never(last)),
    };
    // What the scenario does not say of its costs is told where it matters.
    let other =
        won_back.if_costs_stay.filter(|other| *other != why && why != WonBack::NotSaid).map(|other| match other {
            WonBack::NothingToReplace | WonBack::NotSaid => "what they come to has to be earned elsewhere".to_owned(),
            WonBack::From(month) => format!("its hours earn as much from {} on", comparison.month_named(month)),
            WonBack::NotAllOfIt(last) | WonBack::NoneOfIt(last) => {
                format!("its hours never earn as much within {months}: {} in the last", amount(last))
            }
        });
    let other = other.map_or_else(String::new, |other| match won_back.light {
        Light::Unknown => format!(
            " That is if none of its costs stay; if all of them do, {other}. Which share does (`capacity.cost_stays`)?"
        ),
        _ => format!(" If all of its costs stay, {other}."),
    });
    format!("{replace}{again}{other}")
}

fn team(assessment: &Assessment<'_>) -> String {
    let comparison = assessment.comparison;
    let questions = &assessment.questions;
    let Some((((leavers, within), (cost, _)), team)) =
        questions.leavers.zip(questions.turnover).zip(comparison.scenario.team)
    else {
        return "The scenario does not say who faces it (`[team]`).".to_owned();
    };
    if within == Exact::ZERO {
        return format!("None of {} for its sake, says the scenario.", plain(team.people, 1));
    }
    format!(
        "Of {}, expect {} a year to leave for its sake, {} in {}: {} a year for replacing them.",
        plain(team.people, 1),
        plain(leavers, 1),
        plain(within, 1),
        count(comparison.scenario.months, "month"),
        said(cost, comparison)
    )
}

/// What the contract allows.
#[must_use]
pub fn contract(reading: &Reading, assessment: &Assessment<'_>) -> String {
    let contract = &assessment.comparison.scenario.contract;
    let is_given = |key: &str| reading.in_force(key).is_some_and(|entry| entry.origin != Origin::Default);
    let mut said = Vec::new();
    if contract.termination_months > 0 {
        let on = assessment.may_end_on.map_or_else(String::new, |on| format!(": with notice now, on {}", day(on)));
        said.push(format!(
            "The contract lets it end {} after notice{on}.",
            count(contract.termination_months, "month")
        ));
    } else if is_given("contract.termination_months") {
        said.push("The contract lets it end at any time.".to_owned());
    } else {
        said.push("The scenario names no notice of an end: see what the contract says.".to_owned());
    }
    let mut price = Vec::new();
    if contract.notice_days > 0 {
        price.push(format!("{} of notice", count(contract.notice_days, "day")));
    }
    if let Some(unlocked) = contract.price_locked_until {
        price.push(format!("not before {}", day(unlocked)));
    }
    if let Some(most) = contract.max_raise {
        price.push(format!("at most {} in 12 months", signed(percent(most))));
    }
    if !price.is_empty() {
        said.push(format!("A higher price: {}.", price.join(", ")));
    }
    said.join(" ")
}

/// What the money says: of doing nothing, of what is best, and of parting with the client.
#[must_use]
pub fn money_says(comparison: &Comparison) -> String {
    let strategies = &comparison.evaluation.strategies;
    let amount = |position: usize| said(strategies[position].totals.net_profit, comparison);
    let name = |position: usize| comparison.scenario.strategies[position].name.as_str();
    let judged = comparison.choice.best != Err(NoChoice::Unjudged);
    let mut parts = vec![format!("doing nothing brings {}", amount(0))];
    let best = comparison.choice.best.ok().filter(|best| *best > 0);
    parts.extend(best.map(|best| format!("{}: {}", name(best), amount(best))));
    parts.extend(best_ending(comparison).filter(|ending| Some(*ending) != best).map(|ending| {
        let out = comparison.choice.ruled_out[ending].as_ref();
        let out = out.map_or_else(String::new, |ruled_out| format!(" (ruled out: {})", why(ruled_out)));
        format!("{}: {}{out}", name(ending), amount(ending))
    }));
    let months = count(comparison.scenario.months, "month");
    let open = if judged { "" } else { " What a raise brings is open until you say how it takes one." };
    format!("In {months} {}.{open}", parts.join("; "))
}

/// What the scenario does not say and the judgement needs: the key, and the question.
#[must_use]
pub fn missing(reading: &Reading, assessment: &Assessment<'_>) -> Vec<(&'static str, String)> {
    let comparison = assessment.comparison;
    let scenario = &comparison.scenario;
    let is_default = |key: &str| reading.in_force(key).is_none_or(|entry| entry.origin == Origin::Default);
    let late = assessment.signs.iter().any(|sign| ["non-payer", "slow-payer"].contains(&sign.flag.red_flag.code));
    let ask = |open: bool, key: &'static str, question: &str| open.then(|| (key, question.to_owned()));
    [
        ask(scenario.flags.is_empty(), "flags", "Which red flags does it show?"),
        ask(
            comparison.choice.best == Err(NoChoice::Unjudged),
            "response.accept",
            "Of ten clients like this one, how many would take +10 %, how many +25 %?",
        ),
        ask(
            scenario.business.is_none(),
            "business",
            "What comes in and goes out in a month, and what is in the bank (monthly_revenue, monthly_costs, cash)?",
        ),
        ask(late && is_default("payment.days"), "payment.days", "How many days after the invoice does it pay?"),
        ask(
            is_default("contract.termination_months"),
            "contract.termination_months",
            "How many months of notice of an end does the contract ask for?",
        ),
        ask(scenario.replacement.is_none(), "replacement", "What would its hours earn elsewhere, and from when on?"),
        ask(
            scenario.cost_stays.is_none(),
            "capacity.cost_stays",
            "Which share of what its hours cost do you go on paying when it goes?",
        ),
        ask(
            scenario.team.is_none(),
            "team",
            "How many people face it, and how likely is it that one leaves for its sake?",
        ),
        ask(
            for_other_clients(comparison).next().is_none(),
            "risk",
            "Do other clients suffer meanwhile, what may that cost (kind other-clients; chance 0 if they do not)?",
        ),
        ask(scenario.risks.is_empty(), "risk", "What may come of it when it goes, by law, in money, in public?"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
