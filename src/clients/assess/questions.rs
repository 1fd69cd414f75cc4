//! The four questions before cutting ties, each with a light of its own: there is no score over all of them.

use super::loss::{Loss, RunsOutIn};
use crate::analysis::comparison::Comparison;
use crate::domain::{Risk, RiskKind, RiskWhen};
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

/// Whether the business can do without the client, by the cash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Afford {
    /// No cash is given.
    NotSaid,
    /// The cash runs out even if nothing changes.
    NotEvenAsItIs(RunsOutIn),
    /// The cash runs out if the client leaves today.
    RunsOut(RunsOutIn),
    /// It lasts, but without the client the business loses so much a month at first.
    AtALoss(Exact),
    /// It lasts, and the rest earns so much a month.
    Yes(Exact),
}

impl Afford {
    fn light(self) -> Light {
        match self {
            Self::NotSaid => Light::Unknown,
            Self::NotEvenAsItIs(_) | Self::RunsOut(_) => Light::Red,
            Self::AtALoss(_) => Light::Amber,
            Self::Yes(_) => Light::Green,
        }
    }
}

/// Why the light of the replacement is what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WonBack {
    /// There is nothing to be won back: the client costs money.
    NothingToReplace,
    /// Nothing is said of other work.
    NotSaid,
    /// As much is earned again, from a month on.
    From(u32),
    /// Something is earned within the horizon, not as much: so much in the last month.
    NotAllOfIt(Exact),
    /// Nothing is earned within the horizon: so much in the last month.
    NoneOfIt(Exact),
}

/// An answer, and its light.
#[derive(Clone, Copy, Debug)]
pub struct Answered<A> {
    /// The light: not known where it would be another with all of the client's costs staying, and the scenario does not
    /// say how much of them does.
    pub light: Light,
    /// The answer.
    pub answer: A,
    /// The answer with all of its costs staying, where the scenario does not say.
    pub if_costs_stay: Option<A>,
}

impl<A: Copy> Answered<A> {
    fn of(answer: A, if_costs_stay: Option<A>, light: impl Fn(A) -> Light) -> Self {
        let same = if_costs_stay.is_none_or(|other| light(other) == light(answer));
        Self { light: if same { light(answer) } else { Light::Unknown }, answer, if_costs_stay }
    }
}

/// The four questions.
#[derive(Clone, Debug)]
pub struct Questions {
    /// Can the company afford to lose it?
    pub afford: Answered<Afford>,
    /// What the rest of the business earns a month without the client at first, after costs that stay; none where no
    /// cash is given.
    pub rest: Option<Exact>,
    /// Do other clients suffer meanwhile?
    pub others: Light,
    /// Can what it brings be won back?
    pub won_back: Answered<WonBack>,
    /// Who leaves the team if nothing is done?
    pub team: Light,
    /// How many of the team are to be expected to leave for its sake: a year, and within the horizon.
    pub leavers: Option<(Exact, Exact)>,
    /// What that costs a year, and within the horizon.
    pub turnover: Option<(Exact, Exact)>,
}

impl Questions {
    /// Takes what is lost as the scenario says, and, where it does not say how much of the client's costs stays, if all
    /// of them do.
    pub(super) fn of(comparison: &Comparison, loss: &Loss, if_costs_stay: Option<&Loss>, is_most: bool) -> Self {
        let scenario = &comparison.scenario;
        let basis = &comparison.evaluation.basis;
        let rest = scenario.business.map(|business| loss.rest(&business, basis));
        let afford = |loss: &Loss| afford(comparison, loss);
        let won_back = |loss: &Loss| won_back(comparison, loss);
        // What brings most of the profit is a danger, whatever is in the bank.
        let light = |afford: Afford| match afford.light() {
            Light::Green if is_most => Light::Amber,
            light => light,
        };
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
            afford: Answered::of(afford(loss), if_costs_stay.map(afford), light),
            rest,
            others: others(comparison),
            won_back: Answered::of(won_back(loss), if_costs_stay.map(won_back), WonBack::light),
            team,
            leavers,
            turnover,
        }
    }
}

/// Whether the company can afford to lose the client.
fn afford(comparison: &Comparison, loss: &Loss) -> Afford {
    let Some(business) = &comparison.scenario.business else { return Afford::NotSaid };
    let basis = &comparison.evaluation.basis;
    let as_it_is = RunsOutIn::of(&loss.with, business, basis);
    let without = RunsOutIn::of(&loss.without, business, basis);
    let rest = loss.rest(business, basis);
    if as_it_is.first().is_some() {
        Afford::NotEvenAsItIs(as_it_is)
    } else if without.first().is_some() {
        Afford::RunsOut(without)
    } else if rest < Exact::ZERO {
        Afford::AtALoss(-rest)
    } else {
        Afford::Yes(rest)
    }
}

/// Whether what the client brings can be won back.
fn won_back(comparison: &Comparison, loss: &Loss) -> WonBack {
    if loss.to_replace() <= Exact::ZERO {
        return WonBack::NothingToReplace;
    }
    if comparison.scenario.replacement.is_none() {
        return WonBack::NotSaid;
    }
    match loss.earned_again_in {
        Some(month) => WonBack::From(month),
        None if loss.last > Exact::ZERO => WonBack::NotAllOfIt(loss.last),
        None => WonBack::NoneOfIt(loss.last),
    }
}

impl WonBack {
    fn light(self) -> Light {
        match self {
            Self::NothingToReplace | Self::From(_) => Light::Green,
            Self::NotSaid => Light::Unknown,
            Self::NotAllOfIt(_) => Light::Amber,
            Self::NoneOfIt(_) => Light::Red,
        }
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
