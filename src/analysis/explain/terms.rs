//! What is agreed after each move: price, fees, extra hours, work, bonus.

use std::rc::Rc;

use super::builder::{Builder, Title};
use super::tree::{Expression, Id, Unit, less, of, product, quotient, rest, whole};
use crate::domain::{Bonus, ExtraHourFee, HeadacheFee, Pay, Price, Way};
use crate::engine::moves::Move;
use crate::engine::terms::Terms;
use crate::number::{Exact, Number};

/// What is agreed from the moves of a month on; what is not there has no part in any formula.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The listed price.
    pub price: Id,
    /// The share on top of the price part of the bill.
    pub surcharge: Option<Id>,
    /// Fees a month.
    pub monthly_fees: Option<Id>,
    /// What extra hours are billed at, and how many cost nothing.
    pub extra_hour_fees: Vec<(Id, Id)>,
    /// Extra hours.
    pub extra_hours: Id,
    /// The share of the work that is not withdrawn; none: all of it.
    pub work_kept: Option<Id>,
    /// The bonus as a share of the bill.
    pub bonus_share: Option<Id>,
    /// The bonus a month.
    pub bonus_monthly: Option<Id>,
    /// What is left of turnover; none: all of it.
    pub turnover_left: Option<Id>,
    /// Days from the invoice to the cash.
    pub payment_days: Id,
    /// The planner's own chances of the moves of this month.
    pub accepts: Vec<Id>,
}

/// A move, and where it stands.
struct Taken<'m> {
    scheduled: &'m Move<Exact>,
    position: usize,
    month: u32,
    number: usize,
}

