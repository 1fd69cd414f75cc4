//! The best price path over 60 months in steps of 1 % to +200 %, against the plain loop.

#[path = "../tests/support/plain_path.rs"]
mod plain_path;

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use plain_path::highest_net_profit;
use uprate::analysis::best_path::{ground, solve};
use uprate::domain::Scenario;
use uprate::number::Number;
use uprate::scenario::{Request, Source, read};

/// A client that balks at large steps and whose bills are partly lost when it goes.
const CLIENT: &str = "
months = 60
[client]
rate = 95
hours = 60
margin = 0.35
[effort]
hours = 22
cost = 48
[payment]
days = 30
last_bills_unpaid = 0.5
[replacement]
rate = 95
margin = 0.35
lag_months = 3
ramp_months = 3
fill = 0.7
[response]
churn = 0.01
shock = [{ raise = 0.1, chance = 0.95 }, { raise = 0.3, chance = 0.7 }]
walk_away = { low = 0.05, high = 1.5 }
";

fn scenario(more: &str) -> Scenario<f64> {
    let source = Source::from_bytes("bench.toml", format!("{CLIENT}{more}").as_bytes()).expect("a text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    let reading = read(&Request { source, stem: "bench", overrides: &[], today }).expect("a scenario that is right");
    reading.scenario.convert(Number::to_f64)
}

fn benches(criterion: &mut Criterion) {
    let levels: Vec<f64> = (0..=200).map(|percent| 1.0 + f64::from(percent) / 100.0).collect();
    for (name, more) in [
        ("shock", ""),
        ("shock and volume", "hours_elasticity = 0.5"),
        ("shock and drift", "drift = 0.03"),
        ("shock, drift and volume", "drift = 0.03\nhours_elasticity = 0.5"),
        ("shock, refusers leave 3 months later", "leaves_after = 3"),
        ("shock and drift, refusers leave 3 months later", "leaves_after = 3\ndrift = 0.03"),
        ("shock and drift, under a cap", "drift = 0.03\n[contract]\nmax_raise = 0.1"),
    ] {
        let scenario = scenario(more);
        let every = scenario.response.leaves_after.max(1);
        criterion.bench_function(&format!("best path, {name}"), |bencher| {
            bencher.iter(|| solve(black_box(&scenario), &levels, every));
        });
    }
    let scenario = scenario("");
    criterion.bench_function("best path, shock, plain loop", |bencher| {
        bencher.iter(|| highest_net_profit(&ground(black_box(&scenario), &levels, 1).expect("computable")));
    });
}

criterion_group! {
    name = paths;
    config = Criterion::default().sample_size(10);
    targets = benches
}
criterion_main!(paths);
