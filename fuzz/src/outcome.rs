//! All that the program would say of a case, in every format.

use chrono::NaiveDate;
use serde_json::Value;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::analysis::diagnosis::diagnose;
use uprate::analysis::notices::notices;
use uprate::render::stamp::{Stamp, Stamped};
use uprate::render::terminal::{self, Look};
use uprate::render::{Paper, csv, html, markdown};
use uprate::report;
use uprate::report::document::{Block, Document, Table};
use uprate::scenario::diagnostics::{Diagnostics, Mistake, render_mistakes, render_warning};
use uprate::scenario::warning::Warning;
use uprate::scenario::{Override, Reading, Request, Source, read};
use uprate::text::visible;
use uprate::words::day;

use crate::case::Options;
use crate::questions::Asking;

/// The name under which the scenario is read.
pub const FILE: &str = "case.toml";

/// What comes of a case.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Whether the case holds nothing beyond ASCII, escaped or not, so that what is said in ASCII has to be.
    pub is_ascii: bool,
    /// What is wrong with the scenario.
    pub wrong: Option<Wrong>,
    /// What was said of overrides that are none, each with its text.
    pub refused: Vec<(String, String)>,
    /// What was printed.
    pub pages: Vec<Page>,
}

/// What is wrong with a scenario.
#[derive(Debug)]
pub enum Wrong {
    /// Its bytes are no text; what is said.
    Whole(String),
    /// Findings, with their places.
    Findings(Diagnostics),
}

/// A page, and what it has to be.
#[derive(Debug)]
pub struct Page {
    /// What it shows.
    pub name: &'static str,
    /// Its text.
    pub text: String,
    /// What it has to be.
    pub form: Form,
}

/// What a page has to be.
#[derive(Debug)]
pub enum Form {
    /// Lines, of at most so many columns.
    Lines(Option<usize>),
    /// The same, in ASCII.
    Ascii(usize),
    /// Another page with colours.
    Coloured(String),
    /// Markdown.
    Markdown,
    /// A page for browsers.
    Html,
    /// Comma-separated values, by the delimiter.
    Csv(u8),
    /// This value.
    Json(Value),
    /// Dates for calendars.
    Calendar,
}

