//! The sections of a random scenario, the response and the strategies apart.

use super::generator::{Draft, Random, decimal_text, line};

/// A date from 2026 to 2029; often the end of a month.
fn date(random: &mut Random) -> String {
    match random.whole(0, 9) {
        0 => "2028-02-29".to_owned(),
        1 => format!("{}-01-31", random.whole(2026, 2029)),
        2 => {
            let ends = ["01-29", "01-30", "02-28", "03-31", "08-31", "11-30", "12-31"];
            format!("{}-{}", random.whole(2026, 2029), random.pick(&ends))
        }
        _ => {
            let (year, month) = (random.whole(2026, 2029), random.whole(1, 12));
            format!("{year}-{month:02}-{:02}", random.whole(1, 28))
        }
    }
}

pub fn write_head(draft: &mut Draft) -> String {
    let currencies = [
        ("EUR", 2, 1.0),
        ("USD", 2, 1.1),
        ("JPY", 0, 130.0),
        ("KWD", 3, 0.3),
        ("THB", 2, 35.0),
        ("CHF", 2, 1.0),
        ("GBP", 2, 0.9),
    ];
    let mut text = String::new();
    if draft.in_percent(50) {
        text += &line("title", &format!("\"Case {}\"", draft.random.whole(1, 999)));
    }
    if draft.in_percent(85) {
        let (code, decimals, scale) = *draft.random.pick(&currencies);
        text += &line("currency", &format!("\"{code}\""));
        (draft.decimals, draft.scale) = (decimals, scale);
    }
    text += &line("start", &date(&mut draft.random));
    draft.months = match draft.random.whole(1, 100) {
        1..=3 => 1,
        4 => 120,
        5..=8 => 60,
        9..=40 => 24,
        41..=65 => 12,
        66..=75 => 36,
        _ => draft.random.whole(2, 48),
    };
    if draft.months != 24 || draft.in_percent(50) {
        text += &line("months", &draft.months.to_string());
    }
    if draft.in_percent(55) {
        let low = if draft.in_percent(10) { -20.0 } else { 0.0 };
        text += &line("discount", &draft.share_text("discount", low, 16.0));
    }
    text
}

pub fn write_flags(draft: &mut Draft) -> String {
    if !draft.in_percent(25) {
        return String::new();
    }
    let codes = [
        "abusive",
        "dishonest",
        "non-payer",
        "slow-payer",
        "disputes-invoices",
        "moves-goalposts",
        "unrealistic-deadlines",
        "contacts-constantly",
        "ignores-advice",
        "outside-segment",
    ];
    let first = draft.random.whole(0, codes.len() as i64 - 1) as usize;
    let chosen: Vec<&str> = codes.iter().copied().cycle().skip(first).take(2).collect();
    if draft.in_percent(50) {
        line("flags", &format!("[\"{}\", \"{}\"]", chosen[0], chosen[1]))
    } else {
        let severities = (draft.random.whole(1, 3), draft.random.whole(1, 3));
        let (first, second) = (chosen[0], chosen[1]);
        let table = format!("{{ {first} = {}, {second} = {} }}", severities.0, severities.1);
        line("flags", &table)
    }
}

