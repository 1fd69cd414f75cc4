//! The tables of a scenario, but for the strategies.

use super::{Group, Holds, Key, MINUS_ONE, ONE, ZERO, count, growth, number, share, text, whole};

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
            .example("1")
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
            .example("slow-payer")
            .or_empty()
            .length(100)
            .default("none"),
        Key::new("risk", Holds::Tables(&RISK), "Something that may go wrong").or_empty().length(100).default("none"),
        Key::new("correlation", Holds::Tables(&CORRELATION), "Two ranges that move together, for `simulate`")
            .or_empty()
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
        number("retainer", "money a month", "Price of a month").example("3200").uncertain().above(ZERO),
        number("unit_price", "money", "Price of a unit; with `units`").example("1.485").uncertain().above(ZERO),
        number("units", "units a month", "Units billed a month").example("2400").uncertain().above(ZERO),
        number("hours", "hours a month", "Hours of billed work").uncertain().above(ZERO),
        share("margin", "share of the bill", "What is left of the bill after the costs that go away with the work, before the extra hours; this or `cost`").example("35%")
            .uncertain()
            .below(ONE),
        number("cost", "money an hour", "What one billed hour costs you; your own hour: what you would have to pay someone").example("62")
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
    keys: &[share("margin", "share of the bill", "The net margin to be reached")
        .example("35%")
        .below(ONE)
        .default("client.margin")],
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
        .example("2")
        .uncertain()
        .at_least(ZERO)
        .default("no response"),
        Key::new("logit", Holds::Table(&LOGIT), "A logistic curve of staying").default("no response"),
        Key::new("shock", Holds::Tables(&SHOCK_POINT), "The chance of taking one step of that size, its level apart")
            .or_empty()
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
const CHANCE_OF_POINT: Key =
    share("chance", "share", "How many would take it").example("80%").uncertain().at_least(ZERO).at_most(ONE);

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
        share("high", "share of the price", "From this raise on all go").example("50%").above(ZERO),
    ],
};

/// `response.logit`.
pub static LOGIT: Group = Group {
    path: "response.logit",
    meaning: "a logistic curve of staying",
    keys: &[
        share("half", "share of the price", "The raise at which half of them stay")
            .example("25%")
            .uncertain()
            .above(ZERO),
        number("slope", "number", "How steep it falls; half times slope exceeds ln 2")
            .example("10")
            .uncertain()
            .above(ZERO),
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
            .example("35%")
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
        number("people", "number", "How many they are").example("3").above(ZERO),
        share("quit_chance", "share a year", "The chance that one of them leaves because of this client")
            .uncertain()
            .at_least(ZERO)
            .below(ONE),
        number("replacement_cost", "money a person", "What replacing one costs")
            .example("15000")
            .uncertain()
            .at_least(ZERO),
    ],
};

/// `[business]`.
pub static BUSINESS: Group = Group {
    path: "business",
    meaning: "the business around the client",
    keys: &[
        number("monthly_revenue", "money a month", "All revenue, this client's included")
            .example("20000")
            .at_least(ZERO)
            .default("no look at the cash"),
        number("monthly_costs", "money a month", "All costs, this client's included")
            .example("18000")
            .at_least(ZERO)
            .default("no look at the cash"),
        number("cash", "money", "Cash in hand").example("30000").at_least(ZERO).default("no look at the cash"),
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
            .example("status-quo")
            .length(50)
            .default("all; with `start`, all but the status quo"),
    ],
};

/// `[[correlation]]`.
pub static CORRELATION: Group = Group {
    path: "correlation",
    meaning: "two ranges that move together",
    keys: &[
        text("a", "A key that is a range").example("client.hours"),
        text("b", "Another one").example("effort.hours"),
        number("rho", "number", "Their rank correlation").example("0.5").at_least(MINUS_ONE).at_most(ONE),
    ],
};
