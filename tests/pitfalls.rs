//! Classic mistakes of a modeller: each has a test that would catch it.
//!
//! Most are about one client, see `Plan::with`: 50 hours at 100 are 5 000 a month, they cost 3 000, 10 unpaid hours at 30
//! cost 300, and 1 700 are left. Month 1 is January 2027.

mod support;

use support::plan::Plan;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::analysis::notices::notices;

/// The prices of a client after raises in month 2, 3 and so on.
fn prices(rate: &str, price_step: &str, raises: &[&str]) -> String {
    let moves = raises
        .iter()
        .zip(1..)
        .map(|(raise, month)| format!("[[strategy.move]]\nafter_months = {month}\nraise = \"{raise}\"\n"));
    let plan = Plan::of(&format!(
        "start = 2027-01-01\nmonths = {}\nprice_step = {price_step}\n[client]\nrate = {rate}\nhours = 50\nmargin = 0.4\n\
         [[strategy]]\nkind = \"custom\"\n{}",
        raises.len() + 1,
        moves.collect::<String>()
    ));
    plan.months("custom", "price")
}

// Rounding.

#[test]
fn half_a_price_step_is_rounded_away_from_zero_and_not_to_even() {
    assert_eq!(prices("100", "1", &["2.5%"]), "100 103"); // to even: 102
    assert_eq!(prices("100", "1", &["-1.5%"]), "100 99"); // to even: 98
    // 33.50 · 1.01 is 33.835 in decimals, and a hair less in binary.
    assert_eq!(prices("33.50", "0.01", &["1%"]), "33.5 33.84");
}

#[test]
fn a_price_is_rounded_once() {
    // 200 · 1.037498 = 207.4996 is nearer to 205. Rounded to cents first it would be 207.50, and then 210.
    assert_eq!(prices("200", "5", &["3.7498%"]), "200 205");
}

#[test]
fn every_step_raises_the_price_on_the_list() {
    // 10.05 · 1.1 = 11.055, listed at 11.06; 11.06 · 1.1 = 12.166. Not 10.05 · 1.21 = 12.1605.
    assert_eq!(prices("10.05", "0.01", &["10%", "10%"]), "10.05 11.06 12.17");
}

#[test]
fn only_prices_are_rounded() {
    // An eighth of a cent a month; rounded, it would be nothing.
    let plan = Plan::of(
        "start = 2027-01-01\nmonths = 3\n[client]\nrate = 0.01\nhours = 0.125\ncost = 0\n[goal]\nmargin = 0.5",
    );
    assert_eq!(plan.months("status-quo", "revenue"), "0.00125 0.00125 0.00125");
    assert_eq!(plan.total("status-quo", "net_profit"), "0.00375");
}

#[test]
fn the_goal_price_is_rounded_up_but_not_for_a_speck() {
    let goal = |cost: &str, margin: &str| {
        let text =
            "start = 2027-01-01\nmonths = 1\n[client]\nrate = 100\nhours = 50\nmargin = \"40%\"\n[effort]\nhours = 10";
        Plan::of(&format!("{text}\ncost = {cost}\n[goal]\nmargin = \"{margin}\"")).today("goal_price")
    };
    assert_eq!(goal("30", "37%"), "104.77"); // 3300 / 31.5 = 104.7619…, to the nearest it would miss the goal
    assert_eq!(goal("30", "40%"), "110"); // on a step
    assert_eq!(goal("30.000001", "40%"), "110.01"); // 110.00000033…
    assert_eq!(goal("30.0000000000001", "40%"), "110"); // 110.00000000000003…, less than 10⁻¹² of itself above
}

