//! What is recorded once and repeated for many draws comes to the same as each draw computed by itself.

#[allow(dead_code, clippy::pedantic, missing_docs, reason = "also a program of its own")]
mod oracle;
#[path = "support/plain_draws.rs"]
mod plain_draws;
mod support;

use oracle::generator::scenario;
use plain_draws::plain_net_profits;
use support::reading;
use uprate::analysis::inputs::{SPREAD, uncertain_inputs};
use uprate::engine::calendar::Calendar;
use uprate::number::{Exact, Number};
use uprate::scenario::Reading;
use uprate::scenario::ledger::{Range, Shape};
use uprate::simulation::draws::Draws;
use uprate::simulation::evaluation::{Evaluator, Ways};

/// Compares the draws of a block; how the net profits came about.
fn compare(what: &str, reading: &Reading, seed: u64, count: usize) -> Ways {
    let scenario = reading.scenario.convert(Number::to_f64);
    let draws = Draws::of(reading, seed);
    let block = draws.block(0, count);
    let plain = plain_net_profits(&draws, &scenario, &block);
    let mut evaluator = Evaluator::new(&draws, &scenario, Calendar::of(&scenario).expect("a calendar"));
    let repeated = evaluator.net_profits(&block);
    for (draw, plain) in plain.iter().enumerate() {
        let repeated: Vec<f64> = repeated.iter().map(|list| list[draw]).collect();
        match plain {
            Some(plain) => assert!(
                plain.iter().zip(&repeated).all(|(plain, repeated)| same(*plain, *repeated)),
                "{what}, draw {draw}: {plain:?} {repeated:?}"
            ),
            None => assert!(repeated.iter().any(|number| !number.is_finite()), "{what}, draw {draw}: {repeated:?}"),
        }
    }
    let Ways { usual, others, single } = evaluator.ways;
    let all = (scenario.strategies.len() * count) as u64;
    assert_eq!(usual + others + single, all, "{what}: every strategy in every draw");
    evaluator.ways
}

/// Equal, not nearly: the operations are the same, in the same order. But for the sign of a 0 to which nothing was added.
fn same(plain: f64, repeated: f64) -> bool {
    (plain + 0.0).to_bits() == (repeated + 0.0).to_bits() || plain.is_nan()
}

/// A random scenario in which every number that may be uncertain is.
fn all_uncertain(text: &str) -> Reading {
    let mut reading = reading(text.as_bytes());
    let inputs = uncertain_inputs(&reading, SPREAD);
    for input in inputs.iter().filter(|input| input.definition.uncertain) {
        let number = |number: Exact| number.settled();
        let range = Range {
            low: number(input.low),
            base: number(input.base),
            high: number(input.high),
            distribution: Shape::Uniform,
        };
        if let Some(entry) = reading.ledger.iter_mut().find(|entry| entry.key == input.key) {
            entry.range = Some(range);
        }
    }
    reading.correlations.clear();
    reading
}

#[test]
fn repeated_draws_of_random_scenarios_come_to_the_same_as_single_ones() {
    let mut ways = Ways::default();
    for seed in 0..120 {
        let text = scenario(seed);
        for (which, reading) in [("as written", reading(text.as_bytes())), ("all uncertain", all_uncertain(&text))] {
            let of_scenario = compare(&format!("seed {seed}, {which}"), &reading, seed, 40);
            ways.usual += of_scenario.usual;
            ways.others += of_scenario.others;
            ways.single += of_scenario.single;
        }
    }
    let all = ways.usual + ways.others + ways.single;
    assert!(ways.usual * 10 > all * 8, "most take the way of the base case: {ways:?}");
    assert!(ways.others > 500, "some take another: {ways:?}");
}

#[test]
fn a_plan_with_many_ways_is_right_in_all_of_them() {
    // A step of 1 % a month until a margin is reached that lies anywhere: hundreds of ways.
    let text = "start = 2026-12-01\nmonths = 120\n[client]\nrate = 95\nhours = 60\ncost = { low = 40, high = 94, dist = \
                \"uniform\" }\n[[strategy]]\nkind = \"quarterly-raise\"\nraise = { low = \"0.4%\", high = \"3%\", dist = \
                \"uniform\" }\nevery_months = 1\nuntil_margin = \"60%\"\n\
                accept = 0.5\n";
    let ways = compare("many ways", &reading(text.as_bytes()), 1, 800);
    assert!(ways.single > 0 && ways.others > 400, "{ways:?}");
}
