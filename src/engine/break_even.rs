//! Break-evens: how sure one has to be that the client accepts, what a freed hour has to bring, how much work may be
//! lost.

use super::basis::Basis;
use super::course::Course;
use super::moves::Move;
use super::worth::Worth;
use crate::number::Number;

/// Where a strategy equals the status quo.
#[derive(Clone, Copy, Debug)]
pub struct BreakEven<N> {
    /// In the chance that the client accepts; none where nothing is asked.
    pub accept: Option<AcceptBreakEven<N>>,
    /// In what each hour freed beyond the status quo's brings, money an hour; none where it frees no more hours.
    pub hour_value: Option<N>,
    /// In the share of the work that the client takes away; none where more than prices moves.
    pub volume_loss: Option<N>,
}

/// With which chances of acceptance a strategy is ahead of the status quo.
#[derive(Clone, Copy, Debug)]
pub enum AcceptBreakEven<N> {
    /// With this chance or a larger one.
    AtLeast(N),
    /// With this chance or a smaller one: refusal is what pays.
    AtMost(N),
    /// With any chance.
    Always,
    /// With none.
    Never,
}

/// The chance of accepting the whole plan at which the net profit equals the status quo's, refusals spread evenly over
/// the asking months.
///
/// With `s` the chance of accepting each of the `n` asks, a client is there in a month with the churn's chance times `s`
/// to the number of asks it has answered by then. So the net profit is a polynomial in `s`, and the chance is `s^n`.
pub fn accept<N: Number>(
    course: &Course<N>,
    worth: &Worth<N>,
    basis: &Basis<N>,
    leaves_after: u32,
    status_quo: N,
) -> Option<AcceptBreakEven<N>> {
    if course.asks == 0 {
        return None;
    }
    let lead = Polynomial::of_lead(course, worth, basis, leaves_after, status_quo);
    let tolerance = -N::MONEY_TOLERANCE;
    let ahead_if_accepted = lead.at(N::ONE) >= tolerance;
    let ahead_if_refused = lead.at(N::ZERO) >= tolerance;
    let chance = |unless_crossed| lead.largest_root().map_or(unless_crossed, |root| root.repeated(course.asks));
    Some(match (ahead_if_accepted, ahead_if_refused) {
        (true, true) => AcceptBreakEven::Always,
        (false, false) => AcceptBreakEven::Never,
        (true, false) => AcceptBreakEven::AtLeast(chance(N::ONE)),
        (false, true) => AcceptBreakEven::AtMost(chance(N::ZERO)),
    })
}

/// What each hour freed beyond the status quo's would have to bring in, over the costs that come with it anew, for equal
/// net profits. Net profits are those with freed hours unsold on both sides.
pub fn hour_value<N: Number>(unsold: N, freed_hours: N, status_quo_unsold: N, status_quo_freed_hours: N) -> Option<N> {
    let more = freed_hours - status_quo_freed_hours;
    more.is_more_money_than(N::ZERO).then(|| (status_quo_unsold - unsold) / more)
}

/// The share `g/(m+g)` of the work that may be lost when raises lift the price by `g` on margin `m`.
///
/// Source: T. Nagle, *The Strategy and Tactics of Pricing*: 5 % on a margin of 30 % is worth 14.3 % of the volume.
pub fn volume_loss<N: Number>(moves: &[Move<N>], course: &Course<N>, basis: &Basis<N>) -> Option<N> {
    if !moves.iter().all(|scheduled| scheduled.parts.only_raises_or_pays()) {
        return None;
    }
    let raise = course.terms_in(course.months.len()).price / basis.today.price - N::ONE;
    let margin_after = basis.today.margin + raise;
    (raise > N::ZERO && margin_after > N::ZERO).then(|| raise / margin_after)
}

/// The lead over the status quo as a polynomial in the chance of accepting each ask: its coefficients by rising powers, and
/// its largest root between 0 and 1, where there is one.
pub fn lead<N: Number>(
    course: &Course<N>,
    worth: &Worth<N>,
    basis: &Basis<N>,
    leaves_after: u32,
    status_quo: N,
) -> (Vec<N>, Option<N>) {
    let lead = Polynomial::of_lead(course, worth, basis, leaves_after, status_quo);
    let root = lead.largest_root();
    (lead.coefficients, root)
}

/// A polynomial on 0…1, by rising powers.
struct Polynomial<N> {
    coefficients: Vec<N>,
}

