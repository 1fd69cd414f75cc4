//! The command line: what each command takes, whom it calls, what it renders, and how it ends.

mod arguments;
mod check;
mod compare;
mod failure;
mod inputs;
mod output;
mod project;
mod schema;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

/// Runs the command that the process was given and says how it ended: 0 done, 1 the scenario is wrong, 2 it could not be
/// done.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results; a reader that is gone does not matter to either.
            let code = if error.use_stderr() { failure::CANNOT_BE_DONE } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let result = match &arguments.command {
        Command::Compare(arguments) => compare::run(arguments),
        Command::Project(arguments) => project::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.code())
        }
    }
}

/// What a command comes to.
type Outcome = Result<(), Failure>;
