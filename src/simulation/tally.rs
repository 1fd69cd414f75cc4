//! What is kept of the draws: sums, counts and histograms, never the draws themselves.
//!
//! Sums of a block are added in the order of the draws, blocks in the order of their numbers, so that every figure is the
//! same to the last bit however many threads drew.

use fearless_simd::{Level, dispatch};

use super::draws::BINS;

/// Bins of a histogram.
const HISTOGRAM_BINS: usize = 16_384;

/// How far beyond the first draws a histogram reaches, as a share of their spread on each side.
const HISTOGRAM_MARGIN: f64 = 0.25;

/// Strategies that are added up side by side, and sums that are taken of every so many-th draw: a processor does as many
/// at once.
const LANES: usize = 8;

/// What the draws of a block come to. Those that cannot be computed are left out.
pub struct Outcomes {
    /// The net profits: one list a strategy, an entry a draw.
    pub net_profits: Vec<Vec<f64>>,
    /// The bins of the shares: one list an input, an entry a draw.
    pub bins: Vec<Vec<u8>>,
    /// The draws that cannot be computed.
    pub failed: u64,
    /// By strategy and input, whether the net profit depends on it in any of these draws.
    pub depend: Vec<Vec<bool>>,
}

impl Outcomes {
    /// From lists in which what cannot be computed is not a number.
    #[must_use]
    pub fn of(mut net_profits: Vec<Vec<f64>>, mut bins: Vec<Vec<u8>>, depend: Vec<Vec<bool>>) -> Self {
        let draws = net_profits.first().map_or(0, Vec::len);
        let sound: Vec<bool> = (0..draws).map(|draw| net_profits.iter().all(|list| list[draw].is_finite())).collect();
        let failed = sound.iter().filter(|sound| !**sound).count() as u64;
        if failed > 0 {
            for list in &mut net_profits {
                keep(list, &sound);
            }
            for list in &mut bins {
                keep(list, &sound);
            }
        }
        Self { net_profits, bins, failed, depend }
    }

    /// How many draws there are.
    #[must_use]
    pub fn draws(&self) -> usize {
        self.net_profits.first().map_or(0, Vec::len)
    }
}

/// Keeps the entries that are marked.
fn keep<T>(list: &mut Vec<T>, marks: &[bool]) {
    let mut marks = marks.iter();
    list.retain(|_| marks.next().copied().unwrap_or(false));
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
    /// Of the squares of what it brings less than the best candidate of each draw.
    pub regret_squares: f64,
}

