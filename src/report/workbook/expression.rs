//! Formulas as data: numbers, cells, names, arithmetic and the functions that every spreadsheet knows.

use std::fmt::Write as _;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::book::{Book, Place};

/// A formula, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// Words.
    Text(&'static str),
    /// What a cell holds.
    Cell(Place),
    /// What the cells of a column hold, from the first place to the last.
    Range(Place, Place),
    /// What a named cell holds; its position among the names of the book.
    Name(usize),
    /// Two of them, joined.
    Joined(Box<Expression>, Operator, Box<Expression>),
    /// One with its sign turned.
    Negative(Box<Expression>),
    /// A function of some of them.
    Call(Function, Vec<Expression>),
}

/// What joins two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `^`
    ToThe,
    /// `=`
    Equals,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// A function, by its name in every spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The distance from 0.
    Abs,
    /// Whether all hold.
    And,
    /// e to the power of a number.
    Exp,
    /// One of two, as a condition says.
    If,
    /// One of a list, by its position from 1.
    Index,
    /// The natural logarithm.
    Ln,
    /// Where a number is in a list: with 1 the last that is not larger in a rising list, with 0 the first that is equal.
    Match,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// Whether one holds.
    Or,
    /// The product.
    Product,
    /// Rounded to so many decimals, half away from zero.
    Round,
    /// Rounded away from zero.
    RoundUp,
    /// The sum.
    Sum,
    /// The sum of products, place by place.
    SumProduct,
    /// The worth of dated amounts on the first date, at a rate a year of 365 days.
    Xnpv,
}

impl Function {
    /// The name in a formula.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Abs => "ABS",
            Self::And => "AND",
            Self::Exp => "EXP",
            Self::If => "IF",
            Self::Index => "INDEX",
            Self::Ln => "LN",
            Self::Match => "MATCH",
            Self::Max => "MAX",
            Self::Min => "MIN",
            Self::Or => "OR",
            Self::Product => "PRODUCT",
            Self::Round => "ROUND",
            Self::RoundUp => "ROUNDUP",
            Self::Sum => "SUM",
            Self::SumProduct => "SUMPRODUCT",
            Self::Xnpv => "XNPV",
        }
    }
}

impl Operator {
    fn sign(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
            Self::ToThe => "^",
            Self::Equals => "=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }

    /// How tightly it binds.
    fn strength(self) -> u8 {
        match self {
            Self::Equals | Self::Below | Self::AtMost | Self::Above | Self::AtLeast => 1,
            Self::Plus | Self::Minus => 2,
            Self::Times | Self::Over => 3,
            Self::ToThe => 4,
        }
    }

    /// Whether `a op (b op c)` is `(a op b) op c`.
    fn is_associative(self) -> bool {
        matches!(self, Self::Plus | Self::Times)
    }
}

impl From<f64> for Expression {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Expression {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<Place> for Expression {
    fn from(place: Place) -> Self {
        Self::Cell(place)
    }
}

impl<E: Into<Expression>> Add<E> for Expression {
    type Output = Self;

    fn add(self, other: E) -> Self {
        self.joined(Operator::Plus, other)
    }
}

impl<E: Into<Expression>> Sub<E> for Expression {
    type Output = Self;

    fn sub(self, other: E) -> Self {
        self.joined(Operator::Minus, other)
    }
}

impl<E: Into<Expression>> Mul<E> for Expression {
    type Output = Self;

    fn mul(self, other: E) -> Self {
        self.joined(Operator::Times, other)
    }
}

impl<E: Into<Expression>> Div<E> for Expression {
    type Output = Self;

    fn div(self, other: E) -> Self {
        self.joined(Operator::Over, other)
    }
}

impl Neg for Expression {
    type Output = Self;

    fn neg(self) -> Self {
        Self::Negative(Box::new(self))
    }
}

impl Expression {
    fn joined(self, operator: Operator, other: impl Into<Self>) -> Self {
        Self::Joined(Box::new(self), operator, Box::new(other.into()))
    }

    /// To the power of another.
    #[must_use]
    pub fn power(self, exponent: impl Into<Self>) -> Self {
        self.joined(Operator::ToThe, exponent)
    }

    /// Whether it equals another.
    #[must_use]
    pub fn equals(self, other: impl Into<Self>) -> Self {
        self.joined(Operator::Equals, other)
    }

    /// Whether it is below another.
    #[must_use]
    pub fn below(self, other: impl Into<Self>) -> Self {
        self.joined(Operator::Below, other)
    }

    /// Whether it is at most another.
    #[must_use]
    pub fn at_most(self, other: impl Into<Self>) -> Self {
        self.joined(Operator::AtMost, other)
    }

    /// Whether it is above another.
    #[must_use]
    pub fn above(self, other: impl Into<Self>) -> Self {
        self.joined(Operator::Above, other)
    }

    /// Whether it is at least another.
    #[must_use]
    pub fn at_least(self, other: impl Into<Self>) -> Self {
        self.joined(Operator::AtLeast, other)
    }

    /// The text of the formula as it stands in a cell of a sheet, without the `=` before it.
    #[must_use]
    pub fn text(&self, book: &Book, sheet: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, book, sheet);
        text
    }

