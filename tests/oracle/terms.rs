//! What the client pays and gets, month by month: the moves applied to the terms, and the bill index.

use super::fraction::{Fraction, power_of_tenth, whole};
use super::moves::{Move, raised};
use super::reading::Scenario;
use super::today::Today;
use num_traits::{One, Zero};

#[derive(Clone)]
pub struct Terms {
    pub price: Fraction,
    /// Surcharges, fees and fees for extra hours: as got, that is, with the realisation.
    pub surcharges: Fraction,
    pub monthly_fees: Fraction,
    pub extra_hour_fees: Vec<(Fraction, Fraction)>,
    pub extra_hours: Fraction,
    /// The share of the billed work that is not withdrawn.
    pub work_left: Fraction,
    pub bonus_share: Fraction,
    pub bonus_monthly: Fraction,
    /// What the bonuses leave of turnover.
    pub turnover_left: Fraction,
    pub payment_days: Fraction,
}

/// One month of a strategy, before anything that chance decides.
pub struct MonthOfTerms {
    pub terms: Terms,
    /// The engagement has been ended by a move in this month or before.
    pub ended: bool,
    /// `x(t)`.
    pub index: Fraction,
    pub index_rises: bool,
    pub withdraws_in_part: bool,
    /// The moves' own accepts that take effect in this month.
    pub accepts: Vec<Fraction>,
    /// A move lifts the index and has no accept of its own.
    pub lifted_without_accept: bool,
}

impl MonthOfTerms {
    /// The index rises, work is withdrawn in part, or a move with its own accept takes effect; moves in
    /// or after the month in which the engagement ends are no ask.
    pub fn asks(&self) -> bool {
        !self.ended && (self.index_rises || self.withdraws_in_part || !self.accepts.is_empty())
    }
}

pub fn terms_today(scenario: &Scenario) -> Terms {
    Terms {
        price: scenario.price.clone(),
        surcharges: Fraction::zero(),
        monthly_fees: Fraction::zero(),
        extra_hour_fees: Vec::new(),
        extra_hours: scenario.extra_hours.clone(),
        work_left: Fraction::one(),
        bonus_share: Fraction::zero(),
        bonus_monthly: Fraction::zero(),
        turnover_left: Fraction::one(),
        payment_days: scenario.payment.days.clone(),
    }
}

/// One move, its parts in this order: raise, fees, cap, behaviour change, withdrawal, the rest.
fn apply(scenario: &Scenario, terms: &Terms, step: &Move) -> Terms {
    let realisation = &scenario.response.realisation;
    let mut after = terms.clone();
    if let Some(raise) = &step.raise {
        after.price = raised(scenario, &terms.price, raise);
    }
    if let Some(surcharge) = &step.surcharge {
        after.surcharges += realisation * surcharge;
    }
    if let Some(fee) = &step.monthly_fee {
        after.monthly_fees += realisation * fee;
    }
    if let Some((fee, included)) = &step.extra_hour_fee {
        after.extra_hour_fees.push((realisation * fee, included.clone()));
    }
    if let Some(cap) = &step.cap {
        after.extra_hours = after.extra_hours.min(cap.clone());
    }
    if let Some(change) = &step.behaviour_change {
        after.extra_hours *= whole(1) - change;
    }
    if let Some((work, effort)) = &step.withdraw {
        after.work_left *= whole(1) - work;
        after.extra_hours *= whole(1) - effort;
    }
    if let Some(pay) = &step.team_pay {
        after.bonus_share += &pay.share_of_bill;
        after.bonus_monthly += &pay.monthly;
        after.turnover_left *= whole(1) - &pay.retention;
    }
    if let Some(days) = &step.payment_days {
        after.payment_days = days.clone();
    }
    after
}

/// Monthly fees plus what is billed for extra hours beyond those included.
pub fn fees(terms: &Terms) -> Fraction {
    let mut fees = terms.monthly_fees.clone();
    for (fee, included) in &terms.extra_hour_fees {
        let billed = (&terms.extra_hours - included).max(Fraction::zero());
        fees += fee * billed;
    }
    fees
}

/// `x`: the bill at these terms over today's bill for the work not withdrawn; none when none is left.
fn bill_index(scenario: &Scenario, today: &Today, terms: &Terms) -> Option<Fraction> {
    if terms.work_left.is_zero() {
        return None;
    }
    let price_part = &today.bill * (&terms.price / &scenario.price) * &terms.work_left;
    let bill = price_part * (whole(1) + &terms.surcharges) + fees(terms);
    Some(bill / (&today.bill * &terms.work_left))
}

/// It rises if it grows by more than 10^-12 of itself.
fn rises(before: &Fraction, after: &Fraction) -> bool {
    after - before > before * power_of_tenth(12)
}

/// The months 1 to T of a strategy, element 0 being month 1.
pub fn months_of_terms(scenario: &Scenario, today: &Today, moves: &[Move]) -> Vec<MonthOfTerms> {
    let mut terms = terms_today(scenario);
    let mut index = whole(1);
    let mut ended = false;
    let mut months = Vec::new();
    for month in 1..=scenario.months {
        let index_before = index.clone();
        let mut withdraws_in_part = false;
        let mut lifted_without_accept = false;
        let mut accepts = Vec::new();
        for step in moves.iter().filter(|step| step.month == Some(month)) {
            terms = apply(scenario, &terms, step);
            // At its last value once no work is left.
            let next = bill_index(scenario, today, &terms).unwrap_or_else(|| index.clone());
            if rises(&index, &next) && step.accept.is_none() {
                lifted_without_accept = true;
            }
            index = next;
            if step.ends_the_engagement() {
                ended = true;
            } else if step.withdraw.is_some() {
                withdraws_in_part = true;
            }
            accepts.extend(step.accept.clone());
        }
        months.push(MonthOfTerms {
            terms: terms.clone(),
            ended,
            index_rises: rises(&index_before, &index),
            index: index.clone(),
            withdraws_in_part,
            accepts,
            lifted_without_accept,
        });
    }
    months
}

/// The month in which a move ends the engagement.
pub fn month_of_the_end(months: &[MonthOfTerms]) -> Option<usize> {
    months.iter().position(|month| month.ended).map(|at| at + 1)
}
