//! Answers that are possible but out of the common: a slip of a key or a month taken for a year, more often than not.

use rust_decimal::Decimal;

use super::Dialogue;
use super::answers::{base, ends, in_words};
use super::questions::{Question, Takes, Unit};
use crate::number::{Exact, Number};
use crate::scenario::quoted;
use crate::words::{percent, plain, rounded};

/// Hours that a person works in a month, full time.
const FULL_TIME: u32 = 160;

/// Currencies of which one buys about as much as one of the others, so that an amount by itself says something.
const ALIKE: [&str; 6] = ["EUR", "USD", "GBP", "CHF", "CAD", "AUD"];

/// What is out of the common by itself: the key, the least and the most that is common, in percent or units, and what is
/// said of what is beyond.
const BEYOND: &[(&str, u32, u32, &str)] = &[
    ("client.units", 0, 100_000, ""),
    ("replacement.margin", 0, 90, "of a price that pays for the work"),
    ("replacement.lag_months", 0, 24, "without anything sold"),
    ("replacement.ramp_months", 0, 24, "until the hours are filled up"),
    ("replacement.unpaid_share", 0, 60, "of the hours for others for nothing"),
    ("payment.days", 0, 180, "from the invoice to the money, half a year or more"),
    ("payment.cost_of_capital", 0, 30, "a year for waiting: an overdraft costs 5 to 15 %"),
    ("payment.bad_debt", 0, 30, "of all that you bill"),
    ("contract.notice_days", 0, 180, "of notice for a price, half a year or more"),
    ("contract.termination_months", 0, 12, "of notice, more than a year"),
    ("risk.other-clients.chance", 0, 80, "a year, all but certain"),
    ("team.people", 0, 100, "people for one client"),
    ("team.quit_chance", 0, 60, "a year for each of them, because of this client alone"),
];

