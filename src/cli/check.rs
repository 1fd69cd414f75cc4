//! `check`: is this file right, and what is in force?

use serde_json::Value;

use super::arguments::CheckArguments;
use super::{inputs, output};
use crate::analysis::choice::By;
use crate::analysis::comparison::{Comparison, compare};
use crate::analysis::diagnosis::diagnose;
use crate::analysis::notices::notices;
use crate::report;
use crate::report::document::{Block, Document, Table};
use crate::scenario::Reading;
use crate::scenario::warning::Warning;

/// A scenario that is right, its figures, and what is to be noticed.
type Checked = (Reading, Comparison, Vec<Warning>);

/// Runs it. The strategies are computed too: a scenario whose numbers run out is not right.
pub fn run(arguments: &CheckArguments) -> super::Outcome {
    let mut checked: Vec<Checked> = Vec::new();
    for reading in inputs::scenarios(&arguments.scenarios, &arguments.changes, &arguments.output)? {
        let comparison = compare(reading.scenario.clone(), By::NetProfit)
            .map_err(|error| inputs::model_failure(&diagnose(&reading, &error)))?;
        let warnings = notices(&reading, &comparison);
        checked.push((reading, comparison, warnings));
    }
    let readings: Vec<&Reading> = checked.iter().map(|(reading, ..)| reading).collect();
    let result = output::Result {
        document: &|| document(&checked, arguments.explain),
        table: &|| {
            let tables = checked.iter().map(|(reading, comparison, _)| report::check::explain(reading, comparison));
            let append = |mut all: Table, table: Table| {
                all.rows.extend(table.rows);
                all
            };
            tables.reduce(append).unwrap_or_default()
        },
        json: &|| {
            let object =
                |(reading, comparison, warnings): &Checked| report::json::checked(reading, comparison, warnings);
            let mut objects: Vec<Value> = checked.iter().map(object).collect();
            if objects.len() == 1 { objects.remove(0) } else { Value::Array(objects) }
        },
        readings: &readings,
    };
    output::put(&result, &arguments.output, &arguments.scenarios)?;
    for (reading, _, warnings) in &checked {
        inputs::say_warnings(reading, warnings, &arguments.output);
    }
    Ok(())
}

fn document(checked: &[Checked], explain: bool) -> Document {
    let of = if let [(reading, ..)] = checked { reading.scenario.title.clone() } else { String::new() };
    let mut document = Document { of, ..Document::default() };
    for (reading, comparison, warnings) in checked {
        document.blocks.extend(report::check::verdict(&reading.sources[0].name, reading, warnings.len()).blocks);
        if explain {
            document.add(Block::Table(report::check::explain(reading, comparison)));
        }
    }
    document
}
