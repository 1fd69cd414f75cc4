//! Moves in words.

use crate::analysis::comparison::Comparison;
use crate::domain::{Bonus, ExtraHourFee, LettingGo, Parts, Pay, Withdrawal};
use crate::engine::moves::Move;
use crate::number::{Exact, Number};
use crate::words::{day, list, money, percent, plain};

/// What a move does, in a phrase: `price +28.5 %`, `at most 32 extra hours a month`.
#[must_use]
pub fn what(parts: &Parts<Exact>, decimals: u32) -> String {
    let amount = |amount: Exact| money(amount, decimals);
    let mut phrases: Vec<String> = Vec::new();
    if let Some(raise) = parts.raise {
        let sign = if raise > Exact::ZERO { "+" } else { "" };
        phrases.push(format!("price {sign}{}", percent(raise)));
    }
    if let Some(share) = parts.surcharge {
        phrases.push(format!("surcharge of {}", percent(share)));
    }
    if let Some(fee) = parts.monthly_fee {
        phrases.push(format!("fee of {} a month", amount(fee)));
    }
    if let Some(ExtraHourFee { fee, included }) = parts.extra_hour_fee {
        let beyond = if included == Exact::ZERO { String::new() } else { format!(" beyond {}", plain(included, 2)) };
        phrases.push(format!("extra hours{beyond} billed at {}", amount(fee)));
    }
    if let Some(cap) = parts.cap {
        phrases.push(format!("at most {} extra hours a month", plain(cap, 2)));
    }
    if let Some(change) = parts.behaviour_change {
        phrases.push(format!("{} fewer extra hours", percent(change)));
    }
    if let Some(Withdrawal { work, effort }) = parts.withdrawal {
        phrases.push(match (work == Exact::ONE, work == effort) {
            (true, _) => "end of the engagement".to_owned(),
            (false, true) => format!("{} of the work withdrawn", percent(work)),
            (false, false) => {
                format!("{} of the work and {} of the extra hours withdrawn", percent(work), percent(effort))
            }
        });
    }
    if let Some(Bonus { pay, retention }) = parts.bonus {
        let pay = match pay {
            Pay::ShareOfBill(share) => format!("bonus of {} of the bill for the team", percent(share)),
            Pay::Monthly(sum) => format!("bonus of {} a month for the team", amount(sum)),
        };
        let effect = if retention == Exact::ZERO {
            String::new()
        } else {
            format!(", which keeps {} of those who would leave", percent(retention))
        };
        phrases.push(pay + &effect);
    }
    if let Some(days) = parts.payment_days {
        phrases.push(format!("payment in {} days", plain(days, 1)));
    }
    if let Some(LettingGo { refund, referral_fee }) = parts.letting_go {
        if refund != Exact::ZERO {
            phrases.push(format!("refund of {}", amount(refund)));
        }
        if referral_fee != Exact::ZERO {
            phrases.push(format!("referral fee of {}", amount(referral_fee)));
        }
    }
    list(&phrases)
}

/// The price that a raise asks for: what is asked, which need not be what is got.
#[must_use]
pub fn price_asked(before: Exact, raise: Exact, comparison: &Comparison) -> Exact {
    (before * (Exact::ONE + raise)).round_to(comparison.scenario.price_step)
}

/// From when a move counts: `billed from 1 Jan 2027`.
#[must_use]
pub fn counts(comparison: &Comparison, scheduled: &Move<Exact>) -> String {
    let Some(month) = scheduled.month else { return "falls after the horizon".to_owned() };
    let from = day(comparison.evaluation.basis.calendar.first_day(month));
    let verb = if scheduled.parts.changes_price() { "billed" } else { "in force" };
    format!("{verb} from {from}")
}
