//! A number set in a scenario that was read is the same as the number written in the file.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use rust_decimal::Decimal;
use support::everything::every_key;
use uprate::domain::{Input, Kind, Scenario};
use uprate::number::{Exact, Number};
use uprate::scenario::ledger::Origin;
use uprate::scenario::{Override, Reading, Request, Source, read};

/// What neither the scenarios nor the cases write.
const RARE: &str = r#"
start = 2027-01-04
[client]
rate = 95
hours = 60
margin = "35%"
[effort]
hours = 22
monthly_cost = 900
[response]
logit = { half = "20%", slope = 10 }
[[strategy]]
kind = "headache-tax"
included_hours = 5
[[strategy]]
kind = "three-month-notice"
share = "40%"
effort_share = "50%"
[[strategy]]
kind = "custom"
[[strategy.move]]
surcharge = "5%"
[[strategy.move]]
withdraw = "40%"
withdraw_effort = "50%"
monthly_bonus = 100
"#;

fn texts() -> Vec<(String, String)> {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut paths: Vec<_> = [folder("scenarios"), folder("tests/cases")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("a folder"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    let files = paths.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).expect("a text")));
    let with_bonus = |bonus: &str| {
        let paid = |kind: &Kind| {
            let move_of_it = if *kind == Kind::Custom { "[[strategy.move]]\nraise = \"5%\"\n" } else { "" };
            let tier = "[[strategy.tier]]\nname = \"basic\"\nhours = 30\nmonthly = 500\n";
            let tier = if *kind == Kind::ServiceTiers { tier } else { "" };
            format!("[[strategy]]\nkind = \"{}\"\n{bonus}\nretention = \"20%\"\n{move_of_it}{tier}", kind.code())
        };
        let client = RARE.split("[[strategy]]").next().expect("a client");
        format!("{client}{}", Kind::ALL[1..].iter().map(paid).collect::<String>())
    };
    let rare = [RARE.to_owned(), with_bonus("bonus = \"5%\""), with_bonus("monthly_bonus = 100")];
    files.chain(rare.map(|text| ("rare keys".to_owned(), text))).collect()
}

fn with(text: &str, overrides: &[Override]) -> Option<Reading> {
    let source = Source::from_bytes("case.toml", text.as_bytes()).expect("a text");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    read(&Request { source, stem: "case", overrides, today }).ok()
}

/// Everything that can be computed from, in one text; names and titles may follow from the numbers.
fn numbers(scenario: &Scenario<Exact>) -> String {
    let mut scenario = scenario.clone();
    for strategy in &mut scenario.strategies {
        strategy.name.clear();
    }
    format!("{:?}", scenario.convert(Number::to_f64))
}

fn is_given(reading: &Reading, key: &str) -> bool {
    reading.ledger.iter().any(|entry| entry.key == key && entry.origin != Origin::Default)
}

/// A key with the kind of its strategy, and with `#` for the numbers of lists.
fn pattern(key: &str, scenario: &Scenario<Exact>) -> String {
    let of_a_kind = key.strip_prefix("strategy.").and_then(|rest| {
        let mut strategies = scenario.strategies.iter();
        strategies.find_map(|one| Some((one.way.kind(), rest.strip_prefix(&one.id)?.strip_prefix('.')?)))
    });
    let named = of_a_kind.map_or(key.to_owned(), |(kind, within)| format!("strategy.{}.{within}", kind.code()));
    let number = |part: &str| if part.parse::<u32>().is_ok() { "#".to_owned() } else { part.to_owned() };
    named.split('.').map(number).collect::<Vec<_>>().join(".")
}

/// The same of every number of the catalogue that is part of a scenario.
fn every_number() -> BTreeSet<String> {
    let mut numbers: BTreeSet<String> =
        ["walk_away.low", "walk_away.high", "logit.half", "logit.slope"].map(|key| format!("response.{key}")).into();
    for (mut path, _) in every_key().into_iter().filter(|(_, key)| key.holds.is_number()) {
        if path[0] == "strategy" {
            let kind = Kind::ALL[path[1].parse::<usize>().expect("a position") - 1];
            kind.code().clone_into(&mut path[1]);
        }
        numbers.insert(path.join(".").replace(".1.", ".#."));
    }
    // How inputs move together is no part of a scenario that is computed.
    numbers.remove("correlation.#.rho");
    numbers
}

#[test]
fn a_number_set_is_the_number_written() {
    let (mut compared, mut keys) = (0, BTreeSet::new());
    for (name, text) in texts() {
        let reading = with(&text, &[]).expect("a scenario that is right");
        for entry in &reading.ledger {
            let mut changed = reading.scenario.clone();
            let Some(place) = changed.place(&entry.key) else {
                let is_number = entry.definition.is_some_and(|key| key.holds.is_number());
                let is_given = entry.origin != Origin::Default && !entry.key.starts_with("correlation.");
                assert!(!is_number || !is_given, "{name}: {} has no place", entry.key);
                continue;
            };
            let mut is_whole = false;
            let value = match place.input(&mut changed).expect("the number") {
                Input::Whole(whole) => {
                    is_whole = true;
                    *whole += 1;
                    whole.to_string()
                }
                // The default of the price step follows from the decimals of the price: they stay.
                Input::Real(price)
                    if ["client.rate", "client.retainer", "client.unit_price"].contains(&&*entry.key) =>
                {
                    *price += Exact::ONE;
                    price.settled().to_string()
                }
                Input::Real(number) => {
                    // Between what it was and a third: within the bounds of shares and amounts alike.
                    *number =
                        *number * Exact::from_decimal(Decimal::new(9, 1)) + Exact::from_decimal(Decimal::new(3, 2));
                    number.settled().to_string()
                }
            };
            let mut set = reading.scenario.clone();
            let was_set = place.set(&mut set, Exact::from_decimal(value.parse().expect("a number")));
            assert_eq!(was_set, !is_whole, "{name}: {}", entry.key);
            assert!(is_whole || numbers(&set) == numbers(&changed), "{name}: {} = {value}", entry.key);
            let given = Override::parse(&format!("{}={value}", entry.key)).expect("an override");
            // What contradicts the rest of the file is not to be compared.
            let Some(written) = with(&text, &[given]) else { continue };
            // By default the extra hours that go follow the work that goes.
            let followed_by = match entry.key.rsplit_once('.') {
                Some((path, "share")) => format!("{path}.effort_share"),
                Some((path, "withdraw")) => format!("{path}.withdraw_effort"),
                _ => String::new(),
            };
            if !followed_by.is_empty() && !is_given(&reading, &followed_by) {
                continue;
            }
            assert_eq!(numbers(&changed), numbers(&written.scenario), "{name}: {} = {value}", entry.key);
            compared += 1;
            keys.insert(pattern(&entry.key, &reading.scenario));
        }
    }
    let left_out: Vec<_> = every_number().difference(&keys).cloned().collect();
    assert!(compared > 500 && left_out.is_empty(), "{compared} numbers, and none for {left_out:#?}");
}

#[test]
fn what_names_no_number_has_no_place() {
    let reading = support::reading(texts()[0].1.as_bytes());
    let scenario = reading.scenario;
    for key in ["", "client", "client.name", "client.margi", "risk.0.chance", "risk.99.chance", "strategy.none.raise"] {
        assert!(scenario.place(key).is_none(), "{key}");
    }
}
