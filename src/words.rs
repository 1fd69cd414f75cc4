//! Numbers and lists in words: the one place where a figure becomes text for people.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::number::Exact;

/// Decimals of a price that are shown at the most; steps finer than this are told by other means.
const PRICE_DECIMALS_MAX: u32 = 6;

/// An amount with a fixed number of decimals, thousands set off: `-12,345.60`.
#[must_use]
pub fn money(amount: Exact, decimals: u32) -> String {
    grouped(amount.settled(), decimals)
}

/// A price: with the decimals of its currency, or more where it has more.
#[must_use]
pub fn price(amount: Exact, decimals: u32) -> String {
    let settled = amount.settled();
    grouped(settled, decimals.max(settled.scale().min(PRICE_DECIMALS_MAX)))
}

/// A day as people write it: `1 Jan 2027`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A day as a letter writes it: `1 January 2027`.
#[must_use]
pub fn day_in_full(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A number with a fixed number of decimals, thousands set off.
#[must_use]
pub fn grouped(value: Decimal, decimals: u32) -> String {
    let text = fixed(value, decimals);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut groups = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            groups.push(',');
        }
        groups.push(digit);
    }
    format!("{sign}{groups}{rest}")
}

/// A number rounded half away from zero.
#[must_use]
pub fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A number rounded half away from zero to a fixed number of decimals, never a negative zero.
#[must_use]
pub fn fixed(value: Decimal, decimals: u32) -> String {
    let mut rounded = self::rounded(value, decimals);
    if rounded.is_zero() {
        rounded = Decimal::ZERO;
    }
    // What has fewer decimals than asked for gets zeros; a number too long for them keeps what it has.
    rounded.rescale(decimals);
    rounded.to_string()
}

/// A share in percent with at most one decimal: `28.5 %`.
#[must_use]
pub fn percent(share: Exact) -> String {
    let percent = share.settled().checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share.settled());
    let rounded = rounded(percent, 1);
    format!("{} %", grouped(rounded, rounded.normalize().scale().min(1)))
}

/// Gives shares that stand one below the other as many decimals as each other.
pub fn alike<'t>(shares: impl IntoIterator<Item = &'t mut String>) {
    let shares: Vec<&mut String> = shares.into_iter().collect();
    if shares.iter().any(|share| share.contains('.')) {
        for share in shares.into_iter().filter(|share| !share.contains('.')) {
            *share = share.replacen(" %", ".0 %", 1);
        }
    }
}

/// A share in percent with all the decimals that it has: `3.75 %`.
#[must_use]
pub fn percent_in_full(share: Exact) -> String {
    let share = share.settled();
    format!("{} %", in_full(share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share), 0))
}

/// A number with all the decimals that it has, and so many at the least.
#[must_use]
pub fn in_full(value: Decimal, decimals: u32) -> String {
    grouped(value, decimals.max(value.normalize().scale()))
}

/// A number that shows its sign, whichever it is: `+5.00`, `-5.00`, and `0.00`.
#[must_use]
pub fn signed(text: impl Into<String>) -> String {
    let text = text.into();
    let positive = !text.starts_with('-') && text.chars().any(|digit| ('1'..='9').contains(&digit));
    if positive { format!("+{text}") } else { text }
}

/// A number with as many decimals as it has, at most `decimals`.
#[must_use]
pub fn plain(value: Exact, decimals: u32) -> String {
    let rounded = rounded(value.settled(), decimals).normalize();
    grouped(rounded, rounded.scale())
}

/// A number and what it counts: `1 month`, `24 months`.
#[must_use]
pub fn count(number: u32, unit: &str) -> String {
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// The same for numbers of any size, thousands set off: `1,000,000 draws`.
#[must_use]
pub fn counted(number: u64, unit: &str) -> String {
    format!("{} {unit}{}", grouped(Decimal::from(number), 0), if number == 1 { "" } else { "s" })
}

/// The text with a capital at the beginning.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Number;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a test writes decimals")
    }

    #[test]
    fn amounts_are_rounded_half_away_from_zero_and_grouped() {
        for (value, decimals, expected) in [
            ("2.345", 2, "2.35"),
            ("-2.345", 2, "-2.35"),
            ("1234567.891", 2, "1,234,567.89"),
            ("-1234.5", 0, "-1,235"),
            ("999.995", 2, "1,000.00"),
            ("-0.004", 2, "0.00"),
            ("5700", 3, "5,700.000"),
            ("12", 0, "12"),
            ("79228162514264337593543950335", 2, "79,228,162,514,264,337,593,543,950,335"),
        ] {
            assert_eq!(grouped(decimal(value), decimals), expected);
        }
    }

    #[test]
    fn shares_are_percent() {
        for (value, expected) in [("0.285052", "28.5 %"), ("0.3", "30 %"), ("-0.165", "-16.5 %"), ("12.5", "1,250 %")] {
            assert_eq!(percent(Exact::from_decimal(decimal(value))), expected);
        }
    }

    #[test]
    fn shares_below_each_other_have_as_many_decimals_as_each_other() {
        let mut shares = ["67.5 %", "0 %", "ends Mar 27"].map(str::to_owned);
        alike(&mut shares);
        assert_eq!(shares, ["67.5 %", "0.0 %", "ends Mar 27"]);
        let mut whole = ["100 %", "0 %"].map(str::to_owned);
        alike(&mut whole);
        assert_eq!(whole, ["100 %", "0 %"]);
    }

    #[test]
    fn what_is_told_in_full_keeps_its_decimals() {
        for (share, expected) in
            [("0.733", "73.3 %"), ("0.739996", "73.9996 %"), ("0.7400", "74 %"), ("-12", "-1,200 %")]
        {
            assert_eq!(percent_in_full(Exact::from_decimal(decimal(share))), expected);
        }
        assert_eq!(in_full(decimal("1444.4440"), 2), "1,444.444");
        assert_eq!(in_full(decimal("50.4"), 2), "50.40");
    }

    #[test]
    fn lists_end_with_and() {
        let items = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        assert_eq!(list(&items(&[])), "");
        assert_eq!(list(&items(&["a"])), "a");
        assert_eq!(list(&items(&["a", "b", "c"])), "a, b and c");
    }
}
