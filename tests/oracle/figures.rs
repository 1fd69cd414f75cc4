//! Totals and the exact distribution, for each strategy.

use super::fraction::{Fraction, Long, power, power_of_tenth, ratio, whole};
use super::moves::{Move, month_boundary, moves_of};
use super::projection::{
    Ground, MonthWithTheClient, OneOffs, ProjectedMonth, months_with_the_client, one_offs, project,
};
use super::reading::Scenario;
use super::reading_strategies::Strategy;
use super::response::{ClientResponse, chance_after_churn, chance_still_there, presence, response_to};
use super::terms::{MonthOfTerms, month_of_the_end, months_of_terms};

/// A strategy with all that is needed to project it once more under other chances.
pub struct Play<'s> {
    pub strategy: &'s Strategy,
    pub moves: Vec<Move>,
    pub months: Vec<MonthOfTerms>,
    pub response: ClientResponse,
    pub client: Vec<MonthWithTheClient>,
    pub one_offs: OneOffs,
    /// `A(t)`, from `A(0) = 1`.
    pub chances: Vec<Long>,
    /// `P(t)`, from `P(0) = 1`.
    pub presence: Vec<Long>,
    pub projected: Vec<ProjectedMonth>,
    pub outcomes: Vec<Outcome>,
}

/// What happens if the client goes early in one month, or never does.
pub struct Outcome {
    pub gone_in_month: Option<usize>,
    pub chance: Long,
    pub net_profits: Vec<Long>,
    pub net_profit: Long,
}

pub fn play<'s>(ground: &Ground, strategy: &'s Strategy) -> Play<'s> {
    let scenario = ground.scenario;
    let moves = moves_of(scenario, ground.today, strategy);
    let months = months_of_terms(scenario, ground.today, &moves);
    let response = response_to(scenario, &months, strategy.accept.as_ref());
    let client = months_with_the_client(ground, strategy, &months, &response);
    let one_offs = one_offs(scenario, strategy, &months);
    let chances = chance_still_there(scenario, &response.factors);
    let presence = presence(&months, &chances);
    let projected = project(ground, &client, &presence, &one_offs, true);
    let mut play = Play {
        strategy,
        moves,
        months,
        response,
        client,
        one_offs,
        chances,
        presence,
        projected,
        outcomes: Vec::new(),
    };
    play.outcomes = outcomes(ground, &play);
    play
}

/// A small amount within which two amounts of money count as equal: 10^-9 of a currency unit.
pub fn hair() -> Long {
    Long::from(&power_of_tenth(9))
}

pub fn net_profit_of(projected: &[ProjectedMonth]) -> Long {
    projected.iter().map(|month| month.net_profit.clone()).sum()
}

