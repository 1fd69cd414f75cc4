//! A formula as a line: with the names of its figures, or with their numbers.

use crate::analysis::explain::tree::{Expression, Id, Node, Origin, Tree, Unit};
use crate::number::{Exact, Number};
use crate::words::{grouped, list, money, plain, rounded};

/// Figures of a series that are written out.
const WRITTEN_OUT: usize = 3;

/// Writes formulas.
#[derive(Clone, Copy, Debug)]
pub struct Formulas<'t> {
    /// The figures.
    pub tree: &'t Tree,
    /// Decimals of an amount.
    pub decimals: u32,
    /// Decimals of a price.
    pub price_decimals: u32,
}

/// How strongly the parts of a formula hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// `a, rounded to b`
    Sentence,
    /// `a + b`
    Sum,
    /// `a × b`
    Product,
    /// `a ^ b`
    Power,
    /// `a`
    Whole,
}

/// How a figure is written.
type Write<'w> = &'w dyn Fn(Id) -> (String, Bond);

impl Formulas<'_> {
    /// A value, with as many decimals as a person needs.
    pub fn value(&self, node: &Node) -> String {
        let Some(value) = node.value else { return "none".to_owned() };
        match node.unit {
            Unit::Money => money(value, self.decimals),
            Unit::Price => {
                // A rate that follows from other figures has no end.
                let value = rounded(value.settled(), self.price_decimals.max(self.decimals + 2)).normalize();
                grouped(value, value.scale().max(self.decimals))
            }
            Unit::Hours => plain(value, 4),
            Unit::Share => format!("{} %", plain(value * Exact::whole(100), 4)),
            Unit::Number => plain(value, 6),
            Unit::Month => plain(value, 0),
        }
    }

    /// The formula of a figure with the names of figures.
    pub fn words(&self, expression: &Expression, of: &Node) -> String {
        let write = |id: Id| (name_within(&self.tree.nodes[id], of), Bond::Whole);
        match expression {
            Expression::Months(ids) => format!("the sum over months {}", self.months(ids)),
            Expression::Quantile { share, outcomes } => {
                let share = format!("{} %", plain(*share * Exact::whole(100), 2));
                format!("the least that is not exceeded with a chance of {share}, of {} outcomes", outcomes.len())
            }
            Expression::ChanceAbove { level, .. } => {
                format!("the chances of all outcomes above the {}", write(*level).0)
            }
            Expression::NeverBehind(_) => {
                "the first month from which on the lead over doing nothing so far is never below 0".to_owned()
            }
            Expression::Logistic { half, slope, raise } => {
                let [half, slope, raise] = [half, slope, raise].map(|id| write(*id).0);
                format!("(1 + u) ÷ (1 + u × e ^ ({slope} × {raise})), u = 1 ÷ (e ^ ({slope} × {half}) − 2)")
            }
            _ => written(expression, &write).0,
        }
    }

    /// The formula with the numbers put in.
    pub fn numbers(&self, expression: &Expression) -> String {
        let write = |id: Id| {
            let node = &self.tree.nodes[id];
            let text = self.value(node);
            let bond = if text.starts_with('-') { Bond::Sum } else { Bond::Whole };
            (text, bond)
        };
        let number = |id: &Id| write(*id).0;
        match expression {
            Expression::Months(ids) => {
                let signed = |id: &Id| (false, Expression::Of(*id));
                series(ids, " + ", |id| written(&Expression::Sum(vec![signed(id)]), &write).0)
            }
            Expression::Least(ids) => format!("the least of {}", series(ids, ", ", number)),
            Expression::NeverBehind(ids) => format!("by the leads {}", series(ids, ", ", number)),
            Expression::Quantile { outcomes, .. } => {
                let rising = self.rising(outcomes);
                let pair = |(figure, chance): &(Id, Id)| format!("{} with {}", number(figure), number(chance));
                series(&rising, ", ", pair)
            }
            Expression::ChanceAbove { level, outcomes } => {
                let value = |id: Id| self.tree.nodes[id].value.unwrap_or(Exact::ZERO);
                let above = outcomes.iter().filter(|(figure, _)| value(*figure).is_more_money_than(value(*level)));
                let above: Vec<Id> = above.map(|(_, chance)| *chance).collect();
                if above.is_empty() { "0 %".to_owned() } else { series(&above, " + ", number) }
            }
            Expression::Logistic { half, slope, raise } => {
                let [half, slope, raise] = [half, slope, raise].map(number);
                format!("(1 + u) ÷ (1 + u × e ^ ({slope} × {raise})), u = 1 ÷ (e ^ ({slope} × {half}) − 2)")
            }
            _ => written(expression, &write).0,
        }
    }

    fn known(&self, id: Id) -> Exact {
        self.tree.nodes[id].value.unwrap_or(Exact::ZERO)
    }

    fn rising(&self, outcomes: &[(Id, Id)]) -> Vec<(Id, Id)> {
        let mut rising = outcomes.to_vec();
        let order = |one: Id, other: Id| self.known(one).partial_cmp(&self.known(other));
        rising.sort_by(|one, other| order(one.0, other.0).unwrap_or(std::cmp::Ordering::Equal));
        rising
    }

    /// What shows that a figure that was searched for is the one that was to be found; none of others.
    pub fn check(&self, node: &Node) -> Option<String> {
        if let Some([left, right]) = &node.check {
            let both = money(self.tree.evaluate(left), self.decimals);
            let [left, right] = [left, right].map(|side| (self.numbers(side), matches!(side, Expression::Sum(_))));
            let right = if right.1 { format!("{both} = {}", right.0) } else { right.0 };
            return Some(format!("{} = {right}", left.0));
        }
        let Origin::Formula(Expression::Quantile { outcomes, .. }) = &node.origin else { return None };
        let found = node.value?;
        let at_most = |level: Exact| {
            let below = outcomes.iter().filter(|(figure, _)| self.known(*figure) <= level);
            let chance: Exact = below.map(|(_, chance)| self.known(*chance)).sum();
            let level = money(level, self.decimals);
            format!("{level} or less with a chance of {} %", plain(chance * Exact::whole(100), 4))
        };
        let before = self.rising(outcomes).into_iter().map(|(figure, _)| self.known(figure));
        let before = before
            .take_while(|value| *value < found)
            .last()
            .map_or_else(String::new, |before| format!(", but {}", at_most(before)));
        Some(format!("{}{before}", at_most(found)))
    }

    /// The months of a series: `1 to 24`.
    fn months(&self, ids: &[Id]) -> String {
        let month = |id: Option<&Id>| id.and_then(|id| self.tree.nodes[*id].month).unwrap_or(0);
        format!("{} to {}", month(ids.first()), month(ids.last()))
    }
}

