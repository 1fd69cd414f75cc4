//! `best-path`: the best path of prices there is, and how much of it each strategy captures.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Computing, whole_number};
use super::compare::{compared_reading, known_columns};
use super::failure::Failure;
use super::{inputs, output};
use crate::analysis::best_path::{NoPath, Request, best_path};
use crate::analysis::diagnosis::diagnose;
use crate::analysis::notices::notices;
use crate::analysis::shares::Share;
use crate::report;

/// What it takes.
#[derive(Args, Debug)]
pub struct BestPathArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// The least months between two changes of the price [default: 1, or more where a client takes longer to answer]
    #[arg(long, value_name = "N", value_parser = |text: &str| whole_number::<u32>(text, 1..=120, "3"), allow_hyphen_values = true)]
    pub every: Option<u32>,
    /// The step between two prices, as a share of today's; up to the cap there may be 2000 prices
    #[arg(long, value_name = "SHARE", default_value = "1%", allow_hyphen_values = true, value_parser = Share::step)]
    pub grid: Share,
    /// How far the price may rise, as a share of today's
    #[arg(long, value_name = "SHARE", default_value = "200%", allow_hyphen_values = true, value_parser = Share::step)]
    pub cap: Share,
    #[command(flatten)]
    pub computing: Computing,
}

/// Runs it.
pub fn run(arguments: &BestPathArguments) -> super::Outcome {
    let request = Request { every: arguments.every, grid: arguments.grid.0, cap: arguments.cap.0 };
    if arguments.grid > arguments.cap {
        return Err(Failure::cannot("there is no price to go to: --grid is larger than --cap"));
    }
    let scenario = std::slice::from_ref(&arguments.scenario);
    let computing = &arguments.computing;
    for reading in inputs::scenarios(scenario, &computing.changes, &computing.output)? {
        let (reading, comparison) = compared_reading(reading, &computing.strategies, computing.best.by)?;
        let best = best_path(&comparison, &request).map_err(|error| match error {
            NoPath::Model(error) => inputs::model_failure(&diagnose(&reading, &error)),
            error => Failure::cannot(error.to_string()),
        })?;
        known_columns(&computing.columns, &report::best_path::figure_names(&best))?;
        let result = output::Result {
            document: &|| report::best_path::page(&reading, &comparison, &best, &computing.columns),
            table: &|| report::best_path::figures(&comparison, &best, &computing.columns),
            json: &|| report::best_path::json(&reading, &comparison, &best),
            readings: &[&reading],
        };
        output::put(&result, &computing.output, scenario)?;
        inputs::say_warnings(&reading, &notices(&reading, &comparison), &computing.output);
    }
    Ok(())
}
