//! Where the ranges recommend another strategy than their likely values do.

use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::report::reason::said;
use crate::scenario::warning::Warning;
use crate::simulation::look::Ahead;

/// The code of the notice.
const OTHERWISE: &str = "ranges-choose-otherwise";

/// The notice that another strategy than the recommended one brings more on average over the ranges; none where nothing is
/// recommended, or no decimal holds the difference.
#[must_use]
pub fn otherwise(comparison: &Comparison, ahead: Ahead) -> Option<Warning> {
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