/// Price step, client, effort and goal.
pub fn write_client(draft: &mut Draft) -> String {
    let scale = draft.scale;
    let (hours_text, hours) = draft.amount("client.hours", 10.0, 160.0, 1);
    let finer = match draft.random.whole(0, 9) {
        0..=1 => 1,
        2 => 2,
        _ => 0,
    };
    let mut text = "[client]\n".to_owned();
    if draft.in_percent(20) {
        text += &line("name", "\"Kestrel & Co\"");
    }
    // A price finer than the minor unit is no range: which of its decimals counts would be open.
    let price_of = |draft: &mut Draft, key: &str, low: f64, high: f64, finer: u32| {
        let key = if finer == 0 { key } else { "" };
        draft.amount(key, low, high, draft.decimals + finer)
    };
    let (price_key, (price_text, price)) = match draft.random.whole(0, 9) {
        0..=5 => {
            let price = price_of(draft, "client.rate", 30.0 * scale, 200.0 * scale, finer);
            draft.bill = price.1 * hours;
            ("rate", price)
        }
        6..=7 => {
            let (low, high) = (hours * 30.0 * scale, hours * 200.0 * scale);
            let price = price_of(draft, "client.retainer", low, high, finer);
            draft.bill = price.1;
            ("retainer", price)
        }
        _ => {
            let (low, high) = (6.0 * scale, 40.0 * scale);
            let finer = draft.random.whole(0, 4 - i64::from(draft.decimals)) as u32;
            let price = price_of(draft, "client.unit_price", low, high, finer.min(2));
            let (units_text, units) = draft.amount("client.units", 200.0, 900.0, 0);
            text += &line("units", &units_text);
            draft.bill = price.1 * units;
            ("unit_price", price)
        }
    };
    text += &line(price_key, &price_text);
    text += &line("hours", &hours_text);
    draft.price = price;
    draft.rate = draft.bill / hours;
    let margin = if draft.in_percent(70) {
        let low = if draft.in_percent(10) { -12.0 } else { 3.0 };
        let (margin_text, margin) = draft.share("client.margin", low, 65.0);
        text += &line("margin", &margin_text);
        margin
    } else {
        let (low, high) = (0.3 * draft.rate, 0.95 * draft.rate);
        let (cost_text, cost) = draft.money("client.cost", low, high);
        text += &line("cost", &cost_text);
        1.0 - cost / draft.rate
    };
    text += &write_effort(draft, hours, margin);
    draft.goal_margin = margin;
    if draft.in_percent(25) {
        let (goal_text, goal) = draft.share("", 5.0, 60.0);
        text += &format!("[goal]\n{}", line("margin", &goal_text));
        draft.goal_margin = goal;
    }
    let steps = [0.01, 0.05, 0.5, 1.0, 5.0, 10.0, 100.0];
    if draft.in_percent(30) {
        let fine_enough = |step: &f64| *step <= draft.price * 0.02;
        let steps: Vec<f64> = steps.into_iter().filter(fine_enough).collect();
        if !steps.is_empty() {
            let step = *draft.random.pick(&steps);
            return line("price_step", &step.to_string()) + &text;
        }
    }
    text
}

fn write_effort(draft: &mut Draft, hours: f64, margin: f64) -> String {
    let delivery = draft.rate * (1.0 - margin);
    let mut cost_of_an_hour = delivery;
    let mut text = String::new();
    if draft.in_percent(90) {
        text += "[effort]\n";
        if draft.in_percent(95) {
            let least = if draft.in_percent(5) { 0.0 } else { 1.0 };
            let most = least * hours * 0.7;
            let key = if least > 0.0 { "effort.hours" } else { "" };
            let (hours_text, extra) = draft.amount(key, least, most, 2);
            text += &line("hours", &hours_text);
            draft.extra_hours = extra;
        }
        if draft.in_percent(45) {
            let (low, high) = (0.2 * draft.rate, 0.8 * draft.rate);
            let (cost_text, cost) = draft.money("effort.cost", low, high);
            text += &line("cost", &cost_text);
            cost_of_an_hour = cost;
        } else if draft.extra_hours > 0.0 && draft.in_percent(50) {
            let most = 0.8 * draft.rate * draft.extra_hours;
            let (cost_text, cost) = draft.money("effort.monthly_cost", 0.1 * most, most);
            text += &line("monthly_cost", &cost_text);
            cost_of_an_hour = cost / draft.extra_hours;
        }
    }
    let cost = delivery * hours + cost_of_an_hour * draft.extra_hours;
    draft.net_margin = 1.0 - cost / draft.bill;
    text
}

pub fn write_replacement_and_costs(draft: &mut Draft) -> String {
    let mut text = String::new();
    let rate = draft.rate;
    if draft.in_percent(65) {
        text += "[replacement]\n";
        text += &line("rate", &draft.money_text("replacement.rate", 0.4 * rate, 1.6 * rate));
        let low = if draft.in_percent(10) { -10.0 } else { 5.0 };
        text += &line("margin", &draft.share_text("replacement.margin", low, 60.0));
        if draft.in_percent(60) {
            text += &line("lag_months", &draft.random.whole(0, 9).to_string());
        }
        if draft.in_percent(60) {
            text += &line("ramp_months", &draft.random.whole(1, 12).to_string());
        }
        if draft.in_percent(60) {
            text += &line("fill", &draft.share_text("replacement.fill", 0.0, 100.0));
        }
        if draft.in_percent(40) {
            let share = draft.share_text("replacement.unpaid_share", 0.0, 40.0);
            text += &line("unpaid_share", &share);
        }
        if draft.in_percent(30) {
            text += &line("increase", &draft.share_text("replacement.increase", -3.0, 8.0));
        }
        if draft.in_percent(50) {
            let cost = draft.money_text("replacement.acquisition_cost", 0.0, 60.0 * rate);
            text += &line("acquisition_cost", &cost);
        }
    }
    if draft.in_percent(50) {
        let share = draft.share_text("capacity.cost_stays", 0.0, 100.0);
        text += &format!("[capacity]\ncost_stays = {share}\n");
    }
    if draft.in_percent(40) {
        let share = draft.share_text("costs.increase", -4.0, 12.0);
        text += &format!("[costs]\nincrease = {share}\n");
    }
    text
}

