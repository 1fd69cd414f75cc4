//! The strategies of a scenario, with the defaults of their kinds.

use super::fraction::{Fraction, ratio, whole};
use super::reading::Reader;
use num_traits::{One, Zero};

pub struct Strategy {
    pub id: String,
    pub kind: String,
    pub after_days: u64,
    /// The planner's chance for the whole plan.
    pub accept: Option<Fraction>,
    pub plan: Plan,
    /// Pay for those who live through it; of a team incentive it is the whole plan.
    pub team_pay: Option<TeamPay>,
}

pub enum Plan {
    Nothing,
    ThirtyDayRaise {
        /// None: up to the goal price.
        raise: Option<Fraction>,
        notice_days: u64,
    },
    QuarterlyRaise {
        raise: Fraction,
        every_months: u32,
        notice_days: u64,
        /// None: the goal.
        until_margin: Option<Fraction>,
        max_steps: Option<usize>,
    },
    HeadacheTax {
        fee: Fee,
        behaviour_change: Fraction,
        notice_days: u64,
    },
    Notice {
        months: u32,
        share: Fraction,
        effort_share: Fraction,
    },
    ServiceTiers {
        tiers: Vec<Tier>,
        pick: Option<String>,
        notice_days: u64,
    },
    ExitNow {
        refund: Fraction,
        referral_fee: Fraction,
    },
    Custom(Vec<CustomMove>),
}

pub enum Fee {
    /// None: an extra hour is billed at what a billed hour brings today.
    ExtraHour {
        fee: Option<Fraction>,
        included: Fraction,
    },
    Surcharge(Fraction),
    Monthly(Fraction),
}

pub struct Tier {
    pub name: String,
    pub hours: Fraction,
    pub monthly: Fraction,
}

#[derive(Clone)]
pub struct TeamPay {
    pub share_of_bill: Fraction,
    pub monthly: Fraction,
    pub retention: Fraction,
}

pub struct CustomMove {
    pub after_days: u64,
    pub after_months: u32,
    pub notice_days: u64,
    pub accept: Option<Fraction>,
    pub raise: Option<Fraction>,
    pub surcharge: Option<Fraction>,
    pub monthly_fee: Option<Fraction>,
    pub extra_hour_fee: Option<(Fraction, Fraction)>,
    pub behaviour_change: Option<Fraction>,
    pub withdraw: Option<(Fraction, Fraction)>,
    pub team_pay: Option<TeamPay>,
    pub payment_days: Option<Fraction>,
}

/// The status quo first, always; then those of the file, or the default set.
pub fn read_strategies(file: &Reader, has_team: bool, told_to_leave: bool) -> Vec<Strategy> {
    let mut strategies = vec![Strategy {
        id: "status-quo".to_owned(),
        kind: "status-quo".to_owned(),
        after_days: 0,
        accept: None,
        plan: Plan::Nothing,
        team_pay: None,
    }];
    if file.value("strategy").is_none() {
        let mut kinds = vec!["thirty-day-raise", "quarterly-raise", "headache-tax", "three-month-notice"];
        if has_team {
            kinds.push("team-incentive");
        }
        if told_to_leave {
            kinds.push("exit-now");
        }
        let nothing = toml::de::DeTable::parse("").expect("an empty file");
        let keys = Reader(nothing.get_ref());
        strategies.extend(kinds.iter().map(|kind| read_strategy(&keys, kind, kind)));
        return strategies;
    }
    let mut kinds_so_far: Vec<String> = Vec::new();
    for keys in file.tables("strategy") {
        let kind = keys.text("kind").expect("a kind");
        if kind == "status-quo" {
            continue;
        }
        kinds_so_far.push(kind.clone());
        let number = kinds_so_far.iter().filter(|known| **known == kind).count();
        let default_id = match number {
            1 => kind.clone(),
            _ => format!("{kind}-{number}"),
        };
        let id = keys.text("id").unwrap_or(default_id);
        strategies.push(read_strategy(&keys, &kind, &id));
    }
    strategies
}

