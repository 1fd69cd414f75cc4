//! What each input by itself does to the lead of the recommended strategy, and where it makes another one the best: the
//! figures behind a tornado.
//!
//! The ends of the range are computed in decimals, as `compare` would with that value; the values at which the choice
//! tips are those that `compare` tells, found by the same search.

use std::cmp::Ordering;
use std::iter::successors;

use super::choice::Choice;
use super::comparison::Comparison;
use super::inputs::UncertainInput;
use super::tipping::{HALVINGS, Search, TippingPoint};
use super::variation::Value;
use crate::engine::evaluation::evaluate;
use crate::engine::parallel::in_order;
use crate::number::{Exact, Number};
use crate::scenario::{Override, Reading};

/// Parts into which a side is divided to see whether an input has no effect at all.
const PARTS_OF_A_SIDE: u32 = 4;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How far the recommended strategy, at this position, is ahead of the best other one that may be chosen.
    Lead(usize),
    /// How far the strategy at this position is ahead of doing nothing, whatever rules either out: where nothing is
    /// recommended, or only one strategy may be chosen.
    OverNothing(usize),
}

/// What the inputs do.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// What is looked at.
    pub measure: Measure,
    /// The lead with every input at its base case.
    pub base: Exact,
    /// The inputs: those that rule the recommended strategy out, then the one with the widest swing first.
    pub rows: Vec<Row>,
}

/// What an input does.
#[derive(Clone, Debug)]
pub struct Row {
    /// The input.
    pub input: UncertainInput,
    /// What it does at the low end of its range, then at the high end.
    pub sides: [Side; 2],
    /// How far the lead moves in all, from end to end; where the ends leave it as it is, what it moves in between.
    pub swing: Exact,
    /// Whether the ends leave the lead as it is, and values in between do not.
    pub in_between: bool,
}

/// What an input does on one side of its base case.
#[derive(Clone, Debug)]
pub struct Side {
    /// The value at the end.
    pub value: Exact,
    /// Whether the range would go on, but the scenario may not have such a value.
    pub cut: bool,
    /// The lead there; none where the strategy is ruled out, or it cannot be computed in decimals.
    pub lead: Option<Exact>,
    /// Whether the recommended strategy is ruled out there.
    pub ruled_out: bool,
    /// The strategy that is best there, where one is.
    pub best: Option<usize>,
    /// Where on this side another strategy becomes the best.
    pub tips: Option<TippingPoint>,
}

impl Measure {
    /// What there is to look at: the lead of the recommended strategy; else how far the one that brings most is ahead of
    /// doing nothing. None where nothing is compared with doing nothing.
    #[must_use]
    pub fn of(comparison: &Comparison) -> Option<Self> {
        let choice = &comparison.choice;
        if let (Ok(best), Some(_)) = (choice.best, choice.lead) {
            return Some(Self::Lead(best));
        }
        let strategies = &comparison.evaluation.strategies;
        let others: Vec<usize> = (1..strategies.len()).collect();
        let allowed: Vec<usize> =
            others.iter().copied().filter(|position| choice.ruled_out[*position].is_none()).collect();
        let candidates = if allowed.is_empty() { others } else { allowed };
        let figure = |position: usize| comparison.by.of(&strategies[position]);
        let more = |best: usize, other: usize| match (figure(best), figure(other)) {
            (Some(best), Some(other)) => other.is_more_money_than(best),
            (best, other) => best.is_none() && other.is_some(),
        };
        let most = candidates.into_iter().reduce(|best, other| if more(best, other) { other } else { best })?;
        figure(most).zip(figure(0)).map(|_| Self::OverNothing(most))
    }

    /// The position of the strategy whose lead it is.
    #[must_use]
    pub fn strategy(self) -> usize {
        match self {
            Self::Lead(position) | Self::OverNothing(position) => position,
        }
    }

