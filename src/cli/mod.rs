//! The command line: what each command takes, whom it calls, what it renders, and how it ends.

mod arguments;
mod assess;
mod best_path;
mod check;
mod compare;
mod completions;
mod diff;
mod distribution;
mod explain;
mod failure;
mod init;
mod inputs;
mod log;
mod man;
mod notice;
mod output;
mod project;
mod report;
mod schema;
mod sensitivity;
mod simulate;
mod solve;
mod sweep;
mod vary;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text::visible;
use arguments::{Arguments, Command};
use failure::Failure;

/// How the program is called.
const PROGRAM: &str = "uprate";

/// What somebody reads who types nothing but the program's name.
const FIRST_WORDS: &str = "\
uprate compares the ways out of a client that costs more than it pays. Begin with your own numbers:

  uprate init --rate 95 --hours 60 --margin 35% --extra-hours 22 --effort-cost 48 -o client.toml
  uprate compare client.toml

uprate init --interactive asks for them one by one; uprate --help lists all commands.
";

/// Runs the command that the process was given and says how it ended: 0 done, 1 the scenario is wrong, 2 it could not be
/// done, 130 it was stopped and printed what it had, or wrote nothing.
#[must_use]
pub fn run() -> ExitCode {
    let result = match Arguments::try_parse() {
        Ok(arguments) => arguments.command.as_ref().map_or_else(first_words, run_command),
        Err(error) => said_of_arguments(&with_hint(of_visible_arguments(error))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.code())
        }
    }
}

fn first_words() -> Outcome {
    output::deliver_text(FIRST_WORDS, None)
}

/// The same error of arguments in which nothing is hidden: the message repeats them, and would leave out what a terminal
/// obeys.
fn of_visible_arguments(error: clap::Error) -> clap::Error {
    let visible = std::env::args_os().map(|argument| visible(&argument.to_string_lossy()));
    Arguments::try_parse_from(visible).err().filter(|same| same.kind() == error.kind()).unwrap_or(error)
}

/// Says where iCalendar is to be had, to who asks for it as a format.
fn with_hint(mut error: clap::Error) -> clap::Error {
    let asks = matches!(error.get(ContextKind::InvalidValue), Some(ContextValue::String(value)) if value == "ics");
    if asks && error.kind() == ErrorKind::InvalidValue {
        let hint = "`uprate notice SCENARIO --calendar -o dates.ics` writes the dates as iCalendar";
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint.into()]));
    }
    error
}

/// What there is to say instead of a run: help and version, which are results, or what is wrong with the arguments.
fn said_of_arguments(error: &clap::Error) -> Outcome {
    if !error.use_stderr() {
        return output::printed(error.print());
    }
    let is_harmless = |argument: OsString| {
        let argument = argument.to_string_lossy().into_owned();
        visible(&argument) == argument
    };
    let message = error.render();
    Err(Failure::refused(if std::env::args_os().all(is_harmless) {
        message.ansi().to_string()
    } else {
        // The message repeats what was given: nothing of it may reach the terminal but as text.
        message.to_string().lines().map(|line| visible(line) + "\n").collect()
    }))
}

fn run_command(command: &Command) -> Outcome {
    match command {
        Command::Compare(arguments) => compare::run(arguments),
        Command::Project(arguments) => project::run(arguments),
        Command::Report(arguments) => report::run(arguments),
        Command::Simulate(arguments) => simulate::run(arguments),
        Command::Distribution(arguments) => distribution::run(arguments),
        Command::BestPath(arguments) => best_path::run(arguments),
        Command::Assess(arguments) => assess::run(arguments),
        Command::Sweep(arguments) => sweep::run(arguments),
        Command::Solve(arguments) => solve::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Sensitivity(arguments) => sensitivity::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Log(arguments) => log::run(arguments),
        Command::Notice(arguments) => notice::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Init(arguments) => init::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

/// What a command comes to.
type Outcome = Result<(), Failure>;
