//! The numbers of a scenario by the keys that a file gives them, so that one can be varied and the rest kept.

use super::{
    Bonus, Cost, Curve, EffortCost, ExtraHourFee, HeadacheFee, LetterDay, Parts, Pay, PlannedMove, Price, Replacement,
    Scenario, Strategy, Team, Way, Withdrawal,
};
use crate::number::Number;

/// A number of a scenario, to be written to.
#[derive(Debug)]
pub enum Input<'s, N> {
    /// Any number.
    Real(&'s mut N),
    /// A whole number, such as months of notice.
    Whole(&'s mut u32),
}

/// Where a number of a scenario is, found once by its key; the same in every scenario of the same form.
#[derive(Clone, Copy, Debug)]
pub struct Place<N> {
    find: Find<N>,
    numbers: [usize; 2],
}

/// From a scenario, and the positions in its lists, to the number.
type Find<N> = fn(&mut Scenario<N>, [usize; 2]) -> Option<Input<'_, N>>;

impl<N: Number> Place<N> {
    /// The number itself; none in a scenario of another form. A number that the scenario leaves to its default gets a
    /// place, with 0 in it.
    pub fn input(self, scenario: &mut Scenario<N>) -> Option<Input<'_, N>> {
        (self.find)(scenario, self.numbers)
    }

    /// Writes a number that need not be whole; whether there is one.
    pub fn set(self, scenario: &mut Scenario<N>, value: N) -> bool {
        match self.input(scenario) {
            Some(Input::Real(number)) => {
                *number = value;
                true
            }
            _ => false,
        }
    }
}

impl<N: Number> Scenario<N> {
    /// The place of the number that a key such as `client.rate` or `strategy.custom.move.2.raise` names. None for a key
    /// that names no number, that belongs to another form than the scenario uses (a margin where it has a cost), or to a
    /// table that it does not have.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<Place<N>> {
        // To look is to write a default where there is none: into a copy.
        self.place_by_name(key).filter(|place| place.input(&mut self.clone()).is_some())
    }

    fn place_by_name(&self, key: &str) -> Option<Place<N>> {
        let strategy = self.strategy_of_key(key);
        let (pattern, number) = numbered(strategy.map_or(key, |(_, within)| within));
        let number = number.unwrap_or(0);
        Some(match strategy {
            Some((position, _)) => Place { find: of_strategy(&pattern)?, numbers: [position, number] },
            None => Place { find: of_scenario(&pattern)?, numbers: [number, 0] },
        })
    }

    /// The number that a key names.
    pub fn input(&mut self, key: &str) -> Option<Input<'_, N>> {
        self.place_by_name(key)?.input(self)
    }

    /// The number that a key names, where it need not be whole.
    pub fn real(&mut self, key: &str) -> Option<&mut N> {
        match self.input(key)? {
            Input::Real(number) => Some(number),
            Input::Whole(_) => None,
        }
    }
}

/// A key with `#` in the place of a number of a list, and the position that this number stands for: `risk.2.cost` is
/// `risk.#.cost` at position 1.
fn numbered(key: &str) -> (String, Option<usize>) {
    let mut position = None;
    let parts: Vec<&str> = key
        .split('.')
        .map(|part| match part.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
            Some(found) if position.is_none() => {
                position = Some(found);
                "#"
            }
            _ => part,
        })
        .collect();
    (parts.join("."), position)
}

#[expect(clippy::unnecessary_wraps, reason = "as every way to a number, which may end at none")]
fn real<N>(number: &mut N) -> Option<Input<'_, N>> {
    Some(Input::Real(number))
}

#[expect(clippy::unnecessary_wraps, reason = "as every way to a number, which may end at none")]
fn whole<N>(number: &mut u32) -> Option<Input<'_, N>> {
    Some(Input::Whole(number))
}

