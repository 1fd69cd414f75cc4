//! What may be wrong with a scenario, as data. How it is said is in one place, the module `wording`.

use super::numbers::NotANumber;
use super::template::BLANK;
use super::tree::Place;

/// Something wrong, where it is, and other places that it has to do with.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
    /// What it contradicts or belongs to, each with a few words.
    pub also: Vec<(Place, String)>,
}

/// What is wrong.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the words that the message puts in; the variant says what they are of")]
pub enum Problem {
    /// The file is not TOML.
    Syntax { message: String, help: Option<String> },
    /// A key that no scenario has.
    UnknownKey {
        key: String,
        table: String,
        suggestion: Option<String>,
        known: Vec<&'static str>,
        /// The tables that have such a key.
        elsewhere: Vec<String>,
    },
    /// A strategy of the kind has no such key, others have.
    KeyOfAnotherKind { key: String, kind: &'static str, kinds: Vec<&'static str> },
    /// Something that has to be there is not.
    MissingKey { key: String, meaning: String, example: String },
    /// Something of another type than the key holds.
    WrongType { key: String, expected: &'static str, found: &'static str },
    /// A text that is no number.
    NotANumber { key: String, text: String, reason: NotANumber, share: bool },
    /// A number beyond its bounds.
    OutOfBounds { key: String, bounds: String, percent: Option<String> },
    /// A number with decimals where only whole ones count.
    NotWhole { key: String, written: String },
    /// A range where none may be.
    RangeNotAllowed { key: String },
    /// A range whose numbers do not rise.
    RangeOutOfOrder { key: String, share: bool },
    /// No day, or none that the calendar has.
    NotADate { key: String, text: String },
    /// A currency nobody bills in.
    UnknownCurrency { code: String, suggestion: Option<String> },
    /// A word that is none of the choices.
    UnknownChoice { key: String, text: String, suggestion: Option<String>, choices: Vec<&'static str> },
    /// A red flag that is not in the catalogue.
    UnknownFlag { code: String, suggestion: Option<String> },
    /// A red flag raised twice.
    FlagTwice { code: String },
    /// A strategy that the scenario does not have.
    UnknownStrategy { id: String, suggestion: Option<String>, known: Vec<String> },
    /// A name or id that is there already.
    NotUnique { what: &'static str, name: String },
    /// A text that is empty, or longer than is read.
    TextLength { key: String, found: usize, most: usize },
    /// A list that is empty, or longer than is read.
    ListLength { key: String, found: usize, most: usize },
    /// Two forms of one thing.
    SeveralForms { first: String, second: String, what: &'static str },
    /// No form of something that needs one.
    NoForm { what: &'static str, forms: &'static str },
    /// A part of something whose other part is missing.
    PartMissing { key: String, needs: String },
    /// Raises of a list that do not rise.
    RaisesMustRise { raise: String, before: String },
    /// Chances of a list that rise.
    ChancesMustNotRise { chance: String, raise: String, chance_before: String, raise_before: String },
    /// Answers that fall less than the shock, so that the level alone would please the client.
    AnswersRiseOverShock { raise: String, answer: String, taken: String, level: String, level_before: String },
    /// A walk-away range the wrong way round.
    WalkAwayOrder { low: String, high: String },
    /// A logistic curve that does not start at certainty.
    LogitTooFlat { product: String, half: String, slope_least: String },
    /// Shares that add up to more than the bill.
    MoreThanTheBill { sum: String },
    /// A cost of extra hours where there are none.
    NoExtraHours,
    /// The chance of the whole plan beside one of its moves.
    AcceptTwice,
    /// A chance of accepting what asks for nothing.
    AcceptsNothing { what: String },
    /// All of the work withdrawn and only a part of the effort.
    AllButEffort { key: &'static str },
    /// A serving risk that is certain.
    CertainRisk,
    /// A tier that is not on offer.
    UnknownTier { name: String, suggestion: Option<String>, known: Vec<String> },
    /// A move that does nothing.
    EmptyMove,
    /// A correlation of a key that is no range.
    NotARange { key: String, suggestion: Option<String>, known: Vec<String> },
    /// A correlation of a key with itself, or one given twice.
    CorrelationTwice { a: String, b: String },
    /// Correlations that cannot hold together.
    NotPositiveDefinite { alone: bool },
    /// An override of something that is not there.
    NoSuchPlace {
        path: String,
        missing: String,
        suggestion: Option<String>,
        known: Vec<String>,
        holder: String,
        found: &'static str,
    },
    /// An error of the model, at the strategy it names.
    Model { message: String, help: String },
}

/// A range as people write it.
#[must_use]
pub fn range_example(share: bool) -> &'static str {
    if share { "{ low = \"40%\", likely = \"60%\", high = \"90%\" }" } else { "{ low = 40, likely = 60, high = 90 }" }
}

impl Problem {
    /// Whether it is about something that is not there, or still to be filled in.
    #[must_use]
    pub fn is_something_missing(&self) -> bool {
        match self {
            Self::MissingKey { .. } | Self::NoForm { .. } | Self::PartMissing { .. } => true,
            Self::NotANumber { text, .. } => text.trim() == BLANK,
            _ => false,
        }
    }

    /// A short name for the kind of problem: stable, for tests and for looking it up.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "syntax",
            Self::UnknownKey { .. } => "unknown-key",
            Self::KeyOfAnotherKind { .. } => "key-of-another-kind",
            Self::MissingKey { .. } => "missing-key",
            Self::WrongType { .. } => "wrong-type",
            Self::NotANumber { .. } => "not-a-number",
            Self::OutOfBounds { .. } => "out-of-bounds",
            Self::NotWhole { .. } => "not-whole",
            Self::RangeNotAllowed { .. } => "range-not-allowed",
            Self::RangeOutOfOrder { .. } => "range-out-of-order",
            Self::NotADate { .. } => "not-a-date",
            Self::UnknownCurrency { .. } => "unknown-currency",
            Self::UnknownChoice { .. } => "unknown-choice",
            Self::UnknownFlag { .. } => "unknown-flag",
            Self::FlagTwice { .. } => "flag-twice",
            Self::UnknownStrategy { .. } => "unknown-strategy",
            Self::NotUnique { .. } => "not-unique",
            Self::TextLength { .. } => "text-length",
            Self::ListLength { .. } => "list-length",
            Self::SeveralForms { .. } => "several-forms",
            Self::NoForm { .. } => "no-form",
            Self::PartMissing { .. } => "part-missing",
            Self::RaisesMustRise { .. } => "raises-must-rise",
            Self::ChancesMustNotRise { .. } => "chances-must-not-rise",
            Self::AnswersRiseOverShock { .. } => "answers-rise-over-shock",
            Self::WalkAwayOrder { .. } => "walk-away-order",
            Self::LogitTooFlat { .. } => "logit-too-flat",
            Self::MoreThanTheBill { .. } => "more-than-the-bill",
            Self::NoExtraHours => "no-extra-hours",
            Self::AcceptTwice => "accept-twice",
            Self::AcceptsNothing { .. } => "accepts-nothing",
            Self::AllButEffort { .. } => "all-but-effort",
            Self::CertainRisk => "certain-risk",
            Self::UnknownTier { .. } => "unknown-tier",
            Self::EmptyMove => "empty-move",
            Self::NotARange { .. } => "not-a-range",
            Self::CorrelationTwice { .. } => "correlation-twice",
            Self::NotPositiveDefinite { .. } => "not-positive-definite",
            Self::NoSuchPlace { .. } => "no-such-place",
            Self::Model { .. } => "model",
        }
    }

    /// Every code there is.
    pub const CODES: [&'static str; 40] = [
        "syntax",
        "unknown-key",
        "key-of-another-kind",
        "missing-key",
        "wrong-type",
        "not-a-number",
        "out-of-bounds",
        "not-whole",
        "range-not-allowed",
        "range-out-of-order",
        "not-a-date",
        "unknown-currency",
        "unknown-choice",
        "unknown-flag",
        "flag-twice",
        "unknown-strategy",
        "not-unique",
        "text-length",
        "list-length",
        "several-forms",
        "no-form",
        "part-missing",
        "raises-must-rise",
        "chances-must-not-rise",
        "answers-rise-over-shock",
        "walk-away-order",
        "logit-too-flat",
        "more-than-the-bill",
        "no-extra-hours",
        "accept-twice",
        "accepts-nothing",
        "all-but-effort",
        "certain-risk",
        "unknown-tier",
        "empty-move",
        "not-a-range",
        "correlation-twice",
        "not-positive-definite",
        "no-such-place",
        "model",
    ];
}
