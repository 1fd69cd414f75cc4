//! What a number must be able to do so that the model can be computed with it.
//!
//! The formulas in [`crate::engine`] are written once, over the trait [`Number`]. What is printed of one scenario is
//! computed with [`Exact`], a decimal that knows how far it may be off; where no figure is printed, as when strategies
//! are only compared under another assumption, the same formulas run on `f64`, and where there are millions of them they are
//! run once on [`Recorded`] and repeated from what that wrote down.

mod exact;
mod float;
pub mod recorded;
mod rounding;

use std::fmt::Debug;
use std::iter::{Sum, successors};
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use rust_decimal::Decimal;

pub use exact::Exact;
pub use recorded::Recorded;

/// A real number as the model needs it.
///
/// Arithmetic never panics. A result that cannot be represented is *broken*, and everything computed from it is too;
/// [`Number::is_sound`] tells. A broken number compares neither smaller nor larger than anything.
pub trait Number:
    Copy
    + Debug
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + SubAssign
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Sum
    + Send
    + Sync
    + 'static
{
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// 10⁻¹²: numbers that differ by less than this share of themselves count as equal where the model compares ratios.
    const RATIO_TOLERANCE: Self;
    /// 10⁻⁹: amounts that differ by less than this many currency units count as equal.
    const MONEY_TOLERANCE: Self;

    /// The number that a decimal stands for.
    fn from_decimal(value: Decimal) -> Self;

    /// The nearest floating-point number.
    fn to_f64(self) -> f64;

    /// The number that a floating-point number stands for, to 15 digits; broken where it is none.
    fn from_f64(value: f64) -> Self;

    /// `self` to the power of `exponent`, right to 15 digits; broken where `self` is negative or the result is infinite.
    #[must_use]
    fn power(self, exponent: Self) -> Self;

    /// e to the power of `self`, right to 15 digits.
    #[must_use]
    fn exponential(self) -> Self;

    /// The natural logarithm of a positive number.
    #[must_use]
    fn logarithm(self) -> Self;

    /// The nearest multiple of `step` (above 0), half away from zero.
    #[must_use]
    fn round_to(self, step: Self) -> Self;

    /// The smallest multiple of `step` (above 0) that is not below `self` (0 or more); a value at most 10⁻¹² of itself
    /// above a multiple counts as on it, and so does one that is above it by no more than its own error.
    #[must_use]
    fn round_up_to(self, step: Self) -> Self;

    /// Whether the number is a number, and known to 12 significant digits of itself or of `scale`, whichever is larger.
    fn is_sound(self, scale: Self) -> bool;

    /// A whole number.
    #[must_use]
    fn whole(value: u32) -> Self {
        Self::from_decimal(Decimal::from(value))
    }

    /// `self` multiplied with itself `times` times; 1 for 0 times.
    #[must_use]
    fn repeated(self, times: u32) -> Self {
        let (mut result, mut square, mut left) = (Self::ONE, self, times);
        while left > 0 {
            if left % 2 == 1 {
                result = result * square;
            }
            left /= 2;
            if left > 0 {
                square = square * square;
            }
        }
        result
    }

    /// The distance from 0.
    #[must_use]
    fn magnitude(self) -> Self {
        if self < Self::ZERO { -self } else { self }
    }

    /// The larger of two.
    #[must_use]
    fn larger(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// The smaller of two.
    #[must_use]
    fn smaller(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// `self` divided by `divisor`, or none where the divisor is 0.
    fn ratio(self, divisor: Self) -> Option<Self> {
        (divisor != Self::ZERO).then(|| self / divisor)
    }

    /// What `then` gives where `self` is at most `bound`, else what `otherwise` gives.
    ///
    /// For what is computed in two ways on either side of a bound: numbers that are recorded take both, where an `if` has to
    /// take one.
    #[must_use]
    fn if_at_most(self, bound: Self, then: impl FnOnce() -> Self, otherwise: impl FnOnce() -> Self) -> Self {
        if self <= bound { then() } else { otherwise() }
    }

    /// Above `other` by more than 10⁻¹² of it.
    fn exceeds(self, other: Self) -> bool {
        self > other + other.magnitude() * Self::RATIO_TOLERANCE
    }

    /// Above an amount of money by more than 10⁻⁹ of a currency unit.
    fn is_more_money_than(self, other: Self) -> bool {
        self - other > Self::MONEY_TOLERANCE
    }
}

/// The `base` (above 0) to the powers 0/12, 1/12, 2/12 …: what a yearly growth factor comes to month by month.
pub fn monthly_powers<N: Number>(base: N, count: u32) -> Vec<N> {
    let monthly = if base == N::ONE { N::ONE } else { base.power(N::ONE / N::whole(12)) };
    successors(Some(N::ONE), |power| Some(*power * monthly)).take(count as usize).collect()
}
