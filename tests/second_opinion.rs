//! A second implementation of the model, in exact fractions, agrees on all figures of random scenarios.

#[allow(dead_code, clippy::pedantic, missing_docs, reason = "also a program of its own")]
mod oracle;
mod support;

use oracle::generator::scenario;
use oracle::output::answer;
use support::{differences, figures, reading};
use uprate::engine::evaluation::evaluate;
use uprate::engine::stretches::net_profits;
use uprate::number::Number;

/// Scenarios whose stretches are compared with their months in one run.
const STRETCHES: std::ops::Range<u64> = 0..2000;

/// Scenarios compared in one run; `UPRATE_SEEDS=FROM..TO` compares others.
const SEEDS: std::ops::Range<u64> = 0..60;

fn seeds(default: std::ops::Range<u64>) -> std::ops::Range<u64> {
    let given = std::env::var("UPRATE_SEEDS").ok();
    let range = given
        .as_deref()
        .and_then(|text| text.split_once(".."))
        .map(|(from, to)| from.parse().expect("a number")..to.parse().expect("a number"));
    range.unwrap_or(default)
}

#[test]
fn an_independent_implementation_agrees_on_random_scenarios() {
    let mut found = Vec::new();
    for seed in seeds(SEEDS) {
        let text = scenario(seed);
        let got = figures(&reading(text.as_bytes())).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        differences(&format!("seed {seed}"), &got, &answer(&text), &mut found);
    }
    assert!(found.is_empty(), "{} figures differ:\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

#[test]
fn stretches_come_to_the_same_as_months() {
    for seed in seeds(STRETCHES) {
        let text = scenario(seed);
        let scenario = reading(text.as_bytes()).scenario.convert(Number::to_f64);
        let by_months = evaluate(&scenario).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        let by_stretches = net_profits(&scenario).expect("what months can, stretches can");
        assert_eq!(by_stretches.len(), by_months.strategies.len(), "seed {seed}");
        let scale = by_months.basis.today.bill.max(by_months.basis.today.cost_to_serve);
        for (strategy, (months, stretches)) in by_months.strategies.iter().zip(by_stretches).enumerate() {
            let months = months.totals.net_profit;
            let apart = (months - stretches).abs() / scale.max(months.abs());
            assert!(apart < 1e-10, "seed {seed}, strategy {strategy}: {months} {stretches}\n{text}");
        }
    }
}