impl<N: Number> Polynomial<N> {
    /// The lead over the status quo by the chance of accepting each ask.
    fn of_lead(course: &Course<N>, worth: &Worth<N>, basis: &Basis<N>, leaves_after: u32, status_quo: N) -> Self {
        let mut coefficients = vec![worth.without - status_quo];
        for t in 1..=worth.months.len() {
            if course.is_over(t) {
                break;
            }
            let answered = t.checked_sub(leaves_after as usize + 1).is_some_and(|before| course.months[before].asks);
            if answered {
                coefficients.push(N::ZERO);
            }
            // The months before the first answer are the constant; each answer raises the power by one.
            let power = coefficients.len() - 1;
            coefficients[power] += basis.stays[t - 1] * worth.months[t - 1];
        }
        Self { coefficients }
    }

    fn at(&self, s: N) -> N {
        self.coefficients.iter().rev().fold(N::ZERO, |value, coefficient| value * s + *coefficient)
    }

    fn slope_at(&self, s: N) -> N {
        let mut power = N::ZERO;
        let mut powers = Vec::with_capacity(self.coefficients.len());
        for coefficient in &self.coefficients {
            powers.push(*coefficient * power);
            power += N::ONE;
        }
        powers[1..].iter().rev().fold(N::ZERO, |value, coefficient| value * s + *coefficient)
    }

    /// The largest root between 0 and 1, or none where the sign does not change.
    ///
    /// Found in floating point by halving, then made exact by Newton's steps, each of which doubles the digits.
    fn largest_root(&self) -> Option<N> {
        let coefficients: Vec<f64> = self.coefficients.iter().map(|coefficient| coefficient.to_f64()).collect();
        let value = |s: f64| coefficients.iter().rev().fold(0.0, |value, coefficient| value * s + coefficient);
        let near = Bernstein::of(&coefficients).largest_root(0.0, 1.0, 0, &value)?;
        let mut root = N::from_f64(near);
        for _ in 0..2 {
            // Where the curve only touches the level, a step would lead away.
            let step = self.at(root).ratio(self.slope_at(root)).filter(|step| step.magnitude().to_f64() < 1e-6);
            let Some(step) = step else { break };
            root -= step;
        }
        Some(root.larger(N::ZERO).smaller(N::ONE))
    }
}

