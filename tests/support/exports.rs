//! Exports of time trackers in their exact layouts, made from a seed, whose sums are known because they are made of whole
//! seconds and cents.

#![allow(dead_code, reason = "each test uses what it needs")]

use chrono::{Datelike, NaiveDate, Weekday};

/// What an export is made in the layout of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Toggl,
    Clockify,
    Harvest,
    Contacts,
}

impl Layout {
    pub const ALL: [Self; 4] = [Self::Toggl, Self::Clockify, Self::Harvest, Self::Contacts];

    /// Its file in `tests/logs`.
    pub fn file(self) -> &'static str {
        match self {
            Self::Toggl => "toggl.csv",
            Self::Clockify => "clockify.csv",
            Self::Harvest => "harvest.csv",
            Self::Contacts => "contacts.csv",
        }
    }
}

/// An entry that was made.
#[derive(Clone, Debug)]
pub struct Made {
    pub client: &'static str,
    pub project: &'static str,
    pub tags: &'static str,
    pub channel: &'static str,
    pub person: (&'static str, &'static str),
    pub note: String,
    pub answer: &'static str,
    pub day: NaiveDate,
    /// Seconds after midnight.
    pub start: u32,
    pub seconds: i64,
    pub billed: bool,
    /// In cents.
    pub amount: i64,
    /// In cents.
    pub cost: i64,
}

/// Clients, with their projects and what an hour is billed at, in cents.
const CLIENTS: [(&str, [&str; 2], i64); 3] = [
    ("Northwind", ["Webshop", "Support"], 9500),
    ("Müller & Söhne", ["Relaunch", "Pflege"], 8000),
    ("Contoso, Inc.", ["Audit", "Care"], 11000),
];
const PEOPLE: [(&str, &str, i64); 3] = [("Ana", "Díaz", 4800), ("Ben", "O'Neil", 5250), ("Chloé", "Martin", 3900)];
const TAGS: [&str; 4] = ["", "call", "call, urgent", "mail"];
const CHANNELS: [&str; 4] = ["telephone", "mail", "chat", "visit"];
const NOTES: [&str; 6] = [
    "Where is the invoice?",
    "Asked to move the logo, \"just this once\"",
    "Same question as yesterday; wants it now",
    "Two lines:\nfirst, and second",
    "Prix à 5 € – d'accord ?",
    "=HYPERLINK(\"http://x\")",
];
const ANSWERS: [&str; 4] = ["", "sent again", "explained, as on Monday", "will be billed from now on"];

/// Numbers that look drawn, from a seed: `SplitMix64`.
pub struct Draws(pub u64);

impl Draws {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).expect("small")]
    }
}

/// Cents of a rate for some seconds, rounded half up.
fn cents(rate: i64, seconds: i64) -> i64 {
    (rate * seconds + 1800).div_euclid(3600)
}

