//! What is asked about an answer before it counts: which of two it means, whether it is so, how bad a thing is.

use super::answers::{SEVERITIES, flags, in_words};
use super::questions::{Question, Takes};
use super::topics::TOPICS;
use super::{Answer, Asked, Dialogue, Reply, explained};
use crate::domain::{Flag, RedFlag};
use crate::scenario::SEVERITY_OF_A_LISTED_FLAG;
use crate::words::capitalised;

/// What is asked about an answer.
#[derive(Clone, Debug)]
pub(super) enum Aside {
    /// It can be read in two ways.
    Which {
        /// Both, in TOML: in the first the mark sets thousands off.
        ways: [String; 2],
        /// The mark, where it is one of a number.
        mark: Option<char>,
    },
    /// It is out of the common.
    Sure {
        /// The answer in TOML.
        toml: String,
        /// What it comes to.
        doubt: String,
    },
    /// It names red flags, and not how bad they are.
    HowBad(Vec<(&'static RedFlag, Option<u32>)>),
}

impl Aside {
    /// What is to be asked of an answer that names red flags; nothing where it says all.
    pub(super) fn of_flags(question: &Question, text: &str) -> Option<Self> {
        let flags = flags(text).ok().filter(|_| question.takes == Takes::Flags)?;
        flags.iter().any(|(_, severity)| severity.is_none()).then_some(Self::HowBad(flags))
    }

    /// As it is asked.
    pub(super) fn asked(&self, question: &Question) -> Asked {
        match self {
            Self::Which { ways, .. } => Asked {
                prompt: "Which of the two is it?".to_owned(),
                choices: (1..).zip(ways).map(|(at, toml)| format!("{at} {}", in_words(question.takes, toml))).collect(),
                otherwise: "asks again".to_owned(),
                ..Asked::default()
            },
            Self::Sure { doubt, .. } => Asked {
                prompt: format!("{doubt} Is it so?"),
                choices: vec!["yes, it is so".to_owned(), "or the right answer: type it instead".to_owned()],
                typical: question.typical,
                otherwise: "asks again".to_owned(),
                ..Asked::default()
            },
            Self::HowBad(flags) => {
                let flag = flags.iter().find(|(_, severity)| severity.is_none()).map(|(flag, _)| *flag);
                let prompt =
                    flag.map_or_else(String::new, |flag| format!("{}: how bad is it?", capitalised(flag.meaning)));
                let rules_out =
                    flag.is_some_and(|red_flag| Flag { red_flag, severity: SEVERITY_OF_A_LISTED_FLAG }.says_leave());
                let choice = |(at, words): (usize, &&str)| {
                    let leave = if rules_out && at > 1 { "; rules out every way of keeping the client" } else { "" };
                    format!("{at} {words}{leave}")
                };
                Asked {
                    prompt,
                    choices: (1..).zip(&SEVERITIES).map(choice).collect(),
                    otherwise: format!("takes {SEVERITY_OF_A_LISTED_FLAG}"),
                    ..Asked::default()
                }
            }
        }
    }
}

impl Dialogue<'_> {
    /// What comes of what is typed, in small letters, where it answers what was asked about an answer; none where it is an
    /// answer anew.
    pub(super) fn follow(&mut self, place: (usize, usize), aside: Aside, word: &str) -> Option<Reply> {
        let question = &TOPICS[place.0].questions[place.1];
        match (aside, word) {
            (Aside::Which { .. } | Aside::Sure { .. }, "back") => Some(self.back()),
            (Aside::Which { .. } | Aside::Sure { .. }, "" | "no" | "n") | (Aside::HowBad(_), "back") => {
                Some(Reply::Next)
            }
            (aside, "?") => {
                self.aside = Some(aside);
                Some(Reply::Explained(explained(question)))
            }
            (Aside::Which { ways: [first, second], mark }, "1" | "2") => {
                let is_first = word == "1";
                // Whoever has one mark for thousands has the other for decimals.
                let other = |mark| if mark == ',' { '.' } else { ',' };
                self.thousands = mark.map(|mark| if is_first { mark } else { other(mark) }).or(self.thousands);
                Some(self.take_unless_odd(place, if is_first { first } else { second }))
            }
            (Aside::Sure { toml, .. }, "yes" | "y" | "1") => Some(self.take(place, Answer::Typed(toml))),
            (Aside::Which { .. } | Aside::Sure { .. }, _) => None,
            (Aside::HowBad(flags), "" | "1" | "2" | "3") => {
                Some(self.judged_flag(place, flags, word.parse().unwrap_or(SEVERITY_OF_A_LISTED_FLAG)))
            }
            (aside @ Aside::HowBad(_), _) => {
                self.aside = Some(aside);
                Some(Reply::Again("write 1, 2 or 3".to_owned()))
            }
        }
    }

    /// Knows how bad the first of the flags is of which that was open.
    fn judged_flag(
        &mut self,
        place: (usize, usize),
        mut flags: Vec<(&'static RedFlag, Option<u32>)>,
        severity: u32,
    ) -> Reply {
        if let Some((_, open)) = flags.iter_mut().find(|(_, known)| known.is_none()) {
            *open = Some(severity);
        }
        if flags.iter().any(|(_, known)| known.is_none()) {
            self.aside = Some(Aside::HowBad(flags));
            return Reply::Next;
        }
        let entries: Vec<String> = flags
            .iter()
            .map(|(flag, known)| format!("{} = {}", flag.code, known.unwrap_or(SEVERITY_OF_A_LISTED_FLAG)))
            .collect();
        self.take(place, Answer::Typed(format!("{{ {} }}", entries.join(", "))))
    }
}
