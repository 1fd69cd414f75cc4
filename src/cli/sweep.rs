//! `sweep`: a figure for many values of one key or two.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::vary::{Asked, Vary, definition, question, refused};
use super::{inputs, output};
use crate::analysis::sweep::{Axis, CELLS_MAX, sweep};
use crate::analysis::values::values;
use crate::analysis::variation::{Posed, Refusal, Value};
use crate::report;
use crate::report::sweep::Swept;

/// What `sweep` takes.
#[derive(Args, Debug)]
pub struct SweepArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// A key and its values, once or twice: KEY=FROM..TO:STEP, such as client.rate=90..120:5, or KEY=A,B,C
    #[arg(long, required = true, value_name = "KEY=VALUES", value_parser = Vary::parse)]
    pub vary: Vec<Vary>,
    #[command(flatten)]
    pub asked: Asked,
}

/// Runs it.
pub fn run(arguments: &SweepArguments) -> super::Outcome {
    let asked = &arguments.asked;
    let given = given(&arguments.vary)?;
    let scenario = std::slice::from_ref(&arguments.scenario);
    for reading in inputs::scenarios(scenario, &asked.changes, &asked.output)? {
        let Posed { question, .. } = question(&reading, asked)?;
        let corners = corners(&given);
        let axis = |(key, values): &Given| {
            let definition = definition(&question, key, &corners, &arguments.vary)?;
            Ok(Axis { key: key.clone(), definition, values: values.clone() })
        };
        let axes: Vec<Axis> = given.iter().map(axis).collect::<Result<_, Failure>>()?;
        let cells = sweep(&question, &axes);
        if let Some(failure) = nothing_found(&cells) {
            return Err(match failure {
                Refusal::NotAllowed(_) => refused(&question, &corners[0], &arguments.vary),
                Refusal::NoChoice(_) => Failure::cannot(format!("{}; name a strategy with --strategy", failure.why())),
                Refusal::NotComputable(why) => Failure::cannot(why),
            });
        }
        let base = question.answer(&question.reduced(reading.scenario.clone()));
        let swept = Swept { question, axes, cells, base };
        let result = output::Result {
            document: &|| report::sweep::page(&swept),
            table: &|| report::sweep::figures(&swept),
            json: &|| report::sweep::json(&swept),
            readings: &[&reading],
        };
        output::put(&result, &asked.output, scenario)?;
        inputs::say_warnings(&reading, &reading.warnings, &asked.output);
    }
    Ok(())
}

/// The keys and their values; at most two keys, and not too many values.
fn given(vary: &[Vary]) -> Result<Vec<Given>, Failure> {
    if vary.len() > 2 {
        return Err(Failure::cannot("a table has two sides: give --vary once or twice"));
    }
    let values = |vary: &Vary| {
        let written = vary.values.as_deref().filter(|written| !written.is_empty()).ok_or_else(|| {
            Failure::cannot(format!("--vary {} has no values; write {0}=FROM..TO:STEP or {0}=A,B,C", vary.key))
        })?;
        Ok((vary.key.clone(), values(written).map_err(|why| Failure::cannot(format!("--vary {}: {why}", vary.key)))?))
    };
    let given: Vec<Given> = vary.iter().map(values).collect::<Result<_, Failure>>()?;
    if let [one, other] = given.as_slice()
        && one.0 == other.0
    {
        return Err(Failure::cannot(format!("--vary names {} twice", one.0)));
    }
    let cells = given.iter().map(|(_, values)| values.len()).try_fold(1_usize, usize::checked_mul);
    match cells.filter(|cells| *cells <= CELLS_MAX) {
        Some(_) => Ok(given),
        None => Err(Failure::cannot(format!("the table would have more than {CELLS_MAX} cells; take larger steps"))),
    }
}

/// Which of so many values.
type Which = fn(usize) -> usize;

/// A key and its values.
type Given = (String, Vec<Value>);

/// The values at the corners of the table, and in its middle.
fn corners<'g>(given: &'g [Given]) -> Vec<Vec<(&'g str, &'g str)>> {
    let places: [[Which; 2]; 5] = [
        [|_| 0, |_| 0],
        [|count| count - 1, |count| count - 1],
        [|_| 0, |count| count - 1],
        [|count| count - 1, |_| 0],
        [|count| count / 2, |count| count / 2],
    ];
    let at = |((key, values), place): (&'g Given, Which)| (key.as_str(), values[place(values.len())].text.as_str());
    places.into_iter().map(|places| given.iter().zip(places).map(at).collect()).collect()
}

/// Why no cell has an answer, by the first of them; none where one has.
fn nothing_found(cells: &[crate::analysis::sweep::Cell]) -> Option<Refusal> {
    let first = cells.first()?.as_ref().err()?.clone();
    cells.iter().all(Result::is_err).then_some(first)
}
