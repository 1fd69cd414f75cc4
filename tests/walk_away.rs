//! What knowing the walk-away price is worth, held to an independent implementation, to integration over walk-away
//! prices, and to examples by hand.

#[expect(dead_code, reason = "other tests use the rest")]
#[path = "support/draft.rs"]
mod draft;
mod support;

use std::path::Path;

use draft::draft;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseResult};
use serde_json::Value;
use support::reading;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::analysis::walk_away::WalkAway;
use uprate::domain::Curve;
use uprate::engine::response::chance_above;
use uprate::engine::stretches::net_profits;
use uprate::number::{Exact, Number};

fn compared(text: &str) -> Option<Comparison> {
    compare(reading(text.as_bytes()).scenario, By::NetProfit).ok()
}

fn share(text: &str) -> Exact {
    Exact::from_decimal(text.parse().expect("a decimal"))
}

/// The client of the examples by hand: 1 000 a month for 10 hours without cost, over two months; what hours set free
/// bring is nothing. It bears every raise up to 10 %, none of 30 %, and in between it is even.
fn client(strategies: &str) -> Comparison {
    let text = format!(
        "start = 2027-01-01\nmonths = 2\n{FREE_OF_COST}[response]\nwalk_away = {{ low = 0.1, high = 0.3 }}\n{strategies}"
    );
    compared(&text).expect("computable")
}

const FREE_OF_COST: &str = "[client]\nrate = 100\nhours = 10\ncost = 0\n[goal]\nmargin = 0.5\n";

const TO_110_OR_120: &str = "
[[strategy]]
kind = \"custom\"
id = \"ten\"
[[strategy.move]]
raise = 0.1
[[strategy]]
kind = \"custom\"
id = \"twenty\"
[[strategy.move]]
raise = 0.2
";

#[test]
fn knowing_the_walk_away_price_is_worth_asking_for_as_much_as_it_bears() {
    // Nothing: 2 000. +10 %: surely 2 200. +20 %: 2 400 with one chance in two, else 0, so 1 200.
    // Known: above 20 % 2 400, else 2 200: 2 300 on average, 100 more than 2 200.
    let comparison = client(TO_110_OR_120);
    let walk_away = WalkAway::of(&comparison).expect("a form of S");
    assert_eq!(walk_away.worth().settled().to_string(), "100");
    // A hint whether it bears 20 %, right 80 % of the time: yes comes every other time, and then 2 400 has a chance of
    // 80 %: 1 920, still below 2 200. So it is worth nothing; at 95 % it is 0.5 · (0.95 · 2 400 − 2 200) = 40.
    assert_eq!(walk_away.hint_worth(share("0.8")), Exact::ZERO);
    assert_eq!(walk_away.hint_worth(share("0.95")).settled().to_string(), "40");
    assert_eq!(walk_away.hint_worth(share("0.5")), Exact::ZERO);
    // The highest ask is the only one that refusal hangs on: certain, the hint is the whole knowledge.
    assert_eq!(walk_away.hint_worth(Exact::ONE), walk_away.worth());
    let chances: Vec<String> = walk_away.cells.iter().map(|cell| cell.chance.settled().to_string()).collect();
    assert_eq!(chances, ["0", "0.5", "0.5"]);
}

#[test]
fn a_client_that_an_accept_kept_is_an_average_one_from_there_on() {
    // +20 % in month 1, kept with 100 % by the planner's `accept`; a month later to +25 %, which half of those above
    // +20 % bear, or half of the kept ones. Whether it bears 20 % or not: (1 200 + 0.5 · 1 250) on average.
    let kept = "
[[strategy]]
kind = \"custom\"
id = \"kept\"
[[strategy.move]]
raise = 0.2
accept = 1
[[strategy.move]]
after_months = 1
raise = 0.041666666666666666
[[strategy]]
kind = \"custom\"
id = \"twenty\"
[[strategy.move]]
raise = 0.2
";
    let comparison = client(kept);
    let walk_away = WalkAway::of(&comparison).expect("a form of S");
    let of_kept: Vec<String> =
        walk_away.cells.iter().map(|cell| format!("{:.0}", cell.net_profits[1].to_f64())).collect();
    // The walk-away price lies below +20 %; between +20 and +25 %: it refuses; above: it accepts.
    assert_eq!(of_kept, ["1825", "1200", "2450"]);
    // Known: 1 in 2 below 20 %, do nothing for 2 000; 1 in 4 each: 2 400 by `twenty`, 2 450 by `kept`.
    // Unknown: doing nothing, 2 000. 1 000 + 600 + 612.5 − 2 000 = 212.5.
    assert_eq!(walk_away.worth().settled().round_dp(9).normalize().to_string(), "212.5");
}

