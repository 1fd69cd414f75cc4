//! The model by hand: a small example of everything that it computes, with the working, for a pocket calculator.
//!
//! Most are about one client, see `Plan::with`: 50 hours at 100 are 5 000 a month, they cost 3 000, 10 unpaid hours at 30
//! cost 300, and 1 700 are left. Month 1 is January 2027.

mod support;

use support::plan::{Plan, assert_close};

// Today.

#[test]
fn today_follows_from_five_numbers() {
    let plan = Plan::with("months = 1", "");
    let figures = [
        ("bill", "5000"),            // 100 · 50
        ("delivery_cost", "3000"),   // 5000 · (1 − 40 %)
        ("effort_cost", "300"),      // 10 · 30
        ("cost_to_serve", "3300"),   // 3000 + 300
        ("profit", "1700"),          // 5000 − 3300
        ("margin", "0.4"),           // as given
        ("net_margin", "0.34"),      // 1700 / 5000
        ("hours_worked", "60"),      // 50 + 10
        ("zero_profit_price", "66"), // 3300 / 50
        ("goal_price", "110"),       // 3300 / ((1 − 40 %) · 50) = 3300 / 30
    ];
    for (figure, expected) in figures {
        assert_eq!(plan.today(figure), expected, "{figure}");
    }
    assert_close(&plan.today("rate_worked"), &[5000.0 / 60.0]);
}

#[test]
fn a_retainer_and_a_price_a_unit_are_other_ways_to_write_the_same_client() {
    let client =
        |price: &str| format!("start = 2027-01-01\n[client]\n{price}\nhours = 50\ncost = 60\n[effort]\nhours = 10");
    // An hour costs 60, so 3000 of 5000 are costs and the margin is 40 %; an extra hour costs as much: 10 · 60 = 600.
    // Zero profit at 3600; the goal, 40 %, at 3600 / 60 % = 6000.
    let retainer = Plan::of(&client("retainer = 5000"));
    let unit = Plan::of(&client("unit_price = 250\nunits = 20"));
    for plan in [&retainer, &unit] {
        assert_eq!(plan.today("bill"), "5000");
        assert_eq!(plan.today("rate"), "100");
        assert_eq!(plan.today("margin"), "0.4");
        assert_eq!(plan.today("profit"), "1400");
    }
    assert_eq!(retainer.today("zero_profit_price"), "3600");
    assert_eq!(retainer.today("goal_price"), "6000");
    assert_eq!(unit.today("zero_profit_price"), "180"); // 3600 / 20 units
    assert_eq!(unit.today("goal_price"), "300"); // 6000 / 20 units
}

// Every kind of strategy.

#[test]
fn the_status_quo_is_today_again_and_again() {
    for named in ["", "[[strategy]]\nkind = \"status-quo\""] {
        let plan = Plan::with("months = 3", named);
        assert_eq!(plan.ids()[0], "status-quo");
        assert!(plan.moves("status-quo").is_empty());
        assert_eq!(plan.months("status-quo", "net_profit"), "1700 1700 1700");
        assert_eq!(plan.months("status-quo", "cumulative"), "1700 3400 5100");
        assert_eq!(plan.total("status-quo", "net_profit"), "5100");
        assert_eq!(plan.total("status-quo", "client_hours"), "180"); // 3 · (50 + 10)
        assert_eq!(plan.total("status-quo", "hours_worked"), "180");
        assert_eq!(plan.total("status-quo", "accepts"), "1");
        assert_eq!(plan.total("status-quo", "if_accepted"), "5100");
        assert_eq!(plan.total("status-quo", "if_refused"), "none");
        assert_eq!(plan.total("status-quo", "paid_back_in_month"), "none");
    }
}

#[test]
fn without_strategies_the_default_set_is_compared() {
    let always = ["status-quo", "thirty-day-raise", "quarterly-raise", "headache-tax", "three-month-notice"];
    assert_eq!(Plan::with("months = 1", "").ids(), always);
    let team = "[team]\npeople = 1\nquit_chance = \"10%\"\nreplacement_cost = 100";
    let plan = Plan::with("months = 1\nflags = [\"abusive\"]", team);
    assert_eq!(plan.ids(), [&always[..], &["team-incentive", "exit-now"]].concat());
    // A mild one does not say leave, nor does a grave one of another kind.
    let ids = |flags: &str| Plan::with(&format!("months = 1\nflags = {flags}"), "").ids().len();
    let counts = ["{ abusive = 1 }", "{ abusive = 2 }", "{ abusive = 3 }", "{ slow-payer = 3 }"].map(ids);
    assert_eq!(counts, [5, 6, 6, 5]);
}

#[test]
fn a_thirty_day_raise_asks_for_the_goal_price_from_the_first_month_after_thirty_days() {
    let plan = Plan::with("months = 3", "[[strategy]]\nkind = \"thirty-day-raise\"");
    // 1 January + 30 days is 31 January; the first month that begins on or after it is February.
    assert_eq!(plan.moves("thirty-day-raise"), ["2027-01-01 > 2027-01-31 in 2"]);
    assert_eq!(plan.months("thirty-day-raise", "price"), "100 110 110");
    // 50 · 110 = 5500, 500 more than before: 1700 + 500 = 2200.
    assert_eq!(plan.months("thirty-day-raise", "revenue"), "5000 5500 5500");
    assert_eq!(plan.months("thirty-day-raise", "net_profit"), "1700 2200 2200");
    assert_eq!(plan.total("thirty-day-raise", "difference"), "1000");
}

#[test]
fn a_thirty_day_raise_to_another_goal_is_rounded_up_and_none_where_the_goal_is_reached() {
    let goal = |margin: &str| {
        Plan::with("months = 2", &format!("[goal]\nmargin = \"{margin}\"\n[[strategy]]\nkind = \"thirty-day-raise\""))
    };
    // 3300 / ((1 − 37 %) · 50) = 3300 / 31.5 = 104.7619…
    assert_eq!(goal("37%").months("thirty-day-raise", "price"), "100 104.77");
    // Today's net margin is 34 %.
    assert!(goal("34%").moves("thirty-day-raise").is_empty());
    assert_eq!(goal("34%").months("thirty-day-raise", "price"), "100 100");
    // Nor is there a raise to the next multiple of 7, which is 105, where 100 is enough.
    let rest = "[goal]\nmargin = \"34%\"\n[[strategy]]\nkind = \"thirty-day-raise\"";
    let plan = Plan::with("months = 2\nprice_step = 7", rest);
    assert_eq!(plan.today("goal_price"), "105");
    assert!(plan.moves("thirty-day-raise").is_empty());
}

