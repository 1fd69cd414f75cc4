//! All that the program would say of a case, in every format.

use chrono::NaiveDate;
use serde_json::Value;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::analysis::diagnosis::diagnose;
use uprate::analysis::notices::notices;
use uprate::render::terminal::{self, Look};
use uprate::render::{csv, markdown};
use uprate::report;
use uprate::report::document::{Block, Document, Table};
use uprate::scenario::diagnostics::{Diagnostics, render_warning};
use uprate::scenario::warning::Warning;
use uprate::scenario::{Reading, Request, Source, read};

use crate::case::Options;

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
    /// Comma-separated values, by the delimiter.
    Csv(u8),
    /// This value.
    Json(Value),
}

impl Outcome {
    /// What comes of a case.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let options = Options::of(bytes);
        let mut outcome = Self { is_ascii: bytes.is_ascii() && !bytes.contains(&b'\\'), ..Self::default() };
        match compared(bytes, &options) {
            Err(wrong) => outcome.wrong = Some(wrong),
            Ok((reading, comparison)) => outcome.print(reading, comparison, &options),
        }
        outcome.refused = options.refused;
        outcome
    }

    fn print(&mut self, reading: Reading, comparison: Comparison, options: &Options) {
        let warnings = notices(&reading, &comparison);
        self.texts("warnings", warnings_as_text(&reading, &warnings));
        let known = report::compare::figure_names(&reading, &comparison);
        let columns: Vec<String> =
            options.columns.iter().filter(|name| known.contains(&name.as_str())).cloned().collect();
        let all: Vec<usize> = (0..comparison.scenario.strategies.len()).collect();
        let monthly = report::project::figure_names(&comparison);
        let monthly: Vec<String> =
            options.columns.iter().filter(|name| monthly.contains(&name.as_str())).cloned().collect();

        self.document("compare", &report::compare::page(&reading, &comparison, &warnings), options);
        self.document("compare --brief", &report::compare::brief(&reading, &comparison, &columns), options);
        let shown = comparison.choice.best.unwrap_or(all.len() - 1);
        self.document("project", &report::project::page(&comparison, &[shown], &monthly), options);
        self.table("project", &report::project::figures(&comparison, &all, &monthly));
        let mut check = report::check::verdict(FILE, &reading, warnings.len());
        let explained = report::check::explain(&reading, &comparison);
        self.table("check --explain", &explained);
        check.add(Block::Table(explained));
        self.document("check --explain", &check, options);
        self.json("compare", report::json::compare(&reading, &comparison, &warnings));
        self.json("project", report::json::project(&reading, &comparison, &all));
        self.json("check", report::json::checked(&reading, &comparison, &warnings));
        let twice = [(reading.clone(), comparison.clone()), (reading, comparison)];
        self.table("compare", &report::compare::figures(&twice, &columns));
        self.document("compare of several", &report::compare::summary(&twice), options);
    }

    fn document(&mut self, name: &'static str, document: &Document, options: &Options) {
        let look = Look { ascii: false, width: options.width, whole_tables: false, coloured: false };
        let page = terminal::render(document, look);
        let coloured = terminal::render(document, Look { coloured: true, ..look });
        self.page(name, coloured, Form::Coloured(page.clone()));
        self.page(name, page, Form::Lines(Some(options.width)));
        self.page(name, terminal::render(document, Look { ascii: true, ..look }), Form::Ascii(options.width));
        self.page(name, terminal::render(document, Look { whole_tables: true, ..look }), Form::Lines(None));
        self.page(name, markdown::render(document), Form::Markdown);
    }

    fn table(&mut self, name: &'static str, table: &Table) {
        for (style, delimiter) in [(csv::Style::Plain, b','), (csv::Style::Eu, b';')] {
            let text = csv::render(table, style).expect("a table in memory can be written");
            self.page(name, text, Form::Csv(delimiter));
        }
    }

    fn json(&mut self, name: &'static str, value: Value) {
        self.page(name, format!("{value:#}\n"), Form::Json(value));
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
    let source =
        Source::from_bytes(FILE, bytes).map_err(|error| Wrong::Whole(format!("{FILE} is no scenario: {error}")))?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
    let request = Request { source, stem: "case", overrides: &options.overrides, today };
    let reading = read(&request).map_err(Wrong::Findings)?;
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
