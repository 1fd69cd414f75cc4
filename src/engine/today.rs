//! Today: a month with the client as it is.

use crate::domain::{Cost, EffortCost, Price, Scenario};
use crate::number::Number;

/// A month with the client today. Amounts are money a month unless said otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Today<N> {
    /// What the client is billed.
    pub bill: N,
    /// The listed price: of an hour, a month or a unit.
    pub price: N,
    /// How many of them a month.
    pub price_units: N,
    /// What an hour on the invoice brings.
    pub rate: N,
    /// Billed hours.
    pub billed_hours: N,
    /// Extra hours, never billed.
    pub extra_hours: N,
    /// Both.
    pub hours_worked: N,
    /// What the billed work costs.
    pub delivery_cost: N,
    /// What one extra hour costs.
    pub extra_hour_cost: N,
    /// What the extra hours cost.
    pub effort_cost: N,
    /// Both costs.
    pub cost_to_serve: N,
    /// The bill minus the cost to serve.
    pub profit: N,
    /// Contribution margin of the billed work, before the extra effort: a share of the bill.
    pub margin: N,
    /// What is left of the bill after all, as a share of it.
    pub net_margin: N,
    /// What an hour worked brings, billed or not.
    pub rate_worked: N,
    /// The price at which the client earns nothing.
    pub zero_profit_price: N,
    /// The net margin to be reached.
    pub goal_margin: N,
    /// The price at which it is reached, rounded up to the price step.
    pub goal_price: N,
}

impl<N: Number> Today<N> {
    /// The month as the scenario describes it.
    pub fn of(scenario: &Scenario<N>) -> Self {
        let billed_hours = scenario.client.hours;
        let extra_hours = scenario.effort.hours;
        let (price, price_units) = match scenario.client.price {
            Price::Hour(rate) => (rate, billed_hours),
            Price::Retainer(retainer) => (retainer, N::ONE),
            Price::Unit(unit_price, units) => (unit_price, units),
        };
        let bill = price * price_units;
        let (margin, delivery_cost) = match scenario.client.cost {
            Cost::Margin(margin) => (margin, bill * (N::ONE - margin)),
            Cost::Hour(cost) => (N::ONE - cost * billed_hours / bill, cost * billed_hours),
        };
        let (extra_hour_cost, effort_cost) = match scenario.effort.cost {
            EffortCost::AsDelivery => (delivery_cost / billed_hours, extra_hours * (delivery_cost / billed_hours)),
            EffortCost::Hour(cost) => (cost, extra_hours * cost),
            EffortCost::Month(cost) => (cost / extra_hours, cost),
        };
        let cost_to_serve = delivery_cost + effort_cost;
        let profit = bill - cost_to_serve;
        let goal_margin = scenario.goal_margin.unwrap_or(margin);
        Self {
            bill,
            price,
            price_units,
            rate: bill / billed_hours,
            billed_hours,
            extra_hours,
            hours_worked: billed_hours + extra_hours,
            delivery_cost,
            extra_hour_cost,
            effort_cost,
            cost_to_serve,
            profit,
            margin,
            net_margin: profit / bill,
            rate_worked: bill / (billed_hours + extra_hours),
            zero_profit_price: cost_to_serve / price_units,
            goal_margin,
            goal_price: (cost_to_serve / ((N::ONE - goal_margin) * price_units)).round_up_to(scenario.price_step),
        }
    }

    /// The net margin at another price, at today's volumes and costs.
    pub fn net_margin_at(&self, price: N) -> N {
        let bill = price * self.price_units;
        (bill - self.cost_to_serve) / bill
    }

    /// The figures by name, for the check that each is known to 12 digits, with what it is measured against.
    pub fn figures(&self) -> [(&'static str, N, N); 13] {
        let money = self.bill.larger(self.cost_to_serve);
        [
            ("bill", self.bill, self.bill),
            ("rate", self.rate, self.rate),
            ("hours worked", self.hours_worked, self.hours_worked),
            ("delivery cost", self.delivery_cost, money),
            ("cost of an extra hour", self.extra_hour_cost, self.rate),
            ("effort cost", self.effort_cost, money),
            ("cost to serve", self.cost_to_serve, money),
            ("profit", self.profit, money),
            ("margin", self.margin, N::ONE),
            ("net margin", self.net_margin, N::ONE),
            ("rate of an hour worked", self.rate_worked, self.rate_worked),
            ("zero-profit price", self.zero_profit_price, self.price),
            ("goal price", self.goal_price, self.price),
        ]
    }
}