/// Sums over draws for one input, by the bins of its shares and by halves of the draws, even and odd: for each strategy
/// what it is ahead of the reference strategy, and the square of that.
#[derive(Clone, Debug)]
pub struct InputSums {
    /// By half and bin, so many packs.
    packs: usize,
    /// The sums of strategies side by side, and of squares.
    ahead: Vec<[[f64; LANES]; 2]>,
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
    /// By strategy and input, whether the net profit depends on it in any draw.
    pub depend: Vec<Vec<bool>>,
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
        let packs = strategies.div_ceil(LANES);
        let of_input = InputSums { packs, ahead: vec![[[0.0; LANES]; 2]; 2 * BINS * packs], counts: vec![0; 2 * BINS] };
        Self {
            draws: 0,
            failed: 0,
            strategies: vec![StrategySums::default(); strategies],
            best_ahead: 0.0,
            inputs: vec![of_input; inputs],
            depend: vec![vec![false; inputs]; strategies],
        }
    }

    /// Adds the draws of a block.
    pub fn add(&mut self, outcomes: &Outcomes, reference: &Reference) {
        // With the widest registers that this processor has: the results are the same to the last bit.
        dispatch!(Level::new(), _wide => self.add_all(outcomes, reference));
    }

    #[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
    #[inline(always)]
    fn add_all(&mut self, outcomes: &Outcomes, reference: &Reference) {
        let draws = outcomes.draws();
        self.draws += draws as u64;
        self.failed += outcomes.failed;
        mark(&mut self.depend, &outcomes.depend);
        let packs = self.strategies.len().div_ceil(LANES);
        // What each strategy is ahead, draw by draw.
        let mut ahead = vec![[0.0; LANES]; draws * packs];
        let measure = &outcomes.net_profits[reference.strategy];
        for (strategy, net_profits) in outcomes.net_profits.iter().enumerate() {
            self.strategies[strategy].add(net_profits, reference.net_profits[strategy]);
            let (pack, lane) = (strategy / LANES, strategy % LANES);
            for ((net_profit, measure), ahead) in net_profits.iter().zip(measure).zip(ahead.chunks_exact_mut(packs)) {
                ahead[pack][lane] = net_profit - measure;
            }
        }
        self.add_best(outcomes, reference);
        for (input, bins) in self.inputs.iter_mut().zip(&outcomes.bins) {
            for (draw, (bin, ahead)) in bins.iter().zip(ahead.chunks_exact(packs)).enumerate() {
                input.add(draw % 2, usize::from(*bin), ahead);
            }
        }
    }

    /// Adds which candidate is the best of each draw, the first of equal ones.
    #[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
    #[inline(always)]
    fn add_best(&mut self, outcomes: &Outcomes, reference: &Reference) {
        let Some((first, others)) = reference.candidates.split_first() else { return };
        let mut most = outcomes.net_profits[*first].clone();
        let mut best = vec![number(*first); most.len()];
        for candidate in others {
            let position = number(*candidate);
            for ((net_profit, most), best) in outcomes.net_profits[*candidate].iter().zip(&mut most).zip(&mut best) {
                let better = *net_profit > *most;
                *most = if better { *net_profit } else { *most };
                *best = if better { position } else { *best };
            }
        }
        for candidate in &reference.candidates {
            let position = number(*candidate);
            #[expect(clippy::float_cmp, reason = "positions are whole numbers")]
            let times: u64 = best.iter().map(|best| u64::from(*best == position)).sum();
            self.strategies[*candidate].best += times;
            let regrets =
                most.iter().zip(&outcomes.net_profits[*candidate]).map(|(most, net_profit)| most - net_profit);
            self.strategies[*candidate].regret_squares += sum(regrets.map(|regret| regret * regret));
        }
        let measure = &outcomes.net_profits[reference.strategy];
        self.best_ahead += sum(most.iter().zip(measure).map(|(most, measure)| most - measure));
    }

    /// Adds what was kept of later draws.
    pub fn merge(&mut self, later: &Self) {
        self.draws += later.draws;
        self.failed += later.failed;
        self.best_ahead += later.best_ahead;
        mark(&mut self.depend, &later.depend);
        for (sums, later) in self.strategies.iter_mut().zip(&later.strategies) {
            sums.sum += later.sum;
            sums.squares += later.squares;
            sums.losses += later.losses;
            sums.best += later.best;
            sums.regret_squares += later.regret_squares;
        }
        for (sums, later) in self.inputs.iter_mut().zip(&later.inputs) {
            for (sum, later) in sums.ahead.as_flattened_mut().iter_mut().zip(later.ahead.as_flattened()) {
                add(sum, later);
            }
            for (count, later) in sums.counts.iter_mut().zip(&later.counts) {
                *count += later;
            }
        }
    }
}

/// Marks what others mark.
fn mark(marks: &mut [Vec<bool>], others: &[Vec<bool>]) {
    let others = others.iter().flatten();
    marks.iter_mut().flatten().zip(others).for_each(|(mark, other)| *mark |= other);
}

impl StrategySums {
    #[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
    #[inline(always)]
    fn add(&mut self, net_profits: &[f64], reference: f64) {
        self.sum += sum(net_profits.iter().map(|net_profit| net_profit - reference));
        self.squares += sum(net_profits.iter().map(|net_profit| (net_profit - reference) * (net_profit - reference)));
        self.losses += net_profits.iter().map(|net_profit| u64::from(*net_profit < 0.0)).sum::<u64>();
    }
}

