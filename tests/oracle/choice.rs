//! The choice: who is a candidate, which is best, and who is dominated.

use super::figures::{Play, hair, worst_outcome};
use super::fraction::{Fraction, Long, ratio, whole};
use super::projection::Ground;
use super::terms::month_of_the_end;

pub struct Choice {
    /// For each strategy: what rules it out, if anything.
    pub ruled_out: Vec<Option<&'static str>>,
    /// For each strategy: the candidate that dominates it, if any.
    pub dominated_by: Vec<Option<usize>>,
    pub best: Option<usize>,
    pub runner_up: Option<usize>,
    pub lead: Option<Long>,
    pub close_call: bool,
}

/// The flag goes before the contract, the contract before the cash.
fn ruled_out_by(ground: &Ground, play: &Play, status_quo: &Play) -> Option<&'static str> {
    if ground.scenario.told_to_leave && month_of_the_end(&play.months).is_none() {
        Some("flag")
    } else if against_the_contract(ground, play) {
        Some("contract")
    } else if runs_out_of_cash(ground, play) && !runs_out_of_cash(ground, status_quo) {
        Some("cash")
    } else {
        None
    }
}

/// `exit-now` ignores the contract's termination notice; a raise may exceed the most in 12 months:
/// `x(t) > (1+max_raise) x(t-12) + price_step/p0` in some month of the engagement.
fn against_the_contract(ground: &Ground, play: &Play) -> bool {
    let scenario = ground.scenario;
    if play.strategy.kind == "exit-now" && scenario.contract.termination_months > 0 {
        return true;
    }
    let Some(max_raise) = &scenario.contract.max_raise else {
        return false;
    };
    let forgiven = &scenario.price_step / &scenario.price;
    let index = |month: usize| -> Fraction { play.months[month - 1].index.clone() };
    (1..=play.last_month_of_the_engagement()).any(|month| {
        let a_year_before = if month > 12 { index(month - 12) } else { whole(1) };
        index(month) > (whole(1) + max_raise) * a_year_before + &forgiven
    })
}

/// In the worst outcome, the cash falls below 0 in some month.
fn runs_out_of_cash(ground: &Ground, play: &Play) -> bool {
    let Some(business) = &ground.scenario.business else {
        return false;
    };
    let others = &business.monthly_revenue - &business.monthly_costs - &ground.today.profit;
    let others = Long::from(&others);
    let mut cash = Long::from(&business.cash);
    worst_outcome(play).net_profits.iter().any(|net_profit| {
        cash = &cash + &others + net_profit;
        cash < Long::zero()
    })
}

pub fn choose(ground: &Ground, plays: &[Play]) -> Choice {
    let status_quo = &plays[0];
    let ruled_out: Vec<Option<&'static str>> =
        plays.iter().map(|play| ruled_out_by(ground, play, status_quo)).collect();
    let candidates: Vec<usize> = (0..plays.len()).filter(|at| ruled_out[*at].is_none()).collect();
    let dominated_by = (0..plays.len()).map(|at| dominating(plays, &candidates, at)).collect();
    let mut choice = Choice { ruled_out, dominated_by, best: None, runner_up: None, lead: None, close_call: false };
    // If a candidate is unjudged there is no recommendation: the biggest ask would always look best.
    if candidates.iter().any(|at| plays[*at].response.unjudged) {
        return choice;
    }
    choice.best = best_of(plays, &candidates);
    let others: Vec<usize> = candidates.into_iter().filter(|at| Some(*at) != choice.best).collect();
    choice.runner_up = best_of(plays, &others);
    if let (Some(best), Some(runner_up)) = (choice.best, choice.runner_up) {
        let (best, runner_up) = (plays[best].net_profit(), plays[runner_up].net_profit());
        let lead = &best - &runner_up;
        let larger = best.absolute().max(runner_up.absolute());
        choice.close_call = lead < larger * Long::from(&ratio(2, 100));
        choice.lead = Some(lead);
    }
    choice
}

/// The highest net profit; equal within a hair: the earlier.
fn best_of(plays: &[Play], candidates: &[usize]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for at in candidates {
        let better = match best {
            None => true,
            Some(known) => plays[*at].net_profit() > plays[known].net_profit() + hair(),
        };
        if better {
            best = Some(*at);
        }
    }
    best
}

/// Another candidate that brings at least as much net profit for at most as many hours worked, one of them
/// strictly; of several, the one with the most net profit.
fn dominating(plays: &[Play], candidates: &[usize], at: usize) -> Option<usize> {
    let hours = |play: &Play| play.total(|month| &month.billed_hours + &month.extra_hours + &month.redeployed_hours);
    let (profit_here, hours_here) = (plays[at].net_profit(), hours(&plays[at]));
    let dominates = |other: &usize| {
        let more_profit = plays[*other].net_profit() - &profit_here;
        let fewer_hours = &hours_here - hours(&plays[*other]);
        let no_less = -&hair();
        *other != at
            && more_profit >= no_less
            && fewer_hours >= no_less
            && (more_profit > hair() || fewer_hours > hair())
    };
    let dominating: Vec<usize> = candidates.iter().copied().filter(dominates).collect();
    best_of(plays, &dominating)
}
