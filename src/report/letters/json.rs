//! The letters for programs.

use serde_json::{Value, json};

use super::page::Written;
use super::{Letter, Letters};
use crate::report::json::{number, scenario};

/// `notice --format json`.
#[must_use]
pub fn json(letters: &Letters<'_>, written: &[Written<'_>]) -> Value {
    let strategy = letters.strategy();
    let dates: Vec<Value> = letters
        .dates()
        .into_iter()
        .map(|date| {
            json!({
                "date": date.day.to_string(),
                "kind": date.kind.code(),
                "letter": date.letter,
                "what": date.what,
                "note": date.note,
                "uid": date.id,
            })
        })
        .collect();
    json!({
        "schema": "uprate.notice.v1",
        "scenario": scenario(letters.reading),
        "strategy": { "id": strategy.id, "kind": strategy.way.kind().code(), "name": strategy.name },
        "recommended": letters.comparison.choice.best == Ok(letters.position),
        "letters": written.iter().map(|one| a_letter(letters, one)).collect::<Vec<_>>(),
        "dates": dates,
        "reminders": letters.reminders(),
    })
}

fn a_letter(letters: &Letters<'_>, written: &Written<'_>) -> Value {
    let Letter { number: position, moves, kind, served, effective, counts, last_day, old_price, price } =
        written.letter;
    let paragraphs: Vec<String> = written.paragraphs.iter().map(|lines| lines.join("\n")).collect();
    let moves: Vec<usize> = moves.iter().map(|place| place + 1).collect();
    let fees: Vec<String> = letters.moves_of(written.letter).flat_map(|one| letters.fees(&one.parts)).collect();
    json!({
        "number": position,
        "moves": moves,
        "kind": kind.code(),
        "served": served.to_string(),
        "effective": effective.to_string(),
        "month": counts.map(|(month, _)| month),
        "counts_from": counts.map(|(_, first)| first.to_string()),
        "last_day": last_day.map(|day| day.to_string()),
        "old_price": number(Some(*old_price)),
        "price": number(*price),
        "fees": fees,
        "text": paragraphs.join("\n\n"),
    })
}
