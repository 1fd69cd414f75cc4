//! Asks for a scenario, question by question: which one comes next, what an answer means, how to go back.
//!
//! Nothing here knows a terminal. Whoever does shows what [`Dialogue::asked`] says, hands over what is typed to
//! [`Dialogue::answer`], and writes [`Dialogue::text`] once all is said.

mod answers;
pub mod draft;
pub mod questions;
mod values;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::RedFlag;
use crate::scenario::Reading;
use crate::scenario::catalogue::key_at;
use crate::scenario::diagnostics::Diagnostics;
use answers::{base, in_toml};
use draft::Draft;
use questions::{FLAGS, FORM, Otherwise, Question, RAISES, SCOPE, TOPICS, TWO_LETTERS, Takes, When};

/// Words that are no answers, and what they do.
pub const WORDS: [(&str, &str); 6] = [
    ("?", "explains a question"),
    ("back", "goes back to the one before"),
    ("none", "leaves a thing out"),
    ("skip", "goes on to the next topic"),
    ("done", "leaves out all that is left"),
    ("quit", "ends without writing anything"),
];

/// How a text is read as a scenario.
pub type Judge<'j> = dyn Fn(&str) -> Result<Reading, Diagnostics> + 'j;

/// A dialogue: what is known, what was answered so far.
pub struct Dialogue<'j> {
    draft: Draft,
    judge: &'j Judge<'j>,
    given: Vec<Given>,
    /// What was typed before somebody went back, by key: it is shown again.
    before: BTreeMap<&'static str, String>,
}

/// A question that was answered.
#[derive(Clone, Debug)]
struct Given {
    topic: usize,
    question: usize,
    answer: Answer,
}

/// How it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    /// By something typed; here in TOML, and as it was typed.
    Typed { toml: String, text: String },
    /// By nothing, which takes the value that was shown.
    Shown(String),
    /// By nothing, or `none`, which leaves it out.
    LeftOut,
    /// By going on to the next topic.
    Skipped,
    /// By going to the end.
    Done,
}

/// A question as it is asked.
#[derive(Debug)]
pub struct Asked {
    /// The number of its topic and its title, before the first question of it.
    pub topic: Option<(String, &'static str)>,
    /// What is asked.
    pub prompt: String,
    /// What there is to choose from, a line each.
    pub choices: Vec<String>,
    /// What is typical, and the source of that; empty where nobody says.
    pub typical: &'static str,
    /// What an empty answer means.
    pub otherwise: String,
}

/// What comes of an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// The next question.
    Next,
    /// The same question again: something is wrong with the answer.
    Again(String),
    /// The same question again, with what helps to answer it.
    Explained(Vec<String>),
    /// Nothing is to be written.
    Quit,
}

impl<'j> Dialogue<'j> {
    /// Begins with what is known. The judge says what is wrong with a text, as a scenario.
    #[must_use]
    pub fn new(draft: Draft, judge: &'j Judge<'j>) -> Self {
        Self { draft, judge, given: Vec::new(), before: BTreeMap::new() }
    }

