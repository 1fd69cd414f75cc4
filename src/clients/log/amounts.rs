//! Numbers with a decimal point or a decimal comma.

use rust_decimal::Decimal;

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// A point: `1,234.50`.
    #[default]
    Point,
    /// A comma: `1.234,50`.
    Comma,
}

/// The largest amount: far beyond what anybody is billed, and sums of millions of them keep all of their digits.
const AMOUNT_MAX: i64 = 1_000_000_000_000;

/// The most decimals that are read.
const DECIMALS_MAX: usize = 10;

/// A number without the signs of currencies around it; none where it is none. What can be read in one way only is read so;
/// the style decides what `1,234` and `1.234` are.
#[must_use]
pub fn amount(text: &str, style: Style) -> Option<Decimal> {
    if let Some(plain) = Plain::of(text) {
        return Some(Decimal::new(plain.digits, plain.decimals));
    }
    in_any_form(text, style)
}

fn in_any_form(text: &str, style: Style) -> Option<Decimal> {
    let text = bare(text);
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, decimals) = parted(digits, style)?;
    if decimals.len() > DECIMALS_MAX || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut plain = String::with_capacity(digits.len() + 1);
    if negative {
        plain.push('-');
    }
    plain.extend(whole.chars().filter(char::is_ascii_digit));
    plain.push('.');
    plain.push_str(decimals);
    let value = Decimal::from_str_exact(plain.trim_end_matches('.')).ok()?;
    (value.abs() <= Decimal::from(AMOUNT_MAX)).then_some(value)
}

/// What a number says about the style; none where it is none, has no sign, or can be either.
#[must_use]
pub fn style_of(text: &str) -> Option<Style> {
    Plain::of(text).map_or_else(|| style_in_any_form(text), |plain| plain.style)
}

fn style_in_any_form(text: &str) -> Option<Style> {
    let text = bare(text);
    let (point, comma) = (text.rfind('.'), text.rfind(','));
    match (point, comma) {
        (Some(point), Some(comma)) => Some(if point > comma { Style::Point } else { Style::Comma }),
        (None, None) => None,
        (Some(at), None) => one_sign(text, at, '.', [Style::Point, Style::Comma]),
        (None, Some(at)) => one_sign(text, at, ',', [Style::Comma, Style::Point]),
    }
}

/// A number as nearly every cell has it: digits, with one or two decimals or none. It can be read in one way only, and
/// quickly.
struct Plain {
    digits: i64,
    decimals: u32,
    style: Option<Style>,
}

impl Plain {
    /// The most signs that stay below the largest amount.
    const LENGTH_MAX: usize = 12;

    fn of(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > Self::LENGTH_MAX {
            return None;
        }
        let mut plain = Self { digits: 0, decimals: 0, style: None };
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    plain.digits = plain.digits * 10 + i64::from(byte & 0x0f);
                    plain.decimals += u32::from(plain.style.is_some());
                }
                b'.' if plain.style.is_none() => plain.style = Some(Style::Point),
                b',' if plain.style.is_none() => plain.style = Some(Style::Comma),
                _ => return None,
            }
        }
        // Three digits behind a sign may be a group.
        (plain.style.is_none() || (1..=2).contains(&plain.decimals)).then_some(plain)
    }
}

/// The style of a number with one kind of sign: the one where that parts off decimals, the other where it groups digits.
fn one_sign(text: &str, at: usize, sign: char, [decimal, grouping]: [Style; 2]) -> Option<Style> {
    let after = text.len() - at - sign.len_utf8();
    match text.matches(sign).count() {
        1 if after != 3 => Some(decimal),
        // No group begins with a zero, nor is longer than three digits.
        1 if text.trim_start_matches('-').starts_with('0') || at > 3 + usize::from(text.starts_with('-')) => {
            Some(decimal)
        }
        1 => None,
        _ => Some(grouping),
    }
}

/// The digits before and after the decimal sign.
fn parted(digits: &str, style: Style) -> Option<(&str, &str)> {
    let (decimal, grouping) = match style_of(digits).unwrap_or(style) {
        Style::Point => ('.', ','),
        Style::Comma => (',', '.'),
    };
    let (whole, decimals) = digits.rsplit_once(decimal).unwrap_or((digits, ""));
    if whole.contains(decimal) || whole.is_empty() && decimals.is_empty() {
        return None;
    }
    let is_group_sign = |sign: char| sign == grouping || matches!(sign, ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let mut groups = whole.split(is_group_sign);
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let mut others = 0;
    let grouped = groups.all(|group| {
        others += 1;
        group.len() == 3 && is_digits(group)
    });
    let fits = is_digits(first) && grouped && (others == 0 || (1..=3).contains(&first.len()));
    fits.then_some((whole, decimals))
}

/// The text without the signs and letters of a currency at either end.
fn bare(text: &str) -> &str {
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '\u{2212}');
    let is_around = |letter: char| {
        letter.is_whitespace()
            || letter.is_ascii_uppercase()
            || (!letter.is_ascii() && !letter.is_alphanumeric())
            || letter == '$'
    };
    text.trim_matches(|letter: char| is_around(letter) && !is_number(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_their_column_is_written() {
        let read = |text: &str, style| amount(text, style).map(|value| value.normalize().to_string());
        for (text, point, comma) in [
            ("95", "95", "95"),
            ("95.5", "95.5", "95.5"),
            ("95,50", "95.5", "95.5"),
            ("1,234", "1234", "1.234"),
            ("1.234", "1.234", "1234"),
            ("0.125", "0.125", "0.125"),
            ("0,125", "0.125", "0.125"),
            ("1,234.50", "1234.5", "1234.5"),
            ("1.234,50", "1234.5", "1234.5"),
            ("1 234,50", "1234.5", "1234.5"),
            ("1'234.50", "1234.5", "1234.5"),
            ("1,234,567", "1234567", "1234567"),
            ("-5", "-5", "-5"),
            ("€ 1,200.00", "1200", "1200"),
            ("95,00 €", "95", "95"),
            ("$95", "95", "95"),
            ("EUR 95", "95", "95"),
            (".5", "0.5", "0.5"),
            ("1.", "1", "1"),
        ] {
            assert_eq!(read(text, Style::Point).as_deref(), Some(point), "{text}");
            assert_eq!(read(text, Style::Comma).as_deref(), Some(comma), "{text}");
        }
        for text in
            ["", "-", ".", ",", "1.2.3", "1,2,3", "12,34.5", "1,2345.6", "a", "1e5", "--1", "1 2", "9999999999999"]
        {
            assert_eq!(read(text, Style::Point), None, "{text}");
        }
    }

    #[test]
    fn a_plain_number_is_what_it_is_in_any_form() {
        let mut plain = 0;
        for whole in ["", "0", "7", "007", "95", "1234", "999999999", "999999999999", "1000000000000", "1x"] {
            for sign in ["", ".", ",", "..", "-"] {
                for decimals in ["", "0", "5", "50", "00", "125", "1250"] {
                    let text = format!("{whole}{sign}{decimals}");
                    for style in [Style::Point, Style::Comma] {
                        let digits = |value: Option<Decimal>| value.map(|value| value.serialize());
                        assert_eq!(digits(amount(&text, style)), digits(in_any_form(&text, style)), "{text}");
                    }
                    assert_eq!(style_of(&text), style_in_any_form(&text), "{text}");
                    plain += usize::from(Plain::of(&text).is_some());
                }
            }
        }
        assert!(plain > 50, "{plain}");
    }
}
