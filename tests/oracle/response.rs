//! The client's response: the chance that it takes what it is asked, and that it is still there.

use super::fraction::{Fraction, Long, exponential, power, ratio, whole};
use super::reading::{Point, ReservationForm, Scenario};
use super::terms::{MonthOfTerms, month_of_the_end};
use num_traits::{One, Zero};

/// How the client responds to one strategy. Lists by month have the month before the plan as element 0.
pub struct ClientResponse {
    /// `X(t)`, from `X(0) = 1`.
    pub highest_index: Vec<Fraction>,
    /// `V(t) = X(t)^(-hours_elasticity)`.
    pub volume: Vec<Fraction>,
    /// The factor that each month contributes (1 where nothing happens).
    pub factors: Vec<Fraction>,
    /// The months that ask, before the engagement ends and within the horizon.
    pub asking_months: Vec<usize>,
    pub unjudged: bool,
    pub beyond_last_answer: bool,
}

/// Through (0, 100 %) and the points in straight lines, on along the last one down to 0.
fn piecewise_linear(points: &[Point], raise: &Fraction) -> Fraction {
    let mut left = (Fraction::zero(), Fraction::one());
    for (number, point) in points.iter().enumerate() {
        let right = (point.raise.clone(), point.chance.clone());
        if *raise <= right.0 || number + 1 == points.len() {
            let slope = (&right.1 - &left.1) / (&right.0 - &left.0);
            return (&left.1 + slope * (raise - &left.0)).max(Fraction::zero());
        }
        left = right;
    }
    Fraction::one()
}

/// `J(g)`: the chance of taking one step of that size, its level apart.
pub fn chance_to_take_a_step(scenario: &Scenario, step: &Fraction) -> Fraction {
    piecewise_linear(&scenario.response.shock, step)
}

/// `S(x)`: the chance that the walk-away price lies above `x` times today's bill.
pub fn chance_that_the_price_is_bearable(scenario: &Scenario, index: &Fraction) -> Fraction {
    if *index <= whole(1) {
        return whole(1);
    }
    let raise = index - whole(1);
    match &scenario.response.form {
        ReservationForm::Accept(points) => {
            // The answers are for one raise in one step: the shock of that step is taken out of them.
            let shock = chance_to_take_a_step(scenario, &raise);
            if shock.is_zero() { Fraction::zero() } else { piecewise_linear(points, &raise) / shock }
        }
        ReservationForm::WalkAway { low, high } => {
            let left = (high - &raise) / (high - low);
            left.max(Fraction::zero()).min(Fraction::one())
        }
        ReservationForm::Elasticity(elasticity) => power(index, &-elasticity),
        ReservationForm::Logit { half, slope } => {
            let unit = (exponential(&(slope * half)) - whole(2)).recip();
            (whole(1) + &unit) / (whole(1) + &unit * exponential(&(slope * raise)))
        }
        ReservationForm::Absent => whole(1),
    }
}

/// How the client responds to these months, given the planner's chance for the whole plan, if any.
pub fn response_to(
    scenario: &Scenario,
    months: &[MonthOfTerms],
    accept_whole_plan: Option<&Fraction>,
) -> ClientResponse {
    let highest_index = highest_indices(scenario, months);
    let asking_months: Vec<usize> = (1..=months.len()).filter(|month| months[month - 1].asks()).collect();
    let mut factors = vec![whole(1)];
    let mut unjudged = false;
    let mut beyond_last_answer = false;
    for month in 1..=months.len() {
        let here = &months[month - 1];
        if here.ended {
            factors.push(whole(1));
            continue;
        }
        if let Some(accept) = accept_whole_plan {
            factors.push(if here.asks() { root(accept, asking_months.len()) } else { whole(1) });
            continue;
        }
        let product_of_accepts: Fraction = here.accepts.iter().fold(whole(1), |a, b| a * b);
        if !here.lifted_without_accept {
            factors.push(product_of_accepts);
            continue;
        }
        if here.index_rises {
            match &scenario.response.form {
                ReservationForm::Absent => unjudged = true,
                ReservationForm::Accept(points) => {
                    let last = points.last().expect("an answer");
                    beyond_last_answer |= highest_index[month] > whole(1) + &last.raise;
                }
                _ => {}
            }
        }
        let by_the_curves = factor_by_the_curves(scenario, months, &highest_index, month);
        factors.push(by_the_curves * product_of_accepts);
    }
    ClientResponse {
        volume: volumes(scenario, &highest_index),
        highest_index,
        factors,
        asking_months,
        unjudged,
        beyond_last_answer,
    }
}