impl Builder<'_> {
    /// What is agreed in a strategy, in the order of the terms of its course.
    pub fn agreements(&mut self, position: usize) -> Rc<Vec<Agreement>> {
        if let Some(known) = self.agreements.get(&position) {
            return known.clone();
        }
        let agreements = Rc::new(self.agree(position));
        self.agreements.insert(position, agreements.clone());
        agreements
    }

    fn agree(&mut self, position: usize) -> Vec<Agreement> {
        let moves = self.evaluated(position).moves.clone();
        let scenario = self.scenario();
        let mut terms = Terms::today(scenario, self.today());
        let payment_days = self.input("payment.days", "days to payment", Unit::Number, scenario.payment.days);
        let mut agreement = Agreement {
            price: self.price_today(),
            surcharge: None,
            monthly_fees: None,
            extra_hour_fees: Vec::new(),
            extra_hours: self.extra_hours_today(),
            work_kept: None,
            bonus_share: None,
            bonus_monthly: None,
            turnover_left: None,
            payment_days,
            accepts: Vec::new(),
        };
        let mut agreements = vec![agreement.clone()];
        let mut number = 0;
        for together in moves.chunk_by(|one, other| one.month == other.month) {
            let Some(month) = together[0].month else { break };
            agreement.accepts.clear();
            for scheduled in together {
                number += 1;
                // The engine has taken this way before.
                let _ = terms.apply(&scheduled.parts, scenario);
                self.take(&Taken { scheduled, position, month, number }, &terms, &mut agreement);
            }
            agreements.push(agreement.clone());
        }
        agreements
    }

    fn title(&self, taken: &Taken<'_>, name: &str, unit: Unit) -> Title {
        let name_of = if taken.position == self.asked { "" } else { self.strategy(taken.position).name.as_str() };
        Title::new(name, unit).in_month(taken.month).of(name_of).keyed(taken.number)
    }

    /// A value of a move, by its key within the strategy or within the move of the planner's own.
    fn of_move(&mut self, taken: &Taken<'_>, name: &str, words: &str, unit: Unit, value: Exact) -> Id {
        let id = &self.strategy(taken.position).id;
        let key = match taken.scheduled.planned {
            Some(planned) => format!("strategy.{id}.move.{}.{name}", planned + 1),
            None => format!("strategy.{id}.{name}"),
        };
        self.input(&key, words, unit, value)
    }

    /// What is got of what is asked; none where it is all.
    fn got(&mut self, asked: Id) -> Expression {
        let realised = self.scenario().response.realisation;
        if realised == Exact::ONE {
            return of(asked);
        }
        product([of(self.realisation()), of(asked)])
    }

    fn realisation(&mut self) -> Id {
        let realised = self.scenario().response.realisation;
        self.input("response.realisation", "share got of what is asked", Unit::Share, realised)
    }

    /// Adds to what was agreed before.
    fn added(&mut self, title: Title, before: Option<Id>, asked: Id, value: Exact) -> Id {
        self.kept(title, value, |it| {
            let got = it.got(asked);
            let before = before.map(|before| (false, of(before)));
            Expression::Sum(before.into_iter().chain([(false, got)]).collect())
        })
    }

    /// A move takes effect.
    fn take(&mut self, taken: &Taken<'_>, after: &Terms<Exact>, agreed: &mut Agreement) {
        let parts = &taken.scheduled.parts;
        if let Some(accept) = taken.scheduled.accept {
            agreed.accepts.push(self.of_move(taken, "accept", "chance that it takes the move", Unit::Share, accept));
        }
        if let Some(raise) = parts.raise {
            let before = agreed.price;
            let raise = self.raise(taken, raise);
            agreed.price = self.kept(self.title(taken, "price", Unit::Price), after.price, |it| {
                let got = it.got(raise);
                let raised = product([of(before), Expression::Sum(vec![(false, whole(1)), (false, got)])]);
                Expression::Rounded(Box::new(raised), Box::new(of(it.price_step())))
            });
        }
        if let Some(share) = parts.surcharge {
            let asked = self.of_move(taken, "surcharge", "surcharge asked", Unit::Share, share);
            let title = self.title(taken, "surcharge", Unit::Share);
            agreed.surcharge = Some(self.added(title, agreed.surcharge, asked, after.surcharge));
        }
        if let Some(fee) = parts.monthly_fee {
            let asked = self.monthly_fee(taken, fee);
            let title = self.title(taken, "fees a month", Unit::Money);
            agreed.monthly_fees = Some(self.added(title, agreed.monthly_fees, asked, after.monthly_fees));
        }
        if let (Some(ExtraHourFee { fee, included }), Some(got)) = (parts.extra_hour_fee, after.extra_hour_fees.last())
        {
            let asked = match self.strategy(taken.position).way {
                Way::HeadacheTax { fee: HeadacheFee::AtHourlyRate { .. }, .. } => self.rate_today(),
                _ => self.of_move(taken, "per_extra_hour", "fee asked for an extra hour", Unit::Price, fee),
            };
            let value = got.fee;
            let title = self.title(taken, "fee for an extra hour", Unit::Price);
            let fee = self.kept(title, value, |it| it.got(asked));
            let included = self.of_move(taken, "included_hours", "extra hours included", Unit::Hours, included);
            agreed.extra_hour_fees.push((fee, included));
        }
        self.take_less(taken, after, agreed);
        if let Some(bonus) = parts.bonus {
            self.pay(taken, bonus, after, agreed);
        }
        if let Some(days) = parts.payment_days {
            agreed.payment_days = self.of_move(taken, "payment_days", "days to payment", Unit::Number, days);
        }
    }

    /// Caps, other behaviour and withdrawals.
    fn take_less(&mut self, taken: &Taken<'_>, after: &Terms<Exact>, agreed: &mut Agreement) {
        let parts = &taken.scheduled.parts;
        let mut extra_hours = of(agreed.extra_hours);
        if let Some(cap) = parts.cap {
            let cap = self.cap(taken, cap);
            extra_hours = Expression::Smaller(Box::new(extra_hours), Box::new(of(cap)));
        }
        if let Some(change) = parts.behaviour_change {
            let words = "share of extra hours that ends";
            let change = self.of_move(taken, "behaviour_change", words, Unit::Share, change);
            extra_hours = product([extra_hours, rest(change)]);
        }
        if let Some(withdrawal) = parts.withdrawal {
            let (work, effort) = if parts.letting_go.is_some() {
                let title = |name: &str| Title::new(name, Unit::Share).keyed("exit-now");
                let all = self.fact(title("work withdrawn"), Exact::ONE, "leaving at once ends all of it");
                (all, all)
            } else if taken.scheduled.planned.is_some() {
                let work = self.of_move(taken, "withdraw", "work withdrawn", Unit::Share, withdrawal.work);
                // As much of the extra hours goes unless the move says otherwise.
                let effort = if withdrawal.effort == withdrawal.work {
                    work
                } else {
                    self.of_move(taken, "withdraw_effort", "extra hours withdrawn", Unit::Share, withdrawal.effort)
                };
                (work, effort)
            } else {
                let work = self.of_move(taken, "share", "work withdrawn", Unit::Share, withdrawal.work);
                (work, self.of_move(taken, "effort_share", "extra hours withdrawn", Unit::Share, withdrawal.effort))
            };
            let before = agreed.work_kept;
            let title = self.title(taken, "work left", Unit::Share);
            agreed.work_kept = Some(self.kept(title, after.work_kept, |_| match before {
                Some(before) => product([of(before), rest(work)]),
                None => rest(work),
            }));
            extra_hours = product([extra_hours, rest(effort)]);
        }
        if !matches!(extra_hours, Expression::Of(_)) {
            let title = self.title(taken, "extra hours agreed", Unit::Hours);
            agreed.extra_hours = self.kept(title, after.extra_hours, |_| extra_hours);
        }
    }

    /// Pay for the team.
    fn pay(&mut self, taken: &Taken<'_>, bonus: Bonus<Exact>, after: &Terms<Exact>, agreed: &mut Agreement) {
        let plus = |before: Option<Id>, more: Id| {
            let terms = before.into_iter().chain([more]);
            Expression::Sum(terms.map(|id| (false, of(id))).collect())
        };
        match bonus.pay {
            Pay::ShareOfBill(share) => {
                let share = self.of_move(taken, "bonus", "bonus as a share of the bill", Unit::Share, share);
                let before = agreed.bonus_share;
                let title = self.title(taken, "bonuses as a share of the bill", Unit::Share);
                agreed.bonus_share = Some(self.kept(title, after.bonus_share, |_| plus(before, share)));
            }
            Pay::Monthly(amount) => {
                let amount = self.of_move(taken, "monthly_bonus", "bonus a month", Unit::Money, amount);
                let before = agreed.bonus_monthly;
                let title = self.title(taken, "bonuses a month", Unit::Money);
                agreed.bonus_monthly = Some(self.kept(title, after.bonus_monthly, |_| plus(before, amount)));
            }
        }
        let words = "share of turnover that the bonus prevents";
        let retention = self.of_move(taken, "retention", words, Unit::Share, bonus.retention);
        let before = agreed.turnover_left;
        let title = self.title(taken, "turnover left", Unit::Share);
        agreed.turnover_left = Some(self.kept(title, after.turnover_left, |_| match before {
            Some(before) => product([of(before), rest(retention)]),
            None => rest(retention),
        }));
    }

    /// The raise that is asked for: as given, or up to the goal price.
    fn raise(&mut self, taken: &Taken<'_>, raise: Exact) -> Id {
        if matches!(self.strategy(taken.position).way, Way::ThirtyDayRaise { raise: None, .. }) {
            return self.kept(Title::new("raise to the goal price", Unit::Share), raise, |it| {
                less(quotient(of(it.goal_price()), of(it.price_today())), [whole(1)])
            });
        }
        self.of_move(taken, "raise", "raise asked", Unit::Share, raise)
    }

    /// The tier that the client is put on, by its number.
    fn tier(&self, taken: &Taken<'_>) -> Option<usize> {
        let Way::ServiceTiers { tiers, .. } = &self.strategy(taken.position).way else { return None };
        let parts = &taken.scheduled.parts;
        let is_it = |tier: &crate::domain::Tier<Exact>| {
            Some(tier.hours) == parts.cap && Some(tier.monthly) == parts.monthly_fee
        };
        tiers.iter().position(is_it).map(|position| position + 1)
    }

    fn monthly_fee(&mut self, taken: &Taken<'_>, fee: Exact) -> Id {
        let key = self.tier(taken).map_or_else(|| "monthly_fee".to_owned(), |tier| format!("tier.{tier}.monthly"));
        self.of_move(taken, &key, "fee asked a month", Unit::Money, fee)
    }

    fn cap(&mut self, taken: &Taken<'_>, cap: Exact) -> Id {
        let key = self.tier(taken).map_or_else(|| "hours".to_owned(), |tier| format!("tier.{tier}.hours"));
        self.of_move(taken, &key, "most extra hours", Unit::Hours, cap)
    }

    /// The price part and the fees of a bill for some work; none where there are no fees.
    pub fn bill_of(&mut self, agreed: &Agreement, work: Option<Expression>) -> Expression {
        let units = self.price_units_today();
        let mut factors = vec![of(agreed.price)];
        if !matches!(self.scenario().client.price, Price::Retainer(_)) {
            factors.push(units);
        }
        factors.extend(work);
        if let Some(surcharge) = agreed.surcharge {
            factors.push(Expression::Sum(vec![(false, whole(1)), (false, of(surcharge))]));
        }
        let price_part = product(factors);
        let for_extra_hours = |(fee, included): &(Id, Id)| {
            let beyond = less(of(agreed.extra_hours), [of(*included)]);
            product([of(*fee), Expression::Larger(Box::new(beyond), Box::new(whole(0)))])
        };
        let fees = agreed.monthly_fees.map(of).into_iter().chain(agreed.extra_hour_fees.iter().map(for_extra_hours));
        Expression::Sum(std::iter::once(price_part).chain(fees).map(|term| (false, term)).collect())
    }
}
