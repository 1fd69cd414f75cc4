//! Every key of a scenario: what it holds, its unit, bounds, default and meaning.
//!
//! One definition for the reader, its messages, the JSON Schema and `check --explain`.

use std::fmt;

use rust_decimal::Decimal;

/// A table of a scenario.
#[derive(Debug)]
pub struct Group {
    /// Its path, such as `response.accept`; empty for the top level.
    pub path: &'static str,
    /// What it is about.
    pub meaning: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// The unit, in words; empty where there is none.
    pub unit: &'static str,
    /// Whether it may be a range.
    pub uncertain: bool,
    /// What it may be.
    pub bounds: Bounds,
    /// What counts where it is not given, in words; empty where it has to be.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Words.
    Text,
    /// A currency code.
    Currency,
    /// A day.
    Date,
    /// A whole number.
    Whole,
    /// Any number.
    Number,
    /// A share: `"35%"` or `0.35`.
    Share,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A list of words.
    Texts,
    /// Red flags: a list of codes, or a table from codes to severities.
    Flags,
    /// A table.
    Table(&'static Group),
    /// A list of tables.
    Tables(&'static Group),
    /// The list of strategies, whose keys depend on their kind.
    Strategies,
}

impl Holds {
    /// Whether it is a number of some kind.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Number | Self::Share)
    }
}

/// The least and the most that a number may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    least: Option<Bound>,
    most: Option<Bound>,
    not_zero: bool,
    /// How many characters, entries or elements a text or list may have.
    pub length_max: usize,
}

#[derive(Clone, Copy, Debug)]
struct Bound {
    value: Decimal,
    itself: bool,
}

impl Bounds {
    const NONE: Self = Self { least: None, most: None, not_zero: false, length_max: 10_000 };

    /// Whether a number is within.
    #[must_use]
    pub fn admit(&self, value: Decimal) -> bool {
        self.least.is_none_or(|least| if least.itself { value >= least.value } else { value > least.value })
            && self.most.is_none_or(|most| if most.itself { value <= most.value } else { value < most.value })
            && !(self.not_zero && value.is_zero())
    }

    /// The least, and whether it is itself within.
    #[must_use]
    pub fn least(&self) -> Option<(Decimal, bool)> {
        self.least.map(|bound| (bound.value, bound.itself))
    }

    /// The most, and whether it is itself within.
    #[must_use]
    pub fn most(&self) -> Option<(Decimal, bool)> {
        self.most.map(|bound| (bound.value, bound.itself))
    }

    /// The bounds in words, such as `more than 0` or `0 % to 100 %`; empty where there are none.
    #[must_use]
    pub fn words(&self, holds: Holds) -> String {
        let text = |value: Decimal| match holds {
            Holds::Share => format!("{} %", (value * Decimal::ONE_HUNDRED).normalize()),
            _ => value.normalize().to_string(),
        };
        let range = match (self.least, self.most) {
            (None, None) => String::new(),
            (Some(least), None) if least.itself => format!("{} or more", text(least.value)),
            (Some(least), None) => format!("more than {}", text(least.value)),
            (None, Some(most)) if most.itself => format!("at most {}", text(most.value)),
            (None, Some(most)) => format!("less than {}", text(most.value)),
            (Some(least), Some(most)) if least.itself && most.itself => {
                format!("{} to {}", text(least.value), text(most.value))
            }
            (Some(least), Some(most)) => {
                let (more, or_more) = if least.itself { ("", " or more") } else { ("more than ", "") };
                let to = if most.itself { "at most" } else { "less than" };
                format!("{more}{}{or_more} and {to} {}", text(least.value), text(most.value))
            }
        };
        if self.not_zero { format!("{range}, and not 0") } else { range }
    }
}

impl Key {
    const fn new(name: &'static str, holds: Holds, meaning: &'static str) -> Self {
        Self { name, holds, unit: "", uncertain: false, bounds: Bounds::NONE, default: "", meaning }
    }

    const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    const fn uncertain(mut self) -> Self {
        self.uncertain = true;
        self
    }

    const fn default(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }

    const fn above(mut self, value: Decimal) -> Self {
        self.bounds.least = Some(Bound { value, itself: false });
        self
    }

    const fn at_least(mut self, value: Decimal) -> Self {
        self.bounds.least = Some(Bound { value, itself: true });
        self
    }

    const fn below(mut self, value: Decimal) -> Self {
        self.bounds.most = Some(Bound { value, itself: false });
        self
    }