impl Outcome {
    /// What comes of a case.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let options = Options::of(bytes);
        let mut outcome = Self { is_ascii: bytes.is_ascii() && !bytes.contains(&b'\\'), ..Self::default() };
        match compared(bytes, &options) {
            Err(wrong) => outcome.wrong = Some(wrong),
            Ok((reading, comparison)) => outcome.print(bytes, reading, comparison, &options),
        }
        outcome.refused = options.refused;
        outcome
    }

    fn print(&mut self, bytes: &[u8], reading: Reading, comparison: Comparison, options: &Options) {
        let warnings = notices(&reading, &comparison);
        self.texts("warnings", warnings_as_text(&reading, &warnings));
        let known = report::compare::figure_names(&reading, &comparison);
        let columns: Vec<String> =
            options.columns.iter().filter(|name| known.contains(&name.as_str())).cloned().collect();
        let all: Vec<usize> = (0..comparison.scenario.strategies.len()).collect();
        let monthly = report::project::figure_names(&comparison);
        let monthly: Vec<String> =
            options.columns.iter().filter(|name| monthly.contains(&name.as_str())).cloned().collect();

        self.document("compare", &report::compare::page(&reading, &comparison, &warnings), &reading, options);
        self.document("compare --brief", &report::compare::brief(&reading, &comparison, &columns), &reading, options);
        let shown = comparison.choice.best.unwrap_or(all.len() - 1);
        self.document("project", &report::project::page(&comparison, &[shown], &monthly), &reading, options);
        self.table("project", &report::project::figures(&comparison, &all, &monthly));
        let mut check = report::check::verdict(FILE, &reading, warnings.len());
        let explained = report::check::explain(&reading, &comparison);
        self.table("check --explain", &explained);
        check.add(Block::Table(explained));
        self.document("check --explain", &check, &reading, options);
        self.json("compare", report::json::compare(&reading, &comparison, &warnings));
        self.json("project", report::json::project(&reading, &comparison, &all));
        self.json("check", report::json::checked(&reading, &comparison, &warnings));
        let unchanged = if options.overrides.is_empty() { None } else { read_as(bytes, &[]).ok() };
        let asking = Asking {
            reading: &reading,
            comparison: &comparison,
            unchanged: unchanged.as_ref(),
            options,
            length: bytes.len(),
        };
        asking.ask(self);
        let twice = [(reading.clone(), comparison.clone()), (reading, comparison)];
        self.table("compare", &report::compare::figures(&twice, &columns));
        self.document("compare of several", &report::compare::summary(&twice), &twice[0].0, options);
    }

    /// A document in all formats for people; `reading` is what it is of.
    pub fn document(&mut self, name: &'static str, document: &Document, reading: &Reading, options: &Options) {
        let source = &reading.sources[0];
        let stamped =
            Stamped { file: source.name.clone(), start: day(reading.scenario.start), digest: source.digest() };
        let stamp = Stamp { tool: "uprate".to_owned(), scenarios: vec![stamped] };
        self.formats(name, document, &stamp, options.width);
    }

    /// A document in all formats for people, whatever it is of.
    pub fn formats(&mut self, name: &'static str, document: &Document, stamp: &Stamp, width: usize) {
        let look = Look { ascii: false, width, whole_tables: false, coloured: false };
        let page = terminal::render(document, look);
        let coloured = terminal::render(document, Look { coloured: true, ..look });
        self.page(name, coloured, Form::Coloured(page.clone()));
        self.page(name, page, Form::Lines(Some(width)));
        self.page(name, terminal::render(document, Look { ascii: true, ..look }), Form::Ascii(width));
        self.page(name, terminal::render(document, Look { whole_tables: true, ..look }), Form::Lines(None));
        self.page(name, markdown::render(document), Form::Markdown);
        self.page(name, html::render(document, stamp, Paper::A4), Form::Html);
        #[cfg(feature = "files")]
        crate::files::print(name, document, stamp);
    }

    /// Dates for calendars.
    pub fn calendar(&mut self, name: &'static str, file: String) {
        self.page(name, file, Form::Calendar);
    }

    /// Mistakes in a text that is no scenario, each of bytes that are there.
    pub fn mistakes(&mut self, name: &'static str, mistakes: &[Mistake], text: &str) {
        assert!(!mistakes.is_empty(), "{name} refuses without a word");
        for mistake in mistakes {
            assert!(text.get(mistake.span.clone()).is_some(), "{name}: no such place: {mistake:?} in {text:?}");
        }
        let source = Source::from_bytes("letter.txt", text.as_bytes()).expect("a text");
        self.page(name, render_mistakes(mistakes, &source, false), Form::Lines(None));
    }

    /// A table for spreadsheets.
    pub fn table(&mut self, name: &'static str, table: &Table) {
        for (style, delimiter) in [(csv::Style::Plain, b','), (csv::Style::Eu, b';')] {
            let text = csv::render(table, style).expect("a table in memory can be written");
            self.page(name, text, Form::Csv(delimiter));
        }
    }

    /// A value for programs.
    pub fn json(&mut self, name: &'static str, value: Value) {
        self.page(name, format!("{value:#}\n"), Form::Json(value));
    }

    /// Why there is no result, in a sentence that the command line shows as [`visible`].
    pub fn refusal(&mut self, name: &'static str, sentence: &str) {
        assert!(!sentence.trim().is_empty(), "{name} refuses without a word");
        self.page(name, visible(sentence), Form::Lines(None));
    }

    fn texts(&mut self, name: &'static str, texts: impl Iterator<Item = String>) {
        for text in texts {
            self.page(name, text, Form::Lines(None));
        }
    }

    fn page(&mut self, name: &'static str, text: String, form: Form) {
        self.pages.push(Page { name, text, form });
    }
}

fn compared(bytes: &[u8], options: &Options) -> Result<(Reading, Comparison), Wrong> {
    let reading = read_as(bytes, &options.overrides)?;
    match compare(reading.scenario.clone(), options.by) {
        Ok(comparison) => Ok((reading, comparison)),
        Err(error) => Err(Wrong::Findings(diagnose(&reading, &error))),
    }
}

fn warnings_as_text(reading: &Reading, warnings: &[Warning]) -> impl Iterator<Item = String> {
    warnings.iter().map(|warning| {
        let place = warning.key.as_deref().and_then(|key| reading.place_of(key));
        render_warning(warning, place, &reading.sources, false)
    })
}

/// Reads a scenario.
///
/// # Errors
///
/// What is wrong with it.
pub fn read_as(bytes: &[u8], overrides: &[Override]) -> Result<Reading, Wrong> {
    let source =
        Source::from_bytes(FILE, bytes).map_err(|error| Wrong::Whole(format!("{FILE} is no scenario: {error}")))?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
    read(&Request { source, stem: "case", overrides, today }).map_err(Wrong::Findings)
}
