//! What the commands take.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::best_path::BestPathArguments;
use super::distribution::DistributionArguments;
use super::simulate::SimulateArguments;
use crate::analysis::choice::By;
use crate::analysis::wholes::whole;
use crate::scenario::Override;

/// What begins the examples of a help text.
pub const EXAMPLE: &str = "Example:\n";

/// Commands that show how a command is used, one a line; the tests run them.
macro_rules! example {
    ($($arguments:literal),+) => {
        concat!("Example:", $("\n  uprate ", $arguments),+)
    };
}

/// Price-escalation planner: what a client that costs more than it pays is worth, and which way out brings most.
#[derive(Debug, Parser)]
#[command(
    name = "uprate",
    version,
    about,
    max_term_width = 100,
    disable_help_subcommand = true,
    subcommand_value_name = "COMMAND",
    after_help = example!(
        "init --rate 95 --hours 60 --margin 35% --extra-hours 22 --effort-cost 48 -o client.toml",
        "compare client.toml"
    )
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a scenario to begin with: what you give, and every other key as a comment that explains it
    #[command(after_help = concat!(
        "`uprate init --interactive -o client.toml` asks for the numbers and says what is typical. Where client.toml is \
         there, it asks for what that does not say, and leaves all else of it as it is. `?` explains a question, `back` goes \
         back, an empty answer takes what is shown or leaves the thing out. Nothing is written before you have seen all \
         of it and said yes.\n\n",
        example!(
            "init --rate 95 --hours 60 --margin 35% --extra-hours 22 --effort-cost 48 -o client.toml",
            "init --retainer 3200 --hours 40 --cost 48 --extra-hours 9 --accept 10%=85% -o shop.toml",
            "init --from calls.csv --rate 95 --hours 60 --margin 35% -o calls.toml"
        )
    ))]
    Init(Box<InitArguments>),
    /// Compare all strategies: money against hours, accepted or refused, the floor, the recommendation
    #[command(after_help = example!(
        "compare client.toml",
        "compare client.toml --set client.rate=110 --format json -o client.json"
    ))]
    Compare(CompareArguments),
    /// Show a strategy month by month: the recommended one, or the one named
    #[command(after_help = example!("project client.toml --strategy thirty-day-raise"))]
    Project(ProjectArguments),
    /// Write the partner pack: the decision with its charts, a page a strategy, dates, risks, assumptions
    #[command(after_help = example!("report client.toml -o pack.html"))]
    Report(super::report::ReportArguments),
    /// Draw the ranges of a scenario many times: means, quantiles, chances, regret, what it is worth to know more
    ///
    /// All ranges are drawn together, the same draw for every strategy, and every draw is computed as `compare` computes
    /// the scenario.
    ///
    /// Quantiles are read from a histogram of 16,384 cells around the first 65,536 draws. They are within the width of
    /// one cell of those of all draws sorted; the page says how much that is.
    ///
    /// What one input is worth knowing (EVPPI): the draws are parted by the input into 64 parts of equal chance. In each
    /// part the strategy that is best in one half of the draws is taken for the other half. What that brings more, on
    /// average, than the strategy that is best without knowing is the worth. It is rather too little than too much.
    /// Source: M. Strong and J. Oakley, Medical Decision Making 33 (2013), pages 755 to 766; the halves are an addition.
    ///
    /// Ctrl-C prints what has been drawn so far, marked as incomplete, and ends with exit status 130; a second one prints
    /// nothing.
    #[command(after_help = example!(
        "simulate client.toml --set 'effort.hours={low=15,high=30}'",
        "simulate client.toml --set 'effort.hours={low=15,high=30}' --draws 1e4 --seed 2"
    ))]
    Simulate(SimulateArguments),
    /// Show every outcome of every strategy, and what knowing the walk-away price before the meeting is worth
    #[command(after_help = example!("distribution client.toml --hint 70%"))]
    Distribution(DistributionArguments),
    /// Find the best path of prices there is, and how much of it each strategy captures
    #[command(after_help = example!("best-path client.toml --every 3 --set response.elasticity=2"))]
    BestPath(BestPathArguments),
    /// Judge whether you may lose the client, can and should: red flags and what helps, the cash, what to do first
    ///
    /// Four questions, each with a light of its own: can the company afford to lose it, do other clients suffer meanwhile,
    /// can what it brings be won back, who leaves the team if nothing is done. What the scenario does not say is asked for.
    ///
    /// The cash is what is in hand at the end of each month if the client leaves today, and in each strategy's worst
    /// outcome. A bill counts when it is paid.
    #[command(after_help = example!(
        "assess client.toml",
        "assess client.toml --set payment.days=60 -o client.pdf"
    ))]
    Assess(super::assess::AssessArguments),
    /// Show a figure for many values of one key or two: the what-if table
    #[command(after_help = example!(
        "sweep client.toml --vary client.rate=80..110:5 --metric net-margin",
        "sweep client.toml --vary client.rate=80,95 --vary months=6..24:6 --strategy status-quo"
    ))]
    Sweep(super::sweep::SweepArguments),
    /// Find the value of a key at which a figure reaches a target, or is largest: goal seek
    #[command(after_help = example!(
        "solve client.toml --vary client.rate --metric net-margin --target 25%",
        "solve client.toml --vary effort.hours=5..40 --metric net-margin --maximise"
    ))]
    Solve(super::solve::SolveArguments),
    /// Show what differs between two scenarios, in the inputs and in the results, and how much of it each input causes
    #[command(after_help = example!(
        "diff client.toml --set client.rate=110 --set effort.hours=15",
        "diff client.toml other.toml --strategy thirty-day-raise"
    ))]
    Diff(super::diff::DiffArguments),
    /// Show what each input by itself does to the lead of the recommended strategy, and where it changes the choice
    #[command(after_help = example!(
        "sensitivity client.toml",
        "sensitivity client.toml --vary effort.hours=10..40 --vary client.margin --range 30%"
    ))]
    Sensitivity(super::sensitivity::SensitivityArguments),
    /// Show where a figure comes from: its formula with the numbers put in, down to the lines of the scenario
    #[command(after_help = example!(
        "explain net-profit client.toml --strategy thirty-day-raise --month 7",
        "explain goal-price client.toml --all"
    ))]
    Explain(super::explain::ExplainArguments),
    /// Sum up what a client really takes, from the exports of time trackers or a list of contacts
    ///
    /// Reads the detailed exports of Toggl Track, Clockify and Harvest, told apart by their headers, and contact logs with
    /// the columns date, start, minutes (or end), channel, who, billed, note, answer.
    ///
    /// `-o FILE.html`, `-o FILE.md` and `-o FILE.pdf` write the page that can be handed to the client: what was asked for,
    /// when, how long it took and what was answered, without rates and costs.
    #[command(after_help = example!("log calls.csv --client Northwind --recovery 10m", "log calls.csv -o calls.html"))]
    Log(Box<super::log::LogArguments>),
    /// Write the letters that a strategy needs, each with its dates, and the dates for your calendar
    #[command(after_help = concat!(
        "A text of your own for the letters: {client}, {served}, {effective}, {billed_from}, {changes}, {price}, \
         {old_price}, {raise}, {unit}, {fee}, {hours}, {tier}, {payment_days}, {withdrawn}, {last_day}, {refund}, \
         {sender}, {number} and {letters} are filled in; {{ and }} stand for braces.\n\n",
        example!(
            "notice client.toml --strategy thirty-day-raise --sender 'Ida Fox'",
            "notice client.toml --strategy thirty-day-raise --calendar -o dates.ics"
        )
    ))]
    Notice(super::notice::NoticeArguments),
    /// Check a scenario: all errors with their places, what is to be noticed, every value in force
    #[command(after_help = example!("check client.toml --explain"))]
    Check(CheckArguments),
    /// Print the JSON Schema of a scenario, for completion in an editor
    #[command(after_help = concat!(
        "A scenario whose first line is `#:schema ./scenario.schema.json` is completed and explained by editors that \
         know TOML.\n\n",
        example!("schema -o scenario.schema.json")
    ))]
    Schema(SchemaArguments),
    /// Print what a shell needs to complete the commands and options of uprate
    #[command(after_help = concat!(
        "Bash reads the script with `source`; put that into ~/.bashrc to have it always.\n\n",
        example!("completions bash > uprate.bash")
    ))]
    Completions(CompletionsArguments),
    /// Print the manual page of uprate, or write one for every command
    #[command(after_help = example!("man > uprate.1", "man -o ."))]
    Man(ManArguments),
}

