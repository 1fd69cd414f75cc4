//! `init --interactive`: asks for the numbers on a terminal, and writes them once all is said.

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{NAME, begun, check, deliver_new, values};
use crate::analysis::choice::By;
use crate::analysis::comparison::{Comparison, compare};
use crate::analysis::diagnosis::diagnose;
use crate::analysis::notices::notices;
use crate::cli::arguments::InitArguments;
use crate::cli::failure::{Failure, STOPPED, note};
use crate::cli::inputs;
use crate::cli::output::deliver_text;
use crate::deliver;
use crate::dialogue::draft::Draft;
use crate::dialogue::{Asked, Dialogue, Reply, WORDS};
use crate::render::terminal::{self, Look};
use crate::report;
use crate::report::document::{Block, Document, OutlineLine};
use crate::scenario::diagnostics::Diagnostics;
use crate::scenario::{Reading, Renewal, Request, Source, read};
use crate::text::visible;

/// Columns where the terminal does not say.
const WIDTH: usize = 80;

/// Columns that sentences take at the most: longer lines are hard to read.
const WIDTH_MAX: usize = 100;

/// What is said when nothing is to be written.
const NOTHING_WRITTEN: &str = "stopped: nothing is written";

/// What is asked where the file says all that was answered.
const UNCHANGED: &str = "The file says all of that: it stays as it is. (Enter ends; a number changes that answer)";

/// Runs it.
pub fn run(arguments: &InitArguments) -> crate::cli::Outcome {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::cannot(
            "--interactive asks on a terminal, and here is none; give the numbers as options: --rate 95 --hours 60 \
             --margin 35% --extra-hours 22 --effort-cost 48",
        ));
    }
    let there = there(arguments)?;
    let draft = match &there {
        Some(source) => Draft::There(Renewal::of(&source.text)),
        None => Draft::New(begun(arguments)?),
    };
    let name = there.as_ref().map_or(NAME, |source| source.name.as_str());
    let stem = arguments.output.as_deref().map_or_else(|| "client".to_owned(), inputs::stem);
    let judge = |text: &str| judged(name, &stem, text);
    let written = Arc::new(Mutex::new(false));
    end_on_interrupt(&written);
    let mut terminal = Terminal { answers: io::stdin().lock() };
    let mut dialogue = Dialogue::new(draft, &judge);
    welcome(there.as_ref());
    if there.is_none() && !dialogue.known().is_empty() {
        title("KNOWN ALREADY");
        let mut page = Document::default();
        page.add(outline(dialogue.known().into_iter()));
        note(&terminal::render(&page, look()));
    }
    loop {
        terminal.ask_all(&mut dialogue)?;
        // What cannot be compared is not written: the last answer is asked for again.
        let mut page = match headline(&dialogue) {
            Ok(page) => page,
            Err(failure) if dialogue.back() == Reply::Next => {
                failure.print();
                continue;
            }
            Err(failure) => return Err(failure),
        };
        if let Some(file) = terminal.confirmed(&mut dialogue, arguments, there.as_ref(), &written)? {
            page.say("NEXT", format!("uprate compare {file}"));
            show(&page);
            return Ok(());
        }
    }
}

/// The file that is to be completed; none where a new one is written. Nothing in it may be wrong beside what is missing.
fn there(arguments: &InitArguments) -> Result<Option<Source>, Failure> {
    let is_file = |file: &&Path| !arguments.force && std::fs::metadata(file).is_ok_and(|metadata| metadata.is_file());
    let Some(file) = arguments.output.as_deref().filter(is_file) else { return Ok(None) };
    let source = inputs::source(file)?;
    let InitArguments { from, accept, client, title, currency, start, .. } = arguments;
    let texts = [client, title, currency, start];
    let is_given =
        values(arguments).iter().any(|(_, value)| value.is_some()) || texts.iter().any(|text| text.is_some());
    if is_given || !from.is_empty() || !accept.is_empty() || arguments.log.is_given() {
        return Err(Failure::cannot(format!(
            "{} is there, and what it says is kept: answer the questions instead of giving values, or begin anew with --force",
            source.name
        )));
    }
    match judged(&source.name, &inputs::stem(file), &source.text) {
        Err(wrong) if wrong.beside_what_is_missing().is_some() => Err(Failure::wrong(wrong.render(true))),
        _ => Ok(Some(source)),
    }
}

/// A text read as a scenario.
fn judged(name: &str, stem: &str, text: &str) -> Result<Reading, Diagnostics> {
    let source = Source { name: name.to_owned(), text: text.to_owned(), has_mark: false };
    read(&Request { source, stem, overrides: &[], today: inputs::today() })
}

