//! When what the client owes is due, and what that means for the letter of the recommended strategy.

use chrono::{Days, NaiveDate};

use crate::analysis::comparison::Comparison;
use crate::domain::{Parts, Strategy, Way};
use crate::engine::evaluation::{net_profit_with, planned_of};
use crate::engine::moves::Move;
use crate::number::Exact;

/// What is open, and the letter.
#[derive(Clone, Copy, Debug)]
pub struct Collecting {
    /// The day by which all that was billed before the plan is due.
    pub due: NaiveDate,
    /// The day of a letter about nothing but being paid sooner, where that is the first: it is a part of collecting.
    pub letter_about_payment: Option<NaiveDate>,
    /// The day of the first other letter of the recommended strategy.
    pub letter: Option<NaiveDate>,
    /// What it would be for that letter to wait; none where it is due later, or where each move has its own date.
    pub waiting: Option<Waiting>,
}

/// A letter that waits until the money is there.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// `after_days` with which it waits.
    pub after_days: u32,
    /// What that takes from the net profit over the horizon; negative where it adds to it.
    pub costs: Exact,
}

impl Collecting {
    /// None where the days of payment go beyond the calendar.
    pub(super) fn of(comparison: &Comparison) -> Option<Self> {
        let scenario = &comparison.scenario;
        let days = whole_days(scenario.payment.days)?;
        let due = scenario.start.checked_add_days(Days::new(u64::from(days)))?;
        let Ok(best) = comparison.choice.best else {
            return Some(Self { due, letter_about_payment: None, letter: None, waiting: None });
        };
        let moves = &comparison.evaluation.strategies[best].moves;
        let first = moves.iter().find(|one| one.parts.needs_letter());
        let letter = letter(moves);
        let is_early = |letter: &NaiveDate| *letter < due;
        Some(Self {
            due,
            letter_about_payment: first.map(|one| one.served).filter(|_| first.is_some_and(is_about_payment)),
            letter,
            waiting: letter.filter(is_early).and_then(|letter| waiting(comparison, best, letter, due)),
        })
    }
}

/// Days in whole, a part of a day up.
fn whole_days(days: Exact) -> Option<u32> {
    days.settled().ceil().to_string().parse().ok()
}

fn is_about_payment(one: &Move<Exact>) -> bool {
    !(Parts { payment_days: None, ..one.parts }).needs_letter()
}

/// The day of the first letter that is about more than being paid sooner.
fn letter(moves: &[Move<Exact>]) -> Option<NaiveDate> {
    moves.iter().find(|one| one.parts.needs_letter() && !is_about_payment(one)).map(|one| one.served)
}

/// What it is for the letter of a strategy to wait until a day.
fn waiting(comparison: &Comparison, best: usize, served: NaiveDate, until: NaiveDate) -> Option<Waiting> {
    let scenario = &comparison.scenario;
    let basis = &comparison.evaluation.basis;
    let strategy = &scenario.strategies[best];
    if matches!(strategy.way, Way::Custom(_)) {
        return None;
    }
    let later = u32::try_from(until.signed_duration_since(served).num_days()).ok()?;
    let after_days = strategy.after_days.checked_add(later)?;
    let waits = Strategy { after_days, ..strategy.clone() };
    let (moves, _) = planned_of(&waits, scenario, basis).ok()?;
    letter(&moves).filter(|served| *served >= until)?;
    let net_profit = net_profit_with(&waits, moves, scenario, basis).ok()?;
    Some(Waiting { after_days, costs: comparison.evaluation.strategies[best].totals.net_profit - net_profit })
}
