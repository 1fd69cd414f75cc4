//! Floating point that writes down how it came to be, so that a computation done once can be repeated for many draws
//! without the search, the lists and the branches around it.
//!
//! [`Recorded`] is a [`Number`]: the formulas are those of decimals and of floating point. What follows from constants
//! only is a constant; what is computed twice is written down once. Where a formula takes one of two ways, the
//! comparison that decided is written down as a condition: the recording holds for all inputs that meet them, and there
//! it gives to the last bit what floating point would have given.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use rust_decimal::Decimal;

use super::Number;

/// What is done with one or two numbers, or, to choose, with four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// The sum.
    Add,
    /// The first less the second.
    Subtract,
    /// The product.
    Multiply,
    /// The first by the second.
    Divide,
    /// The first to the power of the second.
    Power,
    /// The larger.
    Larger,
    /// The smaller.
    Smaller,
    /// The first rounded to the second.
    RoundTo,
    /// The first rounded up to the second.
    RoundUpTo,
    /// The negative.
    Negate,
    /// The distance from 0.
    Magnitude,
    /// e to the power of it.
    Exponential,
    /// The natural logarithm.
    Logarithm,
    /// Where the first is at most the second the third, else the fourth.
    Choose,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// Equal.
    Equal,
    /// The first below the second.
    Below,
    /// The first at most the second.
    AtMost,
    /// The first a finite number, whatever the second.
    Finite,
}

/// A number that a step works with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// Always the same.
    Constant(f64),
    /// What a step came to, by its position.
    Step(usize),
}

/// A step of a recording.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The input with a number.
    Input(usize),
    /// An operation. Those with fewer than four operands repeat the first.
    Compute(Operation, [Operand; 4]),
    /// What holds in one part of the computation and must hold again; it comes to nothing.
    Condition {
        /// How the two are compared.
        comparison: Comparison,
        /// What is compared.
        operands: [Operand; 2],
        /// What came out.
        holds: bool,
        /// For which part it has to hold.
        part: usize,
    },
}

/// A computation, step by step; each uses earlier ones only.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// The steps.
    pub steps: Vec<Step>,
    part: usize,
    known: BTreeMap<(Operation, [Key; 4]), usize>,
    conditions: BTreeSet<(Comparison, [Key; 2], usize)>,
}

/// An operand by its bits: two that are equal to the last bit are the same.
type Key = (bool, u64);

thread_local! {
    static RECORDING: RefCell<Recording> = RefCell::new(Recording::default());
}

/// A floating-point number, and the step that it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    value: f64,
    step: Option<usize>,
}

/// What some work on recorded numbers comes to, and its recording.
pub fn record<R>(work: impl FnOnce() -> R) -> (R, Recording) {
    RECORDING.take();
    let result = work();
    (result, RECORDING.take())
}

/// Begins the next part of the recording of this thread: the conditions of a part hold for it only, those of the first,
/// with the number 0, for all.
pub fn next_part() {
    RECORDING.with_borrow_mut(|recording| recording.part += 1);
}

impl Operation {
    /// What comes of numbers.
    #[must_use]
    #[inline]
    pub fn of(self, [a, b, c, d]: [f64; 4]) -> f64 {
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
            Self::Power => a.power(b),
            Self::Larger => a.larger(b),
            Self::Smaller => a.smaller(b),
            Self::RoundTo => a.round_to(b),
            Self::RoundUpTo => a.round_up_to(b),
            Self::Negate => -a,
            Self::Magnitude => a.magnitude(),
            Self::Exponential => a.exponential(),
            Self::Logarithm => a.logarithm(),
            Self::Choose => a.if_at_most(b, || c, || d),
        }
    }

    /// The operand that the result is equal to, whatever the other is.
    fn leaves(self, [a, b, ..]: [Operand; 4]) -> Option<Operand> {
        let is = |operand, number: f64| operand == Operand::Constant(number);
        match self {
            Self::Add if is(a, 0.0) => Some(b),
            Self::Add | Self::Subtract if is(b, 0.0) => Some(a),
            Self::Multiply if is(a, 1.0) => Some(b),
            Self::Multiply | Self::Divide if is(b, 1.0) => Some(a),
            _ => None,
        }
    }
}

