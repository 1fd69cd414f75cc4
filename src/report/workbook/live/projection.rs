//! A strategy month by month, on a sheet of its own.

use super::super::book::{Content, Look, Place, Role, Shows};
use super::super::expression::{Expression, index, larger, one_if, sum, sum_of_products, when};
use super::months::Months;
use super::moves::{Row, Terms};
use super::risks::Risks;
use super::today::Today;
use super::{Column, Plan};
use crate::domain::RiskWhen;
use crate::number::{Exact, Number};

/// The columns of a strategy that others are computed from. Month 0 is today.
pub struct Projection {
    pub factor: Column,
    pub there: Column,
    pub revenue: Column,
    pub billed_hours: Column,
    pub extra_hours: Column,
    pub client_profit: Column,
    pub freed: Column,
    pub redeployed: Column,
    pub replacement_revenue: Column,
    pub replacement_profit: Column,
    pub net_profit: Column,
    pub cumulative: Column,
    /// The bill that is asked for in the end.
    pub bill: Expression,
    /// How often the client is asked in all.
    pub asks: Expression,
    /// Net profit if it accepts everything, and if it refuses the first ask.
    pub if_accepted: Expression,
    pub if_refused: Expression,
    /// The tool's own net profit of each month.
    pub known: Column,
}

/// The first row of the months.
const TOP: u32 = 4;

/// What a strategy is projected with.
struct Making<'p, 's> {
    plan: &'p mut Plan<'s>,
    sheet: usize,
    months: u32,
    next: u16,
}

impl Making<'_, '_> {
    fn column(
        &mut self,
        heading: &str,
        shows: Shows,
        from: u32,
        formula: impl Fn(Column, u32) -> Expression,
    ) -> Column {
        let top = Place { sheet: self.sheet, row: TOP, column: self.next };
        self.next += 1;
        self.plan.column(top, heading, shows, (from, self.months), formula)
    }

    /// A column with its sum below.
    fn summed(
        &mut self,
        heading: &str,
        shows: Shows,
        from: u32,
        formula: impl Fn(Column, u32) -> Expression,
    ) -> Column {
        let column = self.column(heading, shows, from, formula);
        let look = Look { shows, role: Role::Sum };
        let total = Content::Formula(sum(column.range(1, self.months)));
        self.plan.book.put(column.place(self.months + 1), total, look);
        column
    }

    /// A column of what does not change.
    fn constants(&mut self, heading: &str, from: u32, content: impl Fn(u32) -> (Content, Shows)) -> Column {
        let top = Place { sheet: self.sheet, row: TOP, column: self.next };
        self.next += 1;
        self.plan.heading(Place { row: TOP - 1, ..top }, heading, Shows::Count);
        for month in from..=self.months {
            let (content, shows) = content(month);
            self.plan.book.put(top.below(month), content, Look::plain(shows));
        }
        Column { top }
    }
}

/// Projects all strategies.
pub fn projections(
    plan: &mut Plan<'_>,
    today: &Today,
    risks: &Risks,
    months: &Months,
    terms: &[Terms],
) -> Vec<Projection> {
    let each = terms.iter().enumerate();
    each.map(|(position, terms)| project(plan, position, today, risks, months, terms)).collect()
}

