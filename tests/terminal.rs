//! `init --interactive` on a real terminal: what is asked, what is written, and what is not when it is stopped.
#![cfg(unix)]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use support::program::{MINIMAL, entries, run};
use unicode_width::UnicodeWidthStr;

/// How long the program may take to say something on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program on a terminal.
struct Session {
    terminal: Pty,
    child: Child,
    output: Receiver<Vec<u8>>,
    /// All that was shown so far, and how much of it was waited for.
    shown: String,
    seen: usize,
}

impl Session {
    fn new(folder: &Path, arguments: &[&str], columns: u16) -> Self {
        Self::with(folder, arguments, columns, false)
    }

    /// The program with its results on a terminal too, or going elsewhere.
    fn with(folder: &Path, arguments: &[&str], columns: u16, is_piped: bool) -> Self {
        let (terminal, other_end) = open().expect("a terminal");
        terminal.resize(Size::new(24, columns)).expect("a size");
        let command = Command::new(env!("CARGO_BIN_EXE_uprate")).args(arguments).current_dir(folder);
        let command = command.env("NO_COLOR", "1").env_remove("COLUMNS");
        let command = if is_piped { command.stdout(Stdio::piped()) } else { command };
        let child = command.spawn(other_end).expect("the program runs");
        let (sender, output) = channel();
        let reader = terminal.as_fd().try_clone_to_owned().expect("a copy");
        thread::spawn(move || {
            let mut reader = fs::File::from(reader);
            let mut bytes = [0; 4096];
            // The terminal is gone with the program.
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { terminal, child, output, shown: String::new(), seen: 0 }
    }

    /// Waits until something is shown that was not waited for before.
    fn sees(&mut self, text: &str) {
        loop {
            if let Some(at) = self.shown[self.seen..].find(text) {
                self.seen += at + text.len();
                return;
            }
            let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
                panic!("{text:?} is not shown:\n{}", &self.shown[self.seen..]);
            };
            self.shown.push_str(&String::from_utf8_lossy(&bytes).replace('\r', ""));
        }
    }

    fn types(&mut self, bytes: &[u8]) {
        self.terminal.write_all(bytes).expect("typed");
    }

    /// Answers questions: each is waited for by a part of it.
    fn answers(&mut self, answers: &[(&str, &str)]) {
        for (question, answer) in answers {
            self.sees(question);
            self.sees("\n> ");
            self.types(format!("{answer}\n").as_bytes());
        }
    }

    /// How the program ended, and all that was shown.
    fn ends(mut self) -> (ExitStatus, String) {
        let status = self.child.wait().expect("it ends");
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.shown.push_str(&String::from_utf8_lossy(&bytes).replace('\r', ""));
        }
        (status, self.shown)
    }
}

/// Questions whose answers are needed, and the answers.
const NEEDED: [(&str, &str); 8] = [
    ("called?", "Bell"),
    ("currency", "GBP"),
    ("How do you bill", "1"),
    ("for an hour?", "95"),
    ("does it pay for?", "60"),
    ("cost you?", "35%"),
    ("never bill?", "22"),
    ("cost you?", "48"),
];

/// The rest of a whole run.
const REST: [(&str, &str); 9] = [
    ("in one letter?", "8.5"),
    ("+20 %?", "6"),
    ("+30 %?", "4.5"),
    ("in two letters", "7"),
    ("whatever you ask?", "1"),
    ("of other work?", ""),
    ("nobody buys them?", "50"),
    ("to the money?", "done"),
    ("Write client.toml?", ""),
];

fn file(folder: &Path) -> String {
    fs::read_to_string(folder.join("client.toml")).expect("a file")
}

/// The lines that are in force, without what is said of them.
fn in_force(text: &str) -> Vec<String> {
    let code = |line: &str| line.split("  #").next().unwrap_or_default().trim_end().to_owned();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(code)
        .filter(|line| !line.is_empty() && !line.starts_with(' '))
        .collect()
}