impl Comparison {
    /// Whether it holds of two numbers.
    #[must_use]
    pub fn of(self, one: f64, other: f64) -> bool {
        match self {
            #[expect(clippy::float_cmp, reason = "as floating point by itself would compare")]
            Self::Equal => one == other,
            Self::Below => one < other,
            Self::AtMost => one <= other,
            Self::Finite => one.is_finite(),
        }
    }
}

impl Operand {
    /// The step that it comes from.
    #[must_use]
    pub fn step(self) -> Option<usize> {
        match self {
            Self::Constant(_) => None,
            Self::Step(position) => Some(position),
        }
    }

    fn key(self) -> Key {
        match self {
            Self::Constant(number) => (true, number.to_bits()),
            Self::Step(position) => (false, position as u64),
        }
    }
}

impl Recorded {
    /// A number that is the same whatever the inputs are.
    #[must_use]
    pub fn constant(value: f64) -> Self {
        Self { value, step: None }
    }

    /// The input with a number, and what it is while this is recorded.
    #[must_use]
    pub fn input(number: usize, value: f64) -> Self {
        let push = |recording: &mut Recording| recording.push(Step::Input(number));
        Self { value, step: Some(RECORDING.with_borrow_mut(push)) }
    }

    /// As a number that a later step may work with.
    #[must_use]
    pub fn operand(self) -> Operand {
        self.step.map_or(Operand::Constant(self.value), Operand::Step)
    }

    fn compute(operation: Operation, numbers: [Self; 4]) -> Self {
        let value = operation.of(numbers.map(|number| number.value));
        if numbers.iter().all(|number| number.step.is_none()) {
            return Self::constant(value);
        }
        let operands = numbers.map(Self::operand);
        if let Some(Operand::Step(step)) = operation.leaves(operands) {
            return Self { value, step: Some(step) };
        }
        let step = RECORDING.with_borrow_mut(|recording| {
            let key = (operation, operands.map(Operand::key));
            if let Some(step) = recording.known.get(&key) {
                return *step;
            }
            let step = recording.push(Step::Compute(operation, operands));
            recording.known.insert(key, step);
            step
        });
        Self { value, step: Some(step) }
    }

    fn compare(comparison: Comparison, one: Self, other: Self) -> bool {
        let holds = comparison.of(one.value, other.value);
        if one.step.is_some() || other.step.is_some() {
            let operands = [one.operand(), other.operand()];
            RECORDING.with_borrow_mut(|recording| {
                let part = recording.part;
                if recording.conditions.insert((comparison, operands.map(Operand::key), part)) {
                    recording.push(Step::Condition { comparison, operands, holds, part });
                }
            });
        }
        holds
    }
}

impl Step {
    /// What it works with.
    #[must_use]
    pub fn operands(&self) -> [Operand; 4] {
        match self {
            Self::Input(_) => [Operand::Constant(0.0); 4],
            Self::Compute(_, operands) => *operands,
            Self::Condition { operands: [one, other], .. } => [*one, *other, *one, *one],
        }
    }

    /// The earlier steps that it works with.
    pub fn uses(&self) -> impl Iterator<Item = usize> {
        self.operands().into_iter().filter_map(Operand::step)
    }
}

impl Recording {
    /// By input, of so many, whether any of some numbers depends on it.
    #[must_use]
    pub fn depend_on(&self, numbers: impl Iterator<Item = Operand>, inputs: usize) -> Vec<bool> {
        let mut wanted = vec![false; self.steps.len()];
        numbers.filter_map(Operand::step).for_each(|step| wanted[step] = true);
        let mut depend = vec![false; inputs];
        for (position, step) in self.steps.iter().enumerate().rev() {
            if wanted[position] {
                if let Step::Input(number) = step {
                    depend[*number] = true;
                }
                step.uses().for_each(|used| wanted[used] = true);
            }
        }
        depend
    }

