//! Input that nobody means well: files that are no scenarios, names that are formulas, markup or commands to a terminal,
//! numbers that are none. Each gets one clear answer in bounded time, and text stays text.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use support::commands::{SCENARIO, every_call};
use support::program::{MINIMAL, Run, command, finished, folder, run};

/// How long an answer may take on a slow machine, without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

/// A text that tries everything at once, short enough for the id of a strategy.
const EVIL: &str = "=HYPERLINK(\"http://x\")<script></script>`b`*c*_d_|[e](f)&lt;\u{1b}[31m\u{7}\u{7f}\u{9b}\u{202e}g\
                    \u{200b}\u{2066}\u{feff}\u{ad}\u{e0041}\u{0};=1,@2;-3\t=4\r\n# h\n```";

/// A character that is not shown as itself, or that changes how others are shown.
fn hides(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || ('\u{2028}'..='\u{202e}').contains(&character)
        || ('\u{2060}'..='\u{206f}').contains(&character)
        || ('\u{e0000}'..='\u{e0fff}').contains(&character)
}

fn assert_shown(text: &str, of: &str) {
    let hidden: Vec<char> = text.chars().filter(|character| hides(*character)).collect();
    assert!(hidden.is_empty(), "{of}: {hidden:?}\n{text:?}");
}

/// A text in quotes as TOML has it.
fn quoted(text: &str) -> String {
    let characters = text.chars().map(|character| format!("\\U{:08X}", u32::from(character)));
    format!("\"{}\"", characters.collect::<String>())
}

/// Runs the program, which has to answer in time.
fn answer(folder: &Path, arguments: &[&str]) -> Run {
    let begun = Instant::now();
    let run = run(folder, arguments);
    assert!(begun.elapsed() < PATIENCE, "{arguments:.100?} took {:?}", begun.elapsed());
    run
}

/// Refused for what a person can act on, with nothing on standard output.
fn assert_refused(run: &Run, code: i32, says: &str, of: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{of}: {}", run.stderr);
    assert!(run.stderr.starts_with("error") && run.stderr.contains(says), "{of}: {}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{of}: {}", run.stderr);
    assert_shown(&run.stderr, of);
}

#[test]
fn what_is_no_scenario_is_said_to_be_none() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("empty.toml", b"");
    write("mark.toml", b"\xef\xbb\xbf");
    write("zeros.toml", &[0; 1000]);
    write("bytes.toml", &(0..=255).collect::<Vec<u8>>());
    write("latin.toml", b"title = \"caf\xe9\"\n");
    write("wide.toml", b"\xff\xfet\x00=\x001\x00");
    write("program.toml", &fs::read(env!("CARGO_BIN_EXE_uprate")).expect("the program")[..500_000]);
    fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    let huge = fs::File::create(folder.path().join("huge.toml")).expect("a file");
    huge.set_len(100 * 1024 * 1024).expect("100 MB");
    for (file, code, says) in [
        ("empty.toml", 1, "`client` is missing"),
        ("mark.toml", 1, "`client` is missing"),
        ("zeros.toml", 1, "this is not TOML"),
        ("bytes.toml", 1, "is not text in UTF-8"),
        ("latin.toml", 1, "line 1 is not text in UTF-8; save the file as UTF-8"),
        ("wide.toml", 1, "the text is in UTF-16; save the file as UTF-8"),
        ("program.toml", 1, "is not text in UTF-8"),
        ("huge.toml", 1, "huge.toml is no scenario: larger than 1 MB"),
        ("folder.toml", 2, "folder.toml is a folder; name a scenario file in it"),
        ("missing.toml", 2, "there is no file missing.toml"),
        ("mis\u{1b}[31m\nsing.toml", 2, "there is no file mis␛[31m sing.toml"),
        ("client.toml/x", 2, "cannot read client.toml/x: "),
    ] {
        for command in ["compare", "project", "check"] {
            assert_refused(&answer(folder.path(), &[command, file]), code, says, file);
        }
    }
    assert_refused(&run(folder.path(), &["compare"]), 2, "required arguments were not provided", "no file");
}

