//! A million rows of a time tracker, added up by the whole program; and what of it goes into the clients alone.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};

/// Rows of the log.
const ROWS: u32 = 1_000_000;

/// Writes an export of Clockify: seven hundred days, forty people, twenty clients.
fn write_log(file: &Path) {
    let mut text = "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,\
                    Duration (h),Duration (decimal),Billable Rate (USD),Billable Amount (USD),Cost Rate (USD),Cost Amount \
                    (USD)\n"
        .to_owned();
    let first = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
    for row in 0..ROWS {
        let day = (first + chrono::Days::new(u64::from(row / 1430))).format("%d/%m/%Y");
        let (person, client) = (row % 40, row % 20);
        let (hour, minutes) = (7 + row / 40 % 12, 5 + row % 50);
        let billed = row % 3 > 0;
        let amount = if billed { 95 * minutes * 10 / 6 } else { 0 };
        writeln!(
            text,
            "Project {},Client {client},\"Asked to move the logo, \"\"just this once\"\"\",,Person {person},Team,\
             p{person}@example.com,\"call, urgent\",{},{day},{hour:02}:00:00,{day},{hour:02}:{minutes:02}:00,\
             00:{minutes:02}:00,{:.2},95.00,{}.{:02},48.00,{}.00",
            row % 60,
            if billed { "Yes" } else { "No" },
            f64::from(minutes) / 60.0,
            amount / 100,
            amount % 100,
            minutes * 4 / 5,
        )
        .expect("memory");
    }
    fs::write(file, text).expect("written");
}

fn benches(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("log.csv");
    write_log(&file);
    let log = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_uprate"));
        let run = program.arg("log").arg(&file).args(arguments).stdout(Stdio::null()).status();
        assert!(run.expect("the program runs").success());
    };
    let mut group = criterion.benchmark_group("log");
    group.sample_size(10);
    group.bench_function("a million rows, one client", |bencher| {
        bencher.iter(|| log(black_box(&["--client", "Client 3"])));
    });
    group.bench_function("a million rows, all clients", |bencher| bencher.iter(|| log(black_box(&[]))));
    group.finish();
}

criterion_group!(logs, benches);
criterion_main!(logs);
