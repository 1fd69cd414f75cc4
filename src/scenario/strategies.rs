//! Reads the strategies: the default set, or those of the file.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::catalogue::{Group, MOVE_EFFECTS, join, strategy_group};
use super::problem::Problem;
use super::reader::{Given, GivenNumber, Log, TableReader};
use super::suggestion::nearest;
use super::tree::{Entry, Node, Place, Table, Value};
use crate::domain::{
    Bonus, ExtraHourFee, HeadacheFee, Kind, LetterDay, LettingGo, Parts, Pay, PlannedMove, Strategy, Tier, Way,
    Withdrawal,
};
use crate::number::{Exact, Number};
use crate::words::{percent, plain};

/// The kinds of the default set, beside the status quo: what a scenario without strategies compares.
pub fn default_kinds(has_team: bool, has_to_go: bool) -> Vec<Kind> {
    let mut kinds = vec![Kind::ThirtyDayRaise, Kind::QuarterlyRaise, Kind::HeadacheTax, Kind::ThreeMonthNotice];
    kinds.extend(has_team.then_some(Kind::TeamIncentive));
    kinds.extend(has_to_go.then_some(Kind::ExitNow));
    kinds
}

/// A strategy as a file would write it that names only its kind.
pub fn bare(kind: Kind, place: &Place) -> Node {
    let kind = Node { value: Value::Text(kind.code().to_owned()), place: place.clone() };
    let entries = vec![Entry { key: "kind".to_owned(), key_place: place.clone(), node: kind }];
    Node { value: Value::Table(Table { entries }), place: place.clone() }
}

