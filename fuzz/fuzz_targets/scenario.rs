//! Scenarios bent by keys and values that the catalogue knows.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use uprate_fuzz::bend;

fuzz_target!(|bytes: &[u8]| -> Corpus { uprate_fuzz::run_right(bytes) });

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // Now and then the fuzzer's own way, which breaks words and brackets.
    if seed.is_multiple_of(8) {
        return fuzzer_mutate(data, size, max_size);
    }
    uprate_fuzz::replace(data, max_size, &bend::anything(&data[..size], seed))
});
