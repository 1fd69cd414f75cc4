//! The cash of the business: what is in hand at the end of each month, and when each bill is paid.
//!
//! The rest of the business goes on as it is: what it brings a month is revenue less costs, without what the client leaves
//! today. What the plan brings comes on top: as net profit, where a lack of cash rules a strategy out; as it is
//! [`paid`], where the cash itself is asked for.

use super::basis::Basis;
use super::course::Course;
use super::month::ClientMonth;
use super::terms::Terms;
use crate::domain::{Business, Scenario};
use crate::number::Number;

/// What the rest of the business brings a month, without the client.
pub fn beside_client<N: Number>(business: &Business<N>, basis: &Basis<N>) -> N {
    business.monthly_revenue - business.monthly_costs - basis.today.profit
}

/// The cash in hand at the end of each month, where the plan brings some amounts, month by month.
pub fn in_hand<N: Number>(business: &Business<N>, basis: &Basis<N>, brings: &[N]) -> impl Iterator<Item = N> {
    let beside = beside_client(business, basis);
    brings.iter().scan(business.cash, move |cash, brings| {
        *cash += beside + *brings;
        Some(*cash)
    })
}

/// The month in which the cash falls below 0, where it does.
pub fn runs_out<N: Number>(business: &Business<N>, basis: &Basis<N>, brings: &[N]) -> Option<u32> {
    // What rounding took of the last digits is forgiven.
    let forgiven = -(business.monthly_revenue * N::RATIO_TOLERANCE);
    (1..).zip(in_hand(business, basis, brings)).find_map(|(month, cash)| (cash < forgiven).then_some(month))
}

/// The month in which the cash is lowest, the first of several, and how much it is then.
pub fn lowest<N: Number>(business: &Business<N>, basis: &Basis<N>, brings: &[N]) -> (u32, N) {
    let lower = |lowest: (u32, N), next: (u32, N)| if next.1 < lowest.1 { next } else { lowest };
    (1..).zip(in_hand(business, basis, brings)).reduce(lower).unwrap_or((0, business.cash))
}

/// What an outcome brings in each month as it is paid: its net profits, but each bill so many days later as was agreed
/// when it was written. Takes the lines and the presence, 1 or 0, of months 0…T, and the [`shares_paid`] of the terms.
///
/// Work is billed evenly over a month, so that a bill of month `s` that is paid `L` months later comes in between
/// `s − 1 + L` and `s + L`: to the share `1 − |t − s − L|` in month `t`, as far as that is above 0. Before the plan the
/// client was billed as today. Once it is gone, the share of the open balance that is lost does not come in. What
/// replaces the client is taken to pay at once.
pub fn paid<N: Number>(
    net_profits: &[N],
    client: &[ClientMonth<N>],
    presence: &[N],
    course: &Course<N>,
    shares: &[Vec<(usize, N)>],
    scenario: &Scenario<N>,
) -> Vec<N> {
    let collected = |month: usize| presence[month] * (client[month].bill - client[month].uncollected);
    let today = client[0].bill - client[0].uncollected;
    let mut comes_in = vec![N::ZERO; presence.len()];
    for (ago, share) in &shares[0] {
        // The bills of months 0, −1, … of which this share comes in so many months later, within the plan.
        comes_in.iter_mut().skip(1).take(*ago).for_each(|coming| *coming += today * *share);
    }
    for month in 1..presence.len() {
        for (ago, share) in &shares[course.months[month - 1].terms] {
            if let Some(coming) = comes_in.get_mut(month + ago) {
                *coming += collected(month) * *share;
            }
        }
    }
    (1..presence.len())
        .map(|t| {
            let lost_by_going = (presence[t - 1] - presence[t]) * client[t - 1].open_balance_lost;
            let lost = if presence[t] == N::ZERO { scenario.payment.last_bills_unpaid } else { N::ZERO };
            net_profits[t - 1] - collected(t) + lost_by_going + comes_in[t] * (N::ONE - lost)
        })
        .collect()
}

/// The shares of a bill by the months after its own in which they come in, for each of the terms of a course.
#[must_use]
pub fn shares_paid<N: Number>(course: &Course<N>) -> Vec<Vec<(usize, N)>> {
    let of_terms = |terms: &Terms<N>| {
        let wait = terms.payment_days * N::whole(12) / N::whole(365);
        let share = |ago: u32| N::ONE - (N::whole(ago) - wait).magnitude();
        let shares = (0..=MONTHS_WAITED_MOST).map(|ago| (ago as usize, share(ago)));
        shares.filter(|(_, share)| *share > N::ZERO).collect()
    };
    course.terms.iter().map(of_terms).collect()
}

/// Payment days are a year at the most, which is 12 months: the last of such a bill comes in 12 months after its own.
const MONTHS_WAITED_MOST: u32 = 12;