/// The ids of strategies as written: given, or the kind, of which the second gets `-2`; the number of one without either.
pub fn ids(strategies: &[Node]) -> Vec<String> {
    let text = |node: &Node, key: &str| match &node.value {
        Value::Table(table) => match table.get(key).map(|entry| &entry.node.value) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    strategies
        .iter()
        .zip(1..)
        .map(|(node, number): (_, usize)| {
            let kind = text(node, "kind").unwrap_or_else(|| number.to_string());
            let position = counts.entry(kind.clone()).or_default();
            *position += 1;
            let by_kind = if *position == 1 { kind } else { format!("{kind}-{position}") };
            text(node, "id").filter(|id| !id.trim().is_empty()).unwrap_or(by_kind)
        })
        .collect()
}

/// The kind of a strategy as written; none where there is none, or no such kind.
pub fn kind_of(strategy: &Node) -> Option<Kind> {
    let Value::Table(table) = &strategy.value else { return None };
    match &table.get("kind")?.node.value {
        Value::Text(code) => Kind::from_code(code),
        _ => None,
    }
}

/// All strategies, the status quo first, each with the place of its id, or of its kind where it has none of its own.
pub fn strategies(top: &TableReader<'_>) -> Vec<(Strategy<Exact>, Place)> {
    let log = top.log();
    let list = top.list("strategy").unwrap_or_default();
    let nodes: Vec<Node> = list.iter().map(|(_, node)| (*node).clone()).collect();
    let ids = ids(&nodes);
    let mut strategies: Vec<(Strategy<Exact>, Place)> = Vec::new();
    let mut taken: HashSet<String> = HashSet::new();
    for ((table, node), id) in list.into_iter().zip(ids) {
        let path = join("strategy", &id);
        let Some((kind, kind_place)) = kind(log, table, node, &path) else { continue };
        let reader = TableReader::new(log, Some(table), strategy_group(kind), path, node.place.clone());
        let mut strategy = strategy(&reader, kind, id.clone());
        if strategies.iter().any(|(earlier, _)| earlier.name == strategy.name) {
            strategy.name = format!("{} ({id})", strategy.name);
        }
        let id_place = table.get("id").map_or(kind_place, |entry| entry.node.place.clone());
        if !taken.insert(id.clone()) {
            let also = strategies
                .iter()
                .find(|(earlier, _)| earlier.id == id)
                .map(|(_, place)| (place.clone(), "the first".to_owned()));
            log.problem_with(Problem::NotUnique { what: "id", name: id }, &id_place, also.into_iter().collect());
            continue;
        }
        strategies.push((strategy, id_place));
    }
    let status_quo = strategies.iter().position(|(strategy, _)| matches!(strategy.way, Way::StatusQuo));
    let first = if let Some(position) = status_quo {
        strategies.remove(position)
    } else {
        let (id, name) = (Kind::StatusQuo.code().to_owned(), default_name(&Way::StatusQuo));
        if let Some((_, place)) = strategies.iter().find(|(strategy, _)| strategy.id == id) {
            log.problem(Problem::NotUnique { what: "id", name: id.clone() }, place);
        }
        (Strategy { id, name, after_days: 0, accept: None, bonus: None, way: Way::StatusQuo }, top.place().clone())
    };
    strategies.insert(0, first);
    strategies
}

/// What a strategy is called that the file gives no name.
fn default_name(way: &Way<Exact>) -> String {
    let plural = |count: u32, unit: &str| format!("{count} {unit}{}", if count == 1 { "'s" } else { "s'" });
    match way {
        Way::StatusQuo => "Do nothing".to_owned(),
        Way::ThirtyDayRaise { raise: Some(raise), .. } if *raise < Exact::ZERO => {
            format!("Concession of {}", percent(-*raise))
        }
        Way::ThirtyDayRaise { notice_days, .. } => format!("Raise, {} notice", plural(*notice_days, "day")),
        Way::QuarterlyRaise { raise, every_months: 3, .. } => format!("{} a quarter", percent(*raise)),
        Way::QuarterlyRaise { raise, every_months: 1, .. } => format!("{} a month", percent(*raise)),
        Way::QuarterlyRaise { raise, every_months, .. } => format!("{} every {every_months} months", percent(*raise)),
        Way::HeadacheTax { fee, .. } => match fee {
            HeadacheFee::AtHourlyRate { .. } => "Headache tax, your rate".to_owned(),
            HeadacheFee::ExtraHour(fee) => format!("Headache tax, {} an hour", plain(fee.fee, 6)),
            HeadacheFee::Surcharge(share) => format!("Headache tax of {}", percent(*share)),
            HeadacheFee::Monthly(fee) => format!("Headache tax, {} a month", plain(*fee, 6)),
        },
        Way::ThreeMonthNotice { notice_months, withdrawal } if withdrawal.work == Exact::ONE => {
            format!("Leave, {} notice", plural(*notice_months, "month"))
        }
        Way::ThreeMonthNotice { notice_months, withdrawal } => {
            format!("Withdraw {}, {} notice", percent(withdrawal.work), plural(*notice_months, "month"))
        }
        Way::TeamIncentive => "Pay the team better".to_owned(),
        Way::ServiceTiers { .. } => "Service tiers".to_owned(),
        Way::ExitNow(_) => "Leave at once".to_owned(),
        Way::Custom(_) => "Own plan".to_owned(),
    }
}

fn kind(log: &Log, table: &Table, node: &Node, path: &str) -> Option<(Kind, Place)> {
    let missing = || {
        let problem = Problem::MissingKey {
            key: join(path, "kind"),
            meaning: "what kind of strategy is this?".to_owned(),
            example: "kind = \"thirty-day-raise\"".to_owned(),
        };
        log.problem(problem, &node.place);
    };
    let Some(entry) = table.get("kind") else {
        missing();
        return None;
    };
    let Value::Text(code) = &entry.node.value else {
        let problem =
            Problem::WrongType { key: join(path, "kind"), expected: "a text", found: entry.node.value.words() };
        log.problem(problem, &entry.node.place);
        return None;
    };
    let kind = Kind::from_code(code);
    if kind.is_none() {
        let choices: Vec<_> = Kind::ALL.into_iter().map(Kind::code).collect();
        let suggestion = nearest(code, choices.iter().copied()).map(str::to_owned);
        let problem =
            Problem::UnknownChoice { key: "kind of strategy".to_owned(), text: code.clone(), suggestion, choices };
        log.problem(problem, &entry.node.place);
    }
    kind.map(|kind| (kind, entry.node.place.clone()))
}

fn strategy(reader: &TableReader<'_>, kind: Kind, id: String) -> Strategy<Exact> {
    let has = |key: &str| {
        let group: &Group = strategy_group(kind);
        group.key(key).is_some()
    };
    reader.choice("kind");
    let given_id = reader.text("id");
    debug_assert!(given_id.is_none_or(|given| given.value == id));
    let name = reader.text("name");
    let after_days = if has("after_days") { reader.whole_or("after_days", 0) } else { 0 };
    let bonus = has("bonus").then(|| bonus(reader, kind == Kind::TeamIncentive)).flatten();
    let problems = reader.log().problem_count();
    let way = way(reader, kind);
    let is_sound = reader.log().problem_count() == problems;
    let accept = if has("accept") { accept(reader, &way, is_sound) } else { None };
    let name = name.map_or_else(|| default_name(&way), |given| given.value);
    Strategy { id, name, after_days, accept, bonus, way }
}

/// The planner's own chance; an error where there is nothing to accept.
fn accept(reader: &TableReader<'_>, way: &Way<Exact>, is_sound: bool) -> Option<Exact> {
    let given = reader.number("accept");
    let place = reader.key_place("accept")?;
    let nothing = match way {
        Way::ThreeMonthNotice { withdrawal, .. } if withdrawal.work == Exact::ONE => {
            Some("a strategy that only ends the engagement")
        }
        Way::Custom(moves) if moves.iter().all(|planned| asks_nothing(&planned.parts).is_some()) => {
            Some("a strategy that only ends the engagement or pays a bonus")
        }
        _ => None,
    };
    if let Some(what) = nothing.filter(|_| is_sound) {
        reader.log().problem(Problem::AcceptsNothing { what: what.to_owned() }, &place);
    }
    if let Way::Custom(_) = way {
        let of_moves = reader.tables_again("move").into_iter().filter_map(|planned| planned.get("accept"));
        let also: Vec<_> = of_moves.map(|entry| (entry.key_place.clone(), "for this move".to_owned())).collect();
        if !also.is_empty() {
            reader.log().problem_with(Problem::AcceptTwice, &place, also);
        }
    }
    given.map(|given| given.exact())
}

/// Why a move holds nothing that a client could accept; none where it does.
fn asks_nothing(parts: &Parts<Exact>) -> Option<&'static str> {
    let Parts { withdrawal, bonus, .. } = parts;
    let rest = Parts { withdrawal: None, bonus: None, ..*parts };
    let ends = withdrawal.is_some_and(|withdrawal| withdrawal.work == Exact::ONE);
    let withdraws_in_part = withdrawal.is_some() && !ends;
    if rest != Parts::default() || withdraws_in_part {
        return None;
    }
    Some(match (ends, bonus.is_some()) {
        (true, _) => "a move that only ends the engagement",
        (false, _) => "a move that only pays a bonus",
    })
}