#[test]
fn a_concession_is_a_negative_raise_and_no_ask() {
    let rest =
        "[response]\nwalk_away = { low = 0, high = 0.2 }\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"-5%\"";
    let plan = Plan::with("months = 3", rest);
    // 50 · 95 = 4750, 250 less.
    assert_eq!(plan.months("thirty-day-raise", "price"), "100 95 95");
    assert_eq!(plan.months("thirty-day-raise", "net_profit"), "1700 1450 1450");
    assert_eq!(plan.total("thirty-day-raise", "accepts"), "1");
    assert_eq!(plan.total("thirty-day-raise", "if_refused"), "none");
    assert_eq!(plan.break_even("thirty-day-raise", "accept"), "none");
    assert_eq!(plan.break_even("thirty-day-raise", "volume_loss"), "none");
}

#[test]
fn a_quarterly_raise_climbs_until_the_margin_is_reached() {
    let plan = |keys: &str| Plan::with("months = 6", &format!("[[strategy]]\nkind = \"quarterly-raise\"\n{keys}"));
    // After three months +10 %. At 110 the net margin is (5500 − 3300) / 5500 = 40 %, the goal: no further step.
    let quarterly = plan("");
    assert_eq!(quarterly.moves("quarterly-raise"), ["2027-03-02 > 2027-04-01 in 4"]);
    assert_eq!(quarterly.months("quarterly-raise", "price"), "100 100 100 110 110 110");
    // At 121 it is (6050 − 3300) / 6050 = 45 %, at 133.10 (6655 − 3300) / 6655 = 50.4 %.
    let monthly = plan("every_months = 1\nuntil_margin = \"50%\"");
    assert_eq!(monthly.months("quarterly-raise", "price"), "100 110 121 133.1 133.1 133.1");
    let twice = plan("every_months = 1\nuntil_margin = \"50%\"\nmax_steps = 2");
    assert_eq!(twice.months("quarterly-raise", "price"), "100 110 121 121 121 121");
}

#[test]
fn a_headache_tax_bills_the_extra_hours_and_may_calm_the_client() {
    let tax = |keys: &str| Plan::with("months = 2", &format!("[[strategy]]\nkind = \"headache-tax\"\n{keys}"));
    // All 10 extra hours at the rate of 100: 1000 more.
    let default = tax("");
    assert_eq!(default.moves("headache-tax"), ["2027-01-01 > 2027-01-31 in 2"]);
    assert_eq!(default.months("headache-tax", "net_profit"), "1700 2700");
    assert_eq!(default.months("headache-tax", "price"), "100 100");
    // 5 are left. They cost 5 · 30 = 150, and bring 5 · 100 = 500: 5500 − 3000 − 150 = 2350.
    let calmer = tax("behaviour_change = \"50%\"");
    assert_eq!(calmer.months("headache-tax", "extra_hours"), "10 5");
    assert_eq!(calmer.months("headache-tax", "freed_hours"), "0 5");
    assert_eq!(calmer.months("headache-tax", "net_profit"), "1700 2350");
    // 2 of 5 included: 3 · 40 = 120. 5120 − 3000 − 150 = 1970.
    let included = tax("behaviour_change = \"50%\"\nper_extra_hour = 40\nincluded_hours = 2");
    assert_eq!(included.months("headache-tax", "revenue"), "5000 5120");
    assert_eq!(included.months("headache-tax", "net_profit"), "1700 1970");
    // 10 % of 5000 = 500.
    let surcharge = tax("behaviour_change = \"50%\"\nsurcharge = \"10%\"");
    assert_eq!(surcharge.months("headache-tax", "net_profit"), "1700 2350");
    // 5000 + 250 − 3000 − 150 = 2100.
    let monthly = tax("behaviour_change = \"50%\"\nmonthly_fee = 250");
    assert_eq!(monthly.months("headache-tax", "net_profit"), "1700 2100");
}

#[test]
fn a_notice_of_three_months_ends_the_engagement_three_calendar_months_later() {
    let plan = Plan::with("months = 5", "[[strategy]]\nkind = \"three-month-notice\"");
    let figure = |figure: &str| plan.months("three-month-notice", figure);
    assert_eq!(plan.moves("three-month-notice"), ["2027-01-01 > 2027-04-01 in 4"]);
    assert_eq!(figure("price"), "100 100 100 none none");
    assert_eq!(figure("revenue"), "5000 5000 5000 0 0");
    assert_eq!(figure("still_there"), "1 1 1 0 0");
    assert_eq!(figure("freed_hours"), "0 0 0 60 60");
    assert_eq!(plan.total("three-month-notice", "net_profit"), "5100");
    assert_eq!(plan.total("three-month-notice", "if_refused"), "none");
}

#[test]
fn a_part_of_the_work_may_be_withdrawn_and_is_an_ask() {
    let rest = r#"
        [[strategy]]
        kind = "three-month-notice"
        share = "40%"
        effort_share = "50%"
        accept = "80%""#;
    let plan = Plan::with("months = 4", rest);
    let figure = |figure: &str| plan.months("three-month-notice", figure);
    // 30 of 50 hours are left: 3000 − 1800; and 5 of 10 extra hours: 150. Profit 1050, if the client stays, 80 %: 840.
    assert_eq!(figure("still_there"), "1 1 1 0.8");
    assert_eq!(figure("revenue"), "5000 5000 5000 2400");
    assert_eq!(figure("billed_hours"), "50 50 50 24");
    assert_eq!(figure("extra_hours"), "10 10 10 4");
    assert_eq!(figure("client_profit"), "1700 1700 1700 840");
    assert_eq!(figure("freed_hours"), "0 0 0 32"); // 60 − 28
    assert_eq!(plan.total("three-month-notice", "if_accepted"), "6150"); // 3 · 1700 + 1050
    assert_eq!(plan.total("three-month-notice", "if_refused"), "5100");
    // As much so where nobody says how likely it is.
    let unjudged = Plan::with("months = 4", &rest.replace("accept = \"80%\"", ""));
    assert_eq!(unjudged.total("three-month-notice", "if_refused"), "5100");
}

/// Four people, each of whom leaves with a chance of 10 % a month because of this client, as 0.9¹² = 0.282429536481 of
/// them would be there after a year; each costs 1000 to replace. So turnover costs 4 · 0.1 · 1000 = 400 a month.
const TEAM: &str = "[team]\npeople = 4\nquit_chance = \"71.7570463519%\"\nreplacement_cost = 1000\n";

