//! The numbers of a scenario by the keys that a file gives them, so that one can be varied and the rest kept.

use super::{
    Bonus, Cost, Curve, EffortCost, ExtraHourFee, HeadacheFee, LetterDay, Parts, Pay, Point, Price, Replacement,
    Response, Scenario, Strategy, Way, Withdrawal,
};
use crate::number::Number;

/// Where a number of a scenario is.
#[derive(Debug)]
pub enum Input<'s, N> {
    /// Any number.
    Real(&'s mut N),
    /// A whole number, such as months of notice.
    Whole(&'s mut u32),
}

impl<N: Number> Scenario<N> {
    /// The place of the number that a key such as `client.rate` or `strategy.custom.move.2.raise` names, to be written
    /// to: a number that the scenario leaves to its default gets a place, with 0 in it. None for a key that names no
    /// number, that belongs to another form than the scenario uses (a margin where it has a cost), or to a table that it
    /// does not have.
    pub fn input(&mut self, key: &str) -> Option<Input<'_, N>> {
        if let Some((position, within)) = self.strategy_of_key(key) {
            return of_strategy(&mut self.strategies[position], within);
        }
        let (table, name) = key.split_once('.').unwrap_or(("", key));
        Some(Input::Real(match (table, name) {
            ("", "months") => return Some(Input::Whole(&mut self.months)),
            ("", "discount") => &mut self.discount,
            ("", "price_step") => &mut self.price_step,
            ("client", "hours") => &mut self.client.hours,
            ("client", "margin" | "cost") => match (&mut self.client.cost, name) {
                (Cost::Margin(share), "margin") => share,
                (Cost::Hour(cost), "cost") => cost,
                _ => return None,
            },
            ("client", _) => match (&mut self.client.price, name) {
                (Price::Hour(price), "rate")
                | (Price::Retainer(price), "retainer")
                | (Price::Unit(price, _), "unit_price") => price,
                (Price::Unit(_, units), "units") => units,
                _ => return None,
            },
            ("effort", "hours") => &mut self.effort.hours,
            ("effort", "cost" | "monthly_cost") => {
                if matches!(self.effort.cost, EffortCost::AsDelivery) {
                    let zero = N::ZERO;
                    let cost = if name == "cost" { EffortCost::Hour(zero) } else { EffortCost::Month(zero) };
                    self.effort.cost = cost;
                }
                match (&mut self.effort.cost, name) {
                    (EffortCost::Hour(cost), "cost") | (EffortCost::Month(cost), "monthly_cost") => cost,
                    _ => return None,
                }
            }
            ("goal", "margin") => self.goal_margin.get_or_insert(N::ZERO),
            ("response", "leaves_after") => return Some(Input::Whole(&mut self.response.leaves_after)),
            ("response", _) => return of_response(&mut self.response, name).map(Input::Real),
            ("replacement", _) => return of_replacement(self.replacement.as_mut()?, name),
            ("capacity", "cost_stays") => self.cost_stays.get_or_insert(N::ZERO),
            ("costs", "increase") => &mut self.costs_increase,
            ("payment", "days") => &mut self.payment.days,
            ("payment", "cost_of_capital") => &mut self.payment.cost_of_capital,
            ("payment", "bad_debt") => &mut self.payment.bad_debt,
            ("payment", "disputed") => &mut self.payment.disputed,
            ("payment", "last_bills_unpaid") => &mut self.payment.last_bills_unpaid,
            ("team", "people") => &mut self.team.as_mut()?.people,
            ("team", "quit_chance") => &mut self.team.as_mut()?.quit_chance,
            ("team", "replacement_cost") => &mut self.team.as_mut()?.replacement_cost,
            ("business", "monthly_revenue") => &mut self.business.as_mut()?.monthly_revenue,
            ("business", "monthly_costs") => &mut self.business.as_mut()?.monthly_costs,
            ("business", "cash") => &mut self.business.as_mut()?.cash,
            ("contract", "notice_days") => return Some(Input::Whole(&mut self.contract.notice_days)),
            ("contract", "termination_months") => return Some(Input::Whole(&mut self.contract.termination_months)),
            ("contract", "max_raise") => self.contract.max_raise.get_or_insert(N::ZERO),
            ("risk", _) => {
                let (risk, name) = element(&mut self.risks, name)?;
                match name {
                    "chance" => &mut risk.chance,
                    "cost" => &mut risk.cost,
                    _ => return None,
                }
            }
            _ => return None,
        }))
    }
}

