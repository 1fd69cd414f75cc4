//! Whether the cash lasts in every outcome of a strategy.
//!
//! What rules a strategy out is its worst outcome alone, the one with the lowest net profit. Another may empty the cash
//! all the same: a client that goes early costs less in the end than one that stays, and leaves the business without
//! money until its hours are sold.

pub mod told;

use super::comparison::Comparison;
use crate::domain::{Business, Scenario};
use crate::engine::EngineError;
use crate::engine::cash::{lowest, runs_out};
use crate::engine::evaluation::{Brought, Evaluated, Evaluation, brought_in};
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
    let Some(business) = &scenario.business else { return Ok(Vec::new()) };
    let positions: Vec<usize> = (0..scenario.strategies.len()).collect();
    let outlook = |position: &usize| outlook(*position, business, scenario, evaluation);
    parallel::each(&positions, scenario.months, outlook).into_iter().collect()
}

fn outlook(
    position: usize,
    business: &Business<Exact>,
    scenario: &Scenario<Exact>,
    evaluation: &Evaluation<Exact>,
) -> Result<CashOutlook, EngineError> {
    let evaluated = &evaluation.strategies[position];
    let outcomes = outcomes(evaluated, scenario.response.leaves_after);
    let gone: Vec<Option<u32>> = outcomes.iter().map(|(gone, _)| *gone).collect();
    let brought = brought_in(&scenario.strategies[position], &gone, scenario, &evaluation.basis)?;
    let over = |brings: fn(&Brought<Exact>) -> &[Exact]| {
        let path = |brought: &Brought<Exact>| {
            let brings = brings(brought);
            (runs_out(business, &evaluation.basis, brings), lowest(business, &evaluation.basis, brings))
        };
        over_outcomes(&outcomes, &brought.iter().map(path).collect::<Vec<_>>(), evaluated.course.unjudged)
    };
    Ok(CashOutlook { paid: over(|brought| &brought.paid), earned: over(|brought| &brought.earned) })
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

/// Puts the paths of all outcomes together: when the cash runs out in each, and where it is lowest.
fn over_outcomes(
    outcomes: &[(Option<u32>, Exact)],
    paths: &[(Option<u32>, (u32, Exact))],
    unjudged: bool,
) -> OverOutcomes {
    let all = || outcomes.iter().zip(paths);
    let out = || all().filter_map(|((gone, chance), (out, _))| out.map(|month| (month, *gone, *chance)));
    let first = out().reduce(|first, next| if next.0 < first.0 { next } else { first });
    let chance: Exact = out().map(|(_, _, chance)| chance).sum();
    let lower = |lowest: (Option<u32>, (u32, Exact)), next: (Option<u32>, (u32, Exact))| {
        if next.1.1 < lowest.1.1 { next } else { lowest }
    };
    let lowest = all().map(|((gone, _), (_, lowest))| (*gone, *lowest)).reduce(lower);
    let (lowest_gone, (lowest_in, lowest)) = lowest.unwrap_or((None, (0, Exact::ZERO)));
    OverOutcomes {
        runs_out: first.map(|(month, gone_in_month, _)| RunsOut {
            month,
            gone_in_month,
            chance: (!unjudged).then_some(chance),
        }),
        lowest,
        lowest_in,
        worst_gone_in: first.map_or(lowest_gone, |(_, gone, _)| gone),
    }
}
