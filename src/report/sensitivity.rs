//! What `sensitivity` says: what each input by itself does to the lead, and where it changes the choice.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::change::{ESTIMATES, TIPPING_POINTS_TOLD, is_estimate, told, told_of_others};
use super::compare::title;
use super::document::{BarRow, Bars, Block, Cell, Document, Stands, Table};
use super::inputs::{exact_cell, noun, value, value_cell};
use super::json::{number, scenario};
use super::reason::{by_words, said};
use super::sweep::LETTERS;
use crate::analysis::choice::{By, NoChoice};
use crate::analysis::comparison::Comparison;
use crate::analysis::inputs::numbers;
use crate::analysis::sensitivity::{Measure, Row, Sensitivity, Side};
use crate::analysis::tipping::TippingPoint;
use crate::analysis::variation::Value;
use crate::number::{Exact, Number};
use crate::scenario::{Override, Reading};
use crate::words::{capitalised, list, money, percent};

/// What the inputs of a scenario do, and what was asked.
#[derive(Debug)]
pub struct Looked<'r> {
    /// The scenario.
    pub reading: &'r Reading,
    /// The scenario compared as it is.
    pub comparison: &'r Comparison,
    /// What its inputs do.
    pub sensitivity: Sensitivity,
    /// How far an input without a range was varied, as a share of itself.
    pub spread: Decimal,
    /// Whether the inputs were named, not all that the scenario has.
    pub named: bool,
}

/// The ends of a range, as results call them.
const SIDES: [&str; 2] = ["low", "high"];

impl Looked<'_> {
    fn decimals(&self) -> u32 {
        self.comparison.scenario.currency.decimals()
    }

    fn noun(&self, row: &Row) -> String {
        noun(&row.input.key, &self.comparison.scenario)
    }

    fn name(&self, position: usize) -> &str {
        &self.comparison.scenario.strategies[position].name
    }

    fn id(&self, position: usize) -> &str {
        &self.comparison.scenario.strategies[position].id
    }

    /// Revenue for an hour has its decimals, whatever the width.
    fn lead_cell(&self, lead: Exact) -> Cell {
        match self.comparison.by {
            By::RateWorked => Cell::Rate(lead, self.decimals()),
            _ => Cell::Money(lead, self.decimals()),
        }
    }

    fn lead_words(&self, lead: Exact) -> String {
        match self.comparison.by {
            By::RateWorked => format!("{} an hour", money(lead, self.decimals())),
            _ => said(lead, self.comparison),
        }
    }

    /// The inputs that do something.
    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sensitivity.rows.iter().filter(|row| !row.has_no_effect())
    }

    /// The inputs that do nothing: those that were varied, and those that were not, as there is nothing to take a share of.
    fn without_effect(&self) -> (Vec<&Row>, Vec<&Row>) {
        let without = self.sensitivity.rows.iter().filter(|row| row.has_no_effect());
        without.partition(|row| row.input.low < row.input.high)
    }

    /// Why the scenario may not have what is wanted at an end; none where nothing refuses it.
    fn why_cut(&self, row: &Row, end: Exact) -> Option<String> {
        let text = Value::of(end.settled(), row.input.definition).text;
        let given = Override::parse(&format!("{}={text}", row.input.key)).ok()?;
        self.reading.with(&[given]).err().map(|wrong| wrong.in_a_line())
    }
}

/// The page for people.
#[must_use]
pub fn page(looked: &Looked<'_>) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(looked.reading)));
    for (label, text) in as_it_is(looked) {
        page.say(label, text);
    }
    for (position, line) in changes(looked).into_iter().enumerate() {
        page.say(if position == 0 { "IT CHANGES" } else { "" }, line);
    }
    if looked.rows().next().is_some() {
        page.add(Block::Bars(bars(looked)));
        let count = looked.rows().count();
        if count > BARS_MOST {
            page.say("DRAWN", format!("The first {BARS_MOST} of {count} inputs; the table has all."));
        }
        page.add(Block::Table(table(looked)));
    }
    let (without, unvaried) = looked.without_effect();
    if !without.is_empty() {
        page.say("NO EFFECT", no_effect(looked, &without));
    }
    for (position, line) in not_varied(looked, &unvaried).into_iter().enumerate() {
        page.say(if position == 0 { "NOT VARIED" } else { "" }, line);
    }
    page
}

/// Inputs that are drawn: those that matter most, which fit on a page beside what is said of them.
const BARS_MOST: usize = 18;

/// Inputs of one table that are named; more are counted.
const NAMED_OF_A_TABLE: usize = 2;

