//! Reads who the client is, what it costs, and how it pays.

use rust_decimal::Decimal;

use super::problem::Problem;
use super::reader::TableReader;
use crate::domain::{Business, Client, Contract, Cost, Effort, EffortCost, Payment, Price, Replacement, Team};
use crate::number::{Exact, Number};

/// `[client]`, and the price as it is written.
pub fn client(reader: &TableReader<'_>, stem: &str) -> (Client<Exact>, Option<Decimal>) {
    if !reader.is_there() {
        // Said where the table is looked for; what would be in it is not asked for one by one.
        let nothing = Client {
            name: stem.to_owned(),
            price: Price::Hour(Exact::ONE),
            hours: Exact::ONE,
            cost: Cost::Margin(Exact::ZERO),
        };
        return (nothing, None);
    }
    let name = reader.text("name").map_or_else(|| stem.to_owned(), |given| given.value);
    reader.one_form_of("the price", &["rate", "retainer", "unit_price"]);
    let (rate, retainer, unit_price, units) =
        (reader.number("rate"), reader.number("retainer"), reader.number("unit_price"), reader.number("units"));
    let hours = reader.number("hours");
    if ["rate", "retainer", "unit_price", "units"].iter().all(|key| reader.lacks(key)) {
        let forms = "`rate` (a billed hour), `retainer` (a month), or `unit_price` with `units`, in [client]";
        reader.log().problem(Problem::NoForm { what: "the price", forms }, reader.place());
    }
    for (part, needs) in [("unit_price", "units"), ("units", "unit_price")] {
        if let Some(place) = reader.key_place(part).filter(|_| reader.lacks(needs)) {
            let problem = Problem::PartMissing { key: reader.path_of(part), needs: reader.path_of(needs) };
            reader.log().problem(problem, &place);
        }
    }
    reader.needs("hours", "hours = 60");
    reader.one_form_of("what the work costs", &["margin", "cost"]);
    let (margin, cost) = (reader.number("margin"), reader.number("cost"));
    if reader.lacks("margin") && reader.lacks("cost") {
        let forms = "`margin` (such as \"35%\", before the extra hours) or `cost` (of one billed hour), in [client]";
        reader.log().problem(Problem::NoForm { what: "what the work costs", forms }, reader.place());
    }
    let written = rate.as_ref().or(retainer.as_ref()).or(unit_price.as_ref()).map(|given| given.value);
    let price = match (rate, retainer, unit_price) {
        (Some(rate), _, _) => Price::Hour(rate.exact()),
        (_, Some(retainer), _) => Price::Retainer(retainer.exact()),
        (_, _, Some(unit_price)) => Price::Unit(unit_price.exact(), units.map_or(Exact::ONE, |units| units.exact())),
        // Reported above; the scenario is never built.
        _ => Price::Hour(Exact::ONE),
    };
    let cost = match (margin, cost) {
        (Some(margin), _) => Cost::Margin(margin.exact()),
        (None, Some(cost)) => Cost::Hour(cost.exact()),
        (None, None) => Cost::Margin(Exact::ZERO),
    };
    (Client { name, price, hours: hours.map_or(Exact::ONE, |hours| hours.exact()), cost }, written)
}

/// `[effort]`.
pub fn effort(reader: &TableReader<'_>) -> Effort<Exact> {
    reader.one_form_of("the cost of extra hours", &["cost", "monthly_cost"]);
    let hours = reader.number("hours");
    let hours_are_read = hours.is_some() || reader.lacks("hours");
    let (cost, monthly_cost) = (reader.number("cost"), reader.number("monthly_cost"));
    let has_hours = hours.as_ref().is_some_and(|hours| !hours.value.is_zero());
    if let Some(monthly_cost) = &monthly_cost
        && hours_are_read
        && !has_hours
    {
        reader.log().problem(Problem::NoExtraHours, &monthly_cost.place);
    }
    let cost = match (cost, monthly_cost) {
        (Some(cost), _) => EffortCost::Hour(cost.exact()),
        (None, Some(monthly_cost)) => EffortCost::Month(monthly_cost.exact()),
        (None, None) => EffortCost::AsDelivery,
    };
    Effort { hours: hours.map_or(Exact::ZERO, |hours| hours.exact()), cost }
}

