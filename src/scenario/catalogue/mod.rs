//! Every key of a scenario: what it holds, its unit, bounds, default and meaning.
//!
//! One definition for the reader, its messages, the JSON Schema, `check --explain` and `init`.

mod samples;
mod strategies;
mod tables;

use std::fmt;

use rust_decimal::Decimal;

use crate::domain::Kind;

pub use strategies::{MOVE, MOVE_EFFECTS, TIER, strategy_group};
pub use tables::{CORRELATION, RISK, RISK_KINDS, RISK_TIMES, TOP};

/// A table of a scenario.
#[derive(Debug)]
pub struct Group {
    /// Its path, such as `response.accept`; empty for the top level.
    pub path: &'static str,
    /// What it is about.
    pub meaning: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// The unit, in words; empty where there is none.
    pub unit: &'static str,
    /// Whether it may be a range.
    pub uncertain: bool,
    /// What it may be.
    pub bounds: Bounds,
    /// What counts where it is not given, in words; empty where it has to be.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// A value for it, where neither its default nor its unit suggests one; empty where they do.
    pub example: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Words.
    Text,
    /// A currency code.
    Currency,
    /// A day.
    Date,
    /// A whole number.
    Whole,
    /// Any number.
    Number,
    /// A share: `"35%"` or `0.35`.
    Share,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A list of words.
    Texts,
    /// Red flags: a list of codes, or a table from codes to severities.
    Flags,
    /// A table.
    Table(&'static Group),
    /// A list of tables.
    Tables(&'static Group),
    /// The list of strategies, whose keys depend on their kind.
    Strategies,
}

impl Holds {
    /// Whether it is a number of some kind.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Number | Self::Share)
    }
}

/// The least and the most that a number may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    least: Option<Bound>,
    most: Option<Bound>,
    not_zero: bool,
    /// How many characters, entries or elements a text or list may have.
    pub length_max: usize,
    /// Whether a list may be empty, which says that there is none.
    pub may_be_empty: bool,
}

#[derive(Clone, Copy, Debug)]
struct Bound {
    value: Decimal,
    itself: bool,
}

impl Bounds {
    const NONE: Self = Self { least: None, most: None, not_zero: false, length_max: 10_000, may_be_empty: false };

    /// Whether a number is within.
    #[must_use]
    pub fn admit(&self, value: Decimal) -> bool {
        self.least.is_none_or(|least| if least.itself { value >= least.value } else { value > least.value })
            && self.most.is_none_or(|most| if most.itself { value <= most.value } else { value < most.value })
            && !(self.not_zero && value.is_zero())
    }

    /// The least, and whether it is itself within.
    #[must_use]
    pub fn least(&self) -> Option<(Decimal, bool)> {
        self.least.map(|bound| (bound.value, bound.itself))
    }

    /// The most, and whether it is itself within.
    #[must_use]
    pub fn most(&self) -> Option<(Decimal, bool)> {
        self.most.map(|bound| (bound.value, bound.itself))
    }

    /// The bounds in words, such as `more than 0` or `0 % to 100 %`; empty where there are none.
    #[must_use]
    pub fn words(&self, holds: Holds) -> String {
        let text = |value: Decimal| match holds {
            #[expect(clippy::arithmetic_side_effects, reason = "bounds are small")]
            Holds::Share => format!("{} %", (value * Decimal::ONE_HUNDRED).normalize()),
            _ => value.normalize().to_string(),
        };
        let range = match (self.least, self.most) {
            (None, None) => String::new(),
            (Some(least), None) if least.itself => format!("{} or more", text(least.value)),
            (Some(least), None) => format!("more than {}", text(least.value)),
            (None, Some(most)) if most.itself => format!("at most {}", text(most.value)),
            (None, Some(most)) => format!("less than {}", text(most.value)),
            (Some(least), Some(most)) if least.itself && most.itself => {
                format!("{} to {}", text(least.value), text(most.value))
            }
            (Some(least), Some(most)) => {
                let (more, or_more) = if least.itself { ("", " or more") } else { ("more than ", "") };
                let to = if most.itself { "at most" } else { "less than" };
                format!("{more}{}{or_more} and {to} {}", text(least.value), text(most.value))
            }
        };
        if self.not_zero { format!("{range}, and not 0") } else { range }
    }
}

impl Key {
    pub(super) const fn new(name: &'static str, holds: Holds, meaning: &'static str) -> Self {
        Self { name, holds, unit: "", uncertain: false, bounds: Bounds::NONE, default: "", meaning, example: "" }
    }

    pub(super) const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    pub(super) const fn uncertain(mut self) -> Self {
        self.uncertain = true;
        self
    }

    pub(super) const fn default(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }

    pub(super) const fn meaning(mut self, meaning: &'static str) -> Self {
        self.meaning = meaning;
        self
    }

    pub(super) const fn example(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }

    pub(super) const fn above(mut self, value: Decimal) -> Self {
        self.bounds.least = Some(Bound { value, itself: false });
        self
    }

