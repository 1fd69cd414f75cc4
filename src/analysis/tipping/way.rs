//! The way from the base case to the end of a range, narrowed to the value at which the choice tips.

use std::iter::successors;

use super::{EQUALLY_NEAR, Search, Tip, TippingPoint, told};
use crate::analysis::inputs::UncertainInput;
use crate::number::{Exact, Number};

/// How near a tipping point is come to, as a share of the range.
const NEAR_ENOUGH: f64 = 1e-6;

/// Values along a straight line by which the way to a tipping point has to be narrowed to a quarter.
const VALUES_FOLLOWED: usize = 3;

/// A side of a tipping point.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// That of the base case, where the same strategy is best.
    Same,
    /// That of the end, where another one is.
    Other,
}

/// The part of the way in which the choice tips.
#[derive(Clone)]
pub(super) struct Way<'i> {
    pub input: &'i UncertainInput,
    base: f64,
    /// A value at which the choice is that of the base case, and the lead there.
    same: f64,
    lead: f64,
    /// A value at which it is another one, and which.
    other: f64,
    then: usize,
    /// How far the recommended strategy is ahead there: it is behind.
    behind: f64,
    near_enough: f64,
    /// How wide it was before so many values were followed.
    before: f64,
    values: usize,
    narrowed: Option<Side>,
}

impl<'i> Way<'i> {
    /// All of the way to a tip, where the recommended strategy has a lead in the base case.
    pub fn to(tip: &Tip<'i>, lead: f64) -> Self {
        let base = tip.input.base.to_f64();
        let width = (tip.end - base).abs();
        Self {
            input: tip.input,
            base,
            same: base,
            lead,
            other: tip.end,
            then: tip.then,
            behind: tip.behind,
            near_enough: width * NEAR_ENOUGH,
            before: width,
            values: 0,
            narrowed: None,
        }
    }

    fn width(&self) -> f64 {
        (self.other - self.same).abs()
    }

    /// How far the tipping point is from the base case at the most.
    pub fn change(&self) -> f64 {
        (self.other - self.base).abs()
    }

    /// The same as a share of the base case.
    pub fn distance(&self) -> f64 {
        ((self.other - self.base) / self.base).abs()
    }

    /// Whether it is surely farther than a distance, by more than what counts as equally near.
    pub fn is_beyond(&self, distance: f64) -> bool {
        ((self.same - self.base) / self.base).abs() > distance + 2.0 * EQUALLY_NEAR
    }
}

impl Search {
    /// Narrows a way to the point, or by so many values.
    ///
    /// The lead is followed along a straight line to 0. So that the way is narrowed from both sides, each value is a little
    /// off the crossing, away from the side that was narrowed last, and the lead at an end that stays is halved (the
    /// Illinois method); where all that hardly narrows the way, as at a jump, it is halved itself.
    pub(super) fn narrowed<'i>(&self, way: &Way<'i>, values_most: usize) -> Way<'i> {
        let mut way = way.clone();
        let mut search = self.clone();
        if way.input.is_whole() {
            search.narrow_whole(&mut way);
        } else {
            search.narrow(&mut way, values_most);
        }
        way
    }

    fn narrow(&mut self, way: &mut Way<'_>, values_most: usize) {
        for _ in 0..values_most {
            let width = way.width();
            if width <= way.near_enough {
                return;
            }
            let off = way.near_enough / 4.0 / width;
            let crossing = way.lead / (way.lead - way.behind);
            let follows = way.values < VALUES_FOLLOWED && (0.0..=1.0).contains(&crossing);
            let along = match way.narrowed {
                _ if !follows => 0.5,
                Some(Side::Other) => crossing - off,
                _ => crossing + off,
            };
            let at = way.same + (way.other - way.same) * along.clamp(off, 1.0 - off);
            let found = self.best_at(way.input, at);
            let side = if found.is_some_and(|(best, _)| best != self.base.best) { Side::Other } else { Side::Same };
            let again = way.narrowed.replace(side) == Some(side);
            match (side, found) {
                (Side::Other, Some((best, gap))) => (way.other, way.then, way.behind) = (at, best, gap),
                (_, Some((_, gap))) => (way.same, way.lead) = (at, gap),
                (_, None) => way.same = at,
            }
            match side {
                Side::Other if again => way.lead /= 2.0,
                Side::Same if again => way.behind /= 2.0,
                _ => {}
            }
            way.values += 1;
            if !follows || way.width() < way.before / 4.0 {
                (way.before, way.values) = (way.width(), 0);
            }
        }
    }

    /// Finds the first whole number from the base case to the end at which another strategy is best.
    fn narrow_whole(&mut self, way: &mut Way<'_>) {
        let step = (way.other - way.same).signum();
        let end = way.other;
        let numbers = successors(Some(way.same + step), |number| Some(number + step));
        for number in numbers.take_while(|number| (number - end) * step < 0.0) {
            if let Some((best, _)) = self.best_at(way.input, number)
                && best != self.base.best
            {
                (way.other, way.then) = (number, best);
                return;
            }
            way.same = number;
        }
    }

    /// The point at the end of a way that was narrowed to it, with the roundest value that has the same choice.
    pub(super) fn told(mut self, way: &Way<'_>) -> TippingPoint {
        let Way { input, other: at, then, .. } = *way;
        let mut candidates = told::candidates(input, at, self.base.steps).into_iter();
        let is_so = |value: &Exact| self.best_at(input, value.to_f64()).is_some_and(|(best, _)| best == then);
        let told = candidates.find(is_so).unwrap_or(Exact::from_f64(at));
        TippingPoint { input: input.clone(), at, told, then }
    }
}
