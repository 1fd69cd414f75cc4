//! The JSON Schema says what the reader does.

mod support;

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};
use support::everything::{EVERYTHING, every_key, everything_with};
use uprate::scenario::catalogue::Holds;
use uprate::scenario::schema;

fn validator() -> Validator {
    jsonschema::draft7::new(&schema()).expect("the schema is one")
}

/// TOML as the JSON that an editor checks: dates are texts.
fn as_json(text: &str) -> Value {
    fn convert(value: toml::de::DeValue<'_>) -> Value {
        use toml::de::DeValue;
        match value {
            DeValue::String(text) => Value::String(text.into_owned()),
            DeValue::Integer(integer) => integer.as_str().parse().map_or(Value::Null, Value::Number),
            DeValue::Float(float) => float.as_str().parse().map_or(Value::Null, Value::Number),
            DeValue::Boolean(boolean) => Value::Bool(boolean),
            DeValue::Datetime(datetime) => Value::String(datetime.to_string()),
            DeValue::Array(array) => array.into_iter().map(|element| convert(element.into_inner())).collect(),
            DeValue::Table(table) => table
                .into_iter()
                .map(|(key, value)| (key.into_inner().into_owned(), convert(value.into_inner())))
                .collect(),
        }
    }
    let table = toml::de::DeTable::parse(text).expect("TOML").into_inner();
    convert(toml::de::DeValue::Table(table))
}

fn files(folder: &str) -> Vec<PathBuf> {
    std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect()
}

/// Whether the reader takes the scenario with an override.
fn reader_takes(given: &str) -> bool {
    match everything_with(given) {
        Ok(_) => true,
        Err(wrong) => {
            // What is wrong must be wrong with the override, not with the scenario around it.
            assert!(wrong.findings.iter().any(|finding| finding.place.source == 1), "{given}\n{}", wrong.render(false));
            false
        }
    }
}

/// Whether the schema takes the scenario with a value put in at a path of keys and positions.
fn schema_takes(validator: &Validator, path: &[String], value: Value) -> bool {
    let mut scenario = as_json(EVERYTHING);
    let mut place = &mut scenario;
    for part in path {
        place = match part.parse::<usize>() {
            Ok(position) => &mut place[position - 1],
            Err(_) => &mut place[part.as_str()],
        };
    }
    *place = value;
    validator.is_valid(&scenario)
}

fn both_refuse(validator: &Validator, path: &[String], value: &Value) {
    let key = path.join(".");
    assert!(!reader_takes(&format!("{key}={value}")), "the reader takes {key} = {value}");
    assert!(!schema_takes(validator, path, value.clone()), "the schema takes {key} = {value}");
}

