//! The JSON Schema of a scenario, for completion and checks in an editor. Made from the catalogue, so that it says what
//! the reader does.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::catalogue::{Group, Holds, Key, MOVE_EFFECTS, TOP, strategy_group};
use super::ledger::Shape;
use crate::domain::{Currency, Kind, RedFlag};

/// The schema, in draft 7, which editors of TOML know best.
#[must_use]
pub fn schema() -> Value {
    let mut schema = object(&TOP);
    let head = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "uprate scenario",
        "description": "A client, its work, its response, and the strategies to be compared",
    });
    if let (Some(schema), Value::Object(head)) = (schema.as_object_mut(), head) {
        schema.extend(head);
        schema.insert("required".to_owned(), json!(["client"]));
    }
    schema
}

fn object(group: &Group) -> Value {
    let properties: Map<String, Value> = group.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if let (Some(object), Value::Object(rules)) = (object.as_object_mut(), rules(group)) {
        object.extend(rules);
    }
    object
}

/// What the keys of a table have to do with each other: which have to be there, which are two forms of one thing.
fn rules(group: &Group) -> Value {
    let needs = |keys: &[&str]| json!({ "required": keys });
    let one_of = |forms: &[&[&str]]| json!({ "oneOf": forms.iter().map(|keys| needs(keys)).collect::<Vec<_>>() });
    let never_both = |pairs: &[[&str; 2]]| json!({ "anyOf": pairs.iter().map(|pair| needs(pair)).collect::<Vec<_>>() });
    let fees = [["per_extra_hour", "surcharge"], ["per_extra_hour", "monthly_fee"], ["surcharge", "monthly_fee"]];
    match group.path {
        "client" => json!({
            "required": ["hours"],
            "allOf": [one_of(&[&["rate"], &["retainer"], &["unit_price", "units"]]), one_of(&[&["margin"], &["cost"]])],
        }),
        "effort" => json!({ "not": never_both(&[["cost", "monthly_cost"]]) }),
        "response" => json!({ "not": never_both(&[
            ["accept", "walk_away"],
            ["accept", "elasticity"],
            ["accept", "logit"],
            ["walk_away", "elasticity"],
            ["walk_away", "logit"],
            ["elasticity", "logit"],
        ]) }),
        "response.accept" | "response.shock" => needs(&["raise", "chance"]),
        "response.walk_away" => needs(&["low", "high"]),
        "response.logit" => needs(&["half", "slope"]),
        "replacement" => json!({ "dependencies": { "rate": ["margin"], "margin": ["rate"] } }),
        "team" => needs(&["people", "quit_chance", "replacement_cost"]),
        "risk" => needs(&["name", "kind", "chance", "cost", "when"]),
        "correlation" => needs(&["a", "b", "rho"]),
        "strategy.tier" => needs(&["name", "hours", "monthly"]),
        "strategy.move" => json!({
            "not": never_both(&[["after_days", "after_months"], ["bonus", "monthly_bonus"]]),
            "anyOf": MOVE_EFFECTS.map(|key| needs(&[key])),
        }),
        "strategy" if group.key("tier").is_some() => needs(&["kind", "tier"]),
        "strategy" if group.key("move").is_some() => needs(&["kind", "move"]),
        "strategy" if group.key("surcharge").is_some() => json!({ "required": ["kind"], "not": never_both(&fees) }),
        "strategy" => needs(&["kind"]),
        _ => json!({}),
    }
}

