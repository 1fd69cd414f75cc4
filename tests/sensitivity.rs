//! What an input does to the lead is what `compare` says with that value; where the choice tips it tips.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value as Json;
use support::program::{Run, folder, run};
use uprate::analysis::choice::{By, Choice};
use uprate::analysis::comparison::{Comparison, compare};
use uprate::analysis::inputs::{SPREAD, UncertainInput, numbers};
use uprate::analysis::sensitivity::{Measure, Row, Sensitivity};
use uprate::analysis::tipping::tipping_points;
use uprate::engine::evaluation::evaluate;
use uprate::number::{Exact, Number};
use uprate::report::document::Block;
use uprate::report::inputs::value;
use uprate::report::sensitivity::Looked;
use uprate::report::{change, sensitivity};
use uprate::scenario::ledger::Origin;
use uprate::scenario::{Override, Reading};

/// The scenarios by net profit, looked at once.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| cases(By::NetProfit, ""));

struct Case {
    name: String,
    reading: Reading,
    comparison: Comparison,
    found: Sensitivity,
}

/// What the inputs of all scenarios do whose file has some words in its name.
fn cases(by: By, words: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = std::fs::read_dir(folder).expect("the scenarios");
    let case = |path: std::path::PathBuf| {
        let reading = support::reading(&std::fs::read(&path).expect("a scenario"));
        let comparison = compare(reading.scenario.clone(), by).expect("computable");
        let inputs = numbers(&reading, SPREAD).0;
        let found = Sensitivity::of(&reading, &comparison, &inputs, false).expect("something to compare");
        assert_eq!(found.rows.len(), inputs.len());
        Case { name: path.display().to_string(), reading, comparison, found }
    };
    let paths = entries.map(|entry| entry.expect("a file").path());
    paths.filter(|path| path.to_string_lossy().contains(words)).map(case).collect()
}

/// The choice and the figures of all strategies with a value written into the scenario.
fn with(case: &Case, input: &UncertainInput, value: &str) -> (Choice<Exact>, Vec<Option<Exact>>) {
    // The step of the price follows from its decimals by default: it stays as it is.
    let step = format!("price_step={}", case.comparison.scenario.price_step.settled());
    given(case, &[step, format!("{}={value}", input.key)])
}

/// The choice and the figures of all strategies with what is given.
fn given(case: &Case, given: &[String]) -> (Choice<Exact>, Vec<Option<Exact>>) {
    let by = case.comparison.by;
    let given: Vec<Override> = given.iter().map(|text| Override::parse(text).expect("an override")).collect();
    let reading = case.reading.with(&given).unwrap_or_else(|wrong| panic!("{}: {}", case.name, wrong.in_a_line()));
    let evaluation = evaluate(&reading.scenario).expect("computable");
    let choice = Choice::among(&reading.scenario, &evaluation, by);
    let figures = evaluation.strategies.iter().map(|strategy| by.of(strategy)).collect();
    (choice, figures)
}

fn text(value: Exact) -> String {
    value.settled().normalize().to_string()
}

fn is_same(one: Exact, other: Exact) -> bool {
    !one.is_more_money_than(other) && !other.is_more_money_than(one)
}

#[test]
fn the_ends_of_every_range_are_what_compare_says_there() {
    let mut ends = 0;
    let by_p10 = cases(By::P10, "little-cash");
    for case in CASES.iter().chain(&by_p10) {
        let Measure::Lead(recommended) = case.found.measure else { continue };
        assert_eq!(
            (Ok(recommended), Some(case.found.base)),
            (case.comparison.choice.best, case.comparison.choice.lead)
        );
        for side in case.found.rows.iter().flat_map(|row| row.sides.iter().map(move |side| (row, side))) {
            let (Row { input, .. }, side) = side;
            assert!(input.definition.bounds.admit(side.value.settled()), "{}: {}", case.name, input.key);
            let (choice, figures) = with(case, input, &text(side.value));
            let place = format!("{}: {} = {}", case.name, input.key, text(side.value));
            assert_eq!(side.best, choice.best.ok(), "{place}");
            assert_eq!(side.ruled_out, choice.ruled_out[recommended].is_some(), "{place}");
            if !side.ruled_out {
                // Ahead of the second best, or behind the best.
                let lead = match choice.best.expect("a choice") {
                    best if best == recommended => choice.lead,
                    best => Some(figures[recommended].expect("a figure") - figures[best].expect("a figure")),
                };
                let same = side
                    .lead
                    .zip(lead)
                    .map_or(side.lead.is_none() && lead.is_none(), |(one, other)| is_same(one, other));
                assert!(same, "{place}: {:?}, not {lead:?}", side.lead);
            }
            ends += 1;
        }
    }
    assert!(ends > 600, "{ends} ends");
}

