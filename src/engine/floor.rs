//! The planner's own floor: below it, being without the client brings more than keeping it.

use chrono::Days;

use super::basis::{Basis, RiskCosts};
use super::course::Course;
use super::month::{ClientMonth, open_balance_lost};
use super::projection::OneOffs;
use super::worth::{Release, Worth};
use crate::domain::Scenario;
use crate::number::Number;

/// The lowest price, or the fewest hours less, at which keeping the client brings as much as being without it.
#[derive(Clone, Copy, Debug)]
pub struct Floor<N> {
    /// The month from which on a 30-day raise served on the first day would count.
    pub month: u32,
    /// The lowest price, on a price step.
    pub price: N,
    /// The same as a raise on today's price.
    pub raise: N,
    /// The fewest extra hours a month that would have to go instead, at today's price; none where all are not enough.
    pub extra_hours: Option<N>,
}

/// The floor, or none where such a raise falls after the horizon or a price moves nothing. Takes the course, lines,
/// one-off amounts and presence of the status quo.
pub fn floor<N: Number>(
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    release: &Release<N>,
    status_quo: &StatusQuo<N>,
) -> Option<Floor<N>> {
    let month = raise_counts_from(scenario, basis)?;
    let first = month as usize;
    let worth = status_quo.worth;
    let kept = worth.net_profit(status_quo.presence);
    let gone_path: Vec<N> =
        status_quo.presence.iter().enumerate().map(|(t, there)| if t < first { *there } else { N::ZERO }).collect();
    let gone = worth.net_profit(&gone_path);

    let a_price_brings = brought_by_price(first, scenario, basis);
    if a_price_brings <= N::ZERO {
        return None;
    }
    let price = basis.today.price * (N::ONE + (gone - kept) / a_price_brings);
    let price = price.larger(N::ZERO).round_up_to(scenario.price_step);
    Some(Floor {
        month,
        price,
        raise: price / basis.today.price - N::ONE,
        extra_hours: extra_hours_to_go(first, gone, kept, scenario, basis, release, status_quo),
    })
}

/// The status quo as the floor needs it.
pub struct StatusQuo<'a, N> {
    /// Its course.
    pub course: &'a Course<N>,
    /// Its risks.
    pub risks: RiskCosts<N>,
    /// Its months.
    pub client: &'a [ClientMonth<N>],
    /// What each of them is worth.
    pub worth: &'a Worth<N>,
    /// The chance that the client is there.
    pub presence: &'a [N],
}

/// The month from which a raise counts that is served on the first day with 30 days' notice, under the contract.
fn raise_counts_from<N: Number>(scenario: &Scenario<N>, basis: &Basis<N>) -> Option<u32> {
    let contract = &scenario.contract;
    let notice = contract.notice_days.max(30);
    let notified = scenario.start.checked_add_days(Days::new(u64::from(notice)))?;
    let effective = contract.price_locked_until.map_or(notified, |unlocked| unlocked.max(notified));
    basis.calendar.month_from(effective)
}

/// What the whole price brings from a month on at today's volumes, less what is lost of it when the client goes: `K`.
pub fn brought_by_price<N: Number>(first: usize, scenario: &Scenario<N>, basis: &Basis<N>) -> N {
    let payment = &scenario.payment;
    let bill = basis.today.bill;
    let collected =
        N::ONE - (payment.bad_debt + payment.disputed) - payment.days * payment.cost_of_capital / N::whole(365);
    let lost_by_going = open_balance_lost(bill, payment.days, scenario);
    let stays = &basis.stays;
    let brought: N = stays[first - 1..].iter().map(|there| *there * bill * collected).sum();
    let lost: N = stays[first - 1..].windows(2).map(|pair| (pair[0] - pair[1]) * lost_by_going).sum();
    brought - lost
}

/// The fewest extra hours that would have to go: what is set free with them, and the turnover that falls, is linear in
/// their number, so it is a division.
fn extra_hours_to_go<N: Number>(
    first: usize,
    gone: N,
    kept: N,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
    release: &Release<N>,
    status_quo: &StatusQuo<N>,
) -> Option<N> {
    if gone <= kept {
        return Some(N::ZERO);
    }
    let all = basis.today.extra_hours;
    let mut calm = status_quo.course.terms[0].clone();
    calm.extra_hours = N::ZERO;
    let mut client = status_quo.client.to_vec();
    let calmed = ClientMonth::at(&calm, N::ONE, &status_quo.risks, scenario, basis);
    for (month, lines) in client.iter_mut().enumerate().skip(first) {
        *lines = calmed.at_costs_of(month, basis);
    }
    let one_offs = OneOffs::of(&status_quo.risks, &client, &[]);
    let without_any = Worth::of(&client, &one_offs, release, basis).net_profit(status_quo.presence);
    let all_bring = without_any - kept;
    if all_bring <= N::ZERO {
        return None;
    }
    let to_go = all * (gone - kept) / all_bring;
    (!to_go.exceeds(all)).then_some(to_go)
}
