//! Numbers as people type them: with a currency, a unit, and the marks of their country.

use rust_decimal::Decimal;

use super::questions::Unit;
use crate::domain::Currency;
use crate::scenario::parse_number;

/// Words in front of a number that say no more than that it is none of the exact ones.
const ABOUT: [&str; 9] = ["about", "around", "approx", "approximately", "roughly", "ca", "circa", "~", "≈"];

/// Words behind a number that join what is behind them to it.
const JOINING: [&str; 11] = ["a", "an", "per", "the", "of", "in", "each", "work", "paid", "unpaid", "extra"];

/// What is said of an answer that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// What is wrong with it, and what would be right.
    Wrong(String),
    /// It can be read in two ways: see [`Sense`].
    TwoWays,
}

/// How that is meant which can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Nobody said.
    Open,
    /// A mark sets thousands off, a share below 1 is one of 1, the day comes before the month.
    First,
    /// A mark begins the decimals, a share below 1 is one of 100, the month comes first.
    Second,
}

/// What there is to know beside the text of a number.
#[derive(Clone, Copy, Debug)]
pub struct Ways<'w> {
    /// The code of the currency that amounts are in.
    pub currency: &'w str,
    /// How that is meant which can be read in two ways.
    pub sense: Sense,
}

/// A number that counts something, in digits and a decimal point.
///
/// # Errors
///
/// Why it is none, or what it could be.
pub fn number(text: &str, unit: Unit, ways: Ways<'_>) -> Result<String, Unclear> {
    // Few write numbers so, but those who do mean it.
    if text.contains(['e', 'E']) && parse_number(text, false).is_ok() {
        return Ok(text.to_owned());
    }
    let parts = Parts::of(text)?;
    let (expected, units) = match unit {
        Unit::Money("") => ("an amount alone", &[][..]),
        Unit::Money("hour") => ("an amount for one hour", &["hour"][..]),
        Unit::Money("month") => ("an amount for one month", &["month"][..]),
        Unit::Money("person") => ("an amount for one person", &["person"][..]),
        Unit::Money(_) => ("an amount for one piece", &["piece"][..]),
        Unit::Hours => ("hours a month; a day has 8, and a month 4.33 weeks", &["hour", "month"][..]),
        Unit::Days => ("days; a week has 7, a month 30", &["day"][..]),
        Unit::Months => ("months; a year has 12", &["month"][..]),
        Unit::Pieces => ("pieces a month", &["piece", "month"][..]),
        Unit::People => ("how many people", &["person"][..]),
    };
    let mut thousands = false;
    let mut found: Vec<&str> = Vec::new();
    for word in parts.before.iter().chain(&parts.after) {
        match word.as_str() {
            "k" | "thousand" => thousands = true,
            word if is_joining(word) => {}
            word => match (unit_of(word), currencies(word).as_slice()) {
                (Some(unit), _) => found.push(unit),
                (None, []) => {
                    return wrong(format!(
                        "`{word}` is not understood: write the number alone; this asks for {expected}"
                    ));
                }
                (None, codes) if matches!(unit, Unit::Money(_)) => {
                    if !codes.contains(&ways.currency) {
                        return wrong(format!(
                            "your amounts are in {}, and `{word}` is {}: write it in {0}",
                            ways.currency, codes[0]
                        ));
                    }
                }
                _ => return wrong(format!("`{word}` does not belong here: this asks for {expected}")),
            },
        }
    }
    // `hours a month`, `hours` and `a month` say the same, `hours a week` does not.
    let mut rest = units.iter();
    if let Some(other) = found.iter().find(|found| !rest.any(|unit| unit == *found)) {
        return wrong(format!("`{other}` does not fit: this asks for {expected}"));
    }
    let digits = plain(&parts.digits, ways.sense)?;
    if !thousands {
        return Ok(digits);
    }
    let times = parse_number(&digits, false).ok().and_then(|value| value.checked_mul(Decimal::ONE_THOUSAND));
    times.map_or(Ok(digits), |value| Ok(value.normalize().to_string()))
}

