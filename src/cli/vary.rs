//! `--vary`: keys and the values that they are given; and what else asks for a figure under other values.

use super::arguments::{Best, Changes, OutputArguments};
use super::failure::Failure;
use super::{compare, inputs};
use crate::analysis::diagnosis::diagnose;
use crate::analysis::values::bounds;
use crate::analysis::variation::{Posed, Question, Value, Whose};
use crate::scenario::catalogue::Key;
use crate::scenario::{Override, Reading};
use clap::Args;

/// Which figure is asked for.
#[derive(Args, Debug)]
pub struct Asked {
    /// Which figure: any of the JSON of `compare`, such as net-profit, today.profit or floor.price
    #[arg(long, value_name = "NAME", default_value = "net-profit")]
    pub metric: String,
    /// The figure of this strategy [default: of the best for each value]
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
    #[command(flatten)]
    pub best: Best,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// A key, and what was written of its values.
#[derive(Clone, Debug)]
pub struct Vary {
    /// The key.
    pub key: String,
    /// Its values as written; none where only the key is.
    pub values: Option<String>,
    /// All that was written.
    pub typed: String,
}

impl Vary {
    /// Takes `KEY=VALUES`, or a key alone, apart.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (key, values) = match text.split_once('=') {
            Some((key, values)) => (key.trim(), Some(values.trim().to_owned())),
            None => (text.trim(), None),
        };
        Override::parse(&format!("{key}=0"))?;
        Ok(Self { key: key.to_owned(), values, typed: text.to_owned() })
    }
}

/// What the question is.
pub fn question<'r>(reading: &'r Reading, asked: &Asked) -> Result<Posed<'r>, Failure> {
    let whose = asked.strategy.as_deref().map(|id| compare::find(reading, id)).transpose()?;
    let whose = whose.map_or(Whose::Best, Whose::Strategy);
    match Question::about(reading, &asked.metric, whose, asked.best.by) {
        Ok(Ok(posed)) => Ok(posed),
        Ok(Err(known)) => Err(compare::no_figure(&asked.metric, &known)),
        Err(error) => Err(inputs::model_failure(&diagnose(reading, &error))),
    }
}

/// What a key may hold, where it is a number of the scenario; `tried` are values with which it may be read, `vary` what
/// they come from.
pub fn definition(
    question: &Question<'_>,
    key: &str,
    tried: &[Vec<(&str, &str)>],
    vary: &[Vary],
) -> Result<&'static Key, Failure> {
    let of_override = |given: &Vec<(&str, &str)>| {
        let reading = question.reading_with(given).ok()?;
        // The file comes first, then the overrides in their order, those given here last.
        let source = reading.sources.len() - given.len() + given.iter().position(|(given, _)| *given == key)?;
        let entry =
            reading.ledger.iter().find(|entry| entry.place.as_ref().is_some_and(|place| place.source == source));
        entry.map(|entry| entry.definition)
    };
    let found = tried.iter().find_map(of_override);
    let found = found.or_else(|| question.reading.in_force(key).map(|entry| entry.definition));
    match found.flatten().filter(|definition| definition.holds.is_number()) {
        Some(definition) => Ok(definition),
        None if found.is_some() => Err(Failure::cannot(format!("{key} is no number; only numbers can be varied"))),
        None => Err(refused(question, tried.first().map_or(&[], Vec::as_slice), vary)),
    }
}

/// What is wrong with a scenario that has these values, which come from `vary`.
pub fn refused(question: &Question<'_>, given: &[(&str, &str)], vary: &[Vary]) -> Failure {
    let of = |(key, value): &(&str, &str)| {
        let typed = vary.iter().find(|vary| vary.key == *key).map_or(*key, |vary| vary.typed.as_str());
        Override::among("--vary", key, value, typed)
    };
    let overrides: Result<Vec<Override>, String> = given.iter().map(of).collect();
    match overrides.map(|overrides| question.reading.with(&overrides)) {
        Ok(Err(wrong)) => Failure::refused(wrong.render(true)),
        Ok(Ok(_)) => Failure::cannot("nothing to compute"),
        Err(sentence) => Failure::cannot(sentence),
    }
}

/// The range as written; none where only the key is.
pub fn written_bounds(vary: &Vary) -> Result<Option<(Value, Value)>, Failure> {
    let Some(text) = vary.values.as_deref() else { return Ok(None) };
    let wrong = |why: String| Failure::cannot(format!("--vary {}: {why}", vary.key));
    let range = bounds(text).ok_or_else(|| wrong(format!("`{text}` is no range; write FROM..TO, such as 5%..40%")))?;
    let range = range.map_err(wrong)?;
    if range.step.is_some() {
        return Err(wrong("every value of the range is looked at: leave the step out".to_owned()));
    }
    if range.from.number == range.to.number {
        return Err(wrong(format!("the range {text} is empty: its ends are the same")));
    }
    Ok(Some((range.from, range.to)))
}
