//! `log`: what a client really takes, from the exports of time trackers.

mod begin;
mod renew;
mod source;

use std::path::PathBuf;

use chrono::NaiveDate;
use chrono::format::ParseErrorKind;
use clap::Args;

use super::arguments::{Format, OutputArguments};
use super::failure::{Failure, note};
use super::output;
use crate::clients::log::billed::Words;
use crate::clients::log::clients;
use crate::clients::log::clock::parse_recovery;
use crate::clients::log::days::DayOrder;
use crate::clients::log::handout::Handout;
use crate::clients::log::problem::BadRows;
use crate::clients::log::question::Question;
use crate::clients::log::span::Span;
use crate::clients::log::summary::Summary;
use crate::clients::log::tally::Tally;
use crate::clients::log::when::Week;
use crate::report;
use crate::words::counted;

pub use begin::begin;
pub use source::Log;

/// What `log` takes.
#[derive(Args, Debug)]
pub struct LogArguments {
    /// Exports of Toggl Track, Clockify or Harvest, or lists of contacts, as CSV; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The client; without it, a table of the clients in the log
    #[arg(long, value_name = "NAME")]
    pub client: Option<String>,
    #[command(flatten)]
    pub reading: LogReading,
    /// The hours of business
    #[arg(long, value_name = "FROM-TO", value_parser = Week::parse_hours, default_value = "09:00-17:30")]
    pub hours: (u32, u32),
    /// The days that are none of business, or none
    #[arg(long, value_name = "DAY,…", value_parser = Weekend::parse, default_value = "sat,sun")]
    pub weekend: Weekend,
    /// Renew what the log says in a scenario that is there, and keep all else of it
    #[arg(long, value_name = "SCENARIO")]
    pub write: Option<PathBuf>,
    /// Your own summary in HTML, Markdown or PDF, with rates and costs, and not the page for the client
    #[arg(long)]
    pub internal: bool,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// How a log is read, by whatever command.
#[derive(Args, Debug)]
pub struct LogReading {
    /// The order of its dates, where they do not tell: dmy, mdy or ymd
    #[arg(long, value_name = "ORDER", value_parser = parse_order)]
    pub dates: Option<DayOrder>,
    /// The word that means billed, where it is not known (repeatable)
    #[arg(long, value_name = "VALUE")]
    pub billed: Vec<String>,
    /// Leave out rows that say nothing, and count them
    #[arg(long)]
    pub skip_bad: bool,
    /// The time lost around each unbilled entry, such as 10m: an assumption, apart from what is logged
    #[arg(long, value_name = "TIME", value_parser = parse_recovery, allow_hyphen_values = true)]
    pub recovery: Option<Span>,
    /// The first day that counts, such as 2027-01-01 [default: that of the log]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub since: Option<NaiveDate>,
    /// The last day that counts
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<NaiveDate>,
}

/// The days that are none of business.
#[derive(Clone, Copy, Debug)]
pub struct Weekend([bool; 7]);

impl Weekend {
    fn parse(text: &str) -> Result<Self, String> {
        Week::parse_weekend(text).map(Self)
    }
}

fn parse_day(text: &str) -> Result<NaiveDate, String> {
    let day = text.trim().parse::<NaiveDate>();
    let day = day.map_err(|error| match error.kind() {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => "the calendar has no such day",
        _ => "it is no day",
    });
    day.map_err(|wrong| format!("{wrong}; write year, month and day in this order, such as 2027-01-31"))
}

fn parse_order(name: &str) -> Result<DayOrder, String> {
    DayOrder::from_name(&name.to_lowercase())
        .ok_or_else(|| "it may be dmy (31/01/2027), mdy (01/31/2027) or ymd (27-01-31)".to_owned())
}

impl LogReading {
    /// What it asks of a log, with the hours of business.
    pub fn question(&self, week: Week) -> Result<Question, Failure> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && until < since
        {
            return Err(Failure::cannot(format!("--until {until} is before --since {since}")));
        }
        Ok(Question { week, recovery: self.recovery, from: self.since, to: self.until })
    }

    /// Whether anything was given.
    pub fn is_given(&self) -> bool {
        let Self { dates, billed, skip_bad, recovery, since, until } = self;
        dates.is_some() || !billed.is_empty() || *skip_bad || recovery.is_some() || since.is_some() || until.is_some()
    }

    /// What it says of billing.
    pub fn words(&self) -> Words {
        Words::new(&self.billed)
    }
}

