//! Break-evens: the chance of accepting, the value of a freed hour, the volume.

use super::figures::{Play, hair, net_profit_of};
use super::fraction::{Fraction, Long, ratio, whole};
use super::projection::{Ground, ProjectedMonth};
use super::response::chance_after_churn;
use num_traits::Zero;

/// On how many steps of `a^(1/n)` the largest crossing is looked for, before it is halved down.
const GRID: i64 = 4096;
const HALVINGS: usize = 120;

pub struct BreakEvenChance {
    pub kind: &'static str,
    pub chance: Option<Long>,
}

/// `N(a)` as a polynomial in `z = a^(1/n)`, the chance at each ask; its coefficients.
///
/// With `A(t) = (1-b)^(t-1) z^(asks up to t - leaves_after)`, each outcome counts with the chance that the
/// client goes in just that month: `A(gone-1) - A(gone)`, and the staying one with the last `A`.
fn net_profit_by_chance_at_each_ask(ground: &Ground, play: &Play) -> Vec<Long> {
    let scenario = ground.scenario;
    let asks = &play.response.asking_months;
    let asks_decided = |month: usize| {
        let decided = month.saturating_sub(scenario.response.leaves_after);
        asks.iter().filter(|ask| **ask <= decided).count()
    };
    let mut coefficients = vec![Long::zero(); asks.len() + 1];
    let mut add = |month: usize, amount: &Long| {
        let at = &mut coefficients[asks_decided(month)];
        *at = &*at + amount * chance_after_churn(scenario, month);
    };
    for outcome in &play.outcomes {
        match outcome.gone_in_month {
            Some(gone) => {
                add(gone - 1, &outcome.net_profit);
                add(gone, &-&outcome.net_profit);
            }
            None => add(play.last_month_of_the_engagement(), &outcome.net_profit),
        }
    }
    coefficients
}

/// `N(a)`, given `a^(1/n)`.
pub fn net_profit_at(ground: &Ground, play: &Play, chance_at_each_ask: &Long) -> Long {
    let coefficients = net_profit_by_chance_at_each_ask(ground, play);
    value_at(&coefficients, chance_at_each_ask)
}

fn value_at(coefficients: &[Long], at: &Long) -> Long {
    let highest_first = coefficients.iter().rev();
    highest_first.fold(Long::zero(), |sum, coefficient| sum * at + coefficient)
}

/// The chance of accepting the whole plan from which on (or up to which) the strategy is ahead.
pub fn break_even_chance(ground: &Ground, play: &Play, status_quo: &Play) -> Option<BreakEvenChance> {
    let asks = play.response.asking_months.len();
    if asks == 0 {
        return None;
    }
    let coefficients = net_profit_by_chance_at_each_ask(ground, play);
    let to_equal = status_quo.net_profit();
    let lead = |at: &Long| value_at(&coefficients, at) - &to_equal;
    let behind = -&hair();
    let ahead_if_accepted = lead(&Long::one()) >= behind;
    let ahead_if_refused = lead(&Long::zero()) >= behind;
    let kind = match (ahead_if_accepted, ahead_if_refused) {
        (true, true) => "always",
        (false, false) => "never",
        (true, false) => "at-least",
        (false, true) => "at-most",
    };
    let chance = (ahead_if_accepted != ahead_if_refused).then(|| largest_crossing(&lead).whole_power(asks));
    Some(BreakEvenChance { kind, chance })
}

/// The largest `z` in 0...1 at which the lead is 0.
fn largest_crossing(lead: &dyn Fn(&Long) -> Long) -> Long {
    let zero = Long::zero();
    let grid = |step: i64| Long::from(&ratio(step, GRID));
    if lead(&Long::one()).absolute() <= hair() {
        return Long::one();
    }
    for step in (0..GRID).rev() {
        let (mut low, mut high) = (grid(step), grid(step + 1));
        let positive_above = lead(&high) > zero;
        if (lead(&low) > zero) == positive_above {
            continue;
        }
        let half = Long::from(&ratio(1, 2));
        for _ in 0..HALVINGS {
            let middle = (&low + &high) * &half;
            if (lead(&middle) > zero) == positive_above {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
    zero
}

/// What each hour freed beyond the status quo's would have to bring in for the strategy to equal it,
/// `[replacement]` left out on both sides; none where it frees no more hours.
pub fn value_of_a_freed_hour(ground: &Ground, play: &Play, status_quo: &Play) -> Option<Long> {
    let without = |play: &Play| play.net_profit_with(ground, &play.presence, false);
    let freed = |months: &[ProjectedMonth]| -> Long { months.iter().map(|month| month.freed_hours.clone()).sum() };
    let (strategy, status_quo) = (without(play), without(status_quo));
    let more_freed = freed(&strategy) - freed(&status_quo);
    if more_freed <= Long::zero() {
        return None;
    }
    Some((net_profit_of(&status_quo) - net_profit_of(&strategy)) / more_freed)
}

/// `g/(m+g)` of the work may be lost to a raise of `g` in all (as got, at the horizon) on margin `m`; none
/// for strategies with other moves than raises and bonuses, for `g <= 0` and for `m+g <= 0`.
pub fn volume_that_may_be_lost(ground: &Ground, play: &Play) -> Option<Fraction> {
    let only_raises = |step: &super::moves::Move| step.only_raises_or_pays_the_team();
    if !play.moves.iter().all(only_raises) {
        return None;
    }
    let price = &play.months.last().expect("a month").terms.price;
    let raise = price / &ground.scenario.price - whole(1);
    let margin_and_raise = &ground.today.margin + &raise;
    let zero = Fraction::zero();
    (raise > zero && margin_and_raise > zero).then(|| raise / margin_and_raise)
}
