//! What a log says about a scenario: values and ranges of its keys, as they would be written in the file.

use super::summary::Summary;
use super::tally::Sums;
use crate::number::{Exact, Number};
use crate::words::rounded;

/// Decimals of hours in a scenario.
const HOURS: u32 = 2;

/// Decimals of a share in percent.
const PERCENT: u32 = 1;

/// A value of a scenario that follows from a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implied {
    /// The key.
    pub key: &'static str,
    /// As it is written in the file: a number or a range.
    pub written: String,
    /// How it was taken.
    pub taken: String,
    /// Whether it is another form of a value before, which a scenario may have instead.
    pub instead: bool,
}

impl Summary {
    /// What the log says about a scenario, in the order of a file. Nothing where no month is covered.
    #[must_use]
    pub fn implied(&self) -> Vec<Implied> {
        let decimals = self.decimals();
        let hours = |value: Exact| rounded(value.settled(), HOURS).normalize().to_string();
        let money = |value: Exact| rounded(value.settled(), decimals).normalize().to_string();
        let percent = |value: Exact| {
            let percent = value * Exact::whole(100);
            format!("\"{}%\"", rounded(percent.settled(), PERCENT).normalize())
        };
        let all = self.of_covered();
        let mut values = Vec::new();
        let mut add = |key, written: Option<String>, taken: &str| {
            if let Some(written) = written {
                let instead = matches!(key, "client.cost" | "effort.monthly_cost");
                values.push(Implied { key, written, taken: taken.to_owned(), instead });
            }
        };
        let rates: Vec<Exact> = self.covered().filter_map(|(_, month)| self.rate(month)).collect();
        add("client.rate", range(&rates, self.rate(&all), money), "what was billed for an hour");
        let billed = self.billed();
        let above_zero = |value: &Exact| *value > Exact::ZERO;
        let months: Vec<Exact> = self.covered().map(|(_, month)| month.billed.hours()).collect();
        // A month without billed hours would be a low end that no scenario takes.
        let months = if months.iter().all(above_zero) { months } else { Vec::new() };
        let likely = billed.map(|course| course.mean).filter(above_zero);
        add("client.hours", range(&months, likely, hours), "billed hours a month");
        let margins: Vec<Exact> = self.covered().filter_map(|(_, month)| self.margin(month)).collect();
        let margin = self.margin(&all).filter(|margin| *margin < Exact::ONE);
        add("client.margin", range(&margins, margin, percent), "1 less the cost of a billed hour divided by its rate");
        add("client.cost", self.cost(&all, 0).map(money), "what a billed hour costs");
        let with_recovery = |month: &Sums| month.unbilled.plus(self.recovery(month).unwrap_or_default()).hours();
        let months: Vec<Exact> = self.covered().map(|(_, month)| with_recovery(month)).collect();
        let taken = if self.question.recovery.is_some() {
            "unbilled hours a month, with the time assumed to be lost around each contact"
        } else {
            "unbilled hours a month"
        };
        add("effort.hours", range(&months, self.course(with_recovery).map(|course| course.mean), hours), taken);
        add("effort.cost", self.cost(&all, 1).map(money), "what an unbilled hour costs");
        let monthly = self.monthly_cost();
        add("effort.monthly_cost", monthly.map(money), "what the unbilled hours of a month cost");
        values
    }

    /// What the months come to that the log covers.
    #[must_use]
    pub fn of_covered(&self) -> Sums {
        let mut all = Sums::default();
        self.covered().for_each(|(_, month)| all.add(month));
        all
    }

    /// What the unbilled hours of a month cost, those without a cost as the others.
    #[must_use]
    pub fn monthly_cost(&self) -> Option<Exact> {
        Some(self.unbilled()?.mean * self.cost(&self.of_covered(), 1)?)
    }
}

/// A range from the lowest to the highest of some months, or a number where these are written the same.
fn range(months: &[Exact], likely: Option<Exact>, write: impl Fn(Exact) -> String) -> Option<String> {
    let likely = likely?;
    let low = months.iter().copied().fold(likely, Exact::smaller);
    let high = months.iter().copied().fold(likely, Exact::larger);
    let [low, likely, high] = [low, likely, high].map(write);
    Some(if low == high { likely } else { format!("{{ low = {low}, likely = {likely}, high = {high} }}") })
}