impl<N: Number> Scenario<N> {
    /// As [`Scenario::input`], of numbers that need not be whole.
    pub fn real(&mut self, key: &str) -> Option<&mut N> {
        match self.input(key)? {
            Input::Real(number) => Some(number),
            Input::Whole(_) => None,
        }
    }
}

/// The element of a list that `2.raise` names, and what it names in it.
fn element<'l, 'k, T>(list: &'l mut [T], key: &'k str) -> Option<(&'l mut T, &'k str)> {
    let (number, within) = key.split_once('.')?;
    let position = number.parse::<usize>().ok()?.checked_sub(1)?;
    Some((list.get_mut(position)?, within))
}

fn of_response<'s, N: Number>(response: &'s mut Response<N>, name: &str) -> Option<&'s mut N> {
    fn point<'p, N>(points: &'p mut [Point<N>], name: &str) -> Option<&'p mut N> {
        match element(points, name)? {
            (point, "raise") => Some(&mut point.raise),
            (point, "chance") => Some(&mut point.chance),
            _ => None,
        }
    }
    match name {
        "churn" => Some(&mut response.churn),
        "drift" => Some(&mut response.drift),
        "realisation" => Some(&mut response.realisation),
        "hours_elasticity" => Some(&mut response.hours_elasticity),
        _ => match (&mut response.curve, name.split_once('.').unwrap_or((name, ""))) {
            (_, ("shock", point_key)) => point(&mut response.shock, point_key),
            (Some(Curve::Accept(answers)), ("accept", point_key)) => point(answers, point_key),
            (Some(Curve::WalkAway { low, .. }), ("walk_away", "low")) => Some(low),
            (Some(Curve::WalkAway { high, .. }), ("walk_away", "high")) => Some(high),
            (Some(Curve::Elasticity(elasticity)), ("elasticity", "")) => Some(elasticity),
            (Some(Curve::Logit { half, .. }), ("logit", "half")) => Some(half),
            (Some(Curve::Logit { slope, .. }), ("logit", "slope")) => Some(slope),
            _ => None,
        },
    }
}

fn of_replacement<'s, N: Number>(work: &'s mut Replacement<N>, name: &str) -> Option<Input<'s, N>> {
    Some(Input::Real(match name {
        "rate" => &mut work.rate,
        "margin" => &mut work.margin,
        "fill" => &mut work.fill,
        "unpaid_share" => work.unpaid_share.get_or_insert(N::ZERO),
        "increase" => &mut work.increase,
        "acquisition_cost" => &mut work.acquisition_cost,
        "lag_months" => return Some(Input::Whole(&mut work.lag_months)),
        "ramp_months" => return Some(Input::Whole(&mut work.ramp_months)),
        _ => return None,
    }))
}

