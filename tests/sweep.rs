//! Every cell of a sweep is what the scenario comes to with its values written in it.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use rust_decimal::Decimal;
use support::program::run;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::analysis::explain::Figure;
use uprate::analysis::metrics::Metric;
use uprate::analysis::sweep::{Axis, Cell, EXACT_CELLS_MAX, sweep};
use uprate::analysis::variation::{Question, Refusal, Value, Whose};
use uprate::number::{Exact, Number};
use uprate::scenario::catalogue::Holds;
use uprate::scenario::{Override, Reading};

fn scenarios() -> Vec<(String, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the scenarios").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        (path.display().to_string(), support::reading(&std::fs::read(&path).expect("a scenario")))
    };
    paths.into_iter().map(read).collect()
}

fn question<'r>(reading: &'r Reading, metric: &str, whose: Whose) -> Question<'r> {
    let metric = Metric::named(metric).expect("a metric");
    Question { reading, metric, whose, by: By::NetProfit }
}

fn axis(reading: &Reading, key: &str, numbers: impl IntoIterator<Item = Decimal>) -> Axis {
    let definition = reading.in_force(key).expect(key).definition.expect("a number");
    let values = numbers.into_iter().map(|number| Value::of(number, definition)).collect();
    Axis { key: key.to_owned(), definition, values }
}

fn steps(from: i64, step: i64, count: i64, decimals: u32) -> impl Iterator<Item = Decimal> {
    (0..count).map(move |number| Decimal::new(from + step * number, decimals))
}

/// What `compare` says with the values of a cell set: the recommended strategy and its figure.
fn compared(question: &Question<'_>, given: &[(&Axis, &Value)]) -> Option<(Option<usize>, Option<Exact>)> {
    let overrides: Vec<Override> = given
        .iter()
        .map(|(axis, value)| Override::parse(&format!("{}={}", axis.key, value.text)).expect("an override"))
        .collect();
    let reading = question.reading.with(&overrides).ok()?;
    let comparison = compare(reading.scenario, question.by).ok()?;
    let (position, best) = match question.whose {
        Whose::Strategy(position) => (position, None),
        Whose::Best => (comparison.choice.best.ok()?, comparison.choice.best.ok()),
    };
    Some((best, question.metric.of(&comparison.evaluation, position).expect("the figure").number()))
}

fn assert_same(cell: &Cell, expected: Option<(Option<usize>, Option<Exact>)>, tolerance: f64, what: &str) {
    let Some((best, figure)) = expected else {
        assert!(cell.is_err(), "{what}: {cell:?}, but compare refuses it");
        return;
    };
    let answer = cell.as_ref().unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
    assert_eq!(answer.best, best, "{what}");
    match (answer.figure.number(), figure) {
        (Some(got), Some(expected)) if tolerance == 0.0 => assert_eq!(got.settled(), expected.settled(), "{what}"),
        (Some(got), Some(expected)) => {
            let (got, expected) = (got.to_f64(), expected.to_f64());
            assert!((got - expected).abs() <= tolerance * expected.abs().max(1.0), "{what}: {got}, not {expected}");
        }
        (got, expected) => assert_eq!(got.is_none(), expected.is_none(), "{what}"),
    }
}

#[test]
fn every_printed_cell_is_what_compare_says() {
    for (name, reading) in scenarios() {
        for metric in ["net_profit", "hours_worked", "accepts", "break_even_accept", "p10", "net_margin"] {
            let question = question(&reading, metric, Whose::Best);
            let axes = [
                axis(&reading, "effort.hours", steps(0, 15, 3, 0)),
                axis(&reading, "response.churn", steps(-1, 2, 3, 2)),
            ];
            let cells = sweep(&question, &axes);
            for (position, cell) in cells.iter().enumerate() {
                let given = [(&axes[0], &axes[0].values[position / 3]), (&axes[1], &axes[1].values[position % 3])];
                // A figure of today needs no recommendation.
                let mut expected = compared(&question, &given);
                if question.metric.is_of_all() {
                    let first = Question { whose: Whose::Strategy(0), ..question };
                    expected = compared(&first, &given);
                }
                assert_same(cell, expected, 0.0, &format!("{name}: {metric} in cell {position}"));
            }
        }
    }
}

