//! Errors of the model, shown where the scenario caused them.

use rust_decimal::prelude::ToPrimitive;

use crate::domain::{Input, Scenario};
use crate::engine::EngineError;
use crate::engine::evaluation::evaluate;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::catalogue::key_at;
use crate::scenario::diagnostics::Diagnostics;
use crate::scenario::ledger::{InForce, Origin};
use crate::scenario::problem::{Finding, Problem};
use crate::scenario::tree::Place;

/// Keys that are tried as the cause of an error; whoever writes more has them in lists, of which no single one is.
const CAUSES_TRIED: usize = 100;

/// An error of the model, at the key that caused it, else at the strategy that it names.
#[must_use]
pub fn diagnose(reading: &Reading, error: &EngineError) -> Diagnostics {
    let strategy = format!("strategy.{}", error.strategy());
    let raise = format!("{strategy}.raise");
    let cause = match error {
        EngineError::NumbersRunOut { strategy, .. } => cause_of(reading, strategy),
        EngineError::RaiseLostInRounding { .. } => {
            [&raise, &strategy, "price_step"].into_iter().find_map(|key| reading.place_of(key))
        }
        EngineError::DatesRunOut { .. } => reading.place_of("start"),
    };
    let keys = [strategy.as_str(), "client.rate", "client.retainer", "client.unit_price"];
    let place = cause.or_else(|| keys.into_iter().find_map(|key| reading.place_of(key)));
    let place = place.cloned().unwrap_or(Place { source: 0, start: 0, end: 0 });
    let step = reading.place_of("price_step").filter(|step| **step != place);
    let (help, also) = match error {
        EngineError::NumbersRunOut { .. } if cause.is_some() => {
            ("amounts have to stay within 28 digits: write a less extreme number here", None)
        }
        EngineError::NumbersRunOut { .. } => {
            ("amounts have to stay within 28 digits: use smaller amounts, fewer months or smaller raises", None)
        }
        EngineError::RaiseLostInRounding { .. } => ("use a larger raise or a smaller `price_step`", step),
        EngineError::DatesRunOut { .. } => ("begin the plan earlier", None),
    };
    let also = also.map(|place| (place.clone(), "the step".to_owned()));
    let problem = Problem::Model { message: error.to_string(), help: help.to_owned() };
    Diagnostics::new(reading.sources.clone(), vec![Finding { problem, place, also: also.into_iter().collect() }])
}

/// Where the number is written that makes the numbers of a strategy run out: with an ordinary one in its place they do
/// not. Of several the first, those of the command line before those of the file.
fn cause_of<'r>(reading: &'r Reading, strategy: &str) -> Option<&'r Place> {
    let scenario = &reading.scenario;
    let may_matter = |entry: &&InForce| {
        let of = scenario.strategy_of_key(&entry.key);
        of.is_none_or(|(position, _)| scenario.strategies[position].id == strategy)
    };
    let is_sound_without = |entry: &&InForce| {
        with_ordinary(scenario, &entry.key).is_some_and(|mut changed| {
            let mut is_first = true;
            changed.strategies.retain(|one| std::mem::take(&mut is_first) || one.id == strategy);
            evaluate(&changed).is_ok()
        })
    };
    let of = |origin: Origin| reading.ledger.iter().filter(move |entry| entry.origin == origin).filter(may_matter);
    let mut candidates = of(Origin::Override).chain(of(Origin::File)).take(CAUSES_TRIED);
    candidates.find(is_sound_without)?.place.as_ref()
}

/// The scenario with an ordinary number for a key; none where that names no number.
fn with_ordinary(scenario: &Scenario<Exact>, key: &str) -> Option<Scenario<Exact>> {
    let of_strategy = scenario.strategy_of_key(key).map(|(_, rest)| format!("strategy.1.{rest}"));
    let path = of_strategy.unwrap_or_else(|| key.to_owned());
    let ordinary = key_at(&path.split('.').collect::<Vec<_>>())?.ordinary()?;
    let mut changed = scenario.clone();
    match scenario.place(key)?.input(&mut changed)? {
        Input::Real(number) => *number = Exact::from_decimal(ordinary),
        Input::Whole(number) => *number = ordinary.to_u32()?,
    }
    Some(changed)
}