#[test]
fn a_team_incentive_pays_a_share_of_the_bill_and_halves_turnover() {
    let plan = Plan::with("months = 2", &format!("{TEAM}[[strategy]]\nkind = \"team-incentive\""));
    assert_eq!(plan.months("status-quo", "turnover"), "400 400");
    assert_eq!(plan.months("status-quo", "net_profit"), "1300 1300");
    // From the first day 5 % of 5000; half of the leaving is prevented.
    assert_eq!(plan.moves("team-incentive"), ["2027-01-01 > 2027-01-01 in 1"]);
    assert_eq!(plan.months("team-incentive", "bonus"), "250 250");
    assert_eq!(plan.months("team-incentive", "turnover"), "200 200");
    assert_eq!(plan.months("team-incentive", "net_profit"), "1250 1250"); // 1700 − 250 − 200
}

#[test]
fn the_client_picks_the_cheapest_tier_that_covers_its_extra_hours() {
    let tiers = |keys: &str, tiers: &[(&str, u32, u32)]| {
        let tables = tiers.iter().map(|(name, hours, monthly)| {
            format!("[[strategy.tier]]\nname = \"{name}\"\nhours = {hours}\nmonthly = {monthly}\n")
        });
        let rest = format!("[[strategy]]\nkind = \"service-tiers\"\n{keys}\n{}", tables.collect::<String>());
        let plan = Plan::with("months = 2", &rest);
        let figure = |figure: &str| plan.months("service-tiers", figure);
        format!("{} / {} / {}", figure("revenue"), figure("extra_hours"), figure("net_profit"))
    };
    // 12 hours for 300 cover the 10; 20 for 500 are dearer, and of equals the first counts. 5300 − 3300 = 2000.
    let all = [("small", 5, 100), ("large", 20, 500), ("medium", 12, 300), ("other", 15, 300)];
    assert_eq!(tiers("", &all), "5000 5300 / 10 10 / 1700 2000");
    // None covers 10: the largest, 6 hours. 5000 + 150 − 3000 − 6 · 30 = 1970.
    let none_covers = [("big", 6, 150), ("small", 4, 100)];
    assert_eq!(tiers("", &none_covers), "5000 5150 / 10 6 / 1700 1970");
    // Wherever it stands; of equals the first.
    let large_last = [("small", 4, 100), ("big", 6, 150), ("as big", 6, 130)];
    assert_eq!(tiers("", &large_last), "5000 5150 / 10 6 / 1700 1970");
    // The planner knows better. 5000 + 100 − 3000 − 4 · 30 = 1980.
    assert_eq!(tiers("pick = \"small\"", &none_covers), "5000 5100 / 10 4 / 1700 1980");
}

#[test]
fn an_exit_pays_a_refund_and_earns_a_referral_fee_if_the_client_is_still_there() {
    let exit = "[[strategy]]\nkind = \"exit-now\"\nrefund = 500\nreferral_fee = 200\n";
    let at_once = Plan::with("months = 2", exit);
    assert_eq!(at_once.moves("exit-now"), ["2027-01-01 > 2027-01-01 in 1"]);
    assert_eq!(at_once.months("exit-now", "revenue"), "0 0");
    assert_eq!(at_once.months("exit-now", "one_offs"), "300 0"); // 500 − 200
    assert_eq!(at_once.total("exit-now", "net_profit"), "-300");
    // On 1 March; by then one client in ten has gone by itself. 1700, 0.9 · 1700 = 1530, −0.9 · 300 = −270.
    let later = Plan::with("months = 3", &format!("[response]\nchurn = \"10%\"\n{exit}after_days = 59"));
    assert_eq!(later.months("exit-now", "still_there"), "1 0.9 0");
    assert_eq!(later.months("exit-now", "net_profit"), "1700 1530 -270");
}

#[test]
fn a_custom_strategy_is_a_list_of_moves() {
    let rest = r#"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        behaviour_change = "20%"
        [[strategy.move]]
        after_days = 59
        surcharge = "5%"
        monthly_fee = 50
        [[strategy.move]]
        after_months = 2
        notice_days = 31
        withdraw = "50%"
        withdraw_effort = "25%"
        [[strategy.move]]
        after_months = 4
        monthly_bonus = 100
        [[strategy.move]]
        after_months = 5
        per_extra_hour = 20
        included_hours = 1"#;
    let plan = Plan::with("months = 6", rest);
    // 1 January + 59 days and 1 March + 31 days are the first of March and of April.
    let moves = [
        "2027-02-01 > 2027-02-01 in 2",
        "2027-03-01 > 2027-03-01 in 3",
        "2027-03-01 > 2027-04-01 in 4",
        "2027-05-01 > 2027-05-01 in 5",
        "2027-06-01 > 2027-06-01 in 6",
    ];
    assert_eq!(plan.moves("custom"), moves);
    assert_eq!(plan.months("custom", "price"), "100 110 110 110 110 110");
    assert_eq!(plan.months("custom", "billed_hours"), "50 50 50 25 25 25");
    // 10 · 80 % = 8, 8 · 75 % = 6.
    assert_eq!(plan.months("custom", "extra_hours"), "10 8 8 6 6 6");
    // 50 · 110 = 5500; 5500 · 1.05 + 50 = 5825; 2750 · 1.05 + 50 = 2937.50; and (6 − 1) · 20 = 100 more.
    assert_eq!(plan.months("custom", "revenue"), "5000 5500 5825 2937.5 2937.5 3037.5");
    // Less 3000 + 240; less 3000 + 240; less 1500 + 180; less a bonus of 100 as well.
    assert_eq!(plan.months("custom", "net_profit"), "1700 2260 2585 1257.5 1157.5 1257.5");
}

// Every line of a month.

#[test]
fn a_dearer_client_buys_less_and_asks_as_much() {
    let rest = r#"
        [response]
        hours_elasticity = 1
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "20%"
        monthly_fee = 250"#;
    let plan = Plan::with("months = 2", rest);
    // Asked for (50 · 120 + 250) / 5000 = 1.25 of the bill it buys 1 / 1.25 = 80 %: 40 hours. The fee stays whole.
    assert_eq!(plan.months("custom", "billed_hours"), "50 40");
    assert_eq!(plan.months("custom", "extra_hours"), "10 10");
    assert_eq!(plan.months("custom", "revenue"), "5000 5050"); // 40 · 120 + 250
    assert_eq!(plan.months("custom", "delivery_cost"), "3000 2400"); // 40 · 60
    assert_eq!(plan.months("custom", "client_profit"), "1700 2350"); // 5050 − 2400 − 300
    assert_eq!(plan.months("custom", "freed_hours"), "0 10");
}

/// 5 % a month: 1.05¹² = 1.795856326022129150390625.
const FIVE_PERCENT_A_MONTH: &str = "\"79.5856326022129150390625%\"";

