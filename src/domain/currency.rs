//! Currencies of ISO 4217 and their minor units.

use iso_currency::IntoEnumIterator;
use rust_decimal::Decimal;

/// A currency that people bill in: one with a minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    code: &'static str,
    decimals: u32,
}

impl Currency {
    /// The currency with a three-letter code, or none where ISO 4217 knows no such currency with a minor unit.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::of(iso_currency::Currency::from_code(code)?)
    }

    /// All codes, in alphabetical order.
    #[must_use]
    pub fn codes() -> Vec<&'static str> {
        let mut codes: Vec<_> =
            iso_currency::Currency::iter().filter_map(Self::of).map(|currency| currency.code).collect();
        codes.sort_unstable();
        codes
    }

    fn of(currency: iso_currency::Currency) -> Option<Self> {
        Some(Self { code: currency.code(), decimals: u32::from(currency.exponent()?) })
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals an amount has: 2 for EUR, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// The smallest amount: 0.01 for EUR.
    #[must_use]
    pub fn minor_unit(self) -> Decimal {
        Decimal::new(1, self.decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_are_those_of_iso_4217() {
        for (code, decimals) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("THB", 2), ("CLF", 4)] {
            assert_eq!(Currency::from_code(code).map(Currency::decimals), Some(decimals), "{code}");
        }
        assert_eq!(Currency::from_code("KWD").map(Currency::minor_unit), Some(Decimal::new(1, 3)));
    }

    #[test]
    fn what_nobody_bills_in_is_no_currency() {
        for code in ["XXX", "XAU", "eur", "EURO", ""] {
            assert_eq!(Currency::from_code(code), None, "{code}");
        }
        assert!(Currency::codes().is_sorted());
    }
}
