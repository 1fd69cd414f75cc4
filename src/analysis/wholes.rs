//! Whole numbers that a request is made of, written as in a scenario: `100000`, `1_000_000` or `1e6`.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::scenario::parse_number;
use crate::words::grouped;

/// A whole number within bounds.
///
/// # Errors
///
/// A sentence that says what may be written; `example` is one such number.
pub fn whole(text: &str, bounds: RangeInclusive<u64>, example: &str) -> Result<u64, String> {
    let number = parse_number(text, false).ok().filter(Decimal::is_integer).and_then(|number| number.to_u64());
    number.filter(|number| bounds.contains(number)).ok_or_else(|| {
        let [least, most] = [bounds.start(), bounds.end()].map(|bound| grouped(Decimal::from(*bound), 0));
        format!("write a whole number from {least} to {most}, such as {example}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_may_be_written_in_several_ways() {
        for text in ["1000000", "1_000_000", "1e6", "1.0e6", " 1000000.0 "] {
            assert_eq!(whole(text, 2..=100_000_000, "1e6"), Ok(1_000_000), "{text}");
        }
        assert_eq!(whole("18446744073709551615", 0..=u64::MAX, "1"), Ok(u64::MAX));
    }

    #[test]
    fn what_is_no_whole_number_within_the_bounds_is_told_what_may_be_written() {
        let says = "write a whole number from 2 to 100,000,000, such as 1e6";
        for text in ["0", "1", "-1", "2.5", "1e9", "1e40", "many", "", "50%", "18446744073709551616"] {
            assert_eq!(whole(text, 2..=100_000_000, "1e6"), Err(says.to_owned()), "{text}");
        }
    }
}
