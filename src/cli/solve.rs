//! `solve`: the values of a key at which a figure reaches a target, or is largest or smallest.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::arguments::Format;
use super::failure::Failure;
use super::vary::{Asked, Vary, definition, question, written_bounds};
use super::{inputs, output};
use crate::analysis::metrics::Figure;
use crate::analysis::region::region;
use crate::analysis::solve::{Goal, Search};
use crate::analysis::values::middle;
use crate::analysis::variation::{Posed, Refusal, Value};
use crate::report;
use crate::report::solve::Answered;
use crate::report::sweep::value_today;

/// What `solve` takes.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("the goal").required(true).args(["target", "maximise", "minimise"]))]
pub struct SolveArguments {
    /// The scenario file; `-` reads standard input
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// The key that is to be found, and where: KEY or KEY=FROM..TO [default: what the key may be, or around its value]
    #[arg(long, value_name = "KEY[=FROM..TO]", value_parser = Vary::parse)]
    pub vary: Vary,
    /// What the figure should be, such as 35% or 25000
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub target: Option<String>,
    /// Find where the figure is largest
    #[arg(long, alias = "maximize")]
    pub maximise: bool,
    /// Find where the figure is smallest
    #[arg(long, alias = "minimize")]
    pub minimise: bool,
    #[command(flatten)]
    pub asked: Asked,
}

/// Runs it.
pub fn run(arguments: &SolveArguments) -> super::Outcome {
    let asked = &arguments.asked;
    let key = arguments.vary.key.as_str();
    let written = written_bounds(&arguments.vary)?;
    let target = arguments.target.as_deref().map(target).transpose()?;
    let scenario = std::slice::from_ref(&arguments.scenario);
    for reading in inputs::scenarios(scenario, &asked.changes, &asked.output)? {
        let Posed { question, evaluation } = question(&reading, asked)?;
        // The value as it is, or one that is written, tells what the key may hold.
        let texts: Vec<String> = match &written {
            Some((from, to)) => vec![from.text.clone(), to.text.clone(), middle(from, to)],
            None => reading
                .in_force(key)
                .map(|entry| entry.value.clone())
                .into_iter()
                .chain(["1".to_owned(), "0".to_owned()])
                .collect(),
        };
        let tried: Vec<Vec<(&str, &str)>> = texts.iter().map(|text| vec![(key, text.as_str())]).collect();
        let definition = definition(&question, key, &tried, std::slice::from_ref(&arguments.vary))?;
        let base = question.answer(&question.reduced(reading.scenario.clone()));
        let base = base.map_err(|refusal| match refusal {
            Refusal::NoChoice(_) => Failure::cannot(format!("{}; name a strategy with --strategy", refusal.why())),
            _ => Failure::cannot(refusal.why()),
        })?;
        if let (Some(target), true) = (&target, !matches!(base.figure, Figure::Share(_)))
            && target.text.ends_with('%')
        {
            let name = question.metric.name;
            return Err(Failure::cannot(format!("{name} is no share: write the target without a percent sign")));
        }
        let (from, to) = match &written {
            Some((from, to)) => (from.number, to.number),
            None => region(definition, value_today(&reading, key), &evaluation.basis.today),
        };
        let goal = match &target {
            Some(target) => Goal::reach(target),
            None if arguments.maximise => Goal::Largest,
            None => Goal::Smallest,
        };
        let search = Search { question, key: key.to_owned(), definition, from, to, goal };
        let solved = search.solve();
        let answered = Answered { search, solved, base };
        let none = report::solve::none(&answered);
        // Programs get the whole answer, people one sentence.
        let for_programs = matches!(output::format(&asked.output)?, Format::Csv | Format::Json);
        if none.is_none() || for_programs {
            let result = output::Result {
                document: &|| report::solve::page(&answered),
                table: &|| report::solve::figures(&answered),
                json: &|| report::solve::json(&answered),
                readings: &[&reading],
            };
            output::put(&result, &asked.output, scenario)?;
        }
        if let Some(none) = none {
            let hint = target.as_ref().filter(|_| matches!(answered.base.figure, Figure::Share(_)));
            return Err(Failure::cannot(none + &hint.map_or_else(String::new, percent_hint)));
        }
        inputs::say_warnings(&reading, &reading.warnings, &asked.output);
    }
    Ok(())
}

/// What to write where a share above 1 was given without its sign.
fn percent_hint(target: &Value) -> String {
    if !target.lacks_percent_sign() {
        return String::new();
    }
    format!("; if you mean {0} %, write --target {0}%", target.text)
}

fn target(text: &str) -> Result<Value, Failure> {
    Value::parse(text).ok_or_else(|| Failure::cannot(format!("the target `{text}` is no number")))
}
