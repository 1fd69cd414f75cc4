//! Days as people write them, and what a whole column of them says about the order of day, month and year.

use chrono::NaiveDate;

use super::clock::time_of_day;

/// The years that days of a log lie in: trackers are younger, and what is written wrong is far off.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2099;

/// In which order a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

impl DayOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];

    /// How it is called on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }

    /// The order of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// The day that a text is in this order: `2026-01-31`, `31.1.2026`, `01/31/26`. A year of four digits is known by them:
    /// in front it makes the order year, month, day whatever was asked for, and so does the name of a month: `31 Jan 2026`.
    /// A time of day behind it is left to [`time_behind`].
    #[must_use]
    pub fn day(self, text: &str) -> Option<NaiveDate> {
        let text = parted(text).map_or(text, |(day, _)| day);
        let Some(parts) = parts(text) else { return with_name_of_month(text) };
        let is_year = |part: &Part| part.digits == 4;
        let [year, month, day] = match self {
            _ if is_year(&parts[0]) => parts,
            Self::Ymd if is_year(&parts[2]) => return None,
            Self::Ymd => parts,
            Self::Dmy => [parts[2], parts[1], parts[0]],
            Self::Mdy => [parts[2], parts[0], parts[1]],
        };
        if month.digits > 2 || day.digits > 2 || !matches!(year.digits, 2 | 4) {
            return None;
        }
        of_numbers(year, month.value, day.value)
    }
}

/// The day of a year that may be written with two digits, a month and a day.
fn of_numbers(year: Part, month: u32, day: u32) -> Option<NaiveDate> {
    let year = if year.digits == 2 { year.value + 2000 } else { year.value };
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// A text parted before the time of day behind a date; none without one.
fn parted(text: &str) -> Option<(&str, u32)> {
    let colon = text.find(':')?;
    let sign = text.get(..colon)?.rfind([' ', 'T'])?;
    Some((text.get(..sign)?.trim_end(), time_of_day(text.get(sign + 1..)?)?))
}

/// Seconds after midnight of the time of day behind a date: `2026-01-31 09:30`. Midnight says nothing, as it is what a
/// spreadsheet writes behind a date without a time.
#[must_use]
pub fn time_behind(text: &str) -> Option<u32> {
    parted(text).map(|(_, time)| time).filter(|time| *time > 0)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day of a date with an English name of a month, or its first letters: `31 Jan 2026`, `31-Jan-26`, `January 31, 2026`.
fn with_name_of_month(text: &str) -> Option<NaiveDate> {
    let mut words = text.split([' ', '-', '/', '.', ',']).filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next()?, words.next()?);
    let is_name = |word: &str| word.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let (year, month, day) = match (is_name(first), is_name(second)) {
        (true, false) => (third, first, second),
        (false, true) if first.len() == 4 => (first, second, third),
        (false, true) => (third, second, first),
        _ => return None,
    };
    let month = month.to_lowercase();
    let is_meant = |name: &&str| month.len() >= 3 && name.starts_with(month.as_str());
    let month = MONTHS.iter().position(is_meant)?;
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten();
    let digits = u32::try_from(year.len()).ok().filter(|digits| matches!(digits, 2 | 4))?;
    let is_whole = words.next().is_none() && day.len() <= 2;
    is_whole.then(|| of_numbers(Part { value: number(year)?, digits }, u32::try_from(month).ok()? + 1, number(day)?))?
}

/// A number of a date.
#[derive(Clone, Copy, Default)]
struct Part {
    value: u32,
    digits: u32,
}

/// The three numbers of a date, between which stands the same sign twice: `/`, `-` or `.`.
fn parts(text: &str) -> Option<[Part; 3]> {
    let mut parts = [Part::default(); 3];
    let mut at = 0;
    let mut sign = None;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                let part = &mut parts[at];
                part.value = part.value * 10 + u32::from(byte & 0x0f);
                part.digits += 1;
                if part.digits > 4 {
                    return None;
                }
            }
            b'/' | b'-' | b'.' if at < 2 && parts[at].digits > 0 && sign.is_none_or(|known| known == byte) => {
                sign = Some(byte);
                at += 1;
            }
            // After a point there may be a space: `5. 3. 2026`.
            b' ' if sign == Some(b'.') && parts[at].digits == 0 => {}
            _ => return None,
        }
    }
    (at == 2 && parts[2].digits > 0).then_some(parts)
}

/// Where something was read: the line, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Counted from 1.
    pub line: u64,
    /// As it is written.
    pub text: String,
}

/// What a column of dates says about their order.
#[derive(Clone, Debug, Default)]
pub struct DayEvidence {
    /// The first date that is none in each order, but is one in another.
    against: [Option<Seen>; 3],
    /// The first date that is another day in each of two orders.
    between: [Option<Seen>; 3],
    last: String,
}

/// Which two orders are compared.
const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];

/// In which order dates are, as far as the column tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// In this one.
    Order(DayOrder),
    /// In any of these, and it matters; with the first date that is another day in each.
    Any(Vec<DayOrder>, Seen),
    /// In none: one date rules out the one order, another the other.
    None(Seen, Seen),
}

