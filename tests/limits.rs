//! Every number and list of a scenario at, just within and just beyond its limits; numbers that are none; overrides that
//! contradict the file.

mod support;

use std::fs;
use std::time::Instant;

use rust_decimal::Decimal;
use support::everything::{every_key, everything_with};
use support::plan::Plan;
use support::program::{MINIMAL, Run, run};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::number::{Exact, Number};
use uprate::scenario::catalogue::{Group, Holds, TOP, strategy_group};
use uprate::scenario::diagnostics::Diagnostics;
use uprate::scenario::{Source, SourceError};

/// Runs a command on a scenario.
fn run_on(text: &str, arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), text).expect("written");
    run(folder.path(), &[&arguments[..1], &["client.toml"], &arguments[1..]].concat())
}

/// Refused as a wrong scenario, with nothing on standard output.
fn assert_wrong(run: &Run, says: &[&str], of: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{of}: {}", run.stderr);
    for words in says {
        assert!(run.stderr.contains(words), "{of}: no {words:?} in\n{}", run.stderr);
    }
}

#[test]
fn every_number_is_taken_up_to_its_bounds_and_no_further() {
    let mut bounds_tried = 0;
    for (path, key) in every_key().into_iter().filter(|(_, key)| key.holds.is_number()) {
        let path = path.join(".");
        let step = if matches!(key.holds, Holds::Whole) { Decimal::ONE } else { Decimal::new(1, 10) };
        for (bound, beyond) in [(key.bounds.least(), -step), (key.bounds.most(), step)] {
            let Some((bound, itself)) = bound else { continue };
            bounds_tried += 1;
            for (value, is_within) in [(bound - beyond, true), (bound, itself), (bound + beyond, false)] {
                let given = format!("{path}={value}");
                let read = everything_with(&given);
                let out_of_bounds = |wrong: &Diagnostics| wrong.codes().contains(&"out-of-bounds");
                assert_eq!(!read.as_ref().is_err_and(out_of_bounds), is_within, "{given}");
                // At a bound the numbers may run out, which is said; nothing else may happen.
                if let Ok(reading) = read {
                    let _ = compare(reading.scenario, By::NetProfit);
                }
            }
        }
        let zero = everything_with(&format!("{path}=0"));
        let taken = !zero.is_err_and(|wrong| wrong.codes().contains(&"out-of-bounds"));
        assert_eq!(taken, key.bounds.admit(Decimal::ZERO), "{path}=0");
    }
    assert!(bounds_tried > 150, "{bounds_tried} bounds");
}

#[test]
fn numbers_of_any_size_are_computed_or_run_out_by_name() {
    for (path, _) in every_key().into_iter().filter(|(_, key)| key.holds.is_number()) {
        for value in ["79228162514264337593543950335", "-79228162514264337593543950335", "1e-28", "1e14"] {
            let given = format!("{}={value}", path.join("."));
            match everything_with(&given).map(|reading| compare(reading.scenario, By::NetProfit)) {
                Ok(Ok(comparison)) => {
                    let profits = comparison.evaluation.strategies.iter().map(|strategy| strategy.totals.net_profit);
                    assert!(profits.into_iter().all(|profit| profit.is_sound(Exact::ONE)), "{given}");
                }
                Ok(Err(error)) => {
                    assert!(error.to_string().contains(&format!("strategy `{}`", error.strategy())), "{given}");
                }
                // Out of bounds, or a range no more that is correlated with another.
                Err(_) => {}
            }
        }
    }
}

/// How long a list or a text may be, as the catalogue has it.
fn length_max(group: &Group, key: &str) -> usize {
    group.key(key).expect(key).bounds.length_max
}

/// So many lines, numbered from 1.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (1..=count).map(|number| line(number) + "\n").collect()
}

fn strategies(count: usize) -> String {
    lines(count, |number| {
        format!(
            "[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"s{number}\"\nraise = {{ low = 0.0{number:02}1, high = 0.9 }}"
        )
    })
}

fn answers(count: usize) -> String {
    let answer = |number| format!("{{ raise = \"{number}%\", chance = \"{}%\" }},", 200 - number);
    format!("[{}]\n", lines(count, |number| answer(number).replace("chance = \"1", "chance = \"0.")).replace('\n', " "))
}

