//! What fewer extra hours are worth: a contact process or written goals, in money.

use crate::analysis::comparison::Comparison;
use crate::domain::Parts;
use crate::engine::EngineError;
use crate::engine::evaluation::net_profit_with;
use crate::engine::floor::brought_by_price;
use crate::engine::moves::Move;
use crate::number::{Exact, Number};

/// What the extra hours are worth that the client stops taking, with nothing else changed. It is linear in their number.
#[derive(Clone, Copy, Debug)]
pub struct Calm {
    /// Extra hours a month today.
    pub hours: Exact,
    /// What it brings over the horizon if all of them are gone from the first month on.
    pub all: Exact,
    /// What it brings over the horizon if one hour a month is.
    pub an_hour: Exact,
    /// The raise from the first month on that brings as much as one hour a month; none where a price brings nothing.
    pub as_raise: Option<Exact>,
    /// The hours that have to go for keeping the client to bring as much as being without it; 0 where none have to, none
    /// where all are not enough.
    pub least: Option<Exact>,
}

impl Calm {
    pub(super) fn of(comparison: &Comparison) -> Result<Option<Self>, EngineError> {
        let scenario = &comparison.scenario;
        let evaluation = &comparison.evaluation;
        let hours = evaluation.basis.today.extra_hours;
        if hours == Exact::ZERO {
            return Ok(None);
        }
        let start = scenario.start;
        let calmed = Move {
            served: start,
            effective: start,
            month: Some(1),
            accept: None,
            planned: None,
            parts: Parts { behaviour_change: Some(Exact::ONE), ..Parts::default() },
        };
        let with = net_profit_with(&scenario.strategies[0], vec![calmed], scenario, &evaluation.basis)?;
        let all = with - evaluation.strategies[0].totals.net_profit;
        let an_hour = all / hours;
        let price = brought_by_price(1, scenario, &evaluation.basis);
        Ok(Some(Self {
            hours,
            all,
            an_hour,
            as_raise: (price > Exact::ZERO).then(|| an_hour / price),
            least: evaluation.floor.and_then(|floor| floor.extra_hours),
        }))
    }
}
