//! Sentences broken into lines by the width that they take on a screen.

use unicode_width::UnicodeWidthStr;

/// Lines of at most `width` columns, broken at spaces, and within a word that is longer than a line.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut filled = 0;
    for word in words(text).into_iter().flat_map(|word| pieces(word, width)) {
        let line = lines.last_mut().unwrap_or_else(|| unreachable!("there is always a line"));
        let columns = word.width();
        if line.is_empty() {
            (*line, filled) = (word, columns);
        } else if filled + 1 + columns <= width {
            line.push(' ');
            line.push_str(&word);
            filled += 1 + columns;
        } else {
            lines.push(word);
            filled = columns;
        }
    }
    lines
}

/// The text with spaces that no line is broken at where words belong together, as those of a date do.
#[must_use]
pub fn tied(text: &str) -> String {
    words(text).iter().map(|word| word.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(" ")
}

/// A word in pieces of at most `width` columns; marks that take no room stay with the letter that they belong to.
fn pieces(word: String, width: usize) -> Vec<String> {
    if word.width() <= width {
        return vec![word];
    }
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let piece = pieces.last_mut().unwrap_or_else(|| unreachable!("there is always a piece"));
        let longer = format!("{piece}{character}");
        if longer.width() <= width || piece.is_empty() {
            *piece = longer;
        } else {
            pieces.push(character.to_string());
        }
    }
    pieces
}

/// The words of a text, those of a date together, and a percent sign with its number.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match words.last_mut().filter(|before| belongs_to(before, word)) {
            Some(before) => before.extend([" ", word]),
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// Whether a word is a month, in full or as its first three letters.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.iter().any(|month| *month == word || (word.len() == 3 && month.starts_with(word)))
}

/// Whether a word is not to be parted from what stands before it: `28.5 %`, `1 Jan 2027`, `Jan 27`, `GBP 650.00`,
/// `Do nothing [1]`.
fn belongs_to(before: &str, word: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|digit| digit.is_ascii_digit());
    let ends_in_month = before.rsplit(' ').next().is_some_and(is_month);
    let is_currency = before.len() == 3 && before.bytes().all(|letter| letter.is_ascii_uppercase());
    let is_mark = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(is_number);
    word.starts_with('%')
        || is_mark
        || (is_currency && word.starts_with(|digit: char| digit.is_ascii_digit()))
        || (is_number(before) && is_month(word))
        || (ends_in_month && is_number(word.get(..4).unwrap_or(word)))
}

/// Spaces that fill a text up to a width.
#[must_use]
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_measured_as_a_screen_shows_them() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        // Two columns a character of Chinese, none for a Thai vowel above.
        assert_eq!(wrap("日本 日本 日本", 9), ["日本 日本", "日本"]);
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("about 10 %, or so", 9), ["about", "10 %, or", "so"]);
        assert_eq!(wrap("billed from 1 Jan 2027.", 20), ["billed from", "1 Jan 2027."]);
        assert_eq!(wrap("from 1 January 2027, or so", 16), ["from", "1 January 2027,", "or so"]);
        assert_eq!(wrap("now at GBP 650.00 a month", 10), ["now at", "GBP 650.00", "a month"]);
        assert_eq!(wrap("a Donaudampfschiff", 8), ["a", "Donaudam", "pfschiff"]);
        assert_eq!(wrap("日本日本", 5), ["日本", "日本"]);
        assert_eq!(padded("ที่", 4), "ที่   ");
        assert_eq!(tied("Mar 27"), "Mar\u{a0}27");
        assert_eq!(tied("billed from 1 Jan 2027 at 10 %"), "billed from 1\u{a0}Jan\u{a0}2027 at 10\u{a0}%");
    }
}
