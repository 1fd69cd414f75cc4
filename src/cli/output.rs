//! Renders results and delivers them.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use chrono::NaiveDate;
use serde_json::Value;

use super::arguments::{self, Colour, CsvStyle, Format, OutputArguments};
use super::failure::{Failure, note};
use super::inputs::STANDARD_INPUT;
use crate::deliver;
use crate::render::stamp::{Stamp, Stamped};
use crate::render::terminal::{self, Look};
use crate::render::{Paper, csv, html, markdown};
use crate::report::document::{Document, Table};
use crate::report::workbook::book::Book;
use crate::report::workbook::of_table;
use crate::scenario::Reading;
use crate::text::{visible, visible_json};
use crate::words::day;

/// Columns of text where there is no terminal to ask.
const WIDTH_WITHOUT_TERMINAL: usize = 100;

/// Sets when text is coloured, for everything that is printed.
pub fn set_colour(colour: Colour) {
    let choice = match colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::AlwaysAnsi,
        Colour::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// A result, as each format wants it.
pub struct Result<'r> {
    /// For people.
    pub document: &'r dyn Fn() -> Document,
    /// For spreadsheets.
    pub table: &'r dyn Fn() -> Table,
    /// For programs.
    pub json: &'r dyn Fn() -> Value,
    /// What it is of: a printed page says so.
    pub readings: &'r [&'r Reading],
}

/// Makes sure that what is written to is nothing that the run reads.
fn spare_inputs(output: &OutputArguments, inputs: &[PathBuf]) -> super::Outcome {
    let Some(file) = output.output.as_deref() else { return Ok(()) };
    // What standard input is redirected from can be looked up under this name.
    let is_standard = |input: &PathBuf| input.as_os_str() == STANDARD_INPUT;
    let path = |input| if is_standard(input) { Path::new("/dev/stdin") } else { input.as_path() };
    let inputs: Vec<&Path> = inputs.iter().map(path).collect();
    deliver::not_an_input(file, &inputs).map_err(|error| Failure::cannot(error.to_string()))
}

/// Brings bytes of a format that one command alone has to their place.
pub fn put_bytes(bytes: &[u8], output: &OutputArguments, inputs: &[PathBuf]) -> super::Outcome {
    spare_inputs(output, inputs)?;
    deliver_result(bytes, output)
}

/// Renders a result in the format asked for and brings it to its place.
pub fn put(result: &Result<'_>, output: &OutputArguments, inputs: &[PathBuf]) -> super::Outcome {
    put_with(result, &|| table_book(result), output, inputs)
}

/// The same with a workbook of its own.
pub fn put_with(
    result: &Result<'_>,
    book: &dyn Fn() -> std::result::Result<Book, Failure>,
    output: &OutputArguments,
    inputs: &[PathBuf],
) -> super::Outcome {
    spare_inputs(output, inputs)?;
    let format = format(output)?;
    if output.csv_style.is_some() && format != Format::Csv {
        return Err(Failure::cannot("--csv-style is for CSV; add --format csv"));
    }
    if output.paper.is_some() && !format.is_printed() {
        return Err(Failure::cannot("--paper is for pages to print; add --format pdf, html or xlsx"));
    }
    let bytes = match format {
        Format::Table => terminal::render(&(result.document)(), look(output, output.ascii)).into_bytes(),
        Format::Plain => {
            terminal::render(&(result.document)(), Look { coloured: false, ..look(output, true) }).into_bytes()
        }
        Format::Markdown => markdown::render(&(result.document)()).into_bytes(),
        Format::Csv => {
            let style = if output.csv_style == Some(CsvStyle::Eu) { csv::Style::Eu } else { csv::Style::Plain };
            csv::render(&(result.table)(), style).map_err(|error| Failure::cannot(error.to_string()))?.into_bytes()
        }
        Format::Json => json_text(&(result.json)()).into_bytes(),
        Format::Html => {
            let document = (result.document)();
            html::render(&document, &stamp_of(&document, result.readings), paper(output)).into_bytes()
        }
        Format::Xlsx => workbook(book, output)?,
        Format::Pdf => pdf(result, output)?,
    };
    deliver_result(&bytes, output)
}

fn deliver_result(bytes: &[u8], output: &OutputArguments) -> super::Outcome {
    deliver_bytes(bytes, output.output.as_deref())?;
    if output.verbose
        && let Some(file) = &output.output
    {
        note(&format!("note: {} bytes written to {}\n", bytes.len(), visible(&file.to_string_lossy())));
    }
    Ok(())
}

/// The table of a result as a workbook.
fn table_book(result: &Result<'_>) -> std::result::Result<Book, Failure> {
    let scenario = result.readings.first().map(|reading| &reading.scenario);
    let title = scenario.map_or("", |scenario| scenario.title.as_str());
    let made = scenario.map_or(NaiveDate::MIN, |scenario| scenario.start);
    of_table(&(result.table)(), title, made).map_err(|error| Failure::cannot(error.to_string()))
}

/// The bytes of a workbook.
#[cfg(feature = "xlsx")]
fn workbook(
    book: &dyn Fn() -> std::result::Result<Book, Failure>,
    output: &OutputArguments,
) -> std::result::Result<Vec<u8>, Failure> {
    if output.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::cannot(
            "a workbook is nothing for a terminal; name a file with -o, such as -o client.xlsx",
        ));
    }
    crate::render::xlsx::render(&book()?, paper(output)).map_err(|error| Failure::cannot(error.to_string()))
}

