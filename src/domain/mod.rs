//! The words of the planner: a client, its response, the contract, strategies and their moves.
//!
//! Nothing here computes, but for the line through a planner's answers. A [`Scenario`] comes only from [`crate::scenario`], which has checked every bound named here.

mod answers;
mod conversion;
mod currency;
mod flags;
mod inputs;
mod scenario;
mod strategy;

pub use answers::{RiseOfLevel, interpolated, rise_of_level};
pub use currency::Currency;
pub use flags::{Flag, RedFlag, Remedy};
pub use inputs::{Input, Place};
pub use scenario::{
    Business, Client, Contract, Cost, Curve, Effort, EffortCost, LAST_DAY, Payment, Point, Price, Replacement,
    Response, Risk, RiskKind, RiskWhen, Scenario, Team,
};
pub use strategy::{
    Bonus, ExtraHourFee, HeadacheFee, Kind, LetterDay, LettingGo, Parts, Pay, PlannedMove, Strategy, Tier, Way,
    Withdrawal,
};