fn bonus(reader: &TableReader<'_>, by_default: bool) -> Option<Bonus<Exact>> {
    reader.one_form_of("the bonus", &["bonus", "monthly_bonus"]);
    let (share, monthly) = (reader.number("bonus"), reader.number("monthly_bonus"));
    let retention = reader.number("retention");
    let pay = match (share, monthly) {
        (Some(share), _) => Pay::ShareOfBill(share.exact()),
        (None, Some(monthly)) => Pay::Monthly(monthly.exact()),
        (None, None) if by_default => Pay::ShareOfBill(Exact::from_decimal(Decimal::new(5, 2))),
        (None, None) => return None,
    };
    let default = if by_default { Exact::from_decimal(Decimal::new(5, 1)) } else { Exact::ZERO };
    Some(Bonus { pay, retention: retention.map_or(default, |given| given.exact()) })
}

fn way(reader: &TableReader<'_>, kind: Kind) -> Way<Exact> {
    match kind {
        Kind::StatusQuo => Way::StatusQuo,
        Kind::TeamIncentive => Way::TeamIncentive,
        Kind::ThirtyDayRaise => Way::ThirtyDayRaise {
            raise: reader.number("raise").map(|given| given.exact()),
            notice_days: reader.whole_or("notice_days", 30),
        },
        Kind::QuarterlyRaise => Way::QuarterlyRaise {
            raise: reader.number_or("raise", Decimal::new(1, 1)),
            every_months: reader.whole_or("every_months", 3),
            notice_days: reader.whole_or("notice_days", 30),
            until_margin: reader.number("until_margin").map(|given| given.exact()),
            max_steps: reader.whole("max_steps").map(|given| given.value),
        },
        Kind::HeadacheTax => headache_tax(reader),
        Kind::ThreeMonthNotice => three_month_notice(reader),
        Kind::ServiceTiers => service_tiers(reader),
        Kind::ExitNow => Way::ExitNow(LettingGo {
            refund: reader.number_or("refund", Decimal::ZERO),
            referral_fee: reader.number_or("referral_fee", Decimal::ZERO),
        }),
        Kind::Custom => custom(reader),
    }
}

