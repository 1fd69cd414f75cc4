//! The texts that a scenario is read from.

use std::fmt;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The largest scenario that is read, in bytes; a scenario of every key is under 20 kB.
pub const SOURCE_BYTES_MAX: usize = 1024 * 1024;

/// The byte order mark.
const MARK: &str = "\u{feff}";

/// A text and what it is called in messages.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name as given, or the option that gave an override.
    pub name: String,
    /// The text.
    pub text: String,
    /// Whether the file begins with a byte order mark, which is no part of the text.
    pub has_mark: bool,
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
        let unmarked = bytes.strip_prefix(MARK.as_bytes());
        let has_mark = unmarked.is_some();
        let bytes = unmarked.unwrap_or(bytes);
        match str::from_utf8(bytes) {
            Ok(text) => Ok(Self { name: name.into(), text: text.to_owned(), has_mark }),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
                Err(SourceError::NotText { line })
            }
        }
    }

    /// The bytes of the file, with its mark.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mark = if self.has_mark { MARK } else { "" };
        [mark, &self.text].concat().into_bytes()
    }

    /// The SHA-256 of the file, as `sha256sum` shows it.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        if self.has_mark {
            hash.update(MARK);
        }
        hash.update(&self.text);
        digits(hash)
    }
}

/// The SHA-256 of a text.
#[must_use]
pub fn digest_of(text: &str) -> String {
    digits(Sha256::new().chain_update(text))
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_file_with_its_mark() {
        let digest = |bytes: &[u8]| Source::from_bytes("client.toml", bytes).expect("text").digest();
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_ne!(digest(b"\xef\xbb\xbfabc"), digest(b"abc"));
    }
}
