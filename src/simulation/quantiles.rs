//! Quantiles of uncertain numbers: from a share of all draws to the value that it lies below.

use statrs::function::beta::{beta_reg, inv_beta_reg, ln_beta};

use crate::scenario::ledger::{Range, Shape};
use rust_decimal::prelude::ToPrimitive;

/// Cells of a table of quantiles, of equal shares.
const CELLS: usize = 128;

/// Equal cells at either end that are parted further: there the density may begin at 0, which no polynomial follows.
const CELLS_AT_ENDS: usize = 4;

/// Halvings of the share at either end, from the equal cells on. What lies beyond the last, two draws in a million, is
/// worked out draw by draw.
const HALVINGS: usize = 15;

/// The lowest share of the last halving: 4/128 · 2⁻¹⁵.
const LOWEST_SHARE: f64 = 1.0 / 1_048_576.0;

/// Where the equal cells begin: 4/128.
const HIGHEST_SHARE: f64 = 1.0 / 32.0;

/// The bits of a share below those that tell the cell of an end: its power of two, and which quarter of it.
const BITS_WITHIN: u32 = 50;

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
    /// Cells of equal shares, without those at the ends.
    middle: Vec<Cell>,
    /// Of the low end, from the lowest share on; of the high end, mirrored: from the lowest of one less the share on.
    ends: [Vec<Cell>; 2],
}

/// A polynomial of the way through a cell: at either end it has the value, the slope and the curvature of the quantiles.
type Cell = [f64; 6];

/// A quantile, and how it grows with the share.
#[derive(Clone, Copy, Debug)]
struct Node {
    share: f64,
    value: f64,
    slope: f64,
    curvature: f64,
}

/// A beta distribution, with what all its densities have in common.
#[derive(Clone, Copy, Debug)]
struct BetaDensity {
    alpha: f64,
    beta: f64,
    ln_beta: f64,
}

