//! Pages fit the width asked for, by the columns that a screen takes.

use std::path::Path;
use std::process::Command;

use unicode_width::UnicodeWidthStr;

fn page(scenario: &str, arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_uprate"))
        .args(arguments)
        .arg(format!("scenarios/{scenario}"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn scenarios() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let names = std::fs::read_dir(folder).expect("the scenarios").map(|entry| entry.expect("a file").file_name());
    names.map(|name| name.into_string().expect("UTF-8")).collect()
}

#[test]
fn no_line_is_wider_than_asked_for() {
    for scenario in scenarios() {
        for width in ["80", "100", "140"] {
            for command in ["compare", "project"] {
                let page = page(&scenario, &[command, "--width", width, "--quiet"]);
                let most: usize = width.parse().expect("a number");
                for line in page.lines() {
                    assert!(line.width() <= most, "{command} {scenario} at {width}: {} columns\n{line}", line.width());
                }
            }
        }
    }
}

#[test]
fn plain_pages_are_ascii_but_for_names() {
    for scenario in scenarios() {
        let own = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(&scenario))
            .expect("a file");
        if own.is_ascii() {
            let page = page(&scenario, &["compare", "--format", "plain"]);
            assert!(page.is_ascii(), "{scenario}: {:?}", page.chars().find(|character| !character.is_ascii()));
        }
    }
}
