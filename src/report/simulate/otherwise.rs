//! Where the ranges recommend another strategy than their likely values do.

use super::Drawn;
use crate::scenario::warning::Warning;

/// The code of the notice.
const OTHERWISE: &str = "ranges-choose-otherwise";

/// How many standard errors two means are apart where draws can tell them apart.
const ERRORS_APART: f64 = 2.0;

/// The notice that another strategy than the recommended one brings more on average over the ranges; none where the draws
/// cannot tell.
#[must_use]
pub fn otherwise(drawn: &Drawn<'_>) -> Option<Warning> {
    let simulated = drawn.simulated;
    let (chosen, best) = (drawn.comparison.choice.best.ok()?, simulated.best?);
    if chosen == best || simulated.first_beyond_decimals().is_some() {
        return None;
    }
    let (one, other) = (&simulated.strategies[best], &simulated.strategies[chosen]);
    let ahead = one.mean - other.mean;
    let of_lead = simulated.lead.filter(|_| simulated.runner_up == Some(chosen)).and_then(|lead| lead.standard_error);
    // Draws that are the same for both make their difference surer than this.
    let error = of_lead.unwrap_or_else(|| one.standard_error.hypot(other.standard_error));
    (ahead > ERRORS_APART * error).then(|| {
        let text = format!(
            "over the ranges `{}` brings {} more on average than `{}`, which is the best at the likely values: see `uprate simulate`",
            drawn.id(best),
            drawn.said(ahead),
            drawn.id(chosen)
        );
        Warning::general(OTHERWISE, text)
    })
}
