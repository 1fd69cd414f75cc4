//! What the figures mean together: which strategies may be chosen, which is best, and what is to be noticed.

pub mod attribution;
pub mod best_path;
pub mod bridge;
pub mod cash;
pub mod choice;
pub mod comparison;
pub mod diagnosis;
pub mod earlier;
mod effects;
pub mod explain;
pub mod inputs;
pub mod metrics;
pub mod notices;
pub mod region;
pub mod sensitivity;
pub mod shares;
pub mod solve;
pub mod sweep;
pub mod tipping;
pub mod values;
pub mod variation;
pub mod walk_away;
pub mod wholes;