fn headache_tax(reader: &TableReader<'_>) -> Way<Exact> {
    reader.one_form_of("the fee", &["per_extra_hour", "surcharge", "monthly_fee"]);
    let per_extra_hour = reader.number("per_extra_hour");
    let included = reader.number_or("included_hours", Decimal::ZERO);
    let (surcharge, monthly_fee) = (reader.number("surcharge"), reader.number("monthly_fee"));
    let fee = match (per_extra_hour, surcharge, monthly_fee) {
        (Some(fee), _, _) => HeadacheFee::ExtraHour(ExtraHourFee { fee: fee.exact(), included }),
        (_, Some(share), _) => HeadacheFee::Surcharge(share.exact()),
        (_, _, Some(fee)) => HeadacheFee::Monthly(fee.exact()),
        (None, None, None) => HeadacheFee::AtHourlyRate { included },
    };
    let change = reader.number("behaviour_change");
    Way::HeadacheTax {
        fee,
        behaviour_judged: change.is_some(),
        behaviour_change: change.map_or(Exact::ZERO, |given| given.exact()),
        notice_days: reader.whole_or("notice_days", 30),
    }
}

fn three_month_notice(reader: &TableReader<'_>) -> Way<Exact> {
    let problems = reader.log().problem_count();
    let share = reader.number("share");
    let is_sound = reader.log().problem_count() == problems;
    let effort_share = reader.number("effort_share");
    let work = share.as_ref().map_or(Exact::ONE, super::reader::Given::exact);
    if is_sound {
        check_all_goes(reader, "effort_share", work, effort_share.as_ref());
    }
    let effort = effort_share.map_or(work, |given| given.exact());
    Way::ThreeMonthNotice {
        notice_months: reader.whole_or("notice_months", 3),
        withdrawal: Withdrawal { work, effort },
    }
}

/// With all of the work all of the effort goes.
fn check_all_goes(reader: &TableReader<'_>, key: &'static str, work: Exact, effort: Option<&GivenNumber>) {
    if let Some(effort) = effort
        && work == Exact::ONE
        && effort.value != Decimal::ONE
    {
        reader.log().problem(Problem::AllButEffort { key }, &effort.place);
    }
}

