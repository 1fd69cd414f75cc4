//! `schema`: the JSON Schema of a scenario.

use super::arguments::SchemaArguments;
use super::output::{deliver_text, json_text};
use crate::scenario::schema;

/// Runs it.
pub fn run(arguments: &SchemaArguments) -> super::Outcome {
    deliver_text(&json_text(&schema()), arguments.output.as_deref())
}