/// `[replacement]`; none without a rate and a margin.
pub fn replacement(reader: &TableReader<'_>) -> Option<Replacement<Exact>> {
    if !reader.is_there() {
        reader.by_default("rate");
        return None;
    }
    let (rate, margin) = (reader.number("rate"), reader.number("margin"));
    for (part, needs) in [("rate", "margin"), ("margin", "rate")] {
        if let Some(place) = reader.key_place(part).filter(|_| reader.lacks(needs)) {
            let problem = Problem::PartMissing { key: reader.path_of(part), needs: reader.path_of(needs) };
            reader.log().problem(problem, &place);
        }
    }
    let replacement = Replacement {
        rate: rate.as_ref().map_or(Exact::ZERO, super::reader::Given::exact),
        margin: margin.as_ref().map_or(Exact::ZERO, super::reader::Given::exact),
        lag_months: reader.whole_or("lag_months", 0),
        ramp_months: reader.whole_or("ramp_months", 1),
        fill: reader.number_or("fill", Decimal::ONE),
        unpaid_share: reader.number("unpaid_share").map(|given| given.exact()),
        increase: reader.number_or("increase", Decimal::ZERO),
        acquisition_cost: reader.number_or("acquisition_cost", Decimal::ZERO),
    };
    (rate.is_some() && margin.is_some()).then_some(replacement)
}

/// `[payment]`.
#[expect(clippy::arithmetic_side_effects, reason = "shares within their bounds are at most 1")]
pub fn payment(reader: &TableReader<'_>) -> Payment<Exact> {
    let (bad_debt, disputed) = (reader.number("bad_debt"), reader.number("disputed"));
    if let (Some(bad_debt), Some(disputed)) = (&bad_debt, &disputed) {
        let likely = bad_debt.value + disputed.value;
        let most = reader.most("bad_debt", bad_debt) + reader.most("disputed", disputed);
        if most > Decimal::ONE {
            let up_to = if most > likely { "up to " } else { "" };
            let sum = format!("{up_to}{} %", (most * Decimal::ONE_HUNDRED).normalize());
            let also = vec![(bad_debt.place.clone(), "bad debt".to_owned())];
            reader.log().problem_with(Problem::MoreThanTheBill { sum }, &disputed.place, also);
        }
    }
    Payment {
        days: reader.number_or("days", Decimal::ZERO),
        cost_of_capital: reader.number_or("cost_of_capital", Decimal::ZERO),
        bad_debt: bad_debt.map_or(Exact::ZERO, |given| given.exact()),
        disputed: disputed.map_or(Exact::ZERO, |given| given.exact()),
        last_bills_unpaid: reader.number_or("last_bills_unpaid", Decimal::ZERO),
    }
}

/// `[team]`; all three keys or no team.
pub fn team(reader: &TableReader<'_>) -> Option<Team<Exact>> {
    if !reader.is_there() {
        return None;
    }
    let needed = |key: &str, example: &str| {
        reader.needs(key, example);
        reader.number_or(key, Decimal::ONE)
    };
    Some(Team {
        people: needed("people", "people = 3"),
        quit_chance: needed("quit_chance", "quit_chance = \"8%\""),
        replacement_cost: needed("replacement_cost", "replacement_cost = 15000"),
    })
}

/// `[business]`; a look at the cash takes all three keys.
pub fn business(reader: &TableReader<'_>) -> Option<Business<Exact>> {
    if !reader.is_there() {
        reader.by_default("cash");
        return None;
    }
    let revenue = reader.number("monthly_revenue");
    let costs = reader.number("monthly_costs");
    let cash = reader.number("cash");
    Some(Business { monthly_revenue: revenue?.exact(), monthly_costs: costs?.exact(), cash: cash?.exact() })
}

/// `[contract]`.
pub fn contract(reader: &TableReader<'_>) -> Contract<Exact> {
    Contract {
        notice_days: reader.whole_or("notice_days", 0),
        termination_months: reader.whole_or("termination_months", 0),
        price_locked_until: reader.date("price_locked_until").map(|given| given.value),
        max_raise: reader.number("max_raise").map(|given| given.exact()),
    }
}