fn service_tiers(reader: &TableReader<'_>) -> Way<Exact> {
    let problems = reader.log().problem_count();
    let Some(tables) = reader.tables("tier") else {
        reader.needs("tier", "[[strategy.tier]]\nname = \"basic\"\nhours = 10\nmonthly = 500");
        return Way::ServiceTiers { tiers: Vec::new(), pick: None, notice_days: 0 };
    };
    let mut tiers: Vec<Tier<Exact>> = Vec::new();
    let mut names: Vec<Given<String>> = Vec::new();
    for table in &tables {
        for (key, example) in [("name", "name = \"basic\""), ("hours", "hours = 10"), ("monthly", "monthly = 500")] {
            table.needs(key, example);
        }
        let name = table.text("name");
        let hours = table.number_or("hours", Decimal::ZERO);
        let monthly = table.number_or("monthly", Decimal::ZERO);
        let Some(name) = name else { continue };
        if let Some(first) = names.iter().find(|first| first.value == name.value) {
            let problem = Problem::NotUnique { what: "tier", name: name.value.clone() };
            reader.log().problem_with(problem, &name.place, vec![(first.place.clone(), "the first".to_owned())]);
        }
        tiers.push(Tier { name: name.value.clone(), hours, monthly });
        names.push(name);
    }
    let is_sound = reader.log().problem_count() == problems;
    let pick = reader.text("pick").and_then(|pick| {
        let position = tiers.iter().position(|tier| tier.name == pick.value);
        if position.is_none() && is_sound {
            let known: Vec<String> = tiers.iter().map(|tier| tier.name.clone()).collect();
            let suggestion = nearest(&pick.value, known.iter().map(String::as_str)).map(str::to_owned);
            let problem = Problem::UnknownTier { name: pick.value.clone(), suggestion, known };
            reader.log().problem(problem, &pick.place);
        }
        position
    });
    Way::ServiceTiers { tiers, pick, notice_days: reader.whole_or("notice_days", 30) }
}

fn custom(reader: &TableReader<'_>) -> Way<Exact> {
    if let Some(tables) = reader.tables("move") {
        Way::Custom(tables.iter().map(planned_move).collect())
    } else {
        reader.needs("move", "[[strategy.move]]\nraise = \"8%\"");
        Way::Custom(Vec::new())
    }
}

fn planned_move(reader: &TableReader<'_>) -> PlannedMove<Exact> {
    reader.one_form_of("the day of the letter", &["after_days", "after_months"]);
    let after_days = reader.entry("after_days").and_then(|_| reader.whole("after_days"));
    let after_months = reader.entry("after_months").and_then(|_| reader.whole("after_months"));
    let letter = match (after_days, after_months) {
        (_, Some(months)) => LetterDay::AfterMonths(months.value),
        (days, None) => LetterDay::AfterDays(days.map_or(0, |days| days.value)),
    };
    let notice_days = reader.whole_or("notice_days", 0);
    let problems = reader.log().problem_count();
    let given = |key: &str| reader.entry(key).and_then(|_| reader.number(key));
    let optional = |key: &str| given(key).map(|given| given.exact());
    let included = optional("included_hours").unwrap_or(Exact::ZERO);
    let (withdraw, withdraw_effort) = (optional("withdraw"), given("withdraw_effort"));
    if let Some(work) = withdraw {
        check_all_goes(reader, "withdraw_effort", work, withdraw_effort.as_ref());
    }
    let parts = Parts {
        raise: optional("raise"),
        surcharge: optional("surcharge"),
        monthly_fee: optional("monthly_fee"),
        extra_hour_fee: optional("per_extra_hour").map(|fee| ExtraHourFee { fee, included }),
        behaviour_change: optional("behaviour_change"),
        withdrawal: withdraw
            .map(|work| Withdrawal { work, effort: withdraw_effort.map_or(work, |given| given.exact()) }),
        bonus: bonus_of_move(reader),
        payment_days: optional("payment_days"),
        ..Parts::default()
    };
    if MOVE_EFFECTS.iter().all(|key| reader.lacks(key)) {
        reader.log().problem(Problem::EmptyMove, reader.place());
    }
    let is_sound = reader.log().problem_count() == problems;
    let accept = optional("accept");
    if let Some(place) = reader.key_place("accept")
        && is_sound
        && let Some(what) = asks_nothing(&parts)
    {
        reader.log().problem(Problem::AcceptsNothing { what: what.to_owned() }, &place);
    }
    PlannedMove { letter, notice_days, accept, parts }
}

fn bonus_of_move(reader: &TableReader<'_>) -> Option<Bonus<Exact>> {
    let any = ["bonus", "monthly_bonus", "retention"].iter().any(|key| reader.entry(key).is_some());
    any.then(|| bonus(reader, false)).flatten()
}
