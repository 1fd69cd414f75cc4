//! "Did you mean": the known word that is nearest to one that is not.

/// How alike two words must be, 0…1, so that one is taken for a misspelling of the other: by what they have in common
/// from the beginning on, or by what it takes to make one out of the other.
const ALIKE_BY_BEGINNING: f64 = 0.85;
const ALIKE_BY_EDITS: f64 = 0.75;

/// The bytes of a word that may be a misspelling; comparing longer ones takes its time.
const WORD_MAX: usize = 400;

/// The known word nearest to `word`, or none that is alike; of equals the first.
#[must_use]
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > WORD_MAX {
        return None;
    }
    let plain = |word: &str| word.to_lowercase().replace(['_', ' ', '-'], "");
    let written = plain(word);
    let mut best: Option<(&str, f64)> = None;
    for candidate in known {
        let candidate_plain = plain(candidate);
        let by_beginning = strsim::jaro_winkler(&written, &candidate_plain);
        let by_edits = strsim::normalized_damerau_levenshtein(&written, &candidate_plain);
        // One slip in a short word, such as a currency code.
        let one_slip = written.len() > 2 && strsim::damerau_levenshtein(&written, &candidate_plain) <= 1;
        let is_alike = by_beginning >= ALIKE_BY_BEGINNING || by_edits >= ALIKE_BY_EDITS || one_slip;
        let likeness = by_beginning.max(by_edits);
        if is_alike && best.is_none_or(|(_, best)| likeness > best) {
            best = Some((candidate, likeness));
        }
    }
    best.map(|(candidate, _)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_find_their_word_and_other_words_do_not() {
        let known = ["rate", "retainer", "hours", "margin", "unit_price", "units"];
        for (word, expected) in [
            ("rte", Some("rate")),
            ("Hours", Some("hours")),
            ("unitprice", Some("unit_price")),
            ("unit-price", Some("unit_price")),
            ("magrin", Some("margin")),
            ("colour", None),
            ("raise", None),
            ("strategy", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        // The nearer one wherever it stands; of equals the first.
        assert_eq!(nearest("retainr", ["retained", "retainer"]), Some("retainer"));
        assert_eq!(nearest("retainr", ["retainer", "retained"]), Some("retainer"));
        assert_eq!(nearest("ab", ["ac"]), None, "half of the word");
        assert_eq!(nearest("cosx", ["cosy", "cost"]), Some("cosy"));
        assert_eq!(nearest("DKR", ["CZK", "DKK", "DZD"]), Some("DKK"));
        assert_eq!(nearest("contact", ["cost", "costs", "country"]), None);
    }
}
