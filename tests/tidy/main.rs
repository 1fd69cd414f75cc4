//! The project keeps its own rules: which folder may use which, what nobody calls, where floating point stays, how long a
//! file may be. Each check is itself held to a snippet that is wrong.

mod calls;
mod layers;
mod sources;
mod supply;
mod texts;

use std::sync::LazyLock;

use sources::{Source, sources};

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| sources("src"));

/// Holds every file of the program to a check.
fn check(of: fn(&Source) -> Vec<String>) {
    assert_none(&SOURCES.iter().flat_map(of).collect::<Vec<_>>());
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
