//! How each problem is said: a title, a few words at the place, and what would be right.

use super::catalogue::MOVE_EFFECTS;
use super::catalogue::{MOVE, TOP};
use super::numbers::NotANumber;
use super::problem::{Problem, range_example};
use super::template::BLANK;

/// What a key holds, in words.
pub const NUMBER: &str = "a number, such as 95 or 95.10";
/// A share.
pub const SHARE: &str = "a share, such as \"35%\" or 0.35";
/// Words.
pub const A_TEXT: &str = "a text";
/// Words in a list.
pub const A_LIST_OF_TEXTS: &str = "a list of texts";
/// Red flags.
pub const FLAGS: &str = "a list of codes, or a table of codes and severities";
/// A table.
pub const A_TABLE: &str = "a table";
/// Tables in a list.
pub const A_LIST_OF_TABLES: &str = "a list of tables";

/// A problem in words.
pub struct Wording {
    /// What is wrong, in one line.
    pub title: String,
    /// A few words at the place; empty where the title says it.
    pub label: String,
    /// What would be right.
    pub help: Option<String>,
}

/// Says what is wrong.
#[expect(clippy::too_many_lines, reason = "one arm a problem: the catalogue of messages")]
pub fn wording(problem: &Problem) -> Wording {
    let said = |title: String, label: String, help: Option<String>| Wording { title, label, help };
    match problem {
        Problem::Syntax { message, help } => {
 said(format!("this is not TOML: {message}"), String::new(), help.clone())
 },
        Problem::UnknownKey { key, table, suggestion, known, elsewhere } => {
            let belongs = match elsewhere.as_slice() {
                [] => None,
                [one] if *one == TOP.to_string() => {
                    Some(format!("`{key}` is a key of {one}: write it above the first header"))
                }
                several => Some(format!("`{key}` is a key of {}", any_of(several))),
            };
            said(
                format!("{table} has no key `{key}`"),
                "unknown key".to_owned(),
                Some(match (suggestion, belongs) {
                    (Some(suggestion), None) => format!("did you mean `{suggestion}`?"),
                    (Some(suggestion), Some(belongs)) => format!("did you mean `{suggestion}`? ({belongs})"),
                    (None, Some(belongs)) => belongs,
                    (None, None) => format!("known keys are {}", known.join(", ")),
                }),
            )
        }
        Problem::KeyOfAnotherKind { key, kind, kinds } => said(
            format!("a strategy of kind `{kind}` has no key `{key}`"),
            "unknown key".to_owned(),
            Some(if *kind == "custom" && MOVE.key(key).is_some() {
                format!("`{key}` is a key of a move: write it below a [[strategy.move]]")
            } else {
                format!("`{key}` belongs to the kind {}", any_of(kinds))
            }),
        ),
        Problem::MissingKey { key, meaning, example } => {
            let lines: Vec<_> = example.lines().map(|line| format!("`{line}`")).collect();
            let add = if lines.len() == 1 { "add a line such as" } else { "add lines such as" };
            said(format!("`{key}` is missing"), meaning.clone(), Some(format!("{add} {}", lines.join(", "))))
        }
        Problem::WrongType { key, expected, found } => {
            said(format!("`{key}` must be {expected}"), format!("this is {found}"), how_to_write(key, expected, found))
        }
        Problem::NotANumber { key, text, reason, share } => not_a_number(key, text, *reason, *share),
        Problem::OutOfBounds { key, bounds, percent } => said(
            format!("`{key}` is out of bounds"),
            format!("must be {bounds}"),
            percent
                .as_ref()
                .map(|percent| format!("write \"{percent}\": a number without a percent sign is a fraction of 1")),
        ),
        Problem::NotWhole { key, written } => {
            said(format!("`{key}` must be a whole number"), format!("{written} is not"), None)
        }
        Problem::RangeNotAllowed { key } => said(
            format!("`{key}` must be one number"),
            "this is a range".to_owned(),
            Some("write one number: only what the future decides may be a range".to_owned()),
        ),
        Problem::RangeOutOfOrder { key, share } => said(
            format!("the range of `{key}` does not rise"),
            "low, likely and high must rise".to_owned(),
            Some(format!("write it from the least to the most, such as {}", range_example(*share))),
        ),
        Problem::NotADate { key, text } => {
            let looks_like_one = text.split('-').map(str::len).eq([4, 2, 2])
                && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
            let (label, help) = if looks_like_one {
                ("the calendar has no such day", "write year, month and day in this order, such as 2027-01-31")
            } else {
                ("this is none", "write it as year-month-day, such as 2027-01-31")
            };
            said(format!("`{key}` must be a day"), label.to_owned(), Some(help.to_owned()))
        }
        Problem::UnknownCurrency { code, suggestion } => said(
            format!("`{code}` is no currency"),
            "unknown code".to_owned(),
            Some(suggestion.as_ref().map_or_else(
                || "write a code of ISO 4217, such as EUR, USD or JPY".to_owned(),
                |suggestion| format!("did you mean `{suggestion}`?"),
            )),
        ),
        Problem::UnknownChoice { key, text, suggestion, choices } => said(
            format!("`{text}` is no {key}"),
            "not one of the choices".to_owned(),
            Some(match suggestion {
                Some(suggestion) => format!("did you mean `{suggestion}`? It may be {}", choices.join(", ")),
                None => format!("it may be {}", choices.join(", ")),
            }),
        ),
        Problem::UnknownFlag { code, suggestion } => {
            let known = || {
                let codes: Vec<_> = crate::domain::RedFlag::catalogue().iter().map(|flag| flag.code).collect();
                format!("known flags are {}", codes.join(", "))
            };
            let help = suggestion.as_ref().map_or_else(known, |suggestion| format!("did you mean `{suggestion}`?"));
            said(format!("there is no red flag `{code}`"), "unknown flag".to_owned(), Some(help))
        }
        Problem::FlagTwice { code } => said(
            format!("the red flag `{code}` is raised twice"),
            "again".to_owned(),
            Some("leave one of them out".to_owned()),
        ),
        Problem::UnknownStrategy { id, suggestion, known } => said(
            format!("this scenario has no strategy `{id}`"),
            "unknown id".to_owned(),
            Some(known_or_suggested(suggestion.as_ref(), "its strategies are", known)),
        ),
        Problem::NotUnique { what, name } => said(
            format!("the {what} `{name}` is given twice"),
            "again".to_owned(),
            Some(if name == "status-quo" {
                format!("choose another {what}: doing nothing, which is always compared, has this one")
            } else {
                format!("choose another {} for one of them", if *what == "id" { "id" } else { "name" })
            }),
        ),
        Problem::TextLength { key, found: 0, .. } => {
            said(format!("`{key}` is empty"), String::new(), Some("write something, or leave the key out".to_owned()))
        }
        Problem::TextLength { key, found, most } => {
            said(format!("`{key}` must have at most {most} characters"), format!("it has {found}"), None)
        }
        Problem::ListLength { key, found: 0, .. } => {
            said(format!("`{key}` is an empty list"), String::new(), Some("fill it, or leave the key out".to_owned()))
        }
        Problem::ListLength { key, found, most } => {
            said(format!("`{key}` must have at most {most} entries"), format!("it has {found}"), None)
        }
        Problem::SeveralForms { first, second, what } => said(
            format!("`{first}` and `{second}` are two forms of {what}"),
            "and again here".to_owned(),
            Some("keep one of them".to_owned()),
        ),
        Problem::NoForm { what, forms } => {
            said(format!("{what} is missing"), String::new(), Some(format!("give {forms}")))
        }
        Problem::PartMissing { key, needs } => {
            said(format!("`{key}` needs `{needs}`"), format!("without `{needs}`"), Some(format!("add `{needs}`, or leave `{key}` out")))
        }
        Problem::RaisesMustRise { raise, before } => said(
            "raises must rise from answer to answer".to_owned(),
            format!("+{raise} after +{before}"),
            Some("write the answers from the smallest raise to the largest".to_owned()),
        ),
        Problem::ChancesMustNotRise { chance, raise, chance_before, raise_before } => said(
            "chances must not rise".to_owned(),
            format!("{chance} at +{raise}: more than at the smaller raise"),
            Some(format!(
                "of ten clients like this one, how many would take +{raise}? At most as many as take +{raise_before}: {chance_before}"
            )),
        ),
        Problem::AnswersRiseOverShock { raise, answer, taken, level, level_before } => said(
            "the answers are higher than the shock allows".to_owned(),
            format!(
                "at +{raise}, {answer} stay although the step keeps {taken}: its level alone would keep {level}, a lower one {level_before}"
            ),
            Some(
                "`accept` is for one raise in one step, so it holds the shock of that step too; what is left for the level must not rise: lower the answers from here on, or give one where the shock bends"
                    .to_owned(),
            ),
        ),
        Problem::WalkAwayOrder { low, high } => said(
            "`low` must be below `high`".to_owned(),
            format!("{low} is not below {high}"),
            Some("`low` is the raise up to which all stay, `high` the one from which on all go".to_owned()),
        ),
        Problem::LogitTooFlat { product, half, slope_least } => said(
            "the logistic curve is too flat: half times slope must exceed ln 2 (0.693)".to_owned(),
            format!("half times slope is {product}"),
            Some(format!("with half of them gone at +{half}, the slope must be more than {slope_least}")),
        ),
        Problem::MoreThanTheBill { sum } => said(
            "bad debt and disputed bills are more than the whole bill".to_owned(),
            format!("together {sum}"),
            Some("they are shares of the bill and add up to at most 100 %".to_owned()),
        ),
        Problem::NoExtraHours => said(
            "`effort.monthly_cost` needs extra hours".to_owned(),
            "the cost of no hours".to_owned(),
            Some("give `effort.hours`, the extra hours a month".to_owned()),
        ),
        Problem::AcceptTwice => said(
            "the chance of the whole plan beside that of one of its moves".to_owned(),
            "for the whole plan".to_owned(),
            Some("give one for the strategy, or one for each move".to_owned()),
        ),
        Problem::AcceptsNothing { what } => said(
            format!("{what} asks the client for nothing that it could accept"),
            "nothing to accept".to_owned(),
            Some("leave `accept` out".to_owned()),
        ),
        Problem::AllButEffort { key } => said(
            "all of the work is withdrawn, but only a part of the extra hours".to_owned(),
            "must be 100 %".to_owned(),
            Some(format!("leave `{key}` out: with all of the work all of the effort goes")),
        ),
        Problem::CertainRisk => said(
            "a risk while serving must be less than certain".to_owned(),
            "must stay below 100 %".to_owned(),
            Some("a cost that comes every year is no risk: put it into the margin or the effort".to_owned()),
        ),
        Problem::UnknownTier { name, suggestion, known } => said(
            format!("there is no tier `{name}`"),
            "unknown tier".to_owned(),
            Some(known_or_suggested(suggestion.as_ref(), "its tiers are", known)),
        ),
        Problem::EmptyMove => said(
            "this move does nothing".to_owned(),
            String::new(),
            Some(
                format!("give at least one of {}", MOVE_EFFECTS.join(", ")),
            ),
        ),
        Problem::NotARange { key, suggestion, known } => said(
            format!("`{key}` is no range of this scenario"),
            "not a range".to_owned(),
            Some(if known.is_empty() {
                format!("it has none; a range is written {}", range_example(false))
            } else {
                known_or_suggested(suggestion.as_ref(), "its ranges are", known)
            }),
        ),
        Problem::CorrelationTwice { a, b } if a == b => said(
            format!("`{a}` is correlated with itself"),
            "the same key".to_owned(),
            Some("name two different ranges".to_owned()),
        ),
        Problem::CorrelationTwice { a, b } => said(
            format!("the correlation of `{a}` and `{b}` is given twice"),
            "again".to_owned(),
            Some("keep one of them".to_owned()),
        ),
        Problem::NotPositiveDefinite { alone: true } => said(
            "two ranges cannot move in lockstep".to_owned(),
            "must be between -1 and 1, and neither of them".to_owned(),
            Some("bring it nearer to 0, such as 0.95; if one follows from the other, give it no range".to_owned()),
        ),
        Problem::NotPositiveDefinite { alone: false } => said(
            "these correlations cannot hold together".to_owned(),
            "not beside the others".to_owned(),
            Some("bring one of them nearer to 0: of three pairs, two strong ones bound the third".to_owned()),
        ),
        Problem::NoSuchPlace { path, missing, suggestion, known, holder, found } => said(
            format!("`{path}` names nothing in this scenario"),
            format!("there is no `{missing}`"),
            Some(if known.is_empty() {
                format!("`{holder}` is {found} here; it can be set as a whole")
            } else {
                known_or_suggested(suggestion.as_ref(), "there are", known)
            }),
        ),
        Problem::Model { message, help } => said(message.clone(), String::new(), Some(help.clone())),
    }
}