impl Dialogue<'_> {
    /// What is out of the common in an answer, in a sentence; none where nothing is.
    pub(super) fn doubt(&self, question: &Question, toml: &str) -> Option<String> {
        let (low, high) = ends(toml)?;
        let said = self.said(question, toml);
        let that_is = |what: String| Some(format!("That is {said}{what}."));
        let whole = Decimal::from;
        match question.key {
            "response.churn" if high > Decimal::new(10, 2) => {
                let stays = Decimal::ONE.checked_sub(high)?;
                let left = (0..12).try_fold(Decimal::ONE_HUNDRED, |left, _| left.checked_mul(stays))?;
                let left = plain(Exact::from_decimal(left), 0);
                that_is(format!(" a month: of 100 such clients {left} would be left after a year"))
            }
            "client.hours" if high > whole(500) => {
                let people = plain(Exact::from_decimal(high.checked_div(whole(FULL_TIME))?), 1);
                that_is(format!(" a month, as much as {people} people work full time"))
            }
            "client.hours" => self.odd_price(base(toml)?),
            "effort.hours" => {
                let paid = base(&self.value("client.hours")?)?;
                let than = format!(
                    " a month for nothing, more than the {} that it pays for",
                    plain(Exact::from_decimal(paid), 1)
                );
                (high > paid.max(whole(40))).then(|| that_is(than))?
            }
            "client.cost" if toml.contains('%') => Self::odd_margin(&said, low, high),
            "client.cost" => {
                let price = self.price_of_an_hour()?;
                if high > price {
                    that_is(format!(", more than the {} that the hour brings", self.amount(price)))
                } else {
                    let left = Decimal::ONE.checked_sub(low.checked_div(price)?)?;
                    Self::odd_margin(
                        &format!(
                            "{said} of {}, or {} left of the bill",
                            self.amount(price),
                            percent(Exact::from_decimal(left))
                        ),
                        left,
                        left,
                    )
                }
            }
            "effort.cost" | "replacement.rate" => {
                let price = self.price_of_an_hour()?;
                let most = price.checked_mul(whole(3))?;
                (high > most).then(|| {
                    that_is(format!(", more than three times the {} that an hour brings", self.amount(price)))
                })?
            }
            "client.rate" if ALIKE.contains(&self.currency().as_str()) && (low < whole(5) || high > whole(1000)) => {
                that_is(" for one hour, and not for a day or a month".to_owned())
            }
            "client.retainer" if ALIKE.contains(&self.currency().as_str()) && low < whole(50) => {
                that_is(" for a whole month".to_owned())
            }
            "team.replacement_cost" if ALIKE.contains(&self.currency().as_str()) && low < whole(500) => {
                that_is(" for finding, hiring and training a person".to_owned())
            }
            "business.monthly_revenue" => {
                let bill = self.bill()?;
                (low < bill).then(|| that_is(format!(" a month, and this client alone pays {}", self.amount(bill))))?
            }
            "business.monthly_costs" => {
                let revenue = base(&self.value("business.monthly_revenue")?)?;
                let twice = revenue.checked_mul(Decimal::TWO)?;
                (high > twice).then(|| {
                    that_is(format!(" a month, more than twice what the business takes: {}", self.amount(revenue)))
                })?
            }
            "business.cash" => {
                let costs = base(&self.value("business.monthly_costs")?)?;
                let years = costs.checked_mul(whole(36))?;
                (high > years && costs > Decimal::ZERO)
                    .then(|| that_is(", enough for more than three years without any revenue".to_owned()))?
            }
            key => {
                let (_, least, most, what) = BEYOND.iter().find(|(known, ..)| *known == key)?;
                let scale = if matches!(question.takes, Takes::Share(_)) { Decimal::ONE_HUNDRED } else { Decimal::ONE };
                let is_beyond = low.checked_mul(scale)? < whole(*least) || high.checked_mul(scale)? > whole(*most);
                is_beyond.then(|| that_is(if what.is_empty() { String::new() } else { format!(" {what}") }))?
            }
        }
    }

    /// An answer in words, amounts with their currency.
    pub(super) fn said(&self, question: &Question, toml: &str) -> String {
        let is_money = matches!(question.takes, Takes::Number(Unit::Money(_)))
            || question.takes == Takes::Cost && !toml.contains('%');
        let currency = if is_money { format!(" {}", self.currency()) } else { String::new() };
        in_words(question.takes, toml) + &currency
    }

    /// The margin that the cost of an hour leaves, in TOML.
    pub(super) fn margin_by_cost(&self) -> Option<String> {
        let cost = base(&self.value("client.cost")?)?;
        let left = Decimal::ONE.checked_sub(cost.checked_div(self.price_of_an_hour()?)?)?;
        let left = rounded(left.checked_mul(Decimal::ONE_HUNDRED)?, 1).normalize();
        Some(quoted(&format!("{left}%")))
    }

    fn odd_margin(said: &str, low: Decimal, high: Decimal) -> Option<String> {
        if low < Decimal::ZERO {
            return Some(format!("That is {said}: every hour loses money before it begins to be difficult."));
        }
        let most = Decimal::new(9, 1);
        (high > most).then(|| {
            format!("That is {said}. Your own hour costs what you would have to pay somebody for it, even if you pay nobody.")
        })
    }

    /// What hours and a fixed price make of an hour, where that is out of the common.
    fn odd_price(&self, hours: Decimal) -> Option<String> {
        let bill = self.fixed_bill()?;
        let price = bill.checked_div(hours)?;
        let is_odd =
            ALIKE.contains(&self.currency().as_str()) && (price < Decimal::from(5) || price > Decimal::from(1000));
        is_odd.then(|| format!("That makes {} for an hour, of the {} a month.", self.amount(price), self.amount(bill)))
    }

    fn amount(&self, amount: Decimal) -> String {
        format!("{} {}", plain(Exact::from_decimal(amount), 2), self.currency())
    }

    /// What is billed a month, where that does not depend on hours.
    fn fixed_bill(&self) -> Option<Decimal> {
        let known = |key: &str| base(&self.value(key)?);
        known("client.retainer").or_else(|| known("client.unit_price")?.checked_mul(known("client.units")?))
    }

    /// What is billed a month.
    fn bill(&self) -> Option<Decimal> {
        let known = |key: &str| base(&self.value(key)?);
        self.fixed_bill().or_else(|| known("client.rate")?.checked_mul(known("client.hours")?))
    }

    fn price_of_an_hour(&self) -> Option<Decimal> {
        self.bill()?.checked_div(base(&self.value("client.hours")?)?)
    }
}
