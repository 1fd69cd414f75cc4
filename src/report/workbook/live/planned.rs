//! The moves of a strategy as the workbook knows them: on fixed dates, with what they ask for by formulas.

use chrono::NaiveDate;

use super::super::expression::{Expression, larger, when};
use super::Plan;
use super::tiers::Taken;
use super::today::Today;
use crate::domain::{Bonus, ExtraHourFee, HeadacheFee, LettingGo, Parts, Pay, Strategy, Way, Withdrawal};
use crate::engine::moves::{Move, moves_of};
use crate::engine::today::Today as Figures;
use crate::number::{Exact, Number};

/// What a move may ask for; each is a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    Raise,
    Surcharge,
    MonthlyFee,
    ExtraHourFee,
    Included,
    Cap,
    BehaviourChange,
    Work,
    Effort,
    BonusShare,
    BonusMonthly,
    Retention,
    PaymentDays,
    Refund,
    ReferralFee,
    Accept,
}

/// The columns of what may be asked.
pub const ASKS: [(Ask, &str, Kind); 16] = [
    (Ask::Raise, "raise", Kind::Share),
    (Ask::Surcharge, "surcharge", Kind::Share),
    (Ask::MonthlyFee, "fee a month", Kind::Money),
    (Ask::ExtraHourFee, "an extra hour", Kind::Money),
    (Ask::Included, "hours included", Kind::Hours),
    (Ask::Cap, "cap of extra hours", Kind::Hours),
    (Ask::BehaviourChange, "extra hours that end", Kind::Share),
    (Ask::Work, "work withdrawn", Kind::Share),
    (Ask::Effort, "extra hours withdrawn", Kind::Share),
    (Ask::BonusShare, "bonus, share of the bill", Kind::Share),
    (Ask::BonusMonthly, "bonus a month", Kind::Money),
    (Ask::Retention, "leaving prevented", Kind::Share),
    (Ask::PaymentDays, "days to payment", Kind::Count),
    (Ask::Refund, "refund", Kind::Money),
    (Ask::ReferralFee, "referral fee", Kind::Money),
    (Ask::Accept, "your own chance", Kind::Share),
];

/// How what is asked is written.
#[derive(Clone, Copy)]
pub enum Kind {
    Share,
    Money,
    Hours,
    Count,
}

/// A move that counts within the plan.
pub struct Planned {
    pub served: NaiveDate,
    pub effective: NaiveDate,
    pub month: u32,
    /// Whether the client has to be told.
    pub has_letter: bool,
    kind: What,
}

/// Which of a strategy's moves it is.
enum What {
    /// That of the kind of the strategy.
    OfKind,
    /// One that the planner lists, from 0.
    Listed(usize),
    /// The bonus of the strategy.
    Bonus,
}

/// The moves that a strategy may make within the plan: where others than today's inputs would make it raise more often, or
/// raise at all, those moves too.
pub fn planned(plan: &Plan<'_>, strategy: &Strategy<Exact>) -> Vec<Planned> {
    let scenario = plan.comparison.scenario.convert(Number::to_f64);
    let Some(mut strategy) = scenario.strategies.iter().find(|one| one.id == strategy.id).cloned() else {
        return Vec::new();
    };
    match &mut strategy.way {
        Way::ThirtyDayRaise { raise, .. } => *raise = Some(1.0),
        Way::QuarterlyRaise { raise, until_margin, .. } => {
            *raise = 1.0;
            // No margin reaches it.
            *until_margin = Some(2.0);
        }
        _ => {}
    }
    let calendar = &plan.comparison.evaluation.basis.calendar;
    let moves = moves_of(&strategy, &scenario, &Figures::of(&scenario), calendar).unwrap_or_default();
    moves.iter().filter_map(of_move).collect()
}

fn of_move(scheduled: &Move<f64>) -> Option<Planned> {
    let only_bonus = scheduled.parts == Parts { bonus: scheduled.parts.bonus, ..Parts::default() };
    let kind = match scheduled.planned {
        Some(position) => What::Listed(position),
        None if only_bonus && scheduled.parts.bonus.is_some() => What::Bonus,
        None => What::OfKind,
    };
    Some(Planned {
        served: scheduled.served,
        effective: scheduled.effective,
        month: scheduled.month?,
        has_letter: scheduled.parts.needs_letter(),
        kind,
    })
}