impl Play<'_> {
    pub fn net_profit(&self) -> Long {
        net_profit_of(&self.projected)
    }

    /// The last month before a move ends the engagement, else the horizon.
    pub fn last_month_of_the_engagement(&self) -> usize {
        month_of_the_end(&self.months).map_or(self.months.len(), |end| end - 1)
    }

    pub fn total(&self, line: impl Fn(&ProjectedMonth) -> Long) -> Long {
        self.projected.iter().map(line).sum()
    }

    /// The whole projection once more, with the client there by these chances.
    pub fn net_profit_with(&self, ground: &Ground, presence: &[Long], with_replacement: bool) -> Vec<ProjectedMonth> {
        project(ground, &self.client, presence, &self.one_offs, with_replacement)
    }

    /// Net profit if it accepts everything: only churn takes it.
    pub fn net_profit_if_accepted(&self, ground: &Ground) -> Long {
        let scenario = ground.scenario;
        let mut chances = vec![Long::one()];
        chances.extend((1..=scenario.months).map(|month| chance_after_churn(scenario, month)));
        let presence = presence(&self.months, &chances);
        net_profit_of(&self.net_profit_with(ground, &presence, true))
    }

    /// Net profit if it goes at the first ask, `leaves_after` months later; none without an ask.
    pub fn net_profit_if_refused(&self, ground: &Ground) -> Option<Long> {
        let scenario = ground.scenario;
        let first_ask = *self.response.asking_months.first()?;
        let gone = first_ask + scenario.response.leaves_after;
        let mut chances = vec![Long::one()];
        chances.extend(
            (1..=scenario.months).map(
                |month| {
                    if month >= gone { Long::zero() } else { chance_after_churn(scenario, month) }
                },
            ),
        );
        let presence = presence(&self.months, &chances);
        Some(net_profit_of(&self.net_profit_with(ground, &presence, true)))
    }

    /// `accepts`: the product of all factors within the horizon, churn left out.
    pub fn accepts(&self) -> Fraction {
        let product = |product: Long, factor: &Fraction| product * Long::from(factor);
        let factors = self.response.factors.iter();
        factors.fold(Long::one(), product).to_fraction()
    }

    /// Net profits at the end of each month, each discounted by its days from the start.
    pub fn present_value(&self, scenario: &Scenario) -> Long {
        let year = whole(1) + &scenario.discount;
        let value = |(at, month): (usize, &ProjectedMonth)| {
            let days = (month_boundary(scenario, at + 1) - scenario.start).num_days();
            &month.net_profit * Long::from(&power(&year, &-ratio(days, 365)))
        };
        self.projected.iter().enumerate().map(value).sum()
    }

    /// The cumulative differences of net profit from the status quo's, by month.
    pub fn cumulative_differences(&self, status_quo: &Play) -> Vec<Long> {
        let mut sum = Long::zero();
        let mut differences = Vec::new();
        for (here, there) in self.projected.iter().zip(&status_quo.projected) {
            sum = sum + &here.net_profit - &there.net_profit;
            differences.push(sum.clone());
        }
        differences
    }

    /// The first month from which on the cumulative net profit is never again below the status quo's.
    pub fn paid_back_in_month(&self, status_quo: &Play) -> Option<usize> {
        if self.strategy.kind == "status-quo" {
            return None;
        }
        let behind = -&hair();
        let differences = self.cumulative_differences(status_quo);
        (1..=differences.len()).find(|month| differences[month - 1..].iter().all(|each| *each >= behind))
    }

    /// The lowest cumulative difference from the status quo, at most 0.
    pub fn deepest_shortfall(&self, status_quo: &Play) -> Long {
        let differences = self.cumulative_differences(status_quo).into_iter();
        differences.min().expect("a month").min(Long::zero())
    }
}

/// The distribution: the whole projection for each month in which the client may go, and for it staying.
/// The first outcomes are those of the months 1, 2, ... before the planned end; the last is staying.
fn outcomes(ground: &Ground, play: &Play) -> Vec<Outcome> {
    let last = play.last_month_of_the_engagement();
    let months = play.months.len();
    let outcome = |gone_in_month: Option<usize>, chance: Long| {
        let there = |month: usize| match gone_in_month {
            Some(gone) => month < gone,
            None => month <= last,
        };
        let presence: Vec<Long> =
            (0..=months).map(|month| if there(month) { Long::one() } else { Long::zero() }).collect();
        let projected = play.net_profit_with(ground, &presence, true);
        Outcome {
            gone_in_month,
            chance,
            net_profit: net_profit_of(&projected),
            net_profits: projected.into_iter().map(|each| each.net_profit).collect(),
        }
    };
    let mut outcomes: Vec<Outcome> =
        (1..=last).map(|gone| outcome(Some(gone), &play.chances[gone - 1] - &play.chances[gone])).collect();
    outcomes.push(outcome(None, play.chances[last].clone()));
    outcomes
}

/// The outcomes that may happen, from the worst to the best.
fn possible_outcomes<'p>(play: &'p Play) -> Vec<&'p Outcome> {
    let possible = play.outcomes.iter();
    let mut possible: Vec<&Outcome> = possible.filter(|each| !each.chance.is_zero()).collect();
    possible.sort_by(|a, b| a.net_profit.cmp(&b.net_profit));
    possible
}

pub fn worst_outcome<'p>(play: &'p Play) -> &'p Outcome {
    possible_outcomes(play)[0]
}

/// The smallest value `v` with `P(outcome <= v) >= q - 10^-12`.
pub fn quantile(play: &Play, share: &Fraction) -> Long {
    let enough = Long::from(&(share - power_of_tenth(12)));
    let mut chance = Long::zero();
    let outcomes = possible_outcomes(play);
    for outcome in &outcomes {
        chance = chance + &outcome.chance;
        if chance >= enough {
            return outcome.net_profit.clone();
        }
    }
    outcomes.last().expect("an outcome").net_profit.clone()
}

/// The chance of beating the status quo's expected net profit by more than a hair.
pub fn chance_better(play: &Play, status_quo: &Play) -> Long {
    let to_beat = status_quo.net_profit() + hair();
    let better = play.outcomes.iter();
    let better = better.filter(|outcome| outcome.net_profit > to_beat);
    better.map(|outcome| outcome.chance.clone()).sum()
}
