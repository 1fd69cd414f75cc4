//! What `log` says: the clients in a log, what one of them takes, and what it may be handed.

mod clients;
mod handout;
mod json;
mod notices;
mod renewed;
mod tables;

use crate::clients::log::layout::Tracker;
use crate::clients::log::span::Span;
use crate::clients::log::summary::{Course, RECENT, Summary};
use crate::clients::log::tally::Sums;
use crate::clients::log::when::{Times, Week};
use crate::number::{Exact, Number};
use crate::report::document::{Block, Cell, Document};
use crate::words::{capitalised, day, grouped, list, money, percent, plain, signed};

pub use self::clients::{clients, clients_figures, clients_json};
pub use self::handout::handout;
pub use self::json::{json, renewed_json};
pub use self::renewed::{renewed, renewed_table};
pub use self::tables::figures;

/// The files of a log, as they were named: places in them are told by these.
pub type Names = [String];

/// Hours with a decimal, as those of one client are few.
fn hours(span: Span) -> Cell {
    Cell::Rate(span.hours(), 1)
}

/// The same in a sentence.
fn hours_in_words(hours: Exact) -> String {
    let told = plain(hours, 1);
    if told == "1" { "1 hour".to_owned() } else { format!("{told} hours") }
}

/// The same of billed or unbilled ones.
fn hours_of_kind(hours: Exact, kind: &str) -> String {
    let told = plain(hours, 1);
    if told == "1" { format!("1 {kind} hour") } else { format!("{told} {kind} hours") }
}

/// How many entries.
fn entries(count: u64) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{} entries", grouped(count.into(), 0)) }
}

/// What wrote a log.
fn trackers(trackers: &[Tracker]) -> String {
    list(&trackers.iter().map(|tracker| tracker.name().to_owned()).collect::<Vec<_>>())
}

/// The page of a client.
#[must_use]
pub fn page(summary: &Summary, files: &Names) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(summary)));
    page.say("TAKES", takes(summary));
    page.say("COURSE", summary.unbilled().map_or_else(String::new, course));
    page.say("RATE", rate(summary));
    page.say("COST", cost(summary));
    page.say("WHEN", when(summary));
    page.say("RECOVERY", recovery(summary));
    for (position, notice) in notices::notices(summary, files).into_iter().enumerate() {
        page.say(if position == 0 { "NOTICE" } else { "" }, notice);
    }
    page.add(Block::Table(tables::months(summary)));
    page.blocks.extend(tables::picture(summary).map(Block::Bars));
    for table in tables::groups(summary) {
        page.add(Block::Table(table));
    }
    page.blocks.extend(tables::bursts(summary).map(Block::Table));
    page.blocks.extend(tables::implied(summary, files).map(Block::Table));
    page
}

fn title(summary: &Summary) -> String {
    let (first, last) = summary.period;
    let entries = entries(summary.tally.all().entries);
    let mut parts = vec![
        summary.client.clone(),
        trackers(&summary.tally.trackers),
        format!("{entries} from {} to {}", day(first), day(last)),
    ];
    parts.extend(summary.currency.map(|currency| currency.code().to_owned()));
    parts.join(" · ")
}

/// How many hours it takes, in the mean.
fn takes(summary: &Summary) -> String {
    let Some((unbilled, billed)) = summary.unbilled().zip(summary.billed()) else {
        let all = summary.tally.all();
        return format!(
            "{}, beside {}.",
            hours_of_kind(all.unbilled.hours(), "unbilled"),
            hours_of_kind(all.billed.hours(), "billed")
        );
    };
    let months = summary.covered().count();
    let of = if months == 1 { "the one month".to_owned() } else { format!("the mean of the {months} months") };
    let contacts = summary.course(|month| count(month.contacts));
    let contacts = contacts.map_or_else(String::new, |course| plain(course.mean, 1));
    let entries = if contacts == "1" { "entry" } else { "entries" };
    format!(
        "{} a month, in {contacts} {entries}, beside {}: {of} that the log covers.",
        hours_of_kind(unbilled.mean, "unbilled"),
        hours_of_kind(billed.mean, "billed"),
    )
}

/// A count as a number.
fn count(number: u64) -> Exact {
    Exact::from_decimal(number.into())
}

/// How the unbilled hours went.
fn course(unbilled: Course) -> String {
    let mut said = Vec::new();
    if let Some(recent) = unbilled.recent {
        let of = if RECENT == 3 { "three" } else { "recent" };
        said.push(format!("in the last {of} months {} unbilled", hours_in_words(recent)));
    }
    if let Some(trend) = unbilled.trend {
        said.push(match plain(trend, 1).as_str() {
            "0" | "-0" => "no trend".to_owned(),
            told => format!("a trend of {} hours from month to month", signed(told)),
        });
    }
    let (low, high) = (unbilled.low, unbilled.high);
    if low.0 < high.0 {
        let at = |(value, month): (Exact, crate::clients::log::months::Month)| {
            format!("{} ({})", plain(value, 1), month.name())
        };
        said.push(format!("between {} and {}", at(low), at(high)));
    }
    if said.is_empty() { String::new() } else { capitalised(&(said.join("; ") + ".")) }
}