impl Planned {
    /// What it asks for, by formulas, where the price before it is known. Whether a raise of 0 is none: it rounds nothing.
    pub fn asks(
        &self,
        plan: &mut Plan<'_>,
        position: usize,
        price: &Expression,
        today: &Today,
        taken: &Taken,
    ) -> (Vec<(Ask, Expression)>, bool) {
        let comparison = plan.comparison;
        let strategy = &comparison.scenario.strategies[position];
        let key = |part: &str| format!("strategy.{}.{part}", strategy.id);
        let mut asks = Vec::new();
        match &self.kind {
            What::Bonus => {
                if let Some(bonus) = strategy.bonus {
                    bonus_asks(&mut asks, plan, &key(""), bonus);
                }
            }
            What::Listed(number) => {
                if let Way::Custom(moves) = &strategy.way {
                    let planned = &moves[*number];
                    let prefix = key(&format!("move.{}.", number + 1));
                    part_asks(&mut asks, plan, &prefix, &planned.parts);
                    if let Some(accept) = planned.accept {
                        asks.push((Ask::Accept, plan.input_or(&format!("{prefix}accept"), accept)));
                    }
                }
            }
            What::OfKind => return of_kind(plan, position, price, today, taken),
        }
        (asks, false)
    }
}

fn of_kind(
    plan: &mut Plan<'_>,
    position: usize,
    price: &Expression,
    today: &Today,
    taken: &Taken,
) -> (Vec<(Ask, Expression)>, bool) {
    let comparison = plan.comparison;
    let strategy = &comparison.scenario.strategies[position];
    let key = |part: &str| format!("strategy.{}.{part}", strategy.id);
    let mut asks = Vec::new();
    let mut may_be_none = false;
    match &strategy.way {
        Way::StatusQuo | Way::TeamIncentive | Way::Custom(_) => {}
        Way::ThirtyDayRaise { raise: Some(raise), .. } => {
            asks.push((Ask::Raise, plan.input_or(&key("raise"), *raise)));
        }
        Way::ThirtyDayRaise { raise: None, .. } => {
            let raise = larger(0.0, today.goal_price.clone() / today.price.clone() - 1.0);
            let needed = when(reaches(&today.net_margin, &today.goal_margin), 0.0, raise);
            asks.push((Ask::Raise, plan.derived(&key("raise"), needed)));
            may_be_none = true;
        }
        Way::QuarterlyRaise { raise, .. } => {
            let until = plan.derived(&key("until_margin"), today.goal_margin.clone());
            let bill = || price.clone() * today.units.clone();
            let margin = (bill() - today.cost_to_serve.clone()) / bill();
            let raise = plan.input_or(&key("raise"), *raise);
            asks.push((Ask::Raise, when(reaches(&margin, &until), 0.0, raise)));
            may_be_none = true;
        }
        Way::HeadacheTax { fee, behaviour_change, .. } => {
            match fee {
                HeadacheFee::AtHourlyRate { included } => {
                    asks.push((Ask::ExtraHourFee, plan.derived(&key("per_extra_hour"), today.rate.clone())));
                    asks.push((Ask::Included, plan.input_or(&key("included_hours"), *included)));
                }
                HeadacheFee::ExtraHour(fee) => fee_asks(&mut asks, plan, &key(""), *fee),
                HeadacheFee::Surcharge(share) => {
                    asks.push((Ask::Surcharge, plan.input_or(&key("surcharge"), *share)));
                }
                HeadacheFee::Monthly(fee) => {
                    asks.push((Ask::MonthlyFee, plan.input_or(&key("monthly_fee"), *fee)));
                }
            }
            asks.push((Ask::BehaviourChange, plan.input_or(&key("behaviour_change"), *behaviour_change)));
        }
        Way::ThreeMonthNotice { withdrawal, .. } => {
            let work = plan.input_or(&key("share"), withdrawal.work);
            let effort = withdrawn_effort(plan, &key("effort_share"), *withdrawal, &work);
            asks.extend([(Ask::Work, work), (Ask::Effort, effort)]);
        }
        Way::ServiceTiers { .. } => {
            if let Some((fee, cap)) = taken.get(&position) {
                asks.extend([(Ask::MonthlyFee, fee.clone()), (Ask::Cap, cap.clone())]);
            }
        }
        Way::ExitNow(letting_go) => {
            asks.extend([(Ask::Work, 1.0.into()), (Ask::Effort, 1.0.into())]);
            letting_go_asks(&mut asks, plan, &key(""), *letting_go);
        }
    }
    (asks, may_be_none)
}

