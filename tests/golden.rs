//! What the program prints for every scenario, in every format, is what is kept in `tests/golden`.
//!
//! `UPDATE=1 cargo test --test golden` rewrites the files and then fails, so that it cannot stay on: read what changed.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The commands whose output is kept, and the ending of the file that keeps it.
const KEPT: [(&str, &[&str]); 15] = [
    ("compare.txt", &["compare", "--width", "100"]),
    ("compare-piped.txt", &["compare"]),
    ("compare-80.txt", &["compare", "--width", "80"]),
    ("compare-140.txt", &["compare", "--width", "140"]),
    ("compare.plain.txt", &["compare", "--format", "plain"]),
    ("compare.ascii.txt", &["compare", "--ascii", "--brief"]),
    ("compare.md", &["compare", "--format", "markdown"]),
    ("compare.csv", &["compare", "--format", "csv", "--quiet"]),
    ("compare.json", &["compare", "--format", "json"]),
    ("project.txt", &["project", "--quiet", "--width", "100"]),
    ("project-80.txt", &["project", "--quiet", "--width", "80"]),
    ("project.md", &["project", "--quiet", "--format", "markdown"]),
    ("project.csv", &["project", "--all", "--format", "csv", "--quiet"]),
    ("assess.txt", &["assess", "--width", "100"]),
    ("check.txt", &["check", "--explain", "--quiet", "--width", "140"]),
];

/// The commands whose output is kept for a few scenarios only, and these.
const KEPT_OF_SOME: [(&str, &[&str]); 17] = [
    ("report.md", &["report", "--format", "markdown", "--quiet"]),
    ("report.json", &["report", "--format", "json", "--quiet"]),
    ("report.csv", &["report", "--format", "csv", "--quiet"]),
    ("compare.html", &["compare", "--format", "html", "--quiet"]),
    ("project.html", &["project", "--format", "html", "--paper", "letter", "--quiet"]),
    ("distribution.txt", &["distribution", "--hint", "95%", "--quiet", "--width", "100"]),
    ("distribution.json", &["distribution", "--hint", "0.7", "--format", "json", "--quiet"]),
    ("distribution.csv", &["distribution", "--format", "csv", "--quiet"]),
    ("best-path.txt", &["best-path", "--quiet", "--width", "100"]),
    ("best-path.ascii.txt", &["best-path", "--every", "6", "--quiet", "--ascii", "--width", "80"]),
    ("best-path.json", &["best-path", "--format", "json", "--quiet"]),
    ("best-path.csv", &["best-path", "--format", "csv", "--quiet"]),
    ("assess-80.ascii.txt", &["assess", "--ascii", "--width", "80"]),
    ("assess.md", &["assess", "--format", "markdown"]),
    ("assess.html", &["assess", "--format", "html"]),
    ("assess.csv", &["assess", "--format", "csv"]),
    ("assess.json", &["assess", "--format", "json"]),
];
const SOME: [&str; 3] =
    ["staircase-under-the-approval-limit", "price-lock-cap-and-long-notice", "abusive-client-has-to-go"];

/// How pages for browsers look: the same in all, so kept where it is written and named in the others.
const STYLE: (&str, &str) = (include_str!("../src/render/html/page.css"), "/* src/render/html/page.css */\n");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn scenarios(folder: &str) -> Vec<PathBuf> {
    let mut scenarios: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .expect("the scenarios are there")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    scenarios.sort();
    scenarios
}

fn output(scenario: &Path, arguments: &[&str]) -> String {
    let name = scenario.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
    let run = Command::new(env!("CARGO_BIN_EXE_uprate"))
        .args(arguments)
        .arg(&name)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let errors = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{arguments:?} {name}: {errors}");
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// Compares what is printed with what is kept; where `UPDATE` is set, keeps it.
fn assert_kept(printed: impl IntoIterator<Item = (PathBuf, String)>) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut changed = Vec::new();
    for (kept, printed) in printed {
        let printed = printed.replace(STYLE.0, STYLE.1);
        if std::fs::read_to_string(&kept).is_ok_and(|known| known == printed) {
            continue;
        }
        changed.push(format!("{}", kept.strip_prefix(root()).expect("below the root").display()));
        if update {
            std::fs::create_dir_all(kept.parent().expect("a folder")).expect("a folder");
            std::fs::write(&kept, printed).expect("written");
        }
    }
    let what = if update { "rewritten; read the changes" } else { "different; UPDATE=1 rewrites them" };
    assert!(changed.is_empty(), "{what}:\n{}", changed.join("\n"));
}

#[test]
fn every_scenario_prints_what_is_kept() {
    assert_kept(scenarios("scenarios").into_iter().flat_map(|scenario| {
        let folder = root().join("tests/golden").join(scenario.file_stem().expect("a name"));
        KEPT.map(|(file, arguments)| (folder.join(file), output(&scenario, arguments)))
    }));
}

