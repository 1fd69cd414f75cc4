//! The figures agree with those of an independent implementation, months included.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::report::json;
use uprate::scenario::{Reading, Request, Source, read};

/// Figures may differ by this share of themselves.
const TOLERANCE: f64 = 1e-9;

fn reading(text: &[u8]) -> Reading {
    let source = Source::from_bytes("case.toml", text).expect("a case is text");
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    read(&Request { source, stem: "case", overrides: &[], today })
        .unwrap_or_else(|wrong| panic!("{}", wrong.render(false)))
}

/// Everything that is expected must be there and agree; what is there beyond it is not compared.
fn differences(path: &str, got: &Value, expected: &Value, found: &mut Vec<String>) {
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

#[test]
fn every_figure_of_every_case_agrees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = 0;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        cases += 1;
        let reading = reading(&std::fs::read(&path).expect("a case"));
        let expected = std::fs::read_to_string(path.with_extension("expected.json")).expect("its figures");
        let mut expected: Value = serde_json::from_str(&expected).expect("JSON");
        // What knowing the walk-away price is worth is not part of a comparison.
        expected.as_object_mut().expect("an object").remove("walk_away_price_worth");

        let comparison =
            compare(reading.scenario.clone(), By::NetProfit).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let mut got = json::compare(&reading, &comparison, &[]);
        let all: Vec<usize> = (0..comparison.scenario.strategies.len()).collect();
        let projected = json::project(&reading, &comparison, &all);
        for (strategy, months) in got["strategies"]
            .as_array_mut()
            .expect("strategies")
            .iter_mut()
            .zip(projected["strategies"].as_array().expect("strategies"))
        {
            strategy["months"] = months["months"].clone();
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        differences(&name, &got, &expected, &mut found);
    }
    assert_eq!(cases, 14, "every case is compared");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
