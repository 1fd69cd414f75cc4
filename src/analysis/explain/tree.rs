//! What an explanation is made of: figures, each with the formula that leads from other figures to it.

use std::collections::BTreeMap;

use crate::number::{Exact, Number};

/// A figure of an explanation, by its position.
pub type Id = usize;

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money.
    Money,
    /// Money for an hour or a unit.
    Price,
    /// Hours.
    Hours,
    /// A share or a chance.
    Share,
    /// A number without a unit.
    Number,
    /// A month of the plan.
    Month,
}

/// Where a figure comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A value in force of the scenario, by its key.
    Input(String),
    /// Something that follows from dates or from what is agreed; in words.
    Fact(String),
    /// A formula.
    Formula(Expression),
}

/// A formula over other figures.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A figure.
    Of(Id),
    /// A number that belongs to the formula.
    Number(Exact),
    /// Terms added, those with `true` taken off.
    Sum(Vec<(bool, Self)>),
    /// Factors multiplied.
    Product(Vec<Self>),
    /// One divided by another.
    Quotient(Box<Self>, Box<Self>),
    /// One to the power of another.
    Power(Box<Self>, Box<Self>),
    /// The larger of two.
    Larger(Box<Self>, Box<Self>),
    /// The smaller of two.
    Smaller(Box<Self>, Box<Self>),
    /// Rounded to a step, half away from zero.
    Rounded(Box<Self>, Box<Self>),
    /// Rounded up to a step.
    RoundedUp(Box<Self>, Box<Self>),
    /// The same figure of several months, added up.
    Months(Vec<Id>),
    /// The least of several figures.
    Least(Vec<Id>),
    /// The chance that a raise lies below the walk-away price, by a logistic curve.
    Logistic {
        /// The raise that half of such clients take.
        half: Id,
        /// How steep it falls.
        slope: Id,
        /// The raise.
        raise: Id,
    },
    /// The lowest of several figures that is not exceeded with at least a chance.
    Quantile {
        /// The chance.
        share: Exact,
        /// The figures, each with its chance.
        outcomes: Vec<(Id, Id)>,
    },
    /// The chance of a figure above another.
    ChanceAbove {
        /// The other.
        level: Id,
        /// The figures, each with its chance.
        outcomes: Vec<(Id, Id)>,
    },
    /// The first month from which on no figure is below 0 again.
    NeverBehind(Vec<Id>),
    /// Where a polynomial is 0, by its coefficients of rising powers.
    Root(Vec<Id>),
}

/// A figure, and where it comes from.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is, in words.
    pub name: String,
    /// The month that it is of.
    pub month: Option<u32>,
    /// What it is of that is not what the explanation is of: another strategy, another way in which it turns out.
    pub whose: String,
    /// What it is measured in.
    pub unit: Unit,
    /// Its value; none where there is none.
    pub value: Option<Exact>,
    /// Where it comes from.
    pub origin: Origin,
    /// Two sides that are equal where it is what it is: of a figure that is found by what it has to bring about.
    pub check: Option<[Expression; 2]>,
}

/// The figures that lead to one.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The figures; each is led to by some before it.
    pub nodes: Vec<Node>,
    known: BTreeMap<String, Id>,
}

/// A figure in a formula.
#[must_use]
pub fn of(id: Id) -> Expression {
    Expression::Of(id)
}

/// A whole number in a formula.
#[must_use]
pub fn whole(number: u32) -> Expression {
    Expression::Number(Exact::whole(number))
}

/// Some added, others taken off.
#[must_use]
pub fn less(from: Expression, taken: impl IntoIterator<Item = Expression>) -> Expression {
    let taken = taken.into_iter().map(|taken| (true, taken));
    Expression::Sum(std::iter::once((false, from)).chain(taken).collect())
}

/// Figures added.
#[must_use]
pub fn sum(ids: impl IntoIterator<Item = Id>) -> Expression {
    Expression::Sum(ids.into_iter().map(|id| (false, of(id))).collect())
}

/// Factors multiplied.
#[must_use]
pub fn product(factors: impl IntoIterator<Item = Expression>) -> Expression {
    Expression::Product(factors.into_iter().collect())
}

/// One divided by another.
#[must_use]
pub fn quotient(dividend: Expression, divisor: Expression) -> Expression {
    Expression::Quotient(Box::new(dividend), Box::new(divisor))
}