impl DayEvidence {
    /// Takes a date into account; a text that is no date in any order says nothing.
    pub fn see(&mut self, text: &str, line: u64) {
        if text == self.last {
            return;
        }
        text.clone_into(&mut self.last);
        let days = DayOrder::ALL.map(|order| order.day(text));
        if days.iter().all(Option::is_none) {
            return;
        }
        let seen = || Some(Seen { line, text: text.to_owned() });
        for (against, day) in self.against.iter_mut().zip(days) {
            if against.is_none() && day.is_none() {
                *against = seen();
            }
        }
        for (between, (one, other)) in self.between.iter_mut().zip(PAIRS) {
            if between.is_none() && days[one].is_some() && days[other].is_some() && days[one] != days[other] {
                *between = seen();
            }
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn told(&self) -> Told {
        let possible: Vec<usize> = (0..3).filter(|order| self.against[*order].is_none()).collect();
        let matters = PAIRS.iter().zip(&self.between).find_map(|((one, other), seen)| {
            let both = possible.contains(one) && possible.contains(other);
            seen.clone().filter(|_| both)
        });
        match (possible.first(), matters) {
            (Some(_), Some(seen)) => Told::Any(possible.iter().map(|order| DayOrder::ALL[*order]).collect(), seen),
            (Some(first), None) => Told::Order(DayOrder::ALL[*first]),
            (None, _) => {
                let mut against: Vec<&Seen> = self.against.iter().flatten().collect();
                against.sort_by_key(|seen| seen.line);
                let last = against.iter().rev().find(|seen| seen.text != against[0].text).unwrap_or(&against[0]);
                Told::None(against[0].clone(), (*last).clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(texts: &[&str]) -> Told {
        let mut evidence = DayEvidence::default();
        for (position, text) in texts.iter().enumerate() {
            evidence.see(text, position as u64 + 2);
        }
        evidence.told()
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        let day = |order: DayOrder, text: &str| order.day(text).map(|day| day.to_string());
        for text in ["2026-01-31", "2026/1/31", "2026.01.31", "31.01.2026", "31. 1. 2026", "31-1-26", "31/01/2026"] {
            assert_eq!(day(DayOrder::Dmy, text).as_deref(), Some("2026-01-31"), "{text}");
        }
        assert_eq!(day(DayOrder::Mdy, "02/03/26").as_deref(), Some("2026-02-03"));
        assert_eq!(day(DayOrder::Ymd, "26-02-03").as_deref(), Some("2026-02-03"));
        for text in ["", "31", "31/01", "31/01-2026", "30/02/2026", "1/1/26/2", "1/1/99999", "1/1/1900", "a/b/c"] {
            assert_eq!(day(DayOrder::Dmy, text), None, "{text}");
        }
        assert_eq!(day(DayOrder::Dmy, "1/1/226"), None);
        for text in ["31 Jan 2026", "31-Jan-26", "Jan 31, 2026", "31. january 2026", "2026-Jan-31", "JAN/31/2026"] {
            assert_eq!(day(DayOrder::Ymd, text).as_deref(), Some("2026-01-31"), "{text}");
        }
        for text in
            ["31 Ja 2026", "31 Janvier 2026", "30 Feb 2026", "Jan 2026", "1 Jan 226", "1 Jan 2026 x", "Jan Feb 2026"]
        {
            assert_eq!(day(DayOrder::Dmy, text), None, "{text}");
        }
        for (text, time) in [
            ("31.1.2026 09:30", Some(34_200)),
            ("31. 1. 2026 9:30 PM", Some(77_400)),
            ("2026-01-31T00:00:00", None),
            ("31 Jan 2026 9:30", Some(34_200)),
        ] {
            assert_eq!(day(DayOrder::Dmy, text).as_deref(), Some("2026-01-31"), "{text}");
            assert_eq!(time_behind(text), time, "{text}");
        }
        assert_eq!(day(DayOrder::Dmy, "31.1.2026 29:30"), None);
        assert_eq!(day(DayOrder::Dmy, "１/1/2026"), None);
    }

    #[test]
    fn a_column_tells_the_order_or_that_it_does_not() {
        assert_eq!(told(&["01/02/2026", "x", "13/02/2026"]), Told::Order(DayOrder::Dmy));
        assert_eq!(told(&["01/02/2026", "02/13/2026"]), Told::Order(DayOrder::Mdy));
        // A date that begins with all of its year is the same in every order.
        assert_eq!(told(&["2026-02-01"]), Told::Order(DayOrder::Dmy));
        let seen = |line, text: &str| Seen { line, text: text.to_owned() };
        assert_eq!(
            told(&["03/03/2026", "01/02/2026"]),
            Told::Any(vec![DayOrder::Dmy, DayOrder::Mdy], seen(3, "01/02/2026"))
        );
        // Where both readings are the same day there is nothing to ask.
        assert_eq!(told(&["03/03/2026", "04/04/2026"]), Told::Order(DayOrder::Dmy));
        assert!(matches!(told(&["01/02/03"]), Told::Any(orders, _) if orders.len() == 3));
        assert_eq!(told(&["13/02/2026", "02/13/2026"]), Told::None(seen(2, "13/02/2026"), seen(3, "02/13/2026")));
        assert_eq!(told(&["13/02/2026", "2026-02-13"]), Told::Order(DayOrder::Dmy));
    }
}
