//! The strategies of a random scenario: every kind with every key of it.

use super::generator::{Draft, line};

const KINDS: [&str; 9] = [
    "thirty-day-raise",
    "quarterly-raise",
    "headache-tax",
    "three-month-notice",
    "team-incentive",
    "service-tiers",
    "exit-now",
    "custom",
    "custom",
];

/// The strategies and their ids; none at all is the default set.
pub fn write_strategies(draft: &mut Draft) -> (String, Vec<String>) {
    let mut ids = vec!["status-quo".to_owned()];
    if draft.in_percent(30) {
        let default_set = ["thirty-day-raise", "quarterly-raise", "headache-tax", "three-month-notice"];
        ids.extend(default_set.iter().map(|id| (*id).to_owned()));
        return (String::new(), ids);
    }
    let mut text = String::new();
    let mut kinds: Vec<&str> = Vec::new();
    if draft.in_percent(10) {
        text += "[[strategy]]\nkind = \"status-quo\"\n";
    }
    let count = draft.random.whole(1, 7);
    for number in 1..=count {
        let kind = *draft.random.pick(&KINDS);
        kinds.push(kind);
        let of_this_kind = kinds.iter().filter(|known| **known == kind).count();
        text += &format!("[[strategy]]\nkind = \"{kind}\"\n");
        let id = if draft.in_percent(12) {
            let id = format!("plan-{number}");
            text += &line("id", &format!("\"{id}\""));
            id
        } else if of_this_kind == 1 {
            kind.to_owned()
        } else {
            format!("{kind}-{of_this_kind}")
        };
        ids.push(id);
        if draft.in_percent(20) {
            text += &line("name", &format!("\"Own plan {number}\""));
        }
        if kind != "custom" && draft.in_percent(25) {
            let days = *draft.random.pick(&[0, 1, 10, 30, 45, 92, 100, 200, 700]);
            text += &line("after_days", &days.to_string());
        }
        if kind != "team-incentive" && draft.in_percent(12) {
            text += &write_team_pay(draft, "strategy.bonus");
        }
        text += &match kind {
            "thirty-day-raise" => write_thirty_day_raise(draft),
            "quarterly-raise" => write_quarterly_raise(draft),
            "headache-tax" => write_headache_tax(draft),
            "three-month-notice" => write_notice(draft),
            "team-incentive" => write_team_incentive(draft),
            "service-tiers" => write_service_tiers(draft),
            "exit-now" => write_exit(draft),
            _ => write_custom(draft),
        };
    }
    (text, ids)
}

/// The planner's chance for the whole plan; only where it asks for something.
fn maybe_accept(draft: &mut Draft, asks: bool) -> String {
    if asks && draft.in_percent(20) {
        line("accept", &draft.share_text("strategy.accept", 5.0, 100.0))
    } else {
        String::new()
    }
}

fn maybe_notice_days(draft: &mut Draft) -> String {
    if draft.in_percent(30) { line("notice_days", &draft.random.whole(0, 120).to_string()) } else { String::new() }
}

/// A bonus on the bill or a fixed one, with or without retention; with a key they may be ranges.
fn write_team_pay(draft: &mut Draft, key: &str) -> String {
    let mut text = if draft.in_percent(60) {
        line("bonus", &draft.share_text(key, 0.0, 9.0))
    } else {
        line("monthly_bonus", &draft.money_text(key, 0.0, 0.1 * draft.bill))
    };
    if draft.in_percent(65) {
        text += &line("retention", &draft.share_text(key, 0.0, 100.0));
    }
    text
}

fn write_thirty_day_raise(draft: &mut Draft) -> String {
    let mut asks = draft.net_margin < draft.goal_margin - 0.005;
    let mut text = String::new();
    if draft.in_percent(60) {
        asks = draft.in_percent(85);
        let (low, high) = if asks { (2.0, 60.0) } else { (-20.0, -2.0) };
        text += &line("raise", &draft.share_text("strategy.raise", low, high));
    }
    text += &maybe_notice_days(draft);
    let asks = asks && draft.realisation > 0.0;
    text + &maybe_accept(draft, asks)
}