/// Ctrl-C ends the program, but not while the file is written, and says that there is none.
fn end_on_interrupt(written: &Arc<Mutex<bool>>) {
    let written = Arc::clone(written);
    // Without a handler Ctrl-C ends the program too, only in silence.
    let _ = ctrlc::set_handler(move || {
        let is_written = written.lock().unwrap_or_else(PoisonError::into_inner);
        if !*is_written {
            note("\n");
            Failure::stopped(NOTHING_WRITTEN).print();
        }
        std::process::exit(STOPPED.into());
    });
}

/// Where the dialogue is held: what is said goes to standard error.
struct Terminal<R> {
    answers: R,
}

impl<R: BufRead> Terminal<R> {
    /// Asks until nothing is left to be asked.
    fn ask_all(&mut self, dialogue: &mut Dialogue<'_>) -> Result<(), Failure> {
        while let Some(asked) = dialogue.asked() {
            ask(&asked);
            loop {
                match dialogue.answer(&self.line()?) {
                    Reply::Next => break,
                    Reply::Again(wrong) => say(&capitalised(&wrong)),
                    Reply::Explained(sentences) => sentences.iter().for_each(|sentence| say(sentence)),
                    Reply::Quit => return Err(Failure::stopped(NOTHING_WRITTEN)),
                }
            }
            if dialogue.has_new_curve()
                && let Ok(reading) = dialogue.reading()
            {
                show(&report::answers::curve(&reading));
            }
        }
        Ok(())
    }

