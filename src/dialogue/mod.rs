//! Asks for a scenario, question by question: which one comes next, what an answer means, how to go back.
//!
//! Nothing here knows a terminal. Whoever does shows what [`Dialogue::asked`] says, hands over what is typed to
//! [`Dialogue::answer`], and writes [`Dialogue::text`] once all is said. An answer that can be read in two ways, that is
//! out of the common, or that leaves open how bad a thing is, is asked about once more before it counts.

mod answers;
mod asides;
mod doubts;
pub mod draft;
mod left_out;
mod numerals;
mod order;
pub mod questions;
mod review;
pub mod topics;
mod values;

use std::collections::BTreeMap;

use crate::domain::RedFlag;
use crate::scenario::Reading;
use crate::scenario::catalogue::key_at;
use crate::scenario::diagnostics::Diagnostics;
use answers::{base, in_toml, in_words};
use asides::Aside;
use draft::Draft;
use numerals::{Sense, Unclear, Ways};
use questions::{JUDGED, Otherwise, Question, RAISES, SIDE_EFFECTS, TWO_LETTERS, Takes, Unit};
pub use review::Reviewed;
use topics::TOPICS;

/// Words that are no answers, and what they do.
pub const WORDS: [(&str, &str); 6] = [
    ("?", "explains a question"),
    ("back", "goes back to the one before"),
    ("none", "leaves a thing out"),
    ("skip", "goes on to the next topic, and leaves this one for another time"),
    ("done", "leaves all the rest for another time"),
    ("quit", "ends without writing anything"),
];

/// How a text is read as a scenario.
pub type Judge<'j> = dyn Fn(&str) -> Result<Reading, Diagnostics> + 'j;

/// A dialogue: what is known, what was answered so far.
pub struct Dialogue<'j> {
    draft: Draft,
    judge: &'j Judge<'j>,
    given: Vec<Given>,
    /// What was answered before somebody went back, by key, in TOML: it is shown again.
    before: BTreeMap<&'static str, String>,
    /// What was answered behind an answer that is being changed: it counts again once that is done.
    later: Vec<Given>,
    /// What is asked about the last answer before it counts.
    aside: Option<Aside>,
    /// The mark that sets thousands off, once somebody said which: it is not asked about again.
    thousands: Option<char>,
    /// The judgement of raises whose curve was shown.
    drawn: Vec<draft::Value>,
}

/// A question that was answered.
#[derive(Clone, Debug)]
struct Given {
    topic: usize,
    question: usize,
    answer: Answer,
}

impl Given {
    fn question(&self) -> &'static Question {
        &TOPICS[self.topic].questions[self.question]
    }
}

/// How it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    /// By something typed; here in TOML.
    Typed(String),
    /// By nothing, which takes the value that was shown; here in TOML.
    Shown(String),
    /// By nothing, or `none`, which leaves it out.
    LeftOut,
    /// By going on to the next topic.
    Skipped,
    /// By going to the end.
    Done,
}