#[test]
fn some_scenarios_print_what_is_kept_of_more_commands() {
    assert_kept(SOME.iter().flat_map(|name| {
        let scenario = root().join("scenarios").join(name).with_extension("toml");
        let folder = root().join("tests/golden").join(name);
        KEPT_OF_SOME.map(|(file, arguments)| (folder.join(file), output(&scenario, arguments)))
    }));
}

/// What-if tables and searches, with the scenario that each is of.
const WHAT_IF: [(&str, &str, &[&str]); 18] = [
    ("sensitivity.txt", "agency-retainer-wants-everything", &["sensitivity", "--width", "100"]),
    ("sensitivity-80.txt", "nearly-everything-is-a-guess", &["sensitivity", "--width", "80"]),
    ("sensitivity-140.txt", "freelancer-with-little-cash", &["sensitivity", "--width", "140"]),
    ("sensitivity.plain.txt", "salaried-team-without-other-work", &["sensitivity", "--format", "plain"]),
    ("sensitivity.md", "distributor-drops-the-chilled-line", &["sensitivity", "--format", "markdown"]),
    ("sensitivity.csv", "freelancer-with-little-cash", &["sensitivity", "--format", "csv"]),
    ("sensitivity.json", "price-lock-cap-and-long-notice", &["sensitivity", "--format", "json"]),
    ("sensitivity-unjudged.txt", "minimal", &["sensitivity", "--width", "100"]),
    (
        "sensitivity-named.txt",
        "agency-retainer-wants-everything",
        &["sensitivity", "--vary", "effort.hours=0..60", "--vary", "months", "--by", "rate-worked", "--range", "50%"],
    ),
    (
        "sweep-two-keys.txt",
        "agency-retainer-wants-everything",
        &["sweep", "--vary", "effort.hours=0..60:10", "--vary", "response.churn=-1%..3%:1%", "--width", "100"],
    ),
    (
        "sweep-two-keys-80.txt",
        "agency-retainer-wants-everything",
        &[
            "sweep",
            "--vary",
            "effort.hours=0..60:10",
            "--vary",
            "response.churn=-1%..3%:1%",
            "--width",
            "80",
            "--ascii",
        ],
    ),
    (
        "sweep-two-keys.md",
        "agency-retainer-wants-everything",
        &["sweep", "--vary", "effort.hours=0..60:10", "--vary", "response.churn=-1%..3%:1%", "--format", "markdown"],
    ),
    (
        "sweep-two-keys.csv",
        "agency-retainer-wants-everything",
        &["sweep", "--vary", "effort.hours=0..60:10", "--vary", "response.churn=-1%..3%:1%", "--format", "csv"],
    ),
    (
        "sweep-one-key.txt",
        "freelancer-with-little-cash",
        &["sweep", "--vary", "business.cash=0..12000:2000", "--metric", "worst", "--width", "100"],
    ),
    (
        "sweep-one-key.json",
        "staircase-under-the-approval-limit",
        &["sweep", "--vary", "strategy.jump.raise=5%..25%:10%", "--strategy", "jump", "--format", "json"],
    ),
    (
        "solve-several.txt",
        "agency-retainer-wants-everything",
        &["solve", "--vary", "effort.hours", "--target", "25000", "--width", "100"],
    ),
    (
        "solve-price-steps.json",
        "agency-retainer-wants-everything",
        &[
            "solve",
            "--vary",
            "strategy.thirty-day-raise.raise",
            "--strategy",
            "thirty-day-raise",
            "--target",
            "15000",
            "--format",
            "json",
        ],
    ),
    (
        "solve-largest.csv",
        "staircase-under-the-approval-limit",
        &["solve", "--vary", "strategy.jump.raise=1%..60%", "--strategy", "jump", "--maximise", "--format", "csv"],
    ),
];

/// What differs where some inputs are others.
const DIFFERENT: [&str; 9] = [
    "diff",
    "--set",
    "client.retainer=3500",
    "--set",
    "response.accept=[{raise=\"10%\",chance=\"70%\"},{raise=\"30%\",chance=\"40%\"}]",
    "--set",
    "strategy.headache-tax.behaviour_change=50%",
    "--set",
    "replacement.lag_months=6",
];
const DIFFERENCES: [(&str, &[&str]); 7] = [
    ("diff.txt", &["--width", "100"]),
    ("diff-80.txt", &["--width", "80", "--strategy", "headache-tax"]),
    ("diff.plain.txt", &["--format", "plain", "--metric", "still-there", "--strategy", "headache-tax"]),
    ("diff.md", &["--format", "markdown"]),
    ("diff.csv", &["--format", "csv"]),
    ("diff.json", &["--format", "json"]),
    ("diff-two-files.txt", &["scenarios/staircase-under-the-approval-limit.toml", "--set", "currency=EUR"]),
];

