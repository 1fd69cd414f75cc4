//! Which question comes next, which are asked at all, and what an empty answer to one means.

use rust_decimal::Decimal;

use super::answers::{base, in_toml};
use super::draft::Draft;
use super::numerals::{Sense, Ways};
use super::questions::{FORM, JUDGED, Otherwise, Question, SCOPE, SIDE_EFFECTS, When};
use super::topics::TOPICS;
use super::{Answer, Dialogue, Given, is_raise, of_risk};

impl Dialogue<'_> {
    /// The first question after the last that was answered that is to be asked.
    pub(super) fn next(&self) -> Option<(usize, usize)> {
        let (topic, question) = match self.given.last() {
            None => (0, 0),
            Some(Given { answer: Answer::Done, .. }) => return None,
            Some(Given { topic, answer: Answer::Skipped, .. }) => (topic + 1, 0),
            Some(Given { topic, question, .. }) => (*topic, question + 1),
        };
        let mut rest = places().filter(|place| *place >= (topic, question));
        rest.find(|(topic, question)| self.is_asked(&TOPICS[*topic].questions[*question]))
    }

    fn is_asked(&self, question: &Question) -> bool {
        let is_there = matches!(self.draft, Draft::There(_));
        let wants_all = is_there && self.typed(SCOPE).is_some_and(|scope| scope == "all");
        let can_be_changed = self.draft.known(question.key).is_some()
            || self.draft.is_left_out(question.key)
            || self.is_added_to(question.key);
        if self.is_known(question.key) && !(wants_all && can_be_changed) {
            return false;
        }
        let of_ten = |key: &str| base(&self.typed(key)?);
        match question.when {
            When::Always => true,
            When::New => !is_there,
            When::There => is_there,
            When::NoPrice => self.draft.billed().is_none(),
            When::Billed(form) => self.billed() == form,
            When::Judged => wants_all && self.draft.has("response", "accept"),
            When::Unjudged => {
                let is_judged =
                    ["accept", "walk_away", "elasticity", "logit"].iter().any(|form| self.draft.has("response", form));
                !is_judged || self.typed(JUDGED).is_some_and(|answer| answer == "anew")
            }
            When::Has(key) => self.value(key).is_some_and(|value| base(&value) != Some(Decimal::ZERO)),
            When::Chosen(key, word) => self.typed(key).is_some_and(|chosen| chosen.contains(&format!("\"{word}\""))),
            When::Falls => of_ten("accept.20") < of_ten("accept.10") && of_ten("accept.20") > Some(Decimal::ZERO),
        }
    }

    /// Whether the file answers a question: by its key, in another form, in several parts, or by saying that it was asked.
    fn is_known(&self, key: &str) -> bool {
        if self.draft.known(key).is_some() || self.draft.is_left_out(key) {
            return true;
        }
        match key.split_once('.') {
            Some(("client", "cost")) => self.draft.has("client", "margin") && !self.draft.is_blank("client.margin"),
            Some(("effort", "cost")) => self.draft.has("effort", "monthly_cost"),
            Some((table, name)) if of_risk(key).is_none() => self.draft.has(table, name) && !self.draft.is_blank(key),
            _ => self.is_added_to(key),
        }
    }

    /// Whether the file says something of it, to which an answer adds.
    pub(super) fn is_added_to(&self, key: &str) -> bool {
        match of_risk(key) {
            Some(("other-clients", "chance")) => self.draft.has_risk(&["other-clients"]),
            None if key == SIDE_EFFECTS => self.draft.has_risk(&["legal", "financial", "public-relations", "other"]),
            _ => false,
        }
    }

    pub(super) fn billed(&self) -> String {
        self.draft.billed().map(str::to_owned).or_else(|| self.typed(FORM)).unwrap_or_default()
    }

    /// What counts without an answer: what the file adds to stays as it is.
    pub(super) fn otherwise(&self, question: &Question) -> Otherwise {
        if self.is_added_to(question.key) { Otherwise::LeftOut("as it is") } else { question.otherwise }
    }

    /// A value of the catalogue of questions in TOML.
    pub(super) fn value_of(&self, question: &Question, value: &str) -> String {
        let currency = self.currency();
        in_toml(question.takes, value, Ways { currency: &currency, sense: Sense::Second }).unwrap_or_default()
    }

    /// Whether a value that is shown is that of the catalogue.
    pub(super) fn is_the_value(&self, question: &Question, shown: &str, value: &str) -> bool {
        base(shown).is_some() && base(shown) == base(&self.value_of(question, value))
    }

    /// The value that an empty answer takes, in TOML.
    pub(super) fn shown(&self, question: &Question) -> Option<String> {
        let margin =
            || self.value("client.margin").or_else(|| self.typed("client.cost").filter(|cost| cost.contains('%')));
        let margin = || margin().or_else(|| self.margin_by_cost());
        let of_other = |key: &str| if key == "client.margin" { margin() } else { self.value(key) };
        let of_file = || match question.key {
            key if is_raise(key) => self.draft.judged(key),
            key => self.draft.known(key),
        };
        self.before.get(question.key).cloned().or_else(of_file).or_else(|| match self.otherwise(question) {
            Otherwise::Taken(value, _) => Some(self.value_of(question, value)),
            Otherwise::As(key) => of_other(key),
            Otherwise::Needed | Otherwise::LeftOut(_) => None,
        })
    }

    /// Whether it cannot be left out.
    pub(super) fn is_needed(&self, question: &Question) -> bool {
        matches!(question.otherwise, Otherwise::Needed | Otherwise::As(_)) && self.draft.known(question.key).is_none()
    }

    /// What is asked by the first question that cannot be left out, from one on up to the last of a topic.
    pub(super) fn needed_up_to(&self, from: (usize, usize), last: usize) -> Option<&'static str> {
        let rest = places().filter(|place| *place >= from && place.0 <= last);
        let mut rest = rest.map(|(topic, question)| &TOPICS[topic].questions[question]);
        rest.find(|question| self.is_needed(question) && self.is_asked(question)).map(|question| question.prompt)
    }
}

/// Where all questions are, in their order: topic and question.
fn places() -> impl Iterator<Item = (usize, usize)> {
    let of_topic =
        |(at, topic): (usize, &super::questions::Topic)| (0..topic.questions.len()).map(move |question| (at, question));
    TOPICS.iter().enumerate().flat_map(of_topic)
}
