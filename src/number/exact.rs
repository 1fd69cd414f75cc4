//! A decimal of up to 28 digits that carries a bound on its own error.
//!
//! `rust_decimal` rounds in silence once a result needs more than 28 digits, and panics when it is too large. [`Exact`]
//! does neither: every operation adds what it may have rounded off to a bound, and a result that does not fit is broken
//! from there on, as a NaN is. So the engine can be written in plain formulas, and a figure whose first 12 digits are
//! not certain is found where it is used.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use super::Number;
use super::rounding::{DECIMALS_MAX, product, sum};

/// A mantissa up to here has room for one more digit: a division that stopped below it came out even.
const MANTISSA_WITH_ROOM: i128 = 7_900_000_000_000_000_000_000_000_000;

/// How far off `powd`, `exp` and `ln` of `rust_decimal` may be, as a share of the result; measured below 10⁻²⁴.
const FUNCTION_ERROR: f64 = 1e-22;

/// And how far at the least: they compute to 28 decimals.
const FUNCTION_ERROR_LEAST: f64 = 1e-27;

/// Below this power of e fewer than two of 28 decimals are left, and `exp` gives up soon after.
const EXPONENT_MIN: Decimal = Decimal::from_parts(60, 0, 0, true, 0);

/// More than e to the power of [`EXPONENT_MIN`].
const VANISHING: f64 = 1e-26;

/// A figure is sound while its error is at most this share of it: 12 significant digits.
const SOUND_ERROR: f64 = 1e-12;

/// A mantissa is three words of 32 bits: 2³² of one make 1 of the next.
const WORD: f64 = 4_294_967_296.0;

/// 10⁻ⁿ for every number of decimals.
const TENTHS: [f64; 29] = [
    1e0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17,
    1e-18, 1e-19, 1e-20, 1e-21, 1e-22, 1e-23, 1e-24, 1e-25, 1e-26, 1e-27, 1e-28,
];

/// A decimal and how far the true value may be from it.
#[derive(Clone, Copy)]
pub struct Exact {
    value: Decimal,
    /// At least the distance to the true value; infinite for a broken number.
    error: f64,
}

impl Exact {
    const BROKEN: Self = Self { value: Decimal::ZERO, error: f64::INFINITY };

    const fn certain(value: Decimal) -> Self {
        Self { value, error: 0.0 }
    }

    /// The decimal to print: rounded to the digits that are certain, without trailing zeros or a negative zero.
    ///
    /// So 56142.000000000000000000000003, known to 20 decimals, is 56142.
    #[must_use]
    pub fn settled(self) -> Decimal {
        let rounded = if self.error > 0.0 && self.error.is_finite() {
            self.value.round_dp_with_strategy(certain_decimals(self.error), RoundingStrategy::MidpointAwayFromZero)
        } else {
            self.value
        };
        if rounded.is_zero() { Decimal::ZERO } else { rounded.normalize() }
    }

    /// Whether nothing was rounded on the way.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self.error.total_cmp(&0.0).is_eq()
    }

    fn is_broken(self) -> bool {
        self.error.is_infinite()
    }

    /// A result of arithmetic: `ideal_scale` decimals would hold it without rounding.
    fn rounded(value: Option<Decimal>, ideal_scale: u32, error: f64) -> Self {
        match value {
            Some(value) if error.is_finite() => {
                let lost = if value.scale() < ideal_scale { last_place(value) } else { 0.0 };
                Self { value, error: error + lost }
            }
            _ => Self::BROKEN,
        }
    }

    /// A result of a root, power or exponential of `rust_decimal`.
    fn of_function(value: Option<Decimal>, error: f64) -> Self {
        match value {
            Some(value) if error.is_finite() => {
                Self { value, error: error + size(value) * FUNCTION_ERROR + FUNCTION_ERROR_LEAST }
            }
            _ => Self::BROKEN,
        }
    }
}

/// How many decimals an error leaves certain.
fn certain_decimals(error: f64) -> u32 {
    let decimals = (-error.log10()).floor() - 1.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0…28")]
    let decimals = decimals.clamp(0.0, f64::from(DECIMALS_MAX)) as u32;
    decimals
}

/// The distance from 0, quickly: an error bound needs no more than a few digits.
fn size(value: Decimal) -> f64 {
    let parts = value.unpack();
    let mantissa = (f64::from(parts.hi) * WORD + f64::from(parts.mid)) * WORD + f64::from(parts.lo);
    mantissa * TENTHS[parts.scale as usize]
}

/// Whether it is 1, without decimals.
fn is_one(value: Decimal) -> bool {
    let parts = value.unpack();
    (parts.lo, parts.mid, parts.hi, parts.scale, parts.negative) == (1, 0, 0, 0, false)
}

/// One unit in the last decimal.
fn last_place(value: Decimal) -> f64 {
    TENTHS[value.scale() as usize]
}

