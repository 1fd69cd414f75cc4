//! What the answers come to: the values that are written, each with where it is from.

use rust_decimal::{Decimal, RoundingStrategy};

use super::answers::{base, flags_of};
use super::draft::{Value, Written};
use super::questions::{FLAGS, FORM, JUDGED, Otherwise, Question, RAISES, SCOPE, SIDE_EFFECTS, TWO_LETTERS};
use super::{Answer, Dialogue, is_raise, of_risk};
use crate::scenario::quoted;

/// What a scenario says of each kind of risk that is asked about, beside its chance and its cost: name and time.
const RISKS: [(&str, &str, &str); 5] = [
    ("other-clients", "Other clients", "serving"),
    ("legal", "A claim", "exit"),
    ("financial", "Other payments", "exit"),
    ("public-relations", "Bad talk", "exit"),
    ("other", "Something else", "exit"),
];

/// Questions that make no key by themselves: nothing is left out with them.
const HELPING: [&str; 6] = [SCOPE, FORM, JUDGED, TWO_LETTERS, "accept.20", "accept.30"];

impl Dialogue<'_> {
    /// What is written, in the order of the questions.
    #[must_use]
    pub fn values(&self) -> Vec<Value> {
        let mut values = Vec::new();
        for given in &self.given {
            let question = given.question();
            let (toml, is_typed) = match &given.answer {
                Answer::Typed(toml) => (toml.clone(), true),
                Answer::Shown(_) if self.draft.known(question.key).is_some() => continue,
                Answer::Shown(toml) => (toml.clone(), false),
                _ => continue,
            };
            let note = note(question, is_typed);
            let value = |key: &str, written| Value { key: key.to_owned(), written, note: note.clone() };
            match question.key {
                SCOPE | FORM | JUDGED | SIDE_EFFECTS => {}
                // All answers on raises together make one value or two.
                key if key == RAISES[0].0 => values.extend(self.judgement()),
                key if is_raise(key) || key == TWO_LETTERS => {}
                FLAGS => values.push(value(FLAGS, Written::Flags(flags_of(&toml).collect()))),
                // A share is what is left of the bill.
                "client.cost" if toml.contains('%') => values.push(value("client.margin", Written::Value(toml))),
                key => match of_risk(key) {
                    Some((kind, "chance")) => {
                        values.extend(self.risk(kind, toml).map(|written| value("risk", written)));
                    }
                    Some(_) => {}
                    None => values.push(value(key, Written::Value(toml))),
                },
            }
        }
        values
    }

    /// What was asked and left out, and what that means. What was put off is none of it.
    pub(super) fn left_out(&self) -> Vec<(&'static str, &'static str)> {
        let left_out = self.given.iter().filter(|given| given.answer == Answer::LeftOut).map(super::Given::question);
        let left_out = left_out.filter(|question| !HELPING.contains(&question.key));
        left_out
            .filter_map(|question| match self.otherwise(question) {
                // What the file says already is no less known.
                _ if self.is_added_to(question.key) => None,
                Otherwise::LeftOut(means) => Some((question.key, means)),
                _ => Some((question.key, "none")),
            })
            .collect()
    }

    /// A risk of a kind, with its chance; once its cost is known. One that is none costs nothing.
    fn risk(&self, kind: &str, chance: String) -> Option<Written> {
        let (_, name, when) = RISKS.iter().find(|(known, ..)| *known == kind)?;
        let is_none = base(&chance) == Some(Decimal::ZERO);
        let cost = if is_none { Some("0".to_owned()) } else { self.typed(&format!("risk.{kind}.cost")) };
        let mut keys = vec![("name", quoted(name)), ("kind", quoted(kind)), ("chance", chance)];
        keys.extend(cost.map(|cost| ("cost", cost)));
        keys.push(("when", quoted(when)));
        Some(Written::Table(keys))
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
fn note(question: &Question, is_typed: bool) -> String {
    let typical = if question.typical.is_empty() { String::new() } else { format!(" Typical: {}.", question.typical) };
    let means = match question.otherwise {
        Otherwise::Taken(_, means) if !means.is_empty() => format!(": {means}"),
        _ => String::new(),
    };
    match (question.is_guess, is_typed) {
        (true, false) => format!("Not answered, taken as it was shown{means}.{typical}"),
        (true, true) => format!("Your own judgement.{typical}"),
        (false, false) => format!("Not answered, taken as it was shown{means}."),
        (false, true) => "Your answer.".to_owned(),
    }
}
