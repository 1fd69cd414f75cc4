//! `explain`: the formula of a figure with its numbers put in, down to the lines of the scenario.

use std::path::{Path, PathBuf};

use clap::Args;

use super::arguments::{Best, Changes, OutputArguments, whole_number};
use super::compare::{compared_reading, find, no_figure};
use super::failure::Failure;
use super::{inputs, output};
use crate::analysis::explain::{Figure, explain};
use crate::report;
use crate::report::explain::Explained;

/// What it takes.
#[derive(Args, Debug)]
pub struct ExplainArguments {
    /// Which figure: any that `compare` or `project` prints, such as net-profit, today.price or floor
    #[arg(value_name = "METRIC")]
    pub metric: String,
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Of which strategy [default: the recommended one]
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
    /// In which month [default: over the whole plan]
    #[arg(long, value_name = "N", value_parser = |text: &str| whole_number::<u32>(text, 1..=120, "7"), allow_hyphen_values = true)]
    pub month: Option<u32>,
    /// How many steps below the figure are shown
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = |text: &str| whole_number::<usize>(text, 0..=1_000, "3"), allow_hyphen_values = true)]
    pub depth: usize,
    /// Everything, down to the lines of the scenario
    #[arg(long, conflicts_with = "depth")]
    pub all: bool,
    #[command(flatten)]
    pub best: Best,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &ExplainArguments) -> super::Outcome {
    let (figure, scenario) = asked(arguments)?;
    let scenarios = std::slice::from_ref(&scenario);
    for reading in inputs::scenarios(scenarios, &arguments.changes, &arguments.output)? {
        let named = arguments.strategy.as_deref().map(|id| find(&reading, id)).transpose()?;
        let months = reading.scenario.months;
        if let Some(month) = arguments.month.filter(|month| !(1..=months).contains(month)) {
            return Err(Failure::cannot(format!("there is no month {month}: the plan has months 1 to {months}")));
        }
        let (reading, comparison) = compared_reading(reading, &[], arguments.best.by)?;
        let position = named.unwrap_or_else(|| comparison.choice.best.unwrap_or(0));
        let explanation = explain(&comparison, position, figure)
            .ok_or_else(|| Failure::cannot(format!("there is no figure {}", arguments.metric)))?;
        let explained = Explained {
            reading: &reading,
            comparison: &comparison,
            figure,
            position,
            is_named: named.is_some(),
            explanation: &explanation,
            depth: (!arguments.all).then_some(arguments.depth),
        };
        let result = output::Result {
            document: &|| report::explain::page(&explained),
            table: &|| report::explain::figures(&explained),
            json: &|| report::explain::json(&explained),
            readings: &[&reading],
        };
        output::put(&result, &arguments.output, scenarios)?;
    }
    Ok(())
}

/// The figure and the scenario; in whichever order they are named.
fn asked(arguments: &ExplainArguments) -> Result<(Figure, PathBuf), Failure> {
    let month = arguments.month;
    let second = arguments.scenario.to_string_lossy();
    let (figure, name, scenario) = match Figure::named(&arguments.metric, month) {
        Some(figure) => (figure, arguments.metric.as_str(), arguments.scenario.clone()),
        None => match Figure::named(&second, month) {
            Some(figure) => (figure, second.as_ref(), PathBuf::from(&arguments.metric)),
            // The one that is a file is no figure that was misspelt.
            None if Path::new(&arguments.metric).exists() => return Err(no_figure(&second, &Figure::names())),
            None => return Err(no_figure(&arguments.metric, &Figure::names())),
        },
    };
    match (month, figure) {
        (Some(month), Figure::OfStrategy(_)) => Err(Failure::cannot(format!(
            "{name} is a figure of the whole plan; without --month {month} it is explained"
        ))),
        (Some(_), Figure::OfToday(_) | Figure::OfFloor(_)) => {
            Err(Failure::cannot(format!("{name} is the same in every month; without --month it is explained")))
        }
        _ => Ok((figure, scenario)),
    }
}
