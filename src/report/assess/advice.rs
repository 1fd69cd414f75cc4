//! What to try first against each red flag, and what to tell sales about prospects like this one.

use crate::domain::{RedFlag, Remedy};

/// What is to be said of a red flag.
#[derive(Clone, Copy, Debug)]
pub struct Advice {
    /// What to try first.
    pub first: &'static str,
    /// What to tell sales.
    pub sales: &'static str,
}

/// What is to be said of a red flag.
#[must_use]
pub fn advice(flag: &RedFlag) -> Advice {
    let (first, sales) = match flag.code {
        "abusive" => (
            "say once and in writing what you do not accept, and take your people off its calls until it stops",
            "Ask who served this prospect before and why that ended; let it meet the people who would take its calls.",
        ),
        "dishonest" => (
            "have every agreement confirmed in writing from today on",
            "Ask two former suppliers whether what was agreed was kept, before there is an offer.",
        ),
        "legal-exposure" => (
            "see a lawyer before you write or sign anything",
            "What needs a lawyer before it needs a price is no prospect.",
        ),
        "aggressive" => (
            "one contact on each side, calls with two of yours, and an end to every call that gets loud",
            "Watch how it speaks to your people in the first meeting: that is as good as it gets.",
        ),
        "non-payer" => (
            "stop new work until the oldest invoice is paid",
            "Check its credit before the offer, and begin when the first month is paid.",
        ),
        "slow-payer" => (
            "prepayment or a short term, and interest on what is late",
            "Ask when it pays before you quote: waiting for the money is a part of the price.",
        ),
        "disputes-invoices" => (
            "a fixed sum, or a statement of the work that it signs before the invoice goes out",
            "Quote fixed sums with what is in them: who argues over a line of the offer argues over every invoice.",
        ),
        "moves-goalposts" => (
            "goals in writing, signed by both, and a fee for every change after that",
            "No offer without goals in writing, who may change them, and what a change costs.",
        ),
        "unreasonable-demands" => (
            "hours and response times in writing, and a rush fee for what is wanted outside of them",
            "Put hours, response times and the price of a rush into the offer.",
        ),
        "unrealistic-deadlines" => (
            "a schedule that says what the client has to bring by when, and a price for sooner",
            "Quote two dates with two prices, and ask what becomes of the work if it is late.",
        ),
        "contacts-constantly" => (
            "a contact process: one channel, fixed times, one person on each side, the rest is billed",
            "Ask how often it spoke to its last supplier, and quote a number of contacts with the price of more.",
        ),
        "expects-freebies" => (
            "list what was given away at its price, and say that from now on it is billed",
            "Give no first discount and no free trial: it becomes the price.",
        ),
        "high-touch-low-pay" => (
            "tiers of service: what today's fee pays for, and what more costs",
            "Quote tiers from the start; who wants the highest for the price of the lowest is no prospect.",
        ),
        "ignores-advice" => (
            "advice in writing, with what happens without it, and repairs quoted apart",
            "Ask what became of the last advice that it paid for.",
        ),
        "expects-vendor" => (
            "goals of both sides and a review of them every quarter",
            "Ask who on its side owns the goal; where nobody does, it buys hours and not results.",
        ),
        "plays-competitors" => (
            "hold to what is agreed, and name somebody whom it suits better",
            "Ask how many offers it is asking for, and do not quote to be compared.",
        ),
        "outside-segment" => (
            "name somebody whom it suits better, and agree on a handover",
            "Turn down what the business is not built for, and say who is.",
        ),
        // The catalogue has no others; a test holds this list to it.
        _ => ("", ""),
    };
    Advice { first, sales }
}

/// A remedy in words.
#[must_use]
pub fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Leave => "leave",
        Remedy::LeaveAfterCollecting => "leave, after collecting",
        Remedy::Terms => "terms",
        Remedy::Reprice => "reprice",
        Remedy::Expectations => "expectations",
        Remedy::Refer => "refer elsewhere",
    }
}

/// A strategy that would do what helps, for a scenario that has none.
#[must_use]
pub fn strategy_for(flag: &RedFlag) -> &'static str {
    match (flag.remedy, flag.code) {
        (Remedy::Leave | Remedy::LeaveAfterCollecting, _) => "kind = \"three-month-notice\"",
        (Remedy::Refer, _) => "kind = \"exit-now\" with a referral_fee",
        (Remedy::Terms, "slow-payer" | "disputes-invoices") => "kind = \"custom\" with payment_days",
        (Remedy::Terms, _) => "kind = \"headache-tax\"",
        (Remedy::Reprice, _) => "kind = \"headache-tax\" or \"service-tiers\"",
        (Remedy::Expectations, _) => "kind = \"custom\" with behaviour_change",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_red_flag_has_advice_of_its_own() {
        let all: Vec<Advice> = RedFlag::catalogue().iter().map(advice).collect();
        for (position, one) in all.iter().enumerate() {
            assert!(!one.first.is_empty() && one.sales.ends_with('.'), "{one:?}");
            let twice = all[..position].iter().any(|other| other.first == one.first || other.sales == one.sales);
            assert!(!twice, "{one:?}");
        }
    }
}
