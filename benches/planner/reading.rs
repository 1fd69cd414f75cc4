//! From the text of a scenario to its values; and its schema, which editors ask for.

use std::hint::black_box;

use criterion::Criterion;
use uprate::scenario::schema;

use crate::{SCENARIOS, read_text};

pub fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, text) in SCENARIOS {
        group.bench_function(name, |bencher| bencher.iter(|| read_text(black_box(text))));
    }
    group.finish();
    criterion.bench_function("schema", |bencher| bencher.iter(schema));
}