/// A share in percent, with its sign; of a month or a year, where that is said.
///
/// # Errors
///
/// Why it is none, or what it could be.
pub fn percent(text: &str, of: &str, ways: Ways<'_>) -> Result<String, Unclear> {
    let parts = Parts::of(text)?;
    let mut has_sign = false;
    for word in parts.before.iter().chain(&parts.after) {
        match word.as_str() {
            "%" | "percent" | "cent" | "pct" => has_sign = true,
            word if is_joining(word) || unit_of(word) == Some(of) => {}
            word => {
                let of = if of.is_empty() { String::new() } else { format!(" of one {of}") };
                return wrong(format!("`{word}` does not fit: write a share{of} in percent, such as 35 %"));
            }
        }
    }
    // Nobody gives a share in thousands of percent.
    let digits = plain(&parts.digits, Sense::Second)?;
    match parse_number(&digits, false) {
        Ok(share) if !has_sign && share > Decimal::ZERO && share < Decimal::ONE => match ways.sense {
            Sense::Open => Err(Unclear::TwoWays),
            Sense::First => Ok(format!("{}%", share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).normalize())),
            Sense::Second => Ok(format!("{digits}%")),
        },
        _ => Ok(format!("{digits}%")),
    }
}

/// So many of ten, as a share.
///
/// # Errors
///
/// Why it is none.
pub fn of_ten(text: &str, ways: Ways<'_>) -> Result<String, Unclear> {
    let count = [" of 10", " of ten", "/10", " out of ten", " out of 10"].iter().find_map(|end| text.strip_suffix(end));
    let parts = Parts::of(count.unwrap_or(text))?;
    if !parts.after.is_empty() {
        return percent(text, "", ways);
    }
    let digits = plain(&parts.digits, Sense::Second)?;
    match parse_number(&digits, false) {
        Ok(count) if (Decimal::ZERO..=Decimal::TEN).contains(&count) => {
            Ok(format!("{}%", count.checked_mul(Decimal::TEN).unwrap_or(count).normalize()))
        }
        _ => wrong(format!("`{text}` is not so many of ten: write a number from 0 to 10, or a share, such as 85%")),
    }
}

/// The codes of the currencies that a sign, a word or a code may mean; none where it is none of them.
#[must_use]
pub fn currencies(word: &str) -> Vec<&'static str> {
    match word.to_lowercase().as_str() {
        "€" | "euro" | "euros" => vec!["EUR"],
        "£" | "pound" | "pounds" => vec!["GBP"],
        "$" | "dollar" | "dollars" => vec!["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"],
        "¥" | "yen" => vec!["JPY", "CNY"],
        "franc" | "francs" | "fr" => vec!["CHF"],
        "kr" => vec!["SEK", "NOK", "DKK"],
        "zł" | "zl" => vec!["PLN"],
        "₹" | "rupee" | "rupees" => vec!["INR"],
        lower => Currency::from_code(&lower.to_uppercase()).map(Currency::code).into_iter().collect(),
    }
}

fn wrong<T>(text: String) -> Result<T, Unclear> {
    Err(Unclear::Wrong(text))
}

fn is_joining(word: &str) -> bool {
    ABOUT.contains(&word) || JOINING.contains(&word)
}

/// The unit that a word names.
fn unit_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "h" | "hr" | "hrs" | "hour" | "hours" => "hour",
        "min" | "mins" | "minute" | "minutes" => "minute",
        "d" | "day" | "days" => "day",
        "w" | "week" | "weeks" => "week",
        "month" | "months" | "mo" | "p.m" | "monthly" => "month",
        "y" | "yr" | "yrs" | "year" | "years" | "p.a" | "yearly" => "year",
        "piece" | "pieces" | "pcs" | "unit" | "units" | "item" | "items" => "piece",
        "person" | "persons" | "people" | "head" | "employee" | "employees" => "person",
        _ => return None,
    })
}

/// A number and the words around it.
struct Parts {
    before: Vec<String>,
    digits: String,
    after: Vec<String>,
}

impl Parts {
    fn of(text: &str) -> Result<Self, Unclear> {
        let text = text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ").replace('−', "-");
        let Some(first) = text.find(|character: char| character.is_ascii_digit()) else {
            return wrong(format!("`{text}` is no number: write it in digits, such as 95"));
        };
        let (before, rest) = text.split_at(first);
        let start = before.trim_end_matches(['-', '+', '.', ',']).len();
        let is_of_it = |character: char| character.is_ascii_digit() || ".,'’_ ".contains(character);
        let end = rest.find(|character| !is_of_it(character)).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let signs = before.get(start..).unwrap_or_default();
        let digits = format!("{signs}{}", digits.trim_end_matches([' ', '.', ',']));
        Ok(Self { before: words(before.get(..start).unwrap_or_default()), digits, after: words(after) })
    }
}