#[test]
fn the_size_of_a_step_counts_once_for_who_bears_the_level() {
    // +20 % in one step: of those who bear the level every other takes it. 0.5 · 1 200, and as much in the month after.
    let shocked = "shock = [{ raise = 0.2, chance = 0.5 }]
[[strategy]]
kind = \"custom\"
[[strategy.move]]
raise = 0.2
";
    let comparison = client(shocked);
    let walk_away = WalkAway::of(&comparison).expect("a form of S");
    let asked: Vec<String> = walk_away.cells.iter().map(|cell| cell.net_profits[1].settled().to_string()).collect();
    assert_eq!(asked, ["0", "1200"]);
}

#[test]
fn there_is_none_without_a_form_of_s_or_without_a_candidate() {
    assert!(WalkAway::of(&compared(FREE_OF_COST).expect("computable")).is_none());
    let judged =
        format!("{FREE_OF_COST}[response]\nelasticity = 1\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = 0.1\n");
    assert!(WalkAway::of(&compared(&judged).expect("computable")).is_some());
    let flagged = format!("flags = [\"abusive\"]\n{judged}");
    assert!(WalkAway::of(&compared(&flagged).expect("computable")).is_none());
}

#[test]
fn an_independent_implementation_agrees_on_every_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut some = 0;
    for number in 1..=14 {
        let path = folder.join(format!("case-{number:02}.toml"));
        let text = std::fs::read_to_string(&path).expect("a case");
        let expected = std::fs::read_to_string(path.with_extension("expected.json")).expect("its figures");
        let expected: Value = serde_json::from_str(&expected).expect("JSON");
        let expected = expected["walk_away_price_worth"].as_f64();
        let found = WalkAway::of(&compared(&text).expect("computable")).map(|it| it.worth().to_f64());
        some += u32::from(expected.is_some_and(|worth| worth > 1.0));
        match (found, expected) {
            (Some(found), Some(expected)) => {
                assert!((found - expected).abs() <= 1e-9 * expected.max(1.0), "{path:?}: {found}, not {expected}");
            }
            _ => assert_eq!(found, expected, "{path:?}"),
        }
    }
    assert!(some >= 4, "cases in which knowing is worth something");
}

/// Between two walk-away prices of the grid.
const STEP: f64 = 0.001;

/// The worth by integration over walk-away prices on a fine grid, and how far it may be off.
///
/// The client is replaced by one that bears every index up to the walk-away price and none above: to the engine that is
/// a `walk_away` that falls from 1 to 0 at once.
fn integrated(comparison: &Comparison, walk_away: &WalkAway) -> (f64, f64) {
    let mut scenario = comparison.scenario.convert(Number::to_f64);
    let curve = scenario.response.curve.clone().expect("a form of S");
    let shock = scenario.response.shock.clone();
    let asked: Vec<f64> = walk_away.cells.iter().map(|cell| cell.bears.to_f64()).collect();
    let highest = |values: &[f64]| walk_away.candidates.iter().map(|it| values[*it]).fold(f64::NEG_INFINITY, f64::max);
    let (mut known, mut unknown, mut off) = (0.0, vec![0.0; scenario.strategies.len()], 0.0);
    let mut index = 1.0;
    while index <= asked[asked.len() - 1] + STEP {
        let next = index + STEP;
        let is_last = next > asked[asked.len() - 1] + STEP;
        let beyond = if is_last { 0.0 } else { chance_above(&curve, &shock, next) };
        let chance = chance_above(&curve, &shock, index) - beyond;
        let raise = f64::midpoint(index, next) - 1.0;
        scenario.response.curve = Some(Curve::WalkAway { low: raise, high: raise + STEP * 1e-6 });
        let net_profits = net_profits(&scenario).expect("computable");
        known += chance * highest(&net_profits);
        unknown.iter_mut().zip(&net_profits).for_each(|(sum, one)| *sum += chance * one);
        if asked.iter().any(|asked| (index..=next).contains(asked)) {
            off += chance * net_profits.iter().map(|one| one.abs()).sum::<f64>() * 2.0;
        }
        index = next;
    }
    (known - highest(&unknown), off)
}

