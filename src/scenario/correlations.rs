//! Reads which ranges move together. What is drawn from them is the business of the simulation; what cannot hold is
//! said here.

use super::problem::Problem;
use super::reader::{Given, Log, TableReader};
use super::suggestion::nearest;
use super::tree::Place;
use crate::number::Number;

/// Two ranges that move together.
#[derive(Clone, Debug)]
pub struct Correlation {
    /// The key of one range.
    pub a: String,
    /// The key of the other.
    pub b: String,
    /// Their rank correlation, −1…1.
    pub rho: f64,
}

/// `[[correlation]]`, once all ranges are known.
pub(super) fn correlations(top: &TableReader<'_>) -> Vec<Correlation> {
    let log = top.log();
    let Some(tables) = top.tables("correlation") else {
        top.by_default("correlation");
        return Vec::new();
    };
    let ranges = log.ranges();
    let mut correlations: Vec<Correlation> = Vec::new();
    let mut places: Vec<[Place; 2]> = Vec::new();
    for table in &tables {
        for (key, example) in [("a", "a = \"client.hours\""), ("b", "b = \"effort.hours\""), ("rho", "rho = 0.5")] {
            table.needs(key, example);
        }
        let (a, b, rho) = (table.text("a"), table.text("b"), table.number("rho"));
        let (Some(a), Some(b), Some(rho)) = (a, b, rho) else { continue };
        // A number given on the command line instead of a range leaves nothing to move together.
        if [&a, &b].iter().any(|key| log.is_overridden(&key.value)) {
            continue;
        }
        let both_known = [&a, &b].map(|key| is_range(log, key, &ranges));
        if both_known != [true, true] {
            continue;
        }
        let same_pair = |known: &Correlation| {
            (known.a == a.value && known.b == b.value) || (known.a == b.value && known.b == a.value)
        };
        if a.value == b.value {
            let also = vec![(a.place, "and here".to_owned())];
            log.problem_with(Problem::CorrelationTwice { a: a.value, b: b.value }, &b.place, also);
            continue;
        }
        if let Some(first) = correlations.iter().position(same_pair) {
            let also = vec![(places[first][0].clone(), "the first".to_owned())];
            log.problem_with(Problem::CorrelationTwice { a: a.value, b: b.value }, &b.place, also);
            continue;
        }
        correlations.push(Correlation { a: a.value, b: b.value, rho: f64::from_decimal(rho.value) });
        places.push([b.place, rho.place]);
    }
    check_together(log, &correlations, &places.iter().map(|[_, rho]| rho).collect::<Vec<_>>());
    correlations
}

/// Notes which correlations cannot hold: those that cannot by themselves, else those that are linked to each other and
/// cannot together. `places` are those of the numbers.
fn check_together(log: &Log, correlations: &[Correlation], places: &[&Place]) {
    for linked in linked(correlations) {
        let together: Vec<_> = linked.iter().map(|index| correlations[*index].clone()).collect();
        if is_possible(&together) {
            continue;
        }
        let by_itself = |index: &&usize| !is_possible(std::slice::from_ref(&correlations[**index]));
        let alone: Vec<_> = linked.iter().filter(by_itself).collect();
        for index in &alone {
            log.problem(Problem::NotPositiveDefinite { alone: true }, places[**index]);
        }
        if let ([first @ .., last], []) = (linked.as_slice(), alone.as_slice()) {
            let also = first.iter().map(|index| (places[*index].clone(), String::new())).collect();
            log.problem_with(Problem::NotPositiveDefinite { alone: false }, places[*last], also);
        }
    }
}

/// The correlations in groups that share no key, each in the order of the file.
fn linked(correlations: &[Correlation]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, one) in correlations.iter().enumerate() {
        let shares_a_key = |other: &usize| {
            let other = &correlations[*other];
            [&one.a, &one.b].into_iter().any(|key| *key == other.a || *key == other.b)
        };
        let (touched, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.iter().any(shares_a_key));
        let mut group = touched.concat();
        group.sort_unstable();
        group.push(index);
        groups = apart;
        groups.push(group);
    }
    groups
}

