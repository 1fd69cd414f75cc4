//! How the strategies stand with another value of a number: which is the best, and how far the recommended one is ahead.
//!
//! Only that is computed anew which the number changes: an ask of one strategy changes nothing of the others, and no figure
//! depends on what rules out.

use std::sync::OnceLock;

use super::Search;
use super::told::Steps;
use crate::analysis::choice::{Allowing, By};
use crate::analysis::comparison::Comparison;
use crate::analysis::inputs::UncertainInput;
use crate::domain::{Scenario, Way};
use crate::engine::calendar::Calendar;
use crate::engine::evaluation::evaluate;
use crate::engine::stretches::Ground;
use crate::number::Number;

/// What is asked, and what is known of the base case.
pub(super) struct Base {
    /// What values are rounded to that are told.
    pub steps: Steps,
    pub candidates: Vec<usize>,
    pub best: usize,
    /// How far the best is ahead of the others.
    pub lead: f64,
    by: By,
    /// Whether what rules out is left aside.
    whatever_rules_out: bool,
    calendar: Calendar,
    /// What the strategies have in common.
    ground: Ground<f64>,
    /// The figures by which the best is the best.
    figures: Vec<f64>,
    /// Whether each strategy may be chosen, as far as that was asked.
    may_be_chosen: Vec<OnceLock<bool>>,
}

/// What a number changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// What is ruled out, and no figure.
    Rules,
    /// One strategy alone.
    One(usize),
    /// The strategies, but nothing that they have in common.
    Strategies,
    /// All.
    All,
}

impl Reach {
    fn of<N>(key: &str, scenario: &Scenario<N>) -> Self {
        if key.starts_with("business.") || key == "contract.max_raise" {
            return Self::Rules;
        }
        let in_common = ["response.churn", "response.drift"].contains(&key);
        match scenario.strategy_of_key(key) {
            // Whether the cash rules the others out depends on the status quo too.
            Some((position, _)) if position > 0 => Self::One(position),
            Some(_) => Self::Strategies,
            None if !in_common && ["response.", "contract."].iter().any(|table| key.starts_with(table)) => {
                Self::Strategies
            }
            None => Self::All,
        }
    }
}

impl Base {
    /// The base case of a comparison with its scenario in floating point; none where a figure cannot be computed.
    pub fn of(
        comparison: &Comparison,
        scenario: &Scenario<f64>,
        candidates: Vec<usize>,
        best: usize,
        whatever_rules_out: bool,
    ) -> Option<Self> {
        let calendar = comparison.evaluation.basis.calendar.clone();
        let strategies = scenario.strategies.len();
        let mut base = Self {
            steps: Steps { price: comparison.scenario.price_step.settled(), currency: comparison.scenario.currency },
            candidates,
            best,
            lead: 0.0,
            by: comparison.by,
            whatever_rules_out,
            ground: Ground::of(scenario, calendar.clone()).ok()?,
            calendar,
            figures: vec![f64::NEG_INFINITY; strategies],
            may_be_chosen: vec![OnceLock::new(); strategies],
        };
        base.figures = base.figures_with(Reach::All, scenario, &base.ground)?;
        base.lead = base.standing(Reach::All, scenario, &base.ground)?.1;
        Some(base)
    }

    /// The best candidate of a scenario in which a number has changed, and how far the recommended one is ahead of the others
    /// (negative: behind).
    fn standing(&self, reach: Reach, scenario: &Scenario<f64>, ground: &Ground<f64>) -> Option<(usize, f64)> {
        let figures = self.figures_with(reach, scenario, ground)?;
        let allowing = Allowing::new(scenario, &ground.basis, &ground.release);
        let may_be_chosen = |position: usize| {
            let alone = || self.may_be_chosen(position, scenario, &allowing);
            match reach {
                Reach::One(changed) if changed != position => *self.may_be_chosen[position].get_or_init(alone),
                _ => alone(),
            }
        };
        let mut left = self.candidates.clone();
        let better = |best: usize, other: usize| {
            if figures[other].is_more_money_than(figures[best]) { other } else { best }
        };
        loop {
            let best = left.iter().copied().reduce(better)?;
            if may_be_chosen(best) {
                let others = left.iter().filter(|position| **position != self.best);
                let highest = others.map(|position| figures[*position]).fold(f64::NEG_INFINITY, f64::max);
                // Where the recommended one is ruled out by a number, there is no lead to follow.
                let lead = if left.contains(&self.best) { figures[self.best] - highest } else { f64::NAN };
                return Some((best, lead));
            }
            left.retain(|position| *position != best);
        }
    }

