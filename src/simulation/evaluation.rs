//! The net profits of draws.
//!
//! The model is run once, with the base case, and recorded; for the draws the recording is repeated. It holds for a draw
//! and a strategy as long as the draw takes the same ways through the model: the same number of steps, the same tier, a
//! bill that rises in the same months. For draws that take other ways others are recorded, from the first that takes
//! them, so that every draw is evaluated as the model says, to the last bit.

use super::draws::{Block, DrawnInput, Draws};
use super::program::{Program, WIDTH, Workspace};
use crate::domain::{Place, Scenario};
use crate::engine::calendar::Calendar;
use crate::engine::stretches::Ground;
use crate::number::recorded::{Operand, Recording, next_part, record};
use crate::number::{Number, Recorded};

/// Ways through the model that are kept for a strategy; draws that take yet another are computed one by one.
const WAYS_MAX: usize = 64;

/// Evaluates draws.
#[derive(Clone, Debug)]
pub struct Evaluator {
    model: Model,
    /// All strategies, as in the base case.
    usual: Way,
    /// By strategy, the other ways through the model that draws took.
    others: Vec<Vec<Way>>,
    /// By strategy and input, whether the net profit depends on it in any draw so far: because it is computed from it, or
    /// because it is among what draws were compared by that took other ways.
    pub depend: Vec<Vec<bool>>,
    /// How the net profits came about.
    pub ways: Ways,
}

/// How many net profits of a strategy in a draw came about how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ways {
    /// The way of the base case.
    pub usual: u64,
    /// A way that another draw took before.
    pub others: u64,
    /// One by one.
    pub single: u64,
}

/// A scenario whose ranges are to be filled in.
#[derive(Clone, Debug)]
struct Model {
    scenario: Scenario<Recorded>,
    /// By input.
    places: Vec<Vec<Place<Recorded>>>,
    /// By input, whether it has a single value.
    certain: Vec<bool>,
    calendar: Calendar,
}

/// A way through the model, and a place to follow it.
#[derive(Clone, Debug)]
struct Way {
    program: Program,
    workspace: Workspace,
}

impl Evaluator {
    /// Of the draws of a scenario, on its calendar.
    #[must_use]
    pub fn new(draws: &Draws, scenario: &Scenario<f64>, calendar: Calendar) -> Self {
        let base = draws.inputs.iter().map(|input| input.base).collect::<Vec<f64>>();
        let scenario = scenario.convert(Recorded::constant);
        let places = draws.inputs.iter().map(|input| input.places(&scenario)).collect();
        let certain = draws.inputs.iter().map(DrawnInput::is_certain).collect();
        let mut model = Model { scenario, places, certain, calendar };
        let strategies: Vec<usize> = (0..model.scenario.strategies.len()).collect();
        let usual = model.run(&base, &strategies);
        let depend = usual.net_profits.iter().map(|net_profit| usual.depend_on([net_profit.operand()].into_iter()));
        Self {
            depend: depend.collect(),
            usual: usual.way(),
            model,
            others: vec![Vec::new(); strategies.len()],
            ways: Ways::default(),
        }
    }

    /// The net profits of the draws of a block: one list a strategy, an entry a draw; not a number where a draw cannot be
    /// computed.
    pub fn net_profits(&mut self, block: &Block) -> Vec<Vec<f64>> {
        let strategies = self.others.len();
        let all: Vec<usize> = (0..block.count).collect();
        let mut net_profits = vec![vec![f64::NAN; block.count]; strategies];
        let mut left = vec![Vec::new(); strategies];
        self.usual.follow(block, &all, |output, draw, net_profit| match net_profit {
            Some(net_profit) => net_profits[output][draw] = net_profit,
            None => left[output].push(draw),
        });
        for (strategy, left) in left.into_iter().enumerate() {
            self.ways.usual += (block.count - left.len()) as u64;
            self.follow_others(strategy, left, block, &mut net_profits[strategy]);
        }
        net_profits
    }

