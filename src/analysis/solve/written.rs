//! A solution as it can be written into the scenario: prices in price steps, whole numbers whole, others as short as may be.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Goal, Search, Solution};
use crate::analysis::metrics::Figure;
use crate::analysis::variation::{Answer, Value};
use crate::number::{Exact, Number};
use crate::scenario::catalogue::Holds;

/// The most decimals that a value is written with.
const DECIMALS_MAX: u32 = 12;

impl Search<'_> {
    /// The value that comes as near to what is looked for as it can be written, and what the metric is with it.
    pub(super) fn written(&self, solution: &Solution) -> Option<(Value, Answer)> {
        let exact = Exact::from_f64(solution.at).settled();
        if self.is_price() || self.is_whole() {
            let step = if self.is_whole() { Decimal::ONE } else { self.question.reading.scenario.price_step.settled() };
            let steps = exact.checked_div(step)?;
            // What is on a step but for the last digits is on it.
            let nearest = steps.round();
            let on_step = steps.saturating_sub(nearest).abs() < Decimal::new(1, 6);
            let candidates = if on_step { vec![nearest] } else { vec![steps.floor(), steps.ceil()] };
            return self.best(candidates.into_iter().filter_map(|steps| steps.checked_mul(step)), solution);
        }
        let least = if matches!(self.definition.holds, Holds::Share) { 2 } else { 0 };
        let mut best: Option<(Value, Answer)> = None;
        let off = |found: &(Value, Answer)| self.off(&found.1, solution);
        for decimals in least..=DECIMALS_MAX {
            let rounded = |strategy| exact.round_dp_with_strategy(decimals, strategy);
            let candidates =
                [rounded(RoundingStrategy::ToNegativeInfinity), rounded(RoundingStrategy::ToPositiveInfinity)];
            let found = self.best(candidates.into_iter(), solution);
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| off(&found) < off(best) * 0.999)
            {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| off(best) <= self.unit(&best.1) / 2.0) || exact.scale() <= decimals {
                break;
            }
        }
        best
    }

    /// The candidate whose metric is best; of equals the first.
    fn best(&self, candidates: impl Iterator<Item = Decimal>, solution: &Solution) -> Option<(Value, Answer)> {
        let inside = |value: &Decimal| *value >= self.from && *value <= self.to;
        let answer = |value: Decimal| {
            let value = Value::of(value, self.definition);
            let answer = self.question.answer_with(&[(&self.key, &value.text)], |number| number).ok()?;
            answer.figure.number()?;
            Some((value, answer))
        };
        candidates
            .filter(inside)
            .filter_map(answer)
            .reduce(|best, next| if self.off(&next.1, solution) < self.off(&best.1, solution) { next } else { best })
    }

    /// How far an answer is from what is looked for; for the largest and the smallest, from what was found.
    fn off(&self, answer: &Answer, solution: &Solution) -> f64 {
        let metric = answer.figure.number().map_or(f64::NAN, Number::to_f64);
        match self.goal {
            Goal::Reach(target) => (metric - target.to_f64()).abs(),
            Goal::Largest => solution.metric - metric,
            Goal::Smallest => metric - solution.metric,
        }
    }

    /// The least difference that is printed of a figure: a cent, a hundredth of an hour or of a percent.
    fn unit(&self, answer: &Answer) -> f64 {
        let decimals = match answer.figure {
            Figure::Money(_) | Figure::Price(_) => self.question.reading.scenario.currency.decimals(),
            Figure::Share(_) => 4,
            Figure::Hours(_) | Figure::Month(_) => 2,
        };
        f64::from_decimal(Decimal::new(1, decimals))
    }
}
