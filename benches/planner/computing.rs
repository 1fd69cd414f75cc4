//! From the values of a scenario to its figures: one projection, which is doing nothing and one way out of it, and the
//! full comparison with what would change the choice.

use std::hint::black_box;

use criterion::{BatchSize, Criterion};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::analysis::notices::notices;
use uprate::analysis::tipping::nearest_tipping_points;
use uprate::engine::evaluation::evaluate;

use crate::{SCENARIOS, compared, read_text};

pub fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("project");
    for (name, text) in SCENARIOS {
        let mut scenario = read_text(text).scenario;
        scenario.strategies.truncate(2);
        group.bench_function(name, |bencher| bencher.iter(|| evaluate(black_box(&scenario))));
    }
    group.finish();

    let mut group = criterion.benchmark_group("compare");
    for (name, text) in SCENARIOS {
        let scenario = read_text(text).scenario;
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || scenario.clone(),
                |scenario| compare(scenario, By::NetProfit),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("notices");
    for (name, text) in SCENARIOS {
        let (reading, comparison) = compared(text);
        group.bench_function(name, |bencher| bencher.iter(|| notices(black_box(&reading), black_box(&comparison))));
    }
    group.finish();

    let mut group = criterion.benchmark_group("tips");
    for (name, text) in SCENARIOS {
        let (reading, comparison) = compared(text);
        group.bench_function(name, |bencher| {
            bencher.iter(|| nearest_tipping_points(black_box(&reading), black_box(&comparison), |_| true, 3));
        });
    }
    group.finish();
}
