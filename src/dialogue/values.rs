//! What the answers come to: the values that are written, each with where it is from.

use rust_decimal::{Decimal, RoundingStrategy};

use super::answers::{base, in_toml};
use super::draft::{Value, Written, of_flags};
use super::questions::{FLAGS, FORM, Question, RAISES, SCOPE, TOPICS, TWO_LETTERS};
use super::{Answer, Dialogue, is_raise};
use crate::scenario::quoted;

/// What the scenario says of the other clients that suffer, beside the chance and the cost.
const OTHER_CLIENTS: [(&str, &str); 3] =
    [("risk.name", "Other clients"), ("risk.kind", "other-clients"), ("risk.when", "serving")];

impl Dialogue<'_> {
    /// What is written, in the order of the questions.
    #[must_use]
    pub fn values(&self) -> Vec<Value> {
        let mut values = Vec::new();
        for given in &self.given {
            let question = &TOPICS[given.topic].questions[given.question];
            let (toml, text) = match &given.answer {
                Answer::Typed { toml, text } => (toml.clone(), text.as_str()),
                Answer::Shown(_) if self.draft.known(question.key).is_some() => continue,
                Answer::Shown(shown) => match in_toml(question.takes, shown) {
                    Ok(toml) => (toml, ""),
                    Err(_) => continue,
                },
                _ => continue,
            };
            let note = note(question, text);
            let value = |key: &str, toml: String| Value {
                key: key.to_owned(),
                written: Written::Value(toml),
                note: note.clone(),
            };
            match question.key {
                SCOPE | FORM => {}
                // All answers on raises together make one value or two.
                key if key == RAISES[0].0 => values.extend(self.judgement()),
                key if is_raise(key) || key == TWO_LETTERS => {}
                FLAGS => values.extend(of_flags(text, &note)),
                "client.cost" => {
                    // A share is what is left of the bill.
                    let key = if toml.contains('%') { "client.margin" } else { question.key };
                    values.push(value(key, toml));
                }
                "risk.chance" => {
                    for (key, text) in OTHER_CLIENTS {
                        values.push(Value { note: String::new(), ..value(key, quoted(text)) });
                    }
                    values.push(value("risk.chance", toml));
                }
                key => values.push(value(key, toml)),
            }
        }
        values
    }

    /// The answers on raises, and what they say of the size of a step.
    pub(super) fn judgement(&self) -> Vec<Value> {
        let toml = |key: &str| self.typed(key);
        let points: Vec<(String, String)> =
            RAISES.iter().filter_map(|(key, raise)| Some((quoted(raise), toml(key)?))).collect();
        if points.is_empty() {
            return Vec::new();
        }
        let value = |key: &str, points, note: &str| Value {
            key: key.to_owned(),
            written: Written::Points(points),
            note: note.to_owned(),
        };
        let mut values = vec![value(
            "response.accept",
            points,
            "Your own judgement, of ten clients like this one: no published figure says it.",
        )];
        if let Some(taken) = self.step_taken() {
            let point = |raise: &str, chance: &str| (quoted(raise), quoted(chance));
            values.push(value(
                "response.shock",
                vec![point("10%", "100%"), point("20%", &taken), point("30%", &taken)],
                "From your judgement of +20 % in one letter against two: a step of up to +10 % frightens nobody, a larger \
                 one so many that the rest is left.",
            ));
        }
        values
    }

    /// The share that takes a step of +20 %, its level apart: of those who take it in two letters, those who take it in
    /// one. Rounded up, so that the level alone keeps no more than take the first +10 %. None where the step matters not.
    fn step_taken(&self) -> Option<String> {
        let chance = |key: &str| base(&self.typed(key)?);
        let (once, twice) = (chance("accept.20")?, chance(TWO_LETTERS)?);
        if twice <= once {
            return None;
        }
        let percent = once.checked_div(twice)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(format!("{}%", percent.round_dp_with_strategy(1, RoundingStrategy::AwayFromZero).normalize()))
    }
}

/// Where an answer is from.
fn note(question: &Question, text: &str) -> String {
    let typical = if question.typical.is_empty() { String::new() } else { format!(" Typical: {}.", question.typical) };
    match (question.is_guess, text.is_empty()) {
        (true, true) => format!("Not answered, taken as it was shown.{typical}"),
        (true, false) => format!("Your own judgement.{typical}"),
        (false, true) => "Not answered, taken as it was shown.".to_owned(),
        (false, false) => "Your answer.".to_owned(),
    }
}
