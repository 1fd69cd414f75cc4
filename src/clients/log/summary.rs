//! What a client takes, from its entries added up: means of the months that the log covers, their course and spread, rates
//! and costs.

use chrono::NaiveDate;

use super::months::Month;
use super::problem::{Problem, YEARS_MOST};
use super::question::Question;
use super::span::Span;
use super::tally::{Sums, Tally};
use crate::domain::Currency;
use crate::number::{Exact, Number};

/// Months that the recent mean is of.
pub const RECENT: usize = 3;

/// A figure over the months that a log covers.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// The mean of all.
    pub mean: Exact,
    /// The mean of the last [`RECENT`]; none where there are not more than these.
    pub recent: Option<Exact>,
    /// What it rises by from month to month: the line with the least squares; none with fewer than three months.
    pub trend: Option<Exact>,
    /// The lowest, and its month.
    pub low: (Exact, Month),
    /// The highest, and its month.
    pub high: (Exact, Month),
}

/// What a client takes.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The client.
    pub client: String,
    /// The currency of the amounts; none where the log does not say.
    pub currency: Option<Currency>,
    /// What was asked.
    pub question: Question,
    /// The entries added up.
    pub tally: Tally,
    /// The first and the last day.
    pub period: (NaiveDate, NaiveDate),
    /// Every month of the period, also without an entry, and whether the log covers it.
    pub months: Vec<(Month, Sums, bool)>,
}

impl Summary {
    /// The summary of a client's entries; none where there are none at all.
    ///
    /// # Errors
    ///
    /// Days that are more than [`YEARS_MOST`] years apart, which are a mistake in one of them.
    pub fn of(
        tally: Tally,
        client: String,
        currency: Option<Currency>,
        question: Question,
    ) -> Result<Option<Self>, Problem> {
        let Some(period) = tally.period.filter(|_| !tally.months.is_empty()) else { return Ok(None) };
        let (first, last) = period;
        // Days given wrongly may leave a month with entries outside of them: it is shown all the same.
        let seen = (tally.months.keys().next().copied(), tally.months.keys().next_back().copied());
        let from = seen.0.map_or(Month::of(first), |month| month.min(Month::of(first)));
        let to = seen.1.map_or(Month::of(last), |month| month.max(Month::of(last)));
        if Month::all(from, to).nth(YEARS_MOST * 12).is_some() {
            return Err(Problem::TooLong(first, last));
        }
        let months = Month::all(from, to).map(|month| {
            let sums = tally.months.get(&month).copied().unwrap_or_default();
            (month, sums, month.is_covered(first, last, &question.week))
        });
        let months = months.collect();
        Ok(Some(Self { client, currency, question, tally, period, months }))
    }

    /// The months that the log covers.
    #[must_use]
    pub fn covered(&self) -> impl DoubleEndedIterator<Item = (Month, &Sums)> {
        self.months.iter().filter(|(.., covered)| *covered).map(|(month, sums, _)| (*month, sums))
    }

    /// The course of a figure over the months that the log covers; none without one.
    #[must_use]
    pub fn course(&self, figure: impl Fn(&Sums) -> Exact) -> Option<Course> {
        let figures: Vec<(Month, Exact)> = self.covered().map(|(month, sums)| (month, figure(sums))).collect();
        let (first, value) = *figures.first()?;
        let mut course =
            Course { mean: Exact::ZERO, recent: None, trend: None, low: (value, first), high: (value, first) };
        for (month, value) in &figures {
            if *value < course.low.0 {
                course.low = (*value, *month);
            }
            if *value > course.high.0 {
                course.high = (*value, *month);
            }
        }
        course.mean = mean(&figures)?;
        if figures.len() > RECENT {
            course.recent = mean(&figures[figures.len() - RECENT..]);
        }
        course.trend = slope(&figures);
        Some(course)
    }

    /// Unbilled hours a month.
    #[must_use]
    pub fn unbilled(&self) -> Option<Course> {
        self.course(|month| month.unbilled.hours())
    }

    /// Billed hours a month.
    #[must_use]
    pub fn billed(&self) -> Option<Course> {
        self.course(|month| month.billed.hours())
    }

    /// The hours lost around the unbilled contacts of a month, where that is assumed.
    #[must_use]
    pub fn recovery(&self, sums: &Sums) -> Option<Span> {
        self.question.recovery.map(|each| each.times(sums.contacts))
    }

    /// What a billed hour is billed at.
    #[must_use]
    pub fn rate(&self, sums: &Sums) -> Option<Exact> {
        sums.amount.ratio(sums.priced.hours())
    }

    /// What an hour brings, the unbilled ones counted with the billed ones; none where not everything billed has an amount.
    #[must_use]
    pub fn realised(&self, sums: &Sums) -> Option<Exact> {
        if sums.priced == sums.billed && !sums.priced.is_zero() { sums.amount.ratio(sums.all().hours()) } else { None }
    }

    /// What an hour costs: of billed work (`0`), or of unbilled (`1`).
    #[must_use]
    pub fn cost(&self, sums: &Sums, of: usize) -> Option<Exact> {
        sums.cost[of].ratio(sums.costed[of].hours())
    }

    /// What an hour costs, whatever it is.
    #[must_use]
    pub fn cost_of_all(&self, sums: &Sums) -> Option<Exact> {
        (sums.cost[0] + sums.cost[1]).ratio(sums.costed[0].plus(sums.costed[1]).hours())
    }

    /// What is left of a billed amount after the costs of its hours, as a share of it.
    #[must_use]
    pub fn margin(&self, sums: &Sums) -> Option<Exact> {
        Some(Exact::ONE - self.cost(sums, 0)? / self.rate(sums)?)
    }

    /// Decimals of the amounts.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.currency.map_or(2, Currency::decimals)
    }
}

/// A count as a number.
fn count(number: usize) -> Exact {
    Exact::whole(u32::try_from(number).unwrap_or(u32::MAX))
}

fn mean(figures: &[(Month, Exact)]) -> Option<Exact> {
    figures.iter().map(|(_, value)| *value).sum::<Exact>().ratio(count(figures.len()))
}

/// The slope of the line with the least squares; none with fewer than three points.
fn slope(figures: &[(Month, Exact)]) -> Option<Exact> {
    let (first, _) = figures.first().filter(|_| figures.len() >= 3)?;
    let place = |month: Month| Exact::whole(u32::try_from(month.since(*first)).unwrap_or(0));
    let places = figures.iter().map(|(month, _)| place(*month)).sum::<Exact>() / count(figures.len());
    let mean = mean(figures)?;
    let over = |part: &dyn Fn(Exact, Exact) -> Exact| -> Exact {
        figures.iter().map(|(month, value)| part(place(*month) - places, *value - mean)).sum()
    };
    over(&|x, y| x * y).ratio(over(&|x, _| x * x))
}
