//! The planner's own floor.

use super::builder::{Builder, Title};
use super::path::Turn;
use super::tree::{Expression, Id, Unit, less, of, product, quotient, whole};
use crate::engine::floor::{Floor, brought_by_price};
use crate::engine::worth::{Release, Worth};
use crate::number::{Exact, Number};

impl Builder<'_> {
    /// A figure of the floor, by its name in results; none where there is none of that name.
    pub fn floor(&mut self, name: &str) -> Option<Id> {
        let (words, unit) = match name {
            "price" => ("floor of the price", Unit::Price),
            "raise" => ("floor of the price against today", Unit::Share),
            "month" => ("month from which the floor counts", Unit::Month),
            "extra_hours" => ("fewest extra hours to go instead", Unit::Hours),
            _ => return None,
        };
        let Some(floor) = self.comparison.evaluation.floor else {
            return Some(self.nothing(
                words,
                unit,
                "a raise would count after the horizon, or the price moves nothing",
            ));
        };
        let title = Title::new(words, unit);
        Some(match name {
            "price" => self.floor_price(title, &floor),
            "raise" => self.kept(title, floor.raise, |it| {
                let price = it.floor_price(Title::new("floor of the price", Unit::Price), &floor);
                less(quotient(of(price), of(it.price_today())), [whole(1)])
            }),
            "month" => {
                let why = "the first month that begins after 30 days' notice, the contract's and its price lock";
                self.fact(title, Exact::whole(floor.month), why)
            }
            _ => self.hours_to_go(title, &floor),
        })
    }

    fn floor_price(&mut self, title: Title, floor: &Floor<Exact>) -> Id {
        self.kept(title, floor.price, |it| {
            let [kept, gone] = it.kept_and_gone(floor);
            let brings = it.whole_price_brings(floor);
            let today = it.price_today();
            let equal = Title::new("price at which keeping the client brings as much as being without", Unit::Price);
            let equal = it.computed(equal, |_| {
                let lead = quotient(less(of(gone), [of(kept)]), of(brings));
                product([of(today), Expression::Sum(vec![(false, whole(1)), (false, lead)])])
            });
            let more = product([less(quotient(of(equal), of(today)), [whole(1)]), of(brings)]);
            it.check(equal, Expression::Sum(vec![(false, of(kept)), (false, more)]), of(gone));
            let at_least = Expression::Larger(Box::new(of(equal)), Box::new(whole(0)));
            Expression::RoundedUp(Box::new(at_least), Box::new(of(it.price_step())))
        })
    }

    /// The net profit of keeping the client as it is, and of being without it from the month of the floor on.
    fn kept_and_gone(&mut self, floor: &Floor<Exact>) -> [Id; 2] {
        let release = Release::redeployed(self.basis());
        [Turn::Expected, Turn::Without(floor.month)].map(|turn| match self.path(0, turn) {
            Some(path) => {
                let worth = Worth::of(&path.client, &path.one_offs, &release, self.basis());
                let value = if turn == Turn::Expected {
                    self.evaluated(0).totals.net_profit
                } else {
                    worth.net_profit(&path.presence)
                };
                self.net_profit(&path, value)
            }
            None => self.unfollowed("net profit", None),
        })
    }

    /// What the whole price brings from the month of the floor on.
    fn whole_price_brings(&mut self, floor: &Floor<Exact>) -> Id {
        let value = brought_by_price(floor.month as usize, self.scenario(), self.basis());
        let title = Title::new("what all of today's price brings from then on", Unit::Money);
        self.kept(title, value, |it| {
            let path = it.expected(0);
            let scenario = it.scenario();
            let payment = &scenario.payment;
            let share = |it: &mut Self, key: &str, name: &str, value| it.input(key, name, Unit::Share, value);
            let unpaid = share(it, "payment.bad_debt", "share never paid", payment.bad_debt);
            let disputed = share(it, "payment.disputed", "share disputed away", payment.disputed);
            let cost = share(it, "payment.cost_of_capital", "cost of money, a year", payment.cost_of_capital);
            let lost = payment.last_bills_unpaid;
            let lost = share(it, "payment.last_bills_unpaid", "share of open bills lost when it goes", lost);
            let days = it.input("payment.days", "days to payment", Unit::Number, payment.days);
            let waiting = quotient(product([of(days), of(cost)]), whole(365));
            let collected = it.computed(Title::new("share of a bill that is left", Unit::Share), |_| {
                less(whole(1), [of(unpaid), of(disputed), waiting])
            });
            let bill = it.bill_today();
            let open = it.computed(Title::new("open balance lost at today's bill", Unit::Money), |_| {
                quotient(product([of(lost), of(bill), of(days), whole(12)]), whole(365))
            });
            let (first, last) = (floor.month as usize, path.months.len());
            let months = (first..=last).map(|t| {
                let month = path.month(t).month;
                let title = Title::new("what all of today's price brings", Unit::Money).in_month(month);
                it.computed(title, |it| {
                    let there = it.there(&path, t);
                    let brings = product([of(there), of(bill), of(collected)]);
                    if t == first {
                        return brings;
                    }
                    let goes = less(of(it.there(&path, t - 1)), [of(there)]);
                    less(brings, [product([goes, of(open)])])
                })
            });
            let months: Vec<Id> = months.collect();
            Expression::Months(months)
        })
    }

    fn hours_to_go(&mut self, title: Title, floor: &Floor<Exact>) -> Id {
        let Some(hours) = floor.extra_hours else {
            return self.nothing(&title.name, Unit::Hours, "not even all of them are enough");
        };
        let [kept, gone] = self.kept_and_gone(floor);
        let calm = self.path(0, Turn::Calm(floor.month)).filter(|_| hours != Exact::ZERO);
        let Some(calm) = calm else {
            return self.fact(title, hours, "keeping it as it is brings no less than being without it");
        };
        let worth = Worth::of(&calm.client, &calm.one_offs, &Release::redeployed(self.basis()), self.basis());
        let all_gone = self.net_profit(&calm, worth.net_profit(&calm.presence));
        let extra_hours = self.extra_hours_today();
        let brought = less(of(all_gone), [of(kept)]);
        let hours = self.kept(title, hours, |_| {
            let missing = less(of(gone), [of(kept)]);
            quotient(product([of(extra_hours), missing]), brought.clone())
        });
        let more = product([quotient(of(hours), of(extra_hours)), brought]);
        self.check(hours, Expression::Sum(vec![(false, of(kept)), (false, more)]), of(gone));
        hours
    }
}
