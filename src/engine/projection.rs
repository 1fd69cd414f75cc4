//! The months as they are to be expected: the client as long as it is there, the hours set free, what they bring, and
//! what comes once.

use chrono::NaiveDate;

use super::EngineError;
use super::basis::{Basis, RiskCosts};
use super::course::Course;
use super::month::ClientMonth;
use super::moves::Move;
use crate::domain::Strategy;
use crate::number::Number;

/// An expected month. Money, hours; costs are positive.
#[derive(Clone, Debug)]
pub struct Month<N> {
    /// Its number, from 1.
    pub month: u32,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// The listed price; none after the planned end.
    pub price: Option<N>,
    /// The chance that the client is there.
    pub still_there: N,
    /// The lines of the month, given that the client is there.
    pub client: ClientMonth<N>,
    /// What the client is billed.
    pub revenue: N,
    /// Hours on the invoice.
    pub billed_hours: N,
    /// Hours that are not.
    pub extra_hours: N,
    /// Hours of today's that the client no longer takes.
    pub freed_hours: N,
    /// Those of them that are worked for others.
    pub redeployed_hours: N,
    /// Revenue minus all that serving the client costs.
    pub client_profit: N,
    /// What the replacement work is billed at.
    pub replacement_revenue: N,
    /// What is left of it.
    pub replacement_profit: N,
    /// Cost that stays although nobody works for it.
    pub idle_cost: N,
    /// What finding the replacement work costs.
    pub acquisition: N,
    /// Risks at the start and at the exit, the open balance, refund less referral fee.
    pub one_offs: N,
    /// What is made of all this.
    pub net_profit: N,
    /// Net profit of all months so far.
    pub cumulative: N,
}

/// What comes once: when the plan starts, and when the client goes.
#[derive(Clone, Debug)]
pub struct OneOffs<N> {
    /// In month 1, whatever happens.
    pub start: N,
    /// When the client goes in a month, by month from 1 on: risks of the exit and the open balance.
    pub going: Vec<N>,
    /// When the client is let go at once: the month, and what that costs, a referral fee taken off.
    pub letting_go: Option<(u32, N)>,
}

impl<N: Number> OneOffs<N> {
    /// What comes once in a course.
    pub fn of(risks: &RiskCosts<N>, client: &[ClientMonth<N>], moves: &[Move<N>]) -> Self {
        Self {
            start: risks.start,
            going: client[..client.len() - 1].iter().map(|before| risks.exit + before.open_balance_lost).collect(),
            letting_go: moves.iter().find_map(|scheduled| {
                let letting_go = scheduled.parts.letting_go?;
                Some((scheduled.month?, letting_go.refund - letting_go.referral_fee))
            }),
        }
    }
}

/// The expected months of a course, given the chance that the client is there in months 0…T.
///
/// # Errors
///
/// A figure that a decimal cannot hold, or of which 12 digits are not certain.
pub fn project<N: Number>(
    strategy: &Strategy<N>,
    course: &Course<N>,
    client: &[ClientMonth<N>],
    one_offs: &OneOffs<N>,
    presence: &[N],
    basis: &Basis<N>,
) -> Result<Vec<Month<N>>, EngineError> {
    let freed = Freed::of(client, presence, basis);
    let mut cumulative = N::ZERO;
    let mut months = Vec::with_capacity(presence.len() - 1);
    for t in 1..presence.len() {
        let there = presence[t];
        let lines = &client[t];
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let revenue_an_hour = basis.redeployment.as_ref().map_or(N::ZERO, |work| work.revenue[t - 1]);
        let made = Made::in_month(t, client, &freed, one_offs, presence, basis);
        let net_profit = made.net_profit();
        cumulative += net_profit;
        let expected = Month {
            month,
            from: basis.calendar.first_day(month),
            to: basis.calendar.last_day(month),
            price: (!course.is_over(t)).then(|| course.terms_in(t).price),
            still_there: there,
            client: lines.clone(),
            revenue: there * lines.bill,
            billed_hours: there * lines.billed_hours,
            extra_hours: there * lines.extra_hours,
            freed_hours: freed.hours[t],
            redeployed_hours: freed.redeployed_hours[t],
            client_profit: made.client_profit,
            replacement_revenue: freed.redeployed_hours[t] * revenue_an_hour,
            replacement_profit: made.replacement_profit,
            idle_cost: made.idle_cost,
            acquisition: made.acquisition,
            one_offs: made.one_offs,
            net_profit,
            cumulative,
        };
        if let Some(figure) = expected.unsound(basis) {
            return Err(EngineError::NumbersRunOut { strategy: strategy.id.clone(), month, figure });
        }
        months.push(expected);
    }
    Ok(months)
}

/// The net profit of every month of a course, given the chance that the client is there in months 0…T.
///
/// # Errors
///
/// One of which 12 digits are not certain.
pub fn monthly_net_profits<N: Number>(
    strategy: &Strategy<N>,
    client: &[ClientMonth<N>],
    one_offs: &OneOffs<N>,
    presence: &[N],
    basis: &Basis<N>,
) -> Result<Vec<N>, EngineError> {
    let freed = Freed::of(client, presence, basis);
    let money = basis.money();
    (1..presence.len())
        .map(|t| {
            let net_profit = Made::in_month(t, client, &freed, one_offs, presence, basis).net_profit();
            net_profit.is_sound(money).then_some(net_profit).ok_or_else(|| EngineError::NumbersRunOut {
                strategy: strategy.id.clone(),
                month: u32::try_from(t).unwrap_or(u32::MAX),
                figure: "net profit",
            })
        })
        .collect()
}

