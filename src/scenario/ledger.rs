//! Every value in force and where it came from.

use rust_decimal::Decimal;

use super::catalogue::{Holds, Key};
use super::numbers::parse;
use super::tree::Place;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written in the file.
    File,
    /// Given on the command line.
    Override,
    /// The default.
    Default,
}

impl Origin {
    /// Where the value came from, in a word.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Override => "override",
            Self::Default => "default",
        }
    }
}

/// A value in force.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Its key, such as `client.rate` or `strategy.custom.move.2.raise`.
    pub key: String,
    /// The value as written, or the default in words.
    pub value: String,
    /// What the key may hold; none for what no key of the catalogue stands for, such as a red flag.
    pub definition: Option<&'static Key>,
    /// Where it came from.
    pub origin: Origin,
    /// Where it is written; none for defaults.
    pub place: Option<Place>,
    /// The range, where it is one.
    pub range: Option<Range>,
}

impl InForce {
    /// The number that it is, shares as parts of one; none where it is no number.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        let definition = self.definition.filter(|key| key.holds.is_number())?;
        match self.range {
            Some(range) => Some(range.base),
            None => parse(&self.value, matches!(definition.holds, Holds::Share)).ok(),
        }
    }

    /// The unit; empty where there is none.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        self.definition.map_or("severity", |key| key.unit)
    }
}

/// An uncertain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: Decimal,
    /// The base case: the likely value, else the middle.
    pub base: Decimal,
    /// The most.
    pub high: Decimal,
    /// How it is distributed.
    pub distribution: Shape,
}

/// How an uncertain number is distributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// PERT: a beta distribution with the base case as its mode.
    Pert,
    /// Triangular, with the base case as its peak.
    Triangular,
    /// Uniform.
    Uniform,
}

impl Shape {
    /// The names in a scenario.
    pub const NAMES: [&'static str; 3] = ["pert", "triangular", "uniform"];

    /// The shape with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "pert" => Some(Self::Pert),
            "triangular" => Some(Self::Triangular),
            "uniform" => Some(Self::Uniform),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pert => "pert",
            Self::Triangular => "triangular",
            Self::Uniform => "uniform",
        }
    }
}