    /// The question that is next; none where all are answered.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        let (topic, question) = self.next()?;
        let of_topic = &TOPICS[topic];
        let asked = &of_topic.questions[question];
        let is_first = self.given.last().is_none_or(|given| given.topic != topic);
        let choices = match asked.takes {
            Takes::Choice(choices) => choices.iter().zip(1..).map(|((_, means), at)| format!("{at} {means}")).collect(),
            Takes::Flags => {
                let flags = RedFlag::catalogue().iter().zip(1..);
                flags.map(|(flag, at)| format!("{at} {}: {}", flag.code, flag.meaning)).collect()
            }
            _ => Vec::new(),
        };
        let otherwise = match (self.shown(asked), asked.otherwise) {
            (Some(shown), _) => format!("takes {}", in_words(&shown)),
            (None, Otherwise::LeftOut(means)) => format!("leaves it out: {means}"),
            (None, _) => String::new(),
        };
        Some(Asked {
            topic: is_first
                .then(|| (format!("{} of {} · {}", topic + 1, TOPICS.len(), of_topic.title), of_topic.intro)),
            prompt: match asked.takes {
                Takes::Share => format!("{} (in percent)", asked.prompt),
                Takes::OfTen => format!("{} (0 to 10)", asked.prompt),
                _ => asked.prompt.to_owned(),
            },
            choices,
            typical: asked.typical,
            otherwise,
        })
    }

    /// Takes what was typed.
    pub fn answer(&mut self, line: &str) -> Reply {
        let Some((topic, position)) = self.next() else { return Reply::Next };
        let question = &TOPICS[topic].questions[position];
        let text = line.trim();
        let given = |answer| Given { topic, question: position, answer };
        let needed = || Reply::Again("this one is needed: without it nothing can be compared".to_owned());
        if text.contains(char::is_control) {
            return Reply::Again("keys such as arrows are no answer: type it anew".to_owned());
        }
        let answer = match text.to_lowercase().as_str() {
            "quit" => return Reply::Quit,
            "back" => return self.back(),
            "?" => return Reply::Explained(explained(question)),
            word @ ("skip" | "done") => {
                let last = if word == "skip" { topic } else { TOPICS.len() };
                if let Some(needed) = self.needed_up_to((topic, position), last) {
                    return Reply::Again(format!("not yet, this one is needed: {needed}"));
                }
                if word == "skip" { Answer::Skipped } else { Answer::Done }
            }
            "none" if self.draft.known(question.key).is_some() => {
                return Reply::Again("the file has it: take it out there, or leave it as it is".to_owned());
            }
            "none" if self.is_needed(question) => return needed(),
            "" if self.is_needed(question) && self.shown(question).is_none() => return needed(),
            "none" => Answer::LeftOut,
            "" => match self.shown(question) {
                Some(shown) => match self.before.get(question.key) {
                    Some(text) => match in_toml(question.takes, text) {
                        Ok(toml) => Answer::Typed { toml, text: text.clone() },
                        Err(wrong) => return Reply::Again(wrong),
                    },
                    None => Answer::Shown(shown),
                },
                None => Answer::LeftOut,
            },
            _ => match in_toml(question.takes, text) {
                Ok(toml) => Answer::Typed { toml, text: text.to_owned() },
                Err(wrong) => return Reply::Again(wrong),
            },
        };
        self.given.push(given(answer));
        match self.wrong() {
            Some(wrong) => {
                self.given.pop();
                Reply::Again(wrong)
            }
            None => Reply::Next,
        }
    }

    /// Whether what was answered last is a judgement of raises, and the last of its kind: time to show what follows from it.
    #[must_use]
    pub fn has_new_curve(&self) -> bool {
        let Some(last) = self.given.last() else { return false };
        let next = self.next().map(|(topic, question)| TOPICS[topic].questions[question].key);
        let is_new = match TOPICS[last.topic].questions[last.question].key {
            TWO_LETTERS => matches!(last.answer, Answer::Typed { .. }),
            key => is_raise(key) && !next.is_some_and(is_raise),
        };
        is_new && !self.judgement().is_empty()
    }

    /// Goes back to the last question that was answered.
    pub fn back(&mut self) -> Reply {
        let Some(last) = self.given.pop() else {
            return Reply::Again("this is the first question".to_owned());
        };
        if let Answer::Typed { text, .. } = last.answer {
            self.before.insert(TOPICS[last.topic].questions[last.question].key, text);
        }
        Reply::Next
    }

    /// The text of the file, as far as it goes.
    ///
    /// # Errors
    ///
    /// Why an answer cannot be put into a file that is there.
    pub fn text(&self) -> Result<String, String> {
        self.draft.text(&self.values())
    }

    /// What the text means as a scenario.
    ///
    /// # Errors
    ///
    /// What is wrong with it, or still missing.
    pub fn reading(&self) -> Result<Reading, Diagnostics> {
        (self.judge)(&self.text().unwrap_or_default())
    }

    /// What is wrong with the answers, of which the last is new.
    fn wrong(&self) -> Option<String> {
        let last = self.given.last().map(|given| TOPICS[given.topic].questions[given.question].key);
        if last == Some(TWO_LETTERS)
            && let Some(wrong) = self.wrong_steps()
        {
            return Some(wrong);
        }
        match self.text() {
            Ok(text) => (self.judge)(&text).err()?.beside_what_is_missing(),
            Err(wrong) => Some(wrong),
        }
    }

    fn wrong_steps(&self) -> Option<String> {
        let chance = |key: &str| base(&self.typed(key)?);
        let (first, once, twice) = (chance("accept.10")?, chance("accept.20")?, chance(TWO_LETTERS)?);
        let of_ten = |share: Decimal| share.checked_mul(Decimal::TEN).unwrap_or(share).normalize();
        if twice < once {
            return Some(format!("{} take it in one letter: in two at least as many", of_ten(once)));
        }
        (twice > first)
            .then(|| format!("the first of the two asks for +10 %, which {} take: at most as many", of_ten(first)))
    }

    /// The first question after the last that was answered that is to be asked.
    fn next(&self) -> Option<(usize, usize)> {
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
        let is_known = self.draft.known(question.key).is_some() || self.is_known_otherwise(question.key);
        let wants_all = is_there && self.typed(SCOPE).is_some_and(|scope| scope == "all");
        if is_known && !(wants_all && self.draft.known(question.key).is_some()) {
            return false;
        }
        match question.when {
            When::Always => true,
            When::New => !is_there,
            When::There => is_there,
            When::NoPrice => self.draft.billed().is_none(),
            When::Billed(form) => self.billed() == form,
            When::Unjudged => {
                ["accept", "walk_away", "elasticity", "logit"].iter().all(|form| !self.draft.has("response", form))
            }
            When::Has(key) => self.value(key).is_some_and(|value| base(&value) != Some(Decimal::ZERO)),
            When::Falls => {
                let chance = |key: &str| base(&self.typed(key)?);
                chance("accept.20") < chance("accept.10") && chance("accept.20") > Some(Decimal::ZERO)
            }
        }
    }

    /// Whether the file says in another form, or in several parts, what a question asks for.
    fn is_known_otherwise(&self, key: &str) -> bool {
        match key.split_once('.') {
            Some(("client", "cost")) => self.draft.has("client", "margin") && !self.draft.is_blank("client.margin"),
            Some(("effort", "cost")) => self.draft.has("effort", "monthly_cost"),
            Some(("risk", _)) => self.draft.has_at_the_top("risk"),
            None if key == FLAGS => self.draft.has_at_the_top(FLAGS),
            Some((table, name)) => {
                self.draft.has(table, name) && self.draft.known(key).is_none() && !self.draft.is_blank(key)
            }
            None => false,
        }
    }

    fn billed(&self) -> String {
        self.draft.billed().map(str::to_owned).or_else(|| self.typed(FORM)).unwrap_or_default()
    }

    /// What was typed for a question, or taken as it was shown, in TOML.
    fn typed(&self, key: &str) -> Option<String> {
        let given = self.given.iter().find(|given| TOPICS[given.topic].questions[given.question].key == key)?;
        match &given.answer {
            Answer::Typed { toml, .. } => Some(toml.clone()),
            Answer::Shown(shown) => in_toml(TOPICS[given.topic].questions[given.question].takes, shown).ok(),
            _ => None,
        }
    }

    /// What is known of a key, from an answer or before.
    fn value(&self, key: &str) -> Option<String> {
        self.typed(key).or_else(|| self.draft.known(key))
    }

    /// The value that an empty answer takes.
    fn shown(&self, question: &Question) -> Option<String> {
        let of_other = |key: &str| match key {
            "client.margin" => {
                self.value("client.margin").or_else(|| self.typed("client.cost").filter(|cost| cost.contains('%')))
            }
            _ => self.value(key),
        };
        let as_typed = |toml: String| toml.trim_matches('"').to_owned();
        let typed_before = self.before.get(question.key).cloned();
        typed_before.or_else(|| self.draft.known(question.key).map(as_typed)).or_else(|| match question.otherwise {
            Otherwise::Taken(value) => Some(value.to_owned()),
            Otherwise::As(key) => of_other(key).map(as_typed),
            Otherwise::Needed | Otherwise::LeftOut(_) => None,
        })
    }

    /// Whether it cannot be left out.
    fn is_needed(&self, question: &Question) -> bool {
        matches!(question.otherwise, Otherwise::Needed | Otherwise::As(_)) && self.draft.known(question.key).is_none()
    }

    /// What is asked by the first question that cannot be left out, from one on up to the last of a topic.
    fn needed_up_to(&self, from: (usize, usize), last: usize) -> Option<&'static str> {
        let rest = places().filter(|place| *place >= from && place.0 <= last);
        let mut rest = rest.map(|(topic, question)| &TOPICS[topic].questions[question]);
        rest.find(|question| self.is_needed(question) && self.is_asked(question)).map(|question| question.prompt)
    }
}

