//! Overrides of the command line: what they reach, and how they are named where they are wrong.

mod support;

use std::fs;

use serde_json::Value;
use support::program::{Run, run};

const MINIMAL: &str = include_str!("../scenarios/minimal.toml");

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
