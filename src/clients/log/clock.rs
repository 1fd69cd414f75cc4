//! Times of day and lengths of time as trackers write them.

use rust_decimal::Decimal;

use super::amounts::{Style, amount};
use super::span::Span;

/// Seconds in a minute, an hour and a day.
pub const MINUTE: u32 = 60;
/// Seconds in an hour.
pub const HOUR: u32 = 3600;
/// Seconds in a day.
pub const DAY: u32 = 86_400;

/// Seconds since midnight of a time such as `9:05`, `09:05:30`, `9.05 pm`, `12:05 AM`, `9h05`.
#[must_use]
pub fn time_of_day(text: &str) -> Option<u32> {
    match in_eight_signs(text) {
        Some((hours, seconds)) => (hours < 24).then_some(seconds),
        None => time_in_any_form(text),
    }
}

fn time_in_any_form(text: &str) -> Option<u32> {
    let (digits, half) = without_half(text);
    let mut numbers = digits.split([':', '.', 'h', 'H']);
    let hour = small(numbers.next()?)?;
    let minute = match numbers.next() {
        Some("") if numbers.clone().next().is_none() => 0,
        Some(minute) => two_digits(minute)?,
        // A bare hour is a time only where it says which half of the day it is in.
        None if half.is_some() => 0,
        None => return None,
    };
    let second = numbers.next().map_or(Some(0), two_digits)?;
    if numbers.next().is_some() || minute >= 60 || second >= 60 {
        return None;
    }
    let hour = match half {
        None if hour < 24 => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        _ => return None,
    };
    Some(hour * HOUR + minute * MINUTE + second)
}

/// The hours, and the seconds in all, of a time or a length as nearly every cell has it: `09:05:30`.
fn in_eight_signs(text: &str) -> Option<(u32, u32)> {
    let [hour, hours, b':', minute, minutes, b':', second, seconds] = text.as_bytes() else { return None };
    let number = |tens: &u8, ones: &u8| {
        let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
        is_number.then(|| 10 * u32::from(tens & 0x0f) + u32::from(ones & 0x0f))
    };
    let (hours, minutes, seconds) = (number(hour, hours)?, number(minute, minutes)?, number(second, seconds)?);
    (minutes < 60 && seconds < 60).then_some((hours, hours * HOUR + minutes * MINUTE + seconds))
}

/// The text without `AM` or `PM`, and the hours that these add.
fn without_half(text: &str) -> (&str, Option<u32>) {
    let text = text.trim();
    let letters =
        |character: char| matches!(character, 'a' | 'p' | 'm' | 'A' | 'P' | 'M' | '.' | ' ' | '\u{a0}' | '\u{202f}');
    let digits = text.trim_end_matches(letters);
    let end = text.get(digits.len()..).unwrap_or_default();
    let mut said = end.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    match (said.next(), said.next(), said.next()) {
        (Some('a'), Some('m'), None) => (digits, Some(0)),
        (Some('p'), Some('m'), None) => (digits, Some(12)),
        _ => (text, None),
    }
}

/// A length such as `01:30:00`, `1:30`, `1.5`, `1,5`, `1.5 h`, `1h 30m`, `90 min`; a bare number is in hours.
#[must_use]
pub fn length(text: &str, style: Style) -> Option<Span> {
    match in_eight_signs(text) {
        Some((_, seconds)) => Some(Span::of_seconds(i64::from(seconds))),
        None => length_in_any_form(text, style),
    }
}

fn length_in_any_form(text: &str, style: Style) -> Option<Span> {
    let text = text.trim();
    if text.contains(':') {
        // A spreadsheet whose language has a clock of twelve saves 36 minutes as `12:36:00 AM`.
        return if without_half(text).1.is_some() {
            time_of_day(text).map(|seconds| Span::of_seconds(i64::from(seconds)))
        } else {
            of_clock(text)
        };
    }
    if text.ends_with(|last: char| last.is_ascii_digit() || matches!(last, '.' | ',')) {
        return length_in(text, HOUR, style);
    }
    in_words(text, style)
}

/// A number of units of so many seconds.
#[must_use]
pub fn length_in(text: &str, seconds: u32, style: Style) -> Option<Span> {
    Span::of_units(amount(text, style)?, seconds).filter(|span| *span >= Span::ZERO)
}

