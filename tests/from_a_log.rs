//! What becomes of a log: the page for the client, a scenario to begin with, values renewed in one that is there.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use support::program::{Run, entries, folder, run};

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/logs")
}

/// Renews a scenario from what Northwind takes by a log.
fn renew(folder: &Path, log: &str, scenario: &str) -> Run {
    let source = kept().join(log);
    run(folder, &["log", source.to_str().expect("UTF-8"), "--client", "Northwind", "--write", scenario])
}

/// Lines without what `--write` renews; the table that a line is in says which these are.
fn without_renewed(text: &str) -> Vec<String> {
    let mut table = String::new();
    let mut kept = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            line.trim().clone_into(&mut table);
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        let is_renewed = match table.as_str() {
            "[client]" => ["rate", "hours", "margin", "cost"].contains(&key),
            "[effort]" => ["hours", "cost", "monthly_cost"].contains(&key),
            _ => false,
        };
        if is_renewed {
            let comment = line.split_once('#').map_or("", |(_, comment)| comment);
            kept.push(format!("{key}#{comment}"));
        } else {
            kept.push(line.to_owned());
        }
    }
    kept
}

#[test]
fn renewing_a_scenario_changes_nothing_but_its_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = kept().join("clockify.csv");
    let source = source.to_str().expect("UTF-8");
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let (mut renewed, mut refused) = (0, 0);
    for name in entries(&scenarios).iter().filter(|name| name.strip_suffix(".toml").is_some()) {
        let before = fs::read_to_string(scenarios.join(name)).expect("a scenario");
        for is_in_its_currency in [false, true] {
            let text = if is_in_its_currency {
                let lines = before.split_inclusive('\n').filter(|line| !line.starts_with("currency"));
                format!("currency = \"USD\"\n{}", lines.collect::<String>())
            } else {
                before.clone()
            };
            let file = folder.path().join(name);
            fs::write(&file, &text).expect("written");
            let arguments = ["log", source, "--client", "Northwind", "--write", name];
            let first = run(folder.path(), &arguments);
            let after = fs::read_to_string(&file).expect("a scenario");
            if first.code != Some(0) {
                refused += 1;
                assert!(first.stderr.contains("nothing is written"), "{name}: {}", first.stderr);
                assert_eq!(after, text, "{name} is refused and written");
                continue;
            }
            renewed += 1;
            assert_ne!(after, text, "{name}");
            assert_eq!(run(folder.path(), &["check", name]).code, Some(0), "{name}");
            // Where keys are added, the lines that were there are still there, in their order.
            let after_lines = without_renewed(&after);
            let mut rest = after_lines.iter();
            for line in without_renewed(&text) {
                assert!(rest.any(|other| *other == line), "{name}: {line}");
            }
            assert_eq!(run(folder.path(), &arguments).code, Some(0));
            assert_eq!(fs::read_to_string(&file).expect("a scenario"), after, "{name}, twice");
        }
    }
    assert!(renewed >= 12 && refused >= 8, "{renewed} renewed, {refused} refused");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_scenario_stays_one_and_its_file_is_renewed() {
    let folder = support::program::folder();
    let source = kept().join("toggl.csv");
    let source = source.to_str().expect("UTF-8");
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink("client.toml", &link).expect("a link");
    let before = fs::read_to_string(folder.path().join("client.toml")).expect("a scenario");
    let run = run(folder.path(), &["log", source, "--client", "Northwind", "--write", "link.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(link.symlink_metadata().expect("a link").is_symlink());
    assert_ne!(fs::read_to_string(folder.path().join("client.toml")).expect("a scenario"), before);
    assert_eq!(entries(folder.path()), ["client.toml", "link.toml"]);
}

#[test]
fn what_cannot_be_renewed_stays_as_it_is_and_is_told() {
    let folder = folder();
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a scenario");
    fs::write(folder.path().join("dollars.toml"), format!("currency = \"USD\"\n{}", text("client.toml")))
        .expect("written");
    fs::write(folder.path().join("torn.toml"), "[client\n").expect("written");
    fs::write(folder.path().join("parts.toml"), text("client.toml") + "\n[client.hours]\nlow = 1\n").expect("written");
    let before: Vec<String> = entries(folder.path()).iter().map(|name| text(name)).collect();
    for (scenario, code, words) in [
        ("dollars.toml", 1, "dollars.toml is in USD, the log in EUR: nothing is written"),
        ("torn.toml", 1, "torn.toml cannot be renewed: it is not TOML"),
        ("parts.toml", 1, "parts.toml cannot be renewed"),
        ("clent.toml", 2, "there is no file clent.toml; did you mean client.toml?"),
        (".", 2, "folder"),
        ("-", 2, "--write renews a file: name it"),
    ] {
        let run = renew(folder.path(), "toggl.csv", scenario);
        assert_eq!(run.code, Some(code), "{scenario}: {}", run.stderr);
        assert!(run.stderr.contains(words) && run.stdout.is_empty(), "{scenario}: {}", run.stderr);
    }
    assert_eq!(entries(folder.path()).iter().map(|name| text(name)).collect::<Vec<_>>(), before);
}

#[cfg(unix)]
#[test]
fn what_is_protected_is_not_renewed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let protect = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("protected");
    let file = folder.path().join("client.toml");
    let before = fs::read_to_string(&file).expect("a scenario");
    protect(&file, 0o444);
    let refused = renew(folder.path(), "toggl.csv", "client.toml");
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("cannot write client.toml: it is write-protected"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&file).expect("a scenario"), before);
    protect(&file, 0o644);
    // A folder in which nothing new can be made; an administrator may all the same.
    protect(folder.path(), 0o555);
    let run = renew(folder.path(), "toggl.csv", "client.toml");
    let is_renewed = fs::read_to_string(&file).expect("a scenario") != before;
    protect(folder.path(), 0o755);
    assert_eq!(run.code, Some(if is_renewed { 0 } else { 2 }), "{}", run.stderr);
    assert!(is_renewed || run.stderr.contains("cannot write client.toml"), "{}", run.stderr);
    assert_eq!(entries(folder.path()), ["client.toml"]);
    assert_eq!(file.metadata().expect("a scenario").permissions().mode() & 0o777, 0o644);
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_told_as_one() {
    let folder = folder();
    std::os::unix::fs::symlink("gone.toml", folder.path().join("link.toml")).expect("a link");
    for arguments in [&["check", "link.toml"][..], &["log", "link.toml"]] {
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: the link link.toml points to nothing\n"));
    }
    let run = renew(folder.path(), "toggl.csv", "link.toml");
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: the link link.toml points to nothing\n"));
}

#[test]
fn what_was_renewed_is_told_in_numbers() {
    let folder = folder();
    let source = kept().join("clockify.csv");
    let text = "currency = \"USD\"\n[client]\nrate = 90\nhours = {low=50, likely=60, high=70}\nmargin = \"35%\"\n";
    fs::write(folder.path().join("new.toml"), text).expect("written");
    let arguments = ["--client", "Northwind", "--write", "new.toml", "--format", "json"];
    let run = run(folder.path(), &[&["log", source.to_str().expect("UTF-8")][..], &arguments].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let told: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let values: Vec<String> = told["renewed"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|value| format!("{} {}", value["before"], value["after"]))
        .collect();
    assert_eq!(
        values,
        [
            "90 95",
            r#"{"low":50,"likely":60,"high":70} {"low":67.04,"likely":80.66,"high":90.88}"#,
            r#""35%" {"low":"50.1%","likely":"50.3%","high":"50.5%"}"#,
            r#"null {"low":10.22,"likely":12.24,"high":14.46}"#,
            "null 47.01",
        ]
    );
}

/// The commands between backticks in a text, without what wraps its lines.
fn commands(text: &str) -> Vec<String> {
    let spans = text.split('`').skip(1).step_by(2);
    spans
        .map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|span| span.starts_with("uprate "))
        .collect()
}

#[test]
fn what_to_do_next_is_told_and_works() {
    let folder = folder();
    fs::copy(kept().join("toggl.csv"), folder.path().join("toggl.csv")).expect("copied");
    let typed = |command: &str| {
        let words: Vec<&str> = command
            .split('"')
            .enumerate()
            .flat_map(|(position, part)| match position % 2 {
                0 => part.split_whitespace().collect::<Vec<_>>(),
                _ => vec![part],
            })
            .collect();
        let run = run(folder.path(), &words[1..]);
        assert_eq!(run.code, Some(0), "{command}: {}", run.stderr);
        run.stdout
    };
    let clients = typed("uprate log toggl.csv");
    let [one] = &commands(&clients)[..] else { panic!("{clients}") };
    assert_eq!(one, "uprate log toggl.csv --client Northwind");
    typed(one);
    let page = typed("uprate log toggl.csv --client \"müller & söhne\"");
    let next = commands(&page);
    assert_eq!(
        next,
        [
            "uprate init --from toggl.csv --client \"Müller & Söhne\" -o client.toml",
            "uprate log toggl.csv --client \"Müller & Söhne\" -o log.html"
        ]
    );
    fs::remove_file(folder.path().join("client.toml")).expect("removed");
    for command in &next {
        typed(command);
    }
    let began = fs::read_to_string(folder.path().join("client.toml")).expect("a scenario");
    assert!(began.contains("\nname = \"Müller & Söhne\" ") && began.contains("# effort.cost: what does"), "{began}");
    // A name that no shell takes as it is is left to be put in.
    let odd = "date,minutes,client,billed\n2026-01-05,30,$(x),no\n2026-02-05,30,$(x),no\n2026-03-05,30,$(x),no\n";
    fs::write(folder.path().join("odd.csv"), odd).expect("written");
    let page = run(folder.path(), &["log", "odd.csv"]).stdout;
    assert!(commands(&page).iter().all(|command| command.contains("--client NAME")), "{page}");
}

#[test]
fn the_hours_of_another_client_are_not_written_into_a_scenario() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("client.toml");
    let about = |name: &str| {
        let text = format!("[client]\nname = \"{name}\"\nrate = 95\nhours = 60\nmargin = \"35%\"\n");
        fs::write(&file, &text).expect("written");
        text
    };
    // The log has the client of the scenario too: it is the wrong one that was named.
    let before = about("Contoso, Inc.");
    let refused = renew(folder.path(), "toggl.csv", "client.toml");
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("client.toml is about Contoso, Inc., and these hours are of Northwind"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("--client \"Contoso, Inc.\""), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&file).expect("a scenario"), before);
    // Else it may be called otherwise here and there: that is said.
    about("Northwind Traders Ltd");
    let renewed = renew(folder.path(), "toggl.csv", "client.toml");
    assert_eq!(renewed.code, Some(0), "{}", renewed.stderr);
    assert!(renewed.stderr.contains("note: client.toml is about Northwind Traders Ltd"), "{}", renewed.stderr);
    let after = fs::read_to_string(&file).expect("a scenario");
    assert!(
        after.contains("# Extra hours that nobody pays for (hours a month). From the log: unbilled hours a month."),
        "{after}"
    );
    about("northwind");
    assert_eq!(renew(folder.path(), "toggl.csv", "client.toml").stderr, "");
}
