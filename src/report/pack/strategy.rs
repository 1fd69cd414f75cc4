//! A strategy's pages: what it does and when, what it brings and where that comes from; how sure it is, and its months.

use super::bridge;
use crate::analysis::choice::By;
use crate::analysis::comparison::Comparison;
use crate::engine::evaluation::Evaluated;
use crate::engine::moves::Move;
use crate::number::{Exact, Number};
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::report::reason::{self, said};
use crate::report::strategies::{is_judged, not_chosen};
use crate::report::{distribution, moves, project};
use crate::words::{capitalised, money, percent};

/// Columns of the months that only `project` shows: their sum is in those that are left.
const LEFT_TO_PROJECT: [&str; 4] = ["from", "delivery_cost", "effort_cost", "other_client_costs"];

/// Adds the pages: of doing nothing one, of any other a second with its outcomes and months.
pub fn add(pack: &mut Document, comparison: &Comparison, position: usize) {
    let name = comparison.scenario.strategies[position].name.clone();
    super::begin(pack, &name, comparison);
    pack.say("VERDICT", standing(comparison, position));
    pack.say("CASH", reason::cash_runs_out(comparison, position).unwrap_or_default());
    say_moves(pack, comparison, position);
    say_expected(pack, comparison, position);
    if position == 0 {
        pack.add(Block::Table(outcomes(comparison, &[0])));
    } else {
        bridge::add(pack, comparison, position);
        super::begin(pack, &format!("{name}, month by month"), comparison);
        pack.add(Block::Table(outcomes(comparison, &[0, position])));
        pack.add(Block::Profiles(distribution::picture(comparison, &[0, position])));
    }
    pack.add(Block::Table(months(comparison, position)));
}

/// Whether it is the one to choose, and why not.
fn standing(comparison: &Comparison, position: usize) -> String {
    if comparison.choice.best == Ok(position) {
        return "Recommended.".to_owned();
    }
    if let Some(why) = not_chosen(comparison, position) {
        return format!("{}.", capitalised(&why));
    }
    let second = if comparison.choice.runner_up == Some(position) { "The second best. " } else { "" };
    let Some(best) = comparison.choice.best.ok().filter(|_| comparison.by == By::NetProfit) else {
        return second.trim_end().to_owned();
    };
    let net_profit = |position: usize| comparison.evaluation.strategies[position].totals.net_profit;
    let behind = said(net_profit(best) - net_profit(position), comparison);
    format!("{second}It brings {behind} less than {}.", comparison.scenario.strategies[best].name)
}

/// The moves in a table; a sentence where there are none.
fn say_moves(pack: &mut Document, comparison: &Comparison, position: usize) {
    if comparison.evaluation.strategies[position].moves.is_empty() {
        pack.say("MOVES", "None: things stay as they are.");
    } else {
        pack.add(Block::Table(moves_table(comparison, position)));
    }
}

fn moves_table(comparison: &Comparison, position: usize) -> Table {
    let evaluated = &comparison.evaluation.strategies[position];
    let decimals = comparison.scenario.currency.decimals();
    let columns = [
        ("what", "what it does", 0),
        ("served", "letter by", 0),
        ("effective", "effective", 1),
        ("counts", "counts", 0),
        ("accepts", "chance that\nit is taken", 2),
    ];
    let mut table = Table::new("Moves", &columns);
    let mut month_before = None;
    for (number, scheduled) in evaluated.moves.iter().enumerate() {
        let to = reason::asked_price(comparison, evaluated, number).map_or_else(String::new, |to| format!(", to {to}"));
        let chance = chance_taken(evaluated, scheduled).filter(|_| scheduled.month != month_before);
        month_before = scheduled.month;
        table.row(
            vec![
                Cell::Text(capitalised(&moves::what(&scheduled.parts, decimals)) + &to),
                if scheduled.parts.needs_letter() { Cell::Day(scheduled.served) } else { Cell::Empty },
                Cell::Day(scheduled.effective),
                Cell::Text(moves::counts(comparison, scheduled)),
                Cell::optional(chance, Cell::Share),
            ],
            Stands::Plain,
        );
    }
    let is_asked = evaluated.moves.iter().any(|scheduled| chance_taken(evaluated, scheduled).is_some());
    if !is_asked || !is_judged(comparison) {
        table.remove(&["accepts"]);
    }
    table
}