impl Number for Exact {
    const ZERO: Self = Self::certain(Decimal::ZERO);
    const ONE: Self = Self::certain(Decimal::ONE);
    const RATIO_TOLERANCE: Self = Self::certain(Decimal::from_parts(1, 0, 0, false, 12));
    const MONEY_TOLERANCE: Self = Self::certain(Decimal::from_parts(1, 0, 0, false, 9));

    fn from_decimal(value: Decimal) -> Self {
        Self::certain(value)
    }

    fn to_f64(self) -> f64 {
        if self.is_broken() { f64::NAN } else { f64::from_decimal(self.value) }
    }

    fn from_f64(value: f64) -> Self {
        Decimal::from_f64(value).map_or(Self::BROKEN, Self::certain)
    }

    fn power(self, exponent: Self) -> Self {
        if exponent == Self::ZERO || self == Self::ONE {
            return Self::ONE;
        }
        if self.is_broken() || exponent.is_broken() || self.value < Decimal::ZERO {
            return Self::BROKEN;
        }
        if self.value.is_zero() {
            return if exponent > Self::ZERO { Self::ZERO } else { Self::BROKEN };
        }
        let value = self.value.checked_powd(exponent.value);
        // d(bᵉ) = bᵉ · (e · db / b + ln b · de)
        let relative = size(exponent.value) * self.error / size(self.value)
            + if exponent.error > 0.0 { size(self.value).ln().abs() * exponent.error } else { 0.0 };
        Self::of_function(value, value.map_or(0.0, size) * relative)
    }

    fn exponential(self) -> Self {
        if self.is_broken() {
            return Self::BROKEN;
        }
        if self.value < EXPONENT_MIN {
            return Self { value: Decimal::ZERO, error: VANISHING };
        }
        let value = self.value.checked_exp();
        Self::of_function(value, value.map_or(0.0, size) * self.error)
    }

    fn logarithm(self) -> Self {
        if self.is_broken() || self.value <= Decimal::ZERO {
            return Self::BROKEN;
        }
        Self::of_function(self.value.checked_ln(), self.error / size(self.value))
    }

    fn round_to(self, step: Self) -> Self {
        // Settled first: a tie that was computed with a rounded last digit is still a tie.
        let steps = Self { value: self.settled(), error: self.error } / step;
        if steps.is_broken() {
            return Self::BROKEN;
        }
        let whole = steps.settled().round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Self::certain(whole) * step
    }

    fn round_up_to(self, step: Self) -> Self {
        let steps = self / step;
        if steps.is_broken() {
            return Self::BROKEN;
        }
        let whole = steps.value.floor();
        let above = steps.value.checked_sub(whole).zip(steps.value.checked_mul(Self::RATIO_TOLERANCE.value));
        // Of what should be 0, a difference leaves its error.
        let on_step = above.is_some_and(|(above, tolerance)| above <= tolerance || size(above) <= steps.error);
        let up = if on_step { Some(whole) } else { whole.checked_add(Decimal::ONE) };
        up.map_or(Self::BROKEN, |steps| Self::certain(steps) * step)
    }

    fn is_sound(self, scale: Self) -> bool {
        self.error <= SOUND_ERROR * size(scale.value) || self.error <= SOUND_ERROR * size(self.value)
    }
}

impl Add for Exact {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let scale = self.value.scale().max(other.value.scale());
        // Adding 0 must not cost digits, nor may a sum be called rounded because it dropped zeros.
        if self.value.is_zero() {
            return Self { value: other.value, error: self.error + other.error };
        }
        if other.value.is_zero() {
            return Self { value: self.value, error: self.error + other.error };
        }
        Self::rounded(sum(self.value, other.value), scale, self.error + other.error)
    }
}

impl Neg for Exact {
    type Output = Self;

    #[expect(clippy::arithmetic_side_effects, reason = "another sign takes no room")]
    fn neg(self) -> Self {
        Self { value: -self.value, error: self.error }
    }
}

impl Sub for Exact {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Exact {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let error = if self.error == 0.0 && other.error == 0.0 {
            0.0
        } else {
            size(self.value) * other.error + size(other.value) * self.error + self.error * other.error
        };
        if error.is_nan() || error.is_infinite() {
            return Self::BROKEN;
        }
        if self.value.is_zero() || other.value.is_zero() {
            return Self { value: Decimal::ZERO, error };
        }
        // Most chances and many shares are 1.
        for (number, factor) in [(self, other), (other, self)] {
            if factor.is_certain() && is_one(factor.value) {
                return number;
            }
        }
        Self::rounded(product(self.value, other.value), self.value.scale() + other.value.scale(), error)
    }
}

