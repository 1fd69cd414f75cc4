//! What the README and its pages show is what the program prints, and every command and option that it names works.

mod support;

use std::fs;
use std::path::Path;

use support::program::{Run, run};

/// Where the README and what it names are.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What stands for what people put in, and a value for it.
const PLACEHOLDERS: [(&str, &str); 10] = [
    ("FILE…", "client.toml"),
    ("FILE", "client.toml"),
    ("FOLDER", "."),
    ("ID", "thirty-day-raise"),
    ("METRIC", "p10"),
    ("N", "100"),
    ("NAME,…", "present-value"),
    ("SHELL", "bash"),
    ("WHEN", "never"),
    ("SHARE", "70%"),
];

fn readme() -> String {
    fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the README")
}

/// Pages that the README leads to, which show commands too.
const PAGES: [&str; 7] = [
    "docs/assess.md",
    "docs/best-path.md",
    "docs/log.md",
    "docs/notice.md",
    "docs/report.md",
    "docs/simulation.md",
    "docs/what-if.md",
];

/// The blocks of a language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect()
}

/// What stands between backticks in sentences and tables.
fn inline(text: &str) -> Vec<String> {
    let sentences = text.split("```").step_by(2);
    let spans = sentences.flat_map(|sentence| sentence.split('`').skip(1).step_by(2));
    spans.map(|span| span.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The commands in sentences, tables and blocks for a shell, without `uprate`. A bare name is left out where the command
/// is written in full elsewhere.
fn commands(text: &str) -> Vec<String> {
    let spans = inline(text);
    let in_sentences = spans.iter().filter_map(|span| span.strip_prefix("uprate "));
    let lines = blocks(text, "sh").into_iter().flat_map(str::lines);
    let in_blocks = lines.filter_map(|line| line.strip_prefix("cargo run --release -- "));
    let all: Vec<String> = in_sentences.chain(in_blocks).map(str::to_owned).collect();
    let in_full = |name: &String| all.iter().any(|other| other.starts_with(&format!("{name} ")));
    all.iter().filter(|command| !in_full(command)).cloned().collect()
}

/// The words of a command with values put in; several where it leaves a choice, as in `table|csv`.
fn filled_in(command: &str) -> Vec<Vec<String>> {
    let value = |word: &str| {
        let found = PLACEHOLDERS.iter().find(|(placeholder, _)| *placeholder == word);
        found.map_or_else(|| word.trim_matches('\'').to_owned(), |(_, value)| (*value).to_owned())
    };
    // What is written to is not what is read.
    let command = command.replace("-o FILE", "-o page.md");
    let choices = command.split(' ').find(|word| word.contains('|')).unwrap_or(&command);
    let chosen = choices.split('|').map(|choice| command.replace(choices, choice));
    chosen.map(|command| command.split(' ').map(value).collect()).collect()
}

/// Runs a command beside the scenario that the README writes; `init` has yet to write it.
fn run_beside_the_scenario(words: &[String]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    if words[0] != "init" {
        fs::write(folder.path().join("client.toml"), blocks(&readme(), "toml").concat()).expect("written");
    }
    let of_the_project = words.iter().any(|word| word.starts_with("scenarios/"));
    let place = if of_the_project { Path::new(ROOT) } else { folder.path() };
    run(place, &words.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn every_command_prints_what_is_shown() {
    let pages = PAGES.map(|page| fs::read_to_string(Path::new(ROOT).join(page)).expect("a page"));
    let texts: Vec<String> = std::iter::once(readme()).chain(pages).collect();
    let shown: Vec<Vec<&str>> = texts.iter().map(|text| blocks(text, "console")).collect();
    assert!(shown.iter().all(|shown| !shown.is_empty()), "every page shows commands with their output");
    for block in shown.into_iter().flatten() {
        let (command, expected) = block.split_once('\n').expect("a command and its output");
        let command = command.strip_prefix("$ uprate ").expect("a command of uprate");
        let words: Vec<&str> = command.split(' ').map(|word| word.trim_matches('\'')).collect();
        let run = run(Path::new(ROOT), &words);
        let printed = run.stdout + &run.stderr;
        // A line `...` stands for lines that are left out.
        let mut rest = printed.as_str();
        for (position, part) in expected.split("...\n").enumerate() {
            let found = rest.find(part).unwrap_or_else(|| panic!("`uprate {command}` prints\n{printed}\nnot\n{part}"));
            assert!(position > 0 || found == 0, "`uprate {command}` begins with\n{printed}");
            rest = &rest[found + part.len()..];
        }
    }
}

#[test]
#[cfg_attr(not(all(feature = "pdf", feature = "xlsx")), ignore = "the README is of the whole program")]
fn every_command_in_a_sentence_works() {
    let commands = commands(&readme());
    assert!(commands.len() >= 8, "{commands:?}");
    for words in commands.iter().flat_map(|command| filled_in(command)) {
        let run = run_beside_the_scenario(&words);
        assert_eq!(run.code, Some(0), "{words:?}\n{}", run.stderr);
    }
}

#[test]
#[cfg_attr(not(all(feature = "pdf", feature = "xlsx")), ignore = "the README is of the whole program")]
fn every_option_in_a_sentence_is_one_of_some_command() {
    let options: Vec<String> =
        inline(&readme()).into_iter().filter(|span| span.len() > 1 && span.starts_with('-')).collect();
    assert!(options.len() >= 10, "{options:?}");
    for option in options.iter().flat_map(|option| filled_in(option)) {
        let works = [
            "compare client.toml",
            "compare client.toml --format csv",
            "project client.toml",
            "distribution client.toml",
            "report client.toml --format html",
            "best-path client.toml",
            "notice client.toml --strategy thirty-day-raise",
            "check client.toml",
            "man",
            "sweep client.toml --vary client.rate=90,95",
            "solve client.toml --vary client.rate --strategy thirty-day-raise",
            "diff client.toml --set client.rate=110",
            "sensitivity client.toml",
            "explain net-profit client.toml",
        ]
        .iter()
        .any(|command| {
            let words: Vec<String> = command.split(' ').map(str::to_owned).chain(option.clone()).collect();
            run_beside_the_scenario(&words).code == Some(0)
        });
        assert!(works, "no command takes {option:?}");
    }
}

#[test]
fn what_the_readme_promises_in_vain_is_seen() {
    let text = "Say `uprate\ncompare FILE --format a|b`, or `uprate init`.\n```sh\ncargo run --release -- man\n```\n`uprate init --x` `y`";
    assert_eq!(commands(text), ["compare FILE --format a|b", "init --x", "man"]);
    assert_eq!(filled_in("compare FILE --format a|b")[1], ["compare", "client.toml", "--format", "b"]);
    let code = |command: &str| run_beside_the_scenario(&filled_in(command)[0]).code;
    assert_eq!(code("compare FILE --set client.rats=1"), Some(1));
    assert_eq!(code("compare FILE --no-such-option"), Some(2));
}
