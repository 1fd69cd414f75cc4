//! What `explain` says is right: the figure that it explains is the one that `compare` and `project` print, and every
//! formula leads to the value that is shown for it.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use support::program::{folder, run};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::analysis::explain::tree::{Expression, Id, Node, Origin, Tree};
use uprate::analysis::explain::{Explanation, Figure, explain, explain_all};
use uprate::number::{Exact, Number};
use uprate::report::json;
use uprate::scenario::Reading;

/// Values may differ by this share of what they are made of.
const TOLERANCE: f64 = 1e-9;

fn scenarios() -> Vec<(String, Reading)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = ["scenarios", "tests/pages"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("a folder"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        (path.display().to_string(), support::reading(&std::fs::read(&path).expect("a scenario")))
    };
    let everything = ("everything".to_owned(), support::reading(support::everything::EVERYTHING.as_bytes()));
    paths.into_iter().map(read).chain([everything]).collect()
}

/// A formula in floating point: what it comes to, and the size of what it is made of.
struct Evaluator<'t> {
    tree: &'t Tree,
}

impl Evaluator<'_> {
    fn value(&self, id: Id) -> f64 {
        self.tree.nodes[id].value.map_or(f64::NAN, Number::to_f64)
    }

    fn sized(&self, expression: &Expression) -> (f64, f64) {
        let own = |value: f64| (value, value.abs());
        let both = |one: &Expression, other: &Expression| (self.sized(one), self.sized(other));
        match expression {
            Expression::Of(id) => own(self.value(*id)),
            Expression::Number(number) => own(number.to_f64()),
            Expression::Sum(terms) => terms.iter().fold((0.0, 0.0), |(sum, size), (minus, term)| {
                let (term, of_term) = self.sized(term);
                (if *minus { sum - term } else { sum + term }, size + of_term)
            }),
            Expression::Product(factors) => factors.iter().fold((1.0, 1.0), |(product, size), factor| {
                let (factor, of_factor) = self.sized(factor);
                (product * factor, size * of_factor)
            }),
            Expression::Quotient(one, other) => {
                let ((one, size), (other, _)) = both(one, other);
                (one / other, size / other.abs())
            }
            Expression::Power(one, other) => {
                let ((one, _), (other, size)) = both(one, other);
                let value = one.powf(other);
                (value, value.abs() * size.max(1.0))
            }
            Expression::Larger(one, other) => {
                let ((one, size), (other, of_other)) = both(one, other);
                (one.max(other), size.max(of_other))
            }
            Expression::Smaller(one, other) => {
                let ((one, size), (other, of_other)) = both(one, other);
                (one.min(other), size.max(of_other))
            }
            Expression::Rounded(one, step) => {
                let ((one, _), (step, _)) = both(one, step);
                let steps = one / step;
                own((steps.abs() + 0.5 + 1e-9).floor().copysign(steps) * step)
            }
            Expression::RoundedUp(one, step) => {
                let ((one, _), (step, _)) = both(one, step);
                own((one / step * (1.0 - 1e-12)).ceil() * step)
            }
            Expression::Months(ids) => {
                ids.iter().fold((0.0, 0.0), |(sum, size), id| (sum + self.value(*id), size + self.value(*id).abs()))
            }
            Expression::Least(ids) => own(ids.iter().map(|id| self.value(*id)).fold(f64::INFINITY, f64::min)),
            Expression::Logistic { half, slope, raise } => {
                let (half, slope, raise) = (self.value(*half), self.value(*slope), self.value(*raise));
                let u = 1.0 / ((slope * half).exp() - 2.0);
                own((1.0 + u) / (1.0 + u * (slope * raise).exp()))
            }
            Expression::Quantile { share, outcomes } => {
                let mut rising: Vec<(f64, f64)> =
                    outcomes.iter().map(|(figure, chance)| (self.value(*figure), self.value(*chance))).collect();
                rising.sort_by(|one, other| one.0.total_cmp(&other.0));
                let mut chance = 0.0;
                let found = rising.iter().find(|(_, of_it)| {
                    chance += of_it;
                    chance >= share.to_f64() - 1e-11
                });
                own(found.or(rising.last()).expect("an outcome").0)
            }
            Expression::ChanceAbove { level, outcomes } => {
                let above = outcomes.iter().filter(|(figure, _)| self.value(*figure) - self.value(*level) > 1e-8);
                own(above.map(|(_, chance)| self.value(*chance)).sum())
            }
            Expression::NeverBehind(leads) => {
                let last_behind = leads.iter().rposition(|lead| self.value(*lead) < -1e-8);
                #[expect(clippy::cast_precision_loss, reason = "months are few")]
                own(last_behind.map_or(1.0, |position| (position + 2) as f64))
            }
            // A root is where the polynomial is nothing: what is left of it, against what it is made of.
            Expression::Root(_) => (f64::NAN, f64::NAN),
        }
    }

    /// Why the two sides of what a figure has to bring about are not equal.
    fn unequal(&self, id: Id) -> Option<String> {
        let node = &self.tree.nodes[id];
        let [left, right] = node.check.as_ref()?.each_ref().map(|side| self.sized(side));
        let agrees = (left.0 - right.0).abs() <= TOLERANCE * left.1.max(right.1).max(1e-12);
        (!agrees).then(|| format!("{}: {} is not {}", node.name, left.0, right.0))
    }

    /// Why a value of the scenario is not the one in force.
    fn unlike(&self, id: Id, reading: &Reading) -> Option<String> {
        let Origin::Input(key) = &self.tree.nodes[id].origin else { return None };
        let Some(entry) = reading.in_force(key) else { return Some(format!("{key} is not in force")) };
        let written = entry.range.map_or(entry.value.clone(), |range| range.base.to_string());
        let written = written.trim_matches('"').replace([' ', '_'], "");
        let (number, scale) = written.strip_suffix('%').map_or((written.as_str(), 1.0), |number| (number, 100.0));
        // A default may be given in words.
        let number = number.parse::<f64>().ok().filter(|_| !entry.value.contains('='))?;
        let unlike = (number / scale - self.value(id)).abs() > TOLERANCE * number.abs();
        unlike.then(|| format!("{key} = {written}, not {}", self.value(id)))
    }

    /// Why a figure is not what its formula comes to.
    fn wrong(&self, id: Id) -> Option<String> {
        let node = &self.tree.nodes[id];
        let Origin::Formula(expression) = &node.origin else { return None };
        let value = self.value(id);
        let (found, size) = if let Expression::Root(coefficients) = expression {
            let terms = coefficients.iter().zip(0..).map(|(id, power)| self.value(*id) * value.powi(power));
            let (rest, size) = terms.fold((0.0, 0.0), |(sum, size), term| (sum + term, size + term.abs()));
            (value + rest / size.max(1.0), 1.0)
        } else {
            self.sized(expression)
        };
        let agrees = (found - value).abs() <= TOLERANCE * size.max(value.abs()).max(1e-12);
        (!agrees)
            .then(|| format!("{} ({:?}, {}): {found}, not {value}: {expression:?}", node.name, node.month, node.whose))
    }
}

