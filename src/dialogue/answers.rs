//! What people type, as a scenario would have it, and the other way round.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::numerals::{Sense, Unclear, Ways, currencies, number, of_ten, percent};
use super::questions::{Takes, Unit};
use crate::domain::RedFlag;
use crate::scenario::{SEVERITY_OF_A_LISTED_FLAG, nearest, parse_number, quoted, written};
use crate::words::{in_full, list};

/// How bad a red flag is, in words; the second is that of a flag of which nobody says it.
pub const SEVERITIES: [&str; 3] = ["a nuisance: bearable", "bad: it has to change", "grave: it cannot go on"];

/// An answer in TOML.
///
/// # Errors
///
/// What is wrong with it, and what would be right. What the reader of scenarios knows itself is left to that.
pub fn in_toml(takes: Takes, text: &str, ways: Ways<'_>) -> Result<String, Unclear> {
    match takes {
        Takes::Text => Ok(quoted(text)),
        Takes::Currency => currency(text),
        Takes::Day => day(text, ways.sense),
        Takes::Number(unit) => with_range(text, &|part| Ok(written(&number(part, unit, ways)?))),
        Takes::Cost if text.contains('%') || text.contains("per") && text.contains("cent") => {
            in_toml(Takes::Share(""), text, ways)
        }
        Takes::Cost => in_toml(Takes::Number(Unit::Money("hour")), text, ways),
        Takes::Share(of) => with_range(text, &|part| Ok(written(&percent(part, of, ways)?))),
        Takes::OfTen => with_range(text, &|part| Ok(written(&of_ten(part, ways)?))),
        Takes::Choice(choices) => choice(choices, text).map(str::to_owned),
        Takes::Several(choices) => {
            let words = parts(text).map(|part| Ok(quoted(choice(choices, part)?)));
            Ok(format!("[{}]", words.collect::<Result<Vec<_>, _>>()?.join(", ")))
        }
        Takes::Flags => {
            let entry = |(flag, severity): (&RedFlag, Option<u32>)| {
                format!("{} = {}", flag.code, severity.unwrap_or(SEVERITY_OF_A_LISTED_FLAG))
            };
            Ok(format!("{{ {} }}", flags(text)?.into_iter().map(entry).collect::<Vec<_>>().join(", ")))
        }
    }
}

/// What [`in_toml`] made of an answer, as people say it; amounts without their currency.
#[must_use]
pub fn in_words(takes: Takes, toml: &str) -> String {
    let means = |choices: &[(&str, &str)], word: &str| {
        let found = choices.iter().find(|(choice, _)| *choice == word);
        found.map_or_else(|| word.to_owned(), |(_, means)| (*means).to_owned())
    };
    match takes {
        Takes::Text | Takes::Currency | Takes::Day => {
            let inner = toml.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            inner.unwrap_or(toml).replace("\\\"", "\"")
        }
        Takes::Choice(choices) => means(choices, toml),
        Takes::Several(choices) => list(
            &toml
                .trim_matches(['[', ']'])
                .split(", ")
                .map(|word| means(choices, word.trim_matches('"')))
                .collect::<Vec<_>>(),
        ),
        Takes::Flags => {
            list(&flags_of(toml).map(|(code, severity)| format!("{code} ({severity} of 3)")).collect::<Vec<_>>())
        }
        Takes::Cost if toml.contains('%') => format!("{} is left of the bill", in_words(Takes::Share(""), toml)),
        Takes::Number(_) | Takes::Cost | Takes::Share(_) | Takes::OfTen => {
            let Some((low, high)) = ends(toml) else { return toml.to_owned() };
            let figure = |value: Decimal| in_full(value, 0);
            let times = |value: Decimal, factor: Decimal| value.checked_mul(factor).unwrap_or(value);
            let (figure, unit): (&dyn Fn(Decimal) -> String, &str) = match takes {
                Takes::Share(_) => (&|value| figure(times(value, Decimal::ONE_HUNDRED)), " %"),
                Takes::OfTen => (&|value| figure(times(value, Decimal::TEN)), " of ten"),
                Takes::Number(Unit::Hours) => (&figure, " hours"),
                Takes::Number(Unit::Days) => (&figure, " days"),
                Takes::Number(Unit::Months) if low == high && high == Decimal::ONE => (&figure, " month"),
                Takes::Number(Unit::Months) => (&figure, " months"),
                _ => (&figure, ""),
            };
            let likely = end(toml, "likely").map_or_else(String::new, |likely| format!(", likely {}", figure(likely)));
            if low == high {
                format!("{}{unit}", figure(low))
            } else {
                format!("{} to {}{likely}{unit}", figure(low), figure(high))
            }
        }
    }
}

