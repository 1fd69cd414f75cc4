//! Which tracker an export is from and where its columns are, told by its header.

use csv::{ByteRecord, ReaderBuilder};

use crate::domain::Currency;

/// What wrote a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tracker {
    /// Toggl Track, its detailed report.
    Toggl,
    /// Clockify, its detailed report.
    Clockify,
    /// Harvest, its detailed time report.
    Harvest,
    /// A list of contacts that somebody keeps.
    Contacts,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The day on which it starts.
    Day,
    /// The time at which it starts.
    Start,
    /// The day on which it ends.
    EndDay,
    /// The time at which it ends.
    End,
    /// How long it took, as hours and minutes or in hours.
    Length,
    /// How long it took, in hours.
    Hours,
    /// How long it took, in minutes.
    Minutes,
    /// Whether it is billed.
    Billed,
    /// Whom it was for.
    Client,
    /// The project.
    Project,
    /// The tags, with commas in between.
    Tags,
    /// By telephone, mail or what else.
    Channel,
    /// Who did it, or who called.
    Person,
    /// The first name of who did it.
    FirstName,
    /// The last name.
    LastName,
    /// What kind of work it is.
    Task,
    /// What was asked for or done.
    What,
    /// What was answered.
    Answer,
    /// What it is billed at, for an hour.
    Rate,
    /// What it is billed at.
    Amount,
    /// What an hour of it costs.
    CostRate,
    /// What it costs.
    Cost,
    /// The currency of the amounts.
    Currency,
}

/// How many fields there are.
const FIELDS: usize = Field::Currency as usize + 1;

/// The columns of a tracker: each with the names that it has.
type Names = &'static [(Field, &'static [&'static str])];

const TOGGL: Names = &[
    (Field::Day, &["start date"]),
    (Field::Start, &["start time"]),
    (Field::EndDay, &["end date", "stop date"]),
    (Field::End, &["end time", "stop time"]),
    (Field::Length, &["duration"]),
    (Field::Billed, &["billable"]),
    (Field::Client, &["client"]),
    (Field::Project, &["project"]),
    (Field::Tags, &["tags"]),
    (Field::Person, &["user", "member"]),
    (Field::Task, &["task"]),
    (Field::What, &["description"]),
    (Field::Amount, &["amount"]),
];

const CLOCKIFY: Names = &[
    (Field::Day, &["start date"]),
    (Field::Start, &["start time"]),
    (Field::EndDay, &["end date"]),
    (Field::End, &["end time"]),
    (Field::Length, &["duration (h)"]),
    (Field::Hours, &["duration (decimal)"]),
    (Field::Billed, &["billable"]),
    (Field::Client, &["client"]),
    (Field::Project, &["project"]),
    (Field::Tags, &["tags", "tag"]),
    (Field::Person, &["user"]),
    (Field::Task, &["task"]),
    (Field::What, &["description"]),
    (Field::Rate, &["billable rate"]),
    (Field::Amount, &["billable amount", "amount"]),
    (Field::CostRate, &["cost rate"]),
    (Field::Cost, &["cost amount"]),
];

const HARVEST: Names = &[
    (Field::Day, &["date"]),
    (Field::Hours, &["hours"]),
    (Field::Billed, &["billable?"]),
    (Field::Client, &["client"]),
    (Field::Project, &["project"]),
    (Field::FirstName, &["first name"]),
    (Field::LastName, &["last name"]),
    (Field::Task, &["task"]),
    (Field::What, &["notes"]),
    (Field::Start, &["started at"]),
    (Field::End, &["ended at"]),
    (Field::Rate, &["billable rate"]),
    (Field::Amount, &["billable amount"]),
    (Field::CostRate, &["cost rate"]),
    (Field::Cost, &["cost amount"]),
    (Field::Currency, &["currency"]),
];

const CONTACTS: Names = &[
    (Field::Day, &["date", "day"]),
    (Field::Start, &["start", "start time", "from", "time"]),
    (Field::EndDay, &["end date"]),
    (Field::End, &["end", "end time", "until", "to"]),
    (Field::Minutes, &["minutes", "min", "mins"]),
    (Field::Length, &["duration"]),
    (Field::Billed, &["billed", "billable", "billed?", "billable?"]),
    (Field::Client, &["client"]),
    (Field::Project, &["project"]),
    (Field::Tags, &["tags", "tag"]),
    (Field::Channel, &["channel", "medium"]),
    (Field::Person, &["who", "person"]),
    (Field::What, &["note", "notes", "what", "asked", "subject", "description"]),
    (Field::Answer, &["answer", "answered", "response", "reply"]),
    (Field::Amount, &["amount"]),
    (Field::Cost, &["cost"]),
    (Field::Currency, &["currency"]),
];

impl Tracker {
    /// All of them, those that are told apart by more columns first.
    const ALL: [Self; 4] = [Self::Clockify, Self::Toggl, Self::Harvest, Self::Contacts];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Toggl => "Toggl Track",
            Self::Clockify => "Clockify",
            Self::Harvest => "Harvest",
            Self::Contacts => "contact log",
        }
    }

    const fn names(self) -> Names {
        match self {
            Self::Toggl => TOGGL,
            Self::Clockify => CLOCKIFY,
            Self::Harvest => HARVEST,
            Self::Contacts => CONTACTS,
        }
    }

    /// The columns that tell it: all of one list.
    const fn signatures(self) -> &'static [&'static [Field]] {
        match self {
            Self::Toggl => &[&[Field::Day, Field::Length]],
            Self::Clockify => &[&[Field::Day, Field::Length], &[Field::Day, Field::Hours]],
            Self::Harvest => &[&[Field::Day, Field::Hours, Field::Client], &[Field::Day, Field::Hours, Field::Billed]],
            Self::Contacts => {
                &[&[Field::Day, Field::Minutes], &[Field::Day, Field::Start, Field::End], &[Field::Day, Field::Length]]
            }
        }
    }
}

