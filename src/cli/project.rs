//! `project`: one strategy month by month.

use super::arguments::ProjectArguments;
use super::compare::{compared_reading, find, known_columns};
use super::failure::note;
use super::{inputs, output};
use crate::analysis::notices::notices;
use crate::report;

/// Runs it.
pub fn run(arguments: &ProjectArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    let computing = &arguments.computing;
    for reading in inputs::scenarios(scenario, &computing.changes, &computing.output)? {
        let asked: Vec<usize> = computing.strategies.iter().map(|id| find(&reading, id)).collect::<Result<_, _>>()?;
        let asked = without_repeats(asked);
        // All are compared, whichever are shown: the recommendation is among all of them.
        let (reading, comparison) = compared_reading(reading, &[], computing.best.by)?;
        let positions = match (asked.is_empty(), arguments.all, comparison.choice.best) {
            (false, _, _) => asked,
            (true, false, Ok(best)) => vec![best],
            (true, all, _) => {
                if !all && !computing.output.quiet {
                    note("note: there is no recommendation, so every strategy is shown; name one with --strategy\n\n");
                }
                (0..comparison.scenario.strategies.len()).collect()
            }
        };
        known_columns(&computing.columns, &report::project::figure_names(&comparison))?;
        let result = output::Result {
            document: &|| report::project::page(&comparison, &positions, &computing.columns),
            table: &|| report::project::figures(&comparison, &positions, &computing.columns),
            json: &|| report::json::project(&reading, &comparison, &positions),
            readings: &[&reading],
        };
        output::put(&result, &computing.output, scenario)?;
        inputs::say_warnings(&reading, &notices(&reading, &comparison), &computing.output);
    }
    Ok(())
}

/// Every position once, in the order asked for.
pub fn without_repeats(positions: Vec<usize>) -> Vec<usize> {
    let mut once = Vec::new();
    for position in positions {
        if !once.contains(&position) {
            once.push(position);
        }
    }
    once
}