#[test]
fn a_whole_run_writes_a_file_that_compares_and_shows_what_comes_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(folder.path(), &["init", "--interactive", "-o", "client.toml"], 100);
    session.answers(&NEEDED);
    session.sees("No published figure says");
    session.answers(&REST[..3]);
    session.sees("Of the ten, 9.3 would take +5 %");
    session.answers(&REST[3..4]);
    session.sees("In two letters half a year apart 7 would take +20 %");
    session.answers(&REST[4..8]);
    session.sees("YOUR ANSWERS");
    session.sees("4 The price of an hour: 95 GBP\n");
    session.answers(&REST[8..]);
    session.sees("Bell · GBP");
    session.sees("uprate compare client.toml");
    let (status, shown) = session.ends();
    assert_eq!(status.code(), Some(0), "{shown}");
    assert_eq!(entries(folder.path()), ["client.toml"]);
    let text = file(folder.path());
    let found = in_force(&text);
    let start = found.iter().find(|line| line.starts_with("start = ")).expect("a start").clone();
    assert_eq!(
        found,
        [
            "currency = \"GBP\"",
            &start,
            "[client]",
            "name = \"Bell\"",
            "rate = 95",
            "hours = 60",
            "margin = \"35%\"",
            "[effort]",
            "hours = 22",
            "cost = 48",
            "[response]",
            "churn = \"1%\"",
            "accept = [",
            "]",
            "shock = [",
            "]",
            "[capacity]",
            "cost_stays = \"50%\"",
        ]
    );
    assert!(
        text.contains("    { raise = \"20%\", chance = \"60%\" },\n    { raise = \"30%\", chance = \"45%\" },\n]"),
        "{text}"
    );
    let compared = run(folder.path(), &["compare", "client.toml"]);
    assert_eq!(compared.code, Some(0), "{}", compared.stderr);
    // What it begins with is what the dialogue ends with.
    let decision = compared.stdout.lines().find_map(|line| line.strip_prefix("DO THIS")).expect("a decision");
    assert!(shown.contains(decision.trim()), "{shown}");
}

#[test]
fn the_page_about_it_shows_what_it_asks() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/init.md")).expect("a page");
    let (_, rest) = page.split_once("```text\n").expect("a block");
    let (block, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 100);
    session.answers(&NEEDED);
    for answer in block.lines().filter_map(|line| line.strip_prefix("> ")) {
        session.answers(&[("", answer)]);
    }
    session.answers(&[("in two letters", "quit")]);
    let (_, shown) = session.ends();
    assert!(shown.contains(block), "{shown}");
}

#[test]
fn what_cannot_be_compared_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let huge = "7922816251426433759354395033";
    let arguments = ["init", "-i", "--rate", huge, "--hours", huge, "-o", "client.toml"];
    let mut session = Session::new(folder.path(), &arguments, 100);
    session.answers(&[("called?", "Bell"), ("currency", "EUR"), ("your margin", "35%"), ("never bill?", "done")]);
    session.sees("error[");
    session.answers(&[("never bill?", "quit")]);
    assert_eq!(session.ends().0.code(), Some(130));
    assert_eq!(entries(folder.path()), <[&str; 0]>::default());
}

#[test]
fn an_earlier_answer_may_be_changed_to_the_very_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
    session.answers(&NEEDED[..5]);
    session.answers(&[("cost you?", "back"), ("does it pay for?", "70"), ("cost you?", "35"), ("never bill?", "skip")]);
    session.answers(&[
        ("in one letter?", "done"),
        ("Write client.toml?", "back"),
        ("in one letter?", "8"),
        ("+20 %?", "done"),
    ]);
    session.answers(&[("Write client.toml?", "perhaps"), ("number of an answer", "yes")]);
    let (status, shown) = session.ends();
    assert_eq!(status.code(), Some(0), "{shown}");
    let found = in_force(&file(folder.path()));
    assert!(found.contains(&"hours = 70".to_owned()) && found.contains(&"cost = 35".to_owned()), "{found:?}");
    assert!(found.contains(&"accept = [".to_owned()), "{found:?}");
}

#[test]
fn a_wrong_answer_is_said_to_be_one_and_asked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
    session.answers(&NEEDED[..3]);
    session.answers(&[
        ("for an hour?", "ninety"),
        ("The price of an hour: `ninety` is no number", "-3"),
        ("more than 0", "\x1b[A"),
        ("arrows", "?"),
    ]);
    session.answers(&[("`client.rate`", "95"), ("does it pay for?", "quit")]);
    let (status, shown) = session.ends();
    assert_eq!(status.code(), Some(130), "{shown}");
    assert!(shown.contains("nothing is written"), "{shown}");
    assert_eq!(entries(folder.path()), <[&str; 0]>::default());
}

#[test]
fn whatever_stops_it_leaves_everything_as_it_was() {
    const CTRL_C: &[u8] = b"\x03";
    const CTRL_D: &[u8] = b"\x04";
    for stop in [CTRL_C, CTRL_D] {
        for answered in [0, 3, NEEDED.len(), NEEDED.len() + REST.len() - 1] {
            let all: Vec<(&str, &str)> = NEEDED.into_iter().chain(REST).collect();
            let folder = tempfile::tempdir().expect("a folder");
            let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
            session.answers(&all[..answered]);
            session.sees(all[answered].0);
            session.sees("\n> ");
            session.types(stop);
            session.sees("nothing is written");
            let (status, shown) = session.ends();
            assert_eq!(status.code(), Some(130), "{shown}");
            assert_eq!(entries(folder.path()), <[&str; 0]>::default());
        }
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("client.toml"), MINIMAL).expect("written");
        let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
        session.answers(&[("Which questions", ""), ("called?", "Bell"), ("in one letter?", "8"), ("+20 %?", "done")]);
        session.sees("Write client.toml?");
        session.sees("\n> ");
        session.types(stop);
        session.sees("nothing is written");
        assert_eq!(session.ends().0.code(), Some(130));
        assert_eq!((file(folder.path()).as_str(), entries(folder.path()).len()), (MINIMAL, 1));
    }
}

