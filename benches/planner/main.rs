//! What people wait for: `cargo bench`, or a part of it, as `cargo bench -- compare/largest`.
//!
//! Each subject is measured on the same three scenarios, so that the figures of two days can be held to each other.

mod computing;
mod reading;
mod rendering;

use chrono::NaiveDate;
use criterion::{criterion_group, criterion_main};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::scenario::{Reading, Request, Source, read};

/// The scenarios: the five numbers of the README, an agency with three tiers, and everything at once.
const SCENARIOS: [(&str, &str); 3] = [
    ("smallest", include_str!("../../scenarios/minimal.toml")),
    ("typical", include_str!("../../scenarios/agency-retainer-wants-everything.toml")),
    ("largest", include_str!("largest.toml")),
];

fn read_text(text: &str) -> Reading {
    let source = Source::from_bytes("bench.toml", text.as_bytes()).expect("a text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    read(&Request { source, stem: "bench", overrides: &[], today })
        .unwrap_or_else(|wrong| panic!("{}", wrong.render(false)))
}

fn compared(text: &str) -> (Reading, Comparison) {
    let reading = read_text(text);
    let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("computable");
    (reading, comparison)
}

criterion_group!(subjects, reading::benches, computing::benches, rendering::benches);
criterion_main!(subjects);
