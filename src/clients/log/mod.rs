//! What a client really takes, from the exports of time trackers and from lists of contacts.
//!
//! A [`mod@file`] is read twice, and never held: once for what all of it says about how it is written (its encoding, what
//! stands between its cells, the order of its dates, its decimal sign, its words for yes and no), and once for its entries,
//! which a [`tally`] adds up. The memory that takes is bounded by months, days and names.
//!
//! Times are those of the clock on the wall. An entry counts for the day and month on which it starts, as in the reports of
//! the trackers, for as long as its length says; where only start and end are given, for the time between them, which on a
//! day on which the clock is changed is an hour off. Its time is taken to run on from its start: so it is parted at
//! midnight and at the hours of business.

pub mod amounts;
pub mod billed;
pub mod bursts;
pub mod clients;
pub mod clock;
pub mod days;
pub mod encoding;
pub mod entry;
pub mod file;
pub mod handout;
pub mod implied;
pub mod layout;
pub mod months;
pub mod overlaps;
pub mod problem;
pub mod question;
mod quotes;
pub mod span;
pub mod summary;
pub mod tally;
pub mod when;
