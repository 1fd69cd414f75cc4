//! Text that tries to be more than text.

/// A text that tries everything at once, short enough for the id of a strategy.
pub const EVIL: &str = "=HYPERLINK(\"http://x\")<script></script>`b`*c*_d_|[e](f)&lt;\u{1b}[31m\u{7}\u{7f}\u{9b}\u{202e}g\
     \u{200b}\u{2066}\u{feff}\u{ad}\u{e0041}\u{0};=1,@2;-3\t=4\r\n# h\n```";

/// A character that is not shown as itself, or that changes how others are shown.
fn hides(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || ('\u{2028}'..='\u{202e}').contains(&character)
        || ('\u{2060}'..='\u{206f}').contains(&character)
        || ('\u{e0000}'..='\u{e0fff}').contains(&character)
}

/// Every character is shown as itself.
pub fn assert_shown(text: &str, of: &str) {
    let hidden: Vec<char> = text.chars().filter(|character| hides(*character)).collect();
    assert!(hidden.is_empty(), "{of}: {hidden:?}\n{text:?}");
}

/// A text in quotes as TOML has it.
pub fn quoted(text: &str) -> String {
    let characters = text.chars().map(|character| format!("\\U{:08X}", u32::from(character)));
    format!("\"{}\"", characters.collect::<String>())
}