fn read_strategy(keys: &Reader, kind: &str, id: &str) -> Strategy {
    let mut team_pay = read_team_pay(keys);
    let notice_days = keys.count("notice_days").unwrap_or(30) as u64;
    let plan = match kind {
        "thirty-day-raise" => Plan::ThirtyDayRaise { raise: keys.number("raise"), notice_days },
        "quarterly-raise" => Plan::QuarterlyRaise {
            raise: keys.number("raise").unwrap_or_else(|| ratio(10, 100)),
            every_months: keys.count("every_months").unwrap_or(3) as u32,
            notice_days,
            until_margin: keys.number("until_margin"),
            max_steps: keys.count("max_steps"),
        },
        "headache-tax" => {
            Plan::HeadacheTax { fee: read_fee(keys), behaviour_change: keys.or_zero("behaviour_change"), notice_days }
        }
        "three-month-notice" => {
            let share = keys.number("share").unwrap_or_else(Fraction::one);
            Plan::Notice {
                months: keys.count("notice_months").unwrap_or(3) as u32,
                effort_share: keys.number("effort_share").unwrap_or_else(|| share.clone()),
                share,
            }
        }
        "team-incentive" => {
            team_pay = Some(read_team_incentive(keys));
            Plan::Nothing
        }
        "service-tiers" => Plan::ServiceTiers {
            tiers: keys.tables("tier").iter().map(read_tier).collect(),
            pick: keys.text("pick"),
            notice_days,
        },
        "exit-now" => Plan::ExitNow { refund: keys.or_zero("refund"), referral_fee: keys.or_zero("referral_fee") },
        "custom" => Plan::Custom(keys.tables("move").iter().map(read_custom_move).collect()),
        other => panic!("unknown kind of strategy: {other}"),
    };
    Strategy {
        id: id.to_owned(),
        kind: kind.to_owned(),
        after_days: keys.count("after_days").unwrap_or(0) as u64,
        accept: keys.number("accept"),
        plan,
        team_pay,
    }
}

fn read_fee(keys: &Reader) -> Fee {
    if let Some(surcharge) = keys.number("surcharge") {
        Fee::Surcharge(surcharge)
    } else if let Some(monthly) = keys.number("monthly_fee") {
        Fee::Monthly(monthly)
    } else {
        Fee::ExtraHour { fee: keys.number("per_extra_hour"), included: keys.or_zero("included_hours") }
    }
}

fn read_tier(keys: &Reader) -> Tier {
    Tier { name: keys.text("name").expect("a name"), hours: keys.needed("hours"), monthly: keys.needed("monthly") }
}

/// Pay for those who live through it: retention 0 unless given.
fn read_team_pay(keys: &Reader) -> Option<TeamPay> {
    let (share, monthly) = (keys.number("bonus"), keys.number("monthly_bonus"));
    if share.is_none() && monthly.is_none() {
        return None;
    }
    Some(TeamPay {
        share_of_bill: share.unwrap_or_else(Fraction::zero),
        monthly: monthly.unwrap_or_else(Fraction::zero),
        retention: keys.or_zero("retention"),
    })
}

/// The team incentive: 5 % of the bill unless given, retention 50 % unless given.
fn read_team_incentive(keys: &Reader) -> TeamPay {
    let mut team_pay = read_team_pay(keys).unwrap_or_else(|| TeamPay {
        share_of_bill: ratio(5, 100),
        monthly: whole(0),
        retention: whole(0),
    });
    team_pay.retention = keys.number("retention").unwrap_or_else(|| ratio(1, 2));
    team_pay
}

fn read_custom_move(keys: &Reader) -> CustomMove {
    let count = |key: &str| keys.count(key).unwrap_or(0);
    CustomMove {
        after_days: count("after_days") as u64,
        after_months: count("after_months") as u32,
        notice_days: count("notice_days") as u64,
        accept: keys.number("accept"),
        raise: keys.number("raise"),
        surcharge: keys.number("surcharge"),
        monthly_fee: keys.number("monthly_fee"),
        extra_hour_fee: keys.number("per_extra_hour").map(|fee| (fee, keys.or_zero("included_hours"))),
        behaviour_change: keys.number("behaviour_change"),
        withdraw: keys.number("withdraw").map(|share| {
            let effort = keys.number("withdraw_effort");
            (share.clone(), effort.unwrap_or(share))
        }),
        team_pay: read_team_pay(keys),
        payment_days: keys.number("payment_days"),
    }
}
