//! The course of a strategy: month by month, what is agreed, what the client is asked for, and the chance that it
//! accepts.

use super::EngineError;
use super::basis::Basis;
use super::moves::Move;
use super::response::{chance_above, chance_of_step};
use super::terms::Terms;
use crate::domain::{Curve, Point, Scenario, Strategy};
use crate::number::Number;

/// One month of a course.
#[derive(Clone, Copy, Debug)]
pub struct CourseMonth<N> {
    /// Which of the course's terms are in force.
    pub terms: usize,
    /// What the client is asked for, as a multiple of today's bill for the same work: `x`.
    pub bill_index: N,
    /// The highest index asked so far, prices in general apart: `X`.
    pub highest_index: N,
    /// Whether the client is asked for something in this month.
    pub asks: bool,
    /// The chance that a client that is still there accepts what takes effect: `f`.
    pub factor: N,
    /// What of that chance is left once its walk-away price is known to be high enough; none where the walk-away price
    /// does not decide.
    pub beside_level: Option<N>,
}

/// A month in which moves take effect.
#[derive(Clone, Copy, Debug)]
pub struct Step<N> {
    /// Its number, from 1.
    pub month: u32,
    /// What is so from then on.
    pub now: CourseMonth<N>,
}

/// The course of a strategy over the horizon.
#[derive(Clone, Debug)]
pub struct Course<N> {
    /// The terms, each in force from the month of a move on; the first are today's.
    pub terms: Vec<Terms<N>>,
    /// The months in which moves take effect.
    pub steps: Vec<Step<N>>,
    /// The months, from 1 on.
    pub months: Vec<CourseMonth<N>>,
    /// The month from which the engagement is ended by a move.
    pub ends_in: Option<u32>,
    /// Whether the bill rises without any judgement of the client's response.
    pub unjudged: bool,
    /// Whether an ask is judged beyond the planner's last answer.
    pub beyond_last_answer: bool,
    /// The months in which the client is asked for something, as a count: `a`.
    pub asks: u32,
}

/// What the moves of one month come to.
struct MonthOfMoves<N> {
    terms: Terms<N>,
    /// Whether every move that lifts the bill has the planner's own chance.
    lifts_are_judged: bool,
    /// The product of the planner's own chances.
    accepts: N,
    has_accept: bool,
    withdraws: bool,
}

impl<N: Number> Course<N> {
    /// Follows a strategy through the months.
    ///
    /// # Errors
    ///
    /// A raise that rounding to the price step turns into no change.
    pub fn follow(
        strategy: &Strategy<N>,
        moves: &[Move<N>],
        scenario: &Scenario<N>,
        basis: &Basis<N>,
    ) -> Result<Self, EngineError> {
        let mut course = Self::at_moves(strategy, moves, scenario, basis)?;
        let mut months = Vec::with_capacity(scenario.months as usize);
        let mut now = CourseMonth {
            terms: 0,
            bill_index: N::ONE,
            highest_index: N::ONE,
            asks: false,
            factor: N::ONE,
            beside_level: None,
        };
        let mut steps = course.steps.iter().peekable();
        for month in 1..=scenario.months {
            now = match steps.next_if(|step| step.month == month) {
                Some(step) => step.now,
                None => CourseMonth { asks: false, factor: N::ONE, beside_level: None, ..now },
            };
            months.push(now);
        }
        course.months = months;
        if let Some(curve) = &scenario.response.curve {
            // Where the walk-away price decides, it was asked of the curve.
            let by_curve = |step: &&Step<N>| step.now.beside_level.is_some();
            course.beyond_last_answer =
                course.steps.iter().filter(by_curve).any(|step| is_beyond(curve, step.now.highest_index));
        }
        Ok(course)
    }

    /// Follows a strategy through the months in which moves take effect, and no others.
    ///
    /// # Errors
    ///
    /// A raise that rounding to the price step turns into no change.
    pub fn at_moves(
        strategy: &Strategy<N>,
        moves: &[Move<N>],
        scenario: &Scenario<N>,
        basis: &Basis<N>,
    ) -> Result<Self, EngineError> {
        let mut course = Self {
            terms: vec![Terms::today(scenario, &basis.today)],
            steps: Vec::with_capacity(moves.len()),
            months: Vec::new(),
            ends_in: None,
            unjudged: false,
            beyond_last_answer: false,
            asks: 0,
        };
        let (mut index_before, mut highest_before) = (N::ONE, N::ONE);
        for effective in moves.chunk_by(|one, other| one.month == other.month) {
            let Some(month) = effective[0].month else { break };
            let mut now = CourseMonth {
                terms: course.terms.len() - 1,
                bill_index: index_before,
                highest_index: highest_before,
                asks: false,
                factor: N::ONE,
                beside_level: None,
            };
            let before = &course.terms[now.terms];
            let moved =
                take_effect(effective, before, scenario, basis).map_err(|lost| lost.in_month(strategy, month))?;
            course.answer(&mut now, month, &moved, index_before, highest_before, strategy, scenario, basis);
            course.terms.push(moved.terms);
            now.terms += 1;
            (index_before, highest_before) = (now.bill_index, now.highest_index);
            course.steps.push(Step { month, now });
        }
        if let Some(accept) = strategy.accept {
            course.judge_as_a_whole(accept);
        }
        Ok(course)
    }

