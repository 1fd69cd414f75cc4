//! The tables of the page.

use super::advice::{remedy, strategy_for};
use super::answers::answers;
use crate::analysis::cash::nothing_is_ruled_out;
use crate::analysis::choice::RuledOut;
use crate::analysis::comparison::Comparison;
use crate::clients::assess::Assessment;
use crate::domain::Remedy;
use crate::number::{Exact, Number};
use crate::report::document::{Cell, Stands, Table};
use crate::report::strategies::short_month;
use crate::words::{capitalised, count, day, plain};

/// The four questions with their lights.
#[must_use]
pub fn questions(assessment: &Assessment<'_>) -> Table {
    let columns = [("light", "", 0), ("question", "", 0), ("answer", "", 0)];
    let mut table = Table::new("Four questions before you cut ties", &columns);
    for answer in answers(assessment) {
        let cells = vec![Cell::Light(answer.light), Cell::text(answer.question), Cell::text(answer.reason)];
        table.row(cells, Stands::Plain);
    }
    table
}

/// The red flags, what helps, and which strategies do it.
#[must_use]
pub fn flags(assessment: &Assessment<'_>) -> Option<Table> {
    let columns =
        [("code", "", 0), ("severity", "severity", 0), ("remedy", "what helps", 0), ("answered_by", "who does it", 0)];
    let mut table = Table { first_is_whole: true, ..Table::new("Red flags", &columns) };
    for sign in &assessment.signs {
        let flag = sign.flag.red_flag;
        let names: Vec<&str> =
            sign.answered_by.iter().map(|at| assessment.comparison.scenario.strategies[*at].name.as_str()).collect();
        let done = match ending_later(assessment.comparison).filter(|_| ends_it(flag.remedy)) {
            _ if !names.is_empty() => names.join("; "),
            Some(later) => format!("none within the plan: {later}"),
            None => format!("none: add {}", strategy_for(flag)),
        };
        let cells = vec![
            Cell::text(capitalised(flag.name)),
            Cell::Count(sign.flag.severity),
            Cell::text(remedy(flag.remedy)),
            Cell::text(done),
        ];
        table.row(cells, Stands::Plain);
    }
    (!assessment.signs.is_empty()).then_some(table)
}

/// Whether a remedy ends the engagement.
fn ends_it(remedy: Remedy) -> bool {
    matches!(remedy, Remedy::Leave | Remedy::LeaveAfterCollecting | Remedy::Refer)
}

/// The first strategy that ends the engagement, though only after the plan, where a red flag rules it out for that.
fn ending_later(comparison: &Comparison) -> Option<String> {
    let mut strategies = comparison.scenario.strategies.iter().zip(&comparison.choice.ruled_out);
    strategies.find_map(|(strategy, ruled_out)| match ruled_out {
        Some(RuledOut::Flag { ends_on: Some(on), .. }) => Some(format!("{} ends on {}", strategy.name, day(*on))),
        _ => None,
    })
}

