//! A sweep of ten thousand cells, against reading and computing each for itself; and a search for a target.

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::Decimal;
use uprate::analysis::choice::By;
use uprate::analysis::metrics::Metric;
use uprate::analysis::solve::{Goal, Search};
use uprate::analysis::sweep::{Axis, sweep};
use uprate::analysis::variation::{Question, Value, Whose};
use uprate::number::{Exact, Number};
use uprate::scenario::{Reading, Request, Source, read};

fn reading(text: &str) -> Reading {
    let source = Source::from_bytes("bench.toml", text.as_bytes()).expect("a text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    read(&Request { source, stem: "bench", overrides: &[], today }).expect("a scenario that is right")
}

/// A hundred values of a key, in steps.
fn axis(reading: &Reading, key: &str, from: i64, step: i64, decimals: u32) -> Axis {
    let definition = reading.in_force(key).and_then(|entry| entry.definition).expect("a number");
    let value = |number: i64| Value::of(Decimal::new(from + step * number, decimals), definition);
    Axis { key: key.to_owned(), definition, values: (0..100).map(value).collect() }
}

fn benches(criterion: &mut Criterion) {
    let reading = reading(include_str!("../scenarios/agency-retainer-wants-everything.toml"));
    let metric = Metric::named("net-profit").expect("a metric");
    let question = Question { reading: &reading, metric, whose: Whose::Best, by: By::NetProfit };
    let axes = [axis(&reading, "client.retainer", 2_000, 20, 0), axis(&reading, "effort.hours", 0, 5, 1)];
    let mut group = criterion.benchmark_group("sweep");
    group.sample_size(10);
    group.bench_function("10,000 cells", |bencher| bencher.iter(|| sweep(black_box(&question), &axes)));
    group.bench_function("100 cells, each read and computed in decimals", |bencher| {
        bencher.iter(|| {
            let cell = |value: &Value| {
                let given = [("client.retainer", value.text.as_str()), ("effort.hours", "20")];
                question.answer_with(&given, |number: Exact| number)
            };
            axes[0].values.iter().flat_map(cell).count()
        });
    });
    group.bench_function("solve for a target", |bencher| {
        let search = Search {
            question,
            key: "effort.hours".to_owned(),
            definition: axes[1].definition,
            from: Decimal::ZERO,
            to: Decimal::ONE_HUNDRED,
            goal: Goal::Reach(Exact::whole(25_000)),
        };
        bencher.iter(|| search.solve().solutions.len());
    });
    group.finish();
}

criterion_group!(sweeps, benches);
criterion_main!(sweeps);