/// A question as it is asked.
#[derive(Debug, Default)]
pub struct Asked {
    /// The number of its topic and its title, before the first question of it.
    pub topic: Option<(String, &'static str)>,
    /// What is asked.
    pub prompt: String,
    /// What there is to choose from, a line each.
    pub choices: Vec<String>,
    /// What the file says already; empty where it says nothing.
    pub there: String,
    /// What is typical, and the source of that; empty where nobody says.
    pub typical: &'static str,
    /// What an empty answer means.
    pub otherwise: String,
}

/// What comes of an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// What [`Dialogue::asked`] says now: the next question, or one about the answer.
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
        let (given, later, drawn) = (Vec::new(), Vec::new(), Vec::new());
        Self { draft, judge, given, before: BTreeMap::new(), later, aside: None, thousands: None, drawn }
    }

    /// The question that is next; none where all are answered.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        let (topic, question) = self.next()?;
        let of_topic = &TOPICS[topic];
        let asked = &of_topic.questions[question];
        if let Some(aside) = &self.aside {
            return Some(aside.asked(asked));
        }
        let is_first = self.given.last().is_none_or(|given| given.topic != topic);
        let numbered = |choices: &[(&str, &str)]| {
            choices.iter().zip(1..).map(|((_, means), at)| format!("{at} {means}")).collect()
        };
        let choices = match asked.takes {
            Takes::Choice(choices) | Takes::Several(choices) => numbered(choices),
            Takes::Flags => {
                let flags: Vec<_> = RedFlag::catalogue().iter().map(|flag| (flag.code, flag.meaning)).collect();
                flags.iter().zip(1..).map(|((code, meaning), at)| format!("{at} {code}: {meaning}")).collect()
            }
            _ => Vec::new(),
        };
        let otherwise = match (self.shown(asked), self.otherwise(asked)) {
            (Some(shown), Otherwise::Taken(value, means))
                if !means.is_empty() && self.is_the_value(asked, &shown, value) =>
            {
                format!("takes {}: {means}", in_words(asked.takes, &shown))
            }
            (Some(shown), _) => format!("takes {}", in_words(asked.takes, &shown)),
            (None, _) if self.is_added_to(asked.key) => "leaves it as it is".to_owned(),
            (None, Otherwise::LeftOut(means)) => format!("leaves it out: {means}"),
            (None, _) => String::new(),
        };
        Some(Asked {
            topic: is_first
                .then(|| (format!("{} of {} · {}", topic + 1, TOPICS.len(), of_topic.title), of_topic.intro)),
            prompt: match asked.takes {
                Takes::Share(_) => format!("{} (in percent)", asked.prompt),
                Takes::OfTen => format!("{} (0 to 10)", asked.prompt),
                Takes::Number(Unit::Money(_)) => format!("{} (in {})", asked.prompt, self.currency()),
                _ => asked.prompt.to_owned(),
            },
            choices,
            there: self.draft.said_of(asked.key),
            typical: asked.typical,
            otherwise,
        })
    }

    /// Takes what was typed.
    pub fn answer(&mut self, line: &str) -> Reply {
        let Some(place) = self.next() else { return Reply::Next };
        let question = &TOPICS[place.0].questions[place.1];
        let text = line.trim();
        if text.contains(char::is_control) {
            return Reply::Again("keys such as arrows are no answer: type it anew".to_owned());
        }
        let word = text.to_lowercase();
        if word == "quit" {
            return Reply::Quit;
        }
        if let Some(aside) = self.aside.take()
            && let Some(reply) = self.follow(place, aside, &word)
        {
            return reply;
        }
        let needed = || Reply::Again(format!("{} is needed: without it nothing can be compared", question.what));
        match word.as_str() {
            "back" => self.back(),
            "?" => Reply::Explained(explained(question)),
            "skip" | "done" => {
                let last = if word == "skip" { place.0 } else { TOPICS.len() };
                match self.needed_up_to(place, last) {
                    Some(needed) => Reply::Again(format!("not yet, this one is needed: {needed}")),
                    None => self.take(place, if word == "skip" { Answer::Skipped } else { Answer::Done }),
                }
            }
            "none" if self.draft.known(question.key).is_some() => {
                Reply::Again("the file has it: take it out there, or leave it as it is".to_owned())
            }
            "none" if self.is_needed(question) => needed(),
            "none" => match self.otherwise(question) {
                // What says the same as nothing is written, so that nobody asks again.
                Otherwise::Taken(value, means) if !means.is_empty() => {
                    self.take(place, Answer::Shown(self.value_of(question, value)))
                }
                _ => self.take(place, Answer::LeftOut),
            },
            "" => match self.shown(question) {
                Some(shown) if self.before.contains_key(question.key) => self.take(place, Answer::Typed(shown)),
                Some(shown) => self.take(place, Answer::Shown(shown)),
                None if self.is_needed(question) => needed(),
                None => self.take(place, Answer::LeftOut),
            },
            _ => self.typed_anew(place, text),
        }
    }

    /// Takes an answer in words: asks about it where it can be read in two ways, is out of the common, or is not all.
    fn typed_anew(&mut self, place: (usize, usize), text: &str) -> Reply {
        let question = &TOPICS[place.0].questions[place.1];
        let currency = self.currency();
        let read = |sense| in_toml(question.takes, text, Ways { currency: &currency, sense });
        match read(Sense::Open) {
            Err(Unclear::Wrong(wrong)) => Reply::Again(in_its_words(question, &wrong)),
            Err(Unclear::TwoWays) => match (read(Sense::First), read(Sense::Second)) {
                (Ok(first), Ok(second)) => {
                    let is_number = matches!(question.takes, Takes::Number(_) | Takes::Cost) && !text.contains('%');
                    let mark = text.chars().find(|sign| is_number && matches!(sign, '.' | ','));
                    match self.thousands.filter(|_| mark.is_some()) {
                        Some(thousands) if mark == Some(thousands) => self.take_unless_odd(place, first),
                        Some(_) => self.take_unless_odd(place, second),
                        None => self.ask_about(Aside::Which { ways: [first, second], mark }),
                    }
                }
                _ => Reply::Again(in_its_words(question, "its marks can be read in two ways: write it without them")),
            },
            Ok(toml) => match Aside::of_flags(question, text) {
                Some(aside) => self.ask_about(aside),
                None => self.take_unless_odd(place, toml),
            },
        }
    }

    fn ask_about(&mut self, aside: Aside) -> Reply {
        self.aside = Some(aside);
        Reply::Next
    }

    /// Takes an answer, unless it is out of the common: then it is asked about.
    fn take_unless_odd(&mut self, place: (usize, usize), toml: String) -> Reply {
        let answer = Answer::Typed(toml.clone());
        match self.doubt(&TOPICS[place.0].questions[place.1], &toml) {
            Some(doubt) if self.refused(place, &answer).is_none() => self.ask_about(Aside::Sure { toml, doubt }),
            _ => self.take(place, answer),
        }
    }

    /// Takes an answer, unless something is wrong with it.
    fn take(&mut self, (topic, question): (usize, usize), answer: Answer) -> Reply {
        if let Some(wrong) = self.refused((topic, question), &answer) {
            return Reply::Again(in_its_words(&TOPICS[topic].questions[question], &wrong));
        }
        self.given.push(Given { topic, question, answer });
        self.resume();
        Reply::Next
    }

    /// What is wrong with an answer.
    fn refused(&mut self, (topic, question): (usize, usize), answer: &Answer) -> Option<String> {
        self.given.push(Given { topic, question, answer: answer.clone() });
        let wrong = self.wrong();
        self.given.pop();
        wrong
    }

    /// Whether the judgement of raises is another than the one of which that was asked last: time to show what follows
    /// from it.
    pub fn has_new_curve(&mut self) -> bool {
        let is_next = |place: (usize, usize)| is_raise(TOPICS[place.0].questions[place.1].key);
        let judgement = self.judgement();
        if self.aside.is_some() || self.next().is_some_and(is_next) || judgement == self.drawn {
            return false;
        }
        self.drawn = judgement;
        !self.drawn.is_empty()
    }

    /// Goes back to the last question that was answered.
    pub fn back(&mut self) -> Reply {
        let Some(last) = self.given.pop() else {
            return Reply::Again("this is the first question".to_owned());
        };
        if let Answer::Typed(toml) = &last.answer {
            self.before.insert(last.question().key, toml.clone());
        }
        Reply::Next
    }

    /// The text of the file, as far as it goes.
    ///
    /// # Errors
    ///
    /// Why an answer cannot be put into a file that is there.
    pub fn text(&self) -> Result<String, String> {
        self.draft.text(&self.values(), &self.left_out())
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
        if self.given.last().is_some_and(|last| last.question().key == TWO_LETTERS)
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
        let of_ten =
            |share: rust_decimal::Decimal| share.checked_mul(rust_decimal::Decimal::TEN).unwrap_or(share).normalize();
        if twice < once {
            return Some(format!("{} take it in one letter: in two at least as many", of_ten(once)));
        }
        (twice > first)
            .then(|| format!("the first of the two asks for +10 %, which {} take: at most as many", of_ten(first)))
    }

    /// The code of the currency that amounts are in.
    fn currency(&self) -> String {
        let code = self.value("currency").unwrap_or_else(|| "EUR".to_owned());
        code.trim_matches(['"', '\'']).to_owned()
    }

    /// What was typed for a question, or taken as it was shown, in TOML.
    fn typed(&self, key: &str) -> Option<String> {
        let given = self.given.iter().find(|given| given.question().key == key)?;
        match &given.answer {
            Answer::Typed(toml) | Answer::Shown(toml) => Some(toml.clone()),
            _ => None,
        }
    }

    /// What is known of a key, from an answer or before.
    fn value(&self, key: &str) -> Option<String> {
        self.typed(key).or_else(|| self.draft.known(key))
    }
}