    /// The figures by which the best is the best; nothing is worse than to have none, or to be no candidate.
    fn figures_with(&self, reach: Reach, scenario: &Scenario<f64>, ground: &Ground<f64>) -> Option<Vec<f64>> {
        let mut figures = self.figures.clone();
        if self.by == By::NetProfit {
            let is_changed = |position: &&usize| match reach {
                Reach::Rules => false,
                Reach::One(changed) => **position == changed,
                Reach::Strategies | Reach::All => true,
            };
            for position in self.candidates.iter().filter(is_changed) {
                figures[*position] = ground.net_profit(&scenario.strategies[*position], scenario).ok()?;
            }
        } else {
            for (figure, strategy) in figures.iter_mut().zip(&evaluate(scenario).ok()?.strategies) {
                *figure = self.by.of(strategy).unwrap_or(f64::NEG_INFINITY);
            }
        }
        Some(figures)
    }

    /// Whether the contract and the cash allow a strategy, which depends on the numbers too.
    fn may_be_chosen(&self, position: usize, scenario: &Scenario<f64>, allowing: &Allowing<'_, f64>) -> bool {
        if self.whatever_rules_out {
            return true;
        }
        if scenario.business.is_none() && scenario.contract.max_raise.is_none() {
            let at_once = matches!(scenario.strategies[position].way, Way::ExitNow(_));
            return !(at_once && scenario.contract.termination_months > 0);
        }
        allowing.allows(position).unwrap_or(false)
    }
}

impl Search {
    /// The best candidate with another value, and how far the recommended one is ahead of the others (negative:
    /// behind); none where the value contradicts others, or the figures cannot be computed.
    pub(super) fn best_at(&mut self, input: &UncertainInput, value: f64) -> Option<(usize, f64)> {
        input.set(&mut self.scenario, value)?;
        let (base, scenario) = (&self.base, &self.scenario);
        if !scenario.is_possible() {
            return None;
        }
        let reach = Reach::of(&input.key, scenario);
        if reach != Reach::All {
            return base.standing(reach, scenario, &base.ground);
        }
        let as_it_is = scenario.months == base.calendar.months();
        let calendar = if as_it_is { base.calendar.clone() } else { Calendar::of(scenario).ok()? };
        base.standing(reach, scenario, &Ground::of(scenario, calendar).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::comparison::compare;
    use crate::analysis::inputs::{SPREAD, uncertain_inputs};
    use crate::scenario::{Request, Source, read};

    #[test]
    fn what_a_number_does_not_change_need_not_be_computed_anew() {
        let text = include_str!("../../../benches/planner/largest.toml");
        let source = Source::from_bytes("largest.toml", text.as_bytes()).expect("a text");
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let reading = read(&Request { source, stem: "largest", overrides: &[], today }).expect("a scenario");
        let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("computable");
        let all = (0..comparison.scenario.strategies.len()).collect();
        let search =
            Search::among(&comparison, all, comparison.choice.best.expect("a best"), false).expect("computable");
        let mut seen = [0; 3];
        for input in uncertain_inputs(&reading, SPREAD) {
            let mut quick = search.clone();
            for value in [input.low, input.high] {
                let found = quick.best_at(&input, value.to_f64());
                let ground = Ground::of(&quick.scenario, search.base.calendar.clone()).expect("computable");
                let plain = search.base.standing(Reach::All, &quick.scenario, &ground);
                let bits = |stands: Option<(usize, f64)>| stands.map(|(best, lead)| (best, lead.to_bits()));
                assert_eq!(bits(found), bits(plain), "{} {value:?}", input.key);
            }
            match Reach::of(&input.key, &quick.scenario) {
                Reach::Rules => seen[0] += 1,
                Reach::One(_) => seen[1] += 1,
                Reach::Strategies => seen[2] += 1,
                Reach::All => {}
            }
        }
        assert!(seen[0] > 2 && seen[1] > 10 && seen[2] > 10, "{seen:?}");
    }
}
