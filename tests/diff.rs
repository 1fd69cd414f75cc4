//! What `diff` takes apart adds up, and leads from the first scenario to the second.

mod support;

use std::path::Path;

use serde_json::Value;
use support::program::{folder, run};
use uprate::analysis::attribution::Asked;
use uprate::analysis::choice::By;
use uprate::analysis::metrics::{Figure, Metric};
use uprate::engine::evaluation::evaluate;
use uprate::number::{Exact, Number};
use uprate::scenario::difference::{Change, Difference};
use uprate::scenario::{Override, Reading};

fn scenarios() -> Vec<(String, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the scenarios").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        (path.display().to_string(), support::reading(&std::fs::read(&path).expect("a scenario")))
    };
    paths.into_iter().map(read).collect()
}

fn with(reading: &Reading, overrides: &[&str]) -> Reading {
    let overrides: Vec<Override> = overrides.iter().map(|text| Override::parse(text).expect("an override")).collect();
    reading.with(&overrides).unwrap_or_else(|wrong| panic!("{}", wrong.render(false)))
}

fn asked(metric: &str, strategy: Option<&str>) -> Asked {
    let metric = Metric::named(metric).expect("a metric");
    Asked { metric, strategy: strategy.map(str::to_owned), by: By::NetProfit }
}

#[test]
fn all_changes_make_the_one_scenario_the_other_whichever_two_they_are() {
    let all = scenarios();
    for (name, from) in &all {
        for (other, to) in &all {
            let difference = Difference::between(from, to);
            let reached = difference.with(difference.changes().len());
            let mut reached =
                reached.unwrap_or_else(|wrong| panic!("{name} {other}: {}", wrong.render(false))).scenario;
            // What is not written is called after the file.
            reached.title.clone_from(&to.scenario.title);
            reached.client.name.clone_from(&to.scenario.client.name);
            let mut expected = to.scenario.clone();
            for scenario in [&mut reached, &mut expected] {
                scenario.flags.sort_by_key(|flag| flag.red_flag.code);
            }
            assert!(reached == expected, "{name} {other}\n{reached:?}\n{expected:?}");
            assert_eq!(difference.changes().is_empty(), name == other, "{name} {other}");
        }
    }
}

#[test]
fn no_change_leaves_the_first_scenario_as_it_is() {
    let all = scenarios();
    for (name, from) in &all {
        for (other, to) in &all {
            let difference = Difference::between(from, to);
            if let Ok(start) = difference.with(0)
                && name != other
            {
                assert_eq!(
                    evaluate(&start.scenario).expect("computable").strategies[0].totals.net_profit,
                    evaluate(&from.scenario).expect("computable").strategies[0].totals.net_profit,
                    "{name} {other}"
                );
            }
        }
    }
}

#[test]
fn the_parts_add_up_to_the_whole_difference() {
    let all = scenarios();
    for (position, (name, from)) in all.iter().enumerate() {
        for (other, to) in all.iter().skip(position + 1).step_by(4) {
            for metric in ["net-profit", "still-there", "bill"] {
                let asked = asked(metric, Some("status-quo"));
                let difference = Difference::between(from, to);
                let attribution = asked.attribute(from, to, &difference).expect("figures of doing nothing");
                let mut changes = 0..0;
                let mut sum = attribution.before.figure.number().expect("a figure");
                let mut before = sum;
                for step in &attribution.steps {
                    assert_eq!(step.changes.start, changes.end, "{name} {other}: nothing goes missing");
                    changes = step.changes.clone();
                    let then = step.then.figure.number().expect("a figure");
                    sum += then - before;
                    before = then;
                }
                assert_eq!(changes.end, difference.changes().len(), "{name} {other}");
                let evaluation = evaluate(&to.scenario).expect("computable");
                let expected = asked.metric.of(&evaluation, 0).and_then(Figure::number).expect("a figure");
                assert!((sum - expected).magnitude() <= Exact::MONEY_TOLERANCE, "{name} {other} {metric}");
            }
        }
    }
}