    const fn at_most(mut self, value: Decimal) -> Self {
        self.bounds.most = Some(Bound { value, itself: true });
        self
    }

    const fn not_zero(mut self) -> Self {
        self.bounds.not_zero = true;
        self
    }

    const fn length(mut self, most: usize) -> Self {
        self.bounds.length_max = most;
        self
    }

    /// What the key may be, in words: its bounds, or its choices.
    #[must_use]
    pub fn may_be(&self) -> String {
        match self.holds {
            Holds::Choice(choices) => choices.join(", "),
            Holds::Currency => "a currency code of ISO 4217".to_owned(),
            Holds::Date => "a day, as 2027-01-31".to_owned(),
            _ => self.bounds.words(self.holds),
        }
    }
}

impl Group {
    /// The key with a name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The path of a key of this group.
    #[must_use]
    pub fn path_of(&self, key: &str) -> String {
        join(self.path, key)
    }
}

/// The tables of which there may be several, with a header in double brackets.
const LISTS: [&str; 7] =
    ["response.accept", "response.shock", "risk", "correlation", "strategy", "strategy.tier", "strategy.move"];

impl fmt::Display for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path {
            "" => formatter.write_str("the top level"),
            path if LISTS.contains(&path) => write!(formatter, "[[{path}]]"),
            path => write!(formatter, "[{path}]"),
        }
    }
}

/// A path and a key under it.
#[must_use]
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

const ZERO: Decimal = Decimal::ZERO;
const ONE: Decimal = Decimal::ONE;
const MINUS_ONE: Decimal = Decimal::NEGATIVE_ONE;

const fn whole(value: u32) -> Decimal {
    Decimal::from_parts(value, 0, 0, false, 0)
}

const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Holds::Number, meaning).unit(unit)
}

/// A share of something; of what, the unit says.
const fn share(name: &'static str, unit: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Holds::Share, meaning).unit(unit)
}

const fn count(name: &'static str, unit: &'static str, least: u32, most: u32, meaning: &'static str) -> Key {
    Key::new(name, Holds::Whole, meaning).unit(unit).at_least(whole(least)).at_most(whole(most))
}

const fn text(name: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Holds::Text, meaning)
}

const fn growth(name: &'static str, meaning: &'static str) -> Key {
    share(name, "share a year", meaning).uncertain().above(MINUS_ONE).at_most(ONE).default("0 %")
}

/// The top level.
pub static TOP: Group = Group {
    path: "",
    meaning: "the plan",
    keys: &[
        text("title", "What the plan is called").default("client.name"),
        Key::new("currency", Holds::Currency, "The currency of all amounts; its minor unit rules rounding and display")
            .default("EUR"),
        Key::new("start", Holds::Date, "The day on which the first notice is served").default("today"),
        count("months", "months", 1, 120, "How many months the plan runs").default("24"),
        share("discount", "share a year", "What a year's wait costs, for the present value")
            .uncertain()
            .above(MINUS_ONE)
            .at_most(ONE)
            .default("0 %"),
        number("price_step", "money", "The step to which prices are rounded")
            .above(ZERO)
            .default("the currency's minor unit, or the last decimal in which the price is written"),
        Key::new("client", Holds::Table(&CLIENT), "The client and the work it pays for"),
        Key::new("effort", Holds::Table(&EFFORT), "The hours it takes beyond that").default("no extra hours"),
        Key::new("goal", Holds::Table(&GOAL), "What the client should earn you").default("the margin on paper"),
        Key::new("response", Holds::Table(&RESPONSE), "What the client does when it is asked for more")
            .default("not judged: no recommendation"),
        Key::new("replacement", Holds::Table(&REPLACEMENT), "The work that can take its place")
            .default("no redeployment"),
        Key::new("capacity", Holds::Table(&CAPACITY), "What goes on when hours are free").default("nothing"),
        Key::new("costs", Holds::Table(&COSTS), "How your costs move").default("flat"),
        Key::new("payment", Holds::Table(&PAYMENT), "How the client pays").default("at once and in full"),
        Key::new("team", Holds::Table(&TEAM), "Those who face the client").default("no turnover"),
        Key::new("business", Holds::Table(&BUSINESS), "The business around the client").default("no look at the cash"),
        Key::new("contract", Holds::Table(&CONTRACT), "What the contract allows").default("anything"),
        Key::new("flags", Holds::Flags, "Red flags: a list of codes, or a table from codes to severities 1 to 3")
            .length(100)
            .default("none"),
        Key::new("risk", Holds::Tables(&RISK), "Something that may go wrong").length(100).default("none"),
        Key::new("correlation", Holds::Tables(&CORRELATION), "Two ranges that move together, for `simulate`")
            .length(200)
            .default("independent"),
        Key::new("strategy", Holds::Strategies, "A way to deal with the client").length(50).default("the default set"),
    ],
};

