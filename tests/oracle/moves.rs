//! Months, and strategies as lists of dated moves.

use super::fraction::{Fraction, round_to_step, whole};
use super::reading::Scenario;
use super::reading_strategies::{CustomMove, Fee, Plan, Strategy, TeamPay, Tier};
use super::today::{Today, net_margin_at};
use chrono::{Days, Months, NaiveDate};

/// What one move changes, and when. Parts that are absent change nothing.
#[derive(Clone)]
pub struct Move {
    pub served: NaiveDate,
    pub effective: NaiveDate,
    pub month: Option<usize>,
    pub accept: Option<Fraction>,
    pub raise: Option<Fraction>,
    pub surcharge: Option<Fraction>,
    pub monthly_fee: Option<Fraction>,
    /// What an extra hour is billed at, and how many are included.
    pub extra_hour_fee: Option<(Fraction, Fraction)>,
    pub cap: Option<Fraction>,
    pub behaviour_change: Option<Fraction>,
    /// The share of the billed work, and of the extra hours, that is withdrawn.
    pub withdraw: Option<(Fraction, Fraction)>,
    pub team_pay: Option<TeamPay>,
    pub payment_days: Option<Fraction>,
}

impl Move {
    fn new(served: NaiveDate, effective: NaiveDate) -> Move {
        Move {
            served,
            effective,
            month: None,
            accept: None,
            raise: None,
            surcharge: None,
            monthly_fee: None,
            extra_hour_fee: None,
            cap: None,
            behaviour_change: None,
            withdraw: None,
            team_pay: None,
            payment_days: None,
        }
    }

    pub fn ends_the_engagement(&self) -> bool {
        matches!(&self.withdraw, Some((share, _)) if *share == whole(1))
    }

    pub fn only_raises_or_pays_the_team(&self) -> bool {
        self.surcharge.is_none()
            && self.monthly_fee.is_none()
            && self.extra_hour_fee.is_none()
            && self.cap.is_none()
            && self.behaviour_change.is_none()
            && self.withdraw.is_none()
            && self.payment_days.is_none()
    }
}

pub fn plus_days(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).expect("a date")
}

fn minus_days(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).expect("a date")
}

/// So many calendar months later, clamped to the end of a short month.
pub fn plus_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).expect("a date")
}

/// `d(n)`: the start plus `n` calendar months, from the start each time.
pub fn month_boundary(scenario: &Scenario, months: usize) -> NaiveDate {
    plus_months(scenario.start, months as u32)
}

/// The first month `t` with `d(t-1) >= e`; none if it falls after the horizon.
pub fn month_of(scenario: &Scenario, effective: NaiveDate) -> Option<usize> {
    (1..=scenario.months).find(|month| month_boundary(scenario, month - 1) >= effective)
}

/// The notice of a price change is at least the contract's.
fn price_notice(scenario: &Scenario, own_notice_days: u64) -> u64 {
    own_notice_days.max(scenario.contract.notice_days)
}

/// A price change takes effect after its notice, and not before the price lock ends.
fn price_change_effective(scenario: &Scenario, served: NaiveDate, notice_days: u64) -> NaiveDate {
    let after_notice = plus_days(served, price_notice(scenario, notice_days));
    match scenario.contract.price_locked_until {
        Some(lock) => after_notice.max(lock),
        None => after_notice,
    }
}

/// A price change whose notice is in days: served so many days before it takes effect.
fn price_change(scenario: &Scenario, first_letter: NaiveDate, notice_days: u64) -> Move {
    let effective = price_change_effective(scenario, first_letter, notice_days);
    let served = minus_days(effective, price_notice(scenario, notice_days));
    Move::new(served, effective)
}

/// The month in which a 30-day raise served on the start takes effect under the contract.
pub fn month_of_a_thirty_day_raise(scenario: &Scenario) -> Option<usize> {
    month_of(scenario, price_change_effective(scenario, scenario.start, 30))
}