/// `V(t)`: a client that stays may buy less.
fn volumes(scenario: &Scenario, highest_index: &[Fraction]) -> Vec<Fraction> {
    let exponent = -&scenario.response.hours_elasticity;
    let mut volumes: Vec<Fraction> = Vec::new();
    for (month, index) in highest_index.iter().enumerate() {
        let volume = if month > 0 && *index == highest_index[month - 1] {
            volumes[month - 1].clone()
        } else {
            power(index, &exponent)
        };
        volumes.push(volume);
    }
    volumes
}

/// `a^(1/n)`.
fn root(chance: &Fraction, count: usize) -> Fraction {
    power(chance, &ratio(1, count as i64))
}

/// `X(0) = 1`; where `x` rises, the highest `y(t) = x(t)/(1+drift)^((t-1)/12)` so far.
fn highest_indices(scenario: &Scenario, months: &[MonthOfTerms]) -> Vec<Fraction> {
    let drift = whole(1) + &scenario.response.drift;
    let mut highest = vec![whole(1)];
    for month in 1..=months.len() {
        let here = &months[month - 1];
        let before = highest[month - 1].clone();
        highest.push(if here.index_rises {
            let drifted = power(&drift, &ratio(month as i64 - 1, 12));
            before.max(&here.index / drifted)
        } else {
            before
        });
    }
    highest
}

/// `S(X(t))/S(X(t-1))` (1 where `X` did not rise; 0 where it rose and `S(X(t-1))` is 0) times `J(g)` (1
/// where `x` did not rise).
fn factor_by_the_curves(
    scenario: &Scenario,
    months: &[MonthOfTerms],
    highest_index: &[Fraction],
    month: usize,
) -> Fraction {
    let (before, after) = (&highest_index[month - 1], &highest_index[month]);
    let level = if after > before {
        let bearable_before = chance_that_the_price_is_bearable(scenario, before);
        if bearable_before.is_zero() {
            Fraction::zero()
        } else {
            chance_that_the_price_is_bearable(scenario, after) / bearable_before
        }
    } else {
        Fraction::one()
    };
    let step = if months[month - 1].index_rises {
        let index_before = match month {
            1 => whole(1),
            _ => months[month - 2].index.clone(),
        };
        let step = &months[month - 1].index / index_before - whole(1);
        chance_to_take_a_step(scenario, &step)
    } else {
        Fraction::one()
    };
    level * step
}

/// `(1-b)^(t-1)`, and 1 for the month before the plan.
pub fn chance_after_churn(scenario: &Scenario, month: usize) -> Long {
    let stays = Long::from(&(whole(1) - &scenario.response.churn));
    stays.whole_power(month.saturating_sub(1))
}

/// `A(t) = (1-b)^(t-1)` times the factors of all months up to `t - leaves_after`; `A(0) = 1`.
pub fn chance_still_there(scenario: &Scenario, factors: &[Fraction]) -> Vec<Long> {
    let mut chances = vec![Long::one()];
    for month in 1..=scenario.months {
        let decided = month.saturating_sub(scenario.response.leaves_after);
        let product = factors[..=decided].iter().fold(Long::one(), |product, factor| product * Long::from(factor));
        chances.push(chance_after_churn(scenario, month) * product);
    }
    chances
}

/// `P(t) = A(t)` while the engagement lasts, and 0 from the month in which a move ends it; `P(0) = 1`.
pub fn presence(months: &[MonthOfTerms], chances: &[Long]) -> Vec<Long> {
    let mut presence = chances.to_vec();
    if let Some(end) = month_of_the_end(months) {
        for chance in &mut presence[end..] {
            *chance = Long::zero();
        }
    }
    presence
}
