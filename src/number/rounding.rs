//! Sums and products of decimals: those of `Decimal`, digit for digit, in a fraction of the time.
//!
//! Most numbers of a plan have 28 digits, so that nearly every product and every other sum has to be rounded to them.
//! `Decimal` divides in words of 32 bits for that; here the quotient is a product with a reciprocal. What does not fit,
//! and what is rare, is left to `Decimal`.

#![expect(clippy::arithmetic_side_effects, reason = "what two numbers of 96 bits come to has room in 128, or in 192")]

use rust_decimal::Decimal;

/// The most decimals that a `Decimal` holds.
pub const DECIMALS_MAX: u32 = 28;

/// The bits of its mantissa.
const MANTISSA_BITS: u32 = 96;

/// 10ᵏ for every number of decimals.
const POWERS: [u128; 29] = {
    let mut powers = [1; 29];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

/// The first 128 bits of 10⁻ᵏ, rounded down: 2¹²⁷⁺ᵇ/10ᵏ, where 10ᵏ has b bits. 10⁰ has no use for one.
const RECIPROCALS: [u128; 29] = {
    let mut reciprocals = [0; 29];
    let mut exponent = 1;
    while exponent < reciprocals.len() {
        let power = POWERS[exponent];
        let mut remainder: u128 = 1 << (bits(power) - 1);
        let mut bit = 0;
        while bit < 128 {
            remainder *= 2;
            reciprocals[exponent] *= 2;
            if remainder >= power {
                remainder -= power;
                reciprocals[exponent] += 1;
            }
            bit += 1;
        }
        exponent += 1;
    }
    reciprocals
};

/// 2⁹⁶ · 10ᵏ: from there on a number is too wide even without k digits.
const TOO_WIDE: [Wide; 29] = {
    let mut widths = [Wide { high: 0, low: 0 }; 29];
    let mut exponent = 0;
    while exponent < widths.len() {
        let power = POWERS[exponent];
        widths[exponent] = Wide { high: power >> (128 - MANTISSA_BITS), low: power << MANTISSA_BITS };
        exponent += 1;
    }
    widths
};

/// A sum of two numbers other than 0, to as many decimals as fit; none where it is too large.
pub fn sum(one: Decimal, other: Decimal) -> Option<Decimal> {
    in_wide_words(one, other).or_else(|| one.checked_add(other))
}

/// A product of two numbers other than 0, to as many decimals as fit; none where it is too large.
pub fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let negative = one.is_sign_negative() != other.is_sign_negative();
    let whole = Wide::product(mantissa(one), mantissa(other));
    whole.as_decimal(one.scale() + other.scale(), negative).or_else(|| one.checked_mul(other))
}

/// A sum whose terms fit into 128 bits once they have the same number of decimals.
fn in_wide_words(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (fewer, more) = if one.scale() < other.scale() { (one, other) } else { (other, one) };
    let fewer_negative = fewer.is_sign_negative();
    let power = POWERS[(more.scale() - fewer.scale()) as usize];
    let (fewer, unchanged) = (mantissa(fewer).checked_mul(power)?, mantissa(more));
    let (digits, negative) = if fewer_negative == more.is_sign_negative() {
        (fewer.checked_add(unchanged)?, fewer_negative)
    } else if fewer >= unchanged {
        (fewer - unchanged, fewer_negative)
    } else {
        (unchanged - fewer, !fewer_negative)
    };
    Wide { high: 0, low: digits }.as_decimal(more.scale(), negative)
}

/// The digits of a decimal, its sign and its point apart.
fn mantissa(value: Decimal) -> u128 {
    let parts = value.unpack();
    u128::from(parts.hi) << 64 | u128::from(parts.mid) << 32 | u128::from(parts.lo)
}

const fn bits(number: u128) -> u32 {
    128 - number.leading_zeros()
}

/// The lower 64 bits, and those above.
#[expect(clippy::cast_possible_truncation, reason = "the lower bits are meant")]
const fn halves(number: u128) -> (u128, u128) {
    (number as u64 as u128, number >> 64)
}

/// The upper 128 bits of a product of 256.
fn upper_product(one: u128, other: u128) -> u128 {
    let ((one_low, one_high), (other_low, other_high)) = (halves(one), halves(other));
    let (_, carried) = halves(one_low * other_low);
    let (cross, cross_high) = halves(one_high * other_low + carried);
    let (_, other_cross_high) = halves(one_low * other_high + cross);
    one_high * other_high + cross_high + other_cross_high
}

/// A whole number of 192 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wide {
    high: u128,
    low: u128,
}

impl Wide {
    /// Of two numbers of 96 bits.
    fn product(one: u128, other: u128) -> Self {
        let ((one_low, one_high), (other_low, other_high)) = (halves(one), halves(other));
        let cross = one_low * other_high + one_high * other_low;
        let (low, carries) = (one_low * other_low).overflowing_add(cross << 64);
        Self { high: one_high * other_high + (cross >> 64) + u128::from(carries), low }
    }

    fn bits(self) -> u32 {
        if self.high == 0 { bits(self.low) } else { 128 + bits(self.high) }
    }

