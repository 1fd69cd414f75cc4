//! The month with the client as it is.

use super::super::book::{Place, Role, Shows};
use super::super::expression::{Expression, Function, call};
use super::Plan;
use crate::domain::{Cost, EffortCost, Price};

/// The figures of today that others are computed from.
pub struct Today {
    pub bill: Expression,
    pub price: Expression,
    pub units: Expression,
    pub billed_hours: Expression,
    pub extra_hours: Expression,
    pub hours_worked: Expression,
    pub rate: Expression,
    pub delivery_cost: Expression,
    pub extra_hour_cost: Expression,
    pub cost_to_serve: Expression,
    pub net_margin: Expression,
    pub goal_margin: Expression,
    pub goal_price: Expression,
    /// What turnover costs a month at today's hours; none where there is no team.
    pub turnover: Option<Expression>,
}

/// Rows of names and formulas.
struct Rows<'p, 's> {
    plan: &'p mut Plan<'s>,
    place: Place,
}

impl Rows<'_, '_> {
    fn add(&mut self, name: &str, says: &str, formula: Expression, shows: Shows) -> Expression {
        self.plan.book.put_text(self.place, says, Role::Plain);
        let value = Place { column: 1, ..self.place };
        self.plan.formula(value, formula, shows);
        self.place = self.place.below(1);
        Expression::Name(self.plan.book.name(format!("today_{name}"), value))
    }
}

impl Today {
    /// Computes them.
    pub fn of(plan: &mut Plan<'_>) -> Self {
        let sheet = plan.sheet("Today", "A month with the client as it is, from the inputs.");
        let comparison = plan.comparison;
        let scenario = &comparison.scenario;
        let (price_key, given, units) = match scenario.client.price {
            Price::Hour(rate) => ("client.rate", rate, plan.input_or("client.hours", scenario.client.hours)),
            Price::Retainer(retainer) => ("client.retainer", retainer, 1.0.into()),
            Price::Unit(price, units) => ("client.unit_price", price, plan.input_or("client.units", units)),
        };
        let price = plan.input_or(price_key, given);
        let billed_hours = plan.input_or("client.hours", scenario.client.hours);
        let extra_hours = plan.input_or("effort.hours", scenario.effort.hours);
        let step = plan.input_or("price_step", scenario.price_step);
        let (money, price_shows) = (plan.money(), Shows::Number(comparison.price_decimals()));
        let mut rows = Rows { plan, place: Place { sheet, row: 3, column: 0 } };
        let bill = rows.add("bill", "Bill a month", price.clone() * units.clone(), money);
        let rate = rows.add("rate", "An hour on the invoice brings", bill.clone() / billed_hours.clone(), price_shows);
        let hours = billed_hours.clone() + extra_hours.clone();
        let hours_worked = rows.add("hours_worked", "Hours worked a month", hours, Shows::Number(1));
        let delivery = match scenario.client.cost {
            Cost::Margin(margin) => {
                let margin = rows.plan.input_or("client.margin", margin);
                bill.clone() * (Expression::from(1.0) - margin)
            }
            Cost::Hour(cost) => rows.plan.input_or("client.cost", cost) * billed_hours.clone(),
        };
        let delivery_cost = rows.add("delivery_cost", "The billed work costs", delivery, money);
        let margin = match scenario.client.cost {
            Cost::Margin(margin) => rows.plan.input_or("client.margin", margin),
            Cost::Hour(_) => Expression::from(1.0) - delivery_cost.clone() / bill.clone(),
        };
        let margin = rows.add("margin", "Margin on paper, before the extra hours", margin, Shows::Share(1));
        let an_extra_hour = match scenario.effort.cost {
            EffortCost::AsDelivery => rows.plan.derived("effort.cost", delivery_cost.clone() / billed_hours.clone()),
            EffortCost::Hour(cost) => rows.plan.input_or("effort.cost", cost),
            EffortCost::Month(cost) => rows.plan.input_or("effort.monthly_cost", cost) / extra_hours.clone(),
        };
        let extra_hour_cost = rows.add("extra_hour_cost", "An extra hour costs", an_extra_hour, price_shows);
        let effort = extra_hours.clone() * extra_hour_cost.clone();
        let effort_cost = rows.add("effort_cost", "The extra hours cost", effort, money);
        let cost = delivery_cost.clone() + effort_cost;
        let cost_to_serve = rows.add("cost_to_serve", "Serving the client costs", cost, money);
        let profit = rows.add("profit", "Profit a month", bill.clone() - cost_to_serve.clone(), money);
        let net = profit / bill.clone();
        let net_margin = rows.add("net_margin", "Net margin", net, Shows::Share(1));
        let worked = bill.clone() / hours_worked.clone();
        rows.add("rate_worked", "An hour worked brings", worked, price_shows);
        let zero = cost_to_serve.clone() / units.clone();
        rows.add("zero_profit_price", "Price at which nothing is earned", zero, price_shows);
        let goal_margin = rows.plan.derived("goal.margin", margin);
        let exact = cost_to_serve.clone() / ((Expression::from(1.0) - goal_margin.clone()) * units.clone());
        // What floating point adds to a price on a step is forgiven.
        let steps = call(Function::RoundUp, [exact / step.clone() * (1.0 - 1e-12), 0.0.into()]);
        let goal_price = rows.add("goal_price", "Price that brings the goal", steps * step, price_shows);
        let turnover = scenario.team.map(|team| {
            let quit = rows.plan.input_or("team.quit_chance", team.quit_chance);
            let cost = rows.plan.input_or("team.people", team.people) * a_month(quit);
            let cost = cost * rows.plan.input_or("team.replacement_cost", team.replacement_cost);
            rows.add("turnover", "Leaving of the team for this client costs a month", cost, money)
        });
        Self {
            bill,
            price,
            units,
            billed_hours,
            extra_hours,
            hours_worked,
            rate,
            delivery_cost,
            extra_hour_cost,
            cost_to_serve,
            net_margin,
            goal_margin,
            goal_price,
            turnover,
        }
    }
}

/// The chance in a month of what happens at least once in a year with a chance.
pub fn a_month(chance_a_year: Expression) -> Expression {
    let one = || Expression::from(1.0);
    one() - (one() - chance_a_year).power(one() / 12.0)
}
