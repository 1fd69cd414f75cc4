//! What people type, as a scenario would have it: shares without their sign, ranges in words, so many of ten.

use rust_decimal::Decimal;

use super::questions::Takes;
use crate::domain::RedFlag;
use crate::scenario::{nearest, parse_number, quoted, written};

/// The severity of a red flag that is named without one.
const SEVERITY: &str = "2";

/// An answer in TOML.
///
/// # Errors
///
/// What is wrong with it, and what would be right. What the reader of scenarios knows itself is left to that.
pub fn in_toml(takes: Takes, text: &str) -> Result<String, String> {
    match takes {
        Takes::Text => Ok(quoted(text)),
        Takes::Number => with_range(text, &|part| Ok(written(&number(part)?))),
        Takes::Cost if text.ends_with('%') => in_toml(Takes::Share, text),
        Takes::Cost => in_toml(Takes::Number, text),
        Takes::Share => with_range(text, &|part| Ok(written(&percent(part)?))),
        Takes::OfTen => with_range(text, &|part| Ok(written(&of_ten(part)?))),
        Takes::Choice(choices) => choice(choices, text).map(str::to_owned),
        Takes::Flags => {
            let flags = flags(text)?;
            let entry = |(flag, severity): &(&RedFlag, String)| format!("{} = {severity}", flag.code);
            Ok(format!("{{ {} }}", flags.iter().map(entry).collect::<Vec<_>>().join(", ")))
        }
    }
}

/// The number in the middle of what [`in_toml`] made of an answer: itself, or what counts of a range.
#[must_use]
pub fn base(toml: &str) -> Option<Decimal> {
    let number = |text: &str| parse_number(text.trim().trim_matches('"'), true).ok();
    let Some(range) = toml.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return number(toml) };
    let end = |name: &str| {
        range.split(',').find_map(|part| number(part.trim().strip_prefix(name)?.trim().strip_prefix('=')?))
    };
    end("likely").or_else(|| end("low")?.checked_add(end("high")?)?.checked_div(Decimal::TWO))
}

/// A number, or two with `to`, dots or a dash between them: a range.
fn with_range(text: &str, part: &dyn Fn(&str) -> Result<String, String>) -> Result<String, String> {
    // Whoever knows how a file has it may write that.
    if text.starts_with('{') {
        return Ok(text.to_owned());
    }
    let ends =
        [" to ", "..", "–", "-"].iter().find_map(|between| text.split_once(between).filter(|(low, _)| !low.is_empty()));
    let Some((low, high)) = ends.map(|(low, high)| (low.trim(), high.trim())) else { return part(text) };
    // `30 to 40%` are two shares.
    let sign = if high.ends_with('%') && !low.ends_with('%') { "%" } else { "" };
    Ok(format!("{{ low = {}, high = {} }}", part(&format!("{low}{sign}"))?, part(high)?))
}

/// A number as it is; not one whose comma could be taken in two ways.
fn number(text: &str) -> Result<String, String> {
    if let Some((first, rest)) = text.split_once(',')
        && !first.is_empty()
        && rest.split(',').all(|group| group.len() == 3 && group.bytes().all(|digit| digit.is_ascii_digit()))
    {
        let decimals =
            if rest.contains(',') { String::new() } else { format!(", or {first}.{rest} if that is a decimal point") };
        return Err(format!("a comma can be taken in two ways: write {}{decimals}", text.replace(',', "")));
    }
    Ok(text.to_owned())
}

/// A share with its sign.
fn percent(text: &str) -> Result<String, String> {
    let text = number(text)?;
    match parse_number(&text, false) {
        Ok(share) if share > Decimal::ZERO && share < Decimal::ONE => {
            let of_one = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).normalize();
            Err(format!("is that {of_one}% or {text}%? Write the percent sign"))
        }
        Ok(_) => Ok(format!("{text}%")),
        Err(_) => Ok(text),
    }
}