/// Whether correlations can hold together, of the ranks and of the normal variables that they are drawn by.
fn is_possible(correlations: &[Correlation]) -> bool {
    is_positive_definite(&matrix(correlations, |rho| rho)) && is_positive_definite(&matrix(correlations, of_normals))
}

fn is_range(log: &Log, key: &Given<String>, ranges: &[String]) -> bool {
    let known = ranges.contains(&key.value);
    if !known {
        let suggestion = nearest(&key.value, ranges.iter().map(String::as_str)).map(str::to_owned);
        log.problem(Problem::NotARange { key: key.value.clone(), suggestion, known: ranges.to_vec() }, &key.place);
    }
    known
}

/// The correlation of two normal variables whose ranks are correlated by `rho`: `2 sin(π/6 · rho)`.
///
/// Source: K. Pearson, *On further methods of determining correlation*, 1907.
#[must_use]
pub fn of_normals(rho: f64) -> f64 {
    2.0 * (std::f64::consts::FRAC_PI_6 * rho).sin()
}

/// The matrix of all correlations between the keys that are named.
fn matrix(correlations: &[Correlation], entry: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    let mut keys: Vec<&str> = Vec::new();
    for key in correlations.iter().flat_map(|correlation| [&correlation.a, &correlation.b]) {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let position = |key: &str| keys.iter().position(|known| *known == key).unwrap_or(0);
    let mut matrix = vec![vec![0.0; keys.len()]; keys.len()];
    for (index, row) in matrix.iter_mut().enumerate() {
        row[index] = 1.0;
    }
    for correlation in correlations {
        let (a, b) = (position(&correlation.a), position(&correlation.b));
        matrix[a][b] = entry(correlation.rho);
        matrix[b][a] = entry(correlation.rho);
    }
    matrix
}

/// Whether the square root of Cholesky exists.
fn is_positive_definite(matrix: &[Vec<f64>]) -> bool {
    let size = matrix.len();
    let mut root = vec![vec![0.0_f64; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|before| root[row][before] * root[column][before]).sum();
            let rest = matrix[row][column] - known;
            if row == column {
                if rest <= 1e-12 {
                    return false;
                }
                root[row][row] = rest.sqrt();
            } else {
                root[row][column] = rest / root[column][column];
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_strong_correlations_bound_the_third() {
        let pair = |a: &str, b: &str, rho| Correlation { a: a.to_owned(), b: b.to_owned(), rho };
        let together = |last| [pair("x", "y", 0.9), pair("y", "z", 0.9), pair("x", "z", last)];
        assert!(is_positive_definite(&matrix(&together(0.7), |rho| rho)));
        assert!(!is_positive_definite(&matrix(&together(-0.5), |rho| rho)));
        assert!(!is_positive_definite(&matrix(&[pair("x", "y", 1.0)], of_normals)));
        assert!(is_positive_definite(&matrix(&[], |rho| rho)));
    }

    #[test]
    fn only_what_is_linked_can_contradict() {
        let problems = |pairs: &[(&str, &str, f64)]| {
            let pair =
                |(a, b, rho): &(&str, &str, f64)| Correlation { a: (*a).to_owned(), b: (*b).to_owned(), rho: *rho };
            let correlations: Vec<_> = pairs.iter().map(pair).collect();
            let place = Place { source: 0, start: 0, end: 0 };
            let log = Log::default();
            check_together(&log, &correlations, &vec![&place; correlations.len()]);
            log.into_parts().0.into_iter().map(|finding| finding.also.len()).collect::<Vec<_>>()
        };
        // Two of three strong ones would be impossible if the third were 0.
        assert!(problems(&[("x", "y", 0.9), ("y", "z", 0.9), ("x", "z", 0.9)]).is_empty());
        assert_eq!(problems(&[("x", "y", 0.9), ("u", "v", 0.9), ("y", "z", 0.9), ("x", "z", -0.9)]), [2]);
        assert_eq!(problems(&[("x", "y", 1.0), ("u", "v", -1.0), ("y", "z", 0.5)]), [0, 0]);
    }
}