fn of_scenario<N: Number>(pattern: &str) -> Option<Find<N>> {
    Some(match pattern {
        "months" => |scenario, _| whole(&mut scenario.months),
        "discount" => |scenario, _| real(&mut scenario.discount),
        "price_step" => |scenario, _| real(&mut scenario.price_step),
        "client.hours" => |scenario, _| real(&mut scenario.client.hours),
        "client.rate" => |scenario, _| match &mut scenario.client.price {
            Price::Hour(rate) => real(rate),
            _ => None,
        },
        "client.retainer" => |scenario, _| match &mut scenario.client.price {
            Price::Retainer(retainer) => real(retainer),
            _ => None,
        },
        "client.unit_price" => |scenario, _| match &mut scenario.client.price {
            Price::Unit(price, _) => real(price),
            _ => None,
        },
        "client.units" => |scenario, _| match &mut scenario.client.price {
            Price::Unit(_, units) => real(units),
            _ => None,
        },
        "client.margin" => |scenario, _| match &mut scenario.client.cost {
            Cost::Margin(margin) => real(margin),
            Cost::Hour(_) => None,
        },
        "client.cost" => |scenario, _| match &mut scenario.client.cost {
            Cost::Hour(cost) => real(cost),
            Cost::Margin(_) => None,
        },
        "effort.hours" => |scenario, _| real(&mut scenario.effort.hours),
        "effort.cost" => |scenario, _| {
            if let EffortCost::AsDelivery = scenario.effort.cost {
                scenario.effort.cost = EffortCost::Hour(N::ZERO);
            }
            match &mut scenario.effort.cost {
                EffortCost::Hour(cost) => real(cost),
                _ => None,
            }
        },
        "effort.monthly_cost" => |scenario, _| {
            if let EffortCost::AsDelivery = scenario.effort.cost {
                scenario.effort.cost = EffortCost::Month(N::ZERO);
            }
            match &mut scenario.effort.cost {
                EffortCost::Month(cost) => real(cost),
                _ => None,
            }
        },
        "goal.margin" => |scenario, _| real(scenario.goal_margin.get_or_insert(N::ZERO)),
        "capacity.cost_stays" => |scenario, _| real(scenario.cost_stays.get_or_insert(N::ZERO)),
        "costs.increase" => |scenario, _| real(&mut scenario.costs_increase),
        "payment.days" => |scenario, _| real(&mut scenario.payment.days),
        "payment.cost_of_capital" => |scenario, _| real(&mut scenario.payment.cost_of_capital),
        "payment.bad_debt" => |scenario, _| real(&mut scenario.payment.bad_debt),
        "payment.disputed" => |scenario, _| real(&mut scenario.payment.disputed),
        "payment.last_bills_unpaid" => |scenario, _| real(&mut scenario.payment.last_bills_unpaid),
        "team.people" => |scenario, _| real(&mut scenario.team.as_mut()?.people),
        "team.quit_chance" => |scenario, _| real(&mut scenario.team.as_mut()?.quit_chance),
        "team.replacement_cost" => |scenario, _| {
            let Team { replacement_cost, .. } = scenario.team.as_mut()?;
            real(replacement_cost)
        },
        "business.monthly_revenue" => |scenario, _| real(&mut scenario.business.as_mut()?.monthly_revenue),
        "business.monthly_costs" => |scenario, _| real(&mut scenario.business.as_mut()?.monthly_costs),
        "business.cash" => |scenario, _| real(&mut scenario.business.as_mut()?.cash),
        "contract.notice_days" => |scenario, _| whole(&mut scenario.contract.notice_days),
        "contract.termination_months" => |scenario, _| whole(&mut scenario.contract.termination_months),
        "contract.max_raise" => |scenario, _| real(scenario.contract.max_raise.get_or_insert(N::ZERO)),
        "risk.#.chance" => |scenario, [risk, _]| real(&mut scenario.risks.get_mut(risk)?.chance),
        "risk.#.cost" => |scenario, [risk, _]| real(&mut scenario.risks.get_mut(risk)?.cost),
        _ => return of_response(pattern).or_else(|| of_replacement(pattern)),
    })
}

fn of_response<N: Number>(pattern: &str) -> Option<Find<N>> {
    Some(match pattern.strip_prefix("response.")? {
        "churn" => |scenario, _| real(&mut scenario.response.churn),
        "drift" => |scenario, _| real(&mut scenario.response.drift),
        "realisation" => |scenario, _| real(&mut scenario.response.realisation),
        "hours_elasticity" => |scenario, _| real(&mut scenario.response.hours_elasticity),
        "leaves_after" => |scenario, _| whole(&mut scenario.response.leaves_after),
        "shock.#.raise" => |scenario, [point, _]| real(&mut scenario.response.shock.get_mut(point)?.raise),
        "shock.#.chance" => |scenario, [point, _]| real(&mut scenario.response.shock.get_mut(point)?.chance),
        "accept.#.raise" => |scenario, [answer, _]| match &mut scenario.response.curve {
            Some(Curve::Accept(answers)) => real(&mut answers.get_mut(answer)?.raise),
            _ => None,
        },
        "accept.#.chance" => |scenario, [answer, _]| match &mut scenario.response.curve {
            Some(Curve::Accept(answers)) => real(&mut answers.get_mut(answer)?.chance),
            _ => None,
        },
        "walk_away.low" => |scenario, _| match &mut scenario.response.curve {
            Some(Curve::WalkAway { low, .. }) => real(low),
            _ => None,
        },
        "walk_away.high" => |scenario, _| match &mut scenario.response.curve {
            Some(Curve::WalkAway { high, .. }) => real(high),
            _ => None,
        },
        "elasticity" => |scenario, _| match &mut scenario.response.curve {
            Some(Curve::Elasticity(elasticity)) => real(elasticity),
            _ => None,
        },
        "logit.half" => |scenario, _| match &mut scenario.response.curve {
            Some(Curve::Logit { half, .. }) => real(half),
            _ => None,
        },
        "logit.slope" => |scenario, _| match &mut scenario.response.curve {
            Some(Curve::Logit { slope, .. }) => real(slope),
            _ => None,
        },
        _ => return None,
    })
}