    /// The lead among figures, and the position of the strategy that is best there.
    fn among(self, comparison: &Comparison, figures: &[Option<Exact>], choice: &Choice<Exact>) -> Option<Outcome> {
        let lead_over = |position: usize, other: Exact| figures[position].map(|figure| figure - other);
        match self {
            Self::Lead(position) => {
                let others =
                    (0..figures.len()).filter(|other| *other != position && choice.ruled_out[*other].is_none());
                let highest = others.filter_map(|other| figures[other]).reduce(Exact::larger);
                let ruled_out = choice.ruled_out[position].is_some();
                let lead = highest.and_then(|highest| lead_over(position, highest)).filter(|_| !ruled_out);
                Some(Outcome { lead, ruled_out, best: choice.best.ok() })
            }
            Self::OverNothing(position) => {
                let lead = lead_over(position, figures[0]?)?;
                let ahead = lead.is_more_money_than(Exact::ZERO);
                let is_choice = comparison.choice.best.is_ok();
                let best = if ahead { position } else { 0 };
                let best = if is_choice { choice.best.ok() } else { Some(best) };
                Some(Outcome { lead: Some(lead), ruled_out: false, best })
            }
        }
    }
}

/// A lead, and the strategy that is best.
struct Outcome {
    lead: Option<Exact>,
    ruled_out: bool,
    best: Option<usize>,
}

impl Row {
    /// Whether the input does nothing within its range.
    #[must_use]
    pub fn has_no_effect(&self) -> bool {
        !self.rules_out()
            && !self.swing.is_more_money_than(Exact::ZERO)
            && self.sides.iter().all(|side| side.tips.is_none())
    }

    /// Whether the recommended strategy is ruled out at an end.
    #[must_use]
    pub fn rules_out(&self) -> bool {
        self.sides.iter().any(|side| side.ruled_out)
    }

    /// Where the choice tips, the lower value first.
    pub fn tips(&self) -> impl Iterator<Item = &TippingPoint> {
        self.sides.iter().filter_map(|side| side.tips.as_ref())
    }

    /// The nearest value at which the choice tips.
    #[must_use]
    pub fn nearest(&self) -> Option<&TippingPoint> {
        self.tips().min_by(|one, other| one.distance().total_cmp(&other.distance()))
    }
}

impl Sensitivity {
    /// What inputs do; none where there is nothing to compare. `closely` is for ranges that somebody chose: the choice may
    /// tip and tip back between their ends, which within 20 % it hardly does.
    #[must_use]
    pub fn of(reading: &Reading, comparison: &Comparison, inputs: &[UncertainInput], closely: bool) -> Option<Self> {
        let measure = Measure::of(comparison)?;
        let search = match measure {
            Measure::Lead(_) => Search::of(comparison),
            Measure::OverNothing(position) => Search::against_nothing(comparison, position),
        }?;
        let figures: Vec<Option<Exact>> =
            comparison.evaluation.strategies.iter().map(|strategy| comparison.by.of(strategy)).collect();
        let Outcome { lead, best, .. } = measure.among(comparison, &figures, &comparison.choice)?;
        let looking = Looking { reading, comparison, measure, search, base: lead?, best, closely };
        let mut rows = in_order(inputs.len(), |input| looking.row(&inputs[input]));
        let swing = |one: &Row, other: &Row| other.swing.partial_cmp(&one.swing).unwrap_or(Ordering::Equal);
        rows.sort_by(|one, other| other.rules_out().cmp(&one.rules_out()).then_with(|| swing(one, other)));
        Some(Self { measure, base: looking.base, rows })
    }
}

/// Half the way from an end to the base case; of whole numbers a whole one.
fn half_way(input: &UncertainInput, end: Exact) -> Exact {
    let middle = (input.base + end) / Exact::whole(2);
    if input.is_whole() { Exact::from_decimal(middle.settled().floor()) } else { middle }
}

