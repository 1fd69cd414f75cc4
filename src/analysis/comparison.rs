//! A scenario evaluated and compared, with what would become of the choice if an assumption were another.

use crate::analysis::choice::{By, Choice};
use crate::domain::Scenario;
use crate::engine::EngineError;
use crate::engine::evaluation::{Evaluation, evaluate};
use crate::number::{Exact, Number};

/// All there is to say of a scenario.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was compared.
    pub scenario: Scenario<Exact>,
    /// What the best is the best by.
    pub by: By,
    /// The figures.
    pub evaluation: Evaluation<Exact>,
    /// The choice.
    pub choice: Choice<Exact>,
    /// The same with all the cost of freed hours going on, where the scenario does not say how much does.
    pub salaried: Option<Alternative>,
    /// The same over one and a half times the horizon, where it can be computed.
    pub longer: Option<Alternative>,
}

/// The figures and the choice under another assumption.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The figures.
    pub evaluation: Evaluation<Exact>,
    /// The choice.
    pub choice: Choice<Exact>,
}

/// Compares the strategies of a scenario.
///
/// # Errors
///
/// Numbers that run out of digits, a raise lost in rounding, dates beyond the calendar: each names the strategy.
pub fn compare(scenario: Scenario<Exact>, by: By) -> Result<Comparison, EngineError> {
    let evaluation = evaluate(&scenario)?;
    let choice = Choice::among(&scenario, &evaluation, by);
    let alternative = |change: fn(&mut Scenario<Exact>)| {
        let mut changed = scenario.clone();
        change(&mut changed);
        // Another assumption may run out of digits where the plan itself does not; then nothing is said of it.
        let evaluation = evaluate(&changed).ok()?;
        let choice = Choice::among(&changed, &evaluation, by);
        Some(Alternative { evaluation, choice })
    };
    let salaried =
        if scenario.cost_stays.is_none() { alternative(|changed| changed.cost_stays = Some(Exact::ONE)) } else { None };
    let longer = alternative(|changed| changed.months += changed.months.div_ceil(2));
    Ok(Comparison { scenario, by, evaluation, choice, salaried, longer })
}

impl Comparison {
    /// Decimals of a price: those of the currency, or of the price step where it is finer.
    #[must_use]
    pub fn price_decimals(&self) -> u32 {
        self.scenario.price_step.settled().scale().max(self.scenario.currency.decimals())
    }

    /// The position of a strategy.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.scenario.strategies.iter().position(|strategy| strategy.id == id)
    }
}
