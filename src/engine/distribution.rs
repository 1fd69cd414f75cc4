//! The distribution, exactly: given a strategy, chance decides only the month in which the client goes.

use super::course::Course;
use super::worth::Worth;
use crate::number::Number;

/// One way in which it may turn out.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<N> {
    /// The month in which the client goes before the planned end; none: it does not.
    pub gone_in_month: Option<u32>,
    /// How likely that is.
    pub chance: N,
    /// The net profit then.
    pub net_profit: N,
}

/// Every outcome that has a chance, by the month in which the client goes; the last is that it does not.
#[derive(Clone, Debug)]
pub struct Distribution<N> {
    /// The outcomes.
    pub outcomes: Vec<Outcome<N>>,
    /// The net profit that one time in ten is not exceeded.
    pub p10: N,
    /// The net profit that is exceeded every other time.
    pub p50: N,
    /// The net profit that one time in ten is exceeded.
    pub p90: N,
    /// The lowest net profit.
    pub worst: N,
    /// The chance of a net profit above the status quo's expected one.
    pub chance_better: N,
}

impl<N: Number> Distribution<N> {
    /// The distribution of a course, given the chance that the client is there in months 0…T and the status quo's
    /// expected net profit.
    pub fn of(course: &Course<N>, worth: &Worth<N>, presence: &[N], status_quo: N) -> Self {
        let outcomes = outcomes(course, worth, presence);
        let mut rising = outcomes.clone();
        rising.sort_by(|one, other| one.net_profit.partial_cmp(&other.net_profit).unwrap_or(std::cmp::Ordering::Equal));
        let quantile = |tenths: u32| quantile(&rising, N::whole(tenths) / N::whole(10));
        let better = outcomes.iter().filter(|outcome| outcome.net_profit.is_more_money_than(status_quo));
        Self {
            p10: quantile(1),
            p50: quantile(5),
            p90: quantile(9),
            worst: rising.first().map_or(worth.without, |lowest| lowest.net_profit),
            chance_better: better.map(|outcome| outcome.chance).sum(),
            outcomes,
        }
    }

    /// The outcome with the lowest net profit; of several the one in which the client goes first.
    pub fn worst_outcome(&self) -> Option<&Outcome<N>> {
        worst_of(&self.outcomes)
    }
}

/// Every outcome that has a chance, as in a distribution.
pub fn outcomes<N: Number>(course: &Course<N>, worth: &Worth<N>, presence: &[N]) -> Vec<Outcome<N>> {
    let engaged = course.ends_in.map_or(worth.months.len(), |end| end as usize - 1);
    let mut outcomes = Vec::with_capacity(engaged + 1);
    let mut net_profit = worth.without;
    for t in 1..=engaged {
        let chance = presence[t - 1] - presence[t];
        if chance > N::ZERO {
            outcomes.push(Outcome { gone_in_month: u32::try_from(t).ok(), chance, net_profit });
        }
        net_profit += worth.months[t - 1];
    }
    if presence[engaged] > N::ZERO {
        outcomes.push(Outcome { gone_in_month: None, chance: presence[engaged], net_profit });
    }
    outcomes
}

/// The outcome with the lowest net profit; of several the one in which the client goes first.
pub fn worst_of<N: Number>(outcomes: &[Outcome<N>]) -> Option<&Outcome<N>> {
    outcomes.iter().reduce(|worst, outcome| if outcome.net_profit < worst.net_profit { outcome } else { worst })
}

/// The smallest value that is not exceeded with at least a chance, where 10⁻¹² is forgiven.
fn quantile<N: Number>(rising: &[Outcome<N>], share: N) -> N {
    let enough = share - N::RATIO_TOLERANCE;
    let mut chance = N::ZERO;
    for outcome in rising {
        chance += outcome.chance;
        if chance >= enough {
            return outcome.net_profit;
        }
    }
    rising.last().map_or(N::ZERO, |highest| highest.net_profit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(gone_in_month: Option<u32>, chance: f64, net_profit: f64) -> Outcome<f64> {
        Outcome { gone_in_month, chance, net_profit }
    }

    fn of(outcomes: &[Outcome<f64>]) -> Distribution<f64> {
        Distribution { outcomes: outcomes.to_vec(), p10: 0.0, p50: 0.0, p90: 0.0, worst: 0.0, chance_better: 0.0 }
    }

    #[test]
    fn of_outcomes_that_are_equally_bad_the_worst_is_the_one_that_comes_first() {
        let equal = [outcome(Some(1), 0.2, 7.0), outcome(Some(2), 0.3, -5.0), outcome(None, 0.5, -5.0)];
        assert_eq!(of(&equal).worst_outcome().and_then(|worst| worst.gone_in_month), Some(2));
        let falling = [outcome(Some(1), 0.2, 7.0), outcome(Some(2), 0.3, -5.0), outcome(None, 0.5, -6.0)];
        assert_eq!(of(&falling).worst_outcome().map(|worst| worst.net_profit), Some(-6.0));
        assert!(of(&[]).worst_outcome().is_none());
    }

    #[test]
    fn a_quantile_is_the_first_value_up_to_which_there_is_chance_enough() {
        let rising = [outcome(Some(1), 0.1, 1.0), outcome(Some(2), 0.4, 2.0), outcome(None, 0.5, 3.0)];
        // A hair less than the chance is forgiven, more is not.
        for (share, expected) in
            [(0.1, 1.0), (0.1 + 1e-13, 1.0), (0.1 + 1e-11, 2.0), (0.5, 2.0), (0.500_1, 3.0), (0.9, 3.0), (2.0, 3.0)]
        {
            assert!((quantile(&rising, share) - expected).abs() < 1e-9, "{share}: {}", quantile(&rising, share));
        }
        assert!(quantile::<f64>(&[], 0.5).abs() < 1e-9);
    }
}
