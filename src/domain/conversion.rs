//! The same scenario in another kind of number.

use super::{
    Bonus, Business, Client, Contract, Cost, Curve, Effort, EffortCost, ExtraHourFee, HeadacheFee, LettingGo, Parts,
    Pay, Payment, PlannedMove, Point, Price, Replacement, Response, Risk, Scenario, Strategy, Team, Tier, Way,
    Withdrawal,
};

impl<N: Copy> Scenario<N> {
    /// The scenario with every number turned into another kind.
    pub fn convert<M>(&self, number: impl Fn(N) -> M + Copy) -> Scenario<M> {
        let replacement = |work: &Replacement<N>| Replacement {
            rate: number(work.rate),
            margin: number(work.margin),
            lag_months: work.lag_months,
            ramp_months: work.ramp_months,
            fill: number(work.fill),
            unpaid_share: work.unpaid_share.map(number),
            increase: number(work.increase),
            acquisition_cost: number(work.acquisition_cost),
        };
        let team = |team: Team<N>| Team {
            people: number(team.people),
            quit_chance: number(team.quit_chance),
            replacement_cost: number(team.replacement_cost),
        };
        let business = |business: Business<N>| Business {
            monthly_revenue: number(business.monthly_revenue),
            monthly_costs: number(business.monthly_costs),
            cash: number(business.cash),
        };
        let risk = |risk: &Risk<N>| Risk {
            name: risk.name.clone(),
            kind: risk.kind,
            chance: number(risk.chance),
            cost: number(risk.cost),
            when: risk.when,
            strategies: risk.strategies.clone(),
        };
        Scenario {
            title: self.title.clone(),
            currency: self.currency,
            start: self.start,
            months: self.months,
            discount: number(self.discount),
            price_step: number(self.price_step),
            client: client(&self.client, number),
            effort: Effort {
                hours: number(self.effort.hours),
                cost: match self.effort.cost {
                    EffortCost::AsDelivery => EffortCost::AsDelivery,
                    EffortCost::Hour(cost) => EffortCost::Hour(number(cost)),
                    EffortCost::Month(cost) => EffortCost::Month(number(cost)),
                },
            },
            goal_margin: self.goal_margin.map(number),
            response: response(&self.response, number),
            replacement: self.replacement.as_ref().map(replacement),
            cost_stays: self.cost_stays.map(number),
            costs_increase: number(self.costs_increase),
            payment: Payment {
                days: number(self.payment.days),
                cost_of_capital: number(self.payment.cost_of_capital),
                bad_debt: number(self.payment.bad_debt),
                disputed: number(self.payment.disputed),
                last_bills_unpaid: number(self.payment.last_bills_unpaid),
            },
            team: self.team.map(team),
            business: self.business.map(business),
            contract: Contract {
                notice_days: self.contract.notice_days,
                termination_months: self.contract.termination_months,
                price_locked_until: self.contract.price_locked_until,
                max_raise: self.contract.max_raise.map(number),
            },
            flags: self.flags.clone(),
            risks: self.risks.iter().map(risk).collect(),
            strategies: self.strategies.iter().map(|one| strategy(one, number)).collect(),
        }
    }
}

fn client<N: Copy, M>(client: &Client<N>, number: impl Fn(N) -> M) -> Client<M> {
    Client {
        name: client.name.clone(),
        price: match client.price {
            Price::Hour(rate) => Price::Hour(number(rate)),
            Price::Retainer(retainer) => Price::Retainer(number(retainer)),
            Price::Unit(price, units) => Price::Unit(number(price), number(units)),
        },
        hours: number(client.hours),
        cost: match client.cost {
            Cost::Margin(margin) => Cost::Margin(number(margin)),
            Cost::Hour(cost) => Cost::Hour(number(cost)),
        },
    }
}

fn response<N: Copy, M>(response: &Response<N>, number: impl Fn(N) -> M) -> Response<M> {
    let points = |points: &[Point<N>]| {
        points.iter().map(|point| Point { raise: number(point.raise), chance: number(point.chance) }).collect()
    };
    Response {
        churn: number(response.churn),
        curve: response.curve.as_ref().map(|curve| match curve {
            Curve::Accept(answers) => Curve::Accept(points(answers)),
            Curve::WalkAway { low, high } => Curve::WalkAway { low: number(*low), high: number(*high) },
            Curve::Elasticity(elasticity) => Curve::Elasticity(number(*elasticity)),
            Curve::Logit { half, slope } => Curve::Logit { half: number(*half), slope: number(*slope) },
        }),
        shock: points(&response.shock),
        leaves_after: response.leaves_after,
        drift: number(response.drift),
        realisation: number(response.realisation),
        hours_elasticity: number(response.hours_elasticity),
    }
}

