//! What is not called, and how numbers do not become text.

use crate::sources::{Source, files};
use crate::{assert_none, check};

/// What is not called, why not, and the places that may: a file, how often, and the reason.
struct Banned {
    words: &'static [&'static str],
    why: &'static str,
    except: &'static [(&'static str, usize, &'static str)],
}

const BANNED: [Banned; 7] = [
    Banned {
        words: &["print!", "println!", "eprint!", "eprintln!", "dbg!"],
        why: "it panics on a closed pipe, and nothing but `deliver` and `cli::failure` writes",
        except: &[],
    },
    Banned {
        words: &["process::exit", "abort"],
        why: "`main` returns the exit status",
        except: &[
            ("src/cli/init/interactive.rs", 1, "Ctrl-C ends a program that waits for an answer"),
            ("src/cli/simulate.rs", 1, "a second Ctrl-C does not wait for anything"),
        ],
    },
    Banned {
        words: &[
            ".unwrap",
            ".expect",
            ".unwrap_err",
            ".expect_err",
            "todo!",
            "unimplemented!",
            "assert!",
            "assert_eq!",
        ],
        why: "a scenario must not be able to end the program: say what is wrong with it",
        except: &[("src/domain/scenario.rs", 1, "a constant: it ends the compiler, not the program")],
    },
    Banned {
        words: &["panic!", "unreachable!"],
        why: "a scenario must not be able to end the program: say what is wrong with it",
        except: &[
            (
                "src/scenario/reader.rs",
                1,
                "the reader asks for keys by names written in the program, not in a scenario",
            ),
            ("src/scenario/reader/lists.rs", 2, "the same"),
            ("src/scenario/reading.rs", 1, "the default currency is one"),
            ("src/wrapping.rs", 2, "a list that begins with an entry has a last one"),
            ("src/render/picture.rs", 1, "a wrapped text has a line"),
        ],
    },
    Banned {
        words: &["SystemTime", "Instant", "Utc::now", "Local::now", "env::var", "env::var_os", "rand::rng", "OsRng"],
        why: "the same scenario gives the same bytes",
        except: &[("src/cli/inputs.rs", 1, "a scenario without a start begins today, and says so")],
    },
    Banned {
        words: &["HashMap::", "HashSet::", "HashMap<", "HashSet<"],
        why: "walked through, it gives another order in every run: take a BTreeMap",
        except: &[
            ("src/scenario/reading.rs", 3, "places are looked up by key, never walked through"),
            ("src/scenario/strategies.rs", 4, "names taken are looked up, never walked through"),
        ],
    },
    Banned {
        words: &["Decimal::from_str", ".round_dp"],
        why: "it rounds in silence, or a half to the even digit: `from_str_exact`, `words::rounded`",
        except: &[],
    },
];

