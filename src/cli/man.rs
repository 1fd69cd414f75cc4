//! `man`: the manual, made from what `--help` says.

use std::fmt::Write;
use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::arguments::{Arguments, EXAMPLE, ManArguments};
use super::failure::Failure;
use super::output::deliver_text;

/// A page of the manual.
struct Page {
    file: String,
    text: String,
}

/// Runs it.
pub fn run(arguments: &ManArguments) -> super::Outcome {
    let pages = pages().map_err(|error| Failure::cannot(format!("cannot make the manual: {error}")))?;
    let Some(folder) = &arguments.output else {
        return pages.first().map_or(Ok(()), |main| deliver_text(&main.text, None));
    };
    if !folder.is_dir() {
        return Err(Failure::cannot(format!("{} is no folder; make it first", folder.display())));
    }
    pages.iter().try_for_each(|page| deliver_text(&page.text, Some(&folder.join(&page.file))))
}

/// The page of the program, then those of its commands.
fn pages() -> io::Result<Vec<Page>> {
    let mut program = Arguments::command();
    program.build();
    let commands: Vec<Command> = program.get_subcommands().cloned().collect();
    std::iter::once(program).chain(commands).map(page).collect()
}

fn page(command: Command) -> io::Result<Page> {
    let ending = ending(&command)?;
    let has_commands = command.has_subcommands();
    let source = format!("{} {}", super::PROGRAM, env!("CARGO_PKG_VERSION"));
    let man = Man::new(command).source(source).manual("uprate manual");
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if has_commands {
        man.render_subcommands_section(&mut text)?;
    }
    text.extend(ending);
    let text = String::from_utf8(text).map_err(io::Error::other)?;
    Ok(Page { file: man.get_filename(), text: in_ascii(&text) })
}

/// The text with other characters by their numbers: not every `man` is told in which encoding a page is.
fn in_ascii(text: &str) -> String {
    let mut ascii = String::new();
    for character in text.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            let _ = write!(ascii, "\\[u{:04X}]", u32::from(character));
        }
    }
    ascii
}

/// How a page ends: the exit status, and the example of `--help`, line for line.
fn ending(command: &Command) -> io::Result<Vec<u8>> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (before, example) = after.split_once(EXAMPLE).unwrap_or((&after, ""));
    let mut roff = Roff::default();
    if !before.trim().is_empty() {
        roff.control("SH", ["NOTES"]).text([roman(before.trim())]);
    }
    roff.control("SH", ["EXIT STATUS"]);
    roff.text([roman("0 done, 1 the scenario is wrong, 2 it could not be done.")]);
    roff.control("SH", ["EXAMPLE"]).control("nf", []);
    for line in example.lines().filter(|line| !line.trim().is_empty()) {
        roff.text([roman(line.trim())]);
    }
    roff.control("fi", []);
    let mut text = Vec::new();
    roff.to_writer(&mut text)?;
    Ok(text)
}