/// The number in the middle of what [`in_toml`] made of an answer: itself, or what counts of a range.
#[must_use]
pub fn base(toml: &str) -> Option<Decimal> {
    let (low, high) = ends(toml)?;
    end(toml, "likely").or_else(|| low.checked_add(high)?.checked_div(Decimal::TWO))
}

/// The least and the most that it may come to.
#[must_use]
pub fn ends(toml: &str) -> Option<(Decimal, Decimal)> {
    if toml.starts_with('{') {
        return Some((end(toml, "low")?, end(toml, "high")?));
    }
    let number = parse_number(toml.trim_matches('"'), true).ok()?;
    Some((number, number))
}

/// A number of a range.
fn end(toml: &str, name: &str) -> Option<Decimal> {
    let range = toml.strip_prefix('{')?.strip_suffix('}')?;
    let text = range.split(',').find_map(|part| part.trim().strip_prefix(name)?.trim().strip_prefix('='))?;
    parse_number(text.trim().trim_matches('"'), true).ok()
}

/// A number, or two with `to`, dots or a dash between them: a range.
fn with_range(text: &str, part: &dyn Fn(&str) -> Result<String, Unclear>) -> Result<String, Unclear> {
    // Whoever knows how a file has it may write that.
    if text.starts_with('{') {
        return Ok(text.to_owned());
    }
    let has_number = |text: &str| text.contains(|character: char| character.is_ascii_digit());
    let between = text.strip_prefix("between ").and_then(|rest| rest.split_once(" and "));
    let ends = between.or_else(|| {
        let splits = [" to ", "..", "–", "—", "-"].iter();
        splits.filter_map(|between| text.split_once(between)).find(|(low, high)| has_number(low) && has_number(high))
    });
    let Some((low, high)) = ends.map(|(low, high)| (low.trim(), high.trim_start_matches('.').trim())) else {
        return part(text);
    };
    // `30 to 40%` are two shares.
    let sign = if high.ends_with('%') && !low.ends_with('%') { "%" } else { "" };
    Ok(format!("{{ low = {}, high = {} }}", part(&format!("{low}{sign}"))?, part(high)?))
}

/// A currency by its code, its sign or its name.
fn currency(text: &str) -> Result<String, Unclear> {
    match currencies(text).as_slice() {
        [] => Ok(quoted(text)),
        [code] => Ok(quoted(code)),
        several => Err(Unclear::Wrong(format!("`{text}` is the sign of several: which of {}?", several.join(", ")))),
    }
}

/// A day: year first, or as it is written where it is clear.
fn day(text: &str, sense: Sense) -> Result<String, Unclear> {
    let by = |form: &str| NaiveDate::parse_from_str(text, form).ok();
    let clear = ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%d. %B %Y", "%B %d, %Y", "%B %d %Y"];
    let day = match (clear.iter().find_map(|form| by(form)), by("%d/%m/%Y"), by("%m/%d/%Y"), sense) {
        (Some(day), ..) => Some(day),
        (None, Some(one), Some(other), Sense::Open) if one != other => return Err(Unclear::TwoWays),
        (None, Some(day), _, Sense::Open | Sense::First) | (None, _, Some(day), _) | (None, Some(day), None, _) => {
            Some(day)
        }
        (None, None, None, _) => None,
    };
    // What no calendar has is for the reader to say.
    Ok(day.map_or_else(|| quoted(text), |day| day.to_string()))
}

