//! What every price path walks on, in floating point: what a month is worth at each price, which chances meet a change,
//! and from when the contract allows one.
//!
//! The figures are the engine's own, of courses whose price never changes, so that there is no second model.

use crate::domain::{Scenario, Strategy};
use crate::engine::EngineError;
use crate::engine::basis::{Basis, RiskCosts};
use crate::engine::course::{Course, CourseMonth};
use crate::engine::month::client_months;
use crate::engine::projection::OneOffs;
use crate::engine::response::{chance_above, chance_of_step};
use crate::engine::terms::Terms;
use crate::engine::worth::{Release, Worth};
use crate::number::Number;

/// Months that the contract's cap looks back.
pub const CAP_MONTHS: usize = 12;

/// Another index than 1 for which the volume is computed, to know how each figure grows with it.
const OTHER_INDEX: f64 = 2.0;

/// The months are numbered 1…T, prices are levels of the grid; level 0 is today's price.
pub struct Ground {
    /// How many months there are: T.
    pub months: usize,
    /// Each price as a multiple of today's.
    pub levels: Vec<f64>,
    /// The least months between two changes; at least 1, and at least `leaves_after`.
    pub every: usize,
    /// Months that a client takes to leave.
    pub leaves_after: usize,
    /// The first month in which the price may change.
    pub change_from: usize,
    /// The first month in which the engagement may end.
    pub leave_from: usize,
    /// Net profit without any month with the client.
    pub without: f64,
    scenario: Scenario<f64>,
    /// What prices in general have risen to, by month from 1 on.
    in_general: Vec<f64>,
    /// By month from 1 on: what the month is worth, and what it costs that the client goes in it.
    lines: Vec<[Lines; 2]>,
    /// The chance of taking a step, by how many levels it goes up and by the level that it starts from; no number where the
    /// contract's cap allows no such step.
    steps: Vec<Vec<f64>>,
    /// The same, by the level that it starts from and how many levels it goes up.
    steps_from: Vec<Vec<f64>>,
    /// What rounding to price steps may add to the index under the contract's cap.
    cap_slack: f64,
}

/// A figure of every level that is linear in the share of the work that the client still buys.
#[derive(Clone, Default)]
pub struct Lines {
    /// By level: at all of the work.
    at_full: Vec<f64>,
    /// By level: for the work that it buys beyond that.
    slopes: Vec<f64>,
}

impl Lines {
    fn push(&mut self, at_full: f64, slope: f64) {
        self.at_full.push(at_full);
        self.slopes.push(slope);
    }

    /// The figure of a level.
    #[must_use]
    pub fn at(&self, level: usize, beyond_full: f64) -> f64 {
        self.at_full[level] + self.slopes[level] * beyond_full
    }

    /// The figures of neighbouring levels, each with what is bought beyond all of the work (0 or less).
    pub fn row<'l>(&'l self, first: usize, beyond_full: &'l [f64]) -> impl Iterator<Item = f64> + 'l {
        let lines = self.at_full[first..].iter().zip(&self.slopes[first..]);
        lines.zip(beyond_full).map(|((at_full, slope), beyond_full)| at_full + slope * beyond_full)
    }
}

impl Ground {
    /// The ground of a scenario, for somebody who follows a path on these levels with a change `every` so many months.
    ///
    /// # Errors
    ///
    /// As of the engine.
    pub fn of(
        scenario: &Scenario<f64>,
        follower: &Strategy<f64>,
        levels: &[f64],
        every: u32,
    ) -> Result<Self, EngineError> {
        let basis = Basis::of(scenario)?;
        let risks = RiskCosts::of(scenario, follower, &basis);
        let release = Release::redeployed(&basis);
        let constant = |level: f64, index: f64| {
            let course = constant_course(level, index, scenario, &basis);
            let client = client_months(&course, &risks, scenario, &basis);
            let one_offs = OneOffs::of(&risks, &client, &[]);
            let worth = Worth::of(&client, &one_offs, &release, &basis);
            (worth, one_offs.going)
        };
        let elasticity = scenario.response.hours_elasticity;
        let fall = OTHER_INDEX.power(-elasticity) - 1.0;
        let slope = |at_full: f64, other: f64| if elasticity == 0.0 { 0.0 } else { (other - at_full) / fall };
        let mut lines = vec![<[Lines; 2]>::default(); scenario.months as usize];
        for level in levels {
            let (full, going_full) = constant(*level, 1.0);
            let (other, going_other) =
                if elasticity == 0.0 { (full.clone(), going_full.clone()) } else { constant(*level, OTHER_INDEX) };
            for (month, [worth, going]) in lines.iter_mut().enumerate() {
                worth.push(full.months[month], slope(full.months[month], other.months[month]));
                going.push(going_full[month], slope(going_full[month], going_other[month]));
            }
        }
        let contract = &scenario.contract;
        let mut ground = Self {
            months: scenario.months as usize,
            levels: levels.to_vec(),
            every: every as usize,
            leaves_after: scenario.response.leaves_after as usize,
            change_from: change_from(scenario, &basis).unwrap_or(usize::MAX),
            leave_from: contract.termination_months as usize + 1,
            without: constant(1.0, 1.0).0.without,
            scenario: scenario.clone(),
            in_general: basis.prices_in_general,
            lines,
            steps: Vec::new(),
            steps_from: Vec::new(),
            cap_slack: scenario.price_step / basis.today.price,
        };
        let levels = 0..levels.len();
        ground.steps_from = levels.clone().map(|from| ground.all_steps_from(from)).collect();
        let steps =
            |distance: usize| ground.steps_from.iter().filter_map(|steps| steps.get(distance)).copied().collect();
        ground.steps = levels.map(steps).collect();
        Ok(ground)
    }

