//! The four questions before cutting ties, each with a light of its own: there is no score over all of them.

use super::loss::{CashPath, Loss};
use crate::analysis::comparison::Comparison;
use crate::domain::{Risk, RiskKind, RiskWhen};
use crate::engine::cash::beside_client;
use crate::number::{Exact, Number};

/// A light. What each says of a question is in its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Nothing stands against it.
    Green,
    /// Look twice.
    Amber,
    /// Something stands against it.
    Red,
    /// The scenario does not say.
    Unknown,
}

impl Light {
    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Unknown => "not known",
        }
    }
}

/// Why the light of the cash is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afford {
    /// No cash is given.
    NotSaid,
    /// The cash runs out even if nothing changes.
    NotEvenAsItIs(u32),
    /// The cash runs out if the client leaves today.
    RunsOut(u32),
    /// It lasts, but without the client the business loses money at first.
    AtALoss,
    /// It lasts.
    Yes,
}

/// Why the light of the replacement is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WonBack {
    /// There is nothing to be won back: the client costs money.
    NothingToReplace,
    /// Nothing is said of other work.
    NotSaid,
    /// As much is earned again, from a month on.
    From(u32),
    /// Something is earned within the horizon, not as much.
    NotAllOfIt,
    /// Nothing is earned within the horizon.
    NoneOfIt,
}

/// The four questions.
#[derive(Clone, Debug)]
pub struct Questions {
    /// Can the company afford to lose it?
    pub afford: (Light, Afford),
    /// What the rest of the business earns a month without the client at first, after costs that stay; none where no
    /// cash is given.
    pub rest: Option<Exact>,
    /// Do other clients suffer meanwhile?
    pub others: Light,
    /// Can what it brings be won back?
    pub won_back: (Light, WonBack),
    /// Who leaves the team if nothing is done?
    pub team: Light,
    /// How many of the team are to be expected to leave for its sake: a year, and within the horizon.
    pub leavers: Option<(Exact, Exact)>,
    /// What that costs a year, and within the horizon.
    pub turnover: Option<(Exact, Exact)>,
}

impl Questions {
    pub(super) fn of(comparison: &Comparison, loss: &Loss, cash: &[CashPath]) -> Self {
        let scenario = &comparison.scenario;
        let basis = &comparison.evaluation.basis;
        let first = |loss: &Loss| loss.without.months[0].net_profit + loss.once;
        let rest = scenario.business.map(|business| beside_client(&business, basis) + first(loss));
        let (leavers, turnover) = scenario.team.map_or((None, None), |team| {
            // As turnover is counted: who leaves is replaced, and whoever comes may leave too.
            let stays_a_month = (Exact::ONE - team.quit_chance).power(Exact::ONE / Exact::whole(12));
            let leave_a_month = team.people * (Exact::ONE - stays_a_month);
            let leavers = (leave_a_month * Exact::whole(12), leave_a_month * Exact::whole(scenario.months));
            (Some(leavers), Some((basis.turnover * Exact::whole(12), basis.turnover * Exact::whole(scenario.months))))
        });
        let team = match leavers {
            None => Light::Unknown,
            Some((_, within)) if within == Exact::ZERO => Light::Green,
            Some((_, within)) if within < Exact::ONE => Light::Amber,
            Some(_) => Light::Red,
        };
        Self {
            afford: afford(cash, rest),
            rest,
            others: others(comparison),
            won_back: won_back(comparison, loss),
            team,
            leavers,
            turnover,
        }
    }
}

/// Whether the company can afford to lose the client. The first path is the one in which it leaves today, the second that
/// of doing nothing.
fn afford(cash: &[CashPath], rest: Option<Exact>) -> (Light, Afford) {
    let [today, nothing, ..] = cash else { return (Light::Unknown, Afford::NotSaid) };
    match (nothing.runs_out_in, today.runs_out_in) {
        (Some(month), _) => (Light::Red, Afford::NotEvenAsItIs(month)),
        (None, Some(month)) => (Light::Red, Afford::RunsOut(month)),
        (None, None) if rest.is_some_and(|rest| rest < Exact::ZERO) => (Light::Amber, Afford::AtALoss),
        (None, None) => (Light::Green, Afford::Yes),
    }
}

/// Whether what the client brings can be won back.
fn won_back(comparison: &Comparison, loss: &Loss) -> (Light, WonBack) {
    if loss.to_replace() <= Exact::ZERO {
        return (Light::Green, WonBack::NothingToReplace);
    }
    if comparison.scenario.replacement.is_none() {
        return (Light::Unknown, WonBack::NotSaid);
    }
    match loss.earned_again_in {
        Some(month) => (Light::Green, WonBack::From(month)),
        None if loss.last > Exact::ZERO => (Light::Amber, WonBack::NotAllOfIt),
        None => (Light::Red, WonBack::NoneOfIt),
    }
}

/// The risks that touch other clients.
pub fn for_other_clients(comparison: &Comparison) -> impl Iterator<Item = &Risk<Exact>> {
    comparison.scenario.risks.iter().filter(|risk| risk.kind == RiskKind::OtherClients)
}

/// Whether other clients suffer: what that may cost in a year of serving it, against what the client leaves in one.
fn others(comparison: &Comparison) -> Light {
    let expected = |risk: &Risk<Exact>| risk.chance * risk.cost;
    let all: Vec<&Risk<Exact>> = for_other_clients(comparison).collect();
    let serving: Exact = all.iter().filter(|risk| risk.when == RiskWhen::Serving).map(|risk| expected(risk)).sum();
    if all.is_empty() {
        Light::Unknown
    } else if all.iter().all(|risk| expected(risk) == Exact::ZERO) {
        Light::Green
    } else if serving > comparison.evaluation.basis.today.profit * Exact::whole(12) {
        Light::Red
    } else {
        Light::Amber
    }
}