pub fn write_payment(draft: &mut Draft) -> String {
    let mut text = String::new();
    if !draft.in_percent(55) {
        return text;
    }
    text += "[payment]\n";
    if draft.in_percent(85) {
        text += &line("days", &draft.amount("payment.days", 0.0, 120.0, 0).0);
    }
    for (key, most) in [("cost_of_capital", 20.0), ("bad_debt", 8.0), ("disputed", 8.0), ("last_bills_unpaid", 100.0)] {
        if draft.in_percent(60) {
            text += &line(key, &draft.share_text(&format!("payment.{key}"), 0.0, most));
        }
    }
    text
}

pub fn write_team_and_business(draft: &mut Draft) -> String {
    let mut text = String::new();
    if draft.in_percent(45) {
        draft.has_team = true;
        let cost = draft.money_text("team.replacement_cost", 0.0, 25_000.0 * draft.scale);
        text += "[team]\n";
        text += &line("people", &draft.random.whole(1, 8).to_string());
        text += &line("quit_chance", &draft.share_text("team.quit_chance", 0.0, 25.0));
        text += &line("replacement_cost", &cost);
    }
    if draft.in_percent(25) {
        let bill = draft.bill;
        let revenue = draft.money("", 1.0 * bill, 6.0 * bill);
        let costs = draft.money_text("", 0.8 * revenue.1, 1.05 * revenue.1);
        text += "[business]\n";
        text += &line("monthly_revenue", &revenue.0);
        text += &line("monthly_costs", &costs);
        text += &line("cash", &draft.money_text("", 0.0, 8.0 * bill));
    }
    text
}

pub fn write_contract(draft: &mut Draft) -> String {
    let mut text = String::new();
    if !draft.in_percent(40) {
        return text;
    }
    text += "[contract]\n";
    if draft.in_percent(60) {
        text += &line("notice_days", &draft.random.pick(&[0, 14, 30, 45, 90, 180]).to_string());
    }
    if draft.in_percent(50) {
        text += &line("termination_months", &draft.random.whole(0, 6).to_string());
    }
    if draft.in_percent(30) {
        text += &line("price_locked_until", &date(&mut draft.random));
    }
    if draft.in_percent(50) {
        text += &line("max_raise", &draft.share_text("", 0.0, 40.0));
    }
    text
}

pub fn write_risks(draft: &mut Draft, ids: &[String]) -> String {
    let kinds = ["legal", "financial", "public-relations", "other-clients", "other"];
    let count = if draft.in_percent(40) { draft.random.whole(1, 3) } else { 0 };
    let mut text = String::new();
    for number in 1..=count {
        text += &format!("[[risk]]\nname = \"risk {number}\"\n");
        text += &line("kind", &format!("\"{}\"", draft.random.pick(&kinds)));
        text += &line("chance", &draft.share_text("risk.chance", 0.0, 40.0));
        text += &line("cost", &draft.money_text("risk.cost", 0.0, 3.0 * draft.bill));
        let when = *draft.random.pick(&["start", "serving", "exit"]);
        text += &line("when", &format!("\"{when}\""));
        if draft.in_percent(35) {
            let first = draft.random.whole(0, ids.len() as i64 - 1) as usize;
            let named: Vec<String> = ids.iter().skip(first).take(2).cloned().collect();
            text += &line("strategies", &format!("[\"{}\"]", named.join("\", \"")));
        }
    }
    text
}

pub fn write_correlations(draft: &mut Draft) -> String {
    // Keys of single tables only: there is one of each.
    let single = |key: &String| !key.starts_with("strategy.") && !key.starts_with("risk.");
    draft.ranges.retain(single);
    if draft.ranges.len() < 2 || !draft.in_percent(40) {
        return String::new();
    }
    let rho = decimal_text(draft.random.whole(-9, 9), 1);
    let (a, b) = (&draft.ranges[0], &draft.ranges[1]);
    format!("[[correlation]]\na = \"{a}\"\nb = \"{b}\"\nrho = {rho}\n")
}
