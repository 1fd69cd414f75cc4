//! Letters say what the model computes, an independent parser reads their dates, and templates are filled in or refused.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use icalendar::{Calendar, CalendarComponent, Component, DatePerhapsTime};
use serde_json::Value;
use support::program::{Run, folder, run};
use support::reading;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::number::{Exact, Number};
use uprate::render::calendar;
use uprate::report::json;
use uprate::report::letters::{self, LetterKind, Letters, Writing};
use uprate::scenario::Reading;
use uprate::words::day_in_full;

/// The staircase, of which each step has a letter.
const STAIRS: &str = "scenarios/staircase-under-the-approval-limit.toml";

/// A letter as the program writes it of itself.
const STANDARD: Writing<'_> = Writing { sender: None, enclosed: &[], template: None, only: None };

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every scenario with its comparison, by the name of its file.
fn compared() -> Vec<(String, Reading, Comparison)> {
    let files = fs::read_dir(root().join("scenarios")).expect("scenarios").map(|entry| entry.expect("a file").path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|it| it == "toml")).collect();
    files.sort();
    let one = |file: &PathBuf| {
        let reading = reading(&fs::read(file).expect("a scenario"));
        let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("figures");
        (file.file_stem().expect("a name").to_string_lossy().into_owned(), reading, comparison)
    };
    files.iter().map(one).collect()
}