#[test]
fn own_costs_rise_from_the_second_month_on() {
    let plan = Plan::with("months = 3", &format!("[costs]\nincrease = {FIVE_PERCENT_A_MONTH}"));
    assert_eq!(plan.months("status-quo", "delivery_cost"), "3000 3150 3307.5"); // 3000 · 1.05 · 1.05
    assert_eq!(plan.months("status-quo", "effort_cost"), "300 315 330.75");
    assert_eq!(plan.months("status-quo", "client_profit"), "1700 1535 1361.75");
}

#[test]
fn what_is_not_collected_and_waiting_for_the_rest_cost_money() {
    let rest = r#"
        [payment]
        days = 73
        cost_of_capital = "10%"
        bad_debt = "2%"
        disputed = "3%"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        payment_days = 14.6"#;
    let plan = Plan::with("months = 2", rest);
    assert_eq!(plan.months("custom", "uncollected"), "250 250"); // 5000 · 5 %
    assert_eq!(plan.months("custom", "financing"), "100 20"); // 5000 · 73/365 · 10 %, then 14.6/365
    assert_eq!(plan.months("custom", "client_profit"), "1350 1430"); // 1700 − 250 − 100
}

#[test]
fn turnover_is_caused_by_the_hours_that_the_client_takes() {
    let rest = format!(
        "{TEAM}[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_months = 1\nbehaviour_change = \"60%\""
    );
    let plan = Plan::with("months = 2", &rest);
    // 50 + 4 of 60 hours are left: 400 · 0.9.
    assert_eq!(plan.months("custom", "turnover"), "400 360");
    assert_eq!(plan.months("custom", "client_profit"), "1300 1520"); // 1700 − 400; 1700 + 6 · 30 − 360
}

#[test]
fn bonuses_add_up_and_what_is_left_of_turnover_multiplies() {
    let rest = format!(
        "{TEAM}[[strategy]]\nkind = \"custom\"\nmonthly_bonus = 50\nretention = \"20%\"\n\
         [[strategy.move]]\nafter_months = 1\nbonus = \"2%\"\nretention = \"50%\""
    );
    let plan = Plan::with("months = 2", &rest);
    assert_eq!(plan.months("custom", "bonus"), "50 150"); // 50; 50 + 5000 · 2 %
    assert_eq!(plan.months("custom", "turnover"), "320 160"); // 400 · 0.8; 400 · 0.8 · 0.5
}

#[test]
fn a_risk_of_serving_comes_with_every_month() {
    // At least once a year with 71.7570463519 %: 1 − 0.9¹². So 10 % a month, and 0.1 · 1000 = 100.
    let rest =
        "[[risk]]\nname = \"claim\"\nchance = \"71.7570463519%\"\ncost = 1000\nwhen = \"serving\"\nkind = \"legal\"";
    let plan = Plan::with("months = 2", rest);
    assert_eq!(plan.months("status-quo", "serving_risk"), "100 100");
    assert_eq!(plan.months("status-quo", "client_profit"), "1600 1600");
}

#[test]
fn client_profit_is_the_bill_less_every_line() {
    let rest = format!(
        "{TEAM}[payment]\ndays = 73\ncost_of_capital = \"10%\"\nbad_debt = \"5%\"\n\
         [[risk]]\nname = \"claim\"\nkind = \"legal\"\nchance = \"71.7570463519%\"\ncost = 1000\nwhen = \"serving\"\n\
         [[strategy]]\nkind = \"team-incentive\"\nmonthly_bonus = 50\nretention = \"0%\""
    );
    let plan = Plan::with("months = 1", &rest);
    // 5000 − 3000 − 300 − 250 − 100 − 400 − 50 − 100
    assert_eq!(plan.months("team-incentive", "client_profit"), "800");
    assert_eq!(plan.total("team-incentive", "client_margin"), "0.16");
}

// Hours set free.

#[test]
fn freed_hours_are_sold_again_after_a_lag_along_a_ramp_up_to_the_fill() {
    let rest = r#"
        [replacement]
        rate = 100
        margin = "50%"
        lag_months = 1
        ramp_months = 2
        fill = "80%"
        [[strategy]]
        kind = "exit-now""#;
    let plan = Plan::with("months = 4", rest);
    // 60 hours are free at once. Of them 0, 80 % · 1/2 = 40 %, 80 %, 80 % are sold.
    assert_eq!(plan.months("exit-now", "freed_hours"), "60 60 60 60");
    assert_eq!(plan.months("exit-now", "redeployed_hours"), "0 24 48 48");
    assert_eq!(plan.months("exit-now", "replacement_profit"), "0 1200 2400 2400"); // at 100 · 50 %
    assert_eq!(plan.total("exit-now", "freed_hours"), "240");
    assert_eq!(plan.total("exit-now", "redeployed_hours"), "120");
    assert_eq!(plan.total("exit-now", "replacement_revenue"), "12000");
    assert_eq!(plan.total("exit-now", "net_profit"), "6000");
    assert_eq!(plan.total("exit-now", "hours_worked"), "120");
    assert_eq!(plan.total("exit-now", "rate_worked"), "100");
}

#[test]
fn hours_released_later_begin_their_own_ramp() {
    let rest = r#"
        [replacement]
        rate = 100
        margin = "50%"
        ramp_months = 2
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_days = 0
        withdraw = "20%"
        accept = "100%"
        [[strategy.move]]
        after_months = 1
        withdraw = "100%""#;
    let plan = Plan::with("months = 3", rest);
    // 12 hours in month 1, 48 more in month 2: 12/2 = 6; 12 + 48/2 = 36; 60.
    assert_eq!(plan.months("custom", "freed_hours"), "12 60 60");
    assert_eq!(plan.months("custom", "redeployed_hours"), "6 36 60");
}

#[test]
fn new_work_has_unpaid_hours_and_rates_of_its_own() {
    let rest = format!(
        "[replacement]\nrate = 100\nmargin = \"50%\"\nlag_months = 1\nunpaid_share = \"25%\"\n\
         increase = {FIVE_PERCENT_A_MONTH}\n[[strategy]]\nkind = \"exit-now\""
    );
    let plan = Plan::with("months = 3", &rest);
    assert_eq!(plan.months("exit-now", "redeployed_hours"), "0 60 60");
    // 45 of 60 hours are billed at 105, then 110.25: 4725 + 4961.25.
    assert_eq!(plan.total("exit-now", "replacement_revenue"), "9686.25");
    // Half of it is margin, 2362.50 and 2480.625; the 15 unpaid hours cost 30 each, 450.
    assert_eq!(plan.months("exit-now", "replacement_profit"), "0 1912.5 2030.625");
}

