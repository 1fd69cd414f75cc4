//! The table of the strategies: what each asks, how likely it is accepted, what it brings.

use super::document::{Cell, Stands, Table};
use super::reason;
use crate::analysis::cash::told::in_short;
use crate::analysis::choice::NoChoice;
use crate::analysis::comparison::Comparison;
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};
use crate::words::{count, percent};

/// What each strategy asks, how likely it is accepted, and what it brings.
#[must_use]
pub fn strategies(comparison: &Comparison) -> Table {
    let judged = is_judged(comparison);
    let title = format!("Net profit in {}, client and freed hours", count(comparison.scenario.months, "month"));
    let columns: &[(&'static str, &str, u8)] = if judged {
        &[
            ("name", "", 0),
            ("bill", "bill\na month", 3),
            ("first_billed", "counts\nfrom", 7),
            ("accepts", "accepts\nit", 2),
            ("pays_from", "pays at\nchance", 6),
            ("if_accepted", "if it\naccepts", 1),
            ("if_refused", "if it\nrefuses", 1),
            ("net_profit", "\nEXPECTED", 0),
            ("difference", "against\nnothing", 4),
            ("paid_back_in_month", "paid back\nin month", 5),
        ]
    } else {
        // Nothing is expected of what nobody has judged.
        &[
            ("name", "", 0),
            ("bill", "bill\na month", 2),
            ("first_billed", "counts\nfrom", 3),
            ("pays_from", "pays if it\naccepts, from", 0),
            ("pays_from_salaried", "the same,\nsalaried team", 1),
            ("if_accepted", "net profit,\nit accepts", 0),
            ("if_refused", "it refuses\nat once", 0),
        ]
    };
    let mut table = Table { may_round: true, ..Table::new(title, columns) };
    for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
        let first = named(&mut table, comparison, position);
        let bill = Cell::optional(bill_asked(evaluated, comparison), |bill| {
            Cell::Money(bill, comparison.scenario.currency.decimals())
        });
        let from = Cell::optional(first_month(evaluated), |month| Cell::text(short_month(comparison, month)));
        let cells =
            if judged { judged_cells(&mut table, comparison, position) } else { unjudged_cells(comparison, position) };
        table.row([vec![first, bill, from], cells].concat(), stands(comparison, position));
    }
    table
}

/// How likely it is accepted, and what it brings.
fn judged_cells(table: &mut Table, comparison: &Comparison, position: usize) -> Vec<Cell> {
    let decimals = comparison.scenario.currency.decimals();
    let money = |amount: Exact| Cell::Money(amount, decimals);
    let evaluated = &comparison.evaluation.strategies[position];
    let totals = &evaluated.totals;
    let asks = evaluated.course.asks > 0;
    let beyond = "beyond your last answer: drawn on from your line, not said by you";
    let beyond = (asks && evaluated.course.beyond_last_answer).then(|| table.footnote(beyond));
    let several = "if it refuses the first ask, not a later one";
    let several = (totals.if_refused.is_some() && evaluated.course.asks > 1).then(|| table.footnote(several));
    vec![
        if asks { Cell::Share(totals.accepts).marked(beyond) } else { Cell::Empty },
        Cell::optional(evaluated.break_even.accept, |accept| Cell::text(pays_from(accept))),
        if asks { money(totals.if_accepted) } else { Cell::Empty },
        Cell::optional(totals.if_refused, |refused| money(refused).marked(several)),
        money(totals.net_profit),
        if position == 0 { Cell::Empty } else { Cell::Signed(totals.difference, decimals) },
        Cell::optional(totals.paid_back_in_month.filter(|_| totals.difference != Exact::ZERO), Cell::Count),
    ]
}

/// From which chance of acceptance it pays, and what it brings if it is accepted or refused.
fn unjudged_cells(comparison: &Comparison, position: usize) -> Vec<Cell> {
    let money = |amount: Exact| Cell::Money(amount, comparison.scenario.currency.decimals());
    let pays = |accept: Option<AcceptBreakEven<Exact>>| Cell::optional(accept, |accept| Cell::text(pays_from(accept)));
    let evaluated = &comparison.evaluation.strategies[position];
    vec![
        pays(evaluated.break_even.accept),
        Cell::optional(comparison.salaried.as_ref(), |salaried| pays(salaried.outlooks[&position].accept)),
        money(evaluated.totals.if_accepted),
        Cell::optional(evaluated.totals.if_refused, money),
    ]
}

/// Why a strategy is not to be chosen: it is ruled out, or another is better throughout.
#[must_use]
pub fn not_chosen(comparison: &Comparison, position: usize) -> Option<String> {
    if let Some(why) = ruled_out(comparison, position) {
        return Some(why);
    }
    let chosen = comparison.choice.best == Ok(position);
    let by = comparison.choice.dominated_by[position].filter(|_| is_judged(comparison) && !chosen)?;
    let name = &comparison.scenario.strategies[by].name;
    Some(format!("beaten by {name}, which brings at least as much for no more hours"))
}

/// What rules a strategy out, if anything does.
#[must_use]
pub fn ruled_out(comparison: &Comparison, position: usize) -> Option<String> {
    let ruled_out = comparison.choice.ruled_out[position].as_ref()?;
    Some(format!("ruled out: {}", reason::why(ruled_out)))
}

/// The name, with a mark where the strategy is not to be chosen, or the cash may run out in it.
pub fn named(table: &mut Table, comparison: &Comparison, position: usize) -> Cell {
    let said = [not_chosen(comparison, position), in_short(comparison, position)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let why = (!said.is_empty()).then(|| table.footnote(said.join("; ")));
    Cell::text(comparison.scenario.strategies[position].name.as_str()).marked(why)
}

/// The recommended strategy stands out.
#[must_use]
pub fn stands(comparison: &Comparison, position: usize) -> Stands {
    if comparison.choice.best == Ok(position) { Stands::Recommended } else { Stands::Plain }
}

/// Whether it is said how the client takes what is asked.
#[must_use]
pub fn is_judged(comparison: &Comparison) -> bool {
    comparison.choice.best != Err(NoChoice::Unjudged)
}

/// The bill of the last month of the engagement, as asked; none where the engagement ends first.
fn bill_asked(evaluated: &Evaluated<Exact>, comparison: &Comparison) -> Option<Exact> {
    let months = evaluated.months.len();
    (!evaluated.course.is_over(months)).then(|| {
        let terms = evaluated.course.terms_in(months);
        terms.bill(&comparison.evaluation.basis.today, terms.work_kept)
    })
}

/// The first month in which a move counts that the client is told of, else any.
fn first_month(evaluated: &Evaluated<Exact>) -> Option<u32> {
    let letters = evaluated.moves.iter().filter(|scheduled| scheduled.parts.needs_letter());
    letters.chain(&evaluated.moves).find_map(|scheduled| scheduled.month)
}

/// The month as people say it: `Jan 27`.
#[must_use]
pub fn short_month(comparison: &Comparison, month: u32) -> String {
    comparison.evaluation.basis.calendar.first_day(month).format("%b %y").to_string()
}

fn pays_from(accept: AcceptBreakEven<Exact>) -> String {
    match accept {
        AcceptBreakEven::AtLeast(chance) => percent(chance),
        AcceptBreakEven::AtMost(chance) => format!("up to {}", percent(chance)),
        AcceptBreakEven::Always => "any".to_owned(),
        AcceptBreakEven::Never => "none".to_owned(),
    }
}
