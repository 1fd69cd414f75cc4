//! The tables and the picture of what a client takes.

use super::{Names, clock, hours};
use crate::clients::log::bursts::Burst;
use crate::clients::log::span::Span;
use crate::clients::log::summary::Summary;
use crate::clients::log::tally::{Group, Sums};
use crate::number::{Exact, Number};
use crate::report::document::{BarRow, Bars, Cell, Stands, Table};
use crate::words::{count, day};

/// A tenth of an hour: what hours are rounded to.
const TENTH: Span = Span::of_seconds(360);

/// The groups of a kind that are shown; the others are added up.
const GROUPS_SHOWN: usize = 10;

/// The bursts that are shown.
const BURSTS_SHOWN: usize = 5;

/// The months that are drawn.
const MONTHS_DRAWN: usize = 36;

/// Spans as cells that add up to the last of them.
fn adding_up(spans: &[Span]) -> Vec<Cell> {
    let rounded = Span::adding_up(spans, TENTH);
    let sum = rounded.iter().copied().sum();
    rounded.into_iter().chain([sum]).map(hours).collect()
}

/// Every month.
pub fn months(summary: &Summary) -> Table {
    let columns = [
        ("month", "", 0),
        ("billed_hours", "\nbilled", 0),
        ("unbilled_hours", "\nunbilled", 0),
        ("contacts", "unbilled\nentries", 2),
        ("recovery_hours", "lost\naround", 3),
        ("amount", "\namount", 1),
        ("unbilled_cost", "cost of the\nunbilled", 1),
        ("realised_rate", "realised\nrate", 2),
    ];
    let mut table = Table { may_round: true, ..Table::new("Hours month by month", &columns) };
    let all = summary.tally.all();
    let spans =
        |of: &dyn Fn(&Sums) -> Span| adding_up(&summary.months.iter().map(|(_, sums, _)| of(sums)).collect::<Vec<_>>());
    let (billed, unbilled) = (spans(&|sums| sums.billed), spans(&|sums| sums.unbilled));
    let lost = spans(&|sums| summary.recovery(sums).unwrap_or_default());
    let decimals = summary.decimals();
    let rows = summary.months.iter().map(|(month, sums, covered)| (month.name(), *sums, *covered));
    let rows: Vec<(String, Sums, bool)> = rows.chain([("all".to_owned(), all, true)]).collect();
    for (position, (name, sums, covered)) in rows.iter().enumerate() {
        let left_out = (!covered).then(|| table.footnote("covered only in part, and left out of the means"));
        let cells = vec![
            Cell::text(name.as_str()).marked(left_out),
            billed[position].clone(),
            unbilled[position].clone(),
            Cell::Count(u32::try_from(sums.contacts).unwrap_or(u32::MAX)),
            lost[position].clone(),
            Cell::Money(sums.amount, decimals),
            Cell::Money(sums.cost[1], decimals),
            Cell::optional(summary.realised(sums), |rate| Cell::Rate(rate, decimals)),
        ];
        table.row(cells, if position < summary.months.len() { Stands::Plain } else { Stands::Sum });
    }
    let mut gone = Vec::new();
    if summary.question.recovery.is_none() {
        gone.push("recovery_hours");
    }
    if all.priced.is_zero() {
        gone.extend(["amount", "realised_rate"]);
    }
    if all.costed[1].is_zero() {
        gone.push("unbilled_cost");
    }
    table.remove(&gone);
    table
}

/// The hours of each month as bars: the unbilled ones in front, and all of them.
pub fn picture(summary: &Summary) -> Option<Bars> {
    let drawn = &summary.months[summary.months.len().saturating_sub(MONTHS_DRAWN)..];
    if drawn.len() < 2 {
        return None;
    }
    let row = |(month, sums, covered): &(crate::clients::log::months::Month, Sums, bool)| BarRow {
        label: if *covered { month.name() } else { format!("{} (in part)", month.name()) },
        ends: [Some(sums.unbilled.hours()), Some(sums.all().hours())],
        crossed: false,
    };
    Some(Bars {
        title: "Hours".to_owned(),
        base: Exact::ZERO,
        legend: ["unbilled".to_owned(), "with the billed ones".to_owned(), "0 hours".to_owned()],
        below_zero: String::new(),
        crossed: String::new(),
        decimals: 1,
        nested: true,
        rows: drawn.iter().map(row).collect(),
    })
}