/// Everything that leads to a figure is there before it, and is what its formula says.
fn assert_right(tree: &Tree, reading: &Reading, what: &str) {
    let evaluator = Evaluator { tree };
    for (id, node) in tree.nodes.iter().enumerate() {
        if let Origin::Formula(expression) = &node.origin {
            assert!(expression.operands().iter().all(|operand| *operand < id), "{what}: {} leads to itself", node.name);
            assert!(node.value.is_some(), "{what}: {}", node.name);
        }
        let wrong = evaluator.wrong(id).or_else(|| evaluator.unequal(id));
        if let Some(wrong) = wrong.or_else(|| evaluator.unlike(id, reading)) {
            panic!("{what}: {wrong}");
        }
    }
}

/// The figure that is explained is the one that is printed.
fn assert_is(node: &Node, printed: &Value, what: &str) {
    let found = node.value.map(Exact::settled);
    match (found, printed) {
        (None, Value::Null) => {}
        (Some(found), Value::Number(printed)) => {
            let (found, printed) = (found.to_string(), printed.to_string());
            let value = |text: &str| text.parse::<f64>().expect("a number");
            let apart = (value(&found) - value(&printed)).abs();
            assert!(apart <= 1e-15 * value(&printed).abs().max(1e-6), "{what}: {found}, not {printed}");
        }
        (found, printed) => panic!("{what}: {found:?}, not {printed}"),
    }
}