/// Where floating point is at home. What is printed of a scenario is computed in decimals.
const FLOATING: &[(&str, &str)] = &[
    ("src/analysis/best_path/beyond.rs", "the best path is searched for; its figures are then computed in decimals"),
    ("src/analysis/best_path/ground.rs", "the same search"),
    ("src/analysis/best_path/marks.rs", "the same search"),
    ("src/analysis/best_path/mod.rs", "the same search"),
    ("src/analysis/best_path/search.rs", "the same search"),
    ("src/analysis/best_path/stretch.rs", "the same search"),
    ("src/analysis/best_path/values.rs", "the same search"),
    ("src/analysis/cash.rs", "which outcomes are to be told; their figures are then computed in decimals"),
    ("src/analysis/comparison.rs", "what would be best under another assumption, where that is clear"),
    ("src/analysis/inputs.rs", "whether a number is whole, whatever it is computed with"),
    ("src/analysis/solve.rs", "a crossing is searched for; what is to be written is decimal"),
    ("src/analysis/solve/extremes.rs", "the same"),
    ("src/analysis/solve/jumps.rs", "the same"),
    ("src/analysis/solve/written.rs", "the same"),
    ("src/analysis/sweep.rs", "many cells"),
    ("src/analysis/tipping/standing.rs", "the same search as in tipping.rs"),
    ("src/analysis/tipping/told.rs", "what the search found is made decimal"),
    ("src/analysis/tipping/way.rs", "the same search as in tipping.rs"),
    ("src/analysis/tipping.rs", "a value is searched for with many evaluations, and said to a few digits"),
    ("src/engine/break_even.rs", "a root is found in floating point, then made exact by Newton's steps"),
    (
        "src/engine/terms.rs",
        "the price that a message about lost digits names, whatever the number it is computed with",
    ),
    ("src/number/exact.rs", "error bounds, and the conversions of the trait"),
    ("src/number/float.rs", "the other number of the engine"),
    ("src/number/recorded.rs", "the other number of the engine, written down for many draws"),
    ("src/number/mod.rs", "the conversions of the trait"),
    ("src/report/solve.rs", "values found by a search, beside those that are to be written"),
    ("src/report/simulate.rs", "what many draws come to"),
    ("src/report/simulate/otherwise.rs", "what draws come to"),
    ("src/report/simulate/sentences.rs", "the same"),
    ("src/render/heat.rs", "shades of a table"),
    ("src/render/html/svg.rs", "lengths on a page"),
    ("src/render/pdf/composer.rs", "lengths on a page"),
    ("src/render/pdf/file.rs", "lengths on a page"),
    ("src/render/pdf/mod.rs", "lengths on a page"),
    ("src/render/pdf/paint.rs", "lengths on a page"),
    ("src/render/pdf/picture.rs", "lengths on a page"),
    ("src/render/pdf/sheet.rs", "lengths on a page"),
    ("src/render/pdf/system.rs", "lengths on a page"),
    ("src/render/pdf/table.rs", "lengths on a page"),
    ("src/render/pdf/typesetter.rs", "lengths on a page"),
    ("src/render/picture.rs", "columns of a picture"),
    ("src/render/profile.rs", "columns of a picture"),
    ("src/render/scene/axis.rs", "lengths on a page"),
    ("src/render/scene/bars.rs", "lengths on a page"),
    ("src/render/scene/mod.rs", "lengths on a page"),
    ("src/render/scene/plot.rs", "lengths on a page"),
    ("src/render/scene/profiles.rs", "lengths on a page"),
    ("src/render/scene/ranges.rs", "lengths on a page"),
    ("src/render/scene/scatter.rs", "lengths on a page"),
    ("src/render/scene/steps.rs", "lengths on a page"),
    ("src/render/scene/waterfall.rs", "lengths on a page"),
    ("src/report/answers.rs", "heights of a picture"),
    ("src/report/best_path.rs", "heights of a picture"),
    ("src/report/distribution.rs", "heights of a picture"),
    ("src/report/document/charts.rs", "heights of a picture"),
    ("src/report/document/pictures.rs", "heights of a picture"),
    ("src/report/pack/charts.rs", "heights of a picture"),
    ("src/report/workbook/book.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/evaluation.rs", "what a spreadsheet computes"),
    ("src/report/workbook/expression.rs", "numbers in formulas"),
    ("src/report/workbook/live/check.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/compare.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/fixed.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/inputs.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/mod.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/months.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/moves.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/notes.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/planned.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/projection.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/live/risks.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/table.rs", "a spreadsheet knows no other numbers"),
    ("src/report/workbook/widths.rs", "widths of columns"),
    ("src/render/xlsx/mod.rs", "what a formula comes to, and widths"),
    ("src/simulation/draws.rs", "draws"),
    ("src/simulation/evaluation.rs", "draws"),
    ("src/simulation/look.rs", "draws"),
    ("src/simulation/program.rs", "draws"),
    ("src/simulation/quantiles.rs", "draws"),
    ("src/simulation/result.rs", "draws"),
    ("src/simulation/run.rs", "draws"),
    ("src/simulation/shares.rs", "draws"),
    ("src/simulation/tally.rs", "draws"),
    ("src/scenario/correlations.rs", "whether a matrix is positive definite"),
    ("src/scenario/response.rs", "whether two raises are apart"),
    ("src/scenario/suggestion.rs", "how alike two words are"),
];

/// The one place where numbers become text for people.
const WORDS: &str = "src/words.rs";

