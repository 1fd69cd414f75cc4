//! Scenarios as they are, with any overrides and widths.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use uprate_fuzz::bend;

fuzz_target!(|bytes: &[u8]| -> Corpus { uprate_fuzz::run_right(bytes) });

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    uprate_fuzz::replace(data, max_size, &bend::options(&data[..size], seed))
});
