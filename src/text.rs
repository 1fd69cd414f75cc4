//! Text from outside made harmless for a terminal.

use std::fmt::Write;

/// The text with everything a terminal would obey replaced by something visible: control characters by their pictures,
/// line breaks by spaces, marks that change the direction of text or take no room by `�`.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\r' | '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            other => revealed(other),
        })
        .collect()
}

/// The lines of a file with their line breaks, tabs and other controls of ASCII as they are, which the renderer of
/// messages looks after, and everything else visible.
#[must_use]
pub fn visible_lines(text: &str) -> String {
    text.chars().map(revealed).collect()
}

fn revealed(character: char) -> char {
    if is_hidden(character) { '\u{fffd}' } else { character }
}

/// JSON in which nothing stands that a terminal would obey: within texts, and nowhere else may they be, such characters
/// can be written as numbers.
#[must_use]
pub fn visible_json(json: &str) -> String {
    let mut visible = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(position) = rest.find(|character| character == '\u{7f}' || is_hidden(character)) {
        let (before, from) = rest.split_at(position);
        visible.push_str(before);
        let mut characters = from.chars();
        for unit in characters.next().into_iter().flat_map(|hidden| hidden.encode_utf16(&mut [0; 2]).to_vec()) {
            let _ = write!(visible, "\\u{unit:04x}");
        }
        rest = characters.as_str();
    }
    visible + rest
}

/// Whether a character, beside those of ASCII, changes how others are shown or shows nothing itself. The joiners are not
/// among them: writing needs them in many languages.
fn is_hidden(character: char) -> bool {
    !character.is_ascii()
        && (is_no_character(character)
            || matches!(
                character,
                '\u{80}'..='\u{9f}'
                    | '\u{ad}'
                    | '\u{34f}'
                    | '\u{61c}'
                    | '\u{115f}'..='\u{1160}'
                    | '\u{17b4}'..='\u{17b5}'
                    | '\u{180e}'
                    | '\u{200b}'
                    | '\u{200e}'..='\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}'
                    | '\u{3164}'
                    | '\u{feff}'
                    | '\u{ffa0}'
                    | '\u{fff9}'..='\u{fffb}'
                    | '\u{1d173}'..='\u{1d17a}'
                    | '\u{e0000}'..='\u{e0fff}'
            ))
}

/// Whether a code stands for no character and never will, so that some formats do not allow it: U+FFFF, and others.
fn is_no_character(character: char) -> bool {
    matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(visible("a\u{1b}[31mb\r\nc\u{7f}\u{9b}d\u{202e}e"), "a␛[31mb  c␡�d�e");
        assert_eq!(visible("a\u{ad}b\u{3164}c\u{e0041}d\u{fff9}e"), "a�b�c�d�e");
        assert_eq!(visible("a\u{ffff}b\u{fffe}c\u{fdd0}d\u{10ffff}e"), "a�b�c�d�e");
        for text in ["Ĺatvija, ไทย, 日本", "नमस्\u{200d}ते, می\u{200c}خواهم, 👩\u{200d}💻, ❤\u{fe0f}"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn json_says_the_same_with_nothing_that_a_terminal_obeys() {
        let text = "a\u{1b}[31mb\u{7f}\u{9b}d\u{202e}e\u{e0041}, 日本 👩\u{200d}💻";
        let json = visible_json(&serde_json::json!({ "text": text }).to_string());
        assert_eq!(json, r#"{"text":"a\u001b[31mb\u007f\u009bd\u202ee\udb40\udc41, 日本 👩‍💻"}"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["text"], text);
    }
}
