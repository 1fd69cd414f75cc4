//! What a client takes, for programs.

use serde_json::{Map, Value, json};

use super::Names;
use crate::clients::log::clock::HOUR;
use crate::clients::log::months::Month;
use crate::clients::log::overlaps::Places;
use crate::clients::log::span::Span;
use crate::clients::log::summary::{Course, Summary};
use crate::clients::log::tally::{Group, Sums};
use crate::clients::log::when::{DAYS, Times};
use crate::domain::Currency;
use crate::number::Exact;
use crate::report::json::number;
use crate::scenario::Renewed;

/// Bursts that are told.
const BURSTS: usize = 20;

/// `log --client NAME --format json`.
#[must_use]
pub fn json(summary: &Summary, files: &Names) -> Value {
    let tally = &summary.tally;
    let week = &summary.question.week;
    let all = tally.all();
    let overlaps = &tally.overlaps;
    let weekend: Vec<&str> =
        DAYS.into_iter().zip(week.weekend).filter(|(_, is_weekend)| *is_weekend).map(|(day, _)| day).collect();
    let covered = summary.of_covered();
    let implied: Map<String, Value> =
        summary.implied().into_iter().map(|value| (value.key.to_owned(), written(&value.written))).collect();
    json!({
        "schema": "uprate.log.v1",
        "client": summary.client,
        "currency": summary.currency.map(Currency::code),
        "request": {
            "files": files,
            "hours": [time(week.hours.0), time(week.hours.1)],
            "weekend": weekend,
            "recovery_hours": number(summary.question.recovery.map(Span::hours)),
        },
        "trackers": tally.trackers.iter().map(|tracker| tracker.name()).collect::<Vec<_>>(),
        "from": summary.period.0.to_string(),
        "to": summary.period.1.to_string(),
        "entries": all.entries,
        "all": sums(summary, &all),
        "months": summary.months.iter().map(|(month, of_month, covered)| a_month(summary, *month, of_month, *covered)).collect::<Vec<_>>(),
        "unbilled_hours_a_month": course(summary.unbilled()),
        "billed_hours_a_month": course(summary.billed()),
        "rate": number(summary.rate(&all)),
        "realised_rate": number(summary.realised(&all)),
        "hour_cost": number(summary.cost_of_all(&all)),
        "unbilled_hour_cost": number(summary.cost(&covered, 1)),
        "unbilled_cost_a_month": number(summary.monthly_cost()),
        "billed_when": times(tally.times[0]),
        "unbilled_when": times(tally.times[1]),
        "projects": groups(&tally.projects.sorted()),
        "tags": groups(&tally.tags.sorted()),
        "channels": groups(&tally.channels.sorted()),
        "people": groups(&tally.people.sorted()),
        "bursts": tally.bursts.longest(BURSTS).iter().map(|burst| json!({
            "day": burst.day.to_string(),
            "from": time(u32::try_from(burst.from).unwrap_or(0)),
            "minutes": burst.seconds() / 60,
            "contacts": burst.contacts,
            "unbilled_hours": number(Some(burst.span.hours())),
        })).collect::<Vec<_>>(),
        "overlapping": places(&overlaps.overlapping, files),
        "overlap_hours": number(Some(overlaps.overlap.hours())),
        "double": places(&overlaps.double, files),
        "long": places(&tally.long, files),
        "differing": places(&tally.differing, files),
        "outside_of_the_days_given": tally.outside,
        "skipped_rows": tally.bad.count,
        "scenario": implied,
    })
}

/// `log --write SCENARIO --format json`.
#[must_use]
pub fn renewed_json(scenario: &str, renewed: &[Renewed]) -> Value {
    let value = |renewed: &Renewed| {
        let before = renewed.before.as_deref().map(written);
        json!({ "key": renewed.key, "before": before, "after": written(&renewed.after) })
    };
    json!({
        "schema": "uprate.log.v1",
        "scenario": scenario,
        "renewed": renewed.iter().map(value).collect::<Vec<_>>(),
    })
}

/// A value as it is written in a scenario: a number, a share in percent or a range of these; as text what is written in
/// another way.
fn written(text: &str) -> Value {
    if let Some(range) = text.strip_prefix('{').and_then(|range| range.strip_suffix('}')) {
        let ends = range.split(',').filter_map(|end| end.split_once('='));
        return Value::Object(ends.map(|(name, end)| (name.trim().to_owned(), written(end.trim()))).collect());
    }
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

fn time(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / HOUR % 24, seconds / 60 % 60)
}

fn sums(summary: &Summary, sums: &Sums) -> Value {
    let amount = |known: Span, amount: Exact| number((!known.is_zero()).then_some(amount));
    json!({
        "billed_hours": number(Some(sums.billed.hours())),
        "unbilled_hours": number(Some(sums.unbilled.hours())),
        "contacts": sums.contacts,
        "recovery_hours": number(summary.recovery(sums).map(Span::hours)),
        "amount": amount(sums.priced, sums.amount),
        "billed_cost": amount(sums.costed[0], sums.cost[0]),
        "unbilled_cost": amount(sums.costed[1], sums.cost[1]),
    })
}

fn a_month(summary: &Summary, month: Month, of_month: &Sums, covered: bool) -> Value {
    let mut row = Map::new();
    row.insert("month".to_owned(), json!(month.to_string()));
    row.insert("covered".to_owned(), json!(covered));
    if let Value::Object(figures) = sums(summary, of_month) {
        row.extend(figures);
    }
    row.insert("realised_rate".to_owned(), number(summary.realised(of_month)));
    Value::Object(row)
}

fn course(course: Option<Course>) -> Value {
    course.map_or(Value::Null, |course| {
        json!({
            "mean": number(Some(course.mean)),
            "last_three": number(course.recent),
            "trend": number(course.trend),
            "low": { "month": course.low.1.to_string(), "hours": number(Some(course.low.0)) },
            "high": { "month": course.high.1.to_string(), "hours": number(Some(course.high.0)) },
        })
    })
}

fn times(times: Times) -> Value {
    json!({
        "within_hours": number(Some(times.within.hours())),
        "outside_hours": number(Some(times.outside.hours())),
        "weekend_hours": number(Some(times.weekend.hours())),
        "unknown_hours": number(Some(times.unknown.hours())),
    })
}

fn groups(groups: &[Group]) -> Value {
    let group = |group: &Group| {
        json!({
            "name": group.name,
            "billed_hours": number(Some(group.billed.hours())),
            "unbilled_hours": number(Some(group.unbilled.hours())),
            "contacts": group.contacts,
        })
    };
    groups.iter().map(group).collect()
}

fn places(places: &Places, files: &Names) -> Value {
    let first = places.first.iter().map(|(file, line)| json!({ "file": files.get(*file), "line": line }));
    json!({ "count": places.count, "first": first.collect::<Vec<_>>() })
}