/// Hours, minutes and seconds with colons.
fn of_clock(text: &str) -> Option<Span> {
    let mut numbers = text.split(':');
    let hours = small(numbers.next()?)?;
    let minutes = two_digits(numbers.next()?)?;
    let seconds = numbers.next().map_or(Some(0), two_digits)?;
    let fits = numbers.next().is_none() && minutes < 60 && seconds < 60;
    fits.then(|| Span::of_seconds(i64::from(hours * HOUR + minutes * MINUTE + seconds)))
}

/// Numbers, each with its unit: `1h 30m`.
fn in_words(text: &str, style: Style) -> Option<Span> {
    let mut rest = text;
    let mut sum = Span::ZERO;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter.is_alphabetic())?;
        let (number, after) = rest.split_at_checked(end)?;
        let unit_end = after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len());
        let (unit, next) = after.split_at_checked(unit_end)?;
        let seconds = match unit.to_lowercase().as_str() {
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" => HOUR,
            "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            _ => return None,
        };
        sum = sum.plus(length_in(number.trim(), seconds, style)?);
        rest = next.trim_start_matches([' ', '.', ',']);
    }
    (text.contains(|digit: char| digit.is_ascii_digit())).then_some(sum)
}

/// A number of up to four digits.
fn small(text: &str) -> Option<u32> {
    let text = text.trim();
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// A number of one or two digits.
fn two_digits(text: &str) -> Option<u32> {
    small(text).filter(|number| *number < 100)
}

/// A length given on the command line: `10m`, `0.25h`, `00:10`; a bare number is in minutes.
///
/// # Errors
///
/// What to write instead.
pub fn parse_recovery(text: &str) -> Result<Span, String> {
    let bare = text.parse::<u32>().ok().and_then(|minutes| Span::of_units(Decimal::from(minutes), MINUTE));
    bare.or_else(|| length(text, Style::Point))
        .filter(|span| *span <= Span::of_seconds(i64::from(DAY)))
        .ok_or_else(|| "write a time up to a day, such as 10m or 0.25h".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_12_and_with_24_hours() {
        for (text, hour, minute) in [
            ("09:05", 9, 5),
            ("9:05", 9, 5),
            ("00:00", 0, 0),
            ("23:59", 23, 59),
            ("12:05 AM", 0, 5),
            ("12:05 PM", 12, 5),
            ("1:05 p.m.", 13, 5),
            ("01:05\u{202f}pm", 13, 5),
            ("9pm", 21, 0),
            ("9.05", 9, 5),
            ("9h05", 9, 5),
            ("9h", 9, 0),
        ] {
            assert_eq!(time_of_day(text), Some(hour * HOUR + minute * MINUTE), "{text}");
        }
        assert_eq!(time_of_day("09:05:30"), Some(9 * HOUR + 5 * MINUTE + 30));
        for text in
            ["", "24:00", "9:60", "13:05 PM", "0:05 AM", "9", "9:05:61", "1:2:3:4", "noon", "9:05 xm", "-1:00", "a"]
        {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_in_eight_signs_is_what_it_is_in_any_form() {
        let mut known = 0;
        for hours in ["00", "07", "9", "23", "24", "99", "1x"] {
            for minutes in [":00", ":5", ":59", ":60", ".30", ":-1"] {
                for seconds in ["", ":00", ":59", ":60", ":5", ":05 ", ":05 PM"] {
                    let text = format!("{hours}{minutes}{seconds}");
                    assert_eq!(time_of_day(&text), time_in_any_form(&text), "{text}");
                    assert_eq!(length(&text, Style::Point), length_in_any_form(&text, Style::Point), "{text}");
                    known += usize::from(in_eight_signs(&text).is_some());
                }
            }
        }
        assert!(known > 10, "{known}");
    }

    #[test]
    fn lengths_are_exact() {
        let seconds = |text: &str| length(text, Style::Point).map(Span::seconds);
        for (text, expected) in [
            ("01:30:00", 5400),
            ("1:30", 5400),
            ("120:00:01", 432_001),
            ("1.5", 5400),
            ("1,5", 5400),
            ("0", 0),
            ("1.5 h", 5400),
            ("1h 30m", 5400),
            ("1 hr. 30 min", 5400),
            ("90 min", 5400),
            ("45s", 45),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        assert_eq!(length("1.33333333", Style::Point), Span::of_units(Decimal::new(133_333_333, 8), HOUR));
        for text in ["", ":", "1:60", "1:2:3:4", "h", "1x", "-1", "1:-5", "one", "1h30", "99999:00"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
