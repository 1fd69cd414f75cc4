//! Break-evens and the distribution.

use super::builder::{Builder, Title};
use super::hours::Free;
use super::path::{Path, Turn};
use super::totals::{MEASURE, or_none};
use super::tree::{Expression, Id, Origin, Unit, less, of, power, product, quotient, sum, whole};
use crate::engine::break_even::{self, AcceptBreakEven};
use crate::engine::distribution::Outcome;
use crate::engine::worth::{Release, Worth};
use crate::number::{Exact, Number};

impl Builder<'_> {
    /// A break-even, by its name in results; none where there is none of that name.
    pub fn break_even(&mut self, position: usize, name: &str) -> Option<Id> {
        Some(match name {
            "accept_chance" => self.accept_chance(position),
            "hour_value" => self.hour_value(position),
            "volume_loss" => self.volume_loss(position),
            _ => return None,
        })
    }

    /// The chance of accepting the whole plan at which it equals doing nothing.
    fn accept_chance(&mut self, position: usize) -> Id {
        let name = "chance of accepting it all that equals doing nothing";
        let value = match self.evaluated(position).break_even.accept {
            None => return self.nothing(name, Unit::Share, "nothing is asked of it"),
            Some(AcceptBreakEven::Always) => return self.nothing(name, Unit::Share, "it pays with any chance"),
            Some(AcceptBreakEven::Never) => return self.nothing(name, Unit::Share, "it pays with none"),
            Some(AcceptBreakEven::AtLeast(chance) | AcceptBreakEven::AtMost(chance)) => chance,
        };
        let path = self.expected(position);
        let to_reach = self.evaluated(0).totals.net_profit;
        let worth = self.worth(&path, &Release::redeployed(self.basis()));
        let course = &self.evaluated(position).course;
        let leaves_after = self.scenario().response.leaves_after;
        let (coefficients, root) = break_even::lead(course, &worth, self.basis(), leaves_after, to_reach);
        let asks = course.asks;
        let Some(root) = root else {
            let title = Title::new(name, Unit::Share).of(&path.whose);
            return self.fact(title, value, "between the two nothing changes its sign");
        };
        self.kept(Title::new(name, Unit::Share).of(&path.whose), value, |it| {
            let mut ends = vec![it.net_profit_of_status_quo()];
            for accepted in 0..=asks {
                let turn = if accepted == asks { Turn::Accepted } else { Turn::Refused(accepted) };
                let end = match it.path(position, turn) {
                    Some(path) => {
                        let value = it.worth(&path, &Release::redeployed(it.basis())).net_profit(&path.presence);
                        it.net_profit(&path, value)
                    }
                    None => it.unfollowed("net profit", None),
                };
                ends.push(end);
            }
            let coefficients = coefficients.into_iter().zip(ends.windows(2)).enumerate();
            let coefficients: Vec<Id> = coefficients
                .map(|(number, (value, pair))| {
                    let name = if number == 0 {
                        "lead if the first ask is refused".to_owned()
                    } else {
                        format!("what accepting ask {number} adds")
                    };
                    it.kept(Title::new(&name, Unit::Money).of(&path.whose), value, |_| less(of(pair[1]), [of(pair[0])]))
                })
                .collect();
            let title = Title::new("chance of accepting each ask", Unit::Share).of(&path.whose);
            let each = it.kept(title, root, |_| Expression::Root(coefficients.clone()));
            let terms = coefficients.into_iter().zip(0..).map(|(coefficient, asked)| match asked {
                0 => of(coefficient),
                1 => product([of(coefficient), of(each)]),
                asked => product([of(coefficient), power(of(each), whole(asked))]),
            });
            let lead = Expression::Sum(terms.map(|term| (false, term)).collect());
            it.check(each, lead, whole(0));
            if asks == 1 { of(each) } else { power(of(each), whole(asks)) }
        })
    }

    fn worth(&self, path: &Path, release: &Release<Exact>) -> Worth<Exact> {
        Worth::of(&path.client, &path.one_offs, release, self.basis())
    }

    /// What an hour freed beyond those of doing nothing has to bring.
    fn hour_value(&mut self, position: usize) -> Id {
        let value = self.evaluated(position).break_even.hour_value;
        let name = "what a freed hour has to bring";
        if position == 0 {
            return self.nothing(name, Unit::Price, MEASURE);
        }
        let path = self.expected(position);
        let status_quo = self.expected(0);
        let [own, nothing] = [&path, &status_quo].map(|path| self.unsold(path));
        let [freed, freed_anyway] =
            [position, 0].map(|position| self.total(position, "freed_hours").unwrap_or_default());
        let brings = self.figure(Title::new(name, Unit::Price).of(&path.whose), |_| {
            let formula = quotient(less(of(nothing), [of(own)]), less(of(freed), [of(freed_anyway)]));
            or_none(value, formula, "it frees no more hours than doing nothing")
        });
        if value.is_some() {
            let with = |profit: Id, hours: Id| {
                Expression::Sum(vec![(false, of(profit)), (false, product([of(hours), of(brings)]))])
            };
            self.check(brings, with(own, freed), with(nothing, freed_anyway));
        }
        brings
    }

    /// The net profit if freed hours are not sold again.
    fn unsold(&mut self, path: &Path) -> Id {
        let value = self.worth(path, &Release::unsold(self.basis())).net_profit(&path.presence);
        let title = Title::new("net profit with freed hours unsold", Unit::Money).of(&path.whose);
        self.kept(title, value, |it| {
            let [profit, one_offs] =
                ["client_profit", "one_offs"].map(|name| it.over_months(path, name).unwrap_or_default());
            let idle = |it: &mut Self, t: usize| {
                let month = path.month(t).month;
                let title = Title::new("idle cost of all freed hours", Unit::Money).in_month(month).of(&path.whose);
                it.computed(title, |it| {
                    let stays = it.scenario().cost_stays.unwrap_or(Exact::ZERO);
                    let words = "share of the cost of free hours that goes on";
                    let stays = it.input("capacity.cost_stays", words, Unit::Share, stays);
                    let free = it.freed(path, t, Free::Cost);
                    product([Some(stays), it.costs(month), Some(free)].into_iter().flatten().map(of))
                })
            };
            let months: Vec<Id> = (1..=path.months.len()).map(|t| idle(it, t)).collect();
            let title = Title::new("idle cost of all freed hours", Unit::Money).of(&path.whose).keyed("in all");
            let idle = it.computed(title, |_| Expression::Months(months));
            less(of(profit), [of(idle), of(one_offs)])
        })
    }

    /// The share of the work that may be lost.
    fn volume_loss(&mut self, position: usize) -> Id {
        let value = self.evaluated(position).break_even.volume_loss;
        let path = self.expected(position);
        let name = "share of the work that may be lost";
        if value.is_none() {
            return self.nothing(name, Unit::Share, "more than prices moves, or no price rises");
        }
        self.figure(Title::new(name, Unit::Share).of(&path.whose), |it| {
            let title = Title::new("rise of the price", Unit::Share).of(&path.whose);
            let rise = it.computed(title, |it| {
                let last = path.months.len();
                let terms = it.evaluated(position).course.months[last - 1].terms;
                let price = it.agreements(position)[terms].price;
                less(quotient(of(price), of(it.price_today())), [whole(1)])
            });
            let margin = it.margin_today();
            or_none(value, quotient(of(rise), sum([margin, rise])), "")
        })
    }

    /// A figure of the distribution, by its name in results; none where there is none of that name.
    pub fn distribution(&mut self, position: usize, name: &str) -> Option<Id> {
        let distribution = &self.evaluated(position).distribution;
        let path = self.expected(position);
        let tenths = |tenths: u32| Exact::whole(tenths) / Exact::whole(10);
        let (words, value, quantile) = match name {
            "p10" => ("net profit that one in ten do not exceed", distribution.p10, Some(tenths(1))),
            "p50" => ("net profit that every other exceeds", distribution.p50, Some(tenths(5))),
            "p90" => ("net profit that one in ten exceed", distribution.p90, Some(tenths(9))),
            "worst" => ("worst net profit", distribution.worst, None),
            "chance_better" => {
                let title = Title::new("chance to beat doing nothing", Unit::Share).of(&path.whose);
                return Some(self.kept(title, distribution.chance_better, |it| {
                    let level = it.net_profit_of_status_quo();
                    Expression::ChanceAbove { level, outcomes: it.outcomes(&path, None) }
                }));
            }
            _ => return None,
        };
        Some(self.kept(Title::new(words, Unit::Money).of(&path.whose), value, |it| {
            let outcomes = it.outcomes(&path, Some(value));
            match quantile {
                Some(share) => Expression::Quantile { share, outcomes },
                None => Expression::Least(outcomes.into_iter().map(|(figure, _)| figure).collect()),
            }
        }))
    }

    /// The outcomes, each with its chance; the one that is spoken of down to the scenario, the others as they are listed.
    fn outcomes(&mut self, path: &Path, spoken_of: Option<Exact>) -> Vec<(Id, Id)> {
        let outcomes = self.evaluated(path.position).distribution.outcomes.clone();
        outcomes.iter().map(|outcome| self.outcome(path, outcome, spoken_of == Some(outcome.net_profit))).collect()
    }

    fn outcome(&mut self, path: &Path, outcome: &Outcome<Exact>, in_full: bool) -> (Id, Id) {
        let turn = Turn::Gone(outcome.gone_in_month);
        let followed = if in_full { self.path(path.position, turn) } else { None };
        let words = outcome
            .gone_in_month
            .map_or_else(|| "if it does not go".to_owned(), |month| format!("if it goes in month {month}"));
        let figure = if let Some(path) = followed {
            self.net_profit(&path, outcome.net_profit)
        } else {
            let title = Title::new(&format!("net profit {words}"), Unit::Money).of(&path.whose);
            let why = "`uprate distribution` lists the outcomes".to_owned();
            self.figure(title, |_| (Some(outcome.net_profit), Origin::Fact(why)))
        };
        let title = Title::new(&format!("chance of it {words}"), Unit::Share).of(&path.whose);
        let chance = self.kept(title, outcome.chance, |it| {
            if let Some(month) = outcome.gone_in_month {
                let t = month as usize;
                return less(of(it.there(path, t - 1)), [of(it.there(path, t))]);
            }
            let ends_in = it.evaluated(path.position).course.ends_in;
            let last = ends_in.map_or(path.months.len(), |end| end as usize - 1);
            of(it.there(path, last))
        });
        (figure, chance)
    }
}
