//! The answers once more, in the words of the questions, each with a number by which one goes back to it.

use super::questions::{Otherwise, Question, SCOPE};
use super::topics::TOPICS;
use super::{Answer, Dialogue, Given, Reply};
use crate::words::capitalised;

/// An answer as it is shown at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The topic, before the first answer of it.
    pub topic: Option<&'static str>,
    /// What was asked for.
    pub what: String,
    /// What was answered.
    pub answer: String,
}

impl Dialogue<'_> {
    /// What is known before anything is asked, in the words of the questions.
    #[must_use]
    pub fn known(&self) -> Vec<String> {
        let questions = TOPICS.iter().flat_map(|topic| topic.questions);
        let known = |question: &Question| {
            let words = self.said(question, &self.draft.known(question.key)?);
            Some(format!("{}: {words}", capitalised(question.what)))
        };
        questions.filter_map(known).collect()
    }

    /// All answers, in their order.
    #[must_use]
    pub fn review(&self) -> Vec<Reviewed> {
        let mut topic_before = None;
        let reviewed = |given: &Given| {
            let topic = TOPICS[given.topic].title;
            let is_first = topic_before.replace(topic) != Some(topic);
            Reviewed { topic: is_first.then_some(topic), ..self.reviewed(given) }
        };
        self.shown_at_the_end().map(|(_, given)| given).map(reviewed).collect()
    }

    /// Goes back to an answer by its number in [`Self::review`], from 1; those behind it count again once it is changed.
    pub fn go_to(&mut self, number: usize) -> Reply {
        let place = number.checked_sub(1).and_then(|at| self.shown_at_the_end().map(|(place, _)| place).nth(at));
        let Some(place) = place else {
            return Reply::Again(format!("there is no answer {number}"));
        };
        let mut later = self.given.split_off(place);
        let given = later.remove(0);
        later.append(&mut self.later);
        self.later = later;
        if let Answer::Typed(toml) = given.answer {
            self.before.insert(TOPICS[given.topic].questions[given.question].key, toml);
        }
        Reply::Next
    }

    /// Lets what was answered behind a changed answer count again, as far as it is still asked and still right.
    pub(super) fn resume(&mut self) {
        while let (Some(next), Some(first)) = (self.next(), self.later.first().cloned()) {
            let place = (first.topic, first.question);
            let leaves = match first.answer {
                Answer::Skipped => Some(first.topic),
                Answer::Done => Some(TOPICS.len()),
                _ => None,
            };
            let counts = match leaves {
                Some(last) => place <= next && next.0 <= last && self.needed_up_to(next, last).is_none(),
                None => place == next,
            };
            if !counts && place > next {
                // In between is a question that was not asked before.
                return;
            }
            self.later.remove(0);
            if counts {
                self.given.push(Given { topic: next.0, question: next.1, answer: first.answer });
                if self.wrong().is_some() {
                    self.back();
                    return;
                }
            }
        }
        self.later.clear();
    }

    /// The answers that are shown at the end, with their places among all.
    fn shown_at_the_end(&self) -> impl Iterator<Item = (usize, &Given)> {
        let is_shown = |(_, given): &(usize, &Given)| given.question().key != SCOPE;
        self.given.iter().enumerate().filter(is_shown)
    }

    fn reviewed(&self, given: &Given) -> Reviewed {
        let question = given.question();
        let words = |toml: &str| self.said(question, toml);
        let is_there = self.draft.known(question.key).is_some();
        let (what, answer) = match &given.answer {
            Answer::Shown(toml) if is_there => (question.what, format!("{}, as in the file", words(toml))),
            Answer::Typed(toml) | Answer::Shown(toml) => (question.what, words(toml)),
            Answer::LeftOut if self.is_added_to(question.key) => (question.what, "as in the file".to_owned()),
            Answer::LeftOut => (
                question.what,
                match self.otherwise(question) {
                    Otherwise::LeftOut(means) => format!("left out; {means}"),
                    _ => "left out".to_owned(),
                },
            ),
            Answer::Skipped => ("the rest of this topic", "left for another time".to_owned()),
            Answer::Done => ("all the rest", "left for another time".to_owned()),
        };
        Reviewed { topic: None, what: capitalised(what), answer }
    }
}
