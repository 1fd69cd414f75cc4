//! From the text of a scenario to a checked [`Scenario`](crate::domain::Scenario).
//!
//! The file is read twice: once as written, into a [`tree`] of values that know their place, and once as meant, key by
//! key of the [`catalogue`], which says for each what it holds, its bounds, its default and its meaning. Overrides
//! change the tree before anything is read from it, so that they follow the same rules. Every [`problem`] found is
//! reported, each with its place. A [`Template`] goes the other way: from what is known to a text that explains the rest.

pub mod catalogue;
mod client;
pub mod correlations;
pub mod diagnostics;
pub mod difference;
pub mod ledger;
mod numbers;
mod overrides;
pub mod problem;
mod reader;
mod reading;
mod renewal;
mod response;
mod risks;
mod schema;
mod source;
mod strategies;
mod suggestion;
mod syntax;
mod template;
pub mod tree;
pub mod warning;
mod wording;
mod writing;

pub use numbers::parse as parse_number;
pub use overrides::{Overridden, Override};
pub use reading::{Reading, Request, read};
pub use renewal::{NotRenewed, Renewal, Renewed};
pub use risks::SEVERITY_OF_A_LISTED_FLAG;
pub use schema::schema;
pub use source::{SOURCE_BYTES_MAX, Source, SourceError, digest_of};
pub use suggestion::nearest;
pub use template::{BLANK, OPEN_QUESTIONS, Template};
pub use writing::{quoted, value as written};
