//! What is agreed with the client once a number of moves has taken effect.

use super::EngineError;
use super::today::Today;
use crate::domain::{Bonus, ExtraHourFee, Parts, Pay, Scenario, Strategy};
use crate::number::{Exact, Number};

/// What is agreed. Fees and raises are as got: what is asked times the share that is realised.
#[derive(Clone, Debug)]
pub struct Terms<N> {
    /// The listed price.
    pub price: N,
    /// The share on top of the price part of the bill.
    pub surcharge: N,
    /// Fees a month.
    pub monthly_fees: N,
    /// What extra hours are billed at.
    pub extra_hour_fees: Vec<ExtraHourFee<N>>,
    /// Extra hours a month.
    pub extra_hours: N,
    /// The share of today's billed work that is not withdrawn; 0 once the engagement is ended.
    pub work_kept: N,
    /// The team's bonus, as a share of the bill.
    pub bonus_share: N,
    /// The team's bonus, a month.
    pub bonus_monthly: N,
    /// What is left of turnover.
    pub turnover_left: N,
    /// Days from the invoice to the cash.
    pub payment_days: N,
}

/// A raise that rounding turned into no change.
#[derive(Clone, Copy, Debug)]
pub struct LostRaise<N> {
    price: N,
    price_step: N,
}

impl<N: Number> LostRaise<N> {
    /// The error that names where it happened.
    pub fn in_month(self, strategy: &Strategy<N>, month: u32) -> EngineError {
        // Printed by way of floating point, which holds any price of 15 digits.
        let text = |amount: N| Exact::from_f64(amount.to_f64()).settled().to_string();
        EngineError::RaiseLostInRounding {
            strategy: strategy.id.clone(),
            month,
            price: text(self.price),
            price_step: text(self.price_step),
        }
    }
}

impl<N: Number> Terms<N> {
    /// What is agreed today.
    pub fn today(scenario: &Scenario<N>, today: &Today<N>) -> Self {
        Self {
            price: today.price,
            surcharge: N::ZERO,
            monthly_fees: N::ZERO,
            extra_hour_fees: Vec::new(),
            extra_hours: today.extra_hours,
            work_kept: N::ONE,
            bonus_share: N::ZERO,
            bonus_monthly: N::ZERO,
            turnover_left: N::ONE,
            payment_days: scenario.payment.days,
        }
    }

    /// Whether the engagement is ended.
    pub fn ended(&self) -> bool {
        self.work_kept == N::ZERO
    }

    /// Lets a move take effect. Within it: raise, fees, cap, behaviour change, withdrawal, the rest.
    ///
    /// # Errors
    ///
    /// A raise that rounding to the price step turns into no change, unless nothing of what is asked is got anyway.
    pub fn apply(&mut self, parts: &Parts<N>, scenario: &Scenario<N>) -> Result<(), LostRaise<N>> {
        let realised = scenario.response.realisation;
        if let Some(raise) = parts.raise {
            let raised = (self.price + realised * self.price * raise).round_to(scenario.price_step);
            if raised == self.price && realised != N::ZERO && !self.ended() {
                return Err(LostRaise { price: self.price, price_step: scenario.price_step });
            }
            self.price = raised;
        }
        if let Some(share) = parts.surcharge {
            self.surcharge += realised * share;
        }
        if let Some(fee) = parts.monthly_fee {
            self.monthly_fees += realised * fee;
        }
        if let Some(ExtraHourFee { fee, included }) = parts.extra_hour_fee {
            self.extra_hour_fees.push(ExtraHourFee { fee: realised * fee, included });
        }
        if let Some(cap) = parts.cap {
            self.extra_hours = self.extra_hours.smaller(cap);
        }
        if let Some(change) = parts.behaviour_change {
            self.extra_hours = self.extra_hours * (N::ONE - change);
        }
        if let Some(withdrawal) = parts.withdrawal {
            self.work_kept = self.work_kept * (N::ONE - withdrawal.work);
            self.extra_hours = self.extra_hours * (N::ONE - withdrawal.effort);
        }
        if let Some(Bonus { pay, retention }) = parts.bonus {
            match pay {
                Pay::ShareOfBill(share) => self.bonus_share += share,
                Pay::Monthly(amount) => self.bonus_monthly += amount,
            }
            self.turnover_left = self.turnover_left * (N::ONE - retention);
        }
        if let Some(days) = parts.payment_days {
            self.payment_days = days;
        }
        Ok(())
    }

    /// All fees of a month.
    pub fn fees(&self) -> N {
        let for_extra_hours = |fee: &ExtraHourFee<N>| fee.fee * (self.extra_hours - fee.included).larger(N::ZERO);
        self.monthly_fees + self.extra_hour_fees.iter().map(for_extra_hours).sum()
    }

    /// The bill for a share of today's work at these terms: price part with surcharge, and fees.
    pub fn bill(&self, today: &Today<N>, work: N) -> N {
        self.price * today.price_units * work * (N::ONE + self.surcharge) + self.fees()
    }

    /// The bill index: what the client is asked for, as a multiple of today's bill for the same work. None once the
    /// engagement is ended.
    pub fn bill_index(&self, today: &Today<N>) -> Option<N> {
        (!self.ended()).then(|| self.bill(today, self.work_kept) / (today.bill * self.work_kept))
    }
}
