//! A scenario: everything the planner is told about one client.
//!
//! Amounts are in units of the currency, without VAT or sales tax and before income tax; shares are fractions (0.35 is
//! 35 %). `N` is what the model computes with, see [`Number`](crate::number::Number).

use chrono::NaiveDate;

use super::{Currency, Flag, Strategy};

/// The last day of a plan: in a scenario as in ISO 8601 a year has four digits.
pub const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();

/// What the planner is told about one client, complete and checked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scenario<N> {
    /// What the plan is called.
    pub title: String,
    /// What the currency of all amounts is.
    pub currency: Currency,
    /// The day on which the first notice is served.
    pub start: NaiveDate,
    /// How many months the plan runs: 1…120.
    pub months: u32,
    /// What a year's wait costs, a share a year.
    pub discount: N,
    /// The step to which a price is rounded; above 0.
    pub price_step: N,
    /// The client and the work it pays for.
    pub client: Client<N>,
    /// The hours it takes beyond that.
    pub effort: Effort<N>,
    /// The net margin to be reached; none: the margin of the billed work.
    pub goal_margin: Option<N>,
    /// What the client does when it is asked.
    pub response: Response<N>,
    /// The work that can take its place; none: freed hours stay unsold.
    pub replacement: Option<Replacement<N>>,
    /// The share of the cost of freed, unsold hours that goes on, 0…1; none: not given, counts as 0.
    pub cost_stays: Option<N>,
    /// How fast the own costs rise, a share a year.
    pub costs_increase: N,
    /// How the client pays.
    pub payment: Payment<N>,
    /// Those who face the client.
    pub team: Option<Team<N>>,
    /// The business around it, where all that a look at the cash needs is given.
    pub business: Option<Business<N>>,
    /// What the contract allows.
    pub contract: Contract<N>,
    /// The red flags raised.
    pub flags: Vec<Flag>,
    /// What may go wrong.
    pub risks: Vec<Risk<N>>,
    /// The ways to be compared; the status quo first.
    pub strategies: Vec<Strategy<N>>,
}

impl<N> Scenario<N> {
    /// The position of the strategy that a key such as `strategy.custom.move.2.raise` belongs to, and the key within it.
    #[must_use]
    pub fn strategy_of_key<'k>(&self, key: &'k str) -> Option<(usize, &'k str)> {
        let within = key.strip_prefix("strategy.")?;
        let found = self.strategies.iter().enumerate().filter_map(|(position, strategy)| {
            Some((position, within.strip_prefix(strategy.id.as_str())?.strip_prefix('.')?))
        });
        // An id may have a point in it, and begin with another id.
        found.min_by_key(|(_, rest)| rest.len())
    }
}

/// The client and the work it pays for.
#[derive(Clone, Debug, PartialEq)]
pub struct Client<N> {
    /// What it is called.
    pub name: String,
    /// What is on the price list.
    pub price: Price<N>,
    /// Billed hours a month; above 0.
    pub hours: N,
    /// What the billed work costs.
    pub cost: Cost<N>,
}

/// The form in which the client is billed; every price is above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Price<N> {
    /// Money for a billed hour.
    Hour(N),
    /// Money a month.
    Retainer(N),
    /// Money for a unit, and how many a month.
    Unit(N, N),
}

/// What the billed work costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cost<N> {
    /// The contribution margin: the share of the bill that is left after the costs that go away with the work; below 1.
    Margin(N),
    /// Money for a billed hour; 0 or more.
    Hour(N),
}

/// The extra effort: hours worked for the client that are never billed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort<N> {
    /// Extra hours a month; 0 or more.
    pub hours: N,
    /// What they cost.
    pub cost: EffortCost<N>,
}

/// What the extra hours cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EffortCost<N> {
    /// As much as a billed hour costs to deliver.
    AsDelivery,
    /// Money an hour; 0 or more.
    Hour(N),
    /// Money a month for all of them; 0 or more.
    Month(N),
}

/// What the client does when it is asked for more.
#[derive(Clone, Debug, PartialEq)]
pub struct Response<N> {
    /// The chance that it goes in a month, whatever the price: 0 to below 1.
    pub churn: N,
    /// The chance that its walk-away price lies above what it is asked for; none: not judged.
    pub curve: Option<Curve<N>>,
    /// The chance that it takes one step of that size, its level apart; empty: any step.
    pub shock: Vec<Point<N>>,
    /// Months from the change to the leaving of a client that does not accept: 0…24.
    pub leaves_after: u32,
    /// How fast its walk-away price rises, a share a year.
    pub drift: N,
    /// The share of what is asked that is got: 0…1.
    pub realisation: N,
    /// How much less it buys at a higher price: work is multiplied by the index to the power of minus this; 0 or more.
    pub hours_elasticity: N,
}

