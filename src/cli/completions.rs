//! `completions`: what a shell needs to complete command lines.

use clap::CommandFactory;

use super::arguments::{Arguments, CompletionsArguments};
use super::failure::Failure;
use super::output::deliver_text;

/// Runs it.
pub fn run(arguments: &CompletionsArguments) -> super::Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), super::PROGRAM, &mut script);
    let script = String::from_utf8(script).map_err(|error| Failure::cannot(error.to_string()))?;
    deliver_text(&script, None)
}
