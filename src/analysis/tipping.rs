//! Where the choice tips: the value of one input, all others kept, from which on another strategy is best.

use std::collections::BTreeSet;
use std::iter::successors;

use super::choice::{RuledOut, allows};
use super::comparison::Comparison;
use super::inputs::{UncertainInput, uncertain_inputs};
use crate::domain::Scenario;
use crate::engine::basis::Basis;
use crate::engine::calendar::Calendar;
use crate::engine::parallel;
use crate::engine::stretches::net_profits_on;
use crate::engine::worth::Release;
use crate::number::{Exact, Number};
use crate::scenario::Reading;

/// How near a tipping point is come to, as a share of the range.
const NEAR_ENOUGH: f64 = 1e-6;

/// How often the way to an end that cannot be is halved.
const HALVINGS: usize = 10;

/// Tips that are followed beyond those that are wanted.
const FOLLOWED_BEYOND: usize = 2;

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
    nearest_tipping_points(reading, comparison, |_| true, usize::MAX).1
}

/// How many inputs tip the choice, of those that are looked at, and the tipping points of the nearest.
#[must_use]
pub fn nearest_tipping_points(
    reading: &Reading,
    comparison: &Comparison,
    looked_at: impl Fn(&str) -> bool,
    wanted: usize,
) -> (usize, Vec<TippingPoint>) {
    let Some(search) = Search::of(comparison) else { return (0, Vec::new()) };
    let mut inputs = uncertain_inputs(reading);
    inputs.retain(|input| looked_at(&input.key));
    // Both ends of an input are looked at for every strategy, at the least.
    let months = comparison.scenario.months * u32::try_from(2 * search.candidates.len()).unwrap_or(u32::MAX);
    let by_input = parallel::each(&inputs, months, |input| search.clone().tips(input));
    let count = by_input.iter().filter(|tips| !tips.is_empty()).count();
    let mut tips: Vec<Tip<'_>> = by_input.into_iter().flatten().collect();
    tips.sort_by(|one, other| one.guess.total_cmp(&other.guess));
    // A guess may be wrong: a few more are followed than are wanted.
    let unknown = tips.iter().filter(|tip| tip.guess <= 0.0).count();
    tips.truncate(wanted.saturating_add(FOLLOWED_BEYOND).saturating_add(unknown));
    let mut points = parallel::each(&tips, months, |tip| search.clone().point(tip));
    points.sort_by(|one, other| one.distance().total_cmp(&other.distance()));
    let mut told = BTreeSet::new();
    points.retain(|point| told.insert(point.input.key.clone()));
    points.truncate(wanted);
    (count, points)
}

/// A scenario of which one number is changed.
#[derive(Clone)]
struct Search {
    scenario: Scenario<f64>,
    /// Its months, which no input changes.
    calendar: Calendar,
    candidates: Vec<usize>,
    best: usize,
    /// How far the best is ahead of the others in the base case.
    lead: f64,
}

/// An end of the range of an input at which another strategy is best.
struct Tip<'i> {
    input: &'i UncertainInput,
    end: f64,
    then: usize,
    /// How far the recommended strategy is ahead of the others there: it is behind.
    behind: f64,
    /// Where on a straight line the lead would be 0, as a share of the base case.
    guess: f64,
}

impl Search {
    fn of(comparison: &Comparison) -> Option<Self> {
        let best = comparison.choice.best.ok()?;
        let ruled_out = &comparison.choice.ruled_out;
        // What the cash or the cap rules out now, another number may allow.
        let depends = |ruled_out: &RuledOut<Exact>| matches!(ruled_out, RuledOut::Cash { .. } | RuledOut::Cap { .. });
        let may_be = |position: &usize| ruled_out[*position].as_ref().is_none_or(depends);
        let candidates: Vec<usize> = (0..ruled_out.len()).filter(may_be).collect();
        let scenario = comparison.scenario.convert(Number::to_f64);
        let calendar = comparison.evaluation.basis.calendar.clone();
        let mut search = Self { scenario, calendar, candidates, best, lead: 0.0 };
        search.lead = search.standing()?.1;
        Some(search)
    }

    /// The ends of the range of an input at which another strategy is best.
    fn tips(mut self, input: &UncertainInput) -> Vec<Tip<'_>> {
        let base = input.base.to_f64();
        let at_end = |end: f64| {
            // An end that contradicts other numbers is come towards as far as it goes.
            let ends = successors(Some(end), |end| Some(f64::midpoint(base, *end))).take(HALVINGS);
            let (end, (then, behind)) = ends.into_iter().find_map(|end| Some((end, self.best_at(&input.key, end)?)))?;
            let share = self.lead / (self.lead - behind);
            // Where the cash or the contract tips it there is no line to follow: it is looked for.
            let guess = if share.is_finite() { ((end - base) / base).abs() * share } else { 0.0 };
            (then != self.best).then_some(Tip { input, end, then, behind, guess })
        };
        [input.low.to_f64(), input.high.to_f64()].into_iter().filter_map(at_end).collect()
    }

    /// Where between the base case and the end the choice tips.
    ///
    /// The lead is followed along a straight line to 0; where that hardly narrows the way, as at a jump, it is halved.
    fn point(mut self, tip: &Tip<'_>) -> TippingPoint {
        let (key, base) = (&tip.input.key, tip.input.base.to_f64());
        let (mut same, mut lead) = (base, self.lead);
        let (mut other, mut then, mut behind) = (tip.end, tip.then, tip.behind);
        let near_enough = (other - same).abs() * NEAR_ENOUGH;
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
        TippingPoint { input: tip.input.clone(), at: other, then }
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
        let basis = Basis::within(&self.scenario, self.calendar.clone()).ok()?;
        let release = Release::redeployed(&basis);
        let net_profits = net_profits_on(&self.scenario, &basis, &release).ok()?;
        let mut left = self.candidates.clone();
        let better = |best: usize, other: usize| {
            if net_profits[other].is_more_money_than(net_profits[best]) { other } else { best }
        };
        loop {
            let best = left.iter().copied().reduce(better)?;
            if self.may_be_chosen(best, &basis, &release) {
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
    fn may_be_chosen(&self, position: usize, basis: &Basis<f64>, release: &Release<f64>) -> bool {
        if self.scenario.business.is_none() && self.scenario.contract.max_raise.is_none() {
            return true;
        }
        allows(&self.scenario, basis, release, position).unwrap_or(false)
    }
}
