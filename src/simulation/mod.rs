//! Uncertain inputs: what they are drawn from, what is kept of many draws, and what it comes to.

pub mod draws;
pub mod evaluation;
pub mod look;
mod program;
pub mod quantiles;
pub mod result;
pub mod run;
pub mod shares;
mod tally;
