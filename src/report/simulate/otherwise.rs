//! Where the ranges recommend another strategy than their likely values do.

use crate::analysis::choice::By;
use crate::analysis::comparison::Comparison;
use crate::analysis::notices::notices;
use crate::engine::parallel::both;
use crate::number::{Exact, Number};
use crate::report::reason::said;
use crate::scenario::Reading;
use crate::scenario::warning::Warning;
use crate::simulation::look::{Ahead, ahead_over_the_ranges};

/// The code of the notice.
const OTHERWISE: &str = "ranges-choose-otherwise";

/// Everything to be noticed, with what a look at the ranges of the scenario says against the recommendation.
#[must_use]
pub fn noticed(reading: &Reading, comparison: &Comparison) -> Vec<Warning> {
    let has_range = reading.ledger.iter().any(|entry| entry.range.is_some());
    if !has_range || comparison.by != By::NetProfit {
        return notices(reading, comparison);
    }
    let (ahead, mut noticed) = both(|| ahead_over_the_ranges(reading, comparison), || notices(reading, comparison));
    noticed.extend(ahead.and_then(|ahead| otherwise(comparison, ahead)));
    noticed
}

/// The notice that another strategy than the recommended one brings more on average over the ranges; none where nothing is
/// recommended, or no decimal holds the difference.
fn otherwise(comparison: &Comparison, ahead: Ahead) -> Option<Warning> {
    let id = |position: usize| &comparison.scenario.strategies[position].id;
    let (chosen, by) = (comparison.choice.best.ok()?, Exact::from_f64(ahead.by));
    by.is_sound(Exact::ZERO).then(|| {
        let text = format!(
            "over the ranges `{}` brings {} more on average than `{}`, which is the best at the likely values: see `uprate simulate`",
            id(ahead.position),
            said(by, comparison),
            id(chosen)
        );
        Warning::general(OTHERWISE, text)
    })
}