#[test]
fn cost_that_stays_is_idle_until_the_hours_are_sold() {
    let exit = "[capacity]\ncost_stays = \"50%\"\n[[strategy]]\nkind = \"exit-now\"\n";
    // Of the 3300 set free half goes on, less what works again: 0, then 1/4 and 2/4 of it.
    let ramp = format!("{exit}[replacement]\nrate = 100\nmargin = \"50%\"\nlag_months = 1\nramp_months = 4\n");
    let plan = Plan::with("months = 3", &ramp);
    assert_eq!(plan.months("exit-now", "idle_cost"), "1650 1237.5 825"); // 1650 · 1, 3/4, 2/4
    assert_eq!(plan.months("exit-now", "net_profit"), "-1650 -487.5 675"); // 0, 15 and 30 hours at 50, less that
    // Nothing takes its place, and costs rise by 5 % a month: 1650 · 1.05.
    let costs = format!("{exit}[costs]\nincrease = {FIVE_PERCENT_A_MONTH}");
    assert_eq!(Plan::with("months = 2", &costs).months("exit-now", "idle_cost"), "1650 1732.5");
}

#[test]
fn idle_cost_knows_what_an_extra_hour_costs() {
    let rest = r#"
        [capacity]
        cost_stays = "100%"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        behaviour_change = "50%""#;
    // 5 extra hours at 30 fall away, and their 150 stay.
    let plan = Plan::with("months = 2", rest);
    assert_eq!(plan.months("custom", "idle_cost"), "0 150");
    assert_eq!(plan.months("custom", "net_profit"), "1700 1700");
}

#[test]
fn finding_work_costs_money_once() {
    let rest = r#"
        [replacement]
        rate = 100
        margin = "50%"
        lag_months = 1
        ramp_months = 2
        acquisition_cost = 1200
        [[strategy]]
        kind = "exit-now""#;
    // Half of the 60 hours in month 2, the other half in month 3.
    let plan = Plan::with("months = 4", rest);
    assert_eq!(plan.months("exit-now", "acquisition"), "0 600 600 0");
    assert_eq!(plan.months("exit-now", "net_profit"), "0 900 2400 3000"); // 30 · 50 − 600; 60 · 50 − 600; 60 · 50
}

// One-off amounts.

#[test]
fn risks_come_once_at_the_start_or_when_the_client_goes() {
    let rest = r#"
        [response]
        churn = "10%"
        [[risk]]
        name = "letter"
        kind = "legal"
        chance = "10%"
        cost = 1000
        when = "start"
        [[risk]]
        name = "talk"
        kind = "public-relations"
        chance = "20%"
        cost = 500
        when = "exit"
        [[strategy]]
        kind = "three-month-notice"
        notice_months = 2"#;
    let plan = Plan::with("months = 3", rest);
    // It goes by itself, 10 % in month 2 and of the 90 % left 10 % in month 3: 0.1 · 100, 0.09 · 100.
    assert_eq!(plan.months("status-quo", "still_there"), "1 0.9 0.81");
    assert_eq!(plan.months("status-quo", "one_offs"), "0 10 9");
    // The letter costs 10 % · 1000 in month 1; all 90 % that are left go in month 3: 0.9 · 100.
    assert_eq!(plan.months("three-month-notice", "one_offs"), "100 10 90");
}

#[test]
fn a_part_of_the_open_balance_is_lost_when_the_client_goes() {
    let rest = r#"
        [payment]
        days = 73
        last_bills_unpaid = "50%"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_days = 0
        raise = "10%"
        accept = "100%"
        [[strategy.move]]
        after_months = 1
        withdraw = "100%"
        [[strategy]]
        kind = "exit-now""#;
    let plan = Plan::with("months = 2", rest);
    // 73 days are 73 · 12/365 = 2.4 bills. Half of 2.4 · 5500, the bill of the month before; in month 1 of 2.4 · 5000.
    assert_eq!(plan.months("custom", "one_offs"), "0 6600");
    assert_eq!(plan.months("exit-now", "one_offs"), "6000 0");
}

// Totals.

#[test]
fn the_present_value_counts_every_month_from_its_end() {
    let plan = Plan::with("months = 2\ndiscount = \"10%\"", "");
    // January ends 31 days after the start, February 59.
    let expected = 1700.0 * 1.1_f64.powf(-31.0 / 365.0) + 1700.0 * 1.1_f64.powf(-59.0 / 365.0);
    assert_close(&plan.total("status-quo", "present_value"), &[expected]);
    // The months 1 to 11 of a year in which the client goes at once bring nothing; 365 days after the start …
    let rest = "[replacement]\nrate = 100\nmargin = \"55%\"\nlag_months = 11\n[[strategy]]\nkind = \"exit-now\"";
    let plan = Plan::with("months = 12\ndiscount = \"10%\"", rest);
    // … 60 · 55 = 3300, today 3300 / 1.1 = 3000.
    assert_eq!(plan.total("exit-now", "net_profit"), "3300");
    assert_eq!(plan.total("exit-now", "present_value"), "3000");
}

#[test]
fn an_exit_is_paid_back_when_its_sum_has_caught_up_for_good() {
    let rest = "[replacement]\nrate = 100\nmargin = \"40%\"\nlag_months = 1\n[[strategy]]\nkind = \"exit-now\"";
    // 60 · 40 = 2400 a month from month 2 on, instead of 1700. Differences: −1700, −1000, −300, +400, +1100.
    let plan = Plan::with("months = 5", rest);
    assert_eq!(plan.months("exit-now", "cumulative"), "0 2400 4800 7200 9600");
    assert_eq!(plan.total("exit-now", "paid_back_in_month"), "4");
    assert_eq!(plan.total("exit-now", "deepest_shortfall"), "-1700");
    assert_eq!(plan.total("exit-now", "difference"), "1100");
    assert_eq!(plan.total("exit-now", "last_month_profit"), "2400");
    assert_eq!(Plan::with("months = 3", rest).total("exit-now", "paid_back_in_month"), "none");
    // 60 · 55 = 3300 a month: −1700, −100, +1500.
    let sooner = Plan::with("months = 5", &rest.replace("40%", "55%"));
    assert_eq!(sooner.total("exit-now", "paid_back_in_month"), "3");
}

/// One client in ten goes every month; half of those asked for 10 % more refuse.
const HALF_ACCEPT: &str = r#"
    [response]
    churn = "10%"
    [[strategy]]
    kind = "thirty-day-raise"
    raise = "10%"
    accept = "50%""#;