/// Letters and their dates: every kind of strategy, every format.
const LETTERS: [(&str, &str, &str, &[&str]); 16] = [
    ("tiers.txt", "agency-retainer-wants-everything", "tiers-plus", &["--width", "100"]),
    ("raise-80.txt", "sales-team-worn-down", "raise-and-bonus", &["--width", "80"]),
    ("surcharge.txt", "sales-team-worn-down", "headache-tax", &["--width", "140"]),
    ("team.txt", "sales-team-worn-down", "team-incentive", &["--width", "100"]),
    ("nothing.txt", "minimal", "status-quo", &["--width", "100"]),
    (
        "staircase.md",
        "staircase-under-the-approval-limit",
        "stairs",
        &["--format", "markdown", "--enclosed", "log.html"],
    ),
    ("staircase.ics", "staircase-under-the-approval-limit", "stairs", &["--calendar"]),
    ("staircase.csv", "staircase-under-the-approval-limit", "stairs", &["--format", "csv"]),
    ("price-lock.txt", "price-lock-cap-and-long-notice", "fair-price", &["--width", "100"]),
    ("several.html", "price-lock-cap-and-long-notice", "yearly-without-payroll", &["--format", "html"]),
    ("terms-then-end.json", "freelancer-collects-before-cutting", "collect-then-cut", &["--format", "json"]),
    ("extra-hours.plain.txt", "salaried-team-without-other-work", "headache-tax", &["--format", "plain"]),
    ("quiet.txt", "bureau-caller-haggles-over-pennies", "discount-for-quiet", &["--width", "100"]),
    ("referral.txt", "bureau-caller-haggles-over-pennies", "exit-now", &["--sender", "Ida Fox", "--width", "100"]),
    ("refund.txt", "abusive-client-has-to-go", "exit-now", &["--width", "100"]),
    ("part.ics", "distributor-drops-the-chilled-line", "drop-chilled", &["--calendar"]),
];

#[test]
fn every_letter_is_what_is_kept() {
    assert_kept(LETTERS.map(|(file, scenario, strategy, arguments)| {
        let scenario = root().join("scenarios").join(scenario).with_extension("toml");
        let printed = output(&scenario, &[&["notice", "--quiet", "--strategy", strategy], arguments].concat());
        (root().join("tests/golden/notice").join(file), printed)
    }));
}

/// Where figures come from.
const EXPLAINED: [(&str, &str, &[&str]); 12] = [
    ("net-profit.txt", "nearly-everything-is-a-guess", &["net-profit", "--width", "100"]),
    ("net-profit-in-month-7-all.txt", "staircase-under-the-approval-limit", &["net-profit", "--month", "7", "--all"]),
    (
        "client-profit.md",
        "agency-retainer-wants-everything",
        &["client-profit", "--month", "3", "--format", "markdown"],
    ),
    ("client-profit.html", "agency-retainer-wants-everything", &["client-profit", "--month", "3", "--format", "html"]),
    ("client-profit.csv", "agency-retainer-wants-everything", &["client-profit", "--month", "3", "--format", "csv"]),
    ("floor.txt", "staircase-under-the-approval-limit", &["floor", "--width", "80"]),
    ("floor-hours.txt", "bureau-caller-haggles-over-pennies", &["floor.extra-hours", "--width", "140"]),
    ("accept-chance.txt", "staircase-under-the-approval-limit", &["accept-chance", "--depth", "3", "--width", "100"]),
    ("accept-chance.json", "staircase-under-the-approval-limit", &["accept-chance", "--format", "json"]),
    ("p10.plain.txt", "price-lock-cap-and-long-notice", &["p10", "--format", "plain"]),
    ("still-there.txt", "sales-team-worn-down", &["still-there", "--month", "9", "--all", "--width", "80"]),
    ("price.txt", "staircase-under-the-approval-limit", &["price", "--month", "14", "--all", "--width", "100"]),
];

#[test]
fn every_explanation_is_what_is_kept() {
    assert_kept(EXPLAINED.map(|(file, scenario, arguments)| {
        let scenario = root().join("scenarios").join(scenario).with_extension("toml");
        let printed = output(&scenario, &[&["explain"][..], arguments].concat());
        (root().join("tests/golden/explain").join(file), printed)
    }));
}

#[test]
fn every_what_if_prints_what_is_kept() {
    let kept = |file: &str, scenario: &str, arguments: &[&str]| {
        let scenario = root().join("scenarios").join(scenario).with_extension("toml");
        (root().join("tests/golden/what-if").join(file), output(&scenario, arguments))
    };
    assert_kept(WHAT_IF.map(|(file, scenario, arguments)| kept(file, scenario, arguments)));
    let agency = "agency-retainer-wants-everything";
    assert_kept(DIFFERENCES.map(|(file, arguments)| {
        let two_files = arguments[0].starts_with("scenarios/");
        let of_one = if two_files { &DIFFERENT[..1] } else { &DIFFERENT[..] };
        kept(file, agency, &[of_one, arguments].concat())
    }));
}