    /// Fills in what a month of moves asks for and how likely it is accepted.
    #[expect(clippy::too_many_arguments, reason = "the month's state is two numbers; a struct for them would hide it")]
    fn answer(
        &mut self,
        this: &mut CourseMonth<N>,
        month: u32,
        moved: &MonthOfMoves<N>,
        index_before: N,
        highest_before: N,
        strategy: &Strategy<N>,
        scenario: &Scenario<N>,
        basis: &Basis<N>,
    ) {
        if self.ends_in.is_some() {
            return;
        }
        let Some(index) = moved.terms.bill_index(&basis.today) else {
            self.ends_in = Some(month);
            return;
        };
        let response = &scenario.response;
        let rises = index.exceeds(index_before);
        this.bill_index = index;
        if rises {
            let asked = index / basis.prices_in_general[month as usize - 1];
            this.highest_index = highest_before.larger(asked);
        }
        this.asks = rises || moved.withdraws || moved.has_accept;
        self.asks += u32::from(this.asks);
        this.factor = moved.accepts;
        if rises && !moved.lifts_are_judged && strategy.accept.is_none() {
            let by_level = if let Some(curve) = &response.curve {
                level_factor(curve, &response.shock, highest_before, this.highest_index)
            } else {
                self.unjudged = true;
                N::ONE
            };
            let beside_level = chance_of_step(response, index_before, index) * moved.accepts;
            this.factor = by_level * beside_level;
            this.beside_level = response.curve.is_some().then_some(beside_level);
        }
    }

    /// The planner's own chance for the whole plan: every month that asks contributes the same root of it.
    fn judge_as_a_whole(&mut self, accept: N) {
        let root = if self.asks == 1 { accept } else { accept.power(N::ONE / N::whole(self.asks.max(1))) };
        for Step { now, .. } in &mut self.steps {
            now.factor = if now.asks { root } else { N::ONE };
        }
    }

    /// The product of all factors within the horizon: the chance that the client accepts everything.
    pub fn accepts(&self) -> N {
        self.months.iter().fold(N::ONE, |product, month| product * month.factor)
    }

    /// The chance that the client is there, for months 0…T: `P`, given the factor of each month, churn, and the months
    /// that a client takes to leave.
    pub fn presence(&self, factors: impl Fn(&CourseMonth<N>) -> N, basis: &Basis<N>, leaves_after: u32) -> Vec<N> {
        let mut presence = Vec::with_capacity(self.months.len() + 1);
        presence.push(N::ONE);
        let mut accepted = N::ONE;
        for month in 1..=self.months.len() {
            if let Some(answered) = month.checked_sub(leaves_after as usize + 1) {
                accepted = accepted * factors(&self.months[answered]);
            }
            let there = if self.is_over(month) { N::ZERO } else { basis.stays[month - 1] * accepted };
            presence.push(there);
        }
        presence
    }

    /// Whether the engagement is ended by a move in a month or before it.
    #[must_use]
    pub fn is_over(&self, month: usize) -> bool {
        self.ends_in.is_some_and(|end| month >= end as usize)
    }

    /// The terms in force in a month, 1…T.
    #[must_use]
    pub fn terms_in(&self, month: usize) -> &Terms<N> {
        &self.terms[self.months[month - 1].terms]
    }

    /// The first month of the engagement in which the bill is above what a contract allows within 12 months
    /// (`max_raise`, with one price step forgiven because prices are rounded), and how far above the year before.
    pub fn breaks_cap(&self, max_raise: N, price_step: N, price: N) -> Option<(u32, N)> {
        let engaged = self.ends_in.map_or(self.months.len(), |end| end as usize - 1);
        let (allowed, forgiven) = (N::ONE + max_raise, price_step / price);
        (0..engaged).find_map(|month| {
            let year_before = month.checked_sub(12).map_or(N::ONE, |before| self.months[before].bill_index);
            let index = self.months[month].bill_index;
            let broken = index > year_before && index.exceeds(allowed * year_before + forgiven);
            broken.then(|| (u32::try_from(month + 1).unwrap_or(u32::MAX), index / year_before - N::ONE))
        })
    }
}

/// Lets the moves of a month take effect, one after the other.
fn take_effect<N: Number>(
    moves: &[Move<N>],
    before: &Terms<N>,
    scenario: &Scenario<N>,
    basis: &Basis<N>,
) -> Result<MonthOfMoves<N>, super::terms::LostRaise<N>> {
    let mut month = MonthOfMoves {
        terms: before.clone(),
        lifts_are_judged: true,
        accepts: N::ONE,
        has_accept: false,
        withdraws: false,
    };
    let mut index = before.bill_index(&basis.today);
    for taken in moves {
        month.terms.apply(&taken.parts, scenario)?;
        let after = month.terms.bill_index(&basis.today);
        let lifts = index.zip(after).is_some_and(|(before, after)| after.exceeds(before));
        month.lifts_are_judged &= !lifts || taken.accept.is_some();
        month.accepts = month.accepts * taken.accept.unwrap_or(N::ONE);
        month.has_accept |= taken.accept.is_some();
        month.withdraws |= taken.parts.withdrawal.is_some();
        index = after;
    }
    Ok(month)
}

/// The chance that a client that bore the highest index before bears the one now: `S(X(t))/S(X(t−1))`.
pub fn level_factor<N: Number>(curve: &Curve<N>, shock: &[Point<N>], before: N, now: N) -> N {
    let falls = || {
        let bore = chance_above(curve, shock, before);
        bore.if_at_most(N::ZERO, || N::ZERO, || chance_above(curve, shock, now) / bore)
    };
    now.if_at_most(before, || N::ONE, falls)
}

/// Whether an index lies beyond the last raise that the planner was asked about.
fn is_beyond<N: Number>(curve: &Curve<N>, index: N) -> bool {
    match curve {
        Curve::Accept(answers) => answers.last().is_some_and(|last| index.exceeds(N::ONE + last.raise)),
        Curve::WalkAway { .. } | Curve::Elasticity(_) | Curve::Logit { .. } => false,
    }
}
