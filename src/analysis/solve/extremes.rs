//! Where a metric is largest or smallest, and where it comes near a target without crossing it.

use super::{Goal, Looking, PARTS, Sample, Solution, Solved};
use crate::number::Number;

/// How many of the best places of the grid are looked at closely.
const PLACES: usize = 8;

/// The share of a stretch that golden-section search keeps: the inverse of the golden ratio.
const KEPT: f64 = 0.618_033_988_749_894_9;

/// How near golden-section search comes, as a share of the stretch: nearer, a curve is too flat to be told from a line.
const NEAR: f64 = 1e-9;

impl Looking<'_> {
    /// All places at which the metric is as large, or as small, as it can be.
    pub(super) fn extremes(&self) -> Vec<Solution> {
        let sign = if matches!(self.search.goal, Goal::Smallest) { -1.0 } else { 1.0 };
        let value = |sample: &Sample| sign * sample.metric;
        let closer = self.closer(&|_: &Sample, sample: &Sample| value(sample));
        let found = self.samples.iter().flatten().chain(&closer);
        let Some(best) = found.map(value).reduce(f64::max) else { return Vec::new() };
        let is_best = |sample: &Option<Sample>| sample.is_some_and(|sample| self.is_on(value(&sample), best));
        let mut solutions: Vec<Solution> = Vec::new();
        let mut position = 0;
        while position < self.samples.len() {
            let held = self.samples[position..].iter().take_while(|sample| is_best(sample)).count();
            if held > 0 {
                solutions.extend(self.plateau(position, held));
            }
            position += held.max(1);
        }
        for sample in closer.into_iter().filter(|sample| self.is_on(value(sample), best)) {
            let is_near = |known: &Solution| {
                let end = known.until.unwrap_or(known.at);
                sample.at >= known.at - self.grid_step() && sample.at <= end + self.grid_step()
            };
            if !solutions.iter().any(is_near) {
                let Sample { at, metric, .. } = sample;
                solutions.push(Solution { at, until: None, metric, between: None, written: None });
            }
        }
        solutions
    }

    /// Where the metric comes near the target without lying on different sides of it: it may touch it in between.
    pub(super) fn touch(&self, target: f64, solved: &mut Solved) {
        // From the side of the grid on towards the target and beyond it.
        let towards = |top: &Sample, sample: &Sample| {
            if top.metric < target { sample.metric - target } else { target - sample.metric }
        };
        let off = |metric: f64| (metric - target).abs();
        let side = |sample: &Sample| sample.metric < target;
        for closest in self.closer(&towards) {
            let is_near = |at: f64| (at - closest.at).abs() <= self.grid_step() * 1.01;
            let around: Vec<Sample> =
                self.samples.iter().flatten().filter(|sample| is_near(sample.at)).copied().collect();
            let (Some(before), Some(after)) = (around.first().copied(), around.last().copied()) else { continue };
            let is_crossed = around.iter().any(|sample| side(sample) != side(&before));
            if is_crossed || solved.solutions.iter().any(|known| is_near(known.at)) {
                continue;
            }
            if self.is_on(closest.metric, target) {
                let Sample { at, metric, .. } = closest;
                solved.solutions.push(Solution { at, until: None, metric, between: None, written: None });
            } else if side(&closest) != side(&before) {
                self.cross(target, before, closest, solved);
                self.cross(target, closest, after, solved);
            } else if solved.nearest.is_none_or(|(_, metric)| off(closest.metric) < off(metric)) {
                solved.nearest = Some((closest.at, closest.metric));
            }
        }
    }

    /// The highest points between the samples around each of the best places of the grid.
    fn closer(&self, value: &impl Fn(&Sample, &Sample) -> f64) -> Vec<Sample> {
        if self.search.is_whole() {
            return Vec::new();
        }
        let of = |position: Option<usize>| position.and_then(|at| self.samples.get(at).copied().flatten());
        let mut tops: Vec<(Sample, f64, f64)> = Vec::new();
        for (position, sample) in self.samples.iter().enumerate() {
            let Some(sample) = sample else { continue };
            let value = |other: &Sample| value(sample, other);
            let (before, after) = (of(position.checked_sub(1)), of(Some(position + 1)));
            let is_top = [before, after].iter().flatten().all(|neighbour| value(neighbour) <= value(sample));
            let is_level =
                [before, after].iter().flatten().all(|neighbour| self.is_on(value(neighbour), value(sample)));
            if is_top && !is_level {
                tops.push((*sample, before.map_or(sample.at, |it| it.at), after.map_or(sample.at, |it| it.at)));
            }
        }
        tops.sort_by(|(one, ..), (other, ..)| value(other, other).total_cmp(&value(one, one)));
        tops.truncate(PLACES);
        tops.into_iter().map(|(top, from, to)| self.golden(top, from, to, |sample| value(&top, sample))).collect()
    }

    /// Golden-section search for the highest point of a stretch.
    fn golden(&self, top: Sample, mut from: f64, mut to: f64, value: impl Fn(&Sample) -> f64) -> Sample {
        let near = (to - from) * NEAR;
        let mut highest = top;
        let mut sample = |at: f64| {
            let sample = self.search.sample(at);
            if let Some(sample) = sample.filter(|sample| value(sample) > value(&highest)) {
                highest = sample;
            }
            sample.map_or(f64::NEG_INFINITY, |sample| value(&sample))
        };
        let (mut left, mut right) = (to - (to - from) * KEPT, from + (to - from) * KEPT);
        let (mut at_left, mut at_right) = (sample(left), sample(right));
        while to - from > near {
            if at_left >= at_right {
                (to, right, at_right) = (right, left, at_left);
                left = to - (to - from) * KEPT;
                at_left = sample(left);
            } else {
                (from, left, at_left) = (left, right, at_right);
                right = from + (to - from) * KEPT;
                at_right = sample(right);
            }
        }
        highest
    }

    fn grid_step(&self) -> f64 {
        let width = f64::from_decimal(self.search.to) - f64::from_decimal(self.search.from);
        width / f64::from(PARTS)
    }
}