/// Entries from 1 January 2026 on, day by day: those of a person never overlap, and none is made twice.
pub fn made(layout: Layout, count: usize, seed: u64) -> Vec<Made> {
    let mut draws = Draws(seed);
    let mut entries = Vec::new();
    let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    while entries.len() < count {
        for (person, (first, last, wage)) in PEOPLE.into_iter().enumerate() {
            let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            let mut at = 7 * 3600 + draws.below(7200) + person as u64 * 60;
            for _ in 0..if weekend { draws.below(2) } else { 1 + draws.below(5) } {
                let (client, projects, rate) = draws.of(&CLIENTS);
                let billed = draws.below(3) > 0;
                // Harvest has hundredths of an hour, a contact log minutes, the others seconds.
                let unit = match layout {
                    Layout::Harvest => 36,
                    Layout::Contacts => 60,
                    _ => 1,
                };
                let length = if billed { 1200 + draws.below(9000) } else { 120 + draws.below(2400) };
                let seconds = i64::try_from(length).expect("small") / unit * unit;
                let start = u32::try_from(at / 60 * 60).expect("small");
                at += length + 60 + draws.below(5400);
                // The last of the day ends after midnight now and then.
                if start > 86_000 {
                    break;
                }
                let amount = if billed { cents(rate, seconds) } else { 0 };
                entries.push(Made {
                    client,
                    project: draws.of(&projects),
                    tags: draws.of(&TAGS),
                    channel: draws.of(&CHANNELS),
                    person: (first, last),
                    note: draws.of(&NOTES).to_owned(),
                    answer: draws.of(&ANSWERS),
                    day,
                    start,
                    seconds,
                    billed,
                    amount,
                    cost: cents(wage, seconds),
                });
            }
            if day.day().is_multiple_of(9) && person == 0 && layout != Layout::Harvest {
                // Across midnight.
                entries.push(Made {
                    client: CLIENTS[0].0,
                    project: CLIENTS[0].1[1],
                    tags: "night",
                    channel: "telephone",
                    person: (first, last),
                    note: format!("Server down at night {day}"),
                    answer: "up again",
                    day,
                    start: 23 * 3600 + 30 * 60,
                    seconds: 3600,
                    billed: false,
                    amount: 0,
                    cost: cents(wage, 3600),
                });
            }
        }
        day = day.succ_opt().expect("a day");
    }
    entries
}

