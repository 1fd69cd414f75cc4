//! Numbers: exact fractions, and long decimals for running sums.
//!
//! A `Fraction` is exact. A `Long` has a hundred decimals, so that sums over 120 months stay quick.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::sync::LazyLock;

pub type Fraction = BigRational;

/// The number of decimals a `Long` carries.
const LONG_DECIMALS: u32 = 100;
static LONG_UNIT: LazyLock<BigInt> = LazyLock::new(|| BigInt::from(10).pow(LONG_DECIMALS));

pub fn whole(number: i64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

pub fn ratio(numerator: i64, denominator: i64) -> Fraction {
    Fraction::new(BigInt::from(numerator), BigInt::from(denominator))
}

/// The fraction `10^-decimals`.
pub fn power_of_tenth(decimals: u32) -> Fraction {
    Fraction::new(BigInt::one(), BigInt::from(10).pow(decimals))
}

/// A number exactly as it is written: `95`, `95.10`, `1_000`, `1.5e-3`, `35%`.
pub fn number_as_written(text: &str) -> Fraction {
    let text: String = text.trim().chars().filter(|c| *c != '_').collect();
    if let Some(hundredths) = text.strip_suffix('%') {
        return number_as_written(hundredths) / whole(100);
    }
    let lower = text.to_ascii_lowercase();
    let (mantissa, exponent) = match lower.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().expect("an exponent")),
        None => (lower.as_str(), 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{before}{after}").parse().unwrap_or_else(|_| panic!("not a number: {text}"));
    let decimals = i32::try_from(after.len()).expect("few decimals") - exponent;
    let scale = BigInt::from(10).pow(decimals.unsigned_abs());
    if decimals >= 0 { Fraction::new(digits, scale) } else { Fraction::from_integer(digits * scale) }
}

/// How many decimals a decimal number needs, trailing zeros apart.
pub fn decimals_needed(number: &Fraction) -> u32 {
    (0..=60).find(|decimals| (number / power_of_tenth(*decimals)).is_integer()).expect("a decimal number")
}

/// Rounded half away from zero to a multiple of `step`.
pub fn round_to_step(value: &Fraction, step: &Fraction) -> Fraction {
    let half = ratio(1, 2);
    let steps = (value.abs() / step + half).floor() * step;
    if value.is_negative() { -steps } else { steps }
}

/// Rounded up to a multiple of `step`; a value at most 10^-12 of itself above a step counts as on it.
pub fn round_up_to_step(value: &Fraction, step: &Fraction) -> Fraction {
    let below = (value / step).floor() * step;
    if value - &below <= value.abs() * power_of_tenth(12) { below } else { below + step }
}

/// `base` to a power that need not be whole: the whole part is exact, the rest is right to some 90 digits.
pub fn power(base: &Fraction, exponent: &Fraction) -> Fraction {
    let whole_part = exponent.floor();
    let exact = whole_power(base, whole_part.to_integer().to_i32().expect("a power"));
    let rest = exponent - whole_part;
    if rest.is_zero() || base.is_one() {
        exact
    } else if base.is_zero() {
        Fraction::zero()
    } else {
        let logarithm = natural_logarithm(base);
        let rest = (&Long::from(&rest) * &logarithm).exponential();
        exact * rest.to_fraction()
    }
}

fn whole_power(base: &Fraction, exponent: i32) -> Fraction {
    if exponent < 0 { base.pow(-exponent).recip() } else { base.pow(exponent) }
}

pub fn exponential(exponent: &Fraction) -> Fraction {
    Long::from(exponent).exponential().to_fraction()
}

/// The `y` with `exp(y) = value`: from a first guess, each turn of Newton's method doubles the right digits.
fn natural_logarithm(value: &Fraction) -> Long {
    let guess = value.to_f64().expect("a number").ln();
    let value = Long::from(value);
    let mut logarithm = Long::from(&Fraction::from_float(guess).expect("a positive number"));
    for _ in 0..4 {
        let off = &(&value / &logarithm.exponential()) - &Long::one();
        logarithm = &logarithm + &off;
    }
    logarithm
}

/// A number with a hundred decimals, rounded half away from zero after each product and quotient.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Long(BigInt);

impl Long {
    pub fn zero() -> Long {
        Long(BigInt::zero())
    }

    pub fn one() -> Long {
        Long(LONG_UNIT.clone())
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_one(&self) -> bool {
        self.0 == *LONG_UNIT
    }

    pub fn absolute(&self) -> Long {
        Long(self.0.abs())
    }

    pub fn to_fraction(&self) -> Fraction {
        Fraction::new(self.0.clone(), LONG_UNIT.clone())
    }

    pub fn to_f64(&self) -> f64 {
        Fraction::new_raw(self.0.clone(), LONG_UNIT.clone()).to_f64().expect("a number")
    }

    pub fn whole_power(&self, exponent: usize) -> Long {
        (0..exponent).fold(Long::one(), |power, _| &power * self)
    }

    /// Taylor's series of a small part of the exponent, then squared back up.
    fn exponential(&self) -> Long {
        if self.0.is_negative() {
            return &Long::one() / &(-self).exponential();
        }
        let mut halvings = 0_u32;
        let mut small = self.clone();
        while small.0 > &*LONG_UNIT / BigInt::from(64) {
            small = Long(small.0 / 2);
            halvings += 1;
        }
        // What halving cut off is at most 10^-100 each time: far below what anyone looks at.
        let mut term = Long::one();
        let mut sum = Long::one();
        let mut number = 1;
        while !term.is_zero() {
            term = Long((&term * &small).0 / number);
            sum = &sum + &term;
            number += 1;
        }
        for _ in 0..halvings {
            sum = &sum * &sum;
        }
        sum
    }
}

impl From<&Fraction> for Long {
    fn from(value: &Fraction) -> Long {
        Long(quotient_in_units(value.numer(), value.denom()))
    }
}

/// The quotient in units of the last decimal of a `Long`.
fn quotient_in_units(dividend: &BigInt, divisor: &BigInt) -> BigInt {
    divide_and_round(&(dividend * &*LONG_UNIT), divisor)
}

/// The quotient rounded half away from zero.
fn divide_and_round(dividend: &BigInt, divisor: &BigInt) -> BigInt {
    let doubled = dividend.abs() * 2 + divisor.abs();
    let quotient = doubled / (divisor.abs() * 2);
    if dividend.is_negative() == divisor.is_negative() { quotient } else { -quotient }
}

impl Add for &Long {
    type Output = Long;
    fn add(self, other: &Long) -> Long {
        Long(&self.0 + &other.0)
    }
}

impl Sub for &Long {
    type Output = Long;
    fn sub(self, other: &Long) -> Long {
        Long(&self.0 - &other.0)
    }
}

impl Mul for &Long {
    type Output = Long;
    fn mul(self, other: &Long) -> Long {
        if self.is_zero() || other.is_zero() {
            Long::zero()
        } else if self.is_one() {
            other.clone()
        } else if other.is_one() {
            self.clone()
        } else {
            Long(divide_and_round(&(&self.0 * &other.0), &LONG_UNIT))
        }
    }
}

impl Div for &Long {
    type Output = Long;
    fn div(self, other: &Long) -> Long {
        Long(quotient_in_units(&self.0, &other.0))
    }
}

impl Neg for &Long {
    type Output = Long;
    fn neg(self) -> Long {
        Long(-&self.0)
    }
}

/// The four operations also between values, so that formulas read like formulas.
macro_rules! forward_to_references {
    ($($operation:ident $method:ident),*) => {$(
        impl $operation for Long {
            type Output = Long;
            fn $method(self, other: Long) -> Long { (&self).$method(&other) }
        }
        impl $operation<&Long> for Long {
            type Output = Long;
            fn $method(self, other: &Long) -> Long { (&self).$method(other) }
        }
        impl $operation<Long> for &Long {
            type Output = Long;
            fn $method(self, other: Long) -> Long { self.$method(&other) }
        }
    )*};
}
forward_to_references!(Add add, Sub sub, Mul mul, Div div);

impl std::iter::Sum for Long {
    fn sum<I: Iterator<Item = Long>>(terms: I) -> Long {
        terms.fold(Long::zero(), |sum, term| &sum + &term)
    }
}
