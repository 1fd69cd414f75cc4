//! Shares that a request is made of, written as in a scenario: `70%` or `0.7`.

use crate::number::{Exact, Number};
use crate::scenario::parse_number;

/// A share.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Share(pub Exact);

impl Share {
    /// A chance: from 0 to 100 %.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong.
    pub fn chance(text: &str) -> Result<Self, String> {
        let share = Self::parse(text)?;
        if share.0 < Exact::ZERO || share.0 > Exact::ONE {
            return Err("a chance is from 0% to 100%".to_owned());
        }
        Ok(share)
    }

    /// A step upwards: above 0.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong.
    pub fn step(text: &str) -> Result<Self, String> {
        let share = Self::parse(text)?;
        if share.0 <= Exact::ZERO {
            return Err("it has to be above 0%".to_owned());
        }
        Ok(share)
    }

    /// How far to either side something is varied: above 0, up to 100 %.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong.
    pub fn spread(text: &str) -> Result<Self, String> {
        let share = Self::parse(text)?;
        if share.0 <= Exact::ZERO {
            return Err("a range has to go somewhere: it must be more than 0".to_owned());
        }
        if share.0 > Exact::ONE && !text.contains('%') {
            return Err(format!("it may be 100% at the most; if you mean {text} percent, write {text}%"));
        }
        if share.0 > Exact::ONE {
            return Err("it may be 100% at the most".to_owned());
        }
        Ok(share)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let share = parse_number(text, true).map_err(|_| "write a share, such as 70% or 0.7")?;
        Ok(Self(Exact::from_decimal(share)))
    }
}