    /// Evaluates the draws for which a strategy does not take the usual way.
    fn follow_others(&mut self, strategy: usize, mut left: Vec<usize>, block: &Block, net_profits: &mut [f64]) {
        let mut way = 0;
        while let Some(first) = left.first().copied() {
            let known = self.others[strategy].len();
            if way == known {
                let taken = self.model.run(&block.values_of(first), &[strategy]);
                let numbers = taken.net_profits.iter().map(|net_profit| net_profit.operand());
                let depend = taken.depend_on(numbers.chain(taken.recording.compared()));
                self.depend[strategy].iter_mut().zip(depend).for_each(|(known, depends)| *known |= depends);
                if known == WAYS_MAX {
                    net_profits[first] = taken.net_profits[0].to_f64();
                    self.ways.single += 1;
                    left.swap_remove(0);
                    continue;
                }
                self.others[strategy].push(taken.way());
            }
            let before = left.len();
            let mut still = Vec::new();
            self.others[strategy][way].follow(block, &left, |_, draw, net_profit| match net_profit {
                Some(net_profit) => net_profits[draw] = net_profit,
                None => still.push(draw),
            });
            self.ways.others += (before - still.len()) as u64;
            left = still;
            way += 1;
        }
    }
}

/// A run of the model, as it was recorded.
struct Run {
    recording: Recording,
    inputs: usize,
    net_profits: Vec<Recorded>,
}

impl Model {
    /// Runs it for some strategies with the values of the inputs. What cannot be computed is not a number.
    fn run(&mut self, values: &[f64], strategies: &[usize]) -> Run {
        let (net_profits, recording) = record(|| {
            for (input, (places, value)) in self.places.iter().zip(values).enumerate() {
                let number =
                    if self.certain[input] { Recorded::constant(*value) } else { Recorded::input(input, *value) };
                for place in places {
                    place.set(&mut self.scenario, number);
                }
            }
            let scenario = &self.scenario;
            let ground = || Ground::of(scenario, self.calendar.clone()).ok();
            let ground = scenario.response.is_possible().then(ground).flatten();
            let net_profit = |strategy: &usize| {
                next_part();
                let strategy = &scenario.strategies[*strategy];
                let net_profit = ground.as_ref().and_then(|ground| ground.net_profit(strategy, scenario).ok());
                net_profit.unwrap_or(Recorded::constant(f64::NAN))
            };
            strategies.iter().map(net_profit).collect()
        });
        Run { recording, inputs: values.len(), net_profits }
    }
}

impl Run {
    /// By input, whether any of some numbers depends on it.
    fn depend_on(&self, numbers: impl Iterator<Item = Operand>) -> Vec<bool> {
        self.recording.depend_on(numbers, self.inputs)
    }

    /// Made ready to be repeated.
    fn way(&self) -> Way {
        let outputs: Vec<Operand> = self.net_profits.iter().map(|net_profit| net_profit.operand()).collect();
        let program = Program::of(&self.recording, self.inputs, &outputs);
        let workspace = program.workspace(outputs.len() + 1);
        Way { program, workspace }
    }
}

impl Way {
    /// Follows it with draws of a block, and hands on each output for each draw; none where the draw takes another way.
    fn follow(&mut self, block: &Block, draws: &[usize], mut take: impl FnMut(usize, usize, Option<f64>)) {
        for some in draws.chunks(WIDTH) {
            // Places beyond the last draw repeat it.
            let places: [usize; WIDTH] = std::array::from_fn(|place| some[place.min(some.len() - 1)]);
            self.program.run(|input, place| block.values[input][places[place]], &mut self.workspace);
            for output in 0..self.program.outputs() {
                let (numbers, missed) = self.program.output(output, output + 1, &self.workspace);
                for (place, draw) in some.iter().enumerate() {
                    take(output, *draw, (!missed[place]).then_some(numbers[place]));
                }
            }
        }
    }
}