/// So many of ten, as a share.
fn of_ten(text: &str) -> Result<String, String> {
    let number = [" of 10", " of ten", "/10"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim();
    if number.ends_with('%') {
        return Ok(number.to_owned());
    }
    match parse_number(number, false) {
        Ok(count) if (Decimal::ZERO..=Decimal::TEN).contains(&count) => {
            Ok(format!("{}%", count.checked_mul(Decimal::TEN).unwrap_or(count).normalize()))
        }
        _ => Err(format!("`{number}` is not so many of ten: write a number from 0 to 10, or a share, such as 85%")),
    }
}

/// One of a few words, by itself, its beginning or its number.
fn choice(choices: &[(&'static str, &str)], text: &str) -> Result<&'static str, String> {
    let lower = text.to_lowercase();
    let by_number = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    let found = by_number.or_else(|| choices.iter().find(|(word, _)| word.starts_with(&lower)));
    let numbers = || (1..=choices.len()).map(|number| number.to_string()).collect::<Vec<_>>().join(" or ");
    found.map(|(word, _)| *word).ok_or_else(|| format!("`{text}` is none of them: write {}", numbers()))
}

/// Red flags by their numbers or codes, each with a severity behind `=`, or that of a flag without one.
///
/// # Errors
///
/// What is no flag.
pub fn flags(text: &str) -> Result<Vec<(&'static RedFlag, String)>, String> {
    let catalogue = RedFlag::catalogue();
    let mut flags: Vec<(&'static RedFlag, String)> = Vec::new();
    for part in text.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let (name, severity) = part.split_once('=').unwrap_or((part, SEVERITY));
        let by_number = name.parse::<usize>().ok().and_then(|number| catalogue.get(number.checked_sub(1)?));
        let Some(flag) = by_number.or_else(|| RedFlag::from_code(name)) else {
            let meant = nearest(name, catalogue.iter().map(|flag| flag.code));
            let help = meant.map_or_else(String::new, |code| format!("; did you mean {code}?"));
            return Err(format!("`{name}` is none of them: write their numbers, from 1 to {}{help}", catalogue.len()));
        };
        if !["1", "2", "3"].contains(&severity) {
            return Err(format!("how bad {name} is goes from 1 to 3: `{severity}` does not"));
        }
        if !flags.iter().any(|(known, _)| *known == flag) {
            flags.push((flag, severity.to_owned()));
        }
    }
    Ok(flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_written_as_a_scenario_has_it() {
        for (takes, text, toml) in [
            (Takes::Text, "Bell & \"Sons\"", r#""Bell & \"Sons\"""#),
            (Takes::Number, "95.10", "95.10"),
            (Takes::Number, "15 to 30", "{ low = 15, high = 30 }"),
            (Takes::Number, "15-30", "{ low = 15, high = 30 }"),
            (Takes::Number, "15..30", "{ low = 15, high = 30 }"),
            (Takes::Number, "{ low = 1, likely = 2, high = 3 }", "{ low = 1, likely = 2, high = 3 }"),
            (Takes::Number, "-5", "-5"),
            (Takes::Number, "95,1", "\"95,1\""),
            (Takes::Share, "35", "\"35%\""),
            (Takes::Share, "35 %", "\"35 %\""),
            (Takes::Share, "0", "\"0%\""),
            (Takes::Share, "30 to 40%", "{ low = \"30%\", high = \"40%\" }"),
            (Takes::Share, "30 to 40", "{ low = \"30%\", high = \"40%\" }"),
            (Takes::Share, "a third", "\"a third\""),
            (Takes::Cost, "61.75", "61.75"),
            (Takes::Cost, "-5%", "\"-5%\""),
            (Takes::OfTen, "8", "\"80%\""),
            (Takes::OfTen, "8.5 of ten", "\"85%\""),
            (Takes::OfTen, "85%", "\"85%\""),
            (Takes::OfTen, "7 to 9", "{ low = \"70%\", high = \"90%\" }"),
            (Takes::Choice(&[("hour", ""), ("month", "")]), "2", "month"),
            (Takes::Choice(&[("hour", ""), ("month", "")]), "Ho", "hour"),
            (Takes::Flags, "1, 6=3 slow-payer abusive=1", "{ abusive = 2, slow-payer = 3 }"),
        ] {
            assert_eq!(in_toml(takes, text).as_deref(), Ok(toml), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_asked_again() {
        for (takes, text, says) in [
            (Takes::Number, "3,200", "write 3200, or 3.200 if"),
            (Takes::Number, "1,234,567", "write 1234567"),
            (Takes::Share, "0.35", "is that 35% or 0.35%?"),
            (Takes::OfTen, "11", "from 0 to 10"),
            (Takes::OfTen, "most", "`most` is not so many of ten"),
            (Takes::Choice(&[("hour", ""), ("month", "")]), "3", "write 1 or 2"),
            (Takes::Choice(&[("hour", ""), ("month", "")]), "0", "write 1 or 2"),
            (Takes::Flags, "18", "from 1 to 17"),
            (Takes::Flags, "slow-player", "did you mean slow-payer?"),
            (Takes::Flags, "1=4", "`4` does not"),
        ] {
            let wrong = in_toml(takes, text).expect_err(text);
            assert!(wrong.contains(says), "{text}: {wrong}");
        }
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