/// The inputs that do nothing, by the tables of the scenario, those of a strategy by its name.
fn no_effect(looked: &Looked<'_>, rows: &[&Row]) -> String {
    let scenario = &looked.comparison.scenario;
    let mut groups: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in rows {
        let key = &row.input.key;
        let group = match (scenario.strategy_of_key(key), key.split_once('.')) {
            (Some((position, _)), _) => looked.name(position).to_owned(),
            (None, Some((table, _))) => format!("[{table}]"),
            (None, None) => key.clone(),
        };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, of_group)) => of_group.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    let counts = |of_group: &[&Row]| of_group.len() > NAMED_OF_A_TABLE;
    let in_words = |(group, of_group): &(String, Vec<&Row>)| {
        if counts(of_group) {
            vec![format!("{} numbers of {group}", of_group.len())]
        } else {
            of_group.iter().map(|row| looked.noun(row)).collect()
        }
    };
    let words: Vec<String> = groups.iter().flat_map(in_words).collect();
    let ranges = if rows.len() == 1 { "its range" } else { "their ranges" };
    let each = groups.iter().any(|(_, of_group)| counts(of_group));
    let where_to = if each { "; --format csv names each" } else { "" };
    format!("{}, within {ranges}{where_to}.", capitalised(&list(&words)))
}

/// The numbers that were not varied, and why.
fn not_varied(looked: &Looked<'_>, unvaried: &[&Row]) -> Vec<String> {
    let mut lines = Vec::new();
    if !unvaried.is_empty() {
        let nouns: Vec<String> = unvaried.iter().map(|row| looked.noun(row)).collect();
        let base = |row: &&Row| row.input.base == Exact::ZERO;
        let why = if unvaried.iter().all(base) { "0, so that no share of it is a range" } else { "no range" };
        let how = "give one with --vary KEY=LOW..HIGH";
        lines.push(format!("{}: {why}; {how}.", capitalised(&list(&nouns))));
    }
    let others = if looked.named { Vec::new() } else { numbers(looked.reading, looked.spread).1 };
    if !others.is_empty() {
        let keys: Vec<String> = others.into_iter().map(|key| format!("`{key}`")).collect();
        let them = if keys.len() == 1 { "it" } else { "them" };
        lines.push(format!("{}: no figure of a strategy follows from {them}.", list(&keys)));
    }
    lines
}

/// What is looked at, with every input at its base case.
fn as_it_is(looked: &Looked<'_>) -> Vec<(&'static str, String)> {
    let comparison = looked.comparison;
    let base = looked.sensitivity.base;
    let by = match comparison.by {
        By::NetProfit => String::new(),
        by => format!(" by {}", by_words(by)),
    };
    let name = |position: usize| looked.name(position);
    let Measure::OverNothing(position) = looked.sensitivity.measure else {
        let best = name(looked.sensitivity.measure.strategy());
        let second = comparison.choice.runner_up.map_or("the others", name);
        let lead = if base.is_more_money_than(Exact::ZERO) {
            format!("{} ahead of {second}{by}", looked.lead_words(base))
        } else {
            format!("which brings the same as {second}{by}: of equals the first is named")
        };
        return vec![("AS IT IS", format!("{best}, {lead}."))];
    };
    let (why, given) = match comparison.choice.best {
        Err(NoChoice::Unjudged) => {
            ("nothing says how the client takes what is asked", ", if the client accepts everything")
        }
        Err(NoChoice::NoCandidate) => ("every strategy is ruled out", ""),
        Ok(_) => ("", ""),
    };
    let none = if why.is_empty() {
        format!("{} is the only one that may be chosen.", name(position))
    } else {
        format!("No strategy is recommended: {why}.")
    };
    let behind = if base < Exact::ZERO { "behind" } else { "ahead of" };
    vec![
        ("AS IT IS", none),
        (
            "",
            format!(
                "{} is {} {behind} doing nothing{by}{given}; here is what each input does to that. Take another with --strategy ID.",
                name(position),
                looked.lead_words(base.magnitude())
            ),
        ),
    ]
}

/// The nearest values that change the choice: of estimates as `compare` tells them, and the nearest of what is known or
/// chosen; of inputs that were named, whichever they are.
fn changes(looked: &Looked<'_>) -> Vec<String> {
    if matches!(looked.sensitivity.measure, Measure::OverNothing(_)) {
        return Vec::new();
    }
    let tips = looked.sensitivity.rows.iter().filter_map(Row::nearest);
    let mut points: Vec<TippingPoint> = tips.cloned().collect();
    points.sort_by(|one, other| one.distance().total_cmp(&other.distance()));
    if looked.named {
        let count = points.len();
        points.truncate(TIPPING_POINTS_TOLD);
        return told(&points, (count, ["these", "inputs"]), looked.spread, looked.comparison);
    }
    let (mut estimates, others): (Vec<_>, Vec<_>) = points.into_iter().partition(|point| is_estimate(&point.input));
    let count = estimates.len();
    estimates.truncate(TIPPING_POINTS_TOLD);
    let mut lines = told(&estimates, (count, ESTIMATES), looked.spread, looked.comparison);
    lines.extend(told_of_others(&others, looked.comparison));
    lines
}