#[test]
fn expected_figures_weigh_every_month_with_the_chance_that_the_client_is_there() {
    let plan = Plan::with("months = 3", HALF_ACCEPT);
    let total = |figure: &str| plan.total("thirty-day-raise", figure);
    // 1; 0.9 · 0.5; 0.81 · 0.5.
    assert_eq!(plan.months("thirty-day-raise", "still_there"), "1 0.45 0.405");
    assert_eq!(plan.months("thirty-day-raise", "net_profit"), "1700 990 891"); // · 2200
    assert_eq!(total("net_profit"), "3581");
    assert_eq!(total("accepts"), "0.5");
    assert_eq!(total("still_there"), "0.405");
    assert_eq!(total("if_accepted"), "5462"); // 1700 + 0.9 · 2200 + 0.81 · 2200
    assert_eq!(total("if_refused"), "1700");
    assert_eq!(plan.total("status-quo", "net_profit"), "4607"); // 1700 · (1 + 0.9 + 0.81)
    // (5000 + 0.45 · 5500 + 0.405 · 5500) = 9702.50, of which 3581 are left.
    assert_eq!(total("client_revenue"), "9702.5");
    assert_close(&total("client_margin"), &[3581.0 / 9702.5]);
}

#[test]
fn the_distribution_is_that_of_the_month_in_which_the_client_goes() {
    let plan = Plan::with("months = 3", HALF_ACCEPT);
    let outcome = |figure: &str| plan.outcome("thirty-day-raise", figure);
    // Gone in month 2, 1 − 0.45 = 55 %: 1700. In month 3, 0.45 − 0.405 = 4.5 %: 1700 + 2200. Never, 40.5 %: 6100.
    assert_eq!(outcome("worst"), "1700");
    assert_eq!(outcome("p10"), "1700");
    assert_eq!(outcome("p50"), "1700");
    assert_eq!(outcome("p90"), "6100"); // up to 3900 it is 59.5 %
    // Only 6100 is more than the 4607 of the status quo.
    assert_eq!(outcome("chance_better"), "0.405");
}

#[test]
fn a_quantile_that_is_hit_exactly_is_the_lower_value() {
    let raise =
        |accept: &str| format!("[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"10%\"\naccept = \"{accept}\"");
    let p50 = |accept: &str| Plan::with("months = 2", &raise(accept)).outcome("thirty-day-raise", "p50");
    assert_eq!(p50("50%"), "1700");
    assert_eq!(p50("50.001%"), "3900"); // 1700 + 2200
}

// Break-evens.

#[test]
fn a_raise_breaks_even_at_the_chance_at_which_it_brings_what_staying_brings() {
    let accept = |parts: &str, more: &str| {
        let rest = format!("[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_months = 1\n{parts}\n{more}");
        Plan::with("months = 2", &rest).break_even("custom", "accept")
    };
    // 134 · 50 = 6700, less 3300: 3400, twice the 1700 that are lost with the client.
    assert_eq!(accept("raise = \"34%\"", ""), "at-least 0.5");
    // 2400 a month come in elsewhere: better than 1700, whatever the client does.
    let elsewhere = "[replacement]\nrate = 100\nmargin = \"40%\"";
    assert_eq!(accept("raise = \"10%\"", elsewhere), "always");
    // With a bonus of 800 it is 2200 − 800 = 1400 with the client and 2400 without: 2400 − a · 1000 = 1700.
    let with_bonus = "raise = \"10%\"\nmonthly_bonus = 800";
    assert_eq!(accept(with_bonus, elsewhere), "at-most 0.7");
    // 1400 with the client, 0 without.
    assert_eq!(accept(with_bonus, ""), "never");
    // A fee that is paid on to the team: 1700 as before, if the client is certain to accept.
    assert_eq!(accept("monthly_fee = 100\nmonthly_bonus = 100", ""), "at-least 1");
}

#[test]
fn the_chance_of_a_staircase_is_spread_evenly_over_its_asks() {
    let rest = r#"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        [[strategy.move]]
        after_months = 2
        monthly_fee = 362.5"#;
    // 2200 in month 2, 5862.50 − 3300 = 2562.50 in month 3, if it stays, √a each time: √a · 2200 + a · 2562.50 = 3400.
    // With √a = 0.8: 1760 + 1640 = 3400.
    assert_eq!(Plan::with("months = 3", rest).break_even("custom", "accept"), "at-least 0.64");
}

#[test]
fn a_freed_hour_is_worth_what_it_would_have_to_bring() {
    let exit = "[[strategy]]\nkind = \"exit-now\"\nrefund = 200\n[replacement]\nrate = 90\nmargin = \"90%\"";
    // 2 · 1700 and the refund of 200 for 2 · 60 hours: 3600 / 120. What replaces the client does not count.
    assert_eq!(Plan::with("months = 2", exit).break_even("exit-now", "hour_value"), "30");
    // Nothing is freed by a raise.
    let raise = "[[strategy]]\nkind = \"thirty-day-raise\"";
    assert_eq!(Plan::with("months = 2", raise).break_even("thirty-day-raise", "hour_value"), "none");
    // A tax that calms the client by half and brings 500: 500 + 150 more for 5 hours, −130 an hour.
    let tax = "[[strategy]]\nkind = \"headache-tax\"\nbehaviour_change = \"50%\"";
    assert_eq!(Plan::with("months = 2", tax).break_even("headache-tax", "hour_value"), "-130");
}

#[test]
fn a_raise_may_lose_its_share_of_the_margin_in_volume() {
    let volume_loss = |keys: &str| Plan::with("months = 4", keys).break_even("quarterly-raise", "volume_loss");
    let raise = "[[strategy]]\nkind = \"quarterly-raise\"\nevery_months = 1\nmax_steps =";
    assert_eq!(volume_loss(&format!("{raise} 1")), "0.2"); // 10 % / (40 % + 10 %)
    assert_close(&volume_loss(&format!("{raise} 2\nuntil_margin = \"50%\"")), &[0.21 / 0.61]);
    assert_close(&volume_loss(&format!("{raise} 1\n[response]\nrealisation = \"50%\"")), &[0.05 / 0.45]);
    // At the horizon: the step of month 5 is not yet taken.
    assert_eq!(volume_loss("[[strategy]]\nkind = \"quarterly-raise\"\nevery_months = 4"), "none");
    // At a cost of 110 an hour the margin is −10 %. After a raise of as much nothing is earned, whatever the volume.
    let at_cost = "start = 2027-01-01\nmonths = 2\n[client]\nrate = 100\nhours = 50\ncost = 110\n\
                   [[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"10%\"";
    assert_eq!(Plan::of(at_cost).break_even("thirty-day-raise", "volume_loss"), "none");
    // A fee is more than a price.
    let tax = "[[strategy]]\nkind = \"headache-tax\"";
    assert_eq!(Plan::with("months = 2", tax).break_even("headache-tax", "volume_loss"), "none");
}

