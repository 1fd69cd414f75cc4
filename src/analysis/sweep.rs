//! A metric over all values of one or two keys.
//!
//! Few cells are computed in decimals, each from the scenario read again with its values, as `compare --set` would.
//! Many run in floating point, a row at a time: whether a value is allowed is found by reading, and what lies between two
//! values that are allowed is allowed too; the number is then set where it belongs, which is checked against reading.

use super::variation::{Answer, Question, Refusal, Value};
use crate::domain::{Input, Place, Scenario};
use crate::engine::parallel::in_order;
use crate::number::{Exact, Number};
use crate::scenario::catalogue::{Holds, Key};

/// The most cells of a sweep.
pub const CELLS_MAX: usize = 100_000;

/// The most cells that are computed in decimals.
pub const EXACT_CELLS_MAX: usize = 400;

/// How many cells of a row are computed one after the other.
const STRETCH: usize = 64;

/// The most values of a row that are all read.
const READ_MAX: usize = 8;

/// How many values are tried to find one that is allowed, before all are read.
const TRIES: usize = 64;

/// A key and the values that it is given.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The key.
    pub key: String,
    /// What it may be.
    pub definition: &'static Key,
    /// The values, at least one.
    pub values: Vec<Value>,
}

/// A cell: the answer, or why there is none.
pub type Cell = Result<Answer, Refusal>;

/// The cells for all values of one axis or two: those of the first value of the first axis, then those of the second.
#[must_use]
pub fn sweep(question: &Question<'_>, axes: &[Axis]) -> Vec<Cell> {
    let cells: usize = axes.iter().map(|axis| axis.values.len()).product();
    if cells <= EXACT_CELLS_MAX {
        in_order(cells, |cell| question.answer_with(&given(axes, cell), |number| number))
    } else {
        in_floating_point(question, axes).into_iter().map(|cell| Ok(cell?.map(Exact::from_f64))).collect()
    }
}

/// The keys and values of a cell.
fn given(axes: &[Axis], mut cell: usize) -> Vec<(&str, &str)> {
    let value = |axis: &'_ Axis| {
        let position = cell % axis.values.len();
        cell /= axis.values.len();
        position
    };
    let mut positions: Vec<usize> = axes.iter().rev().map(value).collect();
    positions.reverse();
    axes.iter()
        .zip(positions)
        .map(|(axis, position)| (axis.key.as_str(), axis.values[position].text.as_str()))
        .collect()
}

/// All cells by rows along the longer axis.
fn in_floating_point(question: &Question<'_>, axes: &[Axis]) -> Vec<Result<Answer<f64>, Refusal>> {
    let lengths: Vec<usize> = axes.iter().map(|axis| axis.values.len()).collect();
    let along = usize::from(lengths.len() > 1 && lengths[1] >= lengths[0]);
    let columns = lengths[along];
    let rows = lengths.iter().product::<usize>() / columns;
    // The cell at a row and a column, counted as the caller does.
    let cell = |row: usize, column: usize| if along == 0 { column * rows + row } else { row * columns + column };
    let ways = in_order(rows, |row| Row { question, axes, along, cell: &|column| cell(row, column) }.way());
    // A stretch of a row at a time: the scenario is copied once for each.
    let stretches = columns.div_ceil(STRETCH);
    let computed = in_order(rows * stretches, |stretch| {
        let (row, from) = (stretch / stretches, stretch % stretches * STRETCH);
        let columns = from..columns.min(from + STRETCH);
        match &ways[row] {
            Way::Read => {
                columns.map(|column| question.answer_with(&given(axes, cell(row, column)), Number::to_f64)).collect()
            }
            Way::Set { scenario, place, refused } => {
                let mut scenario = scenario.clone();
                let answer = |column: usize| {
                    if let Some(refusal) = &refused[column] {
                        return Err(refusal.clone());
                    }
                    set(&mut scenario, *place, &axes[along].values[column]);
                    question.answer(&scenario)
                };
                columns.map(answer).collect::<Vec<_>>()
            }
        }
    });
    let mut cells: Vec<(usize, Result<Answer<f64>, Refusal>)> = computed
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(number, answer)| (cell(number / columns, number % columns), answer))
        .collect();
    cells.sort_by_key(|(cell, _)| *cell);
    cells.into_iter().map(|(_, answer)| answer).collect()
}

/// How the cells of a row are come by.
enum Way {
    /// Each is read.
    Read,
    /// The number is set in a scenario that was read, where nothing refuses it.
    Set { scenario: Box<Scenario<f64>>, place: Place<f64>, refused: Vec<Option<Refusal>> },
}

/// A row: all values along one axis, with the value of the other one kept.
struct Row<'r> {
    question: &'r Question<'r>,
    axes: &'r [Axis],
    along: usize,
    cell: &'r dyn Fn(usize) -> usize,
}

