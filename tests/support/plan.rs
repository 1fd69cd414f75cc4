//! The figures of a scenario, looked up by name as the text in which `--format json` prints them.

use serde_json::Value;

use super::{figures, reading};

/// Where roots are involved, figures may differ by this share of themselves.
const TOLERANCE: f64 = 1e-12;

/// The figures of a scenario. What there is none of reads `none`.
pub struct Plan(Value);

impl Plan {
    /// The figures of a complete scenario.
    pub fn of(text: &str) -> Self {
        Self(figures(&reading(text.as_bytes())).unwrap_or_else(|error| panic!("{error}\n{text}")))
    }

    /// The figures of the client of the worked examples; `top` goes before its tables, `rest` after them.
    ///
    /// It pays 100 an hour for 50 hours a month, which is 5 000, and delivering them costs 60 % of that, 3 000. It takes
    /// 10 hours more that nobody pays for and that cost 30 each, 300. So it brings 5 000 − 3 000 − 300 = 1 700 a month
    /// for 60 hours. Its months are the calendar months of 2027.
    pub fn with(top: &str, rest: &str) -> Self {
        Self::starting("2027-01-01", top, rest)
    }

    /// The figures of the same client on another day.
    pub fn starting(start: &str, top: &str, rest: &str) -> Self {
        Self::of(&format!(
            "start = {start}\n{top}\n\
             [client]\nrate = 100\nhours = 50\nmargin = \"40%\"\n\
             [effort]\nhours = 10\ncost = 30\n{rest}"
        ))
    }

    /// A figure of today.
    pub fn today(&self, figure: &str) -> String {
        text(self.0["today"].get(figure).expect(figure))
    }

    /// A figure of the floor, `none` where there is no floor.
    pub fn floor(&self, figure: &str) -> String {
        match &self.0["floor"] {
            Value::Null => text(&Value::Null),
            floor => text(floor.get(figure).expect(figure)),
        }
    }

    /// The ids of the strategies.
    pub fn ids(&self) -> Vec<&str> {
        list(&self.0["strategies"]).iter().map(|strategy| strategy["id"].as_str().expect("an id")).collect()
    }

    /// All that is said of a strategy in a comparison.
    pub fn strategy(&self, id: &str) -> &Value {
        let found = list(&self.0["strategies"]).iter().find(|strategy| strategy["id"] == id);
        found.unwrap_or_else(|| panic!("no strategy {id}"))
    }

    /// A figure over the horizon.
    pub fn total(&self, id: &str, figure: &str) -> String {
        text(self.strategy(id)["totals"].get(figure).expect(figure))
    }

    /// A figure of the distribution.
    pub fn outcome(&self, id: &str, figure: &str) -> String {
        text(self.strategy(id)["distribution"].get(figure).expect(figure))
    }

    /// A break-even; that of the chance of accepting as `at-least 0.5` or `always`.
    pub fn break_even(&self, id: &str, figure: &str) -> String {
        match self.strategy(id)["break_even"].get(figure).expect(figure) {
            Value::Object(accept) if accept["chance"].is_null() => text(&accept["kind"]),
            Value::Object(accept) => format!("{} {}", text(&accept["kind"]), text(&accept["chance"])),
            other => text(other),
        }
    }

    /// What rules a strategy out, in a word.
    pub fn ruled_out_by(&self, id: &str) -> String {
        text(&self.strategy(id)["ruled_out"]["by"])
    }

    /// The moves of a strategy: `2027-01-01 > 2027-01-31 in 2`, that is served, effective, from which month on.
    pub fn moves(&self, id: &str) -> Vec<String> {
        let line =
            |one: &Value| format!("{} > {} in {}", text(&one["served"]), text(&one["effective"]), text(&one["month"]));
        list(&self.strategy(id)["moves"]).iter().map(line).collect()
    }

    /// A figure of a strategy's months, one after the other, with spaces between.
    pub fn months(&self, id: &str, figure: &str) -> String {
        let months = list(&self.strategy(id)["months"]);
        let figures: Vec<_> = months.iter().map(|month| text(month.get(figure).expect(figure))).collect();
        figures.join(" ")
    }

    /// All figures of a strategy: not what it is ruled out or dominated by.
    pub fn figures_of(&self, id: &str) -> [&Value; 5] {
        ["moves", "totals", "break_even", "distribution", "months"].map(|part| &self.strategy(id)[part])
    }
}

/// Holds the numbers in a text to what they should be, where roots make them endless.
pub fn assert_close(found: &str, expected: &[f64]) {
    let numbers: Vec<f64> = found.split(' ').map(|number| number.parse().expect(found)).collect();
    let agree = |(found, expected): (&f64, &f64)| (found - expected).abs() <= TOLERANCE * expected.abs();
    assert!(
        numbers.len() == expected.len() && numbers.iter().zip(expected).all(agree),
        "found {numbers:?}, expected {expected:?}"
    );
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