#[test]
fn a_tenth_and_two_tenths_are_three_tenths() {
    let rest = "[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_days = 0\nmonthly_fee = 0.2";
    let plan = Plan::of(&format!(
        "start = 2027-01-01\nmonths = 3\n[client]\nrate = 0.1\nhours = 1\ncost = 0\n[goal]\nmargin = 0.5\n{rest}"
    ));
    assert_eq!(plan.months("status-quo", "cumulative"), "0.1 0.2 0.3");
    assert_eq!(plan.months("custom", "revenue"), "0.3 0.3 0.3");
    assert_eq!(plan.months("custom", "cumulative"), "0.3 0.6 0.9");
}

#[test]
fn numbers_are_read_as_written() {
    for rate in ["12345678901234567.89", "\"12345678901234567.89\"", "12_345_678_901_234_567.89"] {
        let plan = Plan::of(&format!(
            "start = 2027-01-01\nmonths = 1\n[client]\nrate = {rate}\nhours = 60\ncost = 0\n[goal]\nmargin = 0.5"
        ));
        assert_eq!(plan.today("price"), "12345678901234567.89");
        assert_eq!(plan.today("bill"), "740740734074074073.4");
        assert_eq!(plan.total("status-quo", "net_profit"), "740740734074074073.4");
    }
}

// What is asked.

#[test]
fn a_raise_and_a_fee_count_once_and_from_then_on() {
    let rest = r#"
        [response]
        walk_away = { low = 0, high = "40%" }
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        [[strategy.move]]
        after_months = 2
        monthly_fee = 500"#;
    let plan = Plan::with("months = 5", rest);
    assert_eq!(plan.months("custom", "price"), "100 110 110 110 110");
    // 1 − 10 / 40; 1 − 20 / 40; and no further answer.
    assert_eq!(plan.months("custom", "still_there"), "1 0.75 0.5 0.5 0.5");
    assert_eq!(plan.months("custom", "revenue"), "5000 4125 3000 3000 3000");
}

#[test]
fn a_surcharge_is_on_the_price_and_not_on_the_fees() {
    let rest = r#"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        monthly_fee = 100
        per_extra_hour = 20
        surcharge = "10%"
        [[strategy.move]]
        after_months = 2
        surcharge = "10%""#;
    let plan = Plan::with("months = 3", rest);
    // 5500 · 1.1 + 100 + 200, not 5800 · 1.1; and then 5500 · 1.2, not 5500 · 1.21.
    assert_eq!(plan.months("custom", "revenue"), "5000 6350 6900");
}

#[test]
fn included_hours_beyond_those_worked_are_no_gift() {
    let rest = "[[strategy]]\nkind = \"headache-tax\"\nper_extra_hour = 100\nincluded_hours = 25\naccept = \"50%\"";
    let plan = Plan::with("months = 2", rest);
    assert_eq!(plan.months("headache-tax", "revenue"), "5000 5000");
    assert_eq!(plan.total("headache-tax", "accepts"), "1");
}

#[test]
fn a_staircase_stops_before_the_step_that_it_does_not_need() {
    let steps = |until: &str| {
        let rest = format!("[[strategy]]\nkind = \"quarterly-raise\"\nevery_months = 1\nuntil_margin = \"{until}\"");
        Plan::with("months = 6", &rest).moves("quarterly-raise").len()
    };
    assert_eq!(steps("34%"), 0); // today's
    assert_eq!(steps("40%"), 1); // exactly that of 110: (5500 − 3300) / 5500
    assert_eq!(steps("40.01%"), 2);
}

#[test]
fn fees_stay_whole_when_work_is_withdrawn_and_weigh_more() {
    let rest = r#"
        [response]
        walk_away = { low = 0, high = "20%" }
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        monthly_fee = 250
        [[strategy.move]]
        after_months = 2
        withdraw = "50%""#;
    let plan = Plan::with("months = 3", rest);
    // 5250 / 5000 = 1.05: 75 %. Half the work, and all of the fee: 2750 / 2500 = 1.1: 50 %.
    assert_eq!(plan.months("custom", "still_there"), "1 0.75 0.5");
    assert_eq!(plan.months("custom", "revenue"), "5000 3937.5 1375");
}