fn of_strategy<'s, N: Number>(strategy: &'s mut Strategy<N>, name: &str) -> Option<Input<'s, N>> {
    match name {
        "after_days" => return Some(Input::Whole(&mut strategy.after_days)),
        "accept" => return Some(Input::Real(strategy.accept.get_or_insert(N::ZERO))),
        "bonus" | "monthly_bonus" | "retention" => return of_bonus(strategy.bonus.as_mut()?, name).map(Input::Real),
        _ => {}
    }
    match &mut strategy.way {
        Way::ThirtyDayRaise { notice_days, .. }
        | Way::QuarterlyRaise { notice_days, .. }
        | Way::HeadacheTax { notice_days, .. }
        | Way::ServiceTiers { notice_days, .. }
            if name == "notice_days" =>
        {
            Some(Input::Whole(notice_days))
        }
        Way::ThirtyDayRaise { raise, .. } if name == "raise" => Some(Input::Real(raise.get_or_insert(N::ZERO))),
        Way::QuarterlyRaise { raise, every_months, until_margin, max_steps, .. } => Some(match name {
            "raise" => Input::Real(raise),
            "every_months" => Input::Whole(every_months),
            "until_margin" => Input::Real(until_margin.get_or_insert(N::ZERO)),
            "max_steps" => Input::Whole(max_steps.get_or_insert(0)),
            _ => return None,
        }),
        Way::HeadacheTax { fee, behaviour_change, behaviour_judged, .. } => {
            if name == "behaviour_change" {
                *behaviour_judged = true;
                return Some(Input::Real(behaviour_change));
            }
            of_fee(fee, name).map(Input::Real)
        }
        Way::ThreeMonthNotice { notice_months, .. } if name == "notice_months" => Some(Input::Whole(notice_months)),
        Way::ThreeMonthNotice { withdrawal: Withdrawal { work, effort }, .. } => match name {
            "share" => Some(Input::Real(work)),
            "effort_share" => Some(Input::Real(effort)),
            _ => None,
        },
        Way::ServiceTiers { tiers, .. } => match element(tiers, name.strip_prefix("tier.")?)? {
            (tier, "hours") => Some(Input::Real(&mut tier.hours)),
            (tier, "monthly") => Some(Input::Real(&mut tier.monthly)),
            _ => None,
        },
        Way::ExitNow(letting) => match name {
            "refund" => Some(Input::Real(&mut letting.refund)),
            "referral_fee" => Some(Input::Real(&mut letting.referral_fee)),
            _ => None,
        },
        Way::Custom(moves) => {
            let (planned, name) = element(moves, name.strip_prefix("move.")?)?;
            match (name, &mut planned.letter) {
                ("notice_days", _) => Some(Input::Whole(&mut planned.notice_days)),
                ("after_days", LetterDay::AfterDays(days)) => Some(Input::Whole(days)),
                ("after_months", LetterDay::AfterMonths(months)) => Some(Input::Whole(months)),
                ("accept", _) => Some(Input::Real(planned.accept.get_or_insert(N::ZERO))),
                _ => of_parts(&mut planned.parts, name).map(Input::Real),
            }
        }
        _ => None,
    }
}

fn of_bonus<'s, N>(bonus: &'s mut Bonus<N>, name: &str) -> Option<&'s mut N> {
    match (name, &mut bonus.pay) {
        ("retention", _) => Some(&mut bonus.retention),
        ("bonus", Pay::ShareOfBill(share)) => Some(share),
        ("monthly_bonus", Pay::Monthly(sum)) => Some(sum),
        _ => None,
    }
}

fn of_fee<'s, N: Number>(fee: &'s mut HeadacheFee<N>, name: &str) -> Option<&'s mut N> {
    if let (HeadacheFee::AtHourlyRate { included }, "per_extra_hour") = (&*fee, name) {
        *fee = HeadacheFee::ExtraHour(ExtraHourFee { fee: N::ZERO, included: *included });
    }
    match (fee, name) {
        (HeadacheFee::AtHourlyRate { included }, "included_hours") => Some(included),
        (HeadacheFee::ExtraHour(fee), "included_hours") => Some(&mut fee.included),
        (HeadacheFee::ExtraHour(fee), "per_extra_hour") => Some(&mut fee.fee),
        (HeadacheFee::Surcharge(share), "surcharge") => Some(share),
        (HeadacheFee::Monthly(sum), "monthly_fee") => Some(sum),
        _ => None,
    }
}

fn of_parts<'s, N: Number>(parts: &'s mut Parts<N>, name: &str) -> Option<&'s mut N> {
    match name {
        "raise" => parts.raise.as_mut(),
        "surcharge" => parts.surcharge.as_mut(),
        "monthly_fee" => parts.monthly_fee.as_mut(),
        "per_extra_hour" => parts.extra_hour_fee.as_mut().map(|fee| &mut fee.fee),
        "included_hours" => parts.extra_hour_fee.as_mut().map(|fee| &mut fee.included),
        "behaviour_change" => parts.behaviour_change.as_mut(),
        "withdraw" => parts.withdrawal.as_mut().map(|withdrawal| &mut withdrawal.work),
        "withdraw_effort" => parts.withdrawal.as_mut().map(|withdrawal| &mut withdrawal.effort),
        "payment_days" => parts.payment_days.as_mut(),
        _ => of_bonus(parts.bonus.as_mut()?, name),
    }
}
