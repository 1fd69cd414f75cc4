//! Sentences broken into lines by the width that they take on a screen.

use unicode_width::UnicodeWidthStr;

/// Lines of at most `width` columns, broken at spaces; a word that is longer has a line of its own.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let word = word.as_str();
        let line = lines.last_mut().unwrap_or_else(|| unreachable!("there is always a line"));
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The words of a text, a percent sign together with its number.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match words.last_mut().filter(|_| word.starts_with('%')) {
            Some(number) => *number = format!("{number} {word}"),
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// Spaces that fill a text up to a width.
#[must_use]
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// The text cut to a width, with an ellipsis where something is cut off.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        if format!("{short}{character}").width() + 1 > width {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
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
        assert_eq!(cut("日本日本", 5), "日本…");
        assert_eq!(padded("ที่", 4), "ที่   ");
    }
}
