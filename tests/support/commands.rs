//! Every command in every format, as the program's own help lists them: what is new is held to what holds for all.

use std::path::Path;
use std::sync::LazyLock;

use super::program::{MINIMAL, run};

/// A log of a time tracker, with nothing to be noticed in it.
const LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/logs/clockify.csv");

/// What commands need beside a scenario, whatever that says. What is not named here needs nothing.
const NEEDED: [(&str, &[&str]); 11] = [
    ("init", &["--start", "2027-01-04", "--rate", "95", "--hours", "60", "--margin", "35%"]),
    ("completions", &["zsh"]),
    ("project", &["--all"]),
    ("check", &["--explain"]),
    ("simulate", &["--draws", "40", "--threads", "3", "--set", "effort.hours={low=15,likely=22,high=30}"]),
    ("sweep", &["--vary", "months=12,18", "--vary", "response.churn=0,1%", "--strategy", "status-quo"]),
    // A key of few values: all of them are looked at.
    ("solve", &["--vary", "months=6..18", "--maximise", "--strategy", "status-quo"]),
    ("best-path", &["--every", "6", "--grid", "10%", "--cap", "50%"]),
    ("diff", &["--set", "months=18"]),
    ("explain", &["net-profit", "--month", "7"]),
    ("log", &[LOG, "-q", "--client", "Northwind"]),
];

/// The formats that every computing command has.
pub const FORMATS: [&str; 5] = ["table", "plain", "markdown", "csv", "json"];

/// The name under which the commands read a scenario.
pub const SCENARIO: &str = "client.toml";

/// A scenario that every command has an answer to: the smallest, with what is known of the response.
pub fn answered() -> String {
    format!("{MINIMAL}\n[response]\naccept = [{{ raise = \"10%\", chance = \"80%\" }}]\n")
}

/// A command line, without the program.
#[derive(Clone, Debug)]
pub struct Call {
    /// The command.
    pub command: String,
    /// The format asked for; none where the command has but one.
    pub format: Option<String>,
    /// All arguments, the command first.
    pub arguments: Vec<String>,
}

impl Call {
    /// The arguments, and more of them.
    pub fn with<'c>(&'c self, more: &[&'c str]) -> Vec<&'c str> {
        self.arguments.iter().map(String::as_str).chain(more.iter().copied()).collect()
    }

    /// Whether it reads a scenario.
    pub fn reads(&self) -> bool {
        self.arguments.iter().any(|argument| argument == SCENARIO)
    }

    /// Whether its format is one that every command has, or has none to choose; others may be refused, and need be no text.
    pub fn is_usual(&self) -> bool {
        self.format.as_deref().is_none_or(|format| FORMATS.contains(&format))
    }
}

/// Every command in every format that its help names.
pub fn every_call() -> &'static [Call] {
    static CALLS: LazyLock<Vec<Call>> = LazyLock::new(|| commands().iter().flat_map(|name| calls_of(name)).collect());
    &CALLS
}

/// The commands that the help of the program lists.
pub fn commands() -> Vec<String> {
    let help = help(&["--help"]);
    let (_, list) = help.split_once("\nCommands:\n").expect("a list of commands");
    let (list, _) = list.split_once("\n\n").expect("an end of the list");
    // What is said of a command goes on further to the right.
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    names.map(|line| line.split(' ').next().expect("a name").to_owned()).collect()
}

fn calls_of(command: &str) -> Vec<Call> {
    let help = help(&[command, "--help"]);
    let needed = NEEDED.iter().find(|(name, _)| *name == command).map_or(&[][..], |(_, needed)| needed);
    // Other commands have options that name one.
    let usage = help.lines().find(|line| line.starts_with("Usage: ")).expect("how it is called");
    let scenario = if usage.contains("<SCENARIO>") { &[SCENARIO][..] } else { &[] };
    let arguments: Vec<String> = [&[command], scenario, needed].concat().into_iter().map(str::to_owned).collect();
    let of_format = |format: Option<String>| {
        let option = format.iter().flat_map(|format| ["--format".to_owned(), format.clone()]);
        Call { command: command.to_owned(), arguments: arguments.iter().cloned().chain(option).collect(), format }
    };
    let formats = formats(&help);
    if formats.is_empty() { vec![of_format(None)] } else { formats.into_iter().map(Some).map(of_format).collect() }
}

/// The values that a help text names for `--format`.
fn formats(help: &str) -> Vec<String> {
    let Some((_, option)) = help.split_once("--format <FORMAT>") else { return Vec::new() };
    let lines = option.lines().skip(1).take_while(|line| !line.trim_start().starts_with("--"));
    let values = lines.filter_map(|line| line.trim_start().strip_prefix("- ")?.split(':').next());
    values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

fn help(arguments: &[&str]) -> String {
    let run = run(Path::new("."), arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout
}
