//! Looks after the quotation marks of a table while its text goes by: one that is not closed would swallow the rows behind it
//! without a word.

use std::io::{self, Read};

use memchr::memchr_iter;

/// Where the text is, as far as quotation marks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between cells, or in one without quotation marks around it.
    Outside,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark that ends a cell, or is the first of two that stand for one.
    Closed,
}

/// Text that goes by.
pub struct Quotes<R> {
    text: R,
    separator: u8,
    place: Place,
    /// The last byte that went by.
    last: u8,
    line: u64,
    /// The line in which the last quoted cell begins.
    opened: u64,
    torn: Option<u64>,
}

impl<R> Quotes<R> {
    /// Of a text whose cells stand between such signs.
    pub const fn new(text: R, separator: u8) -> Self {
        Self { text, separator, place: Place::Outside, last: b'\n', line: 1, opened: 0, torn: None }
    }

    /// The line of the first cell that begins with a quotation mark and does not end with one, as far as the text went by.
    pub fn torn(&self) -> Option<u64> {
        self.torn.or_else(|| (self.place == Place::Quoted).then_some(self.opened))
    }

    /// Goes from one quotation mark of a piece to the next: nothing but these and their neighbours matters.
    fn see(&mut self, piece: &[u8]) {
        let lines = |text: &[u8]| memchr_iter(b'\n', text).count() as u64;
        let (mut counted, mut behind) = (0, 0);
        for mark in memchr_iter(b'"', piece) {
            let is_second_of_two = self.place == Place::Closed && mark == behind;
            if !is_second_of_two {
                self.see_behind(piece[behind]);
            }
            let before = mark.checked_sub(1).map_or(self.last, |before| piece[before]);
            match self.place {
                Place::Quoted => self.place = Place::Closed,
                Place::Outside if self.is_between_cells(before) => {
                    self.line += lines(&piece[counted..mark]);
                    (counted, self.opened, self.place) = (mark, self.line, Place::Quoted);
                }
                Place::Outside => {}
                Place::Closed => self.place = Place::Quoted,
            }
            behind = mark + 1;
        }
        if let Some(byte) = piece.get(behind) {
            self.see_behind(*byte);
        }
        self.line += lines(&piece[counted..]);
        self.last = piece.last().copied().unwrap_or(self.last);
    }

    /// Takes into account what stands behind the last quotation mark, if it is no other.
    fn see_behind(&mut self, byte: u8) {
        if self.place == Place::Closed {
            self.place = Place::Outside;
            if !self.is_between_cells(byte) {
                self.torn = self.torn.or(Some(self.opened));
            }
        }
    }

    fn is_between_cells(&self, byte: u8) -> bool {
        byte == self.separator || matches!(byte, b'\n' | b'\r')
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.text.read(buffer)?;
        self.see(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::{Rng, SeedableRng};

    fn torn(pieces: &[&[u8]]) -> Option<u64> {
        let mut quotes = Quotes::new(io::empty(), b',');
        for piece in pieces {
            quotes.see(piece);
        }
        quotes.torn()
    }

    #[test]
    fn a_cell_that_is_not_closed_is_found_where_it_begins() {
        for text in ["", "a,b\n", "\"a,b\nc\",\"\"\"d\"\"\"\r\n\"\",e\n", "5\" wide,a \"b\" c\n", "\"a\""] {
            assert_eq!(torn(&[text.as_bytes()]), None, "{text}");
        }
        for (text, line) in [
            ("a,b\n\"c,d\ne,f\n", 2),
            ("a,\"b\nc,\"d\"\ne,f\n", 1),
            ("a,b\nc,\"d\" e\nf,\"g\"\n", 2),
            ("a\n\"\"\"b\n", 2),
            ("\"", 1),
        ] {
            let mut quotes = Quotes::new(text.as_bytes(), b',');
            quotes.read_to_string(&mut String::new()).expect("UTF-8");
            assert_eq!(quotes.torn(), Some(line), "{text}");
        }
    }

    /// The same byte by byte.
    fn torn_byte_by_byte(text: &[u8]) -> Option<u64> {
        #[derive(PartialEq)]
        enum At {
            Start,
            Bare,
            Quoted,
            Closed,
        }
        let (mut at, mut line, mut opened, mut torn) = (At::Start, 1, 0, None);
        for byte in text {
            at = match (at, byte) {
                (At::Quoted, b'"') => At::Closed,
                (At::Closed, b'"') | (At::Quoted, _) => At::Quoted,
                (_, b',' | b'\n' | b'\r') => At::Start,
                (At::Start, b'"') => {
                    opened = line;
                    At::Quoted
                }
                (At::Closed, _) => {
                    torn = torn.or(Some(opened));
                    At::Bare
                }
                (At::Start | At::Bare, _) => At::Bare,
            };
            line += u64::from(*byte == b'\n');
        }
        torn.or((at == At::Quoted).then_some(opened))
    }

    #[test]
    fn however_the_text_is_parted_it_says_what_its_bytes_say() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
        let mut below = |most: usize| usize::try_from(random.next_u32()).expect("32 bits") % most;
        let mut found = [0, 0];
        for _ in 0..20_000 {
            let text: Vec<u8> = (0..below(14)).map(|_| b"\"\"\"\",\n\ra"[below(8)]).collect();
            let (one, rest) = text.split_at(below(text.len() + 1));
            let (other, last) = rest.split_at(below(rest.len() + 1));
            let expected = torn_byte_by_byte(&text);
            assert_eq!(torn(&[one, other, last]), expected, "{:?}", [one, other, last].map(String::from_utf8_lossy));
            found[usize::from(expected.is_some())] += 1;
        }
        assert!(found.iter().all(|count| *count > 2000), "{found:?}");
    }
}
