//! What `simulate` says: how the strategies fare over many draws of the ranges, and what it is worth to know more.

use serde_json::{Value, json};

use super::document::{Block, Cell, Document, Stands, Table};
use super::inputs::noun;
use super::json::number;
use super::reason::said;
use super::strategies::is_judged;
use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::simulation::result::{InputWorth, Simulated};
use crate::words::{grouped, list};

/// The page.
#[must_use]
pub fn page(comparison: &Comparison, simulated: &Simulated) -> Document {
    let mut page = Document::default();
    let scenario = &comparison.scenario;
    page.add(Block::Title(format!(
        "{} · {} without VAT, before tax · {} draws, seed {}",
        scenario.title,
        scenario.currency.code(),
        grouped(simulated.draws.into(), 0),
        simulated.seed
    )));
    if !simulated.complete {
        page.say("INCOMPLETE", "It was stopped: these are the draws made so far.");
    }
    if simulated.failed > 0 {
        let failed = grouped(simulated.failed.into(), 0);
        page.say("LEFT OUT", format!("{failed} draws whose numbers contradict each other or run out."));
    }
    for (label, text) in sentences(comparison, simulated) {
        page.say(label, text);
    }
    page.add(Block::Table(strategies(comparison, simulated)));
    if simulated.evppi.iter().any(is_worth_a_question) {
        page.add(Block::Table(inputs(comparison, simulated)));
    }
    page
}

/// What it comes to, in sentences.
fn sentences(comparison: &Comparison, simulated: &Simulated) -> Vec<(&'static str, String)> {
    let amount = |amount: f64| said(Exact::from_f64(amount), comparison);
    let name = |position: usize| comparison.scenario.strategies[position].name.as_str();
    let Some(best) = simulated.best else { return Vec::new() };
    if !is_judged(comparison) {
        let why = "The scenario does not say how this client takes a raise: the biggest ask always looks best.";
        return vec![("NO RECOMMENDATION", why.to_owned())];
    }
    let strategy = &simulated.strategies[best];
    let share = |share: f64| format!("{} in 100", grouped(Exact::from_f64(share * 100.0).settled(), 1));
    let mut sentences = vec![(
        "BEST ON AVERAGE",
        format!(
            "{}: net profit {} on average, between {} and {} in 90 of 100 draws. It is the best in {}, a loss in {}.",
            name(best),
            amount(strategy.mean),
            amount(strategy.quantiles[0]),
            amount(strategy.quantiles[4]),
            share(strategy.chance_best.unwrap_or(0.0)),
            share(strategy.chance_of_loss)
        ),
    )];
    if let Ok(chosen) = comparison.choice.best
        && chosen != best
    {
        let regret = simulated.strategies[chosen].expected_regret - strategy.expected_regret;
        sentences.push((
            "OTHERWISE",
            format!(
                "compare recommends {}, which is the best at the likely values; over the ranges it brings {} less.",
                name(chosen),
                amount(regret)
            ),
        ));
    }
    let mut worth: Vec<_> = simulated.evppi.iter().filter(|input| is_worth_a_question(input)).collect();
    worth.sort_by(|one, other| other.value.total_cmp(&one.value));
    let told: Vec<String> = worth
        .iter()
        .take(3)
        .map(|input| format!("{} ({})", noun(&input.key, &comparison.scenario), amount(input.value)))
        .collect();
    let ask = if told.is_empty() {
        "No input by itself is worth a question: none would change the choice often enough.".to_owned()
    } else {
        format!("Ask first about {}.", list(&told))
    };
    sentences.push((
        "WORTH KNOWING",
        format!("To know all of it before choosing is worth at most {}. {ask}", amount(simulated.evpi)),
    ));
    sentences
}

