//! What is read is what the scenario says.

mod support;

use rust_decimal::Decimal;
use support::everything::everything_with;
use support::reading;
use uprate::domain::{Curve, Kind, Point, RiskKind, rise_of_level};
use uprate::number::{Exact, Number};

/// Five numbers, with more lines at the end.
fn client_and(lines: &str) -> String {
    format!("start = 2027-01-01\n[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n{lines}")
}

#[test]
fn a_likely_value_lies_between_the_ends_or_on_one() {
    for (likely, is_taken) in [("49.99", false), ("50", true), ("60", true), ("70", true), ("70.01", false)] {
        match everything_with(&format!("client.hours={{low=50,likely={likely},high=70}}")) {
            Ok(reading) => assert!(is_taken && reading.scenario.client.hours.settled().to_string() == likely),
            Err(wrong) => assert!(!is_taken && wrong.codes() == ["range-out-of-order"], "{likely}"),
        }
    }
}

#[test]
fn the_middle_of_ends_lies_between_them_though_their_sum_does_not_fit() {
    // The largest decimal is 79 228 … of 29 digits; 7.0 · 10²⁸ and 7.8 · 10²⁸ are 14.8 · 10²⁸ together.
    let text = client_and("").replace("hours = 60", "hours = { low = 7.0e28, high = 7.8e28 }");
    assert_eq!(
        reading(text.as_bytes()).scenario.client.hours.settled(),
        Decimal::from(74) * Decimal::from(10_u64.pow(18)) * Decimal::from(10_u64.pow(9))
    );
}

#[test]
fn every_kind_of_risk_is_read_as_itself() {
    for (word, kind) in [
        ("legal", RiskKind::Legal),
        ("financial", RiskKind::Financial),
        ("public-relations", RiskKind::PublicRelations),
        ("other-clients", RiskKind::OtherClients),
        ("other", RiskKind::Other),
    ] {
        let risk = format!("[[risk]]\nname = \"r\"\nkind = \"{word}\"\nchance = \"5%\"\ncost = 5\nwhen = \"exit\"\n");
        assert_eq!(reading(client_and(&risk).as_bytes()).scenario.risks[0].kind, kind);
    }
}

#[test]
fn all_of_the_bill_may_be_lost() {
    let payment =
        reading(client_and("[payment]\nbad_debt = \"60%\"\ndisputed = \"40%\"\n").as_bytes()).scenario.payment;
    assert_eq!((payment.bad_debt + payment.disputed).settled(), Decimal::ONE);
}

#[test]
fn as_many_may_take_a_larger_raise() {
    let answers =
        "[response]\naccept = [{ raise = \"10%\", chance = \"50%\" }, { raise = \"20%\", chance = \"50%\" }]\n";
    assert!(reading(client_and(answers).as_bytes()).scenario.response.curve.is_some());
}

#[test]
fn a_day_may_be_written_as_a_text() {
    let text =
        client_and("[contract]\nprice_locked_until = \" 2027-03-31 \"\n").replace("2027-01-01", "\"2027-01-01\"");
    let scenario = reading(text.as_bytes()).scenario;
    assert_eq!(scenario.start.to_string(), "2027-01-01");
    assert_eq!(scenario.contract.price_locked_until.map(|day| day.to_string()).as_deref(), Some("2027-03-31"));
}

#[test]
fn a_strategy_without_a_name_is_called_by_what_it_does() {
    let name = |lines: &str| {
        let strategies = reading(client_and(&format!("[[strategy]]\n{lines}\n")).as_bytes()).scenario.strategies;
        strategies.into_iter().find(|one| one.way.kind() != Kind::StatusQuo).expect("the strategy").name
    };
    for (lines, expected) in [
        ("kind = \"thirty-day-raise\"", "Raise, 30 days' notice"),
        ("kind = \"thirty-day-raise\"\nraise = \"10%\"\nnotice_days = 1", "Raise, 1 day's notice"),
        ("kind = \"thirty-day-raise\"\nraise = \"-5%\"", "Concession of 5 %"),
        ("kind = \"quarterly-raise\"", "10 % a quarter"),
        ("kind = \"quarterly-raise\"\nraise = \"2%\"\nevery_months = 1", "2 % a month"),
        ("kind = \"quarterly-raise\"\nevery_months = 6", "10 % every 6 months"),
        ("kind = \"headache-tax\"", "Headache tax, your rate"),
        ("kind = \"headache-tax\"\nper_extra_hour = 45.5", "Headache tax, 45.5 an hour"),
        ("kind = \"headache-tax\"\nsurcharge = \"8%\"", "Headache tax of 8 %"),
        ("kind = \"headache-tax\"\nmonthly_fee = 250", "Headache tax, 250 a month"),
        ("kind = \"three-month-notice\"", "Leave, 3 months' notice"),
        ("kind = \"three-month-notice\"\nshare = \"40%\"\nnotice_months = 1", "Withdraw 40 %, 1 month's notice"),
        ("kind = \"team-incentive\"", "Pay the team better"),
        ("kind = \"exit-now\"", "Leave at once"),
        ("kind = \"custom\"\n[[strategy.move]]\nraise = \"5%\"", "Own plan"),
    ] {
        assert_eq!(name(lines), expected, "{lines}");
    }
}

