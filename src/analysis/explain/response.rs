//! How the client answers: what it is asked for, and how likely it bears that, by the curves of the scenario.

use super::builder::{Builder, Title};
use super::path::Path;
use super::tree::{Expression, Id, Unit, grown, less, of, power, product, quotient, whole};
use crate::domain::{Curve, Point};
use crate::engine::course::CourseMonth;
use crate::number::{Exact, Number};

impl Builder<'_> {
    /// The chance that the walk-away price lies above what was asked for the most until a month.
    pub fn bears(&mut self, path: &Path, month: u32) -> Id {
        let value = self.chance(path, month);
        let title = Title::new("chance that it bears the level", Unit::Share).in_month(month).of(&path.whose_terms);
        let response = &self.scenario().response;
        let Some(curve) = &response.curve else { return self.fact(title, value, "nothing judges it") };
        match curve {
            Curve::Accept(answers) => {
                if response.shock.is_empty() {
                    return self
                        .answered(title, value, "response.accept", answers, &mut |it| it.level_raise(path, month));
                }
                let name = |name: &str| Title::new(name, Unit::Share).in_month(month).of(&path.whose_terms);
                let raise = self.evaluated(path.position).course.months[month as usize - 1].highest_index - Exact::ONE;
                let of_step = crate::domain::interpolated(&response.shock, raise);
                if of_step == Exact::ZERO {
                    return self.fact(title, value, "no client takes a step of that size");
                }
                self.kept(title, value, |it| {
                    let both = crate::domain::interpolated(answers, raise);
                    let both = it.answered(
                        name("chance that it takes such a raise in one step"),
                        both,
                        "response.accept",
                        answers,
                        &mut |it| it.level_raise(path, month),
                    );
                    let step = it.answered(
                        name("of that, the chance that it takes the step"),
                        of_step,
                        "response.shock",
                        &response.shock,
                        &mut |it| it.level_raise(path, month),
                    );
                    quotient(of(both), of(step))
                })
            }
            Curve::WalkAway { low, high } => {
                let (low, high) = (*low, *high);
                self.kept(title, value, |it| {
                    let raise = it.level_raise(path, month);
                    let low = it.input("response.walk_away.low", "raise that all take", Unit::Share, low);
                    let high = it.input("response.walk_away.high", "raise that none takes", Unit::Share, high);
                    let share = quotient(less(of(high), [of(raise)]), less(of(high), [of(low)]));
                    let at_most = Expression::Smaller(Box::new(share), Box::new(whole(1)));
                    Expression::Larger(Box::new(at_most), Box::new(whole(0)))
                })
            }
            Curve::Elasticity(elasticity) => {
                let elasticity = *elasticity;
                self.kept(title, value, |it| {
                    let index = it.highest_index(path, month);
                    let words = "elasticity of staying";
                    let elasticity = it.input("response.elasticity", words, Unit::Number, elasticity);
                    power(of(index), Expression::Sum(vec![(true, of(elasticity))]))
                })
            }
            Curve::Logit { half, slope } => {
                let (half, slope) = (*half, *slope);
                self.kept(title, value, |it| {
                    let raise = it.level_raise(path, month);
                    let half = it.input("response.logit.half", "raise that half take", Unit::Share, half);
                    let slope = it.input("response.logit.slope", "steepness", Unit::Number, slope);
                    Expression::Logistic { half, slope, raise }
                })
            }
        }
    }

    /// The raise that the highest index asked for so far stands for.
    fn level_raise(&mut self, path: &Path, month: u32) -> Id {
        let value = self.evaluated(path.position).course.months[month as usize - 1].highest_index - Exact::ONE;
        let title = Title::new("level asked for, above today's", Unit::Share).in_month(month).of(&path.whose_terms);
        self.kept(title, value, |it| less(of(it.highest_index(path, month)), [whole(1)]))
    }

    /// A chance by answers that are joined by straight lines: between which two.
    fn answered(
        &mut self,
        title: Title,
        value: Exact,
        list: &str,
        points: &[Point<Exact>],
        raise: &mut dyn FnMut(&mut Self) -> Id,
    ) -> Id {
        self.kept(title, value, |it| {
            let raise = raise(it);
            let at = it.tree.nodes[raise].value.unwrap_or(Exact::ZERO);
            let position = points.partition_point(|point| point.raise < at).min(points.len() - 1);
            let answer = if list == "response.shock" { "step" } else { "answer" };
            let mut point = |position: usize| {
                let Point { raise, chance } = points[position];
                let number = position + 1;
                let mut part = |of_it: &str, value: Exact| {
                    let words = format!("{of_it} of {answer} {number}");
                    of(it.input(&format!("{list}.{number}.{of_it}"), &words, Unit::Share, value))
                };
                (part("raise", raise), part("chance", chance))
            };
            let from = position.checked_sub(1).map_or_else(|| (whole(0), whole(1)), &mut point);
            let to = point(position);
            let way = quotient(less(of(raise), [from.0.clone()]), less(to.0, [from.0]));
            let fallen = product([less(to.1, [from.1.clone()]), way]);
            let chance = Expression::Sum(vec![(false, from.1), (false, fallen)]);
            Expression::Larger(Box::new(chance), Box::new(whole(0)))
        })
    }

    /// The highest index asked for so far, prices in general apart.
    pub fn highest_index(&mut self, path: &Path, month: u32) -> Id {
        let value = self.evaluated(path.position).course.months[month as usize - 1].highest_index;
        let before = self.before(path.position, month);
        let title = Title::new("highest level asked for", Unit::Number).in_month(month).of(&path.whose_terms);
        if month > 1 && value == before.highest_index {
            let first = self.evaluated(path.position).course.months.iter().position(|one| one.highest_index == value);
            let first = u32::try_from(first.unwrap_or(0) + 1).unwrap_or(u32::MAX);
            if first < month {
                return self.highest_index(path, first);
            }
        }
        if value == Exact::ONE {
            return self.fact(title, value, "nothing above today's bill is asked for");
        }
        self.kept(title, value, |it| {
            let index = it.bill_index(path, month);
            let general = it.basis().prices_in_general[month as usize - 1];
            let asked = if general == Exact::ONE {
                of(index)
            } else {
                let title = Title::new("what walk-away prices have risen to", Unit::Number).in_month(month);
                let risen = it.kept(title, general, |it| {
                    let drift = it.scenario().response.drift;
                    let words = "rise of its walk-away price, a year";
                    grown(it.input("response.drift", words, Unit::Share, drift), month - 1)
                });
                quotient(of(index), of(risen))
            };
            if before.highest_index > Exact::ONE {
                let earlier = it.highest_index(path, month - 1);
                return Expression::Larger(Box::new(of(earlier)), Box::new(asked));
            }
            Expression::Larger(Box::new(asked), Box::new(whole(1)))
        })
    }

    /// What the client is asked for, as a multiple of today's bill for the same work.
    fn bill_index(&mut self, path: &Path, month: u32) -> Id {
        let months = &self.evaluated(path.position).course.months;
        let value = months[month as usize - 1].bill_index;
        let terms = months[month as usize - 1].terms;
        let first = months.iter().position(|one| one.terms == terms).unwrap_or(0);
        let first = u32::try_from(first + 1).unwrap_or(u32::MAX);
        let title = Title::new("bill asked for, as a multiple of today's", Unit::Number);
        let title = title.in_month(first).of(&path.whose_terms);
        if terms == 0 {
            return self.fact(title, value, "today's bill");
        }
        self.kept(title, value, |it| {
            let agreed = it.agreements(path.position)[terms].clone();
            let asked_title = Title::new("bill asked for", Unit::Money).in_month(first).of(&path.whose_terms);
            let asked = it.computed(asked_title, |it| it.bill_of(&agreed, agreed.work_kept.map(of)));
            let today = of(it.bill_today());
            let same_work = match agreed.work_kept {
                Some(kept) => product([today, of(kept)]),
                None => today,
            };
            quotient(of(asked), same_work)
        })
    }

    /// The chance that one step of that size is taken.
    pub fn takes_step(&mut self, path: &Path, month: u32, before: &CourseMonth<Exact>, value: Exact) -> Id {
        let title = Title::new("chance that it takes the step", Unit::Share).in_month(month).of(&path.whose_terms);
        let this = self.evaluated(path.position).course.months[month as usize - 1];
        let Some(ratio) = this.bill_index.ratio(before.bill_index) else {
            return self.fact(title, value, "a step from nothing is larger than any that was asked about");
        };
        let shock = &self.scenario().response.shock;
        self.answered(title, value, "response.shock", shock, &mut |it| {
            let title = Title::new("size of the step", Unit::Share).in_month(month).of(&path.whose_terms);
            it.kept(title, ratio - Exact::ONE, |it| {
                let index = it.bill_index(path, month);
                let earlier = if month == 1 { whole(1) } else { of(it.bill_index(path, month - 1)) };
                less(quotient(of(index), earlier), [whole(1)])
            })
        })
    }
}