/// Close calls, letters that just miss a bill, nothing to choose from: what no scenario of ours shows.
#[test]
fn every_rare_page_prints_what_is_kept() {
    assert_kept(scenarios("tests/pages").into_iter().map(|scenario| {
        let printed = output(&scenario, &["compare", "--width", "100"]);
        (scenario.with_extension("txt"), printed)
    }));
}

/// Draws of what is a guess.
#[test]
fn a_simulation_prints_what_is_kept() {
    let scenario = root().join("scenarios/nearly-everything-is-a-guess.toml");
    let folder = root().join("tests/golden/nearly-everything-is-a-guess");
    let kept: [(&str, &[&str]); 5] = [
        ("simulate.txt", &["simulate", "--draws", "20000", "--width", "100", "--quiet"]),
        ("simulate-80.txt", &["simulate", "--draws", "20000", "--width", "80", "--ascii", "--quiet"]),
        ("simulate.md", &["simulate", "--draws", "20000", "--format", "markdown", "--quiet"]),
        ("simulate.csv", &["simulate", "--draws", "20000", "--format", "csv", "--quiet"]),
        ("simulate.json", &["simulate", "--draws", "20000", "--format", "json", "--quiet"]),
    ];
    assert_kept(kept.map(|(file, arguments)| (folder.join(file), output(&scenario, arguments))));
}

/// What clients take, by tracker and by list of contacts, and the page that one of them is handed.
const LOGS: [(&str, &str, &[&str]); 9] = [
    ("clients.txt", "toggl.csv", &["log", "--width", "100"]),
    ("clockify.txt", "clockify.csv", &["log", "--client", "Northwind", "--recovery", "10m", "--width", "120"]),
    ("harvest-80.txt", "harvest.csv", &["log", "--client", "Contoso, Inc.", "--dates", "dmy", "--width", "80"]),
    ("contacts.plain.txt", "contacts.csv", &["log", "--client", "Acme", "--format", "plain", "--width", "80"]),
    ("contacts.json", "contacts.csv", &["log", "--client", "Acme", "--format", "json"]),
    ("clockify.csv", "clockify.csv", &["log", "--client", "Northwind", "--format", "csv"]),
    ("handout.md", "contacts.csv", &["log", "--client", "Acme", "--until", "2026-01-09", "--format", "markdown", "-q"]),
    ("handout.html", "toggl.csv", &["log", "--client", "Northwind", "--until", "2026-01-09", "--format", "html", "-q"]),
    ("init.txt", "contacts.csv", &["init", "--client", "Acme", "--start", "2027-01-04", "--from"]),
];

#[test]
fn every_log_prints_what_is_kept() {
    assert_kept(LOGS.map(|(file, log, arguments)| {
        (root().join("tests/golden/log").join(file), output(&root().join("tests/logs").join(log), arguments))
    }));
}

/// The scenario that `init` writes, and the schema by which editors explain its keys.
#[test]
fn a_new_scenario_and_the_schema_are_what_is_kept() {
    let page = |file: &str, arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_uprate")).args(arguments).output().expect("the program runs");
        assert!(run.status.success(), "{arguments:?}");
        (root().join("tests/golden").join(file), String::from_utf8(run.stdout).expect("UTF-8"))
    };
    let client = ["--start", "2027-01-31", "--rate", "95", "--hours", "60", "--margin", "35%"];
    assert_kept([page("init.txt", &[&["init"][..], &client].concat()), page("schema.json", &["schema"])]);
}

/// The pack for browsers, and in characters as narrow as they come.
#[test]
fn a_partner_pack_is_what_is_kept() {
    let scenario = root().join("scenarios/minimal.toml");
    let folder = root().join("tests/golden/minimal");
    let kept: [(&str, &[&str]); 2] = [
        ("report.html", &["report", "--strategy", "three-month-notice", "--format", "html", "--paper", "letter"]),
        ("report.plain.txt", &["report", "--strategy", "quarterly-raise", "--format", "plain", "--width", "80"]),
    ];
    assert_kept(kept.map(|(file, arguments)| (folder.join(file), output(&scenario, arguments))));
}

#[test]
fn the_same_command_twice_prints_the_same_bytes() {
    for scenario in scenarios("scenarios") {
        for arguments in [&["compare"][..], &["compare", "--format", "json"], &["project", "--all", "--quiet"]] {
            assert_eq!(output(&scenario, arguments), output(&scenario, arguments), "{scenario:?} {arguments:?}");
        }
    }
}
