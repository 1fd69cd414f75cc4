//! What a contract and a lack of cash rule out.
//!
//! All of it is about one client, see `Plan::with`: it pays 5 000 a month and brings 1 700. Month 1 is January 2027.

mod support;

use std::path::Path;

use serde_json::Value;
use support::plan::Plan;
use support::program::run;

#[test]
fn a_cap_looks_no_further_than_the_end_of_the_engagement() {
    // 90 from month 2 on and 117 from month 8 on: in month 14 that is 30 % more than twelve months before, and until then
    // 17 % more than at first.
    let ruled_out = |ends_after: u32| {
        let rest = format!(
            "[contract]\nmax_raise = \"20%\"\n[[strategy]]\nkind = \"custom\"\n\
             [[strategy.move]]\nafter_months = 1\nraise = \"-10%\"\n\
             [[strategy.move]]\nafter_months = 7\nraise = \"30%\"\n\
             [[strategy.move]]\nafter_months = {ends_after}\nwithdraw = \"100%\""
        );
        Plan::with("months = 15", &rest).strategy("custom")["ruled_out"]["why"].clone()
    };
    assert_eq!(ruled_out(13), serde_json::Value::Null);
    let why = "in month 14 the bill is 30 % above that of a year before, and the contract allows 20 %";
    assert_eq!(ruled_out(14), why);
}

#[test]
fn cash_runs_out_by_the_worst_that_may_happen_whichever_that_is() {
    let ruled_out = |costs: u32, cash: u32, parts: &str| {
        let rest = format!(
            "[business]\nmonthly_revenue = 10000\nmonthly_costs = {costs}\ncash = {cash}\n\
             [[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_months = 1\naccept = \"50%\"\n{parts}"
        );
        Plan::with("months = 4", &rest).ruled_out_by("custom")
    };
    // The rest of the business loses what the client brings. If it goes, 3000 are gone after two months.
    assert_eq!(ruled_out(10_000, 3_000, "raise = \"10%\""), "cash");
    assert_eq!(ruled_out(10_000, 5_100, "raise = \"10%\""), "none"); // 3 · 1700
    // The rest earns nothing and loses nothing. If the client stays, it brings 1800 and costs a bonus of 3500.
    assert_eq!(ruled_out(8_300, 0, "raise = \"2%\"\nmonthly_bonus = 3500"), "cash"); // 1700 − 3 · 1700
    assert_eq!(ruled_out(8_300, 3_400, "raise = \"2%\"\nmonthly_bonus = 3500"), "none");
}

#[test]
fn no_command_recommends_what_the_cash_rules_out() {
    // The raise at once brings most, 20,030, and its refusal is more than 2,600 in the bank bear. From 3,535 on they do.
    const FREELANCER: &str = "scenarios/freelancer-with-little-cash.toml";
    let printed = |arguments: &[&str]| {
        let run = run(Path::new(env!("CARGO_MANIFEST_DIR")), &[arguments, &["--quiet"]].concat());
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        run.stdout
    };
    let draws = "effort.hours={low=15,likely=20,high=30}";
    for (arguments, chosen, ruled_out) in [
        (&["compare", FREELANCER][..], "/recommendation/strategy", "/strategies/1/ruled_out/why"),
        (&["project", FREELANCER], "/strategies/0/id", ""),
        (&["notice", FREELANCER], "/strategy/id", ""),
        (&["explain", "net-profit", FREELANCER], "/strategy", ""),
        (&["assess", FREELANCER], "/recommendation", ""),
        (&["sweep", FREELANCER, "--vary", "business.cash=2600"], "/cells/0/strategy", ""),
        (&["solve", FREELANCER, "--vary", "business.cash=1000..9000", "--maximise"], "/as_it_is/strategy", ""),
        (&["sensitivity", FREELANCER, "--vary", "business.cash"], "/as_it_is/recommended", ""),
        (&["diff", FREELANCER, "--set", "business.cash=9000"], "/recommendation/before", ""),
        (&["distribution", FREELANCER], "/walk_away_price_cells/2/best", "/strategies/1/ruled_out/why"),
        (&["simulate", FREELANCER, "--draws", "40", "--set", draws], "/best", "/strategies/1/ruled_out"),
        (&["report", FREELANCER], "", "/strategies/1/ruled_out/why"),
        (&["best-path", FREELANCER, "--grid", "10%", "--every", "6"], "", "/strategies/1/ruled_out/why"),
    ] {
        let json: Value = serde_json::from_str(&printed(&[arguments, &["--format", "json"]].concat())).expect("JSON");
        if !chosen.is_empty() {
            assert_eq!(json.pointer(chosen), Some(&"raise-in-august".into()), "{arguments:?}");
        }
        if !ruled_out.is_empty() {
            let why = json.pointer(ruled_out).and_then(Value::as_str).unwrap_or_default();
            assert!(why.contains("in its worst outcome the cash runs out in month 5"), "{arguments:?}: {why}");
        }
    }
    let largest = printed(&["solve", FREELANCER, "--vary", "business.cash=1000..9000", "--maximise"]);
    assert!(largest.contains("3,535") && largest.contains("Raise to 30, now"), "{largest}");
    for arguments in [&["compare", FREELANCER][..], &["report", FREELANCER, "--format", "plain"]] {
        let page = printed(arguments);
        let decision = page.split("SECOND").next().unwrap_or_default();
        assert!(decision.contains("Raise to 30, from August.") && page.contains("cash runs out"), "{page}");
    }
    let named = printed(&["project", FREELANCER, "--strategy", "raise-now"]);
    assert!(named.contains("In its worst outcome the cash runs out in month 5."), "{named}");
}
