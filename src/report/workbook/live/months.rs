//! What is the same in a month for every strategy.

use super::super::book::{Content, Look, Place, Role, Shows, day_number};
use super::super::expression::{Expression, larger, smaller, sum, sum_of_products};
use super::today::Today;
use super::{Column, Plan};
use crate::number::{Exact, Number};

/// Columns by month: 0 is today.
pub struct Months {
    /// The months themselves.
    pub number: Column,
    pub discounts: Column,
    /// What costs have risen to.
    pub costs: Column,
    /// What prices in general have risen to.
    pub prices: Column,
    /// The chance that a client that nothing is asked of is still there.
    pub stays: Column,
    /// What an hour that is set free in a month brings until the end, and what a unit of cost goes on to cost.
    pub release: (Column, Column),
    pub cost_stays: Expression,
    /// The work in place of the client; none: freed hours stay unsold.
    pub work: Option<Work>,
}

/// What a redeployed hour brings.
pub struct Work {
    pub revenue: Column,
    pub profit: Column,
    pub acquisition: Expression,
    pub lag: Expression,
    pub ramp: Expression,
    pub fill: Expression,
}

impl Months {
    /// Computes them.
    pub fn of(plan: &mut Plan<'_>, today: &Today) -> Self {
        let sheet = plan.sheet("Months", "What is the same in a month for every strategy; month 0 is today.");
        let comparison = plan.comparison;
        let scenario = &comparison.scenario;
        let months = plan.months();
        let mut next = 0;
        let mut top = || {
            next += 1;
            Place { sheet, row: 4, column: next - 1 }
        };
        let number = constants(plan, top(), "month", (0, months + 1), &|month| {
            (Content::Number(f64::from(month)), Shows::Count)
        });
        let calendar = &comparison.evaluation.basis.calendar;
        constants(plan, top(), "from", (1, months), &|month| (Content::Day(calendar.first_day(month)), Shows::Day));
        let end = |month: u32| if month == 0 { calendar.start() } else { calendar.day_after(month) };
        let valued_on =
            constants(plan, top(), "valued on", (0, months), &|month| (Content::Day(end(month)), Shows::Day));
        let known = (0..=months).all(|month| day_number(end(month)).is_some());
        let days = constants(plan, top(), "days from the start", (0, months), &|month| {
            let days = if month == 0 { 0 } else { calendar.days_to_end(month) };
            (Content::Number(f64::from(days)), Shows::Count)
        });
        let one = || Expression::from(1.0);
        let yearly = |growth: Expression| {
            move |_: Column, month: u32| (one() + growth.clone()).power(Expression::from(month - 1) / 12.0)
        };
        let discount_rate = plan.input_or("discount", scenario.discount);
        let in_years = |_: Column, month: u32| (one() + discount_rate.clone()).power(-(days.at(month) / 365.0));
        let all = (1, months);
        let discounts = plan.column(top(), "worth today", Shows::Number(4), all, in_years);
        let increase = plan.input_or("costs.increase", scenario.costs_increase);
        let costs = plan.column(top(), "costs, today 1", Shows::Number(4), all, yearly(increase));
        let drift = plan.input_or("response.drift", scenario.response.drift);
        let prices = plan.column(top(), "prices in general, today 1", Shows::Number(4), all, yearly(drift));
        let churn = plan.input_or("response.churn", scenario.response.churn);
        let stays = plan.column(top(), "there if nothing is asked", Shows::Share(1), all, |_, month| {
            (one() - churn.clone()).power(Expression::from(month - 1))
        });
        let cost_stays = plan.input_or("capacity.cost_stays", scenario.cost_stays.unwrap_or(Exact::ZERO));
        let (work, filled) = match &scenario.replacement {
            None => (None, None),
            Some(given) => {
                let input = |key: &str, number: Exact| plan.input_or(&format!("replacement.{key}"), number);
                let unpaid = input("unpaid_share", given.unpaid_share.unwrap_or(Exact::ZERO));
                let (rate, growth) = (input("rate", given.rate), input("increase", given.increase));
                let (margin, fill) = (input("margin", given.margin), input("fill", given.fill));
                let lag = input("lag_months", Exact::whole(given.lag_months));
                let ramp = input("ramp_months", Exact::whole(given.ramp_months));
                let acquisition = input("acquisition_cost", given.acquisition_cost) / today.hours_worked.clone();
                let money = plan.money();
                let risen = yearly(growth);
                let revenue = plan.column(top(), "other work brings an hour", money, all, |column, month| {
                    (one() - unpaid.clone()) * rate.clone() * risen(column, month)
                });
                let profit = plan.column(top(), "profit of that", money, all, |_, month| {
                    let unbilled = unpaid.clone() * costs.at(month) * today.extra_hour_cost.clone();
                    revenue.at(month) * margin.clone() - unbilled
                });
                let filled =
                    plan.column(top(), "sold again after so many months", Shows::Share(1), (0, months), |_, month| {
                        let ramped = (Expression::from(month) - lag.clone() + 1.0) / ramp.clone();
                        fill.clone() * larger(0.0, smaller(1.0, ramped))
                    });
                (Some(Work { revenue, profit, acquisition, lag, ramp, fill }), Some(filled))
            }
        };
        let beyond = (1, months + 1);
        let until = months;
        let hour = plan.column(top(), "an hour freed now brings until the end", plan.money(), beyond, |_, month| {
            let (Some(work), Some(filled), true) = (&work, filled, month <= until) else { return 0.0.into() };
            let later = until - month;
            let brought = sum_of_products(filled.range(0, later), work.profit.range(month, until));
            brought - work.acquisition.clone() * filled.at(later)
        });
        let cost =
            plan.column(top(), "cost freed now goes on to cost until the end", Shows::Number(4), beyond, |_, month| {
                if month > until {
                    return 0.0.into();
                }
                let all = sum(costs.range(month, until));
                cost_stays.clone()
                    * match filled {
                        Some(filled) => {
                            all - sum_of_products(filled.range(0, until - month), costs.range(month, until))
                        }
                        None => all,
                    }
            });
        plan.book.sheets[sheet].frozen = (4, 2);
        plan.book.sheets[sheet].repeated = Some((3, 3));
        plan.valued_on = known.then_some(valued_on);
        let release = (hour, cost);
        Self { number, discounts, costs, prices, stays, release, cost_stays, work }
    }
}

/// A column of what does not change.
fn constants(
    plan: &mut Plan<'_>,
    top: Place,
    heading: &str,
    range: (u32, u32),
    content: &dyn Fn(u32) -> (Content, Shows),
) -> Column {
    for number in range.0..=range.1 {
        let (content, shows) = content(number);
        plan.book.put(top.below(number), content, Look { shows, role: Role::Plain });
    }
    plan.heading(Place { row: top.row - 1, ..top }, heading, Shows::Count);
    Column { top }
}
