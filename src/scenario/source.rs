//! The texts that a scenario is read from.

use std::fmt;

/// The largest scenario that is read, in bytes; a scenario of every key is under 20 kB.
pub const SOURCE_BYTES_MAX: usize = 1024 * 1024;

/// A text and what it is called in messages.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name as given, or the option that gave an override.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Why the bytes of a file are no scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// More than [`SOURCE_BYTES_MAX`].
    TooLarge,
    /// Not text in UTF-8; the line of the first byte that is not.
    NotText {
        /// Counted from 1.
        line: usize,
    },
    /// Text in UTF-16, as some editors on Windows write it.
    Utf16,
}

impl Source {
    /// A source from the bytes of a file; a byte order mark is left out.
    ///
    /// # Errors
    ///
    /// Too many bytes, or none that make up a text.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, SourceError> {
        if bytes.len() > SOURCE_BYTES_MAX {
            return Err(SourceError::TooLarge);
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(SourceError::Utf16);
        }
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        match str::from_utf8(bytes) {
            Ok(text) => Ok(Self { name: name.into(), text: text.to_owned() }),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
                Err(SourceError::NotText { line })
            }
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                write!(formatter, "larger than {} MB, which no scenario is", SOURCE_BYTES_MAX / 1024 / 1024)
            }
            Self::NotText { line } => {
                write!(formatter, "line {line} is not text in UTF-8; save the file as UTF-8 and try again")
            }
            Self::Utf16 => formatter.write_str("the text is in UTF-16; save the file as UTF-8 and try again"),
        }
    }
}

impl std::error::Error for SourceError {}