/// Where the columns are.
#[derive(Clone, Debug)]
pub struct Layout {
    /// What wrote it.
    pub tracker: Tracker,
    /// What stands between two cells.
    pub separator: u8,
    /// Cells of the header.
    pub width: usize,
    /// The currencies that headings name, each once.
    pub currencies: Vec<Currency>,
    /// A heading of two columns, of which only one can be read.
    pub twice: Option<String>,
    places: [Option<usize>; FIELDS],
}

/// What stands between cells.
const SEPARATORS: [u8; 3] = *b",;\t";

/// A name in front of all cells, by which spreadsheets say what stands between them.
const SEPARATOR_LINE: &[u8] = b"sep=";

impl Layout {
    /// The layout that the beginning of a text has, by whatever stands between its cells.
    ///
    /// # Errors
    ///
    /// The headings, where no tracker is known by them.
    pub fn of_beginning(text: &[u8]) -> Result<Self, Vec<String>> {
        let header = |separator: u8| {
            let mut reader = reader(text, separator);
            let mut record = ByteRecord::new();
            loop {
                if !reader.read_byte_record(&mut record).unwrap_or(false) {
                    return Vec::new();
                }
                if !is_before_header(&record) {
                    return record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
                }
            }
        };
        let candidates = SEPARATORS.map(|separator| (separator, header(separator)));
        let layouts = candidates.iter().filter_map(|(separator, header)| Self::of_header(header, *separator));
        let known = |layout: &Self| layout.places.iter().flatten().count();
        layouts.max_by_key(known).ok_or_else(|| {
            let [first, second, third] = candidates.map(|(_, header)| header);
            [second, third].into_iter().fold(first, |most, other| if other.len() > most.len() { other } else { most })
        })
    }

    fn of_header(header: &[String], separator: u8) -> Option<Self> {
        let headings: Vec<Heading> = header.iter().map(|text| Heading::of(text)).collect();
        Tracker::ALL.into_iter().find_map(|tracker| {
            let mut places = [None; FIELDS];
            for (field, names) in tracker.names() {
                places[*field as usize] =
                    names.iter().find_map(|name| headings.iter().position(|heading| heading.is(name)));
            }
            let is_there = |fields: &&&[Field]| fields.iter().all(|field| places[*field as usize].is_some());
            tracker.signatures().iter().find(is_there)?;
            let mut currencies: Vec<Currency> = Vec::new();
            for field in [Field::Rate, Field::Amount, Field::CostRate, Field::Cost] {
                let place = places[field as usize];
                // A tracker may write a column of amounts for each currency.
                let same = |heading: &&Heading| place.is_some_and(|place| headings[place].name == heading.name);
                let named = headings.iter().filter(same).filter_map(|heading| heading.currency);
                for currency in named {
                    if !currencies.contains(&currency) {
                        currencies.push(currency);
                    }
                }
            }
            let is_twice = |place: &&usize| {
                let same = |heading: &&Heading| heading.whole == headings[**place].whole;
                headings.iter().filter(same).count() > 1
            };
            let twice = places.iter().flatten().find(is_twice).map(|place| header[*place].clone());
            Some(Self { tracker, separator, width: header.len(), currencies, twice, places })
        })
    }

