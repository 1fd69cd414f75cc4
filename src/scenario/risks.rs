//! Reads red flags and risks.

use rust_decimal::Decimal;

use super::ledger::{InForce, Origin};
use super::problem::Problem;
use super::reader::{Given, TableReader};
use super::suggestion::nearest;
use super::tree::{Place, Value};
use super::wording::FLAGS;
use crate::domain::{Flag, RedFlag, Risk, RiskKind, RiskWhen};
use crate::number::{Exact, Number};

/// The severity of a flag that is listed without one.
pub const SEVERITY_OF_A_LISTED_FLAG: u32 = 2;

/// `flags`: a list of codes, or a table from codes to severities.
pub fn flags(top: &TableReader<'_>) -> Vec<Flag> {
    let Some(entry) = top.entry("flags") else {
        top.by_default("flags");
        return Vec::new();
    };
    let log = top.log();
    let mut flags: Vec<Flag> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut raise = |code: &str, severity: u32, place: &Place| {
        let Some(red_flag) = RedFlag::from_code(code) else {
            let codes = RedFlag::catalogue().iter().map(|flag| flag.code);
            let suggestion = nearest(code, codes).map(str::to_owned);
            return log.problem(Problem::UnknownFlag { code: code.to_owned(), suggestion }, place);
        };
        if let Some(position) = flags.iter().position(|flag| flag.red_flag == red_flag) {
            let also = vec![(places[position].clone(), "the first".to_owned())];
            return log.problem_with(Problem::FlagTwice { code: code.to_owned() }, place, also);
        }
        let origin = if place.source == 0 { Origin::File } else { Origin::Override };
        let (key, value) = (format!("flags.{code}"), severity.to_string());
        log.note(InForce { key, value, definition: None, origin, place: Some(place.clone()), range: None });
        flags.push(Flag { red_flag, severity });
        places.push(place.clone());
    };
    match &entry.node.value {
        Value::List(list) => {
            for node in top.not_too_long("flags", list, &entry.node.place) {
                match &node.value {
                    Value::Text(code) => raise(code, SEVERITY_OF_A_LISTED_FLAG, &node.place),
                    other => log.problem(
                        Problem::WrongType { key: "flags".to_owned(), expected: FLAGS, found: other.words() },
                        &node.place,
                    ),
                }
            }
        }
        Value::Table(table) => {
            for entry in &table.entries {
                let severity = match &entry.node.value {
                    Value::Number(text) | Value::Text(text) => {
                        text.trim().parse().ok().filter(|level| (1..=3).contains(level))
                    }
                    _ => None,
                };
                match severity {
                    Some(severity) => raise(&entry.key, severity, &entry.key_place),
                    None => log.problem(
                        Problem::OutOfBounds {
                            key: format!("flags.{}", entry.key),
                            bounds: "a severity: 1 (mild), 2 or 3 (grave)".to_owned(),
                            percent: None,
                        },
                        &entry.node.place,
                    ),
                }
            }
        }
        other => log.problem(
            Problem::WrongType { key: "flags".to_owned(), expected: FLAGS, found: other.words() },
            &entry.node.place,
        ),
    }
    flags
}

/// `[[risk]]`; the ids that each names are given back to be checked once the strategies are known.
pub fn risks(top: &TableReader<'_>) -> Vec<(Risk<Exact>, Vec<Given<String>>)> {
    let Some(tables) = top.tables("risk") else {
        top.by_default("risk");
        return Vec::new();
    };
    tables.iter().map(risk).collect()
}

fn risk(reader: &TableReader<'_>) -> (Risk<Exact>, Vec<Given<String>>) {
    for (key, example) in [
        ("name", "name = \"Claims for breach\""),
        ("kind", "kind = \"legal\""),
        ("chance", "chance = \"5%\""),
        ("cost", "cost = 5000"),
        ("when", "when = \"exit\""),
    ] {
        reader.needs(key, example);
    }
    let name = reader.text("name").map_or_else(String::new, |given| given.value);
    let kind = match reader.choice("kind") {
        Some("legal") => RiskKind::Legal,
        Some("financial") => RiskKind::Financial,
        Some("public-relations") => RiskKind::PublicRelations,
        Some("other-clients") => RiskKind::OtherClients,
        _ => RiskKind::Other,
    };

    let chance = reader.number("chance");
    let cost = reader.number_or("cost", Decimal::ZERO);
    let when = match reader.choice("when") {
        Some("start") => RiskWhen::Start,
        Some("serving") => RiskWhen::Serving,
        _ => RiskWhen::Exit,
    };
    if let Some(chance) = &chance
        && when == RiskWhen::Serving
        && reader.most("chance", chance) == Decimal::ONE
    {
        reader.log().problem(Problem::CertainRisk, &chance.place);
    }
    let named = reader.texts("strategies");
    let strategies = named.as_ref().map(|ids| ids.iter().map(|given| given.value.clone()).collect());
    let chance = chance.map_or(Exact::ZERO, |given| given.exact());
    (Risk { name, kind, chance, cost, when, strategies }, named.unwrap_or_default())
}
