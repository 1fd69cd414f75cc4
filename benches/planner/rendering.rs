//! From the figures to what is said of them, and from there to the bytes of each format: a comparison and all its months.
//! CSV and JSON are made of the figures at once.

use std::hint::black_box;

use criterion::Criterion;
use uprate::analysis::notices::notices;
use uprate::render::terminal::{self, Look};
use uprate::render::{csv, markdown};
use uprate::report;

use crate::{SCENARIOS, compared};

pub fn benches(criterion: &mut Criterion) {
    for (name, text) in SCENARIOS {
        let (reading, comparison) = compared(text);
        let noticed = notices(&reading, &comparison);
        let pair = [(reading, comparison)];
        let (reading, comparison) = black_box(&pair[0]);
        let all: Vec<usize> = (0..comparison.scenario.strategies.len()).collect();
        let page = report::compare::page(reading, comparison, &noticed);
        let months = report::project::page(comparison, &all, &[]);
        let narrow = Look { ascii: false, width: 100, whole_tables: false, coloured: true };
        let plain = Look { ascii: true, width: 100, whole_tables: true, coloured: false };

        let mut group = criterion.benchmark_group(format!("say/{name}"));
        group.bench_function("page", |bencher| bencher.iter(|| report::compare::page(reading, comparison, &noticed)));
        group.bench_function("months", |bencher| bencher.iter(|| report::project::page(comparison, &all, &[])));
        group.finish();

        let mut group = criterion.benchmark_group(format!("render/{name}"));
        group.bench_function("table", |bencher| bencher.iter(|| terminal::render(black_box(&page), narrow)));
        group.bench_function("plain", |bencher| bencher.iter(|| terminal::render(black_box(&page), plain)));
        group.bench_function("markdown", |bencher| bencher.iter(|| markdown::render(black_box(&page))));
        group.bench_function("csv", |bencher| {
            bencher.iter(|| csv::render(&report::compare::figures(&pair, &[]), csv::Style::Plain));
        });
        group.bench_function("json", |bencher| {
            bencher.iter(|| format!("{:#}", report::json::compare(reading, comparison, &noticed)));
        });
        group.bench_function("months as a table", |bencher| {
            bencher.iter(|| terminal::render(black_box(&months), narrow));
        });
        group.bench_function("months as json", |bencher| {
            bencher.iter(|| format!("{:#}", report::json::project(reading, comparison, &all)));
        });
        group.finish();
    }
}
