//! The answer as JSON: the names of the figures are those of the command line page.

use super::break_even::{break_even_chance, value_of_a_freed_hour, volume_that_may_be_lost};
use super::choice::{Choice, choose};
use super::figures::{Play, chance_better, play, quantile, worst_outcome};
use super::floor::floor;
use super::fraction::{Fraction, Long, ratio, whole};
use super::moves::{Move, moves_of, some_raise_is_rounded_away};
use super::projection::{Ground, MonthWithTheClient, ProjectedMonth, ground};
use super::reading::{Scenario, read_scenario};
use super::today::{Today, today};
use num_traits::ToPrimitive;
use serde_json::{Value, json};

/// The whole answer to one scenario, given its text.
pub fn answer(text: &str) -> Value {
    let scenario = read_scenario(text);
    let today = today(&scenario);
    let ground = ground(&scenario, &today);
    let plays: Vec<Play> = scenario.strategies.iter().map(|strategy| play(&ground, strategy)).collect();
    let choice = choose(&ground, &plays);
    let id = |at: Option<usize>| at.map(|at| plays[at].strategy.id.clone());
    let strategies: Vec<Value> = (0..plays.len())
        .map(|at| {
            let mut value = strategy_value(&ground, &plays[at], &plays[0]);
            value["ruled_out"] = json!(choice.ruled_out[at].map(|by| json!({ "by": by })));
            value["dominated_by"] = json!(id(choice.dominated_by[at]));
            value
        })
        .collect();
    json!({
        "today": today_value(&scenario, &today),
        "floor": floor(&ground, &plays[0]).map(|floor| json!({
            "month": floor.month,
            "price": exact(&floor.price),
            "raise": exact(&(&floor.price / &scenario.price - whole(1))),
            "extra_hours": floor.extra_hours.as_ref().map(Long::to_f64),
        })),
        "strategies": strategies,
        "recommendation": recommendation_value(&choice, &id),
    })
}

/// Whether the file asks for a raise that rounding turns into no change: it would be wrong.
pub fn asks_for_a_raise_that_is_rounded_away(text: &str) -> bool {
    let scenario = read_scenario(text);
    let today = today(&scenario);
    scenario.strategies.iter().any(|strategy| {
        let moves = moves_of(&scenario, &today, strategy);
        some_raise_is_rounded_away(&scenario, &moves)
    })
}

fn exact(number: &Fraction) -> f64 {
    number.to_f64().expect("a number")
}

fn recommendation_value(choice: &Choice, id: &dyn Fn(Option<usize>) -> Option<String>) -> Value {
    json!({
        "strategy": id(choice.best),
        "runner_up": id(choice.runner_up),
        "lead": choice.lead.as_ref().map(Long::to_f64),
        "close_call": choice.close_call,
    })
}

fn today_value(scenario: &Scenario, today: &Today) -> Value {
    json!({
        "bill": exact(&today.bill),
        "price": exact(&scenario.price),
        "rate": exact(&today.rate),
        "billed_hours": exact(&scenario.billed_hours),
        "extra_hours": exact(&scenario.extra_hours),
        "hours_worked": exact(&today.hours_worked),
        "delivery_cost": exact(&today.delivery_cost),
        "effort_cost": exact(&today.effort_cost),
        "cost_to_serve": exact(&today.cost_to_serve),
        "profit": exact(&today.profit),
        "margin": exact(&today.margin),
        "net_margin": exact(&today.net_margin),
        "rate_worked": exact(&today.rate_worked),
        "zero_profit_price": exact(&today.zero_profit_price),
        "goal_price": exact(&today.goal_price),
    })
}

fn strategy_value(ground: &Ground, play: &Play, status_quo: &Play) -> Value {
    let months: Vec<Value> =
        (0..play.months.len()).map(|at| month_value(at + 1, &play.client[at], &play.projected[at])).collect();
    let chance = break_even_chance(ground, play, status_quo).map(|found| {
        json!({
            "kind": found.kind,
            "chance": found.chance.as_ref().map(Long::to_f64),
        })
    });
    let hour_value = value_of_a_freed_hour(ground, play, status_quo);
    let volume_loss = volume_that_may_be_lost(ground, play);
    json!({
        "id": play.strategy.id,
        "kind": play.strategy.kind,
        "moves": play.moves.iter().map(move_value).collect::<Vec<_>>(),
        "totals": totals_value(ground, play, status_quo),
        "break_even": {
            "accept": chance,
            "hour_value": hour_value.as_ref().map(Long::to_f64),
            "volume_loss": volume_loss.as_ref().map(exact),
        },
        "distribution": {
            "p10": quantile(play, &ratio(10, 100)).to_f64(),
            "p50": quantile(play, &ratio(50, 100)).to_f64(),
            "p90": quantile(play, &ratio(90, 100)).to_f64(),
            "worst": worst_outcome(play).net_profit.to_f64(),
            "chance_better": chance_better(play, status_quo).to_f64(),
        },
        "months": months,
        "unjudged": play.response.unjudged,
        "beyond_last_answer": play.response.beyond_last_answer,
    })
}