fn compared(reading: &Reading) -> (Comparison, Value, Value) {
    let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("computable");
    let all: Vec<usize> = (0..comparison.scenario.strategies.len()).collect();
    let months = json::project(reading, &comparison, &all);
    let figures = json::compare(reading, &comparison, &[]);
    (comparison, figures, months)
}

/// Holds explanations of one strategy to what is printed.
fn assert_printed(
    reading: &Reading,
    comparison: &Comparison,
    position: usize,
    printed: &[(Figure, Value)],
    name: &str,
) {
    let what = format!("{name}, {}", comparison.scenario.strategies[position].id);
    let figures: Vec<Figure> = printed.iter().map(|(figure, _)| *figure).collect();
    let (tree, roots) = explain_all(comparison, position, &figures);
    for (root, (figure, value)) in roots.into_iter().zip(printed) {
        let what = format!("{what}, {figure:?}");
        assert_is(&tree.nodes[root.unwrap_or_else(|| panic!("{what}"))], value, &what);
    }
    assert_right(&tree, reading, &what);
}

/// Every figure of every strategy of a scenario, over the plan and in some of its months.
fn assert_all_right(name: &str, reading: &Reading) {
    let (comparison, figures, months) = compared(reading);
    for (position, strategy) in figures["strategies"].as_array().expect("strategies").iter().enumerate() {
        let mut printed = Vec::new();
        let tables =
            ["totals", "distribution", "break_even"].map(|table| strategy[table].as_object().expect("figures"));
        for (figure, value) in tables.into_iter().flatten() {
            if figure == "accept" {
                printed.push((Figure::OfStrategy("accept_chance"), value["chance"].clone()));
            } else {
                printed.push((Figure::named(figure, None).expect(figure), value.clone()));
            }
        }
        assert!(printed.len() > 25, "{}", printed.len());
        let months = months["strategies"][position]["months"].as_array().expect("months");
        for number in [1, 2, 7, months.len() / 2, months.len()] {
            let Some(month) = months.get(number - 1) else { continue };
            let number = u32::try_from(number).expect("a month");
            for (figure, value) in month.as_object().expect("figures") {
                if let Some(asked) = Figure::named(figure, Some(number)).filter(|_| figure != "month") {
                    printed.push((asked, value.clone()));
                }
            }
        }
        assert_printed(reading, &comparison, position, &printed, name);
    }
}

#[test]
fn every_figure_of_every_strategy_is_the_printed_one_and_right_down_to_the_scenario() {
    for (name, reading) in scenarios() {
        assert_all_right(&name, &reading);
    }
}

/// One after the other, what leads to a figure may be put in in another order.
#[test]
fn a_figure_that_is_explained_alone_is_the_printed_one() {
    let (name, reading) = scenarios().into_iter().find(|(name, _)| name.contains("agency")).expect("a scenario");
    let (comparison, figures, _) = compared(&reading);
    for (figure, value) in figures["strategies"][1]["totals"].as_object().expect("totals") {
        let asked = Figure::named(figure, None).expect(figure);
        let Explanation { tree, root } = explain(&comparison, 1, asked).expect(figure);
        assert_is(&tree.nodes[root], value, figure);
        assert_right(&tree, &reading, &name);
    }
}

