//! Text from outside made harmless for a terminal.

/// The text with everything a terminal would obey replaced by something visible: control characters by their pictures,
/// line breaks by spaces, marks that change the direction of text or take no room by `�`.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\r' | '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => '\u{fffd}',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(visible("a\u{1b}[31mb\r\nc\u{7f}\u{9b}d\u{202e}e"), "a␛[31mb  c␡�d�e");
        assert_eq!(visible("Ĺatvija, ไทย, 日本"), "Ĺatvija, ไทย, 日本");
    }
}
