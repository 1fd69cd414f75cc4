//! Net profit as a sum over the months in which the client is there.
//!
//! Everything that follows from the client's going is linear in the chance that it is there, `P(t)`: a redeployed hour
//! was released by a fall of `P`, idle cost is what a fall of `P` set free less what works again, an open balance is
//! lost with a fall of `P`. So the net profit over the horizon is `without + Σ P(t) · month(t)`, with a worth of each
//! month that depends on what is agreed in it and not on chance.
//!
//! With `h(t)`, `d(t)`, `g(t)` the hours, the cost at today's prices and the one-off amount that a client's going in `t`
//! sets free or costs:
//!
//! - an hour released in `s` brings `W(s) = Σ_{t ≥ s} fill(t−s) · profit(t) − acquisition · fill(T−s)` until the horizon
//!   (what is found until then adds up to the hours that work in the last month);
//! - cost set free in `s` goes on, idle, at `Y(s) = cost_stays · Σ_{t ≥ s} κ(t) · (1 − fill(t−s))`;
//! - what is released in `t` is `P(t−1) · h(t−1) − P(t) · h(t)`, so `P(t)` takes `h(t)` from release `t` and gives it to
//!   release `t+1`: its worth is `profit(t) − h(t) · (W(t) − W(t+1)) + d(t) · (Y(t) − Y(t+1)) + g(t) − g(t+1)`,
//!   where `W`, `Y` and `g` are 0 beyond the horizon.
//!
//! This makes every outcome of the distribution, the break-evens and the floor a sum of terms. That it equals the
//! months added up is checked at run time for every strategy.

use super::basis::Basis;
use super::month::ClientMonth;
use super::projection::OneOffs;
use crate::number::Number;

/// What a set-free hour and a set-free unit of cost come to until the horizon.
#[derive(Clone, Debug)]
pub struct Release<N> {
    /// Profit of an hour released: `W`.
    pub(super) hour: Until<N>,
    /// Idle cost of a unit of cost set free: `Y`.
    pub(super) cost: Until<N>,
}

/// What comes until the horizon of what is set free in a month.
#[derive(Clone, Debug)]
pub(super) struct Until<N> {
    /// In month 1.
    pub(super) from_start: N,
    /// How much more than what is set free a month later; by month from 1 on.
    pub(super) of_a_month: Vec<N>,
}

impl<N: Number> Until<N> {
    /// From what comes of each month from 1 on, and 0 beyond the last.
    fn of(by_month: &[N]) -> Self {
        Self { from_start: by_month[0], of_a_month: by_month.windows(2).map(|pair| pair[0] - pair[1]).collect() }
    }
}

/// Net profit over the horizon: `without + Σ presence(t) · month(t)`.
#[derive(Clone, Debug)]
pub struct Worth<N> {
    /// Net profit without any month with the client.
    pub without: N,
    /// What a month with the client adds; months 1…T.
    pub months: Vec<N>,
}

impl<N: Number> Release<N> {
    /// Freed hours sold again as the scenario says.
    pub fn redeployed(basis: &Basis<N>) -> Self {
        let Some(work) = &basis.redeployment else {
            return Self::unsold(basis);
        };
        // The share filled grows by `fill/ramp` in each of the months s+lag … s+lag+ramp−1, so a sum over t of
        // fill(t−s) · v(t) is fill/ramp times the tails of v that begin in those months.
        let months = basis.costs.len();
        let over = |values: &[N]| {
            let tails = tail_sums(values);
            let tails_of_tails = tail_sums(&tails);
            let at = |position: usize| tails_of_tails.get(position).copied().unwrap_or(N::ZERO);
            (0..=months)
                .map(|s| work.fill_a_month * (at(s + work.lag_months) - at(s + work.lag_months + work.ramp_months)))
                .collect::<Vec<N>>()
        };
        let mut in_last_month = vec![N::ZERO; months];
        if let Some(last) = in_last_month.last_mut() {
            *last = work.acquisition;
        }
        let brought = over(&work.profit);
        let found = over(&in_last_month);
        let hour: Vec<N> = brought.iter().zip(&found).map(|(brought, found)| *brought - *found).collect();
        let working = over(&basis.costs).into_iter().map(|works| basis.cost_stays * works);
        let cost: Vec<N> = all_idle(basis).into_iter().zip(working).map(|(idle, works)| idle - works).collect();
        Self { hour: Until::of(&hour), cost: Until::of(&cost) }
    }

    /// Freed hours that nobody buys.
    pub fn unsold(basis: &Basis<N>) -> Self {
        let nothing = vec![N::ZERO; basis.costs.len() + 1];
        Self { hour: Until::of(&nothing), cost: Until::of(&all_idle(basis)) }
    }
}

/// What goes on until the horizon of a unit of cost set free in each month, if nothing of it works again.
fn all_idle<N: Number>(basis: &Basis<N>) -> Vec<N> {
    tail_sums(&basis.costs).into_iter().map(|costs| basis.cost_stays * costs).collect()
}

/// The sums of all values from each position on; 0 from the end on.
fn tail_sums<N: Number>(values: &[N]) -> Vec<N> {
    let mut sums = vec![N::ZERO; values.len() + 1];
    for position in (0..values.len()).rev() {
        sums[position] = sums[position + 1] + values[position];
    }
    sums
}

impl<N: Number> Worth<N> {
    /// The worth of each month of a course.
    pub fn of(client: &[ClientMonth<N>], one_offs: &OneOffs<N>, release: &Release<N>, basis: &Basis<N>) -> Self {
        let going = |month: usize| one_offs.going.get(month - 1).copied().unwrap_or(N::ZERO);
        let mut without = basis.today.hours_worked * release.hour.from_start
            - basis.today.cost_to_serve * release.cost.from_start
            - going(1)
            - one_offs.start;
        let mut months: Vec<N> = (1..client.len())
            .map(|t| {
                let lines = &client[t];
                lines.profit - lines.hours * release.hour.of_a_month[t - 1]
                    + lines.cost_today * release.cost.of_a_month[t - 1]
                    + going(t)
                    - going(t + 1)
            })
            .collect();
        if let Some((month, cost)) = one_offs.letting_go {
            match month.checked_sub(2) {
                Some(before) => months[before as usize] -= cost,
                None => without -= cost,
            }
        }
        Self { without, months }
    }

    /// The net profit for a chance of being there in months 0…T.
    pub fn net_profit(&self, presence: &[N]) -> N {
        self.without + self.months.iter().zip(&presence[1..]).map(|(worth, there)| *worth * *there).sum()
    }
}
