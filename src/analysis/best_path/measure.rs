//! Each strategy beside the best path: the share of its gain that it captures, where a path could have done the same.

use crate::analysis::choice::RuledOut;
use crate::analysis::comparison::Comparison;
use crate::domain::Parts;
use crate::engine::evaluation::Evaluated;
use crate::engine::moves::Move;
use crate::number::{Exact, Number};

/// Why a strategy is not measured by the best path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMeasured {
    /// The best path gains nothing.
    NoGain,
    /// It does something else than raise the price or leave.
    OtherMoves,
    /// The planner's own chance of it counts, not the curve that a path is judged by.
    OwnChance,
    /// The contract forbids it.
    Contract,
    /// It asks for more than the highest price that was looked at.
    AboveCap,
    /// It changes the price more often than the path may.
    TooOften,
}

/// The prices above today's of the strategies that a path may follow.
pub fn prices(comparison: &Comparison, cap: Exact) -> Vec<Exact> {
    let followed =
        (0..comparison.evaluation.strategies.len()).filter(|position| follows(comparison, *position, cap).is_ok());
    let today = comparison.evaluation.basis.today.price;
    let prices = followed.flat_map(|position| changes(&comparison.evaluation.strategies[position], today));
    prices.map(|(_, price)| price).collect()
}

/// The share of the gain that each strategy captures, or why it is not measured.
pub fn shares(comparison: &Comparison, cap: Exact, every: u32, gain: Exact) -> Vec<Result<Exact, NotMeasured>> {
    let strategies = &comparison.evaluation.strategies;
    let nothing = strategies[0].totals.net_profit;
    let today = comparison.evaluation.basis.today.price;
    let share = |(position, strategy): (usize, &Evaluated<Exact>)| {
        if !gain.is_more_money_than(Exact::ZERO) {
            return Err(NotMeasured::NoGain);
        }
        follows(comparison, position, cap)?;
        let changes = changes(strategy, today);
        if changes.windows(2).any(|two| two[1].0 - two[0].0 < every as usize) {
            return Err(NotMeasured::TooOften);
        }
        Ok((strategy.totals.net_profit - nothing) / gain)
    };
    strategies.iter().enumerate().map(share).collect()
}

/// Whether a path may do what a strategy does, but for how often.
fn follows(comparison: &Comparison, position: usize, cap: Exact) -> Result<(), NotMeasured> {
    let evaluated = &comparison.evaluation.strategies[position];
    let today = comparison.evaluation.basis.today.price;
    let own_chance = comparison.scenario.strategies[position].accept.is_some()
        || evaluated.moves.iter().any(|scheduled| scheduled.month.is_some() && scheduled.accept.is_some());
    if !evaluated.moves.iter().all(is_of_a_path) {
        Err(NotMeasured::OtherMoves)
    } else if matches!(comparison.choice.ruled_out[position], Some(RuledOut::Cap { .. } | RuledOut::Termination { .. }))
    {
        Err(NotMeasured::Contract)
    } else if own_chance {
        Err(NotMeasured::OwnChance)
    } else if changes(evaluated, today).iter().any(|(_, price)| (*price / today - Exact::ONE).exceeds(cap)) {
        Err(NotMeasured::AboveCap)
    } else {
        Ok(())
    }
}

/// The months in which a strategy changes the price while the engagement lasts, and the price from then on.
fn changes(evaluated: &Evaluated<Exact>, today: Exact) -> Vec<(usize, Exact)> {
    let mut before = today;
    let mut changes = Vec::new();
    for month in (1..=evaluated.months.len()).take_while(|month| !evaluated.course.is_over(*month)) {
        let price = evaluated.course.terms_in(month).price;
        if price != before {
            changes.push((month, price));
            before = price;
        }
    }
    changes
}

/// Whether a path can do what a move does: raise the price, or end the engagement.
fn is_of_a_path(scheduled: &Move<Exact>) -> bool {
    let parts = &scheduled.parts;
    let raise = parts.raise.filter(|raise| *raise > Exact::ZERO);
    let all = parts.withdrawal.filter(|withdrawal| withdrawal.work == Exact::ONE);
    let free = parts.letting_go.filter(|going| going.refund == Exact::ZERO && going.referral_fee == Exact::ZERO);
    scheduled.month.is_none() || *parts == Parts { raise, withdrawal: all, letting_go: free, ..Parts::default() }
}