/// Runs it.
pub fn run(arguments: &LogArguments) -> super::Outcome {
    output::set_colour(arguments.output.color);
    let question = arguments.reading.question(Week { hours: arguments.hours, weekend: arguments.weekend.0 })?;
    let log = Log::read(&arguments.files, &arguments.reading)?;
    let Some(client) = log.client(arguments.client.as_deref())? else {
        return all_clients(arguments, &log, &question);
    };
    let format = output::format(&arguments.output)?;
    if let Some(scenario) = &arguments.write {
        let summary = summary(&log, &client, question, arguments.reading.skip_bad)?;
        return renew::run(arguments, scenario, &log, &client, &summary);
    }
    if is_for_the_client(format) && !arguments.internal {
        return for_the_client(arguments, &log, &client, question);
    }
    let summary = summary(&log, &client, question, arguments.reading.skip_bad)?;
    let result = output::Result {
        document: &|| report::log::page(&summary, &log.names),
        table: &|| report::log::figures(&summary),
        json: &|| report::log::json(&summary, &log.names),
        readings: &[],
    };
    output::put(&result, &arguments.output, &arguments.files)
}

/// Whether a format is one that is printed or sent: what goes out of the house says nothing of the inside.
const fn is_for_the_client(format: Format) -> bool {
    matches!(format, Format::Html | Format::Markdown | Format::Pdf)
}

/// A client of a log: as it is written there, and what it is called.
pub struct Client {
    /// As it is written; empty where the log is of one client.
    pub written: String,
    /// What it is called.
    pub name: String,
}

/// What a client takes.
pub fn summary(log: &Log, client: &Client, question: Question, skip_bad: bool) -> Result<Summary, Failure> {
    let currency = clients::currency(&log.files, Some(&client.written)).map_err(|problem| log.wrong(&problem))?;
    let tally =
        Tally::of(&log.files, &client.written, &question).map_err(|(file, problem)| log.failed(file, &problem))?;
    nothing_bad(&tally.bad, log, skip_bad)?;
    Summary::of(tally, client.name.clone(), currency, question)
        .map_err(|problem| log.wrong(&problem))?
        .ok_or_else(|| Failure::wrong_as_a_whole(&format!("the log has no entries of {} in these days", client.name)))
}

/// The table of the clients.
fn all_clients(arguments: &LogArguments, log: &Log, question: &Question) -> super::Outcome {
    let format = output::format(&arguments.output)?;
    let is_page = is_for_the_client(format) && !arguments.internal;
    if is_page || arguments.write.is_some() {
        let what = if is_page { "the page is for one client" } else { "a scenario is of one client" };
        return Err(Failure::cannot(format!("{what}: name it by --client NAME; {}", log.who())));
    }
    let currency = clients::currency(&log.files, None).map_err(|problem| log.wrong(&problem))?;
    let (clients, bad) = clients::all(&log.files, question).map_err(|(file, problem)| log.failed(file, &problem))?;
    nothing_bad(&bad, log, arguments.reading.skip_bad)?;
    let result = output::Result {
        document: &|| report::log::clients(&clients, currency, &log.names),
        table: &|| report::log::clients_figures(&clients, currency),
        json: &|| report::log::clients_json(&clients, currency),
        readings: &[],
    };
    output::put(&result, &arguments.output, &arguments.files)?;
    say_skipped(&bad, arguments);
    Ok(())
}

/// The page that the client can be handed.
fn for_the_client(arguments: &LogArguments, log: &Log, client: &Client, question: Question) -> super::Outcome {
    let (handout, bad) = Handout::of(&log.files, &client.written, client.name.clone(), question)
        .map_err(|(file, problem)| log.failed(file, &problem))?;
    nothing_bad(&bad, log, arguments.reading.skip_bad)?;
    let no_figures = || crate::report::document::Table::default();
    let result = output::Result {
        document: &|| report::log::handout(&handout),
        table: &no_figures,
        json: &|| serde_json::Value::Null,
        readings: &[],
    };
    output::put(&result, &arguments.output, &arguments.files)?;
    say_skipped(&bad, arguments);
    if !arguments.output.quiet {
        note(
            "note: this page is for the client: no rates, no costs, but every entry in your words: read them first; \
             --internal writes your own summary\n",
        );
    }
    Ok(())
}

/// Rows that say nothing stop the run, unless they are to be skipped.
fn nothing_bad(bad: &BadRows, log: &Log, skip_bad: bool) -> super::Outcome {
    if bad.count == 0 || skip_bad { Ok(()) } else { Err(log.bad_rows(bad)) }
}

fn say_skipped(bad: &BadRows, arguments: &LogArguments) {
    if bad.count > 0 && !arguments.output.quiet {
        note(&format!("note: {} that say nothing are skipped\n", counted(bad.count, "row")));
    }
}
