//! The model: from a scenario to the figures of every strategy.
//!
//! Pure functions without a clock, an environment, randomness or output. The files follow the order of `docs/model.md`:
//!
//! | file | what it computes |
//! | --- | --- |
//! | [`today`] | this month with the client: bill, cost to serve, profit, zero-profit and goal price |
//! | [`calendar`] | which days a month of the plan has, and from which month a change counts |
//! | [`moves`] | strategies expanded into dated moves, under the contract |
//! | [`terms`] | what is agreed after a number of moves: price, fees, extra hours, work |
//! | [`response`] | the chance that the client takes an ask |
//! | [`course`] | month by month: what is asked, and the chance that it is accepted |
//! | [`month`] | a month with the client, line by line |
//! | [`basis`] | what is the same for every strategy, worked out once |
//! | [`projection`] | the expected months: freed and redeployed hours, idle cost, one-off amounts, net profit |
//! | [`totals`] | the figures over the horizon |
//! | [`worth`] | the same net profit as a sum over the months in which the client is there |
//! | [`stretches`] | the same for all strategies at once, where millions of evaluations are needed |
//! | [`distribution`] | every outcome with its chance |
//! | [`break_even`] | how sure one has to be, what a freed hour has to bring, how much work may be lost |
//! | [`floor`] | the planner's own limit |
//! | [`cash`] | what is in hand at the end of each month, and when each bill is paid |
//! | [`evaluation`] | all of it for one strategy |
//! | [`parallel`] | that for several strategies at once |

pub mod basis;
pub mod break_even;
pub mod calendar;
pub mod cash;
pub mod course;
pub mod distribution;
pub mod evaluation;
pub mod floor;
pub mod month;
pub mod moves;
pub mod parallel;
pub mod projection;
pub mod response;
pub mod stretches;
pub mod terms;
pub mod today;
pub mod totals;
pub mod worth;

use std::fmt;

/// Why a strategy cannot be computed. Each names the strategy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineError {
    /// A figure needs more digits than a decimal has, or fewer than 12 of its digits are certain.
    NumbersRunOut {
        /// The strategy's id.
        strategy: String,
        /// The month of the plan.
        month: u32,
        /// Which figure.
        figure: &'static str,
    },
    /// A raise is smaller than half a price step, so that nothing would change.
    RaiseLostInRounding {
        /// The strategy's id.
        strategy: String,
        /// The month of the plan.
        month: u32,
        /// The price before it.
        price: String,
        /// The step to which prices are rounded.
        price_step: String,
    },
    /// A date beyond the calendar.
    DatesRunOut {
        /// The strategy's id.
        strategy: String,
    },
}

impl EngineError {
    /// The id of the strategy.
    #[must_use]
    pub fn strategy(&self) -> &str {
        match self {
            Self::NumbersRunOut { strategy, .. }
            | Self::RaiseLostInRounding { strategy, .. }
            | Self::DatesRunOut { strategy } => strategy,
        }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NumbersRunOut { strategy, month, figure } => write!(
                formatter,
                "the numbers run out in strategy `{strategy}`, month {month}: 12 digits of the {figure} can no longer be guaranteed"
            ),
            Self::RaiseLostInRounding { strategy, month, price, price_step } => write!(
                formatter,
                "strategy `{strategy}` raises the price of {price} in month {month} by less than half a price step of {price_step}: nothing would change"
            ),
            Self::DatesRunOut { strategy } => {
                write!(formatter, "the dates of strategy `{strategy}` run beyond the year 9999")
            }
        }
    }
}

impl std::error::Error for EngineError {}