/// One of a few words, by itself, its beginning or its number.
fn choice(choices: &[(&'static str, &str)], text: &str) -> Result<&'static str, Unclear> {
    let lower = text.to_lowercase();
    let by_number = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    let found = by_number.or_else(|| choices.iter().find(|(word, _)| word.starts_with(&lower)));
    let numbers = || (1..=choices.len()).map(|number| number.to_string()).collect::<Vec<_>>().join(" or ");
    found.map(|(word, _)| *word).ok_or_else(|| Unclear::Wrong(format!("`{text}` is none of them: write {}", numbers())))
}

/// What stands between commas, semicolons and spaces.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', ' ']).filter(|part| !part.is_empty())
}

/// Red flags by their numbers or codes, each with a severity where one stands behind `=`.
///
/// # Errors
///
/// What is no flag.
pub fn flags(text: &str) -> Result<Vec<(&'static RedFlag, Option<u32>)>, Unclear> {
    let catalogue = RedFlag::catalogue();
    let mut flags: Vec<(&'static RedFlag, Option<u32>)> = Vec::new();
    for part in parts(text) {
        let (name, severity) = part.split_once('=').map_or((part, None), |(name, severity)| (name, Some(severity)));
        let by_number = name.parse::<usize>().ok().and_then(|number| catalogue.get(number.checked_sub(1)?));
        let Some(flag) = by_number.or_else(|| RedFlag::from_code(name)) else {
            let meant = nearest(name, catalogue.iter().map(|flag| flag.code));
            let help = meant.map_or_else(String::new, |code| format!("; did you mean {code}?"));
            let most = catalogue.len();
            return Err(Unclear::Wrong(format!(
                "`{name}` is none of them: write their numbers, from 1 to {most}{help}"
            )));
        };
        let level = severity.map(|severity| severity.parse().ok().filter(|level| (1..=3).contains(level)));
        if let (Some(None), Some(severity)) = (level, severity) {
            return Err(Unclear::Wrong(format!("how bad {name} is goes from 1 to 3: `{severity}` does not")));
        }
        if !flags.iter().any(|(known, _)| *known == flag) {
            flags.push((flag, level.flatten()));
        }
    }
    Ok(flags)
}

/// The codes of red flags with their severities, from what [`in_toml`] made of an answer.
pub fn flags_of(toml: &str) -> impl Iterator<Item = (String, String)> {
    let entries = toml.trim_matches(['{', '}', ' ']).split(", ").filter_map(|entry| entry.split_once(" = "));
    entries.map(|(code, severity)| (code.to_owned(), severity.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Ways<'_> = Ways { currency: "EUR", sense: Sense::Open };
    const COUNT: Takes = Takes::Number(Unit::Pieces);
    const SHARE: Takes = Takes::Share("");
    const FORMS: Takes = Takes::Choice(&[("hour", "by the hour"), ("month", "a fixed sum")]);
    const SOME: Takes = Takes::Several(&[("legal", "a claim"), ("other", "something else")]);

    #[test]
    fn what_people_type_is_written_as_a_scenario_has_it_and_said_as_people_do() {
        for (takes, text, toml, words) in [
            (Takes::Text, "Bell & \"Sons\"", r#""Bell & \"Sons\"""#, "Bell & \"Sons\""),
            (Takes::Currency, "£", "\"GBP\"", "GBP"),
            (Takes::Currency, "eur", "\"EUR\"", "EUR"),
            (Takes::Day, "2027-01-31", "2027-01-31", "2027-01-31"),
            (Takes::Day, "31.1.2027", "2027-01-31", "2027-01-31"),
            (Takes::Day, "31/01/2027", "2027-01-31", "2027-01-31"),
            (Takes::Day, "31 January 2027", "2027-01-31", "2027-01-31"),
            (COUNT, "95.10", "95.10", "95.1"),
            (COUNT, "15 to 30", "{ low = 15, high = 30 }", "15 to 30"),
            (COUNT, "15-30", "{ low = 15, high = 30 }", "15 to 30"),
            (COUNT, "15..30", "{ low = 15, high = 30 }", "15 to 30"),
            (COUNT, "between 15 and 30", "{ low = 15, high = 30 }", "15 to 30"),
            (COUNT, "{ low = 1, likely = 2, high = 3 }", "{ low = 1, likely = 2, high = 3 }", "1 to 3, likely 2"),
            (COUNT, "-5", "-5", "-5"),
            (Takes::Number(Unit::Hours), "20 to 30 hours", "{ low = 20, high = 30 }", "20 to 30 hours"),
            (SHARE, "35", "\"35%\"", "35 %"),
            (SHARE, "35 %", "\"35%\"", "35 %"),
            (SHARE, "0", "\"0%\"", "0 %"),
            (SHARE, "30 to 40%", "{ low = \"30%\", high = \"40%\" }", "30 to 40 %"),
            (Takes::Cost, "61,75", "61.75", "61.75"),
            (Takes::Cost, "-5%", "\"-5%\"", "-5 % is left of the bill"),
            (Takes::OfTen, "8.5 of ten", "\"85%\"", "8.5 of ten"),
            (Takes::OfTen, "7 to 9", "{ low = \"70%\", high = \"90%\" }", "7 to 9 of ten"),
            (FORMS, "2", "month", "a fixed sum"),
            (FORMS, "Ho", "hour", "by the hour"),
            (SOME, "2, legal", "[\"other\", \"legal\"]", "something else and a claim"),
            (
                Takes::Flags,
                "1, 6=3 slow-payer abusive=1",
                "{ abusive = 2, slow-payer = 3 }",
                "abusive (2 of 3) and slow-payer (3 of 3)",
            ),
        ] {
            assert_eq!(in_toml(takes, text, OPEN).as_deref(), Ok(toml), "{text}");
            assert_eq!(in_words(takes, toml), words, "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_says_what_would_be_one() {
        for (takes, text, says) in [
            (Takes::OfTen, "most", "`most` is no number"),
            (Takes::Currency, "$", "which of USD, CAD"),
            (FORMS, "3", "write 1 or 2"),
            (FORMS, "0", "write 1 or 2"),
            (SOME, "1, 3", "`3` is none of them"),
            (Takes::Flags, "18", "from 1 to 17"),
            (Takes::Flags, "slow-player", "did you mean slow-payer?"),
            (Takes::Flags, "1=4", "`4` does not"),
        ] {
            let Err(Unclear::Wrong(wrong)) = in_toml(takes, text, OPEN) else { panic!("{text}") };
            assert!(wrong.contains(says), "{text}: {wrong}");
        }
    }

    #[test]
    fn a_day_whose_month_may_stand_first_is_asked_about() {
        let read = |sense| in_toml(Takes::Day, "04/05/2027", Ways { sense, ..OPEN });
        assert_eq!(read(Sense::Open), Err(Unclear::TwoWays));
        assert_eq!(read(Sense::First).as_deref(), Ok("2027-05-04"));
        assert_eq!(read(Sense::Second).as_deref(), Ok("2027-04-05"));
    }

    #[test]
    fn the_middle_of_a_range_counts() {
        for (toml, expected) in [
            ("\"85%\"", Some("0.85")),
            ("9", Some("9")),
            ("{ low = \"70%\", high = \"90%\" }", Some("0.80")),
            ("{ low = 1, likely = 2, high = 9 }", Some("2")),
            ("\"most\"", None),
        ] {
            let expected = expected.map(|text| Decimal::from_str_exact(text).expect("a decimal").normalize());
            assert_eq!(base(toml).map(|value| value.normalize()), expected, "{toml}");
        }
    }
}
