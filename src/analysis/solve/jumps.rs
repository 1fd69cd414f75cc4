//! Jumps of a metric: those that only the rounding of prices makes, and what makes the others.

use rust_decimal::Decimal;

use super::{Sample, Search};
use crate::analysis::choice::Choice;
use crate::analysis::variation::Whose;
use crate::engine::evaluation::evaluate;
use crate::number::Number;

/// How far around a step, as a multiple of the stretch on which the metric stays the same, prices that are not rounded are
/// looked at: the errors of several roundings add up.
const STRETCHES: f64 = 256.0;

/// The share of a step that may be left where prices are not rounded.
const LEFT: f64 = 0.01;

/// How much finer prices are that count as not rounded: the power of ten.
const FINER: u32 = 6;

/// What makes a metric jump; strategies by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A strategy is best from there on that is ruled out before.
    RuledIn(usize),
    /// The strategy that is best before is ruled out from there on.
    RuledOut(usize),
    /// Another strategy is best from there on.
    OtherBest,
    /// A strategy makes another number of moves from there on: before and after.
    Moves(usize, [usize; 2]),
}

impl Search<'_> {
    /// Whether prices that are not rounded hit the target near a step between two samples, so that it lies between two
    /// prices.
    pub(super) fn is_step_of_price(&self, before: Sample, after: Sample, target: f64) -> bool {
        let finer = self.question.reading.scenario.price_step.settled().saturating_mul(Decimal::new(1, FINER));
        let unrounded = |at: f64| self.look(at, Some(finer)).ok().map(|sample| sample.metric);
        let [from, to] = [self.from, self.to].map(f64::from_decimal);
        let step = (after.metric - before.metric).abs();
        let stays =
            |at: f64, metric: f64| self.sample(at).is_some_and(|sample| (sample.metric - metric).abs() < step * LEFT);
        if before.best != after.best {
            return false;
        }
        let mut reach = self.near_enough();
        let mut stretch = reach;
        while reach <= (to - from).min(stretch * STRETCHES) {
            let (low, high) = ((before.at - reach).max(from), (after.at + reach).min(to));
            if stays(low, before.metric) || stays(high, after.metric) {
                stretch = reach;
            }
            if let Some((at_low, at_high)) = unrounded(low).zip(unrounded(high))
                && (at_low < target) == (before.metric < target)
                && (at_high < target) == (after.metric < target)
            {
                return self.is_hit(target, [(low, at_low), (high, at_high)], unrounded, step * LEFT);
            }
            reach *= 2.0;
        }
        false
    }

    /// Whether a figure that lies on different sides of the target at two values comes within a distance of it between
    /// them, both from below and from above.
    fn is_hit(
        &self,
        target: f64,
        [mut low, mut high]: [(f64, f64); 2],
        figure: impl Fn(f64) -> Option<f64>,
        near: f64,
    ) -> bool {
        while (high.1 - low.1).abs() > near {
            let middle = f64::midpoint(low.0, high.0);
            if high.0 - low.0 <= self.near_enough() || middle <= low.0 || middle >= high.0 {
                return false;
            }
            let Some(at_middle) = figure(middle) else { return false };
            if (at_middle < target) == (low.1 < target) {
                low = (middle, at_middle);
            } else {
                high = (middle, at_middle);
            }
        }
        true
    }

    /// What makes the metric jump between two samples; none where that cannot be told.
    pub(super) fn cause_of_jump(&self, before: Sample, after: Sample) -> Option<Cause> {
        let side = |sample: Sample| {
            let given = self.given(sample.at, None);
            let given: Vec<(&str, &str)> = given.iter().map(|(key, value)| (*key, value.as_str())).collect();
            let scenario = self.question.reading_with(&given).ok()?.scenario.convert(Number::to_f64);
            let evaluation = evaluate(&scenario).ok()?;
            Some((Choice::among(&scenario, &evaluation, self.question.by), evaluation))
        };
        let [(choice_before, one), (choice_after, other)] = [side(before)?, side(after)?];
        let is_ruled_out = |choice: &Choice<f64>, position: usize| choice.ruled_out[position].is_some();
        let strategy = match (self.question.whose, before.best.zip(after.best)) {
            (Whose::Best, Some((was, is))) if was != is && is_ruled_out(&choice_before, is) => {
                return Some(Cause::RuledIn(is));
            }
            (Whose::Best, Some((was, is))) if was != is && is_ruled_out(&choice_after, was) => {
                return Some(Cause::RuledOut(was));
            }
            (Whose::Best, Some((was, is))) if was != is => return Some(Cause::OtherBest),
            (Whose::Best, best) => best?.0,
            (Whose::Strategy(position), _) => position,
        };
        let moves = [one, other].map(|evaluation| {
            evaluation.strategies[strategy].moves.iter().filter(|scheduled| scheduled.month.is_some()).count()
        });
        (moves[0] != moves[1]).then_some(Cause::Moves(strategy, moves))
    }
}
