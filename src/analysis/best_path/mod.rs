//! The best price path there is, and how much of what it gains each strategy captures.
//!
//! A path changes the price, only upwards and on a grid, at months some way apart, and may end the engagement. It is
//! found in floating point; what is said of it is computed exactly, as that of any strategy.

mod beyond;
pub mod ground;
mod marks;
mod measure;
mod search;
mod stretch;
mod values;

use std::cmp::Ordering;
use std::fmt;

use crate::analysis::choice::{By, Choice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::domain::{LetterDay, Parts, PlannedMove, Scenario, Strategy, Way, Withdrawal};
use crate::engine::EngineError;
use crate::engine::evaluation::{Evaluated, evaluate};
use crate::engine::parallel::in_order;
use crate::number::{Exact, Number};

use ground::Ground;
pub use measure::NotMeasured;
pub use search::Path;
use values::Values;

/// Prices that a grid may have.
const LEVELS_MAX: usize = 2_000;

/// Months between two changes that are tried where one month is too near to find the best path.
const SPACINGS: [u32; 6] = [1, 2, 3, 4, 6, 12];

/// Between which paths the best is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The least months between two changes; none: as few as can be computed.
    pub every: Option<u32>,
    /// The step of the grid, as a share of today's price; above 0.
    pub grid: Exact,
    /// How far the price may rise, as a share of today's.
    pub cap: Exact,
}

/// The best path and what the strategies come to against it.
#[derive(Clone, Debug)]
pub struct BestPath {
    /// The least months between two changes.
    pub every: u32,
    /// The prices of the grid.
    pub prices: Vec<Exact>,
    /// The path, by the positions of its prices.
    pub path: Path,
    /// Its figures; those of the status quo where no path is better.
    pub evaluated: Evaluated<Exact>,
    /// What it brings beyond the status quo.
    pub gain: Exact,
    /// The share of the gain that each strategy captures, or why it is not measured.
    pub shares: Vec<Result<Exact, NotMeasured>>,
    /// What rules the path out, whatever it earns.
    pub ruled_out: Option<RuledOut<Exact>>,
    /// Why it has the shape that it has.
    pub why: Why,
    /// What the best path brings whose changes lie further apart, by the months between two. Only where single steps are
    /// refused for their size: several close to each other come to the same for a client, and to little for the model.
    pub further_apart: Vec<(u32, Exact)>,
}

/// Months between two changes that a client may take for several steps, not for one.
const FURTHER_APART: [u32; 2] = [3, 12];

/// Why a path has its shape.
#[derive(Clone, Debug)]
pub enum Why {
    /// It changes no price.
    NoChange,
    /// One change: what the same rise in two steps would bring less, and the months between them; none where there is
    /// no room for two.
    Jump {
        /// Months from the first step to the second, and what they bring less.
        in_two_steps: Option<(u32, Exact)>,
    },
    /// Several changes.
    Stairs {
        /// What the best single change brings less.
        best_jump: Exact,
        /// What makes them worth it: without any of these a single change would be best.
        causes: Vec<Cause>,
    },
}

/// What may make several steps better than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Large steps are refused for their size.
    Shock,
    /// Walk-away prices rise.
    Drift,
    /// The contract caps what may be asked in twelve months.
    Cap,
    /// A client that refuses pays for some months more.
    LeavesAfter,
    /// What is asked costs volume.
    Volume,
    /// Costs, or what new work brings, rise.
    Rising,
}

impl Cause {
    const ALL: [Self; 6] = [Self::Shock, Self::Drift, Self::Cap, Self::LeavesAfter, Self::Volume, Self::Rising];

    /// Takes the cause out of a scenario; whether it was there.
    fn remove(self, scenario: &mut Scenario<f64>) -> bool {
        let zero = |number: &mut f64| std::mem::replace(number, 0.0) != 0.0;
        let response = &mut scenario.response;
        match self {
            Self::Shock => !std::mem::take(&mut response.shock).is_empty(),
            Self::Drift => zero(&mut response.drift),
            Self::Cap => scenario.contract.max_raise.take().is_some(),
            Self::LeavesAfter => std::mem::take(&mut response.leaves_after) != 0,
            Self::Volume => zero(&mut response.hours_elasticity),
            Self::Rising => {
                let work = scenario.replacement.as_mut().is_some_and(|work| zero(&mut work.increase));
                zero(&mut scenario.costs_increase) || work
            }
        }
    }
}

