//! What may go wrong, what that comes to, and which strategies it threatens.

use super::super::book::{Content, Look, Place, Role, Shows};
use super::super::expression::{Expression, sum_of_products};
use super::today::a_month;
use super::{Column, Plan};
use crate::domain::RiskWhen;

/// The expected costs of the risks; none where the scenario has no risk.
pub struct Risks(Option<Table>);

struct Table {
    count: u32,
    /// At the start, a month while serving, at the exit.
    costs: [Column; 3],
    /// A column of ones and zeros for each strategy.
    threatened: Vec<Column>,
}

impl Risks {
    /// Lays them out.
    pub fn of(plan: &mut Plan<'_>) -> Self {
        let comparison = plan.comparison;
        let scenario = &comparison.scenario;
        let Ok(count) = u32::try_from(scenario.risks.len()) else { return Self(None) };
        if count == 0 {
            return Self(None);
        }
        let sheet =
            plan.sheet("Risks", "What each risk comes to at its chance, and which strategies it threatens (1).");
        let top = |column| Place { sheet, row: 4, column };
        plan.heading(Place { row: 3, ..top(0) }, "risk", Shows::Words);
        for (number, risk) in (0..).zip(&scenario.risks) {
            plan.book.put_text(top(0).below(number), risk.name.as_str(), Role::Plain);
        }
        let times = [
            (RiskWhen::Start, "once, at the start"),
            (RiskWhen::Serving, "a month, while serving"),
            (RiskWhen::Exit, "when the client goes"),
        ];
        let keys: Vec<(Expression, Expression)> = (1..)
            .zip(&scenario.risks)
            .map(|(number, risk): (u32, _)| {
                let key = |part: &str| format!("risk.{number}.{part}");
                (plan.input_or(&key("chance"), risk.chance), plan.input_or(&key("cost"), risk.cost))
            })
            .collect();
        let money = plan.money();
        let mut column = 0;
        let costs = times.map(|(when, heading)| {
            column += 1;
            plan.column(top(column), heading, money, (0, count - 1), |_, number| {
                let risk = &scenario.risks[number as usize];
                let (chance, cost) = keys[number as usize].clone();
                match risk.when == when {
                    false => 0.0.into(),
                    true if when == RiskWhen::Serving => a_month(chance) * cost,
                    true => chance * cost,
                }
            })
        });
        let threatened = (4..)
            .zip(&scenario.strategies)
            .map(|(column, strategy)| {
                plan.heading(Place { row: 3, ..top(column) }, &strategy.name, Shows::Count);
                for (number, risk) in (0..).zip(&scenario.risks) {
                    let threat = Content::Number(f64::from(u8::from(risk.threatens(strategy))));
                    plan.book.put(top(column).below(number), threat, Look::plain(Shows::Count));
                }
                Column { top: top(column) }
            })
            .collect();
        plan.book.sheets[sheet].frozen = (4, 1);
        Self(Some(Table { count, costs, threatened }))
    }

    /// Whether there are any.
    pub fn are_there(&self) -> bool {
        self.0.is_some()
    }

    /// What those come to that threaten a strategy.
    pub fn cost(&self, when: RiskWhen, strategy: usize) -> Expression {
        let Some(table) = &self.0 else { return 0.0.into() };
        let position = match when {
            RiskWhen::Start => 0,
            RiskWhen::Serving => 1,
            RiskWhen::Exit => 2,
        };
        let all = |column: Column| column.range(0, table.count - 1);
        sum_of_products(all(table.threatened[strategy]), all(table.costs[position]))
    }
}