#[test]
fn a_little_beyond_every_value_that_changes_the_choice_it_is_another_and_a_little_before_it_is_not() {
    let mut points = 0;
    for case in CASES.iter() {
        if case.comparison.choice.best.is_err() {
            continue;
        }
        for point in case.found.rows.iter().flat_map(Row::tips) {
            let base = point.input.base.to_f64();
            let value = |share: f64| format!("{:.12}", base + (point.at - base) * share);
            let (before, beyond) = if point.input.is_whole() {
                (format!("{}", point.at - (point.at - base).signum()), format!("{}", point.at))
            } else {
                (value(0.999), value(1.0001))
            };
            for (value, expected) in [(before, case.comparison.choice.best.expect("a choice")), (beyond, point.then)] {
                let best = with(case, &point.input, &value).0.best.expect("a choice");
                assert_eq!(best, expected, "{}: {} = {value}", case.name, point.input.key);
            }
            points += 1;
        }
    }
    assert!(points > 40, "{points} points");
}

/// A value as a page shows it, as it is given with `--set`.
fn as_given(shown: &str) -> String {
    shown.replace(" %", "%").replace(',', "")
}

/// The strategy that is recommended with a value that a page shows, given as anybody would.
fn best_with(case: &Case, key: &str, shown: &str) -> usize {
    given(case, &[format!("{key}={}", as_given(shown))]).0.best.expect("a choice")
}

#[test]
fn every_value_that_is_shown_has_the_choice_that_is_claimed() {
    let mut shown = 0;
    for case in CASES.iter().filter(|case| case.comparison.choice.best.is_ok()) {
        let of_compare = tipping_points(&case.reading, &case.comparison);
        let decimals = case.comparison.scenario.currency.decimals();
        for point in case.found.rows.iter().flat_map(Row::tips).chain(&of_compare) {
            let text = value(&point.input, point.told, decimals);
            let key = &point.input.key;
            assert_eq!(best_with(case, key, &text), point.then, "{}: {key} = {text}", case.name);
            assert_ne!(text, value(&point.input, point.input.base, decimals), "{}: {key}", case.name);
            // No rounder than a tenth of the way, but for prices and whole numbers, which have their steps.
            let (told, base) = (point.told.to_f64(), point.input.base.to_f64());
            let off = (told - point.at).abs();
            let step = case.comparison.scenario.price_step.to_f64();
            let most = if point.input.is_price() { step } else { 0.1 * (point.at - base).abs() };
            assert!(point.input.is_whole() || off <= most + 1e-9, "{}: {key} = {text}, {}", case.name, point.at);
            shown += 1;
        }
    }
    assert!(shown > 80, "{shown} values");
}

#[test]
fn values_are_rounded_away_from_the_base_case_and_prices_to_their_steps() {
    for (scenario, key, expected) in [
        ("price-lock", "contract.max_raise", "3.75 %"),
        ("sales-team", "response.accept.2.chance", "73.2 %"),
        ("collects", "client.rate", "4,820"),
        ("little-cash", "business.cash", "2,334.87"),
        ("bureau", "client.unit_price", "1.444"),
        ("staircase", "client.rate", "50.35"),
    ] {
        let case = CASES.iter().find(|case| case.name.contains(scenario)).expect("the scenario");
        let row = case.found.rows.iter().find(|row| row.input.key == key).expect("the input");
        let point = row.sides[0].tips.as_ref().unwrap_or_else(|| panic!("{scenario}: {key} tips"));
        let text = value(&point.input, point.told, case.comparison.scenario.currency.decimals());
        assert_eq!(text, expected, "{scenario}: {key}");
    }
}

/// The page of a scenario, with room for whole sentences.
fn page(name: &str) -> String {
    let file = format!("scenarios/{name}.toml");
    run(Path::new(env!("CARGO_MANIFEST_DIR")), &["sensitivity", &file, "--width", "200"]).stdout
}

