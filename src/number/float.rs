//! Floating point: 15 digits, for the many.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Number;

/// A product such as 1.005 · 100 comes out a little below the tie that it is; this share of it is forgiven.
const TIE_TOLERANCE: f64 = 1e-12;

/// From here on there are no fractions: 2⁵².
const WHOLE_FROM: f64 = 4_503_599_627_370_496.0;

/// The nearest whole number, ties to the even one, without a branch or a call: several numbers are rounded at once.
#[inline]
fn to_even(magnitude: f64) -> f64 {
    let rounded = (magnitude + WHOLE_FROM) - WHOLE_FROM;
    if magnitude < WHOLE_FROM { rounded } else { magnitude }
}

/// The nearest whole number, half away from zero.
#[inline]
fn nearest(value: f64) -> f64 {
    let magnitude = value.abs();
    let even = to_even(magnitude);
    (even + if magnitude - even >= 0.5 { 1.0 } else { 0.0 }).copysign(value)
}

/// The smallest whole number that is not below a number of 0 or more.
#[inline]
fn upwards(value: f64) -> f64 {
    let even = to_even(value);
    even + if even < value { 1.0 } else { 0.0 }
}

impl Number for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const RATIO_TOLERANCE: Self = 1e-12;
    const MONEY_TOLERANCE: Self = 1e-9;

    fn from_decimal(value: Decimal) -> Self {
        value.to_f64().unwrap_or(Self::NAN)
    }

    fn to_f64(self) -> f64 {
        self
    }

    fn from_f64(value: f64) -> Self {
        value
    }

    fn whole(value: u32) -> Self {
        Self::from(value)
    }

    fn power(self, exponent: Self) -> Self {
        self.powf(exponent)
    }

    fn exponential(self) -> Self {
        self.exp()
    }

    fn logarithm(self) -> Self {
        self.ln()
    }

    fn round_to(self, step: Self) -> Self {
        let steps = self / step;
        nearest(steps * (1.0 + TIE_TOLERANCE)) * step
    }

    fn round_up_to(self, step: Self) -> Self {
        let steps = self / step;
        upwards(steps * (1.0 - TIE_TOLERANCE)) * step
    }

    fn is_sound(self, _scale: Self) -> bool {
        self.is_finite()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_the_standard_library_does() {
        let near_a_step = |value: f64| [value.next_down(), value, value.next_up()];
        let values =
            (-40..40).map(|quarters| f64::from(quarters) / 4.0).chain([0.1, 1e9 + 0.3, 4e15, 4.5e15, 9e15, 1e300]);
        for value in values.flat_map(near_a_step) {
            assert_eq!(nearest(value).to_bits(), value.round().to_bits(), "{value}");
            let value = value.abs();
            assert_eq!(upwards(value).to_bits(), value.ceil().to_bits(), "{value}");
        }
        assert!(nearest(f64::NAN).is_nan() && upwards(f64::NAN).is_nan());
        assert!(nearest(f64::INFINITY).is_infinite() && upwards(f64::INFINITY).is_infinite());
    }
}