/// The tables by project, tag, channel and person, where a log has such.
pub fn groups(summary: &Summary) -> Vec<Table> {
    let tally = &summary.tally;
    let kinds = [
        ("By project", "no project", &tally.projects),
        ("By tag", "no tag", &tally.tags),
        ("By channel", "no channel", &tally.channels),
        ("By person", "nobody named", &tally.people),
    ];
    kinds
        .into_iter()
        .filter_map(|(title, without, groups)| {
            let sorted = groups.sorted();
            let mut table = (!sorted.is_empty()).then(|| group_table(title, without, &sorted))?;
            if title == "By tag" && tally.several_tags > 0 {
                table.notes.push(format!(
                    "{} with several tags count under each of them: the rows come to more than all hours.",
                    super::entries(tally.several_tags)
                ));
            }
            Some(table)
        })
        .collect()
}

fn group_table(title: &str, without: &str, groups: &[Group]) -> Table {
    let columns = [
        ("name", "", 0),
        ("unbilled_hours", "\nunbilled", 0),
        ("billed_hours", "\nbilled", 0),
        ("unbilled_share", "share\nunbilled", 1),
        ("contacts", "unbilled\nentries", 2),
    ];
    let mut table = Table::new(title, &columns);
    let shown = if groups.len() > GROUPS_SHOWN + 1 { &groups[..GROUPS_SHOWN] } else { groups };
    let others = &groups[shown.len()..];
    let mut rows = shown.to_vec();
    if !others.is_empty() {
        rows.push(Group {
            name: format!("{} others", others.len()),
            billed: others.iter().map(|group| group.billed).sum(),
            unbilled: others.iter().map(|group| group.unbilled).sum(),
            contacts: others.iter().map(|group| group.contacts).sum(),
        });
    }
    let unbilled = adding_up(&rows.iter().map(|group| group.unbilled).collect::<Vec<_>>());
    let billed = adding_up(&rows.iter().map(|group| group.billed).collect::<Vec<_>>());
    for (position, group) in rows.iter().enumerate() {
        let name = if group.name.is_empty() { without } else { group.name.as_str() };
        let cells = vec![
            Cell::text(name),
            unbilled[position].clone(),
            billed[position].clone(),
            Cell::optional(share(group.unbilled, group.billed), Cell::Share),
            Cell::Count(u32::try_from(group.contacts).unwrap_or(u32::MAX)),
        ];
        table.row(cells, Stands::Plain);
    }
    table
}

/// The unbilled share of some time.
pub fn share(unbilled: Span, billed: Span) -> Option<Exact> {
    unbilled.hours().ratio(unbilled.plus(billed).hours())
}

/// The longest bursts of contacts.
pub fn bursts(summary: &Summary) -> Option<Table> {
    let longest = summary.tally.bursts.longest(BURSTS_SHOWN);
    let columns = [
        ("day", "", 0),
        ("from", "\nfrom", 0),
        ("to", "\nto", 0),
        ("contacts", "unbilled\nentries", 0),
        ("unbilled_hours", "\nhours", 0),
    ];
    let mut table = Table::new("Longest bursts", &columns);
    for burst in &longest {
        table.row(burst_cells(burst), Stands::Plain);
    }
    table.notes.push("Unbilled entries one after the other, with less than an hour in between.".to_owned());
    (!longest.is_empty()).then_some(table)
}

fn burst_cells(burst: &Burst) -> Vec<Cell> {
    let weekday = burst.day.format("%a");
    let days = burst.to.div_euclid(24 * 3600);
    let end = clock(burst.to);
    let end = if days > 0 && burst.to > 24 * 3600 {
        format!("{end} (+{})", count(u32::try_from(days).unwrap_or(0), "day"))
    } else {
        end
    };
    vec![
        Cell::text(format!("{weekday} {}", day(burst.day))),
        Cell::text(clock(burst.from)),
        Cell::text(end),
        Cell::Count(u32::try_from(burst.contacts).unwrap_or(u32::MAX)),
        hours(burst.span),
    ]
}