#[derive(Args, Debug)]
#[command(group = ArgGroup::new("the price").args(["rate", "retainer", "unit_price"]))]
#[command(group = ArgGroup::new("the cost").args(["margin", "cost"]))]
#[command(group = ArgGroup::new("the price or a log").required(true).multiple(true).args(["rate", "retainer", "unit_price", "from", "interactive"]))]
#[command(group = ArgGroup::new("the cost or a log").required(true).multiple(true).args(["margin", "cost", "from", "interactive"]))]
pub struct InitArguments {
    /// Ask for the numbers, on a terminal; a file that is there is completed
    #[arg(short, long)]
    pub interactive: bool,
    /// Take what it says from a log (repeatable): an export of a time tracker or a list of contacts; see `uprate log`
    #[arg(long, value_name = "LOG")]
    pub from: Vec<PathBuf>,
    #[command(flatten)]
    pub log: super::log::LogReading,
    /// What the client is called; in a log, which one of it
    #[arg(long, value_name = "NAME")]
    pub client: Option<String>,
    /// What the plan is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The currency of all amounts, such as EUR
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// The day on which the first notice is served, such as 2027-01-31 [default: today]
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// How many months the plan runs
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub months: Option<String>,
    /// Price of a billed hour
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub rate: Option<String>,
    /// Price of a month
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub retainer: Option<String>,
    /// Price of a unit, with --units
    #[arg(long, value_name = "N", allow_hyphen_values = true, requires = "units")]
    pub unit_price: Option<String>,
    /// Units billed a month
    #[arg(long, value_name = "N", allow_hyphen_values = true, requires = "unit_price")]
    pub units: Option<String>,
    /// Billed hours a month
    #[arg(long, value_name = "N", allow_hyphen_values = true, required_unless_present_any = ["from", "interactive"])]
    pub hours: Option<String>,
    /// What is left of the bill after the costs that go away with the work, before the extra hours
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub margin: Option<String>,
    /// What one billed hour costs you
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub cost: Option<String>,
    /// Extra hours a month that nobody pays for
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub extra_hours: Option<String>,
    /// What one extra hour costs you [default: what a billed hour costs]
    #[arg(long, value_name = "N", allow_hyphen_values = true, requires = "extra_hours")]
    pub effort_cost: Option<String>,
    /// What all extra hours of a month cost you
    #[arg(
        long,
        value_name = "N",
        allow_hyphen_values = true,
        requires = "extra_hours",
        conflicts_with = "effort_cost"
    )]
    pub effort_monthly_cost: Option<String>,
    /// The chance that the client goes in a month, whatever the price
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub churn: Option<String>,
    /// Of ten clients like this one, how many would take that raise (repeatable, from the smallest on), such
    /// as 10%=85%
    #[arg(long, value_name = "RAISE=CHANCE", value_parser = parse_answer)]
    pub accept: Vec<(String, String)>,
    /// What an hour of the work is billed at that can take the client's place
    #[arg(long, value_name = "N", allow_hyphen_values = true, requires = "replacement_margin")]
    pub replacement_rate: Option<String>,
    /// Its margin
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true, requires = "replacement_rate")]
    pub replacement_margin: Option<String>,
    /// The share of the cost of freed, unsold hours that you go on paying: 0% freelancers, 100% a salaried team
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub cost_stays: Option<String>,
    /// Write to a new file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