// The floor.

#[test]
fn without_other_work_the_floor_is_the_price_of_zero_profit() {
    // From month 2 on keeping brings 2 · 1700, leaving nothing: 100 · (1 − 3400 / 10000).
    let plan = Plan::with("months = 3", "");
    assert_eq!(plan.floor("month"), "2");
    assert_eq!(plan.floor("price"), "66");
    assert_eq!(plan.floor("raise"), "-0.34");
    assert_eq!(plan.floor("extra_hours"), "0");
    // A raise served today would come after the end.
    assert_eq!(Plan::with("months = 1", "").floor("price"), "none");
}

#[test]
fn the_floor_is_where_keeping_brings_as_much_as_other_work_would() {
    let replacement = |margin: &str| format!("[replacement]\nrate = 100\nmargin = \"{margin}\"");
    // Elsewhere 60 · 38 = 2280 a month, 580 more than 1700; 580 / 5000 = 11.6 %.
    let plan = Plan::with("months = 3", &replacement("38%"));
    assert_eq!(plan.floor("price"), "111.6");
    assert_eq!(plan.floor("raise"), "0.116");
    // Every extra hour less saves 30 and brings 38: 580 / 68.
    assert_close(&plan.floor("extra_hours"), &[580.0 / 68.0]);
    // 60 · 45 = 2700, 1000 more: all 10 extra hours bring only 10 · 75.
    assert_eq!(Plan::with("months = 3", &replacement("45%")).floor("price"), "120");
    assert_eq!(Plan::with("months = 3", &replacement("45%")).floor("extra_hours"), "none");
}

#[test]
fn the_floor_is_paid_only_while_the_client_is_there_and_pays() {
    let payment = "[payment]\ndays = 7.3\nlast_bills_unpaid = \"50%\"\n[response]\nchurn = \"10%\"";
    // When it goes, half of 7.3 · 12/365 = 0.24 bills of 5000 is lost: 600.
    // Two months. Kept: 1700 + 0.9 · 1700 − 0.1 · 600 = 3170; left in month 2: 1700 − 600 = 1100; paid: 0.9 · 5000 = 4500.
    let two = Plan::with("months = 2", payment);
    assert_eq!(two.total("status-quo", "net_profit"), "3170");
    assert_eq!(two.floor("price"), "54"); // 100 · (1 − 2070 / 4500)
    // Three. Kept: 3170 + 0.81 · 1700 − 0.09 · 600 = 4493; paid: 4500 + 0.81 · 5000 − 0.09 · 600 = 8496.
    let three = Plan::with("months = 3", payment);
    assert_eq!(three.total("status-quo", "net_profit"), "4493");
    assert_eq!(three.floor("price"), "60.07"); // 100 · (1 − 3393 / 8496) = 60.0635…, rounded up
    // 5 % never come in, and 5000 · 73/365 · 10 % is what waiting costs: 4650 a month. 4650 − 3300 = 1350 are lost.
    let slow = "[payment]\ndays = 73\ncost_of_capital = \"10%\"\nbad_debt = \"5%\"";
    // 100 · (1 − 1350 / 4650) = 70.9677…
    assert_eq!(Plan::with("months = 2", slow).floor("price"), "70.97");
}

// The client's response.

/// The chance that a raise from month 2 on is taken, by what is said of the response.
fn accepts(raise: &str, response: &str) -> String {
    let rest = format!("[response]\n{response}\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"{raise}\"");
    Plan::with("months = 2", &rest).total("thirty-day-raise", "accepts")
}

#[test]
fn the_planners_answers_are_joined_by_lines_and_go_on_down_to_nobody() {
    let answers = "accept = [{ raise = \"10%\", chance = \"80%\" }, { raise = \"20%\", chance = \"60%\" }]";
    let chances =
        [("5%", "0.9"), ("10%", "0.8"), ("15%", "0.7"), ("20%", "0.6"), ("25%", "0.5"), ("50%", "0"), ("60%", "0")];
    for (raise, chance) in chances {
        assert_eq!(accepts(raise, answers), chance, "{raise}");
    }
}

#[test]
fn the_last_answer_is_not_beyond_itself() {
    let beyond = |raise: &str| {
        let rest = format!(
            "[response]\naccept = [{{ raise = \"20%\", chance = \"50%\" }}]\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"{raise}\""
        );
        Plan::with("months = 2", &rest).strategy("thirty-day-raise")["beyond_last_answer"].clone()
    };
    assert_eq!((beyond("20%"), beyond("20.01%")), (false.into(), true.into()));
}

#[test]
fn every_other_form_of_the_response_has_its_own_curve() {
    // All stay up to 10 %, none from 30 % on.
    let walk_away = "walk_away = { low = \"10%\", high = \"30%\" }";
    assert_eq!(accepts("10%", walk_away), "1");
    assert_eq!(accepts("15%", walk_away), "0.75");
    assert_eq!(accepts("30%", walk_away), "0");
    assert_eq!(accepts("25%", "elasticity = 2"), "0.64"); // 1 / 1.25²
    // e^(slope · half) = e² = 7.389; u = 1 / 5.389; S(+10 %) = (1 + u) / (1 + u · e).
    let logit = "logit = { half = \"20%\", slope = 10 }";
    let u = 1.0 / (2.0_f64.exp() - 2.0);
    assert_close(&accepts("10%", logit), &[(1.0 + u) / (1.0 + u * 1.0_f64.exp())]);
    assert_close(&accepts("20%", logit), &[0.5]);
    assert_eq!(accepts("50%", ""), "1");
}

#[test]
fn the_size_of_a_step_counts_by_itself() {
    let shock = "shock = [{ raise = \"20%\", chance = \"80%\" }]";
    assert_eq!(accepts("10%", shock), "0.9");
    // Half of them would bear the level, 80 % of those the step.
    assert_eq!(accepts("20%", &format!("{shock}\nwalk_away = {{ low = \"10%\", high = \"30%\" }}")), "0.4");
    // Answers were given for one step; the shock is in them already.
    let answers = format!("{shock}\naccept = [{{ raise = \"21%\", chance = \"58%\" }}]");
    assert_eq!(accepts("21%", &answers), "0.58");
    // In two steps the level is borne as before, 0.58 / J(21 %) = 0.58 / 0.79, and each step by 0.9.
    let two = "[[strategy]]\nkind = \"quarterly-raise\"\nevery_months = 1\nuntil_margin = \"45%\"";
    let plan = Plan::with("months = 3", &format!("[response]\n{answers}\n{two}"));
    assert_eq!(plan.months("quarterly-raise", "price"), "100 110 121");
    assert_close(&plan.total("quarterly-raise", "accepts"), &[0.58 / 0.79 * 0.9 * 0.9]);
}

