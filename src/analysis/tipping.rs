//! Where the choice tips: the value of one input, all others kept, from which on another strategy is best.

mod told;

use std::collections::BTreeSet;
use std::iter::successors;
use std::sync::Arc;

use super::choice::{By, RuledOut, allows};
use super::comparison::Comparison;
use super::inputs::{SPREAD, UncertainInput, answers, uncertain_inputs};
use crate::domain::{Scenario, Way};
use crate::engine::calendar::Calendar;
use crate::engine::evaluation::evaluate;
use crate::engine::parallel;
use crate::engine::stretches::Ground;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use told::Steps;

/// Months summed by stretches in floating point that take as long as one in decimals.
const MONTHS_FOR_ONE: u32 = 32;

/// How many times as much work a tipping point is as both ends of an input, where the lead jumps and the way is halved.
const POINT_FOR_ENDS: u32 = 20;

/// How near a tipping point is come to, as a share of the range.
const NEAR_ENOUGH: f64 = 1e-6;

/// Values along a straight line by which the way to a tipping point has to be narrowed to a quarter.
const VALUES_FOLLOWED: usize = 3;

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
    let mut points = parallel::each(&tips, work, |(_, tip)| search.clone().point(tip));
    // What is equally near but for the last digits of the search stays in the order of reading.
    let rank = |point: &TippingPoint| (point.distance() / EQUALLY_NEAR).round();
    points.sort_by(|one, other| rank(one).total_cmp(&rank(other)));
    let mut told = BTreeSet::new();
    points.retain(|point| told.insert(point.input.key.clone()));
    points.truncate(wanted);
    (count, points)
}

/// The answer of the planner that makes another strategy the best by a change of one point or less, and where; of several
/// the one that needs the smallest change. None where nothing is recommended, or no answer does.
#[must_use]
pub fn nearest_answer(reading: &Reading, comparison: &Comparison) -> Option<TippingPoint> {
    let search = Search::of(comparison)?;
    let answers = answers(reading);
    let points = parallel::each(&answers, search.months_of_both_ends(), |answer| {
        let tips = search.clone().tips(answer).into_iter();
        tips.map(|tip| search.clone().point(&tip)).collect::<Vec<TippingPoint>>()
    });
    let change = |point: &TippingPoint| (point.at - point.input.base.to_f64()).abs();
    points.into_iter().flatten().min_by(|one, other| change(one).total_cmp(&change(other)))
}