/// What each step makes of a figure, by the keys that change in it.
fn steps(text: &str, before: &[&str], after: &[&str]) -> Vec<(Vec<String>, f64)> {
    let reading = support::reading(text.as_bytes());
    let (from, to) = (with(&reading, before), with(&reading, after));
    let difference = Difference::between(&from, &to);
    let attribution = asked("net-profit", Some("status-quo")).attribute(&from, &to, &difference).expect("figures");
    let mut before = attribution.before.figure.number().expect("a figure");
    let mut steps = Vec::new();
    for step in &attribution.steps {
        let inputs = difference.changes()[step.changes.clone()].iter().flat_map(|change| &change.inputs);
        let then = step.then.figure.number().expect("a figure");
        steps.push((inputs.map(|input| input.key.clone()).collect(), (then - before).to_f64()));
        before = then;
    }
    steps
}

/// Bill 100 · 10 = 1000 a month, margin 50 %, no extra hours: 500 a month, 6000 a year.
const PLAIN: &str = "start = 2027-01-01\nmonths = 12\n[client]\nrate = 100\nhours = 10\nmargin = \"50%\"\n[effort]\nhours = 0\n[response]\naccept = [{ raise = \"10%\", chance = \"80%\" }, { raise = \"30%\", chance = \"40%\" }]\n";

#[test]
fn each_input_makes_what_it_makes_with_those_before_it() {
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<String>>();
    // The rate: 120 · 10 · 50 % · 12 = 7200, 1200 more; then the hours: 120 · 20 · 50 % · 12 = 14400, 7200 more.
    let found = steps(PLAIN, &[], &["client.rate=120", "client.hours=20"]);
    assert_eq!(found, [(keys(&["client.rate"]), 1200.0), (keys(&["client.hours"]), 7200.0)]);
    // The order of the file, whatever that of the options; what the file does not write has its place too.
    assert_eq!(steps(PLAIN, &[], &["client.hours=20", "client.rate=120"]), found);
    let found: Vec<Vec<String>> =
        steps(PLAIN, &[], &["response.churn=2%", "client.rate=60", "costs.increase=1%", "months=24"])
            .into_iter()
            .map(|(keys, _)| keys)
            .collect();
    assert_eq!(found, ["months", "client.rate", "response.churn", "costs.increase"].map(|key| keys(&[key])));
    // A file that writes the hours first: 12000, 6000 more, then 2400 more.
    let text = PLAIN.replace("rate = 100\nhours = 10", "hours = 10\nrate = 100");
    let found = steps(&text, &[], &["client.rate=120", "client.hours=20"]);
    assert_eq!(found, [(keys(&["client.hours"]), 6000.0), (keys(&["client.rate"]), 2400.0)]);
    // The same, written in another way, is no difference.
    assert_eq!(steps(PLAIN, &["client.margin=0.5"], &["client.margin=50%", "response.churn=0"]), []);
}

#[test]
fn what_can_only_change_together_is_one_step() {
    // An answer that would fall below the one after it needs the one after it.
    let found = steps(PLAIN, &[], &["response.accept.1.chance=35%", "response.accept.2.chance=30%"]);
    assert_eq!(found.len(), 1, "{found:?}");
    let text = PLAIN.replace("rate = 100", "retainer = 1100");
    let (from, to) = (support::reading(PLAIN.as_bytes()), support::reading(text.as_bytes()));
    let difference = Difference::between(&from, &to);
    assert_eq!(difference.changes().len(), 1);
    let keys: Vec<&str> = difference.changes()[0].inputs.iter().map(|input| input.key.as_str()).collect();
    assert_eq!(keys, ["client.rate", "client.retainer"]);
    // Another form of a fee in a strategy, and of a date in a move: with both forms, or none, no scenario is right.
    let with = |fee: &str, after: &str| {
        let strategies = "[[strategy]]\nkind = \"headache-tax\"\nFEE\n[[strategy]]\nkind = \"custom\"\nid = \"own\"\n\
                          [[strategy.move]]\nraise = \"5%\"\nAFTER\n";
        let strategies = strategies.replace("FEE", fee).replace("AFTER", after);
        support::reading(format!("{PLAIN}{strategies}").as_bytes())
    };
    let from = with("monthly_fee = 50", "after_days = 30");
    for to in [with("surcharge = \"5%\"", "after_days = 30"), with("monthly_fee = 50", "after_months = 2")] {
        let difference = Difference::between(&from, &to);
        let keys: Vec<_> = difference.changes().iter().map(|change| change.inputs.len()).collect();
        assert_eq!(keys, [2], "{:?}", difference.changes());
    }
    // A table that means nothing without all that it needs, and another curve.
    let found = steps(PLAIN, &[], &["replacement={rate=80,margin=\"40%\"}", "costs.increase=2%"]);
    assert_eq!(found.len(), 2, "{found:?}");
}

