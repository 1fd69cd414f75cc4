//! `notice`: the letters that a strategy needs, and their dates.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::Args;

use super::arguments::{Best, Changes, OutputArguments, whole_number};
use super::compare::{compared_reading, find};
use super::failure::Failure;
use super::{inputs, output};
use crate::analysis::comparison::Comparison;
use crate::analysis::notices::notices;
use crate::render::calendar;
use crate::report;
use crate::report::letters::{Letters, Writing, template::Template};
use crate::scenario::diagnostics::render_mistakes;
use crate::scenario::warning::Warning;
use crate::words::{count, day};

/// What it takes.
#[derive(Args, Debug)]
pub struct NoticeArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// The strategy [default: the recommended one]
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
    /// Only this letter, by its number
    #[arg(long, value_name = "N", value_parser = |text: &str| whole_number::<u32>(text, 1..=9_999, "2"), allow_hyphen_values = true, conflicts_with = "calendar")]
    pub letter: Option<u32>,
    /// Who writes [default: left to be filled in]
    #[arg(long, value_name = "NAME")]
    pub sender: Option<String>,
    /// What is enclosed (repeatable): a line at the end of each letter
    #[arg(long, value_name = "NAME", conflicts_with = "template")]
    pub enclosed: Vec<String>,
    /// A text of your own for the letters, with placeholders such as {client}
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    /// The dates alone, as iCalendar; the same as -o with a name that ends in .ics
    #[arg(long, conflicts_with = "format")]
    pub calendar: bool,
    /// The number of times that the dates were changed since a calendar took them: greater than before, it has them take
    /// the place of the earlier ones [default: 0]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = |text: &str| whole_number::<u32>(text, 0..=u64::from(calendar::REVISION_MAX), "1"), allow_hyphen_values = true)]
    pub revision: u32,
    #[command(flatten)]
    pub best: Best,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &NoticeArguments) -> super::Outcome {
    let output = &arguments.output;
    let as_calendar = is_calendar(arguments)?;
    if arguments.revision > 0 && !as_calendar {
        return Err(Failure::cannot("--revision is of the dates for a calendar: add --calendar"));
    }
    let source = arguments.template.as_deref().map(inputs::text).transpose()?;
    let wrong = |mistakes: Vec<_>| {
        Failure::wrong(source.as_ref().map_or_else(String::new, |source| render_mistakes(&mistakes, source, true)))
    };
    let template = source.as_ref().map(|source| Template::read(&source.text)).transpose();
    let read: Vec<PathBuf> = std::iter::once(&arguments.scenario).chain(&arguments.template).cloned().collect();
    for reading in inputs::scenarios(std::slice::from_ref(&arguments.scenario), &arguments.changes, output)? {
        let template = template.as_ref().map_err(|mistakes| wrong(mistakes.clone()))?;
        let asked = arguments.strategy.as_deref().map(|id| find(&reading, id)).transpose()?;
        let (reading, comparison) = compared_reading(reading, &[], arguments.best.by)?;
        let position = asked.map_or_else(|| recommended(&comparison), Ok)?;
        let letters = Letters::of(&reading, &comparison, position);
        known_letter(&letters, arguments.letter)?;
        let writing = Writing {
            sender: arguments.sender.as_deref(),
            enclosed: &arguments.enclosed,
            template: template.as_ref(),
            only: arguments.letter,
        };
        let written = letters.write(writing).map_err(wrong)?;
        if as_calendar {
            output::put_bytes(calendar_of(&letters, arguments.revision)?.as_bytes(), output, &read)?;
        } else {
            let result = output::Result {
                document: &|| report::letters::page(&letters, &written),
                table: &|| report::letters::figures(&letters),
                json: &|| report::letters::json(&letters, &written),
                readings: &[&reading],
            };
            output::put(&result, output, &read)?;
        }
        let mut noticed = notices(&reading, &comparison);
        noticed.extend(in_the_past(&letters));
        inputs::say_warnings(&reading, &noticed, output);
    }
    Ok(())
}

/// Whether a calendar is asked for, and nothing that it cannot be.
fn is_calendar(arguments: &NoticeArguments) -> Result<bool, Failure> {
    let output = &arguments.output;
    let ending = output.output.as_deref().and_then(|file| file.extension()).map(OsStr::to_ascii_lowercase);
    let is_named_so = ending.as_deref().is_some_and(|ending| ending == "ics");
    if arguments.calendar {
        let is_named_otherwise = !is_named_so && ending.is_some() && output::format(output).is_ok();
        if is_named_otherwise {
            return Err(Failure::cannot("--calendar writes iCalendar: end the name of the file in .ics"));
        }
        return Ok(true);
    }
    Ok(is_named_so && output.format.is_none())
}

fn recommended(comparison: &Comparison) -> Result<usize, Failure> {
    comparison.choice.best.map_err(|_| {
        let ids: Vec<&str> = comparison.scenario.strategies.iter().map(|strategy| strategy.id.as_str()).collect();
        Failure::cannot(format!("there is no recommendation; name a strategy with --strategy: {}", ids.join(", ")))
    })
}

/// The letter that alone is asked for must be there.
fn known_letter(letters: &Letters<'_>, number: Option<u32>) -> Result<(), Failure> {
    let Some(number) = number else { return Ok(()) };
    let there_are = u32::try_from(letters.letters.len()).unwrap_or(u32::MAX);
    if number <= there_are {
        return Ok(());
    }
    let name = &letters.strategy().name;
    Err(Failure::cannot(match there_are {
        0 => format!("{name} needs no letter"),
        _ => format!("{name} has no letter {number}: it has {}", count(there_are, "letter")),
    }))
}

fn calendar_of(letters: &Letters<'_>, revision: u32) -> Result<String, Failure> {
    let dates = letters.dates();
    let scenario = &letters.comparison.scenario;
    let name = &letters.strategy().name;
    if dates.is_empty() {
        return Err(Failure::cannot(format!("{name} has no dates: it needs no letter, and nothing begins")));
    }
    Ok(calendar::render(&dates, &format!("{name}: {}", scenario.client.name), scenario.start, revision))
}

/// Letters that should be out by today. It depends on the day, so it is said beside the result and no part of it.
fn in_the_past(letters: &Letters<'_>) -> Option<Warning> {
    let today = inputs::today();
    let late = letters.letters.iter().find(|letter| letter.served < today)?;
    Some(Warning {
        code: "date-in-the-past",
        text: format!(
            "letter {} should have been served by {}, and today is {}: move `start`, such as --set start={today}",
            late.number,
            day(late.served),
            day(today)
        ),
        key: Some("start".to_owned()),
    })
}
