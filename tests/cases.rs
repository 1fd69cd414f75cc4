//! The figures agree with those of an independent implementation, months included.

mod support;

use std::path::Path;

use serde_json::Value;
use support::{differences, figures, reading};

#[test]
fn every_figure_of_every_case_agrees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = 0;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        cases += 1;
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(path.with_extension("expected.json")).expect("its figures");
        let mut expected: Value = serde_json::from_str(&expected).expect("JSON");
        // What knowing the walk-away price is worth is not part of a comparison.
        expected.as_object_mut().expect("an object").remove("walk_away_price_worth");
        let got =
            figures(&reading(&std::fs::read(&path).expect("a case"))).unwrap_or_else(|error| panic!("{name}: {error}"));
        differences(&name, &got, &expected, &mut found);
    }
    assert_eq!(cases, 14, "every case is compared");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
