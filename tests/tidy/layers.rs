//! Which layer may use which, and which of them a dependency is for.

use std::collections::BTreeSet;

use crate::sources::{Manifest, Source, sources};
use crate::{SOURCES, assert_none, check};

/// The folders and files of `src`, each with those that it may use: only some that stand above it, so that imports run
/// one way.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("wrapping", &[]),
    ("number", &[]),
    ("words", &["number"]),
    ("domain", &["number"]),
    ("deliver", &["text"]),
    ("scenario", &["text", "wrapping", "number", "words", "domain"]),
    ("dialogue", &["number", "words", "domain", "scenario"]),
    ("engine", &["number", "domain"]),
    ("analysis", &["number", "words", "domain", "scenario", "engine"]),
    ("simulation", &["number", "domain", "scenario", "engine", "analysis"]),
    ("clients", &["number", "words", "domain", "engine", "analysis"]),
    ("report", &["text", "number", "words", "domain", "scenario", "engine", "analysis", "simulation", "clients"]),
    ("render", &["text", "wrapping", "number", "words", "report"]),
    (
        "cli",
        &[
            "text",
            "words",
            "deliver",
            "domain",
            "scenario",
            "dialogue",
            "analysis",
            "simulation",
            "clients",
            "report",
            "render",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The dependencies, each with the layers that may know it.
const DEPENDENCIES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["scenario"]),
    ("anstream", &["cli"]),
    ("anstyle", &["render"]),
    (
        "chrono",
        &["words", "domain", "scenario", "dialogue", "engine", "analysis", "clients", "report", "render", "cli"],
    ),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comfy_table", &["render"]),
    ("csv", &["clients", "render"]),
    ("ctrlc", &["cli"]),
    ("indicatif", &["cli"]),
    ("encoding_rs", &["clients"]),
    ("fearless_simd", &["simulation"]),
    ("fontdb", &["render"]),
    ("iso_currency", &["domain"]),
    ("krilla", &["render"]),
    ("memchr", &["clients"]),
    ("rand_xoshiro", &["simulation"]),
    (
        "rust_decimal",
        &["number", "words", "domain", "scenario", "dialogue", "engine", "analysis", "simulation", "clients", "report"],
    ),
    ("rust_xlsxwriter", &["render"]),
    ("rustybuzz", &["render"]),
    ("serde", &["scenario"]),
    ("serde_json", &["scenario", "report", "cli"]),
    ("sha2", &["scenario"]),
    ("statrs", &["simulation"]),
    ("strsim", &["scenario"]),
    ("tempfile", &["deliver"]),
    ("terminal_size", &["cli"]),
    ("toml", &["scenario"]),
    ("unicode_bidi", &["render"]),
    ("unicode_linebreak", &["render"]),
    ("unicode_width", &["wrapping", "scenario", "render"]),
];

/// The folder or file of `src` that a file belongs to.
fn layer(source: &Source) -> &str {
    source.module()[0]
}

/// The layers that a file names, with the position of each: what follows `crate::`, or `super::` as often as it takes.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut position = 0;
    while position < source.tokens.len() {
        let climbs = (position..).step_by(3).take_while(|at| source.text(*at) == "super").count();
        let root = ["crate", "uprate"].contains(&source.text(position)) && source.text(position + 1) == ":";
        if root || climbs > 0 && climbs >= source.module().len() {
            position += 3 * climbs.max(1);
            found.extend(heads(source, position).into_iter().map(|head| (head, source.text(head).to_owned())));
        } else {
            position += (3 * climbs).max(1);
        }
    }
    found
}

