//! `log --write`: what a log says, renewed in a scenario that is there.

use std::path::Path;

use super::{Client, Log, LogArguments};
use crate::cli::failure::{Failure, note};
use crate::cli::inputs::{self, STANDARD_INPUT};
use crate::cli::output;
use crate::clients::log::summary::Summary;
use crate::deliver;
use crate::report;
use crate::scenario::{Reading, Renewal, Request, Source, read};
use crate::text::visible;

/// Renews the values, delivers the file whole or not at all, and says what was changed.
pub fn run(
    arguments: &LogArguments,
    path: &Path,
    log: &Log,
    client: &Client,
    summary: &Summary,
) -> super::super::Outcome {
    if path.as_os_str() == STANDARD_INPUT {
        return Err(Failure::cannot("--write renews a file: name it"));
    }
    let name = path.to_string_lossy().into_owned();
    if summary.covered().next().is_none() {
        return Err(Failure::wrong_as_a_whole(
            "the log covers no month whole, and a scenario is of months; say which days it is of by --since and --until",
        ));
    }
    let source = inputs::source(path)?;
    is_of_the_client(&source, log, client)?;
    let before = reading(&source, path);
    if let (Ok(before), Some(currency)) = (&before, summary.currency)
        && before.scenario.currency != currency
    {
        let (ours, theirs) = (before.scenario.currency.code(), currency.code());
        return Err(Failure::wrong_as_a_whole(&format!(
            "{name} is in {ours}, the log in {theirs}: nothing is written"
        )));
    }
    let renewal = renewed(&source.text, summary)
        .map_err(|error| Failure::wrong_as_a_whole(&format!("{name} cannot be renewed: {error}")))?;
    let after = Source { text: renewal.text().to_owned(), ..source.clone() };
    // A scenario that was right stays right; one with blanks may have some left.
    if before.is_ok() {
        reading(&after, path).map_err(|failure| {
            Failure::wrong(format!(
                "{}{}\n",
                failure.message(),
                "  nothing is written: the log does not fit the scenario"
            ))
        })?;
    }
    if !renewal.renewed.is_empty() {
        deliver::to_file(path, after.bytes().as_slice()).map_err(|error| Failure::cannot(error.to_string()))?;
    }
    let result = output::Result {
        document: &|| report::log::renewed(&name, &renewal.renewed),
        table: &|| report::log::renewed_table(&renewal.renewed),
        json: &|| report::log::renewed_json(&name, &renewal.renewed),
        readings: &[],
    };
    output::put(&result, &arguments.output, &[path.to_owned()])
}

/// Says where a scenario and a log name their client differently, and stops where the log has the scenario's too.
fn is_of_the_client(source: &Source, log: &Log, client: &Client) -> super::super::Outcome {
    let Some(ours) = Renewal::of(&source.text).text_of("client", "name") else { return Ok(()) };
    let theirs = &client.written;
    if theirs.is_empty() || ours.trim().to_lowercase() == theirs.trim().to_lowercase() {
        return Ok(());
    }
    let differ = format!("{} is about {ours}, and these hours are of {theirs}", source.name);
    if log.has(&ours) {
        return Err(Failure::wrong_as_a_whole(&format!(
            "{differ}: nothing is written; --client \"{ours}\" is in the log"
        )));
    }
    note(&format!("note: {}\n", visible(&format!("{differ}; if that is another client, put the file back"))));
    Ok(())
}

fn reading(source: &Source, path: &Path) -> Result<Reading, Failure> {
    let stem = inputs::stem(path);
    let request = Request { source: source.clone(), stem: &stem, overrides: &[], today: inputs::today() };
    read(&request).map_err(|diagnostics| Failure::wrong(diagnostics.render(true)))
}

/// The text with the values renewed that the scenario has in this form.
fn renewed(text: &str, summary: &Summary) -> Result<Renewal, crate::scenario::NotRenewed> {
    let mut renewal = Renewal::of(text);
    for value in summary.implied() {
        let Some((table, name)) = value.key.split_once('.') else { continue };
        let is_wanted = match value.key {
            "client.hours" | "effort.hours" => true,
            "effort.cost" => !renewal.has(table, "monthly_cost"),
            _ => renewal.has(table, name),
        };
        if is_wanted {
            renewal.set_with_note(table, name, &value.written, &format!("From the log: {}.", value.taken))?;
        }
    }
    Ok(renewal)
}
