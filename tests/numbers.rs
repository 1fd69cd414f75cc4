//! Numbers: what is known of them, and where they are equal.

mod support;

use std::cmp::Ordering;

use rust_decimal::Decimal;
use support::plan::Plan;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::number::recorded::{Operand, Recorded, Recording, Step, next_part, record};
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

// Numbers that are recorded.

/// What a recording comes to for other inputs; none where a condition of it does not hold for them.
fn repeated(recording: &Recording, inputs: &[f64], asked: Operand) -> Option<f64> {
    let mut values = Vec::new();
    let value = |operand: Operand, values: &[f64]| match operand {
        Operand::Constant(number) => number,
        Operand::Step(position) => values[position],
    };
    for step in &recording.steps {
        values.push(match step {
            Step::Input(number) => inputs[*number],
            Step::Compute(operation, operands) => operation.of(operands.map(|operand| value(operand, &values))),
            Step::Condition { comparison, operands: [one, other], holds, .. } => {
                if comparison.of(value(*one, &values), value(*other, &values)) != *holds {
                    return None;
                }
                f64::NAN
            }
        });
    }
    Some(value(asked, &values))
}

#[test]
fn a_recording_gives_for_other_inputs_what_floating_point_gives() {
    fn formulas<N: Number>(x: N, y: N) -> [N; 17] {
        let (mut more, mut less) = (x, x);
        more += y;
        less -= y;
        [
            x + y,
            x - y,
            x * y,
            x / y,
            -x,
            x.power(y),
            x.larger(y),
            x.smaller(y),
            x.round_to(y),
            x.round_up_to(y),
            (-x).magnitude(),
            x.exponential(),
            x.logarithm(),
            more,
            less,
            [x, y, x].into_iter().sum(),
            x.if_at_most(y, || x + x, || y * y),
        ]
    }
    let (recorded, recording) = record(|| formulas(Recorded::input(0, 5.5), Recorded::input(1, 2.0)));
    for (x, y) in [(5.5, 2.0), (7.25, 0.5), (2.0, 3.0), (3.0, 3.0)] {
        for (position, (number, expected)) in recorded.iter().zip(formulas(x, y)).enumerate() {
            let found = repeated(&recording, &[x, y], number.operand()).expect("no condition");
            assert_eq!(found.to_bits(), expected.to_bits(), "formula {position} of {x} and {y}");
        }
    }
    assert!(recorded.iter().zip(formulas(5.5, 2.0)).all(|(one, other)| one.to_f64().to_bits() == other.to_bits()));
}

#[test]
fn what_changes_nothing_is_no_step() {
    let ((x, same, others), recording) = record(|| {
        let (x, none, one) = (Recorded::input(0, 3.0), Recorded::ZERO, Recorded::ONE);
        let same = [x + none, none + x, x - none, x * one, one * x, x / one];
        (x, same, [none - x, one / x, x + one, x * none])
    });
    assert!(same.iter().all(|number| number.operand() == x.operand()));
    assert!(others.iter().all(|number| number.operand() != x.operand()));
    // The input and the four others; once more is not written down again.
    assert_eq!(recording.steps.len(), 5);
    let (_, twice) = record(|| {
        let x = Recorded::input(0, 3.0);
        (x * x, x * x)
    });
    assert_eq!(twice.steps.len(), 2);
    // What follows from constants only is one.
    let (sum, constants) = record(|| (Recorded::ONE + Recorded::constant(2.0), Recorded::ONE < Recorded::ZERO));
    assert_eq!((sum.0.operand(), sum.1, constants.steps.len()), (Operand::Constant(3.0), false, 0));
    let chosen = |value: f64| Recorded::constant(value).if_at_most(Recorded::ONE, || Recorded::ZERO, || Recorded::ONE);
    assert_eq!([0.5, 1.0, 1.5].map(|value| chosen(value).to_f64().to_bits()), [0.0_f64, 0.0, 1.0].map(f64::to_bits));
}

#[test]
fn a_recording_holds_for_inputs_that_compare_as_its_own_did() {
    let compares: [fn(Recorded, Recorded) -> bool; 9] = [
        |x, y| x == y,
        |x, y| x != y,
        |x, y| x < y,
        |x, y| x <= y,
        |x, y| x > y,
        |x, y| x >= y,
        |x, y| x.partial_cmp(&y) == Some(Ordering::Equal),
        |x, y| x.partial_cmp(&y) == Some(Ordering::Less),
        |x, y| x.partial_cmp(&y) == Some(Ordering::Greater),
    ];
    let pairs = [(1.0_f64, 2.0), (2.0, 2.0), (3.0, 2.0)];
    for compare in compares {
        for (x, y) in pairs {
            let (holds, recording) = record(|| compare(Recorded::input(0, x), Recorded::input(1, y)));
            for (other_x, other_y) in pairs {
                let (would, _) = record(|| compare(Recorded::constant(other_x), Recorded::constant(other_y)));
                let kept = repeated(&recording, &[other_x, other_y], Operand::Constant(0.0)).is_some();
                // It never holds where the answer would be another, and always where nothing is another.
                assert!(!kept || would == holds, "{x} {y}: {other_x} {other_y}");
                assert!(kept || (x, y) != (other_x, other_y), "{x} {y}");
            }
        }
    }
    let answers =
        |x: f64, y: f64| compares.map(|compare| record(|| compare(Recorded::input(0, x), Recorded::input(1, y))).0);
    assert_eq!(answers(1.0, 2.0), [false, true, true, true, false, false, false, true, false]);
    assert_eq!(answers(2.0, 2.0), [true, false, false, true, false, true, true, false, false]);
    assert_eq!(answers(3.0, 2.0), [false, true, false, false, true, true, false, false, true]);
    let sound = |value: f64| record(|| Recorded::input(0, value).is_sound(Recorded::ONE)).0;
    assert_eq!([sound(1.0), sound(f64::INFINITY), sound(f64::NAN)], [true, false, false]);
}

#[test]
fn a_condition_is_of_the_part_in_which_it_was_met() {
    let (_, recording) = record(|| {
        let x = Recorded::input(0, 3.0);
        let mut met = vec![x < Recorded::ONE];
        for _ in 0..2 {
            next_part();
            met.push(x < Recorded::ONE);
        }
        met
    });
    let parts: Vec<usize> = recording
        .steps
        .iter()
        .filter_map(|step| if let Step::Condition { part, .. } = step { Some(*part) } else { None })
        .collect();
    assert_eq!(parts, [0, 1, 2]);
}