/// What helps to answer a question: what the key means and may be, and what else there is to say.
fn explained(question: &Question) -> Vec<String> {
    let path: Vec<&str> = match question.key {
        key if is_raise(key) || matches!(key, TWO_LETTERS | JUDGED) => vec!["response", "accept"],
        SIDE_EFFECTS => vec!["risk"],
        key => key.split('.').collect(),
    };
    // A risk is named by its kind, and those of a scenario are numbered.
    let (place, path) = match path.as_slice() {
        ["risk", _, name] => (vec!["risk", "1", name], format!("risk.{name}")),
        path => (path.to_vec(), path.join(".")),
    };
    let of_key = key_at(&place).map(|key| {
        let facts = [key.unit.to_owned(), key.may_be()];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join("; ")) };
        let range = if key.uncertain { " Not sure? Give a range, such as 20 to 30." } else { "" };
        let meaning = key.meaning.trim_end_matches('?');
        format!("It is `{path}` in the file: {meaning}{facts}.{range}")
    });
    let more = (!question.more.is_empty()).then(|| question.more.to_owned());
    let words = WORDS.iter().map(|(word, does)| format!("`{word}` {does}")).collect::<Vec<_>>().join("; ");
    more.into_iter().chain(of_key).chain(std::iter::once(format!("{words}."))).collect()
}

/// What is wrong with an answer, said of the question and not of a key of the file.
fn in_its_words(question: &Question, wrong: &str) -> String {
    let all = TOPICS.iter().flat_map(|topic| topic.questions);
    let said = all.fold(wrong.to_owned(), |said, of| said.replace(&format!("`{}`", of.key), of.what));
    let said = said.replace("`client.margin`", "your margin");
    // The ends of a range are keys of their own.
    let end =
        |said: String, end| said.replace(&format!("`{}.{end}`", question.key), &format!("an end of {}", question.what));
    let said = ["low", "likely", "high"].into_iter().fold(said, end);
    // A risk is called by its number there, a raise by its own.
    if said.contains(question.what) { said } else { format!("{}: {said}", question.what) }
}

/// Whether a question is about one raise in one letter.
fn is_raise(key: &str) -> bool {
    RAISES.iter().any(|(raise, _)| *raise == key)
}

/// Whether a question is about something that may go wrong: of which kind, and which key of it.
fn of_risk(key: &str) -> Option<(&str, &str)> {
    key.strip_prefix("risk.")?.split_once('.')
}
