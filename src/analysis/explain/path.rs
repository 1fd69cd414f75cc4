//! One way in which a strategy turns out, month by month, as the engine projects it.

use std::cell::Cell;
use std::rc::Rc;

use super::builder::Builder;
use crate::engine::basis::RiskCosts;
use crate::engine::course::CourseMonth;
use crate::engine::month::{ClientMonth, client_months};
use crate::engine::projection::{Month, OneOffs, project};
use crate::number::{Exact, Number};
use crate::words::count;

/// How it turns out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// As is to be expected.
    Expected,
    /// Every ask is accepted.
    Accepted,
    /// So many asks are accepted, and the next is refused.
    Refused(u32),
    /// The client goes in a month; none: it does not.
    Gone(Option<u32>),
    /// The client is there as is to be expected, and from a month on not at all.
    Without(u32),
    /// The client takes no extra hours from a month on.
    Calm(u32),
}

/// A way in which a strategy turns out.
#[derive(Debug)]
pub struct Path {
    /// The position of the strategy.
    pub position: usize,
    /// How it turns out.
    pub turn: Turn,
    /// What its figures are of, in words; empty for what is to be expected of the strategy that is explained.
    pub whose: String,
    /// The same of figures that do not depend on whether the client is there.
    pub whose_terms: String,
    /// The lines of months 0…T with the client.
    pub client: Vec<ClientMonth<Exact>>,
    /// What comes once.
    pub one_offs: OneOffs<Exact>,
    /// The chance that the client is there in months 0…T.
    pub presence: Vec<Exact>,
    /// The months.
    pub months: Vec<Month<Exact>>,
}

impl Path {
    /// A month, from 1 on.
    pub fn month(&self, t: usize) -> &Month<Exact> {
        &self.months[t - 1]
    }

    /// Whether the client takes no extra hours in a month.
    pub fn is_calm(&self, t: usize) -> bool {
        matches!(self.turn, Turn::Calm(first) if t >= first as usize)
    }
}

impl Builder<'_> {
    /// What is to be expected of a strategy.
    pub fn expected(&mut self, position: usize) -> Rc<Path> {
        let key = (position, Turn::Expected);
        if let Some(Some(known)) = self.paths.get(&key) {
            return known.clone();
        }
        let path = Rc::new(self.follow(position, Turn::Expected));
        self.paths.insert(key, Some(path.clone()));
        path
    }

    /// A way in which a strategy turns out; none where its months cannot be computed.
    pub fn path(&mut self, position: usize, turn: Turn) -> Option<Rc<Path>> {
        if let Some(known) = self.paths.get(&(position, turn)) {
            return known.clone();
        }
        let path = Some(self.follow(position, turn)).filter(|path| !path.months.is_empty()).map(Rc::new);
        self.paths.insert((position, turn), path.clone());
        path
    }

    /// Follows a strategy; there are no months where they take more digits than a decimal has.
    fn follow(&self, position: usize, turn: Turn) -> Path {
        let (scenario, basis) = (self.scenario(), self.basis());
        let (strategy, evaluated) = (self.strategy(position), self.evaluated(position));
        let course = &evaluated.course;
        let risks = RiskCosts::of(scenario, strategy, basis);
        let mut client = client_months(course, &risks, scenario, basis);
        if let Turn::Calm(first) = turn {
            let mut calm = course.terms[0].clone();
            calm.extra_hours = Exact::ZERO;
            let calmed = ClientMonth::at(&calm, Exact::ONE, &risks, scenario, basis);
            for (month, lines) in client.iter_mut().enumerate().skip(first as usize) {
                *lines = calmed.at_costs_of(month, basis);
            }
        }
        let one_offs = OneOffs::of(&risks, &client, &evaluated.moves);
        let leaves_after = scenario.response.leaves_after;
        let expected = |month: &CourseMonth<Exact>| month.factor;
        let presence = match turn {
            Turn::Expected | Turn::Calm(_) => course.presence(expected, basis, leaves_after),
            Turn::Accepted => course.presence(|_| Exact::ONE, basis, leaves_after),
            Turn::Refused(accepted) => {
                // The factors are asked for month by month.
                let asked = Cell::new(0);
                let answer = |month: &CourseMonth<Exact>| {
                    asked.set(asked.get() + u32::from(month.asks));
                    if month.asks && asked.get() == accepted + 1 { Exact::ZERO } else { Exact::ONE }
                };
                course.presence(answer, basis, leaves_after)
            }
            Turn::Gone(month) => {
                let gone = month.map_or(usize::MAX, |month| month as usize);
                let there = |t: usize| if t >= gone || course.is_over(t) { Exact::ZERO } else { Exact::ONE };
                (0..client.len()).map(there).collect()
            }
            Turn::Without(first) => {
                let presence = course.presence(expected, basis, leaves_after).into_iter().enumerate();
                presence.map(|(t, there)| if t < first as usize { there } else { Exact::ZERO }).collect()
            }
        };
        let months = if turn == Turn::Expected {
            evaluated.months.clone()
        } else {
            project(strategy, course, &client, &one_offs, &presence, basis).unwrap_or_default()
        };
        let turns_out = match turn {
            Turn::Expected => String::new(),
            Turn::Accepted => "if it accepts".to_owned(),
            Turn::Refused(0) => "if it refuses".to_owned(),
            Turn::Refused(accepted) => format!("if it accepts {} and refuses the next", count(accepted, "ask")),
            Turn::Gone(Some(month)) => format!("if it goes in month {month}"),
            Turn::Gone(None) => "if it does not go".to_owned(),
            Turn::Without(month) => format!("without the client from month {month} on"),
            Turn::Calm(month) => format!("without extra hours from month {month} on"),
        };
        let name = if position == self.asked { String::new() } else { strategy.name.clone() };
        let joined =
            |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let whose_terms = if matches!(turn, Turn::Calm(_)) { joined([&name, &turns_out]) } else { name.clone() };
        Path { position, turn, whose: joined([&name, &turns_out]), whose_terms, client, one_offs, presence, months }
    }
}
