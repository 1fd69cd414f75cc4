//! Axes with round numbers.

use super::{Anchor, Ink, Scene, Stroke, text_width};
use crate::number::{Exact, Number};
use crate::words::money;

/// Where amounts lie between two ends.
#[derive(Clone, Debug)]
pub struct Axis {
    from: Exact,
    to: Exact,
    /// Round numbers from end to end, at equal distances.
    pub ticks: Vec<Exact>,
}

/// Between two numbers beside each other.
const BETWEEN: f64 = 6.0;

/// How often ten is tried as a factor: amounts have at most 29 digits.
const TENS_MAX: usize = 60;

impl Axis {
    /// An axis around amounts, from one round number to another with at most about `most` of them; none where all amounts
    /// are the same.
    #[must_use]
    pub fn around(amounts: impl Iterator<Item = Exact>, most: u32) -> Option<Self> {
        let ends = amounts.fold(None, |ends: Option<(Exact, Exact)>, amount| {
            Some(ends.map_or((amount, amount), |(from, to)| (from.smaller(amount), to.larger(amount))))
        });
        let (from, to) = ends.filter(|(from, to)| from < to)?;
        let step = step((to - from) / Exact::whole(most.max(2)));
        let near = from.round_to(step);
        let mut tick = if near > from { near - step } else { near };
        let first = tick;
        let mut ticks = vec![first];
        for _ in 0..=most.max(2) {
            if tick >= to {
                break;
            }
            tick += step;
            ticks.push(tick);
        }
        // Numbers too large to be divided have no place on an axis.
        if !(tick >= to && first <= from) {
            return None;
        }
        Some(Self { from: first, to: tick, ticks })
    }

    /// Draws its numbers above a line down from each of them, `at` saying where an amount is to the right.
    pub fn draw(&self, scene: &mut Scene, at: impl Fn(Exact) -> f64, (top, bottom): (f64, f64), decimals: u32) {
        let whole = self.ticks.iter().all(|tick| tick.settled().is_integer());
        let numbers: Vec<String> =
            self.ticks.iter().map(|tick| money(*tick, if whole { 0 } else { decimals })).collect();
        let (first, every) = self.numbered(&at, &numbers);
        for (position, (tick, number)) in self.ticks.iter().zip(numbers).enumerate() {
            let x = at(*tick);
            let is_zero = *tick == Exact::ZERO;
            let stroke = Stroke::whole(if is_zero { Ink::Quiet } else { Ink::Faint }, if is_zero { 0.8 } else { 0.5 });
            scene.line((x, top), (x, bottom), stroke);
            if position % every == first {
                scene.text((x, top - 6.0), number, Anchor::Middle, Ink::Quiet);
            }
        }
    }

    /// The first line that has its number, and how far it is to the next, `at` saying where an amount is to the right: every
    /// line where numbers have room beside each other, else every second or third, so that zero has its own.
    pub fn numbered(&self, at: impl Fn(Exact) -> f64, numbers: &[String]) -> (usize, usize) {
        let room = numbers.iter().map(|number| text_width(number)).fold(0.0, f64::max) + BETWEEN;
        let apart = self.ticks.get(1).map_or(f64::INFINITY, |next| at(*next) - at(self.from));
        let every = (1..self.ticks.len()).zip(1_u32..).find(|(_, lines)| apart * f64::from(*lines) >= room);
        let every = every.map_or(self.ticks.len(), |(every, _)| every);
        (self.ticks.iter().position(|tick| *tick == Exact::ZERO).unwrap_or(0) % every, every)
    }

    /// Where an amount lies, from 0 to 1.
    #[must_use]
    pub fn share(&self, amount: Exact) -> f64 {
        ((amount - self.from) / (self.to - self.from)).to_f64().clamp(0.0, 1.0)
    }

    /// Whether an amount is on the axis.
    #[must_use]
    pub fn holds(&self, amount: Exact) -> bool {
        self.from <= amount && amount <= self.to
    }
}

/// The least of 1, 2 and 5 times a power of ten that is no less than a step.
fn step(least: Exact) -> Exact {
    let ten = Exact::whole(10);
    let mut power = Exact::ONE;
    for _ in 0..TENS_MAX {
        if power >= least {
            break;
        }
        power = power * ten;
    }
    for _ in 0..TENS_MAX {
        if power / ten < least {
            break;
        }
        power = power / ten;
    }
    let steps = [Exact::whole(5), Exact::whole(2), Exact::ONE].map(|part| power / part);
    steps.into_iter().filter(|step| *step >= least).fold(power, Number::smaller)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::scene::Shape;

    fn ticks(amounts: &[i32], most: u32) -> Vec<String> {
        let exact = |amount: &i32| {
            let whole = Exact::whole(amount.unsigned_abs());
            if *amount < 0 { -whole } else { whole }
        };
        let axis = Axis::around(amounts.iter().map(exact), most).expect("an axis");
        axis.ticks.iter().map(|tick| crate::words::money(*tick, 0)).collect()
    }

    #[test]
    fn ticks_are_round_and_reach_from_end_to_end() {
        assert_eq!(ticks(&[0, 38_470], 6), ["0", "10,000", "20,000", "30,000", "40,000"]);
        assert_eq!(ticks(&[-9_500, 3_000], 6), ["-10,000", "-5,000", "0", "5,000"]);
        assert_eq!(ticks(&[0, 7], 5), ["0", "2", "4", "6", "8"]);
        assert!(Axis::around([Exact::ONE, Exact::ONE].into_iter(), 5).is_none());
        assert!(Axis::around([].into_iter(), 5).is_none());
    }

    #[test]
    fn numbers_stand_where_they_have_room_beside_each_other_and_at_zero() {
        let amounts = [-Exact::whole(2_900_000), Exact::whole(900_000)];
        let axis = Axis::around(amounts.into_iter(), 8).expect("an axis");
        let numbers = |apart: f64| {
            let mut scene = Scene::new("", 500.0, 100.0);
            axis.draw(&mut scene, |amount| axis.share(amount) * 8.0 * apart, (20.0, 90.0), 0);
            let texts = scene.shapes.iter().filter_map(|shape| match shape {
                Shape::Text { text, .. } => Some(text.clone()),
                _ => None,
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(numbers(80.0).len(), axis.ticks.len());
        assert_eq!(numbers(40.0), ["-3,000,000", "-2,000,000", "-1,000,000", "0", "1,000,000"]);
        assert_eq!(numbers(20.0), ["-3,000,000", "-1,500,000", "0"]);
    }

    #[test]
    fn an_amount_lies_where_its_share_says() {
        let axis = Axis::around([Exact::ZERO, Exact::whole(38_470)].into_iter(), 6).expect("an axis");
        assert!((axis.share(Exact::whole(10_000)) - 0.25).abs() < 1e-12);
        assert!(axis.holds(Exact::whole(40_000)) && !axis.holds(-Exact::ONE));
    }
}
