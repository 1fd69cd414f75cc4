//! The tiers on offer, and which of them the client takes where nobody says.

use std::collections::BTreeMap;

use super::super::book::{Place, Role, Shows};
use super::super::expression::{Expression, Function, call, index, one_if, sum, when};
use super::today::Today;
use super::{Column, Plan};
use crate::domain::Way;

/// The fee and the cap of the tier that is taken, by strategy.
pub type Taken = BTreeMap<usize, (Expression, Expression)>;

/// Lays the tiers out.
pub fn taken(plan: &mut Plan<'_>, today: &Today) -> Taken {
    let comparison = plan.comparison;
    let mut taken = Taken::new();
    let mut sheet_and_row = None;
    for (position, strategy) in comparison.scenario.strategies.iter().enumerate() {
        let Way::ServiceTiers { tiers, pick, .. } = &strategy.way else { continue };
        let key = |number: usize, part: &str| format!("strategy.{}.tier.{}.{part}", strategy.id, number + 1);
        if let Some(pick) = pick {
            let fee = plan.input_or(&key(*pick, "monthly"), tiers[*pick].monthly);
            let cap = plan.input_or(&key(*pick, "hours"), tiers[*pick].hours);
            taken.insert(position, (fee, cap));
            continue;
        }
        let (sheet, row) = sheet_and_row.unwrap_or_else(|| {
            (plan.sheet("Tiers", "The cheapest that covers the extra hours is taken, else the largest."), 4)
        });
        let last = u32::try_from(tiers.len()).unwrap_or(u32::MAX) - 1;
        let top = |column| Place { sheet, row, column };
        plan.heading(Place { row: row - 1, ..top(0) }, &strategy.name, Shows::Words);
        let mut given = Vec::new();
        for (number, tier) in tiers.iter().enumerate() {
            plan.book.put_text(
                Place { row: row + u32::try_from(number).unwrap_or(0), ..top(0) },
                tier.name.as_str(),
                Role::Plain,
            );
            let hours = plan.input_or(&key(number, "hours"), tier.hours);
            given.push((hours, plan.input_or(&key(number, "monthly"), tier.monthly)));
        }
        let money = plan.money();
        let ends = (0, last);
        let hours = plan.column(top(1), "hours", Shows::Number(1), ends, |_, tier| given[tier as usize].0.clone());
        let fees = plan.column(top(2), "fee a month", money, ends, |_, tier| given[tier as usize].1.clone());
        let covers = plan.column(top(3), "covers", Shows::Count, ends, |_, tier| {
            one_if(hours.at(tier).at_least(today.extra_hours.clone()))
        });
        let all = |column: Column| column.range(0, last);
        let most = |column: Column| call(Function::Max, [all(column)]);
        // Dearer than any where it does not cover.
        let compared = plan.column(top(4), "fee if it covers", money, ends, |_, tier| {
            when(covers.at(tier).above(0.0), fees.at(tier), most(fees) + 1.0)
        });
        let find = |wanted: Expression, column: Column| call(Function::Match, [wanted, all(column), 0.0.into()]);
        let cheapest = find(call(Function::Min, [all(compared)]), compared);
        let chosen = when(sum(all(covers)).above(0.0), cheapest, find(most(hours), hours));
        let place = Place { row: row + last + 1, ..top(1) };
        plan.book.put_text(Place { column: 0, ..place }, "taken: its number", Role::Plain);
        let chosen: Expression = plan.formula(place, chosen, Shows::Count).into();
        taken.insert(position, (index(all(fees), chosen.clone()), index(all(hours), chosen)));
        sheet_and_row = Some((sheet, row + last + 5));
    }
    taken
}
