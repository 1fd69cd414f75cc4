//! A month with the client, the hours set free, the one-off amounts: the projection.

use super::fraction::{Fraction, Long, power, ratio, whole};
use super::reading::{RiskWhen, Scenario};
use super::reading_strategies::{Plan, Strategy};
use super::response::ClientResponse;
use super::terms::{MonthOfTerms, Terms, fees, month_of_the_end};
use super::today::Today;
use num_traits::Zero;

/// The lines of one month while the client is there. After the planned end all of them are 0.
#[derive(Clone)]
pub struct MonthWithTheClient {
    pub price: Option<Fraction>,
    pub bill: Long,
    pub billed_hours: Long,
    pub extra_hours: Long,
    pub delivery_cost: Long,
    pub effort_cost: Long,
    pub uncollected: Long,
    pub financing: Long,
    pub turnover: Long,
    pub bonus: Long,
    pub serving_risk: Long,
    /// Delivery and effort cost at today's prices, of which what is set free is counted.
    pub cost_at_todays_prices: Long,
    pub payment_days: Long,
}

impl MonthWithTheClient {
    fn after_the_end() -> MonthWithTheClient {
        MonthWithTheClient {
            price: None,
            bill: Long::zero(),
            billed_hours: Long::zero(),
            extra_hours: Long::zero(),
            delivery_cost: Long::zero(),
            effort_cost: Long::zero(),
            uncollected: Long::zero(),
            financing: Long::zero(),
            turnover: Long::zero(),
            bonus: Long::zero(),
            serving_risk: Long::zero(),
            cost_at_todays_prices: Long::zero(),
            payment_days: Long::zero(),
        }
    }

    /// The bill minus all of the costs.
    pub fn client_profit(&self) -> Long {
        &self.bill
            - &self.delivery_cost
            - &self.effort_cost
            - &self.uncollected
            - &self.financing
            - &self.turnover
            - &self.bonus
            - &self.serving_risk
    }
}

/// What is the same in every strategy: growth by month (element 0 is month 1), and today.
pub struct Ground<'s> {
    pub scenario: &'s Scenario,
    pub today: &'s Today,
    /// `κ(t) = (1+costs.increase)^((t-1)/12)`.
    pub cost_growth: Vec<Long>,
    /// `(1+replacement.increase)^((t-1)/12)`.
    pub replacement_growth: Vec<Long>,
}

pub fn ground<'s>(scenario: &'s Scenario, today: &'s Today) -> Ground<'s> {
    let growth = |increase: &Fraction| -> Vec<Long> {
        let year = whole(1) + increase;
        let months = 0..scenario.months as i64;
        months.map(|month| Long::from(&power(&year, &ratio(month, 12)))).collect()
    };
    let replacement_increase = match &scenario.replacement {
        Some(replacement) => replacement.increase.clone(),
        None => whole(0),
    };
    Ground {
        scenario,
        today,
        cost_growth: growth(&scenario.costs_increase),
        replacement_growth: growth(&replacement_increase),
    }
}

/// The chance a month that is `chance` a year: `1 - (1-chance)^(1/12)`.
fn monthly_chance(chance: &Fraction) -> Fraction {
    whole(1) - power(&(whole(1) - chance), &ratio(1, 12))
}

/// The month `t` with the client, on these terms and at this volume.
pub fn month_with_the_client(
    ground: &Ground,
    terms: &Terms,
    volume: &Fraction,
    serving_risk: &Fraction,
    month: usize,
) -> MonthWithTheClient {
    let (scenario, today) = (ground.scenario, ground.today);
    let growth = &ground.cost_growth[month - 1];
    let work = &terms.work_left * volume;
    let price_part = &today.bill * (&terms.price / &scenario.price) * &work;
    let bill = &price_part * (whole(1) + &terms.surcharges) + fees(terms);
    let billed_hours = &scenario.billed_hours * &work;
    let delivery_today = &today.delivery_cost * &work;
    let effort_today = &today.extra_hour_cost * &terms.extra_hours;
    let financing = &bill * &terms.payment_days / whole(365) * &scenario.payment.cost_of_capital;
    let turnover = match &scenario.team {
        None => whole(0),
        Some(team) => {
            let hours = &billed_hours + &terms.extra_hours;
            &team.people
                * monthly_chance(&team.quit_chance)
                * &team.replacement_cost
                * &terms.turnover_left
                * (hours / &today.hours_worked)
        }
    };
    MonthWithTheClient {
        price: Some(terms.price.clone()),
        uncollected: Long::from(&(&bill * &scenario.payment.uncollected_share)),
        financing: Long::from(&financing),
        turnover: Long::from(&turnover),
        bonus: Long::from(&(&bill * &terms.bonus_share + &terms.bonus_monthly)),
        serving_risk: Long::from(serving_risk),
        bill: Long::from(&bill),
        billed_hours: Long::from(&billed_hours),
        extra_hours: Long::from(&terms.extra_hours),
        delivery_cost: growth * Long::from(&delivery_today),
        effort_cost: growth * Long::from(&effort_today),
        cost_at_todays_prices: Long::from(&(delivery_today + effort_today)),
        payment_days: Long::from(&terms.payment_days),
    }
}