/// The chance that the client takes what counts from the month of a move, where it is asked for something.
fn chance_taken(evaluated: &Evaluated<Exact>, scheduled: &Move<Exact>) -> Option<Exact> {
    let month = evaluated.course.months.get(scheduled.month?.checked_sub(1)? as usize)?;
    month.asks.then_some(month.factor)
}

/// What it brings, if it is accepted and if not, and where it equals doing nothing.
fn say_expected(pack: &mut Document, comparison: &Comparison, position: usize) {
    let evaluated = &comparison.evaluation.strategies[position];
    let mut lines = Vec::new();
    if !evaluated.course.unjudged {
        lines.push(format!("{}.", reason::brings(comparison, position)));
    }
    lines.extend(reason::if_asked(comparison, position));
    say_lines(pack, "EXPECT", lines);
    say_lines(pack, "BREAK-EVEN", break_even(comparison, position));
    pack.say("CLIENT", client(comparison, evaluated));
}

/// What of the net profit is this client's, and how likely it stays.
fn client(comparison: &Comparison, evaluated: &Evaluated<Exact>) -> String {
    let totals = &evaluated.totals;
    let margin = totals.client_margin;
    let margin = margin.map_or_else(String::new, |margin| format!(", at a margin of {}", percent(margin)));
    let stays = match evaluated.course.ends_in {
        Some(end) => format!("the engagement ends in month {end}"),
        None => format!("it is still there in the last month with a chance of {}", percent(totals.still_there)),
    };
    format!("Of it {} is this client's profit{margin}; {stays}.", said(totals.client_profit, comparison))
}

fn say_lines(pack: &mut Document, label: &str, lines: Vec<String>) {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    for (label, line) in labels.zip(lines) {
        pack.say(label, line);
    }
}

/// Where it equals doing nothing: when it is paid back, what a freed hour has to bring, how much work may be lost.
fn break_even(comparison: &Comparison, position: usize) -> Vec<String> {
    let evaluated = &comparison.evaluation.strategies[position];
    let totals = &evaluated.totals;
    if position == 0 || evaluated.course.unjudged {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let behind = |amount: Exact| format!("at the most {} behind doing nothing", said(-amount, comparison));
    let falls_short = (-totals.deepest_shortfall).is_more_money_than(Exact::ZERO);
    lines.push(match (totals.paid_back_in_month, falls_short) {
        (Some(1), _) => "Never behind doing nothing.".to_owned(),
        (Some(month), _) => format!("Paid back in month {month}; until then {}.", behind(totals.deepest_shortfall)),
        (None, _) => format!("Not paid back within the horizon: {}.", behind(totals.deepest_shortfall)),
    });
    if let Some(value) = evaluated.break_even.hour_value {
        let decimals = comparison.scenario.currency.decimals();
        lines.push(if value > Exact::ZERO {
            format!("As good as doing nothing if an hour set free brings {} over its costs.", money(value, decimals))
        } else {
            "Ahead of doing nothing even if hours set free bring nothing.".to_owned()
        });
    }
    if let Some(loss) = evaluated.break_even.volume_loss {
        lines.push(format!(
            "A client that stays may take {} less work, and its bill still earns the same.",
            percent(loss)
        ));
    }
    lines
}

/// How far it may come out.
fn outcomes(comparison: &Comparison, positions: &[usize]) -> Table {
    in_units(distribution::quantiles(comparison, positions), comparison)
}

/// The months, in the columns that go on an upright page.
fn months(comparison: &Comparison, position: usize) -> Table {
    let mut table = project::months(comparison, position);
    table.remove(&LEFT_TO_PROJECT);
    in_units(table, comparison)
}

/// Amounts as the rest of the pack shows them: in whole units where they are large.
fn in_units(mut table: Table, comparison: &Comparison) -> Table {
    if reason::in_whole_units(comparison) {
        table.in_whole_units();
    }
    table
}
