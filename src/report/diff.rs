//! What `diff` says: which inputs differ, what each makes of a figure, and which results differ.

mod written;

use rust_decimal::Decimal;

use super::check::value_in_force;
use super::compare::{cell, title};
use super::document::{Block, Cell, Document, Stands, Table};
use super::inputs::from;
use super::json::exact;
use super::metrics::Figure;
use super::reason;
use crate::analysis::attribution::{Asked, Attribution, Stage, Step};
use crate::analysis::comparison::Comparison;
use crate::analysis::metrics::Metric;
use crate::analysis::variation::Refusal;
use crate::report::sweep::figure_words;
use crate::scenario::Reading;
use crate::scenario::difference::{ChangedInput, Difference};
use crate::scenario::ledger::InForce;
use crate::words::{capitalised, list, rounded, signed};

pub use written::{figures, json};

/// Two scenarios held against each other.
#[derive(Debug)]
pub struct Compared<'c> {
    /// Both, as they were read.
    pub readings: [&'c Reading; 2],
    /// Both with their figures.
    pub comparisons: [&'c Comparison; 2],
    /// What differs.
    pub difference: &'c Difference<'c>,
    /// Which figure is taken apart.
    pub asked: &'c Asked,
    /// What each input makes of it; or which scenario has no such figure, and why.
    pub attribution: Result<&'c Attribution, &'c (usize, Refusal)>,
    /// The figures of the strategies that are shown.
    pub columns: &'c [String],
}

/// A figure of a strategy in both scenarios; none where one of them has none.
struct Pair {
    id: String,
    name: String,
    metric: Metric,
    figures: [Option<Figure>; 2],
}

impl Compared<'_> {
    fn decimals(&self) -> u32 {
        self.readings[0].scenario.currency.decimals()
    }

    /// Decimals with which a figure is printed.
    fn shown_decimals(&self, figure: &Figure) -> u32 {
        match figure {
            Figure::Money(_) => self.decimals(),
            Figure::Price(_) => self.comparisons.iter().map(|one| one.price_decimals()).max().unwrap_or(0),
            Figure::Hours(_) | Figure::Month(_) => 0,
            Figure::Share(_) => 3,
        }
    }

    /// A figure as it is printed.
    fn shown(&self, figure: &Figure) -> Option<Decimal> {
        figure.number().map(|value| rounded(value.settled(), self.shown_decimals(figure)))
    }

    fn shown_cell(&self, figure: &Figure) -> Cell {
        cell(figure.with(self.shown(figure).map(exact)), self.decimals())
    }

    /// By how much a printed figure differs from another.
    fn change(&self, before: &Figure, after: &Figure) -> Cell {
        let change = self.shown(before).zip(self.shown(after)).and_then(|(one, other)| other.checked_sub(one));
        Cell::optional(change, |change| match before {
            Figure::Share(_) => Cell::Change(exact(change)),
            _ => Cell::Signed(exact(change), self.shown_decimals(before)),
        })
    }

    /// What is taken apart, in words.
    fn what(&self) -> String {
        let metric = self.asked.metric.words();
        let of = self.asked.strategy.as_ref().and_then(|id| self.comparisons[0].position(id));
        match of {
            _ if self.asked.metric.is_of_all() => metric,
            Some(position) => format!("{metric} of {}", self.comparisons[0].scenario.strategies[position].name),
            None => format!("{metric} of the recommended strategy"),
        }
    }

    /// A value in force and where it comes from.
    fn value(&self, side: usize, entry: Option<&InForce>) -> (String, String) {
        entry.map_or_else(
            || (String::new(), String::new()),
            |entry| (value_in_force(entry, self.comparisons[side]).0, from(self.readings[side], entry)),
        )
    }

    /// The asked figures of the strategies, in the order of the second scenario; those of the first only come last.
    fn pairs(&self) -> Vec<Pair> {
        let [before, after] = self.comparisons;
        let ids = |comparison: &Comparison| -> Vec<(String, String)> {
            let strategies = comparison.scenario.strategies.iter();
            strategies.map(|strategy| (strategy.id.clone(), strategy.name.clone())).collect()
        };
        let mut all = ids(after);
        let gone: Vec<_> = ids(before).into_iter().filter(|(id, _)| after.position(id).is_none()).collect();
        all.extend(gone);
        let metrics = self.columns.iter().filter_map(|name| Metric::named(name));
        let mut pairs = Vec::new();
        for metric in metrics {
            for (id, name) in &all {
                let figure = |comparison: &Comparison| metric.of(&comparison.evaluation, comparison.position(id)?);
                let figures = [figure(before), figure(after)];
                pairs.push(Pair { id: id.clone(), name: name.clone(), metric, figures });
            }
        }
        pairs
    }
}