fn bars(looked: &Looked<'_>) -> Bars {
    let rows = looked.rows().take(BARS_MOST).map(|row| BarRow {
        label: looked.noun(row),
        ends: [0, 1].map(|side| row.sides[side].lead.filter(|_| row.sides[side].value != row.input.base)),
        crossed: row.rules_out(),
    });
    let (now, below) = match looked.sensitivity.measure {
        Measure::Lead(_) => ("as it is", "0: left of it another strategy brings more"),
        Measure::OverNothing(_) => ("as it is", "0: left of it doing nothing brings more"),
    };
    Bars {
        title: what(looked).to_owned(),
        base: looked.sensitivity.base,
        legend: ["at its low value", "at its high value", now].map(str::to_owned),
        below_zero: below.to_owned(),
        crossed: "ruled out at the value without a bar".to_owned(),
        decimals: looked.decimals(),
        nested: false,
        rows: rows.collect(),
    }
}

fn what(looked: &Looked<'_>) -> &'static str {
    match looked.sensitivity.measure {
        Measure::Lead(_) => "Lead",
        Measure::OverNothing(_) => "Against nothing",
    }
}

fn table(looked: &Looked<'_>) -> Table {
    let strategy = looked.name(looked.sensitivity.measure.strategy());
    let (heading, tips) = match looked.sensitivity.measure {
        Measure::Lead(_) => (format!("Lead of {strategy}, each input by itself"), "changes\nat"),
        Measure::OverNothing(_) => (format!("{strategy} against nothing, each input by itself"), "as much\nat"),
    };
    let columns = [
        ("input", "", 0),
        ("low", "low", 2),
        ("base", "now", 0),
        ("high", "high", 2),
        ("lead_low", "lead\nat low", 0),
        ("best_low", "best\nat low", 4),
        ("lead_high", "lead\nat high", 0),
        ("best_high", "best\nat high", 4),
        ("tips", tips, 0),
    ];
    let mut table = Table { may_round: true, breaks: Some("tips"), ..Table::new(heading, &columns) };
    let best = |side: &Side| side.best.filter(|best| *best != as_it_is_best(looked));
    let tipping = looked.rows().flat_map(|row| {
        row.tips().map(|point| point.then).chain(row.sides.iter().filter_map(best)).collect::<Vec<_>>()
    });
    let mut others: Vec<usize> = tipping.collect();
    others.sort_unstable();
    others.dedup();
    let letter = |position: usize| {
        let number = others.iter().position(|other| *other == position);
        number
            .and_then(|number| LETTERS.chars().nth(number))
            .map_or_else(|| looked.id(position).to_owned(), String::from)
    };
    for row in looked.rows() {
        let end = |table: &mut Table, side: usize| {
            let Side { value, cut, .. } = row.sides[side];
            let wanted = [row.input.low, row.input.high][side];
            let why = cut.then(|| looked.why_cut(row, wanted)).flatten();
            let why = why.map(|why| table.footnote(format!("no farther: {why}")));
            value_cell(&row.input, value, looked.decimals()).marked(why)
        };
        let [low, high] = [end(&mut table, 0), end(&mut table, 1)];
        let in_between = row.in_between.then(|| {
            let moves = looked.lead_words(row.swing);
            table.footnote(format!("its ends leave the lead as it is; in between it moves by {moves} or more"))
        });
        let ruled_out = row.rules_out().then(|| table.footnote(format!("{strategy} is ruled out there")));
        let lead = |side: usize| match row.sides[side] {
            Side { ruled_out: true, .. } => Cell::Empty.marked(ruled_out),
            Side { lead, .. } => Cell::optional(lead, |lead| looked.lead_cell(lead)),
        };
        let then = |side: usize| Cell::optional(best(&row.sides[side]), |best| Cell::text(letter(best)));
        let tips = row.tips().map(|point| {
            let at = value(&row.input, point.told, looked.decimals());
            format!("{at} or {} {}", if point.is_below() { "less" } else { "more" }, letter(point.then))
        });
        let tips: Vec<String> = tips.collect();
        table.row(
            vec![
                Cell::Text(looked.noun(row)).marked(in_between),
                low,
                value_cell(&row.input, row.input.base, looked.decimals()),
                high,
                lead(0),
                then(0),
                lead(1),
                then(1),
                if tips.is_empty() { Cell::text("none") } else { Cell::Text(tips.join(", ")) },
            ],
            Stands::Plain,
        );
    }
    if matches!(looked.sensitivity.measure, Measure::OverNothing(_)) {
        table.remove(&["best_low", "best_high"]);
    }
    let legend = others.iter().map(|position| format!("{} {}", letter(*position), looked.name(*position)));
    table.notes.extend(legend);
    table.notes.push(format!(
        "low and high: the range that is given, else {} either way, within what may be.",
        percent(Exact::from_decimal(looked.spread))
    ));
    table
}

/// The strategy that is best as it is, or that is looked at.
fn as_it_is_best(looked: &Looked<'_>) -> usize {
    match looked.sensitivity.measure {
        Measure::OverNothing(_) if !looked.sensitivity.base.is_more_money_than(Exact::ZERO) => 0,
        measure => measure.strategy(),
    }
}

/// Every end of every range, for spreadsheets: a row each.
#[must_use]
pub fn figures(looked: &Looked<'_>) -> Table {
    let rows = looked.sensitivity.rows.iter().flat_map(|row| {
        SIDES.iter().zip(&row.sides).map(move |(end, side)| {
            let lead = |lead: Exact| looked.lead_cell(lead);
            let value = |value: Exact| exact_cell(row.input.definition, value);
            vec![
                ("key", Cell::text(row.input.key.as_str())),
                ("input", Cell::Text(looked.noun(row))),
                ("end", Cell::text(*end)),
                ("value", value(side.value)),
                ("base", value(row.input.base)),
                ("strategy", Cell::text(looked.id(looked.sensitivity.measure.strategy()))),
                ("lead", Cell::optional(side.lead, lead)),
                ("base_lead", lead(looked.sensitivity.base)),
                ("swing", lead(row.swing)),
                ("ruled_out", Cell::Truth(side.ruled_out)),
                ("best", Cell::optional(side.best, |best| Cell::text(looked.id(best)))),
                ("flips_at", Cell::optional(side.tips.as_ref(), |point| value(point.value()))),
                ("flips_written", Cell::optional(side.tips.as_ref(), |point| value(point.told))),
                ("flips_to", Cell::optional(side.tips.as_ref(), |point| Cell::text(looked.id(point.then)))),
            ]
        })
    });
    Table::of_figures(rows)
}

/// `sensitivity --format json`.
#[must_use]
pub fn json(looked: &Looked<'_>) -> Json {
    let id = |position: usize| looked.id(position).to_owned();
    let end = |row: &Row, side: usize| {
        let wanted = [row.input.low, row.input.high][side];
        let Side { value, cut, lead, ruled_out, best, tips } = &row.sides[side];
        json!({
            "value": number(Some(*value)),
            "lead": number(*lead),
            "ruled_out": ruled_out,
            "strategy": best.map(id),
            "why_no_farther": cut.then(|| looked.why_cut(row, wanted)).flatten(),
            "flips": tips.as_ref().map(|point| {
                json!({
                    "at": number(Some(point.value())),
                    "written": number(Some(point.told)),
                    "to": looked.id(point.then),
                })
            }),
        })
    };
    let rows = looked.sensitivity.rows.iter().map(|row| {
        json!({
            "key": row.input.key,
            "input": looked.noun(row),
            "base": number(Some(row.input.base)),
            "low": end(row, 0),
            "high": end(row, 1),
            "swing": number(Some(row.swing)),
            "moves_in_between": row.in_between,
            "has_effect": !row.has_no_effect(),
        })
    });
    let comparison = looked.comparison;
    let (what, against) = match looked.sensitivity.measure {
        Measure::Lead(_) => ("lead", comparison.choice.runner_up.map(id)),
        Measure::OverNothing(_) => ("difference", Some(id(0))),
    };
    json!({
        "schema": "uprate.sensitivity.v1",
        "scenario": scenario(looked.reading),
        "by": comparison.by.name(),
        "range": number(Some(Exact::from_decimal(looked.spread))),
        "as_it_is": {
            "recommended": comparison.choice.best.ok().map(id),
            "what": what,
            "strategy": id(looked.sensitivity.measure.strategy()),
            "against": against,
            "lead": number(Some(looked.sensitivity.base)),
        },
        "rows": rows.collect::<Vec<_>>(),
    })
}
