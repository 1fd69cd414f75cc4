//! What the workbook is, what it computes and what it does not.

use super::super::book::{Content, Look, Place, Role, Shows};
use super::Plan;
use crate::scenario::warning::Warning;
use crate::words::day;

/// The width of the sentences, in characters: on paper, too, where letters are wider than those of the usual font.
const WIDTH: f64 = 68.0;

/// Writes the notes.
pub fn notes(plan: &mut Plan<'_>, warnings: &[Warning]) {
    let sheet = plan.sheet("Notes", "What this workbook computes, and what it does not.");
    let comparison = plan.comparison;
    let source = &plan.reading.sources[0];
    let start = day(comparison.scenario.start);
    let made = format!(
        "Made by uprate {} from {}, a plan from {start}; SHA-256 {}.",
        env!("CARGO_PKG_VERSION"),
        source.name,
        source.digest()
    );
    let mut sentences = vec![
        made,
        "Change the framed cells of Inputs: all other sheets follow, by formulas. Each formula carries the value that \
         it had when the file was made."
            .to_owned(),
        "A default that follows from other inputs, such as a raise up to the goal price, is a formula in Inputs; a \
         number written over it counts instead."
            .to_owned(),
        "Fixed are: the months of the plan, the dates of all moves, which strategies there are and of which kind, the \
         currency, which form of response, price and cost the scenario uses. A staircase of raises takes or leaves \
         steps on its dates as its margin demands. Inputs that change nothing here are marked as fixed."
            .to_owned(),
        "The workbook does not say what is ruled out by a red flag, the contract or the cash, nor whether a raise is lost \
         in rounding: that is told as the scenario stands. The sheet Fixed has the floor, the \
         break-evens and the distribution, which follow no input; the best path and what ranges make of it are not here: \
         change the scenario and ask uprate."
            .to_owned(),
        "What an input may be is said in the handbook of scenarios; the workbook takes what it is given, and whole \
         numbers where months are meant."
            .to_owned(),
        "The present value is that of XNPV: each month's net profit counts from the first day after the month.".to_owned(),
        "Prices are rounded half away from zero to the price step, which stays as it is: where the scenario gives none, a \
         price written more finely in the scenario would make it finer. 1E-12 in formulas forgives what floating point adds to \
         a tie or takes from it."
            .to_owned(),
    ];
    sentences.extend(warnings.iter().map(|warning| format!("To be noticed: {}", warning.text)));
    for (row, sentence) in (3..).zip(sentences) {
        let look = Look { shows: Shows::Paragraph, role: Role::Plain };
        plan.book.put(Place { sheet, row, column: 0 }, Content::Text(sentence), look);
    }
    plan.book.sheets[sheet].widths.insert(0, WIDTH);
}