/// Why there is no best path.
#[derive(Clone, Debug)]
pub enum NoPath {
    /// Nothing says how the client takes a raise: the highest price would always look best.
    Unjudged,
    /// The grid has too many prices.
    TooManyPrices,
    /// There are too many states.
    TooManyStates,
    /// There are too many paths under the contract's cap that may each be the best.
    TooManyPaths,
    /// The model cannot compute it.
    Model(EngineError),
}

impl fmt::Display for NoPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unjudged => formatter.write_str(
                "the scenario does not say how this client takes a raise, so that the highest price would always look \
                 best: give `response.accept`",
            ),
            Self::TooManyPrices => write!(
                formatter,
                "there are more than {LEVELS_MAX} prices up to the cap: take a coarser --grid or a lower --cap"
            ),
            Self::TooManyStates => formatter.write_str(
                "there are too many prices and months to go through: take a coarser --grid, a lower --cap or fewer \
                 --months",
            ),
            Self::TooManyPaths => formatter.write_str(
                "under the cap of the contract too many paths may each be the best: take a coarser --grid or changes \
                 further apart, such as --every 6",
            ),
            Self::Model(error) => error.fmt(formatter),
        }
    }
}

impl From<EngineError> for NoPath {
    fn from(error: EngineError) -> Self {
        Self::Model(error)
    }
}

/// Finds the best path of a comparison.
///
/// # Errors
///
/// Nothing that judges a raise, a grid that is too fine, or what the engine cannot compute.
pub fn best_path(comparison: &Comparison, request: &Request) -> Result<BestPath, NoPath> {
    let scenario = &comparison.scenario;
    if scenario.response.curve.is_none() {
        return Err(NoPath::Unjudged);
    }
    let prices = prices(comparison, request)?;
    let today = prices[0];
    let levels: Vec<f64> = prices.iter().map(|price| (*price / today).to_f64()).collect();
    let quick = scenario.convert(Number::to_f64);
    let (every, found) = solve_as_near_as_possible(&quick, &levels, request.every)?;
    let status_quo = &comparison.evaluation.strategies[0];
    let walked = match &found {
        Some(path) => {
            let (evaluated, ruled_out) = walk(path, &prices, scenario)?;
            Some((path.clone(), evaluated, ruled_out))
        }
        None => None,
    };
    let (path, evaluated, ruled_out) = walked
        .filter(|(_, walked, _)| walked.totals.net_profit.is_more_money_than(status_quo.totals.net_profit))
        .unwrap_or_else(|| (Path::default(), status_quo.clone(), comparison.choice.ruled_out[0].clone()));
    let gain = evaluated.totals.net_profit - status_quo.totals.net_profit;
    let shares = measure::shares(comparison, request.cap, every, gain);
    let why = match path.changes.len() {
        0 => Why::NoChange,
        1 => Why::Jump { in_two_steps: two_steps(&path, every, &prices, scenario, evaluated.totals.net_profit)? },
        _ => {
            let jump = solve(&quick, &levels, scenario.months.max(every))?;
            let jump = jump.map(|jump| walk(&jump, &prices, scenario)).transpose()?;
            let jump = jump.map_or(status_quo.totals.net_profit, |(jump, _)| jump.totals.net_profit);
            let best_jump = evaluated.totals.net_profit - jump.larger(status_quo.totals.net_profit);
            Why::Stairs { best_jump, causes: causes(&quick, &levels, every, path.changes.len())? }
        }
    };
    let further_apart = further_apart(&path, &quick, &levels, |path| {
        let net_profit = path.map(|path| walk(path, &prices, scenario)).transpose()?;
        let nothing = status_quo.totals.net_profit;
        Ok(net_profit.map_or(nothing, |(walked, _)| walked.totals.net_profit.larger(nothing)))
    })?;
    Ok(BestPath { every, prices, path, evaluated, gain, shares, ruled_out, why, further_apart })
}

