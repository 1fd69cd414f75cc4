//! What is kept of the draws: sums, counts and histograms, never the draws themselves.
//!
//! Sums of a block are added in the order of the draws, blocks in the order of their numbers, so that every figure is the
//! same to the last bit however many threads drew.

use super::draws::Block;

/// Shares of an input that are looked at together for the worth of learning it.
pub const BINS: usize = 64;

/// Bins of a histogram.
const HISTOGRAM_BINS: usize = 16_384;

/// How far beyond the first draws a histogram reaches, as a share of their spread on each side.
const HISTOGRAM_MARGIN: f64 = 0.25;

/// The net profits of a block: one list a strategy, an entry a draw; not a number where a draw cannot be computed.
pub struct Outcomes {
    /// The lists.
    pub net_profits: Vec<Vec<f64>>,
}

/// What is known of one strategy.
#[derive(Clone, Debug, Default)]
pub struct StrategySums {
    /// Of what its net profits are above its reference.
    pub sum: f64,
    /// Of the squares of that.
    pub squares: f64,
    /// Draws below 0.
    pub losses: u64,
    /// Draws in which it is the best.
    pub best: u64,
}

/// Sums over draws for one input, by the bins of its shares and by halves of the draws, even and odd: for each strategy
/// what it is ahead of the reference strategy, and the square of that.
#[derive(Clone, Debug)]
pub struct InputSums {
    /// The sums of a half, a bin, and a strategy, one after the other.
    ahead: Vec<[f64; 2]>,
    /// The draws of each half and bin.
    counts: Vec<u64>,
}

/// What is kept of a number of draws.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The draws.
    pub draws: u64,
    /// Those of them that could not be computed.
    pub failed: u64,
    /// By strategy.
    pub strategies: Vec<StrategySums>,
    /// The best net profit of each draw above that of the reference strategy, added up.
    pub best_ahead: f64,
    /// By input.
    pub inputs: Vec<InputSums>,
}

/// What sums are taken against, so that they lose no digits.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The net profit of each strategy in the base case.
    pub net_profits: Vec<f64>,
    /// The strategies that may be chosen, as positions.
    pub candidates: Vec<usize>,
    /// The strategy that the others are measured against.
    pub strategy: usize,
}

impl Tally {
    /// Nothing yet.
    #[must_use]
    pub fn new(strategies: usize, inputs: usize) -> Self {
        let of_input = InputSums { ahead: vec![[0.0; 2]; 2 * BINS * strategies], counts: vec![0; 2 * BINS] };
        Self {
            draws: 0,
            failed: 0,
            strategies: vec![StrategySums::default(); strategies],
            best_ahead: 0.0,
            inputs: vec![of_input; inputs],
        }
    }

    /// Adds the draws of a block.
    pub fn add(&mut self, block: &Block, outcomes: &Outcomes, reference: &Reference) {
        let strategies = outcomes.net_profits.len();
        let draws = outcomes.net_profits.first().map_or(0, Vec::len);
        let mut ahead = vec![0.0; strategies];
        for draw in 0..draws {
            let of = |strategy: usize| outcomes.net_profits[strategy][draw];
            if (0..strategies).any(|strategy| !of(strategy).is_finite()) {
                self.failed += 1;
                continue;
            }
            self.draws += 1;
            let mut best = reference.candidates.first().copied().unwrap_or(0);
            for candidate in &reference.candidates {
                if of(*candidate) > of(best) {
                    best = *candidate;
                }
            }
            let measure = of(reference.strategy);
            for (strategy, sums) in self.strategies.iter_mut().enumerate() {
                let net_profit = of(strategy);
                let above = net_profit - reference.net_profits[strategy];
                sums.sum += above;
                sums.squares += above * above;
                sums.losses += u64::from(net_profit < 0.0);
                ahead[strategy] = net_profit - measure;
            }
            self.strategies[best].best += 1;
            self.best_ahead += ahead[best];
            for (input, shares) in self.inputs.iter_mut().zip(&block.shares) {
                input.add(draw % 2, bin_of(shares[draw]), &ahead);
            }
        }
    }

