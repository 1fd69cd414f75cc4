//! The questions, as data: what is asked, what is typical and who says so, what counts without an answer.

/// Questions that belong together.
#[derive(Debug)]
pub struct Topic {
    /// What it is about.
    pub title: &'static str,
    /// What is said before its first question; empty where nothing is.
    pub intro: &'static str,
    /// The questions, in the order in which they are asked.
    pub questions: &'static [Question],
}

/// A question.
#[derive(Debug)]
pub struct Question {
    /// The key of the scenario that the answer is for, or a name of its own.
    pub key: &'static str,
    /// What is asked.
    pub prompt: &'static str,
    /// What the answer is, as a noun: what an error is about, and what the list of answers calls it.
    pub what: &'static str,
    /// What is typical, and the source of that; empty where nobody says.
    pub typical: &'static str,
    /// What else helps to answer; shown when it is asked for.
    pub more: &'static str,
    /// What an answer may be.
    pub takes: Takes,
    /// What counts without one.
    pub otherwise: Otherwise,
    /// When it is asked.
    pub when: When,
    /// Whether nobody can look the answer up.
    pub is_guess: bool,
}

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Text,
    /// The code of a currency.
    Currency,
    /// A day.
    Day,
    /// A number, or a range.
    Number(Unit),
    /// A share in percent, or a range of them: of a month, of a year, or once and for all, which is empty.
    Share(&'static str),
    /// What an hour costs, or, with a percent sign, what is left of the bill.
    Cost,
    /// How many of ten.
    OfTen,
    /// One of a few words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// Some of a few words, each with what it means.
    Several(&'static [(&'static str, &'static str)]),
    /// Red flags by their numbers.
    Flags,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Money: for an hour, a month, a piece, or in all, which is empty.
    Money(&'static str),
    /// Hours a month.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Pieces a month.
    Pieces,
    /// People.
    People,
}

/// What counts without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing can: it has to be answered.
    Needed,
    /// It is left out; that means what the words say.
    LeftOut(&'static str),
    /// A value that is shown, and taken, and what it says; nothing where it speaks for itself.
    Taken(&'static str, &'static str),
    /// What was answered for another key; needed where that is not known.
    As(&'static str),
}

/// When a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In any case.
    Always,
    /// For a new file.
    New,
    /// For a file that is there.
    There,
    /// Where no price is known.
    NoPrice,
    /// Where the work is billed in this way.
    Billed(&'static str),
    /// Where the file says nothing of the client's answer to a raise in another form, or by hand.
    Unjudged,
    /// Where another key has a value that is not 0.
    Has(&'static str),
    /// Where a word was chosen among others.
    Chosen(&'static str, &'static str),
    /// For a file that is there, with answers on raises: whether they are kept.
    Judged,
    /// Where fewer of ten take the larger raise.
    Falls,
}

/// How the work may be billed.
pub const BILLED: [(&str, &str); 3] =
    [("hour", "client.rate"), ("month", "client.retainer"), ("unit", "client.unit_price")];

/// The raises that are asked about, with the questions.
pub const RAISES: [(&str, &str); 3] = [("accept.10", "10%"), ("accept.20", "20%"), ("accept.30", "30%")];

/// The question about two letters.
pub const TWO_LETTERS: &str = "two-letters";

/// Which questions are asked of a file that is there.
pub const SCOPE: &str = "scope";

/// How the work is billed.
pub const FORM: &str = "form";

/// The red flags.
pub const FLAGS: &str = "flags";

/// What else may happen when the client goes.
pub const SIDE_EFFECTS: &str = "side-effects";

/// Whether the answers on raises that a file has are kept.
pub const JUDGED: &str = "judged";

/// A question that is asked in any case.
pub(super) const fn question(
    key: &'static str,
    prompt: &'static str,
    what: &'static str,
    takes: Takes,
    otherwise: Otherwise,
) -> Question {
    Question { key, prompt, what, typical: "", more: "", takes, otherwise, when: When::Always, is_guess: false }
}

impl Question {
    /// With what is typical, and the source of that.
    pub(super) const fn typical(mut self, typical: &'static str) -> Self {
        self.typical = typical;
        self
    }

    pub(super) const fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }

    pub(super) const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    pub(super) const fn guess(mut self) -> Self {
        self.is_guess = true;
        self
    }
}
