//! Changes of an export that keep most of it as it was.

use fastrand::Rng;

use crate::case;
use crate::values::one_of;

/// Cells at which logs break: numbers, lengths, times, days, words and texts.
const CELLS: [&str; 64] = [
    "",
    " ",
    "0",
    "-1",
    "0.00",
    "1e400",
    "0.005",
    "1,5",
    "1.234,56",
    "\"1,234.56\"",
    "79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "99999999999",
    "NaN",
    "35%",
    "€ 5",
    "0:00:00",
    "00:00:01",
    "-00:30:00",
    "23:59:59",
    "24:00:00",
    "25:00",
    "12:60",
    "12:00:00 AM",
    "12:30 pm",
    "99999999:00:00",
    "596523:14:07",
    "1h 30m",
    "90m",
    "1:2:3:4",
    "2026-01-01",
    "2027-02-29",
    "2028-02-29",
    "1.1.2026",
    "31/12/9999",
    "12/31/0001",
    "01/02/03",
    "13/13/2026",
    "0000-00-00",
    "2026-03-29",
    "2026-01-31T23:30:00",
    "1 Jan 2026",
    "Yes",
    "No",
    "yes",
    "ja",
    "TRUE",
    "x",
    "EUR",
    "Euro - EUR",
    "USD",
    "JPY",
    "telephone",
    "Müller & Söhne",
    "日本語の顧客",
    "=1+1",
    "\"a\"\"b\"",
    "\"two\nlines\"",
    "\u{202e}abc",
    "\u{1b}[31mred",
    "e\u{301}\u{200b}\u{ad}",
    "| a | b |",
    "<b>&amp;",
    "\"",
];

/// Headings of all kinds of exports.
const HEADINGS: [&str; 30] = [
    "Client",
    "Project",
    "Description",
    "Task",
    "User",
    "Tags",
    "Billable",
    "Start date",
    "Start time",
    "End date",
    "End time",
    "Duration",
    "Duration (h)",
    "Duration (decimal)",
    "Amount (EUR)",
    "Amount (USD)",
    "Billable Rate (USD)",
    "Billable Amount (USD)",
    "Cost Rate",
    "Cost Amount",
    "Billable?",
    "Hours",
    "Currency",
    "date",
    "start",
    "end",
    "minutes",
    "billed",
    "channel",
    "answer",
];

/// Options, each with values.
const OPTIONS: [(&str, &[&str]); 8] = [
    ("dates", &["dmy", "mdy", "ymd"]),
    ("billed", &["x", "yes", "no", ""]),
    ("recovery", &["10m", "0", "24h", "1"]),
    ("hours", &["00:00-00:00", "22:00-06:00", "00:00-24:00", "09:00-09:01"]),
    ("weekend", &["none", "fri,sat", "mon,tue,wed,thu,fri,sat,sun"]),
    ("since", &["2026-01-01", "0001-01-01", "9999-12-31", "2026-02-28"]),
    ("until", &["2026-03-31", "0001-01-01", "9999-12-31", "2026-02-01"]),
    ("width", &["20", "33", "80", "200"]),
];

/// The case with a few changes of anything.
#[must_use]
pub fn bend(bytes: &[u8], seed: u32) -> String {
    let mut random = Rng::with_seed(u64::from(seed));
    let mut lines: Vec<String> = String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect();
    for _ in 0..random.u8(1..4) {
        change(&mut lines, &mut random);
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

fn change(lines: &mut Vec<String>, random: &mut Rng) {
    let kind = random.u8(..16);
    if kind == 0 || lines.is_empty() {
        let (name, values) = one_of(random, &OPTIONS);
        lines.insert(0, case::line(name, one_of::<&str>(random, values)));
        return;
    }
    let heading = lines.iter().position(|line| !case::is_option(line)).unwrap_or(0);
    let position = random.usize(..lines.len());
    match kind {
        1 => drop(lines.remove(position)),
        2 => lines.insert(position, lines[position].clone()),
        3 => {
            let other = random.usize(heading..lines.len());
            lines.swap(position, other);
        }
        4 => change_a_cell(&mut lines[heading], random, &HEADINGS),
        5 => lines.truncate(position + 1),
        6 => {
            let separators = [",", ";", "\t"];
            let [from, to] = [one_of(random, &separators), one_of(random, &separators)];
            for line in lines.iter_mut() {
                *line = line.replace(*from, to);
            }
        }
        _ => change_a_cell(&mut lines[position], random, &CELLS),
    }
}

/// Puts another cell into a line, leaves one out or adds one, wherever its separators seem to be.
fn change_a_cell(line: &mut String, random: &mut Rng, cells: &[&str]) {
    let separator =
        [',', ';', '\t'].into_iter().max_by_key(|separator| line.matches(*separator).count()).unwrap_or(',');
    let mut parts: Vec<&str> = line.split(separator).collect();
    let position = random.usize(..parts.len());
    match random.u8(..12) {
        0 => drop(parts.remove(position)),
        1 => parts.insert(position, one_of::<&str>(random, cells)),
        _ => parts[position] = one_of::<&str>(random, cells),
    }
    *line = parts.join(&separator.to_string());
}