/// The root between two values of which one is above 0 and the other below.
fn only_root(mut low: f64, mut high: f64, value: &impl Fn(f64) -> f64) -> f64 {
    let rises = value(high) > 0.0;
    for _ in 0..Bernstein::DEPTH {
        let middle = f64::midpoint(low, high);
        if (value(middle) > 0.0) == rises { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

/// A polynomial on an interval in Bernstein form: its coefficients change sign at least as often as it has roots there.
struct Bernstein {
    coefficients: Vec<f64>,
}

impl Bernstein {
    /// Halvings after which an interval is a point of floating point.
    const DEPTH: u32 = 60;

    /// From the coefficients by rising powers, on 0…1: `b_j = Σ_{i ≤ j} C(j,i) / C(n,i) · a_i`.
    fn of(by_powers: &[f64]) -> Self {
        let mut coefficients = by_powers.to_vec();
        let degree = coefficients.len() - 1;
        // a_i / C(n,i), then rows of sums: the triangle of Pascal.
        let mut choose = 1.0;
        let mut left = f64::from(u32::try_from(degree).unwrap_or(u32::MAX));
        let mut taken = 0.0;
        for coefficient in &mut coefficients {
            *coefficient /= choose;
            taken += 1.0;
            choose *= left / taken;
            left -= 1.0;
        }
        for row in 1..=degree {
            for position in (row..=degree).rev() {
                coefficients[position] += coefficients[position - 1];
            }
        }
        Self { coefficients }
    }

    fn sign_changes(&self) -> usize {
        let signs: Vec<bool> =
            self.coefficients.iter().filter(|value| **value != 0.0).map(|value| *value > 0.0).collect();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    /// The halves of the interval, by the construction of de Casteljau.
    fn halves(&self) -> (Self, Self) {
        let mut row = self.coefficients.clone();
        let (mut left, mut right) = (Vec::with_capacity(row.len()), Vec::with_capacity(row.len()));
        while let (Some(first), Some(last)) = (row.first(), row.last()) {
            left.push(*first);
            right.push(*last);
            row = row.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
        }
        right.reverse();
        (Self { coefficients: left }, Self { coefficients: right })
    }

    /// The largest root of the polynomial, which has these values, between the ends of the interval.
    fn largest_root(&self, low: f64, high: f64, depth: u32, value: &impl Fn(f64) -> f64) -> Option<f64> {
        let signs = self.sign_changes();
        if signs == 0 {
            return (self.coefficients.last() == Some(&0.0)).then_some(high);
        }
        // Of one root it is enough to know on which side of a value it is.
        if signs == 1 && value(low) * value(high) < 0.0 {
            return Some(only_root(low, high, value));
        }
        let middle = f64::midpoint(low, high);
        if depth == Self::DEPTH {
            return Some(middle);
        }
        let (left, right) = self.halves();
        right.largest_root(middle, high, depth + 1, value).or_else(|| left.largest_root(low, middle, depth + 1, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Exact;
    use rust_decimal::Decimal;

    /// The largest root of a polynomial of which the coefficients are hundredths of hundredths, by rising powers.
    fn largest_root(coefficients: &[i64]) -> Option<Decimal> {
        let number = |value: &i64| Exact::from_decimal(Decimal::new(*value, 4));
        let polynomial = Polynomial { coefficients: coefficients.iter().map(number).collect() };
        polynomial.largest_root().map(|root| root.settled().round_dp(24).normalize())
    }

    #[test]
    fn of_several_chances_that_break_even_the_largest_is_told() {
        let root = |value: i64| Some(Decimal::new(value, 2));
        // (s − 0.2)(s − 0.5)(s − 0.8) = s³ − 1.5 s² + 0.66 s − 0.08
        assert_eq!(largest_root(&[-800, 6600, -15000, 10000]), root(80));
        // The same from the other side: ahead up to the root.
        assert_eq!(largest_root(&[800, -6600, 15000, -10000]), root(80));
        // Two that are close: (s − 0.1)(s − 0.9)(s − 0.91) = s³ − 1.91 s² + 1.0 s − 0.0819
        assert_eq!(largest_root(&[-819, 10000, -19100, 10000]), root(91));
        // One, where the curve bends as for three: u³ + 0.01 u with u = s − 0.5 is s³ − 1.5 s² + 0.76 s − 0.13
        assert_eq!(largest_root(&[-1300, 7600, -15000, 10000]), root(50));
        // One of two beyond 1: (s − 0.3)(s − 1.2) = s² − 1.5 s + 0.36
        assert_eq!(largest_root(&[3600, -15000, 10000]), root(30));
        // The other lies at 2.5: (s − 0.3)(s − 2.5) = s² − 2.8 s + 0.75
        assert_eq!(largest_root(&[7500, -28000, 10000]), root(30));
        // At the end itself: (s − 0.5)(s − 1) = s² − 1.5 s + 0.5
        assert_eq!(largest_root(&[5000, -15000, 10000]), root(100));
        // Nowhere: (s − 0.5)² + 0.01 = s² − s + 0.26
        assert_eq!(largest_root(&[2600, -10000, 10000]), None);
        assert_eq!(largest_root(&[-1]), None);
    }

    #[test]
    fn where_the_lead_only_touches_nothing_the_search_ends() {
        // (s − 0.3)² = s² − 0.6 s + 0.09: a sign that changes at neither side of its root, which halves never part.
        let root = largest_root(&[900, -6000, 10000]);
        let apart = |root: Decimal| (root - Decimal::new(3, 1)).abs();
        assert!(root.is_none_or(|root| apart(root) < Decimal::new(1, 6)), "{root:?}");
    }

    #[test]
    fn a_root_is_looked_for_where_the_polynomial_is_and_not_beside_it() {
        // (1 + s)³ = 1 + 3 s + 3 s² + s³ goes from 1 over 2 and 4 to 8: b_1 = 1 + 3/3, b_2 = 1 + 2/3 · 3 + 1/3 · 3.
        let whole = Bernstein::of(&[1.0, 3.0, 3.0, 1.0]);
        let is = |form: &Bernstein, expected: [f64; 4]| {
            assert!(form.coefficients.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-12));
        };
        is(&whole, [1.0, 2.0, 4.0, 8.0]);
        // Up to ½ it is (1 + s/2)³, from there on (3/2 + s/2)³: the means of means of 1, 2, 4 and 8.
        let (left, right) = whole.halves();
        is(&left, [1.0, 1.5, 2.25, 3.375]);
        is(&right, [3.375, 4.5, 6.0, 8.0]);
        let changes = |coefficients: &[f64]| Bernstein { coefficients: coefficients.to_vec() }.sign_changes();
        assert_eq!(changes(&[1.0, 2.0, 4.0, 8.0]), 0);
        assert_eq!(changes(&[-1.0, 0.0, 1.0, 2.0, -3.0, 0.0]), 2);
    }
}
