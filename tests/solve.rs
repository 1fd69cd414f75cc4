//! What `solve` finds is right, is all there is, and comes out again when it is put into the scenario.

mod support;

use std::path::Path;

use serde_json::Value;
use support::program::{Run, run};

/// A raise on 30 days' notice and a step by step one, judged by answers.
const CLIENT: &str = "start = 2027-01-01\n[client]\nrate = 100\nhours = 60\nmargin = \"30%\"\n[effort]\nhours = 22\n\
                      cost = 40\n[response]\naccept = [{ raise = \"10%\", chance = \"85%\" }, { raise = \"30%\", chance = \"45%\" }]\n\
                      [capacity]\ncost_stays = 0\n[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"raise\"\nraise = \"20%\"\n\
                      [[strategy]]\nkind = \"quarterly-raise\"\nid = \"steps\"\n";

fn solve_in(text: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("client.toml"), text).expect("written");
    run(folder.path(), &[&["solve", "client.toml"], arguments].concat())
}

fn solve(arguments: &[&str]) -> Value {
    solve_scenario(CLIENT, arguments)
}

fn solve_scenario(text: &str, arguments: &[&str]) -> Value {
    let run = solve_in(text, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {}", run.stderr))
}

fn number(value: &Value) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| panic!("{value} is no number"))
}

fn values(solved: &Value) -> Vec<f64> {
    solved["solutions"].as_array().expect("solutions").iter().map(|solution| number(&solution["value"])).collect()
}

fn assert_near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got}, not {expected}");
}

/// Nagle, *The Strategy and Tactics of Pricing*: 5 % on a margin of 30 % bears a loss of 14.29 % of the volume, 10 % on
/// 50 % one of 16.67 %.
#[test]
fn the_raise_that_bears_a_loss_of_volume_is_nagles() {
    for (margin, loss, raise) in [("30%", "14.29%", 0.05), ("50%", "16.67%", 0.10)] {
        let set = format!("client.margin={margin}");
        let solved = solve(&[
            "--vary",
            "strategy.raise.raise=1%..50%",
            "--strategy",
            "raise",
            "--metric",
            "volume-loss",
            "--target",
            loss,
            "--set",
            &set,
        ]);
        let [solution] = solved["solutions"].as_array().expect("solutions").as_slice() else { panic!("{solved}") };
        // A price of 100 goes in steps of a hundredth of a percent.
        assert_near(number(&solution["value"]), raise, 1e-4);
        assert_near(number(&solution["written"]["value"]), raise, 1e-4);
        let loss: f64 = loss.trim_end_matches('%').parse().expect("a number");
        assert_near(number(&solution["written"]["figure"]) * 100.0, loss, 0.02);
    }
}

#[test]
fn the_price_of_a_net_margin_is_rounded_to_its_step_and_both_figures_are_given() {
    // Delivery 60·70 = 4,200 a month and extra hours 880: 30 % are left of 5,080/0.7 = 7,257.142857, 120.952381 an hour.
    let arguments = ["--vary", "client.rate", "--metric", "net-margin", "--target", "30%", "--set", "client.cost=70"];
    let text = CLIENT.replace("margin = \"30%\"\n", "");
    let solved = solve_scenario(&text, &arguments);
    assert_near(values(&solved)[0], 5_080.0 / 0.7 / 60.0, 1e-6);
    let written = &solved["solutions"][0]["written"];
    assert_eq!(written["set"], "client.rate=120.95");
    assert_near(number(&written["figure"]), 1.0 - 5_080.0 / (60.0 * 120.95), 1e-12);
    let page = solve_in(&text, &arguments).stdout;
    assert!(
        page.contains("120.952381") && page.contains("120.95 ") && page.contains("--set client.rate=120.95"),
        "{page}"
    );
}

#[test]
fn what_is_written_into_the_scenario_reproduces_the_target() {
    for (key, target, tolerance) in [
        ("effort.hours=0..60", "20000", 0.01),
        ("response.churn", "12000", 0.01),
        ("client.hours=10..120", "30000", 0.01),
        ("effort.cost", "14000", 0.01),
        ("strategy.raise.raise=1%..60%", "14000", 10.0),
    ] {
        let solved = solve(&["--vary", key, "--strategy", "raise", "--target", target]);
        let solutions = solved["solutions"].as_array().expect("solutions");
        assert!(!solutions.is_empty(), "{key}: {solved}");
        for solution in solutions {
            let set = solution["written"]["set"].as_str().expect("a setting");
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::write(folder.path().join("client.toml"), CLIENT).expect("written");
            let compared = run(folder.path(), &["compare", "client.toml", "--format", "json", "--set", set]);
            let compared: Value = serde_json::from_str(&compared.stdout).expect("JSON");
            let found = &compared["strategies"][1]["totals"]["net_profit"];
            assert_eq!(found, &solution["written"]["figure"], "{set}");
            assert_near(number(found), target.parse().expect("a number"), tolerance);
        }
    }
}