#[test]
fn every_number_that_is_given_is_varied_or_named() {
    for case in CASES.iter() {
        let (inputs, others) = numbers(&case.reading, SPREAD);
        let given = case.reading.ledger.iter().filter(|entry| entry.origin != Origin::Default);
        let given = given.filter(|entry| entry.definition.is_some_and(|definition| definition.holds.is_number()));
        for entry in given {
            let is_varied = inputs.iter().any(|input| input.key == entry.key);
            assert_ne!(is_varied, others.contains(&entry.key.as_str()), "{}: {}", case.name, entry.key);
            assert!(is_varied || entry.key.starts_with("correlation."), "{}: {}", case.name, entry.key);
        }
    }
    let page = page("nearly-everything-is-a-guess");
    assert!(page.contains("`correlation.4.rho`: no figure of a strategy follows from them."), "{page}");
}

#[test]
fn what_is_known_or_chosen_is_told_apart_from_estimates() {
    let staircase = page("staircase-under-the-approval-limit");
    assert!(
        staircase.contains("None of your estimates changes the choice by itself")
            && staircase.contains("What is known or chosen changes it too: with the rate at 50.35 or less, not 58.00"),
        "{staircase}"
    );
    let bureau = page("bureau-caller-haggles-over-pennies");
    assert!(bureau.contains("(the nearest 3 of 7 estimates)"), "{bureau}");
}

