//! The figures of a strategy: months, and what they come to over the horizon.

use super::builder::{Builder, Title};
use super::hours::Free;
use super::month::Line;
use super::path::{Path, Turn};
use super::tree::{Expression, Id, Origin, Unit, less, of, power, product, quotient, sum, whole};
use crate::number::{Exact, Number};

impl Builder<'_> {
    /// A figure of a month, by its name in the results of `project`; none where there is none of that name.
    pub fn month_figure(&mut self, path: &Path, t: usize, name: &str) -> Option<Id> {
        Some(match name {
            "price" => self.price(path, t),
            "still_there" => self.there(path, t),
            "revenue" => self.while_there(path, t, "revenue", Line::Bill, path.month(t).revenue),
            "billed_hours" => self.while_there(path, t, "billed hours", Line::BilledHours, path.month(t).billed_hours),
            "extra_hours" => self.while_there(path, t, "extra hours", Line::ExtraHours, path.month(t).extra_hours),
            "freed_hours" => self.freed(path, t, Free::Hours),
            "redeployed_hours" => self.working_again(path, t, Free::Hours),
            "delivery_cost" => self.expected_line(path, t, "delivery cost", Line::Delivery),
            "effort_cost" => self.expected_line(path, t, "cost of extra hours", Line::Effort),
            "uncollected" => self.expected_line(path, t, "never collected", Line::Uncollected),
            "financing" => self.expected_line(path, t, "waiting for the money", Line::Financing),
            "turnover" => self.expected_line(path, t, "turnover", Line::Turnover),
            "bonus" => self.expected_line(path, t, "bonus", Line::Bonus),
            "serving_risk" => self.expected_line(path, t, "risks while serving", Line::ServingRisk),
            "client_profit" => self.while_there(path, t, "client profit", Line::Profit, path.month(t).client_profit),
            "replacement_revenue" => self.replacement(path, t, false),
            "replacement_profit" => self.replacement(path, t, true),
            "idle_cost" => self.idle_cost(path, t),
            "acquisition" => self.acquisition(path, t),
            "one_offs" => self.one_offs(path, t),
            "net_profit" => self.net_profit_of(path, t),
            "cumulative" => self.cumulative(path, t),
            _ => return None,
        })
    }

    fn price(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        if month.price.is_none() {
            let title = Title::new("price", Unit::Price).in_month(month.month).of(&path.whose).keyed("over");
            return self.figure(title, |_| (None, Origin::Fact("the engagement is ended".to_owned())));
        }
        let terms = self.evaluated(path.position).course.months[t - 1].terms;
        self.agreements(path.position)[terms].price
    }

    /// A line that is billed or costs something only while the client is there.
    fn while_there(&mut self, path: &Path, t: usize, name: &str, line: Line, value: Exact) -> Id {
        let unit = if matches!(line, Line::BilledHours | Line::ExtraHours) { Unit::Hours } else { Unit::Money };
        self.kept(Title::new(name, unit).in_month(path.month(t).month).of(&path.whose), value, |it| {
            product([of(it.there(path, t)), of(it.line(path, t, line))])
        })
    }

    fn expected_line(&mut self, path: &Path, t: usize, name: &str, line: Line) -> Id {
        let month = path.month(t);
        let value = month.expected(|client| match line {
            Line::Delivery => client.delivery_cost,
            Line::Effort => client.effort_cost,
            Line::Uncollected => client.uncollected,
            Line::Financing => client.financing,
            Line::Turnover => client.turnover,
            Line::Bonus => client.bonus,
            _ => client.serving_risk,
        });
        self.while_there(path, t, name, line, value)
    }

    /// The net profit of a month.
    fn net_profit_of(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        let title = Title::new("net profit", Unit::Money).in_month(month.month).of(&path.whose);
        self.kept(title, month.net_profit, |it| {
            let [client, replacement, idle, acquisition, one_offs] =
                NET_PROFIT.map(|name| it.month_figure(path, t, name).unwrap_or_default());
            Expression::Sum(vec![
                (false, of(client)),
                (false, of(replacement)),
                (true, of(idle)),
                (true, of(acquisition)),
                (true, of(one_offs)),
            ])
        })
    }

    fn cumulative(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        let title = Title::new("net profit so far", Unit::Money).in_month(month.month).of(&path.whose);
        self.kept(title, month.cumulative, |it| {
            Expression::Months((1..=t).map(|t| it.net_profit_of(path, t)).collect())
        })
    }

    /// A figure of the months added up.
    pub fn over_months(&mut self, path: &Path, name: &str) -> Option<Id> {
        let months: Vec<Id> =
            (1..=path.months.len()).map(|t| self.month_figure(path, t, name)).collect::<Option<_>>()?;
        let first = &self.tree.nodes[*months.first()?];
        let (words, unit) = (first.name.clone(), first.unit);
        let title = Title::new(&words, unit).of(&path.whose).keyed("all months");
        Some(self.computed(title, |_| Expression::Months(months)))
    }

    fn over(&mut self, path: &Path, name: &str) -> Id {
        self.over_months(path, name).unwrap_or_default()
    }

    /// The net profit over the horizon.
    pub fn net_profit(&mut self, path: &Path, value: Exact) -> Id {
        self.kept(Title::new("net profit", Unit::Money).of(&path.whose).keyed("in all"), value, |it| {
            let [client, replacement, idle, acquisition, one_offs] = NET_PROFIT.map(|name| it.over(path, name));
            less(sum([client, replacement]), [idle, acquisition, one_offs].map(of))
        })
    }

    /// A figure over the horizon, by its name in the results of `compare`; none where there is none of that name.
    pub fn total(&mut self, position: usize, name: &str) -> Option<Id> {
        let path = self.expected(position);
        let totals = self.evaluated(position).totals;
        let last = path.months.len();
        let title = |name: &str, unit: Unit| Title::new(name, unit).of(&path.whose).keyed("in all");
        Some(match name {
            "client_revenue" => self.over(&path, "revenue"),
            "billed_hours"
            | "extra_hours"
            | "client_profit"
            | "freed_hours"
            | "redeployed_hours"
            | "replacement_revenue"
            | "replacement_profit" => self.over(&path, name),
            "client_hours" => self.kept(title("client hours", Unit::Hours), totals.client_hours, |it| {
                sum(["billed_hours", "extra_hours"].map(|name| it.over(&path, name)))
            }),
            "client_margin" => self.figure(title("client margin", Unit::Share), |it| {
                let [profit, revenue] = ["client_profit", "revenue"].map(|name| it.over(&path, name));
                or_none(totals.client_margin, quotient(of(profit), of(revenue)), "there is no revenue")
            }),
            "total_revenue" => self.kept(title("revenue in all", Unit::Money), totals.total_revenue, |it| {
                sum(["revenue", "replacement_revenue"].map(|name| it.over(&path, name)))
            }),
            "hours_worked" => self.kept(title("hours worked", Unit::Hours), totals.hours_worked, |it| {
                sum(["billed_hours", "extra_hours", "redeployed_hours"].map(|name| it.over(&path, name)))
            }),
            "rate_worked" => self.figure(title("revenue of an hour worked", Unit::Price), |it| {
                let [revenue, hours] =
                    ["total_revenue", "hours_worked"].map(|name| it.total(position, name).unwrap_or_default());
                or_none(totals.rate_worked, quotient(of(revenue), of(hours)), "no hours are worked")
            }),
            "net_profit" => self.net_profit(&path, totals.net_profit),
            "difference" => {
                self.kept(title("net profit against doing nothing", Unit::Money), totals.difference, |it| {
                    let own = it.net_profit(&path, totals.net_profit);
                    less(of(own), [of(it.net_profit_of_status_quo())])
                })
            }
            "present_value" => self.kept(title("present value", Unit::Money), totals.present_value, |it| {
                Expression::Months((1..=last).map(|t| it.worth_today(&path, t)).collect())
            }),
            "accepts" => self.figure(title("chance that it accepts everything", Unit::Share), |it| {
                let months = it.evaluated(position).course.months.iter().zip(1..);
                let asks = months.filter(|(month, _)| month.asks || month.factor != Exact::ONE);
                let asks: Vec<u32> = asks.map(|(_, number)| number).collect();
                let factors: Vec<_> = asks.into_iter().map(|month| of(it.accepts(&path, month))).collect();
                if factors.is_empty() {
                    return (Some(totals.accepts), Origin::Fact("nothing is asked of it".to_owned()));
                }
                (Some(totals.accepts), Origin::Formula(product(factors)))
            }),
            "still_there" => self.there(&path, last),
            "if_accepted" => match self.path(position, Turn::Accepted) {
                Some(path) => self.net_profit(&path, totals.if_accepted),
                None => self.unfollowed("net profit if it accepts", Some(totals.if_accepted)),
            },
            "if_refused" => match self.path(position, Turn::Refused(0)).zip(totals.if_refused) {
                Some((path, value)) => self.net_profit(&path, value),
                None => self.nothing("net profit if it refuses", Unit::Money, "nothing is asked of it"),
            },
            "last_month_profit" => self.net_profit_of(&path, last),
            "paid_back_in_month" => self.paid_back(position, &path),
            "deepest_shortfall" if position == 0 => {
                self.fact(title("deepest shortfall", Unit::Money), totals.deepest_shortfall, MEASURE)
            }
            "deepest_shortfall" => self.kept(title("deepest shortfall", Unit::Money), totals.deepest_shortfall, |it| {
                let least = Expression::Least(it.leads(&path));
                Expression::Smaller(Box::new(least), Box::new(whole(0)))
            }),
            _ => return None,
        })
    }

    /// The net profit of doing nothing.
    pub fn net_profit_of_status_quo(&mut self) -> Id {
        let path = self.expected(0);
        let value = self.evaluated(0).totals.net_profit;
        self.net_profit(&path, value)
    }

    /// A figure that does not exist.
    pub fn nothing(&mut self, name: &str, unit: Unit, why: &str) -> Id {
        self.figure(Title::new(name, unit), |_| (None, Origin::Fact(why.to_owned())))
    }

    /// A figure whose months take more digits than there are.
    pub fn unfollowed(&mut self, name: &str, value: Option<Exact>) -> Id {
        let why = "its months take more digits than a decimal has".to_owned();
        self.figure(Title::new(name, Unit::Money), |_| (value, Origin::Fact(why)))
    }

    /// The net profit of a month at today's worth.
    fn worth_today(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        let number = month.month;
        let worth = self.basis().discounts[t - 1];
        let net_profit = self.net_profit_of(path, t);
        let discount = self.scenario().discount;
        if discount == Exact::ZERO {
            return net_profit;
        }
        let title = Title::new("net profit at today's worth", Unit::Money).in_month(number).of(&path.whose);
        self.kept(title, month.net_profit * worth, |it| {
            let a_year = it.input("discount", "discount a year", Unit::Share, discount);
            let days = Exact::whole(it.basis().calendar.days_to_end(number));
            let days =
                it.fact(Title::new("days until its end", Unit::Number).in_month(number), days, "by the calendar");
            let exponent = Expression::Sum(vec![(true, quotient(of(days), whole(365)))]);
            let worth = power(Expression::Sum(vec![(false, whole(1)), (false, of(a_year))]), exponent);
            product([of(net_profit), worth])
        })
    }

    /// How far a strategy is ahead of doing nothing, month by month.
    fn leads(&mut self, path: &Path) -> Vec<Id> {
        let status_quo = self.expected(0);
        let lead = |it: &mut Self, t: usize| {
            let month = path.month(t).month;
            let title = Title::new("lead over doing nothing so far", Unit::Money).in_month(month).of(&path.whose);
            it.computed(title, |it| less(of(it.cumulative(path, t)), [of(it.cumulative(&status_quo, t))]))
        };
        (1..=path.months.len()).map(|t| lead(self, t)).collect()
    }

    fn paid_back(&mut self, position: usize, path: &Path) -> Id {
        let value = self.evaluated(position).totals.paid_back_in_month.map(Exact::whole);
        let title = Title::new("paid back in month", Unit::Month).of(&path.whose);
        if position == 0 {
            return self.figure(title, |_| (None, Origin::Fact(MEASURE.to_owned())));
        }
        self.figure(title, |it| {
            or_none(value, Expression::NeverBehind(it.leads(path)), "it is behind in the last month")
        })
    }
}

/// Why a figure of doing nothing does not exist, or is 0.
pub const MEASURE: &str = "doing nothing is what the others are measured by";

/// What the net profit is made of: two are earned, the others cost.
const NET_PROFIT: [&str; 5] = ["client_profit", "replacement_profit", "idle_cost", "acquisition", "one_offs"];

/// A figure by a formula, where there is one.
pub fn or_none(value: Option<Exact>, expression: Expression, why_not: &str) -> (Option<Exact>, Origin) {
    match value {
        Some(value) => (Some(value), Origin::Formula(expression)),
        None => (None, Origin::Fact(why_not.to_owned())),
    }
}
