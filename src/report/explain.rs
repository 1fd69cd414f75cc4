//! What `explain` says: a figure, its formula in words and with its numbers, and the same of what leads to it.

mod formula;
mod json;

use std::collections::BTreeSet;

use super::compare::title;
use super::document::{Block, Cell, Document, OutlineLine, Table};
use super::inputs::from;
use crate::analysis::comparison::Comparison;
use crate::analysis::explain::tree::{Expression, Id, Node, Origin, Unit};
use crate::analysis::explain::{Explanation, Figure};
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::scenario::ledger::InForce;
use formula::{Formulas, full_name, name_within};
pub use json::json;

/// An explanation, and how much of it is shown.
#[derive(Debug)]
pub struct Explained<'e> {
    /// The scenario as it was read.
    pub reading: &'e Reading,
    /// Its figures.
    pub comparison: &'e Comparison,
    /// Which figure is explained.
    pub figure: Figure,
    /// The position of the strategy that it is of.
    pub position: usize,
    /// Whether the strategy was named; else it is the recommended one, or doing nothing where there is none.
    pub is_named: bool,
    /// All that leads to it.
    pub explanation: &'e Explanation,
    /// How many steps below the figure are shown; none: all.
    pub depth: Option<usize>,
}

/// A figure on the page.
struct Line {
    depth: usize,
    id: Id,
    /// What it leads to: the line that it is below.
    parent: Id,
    /// Whether it stands further above with what leads to it.
    is_above: bool,
    /// Whether its formula is shown.
    in_full: bool,
}

/// The lines of a page, and whether something was left out.
#[derive(Default)]
struct Lines {
    listed: Vec<Line>,
    left_out: bool,
    /// Whether of months that are added up only one was followed.
    one_month: bool,
    shown: BTreeSet<Id>,
}

impl Explained<'_> {
    fn node(&self, id: Id) -> &Node {
        &self.explanation.tree.nodes[id]
    }

    fn formulas(&self) -> Formulas<'_> {
        let decimals = self.comparison.scenario.currency.decimals();
        Formulas { tree: &self.explanation.tree, decimals, price_decimals: self.comparison.price_decimals() }
    }

    fn lines(&self) -> Lines {
        let mut lines = Lines::default();
        let root = self.explanation.root;
        self.list(root, root, 0, &mut lines);
        lines
    }

    fn list(&self, id: Id, parent: Id, depth: usize, lines: &mut Lines) {
        let is_above = !lines.shown.insert(id);
        let Origin::Formula(expression) = &self.node(id).origin else {
            lines.listed.push(Line { depth, id, parent, is_above, in_full: true });
            return;
        };
        let is_nothing = depth > 0 && self.depth.is_some() && self.node(id).value == Some(Exact::ZERO);
        let in_full = self.depth.is_none_or(|most| depth < most) && !is_above && !is_nothing;
        lines.listed.push(Line { depth, id, parent, is_above, in_full });
        if !in_full {
            // What is only named here may be shown with its formula further below.
            if !is_above {
                lines.shown.remove(&id);
                lines.left_out = true;
            }
            return;
        }
        let mut operands = expression.operands();
        if expression.is_a_series() && self.depth.is_some() {
            let followed = self.followed(expression, id);
            match (expression, followed) {
                (Expression::Months(months), Some(_)) => lines.one_month |= months.len() > 1,
                _ => lines.left_out |= followed.is_none(),
            }
            operands = followed.into_iter().collect();
        }
        let mut once = BTreeSet::new();
        for operand in operands.into_iter().filter(|operand| once.insert(*operand)) {
            self.list(operand, id, depth + 1, lines);
        }
    }

    /// Which figure of a series is followed, the others are in the formula: the one that is found; of months that are added
    /// up the first that is not 0, as the others are made like it.
    fn followed(&self, expression: &Expression, id: Id) -> Option<Id> {
        let value = |id: Id| self.node(id).value;
        let operands = expression.operands();
        let mut of_months = operands.iter().copied().filter(|operand| value(*operand) != Some(Exact::ZERO));
        match expression {
            Expression::Months(_) => of_months.next(),
            Expression::Quantile { .. } | Expression::Least(_) => {
                operands.into_iter().find(|operand| value(*operand) == value(id))
            }
            Expression::NeverBehind(_) => {
                operands.into_iter().find(|operand| self.node(*operand).month.map(Exact::whole) == value(id))
            }
            _ => None,
        }
    }

    fn entry(&self, id: Id) -> Option<&InForce> {
        match &self.node(id).origin {
            Origin::Input(key) => self.reading.in_force(key),
            _ => None,
        }
    }

    /// A figure in a line: what it is, what it comes to, and where that is written.
    fn said(&self, line: &Line) -> String {
        let node = self.node(line.id);
        let formulas = self.formulas();
        let name = if line.depth == 0 { full_name(node) } else { name_within(node, self.node(line.parent)) };
        let value = formulas.value(node);
        match &node.origin {
            _ if line.is_above => format!("{name} = {value} (above)"),
            Origin::Input(key) => {
                let place = self.entry(line.id).map_or_else(|| "default".to_owned(), |entry| from(self.reading, entry));
                format!("{name}: {key} = {value} ({place})")
            }
            Origin::Fact(why) => format!("{name} = {value}: {why}"),
            Origin::Formula(_) => format!("{name} = {value}"),
        }
    }

    /// The formula in words and with its numbers.
    fn formula(&self, line: &Line) -> Option<[String; 2]> {
        match &self.node(line.id).origin {
            Origin::Formula(expression) if line.in_full => {
                let formulas = self.formulas();
                Some([formulas.words(expression, self.node(line.id)), formulas.numbers(expression)])
            }
            _ => None,
        }
    }

    /// A line of the page.
    fn outlined(&self, line: &Line) -> OutlineLine {
        let node = self.node(line.id);
        let mut formulas = Vec::new();
        if let Some([words, numbers]) = self.formula(line) {
            // A figure that is another is said to be that, and not once more what it comes to.
            let repeats = numbers == words || numbers == self.formulas().value(node);
            formulas.push(format!("= {words}"));
            formulas.extend((!repeats).then(|| format!("= {numbers}")));
        }
        formulas.extend(self.check(line).map(|check| format!("check: {check}")));
        OutlineLine { depth: line.depth, text: self.said(line), formulas }
    }

    fn check(&self, line: &Line) -> Option<String> {
        if line.in_full && !line.is_above { self.formulas().check(self.node(line.id)) } else { None }
    }

    fn strategy(&self) -> &str {
        &self.comparison.scenario.strategies[self.position].name
    }
}