#[test]
fn a_curve_of_no_width_or_a_level_that_rises_is_not_possible() {
    let possible = |response: &str, key: &str, value: Decimal| {
        let mut scenario = reading(client_and(&format!("[response]\n{response}\n")).as_bytes()).scenario;
        assert!(scenario.response.is_possible(), "{response}");
        *scenario.real(key).expect(key) = Exact::from_decimal(value);
        scenario.response.is_possible()
    };
    let walk_away = "walk_away = { low = \"10%\", high = \"30%\" }";
    assert!(possible(walk_away, "response.walk_away.low", Decimal::new(29, 2)));
    assert!(!possible(walk_away, "response.walk_away.low", Decimal::new(30, 2)));
    // 0.2 · 3.4 = 0.68 is less than ln 2 = 0.693…, and 0.2 · 3.5 = 0.7 is more.
    let logit = "logit = { half = \"20%\", slope = 10 }";
    assert!(possible(logit, "response.logit.slope", Decimal::new(35, 1)));
    assert!(!possible(logit, "response.logit.slope", Decimal::new(34, 1)));
    // Of those asked for +20 %, 60 % take it. If 61 % take the step, 60/61 = 98.4 % take the level, fewer than the
    // 80/80.5 = 99.4 % at +10 %. If 59 % do, more than all would have to.
    let answers = "accept = [{ raise = \"10%\", chance = \"80%\" }, { raise = \"20%\", chance = \"60%\" }]\n\
                   shock = [{ raise = \"20%\", chance = \"80%\" }]";
    assert!(possible(answers, "response.shock.1.chance", Decimal::new(61, 2)));
    assert!(!possible(answers, "response.shock.1.chance", Decimal::new(59, 2)));
}

#[test]
fn numbers_that_are_possible_one_by_one_may_not_hold_together() {
    let payment = |bad_debt: &str, disputed: &str| {
        let read = reading(client_and("").as_bytes());
        let share = |text: &str| Exact::from_decimal(text.parse().expect("a decimal"));
        let mut scenario = read.scenario;
        (scenario.payment.bad_debt, scenario.payment.disputed) = (share(bad_debt), share(disputed));
        scenario
    };
    // More than the whole bill cannot be lost.
    assert!(payment("0", "0").is_possible() && payment("0.4", "0.6").is_possible());
    assert!(!payment("0.4", "0.61").is_possible());
    // Nor can the last client be gone before the first goes.
    let mut scenario = payment("0", "0");
    scenario.response.curve = Some(Curve::WalkAway { low: Exact::ONE, high: Exact::ZERO });
    assert!(!scenario.is_possible());
}

#[test]
fn a_level_that_rises_at_a_later_raise_only_is_found_there() {
    let points = |points: &[(&str, &str)]| -> Vec<Point<Exact>> {
        let number = |text: &str| Exact::from_decimal(text.parse().expect("a decimal"));
        points.iter().map(|(raise, chance)| Point { raise: number(raise), chance: number(chance) }).collect()
    };
    let answers = points(&[("0.1", "0.8"), ("0.3", "0.75")]);
    // 80 % / 95 % = 84.2 % at +10 %; half way on to 75 % it is 77.5 % / 90 % = 86.1 % at +20 %.
    let rise = rise_of_level(&answers, &points(&[("0.2", "0.9"), ("0.3", "0.6")])).expect("it rises");
    assert_eq!(rise.raise.settled().to_string(), "0.2");
    assert!(rise_of_level(&answers, &points(&[("0.3", "0.99")])).is_none());
}