fn move_value(step: &Move) -> Value {
    json!({
        "served": step.served.to_string(),
        "effective": step.effective.to_string(),
        "month": step.month,
    })
}

/// What comes to one month, or to one hour: none where there is nothing to divide by.
fn quotient(dividend: &Long, divisor: &Long) -> Option<f64> {
    (!divisor.is_zero()).then(|| (dividend / divisor).to_f64())
}

fn totals_value(ground: &Ground, play: &Play, status_quo: &Play) -> Value {
    let client_revenue = play.total(|month| month.revenue.clone());
    let billed_hours = play.total(|month| month.billed_hours.clone());
    let extra_hours = play.total(|month| month.extra_hours.clone());
    let client_hours = &billed_hours + &extra_hours;
    let client_profit = play.total(|month| month.client_profit.clone());
    let freed_hours = play.total(|month| month.freed_hours.clone());
    let redeployed_hours = play.total(|month| month.redeployed_hours.clone());
    let replacement_revenue = play.total(|month| month.replacement_revenue.clone());
    let replacement_profit = play.total(|month| month.replacement_profit.clone());
    let total_revenue = &client_revenue + &replacement_revenue;
    let hours_worked = &client_hours + &redeployed_hours;
    let net_profit = play.net_profit();
    let last_month = play.projected.last().expect("a month");
    let if_refused = play.net_profit_if_refused(ground);
    // For a strategy that asks for nothing: its net profit, and none.
    let if_accepted = match &if_refused {
        Some(_) => play.net_profit_if_accepted(ground),
        None => net_profit.clone(),
    };
    json!({
        "client_revenue": client_revenue.to_f64(),
        "billed_hours": billed_hours.to_f64(),
        "extra_hours": extra_hours.to_f64(),
        "client_hours": client_hours.to_f64(),
        "client_profit": client_profit.to_f64(),
        "client_margin": quotient(&client_profit, &client_revenue),
        "freed_hours": freed_hours.to_f64(),
        "redeployed_hours": redeployed_hours.to_f64(),
        "replacement_revenue": replacement_revenue.to_f64(),
        "replacement_profit": replacement_profit.to_f64(),
        "total_revenue": total_revenue.to_f64(),
        "hours_worked": hours_worked.to_f64(),
        "rate_worked": quotient(&total_revenue, &hours_worked),
        "net_profit": net_profit.to_f64(),
        "difference": (&net_profit - status_quo.net_profit()).to_f64(),
        "present_value": play.present_value(ground.scenario).to_f64(),
        "accepts": exact(&play.accepts()),
        "still_there": last_month.still_there.to_f64(),
        "if_accepted": if_accepted.to_f64(),
        "if_refused": if_refused.as_ref().map(Long::to_f64),
        "last_month_profit": last_month.net_profit.to_f64(),
        "paid_back_in_month": play.paid_back_in_month(status_quo),
        "deepest_shortfall": play.deepest_shortfall(status_quo).to_f64(),
    })
}

/// One month; the lines of the client are expected values.
fn month_value(month: usize, client: &MonthWithTheClient, projected: &ProjectedMonth) -> Value {
    let expected = |line: &Long| (&projected.still_there * line).to_f64();
    json!({
        "month": month,
        "price": client.price.as_ref().map(exact),
        "still_there": projected.still_there.to_f64(),
        "revenue": projected.revenue.to_f64(),
        "billed_hours": projected.billed_hours.to_f64(),
        "extra_hours": projected.extra_hours.to_f64(),
        "freed_hours": projected.freed_hours.to_f64(),
        "redeployed_hours": projected.redeployed_hours.to_f64(),
        "client_profit": projected.client_profit.to_f64(),
        "net_profit": projected.net_profit.to_f64(),
        "delivery_cost": expected(&client.delivery_cost),
        "effort_cost": expected(&client.effort_cost),
        "uncollected": expected(&client.uncollected),
        "financing": expected(&client.financing),
        "turnover": expected(&client.turnover),
        "bonus": expected(&client.bonus),
        "serving_risk": expected(&client.serving_risk),
        "replacement_profit": projected.replacement_profit.to_f64(),
        "idle_cost": projected.idle_cost.to_f64(),
        "acquisition": projected.acquisition.to_f64(),
        "one_offs": projected.one_offs.to_f64(),
    })
}