#[derive(Args, Debug)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Args, Debug)]
pub struct ManArguments {
    /// Write a page for every command to a folder that is there
    #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
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
    #[command(flatten)]
    pub best: Best,
    /// Columns of the table, such as net-profit: any figure of the JSON
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Which strategy is the best.
#[derive(Args, Clone, Copy, Debug)]
pub struct Best {
    /// What the best is the best by: net-profit, present-value, total-revenue, rate-worked, p10 or worst
    #[arg(long, value_name = "METRIC", value_parser = parse_by, default_value = "net-profit")]
    pub by: By,
}

/// What changes a scenario before it is read.
#[derive(Args, Debug)]
pub struct Changes {
    /// Set a key of the scenario (repeatable), such as client.rate=110 or
    /// strategy.thirty-day-raise.raise=25%
    #[arg(long, value_name = "KEY=VALUE", value_parser = Override::parse)]
    pub set: Vec<Override>,
    /// Months of the plan; the same as --set months=N
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
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
    #[arg(long, value_name = "N", value_parser = |text: &str| whole_number::<u16>(text, 20..=1000, "100"), allow_hyphen_values = true)]
    pub width: Option<u16>,
    /// Draw in plain ASCII
    #[arg(long)]
    pub ascii: bool,
    /// How numbers are written in CSV [default: plain]
    #[arg(long, value_enum, value_name = "STYLE")]
    pub csv_style: Option<CsvStyle>,
    /// The paper of a page to print [default: a4]
    #[arg(long, value_enum, value_name = "PAPER")]
    pub paper: Option<Paper>,
    /// When to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    /// Say nothing but results and errors
    #[arg(short, long)]
    pub quiet: bool,
    /// Say what is read and where results go
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
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
    /// One page for any browser, which prints it as well
    Html,
    /// A workbook for Excel or LibreOffice; that of `compare` computes in live formulas
    Xlsx,
    /// Pages to print or to send
    Pdf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CsvStyle {
    /// Commas between values, decimal points
    Plain,
    /// Semicolons between values, decimal commas, as spreadsheets in much of Europe want them
    Eu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 mm by 297 mm
    A4,
    /// 8.5 inches by 11 inches
    Letter,
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

/// A whole number of the command line; the bounds are to be among those of its type.
pub fn whole_number<N: TryFrom<u64>>(text: &str, bounds: RangeInclusive<u64>, example: &str) -> Result<N, String> {
    let number = whole(text, bounds, example)?;
    N::try_from(number).map_err(|_| format!("{number} is too large"))
}

fn parse_by(name: &str) -> Result<By, String> {
    By::from_name(name).ok_or_else(|| {
        let names: Vec<String> = By::ALL.into_iter().map(|by| by.name().replace('_', "-")).collect();
        format!("it may be {}", names.join(", "))
    })
}

fn parse_answer(text: &str) -> Result<(String, String), String> {
    let (raise, chance) = text.split_once('=').ok_or("write it as RAISE=CHANCE, such as 10%=85%")?;
    Ok((raise.to_owned(), chance.to_owned()))
}

impl Format {
    /// Whether it is made for paper.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Html | Self::Xlsx | Self::Pdf)
    }
}

impl Changes {
    /// All overrides, `--months` last.
    pub fn overrides(&self) -> Vec<Override> {
        let months = self.months.iter().map(|months| Override::of_option("--months", "months", months));
        self.set.iter().cloned().chain(months).collect()
    }
}