impl Row<'_> {
    fn way(&self) -> Way {
        self.set().unwrap_or(Way::Read)
    }

    /// The way by setting; none where the values have to be read.
    fn set(&self) -> Option<Way> {
        let axis = &self.axes[self.along];
        if axis.values.len() <= READ_MAX {
            return None;
        }
        let definition = axis.definition;
        let is_whole = matches!(definition.holds, Holds::Whole);
        let mut refused: Vec<Option<Refusal>> = vec![None; axis.values.len()];
        // By the catalogue first, then by reading, from the least value to the largest.
        let mut within = Vec::new();
        for (column, value) in axis.values.iter().enumerate() {
            if !definition.bounds.admit(value.number) {
                let why = format!("`{}` must be {}", axis.key, definition.bounds.words(definition.holds));
                refused[column] = Some(Refusal::NotAllowed(why));
            } else if is_whole && !value.number.is_integer() {
                refused[column] = Some(Refusal::NotAllowed(format!("`{}` must be a whole number", axis.key)));
            } else {
                within.push(column);
            }
        }
        within.sort_by_key(|column| axis.values[*column].number);
        let allowed = Allowed::among(within.len(), |place| self.scenario(within[place]))?;
        for (place, column) in within.iter().enumerate() {
            refused[*column] = allowed.refusal_of(place).cloned();
        }
        // A bound may be left out of what lies between two values, and decimals may decide on a step.
        let exceptions = within.iter().copied().filter(|column| {
            let number = axis.values[*column].number;
            number.is_zero() || number == rust_decimal::Decimal::ONE
        });
        let finest = within.iter().copied().max_by_key(|column| axis.values[*column].number.normalize().scale());
        let tried = exceptions.chain(finest).filter(|column| refused[*column].is_none()).collect::<Vec<_>>();
        let mut read: Vec<(usize, Scenario<f64>)> =
            allowed.read.into_iter().map(|(place, scenario)| (within[place], scenario)).collect();
        for column in tried {
            match self.scenario(column) {
                Ok(scenario) => read.push((column, scenario)),
                Err(refusal) => refused[column] = Some(refusal),
            }
        }
        let scenario = read.first()?.1.clone();
        let place = scenario.place(&axis.key)?;
        let mut changed = scenario.clone();
        let mut same = |(column, read): &(usize, Scenario<f64>)| {
            set(&mut changed, place, &axis.values[*column]);
            numbers(&changed) == numbers(read)
        };
        let all_the_same = read.iter().skip(1).all(&mut same);
        all_the_same.then(|| Way::Set { scenario: Box::new(scenario), place, refused })
    }

    fn scenario(&self, column: usize) -> Result<Scenario<f64>, Refusal> {
        let reading = self.question.reading_with(&given(self.axes, (self.cell)(column)))?;
        Ok(self.question.reduced(reading.scenario.convert(Number::to_f64)))
    }
}

/// Sets a number in its place.
fn set(scenario: &mut Scenario<f64>, place: Place<f64>, value: &Value) {
    match place.input(scenario) {
        Some(Input::Real(number)) => *number = f64::from_decimal(value.number),
        Some(Input::Whole(number)) => *number = u32::try_from(value.number).unwrap_or(*number),
        None => {}
    }
}

/// Everything that a scenario is computed from; names may follow from the numbers.
fn numbers(scenario: &Scenario<f64>) -> Scenario<f64> {
    let mut scenario = scenario.clone();
    scenario.strategies.iter_mut().for_each(|strategy| strategy.name.clear());
    scenario
}

/// Which of a row of rising values are allowed: all between the first and the last that are.
struct Allowed {
    from: usize,
    to: usize,
    below: Option<Refusal>,
    above: Option<Refusal>,
    /// What was read on the way.
    read: Vec<(usize, Scenario<f64>)>,
}

impl Allowed {
    /// Finds them by reading as few as possible; none where no value is found that is allowed.
    fn among(count: usize, scenario: impl Fn(usize) -> Result<Scenario<f64>, Refusal>) -> Option<Self> {
        let mut read = Vec::new();
        let mut refusal_at = |place: usize| match scenario(place) {
            Ok(scenario) => {
                read.push((place, scenario));
                None
            }
            Err(refusal) => Some(refusal),
        };
        let last = count.checked_sub(1)?;
        // The ends, then the middle, the quarters and so on.
        let fractions = (0..).map(|level| 1_usize << level);
        let between = fractions.flat_map(|parts| (0..parts).map(move |part| last * (2 * part + 1) / (2 * parts)));
        let mut refusals = [refusal_at(0), refusal_at(last)];
        let inside = match &refusals {
            [None, _] => 0,
            [_, None] => last,
            _ => between.take(TRIES).find(|place| refusal_at(*place).is_none())?,
        };
        let mut edge = |mut refused: usize, end: &mut Option<Refusal>| {
            let mut allowed = inside;
            while end.is_some() && allowed.abs_diff(refused) > 1 {
                let middle = usize::midpoint(allowed, refused);
                match refusal_at(middle) {
                    None => allowed = middle,
                    Some(refusal) => (refused, *end) = (middle, Some(refusal)),
                }
            }
            if end.is_some() { allowed } else { refused }
        };
        let [below, above] = &mut refusals;
        let (from, to) = (edge(0, below), edge(last, above));
        let [below, above] = refusals;
        Some(Self { from, to, below, above, read })
    }

    fn refusal_of(&self, place: usize) -> Option<&Refusal> {
        if place < self.from {
            self.below.as_ref()
        } else if place > self.to {
            self.above.as_ref()
        } else {
            None
        }
    }
}
