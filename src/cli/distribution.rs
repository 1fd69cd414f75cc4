//! `distribution`: every outcome of every strategy, and what knowing the walk-away price is worth.

use std::path::PathBuf;

use clap::Args;

use super::arguments::Computing;
use super::compare::{compared_reading, known_columns};
use super::{inputs, output};
use crate::analysis::notices::notices;
use crate::analysis::shares::Share;
use crate::analysis::walk_away::WalkAway;
use crate::report;
use crate::report::distribution::Distributions;

/// What it takes.
#[derive(Args, Debug)]
pub struct DistributionArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// What a hint before the meeting is worth that is right with this chance: whether the client would bear the
    /// highest ask
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, value_parser = Share::chance)]
    pub hint: Option<Share>,
    #[command(flatten)]
    pub computing: Computing,
}

/// Runs it.
pub fn run(arguments: &DistributionArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    let computing = &arguments.computing;
    for reading in inputs::scenarios(scenario, &computing.changes, &computing.output)? {
        let (reading, comparison) = compared_reading(reading, &computing.strategies, computing.best.by)?;
        known_columns(&computing.columns, &report::distribution::figure_names())?;
        let walk_away = WalkAway::of(&comparison);
        let shown = Distributions {
            comparison: &comparison,
            walk_away: walk_away.as_ref(),
            hint: arguments.hint.map(|share| share.0),
        };
        let result = output::Result {
            document: &|| report::distribution::page(&reading, &shown, &computing.columns),
            table: &|| report::distribution::figures(&shown, &computing.columns),
            json: &|| report::distribution::json(&reading, &shown),
            readings: &[&reading],
        };
        output::put(&result, &computing.output, scenario)?;
        inputs::say_warnings(&reading, &notices(&reading, &comparison), &computing.output);
    }
    Ok(())
}
