//! What people wait for: reading a scenario, computing one strategy, comparing all, rendering the page.

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::analysis::notices::notices;
use uprate::engine::evaluation::evaluate;
use uprate::render::terminal::{Look, render};
use uprate::report;
use uprate::scenario::{Reading, Request, Source, read};

fn reading(text: &str) -> Reading {
    let source = Source::from_bytes("bench.toml", text.as_bytes()).expect("a text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    read(&Request { source, stem: "bench", overrides: &[], today }).expect("a scenario that is right")
}

fn benches(criterion: &mut Criterion) {
    for (name, text) in [
        ("minimal", include_str!("../scenarios/minimal.toml")),
        ("largest", include_str!("../tests/cases/case-08.toml")),
    ] {
        let read_once = reading(text);
        let comparison = compare(read_once.scenario.clone(), By::NetProfit).expect("computable");
        let look = Look { ascii: false, width: 100, whole_tables: false, coloured: false };
        criterion.bench_function(&format!("read {name}"), |bencher| bencher.iter(|| reading(black_box(text))));
        criterion.bench_function(&format!("evaluate {name}"), |bencher| {
            bencher.iter(|| evaluate(black_box(&read_once.scenario)));
        });
        criterion.bench_function(&format!("compare {name}"), |bencher| {
            bencher.iter(|| compare(black_box(read_once.scenario.clone()), By::NetProfit));
        });
        criterion.bench_function(&format!("page {name}"), |bencher| {
            bencher.iter(|| {
                let noticed = notices(&read_once, &comparison);
                render(&report::compare::page(&read_once, &comparison, &noticed), look)
            });
        });
        criterion.bench_function(&format!("json {name}"), |bencher| {
            bencher.iter(|| report::json::compare(&read_once, &comparison, &[]).to_string());
        });
    }
}

criterion_group!(comparison, benches);
criterion_main!(comparison);