/// What the best paths bring whose changes lie further apart than some of this one, where only the size of a single step
/// is refused. Spacings whose best path cannot be told are left out.
fn further_apart(
    path: &Path,
    scenario: &Scenario<f64>,
    levels: &[f64],
    net_profit: impl Fn(Option<&Path>) -> Result<Exact, NoPath>,
) -> Result<Vec<(u32, Exact)>, NoPath> {
    let gaps = path.changes.windows(2).map(|two| two[1].0 - two[0].0);
    let Some(nearest) = gaps.min().filter(|_| !scenario.response.shock.is_empty()) else { return Ok(Vec::new()) };
    let wider = FURTHER_APART.into_iter().filter(|every| *every as usize > nearest && *every <= scenario.months);
    let wider: Vec<u32> = wider.collect();
    let found = in_order(wider.len(), |number| solve(scenario, levels, wider[number]));
    let mut further = Vec::new();
    for (every, found) in wider.into_iter().zip(found) {
        match found {
            Err(NoPath::TooManyPaths) => {}
            found => further.push((every, net_profit(found?.as_ref())?)),
        }
    }
    Ok(further)
}

/// The prices of the grid: today's, and those above it that a price list can have; and the prices that strategies come to
/// which a path may follow, so that none of them can be better than the best path.
fn prices(comparison: &Comparison, request: &Request) -> Result<Vec<Exact>, NoPath> {
    let scenario = &comparison.scenario;
    let today = comparison.evaluation.basis.today.price;
    let mut prices = vec![today];
    if scenario.response.realisation == Exact::ZERO {
        return Ok(prices);
    }
    // Between two prices of a price list there is none to look at.
    let grid = request.grid.larger(scenario.price_step / today);
    let mut rise = grid;
    while !rise.exceeds(request.cap) {
        if prices.len() == LEVELS_MAX {
            return Err(NoPath::TooManyPrices);
        }
        let price = (today + today * rise).round_to(scenario.price_step);
        if prices.last().is_some_and(|last| price > *last) {
            prices.push(price);
        }
        rise += grid;
    }
    prices.extend(measure::prices(comparison, request.cap));
    prices.sort_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    prices.dedup_by(|next, before| *next == *before);
    if prices.len() > LEVELS_MAX {
        return Err(NoPath::TooManyPrices);
    }
    Ok(prices)
}

/// The best path with changes as near to each other as asked for; without a wish, as can be computed.
fn solve_as_near_as_possible(
    scenario: &Scenario<f64>,
    levels: &[f64],
    every: Option<u32>,
) -> Result<(u32, Option<Path>), NoPath> {
    // A client that has not answered yet is not asked again.
    let least = scenario.response.leaves_after.max(1);
    if let Some(every) = every {
        let every = every.max(least);
        return Ok((every, solve(scenario, levels, every)?));
    }
    let wider = SPACINGS.into_iter().filter(|every| *every > least);
    for every in std::iter::once(least).chain(wider) {
        match solve(scenario, levels, every) {
            Err(NoPath::TooManyPaths) => {}
            found => return Ok((every, found?)),
        }
    }
    Err(NoPath::TooManyPaths)
}

/// The best path that changes or ends something, by the prices as multiples of today's; none where nothing may be
/// changed.
///
/// # Errors
///
/// As of [`best_path`].
pub fn solve(scenario: &Scenario<f64>, levels: &[f64], every: u32) -> Result<Option<Path>, NoPath> {
    let ground = ground(scenario, levels, every)?;
    let values = Values::of(&ground).ok_or(NoPath::TooManyStates)?;
    let found = search::best(&ground, &values).map_err(|_| NoPath::TooManyPaths)?;
    Ok(found.map(|(path, _)| path))
}

/// What every path of a scenario walks on.
///
/// # Errors
///
/// As of the engine.
pub fn ground(scenario: &Scenario<f64>, levels: &[f64], every: u32) -> Result<Ground, EngineError> {
    Ground::of(scenario, &follower(Vec::new()), levels, every)
}

/// Who follows a path. No scenario can name it, so that no risk is of this strategy alone.
fn follower<N>(moves: Vec<PlannedMove<N>>) -> Strategy<N> {
    Strategy {
        id: String::new(),
        name: "Best path".to_owned(),
        after_days: 0,
        accept: None,
        bonus: None,
        way: Way::Custom(moves),
    }
}

