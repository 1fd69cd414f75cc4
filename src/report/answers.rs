//! What a dialogue shows: the curve that follows from judgements of raises, and what was answered.

use super::document::{Block, Document, Drawn, OutlineLine, Profile, Profiles};
use crate::engine::response::{chance_above, chance_of_step};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::words::{list, plain};

/// The largest raise that is drawn, in half percents.
const DRAWN: u32 = 100;

/// The largest raise that is looked at, in half percents.
const LOOKED_AT: u32 = 400;

/// Raises that nobody was asked about, in half percents.
const BETWEEN: [u32; 4] = [10, 30, 50, 80];

/// Raises for which two letters matter, in half percents.
const IN_TWO: [u32; 2] = [40, 60];

/// Lines that the height of a curve takes.
const LINES: usize = 4;

/// The chance that the client takes a raise: in one letter, and where the size of the step counts also in two.
#[must_use]
pub fn curve(reading: &Reading) -> Document {
    let mut page = Document::default();
    let response = &reading.scenario.response;
    let Some(curve) = &response.curve else { return page };
    let level = |raise: Exact| chance_above(curve, &response.shock, Exact::ONE + raise);
    let step = |from: Exact, to: Exact| chance_of_step(response, Exact::ONE + from, Exact::ONE + to);
    let once = |raise: Exact| level(raise) * step(Exact::ZERO, raise);
    let twice = |raise: Exact| {
        let half = raise / Exact::whole(2);
        level(raise) * step(Exact::ZERO, half) * step(half, raise)
    };
    let mut rows = vec![profile("in one letter", &once)];
    if !response.shock.is_empty() {
        rows.push(profile("in two letters", &twice));
    }
    page.add(Block::Profiles(Profiles {
        title: "take it".to_owned(),
        ends: ["+0 %".to_owned(), format!("+{} %", DRAWN / 2)],
        amounts: None,
        legend: "Full height: ten of ten.".to_owned(),
        rows,
    }));
    page.say("THAT IS", in_words(&once));
    if !response.shock.is_empty() {
        page.say("", format!("In two letters half a year apart {}.", list(&taken(&twice, &IN_TWO))));
    }
    page
}

fn profile(label: &str, chance: &dyn Fn(Exact) -> Exact) -> Profile {
    let place = |raise: u32| f64::from(raise) / f64::from(DRAWN);
    Profile {
        label: label.to_owned(),
        lines: LINES,
        drawn: Drawn::Steps,
        points: (0..=DRAWN).map(|raise| (place(raise), chance(raise_of(raise)).to_f64())).collect(),
        recommended: false,
    }
}

/// A raise of so many half percents.
fn raise_of(half_percents: u32) -> Exact {
    Exact::whole(half_percents) / Exact::whole(200)
}

/// How many of ten would take each of some raises.
fn taken(chance: &dyn Fn(Exact) -> Exact, raises: &[u32]) -> Vec<String> {
    let of_ten = |raise: u32| plain(chance(raise_of(raise)) * Exact::whole(10), 1);
    raises.iter().map(|raise| format!("{} would take {}", of_ten(*raise), percent(*raise))).collect()
}

/// A raise in words.
fn percent(half_percents: u32) -> String {
    format!("+{} %", plain(Exact::whole(half_percents) / Exact::whole(2), 1))
}

/// What the curve says between the answers and beyond them.
fn in_words(chance: &dyn Fn(Exact) -> Exact) -> String {
    let first = |most: Exact| (1..=LOOKED_AT).find(|raise| chance(raise_of(*raise)) <= most).map(percent);
    let half = first(Exact::ONE / Exact::whole(2)).map(|raise| format!(" Half of them are gone from {raise} on."));
    let all = first(Exact::ZERO).map(|raise| format!(" None is left from {raise} on."));
    format!("Of the ten, {}.{}{}", list(&taken(chance, &BETWEEN)), half.unwrap_or_default(), all.unwrap_or_default())
}

/// Something that was answered: the topic before its first answer, what was asked for, and the answer.
pub type Answered = (Option<&'static str>, String, String);

/// The answers, numbered, in the words of the questions.
#[must_use]
pub fn summary(title: &str, answers: &[Answered]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title.to_uppercase()));
    let width = answers.len().to_string().len();
    let line = |depth, text| OutlineLine { depth, text, formulas: Vec::new() };
    let mut lines = Vec::new();
    for ((topic, what, answer), number) in answers.iter().zip(1..) {
        lines.extend(topic.map(|topic| line(1, topic.to_owned())));
        // A number stands under the others, and no line is broken behind it.
        let number = format!("{number:>width$}").replace(' ', "\u{2007}");
        lines.push(line(2, format!("{number} {what}: {answer}")));
    }
    page.add(Block::Outline(lines));
    page
}