    fn all_steps_from(&self, from: usize) -> Vec<f64> {
        let highest = self.highest_after(from);
        let step = |(to, level): (usize, &f64)| {
            if to <= highest { chance_of_step(&self.scenario.response, self.levels[from], *level) } else { f64::NAN }
        };
        self.levels.iter().enumerate().skip(from).map(step).collect()
    }

    /// What a month with the client is worth at a level that was in force in the month before too.
    #[must_use]
    pub fn worth(&self, month: usize, level: usize, volume: f64) -> f64 {
        self.worths(month).at(level, volume - 1.0)
    }

    /// What it costs that the client goes in a month, at the level of the month before.
    #[must_use]
    pub fn going(&self, month: usize, level: usize, volume: f64) -> f64 {
        self.goings(month).at(level, volume - 1.0)
    }

    /// What a month with the client is worth at each level that was in force in the month before too.
    #[must_use]
    pub fn worths(&self, month: usize) -> &Lines {
        &self.lines[month - 1][0]
    }

    /// What it costs that the client goes in a month, at each level of the month before.
    #[must_use]
    pub fn goings(&self, month: usize) -> &Lines {
        &self.lines[month - 1][1]
    }

    /// The chances of taking a step of so many levels, by the level that it starts from; no number where the contract's cap
    /// allows no such step.
    #[must_use]
    pub fn steps(&self, distance: usize) -> &[f64] {
        &self.steps[distance]
    }

    /// The same from a level, by how many levels it goes up.
    #[must_use]
    pub fn steps_from(&self, level: usize) -> &[f64] {
        &self.steps_from[level]
    }

    /// Whether every step is taken and allowed, whatever its size.
    #[must_use]
    pub fn takes_any_step(&self) -> bool {
        self.scenario.response.shock.is_empty() && self.scenario.contract.max_raise.is_none()
    }

    /// The chance that a client that nothing is asked of does not go in a month.
    #[must_use]
    pub fn stays(&self, month: usize) -> f64 {
        if month == 1 { 1.0 } else { 1.0 - self.scenario.response.churn }
    }

    /// Whether walk-away prices move.
    #[must_use]
    pub fn drifts(&self) -> bool {
        self.scenario.response.drift != 0.0
    }

    /// What a client that is asked for a level in a month is measured by: the index, prices in general apart.
    #[must_use]
    pub fn index(&self, month: usize, level: usize) -> f64 {
        self.levels[level] / self.in_general[month - 1]
    }

    /// The chance that the walk-away price lies above an index.
    #[must_use]
    pub fn bears(&self, index: f64) -> f64 {
        let response = &self.scenario.response;
        response.curve.as_ref().map_or(1.0, |curve| chance_above(curve, &response.shock, index))
    }

    /// The chance that the step between two levels is taken, whatever the level.
    #[must_use]
    pub fn takes_step(&self, from: usize, to: usize) -> f64 {
        self.steps_from[from][to - from]
    }

    /// The share of today's work that a client buys that was asked for an index at the most.
    #[must_use]
    pub fn volume(&self, index: f64) -> f64 {
        index.power(-self.scenario.response.hours_elasticity)
    }

    /// The highest level that the contract's cap allows, given that of twelve months before, with the price step
    /// that the contract's check forgives every strategy.
    #[must_use]
    pub fn highest_after(&self, year_before: usize) -> usize {
        let Some(most) = self.scenario.contract.max_raise else { return self.levels.len() - 1 };
        let limit = (1.0 + most) * self.levels[year_before] + self.cap_slack;
        self.levels.partition_point(|level| !level.exceeds(limit)) - 1
    }

    /// The most that any path can have come to in each month under the cap; months from 1 on are at their number.
    #[must_use]
    pub fn highest_by_month(&self) -> Vec<usize> {
        let mut highest = vec![0; self.months + 1];
        for month in self.change_from..=self.months {
            let year_before = month.checked_sub(CAP_MONTHS).map_or(0, |before| highest[before]);
            highest[month] = self.highest_after(year_before);
        }
        highest
    }
}

/// The first month in which the contract lets a price change that is announced on the first day.
pub fn change_from<N: Number>(scenario: &Scenario<N>, basis: &Basis<N>) -> Option<usize> {
    let contract = &scenario.contract;
    let notified = scenario.start.checked_add_days(chrono::Days::new(u64::from(contract.notice_days)))?;
    let effective = contract.price_locked_until.map_or(notified, |unlocked| unlocked.max(notified));
    Some(basis.calendar.month_from(effective)? as usize)
}

/// A price that is in force before the plan and throughout it, of a client that was asked for an index.
fn constant_course(level: f64, index: f64, scenario: &Scenario<f64>, basis: &Basis<f64>) -> Course<f64> {
    let terms = Terms { price: basis.today.price * level, ..Terms::today(scenario, &basis.today) };
    let month =
        CourseMonth { terms: 0, bill_index: level, highest_index: index, asks: false, factor: 1.0, beside_level: None };
    Course {
        terms: vec![terms],
        steps: Vec::new(),
        months: vec![month; scenario.months as usize],
        ends_in: None,
        unjudged: false,
        beyond_last_answer: false,
        asks: 0,
    }
}