fn strategy<N: Copy, M>(strategy: &Strategy<N>, number: impl Fn(N) -> M + Copy) -> Strategy<M> {
    Strategy {
        id: strategy.id.clone(),
        name: strategy.name.clone(),
        after_days: strategy.after_days,
        accept: strategy.accept.map(number),
        bonus: strategy.bonus.map(|paid| bonus(paid, number)),
        way: way(&strategy.way, number),
    }
}

fn way<N: Copy, M>(way: &Way<N>, number: impl Fn(N) -> M + Copy) -> Way<M> {
    match way {
        Way::StatusQuo => Way::StatusQuo,
        Way::TeamIncentive => Way::TeamIncentive,
        Way::ThirtyDayRaise { raise, notice_days } => {
            Way::ThirtyDayRaise { raise: raise.map(number), notice_days: *notice_days }
        }
        Way::QuarterlyRaise { raise, every_months, notice_days, until_margin, max_steps } => Way::QuarterlyRaise {
            raise: number(*raise),
            every_months: *every_months,
            notice_days: *notice_days,
            until_margin: until_margin.map(number),
            max_steps: *max_steps,
        },
        Way::HeadacheTax { fee, behaviour_change, behaviour_judged, notice_days } => Way::HeadacheTax {
            fee: match fee {
                HeadacheFee::AtHourlyRate { included } => HeadacheFee::AtHourlyRate { included: number(*included) },
                HeadacheFee::ExtraHour(fee) => HeadacheFee::ExtraHour(extra_hour_fee(*fee, number)),
                HeadacheFee::Surcharge(share) => HeadacheFee::Surcharge(number(*share)),
                HeadacheFee::Monthly(fee) => HeadacheFee::Monthly(number(*fee)),
            },
            behaviour_change: number(*behaviour_change),
            behaviour_judged: *behaviour_judged,
            notice_days: *notice_days,
        },
        Way::ThreeMonthNotice { notice_months, withdrawal: withdrawn } => {
            Way::ThreeMonthNotice { notice_months: *notice_months, withdrawal: withdrawal(*withdrawn, number) }
        }
        Way::ServiceTiers { tiers, pick, notice_days } => Way::ServiceTiers {
            tiers: tiers
                .iter()
                .map(|tier| Tier { name: tier.name.clone(), hours: number(tier.hours), monthly: number(tier.monthly) })
                .collect(),
            pick: *pick,
            notice_days: *notice_days,
        },
        Way::ExitNow(letting) => Way::ExitNow(letting_go(*letting, number)),
        Way::Custom(moves) => Way::Custom(
            moves
                .iter()
                .map(|planned| PlannedMove {
                    letter: planned.letter,
                    notice_days: planned.notice_days,
                    accept: planned.accept.map(number),
                    parts: parts(&planned.parts, number),
                })
                .collect(),
        ),
    }
}

fn parts<N: Copy, M>(parts: &Parts<N>, number: impl Fn(N) -> M + Copy) -> Parts<M> {
    Parts {
        raise: parts.raise.map(number),
        surcharge: parts.surcharge.map(number),
        monthly_fee: parts.monthly_fee.map(number),
        extra_hour_fee: parts.extra_hour_fee.map(|fee| extra_hour_fee(fee, number)),
        cap: parts.cap.map(number),
        behaviour_change: parts.behaviour_change.map(number),
        withdrawal: parts.withdrawal.map(|withdrawn| withdrawal(withdrawn, number)),
        bonus: parts.bonus.map(|paid| bonus(paid, number)),
        payment_days: parts.payment_days.map(number),
        letting_go: parts.letting_go.map(|letting| letting_go(letting, number)),
    }
}

fn extra_hour_fee<N, M>(fee: ExtraHourFee<N>, number: impl Fn(N) -> M) -> ExtraHourFee<M> {
    ExtraHourFee { fee: number(fee.fee), included: number(fee.included) }
}

fn withdrawal<N, M>(withdrawal: Withdrawal<N>, number: impl Fn(N) -> M) -> Withdrawal<M> {
    Withdrawal { work: number(withdrawal.work), effort: number(withdrawal.effort) }
}

fn bonus<N, M>(bonus: Bonus<N>, number: impl Fn(N) -> M) -> Bonus<M> {
    let pay = match bonus.pay {
        Pay::ShareOfBill(share) => Pay::ShareOfBill(number(share)),
        Pay::Monthly(sum) => Pay::Monthly(number(sum)),
    };
    Bonus { pay, retention: number(bonus.retention) }
}

fn letting_go<N, M>(letting: LettingGo<N>, number: impl Fn(N) -> M) -> LettingGo<M> {
    LettingGo { refund: number(letting.refund), referral_fee: number(letting.referral_fee) }
}
