//! `check`: is this file right, and what is in force?

use serde_json::Value;

use super::arguments::CheckArguments;
use super::{inputs, output};
use crate::analysis::choice::By;
use crate::analysis::comparison::compare;
use crate::analysis::notices::notices;
use crate::report;
use crate::report::document::{Block, Document};
use crate::scenario::Reading;
use crate::scenario::warning::Warning;

/// Runs it. The strategies are computed too: a scenario whose numbers run out is not right.
pub fn run(arguments: &CheckArguments) -> super::Outcome {
    let readings = inputs::scenarios(&arguments.scenarios, &arguments.changes, &arguments.output)?;
    let mut checked: Vec<(Reading, Vec<Warning>)> = Vec::new();
    for reading in readings {
        let comparison = compare(reading.scenario.clone(), By::NetProfit)
            .map_err(|error| inputs::model_failure(&reading.diagnose(&error)))?;
        let warnings = notices(&reading, &comparison);
        checked.push((reading, warnings));
    }
    let result = output::Result {
        document: &|| {
            let mut document = Document::default();
            for (reading, warnings) in &checked {
                document
                    .blocks
                    .extend(report::check::verdict(&reading.sources[0].name, reading, warnings.len()).blocks);
                if arguments.explain {
                    let line_of = |entry: &_| report::check::line_in_file(reading, entry);
                    document.add(Block::Table(report::check::explain(reading, line_of)));
                }
            }
            document
        },
        table: &|| {
            let mut tables = checked.iter().map(|(reading, _)| {
                report::check::explain(reading, |entry| report::check::line_in_file(reading, entry))
            });
            let first = tables.next().unwrap_or_default();
            tables.fold(first, |mut all, table| {
                all.rows.extend(table.rows);
                all
            })
        },
        json: &|| {
            let object = |(reading, warnings): &(Reading, Vec<Warning>)| {
                report::json::check(reading, warnings, |entry| report::check::line_in_file(reading, entry))
            };
            let mut objects: Vec<Value> = checked.iter().map(object).collect();
            if objects.len() == 1 { objects.remove(0) } else { Value::Array(objects) }
        },
    };
    output::put(&result, &arguments.output, &arguments.scenarios)?;
    for (reading, warnings) in &checked {
        inputs::say_warnings(reading, warnings, &arguments.output);
    }
    Ok(())
}
