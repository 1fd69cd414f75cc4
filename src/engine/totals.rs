//! The figures of a strategy over the horizon.

use super::basis::Basis;
use super::projection::Month;
use crate::number::Number;

/// Sums and ends of the months. Money, hours, shares.
#[derive(Clone, Copy, Debug)]
pub struct Totals<N> {
    /// What the client is billed.
    pub client_revenue: N,
    /// Hours on the invoice.
    pub billed_hours: N,
    /// Hours that are not.
    pub extra_hours: N,
    /// Both.
    pub client_hours: N,
    /// Client revenue less what serving the client costs.
    pub client_profit: N,
    /// Client profit as a share of client revenue; none without revenue.
    pub client_margin: Option<N>,
    /// Hours set free, summed over the months.
    pub freed_hours: N,
    /// Those worked for others.
    pub redeployed_hours: N,
    /// What they are billed at.
    pub replacement_revenue: N,
    /// What is left of it.
    pub replacement_profit: N,
    /// Client and replacement.
    pub total_revenue: N,
    /// Client and redeployed hours.
    pub hours_worked: N,
    /// Total revenue for an hour worked; none without hours.
    pub rate_worked: Option<N>,
    /// All in.
    pub net_profit: N,
    /// Net profit against the status quo.
    pub difference: N,
    /// Net profit at today's worth, each month's from its end.
    pub present_value: N,
    /// The chance that the client accepts everything, churn left out.
    pub accepts: N,
    /// The chance that the client is there in the last month.
    pub still_there: N,
    /// Net profit if it accepts everything.
    pub if_accepted: N,
    /// Net profit if it goes at the first ask; none where nothing is asked.
    pub if_refused: Option<N>,
    /// Net profit of the last month.
    pub last_month_profit: N,
    /// The first month from which on the cumulative net profit is never again below the status quo's.
    pub paid_back_in_month: Option<u32>,
    /// The lowest cumulative difference from the status quo; at most 0.
    pub deepest_shortfall: N,
}

impl<N: Number> Totals<N> {
    /// Adds up the months. What compares with the status quo or stands on other paths is filled in by the evaluation.
    pub fn of(months: &[Month<N>], basis: &Basis<N>) -> Self {
        let sum = |line: fn(&Month<N>) -> N| months.iter().map(line).sum::<N>();
        let client_revenue = sum(|month| month.revenue);
        let billed_hours = sum(|month| month.billed_hours);
        let extra_hours = sum(|month| month.extra_hours);
        let client_profit = sum(|month| month.client_profit);
        let redeployed_hours = sum(|month| month.redeployed_hours);
        let replacement_revenue = sum(|month| month.replacement_revenue);
        let total_revenue = client_revenue + replacement_revenue;
        let hours_worked = billed_hours + extra_hours + redeployed_hours;
        let net_profit = months.last().map_or(N::ZERO, |last| last.cumulative);
        Self {
            client_revenue,
            billed_hours,
            extra_hours,
            client_hours: billed_hours + extra_hours,
            client_profit,
            client_margin: client_profit.ratio(client_revenue),
            freed_hours: sum(|month| month.freed_hours),
            redeployed_hours,
            replacement_revenue,
            replacement_profit: sum(|month| month.replacement_profit),
            total_revenue,
            hours_worked,
            rate_worked: total_revenue.ratio(hours_worked),
            net_profit,
            difference: N::ZERO,
            present_value: months.iter().zip(&basis.discounts).map(|(month, worth)| month.net_profit * *worth).sum(),
            accepts: N::ONE,
            still_there: months.last().map_or(N::ONE, |last| last.still_there),
            if_accepted: net_profit,
            if_refused: None,
            last_month_profit: months.last().map_or(N::ZERO, |last| last.net_profit),
            paid_back_in_month: None,
            deepest_shortfall: N::ZERO,
        }
    }

    /// Fills in what compares with the months of the status quo.
    pub fn compare(&mut self, months: &[Month<N>], status_quo: &[Month<N>]) {
        let behind =
            |(month, baseline): (&Month<N>, &Month<N>)| baseline.cumulative.is_more_money_than(month.cumulative);
        let last_behind = months.iter().zip(status_quo).rposition(behind);
        self.paid_back_in_month = match last_behind {
            None => Some(1),
            Some(position) if position + 1 < months.len() => u32::try_from(position + 2).ok(),
            Some(_) => None,
        };
        let differences = months.iter().zip(status_quo).map(|(month, baseline)| month.cumulative - baseline.cumulative);
        self.deepest_shortfall = differences.fold(N::ZERO, N::smaller);
        self.difference = self.net_profit - status_quo.last().map_or(N::ZERO, |last| last.cumulative);
    }
}