/// Many cells are computed in floating point, and what is allowed is not read for each: every kind of key, beyond its
/// bounds on both sides.
#[test]
fn many_cells_are_those_of_few() {
    let count = i64::try_from(EXACT_CELLS_MAX).expect("few") + 30;
    let mut seen = BTreeSet::new();
    let mut refused = 0;
    for (name, reading) in scenarios() {
        for entry in &reading.ledger {
            let last = entry.key.rsplit('.').next().expect("a key").to_owned();
            let Some(definition) = entry.definition.filter(|definition| definition.holds.is_number()) else { continue };
            if !seen.insert((last, matches!(definition.holds, Holds::Share), entry.key.starts_with("strategy"))) {
                continue;
            }
            let numbers: Vec<Decimal> = match definition.holds {
                // From -12.5 % to 130 %, in halves and quarters of a percent.
                Holds::Share => steps(-5_000, 125, count, 5).collect(),
                Holds::Whole => steps(-10, 1, count, 0).collect(),
                _ => steps(-20, 25, count, 1).collect(),
            };
            let position = reading.scenario.strategy_of_key(&entry.key).map_or(1, |(position, _)| position);
            let question = question(&reading, "net_profit", Whose::Strategy(position));
            let axes = [axis(&reading, &entry.key, numbers)];
            let cells = sweep(&question, &axes);
            let is_edge = |at: usize| {
                let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                near.filter_map(|near| cells.get(near)).any(|near| near.is_err() != cells[at].is_err())
            };
            for at in (0..cells.len()).filter(|at| at % 61 == 0 || is_edge(*at)) {
                let Some(expected) = compared_alone(&question, &axes[0], at) else { continue };
                let what = format!("{name}: {}={}", entry.key, axes[0].values[at].text);
                assert_same(&cells[at], expected, 1e-9, &what);
                refused += usize::from(cells[at].is_err());
            }
        }
    }
    assert!(seen.len() > 45 && refused > 100, "{} kinds of keys, {refused} refused", seen.len());
}

/// What `compare --strategy` says: the other strategies do not count. None where decimals have not enough digits for what
/// floating point can still tell.
#[expect(clippy::option_option, reason = "not allowed, allowed without a figure, and a figure")]
fn compared_alone(question: &Question<'_>, axis: &Axis, at: usize) -> Option<Option<(Option<usize>, Option<Exact>)>> {
    let given = [(axis.key.as_str(), axis.values[at].text.as_str())];
    match question.answer_with(&given, |number: Exact| number) {
        Ok(answer) => Some(Some((None, answer.figure.number()))),
        Err(Refusal::NotComputable(why)) if why.contains("the numbers run out") => None,
        Err(_) => Some(None),
    }
}

#[test]
fn keys_that_bound_each_other_are_refused_together() {
    let text = "start = 2027-01-01\n[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n[effort]\nhours = 22\ncost = 48\n\
                [response]\nwalk_away = { low = \"5%\", high = \"45%\" }\n";
    let reading = support::reading(text.as_bytes());
    let question = question(&reading, "net_profit", Whose::Best);
    let axes = [
        axis(&reading, "response.walk_away.low", steps(0, 1, 21, 2)),
        axis(&reading, "response.walk_away.high", steps(5, 1, 21, 2)),
    ];
    let cells = sweep(&question, &axes);
    assert!(cells.len() > EXACT_CELLS_MAX);
    for (position, cell) in cells.iter().enumerate() {
        let (low, high) = (&axes[0].values[position / 21], &axes[1].values[position % 21]);
        assert_eq!(cell.is_ok(), low.number < high.number, "{} and {}", low.text, high.text);
        let expected = compared(&question, &[(&axes[0], low), (&axes[1], high)]);
        assert_same(cell, expected, 1e-9, &format!("{} and {}", low.text, high.text));
    }
}

