//! Random and bent scenarios through all of `uprate`, in one process.
//!
//! ```text
//! bytes ──> Case ──────────> Outcome ─────────────> judge
//!           scenario and     all that compare,      panics where a promise
//!           options          project, check say     is broken
//! ```
//!
//! A [`case`] is a text that can be read: a scenario, with the options of the command line as comments. So what the
//! fuzzer finds is a file for `uprate compare`. [`bend`] changes such a text as a person might who has the handbook and
//! bad intentions; it takes keys and bounds from the program's own catalogue.

pub mod bend;
pub mod case;
pub mod cells;
pub mod figures;
#[cfg(feature = "files")]
pub mod files;
pub mod judge;
pub mod log;
pub mod outcome;
pub mod questions;
pub mod values;

use libfuzzer_sys::Corpus;

/// Runs a case and judges what comes of it.
pub fn run(bytes: &[u8]) {
    judge::judge(&outcome::Outcome::of(bytes));
}

/// The same; a scenario that is wrong is none to go on from, as what is bent further stays wrong.
#[must_use]
pub fn run_right(bytes: &[u8]) -> Corpus {
    let outcome = outcome::Outcome::of(bytes);
    judge::judge(&outcome);
    if outcome.wrong.is_none() { Corpus::Keep } else { Corpus::Reject }
}

/// Puts a bent case in the fuzzer's place for it, cut off where that is too small, and says how long it is.
pub fn replace(data: &mut [u8], max_size: usize, case: &str) -> usize {
    let size = case.len().min(max_size);
    data[..size].copy_from_slice(&case.as_bytes()[..size]);
    size
}
