//! Your own floor: the lowest price at which keeping the client brings as much as being without it.

use super::figures::{Play, net_profit_of};
use super::fraction::{Fraction, Long, ratio, round_up_to_step, whole};
use super::moves::month_of_a_thirty_day_raise;
use super::projection::{Ground, MonthWithTheClient, month_with_the_client, project, serving_risk};
use super::response::chance_after_churn;
use super::terms::terms_today;
use num_traits::Zero;

pub struct Floor {
    pub month: usize,
    pub price: Fraction,
    /// The fewest extra hours a month that would have to go, at today's price.
    pub extra_hours: Option<Long>,
}

pub fn floor(ground: &Ground, status_quo: &Play) -> Option<Floor> {
    let (scenario, today) = (ground.scenario, ground.today);
    let from_month = month_of_a_thirty_day_raise(scenario)?;
    let months = scenario.months;
    let churned = |month: usize| chance_after_churn(scenario, month);

    // Being without the client from that month on; before it, churn as ever.
    let mut without = vec![Long::one()];
    without.extend((1..=months).map(|month| if month < from_month { churned(month) } else { Long::zero() }));
    let gone = net_profit_of(&status_quo.net_profit_with(ground, &without, true));
    let kept = status_quo.net_profit();

    // K: what today's bill brings in from that month on, after what is not collected and financing, less
    // the open balances lost when churn takes the client.
    let payment = &scenario.payment;
    let of_the_bill = whole(1) - &payment.uncollected_share - &payment.days / whole(365) * &payment.cost_of_capital;
    let brought: Long =
        (from_month..=months).map(|month| churned(month) * Long::from(&(&today.bill * &of_the_bill))).sum();
    let open_balance = &today.bill * &payment.last_bills_unpaid * &payment.days * ratio(12, 365);
    let lost: Long =
        (from_month + 1..=months).map(|month| (churned(month - 1) - churned(month)) * Long::from(&open_balance)).sum();
    let brought_by_today_s_price = brought - lost;
    if brought_by_today_s_price <= Long::zero() {
        return None;
    }
    let needed = Long::one() + (&gone - &kept) / brought_by_today_s_price;
    let price = &scenario.price * needed.to_fraction();
    let price = round_up_to_step(&price, &scenario.price_step).max(Fraction::zero());
    Some(Floor {
        month: from_month,
        price,
        extra_hours: extra_hours_to_go(ground, status_quo, from_month, &kept, &gone),
    })
}

/// Keeping the client from that month on with so many extra hours less, at today's price.
fn net_profit_with_fewer_extra_hours(ground: &Ground, status_quo: &Play, from_month: usize, fewer: &Fraction) -> Long {
    let scenario = ground.scenario;
    let serving_risk = serving_risk(scenario, status_quo.strategy);
    let client: Vec<MonthWithTheClient> = (1..=scenario.months)
        .map(|month| {
            let mut terms = terms_today(scenario);
            if month >= from_month {
                terms.extra_hours -= fewer;
            }
            month_with_the_client(ground, &terms, &whole(1), &serving_risk, month)
        })
        .collect();
    net_profit_of(&project(ground, &client, &status_quo.presence, &status_quo.one_offs, true))
}

/// 0 if being without the client brings no more; none if all of the extra hours are not enough. Net profit
/// is a straight line in the hours that go: the cost, the turnover and the hours set free all are.
fn extra_hours_to_go(ground: &Ground, status_quo: &Play, from_month: usize, kept: &Long, gone: &Long) -> Option<Long> {
    if gone <= kept {
        return Some(Long::zero());
    }
    let with_fewer = |fewer: &Fraction| net_profit_with_fewer_extra_hours(ground, status_quo, from_month, fewer);
    let all = &ground.scenario.extra_hours;
    let with_none = with_fewer(all);
    if with_none < *gone {
        return None;
    }
    let share = (gone - kept) / (with_none - kept);
    let hours = share * Long::from(all);
    let check = with_fewer(&hours.to_fraction()) - gone;
    assert!(check.absolute() <= super::figures::hair(), "not a straight line");
    Some(hours)
}