#[test]
fn the_month_as_it_is_and_the_floor_are_the_printed_ones() {
    for (name, reading) in scenarios() {
        let (comparison, figures, _) = compared(&reading);
        let today = figures["today"].as_object().expect("today");
        let today = today.iter().map(|(figure, value)| (format!("today.{figure}"), value.clone()));
        let floor = ["price", "raise", "month", "extra_hours"]
            .map(|figure| (format!("floor.{figure}"), figures["floor"][figure].clone()));
        let printed: Vec<(Figure, Value)> = today
            .chain(floor)
            .map(|(figure, value)| (Figure::named(&figure, None).expect("a figure"), value))
            .collect();
        assert_printed(&reading, &comparison, 0, &printed, &name);
    }
}

#[test]
fn the_names_are_those_of_the_results() {
    let (_, reading) = scenarios().remove(0);
    let (comparison, figures, months) = compared(&reading);
    let keys = |value: &Value| value.as_object().expect("figures").keys().cloned().collect::<Vec<String>>();
    let names = Figure::names();
    let printed = [&figures["strategies"][0]["totals"], &figures["strategies"][0]["distribution"], &figures["today"]];
    for name in printed.into_iter().flat_map(keys) {
        assert!(names.contains(&name) || names.contains(&format!("today.{name}")), "{name}");
    }
    for name in keys(&months["strategies"][0]["months"][0])
        .iter()
        .filter(|name| !["month", "from", "to"].contains(&name.as_str()))
    {
        assert!(matches!(Figure::named(name, Some(1)), Some(Figure::OfMonth(..))), "{name}");
    }
    for name in &names {
        let figure = Figure::named(name, None).expect("a figure");
        assert!(explain(&comparison, 0, figure).is_some(), "{name}");
    }
    assert_eq!(Figure::named("net-profit", None), Figure::named("net_profit", None));
    assert_eq!(Figure::named("bill", Some(3)), Some(Figure::OfToday("bill")));
    assert_eq!(Figure::named("nonsense", None), None);
}

#[test]
fn what_a_formula_leads_to_elsewhere_is_seen() {
    let (_, reading) = scenarios().remove(0);
    let (comparison, ..) = compared(&reading);
    let mut explanation = explain(&comparison, 0, Figure::OfStrategy("net_profit")).expect("a figure");
    let Explanation { tree, root } = &mut explanation;
    tree.nodes[*root].value = tree.nodes[*root].value.map(|value| value + Exact::ONE);
    assert!(Evaluator { tree }.wrong(*root).is_some());
}

#[test]
fn a_figure_is_found_whichever_way_it_is_asked_for() {
    let folder = folder();
    let says = |arguments: &[&str], code: i32, words: &str| {
        let run = run(folder.path(), &[&["explain"], arguments].concat());
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stderr);
        let printed = if code == 0 { &run.stdout } else { &run.stderr };
        assert!(printed.contains(words), "{arguments:?}: {printed}");
        run.stdout
    };
    let first = says(&["net-profit", "client.toml", "--month", "3"], 0, "net profit, month 3 = ");
    assert_eq!(says(&["client.toml", "net_profit", "--month", "3"], 0, ""), first);
    says(&["net-profit", "client.toml"], 0, "Do nothing, as there is no recommendation");
    says(&["bill", "client.toml"], 0, "client.rate = 95.00 (line ");
    says(&["bill", "client.toml", "--set", "client.rate=90"], 0, "client.rate = 90.00 (--set)");
    says(&["floor", "client.toml"], 0, "floor of the price = ");
    says(&["net-profits", "client.toml"], 2, "there is no figure `net-profits`; did you mean net_profit?");
    says(&["client.toml", "net-profits"], 2, "there is no figure `net-profits`; did you mean net_profit?");
    says(&["nonsense", "client.toml"], 2, "there is no figure `nonsense`; there are client_revenue, ");
    says(&["net-profit", "client.toml", "--month", "25"], 2, "there is no month 25: the plan has months 1 to 24");
    says(&["accepts", "client.toml", "--month", "3"], 2, "without --month 3 it is explained");
    says(&["floor", "client.toml", "--month", "3"], 2, "floor is the same in every month");
    says(&["net-profit", "client.toml", "--strategy", "status-qo"], 2, "did you mean status-quo?");
    says(&["net-profit", "client.toml", "--all", "--depth", "3"], 2, "cannot be used with");
}

