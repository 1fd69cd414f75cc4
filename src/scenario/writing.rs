//! Values written as TOML.

use std::fmt::Write;

use toml::de::DeTable;

use crate::text::visible;

/// A text in quotes. What would end it, what TOML does not take as it is, and what nobody could see is escaped.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut written = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ if visible(character.encode_utf8(&mut [0; 4])).starts_with(character) => written.push(character),
            _ => {
                let _ = write!(written, "\\U{:08X}", u32::from(character));
            }
        }
    }
    written.push('"');
    written
}

/// A value as it is given, where that is one in TOML, such as a number, a day or a range; else as a text, for the reader
/// to judge: `35%` is a share, `95,10` a mistake.
#[must_use]
pub fn value(given: &str) -> String {
    let given = given.trim();
    let is_toml = !given.contains(['\n', '\r', '#']) && DeTable::parse(&format!("value={given}")).is_ok();
    if is_toml { given.to_owned() } else { quoted(given) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_the_same_once_it_is_read() {
        let everything: String = ('\0'..='\u{2fff}').chain(['\u{fffd}', '\u{feff}', '𝄞', '\u{e0041}']).collect();
        for text in [everything.as_str(), "", "\"\"\"", "a\\", "# no comment", "\r\n"] {
            let document = format!("text = {}", quoted(text));
            assert_eq!(document.lines().count(), 1, "{document}");
            let table = DeTable::parse(&document).expect("TOML").into_inner();
            let read = table.get("text").expect("a text").get_ref().as_str().expect("a text");
            assert_eq!(read, text);
        }
    }

    #[test]
    fn line_breaks_and_tabs_are_written_as_people_know_them() {
        assert_eq!(quoted("a\tb\nc\rd\\e\"f\u{1b}"), r#""a\tb\nc\rd\\e\"f\U0000001B""#);
    }

    #[test]
    fn a_value_is_written_as_a_file_would_have_it() {
        for (given, written) in [
            ("95.10", "95.10"),
            (" 1_000 ", "1_000"),
            ("2027-01-04", "2027-01-04"),
            ("{ low = 1, high = 2 }", "{ low = 1, high = 2 }"),
            ("35%", "\"35%\""),
            ("95,10", "\"95,10\""),
            ("007", "\"007\""),
            ("", "\"\""),
            ("1 # one", "\"1 # one\""),
            ("1\nmonths = 2", "\"1\\nmonths = 2\""),
        ] {
            assert_eq!(value(given), written);
        }
    }
}
