//! Classic mistakes with dates: each has a test that would catch it.

mod support;

use support::plan::Plan;

#[test]
fn months_count_from_the_start_each_time_and_end_with_short_months() {
    let begins = |start: &str| Plan::starting(start, "months = 4", "").months("status-quo", "from");
    let ends = |start: &str| Plan::starting(start, "months = 4", "").months("status-quo", "to");
    assert_eq!(begins("2027-01-31"), "2027-01-31 2027-02-28 2027-03-31 2027-04-30");
    assert_eq!(ends("2027-01-31"), "2027-02-27 2027-03-30 2027-04-29 2027-05-30");
    assert_eq!(begins("2027-01-30"), "2027-01-30 2027-02-28 2027-03-30 2027-04-30");
    assert_eq!(begins("2027-01-29"), "2027-01-29 2027-02-28 2027-03-29 2027-04-29");
    assert_eq!(begins("2028-01-31"), "2028-01-31 2028-02-29 2028-03-31 2028-04-30");
    assert_eq!(begins("2028-02-29"), "2028-02-29 2028-03-29 2028-04-29 2028-05-29");
    assert_eq!(ends("2027-11-30"), "2027-12-29 2028-01-29 2028-02-28 2028-03-29");
}

#[test]
fn thirty_days_from_the_end_of_january_reach_into_the_second_cycle() {
    let effective = |start: &str| {
        Plan::starting(start, "months = 3", "[[strategy]]\nkind = \"thirty-day-raise\"").moves("thirty-day-raise")
    };
    assert_eq!(effective("2027-01-29"), ["2027-01-29 > 2027-02-28 in 2"]); // the cycle that begins on 28 February
    assert_eq!(effective("2027-01-30"), ["2027-01-30 > 2027-03-01 in 3"]); // … has begun; the next does on 30 March
    assert_eq!(effective("2027-01-31"), ["2027-01-31 > 2027-03-02 in 3"]);
    assert_eq!(effective("2028-01-30"), ["2028-01-30 > 2028-02-29 in 2"]);
    assert_eq!(effective("2027-12-31"), ["2027-12-31 > 2028-01-30 in 2"]);
    assert_eq!(effective("2027-01-02"), ["2027-01-02 > 2027-02-01 in 2"]);
}

#[test]
fn calendar_months_of_notice_end_with_short_months_too() {
    let rest = "[[strategy]]\nkind = \"three-month-notice\"";
    let notice = |start: &str| Plan::starting(start, "months = 4", rest).moves("three-month-notice");
    assert_eq!(notice("2027-11-30"), ["2027-11-30 > 2028-02-29 in 4"]);
    assert_eq!(notice("2026-11-30"), ["2026-11-30 > 2027-02-28 in 4"]);
}

#[test]
fn a_staircase_counts_its_months_from_its_first_step() {
    let rest = "[[strategy]]\nkind = \"quarterly-raise\"\nuntil_margin = \"60%\"";
    let plan = Plan::starting("2027-11-30", "months = 7", rest);
    // The first step falls on 29 February, so the second on 29 May, in the month that begins on the 30th.
    assert_eq!(plan.moves("quarterly-raise"), ["2028-01-30 > 2028-02-29 in 4", "2028-04-29 > 2028-05-29 in 7"]);
    assert_eq!(plan.months("quarterly-raise", "price"), "100 100 100 110 110 110 121");
}

#[test]
fn a_move_after_the_horizon_is_listed_and_does_nothing() {
    let rest = "[[strategy]]\nkind = \"thirty-day-raise\"\naccept = \"50%\"";
    let plan = Plan::with("months = 1", rest);
    assert_eq!(plan.moves("thirty-day-raise"), ["2027-01-01 > 2027-01-31 in none"]);
    assert_eq!(plan.total("thirty-day-raise", "net_profit"), "1700");
    assert_eq!(plan.total("thirty-day-raise", "accepts"), "1");
    assert_eq!(plan.total("thirty-day-raise", "if_refused"), "none");
    assert_eq!(plan.break_even("thirty-day-raise", "accept"), "none");
    assert_eq!(plan.break_even("thirty-day-raise", "volume_loss"), "none");
}

#[test]
fn a_letter_of_the_last_of_january_is_in_time_for_an_end_with_february() {
    // 31 January and a month is 28 February; a month before that would be 28 January, before the plan begins.
    let rest = "[[strategy]]\nkind = \"three-month-notice\"\nnotice_months = 1";
    let plan = Plan::starting("2027-01-31", "months = 3", rest);
    assert_eq!(plan.moves("three-month-notice"), ["2027-01-31 > 2027-02-28 in 2"]);
}

#[test]
fn a_move_may_take_effect_on_the_last_day_there_is_and_not_after_it() {
    // From 1 December 9999 it is 30 days to the last.
    let figures = |days: u32| {
        let text = format!(
            "start = 9999-12-01\nmonths = 1\n[client]\nrate = 100\nhours = 50\nmargin = \"40%\"\n\
             [[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"5%\"\nnotice_days = {days}"
        );
        support::figures(&support::reading(text.as_bytes())).map(|all| all["strategies"][1]["moves"][0].clone())
    };
    assert_eq!(figures(29).expect("a day")["effective"], "9999-12-30");
    assert_eq!(figures(30).expect("a day")["effective"], "9999-12-31");
    assert!(figures(31).is_err());
}
