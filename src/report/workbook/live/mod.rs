//! A comparison as a workbook that computes: the inputs are cells, and everything else follows from them by formulas.
//!
//! The formulas are those of `docs/model.md`. Each cell is put after those that it needs, so that what it comes to is
//! known at once and stands in the file beside its formula.

mod charts;
mod check;
mod compare;
mod fixed;
mod inputs;
mod months;
mod moves;
mod notes;
mod planned;
mod projection;
mod response;
mod risks;
mod tiers;
mod today;

use std::collections::BTreeMap;

use super::book::{Book, Content, Look, Place, Role, Shows};
use super::expression::Expression;
use crate::analysis::comparison::Comparison;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::warning::Warning;

/// The workbook of one scenario.
#[must_use]
pub fn live(reading: &Reading, comparison: &Comparison, warnings: &[Warning]) -> Book {
    let mut plan = Plan {
        book: Book::new(&comparison.scenario.title, comparison.scenario.start),
        reading,
        comparison,
        decimals: comparison.scenario.currency.decimals(),
        inputs: BTreeMap::new(),
        names: BTreeMap::new(),
        valued_on: None,
    };
    // The sheets in the order of their tabs; what they hold is computed in another.
    let compare = plan.book.add_sheet("Compare");
    let charts = plan.sheet("Charts", "Drawn from the cells of this workbook: they follow what is changed.");
    let inputs = plan.book.add_sheet("Inputs");
    inputs::lay_out(&mut plan, inputs);
    let today = today::Today::of(&mut plan);
    let response = response::Response::of(&mut plan);
    let risks = risks::Risks::of(&mut plan);
    let months = months::Months::of(&mut plan, &today);
    let terms = moves::moves(&mut plan, &today, &response, &risks, &months);
    let projections = projection::projections(&mut plan, &today, &risks, &months, &terms);
    let figures = compare::compare(&mut plan, compare, &projections, &months);
    charts::charts(&mut plan, charts, &projections, &months, &figures);
    let apart = check::check(&mut plan, &projections, &figures);
    fixed::fixed(&mut plan, apart);
    inputs::mark_unused(&mut plan, inputs);
    notes::notes(&mut plan, warnings);
    plan.book.sheets.iter_mut().for_each(super::book::Sheet::fit);
    plan.book
}

/// A workbook in the making.
struct Plan<'a> {
    book: Book,
    reading: &'a Reading,
    comparison: &'a Comparison,
    /// Decimals of the currency.
    decimals: u32,
    /// The cells of inputs that have no value yet, by their keys.
    inputs: BTreeMap<String, Place>,
    /// The names of inputs, by their keys.
    names: BTreeMap<String, usize>,
    /// The first day after each month, from the start on; none where a spreadsheet does not know the days.
    valued_on: Option<Column>,
}

impl Plan<'_> {
    /// The input of a key; none where the scenario has no such number.
    fn input(&self, key: &str) -> Option<Expression> {
        self.names.get(key).filter(|_| !self.inputs.contains_key(key)).map(|name| Expression::Name(*name))
    }

    /// The input of a key, else a number.
    fn input_or(&self, key: &str, number: Exact) -> Expression {
        self.input(key).unwrap_or_else(|| number.to_f64().into())
    }

    /// The input of a key; where the scenario leaves it to a default that follows from others, its cell gets the formula.
    fn derived(&mut self, key: &str, default: Expression) -> Expression {
        if let Some(place) = self.inputs.remove(key) {
            let look = self.book.cell(place).map_or(Look::plain(Shows::Number(2)), |cell| cell.look);
            self.book.put(place, Content::Formula(default.clone()), look);
        }
        self.input(key).unwrap_or(default)
    }

    fn months(&self) -> u32 {
        self.comparison.scenario.months
    }

    fn money(&self) -> Shows {
        Shows::Number(self.decimals)
    }

    fn formula(&mut self, place: Place, formula: Expression, shows: Shows) -> Place {
        self.book.put(place, Content::Formula(formula), Look::plain(shows))
    }

    /// A sheet with its title, a remark below it, and a line of headings that stays in sight: what stands in the first
    /// columns are words.
    fn sheet(&mut self, name: &str, remark: &str) -> usize {
        let sheet = self.book.add_sheet(name);
        self.titled(sheet, name, remark);
        sheet
    }

    fn titled(&mut self, sheet: usize, title: &str, remark: &str) {
        self.book.put_text(Place { sheet, row: 0, column: 0 }, title, Role::Title);
        self.book.put_text(Place { sheet, row: 1, column: 0 }, remark, Role::Remark);
    }

    fn heading(&mut self, place: Place, words: &str, shows: Shows) {
        self.book.put(place, Content::Text(words.to_owned()), Look { shows, role: Role::Heading });
    }

    /// A column of formulas below its heading: one for each number from `from` to `to`, which stands that many rows below
    /// the first.
    fn column(
        &mut self,
        top: Place,
        heading: &str,
        shows: Shows,
        range: (u32, u32),
        formula: impl Fn(Column, u32) -> Expression,
    ) -> Column {
        let column = Column { top };
        self.heading(Place { row: top.row - 1, ..top }, heading, shows);
        for number in range.0..=range.1 {
            self.formula(column.place(number), formula(column, number), shows);
        }
        column
    }
}

/// A column of values, counted from 0.
#[derive(Clone, Copy, Debug)]
struct Column {
    top: Place,
}

impl Column {
    fn place(self, number: u32) -> Place {
        self.top.below(number)
    }

    fn at(self, number: u32) -> Expression {
        self.place(number).into()
    }

    /// From one number to another.
    fn range(self, from: u32, to: u32) -> Expression {
        Expression::Range(self.place(from), self.place(to))
    }
}
