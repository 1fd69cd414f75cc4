//! A quick look at the ranges: whether over them another strategy brings more on average than the one that is the best at
//! the likely values.
//!
//! For that the sign of a difference is enough. So draws come in rounds, and after each those strategies are left out that
//! are surely behind. Each round is a Latin hypercube: of every range each of as many equal parts as there are draws is
//! drawn once, in an order that chance gives, or the correlations; what one range does by itself then differs little from
//! round to round.
//!
//! Source: M. `McKay`, R. Beckman, W. Conover, *A comparison of three methods for selecting values of input variables in the
//! analysis of output from a computer code*, Technometrics 21 (1979) 239–245.

use super::draws::places_of;
use super::quantiles::of_equal_parts;
use super::shares::Shares;
use crate::analysis::comparison::Comparison;
use crate::analysis::inputs::follower;
use crate::domain::{Place, Scenario};
use crate::engine::calendar::Calendar;
use crate::engine::stretches::Ground;
use crate::number::Number;
use crate::scenario::Reading;

/// Draws of a round.
const DRAWS: usize = 32;

/// Rounds, if they are needed.
const ROUNDS: u32 = 8;

/// How many standard errors a strategy has to be behind to be left out. They are those of independent draws, which
/// those of a round are better than.
const BEHIND: f64 = 2.0;

/// How many standard errors of the rounds it has to be ahead in the end.
const AHEAD: f64 = 3.0;

/// What the draws follow from.
const SEED: u64 = 1;

/// A strategy that brings more over the ranges.
#[derive(Clone, Copy, Debug)]
pub struct Ahead {
    /// Its position.
    pub position: usize,
    /// How much more it brings on average than the recommended one.
    pub by: f64,
}

/// The candidate that brings most over the ranges, where it surely brings more than the recommended strategy; none where
/// nothing is recommended.
#[must_use]
pub fn ahead_over_the_ranges(reading: &Reading, comparison: &Comparison) -> Option<Ahead> {
    let chosen = comparison.choice.best.ok()?;
    let ruled_out = &comparison.choice.ruled_out;
    let is_rival = |position: &usize| *position != chosen && ruled_out[*position].is_none();
    let mut rivals: Vec<Rival> = (0..ruled_out.len()).filter(is_rival).map(Rival::new).collect();
    let mut look = Look::of(reading, comparison);
    for round in 0..u64::from(ROUNDS) {
        if rivals.is_empty() {
            return None;
        }
        look.round(round, chosen, &mut rivals);
        rivals.retain(|rival| !rival.is_behind());
    }
    let ahead = rivals.into_iter().filter(Rival::is_ahead);
    let ahead = ahead.map(|rival| Ahead { position: rival.position, by: rival.all().mean });
    ahead.max_by(|one, other| one.by.total_cmp(&other.by))
}

/// A strategy that may bring more.
struct Rival {
    position: usize,
    /// How far it is ahead, draw by draw; one list a round.
    rounds: Vec<Vec<f64>>,
}

/// A mean and its standard error.
#[derive(Clone, Copy)]
struct Mean {
    mean: f64,
    error: f64,
}

impl Mean {
    /// Of independent numbers; not a number of none.
    fn of(numbers: impl Iterator<Item = f64> + Clone) -> Self {
        let count = numbers.clone().map(|_| 1.0).sum::<f64>();
        let mean = numbers.clone().sum::<f64>() / count;
        let squares = numbers.map(|number| (number - mean) * (number - mean)).sum::<f64>();
        Self { mean, error: (squares / (count - 1.0) / count).sqrt() }
    }
}

impl Rival {
    fn new(position: usize) -> Self {
        Self { position, rounds: Vec::new() }
    }

    /// Over all draws.
    fn all(&self) -> Mean {
        Mean::of(self.rounds.iter().flatten().copied())
    }

    fn is_behind(&self) -> bool {
        let Mean { mean, error } = self.all();
        mean <= -BEHIND * error
    }

    fn is_ahead(&self) -> bool {
        let of_rounds = Mean::of(self.rounds.iter().map(|leads| Mean::of(leads.iter().copied()).mean));
        of_rounds.mean > AHEAD * of_rounds.error
    }
}

/// What is drawn, and where it goes.
struct Look {
    scenario: Scenario<f64>,
    calendar: Calendar,
    shares: Shares,
    /// By range, its values in the middle of the parts, and the places of the scenario that they go to.
    inputs: Vec<(Vec<f64>, Vec<Place<f64>>)>,
}

impl Look {
    fn of(reading: &Reading, comparison: &Comparison) -> Self {
        let scenario = comparison.scenario.convert(Number::to_f64);
        let ranges = reading.ledger.iter().filter_map(|entry| Some((entry.key.as_str(), entry.range?)));
        let (keys, inputs) = ranges
            .map(|(key, range)| {
                let places = places_of(&scenario, key, follower(reading, key).as_deref());
                (key, (of_equal_parts(&range, DRAWS), places))
            })
            .unzip::<_, _, Vec<&str>, Vec<_>>();
        let shares = Shares::of(&keys, &reading.correlations, SEED);
        Self { scenario, calendar: comparison.evaluation.basis.calendar.clone(), shares, inputs }
    }

    /// Adds what the draws of a round say of the rivals. A draw whose numbers contradict each other or run out is left
    /// out.
    fn round(&mut self, number: u64, chosen: usize, rivals: &mut [Rival]) {
        for rival in rivals.iter_mut() {
            rival.rounds.push(Vec::with_capacity(DRAWS));
        }
        let parts: Vec<Vec<usize>> = self.shares.block(number, DRAWS).iter().map(|shares| by_rank(shares)).collect();
        for draw in 0..DRAWS {
            for ((values, places), parts) in self.inputs.iter().zip(&parts) {
                for place in places {
                    place.set(&mut self.scenario, values[parts[draw]]);
                }
            }
            let Some(net_profit_of) = self.net_profits() else { continue };
            let Some(of_chosen) = net_profit_of(chosen) else { continue };
            for rival in rivals.iter_mut() {
                let lead = net_profit_of(rival.position).map(|net_profit| net_profit - of_chosen);
                if let (Some(lead), Some(leads)) = (lead, rival.rounds.last_mut()) {
                    leads.push(lead);
                }
            }
        }
    }

    /// The net profit of a strategy with the numbers as they are; none where they contradict each other.
    fn net_profits(&self) -> Option<impl Fn(usize) -> Option<f64>> {
        let scenario = &self.scenario;
        let is_possible = scenario.response.is_possible();
        let ground = is_possible.then(|| Ground::of(scenario, self.calendar.clone()).ok()).flatten()?;
        Some(move |position: usize| {
            let net_profit = ground.net_profit(&scenario.strategies[position], scenario);
            net_profit.ok().filter(|net_profit| net_profit.is_finite())
        })
    }
}

/// Where each share is among the others, from the lowest on.
fn by_rank(shares: &[f64]) -> Vec<usize> {
    let mut rising: Vec<usize> = (0..shares.len()).collect();
    rising.sort_by(|one, other| shares[*one].total_cmp(&shares[*other]));
    let mut ranks = vec![0; shares.len()];
    for (rank, draw) in rising.into_iter().enumerate() {
        ranks[draw] = rank;
    }
    ranks
}
