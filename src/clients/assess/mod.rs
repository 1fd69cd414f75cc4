//! Whether a client may be lost, can be lost and should be: what its red flags call for, and what its loss does to the
//! business.
//!
//! | file | what it looks at |
//! | --- | --- |
//! | [`signs`] | the red flags, and the strategies that do what helps against each |
//! | [`loss`] | the business without the client: what has to be replaced and when it is, the cash |
//! | [`collecting`] | when what the client owes is due, and what that means for the letter |
//! | [`calm`] | what fewer extra hours are worth |
//! | [`questions`] | the four questions before cutting ties, each with a light |
//!
//! Nothing here changes a figure of the comparison.

pub mod calm;
pub mod collecting;
pub mod loss;
pub mod questions;
pub mod signs;

use chrono::{Months, NaiveDate};

use crate::analysis::comparison::Comparison;
use crate::engine::EngineError;
use crate::number::{Exact, Number};
use calm::Calm;
use collecting::Collecting;
use loss::{CashPath, Loss};
use questions::Questions;
use signs::Sign;

/// All that is to be judged of a client.
#[derive(Clone, Debug)]
pub struct Assessment<'c> {
    /// The figures that it is judged by.
    pub comparison: &'c Comparison,
    /// The red flags, the gravest first.
    pub signs: Vec<Sign>,
    /// What is lost if the client leaves today.
    pub loss: Loss,
    /// The cash if the client leaves today, then in the outcome of each strategy that is the worst for it; empty where no
    /// cash is given.
    pub cash: Vec<CashPath>,
    /// What fewer extra hours are worth; none where there are none.
    pub calm: Option<Calm>,
    /// The four questions.
    pub questions: Questions,
    /// What the client owes at any time, by today's bill.
    pub owed: Exact,
    /// What of it is lost if the client goes.
    pub owed_lost: Exact,
    /// When it is due, and the letter; none where that goes beyond the calendar.
    pub collecting: Option<Collecting>,
    /// The day from which the contract lets the engagement end, if notice is given on the first day; none beyond the
    /// calendar.
    pub may_end_on: Option<NaiveDate>,
}

impl<'c> Assessment<'c> {
    /// Judges a client.
    ///
    /// # Errors
    ///
    /// A figure that a decimal cannot hold, or of which 12 digits are not certain.
    pub fn of(comparison: &'c Comparison) -> Result<Self, EngineError> {
        let scenario = &comparison.scenario;
        let today = &comparison.evaluation.basis.today;
        let basis = &comparison.evaluation.basis;
        let loss = Loss::of(scenario, basis)?;
        let if_costs_stay = match scenario.cost_stays {
            Some(_) => None,
            None => Loss::of(scenario, &basis.clone().with_cost_staying(Exact::ONE)).ok(),
        };
        let cash = loss::cash_paths(comparison, &loss)?;
        let questions = Questions::of(comparison, &loss, if_costs_stay.as_ref(), is_most_of_profit(comparison));
        let owed = today.bill * scenario.payment.days * Exact::whole(12) / Exact::whole(365);
        Ok(Self {
            comparison,
            signs: signs::signs(comparison),
            calm: Calm::of(comparison)?,
            loss,
            cash,
            questions,
            owed,
            owed_lost: owed * scenario.payment.last_bills_unpaid,
            collecting: Collecting::of(comparison),
            may_end_on: scenario.start.checked_add_months(Months::new(scenario.contract.termination_months)),
        })
    }

    /// Whether a red flag says that the client has to go.
    #[must_use]
    pub fn has_to_go(&self) -> bool {
        self.signs.iter().any(|sign| sign.flag.says_leave())
    }

    /// The share of the revenue of the business that is this client's; none without a business or revenue.
    #[must_use]
    pub fn revenue_share(&self) -> Option<Exact> {
        let business = self.comparison.scenario.business?;
        self.comparison.evaluation.basis.today.bill.ratio(business.monthly_revenue)
    }

    /// The share of the profit of the business that is this client's; none without a business, or where it earns nothing.
    #[must_use]
    pub fn profit_share(&self) -> Option<Exact> {
        profit_share(self.comparison)
    }
}

fn profit_share(comparison: &Comparison) -> Option<Exact> {
    let business = comparison.scenario.business?;
    let profit = business.monthly_revenue - business.monthly_costs;
    if profit > Exact::ZERO { comparison.evaluation.basis.today.profit.ratio(profit) } else { None }
}

/// Whether most of the profit of the business is this client's.
fn is_most_of_profit(comparison: &Comparison) -> bool {
    let half = Exact::ONE / Exact::whole(2);
    profit_share(comparison).is_some_and(|share| share.exceeds(half))
}