/// What fewer extra hours are worth.
#[must_use]
pub fn calm(assessment: &Assessment<'_>) -> Option<Table> {
    let calm = assessment.calm.filter(|calm| calm.an_hour > Exact::ZERO && !assessment.has_to_go())?;
    let scenario = &assessment.comparison.scenario;
    let months = count(scenario.months, "month");
    let columns = [("hours", "extra hours gone, a month", 0), ("worth", "", 0), ("raise", "as much as\na raise of", 0)];
    let mut table =
        Table { may_round: true, ..Table::new("What a contact process or written goals are worth", &columns) };
    table.columns[1].heading = format!("brings in\n{months}");
    let mut row = |what: String, hours: Exact| {
        let raise = Cell::optional(calm.as_raise, |raise| Cell::Change(raise * hours));
        table.row(
            vec![Cell::text(what), Cell::Money(calm.an_hour * hours, scenario.currency.decimals()), raise],
            Stands::Plain,
        );
    };
    let shown = |hours: Exact| plain(hours, 1);
    let half = calm.hours / Exact::whole(2);
    let mut rows = vec![
        (Exact::ONE, "1".to_owned()),
        (half, format!("{}: a half", shown(half))),
        (calm.hours, format!("{}: all", shown(calm.hours))),
    ];
    if let Some(least) = calm.least.filter(|least| shown(*least) != "0") {
        rows.push((least, format!("{}: with fewer gone, being without the client brings more", shown(least))));
    }
    rows.retain(|(hours, _)| *hours <= calm.hours);
    rows.sort_by(|(one, _), (other, _)| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    for (hours, what) in rows {
        row(what, hours);
    }
    Some(table)
}

/// The cash in the outcome of each strategy that is the worst for it.
#[must_use]
pub fn cash(assessment: &Assessment<'_>) -> Option<Table> {
    let comparison = assessment.comparison;
    let scenario = &comparison.scenario;
    let columns = [
        ("name", "", 0),
        ("gone_in_month", "the client\ngoes", 1),
        ("lowest", "lowest\ncash", 0),
        ("lowest_in_month", "\nin", 2),
        ("runs_out_in_month", "runs\nout", 0),
        ("chance", "chance\nof that", 1),
    ];
    let mut table = Table { may_round: true, ..Table::new("Cash, if each strategy comes out worst for it", &columns) };
    let month = |month: u32| Cell::text(short_month(comparison, month));
    for path in &assessment.cash {
        let name = path.strategy.map_or("It leaves today", |at| scenario.strategies[at].name.as_str());
        let mark = path.strategy.and_then(|at| ruling(comparison, at)).map(|note| table.footnote(note));
        let stands = match path.strategy {
            Some(at) if comparison.choice.best == Ok(at) => Stands::Recommended,
            _ => Stands::Plain,
        };
        let cells = vec![
            Cell::text(name).marked(mark),
            Cell::optional(path.gone_in_month, month),
            Cell::Money(path.lowest.1, scenario.currency.decimals()),
            month(path.lowest.0),
            path.runs_out_in.map_or_else(|| Cell::text("no"), month),
            Cell::optional(path.chance.filter(|_| path.runs_out_in.is_some()), Cell::Share),
        ];
        table.row(cells, stands);
    }
    table.notes.push(if scenario.payment.days > Exact::ZERO {
        format!(
            "At the end of a month; a bill comes in {} days later, new work is paid at once.",
            plain(scenario.payment.days, 1)
        )
    } else {
        "At the end of a month.".to_owned()
    });
    (!assessment.cash.is_empty()).then_some(table)
}

/// What the ruling by cash says of a strategy, where it rules it out or says something else than this table.
fn ruling(comparison: &Comparison, position: usize) -> Option<String> {
    let outlook = &comparison.cash[position];
    let paid = outlook.paid.runs_out.map(|out| out.month);
    let earned = outlook.earned.runs_out.map(|out| out.month);
    match (&comparison.choice.ruled_out[position], paid, earned) {
        (Some(RuledOut::Cash { .. }), paid, earned) if paid == earned => Some("ruled out by the cash".to_owned()),
        (Some(RuledOut::Cash { month, .. }), ..) => Some(format!(
            "ruled out: as bills are earned, the cash runs out in month {month}; here they count when they are paid"
        )),
        (None, Some(_), None) => Some("not ruled out: as bills are earned, the cash lasts".to_owned()),
        (None, Some(_), Some(_)) if position > 0 => Some(if nothing_is_ruled_out(comparison) {
            "not ruled out: at its worst doing nothing runs out of cash, too".to_owned()
        } else {
            "not ruled out: in the outcome with the lowest net profit the cash lasts".to_owned()
        }),
        (None, None, Some(earned)) => Some(format!("as bills are earned, the cash may run out in month {earned}")),
        _ => None,
    }
}