impl InputSums {
    #[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
    #[inline(always)]
    fn add(&mut self, half: usize, bin: usize, ahead: &[[f64; LANES]]) {
        let cell = half * BINS + bin;
        self.counts[cell] += 1;
        let sums = &mut self.ahead[cell * ahead.len()..(cell + 1) * ahead.len()];
        for ([sum, squares], ahead) in sums.iter_mut().zip(ahead) {
            add(sum, ahead);
            add(squares, &ahead.map(|ahead| ahead * ahead));
        }
    }

    /// What a strategy is ahead of the reference in a half and a bin: the sum, and that of the squares.
    #[must_use]
    pub fn ahead(&self, half: usize, bin: usize, strategy: usize) -> [f64; 2] {
        let pack = (half * BINS + bin) * self.packs + strategy / LANES;
        self.ahead[pack].map(|sums| sums[strategy % LANES])
    }

    /// The draws of a half and a bin.
    #[must_use]
    pub fn count(&self, half: usize, bin: usize) -> u64 {
        self.counts[half * BINS + bin]
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn add(sums: &mut [f64; LANES], numbers: &[f64; LANES]) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += number;
    }
}

/// A sum, as the sum of those of every eighth number.
#[expect(clippy::inline_always, reason = "it is compiled for the processor that its caller found")]
#[inline(always)]
fn sum(numbers: impl ExactSizeIterator<Item = f64>) -> f64 {
    let mut sums = [0.0; LANES];
    let mut numbers = numbers;
    while numbers.len() >= LANES {
        add(&mut sums, &std::array::from_fn(|_| numbers.next().unwrap_or(0.0)));
    }
    sums.iter().sum::<f64>() + numbers.sum::<f64>()
}

#[expect(clippy::cast_precision_loss, reason = "there are few strategies")]
fn number(strategy: usize) -> f64 {
    strategy as f64
}

/// How often the net profits of a strategy fall where.
#[derive(Clone, Debug)]
pub struct Histogram {
    low: f64,
    spread: f64,
    /// What lies below, the cells, and what lies above.
    counts: Vec<u64>,
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
            counts: vec![0; HISTOGRAM_BINS + 2],
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
        }
    }

    /// Counts net profits.
    pub fn count(&mut self, net_profits: &[f64]) {
        #[expect(clippy::cast_precision_loss, reason = "there are few cells")]
        let cells = HISTOGRAM_BINS as f64;
        // Where all draws are equal there is no spread, and the first cell will do.
        let scale = if self.spread > 0.0 { cells / self.spread } else { 0.0 };
        for net_profit in net_profits {
            let place = ((net_profit - self.low) * scale + 1.0).clamp(0.0, cells + 1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was clamped")]
            let cell = place as usize;
            self.counts[cell] += 1;
        }
        self.least = net_profits.iter().copied().fold(self.least, f64::min);
        self.most = net_profits.iter().copied().fold(self.most, f64::max);
    }

    /// A histogram of the same cells that has counted nothing.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self { counts: vec![0; HISTOGRAM_BINS + 2], least: f64::INFINITY, most: f64::NEG_INFINITY, ..*self }
    }

    /// Adds the counts of another histogram of the same cells.
    pub fn merge(&mut self, other: &Self) {
        for (count, other) in self.counts.iter_mut().zip(&other.counts) {
            *count += other;
        }
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }

    /// The width of a cell.
    #[must_use]
    pub fn cell(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "there are few cells")]
        let cells = HISTOGRAM_BINS as f64;
        if self.spread > 0.0 { self.spread / cells } else { 0.0 }
    }

    /// The net profit that a share of the draws does not exceed, right to the width of a cell: the spread of the first
    /// draws and half of it, over 16,384.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "fewer draws than 2⁵³")]
        let number = |count: u64| count as f64;
        let total = number(self.counts.iter().sum::<u64>());
        let wanted = share * total;
        let inside = |value: f64| value.clamp(self.least, self.most);
        let mut passed = number(self.counts[0]);
        if wanted <= passed {
            return self.least;
        }
        #[expect(clippy::cast_precision_loss, reason = "there are few cells")]
        let width = self.spread / HISTOGRAM_BINS as f64;
        let mut edge = self.low;
        for count in &self.counts[1..=HISTOGRAM_BINS] {
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
