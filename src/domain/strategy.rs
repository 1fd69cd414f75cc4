//! Strategies and the moves that they are made of, as the planner writes them.

use chrono::NaiveDate;

use super::LAST_DAY;

/// A way to deal with the client.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Strategy<N> {
    /// How the command line, risks and results name it; unique.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Days after the start on which the first letter is served.
    pub after_days: u32,
    /// The planner's own chance that the client accepts the whole plan.
    pub accept: Option<N>,
    /// Pay for those who live through it.
    pub bonus: Option<Bonus<N>>,
    /// What is done.
    pub way: Way<N>,
}

/// The kinds of strategy, by the names that a scenario uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Change nothing.
    StatusQuo,
    /// One raise.
    ThirtyDayRaise,
    /// A raise every few months.
    QuarterlyRaise,
    /// A fee for the extra effort.
    HeadacheTax,
    /// Withdraw all or a part on notice.
    ThreeMonthNotice,
    /// Pay the team that faces the client better.
    TeamIncentive,
    /// Put the client on a tier of service.
    ServiceTiers,
    /// Leave at once.
    ExitNow,
    /// The planner's own list of moves.
    Custom,
}

impl Kind {
    /// All of them, in the order of the handbook.
    pub const ALL: [Self; 9] = [
        Self::StatusQuo,
        Self::ThirtyDayRaise,
        Self::QuarterlyRaise,
        Self::HeadacheTax,
        Self::ThreeMonthNotice,
        Self::TeamIncentive,
        Self::ServiceTiers,
        Self::ExitNow,
        Self::Custom,
    ];

    /// The name in a scenario.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::StatusQuo => "status-quo",
            Self::ThirtyDayRaise => "thirty-day-raise",
            Self::QuarterlyRaise => "quarterly-raise",
            Self::HeadacheTax => "headache-tax",
            Self::ThreeMonthNotice => "three-month-notice",
            Self::TeamIncentive => "team-incentive",
            Self::ServiceTiers => "service-tiers",
            Self::ExitNow => "exit-now",
            Self::Custom => "custom",
        }
    }

    /// The kind with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a strategy does, by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Way<N> {
    /// Change nothing: the baseline.
    StatusQuo,
    /// One raise.
    ThirtyDayRaise {
        /// The share by which the price is raised (negative: a concession); none: up to the goal price.
        raise: Option<N>,
        /// Days of notice.
        notice_days: u32,
    },
    /// Raises in equal steps.
    QuarterlyRaise {
        /// The share by which each step raises the price.
        raise: N,
        /// Months between two steps.
        every_months: u32,
        /// Days of notice.
        notice_days: u32,
        /// The net margin at which it stops; none: the goal.
        until_margin: Option<N>,
        /// The most steps; none: as many as it takes.
        max_steps: Option<u32>,
    },
    /// A fee for the extra effort.
    HeadacheTax {
        /// Which fee.
        fee: HeadacheFee<N>,
        /// The share of the extra hours that the client stops taking.
        behaviour_change: N,
        /// Whether the scenario says how much the client's behaviour changes.
        behaviour_judged: bool,
        /// Days of notice.
        notice_days: u32,
    },
    /// Work withdrawn on notice in calendar months.
    ThreeMonthNotice {
        /// Calendar months of notice.
        notice_months: u32,
        /// What is withdrawn.
        withdrawal: Withdrawal<N>,
    },
    /// Nothing but the strategy's bonus.
    TeamIncentive,
    /// A tier of service.
    ServiceTiers {
        /// The tiers on offer.
        tiers: Vec<Tier<N>>,
        /// The position of the tier that is picked; none: the cheapest that covers the extra hours.
        pick: Option<usize>,
        /// Days of notice.
        notice_days: u32,
    },
    /// An end without notice.
    ExitNow(LettingGo<N>),
    /// The planner's own moves.
    Custom(Vec<PlannedMove<N>>),
}

impl<N> Way<N> {
    /// The kind's name.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::StatusQuo => Kind::StatusQuo,
            Self::ThirtyDayRaise { .. } => Kind::ThirtyDayRaise,
            Self::QuarterlyRaise { .. } => Kind::QuarterlyRaise,
            Self::HeadacheTax { .. } => Kind::HeadacheTax,
            Self::ThreeMonthNotice { .. } => Kind::ThreeMonthNotice,
            Self::TeamIncentive => Kind::TeamIncentive,
            Self::ServiceTiers { .. } => Kind::ServiceTiers,
            Self::ExitNow(_) => Kind::ExitNow,
            Self::Custom(_) => Kind::Custom,
        }
    }
}