// What the client answers.

#[test]
fn nobody_is_left_beyond_the_last_answer_and_never_less() {
    let rest = r#"
        [response]
        accept = [{ raise = "10%", chance = "50%" }]
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "30%"
        [[strategy.move]]
        after_months = 2
        raise = "30%""#;
    let plan = Plan::with("months = 4", rest);
    // On along the line nobody is left at 20 %; at 30 % it is not −50 %, nor at 69 % more than that.
    assert_eq!(plan.months("custom", "still_there"), "1 0 0 0");
    assert_eq!(plan.total("custom", "accepts"), "0");
    assert_eq!(plan.total("custom", "net_profit"), "1700");
    assert_eq!(plan.outcome("custom", "worst"), "1700");
    assert_eq!(plan.strategy("custom")["beyond_last_answer"], true);
}

#[test]
fn one_jump_and_two_steps_to_the_same_price_meet_the_same_walk_away_price() {
    let rest = r#"
        [response]
        walk_away = { low = 0, high = "42%" }
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "21%"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        [[strategy.move]]
        after_months = 2
        raise = "10%""#;
    let plan = Plan::with("months = 3", rest);
    assert_eq!(plan.total("custom", "accepts"), "0.5");
    assert_eq!(plan.total("custom-2", "accepts"), "0.5"); // not (1 − 10/42)² = 0.58
}

#[test]
fn what_was_accepted_once_is_not_refused_later() {
    let rest = r#"
        [response]
        walk_away = { low = 0, high = "40%" }
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "20%"
        [[strategy.move]]
        after_months = 2
        raise = "-10%"
        [[strategy.move]]
        after_months = 3
        raise = "10%"
        [[strategy.move]]
        after_months = 4
        monthly_fee = 60
        [[strategy.move]]
        after_months = 5
        monthly_fee = 500"#;
    let plan = Plan::with("months = 6", rest);
    assert_eq!(plan.months("custom", "price"), "100 120 108 118.8 118.8 118.8");
    // Up again to 1.188 and, with a fee of 60 on 5000, to 1.2; only 1.3 is new: 1 − 30 / 40.
    assert_eq!(plan.months("custom", "still_there"), "1 0.5 0.5 0.5 0.5 0.25");
}

#[test]
fn the_first_month_may_ask_already() {
    let rest = "[[strategy]]\nkind = \"custom\"\n[[strategy.move]]\nafter_days = 0\nraise = \"10%\"\naccept = \"50%\"";
    let plan = Plan::with("months = 2", rest);
    assert_eq!(plan.months("custom", "still_there"), "0.5 0.5");
    assert_eq!(plan.total("custom", "if_refused"), "0");
}

#[test]
fn a_chance_for_the_whole_plan_is_spread_over_months_and_not_over_moves() {
    let rest = r#"
        [[strategy]]
        kind = "custom"
        accept = "64%"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        [[strategy.move]]
        after_days = 31
        monthly_fee = 100
        [[strategy.move]]
        after_months = 2
        raise = "10%"
        [[strategy.move]]
        after_months = 3
        behaviour_change = "10%""#;
    // Two moves ask in February, one in March, and calming down is no ask: √64 % twice.
    let plan = Plan::with("months = 4", rest);
    assert_eq!(plan.months("custom", "still_there"), "1 0.8 0.64 0.64");
    assert_eq!(plan.total("custom", "accepts"), "0.64");
}

#[test]
fn the_end_of_the_engagement_asks_for_nothing_and_silences_what_comes_with_it() {
    let rest = r#"
        [response]
        walk_away = { low = 0, high = "20%" }
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        withdraw = "100%"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        [[strategy.move]]
        after_months = 2
        raise = "10%""#;
    let plan = Plan::with("months = 3", rest);
    assert_eq!(plan.total("custom", "accepts"), "1");
    assert_eq!(plan.total("custom", "if_refused"), "none");
    assert_eq!(plan.months("custom", "revenue"), "5000 0 0");
}

