//! `simulate` from outside: what it is asked, what it says of its draws, and how it is stopped.

mod support;

use std::fs;

use support::program::{Run, command, finished, run};

/// A raise that the client may refuse, on a guess of the extra hours; doing nothing is ruled out where it abuses.
fn scenario(more: &str) -> String {
    format!(
        "title = \"Guess\"\n{more}start = 2026-12-01\n[client]\nname = \"Northwind\"\nrate = 95\nhours = 60\nmargin = \"35%\"\n\
         [effort]\nhours = {{ low = 10, high = 40 }}\ncost = 48\n[capacity]\ncost_stays = 0\n[response]\n\
         accept = [{{ raise = \"20%\", chance = {{ low = \"30%\", high = \"70%\" }} }}]\n[[strategy]]\n\
         kind = \"thirty-day-raise\"\nraise = \"20%\"\n[[strategy]]\nkind = \"three-month-notice\"\n"
    )
}

fn simulated_of(more: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), scenario(more)).expect("written");
    run(folder.path(), &[&["simulate", "client.toml", "-q"], arguments].concat())
}

fn simulated(arguments: &[&str]) -> Run {
    simulated_of("", arguments)
}

/// The records of a table for spreadsheets, the names first.
fn records(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

const ABUSIVE: &str = "flags = { abusive = 3 }\n";

#[test]
fn what_cannot_be_drawn_is_refused_in_plain_words() {
    for (arguments, says) in [
        (["--by", "rate-worked"], "only the net profit is drawn"),
        (["--by", "p10"], "only the net profit is drawn"),
        (["--by", "beauty"], "it may be net-profit"),
        (["--columns", "mean,nope"], "there is no figure `nope`"),
        (["--columns", "regret"], "there is no figure `regret`"),
        (["--draws", "0"], "write a whole number from 2 to 100,000,000, such as 100000 or 1e6"),
        (["--draws", "1e9"], "write a whole number from 2 to 100,000,000"),
        (["--draws", "2.5"], "write a whole number from 2"),
        (["--draws", "-5"], "write a whole number from 2"),
        (["--seed", "-1"], "write a whole number from 0 to 18,446,744,073,709,551,615, such as 1"),
        (["--seed", "x"], "write a whole number from 0"),
        (["--threads", "0"], "write a whole number from 1 to 256, such as 2"),
    ] {
        let run = simulated(&arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn compare_and_simulate_both_say_that_the_ranges_choose_otherwise() {
    // Likely no extra hours: nothing is asked. But they may be many, and then the tax pays.
    let of = |hours: &str, arguments: &[&str]| {
        let text = format!(
            "start = 2026-12-01\n[client]\nrate = 95\nhours = 60\nmargin = 0.35\n[effort]\nhours = {hours}\ncost = 48\n\
             [response]\naccept = [{{ raise = 1, chance = 0.9 }}]\n[capacity]\ncost_stays = 1\n[[strategy]]\n\
             kind = \"headache-tax\"\nper_extra_hour = 95\naccept = 0.9\n"
        );
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("client.toml"), text).expect("written");
        run(folder.path(), &[arguments, &["client.toml"]].concat())
    };
    let wide = "{ low = 0, likely = 1, high = 60 }";
    let narrow = "{ low = 0, likely = 1, high = 2 }";
    assert!(of(wide, &["simulate"]).stdout.contains("OTHERWISE"), "{}", of(wide, &["simulate"]).stdout);
    let compared = of(wide, &["compare"]);
    let said = compared.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("over the ranges `headache-tax` brings"), "{}", compared.stdout);
    assert!(!of(narrow, &["simulate"]).stdout.contains("OTHERWISE"));
    assert!(!of(narrow, &["compare"]).stdout.contains("over the ranges"));
}

// Found by fuzzing: what no decimal holds was told as 0.
#[test]
fn one_guess_in_two_strategies_is_noticed_until_it_is_tied() {
    let of = |second: &str, more: &str| {
        let text = format!(
            "start = 2026-12-01\n[client]\nrate = 95\nhours = 60\nmargin = 0.35\n[effort]\nhours = 20\ncost = 48\n\
             [response]\naccept = [{{ raise = 1, chance = 0.9 }}]\n{more}\
             [[strategy]]\nkind = \"headache-tax\"\nid = \"fee\"\nmonthly_fee = 300\n\
             behaviour_change = {{ low = 0.1, high = 0.6 }}\n\
             [[strategy]]\nkind = \"headache-tax\"\nid = \"hours\"\nper_extra_hour = 20\nbehaviour_change = {second}\n"
        );
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("client.toml"), text).expect("written");
        let run = run(folder.path(), &["simulate", "client.toml", "--draws", "1000"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stderr.contains("one-guess-drawn-twice")
    };
    let same = "{ low = 0.1, high = 0.6 }";
    let [a, b] = ["fee", "hours"].map(|id| format!("strategy.{id}.behaviour_change"));
    let tied = format!("[[correlation]]\na = \"{b}\"\nb = \"{a}\"\nrho = 0.999\n");
    assert!(of(same, ""));
    assert!(!of(same, &tied));
    assert!(!of("{ low = 0.1, high = 0.5 }", ""));
}

#[test]
fn draws_beyond_all_decimals_are_no_figures() {
    let run =
        simulated(&["--set", "client.rate={low=90,likely=95,high=79228162514264337593543950335}", "--draws", "40"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
    assert!(run.stderr.contains("the numbers run out in strategy `status-quo`"), "{}", run.stderr);
}

#[test]
fn a_thousand_draws_may_be_written_in_several_ways() {
    let usual = simulated(&["--draws", "1000", "--format", "json"]);
    assert_eq!(usual.code, Some(0), "{}", usual.stderr);
    for draws in ["1e3", "1_000", "1.0e3"] {
        let other = simulated(&["--draws", draws, "--format", "json", "--by", "net-profit"]);
        assert_eq!(other.stdout, usual.stdout, "{draws}");
    }
}

#[test]
fn the_page_begins_with_the_scenario_and_the_draws_and_what_is_best() {
    let page = simulated(&["--draws", "2000", "--set", "months=18", "--width", "200"]).stdout;
    let mut lines = page.lines();
    assert_eq!(
        lines.next(),
        Some(
            "Guess · Northwind · EUR without VAT, before tax · 18 months from 1 Dec 2026 · months=18 · 2,000 draws, seed 1"
        )
    );
    let labels: Vec<&str> = lines.filter(|line| line.starts_with(char::is_uppercase)).take(3).collect();
    for (label, begins) in labels.iter().zip(["ON AVERAGE", "HOW SURE", "FIND OUT"]) {
        assert!(label.starts_with(begins), "{page}");
    }
    assert!(
        page.contains("read from a histogram: within ") && page.contains("after Strong and Oakley (2013)"),
        "{page}"
    );
}

#[test]
fn the_columns_asked_for_are_shown() {
    let page = simulated(&["--draws", "500", "--columns", "p95,expected-regret", "--format", "markdown"]).stdout;
    assert!(page.contains("\n|  | 5 in 100 above |  regret |\n"), "{page}");
    let csv = simulated(&["--draws", "500", "--columns", "p95,expected-regret", "--format", "csv"]).stdout;
    assert!(csv.starts_with("kind,id,p95,expected_regret,draws,left_out,seed,complete\nstrategy,status-quo,"), "{csv}");
    assert_eq!(csv.lines().count(), 4, "{csv}");
}

#[test]
fn a_spreadsheet_has_all_that_the_draws_come_to() {
    let csv = simulated(&["--draws", "5000", "--seed", "9", "--format", "csv"]).stdout;
    let records = records(&csv);
    let (names, rows) = records.split_first().expect("names");
    assert!(rows.iter().all(|row| row.len() == names.len()), "{csv}");
    let of = |row: &Vec<String>, name: &str| row[names.iter().position(|known| known == name).expect("a name")].clone();
    let kinds: Vec<String> = rows.iter().map(|row| of(row, "kind") + " " + &of(row, "id")).collect();
    let expected = [
        "strategy status-quo",
        "strategy thirty-day-raise",
        "strategy three-month-notice",
        "evpi ",
        "evppi effort.hours",
        "evppi response.accept.1.chance",
    ];
    assert_eq!(kinds, expected);
    for row in rows {
        let draws = ["draws", "left_out", "seed", "complete"].map(|name| of(row, name));
        assert_eq!(draws, ["5000", "0", "9", "true"], "{csv}");
    }
    let json = simulated(&["--draws", "5000", "--seed", "9", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(of(&rows[3], "value"), json["evpi"].to_string());
    assert_eq!(of(&rows[5], "value"), json["evppi"][1]["value"].to_string());
    assert_eq!(of(&rows[1], "mean"), json["strategies"][1]["mean"].to_string());
    assert!(json["quantile_error"].as_f64().is_some_and(|error| error > 0.0));
}

#[test]
fn what_is_ruled_out_has_no_regret_and_says_why() {
    let page = simulated_of(ABUSIVE, &["--draws", "2000", "--width", "200"]).stdout;
    let row =
        |name: &str| page.lines().find(|line| line.trim_start_matches("> ").trim().starts_with(name)).expect("a row");
    let nothing: Vec<&str> = row("Do nothing [1]").split_whitespace().collect();
    assert_eq!(nothing[4..6], ["-", "-"], "{page}");
    assert!(page.contains("[1] ruled out: it keeps a client with the red flag abuse"), "{page}");
    assert!(page.contains("It is the only one that may be chosen.") && page.contains("which is ruled out"), "{page}");
    let json = simulated_of(ABUSIVE, &["--draws", "2000", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let strategies = json["strategies"].as_array().expect("strategies");
    for strategy in strategies {
        let is_candidate = strategy["ruled_out"].is_null();
        assert_eq!(is_candidate, strategy["id"] == "three-month-notice");
        assert_eq!(strategy["expected_regret"].is_number(), is_candidate, "{strategy}");
        assert_eq!(strategy["chance_best"].is_number(), is_candidate, "{strategy}");
    }
    assert_eq!(json["best"], "three-month-notice");
}

#[test]
fn too_few_draws_to_tell_which_is_ahead_are_said_to_be() {
    // The raise is as good as doing nothing at about 45 %.
    let close = ["--set", "response.accept.1.chance={low=0.3,high=0.603}", "--set", "effort.hours=22"];
    let says = "cannot be told from so few draws: take more with --draws";
    let page = |more: &[&str]| simulated(&[&close[..], more, &["--width", "400"]].concat()).stdout;
    assert!(page(&["--draws", "50"]).contains(says), "{}", page(&["--draws", "50"]));
    let clear = simulated(&["--draws", "5000", "--width", "400"]).stdout;
    assert!(!clear.contains(says), "{clear}");
}

#[test]
fn nothing_is_best_where_nothing_is_judged() {
    let folder = support::program::folder();
    let draws = ["simulate", "client.toml", "-q", "--draws", "500", "--set", "effort.hours={low=10,high=30}"];
    let page = run(folder.path(), &draws).stdout;
    assert!(page.contains("NO RECOMMENDATION YET") && !page.contains("regret") && !page.contains("> "), "{page}");
    let json = run(folder.path(), &[&draws[..], &["--format", "json"]].concat()).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["best"].is_null() && json["evpi"].is_null() && json["lead"].is_null(), "{json}");
}

/// How long it may take until the program has begun to draw, the first that is tried first. Before, a signal ends it as
/// it ends any program.
#[cfg(unix)]
const BEGINNINGS: [u64; 4] = [300, 1_000, 4_000, 16_000];

/// What Ctrl-C does to a process.
#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    let signal = std::process::Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status();
    assert!(signal.expect("a signal").success());
}

#[cfg(unix)]
#[test]
fn what_is_stopped_says_so_in_every_format() {
    use std::process::Stdio;
    use std::thread::sleep;
    use std::time::Duration;

    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), scenario("")).expect("written");
    for (format, marked) in
        [("csv", ",false\n"), ("json", "\"complete\": false"), ("table", "INCOMPLETE  Stopped after ")]
    {
        let stopped_after = |wait: u64| {
            let child =
                command(folder.path(), &["simulate", "client.toml", "--draws", "1e8", "-q", "--format", format])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the program runs");
            sleep(Duration::from_millis(wait));
            interrupt(&child);
            finished(child.wait_with_output().expect("it ends"))
        };
        let run = BEGINNINGS.into_iter().map(stopped_after).find(|run| run.code.is_some());
        let run = run.expect("it has begun to draw");
        assert_eq!(run.code, Some(130), "{}", run.stderr);
        assert!(run.stdout.contains(marked), "{format}: {}", run.stdout);
        assert!(run.stderr.contains("error: stopped after ") && run.stderr.contains(" of 100,000,000 draws"));
    }
}

#[cfg(unix)]
#[test]
fn what_is_stopped_again_leaves_at_once() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), scenario("")).expect("written");
    let pipe = Command::new("mkfifo").arg(folder.path().join("pipe.json")).status();
    assert!(pipe.expect("a pipe").success());
    // Once it is stopped it waits for somebody who reads the pipe, which nobody does.
    let waits_after = |wait: u64| {
        let mut child = command(folder.path(), &["simulate", "client.toml", "--draws", "1e8", "-q", "-o", "pipe.json"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        sleep(Duration::from_millis(wait));
        interrupt(&child);
        sleep(Duration::from_millis(wait));
        child.try_wait().expect("it can be asked").is_none().then_some(child)
    };
    let mut child = BEGINNINGS.into_iter().find_map(waits_after).expect("it waits");
    interrupt(&child);
    let begun = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if begun.elapsed() > Duration::from_secs(10) {
            child.kill().expect("it ends");
            panic!("it still waits");
        }
        sleep(Duration::from_millis(5));
    }
    let run = finished(child.wait_with_output().expect("it ended"));
    assert_eq!((run.code, run.stderr.as_str()), (Some(130), ""));
}