/// Whether a client that an `accept` kept is asked again by the curve: it is an average one from there on, which no
/// single walk-away price is.
fn keeps_and_asks_again(comparison: &Comparison) -> bool {
    comparison.evaluation.strategies.iter().any(|evaluated| {
        let mut highest = Exact::ONE;
        let mut kept = false;
        evaluated.course.months.iter().any(|month| {
            let asks_again = kept && month.beside_level.is_some();
            kept |= month.highest_index > highest && month.beside_level.is_none();
            highest = month.highest_index;
            asks_again
        })
    })
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 60, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// The comparison of a draft, and what it knows of the walk-away price; another draft where there is none.
fn known(text: &str) -> Result<(Comparison, WalkAway), TestCaseError> {
    let comparison = compared(text).ok_or_else(|| TestCaseError::reject("lost in rounding"))?;
    let walk_away = WalkAway::of(&comparison).ok_or_else(|| TestCaseError::reject("not judged"))?;
    Ok((comparison, walk_away))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_cells_together_are_what_is_expected(draft in draft()) {
        let (comparison, walk_away) = known(&draft.text())?;
        for (at, candidate) in walk_away.candidates.iter().enumerate() {
            let together: f64 =
                walk_away.cells.iter().map(|cell| (cell.chance * cell.net_profits[at]).to_f64()).sum();
            let expected = comparison.evaluation.strategies[*candidate].totals.net_profit.to_f64();
            prop_assert!((together - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{together}, not {expected}");
        }
    }

    #[test]
    fn integration_over_walk_away_prices_agrees(draft in draft()) {
        let (comparison, walk_away) = known(&draft.text())?;
        prop_assume!(!keeps_and_asks_again(&comparison));
        let (worth, (expected, off)) = (walk_away.worth().to_f64(), integrated(&comparison, &walk_away));
        prop_assert!((worth - expected).abs() <= off + 1e-6, "{worth}, not {expected} within {off}");
    }

    #[test]
    fn a_hint_is_worth_nothing_to_all_by_its_reliability(draft in draft()) {
        laws_of_a_hint(&known(&draft.text())?.1)?;
    }
}

fn laws_of_a_hint(walk_away: &WalkAway) -> TestCaseResult {
    let worths: Vec<f64> =
        ["0.5", "0.6", "0.7", "0.8", "0.9", "1"].iter().map(|it| walk_away.hint_worth(share(it)).to_f64()).collect();
    let knowing = walk_away.worth().to_f64();
    let tolerance = 1e-9 * knowing.max(1.0);
    prop_assert!(worths[0].abs() <= tolerance, "{worths:?}");
    prop_assert!(worths.windows(2).all(|pair| pair[1] >= pair[0] - tolerance), "{worths:?}");
    prop_assert!(worths[5] <= knowing + tolerance, "{worths:?} {knowing}");
    // Always wrong is as good as always right; in between a hint is as good as its opposite.
    prop_assert!((walk_away.hint_worth(Exact::ZERO).to_f64() - worths[5]).abs() <= tolerance);
    prop_assert!((walk_away.hint_worth(share("0.3")).to_f64() - worths[2]).abs() <= tolerance);
    // At 100 % it is the value of knowing whether the last cell is true.
    let highest = |cells: &[uprate::analysis::walk_away::Cell]| {
        let together = |at: usize| cells.iter().map(|cell| (cell.chance * cell.net_profits[at]).to_f64()).sum::<f64>();
        (0..walk_away.candidates.len()).map(together).fold(f64::NEG_INFINITY, f64::max)
    };
    let (last, others) = walk_away.cells.split_last().expect("a cell");
    let of_two = highest(std::slice::from_ref(last)) + highest(others) - highest(&walk_away.cells);
    prop_assert!((worths[5] - of_two).abs() <= 1e-6 * of_two.abs().max(1.0), "{worths:?} {of_two}");
    Ok(())
}
