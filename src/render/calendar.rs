//! Dates as iCalendar (RFC 5545): a day each, for any calendar to import.
//!
//! Nothing depends on the clock: the time stamp is the day on which the plan starts, and each revision of the dates is a
//! second later. A date keeps its identity when its day changes, so that importing the file again moves it.

use chrono::NaiveDate;

use crate::report::letters::dates::Date;
use crate::text::visible;

/// The most bytes of a line, its end apart.
const LINE_MOST: usize = 75;

/// The most revisions: a day has so many seconds.
pub const REVISION_MAX: u32 = 86_399;

/// The dates as a file. The revision is 0 for dates that are written for the first time, and greater for those that take
/// the place of earlier ones, up to [`REVISION_MAX`]; what is greater counts as that.
#[must_use]
pub fn render(dates: &[Date], name: &str, made_on: NaiveDate, revision: u32) -> String {
    let mut file = String::new();
    line(&mut file, "BEGIN:VCALENDAR");
    line(&mut file, "VERSION:2.0");
    line(&mut file, "PRODID:-//uprate//notice//EN");
    line(&mut file, "CALSCALE:GREGORIAN");
    line(&mut file, "METHOD:PUBLISH");
    line(&mut file, &format!("X-WR-CALNAME:{}", escaped(name)));
    let revision = revision.min(REVISION_MAX);
    let time = format!("{:02}{:02}{:02}", revision / 3600, revision / 60 % 60, revision % 60);
    let stamp = format!("DTSTAMP:{}T{time}Z", day(made_on));
    for date in dates {
        line(&mut file, "BEGIN:VEVENT");
        line(&mut file, &format!("UID:{}@uprate", date.id));
        line(&mut file, &stamp);
        line(&mut file, &format!("SEQUENCE:{revision}"));
        line(&mut file, &format!("DTSTART;VALUE=DATE:{}", day(date.day)));
        // The end is the day after; the last day of all has none, and one day is what no end means.
        if let Some(end) = date.day.succ_opt().filter(|end| day(*end).len() == 8) {
            line(&mut file, &format!("DTEND;VALUE=DATE:{}", day(end)));
        }
        line(&mut file, &format!("SUMMARY:{}", escaped(&date.what)));
        line(&mut file, &format!("DESCRIPTION:{}", escaped(&date.note)));
        line(&mut file, &format!("CATEGORIES:{}", escaped(date.kind.code())));
        // A whole day that is remembered is not a day that is taken.
        line(&mut file, "TRANSP:TRANSPARENT");
        line(&mut file, "END:VEVENT");
    }
    line(&mut file, "END:VCALENDAR");
    file
}

fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// Writes a line, folded before it is longer than a line may be and never within a character.
fn line(file: &mut String, text: &str) {
    let mut length = 0;
    for character in text.chars() {
        let bytes = character.len_utf8();
        if length + bytes > LINE_MOST {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(character);
        length += bytes;
    }
    file.push_str("\r\n");
}

/// A text in which no character ends or parts it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in visible(text).chars() {
        if matches!(character, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut file = String::new();
        line(&mut file, &format!("SUMMARY:{}", "ไทย日本".repeat(20)));
        assert!(file.ends_with("\r\n"));
        let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
        assert!(lines.len() > 3 && lines.iter().all(|line| line.len() <= LINE_MOST), "{lines:?}");
        assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
        let unfolded = file.replace("\r\n ", "");
        assert_eq!(unfolded.trim_end(), format!("SUMMARY:{}", "ไทย日本".repeat(20)));
    }

    #[test]
    fn a_line_of_the_full_length_stays_whole() {
        for (length, lines) in [(LINE_MOST, 1), (LINE_MOST + 1, 2), (2 * LINE_MOST - 1, 2), (2 * LINE_MOST, 3)] {
            let mut file = String::new();
            line(&mut file, &"x".repeat(length));
            assert_eq!(file.matches("\r\n").count(), lines, "{length}");
        }
    }

    #[test]
    fn a_name_ends_no_line_and_begins_no_property() {
        assert_eq!(escaped("a;b,c\\d\r\nEND:VEVENT\u{1b}"), "a\\;b\\,c\\\\d  END:VEVENT␛");
    }
}