#[test]
fn drift_alone_asks_for_nothing() {
    // The walk-away price halves within a year. Nobody is asked after month 2, not even when other things change.
    let rest = r#"
        [response]
        walk_away = { low = "50%", high = "60%" }
        drift = "-50%"
        hours_elasticity = 0.5
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "10%"
        [[strategy.move]]
        after_months = 12
        behaviour_change = "50%""#;
    let plan = Plan::with("months = 24", rest);
    let same_from_month_2 = |figure: &str| {
        let text = plan.months("custom", figure);
        let months: Vec<_> = text.split(' ').skip(1).collect();
        assert!(months.iter().all(|month| *month == months[0]), "{figure}: {text}");
    };
    assert_eq!(plan.total("status-quo", "still_there"), "1");
    assert_eq!(plan.total("status-quo", "billed_hours"), "1200"); // 24 · 50
    same_from_month_2("still_there");
    same_from_month_2("billed_hours");
}

#[test]
fn the_clients_own_churn_is_no_answer() {
    let rest = "[response]\nchurn = \"10%\"\n[[strategy]]\nkind = \"thirty-day-raise\"\naccept = \"50%\"";
    let plan = Plan::with("months = 3", rest);
    assert_eq!(plan.total("status-quo", "accepts"), "1");
    assert_eq!(plan.total("status-quo", "still_there"), "0.81");
    assert_eq!(plan.total("thirty-day-raise", "accepts"), "0.5");
    assert_eq!(plan.total("thirty-day-raise", "still_there"), "0.405");
}

#[test]
fn a_client_that_refuses_pays_the_higher_bill_until_it_goes() {
    let rest =
        "[response]\nleaves_after = 2\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"10%\"\naccept = \"0%\"";
    let plan = Plan::with("months = 4", rest);
    assert_eq!(plan.months("thirty-day-raise", "revenue"), "5000 5500 5500 0");
    // Where it goes after the end of the plan it has still refused.
    let plan = Plan::with("months = 3", rest);
    assert_eq!(plan.months("thirty-day-raise", "revenue"), "5000 5500 5500");
    assert_eq!(plan.total("thirty-day-raise", "accepts"), "0");
    assert_eq!(plan.total("thirty-day-raise", "still_there"), "1");
}

// What is counted.

#[test]
fn a_bonus_is_paid_once() {
    let bonus = |strategy: &str| {
        let rest = format!("[[strategy]]\nkind = \"{strategy}\"\nbonus = \"5%\"");
        Plan::with("months = 2", &rest).months(strategy, "bonus")
    };
    assert_eq!(bonus("team-incentive"), "250 250");
    assert_eq!(bonus("thirty-day-raise"), "250 275"); // of the bill as it then is
    assert_eq!(bonus("three-month-notice"), "250 250");
    assert_eq!(bonus("exit-now"), "0 0");
}

#[test]
fn what_goes_wrong_when_one_acts_does_not_go_wrong_when_one_does_not() {
    let one_offs = |strategies: &str| {
        let rest = format!(
            "[[risk]]\nname = \"claim\"\nkind = \"legal\"\nchance = \"10%\"\ncost = 1000\nwhen = \"start\"\n{strategies}\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\n[[strategy]]\nkind = \"exit-now\""
        );
        let plan = Plan::with("months = 1", &rest);
        ["status-quo", "thirty-day-raise", "exit-now"].map(|id| plan.months(id, "one_offs"))
    };
    assert_eq!(one_offs(""), ["0", "100", "100"]);
    assert_eq!(one_offs("strategies = [\"exit-now\"]"), ["0", "0", "100"]);
    assert_eq!(one_offs("strategies = [\"status-quo\"]"), ["100", "0", "0"]);
}