fn of_replacement<N: Number>(pattern: &str) -> Option<Find<N>> {
    fn work<N>(scenario: &mut Scenario<N>) -> Option<&mut Replacement<N>> {
        scenario.replacement.as_mut()
    }
    Some(match pattern.strip_prefix("replacement.")? {
        "rate" => |scenario, _| real(&mut work(scenario)?.rate),
        "margin" => |scenario, _| real(&mut work(scenario)?.margin),
        "fill" => |scenario, _| real(&mut work(scenario)?.fill),
        "unpaid_share" => |scenario, _| real(work(scenario)?.unpaid_share.get_or_insert(N::ZERO)),
        "increase" => |scenario, _| real(&mut work(scenario)?.increase),
        "acquisition_cost" => |scenario, _| real(&mut work(scenario)?.acquisition_cost),
        "lag_months" => |scenario, _| whole(&mut work(scenario)?.lag_months),
        "ramp_months" => |scenario, _| whole(&mut work(scenario)?.ramp_months),
        _ => return None,
    })
}

fn of_strategy<N: Number>(pattern: &str) -> Option<Find<N>> {
    fn at<N>(scenario: &mut Scenario<N>, position: usize) -> Option<&mut Strategy<N>> {
        scenario.strategies.get_mut(position)
    }
    Some(match pattern {
        "after_days" => |scenario, [position, _]| whole(&mut at(scenario, position)?.after_days),
        "accept" => |scenario, [position, _]| real(at(scenario, position)?.accept.get_or_insert(N::ZERO)),
        "bonus" => |scenario, [position, _]| share_of_bill(at(scenario, position)?.bonus.as_mut()?),
        "monthly_bonus" => |scenario, [position, _]| monthly_sum(at(scenario, position)?.bonus.as_mut()?),
        "retention" => |scenario, [position, _]| real(&mut at(scenario, position)?.bonus.as_mut()?.retention),
        "notice_days" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ThirtyDayRaise { notice_days, .. }
            | Way::QuarterlyRaise { notice_days, .. }
            | Way::HeadacheTax { notice_days, .. }
            | Way::ServiceTiers { notice_days, .. } => whole(notice_days),
            _ => None,
        },
        "notice_months" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ThreeMonthNotice { notice_months, .. } => whole(notice_months),
            _ => None,
        },
        "raise" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ThirtyDayRaise { raise, .. } => real(raise.get_or_insert(N::ZERO)),
            Way::QuarterlyRaise { raise, .. } => real(raise),
            _ => None,
        },
        "every_months" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::QuarterlyRaise { every_months, .. } => whole(every_months),
            _ => None,
        },
        "until_margin" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::QuarterlyRaise { until_margin, .. } => real(until_margin.get_or_insert(N::ZERO)),
            _ => None,
        },
        "max_steps" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::QuarterlyRaise { max_steps, .. } => whole(max_steps.get_or_insert(0)),
            _ => None,
        },
        "behaviour_change" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::HeadacheTax { behaviour_change, behaviour_judged, .. } => {
                *behaviour_judged = true;
                real(behaviour_change)
            }
            _ => None,
        },
        "per_extra_hour" => |scenario, [position, _]| {
            let fee = fee(at(scenario, position)?)?;
            if let HeadacheFee::AtHourlyRate { included } = *fee {
                *fee = HeadacheFee::ExtraHour(ExtraHourFee { fee: N::ZERO, included });
            }
            match fee {
                HeadacheFee::ExtraHour(fee) => real(&mut fee.fee),
                _ => None,
            }
        },
        "included_hours" => |scenario, [position, _]| match fee(at(scenario, position)?)? {
            HeadacheFee::AtHourlyRate { included } => real(included),
            HeadacheFee::ExtraHour(fee) => real(&mut fee.included),
            _ => None,
        },
        "surcharge" => |scenario, [position, _]| match fee(at(scenario, position)?)? {
            HeadacheFee::Surcharge(share) => real(share),
            _ => None,
        },
        "monthly_fee" => |scenario, [position, _]| match fee(at(scenario, position)?)? {
            HeadacheFee::Monthly(sum) => real(sum),
            _ => None,
        },
        "share" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ThreeMonthNotice { withdrawal: Withdrawal { work, .. }, .. } => real(work),
            _ => None,
        },
        "effort_share" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ThreeMonthNotice { withdrawal: Withdrawal { effort, .. }, .. } => real(effort),
            _ => None,
        },
        "refund" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ExitNow(letting) => real(&mut letting.refund),
            _ => None,
        },
        "referral_fee" => |scenario, [position, _]| match &mut at(scenario, position)?.way {
            Way::ExitNow(letting) => real(&mut letting.referral_fee),
            _ => None,
        },
        "tier.#.hours" => |scenario, [position, tier]| match &mut at(scenario, position)?.way {
            Way::ServiceTiers { tiers, .. } => real(&mut tiers.get_mut(tier)?.hours),
            _ => None,
        },
        "tier.#.monthly" => |scenario, [position, tier]| match &mut at(scenario, position)?.way {
            Way::ServiceTiers { tiers, .. } => real(&mut tiers.get_mut(tier)?.monthly),
            _ => None,
        },
        _ => return of_move(pattern),
    })
}