/// The months 1 to T with the client, element 0 being month 1.
pub fn months_with_the_client(
    ground: &Ground,
    strategy: &Strategy,
    months: &[MonthOfTerms],
    response: &ClientResponse,
) -> Vec<MonthWithTheClient> {
    let serving_risk = serving_risk(ground.scenario, strategy);
    let in_month = |month: usize| {
        let here = &months[month - 1];
        if here.ended {
            return MonthWithTheClient::after_the_end();
        }
        let volume = &response.volume[month];
        month_with_the_client(ground, &here.terms, volume, &serving_risk, month)
    };
    (1..=months.len()).map(in_month).collect()
}

/// Serving risks: it may happen again every month; `chance` is that of at least once a year.
pub fn serving_risk(scenario: &Scenario, strategy: &Strategy) -> Fraction {
    let hits = |risk: &&super::reading::Risk| risk.when == RiskWhen::Serving && hits_the_strategy(risk, strategy);
    let risks = scenario.risks.iter().filter(hits);
    risks.fold(Fraction::zero(), |sum, risk| sum + monthly_chance(&risk.chance) * &risk.cost)
}

/// A risk at the start hits all but the status quo, the others all; `strategies` narrows any.
fn hits_the_strategy(risk: &super::reading::Risk, strategy: &Strategy) -> bool {
    match &risk.strategies {
        Some(named) => named.contains(&strategy.id),
        None => risk.when != RiskWhen::Start || strategy.kind != "status-quo",
    }
}

/// The one-off amounts that go with a strategy.
#[derive(Clone)]
pub struct OneOffs {
    /// In month 1.
    pub at_the_start: Long,
    /// When the client goes, for whatever cause.
    pub at_the_exit: Long,
    /// In the month in which an `exit-now` takes effect: the refund less the referral fee.
    pub letting_go: Option<(usize, Long)>,
}

pub fn one_offs(scenario: &Scenario, strategy: &Strategy, months: &[MonthOfTerms]) -> OneOffs {
    let expected = |when: RiskWhen| -> Long {
        let risks = scenario.risks.iter();
        let hits = risks.filter(|risk| risk.when == when && hits_the_strategy(risk, strategy));
        hits.map(|risk| Long::from(&(&risk.chance * &risk.cost))).sum()
    };
    let letting_go = match &strategy.plan {
        Plan::ExitNow { refund, referral_fee } => {
            month_of_the_end(months).map(|month| (month, Long::from(&(refund - referral_fee))))
        }
        _ => None,
    };
    OneOffs { at_the_start: expected(RiskWhen::Start), at_the_exit: expected(RiskWhen::Exit), letting_go }
}

/// One month of a projection. The lines of the client are already times the chance that it is there.
pub struct ProjectedMonth {
    pub still_there: Long,
    pub revenue: Long,
    pub billed_hours: Long,
    pub extra_hours: Long,
    pub client_profit: Long,
    pub freed_hours: Long,
    pub redeployed_hours: Long,
    pub replacement_revenue: Long,
    pub replacement_profit: Long,
    pub idle_cost: Long,
    pub acquisition: Long,
    pub one_offs: Long,
    pub net_profit: Long,
}

/// `fill(j)`: the share of an hour released `j` months ago that is filled with replacement work.
fn fill(scenario: &Scenario, months_ago: usize) -> Fraction {
    match &scenario.replacement {
        None => Fraction::zero(),
        Some(replacement) if months_ago < replacement.lag_months => Fraction::zero(),
        Some(replacement) => {
            let month_of_ramp = whole((months_ago - replacement.lag_months + 1) as i64);
            let ramp = month_of_ramp / whole(replacement.ramp_months as i64);
            &replacement.fill * ramp.min(whole(1))
        }
    }
}