/// The chance that the walk-away price lies above an index, in one of four forms.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve<N> {
    /// The planner's answers for one raise in one step, by rising raises.
    Accept(Vec<Point<N>>),
    /// Certain up to the raise `low`, then falling evenly to 0 at `high`.
    WalkAway {
        /// 0 or more.
        low: N,
        /// Above `low`.
        high: N,
    },
    /// A constant elasticity; 0 or more.
    Elasticity(N),
    /// A logistic curve.
    Logit {
        /// The raise at which half of such clients stay.
        half: N,
        /// How steep it falls; `slope · half` exceeds ln 2.
        slope: N,
    },
}

/// A raise and the chance that goes with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point<N> {
    /// The raise, above 0.
    pub raise: N,
    /// The chance, 0…1.
    pub chance: N,
}

/// The work that can take the client's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replacement<N> {
    /// Money for an hour; 0 or more.
    pub rate: N,
    /// Its contribution margin; below 1.
    pub margin: N,
    /// Months until the first freed hour is sold again.
    pub lag_months: u32,
    /// Months over which the sold share grows to `fill`; at least 1.
    pub ramp_months: u32,
    /// The share of freed hours that is sold again in the end: 0…1.
    pub fill: N,
    /// The share of its hours that is not billed either; none: not given, counts as 0.
    pub unpaid_share: Option<N>,
    /// How fast its rate rises, a share a year.
    pub increase: N,
    /// What finding work for all of the client's hours costs; 0 or more.
    pub acquisition_cost: N,
}

/// How the client pays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payment<N> {
    /// Days from the invoice to the cash: 0…365.
    pub days: N,
    /// What money costs, a share a year.
    pub cost_of_capital: N,
    /// The share of the bill that is never paid.
    pub bad_debt: N,
    /// The share of the bill that is disputed away.
    pub disputed: N,
    /// The share of the open balance that is lost when the client goes.
    pub last_bills_unpaid: N,
}

/// Those who face the client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Team<N> {
    /// How many; above 0.
    pub people: N,
    /// The chance a year that one of them leaves because of this client: 0 to below 1.
    pub quit_chance: N,
    /// What replacing one costs; 0 or more.
    pub replacement_cost: N,
}

/// The business around the client, for the look at the cash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Business<N> {
    /// Revenue a month, this client's included.
    pub monthly_revenue: N,
    /// Costs a month, this client's included.
    pub monthly_costs: N,
    /// Cash in hand.
    pub cash: N,
}

/// What the contract allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract<N> {
    /// The least notice of a price change, in days.
    pub notice_days: u32,
    /// The least notice of an end, in calendar months.
    pub termination_months: u32,
    /// No price change is effective before this day.
    pub price_locked_until: Option<NaiveDate>,
    /// The most that the bill may rise in any 12 months, as a share.
    pub max_raise: Option<N>,
}

/// Something that may go wrong and what it would cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk<N> {
    /// What it is called.
    pub name: String,
    /// What it touches.
    pub kind: RiskKind,
    /// How likely it is: once, or, while serving, at least once a year.
    pub chance: N,
    /// What it costs; 0 or more.
    pub cost: N,
    /// When it may happen.
    pub when: RiskWhen,
    /// The ids of the strategies that it threatens; none: those that its time says.
    pub strategies: Option<Vec<String>>,
}

/// What a risk touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskKind {
    /// Claims and suits.
    Legal,
    /// Money.
    Financial,
    /// Reputation.
    PublicRelations,
    /// Other clients.
    OtherClients,
    /// Anything else.
    Other,
}

/// When a risk may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskWhen {
    /// Once, at the start of the plan.
    Start,
    /// Again and again, while the client is served.
    Serving,
    /// When the client goes.
    Exit,
}

impl<N> Risk<N> {
    /// Whether it threatens a strategy.
    #[must_use]
    pub fn threatens(&self, strategy: &Strategy<N>) -> bool {
        match &self.strategies {
            Some(ids) => ids.contains(&strategy.id),
            None => self.when != RiskWhen::Start || !matches!(strategy.way, super::Way::StatusQuo),
        }
    }
}
