//! The page that a client can be handed: what was asked for, when, how long it took, what was answered. Rates, costs and
//! who of yours did it are not on it.

use chrono::NaiveDate;

use super::{business, clock, entries, hours, hours_in_words};
use crate::clients::log::handout::{Handout, Line};
use crate::clients::log::months::Month;
use crate::clients::log::span::Span;
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::words::day;

/// The page.
#[must_use]
pub fn handout(handout: &Handout) -> Document {
    let mut page = Document { is_for_the_client: true, ..Document::default() };
    let lines = &handout.lines;
    let days = lines.first().zip(lines.last()).map(|(first, last)| (first.day, last.day));
    let client = if handout.client.is_empty() { "you" } else { handout.client.as_str() };
    let period = days.map_or_else(String::new, |(first, last)| format!(" · {} to {}", day(first), day(last)));
    page.add(Block::Title(format!("What we did for {client}{period}")));
    page.say("IN SHORT", in_short(handout));
    page.say("WHEN", out_of_hours(handout));
    if let Some(months) = months(lines) {
        page.add(Block::Table(months));
    }
    page.add(Block::Table(list(lines)));
    page
}

fn span_of<'l>(lines: impl Iterator<Item = &'l Line>) -> Span {
    lines.map(|line| line.span).sum()
}

fn in_short(handout: &Handout) -> String {
    let unbilled: Vec<&Line> = handout.lines.iter().filter(|line| !line.billed).collect();
    let billed = span_of(handout.lines.iter().filter(|line| line.billed));
    let took = hours_in_words(span_of(unbilled.iter().copied()).hours());
    let beside = if billed.is_zero() {
        String::new()
    } else {
        format!(", beside {} that we billed", hours_in_words(billed.hours()))
    };
    format!("{} that we did not bill took {took}{beside}.", entries(unbilled.len() as u64))
}

fn out_of_hours(handout: &Handout) -> String {
    let unbilled = handout.lines.iter().filter(|line| !line.billed);
    let outside = unbilled.filter(|line| line.out_of_hours).count();
    if outside == 0 {
        return String::new();
    }
    format!(
        "{outside} of those not billed fell outside of our hours of business, wholly or in part ({}).",
        business(&handout.question.week, true)
    )
}

/// The months, where there are several.
fn months(lines: &[Line]) -> Option<Table> {
    let first = Month::of(lines.first()?.day);
    let last = Month::of(lines.last()?.day);
    if first == last {
        return None;
    }
    let columns = [
        ("month", "", 0),
        ("entries", "entries\nnot billed", 0),
        ("unbilled", "hours\nnot billed", 0),
        ("billed", "hours\nbilled", 0),
    ];
    let mut table = Table::new("Month by month", &columns);
    let months: Vec<Month> = Month::all(first, last).collect();
    let of = |month: Month, billed: bool| {
        lines.iter().filter(move |line| line.billed == billed && Month::of(line.day) == month)
    };
    let rounded = |billed: bool| {
        let spans: Vec<Span> = months.iter().map(|month| span_of(of(*month, billed))).collect();
        Span::adding_up(&spans, Span::of_seconds(360))
    };
    let (unbilled, billed) = (rounded(false), rounded(true));
    let counts: Vec<u32> =
        months.iter().map(|month| u32::try_from(of(*month, false).count()).unwrap_or(u32::MAX)).collect();
    for (position, month) in months.iter().enumerate() {
        let cells = vec![
            Cell::text(month.name()),
            Cell::Count(counts[position]),
            hours(unbilled[position]),
            hours(billed[position]),
        ];
        table.row(cells, Stands::Plain);
    }
    let sum = |spans: &[Span]| hours(spans.iter().copied().sum());
    table.row(vec![Cell::text("all"), Cell::Count(counts.iter().sum()), sum(&unbilled), sum(&billed)], Stands::Sum);
    if billed.iter().all(|span| span.is_zero()) {
        table.remove(&["billed"]);
    }
    Some(table)
}

/// Every entry.
fn list(lines: &[Line]) -> Table {
    // Trackers say what was done; lists of contacts what was asked for.
    let is_asked =
        lines.iter().any(|line| [&line.channel, &line.who, &line.answer].iter().any(|text| !text.is_empty()));
    let columns = [
        ("day", "day", 0),
        ("start", "at", 1),
        ("took", "took", 0),
        ("channel", "by", 3),
        ("who", "who", 4),
        ("what", if is_asked { "what was asked for" } else { "what was done" }, 0),
        ("answer", "what we answered or did", 2),
        ("billed", "billed", 1),
    ];
    let mut table = Table::new("Entry by entry", &columns);
    let words = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::text(text) };
    for line in lines {
        let cells = vec![
            Cell::text(a_day(line.day)),
            line.start.map_or(Cell::Blank, |start| Cell::text(clock(i64::from(start)))),
            Cell::text(took(line.span)),
            words(&line.channel),
            words(&line.who),
            words(&line.what),
            words(&line.answer),
            Cell::Truth(line.billed),
        ];
        table.row(cells, Stands::Plain);
    }
    let empty = |has: &dyn Fn(&Line) -> bool| !lines.iter().any(has);
    let gone = [
        ("start", empty(&|line| line.start.is_some())),
        ("channel", empty(&|line| !line.channel.is_empty())),
        ("who", empty(&|line| !line.who.is_empty())),
        ("answer", empty(&|line| !line.answer.is_empty())),
        ("billed", empty(&|line| line.billed)),
    ];
    let gone: Vec<&str> = gone.iter().filter(|(_, is_gone)| *is_gone).map(|(name, _)| *name).collect();
    table.remove(&gone);
    table
}

fn a_day(of: NaiveDate) -> String {
    format!("{} {}", of.format("%a"), day(of))
}

/// A length to the minute: `25 min`, `1 h 30 min`.
fn took(span: Span) -> String {
    let minutes = (span.seconds() + 30).div_euclid(60);
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, 0) if !span.is_zero() => "under 1 min".to_owned(),
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}
