//! A number set in a scenario that was read is the same as the number written in the file.

mod support;

use std::path::Path;

use rust_decimal::Decimal;
use uprate::domain::{Input, Scenario};
use uprate::number::{Exact, Number};
use uprate::scenario::{Override, Reading, Request, Source, read};

fn texts() -> Vec<(String, String)> {
    let folder = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut paths: Vec<_> = [folder("scenarios"), folder("tests/cases")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("a folder"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).expect("a text"))).collect()
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

#[test]
fn a_number_set_is_the_number_written() {
    let (mut compared, mut keys) = (0, std::collections::BTreeSet::new());
    for (name, text) in texts() {
        let reading = with(&text, &[]).expect("a scenario that is right");
        for entry in &reading.ledger {
            let mut changed = reading.scenario.clone();
            let Some(place) = changed.place(&entry.key) else { continue };
            let value = match place.input(&mut changed).expect("the number") {
                Input::Whole(whole) => {
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
            let given = Override::parse(&format!("{}={value}", entry.key)).expect("an override");
            // What contradicts the rest of the file is not to be compared.
            let Some(written) = with(&text, &[given]) else { continue };
            // By default the extra hours that go follow the work that goes.
            if matches!(entry.key.rsplit('.').next(), Some("share" | "withdraw")) {
                continue;
            }
            assert_eq!(numbers(&changed), numbers(&written.scenario), "{name}: {} = {value}", entry.key);
            compared += 1;
            keys.insert(entry.key.rsplit('.').next().expect("a key").to_owned());
        }
    }
    assert!(compared > 500 && keys.len() > 50, "{compared} numbers of {} names", keys.len());
}

#[test]
fn what_names_no_number_has_no_place() {
    let reading = support::reading(texts()[0].1.as_bytes());
    let scenario = reading.scenario;
    for key in ["", "client", "client.name", "client.margi", "risk.0.chance", "risk.99.chance", "strategy.none.raise"] {
        assert!(scenario.place(key).is_none(), "{key}");
    }
}