fn property(key: &Key) -> Value {
    let mut property = match key.holds {
        Holds::Text => json!({ "type": "string", "minLength": 1, "maxLength": key.bounds.length_max }),
        Holds::Currency => json!({ "type": "string", "enum": Currency::codes() }),
        // A native date of TOML reaches the schema as a text, in some editors as an object of their own.
        Holds::Date => json!({ "type": ["string", "object"], "format": "date" }),
        Holds::Whole | Holds::Number | Holds::Share => number_or_range(key),
        Holds::Choice(choices) => json!({ "type": "string", "enum": choices }),
        Holds::Texts => list(&json!({ "type": "string" }), key),
        Holds::Flags => flags(),
        Holds::Table(group) => object(group),
        Holds::Tables(group) => list(&object(group), key),
        Holds::Strategies => list(&strategies(), key),
    };
    if let Some(property) = property.as_object_mut() {
        property.insert("description".to_owned(), json!(description(key)));
    }
    property
}

/// What it means, its unit, what it may be, and its default.
fn description(key: &Key) -> String {
    let mut words = key.meaning.to_owned();
    let mut add = |intro: &str, text: &str| {
        if !text.is_empty() {
            // A question ends a sentence already.
            let intro = if words.ends_with('?') { intro.trim_start_matches('.') } else { intro };
            words.push_str(intro);
            words.push_str(text);
        }
    };
    add(". Unit: ", key.unit);
    if !matches!(key.holds, Holds::Choice(_) | Holds::Currency) {
        add(". May be: ", &key.may_be());
    }
    add(". Default: ", key.default);
    words
}

fn list(items: &Value, key: &Key) -> Value {
    json!({ "type": "array", "minItems": usize::from(!key.bounds.may_be_empty), "maxItems": key.bounds.length_max, "items": items })
}

fn number_or_range(key: &Key) -> Value {
    let scalar = scalar(key);
    if !key.uncertain {
        return scalar;
    }
    let range = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["low", "high"],
        "properties": {
            "low": scalar,
            "likely": scalar,
            "high": scalar,
            "dist": { "type": "string", "enum": Shape::NAMES },
        },
    });
    json!({ "anyOf": [scalar, range] })
}

/// A number within its bounds, or a text that holds one.
fn scalar(key: &Key) -> Value {
    let whole = matches!(key.holds, Holds::Whole);
    let mut number = Map::new();
    number.insert("type".to_owned(), json!(if whole { "integer" } else { "number" }));
    let as_number =
        |value: Decimal| value.normalize().to_string().parse::<serde_json::Number>().map_or(Value::Null, Value::Number);
    if let Some((least, itself)) = key.bounds.least() {
        number.insert(if itself { "minimum" } else { "exclusiveMinimum" }.to_owned(), as_number(least));
    }
    if let Some((most, itself)) = key.bounds.most() {
        number.insert(if itself { "maximum" } else { "exclusiveMaximum" }.to_owned(), as_number(most));
    }
    let pattern = match key.holds {
        Holds::Share => r"^\s*[+-]?[0-9._]+([eE][+-]?[0-9]+)?\s*%?\s*$",
        _ => r"^\s*[+-]?[0-9._]+([eE][+-]?[0-9]+)?\s*$",
    };
    json!({ "anyOf": [number, { "type": "string", "pattern": pattern }] })
}

fn flags() -> Value {
    let codes: Vec<_> = RedFlag::catalogue().iter().map(|flag| flag.code).collect();
    let severities: Map<String, Value> = RedFlag::catalogue()
        .iter()
        .map(|flag| {
            let severity = json!({ "enum": [1, 2, 3, "1", "2", "3"], "description": flag.meaning });
            (flag.code.to_owned(), severity)
        })
        .collect();
    json!({
        "anyOf": [
            { "type": "array", "items": { "type": "string", "enum": codes } },
            { "type": "object", "additionalProperties": false, "properties": severities },
        ],
    })
}

/// One shape for each kind.
fn strategies() -> Value {
    let shapes: Vec<Value> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let group = strategy_group(kind);
            let mut shape = object(group);
            shape["title"] = json!(kind.code());
            shape["description"] = json!(group.meaning);
            shape["properties"]["kind"] = json!({ "const": kind.code(), "description": group.meaning });
            shape
        })
        .collect();
    json!({ "type": "object", "required": ["kind"], "oneOf": shapes })
}
