//! Where the choice tips: the value of one input, all others kept, from which on another strategy is best.

use std::iter::successors;

use super::choice::{RuledOut, allows};
use super::comparison::Comparison;
use super::inputs::{UncertainInput, uncertain_inputs};
use crate::domain::Scenario;
use crate::engine::parallel;
use crate::engine::stretches::net_profits;
use crate::number::{Exact, Number};
use crate::scenario::Reading;

/// How near a tipping point is come to, as a share of the range.
const NEAR_ENOUGH: f64 = 1e-6;

/// How often the way to an end that cannot be is halved.
const HALVINGS: usize = 10;

/// The value of an input at which the choice tips.
#[derive(Clone, Debug)]
pub struct TippingPoint {
    /// The input.
    pub input: UncertainInput,
    /// The value.
    pub at: f64,
    /// The position of the strategy that is best beyond it.
    pub then: usize,
}

impl TippingPoint {
    /// How far it is from the base case, as a share of the base case.
    #[must_use]
    pub fn distance(&self) -> f64 {
        let base = self.input.base.to_f64();
        ((self.at - base) / base).abs()
    }

    /// Whether it lies below the base case.
    #[must_use]
    pub fn is_below(&self) -> bool {
        self.at < self.input.base.to_f64()
    }
}

/// The tipping points of all inputs by expected net profit, the nearest first; none where nothing is recommended. An
/// input that tips the choice both ways has the nearer one.
#[must_use]
pub fn tipping_points(reading: &Reading, comparison: &Comparison) -> Vec<TippingPoint> {
    let Ok(best) = comparison.choice.best else { return Vec::new() };
    let ruled_out = &comparison.choice.ruled_out;
    // What the cash or the cap rules out now, another number may allow.
    let depends = |ruled_out: &RuledOut<Exact>| matches!(ruled_out, RuledOut::Cash { .. } | RuledOut::Cap { .. });
    let may_be = |position: &usize| ruled_out[*position].as_ref().is_none_or(depends);
    let candidates: Vec<usize> = (0..ruled_out.len()).filter(may_be).collect();
    let mut search = Search { scenario: comparison.scenario.convert(Number::to_f64), candidates, best, lead: 0.0 };
    let Some((_, lead)) = search.standing() else { return Vec::new() };
    search.lead = lead;
    let inputs = uncertain_inputs(reading);
    // Both ends of an input are looked at for every strategy, at the least.
    let months = comparison.scenario.months * u32::try_from(2 * ruled_out.len()).unwrap_or(u32::MAX);
    let points = parallel::each(&inputs, months, |input| search.clone().tipping_point(input));
    let mut points: Vec<TippingPoint> = points.into_iter().flatten().collect();
    points.sort_by(|one, other| one.distance().total_cmp(&other.distance()));
    points
}

/// A scenario of which one number is changed.
#[derive(Clone)]
struct Search {
    scenario: Scenario<f64>,
    candidates: Vec<usize>,
    best: usize,
    /// How far the best is ahead of the others in the base case.
    lead: f64,
}

impl Search {
    fn tipping_point(mut self, input: &UncertainInput) -> Option<TippingPoint> {
        let base = input.base.to_f64();
        let nearest = [input.low.to_f64(), input.high.to_f64()]
            .into_iter()
            .filter_map(|end| self.tips_between(&input.key, base, end))
            .min_by(|(one, _), (other, _)| (one - base).abs().total_cmp(&(other - base).abs()));
        nearest.map(|(at, then)| TippingPoint { input: input.clone(), at, then })
    }

    /// Where between the base case and an end of the range the choice tips, if it is another at the end.
    ///
    /// The lead is followed along a straight line to 0; where that hardly narrows the way, as at a jump, it is halved.
    fn tips_between(&mut self, key: &str, base: f64, end: f64) -> Option<(f64, usize)> {
        let mut lead = self.lead;
        // An end that contradicts other numbers is come towards as far as it goes.
        let ends = successors(Some(end), |end| Some(f64::midpoint(base, *end))).take(HALVINGS);
        let (end, at_end) = ends.into_iter().find_map(|end| Some((end, self.best_at(key, end)?)))?;
        let (mut then, mut behind) = Some(at_end).filter(|(then, _)| *then != self.best)?;
        let (mut same, mut other) = (base, end);
        let near_enough = (end - base).abs() * NEAR_ENOUGH;
        while (other - same).abs() > near_enough {
            let before = (other - same).abs();
            // A little beyond the crossing, so that the way is narrowed from both sides.
            let along = lead / (lead - behind);
            let along = if along.is_finite() { along.clamp(0.0, 1.0) + NEAR_ENOUGH } else { 0.5 };
            for at in [same + (other - same) * along, f64::midpoint(same, other)] {
                match self.best_at(key, at) {
                    Some((best, gap)) if best != self.best => (other, then, behind) = (at, best, gap),
                    Some((_, gap)) => (same, lead) = (at, gap),
                    None => same = at,
                }
                if (other - same).abs() < before / 4.0 {
                    break;
                }
            }
        }
        Some((other, then))
    }

    /// The best candidate with another value, and how far the recommended one is ahead of the others (negative:
    /// behind); none where the value contradicts others, or the figures cannot be computed.
    fn best_at(&mut self, key: &str, value: f64) -> Option<(usize, f64)> {
        *self.scenario.real(key)? = value;
        self.standing()
    }

    /// The same with the numbers as they are.
    fn standing(&self) -> Option<(usize, f64)> {
        if !self.scenario.response.is_possible() {
            return None;
        }
        let net_profits = net_profits(&self.scenario).ok()?;
        let mut left = self.candidates.clone();
        let better = |best: usize, other: usize| {
            if net_profits[other].is_more_money_than(net_profits[best]) { other } else { best }
        };
        loop {
            let best = left.iter().copied().reduce(better)?;
            if self.may_be_chosen(best) {
                let others = left.iter().filter(|position| **position != self.best);
                let highest = others.map(|position| net_profits[*position]).fold(f64::NEG_INFINITY, f64::max);
                // Where the recommended one is ruled out by a number, there is no lead to follow.
                let lead = if left.contains(&self.best) { net_profits[self.best] - highest } else { f64::NAN };
                return Some((best, lead));
            }
            left.retain(|position| *position != best);
        }
    }

    /// Whether the contract and the cash allow a strategy, which depends on the numbers too.
    fn may_be_chosen(&self, position: usize) -> bool {
        if self.scenario.business.is_none() && self.scenario.contract.max_raise.is_none() {
            return true;
        }
        allows(&self.scenario, position).unwrap_or(false)
    }
}
