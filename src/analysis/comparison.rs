//! A scenario evaluated and compared, with what would become of the choice if an assumption were another.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::cash::{self, CashOutlook};
use crate::analysis::choice::{By, Choice, NoChoice};
use crate::domain::Scenario;
use crate::engine::EngineError;
use crate::engine::basis::Basis;
use crate::engine::evaluation::{Evaluation, Outlook, evaluate, outlooks};
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
    /// The cash over all outcomes of each strategy; empty where no cash is given.
    pub cash: Vec<CashOutlook>,
    /// What would be with all the cost of freed hours going on, where the scenario does not say how much does.
    pub salaried: Option<Alternative>,
    /// What would be over one and a half times the horizon, where another choice would be made then.
    pub longer: Option<Alternative>,
}

/// What would be under another assumption.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The best candidate then, or why there is none.
    pub best: Result<usize, NoChoice>,
    /// What the best now and the best then bring under it, or that and the status quo where they are the same; every
    /// strategy where there is no best.
    pub outlooks: BTreeMap<usize, Outlook<Exact>>,
}

/// Compares the strategies of a scenario.
///
/// # Errors
///
/// Numbers that run out of digits, a raise lost in rounding, dates beyond the calendar: each names the strategy.
pub fn compare(scenario: Scenario<Exact>, by: By) -> Result<Comparison, EngineError> {
    let evaluation = evaluate(&scenario)?;
    let choice = Choice::among(&scenario, &evaluation, by);
    let cash = cash::outlooks(&scenario, &evaluation)?;
    // Another assumption may run out of digits where the plan itself does not; then nothing is said of it.
    let salaried = scenario.cost_stays.is_none().then(|| Scenario { cost_stays: Some(Exact::ONE), ..scenario.clone() });
    let salaried = salaried.and_then(|changed| {
        let basis = evaluation.basis.clone().with_cost_staying(Exact::ONE);
        Alternative::of(&changed, &basis, best_of(&changed, by)?, choice.best)
    });
    let longer = choice.best.is_ok().then(|| Scenario { months: longer_horizon(scenario.months), ..scenario.clone() });
    let longer = longer.and_then(|changed| {
        let best = best_of(&changed, by).filter(|best| *best != choice.best)?;
        Alternative::of(&changed, &Basis::of(&changed).ok()?, best, choice.best)
    });
    Ok(Comparison { scenario, by, evaluation, choice, cash, salaried, longer })
}

/// One and a half times a horizon.
#[must_use]
pub fn longer_horizon(months: u32) -> u32 {
    months + months.div_ceil(2)
}

/// The best of a scenario's strategies: in floating point, which is quick, where the best is clear; else in decimals.
fn best_of(scenario: &Scenario<Exact>, by: By) -> Option<Result<usize, NoChoice>> {
    let floating = scenario.convert(Number::to_f64);
    let choice = evaluate(&floating).ok().map(|evaluation| Choice::among(&floating, &evaluation, by));
    match choice.filter(|choice| choice.clear) {
        Some(clear) => Some(clear.best),
        None => Some(Choice::among(scenario, &evaluate(scenario).ok()?, by).best),
    }
}

impl Alternative {
    /// What would be in a changed scenario on its basis, with the best in it and the best now.
    fn of(
        changed: &Scenario<Exact>,
        basis: &Basis<Exact>,
        best: Result<usize, NoChoice>,
        now: Result<usize, NoChoice>,
    ) -> Option<Self> {
        let spoken_of = match (now, best) {
            (Ok(now), Ok(then)) if now == then => BTreeSet::from([0, now]),
            (Ok(now), Ok(then)) => BTreeSet::from([now, then]),
            _ => (0..changed.strategies.len()).collect(),
        };
        Some(Self { best, outlooks: outlooks(changed, basis, &spoken_of).ok()? })
    }

    /// The net profit of a strategy that is spoken of.
    #[must_use]
    pub fn net_profit(&self, position: usize) -> Exact {
        self.outlooks[&position].net_profit
    }
}

impl Comparison {
    /// Decimals of a price: those of the currency, or of the price step where it is finer.
    #[must_use]
    pub fn price_decimals(&self) -> u32 {
        self.scenario.price_step.settled().scale().max(self.scenario.currency.decimals())
    }

    /// A month of the plan as people call it, with its number: `May 27, month 4`.
    #[must_use]
    pub fn month_named(&self, month: u32) -> String {
        format!("{}, month {month}", self.evaluation.basis.calendar.first_day(month).format("%b %y"))
    }

    /// The position of a strategy.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.scenario.strategies.iter().position(|strategy| strategy.id == id)
    }
}
