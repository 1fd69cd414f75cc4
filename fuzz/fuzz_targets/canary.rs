//! A fault put into what comes of a case, which the fuzzer has to find.
//!
//! `CANARY` names the fault. It sings only where a plan asks for something that the client is sure to refuse, or where
//! a number is out of bounds. No seed has either, so it takes the bending, the reading and the computing to get there.

#![no_main]

use std::thread::park;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use serde_json::Value;
use uprate_fuzz::bend;
use uprate_fuzz::judge::judge;
use uprate_fuzz::outcome::{Form, Outcome, Page, Wrong};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let mut outcome = Outcome::of(bytes);
    let fault = std::env::var("CANARY").expect("CANARY names the fault");
    match &mut outcome.wrong {
        Some(Wrong::Findings(diagnostics)) if fault == "place" => {
            let findings = diagnostics.findings.iter_mut().filter(|finding| finding.problem.code() == "out-of-bounds");
            findings.for_each(|finding| finding.place.end = usize::MAX);
        }
        None if is_sure_to_be_refused(&outcome.pages) => spoil(&fault, &mut outcome.pages),
        _ => {}
    }
    judge(&outcome);
    if outcome.wrong.is_none() { Corpus::Keep } else { Corpus::Reject }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    uprate_fuzz::replace(data, max_size, &bend::anything(&data[..size], seed))
});

fn is_sure_to_be_refused(pages: &[Page]) -> bool {
    let refused = |strategy: &Value| strategy["totals"]["accepts"] == 0;
    pages.iter().any(|page| match &page.form {
        Form::Json(value) => value["strategies"].as_array().is_some_and(|strategies| strategies.iter().any(refused)),
        _ => false,
    })
}

fn spoil(fault: &str, pages: &mut [Page]) {
    for page in pages {
        match (fault, &page.form) {
            ("panic", _) => panic!("the planted fault"),
            ("hang", _) => loop {
                park();
            },
            ("width", Form::Lines(Some(width))) => page.text.push_str(&"x".repeat(width + 1)),
            ("json", Form::Json(_)) => page.text.truncate(page.text.len() / 2),
            _ => {}
        }
    }
}
