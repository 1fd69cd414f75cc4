//! Hours that the client no longer takes: what of them is sold again, what stays idle, and what comes once.

use super::builder::{Builder, Title};
use super::month::Line;
use super::path::Path;
use super::tree::{Expression, Id, Origin, Unit, grown, less, of, product, quotient, rest, whole};
use crate::domain::RiskWhen;
use crate::number::{Exact, Number};

/// What is set free when the client goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Free {
    /// Hours.
    Hours,
    /// Their cost at today's prices.
    Cost,
}

impl Builder<'_> {
    /// What is free in month `t` of what the client takes today.
    pub fn freed(&mut self, path: &Path, t: usize, what: Free) -> Id {
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let (name, unit) = match what {
            Free::Hours => ("freed hours", Unit::Hours),
            Free::Cost => ("cost of freed hours at today's prices", Unit::Money),
        };
        self.figure(Title::new(name, unit).in_month(month).of(&path.whose), |it| {
            let there = it.there(path, t);
            let (today, taken) = match what {
                Free::Hours => (it.hours_today(), it.line(path, t, Line::Hours)),
                Free::Cost => (it.cost_to_serve_today(), it.line(path, t, Line::CostToday)),
            };
            let expression = less(of(today), [product([of(there), of(taken)])]);
            let value = match what {
                Free::Hours => path.month(t).freed_hours,
                Free::Cost => it.tree.evaluate(&expression),
            };
            (Some(value), Origin::Formula(expression))
        })
    }

    /// What of it works again in month `t`: of what is free, an equal share for each month of the ramp that has passed.
    pub fn working_again(&mut self, path: &Path, t: usize, what: Free) -> Id {
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let (name, unit) = match what {
            Free::Hours => ("redeployed hours", Unit::Hours),
            Free::Cost => ("of it, cost of redeployed hours", Unit::Money),
        };
        let title = Title::new(name, unit).in_month(month).of(&path.whose);
        let Some(replacement) = self.scenario().replacement else {
            return self.fact(title, Exact::ZERO, "there is no other work");
        };
        let (lag, ramp) = (replacement.lag_months as usize, replacement.ramp_months as usize);
        let months: Vec<usize> = (0..ramp).filter_map(|j| t.checked_sub(lag + j)).filter(|month| *month > 0).collect();
        if months.is_empty() {
            let why = format!("nothing is sold again before month {}", lag + 1);
            return self.fact(title, Exact::ZERO, why);
        }
        self.figure(title, |it| {
            let free: Vec<Id> = months.iter().rev().map(|month| it.freed(path, *month, what)).collect();
            let free = if let [one] = free.as_slice() {
                of(*one)
            } else {
                Expression::Sum(free.into_iter().map(|id| (false, of(id))).collect())
            };
            let fill = it.input("replacement.fill", "share sold again in the end", Unit::Share, replacement.fill);
            let ramp = Exact::whole(replacement.ramp_months);
            let ramp = it.input("replacement.ramp_months", "months of the ramp", Unit::Number, ramp);
            let expression = product([quotient(of(fill), of(ramp)), free]);
            let value = match what {
                Free::Hours => path.month(t).redeployed_hours,
                Free::Cost => it.tree.evaluate(&expression),
            };
            (Some(value), Origin::Formula(expression))
        })
    }

    /// What a redeployed hour is billed at.
    fn revenue_an_hour(&mut self, month: u32) -> Option<Id> {
        let replacement = self.scenario().replacement?;
        let value = self.basis().redeployment.as_ref()?.revenue[month as usize - 1];
        Some(self.kept(Title::new("bill of a redeployed hour", Unit::Price).in_month(month), value, |it| {
            let rate = it.input("replacement.rate", "rate of new work", Unit::Price, replacement.rate);
            let mut factors = vec![of(rate)];
            if let Some(unpaid) = replacement.unpaid_share {
                let words = "share of new work not billed";
                factors.push(rest(it.input("replacement.unpaid_share", words, Unit::Share, unpaid)));
            }
            if replacement.increase != Exact::ZERO {
                let words = "rise of the rate of new work, a year";
                let increase = it.input("replacement.increase", words, Unit::Share, replacement.increase);
                factors.push(grown(increase, month - 1));
            }
            product(factors)
        }))
    }

    /// What is left of it.
    fn profit_an_hour(&mut self, month: u32) -> Option<Id> {
        let replacement = self.scenario().replacement?;
        let value = self.basis().redeployment.as_ref()?.profit[month as usize - 1];
        let revenue = self.revenue_an_hour(month)?;
        Some(self.kept(Title::new("profit of a redeployed hour", Unit::Price).in_month(month), value, |it| {
            let margin = it.input("replacement.margin", "margin of new work", Unit::Share, replacement.margin);
            let earned = product([of(revenue), of(margin)]);
            match replacement.unpaid_share {
                Some(unpaid) if unpaid != Exact::ZERO => {
                    let words = "share of new work not billed";
                    let unpaid = of(it.input("replacement.unpaid_share", words, Unit::Share, unpaid));
                    let cost = of(it.extra_hour_cost());
                    let unbilled = [Some(unpaid), it.costs(month).map(of), Some(cost)].into_iter().flatten();
                    less(earned, [product(unbilled)])
                }
                _ => earned,
            }
        }))
    }

    /// What redeployed hours bring in month `t`: revenue, or what is left of it.
    pub fn replacement(&mut self, path: &Path, t: usize, profit: bool) -> Id {
        let month = path.month(t);
        let (name, value) = if profit {
            ("profit of new work", month.replacement_profit)
        } else {
            ("revenue of new work", month.replacement_revenue)
        };
        let title = Title::new(name, Unit::Money).in_month(month.month).of(&path.whose);
        let number = month.month;
        let an_hour = if profit { self.profit_an_hour(number) } else { self.revenue_an_hour(number) };
        match an_hour {
            Some(an_hour) => {
                self.kept(title, value, |it| product([of(it.working_again(path, t, Free::Hours)), of(an_hour)]))
            }
            None => self.fact(title, value, "there is no other work"),
        }
    }

    /// What goes on of the cost of freed hours that are not sold again.
    pub fn idle_cost(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        let title = Title::new("idle cost", Unit::Money).in_month(month.month).of(&path.whose);
        self.kept(title, month.idle_cost, |it| {
            let stays = it.scenario().cost_stays.unwrap_or(Exact::ZERO);
            let words = "share of the cost of free hours that goes on";
            let stays = of(it.input("capacity.cost_stays", words, Unit::Share, stays));
            let free = of(it.freed(path, t, Free::Cost));
            let works = of(it.working_again(path, t, Free::Cost));
            let factors = [Some(stays), it.costs(path.month(t).month).map(of), Some(less(free, [works]))];
            product(factors.into_iter().flatten())
        })
    }

    /// What finding new work costs.
    pub fn acquisition(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        let title = Title::new("cost of finding new work", Unit::Money).in_month(month.month).of(&path.whose);
        let Some(replacement) = self.scenario().replacement else {
            return self.fact(title, month.acquisition, "there is no other work");
        };
        self.kept(title, month.acquisition, |it| {
            let words = "cost of finding work for all of its hours";
            let all = it.input("replacement.acquisition_cost", words, Unit::Money, replacement.acquisition_cost);
            let now = of(it.working_again(path, t, Free::Hours));
            let more = if t > 1 { less(now, [of(it.working_again(path, t - 1, Free::Hours))]) } else { now };
            product([quotient(of(all), of(it.hours_today())), more])
        })
    }

    /// What comes once.
    pub fn one_offs(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t);
        let title = Title::new("what comes once", Unit::Money).in_month(month.month).of(&path.whose);
        let value = month.one_offs;
        self.figure(title, |it| {
            let mut terms = Vec::new();
            if t == 1
                && let Some(start) = it.risks(path.position, RiskWhen::Start)
            {
                let title = Title::new("risks of the start", Unit::Money).of(&path.whose_terms);
                terms.push(of(it.kept(title, path.one_offs.start, |_| start)));
            }
            if path.one_offs.going[t - 1] != Exact::ZERO && path.presence[t - 1] != path.presence[t] {
                let going = it.going(path, t);
                let goes = less(of(it.there(path, t - 1)), [of(it.there(path, t))]);
                terms.push(product([goes, of(going)]));
            }
            if let Some((when, cost)) = path.one_offs.letting_go
                && when as usize == t
            {
                terms.push(product([of(it.there(path, t - 1)), of(it.letting_go(path, cost))]));
            }
            if terms.is_empty() {
                return (Some(value), Origin::Fact("none of it falls into this month".to_owned()));
            }
            let terms = terms.into_iter().map(|term| (false, term));
            (Some(value), Origin::Formula(Expression::Sum(terms.collect())))
        })
    }

    /// What the client's going in a month costs.
    fn going(&mut self, path: &Path, t: usize) -> Id {
        let month = path.month(t).month;
        let title = Title::new("what its going costs", Unit::Money).in_month(month).of(&path.whose_terms);
        self.kept(title, path.one_offs.going[t - 1], |it| {
            let risks = it.risks(path.position, RiskWhen::Exit).map(|risks| {
                let title = Title::new("risks of the exit", Unit::Money).of(&path.whose_terms);
                of(it.computed(title, |_| risks))
            });
            let lost = (path.client[t - 1].open_balance_lost != Exact::ZERO)
                .then(|| of(it.line(path, t - 1, Line::OpenBalanceLost)));
            let terms: Vec<_> = risks.into_iter().chain(lost).map(|term| (false, term)).collect();
            if terms.is_empty() { whole(0) } else { Expression::Sum(terms) }
        })
    }

    /// What letting the client go at once costs.
    fn letting_go(&mut self, path: &Path, cost: Exact) -> Id {
        let strategy = self.strategy(path.position);
        let title = Title::new("cost of letting it go", Unit::Money).of(&path.whose_terms);
        let moves = &self.evaluated(path.position).moves;
        let parts = moves.iter().find_map(|scheduled| scheduled.parts.letting_go);
        let (refund, fee) = parts.map_or((Exact::ZERO, Exact::ZERO), |parts| (parts.refund, parts.referral_fee));
        self.kept(title, cost, |it| {
            let key = |name: &str| format!("strategy.{}.{name}", strategy.id);
            let refund = it.input(&key("refund"), "refund", Unit::Money, refund);
            let fee = it.input(&key("referral_fee"), "referral fee", Unit::Money, fee);
            less(of(refund), [of(fee)])
        })
    }
}
