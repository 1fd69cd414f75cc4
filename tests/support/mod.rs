//! What several tests need: a scenario read, its figures as JSON, and what differs between two JSON values.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod commands;
pub mod everything;
pub mod evil;
pub mod exports;
pub mod live;
pub mod plan;
pub mod program;
pub mod talk;

use chrono::NaiveDate;
use serde_json::Value;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::report::json;
use uprate::scenario::{Reading, Request, Source, read};

/// Figures may differ by this share of themselves.
pub const TOLERANCE: f64 = 1e-9;

/// Reads a scenario that has to be right.
pub fn reading(text: &[u8]) -> Reading {
    let source = Source::from_bytes("case.toml", text).expect("a case is text");
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    read(&Request { source, stem: "case", overrides: &[], today })
        .unwrap_or_else(|wrong| panic!("{}", wrong.render(false)))
}

/// Everything that is expected must be there and agree; what is there beyond it is not compared.
pub fn differences(path: &str, got: &Value, expected: &Value, found: &mut Vec<String>) {
    match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            for (key, expected) in expected {
                let missing = Value::String("missing".to_owned());
                differences(&format!("{path}.{key}"), got.get(key).unwrap_or(&missing), expected, found);
            }
        }
        (Value::Array(got), Value::Array(expected)) => {
            if got.len() != expected.len() {
                found.push(format!("{path}: {} entries, not {}", got.len(), expected.len()));
            }
            for (position, (got, expected)) in got.iter().zip(expected).enumerate() {
                differences(&format!("{path}[{position}]"), got, expected, found);
            }
        }
        (Value::Number(got_number), Value::Number(expected_number)) => {
            let value = |number: &serde_json::Number| number.to_string().parse::<f64>().expect("a number");
            let (got, expected) = (value(got_number), value(expected_number));
            if (got - expected).abs() > TOLERANCE * expected.abs().max(1.0) {
                found.push(format!("{path}: {got_number}, not {expected_number}"));
            }
        }
        _ if got == expected => {}
        _ => found.push(format!("{path}: {got}, not {expected}")),
    }
}

/// The figures of a comparison and the months of all strategies, in one JSON object.
pub fn figures(reading: &Reading) -> Result<Value, String> {
    let comparison = compare(reading.scenario.clone(), By::NetProfit).map_err(|error| error.to_string())?;
    let mut figures = json::compare(reading, &comparison, &[]);
    let all: Vec<usize> = (0..comparison.scenario.strategies.len()).collect();
    let projected = json::project(reading, &comparison, &all);
    let strategies = figures["strategies"].as_array_mut().expect("strategies");
    let months = projected["strategies"].as_array().expect("strategies");
    for ((strategy, months), evaluated) in strategies.iter_mut().zip(months).zip(&comparison.evaluation.strategies) {
        strategy["months"] = months["months"].clone();
        strategy["unjudged"] = Value::Bool(evaluated.course.unjudged);
    }
    Ok(figures)
}
