//! How much of the difference between two scenarios each of their differing inputs makes.
//!
//! The inputs change one after the other, in the order of the file, until the first scenario is the second; what a figure
//! changes by in each step is the part of that input. So the parts add up to the whole difference. What is no scenario, or
//! has no such figure, with a change but not yet the next is no step: then the next change belongs to the same step.

use std::ops::Range;

use crate::analysis::choice::By;
use crate::analysis::metrics::{Figure, Metric};
use crate::analysis::variation::{Question, Refusal, Whose};
use crate::scenario::Reading;
use crate::scenario::difference::Difference;

/// Which figure of a scenario is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The figure.
    pub metric: Metric,
    /// The id of the strategy; none: that of whichever is the best.
    pub strategy: Option<String>,
    /// What the best is the best by.
    pub by: By,
}

/// A figure, and the strategy that it is of.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The figure.
    pub figure: Figure,
    /// The id and the name of the best strategy, where that was asked for.
    pub best: Option<(String, String)>,
}

/// Changes that make up one step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Their positions.
    pub changes: Range<usize>,
    /// The figure with them.
    pub then: Stage,
    /// Why the changes but the last are no steps by themselves.
    pub why_together: Vec<String>,
}

/// The steps from one scenario to another.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The figure in the first.
    pub before: Stage,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Attribution {
    /// The figure in the second scenario.
    #[must_use]
    pub fn after(&self) -> &Stage {
        self.steps.last().map_or(&self.before, |step| &step.then)
    }
}

impl Asked {
    /// The figure of a scenario.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn of(&self, reading: &Reading) -> Result<Stage, Refusal> {
        let strategies = &reading.scenario.strategies;
        let whose = match &self.strategy {
            None => Whose::Best,
            Some(id) => {
                let position = strategies.iter().position(|strategy| strategy.id == *id);
                Whose::Strategy(position.ok_or_else(|| Refusal::NotComputable(format!("there is no strategy {id}")))?)
            }
        };
        let question = Question { reading, metric: self.metric, whose, by: self.by };
        let answer = question.answer(&question.reduced(reading.scenario.clone()))?;
        if answer.figure.number().is_none() {
            return Err(Refusal::NotComputable(format!("there is no {}", self.metric.name.replace('_', " "))));
        }
        let best = answer.best.map(|best| (strategies[best].id.clone(), strategies[best].name.clone()));
        Ok(Stage { figure: answer.figure, best })
    }

    /// The part of each change in the difference.
    ///
    /// # Errors
    ///
    /// Why one of the two scenarios has no such figure: which of them, and why.
    pub fn attribute(
        &self,
        from: &Reading,
        to: &Reading,
        difference: &Difference<'_>,
    ) -> Result<Attribution, (usize, Refusal)> {
        let before = self.of(from).map_err(|why| (0, why))?;
        let after = self.of(to).map_err(|why| (1, why))?;
        let changes = difference.changes().len();
        let mut steps: Vec<Step> = Vec::new();
        let mut why_together = Vec::new();
        let mut done = 0;
        for count in 1..=changes {
            let stage = if count == changes {
                Ok(after.clone())
            } else {
                let reading = difference.with(count).map_err(|wrong| Refusal::NotAllowed(wrong.in_a_line()));
                reading.and_then(|reading| self.of(&reading))
            };
            match stage {
                Ok(then) => {
                    steps.push(Step { changes: done..count, then, why_together: std::mem::take(&mut why_together) });
                    done = count;
                }
                Err(refusal) => why_together.push(refusal.why()),
            }
        }
        Ok(Attribution { before, steps })
    }
}
