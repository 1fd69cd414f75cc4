//! Where the choice tips: the value of one input, all others kept, from which on another strategy is best.

mod standing;
mod told;
mod way;

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;
use std::sync::Arc;

use super::choice::RuledOut;
use super::comparison::Comparison;
use super::inputs::{SPREAD, UncertainInput, answers, uncertain_inputs};
use crate::domain::Scenario;
use crate::engine::parallel;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use standing::Base;
use way::Way;

/// Months summed by stretches in floating point that take as long as one in decimals.
const MONTHS_FOR_ONE: u32 = 32;

/// How many times as much work a tipping point is as both ends of an input, where the lead jumps and the way is halved.
const POINT_FOR_ENDS: u32 = 20;

/// Values by which each way is narrowed before those are left out that lead farther than others.
const FIRST_VALUES: usize = 6;

/// Distances that differ by less, as shares of the base case, are told in the order of reading.
const EQUALLY_NEAR: f64 = 1e-5;

/// How often the way to an end that cannot be is halved.
pub(super) const HALVINGS: usize = 10;

/// Parts into which the way to an end is divided, where it is looked at closely.
const PLACES_ON_THE_WAY: u32 = 32;

/// Tips that are followed beyond those that are wanted.
const FOLLOWED_BEYOND: usize = 2;

/// The value of an input at which the choice tips.
#[derive(Clone, Debug)]
pub struct TippingPoint {
    /// The input.
    pub input: UncertainInput,
    /// The value, as near as the search came to it.
    pub at: f64,
    /// The same rounded away from the base case: with this value too another strategy is best.
    pub told: Exact,
    /// The position of the strategy that is best beyond it.
    pub then: usize,
}

impl TippingPoint {
    /// The value from which on another strategy is the best, to the digits that the search found.
    #[must_use]
    pub fn value(&self) -> Exact {
        Exact::from_f64(self.at)
    }

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

/// The tipping points of all inputs, the nearest first; none where nothing is recommended. An
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
    let mut inputs = uncertain_inputs(reading, SPREAD);
    inputs.retain(|input| looked_at(&input.key));
    let months = search.months_of_both_ends();
    let by_input = parallel::each(&inputs, months, |input| search.clone().tips(input));
    let count = by_input.iter().filter(|tips| !tips.is_empty()).count();
    let mut tips: Vec<(usize, Tip<'_>)> = by_input.into_iter().flatten().enumerate().collect();
    tips.sort_by(|(_, one), (_, other)| one.guess.total_cmp(&other.guess));
    // A guess may be wrong: a few more are followed than are wanted.
    let unknown = tips.iter().filter(|(_, tip)| tip.guess <= 0.0).count();
    tips.truncate(wanted.saturating_add(FOLLOWED_BEYOND).saturating_add(unknown));
    tips.sort_by_key(|(position, _)| *position);
    let work = months.saturating_mul(POINT_FOR_ENDS);
    // Most of what is followed turns out to be farther away than others before it is known where.
    let ways = parallel::each(&tips, work, |(_, tip)| search.narrowed(&Way::to(tip, search.base.lead), FIRST_VALUES));
    let ways = not_beyond_the_nearest(ways, wanted);
    let mut ways = parallel::each(&ways, work, |way| search.narrowed(way, usize::MAX));
    // What is equally near but for the last digits of the search stays in the order of reading.
    let rank = |way: &Way<'_>| (way.distance() / EQUALLY_NEAR).round();
    ways.sort_by(|one, other| rank(one).total_cmp(&rank(other)));
    let mut told = BTreeSet::new();
    ways.retain(|way| told.insert(way.input.key.as_str()));
    ways.truncate(wanted);
    let points = parallel::each(&ways, work, |way| search.clone().told(way));
    (count, points)
}

/// Those of some ways that may lead to one of the nearest points, of which each is of another input.
fn not_beyond_the_nearest(mut ways: Vec<Way<'_>>, wanted: usize) -> Vec<Way<'_>> {
    let mut by_input = BTreeMap::new();
    for way in &ways {
        let farthest = by_input.entry(way.input.key.as_str()).or_insert(f64::INFINITY);
        *farthest = way.distance().min(*farthest);
    }
    let mut distances: Vec<f64> = by_input.into_values().collect();
    distances.sort_by(f64::total_cmp);
    if let Some(last) = wanted.checked_sub(1).and_then(|last| distances.get(last)) {
        ways.retain(|way| !way.is_beyond(*last));
    }
    ways
}

/// The answer of the planner that makes another strategy the best by a change of one point or less, and where; of several
/// the one that needs the smallest change. None where nothing is recommended, or no answer does.
#[must_use]
pub fn nearest_answer(reading: &Reading, comparison: &Comparison) -> Option<TippingPoint> {
    let search = Search::of(comparison)?;
    let answers = answers(reading);
    let ways = parallel::each(&answers, search.months_of_both_ends(), |answer| {
        let tips = search.clone().tips(answer).into_iter();
        tips.map(|tip| search.narrowed(&Way::to(&tip, search.base.lead), usize::MAX)).collect::<Vec<Way<'_>>>()
    });
    let nearest = ways.into_iter().flatten().min_by(|one, other| one.change().total_cmp(&other.change()))?;
    Some(search.told(&nearest))
}

/// A scenario of which one number is changed.
#[derive(Clone)]
pub(super) struct Search {
    scenario: Scenario<f64>,
    base: Arc<Base>,
}

/// An end of the range of an input, or as far towards it as the scenario may go.
#[derive(Clone, Copy)]
pub(super) struct End {
    at: f64,
    /// How often the way to it was halved.
    pub halvings: usize,
    /// The strategy that is best there.
    best: usize,
    /// How far the recommended strategy is ahead of the others there; negative: behind.
    lead: f64,
}

/// An end of the range of an input at which another strategy is best.
pub(super) struct Tip<'i> {
    input: &'i UncertainInput,
    end: f64,
    then: usize,
    /// How far the recommended strategy is ahead of the others there: it is behind.
    behind: f64,
    /// Where on a straight line the lead would be 0, as a share of the base case.
    guess: f64,
}

impl Search {
    /// The search for another best strategy; none where nothing is recommended.
    pub fn of(comparison: &Comparison) -> Option<Self> {
        let best = comparison.choice.best.ok()?;
        let ruled_out = &comparison.choice.ruled_out;
        // What a number rules out now, another number may allow.
        let depends = |ruled_out: &RuledOut<Exact>| !matches!(ruled_out, RuledOut::Flag { .. });
        let may_be = |position: &usize| ruled_out[*position].as_ref().is_none_or(depends);
        let candidates = (0..ruled_out.len()).filter(may_be).collect();
        Self::among(comparison, candidates, best, false)
    }

