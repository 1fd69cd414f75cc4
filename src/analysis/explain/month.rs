//! A month with the client, line by line.

use super::builder::{Builder, Title};
use super::path::Path;
use super::terms::Agreement;
use super::tree::{Expression, Id, Unit, grown, less, of, power, product, quotient, sum, whole};
use crate::domain::RiskWhen;
use crate::engine::basis::chance_a_month;
use crate::number::{Exact, Number};

/// A line of a month with the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// What it is billed.
    Bill,
    /// Hours on the invoice.
    BilledHours,
    /// Hours that are not.
    ExtraHours,
    /// Both.
    Hours,
    /// What the billed work costs.
    Delivery,
    /// What the extra hours cost.
    Effort,
    /// Never paid or disputed away.
    Uncollected,
    /// What waiting for the money costs.
    Financing,
    /// What the leaving that this client causes costs.
    Turnover,
    /// Pay for those who face it.
    Bonus,
    /// What may happen while it is served.
    ServingRisk,
    /// What is left.
    Profit,
    /// Delivery and effort at today's prices.
    CostToday,
    /// The part of the open balance that is lost when it goes the month after.
    OpenBalanceLost,
}

impl Line {
    fn name(self) -> &'static str {
        match self {
            Self::Bill => "bill",
            Self::BilledHours => "billed hours it takes",
            Self::ExtraHours => "extra hours it takes",
            Self::Hours => "hours it takes",
            Self::Delivery => "delivery cost if it is there",
            Self::Effort => "cost of extra hours if it is there",
            Self::Uncollected => "never collected if it is there",
            Self::Financing => "waiting for the money if it is there",
            Self::Turnover => "turnover if it is there",
            Self::Bonus => "bonus if it is there",
            Self::ServingRisk => "risks of serving it",
            Self::Profit => "profit if it is there",
            Self::CostToday => "cost of its hours at today's prices",
            Self::OpenBalanceLost => "open balance lost if it goes next",
        }
    }

    fn unit(self) -> Unit {
        match self {
            Self::BilledHours | Self::ExtraHours | Self::Hours => Unit::Hours,
            _ => Unit::Money,
        }
    }
}

