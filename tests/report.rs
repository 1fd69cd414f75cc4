//! The partner pack says what the other commands say, its bridges add up, and names stay text in it.

#[allow(dead_code, reason = "a part of it is used")]
#[path = "support/draft.rs"]
mod draft;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use draft::draft;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use support::program::{MINIMAL, folder, run};
use support::reading;
use uprate::analysis::bridge::{Bridge, Part};
use uprate::engine::EngineError;
use uprate::engine::evaluation::{Evaluation, evaluate};
use uprate::number::{Exact, Number};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The scenarios that come along.
fn scenarios() -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(ROOT).join("scenarios")).expect("the scenarios");
    let paths = entries.map(|entry| entry.expect("a file").path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect()
}

/// What a command prints of a scenario.
fn printed(scenario: &Path, arguments: &[&str]) -> String {
    let name = scenario.to_str().expect("UTF-8");
    let run = run(Path::new(ROOT), &[&[arguments[0], name, "--quiet"], &arguments[1..]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?} {name}: {}", run.stderr);
    run.stdout
}

fn json(scenario: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(scenario, &[arguments, &["--format", "json"]].concat())).expect("JSON")
}

/// A number as it is printed: with thousands set off, a sign, a unit.
fn amount(text: &str) -> Option<f64> {
    let text = text.replace("**", "");
    let text = text.split(" \\[").next().unwrap_or_default();
    text.trim_end_matches(" %").trim_start_matches('\\').replace(',', "").parse().ok()
}

fn number(value: &Value) -> Option<f64> {
    value.is_number().then(|| value.to_string().parse().expect("a number"))
}

/// The rows of the tables below headings that begin so, in Markdown: cells as they are printed.
fn rows(markdown: &str, begins: &str) -> Vec<Vec<String>> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in markdown.lines() {
        if line.starts_with("## ") {
            inside = line.starts_with(&format!("## {begins}"));
        } else if line.starts_with("# ") {
            inside = false;
        }
        if inside && let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) {
            found.push(cells.split(" | ").map(str::to_owned).collect());
        }
    }
    found
}

/// The titles of the pages, without what they are of.
fn pages(markdown: &str) -> Vec<&str> {
    let titles = markdown.lines().filter_map(|line| line.strip_prefix("# "));
    titles.map(|title| title.split(" · ").next().expect("a title")).collect()
}

#[test]
fn every_amount_of_the_decision_is_one_that_compare_gives() {
    let names = [
        ("it accepts", "accepts"),
        ("if it accepts", "if_accepted"),
        ("net profit, it accepts", "if_accepted"),
        ("if it refuses", "if_refused"),
        ("it refuses at once", "if_refused"),
        (" EXPECTED", "net_profit"),
        ("against nothing", "difference"),
        ("all revenue", "total_revenue"),
        ("all hours", "hours_worked"),
        ("revenue an hour", "rate_worked"),
    ];
    let mut compared = 0;
    for scenario in scenarios() {
        let pack = printed(&scenario, &["report", "--format", "markdown"]);
        let decision = pack.split("\n# ").next().expect("a page");
        let table = rows(decision, "Net profit in");
        let figures = json(&scenario, &["compare"]);
        let strategies = figures["strategies"].as_array().expect("strategies");
        let (headings, rows) = (&table[0], &table[2..]);
        assert_eq!(rows.len(), strategies.len(), "{scenario:?}");
        let whole = decision.contains("Amounts are in whole units");
        for (row, strategy) in rows.iter().zip(strategies) {
            for (heading, text) in headings.iter().zip(row) {
                let Some((_, name)) = names.iter().find(|(known, _)| known.trim() == heading.trim()) else { continue };
                let Some(shown) = amount(text) else { continue };
                let exact = number(&strategy["totals"][name]).expect("a figure");
                let exact = if *name == "accepts" { exact * 100.0 } else { exact };
                let decimals = text.split_once('.').map_or(0, |(_, rest)| rest.matches(char::is_numeric).count());
                let step = 0.1_f64.powi(i32::try_from(decimals).expect("few"));
                assert!(
                    decimals > 0 || whole || matches!(*name, "accepts" | "hours_worked"),
                    "{scenario:?} {name}: {text}"
                );
                assert!((shown - exact).abs() <= step / 2.0 + 1e-6, "{scenario:?} {name}: {shown}, not {exact}");
                compared += 1;
            }
        }
        // What is said in sentences is what `compare` says in them.
        let reason = figures["recommendation"]["reason"].as_str().expect("a reason");
        for sentence in reason.split(". ").filter(|sentence| sentence.len() > 20) {
            let words = sentence.rsplit(": ").next().expect("words").trim_end_matches('.');
            assert!(decision.replace('\\', "").replace("**", "").contains(words), "{scenario:?}: {words}");
        }
    }
    assert!(compared > 300, "{compared} amounts");
}