/// The keys of each change that leads from one scenario to another.
fn changed(from: &str, to: &str) -> Vec<String> {
    let (from, to) = (support::reading(from.as_bytes()), support::reading(to.as_bytes()));
    let difference = Difference::between(&from, &to);
    let keys = |change: &Change| change.inputs.iter().map(|input| input.key.as_str()).collect::<Vec<_>>().join(" ");
    difference.changes().iter().map(keys).collect()
}

#[test]
fn strategies_change_one_by_one_and_risks_of_other_names_together() {
    let raises = |one: &str, two: &str| {
        let raise = |id: &str, raise: &str| {
            format!("[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"{id}\"\nraise = \"{raise}\"\n")
        };
        format!("{PLAIN}{}{}", raise("one", one), raise("two", two))
    };
    assert_eq!(changed(&raises("5%", "7%"), &raises("6%", "8%")), ["strategy.one.raise", "strategy.two.raise"]);
    let risk = |name: &str, cost: u32| {
        format!(
            "{PLAIN}[[risk]]\nname = \"{name}\"\nkind = \"legal\"\nchance = \"10%\"\ncost = {cost}\nwhen = \"exit\"\n"
        )
    };
    assert_eq!(changed(&risk("letter", 100), &risk("letter", 200)), ["risk.1.cost"]);
    assert_eq!(changed(&risk("letter", 100), &risk("claim", 200)), ["risk.1.name risk.1.cost"]);
}

#[test]
fn texts_that_read_as_the_same_number_are_two_texts() {
    let named = |name: &str| PLAIN.replace("[client]", &format!("[client]\nname = \"{name}\""));
    assert_eq!(changed(&named("7"), &named("7.0")), ["client.name"]);
    let hours = |hours: &str| PLAIN.replace("hours = 10", &format!("hours = {hours}"));
    assert_eq!(changed(&hours("7"), &hours("7.0")), [""; 0]);
}

#[test]
fn of_a_strategy_that_is_new_only_what_is_written_is_told_and_not_its_id() {
    let more = format!("{PLAIN}[[strategy]]\nkind = \"exit-now\"\n");
    let most = format!("{more}[[strategy]]\nid = \"jump\"\nkind = \"thirty-day-raise\"\nraise = \"5%\"\n");
    assert_eq!(changed(&more, &most), ["strategy.jump.kind strategy.jump.raise"]);
    assert_eq!(changed(&most, &more), ["strategy.jump.kind strategy.jump.raise"]);
}

#[test]
fn before_the_first_change_the_strategies_are_those_of_the_first_scenario() {
    // The first compares the default set, of which the second lists one.
    let raise = format!("{PLAIN}[[strategy]]\nkind = \"thirty-day-raise\"\n");
    let (from, to) = (support::reading(PLAIN.as_bytes()), support::reading(raise.as_bytes()));
    let difference = Difference::between(&from, &to);
    let start = difference.with(0).unwrap_or_else(|wrong| panic!("{}", wrong.render(false)));
    assert!(start.scenario.strategies == from.scenario.strategies);
    assert_eq!(from.scenario.strategies.len(), 5);
}