/// `[client]`.
pub static CLIENT: Group = Group {
    path: "client",
    meaning: "the client and the work it pays for",
    keys: &[
        text("name", "What the client is called").default("the file's name"),
        number("rate", "money an hour", "Price of a billed hour; this, a retainer or a unit price").uncertain().above(ZERO),
        number("retainer", "money a month", "Price of a month").uncertain().above(ZERO),
        number("unit_price", "money", "Price of a unit; with `units`").uncertain().above(ZERO),
        number("units", "units a month", "Units billed a month").uncertain().above(ZERO),
        number("hours", "hours a month", "Hours of billed work").uncertain().above(ZERO),
        share("margin", "share of the bill", "What is left of the bill after the costs that go away with the work, before the extra hours; this or `cost`")
            .uncertain()
            .below(ONE),
        number("cost", "money an hour", "What one billed hour costs you; your own hour: what you would have to pay someone")
            .uncertain()
            .at_least(ZERO),
    ],
};

/// `[effort]`.
pub static EFFORT: Group = Group {
    path: "effort",
    meaning: "the hours worked for the client that are never billed",
    keys: &[
        number("hours", "hours a month", "Extra hours that nobody pays for").uncertain().at_least(ZERO).default("0"),
        number("cost", "money an hour", "What one of them costs")
            .uncertain()
            .at_least(ZERO)
            .default("what a billed hour costs to deliver"),
        number("monthly_cost", "money a month", "What all of them cost, instead of `cost`")
            .uncertain()
            .at_least(ZERO)
            .default("none"),
    ],
};

/// `[goal]`.
pub static GOAL: Group = Group {
    path: "goal",
    meaning: "what the client should earn you",
    keys: &[share("margin", "share of the bill", "The net margin to be reached").below(ONE).default("client.margin")],
};

/// `[response]`.
pub static RESPONSE: Group = Group {
    path: "response",
    meaning: "what the client does when it is asked for more",
    keys: &[
        share("churn", "share a month", "The chance that the client goes in a month, whatever the price")
            .uncertain()
            .at_least(ZERO)
            .below(ONE)
            .default("0 %"),
        Key::new(
            "accept",
            Holds::Tables(&POINT),
            "Of ten clients like this one, how many would take that raise, in one step?",
        )
        .length(100)
        .default("no response"),
        Key::new(
            "walk_away",
            Holds::Table(&WALK_AWAY),
            "The raises between which clients like this one begin to go and all are gone",
        )
        .default("no response"),
        number(
            "elasticity",
            "number",
            "Constant elasticity of staying: the chance is the index to the power of minus this",
        )
        .uncertain()
        .at_least(ZERO)
        .default("no response"),
        Key::new("logit", Holds::Table(&LOGIT), "A logistic curve of staying").default("no response"),
        Key::new("shock", Holds::Tables(&SHOCK_POINT), "The chance of taking one step of that size, its level apart")
            .length(100)
            .default("no such effect"),
        count(
            "leaves_after",
            "months",
            0,
            24,
            "Months from the change to the leaving of a client that does not accept",
        )
        .default("0"),
        growth("drift", "How fast the walk-away price rises"),
        share("realisation", "share", "The share of an asked raise that is got")
            .uncertain()
            .at_least(ZERO)
            .at_most(ONE)
            .default("100 %"),
        number(
            "hours_elasticity",
            "number",
            "How much less is bought at a higher price: work is the index to the power of minus this",
        )
        .uncertain()
        .at_least(ZERO)
        .default("0"),
    ],
};

const RAISE_OF_POINT: Key = share("raise", "share of the price", "The raise").above(ZERO);
const CHANCE_OF_POINT: Key = share("chance", "share", "How many would take it").uncertain().at_least(ZERO).at_most(ONE);

/// An answer of `response.accept`.
pub static POINT: Group =
    Group { path: "response.accept", meaning: "an answer", keys: &[RAISE_OF_POINT, CHANCE_OF_POINT] };