/// A time of day or a length.
fn hms(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn hundredths(value: i64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}

/// The day and the time of an end.
fn end(entry: &Made) -> (NaiveDate, i64) {
    let end = i64::from(entry.start) + entry.seconds;
    if end >= 86_400 { (entry.day.succ_opt().expect("a day"), end - 86_400) } else { (entry.day, end) }
}

pub const TOGGL_HEADER: [&str; 14] = [
    "User",
    "Email",
    "Client",
    "Project",
    "Task",
    "Description",
    "Billable",
    "Start date",
    "Start time",
    "End date",
    "End time",
    "Duration",
    "Tags",
    "Amount (EUR)",
];
pub const CLOCKIFY_HEADER: [&str; 20] = [
    "Project",
    "Client",
    "Description",
    "Task",
    "User",
    "Group",
    "Email",
    "Tags",
    "Billable",
    "Start Date",
    "Start Time",
    "End Date",
    "End Time",
    "Duration (h)",
    "Duration (decimal)",
    "Billable Rate (USD)",
    "Billable Amount (USD)",
    "Cost Rate (USD)",
    "Cost Amount (USD)",
    "Date of creation",
];
pub const HARVEST_HEADER: [&str; 21] = [
    "Date",
    "Client",
    "Project",
    "Project Code",
    "Task",
    "Notes",
    "Hours",
    "Hours Rounded",
    "Billable?",
    "Invoiced?",
    "Approved?",
    "First Name",
    "Last Name",
    "Roles",
    "Employee?",
    "Billable Rate",
    "Billable Amount",
    "Cost Rate",
    "Cost Amount",
    "Currency",
    "External Reference URL",
];
pub const CONTACTS_HEADER: [&str; 8] = ["date", "start", "minutes", "channel", "who", "billed", "note", "answer"];

/// The cells of an export, the header first.
pub fn cells(layout: Layout, entries: &[Made]) -> Vec<Vec<String>> {
    let header: &[&str] = match layout {
        Layout::Toggl => &TOGGL_HEADER,
        Layout::Clockify => &CLOCKIFY_HEADER,
        Layout::Harvest => &HARVEST_HEADER,
        Layout::Contacts => &CONTACTS_HEADER,
    };
    let row = |entry: &Made| match layout {
        Layout::Toggl => toggl(entry),
        Layout::Clockify => clockify(entry),
        Layout::Harvest => harvest(entry),
        Layout::Contacts => contacts(entry),
    };
    std::iter::once(header.iter().map(|name| (*name).to_owned()).collect()).chain(entries.iter().map(row)).collect()
}

fn yes(billed: bool) -> String {
    if billed { "Yes" } else { "No" }.to_owned()
}

fn email(entry: &Made) -> String {
    format!("{}@example.com", entry.person.0.to_lowercase())
}

fn toggl(entry: &Made) -> Vec<String> {
    let (end_day, end) = end(entry);
    vec![
        format!("{} {}", entry.person.0, entry.person.1),
        email(entry),
        entry.client.to_owned(),
        entry.project.to_owned(),
        String::new(),
        entry.note.clone(),
        yes(entry.billed),
        entry.day.to_string(),
        hms(entry.start.into()),
        end_day.to_string(),
        hms(end),
        hms(entry.seconds),
        entry.tags.to_owned(),
        hundredths(entry.amount),
    ]
}

/// A time of the 12-hour clock.
fn half_day(seconds: i64) -> String {
    let (hour, half) = (seconds / 3600 % 12, if seconds < 43_200 { "AM" } else { "PM" });
    format!("{:02}:{:02}:{:02} {half}", if hour == 0 { 12 } else { hour }, seconds / 60 % 60, seconds % 60)
}

fn american(day: NaiveDate) -> String {
    day.format("%m/%d/%Y").to_string()
}

fn clockify(entry: &Made) -> Vec<String> {
    let (end_day, end) = end(entry);
    let rate = if entry.billed {
        CLIENTS.iter().find(|(name, ..)| *name == entry.client).map_or(0, |client| client.2)
    } else {
        0
    };
    let wage = PEOPLE.iter().find(|(first, ..)| *first == entry.person.0).map_or(0, |person| person.2);
    vec![
        entry.project.to_owned(),
        entry.client.to_owned(),
        entry.note.clone(),
        String::new(),
        format!("{} {}", entry.person.0, entry.person.1),
        "Team".to_owned(),
        email(entry),
        entry.tags.to_owned(),
        yes(entry.billed),
        american(entry.day),
        half_day(entry.start.into()),
        american(end_day),
        half_day(end),
        hms(entry.seconds),
        // Rounded: the length in hours and minutes is the exact one.
        hundredths((entry.seconds + 18) / 36),
        hundredths(rate),
        hundredths(entry.amount),
        hundredths(wage),
        hundredths(entry.cost),
        american(entry.day),
    ]
}

fn harvest(entry: &Made) -> Vec<String> {
    let hours = hundredths(entry.seconds / 36);
    vec![
        entry.day.format("%d/%m/%Y").to_string(),
        entry.client.to_owned(),
        entry.project.to_owned(),
        "P-1".to_owned(),
        "Consulting".to_owned(),
        entry.note.clone(),
        hours.clone(),
        hours,
        yes(entry.billed),
        "No".to_owned(),
        "No".to_owned(),
        entry.person.0.to_owned(),
        entry.person.1.to_owned(),
        String::new(),
        "Yes".to_owned(),
        String::new(),
        hundredths(entry.amount),
        String::new(),
        hundredths(entry.cost),
        "Euro - EUR".to_owned(),
        String::new(),
    ]
}

fn contacts(entry: &Made) -> Vec<String> {
    vec![
        entry.day.format("%-d.%-m.%Y").to_string(),
        hms(entry.start.into())[..5].to_owned(),
        (entry.seconds / 60).to_string(),
        entry.channel.to_owned(),
        format!("Mr {}", entry.person.1),
        yes(entry.billed).to_lowercase(),
        entry.note.clone(),
        entry.answer.to_owned(),
    ]
}

/// Cells as text, quoted where that is needed.
pub fn text(cells: &[Vec<String>], separator: char, line_end: &str) -> String {
    let quoted = |cell: &String| {
        let needs = cell.contains([separator, '"', '\n', '\r', ',', ';', '\t']);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&separator.to_string()) + line_end;
    cells.iter().map(line).collect()
}

/// The export as the tracker writes it.
pub fn export(layout: Layout, entries: &[Made]) -> String {
    text(&cells(layout, entries), ',', "\n")
}