/// The page.
#[must_use]
pub fn page(explained: &Explained<'_>) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(explained.reading)));
    if explained.figure.is_of_strategy() {
        let which = match explained.comparison.choice.best {
            _ if explained.is_named => "",
            Ok(_) => ": the recommended one; --strategy ID explains another",
            Err(_) => ", as there is no recommendation; --strategy ID explains another",
        };
        page.say("STRATEGY", format!("{}{which}", explained.strategy()));
    }
    let lines = explained.lines();
    // What is not followed further is in the formula above, with its name and its number.
    let said = lines.listed.iter().filter(|line| line.depth == 0 || line.in_full || line.is_above);
    page.add(Block::Outline(said.map(|line| explained.outlined(line)).collect()));
    let deeper = explained.depth.filter(|_| lines.left_out).map_or_else(String::new, |depth| {
        format!(" --depth {} goes a step further, --all to the lines of the scenario.", depth + 1)
    });
    let one_month = if lines.one_month {
        " Of months that are added up the first that is not 0 is followed, --all follows each."
    } else {
        ""
    };
    page.say("NOTE", format!("Every number is rounded for itself.{one_month}{deeper}"));
    page
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Money => "money",
        Unit::Price => "price",
        Unit::Hours => "hours",
        Unit::Share => "share",
        Unit::Number => "number",
        Unit::Month => "month",
    }
}

/// The lines, for spreadsheets.
#[must_use]
pub fn figures(explained: &Explained<'_>) -> Table {
    let text = |words: String| if words.is_empty() { Cell::Empty } else { Cell::Text(words) };
    let rows = explained.lines().listed.into_iter().map(|line| {
        let node = explained.node(line.id);
        let [words, numbers] = explained.formula(&line).unwrap_or_default();
        let entry = explained.entry(line.id);
        let (key, why) = match &node.origin {
            Origin::Input(key) => (key.clone(), String::new()),
            Origin::Fact(why) => (String::new(), why.clone()),
            Origin::Formula(_) => (String::new(), String::new()),
        };
        vec![
            ("depth", Cell::Count(u32::try_from(line.depth).unwrap_or(u32::MAX))),
            ("figure", Cell::text(node.name.as_str())),
            ("month", Cell::optional(node.month, Cell::Count)),
            ("of", text(node.whose.clone())),
            ("value", Cell::optional(node.value, |value| Cell::exact(value, matches!(node.unit, Unit::Share)))),
            ("unit", Cell::text(unit(node.unit))),
            ("formula", text(words)),
            ("numbers", text(numbers)),
            ("check", text(explained.check(&line).unwrap_or_default())),
            ("key", text(key)),
            ("from", text(entry.map_or_else(String::new, |entry| from(explained.reading, entry)))),
            ("why", text(why)),
        ]
    });
    Table::of_figures(rows)
}
