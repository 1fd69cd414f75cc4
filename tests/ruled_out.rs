//! What a contract and a lack of cash rule out.
//!
//! All of it is about one client, see `Plan::with`: it pays 5 000 a month and brings 1 700. Month 1 is January 2027.

mod support;

use support::plan::Plan;

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
