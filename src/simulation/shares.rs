//! Where among all draws those of several ranges are: shares, which move together as the scenario says.

use std::f64::consts::SQRT_2;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use statrs::function::erf::{erfc, erfc_inv};

use crate::scenario::correlations::{Correlation, of_normals};

/// The shares of ranges.
#[derive(Clone, Debug)]
pub struct Shares {
    /// How many ranges.
    inputs: usize,
    /// For each of the ranges that are correlated, its row of the Cholesky factor of their normal correlations.
    rows: Vec<(usize, Vec<f64>)>,
    seed: u64,
}

impl Shares {
    /// Of ranges with these keys.
    #[must_use]
    pub fn of(keys: &[&str], correlations: &[Correlation], seed: u64) -> Self {
        Self { inputs: keys.len(), rows: cholesky_rows(keys, correlations), seed }
    }

    /// The ranges that knowing one of them says something of: itself, and those that may move with it.
    pub fn told_by(&self, input: usize) -> impl Iterator<Item = usize> {
        let is_correlated = self.rows.iter().any(|(correlated, _)| *correlated == input);
        let with_it = self.rows.iter().map(|(correlated, _)| *correlated).filter(move |_| is_correlated);
        std::iter::once(input).chain(with_it)
    }

    /// Those of the block with a number, of so many draws: one list an input.
    #[must_use]
    pub fn block(&self, number: u64, count: usize) -> Vec<Vec<f64>> {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(self.seed ^ mixed(number));
        let mut shares = vec![Vec::with_capacity(count); self.inputs];
        for _ in 0..count {
            for list in &mut shares {
                list.push(share(&mut generator));
            }
        }
        if !self.rows.is_empty() {
            self.correlate(&mut shares, count);
        }
        shares
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
fn cholesky_rows(keys: &[&str], correlations: &[Correlation]) -> Vec<(usize, Vec<f64>)> {
    let position = |key: &str| keys.iter().position(|known| *known == key);
    let mut positions: Vec<usize> =
        correlations.iter().flat_map(|pair| [position(&pair.a), position(&pair.b)]).flatten().collect();
    positions.sort_unstable();
    positions.dedup();
    let correlation = |one: usize, other: usize| {
        let (a, b) = (keys[one], keys[other]);
        let pair = correlations.iter().find(|pair| (pair.a == a && pair.b == b) || (pair.a == b && pair.b == a));
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
