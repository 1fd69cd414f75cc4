//! `sensitivity`: what each input by itself does to the lead of the recommended strategy, and where it changes the choice.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Best, Changes, OutputArguments};
use super::compare::compared_reading;
use super::failure::Failure;
use super::vary::{Vary, definition, refused, written_bounds};
use super::{inputs, output};
use crate::analysis::choice::By;
use crate::analysis::comparison::Comparison;
use crate::analysis::inputs::{UncertainInput, input_of, numbers};
use crate::analysis::metrics::{Metric, Of};
use crate::analysis::notices::notices;
use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::shares::Share;
use crate::analysis::values::middle;
use crate::analysis::variation::{Question, Whose};
use crate::report;
use crate::report::sensitivity::Looked;
use crate::report::sweep::value_today;
use crate::scenario::Reading;
use crate::scenario::ledger::Origin;

/// What `sensitivity` takes.
#[derive(Args, Debug)]
pub struct SensitivityArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Only this key (repeatable), over its range or the one given [default: every number of the scenario]
    #[arg(long, value_name = "KEY[=LOW..HIGH]", value_parser = Vary::parse)]
    pub vary: Vec<Vary>,
    /// How far an input without a range goes either way, as a share of itself
    #[arg(long, value_name = "SHARE", default_value = "20%", value_parser = Share::spread, allow_hyphen_values = true)]
    pub range: Share,
    /// Only this strategy (repeatable); doing nothing stays as the measure
    #[arg(long = "strategy", value_name = "ID")]
    pub strategies: Vec<String>,
    #[command(flatten)]
    pub best: Best,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &SensitivityArguments) -> super::Outcome {
    let scenario = std::slice::from_ref(&arguments.scenario);
    for reading in inputs::scenarios(scenario, &arguments.changes, &arguments.output)? {
        let (reading, comparison) = compared_reading(reading, &arguments.strategies, arguments.best.by)?;
        let varied = varied(&reading, &comparison, arguments)?;
        if varied.is_empty() {
            return Err(Failure::cannot("the scenario has no input that could be varied"));
        }
        let closely = !arguments.vary.is_empty();
        let sensitivity = Sensitivity::of(&reading, &comparison, &varied, closely).ok_or_else(|| {
            let what = "there is nothing to compare with doing nothing: no other strategy has a figure to go by";
            Failure::cannot(what)
        })?;
        let spread = arguments.range.0.settled();
        let looked = Looked { reading: &reading, comparison: &comparison, sensitivity, spread, named: closely };
        let result = output::Result {
            document: &|| report::sensitivity::page(&looked),
            table: &|| report::sensitivity::figures(&looked),
            json: &|| report::sensitivity::json(&looked),
            readings: &[&reading],
        };
        output::put(&result, &arguments.output, scenario)?;
        inputs::say_warnings(&reading, &notices(&reading, &comparison), &arguments.output);
    }
    Ok(())
}

/// The inputs that are varied: those that were named, else all that the scenario has.
fn varied(
    reading: &Reading,
    comparison: &Comparison,
    arguments: &SensitivityArguments,
) -> Result<Vec<UncertainInput>, Failure> {
    if arguments.vary.is_empty() {
        return Ok(numbers(reading, arguments.range.0.settled()).0);
    }
    let metric = Metric { of: Of::Strategy, name: By::NetProfit.name() };
    let question = Question { reading, metric, whose: Whose::Best, by: comparison.by };
    let mut varied: Vec<UncertainInput> = Vec::new();
    for vary in &arguments.vary {
        if varied.iter().any(|input| input.key == vary.key) {
            return Err(Failure::cannot(format!("--vary names {} twice", vary.key)));
        }
        varied.push(input(&question, vary, arguments.range)?);
    }
    Ok(varied)
}

/// The input that a key names, over the range given, or its own.
fn input(question: &Question<'_>, vary: &Vary, spread: Share) -> Result<UncertainInput, Failure> {
    let key = vary.key.as_str();
    let reading = question.reading;
    let written = written_bounds(vary)?;
    let texts = match &written {
        Some((from, to)) => vec![from.text.clone(), to.text.clone(), middle(from, to)],
        None => vec![reading.in_force(key).map_or_else(|| "1".to_owned(), |entry| entry.value.clone())],
    };
    let tried: Vec<Vec<(&str, &str)>> = texts.iter().map(|text| vec![(key, text.as_str())]).collect();
    definition(question, key, &tried, std::slice::from_ref(vary))?;
    let entry = reading.in_force(key);
    // A default that follows from other numbers has no value of its own.
    let has_value = entry.is_some_and(|entry| entry.origin != Origin::Default) || value_today(reading, key).is_some();
    let input = input_of(reading, key, spread.0.settled()).filter(|_| has_value);
    let mut input = input.ok_or_else(|| {
        Failure::cannot(format!("{key} has no number of its own in this scenario: give it one with --set {key}=VALUE"))
    })?;
    let Some((from, to)) = written else {
        return if input.low < input.high {
            Ok(input)
        } else {
            Err(Failure::cannot(format!("{key} has no range: write --vary {key}=LOW..HIGH")))
        };
    };
    if let Some(text) = texts.iter().take(2).find(|text| question.reading_with(&[(key, text)]).is_err()) {
        return Err(refused(question, &[(key, text)], std::slice::from_ref(vary)));
    }
    input.set_range(from.number, to.number);
    if input.base < input.low || input.base > input.high {
        let base = input.base.settled().normalize();
        return Err(Failure::cannot(format!("{key} is {base}, which does not lie from {} to {}", from.text, to.text)));
    }
    Ok(input)
}
