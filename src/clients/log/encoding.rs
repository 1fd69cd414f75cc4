//! The bytes of a file as text in UTF-8, whatever program saved it.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How text is written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the less significant byte first.
    Utf16Le,
    /// UTF-16, the more significant byte first.
    Utf16Be,
    /// Windows-1252, which every byte is a letter of.
    Windows1252,
}

/// The byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes that are read at once.
const CHUNK: usize = 16 * 1024;

impl Encoding {
    /// What the first bytes of a file tell: its byte order mark, or the zeros of Latin letters in UTF-16. All else counts as
    /// UTF-8 until a line is met that is not.
    #[must_use]
    pub fn told_by(beginning: &[u8]) -> Self {
        if beginning.starts_with(b"\xff\xfe") {
            return Self::Utf16Le;
        }
        if beginning.starts_with(b"\xfe\xff") {
            return Self::Utf16Be;
        }
        let zeros = |first: usize| beginning.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        // A header is mostly Latin letters; text in UTF-8 has no zeros at all.
        if odd > beginning.len() / 4 && even == 0 {
            Self::Utf16Le
        } else if even > beginning.len() / 4 && odd == 0 {
            Self::Utf16Be
        } else {
            Self::Utf8
        }
    }

    /// The text of a file as UTF-8, without a byte order mark. What is not UTF-8 although it should be comes through as it
    /// is.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn text<'r>(self, mut bytes: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
        let decoder = match self {
            Self::Utf8 => {
                let mut beginning = Vec::new();
                bytes.by_ref().take(MARK.len() as u64).read_to_end(&mut beginning)?;
                let rest = beginning.strip_prefix(MARK).map(<[u8]>::to_vec).unwrap_or(beginning);
                return Ok(Box::new(io::Cursor::new(rest).chain(bytes)));
            }
            Self::Utf16Le => UTF_16LE.new_decoder_with_bom_removal(),
            Self::Utf16Be => UTF_16BE.new_decoder_with_bom_removal(),
            Self::Windows1252 => WINDOWS_1252.new_decoder_without_bom_handling(),
        };
        Ok(Box::new(Decoded { bytes, decoder, raw: Vec::new(), text: Vec::new(), given: 0, has_ended: false }))
    }
}

/// Text that is decoded as it is read.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    /// Bytes that are not decoded yet.
    raw: Vec<u8>,
    /// Text that is decoded.
    text: Vec<u8>,
    /// How much of it was given away.
    given: usize,
    has_ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes the next bytes.
    fn advance(&mut self) -> io::Result<()> {
        let read = self.bytes.by_ref().take(CHUNK as u64).read_to_end(&mut self.raw)?;
        self.has_ended = read == 0;
        let room = self.decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(4 * self.raw.len() + 16);
        self.text.resize(room, 0);
        let (_, used, written, _) = self.decoder.decode_to_utf8(&self.raw, &mut self.text, self.has_ended);
        self.raw.drain(..used);
        self.text.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.has_ended {
            self.advance()?;
        }
        let left = self.text.get(self.given..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: Encoding, bytes: &[u8]) -> String {
        let mut text = String::new();
        encoding.text(bytes).expect("memory").read_to_string(&mut text).expect("UTF-8");
        text
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_says_the_same() {
        let text = "Date,Note\r\n2026-01-05,\"Müller – 5 € für 日本 𝄞\"\n".repeat(2000);
        let (le, be) = (utf16(&text, u16::to_le_bytes), utf16(&text, u16::to_be_bytes));
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([MARK, text.as_bytes()].concat(), Encoding::Utf8),
            (le.clone(), Encoding::Utf16Le),
            ([b"\xff\xfe".to_vec(), le].concat(), Encoding::Utf16Le),
            (be.clone(), Encoding::Utf16Be),
            ([b"\xfe\xff".to_vec(), be].concat(), Encoding::Utf16Be),
        ] {
            assert_eq!(Encoding::told_by(&bytes[..4096]), encoding);
            assert_eq!(read(encoding, &bytes), text);
        }
        assert_eq!(read(Encoding::Windows1252, b"M\xfcller \x96 5 \x80"), "Müller – 5 €");
        // Every byte is a letter, and half a letter of UTF-16 is shown as one that is not.
        assert_eq!(read(Encoding::Windows1252, &(0..=255).collect::<Vec<u8>>()).chars().count(), 256);
        assert_eq!(read(Encoding::Utf16Le, b"a\0b"), "a\u{fffd}");
    }
}
