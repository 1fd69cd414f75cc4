//! The letters as a document: what is to be done first, then each letter by itself, then the dates.

use super::template::Template;
use super::wording::Sender;
use super::{Letter, Letters};
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::report::reason::move_in_words;
use crate::scenario::diagnostics::Mistake;
use crate::words::{capitalised, count, day_in_full};

/// Moves that are told in full before the letters.
const MOVES_TOLD: usize = 6;

/// How the letters are written.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'w> {
    /// Who writes; none: left to be filled in.
    pub sender: Option<&'w str>,
    /// What is enclosed.
    pub enclosed: &'w [String],
    /// The sender's own text.
    pub template: Option<&'w Template>,
    /// The number of the letter that alone is written.
    pub only: Option<u32>,
}

/// A letter that is written.
#[derive(Clone, Debug)]
pub struct Written<'l> {
    /// What it is about.
    pub letter: &'l Letter,
    /// Its paragraphs, each with its lines.
    pub paragraphs: Vec<Vec<String>>,
}

impl Letters<'_> {
    /// Writes the letters that are asked for.
    ///
    /// # Errors
    ///
    /// Placeholders of the sender's own text that a letter has nothing for.
    pub fn write(&self, writing: Writing<'_>) -> Result<Vec<Written<'_>>, Vec<Mistake>> {
        let sender = Sender { name: writing.sender, enclosed: writing.enclosed };
        let mut mistakes: Vec<Mistake> = Vec::new();
        let mut written = Vec::new();
        for letter in self.letters.iter().filter(|letter| writing.only.is_none_or(|only| only == letter.number)) {
            let filled = match writing.template {
                Some(template) => template.fill(self, letter, sender),
                None => Ok(self.standard(letter, sender)),
            };
            match filled {
                Ok(paragraphs) => written.push(Written { letter, paragraphs }),
                // The first letter that lacks something stands for those that lack it too.
                Err(more) => {
                    let new = |mistake: &Mistake| mistakes.iter().all(|known| known.span != mistake.span);
                    let new: Vec<Mistake> = more.into_iter().filter(new).collect();
                    mistakes.extend(new);
                }
            }
        }
        if mistakes.is_empty() { Ok(written) } else { Err(mistakes) }
    }
}

/// What `notice` says.
#[must_use]
pub fn page(letters: &Letters<'_>, written: &[Written<'_>]) -> Document {
    let comparison = letters.comparison;
    let strategy = letters.strategy();
    let mut page = Document::default();
    page.add(Block::Title(format!(
        "{} · {} · plan from {}",
        strategy.name,
        comparison.scenario.client.name,
        day_in_full(comparison.scenario.start)
    )));
    let moves = &comparison.evaluation.strategies[letters.position].moves;
    if letters.letters.is_empty() {
        let why = if moves.is_empty() { "it changes nothing" } else { "it asks nothing of the client" };
        page.say("NO LETTER", format!("{}: {why}, so there is no letter to write.", strategy.name));
    }
    for (label, is_letter) in [("SEND", true), ("TEAM", false)] {
        let places: Vec<usize> =
            (0..moves.len()).filter(|place| moves[*place].parts.needs_letter() == is_letter).collect();
        for (position, place) in places.iter().take(MOVES_TOLD).enumerate() {
            let label = if position == 0 { label } else { "" };
            page.say(label, capitalised(&move_in_words(comparison, letters.position, *place)));
        }
        if places.len() > MOVES_TOLD {
            page.say("", format!("And so on: {} moves in all.", places.len()));
        }
    }
    if written.iter().any(|one| one.paragraphs.iter().flatten().any(|line| line.contains('['))) {
        page.say("FILL IN", "What stands in [square brackets]. The reason is yours to give, or not.");
    }
    for (position, reminder) in letters.reminders().into_iter().enumerate() {
        page.say(if position == 0 { "CHECK" } else { "" }, reminder);
    }
    for one in written {
        let number = if letters.letters.len() > 1 {
            format!("Letter {} of {}", one.letter.number, letters.letters.len())
        } else {
            "The letter".to_owned()
        };
        let takes_effect = if one.letter.effective == one.letter.served {
            String::new()
        } else {
            format!(" · in effect on {}", day_in_full(one.letter.effective))
        };
        page.add(Block::Title(format!("{number} · serve by {}{takes_effect}", day_in_full(one.letter.served))));
        page.add(Block::Letter(one.paragraphs.clone()));
    }
    let mut dates = figures(letters);
    if !dates.rows.is_empty() {
        if !written.is_empty() {
            let days = u32::try_from(dates.rows.len()).unwrap_or(u32::MAX);
            page.add(Block::Title(format!("For your calendar · {}", count(days, "date"))));
        }
        // The words say what kind of day it is, and of which letter.
        dates.remove(&["kind", "letter"]);
        for (column, heading) in dates.columns.iter_mut().zip(["day", "what"]) {
            heading.clone_into(&mut column.heading);
        }
        dates.first_is_whole = true;
        dates.notes.push("uprate notice … --calendar -o dates.ics brings them into your calendar.".to_owned());
        page.add(Block::Table(dates));
    }
    page
}

/// The dates for spreadsheets.
#[must_use]
pub fn figures(letters: &Letters<'_>) -> Table {
    let mut table = Table::new("", &[("date", "", 0), ("kind", "", 0), ("letter", "", 0), ("what", "", 0)]);
    for date in letters.dates() {
        let letter = Cell::optional(date.letter, Cell::Count);
        let cells = vec![Cell::Day(date.day), Cell::text(date.kind.code()), letter, Cell::text(date.what)];
        table.row(cells, Stands::Plain);
    }
    table
}