#[test]
fn both_raises_that_bring_the_same_are_found() {
    let solved = solve(&["--vary", "strategy.raise.raise=1%..60%", "--strategy", "raise", "--target", "30000"]);
    let found = values(&solved);
    assert_eq!(found.len(), 2, "{solved}");
    assert!(found[0] < 0.2 && found[1] > 0.2, "{found:?}");
}

/// Two crossings closer to each other than the points of the grid.
#[test]
fn a_target_just_below_the_top_is_met_on_both_sides() {
    let vary = ["--vary", "strategy.raise.raise=1%..60%", "--strategy", "raise", "--set", "price_step=0.0000001"];
    let top = solve(&[&vary[..], &["--maximise"]].concat());
    let (at, highest) = (values(&top)[0], number(&top["solutions"][0]["figure"]));
    let target = format!("{}", highest - 0.001);
    let solved = solve(&[&vary[..], &["--target", &target]].concat());
    let found = values(&solved);
    assert_eq!(found.len(), 2, "{solved}");
    assert!(found[0] < at && at < found[1] && found[1] - found[0] < 0.0015, "{found:?} around {at}");
}

#[test]
fn the_largest_is_no_less_than_at_any_value_tried() {
    let solved = solve(&["--vary", "strategy.raise.raise=1%..60%", "--strategy", "raise", "--maximise"]);
    let highest = number(&solved["solutions"][0]["written"]["figure"]);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("client.toml"), CLIENT).expect("written");
    let vary = ["--vary", "strategy.raise.raise=1%..60%:0.25%", "--strategy", "raise", "--format", "json"];
    let swept = run(folder.path(), &[&["sweep", "client.toml"], &vary[..]].concat());
    let swept: Value = serde_json::from_str(&swept.stdout).expect("JSON");
    let cells = swept["cells"].as_array().expect("cells");
    assert!(cells.len() > 200 && cells.iter().all(|cell| number(&cell["figure"]) <= highest + 0.01));
}

/// At its break-even chance a raise brings as much as doing nothing.
#[test]
fn the_break_even_chance_is_found_by_solving() {
    let text = CLIENT.replace("raise = \"20%\"\n", "raise = \"20%\"\naccept = \"50%\"\n");
    let solved = solve_scenario(
        &text,
        &["--vary", "strategy.raise.accept", "--strategy", "raise", "--metric", "difference", "--target", "0"],
    );
    // A month brings 6,000·0.3 − 880 = 920, with the raise 2,120: 920 + 23·2,120·s = 24·920 at s = 23·920/(23·2,120).
    assert_near(values(&solved)[0], 920.0 / 2_120.0, 1e-9);
}

#[test]
fn a_jump_is_no_crossing() {
    // Profit comes month by month: between 16 and 17 months there is nothing.
    let arguments = ["--vary", "months", "--strategy", "status-quo", "--target", "15000"];
    let run = solve_in(CLIENT, &arguments);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("at 17 it jumps over it, from 14,720.00 to 15,640.00"), "{}", run.stderr);
    let solved = solve(&arguments);
    assert_eq!(values(&solved), [0.0_f64; 0]);
    assert!((number(&solved["jumps"][0]["value"]) - 17.0).abs() < 1e-9);
    assert!((number(&solved["nearest"]["figure"]) - 14_720.0).abs() < 1e-9);
    // What a month brings is a crossing of whole months.
    let solved = solve(&["--vary", "months", "--strategy", "status-quo", "--target", "14720"]);
    assert_eq!(values(&solved), [16.0]);
}

/// The number of steps of a staircase depends on the goal: each step more is a jump, which is not a price step.
#[test]
fn a_staircase_jumps_and_is_not_taken_for_price_steps() {
    let vary = ["--vary", "goal.margin=16%..60%", "--strategy", "steps", "--metric", "if-accepted"];
    let low = solve(&[&vary[..], &["--minimise"]].concat());
    let high = solve(&[&vary[..], &["--maximise"]].concat());
    let [low, high] = [low, high].map(|solved| number(&solved["solutions"][0]["figure"]));
    let target = format!("{}", low + (high - low) * 0.371);
    let solved = solve(&[&vary[..], &["--target", &target]].concat());
    assert!(values(&solved).is_empty(), "{solved}");
    assert_eq!(solved["jumps"].as_array().expect("jumps").len(), 1, "{solved}");
}