    /// Where a column is.
    #[must_use]
    pub fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    /// Whether there is a column.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.place(field).is_some()
    }
}

/// Bytes that a reader asks for at once.
const PIECE: usize = 64 * 1024;

/// A reader of rows of any length; the header is one of them.
pub fn reader<R: std::io::Read>(text: R, separator: u8) -> csv::Reader<R> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).buffer_capacity(PIECE).from_reader(text)
}

/// Whether a row stands before the header: an empty one, or one that says what stands between cells.
#[must_use]
pub fn is_before_header(record: &ByteRecord) -> bool {
    record.iter().all(|cell| cell.trim_ascii().is_empty())
        || record.get(0).is_some_and(|cell| cell.to_ascii_lowercase().starts_with(SEPARATOR_LINE))
}

/// A cell of a header.
struct Heading {
    /// In small letters, with single spaces, and what stands in brackets.
    whole: String,
    /// The same without what stands in brackets.
    name: String,
    currency: Option<Currency>,
}

impl Heading {
    fn of(text: &str) -> Self {
        let whole = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let inside = text.rsplit_once('(').and_then(|(_, rest)| rest.trim_end().strip_suffix(')'));
        let currency = inside.and_then(|code| Currency::from_code(code.trim()));
        let name = match whole.rsplit_once('(') {
            Some((name, _)) if inside.is_some() => name.trim_end().to_owned(),
            _ => whole.clone(),
        };
        Self { whole, name, currency }
    }

    /// Whether it is a column of this name; what stands in brackets counts where the name has some.
    fn is(&self, name: &str) -> bool {
        self.whole == name || (self.name == name && (self.currency.is_some() || self.whole.ends_with("()")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(header: &str) -> Option<(Tracker, u8)> {
        Layout::of_beginning(header.as_bytes()).ok().map(|layout| (layout.tracker, layout.separator))
    }

    #[test]
    fn every_tracker_is_known_by_its_header() {
        let headers = [
            (
                "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)",
                Tracker::Toggl,
            ),
            (
                "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Billable Rate (USD),Billable Amount (USD),Cost Rate (USD),Cost Amount (USD)",
                Tracker::Clockify,
            ),
            (
                "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL",
                Tracker::Harvest,
            ),
            ("date, start, minutes, channel, who, billed, note, answer", Tracker::Contacts),
            ("date,start,end,channel,who,billed,note,answer", Tracker::Contacts),
        ];
        for (header, tracker) in headers {
            for (separator, sign) in [(b',', ","), (b';', ";"), (b'\t', "\t")] {
                let mut cells: Vec<&str> = header.split(',').collect();
                assert_eq!(layout(&cells.join(sign)), Some((tracker, separator)), "{header}");
                cells.reverse();
                cells.insert(0, "Extra");
                let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.to_uppercase())).collect();
                assert_eq!(layout(&quoted.join(sign)), Some((tracker, separator)), "{quoted:?}");
                assert_eq!(layout(&format!("\r\nsep={sign}\r\n{}", cells.join(sign))), Some((tracker, separator)));
            }
        }
    }

    #[test]
    fn another_table_is_told_by_its_headings() {
        assert_eq!(Layout::of_beginning(b"Name;Price;Stock\n").expect_err("no log"), ["Name", "Price", "Stock"]);
        assert!(Layout::of_beginning(b"").expect_err("no log").is_empty());
        assert_eq!(layout("Date,Price"), None);
    }

    #[test]
    fn a_heading_names_its_currency() {
        let of = |header: &str| Layout::of_beginning(header.as_bytes()).expect("a log").currencies;
        let codes = |header: &str| of(header).iter().map(|currency| currency.code()).collect::<Vec<_>>();
        assert_eq!(codes("Start date,Duration,Billable,Amount (EUR)"), ["EUR"]);
        assert_eq!(codes("Start date,Duration,Billable,Amount ()"), [""; 0]);
        assert_eq!(codes("Start date,Duration,Billable,Amount (EUR),Amount (USD)"), ["EUR", "USD"]);
    }
}
