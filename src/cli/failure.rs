//! How a command fails: what is said, and the exit status.

use std::io::Write;

/// The scenario is wrong.
pub const SCENARIO_IS_WRONG: u8 = 1;
/// It could not be done: the command line, a missing file, a full disk.
pub const CANNOT_BE_DONE: u8 = 2;
/// It was stopped by Ctrl-C: what shells say of a program that it ended.
pub const STOPPED: u8 = 130;

/// A failure, with its whole message.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    /// Scenarios with problems, as the compiler-like text that shows them.
    pub fn wrong(message: String) -> Self {
        Self { code: SCENARIO_IS_WRONG, message }
    }

    /// A scenario that is wrong as a whole, in one sentence.
    pub fn wrong_as_a_whole(sentence: &str) -> Self {
        Self::wrong(format!("{}\n", styled_error(sentence)))
    }

    /// Something that could not be done, in one sentence.
    pub fn cannot(sentence: impl AsRef<str>) -> Self {
        Self { code: CANNOT_BE_DONE, message: format!("{}\n", styled_error(sentence.as_ref())) }
    }

    /// Something that was stopped, in one sentence.
    pub fn stopped(sentence: impl AsRef<str>) -> Self {
        Self { code: STOPPED, ..Self::cannot(sentence) }
    }

    /// A command line whose values make no right scenario, as the text that shows them in it.
    pub fn refused(message: String) -> Self {
        Self { code: CANNOT_BE_DONE, message }
    }

    /// The exit status.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// The whole message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Says what went wrong. Where nobody can hear it, the exit status has to do.
    pub fn print(&self) {
        let _ = write!(anstream::stderr(), "{}", self.message);
    }
}

fn styled_error(sentence: &str) -> String {
    format!("\u{1b}[1m\u{1b}[91merror\u{1b}[0m: {}", crate::text::visible(sentence))
}

/// A note on standard error.
pub fn note(text: &str) {
    let _ = write!(anstream::stderr(), "{text}");
}
