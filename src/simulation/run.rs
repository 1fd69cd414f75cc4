//! Draws, evaluates and keeps: on as many threads as wanted, with the same result on any number of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::scope;

use super::draws::{BLOCK, Draws};
use super::evaluation::Evaluator;
use super::result::{Simulated, result};
use super::tally::{Histogram, Outcomes, Reference, Tally};
use crate::analysis::choice::NoChoice;
use crate::analysis::comparison::Comparison;
use crate::engine::parallel::helper;
use crate::number::Number;
use crate::scenario::Reading;

/// Blocks that are drawn first: around them the histograms are laid, and they tell what the others are measured against.
const FIRST_BLOCKS: u64 = 16;

/// How to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Draws.
    pub draws: u64,
    /// What the draws follow from.
    pub seed: u64,
    /// Threads, at least one.
    pub threads: usize,
}

/// What may be watched and stopped from outside.
pub struct Watch<'w> {
    /// Whether to stop.
    pub stop: &'w AtomicBool,
    /// Told how many draws are done, now and then.
    pub progress: &'w (dyn Fn(u64) + Sync),
}

/// The blocks done, merged in the order of their numbers.
struct Done {
    next: u64,
    waiting: BTreeMap<u64, Tally>,
    tally: Tally,
}

/// One simulation: what is drawn, and how it is evaluated.
struct Simulation<'s> {
    draws: &'s Draws,
    strategies: usize,
    wanted: u64,
}

/// Draws the ranges of a scenario together, the same draw for every strategy, and evaluates each draw as the model says.
#[must_use]
pub fn simulate(reading: &Reading, comparison: &Comparison, settings: Settings, watch: &Watch<'_>) -> Simulated {
    let scenario = comparison.scenario.convert(Number::to_f64);
    let draws = Draws::of(reading, settings.seed);
    let evaluator = Evaluator::new(&draws, &scenario, comparison.evaluation.basis.calendar.clone());
    let strategies = scenario.strategies.len();
    let simulation = Simulation { draws: &draws, strategies, wanted: settings.draws };
    let blocks = settings.draws.div_ceil(BLOCK as u64);
    let first = simulation.first(0..blocks.min(FIRST_BLOCKS), settings.threads, &evaluator);
    let reference = reference(comparison, &first);
    let mut histograms: Vec<Histogram> = (0..strategies)
        .map(|strategy| {
            let net_profits: Vec<f64> =
                first.iter().flat_map(|outcomes| outcomes.net_profits[strategy].iter().copied()).collect();
            Histogram::around(&net_profits)
        })
        .collect();
    let mut tally = Tally::new(strategies, draws.inputs.len());
    for outcomes in &first {
        tally.merge(&simulation.counted(outcomes, &reference, &mut histograms));
    }
    drop(first);
    let empty = histograms.iter().map(Histogram::emptied).collect::<Vec<_>>();
    let next = AtomicU64::new(blocks.min(FIRST_BLOCKS));
    let done = Mutex::new(Done { next: next.load(Ordering::Relaxed), waiting: BTreeMap::new(), tally });
    let work = |mut evaluator: Evaluator| {
        let mut own = empty.clone();
        while !watch.stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= blocks {
                break;
            }
            let outcomes = simulation.block(number, &mut evaluator);
            let counted = simulation.counted(&outcomes, &reference, &mut own);
            (watch.progress)(done_with(&done, number, counted));
        }
        own
    };
    let others: Vec<Vec<Histogram>> = scope(|scope| {
        let spawned = |_| {
            let evaluator = evaluator.clone();
            helper(scope, || work(evaluator))
        };
        let threads: Vec<_> = (1..settings.threads).map_while(spawned).collect();
        let own = work(evaluator.clone());
        let joined =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(own).chain(joined).collect()
    });
    for other in &others {
        for (histogram, other) in histograms.iter_mut().zip(other) {
            histogram.merge(other);
        }
    }
    let Done { tally, .. } = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    result(&draws, &reference, &tally, &histograms, settings)
}

fn done_with(done: &Mutex<Done>, number: u64, counted: Tally) -> u64 {
    let mut done: MutexGuard<'_, Done> = done.lock().unwrap_or_else(PoisonError::into_inner);
    done.waiting.insert(number, counted);
    while let Some(tally) = {
        let next = done.next;
        done.waiting.remove(&next)
    } {
        done.tally.merge(&tally);
        done.next += 1;
    }
    done.tally.draws + done.tally.failed
}

/// What the draws are measured against: the strategy that is best in the first of them.
fn reference(comparison: &Comparison, first: &[Outcomes]) -> Reference {
    let choice = &comparison.choice;
    // Where nothing says how the client takes what is asked, the biggest ask would be the best of every draw.
    let is_judged = choice.best != Err(NoChoice::Unjudged);
    let candidates: Vec<usize> =
        (0..choice.ruled_out.len()).filter(|position| is_judged && choice.ruled_out[*position].is_none()).collect();
    let strategies = &comparison.evaluation.strategies;
    let net_profits: Vec<f64> = strategies.iter().map(|evaluated| evaluated.totals.net_profit.to_f64()).collect();
    #[expect(clippy::cast_precision_loss, reason = "few draws")]
    let draws = first.iter().map(Outcomes::draws).sum::<usize>().max(1) as f64;
    let above = |strategy: usize, outcomes: &Outcomes| -> f64 {
        outcomes.net_profits[strategy].iter().map(|net_profit| net_profit - net_profits[strategy]).sum()
    };
    let mean = |strategy: usize| -> f64 {
        net_profits[strategy] + first.iter().map(|outcomes| above(strategy, outcomes)).sum::<f64>() / draws
    };
    let best = candidates.iter().copied().reduce(|best, other| if mean(other) > mean(best) { other } else { best });
    Reference { net_profits, candidates, strategy: best.unwrap_or(0) }
}

impl Simulation<'_> {
    /// Some blocks, on several threads.
    fn first(&self, numbers: Range<u64>, threads: usize, evaluator: &Evaluator) -> Vec<Outcomes> {
        let next = AtomicU64::new(numbers.start);
        let done = Mutex::new(BTreeMap::new());
        let work = |mut evaluator: Evaluator| {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= numbers.end {
                    break;
                }
                let block = self.block(number, &mut evaluator);
                done.lock().unwrap_or_else(PoisonError::into_inner).insert(number, block);
            }
        };
        scope(|scope| {
            for _ in 1..threads {
                let evaluator = evaluator.clone();
                let Some(_) = helper(scope, || work(evaluator)) else { break };
            }
            work(evaluator.clone());
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
    }

    /// What the draws of a block come to.
    fn block(&self, number: u64, evaluator: &mut Evaluator) -> Outcomes {
        let from = number * BLOCK as u64;
        let count = usize::try_from(self.wanted - from).unwrap_or(BLOCK).min(BLOCK);
        let block = self.draws.block(number, count);
        let net_profits = evaluator.net_profits(&block);
        Outcomes::of(net_profits, block.bins, evaluator.depend.clone())
    }

    fn counted(&self, outcomes: &Outcomes, reference: &Reference, histograms: &mut [Histogram]) -> Tally {
        for (histogram, net_profits) in histograms.iter_mut().zip(&outcomes.net_profits) {
            histogram.count(net_profits);
        }
        let mut tally = Tally::new(self.strategies, self.draws.inputs.len());
        tally.add(outcomes, reference);
        tally
    }
}