#[test]
fn a_file_that_is_there_is_completed_and_nothing_else_of_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("client.toml");
    let text = "\u{feff}# Mine.\r\n\r\n[client]   # who\r\nrate = 95 # an hour\r\nhours = 60\r\n\r\n# left\r\nmargin = \"35%\"\r\n";
    fs::write(&path, text).expect("written");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
    session.answers(&[("Which questions", "1"), ("called?", "none"), ("never bill?", "22"), ("cost you?", "48")]);
    session.answers(&[("in one letter?", "8"), ("+20 %?", "done"), ("Write client.toml?", "yes")]);
    let (status, shown) = session.ends();
    assert_eq!(status.code(), Some(0), "{shown}");
    let added = "\r\n[effort]\r\n# Extra hours that nobody pays for (hours a month). Your own judgement.\r\nhours = 22\r\n\
                 # What one of them costs (money an hour). Your answer.\r\ncost = 48\r\n\r\n[response]\r\n# Of ten clients";
    let found = file(folder.path());
    let rest = found.strip_prefix(text).expect("what was there");
    assert!(rest.starts_with(added), "{rest}");
    assert!(
        rest.contains("\r\naccept = [{ raise = \"10%\", chance = \"80%\" }]\r\n\r\n# Asked, and left out"),
        "{rest}"
    );
    assert!(rest.ends_with("\r\n#   client.name: the name of the file\r\n"), "{rest}");
    assert!(!rest.replace("\r\n", "").contains('\n'), "{rest}");
    assert_eq!(run(folder.path(), &["check", "client.toml", "-q"]).code, Some(0));

    // What is wrong is to be put right first, and what was changed by somebody else is kept.
    fs::write(&path, "[client]\nrate = -1\n").expect("written");
    let (status, shown) = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80).ends();
    assert_eq!(status.code(), Some(1), "{shown}");
    assert!(shown.contains("must be more than 0"), "{shown}");
    fs::write(&path, MINIMAL).expect("written");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
    session.answers(&[("Which questions", ""), ("called?", "Bell"), ("in one letter?", "done")]);
    session.sees("Write client.toml?");
    fs::write(&path, "other").expect("written");
    session.types(b"\n");
    let (status, shown) = session.ends();
    assert_eq!((status.code(), file(folder.path()).as_str()), (Some(2), "other"), "{shown}");
    let given = Session::new(folder.path(), &["init", "-i", "-o", "client.toml", "--rate", "95"], 80).ends();
    assert_eq!(given.0.code(), Some(2), "{}", given.1);
    assert!(given.1.contains("answer the questions"), "{}", given.1);
}

#[test]
fn options_answer_questions_and_the_file_may_go_to_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments =
        ["init", "-i", "--rate", "95", "--hours", "60", "--cost", "62", "--extra-hours", "22", "--client", "Bell"];
    let mut session = Session::with(folder.path(), &arguments, 80, true);
    session.answers(&[("currency", ""), ("cost you?", ""), ("in one letter?", "done"), ("standard output?", "")]);
    session.sees("NEXT");
    let mut text = String::new();
    session.child.stdout.take().expect("a pipe").read_to_string(&mut text).expect("text");
    assert_eq!(session.ends().0.code(), Some(0));
    let found = in_force(&text);
    for line in ["name = \"Bell\"", "rate = 95", "cost = 62", "hours = 22"] {
        assert!(found.contains(&line.to_owned()), "{found:?}");
    }
    assert_eq!(entries(folder.path()), <[&str; 0]>::default());
}

