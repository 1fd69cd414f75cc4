//! The client's response: the chance that its walk-away price lies above an index, and that it takes one step.

use super::super::book::{Place, Shows};
use super::super::expression::{Expression, Function, abs, call, index, larger, smaller, when};
use super::{Column, Plan};
use crate::domain::{Curve, Point};
use crate::number::Exact;

/// How the client takes what it is asked for.
pub struct Response {
    form: Form,
    shock: Option<Line>,
    pub realisation: Expression,
    pub hours_elasticity: Expression,
}

enum Form {
    Unjudged,
    Answers(Line),
    WalkAway(Expression, Expression),
    Elasticity(Expression),
    Logit(Expression, Expression),
}

/// Points joined by straight lines: where each line begins, and how fast it rises.
struct Line {
    raises: Expression,
    chances: Expression,
    slopes: Expression,
    last_chance: Expression,
    flat_at_the_end: bool,
}

impl Response {
    /// Lays the points out.
    pub fn of(plan: &mut Plan<'_>) -> Self {
        let response = &plan.comparison.scenario.response;
        let has_points = matches!(response.curve, Some(Curve::Accept(_))) || !response.shock.is_empty();
        let sheet = if has_points {
            plan.sheet("Response", "The answers of the inputs, joined by straight lines; the last goes on down to 0.")
        } else {
            0
        };
        let mut row = 3;
        let form = match &response.curve {
            None => Form::Unjudged,
            Some(Curve::Accept(points)) => {
                Form::Answers(Line::of(plan, sheet, &mut row, "response.accept", "one raise in one step", points))
            }
            Some(Curve::WalkAway { low, high }) => Form::WalkAway(
                plan.input_or("response.walk_away.low", *low),
                plan.input_or("response.walk_away.high", *high),
            ),
            Some(Curve::Elasticity(elasticity)) => Form::Elasticity(plan.input_or("response.elasticity", *elasticity)),
            Some(Curve::Logit { half, slope }) => {
                Form::Logit(plan.input_or("response.logit.half", *half), plan.input_or("response.logit.slope", *slope))
            }
        };
        let shock = (!response.shock.is_empty())
            .then(|| Line::of(plan, sheet, &mut row, "response.shock", "the size of one step", &response.shock));
        Self {
            form,
            shock,
            realisation: plan.input_or("response.realisation", response.realisation),
            hours_elasticity: plan.input_or("response.hours_elasticity", response.hours_elasticity),
        }
    }

    /// Whether the level of what is asked is judged at all.
    pub fn is_judged(&self) -> bool {
        !matches!(self.form, Form::Unjudged)
    }

    /// The chance that the walk-away price lies above an index.
    pub fn chance_above(&self, highest: &Expression) -> Expression {
        let raise = || highest.clone() - 1.0;
        let by_curve = match &self.form {
            Form::Unjudged => return 1.0.into(),
            Form::Answers(line) => match &self.shock {
                None => line.at(&raise()),
                // The answers are for one raise in one step: what the size of the step explains is taken out.
                Some(shock) => {
                    let takes = shock.at(&raise());
                    when(takes.clone().at_most(0.0), 0.0, line.at(&raise()) / takes)
                }
            },
            Form::WalkAway(low, high) => {
                let left = (high.clone() - raise()) / (high.clone() - low.clone());
                larger(0.0, smaller(1.0, left))
            }
            Form::Elasticity(elasticity) => highest.clone().power(-elasticity.clone()),
            Form::Logit(half, slope) => logit(half, slope, raise()),
        };
        when(highest.clone().at_most(1.0), 1.0, by_curve)
    }

    /// The chance that a step from one bill index to the next is taken, its level apart.
    pub fn chance_of_step(&self, from: &Expression, to: &Expression) -> Expression {
        let Some(shock) = &self.shock else { return 1.0.into() };
        let last = shock.last_chance.clone();
        let from_nothing = if shock.flat_at_the_end { last } else { when(last.clone().below(1.0), 0.0, last) };
        when(from.clone().at_most(0.0), from_nothing, shock.at(&(to.clone() / from.clone() - 1.0)))
    }
}

impl Line {
    fn of(plan: &mut Plan<'_>, sheet: usize, row: &mut u32, key: &str, title: &str, points: &[Point<Exact>]) -> Self {
        let count = u32::try_from(points.len()).unwrap_or(u32::MAX);
        let top = |column| Place { sheet, row: *row + 1, column };
        let point = |number: u32, part: &str, of: fn(&Point<Exact>) -> Exact| {
            let given = &points[number as usize - 1];
            plan.input_or(&format!("{key}.{number}.{part}"), of(given))
        };
        let raise_of: Vec<Expression> = (1..=count).map(|number| point(number, "raise", |point| point.raise)).collect();
        let chance_of: Vec<Expression> =
            (1..=count).map(|number| point(number, "chance", |point| point.chance)).collect();
        let ends = (0, count);
        let raises = plan.column(top(0), &format!("{title}: raise"), Shows::Share(1), ends, |_, number| {
            number.checked_sub(1).map_or(0.0.into(), |before| raise_of[before as usize].clone())
        });
        let chances = plan.column(top(1), "chance", Shows::Share(1), ends, |_, number| {
            number.checked_sub(1).map_or(1.0.into(), |before| chance_of[before as usize].clone())
        });
        let slope = |_: Column, number: u32| {
            let rise = chances.at(number + 1) - chances.at(number);
            rise / (raises.at(number + 1) - raises.at(number))
        };
        let slopes = plan.column(top(2), "change of the chance from here on", Shows::Number(4), (0, count - 1), slope);
        *row += count + 4;
        let flat_at_the_end = matches!(points, [.., before, last] if before.chance == last.chance);
        let last_chance = chances.at(count);
        // The last line begins at the point before the last.
        let of = |column: Column| column.range(0, count - 1);
        Self { raises: of(raises), chances: of(chances), slopes: of(slopes), last_chance, flat_at_the_end }
    }

    fn at(&self, raise: &Expression) -> Expression {
        let line = || call(Function::Match, [raise.clone(), self.raises.clone(), 1.0.into()]);
        let beyond = raise.clone() - index(self.raises.clone(), line());
        larger(0.0, index(self.chances.clone(), line()) + index(self.slopes.clone(), line()) * beyond)
    }
}

/// The logistic curve, written so that nothing grows beyond bounds, as in the engine.
fn logit(half: &Expression, slope: &Expression, raise: Expression) -> Expression {
    let one = || Expression::from(1.0);
    let w = || call(Function::Exp, [-(slope.clone() * half.clone())]);
    let gap = || one() - w() * 2.0;
    let z = slope.clone() * (raise - half.clone()) - call(Function::Ln, [gap()]);
    let decay = || call(Function::Exp, [-abs(z.clone())]);
    let logistic = when(z.clone().at_most(0.0), one() / (one() + decay()), decay() / (one() + decay()));
    (one() - w()) / gap() * logistic
}