/// The page.
#[must_use]
pub fn page(compared: &Compared<'_>) -> Document {
    let mut page = Document::default();
    let [before, after] = compared.readings;
    page.add(Block::Title(title(before)));
    let named = |reading: &Reading| format!("{}: {}.", reading.sources[0].name, title(reading));
    if before.sources[0].name != after.sources[0].name {
        page.say("AGAINST", named(after));
    }
    if compared.difference.changes().is_empty() {
        page.say("THE SAME", "Nothing differs: no input, and so no result.");
        return page;
    }
    page.say("CHOICE", choice(compared));
    match compared.attribution {
        Ok(attribution) => {
            page.say("FIGURE", in_all(compared, attribution));
            page.add(Block::Table(parts(compared, attribution)));
        }
        Err((side, refusal)) => {
            page.say("FIGURE", no_figure(compared, *side, refusal));
            page.add(Block::Table(inputs(compared)));
        }
    }
    let pairs = compared.pairs();
    for of_metric in pairs.chunk_by(|one, other| one.metric == other.metric) {
        page.add(Block::Table(results(compared, of_metric)));
    }
    page
}

/// What is recommended in both.
fn choice(compared: &Compared<'_>) -> String {
    let best = |comparison: &Comparison| match comparison.choice.best {
        Ok(best) => comparison.scenario.strategies[best].name.clone(),
        Err(why) => Refusal::NoChoice(why).why(),
    };
    let [before, after] = compared.comparisons.map(best);
    if before == after {
        return format!("{}, in both.", capitalised(&before));
    }
    let why = [1, 0].into_iter().find_map(|side| why_not(compared, side)).unwrap_or_default();
    format!("Before: {before}. After: {after}.{why}")
}

/// Why what is recommended on the other side is not on this one, where it is ruled out or is not there.
fn why_not(compared: &Compared<'_>, side: usize) -> Option<String> {
    let (here, there) = (compared.comparisons[side], compared.comparisons[1 - side]);
    let chosen = &there.scenario.strategies[there.choice.best.ok()?];
    let when = ["before", "after"][side];
    match here.position(&chosen.id) {
        None => Some(format!(" {} is not among the strategies {when}.", chosen.name)),
        Some(position) => {
            let ruled_out = here.choice.ruled_out[position].as_ref()?;
            Some(format!(" {} is ruled out {when}: {}.", chosen.name, reason::why(ruled_out)))
        }
    }
}

/// What the figure comes to in both.
fn in_all(compared: &Compared<'_>, attribution: &Attribution) -> String {
    let decimals = compared.decimals();
    let (before, after) = (&attribution.before.figure, &attribution.after().figure);
    let words = |figure: &Figure| figure_words(&figure.with(compared.shown(figure).map(exact)), decimals);
    let change = compared.shown(before).zip(compared.shown(after)).and_then(|(one, other)| other.checked_sub(one));
    let change =
        change.map_or_else(String::new, |change| signed(figure_words(&before.with(Some(exact(change))), decimals)));
    format!("{}: {} before, {} after, {change}.", capitalised(&compared.what()), words(before), words(after))
}

fn no_figure(compared: &Compared<'_>, side: usize, refusal: &Refusal) -> String {
    let where_to = if compared.asked.strategy.is_none() && !compared.asked.metric.is_of_all() {
        "; name a strategy with --strategy to take its figure apart"
    } else {
        ""
    };
    let side = ["before", "after"][side];
    format!("There is no {} {side}: {}{where_to}.", compared.what(), refusal.reason())
}

const INPUT_COLUMNS: [(&str, &str, u8); 5] = [
    ("key", "", 0),
    ("before", "before", 0),
    ("before_from", "from\n(before)", 3),
    ("after", "after", 0),
    ("after_from", "from\n(after)", 3),
];

fn input_cells(compared: &Compared<'_>, input: &ChangedInput) -> Vec<Cell> {
    let sides = [compared.value(0, input.from.as_ref()), compared.value(1, input.to.as_ref())];
    let words = |words: String| if words.is_empty() { Cell::Empty } else { Cell::Text(words) };
    let values = sides.into_iter().flat_map(|(value, from)| [words(value), words(from)]);
    std::iter::once(Cell::text(input.key.as_str())).chain(values).collect()
}

/// The inputs alone.
fn inputs(compared: &Compared<'_>) -> Table {
    let mut table = Table { first_is_whole: true, ..Table::new("What differs", &INPUT_COLUMNS) };
    for input in compared.difference.changes().iter().flat_map(|change| &change.inputs) {
        table.row(input_cells(compared, input), Stands::Plain);
    }
    table
}

/// The inputs of a step.
fn inputs_of<'c>(compared: &'c Compared<'_>, step: &Step) -> Vec<&'c ChangedInput> {
    compared.difference.changes()[step.changes.clone()].iter().flat_map(|change| &change.inputs).collect()
}