#[expect(clippy::too_many_lines, reason = "a line of the model a column, one after the other")]
fn project(
    plan: &mut Plan<'_>,
    position: usize,
    today: &Today,
    risks: &Risks,
    shared: &Months,
    terms: &Terms,
) -> Projection {
    let comparison = plan.comparison;
    let evaluated = &comparison.evaluation.strategies[position];
    let name = &comparison.scenario.strategies[position].name;
    let months = plan.months();
    let (money, hours, share) = (plan.money(), Shows::Number(1), Shows::Share(1));
    let price_shows = Shows::Number(comparison.price_decimals());
    let leaves_after = comparison.scenario.response.leaves_after;
    let leaves_after = plan.input_or("response.leaves_after", Exact::whole(leaves_after));
    let sheet = plan.sheet(name, "Expected, month by month; month 0 is today. Costs are positive.");
    let mut making = Making { plan, sheet, months, next: 0 };
    let row = |month: u32| -> &Row {
        let in_force = terms.from.iter().rposition(|from| *from <= month).unwrap_or(0);
        &terms.rows[in_force]
    };
    let step = |month: u32| terms.steps.iter().find(|(of, ..)| *of == month);
    let is_over = |month: u32| row(month).work_kept.clone().equals(0.0);
    let zero = || Expression::from(0.0);
    let one = || Expression::from(1.0);

    making.constants("month", 0, |month| (Content::Number(f64::from(month)), Shows::Count));
    let calendar = &comparison.evaluation.basis.calendar;
    making.constants("from", 1, |month| (Content::Day(calendar.first_day(month)), Shows::Day));
    making.column("price", price_shows, 1, |_, month| {
        when(is_over(month), Expression::Text(""), row(month).price.clone())
    });
    let factor = making.column("accepts what is new", share, 0, |_, month| {
        step(month).map_or_else(one, |(_, _, factor)| factor.clone())
    });
    let accepted = making.column("accepted so far", share, 0, |column, month| match month {
        0 => one(),
        _ => column.at(month - 1) * factor.at(month),
    });
    // What was answered up to so many months before.
    let answered = |column: Column, month: u32| {
        index(column.range(0, months), larger(0.0, Expression::from(month) - leaves_after.clone()) + 1.0)
    };
    let presence = |column: Column, month: u32| match month {
        0 => one(),
        _ => when(is_over(month), 0.0, shared.stays.at(month) * answered(column, month)),
    };
    let there = making.column("there", share, 0, |_, month| presence(accepted, month));
    let line = |of: fn(&Row) -> &Expression| move |_: Column, month: u32| there.at(month) * of(row(month)).clone();
    let revenue = making.summed("revenue", money, 1, line(|row| &row.bill));
    let billed_hours = making.summed("billed hours", hours, 0, line(|row| &row.billed_hours));
    let extra_hours = making.summed("extra hours", hours, 0, line(|row| &row.extra_hours));
    let delivery = making.summed("delivery", money, 1, |_, month| {
        there.at(month) * shared.costs.at(month) * today.delivery_cost.clone() * row(month).work.clone()
    });
    let effort = making.summed("extra hours' cost", money, 1, |_, month| {
        extra_hours.at(month) * shared.costs.at(month) * today.extra_hour_cost.clone()
    });
    let mut costs = vec![delivery, effort];
    costs.push(making.summed("never paid", money, 1, line(|row| &row.uncollected)));
    costs.push(making.summed("late payment", money, 1, line(|row| &row.financing)));
    if today.turnover.is_some() {
        costs.push(making.summed("leaving of the team", money, 1, line(|row| &row.turnover)));
    }
    costs.push(making.summed("bonus", money, 1, line(|row| &row.bonus)));
    if risks.are_there() {
        costs.push(making.summed("risk", money, 1, line(|row| &row.serving_risk)));
    }
    let client_profit = making.summed("client profit", money, 1, |_, month| {
        costs.iter().fold(revenue.at(month), |left, cost| left - cost.at(month))
    });
    let freed = making.summed("hours freed", hours, 0, |_, month| {
        today.hours_worked.clone() - (billed_hours.at(month) + extra_hours.at(month))
    });
    // What of an amount set free works again grows by a part of what was free `lag` months before, until the ramp is over.
    let working_again = |free: Column| {
        let work = shared.work.as_ref();
        move |column: Column, month: u32| -> Expression {
            let (Some(work), true) = (work, month > 0) else { return 0.0.into() };
            let back = |months: Expression| {
                let position = || Expression::from(month) - months.clone();
                when(position().at_least(0.0), index(free.range(0, month), larger(0.0, position()) + 1.0), 0.0)
            };
            let began = back(work.lag.clone()) - back(work.lag.clone() + work.ramp.clone());
            column.at(month - 1) + work.fill.clone() / work.ramp.clone() * began
        }
    };
    let redeployed = making.summed("other hours", hours, 0, working_again(freed));
    let replacement_revenue = making.summed("other revenue", money, 1, |_, month| {
        shared.work.as_ref().map_or_else(zero, |work| redeployed.at(month) * work.revenue.at(month))
    });
    let replacement_profit = making.summed("other profit", money, 1, |_, month| {
        shared.work.as_ref().map_or_else(zero, |work| redeployed.at(month) * work.profit.at(month))
    });
    let cost_freed = making.column("cost freed, at today's prices", money, 0, |_, month| {
        today.cost_to_serve.clone() - there.at(month) * row(month).cost_today.clone()
    });
    let cost_working = making.column("works again of it", money, 0, working_again(cost_freed));
    let idle = making.summed("idle cost", money, 1, |_, month| {
        shared.cost_stays.clone() * shared.costs.at(month) * (cost_freed.at(month) - cost_working.at(month))
    });
    let acquisition = making.summed("finding work", money, 1, |_, month| {
        let found = redeployed.at(month) - redeployed.at(month - 1);
        shared.work.as_ref().map_or_else(zero, |work| work.acquisition.clone() * found)
    });
    let has_risks = risks.are_there();
    let going = |month: u32| {
        let lost = row(month - 1).open_balance_lost.clone();
        if has_risks { risks.cost(RiskWhen::Exit, position) + lost } else { lost }
    };
    let at_start = if has_risks { risks.cost(RiskWhen::Start, position) } else { zero() };
    let one_offs = making.summed("one-off", money, 1, |_, month| {
        let mut cost = (there.at(month - 1) - there.at(month)) * going(month);
        if month == 1 && has_risks {
            cost = cost + at_start.clone();
        }
        match &terms.letting_go {
            Some((of, letting_go)) if *of == month => cost + there.at(month - 1) * letting_go.clone(),
            _ => cost,
        }
    });
    let net_profit = making.summed("net profit", money, 0, |_, month| {
        if month == 0 {
            return zero();
        }
        let earned = client_profit.at(month) + replacement_profit.at(month);
        earned - idle.at(month) - acquisition.at(month) - one_offs.at(month)
    });
    let cumulative = making.column("so far in all", money, 0, |column, month| match month {
        0 => zero(),
        _ => column.at(month - 1) + net_profit.at(month),
    });
    let printed_to = making.next - 1;

    // Net profit is a sum over the months in which the client is there: so it is known for every answer.
    let worth = making.column("a month with the client is worth", money, 1, |_, month| {
        let in_force = row(month);
        let lines = [&in_force.uncollected, &in_force.financing, &in_force.turnover, &in_force.bonus];
        let lines = lines.into_iter().chain([&in_force.serving_risk]).filter(|line| **line != zero());
        let before_costs = lines.fold(in_force.bill.clone(), |left, line| left - line.clone());
        let profit = before_costs - shared.costs.at(month) * in_force.cost_today.clone();
        let (hour, cost) = shared.release;
        let taken = in_force.billed_hours.clone() + in_force.extra_hours.clone();
        let now_not_later = |column: Column| column.at(month) - column.at(month + 1);
        let worth =
            profit - taken * now_not_later(hour) + in_force.cost_today.clone() * now_not_later(cost) + going(month);
        let worth = if month < months { worth - going(month + 1) } else { worth };
        match &terms.letting_go {
            Some((of, letting_go)) if *of == month + 1 => worth - letting_go.clone(),
            _ => worth,
        }
    });
    let asked = making.column("asked so far", Shows::Count, 0, |column, month| match month {
        0 => zero(),
        _ => step(month).map_or_else(|| column.at(month - 1), |(_, asks, _)| column.at(month - 1) + asks.clone()),
    });
    let if_all = making
        .column("there if it accepts all", share, 1, |_, month| when(is_over(month), 0.0, shared.stays.at(month)));
    let if_none = making.column("there if it refuses", share, 1, |_, month| {
        let nothing = one_if(answered(asked, month).equals(0.0));
        when(is_over(month), 0.0, shared.stays.at(month) * nothing)
    });
    let known = making.constants("net profit by uprate", 1, |month| {
        (Content::Number(evaluated.months[month as usize - 1].net_profit.to_f64()), money)
    });

    // What the horizon brings without any month with the client.
    let (hour, cost) = shared.release;
    let mut without = today.hours_worked.clone() * hour.at(1) - today.cost_to_serve.clone() * cost.at(1) - going(1);
    if has_risks {
        without = without - at_start;
    }
    if let Some((1, letting_go)) = &terms.letting_go {
        without = without - letting_go.clone();
    }
    let with = |there: Column| without.clone() + sum_of_products(there.range(1, months), worth.range(1, months));
    let (if_accepted, if_refused) = (with(if_all), with(if_none));
    let asks = asked.at(months);
    let plan = making.plan;
    plan.book.put_text(Place { sheet, row: TOP + months + 1, column: 0 }, "all", Role::Sum);
    let page = &mut plan.book.sheets[sheet];
    page.frozen = (TOP, 2);
    page.repeated = Some((TOP - 1, TOP - 1));
    page.printed_to = Some(printed_to);
    let last = row(months);
    let bill = when(last.work_kept.clone().equals(0.0), Expression::Text(""), last.bill.clone());
    Projection {
        factor,
        there,
        revenue,
        billed_hours,
        extra_hours,
        client_profit,
        freed,
        redeployed,
        replacement_revenue,
        replacement_profit,
        net_profit,
        cumulative,
        bill,
        asks,
        if_accepted,
        if_refused,
        known,
    }
}
