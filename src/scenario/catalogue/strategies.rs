//! The keys of a strategy, by kind.

use super::{Group, Holds, Key, MINUS_ONE, ONE, ZERO, count, number, share, text, whole};
use crate::domain::Kind;

const KIND_NAMES: &[&str] = &[
    "status-quo",
    "thirty-day-raise",
    "quarterly-raise",
    "headache-tax",
    "three-month-notice",
    "team-incentive",
    "service-tiers",
    "exit-now",
    "custom",
];

const KIND: Key = Key::new("kind", Holds::Choice(KIND_NAMES), "What kind of strategy it is");
const ID: Key = text("id", "How commands, risks and results name it; unique")
    .length(100)
    .default("the kind; the second of a kind gets -2, the third -3");
const NAME: Key = text("name", "What people call it").default("a name for its kind");
const AFTER_DAYS: Key =
    count("after_days", "days", 0, 3650, "Days after `start` on which the first letter is served").default("0");
const ACCEPT: Key =
    share("accept", "share", "Your own chance that the client takes the whole plan, where it asks for something")
        .example("50%")
        .uncertain()
        .at_least(ZERO)
        .at_most(ONE)
        .default("by the response");
const BONUS: Key = share("bonus", "share of the bill", "Pay for those who face the client")
    .example("5%")
    .uncertain()
    .at_least(ZERO)
    .default("none");
const MONTHLY_BONUS: Key =
    number("monthly_bonus", "money a month", "The same as a fixed sum").uncertain().at_least(ZERO).default("none");
const RETENTION: Key = share("retention", "share", "The share of turnover that the bonus prevents")
    .uncertain()
    .at_least(ZERO)
    .at_most(ONE)
    .default("0 %");
const NOTICE_DAYS: Key = count("notice_days", "days", 0, 365, "Days of notice").default("30");
const RAISE: Key =
    share("raise", "share of the price", "The raise; negative: a concession").uncertain().above(MINUS_ONE).not_zero();
const PER_EXTRA_HOUR: Key =
    number("per_extra_hour", "money an hour", "What an extra hour is billed at").uncertain().at_least(ZERO);
const INCLUDED_HOURS: Key =
    number("included_hours", "hours a month", "Extra hours that cost nothing").at_least(ZERO).default("0");
const SURCHARGE: Key =
    share("surcharge", "share of the price part of the bill", "A share on top of the bill").uncertain().at_least(ZERO);
const MONTHLY_FEE: Key = number("monthly_fee", "money a month", "A fee a month").uncertain().at_least(ZERO);
const BEHAVIOUR_CHANGE: Key =
    share("behaviour_change", "share of the extra hours", "Extra hours that the client stops taking")
        .uncertain()
        .at_least(ZERO)
        .at_most(ONE)
        .default("0 %");

static STATUS_QUO: Group = Group { path: "strategy", meaning: "change nothing", keys: &[KIND, ID, NAME] };

