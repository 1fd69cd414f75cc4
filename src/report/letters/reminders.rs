//! What the sender is to look at before a letter goes out. It is no part of any letter.

use super::Letters;
use crate::analysis::choice::RuledOut;
use crate::domain::Kind;
use crate::number::{Exact, Number};
use crate::report::reason;
use crate::words::{count, day, list, percent};

impl Letters<'_> {
    /// The reminders, the most important first.
    #[must_use]
    pub fn reminders(&self) -> Vec<String> {
        let mut reminders = Vec::new();
        if self.letters.is_empty() {
            return reminders;
        }
        reminders.extend(self.ruled_out());
        if self.letters.iter().any(|letter| self.changes_price(letter) && self.asks(letter)) {
            reminders.push(
                "A new price or fee may need the client's consent: see what the contract says of changes, and get the \
                 answer in writing."
                    .to_owned(),
            );
            reminders.extend(self.price_clauses());
        }
        if self.letters.iter().any(|letter| letter.last_day.is_some()) {
            reminders.extend(self.end_clauses());
        }
        reminders.push(
            "What counts is the day on which a letter reaches the client: serve it so that you can prove it."
                .to_owned(),
        );
        reminders.extend(self.realised());
        reminders.extend(self.odd_days());
        reminders
    }

    fn ruled_out(&self) -> Option<String> {
        let ruled_out = self.comparison.choice.ruled_out[self.position].as_ref()?;
        Some(match ruled_out {
            RuledOut::Cap { .. } | RuledOut::Termination { .. } => {
                format!("The contract rules this strategy out: {}.", reason::why(ruled_out))
            }
            RuledOut::Flag { .. } | RuledOut::Cash { .. } => {
                format!("This strategy is ruled out: {}.", reason::why(ruled_out))
            }
        })
    }

    /// What the contract says of price changes, and what the scenario does not say of it.
    fn price_clauses(&self) -> Vec<String> {
        let contract = &self.comparison.scenario.contract;
        let (mut kept, mut unknown) = (Vec::new(), Vec::new());
        if contract.notice_days > 0 {
            kept.push(format!("{} of notice of a price change", count(contract.notice_days, "day")));
        } else {
            unknown.push("no notice of price changes".to_owned());
        }
        match contract.price_locked_until {
            Some(until) => kept.push(format!("none before {}", day(until))),
            None => unknown.push("no price lock".to_owned()),
        }
        match contract.max_raise {
            Some(cap) => {
                let broken = matches!(self.comparison.choice.ruled_out[self.position], Some(RuledOut::Cap { .. }));
                if !broken {
                    kept.push(format!("a bill at most {} higher in any 12 months", percent(cap)));
                }
            }
            None => unknown.push("no cap on raises".to_owned()),
        }
        let mut clauses = Vec::new();
        if !kept.is_empty() {
            clauses.push(format!("The contract: {}. The letters keep to it.", kept.join(", ")));
        }
        if !unknown.is_empty() {
            clauses.push(format!("The scenario names {}: see whether the contract does.", list(&unknown)));
        }
        clauses
    }

    /// What is to be thought of when work is withdrawn.
    fn end_clauses(&self) -> Vec<String> {
        let scenario = &self.comparison.scenario;
        let mut clauses = Vec::new();
        let months = scenario.contract.termination_months;
        let is_exit = self.strategy().way.kind() == Kind::ExitNow;
        if months == 0 {
            clauses.push("The scenario names no notice of an end: see whether the contract does.".to_owned());
        } else if !is_exit {
            clauses.push(format!(
                "The contract: {} of notice of an end, of all or a part. The letters keep to it.",
                count(months, "month")
            ));
        }
        if scenario.payment.last_bills_unpaid > Exact::ZERO {
            clauses.push(format!(
                "The plan counts on losing {} of what is open when the client goes: collect before you send it.",
                percent(scenario.payment.last_bills_unpaid)
            ));
        }
        let earns = self.letters.iter().flat_map(|letter| self.moves_of(letter)).any(|scheduled| {
            scheduled.parts.letting_go.is_some_and(|letting_go| letting_go.referral_fee != Exact::ZERO)
        });
        if earns {
            clauses.push("You earn a fee for the referral: see whether you have to tell the client.".to_owned());
        }
        clauses
    }

    /// That less is expected than is asked.
    fn realised(&self) -> Option<String> {
        let realised = self.comparison.scenario.response.realisation;
        let asks = self.letters.iter().any(|letter| self.changes_price(letter));
        (asks && realised < Exact::ONE)
            .then(|| format!("The letters ask for all; the plan counts on getting {} of it.", percent(realised)))
    }

    /// Days that are not where one would look for them.
    fn odd_days(&self) -> Vec<String> {
        let scenario = &self.comparison.scenario;
        let mut odd = Vec::new();
        let numbers = |is_it: &dyn Fn(&super::Letter) -> bool| -> Vec<String> {
            self.letters.iter().filter(|letter| is_it(letter)).map(|letter| letter.number.to_string()).collect()
        };
        let which = |numbers: &[String]| match numbers {
            _ if self.letters.len() == 1 => "The letter".to_owned(),
            [one] => format!("Letter {one}"),
            several => format!("Letters {}", list(several)),
        };
        let has = |numbers: &[String]| if numbers.len() == 1 { "has" } else { "have" };
        let early = numbers(&|letter| letter.served < scenario.start);
        if !early.is_empty() {
            odd.push(format!(
                "{} {} to be served before the plan starts on {}.",
                which(&early),
                has(&early),
                day(scenario.start)
            ));
        }
        let late = numbers(&|letter| letter.counts.is_none());
        if !late.is_empty() {
            odd.push(format!(
                "{} {} no effect within the {} of the plan, and no part in its figures.",
                which(&late),
                has(&late),
                count(scenario.months, "month")
            ));
        }
        for letter in self.letters.iter().filter(|letter| letter.kind.ends()) {
            if let (Some((_, first)), Some(last)) = (letter.counts, letter.last_day)
                && last.succ_opt().is_some_and(|next| next < first)
            {
                odd.push(format!(
                    "The figures of the plan count on the work up to {}, when the next month begins.",
                    day(first)
                ));
            }
        }
        if self.after_the_end > 0 {
            odd.push("Moves after the end of the work need no letter.".to_owned());
        }
        odd
    }
}