    fn write(&self, text: &mut String, book: &Book, sheet: usize) {
        match self {
            Self::Number(number) => text.push_str(&number_text(*number)),
            Self::Text(words) => {
                let _ = write!(text, "\"{}\"", words.replace('"', "\"\""));
            }
            Self::Cell(place) => text.push_str(&place.text(book, sheet)),
            Self::Range(first, last) => {
                let _ = write!(text, "{}:{}", first.text(book, sheet), last.text(book, last.sheet));
            }
            Self::Name(position) => text.push_str(&book.names[*position].name),
            Self::Joined(one, operator, other) => {
                one.write_within(text, book, sheet, *operator, false);
                text.push_str(operator.sign());
                other.write_within(text, book, sheet, *operator, true);
            }
            Self::Negative(inner) => {
                text.push_str("(-");
                inner.write_within(text, book, sheet, Operator::ToThe, true);
                text.push(')');
            }
            Self::Call(function, arguments) => {
                text.push_str(function.name());
                text.push('(');
                for (position, argument) in arguments.iter().enumerate() {
                    if position > 0 {
                        text.push(',');
                    }
                    argument.write(text, book, sheet);
                }
                text.push(')');
            }
        }
    }

    /// Writes it beside an operator, in parentheses where it would be read otherwise without.
    fn write_within(&self, text: &mut String, book: &Book, sheet: usize, outer: Operator, is_right: bool) {
        let looser = match self {
            Self::Joined(_, inner, _) => {
                inner.strength() < outer.strength()
                    || inner.strength() == outer.strength() && is_right && !(outer.is_associative() && *inner == outer)
            }
            Self::Number(number) => *number < 0.0,
            _ => false,
        };
        if looser {
            text.push('(');
        }
        self.write(text, book, sheet);
        if looser {
            text.push(')');
        }
    }

    /// Calls back for every name in it.
    pub fn names(&self, found: &mut impl FnMut(usize)) {
        match self {
            Self::Name(position) => found(*position),
            Self::Joined(one, _, other) => {
                one.names(found);
                other.names(found);
            }
            Self::Negative(inner) => inner.names(found),
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.names(found)),
            Self::Number(_) | Self::Text(_) | Self::Cell(_) | Self::Range(..) => {}
        }
    }
}

/// A number as a formula writes it.
fn number_text(number: f64) -> String {
    let magnitude = number.abs();
    if number != 0.0 && !(1e-6..1e15).contains(&magnitude) { format!("{number:E}") } else { number.to_string() }
}

/// A function of some expressions.
pub fn call(function: Function, arguments: impl IntoIterator<Item = Expression>) -> Expression {
    Expression::Call(function, arguments.into_iter().collect())
}

/// The distance from 0.
pub fn abs(of: impl Into<Expression>) -> Expression {
    call(Function::Abs, [of.into()])
}

/// The larger of two.
pub fn larger(one: impl Into<Expression>, other: impl Into<Expression>) -> Expression {
    call(Function::Max, [one.into(), other.into()])
}

/// The smaller of two.
pub fn smaller(one: impl Into<Expression>, other: impl Into<Expression>) -> Expression {
    call(Function::Min, [one.into(), other.into()])
}

/// The sum.
pub fn sum(of: impl Into<Expression>) -> Expression {
    call(Function::Sum, [of.into()])
}

/// The sum of products, place by place.
pub fn sum_of_products(one: impl Into<Expression>, other: impl Into<Expression>) -> Expression {
    call(Function::SumProduct, [one.into(), other.into()])
}

/// The one of a list at a position from 1 on.
pub fn index(list: Expression, position: impl Into<Expression>) -> Expression {
    call(Function::Index, [list, position.into()])
}

/// One of two.
pub fn when(condition: Expression, then: impl Into<Expression>, otherwise: impl Into<Expression>) -> Expression {
    call(Function::If, [condition, then.into(), otherwise.into()])
}

/// 1 where a condition holds, else 0.
#[must_use]
pub fn one_if(condition: Expression) -> Expression {
    when(condition, 1.0, 0.0)
}

/// The product of expressions; 1 where there are none.
pub fn product(of: impl IntoIterator<Item = Expression>) -> Expression {
    of.into_iter().reduce(|product, factor| product * factor).unwrap_or(Expression::Number(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::workbook::book::Book;

    #[test]
    fn parentheses_stand_where_they_are_needed() {
        let mut book = Book::new("", chrono::NaiveDate::default());
        let sheet = book.add_sheet("It's");
        let other = book.add_sheet("Other");
        let cell = |column| Expression::from(Place { sheet, row: 4, column });
        let there = Place { sheet: other, row: 0, column: 27 };
        let text = |expression: Expression| expression.text(&book, sheet);
        assert_eq!(text((cell(0) + cell(1)) * cell(2) - (cell(0) - cell(1))), "(A5+B5)*C5-(A5-B5)");
        assert_eq!(text(cell(0) / (cell(1) / cell(2)) * 2.0), "A5/(B5/C5)*2");
        assert_eq!(text(cell(0) * (cell(1) * cell(2)) + (cell(0) + cell(1))), "A5*B5*C5+A5+B5");
        assert_eq!(text((cell(0) + 1.0).power(-cell(1)) * -2.0), "(A5+1)^(-B5)*(-2)");
        assert_eq!(text(-(cell(0) + cell(1))), "(-(A5+B5))");
        assert_eq!(text(one_if(cell(0).above(cell(1) * 1e-12))), "IF(A5>B5*1E-12,1,0)");
        assert_eq!(text(sum(Expression::Range(there, Place { row: 9, ..there }))), "SUM('Other'!AB1:AB10)");
        assert_eq!(Expression::from(Place { sheet, row: 0, column: 0 }).text(&book, other), "'It''s'!A1");
    }
}