/// What an hour brings.
fn rate(summary: &Summary) -> String {
    let all = summary.tally.all();
    let Some(rate) = summary.rate(&all) else { return String::new() };
    let amount = |amount: Exact| money(amount, summary.decimals());
    let billed = format!("A billed hour brings {}", amount(rate));
    match summary.realised(&all) {
        Some(realised) => format!(
            "{billed}; spread over all hours, the unbilled ones too, it is {}: the realised rate.",
            amount(realised)
        ),
        None => format!("{billed}."),
    }
}

/// What an hour costs, and what the unbilled ones do.
fn cost(summary: &Summary) -> String {
    let all = summary.of_covered();
    let amount = |amount: Exact| money(amount, summary.decimals());
    let mut said = Vec::new();
    if let Some(hour) = summary.cost_of_all(&summary.tally.all()) {
        said.push(format!("An hour costs {} by the log.", amount(hour)));
    }
    let monthly = summary.monthly_cost();
    let lost = summary.rate(&all).zip(summary.unbilled()).map(|(rate, unbilled)| rate * unbilled.mean);
    match (monthly, lost) {
        (Some(cost), Some(lost)) => said.push(format!(
            "The unbilled hours cost {} a month; at the rate of the billed ones they would have brought {}.",
            amount(cost),
            amount(lost)
        )),
        (Some(cost), None) => said.push(format!("The unbilled hours cost {} a month.", amount(cost))),
        (None, Some(lost)) => said.push(format!(
            "At the rate of the billed hours the unbilled ones would have brought {} a month. The log does not say what \
             an hour costs.",
            amount(lost)
        )),
        (None, None) => {}
    }
    said.join(" ")
}

/// The hours of business in words, where they matter, and the weekend.
fn business(week: &Week, has_times: bool) -> String {
    let time = |seconds: u32| clock(i64::from(seconds));
    let weekend: Vec<String> = week.weekend_days().map(|day| day.to_string()).collect();
    let hours = has_times.then(|| format!("business hours {} to {}", time(week.hours.0), time(week.hours.1)));
    let weekend = (!weekend.is_empty()).then(|| format!("weekend {}", list(&weekend)));
    hours.into_iter().chain(weekend).collect::<Vec<_>>().join("; ")
}

/// A time of day, of seconds after some midnight.
fn clock(seconds: i64) -> String {
    let minutes = seconds.div_euclid(60).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// When the work is done.
fn when(summary: &Summary) -> String {
    let [billed, unbilled] = summary.tally.times;
    let mut has_times = false;
    let mut said = Vec::new();
    for (times, of) in [(unbilled, "unbilled"), (billed, "billed")] {
        let Some((outside, weekend)) = shares(&times) else { continue };
        has_times |= outside.is_some();
        let outside = outside.map(|share| format!("{} is outside of business hours", percent(share)));
        let is = if outside.is_some() { "" } else { "is " };
        let weekend = format!("{} {is}at weekends", percent(weekend));
        let parts: Vec<String> = outside.into_iter().chain([weekend]).collect();
        said.push(format!("of the {of} time {}", parts.join(" and ")));
    }
    let business = business(&summary.question.week, has_times);
    if said.is_empty() || business.is_empty() {
        return String::new();
    }
    capitalised(&format!("{} ({business}).", said.join("; ")))
}

/// The shares of time outside of the hours of business on working days, and at weekends; the first only where times of
/// day are known.
fn shares(times: &Times) -> Option<(Option<Exact>, Exact)> {
    let all = times.all().hours();
    let weekend = times.weekend.hours().ratio(all)?;
    let has_times = times.unknown.is_zero() || !times.within.plus(times.outside).is_zero();
    Some((if has_times { times.outside.hours().ratio(all) } else { None }, weekend))
}

/// What is lost around the contacts: an assumption.
fn recovery(summary: &Summary) -> String {
    let Some(each) = summary.question.recovery else { return String::new() };
    let lost = |sums: &Sums| summary.recovery(sums).unwrap_or_default();
    let minutes = plain(each.hours() * Exact::whole(60), 1);
    let assumed = format!("Assumed, not logged: each unbilled entry costs {minutes} minutes more around it");
    let with = |sums: &Sums| sums.unbilled.plus(lost(sums)).hours();
    match (summary.course(|sums| lost(sums).hours()), summary.course(with)) {
        (Some(lost), Some(with)) => format!(
            "{assumed}. That is {} more a month, {} with those logged.",
            hours_in_words(lost.mean),
            hours_in_words(with.mean)
        ),
        _ => format!("{assumed}: {} in all.", hours_in_words(lost(&summary.tally.all()).hours())),
    }
}