/// A client at 100 an hour, with a raise of its own and no extra effort.
fn client(folder: &Path) {
    let text = "start = 2027-01-01\n[client]\nrate = 100\nhours = 60\nmargin = \"30%\"\n[effort]\nhours = 10\ncost = 40\n\
                [response]\naccept = [{ raise = \"10%\", chance = \"85%\" }]\n[[strategy]]\nkind = \"thirty-day-raise\"\n\
                id = \"raise\"\nraise = \"5%\"\n";
    std::fs::write(folder.join("client.toml"), text).expect("written");
}

fn printed(arguments: &[&str]) -> support::program::Run {
    let folder = tempfile::tempdir().expect("a folder");
    client(folder.path());
    run(folder.path(), &[&["sweep", "client.toml"], arguments].concat())
}

/// Nagle, *The Strategy and Tactics of Pricing*: a raise of 5 % on a margin of 30 % bears a loss of 14.29 % of the volume,
/// one of 10 % on 50 % one of 16.67 %.
#[test]
fn the_volume_that_raises_may_lose_is_nagles() {
    let vary = ["--vary", "strategy.raise.raise=5%,10%", "--vary", "client.margin=30%,50%"];
    let page = printed(&[&vary[..], &["--metric", "volume-loss", "--strategy", "raise", "--format", "csv"]].concat());
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    let figure = |line: &str| line.split(',').nth(6).and_then(|figure| figure.parse::<f64>().ok()).expect("the figure");
    let figures: Vec<f64> = page.stdout.lines().skip(1).map(figure).collect();
    for (got, expected) in figures.iter().zip([0.05 / 0.35, 0.05 / 0.55, 0.1 / 0.4, 0.1 / 0.6]) {
        assert!((got - expected).abs() < 1e-12, "{figures:?}");
    }
    assert_eq!(figures.len(), 4, "{}", page.stdout);
}

#[test]
fn the_best_cell_is_marked_with_colour_and_without() {
    let vary = ["--vary", "strategy.raise.raise=5%..25%:5%", "--strategy", "raise"];
    let plain = printed(&vary).stdout;
    let marked: Vec<&str> =
        plain.lines().filter(|line| line.contains('>') && !line.trim_start().starts_with('>')).collect();
    assert_eq!(marked.len(), 1, "{plain}");
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let coloured = printed(&[&vary[..], &["--color", "always"]].concat()).stdout;
    // The best is the greenest, the worst of what is no loss white.
    let green = coloured.lines().find(|line| line.contains('>')).expect("the best");
    let white = coloured.lines().find(|line| line.contains("37,567.50")).expect("the worst");
    assert!(green.contains("48;5;114m") && white.contains("48;5;255m"), "{coloured}");
    assert!(printed(&[&vary[..], &["--format", "markdown"]].concat()).stdout.contains("**"));
}