impl Builder<'_> {
    /// A line of month `t`, given that the client is there; month 0 is today.
    pub fn line(&mut self, path: &Path, t: usize, line: Line) -> Id {
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let lines = &path.client[t];
        let value = match line {
            Line::Bill => lines.bill,
            Line::BilledHours => lines.billed_hours,
            Line::ExtraHours => lines.extra_hours,
            Line::Hours => lines.hours,
            Line::Delivery => lines.delivery_cost,
            Line::Effort => lines.effort_cost,
            Line::Uncollected => lines.uncollected,
            Line::Financing => lines.financing,
            Line::Turnover => lines.turnover,
            Line::Bonus => lines.bonus,
            Line::ServingRisk => lines.serving_risk,
            Line::Profit => lines.profit,
            Line::CostToday => lines.cost_today,
            Line::OpenBalanceLost => lines.open_balance_lost,
        };
        let title = Title::new(line.name(), line.unit()).in_month(month).of(&path.whose_terms);
        let course = &self.evaluated(path.position).course;
        if course.is_over(t) {
            return self.fact(title, value, "the engagement is ended");
        }
        let terms = if t == 0 { 0 } else { course.months[t - 1].terms };
        let agreed = self.agreements(path.position)[terms].clone();
        self.figure(title, |it| {
            let formula = it.formula_of_line(path, t, line, &agreed);
            let origin = formula
                .map_or_else(|| super::tree::Origin::Fact("there is none".to_owned()), super::tree::Origin::Formula);
            (Some(value), origin)
        })
    }

    /// The formula of a line; none where there is nothing in it.
    fn formula_of_line(&mut self, path: &Path, t: usize, line: Line, agreed: &Agreement) -> Option<Expression> {
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let scenario = self.scenario();
        let payment = &scenario.payment;
        Some(match line {
            Line::Bill => {
                let work = self.work(path, t, agreed);
                self.bill_of(agreed, work)
            }
            Line::BilledHours => {
                let today = of(self.billed_hours_today());
                match self.work(path, t, agreed) {
                    Some(work) => product([today, work]),
                    None => today,
                }
            }
            Line::ExtraHours if path.is_calm(t) => return None,
            Line::ExtraHours => of(agreed.extra_hours),
            Line::Hours => sum([Line::BilledHours, Line::ExtraHours].map(|line| self.line(path, t, line))),
            Line::Delivery => {
                let cost = of(self.delivery_today());
                let factors = [self.costs(month).map(of), Some(cost), self.work(path, t, agreed)];
                product(factors.into_iter().flatten())
            }
            Line::Effort => {
                let cost = of(self.extra_hour_cost());
                let hours = of(self.line(path, t, Line::ExtraHours));
                product([self.costs(month).map(of), Some(cost), Some(hours)].into_iter().flatten())
            }
            Line::Uncollected => {
                let bill = of(self.line(path, t, Line::Bill));
                let unpaid = self.input("payment.bad_debt", "share never paid", Unit::Share, payment.bad_debt);
                let disputed = self.input("payment.disputed", "share disputed away", Unit::Share, payment.disputed);
                product([bill, sum([unpaid, disputed])])
            }
            Line::Financing => {
                let bill = of(self.line(path, t, Line::Bill));
                let rate = payment.cost_of_capital;
                let rate = self.input("payment.cost_of_capital", "cost of money, a year", Unit::Share, rate);
                quotient(product([bill, of(agreed.payment_days), of(rate)]), whole(365))
            }
            Line::Turnover => {
                let all = self.turnover()?;
                let hours = quotient(of(self.line(path, t, Line::Hours)), of(self.hours_today()));
                product([Some(of(all)), agreed.turnover_left.map(of), Some(hours)].into_iter().flatten())
            }
            Line::Bonus => {
                let share = agreed.bonus_share.map(|share| product([of(share), of(self.line(path, t, Line::Bill))]));
                let terms: Vec<_> = share.into_iter().chain(agreed.bonus_monthly.map(of)).collect();
                if terms.is_empty() {
                    return None;
                }
                Expression::Sum(terms.into_iter().map(|term| (false, term)).collect())
            }
            Line::ServingRisk => self.risks(path.position, RiskWhen::Serving)?,
            Line::Profit => {
                let taken = [
                    Line::Delivery,
                    Line::Effort,
                    Line::Uncollected,
                    Line::Financing,
                    Line::Turnover,
                    Line::Bonus,
                    Line::ServingRisk,
                ];
                let bill = of(self.line(path, t, Line::Bill));
                let taken: Vec<Id> = taken.into_iter().map(|line| self.line(path, t, line)).collect();
                let some = taken.into_iter().filter(|id| self.tree.nodes[*id].value != Some(Exact::ZERO));
                less(bill, some.map(of).collect::<Vec<_>>())
            }
            Line::CostToday => {
                let delivery = of(self.delivery_today());
                let delivery = match self.work(path, t, agreed) {
                    Some(work) => product([delivery, work]),
                    None => delivery,
                };
                let extra = product([of(self.extra_hour_cost()), of(self.line(path, t, Line::ExtraHours))]);
                Expression::Sum(vec![(false, delivery), (false, extra)])
            }
            Line::OpenBalanceLost => {
                let lost = payment.last_bills_unpaid;
                let words = "share of open bills lost when it goes";
                let lost = self.input("payment.last_bills_unpaid", words, Unit::Share, lost);
                let bill = of(self.line(path, t, Line::Bill));
                quotient(product([of(lost), bill, of(agreed.payment_days), whole(12)]), whole(365))
            }
        })
    }

    /// The share of today's work that it takes; none: all of it.
    fn work(&mut self, path: &Path, t: usize, agreed: &Agreement) -> Option<Expression> {
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let elasticity = self.scenario().response.hours_elasticity;
        let risen = t > 0
            && self.evaluated(path.position).course.months[t - 1].highest_index != Exact::ONE
            && elasticity != Exact::ZERO
            && !path.is_calm(t);
        let volume = risen.then(|| {
            let title = Title::new("work still bought at this level", Unit::Share);
            let index = self.highest_index(path, month);
            let first = self.tree.nodes[index].month.unwrap_or(month);
            self.computed(title.in_month(first).of(&path.whose_terms), |it| {
                let elasticity =
                    it.input("response.hours_elasticity", "elasticity of its hours", Unit::Number, elasticity);
                power(of(index), Expression::Sum(vec![(true, of(elasticity))]))
            })
        });
        let factors: Vec<Expression> = agreed.work_kept.into_iter().chain(volume).map(of).collect();
        (!factors.is_empty()).then(|| product(factors))
    }

    /// What costs have risen to in a month; none where they do not.
    pub fn costs(&mut self, month: u32) -> Option<Id> {
        let value = month.checked_sub(1).map_or(Exact::ONE, |before| self.basis().costs[before as usize]);
        if value == Exact::ONE {
            return None;
        }
        Some(self.kept(Title::new("what costs have risen to", Unit::Number).in_month(month), value, |it| {
            let increase = it.scenario().costs_increase;
            grown(it.input("costs.increase", "rise of your costs, a year", Unit::Share, increase), month - 1)
        }))
    }

    /// What turnover costs a month at today's hours.
    fn turnover(&mut self) -> Option<Id> {
        let team = self.scenario().team?;
        let value = self.basis().turnover;
        Some(self.kept(Title::new("turnover it causes, a month at today's hours", Unit::Money), value, |it| {
            let people = it.input("team.people", "people who face it", Unit::Number, team.people);
            let quits = it.chance_a_month("team.quit_chance", "chance that one of them leaves", team.quit_chance);
            let words = "cost of replacing one";
            let cost = it.input("team.replacement_cost", words, Unit::Money, team.replacement_cost);
            product([of(people), of(quits), of(cost)])
        }))
    }

    /// A chance of a year as one of a month.
    fn chance_a_month(&mut self, key: &str, name: &str, a_year: Exact) -> Id {
        let title = Title::new(&format!("{name}, a month"), Unit::Share).keyed(key);
        self.kept(title, chance_a_month(a_year), |it| {
            let yearly = it.input(key, &format!("{name}, a year"), Unit::Share, a_year);
            less(whole(1), [power(less(whole(1), [of(yearly)]), quotient(whole(1), whole(12)))])
        })
    }

    /// What the risks that come at a time cost, at their chances; none where there are none.
    pub fn risks(&mut self, position: usize, when: RiskWhen) -> Option<Expression> {
        let strategy = self.strategy(position);
        let risks = self.scenario().risks.iter().enumerate();
        let threats: Vec<_> = risks.filter(|(_, risk)| risk.when == when && risk.threatens(strategy)).collect();
        let mut terms = Vec::new();
        for (number, risk) in threats {
            let key = |name: &str| format!("risk.{}.{name}", number + 1);
            let name = format!("chance of \u{201c}{}\u{201d}", risk.name);
            let chance = if when == RiskWhen::Serving {
                self.chance_a_month(&key("chance"), &name, risk.chance)
            } else {
                self.input(&key("chance"), &name, Unit::Share, risk.chance)
            };
            let cost = format!("cost of \u{201c}{}\u{201d}", risk.name);
            let cost = self.input(&key("cost"), &cost, Unit::Money, risk.cost);
            terms.push((false, product([of(chance), of(cost)])));
        }
        (!terms.is_empty()).then_some(Expression::Sum(terms))
    }
}
