//! A dialogue without a terminal.

use chrono::NaiveDate;
use uprate::dialogue::draft::Draft;
use uprate::dialogue::{Dialogue, Reply};
use uprate::scenario::diagnostics::Diagnostics;
use uprate::scenario::{Reading, Renewal, Request, Source, Template, read};

/// How a text is read.
fn judge(text: &str) -> Result<Reading, Diagnostics> {
    let source = Source::from_bytes("client.toml", text.as_bytes()).expect("text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    read(&Request { source, stem: "client", overrides: &[], today })
}

/// A new scenario.
pub fn new() -> Dialogue<'static> {
    Dialogue::new(Draft::New(Template::default()), &judge)
}

/// A file that is there.
pub fn there(text: &str) -> Dialogue<'static> {
    Dialogue::new(Draft::There(Renewal::of(text)), &judge)
}

/// Answers that all are right.
pub fn answer(dialogue: &mut Dialogue<'_>, answers: &[&str]) {
    for answer in answers {
        let prompt = prompt(dialogue);
        assert_eq!(dialogue.answer(answer), Reply::Next, "{prompt}: {answer}");
    }
}

/// What is asked.
pub fn prompt(dialogue: &Dialogue<'_>) -> String {
    dialogue.asked().map_or_else(String::new, |asked| asked.prompt)
}

/// What is written, a key and a value each.
pub fn written(dialogue: &Dialogue<'_>) -> Vec<String> {
    dialogue.values().iter().map(|value| format!("{}={}", value.key, value.written.in_a_line())).collect()
}

/// Why the same question is asked again.
pub fn again(dialogue: &mut Dialogue<'_>, answer: &str) -> String {
    let before = prompt(dialogue);
    let reply = dialogue.answer(answer);
    let Reply::Again(wrong) = reply else { panic!("{before}: {answer}: {reply:?}") };
    assert_eq!(prompt(dialogue), before);
    wrong
}

/// The answers to what cannot be left out.
pub const NEEDED: [&str; 8] = ["Bell", "", "", "95", "60", "35%", "22", "48"];
