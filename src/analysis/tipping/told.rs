//! The value at which the choice tips, as it is told: so round that it can be read, and still beyond the tip, so that a
//! scenario that is given it has the choice that is claimed.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::analysis::inputs::UncertainInput;
use crate::domain::Currency;
use crate::number::{Exact, Number};
use crate::scenario::catalogue::Holds;

/// The most decimals of a value that is told.
const DECIMALS_MAX: u32 = 9;

/// What rounding may take of the way from the base case: a tenth.
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// What values are rounded to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps {
    /// The step of prices.
    pub price: Decimal,
    /// The currency of amounts.
    pub currency: Currency,
}

/// Values at and beyond the one at which the choice tips, the roundest first; the last is that value as it was found.
pub(super) fn candidates(input: &UncertainInput, at: f64, steps: Steps) -> Vec<Exact> {
    let found = Exact::from_f64(at);
    let (exact, base) = (found.settled(), input.base.settled());
    if input.is_whole() {
        return vec![found];
    }
    let below = exact < base;
    let outward = if below { RoundingStrategy::ToNegativeInfinity } else { RoundingStrategy::ToPositiveInfinity };
    let on_step = || {
        let number = exact.checked_div(steps.price)?.round_dp_with_strategy(0, outward);
        number.checked_mul(steps.price)
    };
    let mut candidates: Vec<Decimal> = input.is_price().then(on_step).flatten().into_iter().collect();
    let least = match input.definition.holds {
        Holds::Share => 3,
        _ if input.definition.unit.starts_with("money") => steps.currency.decimals(),
        _ => 2,
    };
    let way = exact.saturating_sub(base).abs();
    let is_near = |value: &Decimal| value.saturating_sub(exact).abs() <= way.saturating_mul(TENTH);
    let is_within = |value: &Decimal| *value >= input.low.settled() && *value <= input.high.settled();
    let rounded = (least..=DECIMALS_MAX).map(|decimals| exact.round_dp_with_strategy(decimals, outward));
    candidates.extend(rounded.filter(|value| is_near(value) && is_within(value)));
    // Where the tip is so near the end of the range that all these lie beyond it.
    candidates.push(if below { input.low.settled() } else { input.high.settled() });
    let admitted = candidates.into_iter().filter(|value| input.definition.bounds.admit(*value));
    admitted.map(Exact::from_decimal).chain([found]).collect()
}
