//! Puts figures together: what the engine keeps is taken from it, and nothing is put in twice.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::path::{Path, Turn};
use super::terms::Agreement;
use super::tree::{Expression, Id, Node, Origin, Tree, Unit};
use crate::analysis::comparison::Comparison;
use crate::domain::{Scenario, Strategy};
use crate::engine::basis::Basis;
use crate::engine::evaluation::Evaluated;
use crate::engine::today::Today;
use crate::number::Exact;

/// An explanation in the making.
pub struct Builder<'c> {
    /// The scenario and its figures.
    pub comparison: &'c Comparison,
    /// The figures so far.
    pub tree: Tree,
    /// The position of the strategy that is explained.
    pub asked: usize,
    /// The ways in which strategies turn out that were followed so far.
    pub(super) paths: BTreeMap<(usize, Turn), Option<Rc<Path>>>,
    /// What is agreed in strategies.
    pub(super) agreements: BTreeMap<usize, Rc<Vec<Agreement>>>,
}

/// What a figure is, before it is known where it comes from.
pub struct Title {
    /// Under which key it is known.
    pub key: String,
    /// In words.
    pub name: String,
    /// Of which month.
    pub month: Option<u32>,
    /// Of what else.
    pub whose: String,
    /// In which unit.
    pub unit: Unit,
}

impl Title {
    /// A figure of the scenario as a whole.
    pub fn new(name: &str, unit: Unit) -> Self {
        Self { key: name.to_owned(), name: name.to_owned(), month: None, whose: String::new(), unit }
    }

    /// In a month.
    pub fn in_month(mut self, month: u32) -> Self {
        self.month = Some(month);
        self.key = format!("{}|{month}", self.key);
        self
    }

    /// Of something.
    pub fn of(mut self, whose: &str) -> Self {
        whose.clone_into(&mut self.whose);
        self.key = format!("{}|{whose}", self.key);
        self
    }

    /// Told apart from others of the same name.
    pub fn keyed(mut self, key: impl std::fmt::Display) -> Self {
        self.key = format!("{}|{key}", self.key);
        self
    }
}

impl<'c> Builder<'c> {
    /// Begins an explanation.
    pub fn new(comparison: &'c Comparison, asked: usize) -> Self {
        Self { comparison, tree: Tree::default(), asked, paths: BTreeMap::new(), agreements: BTreeMap::new() }
    }

    /// The scenario.
    pub fn scenario(&self) -> &'c Scenario<Exact> {
        &self.comparison.scenario
    }

    /// What its strategies have in common.
    pub fn basis(&self) -> &'c Basis<Exact> {
        &self.comparison.evaluation.basis
    }

    /// The month as it is.
    pub fn today(&self) -> &'c Today<Exact> {
        &self.basis().today
    }

    /// A strategy.
    pub fn strategy(&self, position: usize) -> &'c Strategy<Exact> {
        &self.scenario().strategies[position]
    }

    /// The figures of a strategy.
    pub fn evaluated(&self, position: usize) -> &'c Evaluated<Exact> {
        &self.comparison.evaluation.strategies[position]
    }

    /// A figure, unless it is known: built by what leads to it, which may put in other figures first.
    pub fn figure(&mut self, title: Title, build: impl FnOnce(&mut Self) -> (Option<Exact>, Origin)) -> Id {
        if let Some(known) = self.tree.known(&title.key) {
            return known;
        }
        let (value, origin) = build(self);
        let Title { key, name, month, whose, unit } = title;
        self.tree.put(key, Node { name, month, whose, unit, value, origin, check: None })
    }

    /// A figure that the engine keeps, and its formula.
    pub fn kept(&mut self, title: Title, value: Exact, build: impl FnOnce(&mut Self) -> Expression) -> Id {
        self.figure(title, |builder| (Some(value), Origin::Formula(build(builder))))
    }

    /// Two sides that are equal at the value of a figure.
    pub fn check(&mut self, id: Id, left: Expression, right: Expression) {
        self.tree.nodes[id].check = Some([left, right]);
    }

    /// A figure on the way, which is what its formula comes to.
    pub fn computed(&mut self, title: Title, build: impl FnOnce(&mut Self) -> Expression) -> Id {
        self.figure(title, |builder| {
            let expression = build(builder);
            (Some(builder.tree.evaluate(&expression)), Origin::Formula(expression))
        })
    }

    /// What follows from dates or from what is agreed.
    pub fn fact(&mut self, title: Title, value: Exact, why: impl Into<String>) -> Id {
        self.figure(title, |_| (Some(value), Origin::Fact(why.into())))
    }

    /// A value in force.
    pub fn input(&mut self, key: &str, name: &str, unit: Unit, value: Exact) -> Id {
        let title = Title::new(name, unit).keyed(key);
        self.figure(title, |_| (Some(value), Origin::Input(key.to_owned())))
    }
}