/// How a value of the expected type is written, where it is not clear from its name.
fn how_to_write(key: &str, expected: &str, found: &str) -> Option<String> {
    let help = match expected {
        A_LIST_OF_TABLES if key == "response.accept" => {
            "write an answer for each raise: [{ raise = \"10%\", chance = \"85%\" }, { raise = \"30%\", chance = \"45%\" }]"
        }
        A_TEXT if !matches!(found, "a list" | "a table") => "put it in quotes",
        A_LIST_OF_TABLES => "write [{ … }, { … }], or a header in double brackets for each, such as [[strategy]]",
        A_TABLE => "write { key = value, … }, or a header in single brackets, such as [client]",
        A_LIST_OF_TEXTS => "write [\"…\", \"…\"]",
        FLAGS => "write [\"slow-payer\", \"abusive\"], or { slow-payer = 1, abusive = 3 }",
        _ => return None,
    };
    Some(help.to_owned())
}

/// `a`, `a or b`, `a, b or c`.
fn any_of(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [words @ .., last] => format!("{} or {last}", words.join(", ")),
    }
}

fn known_or_suggested(suggestion: Option<&String>, known_are: &str, known: &[String]) -> String {
    match suggestion {
        Some(suggestion) => format!("did you mean `{suggestion}`?"),
        None if known.is_empty() => format!("{known_are} none"),
        None => format!("{known_are} {}", known.join(", ")),
    }
}