    /// The search for where a strategy and doing nothing are equal, whatever rules them out.
    pub fn against_nothing(comparison: &Comparison, position: usize) -> Option<Self> {
        let figure = |position: usize| comparison.by.of(&comparison.evaluation.strategies[position]);
        let ahead = figure(position)?.is_more_money_than(figure(0)?);
        Self::among(comparison, vec![0, position], if ahead { position } else { 0 }, true)
    }

    fn among(comparison: &Comparison, candidates: Vec<usize>, best: usize, whatever_rules_out: bool) -> Option<Self> {
        let scenario = comparison.scenario.convert(Number::to_f64);
        let base = Arc::new(Base::of(comparison, &scenario, candidates, best, whatever_rules_out)?);
        Some(Self { scenario, base })
    }

    /// The work to look at both ends of an input for every candidate, in months of decimals.
    fn months_of_both_ends(&self) -> u32 {
        let strategies = u32::try_from(2 * self.base.candidates.len()).unwrap_or(u32::MAX);
        self.scenario.months.saturating_mul(strategies) / MONTHS_FOR_ONE
    }

    /// The end of a range.
    ///
    /// An end that contradicts other numbers is come towards as far as it goes.
    pub fn towards(&mut self, input: &UncertainInput, end: Exact) -> Option<End> {
        let base = input.base.to_f64();
        let ends = successors(Some(end.to_f64()), |end| Some(f64::midpoint(base, *end))).take(HALVINGS);
        ends.enumerate().find_map(|(halvings, at)| {
            let (best, lead) = self.best_at(input, at)?;
            Some(End { at, halvings, best, lead })
        })
    }

    /// The nearest of some values on the way to an end at which another strategy is best; else the end.
    pub fn on_the_way(&mut self, input: &UncertainInput, end: End) -> End {
        let base = input.base.to_f64();
        let places = (1..PLACES_ON_THE_WAY)
            .map(|place| base + (end.at - base) * f64::from(place) / f64::from(PLACES_ON_THE_WAY));
        let mut looked_at = places.map(|at| if input.is_whole() { at.round() } else { at });
        let found = looked_at.find_map(|at| {
            let (best, lead) = self.best_at(input, at)?;
            (best != self.base.best).then_some(End { at, best, lead, ..end })
        });
        found.unwrap_or(end)
    }

    /// The ends of the range of an input at which another strategy is best.
    pub fn tips(mut self, input: &UncertainInput) -> Vec<Tip<'_>> {
        let ends = [input.low, input.high].map(|end| self.towards(input, end));
        ends.into_iter().flatten().filter_map(|end| self.tip(input, &end)).collect()
    }

    /// The tip at an end; none where no other strategy is best there.
    pub fn tip<'i>(&self, input: &'i UncertainInput, end: &End) -> Option<Tip<'i>> {
        let base = input.base.to_f64();
        let share = self.base.lead / (self.base.lead - end.lead);
        // Where the cash or the contract tips it there is no line to follow: it is looked for.
        let guess = if share.is_finite() { ((end.at - base) / base).abs() * share } else { 0.0 };
        let tip = Tip { input, end: end.at, then: end.best, behind: end.lead, guess };
        (end.best != self.base.best).then_some(tip)
    }

    /// Where between the base case and the end the choice tips.
    pub fn point(self, tip: &Tip<'_>) -> TippingPoint {
        let way = self.narrowed(&Way::to(tip, self.base.lead), usize::MAX);
        self.told(&way)
    }
}