/// A scenario of which one number is changed.
#[derive(Clone)]
pub(super) struct Search {
    scenario: Scenario<f64>,
    /// Its months as it is.
    calendar: Calendar,
    /// What the strategies have in common in the base case.
    ground: Arc<Ground<f64>>,
    /// What values are rounded to that are told.
    steps: Steps,
    by: By,
    candidates: Vec<usize>,
    /// Whether what rules out is left aside.
    whatever_rules_out: bool,
    best: usize,
    /// How far the best is ahead of the others in the base case.
    lead: f64,
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

/// A side of a tipping point.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// That of the base case, where the same strategy is best.
    Same,
    /// That of the end, where another one is.
    Other,
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
        let calendar = comparison.evaluation.basis.calendar.clone();
        let by = comparison.by;
        let ground = Arc::new(Ground::of(&scenario, calendar.clone()).ok()?);
        let steps = Steps { price: comparison.scenario.price_step.settled(), currency: comparison.scenario.currency };
        let mut search =
            Self { scenario, calendar, ground, steps, by, candidates, whatever_rules_out, best, lead: 0.0 };
        search.lead = search.standing(&search.ground)?.1;
        Some(search)
    }

    /// The work to look at both ends of an input for every candidate, in months of decimals.
    fn months_of_both_ends(&self) -> u32 {
        let strategies = u32::try_from(2 * self.candidates.len()).unwrap_or(u32::MAX);
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
            (best != self.best).then_some(End { at, best, lead, ..end })
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
        let share = self.lead / (self.lead - end.lead);
        // Where the cash or the contract tips it there is no line to follow: it is looked for.
        let guess = if share.is_finite() { ((end.at - base) / base).abs() * share } else { 0.0 };
        let tip = Tip { input, end: end.at, then: end.best, behind: end.lead, guess };
        (end.best != self.best).then_some(tip)
    }

    /// Where between the base case and the end the choice tips.
    ///
    /// The lead is followed along a straight line to 0. So that the way is narrowed from both sides, each value is a little
    /// off the crossing, away from the side that was narrowed last, and the lead at an end that stays is halved (the
    /// Illinois method); where all that hardly narrows the way, as at a jump, it is halved itself.
    pub fn point(mut self, tip: &Tip<'_>) -> TippingPoint {
        let base = tip.input.base.to_f64();
        if tip.input.is_whole() {
            let (at, then) = self.whole_point(tip);
            return self.told(tip.input, at, then);
        }
        let (mut same, mut lead) = (base, self.lead);
        let (mut other, mut then, mut behind) = (tip.end, tip.then, tip.behind);
        let mut width = (other - same).abs();
        let near_enough = width * NEAR_ENOUGH;
        let (mut before, mut values, mut narrowed) = (width, 0, None);
        while width > near_enough {
            let off = near_enough / 4.0 / width;
            let crossing = lead / (lead - behind);
            let follows = values < VALUES_FOLLOWED && (0.0..=1.0).contains(&crossing);
            let along = match narrowed {
                _ if !follows => 0.5,
                Some(Side::Other) => crossing - off,
                _ => crossing + off,
            };
            let at = same + (other - same) * along.clamp(off, 1.0 - off);
            let found = self.best_at(tip.input, at);
            let side = if found.is_some_and(|(best, _)| best != self.best) { Side::Other } else { Side::Same };
            let again = narrowed.replace(side) == Some(side);
            match (side, found) {
                (Side::Other, Some((best, gap))) => (other, then, behind) = (at, best, gap),
                (_, Some((_, gap))) => (same, lead) = (at, gap),
                (_, None) => same = at,
            }
            match side {
                Side::Other if again => lead /= 2.0,
                Side::Same if again => behind /= 2.0,
                _ => {}
            }
            width = (other - same).abs();
            values += 1;
            if !follows || width < before / 4.0 {
                (before, values) = (width, 0);
            }
        }
        self.told(tip.input, other, then)
    }

    /// The point with the roundest value that has the same choice.
    fn told(mut self, input: &UncertainInput, at: f64, then: usize) -> TippingPoint {
        let mut candidates = told::candidates(input, at, self.steps).into_iter();
        let is_so = |value: &Exact| self.best_at(input, value.to_f64()).is_some_and(|(best, _)| best == then);
        let told = candidates.find(is_so).unwrap_or(Exact::from_f64(at));
        TippingPoint { input: input.clone(), at, told, then }
    }

    /// The first whole number from the base case to the end at which another strategy is best, and which.
    fn whole_point(&mut self, tip: &Tip<'_>) -> (f64, usize) {
        let base = tip.input.base.to_f64();
        let step = (tip.end - base).signum();
        let numbers = successors(Some(base + step), |number| Some(number + step));
        let mut numbers = numbers.take_while(|number| (number - tip.end) * step < 0.0);
        let found = numbers.find_map(|number| {
            let (best, _) = self.best_at(tip.input, number)?;
            (best != self.best).then_some((number, best))
        });
        found.unwrap_or((tip.end, tip.then))
    }

    /// The best candidate with another value, and how far the recommended one is ahead of the others (negative:
    /// behind); none where the value contradicts others, or the figures cannot be computed.
    fn best_at(&mut self, input: &UncertainInput, value: f64) -> Option<(usize, f64)> {
        input.set(&mut self.scenario, value)?;
        if !self.scenario.is_possible() {
            return None;
        }
        if is_of_strategies(&input.key) {
            return self.standing(&self.ground);
        }
        let as_it_is = self.scenario.months == self.calendar.months();
        let calendar = if as_it_is { self.calendar.clone() } else { Calendar::of(&self.scenario).ok()? };
        self.standing(&Ground::of(&self.scenario, calendar).ok()?)
    }

    /// The same with the numbers as they are, on their ground.
    fn standing(&self, ground: &Ground<f64>) -> Option<(usize, f64)> {
        let figures = self.figures(ground)?;
        let mut left = self.candidates.clone();
        let better = |best: usize, other: usize| {
            if figures[other].is_more_money_than(figures[best]) { other } else { best }
        };
        loop {
            let best = left.iter().copied().reduce(better)?;
            if self.may_be_chosen(best, ground) {
                let others = left.iter().filter(|position| **position != self.best);
                let highest = others.map(|position| figures[*position]).fold(f64::NEG_INFINITY, f64::max);
                // Where the recommended one is ruled out by a number, there is no lead to follow.
                let lead = if left.contains(&self.best) { figures[self.best] - highest } else { f64::NAN };
                return Some((best, lead));
            }
            left.retain(|position| *position != best);
        }
    }

    /// The figures by which the best is the best; nothing is worse than to have none, or to be no candidate.
    fn figures(&self, ground: &Ground<f64>) -> Option<Vec<f64>> {
        let mut figures = vec![f64::NEG_INFINITY; self.scenario.strategies.len()];
        if self.by == By::NetProfit {
            for position in &self.candidates {
                figures[*position] = ground.net_profit(&self.scenario.strategies[*position], &self.scenario).ok()?;
            }
        } else {
            for (figure, strategy) in figures.iter_mut().zip(&evaluate(&self.scenario).ok()?.strategies) {
                *figure = self.by.of(strategy).unwrap_or(f64::NEG_INFINITY);
            }
        }
        Some(figures)
    }

    /// Whether the contract and the cash allow a strategy, which depends on the numbers too.
    fn may_be_chosen(&self, position: usize, ground: &Ground<f64>) -> bool {
        if self.whatever_rules_out {
            return true;
        }
        if self.scenario.business.is_none() && self.scenario.contract.max_raise.is_none() {
            let at_once = matches!(self.scenario.strategies[position].way, Way::ExitNow(_));
            return !(at_once && self.scenario.contract.termination_months > 0);
        }
        allows(&self.scenario, &ground.basis, &ground.release, position).unwrap_or(false)
    }
}

