//! Uncertain inputs: what they are drawn from, and what comes of many draws.

pub mod quantiles;