#[test]
fn what_has_no_effect_has_none_in_between_either() {
    let mut looked_at = 0;
    for case in CASES.iter() {
        let Measure::Lead(recommended) = case.found.measure else { continue };
        for row in case.found.rows.iter().filter(|row| row.has_no_effect() && row.input.low < row.input.high) {
            for part in [1, 2, 3] {
                let share = Exact::whole(part) / Exact::whole(4);
                let [low, high] = row.sides.each_ref().map(|side| side.value);
                let value = low + (high - low) * share;
                let value = if row.input.is_whole() { row.input.base } else { value };
                let (choice, _) = with(case, &row.input, &text(value));
                assert_eq!(choice.best, Ok(recommended), "{}: {}", case.name, row.input.key);
                assert!(
                    is_same(choice.lead.expect("a lead"), case.found.base),
                    "{}: {} {:?} {:?}",
                    case.name,
                    row.input.key,
                    choice.lead,
                    case.found.base
                );
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 20, "{looked_at}");
}

#[test]
fn what_changes_the_choice_is_what_compare_tells() {
    let mut told = 0;
    let by_present_value = cases(By::PresentValue, "agency");
    for Case { name, reading, comparison, found } in CASES.iter().chain(&by_present_value) {
        let on_page = change::labelled(reading, comparison);
        let looked = Looked { reading, comparison, sensitivity: found.clone(), spread: SPREAD, named: false };
        let page = sensitivity::page(&looked);
        let lines = page.blocks.iter().filter_map(|block| match block {
            Block::Labelled { label, text } => Some((label.as_str(), text.clone())),
            _ => None,
        });
        let changes = lines.skip_while(|(label, _)| *label != "IT CHANGES");
        let changes = changes.enumerate().take_while(|(position, (label, _))| *position == 0 || label.is_empty());
        // What is no estimate is told by the tornado alone.
        let changes = changes.map(|(_, line)| line).filter(|(_, text)| !text.starts_with("What is known or chosen"));
        let changes: Vec<(&str, String)> = changes.collect();
        assert!(on_page.len() >= changes.len(), "{name}");
        for (one, other) in changes.iter().zip(&on_page) {
            assert_eq!((one.0, &one.1), (other.0, &other.1), "{name}");
        }
        told += changes.len();
    }
    assert!(told > 30, "{told}");
}

/// A raise of 20 % on 60 hours at 95 with a margin of 35 %, judged by a chance of its own. Doing nothing brings 22,536;
/// the raise 939 + 21,597 − 21,597 + 47,817·s: as much at s = 21,597/47,817 = 45.1659… %.
fn one_raise(chance: &str) -> String {
    format!(
        "start = 2026-12-01\n[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n[effort]\nhours = 22\ncost = 48\n\
         [capacity]\ncost_stays = 0\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"20%\"\naccept = \"{chance}\"\n"
    )
}

fn run_on(scenario: &str, arguments: &[&str]) -> Run {
    let folder = folder();
    std::fs::write(folder.path().join("client.toml"), scenario).expect("written");
    run(folder.path(), &[&["sensitivity", "client.toml"], arguments].concat())
}

fn json_of(scenario: &str, arguments: &[&str]) -> Json {
    let run = run_on(scenario, &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("JSON")
}

fn row<'j>(json: &'j Json, key: &str) -> &'j Json {
    json["rows"].as_array().expect("rows").iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no {key}"))
}

fn close(value: &Json, expected: f64) {
    let got = value.as_f64().unwrap_or_else(|| panic!("{value} is no number"));
    assert!((got - expected).abs() < 1e-6 * expected.abs().max(1.0), "{got}, not {expected}");
}

#[test]
fn a_lead_worked_out_by_hand() {
    // At 50 % the raise brings 939 + 47,817/2 = 24,847.5, so 2,311.5 more than doing nothing; at 40 % and 60 %, 20 %
    // either way, 4,781.7 less and more.
    let json = json_of(&one_raise("50%"), &[]);
    assert_eq!((&json["schema"], &json["range"]), (&Json::from("uprate.sensitivity.v1"), &Json::from(0.2)));
    assert_eq!(json["as_it_is"]["against"], "status-quo");
    close(&json["as_it_is"]["lead"], 2_311.5);
    let chance = row(&json, "strategy.thirty-day-raise.accept");
    close(&chance["low"]["lead"], 2_311.5 - 4_781.7);
    close(&chance["high"]["lead"], 2_311.5 + 4_781.7);
    close(&chance["swing"], 2.0 * 4_781.7);
    close(&chance["low"]["flips"]["at"], 21_597.0 / 47_817.0);
    assert_eq!(
        (&chance["low"]["flips"]["to"], &chance["low"]["strategy"]),
        (&"status-quo".into(), &"status-quo".into())
    );
    assert_eq!(chance["high"]["flips"], Json::Null);
    // Extra hours are the same with the raise, and are gone with the client: half of 22·48 in 23 months counts.
    let hours = row(&json, "effort.hours");
    close(&hours["high"]["lead"], 2_311.5 + 4.4 * 48.0 * 23.0 / 2.0);
}

#[test]
fn a_range_of_its_own_counts_and_only_what_is_named_is_varied() {
    let key = "strategy.thirty-day-raise.accept";
    let given = ["--vary", "strategy.thirty-day-raise.accept=45%..100%", "--vary", "effort.hours", "--range", "50%"];
    let json = json_of(&one_raise("50%"), &given);
    assert_eq!(json["rows"].as_array().expect("rows").len(), 2);
    close(&row(&json, key)["high"]["value"], 1.0);
    close(&row(&json, key)["low"]["flips"]["at"], 21_597.0 / 47_817.0);
    close(&row(&json, "effort.hours")["high"]["value"], 33.0);
    // A range of the scenario comes before the share; what is not a guess may be named.
    let ranged = one_raise("50%").replace("hours = 22", "hours = { low = 21, likely = 22, high = 30 }");
    let json = json_of(&ranged, &["--vary", "effort.hours", "--vary", "months", "--vary", "response.churn=0..1%"]);
    close(&row(&json, "effort.hours")["low"]["value"], 21.0);
    close(&row(&json, "effort.hours")["high"]["value"], 30.0);
    close(&row(&json, "months")["low"]["value"], 19.0);
    close(&row(&json, "months")["high"]["value"], 29.0);
    assert_eq!(row(&json, "months")["low"]["flips"], Json::Null);
    close(&row(&json, "response.churn")["low"]["lead"], 2_311.5);
}

#[test]
fn an_end_that_the_scenario_may_not_have_is_come_towards_and_said() {
    let scenario = one_raise("50%") + "[payment]\nbad_debt = \"60%\"\ndisputed = \"35%\"\n";
    let json = json_of(&scenario, &[]);
    let bad_debt = row(&json, "payment.bad_debt");
    // 72 % and 66 % are too much beside 35 %, 63 % is not.
    close(&bad_debt["high"]["value"], 0.63);
    assert!(bad_debt["high"]["why_no_farther"].as_str().expect("why").contains("more than the whole bill"));
    assert_eq!(bad_debt["low"]["why_no_farther"], Json::Null);
    let page = run_on(&scenario, &[]).stdout;
    assert!(page.contains("no farther: "), "{page}");
    // Chances that must not rise stay between their neighbours.
    let curve = "[response]\naccept = [{ raise = \"10%\", chance = \"60%\" }, { raise = \"20%\", chance = \"55%\" }]\n";
    let json = json_of(&(one_raise("50%").replace("accept = \"50%\"\n", "") + curve), &[]);
    close(&row(&json, "response.accept.1.chance")["low"]["value"], 0.55);
    close(&row(&json, "response.accept.2.chance")["high"]["value"], 0.60);
}

#[test]
fn what_nothing_recommends_is_held_against_doing_nothing() {
    let unjudged = one_raise("50%").replace("accept = \"50%\"\n", "");
    let json = json_of(&unjudged, &[]);
    assert_eq!((&json["as_it_is"]["recommended"], &json["as_it_is"]["what"]), (&Json::Null, &"difference".into()));
    // If it is accepted: 1,140 more in 23 months.
    close(&json["as_it_is"]["lead"], 1_140.0 * 23.0);
    close(&row(&json, "client.rate")["high"]["lead"], 1.2 * 1_140.0 * 23.0);
    let page = run_on(&unjudged, &["--width", "200"]).stdout;
    assert!(page.contains("No strategy is recommended") && page.contains("if the client accepts everything"), "{page}");
    // A raise of its own that costs more than it brings: as much at no raise.
    let json = json_of(&unjudged, &["--vary", "strategy.thirty-day-raise.raise=-10%..30%"]);
    let flips = &row(&json, "strategy.thirty-day-raise.raise")["low"]["flips"];
    assert!(flips["at"].as_f64().expect("a value").abs() < 1e-3, "{flips}");
    assert_eq!(flips["to"], "status-quo");
}

#[test]
fn what_rules_the_recommended_strategy_out_comes_first() {
    let case = CASES.iter().find(|case| case.name.contains("freelancer-with-little-cash"));
    let found = &case.expect("the scenario").found;
    assert!(found.rows[0].rules_out());
    let last = found.rows.iter().rposition(Row::rules_out).expect("some do");
    assert!(found.rows[..last].iter().all(Row::rules_out));
    let swings: Vec<Exact> = found.rows[last + 1..].iter().map(|row| row.swing).collect();
    assert!(swings.len() > 3 && swings.windows(2).all(|pair| pair[0] >= pair[1]), "{swings:?}");
}

#[test]
fn what_cannot_be_done_is_said_at_once() {
    for (arguments, code, expected) in [
        (&["--range", "0"][..], 2, "more than 0"),
        (&["--range", "20"], 2, "write 20%"),
        (&["--range", "130%"], 2, "100% at the most"),
        (&["--range", "wide"], 2, "write a share, such as 70% or 0.7"),
        (&["--vary", "effort.hours=10..10"], 2, "is empty"),
        (&["--vary", "effort.hours=30..10"], 2, "runs backward"),
        (&["--vary", "effort.hours=30..40"], 2, "effort.hours is 22, which does not lie from 30 to 40"),
        (&["--vary", "effort.hours=10,20"], 2, "is no range"),
        (&["--vary", "effort.hours=10..30:5"], 2, "leave the step out"),
        (&["--vary", "effort.hours=-5..30"], 2, "`effort.hours` is out of bounds"),
        (&["--vary", "effort.hour"], 2, "did you mean `hours`"),
        (&["--vary", "effort.hour"], 2, "--> --vary effort.hour:1:8\n  |\n1 | effort.hour\n  |        ^^^^"),
        (&["--vary", "effort.hours=-5..30"], 2, "1 | effort.hours=-5..30\n  |              ^^"),
        (&["--vary", "title"], 2, "is no number"),
        (&["--vary", "effort.hours", "--vary", "effort.hours"], 2, "twice"),
        (&["--vary", "goal.margin"], 2, "--set goal.margin=VALUE"),
        (&["--vary", "response.churn"], 2, "write --vary response.churn=LOW..HIGH"),
        (&["--strategy", "status-quo"], 2, "nothing to compare"),
        (&["--strategy", "thirty-day-rise"], 2, "did you mean thirty-day-raise"),
        (&["--by", "profit"], 2, "net-profit"),
    ] {
        let run = run_on(&one_raise("50%"), arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn two_values_take_two_lines_before_a_column_goes_and_every_heading_says_which() {
    for (name, width) in [("freelancer-collects-before-cutting", "100"), ("price-lock-cap-and-long-notice", "80")] {
        let file = format!("scenarios/{name}.toml");
        let page = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["sensitivity", &file, "--width", width]).stdout;
        let table = &page[page.find("EACH INPUT BY ITSELF").expect("the table")..];
        assert!(table.lines().nth(1).is_some_and(|headings| headings.contains("now")), "{page}");
        let words: Vec<&str> = page.split_whitespace().collect();
        assert!(words.join(" ").contains("best at low, best at high"), "{page}");
        let second = |line: &str| line.trim_start().starts_with("5,359 or more B") || line.contains("  14 or more B");
        assert!(table.lines().any(second), "{page}");
    }
}
