//! Reads the scenarios that a command names.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDate};

use super::arguments::{Changes, OutputArguments};
use super::failure::{Failure, note};
use super::output::set_colour;
use crate::domain::LAST_DAY;
use crate::scenario::diagnostics::{Diagnostics, render_warning};
use crate::scenario::ledger::Origin;
use crate::scenario::warning::Warning;
use crate::scenario::{Reading, Request, SOURCE_BYTES_MAX, Source, SourceError, nearest, read};
use crate::text::visible;

/// The name under which standard input is read.
pub const STANDARD_INPUT: &str = "-";

/// Reads all scenarios; where some are wrong, everything wrong with any of them is said.
pub fn scenarios(paths: &[PathBuf], changes: &Changes, output: &OutputArguments) -> Result<Vec<Reading>, Failure> {
    set_colour(output.color);
    if paths.iter().filter(|path| path.as_os_str() == STANDARD_INPUT).count() > 1 {
        return Err(Failure::cannot("standard input can be read only once: name `-` once, the others as files"));
    }
    let overrides = changes.overrides();
    let today = today();
    let mut readings = Vec::new();
    let mut wrong = String::new();
    for path in paths {
        let source = match source(path) {
            Ok(source) => source,
            Err(failure) if failure.code() == super::failure::SCENARIO_IS_WRONG => {
                wrong.push_str(failure.message());
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let stem = if path.as_os_str() == STANDARD_INPUT { "standard input".into() } else { stem(path) };
        match read(&Request { source, stem: &stem, overrides: &overrides, today }) {
            Ok(reading) => {
                if output.verbose {
                    say_what_was_read(&reading);
                }
                readings.push(reading);
            }
            Err(diagnostics) => wrong.push_str(&diagnostics.render(true)),
        }
    }
    if wrong.is_empty() { Ok(readings) } else { Err(Failure::wrong(wrong)) }
}

/// Says what a scenario was read from.
fn say_what_was_read(reading: &Reading) {
    let count = |origin| reading.ledger.iter().filter(|entry| entry.origin == origin).count();
    note(&format!(
        "note: {} read: {} from the file, {} from the command line, {} left to their defaults; {}\n",
        visible(&reading.sources[0].name),
        crate::words::count(u32::try_from(count(Origin::File)).unwrap_or(u32::MAX), "value"),
        count(Origin::Override),
        count(Origin::Default),
        crate::words::count(u32::try_from(reading.warnings.len()).unwrap_or(u32::MAX), "doubt")
    ));
}

/// The day on which a plan without a start begins; a clock beyond what dates in scenarios can be counts as the last day.
/// A clock may show a day before 1970, which `Local::now` does not expect.
pub fn today() -> NaiveDate {
    DateTime::<Local>::from(std::time::SystemTime::now()).date_naive().min(LAST_DAY)
}

/// What a scenario is called that has no name.
pub fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "client".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The text of a scenario.
pub fn source(path: &Path) -> Result<Source, Failure> {
    let name = if path.as_os_str() == STANDARD_INPUT { "standard input".into() } else { path.to_string_lossy() };
    let bytes = bytes(path).map_err(|error| Failure::cannot(unreadable(path, &name, &error)))?;
    Source::from_bytes(name.as_ref(), &bytes)
        .map_err(|error| Failure::wrong_as_a_whole(&format!("{name} is no scenario: {error}")))
}

/// A text that is no scenario, such as a letter of the sender's own.
pub fn text(path: &Path) -> Result<Source, Failure> {
    let name = path.to_string_lossy();
    let bytes = File::open(path).and_then(at_most).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::cannot(missing(path, &name)),
        io::ErrorKind::IsADirectory => Failure::cannot(format!("{name} is a folder; name a file in it")),
        _ => Failure::cannot(format!("cannot read {name}: {error}")),
    })?;
    Source::from_bytes(name.as_ref(), &bytes).map_err(|error| {
        Failure::wrong_as_a_whole(&match error {
            SourceError::TooLarge => format!("{name} is larger than {} MB", SOURCE_BYTES_MAX / 1024 / 1024),
            SourceError::NotText { .. } | SourceError::Utf16 => format!("{name} cannot be read: {error}"),
        })
    })
}

/// What a reader holds, one byte more than may be there at the most: that tells that there is too much.
fn at_most(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(SOURCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() == STANDARD_INPUT { at_most(io::stdin().lock()) } else { at_most(File::open(path)?) }
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            let similar = similar_file(path).filter(|_| !path.is_symlink());
            let similar = similar.map_or_else(String::new, |similar| format!("; did you mean {similar}?"));
            missing(path, name) + &similar
        }
        io::ErrorKind::IsADirectory => format!("{name} is a folder; name a scenario file in it"),
        _ => format!("cannot read {name}: {error}"),
    }
}

/// What is said of a file that is not there.
pub fn missing(path: &Path, name: &str) -> String {
    if path.is_symlink() { format!("the link {name} points to nothing") } else { format!("there is no file {name}") }
}

/// A file of a similar name in the same folder.
fn similar_file(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name()?.to_string_lossy();
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "toml"))
        .collect();
    names.sort();
    let similar = nearest(&wanted, names.iter().map(String::as_str))?;
    Some(path.with_file_name(similar).to_string_lossy().into_owned())
}

/// Says what was noticed, unless nobody wants to hear it.
pub fn say_warnings(reading: &Reading, warnings: &[Warning], output: &OutputArguments) {
    if output.quiet {
        return;
    }
    for warning in warnings {
        let place = warning.key.as_deref().and_then(|key| reading.place_of(key));
        note(&(render_warning(warning, place, &reading.sources, true) + "\n\n"));
    }
}

/// Diagnostics of the model as a failure.
pub fn model_failure(diagnostics: &Diagnostics) -> Failure {
    Failure::wrong(diagnostics.render(true))
}
