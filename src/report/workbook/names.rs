//! Names that a spreadsheet allows.

use super::book::within;
use crate::text::visible;

/// The most characters, in UTF-16, of the name of a sheet.
const SHEET_NAME_MAX: usize = 31;

/// A name that a spreadsheet allows for a sheet, as near to the one wanted as can be, and unlike those that are taken.
pub fn sheet_name(wanted: &str, taken: &[&str]) -> String {
    let allowed = |character: char| if "[]:*?/\\".contains(character) { ' ' } else { character };
    let plain: String = visible(wanted).chars().map(allowed).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    // An apostrophe may stand neither first nor last; `History` is the name of a sheet that a spreadsheet makes itself.
    let plain = plain.trim_matches('\'').trim();
    let plain =
        if plain.is_empty() || plain.eq_ignore_ascii_case("history") { format!("{plain}_") } else { plain.to_owned() };
    let is_free = |name: &str| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let first = ended(&plain, "");
    if is_free(&first) {
        return first;
    }
    let numbered = (2..).map(|number: u32| ended(&plain, &format!(" ({number})")));
    numbered.into_iter().find(|name| is_free(name)).unwrap_or(first)
}

/// A name with an ending, cut so that both have room.
fn ended(name: &str, ending: &str) -> String {
    let cut = within(name, SHEET_NAME_MAX - ending.len());
    format!("{}{ending}", cut.trim_end_matches('\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_sheet_is_short_harmless_and_its_own() {
        let long = "Raise of ten percent, announced a month before";
        let first = sheet_name(long, &[]);
        assert_eq!(first, "Raise of ten percent, announce…");
        assert_eq!(sheet_name(long, &[&first]), "Raise of ten percent, anno… (2)");
        assert_eq!(sheet_name("a/b [c]: *?\\", &[]), "a b c");
        assert_eq!(sheet_name("'it's'", &[]), "it's");
        assert_eq!(sheet_name("", &[]), "_");
        assert_eq!(sheet_name("history", &[]), "history_");
        assert_eq!(sheet_name("NOTES", &["Notes"]), "NOTES (2)");
        assert_eq!(sheet_name("a\u{0}\nb", &[]), "a␀ b");
        // A workbook with them in it cannot be opened.
        assert_eq!(sheet_name("a\u{ffff}b\u{fffe}c", &[]), "a�b�c");
        let emoji = "👩".repeat(40);
        assert!(sheet_name(&emoji, &[]).encode_utf16().count() <= SHEET_NAME_MAX);
        let quoted = format!("{}'{}", "x".repeat(29), "y".repeat(9));
        assert_eq!(sheet_name(&quoted, &[]), format!("{}'…", "x".repeat(29)));
    }
}
