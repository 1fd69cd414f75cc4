//! The workbook whose formulas are live comes to what the model comes to, whatever is changed in it.

#[allow(dead_code, clippy::pedantic, missing_docs, reason = "also a program of its own")]
mod oracle;
mod support;

use oracle::generator::scenario;
use rust_decimal::prelude::ToPrimitive;
use support::live::{book, changed, computed, differences, key_of, model, sheet};
use support::reading;
use uprate::engine::evaluation::evaluate;
use uprate::number::{Exact, Number};
use uprate::report::workbook::book::{Place, Value};
use uprate::scenario::Reading;

/// Random scenarios of one run.
const SEEDS: std::ops::Range<u64> = 0..40;

/// Figures may differ by this share of themselves or of one unit.
const TOLERANCE: f64 = 1e-9;

/// Those of them in which every input is changed.
const CHANGED: std::ops::Range<u64> = 0..6;

/// The scenarios of the repository, by name.
fn scenarios() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("a file"))
    };
    paths.into_iter().map(read).collect()
}

fn random(seeds: std::ops::Range<u64>) -> Vec<(String, String)> {
    seeds.map(|seed| (format!("seed {seed}"), scenario(seed))).collect()
}

fn tolerance(scale: f64) -> impl Fn(f64) -> f64 {
    move |figure| TOLERANCE * figure.max(scale)
}

/// The largest amount that figures are sums of.
fn scale(reading: &Reading) -> f64 {
    model(&reading.scenario).map_or(1.0, |model| {
        let amounts = model.iter().flatten().filter_map(|(_, figure)| *figure).map(f64::abs);
        amounts.fold(1.0, f64::max)
    })
}

#[test]
fn the_formulas_come_to_what_the_model_comes_to() {
    let mut found = Vec::new();
    for (name, text) in scenarios().into_iter().chain(random(SEEDS)) {
        let reading = reading(text.as_bytes());
        let book = book(&reading).unwrap_or_else(|| panic!("{name} has no figures"));
        let model = model(&reading.scenario).expect("figures");
        let apart = differences(&computed(&book), &model, tolerance(scale(&reading)));
        found.extend(apart.into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found[..found.len().min(30)].join("\n"));
}

/// What the workbook says is fixed: dates, the horizon, and what is told as the scenario stands.
fn is_told(key: &str) -> bool {
    let last = key.rsplit('.').next().unwrap_or(key);
    let dates = ["months", "after_days", "after_months", "notice_days", "notice_months", "every_months", "max_steps"];
    dates.contains(&last) || key.starts_with("business.") || key.starts_with("contract.")
}

#[test]
fn every_input_that_is_changed_has_the_effect_that_it_has_in_the_model() {
    let mut found = Vec::new();
    let mut compared = 0;
    for (name, text) in scenarios().into_iter().chain(random(CHANGED)) {
        let reading = reading(text.as_bytes());
        let original = book(&reading).unwrap_or_else(|| panic!("{name} has no figures"));
        let used = original.used_names();
        for (input, used) in original.names.iter().zip(used) {
            if input.name.starts_with("today_") {
                continue;
            }
            let key = key_of(&original, input);
            if !used && is_told(&key) {
                continue;
            }
            let Some((value, scenario)) = changed(&text, &reading, &key) else { continue };
            let Some(model) = model(&scenario) else { continue };
            let mut book = original.clone();
            // What has no effect in the workbook has none in the model.
            if used {
                assert!(book.overwrite(&input.name, value.to_f64().expect("a number")));
                book.recalculate();
            }
            compared += 1;
            let apart = differences(&computed(&book), &model, tolerance(scale(&reading)));
            found.extend(apart.into_iter().map(|difference| format!("{name}, {key}={value}: {difference}")));
        }
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found[..found.len().min(30)].join("\n"));
    assert!(compared > 500, "{compared} changes compared");
}

#[test]
fn what_no_formula_computes_is_as_uprate_computed_it_and_says_whether_it_holds() {
    let mut changed = 0;
    for (name, text) in scenarios() {
        let reading = reading(text.as_bytes());
        let mut book = book(&reading).unwrap_or_else(|| panic!("{name} has no figures"));
        let sheet = sheet(&book, "Fixed");
        let evaluation = evaluate(&reading.scenario).expect("figures");
        let assert_row = |row: u32, first: u16, expected: &[Option<Exact>]| {
            for (column, expected) in (first..).zip(expected) {
                let agrees = match (book.value(Place { sheet, row, column }), expected) {
                    (Value::Number(value), Some(expected)) => value.total_cmp(&expected.to_f64()).is_eq(),
                    (Value::Text(text), None) => text.is_empty(),
                    _ => false,
                };
                assert!(agrees, "{name}, row {row}, column {column}: not {expected:?}");
            }
        };
        let floor = evaluation.floor.as_ref();
        assert_row(5, 1, &[floor.map(|floor| Exact::whole(floor.month))]);
        assert_row(6, 1, &[floor.map(|floor| floor.price)]);
        assert_row(7, 1, &[floor.map(|floor| floor.raise)]);
        assert_row(8, 1, &[floor.and_then(|floor| floor.extra_hours)]);
        for (row, strategy) in (12..).zip(&evaluation.strategies) {
            let spread = &strategy.distribution;
            assert_row(row, 3, &[strategy.break_even.hour_value, strategy.break_even.volume_loss]);
            let quantiles = [spread.worst, spread.p10, spread.p50, spread.p90, spread.chance_better];
            assert_row(row, 5, &quantiles.map(Some));
        }
        let holds = Place { sheet, row: 2, column: 0 };
        assert_eq!(book.value(holds), Value::Text("No input was changed: they hold.".to_owned()), "{name}");
        if book.overwrite("effort_hours", 1.0) {
            book.recalculate();
            let says = "An input was changed: these are the figures of before.";
            assert_eq!(book.value(holds), Value::Text(says.to_owned()), "{name}");
            changed += 1;
        }
    }
    assert!(changed > 5, "{changed} changed");
}
