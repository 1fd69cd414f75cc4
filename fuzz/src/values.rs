//! Values for keys: what the catalogue allows, what lies just beyond it, and what breaks programs.

use fastrand::Rng;
use rust_decimal::Decimal;
use uprate::domain::Kind;
use uprate::scenario::catalogue::{Group, Holds, Key, TOP, strategy_group};

/// Numbers at which programs break.
const EDGES: [&str; 40] = [
    "0",
    "-0",
    "0.0",
    "-0.0",
    "1",
    "-1",
    "1e-28",
    "1e-29",
    "-1e-28",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "-79228162514264337593543950335",
    "7.9228162514264337593543950335",
    "1e28",
    "1e29",
    "1e400",
    "-1e400",
    "1e-400",
    "nan",
    "inf",
    "-inf",
    "\"99.999%\"",
    "\"100%\"",
    "\"100.001%\"",
    "\"-99.9999999999999999999999%\"",
    "0.3333333333333333333333333333",
    "120",
    "121",
    "600",
    "2147483648",
    "4294967296",
    "9223372036854775807",
    "18446744073709551616",
    "0x7f",
    "1_000",
    "\"1,5\"",
    "\"1.234,5\"",
    "\"1'000\"",
    "\" 5 \"",
];

/// Days at which calendars break.
const DAYS: [&str; 10] = [
    "2027-01-31",
    "2028-02-29",
    "2027-02-29",
    "0001-01-01",
    "9999-12-31",
    "9989-12-31",
    "2027-13-01",
    "0000-00-00",
    "2027-01-31T10:00:00Z",
    "\"2027-01-31\"",
];

/// Texts at which tables break.
const TEXTS: [&str; 16] = [
    "\"\"",
    "\" \"",
    "\"Shop\"",
    "\"日本語の顧客の名前\"",
    "\"ที่ไหนก็ได้\"",
    "\"👩‍👩‍👧‍👦 & ☎️\"",
    "\"=1+1\"",
    "\"| a | b |\"",
    "\"\\u001b[31mred\"",
    "\"a\\nb\\r\\tc\"",
    "\"\\u202eabc\"",
    "\"-\\\\\\\"'`*_\"",
    "\"#\"",
    "'''\n\n'''",
    "\"a;b,c\"",
    "\"e\\u0301\\u0301\\u200b\\u00ad\\ufeff\"",
];

/// Currencies of 0, 2, 3 and 4 decimals, and what is none.
const CURRENCIES: [&str; 7] = ["\"EUR\"", "\"JPY\"", "\"KWD\"", "\"CLF\"", "\"XAU\"", "\"XXX\"", "\"euro\""];

/// Red flags, and what is none.
const FLAGS: [&str; 4] = ["\"slow-payer\"", "\"abusive\"", "\"no-scope\"", "\"x\""];

/// One of several.
pub fn one_of<'a, T>(random: &mut Rng, choices: &'a [T]) -> &'a T {
    &choices[random.usize(..choices.len())]
}

/// A number at which programs break.
pub fn edge(random: &mut Rng) -> String {
    (*one_of(random, &EDGES)).to_owned()
}

/// A value, for a key or for none that is known.
pub fn value(random: &mut Rng, key: Option<&Key>) -> String {
    let Some(key) = key.filter(|_| random.u8(..16) > 0) else {
        return match random.u8(..5) {
            0 => text(random),
            1 => (*one_of(random, &DAYS)).to_owned(),
            2 => "true".to_owned(),
            3 => format!("[{}]", edge(random)),
            _ => edge(random),
        };
    };
    match key.holds {
        Holds::Text => text(random),
        Holds::Currency => (*one_of(random, &CURRENCIES)).to_owned(),
        Holds::Date => (*one_of(random, &DAYS)).to_owned(),
        Holds::Choice(choices) => format!("\"{}\"", one_of(random, choices)),
        Holds::Texts => {
            let texts: Vec<String> = (0..random.usize(..3)).map(|_| format!("\"{}\"", kind(random).code())).collect();
            format!("[{}]", texts.join(", "))
        }
        Holds::Flags if random.bool() => format!("[{}]", one_of(random, &FLAGS)),
        Holds::Flags => format!("{{ {} = {} }}", one_of(random, &FLAGS), random.u8(..5)),
        Holds::Table(group) => table(random, group),
        Holds::Tables(group) => {
            let tables: Vec<String> = (0..random.usize(..4)).map(|_| table(random, group)).collect();
            format!("[{}]", tables.join(", "))
        }
        Holds::Strategies => format!("[{{ kind = \"{}\" }}]", kind(random).code()),
        Holds::Whole | Holds::Number | Holds::Share if key.uncertain && random.u8(..6) == 0 => {
            let mut ends = [number(random, key), number(random, key), number(random, key)];
            if random.u8(..8) > 0 {
                ends.sort_by(|one, other| amount(one).total_cmp(&amount(other)));
            }
            let [low, likely, high] = ends;
            format!("{{ low = {low}, likely = {likely}, high = {high} }}")
        }
        Holds::Whole | Holds::Number | Holds::Share => number(random, key),
    }
}