/// What is called that must not be; an exception counts its calls, so that no further one slips in.
fn banned(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for Banned { words, why, except } in BANNED {
        let places: Vec<usize> = words.iter().flat_map(|words| source.find(words)).collect();
        let expected = except.iter().find(|(path, ..)| *path == source.path);
        let times = expected.map_or(0, |(_, times, _)| *times);
        if places.len() != times {
            let found_at: Vec<String> = places.iter().map(|at| source.place(*at)).collect();
            found.push(format!("{}: {found_at:?} of {words:?}, not {times}: {why}", source.path));
        }
    }
    found
}

fn floating(source: &Source) -> Vec<String> {
    let words = ["f64", "f32", "to_f64", "from_f64", "to_f32", "from_f32"];
    let places: Vec<usize> = words.iter().flat_map(|words| source.find(words)).collect();
    let at_home = FLOATING.iter().any(|(path, _)| *path == source.path);
    match places.as_slice() {
        [] if at_home => vec![format!("{} has no floating point: it needs no exception", source.path)],
        _ if at_home => Vec::new(),
        places => places.iter().map(|at| format!("{}: floating point", source.place(*at))).collect(),
    }
}

/// Format strings that cut digits off, as `{:.2}` does with decimals, or that show a value as Rust writes it.
fn careless_formats(source: &Source) -> Vec<String> {
    let is_careless = |literal: &str| {
        let holes = literal.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(hole, _)| hole);
        holes.filter_map(|hole| hole.split_once(':')).any(|(_, form)| form.contains(['.', '?']))
    };
    let literals = source.tokens.iter().filter(|token| token.text.ends_with('"') && source.path != WORDS);
    let careless = literals.filter(|token| is_careless(&token.text));
    careless.map(|token| format!("{}:{}: {}", source.path, token.line, token.text)).collect()
}

#[test]
fn nothing_banned_is_called() {
    check(banned);
}

#[test]
fn what_is_banned_is_seen() {
    for text in [
        "println!(\"{}\", 1)",
        "std::process::exit(1)",
        "f(x.unwrap())",
        "m! { x.expect(\"\") }",
        "todo!()",
        "panic!()",
        "let now = chrono::Local::now();",
        "let map: HashMap<u8, u8> = f();",
        "Decimal::from_str(text)",
        "a.round_dp(2)",
    ] {
        assert_eq!(banned(&Source::new("src/a.rs", &format!("fn f() {{ {text} }}"))).len(), 1, "{text}");
    }
    let right = "//! println!\n// panic!()\n#[expect(dead_code)] fn f() { g(\"todo!()\"); x.unwrap_or(1); round_dp_with_strategy() }";
    assert_none(&banned(&Source::new("src/a.rs", right)));
    // An exception counts.
    assert_eq!(banned(&Source::new("src/cli/inputs.rs", "fn f() { Local::now(); Local::now() }")).len(), 1);
    assert_eq!(banned(&Source::new("src/cli/inputs.rs", "")).len(), 1);
}

#[test]
fn what_is_printed_is_not_computed_in_floating_point() {
    check(floating);
}

#[test]
fn every_exception_is_of_a_file_that_is_there() {
    let paths = files("src");
    let excepted = BANNED.iter().flat_map(|banned| banned.except).map(|(path, ..)| path);
    let excepted = excepted.chain(FLOATING.iter().map(|(path, _)| path)).map(|path| (*path).to_owned());
    assert_none(&excepted.filter(|path| !paths.contains(path)).collect::<Vec<_>>());
}

#[test]
fn floating_point_is_seen() {
    assert_eq!(floating(&Source::new("src/report/json.rs", "fn f(x: f64) { x.to_f64() }")).len(), 2);
    assert_eq!(floating(&Source::new("src/number/float.rs", "fn f() {}")).len(), 1);
}

#[test]
fn numbers_become_text_in_one_place() {
    check(careless_formats);
}

#[test]
fn careless_formats_are_seen() {
    for text in ["{:.2}", "{value:8.2} €", "{value:.*}", "{:?}", "{scenario:#?}", "{:.decimals$}"] {
        assert_eq!(
            careless_formats(&Source::new("src/a.rs", &format!("fn f() {{ format!(\"{text}\") }}"))).len(),
            1,
            "{text}"
        );
    }
    for text in ["{}", "{value:#}", "{value}: 1.5", "{:04X}", "a. {b} c?"] {
        assert_none(&careless_formats(&Source::new("src/a.rs", &format!("fn f() {{ format!(\"{text}\") }}"))));
    }
}
