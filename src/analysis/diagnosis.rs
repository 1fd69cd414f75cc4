//! Errors of the model, shown where the scenario caused them.

use crate::engine::EngineError;
use crate::scenario::Reading;
use crate::scenario::diagnostics::Diagnostics;
use crate::scenario::problem::{Finding, Problem};
use crate::scenario::tree::Place;

/// An error of the model, at the strategy that it names.
#[must_use]
pub fn diagnose(reading: &Reading, error: &EngineError) -> Diagnostics {
    let strategy = format!("strategy.{}", error.strategy());
    let client = ["client.rate", "client.retainer", "client.unit_price"];
    let (keys, also) = match error {
        EngineError::RaiseLostInRounding { .. } => (vec![format!("{strategy}.raise"), strategy], "price_step"),
        _ => (vec![strategy], ""),
    };
    let also = reading.place_of(also).map(|place| (place.clone(), "the step".to_owned()));
    let mut keys = keys.iter().map(String::as_str).chain(client);
    let place = keys.find_map(|key| reading.place_of(key));
    let place = place.cloned().unwrap_or(Place { source: 0, start: 0, end: 0 });
    let help = match error {
        EngineError::NumbersRunOut { .. } => {
            "amounts have to stay within 28 digits: use smaller amounts, fewer months or smaller raises"
        }
        EngineError::RaiseLostInRounding { .. } => "use a larger raise or a smaller `price_step`",
        EngineError::DatesRunOut { .. } => "begin the plan earlier",
    };
    let problem = Problem::Model { message: error.to_string(), help: help.to_owned() };
    Diagnostics::new(reading.sources.clone(), vec![Finding { problem, place, also: also.into_iter().collect() }])
}