    pub(super) const fn at_least(mut self, value: Decimal) -> Self {
        self.bounds.least = Some(Bound { value, itself: true });
        self
    }

    pub(super) const fn below(mut self, value: Decimal) -> Self {
        self.bounds.most = Some(Bound { value, itself: false });
        self
    }

    pub(super) const fn at_most(mut self, value: Decimal) -> Self {
        self.bounds.most = Some(Bound { value, itself: true });
        self
    }

    pub(super) const fn not_zero(mut self) -> Self {
        self.bounds.not_zero = true;
        self
    }

    pub(super) const fn or_empty(mut self) -> Self {
        self.bounds.may_be_empty = true;
        self
    }

    pub(super) const fn length(mut self, most: usize) -> Self {
        self.bounds.length_max = most;
        self
    }

    /// The keys of the table or of the tables that it holds.
    #[must_use]
    pub fn inner(&self) -> Option<&'static Group> {
        match self.holds {
            Holds::Table(inner) | Holds::Tables(inner) => Some(inner),
            _ => None,
        }
    }

    /// What the key may be, in words: its bounds, or its choices.
    #[must_use]
    pub fn may_be(&self) -> String {
        match self.holds {
            Holds::Choice(choices) => choices.join(", "),
            Holds::Currency => "a currency code of ISO 4217".to_owned(),
            Holds::Date => "a day, as 2027-01-31".to_owned(),
            _ => self.bounds.words(self.holds),
        }
    }
}

impl Group {
    /// The key with a name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The path of a key of this group.
    #[must_use]
    pub fn path_of(&self, key: &str) -> String {
        join(self.path, key)
    }
}

/// The tables of which there may be several, with a header in double brackets.
const LISTS: [&str; 7] =
    ["response.accept", "response.shock", "risk", "correlation", "strategy", "strategy.tier", "strategy.move"];

impl fmt::Display for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path {
            "" => formatter.write_str("the top level"),
            path if LISTS.contains(&path) => write!(formatter, "[[{path}]]"),
            path => write!(formatter, "[{path}]"),
        }
    }
}

/// A path and a key under it.
#[must_use]
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The key at a path with the ids and numbers of list entries in it, such as `strategy.custom.move.2.raise`. What is
/// inside a range or among the red flags belongs to their key.
#[must_use]
pub fn key_at(path: &[&str]) -> Option<&'static Key> {
    fn within(group: &Group, path: &[&str]) -> Option<&'static Key> {
        let (name, rest) = path.split_first()?;
        let key = group.key(name)?;
        match (key.holds, rest) {
            (_, []) => Some(key),
            (Holds::Table(inner), rest) | (Holds::Tables(inner), [_, rest @ ..]) => within(inner, rest),
            (Holds::Strategies, [_, rest @ ..]) => {
                Kind::ALL.into_iter().find_map(|kind| within(strategy_group(kind), rest))
            }
            (holds, [_]) => (holds.is_number() || matches!(holds, Holds::Flags)).then_some(key),
            _ => None,
        }
    }
    within(&TOP, path)
}

/// The tables that have a key, as their headers name them.
#[must_use]
pub fn tables_with(key: &str) -> Vec<String> {
    let mut tables: Vec<String> =
        with_inner(&TOP).into_iter().filter(|group| group.key(key).is_some()).map(Group::to_string).collect();
    tables.dedup();
    tables
}

/// A group, and all those inside it.
pub(in crate::scenario) fn with_inner(group: &'static Group) -> Vec<&'static Group> {
    let inner = group.keys.iter().flat_map(|key| match key.holds {
        Holds::Table(inner) | Holds::Tables(inner) => with_inner(inner),
        Holds::Strategies => Kind::ALL.into_iter().flat_map(|kind| with_inner(strategy_group(kind))).collect(),
        _ => Vec::new(),
    });
    std::iter::once(group).chain(inner).collect()
}

pub(super) const ZERO: Decimal = Decimal::ZERO;
pub(super) const ONE: Decimal = Decimal::ONE;
pub(super) const MINUS_ONE: Decimal = Decimal::NEGATIVE_ONE;

pub(super) const fn whole(value: u32) -> Decimal {
    Decimal::from_parts(value, 0, 0, false, 0)
}

pub(super) const fn number(name: &'static str, unit: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Holds::Number, meaning).unit(unit)
}

/// A share of something; of what, the unit says.
pub(super) const fn share(name: &'static str, unit: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Holds::Share, meaning).unit(unit)
}

pub(super) const fn count(name: &'static str, unit: &'static str, least: u32, most: u32, meaning: &'static str) -> Key {
    Key::new(name, Holds::Whole, meaning).unit(unit).at_least(whole(least)).at_most(whole(most))
}

pub(super) const fn text(name: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Holds::Text, meaning)
}

pub(super) const fn growth(name: &'static str, meaning: &'static str) -> Key {
    share(name, "share a year", meaning).uncertain().above(MINUS_ONE).at_most(ONE).default("0 %")
}
