//! Draws of all ranges of a scenario together, block by block.
//!
//! A block is drawn from its own generator, so that it does not matter which thread draws it, or when.

use std::f64::consts::SQRT_2;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use statrs::function::erf::{erfc, erfc_inv};

use super::quantiles::Quantiles;
use crate::analysis::inputs::follower;
use crate::domain::{Place, Scenario};
use crate::number::Number;
use crate::scenario::Reading;
use crate::scenario::correlations::{Correlation, of_normals};
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
    /// Where the value goes in a scenario; several places where others follow it.
    #[must_use]
    pub fn places<N: Number>(&self, scenario: &Scenario<N>) -> Vec<Place<N>> {
        std::iter::once(&self.key).chain(&self.follower).filter_map(|key| scenario.place(key)).collect()
    }
}

/// The ranges of a scenario, and how they move together.
#[derive(Clone, Debug)]
pub struct Draws {
    /// The ranges, in the order of the scenario.
    pub inputs: Vec<DrawnInput>,
    /// For each of the first ranges that are correlated, its row of the Cholesky factor of their normal correlations.
    rows: Vec<(usize, Vec<f64>)>,
    seed: u64,
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
        let rows = cholesky_rows(&inputs, &reading.correlations);
        Self { inputs, rows, seed }
    }

    /// The block with a number.
    #[must_use]
    pub fn block(&self, number: u64, count: usize) -> Block {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(self.seed ^ mixed(number));
        let mut shares = vec![Vec::with_capacity(count); self.inputs.len()];
        for _ in 0..count {
            for list in &mut shares {
                list.push(share(&mut generator));
            }
        }
        if !self.rows.is_empty() {
            self.correlate(&mut shares, count);
        }
        let values = self.inputs.iter().zip(&shares).map(|(input, shares)| input.quantiles.of_each(shares));
        let bins = shares.iter().map(|shares| shares.iter().map(|share| bin_of(*share)).collect());
        Block { count, values: values.collect(), bins: bins.collect() }
    }

    /// Makes the shares of correlated inputs move together: a Gaussian copula.
    fn correlate(&self, shares: &mut [Vec<f64>], count: usize) {
        let mut normals = vec![0.0; self.rows.len()];
        (0..count).for_each(|draw| {
            for (normal, (input, _)) in normals.iter_mut().zip(&self.rows) {
                *normal = -SQRT_2 * erfc_inv(2.0 * shares[*input][draw]);
            }
            for (input, row) in &self.rows {
                let together: f64 = row.iter().zip(&normals).map(|(weight, normal)| weight * normal).sum();
                let share = erfc(-together / SQRT_2) / 2.0;
                shares[*input][draw] = share.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
            }
        });
    }
}

/// A share above 0 and below 1: the middle of one of 2⁵³ equal cells.
fn share(generator: &mut Xoshiro256PlusPlus) -> f64 {
    const CELLS: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let cell = (generator.next_u64() >> 11) as f64;
    ((cell + 0.5) / CELLS).min(1.0 - f64::EPSILON)
}

/// The part of all shares that a share is in.
fn bin_of(share: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is above 0 and below 1")]
    #[expect(clippy::cast_precision_loss, reason = "there are few parts")]
    let bin = (share * BINS as f64) as u8;
    bin
}

/// A number whose bits look like chance: the finaliser of `SplitMix64`.
///
/// Source: G. Steele, D. Lea, C. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The rows of the Cholesky factor of the normal correlations, for the inputs that are correlated at all.
fn cholesky_rows(inputs: &[DrawnInput], correlations: &[Correlation]) -> Vec<(usize, Vec<f64>)> {
    let position = |key: &str| inputs.iter().position(|input| input.key == key);
    let mut positions: Vec<usize> =
        correlations.iter().flat_map(|pair| [position(&pair.a), position(&pair.b)]).flatten().collect();
    positions.sort_unstable();
    positions.dedup();
    let correlation = |one: usize, other: usize| {
        let (a, b) = (&inputs[one].key, &inputs[other].key);
        let pair = correlations.iter().find(|pair| (pair.a == *a && pair.b == *b) || (pair.a == *b && pair.b == *a));
        pair.map_or(if one == other { 1.0 } else { 0.0 }, |pair| of_normals(pair.rho))
    };
    let mut rows: Vec<(usize, Vec<f64>)> = Vec::new();
    for input in &positions {
        let mut row: Vec<f64> = Vec::new();
        for (other, other_row) in &rows {
            let so_far: f64 = row.iter().zip(other_row).map(|(one, other)| one * other).sum();
            let pivot = other_row.last().copied().unwrap_or(1.0);
            row.push((correlation(*input, *other) - so_far) / pivot);
        }
        let squares: f64 = row.iter().map(|entry| entry * entry).sum();
        row.push((1.0 - squares).max(0.0).sqrt());
        rows.push((*input, row));
    }
    rows
}
