//! `report`: the partner pack.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Best, Changes, OutputArguments};
use super::compare::{compared_reading, find};
use super::project::without_repeats;
use super::{inputs, output};
use crate::report::simulate::noticed;
use crate::report::{pack, workbook};

/// What it takes.
#[derive(Args, Debug)]
pub struct ReportArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    #[command(flatten)]
    pub changes: Changes,
    /// A page of this strategy only (repeatable); all are compared
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
    #[command(flatten)]
    pub best: Best,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &ReportArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    for reading in inputs::scenarios(scenario, &arguments.changes, &arguments.output)? {
        let asked: Vec<usize> = arguments.strategies.iter().map(|id| find(&reading, id)).collect::<Result<_, _>>()?;
        let (reading, comparison) = compared_reading(reading, &[], arguments.best.by)?;
        let positions = if asked.is_empty() { pack::in_order(&comparison) } else { without_repeats(asked) };
        let noticed = noticed(&reading, &comparison);
        let result = output::Result {
            document: &|| pack::document(&reading, &comparison, &noticed, &positions),
            table: &|| pack::figures(&comparison),
            json: &|| pack::json(&reading, &comparison),
            readings: &[&reading],
        };
        let book = || Ok(workbook::live(&reading, &comparison, &noticed));
        output::put_with(&result, &book, &arguments.output, scenario)?;
    }
    Ok(())
}
