//! The client's response: the chance that its walk-away price lies above an index, and that it takes one step.

use crate::domain::{Curve, Point, Response, interpolated};
use crate::number::Number;

/// The chance that the walk-away price lies above `index` times today's bill; 1 up to an index of 1.
pub fn chance_above<N: Number>(curve: &Curve<N>, shock: &[Point<N>], index: N) -> N {
    let raise = index - N::ONE;
    let by_curve = || match curve {
        // The answers are for one raise in one step: what the size of the step explains is taken out.
        Curve::Accept(answers) if shock.is_empty() => interpolated(answers, raise),
        Curve::Accept(answers) => {
            let takes_step = interpolated(shock, raise);
            takes_step.if_at_most(N::ZERO, || N::ZERO, || interpolated(answers, raise) / takes_step)
        }
        Curve::WalkAway { low, high } => ((*high - raise) / (*high - *low)).smaller(N::ONE).larger(N::ZERO),
        Curve::Elasticity(elasticity) => index.power(-*elasticity),
        Curve::Logit { half, slope } => logit(*half, *slope, raise),
    };
    raise.if_at_most(N::ZERO, || N::ONE, by_curve)
}

/// The chance that one step of the bill index, from one value to the next, is taken, its level apart.
pub fn chance_of_step<N: Number>(response: &Response<N>, from: N, to: N) -> N {
    match to.ratio(from) {
        Some(ratio) => interpolated(&response.shock, ratio - N::ONE),
        // A step from nothing is larger than any that was asked about: where the answers fall, it is not taken.
        None => response.shock.last().map_or(N::ONE, |last| {
            if last.chance < N::ONE && !flat_at_the_end(&response.shock) { N::ZERO } else { last.chance }
        }),
    }
}

fn flat_at_the_end<N: Number>(points: &[Point<N>]) -> bool {
    matches!(points, [.., before, last] if before.chance == last.chance)
}

/// (1 + u) / (1 + u · exp(slope · raise)) with u = 1 / (exp(slope · half) − 2), so that half of such clients stay at
/// `half`.
///
/// Written with w = exp(−slope · half) and z = ln u + slope · raise = slope · (raise − half) − ln(1 − 2w), and with the
/// exponential of the negative of a positive z, so that nothing grows beyond bounds: 1 + u = (1 − w) / (1 − 2w).
fn logit<N: Number>(half: N, slope: N, raise: N) -> N {
    let two = N::ONE + N::ONE;
    let w = (-(slope * half)).exponential();
    let z = slope * (raise - half) - (N::ONE - two * w).logarithm();
    let decay = (-z.magnitude()).exponential();
    let logistic = z.if_at_most(N::ZERO, || N::ONE / (N::ONE + decay), || decay / (N::ONE + decay));
    (N::ONE - w) / (N::ONE - two * w) * logistic
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
    fn one_raise_in_one_step_is_accepted_as_the_planner_answered_whatever_the_shock() {
        let curve = Curve::Accept(points(&[("0.10", "0.80"), ("0.30", "0.40")]));
        let shock = points(&[("0.20", "0.90")]);
        for (raise, chance) in [("0.10", "0.80"), ("0.20", "0.60"), ("0.30", "0.40")] {
            let raise = exact(raise);
            let both = chance_above(&curve, &shock, Exact::ONE + raise) * interpolated(&shock, raise);
            assert_eq!(both.settled(), exact(chance).settled());
        }
    }

    #[test]
    fn half_of_the_clients_stay_at_half() {
        for (half, slope) in [("0.22", "11"), ("0.414", "3"), ("0.3", "1000"), ("5", "90"), ("0.0001", "7000")] {
            let (half, slope) = (exact(half), exact(slope));
            let curve = Curve::Logit { half, slope };
            let chance = chance_above(&curve, &[], Exact::ONE + half);
            assert!(
                (chance - exact("0.5")).magnitude() < exact("0.00000000000000000001"),
                "{half:?} {slope:?} {chance:?}"
            );
            assert_eq!(chance_above(&curve, &[], Exact::ONE), Exact::ONE);
            let far = chance_above(&curve, &[], exact("1000"));
            assert!(far >= Exact::ZERO && far < exact("0.0001") && far.is_sound(Exact::ONE), "{far:?}");
        }
    }

    #[test]
    fn a_step_from_nothing_is_beyond_every_answer() {
        let mut response = Response {
            churn: Exact::ZERO,
            curve: None,
            shock: points(&[("0.2", "0.9")]),
            leaves_after: 0,
            drift: Exact::ZERO,
            realisation: Exact::ONE,
            hours_elasticity: Exact::ZERO,
        };
        assert_eq!(chance_of_step(&response, Exact::ZERO, Exact::ONE), Exact::ZERO);
        response.shock = points(&[("0.2", "0.9"), ("0.4", "0.9")]);
        assert_eq!(chance_of_step(&response, Exact::ZERO, Exact::ONE), exact("0.9"));
        response.shock = points(&[("0.2", "1")]);
        assert_eq!(chance_of_step(&response, Exact::ZERO, Exact::ONE), Exact::ONE);
        response.shock.clear();
        assert_eq!(chance_of_step(&response, Exact::ZERO, Exact::ONE), Exact::ONE);
    }
}