/// What a figure is, with its month and what it is of.
pub fn full_name(node: &Node) -> String {
    named(&node.name, node.month, &node.whose)
}

/// The same, without what it shares with another.
pub fn name_within(node: &Node, other: &Node) -> String {
    let month = node.month.filter(|month| Some(*month) != other.month);
    let whose = if node.whose == other.whose { "" } else { node.whose.as_str() };
    named(&node.name, month, whose)
}

fn named(name: &str, month: Option<u32>, whose: &str) -> String {
    let month = month.map_or_else(String::new, |month| format!(", month {month}"));
    let whose = if whose.is_empty() { String::new() } else { format!(" ({whose})") };
    format!("{name}{month}{whose}")
}

/// The first of a series, and the last.
fn series<T>(items: &[T], joined_by: &str, write: impl Fn(&T) -> String) -> String {
    let texts: Vec<String> = if items.len() <= WRITTEN_OUT + 2 {
        items.iter().map(write).collect()
    } else {
        let first = items[..WRITTEN_OUT].iter().map(&write);
        first.chain(["…".to_owned()]).chain(items.last().map(&write)).collect()
    };
    texts.join(joined_by)
}

fn written(expression: &Expression, write: Write<'_>) -> (String, Bond) {
    let at_least = |expression: &Expression, bond: Bond| {
        let (text, own) = written(expression, write);
        if own < bond { format!("({text})") } else { text }
    };
    match expression {
        Expression::Of(id) => write(*id),
        Expression::Number(number) => (plain(*number, 6), Bond::Whole),
        Expression::Sum(terms) => {
            let mut text = String::new();
            for (position, (minus, term)) in terms.iter().enumerate() {
                let sign = match (position, minus) {
                    (0, false) => "",
                    (0, true) => "−",
                    (_, false) => " + ",
                    (_, true) => " − ",
                };
                let bond = if position == 0 && !minus { Bond::Sum } else { Bond::Product };
                text += sign;
                text += &at_least(term, bond);
            }
            (text, if terms.len() == 1 && !terms[0].0 { Bond::Product } else { Bond::Sum })
        }
        Expression::Product(factors) => {
            let factors: Vec<String> = factors.iter().map(|factor| at_least(factor, Bond::Product)).collect();
            (factors.join(" × "), Bond::Product)
        }
        Expression::Quotient(one, other) => {
            (format!("{} ÷ {}", at_least(one, Bond::Product), at_least(other, Bond::Power)), Bond::Product)
        }
        Expression::Power(base, exponent) => {
            (format!("{} ^ {}", at_least(base, Bond::Whole), at_least(exponent, Bond::Whole)), Bond::Power)
        }
        Expression::Larger(one, other) => {
            let [one, other] = [one, other].map(|one| written(one, write).0);
            (format!("the larger of {one} and {other}"), Bond::Sentence)
        }
        Expression::Smaller(one, other) => {
            let [one, other] = [one, other].map(|one| written(one, write).0);
            (format!("the smaller of {one} and {other}"), Bond::Sentence)
        }
        Expression::Rounded(one, step) => {
            let [one, step] = [one, step].map(|one| written(one, write).0);
            (format!("{one}, rounded to a multiple of {step}"), Bond::Sentence)
        }
        Expression::RoundedUp(one, step) => {
            let [one, step] = [one, step].map(|one| written(one, write).0);
            (format!("{one}, rounded up to a multiple of {step}"), Bond::Sentence)
        }
        Expression::Least(ids) => {
            let names: Vec<String> = ids.iter().map(|id| write(*id).0).collect();
            let some = if names.len() > WRITTEN_OUT { &names[..1] } else { &names[..] };
            let more =
                if names.len() > WRITTEN_OUT { format!(" and {} others", names.len() - 1) } else { String::new() };
            (format!("the least of {}{more}", list(some)), Bond::Sentence)
        }
        Expression::Root(coefficients) => {
            let terms = coefficients.iter().zip(0..).map(|(id, power)| {
                let (text, bond) = write(*id);
                let text = if bond < Bond::Product { format!("({text})") } else { text };
                match power {
                    0 => text,
                    1 => format!("{text} × s"),
                    power => format!("{text} × s ^ {power}"),
                }
            });
            (format!("s, where {} = 0", terms.collect::<Vec<_>>().join(" + ")), Bond::Sentence)
        }
        // Written as sentences of their own, and never inside of another.
        Expression::Months(_)
        | Expression::Logistic { .. }
        | Expression::Quantile { .. }
        | Expression::ChanceAbove { .. }
        | Expression::NeverBehind(_) => (String::new(), Bond::Sentence),
    }
}