/// An answer of `response.shock`.
pub static SHOCK_POINT: Group =
    Group { path: "response.shock", meaning: "an answer", keys: &[RAISE_OF_POINT, CHANCE_OF_POINT] };

/// `response.walk_away`.
pub static WALK_AWAY: Group = Group {
    path: "response.walk_away",
    meaning: "where clients begin to go and all are gone",
    keys: &[
        share("low", "share of the price", "Up to this raise all stay").at_least(ZERO),
        share("high", "share of the price", "From this raise on all go").above(ZERO),
    ],
};

/// `response.logit`.
pub static LOGIT: Group = Group {
    path: "response.logit",
    meaning: "a logistic curve of staying",
    keys: &[
        share("half", "share of the price", "The raise at which half of them stay").uncertain().above(ZERO),
        number("slope", "number", "How steep it falls; half times slope exceeds ln 2").uncertain().above(ZERO),
    ],
};

/// `[replacement]`.
pub static REPLACEMENT: Group = Group {
    path: "replacement",
    meaning: "the work that can take the client's place",
    keys: &[
        number("rate", "money an hour", "What an hour of it is billed at")
            .uncertain()
            .at_least(ZERO)
            .default("no redeployment"),
        share("margin", "share of its revenue", "Its contribution margin")
            .uncertain()
            .below(ONE)
            .default("no redeployment"),
        count("lag_months", "months", 0, 120, "Months until the first freed hour is sold again").default("0"),
        count("ramp_months", "months", 1, 120, "Months over which the sold share grows to `fill`").default("1"),
        share("fill", "share", "The share of freed hours that is sold again in the end")
            .uncertain()
            .at_least(ZERO)
            .at_most(ONE)
            .default("100 %"),
        share("unpaid_share", "share", "The share of its hours that will not be billed either")
            .uncertain()
            .at_least(ZERO)
            .below(ONE)
            .default("0 %"),
        growth("increase", "How fast its rate rises"),
        number("acquisition_cost", "money", "What finding work for all of the client's hours costs")
            .uncertain()
            .at_least(ZERO)
            .default("0"),
    ],
};

/// `[capacity]`.
pub static CAPACITY: Group = Group {
    path: "capacity",
    meaning: "what goes on when hours are free",
    keys: &[share(
        "cost_stays",
        "share",
        "The share of the cost of freed, unsold hours that you go on paying: 0 % freelancers, 100 % a salaried team",
    )
    .uncertain()
    .at_least(ZERO)
    .at_most(ONE)
    .default("0 %")],
};

/// `[costs]`.
pub static COSTS: Group =
    Group { path: "costs", meaning: "how your costs move", keys: &[growth("increase", "How fast your costs rise")] };

/// `[payment]`.
pub static PAYMENT: Group = Group {
    path: "payment",
    meaning: "how the client pays",
    keys: &[
        number("days", "days", "Days from the invoice to the cash")
            .uncertain()
            .at_least(ZERO)
            .at_most(whole(365))
            .default("0"),
        share("cost_of_capital", "share a year", "What money costs you").uncertain().at_least(ZERO).default("0 %"),
        share("bad_debt", "share of the bill", "What is never paid")
            .uncertain()
            .at_least(ZERO)
            .at_most(ONE)
            .default("0 %"),
        share("disputed", "share of the bill", "What is disputed away")
            .uncertain()
            .at_least(ZERO)
            .at_most(ONE)
            .default("0 %"),
        share("last_bills_unpaid", "share of the open balance", "What of it is lost when the client goes")
            .uncertain()
            .at_least(ZERO)
            .at_most(ONE)
            .default("0 %"),
    ],
};

/// `[team]`.
pub static TEAM: Group = Group {
    path: "team",
    meaning: "those who face the client",
    keys: &[
        number("people", "number", "How many they are").above(ZERO),
        share("quit_chance", "share a year", "The chance that one of them leaves because of this client")
            .uncertain()
            .at_least(ZERO)
            .below(ONE),
        number("replacement_cost", "money a person", "What replacing one costs").uncertain().at_least(ZERO),
    ],
};

/// `[business]`.
pub static BUSINESS: Group = Group {
    path: "business",
    meaning: "the business around the client",
    keys: &[
        number("monthly_revenue", "money a month", "All revenue, this client's included")
            .at_least(ZERO)
            .default("no look at the cash"),
        number("monthly_costs", "money a month", "All costs, this client's included")
            .at_least(ZERO)
            .default("no look at the cash"),
        number("cash", "money", "Cash in hand").at_least(ZERO).default("no look at the cash"),
    ],
};

