//! What `log` would say of a case: an export of a time tracker, or what is left of one.
//!
//! Lines `#--dates ORDER`, `#--billed WORD`, `#--recovery TIME`, `#--hours FROM-TO`, `#--weekend DAY,…`, `#--since DATE`,
//! `#--until DATE` and `#--width N` are the options of that name, and no part of the export.

use uprate::clients::log::billed::Words;
use uprate::clients::log::clients::{self, ClientSums};
use uprate::clients::log::clock::parse_recovery;
use uprate::clients::log::days::DayOrder;
use uprate::clients::log::file::{Hints, LogFile};
use uprate::clients::log::handout::Handout;
use uprate::clients::log::problem::Problem;
use uprate::clients::log::question::Question;
use uprate::clients::log::summary::Summary;
use uprate::clients::log::tally::Tally;
use uprate::clients::log::when::Week;
use uprate::render::stamp::Stamp;
use uprate::report;
use uprate::scenario::Override;

use crate::case;
use crate::outcome::{Outcome, read_as};

/// The name under which the export is read.
const FILE: &str = "log.csv";

/// Clients that are asked for, of each log.
const CLIENTS: usize = 3;

/// A scenario that what a log says about one is put into.
const SCENARIO: &[u8] = b"[client]\nrate = 100\nhours = 50\nmargin = 0.4\n[effort]\nhours = 10\ncost = 40\n";

/// How a log is read.
struct Asked {
    hints: Hints,
    question: Question,
    width: usize,
}

impl Asked {
    /// The options of a case, and the export without them. What is no option leaves that option as it is.
    fn of(bytes: &[u8]) -> (Self, Vec<u8>) {
        let mut words = Vec::new();
        let mut asked = Self { hints: Hints::default(), question: Question::default(), width: 100 };
        let mut export = Vec::with_capacity(bytes.len());
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = str::from_utf8(line).unwrap_or_default();
            if !case::is_option(text) {
                export.extend_from_slice(line);
                continue;
            }
            let Some((name, value)) = text.trim_end()[case::OPTION.len()..].split_once(' ') else { continue };
            let question = &mut asked.question;
            match name {
                "dates" => asked.hints.order = DayOrder::from_name(value),
                "billed" => words.push(value.to_owned()),
                "recovery" => question.recovery = parse_recovery(value).ok(),
                "hours" => question.week.hours = Week::parse_hours(value).unwrap_or(question.week.hours),
                "weekend" => question.week.weekend = Week::parse_weekend(value).unwrap_or(question.week.weekend),
                "since" => question.from = value.parse().ok(),
                "until" => question.to = value.parse().ok(),
                "width" => asked.width = value.parse().unwrap_or(asked.width).clamp(20, 1000),
                _ => {}
            }
        }
        asked.hints.words = Words::new(&words);
        (asked, export)
    }
}

impl Outcome {
    /// What comes of an export.
    #[must_use]
    pub fn of_log(bytes: &[u8]) -> Self {
        let (asked, export) = Asked::of(bytes);
        let mut outcome = Self { is_ascii: bytes.is_ascii() && !bytes.contains(&b'\\'), ..Self::default() };
        match LogFile::survey(FILE.to_owned(), Box::new(export), &asked.hints) {
            Err(problems) => {
                assert!(!problems.is_empty(), "wrong, but nothing is said");
                for problem in &problems {
                    outcome.problem(problem);
                }
            }
            Ok(file) => {
                if let Err(problem) = outcome.clients(&[file], &asked) {
                    outcome.problem(&problem);
                }
            }
        }
        outcome
    }

    fn problem(&mut self, problem: &Problem) {
        self.refusal("log", &format!("{FILE}: {problem}"));
    }

    fn clients(&mut self, files: &[LogFile], asked: &Asked) -> Result<(), Problem> {
        let of_file = |(_, problem): (usize, Problem)| problem;
        let (sums, bad) = clients::all(files, &asked.question).map_err(of_file)?;
        for row in &bad.first {
            self.refusal("log", &format!("line {}: {}", row.line, row.reason));
        }
        let currency = clients::currency(files, None);
        if let Ok(currency) = currency {
            let page = report::log::clients(&sums, currency, &[FILE.to_owned()]);
            self.formats("log of clients", &page, &Stamp::default(), asked.width);
            self.table("log of clients", &report::log::clients_figures(&sums, currency));
            self.json("log of clients", report::log::clients_json(&sums, currency));
        } else if let Err(problem) = currency {
            self.problem(&problem);
        }
        for client in sums.iter().take(CLIENTS) {
            let read = self.client(files, client, asked)?;
            assert_eq!(read, bad.count, "bad rows of {:?}", client.name);
        }
        Ok(())
    }

    /// What a client takes; says how many rows say nothing.
    fn client(&mut self, files: &[LogFile], client: &ClientSums, asked: &Asked) -> Result<u64, Problem> {
        let of_file = |(_, problem): (usize, Problem)| problem;
        let ClientSums { name, sums } = client;
        let (handout, bad) = Handout::of(files, name, name.clone(), asked.question).map_err(of_file)?;
        assert_eq!(handout.lines.len() as u64, sums.entries, "entries that {name:?} is handed");
        self.formats("log for the client", &report::log::handout(&handout), &Stamp::default(), asked.width);
        let tally = Tally::of(files, name, &asked.question).map_err(of_file)?;
        assert_eq!(tally.bad.count, bad.count, "bad rows of {name:?}");
        let all = tally.all();
        assert_eq!((all.billed, all.unbilled, all.entries), (sums.billed, sums.unbilled, sums.entries), "{name:?}");
        let currency = clients::currency(files, Some(name))?;
        let Some(summary) = Summary::of(tally, name.clone(), currency, asked.question)? else {
            self.refusal("log", &format!("no entries of {name}"));
            return Ok(bad.count);
        };
        let names = [FILE.to_owned()];
        self.formats("log", &report::log::page(&summary, &names), &Stamp::default(), asked.width);
        self.table("log", &report::log::figures(&summary));
        self.json("log", report::log::json(&summary, &names));
        self.implied(&summary);
        Ok(bad.count)
    }

    /// What a log says about a scenario can be read in one, or it is told where it cannot.
    fn implied(&mut self, summary: &Summary) {
        for value in summary.implied().into_iter().filter(|value| !value.instead) {
            let given = format!("{}={}", value.key, value.written);
            let assigned = Override::parse(&given).unwrap_or_else(|said| panic!("{given}: {said}"));
            if let Err(wrong) = read_as(SCENARIO, &[assigned]) {
                self.wrong = Some(wrong);
            }
        }
    }
}
