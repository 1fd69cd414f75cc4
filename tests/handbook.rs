//! `docs/scenario.md` documents every key of a scenario as the reader knows it.
//!
//! `UPDATE=1 cargo test --test handbook` rewrites it and then fails, so that it cannot stay on.

use std::fmt::Write;
use std::path::Path;

use uprate::domain::{Kind, RedFlag};
use uprate::report::assess::remedy;
use uprate::scenario::catalogue::{Group, Holds, Key, TOP, strategy_group};

const HEAD: &str = "# The scenario file\n
TOML, one client a file. Unknown keys are errors, and all errors of a file are shown at once, where they are.\n
A number may be written as an integer, a decimal or a text (`95`, `95.10`, `\"95.10\"`) and counts exactly as it is
written; `1_000` is a thousand. A share may be written `\"35%\"`, `0.35` or `\"0.35\"`. Where the unit is followed by `~`,
a range may stand instead: `{ low = 40, likely = 60, high = 90 }`, with or without `likely`, and with `dist = \"pert\"`,
`\"triangular\"` or `\"uniform\"` if you like. `compare` takes the likely value, else the middle.\n
`--set KEY=VALUE` sets one key by the same rules: a strategy by its id (`strategy.thirty-day-raise.raise=25%`), tiers and
risks by name or number, other lists by number (`response.accept.1.chance=80%`).\n
A file has at most 1 MB (1,048,576 bytes) and a plan at most 120 months, 50 strategies, 100 risks, 200 correlations, 100 red
flags, 100 answers and as many shocks; a strategy of tiers has at most 50 of them, one of your own at most 120 moves. An id has
at most 100 characters, any other text 10,000. A number has at most 28 digits.\n";

fn handbook() -> String {
    let mut text = HEAD.to_owned();
    group(&mut text, "The top level", &TOP);
    for key in TOP.keys {
        match key.holds {
            Holds::Table(inner) => table(&mut text, &format!("[{}]", inner.path), inner),
            Holds::Tables(inner) => table(&mut text, &format!("[[{}]]", inner.path), inner),
            Holds::Flags => flags(&mut text),
            Holds::Strategies => strategies(&mut text),
            _ => {}
        }
    }
    text
}

/// A table and those inside it.
fn table(text: &mut String, heading: &str, inner: &'static Group) {
    group(text, &format!("`{heading}`: {}", inner.meaning), inner);
    for key in inner.keys {
        if let Holds::Table(inner) | Holds::Tables(inner) = key.holds {
            table(text, inner.path, inner);
        }
    }
}

fn group(text: &mut String, heading: &str, group: &Group) {
    let _ = write!(
        text,
        "\n## {heading}\n\n| key | meaning | unit | may be | default |\n| --- | --- | --- | --- | --- |\n"
    );
    for key in group.keys {
        row(text, key);
    }
}

fn row(text: &mut String, key: &Key) {
    let range = if key.uncertain { " ~" } else { "" };
    let default = if key.default.is_empty() { "needed, or another form" } else { key.default };
    let _ = writeln!(text, "| `{}` | {} | {}{range} | {} | {default} |", key.name, key.meaning, key.unit, key.may_be());
}

fn strategies(text: &mut String) {
    text.push_str(
        "\n## `[[strategy]]`\n\nWithout any, the default set is compared. Doing nothing is always there, first.\n",
    );
    for kind in Kind::ALL {
        let keys = strategy_group(kind);
        table(text, &format!("kind = \"{}\"", kind.code()), keys);
    }
}

fn flags(text: &mut String) {
    text.push_str("\n## Red flags\n\nA list of codes (severity 2), or a table: `flags = { abusive = 3, slow-payer = 1 }`. A flag that says leave, of\nseverity 2 or 3, rules out the strategies that keep the client.\n\n| code | what it is | remedy |\n| --- | --- | --- |\n");
    for flag in RedFlag::catalogue() {
        let remedy = remedy(flag.remedy);
        let _ = writeln!(text, "| `{}` | {} | {remedy} |", flag.code, flag.meaning);
    }
}

#[test]
fn every_key_is_documented_as_it_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario.md");
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    if written != handbook() {
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, handbook()).expect("written");
        }
        panic!("docs/scenario.md is not what the catalogue says; UPDATE=1 rewrites it");
    }
}
