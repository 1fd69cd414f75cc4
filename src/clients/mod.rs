//! What is known of clients beside a scenario: what they really take.

pub mod log;
