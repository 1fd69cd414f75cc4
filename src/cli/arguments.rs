//! What the commands take.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::analysis::choice::By;
use crate::scenario::Override;

/// Price-escalation planner: what a client that costs more than it pays is worth, and which way out brings most.
#[derive(Debug, Parser)]
#[command(
    name = "uprate",
    version,
    about,
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare all strategies: money against hours, accepted or refused, the floor, the recommendation
    #[command(
        after_help = "Example:\n  uprate compare scenarios/minimal.toml\n  uprate compare client.toml --set client.rate=110 --format json -o client.json"
    )]
    Compare(CompareArguments),
    /// Show a strategy month by month: the recommended one, or the one named
    #[command(after_help = "Example:\n  uprate project scenarios/minimal.toml --strategy thirty-day-raise")]
    Project(ProjectArguments),
    /// Check a scenario: all errors with their places, what is to be noticed, every value in force
    #[command(after_help = "Example:\n  uprate check scenarios/minimal.toml --explain")]
    Check(CheckArguments),
    /// Print the JSON Schema of a scenario, for completion in an editor
    #[command(
        after_help = "Example:\n  uprate schema -o scenario.schema.json\nThen begin a scenario with the line\n  #:schema ./scenario.schema.json"
    )]
    Schema(SchemaArguments),
}

#[derive(Args, Debug)]
pub struct CompareArguments {
    /// Scenario files; `-` reads standard input
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// The table of the strategies alone
    #[arg(long)]
    pub brief: bool,
    #[command(flatten)]
    pub computing: Computing,
}

#[derive(Args, Debug)]
pub struct ProjectArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Every strategy, one after the other
    #[arg(long, conflicts_with = "strategies")]
    pub all: bool,
    #[command(flatten)]
    pub computing: Computing,
}

#[derive(Args, Debug)]
pub struct CheckArguments {
    /// Scenario files; `-` reads standard input
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// List every value in force and where it came from: file, default or override
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

#[derive(Args, Debug)]
pub struct SchemaArguments {
    /// Write to a file, which is replaced whole or left as it was
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What every computing command takes.
#[derive(Args, Debug)]
pub struct Computing {
    #[command(flatten)]
    pub changes: Changes,
    /// Only this strategy (repeatable); doing nothing stays as the measure
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
    /// What the best is the best by: net-profit, present-value, total-revenue, rate-worked, p10 or worst
    #[arg(long, value_name = "METRIC", value_parser = parse_by, default_value = "net-profit")]
    pub by: By,
    /// Columns of the table, such as net-profit,difference,accepts: any figure of the JSON
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// What changes a scenario before it is read.
#[derive(Args, Debug)]
pub struct Changes {
    /// Set a key of the scenario (repeatable), such as client.rate=110 or
    /// strategy.thirty-day-raise.raise=25%
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,
    /// Months of the plan; the same as --set months=N
    #[arg(long, value_name = "N")]
    pub months: Option<String>,
}

/// Where results go and how they look.
#[derive(Args, Debug)]
pub struct OutputArguments {
    /// How results are written [default: by the ending of --output, else table]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write to a file, which is replaced whole or left as it was
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Columns of text [default: the terminal's, else 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
    /// Draw in plain ASCII
    #[arg(long)]
    pub ascii: bool,
    /// How numbers are written in CSV
    #[arg(long, value_enum, default_value_t = CsvStyle::Plain, value_name = "STYLE")]
    pub csv_style: CsvStyle,
    /// When to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    /// Say nothing but results and errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables with lines
    Table,
    /// Tables in plain ASCII
    Plain,
    /// Tables in Markdown
    Markdown,
    /// Comma-separated values, every figure in full
    Csv,
    /// One JSON object a scenario
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CsvStyle {
    /// Commas between values, decimal points
    Plain,
    /// Semicolons between values, decimal commas, as spreadsheets in much of Europe want them
    Eu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn parse_by(name: &str) -> Result<By, String> {
    By::from_name(name).ok_or_else(|| {
        let names: Vec<String> = By::ALL.into_iter().map(|by| by.name().replace('_', "-")).collect();
        format!("it may be {}", names.join(", "))
    })
}

impl Changes {
    /// All overrides, `--months` last.
    pub fn overrides(&self) -> Result<Vec<Override>, String> {
        let months = self.months.as_ref().map(|months| Override::parse(&format!("months={months}"))).transpose()?;
        Ok(self.set.iter().cloned().chain(months).collect())
    }
}