    /// As a decimal with at most so many decimals: as many as fit, half to even. None where that takes a division that
    /// is not made here.
    fn as_decimal(self, scale: u32, negative: bool) -> Option<Decimal> {
        let fits = self.high == 0 && self.low >> MANTISSA_BITS == 0;
        let (digits, dropped) = if fits && scale <= DECIMALS_MAX {
            (self.low, 0)
        } else {
            let bits = self.bits();
            // At least so many digits are too many: log₁₀ 2 is a little more than 77/256.
            let too_wide = bits.checked_sub(MANTISSA_BITS + 1).map_or(0, |excess| excess * 77 / 256 + 1);
            self.without(too_wide.max(scale.saturating_sub(DECIMALS_MAX)))?
        };
        // `Decimal` has more than one 0: which one it is, is left to it.
        let plain = digits != 0 && digits >> MANTISSA_BITS == 0;
        let scale = scale.checked_sub(dropped).filter(|_| plain)?;
        #[expect(clippy::cast_possible_truncation, reason = "the lower 32 bits are meant")]
        let word = |position: u32| (digits >> (32 * position)) as u32;
        Some(Decimal::from_parts(word(0), word(1), word(2), negative, scale))
    }

    /// Without its last digits, or one more where that is still too wide: what is left, and how many went.
    fn without(self, digits: u32) -> Option<(u128, u32)> {
        let still_too_wide = self >= *TOO_WIDE.get(digits as usize)?;
        let digits = digits + u32::from(still_too_wide);
        self.divided(digits).map(|(quotient, remainder)| (rounded(quotient, remainder, digits), digits))
    }

    /// Quotient and remainder of a division by 10ᵏ; none where 10ᵏ is too large.
    fn divided(self, exponent: u32) -> Option<(u128, u128)> {
        let (power, reciprocal) = (*POWERS.get(exponent as usize)?, RECIPROCALS[exponent as usize]);
        let spilled = bits(self.high);
        let upper = if spilled == 0 { self.low } else { self.high << (128 - spilled) | self.low >> spilled };
        // Both factors are rounded down, so that the quotient may be a little too small.
        let mut quotient = upper_product(upper, reciprocal) >> (bits(power) - 1).checked_sub(spilled)?;
        let mut remainder = self.low.wrapping_sub(quotient.wrapping_mul(power));
        while remainder >= power {
            quotient += 1;
            remainder -= power;
        }
        Some((quotient, remainder))
    }
}

/// A quotient by 10ᵏ rounded by its remainder, half to even.
fn rounded(quotient: u128, remainder: u128, exponent: u32) -> u128 {
    let half = POWERS[exponent as usize] / 2;
    quotient + u128::from(remainder > half || (remainder == half && quotient % 2 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::{Rng, SeedableRng};

    /// Numbers of every length and scale; every fourth is full of ones or zeros, where carries and ties are.
    fn decimal(random: &mut Xoshiro256PlusPlus) -> Decimal {
        let mut word = || random.next_u32();
        let shape = word();
        let mask = match shape % 4 {
            0 => 0,
            _ => u32::MAX,
        };
        let digits =
            [word() & mask, word() & mask, word() & mask].map(|word| if shape & 4 == 0 { word } else { !word });
        let kept = word() % 97;
        let digits = u128::from(digits[0]) << 64 | u128::from(digits[1]) << 32 | u128::from(digits[2]);
        let digits = i128::try_from(digits >> (96 - kept)).expect("96 bits");
        Decimal::from_i128_with_scale(if shape & 8 == 0 { digits } else { -digits }, word() % 29)
    }

    #[test]
    fn sums_and_products_are_those_of_the_decimals_digit_for_digit() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(28);
        for _ in 0..400_000 {
            let (one, other) = (decimal(&mut random), decimal(&mut random));
            let same = |quick: Option<Decimal>, slow: Option<Decimal>| {
                quick.map(|value| value.serialize()) == slow.map(|value| value.serialize())
            };
            if one.is_zero() || other.is_zero() {
                continue;
            }
            let (added, multiplied) = (sum(one, other), product(one, other));
            assert!(same(added, one.checked_add(other)), "{one:?} + {other:?} = {added:?}");
            assert!(same(multiplied, one.checked_mul(other)), "{one:?} · {other:?} = {multiplied:?}");
        }
    }

    #[test]
    fn ties_go_to_the_even_digit_and_a_carry_may_widen() {
        let decimal = |text: &str| Decimal::from_str_exact(text).expect("a test writes decimals");
        let tie = decimal("0.5");
        for (last, result) in [("1", "0.0000000000000000000000000000"), ("3", "0.0000000000000000000000000002")] {
            let one = decimal(&format!("0.000000000000000000000000000{last}"));
            assert_eq!(product(one, tie).map(|value| value.to_string()), Some(result.to_owned()));
        }
        let widest = Decimal::MAX;
        assert_eq!(sum(widest, decimal("0.5")), widest.checked_add(decimal("0.5")));
        assert_eq!(sum(widest, decimal("1")), None);
        assert_eq!(product(widest, decimal("1.1")), None);
    }
}
