//! Exports of time trackers with other cells, headings, rows and options.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use uprate_fuzz::cells;
use uprate_fuzz::judge::judge;
use uprate_fuzz::outcome::Outcome;

fuzz_target!(|bytes: &[u8]| judge(&Outcome::of_log(bytes)));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // Now and then the fuzzer's own way, which breaks quotes and letters.
    if seed.is_multiple_of(4) {
        return fuzzer_mutate(data, size, max_size);
    }
    uprate_fuzz::replace(data, max_size, &cells::bend(&data[..size], seed))
});
