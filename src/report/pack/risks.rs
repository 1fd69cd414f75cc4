//! Red flags and side effects, as the scenario names them.

use crate::analysis::comparison::Comparison;
use crate::domain::{Flag, Remedy, Risk, RiskKind, RiskWhen};
use crate::number::Exact;
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::words::list;

/// The kinds of side effects, in the order of the page.
const KINDS: [(RiskKind, &str); 5] = [
    (RiskKind::Legal, "legal"),
    (RiskKind::Financial, "financial"),
    (RiskKind::PublicRelations, "public relations"),
    (RiskKind::OtherClients, "other clients"),
    (RiskKind::Other, "other"),
];

/// Adds them.
pub fn add(pack: &mut Document, comparison: &Comparison) {
    let scenario = &comparison.scenario;
    if scenario.flags.is_empty() {
        pack.say("RED FLAGS", "The scenario names none.");
    } else {
        pack.add(Block::Table(flags(&scenario.flags)));
    }
    if scenario.risks.is_empty() {
        pack.say(
            "SIDE EFFECTS",
            "The scenario names none: no risk, whether legal, financial or of reputation, is counted.",
        );
    } else {
        pack.add(Block::Table(side_effects(comparison)));
    }
}

fn flags(flags: &[Flag]) -> Table {
    let columns =
        [("flag", "flag", 0), ("meaning", "what it is", 0), ("severity", "severity", 0), ("remedy", "what helps", 0)];
    let mut table = Table::new("Red flags", &columns);
    for flag in flags {
        table.row(
            vec![
                Cell::text(flag.red_flag.name),
                Cell::text(flag.red_flag.meaning),
                Cell::Count(flag.severity),
                Cell::text(remedy(flag.red_flag.remedy)),
            ],
            Stands::Plain,
        );
    }
    let leave: Vec<String> =
        flags.iter().filter(|flag| flag.says_leave()).map(|flag| flag.red_flag.name.to_owned()).collect();
    table.notes.push("Severity goes from 1, mild, to 3, grave.".to_owned());
    if !leave.is_empty() {
        table.notes.push(format!("No strategy that keeps the client is recommended because of {}.", list(&leave)));
    }
    table
}

const fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Leave => "end the engagement",
        Remedy::LeaveAfterCollecting => "end the engagement once the open invoices are collected",
        Remedy::Terms => "other terms: prepayment, written goals, a fee for changes",
        Remedy::Reprice => "charge for it",
        Remedy::Expectations => "agree on what to expect of each other",
        Remedy::Refer => "refer the client elsewhere",
    }
}

/// A kind of side effect in words.
#[must_use]
pub fn kind_name(kind: RiskKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("other", |(_, name)| name)
}

/// The side effects that the scenario names, and the kinds of which it names none.
#[must_use]
pub fn side_effects(comparison: &Comparison) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let columns = [
        ("kind", "kind", 0),
        ("name", "what may happen", 0),
        ("when", "when", 1),
        ("chance", "chance", 0),
        ("cost", "cost", 0),
        ("expected", "counted\neach time", 2),
        ("strategies", "threatens", 0),
    ];
    let mut table = Table { breaks: Some("strategies"), ..Table::new("Side effects", &columns) };
    let risks = || comparison.scenario.risks.iter().zip(&comparison.evaluation.basis.risks);
    for (kind, name) in KINDS {
        for (risk, expected) in risks().filter(|(risk, _)| risk.kind == kind) {
            table.row(
                vec![
                    Cell::text(name),
                    Cell::text(risk.name.as_str()),
                    Cell::text(when(risk.when)),
                    Cell::Share(risk.chance),
                    Cell::Money(risk.cost, decimals),
                    Cell::Money(*expected, decimals),
                    Cell::Text(threatened(risk, comparison)),
                ],
                Stands::Plain,
            );
        }
    }
    let none = KINDS.iter().filter(|(kind, _)| risks().all(|(risk, _)| risk.kind != *kind));
    let none: Vec<String> = none.map(|(_, name)| (*name).to_owned()).collect();
    if !none.is_empty() {
        table.notes.push(format!("None is named of these kinds: {}.", list(&none)));
    }
    table.notes.push(
        "Counted is the cost times the chance that it comes: each month, at the start, or when the client goes."
            .to_owned(),
    );
    table
}

/// When a side effect may come.
#[must_use]
pub const fn when(when: RiskWhen) -> &'static str {
    match when {
        RiskWhen::Start => "once, at the start",
        RiskWhen::Serving => "while it is served, a year",
        RiskWhen::Exit => "when the client goes",
    }
}

/// The names of the strategies that a risk threatens.
fn threatened(risk: &Risk<Exact>, comparison: &Comparison) -> String {
    let strategies = &comparison.scenario.strategies;
    let names: Vec<String> =
        strategies.iter().filter(|strategy| risk.threatens(strategy)).map(|strategy| strategy.name.clone()).collect();
    match names.len() {
        0 => "none of those compared".to_owned(),
        all if all == strategies.len() => "all".to_owned(),
        all if all + 1 == strategies.len() && !risk.threatens(&strategies[0]) => {
            format!("all but {}", strategies[0].name)
        }
        _ => names.join("; "),
    }
}
