//! `assess`: whether the client may be lost, can be lost and should be.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Best, Changes, Format, OutputArguments};
use super::compare::compared_reading;
use super::{inputs, output};
use crate::analysis::diagnosis::diagnose;
use crate::clients::assess::Assessment;
use crate::report;
use crate::report::simulate::noticed;

/// What it takes.
#[derive(Args, Debug)]
pub struct AssessArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub best: Best,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &AssessArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    for reading in inputs::scenarios(scenario, &arguments.changes, &arguments.output)? {
        let (reading, comparison) = compared_reading(reading, &[], arguments.best.by)?;
        let assessment =
            Assessment::of(&comparison).map_err(|error| inputs::model_failure(&diagnose(&reading, &error)))?;
        let noticed = noticed(&reading, &comparison);
        let result = output::Result {
            document: &|| report::assess::page(&reading, &assessment, &noticed),
            table: &|| report::assess::figures(&reading, &assessment),
            json: &|| report::assess::json(&reading, &assessment, &noticed),
            readings: &[&reading],
        };
        output::put(&result, &arguments.output, scenario)?;
        // The page and the JSON hold what was noticed; a table for spreadsheets cannot.
        if output::format(&arguments.output)? == Format::Csv {
            inputs::say_warnings(&reading, &noticed, &arguments.output);
        }
    }
    Ok(())
}
