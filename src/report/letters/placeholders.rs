//! What a text of the sender's own may leave to be filled in, and what a letter has for it.

use super::changes::hours_a_month;
use super::wording::Sender;
use super::{Letter, Letters};
use crate::number::{Exact, Number};
use crate::words::{day_in_full, list, percent, plain, signed};

/// The placeholders, each with what is filled in and the letters that have it.
pub const PLACEHOLDERS: [(&str, &str, &str); 19] = [
    ("client", "the name of the client", "every letter"),
    ("sender", "who writes: --sender NAME", "every letter"),
    ("served", "the day by which it is served", "every letter"),
    ("effective", "the day on which it takes effect", "every letter"),
    ("billed_from", "the first day of the billing month from which it counts", "every letter"),
    ("changes", "what it changes, in a sentence, or in points below each other", "every letter"),
    ("old_price", "the price before it, such as EUR 95.00", "every letter"),
    ("unit", "what the price is for: an hour, a month or a unit", "every letter"),
    ("number", "its number, from 1", "every letter"),
    ("letters", "how many letters the strategy has", "every letter"),
    ("price", "the new price", "a letter that changes the price"),
    ("raise", "by how much the price rises, such as +8 %", "a letter that changes the price"),
    ("fee", "the new fee with what it is for, such as EUR 60.00 an hour", "a letter with a fee or a surcharge"),
    ("hours", "the hours a month that are free of charge, or at the most", "a letter that has such a limit"),
    ("tier", "the tier that applies unless the client chooses another", "a letter that offers tiers"),
    ("payment_days", "the days within which invoices are payable", "a letter with terms of payment"),
    ("withdrawn", "the share of the work that ends", "a letter that withdraws work"),
    ("last_day", "the last day of service", "a letter that withdraws work"),
    ("refund", "what is paid back", "a letter that pays something back"),
];

/// What a placeholder is filled with: a text, or lines below each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    Text(String),
    Lines(Vec<String>),
}

impl Letters<'_> {
    /// What a letter has for a placeholder; none where it has nothing.
    pub(super) fn filling(&self, name: &str, letter: &Letter, sender: Sender<'_>) -> Option<Filling> {
        if name == "changes" {
            return Some(Filling::Lines(self.changes(letter)));
        }
        let parts = || self.moves_of(letter).map(|scheduled| scheduled.parts);
        let text = match name {
            "client" => self.comparison.scenario.client.name.clone(),
            "sender" => sender.name?.to_owned(),
            "served" => day_in_full(letter.served),
            "effective" => day_in_full(letter.effective),
            "billed_from" => day_in_full(letter.counts.map_or(letter.effective, |(_, first)| first)),
            "old_price" => self.price(letter.old_price),
            "unit" => self.unit().replace(['[', ']'], ""),
            "number" => letter.number.to_string(),
            "letters" => self.letters.len().to_string(),
            "price" => self.price(letter.price?),
            "raise" => signed(percent(letter.price? / letter.old_price - Exact::ONE)),
            "fee" => some(parts().flat_map(|parts| self.fees(&parts)))?,
            "hours" => {
                let included = |fee: crate::domain::ExtraHourFee<Exact>| fee.included;
                let limits = parts().filter_map(|parts| parts.cap.or(parts.extra_hour_fee.map(included)));
                some(limits.map(hours_a_month))?
            }
            "tier" => self.tiers()?.1.name.clone(),
            "payment_days" => plain(parts().filter_map(|parts| parts.payment_days).last()?, 0),
            "withdrawn" => percent(self.withdrawn(letter)?),
            "last_day" => day_in_full(letter.last_day?),
            "refund" => {
                let refund = parts().find_map(|parts| parts.letting_go)?.refund;
                (refund != Exact::ZERO).then(|| self.amount(refund))?
            }
            _ => return None,
        };
        Some(Filling::Text(text))
    }
}

/// The texts in one, where there are any.
fn some(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| list(&texts))
}
