//! Overrides of the command line: what they reach, and how they are named where they are wrong.

mod support;

use std::fs;

use serde_json::Value;
use support::program::{MINIMAL, Run, run};

/// Runs `compare` on the smallest scenario with more lines at its end.
fn compare(lines: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), format!("{MINIMAL}{lines}")).expect("written");
    run(folder.path(), &[&["compare", "client.toml"], arguments].concat())
}

/// What `compare --format json` says.
fn json(lines: &str, arguments: &[&str]) -> Value {
    let run = compare(lines, &[&["--format", "json"], arguments].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}\n{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn what_is_wrong_with_an_override_is_shown_where_it_was_given() {
    for (arguments, places) in [
        (&["--months", "abc"][..], &["--> --months:1:1\n", "1 | abc\n  | ^^^ `abc` is none"][..]),
        (
            &["--set", "client.rate=x", "--set", " client.hours = y", "--months", "0"],
            &["--> --set client.rate:1:13\n", "--> --set client.hours:1:17\n", "--> --months:1:1\n"],
        ),
    ] {
        let run = compare("", arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        for place in places {
            assert!(run.stderr.contains(place), "{place}\n{}", run.stderr);
        }
    }
}

#[test]
fn a_strategy_is_overridden_whatever_its_id() {
    for id in ["a.b", "c=d", "e f", "g#h", "ü", "-"] {
        let strategy = format!("[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"{id}\"\n");
        let result = json(&strategy, &["--set", &format!("strategy.\"{id}\".raise=25%")]);
        assert_eq!(result["strategies"][1]["moves"][0]["what"], "price +25 %", "{id}");
    }
}

#[test]
fn a_key_that_names_nothing_is_underlined_whatever_is_around_it() {
    // Spaces before the key, and a part in the middle of it.
    let run = compare("", &["--set", "  strategy.exit-now.refund = 5"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains(":1:12\n"), "{}", run.stderr);
    assert!(run.stderr.contains("|            ^^^^^^^^ there is no `exit-now`"), "{}", run.stderr);
}

#[test]
fn what_is_wrong_inside_of_a_value_is_shown_at_the_value() {
    let run = compare("", &["--set", "response.accept = [{ raise = \"10%\", chance = \"101%\" }]"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("--> --set response.accept:1:19\n"), "{}", run.stderr);
    let all_of_it = "^".repeat("[{ raise = \"10%\", chance = \"101%\" }]".len());
    assert!(run.stderr.contains(&format!("                  {all_of_it} ")), "{}", run.stderr);
    // A list that is not there has no first entry; a line break ends no value.
    let run = compare("", &["--set", "response.accept.1.chance=40%", "--set", "title=1\nmonths=2"]);
    assert!(run.stderr.contains("`response.accept.1.chance` names nothing"), "{}", run.stderr);
    assert!(!run.stderr.contains("wrong-type"), "{}", run.stderr);
    // A table that no scenario has is an unknown key.
    let run = compare("", &["--set", "colour.red=1"]);
    assert!(run.stderr.contains("error[unknown-key]: a scenario has no key `colour`"), "{}", run.stderr);
}

#[test]
fn of_a_repeated_override_the_last_counts() {
    let arguments = ["--set", "client.rate=100", "--set", "client.hours=50", "--set", "client.rate=110"];
    let overrides = &json("", &arguments)["scenario"]["overrides"];
    assert_eq!(overrides.to_string(), r#"{"client.hours":50,"client.rate":110}"#);
}

#[test]
fn tiers_and_risks_are_overridden_by_name_or_by_number() {
    let lines = "[[strategy]]\nkind = \"service-tiers\"\n\
                 [[strategy.tier]]\nname = \"basic\"\nhours = 30\nmonthly = 500\n\
                 [[strategy.tier]]\nname = \"plus\"\nhours = 10\nmonthly = 900\n\
                 [[risk]]\nname = \"claims\"\nkind = \"legal\"\nchance = \"5%\"\ncost = 4000\nwhen = \"start\"\n";
    let shown = |given: &str| {
        let run = compare(lines, &["--set", given, "--format", "json"]);
        assert_eq!(run.code, Some(0), "{given}\n{}", run.stderr);
        let result: Value = serde_json::from_str(&run.stdout).expect("JSON");
        result["strategies"][1]["totals"].to_string()
    };
    // Cheaper than the other tier it is picked, by name as by its number; a risk that costs more costs more.
    assert_eq!(
        shown("strategy.service-tiers.tier.basic.monthly=501"),
        shown("strategy.service-tiers.tier.1.monthly=501")
    );
    assert_ne!(
        shown("strategy.service-tiers.tier.basic.monthly=501"),
        shown("strategy.service-tiers.tier.plus.monthly=901")
    );
    assert_eq!(shown("risk.claims.cost=5000"), shown("risk.1.cost=5000"));
    assert_ne!(shown("risk.claims.cost=5000"), shown("risk.claims.cost=4000"));
    let run = compare(lines, &["--set", "risk.2.cost=5"]);
    assert!(run.code == Some(1) && run.stderr.contains("there are claims"), "{}", run.stderr);
}

#[test]
fn overrides_are_numbers_in_json_however_they_are_written() {
    for (given, shown) in [
        ("client.rate=110", "110"),
        ("client.rate=\"110.50\"", "110.5"),
        ("client.hours=1_000", "1000"),
        ("client.rate=1.1e2", "110"),
        ("effort.hours=-0", "0"),
        ("client.margin=25%", "0.25"),
        ("strategy.headache-tax.behaviour_change=\"5 %\"", "0.05"),
        ("client.hours={low=50,high=70}", "\"{low=50,high=70}\""),
        ("flags.slow-payer=3", "3"),
        // What is no number stays a text, though it looks like one.
        ("title=\"2027\"", "\"2027\""),
        ("client.name=25%", "\"25%\""),
        ("start=2027-03-01", "\"2027-03-01\""),
    ] {
        let key = given.split('=').next().expect("a key");
        assert_eq!(json("", &["--set", given])["scenario"]["overrides"][key].to_string(), shown, "{given}");
    }
    let range = "[response]\nchurn = { low = 0.01, high = 0.05 }\n";
    let overrides = &json(range, &["--set", "response.churn.high=4%"])["scenario"]["overrides"];
    assert_eq!(overrides.to_string(), r#"{"response.churn.high":0.04}"#);
}

#[test]
fn a_flag_gets_a_severity_though_the_file_only_lists_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let listed = format!("flags = [\"slow-payer\", \"abusive\"]\n{MINIMAL}");
    fs::write(folder.path().join("client.toml"), listed).expect("written");
    let check = |arguments: &[&str]| {
        let run =
            run(folder.path(), &[&["check", "client.toml", "--explain", "--format", "csv", "-q"], arguments].concat());
        let flags: Vec<String> =
            run.stdout.lines().filter(|line| line.starts_with("flags.")).map(str::to_owned).collect();
        (run.code, flags.join("\n"), run.stderr)
    };
    let (code, flags, errors) = check(&["--set", "flags.abusive=1", "--set", "flags.ignores-advice=3"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let expected = "flags.slow-payer,2,file,1,severity,\nflags.abusive,1,override,,severity,\nflags.ignores-advice,3,override,,severity,";
    assert_eq!(flags, expected);
    let (code, _, errors) = check(&["--set", "flags.abusiv=1"]);
    assert_eq!(code, Some(1));
    assert!(errors.contains("did you mean `abusive`?"), "{errors}");
}

#[test]
fn doing_nothing_is_overridden_though_no_file_has_to_name_it() {
    let one = "[[strategy]]\nkind = \"thirty-day-raise\"\n";
    for lines in ["", one, "[[strategy]]\nkind = \"status-quo\"\n"] {
        let result = json(lines, &["--set", "strategy.status-quo.name=As it is"]);
        assert_eq!(result["strategies"][0]["name"], "As it is", "{lines}");
    }
    assert_eq!(json(one, &["--set", "strategy.status-quo.name=x"])["strategies"].as_array().map(Vec::len), Some(2));
    // Where doing nothing has another id, there is no status quo beside it.
    let other = "[[strategy]]\nkind = \"status-quo\"\nid = \"as-is\"\n";
    let run = compare(other, &["--set", "strategy.status-quo.name=x"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("there is no `status-quo`"), "{}", run.stderr);
}