    /// Shows what is to be written, and writes it where that is wanted: the name of the file then. None to go on asking.
    fn confirmed(
        &mut self,
        dialogue: &mut Dialogue<'_>,
        arguments: &InitArguments,
        there: Option<&Source>,
        written: &Mutex<bool>,
    ) -> Result<Option<String>, Failure> {
        let text = dialogue.text().map_err(Failure::cannot)?;
        let review = dialogue.review();
        let answers: Vec<_> = review.into_iter().map(|row| (row.topic, row.what, row.answer)).collect();
        if !answers.is_empty() {
            show(&report::answers::summary("Your answers", &answers));
        }
        let is_as_before = there.is_some_and(|source| source.text == text);
        if there.is_none() {
            check(&text)?;
        }
        let place = Place::of(arguments);
        loop {
            title(&if is_as_before { UNCHANGED.to_owned() } else { place.question() });
            let line = self.line()?;
            let word = line.trim().to_lowercase();
            let file = match (word.as_str(), word.parse::<usize>()) {
                ("back", _) => {
                    dialogue.back();
                    return Ok(None);
                }
                (_, Ok(number)) => match dialogue.go_to(number) {
                    Reply::Again(wrong) => {
                        say(&capitalised(&wrong));
                        continue;
                    }
                    _ => return Ok(None),
                },
                ("no" | "n" | "quit", _) => {
                    if self.is_discarded()? {
                        return Err(Failure::stopped(NOTHING_WRITTEN));
                    }
                    continue;
                }
                _ => match place.file(line.trim()) {
                    Ok(file) => file,
                    Err(wrong) => {
                        say(&wrong);
                        continue;
                    }
                },
            };
            // From here on Ctrl-C waits.
            let mut is_written = written.lock().unwrap_or_else(PoisonError::into_inner);
            match write(&text, file.as_deref(), arguments, there) {
                Ok(()) => {
                    *is_written = true;
                    let name =
                        file.map_or_else(|| "client.toml".to_owned(), |file| file.to_string_lossy().into_owned());
                    return Ok(Some(name));
                }
                // Another name may do.
                Err(failure) if matches!(place, Place::Asked(_)) => failure.print(),
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Whether all that was answered is to be lost.
    fn is_discarded(&mut self) -> Result<bool, Failure> {
        loop {
            title("What then?");
            let choices = ["1 change an answer, or write after all", "2 discard all answers, and write nothing"];
            let mut page = Document::default();
            page.add(outline(choices.map(str::to_owned).into_iter()));
            note(&terminal::render(&page, look()));
            match self.line()?.trim() {
                "1" | "" | "back" => return Ok(false),
                "2" | "discard" | "quit" => return Ok(true),
                _ => say("Write 1 or 2."),
            }
        }
    }

    /// What is typed; the end of input ends the dialogue.
    fn line(&mut self) -> Result<String, Failure> {
        note("> ");
        let mut bytes = Vec::new();
        match self.answers.read_until(b'\n', &mut bytes) {
            Ok(0) => {
                note("\n");
                Err(Failure::stopped(NOTHING_WRITTEN))
            }
            Ok(_) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) => Err(Failure::cannot(format!("cannot read from the terminal: {error}"))),
        }
    }
}

fn welcome(there: Option<&Source>) {
    let mut page = Document::default();
    let what = match there {
        Some(source) => format!("What {} does not say is asked for; all else of it stays as it is.", source.name),
        None => "A new scenario, from your answers.".to_owned(),
    };
    page.add(Block::Title(what));
    page.say("", "Type an answer and press Enter; Enter alone does what stands beside it. Or type one of these:");
    let words = WORDS.iter().map(|(word, does)| format!("{word} {does}"));
    page.add(outline(words));
    page.say("", "Nothing is written before you have seen all of it at the end.");
    show(&page);
}

fn title(text: &str) {
    let mut page = Document::default();
    page.add(Block::Title(text.to_owned()));
    show(&page);
}

fn say(sentence: &str) {
    let mut page = Document::default();
    page.say("", sentence);
    note(&terminal::render(&page, look()));
}

/// Shows a page, set off by an empty line.
fn show(page: &Document) {
    note(&format!("\n{}", terminal::render(page, look())));
}

fn look() -> Look {
    let columns =
        terminal_size::terminal_size().map_or(WIDTH, |(terminal_size::Width(columns), _)| usize::from(columns));
    Look { ascii: false, width: columns.min(WIDTH_MAX), whole_tables: false, coloured: true }
}

fn ask(asked: &Asked) {
    if let Some((title, intro)) = &asked.topic {
        let mut page = Document::default();
        page.add(Block::Title(title.to_uppercase()));
        page.say("", *intro);
        show(&page);
    }
    let mut page = Document::default();
    page.add(Block::Title(asked.prompt.clone()));
    if !asked.choices.is_empty() {
        page.add(outline(asked.choices.iter().cloned()));
    }
    page.say("file", asked.there.as_str());
    page.say("typical", asked.typical);
    page.say("Enter", asked.otherwise.as_str());
    show(&page);
}

fn outline(lines: impl Iterator<Item = String>) -> Block {
    Block::Outline(lines.map(|text| OutlineLine { depth: 1, text, formulas: Vec::new() }).collect())
}

/// What the answers come to: what `compare` would say first.
fn headline(dialogue: &Dialogue<'_>) -> Result<Document, Failure> {
    let reading = dialogue.reading().map_err(|wrong| Failure::wrong(wrong.render(true)))?;
    let comparison: Comparison = compare(reading.scenario.clone(), By::NetProfit)
        .map_err(|error| inputs::model_failure(&diagnose(&reading, &error)))?;
    let mut page = Document::default();
    page.add(Block::Title(report::compare::title(&reading)));
    report::compare::say_decision(&mut page, &reading, &comparison, &notices(&reading, &comparison));
    Ok(page)
}

/// Where the file goes.
enum Place {
    /// To the file that the command line names, or to standard output.
    Named(Option<PathBuf>),
    /// To one that is asked for; this is the suggestion.
    Asked(PathBuf),
}

impl Place {
    fn of(arguments: &InitArguments) -> Self {
        match &arguments.output {
            Some(file) => Self::Named(Some(file.clone()).filter(|file| file.as_os_str() != "-")),
            None if io::stdout().is_terminal() => {
                let numbered = (2..).map(|number| format!("client-{number}.toml"));
                let mut names = std::iter::once("client.toml".to_owned()).chain(numbered).map(PathBuf::from);
                Self::Asked(names.find(|name| std::fs::symlink_metadata(name).is_err()).unwrap_or_default())
            }
            None => Self::Named(None),
        }
    }

    fn question(&self) -> String {
        match self {
            Self::Named(None) => {
                "Write it to standard output? (Enter or yes; a number changes that answer; no)".to_owned()
            }
            Self::Named(Some(file)) => {
                format!("Write {}? (Enter or yes; a number changes that answer; no)", visible(&file.to_string_lossy()))
            }
            Self::Asked(file) => format!(
                "Write it to which file? (Enter: {}; or a name; a number changes that answer; no)",
                file.display()
            ),
        }
    }

    /// The file that an answer means; none for standard output.
    fn file(&self, answer: &str) -> Result<Option<PathBuf>, String> {
        match (self, answer) {
            (Self::Asked(file), "") => Ok(Some(file.clone())),
            (Self::Asked(_), name) => Ok(Some(PathBuf::from(name))),
            (Self::Named(file), "" | "y" | "yes") => Ok(file.clone()),
            (Self::Named(_), _) => Err("Write yes, no, back or the number of an answer.".to_owned()),
        }
    }
}

fn write(text: &str, file: Option<&Path>, arguments: &InitArguments, there: Option<&Source>) -> crate::cli::Outcome {
    let Some(file) = file else { return deliver_text(text, None) };
    let Some(before) = there else {
        return if arguments.force { deliver_text(text, Some(file)) } else { deliver_new(file, text) };
    };
    if inputs::source(file)?.bytes() != before.bytes() {
        return Err(Failure::cannot(format!("{} was changed meanwhile: nothing is written", before.name)));
    }
    let after = Source { text: text.to_owned(), ..before.clone() };
    deliver::to_file(file, &after.bytes()).map_err(|error| Failure::cannot(error.to_string()))
}

fn capitalised(sentence: &str) -> String {
    let end = if sentence.ends_with(['.', '?']) { "" } else { "." };
    format!("{}{end}", crate::words::capitalised(sentence))
}
