//! The chance that the client is there: the answers to what was asked until then, and the churn.

use super::builder::{Builder, Title};
use super::path::{Path, Turn};
use super::tree::{Id, Unit, less, of, power, product, quotient, whole};
use crate::engine::course::{CourseMonth, level_factor};
use crate::engine::response::{chance_above, chance_of_step};
use crate::number::{Exact, Number};

impl Builder<'_> {
    /// The chance that the client is there in month `t`, 0…T.
    pub fn there(&mut self, path: &Path, t: usize) -> Id {
        let month = u32::try_from(t).unwrap_or(u32::MAX);
        let value = path.presence[t];
        let title = Title::new("chance that it is there", Unit::Share).in_month(month).of(&path.whose);
        if t == 0 {
            return self.fact(title, value, "today the client is there");
        }
        let ends_in = self.evaluated(path.position).course.ends_in;
        if let Some(end) = ends_in.filter(|end| t >= *end as usize) {
            return self.fact(title, value, format!("the engagement is ended from month {end} on"));
        }
        match path.turn {
            Turn::Gone(Some(gone)) if month >= gone => return self.fact(title, value, "it is gone"),
            Turn::Gone(_) => return self.fact(title, value, "it is there"),
            Turn::Without(first) if month >= first => return self.fact(title, value, "without the client"),
            _ => {}
        }
        let answered = t.saturating_sub(self.scenario().response.leaves_after as usize);
        self.figure(title, |it| {
            let mut factors = Vec::new();
            let mut asked = 0;
            if it.scenario().response.churn != Exact::ZERO {
                factors.push(of(it.stays(month)));
            }
            if path.turn != Turn::Accepted {
                let course = &it.evaluated(path.position).course;
                let steps: Vec<u32> = course.steps.iter().map(|step| step.month).collect();
                for step in steps.into_iter().filter(|step| *step as usize <= answered) {
                    let this = it.evaluated(path.position).course.months[step as usize - 1];
                    asked += u32::from(this.asks);
                    let accepts = if let Turn::Refused(accepted) = path.turn {
                        (this.asks && asked == accepted + 1).then(|| {
                            let title =
                                Title::new("chance that it accepts", Unit::Share).in_month(step).of(&path.whose);
                            it.fact(title, Exact::ZERO, "it refuses")
                        })
                    } else {
                        (this.asks || this.factor != Exact::ONE).then(|| it.accepts(path, step))
                    };
                    factors.extend(accepts.map(of));
                }
            }
            if factors.is_empty() {
                let why = if path.turn == Turn::Accepted {
                    "it accepts whatever is asked and does not go by itself"
                } else {
                    "nothing that it could refuse has been asked, and it does not go by itself"
                };
                return (Some(value), super::tree::Origin::Fact(why.to_owned()));
            }
            (Some(value), super::tree::Origin::Formula(product(factors)))
        })
    }

    /// The chance that a client that nothing is asked of is still there.
    fn stays(&mut self, month: u32) -> Id {
        let value = self.basis().stays[month as usize - 1];
        self.kept(Title::new("chance that it has not gone by itself", Unit::Share).in_month(month), value, |it| {
            let churn = it.scenario().response.churn;
            let churn = it.input("response.churn", "chance that it goes by itself, a month", Unit::Share, churn);
            power(less(whole(1), [of(churn)]), whole(month - 1))
        })
    }

    /// The chance that a client that is there accepts what takes effect in a month.
    pub fn accepts(&mut self, path: &Path, month: u32) -> Id {
        let this = self.evaluated(path.position).course.months[month as usize - 1];
        let title = Title::new("chance that it accepts", Unit::Share).in_month(month).of(&path.whose_terms);
        let strategy = self.strategy(path.position);
        if let Some(accept) = strategy.accept {
            let asks = self.evaluated(path.position).course.asks;
            let key = format!("strategy.{}.accept", strategy.id);
            return self.kept(title, this.factor, |it| {
                let whole_plan = of(it.input(&key, "chance that it takes the whole plan", Unit::Share, accept));
                if asks > 1 { power(whole_plan, quotient(whole(1), whole(asks))) } else { whole_plan }
            });
        }
        self.kept(title, this.factor, |it| {
            let mut factors = Vec::new();
            let agreement = it.agreements(path.position)[this.terms].clone();
            let own: Exact = agreement
                .accepts
                .iter()
                .fold(Exact::ONE, |product, id| product * it.tree.nodes[*id].value.unwrap_or(Exact::ONE));
            let before = it.before(path.position, month);
            let response = &it.scenario().response;
            if let (Some(_), Some(curve)) = (this.beside_level, &response.curve)
                && this.highest_index > before.highest_index
            {
                let level = level_factor(curve, &response.shock, before.highest_index, this.highest_index);
                factors.push(of(it.level(path, month, &before, level)));
            }
            let step = chance_of_step(response, before.bill_index, this.bill_index);
            let judged_by_curve = this.beside_level.is_some() || this.factor != own;
            if judged_by_curve && !response.shock.is_empty() && step != Exact::ONE {
                factors.push(of(it.takes_step(path, month, &before, step)));
            }
            factors.extend(agreement.accepts.into_iter().map(of));
            if factors.is_empty() { whole(1) } else { product(factors) }
        })
    }

    /// What was so before a month.
    pub fn before(&self, position: usize, month: u32) -> CourseMonth<Exact> {
        let today = CourseMonth {
            terms: 0,
            bill_index: Exact::ONE,
            highest_index: Exact::ONE,
            asks: false,
            factor: Exact::ONE,
            beside_level: None,
        };
        let months = &self.evaluated(position).course.months;
        (month as usize).checked_sub(2).map_or(today, |before| months[before])
    }

    /// What the level of the ask leaves of those who bore the level before.
    fn level(&mut self, path: &Path, month: u32, before: &CourseMonth<Exact>, value: Exact) -> Id {
        let title = Title::new("those who bear the level, of those who bore the one before", Unit::Share);
        let title = title.in_month(month).of(&path.whose_terms);
        if before.highest_index <= Exact::ONE {
            return self.bears(path, month);
        }
        let last = self.asked_before(path, month);
        if self.chance(path, last) == Exact::ZERO {
            return self.fact(title, value, "nobody bore the level before");
        }
        self.kept(title, value, |it| quotient(of(it.bears(path, month)), of(it.bears(path, last))))
    }

    /// The month in which the level in force before a month was first asked for.
    fn asked_before(&self, path: &Path, month: u32) -> u32 {
        let months = &self.evaluated(path.position).course.months;
        let level = months[month as usize - 2].highest_index;
        let first = months.iter().position(|one| one.highest_index == level).unwrap_or(0);
        u32::try_from(first + 1).unwrap_or(u32::MAX)
    }

    /// The chance that it bears what was asked for the most until a month.
    pub fn chance(&self, path: &Path, month: u32) -> Exact {
        let response = &self.scenario().response;
        let index = self.evaluated(path.position).course.months[month as usize - 1].highest_index;
        response.curve.as_ref().map_or(Exact::ONE, |curve| chance_above(curve, &response.shock, index))
    }
}