fn of_move<N: Number>(pattern: &str) -> Option<Find<N>> {
    fn planned<N>(scenario: &mut Scenario<N>, [position, number]: [usize; 2]) -> Option<&mut PlannedMove<N>> {
        match &mut scenario.strategies.get_mut(position)?.way {
            Way::Custom(moves) => moves.get_mut(number),
            _ => None,
        }
    }
    fn parts<N>(scenario: &mut Scenario<N>, numbers: [usize; 2]) -> Option<&mut Parts<N>> {
        planned(scenario, numbers).map(|planned| &mut planned.parts)
    }
    Some(match pattern.strip_prefix("move.#.")? {
        "after_days" => |scenario, numbers| match &mut planned(scenario, numbers)?.letter {
            LetterDay::AfterDays(days) => whole(days),
            LetterDay::AfterMonths(_) => None,
        },
        "after_months" => |scenario, numbers| match &mut planned(scenario, numbers)?.letter {
            LetterDay::AfterMonths(months) => whole(months),
            LetterDay::AfterDays(_) => None,
        },
        "notice_days" => |scenario, numbers| whole(&mut planned(scenario, numbers)?.notice_days),
        "accept" => |scenario, numbers| real(planned(scenario, numbers)?.accept.get_or_insert(N::ZERO)),
        "raise" => |scenario, numbers| real(parts(scenario, numbers)?.raise.as_mut()?),
        "surcharge" => |scenario, numbers| real(parts(scenario, numbers)?.surcharge.as_mut()?),
        "monthly_fee" => |scenario, numbers| real(parts(scenario, numbers)?.monthly_fee.as_mut()?),
        "per_extra_hour" => |scenario, numbers| real(&mut parts(scenario, numbers)?.extra_hour_fee.as_mut()?.fee),
        "included_hours" => |scenario, numbers| real(&mut parts(scenario, numbers)?.extra_hour_fee.as_mut()?.included),
        "behaviour_change" => |scenario, numbers| real(parts(scenario, numbers)?.behaviour_change.as_mut()?),
        "withdraw" => |scenario, numbers| real(&mut parts(scenario, numbers)?.withdrawal.as_mut()?.work),
        "withdraw_effort" => |scenario, numbers| real(&mut parts(scenario, numbers)?.withdrawal.as_mut()?.effort),
        "payment_days" => |scenario, numbers| real(parts(scenario, numbers)?.payment_days.as_mut()?),
        "bonus" => |scenario, numbers| share_of_bill(parts(scenario, numbers)?.bonus.as_mut()?),
        "monthly_bonus" => |scenario, numbers| monthly_sum(parts(scenario, numbers)?.bonus.as_mut()?),
        "retention" => |scenario, numbers| real(&mut parts(scenario, numbers)?.bonus.as_mut()?.retention),
        _ => return None,
    })
}

fn share_of_bill<N>(bonus: &mut Bonus<N>) -> Option<Input<'_, N>> {
    match &mut bonus.pay {
        Pay::ShareOfBill(share) => real(share),
        Pay::Monthly(_) => None,
    }
}

fn monthly_sum<N>(bonus: &mut Bonus<N>) -> Option<Input<'_, N>> {
    match &mut bonus.pay {
        Pay::Monthly(sum) => real(sum),
        Pay::ShareOfBill(_) => None,
    }
}

fn fee<N>(strategy: &mut Strategy<N>) -> Option<&mut HeadacheFee<N>> {
    match &mut strategy.way {
        Way::HeadacheTax { fee, .. } => Some(fee),
        _ => None,
    }
}