/// The first words of a path, or of the paths in braces.
fn heads(source: &Source, start: usize) -> Vec<usize> {
    if source.text(start) != "{" {
        return vec![start];
    }
    let mut depth = 0;
    let mut heads = Vec::new();
    for position in start..source.tokens.len() {
        match source.text(position) {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && ["{", ","].contains(&source.text(position - 1)) => heads.push(position),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

fn against_the_layers(source: &Source) -> Vec<String> {
    let own = layer(source);
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{}: `{own}` is no layer", source.path)];
    };
    let wrong = |(_, to): &(usize, String)| to != own && !allowed.contains(&to.as_str());
    let say = |(at, to): (usize, String)| format!("{}: `{own}` must not use `{to}`", source.place(at));
    imports(source).into_iter().filter(wrong).map(say).collect()
}

/// Where a file names a dependency: at the beginning of a path, unless one of its imports has the same name.
fn uses_of(source: &Source, dependency: &str) -> Vec<usize> {
    let begins_path = |at: &usize| {
        source.text(at + 1) == ":" && source.text(at + 2) == ":" && (*at == 0 || source.text(at - 1) != ":")
    };
    let found: Vec<usize> = source.find(dependency).into_iter().filter(begins_path).collect();
    let is_module = || {
        ["use crate", "use super"].iter().flat_map(|words| source.find(words)).any(|start| {
            let mut statement = (start..source.tokens.len()).take_while(|at| source.text(*at) != ";");
            statement.any(|at| source.text(at) == dependency)
        })
    };
    if found.is_empty() || is_module() { Vec::new() } else { found }
}

fn against_the_dependencies(source: &Source) -> Vec<String> {
    let own = layer(source);
    let mut found = Vec::new();
    for (dependency, layers) in DEPENDENCIES {
        if !layers.contains(&own) {
            let places = uses_of(source, dependency).into_iter().map(|at| source.place(at));
            found.extend(places.map(|place| format!("{place}: `{own}` must not know `{dependency}`")));
        }
    }
    found
}

/// The dependencies in a table of `Cargo.toml`, as the code names them.
fn dependencies(table: &str) -> BTreeSet<String> {
    Manifest::read().names(table).iter().map(|name| name.replace('-', "_")).collect()
}

#[test]
fn imports_run_one_way() {
    for (position, (layer, allowed)) in LAYERS.iter().enumerate() {
        for other in *allowed {
            assert!(
                LAYERS[..position].iter().any(|(above, _)| above == other),
                "`{other}` does not stand above `{layer}`"
            );
        }
    }
    check(against_the_layers);
}

#[test]
fn imports_against_the_layers_are_seen() {
    let wrong = |path: &str, text: &str| against_the_layers(&Source::new(path, text)).len();
    assert_eq!(wrong("src/engine/month.rs", "use crate::report::json;"), 1);
    assert_eq!(wrong("src/engine/month.rs", "use crate::{domain::{Client, Kind}, cli, scenario::Reading};"), 2);
    assert_eq!(wrong("src/engine/month.rs", "fn f() { super::super::analysis::best() }"), 1);
    assert_eq!(wrong("src/engine/mod.rs", "use super::analysis;"), 1);
    assert_eq!(wrong("src/render/mod.rs", "fn f(number: crate::engine::Totals) {}"), 1);
    assert_eq!(wrong("src/main.rs", "use uprate::engine;"), 1);
    assert_eq!(wrong("src/somewhere/new.rs", ""), 1);
    let right = "//! See [`crate::cli`].\nuse super::month; use crate::domain::{Client, Kind}; pub(crate) fn f() {}\n\
        #[cfg(test)] mod tests { use crate::cli; }";
    assert_eq!(wrong("src/engine/floor.rs", right), 0);
}

#[test]
fn a_dependency_is_known_where_it_is_needed_only() {
    check(against_the_dependencies);
    let named: BTreeSet<String> = DEPENDENCIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(dependencies("dependencies"), named);
}

#[test]
fn a_dependency_in_the_wrong_place_is_seen() {
    let wrong = |path: &str, text: &str| against_the_dependencies(&Source::new(path, text)).len();
    assert_eq!(wrong("src/engine/month.rs", "use clap::Parser;"), 1);
    assert_eq!(wrong("src/report/json.rs", "fn f() { toml::de::parse(csv::Writer::new()) }"), 2);
    assert_eq!(wrong("src/cli/output.rs", "use crate::render::{csv, markdown}; fn f() { csv::render() }"), 0);
    assert_eq!(wrong("src/render/csv.rs", "use csv::Error; fn f() { other::clap::x() }"), 0);
}

#[test]
fn every_dependency_is_used() {
    let tests: Vec<Source> = ["tests", "benches"].into_iter().flat_map(sources).collect();
    for (table, sources) in [("dependencies", &*SOURCES), ("dev-dependencies", &tests)] {
        let unused = |name: &String| sources.iter().all(|source| uses_of(source, name).is_empty());
        assert_none(&dependencies(table).into_iter().filter(unused).collect::<Vec<_>>());
    }
    assert!(uses_of(&Source::new("src/a.rs", "use tomlette::x; fn f() { a::toml::b() }"), "toml").is_empty());
}