fn json(arguments: &[&str]) -> Value {
    let run = run(Path::new(env!("CARGO_MANIFEST_DIR")), &[&["diff"], arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

fn number(value: &Value) -> rust_decimal::Decimal {
    value.to_string().parse().unwrap_or_else(|_| panic!("{value} is a decimal"))
}

#[test]
fn the_numbers_of_the_json_add_up_to_the_last_digit() {
    let agency = "scenarios/agency-retainer-wants-everything.toml";
    let found =
        json(&[agency, "--set", "client.retainer=3333", "--set", "response.churn=1.7%", "--set", "effort.hours=31"]);
    let attribution = &found["attribution"];
    let sum: rust_decimal::Decimal =
        attribution["steps"].as_array().expect("steps").iter().map(|step| number(&step["change"])).sum();
    assert_eq!(sum, number(&attribution["change"]));
    assert_eq!(number(&attribution["before"]["figure"]) + sum, number(&attribution["after"]["figure"]));
    assert_eq!(attribution["steps"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_cannot_be_held_against_each_other_is_said() {
    let folder = folder();
    let says = |arguments: &[&str], code: i32, words: &str| {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(words) && run.stdout.is_empty(), "{arguments:?}: {}", run.stderr);
    };
    says(&["diff", "client.toml"], 2, "nothing to hold it against");
    says(&["diff", "client.toml", "--set", "currency=USD"], 2, "EUR and in USD cannot be set against each other");
    says(&["diff", "client.toml", "--set", "client.rate=-1"], 1, "client.rate");
    says(&["diff", "client.toml", "--set", "months=12", "--metric", "net-profits"], 2, "did you mean net_profit?");
    says(&["diff", "client.toml", "--set", "months=12", "--strategy", "status-qo"], 2, "did you mean status-quo?");
    says(&["diff", "client.toml", "missing.toml"], 2, "no file missing.toml");
    let same = run(folder.path(), &["diff", "client.toml", "--set", "client.rate=95.00"]);
    assert_eq!(same.code, Some(0));
    assert!(same.stdout.contains("Nothing differs"), "{}", same.stdout);
}

fn page(arguments: &[&str]) -> String {
    let run = run(Path::new(env!("CARGO_MANIFEST_DIR")), &[&["diff"], arguments].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_rules_a_choice_out_is_said() {
    let price_lock = "scenarios/price-lock-cap-and-long-notice.toml";
    let tighter = page(&[price_lock, "--set", "contract.max_raise=3.5%"]);
    assert!(tighter.contains("payroll returned is ruled out after: in month"), "{tighter}");
    // The other way round: what the contract did not allow before.
    let looser = page(&[price_lock, "--set", "contract.max_raise=5%"]);
    assert!(looser.contains("is ruled out before: ") || looser.contains(", in both."), "{looser}");
}

#[test]
fn the_figure_that_is_taken_apart_is_shown_of_every_strategy() {
    let staircase = "scenarios/staircase-under-the-approval-limit.toml";
    let page = page(&[staircase, "--set", "client.rate=60", "--metric", "p10"]);
    assert!(page.contains(" P10 before after change "), "{page}");
}

#[test]
fn rows_for_spreadsheets_have_the_total_and_the_best_strategy_of_each_step() {
    let arguments =
        ["diff", "scenarios/staircase-under-the-approval-limit.toml", "--set", "client.rate=50", "--format", "csv"];
    let csv = run(Path::new(env!("CARGO_MANIFEST_DIR")), &arguments).stdout;
    let line = |start: &str| csv.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{csv}"));
    assert!(
        line("input,1,client.rate,jump,58,line 19,50,override,net_profit,")
            .ends_with(line("total,").rsplit(',').next().expect("a figure")),
        "{csv}"
    );
    assert!(!csv.contains('\''), "{csv}");
}