/// The exact figures of a path, and what rules it out.
fn walk(
    path: &Path,
    prices: &[Exact],
    scenario: &Scenario<Exact>,
) -> Result<(Evaluated<Exact>, Option<RuledOut<Exact>>), EngineError> {
    let moves = moves(path, prices, scenario);
    let both = vec![scenario.strategies[0].clone(), follower(moves)];
    let scenario = Scenario { strategies: both, ..scenario.clone() };
    let mut evaluation = evaluate(&scenario)?;
    let mut ruled_out = Choice::among(&scenario, &evaluation, By::NetProfit).ruled_out;
    Ok((evaluation.strategies.remove(1), ruled_out.remove(1)))
}

/// The moves that make a path: letters as late as the contract allows.
fn moves(path: &Path, prices: &[Exact], scenario: &Scenario<Exact>) -> Vec<PlannedMove<Exact>> {
    let contract = &scenario.contract;
    let first_day = |month: usize| {
        let months = chrono::Months::new(u32::try_from(month).unwrap_or(u32::MAX).saturating_sub(1));
        scenario.start.checked_add_months(months).unwrap_or(scenario.start)
    };
    let mut before = prices[0];
    let mut moves = Vec::new();
    for (month, level) in &path.changes {
        let days = first_day(*month).signed_duration_since(scenario.start).num_days();
        let after_days = u32::try_from(days).unwrap_or(0).saturating_sub(contract.notice_days);
        let raise = (prices[*level] / before - Exact::ONE) / scenario.response.realisation;
        before = prices[*level];
        moves.push(PlannedMove {
            letter: LetterDay::AfterDays(after_days),
            notice_days: contract.notice_days,
            accept: None,
            parts: Parts { raise: Some(raise), ..Parts::default() },
        });
    }
    if let Some(month) = path.leave_in {
        let months = u32::try_from(month).unwrap_or(u32::MAX) - 1;
        let all = Withdrawal { work: Exact::ONE, effort: Exact::ONE };
        moves.push(PlannedMove {
            letter: LetterDay::AfterMonths(months.saturating_sub(contract.termination_months)),
            notice_days: 0,
            accept: None,
            parts: Parts { withdrawal: Some(all), ..Parts::default() },
        });
    }
    moves
}

/// The rise of a single change in two halves: the months between them, and what they bring less.
fn two_steps(
    path: &Path,
    every: u32,
    prices: &[Exact],
    scenario: &Scenario<Exact>,
    net_profit: Exact,
) -> Result<Option<(u32, Exact)>, EngineError> {
    const A_QUARTER: u32 = 3;
    let between = every.max(A_QUARTER);
    let (month, level) = path.changes[0];
    let second = month + between as usize;
    let middle = (prices[0] + prices[level]) / Exact::whole(2);
    let half = prices.partition_point(|price| !price.exceeds(middle)).saturating_sub(1);
    if half == 0 || second >= path.leave_in.unwrap_or(scenario.months as usize + 1) {
        return Ok(None);
    }
    let halves = Path { changes: vec![(month, half), (second, level)], leave_in: path.leave_in };
    let (walked, _) = walk(&halves, prices, scenario)?;
    Ok(Some((between, net_profit - walked.totals.net_profit)))
}

/// What makes several changes better than one: without each of them a single change would be best; else, without which
/// there would be fewer; else all that there are.
fn causes(scenario: &Scenario<f64>, levels: &[f64], every: u32, changes: usize) -> Result<Vec<Cause>, NoPath> {
    let without = |cause: Cause| {
        let mut without = scenario.clone();
        cause.remove(&mut without).then_some((cause, without))
    };
    let without: Vec<_> = Cause::ALL.into_iter().filter_map(without).collect();
    let changes_without = in_order(without.len(), |number| {
        let (cause, without) = &without[number];
        let path = solve(without, levels, every)?;
        Ok((*cause, path.map_or(0, |path| path.changes.len())))
    });
    let changes_without: Vec<_> = changes_without.into_iter().collect::<Result<_, NoPath>>()?;
    let fewer_than = |most: usize| -> Vec<Cause> {
        changes_without.iter().filter(|(_, changes)| *changes < most).map(|(cause, _)| *cause).collect()
    };
    let found = [2, changes, usize::MAX].into_iter().map(fewer_than).find(|causes| !causes.is_empty());
    Ok(found.unwrap_or_default())
}