/// Calls a check with the letters of every strategy of every scenario.
fn of_every_strategy(mut check: impl FnMut(&str, &Letters<'_>)) {
    for (name, reading, comparison) in &compared() {
        for (position, strategy) in comparison.scenario.strategies.iter().enumerate() {
            check(&format!("{name} {}", strategy.id), &Letters::of(reading, comparison, position));
        }
    }
}

/// What `notice --format json` says.
fn as_json(letters: &Letters<'_>) -> Value {
    letters::json(letters, &letters.write(STANDARD).expect("a standard letter has all it needs"))
}

fn notice(arguments: &[&str]) -> Run {
    run(root(), &[&["notice", "--quiet"], arguments].concat())
}

#[test]
fn letters_have_the_days_of_the_moves_that_compare_lists() {
    let mut kinds = BTreeSet::new();
    of_every_strategy(|name, letters| {
        let compared = json::compare(letters.reading, letters.comparison, &[]);
        let moves = compared["strategies"][letters.position]["moves"].as_array().expect("moves");
        let told = as_json(letters);
        let mut covered = BTreeSet::new();
        for letter in told["letters"].as_array().expect("letters") {
            kinds.insert(letter["kind"].as_str().expect("a kind").to_owned());
            for number in letter["moves"].as_array().expect("its moves") {
                let number = usize::try_from(number.as_u64().expect("a number")).expect("few");
                assert!(covered.insert(number), "{name}: move {number} in two letters");
                for key in ["served", "effective", "month"] {
                    assert_eq!(letter[key], moves[number - 1][key], "{name}: {key} of move {number}");
                }
            }
        }
        for (position, one) in moves.iter().enumerate() {
            let for_the_team = one["what"].as_str().expect("words").starts_with("bonus");
            assert_eq!(covered.contains(&(position + 1)), !for_the_team, "{name}: {one}");
        }
    });
    assert_eq!(kinds, BTreeSet::from(["end", "end-now", "fee", "part", "price", "terms", "tiers"].map(str::to_owned)));
}

#[test]
fn letters_name_the_prices_that_project_bills() {
    let mut prices = 0;
    of_every_strategy(|name, letters| {
        let projected = json::project(letters.reading, letters.comparison, &[letters.position]);
        let months = &projected["strategies"][0]["months"];
        // What is asked is billed only where all of it is got.
        let all_is_got = letters.reading.scenario.response.realisation == Exact::ONE;
        for letter in as_json(letters)["letters"].as_array().expect("letters") {
            let text = letter["text"].as_str().expect("a text");
            if let (Some(month), false) = (letter["month"].as_u64(), letter["price"].is_null()) {
                let at = |month: u64| &months[usize::try_from(month).expect("few") - 1]["price"];
                if all_is_got {
                    assert_eq!(&letter["price"], at(month), "{name}");
                }
                if month > 1 {
                    assert_eq!(&letter["old_price"], at(month - 1), "{name}");
                }
                let digits = letter["price"].to_string();
                let grouped = digits.parse::<f64>().expect("a price") >= 1000.0;
                assert!(grouped || text.contains(&digits), "{name}: {digits}\n{text}");
                prices += 1;
            }
        }
    });
    assert!(prices > 20, "{prices} prices");
}

#[test]
fn letters_say_their_days_in_full_and_leave_the_reason_to_the_sender() {
    of_every_strategy(|name, letters| {
        for written in letters.write(STANDARD).expect("letters") {
            let text = written.paragraphs.concat().join("\n");
            let letter = written.letter;
            let says = |what: &str| assert!(text.contains(what), "{name}: {what}\n{text}");
            says(&day_in_full(letter.served));
            says(&letters.comparison.scenario.client.name);
            says("[Your reason");
            says("[Your name]");
            if letter.kind.ends() || letter.kind == LetterKind::Part {
                says(&day_in_full(letter.last_day.expect("a last day")));
            } else {
                says(&day_in_full(letter.effective));
                assert!(text.contains("confirm") || letter.kind == LetterKind::Tiers, "{name}\n{text}");
            }
            // Assumptions of the planner are none of the client's business.
            for secret in ["fewer", "bonus", "referral", "accept", "chance", "margin"] {
                assert!(!text.contains(secret), "{name}: {secret}\n{text}");
            }
            assert!(text.lines().count() <= 40, "{name}: a letter is short\n{text}");
        }
    });
}

#[test]
fn a_last_day_is_the_one_before_the_work_is_gone() {
    of_every_strategy(|name, letters| {
        let projected = json::project(letters.reading, letters.comparison, &[letters.position]);
        for letter in as_json(letters)["letters"].as_array().expect("letters") {
            let (Some(last), Some(month)) = (letter["last_day"].as_str(), letter["month"].as_u64()) else { continue };
            if letter["kind"] == "end-now" {
                assert_eq!(letter["served"], last, "{name}");
            } else {
                let before = usize::try_from(month).expect("few") - 2;
                assert_eq!(projected["strategies"][0]["months"][before]["to"], last, "{name}");
            }
        }
    });
}

#[test]
fn what_asks_nothing_of_the_client_needs_no_letter() {
    of_every_strategy(|name, letters| {
        let kind = letters.strategy().way.kind().code();
        let needs_none = matches!(kind, "status-quo" | "team-incentive");
        assert_eq!(letters.letters.is_empty(), needs_none, "{name}");
    });
    let run = notice(&["scenarios/sales-team-worn-down.toml", "--strategy", "team-incentive"]);
    assert!(run.stdout.contains("NO LETTER") && !run.stdout.contains("Dear"), "{}", run.stdout);
}

/// The dates of every calendar, as another program reads them.
fn parsed(file: &str) -> Vec<(String, String, chrono::NaiveDate, chrono::NaiveDate)> {
    let calendar: Calendar = file.parse().unwrap_or_else(|error| panic!("{error}\n{file}"));
    let events = calendar.components.iter().map(|component| {
        let CalendarComponent::Event(event) = component else { panic!("{component:?}") };
        let day = |at: Option<DatePerhapsTime>| match at {
            Some(DatePerhapsTime::Date(day)) => day,
            other => panic!("a whole day, not {other:?}"),
        };
        let text = |text: Option<&str>| text.expect("a text").to_owned();
        (text(event.get_uid()), text(event.get_summary()), day(event.get_start()), day(event.get_end()))
    });
    events.collect()
}

/// An iCalendar text as it was before it was escaped.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.push(if character == '\\' { characters.next().expect("what is escaped") } else { character });
    }
    plain
}

