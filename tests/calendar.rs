//! Calendars that are imported again, as another program reads them.

mod support;

use std::path::Path;

use icalendar::{Calendar, CalendarComponent, Component};
use support::program::run;

/// A strategy of three letters.
const STAIRS: &str = "scenarios/staircase-under-the-approval-limit.toml";

#[test]
fn a_later_revision_takes_the_place_of_an_earlier_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let calendar = |revision: &str| {
        let run = run(root, &["notice", STAIRS, "--strategy", "stairs", "--calendar", "--revision", revision]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let file: Calendar = run.stdout.parse().expect("a calendar");
        let of = |component: &CalendarComponent| {
            let CalendarComponent::Event(event) = component else { panic!("{component:?}") };
            let sequence: u32 = event.property_value("SEQUENCE").expect("a revision").parse().expect("a number");
            (event.get_uid().expect("an identity").to_owned(), sequence, event.get_timestamp().expect("a time"))
        };
        file.components.iter().map(of).collect::<Vec<_>>()
    };
    let revisions = ["0", "1", "3661"].map(calendar);
    for (earlier, later) in revisions.iter().zip(&revisions[1..]) {
        assert_eq!(earlier.len(), later.len());
        for (before, after) in earlier.iter().zip(later) {
            assert_eq!(before.0, after.0);
            assert!(before.1 < after.1 && before.2 < after.2, "{before:?} {after:?}");
        }
    }
    assert_eq!(revisions[2][0].2.format("%T").to_string(), "01:01:01");
}

#[test]
fn who_asks_for_it_in_another_way_is_told_how() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (arguments, says) in [(["--format", "ics"], "--calendar -o dates.ics"), (["--revision", "1"], "add --calendar")]
    {
        let run = run(root, &[&["notice", STAIRS][..], &arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
    }
}
