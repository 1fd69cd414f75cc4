//! The JSON Schema of a scenario, for completion and checks in an editor. Made from the catalogue, so that it says what
//! the reader does. What several keys have in common is written once, as a definition: the numbers within the same
//! bounds, and the keys that strategies of several kinds have.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::catalogue::{Group, Holds, Key, MOVE_EFFECTS, TOP, strategy_group, with_inner};
use super::ledger::Shape;
use crate::domain::{Currency, Kind, RedFlag};

/// The key that says which kind of strategy it is.
const KIND: &str = "kind";

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
        schema.insert("definitions".to_owned(), definitions().into());
    }
    schema
}

/// All that is referred to by a name.
fn definitions() -> Map<String, Value> {
    let texts = [Holds::Number, Holds::Share].map(|holds| (text_name(holds).to_owned(), number_in_text(holds)));
    let mut definitions = Map::from_iter(texts);
    for key in with_inner(&TOP).into_iter().flat_map(|group| group.keys) {
        if key.holds.is_number() {
            definitions.insert(number_name(key), number(key));
        }
        if key.uncertain {
            definitions.insert(range_name(key), number_or_range(key));
        }
    }
    for key in Kind::ALL.into_iter().flat_map(|kind| strategy_group(kind).keys) {
        if let Some(property) = of_several_kinds(key.name) {
            definitions.insert(of_strategy(key), property);
        }
    }
    definitions.sort_keys();
    definitions
}

fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

fn object(group: &Group) -> Value {
    let properties: Map<String, Value> =
        group.keys.iter().map(|key| (key.name.to_owned(), property_in(group, key))).collect();
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

fn property_in(group: &Group, key: &Key) -> Value {
    let property = property(key);
    let is_strategy = group.path == strategy_group(Kind::StatusQuo).path;
    if is_strategy && of_several_kinds(key.name).as_ref() == Some(&property) {
        return reference(&of_strategy(key));
    }
    property
}

/// A key of a strategy as the first two kinds have it that agree on it. Each kind has a word of its own as its `kind`.
fn of_several_kinds(name: &str) -> Option<Value> {
    let kinds = Kind::ALL.into_iter().filter(|_| name != KIND);
    let namesakes: Vec<Value> = kinds.filter_map(|kind| strategy_group(kind).key(name)).map(property).collect();
    (1..namesakes.len()).find(|at| namesakes[..*at].contains(&namesakes[*at])).map(|at| namesakes[at].clone())
}

fn of_strategy(key: &Key) -> String {
    format!("strategy.{}", key.name)
}

fn property(key: &Key) -> Value {
    let mut property = match key.holds {
        Holds::Text => json!({ "type": "string", "minLength": 1, "maxLength": key.bounds.length_max }),
        Holds::Currency => json!({ "type": "string", "enum": Currency::codes() }),
        // A native date of TOML reaches the schema as a text, in some editors as an object of their own.
        Holds::Date => json!({ "type": ["string", "object"], "format": "date" }),
        // What stands beside a reference does not count in draft 7, so that the description needs a list around it.
        Holds::Whole | Holds::Number | Holds::Share => {
            let name = if key.uncertain { range_name(key) } else { number_name(key) };
            json!({ "allOf": [reference(&name)] })
        }
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
    let number = reference(&number_name(key));
    let range = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["low", "high"],
        "properties": {
            "low": number,
            "likely": number,
            "high": number,
            "dist": { "type": "string", "enum": Shape::NAMES },
        },
    });
    json!({ "anyOf": [number, range] })
}

/// A number within its bounds, or a text that holds one.
fn number(key: &Key) -> Value {
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
    json!({ "anyOf": [number, reference(text_name(key.holds))] })
}

fn number_in_text(holds: Holds) -> Value {
    let pattern = match holds {
        Holds::Share => r"^\s*[+-]?[0-9._]+([eE][+-]?[0-9]+)?\s*%?\s*$",
        _ => r"^\s*[+-]?[0-9._]+([eE][+-]?[0-9]+)?\s*$",
    };
    json!({ "type": "string", "pattern": pattern })
}

fn text_name(holds: Holds) -> &'static str {
    if matches!(holds, Holds::Share) { "share-in-text" } else { "number-in-text" }
}

/// What a number within bounds is called, such as `share-from-0-to-1` or `number-above-0`.
fn number_name(key: &Key) -> String {
    let holds = match key.holds {
        Holds::Whole => "whole",
        Holds::Share => "share",
        _ => "number",
    };
    let bound = |bound: Option<(Decimal, bool)>, itself: &str, beyond: &str| {
        let word = |is_within| if is_within { itself } else { beyond };
        bound.map_or(String::new(), |(value, is_within)| {
            format!("-{}-{}", word(is_within), value.normalize().to_string().replace('-', "minus-"))
        })
    };
    format!("{holds}{}{}", bound(key.bounds.least(), "from", "above"), bound(key.bounds.most(), "to", "below"))
}

fn range_name(key: &Key) -> String {
    format!("{}-or-range", number_name(key))
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
            shape["properties"][KIND] = json!({ "const": kind.code(), "description": group.meaning });
            shape
        })
        .collect();
    json!({ "type": "object", "required": ["kind"], "oneOf": shapes })
}