/// A strategy as its list of moves, in the order of their effective dates, then of the file.
pub fn moves_of(scenario: &Scenario, today: &Today, strategy: &Strategy) -> Vec<Move> {
    let first_letter = plus_days(scenario.start, strategy.after_days);
    let mut moves = match &strategy.plan {
        Plan::Nothing => Vec::new(),
        Plan::ThirtyDayRaise { raise, notice_days } => {
            let change = price_change(scenario, first_letter, *notice_days);
            thirty_day_raise(scenario, today, raise.as_ref(), change)
        }
        Plan::QuarterlyRaise { .. } => quarterly_raise(scenario, today, strategy, first_letter),
        Plan::HeadacheTax { fee, behaviour_change, notice_days } => {
            let change = price_change(scenario, first_letter, *notice_days);
            vec![headache_tax(today, fee, behaviour_change, change)]
        }
        Plan::Notice { months, share, effort_share } => {
            // Not before the contract's termination notice, in calendar months, is over.
            let months = scenario.contract.termination_months.max(*months);
            let mut notice = Move::new(first_letter, plus_months(first_letter, months));
            notice.withdraw = Some((share.clone(), effort_share.clone()));
            vec![notice]
        }
        Plan::ServiceTiers { tiers, pick, notice_days } => {
            let tier = tier_picked(&scenario.extra_hours, tiers, pick.as_deref());
            let mut change = price_change(scenario, first_letter, *notice_days);
            change.monthly_fee = Some(tier.monthly.clone());
            change.cap = Some(tier.hours.clone());
            vec![change]
        }
        Plan::ExitNow { .. } => {
            let mut exit = Move::new(first_letter, first_letter);
            exit.withdraw = Some((whole(1), whole(1)));
            vec![exit]
        }
        Plan::Custom(moves) => moves.iter().map(|own| custom(scenario, own)).collect(),
    };
    if let Some(team_pay) = &strategy.team_pay {
        // Pay for the team: from the day of the first letter, after the other moves of that date.
        let mut pay = Move::new(first_letter, first_letter);
        pay.team_pay = Some(team_pay.clone());
        moves.push(pay);
    }
    moves.sort_by_key(|each| each.effective);
    for each in &mut moves {
        each.month = month_of(scenario, each.effective);
    }
    moves
}

/// One raise, by default to the goal price; no move if today's net margin is at the goal or above.
fn thirty_day_raise(scenario: &Scenario, today: &Today, raise: Option<&Fraction>, mut change: Move) -> Vec<Move> {
    change.raise = match raise {
        Some(raise) => Some(raise.clone()),
        None if today.net_margin >= today.goal_margin => return Vec::new(),
        None => Some(&today.goal_price / &scenario.price - whole(1)),
    };
    vec![change]
}

/// The staircase: from the latest of its dates on, step by step, until the margin, the horizon or the
/// number of steps is reached.
fn quarterly_raise(scenario: &Scenario, today: &Today, strategy: &Strategy, first_letter: NaiveDate) -> Vec<Move> {
    let Plan::QuarterlyRaise { raise, every_months, notice_days, until_margin, max_steps } = &strategy.plan else {
        unreachable!("a quarterly raise");
    };
    let first =
        plus_months(first_letter, *every_months).max(price_change_effective(scenario, first_letter, *notice_days));
    let until_margin = until_margin.as_ref().unwrap_or(&today.goal_margin);
    let mut price = scenario.price.clone();
    let mut steps = Vec::new();
    loop {
        let number = steps.len();
        let effective = plus_months(first, every_months * number as u32);
        if max_steps.is_some_and(|most| number >= most)
            || month_of(scenario, effective).is_none()
            || net_margin_at(today, scenario, &price) >= *until_margin
        {
            return steps;
        }
        price = raised(scenario, &price, raise);
        let served = minus_days(effective, price_notice(scenario, *notice_days));
        let mut step = Move::new(served, effective);
        step.raise = Some(raise.clone());
        steps.push(step);
    }
}

