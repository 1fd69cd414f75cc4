//! A second implementation of the model, in exact fractions, agrees on all figures of random scenarios.

#[allow(dead_code, clippy::pedantic, missing_docs, reason = "also a program of its own")]
mod oracle;
mod support;

use oracle::generator::scenario;
use oracle::output::answer;
use support::{differences, figures, reading};

/// Scenarios compared in one run; `UPRATE_SEEDS=FROM..TO` compares others.
const SEEDS: std::ops::Range<u64> = 0..60;

fn seeds() -> std::ops::Range<u64> {
    let given = std::env::var("UPRATE_SEEDS").ok();
    let range = given
        .as_deref()
        .and_then(|text| text.split_once(".."))
        .map(|(from, to)| from.parse().expect("a number")..to.parse().expect("a number"));
    range.unwrap_or(SEEDS)
}

#[test]
fn an_independent_implementation_agrees_on_random_scenarios() {
    let mut found = Vec::new();
    for seed in seeds() {
        let text = scenario(seed);
        let got = figures(&reading(text.as_bytes())).unwrap_or_else(|error| panic!("seed {seed}: {error}\n{text}"));
        differences(&format!("seed {seed}"), &got, &answer(&text), &mut found);
    }
    assert!(found.is_empty(), "{} figures differ:\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}
