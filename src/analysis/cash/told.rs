//! How the cash may run out, in words.

use super::{Counted, OverOutcomes, RunsOut, nothing_is_ruled_out};
use crate::analysis::choice::RuledOut;
use crate::analysis::comparison::Comparison;
use crate::number::Number;
use crate::words::{money, percent};

/// How the cash may run out in a strategy although no lack of cash rules it out, in clauses; none where it lasts.
#[must_use]
pub fn told(comparison: &Comparison, position: usize) -> Vec<String> {
    let Some((counted, out)) = not_ruled_out(comparison, position) else { return Vec::new() };
    let lowest = comparison.cash[position].counted(counted);
    let below = money(-lowest.lowest, comparison.scenario.currency.decimals());
    let mut told = vec![
        format!(
            "the cash may run out{}: in {}, {}",
            chance(out),
            comparison.month_named(out.month),
            why(comparison, position, out)
        ),
        format!("at the worst it is {below} below 0, in {}", comparison.month_named(lowest.lowest_in)),
    ];
    told.extend(other_way(comparison, position, counted));
    told.extend((position > 0).then(|| against_nothing(comparison, out)));
    told.extend(not_a_ruling(comparison, position));
    told
}

/// The chance in brackets.
fn chance(out: RunsOut) -> String {
    out.chance.map_or_else(String::new, |chance| format!(" (chance {})", percent(chance)))
}

/// The same in a phrase, where a table names the strategy.
#[must_use]
pub fn in_short(comparison: &Comparison, position: usize) -> Option<String> {
    let (_, out) = not_ruled_out(comparison, position).filter(|_| is_told(comparison, position))?;
    Some(format!("the cash may run out, in {} at the earliest{}", comparison.month_named(out.month), chance(out)))
}

/// Whether it has to be told: of the recommended strategy and of doing nothing wherever the cash may run out, of any other
/// where it may do so sooner, or is likelier to, than if nothing is done.
#[must_use]
pub fn is_told(comparison: &Comparison, position: usize) -> bool {
    let Some((_, out)) = not_ruled_out(comparison, position) else { return false };
    let worse = |nothing: RunsOut| {
        let likelier = out.chance.zip(nothing.chance).is_none_or(|(this, other)| this.exceeds(other));
        out.month < nothing.month || likelier
    };
    position == 0 || comparison.choice.best == Ok(position) || nothing(comparison).is_none_or(worse)
}

/// How the cash may run out if nothing is done.
fn nothing(comparison: &Comparison) -> Option<RunsOut> {
    comparison.cash.first().and_then(|nothing| Some(nothing.runs_out()?.1))
}

/// How the cash may run out in a strategy that no lack of it rules out.
fn not_ruled_out(comparison: &Comparison, position: usize) -> Option<(Counted, RunsOut)> {
    let by_cash = matches!(comparison.choice.ruled_out[position], Some(RuledOut::Cash { .. }));
    comparison.cash.get(position).filter(|_| !by_cash)?.runs_out()
}

/// In which outcome.
fn why(comparison: &Comparison, position: usize, out: RunsOut) -> String {
    let ends = comparison.evaluation.strategies[position].course.ends_in;
    match out.gone_in_month {
        Some(gone) if gone == out.month => "if the client goes then".to_owned(),
        Some(gone) => format!("if the client goes in {}", comparison.month_named(gone)),
        None if ends.is_some_and(|end| end <= out.month) => "once it has ended as planned".to_owned(),
        None => "even if the client stays".to_owned(),
    }
}

/// What the other way of counting says, where it says something else.
fn other_way(comparison: &Comparison, position: usize, counted: Counted) -> Option<String> {
    let outlook = &comparison.cash[position];
    let (this, other, words) = match counted {
        Counted::Paid => (&outlook.paid, &outlook.earned, ["when it is paid", "when it is earned"]),
        Counted::Earned => (&outlook.earned, &outlook.paid, ["when it is earned", "when it is paid"]),
    };
    let month = |over: &OverOutcomes| over.runs_out.map(|out| out.month);
    let says = match month(other) {
        other if other == month(this) => return None,
        Some(month) => format!("it does so in {}", comparison.month_named(month)),
        None => "it lasts".to_owned(),
    };
    Some(format!("that is with each bill counted {}; counted {}, {says}", words[0], words[1]))
}

fn against_nothing(comparison: &Comparison, out: RunsOut) -> String {
    match nothing(comparison) {
        None => "if nothing is done, it lasts".to_owned(),
        Some(nothing) => {
            let when = comparison.month_named(nothing.month);
            let chance = chance(nothing);
            if out.month < nothing.month {
                format!("that is sooner than if nothing is done, when it may run out in {when}{chance}")
            } else {
                format!("if nothing is done, it may run out too, in {when}{chance}")
            }
        }
    }
}

/// Why that rules the strategy out no more than others.
fn not_a_ruling(comparison: &Comparison, position: usize) -> Option<String> {
    let is_candidate = position > 0 && comparison.choice.ruled_out[position].is_none();
    (is_candidate && !nothing_is_ruled_out(comparison)).then(|| {
        "it is not ruled out: what decides is the outcome with the lowest net profit, and in that the cash lasts"
            .to_owned()
    })
}
