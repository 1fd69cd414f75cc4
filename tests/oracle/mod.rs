//! The oracle: the model page once more, slowly and obviously, in exact fractions.
//!
//! What is rounded or compared (prices, bill indices, chances of acceptance) is kept as exact fractions;
//! running sums of money, hours and chances are kept to a hundred decimals. There is no binary floating
//! point in any figure: it only gives a logarithm its first guess, and the output its numbers.
//!
//! The order of the files is that of the page: `today`, `moves`, `terms`, `response`, `projection`,
//! `figures`, `break_even`, `floor`, `choice`. `reading` takes a scenario in, `output` gives the answer.

pub mod break_even;
pub mod choice;
pub mod figures;
pub mod floor;
pub mod fraction;
pub mod generator;
pub mod generator_response;
pub mod generator_sections;
pub mod generator_strategies;
pub mod moves;
pub mod output;
pub mod projection;
pub mod reading;
pub mod reading_strategies;
pub mod response;
pub mod terms;
pub mod today;
