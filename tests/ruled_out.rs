//! What a contract and a lack of cash rule out.
//!
//! All of it is about one client, see `Plan::with`: it pays 5 000 a month and brings 1 700. Month 1 is January 2027.

mod support;

use std::path::Path;

use serde_json::{Value, json};
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

/// A client of the worked examples whose hours bring 3 000 elsewhere from the second month after its going on, in a
/// business that it alone keeps from losing 1 700 a month, with 3 000 in the bank.
fn lean(costs: u32, cash: &str, rest: &str) -> String {
    format!(
        "start = 2027-01-01\nmonths = 24\n[client]\nrate = 100\nhours = 50\nmargin = \"40%\"\n[effort]\nhours = 10\ncost = 30\n\
         [replacement]\nrate = 100\nmargin = \"50%\"\nlag_months = 2\nunpaid_share = 0\n[capacity]\ncost_stays = 0\n\
         [business]\nmonthly_revenue = 10000\nmonthly_costs = {costs}\ncash = {cash}\n{rest}"
    )
}

/// A raise from February on that every other client takes.
const ASK: &str = "[[strategy]]\nkind = \"custom\"\nid = \"ask\"\nname = \"Ask\"\n\
                   [[strategy.move]]\nafter_months = 1\nraise = \"10%\"\naccept = \"50%\"\n";

