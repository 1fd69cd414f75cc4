//! Reads a whole scenario.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use toml::de::DeTable;

use super::catalogue::TOP;
use super::correlations::{Correlation, correlations};
use super::diagnostics::Diagnostics;
use super::ledger::InForce;
use super::overrides::{self, Overridden, Override};
use super::problem::{Finding, Problem};
use super::reader::{Given, Log, TableReader};
use super::source::Source;
use super::suggestion::nearest;
use super::tree::{Entry, Node, Place, Table, Value};
use super::warning::Warning;
use super::{client, response, risks, strategies, syntax};
use crate::domain::{Cost, Currency, Kind, RedFlag, Remedy, Scenario, Strategy};
use crate::number::{Exact, Number};

/// What a scenario is read from.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The file.
    pub source: Source,
    /// What the client is called that has no name: the file's stem.
    pub stem: &'r str,
    /// Overrides of the command line, in their order.
    pub overrides: &'r [Override],
    /// The day on which a plan without a start begins.
    pub today: NaiveDate,
}

/// A scenario, and what is known about how it was written.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The file, then the overrides.
    pub sources: Vec<Source>,
    /// What was read.
    pub scenario: Scenario<Exact>,
    /// Every value in force and where it came from, in the order of reading.
    pub ledger: Vec<InForce>,
    /// Ranges that move together.
    pub correlations: Vec<Correlation>,
    /// What was given on the command line; of a repeated key the last.
    pub overrides: Vec<Overridden>,
    /// What was noticed while reading.
    pub warnings: Vec<Warning>,
    places: HashMap<String, Place>,
    again: Again,
}

/// What it takes to read a scenario again.
#[derive(Clone, Debug)]
struct Again {
    stem: String,
    overrides: Vec<Override>,
    today: NaiveDate,
}

/// Reads a scenario.
///
/// # Errors
///
/// Everything that is wrong with it, in the order of the file.
pub fn read(request: &Request<'_>) -> Result<Reading, Diagnostics> {
    let mut sources = vec![request.source.clone()];
    sources.extend(request.overrides.iter().map(Override::source));
    let log = Log::default();
    match as_written(request, &log) {
        Ok(top) => as_meant(&top, log, sources, request),
        Err(findings) => Err(Diagnostics::new(sources, findings)),
    }
}

/// The tree of what is written, with the overrides and the strategies that it implies put in.
fn as_written(request: &Request<'_>, log: &Log) -> Result<Table, Vec<Finding>> {
    let (document, errors) = DeTable::parse_recoverable(&request.source.text);
    if !errors.is_empty() {
        return Err(syntax::findings(&errors, document.get_ref(), &request.source.text));
    }
    let mut top = Table::of(document.get_ref(), 0, 0);
    overrides::apply(request.overrides, &mut top, log, with_implied_strategies);
    Ok(top)
}

/// What a tree means.
fn as_meant(top: &Table, log: Log, sources: Vec<Source>, request: &Request<'_>) -> Result<Reading, Diagnostics> {
    let end = request.source.text.len();
    let reader = TableReader::new(&log, Some(top), &TOP, "", Place { source: 0, start: 0, end: end.min(1) });
    let (scenario, warnings, correlations) = scenario(&reader, request);
    let places = strategy_places(&reader);
    let (findings, ledger) = log.into_parts();
    if !findings.is_empty() {
        return Err(Diagnostics::new(sources, findings));
    }
    let overrides = overrides::overridden(request.overrides);
    let again = Again { stem: request.stem.to_owned(), overrides: request.overrides.to_vec(), today: request.today };
    Ok(Reading { sources, scenario, ledger, correlations, overrides, warnings, places, again })
}

impl Reading {
    /// The same file read with further overrides: whether a value is allowed, and what follows from it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it then.
    pub fn with(&self, overrides: &[Override]) -> Result<Self, Diagnostics> {
        let overrides = [&self.again.overrides, overrides].concat();
        let source = self.sources[0].clone();
        read(&Request { source, stem: &self.again.stem, overrides: &overrides, today: self.again.today })
    }

    /// What is written, as a tree: the overrides put in, and every strategy that it implies.
    pub(super) fn tree(&self) -> Table {
        let source = self.sources[0].clone();
        let Again { stem, overrides, today } = &self.again;
        // It was read before: there is nothing wrong with it.
        let mut top =
            as_written(&Request { source, stem, overrides, today: *today }, &Log::default()).unwrap_or_default();
        with_implied_strategies(&mut top, &[Kind::StatusQuo.code()]);
        top
    }

