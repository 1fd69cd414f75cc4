//! What is to be noticed of a log: what was left out, what overlaps, what is there twice.

use super::{Names, entries, hours_in_words};
use crate::clients::log::overlaps::Places;
use crate::clients::log::problem::BadRow;
use crate::clients::log::summary::Summary;
use crate::clients::log::tally::LONG;
use crate::words::{counted, day, grouped, list};

/// Everything that is to be noticed.
pub fn notices(summary: &Summary, files: &Names) -> Vec<String> {
    let tally = &summary.tally;
    let mut notices = vec![half_covered(summary)];
    let mut found = |places: &Places, what: &str, how: &str| {
        if places.count > 0 {
            notices.push(format!("{} {what}: {}. {how}", entries(places.count), places_in_words(places, files)));
        }
    };
    let overlaps = &tally.overlaps;
    let overlapping = format!(
        "at the same time as an earlier one of the same person, {} in all",
        hours_in_words(overlaps.overlap.hours())
    );
    found(&overlaps.overlapping, &overlapping, "All of it counts.");
    found(
        &overlaps.double,
        "there twice, the same in every word",
        "All of it counts; delete what is there once too often.",
    );
    found(&tally.long, &format!("of more than {LONG} hours at a stretch"), "All of it counts.");
    found(
        &tally.differing,
        "of another length than the time from start to end, as after rounding or a change of the clock",
        "The length counts.",
    );
    notices.push(unpriced(summary));
    notices.push(uncosted(summary));
    let unknown = tally.times[0].unknown.plus(tally.times[1].unknown);
    if !unknown.is_zero() {
        let all = tally.times[0].plus(tally.times[1]);
        let has_times = !all.within.plus(all.outside).is_zero();
        notices.push(format!(
            "Of {} the log does not say at which time of day they were{}.",
            hours_in_words(unknown.hours()),
            if has_times { "; they count as within business hours" } else { "" }
        ));
    }
    if tally.outside > 0 {
        notices.push(format!("{} outside of the days given are left out.", entries(tally.outside)));
    }
    if tally.bad.count > 0 {
        notices.push(format!(
            "{} that say nothing are skipped: {}.",
            counted(tally.bad.count, "row"),
            skipped(&tally.bad.first, tally.bad.count, files)
        ));
    }
    notices.retain(|notice| !notice.is_empty());
    notices
}

/// The months that the means leave out.
fn half_covered(summary: &Summary) -> String {
    let left_out: Vec<String> =
        summary.months.iter().filter(|(.., covered)| !covered).map(|(month, ..)| month.name()).collect();
    if left_out.is_empty() {
        return String::new();
    }
    let (first, last) = summary.period;
    let (is, it) = if left_out.len() == 1 { ("is", "it") } else { ("are", "them") };
    let which = if left_out.len() > 6 { format!("{} months", left_out.len()) } else { list(&left_out) };
    let what = format!(
        "{which} {is} left out of the means: the log, from {} to {}, covers only a part of {it}.",
        day(first),
        day(last)
    );
    format!("{what} If it is of other days, say so by --since DATE and --until DATE.")
}

/// Billed hours without an amount.
fn unpriced(summary: &Summary) -> String {
    let all = summary.tally.all();
    let without = all.billed.minus(all.priced);
    if all.priced.is_zero() || without.is_zero() {
        return String::new();
    }
    format!("{} that are billed have no amount: the rate is of the others.", hours_in_words(without.hours()))
}

/// Hours without a cost.
fn uncosted(summary: &Summary) -> String {
    let all = summary.tally.all();
    let costed = all.costed[0].plus(all.costed[1]);
    let without = all.all().minus(costed);
    if costed.is_zero() || without.is_zero() {
        return String::new();
    }
    format!("{} have no cost: they count as much as the others.", hours_in_words(without.hours()))
}

/// Where something was found: the first places.
fn places_in_words(places: &Places, files: &Names) -> String {
    let first = places.first.iter().map(|(file, line)| place(*file, *line, files));
    and_more(&first.collect::<Vec<_>>(), places.count)
}

fn skipped(first: &[BadRow], count: u64, files: &Names) -> String {
    let first = first.iter().take(5).map(|row| format!("{} {}", place(row.file, row.line, files), row.reason));
    and_more(&first.collect::<Vec<_>>(), count)
}

fn and_more(first: &[String], count: u64) -> String {
    let more = count.saturating_sub(first.len() as u64);
    if more > 0 { format!("{} and {} more", first.join(", "), grouped(more.into(), 0)) } else { list(first) }
}

/// A line; with its file where there are several.
fn place(file: usize, line: u64, files: &Names) -> String {
    match files {
        [_] => format!("line {line}"),
        files => format!("line {line} of {}", files.get(file).map_or("", String::as_str)),
    }
}
