//! What a simulation comes to, in sentences.

use super::Drawn;
use crate::number::{Exact, Number};
use crate::report::reason::labelled;
use crate::simulation::result::{InputWorth, Lead};
use crate::words::{capitalised, counted, list, percent};

/// The inputs that are told to be worth finding out.
const INPUTS_TOLD: usize = 3;

/// The strategies whose chance of being the best is told.
const CHANCES_TOLD: usize = 2;

/// What it comes to, in sentences: what is best, how sure that is, what to find out first.
pub(super) fn sentences(drawn: &Drawn<'_>) -> Vec<(&'static str, String)> {
    let simulated = drawn.simulated;
    let Some(best) = simulated.best else {
        let mut why = labelled(drawn.comparison);
        why.truncate(1 + why.iter().skip(1).take_while(|(label, _)| label.is_empty()).count());
        return why;
    };
    let mut sentences = vec![("ON AVERAGE", on_average(drawn, best)), ("HOW SURE", how_sure(drawn, best))];
    if let Ok(chosen) = drawn.comparison.choice.best
        && chosen != best
    {
        let less = simulated.strategies[best].mean - simulated.strategies[chosen].mean;
        sentences.push((
            "OTHERWISE",
            format!(
                "`compare` recommends {}, the best at the likely values; over the ranges it brings {} less.",
                drawn.name(chosen),
                drawn.said(less)
            ),
        ));
    }
    sentences.push(("FIND OUT", find_out(drawn)));
    sentences
}

/// Which strategy is best on average, and by how much.
fn on_average(drawn: &Drawn<'_>, best: usize) -> String {
    let mean = |position: usize| drawn.simulated.strategies[position].mean;
    let than = |other: usize, name: &str| {
        let lead = mean(best) - mean(other);
        let than = if lead < 0.0 { "less than" } else { "more than" };
        let ruled_out = drawn.comparison.choice.ruled_out[other].is_some();
        format!("{} {than} {name}{}", drawn.said(lead.abs()), if ruled_out { ", which is ruled out" } else { "" })
    };
    let next = drawn.simulated.runner_up.filter(|next| *next != 0).map(|next| than(next, drawn.name(next)));
    let nothing = (best != 0).then(|| than(0, "doing nothing"));
    let than: Vec<String> = next.into_iter().chain(nothing).collect();
    let than = if than.is_empty() { String::new() } else { format!(", {}", list(&than)) };
    format!("{} is best: it brings {}{than}.", drawn.name(best), drawn.said(mean(best)))
}

/// How often it is the best, and how far it may come out.
fn how_sure(drawn: &Drawn<'_>, best: usize) -> String {
    let simulated = drawn.simulated;
    let strategy = &simulated.strategies[best];
    let spread = format!(
        "In 9 of 10 draws it brings {} to {}; it makes a loss in {}.",
        drawn.said(strategy.quantiles[0]),
        drawn.said(strategy.quantiles[4]),
        of_draws(strategy.chance_of_loss),
    );
    if simulated.runner_up.is_none() {
        return format!("It is the only one that may be chosen. {spread}");
    }
    let chance = |position: usize| simulated.strategies[position].chance_best.unwrap_or(0.0);
    let is_told = |other: &usize| *other != best && percent(Exact::from_f64(chance(*other))) != percent(Exact::ZERO);
    let mut others: Vec<usize> = (0..simulated.strategies.len()).filter(is_told).collect();
    others.sort_by(|one, other| chance(*other).total_cmp(&chance(*one)));
    let of_other = |other: &usize| format!("{}: {}", drawn.name(*other), percent(Exact::from_f64(chance(*other))));
    let others: Vec<String> = others.iter().take(CHANCES_TOLD).map(of_other).collect();
    let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join("; ")) };
    let too_close = match simulated.lead {
        Some(Lead { value, standard_error: Some(error) }) if error > 0.0 && value < 2.0 * error => {
            " Which of the first two is ahead on average cannot be told from so few draws: take more with --draws."
        }
        _ => "",
    };
    format!("It is the best in {}{others}. {spread}{too_close}", of_draws(chance(best)))
}

/// A share of the draws in words.
fn of_draws(share: f64) -> String {
    match share {
        0.0 => "none".to_owned(),
        1.0 => "all draws".to_owned(),
        share if share < 0.001 => "fewer than 1 in 1,000 draws".to_owned(),
        share if share > 0.999 => "more than 999 in 1,000 draws".to_owned(),
        share => format!("{} of the draws", percent(Exact::from_f64(share))),
    }
}

/// What knowing more is worth, and of what most.
fn find_out(drawn: &Drawn<'_>) -> String {
    let evpi = drawn.simulated.evpi.unwrap_or(0.0);
    if evpi <= 0.0 {
        return "Nothing: whatever the inputs are within their ranges, the same strategy is best.".to_owned();
    }
    let (worth, _) = drawn.worth_knowing();
    let told = worth.iter().take(INPUTS_TOLD);
    let told: Vec<String> = told.map(|input| format!("{} ({})", drawn.noun(input), drawn.said(input.value))).collect();
    let first = if told.is_empty() {
        "No input by itself is worth finding out.".to_owned()
    } else {
        format!("Worth finding out first: {}.", list(&told))
    };
    let error = drawn.simulated.evpi_standard_error.unwrap_or(0.0);
    format!(
        "Knowing all inputs before choosing would be worth {} at the most (standard error {}). {first}",
        drawn.said(evpi),
        drawn.said(error)
    )
}

/// The inputs that are not worth finding out.
pub(super) fn no_need(drawn: &Drawn<'_>, inputs: &[&InputWorth]) -> String {
    let nouns: Vec<String> = inputs.iter().map(|input| drawn.noun(input)).collect();
    let draws = counted(drawn.simulated.draws, "draw");
    match nouns.as_slice() {
        [one] => capitalised(&format!("{one}: worth nothing, or less than {draws} can tell.")),
        _ => format!("Worth nothing by themselves, or less than {draws} can tell: {}.", nouns.join("; ")),
    }
}