fn write_quarterly_raise(draft: &mut Draft) -> String {
    let mut text = String::new();
    if draft.in_percent(50) {
        text += &line("raise", &draft.share_text("strategy.raise", 2.0, 20.0));
    }
    if draft.in_percent(40) {
        text += &line("every_months", &draft.random.pick(&[1, 2, 3, 4, 6, 12, 24]).to_string());
    }
    text += &maybe_notice_days(draft);
    let mut until = draft.goal_margin;
    if draft.in_percent(30) {
        let (share, margin) = draft.share("", 5.0, 60.0);
        text += &line("until_margin", &share);
        until = margin;
    }
    let mut steps = 120;
    if draft.in_percent(30) {
        steps = draft.random.whole(0, 6);
        text += &line("max_steps", &steps.to_string());
    }
    let asks = steps > 0 && draft.net_margin < until - 0.005 && draft.realisation > 0.0;
    text + &maybe_accept(draft, asks)
}

fn write_headache_tax(draft: &mut Draft) -> String {
    let mut text = String::new();
    let mut change = 0.0;
    if draft.in_percent(50) {
        let written = draft.share("strategy.behaviour_change", 0.0, 60.0);
        text += &line("behaviour_change", &written.0);
        change = written.1;
    }
    let mut asks = draft.extra_hours > 0.0;
    match draft.random.whole(0, 3) {
        0 => {
            let (low, high) = (0.2 * draft.rate, 1.3 * draft.rate);
            text += &line("per_extra_hour", &draft.money_text("strategy.per_extra_hour", low, high));
            if draft.in_percent(50) {
                let included = draft.random.whole(0, (draft.extra_hours * 1.2) as i64);
                text += &line("included_hours", &included.to_string());
                asks = (included as f64) < draft.extra_hours * (1.0 - change);
            }
        }
        1 => {
            text += &line("surcharge", &draft.share_text("strategy.surcharge", 1.0, 35.0));
            asks = true;
        }
        2 => {
            let (low, high) = (0.01 * draft.bill, 0.3 * draft.bill);
            text += &line("monthly_fee", &draft.money_text("strategy.monthly_fee", low, high));
            asks = true;
        }
        _ => {}
    }
    text += &maybe_notice_days(draft);
    let asks = asks && draft.realisation > 0.0;
    text + &maybe_accept(draft, asks)
}

fn write_notice(draft: &mut Draft) -> String {
    let mut text = String::new();
    if draft.in_percent(30) {
        text += &line("notice_months", &draft.random.whole(0, 9).to_string());
    }
    let in_part = draft.in_percent(45);
    if in_part {
        text += &line("share", &draft.share_text("strategy.share", 10.0, 90.0));
        if draft.in_percent(50) {
            text += &line("effort_share", &draft.share_text("strategy.effort_share", 5.0, 100.0));
        }
    } else if draft.in_percent(20) {
        text += &line("share", "\"100%\"");
    }
    text + &maybe_accept(draft, in_part)
}

fn write_team_incentive(draft: &mut Draft) -> String {
    if draft.in_percent(70) {
        write_team_pay(draft, "strategy.bonus")
    } else if draft.in_percent(50) {
        line("retention", &draft.share_text("strategy.retention", 0.0, 100.0))
    } else {
        String::new()
    }
}

fn write_service_tiers(draft: &mut Draft) -> String {
    let mut text = String::new();
    let names = ["basic", "plus", "premium", "named person"];
    let count = draft.random.whole(1, 4) as usize;
    if draft.in_percent(25) {
        let pick = draft.random.whole(0, count as i64 - 1) as usize;
        text += &line("pick", &format!("\"{}\"", names[pick]));
    }
    text += &maybe_notice_days(draft);
    let fees_rise = draft.in_percent(85);
    let asks = fees_rise && draft.realisation > 0.0;
    text += &maybe_accept(draft, asks);
    let mut tiers = String::new();
    let mut hours = 0;
    let mut fee_before: Option<String> = None;
    for name in names.iter().take(count) {
        hours += draft.random.whole(1, (draft.extra_hours * 0.8) as i64 + 2);
        let least = if fees_rise { 0.01 } else { 0.0 };
        let fee = match fee_before {
            // Two tiers at one price: the client takes the first.
            Some(fee) if draft.in_percent(20) => fee,
            _ if !fees_rise && draft.in_percent(50) => "0".to_owned(),
            _ => draft.money_text("", least * draft.bill, 0.25 * draft.bill),
        };
        tiers += &format!("[[strategy.tier]]\nname = \"{name}\"\nhours = {hours}\nmonthly = {fee}\n");
        fee_before = Some(fee);
    }
    text + &tiers
}

