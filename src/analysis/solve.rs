//! Goal seek: the values of a key at which a metric reaches a target, or at which it is largest or smallest.
//!
//! The region is looked at on a grid, every point read again as the scenario would be; between two points on different
//! sides of the target the way is halved until it ends at a crossing or at a jump. Where prices that are no longer rounded
//! hit the target thereabouts, the jump is one of price steps: the target lies between two prices.

mod extremes;
mod jumps;
mod written;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::inputs::is_price_today;
use super::variation::{Answer, Question, Refusal, Value};
use crate::engine::parallel::in_order;
use crate::number::{Exact, Number};
use crate::scenario::catalogue::{Holds, Key};
use crate::scenario::ledger::Origin;
pub use jumps::Cause;

/// Parts into which a region is divided.
const PARTS: u32 = 480;

/// The most whole numbers of a region that are all looked at.
const WHOLE_MAX: u32 = 4_000;

/// Figures that differ by less than this share of a usual one of the region are the same.
const TOLERANCE: f64 = 1e-12;

/// How near a crossing is come to, as a share of the region.
const NEAR_ENOUGH: f64 = 1e-13;

/// What is left of the way between two samples when it has been halved down to nothing: more than this share is a jump.
const JUMP: f64 = 1e-8;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// The metric has this value.
    Reach(Exact),
    /// It is as large as it can be.
    Largest,
    /// It is as small as it can be.
    Smallest,
}

impl Goal {
    /// A value as somebody wrote it.
    #[must_use]
    pub fn reach(target: &Value) -> Self {
        Self::Reach(Exact::from_decimal(target.number))
    }
}

/// What to look for, and where.
#[derive(Clone, Debug)]
pub struct Search<'r> {
    /// Which figure, of which strategy.
    pub question: Question<'r>,
    /// The key that is varied.
    pub key: String,
    /// What it may be.
    pub definition: &'static Key,
    /// From where.
    pub from: Decimal,
    /// Up to where.
    pub to: Decimal,
    /// What is looked for.
    pub goal: Goal,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The solutions, from the least value on.
    pub solutions: Vec<Solution>,
    /// Where the metric jumps over the target, which is no solution.
    pub jumps: Vec<Jump>,
    /// Where the metric comes nearest to the target.
    pub nearest: Option<(f64, f64)>,
    /// How many values of the region were looked at first.
    pub looked_at: usize,
    /// Why some of them have no such figure, and how many.
    pub without_figure: Vec<(Refusal, usize)>,
    /// Whether the metric is the same wherever it was looked at.
    pub has_no_effect: bool,
}

/// A solution.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The value, to 12 digits or more.
    pub at: f64,
    /// The value up to which it holds too, where there is more than one.
    pub until: Option<f64>,
    /// The metric there.
    pub metric: f64,
    /// The two prices' figures between which the target lies, where only prices between two steps would hit it.
    pub between: Option<[f64; 2]>,
    /// The value as it can be written into the scenario, and what the metric then is.
    pub written: Option<(super::variation::Value, Answer)>,
}

/// A jump over the target.
#[derive(Clone, Copy, Debug)]
pub struct Jump {
    /// Where.
    pub at: f64,
    /// The metric before and after.
    pub between: [f64; 2],
    /// Whether another strategy is best from there on.
    pub of_choice: bool,
    /// What makes it jump; none where that cannot be told.
    pub cause: Option<Cause>,
}

/// A value, and the metric there.
#[derive(Clone, Copy, Debug)]
struct Sample {
    at: f64,
    metric: f64,
    best: Option<usize>,
}

/// A search under way.
struct Looking<'s> {
    search: &'s Search<'s>,
    /// The grid, with the ends of stretches without the figure.
    samples: Vec<Option<Sample>>,
    /// Figures that differ by no more are the same.
    tolerance: f64,
}

