//! Any bytes at all.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| uprate_fuzz::run(bytes));
