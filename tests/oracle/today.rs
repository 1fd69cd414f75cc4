//! Today: what the client brings and costs before anything is changed.

use super::fraction::{Fraction, round_up_to_step, whole};
use super::reading::{CostForm, Scenario};
use num_traits::Zero;

pub struct Today {
    pub bill: Fraction,
    /// What an hour on the invoice brings.
    pub rate: Fraction,
    pub delivery_cost: Fraction,
    pub margin: Fraction,
    pub extra_hour_cost: Fraction,
    pub effort_cost: Fraction,
    pub cost_to_serve: Fraction,
    pub profit: Fraction,
    pub net_margin: Fraction,
    pub hours_worked: Fraction,
    pub rate_worked: Fraction,
    pub goal_margin: Fraction,
    pub zero_profit_price: Fraction,
    pub goal_price: Fraction,
}

pub fn today(scenario: &Scenario) -> Today {
    let bill = &scenario.price * &scenario.price_count;
    let (delivery_cost, margin) = match &scenario.cost_form {
        CostForm::Margin(margin) => (&bill * (whole(1) - margin), margin.clone()),
        CostForm::CostOfAnHour(cost) => {
            let delivery_cost = cost * &scenario.billed_hours;
            let margin = whole(1) - &delivery_cost / &bill;
            (delivery_cost, margin)
        }
    };
    let extra_hour_cost = match &scenario.extra_hour_cost {
        Some(cost) => cost.clone(),
        None => &delivery_cost / &scenario.billed_hours,
    };
    let effort_cost = &scenario.extra_hours * &extra_hour_cost;
    let cost_to_serve = &delivery_cost + &effort_cost;
    let profit = &bill - &cost_to_serve;
    let hours_worked = &scenario.billed_hours + &scenario.extra_hours;
    let goal_margin = scenario.goal_margin.as_ref().unwrap_or(&margin).clone();
    let zero_profit_price = &cost_to_serve / &scenario.price_count;
    // Rounded up to the price step: the only figure of today that is rounded.
    let goal_price = round_up_to_step(&(&zero_profit_price / (whole(1) - &goal_margin)), &scenario.price_step);
    debug_assert!(!bill.is_zero());
    Today {
        rate: &bill / &scenario.billed_hours,
        net_margin: &profit / &bill,
        rate_worked: &bill / &hours_worked,
        bill,
        delivery_cost,
        margin,
        extra_hour_cost,
        effort_cost,
        cost_to_serve,
        profit,
        hours_worked,
        goal_margin,
        zero_profit_price,
        goal_price,
    }
}

/// The net margin at today's volumes at another price: `(B' - D - E k) / B'`.
pub fn net_margin_at(today: &Today, scenario: &Scenario, price: &Fraction) -> Fraction {
    let bill = price * &scenario.price_count;
    (&bill - &today.cost_to_serve) / &bill
}
