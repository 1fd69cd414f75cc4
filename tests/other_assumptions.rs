//! What is said of the choice under another assumption is what a scenario with that assumption says.

#[allow(dead_code, reason = "each test uses a part of it")]
#[path = "support/draft.rs"]
mod draft;
mod support;

use draft::{Draft, draft};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseResult};
use support::program::run;
use uprate::analysis::choice::{By, Choice};
use uprate::analysis::comparison::{Alternative, Comparison, compare};
use uprate::engine::evaluation::evaluate;
use uprate::number::Number;

/// Figures that are computed along different paths may differ by this share of themselves or of one unit.
const TOLERANCE: f64 = 1e-9;

/// A comparison; none where a raise is lost in rounding.
fn compared(draft: &Draft, by: By) -> Option<Comparison> {
    compare(support::reading(draft.text().as_bytes()).scenario, by).ok()
}

fn assert_near(one: impl Number, other: impl Number) -> TestCaseResult {
    let (one, other) = (one.to_f64(), other.to_f64());
    let apart = (one - other).abs();
    prop_assert!(apart <= TOLERANCE * one.abs().max(other.abs()).max(1.0), "{one}, {other}");
    Ok(())
}

/// Holds an alternative to the comparison of the scenario that it speaks of.
fn assert_speaks_of(alternative: &Alternative, other: &Comparison) -> TestCaseResult {
    prop_assert_eq!(alternative.best, other.choice.best);
    for (position, outlook) in &alternative.outlooks {
        let evaluated = &other.evaluation.strategies[*position];
        assert_near(outlook.net_profit, evaluated.totals.net_profit)?;
        if alternative.outlooks.contains_key(&0) {
            let kind = |accept| std::mem::discriminant(&accept);
            prop_assert_eq!(outlook.accept.map(kind), evaluated.break_even.accept.map(kind));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_salaried_team_is_a_scenario_in_which_all_cost_stays(draft in draft(), by in 0..By::ALL.len()) {
        let draft = Draft { cost_stays: None, ..draft };
        let salaried = Draft { cost_stays: Some(100), ..draft.clone() };
        let by = By::ALL[by];
        if let (Some(now), Some(then)) = (compared(&draft, by), compared(&salaried, by)) {
            assert_speaks_of(&now.salaried.expect("nothing is said of the cost"), &then)?;
            prop_assert!(then.salaried.is_none());
        }
    }

    #[test]
    fn a_longer_horizon_is_spoken_of_where_its_choice_is_another(draft in draft(), by in 0..By::ALL.len()) {
        let longer = Draft { months: draft.months + draft.months.div_ceil(2), ..draft.clone() };
        let by = By::ALL[by];
        if let (Some(now), Some(then)) = (compared(&draft, by), compared(&longer, by)) {
            let another = now.choice.best.is_ok() && now.choice.best != then.choice.best;
            prop_assert_eq!(now.longer.is_some(), another);
            if let Some(alternative) = &now.longer {
                assert_speaks_of(alternative, &then)?;
            }
        }
    }

    #[test]
    fn floating_point_agrees_with_decimals(draft in draft(), by in 0..By::ALL.len()) {
        let Some(comparison) = compared(&draft, By::ALL[by]) else { return Ok(()) };
        let floating = comparison.scenario.convert(Number::to_f64);
        let evaluation = evaluate(&floating).expect("what decimals can hold");
        for (exact, floating) in comparison.evaluation.strategies.iter().zip(&evaluation.strategies) {
            assert_near(exact.totals.net_profit, floating.totals.net_profit)?;
            assert_near(exact.totals.hours_worked, floating.totals.hours_worked)?;
            assert_near(exact.totals.present_value, floating.totals.present_value)?;
            assert_near(exact.distribution.worst, floating.distribution.worst)?;
            prop_assert_eq!(exact.moves.len(), floating.moves.len());
        }
        let choice = Choice::among(&floating, &evaluation, By::ALL[by]);
        if choice.clear {
            prop_assert_eq!(choice.best, comparison.choice.best);
        }
    }
}

#[test]
fn a_difference_in_the_last_digits_is_no_change() {
    // The team is paid better and no hour is set free by it, so it makes no difference whether their cost stays.
    let scenario = "start = 2027-01-01\n\
         [client]\nrate = 100\nhours = 50\nmargin = \"40%\"\n[effort]\nhours = 10\ncost = 30\n[response]\nchurn = \"1.3%\"\n\
         [replacement]\nrate = 90\nmargin = \"40%\"\nlag_months = 3\nramp_months = 3\nfill = \"70%\"\n\
         [team]\npeople = 6\nquit_chance = \"20%\"\nreplacement_cost = 24000\n[[strategy]]\nkind = \"team-incentive\"\n";
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("team.toml"), scenario).expect("a file");
    let page = run(folder.path(), &["compare", "team.toml", "--width", "200"]).stdout;
    assert!(page.contains("whose cost goes on when hours are free, nothing changes."), "{page}");
}