/// The words around a number, signs by themselves.
fn words(text: &str) -> Vec<String> {
    let mut spaced = text.to_lowercase().replace('/', " per ");
    for (dollar, code) in [("us$", " usd "), ("ca$", " cad "), ("c$", " cad "), ("au$", " aud "), ("a$", " aud ")] {
        spaced = spaced.replace(dollar, code);
    }
    for sign in ["%", "€", "£", "$", "¥", "₹", "~", "≈"] {
        spaced = spaced.replace(sign, &format!(" {sign} "));
    }
    let words = spaced.split_whitespace().map(|word| word.trim_matches(['.', ',', '(', ')', '+']).to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// A number without what sets its thousands off, and with a point in front of its decimals.
fn plain(digits: &str, sense: Sense) -> Result<String, Unclear> {
    let unreadable =
        || wrong(format!("`{digits}` is no number: write it without signs between the digits, such as 1200.50"));
    let (sign, unsigned) = match digits.strip_prefix(['-', '+']) {
        Some(rest) => (if digits.starts_with('-') { "-" } else { "" }, rest),
        None => ("", digits),
    };
    // What is set off by spaces and the like cannot be decimals.
    let groups: Vec<&str> = unsigned.split([' ', '\'', '’', '_']).collect();
    let last = groups.last().map_or(0, |group| group.find(['.', ',']).unwrap_or(group.len()));
    let are_whole = groups.iter().rev().skip(1).rev().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    if groups.len() > 1
        && !(are_whole && last == 3 && groups.iter().rev().skip(1).rev().skip(1).all(|group| group.len() == 3))
    {
        return unreadable();
    }
    let unsigned = groups.concat();
    let marks: Vec<char> = unsigned.chars().filter(|character| !character.is_ascii_digit()).collect();
    let (whole, decimals) = match marks.as_slice() {
        [] => (unsigned.clone(), ""),
        [mark] => {
            let (whole, rest) = unsigned.split_once(*mark).unwrap_or((&unsigned, ""));
            let may_be_thousands =
                groups.len() == 1 && rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            match sense {
                Sense::Open if may_be_thousands => return Err(Unclear::TwoWays),
                Sense::First if may_be_thousands => (format!("{whole}{rest}"), ""),
                _ => (whole.to_owned(), rest),
            }
        }
        [.., last] => {
            // The last mark begins the decimals, unless it is the same as those before it.
            let are_same = marks.iter().all(|mark| mark == last);
            let (whole, decimals) =
                if are_same { (unsigned.as_str(), "") } else { unsigned.rsplit_once(*last).unwrap_or_default() };
            let mut groups = whole.split(marks[0]);
            let first = groups.next().map_or(0, str::len);
            if !(1..=3).contains(&first) || !groups.all(|group| group.len() == 3 && !group.contains(*last)) {
                return unreadable();
            }
            (whole.replace(marks[0], ""), decimals)
        }
    };
    let whole = whole.trim_start_matches('0');
    let (whole, point) = (if whole.is_empty() { "0" } else { whole }, if decimals.is_empty() { "" } else { "." });
    Ok(format!("{sign}{whole}{point}{decimals}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_euros(sense: Sense) -> Ways<'static> {
        Ways { currency: "EUR", sense }
    }

    #[test]
    fn a_number_with_its_unit_or_currency_or_the_marks_of_a_country_is_taken() {
        for (unit, text, expected) in [
            (Unit::Money("hour"), "95", "95"),
            (Unit::Money("hour"), "95,50", "95.50"),
            (Unit::Money("hour"), "95.5", "95.5"),
            (Unit::Money("hour"), "95 euros", "95"),
            (Unit::Money("hour"), "€95", "95"),
            (Unit::Money("hour"), "95€/h", "95"),
            (Unit::Money("hour"), "about EUR 95.00 an hour", "95.00"),
            (Unit::Money("hour"), "1.200,50", "1200.50"),
            (Unit::Money("hour"), "1,200.50", "1200.50"),
            (Unit::Money(""), "1,200,000", "1200000"),
            (Unit::Money(""), "1 200 000,5", "1200000.5"),
            (Unit::Money(""), "1'200", "1200"),
            (Unit::Money("month"), "3200 EUR per month", "3200"),
            (Unit::Money(""), "20k", "20000"),
            (Unit::Money(""), "1.5k EUR", "1500"),
            (Unit::Money(""), "-5", "-5"),
            (Unit::Money(""), "1e3", "1e3"),
            (Unit::Hours, "60 hours", "60"),
            (Unit::Hours, "60 hours a month", "60"),
            (Unit::Hours, "60h/month", "60"),
            (Unit::Hours, "007", "7"),
            (Unit::Hours, "0,125", "0.125"),
            (Unit::Hours, "1200,500", "1200.500"),
            (Unit::Days, "45 days", "45"),
            (Unit::Months, "3 months.", "3"),
            (Unit::People, "3 people", "3"),
        ] {
            assert_eq!(number(text, unit, in_euros(Sense::Open)).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_comma_or_point_that_may_set_off_thousands_or_decimals_is_asked_about() {
        for (text, first, second) in
            [("1,200", "1200", "1.200"), ("1.200", "1200", "1.200"), ("€12,345", "12345", "12.345")]
        {
            let read = |sense| number(text, Unit::Money(""), in_euros(sense));
            assert_eq!(read(Sense::Open), Err(Unclear::TwoWays), "{text}");
            assert_eq!(read(Sense::First).as_deref(), Ok(first));
            assert_eq!(read(Sense::Second).as_deref(), Ok(second));
        }
        let read = |sense| percent("0.35", "", in_euros(sense));
        assert_eq!(read(Sense::Open), Err(Unclear::TwoWays));
        assert_eq!((read(Sense::First).as_deref(), read(Sense::Second).as_deref()), (Ok("35%"), Ok("0.35%")));
    }

    #[test]
    fn what_is_of_another_unit_or_currency_or_no_number_is_not_taken() {
        for (unit, text, says) in [
            (Unit::Money("hour"), "US$ 95", "your amounts are in EUR, and `usd` is USD"),
            (Unit::Money("hour"), "95 dollars", "your amounts are in EUR, and `dollars` is USD"),
            (Unit::Money("hour"), "800 a day", "`day` does not fit: this asks for an amount for one hour"),
            (Unit::Money(""), "95 bananas", "`bananas` is not understood"),
            (Unit::Hours, "15 hours a week", "`week` does not fit: this asks for hours a month"),
            (Unit::Hours, "15 EUR", "`eur` does not belong here"),
            (Unit::Days, "2 weeks", "this asks for days; a week has 7"),
            (Unit::Months, "30 days", "this asks for months"),
            (Unit::Money(""), "ninety", "`ninety` is no number"),
            (Unit::Money(""), "1,2,3", "is no number: write it without"),
            (Unit::Money(""), "1.20.000", "is no number"),
            (Unit::Money(""), "12 34", "is no number"),
        ] {
            let Err(Unclear::Wrong(wrong)) = number(text, unit, in_euros(Sense::Open)) else { panic!("{text}") };
            assert!(wrong.contains(says), "{text}: {wrong}");
        }
    }

    #[test]
    fn shares_have_a_percent_sign_or_none_and_are_of_the_time_that_is_asked() {
        for (text, expected) in [
            ("35", "35%"),
            ("35 %", "35%"),
            ("35,5 percent", "35.5%"),
            ("35 per cent", "35%"),
            ("0", "0%"),
            ("0.5%", "0.5%"),
            ("3 a month", "3%"),
        ] {
            assert_eq!(percent(text, "month", in_euros(Sense::Open)).as_deref(), Ok(expected), "{text}");
        }
        let Err(Unclear::Wrong(wrong)) = percent("3 % a year", "month", in_euros(Sense::Open)) else { panic!() };
        assert!(wrong.contains("`year` does not fit: write a share of one month"), "{wrong}");
        for (text, expected) in [("8", "80%"), ("8,5 of ten", "85%"), ("85%", "85%"), ("8/10", "80%")] {
            assert_eq!(of_ten(text, in_euros(Sense::Open)).as_deref(), Ok(expected), "{text}");
        }
        assert!(of_ten("85", in_euros(Sense::Open)).is_err());
    }
}