#[cfg(unix)]
#[test]
fn devices_are_read_as_far_as_a_scenario_may_be_long() {
    let folder = folder();
    for (device, says) in [("/dev/zero", "larger than 1 MB"), ("/dev/null", "`client` is missing")] {
        assert_refused(&answer(folder.path(), &["check", device]), 1, says, device);
        let input = fs::File::open(device).expect("a device");
        let output = command(folder.path(), &["check", "-"]).stdin(input).output().expect("the program runs");
        assert_refused(&finished(output), 1, says, device);
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let folder = folder();
    let deep = 100_000;
    for (name, text) in [
        ("lists", format!("a = {}", "[".repeat(deep))),
        ("closed lists", format!("a = {}{}", "[".repeat(deep), "]".repeat(deep))),
        ("tables", format!("a = {}", "{a=".repeat(deep))),
        ("keys", format!("{}a = 1", "a.".repeat(deep))),
        ("headers", format!("[{}a]", "a.".repeat(deep))),
        ("ranges", format!("{MINIMAL}\n[goal]\nmargin = {}1{}", "{ low = ".repeat(60), " }".repeat(60))),
    ] {
        fs::write(folder.path().join("deep.toml"), text).expect("written");
        assert_refused(&answer(folder.path(), &["check", "deep.toml"]), 1, "--> deep.toml:", name);
    }
    // One argument of Linux has at most 128 KiB.
    let deep = 30_000;
    for (given, code) in [
        (format!("client={}", "[".repeat(deep)), 1),
        (format!("client={}1{}", "{rate=".repeat(deep / 2), "}".repeat(deep / 2)), 1),
        (format!("{}a=1", "a.".repeat(deep)), 2),
    ] {
        assert_refused(&answer(folder.path(), &["check", "client.toml", "--set", &given]), code, "client", &given[..9]);
    }
}

#[test]
fn a_megabyte_of_mistakes_is_answered_in_time_and_not_all_shown() {
    let folder = folder();
    let list = |text: &str| text.repeat(900_000 / text.len());
    let after = |text: &str| format!("{MINIMAL}{}", list(text));
    let keys: Vec<String> = (0..80_000).map(|key| format!("k{key}=1\n")).collect();
    for (name, text) in [
        ("headers", after("[[strategy]]\n")),
        ("kinds", after("[[strategy]]\nkind = \"custom\"\n")),
        ("risks", after("[[risk]]\n")),
        ("correlations", after("[[correlation]]\na = \"a\"\nb = \"b\"\nrho = 1\n")),
        ("moves", format!("{MINIMAL}[[strategy]]\nkind = \"custom\"\n{}", list("[[strategy.move]]\nrais = 1\n"))),
        ("flags", format!("flags = [{}]\n{MINIMAL}", list("\"abusiv\","))),
        ("flag", format!("flags = [{}]\n{MINIMAL}", list("\"abusive\",\n"))),
        ("answers", format!("{MINIMAL}[response]\naccept = [{}]\n", list("{ raise = \"1%\", chance = \"5%\" },"))),
        ("ids", format!("{MINIMAL}[[risk]]\nstrategies = [{}]\n", list("\"thirty-day\","))),
        ("keys", keys.concat() + MINIMAL),
        ("keys alone", keys.concat()),
        ("key", list("a = 1\n")),
        ("words", list("a b\n")),
        ("quotes", list("\"")),
        ("title", format!("title = \"{}\"\n{MINIMAL}", list("x"))),
        ("key of a megabyte", format!("{} = 1\n{MINIMAL}", list("x"))),
    ] {
        fs::write(folder.path().join("many.toml"), text).expect("written");
        let run = answer(folder.path(), &["check", "many.toml"]);
        assert_refused(&run, 1, "--> many.toml:", name);
        assert!(run.stderr.matches("error[").count() <= 50, "{name}");
        assert!(run.stderr.len() < 100_000, "{name}: {} bytes", run.stderr.len());
    }
}

/// A scenario in which everything that has a name has an evil one, and the ids of its strategies.
fn evil_scenario() -> (String, [String; 2]) {
    let ids = [format!("-{EVIL}"), format!("={EVIL}")];
    let [raise, tiers] = ids.each_ref().map(|id| quoted(id));
    let (name, other) = (quoted(&format!("@{EVIL}")), quoted(&format!(">{EVIL}")));
    let evil = quoted(EVIL);
    let text = MINIMAL.replace("[client]", &format!("title = {evil}\n[client]\nname = {other}"))
        + &format!(
            "[response]\naccept = [{{ raise = \"10%\", chance = \"80%\" }}]\n\
             [[risk]]\nname = {evil}\nkind = \"legal\"\nchance = \"5%\"\ncost = 5\nwhen = \"exit\"\nstrategies = [{raise}]\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nid = {raise}\nname = {name}\n\
             [[strategy]]\nkind = \"service-tiers\"\nid = {tiers}\nname = {other}\n\
             tier = [{{ name = {evil}, hours = 5, monthly = 500 }}]\npick = {evil}\n"
        );
    (text, ids)
}

const COMMANDS: [&[&str]; 5] =
    [&["compare"], &["compare", "--brief"], &["project", "--all"], &["check", "--explain"], &["report"]];

#[test]
fn names_are_shown_as_text_in_every_format() {
    let folder = folder();
    let (text, ids) = evil_scenario();
    fs::write(folder.path().join("evil.toml"), text).expect("written");
    for command in COMMANDS {
        for format in ["table", "plain", "markdown", "csv", "json"] {
            let of_format = if format == "csv" { ["--csv-style", "eu"] } else { ["--width", "60"] };
            for more in [&[][..], &of_format, &["--color", "always", "--ascii"]] {
                let run = run(folder.path(), &[command, &["evil.toml", "--format", format], more].concat());
                let of = format!("{command:?} {format} {more:?}");
                assert_eq!(run.code, Some(0), "{of}: {}", run.stderr);
                let uncoloured = |text: &str| anstream::adapter::strip_str(text).to_string();
                let coloured = more.contains(&"always");
                assert_shown(&if coloured { uncoloured(&run.stdout) } else { run.stdout.clone() }, &of);
                assert_shown(&uncoloured(&run.stderr), &of);
                match format {
                    "json" => assert_json_says(&run.stdout, &ids),
                    "csv" => assert_no_formula(&run.stdout),
                    "markdown" => assert_no_markup(&run.stdout),
                    _ => {}
                }
            }
        }
    }
}

fn assert_json_says(json: &str, ids: &[String; 2]) {
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(json["scenario"]["title"], EVIL);
    if let Some(strategies) = json["strategies"].as_array() {
        let said: Vec<&str> = strategies[1..].iter().map(|strategy| strategy["id"].as_str().expect("an id")).collect();
        assert_eq!(said, ids.each_ref().map(String::as_str));
    }
}

#[test]
fn a_dash_behind_a_first_letter_of_several_bytes_does_not_end_a_markdown_page() {
    let folder = folder();
    let name = "日本-語";
    let named = MINIMAL.replace("[client]", &format!("title = \"{name}\"\n[client]\nname = \"{name}\""))
        + &format!(
            "[response]\naccept = [{{ raise = \"10%\", chance = \"80%\" }}]\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nname = \"{name}\"\n"
        );
    fs::write(folder.path().join(SCENARIO), named).expect("written");
    for call in every_call().iter().filter(|call| call.reads() && call.format.as_deref() == Some("markdown")) {
        let run = run(folder.path(), &call.with(&["-q"]));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{call:?}");
        assert!(run.stdout.contains(name) || call.command == "check", "{call:?}\n{}", run.stdout);
    }
}

/// Whichever separator a spreadsheet takes, and whatever it makes of quotes, no cell is a formula.
fn assert_no_formula(csv: &str) {
    for cell in csv.split(['\n', ',', ';', '\t']) {
        let cell = cell.trim_matches(['"', ' ']);
        let is_number = cell.replace(',', ".").parse::<f64>().is_ok();
        assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    assert!(csv.contains("=HYPERLINK"), "the names are there");
}

/// What could be markup is escaped, and every row of a table has the cells of its head.
fn assert_no_markup(markdown: &str) {
    // A code block shows everything as it is.
    let mut blocks = markdown.split("\n```");
    let before = blocks.next().unwrap_or_default();
    let after: String = blocks.filter(|block| !block.starts_with("text\n")).collect();
    let mut cells = None;
    for line in format!("{before}{after}").lines() {
        let plain = line.replace("\\\\", "").replace("\\`", "").replace("\\*", "").replace("\\_", "");
        let plain =
            plain.replace("\\[", "").replace("\\]", "").replace("\\<", "").replace("\\&", "").replace("\\|", "");
        assert!(!plain.replace("**", "").contains(['`', '*', '_', '[', ']', '<', '&']), "{line}");
        assert!(!["- ", "> ", ">=", "===", "```"].iter().any(|block| line.starts_with(block)), "{line}");
        let bars = plain.matches('|').count();
        cells = (bars > 0).then(|| *cells.get_or_insert(bars));
        assert!(cells.is_none_or(|cells| cells == bars), "{line}");
    }
}

#[test]
fn a_file_may_have_any_name() {
    use std::ffi::OsString;
    let folder = tempfile::tempdir().expect("a folder");
    let mut names: Vec<OsString> =
        ["a\nb\u{1b}[31m.toml", "=1+1.toml", "<b>|x.toml", "--help", "a b'\"$(x).toml", "\u{202e}lmot.x"]
            .map(Into::into)
            .into();
    names.push(format!("{}.toml", "ü".repeat(125)).into());
    #[cfg(unix)]
    names.push(std::os::unix::ffi::OsStringExt::from_vec(b"\xff\x1b[31m\xfe.toml".to_vec()));
    for name in names {
        fs::write(folder.path().join(&name), MINIMAL).expect("written");
        for format in ["table", "csv", "markdown", "json"] {
            let mut command = command(folder.path(), &["compare", "--format", format, "-q", "--"]);
            let run = finished(command.arg(&name).output().expect("the program runs"));
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name:?}");
            assert_shown(&run.stdout, &format!("{name:?}"));
        }
        fs::write(folder.path().join(&name), "[client]\n").expect("written");
        let mut command = command(folder.path(), &["check", "--"]);
        let run = finished(command.arg(&name).output().expect("the program runs"));
        assert_refused(&run, 1, "no-form", &format!("{name:?}"));
    }
}

#[test]
fn arguments_are_repeated_only_as_text() {
    let folder = folder();
    let evil = EVIL.replace('\0', "");
    for option in
        ["--set", "--months", "--strategy", "--by", "--columns", "--width", "--format", "--color", "--csv-style"]
    {
        for value in [evil.clone(), format!("client.rate={evil}"), format!("client.\"{evil}\"=1"), format!("{evil}=1")]
        {
            let arguments = ["compare", "client.toml", &format!("{option}={value}")];
            for coloured in ["0", "1"] {
                let mut command = command(folder.path(), &arguments);
                let output = command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", coloured).output();
                let Output { status, stdout, stderr } = output.expect("the program runs");
                assert!(matches!(status.code(), Some(1 | 2)), "{arguments:?}");
                assert!(stdout.is_empty());
                let stderr = String::from_utf8(stderr).expect("UTF-8");
                assert_shown(&anstream::adapter::strip_str(&stderr).to_string(), option);
                // Only the sequences of colours, which end in an m and hold nothing but numbers.
                let sequences = stderr.split('\u{1b}').skip(1).map(|rest| rest.split_once('m').expect("an end").0);
                assert!(sequences.into_iter().all(|inside| inside.starts_with('[')
                    && inside[1..].chars().all(|character| character.is_ascii_digit() || character == ';')));
            }
        }
    }
    for arguments in [&[evil.as_str()][..], &["compare", evil.as_str(), "--"], &["init", "--rate", evil.as_str()]] {
        assert_refused(&run(folder.path(), arguments), 2, "", "elsewhere");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder();
    let bytes = OsStr::from_bytes(b"\xff\xfe\x1b[31m");
    for option in ["--set", "--months", "--strategy", "--by", "--columns"] {
        let mut command = command(folder.path(), &["compare", "client.toml", option]);
        let run = finished(command.arg(bytes).stdin(Stdio::null()).output().expect("the program runs"));
        assert_refused(&run, 2, "invalid UTF-8", option);
    }
    let run = finished(command(folder.path(), &["compare"]).arg(bytes).output().expect("the program runs"));
    assert_refused(&run, 2, "there is no file ��␛[31m", "a file");
}