/// The path of a key, and the key.
pub fn path(random: &mut Rng) -> (String, &'static Key) {
    let mut group = &TOP;
    let mut path = Vec::new();
    loop {
        let key = one_of(random, group.keys);
        path.push(key.name.to_owned());
        let inner = match key.holds {
            Holds::Table(inner) => Some(inner),
            Holds::Tables(inner) => {
                path.push(random.u8(..4).to_string());
                Some(inner)
            }
            Holds::Strategies => {
                let kind = kind(random);
                path.push(kind.code().to_owned());
                Some(strategy_group(kind))
            }
            _ => None,
        };
        match inner.filter(|_| random.u8(..16) > 0) {
            Some(inner) => group = inner,
            None => return (path.join("."), key),
        }
    }
}

/// A kind of strategy.
pub fn kind(random: &mut Rng) -> Kind {
    *one_of(random, &Kind::ALL)
}

/// A key and a value for it.
pub fn assignment(random: &mut Rng, group: &Group) -> String {
    let key = one_of(random, group.keys);
    format!("{} = {}", key.name, value(random, Some(key)))
}

/// A table in one line.
fn table(random: &mut Rng, group: &Group) -> String {
    let keys = group.keys.iter().filter(|key| !matches!(key.holds, Holds::Table(_) | Holds::Tables(_)));
    let some: Vec<&Key> = keys.filter(|_| random.u8(..4) > 0).collect();
    let some: Vec<String> =
        some.into_iter().map(|key| format!("{} = {}", key.name, value(random, Some(key)))).collect();
    format!("{{ {} }}", some.join(", "))
}

/// A text at which tables break, in its quotes.
pub fn text(random: &mut Rng) -> String {
    match random.u8(..12) {
        0 => format!("\"{}\"", "long ".repeat(random.usize(..300))),
        1 => format!("\"{}\"", "word".repeat(random.usize(..60))),
        _ => (*one_of(random, &TEXTS)).to_owned(),
    }
}

/// A number: mostly one that a person would write, else a bound, what lies beside a bound, or an edge.
fn number(random: &mut Rng, key: &Key) -> String {
    let is_share = matches!(key.holds, Holds::Share);
    match random.u8(..10) {
        0 | 1 => edge(random),
        2 | 3 => {
            let bounds = [key.bounds.least(), key.bounds.most()];
            let Some((bound, _)) = bounds[random.usize(..2)] else { return edge(random) };
            let decimals = if matches!(key.holds, Holds::Whole) { 0 } else { random.u32(..28) };
            (bound + Decimal::new(random.i64(-1..=1), decimals)).to_string()
        }
        4 if is_share => format!("\"{}.{}%\"", random.u8(..100), random.u16(..1000)),
        _ if is_share => format!("\"{}%\"", random.u8(..100)),
        _ if matches!(key.holds, Holds::Whole) => random.u8(..40).to_string(),
        5 => format!("{}.{}", random.u32(..1_000_000), random.u32(..1_000_000)),
        _ => random.u16(1..500).to_string(),
    }
}

/// A number's size, near enough to put numbers in order.
fn amount(number: &str) -> f64 {
    let text = number.trim_matches('"');
    match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().unwrap_or(0.0) / 100.0,
        None => text.parse().unwrap_or(0.0),
    }
}