#[test]
fn the_scenario_that_has_everything_is_right_for_both() {
    assert!(reader_takes("months=24"));
    let errors: Vec<String> = validator().iter_errors(&as_json(EVERYTHING)).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn every_scenario_and_every_case_is_right_for_the_schema() {
    let validator = validator();
    for path in [files("scenarios"), files("tests/cases")].concat() {
        let text = std::fs::read_to_string(&path).expect("a scenario");
        let errors: Vec<String> = validator.iter_errors(&as_json(&text)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path:?}: {errors:?}");
    }
}

#[test]
fn every_key_refuses_what_it_does_not_hold() {
    let validator = validator();
    let keys = every_key();
    assert!(keys.len() > 150, "{} keys", keys.len());
    for (path, key) in keys {
        both_refuse(&validator, &path, &json!(true));
        if matches!(key.holds, Holds::Whole) {
            both_refuse(&validator, &path, &json!(1.5));
        }
        if matches!(key.holds, Holds::Whole | Holds::Number) {
            both_refuse(&validator, &path, &json!("1%"));
        }
        if key.holds.is_number() && !key.uncertain {
            both_refuse(&validator, &path, &json!({ "low": 1, "high": 2 }));
        }
    }
}

#[test]
fn every_key_refuses_what_is_beyond_its_bounds() {
    let validator = validator();
    for (path, key) in every_key() {
        let one = rust_decimal::Decimal::ONE;
        for (bound, beyond) in [(key.bounds.least(), -one), (key.bounds.most(), one)] {
            let Some((bound, itself)) = bound else { continue };
            let beyond = if itself { bound + beyond } else { bound };
            both_refuse(&validator, &path, &serde_json::from_str(&beyond.normalize().to_string()).expect("a number"));
        }
    }
}

#[test]
fn every_table_refuses_a_key_that_it_does_not_have() {
    let validator = validator();
    for (path, key) in every_key() {
        if let Holds::Table(_) | Holds::Tables(_) = key.holds {
            if matches!(key.name, "walk_away" | "logit") {
                continue;
            }
            let mut inside = path.clone();
            if let Holds::Tables(_) = key.holds {
                inside.push("1".to_owned());
            }
            inside.push("colour".to_owned());
            both_refuse(&validator, &inside, &json!(1));
        }
    }
    both_refuse(&validator, &["colour".to_owned()], &json!(1));
    both_refuse(&validator, &["strategy".to_owned(), "2".to_owned(), "tier".to_owned()], &json!([]));
}

#[test]
fn what_the_keys_of_a_table_have_to_do_with_each_other_is_the_same_for_both() {
    let validator = validator();
    for (path, value) in [
        ("client", json!({ "hours": 60, "margin": "35%" })),
        ("client", json!({ "rate": 95, "margin": "35%" })),
        ("client", json!({ "rate": 95, "hours": 60 })),
        ("client", json!({ "rate": 95, "retainer": 5000, "hours": 60, "margin": "35%" })),
        ("client", json!({ "rate": 95, "hours": 60, "margin": "35%", "cost": 50 })),
        ("client", json!({ "unit_price": 5, "hours": 60, "margin": "35%" })),
        ("effort", json!({ "hours": 5, "cost": 40, "monthly_cost": 200 })),
        ("response", json!({ "elasticity": 1, "walk_away": { "low": 0, "high": 1 } })),
        ("response", json!({ "walk_away": { "low": 0 } })),
        ("response", json!({ "logit": { "half": 0.2 } })),
        ("correlation.1", json!({ "a": "client.hours", "b": "effort.hours" })),
        ("strategy.2", json!({ "raise": "5%" })),
        ("response.accept", json!([{ "raise": "10%" }])),
        ("replacement", json!({ "rate": 95 })),
        ("team", json!({ "people": 3 })),
        ("risk.1", json!({ "name": "claims", "kind": "legal", "chance": "5%", "cost": 4000 })),
        ("strategy.4", json!({ "kind": "headache-tax", "surcharge": "5%", "monthly_fee": 100 })),
        ("strategy.7", json!({ "kind": "service-tiers" })),
        ("strategy.7.tier.1", json!({ "name": "basic", "hours": 30 })),
        ("strategy.9", json!({ "kind": "custom" })),
        ("strategy.9.move.1", json!({ "after_days": 30 })),
        ("strategy.9.move.1", json!({ "raise": "5%", "after_days": 30, "after_months": 1 })),
    ] {
        let parts: Vec<String> = path.split('.').map(str::to_owned).collect();
        assert!(!schema_takes(&validator, &parts, value.clone()), "the schema takes {path} = {value}");
        let inline = inline(&value);
        // A list is set as a whole, its entries one by one: what is there already does not matter then.
        if !path.ends_with(char::is_numeric) {
            assert!(!reader_takes(&format!("{path}={inline}")), "the reader takes {path} = {inline}");
        }
    }
}

/// A JSON value as TOML in one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let entries: Vec<String> = object.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(array) => format!("[{}]", array.iter().map(inline).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[test]
fn what_several_keys_have_in_common_is_written_once() {
    let schema = schema();
    let text = schema.to_string();
    let definitions = schema["definitions"].as_object().expect("definitions");
    for name in definitions.keys() {
        let reference = json!({ "$ref": format!("#/definitions/{name}") }).to_string();
        assert!(text.contains(&reference), "nothing refers to {name}, or something else stands beside the reference");
    }
    assert!(text.len() < 50_000, "{} bytes", text.len());
}