fn strategies(comparison: &Comparison, simulated: &Simulated) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: f64| Cell::Money(Exact::from_f64(amount), decimals);
    let share = |share: f64| Cell::Share(Exact::from_f64(share));
    let columns = [
        ("name", "", 0),
        ("mean", "\nmean", 0),
        ("standard_error", "standard\nerror", 5),
        ("p5", "5 in 100\nbelow", 2),
        ("p10", "10 in 100\nbelow", 4),
        ("p50", "half\nbelow", 3),
        ("p90", "10 in 100\nabove", 4),
        ("p95", "5 in 100\nabove", 2),
        ("chance_of_loss", "a loss\nin", 1),
        ("chance_best", "the best\nin", 1),
        ("expected_regret", "\nregret", 3),
    ];
    let months = crate::words::count(comparison.scenario.months, "month");
    let mut table =
        Table { may_round: true, ..Table::new(format!("Net profit in {months}, over all draws"), &columns) };
    for (position, strategy) in simulated.strategies.iter().enumerate() {
        let [p5, p10, p50, p90, p95] = strategy.quantiles.map(money);
        let cells = vec![
            Cell::text(comparison.scenario.strategies[position].name.as_str()),
            money(strategy.mean),
            money(strategy.standard_error),
            p5,
            p10,
            p50,
            p90,
            p95,
            share(strategy.chance_of_loss),
            Cell::optional(strategy.chance_best, share),
            money(strategy.expected_regret),
        ];
        let best = simulated.best == Some(position) && comparison.choice.best.is_ok();
        table.row(cells, if best { Stands::Recommended } else { Stands::Plain });
    }
    table.notes.push(
        "Standard error: how far the mean may be off for want of draws. Regret: what is lost on average against the best \
         of each draw."
            .to_owned(),
    );
    table
}

fn inputs(comparison: &Comparison, simulated: &Simulated) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let columns = [("input", "", 0), ("value", "worth\nknowing", 0), ("standard_error", "standard\nerror", 1)];
    let mut table =
        Table { may_round: true, ..Table::new("What it is worth to know one input before choosing", &columns) };
    let (mut worth, not_worth): (Vec<_>, Vec<_>) = simulated.evppi.iter().partition(|input| is_worth_a_question(input));
    worth.sort_by(|one, other| other.value.total_cmp(&one.value));
    for input in worth {
        let money = |amount: f64| Cell::Money(Exact::from_f64(amount), decimals);
        let noun = noun(&input.key, &comparison.scenario);
        table.row(vec![Cell::Text(noun), money(input.value), money(input.standard_error)], Stands::Plain);
    }
    if !not_worth.is_empty() {
        let nouns: Vec<String> = not_worth.iter().map(|input| noun(&input.key, &comparison.scenario)).collect();
        table
            .notes
            .push(format!("Worth nothing by themselves, or less than the draws can tell: {}.", nouns.join("; ")));
    }
    table
}

/// Whether what it is worth to know an input stands out from the error of the draws.
fn is_worth_a_question(input: &InputWorth) -> bool {
    input.value > 2.0 * input.standard_error && input.value > 0.0
}

/// One row a strategy.
#[must_use]
pub fn figures(comparison: &Comparison, simulated: &Simulated) -> Table {
    let mut table = strategies(comparison, simulated);
    for column in &mut table.columns {
        column.heading = column.name.to_owned();
    }
    table.columns[0].name = "strategy";
    "strategy".clone_into(&mut table.columns[0].heading);
    for (row, strategy) in table.rows.iter_mut().zip(&comparison.scenario.strategies) {
        row.cells[0] = Cell::text(strategy.id.as_str());
    }
    table
}

/// The JSON object.
#[must_use]
pub fn object(reading: &Reading, comparison: &Comparison, simulated: &Simulated) -> Value {
    let figure = |amount: f64| number(Some(Exact::from_f64(amount)));
    let strategies = simulated.strategies.iter().zip(&comparison.scenario.strategies).map(|(simulated, strategy)| {
        let [p5, p10, p50, p90, p95] = simulated.quantiles.map(figure);
        json!({
            "id": strategy.id,
            "mean": figure(simulated.mean),
            "standard_error": figure(simulated.standard_error),
            "p5": p5,
            "p10": p10,
            "p50": p50,
            "p90": p90,
            "p95": p95,
            "chance_of_loss": figure(simulated.chance_of_loss),
            "chance_best": simulated.chance_best.map(figure),
            "expected_regret": figure(simulated.expected_regret),
        })
    });
    let inputs = simulated.evppi.iter().map(|input| {
        json!({ "key": input.key, "value": figure(input.value), "standard_error": figure(input.standard_error) })
    });
    json!({
        "schema": "uprate.simulate.v1",
        "scenario": super::json::scenario(reading),
        "draws": simulated.draws,
        "left_out": simulated.failed,
        "seed": simulated.seed,
        "complete": simulated.complete,
        "best": simulated.best.map(|best| comparison.scenario.strategies[best].id.as_str()),
        "strategies": strategies.collect::<Vec<_>>(),
        "evpi": figure(simulated.evpi),
        "evppi": inputs.collect::<Vec<_>>(),
    })
}
