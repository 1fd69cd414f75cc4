//! A value for every key, to show how it is written.

use rust_decimal::Decimal;

use super::{Group, Holds, Key};
use crate::scenario::numbers;
use crate::scenario::writing::quoted;

/// What stands for a text that only the reader of an example can know.
const SOME_TEXT: &str = "…";

impl Key {
    /// A value as a file would have it: the example, else the default, where it is a value and not words, else what the
    /// unit suggests.
    pub(crate) fn sample(&self) -> String {
        match self.holds {
            Holds::Text => quoted(if self.example.is_empty() { SOME_TEXT } else { self.example }),
            Holds::Currency => quoted(self.default),
            Holds::Date => "2027-01-31".to_owned(),
            Holds::Choice(choices) => quoted(choices.first().copied().unwrap_or_default()),
            Holds::Texts | Holds::Flags => format!("[{}]", quoted(self.example)),
            Holds::Share => quoted(&self.number_sample().replace(' ', "")),
            Holds::Whole | Holds::Number => self.number_sample().to_owned(),
            Holds::Table(group) => group.sample(),
            Holds::Tables(group) => format!("[{}]", group.sample()),
            Holds::Strategies => "[{ kind = \"thirty-day-raise\" }]".to_owned(),
        }
    }

    /// An ordinary number for it; none where it holds none.
    #[must_use]
    pub fn ordinary(&self) -> Option<Decimal> {
        let is_share = matches!(self.holds, Holds::Share);
        self.holds.is_number().then(|| numbers::parse(&self.number_sample().replace(' ', ""), is_share).ok()).flatten()
    }

    fn number_sample(&self) -> &'static str {
        if !self.example.is_empty() {
            return self.example;
        }
        if numbers::parse(self.default, matches!(self.holds, Holds::Share)).is_ok() {
            return self.default;
        }
        match self.unit {
            "money an hour" => "95",
            "money a month" => "500",
            "money" => "5000",
            "hours a month" => "60",
            "days" => "30",
            "steps" => "4",
            _ if matches!(self.holds, Holds::Share) => "10%",
            _ => "1",
        }
    }
}

impl Group {
    /// A table of all keys, in a line.
    pub(crate) fn sample(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(|key| format!("{} = {}", key.name, key.sample())).collect();
        format!("{{ {} }}", keys.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalogue::{MOVE, TOP};

    fn key(holds: Holds) -> Key {
        Key::new("key", holds, "Something.")
    }

    #[test]
    fn a_number_is_the_example_else_the_default_else_what_the_unit_suggests() {
        let of_money = || key(Holds::Number).unit("money");
        assert_eq!(of_money().default("8").example("7").sample(), "7");
        assert_eq!(of_money().default("8").sample(), "8");
        assert_eq!(of_money().default("none").sample(), "5000");
        for (unit, number) in [
            ("money an hour", "95"),
            ("money a month", "500"),
            ("money", "5000"),
            ("hours a month", "60"),
            ("days", "30"),
            ("steps", "4"),
            ("months", "1"),
        ] {
            assert_eq!(key(Holds::Whole).unit(unit).sample(), number, "{unit}");
            assert_eq!(key(Holds::Number).unit(unit).ordinary(), number.parse().ok(), "{unit}");
        }
    }

    #[test]
    fn a_share_is_in_quotes_and_a_text_is_no_number() {
        let share = || key(Holds::Share);
        assert_eq!(share().default("2.5 %").sample(), "\"2.5%\"");
        assert_eq!(share().default("2.5 %").ordinary(), "0.025".parse().ok());
        assert_eq!(share().sample(), "\"10%\"");
        assert_eq!(key(Holds::Text).sample(), "\"…\"");
        assert_eq!(key(Holds::Text).example("3").ordinary(), None);
    }

    #[test]
    fn what_is_no_number_is_written_as_a_file_has_it() {
        let of = |holds| key(holds).example("one").default("EUR").sample();
        assert_eq!(of(Holds::Text), "\"one\"");
        assert_eq!(of(Holds::Currency), "\"EUR\"");
        assert_eq!(of(Holds::Date), "2027-01-31");
        assert_eq!(of(Holds::Choice(&["first", "second"])), "\"first\"");
        assert_eq!(of(Holds::Texts), "[\"one\"]");
        assert_eq!(of(Holds::Flags), "[\"one\"]");
        assert_eq!(of(Holds::Table(&MOVE)), MOVE.sample());
        assert_eq!(of(Holds::Tables(&MOVE)), format!("[{}]", MOVE.sample()));
        assert!(of(Holds::Strategies).starts_with("[{ kind = "));
        let line = TOP.sample();
        assert!(TOP.keys.iter().all(|key| line.contains(&format!("{} = {}", key.name, key.sample()))), "{line}");
    }
}
