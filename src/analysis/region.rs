//! Where a value of a key is looked for, where nobody says.

use rust_decimal::Decimal;

use crate::engine::today::Today;
use crate::number::Exact;
use crate::scenario::catalogue::{Holds, Key};

/// How many times today's value is looked at, where the catalogue has no bound.
const TIMES: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// How far an amount may go whose today's value is 0 and whose unit suggests nothing.
const FAR: Decimal = Decimal::from_parts(10, 0, 0, false, 0);

/// From and to: the bounds of the catalogue; where there is none, up to four times today's value (for shares at least 100 %),
/// else up to what the client pays or takes today.
#[must_use]
pub fn region(definition: &Key, base: Option<Decimal>, today: &Today<Exact>) -> (Decimal, Decimal) {
    let base = base.unwrap_or(Decimal::ZERO);
    let far = base.abs().checked_mul(TIMES).unwrap_or(Decimal::MAX);
    let far = match definition.holds {
        Holds::Share => far.max(Decimal::ONE),
        _ if !far.is_zero() => far,
        _ if definition.unit.starts_with("money") => today.bill.settled(),
        _ if definition.unit.starts_with("hours") => today.hours_worked.settled(),
        _ => FAR,
    };
    let least = definition.bounds.least().map_or(Decimal::ZERO.saturating_sub(far), |(least, _)| least);
    let most = definition.bounds.most().map_or(far, |(most, _)| most);
    (least, most)
}
