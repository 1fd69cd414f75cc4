//! The files of a log: opened, looked through, and what is wrong with them.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::{Client, LogReading};
use crate::cli::failure::Failure;
use crate::cli::inputs::{STANDARD_INPUT, missing};
use crate::clients::log::clients;
use crate::clients::log::file::{Content, Hints, LogFile};
use crate::clients::log::problem::{BadRows, Problem};
use crate::deliver;
use crate::scenario::nearest;
use crate::text::visible;
use crate::words::{counted, list};

/// Bytes of a log that are kept where it can be read only once: ten million entries.
const KEPT: u64 = 1_000_000_000;

/// Clients that are named in a message.
const NAMED: usize = 8;

/// The files of a log.
pub struct Log {
    /// Looked through.
    pub files: Vec<LogFile>,
    /// As they were named.
    pub names: Vec<String>,
}

impl Log {
    /// Opens and looks through files; everything wrong with any of them is said.
    pub fn read(paths: &[PathBuf], reading: &LogReading) -> Result<Self, Failure> {
        let hints = Hints { order: reading.dates, words: reading.words() };
        let mut log = Self { files: Vec::new(), names: Vec::new() };
        let mut wrong = String::new();
        for path in paths {
            let name =
                if path.as_os_str() == STANDARD_INPUT { "standard input".into() } else { path.to_string_lossy() };
            match LogFile::survey(name.to_string(), content(path, &name)?, &hints) {
                Ok(file) => log.files.push(file),
                Err(problems) => {
                    let said = problems.iter().map(|problem| about(&name, problem));
                    wrong.extend(said.map(|sentence| Failure::wrong_as_a_whole(&sentence).message().to_owned()));
                }
            }
            log.names.push(name.into_owned());
        }
        if wrong.is_empty() { Ok(log) } else { Err(Failure::wrong(wrong)) }
    }

    /// The client that is meant; none where that is not said and there are several.
    pub fn client(&self, asked: Option<&str>) -> Result<Option<Client>, Failure> {
        let names = clients::names(&self.files);
        let client = |written: &str, name: &str| Some(Client { written: written.to_owned(), name: name.to_owned() });
        let stem = || {
            let stem = self.names.first().and_then(|name| Path::new(name).file_stem()?.to_str());
            stem.unwrap_or("client").to_owned()
        };
        match (asked, names.len()) {
            // A list of contacts with one client, whatever it is called.
            (Some(asked), 0) => Ok(client("", asked.trim())),
            (None, 0) => Ok(client("", &stem())),
            (None, 1) => {
                Ok(names.first().and_then(|name| client(name, if name.is_empty() { "no client" } else { name })))
            }
            (None, _) => Ok(None),
            (Some(asked), _) => {
                if let Some(name) = clients::meant(&self.files, asked) {
                    return Ok(client(name, if name.is_empty() { "no client" } else { name }));
                }
                let similar = nearest(asked, names.iter().copied());
                let similar = similar.map_or_else(String::new, |similar| format!("did you mean {similar}? "));
                let sentence = format!("the log has no client {}; {similar}{}", asked.trim(), self.who());
                Err(Failure::wrong_as_a_whole(&sentence))
            }
        }
    }

    /// Whether a client of that name is there.
    pub fn has(&self, name: &str) -> bool {
        clients::meant(&self.files, name).is_some_and(|found| !found.is_empty())
    }

    /// Who is there, in a sentence.
    pub fn who(&self) -> String {
        let names = clients::names(&self.files);
        let mut shown: Vec<String> =
            names.iter().filter(|name| !name.is_empty()).take(NAMED).map(|name| (*name).to_owned()).collect();
        if names.len() > shown.len() {
            shown.push(format!("{} more", names.len() - shown.len()));
        }
        format!("it has {}", list(&shown))
    }

    /// What is wrong with the log as a whole.
    pub fn wrong(&self, problem: &Problem) -> Failure {
        Failure::wrong_as_a_whole(&about(&list(&self.names), problem))
    }

    /// What went wrong with a file while it was read.
    pub fn failed(&self, file: usize, problem: &Problem) -> Failure {
        let name = self.names.get(file).map_or("", String::as_str);
        match problem {
            Problem::Unreadable(_) => Failure::cannot(about(name, problem)),
            _ => Failure::wrong_as_a_whole(&about(name, problem)),
        }
    }

    /// The rows that say nothing.
    pub fn bad_rows(&self, bad: &BadRows) -> Failure {
        let many = counted(bad.count, "row");
        let (verb, them) = if bad.count == 1 { ("says", "it") } else { ("say", "them") };
        let mut message =
            Failure::wrong_as_a_whole(&format!("{many} of {} {verb} nothing", list(&self.names))).message().to_owned();
        for row in &bad.first {
            let file = if self.names.len() > 1 { self.names.get(row.file).map_or("", String::as_str) } else { "" };
            let of = if file.is_empty() { String::new() } else { format!(" of {file}") };
            message.push_str(&visible(&format!("  line {}{of}: {}", row.line, row.reason)));
            message.push('\n');
        }
        let more = bad.count.saturating_sub(bad.first.len() as u64);
        let rest = if more > 0 { format!("  and {more} more\n") } else { String::new() };
        message.extend([rest, format!("  correct {them}, or leave {them} out with --skip-bad\n")]);
        Failure::wrong(message)
    }
}

fn about(name: &str, problem: &Problem) -> String {
    format!("{name}: {problem}")
}

/// A file as it is; what can be read only once is kept beside it until the end of the run.
fn content(path: &Path, name: &str) -> Result<Box<dyn Content>, Failure> {
    let cannot = |error: std::io::Error| {
        Failure::cannot(match error.kind() {
            std::io::ErrorKind::NotFound => missing(path, name),
            _ => format!("cannot read {name}: {error}"),
        })
    };
    if path.as_os_str() == STANDARD_INPUT {
        return Ok(Box::new(deliver::kept(std::io::stdin().lock(), KEPT).map_err(cannot)?));
    }
    let file = File::open(path).map_err(cannot)?;
    let kind = file.metadata().map_err(cannot)?;
    if kind.is_dir() {
        return Err(Failure::cannot(format!("{name} is a folder; name a file in it")));
    }
    Ok(Box::new(if kind.is_file() { file } else { deliver::kept(file, KEPT).map_err(cannot)? }))
}
