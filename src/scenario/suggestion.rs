//! "Did you mean": the known word that is nearest to one that is not.

/// How alike two words must be, 0…1, so that one is taken for a misspelling of the other.
const ALIKE: f64 = 0.75;

/// The known word nearest to `word`, or none that is alike; of equals the first.
#[must_use]
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let plain = |word: &str| word.to_lowercase().replace(['_', ' ', '-'], "");
    let written = plain(word);
    let mut best: Option<(&str, f64)> = None;
    for candidate in known {
        let likeness = strsim::jaro_winkler(&written, &plain(candidate))
            .max(strsim::normalized_damerau_levenshtein(&written, &plain(candidate)));
        if likeness >= ALIKE && best.is_none_or(|(_, best)| likeness > best) {
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
            ("", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }
}
