//! What is known of clients beside the figures of a scenario: what they really take, and whether one may be lost.

pub mod assess;
pub mod log;
