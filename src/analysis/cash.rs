//! Whether the cash lasts in every outcome of a strategy.
//!
//! What rules a strategy out is its worst outcome alone, the one with the lowest net profit. Another may empty the cash
//! all the same: a client that goes early costs less in the end than one that stays, and leaves the business without
//! money until its hours are sold.

pub mod told;

use super::comparison::Comparison;
use crate::domain::Scenario;
use crate::engine::EngineError;
use crate::engine::basis::Basis;
use crate::engine::cash::{lowest, runs_out};
use crate::engine::evaluation::{Evaluated, Evaluation, brought_in};
use crate::engine::parallel;
use crate::number::{Exact, Number};

/// When a bill counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// When it is paid: what is in the bank.
    Paid,
    /// When it is earned, as for what rules a strategy out.
    Earned,
}

/// The cash over all outcomes of a strategy.
#[derive(Clone, Debug)]
pub struct CashOutlook {
    /// With each bill when it is paid.
    pub paid: OverOutcomes,
    /// With each bill when it is earned.
    pub earned: OverOutcomes,
}

/// The cash over all outcomes of a strategy, by one way of counting.
#[derive(Clone, Debug)]
pub struct OverOutcomes {
    /// How the cash may run out; none where it lasts in every outcome.
    pub runs_out: Option<RunsOut>,
    /// The lowest cash of all outcomes at the end of a month.
    pub lowest: Exact,
    /// The month of it.
    pub lowest_in: u32,
    /// The outcome that is worst for the cash, by the month in which the client goes before the planned end: in which the
    /// cash runs out first, or, where it lasts, is lowest.
    pub worst_gone_in: Option<u32>,
}

/// How the cash may run out.
#[derive(Clone, Copy, Debug)]
pub struct RunsOut {
    /// The first month in which it may fall below 0.
    pub month: u32,
    /// The month in which the client goes in that outcome; none: not before the planned end.
    pub gone_in_month: Option<u32>,
    /// How likely it runs out within the horizon; none where nobody has judged what the client answers.
    pub chance: Option<Exact>,
}

impl CashOutlook {
    /// How the cash may run out, by the way of counting by which it does so sooner.
    #[must_use]
    pub fn runs_out(&self) -> Option<(Counted, RunsOut)> {
        match (self.paid.runs_out, self.earned.runs_out) {
            (Some(paid), Some(earned)) if earned.month < paid.month => Some((Counted::Earned, earned)),
            (Some(paid), _) => Some((Counted::Paid, paid)),
            (None, earned) => earned.map(|earned| (Counted::Earned, earned)),
        }
    }

    /// The cash by one way of counting.
    #[must_use]
    pub fn counted(&self, counted: Counted) -> &OverOutcomes {
        match counted {
            Counted::Paid => &self.paid,
            Counted::Earned => &self.earned,
        }
    }
}

/// Whether no lack of cash rules anything out, as the cash runs out in the worst outcome of doing nothing, too.
#[must_use]
pub fn nothing_is_ruled_out(comparison: &Comparison) -> bool {
    let evaluation = &comparison.evaluation;
    let runs_out =
        |business| runs_out(business, &evaluation.basis, &evaluation.strategies[0].worst_net_profits).is_some();
    comparison.scenario.business.as_ref().is_some_and(runs_out)
}

/// The cash over all outcomes of each strategy; none of any where no cash is given.
pub(super) fn outlooks(
    scenario: &Scenario<Exact>,
    evaluation: &Evaluation<Exact>,
) -> Result<Vec<CashOutlook>, EngineError> {
    if scenario.business.is_none() {
        return Ok(Vec::new());
    }
    let rough = scenario.convert(Number::to_f64);
    let basis = Basis::undiscounted(&rough, evaluation.basis.calendar.clone())?;
    let positions: Vec<usize> = (0..scenario.strategies.len()).collect();
    let outlook = |position: &usize| outlook(*position, scenario, evaluation, (&rough, &basis));
    parallel::each(&positions, scenario.months, outlook).into_iter().collect()
}

/// All outcomes are looked through in floating point, as there are as many as months; those that are told are worked out
/// in decimals.
fn outlook(
    position: usize,
    scenario: &Scenario<Exact>,
    evaluation: &Evaluation<Exact>,
    rough: (&Scenario<f64>, &Basis<f64>),
) -> Result<CashOutlook, EngineError> {
    let evaluated = &evaluation.strategies[position];
    let outcomes = outcomes(evaluated, scenario.response.leaves_after);
    let gone: Vec<Option<u32>> = outcomes.iter().map(|(gone, _)| *gone).collect();
    let exactly = |gone: &[Option<u32>]| paths(position, gone, scenario, &evaluation.basis);
    let rough = paths(position, &gone, rough.0, rough.1)?;
    let over = |counted: Counted| {
        let all =
            || outcomes.iter().zip(&rough).map(|((gone, chance), paths)| (*gone, *chance, paths.counted(counted)));
        let out = || all().filter_map(|(gone, chance, path)| path.out.map(|month| (month, gone, chance)));
        let first = out().reduce(|first, next| if next.0 < first.0 { next } else { first });
        let chance: Exact = out().map(|(_, _, chance)| chance).sum();
        let lowest = all().reduce(|lowest, next| if next.2.lowest < lowest.2.lowest { next } else { lowest });
        let lowest_gone = lowest.and_then(|(gone, ..)| gone);
        let told = |gone| exactly(&[gone]).map(|paths| paths[0].counted(counted));
        let lowest = told(lowest_gone)?;
        let chance = (!evaluated.course.unjudged).then_some(chance);
        let runs_out = first.map(|(_, gone, _)| told(gone).map(|path| (path.out, gone))).transpose()?;
        let runs_out = runs_out.and_then(|(out, gone)| out.map(|month| RunsOut { month, gone_in_month: gone, chance }));
        Ok(OverOutcomes {
            runs_out,
            lowest: lowest.lowest,
            lowest_in: lowest.lowest_in,
            worst_gone_in: first.map_or(lowest_gone, |(_, gone, _)| gone),
        })
    };
    Ok(CashOutlook { paid: over(Counted::Paid)?, earned: over(Counted::Earned)? })
}

