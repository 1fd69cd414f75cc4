//! The month with the client as it is.

use super::builder::{Builder, Title};
use super::tree::{Expression, Id, Unit, less, of, product, quotient, rest, sum, whole};
use crate::domain::{Cost, EffortCost, Price};
use crate::number::{Exact, Number};

impl Builder<'_> {
    /// A figure of the month as it is, by its name in results; none where there is none of that name.
    pub fn today_figure(&mut self, name: &str) -> Option<Id> {
        Some(match name {
            "bill" => self.bill_today(),
            "price" => self.price_today(),
            "rate" => self.rate_today(),
            "billed_hours" => self.billed_hours_today(),
            "extra_hours" => self.extra_hours_today(),
            "hours_worked" => self.hours_today(),
            "delivery_cost" => self.delivery_today(),
            "effort_cost" => self.effort_today(),
            "cost_to_serve" => self.cost_to_serve_today(),
            "profit" => self.profit_today(),
            "margin" => self.margin_today(),
            "net_margin" => {
                let value = self.today().net_margin;
                self.kept(Title::new("net margin today", Unit::Share), value, |it| {
                    quotient(of(it.profit_today()), of(it.bill_today()))
                })
            }
            "rate_worked" => {
                let value = self.today().rate_worked;
                self.kept(Title::new("bill of an hour worked today", Unit::Price), value, |it| {
                    quotient(of(it.bill_today()), of(it.hours_today()))
                })
            }
            "zero_profit_price" => {
                let value = self.today().zero_profit_price;
                self.kept(Title::new("price without profit", Unit::Price), value, |it| {
                    quotient(of(it.cost_to_serve_today()), it.price_units_today())
                })
            }
            "goal_price" => self.goal_price(),
            _ => return None,
        })
    }

    /// The listed price.
    pub fn price_today(&mut self) -> Id {
        let (key, name) = match self.scenario().client.price {
            Price::Hour(_) => ("client.rate", "rate today"),
            Price::Retainer(_) => ("client.retainer", "retainer today"),
            Price::Unit(..) => ("client.unit_price", "price of a unit today"),
        };
        self.input(key, name, Unit::Price, self.today().price)
    }

    /// How many of what is on the price list are billed a month.
    pub fn price_units_today(&mut self) -> Expression {
        match self.scenario().client.price {
            Price::Hour(_) => of(self.billed_hours_today()),
            Price::Retainer(_) => whole(1),
            Price::Unit(_, units) => of(self.input("client.units", "units a month", Unit::Number, units)),
        }
    }

    /// What is billed a month.
    pub fn bill_today(&mut self) -> Id {
        self.kept(Title::new("bill today", Unit::Money), self.today().bill, |it| {
            let (price, units) = (it.price_today(), it.price_units_today());
            if matches!(it.scenario().client.price, Price::Retainer(_)) {
                of(price)
            } else {
                product([of(price), units])
            }
        })
    }

    /// What an hour on the invoice brings.
    pub fn rate_today(&mut self) -> Id {
        self.kept(Title::new("bill of a billed hour today", Unit::Price), self.today().rate, |it| {
            quotient(of(it.bill_today()), of(it.billed_hours_today()))
        })
    }

    /// Hours on the invoice.
    pub fn billed_hours_today(&mut self) -> Id {
        self.input("client.hours", "billed hours today", Unit::Hours, self.today().billed_hours)
    }

    /// Hours that nobody pays for.
    pub fn extra_hours_today(&mut self) -> Id {
        self.input("effort.hours", "extra hours today", Unit::Hours, self.today().extra_hours)
    }

    /// Both.
    pub fn hours_today(&mut self) -> Id {
        self.kept(Title::new("hours worked today", Unit::Hours), self.today().hours_worked, |it| {
            sum([it.billed_hours_today(), it.extra_hours_today()])
        })
    }

    /// What the billed work costs.
    pub fn delivery_today(&mut self) -> Id {
        let cost = self.scenario().client.cost;
        self.kept(Title::new("delivery cost today", Unit::Money), self.today().delivery_cost, |it| match cost {
            Cost::Margin(_) => {
                let (bill, margin) = (it.bill_today(), it.margin_today());
                product([of(bill), rest(margin)])
            }
            Cost::Hour(_) => product([of(it.cost_of_hour()), of(it.billed_hours_today())]),
        })
    }

    fn cost_of_hour(&mut self) -> Id {
        let cost = match self.scenario().client.cost {
            Cost::Hour(cost) => cost,
            Cost::Margin(_) => Exact::ZERO,
        };
        self.input("client.cost", "cost of a billed hour", Unit::Price, cost)
    }

    /// The margin on paper.
    pub fn margin_today(&mut self) -> Id {
        match self.scenario().client.cost {
            Cost::Margin(margin) => self.input("client.margin", "margin on paper", Unit::Share, margin),
            Cost::Hour(_) => self.kept(Title::new("margin on paper", Unit::Share), self.today().margin, |it| {
                less(whole(1), [quotient(of(it.delivery_today()), of(it.bill_today()))])
            }),
        }
    }

    /// What an extra hour costs.
    pub fn extra_hour_cost(&mut self) -> Id {
        let title = Title::new("cost of an extra hour", Unit::Price);
        match self.scenario().effort.cost {
            EffortCost::AsDelivery => self.kept(title, self.today().extra_hour_cost, |it| {
                quotient(of(it.delivery_today()), of(it.billed_hours_today()))
            }),
            EffortCost::Hour(cost) => self.input("effort.cost", "cost of an extra hour", Unit::Price, cost),
            EffortCost::Month(_) => self.kept(title, self.today().extra_hour_cost, |it| {
                quotient(of(it.effort_today()), of(it.extra_hours_today()))
            }),
        }
    }

    /// What the extra hours cost.
    pub fn effort_today(&mut self) -> Id {
        match self.scenario().effort.cost {
            EffortCost::Month(cost) => {
                self.input("effort.monthly_cost", "cost of the extra hours today", Unit::Money, cost)
            }
            _ => self.kept(Title::new("cost of the extra hours today", Unit::Money), self.today().effort_cost, |it| {
                product([of(it.extra_hours_today()), of(it.extra_hour_cost())])
            }),
        }
    }

    /// Both costs.
    pub fn cost_to_serve_today(&mut self) -> Id {
        self.kept(Title::new("cost to serve today", Unit::Money), self.today().cost_to_serve, |it| {
            sum([it.delivery_today(), it.effort_today()])
        })
    }

    /// What is left.
    pub fn profit_today(&mut self) -> Id {
        self.kept(Title::new("profit today", Unit::Money), self.today().profit, |it| {
            less(of(it.bill_today()), [of(it.cost_to_serve_today())])
        })
    }

    /// The price at which the goal is reached.
    pub fn goal_price(&mut self) -> Id {
        self.kept(Title::new("goal price", Unit::Price), self.today().goal_price, |it| {
            let cost = it.cost_to_serve_today();
            let goal = match it.scenario().goal_margin {
                Some(goal) => it.input("goal.margin", "goal", Unit::Share, goal),
                None => it.margin_today(),
            };
            let units = it.price_units_today();
            let exact = quotient(of(cost), product([rest(goal), units]));
            Expression::RoundedUp(Box::new(exact), Box::new(of(it.price_step())))
        })
    }

    /// The step to which prices are rounded.
    pub fn price_step(&mut self) -> Id {
        self.input("price_step", "price step", Unit::Price, self.scenario().price_step)
    }
}
