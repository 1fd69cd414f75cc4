//! Draws of ten ranges with seven strategies over 24 months, all figures; against each draw evaluated by itself.

#[path = "../tests/support/plain_draws.rs"]
mod plain_draws;

use std::hint::black_box;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plain_draws::plain_net_profits;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::number::Number;
use uprate::scenario::{Request, Source, read};
use uprate::simulation::draws::Draws;
use uprate::simulation::evaluation::Evaluator;
use uprate::simulation::run::{Settings, Watch, simulate};

fn benches(criterion: &mut Criterion) {
    let source = Source::from_bytes("bench.toml", include_bytes!("ten-ranges.toml")).expect("a text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    let reading = read(&Request { source, stem: "bench", overrides: &[], today }).expect("a scenario that is right");
    let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("computable");
    let scenario = reading.scenario.convert(Number::to_f64);
    let draws = Draws::of(&reading, 1);
    let mut group = criterion.benchmark_group("simulate");
    group.sample_size(10);
    for threads in [1, 2] {
        let settings = Settings { draws: 100_000, seed: 1, threads };
        let watch = Watch { stop: &AtomicBool::new(false), progress: &|_| () };
        group.throughput(Throughput::Elements(settings.draws));
        group.bench_function(format!("all figures, {threads} threads"), |bencher| {
            bencher.iter(|| simulate(black_box(&reading), &comparison, settings, &watch));
        });
    }
    group.throughput(Throughput::Elements(4_096));
    group.bench_function("draws", |bencher| bencher.iter(|| draws.block(black_box(1), 4_096)));
    let block = draws.block(1, 4_096);
    let calendar = comparison.evaluation.basis.calendar.clone();
    let mut evaluator = Evaluator::new(&draws, &scenario, calendar);
    group.bench_function("net profits", |bencher| bencher.iter(|| evaluator.net_profits(black_box(&block))));
    group.bench_function("net profits, plain loop", |bencher| {
        bencher.iter(|| plain_net_profits(&draws, &scenario, black_box(&block)));
    });
    group.finish();
}

criterion_group!(simulations, benches);
criterion_main!(simulations);