    /// What its conditions compare.
    pub fn compared(&self) -> impl Iterator<Item = Operand> {
        let conditions = self.steps.iter().filter(|step| matches!(step, Step::Condition { .. }));
        conditions.flat_map(Step::operands)
    }

    fn push(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }
}

fn one(operation: Operation, number: Recorded) -> Recorded {
    Recorded::compute(operation, [number; 4])
}

fn two(operation: Operation, first: Recorded, second: Recorded) -> Recorded {
    Recorded::compute(operation, [first, second, first, first])
}

impl Add for Recorded {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        two(Operation::Add, self, other)
    }
}

impl AddAssign for Recorded {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Recorded {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        two(Operation::Subtract, self, other)
    }
}

impl SubAssign for Recorded {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Mul for Recorded {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        two(Operation::Multiply, self, other)
    }
}

impl Div for Recorded {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        two(Operation::Divide, self, other)
    }
}

impl Neg for Recorded {
    type Output = Self;

    fn neg(self) -> Self {
        one(Operation::Negate, self)
    }
}

impl Sum for Recorded {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Self::add)
    }
}

impl PartialEq for Recorded {
    fn eq(&self, other: &Self) -> bool {
        Self::compare(Comparison::Equal, *self, *other)
    }
}

impl PartialOrd for Recorded {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            Some(Ordering::Equal)
        } else if self < other {
            Some(Ordering::Less)
        } else {
            (other < self).then_some(Ordering::Greater)
        }
    }

    fn lt(&self, other: &Self) -> bool {
        Self::compare(Comparison::Below, *self, *other)
    }

    fn le(&self, other: &Self) -> bool {
        Self::compare(Comparison::AtMost, *self, *other)
    }

    fn gt(&self, other: &Self) -> bool {
        Self::compare(Comparison::Below, *other, *self)
    }

    fn ge(&self, other: &Self) -> bool {
        Self::compare(Comparison::AtMost, *other, *self)
    }
}

impl Number for Recorded {
    const ZERO: Self = Self { value: 0.0, step: None };
    const ONE: Self = Self { value: 1.0, step: None };
    const RATIO_TOLERANCE: Self = Self { value: f64::RATIO_TOLERANCE, step: None };
    const MONEY_TOLERANCE: Self = Self { value: f64::MONEY_TOLERANCE, step: None };

    fn from_decimal(value: Decimal) -> Self {
        Self::constant(f64::from_decimal(value))
    }

    /// What it is while this is recorded.
    fn to_f64(self) -> f64 {
        self.value
    }

    fn from_f64(value: f64) -> Self {
        Self::constant(value)
    }

    fn power(self, exponent: Self) -> Self {
        two(Operation::Power, self, exponent)
    }

    fn exponential(self) -> Self {
        one(Operation::Exponential, self)
    }

    fn logarithm(self) -> Self {
        one(Operation::Logarithm, self)
    }

    fn round_to(self, step: Self) -> Self {
        two(Operation::RoundTo, self, step)
    }

    fn round_up_to(self, step: Self) -> Self {
        two(Operation::RoundUpTo, self, step)
    }

    fn is_sound(self, _scale: Self) -> bool {
        Self::compare(Comparison::Finite, self, self)
    }

    fn whole(value: u32) -> Self {
        Self::constant(f64::whole(value))
    }

    fn magnitude(self) -> Self {
        one(Operation::Magnitude, self)
    }

    fn larger(self, other: Self) -> Self {
        two(Operation::Larger, self, other)
    }

    fn smaller(self, other: Self) -> Self {
        two(Operation::Smaller, self, other)
    }

    fn if_at_most(self, bound: Self, then: impl FnOnce() -> Self, otherwise: impl FnOnce() -> Self) -> Self {
        if self.step.is_none() && bound.step.is_none() {
            return if self.value <= bound.value { then() } else { otherwise() };
        }
        // Both ways are taken, so that the recording holds on either side.
        Self::compute(Operation::Choose, [self, bound, then(), otherwise()])
    }
}