impl Search<'_> {
    /// Looks for it.
    #[must_use]
    pub fn solve(&self) -> Solved {
        let points = self.points();
        let grid = in_order(points.len(), |point| self.look(points[point], None));
        let mut without_figure: Vec<(Refusal, usize)> = Vec::new();
        for refusal in grid.iter().filter_map(|sample| sample.as_ref().err()) {
            match without_figure.iter_mut().find(|(known, _)| known == refusal) {
                Some((_, count)) => *count += 1,
                None => without_figure.push((refusal.clone(), 1)),
            }
        }
        let samples: Vec<Option<Sample>> = grid.into_iter().map(Result::ok).collect();
        let samples = if self.is_whole() { samples } else { self.with_edges(&points, &samples) };
        let mut sizes: Vec<f64> = samples.iter().flatten().map(|sample| sample.metric.abs()).collect();
        sizes.sort_by(f64::total_cmp);
        let tolerance = TOLERANCE * sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
        let mut metrics = samples.iter().flatten().map(|sample| sample.metric);
        let first = metrics.next();
        let has_no_effect = first.is_some_and(|first| metrics.all(|metric| (metric - first).abs() <= tolerance));
        let looking = Looking { search: self, samples, tolerance };
        let mut solved = Solved {
            solutions: Vec::new(),
            jumps: Vec::new(),
            nearest: None,
            looked_at: points.len(),
            without_figure,
            has_no_effect,
        };
        match self.goal {
            Goal::Reach(target) => looking.reach(target.to_f64(), &mut solved),
            Goal::Largest | Goal::Smallest => solved.solutions = looking.extremes(),
        }
        for solution in &mut solved.solutions {
            solution.written = self.written(solution);
        }
        solved.solutions.sort_by(|one, other| one.at.total_cmp(&other.at));
        solved
    }

    fn is_whole(&self) -> bool {
        matches!(self.definition.holds, Holds::Whole)
    }

    /// Whether the key is the price, which goes in steps.
    fn is_price(&self) -> bool {
        is_price_today(&self.key)
    }

    /// The values that are looked at first.
    fn points(&self) -> Vec<f64> {
        let (from, to) = (f64::from_decimal(self.from), f64::from_decimal(self.to));
        let whole = |number: f64| number.ceil()..=to.floor();
        if self.is_whole() && to - from <= f64::from(WHOLE_MAX) {
            let range = whole(from);
            return std::iter::successors(Some(*range.start()), |number| Some(number + 1.0))
                .take_while(|number| number <= range.end())
                .collect();
        }
        let part = |part: u32| from + (to - from) * (f64::from(part) / f64::from(PARTS));
        let mut points: Vec<f64> = (0..=PARTS).map(part).collect();
        if self.is_whole() {
            for point in &mut points {
                *point = point.round();
            }
            points.dedup();
        }
        points
    }

    /// The keys and what they are given at a value; with another price step where one is given.
    fn given(&self, at: f64, price_step: Option<Decimal>) -> Vec<(&str, String)> {
        let reading = self.question.reading;
        // By default the price step follows from the decimals of the price: it stays that of the price as it is.
        let by_default = reading.in_force("price_step").is_none_or(|entry| entry.origin == Origin::Default);
        let step =
            price_step.or_else(|| (by_default && self.is_price()).then(|| reading.scenario.price_step.settled()));
        let value = (self.key.as_str(), Exact::from_f64(at).settled().to_string());
        std::iter::once(value).chain(step.map(|step| ("price_step", step.to_string()))).collect()
    }

    /// The metric at a value; with another price step where one is given.
    fn look(&self, at: f64, price_step: Option<Decimal>) -> Result<Sample, Refusal> {
        let given = self.given(at, price_step);
        let given: Vec<(&str, &str)> = given.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let answer: Answer<f64> = self.question.answer_with(&given, Number::to_f64)?;
        let metric = answer.figure.number().filter(|metric| metric.is_finite());
        let metric = metric.ok_or_else(|| {
            Refusal::NotComputable(format!("there is no {}", self.question.metric.name.replace('_', " ")))
        })?;
        Ok(Sample { at, metric, best: answer.best })
    }

    fn sample(&self, at: f64) -> Option<Sample> {
        self.look(at, None).ok()
    }

    /// How near two values have to be so that they are one.
    fn near_enough(&self) -> f64 {
        (f64::from_decimal(self.to) - f64::from_decimal(self.from)).abs() * NEAR_ENOUGH
    }

    /// The samples with the last one before, and the first one after, each stretch without the figure.
    fn with_edges(&self, points: &[f64], samples: &[Option<Sample>]) -> Vec<Option<Sample>> {
        let mut with_edges = Vec::new();
        for (position, sample) in samples.iter().enumerate() {
            let before = position.checked_sub(1).map(|before| (points[before], samples[before]));
            match (before, sample) {
                (Some((without, None)), Some(inside)) => with_edges.push(Some(self.edge(*inside, without))),
                (Some((_, Some(inside))), None) => with_edges.push(Some(self.edge(inside, points[position]))),
                _ => {}
            }
            with_edges.push(*sample);
        }
        with_edges
    }

    /// The last sample on the way to a value without the figure.
    fn edge(&self, mut inside: Sample, mut outside: f64) -> Sample {
        while (outside - inside.at).abs() > self.near_enough() {
            let middle = f64::midpoint(inside.at, outside);
            if middle.total_cmp(&inside.at).is_eq() || middle.total_cmp(&outside).is_eq() {
                break;
            }
            match self.sample(middle) {
                Some(sample) => inside = sample,
                None => outside = middle,
            }
        }
        inside
    }
}