/// The whole projection, given the chance `P(t)` that the client is there (element 0: before the plan).
pub fn project(
    ground: &Ground,
    client: &[MonthWithTheClient],
    presence: &[Long],
    one_offs: &OneOffs,
    with_replacement: bool,
) -> Vec<ProjectedMonth> {
    let (scenario, today) = (ground.scenario, ground.today);
    let months = scenario.months;
    let long = |number: &Fraction| Long::from(number);
    let hours_today = long(&today.hours_worked);
    let cost_today = long(&today.cost_to_serve);
    let replacement = scenario.replacement.as_ref().filter(|_| with_replacement);
    let fill: Vec<Long> = (0..months)
        .map(|ago| match replacement {
            Some(_) => long(&fill(scenario, ago)),
            None => Long::zero(),
        })
        .collect();

    // F(t) and G(t): the hours, and the cost at today's prices, that are set free; F(0) = G(0) = 0.
    let mut freed = vec![Long::zero()];
    let mut cost_freed = vec![Long::zero()];
    for month in 1..=months {
        let here = &client[month - 1];
        let there = &presence[month];
        freed.push(&hours_today - there * (&here.billed_hours + &here.extra_hours));
        cost_freed.push(&cost_today - there * &here.cost_at_todays_prices);
    }
    // What was released in each month is filled again, by how long ago that was.
    let filled = |total: &[Long], month: usize| -> Long {
        let mut sum = Long::zero();
        for since in 1..=month {
            let released = &total[since] - &total[since - 1];
            if !released.is_zero() {
                sum = sum + released * &fill[month - since];
            }
        }
        sum
    };

    let mut projected: Vec<ProjectedMonth> = Vec::new();
    for month in 1..=months {
        let here = &client[month - 1];
        let there = &presence[month];
        let growth = &ground.cost_growth[month - 1];
        let redeployed_hours = filled(&freed, month);
        let redeployed_before = match projected.last() {
            Some(before) => before.redeployed_hours.clone(),
            None => Long::zero(),
        };
        let (mut replacement_revenue, mut replacement_profit) = (Long::zero(), Long::zero());
        let mut acquisition = Long::zero();
        if let Some(work) = replacement {
            let billed_hours = &redeployed_hours * long(&(whole(1) - &work.unpaid_share));
            let rate = long(&work.rate) * &ground.replacement_growth[month - 1];
            replacement_revenue = billed_hours * rate;
            let unpaid_hours = &redeployed_hours * long(&work.unpaid_share);
            let unpaid_cost = unpaid_hours * growth * long(&today.extra_hour_cost);
            replacement_profit = &replacement_revenue * long(&work.margin) - unpaid_cost;
            let found = &redeployed_hours - &redeployed_before;
            acquisition = long(&work.acquisition_cost) * found / &hours_today;
        }
        let idle = &cost_freed[month] - filled(&cost_freed, month);
        let idle_cost = long(&scenario.cost_stays) * growth * idle;
        let one_offs = one_offs_in(ground, client, presence, one_offs, month);
        let client_profit = there * here.client_profit();
        let net_profit = &client_profit + &replacement_profit - &idle_cost - &acquisition - &one_offs;
        projected.push(ProjectedMonth {
            still_there: there.clone(),
            revenue: there * &here.bill,
            billed_hours: there * &here.billed_hours,
            extra_hours: there * &here.extra_hours,
            client_profit,
            freed_hours: freed[month].clone(),
            redeployed_hours,
            replacement_revenue,
            replacement_profit,
            idle_cost,
            acquisition,
            one_offs,
            net_profit,
        });
    }
    projected
}

/// The one-off amounts of a month: risks, the open balance when the client goes, refund and referral.
fn one_offs_in(
    ground: &Ground,
    client: &[MonthWithTheClient],
    presence: &[Long],
    one_offs: &OneOffs,
    month: usize,
) -> Long {
    let scenario = ground.scenario;
    let goes = &presence[month - 1] - &presence[month];
    let mut sum = &one_offs.at_the_exit * &goes;
    if month == 1 {
        sum = sum + &one_offs.at_the_start;
    }
    if !goes.is_zero() {
        // The bill and the payment days of the month before; before the plan, today's.
        let (bill_before, days_before) = match month {
            1 => (Long::from(&ground.today.bill), Long::from(&scenario.payment.days)),
            _ => {
                let before = &client[month - 2];
                (before.bill.clone(), before.payment_days.clone())
            }
        };
        let lost = Long::from(&(&scenario.payment.last_bills_unpaid * ratio(12, 365)));
        sum = sum + &goes * lost * bill_before * days_before;
    }
    if let Some((letting_go, amount)) = &one_offs.letting_go
        && *letting_go == month
    {
        // With the chance that the client is still there to be let go.
        sum = sum + &presence[month - 1] * amount;
    }
    sum
}
