//! Lengths of time, in millionths of a second: hours with up to eight decimals are whole numbers of them.

use std::iter::Sum;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::number::{Exact, Number};
use crate::words::rounded;

/// Millionths of a second in a second.
const A_SECOND: i64 = 1_000_000;

/// Seconds in an hour.
const AN_HOUR: u32 = 3600;

/// The longest time of one entry, in hours. A hundred weeks of work in a row is a mistake of the export; sums of millions
/// of entries fit.
pub const HOURS_MAX: i64 = 1_000;

/// A length of time, or of an unbounded sum of them what fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// None.
    pub const ZERO: Self = Self(0);

    /// The longest of one entry.
    pub const LONGEST: Self = Self::of_seconds(HOURS_MAX * AN_HOUR as i64);

    /// So many seconds.
    #[must_use]
    pub const fn of_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(A_SECOND))
    }

    /// So many units of some seconds each, to the nearest millionth of a second; none where it does not fit.
    #[must_use]
    pub fn of_units(units: Decimal, seconds: u32) -> Option<Self> {
        let whole = units.checked_mul(Decimal::from(seconds))?.checked_mul(Decimal::from(A_SECOND))?;
        rounded(whole, 0).to_i64().map(Self)
    }

    /// Together with another.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Without another.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// So many times.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        Self(self.0.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    /// Its whole seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(A_SECOND)
    }

    /// Whether it is none.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Several, each rounded to a multiple of a unit, up or down, so that they add up to their sum rounded to the nearest.
    #[must_use]
    pub fn adding_up(spans: &[Self], unit: Self) -> Vec<Self> {
        let unit = unit.0.max(1);
        let floors: Vec<i64> = spans.iter().map(|span| span.0.div_euclid(unit)).collect();
        let sum = spans.iter().copied().sum::<Self>().0;
        let all = (sum.saturating_add(unit / 2)).div_euclid(unit);
        let lacking = usize::try_from(all - floors.iter().sum::<i64>()).unwrap_or(0);
        let mut order: Vec<usize> = (0..spans.len()).collect();
        // Those go up that have the most to go up for; of equal ones the first.
        order.sort_by_key(|at| std::cmp::Reverse(spans[*at].0.rem_euclid(unit)));
        let mut rounded = floors;
        order.iter().take(lacking).for_each(|at| rounded[*at] += 1);
        rounded.into_iter().map(|units| Self(units.saturating_mul(unit))).collect()
    }

    /// As hours.
    #[must_use]
    pub fn hours(self) -> Exact {
        let seconds = Exact::from_decimal(Decimal::from(self.0)) / Exact::from_decimal(Decimal::from(A_SECOND));
        seconds / Exact::whole(AN_HOUR)
    }
}

impl Sum for Span {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Self::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_spans_add_up_to_their_rounded_sum() {
        let minutes = |minutes: &[i64]| minutes.iter().map(|at| Span::of_seconds(at * 60)).collect::<Vec<_>>();
        let rounded = Span::adding_up(&minutes(&[20, 20, 20, 60]), Span::of_seconds(360));
        assert_eq!(rounded, minutes(&[24, 18, 18, 60]));
        assert_eq!(Span::adding_up(&[], Span::of_seconds(360)), []);
        assert_eq!(Span::of_seconds(5400).hours().settled().to_string(), "1.5");
        assert_eq!(Span::of_units(Decimal::MAX, 3600), None);
    }
}
