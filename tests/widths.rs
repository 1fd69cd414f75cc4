//! Pages fit the width asked for, by the columns that a screen takes, whatever they are about.

#[allow(dead_code, reason = "other tests use more of it")]
#[path = "support/program.rs"]
mod program;

use std::fmt::Write as _;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

const WIDTHS: [usize; 3] = [80, 100, 140];

/// Names of strategies in Thai, Latvian, Finnish and Chinese: letters without width, letters of two columns, long words.
const NAMES: [&str; 4] = [
    "ขึ้นราคาร้อยละสิบในครั้งเดียว",
    "Pacelt cenu par desmit procentiem un ķerties klāt",
    "Kuukausikorotus epätasapainottomuudellansakaan",
    "將每小時的價格一次提高百分之十並且取消所有的折扣",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let run = program::run(folder, arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout
}

fn scenarios() -> Vec<String> {
    let names = std::fs::read_dir(root().join("scenarios")).expect("the scenarios");
    names.map(|entry| format!("scenarios/{}", entry.expect("a file").file_name().to_string_lossy())).collect()
}

fn assert_fits(page: &str, width: usize, what: &str) {
    for line in page.lines() {
        assert!(line.width() <= width, "{what} at {width}: {} columns\n{line}\n\n{page}", line.width());
    }
}

/// A scenario whose rate is `rate`, with as many strategies as names.
fn scenario(currency: &str, rate: &str, effort_cost: &str, names: &[&str]) -> String {
    let mut text = format!(
        "title = \"{}\"\ncurrency = \"{currency}\"\nstart = 2026-12-01\n[client]\nrate = {rate}\nhours = 60\n\
         margin = \"35%\"\n[effort]\nhours = 22\ncost = {effort_cost}\n[response]\naccept = [{{ raise = \"10%\", chance = \"85%\" }}]\n",
        NAMES[3]
    );
    for (position, name) in names.iter().enumerate() {
        write!(
            text,
            "[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"s{position}\"\nname = \"{name}\"\nraise = \"{}%\"\n",
            10 + 10 * position
        )
        .expect("text");
    }
    text
}

#[test]
fn no_line_is_wider_than_asked_for() {
    for scenario in scenarios() {
        for width in WIDTHS {
            for command in ["compare", "project"] {
                let page = printed(root(), &[command, &scenario, "--width", &width.to_string(), "--quiet"]);
                assert_fits(&page, width, &format!("{command} {scenario}"));
            }
        }
    }
}

#[test]
fn a_narrow_window_long_words_and_large_amounts_do_not_push_a_line_over_the_edge() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "donaudampfschiff".repeat(20);
    let dots = ["a…", "…b", "…"].repeat(12).join(" ");
    let text = scenario("EUR", "1234567890123.45", "98765432109876.5", &[NAMES[2], &long, &dots]);
    std::fs::write(folder.path().join("client.toml"), text).expect("written");
    for width in [20, 21, 33, 42, 46, 55, 64, 80, 120] {
        for arguments in [&["compare"][..], &["compare", "--ascii"], &["project"], &["check", "--explain"]] {
            let width_text = width.to_string();
            let all = [arguments, &["client.toml", "--width", &width_text, "--quiet"]].concat();
            assert_fits(&printed(folder.path(), &all), width, &format!("{all:?}"));
        }
    }
}

#[test]
fn the_ends_of_an_axis_are_not_run_together() {
    let axis = |rate: &str| {
        let rate = format!("client.rate={rate}");
        let page = printed(root(), &["compare", "scenarios/minimal.toml", "--width", "46", "--set", &rate]);
        page.lines().find_map(|line| line.strip_prefix("  Net profit")).expect("an axis").trim().to_owned()
    };
    assert!(axis("95").starts_with("0 ") && axis("95").ends_with("70,606"), "{}", axis("95"));
    // Both fit, or neither is written.
    assert_eq!(axis("1234567890123456.7"), "");
}