#[cfg(not(feature = "xlsx"))]
fn workbook(
    _: &dyn Fn() -> std::result::Result<Book, Failure>,
    _: &OutputArguments,
) -> std::result::Result<Vec<u8>, Failure> {
    Err(Failure::cannot("this uprate was built without workbooks; build it with the feature xlsx, or write CSV"))
}

/// A result as PDF; what no font has is told on standard error.
#[cfg(feature = "pdf")]
fn pdf(result: &Result<'_>, output: &OutputArguments) -> std::result::Result<Vec<u8>, Failure> {
    let to_file = output.output.as_deref().is_some_and(|file| file.as_os_str() != "-");
    if !to_file && io::stdout().is_terminal() {
        return Err(Failure::cannot("a PDF is no text for a terminal; write it to a file with -o FILE.pdf"));
    }
    let document = (result.document)();
    let printed = crate::render::pdf::render(&document, &stamp_of(&document, result.readings), paper(output));
    let printed = printed.map_err(Failure::cannot)?;
    if !printed.missing.is_empty() && !output.quiet {
        note(&without_a_font(&printed.missing));
    }
    Ok(printed.bytes)
}

/// This program was built without what writes PDF.
#[cfg(not(feature = "pdf"))]
fn pdf(_: &Result<'_>, _: &OutputArguments) -> std::result::Result<Vec<u8>, Failure> {
    Err(Failure::cannot(
        "this uprate was built without PDF; build it with the feature pdf, or write HTML and print that",
    ))
}

/// Which characters a page tells by their numbers.
#[cfg(feature = "pdf")]
fn without_a_font(missing: &[char]) -> String {
    const NAMED_MOST: usize = 8;
    let named: Vec<String> = missing
        .iter()
        .take(NAMED_MOST)
        .map(|character| format!("{} (U+{:04X})", visible(&character.to_string()), u32::from(*character)))
        .collect();
    let more = missing.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(
        "note: no font on this computer has {}{more}: the PDF tells their numbers instead; install a font that has them\n",
        named.join(", ")
    )
}

/// The same of a document; nothing of one that is given away.
fn stamp_of(document: &Document, readings: &[&Reading]) -> Stamp {
    if document.is_for_the_client { Stamp::default() } else { stamp(readings) }
}

/// What the foot of a printed page says of where it is from.
pub fn stamp(readings: &[&Reading]) -> Stamp {
    let stamped = |reading: &&Reading| Stamped {
        file: reading.sources[0].name.clone(),
        start: day(reading.scenario.start),
        digest: reading.sources[0].digest(),
    };
    Stamp { tool: format!("uprate {}", env!("CARGO_PKG_VERSION")), scenarios: readings.iter().map(stamped).collect() }
}

/// The paper asked for.
pub fn paper(output: &OutputArguments) -> Paper {
    match output.paper {
        None | Some(arguments::Paper::A4) => Paper::A4,
        Some(arguments::Paper::Letter) => Paper::Letter,
    }
}

/// A JSON value as text, a member a line.
pub fn json_text(value: &Value) -> String {
    visible_json(&format!("{value:#}\n"))
}

/// Brings a text to a file or to standard output.
pub fn deliver_text(text: &str, file: Option<&Path>) -> super::Outcome {
    deliver_bytes(text.as_bytes(), file)
}

/// Brings bytes to a file or to standard output.
pub fn deliver_bytes(bytes: &[u8], file: Option<&Path>) -> super::Outcome {
    match file.filter(|file| file.as_os_str() != "-") {
        None => printed(deliver::to_standard_output(bytes)),
        Some(file) => deliver::to_file(file, bytes).map_err(|error| Failure::cannot(error.to_string())),
    }
}

/// How printing a result ended.
pub fn printed(result: io::Result<()>) -> super::Outcome {
    deliver::unless_reader_is_gone(result)
        .map_err(|error| Failure::cannot(format!("cannot write to standard output: {error}")))
}

/// The format asked for, else the one that the ending of the file means, else a table.
pub fn format(output: &OutputArguments) -> std::result::Result<Format, Failure> {
    if let Some(format) = output.format {
        return Ok(format);
    }
    let Some(file) = output.output.as_deref().filter(|file| file.as_os_str() != "-") else {
        return Ok(Format::Table);
    };
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("json") => Ok(Format::Json),
        Some("csv") => Ok(Format::Csv),
        Some("md") => Ok(Format::Markdown),
        Some("txt") => Ok(Format::Plain),
        Some("html" | "htm") => Ok(Format::Html),
        Some("xlsx") => Ok(Format::Xlsx),
        Some("pdf") => Ok(Format::Pdf),
        _ if is_special(file) => Ok(Format::Table),
        _ => Err(Failure::cannot(format!(
            "cannot tell the format from the name {}: end it in .txt, .md, .csv, .json, .html, .pdf or .xlsx, or give --format",
            file.to_string_lossy()
        ))),
    }
}

/// Whether a path is something else than a file, such as a device.
fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

fn look(output: &OutputArguments, ascii: bool) -> Look {
    let of_terminal = || {
        let is_terminal = output.output.is_none() && std::io::stdout().is_terminal();
        let size = is_terminal.then(terminal_size::terminal_size).flatten();
        size.map(|(terminal_size::Width(columns), _)| usize::from(columns))
    };
    let of_terminal = of_terminal();
    let whole_tables = output.width.is_none() && of_terminal.is_none();
    let width = output.width.map(usize::from).or(of_terminal).unwrap_or(WIDTH_WITHOUT_TERMINAL);
    let coloured = match output.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => output.output.is_none() && AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
    };
    Look { ascii, width, whole_tables, coloured }
}
