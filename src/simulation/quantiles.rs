//! Quantiles of uncertain numbers: from a share of all draws to the value that it lies below.

use statrs::function::beta::{beta_reg, inv_beta_reg, ln_beta};

use crate::scenario::ledger::{Range, Shape};
use rust_decimal::prelude::ToPrimitive;

/// Cells of a table of quantiles.
const CELLS: usize = 512;

/// Cells at either end that are worked out draw by draw: there the density may begin at 0, which no polynomial follows.
const CELLS_AT_ENDS: usize = 4;

/// The quantile function of a range.
#[derive(Clone, Debug)]
pub enum Quantiles {
    /// Evenly between two ends.
    Uniform {
        /// The low end.
        low: f64,
        /// The way to the high end.
        spread: f64,
    },
    /// Triangular.
    Triangular {
        /// The low end.
        low: f64,
        /// The peak, as a share of the way to the high end.
        peak: f64,
        /// The way to the high end.
        spread: f64,
    },
    /// PERT, by a table.
    Pert(Box<Pert>),
}

/// A PERT distribution: `low + spread · Beta(alpha, beta)`, whose quantiles are tabulated.
#[derive(Clone, Debug)]
pub struct Pert {
    low: f64,
    spread: f64,
    alpha: f64,
    beta: f64,
    /// A cubic polynomial a cell, through the quantiles at its ends with the slopes that the density gives.
    cells: Vec<[f64; 4]>,
}

impl Quantiles {
    /// Of a range; a range without width is its only value.
    #[must_use]
    pub fn of(range: &Range) -> Self {
        let number = |value: rust_decimal::Decimal| value.to_f64().unwrap_or(0.0);
        let (low, base, high) = (number(range.low), number(range.base), number(range.high));
        let spread = high - low;
        if spread <= 0.0 {
            return Self::Uniform { low: base, spread: 0.0 };
        }
        let peak = (base - low) / spread;
        match range.distribution {
            Shape::Uniform => Self::Uniform { low, spread },
            Shape::Triangular => Self::Triangular { low, peak, spread },
            Shape::Pert => Self::Pert(Box::new(Pert::new(low, peak, spread))),
        }
    }

    /// The value that a share `share` (above 0 and below 1) of all draws lies below.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        match self {
            Self::Uniform { low, spread } => low + spread * share,
            Self::Triangular { low, peak, spread } => {
                let way =
                    if share < *peak { (share * peak).sqrt() } else { 1.0 - ((1.0 - share) * (1.0 - peak)).sqrt() };
                low + spread * way
            }
            Self::Pert(pert) => pert.at(share),
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Uniform { low, spread } => low + spread / 2.0,
            Self::Triangular { low, peak, spread } => low + spread * (1.0 + peak) / 3.0,
            Self::Pert(pert) => pert.low + pert.spread * pert.alpha / (pert.alpha + pert.beta),
        }
    }
}

impl Pert {
    /// With a peak at a share `peak` of the way.
    fn new(low: f64, peak: f64, spread: f64) -> Self {
        let (alpha, beta) = (1.0 + 4.0 * peak, 1.0 + 4.0 * (1.0 - peak));
        let width = 1.0 / to_f64(CELLS);
        let quantiles: Vec<f64> = (0..=CELLS).map(|node| quantile(alpha, beta, to_f64(node) * width)).collect();
        // dx/du is one over the density; the cells at the ends, where that is infinite, are not used.
        let slope = |x: f64| width / density(alpha, beta, x);
        let cell = |pair: &[f64]| {
            let (from, to) = (pair[0], pair[1]);
            let (start, end) = (slope(from), slope(to));
            [from, start, 3.0 * (to - from) - 2.0 * start - end, 2.0 * (from - to) + start + end]
        };
        let cells = quantiles.windows(2).map(cell).collect();
        Self { low, spread, alpha, beta, cells }
    }

    fn at(&self, share: f64) -> f64 {
        let place = share * to_f64(CELLS);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
        let cell = (place as usize).min(CELLS - 1);
        let way = if (CELLS_AT_ENDS..CELLS - CELLS_AT_ENDS).contains(&cell) {
            let [a, b, c, d] = self.cells[cell];
            let within = place - to_f64(cell);
            a + within * (b + within * (c + within * d))
        } else {
            quantile(self.alpha, self.beta, share)
        };
        self.low + self.spread * way
    }
}

/// The quantile of the beta distribution.
fn quantile(alpha: f64, beta: f64, share: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    if share >= 1.0 {
        return 1.0;
    }
    // One step of Newton's method makes the library's result as exact as its distribution function.
    let near = inv_beta_reg(alpha, beta, share);
    let density = density(alpha, beta, near);
    if density > 0.0 { (near - (beta_reg(alpha, beta, near) - share) / density).clamp(0.0, 1.0) } else { near }
}

/// The density of the beta distribution.
fn density(alpha: f64, beta: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    ((alpha - 1.0) * x.ln() + (beta - 1.0) * (1.0 - x).ln() - ln_beta(alpha, beta)).exp()
}

#[expect(clippy::cast_precision_loss, reason = "tables are small")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn range(low: i64, base: i64, high: i64, distribution: Shape) -> Quantiles {
        let number = |value| Decimal::new(value, 2);
        Quantiles::of(&Range { low: number(low), base: number(base), high: number(high), distribution })
    }

    #[test]
    fn the_table_is_as_good_as_the_distribution() {
        for base in [0, 1, 10, 37, 50, 90, 100] {
            let Quantiles::Pert(pert) = range(0, base, 100, Shape::Pert) else { panic!("a PERT distribution") };
            for step in 1..20_000 {
                let share = f64::from(step) / 20_000.0;
                let found = beta_reg(pert.alpha, pert.beta, pert.at(share));
                assert!((found - share).abs() < 1e-6, "peak {base} %: {share} is {found}");
            }
        }
    }

    #[test]
    fn the_mean_is_that_of_the_quantiles() {
        for shape in [Shape::Pert, Shape::Triangular, Shape::Uniform] {
            for base in [0, 20, 50, 100] {
                let quantiles = range(-100, base, 100, shape);
                // The midpoint rule over the quantile function.
                let count = 200_000;
                let sum: f64 = (0..count).map(|step| quantiles.at((f64::from(step) + 0.5) / f64::from(count))).sum();
                let mean = sum / f64::from(count);
                assert!((mean - quantiles.mean()).abs() < 1e-6, "{shape:?} {base}: {mean} {}", quantiles.mean());
            }
        }
    }

    #[test]
    fn known_quantiles() {
        // PERT with its peak in the middle is symmetric: the median is the middle.
        assert!((range(0, 50, 100, Shape::Pert).at(0.5) - 0.5).abs() < 1e-12);
        // A triangle that rises throughout: F(x) = x².
        assert!((range(0, 100, 100, Shape::Triangular).at(0.25) - 0.5).abs() < 1e-12);
        assert!((range(40, 50, 80, Shape::Uniform).at(0.25) - 0.5).abs() < 1e-12);
        // Without width there is nothing to draw.
        assert!((range(50, 50, 50, Shape::Pert).at(0.9) - 0.5).abs() < 1e-15);
    }
}