/// The inputs, and what each makes of the figure.
fn parts(compared: &Compared<'_>, attribution: &Attribution) -> Table {
    let metric = compared.asked.metric.name.replacen('_', "\n", 1).replace('_', " ");
    let changes = bests(attribution).len() > 1;
    let figure_columns = [("change", "makes", 0), ("then", metric.as_str(), 1)];
    let best_column = [("best", "best then", 2)];
    let columns = [&INPUT_COLUMNS[..], &figure_columns, if changes { &best_column } else { &[] }].concat();
    let heading = format!("What differs, and what each makes of the {}", compared.what());
    let mut table = Table { first_is_whole: true, ..Table::new(heading, &columns) };
    let best =
        |stage: &Stage| changes.then(|| Cell::optional(stage.best.as_ref(), |(_, name)| Cell::text(name.as_str())));
    let row = |first: Vec<Cell>, change: Cell, then: Cell, best: Option<Cell>| {
        first.into_iter().chain([change, then]).chain(best).collect::<Vec<Cell>>()
    };
    let without = |words: &str| {
        let mut cells = vec![Cell::Blank; INPUT_COLUMNS.len()];
        cells[0] = Cell::text(words);
        cells
    };
    let start = compared.shown_cell(&attribution.before.figure);
    table.row(row(without("as it was"), Cell::Blank, start, best(&attribution.before)), Stands::Plain);
    let mut before = &attribution.before;
    for step in &attribution.steps {
        let inputs = inputs_of(compared, step);
        let together = (inputs.len() > 1).then(|| together(&mut table, step));
        for (position, input) in inputs.iter().enumerate() {
            let mut cells = input_cells(compared, input);
            if let Some(together) = together {
                let first = cells.remove(0);
                cells.insert(0, first.marked(Some(together)));
            }
            let is_last = position + 1 == inputs.len();
            let (change, then, best) = if is_last {
                let change = compared.change(&before.figure, &step.then.figure);
                (change, compared.shown_cell(&step.then.figure), best(&step.then))
            } else {
                (Cell::Blank, Cell::Blank, changes.then_some(Cell::Blank))
            };
            table.row(row(cells, change, then, best), Stands::Plain);
        }
        before = &step.then;
    }
    let after = attribution.after();
    let change = compared.change(&attribution.before.figure, &after.figure);
    table.row(row(without("in all"), change, compared.shown_cell(&after.figure), best(after)), Stands::Sum);
    table
        .notes
        .push("One after the other in the order of the file: another order would divide it in another way.".to_owned());
    table
}

/// The strategies that are the best in some stage.
fn bests(attribution: &Attribution) -> Vec<&str> {
    let stages = std::iter::once(&attribution.before).chain(attribution.steps.iter().map(|step| &step.then));
    let mut ids: Vec<&str> = stages.filter_map(|stage| Some(stage.best.as_ref()?.0.as_str())).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The footnote of inputs that change together.
fn together(table: &mut Table, step: &Step) -> usize {
    let mut whys = step.why_together.clone();
    whys.dedup();
    table.footnote(if whys.is_empty() {
        "set together with the rows below it, down to the next sum".to_owned()
    } else {
        format!("set together with the rows below it, down to the next sum, as without them: {}", list(&whys))
    })
}

/// A figure of every strategy in both scenarios.
fn results(compared: &Compared<'_>, pairs: &[Pair]) -> Table {
    let metric = pairs[0].metric;
    let heading = capitalised(&metric.words());
    let columns = [("name", "", 0), ("before", "before", 0), ("after", "after", 0), ("change", "change", 0)];
    let mut table = Table::new(heading, &columns);
    let shown = if metric.is_of_all() { &pairs[..1] } else { pairs };
    for Pair { id, name, figures, .. } in shown {
        let name = if metric.is_of_all() { metric.words() } else { name.clone() };
        let [before, after] = figures;
        let change = match (before, after) {
            (Some(before), Some(after)) => compared.change(before, after),
            _ => Cell::Empty,
        };
        let figure = |figure: &Option<Figure>| Cell::optional(figure.as_ref(), |figure| compared.shown_cell(figure));
        let best = compared.comparisons[1].choice.best.ok();
        let is_best = best.is_some() && best == compared.comparisons[1].position(id) && !metric.is_of_all();
        let only = match (before, after) {
            (Some(_), None) => Some(table.footnote("only before")),
            (None, Some(_)) => Some(table.footnote("only after")),
            _ => None,
        };
        table.row(
            vec![Cell::Text(name).marked(only), figure(before), figure(after), change],
            if is_best { Stands::Recommended } else { Stands::Plain },
        );
    }
    table
}