/// What commands print of a scenario, to the last without line breaks.
fn printed(text: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("client.toml"), text).expect("written");
    let run = run(folder.path(), &[arguments, &["client.toml", "--quiet"]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_refusal_that_empties_the_cash_is_told_though_the_worst_outcome_lasts() {
    // If it stays, 2 200 a month from February on, 50 600 in all with January; if it goes, nothing in February and March,
    // then 3 000 a month. So the outcome with the lowest net profit is that it stays, and in that the cash only grows. If
    // it goes: 3 000, less 1 700 in February and in March: 400 below 0, then 1 300 more each month.
    let scenario = lean(10_000, "3000", ASK);
    let plan = Plan::of(&scenario);
    let told = json!({ "month": 3, "gone_in_month": 2, "chance": 0.5, "below_zero": 400, "lowest_in_month": 3, "counted": "paid" });
    assert_eq!((plan.ruled_out_by("ask").as_str(), &plan.strategy("ask")["cash_runs_out"]), ("none", &told));
    assert_eq!(plan.strategy("status-quo")["cash_runs_out"], Value::Null);
    assert_eq!(Plan::of(&lean(10_000, "3400", ASK)).strategy("ask")["cash_runs_out"], Value::Null);

    let clauses = [
        "the cash may run out (chance 50 %): in Mar 27, month 3, if the client goes in Feb 27, month 2",
        "at the worst it is 400.00 below 0, in Mar 27, month 3",
        "if nothing is done, it lasts",
        "it is not ruled out: what decides is the outcome with the lowest net profit, and in that the cash lasts",
    ];
    let sentence = clauses.map(|clause| format!("{}{}.", clause[..1].to_uppercase(), &clause[1..])).join(" ");
    for command in ["compare", "project", "assess", "report"] {
        let page = printed(&scenario, &[command, "--format", "markdown"]);
        assert!(page.contains(&sentence), "{command}: {page}");
        let json: Value = serde_json::from_str(&printed(&scenario, &[command, "--format", "json"])).expect("JSON");
        let strategies = json["strategies"].as_array();
        let ask = strategies.and_then(|all| all.iter().find(|one| one["id"] == "ask"));
        if command == "assess" {
            assert_eq!((&json["cash"][2]["runs_out_in_month"], &json["cash"][2]["chance"]), (&3.into(), &0.5.into()));
        } else {
            assert_eq!(ask.expect("the strategy")["cash_runs_out"], told, "{command}");
        }
        if ["compare", "assess"].contains(&command) {
            let warnings = json["warnings"].as_array().expect("warnings").iter();
            let texts: Vec<&Value> =
                warnings.filter(|one| one["code"] == "cash-may-run-out").map(|one| &one["text"]).collect();
            assert_eq!(texts, [&Value::from(format!("`ask`: {}", clauses.join("; ")))], "{command}");
        }
    }
    // Of one that is not the choice, the table and the notices tell it.
    let sure = "[[strategy]]\nkind = \"thirty-day-raise\"\nname = \"Sure\"\nraise = \"20%\"\naccept = \"100%\"\n";
    let page = printed(&lean(10_000, "3000", &format!("{ASK}{sure}")), &["compare"]);
    assert!(
        page.contains("DO THIS Sure.") && page.contains(&format!("NOTICE `ask`: {}", clauses.join("; "))),
        "{page}"
    );
    assert!(page.contains("the cash may run out, in Mar 27, month 3 at the earliest (chance 50 %)"), "{page}");
}

#[test]
fn a_choice_that_runs_out_of_cash_sooner_than_doing_nothing_says_so() {
    // Nothing done: 500 less each month, so that 3 000 last six months. Refused: 2 500, 300, −1 900.
    let scenario = lean(10_500, "3000", ASK);
    let page = printed(&scenario, &["compare"]);
    let sooner = "That is sooner than if nothing is done, when it may run out in Jul 27, month 7 (chance 100 %).";
    let cash = page.split("CASH ").nth(1).expect("what is said of the cash");
    assert!(page.starts_with("client") && page.contains("DO THIS Ask."), "{page}");
    assert!(
        cash.starts_with("The cash may run out (chance 50 %): in Mar 27, month 3") && cash.contains(sooner),
        "{page}"
    );
    assert!(
        page.contains(
            "`status-quo`: the cash may run out (chance 100 %): in Jul 27, month 7, even if the client stays"
        )
    );
    // The client goes of its own accord, too: doing nothing is no safer then.
    let churning = lean(10_000, "3000", &format!("{ASK}[response]\nchurn = \"10%\"\n"));
    let out = |id: &str| Plan::of(&churning).strategy(id)["cash_runs_out"].clone();
    assert_eq!((&out("status-quo")["month"], &out("ask")["month"]), (&3.into(), &3.into()));
    // Over four months it runs out if the client goes in the second or the third, not if it goes in the fourth.
    let four = Plan::of(&churning.replace("months = 24", "months = 4"));
    assert_eq!(four.strategy("status-quo")["cash_runs_out"]["chance"], 0.19); // 10 % + 9 %
    let page = printed(&churning, &["compare"]);
    assert!(page.contains("If nothing is done, it may run out too, in Mar 27, month 3 (chance"), "{page}");
}

#[test]
fn where_everything_is_ruled_out_it_is_said_what_would_lift_that() {
    let flagged = |top: &str, rest: &str| {
        format!("flags = {{ abusive = 3 }}\n{}", lean(10_000, "3000", rest)).replace("months = 24", top)
    };
    let chosen = |scenario: &str, set: &str| {
        let json: Value =
            serde_json::from_str(&printed(scenario, &["compare", "--format", "json", "--set", set])).expect("JSON");
        json["recommendation"]["strategy"].clone()
    };
    // By the cash: after three months without its hours sold, 2 · 1 700 are gone and 1 000 for the refund: 1 400 short.
    let leave = "[[strategy]]\nkind = \"exit-now\"\nname = \"Leave\"\nrefund = 1000\n";
    let scenario = flagged("months = 24", leave);
    let page = printed(&scenario, &["compare"]);
    assert!(page.contains("Leave may be taken with 4,400.00 in hand (`business.cash`)."), "{page}");
    assert!(page.contains("can only be chosen if it is less grave than you say: `flags.abusive = 1`."), "{page}");
    assert_eq!(chosen(&scenario, "business.cash=4399.99"), Value::Null);
    assert_eq!(chosen(&scenario, "business.cash=4400"), "exit-now");
    // By the contract.
    let scenario = flagged("months = 24", &format!("{leave}[contract]\ntermination_months = 2\n"));
    let page = printed(&scenario, &["compare", "--set", "business.cash=9000"]);
    assert!(page.contains("`kind = \"three-month-notice\"` with `notice_months = 2`."), "{page}");
    // By a flag, as it ends after the plan.
    let scenario = flagged("months = 2", "[[strategy]]\nkind = \"three-month-notice\"\nname = \"Leave\"\n");
    let page = printed(&scenario, &["compare", "--set", "business.cash=9000"]);
    let why = "Leave: it ends on 1 Apr 2027, after the plan, and until then keeps a client with the red flag abuse.";
    assert!(page.contains(why) && page.contains("Leave ends within a plan of `months = 4`."), "{page}");
    let assessed = printed(&scenario, &["assess"]);
    assert!(assessed.contains("leave none within the plan: Leave ends on 1 Apr 2027"), "{assessed}");
    assert_eq!(chosen(&scenario.replace("months = 2", "months = 3"), "business.cash=9000"), Value::Null);
    assert_eq!(chosen(&scenario.replace("months = 2", "months = 4"), "business.cash=9000"), "three-month-notice");
    // Nothing ends the engagement.
    let page = printed(&flagged("months = 24", ASK), &["compare"]);
    assert!(page.contains("Add a strategy that ends the engagement: `kind = \"three-month-notice\"`."), "{page}");
    // By the contract's cap: 10 % twice within a year, before it ends.
    let twice = "[contract]\nmax_raise = \"8%\"\n[[strategy]]\nkind = \"custom\"\nname = \"Raise\"\nid = \"raise\"\n\
                 [[strategy.move]]\nraise = \"10%\"\n[[strategy.move]]\nafter_months = 3\nraise = \"10%\"\n\
                 [[strategy.move]]\nafter_months = 6\nwithdraw = \"100%\"\n[response]\nelasticity = 0\n";
    let scenario = flagged("months = 24", twice);
    let page = printed(&scenario, &["compare", "--set", "business.cash=9000"]);
    assert!(page.contains("Raise may be taken if the contract allows 21 % (`contract.max_raise`)"), "{page}");
}

#[test]
fn revenue_of_the_business_below_the_bill_of_one_client_is_pointed_out() {
    let noticed = |revenue: u32| {
        let scenario =
            lean(8_000, "3000", ASK).replace("monthly_revenue = 10000", &format!("monthly_revenue = {revenue}"));
        ["compare", "assess"].map(|command| {
            let json: Value = serde_json::from_str(&printed(&scenario, &[command, "--format", "json"])).expect("JSON");
            let found =
                json["warnings"].as_array().expect("warnings").iter().find(|one| one["code"] == "revenue-below-bill");
            found.map(|one| one["text"].as_str().unwrap_or_default().to_owned())
        })
    };
    let [compared, assessed] = noticed(4_999);
    assert_eq!(compared, assessed);
    assert!(compared.is_some_and(|text| text.contains("4,999.00, less than the 5,000.00 a month")));
    assert_eq!(noticed(5_000), [None, None]);
}
