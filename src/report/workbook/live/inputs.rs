//! The sheet of the inputs: every number of the scenario in a cell of its own, with its unit and where it comes from.

use super::super::book::{Content, Look, Place, Role, Shows};
use super::Plan;
use crate::domain::{EffortCost, HeadacheFee, Input, Scenario, Way};
use crate::number::{Exact, Number};
use crate::report::inputs::{from, noun};
use crate::scenario::catalogue::Holds;
use crate::scenario::ledger::{InForce, Origin};
use crate::words::capitalised;

/// The column of the values.
const VALUE: u16 = 1;

/// The column that says whether a value has any effect in the workbook.
const EFFECT: u16 = 5;

/// Its width, in characters: as wide as what it says.
const EFFECT_WIDTH: f64 = 27.0;

/// Lays the inputs out.
pub fn lay_out(plan: &mut Plan<'_>, sheet: usize) {
    let currency = plan.comparison.scenario.currency.code();
    plan.titled(
        sheet,
        "Inputs",
        &format!("Change the framed values; everything else follows. Money is in {currency}."),
    );
    let headings = ["what it is", "value", "unit", "from", "key", "here"];
    for (column, heading) in (0..).zip(headings) {
        let shows = if column == VALUE { Shows::Number(0) } else { Shows::Words };
        plan.heading(Place { sheet, row: 3, column }, heading, shows);
    }
    let reading = plan.reading;
    let mut scenario = plan.comparison.scenario.clone();
    let mut row = 4;
    let mut section = String::new();
    for entry in &reading.ledger {
        let derived = is_derived(entry, &plan.comparison.scenario);
        let Some((number, shows)) = number(entry, derived, &mut scenario, plan.decimals) else { continue };
        let now = section_of(entry, &plan.comparison.scenario);
        if now != section {
            plan.book.put_text(Place { sheet, row: row + 1, column: 0 }, now.as_str(), Role::Section);
            row += 2;
            section = now;
        }
        let place = Place { sheet, row, column: VALUE };
        let words = [(0, capitalised(&noun(&entry.key, &plan.comparison.scenario))), (2, entry.unit().to_owned())];
        let words = words.into_iter().chain([(3, from(reading, entry)), (4, entry.key.clone())]);
        for (column, text) in words {
            plan.book.put_text(Place { column, ..place }, text, Role::Plain);
        }
        let content = if derived { Content::Nothing } else { Content::Number(number) };
        plan.book.put(place, content, Look { shows, role: Role::Input });
        let name = plan.book.name(name_of(&entry.key, &plan.comparison.scenario), place);
        plan.names.insert(entry.key.clone(), name);
        if derived {
            plan.inputs.insert(entry.key.clone(), place);
        }
        row += 1;
    }
    let sheet = &mut plan.book.sheets[sheet];
    sheet.frozen = (4, 2);
    sheet.repeated = Some((3, 3));
    sheet.widths.insert(EFFECT, EFFECT_WIDTH);
}

/// Marks the inputs whose change would change nothing in the workbook.
pub fn mark_unused(plan: &mut Plan<'_>, sheet: usize) {
    let used = plan.book.used_names();
    for position in plan.names.values().copied().collect::<Vec<_>>() {
        let place = plan.book.names[position].place;
        let says = if used[position] {
            "live"
        } else {
            if let Some(cell) = plan.book.sheets[sheet].cells.get_mut(&(place.row, place.column)) {
                cell.look.role = Role::Fixed;
            }
            "fixed: change the scenario"
        };
        plan.book.put_text(Place { column: EFFECT, ..place }, says, Role::Remark);
    }
}

/// The number of an entry and how it is written; none where it is none.
fn number(entry: &InForce, derived: bool, scenario: &mut Scenario<Exact>, decimals: u32) -> Option<(f64, Shows)> {
    // A default in words, such as `none`, is no number.
    if !entry.value.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let definition = entry.definition?;
    let place = scenario.place(&entry.key)?;
    let (value, scale) = match place.input(scenario)? {
        Input::Real(value) => (value.to_f64(), value.settled().normalize().scale()),
        Input::Whole(value) => (f64::from(*value), 0),
    };
    let scale = if derived { 0 } else { scale };
    let shows = match definition.holds {
        Holds::Share => Shows::Share(scale.saturating_sub(2).clamp(1, 6)),
        Holds::Whole => Shows::Count,
        _ if definition.unit.starts_with("money") => Shows::Number(scale.clamp(decimals, 8)),
        _ => Shows::Number(scale.min(8)),
    };
    Some((value, shows))
}

/// Whether its value follows from others, as long as nobody gives it.
fn is_derived(entry: &InForce, scenario: &Scenario<Exact>) -> bool {
    if entry.origin != Origin::Default {
        return false;
    }
    let Some((position, within)) = scenario.strategy_of_key(&entry.key) else {
        return match entry.key.as_str() {
            "effort.cost" => matches!(scenario.effort.cost, EffortCost::AsDelivery),
            "goal.margin" => scenario.goal_margin.is_none(),
            _ => false,
        };
    };
    match (&scenario.strategies[position].way, within) {
        (Way::ThirtyDayRaise { raise, .. }, "raise") => raise.is_none(),
        (Way::QuarterlyRaise { until_margin, .. }, "until_margin") => until_margin.is_none(),
        (Way::HeadacheTax { fee, .. }, "per_extra_hour") => matches!(fee, HeadacheFee::AtHourlyRate { .. }),
        (Way::ThreeMonthNotice { .. }, "effort_share") => true,
        (Way::Custom(_), within) => within.ends_with(".withdraw_effort"),
        _ => false,
    }
}

/// What a group of inputs is about.
fn section_of(entry: &InForce, scenario: &Scenario<Exact>) -> String {
    if let Some((position, _)) = scenario.strategy_of_key(&entry.key) {
        return scenario.strategies[position].name.clone();
    }
    match entry.key.split_once('.') {
        Some((table, _)) => capitalised(table),
        None => "Plan".to_owned(),
    }
}

/// The name of a cell: the key with `_`, a strategy by its number.
fn name_of(key: &str, scenario: &Scenario<Exact>) -> String {
    match scenario.strategy_of_key(key) {
        Some((position, within)) => format!("strategy_{position}_{}", within.replace('.', "_")),
        None => key.replace('.', "_"),
    }
}
