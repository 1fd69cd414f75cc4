//! Answers of the planner, joined by straight lines.

use super::{Curve, Point, Response, Scenario};
use crate::number::Number;

/// Piecewise linear through no raise at certainty and the points, on along the last segment down to 0; certainty where
/// there are no points.
pub fn interpolated<N: Number>(points: &[Point<N>], raise: N) -> N {
    let Some(last) = points.len().checked_sub(1) else {
        return N::ONE;
    };
    from_point(points, 0, last, raise).larger(N::ZERO)
}

/// The line that an amount lies on, from the point at a position on.
///
/// Point by point, not by halving: what is recorded has to hold between any two points.
fn from_point<N: Number>(points: &[Point<N>], position: usize, last: usize, raise: N) -> N {
    let line = || {
        let from = match position.checked_sub(1) {
            Some(before) => points[before],
            None => Point { raise: N::ZERO, chance: N::ONE },
        };
        let to = points[position];
        from.chance + (to.chance - from.chance) * (raise - from.raise) / (to.raise - from.raise)
    };
    if position == last {
        return line();
    }
    raise.if_at_most(points[position].raise, line, || from_point(points, position + 1, last, raise))
}

/// Where the answers leave more for the level than at a smaller raise, once the shock of the step is taken out.
#[derive(Clone, Copy, Debug)]
pub struct RiseOfLevel<N> {
    /// The raise.
    pub raise: N,
    /// The answer there, and the share that takes the step.
    pub here: (N, N),
    /// The same at the raise before.
    pub before: (N, N),
}

/// The first raise at which the level would rise; none where it never does, as it must be.
///
/// Between two raises at which either line bends both are straight, so that their ratio rises or falls throughout; it is
/// enough to look at those raises, and at one beyond the last.
pub fn rise_of_level<N: Number>(answers: &[Point<N>], shock: &[Point<N>]) -> Option<RiseOfLevel<N>> {
    let mut raises: Vec<N> = answers.iter().chain(shock).map(|point| point.raise).collect();
    raises.extend([falls_to_nothing(answers), falls_to_nothing(shock)].into_iter().flatten());
    raises.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    let last = raises.last().copied().unwrap_or(N::ONE);
    raises.push(last + last);

    let tolerance = N::RATIO_TOLERANCE;
    let mut before = (N::ONE, N::ONE);
    for raise in raises {
        let here = (interpolated(answers, raise), interpolated(shock, raise));
        // Rises, without dividing by a chance of 0.
        if here.0 * before.1 > before.0 * here.1 + tolerance {
            return Some(RiseOfLevel { raise, here, before });
        }
        if here.1 == N::ZERO {
            return None;
        }
        before = here;
    }
    None
}

/// The raise at which a falling line, drawn on, reaches 0.
fn falls_to_nothing<N: Number>(points: &[Point<N>]) -> Option<N> {
    let last = points.last()?;
    let origin = Point { raise: N::ZERO, chance: N::ONE };
    let before = points.len().checked_sub(2).map_or(&origin, |position| &points[position]);
    let fall = (before.chance - last.chance).ratio(last.raise - before.raise)?;
    last.chance.ratio(fall).map(|further| last.raise + further)
}

impl<N: Number> Curve<N> {
    /// Whether its numbers can hold together: `low` below `high`, and a logistic curve steep enough to begin near 1.
    pub fn is_possible(&self) -> bool {
        match self {
            Self::Accept(_) | Self::Elasticity(_) => true,
            Self::WalkAway { low, high } => low < high,
            Self::Logit { half, slope } => *half * *slope > N::whole(2).logarithm(),
        }
    }
}

impl<N: Number> Response<N> {
    /// Whether its numbers can hold together.
    pub fn is_possible(&self) -> bool {
        match &self.curve {
            Some(Curve::Accept(answers)) => self.shock.is_empty() || rise_of_level(answers, &self.shock).is_none(),
            Some(curve) => curve.is_possible(),
            None => true,
        }
    }
}

impl<N: Number> Scenario<N> {
    /// Whether its numbers, each of which is possible, can hold together.
    pub fn is_possible(&self) -> bool {
        self.response.is_possible() && self.payment.bad_debt + self.payment.disputed <= N::ONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Exact;
    use rust_decimal::Decimal;

    fn exact(text: &str) -> Exact {
        Exact::from_decimal(Decimal::from_str_exact(text).expect("a test writes decimals"))
    }

    fn points(list: &[(&str, &str)]) -> Vec<Point<Exact>> {
        list.iter().map(|(raise, chance)| Point { raise: exact(raise), chance: exact(chance) }).collect()
    }

    #[test]
    fn answers_are_joined_by_straight_lines() {
        let answers = points(&[("0.10", "0.85"), ("0.30", "0.45")]);
        for (raise, chance) in [
            ("0", "1"),
            ("0.05", "0.925"), // half way from 100 % to 85 %
            ("0.10", "0.85"),
            ("0.20", "0.65"), // half way from 85 % to 45 %
            ("0.30", "0.45"),
            ("0.40", "0.25"), // on along the last segment: 2 points a point
            ("0.525", "0"),
            ("9", "0"), // never below 0
        ] {
            assert_eq!(interpolated(&answers, exact(raise)), exact(chance), "+{raise}");
        }
        assert_eq!(interpolated(&[], exact("3")), Exact::ONE);
        // One answer: on along the line from certainty.
        assert_eq!(interpolated(&points(&[("0.5", "0.5")]), exact("0.75")), exact("0.25"));
    }
}
