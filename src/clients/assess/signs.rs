//! The red flags that a scenario raises, and the strategies that do what helps against each.

use crate::analysis::comparison::Comparison;
use crate::domain::{Flag, Parts, Remedy};
use crate::engine::evaluation::Evaluated;
use crate::number::{Exact, Number};

/// A red flag and its answers.
#[derive(Clone, Debug)]
pub struct Sign {
    /// The flag.
    pub flag: Flag,
    /// The strategies that do what helps against it.
    pub answered_by: Vec<usize>,
}

/// The red flags, the gravest first; of equals as the scenario lists them.
pub(super) fn signs(comparison: &Comparison) -> Vec<Sign> {
    let strategies = &comparison.evaluation.strategies;
    let days = comparison.scenario.payment.days;
    let sign = |flag: &Flag| {
        let answers = |position: &usize| answers(flag, &strategies[*position], days);
        Sign { flag: *flag, answered_by: (0..strategies.len()).filter(answers).collect() }
    };
    let mut signs: Vec<Sign> = comparison.scenario.flags.iter().map(sign).collect();
    signs.sort_by_key(|sign| std::cmp::Reverse((sign.flag.says_leave(), sign.flag.severity)));
    signs
}

/// Whether a strategy does what helps against a flag.
fn answers(flag: &Flag, strategy: &Evaluated<Exact>, payment_days: Exact) -> bool {
    let does = |helps: &dyn Fn(&Parts<Exact>) -> bool| {
        strategy.moves.iter().any(|one| one.month.is_some() && helps(&one.parts))
    };
    let ends = strategy.course.ends_in.is_some();
    match (flag.red_flag.remedy, flag.red_flag.code) {
        (Remedy::Leave | Remedy::LeaveAfterCollecting | Remedy::Refer, _) => ends,
        (Remedy::Terms, "slow-payer") => does(&|parts| parts.payment_days.is_some_and(|days| days < payment_days)),
        // A fixed sum leaves nothing to argue about.
        (Remedy::Terms, "disputes-invoices") => {
            does(&|parts| parts.monthly_fee.is_some() || parts.payment_days.is_some_and(|days| days < payment_days))
        }
        // What is agreed in writing takes hours away, or has a price.
        (Remedy::Terms, _) => does(&|parts| charges(parts, false) || calms(parts)),
        (Remedy::Reprice, _) => does(&|parts| charges(parts, true) || calms(parts)),
        (Remedy::Expectations, _) => does(&calms),
    }
}

/// Whether the client pays for what it takes: by a fee, a tier, or, where that counts, by a higher price.
fn charges(parts: &Parts<Exact>, by_price: bool) -> bool {
    parts.surcharge.is_some()
        || parts.monthly_fee.is_some()
        || parts.extra_hour_fee.is_some()
        || by_price && parts.raise.is_some_and(|raise| raise > Exact::ZERO)
}

/// Whether it takes fewer extra hours, or the work goes that most of them are for.
fn calms(parts: &Parts<Exact>) -> bool {
    let takes_more_effort = parts.withdrawal.is_some_and(|withdrawn| withdrawn.effort > withdrawn.work);
    parts.behaviour_change.is_some() || parts.cap.is_some() || takes_more_effort
}
