//! Whether an hour is billed, in the words of the trackers.

/// Yes, in the languages that trackers are sold in.
const YES: [&str; 26] = [
    "yes",
    "y",
    "true",
    "1",
    "x",
    "billable",
    "billed",
    "ja",
    "j",
    "oui",
    "sí",
    "si",
    "sì",
    "sim",
    "tak",
    "да",
    "так",
    "kyllä",
    "evet",
    "ano",
    "igen",
    "はい",
    "是",
    "예",
    "네",
    "ใช่",
];

/// No, in the same languages.
const NO: [&str; 28] = [
    "no",
    "n",
    "false",
    "0",
    "-",
    "non-billable",
    "not billable",
    "unbilled",
    "nein",
    "non",
    "não",
    "nao",
    "nee",
    "nej",
    "nei",
    "nie",
    "нет",
    "ні",
    "ei",
    "hayır",
    "ne",
    "nem",
    "いいえ",
    "否",
    "不是",
    "아니요",
    "아니오",
    "ไม่",
];

/// What the words of a log mean.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The words that mean billed, in lower case, where somebody said so: all others mean unbilled then.
    billed: Vec<String>,
}

impl Words {
    /// With the words that mean billed; none for those that are known.
    #[must_use]
    pub fn new(billed: &[String]) -> Self {
        Self { billed: billed.iter().map(|word| word.trim().to_lowercase()).collect() }
    }

    /// Whether a word means billed; none where it is not known.
    #[must_use]
    pub fn is_billed(&self, word: &str) -> Option<bool> {
        let word = word.trim();
        // What is written by far the most often.
        if self.billed.is_empty() {
            match word {
                "Yes" => return Some(true),
                "No" => return Some(false),
                _ => {}
            }
        }
        let word = word.to_lowercase();
        if !self.billed.is_empty() {
            return Some(self.billed.contains(&word));
        }
        let known = |words: &[&str]| words.contains(&word.as_str());
        if known(&YES) { Some(true) } else { known(&NO).then_some(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_languages_are_known_and_no_other_is_guessed() {
        let words = Words::default();
        for (word, meaning) in [
            ("Yes", Some(true)),
            (" JA ", Some(true)),
            ("Não", Some(false)),
            ("0", Some(false)),
            ("maybe", None),
            ("", None),
        ] {
            assert_eq!(words.is_billed(word), meaning, "{word}");
        }
        assert!(YES.iter().all(|word| !NO.contains(word) && word.to_lowercase() == **word));
        assert!(NO.iter().all(|word| word.to_lowercase() == **word));
        let given = Words::new(&["Chargeable".to_owned()]);
        assert_eq!(given.is_billed("chargeable"), Some(true));
        assert_eq!(given.is_billed("Yes"), Some(false));
    }
}
