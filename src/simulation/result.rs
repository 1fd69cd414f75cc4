//! What many draws come to: means, quantiles, regret, and what it is worth to know more.

use super::draws::{BINS, Draws};
use super::run::Settings;
use super::tally::{Histogram, InputSums, Reference, Tally};

/// What a simulation comes to.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The draws that were made and could be computed.
    pub draws: u64,
    /// Those that could not: numbers that contradict each other, or run out.
    pub failed: u64,
    /// The draws that were asked for.
    pub asked: u64,
    /// What the draws follow from.
    pub seed: u64,
    /// Whether all draws that were asked for were made.
    pub complete: bool,
    /// By strategy, in the order of the scenario.
    pub strategies: Vec<SimulatedStrategy>,
    /// The position of the candidate with the highest mean; none where there is nothing to choose.
    pub best: Option<usize>,
    /// The position of the candidate with the next highest mean.
    pub runner_up: Option<usize>,
    /// How far the mean of the best is ahead of the next.
    pub lead: Option<Lead>,
    /// The expected value of perfect information: what it is worth, at the most, to know all inputs before choosing; none
    /// where there is nothing to choose.
    pub evpi: Option<f64>,
    /// The standard error of that: of the regret of the best, whose mean it is.
    pub evpi_standard_error: Option<f64>,
    /// How far a quantile may be from that of the same draws, sorted: an amount.
    pub quantile_error: f64,
    /// By input, in the order of the scenario; empty where there is nothing to choose.
    pub evppi: Vec<InputWorth>,
}

/// What is known of a strategy. Amounts are net profits over the horizon.
#[derive(Clone, Copy, Debug)]
pub struct SimulatedStrategy {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// What 5, 10, 50, 90 and 95 of 100 draws do not exceed.
    pub quantiles: [f64; 5],
    /// The share of draws below 0.
    pub chance_of_loss: f64,
    /// The share of draws in which it is the best candidate; none for what is no candidate.
    pub chance_best: Option<f64>,
    /// What is lost on average against the best candidate of each draw; none for what is no candidate.
    pub expected_regret: Option<f64>,
}

/// A difference of two means.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    /// The difference.
    pub value: f64,
    /// Its standard error: less than that of either mean, as the draws are the same; none where it was not kept.
    pub standard_error: Option<f64>,
}

