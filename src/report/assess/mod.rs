//! What `assess` says: what to do in which order, the four questions, the red flags and what helps, the cash.

mod advice;
mod afford;
mod answers;
mod json;
mod order;
mod tables;

pub use advice::remedy;
pub use json::json;

use super::compare::{is_of_the_choice, title};
use super::document::{Block, Cell, Document, Table};
use super::pack::risks::{kind_name, side_effects, when};
use crate::clients::assess::Assessment;
use crate::scenario::Reading;
use crate::scenario::warning::Warning;

/// The page.
#[must_use]
pub fn page(reading: &Reading, assessment: &Assessment<'_>, warnings: &[Warning]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    page.say("IN SHORT", order::in_short(assessment));
    say_all(&mut page, "DO FIRST", "THEN", order::steps(assessment));
    page.say("MAY WE", answers::contract(reading, assessment));
    page.say("SHOULD WE", answers::money_says(assessment.comparison));
    page.add(Block::Table(tables::questions(assessment)));
    let comparison = assessment.comparison;
    let tables = [
        tables::flags(assessment),
        tables::calm(assessment),
        tables::cash(assessment),
        (!comparison.scenario.risks.is_empty()).then(|| side_effects(comparison)),
    ];
    for table in tables.into_iter().flatten() {
        page.add(Block::Table(table));
    }
    let sales = assessment.signs.iter().map(|sign| advice::advice(sign.flag.red_flag).sales.to_owned());
    say_all(&mut page, "TELL SALES", "", sales.collect());
    let missing = answers::missing(reading, assessment).into_iter();
    let mut missing: Vec<String> = missing.map(|(key, question)| format!("{question} `{key}`")).collect();
    if !missing.is_empty() {
        missing.push("`uprate init --interactive -o FILE` asks for it and completes a scenario.".to_owned());
    }
    say_all(&mut page, "NOT SAID", "", missing);
    // What the page asks for, or says of the choice, is not said again.
    let is_said = |warning: &Warning| {
        matches!(warning.code, "assumed-cost-stays" | "unjudged") || is_of_the_choice(comparison, warning)
    };
    let unsaid = warnings.iter().filter(|warning| !is_said(warning)).map(|warning| warning.text.clone());
    say_all(&mut page, "NOTICE", "", unsaid.collect());
    page
}

/// Sentences under a label, the second under one of its own.
fn say_all(page: &mut Document, first: &str, second: &str, sentences: Vec<String>) {
    let labels = [first, second].into_iter().chain(std::iter::repeat(""));
    for (label, sentence) in labels.zip(sentences) {
        page.say(label, sentence);
    }
}

/// The names of the figures.
const FIGURES: [&str; 14] = [
    "light",
    "severity",
    "remedy",
    "kind",
    "when",
    "chance",
    "cost",
    "counted",
    "strategies",
    "month",
    "cash",
    "hours",
    "worth",
    "text",
];

/// Everything for spreadsheets: a row a step, question, red flag, risk, number of extra hours, and month of a cash path.
#[must_use]
pub fn figures(reading: &Reading, assessment: &Assessment<'_>) -> Table {
    let scenario = &assessment.comparison.scenario;
    let decimals = scenario.currency.decimals();
    let text = |text: &str| Cell::text(text);
    let mut rows = Vec::new();
    for (position, step) in (1..).zip(order::steps(assessment)) {
        rows.push(("step", Cell::Count(position), vec![("text", Cell::text(step))]));
    }
    for answer in answers::answers(assessment) {
        let cells = vec![("light", Cell::Light(answer.light)), ("text", Cell::text(answer.reason))];
        rows.push(("question", text(answer.name), cells));
    }
    for sign in &assessment.signs {
        let flag = sign.flag.red_flag;
        let cells = vec![
            ("severity", Cell::Count(sign.flag.severity)),
            ("remedy", text(flag.remedy.code())),
            ("text", text(advice::advice(flag).first)),
        ];
        rows.push(("flag", text(flag.code), cells));
    }
    for (risk, counted) in scenario.risks.iter().zip(&assessment.comparison.evaluation.basis.risks) {
        let threatened = scenario.strategies.iter().filter(|strategy| risk.threatens(strategy));
        let threatened: Vec<&str> = threatened.map(|strategy| strategy.id.as_str()).collect();
        let cells = vec![
            ("kind", text(kind_name(risk.kind))),
            ("when", text(when(risk.when))),
            ("chance", Cell::Share(risk.chance)),
            ("cost", Cell::Money(risk.cost, decimals)),
            ("counted", Cell::Money(*counted, decimals)),
            ("strategies", Cell::text(threatened.join("; "))),
        ];
        rows.push(("risk", text(&risk.name), cells));
    }
    if let Some(calm) = assessment.calm {
        let cells = vec![("hours", Cell::Hours(calm.hours)), ("worth", Cell::Money(calm.all, decimals))];
        rows.push(("calm", Cell::Empty, cells));
    }
    for path in &assessment.cash {
        let whose = path.strategy.map_or("leaves-today", |at| scenario.strategies[at].id.as_str());
        if let Some(month) = path.runs_out_in {
            let cells = vec![
                ("month", Cell::Count(month)),
                ("chance", Cell::optional(path.chance, Cell::Share)),
                ("cash", Cell::Money(path.lowest.1, decimals)),
            ];
            rows.push(("runs-out", text(whose), cells));
        }
        for (month, cash) in (1..).zip(&path.in_hand) {
            let cells = vec![("month", Cell::Count(month)), ("cash", Cell::Money(*cash, decimals))];
            rows.push(("cash", text(whose), cells));
        }
    }
    for (key, question) in answers::missing(reading, assessment) {
        rows.push(("missing", text(key), vec![("text", Cell::text(question))]));
    }
    Table::of_sections("of", &FIGURES, &[], rows)
}