/// The cash along an outcome.
#[derive(Clone, Copy)]
struct Path<N> {
    /// The month in which it falls below 0.
    out: Option<u32>,
    /// How low it is at the lowest.
    lowest: N,
    /// The month of that.
    lowest_in: u32,
}

/// The cash along an outcome, by both ways of counting.
struct Paths<N> {
    paid: Path<N>,
    earned: Path<N>,
}

impl<N: Number> Paths<N> {
    fn counted(&self, counted: Counted) -> Path<N> {
        match counted {
            Counted::Paid => self.paid,
            Counted::Earned => self.earned,
        }
    }
}

/// The cash along some outcomes of a strategy.
fn paths<N: Number>(
    position: usize,
    gone: &[Option<u32>],
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Result<Vec<Paths<N>>, EngineError> {
    let Some(business) = &scenario.business else { return Ok(Vec::new()) };
    let path = |brings: &[N]| {
        let (lowest_in, lowest) = lowest(business, basis, brings);
        Path { out: runs_out(business, basis, brings), lowest, lowest_in }
    };
    let brought = brought_in(&scenario.strategies[position], gone, scenario, basis)?;
    Ok(brought.iter().map(|brought| Paths { paid: path(&brought.paid), earned: path(&brought.earned) }).collect())
}

/// The outcomes and their chances. Where nobody has judged what the client answers, it may refuse as soon as it is asked,
/// which no outcome is of.
fn outcomes(evaluated: &Evaluated<Exact>, leaves_after: u32) -> Vec<(Option<u32>, Exact)> {
    let outcomes = &evaluated.distribution.outcomes;
    let mut outcomes: Vec<_> = outcomes.iter().map(|outcome| (outcome.gone_in_month, outcome.chance)).collect();
    if evaluated.course.unjudged {
        let asked = evaluated.course.steps.iter().find(|step| step.now.asks).map(|step| step.month);
        let refused = asked.map(|month| month + leaves_after).filter(|gone| !evaluated.course.is_over(*gone as usize));
        let within = refused.filter(|gone| (*gone as usize) <= evaluated.course.months.len());
        outcomes.extend(within.map(|gone| (Some(gone), Exact::ZERO)));
    }
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::choice::By;
    use crate::analysis::comparison::compare;
    use crate::scenario::{Request, Source, read};

    /// A business with so much in hand that the cash runs out in some outcomes.
    #[test]
    fn the_outcomes_that_are_told_are_those_of_decimals() {
        let text = include_str!("../../benches/planner/largest.toml");
        let source = Source::from_bytes("largest.toml", text.as_bytes()).expect("a text");
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let reading = read(&Request { source, stem: "largest", overrides: &[], today }).expect("a scenario");
        let mut seen = 0;
        for cash in [500, 5_000, 20_000] {
            let mut scenario = Scenario { months: 30, ..reading.scenario.clone() };
            let business = scenario.business.as_mut().expect("a business");
            (business.cash, business.monthly_costs) = (Exact::whole(cash), Exact::whole(60_000));
            let comparison = compare(scenario, By::NetProfit).expect("computable");
            for (position, outlook) in comparison.cash.iter().enumerate() {
                let evaluated = &comparison.evaluation.strategies[position];
                let outcomes = outcomes(evaluated, comparison.scenario.response.leaves_after);
                let gone: Vec<Option<u32>> = outcomes.iter().map(|(gone, _)| *gone).collect();
                let basis = &comparison.evaluation.basis;
                let paths = paths(position, &gone, &comparison.scenario, basis).expect("computable");
                for counted in [Counted::Paid, Counted::Earned] {
                    let told = outlook.counted(counted);
                    let all = || paths.iter().map(|paths| paths.counted(counted));
                    let lowest = all().map(|path| path.lowest.settled()).min().expect("an outcome");
                    assert_eq!(told.lowest.settled(), lowest, "{position} {counted:?} {cash}");
                    let out = all().filter_map(|path| path.out);
                    assert_eq!(told.runs_out.map(|out| out.month), out.clone().min(), "{position} {counted:?} {cash}");
                    seen += out.count();
                    let chances = outcomes.iter().zip(all()).filter(|(_, path)| path.out.is_some());
                    let chance: Exact = chances.map(|((_, chance), _)| *chance).sum();
                    if let Some(said) = told.runs_out.and_then(|out| out.chance) {
                        assert_eq!(said.settled(), chance.settled(), "{position} {counted:?} {cash}");
                    }
                }
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
