//! What a client was done for, entry by entry, as it may see it: without rates, costs and who of yours did it.

use chrono::NaiveDate;

use super::entry::Entry;
use super::file::LogFile;
use super::layout::{Field, Tracker};
use super::problem::{BadRows, Problem};
use super::question::Question;
use super::span::Span;

/// An entry as the client may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day on which it starts.
    pub day: NaiveDate,
    /// Seconds after midnight at which it starts.
    pub start: Option<u32>,
    /// How long it took.
    pub span: Span,
    /// Whether it is billed.
    pub billed: bool,
    /// By telephone, mail or what else.
    pub channel: String,
    /// Who called; empty where the log says who did the work.
    pub who: String,
    /// What was asked for.
    pub what: String,
    /// What was answered.
    pub answer: String,
    /// Whether it lies outside of the hours of business, in part or at a weekend.
    pub out_of_hours: bool,
}

/// The entries of a client.
#[derive(Clone, Debug)]
pub struct Handout {
    /// The client.
    pub client: String,
    /// The hours of business and the days that were asked for.
    pub question: Question,
    /// The entries, by when they were.
    pub lines: Vec<Line>,
}

impl Handout {
    /// The entries of a client; a file without a column of clients is all of one.
    ///
    /// # Errors
    ///
    /// What the system says, with the position of the file.
    pub fn of(
        files: &[LogFile],
        client: &str,
        name: String,
        question: Question,
    ) -> Result<(Self, BadRows), (usize, Problem)> {
        let mut lines = Vec::new();
        let mut bad = BadRows::default();
        for (position, file) in files.iter().enumerate() {
            let layout = &file.manner.layout;
            let is_all = !layout.has(Field::Client);
            let says_who_called = layout.tracker == Tracker::Contacts;
            let see = |entry: &Entry<'_>| {
                if (is_all || entry.client == client) && question.has(entry.day) {
                    lines.push(line(entry, &question, says_who_called));
                }
            };
            file.entries(position, &mut bad, see).map_err(|problem| (position, problem))?;
        }
        // Those of a day without times stay in the order of the log.
        lines.sort_by_key(|line| (line.day, line.start));
        Ok((Self { client: name, question, lines }, bad))
    }
}

fn line(entry: &Entry<'_>, question: &Question, says_who_called: bool) -> Line {
    let times = question.week.times(entry.day, entry.start, entry.span);
    let what = [entry.what, entry.task, entry.project].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    Line {
        day: entry.day,
        start: entry.start,
        span: entry.span,
        billed: entry.billed,
        channel: entry.channel.to_owned(),
        who: if says_who_called { entry.person.to_string() } else { String::new() },
        what: what.to_owned(),
        answer: entry.answer.to_owned(),
        out_of_hours: !times.outside.is_zero() || !times.weekend.is_zero(),
    }
}