#[test]
fn where_every_value_will_do_the_whole_stretch_is_given() {
    // Doing nothing does not depend on what a raise asks.
    let base = solve(&["--vary", "effort.hours", "--strategy", "status-quo", "--maximise"]);
    assert_near(values(&base)[0], 0.0, 1e-12);
    // A cap of a tier above what is taken changes nothing: from 22 hours on.
    let text = format!(
        "{CLIENT}[[strategy]]\nkind = \"service-tiers\"\nid = \"tier\"\naccept = \"60%\"\n[[strategy.tier]]\nname = \"plus\"\n\
         hours = 10\nmonthly = 300\n"
    );
    let vary = ["--vary", "strategy.tier.tier.1.hours=0..60", "--strategy", "tier", "--minimise"];
    let solved = solve_scenario(&text, &vary);
    let solution = &solved["solutions"][0];
    assert_near(number(&solution["value"]), 22.0, 1e-6);
    assert_near(number(&solution["until"]), 60.0, 1e-12);
}

#[test]
fn what_cannot_be_found_is_said_in_a_sentence() {
    for (arguments, expected) in [
        (&["--vary", "client.rate", "--target", "1e9"][..], "comes nearest at 400"),
        (&["--vary", "client.rate=90..90", "--target", "1"], "is empty"),
        (&["--vary", "client.rate=90..80", "--target", "1"], "runs backward"),
        (&["--vary", "client.rate=90..120:5", "--target", "1"], "leave the step out"),
        (&["--vary", "client.rate=90", "--target", "1"], "is no range"),
        (&["--vary", "client.raet", "--target", "1"], "did you mean `rate`"),
        (&["--vary", "client.name", "--target", "1"], "only numbers can be varied"),
        (&["--vary", "client.rate", "--target", "much"], "is no number"),
        (&["--vary", "client.rate", "--target", "35%"], "is no share"),
        (&["--vary", "client.rate", "--metric", "net-margni", "--target", "1"], "did you mean net_margin?"),
        (&["--vary", "payment.days", "--target", "5"], "has no effect"),
        (&["--vary", "client.rate"], "--target"),
        (&["--vary", "client.rate", "--target", "1", "--maximise"], "cannot be used with"),
    ] {
        let run = solve_in(CLIENT, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn the_same_search_twice_prints_the_same_bytes() {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/agency-retainer-wants-everything.toml");
    let text = std::fs::read_to_string(scenario).expect("a scenario");
    let arguments = ["--vary", "effort.hours", "--target", "25000"];
    assert_eq!(solve_in(&text, &arguments).stdout, solve_in(&text, &arguments).stdout);
}

/// A cap that rules a strategy in or out, and a raise that saves a step, are jumps, whatever prices are rounded to.
#[test]
fn what_rules_in_or_leaves_a_step_out_is_a_jump_with_its_cause() {
    let scenario = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name).with_extension("toml");
        std::fs::read_to_string(path).expect("a scenario")
    };
    let capped = scenario("price-lock-cap-and-long-notice");
    let refused = solve_in(&capped, &["--vary", "contract.max_raise", "--target", "100000"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(
        refused.stderr.contains("from 70,319.00 to 109,679.68, because 4 % each July, payroll returned is ruled out"),
        "{}",
        refused.stderr
    );
    let stairs = scenario("staircase-under-the-approval-limit");
    let solved =
        solve_scenario(&stairs, &["--vary", "strategy.stairs.raise", "--strategy", "stairs", "--target", "30000"]);
    // What is found is within the two prices around it, and not where a step fewer is made.
    assert_eq!(values(&solved).len(), 3, "{solved}");
    let jumps = solved["jumps"].as_array().expect("jumps");
    assert_eq!(jumps.len(), 1, "{solved}");
    assert_near(number(&jumps[0]["value"]), 0.181_12, 1e-4);
    assert!(jumps[0]["cause"].as_str().is_some_and(|cause| cause.contains("3 moves before and 2 moves")), "{solved}");
}

#[test]
fn what_is_best_at_an_open_bound_is_come_near_to_only() {
    let page = solve_in(CLIENT, &["--vary", "response.churn", "--strategy", "raise", "--minimise"]).stdout;
    assert!(page.contains("No value: the nearer to 100 %, the smaller it is") && page.contains("just below"), "{page}");
}

// The distances to it are all the same in floating point, and the first value was taken for the nearest.
#[test]
fn of_a_target_far_out_of_reach_the_nearest_is_at_the_right_end() {
    for (target, end) in [("1e27", 120.0), ("-1e27", 80.0)] {
        let solved =
            solve(&["--vary", "client.rate=80..120", "--strategy", "status-quo", &format!("--target={target}")]);
        assert_near(number(&solved["nearest"]["value"]), end, 1e-9);
    }
}