#[test]
fn cents_and_billions_one_strategy_and_twelve_in_every_script_fit() {
    let folder = tempfile::tempdir().expect("a folder");
    let twelve: Vec<&str> = NAMES.iter().copied().cycle().take(12).collect();
    for currency in ["EUR", "JPY", "KWD"] {
        // A price of a few cents, a usual one, and one that makes billions in two years.
        let cents = if currency == "JPY" { ("40", "10") } else { ("0.4", "0.1") };
        for (rate, effort_cost) in [cents, ("95", "48"), ("98_000_000", "31_000_000")] {
            for names in [&NAMES[..1], &twelve] {
                std::fs::write(folder.path().join("client.toml"), scenario(currency, rate, effort_cost, names))
                    .expect("written");
                for width in WIDTHS {
                    for arguments in [&["compare"][..], &["compare", "--ascii"], &["project"]] {
                        let width_text = width.to_string();
                        let all = [arguments, &["client.toml", "--width", &width_text, "--quiet"]].concat();
                        let page = printed(folder.path(), &all);
                        assert_fits(&page, width, &format!("{all:?} {currency} {rate}"));
                        let unbroken: String = page.split_whitespace().collect();
                        for name in if arguments[0] == "compare" { names } else { &names[..0] } {
                            let name: String = name.split_whitespace().collect();
                            assert!(unbroken.contains(&name), "{name} is whole in\n{page}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn amounts_have_the_decimals_of_their_currency() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("client.toml");
    for (currency, rate, invoice, left) in [
        // 60 hours at the rate; of the bill 35 % are left, less 22 hours at 10.
        ("JPY", "4_000", "240,000", "83,780"),
        ("EUR", "0.95", "57.00", "-200.05"),
        ("KWD", "98_000_000", "5,880,000,000.000", "2,057,999,780.000"),
    ] {
        std::fs::write(&file, scenario(currency, rate, "10", &NAMES[..1])).expect("written");
        let page = printed(folder.path(), &["compare", "client.toml"]);
        let today = page.split("TODAY, A MONTH").nth(1).expect("the month");
        for (line, amount) in [("invoice", invoice), ("left for you", left)] {
            let row = today.lines().find(|row| row.trim_start().starts_with(line)).expect("the row");
            assert!(row.split("  ").any(|cell| cell.trim() == amount), "{currency}: {amount} in {row}");
        }
    }
}

#[test]
fn plain_pages_are_ascii_but_for_names() {
    for scenario in scenarios() {
        let own = std::fs::read_to_string(root().join(&scenario)).expect("a file");
        if own.is_ascii() {
            let page = printed(root(), &["compare", &scenario, "--format", "plain"]);
            assert!(page.is_ascii(), "{scenario}: {:?}", page.chars().find(|character| !character.is_ascii()));
        }
    }
}

#[test]
fn names_in_quotes_are_in_plain_ones_on_a_plain_page_of_what_if() {
    let risk = ["sweep", "scenarios/sales-team-worn-down.toml", "--vary", "risk.1.cost=1000..3000:1000"];
    for also in [&[][..], &["--vary", "client.hours=200..210:10"]] {
        let page = printed(root(), &[&risk[..], also, &["--format", "plain", "--quiet"]].concat());
        assert!(page.contains('"') && !page.contains(['“', '”']), "{page}");
    }
}

#[test]
fn a_long_key_or_heading_does_not_push_a_line_of_what_if_over_the_edge() {
    const FREELANCER: &str = "scenarios/freelancer-with-little-cash.toml";
    const GUESS: &str = "scenarios/nearly-everything-is-a-guess.toml";
    const MONTHS: &str = "strategy.three-month-notice.notice_months=1..3:1";
    for arguments in [
        &["distribution", FREELANCER][..],
        &["best-path", FREELANCER, "--grid", "10%", "--every", "3"],
        &["simulate", GUESS, "--draws", "40"],
        &["sweep", "scenarios/minimal.toml", "--strategy", "three-month-notice", "--vary", MONTHS],
        &[
            "sweep",
            "scenarios/minimal.toml",
            "--strategy",
            "three-month-notice",
            "--vary",
            MONTHS,
            "--vary",
            "client.hours=50..60:10",
        ],
        &[
            "sweep",
            "scenarios/minimal.toml",
            "--strategy",
            "three-month-notice",
            "--vary",
            "client.hours=50..60:10",
            "--vary",
            MONTHS,
        ],
        &["sweep", FREELANCER, "--vary", MONTHS],
        &["diff", FREELANCER, "--set", "client.hours=61"],
    ] {
        for width in [20, 33, 46, 64] {
            let page = printed(root(), &[arguments, &["--width", &width.to_string(), "--quiet"]].concat());
            assert_fits(&page, width, &arguments.join(" "));
        }
    }
}
