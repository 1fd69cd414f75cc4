//! A letter that just misses a billing cycle: what serving it some days earlier is worth.

use chrono::{Days, NaiveDate};

use super::comparison::Comparison;
use crate::engine::evaluation::net_profit_with;
use crate::number::{Exact, Number};

/// A letter is looked at that would have to go out at most this many days earlier.
const DAYS_MAX: u64 = 14;

/// What serving the first letter earlier would change.
#[derive(Clone, Copy, Debug)]
pub struct Earlier {
    /// How many days earlier.
    pub days: u64,
    /// The day of the letter then.
    pub served: NaiveDate,
    /// The day from which it counts then.
    pub counts_from: NaiveDate,
    /// The net profit that it adds.
    pub worth: Exact,
}

/// Looks at the first letter of the recommended strategy; none where nothing is gained.
#[must_use]
pub fn earlier(comparison: &Comparison) -> Option<Earlier> {
    let best = comparison.choice.best.ok()?;
    let strategy = &comparison.scenario.strategies[best];
    let evaluated = &comparison.evaluation.strategies[best];
    let basis = &comparison.evaluation.basis;
    let position = evaluated.moves.iter().position(|scheduled| scheduled.parts.needs_letter())?;
    let late = evaluated.moves[position];
    let month = late.month?.checked_sub(1).filter(|month| *month > 0)?;
    let cycle_before = basis.calendar.first_day(month);
    let days = u64::try_from(late.effective.signed_duration_since(cycle_before).num_days()).ok()?;
    let locked = comparison.scenario.contract.price_locked_until.filter(|_| late.parts.changes_price());
    // A notice in calendar months cannot be shifted by days, and a lock not at all.
    if days == 0
        || days > DAYS_MAX
        || late.parts.withdrawal.is_some()
        || locked.is_some_and(|until| until > cycle_before)
    {
        return None;
    }
    let served = late.served.checked_sub_days(Days::new(days))?;
    let mut moves = evaluated.moves.clone();
    moves[position].served = served;
    moves[position].effective = cycle_before;
    moves[position].month = Some(month);
    moves.sort_by_key(|scheduled| scheduled.effective);
    let net_profit = net_profit_with(strategy, moves, &comparison.scenario, basis).ok()?;
    let worth = net_profit - evaluated.totals.net_profit;
    worth.is_more_money_than(Exact::ZERO).then_some(Earlier { days, served, counts_from: cycle_before, worth })
}