impl Quantiles {
    /// Of a range; a range without width is its only value.
    #[must_use]
    pub fn of(range: &Range) -> Self {
        let Extent { low, base, spread } = Extent::of(range);
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

    /// The values of many shares.
    #[must_use]
    pub fn of_each(&self, shares: &[f64]) -> Vec<f64> {
        match self {
            Self::Pert(pert) => shares.iter().map(|share| pert.at(*share)).collect(),
            _ => shares.iter().map(|share| self.at(*share)).collect(),
        }
    }

    /// Whether there is a single value.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Uniform { spread, .. } if *spread == 0.0)
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

/// The values in the middle of so many parts of equal chance, rising; a pair number of them. No table is made for them.
#[must_use]
pub fn of_equal_parts(range: &Range, parts: usize) -> Vec<f64> {
    let Extent { low, base, spread } = Extent::of(range);
    if range.distribution == Shape::Pert && spread > 0.0 {
        let (alpha, beta) = shapes((base - low) / spread);
        let half = parts / 2;
        let shares = (0..half).map(|part| (to_f64(half - part) - 0.5) / to_f64(parts));
        let below = BetaDensity::new(alpha, beta).downwards(shares.clone()).into_iter().rev();
        let above = BetaDensity::new(beta, alpha).downwards(shares).into_iter();
        let ways = below.map(|node| node.value).chain(above.map(|node| node.mirrored().value));
        return ways.map(|way| low + spread * way).collect();
    }
    let quantiles = Quantiles::of(range);
    (0..parts).map(|part| quantiles.at((to_f64(part) + 0.5) / to_f64(parts))).collect()
}

/// Where a range lies.
struct Extent {
    low: f64,
    base: f64,
    spread: f64,
}

impl Extent {
    fn of(range: &Range) -> Self {
        let number = |value: rust_decimal::Decimal| value.to_f64().unwrap_or(0.0);
        let (low, base, high) = (number(range.low), number(range.base), number(range.high));
        Self { low, base, spread: high - low }
    }
}

/// The shapes of the beta distribution of a PERT range with its peak at a share of the way.
fn shapes(peak: f64) -> (f64, f64) {
    (1.0 + 4.0 * peak, 1.0 + 4.0 * (1.0 - peak))
}

impl Pert {
    /// With a peak at a share `peak` of the way.
    fn new(low: f64, peak: f64, spread: f64) -> Self {
        let (alpha, beta) = shapes(peak);
        let half = CELLS / 2 - CELLS_AT_ENDS;
        let below = BetaDensity::new(alpha, beta).lower_half();
        let above = BetaDensity::new(beta, alpha).lower_half();
        let upwards = |nodes: &[Node]| -> Vec<Node> { nodes.iter().rev().copied().collect() };
        let mut middle = upwards(&below[..=half]);
        middle.extend(above[1..=half].iter().map(Node::mirrored));
        let ends = [&below, &above].map(|nodes| cells(&upwards(&nodes[half..])));
        Self { low, spread, alpha, beta, middle: cells(&middle), ends }
    }

    fn at(&self, share: f64) -> f64 {
        let place = share * to_f64(CELLS);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
        let cell = place as usize;
        let way = match self.middle.get(cell.wrapping_sub(CELLS_AT_ENDS)) {
            Some(polynomial) => value(polynomial, place - to_f64(cell)),
            None => self.at_an_end(share),
        };
        self.low + self.spread * way
    }

    fn at_an_end(&self, share: f64) -> f64 {
        let high = share > 0.5;
        let mirrored = if high { 1.0 - share } else { share };
        if mirrored < LOWEST_SHARE {
            return quantile(self.alpha, self.beta, share);
        }
        // The bits of a number grow with it: the first of them are the cell, the others the way through it.
        let inside = mirrored.min(HIGHEST_SHARE.next_down());
        let (bits, first, one) = (inside.to_bits(), LOWEST_SHARE.to_bits(), 1.0_f64.to_bits());
        let cell = ((bits - first) >> BITS_WITHIN) as usize;
        let rest = (bits & ((1 << BITS_WITHIN) - 1)) << (f64::MANTISSA_DIGITS - 1 - BITS_WITHIN);
        let end = &self.ends[usize::from(high)];
        let way = value(&end[cell], f64::from_bits(one | rest) - 1.0);
        if high { 1.0 - way } else { way }
    }
}

impl Node {
    /// That of the distribution whose values are one less its own.
    fn mirrored(&self) -> Self {
        Self { share: 1.0 - self.share, value: 1.0 - self.value, slope: self.slope, curvature: -self.curvature }
    }
}

/// The cells between nodes.
fn cells(nodes: &[Node]) -> Vec<Cell> {
    let cell = |pair: &[Node]| {
        let width = pair[1].share - pair[0].share;
        let (from, to) = (pair[0].value, pair[1].value);
        let [(start, start_bend), (end, end_bend)] =
            [pair[0], pair[1]].map(|node| (node.slope * width, node.curvature * width * width / 2.0));
        let rise = to - from;
        [
            from,
            start,
            start_bend,
            10.0 * rise - 6.0 * start - 4.0 * end - 3.0 * start_bend + end_bend,
            -15.0 * rise + 8.0 * start + 7.0 * end + 3.0 * start_bend - 2.0 * end_bend,
            6.0 * rise - 3.0 * (start + end) - start_bend + end_bend,
        ]
    };
    nodes.windows(2).map(cell).collect()
}

/// Of a polynomial.
fn value(cell: &Cell, within: f64) -> f64 {
    cell.iter().rev().fold(0.0, |value, factor| value * within + factor)
}

/// The points in (−1, 1) and the weights of the integral of a polynomial up to the ninth degree.
///
/// Source: C. F. Gauß, *Methodus nova integralium valores per approximationem inveniendi*, 1815.
const GAUSS: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.236_926_885_056_189_1),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_5),
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_5),
    (0.906_179_845_938_664, 0.236_926_885_056_189_1),
];

impl BetaDensity {
    fn new(alpha: f64, beta: f64) -> Self {
        Self { alpha, beta, ln_beta: ln_beta(alpha, beta) }
    }

