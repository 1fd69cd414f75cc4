//! `uprate` compares the ways out of an unprofitable client, in money and in hours.
//!
//! Data flows one way, and a folder is a station:
//!
//! ```text
//! scenario ──> domain ──> engine ──> analysis ──> report ──> render ──> deliver
//!  TOML in     words      formulas   the choice   what to    how it     bytes to
//!                                                 say        looks      their place
//! ```
//!
//! - [`scenario`] reads a file into the words of [`domain`], or says everything that is wrong with it.
//! - [`engine`] is pure: from a scenario to the figures of every strategy. Its formulas are written once, over
//!   [`number::Number`], for exact decimals and for floating point.
//! - [`analysis`] compares figures: which strategy to choose, and what is to be noticed.
//! - [`clients`] adds up what a client really takes, from the logs of time trackers, for [`report`] and for a scenario; and
//!   judges whether a client may be lost.
//! - [`dialogue`] asks for a scenario, question by question, and puts the answers into a new file or one that is there.
//! - [`report`] says it, as documents of typed cells and as JSON; [`render`] makes it text; [`deliver`] brings it to a
//!   file, whole or not at all.
//! - [`cli`] is the edge: it alone knows the command line, the clock and the terminal.

// A `Decimal` panics where a result does not fit; `clippy.toml` has the numbers that do not.
#![deny(clippy::arithmetic_side_effects)]
// A slice of text panics within a letter of several bytes: `get`, `strip_prefix` and `split_once` cannot.
// Lists are indexed: months and strategies are counted from the lists themselves, and a `get` that finds none would turn a
// mistake of the program into a figure.
#![deny(clippy::string_slice)]

pub mod analysis;
pub mod cli;
pub mod clients;
pub mod deliver;
pub mod dialogue;
pub mod domain;
pub mod engine;
pub mod number;
pub mod render;
pub mod report;
pub mod scenario;
pub mod simulation;
pub mod text;
pub mod words;
pub mod wrapping;
