//! Strategies are lists of moves: each kind expanded into dated moves, under the contract.

use std::cmp::max;

use chrono::{Days, Months, NaiveDate};

use super::EngineError;
use super::calendar::Calendar;
use super::terms::Terms;
use super::today::Today;
use crate::domain::{
    Contract, ExtraHourFee, HeadacheFee, LAST_DAY, LetterDay, LettingGo, Parts, Scenario, Strategy, Tier, Way,
    Withdrawal,
};
use crate::number::Number;

/// A dated move.
#[derive(Clone, Copy, Debug)]
pub struct Move<N> {
    /// The latest day on which its letter can be served.
    pub served: NaiveDate,
    /// The day on which it takes effect.
    pub effective: NaiveDate,
    /// The month of the plan from which it counts; none: after the horizon.
    pub month: Option<u32>,
    /// The planner's own chance that the client accepts it.
    pub accept: Option<N>,
    /// Which of the moves that the planner lists it is, from 0; none: it follows from the kind of the strategy.
    pub planned: Option<usize>,
    /// What it does.
    pub parts: Parts<N>,
}

/// Where a move is written makes no other move of it.
impl<N: PartialEq> PartialEq for Move<N> {
    fn eq(&self, other: &Self) -> bool {
        let dates = |one: &Self| (one.served, one.effective, one.month);
        dates(self) == dates(other) && self.accept == other.accept && self.parts == other.parts
    }
}

/// How long before it takes effect a move is announced.
#[derive(Clone, Copy)]
enum Notice {
    Days(u32),
    Months(u32),
}

/// The moves of a strategy, in the order of their effective dates, then of the file.
///
/// # Errors
///
/// A date beyond the calendar; a raise that rounding would turn into no change.
pub fn moves_of<N: Number>(
    strategy: &Strategy<N>,
    scenario: &Scenario<N>,
    today: &Today<N>,
    calendar: &Calendar,
) -> Result<Vec<Move<N>>, EngineError> {
    let dates_run_out = || EngineError::DatesRunOut { strategy: strategy.id.clone() };
    let contract = &scenario.contract;
    let letter = LetterDay::AfterDays(strategy.after_days).from(calendar.start()).ok_or_else(dates_run_out)?;
    let one = |notice, parts| announce(letter, notice, parts, contract).map(|scheduled| vec![scheduled]);

    let scheduled = match &strategy.way {
        Way::StatusQuo | Way::TeamIncentive => Some(Vec::new()),
        Way::ThirtyDayRaise { raise, notice_days } => match raise.or_else(|| raise_to_goal(today)) {
            Some(raise) => one(Notice::Days(*notice_days), Parts { raise: Some(raise), ..Parts::default() }),
            None => Some(Vec::new()),
        },
        Way::QuarterlyRaise { .. } => staircase(strategy, scenario, today, calendar, letter)?,
        Way::HeadacheTax { fee, behaviour_change, notice_days, .. } => {
            one(Notice::Days(*notice_days), headache_tax(*fee, *behaviour_change, today))
        }
        Way::ThreeMonthNotice { notice_months, withdrawal } => {
            one(Notice::Months(*notice_months), Parts { withdrawal: Some(*withdrawal), ..Parts::default() })
        }
        Way::ServiceTiers { tiers, pick, notice_days } => {
            let tier = pick.map_or_else(|| fitting_tier(tiers, today.extra_hours), |position| &tiers[position]);
            let parts = Parts { monthly_fee: Some(tier.monthly), cap: Some(tier.hours), ..Parts::default() };
            one(Notice::Days(*notice_days), parts)
        }
        Way::ExitNow(letting_go) => one(Notice::Days(0), exit_now(*letting_go)),
        Way::Custom(moves) => moves
            .iter()
            .enumerate()
            .map(|(position, planned)| {
                let letter = planned.letter.from(calendar.start())?;
                let scheduled = announce(letter, Notice::Days(planned.notice_days), planned.parts, contract)?;
                Some(Move { accept: planned.accept, planned: Some(position), ..scheduled })
            })
            .collect(),
    };
    let mut moves = scheduled.ok_or_else(dates_run_out)?;
    if let Some(bonus) = strategy.bonus {
        moves.push(Move {
            served: letter,
            effective: letter,
            month: None,
            accept: None,
            planned: None,
            parts: Parts { bonus: Some(bonus), ..Parts::default() },
        });
    }
    // A stable sort: moves of one day stay in the order of the file, the bonus last.
    moves.sort_by_key(|scheduled| scheduled.effective);
    for scheduled in &mut moves {
        scheduled.month = calendar.month_from(scheduled.effective);
    }
    Ok(moves)
}

/// The raise that brings the goal price; none where today's net margin is at the goal or above.
fn raise_to_goal<N: Number>(today: &Today<N>) -> Option<N> {
    let raise = today.goal_price / today.price - N::ONE;
    (!reaches(today.net_margin, today.goal_margin) && raise.exceeds(N::ZERO)).then_some(raise)
}

/// Whether a margin is at a goal or above; what rounding of the last digits took is forgiven.
fn reaches<N: Number>(margin: N, goal: N) -> bool {
    margin >= goal - N::RATIO_TOLERANCE
}