    /// What another tree means, whose places are in other sources, under the name and on the day of this reading.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub(super) fn of_tree(&self, top: &Table, sources: Vec<Source>) -> Result<Self, Diagnostics> {
        let Again { stem, overrides, today } = &self.again;
        let request = Request { source: self.sources[0].clone(), stem, overrides, today: *today };
        as_meant(top, Log::default(), sources, &request)
    }

    /// The value in force of a key.
    #[must_use]
    pub fn in_force(&self, key: &str) -> Option<&InForce> {
        self.ledger.iter().find(|entry| entry.key == key)
    }

    /// Where a value is written; none for defaults.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Option<&Place> {
        let written = self.ledger.iter().find(|entry| entry.key == key).and_then(|entry| entry.place.as_ref());
        written.or_else(|| self.places.get(key))
    }
}

/// Puts in what a scenario does not say: the default set where it has no strategies, and doing nothing where an override
/// names it.
fn with_implied_strategies(top: &mut Table, named: &[&str]) {
    let place = Place { source: 0, start: 0, end: 0 };
    if top.get("strategy").is_none() {
        let kinds = strategies::default_kinds(top.get("team").is_some(), says_leave(top));
        let list = kinds.into_iter().map(|kind| strategies::bare(kind, &place)).collect();
        let node = Node { value: Value::List(list), place: place.clone() };
        top.put(Entry { key: "strategy".to_owned(), key_place: place.clone(), node });
    }
    if named.contains(&Kind::StatusQuo.code())
        && let Some(Value::List(list)) = top.get_mut("strategy").map(|entry| &mut entry.node.value)
        && !list.iter().any(|node| strategies::kind_of(node) == Some(Kind::StatusQuo))
    {
        list.push(strategies::bare(Kind::StatusQuo, &place));
    }
}

/// Whether a red flag as written says that the client has to go.
fn says_leave(top: &Table) -> bool {
    let leaves = |code: &str| {
        RedFlag::from_code(code).is_some_and(|flag| matches!(flag.remedy, Remedy::Leave | Remedy::LeaveAfterCollecting))
    };
    match top.get("flags").map(|entry| &entry.node.value) {
        Some(Value::List(list)) => list.iter().any(|node| matches!(&node.value, Value::Text(code) if leaves(code))),
        Some(Value::Table(table)) => table.entries.iter().any(|entry| {
            let grave = |text: &String| matches!(text.trim(), "2" | "3");
            leaves(&entry.key) && matches!(&entry.node.value, Value::Number(text) | Value::Text(text) if grave(text))
        }),
        _ => false,
    }
}

fn scenario(reader: &TableReader<'_>, request: &Request<'_>) -> (Scenario<Exact>, Vec<Warning>, Vec<Correlation>) {
    let mut warnings = Vec::new();
    let title = reader.text("title");
    let currency = currency(reader);
    let start = reader.date("start").map(|given| given.value);
    if start.is_none() && reader.entry("start").is_none() {
        warnings.push(Warning::about(
            "start-is-today",
            "start",
            format!("no `start`: the plan begins today, {}, and tomorrow's figures will differ", request.today),
        ));
    }
    let months = reader.whole_or("months", 24);
    let discount = reader.number_or("discount", Decimal::ZERO);
    let price_step = reader.number("price_step");
    reader.needs("client", "[client]\nrate = 95\nhours = 60\nmargin = \"35%\"");
    let (client, written_price) = client::client(&reader.table("client"), request.stem);
    let effort = client::effort(&reader.table("effort"));
    let goal = reader.table("goal");
    let goal_margin = goal.number("margin").map(|given| given.exact());
    check_goal(reader, &client.cost, goal.is_there() && !goal.lacks("margin"));
    let response = response::response(&reader.table("response"));
    let replacement = client::replacement(&reader.table("replacement"));
    let cost_stays = reader.table("capacity").number("cost_stays").map(|given| given.exact());
    let costs_increase = reader.table("costs").number_or("increase", Decimal::ZERO);
    let payment = client::payment(&reader.table("payment"));
    let team = client::team(&reader.table("team"));
    let business = client::business(&reader.table("business"));
    let contract = client::contract(&reader.table("contract"));
    let flags = risks::flags(reader);
    let risks = risks::risks(reader);
    let strategies: Vec<Strategy<Exact>> =
        strategies::strategies(reader).into_iter().map(|(strategy, _)| strategy).collect();
    check_named(reader, &strategies, risks.iter().flat_map(|(_, named)| named));
    let correlations = correlations(reader);
    let scenario = Scenario {
        title: title.map_or_else(|| client.name.clone(), |given| given.value),
        currency,
        start: start.unwrap_or(request.today),
        months,
        discount,
        price_step: price_step
            .map_or_else(|| Exact::from_decimal(default_step(currency, written_price)), |given| given.exact()),
        client,
        effort,
        goal_margin,
        response,
        replacement,
        cost_stays,
        costs_increase,
        payment,
        team,
        business,
        contract,
        flags,
        risks: risks.into_iter().map(|(risk, _)| risk).collect(),
        strategies,
    };
    (scenario, warnings, correlations)
}