/// `[contract]`.
pub static CONTRACT: Group = Group {
    path: "contract",
    meaning: "what the contract allows",
    keys: &[
        count("notice_days", "days", 0, 365, "The least notice of a price change").default("0"),
        count("termination_months", "calendar months", 0, 60, "The least notice of an end").default("0"),
        Key::new("price_locked_until", Holds::Date, "No price change is effective before this day").default("none"),
        share("max_raise", "share", "The most that the bill may rise in any 12 months").at_least(ZERO).default("none"),
    ],
};

/// The kinds of a risk.
pub const RISK_KINDS: &[&str] = &["legal", "financial", "public-relations", "other-clients", "other"];

/// When a risk may happen.
pub const RISK_TIMES: &[&str] = &["start", "serving", "exit"];

/// `[[risk]]`.
pub static RISK: Group = Group {
    path: "risk",
    meaning: "something that may go wrong",
    keys: &[
        text("name", "What it is called"),
        Key::new("kind", Holds::Choice(RISK_KINDS), "What it touches"),
        share("chance", "share", "How likely it is: once; with `serving`, at least once a year (then below 100 %)")
            .uncertain()
            .at_least(ZERO)
            .at_most(ONE),
        number("cost", "money", "What it costs").uncertain().at_least(ZERO),
        Key::new(
            "when",
            Holds::Choice(RISK_TIMES),
            "At the start of the plan, while the client is served, or when it goes",
        ),
        Key::new("strategies", Holds::Texts, "The ids of the strategies that it threatens")
            .length(50)
            .default("all; with `start`, all but the status quo"),
    ],
};

/// `[[correlation]]`.
pub static CORRELATION: Group = Group {
    path: "correlation",
    meaning: "two ranges that move together",
    keys: &[
        text("a", "A key that is a range"),
        text("b", "Another one"),
        number("rho", "number", "Their rank correlation").at_least(MINUS_ONE).at_most(ONE),
    ],
};

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
        .uncertain()
        .at_least(ZERO)
        .at_most(ONE)
        .default("by the response");
const BONUS: Key =
    share("bonus", "share of the bill", "Pay for those who face the client").uncertain().at_least(ZERO).default("none");
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
            .uncertain()
            .above(ZERO)
            .at_most(ONE)
            .default("100 %"),
        share("effort_share", "share of the extra hours", "What of the extra hours goes with it")
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
    keys: &[KIND, ID, NAME, AFTER_DAYS, BONUS.default("5 %"), MONTHLY_BONUS, RETENTION.default("50 %"), ACCEPT],
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
        text("name", "What it is called; unique"),
        number("hours", "hours a month", "The most extra hours").at_least(ZERO),
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
        ACCEPT,
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
        ACCEPT.default("by the response"),
        RAISE.default("none"),
        SURCHARGE.default("none"),
        MONTHLY_FEE.default("none"),
        PER_EXTRA_HOUR.default("none"),
        INCLUDED_HOURS,
        BEHAVIOUR_CHANGE.default("none"),
        share("withdraw", "share of the billed work", "Work withdrawn; 100 % ends the engagement")
            .uncertain()
            .above(ZERO)
            .at_most(ONE)
            .default("none"),
        share("withdraw_effort", "share of the extra hours", "What of the extra hours goes with it")
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

/// The tables that have a key, as their headers name them.
#[must_use]
pub fn tables_with(key: &str) -> Vec<String> {
    let mut tables: Vec<String> =
        with_inner(&TOP).into_iter().filter(|group| group.key(key).is_some()).map(Group::to_string).collect();
    tables.dedup();
    tables
}

/// A group, and all those inside it.
fn with_inner(group: &'static Group) -> Vec<&'static Group> {
    let inner = group.keys.iter().flat_map(|key| match key.holds {
        Holds::Table(inner) | Holds::Tables(inner) => with_inner(inner),
        Holds::Strategies => {
            crate::domain::Kind::ALL.into_iter().flat_map(|kind| with_inner(strategy_group(kind))).collect()
        }
        _ => Vec::new(),
    });
    std::iter::once(group).chain(inner).collect()
}

/// The keys of a strategy of a kind.
#[must_use]
pub fn strategy_group(kind: crate::domain::Kind) -> &'static Group {
    use crate::domain::Kind;
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