/// A look at one input after the other.
struct Looking<'c> {
    reading: &'c Reading,
    comparison: &'c Comparison,
    measure: Measure,
    search: Search,
    base: Exact,
    best: Option<usize>,
    closely: bool,
}

impl Looking<'_> {
    fn row(&self, input: &UncertainInput) -> Row {
        let sides = [input.low, input.high].map(|end| self.side(input, end));
        let mut leads: Vec<Exact> = sides.iter().filter_map(|side| side.lead).collect();
        let moves = |lead: &Exact| (*lead - self.base).magnitude().is_more_money_than(Exact::ZERO);
        let ends_move = sides.iter().any(|side| side.ruled_out) || leads.iter().any(moves);
        if !ends_move {
            leads.extend(self.in_between(input, &sides));
        }
        let in_between = !ends_move && leads.iter().any(moves);
        let wider = |(least, most): (Exact, Exact), lead: Exact| (least.smaller(lead), most.larger(lead));
        let (least, most) = leads.into_iter().fold((self.base, self.base), wider);
        Row { input: input.clone(), sides, swing: most - least, in_between }
    }

    /// Leads between the ends: another strategy may come near and go again.
    fn in_between(&self, input: &UncertainInput, sides: &[Side; 2]) -> Vec<Exact> {
        let shares = (1..PARTS_OF_A_SIDE).map(|part| Exact::whole(part) / Exact::whole(PARTS_OF_A_SIDE));
        let at = |share: Exact| sides.each_ref().map(|side| input.base + (side.value - input.base) * share);
        let values = shares.flat_map(at).filter(|value| *value != input.base);
        values.filter_map(|value| self.outcome(input, value)?.lead).collect()
    }

    fn side(&self, input: &UncertainInput, end: Exact) -> Side {
        let unmoved = |cut: bool| Side {
            value: input.base,
            cut,
            lead: Some(self.base),
            ruled_out: false,
            best: self.best,
            tips: None,
        };
        if end == input.base {
            return unmoved(false);
        }
        let mut search = self.search.clone();
        let Some(allowed) = self.allowed(input, end) else { return unmoved(true) };
        let Some(reached) = search.towards(input, allowed) else { return unmoved(true) };
        let value = (0..reached.halvings).fold(allowed, |end, _| half_way(input, end));
        let tips_at = if self.closely { search.on_the_way(input, reached) } else { reached };
        let tips = search.tip(input, &tips_at).map(|tip| self.search.clone().point(&tip));
        let outcome = self.outcome(input, value);
        Side {
            value,
            cut: value != end,
            lead: outcome.as_ref().and_then(|outcome| outcome.lead),
            ruled_out: outcome.as_ref().is_some_and(|outcome| outcome.ruled_out),
            best: outcome.and_then(|outcome| outcome.best),
            tips,
        }
    }

    /// An end, or as far towards it as the scenario may have such a number. Those that are chosen stand in orders and
    /// sums with others, which only reading knows.
    fn allowed(&self, input: &UncertainInput, end: Exact) -> Option<Exact> {
        let may_be = |end: &Exact| {
            let text = Value::of(end.settled(), input.definition).text;
            let given = Override::parse(&format!("{}={text}", input.key));
            input.may_be_misjudged() || given.is_ok_and(|given| self.reading.with(&[given]).is_ok())
        };
        successors(Some(end), |end| Some(half_way(input, *end))).take(HALVINGS).find(may_be)
    }

    /// What is with a value, computed as `compare` computes.
    fn outcome(&self, input: &UncertainInput, value: Exact) -> Option<Outcome> {
        let mut scenario = self.comparison.scenario.clone();
        input.set(&mut scenario, value)?;
        let evaluation = evaluate(&scenario).ok()?;
        let by = self.comparison.by;
        let choice = Choice::among(&scenario, &evaluation, by);
        let figures: Vec<Option<Exact>> = evaluation.strategies.iter().map(|strategy| by.of(strategy)).collect();
        self.measure.among(self.comparison, &figures, &choice)
    }
}