/// Which of two is nearer to a target. Of two on the same side it is told without their distances, which are the same in
/// floating point where the target is far out of reach.
fn nearer(one: f64, other: f64, target: f64) -> Ordering {
    if one < target && other < target {
        other.total_cmp(&one)
    } else if one > target && other > target {
        one.total_cmp(&other)
    } else {
        (one - target).abs().total_cmp(&(other - target).abs())
    }
}

impl Looking<'_> {
    fn is_on(&self, metric: f64, target: f64) -> bool {
        (metric - target).abs() <= self.tolerance
    }

    fn reach(&self, target: f64, solved: &mut Solved) {
        let mut position = 0;
        while position < self.samples.len() {
            let Some(sample) = self.samples[position] else {
                position += 1;
                continue;
            };
            let on_target = |next: &&Option<Sample>| next.is_some_and(|next| self.is_on(next.metric, target));
            let held = self.samples[position..].iter().take_while(on_target).count();
            if held > 0 {
                solved.solutions.extend(self.plateau(position, held));
                position += held;
                continue;
            }
            if let Some(Some(next)) = self.samples.get(position + 1).copied()
                && !self.is_on(next.metric, target)
                && (sample.metric < target) != (next.metric < target)
            {
                self.cross(target, sample, next, solved);
            }
            position += 1;
        }
        if !self.search.is_whole() {
            self.touch(target, solved);
        }
        let of_grid = self.samples.iter().flatten().map(|sample| (sample.at, sample.metric));
        let of_jumps = solved.jumps.iter().flat_map(|jump| jump.between.map(|metric| (jump.at, metric)));
        let nearest = of_grid.chain(solved.nearest).chain(of_jumps);
        solved.nearest = nearest.min_by(|(_, one), (_, other)| nearer(*one, *other, target));
    }

    /// Where the metric is the same from one sample on, for a number of them; its ends are looked for.
    fn plateau(&self, position: usize, count: usize) -> Option<Solution> {
        let at = |position: Option<usize>| position.and_then(|at| self.samples.get(at).copied().flatten());
        let (first, last) = (at(Some(position))?, at(Some(position + count - 1))?);
        let mut ends = [first.at, last.at];
        let around = [at(position.checked_sub(1)), at(Some(position + count))];
        if !self.search.is_whole() && first.at < last.at {
            for (end, outside) in ends.iter_mut().zip(around) {
                let Some(mut outside) = outside.map(|sample| sample.at) else { continue };
                while (outside - *end).abs() > self.search.near_enough() {
                    let middle = f64::midpoint(*end, outside);
                    match self.search.sample(middle) {
                        Some(sample) if self.is_on(sample.metric, first.metric) => *end = middle,
                        _ => outside = middle,
                    }
                }
            }
        }
        let [at, until] = ends;
        Some(Solution { at, until: (until > at).then_some(until), metric: first.metric, between: None, written: None })
    }

    /// Between two samples on different sides of the target.
    fn cross(&self, target: f64, mut before: Sample, mut after: Sample, solved: &mut Solved) {
        let search = self.search;
        let way = (after.metric - before.metric).abs();
        while !search.is_whole() && after.at - before.at > search.near_enough() {
            let middle = f64::midpoint(before.at, after.at);
            // What cannot be in between two values that can be is left to the edges.
            let Some(sample) = search.sample(middle) else { return };
            if (sample.metric < target) == (before.metric < target) {
                before = sample;
            } else {
                after = sample;
            }
        }
        let (at, between) = (after.at, [before.metric, after.metric]);
        let step = (after.metric - before.metric).abs();
        if step <= self.tolerance.max(way * JUMP) {
            let nearer = if (before.metric - target).abs() < (after.metric - target).abs() { before } else { after };
            let solution = Solution { at: nearer.at, until: None, metric: nearer.metric, between: None, written: None };
            solved.solutions.push(solution);
        } else if !search.is_whole() && search.is_step_of_price(before, after, target) {
            solved.solutions.push(Solution { at, until: None, metric: target, between: Some(between), written: None });
        } else {
            solved.jumps.push(Jump {
                at,
                between,
                of_choice: before.best != after.best,
                cause: search.cause_of_jump(before, after),
            });
        }
    }
}