#[test]
fn calendars_hold_every_date_in_whole_days() {
    of_every_strategy(|name, letters| {
        let dates = letters.dates();
        let start = letters.reading.scenario.start;
        let file = calendar::render(&dates, name, start, 0);
        for line in file.split_inclusive("\r\n") {
            assert!(line.ends_with("\r\n") && line.len() <= 77 && !line.trim_end().contains(['\r', '\n']), "{line:?}");
        }
        let stamps = file.matches(&format!("\r\nDTSTAMP:{}T000000Z\r\n", start.format("%Y%m%d"))).count();
        assert_eq!(stamps, dates.len(), "{name}");
        let parsed = parsed(&file);
        assert_eq!(parsed.len(), dates.len(), "{name}");
        let mut ids = BTreeSet::new();
        for ((id, summary, first, end), date) in parsed.into_iter().zip(&dates) {
            assert_eq!((first, end), (date.day, date.day.succ_opt().expect("a day")), "{name}");
            assert_eq!(unescaped(&summary).replace('\n', " "), date.what, "{name}");
            assert!(ids.insert(id), "{name}: an id twice");
        }
    });
}

#[test]
fn letters_have_dates_to_serve_to_take_effect_and_to_look_back() {
    of_every_strategy(|name, letters| {
        let told = as_json(letters);
        let dates = told["dates"].as_array().expect("dates");
        for letter in told["letters"].as_array().expect("letters") {
            let on = |kind: &str| {
                let is_it = |date: &&Value| date["letter"] == letter["number"] && date["kind"] == kind;
                dates.iter().find(is_it).map(|date| date["date"].clone())
            };
            assert_eq!(on("serve").as_ref(), Some(&letter["served"]), "{name}");
            assert_eq!(on("effective").as_ref(), Some(&letter["effective"]), "{name}");
            assert_eq!(on("last-day").unwrap_or(Value::Null), letter["last_day"], "{name}");
            let ends = letter["kind"].as_str().expect("a kind").starts_with("end");
            assert_eq!(on("review").is_some(), !ends && !letter["month"].is_null(), "{name}");
            let later = !ends && letter["kind"] != "terms" && letter["kind"] != "part";
            if later && letter["counts_from"] != letter["effective"] {
                assert_eq!(on("billed").as_ref(), Some(&letter["counts_from"]), "{name}");
            }
        }
    });
}

