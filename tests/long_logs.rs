//! A log of any length is read in memory that is bounded by its groups (days, months, names), not by its rows.

#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Rows of the logs.
const ROWS: usize = 60_000;

/// What the program may have of memory that is its own, in KB: less than half of such a log.
const MEMORY: usize = 4 * 1024;

/// Writes a log of four hundred days and six people, whose rows have the projects asked for.
fn write_log(file: &Path, project: impl Fn(usize) -> String) {
    let mut text =
        "Project,Client,Description,User,Tags,Billable,Start Date,Start Time,End Date,End Time,Duration (h),\
                    Duration (decimal),Billable Rate (USD),Billable Amount (USD),Cost Rate (USD),Cost Amount (USD)\n"
            .to_owned();
    for row in 0..ROWS {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 1, 1 + u32::try_from(row % 28).expect("small")).expect("a day");
        let day = day + chrono::Months::new(u32::try_from(row / 28 % 14).expect("small"));
        let (billed, amount) = if row % 3 == 0 { ("No", "0.00") } else { ("Yes", "23.75") };
        writeln!(
            text,
            "{},Northwind,\"Asked to move the logo, once more: {row}\",Person {},call,{billed},{day},{:02}:15:00,{day},\
             {:02}:30:00,00:15:00,0.25,95.00,{amount},48.00,12.00",
            project(row),
            row % 6,
            row % 23,
            row % 23
        )
        .expect("memory");
    }
    fs::write(file, text).expect("written");
}

/// Adds the log up with so much memory and no more.
fn bounded(file: &Path) -> Output {
    let command = format!("ulimit -d {MEMORY}; exec \"$0\" log \"$1\" --client Northwind --format json");
    let mut shell = Command::new("sh");
    shell.args(["-c", &command, env!("CARGO_BIN_EXE_uprate")]).arg(file);
    shell.output().expect("a shell")
}

#[test]
fn memory_grows_with_groups_and_not_with_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let few = folder.path().join("few.csv");
    write_log(&few, |row| format!("Project {}", row % 8));
    let size = few.metadata().expect("a log").len();
    assert!(size > 2 * MEMORY as u64 * 1024, "{size}");
    let run = bounded(&few);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(told["entries"], ROWS);
    assert_eq!(told["all"]["unbilled_hours"], 5_000);
    assert_eq!(told["all"]["amount"], 950_000);
    // The bound holds: where every row has a project of its own, that is too much.
    let many = folder.path().join("many.csv");
    write_log(&many, |row| format!("Project {row}"));
    assert!(!bounded(&many).status.success());
}