#[test]
fn walk_away_prices_drift_up_with_everybodys_prices() {
    // +15.5 % in month 2, when the walk-away price is 5 % higher: like 1.155 / 1.05 = 1.1 of today's bill.
    let response = format!("walk_away = {{ low = 0, high = \"50%\" }}\ndrift = {FIVE_PERCENT_A_MONTH}");
    assert_eq!(accepts("15.5%", &response), "0.8");
    assert_eq!(accepts("5%", &response), "1");
}

#[test]
fn moves_may_have_chances_of_their_own() {
    let month_2 = |fee_accept: &str| {
        let rest = format!(
            "[response]\nwalk_away = {{ low = \"10%\", high = \"30%\" }}\n[[strategy]]\nkind = \"custom\"\n\
             [[strategy.move]]\nafter_months = 1\nraise = \"10%\"\naccept = \"90%\"\n\
             [[strategy.move]]\nafter_months = 1\nmonthly_fee = 500\n{fee_accept}"
        );
        Plan::with("months = 2", &rest).total("custom", "accepts")
    };
    assert_eq!(month_2("accept = \"80%\""), "0.72");
    // The fee has none: the curve for the whole step to (5500 + 500) / 5000 = 1.2, 50 %, and the 90 % on top.
    assert_eq!(month_2(""), "0.45");
    // What has a chance is asked for, though it lifts no bill.
    let calm = "[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_months = 1\nbehaviour_change = \"50%\"\naccept = \"80%\"";
    let plan = Plan::with("months = 2", calm);
    assert_eq!(plan.total("custom", "if_accepted"), "3550"); // 1700 + 1700 + 5 · 30
    assert_eq!(plan.total("custom", "if_refused"), "1700");
}

#[test]
fn a_client_that_refuses_goes_later_and_pays_until_then() {
    let rest = r#"
        [response]
        leaves_after = 1
        [[strategy]]
        kind = "thirty-day-raise"
        raise = "10%"
        accept = "60%""#;
    let plan = Plan::with("months = 3", rest);
    assert_eq!(plan.months("thirty-day-raise", "still_there"), "1 1 0.6");
    assert_eq!(plan.months("thirty-day-raise", "revenue"), "5000 5500 3300");
    assert_eq!(plan.total("thirty-day-raise", "if_refused"), "3900"); // 1700 + 2200
    assert_eq!(plan.total("thirty-day-raise", "net_profit"), "5220"); // 3900 + 0.6 · 2200
}

#[test]
fn not_everything_that_is_asked_is_got() {
    let rest = r#"
        [response]
        realisation = "50%"
        walk_away = { low = 0, high = "37%" }
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "20%"
        surcharge = "10%"
        monthly_fee = 100
        per_extra_hour = 20"#;
    let plan = Plan::with("months = 2", rest);
    assert_eq!(plan.months("custom", "price"), "100 110");
    // 5500 · 1.05 + 50 + 10 · 10 = 5925, by which the client judges: 18.5 % of 37 %.
    assert_eq!(plan.total("custom", "accepts"), "0.5");
    assert_eq!(plan.months("custom", "revenue"), "5000 2962.5");
}

// The contract.

#[test]
fn the_contract_moves_price_changes_to_when_it_allows_them() {
    let raise = |contract: &str| {
        let rest = format!(
            "[contract]\n{contract}\n[[strategy]]\nkind = \"thirty-day-raise\"\n[[strategy]]\nkind = \"quarterly-raise\"\nevery_months = 1"
        );
        let plan = Plan::with("months = 4", &rest);
        (plan.moves("thirty-day-raise"), plan.moves("quarterly-raise"))
    };
    // 60 days after 1 January is 2 March; the first month that begins then is April.
    let (once, quarterly) = raise("notice_days = 60");
    assert_eq!(once, ["2027-01-01 > 2027-03-02 in 4"]);
    assert_eq!(quarterly, ["2027-01-01 > 2027-03-02 in 4"]);
    // Not before 1 March; the letter goes out 30 days earlier.
    let (once, quarterly) = raise("price_locked_until = 2027-03-01");
    assert_eq!(once, ["2027-01-30 > 2027-03-01 in 3"]);
    assert_eq!(quarterly, ["2027-01-30 > 2027-03-01 in 3"]);
}

#[test]
fn the_contract_rules_out_what_rises_by_more_than_its_cap() {
    let ruled_out = |keys: &str| {
        let rest = format!(
            "[contract]\nmax_raise = \"15%\"\n[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_months = 1\n{keys}"
        );
        Plan::with("months = 14", &rest).ruled_out_by("custom")
    };
    assert_eq!(ruled_out("raise = \"15%\""), "none");
    assert_eq!(ruled_out("raise = \"15.01%\""), "none"); // one price step, 0.01 of 100, is forgiven
    assert_eq!(ruled_out("raise = \"15.02%\""), "contract");
    // Fees count: 1.1 + 300 / 5000 = 1.16.
    assert_eq!(ruled_out("raise = \"10%\"\nmonthly_fee = 300"), "contract");
    // 10 % now and 10 % twelve months later, in month 14: never more than 15 % in any twelve months. In month 13 it is.
    let again = |months: u32| format!("raise = \"10%\"\n[[strategy.move]]\nafter_months = {months}\nraise = \"10%\"");
    assert_eq!(ruled_out(&again(13)), "none");
    assert_eq!(ruled_out(&again(12)), "contract");
}

#[test]
fn the_contract_says_how_long_a_termination_takes() {
    let rest = r#"
        [contract]
        termination_months = 2
        [[strategy]]
        kind = "three-month-notice"
        notice_months = 1
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_days = 0
        withdraw = "50%"
        [[strategy]]
        kind = "exit-now""#;
    let plan = Plan::with("months = 4", rest);
    assert_eq!(plan.moves("three-month-notice"), ["2027-01-01 > 2027-03-01 in 3"]);
    assert_eq!(plan.moves("custom"), ["2027-01-01 > 2027-03-01 in 3"]);
    assert_eq!(plan.ruled_out_by("three-month-notice"), "none");
    // Leaving at once is computed as if it were allowed, and ruled out.
    assert_eq!(plan.moves("exit-now"), ["2027-01-01 > 2027-01-01 in 1"]);
    assert_eq!(plan.ruled_out_by("exit-now"), "contract");
}