fn write_exit(draft: &mut Draft) -> String {
    let mut text = String::new();
    if draft.in_percent(50) {
        text += &line("refund", &draft.money_text("", 0.0, draft.bill));
    }
    if draft.in_percent(40) {
        text += &line("referral_fee", &draft.money_text("", 0.0, draft.bill));
    }
    text
}

/// One move of a custom strategy: its lines, and whether it asks for something, as far as is plain.
struct CustomMove {
    lines: String,
    asks: bool,
    may_be_judged: bool,
}

fn write_custom(draft: &mut Draft) -> String {
    let count = draft.random.whole(1, 4);
    let moves: Vec<CustomMove> = (0..count).map(|_| custom_move(draft)).collect();
    let asks = moves.iter().any(|each| each.asks);
    let plan = maybe_accept(draft, asks);
    let mut text = plan.clone();
    for each in moves {
        text += "[[strategy.move]]\n";
        text += &each.lines;
        // Never both: the planner judges the whole plan or its moves.
        if plan.is_empty() && each.may_be_judged && draft.in_percent(30) {
            text += &line("accept", &draft.share_text("", 5.0, 100.0));
        }
    }
    text
}

fn custom_move(draft: &mut Draft) -> CustomMove {
    let mut lines = String::new();
    match draft.random.whole(0, 4) {
        0..=1 => lines += &line("after_months", &draft.random.whole(0, 16).to_string()),
        2..=3 => lines += &line("after_days", &draft.random.whole(0, 400).to_string()),
        _ => {}
    }
    if draft.in_percent(50) {
        lines += &line("notice_days", &draft.random.pick(&[0, 14, 30, 60, 90]).to_string());
    }
    let (mut rises, mut in_part, mut other, mut ends) = (false, false, false, false);
    let before = lines.len();
    // One part as a rule, sometimes several in one move.
    while lines.len() == before || draft.in_percent(25) {
        let part = draft.random.whole(0, 8);
        let has = |key: &str| lines.lines().any(|line| line.starts_with(key));
        match part {
            0..=1 if !has("raise") => {
                let up = draft.in_percent(80);
                let (low, high) = if up { (2.0, 40.0) } else { (-15.0, -2.0) };
                lines += &line("raise", &draft.share_text("", low, high));
                rises |= up;
                other = true;
            }
            2 if !has("surcharge") => {
                lines += &line("surcharge", &draft.share_text("", 1.0, 30.0));
                rises = true;
            }
            3 if !has("monthly_fee") => {
                let fee = draft.money_text("", 0.01 * draft.bill, 0.2 * draft.bill);
                lines += &line("monthly_fee", &fee);
                rises = true;
            }
            4 if !has("per_extra_hour") => {
                let fee = draft.money_text("", 0.2 * draft.rate, 1.2 * draft.rate);
                lines += &line("per_extra_hour", &fee);
                if draft.in_percent(60) {
                    let included = draft.random.whole(0, 8);
                    lines += &line("included_hours", &included.to_string());
                }
                other = true;
            }
            5 if !has("behaviour_change") => {
                lines += &line("behaviour_change", &draft.share_text("", 0.0, 70.0));
                other = true;
            }
            6 if !has("withdraw") => {
                if draft.in_percent(75) {
                    lines += &line("withdraw", &draft.share_text("", 5.0, 80.0));
                    if draft.in_percent(50) {
                        lines += &line("withdraw_effort", &draft.share_text("", 5.0, 100.0));
                    }
                    in_part = true;
                } else {
                    lines += &line("withdraw", "\"100%\"");
                    ends = true;
                }
            }
            7 if !has("bonus") && !has("monthly_bonus") => lines += &write_team_pay(draft, ""),
            8 if !has("payment_days") => {
                lines += &line("payment_days", &draft.random.whole(0, 120).to_string());
                other = true;
            }
            _ => {}
        }
    }
    CustomMove {
        lines,
        asks: !ends && (in_part || (rises && draft.realisation > 0.0)),
        may_be_judged: !ends && (rises || in_part || other),
    }
}
