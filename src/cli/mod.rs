//! The command line: what each command takes, whom it calls, what it renders, and how it ends.

mod arguments;
mod check;
mod compare;
mod completions;
mod failure;
mod init;
mod inputs;
mod man;
mod output;
mod project;
mod schema;
mod simulate;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

/// How the program is called.
const PROGRAM: &str = "uprate";

/// What somebody reads who types nothing but the program's name.
const FIRST_WORDS: &str = "\
uprate compares the ways out of a client that costs more than it pays. Begin with your own numbers:

  uprate init --rate 95 --hours 60 --margin 35% --extra-hours 22 --effort-cost 48 -o client.toml
  uprate compare client.toml

uprate --help lists all commands.
";

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
        None => output::deliver_text(FIRST_WORDS, None, &[]),
        Some(command) => run_command(command),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.code())
        }
    }
}

fn run_command(command: &Command) -> Outcome {
    match command {
        Command::Compare(arguments) => compare::run(arguments),
        Command::Project(arguments) => project::run(arguments),
        Command::Simulate(arguments) => simulate::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

/// What a command comes to.
type Outcome = Result<(), Failure>;