#[test]
fn every_bridge_leads_from_doing_nothing_to_what_compare_gives() {
    for scenario in scenarios() {
        let figures = json(&scenario, &["compare"]);
        let report = json(&scenario, &["report"]);
        assert_eq!(report["schema"], "uprate.report.v1");
        let strategies = figures["strategies"].as_array().expect("strategies");
        let nothing = number(&strategies[0]["totals"]["net_profit"]).expect("an amount");
        for (strategy, compared) in report["strategies"].as_array().expect("strategies").iter().zip(strategies) {
            assert_eq!(strategy["id"], compared["id"]);
            let part = |name: &str| number(&strategy["bridge"][name]).expect(name);
            let parts: f64 = Part::ALL.iter().map(|one| part(one.name())).sum();
            assert!((part("nothing") - nothing).abs() < 1e-9);
            assert!((part("nothing") + parts - part("net_profit")).abs() < 1e-6, "{scenario:?} {strategy}");
            assert!((part("net_profit") - number(&compared["totals"]["net_profit"]).expect("it")).abs() < 1e-9);
        }
    }
}

#[test]
fn the_rows_of_every_bridge_add_up_as_they_are_printed() {
    let mut bridges = 0;
    for scenario in scenarios() {
        let pack = printed(&scenario, &["report", "--format", "markdown"]);
        // The table of a bridge is the one that says what its parts hold.
        let (mut sum, mut inside) = (0.0, false);
        for line in pack.lines() {
            let cells: Vec<&str> = line.split(" | ").collect();
            if line.contains("| what it holds |") {
                (sum, inside) = (0.0, true);
            } else if inside && line.starts_with("| **") {
                assert_eq!(amount(cells[1]), Some(sum), "{scenario:?}: {line}");
                (inside, bridges) = (false, bridges + 1);
            } else if inside && let Some(part) = cells.get(1).and_then(|cell| amount(cell)) {
                sum = (sum * 100.0 + part * 100.0).round() / 100.0;
                assert_eq!(amount(cells[2]), Some(sum), "{scenario:?}: {line}");
            }
        }
    }
    assert!(bridges > 40, "{bridges} bridges");
}

/// The bridge to the second strategy of a scenario.
fn bridge(text: &str) -> Vec<String> {
    let scenario = reading(text.as_bytes()).scenario;
    let evaluation = evaluate(&scenario).expect("figures");
    Bridge::of(&evaluation, 1).parts.iter().map(|part| part.settled().normalize().to_string()).collect()
}

