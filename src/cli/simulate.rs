//! `simulate`: draws of the ranges of a scenario.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::available_parallelism;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{Changes, OutputArguments};
use super::compare::{compared_reading, known_columns};
use super::failure::{Failure, STOPPED};
use super::{inputs, output};
use crate::analysis::choice::By;
use crate::analysis::notices::notices;
use crate::analysis::wholes::whole;
use crate::report;
use crate::report::simulate::Drawn;
use crate::simulation::run::{Settings, Watch, simulate};
use crate::words::{counted, grouped};

/// The most draws.
const DRAWS_MAX: u64 = 100_000_000;

/// The most threads.
const THREADS_MAX: u64 = 256;

/// What `simulate` takes.
#[derive(Args, Debug)]
pub struct SimulateArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// How many draws, up to 100000000, such as 1e6
    #[arg(long, value_name = "N", default_value = "100000", value_parser = parse_draws, allow_hyphen_values = true)]
    pub draws: u64,
    /// What the draws follow from: the same seed draws the same
    #[arg(long, value_name = "N", default_value = "1", value_parser = parse_seed, allow_hyphen_values = true)]
    pub seed: u64,
    /// Threads [default: as many as the machine has]; the results are the same for any number
    #[arg(long, value_name = "N", value_parser = parse_threads, allow_hyphen_values = true)]
    pub threads: Option<u64>,
    /// Only this strategy (repeatable); doing nothing stays as the measure
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
    /// What the best is the best by: net-profit and nothing else, as that is what is drawn
    #[arg(long, value_name = "METRIC", value_parser = parse_drawn, default_value = "net-profit")]
    pub by: By,
    /// Columns of the table of strategies, such as mean,p5,expected-regret: any figure of the JSON
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &SimulateArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    for reading in inputs::scenarios(scenario, &arguments.changes, &arguments.output)? {
        let (reading, comparison) = compared_reading(reading, &arguments.strategies, arguments.by)?;
        known_columns(&arguments.columns, &report::simulate::figure_names())?;
        if reading.ledger.iter().all(|entry| entry.range.is_none()) {
            return Err(Failure::cannot(format!(
                "{} has no range to draw from; write one, such as hours = {{ low = 50, likely = 60, high = 80 }}",
                reading.sources[0].name
            )));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        // Without a handler Ctrl-C ends the program, as it always does; so does a second one, whatever it waits for.
        let _ = ctrlc::set_handler(move || {
            if stopped.swap(true, Ordering::Relaxed) {
                std::process::exit(STOPPED.into());
            }
        });
        let bar = progress_bar(arguments);
        let threads = arguments.threads.and_then(|threads| usize::try_from(threads).ok());
        let settings = Settings {
            draws: arguments.draws,
            seed: arguments.seed,
            threads: threads.unwrap_or_else(|| available_parallelism().map_or(1, usize::from)),
        };
        let progress = |draws| bar.set_position(draws);
        let simulated = simulate(&reading, &comparison, settings, &Watch { stop: &stop, progress: &progress });
        bar.finish_and_clear();
        if let Some(position) = simulated.first_beyond_decimals() {
            return Err(Failure::wrong_as_a_whole(&format!(
                "the numbers run out in strategy `{}`: draws of these ranges bring more than 28 digits hold",
                reading.scenario.strategies[position].id
            )));
        }
        let drawn = Drawn { reading: &reading, comparison: &comparison, simulated: &simulated };
        let result = output::Result {
            document: &|| report::simulate::page(&drawn, &arguments.columns),
            table: &|| report::simulate::figures(&drawn, &arguments.columns),
            json: &|| report::simulate::json(&drawn),
            readings: &[&reading],
        };
        output::put(&result, &arguments.output, scenario)?;
        let noticed = [notices(&reading, &comparison), report::simulate::one_guess(&reading)].concat();
        inputs::say_warnings(&reading, &noticed, &arguments.output);
        if !simulated.complete {
            let (made, asked) = (simulated.draws + simulated.failed, counted(simulated.asked, "draw"));
            return Err(Failure::stopped(format!(
                "stopped after {} of {asked}: the results are of those alone",
                grouped(made.into(), 0)
            )));
        }
    }
    Ok(())
}

fn parse_draws(text: &str) -> Result<u64, String> {
    whole(text, 2..=DRAWS_MAX, "100000 or 1e6")
}

fn parse_seed(text: &str) -> Result<u64, String> {
    whole(text, 0..=u64::MAX, "1")
}

fn parse_threads(text: &str) -> Result<u64, String> {
    whole(text, 1..=THREADS_MAX, "2")
}

/// The draws are of net profits: by another figure nothing is known of them.
fn parse_drawn(name: &str) -> Result<By, String> {
    match By::from_name(name) {
        Some(By::NetProfit) => Ok(By::NetProfit),
        Some(_) => Err("only the net profit is drawn; `compare` and `sensitivity` go by other figures".to_owned()),
        None => Err("it may be net-profit".to_owned()),
    }
}

/// A bar with the rate and the time left, where somebody watches.
fn progress_bar(arguments: &SimulateArguments) -> ProgressBar {
    if arguments.output.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} draws, {per_sec}, {eta} left");
    let bar = ProgressBar::new(arguments.draws);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