    /// Adds what was kept of later draws.
    pub fn merge(&mut self, later: &Self) {
        self.draws += later.draws;
        self.failed += later.failed;
        self.best_ahead += later.best_ahead;
        for (sums, later) in self.strategies.iter_mut().zip(&later.strategies) {
            sums.sum += later.sum;
            sums.squares += later.squares;
            sums.losses += later.losses;
            sums.best += later.best;
        }
        for (sums, later) in self.inputs.iter_mut().zip(&later.inputs) {
            for (sum, later) in sums.ahead.iter_mut().zip(&later.ahead) {
                sum[0] += later[0];
                sum[1] += later[1];
            }
            for (count, later) in sums.counts.iter_mut().zip(&later.counts) {
                *count += later;
            }
        }
    }
}

impl InputSums {
    fn add(&mut self, half: usize, bin: usize, ahead: &[f64]) {
        let cell = half * BINS + bin;
        self.counts[cell] += 1;
        let sums = &mut self.ahead[cell * ahead.len()..(cell + 1) * ahead.len()];
        for (sum, ahead) in sums.iter_mut().zip(ahead) {
            sum[0] += ahead;
            sum[1] += ahead * ahead;
        }
    }

    /// What a strategy is ahead of the reference in a half and a bin: the sum, and that of the squares.
    #[must_use]
    pub fn ahead(&self, half: usize, bin: usize, strategy: usize) -> [f64; 2] {
        let strategies = self.ahead.len() / (2 * BINS);
        self.ahead[(half * BINS + bin) * strategies + strategy]
    }

    /// The draws of a half and a bin.
    #[must_use]
    pub fn count(&self, half: usize, bin: usize) -> u64 {
        self.counts[half * BINS + bin]
    }
}

/// The bin of a share.
fn bin_of(share: f64) -> usize {
    place_in(share, BINS)
}

/// The cell of so many equal ones from 0 to 1 that a place lies in.
fn place_in(place: f64, cells: usize) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "there are few cells")]
    let scaled = place * cells as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a negative place is in the first cell"
    )]
    let cell = scaled.max(0.0) as usize;
    cell.min(cells - 1)
}

/// How often the net profits of a strategy fall where.
#[derive(Clone, Debug)]
pub struct Histogram {
    low: f64,
    spread: f64,
    counts: Vec<u64>,
    below: u64,
    above: u64,
    least: f64,
    most: f64,
}

impl Histogram {
    /// Around the first draws, which it does not count yet.
    #[must_use]
    pub fn around(first: &[f64]) -> Self {
        let finite = first.iter().copied().filter(|value| value.is_finite());
        let (least, most) =
            finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
        let margin = (most - least) * HISTOGRAM_MARGIN;
        Self {
            low: least - margin,
            spread: most - least + 2.0 * margin,
            counts: vec![0; HISTOGRAM_BINS],
            below: 0,
            above: 0,
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
        }
    }

    /// Counts net profits.
    pub fn count(&mut self, net_profits: &[f64]) {
        for net_profit in net_profits.iter().copied().filter(|net_profit| net_profit.is_finite()) {
            let place = (net_profit - self.low) / self.spread;
            if place < 0.0 {
                self.below += 1;
            } else if place > 1.0 {
                self.above += 1;
            } else {
                // Where all draws are equal there is no spread, and any cell will do.
                self.counts[place_in(place, HISTOGRAM_BINS)] += 1;
            }
            self.least = self.least.min(net_profit);
            self.most = self.most.max(net_profit);
        }
    }

    /// A histogram of the same cells that has counted nothing.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            counts: vec![0; HISTOGRAM_BINS],
            below: 0,
            above: 0,
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
            ..*self
        }
    }

    /// Adds the counts of another histogram of the same cells.
    pub fn merge(&mut self, other: &Self) {
        for (count, other) in self.counts.iter_mut().zip(&other.counts) {
            *count += other;
        }
        self.below += other.below;
        self.above += other.above;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// The net profit that a share of the draws does not exceed, right to the width of a cell: the spread of the first
    /// draws and half of it, over 16,384.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "fewer draws than 2⁵³")]
        let number = |count: u64| count as f64;
        let total = number(self.below + self.above + self.counts.iter().sum::<u64>());
        let wanted = share * total;
        let inside = |value: f64| value.clamp(self.least, self.most);
        let mut passed = number(self.below);
        if wanted <= passed {
            return self.least;
        }
        #[expect(clippy::cast_precision_loss, reason = "there are few cells")]
        let width = self.spread / HISTOGRAM_BINS as f64;
        let mut edge = self.low;
        for count in &self.counts {
            let count = number(*count);
            if wanted <= passed + count {
                return inside(edge + width * (wanted - passed) / count);
            }
            passed += count;
            edge += width;
        }
        self.most
    }
}
