//! What it is worth to know the client's walk-away price before the meeting, or to have a hint of it.
//!
//! The strategies ask for a few indices, and only between which of them the walk-away price lies makes a difference: each
//! such *cell* has a chance by `S`, and in each every strategy has a net profit. Nothing is sampled.

use crate::analysis::comparison::Comparison;
use crate::engine::basis::RiskCosts;
use crate::engine::course::{Course, level_factor};
use crate::engine::month::client_months;
use crate::engine::projection::OneOffs;
use crate::engine::response::chance_above;
use crate::engine::worth::{Release, Worth};
use crate::number::{Exact, Number};

/// What the candidates bring by where the walk-away price lies.
#[derive(Clone, Debug)]
pub struct WalkAway {
    /// The candidates, as positions among the strategies.
    pub candidates: Vec<usize>,
    /// Where the walk-away price may lie, from below.
    pub cells: Vec<Cell>,
}

/// The walk-away price lies between two indices that are asked for.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The highest index that the client bears.
    pub bears: Exact,
    /// The lowest that it does not; none: it bears all.
    pub refuses: Option<Exact>,
    /// How likely that is.
    pub chance: Exact,
    /// The net profit of each candidate.
    pub net_profits: Vec<Exact>,
}

impl WalkAway {
    /// The cells of a comparison; none without a form of `S` or without a candidate.
    #[must_use]
    pub fn of(comparison: &Comparison) -> Option<Self> {
        let response = &comparison.scenario.response;
        let curve = response.curve.as_ref()?;
        let ruled_out = &comparison.choice.ruled_out;
        let candidates: Vec<usize> = (0..ruled_out.len()).filter(|position| ruled_out[*position].is_none()).collect();
        if candidates.is_empty() {
            return None;
        }
        let courses = candidates.iter().map(|position| &comparison.evaluation.strategies[*position].course);
        let asked = courses.flat_map(|course| course.months.iter().map(|month| month.highest_index));
        let mut limits: Vec<Exact> = asked.filter(|index| *index > Exact::ONE).collect();
        limits.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
        limits.dedup();
        limits.insert(0, Exact::ONE);
        let above = |index: Exact| chance_above(curve, &response.shock, index);
        let worths: Vec<Worth<Exact>> = candidates.iter().map(|position| worth(comparison, *position)).collect();
        let cells = limits.iter().enumerate().map(|(position, bears)| {
            let refuses = limits.get(position + 1).copied();
            let net_profit = |(candidate, worth): (&usize, &Worth<Exact>)| {
                let course = &comparison.evaluation.strategies[*candidate].course;
                let course = knowing(course, *bears, comparison);
                worth.net_profit(&course.presence(
                    |month| month.factor,
                    &comparison.evaluation.basis,
                    response.leaves_after,
                ))
            };
            Cell {
                bears: *bears,
                refuses,
                chance: above(*bears) - refuses.map_or(Exact::ZERO, above),
                net_profits: candidates.iter().zip(&worths).map(net_profit).collect(),
            }
        });
        Some(Self { cells: cells.collect(), candidates })
    }

    /// What knowing the walk-away price is worth.
    #[must_use]
    pub fn worth(&self) -> Exact {
        let known =
            self.cells.iter().map(|cell| cell.chance * highest(cell.net_profits.iter().copied())).sum::<Exact>();
        (known - self.best_of(|_| Exact::ONE)).larger(Exact::ZERO)
    }

    /// What a hint is worth that says whether the client would bear the highest index that any candidate asks for, and
    /// is right with a chance, whatever the truth.
    #[must_use]
    pub fn hint_worth(&self, reliability: Exact) -> Exact {
        let yes = |cell: &Cell| if cell.refuses.is_none() { reliability } else { Exact::ONE - reliability };
        let with_hint = self.best_of(yes) + self.best_of(|cell| Exact::ONE - yes(cell));
        (with_hint - self.best_of(|_| Exact::ONE)).larger(Exact::ZERO)
    }

    /// The candidate that is best in a cell, as a position among the strategies; of equals the first.
    #[must_use]
    pub fn best_in(&self, cell: &Cell) -> usize {
        let best = (0..self.candidates.len()).reduce(|best, other| {
            if cell.net_profits[other].is_more_money_than(cell.net_profits[best]) { other } else { best }
        });
        self.candidates[best.unwrap_or(0)]
    }

    /// The highest that one candidate brings in all cells together, each with its chance and a weight.
    fn best_of(&self, weight: impl Fn(&Cell) -> Exact) -> Exact {
        let together = |candidate: usize| -> Exact {
            self.cells.iter().map(|cell| cell.chance * weight(cell) * cell.net_profits[candidate]).sum()
        };
        highest((0..self.candidates.len()).map(together))
    }
}

fn highest(amounts: impl Iterator<Item = Exact>) -> Exact {
    amounts.reduce(Number::larger).unwrap_or(Exact::ZERO)
}

/// What each month with the client is worth in a strategy.
fn worth(comparison: &Comparison, position: usize) -> Worth<Exact> {
    let Comparison { scenario, evaluation, .. } = comparison;
    let (basis, evaluated) = (&evaluation.basis, &evaluation.strategies[position]);
    let risks = RiskCosts::of(scenario, &scenario.strategies[position], basis);
    let client = client_months(&evaluated.course, &risks, scenario, basis);
    let one_offs = OneOffs::of(&risks, &client, &evaluated.moves);
    Worth::of(&client, &one_offs, &Release::redeployed(basis), basis)
}

/// The course with the factors that are known once the walk-away price is known to lie above an index and not above the
/// next that is asked for.
///
/// A client that was asked for more and stays, because an `accept` of the planner kept it, is an average one from there
/// on.
fn knowing(course: &Course<Exact>, bears: Exact, comparison: &Comparison) -> Course<Exact> {
    let response = &comparison.scenario.response;
    let mut known = course.clone();
    let mut highest_before = Exact::ONE;
    for month in &mut known.months {
        let asked = month.highest_index;
        if let (Some(beside_level), Some(curve)) = (month.beside_level, &response.curve) {
            let level = if highest_before > bears {
                level_factor(curve, &response.shock, highest_before, asked)
            } else if asked > bears {
                Exact::ZERO
            } else {
                Exact::ONE
            };
            month.factor = level * beside_level;
        }
        highest_before = asked;
    }
    known
}
