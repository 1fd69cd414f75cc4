//! Floating point: 15 digits, for the many.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Number;

/// A product such as 1.005 · 100 comes out a little below the tie that it is; this share of it is forgiven.
const TIE_TOLERANCE: f64 = 1e-12;

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
        (steps * (1.0 + TIE_TOLERANCE)).round() * step
    }

    fn round_up_to(self, step: Self) -> Self {
        let steps = self / step;
        (steps * (1.0 - TIE_TOLERANCE)).ceil() * step
    }

    fn is_sound(self, _scale: Self) -> bool {
        self.is_finite()
    }
}