fn not_a_number(key: &str, text: &str, reason: NotANumber, share: bool) -> Wording {
    let form = if share { SHARE } else { NUMBER };
    if text.trim() == BLANK {
        let title = format!("`{key}` is still to be filled in");
        return Wording { title, label: "a blank".to_owned(), help: Some(format!("write {form}")) };
    }
    let (label, help) = match reason {
        NotANumber::Words if text.trim().is_empty() => {
            ("this is empty".to_owned(), Some("write the number, or leave the key out".to_owned()))
        }
        NotANumber::Words if share => (
            format!("`{text}` is none"),
            Some("write digits, a decimal point and a percent sign, nothing else".to_owned()),
        ),
        NotANumber::Words => (
            format!("`{text}` is none"),
            Some("write digits and a decimal point, no units or signs of currency".to_owned()),
        ),
        NotANumber::Comma => {
            let repaired = text.replace(',', ".");
            let is_grouped = text.split(',').skip(1).all(|group| group.len() == 3);
            let help = if repaired.matches('.').count() == 1 && is_grouped && !text.starts_with("0,") {
                format!("write {} for thousands, or {repaired} for decimals", text.replace(',', ""))
            } else if repaired.matches('.').count() == 1 {
                format!("write {repaired} with a point; thousands may be set off as 1_000")
            } else {
                "write decimals after a point and set thousands off as 1_000".to_owned()
            };
            (format!("`{text}` has a comma"), Some(help))
        }
        NotANumber::Infinite => (format!("`{text}` is none"), Some("write digits and a decimal point".to_owned())),
        NotANumber::TooLarge => {
            (format!("`{text}` is too large"), Some("write a number of at most 28 digits before the point".to_owned()))
        }
        NotANumber::TooManyDigits => {
            (format!("`{text}` has more digits than the 28 that are kept exactly"), Some("round it".to_owned()))
        }
        NotANumber::Percent => (format!("`{text}` is a share"), Some("leave out the percent sign".to_owned())),
    };
    Wording { title: format!("`{key}` must be {form}"), label, help }
}