#[test]
fn what_cannot_be_swept_is_said_at_once() {
    for (arguments, expected) in [
        (&["--vary", "client.rate=1..1000000000:1"][..], "more than 100000 values"),
        (&["--vary", "client.rate=1..1000:1", "--vary", "client.hours=1..1000:1"], "more than 100000 cells"),
        (&["--vary", "client.rate=120..90:5"], "runs backward"),
        (&["--vary", "response.churn=5..40%:5%"], "hundred times 5%"),
        (&["--vary", "client.rate=90..120:0"], "step of 90..120:0 must be more than 0"),
        (&["--vary", "client.rate=90..120:-5"], "must be more than 0"),
        (&["--vary", "response.churn=1%..4%:1"], "larger than the range"),
        (&["--vary", "client.rate=90..120"], "has no step"),
        (&["--vary", "client.rate="], "has no values"),
        (&["--vary", "client.rate=90,,95"], "is no number"),
        (&["--vary", "client.rate"], "has no values"),
        (&["--vary", "client.raet=90,95"], "did you mean `rate`"),
        (&["--vary", "strategy.rise.raise=5%"], "did you mean `raise`"),
        (&["--vary", "client.name=1,2"], "only numbers can be varied"),
        (&["--vary", "client.rate=90,95", "--metric", "net-profits"], "did you mean net_profit?"),
        (&["--vary", "client.rate=90,95", "--strategy", "raises"], "did you mean raise?"),
        (&["--vary", "client.rate=90,95", "--vary", "client.rate=3"], "twice"),
        (&["--vary", "client.rate=9", "--vary", "client.hours=3", "--vary", "months=3"], "once or twice"),
        (&["--vary", "response.churn=100%,200%"], "less than 100 %"),
    ] {
        let run = printed(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_value_that_is_not_allowed_is_a_cell_that_says_so() {
    let page = printed(&["--vary", "response.churn=-1%..2%:1%"]);
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    assert!(page.stdout.contains("[1] not allowed: `response.churn` must be 0 % or more"), "{}", page.stdout);
    assert_eq!(page.stdout.lines().filter(|line| line.ends_with("- [1]")).count(), 1, "{}", page.stdout);
}

/// What `sweep` prints of a scenario of the repository.
fn printed_of(scenario: &str, arguments: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let run = run(&folder, &[&["sweep", &format!("{scenario}.toml")][..], arguments].concat());
    assert!(run.code == Some(0), "{arguments:?}: {}", run.stderr);
    run.stdout
}

#[test]
fn what_is_said_of_all_values_holds_for_all() {
    let guess = printed_of("nearly-everything-is-a-guess", &["--vary", "effort.hours=14..45:10"]);
    assert!(guess.contains("As it is (effort.hours 26, the likely value): 7,250.411"), "{guess}");
    let agency = "agency-retainer-wants-everything";
    let refused = printed_of(agency, &["--vary", "response.churn=0..4:1"]);
    assert!(refused.contains("Only one of these 5 values has the figure.") && !refused.contains("same"), "{refused}");
    let alone = printed_of(agency, &["--vary", "response.churn=1%"]);
    assert!(!alone.contains("all of these"), "{alone}");
    let flat = ["--vary", "strategy.jump.raise=10%..30%:10%", "--vary", "months=12,24", "--strategy", "status-quo"];
    let flat = printed_of("staircase-under-the-approval-limit", &flat);
    assert!(flat.contains("the first of 3 that are equal") && flat.matches('>').count() == 4, "{flat}");
}

/// Where a strategy is ahead whatever the chance, no chance is needed: that is the least.
#[test]
fn always_ahead_is_less_than_any_chance() {
    let scenario = "staircase-under-the-approval-limit";
    let arguments = ["--metric", "accept-chance", "--vary", "client.rate=50..70:5"];
    let swept = printed_of(scenario, &arguments);
    assert!(swept.matches(">always").count() == 2 && swept.contains("> always ahead at client.rate 50"), "{swept}");
    let json = printed_of(scenario, &[&arguments[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["cells"][1]["ahead"], &json["equally_good"][1]["client.rate"]), (&"always".into(), &55.into()));
}

/// One list of names for every command: each leads to a figure, in whichever way it is written.
#[test]
fn every_name_of_a_metric_leads_to_its_figure_in_every_command() {
    let (name, reading) = &scenarios()[0];
    let evaluation = uprate::engine::evaluation::evaluate(&reading.scenario).expect("computable");
    for metric in Metric::all() {
        let full = metric.full_name();
        assert_eq!(Metric::named(&full), Some(metric), "{full}");
        assert_eq!(Metric::named(&full.replace('_', "-")), Some(metric), "{full}");
        assert!(metric.of(&evaluation, 1).is_some(), "{name}: {full}");
        assert!(Figure::named(&full, None).is_some(), "{full} cannot be explained");
    }
    for (written, full) in [
        ("totals.net-profit", "net_profit"),
        ("break_even.accept", "accept_chance"),
        ("distribution.p10", "p10"),
        ("today.net-margin", "net_margin"),
        ("floor", "floor.price"),
    ] {
        assert_eq!(Metric::named(written).map(Metric::full_name).as_deref(), Some(full), "{written}");
    }
    assert_eq!(Metric::named("today.net_profit"), None);
    assert_eq!(Metric::named("raise"), None, "of the floor alone");
}
