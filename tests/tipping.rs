//! Where the choice tips: what is named is the value from which on, all else kept, another strategy is recommended.

mod support;

use std::path::Path;

use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::analysis::notices::{CLOSE_ANSWER, notices};
use uprate::analysis::tipping::{TippingPoint, tipping_points};
use uprate::number::Number;
use uprate::report::change::close_answer;
use uprate::scenario::{Override, Reading, Request, Source, read};

fn reading(text: &str, overrides: &[Override]) -> Reading {
    let source = Source::from_bytes("case.toml", text.as_bytes()).expect("a text");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    read(&Request { source, stem: "case", overrides, today }).unwrap_or_else(|wrong| panic!("{}", wrong.render(false)))
}

fn recommended(reading: &Reading) -> usize {
    compare(reading.scenario.clone(), By::NetProfit).expect("computable").choice.best.expect("a choice")
}

#[test]
fn a_little_beyond_the_point_the_choice_is_another_and_a_little_before_it_is_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).expect("the scenarios") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let base = reading(&text, &[]);
        let comparison = compare(base.scenario.clone(), By::NetProfit).expect("computable");
        for point in tipping_points(&base, &comparison) {
            let way = point.at - point.input.base.to_f64();
            let (before, beyond) = if point.input.is_whole() {
                (point.at - way.signum(), point.at)
            } else {
                (point.input.base.to_f64() + way * 0.999, point.input.base.to_f64() + way * 1.0001)
            };
            for (value, expected) in [(before, recommended(&base)), (beyond, point.then)] {
                let value = if point.input.is_whole() { format!("{value}") } else { format!("{value:.12}") };
                let given = Override::parse(&format!("{}={value}", point.input.key)).expect("an override");
                // The step of the price follows from its decimals by default: it stays as it is.
                let step = Override::parse(&format!("price_step={}", base.scenario.price_step.settled()));
                let found = recommended(&reading(&text, &[given, step.expect("an override")]));
                assert_eq!(found, expected, "{}: {} = {value}", path.display(), point.input.key);
            }
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked} points");
}

/// A raise of 20 % on 60 hours at 95 with a margin of 35 %, judged by a chance of its own.
fn one_raise(chance: &str) -> String {
    format!(
        "start = 2026-12-01\n[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n[effort]\nhours = 22\ncost = 48\n\
         [capacity]\ncost_stays = 0\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"20%\"\naccept = \"{chance}\"\n"
    )
}

#[test]
fn a_chance_of_its_own_tips_at_its_break_even() {
    // Doing nothing brings 24 · 939 = 22,536. The raise brings 939 in the first month and, if it is accepted,
    // 939 + 1,140 = 2,079 in each of the other 23: 939 + 47,817·s = 22,536 at s = 21,597/47,817 = 0.451659…
    let base = reading(&one_raise("50%"), &[]);
    let comparison = compare(base.scenario.clone(), By::NetProfit).expect("computable");
    let points = tipping_points(&base, &comparison);
    let chance = points.iter().find(|point| point.input.key.ends_with(".accept")).expect("the chance tips");
    assert!((chance.at - 21_597.0 / 47_817.0).abs() < 1e-6, "{}", chance.at);
    assert!(chance.is_below() && chance.then == 0);
}

#[test]
fn the_nearest_point_comes_first() {
    let base = reading(&one_raise("50%"), &[]);
    let comparison = compare(base.scenario.clone(), By::NetProfit).expect("computable");
    let distances: Vec<f64> = tipping_points(&base, &comparison).iter().map(TippingPoint::distance).collect();
    assert!(distances.len() > 2 && distances.is_sorted(), "{distances:?}");
}

#[test]
fn what_is_far_from_tipping_has_no_point() {
    // At 90 % the chance would have to halve.
    let base = reading(&one_raise("90%"), &[]);
    let comparison = compare(base.scenario.clone(), By::NetProfit).expect("computable");
    assert!(tipping_points(&base, &comparison).iter().all(|point| !point.input.key.ends_with(".accept")));
}

#[test]
fn an_answer_that_reverses_the_choice_by_a_point_is_noticed() {
    // The break-even is at 45.1659… %.
    for (chance, expected) in [
        ("46.1%", Some("at 45.1 % or less, not 46.1 %, it would be `status-quo`")),
        ("45.17%", Some("at 45.1659 % or less, not 45.17 %, it would be `status-quo`")),
        ("45%", Some("at 45.17 % or more, not 45 %, it would be `thirty-day-raise`")),
        ("46.2%", None),
        ("44.1%", None),
    ] {
        let base = reading(&one_raise(chance), &[]);
        let comparison = compare(base.scenario.clone(), By::NetProfit).expect("computable");
        let notice = notices(&base, &comparison).into_iter().find(|notice| notice.code == CLOSE_ANSWER);
        assert_eq!(notice.is_some(), expected.is_some(), "{chance}");
        if let Some((notice, expected)) = notice.zip(expected) {
            assert!(notice.text.ends_with(expected), "{chance}: {}", notice.text);
            assert_eq!(notice.key.as_deref(), Some("strategy.thirty-day-raise.accept"));
            let told = close_answer(&base, &comparison).expect("told");
            assert!(
                told.starts_with("One point decides: with the chance that it takes Raise, 30 days' notice at "),
                "{told}"
            );
        }
    }
}
