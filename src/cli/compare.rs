//! `compare`: all strategies of one scenario or several.

use serde_json::Value;

use super::arguments::{CompareArguments, Format};
use super::failure::Failure;
use super::{inputs, output};
use crate::analysis::choice::By;
use crate::analysis::comparison::{Comparison, compare};
use crate::analysis::diagnosis::diagnose;
use crate::analysis::metrics::is_among;
use crate::report;
use crate::report::document::Document;
use crate::scenario::warning::Warning;
use crate::scenario::{Reading, nearest};

/// Runs it.
pub fn run(arguments: &CompareArguments) -> super::Outcome {
    let mut compared = Vec::new();
    let mut wrong = String::new();
    for reading in inputs::scenarios(&arguments.scenarios, &arguments.computing.changes, &arguments.computing.output)? {
        match compared_reading(reading, &arguments.computing.strategies, arguments.computing.best.by) {
            Ok(pair) => compared.push(pair),
            Err(failure) if failure.code() == super::failure::SCENARIO_IS_WRONG => wrong.push_str(failure.message()),
            Err(failure) => return Err(failure),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::wrong(wrong));
    }
    if let Some((reading, comparison)) = compared.first() {
        known_columns(&arguments.computing.columns, &report::compare::figure_names(reading, comparison))?;
    }
    let noticed: Vec<_> =
        compared.iter().map(|(reading, comparison)| report::simulate::noticed(reading, comparison)).collect();
    let readings: Vec<&Reading> = compared.iter().map(|(reading, _)| reading).collect();
    let result = output::Result {
        document: &|| document(&compared, &noticed, arguments),
        table: &|| report::compare::figures(&compared, &arguments.computing.columns),
        json: &|| {
            let objects = compared.iter().zip(&noticed);
            let mut objects: Vec<Value> = objects
                .map(|((reading, comparison), warnings)| report::json::compare(reading, comparison, warnings))
                .collect();
            if objects.len() == 1 { objects.remove(0) } else { Value::Array(objects) }
        },
        readings: &readings,
    };
    let is_whole = !arguments.brief && arguments.computing.columns.is_empty();
    let put = &arguments.computing.output;
    match compared.as_slice() {
        // One workbook computes one scenario.
        [(reading, comparison)] if is_whole => {
            let book = || Ok(report::workbook::live(reading, comparison, &noticed[0]));
            output::put_with(&result, &book, put, &arguments.scenarios)?;
        }
        _ => output::put(&result, put, &arguments.scenarios)?,
    }
    // The page and the JSON hold what was noticed; a table for spreadsheets cannot.
    if output::format(&arguments.computing.output)? == Format::Csv {
        for ((reading, _), warnings) in compared.iter().zip(&noticed) {
            inputs::say_warnings(reading, warnings, &arguments.computing.output);
        }
    }
    Ok(())
}

fn document(compared: &[(Reading, Comparison)], noticed: &[Vec<Warning>], arguments: &CompareArguments) -> Document {
    let columns = &arguments.computing.columns;
    let mut document = Document::default();
    for ((reading, comparison), warnings) in compared.iter().zip(noticed) {
        let page = if arguments.brief || !columns.is_empty() {
            report::compare::brief(reading, comparison, columns)
        } else {
            report::compare::page(reading, comparison, warnings)
        };
        document.blocks.extend(page.blocks);
    }
    if compared.len() > 1 {
        document.blocks.extend(report::compare::summary(compared).blocks);
    }
    document
}

/// Every column that was asked for must be a figure.
pub fn known_columns(columns: &[String], known: &[&'static str]) -> Result<(), Failure> {
    named_columns(columns, known)?;
    let unknown = columns.iter().find(|column| !is_among(column, known));
    unknown.map_or(Ok(()), |column| Err(no_figure(column, known)))
}

/// Every column that was asked for must have a name.
pub fn named_columns<K: AsRef<str>>(columns: &[String], known: &[K]) -> Result<(), Failure> {
    if columns.iter().all(|column| !column.trim().is_empty()) {
        return Ok(());
    }
    let is_all = columns.iter().all(|column| column.trim().is_empty());
    let wrong = if is_all { "--columns names nothing" } else { "--columns has a comma too many" };
    Err(Failure::cannot(format!("{wrong}; there are {}", names(known).join(", "))))
}

fn names<K: AsRef<str>>(known: &[K]) -> Vec<&str> {
    known.iter().map(AsRef::as_ref).collect()
}

/// There is no figure of a name.
pub fn no_figure<K: AsRef<str>>(name: &str, known: &[K]) -> Failure {
    let known = names(known);
    let help = match nearest(name, known.iter().copied()) {
        Some(suggestion) => format!("did you mean {suggestion}?"),
        None => format!("there are {}", known.join(", ")),
    };
    Failure::cannot(format!("there is no figure `{name}`; {help}"))
}

/// Compares the strategies of a reading: all of them, or only some.
pub fn compared_reading(mut reading: Reading, only: &[String], by: By) -> Result<(Reading, Comparison), Failure> {
    if !only.is_empty() {
        keep_only(&mut reading, only)?;
    }
    match compare(reading.scenario.clone(), by) {
        Ok(comparison) => Ok((reading, comparison)),
        Err(error) => Err(inputs::model_failure(&diagnose(&reading, &error))),
    }
}

/// Leaves out the strategies that were not asked for; the status quo stays as the measure.
fn keep_only(reading: &mut Reading, ids: &[String]) -> Result<(), Failure> {
    for id in ids {
        find(reading, id)?;
    }
    let mut position = 0;
    reading.scenario.strategies.retain(|strategy| {
        position += 1;
        position == 1 || ids.contains(&strategy.id)
    });
    Ok(())
}

/// The position of a strategy.
pub fn find(reading: &Reading, id: &str) -> Result<usize, Failure> {
    let strategies = &reading.scenario.strategies;
    strategies.iter().position(|strategy| strategy.id == id).ok_or_else(|| {
        let known: Vec<&str> = strategies.iter().map(|strategy| strategy.id.as_str()).collect();
        let help = match nearest(id, known.iter().copied()) {
            Some(suggestion) => format!("did you mean {suggestion}?"),
            None => format!("its strategies are {}", known.join(", ")),
        };
        Failure::cannot(format!("{} has no strategy {id}; {help}", reading.sources[0].name))
    })
}
