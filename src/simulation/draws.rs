//! Draws of all ranges of a scenario together, block by block.
//!
//! A block is drawn from its own generator, so that it does not matter which thread draws it, or when.

use super::quantiles::Quantiles;
use super::shares::Shares;
use crate::analysis::inputs::follower;
use crate::domain::{Place, Scenario};
use crate::number::Number;
use crate::scenario::Reading;
use crate::scenario::ledger::Range;

/// Draws in a block.
pub const BLOCK: usize = 4096;

/// Equal parts of the shares of an input, for the worth of learning it.
pub const BINS: usize = 64;

/// A range of a scenario.
#[derive(Clone, Debug)]
pub struct DrawnInput {
    /// Its key.
    pub key: String,
    /// The key of the number that follows it by default.
    follower: Option<String>,
    /// Its value in the base case.
    pub base: f64,
    quantiles: Quantiles,
}

impl DrawnInput {
    /// Whether it has a single value.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.quantiles.is_certain()
    }

    /// Where the value goes in a scenario; several places where others follow it.
    #[must_use]
    pub fn places<N: Number>(&self, scenario: &Scenario<N>) -> Vec<Place<N>> {
        places_of(scenario, &self.key, self.follower.as_deref())
    }
}

/// The ranges of a scenario, and how they move together.
#[derive(Clone, Debug)]
pub struct Draws {
    /// The ranges, in the order of the scenario.
    pub inputs: Vec<DrawnInput>,
    shares: Shares,
}

/// The draws of a block: for each input and draw a value, and where among all draws it is.
pub struct Block {
    /// How many draws.
    pub count: usize,
    /// Which of the equal parts the share of each draw is in; one list an input.
    pub bins: Vec<Vec<u8>>,
    /// Values; one list an input.
    pub values: Vec<Vec<f64>>,
}

impl Block {
    /// The values of all inputs in a draw.
    #[must_use]
    pub fn values_of(&self, draw: usize) -> Vec<f64> {
        self.values.iter().map(|values| values[draw]).collect()
    }
}

impl Draws {
    /// The ranges of what was read.
    #[must_use]
    pub fn of(reading: &Reading, seed: u64) -> Self {
        let input = |key: &str, range: &Range| DrawnInput {
            key: key.to_owned(),
            follower: follower(reading, key),
            base: f64::from_decimal(range.base),
            quantiles: Quantiles::of(range),
        };
        let ranges = reading.ledger.iter().filter_map(|entry| Some((&entry.key, entry.range?)));
        let inputs: Vec<DrawnInput> = ranges.map(|(key, range)| input(key, &range)).collect();
        let keys: Vec<&str> = inputs.iter().map(|input| input.key.as_str()).collect();
        let shares = Shares::of(&keys, &reading.correlations, seed);
        Self { inputs, shares }
    }

    /// Whether it may be worth something to know an input, given which inputs matter.
    #[must_use]
    pub fn may_tell(&self, input: usize, matters: impl Fn(usize) -> bool) -> bool {
        !self.inputs[input].quantiles.is_certain() && self.shares.told_by(input).any(matters)
    }

    /// The block with a number.
    #[must_use]
    pub fn block(&self, number: u64, count: usize) -> Block {
        let shares = self.shares.block(number, count);
        let values = self.inputs.iter().zip(&shares).map(|(input, shares)| input.quantiles.of_each(shares));
        let bins = shares.iter().map(|shares| shares.iter().map(|share| bin_of(*share)).collect());
        Block { count, values: values.collect(), bins: bins.collect() }
    }
}

/// The part of all shares that a share is in.
fn bin_of(share: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is above 0 and below 1")]
    #[expect(clippy::cast_precision_loss, reason = "there are few parts")]
    let bin = (share * BINS as f64) as u8;
    bin
}

/// Where the value of a range goes in a scenario: where its key stands, and the key that follows it by default.
#[must_use]
pub fn places_of<N: Number>(scenario: &Scenario<N>, key: &str, follower: Option<&str>) -> Vec<Place<N>> {
    std::iter::once(key).chain(follower).filter_map(|key| scenario.place(key)).collect()
}