/// What the log says to a scenario, and what to do next.
pub fn implied(summary: &Summary, files: &Names) -> Option<Table> {
    let columns = [("key", "key", 0), ("value", "value", 0), ("taken", "what it is of the log", 0)];
    let mut table = Table { first_is_whole: true, ..Table::new("In a scenario", &columns) };
    for value in summary.implied().into_iter().filter(|value| !value.instead) {
        let cells = vec![Cell::text(value.key), Cell::text(value.written), Cell::text(value.taken)];
        table.row(cells, Stands::Plain);
    }
    let client = word(&summary.client, "NAME");
    let from: Vec<String> = files.iter().map(|file| format!("--from {}", word(file, "LOG"))).collect();
    table.notes.push(format!(
        "`uprate init {} --client {client} -o client.toml` writes a scenario with them; --write SCENARIO renews them in \
         one that is there.",
        from.join(" ")
    ));
    let logs: Vec<String> = files.iter().map(|file| word(file, "LOG")).collect();
    table.notes.push(format!(
        "`uprate log {} --client {client} -o log.html` writes the page that the client may see.",
        logs.join(" ")
    ));
    (!table.rows.is_empty()).then_some(table)
}

/// A word of a command line as it is to be typed; the other one for what no two kinds of shells take in the same way.
pub fn word(text: &str, instead: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '-' | '/');
    let is_quotable =
        |sign: char| is_plain(sign) || matches!(sign, ' ' | '&' | ',' | '\'' | '(' | ')' | '+' | ':' | ';');
    match text {
        "" | "standard input" => instead.to_owned(),
        text if text.starts_with('-') => instead.to_owned(),
        text if text.chars().all(is_plain) => text.to_owned(),
        text if text.chars().all(is_quotable) => format!("\"{text}\""),
        _ => instead.to_owned(),
    }
}

/// Every figure, for spreadsheets: a row a month and group.
#[must_use]
pub fn figures(summary: &Summary) -> Table {
    let decimals = summary.decimals();
    let columns = [
        "section",
        "name",
        "covered",
        "billed_hours",
        "unbilled_hours",
        "contacts",
        "recovery_hours",
        "amount",
        "billed_cost",
        "unbilled_cost",
        "realised_rate",
    ];
    let columns: Vec<(&'static str, &str, u8)> = columns.into_iter().map(|name| (name, name, 0)).collect();
    let mut table = Table::new("", &columns);
    let hours = |span: Span| Cell::Hours(span.hours());
    let contacts = |contacts: u64| Cell::Count(u32::try_from(contacts).unwrap_or(u32::MAX));
    let mut sums_row = |section: &str, name: String, covered: Cell, sums: &Sums| {
        let cells = vec![
            Cell::text(section),
            Cell::text(name),
            covered,
            hours(sums.billed),
            hours(sums.unbilled),
            contacts(sums.contacts),
            Cell::optional(summary.recovery(sums), hours),
            if sums.priced.is_zero() { Cell::Empty } else { Cell::Money(sums.amount, decimals) },
            if sums.costed[0].is_zero() { Cell::Empty } else { Cell::Money(sums.cost[0], decimals) },
            if sums.costed[1].is_zero() { Cell::Empty } else { Cell::Money(sums.cost[1], decimals) },
            Cell::optional(summary.realised(sums), |rate| Cell::Rate(rate, decimals)),
        ];
        table.row(cells, Stands::Plain);
    };
    sums_row("all", summary.client.clone(), Cell::Empty, &summary.tally.all());
    for (month, sums, covered) in &summary.months {
        sums_row("month", month.to_string(), Cell::Truth(*covered), sums);
    }
    let tally = &summary.tally;
    let groups =
        [("project", &tally.projects), ("tag", &tally.tags), ("channel", &tally.channels), ("person", &tally.people)];
    for (section, groups) in groups {
        for group in groups.sorted() {
            let mut cells = vec![
                Cell::text(section),
                Cell::text(group.name),
                Cell::Empty,
                hours(group.billed),
                hours(group.unbilled),
                contacts(group.contacts),
            ];
            cells.resize(columns.len(), Cell::Empty);
            table.row(cells, Stands::Plain);
        }
    }
    table
}
