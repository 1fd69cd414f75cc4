//! LibreOffice recalculates every workbook, as it was written and with inputs changed in it, to what the model says.
//!
//! `.ci/workbook` installs LibreOffice and runs this; without it the test says so and does nothing.

#![cfg(feature = "xlsx")]

mod support;

use std::path::Path;
use std::process::Command;

use rust_decimal::prelude::ToPrimitive;
use support::live::{Figures, book, changed, differences, key_of, model};
use support::reading;
use uprate::render::{Paper, xlsx};
use uprate::report::workbook::book::Book;

/// Formulas of a file are computed anew when it is opened, whatever values stand beside them.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// All sheets as comma-separated values in UTF-8, numbers in full.
const AS_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// What is changed, of what a scenario has of it: price, margin, extra hours, churn, the share of cost that stays, an answer.
const CHANGES: [&str; 13] = [
    "client.rate",
    "client.retainer",
    "client.unit_price",
    "client.margin",
    "client.cost",
    "effort.hours",
    "response.churn",
    "capacity.cost_stays",
    "response.accept.1.chance",
    "response.walk_away.high",
    "response.elasticity",
    "response.logit.half",
    "replacement.lag_months",
];

/// How far a figure may be off: less than half a hundredth of a currency unit.
fn tolerance(figure: f64) -> f64 {
    1e-6 + figure * 1e-10
}

/// A file to be recalculated, what it must come to, and what it must not: the values that stand in it.
struct Case {
    name: String,
    model: Vec<Figures>,
    stale: Option<Vec<Figures>>,
}

fn write(folder: &Path, name: &str, book: &Book) {
    let file = xlsx::render(book, Paper::A4).expect("a workbook");
    std::fs::write(folder.join(name).with_extension("xlsx"), file).expect("written");
}

/// Writes the workbooks of a scenario.
fn cases(folder: &Path, path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).expect("a file");
    let reading = reading(text.as_bytes());
    let original = book(&reading).expect("figures");
    let stem = path.file_stem().expect("a name").to_string_lossy();
    let by_model = model(&reading.scenario).expect("figures");
    write(folder, &stem, &original);
    let mut cases = vec![Case { name: stem.to_string(), model: by_model.clone(), stale: None }];
    let inputs: Vec<(String, String)> =
        original.inputs().map(|input| (key_of(&original, input), input.name.clone())).collect();
    for (number, key) in CHANGES.iter().enumerate() {
        let Some((_, input)) = inputs.iter().find(|(known, _)| known == key) else { continue };
        let Some((value, scenario)) = changed(&text, &reading, key) else { continue };
        let name = format!("{stem}-{number}");
        // Only the input is written: the values beside the formulas are those before.
        let mut book = original.clone();
        assert!(book.overwrite(input, value.to_f64().expect("a number")));
        write(folder, &name, &book);
        let model = model(&scenario).expect("figures");
        let has_effect = !differences(&in_order(&model), &by_model, tolerance).is_empty();
        assert!(has_effect || *key != "client.rate", "{name}: a price without effect");
        cases.push(Case { name, model, stale: has_effect.then(|| by_model.clone()) });
    }
    cases
}

/// The figures of the model as if they were computed by the workbook.
fn in_order(model: &[Figures]) -> Vec<Option<f64>> {
    let of = |figures: &Figures, name: &str| figures.iter().find(|(known, _)| *known == name).expect("a figure").1;
    let figures = model.iter().flat_map(|figures| support::live::ORDER.map(|name| of(figures, name)));
    figures.chain(model.iter().map(|figures| of(figures, "present_value"))).collect()
}

/// The figures of the sheet `Check` that LibreOffice wrote down.
fn recalculated(folder: &Path, name: &str) -> Vec<Option<f64>> {
    let path = folder.join(format!("{name}-Check.csv"));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(&path)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let rows = reader.records().map(|row| row.expect("a row")).skip(5);
    let is_figure = |row: &csv::StringRecord| !row[0].is_empty() && !row[1].ends_with("farthest apart");
    let value = |row: csv::StringRecord| match &row[3] {
        "" => None,
        number => {
            let (digits, divisor) = number.strip_suffix('%').map_or((number, 1.0), |share| (share, 100.0));
            let value: f64 = digits.parse().unwrap_or_else(|_| panic!("{name}, {}: {number}", &row[1]));
            Some(value / divisor)
        }
    };
    rows.filter(is_figure).map(value).collect()
}

#[test]
fn libreoffice_comes_to_what_the_model_comes_to() {
    if std::env::var_os("CI_WORKBOOK").is_none() {
        println!("no workbook is recalculated: .ci/workbook does it, in a minute");
        return;
    }
    let office = |arguments: &[&str]| Command::new("soffice").args(arguments).output();
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("profile");
    std::fs::create_dir_all(profile.join("user")).expect("a folder");
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).expect("written");
    let scenarios = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let mut paths: Vec<_> =
        std::fs::read_dir(scenarios).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let cases: Vec<Case> = paths.iter().flat_map(|path| cases(folder.path(), path)).collect();
    let files: Vec<String> =
        cases.iter().map(|case| folder.path().join(&case.name).with_extension("xlsx").display().to_string()).collect();
    let profile = format!("-env:UserInstallation=file://{}", profile.display());
    let out = folder.path().display().to_string();
    let mut arguments = vec![profile.as_str(), "--headless", "--convert-to", AS_CSV, "--outdir", &out];
    arguments.extend(files.iter().map(String::as_str));
    let run = office(&arguments).expect("LibreOffice runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut found = Vec::new();
    for case in &cases {
        let got = recalculated(folder.path(), &case.name);
        found.extend(differences(&got, &case.model, tolerance).into_iter().map(|one| format!("{}: {one}", case.name)));
        // That it computed, and did not read what stands there.
        if let Some(stale) = &case.stale {
            assert!(!differences(&got, stale, tolerance).is_empty(), "{} was not recalculated", case.name);
        }
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found[..found.len().min(30)].join("\n"));
    assert!(cases.len() > 80, "{} workbooks", cases.len());
}