/// Whether a number is one of the strategies, of the answers to them, or of what rules them out: what the strategies have
/// in common does not depend on it.
fn is_of_strategies(key: &str) -> bool {
    let in_common = ["response.churn", "response.drift"].contains(&key);
    !in_common && ["strategy.", "response.", "contract.", "business."].iter().any(|table| key.starts_with(table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, Source, read};

    #[test]
    fn what_is_of_the_strategies_changes_nothing_that_they_have_in_common() {
        let text = include_str!("../../benches/planner/largest.toml");
        let source = Source::from_bytes("largest.toml", text.as_bytes()).expect("a text");
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let reading = read(&Request { source, stem: "largest", overrides: &[], today }).expect("a scenario");
        let common = |scenario: &Scenario<f64>| {
            let ground = Ground::of(scenario, Calendar::of(scenario).expect("a calendar")).expect("computable");
            format!("{:?}{:?}", ground.basis, ground.release)
        };
        let base = reading.scenario.convert(Number::to_f64);
        let (mut of_strategies, mut others) = (0, 0);
        for input in uncertain_inputs(&reading, SPREAD) {
            let mut changed = base.clone();
            input.set(&mut changed, input.low.to_f64()).expect("the input");
            let same = common(&changed) == common(&base);
            if is_of_strategies(&input.key) {
                assert!(same, "{}", input.key);
                of_strategies += 1;
            } else if !same {
                others += 1;
            }
        }
        assert!(of_strategies > 30 && others > 20, "{of_strategies} and {others}");
    }
}