/// Raises in equal steps until the margin is reached, the horizon, or the most steps.
///
/// The first step is on the latest of: `every_months` after the letter, the end of its notice, of the contract's
/// notice, of the price lock; the others every `every_months`, counted from the first.
fn staircase<N: Number>(
    strategy: &Strategy<N>,
    scenario: &Scenario<N>,
    today: &Today<N>,
    calendar: &Calendar,
    letter: NaiveDate,
) -> Result<Option<Vec<Move<N>>>, EngineError> {
    let Way::QuarterlyRaise { raise, every_months, notice_days, until_margin, max_steps } = strategy.way else {
        return Ok(None);
    };
    let notice = max(notice_days, scenario.contract.notice_days);
    let parts = Parts { raise: Some(raise), ..Parts::default() };
    let until_margin = until_margin.unwrap_or(today.goal_margin);
    let Some(first) = after_months(letter, every_months).zip(after_days(letter, notice)).map(|(step, notified)| {
        let unlocked = scenario.contract.price_locked_until.unwrap_or(step);
        max(max(step, notified), unlocked)
    }) else {
        return Ok(None);
    };

    let mut terms = Terms::today(scenario, today);
    let mut moves = Vec::new();
    for step in 0..max_steps.unwrap_or(u32::MAX) {
        if reaches(today.net_margin_at(terms.price), until_margin) {
            break;
        }
        let Some(effective) = after_months(first, step * every_months) else { break };
        let Some(month) = calendar.month_from(effective) else { break };
        terms.apply(&parts, scenario).map_err(|lost| lost.in_month(strategy, month))?;
        let Some(served) = effective.checked_sub_days(Days::new(u64::from(notice))) else { return Ok(None) };
        moves.push(Move { served, effective, month: Some(month), accept: None, planned: None, parts });
    }
    Ok(Some(moves))
}

/// A fee for the extra effort, with a change of behaviour.
fn headache_tax<N: Number>(fee: HeadacheFee<N>, behaviour_change: N, today: &Today<N>) -> Parts<N> {
    let mut parts = Parts::default();
    match fee {
        HeadacheFee::AtHourlyRate { included } => {
            parts.extra_hour_fee = Some(ExtraHourFee { fee: today.rate, included });
        }
        HeadacheFee::ExtraHour(fee) => parts.extra_hour_fee = Some(fee),
        HeadacheFee::Surcharge(share) => parts.surcharge = Some(share),
        HeadacheFee::Monthly(fee) => parts.monthly_fee = Some(fee),
    }
    parts.behaviour_change = (behaviour_change != N::ZERO).then_some(behaviour_change);
    parts
}

/// The cheapest tier that covers the extra hours (equal: the first), else the largest.
fn fitting_tier<N: Number>(tiers: &[Tier<N>], extra_hours: N) -> &Tier<N> {
    let covering = tiers.iter().filter(|tier| tier.hours >= extra_hours);
    let cheapest = covering.reduce(|best, tier| if tier.monthly < best.monthly { tier } else { best });
    let largest = || tiers.iter().reduce(|best, tier| if tier.hours > best.hours { tier } else { best });
    cheapest.or_else(largest).unwrap_or(&tiers[0])
}

/// All of the work withdrawn at once.
fn exit_now<N: Number>(letting_go: LettingGo<N>) -> Parts<N> {
    let all = Withdrawal { work: N::ONE, effort: N::ONE };
    Parts { withdrawal: Some(all), letting_go: Some(letting_go), ..Parts::default() }
}

/// Dates a move: it takes effect on the latest day that any of its parts needs. None beyond the calendar.
fn announce<N: Number>(letter: NaiveDate, notice: Notice, parts: Parts<N>, contract: &Contract<N>) -> Option<Move<N>> {
    let (mut notice_days, mut notice_months) = match notice {
        Notice::Days(days) => (days, 0),
        Notice::Months(months) => (0, months),
    };
    let mut earliest = letter;
    if parts.changes_price() {
        notice_days = max(notice_days, contract.notice_days);
        earliest = max(earliest, contract.price_locked_until.unwrap_or(letter));
    }
    // Leaving at once ignores the contract (and is ruled out by it).
    if parts.withdrawal.is_some() && parts.letting_go.is_none() {
        notice_months = max(notice_months, contract.termination_months);
    }
    let notified_by_months = after_months(letter, notice_months)?;
    let effective = max(max(earliest, after_days(letter, notice_days)?), notified_by_months);
    if effective > LAST_DAY {
        return None;
    }
    let latest_by_months = if notified_by_months == effective {
        letter
    } else {
        effective.checked_sub_months(Months::new(notice_months))?
    };
    let latest_by_days = effective.checked_sub_days(Days::new(u64::from(notice_days)))?;
    let served = latest_by_days.min(if notice_months == 0 { effective } else { latest_by_months });
    Some(Move { served, effective, month: None, accept: None, planned: None, parts })
}

fn after_days(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(days)))
}

fn after_months(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_tiers_that_fit_as_well_the_first_is_taken() {
        let tier = |name: &str, hours: f64, monthly: f64| Tier { name: name.to_owned(), hours, monthly };
        let tiers = [
            tier("small", 10.0, 100.0),
            tier("large", 40.0, 300.0),
            tier("as dear", 30.0, 300.0),
            tier("as large", 40.0, 500.0),
        ];
        for (extra_hours, expected) in
            [(5.0, "small"), (10.0, "small"), (11.0, "large"), (30.0, "large"), (40.0, "large"), (41.0, "large")]
        {
            assert_eq!(fitting_tier(&tiers, extra_hours).name, expected, "{extra_hours}");
        }
        let [_, large, as_dear, as_large] = tiers;
        assert_eq!(fitting_tier(&[as_dear.clone(), large.clone()], 20.0).name, "as dear");
        assert_eq!(fitting_tier(&[as_dear, as_large, large], 50.0).name, "as large");
    }
}
