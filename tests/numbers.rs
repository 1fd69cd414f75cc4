//! Numbers: what is known of them, and where they are equal.

mod support;

use rust_decimal::Decimal;
use support::plan::Plan;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::number::{Exact, Number};

fn exact(text: &str) -> Exact {
    Exact::from_decimal(Decimal::from_str_exact(text).expect("a test writes decimals"))
}

/// 33333333333333333333.333333333 is a third of 10²⁰ as far as 28 digits go: of what is left without the whole part,
/// the last decimal is not known.
fn a_third_of_9_decimals() -> Exact {
    exact("100000000000000000000") / exact("3") - exact("33333333333333333333")
}

#[test]
fn what_follows_from_a_number_of_few_digits_has_as_few() {
    let rough = a_third_of_9_decimals();
    assert_eq!(rough.settled().to_string(), "0.33333333");
    let two = exact("2");
    for (what, result) in [
        ("itself", rough),
        ("sum", rough + two),
        ("difference", two - rough),
        ("product", two * rough),
        ("quotient", rough / two),
        ("divisor", two / rough),
        ("base", rough.power(two)),
        ("small base", (rough * exact("0.0000000001")).power(exact("0.5"))),
        ("exponent", two.power(rough)),
        ("exponential", rough.exponential()),
        ("logarithm", rough.logarithm()),
        ("small logarithm", (rough * exact("0.0000000001")).logarithm()),
    ] {
        assert!(!result.is_sound(Exact::ZERO) && result.is_sound(exact("100000")), "{what}: {result:?}");
    }
}

#[test]
fn what_is_no_number_stays_none() {
    let none = Exact::ONE / Exact::ZERO;
    for (what, result) in [
        ("base", none.power(exact("0.5"))),
        ("exponent", exact("2").power(none)),
        ("exponential", none.exponential()),
        ("logarithm", none.logarithm()),
        ("dividend", none / exact("2")),
        ("divisor", exact("2") / none),
        ("sum", exact("2") + none),
        ("product", none * Exact::ZERO),
        // 0.000000001 is left of a number of 9 decimals, of which the last is not known: it may be 0.
        ("divisor that may be 0", Exact::ONE / (a_third_of_9_decimals() - exact("0.333333332"))),
        ("rounded", none.round_to(Exact::ONE)),
        ("rounded up", none.round_up_to(Exact::ONE)),
    ] {
        assert!(!result.is_sound(exact("1000000000000000")), "{what}: {result:?}");
        assert!(result.to_f64().is_nan() && !result.is_certain(), "{what}: {result:?}");
    }
}

#[test]
fn what_is_left_of_an_exponential_is_known_to_few_digits() {
    // e⁻⁵⁹ is 2.4 · 10⁻²⁶, of which 28 decimals hold the 2.
    let vanishing = exact("-59").exponential();
    assert!(!vanishing.is_sound(Exact::ZERO) && vanishing.is_sound(Exact::ONE), "{vanishing:?}");
}

#[test]
fn nothing_to_a_power_is_nothing() {
    assert_eq!(Exact::ZERO.power(exact("0.5")), Exact::ZERO);
    assert_eq!(Exact::ZERO.power(Exact::ZERO), Exact::ONE);
    assert!(!Exact::ZERO.power(exact("-1")).is_sound(Exact::ONE), "1 divided by 0");
}

#[test]
fn a_tolerance_reaches_up_to_itself() {
    assert!(!exact("5.000000000005").exceeds(exact("5")), "10⁻¹² of 5");
    assert!(exact("5.0000000000051").exceeds(exact("5")));
    assert!(!exact("-4.999999999995").exceeds(exact("-5")));
    assert!(exact("-4.9999999999949").exceeds(exact("-5")));
    assert!(!exact("5.000000001").is_more_money_than(exact("5")), "10⁻⁹");
    assert!(exact("5.0000000011").is_more_money_than(exact("5")));
}

#[test]
fn floating_point_rounds_prices_as_decimals_do() {
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
    // 1.005 / 0.01 is 100.49999999999999 in binary, and 79.35 / 0.01 a hair above 7935.
    close(1.005.round_to(0.01), 1.01);
    close((-1.005).round_to(0.01), -1.01);
    close(1.0049.round_to(0.01), 1.0);
    close(79.35.round_up_to(0.01), 79.35);
    close(79.3501.round_up_to(0.01), 79.36);
    close(f64::from_f64(2.5), 2.5);
    close(Number::to_f64(2.5), 2.5);
    // e, and back again; 9 to the power of a half.
    close(Number::exponential(1.0), std::f64::consts::E);
    close(std::f64::consts::E.logarithm(), 1.0);
    close(9.0.power(0.5), 3.0);
    assert!(2.5.is_sound(1.0) && !f64::INFINITY.is_sound(1.0) && !f64::NAN.is_sound(1.0));
}

#[test]
fn a_break_even_has_more_digits_than_floating_point() {
    // See `Plan::with`: 50 · 134 − 3300 = 3400 in month 2, and in month 3, in which a fee is asked for and paid on to the
    // team, as much, if the client accepts both times, with s and s²; without it 3400 less. 3400 s + 3400 s² = 3400 at
    // s = (√5 − 1) / 2, the golden section, whose square is (3 − √5) / 2.
    let rest = r#"
        [[strategy]]
        kind = "custom"
        [[strategy.move]]
        after_months = 1
        raise = "34%"
        [[strategy.move]]
        after_months = 2
        monthly_fee = 100
        monthly_bonus = 100"#;
    let found = Plan::with("months = 3", rest).break_even("custom", "accept");
    assert!(found.starts_with("at-least 0.38196601125010515179541"), "{found}");
}

#[test]
fn a_product_of_two_numbers_that_may_be_0_is_known_by_both() {
    // 0, and by how much it may be off: some 2·10⁻⁸.
    let nothing = a_third_of_9_decimals() - exact("0.333333333");
    let nothing = nothing * exact("10");
    assert!(!nothing.is_sound(exact("1000")) && nothing.is_sound(exact("1000000")), "{nothing:?}");
    // So the product is off by some 4·10⁻¹⁶.
    let product = nothing * nothing;
    assert!(!product.is_sound(exact("0.00001")) && product.is_sound(exact("0.01")), "{product:?}");
}

// The difference that should be 0 came out at 10⁻²⁷, and the floor a step too high.
#[test]
fn a_floor_of_exactly_nothing_is_not_a_price_step() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/salaried-team-without-other-work.toml");
    let text = std::fs::read_to_string(path).expect("a scenario") + "\n[costs]\nincrease = \"-4%\"\n";
    let comparison = compare(support::reading(text.as_bytes()).scenario, By::NetProfit).expect("figures");
    assert_eq!(comparison.evaluation.floor.expect("a floor").price.settled().to_string(), "0");
}
