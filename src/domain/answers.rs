//! Answers of the planner, joined by straight lines.

use super::Point;
use crate::number::Number;

/// Piecewise linear through no raise at certainty and the points, on along the last segment down to 0; certainty where
/// there are no points.
pub fn interpolated<N: Number>(points: &[Point<N>], raise: N) -> N {
    let Some(last) = points.len().checked_sub(1) else {
        return N::ONE;
    };
    let position = points.partition_point(|point| point.raise < raise).min(last);
    let from = match position.checked_sub(1) {
        Some(before) => points[before],
        None => Point { raise: N::ZERO, chance: N::ONE },
    };
    let to = points[position];
    let fallen = (to.chance - from.chance) * (raise - from.raise) / (to.raise - from.raise);
    (from.chance + fallen).larger(N::ZERO)
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