fn currency(reader: &TableReader<'_>) -> Currency {
    let euro = Currency::from_code("EUR").unwrap_or_else(|| unreachable!("the euro is a currency"));
    let Some(code) = reader.text("currency") else { return euro };
    Currency::from_code(&code.value).unwrap_or_else(|| {
        let codes = Currency::codes();
        let upper = code.value.to_uppercase();
        let suggestion =
            codes.iter().copied().find(|known| *known == upper).or_else(|| nearest(&upper, codes.iter().copied()));
        let problem = Problem::UnknownCurrency { code: code.value.clone(), suggestion: suggestion.map(str::to_owned) };
        reader.log().problem(problem, &code.place);
        euro
    })
}

/// The currency's minor unit, or the last decimal in which the price is written, trailing zeros apart, if that is finer.
fn default_step(currency: Currency, written_price: Option<Decimal>) -> Decimal {
    let decimals = written_price.map_or(0, |price| price.normalize().scale());
    Decimal::new(1, decimals.max(currency.decimals()))
}

/// A cost of 0 is a margin of 100 %, which no price reaches: then the goal has to be given.
fn check_goal(reader: &TableReader<'_>, cost: &Cost<Exact>, has_goal: bool) {
    let place = match reader.entry("client").map(|entry| &entry.node.value) {
        Some(Value::Table(client)) => client.get("cost").map(|entry| entry.node.place.clone()),
        _ => None,
    };
    if let (Cost::Hour(cost), false, Some(place)) = (cost, has_goal, place)
        && *cost == Exact::ZERO
    {
        let problem = Problem::MissingKey {
            key: "goal.margin".to_owned(),
            meaning: "a cost of 0 is a margin of 100 %, which no price brings".to_owned(),
            example: "[goal]\nmargin = \"60%\"".to_owned(),
        };
        reader.log().problem(problem, &place);
    }
}

/// Every strategy that a risk names must be there. One whose kind could not be read may be the one that is meant.
fn check_named<'n>(
    reader: &TableReader<'_>,
    strategies: &[Strategy<Exact>],
    named: impl Iterator<Item = &'n Given<String>>,
) {
    if let Some(Value::List(list)) = reader.entry("strategy").map(|entry| &entry.node.value)
        && list.iter().any(|node| strategies::kind_of(node).is_none())
    {
        return;
    }
    let known: Vec<String> = strategies.iter().map(|strategy| strategy.id.clone()).collect();
    for id in named.filter(|id| !known.contains(&id.value)) {
        let suggestion = nearest(&id.value, known.iter().map(String::as_str)).map(str::to_owned);
        let problem = Problem::UnknownStrategy { id: id.value.clone(), suggestion, known: known.clone() };
        reader.log().problem(problem, &id.place);
    }
}

/// Where each strategy is written: its kind.
fn strategy_places(reader: &TableReader<'_>) -> HashMap<String, Place> {
    let Some(Value::List(list)) = reader.entry("strategy").map(|entry| &entry.node.value) else {
        return HashMap::new();
    };
    let kind_of = |node: &Node| match &node.value {
        Value::Table(table) => table.get("kind").map(|entry| entry.node.place.clone()),
        _ => None,
    };
    let places = strategies::ids(list).into_iter().zip(list).filter_map(|(id, node)| {
        let place = kind_of(node)?;
        (place.end > place.start).then(|| (format!("strategy.{id}"), place))
    });
    places.collect()
}