/// What is set free in months 0…T, and what of it works again: hours, and their cost at today's prices.
struct Freed<N> {
    hours: Vec<N>,
    cost: Vec<N>,
    redeployed_hours: Vec<N>,
    redeployed_cost: Vec<N>,
}

impl<N: Number> Freed<N> {
    fn of(client: &[ClientMonth<N>], presence: &[N], basis: &Basis<N>) -> Self {
        let hours = freed_from(basis.today.hours_worked, client, presence, |month| month.hours);
        let cost = freed_from(basis.today.cost_to_serve, client, presence, |month| month.cost_today);
        let redeployed_hours = working_again(&hours, basis);
        let redeployed_cost = working_again(&cost, basis);
        Self { hours, cost, redeployed_hours, redeployed_cost }
    }
}

/// What the net profit of a month is made of.
struct Made<N> {
    client_profit: N,
    replacement_profit: N,
    idle_cost: N,
    acquisition: N,
    one_offs: N,
}

impl<N: Number> Made<N> {
    fn in_month(
        t: usize,
        client: &[ClientMonth<N>],
        freed: &Freed<N>,
        one_offs: &OneOffs<N>,
        presence: &[N],
        basis: &Basis<N>,
    ) -> Self {
        let redeployed = &freed.redeployed_hours;
        let (profit_an_hour, acquisition_an_hour) =
            basis.redeployment.as_ref().map_or((N::ZERO, N::ZERO), |work| (work.profit[t - 1], work.acquisition));
        Self {
            client_profit: presence[t] * client[t].profit,
            replacement_profit: redeployed[t] * profit_an_hour,
            idle_cost: basis.idle_costs[t - 1] * (freed.cost[t] - freed.redeployed_cost[t]),
            acquisition: acquisition_an_hour * (redeployed[t] - redeployed[t - 1]),
            one_offs: one_offs_in(t, one_offs, presence),
        }
    }

    /// Client profit and replacement profit, less idle cost, acquisition and one-off amounts.
    fn net_profit(&self) -> N {
        self.client_profit + self.replacement_profit - self.idle_cost - self.acquisition - self.one_offs
    }
}

/// What of today's amount is set free in months 0…T: the amount, less what the client still takes.
fn freed_from<N: Number>(
    today: N,
    client: &[ClientMonth<N>],
    presence: &[N],
    taken: impl Fn(&ClientMonth<N>) -> N,
) -> Vec<N> {
    client.iter().zip(presence).map(|(month, there)| today - *there * taken(month)).collect()
}

/// What of an amount set free works again in months 0…T: the sum over the months `s` of what was released in `s`, times
/// the share that is filled `t − s` months later.
///
/// That share is 0 for `lag` months, then grows by `fill/ramp` a month for `ramp` months. So from one month to the next
/// each amount released `lag` … `lag + ramp − 1` months ago adds `fill/ramp` of itself, and as what was released until
/// a month adds up to what is free in it, the sum grows by `fill/ramp · (free(t − lag) − free(t − lag − ramp))`.
fn working_again<N: Number>(freed: &[N], basis: &Basis<N>) -> Vec<N> {
    let Some(work) = &basis.redeployment else {
        return vec![N::ZERO; freed.len()];
    };
    let free = |month: Option<usize>| month.map_or(N::ZERO, |month| freed[month]);
    let mut working = N::ZERO;
    let mut series = Vec::with_capacity(freed.len());
    series.push(N::ZERO);
    for t in 1..freed.len() {
        let began = free(t.checked_sub(work.lag_months));
        let settled = free(t.checked_sub(work.lag_months + work.ramp_months));
        working += work.fill_a_month * (began - settled);
        series.push(working);
    }
    series
}

/// The one-off amounts of a month, at the chance that they come.
fn one_offs_in<N: Number>(t: usize, one_offs: &OneOffs<N>, presence: &[N]) -> N {
    let at_start = if t == 1 { one_offs.start } else { N::ZERO };
    let let_go = match one_offs.letting_go {
        Some((month, cost)) if month as usize == t => presence[t - 1] * cost,
        _ => N::ZERO,
    };
    at_start + (presence[t - 1] - presence[t]) * one_offs.going[t - 1] + let_go
}

impl<N: Number> Month<N> {
    /// A line that is billed or costs something only while the client is there, as it is to be expected.
    pub fn expected(&self, line: impl Fn(&ClientMonth<N>) -> N) -> N {
        self.still_there * line(&self.client)
    }

    /// What serving the client costs beside delivery and effort, as it is to be expected.
    pub fn other_client_costs(&self) -> N {
        self.expected(|client| {
            client.uncollected + client.financing + client.turnover + client.bonus + client.serving_risk
        })
    }

    /// The first figure that is broken or of which 12 digits are not certain.
    fn unsound(&self, basis: &Basis<N>) -> Option<&'static str> {
        let money = basis.money();
        let hours = basis.today.hours_worked;
        let price = basis.today.price;
        [
            ("price", self.price.unwrap_or(price), price),
            ("chance that the client is there", self.still_there, N::ONE),
            ("revenue", self.revenue, money),
            ("freed hours", self.freed_hours, hours),
            ("redeployed hours", self.redeployed_hours, hours),
            ("client profit", self.client_profit, money),
            ("replacement profit", self.replacement_profit, money),
            ("idle cost", self.idle_cost, money),
            ("cost of finding new work", self.acquisition, money),
            ("one-off amounts", self.one_offs, money),
            ("net profit", self.net_profit, money),
            ("cumulative net profit", self.cumulative, money),
        ]
        .into_iter()
        .find_map(|(figure, value, scale)| (!value.is_sound(scale)).then_some(figure))
    }
}