static THIRTY_DAY_RAISE: Group = Group {
    path: "strategy",
    meaning: "one raise",
    keys: &[
        KIND,
        ID,
        NAME,
        AFTER_DAYS,
        RAISE.default("up to the goal price"),
        NOTICE_DAYS,
        ACCEPT,
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

static QUARTERLY_RAISE: Group = Group {
    path: "strategy",
    meaning: "a raise every few months",
    keys: &[
        KIND,
        ID,
        NAME,
        AFTER_DAYS,
        share("raise", "share of the price", "The raise of each step").uncertain().above(ZERO).default("10 %"),
        count("every_months", "months", 1, 24, "Months from one step to the next").default("3"),
        NOTICE_DAYS,
        share("until_margin", "share of the bill", "The net margin at which it stops")
            .example("35%")
            .below(ONE)
            .default("goal.margin"),
        count("max_steps", "steps", 0, 120, "The most steps").default("none"),
        ACCEPT,
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

static HEADACHE_TAX: Group = Group {
    path: "strategy",
    meaning: "a fee for the extra effort",
    keys: &[
        KIND,
        ID,
        NAME,
        AFTER_DAYS,
        PER_EXTRA_HOUR.default("what an hour on the invoice brings, where no fee is given"),
        INCLUDED_HOURS,
        SURCHARGE.default("none"),
        MONTHLY_FEE.default("none"),
        BEHAVIOUR_CHANGE,
        NOTICE_DAYS,
        ACCEPT,
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

static THREE_MONTH_NOTICE: Group = Group {
    path: "strategy",
    meaning: "withdraw all or a part on notice",
    keys: &[
        KIND,
        ID,
        NAME,
        AFTER_DAYS,
        count("notice_months", "calendar months", 0, 60, "Months of notice").default("3"),
        share("share", "share of the billed work", "What is withdrawn")
            .example("50%")
            .uncertain()
            .above(ZERO)
            .at_most(ONE)
            .default("100 %"),
        share("effort_share", "share of the extra hours", "What of the extra hours goes with it")
            .example("50%")
            .uncertain()
            .above(ZERO)
            .at_most(ONE)
            .default("share"),
        ACCEPT,
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

static TEAM_INCENTIVE: Group = Group {
    path: "strategy",
    meaning: "pay the team that faces the client better",
    keys: &[KIND, ID, NAME, AFTER_DAYS, BONUS.default("5 %"), MONTHLY_BONUS, RETENTION.default("50 %")],
};

static SERVICE_TIERS: Group = Group {
    path: "strategy",
    meaning: "put the client on a tier of service",
    keys: &[
        KIND,
        ID,
        NAME,
        AFTER_DAYS,
        Key::new("tier", Holds::Tables(&TIER), "A tier on offer").length(50),
        text("pick", "The name of the tier that the client is put on")
            .example("basic")
            .default("the cheapest that covers the extra hours, else the largest"),
        NOTICE_DAYS,
        ACCEPT,
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

/// `[[strategy.tier]]`.
pub static TIER: Group = Group {
    path: "strategy.tier",
    meaning: "a tier on offer",
    keys: &[
        text("name", "What it is called; unique").example("basic"),
        number("hours", "hours a month", "The most extra hours").example("10").at_least(ZERO),
        number("monthly", "money a month", "Its fee").at_least(ZERO),
    ],
};

static EXIT_NOW: Group = Group {
    path: "strategy",
    meaning: "leave at once",
    keys: &[
        KIND,
        ID,
        NAME,
        AFTER_DAYS,
        number("refund", "money", "What is paid back").at_least(ZERO).default("0"),
        number("referral_fee", "money", "What the referral brings").at_least(ZERO).default("0"),
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

static CUSTOM: Group = Group {
    path: "strategy",
    meaning: "your own moves",
    keys: &[
        KIND,
        ID,
        NAME,
        Key::new("move", Holds::Tables(&MOVE), "A move").length(120),
        ACCEPT,
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
    ],
};

/// `[[strategy.move]]`.
pub static MOVE: Group = Group {
    path: "strategy.move",
    meaning: "a move",
    keys: &[
        count(
            "after_days",
            "days",
            0,
            3650,
            "Days after `start` on which its letter is served; this or `after_months`",
        )
        .default("0"),
        count("after_months", "calendar months", 0, 120, "The same in calendar months").default("0"),
        NOTICE_DAYS.default("0"),
        ACCEPT.meaning("Your own chance that the client takes this move, where it asks for something"),
        RAISE.default("none"),
        SURCHARGE.default("none"),
        MONTHLY_FEE.default("none"),
        PER_EXTRA_HOUR.default("none"),
        INCLUDED_HOURS,
        BEHAVIOUR_CHANGE.default("none"),
        share("withdraw", "share of the billed work", "Work withdrawn; 100 % ends the engagement")
            .example("50%")
            .uncertain()
            .above(ZERO)
            .at_most(ONE)
            .default("none"),
        share("withdraw_effort", "share of the extra hours", "What of the extra hours goes with it")
            .example("50%")
            .uncertain()
            .above(ZERO)
            .at_most(ONE)
            .default("withdraw"),
        BONUS,
        MONTHLY_BONUS,
        RETENTION,
        number("payment_days", "days", "The client pays after that many days from then on")
            .uncertain()
            .at_least(ZERO)
            .at_most(whole(365))
            .default("none"),
    ],
};

/// What a move may do; it does at least one of them.
pub const MOVE_EFFECTS: [&str; 9] = [
    "raise",
    "surcharge",
    "monthly_fee",
    "per_extra_hour",
    "behaviour_change",
    "withdraw",
    "bonus",
    "monthly_bonus",
    "payment_days",
];

/// The keys of a strategy of a kind.
#[must_use]
pub fn strategy_group(kind: Kind) -> &'static Group {
    match kind {
        Kind::StatusQuo => &STATUS_QUO,
        Kind::ThirtyDayRaise => &THIRTY_DAY_RAISE,
        Kind::QuarterlyRaise => &QUARTERLY_RAISE,
        Kind::HeadacheTax => &HEADACHE_TAX,
        Kind::ThreeMonthNotice => &THREE_MONTH_NOTICE,
        Kind::TeamIncentive => &TEAM_INCENTIVE,
        Kind::ServiceTiers => &SERVICE_TIERS,
        Kind::ExitNow => &EXIT_NOW,
        Kind::Custom => &CUSTOM,
    }
}
