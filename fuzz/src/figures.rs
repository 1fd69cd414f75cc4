//! What figures can be, whatever the scenario says.

use serde_json::Value;

/// Figures that are chances.
const CHANCES: [&str; 4] = ["accepts", "still_there", "chance_better", "chance"];

/// Quantiles, from the least to the largest.
const QUANTILES: [&str; 4] = ["worst", "p10", "p50", "p90"];

/// Panics where a figure cannot be.
pub fn are_possible(name: &str, value: &Value) {
    match value {
        // As they were given.
        Value::Object(_) if name == "overrides" => {}
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| are_possible(name, value));
            let quantiles: Vec<f64> = QUANTILES.iter().filter_map(|name| amount(object.get(*name)?)).collect();
            assert!(quantiles.is_sorted(), "quantiles fall: {quantiles:?}");
        }
        Value::Array(array) => array.iter().for_each(|value| are_possible(name, value)),
        Value::Number(number) => {
            let amount = amount(value).unwrap_or_else(|| panic!("{name} is {number}"));
            assert!(amount.is_finite(), "{name} is {number}");
            assert!(amount < 0.0 || amount.is_sign_positive(), "{name} is {number}");
            assert!(!CHANCES.contains(&name) || (0.0..=1.0).contains(&amount), "{name}, a chance, is {number}");
        }
        _ => {}
    }
}

fn amount(value: &Value) -> Option<f64> {
    value.as_number()?.to_string().parse().ok()
}