/// An extra-hour fee (by default at what a billed hour brings), a surcharge or a monthly fee.
fn headache_tax(today: &Today, fee: &Fee, behaviour_change: &Fraction, mut change: Move) -> Move {
    match fee {
        Fee::ExtraHour { fee, included } => {
            let fee = fee.as_ref().unwrap_or(&today.rate).clone();
            change.extra_hour_fee = Some((fee, included.clone()));
        }
        Fee::Surcharge(surcharge) => change.surcharge = Some(surcharge.clone()),
        Fee::Monthly(monthly) => change.monthly_fee = Some(monthly.clone()),
    }
    change.behaviour_change = Some(behaviour_change.clone());
    change
}

/// The tier named, else the cheapest that covers the extra hours (equal: the first), else the largest.
fn tier_picked<'t>(extra_hours: &Fraction, tiers: &'t [Tier], pick: Option<&str>) -> &'t Tier {
    if let Some(name) = pick {
        let named = tiers.iter().find(|tier| tier.name == name);
        return named.expect("a tier of that name");
    }
    let mut cheapest: Option<&Tier> = None;
    for tier in tiers.iter().filter(|tier| tier.hours >= *extra_hours) {
        if cheapest.is_none_or(|known| tier.monthly < known.monthly) {
            cheapest = Some(tier);
        }
    }
    let mut largest = &tiers[0];
    for tier in tiers {
        if tier.hours > largest.hours {
            largest = tier;
        }
    }
    cheapest.unwrap_or(largest)
}

/// A move of its own: effective on the latest date that any of its parts needs.
fn custom(scenario: &Scenario, own: &CustomMove) -> Move {
    let written = plus_months(plus_days(scenario.start, own.after_days), own.after_months);
    let changes_the_price =
        own.raise.is_some() || own.surcharge.is_some() || own.monthly_fee.is_some() || own.extra_hour_fee.is_some();
    let mut notice_days = own.notice_days;
    let mut effective = plus_days(written, notice_days);
    if changes_the_price {
        effective = effective.max(price_change_effective(scenario, written, notice_days));
        notice_days = price_notice(scenario, notice_days);
    }
    let mut served = minus_days(effective, notice_days);
    if own.withdraw.is_some() && scenario.contract.termination_months > 0 {
        let terminated = plus_months(written, scenario.contract.termination_months);
        if terminated >= effective {
            // A notice in months decides: it is given the day it was written.
            effective = terminated;
            served = written;
        } else {
            // Something else decides: the letter has to be early enough for both notices.
            let months = chrono::Months::new(scenario.contract.termination_months);
            served = served.min(effective.checked_sub_months(months).expect("within the calendar"));
        }
    }
    let mut change = Move::new(served, effective);
    change.accept = own.accept.clone();
    change.raise = own.raise.clone();
    change.surcharge = own.surcharge.clone();
    change.monthly_fee = own.monthly_fee.clone();
    change.extra_hour_fee = own.extra_hour_fee.clone();
    change.behaviour_change = own.behaviour_change.clone();
    change.withdraw = own.withdraw.clone();
    change.team_pay = own.team_pay.clone();
    change.payment_days = own.payment_days.clone();
    change
}

/// The price after a raise: what is got of what is asked, rounded half away from zero to the step.
pub fn raised(scenario: &Scenario, price: &Fraction, raise: &Fraction) -> Fraction {
    let got = &scenario.response.realisation * raise;
    round_to_step(&(price + price * got), &scenario.price_step)
}

/// Whether rounding turns some raise of the strategy into no change: the file would be wrong.
pub fn some_raise_is_rounded_away(scenario: &Scenario, moves: &[Move]) -> bool {
    let mut price = scenario.price.clone();
    for raise in moves.iter().filter_map(|each| each.raise.as_ref()) {
        let next = raised(scenario, &price, raise);
        if next == price && scenario.response.realisation != whole(0) {
            return true;
        }
        price = next;
    }
    false
}
