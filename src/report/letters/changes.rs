//! What a letter changes, in clauses that go on from `From 1 March 2027 …`.

use super::{Letter, LetterKind, Letters};
use crate::domain::{ExtraHourFee, Parts, Price, Way};
use crate::number::{Exact, Number};
use crate::words::{capitalised, day_in_full, percent, plain, price, signed};

/// What stands for the unit that the client is billed by; the scenario has no name for it.
const UNIT: &str = "[unit]";

impl Letters<'_> {
    /// An amount with its currency: `GBP 650.00`.
    pub(super) fn amount(&self, amount: Exact) -> String {
        format!("{} {}", self.currency(), price(amount, self.comparison.scenario.currency.decimals()))
    }

    /// A price with its currency, all prices with the same decimals.
    pub(super) fn price(&self, amount: Exact) -> String {
        format!("{} {}", self.currency(), price(amount, self.comparison.price_decimals()))
    }

    fn currency(&self) -> &'static str {
        self.comparison.scenario.currency.code()
    }

    /// What a price is for.
    pub(super) fn unit(&self) -> String {
        match &self.comparison.scenario.client.price {
            Price::Unit(..) => format!("a {UNIT}"),
            known => super::super::reason::price_unit(known).to_owned(),
        }
    }

    /// What a letter changes, a clause each.
    pub(super) fn clauses(&self, letter: &Letter) -> Vec<String> {
        if let (true, Some(last)) = (letter.kind.ends(), letter.last_day) {
            return vec![format!("our work for you ends; our last day of service is {}", day_in_full(last))];
        }
        let mut clauses: Vec<String> = letter.price.map(|asked| self.new_price(letter, asked)).into_iter().collect();
        if let (LetterKind::Tiers, Some((_, picked))) = (letter.kind, self.tiers()) {
            let hours = hours_a_month(picked.hours);
            clauses.push(format!("{} applies: up to {hours}, {} a month", picked.name, self.amount(picked.monthly)));
            return clauses;
        }
        clauses.extend(self.moves_of(letter).flat_map(|scheduled| self.other_clauses(&scheduled.parts)));
        if let (Some(share), Some(last)) = (self.withdrawn(letter), letter.last_day) {
            clauses.push(format!(
                "we no longer do [the part of the work that ends], about {} of what we do for you today; our last day of \
                 service in it is {}",
                percent(share),
                day_in_full(last)
            ));
        }
        clauses
    }

    fn new_price(&self, letter: &Letter, asked: Exact) -> String {
        let change = percent(asked / letter.old_price - Exact::ONE);
        format!(
            "our price is {} {} instead of {} ({})",
            self.price(asked),
            self.unit(),
            self.price(letter.old_price),
            signed(change)
        )
    }

    /// The fees of a move, each with what it is for.
    pub(super) fn fees(&self, parts: &Parts<Exact>) -> Vec<String> {
        let mut fees = Vec::new();
        fees.extend(parts.surcharge.map(|share| format!("{} of the price", percent(share))));
        fees.extend(parts.monthly_fee.map(|fee| format!("{} a month", self.amount(fee))));
        fees.extend(parts.extra_hour_fee.map(|ExtraHourFee { fee, .. }| format!("{} an hour", self.amount(fee))));
        fees
    }

    fn other_clauses(&self, parts: &Parts<Exact>) -> Vec<String> {
        let mut clauses = Vec::new();
        if let Some(share) = parts.surcharge {
            clauses.push(format!("we add a surcharge of {} to the price of our work", percent(share)));
        }
        if let Some(fee) = parts.monthly_fee {
            clauses.push(format!("we bill a fee of {} a month beside the price of our work", self.amount(fee)));
        }
        if let Some(ExtraHourFee { fee, included }) = parts.extra_hour_fee {
            let free = if included == Exact::ZERO {
                String::new()
            } else {
                format!("; the first {} stay free of charge", hours_a_month(included))
            };
            clauses.push(format!(
                "hours beyond the agreed work, which we have not billed so far, are billed at {} each{free}",
                self.amount(fee)
            ));
        }
        if let Some(hours) = parts.cap {
            clauses.push(format!("our service beyond the agreed work is limited to {}", hours_a_month(hours)));
        }
        if let Some(days) = parts.payment_days {
            let days = plain(days, 0);
            let unit = if days == "1" { "day" } else { "days" };
            clauses.push(format!("our invoices are payable within {days} {unit}"));
        }
        // A fee changes behaviour by itself; what is to change without one, or in return, only the sender can say.
        let by_a_fee = parts.extra_hour_fee.is_some() || matches!(self.strategy().way, Way::HeadacheTax { .. });
        if parts.behaviour_change.is_some() && !by_a_fee {
            clauses.push(
                "we ask you to [what is to change, such as: send questions by form, order once a week]".to_owned(),
            );
        }
        clauses
    }

    /// The clauses as lines: one as a sentence, several as points below their day.
    pub(super) fn changes(&self, letter: &Letter) -> Vec<String> {
        let from = day_in_full(letter.effective);
        match self.clauses(letter).as_slice() {
            [one] if letter.kind.ends() => vec![format!("{}.", capitalised(one))],
            [one] => vec![format!("From {from} {one}.")],
            several => {
                let points = several.iter().map(|clause| format!("- {}.", capitalised(clause)));
                std::iter::once(format!("From {from}:")).chain(points).collect()
            }
        }
    }
}

/// Hours, with what they are.
pub(super) fn hours_a_month(hours: Exact) -> String {
    let hours = plain(hours, 2);
    let unit = if hours == "1" { "hour" } else { "hours" };
    format!("{hours} {unit} a month")
}
