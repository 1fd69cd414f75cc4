//! `simulate`: draws of the ranges of a scenario.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::Computing;
use super::compare::compared_reading;
use super::failure::Failure;
use super::{inputs, output};
use crate::analysis::notices::notices;
use crate::report;
use crate::simulation::run::{Settings, Watch, simulate};

/// The most draws.
const DRAWS_MAX: u64 = 100_000_000;

#[derive(Args, Debug)]
pub struct SimulateArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// How many draws, up to 100000000
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(2..=DRAWS_MAX))]
    pub draws: u64,
    /// What the draws follow from: the same seed draws the same
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Threads [default: as many as the machine has]; the results are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub computing: Computing,
}

/// Runs it.
pub fn run(arguments: &SimulateArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    let computing = &arguments.computing;
    for reading in inputs::scenarios(scenario, &computing.changes, &computing.output)? {
        let (reading, comparison) = compared_reading(reading, &computing.strategies, computing.by)?;
        if reading.ledger.iter().all(|entry| entry.range.is_none()) {
            return Err(Failure::cannot(format!(
                "{} has no range to draw from; write one, such as hours = {{ low = 50, likely = 60, high = 80 }}",
                reading.sources[0].name
            )));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        // Without a handler Ctrl-C ends the program, as it always does.
        let _ = ctrlc::set_handler(move || stopped.store(true, Ordering::Relaxed));
        let bar = progress_bar(arguments);
        let settings = Settings {
            draws: arguments.draws,
            seed: arguments.seed,
            threads: arguments.threads.map_or_else(|| available_parallelism().map_or(1, usize::from), usize::from),
        };
        let progress = |draws| bar.set_position(draws);
        let simulated = simulate(&reading, &comparison, settings, &Watch { stop: &stop, progress: &progress });
        bar.finish_and_clear();
        let result = output::Result {
            document: &|| report::simulate::page(&comparison, &simulated),
            table: &|| report::simulate::figures(&comparison, &simulated),
            json: &|| report::simulate::object(&reading, &comparison, &simulated),
            readings: &[&reading],
        };
        output::put(&result, &computing.output, scenario)?;
        inputs::say_warnings(&reading, &notices(&reading, &comparison), &computing.output);
    }
    Ok(())
}

/// A bar with the rate and the time left, where somebody watches.
fn progress_bar(arguments: &SimulateArguments) -> ProgressBar {
    if arguments.computing.output.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} draws, {per_sec}, {eta} left");
    let bar = ProgressBar::new(arguments.draws);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