    fn density(self, x: f64) -> f64 {
        if x <= 0.0 || x >= 1.0 {
            return 0.0;
        }
        ((self.alpha - 1.0) * x.ln() + (self.beta - 1.0) * (1.0 - x).ln() - self.ln_beta).exp()
    }

    fn node(self, share: f64, value: f64) -> Node {
        let slope = 1.0 / self.density(value);
        let logarithm_slope = (self.alpha - 1.0) / value - (self.beta - 1.0) / (1.0 - value);
        Node { share, value, slope, curvature: -logarithm_slope * slope * slope }
    }

    /// The share that lies between two values.
    fn between(self, low: f64, high: f64) -> f64 {
        let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
        GAUSS.iter().map(|(point, weight)| weight * self.density(middle + half * point)).sum::<f64>() * half
    }

    /// The quantiles of one half and below, downwards.
    fn lower_half(self) -> Vec<Node> {
        let half = CELLS / 2;
        let equal = (0..=half - CELLS_AT_ENDS).map(|step| to_f64(half - step) / to_f64(CELLS));
        let quarters = |halving: usize| [7.0, 6.0, 5.0, 4.0].map(|eighths| eighths / 8.0 / f64::from(1_u32 << halving));
        let end = (0..HALVINGS).flat_map(quarters).map(|part| part * HIGHEST_SHARE);
        self.downwards(equal.chain(end))
    }

    /// The quantiles of falling shares, each from the one before, by the share that lies between them.
    fn downwards(self, shares: impl Iterator<Item = f64>) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        for share in shares {
            let node = nodes.last().map_or_else(
                || self.node(share, quantile(self.alpha, self.beta, share)),
                |above| self.node(share, self.value_below(above, share)),
            );
            nodes.push(node);
        }
        nodes
    }

    /// The quantile of a lower share than that of a node: along its curve, then by Newton's method.
    fn value_below(self, above: &Node, share: f64) -> f64 {
        let down = above.share - share;
        let along = above.value - down * (above.slope - down * above.curvature / 2.0);
        let mut value = if along > 0.0 { along } else { above.value / 2.0 };
        for _ in 0..2 {
            value += (self.between(value, above.value) - down) / self.density(value);
        }
        value
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
    let density = BetaDensity::new(alpha, beta).density(near);
    if density > 0.0 { (near - (beta_reg(alpha, beta, near) - share) / density).clamp(0.0, 1.0) } else { near }
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
                assert!((found - share).abs() < 3e-8, "peak {base} %: {share} is {found}");
            }
            // And so it is far out at the ends, where a table has to reach down to the last few draws.
            for halvings in 3..40 {
                let part = 0.7 * 0.5_f64.powi(halvings);
                let (low, high) = (beta_reg(pert.alpha, pert.beta, pert.at(part)), pert.at(1.0 - part));
                assert!((low / part - 1.0).abs() < 3e-6, "peak {base} %: {part} is {low}");
                let high = beta_reg(pert.beta, pert.alpha, 1.0 - high);
                assert!((high / part - 1.0).abs() < 1e-3 || high < 1e-8, "peak {base} %: 1 − {part} is 1 − {high}");
            }
        }
    }

    #[test]
    fn the_middles_of_equal_parts_are_those_of_the_table() {
        for distribution in [Shape::Pert, Shape::Triangular, Shape::Uniform] {
            for base in [0, 20, 50, 100] {
                let number = |value| Decimal::new(value, 2);
                let range = Range { low: number(-100), base: number(base), high: number(100), distribution };
                let quantiles = Quantiles::of(&range);
                let middles = of_equal_parts(&range, 32);
                assert_eq!(middles.len(), 32);
                for (part, middle) in middles.iter().enumerate() {
                    let expected = quantiles.at((to_f64(part) + 0.5) / 32.0);
                    // The steps from one to the next are longer than the table's.
                    assert!((middle - expected).abs() < 2e-5, "{distribution:?} {base}: {middle}, not {expected}");
                }
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
