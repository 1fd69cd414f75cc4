//! Numbers exactly as they are written.

use rust_decimal::Decimal;

/// Why a text is not taken for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// It is none.
    Words,
    /// It has a comma in it.
    Comma,
    /// It is infinite, or not a number by name.
    Infinite,
    /// It is larger than a decimal can be.
    TooLarge,
    /// It needs more than the 28 digits that a decimal holds.
    TooManyDigits,
    /// It has a percent sign where no share belongs.
    Percent,
}

/// The digits before the point that a decimal may have, whatever they are.
const WHOLE_DIGITS_MOST: usize = 28;

/// The decimal that a text stands for: `95`, `-5.10`, `1_000`, `1.5e3`; with a percent sign a hundredth of it.
///
/// # Errors
///
/// Why it is none.
pub fn parse(text: &str, may_be_percent: bool) -> Result<Decimal, NotANumber> {
    let text = text.trim();
    if let Some(percent) = text.strip_suffix('%') {
        let value = decimal(percent.trim_end())?;
        return if may_be_percent { shifted(value, -2) } else { Err(NotANumber::Percent) };
    }
    decimal(text)
}

fn decimal(text: &str) -> Result<Decimal, NotANumber> {
    let lower = text.to_ascii_lowercase();
    let unsigned = lower.trim_start_matches(['+', '-']);
    if matches!(unsigned, "inf" | "nan" | "infinity") {
        return Err(NotANumber::Infinite);
    }
    let (mantissa, exponent) = match lower.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (lower.as_str(), None),
    };
    if !is_plain(mantissa) {
        let comma = mantissa.contains(',') && is_plain(&mantissa.replace([',', '.'], ""));
        return Err(if comma { NotANumber::Comma } else { NotANumber::Words });
    }
    let digits = mantissa.replace('_', "");
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    // Zeros at the end of the decimals say nothing and take room.
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    let digits = if digits.is_empty() || digits == "-" { "0" } else { digits };
    let whole = digits.trim_start_matches(['-', '0']).split('.').next().unwrap_or_default();
    let too_long = if whole.len() > WHOLE_DIGITS_MOST { NotANumber::TooLarge } else { NotANumber::TooManyDigits };
    let value = Decimal::from_str_exact(digits).map_err(|_| too_long)?;
    match exponent {
        None => Ok(value),
        Some(exponent) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NotANumber::Words);
            }
            // An exponent that does not even fit is far beyond what a decimal holds.
            let beyond = if exponent.starts_with('-') { i32::MIN } else { i32::MAX };
            shifted(value, exponent.parse::<i32>().unwrap_or(beyond))
        }
    }
}

/// Digits with at most one point in between, underscores between digits, and a sign at most.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let bytes = unsigned.as_bytes();
    let points = unsigned.matches('.').count();
    let digit_at = |position: Option<usize>| position.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    points <= 1
        && bytes.iter().any(u8::is_ascii_digit)
        && bytes.iter().enumerate().all(|(at, byte)| match byte {
            b'0'..=b'9' | b'.' => true,
            b'_' => digit_at(at.checked_sub(1)) && digit_at(Some(at + 1)),
            _ => false,
        })
}

/// A value times a power of ten, where a decimal holds it exactly.
fn shifted(value: Decimal, places: i32) -> Result<Decimal, NotANumber> {
    if value.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let value = value.normalize();
    let scale = i64::from(value.scale()) - i64::from(places);
    if let Ok(scale) = u32::try_from(scale) {
        let mut shifted = value;
        return shifted.set_scale(scale).map(|()| shifted).map_err(|_| NotANumber::TooManyDigits);
    }
    let mut whole = value;
    whole.set_scale(0).map_err(|_| NotANumber::TooManyDigits)?;
    (0..-scale)
        .take(30)
        .try_fold(whole, |product, _| product.checked_mul(Decimal::TEN))
        .filter(|_| -scale <= 29)
        .ok_or(NotANumber::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_as_written() {
        for (text, expected) in [
            ("95", "95"),
            ("95.10", "95.1"),
            ("-0.0", "0"),
            ("+5", "5"),
            ("1_000.5", "1000.5"),
            ("0.1", "0.1"),
            ("12345678901234567.89", "12345678901234567.89"),
            ("79228162514264337593543950335", "79228162514264337593543950335"),
            ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
            ("0.10000000000000000000000000000000", "0.1"),
            ("1e3", "1000"),
            ("1.5e3", "1500"),
            ("1.5E-3", "0.0015"),
            ("25e+2", "2500"),
            ("0e999999999999", "0"),
            ("1e28", "10000000000000000000000000000"),
            (".5", "0.5"),
            (".0", "0"),
            ("-.0", "0"),
        ] {
            assert_eq!(
                parse(text, false).map(|value| value.normalize().to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        for (text, expected) in
            [("35%", "0.35"), ("35 %", "0.35"), ("-5%", "-0.05"), ("0.35", "0.35"), ("+10%", "0.1"), ("1e1%", "0.1")]
        {
            assert_eq!(parse(text, true).map(|value| value.normalize().to_string()), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (text, expected) in [
            ("", NotANumber::Words),
            ("ninety", NotANumber::Words),
            ("95 EUR", NotANumber::Words),
            ("1.2.3", NotANumber::Words),
            ("--5", NotANumber::Words),
            ("1__0", NotANumber::Words),
            ("_1", NotANumber::Words),
            ("e5", NotANumber::Words),
            ("1e", NotANumber::Words),
            ("1e-", NotANumber::Words),
            ("1e5x", NotANumber::Words),
            ("95,10", NotANumber::Comma),
            ("1.234,50", NotANumber::Comma),
            ("1,234,567.50", NotANumber::Comma),
            ("ninety, about", NotANumber::Words),
            ("inf", NotANumber::Infinite),
            ("-nan", NotANumber::Infinite),
            ("1e400", NotANumber::TooLarge),
            ("-1e400", NotANumber::TooLarge),
            ("1e-400", NotANumber::TooManyDigits),
            ("79228162514264337593543950336", NotANumber::TooLarge),
            ("1.33333333333333333333333333333", NotANumber::TooManyDigits),
            ("0.00000000000000000000000000001", NotANumber::TooManyDigits),
            ("1e99999999999999999999", NotANumber::TooLarge),
            ("1e-99999999999999999999", NotANumber::TooManyDigits),
            ("35%", NotANumber::Percent),
        ] {
            assert_eq!(parse(text, false), Err(expected), "{text}");
        }
    }
}
