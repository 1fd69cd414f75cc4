//! What the formulas of a workbook come to, in floating point, as a spreadsheet computes it.

use super::book::{Book, Place, Value};
use super::expression::{Expression, Function, Operator};

/// One value, or those of a list.
enum Operand {
    One(Value),
    Many(Vec<f64>),
}

impl Book {
    /// What an expression comes to. What a spreadsheet would call an error is not a number.
    #[must_use]
    pub fn value_of(&self, expression: &Expression) -> Value {
        match self.operand(expression) {
            Operand::One(value) => value,
            Operand::Many(_) => Value::Number(f64::NAN),
        }
    }

    fn number_of(&self, expression: &Expression) -> f64 {
        self.value_of(expression).number()
    }

    fn operand(&self, expression: &Expression) -> Operand {
        let number = |number| Operand::One(Value::Number(number));
        match expression {
            Expression::Number(value) => number(*value),
            Expression::Text(words) => Operand::One(Value::Text((*words).to_owned())),
            Expression::Cell(place) => Operand::One(self.value(*place)),
            Expression::Range(first, last) => Operand::Many(self.range(*first, *last)),
            Expression::Name(position) => Operand::One(self.value(self.names[*position].place)),
            Expression::Negative(inner) => match self.operand(inner) {
                Operand::One(value) => number(-value.number()),
                Operand::Many(values) => Operand::Many(values.into_iter().map(|value| -value).collect()),
            },
            Expression::Joined(one, operator, other) => join(self.operand(one), *operator, self.operand(other)),
            // Of a list, the distance of each of its numbers.
            Expression::Call(Function::Abs, arguments) => match arguments.first().map(|one| self.operand(one)) {
                Some(Operand::Many(values)) => Operand::Many(values.into_iter().map(f64::abs).collect()),
                Some(Operand::One(value)) => number(value.number().abs()),
                None => number(f64::NAN),
            },
            Expression::Call(function, arguments) => Operand::One(self.call(*function, arguments)),
        }
    }

    fn range(&self, first: Place, last: Place) -> Vec<f64> {
        let columns = first.column..=last.column;
        let rows = (first.row..=last.row).flat_map(|row| columns.clone().map(move |column| (row, column)));
        rows.map(|(row, column)| self.value(Place { row, column, ..first }).number()).collect()
    }

    #[expect(clippy::float_cmp, reason = "as a spreadsheet compares")]
    fn call(&self, function: Function, arguments: &[Expression]) -> Value {
        let scalar = |position: usize| arguments.get(position).map_or(f64::NAN, |one| self.number_of(one));
        let list = |position: usize| arguments.get(position).map_or_else(Vec::new, |one| self.numbers(one));
        let all = || arguments.iter().flat_map(|one| self.numbers(one));
        Value::Number(match function {
            Function::If => {
                let chosen = if scalar(0) == 0.0 { 2 } else { 1 };
                return arguments.get(chosen).map_or(Value::Number(f64::NAN), |one| self.value_of(one));
            }
            Function::Abs => scalar(0).abs(),
            Function::Exp => scalar(0).exp(),
            Function::Ln => scalar(0).ln(),
            Function::And => f64::from(u8::from(all().all(|holds| holds != 0.0))),
            Function::Or => f64::from(u8::from(all().any(|holds| holds != 0.0))),
            Function::Max => all().fold(f64::NEG_INFINITY, f64::max),
            Function::Min => all().fold(f64::INFINITY, f64::min),
            Function::Sum => all().sum(),
            Function::Product => all().product(),
            Function::SumProduct => {
                let lists: Vec<Vec<f64>> = (0..arguments.len()).map(list).collect();
                let length = lists.first().map_or(0, Vec::len);
                if lists.iter().any(|list| list.len() != length) {
                    return Value::Number(f64::NAN);
                }
                (0..length).map(|place| lists.iter().map(|list| list[place]).product::<f64>()).sum()
            }
            Function::Round => (scalar(0) * 10f64.powf(scalar(1))).round() / 10f64.powf(scalar(1)),
            Function::RoundUp => {
                let (value, tens) = (scalar(0), 10f64.powf(scalar(1)));
                (value.abs() * tens).ceil().copysign(value) / tens
            }
            Function::Index => {
                let position = scalar(1).trunc();
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked against the list")]
                let found = (position >= 1.0).then(|| list(0).get(position as usize - 1).copied()).flatten();
                found.unwrap_or(f64::NAN)
            }
            Function::Match => {
                let (wanted, rising) = (scalar(0), scalar(2) != 0.0);
                let fits = |value: &f64| if rising { *value <= wanted } else { *value == wanted };
                let list = list(1);
                let found = if rising { list.iter().rposition(fits) } else { list.iter().position(fits) };
                found.and_then(|position| u32::try_from(position + 1).ok()).map_or(f64::NAN, f64::from)
            }
            Function::Xnpv => {
                let (rate, amounts, days) = (scalar(0), list(1), list(2));
                let first = days.first().copied().unwrap_or(f64::NAN);
                let worth = |(amount, day): (&f64, &f64)| amount * (1.0 + rate).powf((first - day) / 365.0);
                amounts.iter().zip(&days).map(worth).sum()
            }
        })
    }

    fn numbers(&self, expression: &Expression) -> Vec<f64> {
        match self.operand(expression) {
            Operand::One(value) => vec![value.number()],
            Operand::Many(values) => values,
        }
    }
}

fn join(one: Operand, operator: Operator, other: Operand) -> Operand {
    match (one, other) {
        (Operand::One(Value::Text(one)), Operand::One(Value::Text(other))) if operator == Operator::Equals => {
            Operand::One(Value::Number(f64::from(u8::from(one == other))))
        }
        (Operand::One(Value::Text(_)), Operand::One(_)) | (Operand::One(_), Operand::One(Value::Text(_)))
            if operator == Operator::Equals =>
        {
            Operand::One(Value::Number(0.0))
        }
        (Operand::One(one), Operand::One(other)) => {
            Operand::One(Value::Number(joined(one.number(), operator, other.number())))
        }
        (Operand::Many(list), Operand::One(other)) => {
            let other = other.number();
            Operand::Many(list.into_iter().map(|one| joined(one, operator, other)).collect())
        }
        (Operand::One(one), Operand::Many(list)) => {
            let one = one.number();
            Operand::Many(list.into_iter().map(|other| joined(one, operator, other)).collect())
        }
        (Operand::Many(one), Operand::Many(other)) => {
            Operand::Many(one.into_iter().zip(other).map(|(one, other)| joined(one, operator, other)).collect())
        }
    }
}

#[expect(clippy::float_cmp, reason = "as a spreadsheet compares")]
fn joined(one: f64, operator: Operator, other: f64) -> f64 {
    let holds = |condition: bool| f64::from(u8::from(condition));
    match operator {
        Operator::Plus => one + other,
        Operator::Minus => one - other,
        Operator::Times => one * other,
        Operator::Over => one / other,
        Operator::ToThe => one.powf(other),
        Operator::Equals => holds(one == other),
        Operator::Below => holds(one < other),
        Operator::AtMost => holds(one <= other),
        Operator::Above => holds(one > other),
        Operator::AtLeast => holds(one >= other),
    }
}