#[test]
fn an_hour_is_sold_again_only_after_it_was_set_free() {
    let rest = "[replacement]\nrate = 100\nmargin = \"50%\"\n[[strategy]]\nkind = \"three-month-notice\"";
    let plan = Plan::with("months = 4", rest);
    assert_eq!(plan.months("status-quo", "redeployed_hours"), "0 0 0 0");
    assert_eq!(plan.months("three-month-notice", "redeployed_hours"), "0 0 0 60");
}

// What rules a strategy out.

/// Strategies of which some will be ruled out.
const STRATEGIES: &str = r#"
    [[strategy]]
    kind = "thirty-day-raise"
    raise = "20%"
    accept = "70%"
    [[strategy]]
    kind = "exit-now"
    [[strategy]]
    kind = "headache-tax"
    behaviour_change = "50%"
    accept = "80%""#;

fn assert_same_figures(plan: &Plan, other: &Plan) {
    assert_eq!(plan.ids(), other.ids());
    for id in plan.ids() {
        assert_eq!(plan.figures_of(id), other.figures_of(id), "{id}");
    }
}

#[test]
fn flags_rule_out_and_change_no_figure() {
    let plain = Plan::with("months = 6", STRATEGIES);
    let flagged = Plan::with("months = 6\nflags = { abusive = 3, slow-payer = 1 }", STRATEGIES);
    assert_same_figures(&plain, &flagged);
    let ruled_out = |plan: &Plan| plan.ids().iter().map(|id| plan.ruled_out_by(id)).collect::<Vec<_>>().join(" ");
    assert_eq!(ruled_out(&plain), "none none none none");
    assert_eq!(ruled_out(&flagged), "flag flag none flag");
}

#[test]
fn the_contract_and_the_cash_rule_out_and_change_no_figure() {
    let plain = Plan::with("months = 6", STRATEGIES);
    let capped = Plan::with("months = 6", &format!("[contract]\nmax_raise = \"12%\"\n{STRATEGIES}"));
    assert_same_figures(&plain, &capped);
    assert_eq!(capped.ruled_out_by("thirty-day-raise"), "contract");
    let bound = Plan::with("months = 6", &format!("[contract]\ntermination_months = 3\n{STRATEGIES}"));
    assert_same_figures(&plain, &bound);
    assert_eq!(bound.ruled_out_by("exit-now"), "contract");
    // Without this client 1700 a month are missing, and there is no cash.
    let business = "[business]\nmonthly_revenue = 5000\nmonthly_costs = 5000\ncash = 0";
    let poor = Plan::with("months = 6", &format!("{business}\n{STRATEGIES}"));
    assert_same_figures(&plain, &poor);
    assert_eq!(poor.ruled_out_by("status-quo"), "none");
    assert_eq!(poor.ruled_out_by("exit-now"), "cash");
}

#[test]
fn what_does_the_same_is_noticed_though_a_risk_threatens_only_one() {
    let noticed = |raise: &str, days: u32| {
        let rest = format!(
            "[[strategy]]\nkind = \"thirty-day-raise\"\nid = \"one\"\nraise = \"5%\"\naccept = \"90%\"\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nid = \"two\"\nraise = \"{raise}\"\naccept = \"90%\"\n\
             notice_days = {days}\n\
             [[risk]]\nname = \"letter\"\nkind = \"legal\"\nchance = \"10%\"\ncost = 1000\nwhen = \"start\"\n\
             strategies = [\"two\"]"
        );
        let client = "[client]\nrate = 100\nhours = 50\nmargin = \"40%\"";
        let reading = support::reading(format!("start = 2027-01-01\nmonths = 6\n{client}\n{rest}").as_bytes());
        let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("computable");
        notices(&reading, &comparison).iter().any(|notice| notice.code == "same-strategy")
    };
    assert!(noticed("5%", 30));
    // Another raise, or the same on another day.
    assert!(!noticed("6%", 30) && !noticed("5%", 31));
}