/// What helps to answer a question: what the key means and may be, and what else there is to say.
fn explained(question: &Question) -> Vec<String> {
    let path: Vec<&str> = match question.key {
        key if is_raise(key) => vec!["response", "accept"],
        key => key.split('.').collect(),
    };
    // A list has its entries numbered.
    let place = if path[0] == "risk" { ["risk", "1", path[1]].to_vec() } else { path.clone() };
    let of_key = key_at(&place).map(|key| {
        let facts = [key.unit.to_owned(), key.may_be()];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) };
        let range = if key.uncertain { " Not sure? Give a range, such as 20 to 30." } else { "" };
        let meaning = key.meaning.trim_end_matches('?');
        format!("It is `{}` in the file: {meaning}{facts}.{range}", path.join("."))
    });
    let more = (!question.more.is_empty()).then(|| question.more.to_owned());
    let words = WORDS.iter().map(|(word, does)| format!("`{word}` {does}")).collect::<Vec<_>>().join(", ");
    more.into_iter().chain(of_key).chain(std::iter::once(format!("{words}."))).collect()
}

/// A value as people read it: a range without the signs of TOML.
fn in_words(value: &str) -> String {
    let range = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    range.map_or_else(|| value.to_owned(), |range| range.replace(" =", "").replace('"', "").trim().to_owned())
}

/// Whether a question is about one raise in one letter.
fn is_raise(key: &str) -> bool {
    RAISES.iter().any(|(raise, _)| *raise == key)
}

/// Where all questions are, in their order: topic and question.
fn places() -> impl Iterator<Item = (usize, usize)> {
    let of_topic =
        |(at, topic): (usize, &questions::Topic)| (0..topic.questions.len()).map(move |question| (at, question));
    TOPICS.iter().enumerate().flat_map(of_topic)
}