/// The fee of a headache tax.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HeadacheFee<N> {
    /// Extra hours billed as an hour on the invoice is, beyond those included.
    AtHourlyRate {
        /// Extra hours a month that cost nothing.
        included: N,
    },
    /// Extra hours billed at a price of their own.
    ExtraHour(ExtraHourFee<N>),
    /// A share on top of the price part of the bill.
    Surcharge(N),
    /// Money a month.
    Monthly(N),
}

/// What extra hours are billed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExtraHourFee<N> {
    /// Money for an extra hour; 0 or more.
    pub fee: N,
    /// Extra hours a month that cost nothing; 0 or more.
    pub included: N,
}

/// A tier of service.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier<N> {
    /// What it is called.
    pub name: String,
    /// The most extra hours a month; 0 or more.
    pub hours: N,
    /// Money a month; 0 or more.
    pub monthly: N,
}

/// A move of the planner's own.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedMove<N> {
    /// The day on which its letter is served.
    pub letter: LetterDay,
    /// Days of notice.
    pub notice_days: u32,
    /// The planner's own chance that the client accepts it.
    pub accept: Option<N>,
    /// What it does.
    pub parts: Parts<N>,
}

/// When a letter is served, counted from the start of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LetterDay {
    /// That many days later.
    AfterDays(u32),
    /// That many calendar months later.
    AfterMonths(u32),
}

impl LetterDay {
    /// The day itself; none where the calendar ends before it.
    #[must_use]
    pub fn from(self, start: NaiveDate) -> Option<NaiveDate> {
        let day = match self {
            Self::AfterDays(days) => start.checked_add_days(chrono::Days::new(u64::from(days))),
            Self::AfterMonths(months) => start.checked_add_months(chrono::Months::new(months)),
        };
        day.filter(|day| *day <= LAST_DAY)
    }
}

/// What a move does; as a rule one or two of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts<N> {
    /// The share by which the price is raised; negative: a concession.
    pub raise: Option<N>,
    /// The share added on top of the price part of the bill.
    pub surcharge: Option<N>,
    /// Money added a month.
    pub monthly_fee: Option<N>,
    /// What extra hours are billed at.
    pub extra_hour_fee: Option<ExtraHourFee<N>>,
    /// The most extra hours a month.
    pub cap: Option<N>,
    /// The share of the extra hours that the client stops taking.
    pub behaviour_change: Option<N>,
    /// Work withdrawn.
    pub withdrawal: Option<Withdrawal<N>>,
    /// Pay for the team.
    pub bonus: Option<Bonus<N>>,
    /// Days from the invoice to the cash from then on.
    pub payment_days: Option<N>,
    /// What letting the client go at once costs and brings.
    pub letting_go: Option<LettingGo<N>>,
}

impl<N> Default for Parts<N> {
    fn default() -> Self {
        Self {
            raise: None,
            surcharge: None,
            monthly_fee: None,
            extra_hour_fee: None,
            cap: None,
            behaviour_change: None,
            withdrawal: None,
            bonus: None,
            payment_days: None,
            letting_go: None,
        }
    }
}

impl<N> Parts<N> {
    /// Whether it changes what the client pays: raises, concessions, surcharges, fees and tiers.
    #[must_use]
    pub fn changes_price(&self) -> bool {
        self.raise.is_some()
            || self.surcharge.is_some()
            || self.monthly_fee.is_some()
            || self.extra_hour_fee.is_some()
            || self.cap.is_some()
    }

    /// Whether the client has to be told: anything but pay for the team.
    #[must_use]
    pub fn needs_letter(&self) -> bool
    where
        N: PartialEq + Copy,
    {
        Self { bonus: None, ..*self } != Self::default()
    }

    /// Whether there is nothing in it but raises and pay for the team.
    #[must_use]
    pub fn only_raises_or_pays(&self) -> bool {
        self.surcharge.is_none()
            && self.monthly_fee.is_none()
            && self.extra_hour_fee.is_none()
            && self.cap.is_none()
            && self.behaviour_change.is_none()
            && self.withdrawal.is_none()
            && self.payment_days.is_none()
            && self.letting_go.is_none()
    }
}

/// Work withdrawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Withdrawal<N> {
    /// The share of the billed work; 1 ends the engagement.
    pub work: N,
    /// The share of the extra hours that goes with it.
    pub effort: N,
}

/// Pay for the team, and what it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bonus<N> {
    /// How much.
    pub pay: Pay<N>,
    /// The share of turnover that it prevents: 0…1.
    pub retention: N,
}

/// How much a bonus is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pay<N> {
    /// A share of the bill.
    ShareOfBill(N),
    /// Money a month.
    Monthly(N),
}

/// What letting the client go at once costs and brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LettingGo<N> {
    /// Money paid back.
    pub refund: N,
    /// Money earned for the referral.
    pub referral_fee: N,
}