#[test]
fn a_second_import_moves_the_entries() {
    let calendar = |more: &[&str]| {
        let run = notice(&[&[STAIRS, "--strategy", "stairs", "--calendar"], more].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        parsed(&run.stdout)
    };
    let before = calendar(&[]);
    let ids = |events: &[(String, String, chrono::NaiveDate, chrono::NaiveDate)]| -> BTreeSet<String> {
        events.iter().map(|(id, ..)| id.clone()).collect()
    };
    let dearer = calendar(&["--set", "strategy.stairs.raise=7%"]);
    assert_eq!(ids(&before), ids(&dearer), "another price");
    assert_ne!(before[0].1, dearer[0].1);
    let later = calendar(&["--set", "start=2027-02-04"]);
    assert_eq!(ids(&before), ids(&later), "another day");
    assert_ne!(before[0].2, later[0].2);
    let of_another = calendar(&["--set", "client.name=Other"]);
    assert!(ids(&before).is_disjoint(&ids(&of_another)), "another client");
    let other_way = parsed(&notice(&[STAIRS, "--strategy", "jump", "--calendar"]).stdout);
    assert!(ids(&before).is_disjoint(&ids(&other_way)), "another strategy");
}

#[test]
fn a_calendar_goes_into_a_file_of_its_kind() {
    let folder = folder();
    let stairs = root().join(STAIRS);
    let stairs = stairs.to_str().expect("UTF-8");
    for arguments in [&["--calendar", "-o", "dates.ics"][..], &["-o", "DATES.ICS"]] {
        let run = run(folder.path(), &[&["notice", "--quiet", stairs], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
        let file = fs::read_to_string(folder.path().join(arguments.last().expect("a name"))).expect("written");
        assert_eq!(parsed(&file).len(), 9);
    }
    for (arguments, says) in [
        (&["--calendar", "-o", "dates.md"][..], "end the name of the file in .ics"),
        (&["--calendar", "--format", "json"], "cannot be used with"),
        (&["--calendar", "--strategy", "status-quo"], "has no dates"),
        (&["--letter", "4"], "has 3 letters"),
        (&["--letter", "0"], "write a whole number from 1 to 9,999, such as 2"),
        (&["--strategy", "status-quo", "--letter", "1"], "needs no letter"),
        (&["--strategy", "stair"], "did you mean stairs?"),
        (&["--template", "letter.txt"], "there is no file letter.txt"),
        (&["--template", "."], "is a folder"),
        (&["-o", "letter.doc"], "cannot tell the format"),
    ] {
        let run = run(folder.path(), &[&["notice", "--quiet", stairs], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
    }
    let undecided = run(folder.path(), &["notice", "client.toml"]);
    assert_eq!(undecided.code, Some(2));
    assert!(undecided.stderr.contains("name a strategy with --strategy: status-quo, "), "{}", undecided.stderr);
}

/// Writes a template and the letters of the staircase by it.
fn by_template(text: &[u8], more: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("letter.txt"), text).expect("written");
    let stairs = root().join(STAIRS);
    let arguments = ["notice", "--quiet", stairs.to_str().expect("UTF-8"), "--template", "letter.txt"];
    let run = run(folder.path(), &[&arguments, more].concat());
    (folder, run)
}

#[test]
fn a_text_of_the_senders_own_is_filled_in() {
    let text = "{sender} to {client}, {served}\r\n{number} of {letters}: {old_price} {unit} -> {price} ({raise})\r\n\r\n\
                {changes} {billed_from} {{{{braces}}}}\r\n";
    let (_folder, run) = by_template(text.as_bytes(), &["--sender", "Ida {price}", "--letter", "2", "--width", "200"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let expected = "Ida {price} to Fundy Shore Hardware Co-operative, 5 August 2027\n\
                    2 of 3: CAD 62.64 an hour -> CAD 67.65 (+8 %)\n\n\
                    From 4 September 2027 our price is CAD 67.65 an hour instead of CAD 62.64\n\
                    (+8 %). 4 September 2027 {{braces}}\n\nFor your calendar";
    assert!(run.stdout.contains(expected), "{}", run.stdout);
    assert!(!run.stdout.contains("FILL IN"), "nothing is left to be filled in");
}

#[test]
fn every_placeholder_has_a_letter_that_fills_it_in() {
    let mut filled = BTreeSet::new();
    of_every_strategy(|_, letters| {
        for (name, _, _) in letters::PLACEHOLDERS {
            let template = letters::template::Template::read(&format!("{{{name}}}")).expect("known");
            for number in 1..=u32::try_from(letters.letters.len()).expect("few") {
                let writing =
                    Writing { sender: Some("Ida"), template: Some(&template), only: Some(number), ..STANDARD };
                if let Ok(written) = letters.write(writing) {
                    assert!(!written[0].paragraphs[0][0].is_empty(), "{name}");
                    filled.insert(name);
                }
            }
        }
    });
    let all: BTreeSet<&str> = letters::PLACEHOLDERS.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(filled, all);
    let help = run(root(), &["notice", "--help"]).stdout;
    let page = fs::read_to_string(root().join("docs/notice.md")).expect("a page");
    for (name, what, _) in letters::PLACEHOLDERS {
        assert!(help.contains(&format!("{{{name}}}")), "{name} in the help");
        assert!(page.contains(&format!("| `{{{name}}}` | {what} |")), "{name} on the page: {what}");
    }
}

#[test]
fn mistakes_of_a_text_are_shown_where_they_are() {
    let text = "Dear {clint},\n\n  from {effective you pay } {price}.\n\u{1b}[31m {fee} {nonsense}\n";
    let (_folder, run) = by_template(text.as_bytes(), &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    for expected in [
        "error[unknown-placeholder]: there is no placeholder {clint}\n --> letter.txt:1:6\n",
        "did you mean {client}?",
        "error[unknown-placeholder]: there is no placeholder {effective you pay}\n --> letter.txt:3:8\n",
        "error[unknown-placeholder]: there is no placeholder {nonsense}\n --> letter.txt:4:",
        "help: there are {client}, {sender}, ",
    ] {
        assert!(run.stderr.contains(expected), "{expected}\n{}", run.stderr);
    }
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);

    let (_folder, run) = by_template(b"a {price\nb } c", &[]);
    assert!(run.stderr.contains("error[open-brace]: a placeholder is not closed\n --> letter.txt:1:3\n"));
    assert!(run.stderr.contains("error[lone-brace]: a brace closes nothing\n --> letter.txt:2:3\n"), "{}", run.stderr);

    let (_folder, run) = by_template(b"{sender}\n{last_day}", &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("give it with --sender NAME"), "{}", run.stderr);
    assert!(run.stderr.contains("letter 1 of 3, a new price, has nothing for {last_day}\n --> letter.txt:2:1\n"));
    assert!(run.stderr.contains("{last_day} is for a letter that withdraws work"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("error[").count(), 2, "once for all letters");

    for (bytes, says) in [
        (&b" \n\n"[..], "the letter is empty"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"a\nb\xff", "line 2 is not text in UTF-8"),
        (&vec![b'a'; 1024 * 1024 + 1], "larger than 1 MB"),
    ] {
        let (_folder, run) = by_template(bytes, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{says}");
        assert!(run.stderr.contains(says), "{says}: {}", run.stderr);
    }
}

#[test]
fn a_text_of_the_senders_own_is_not_written_over() {
    let (folder, run) = by_template(b"{client}", &["-o", "letter.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("it is read by this run"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("letter.txt")).expect("there"), "{client}");
}

#[test]
fn what_is_late_is_said_beside_the_letter() {
    let set = |start: &str| run(root(), &["notice", STAIRS, "--strategy", "jump", "--set", start, "--format", "json"]);
    let late = set("start=2020-01-06");
    assert!(late.stderr.contains("letter 1 should have been served by 6 Jan 2020, and today is "), "{}", late.stderr);
    assert!(!set("start=9000-01-06").stderr.contains("should have been served"));
    let today = |run: &Run| run.stdout.contains("today");
    assert!(!today(&late) || !late.stdout.contains("and today is"), "the result depends on no clock");
    let quiet = notice(&[STAIRS, "--strategy", "jump", "--set", "start=2020-01-06"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_sender_is_reminded_of_the_contract() {
    let reminders = |name: &str, id: &str| -> String {
        let found = compared();
        let (_, reading, comparison) = found.iter().find(|(file, ..)| file == name).expect("a scenario");
        let position = comparison.position(id).expect("a strategy");
        Letters::of(reading, comparison, position).reminders().join("\n")
    };
    let locked = reminders("price-lock-cap-and-long-notice", "fair-price");
    for says in
        ["may need the client's consent", "180 days of notice", "none before 1 Jul 2027", "rules this strategy out"]
    {
        assert!(locked.contains(says), "{says}: {locked}");
    }
    let open = reminders("staircase-under-the-approval-limit", "stairs");
    assert!(open.contains("names no notice of price changes, no price lock and no cap on raises"), "{open}");
    let cut = reminders("freelancer-collects-before-cutting", "cut-now");
    assert!(cut.contains("losing 50 % of what is open") && !cut.contains("consent"), "{cut}");
    let referred = reminders("bureau-caller-haggles-over-pennies", "exit-now");
    assert!(referred.contains("a fee for the referral"), "{referred}");
    assert_eq!(reminders("sales-team-worn-down", "team-incentive"), "");
}

#[test]
fn moves_of_one_day_go_into_one_letter_and_none_follows_the_end() {
    let moves = "[[strategy]]\nkind = \"custom\"\nid = \"all\"\naccept = \"50%\"\n\
                 [[strategy.move]]\nnotice_days = 30\nraise = \"10%\"\n\
                 [[strategy.move]]\nnotice_days = 30\nraise = \"10%\"\nmonthly_fee = 50\n\
                 [[strategy.move]]\nnotice_days = 30\npayment_days = 14\nafter_days = 10\n\
                 [[strategy.move]]\nafter_months = 6\nwithdraw = \"100%\"\n\
                 [[strategy.move]]\nafter_months = 8\nsurcharge = \"5%\"\n\
                 [[strategy.move]]\nafter_months = 60\nraise = \"5%\"\n";
    let reading = reading(format!("{}\n{moves}", support::program::MINIMAL).as_bytes());
    let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("figures");
    let letters = Letters::of(&reading, &comparison, comparison.position("all").expect("there"));
    let told = as_json(&letters);
    let kinds: Vec<&str> =
        told["letters"].as_array().expect("letters").iter().map(|one| one["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["price", "terms", "end-now"]);
    let first = &told["letters"][0];
    assert_eq!((&first["moves"], first["price"].to_string().as_str()), (&serde_json::json!([1, 2]), "114.95"));
    let text = first["text"].as_str().expect("a text");
    assert!(
        text.contains(
            "\n- Our price is EUR 114.95 an hour instead of EUR 95.00 (+21 %).\n- We bill a fee of EUR 50.00"
        )
    );
    let reminders = told["reminders"].to_string();
    assert!(reminders.contains("Moves after the end of the work need no letter."), "{reminders}");
}

/// A name that tries to be something else in every format.
const EVIL: &str =
    "=1;2,3\\\n<script>x</script>`a`*b*[c](d)\u{1b}[31m\u{202e}\u{7f}\r\nBEGIN:VEVENT\r\nUID:x\n1. - {price}";

#[test]
fn names_stay_text_in_every_format() {
    let name: Vec<String> = EVIL.chars().map(|character| format!("\\U{:08X}", u32::from(character))).collect();
    let name = name.concat();
    let scenario = format!(
        "start = 2027-01-04\n[client]\nname = \"{name}\"\nrate = 95\nhours = 60\nmargin = \"35%\"\n[effort]\nhours = 22\n\
         [[strategy]]\nkind = \"service-tiers\"\nname = \"{name}\"\naccept = \"50%\"\nid = \"tiers\"\n\
         [[strategy.tier]]\nname = \"{name}\"\nhours = 5\nmonthly = 100\n\
         [[strategy.tier]]\nname = \"ไทย 日本語 Ļ\"\nhours = 30\nmonthly = 400\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), scenario).expect("written");
    fs::write(folder.path().join("letter.txt"), "1. {client}\n=\n- {tier} {sender}").expect("written");
    let basic = ["notice", "--quiet", "client.toml", "--strategy", "tiers", "--sender", EVIL];
    let standard = ["--enclosed", EVIL];
    let own = ["--template", "letter.txt"];
    for format in ["table", "plain", "markdown", "html", "csv", "json"] {
        for more in [&standard[..], &own] {
            let run = run(folder.path(), &[&basic[..], more, &["--format", format]].concat());
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{format}");
            assert!(!run.stdout.contains(['\u{1b}', '\u{202e}', '\u{7f}', '\r']), "{format}: {:?}", run.stdout);
            let lines = || run.stdout.lines().map(str::trim_start);
            match format {
                "html" => assert!(!run.stdout.contains("<script"), "{}", run.stdout),
                "markdown" => {
                    let unescaped = run.stdout.replace("\\<", "").replace("\\]", "");
                    assert!(!unescaped.contains("<script") && !unescaped.contains("](d)"), "{}", run.stdout);
                    assert!(!lines().any(|line| line.starts_with("1. ") || line == "=" || line.starts_with("- ")));
                }
                "csv" => assert!(!lines().any(|line| line.starts_with('=') || line.contains(",=1")), "{}", run.stdout),
                _ => assert!(!lines().any(|line| line.starts_with("BEGIN:")), "{}", run.stdout),
            }
        }
    }
    let run = run(folder.path(), &["notice", "--quiet", "client.toml", "--strategy", "tiers", "--calendar"]);
    let events = parsed(&run.stdout);
    assert_eq!(events.len(), 4);
    for (id, summary, ..) in events {
        assert!(id.ends_with("@uprate") && summary.contains("BEGIN:VEVENT"), "{id} {summary}");
    }
    assert!(run.stdout.lines().all(|line| !line.starts_with("UID:x")), "{}", run.stdout);
}