impl Div for Exact {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let divisor = size(other.value) - other.error;
        if self.is_broken() || other.is_broken() || divisor <= 0.0 {
            return Self::BROKEN;
        }
        let Some(value) = self.value.checked_div(other.value) else {
            return Self::BROKEN;
        };
        let came_out_even = value.scale() < DECIMALS_MAX && value.mantissa().abs() < MANTISSA_WITH_ROOM;
        let lost = if came_out_even { 0.0 } else { last_place(value) };
        Self { value, error: (self.error + size(value) * other.error) / divisor + lost }
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Exact {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (!self.is_broken() && !other.is_broken()).then(|| self.value.cmp(&other.value))
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_broken() {
            formatter.write_str("broken")
        } else {
            write!(formatter, "{} ± {:e}", self.value, self.error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::from_decimal(Decimal::from_str_exact(text).expect("a test writes decimals"))
    }

    #[test]
    fn what_fits_is_exact_and_what_does_not_knows_its_error() {
        assert!((exact("0.1") + exact("0.2")).is_certain());
        assert_eq!((exact("12345678901234567.89") * exact("60")).settled().to_string(), "740740734074074073.4");
        let third = exact("1") / exact("3");
        assert!(third.error > 0.0 && third.error < 1e-27);
        assert_eq!((third * exact("3")).settled(), Decimal::ONE);
        assert!((exact("100") / exact("8")).is_certain());
    }

    #[test]
    fn what_is_multiplied_by_one_is_what_its_digits_come_to() {
        let third = exact("1") / exact("3");
        for number in [third, -third, exact("0.10"), exact("-7"), exact("79228162514264337593543950335"), third * third]
        {
            let plain = Exact::rounded(product(number.value, Decimal::ONE), number.value.scale(), number.error);
            for product in [number * Exact::ONE, Exact::ONE * number] {
                assert_eq!(product.value.serialize(), plain.value.serialize());
                assert_eq!(product.error.to_bits(), plain.error.to_bits());
            }
        }
        assert_eq!((third * exact("1.00")).value.scale(), 28);
        assert!(!(third * exact("-1")).value.is_sign_positive());
    }

    #[test]
    fn what_does_not_fit_is_broken_and_stays_so() {
        let huge = Exact::from_decimal(Decimal::MAX);
        for broken in
            [huge + huge, huge * exact("10"), exact("1") / exact("0"), -(huge * huge), (-huge).power(exact("0.5"))]
        {
            assert!(!broken.is_sound(huge), "{broken:?}");
            assert!(!(broken + exact("1")).is_sound(huge));
            assert!(!(broken * exact("0")).is_sound(huge), "0 times a broken number is broken");
            assert!(!broken.round_to(exact("1")).is_sound(huge));
            assert!(broken.partial_cmp(&exact("0")).is_none());
        }
    }

    #[test]
    fn lost_digits_are_noticed() {
        let tiny = exact("0.000000000000001");
        assert!((tiny * tiny * tiny).value.is_zero());
        assert!(!(tiny * tiny * tiny).is_sound(tiny * tiny));
        // 10¹⁴ + 10⁻²⁰ - 10¹⁴: the small term is gone.
        let large = exact("100000000000000");
        let small = exact("0.00000000000000000001");
        assert!(!(large + small - large).is_sound(small));
        assert!((large + small - large).is_sound(large));
    }

    #[test]
    fn prices_round_half_away_from_zero_and_up_with_a_tolerance() {
        assert_eq!(exact("2.345").round_to(exact("0.01")), exact("2.35"));
        assert_eq!(exact("-2.345").round_to(exact("0.01")), exact("-2.35"));
        assert_eq!(exact("12.6").round_to(exact("5")), exact("15"));
        assert_eq!((exact("0.5") / exact("3") * exact("3")).round_to(exact("1")), exact("1"));
        assert_eq!(exact("79.35").round_up_to(exact("0.01")), exact("79.35"));
        assert_eq!(exact("79.350000000000001").round_up_to(exact("0.01")), exact("79.35"));
        assert_eq!(exact("79.3500000001").round_up_to(exact("0.01")), exact("79.36"));
        assert_eq!(exact("0").round_up_to(exact("0.01")), exact("0"));
        // What has no room for its steps is broken, not 0.
        let huge = Exact::from_decimal(Decimal::MAX);
        assert!(!huge.round_to(exact("0.01")).is_sound(huge) && !huge.round_up_to(exact("0.01")).is_sound(huge));
    }

    #[test]
    fn powers_agree_with_published_digits() {
        // 2^(1/12), the equal-tempered semitone: 1.05946309435929526456182529…
        let semitone = exact("2").power(exact("1") / exact("12"));
        assert!((semitone - exact("1.059463094359295264561825295")).magnitude() < exact("0.0000000000000000000000001"));
        assert!(
            (exact("1").exponential() - exact("2.718281828459045235360287471")).magnitude()
                < exact("0.00000000000000000000001")
        );
        assert!(
            (exact("2").logarithm() - exact("0.693147180559945309417232121")).magnitude()
                < exact("0.00000000000000000000001")
        );
        for vanishing in ["-61", "-69", "-700"] {
            assert_eq!(exact(vanishing).exponential().settled(), Decimal::ZERO);
        }
        assert!(exact("0").exponential().is_sound(Exact::ONE) && exact("1").logarithm().is_sound(Exact::ONE));
    }
}