/// The lines of a page that name a figure, and not its formula.
fn figures_of(page: &str) -> usize {
    page.lines().filter(|line| !line.trim_start().starts_with('=') && line.contains(" = ")).count()
}

#[test]
fn as_much_is_shown_as_is_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = |more: &[&str]| {
        let call = ["explain", "net-profit", "scenarios/agency-retainer-wants-everything.toml", "--month", "7"];
        run(root, &[&call[..], more].concat()).stdout
    };
    let shown: Vec<usize> =
        ["0", "1", "2", "3", "5", "9"].iter().map(|depth| figures_of(&page(&["--depth", depth]))).collect();
    assert_eq!(shown[0], 1);
    assert!(shown.is_sorted() && shown[0] < shown[1] && shown[4] < shown[5], "{shown:?}");
    assert_eq!(page(&[]), page(&["--depth", "2"]));
    let all = page(&["--all"]);
    assert!(all.contains(" (above)\n") && !all.contains("--depth"), "{all}");
    assert!(page(&["--depth", "1"]).contains("--depth 2 goes a step further"));
    // What is shown in full is shown once.
    let mut full: Vec<&str> = all.lines().filter(|line| line.contains("(line ")).map(str::trim).collect();
    let lines = full.len();
    full.sort_unstable();
    full.dedup();
    assert_eq!(full.len(), lines);
}

/// What the data of a formula come to, by the figures of the same result.
fn recomputed(operation: &Value, figures: &BTreeMap<u64, f64>) -> f64 {
    let (name, of) = operation.as_object().and_then(|one| one.iter().next()).expect("an operation");
    let all = || of.as_array().expect("operands").iter().map(|operand| recomputed(operand, figures));
    let both = || {
        let values: Vec<f64> = all().collect();
        (values[0], values[1])
    };
    match name.as_str() {
        "figure" => figures[&of.as_u64().expect("a figure")],
        "number" => of.as_f64().expect("a number"),
        "minus" => -recomputed(of, figures),
        "sum" => all().sum(),
        "product" => all().product(),
        "quotient" => both().0 / both().1,
        "power" => both().0.powf(both().1),
        "larger" | "smaller" => {
            let (one, other) = both();
            if name == "larger" { one.max(other) } else { one.min(other) }
        }
        "rounded" => (both().0 / both().1).round() * both().1,
        other => panic!("{other} is not expected here"),
    }
}

#[test]
fn a_program_can_compute_every_figure_of_the_json_anew() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let call =
        ["explain", "net-profit", "scenarios/staircase-under-the-approval-limit.toml", "--all", "--format", "json"];
    let found: Value = serde_json::from_str(&run(root, &call).stdout).expect("JSON");
    let nodes = found["nodes"].as_array().expect("figures");
    let id = |node: &Value| node["id"].as_u64().expect("an id");
    let value = |node: &Value| node["value"].as_f64().expect("a value");
    let figures: BTreeMap<u64, f64> = nodes.iter().map(|node| (id(node), value(node))).collect();
    let mut recomputed_ones = 0;
    for node in nodes.iter().filter(|node| !node["operation"].is_null()) {
        let again = recomputed(&node["operation"], &figures);
        assert!((again - value(node)).abs() <= 1e-9 * value(node).abs().max(1.0), "{node}: {again}");
        recomputed_ones += 1;
    }
    assert!(recomputed_ones > 500, "{recomputed_ones}");
    assert_eq!(found["value"], nodes.iter().find(|node| node["id"] == found["root"]).expect("the root")["value"]);
}
