//! Looks after the quotation marks of a table while its text goes by: one that is not closed would swallow the rows behind it
//! without a word.

use std::io::{self, Read};

/// Where in a cell the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before its first letter.
    Start,
    /// In one without quotation marks around it.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark that ends it, or is the first of two that stand for one.
    Closed,
}

/// Text that goes by.
pub struct Quotes<R> {
    text: R,
    separator: u8,
    place: Place,
    line: u64,
    /// The line in which the last quoted cell begins.
    opened: u64,
    torn: Option<u64>,
}

impl<R> Quotes<R> {
    /// Of a text whose cells stand between such signs.
    pub const fn new(text: R, separator: u8) -> Self {
        Self { text, separator, place: Place::Start, line: 1, opened: 0, torn: None }
    }

    /// The line of the first cell that begins with a quotation mark and does not end with one, as far as the text went by.
    pub fn torn(&self) -> Option<u64> {
        self.torn.or_else(|| (self.place == Place::Quoted).then_some(self.opened))
    }

    fn see(&mut self, byte: u8) {
        let is_end = byte == self.separator || matches!(byte, b'\n' | b'\r');
        self.place = match self.place {
            Place::Quoted => {
                if byte == b'"' {
                    Place::Closed
                } else {
                    Place::Quoted
                }
            }
            Place::Closed if byte == b'"' => Place::Quoted,
            _ if is_end => Place::Start,
            Place::Start if byte == b'"' => {
                self.opened = self.line;
                Place::Quoted
            }
            Place::Closed => {
                self.torn = self.torn.or(Some(self.opened));
                Place::Bare
            }
            Place::Start | Place::Bare => Place::Bare,
        };
        self.line += u64::from(byte == b'\n');
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.text.read(buffer)?;
        for byte in buffer.iter().take(count) {
            self.see(*byte);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_is_not_closed_is_found_where_it_begins() {
        let torn = |text: &str| {
            let mut quotes = Quotes::new(text.as_bytes(), b',');
            quotes.read_to_string(&mut String::new()).expect("UTF-8");
            quotes.torn()
        };
        for text in ["", "a,b\n", "\"a,b\nc\",\"\"\"d\"\"\"\r\n\"\",e\n", "5\" wide,a \"b\" c\n", "\"a\""] {
            assert_eq!(torn(text), None, "{text}");
        }
        for (text, line) in [
            ("a,b\n\"c,d\ne,f\n", 2),
            ("a,\"b\nc,\"d\"\ne,f\n", 1),
            ("a,b\nc,\"d\" e\nf,\"g\"\n", 2),
            ("a\n\"\"\"b\n", 2),
            ("\"", 1),
        ] {
            assert_eq!(torn(text), Some(line), "{text}");
        }
    }
}