#[test]
fn no_at_the_end_throws_nothing_away_unless_that_is_said_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
    session.answers(&NEEDED);
    session.answers(&[("in one letter?", "done"), ("Write client.toml?", "no"), ("What then?", "1")]);
    // Back to a question by its number: what was answered behind it still counts.
    session.answers(&[("Write client.toml?", "99"), ("There is no answer 99", "4"), ("takes 95", "100")]);
    session.sees("4 The price of an hour: 100 GBP\n");
    session.answers(&[("Write client.toml?", "")]);
    session.sees("NEXT");
    assert_eq!(session.ends().0.code(), Some(0));
    assert!(in_force(&file(folder.path())).contains(&"rate = 100".to_owned()));

    let mut session = Session::new(folder.path(), &["init", "-i", "--force", "-o", "client.toml"], 80);
    session.answers(&NEEDED);
    session.answers(&[("in one letter?", "done"), ("Write client.toml?", "no"), ("What then?", "perhaps")]);
    session.answers(&[("Write 1 or 2", "2")]);
    session.sees("nothing is written");
    assert_eq!(session.ends().0.code(), Some(130));
    assert!(in_force(&file(folder.path())).contains(&"rate = 100".to_owned()));
}

/// A log in this folder's tests.
const LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/logs/toggl.csv");

#[test]
fn what_a_log_says_is_not_asked_and_its_blanks_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let begin = ["init", "--from", LOG, "--client", "Northwind", "-o", "client.toml"];
    let mut session = Session::new(folder.path(), &[&begin[..], &["-i"]].concat(), 80);
    session.sees("KNOWN ALREADY");
    session.sees("  The price of an hour: 95 EUR\n");
    session.answers(&[("cost you?", "35%"), ("cost you?", "48"), ("in one letter?", "8"), ("+20 %?", "done")]);
    session.answers(&[("Write client.toml?", "")]);
    session.sees("NEXT");
    let (status, shown) = session.ends();
    assert_eq!(status.code(), Some(0), "{shown}");
    for unasked in
        ["called?", "currency are", "How do you bill", "bill for an hour? (in", "does it pay for?", "never bill?"]
    {
        assert!(!shown.contains(unasked), "{unasked}: {shown}");
    }
    let text = file(folder.path());
    assert!(
        text.contains("From the log") && !text.contains("TO FILL IN") && !text.contains("response.accept: of ten"),
        "{text}"
    );
    assert_eq!(run(folder.path(), &["compare", "client.toml", "-q"]).code, Some(0));

    // The file that the log leaves may as well be completed, and comes out as one without questions.
    let begun = run(folder.path(), &[&begin[..], &["--force"]].concat());
    assert_eq!(begun.code, Some(0), "{}", begun.stderr);
    let before = file(folder.path());
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 80);
    session.answers(&[("Which questions", ""), ("cost you?", "61"), ("cost you?", "48"), ("in one letter?", "skip")]);
    session.answers(&[("of other work?", "done"), ("Write client.toml?", "")]);
    session.sees("NEXT");
    assert_eq!(session.ends().0.code(), Some(0));
    let after = file(folder.path());
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let gone = before.iter().filter(|line| !after.contains(line)).count();
    assert!(gone < 12 && after.len() <= before.len(), "{gone}: {}", after.join("\n"));
    let found = in_force(&after.join("\n"));
    assert!(found.contains(&"cost = 61".to_owned()) && found.contains(&"cost = 48".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.starts_with("margin")), "{found:?}");
}

#[test]
fn without_a_name_one_is_asked_for_and_no_other_file_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("client.toml"), "mine").expect("written");
    let mut session =
        Session::new(folder.path(), &["init", "-i", "--retainer", "3200", "--hours", "40", "--cost", "48"], 80);
    session.answers(&[("called?", "done"), ("Enter: client-2.toml", "client.toml"), ("there already", "bell.toml")]);
    session.sees("uprate compare bell.toml");
    assert_eq!(session.ends().0.code(), Some(0));
    assert_eq!(file(folder.path()), "mine");
    assert_eq!(entries(folder.path()), ["bell.toml", "client.toml"]);
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = Session::new(folder.path(), &["init", "-i", "-o", "client.toml"], 40);
    session.answers(&NEEDED[..4]);
    session.answers(&[("pay for?", "60"), ("35%)", "35%"), ("never", "22"), ("cost you?", "48")]);
    session.answers(&[
        ("letter?", "8.5"),
        ("+20 %?", "6"),
        ("+30 %?", ""),
        ("rest?", "done"),
        ("Write client.toml?", ""),
    ]);
    session.sees("NEXT");
    let (status, shown) = session.ends();
    assert_eq!(status.code(), Some(0), "{shown}");
    for line in shown.lines() {
        assert!(line.width() <= 40, "{line:?}");
    }
}

#[test]
fn without_a_terminal_it_says_what_to_give_instead() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = run(folder.path(), &["init", "--interactive", "-o", "client.toml"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    for option in ["--rate", "--hours", "--margin", "--extra-hours", "--effort-cost"] {
        assert!(refused.stderr.contains(option), "{}", refused.stderr);
    }
    assert_eq!(entries(folder.path()), <[&str; 0]>::default());
}