#[test]
fn the_parts_of_a_bridge_are_those_computed_by_hand() {
    let client = "start = 2027-01-01\nmonths = 12\n[client]\nrate = 100\nhours = 50\nmargin = \"40%\"\n\
                  [effort]\nhours = 10\ncost = 30\n[payment]\nbad_debt = \"1%\"\n";
    let replacement =
        "[replacement]\nrate = 50\nmargin = \"40%\"\nlag_months = 0\nramp_months = 1\nacquisition_cost = 600\n";
    // Raised by 10 % from month 2 on, when half of such clients go: there with a chance of 50 % in 11 months.
    // Price: 11 · 50 % · 500. Volume: 11 · 50 % of a bill of 5 000 that costs 3 000 are lost. Hours: 11 · 50 % · 300.
    // Replacement: 30 hours in 11 months at 50 · 40 %, less half of 600. Risk: 12 · 50 less 50 + 11 · 50 % · 55.
    let raise = "[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"10%\"\naccept = \"50%\"\n";
    assert_eq!(
        bridge(&format!("{client}{replacement}{raise}")),
        ["2750", "-11000", "1650", "6300", "247.5"],
        "price, volume, hours, replacement, risk"
    );
    // A raise that everybody takes is nothing but price, and what of it is never paid.
    assert_eq!(bridge(&format!("{client}{}", raise.replace("50%", "100%"))), ["5500", "0", "0", "0", "-55"]);
    // Fewer extra hours, and nothing billed for them.
    let calmer = "[[strategy]]\nkind = \"custom\"\nmove = [{ behaviour_change = \"50%\" }]\n";
    assert_eq!(bridge(&format!("{client}{calmer}")), ["0", "0", "1800", "0", "0"]);
    // A bonus of 5 % of the bill.
    let bonus = "[[strategy]]\nkind = \"team-incentive\"\n";
    assert_eq!(bridge(&format!("{client}{bonus}")), ["0", "0", "0", "0", "-3000"]);
}