/// One to the power of another.
#[must_use]
pub fn power(base: Expression, exponent: Expression) -> Expression {
    Expression::Power(Box::new(base), Box::new(exponent))
}

/// What a yearly rate comes to so many months later: `(1 + rate)^(months/12)`.
#[must_use]
pub fn grown(rate: Id, months: u32) -> Expression {
    power(Expression::Sum(vec![(false, whole(1)), (false, of(rate))]), quotient(whole(months), whole(12)))
}

/// What is left of 1.
#[must_use]
pub fn rest(share: Id) -> Expression {
    less(whole(1), [of(share)])
}

impl Expression {
    /// The figures in it, in the order in which they are written.
    #[must_use]
    pub fn operands(&self) -> Vec<Id> {
        match self {
            Self::Of(id) => vec![*id],
            Self::Number(_) => Vec::new(),
            Self::Sum(terms) => terms.iter().flat_map(|(_, term)| term.operands()).collect(),
            Self::Product(factors) => factors.iter().flat_map(Self::operands).collect(),
            Self::Quotient(one, other)
            | Self::Power(one, other)
            | Self::Larger(one, other)
            | Self::Smaller(one, other)
            | Self::Rounded(one, other)
            | Self::RoundedUp(one, other) => [one.operands(), other.operands()].concat(),
            Self::Months(ids) | Self::Least(ids) | Self::NeverBehind(ids) | Self::Root(ids) => ids.clone(),
            Self::Logistic { half, slope, raise } => vec![*half, *slope, *raise],
            Self::Quantile { outcomes, .. } => {
                outcomes.iter().flat_map(|(figure, chance)| [*figure, *chance]).collect()
            }
            Self::ChanceAbove { level, outcomes } => {
                let pairs = outcomes.iter().flat_map(|(figure, chance)| [*figure, *chance]);
                std::iter::once(*level).chain(pairs).collect()
            }
        }
    }

    /// Whether it goes through many figures of one kind, which are not each shown.
    #[must_use]
    pub fn is_a_series(&self) -> bool {
        matches!(
            self,
            Self::Months(_) | Self::Least(_) | Self::NeverBehind(_) | Self::Quantile { .. } | Self::ChanceAbove { .. }
        )
    }
}

impl Tree {
    /// A figure that was put in before, by its key.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<Id> {
        self.known.get(key).copied()
    }

    /// Puts a figure in, under a key.
    pub fn put(&mut self, key: String, node: Node) -> Id {
        self.nodes.push(node);
        self.known.insert(key, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    fn number(&self, id: Id) -> Exact {
        self.nodes[id].value.unwrap_or(Exact::ZERO)
    }

    /// What a formula of figures comes to that the engine does not keep.
    ///
    /// Those that look something up among figures are nothing here: the engine keeps what they find.
    #[must_use]
    pub fn evaluate(&self, expression: &Expression) -> Exact {
        match expression {
            Expression::Of(id) => self.number(*id),
            Expression::Number(number) => *number,
            Expression::Sum(terms) => terms.iter().fold(Exact::ZERO, |total, (minus, term)| {
                let term = self.evaluate(term);
                if *minus { total - term } else { total + term }
            }),
            Expression::Product(factors) => {
                factors.iter().fold(Exact::ONE, |product, factor| product * self.evaluate(factor))
            }
            Expression::Quotient(one, other) => self.evaluate(one) / self.evaluate(other),
            Expression::Power(one, other) => self.evaluate(one).power(self.evaluate(other)),
            Expression::Larger(one, other) => self.evaluate(one).larger(self.evaluate(other)),
            Expression::Smaller(one, other) => self.evaluate(one).smaller(self.evaluate(other)),
            Expression::Rounded(one, step) => self.evaluate(one).round_to(self.evaluate(step)),
            Expression::RoundedUp(one, step) => self.evaluate(one).round_up_to(self.evaluate(step)),
            Expression::Months(ids) => ids.iter().map(|id| self.number(*id)).sum(),
            Expression::Least(ids) => {
                let numbers = ids.iter().map(|id| self.number(*id));
                numbers.reduce(Exact::smaller).unwrap_or(Exact::ZERO)
            }
            Expression::Logistic { .. }
            | Expression::Quantile { .. }
            | Expression::ChanceAbove { .. }
            | Expression::NeverBehind(_)
            | Expression::Root(_) => Exact::ZERO,
        }
    }
}