/// Whether a margin is at a goal or above; what rounding of the last digits took is forgiven.
fn reaches(margin: &Expression, goal: &Expression) -> Expression {
    margin.clone().at_least(goal.clone() - 1e-12)
}

fn withdrawn_effort(plan: &mut Plan<'_>, key: &str, withdrawal: Withdrawal<Exact>, work: &Expression) -> Expression {
    if plan.inputs.contains_key(key) {
        return plan.derived(key, work.clone());
    }
    let follows = plan.input(key).is_none() && withdrawal.effort == withdrawal.work;
    if follows { work.clone() } else { plan.input_or(key, withdrawal.effort) }
}

fn fee_asks(asks: &mut Vec<(Ask, Expression)>, plan: &Plan<'_>, prefix: &str, fee: ExtraHourFee<Exact>) {
    asks.push((Ask::ExtraHourFee, plan.input_or(&format!("{prefix}per_extra_hour"), fee.fee)));
    asks.push((Ask::Included, plan.input_or(&format!("{prefix}included_hours"), fee.included)));
}

fn bonus_asks(asks: &mut Vec<(Ask, Expression)>, plan: &Plan<'_>, prefix: &str, bonus: Bonus<Exact>) {
    asks.push(match bonus.pay {
        Pay::ShareOfBill(share) => (Ask::BonusShare, plan.input_or(&format!("{prefix}bonus"), share)),
        Pay::Monthly(sum) => (Ask::BonusMonthly, plan.input_or(&format!("{prefix}monthly_bonus"), sum)),
    });
    asks.push((Ask::Retention, plan.input_or(&format!("{prefix}retention"), bonus.retention)));
}

fn letting_go_asks(asks: &mut Vec<(Ask, Expression)>, plan: &Plan<'_>, prefix: &str, letting_go: LettingGo<Exact>) {
    asks.push((Ask::Refund, plan.input_or(&format!("{prefix}refund"), letting_go.refund)));
    asks.push((Ask::ReferralFee, plan.input_or(&format!("{prefix}referral_fee"), letting_go.referral_fee)));
}

fn part_asks(asks: &mut Vec<(Ask, Expression)>, plan: &mut Plan<'_>, prefix: &str, parts: &Parts<Exact>) {
    let key = |part: &str| format!("{prefix}{part}");
    let single = [
        (Ask::Raise, "raise", parts.raise),
        (Ask::Surcharge, "surcharge", parts.surcharge),
        (Ask::MonthlyFee, "monthly_fee", parts.monthly_fee),
        (Ask::Cap, "cap", parts.cap),
        (Ask::BehaviourChange, "behaviour_change", parts.behaviour_change),
        (Ask::PaymentDays, "payment_days", parts.payment_days),
    ];
    for (ask, part, given) in single {
        if let Some(given) = given {
            asks.push((ask, plan.input_or(&key(part), given)));
        }
    }
    if let Some(fee) = parts.extra_hour_fee {
        fee_asks(asks, plan, prefix, fee);
    }
    if let Some(withdrawal) = parts.withdrawal {
        let work = plan.input_or(&key("withdraw"), withdrawal.work);
        let effort = withdrawn_effort(plan, &key("withdraw_effort"), withdrawal, &work);
        asks.extend([(Ask::Work, work), (Ask::Effort, effort)]);
    }
    if let Some(bonus) = parts.bonus {
        bonus_asks(asks, plan, prefix, bonus);
    }
    if let Some(letting_go) = parts.letting_go {
        letting_go_asks(asks, plan, prefix, letting_go);
    }
}