/// A list, its limit, and a scenario with so many entries in it.
type List = (&'static str, usize, fn(usize) -> String);

/// Every list of a scenario but that of red flags, of which there are not so many.
fn every_list() -> Vec<List> {
    let group = |name: &str| match TOP.key(name).expect(name).holds {
        Holds::Table(group) | Holds::Tables(group) => group,
        _ => unreachable!("{name} is a table"),
    };
    let of_kind = |code: &str| strategy_group(uprate::domain::Kind::from_code(code).expect(code));
    vec![
        ("strategy", length_max(&TOP, "strategy"), strategies),
        ("risk", length_max(&TOP, "risk"), |count| {
            lines(count, |number| {
                format!("[[risk]]\nname = \"r{number}\"\nkind = \"legal\"\nchance = \"5%\"\ncost = 5\nwhen = \"exit\"")
            })
        }),
        ("correlation", length_max(&TOP, "correlation"), |count| {
            let pairs: Vec<_> = (1..=25).flat_map(|a| (1..a).map(move |b| (a, b))).collect();
            let pair = |number: usize| {
                let (a, b) = pairs[number - 1];
                format!("[[correlation]]\na = \"strategy.s{a}.raise\"\nb = \"strategy.s{b}.raise\"\nrho = 0.01")
            };
            strategies(25) + &lines(count, pair)
        }),
        ("response.accept", length_max(group("response"), "accept"), |count| {
            format!("[response]\naccept = {}", answers(count))
        }),
        ("response.shock", length_max(group("response"), "shock"), |count| {
            format!("[response]\nelasticity = 1\nshock = {}", answers(count))
        }),
        ("risk.1.strategies", length_max(group("risk"), "strategies"), |count| {
            let ids = lines(count, |number| format!("\"s{}\",", number.min(50))).replace('\n', " ");
            strategies(50)
                + &format!(
                    "[[risk]]\nname = \"r\"\nkind = \"legal\"\nchance = \"5%\"\ncost = 5\nwhen = \"exit\"\nstrategies = [{ids}]\n"
                )
        }),
        ("strategy.service-tiers.tier", length_max(of_kind("service-tiers"), "tier"), |count| {
            let tier =
                |number| format!("[[strategy.tier]]\nname = \"t{number}\"\nhours = {number}\nmonthly = {number}00");
            "[[strategy]]\nkind = \"service-tiers\"\n".to_owned() + &lines(count, tier)
        }),
        ("strategy.custom.move", length_max(of_kind("custom"), "move"), |count| {
            let one = |number| format!("[[strategy.move]]\nafter_days = {number}\nraise = \"1%\"");
            "[[strategy]]\nkind = \"custom\"\n".to_owned() + &lines(count, one)
        }),
    ]
}

#[test]
fn lists_are_taken_as_long_as_they_may_be_and_no_longer() {
    for (name, most, with) in every_list() {
        for count in [1, most - 1, most] {
            let run = run_on(&format!("{MINIMAL}{}", with(count)), &["check", "-q"]);
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{count} entries in {name}");
        }
        let run = run_on(&format!("{MINIMAL}{}", with(most + 1)), &["check"]);
        let (title, found) =
            (format!("error[list-length]: `{name}` must have at most {most} entries"), format!("it has {}", most + 1));
        assert_wrong(&run, &[&title, &found, "--> client.toml:"], name);
    }
}

#[test]
fn a_file_is_taken_up_to_a_mebibyte_and_no_further() {
    let of_size = |size: usize| {
        let source = Source::from_bytes("client.toml", " ".repeat(size).as_bytes());
        source.map(|source| source.text.len())
    };
    assert_eq!(of_size(1024 * 1024), Ok(1024 * 1024));
    assert_eq!(of_size(1024 * 1024 + 1), Err(SourceError::TooLarge));
}

#[test]
fn texts_are_taken_as_long_as_they_may_be_and_no_longer() {
    let of_raise = strategy_group(uprate::domain::Kind::ThirtyDayRaise);
    for (name, most) in
        [("title", length_max(&TOP, "title")), ("strategy.thirty-day-raise.id", length_max(of_raise, "id"))]
    {
        for (length, is_taken) in [(0, false), (1, true), (most, true), (most + 1, false)] {
            // Counted in characters, not in bytes.
            let given = format!("{name}=\"{}\"", "ü".repeat(length));
            let run = run_on(MINIMAL, &["check", "-q", "--set", &given]);
            if is_taken {
                assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{length} in {name}");
            } else {
                assert_wrong(&run, &["error[text-length]", &format!("--> --set {name}:")], name);
            }
        }
    }
}

#[test]
fn a_plan_has_1_to_120_months() {
    for (months, count) in [
        ("1", 1),
        ("120", 120),
        ("1.2e2", 120),
        ("0", 0),
        ("121", 0),
        ("-1", 0),
        ("1.5", 0),
        ("1e-1", 0),
        ("4294967297", 0),
    ] {
        let run =
            run_on(MINIMAL, &["project", "-q", "--strategy", "status-quo", "--format", "csv", "--months", months]);
        if count == 0 {
            assert_wrong(&run, &["`months`", "--> --months:1:1"], months);
        } else {
            assert_eq!((run.code, run.stdout.lines().count()), (Some(0), count + 1), "{months}: {}", run.stderr);
        }
    }
}

#[test]
fn the_largest_scenario_is_compared_in_bounded_time() {
    let moves = lines(120, |number| format!("[[strategy.move]]\nafter_months = {}\nraise = \"0.5%\"", number - 1));
    let strategies = lines(50, |number| format!("[[strategy]]\nkind = \"custom\"\nid = \"s{number}\"\n{moves}"));
    let response = format!("[response]\naccept = {}", answers(100));
    let begun = Instant::now();
    let run =
        run_on(&format!("{MINIMAL}{response}{strategies}"), &["compare", "--months", "120", "--format", "csv", "-q"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(0), 52), "{}", run.stderr);
    // Without optimisation, on a busy machine; a second is usual otherwise.
    assert!(begun.elapsed().as_secs() < 120, "{:?}", begun.elapsed());
}

#[test]
fn what_is_no_number_is_refused_with_what_to_write() {
    let endless = "1".repeat(30);
    for text in [
        "nan",
        "-nan",
        "inf",
        "-inf",
        "NaN",
        "Infinity",
        "1e400",
        "1e-400",
        "1e99999999999999999999",
        endless.as_str(),
        "0x10",
        "1__0",
        "_1",
        "1_",
        "--5",
        "+-5",
        "5-",
        "1e",
        "1e+",
        "e5",
        ".",
        "-",
        "%",
        "5%%",
        "1.2.3",
        " ",
        "1 000",
        "1\u{a0}000",
        "1'000",
        "1,000",
        "1.000,50",
        "€5",
        "5 EUR",
        "½",
        "١٢",
        "５",
        "∞",
        "true",
    ] {
        // As TOML where it is some, as a text, and from the command line.
        let is_toml = matches!(text, "nan" | "-nan" | "inf" | "-inf" | "1e400" | "1e-400");
        let quoted = format!("\"{text}\"");
        for written in [quoted.as_str(), text].iter().take(if is_toml { 2 } else { 1 }) {
            let run = run_on(&MINIMAL.replace("rate = 95 ", &format!("rate = {written}")), &["check"]);
            assert_wrong(&run, &["`client.rate` must be a number", "--> client.toml:", "\nhelp: "], written);
        }
        let run = run_on(MINIMAL, &["check", &format!("--set=client.rate={text}")]);
        assert_wrong(&run, &["`client.rate` must be a number", "--> --set client.rate:"], text);
    }
}

#[test]
fn zero_has_no_sign() {
    let zeros = ["effort.hours=-0", "effort.cost=-0.0", "discount=-0%", "response.churn=\"-0 %\"", "goal.margin=-0e5"];
    let arguments: Vec<&str> = zeros.iter().flat_map(|given| ["--set", given]).collect();
    for format in ["json", "csv", "table"] {
        let run = run_on(MINIMAL, &[&["compare", "--format", format, "-q"], arguments.as_slice()].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        // What was given is repeated as it was given.
        let page = if format == "table" { run.stdout.split_once("\n\n").expect("a title").1 } else { &run.stdout };
        let numbers = page.split(|character: char| !character.is_ascii_digit() && !matches!(character, '-' | '.'));
        let zero = |number: &&str| number.starts_with('-') && number.parse::<f64>().is_ok_and(|value| value == 0.0);
        assert_eq!(numbers.filter(zero).collect::<Vec<_>>(), [""; 0], "{format}");
    }
}

#[test]
fn an_override_that_contradicts_the_file_is_shown_with_what_it_contradicts() {
    let lines = "[response]\naccept = [{ raise = \"10%\", chance = \"80%\" }, { raise = \"30%\", chance = \"40%\" }]\n\
                 [[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"20%\"\n\
                 [[strategy]]\nkind = \"quarterly-raise\"\n";
    let text = format!(
        "flags = [\"slow-payer\"]\n{}{lines}",
        MINIMAL.replace("hours = 60", "hours = { low = 50, high = 70 }")
    );
    for (given, code, is_in_file) in [
        ("client.retainer=3200", "several-forms", true),
        ("client.cost=50", "several-forms", true),
        ("effort.monthly_cost=500", "several-forms", true),
        ("response.elasticity=2", "several-forms", true),
        ("response.accept.1.chance=30%", "chances-must-not-rise", true),
        ("response.accept.2.raise=5%", "raises-must-rise", true),
        ("client.hours.low=71", "range-out-of-order", true),
        ("strategy.quarterly-raise.id=thirty-day-raise", "not-unique", true),
        ("strategy.thirty-day-raise.kind=exit-now", "key-of-another-kind", true),
        ("strategy.thirty-day-raise.id=status-quo", "not-unique", false),
        ("strategy.thirty-day-raise.refund=5", "key-of-another-kind", false),
        ("strategy.thirty-day-raise.raise.low=5%", "no-such-place", false),
        ("flags=[\"slow-payer\", \"slow-payer\"]", "flag-twice", false),
        ("flags.slow-payer=4", "out-of-bounds", false),
        ("client={}", "no-form", false),
        ("client=5", "wrong-type", false),
        ("replacement.rate=5", "part-missing", false),
    ] {
        let run = run_on(&text, &["compare", "--set", given]);
        let (code, key) = (format!("error[{code}]"), given.split('=').next().expect("a key"));
        assert_wrong(&run, &[&code, &format!("--set {key}:1:")], given);
        assert_eq!(run.stderr.contains(" client.toml:"), is_in_file, "{given}\n{}", run.stderr);
    }
}

#[test]
fn a_move_may_take_effect_on_the_last_day_of_all() {
    let rest = "[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_days = 31\nraise = \"5%\"";
    let plan = Plan::starting("9999-11-30", "months = 1", rest);
    assert_eq!(plan.moves("custom"), ["9999-12-31 > 9999-12-31 in none"]);
}