/// The expected value of partial perfect information: what it is worth to know one input before choosing.
#[derive(Clone, Debug)]
pub struct InputWorth {
    /// The key of the input.
    pub key: String,
    /// The worth.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// The shares whose quantiles are told.
pub const SHARES: [f64; 5] = [0.05, 0.10, 0.50, 0.90, 0.95];

/// What is told of a strategy is smaller than this, so that a decimal holds any difference of two figures.
const AMOUNT_MAX: f64 = 1e28;

impl Simulated {
    /// The position of the first strategy of which a figure is larger than a decimal holds.
    #[must_use]
    pub fn first_beyond_decimals(&self) -> Option<usize> {
        let fits = |amount: &f64| amount.abs() < AMOUNT_MAX;
        self.strategies.iter().position(|strategy| {
            let mut figures = [strategy.mean, strategy.standard_error].into_iter().chain(strategy.quantiles);
            !figures.all(|figure| fits(&figure))
        })
    }
}

/// Works it out.
pub(super) fn result(
    draws: &Draws,
    reference: &Reference,
    tally: &Tally,
    histograms: &[Histogram],
    settings: Settings,
) -> Simulated {
    let count = number(tally.draws.max(1));
    let mean = |strategy: usize| reference.net_profits[strategy] + tally.strategies[strategy].sum / count;
    let measure = mean(reference.strategy);
    let mean_of_best = measure + tally.best_ahead / count;
    let candidates = reference.candidates.iter().copied();
    let highest = |best, other| if mean(other) > mean(best) { other } else { best };
    let best = candidates.clone().reduce(highest);
    let runner_up = candidates.filter(|candidate| Some(*candidate) != best).reduce(highest);
    let is_candidate = |strategy: usize| reference.candidates.contains(&strategy);
    let strategies = (0..tally.strategies.len()).map(|strategy| {
        let sums = &tally.strategies[strategy];
        SimulatedStrategy {
            mean: mean(strategy),
            standard_error: standard_error(sums.sum, sums.squares, count),
            quantiles: SHARES.map(|share| histograms[strategy].quantile(share)),
            chance_of_loss: number(sums.losses) / count,
            chance_best: is_candidate(strategy).then(|| number(sums.best) / count),
            expected_regret: is_candidate(strategy).then(|| mean_of_best - mean(strategy)),
        }
    });
    let worths = best.into_iter().flat_map(|best| {
        let matters = |input: usize| reference.candidates.iter().any(|candidate| tally.depend[*candidate][input]);
        draws.inputs.iter().zip(&tally.inputs).enumerate().map(move |(position, (input, sums))| {
            let (value, standard_error) = if draws.may_tell(position, matters) {
                evppi(sums, reference, mean(best) - measure, count)
            } else {
                (0.0, 0.0)
            };
            InputWorth { key: input.key.clone(), value, standard_error }
        })
    });
    Simulated {
        draws: tally.draws,
        failed: tally.failed,
        asked: settings.draws,
        seed: settings.seed,
        complete: tally.draws + tally.failed == settings.draws,
        strategies: strategies.collect(),
        best,
        runner_up,
        lead: best.zip(runner_up).map(|(best, next)| Lead {
            value: mean(best) - mean(next),
            standard_error: standard_error_of_lead(tally.inputs.first(), reference, best, next, count),
        }),
        evpi: best.map(|best| (mean_of_best - mean(best)).max(0.0)),
        evpi_standard_error: best.map(|best| {
            let regret = mean_of_best - mean(best);
            let squares = tally.strategies[best].regret_squares;
            standard_error(regret * count, squares, count)
        }),
        quantile_error: histograms.iter().map(Histogram::cell).fold(0.0, f64::max),
        evppi: worths.collect(),
    }
}

/// What knowing one input is worth, and the standard error of that.
///
/// The draws are parted by the input into 64 equal parts, as if its part were known: in each the best strategy of the
/// even draws is taken for the odd ones, and the other way round, so that no draw chooses for itself. What that brings
/// above the strategy that is best without knowing is the worth. It is never too high on average, and too low by what
/// the difference within a part would be worth.
///
/// Source: M. Strong, J. Oakley, *An efficient method for computing single-parameter partial expected value of perfect
/// information*, Medical Decision Making 33 (2013) 755–766; the halves are ours.
fn evppi(sums: &InputSums, reference: &Reference, best_ahead: f64, count: f64) -> (f64, f64) {
    let (mut ahead, mut squares) = (0.0, 0.0);
    for bin in 0..BINS {
        for half in 0..2 {
            if sums.count(1 - half, bin) == 0 {
                continue;
            }
            let of = |strategy: usize| sums.ahead(half, bin, strategy)[0];
            let candidates = reference.candidates.iter().copied();
            // What the other half says nothing about is left to the reference.
            let start = reference.strategy;
            let chosen = candidates.fold(start, |best, other| if of(other) > of(best) { other } else { best });
            let [sum, square] = sums.ahead(1 - half, bin, chosen);
            ahead += sum;
            squares += square;
        }
    }
    let mean = ahead / count;
    let variance = (squares / count - mean * mean).max(0.0);
    ((mean - best_ahead).max(0.0), (variance / count).sqrt())
}

/// The standard error of the difference of two means, where one of the two is the reference: what is kept by the parts of
/// an input, added up over all of them.
fn standard_error_of_lead(
    sums: Option<&InputSums>,
    reference: &Reference,
    best: usize,
    next: usize,
    count: f64,
) -> Option<f64> {
    let other = match reference.strategy {
        one if one == best => next,
        one if one == next => best,
        _ => return None,
    };
    let cells = (0..2).flat_map(|half| (0..BINS).map(move |bin| (half, bin)));
    let (sum, squares) = cells.fold((0.0, 0.0), |(sum, squares), (half, bin)| {
        let [one, square] = sums.map_or([0.0; 2], |sums| sums.ahead(half, bin, other));
        (sum + one, squares + square)
    });
    Some(standard_error(sum, squares, count))
}

/// The standard error of a mean, from the sum of so many draws and that of their squares.
fn standard_error(sum: f64, squares: f64, count: f64) -> f64 {
    let variance = (squares - sum * sum / count).max(0.0) / (count - 1.0).max(1.0);
    (variance / count).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "fewer draws than 2⁵³")]
fn number(count: u64) -> f64 {
    count as f64
}