/// The parts add up to the difference, and each follows from the lines that it is made of.
fn assert_adds_up(evaluation: &Evaluation<Exact>) -> Result<(), TestCaseError> {
    let near = |one: Exact, other: Exact| (one - other).magnitude().to_f64() < 1e-9;
    for position in 0..evaluation.strategies.len() {
        let bridge = Bridge::of(evaluation, position);
        let sum: Exact = bridge.parts.into_iter().sum();
        prop_assert!(near(bridge.from + sum, bridge.to), "{bridge:?}");
        prop_assert!(near(sum, evaluation.strategies[position].totals.difference), "{bridge:?}");
        prop_assert!(near(bridge.levels()[4], bridge.to), "{bridge:?}");
    }
    prop_assert!(Bridge::of(evaluation, 0).parts.iter().all(|part| *part == Exact::ZERO));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150, rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn every_bridge_adds_up(draft in draft()) {
        match evaluate(&reading(draft.text().as_bytes()).scenario) {
            Ok(evaluation) => assert_adds_up(&evaluation)?,
            Err(error @ EngineError::RaiseLostInRounding { .. }) => {
                return Err(TestCaseError::reject(error.to_string()));
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        }
    }
}

#[test]
fn every_strategy_has_its_page_the_recommended_one_first() {
    for scenario in scenarios() {
        let pack = printed(&scenario, &["report", "--format", "markdown"]).replace('\\', "");
        let figures = json(&scenario, &["compare"]);
        let strategies = figures["strategies"].as_array().expect("strategies");
        let pages = pages(&pack);
        for strategy in strategies {
            let name = strategy["name"].as_str().expect("a name");
            let own = pages.iter().filter(|page| **page == name).count();
            assert_eq!(own, 1, "{scenario:?}: {name} of {pages:?}");
        }
        let best = strategies.iter().find(|strategy| strategy["id"] == figures["recommendation"]["strategy"]);
        let first = best.unwrap_or(&strategies[0])["name"].as_str().expect("a name");
        assert_eq!(pages[1], first, "{scenario:?}");
        assert_eq!(pages[pages.len() - 2..], ["Dates and risks", "Assumptions"]);
    }
}

#[test]
fn only_the_strategies_asked_for_have_pages_and_all_are_compared() {
    let scenario = Path::new(ROOT).join("scenarios/minimal.toml");
    let named = ["--strategy", "three-month-notice", "--strategy", "three-month-notice"];
    let pack = printed(&scenario, &[&["report", "--format", "markdown"], &named[..]].concat());
    let name = "Leave, 3 months' notice";
    assert_eq!(pages(&pack), ["minimal", name, &format!("{name}, month by month"), "Dates and risks", "Assumptions"]);
    assert_eq!(rows(pack.split("\n# ").next().expect("a page"), "Net profit in").len(), 2 + 5);
    let unknown = run(Path::new(ROOT), &["report", "scenarios/minimal.toml", "--strategy", "three-months-notice"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("did you mean three-month-notice?"), "{}", unknown.stderr);
}

#[test]
fn overrides_are_on_the_first_page_and_among_the_assumptions() {
    let scenario = Path::new(ROOT).join("scenarios/minimal.toml");
    let pack = printed(&scenario, &["report", "--format", "markdown", "--set", "client.rate=110", "--months", "12"]);
    let title = pack.lines().next().expect("a title");
    assert!(title.contains("client.rate=110") && title.contains("12 months"), "{title}");
    let given = rows(&pack, "Given");
    let rate = given.iter().find(|row| row[0] == "Rate").expect("the rate");
    assert_eq!((rate[1].as_str(), rate[2].as_str()), ("110.00 EUR an hour", "override, --set"));
    let months = given.iter().find(|row| row[0] == "Months of the plan").expect("the months");
    assert_eq!((months[1].as_str(), months[2].as_str()), ("12 months", "override, --months"));
}

/// Whether a cell has a value as it is written in a file: a percent sign without a space, a day in figures, thousands that
/// are not set off.
fn is_raw(cell: &str) -> bool {
    let letters: Vec<char> = cell.chars().collect();
    let percent = letters.windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == '%');
    let words = || cell.split_whitespace();
    let thousands = words().any(|word| word.len() >= 5 && word.bytes().all(|letter| letter.is_ascii_digit()));
    let day = words().any(|word| word.len() == 10 && word.matches('-').count() == 2);
    percent || thousands || day
}

#[test]
fn assumptions_are_in_words_each_with_its_source() {
    assert!(["5%", "30000", "2026-11-02"].into_iter().all(is_raw));
    assert!(!["5 % of the bill", "30,000 CHF", "2 Nov 2026"].into_iter().any(is_raw));
    let mut sources = BTreeSet::new();
    for scenario in scenarios() {
        let pack = printed(&scenario, &["report", "--format", "markdown", "--set", "discount=3%"]).replace('\\', "");
        let rows = [rows(&pack, "Given"), rows(&pack, "Left to their defaults")].concat();
        assert!(rows.len() > 25, "{scenario:?}: {} rows", rows.len());
        for row in rows.iter().filter(|row| !["value", "---"].contains(&row[1].as_str())) {
            // Titles and names are as they are written.
            assert!(["Title", "Client"].contains(&row[0].as_str()) || !is_raw(&row[1]), "{scenario:?}: {row:?}");
            assert!(!row[0].ends_with(" of it") && !row[1].contains('`'), "{row:?}");
            sources.insert(row[2].split(',').next().expect("a word").to_owned());
        }
    }
    assert_eq!(Vec::from_iter(sources), ["default", "file", "override"]);
}

#[test]
fn a_page_for_a_browser_stands_alone_and_says_in_words_what_it_draws() {
    for (paper, size) in [("a4", "size: A4;"), ("letter", "size: letter;")] {
        let folder = folder();
        let made = run(folder.path(), &["report", "client.toml", "-o", "pack.html", "--paper", paper]);
        assert_eq!((made.code, made.stdout.as_str()), (Some(0), ""), "{}", made.stderr);
        let page = fs::read_to_string(folder.path().join("pack.html")).expect("the pack");
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
        assert!(page.contains(size));
        for fetched in ["src=", "href=", "url(http", "<script", "@import"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
        let count = |text: &str| page.matches(text).count();
        // Three charts of the decision; a bridge and the outcomes of each strategy but doing nothing.
        assert_eq!(count("<figure"), 3 + 2 * 4);
        for part in ["<figcaption", "<svg", "</title><desc", "role=\"img\""] {
            assert_eq!(count(part), count("<figure"), "{part}");
        }
        assert!(page.contains("SHA-256") && page.contains(&format!("uprate {}", env!("CARGO_PKG_VERSION"))));
    }
}

#[test]
fn a_mark_on_a_page_for_a_browser_stays_with_its_word_and_a_letter_has_no_foot() {
    let agency = Path::new(ROOT).join("scenarios/agency-retainer-wants-everything.toml");
    let page = printed(&agency, &["report", "--format", "html"]);
    let marks = page.matches("<span class=\"mark\">").count();
    assert!(marks > 5 && page.matches("\u{a0}<span class=\"mark\">").count() == marks, "{marks}");
    let letters = printed(&agency, &["notice", "--format", "html"]);
    assert!(letters.contains("<section class=\"letter\">"));
    let (_, of_letters) = letters.split_once("@page letter {").expect("pages of letters");
    let of_letters = of_letters.split("\n}").next().expect("an end");
    for place in ["@bottom-left", "@bottom-right"] {
        assert!(of_letters.contains(&format!("{place} {{ content: none; }}")), "{of_letters}");
    }
}

#[test]
fn what_a_build_cannot_write_it_says_and_what_to_do() {
    for (file, is_built, remedy) in [
        ("pack.pdf", cfg!(feature = "pdf"), "build it with the feature pdf, or write HTML and print that"),
        ("pack.xlsx", cfg!(feature = "xlsx"), "build it with the feature xlsx, or write CSV"),
    ] {
        let place = folder();
        let made = run(place.path(), &["report", "client.toml", "--quiet", "-o", file]);
        assert_eq!(made.code, Some(if is_built { 0 } else { 2 }), "{file}: {}", made.stderr);
        assert_eq!(place.path().join(file).exists(), is_built, "{file}");
        assert_eq!(made.stderr.contains(remedy), !is_built, "{file}: {}", made.stderr);
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn the_workbook_of_the_pack_is_the_one_of_compare() {
    let place = tempfile::tempdir().expect("a folder");
    let scenario = &scenarios()[0];
    let written = |command: &str| {
        let file = place.path().join("book.xlsx");
        let words = [command, &scenario.to_string_lossy(), "--quiet", "-o", &file.to_string_lossy()];
        assert_eq!(run(place.path(), &words).code, Some(0), "{command}");
        std::fs::read(file).expect("a workbook")
    };
    let book = written("report");
    assert!(book.starts_with(b"PK") && book.len() > 50_000, "{} bytes", book.len());
    assert_eq!(book, written("compare"));
}

#[test]
fn names_stay_text_on_the_page() {
    let evil = "</style></script><script>alert(1)</script>\\\"'&=HYPERLINK(1)";
    let folder = tempfile::tempdir().expect("a folder");
    let text = MINIMAL.replace("[client]", &format!("title = '''{evil}'''\n[client]\nname = '''{evil}'''"))
        + &format!("[[risk]]\nname = '''{evil}'''\nkind = \"legal\"\nchance = \"5%\"\ncost = 5\nwhen = \"exit\"\n")
        + &format!(
            "[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"raise\"\nname = '''{evil}{}'''\n",
            "x".repeat(150)
        );
    fs::write(folder.path().join("client.toml"), text).expect("written");
    let made = run(folder.path(), &["report", "client.toml", "--format", "html", "--quiet"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert_eq!((made.stdout.matches("</style>").count(), made.stdout.matches("<script").count()), (1, 0));
    assert!(made.stdout.contains("&lt;script&gt;alert(1)"));
}
