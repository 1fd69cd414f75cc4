//! The same range in several strategies: perhaps one guess, which the draws know nothing of.

use crate::scenario::Reading;
use crate::scenario::ledger::{InForce, Range};
use crate::scenario::warning::Warning;

/// The code of the notice.
const ONE_GUESS: &str = "one-guess-drawn-twice";

/// How far two ranges that are one guess may be tied: in lockstep is not possible.
const TIED: &str = "0.999";

/// The notices that the same range stands for the same thing in two strategies, and nothing ties the two.
#[must_use]
pub fn one_guess(reading: &Reading) -> Vec<Warning> {
    let guesses: Vec<Guess<'_>> = reading.ledger.iter().filter_map(Guess::of).collect();
    let mut warnings = Vec::new();
    for (number, guess) in guesses.iter().enumerate() {
        let may_be_the_same = |first: &&Guess<'_>| {
            first.strategy != guess.strategy && (first.what, first.range) == (guess.what, guess.range)
        };
        let Some(first) = guesses[..number].iter().find(may_be_the_same) else { continue };
        let (a, b) = (first.key, guess.key);
        let ties = |one: &str, other: &str| reading.correlations.iter().any(|pair| pair.a == one && pair.b == other);
        if ties(a, b) || ties(b, a) {
            continue;
        }
        let text = format!(
            "`{a}` and `{b}` hold the same range, and each is drawn by itself: if they are one guess, knowing it is worth \
             more than either and knowing everything less; to tie them, write [[correlation]] with a = \"{a}\", \
             b = \"{b}\", rho = {TIED}"
        );
        warnings.push(Warning::about(ONE_GUESS, b, text));
    }
    warnings
}

/// A range in a strategy.
struct Guess<'r> {
    key: &'r str,
    strategy: &'r str,
    what: &'r str,
    range: Range,
}

impl<'r> Guess<'r> {
    fn of(entry: &'r InForce) -> Option<Self> {
        let (strategy, within) = entry.key.strip_prefix("strategy.")?.split_once('.')?;
        let what = within.rsplit('.').next()?;
        Some(Self { key: &entry.key, strategy, what, range: entry.range? })
    }
}
