//! What is right and may still not be meant.

use serde::Serialize;

/// Something noticed that is not wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A short name for the kind of warning.
    pub code: &'static str,
    /// What was noticed, why it matters, what to try.
    pub text: String,
    /// The key that it is about.
    pub key: Option<String>,
}

impl Warning {
    /// A warning about a key.
    #[must_use]
    pub fn about(code: &'static str, key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { code, text: text.into(), key: Some(key.into()) }
    }

    /// A warning about the plan.
    #[must_use]
    pub fn general(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, text: text.into(), key: None }
    }
}
