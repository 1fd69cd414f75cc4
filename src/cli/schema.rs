//! `schema`: the JSON Schema of a scenario.

use super::arguments::SchemaArguments;
use super::failure::Failure;
use super::output::{deliver_text, json_text};
use crate::scenario::schema;

/// Runs it.
pub fn run(arguments: &SchemaArguments) -> super::Outcome {
    let file = arguments.output.as_deref();
    if let Some(file) = file.filter(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))) {
        return Err(Failure::cannot(format!(
            "cannot write {}: a scenario ends in .toml, its schema in .json, such as scenario.schema.json",
            file.to_string_lossy()
        )));
    }
    deliver_text(&json_text(&schema()), file)
}
