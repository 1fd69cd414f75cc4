//! Red flags: the signs that a client costs more than money, and what helps against each.

/// What helps against a red flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// End the engagement; of severity 2 or more it rules out every strategy that keeps the client.
    Leave,
    /// End the engagement, once the open invoices are collected.
    LeaveAfterCollecting,
    /// Change the terms: prepayment, written goals, a fee for changes.
    Terms,
    /// Charge for it.
    Reprice,
    /// Agree on what to expect of each other.
    Expectations,
    /// Pass the client on to somebody it suits better.
    Refer,
}

impl Remedy {
    /// Its name for other programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::LeaveAfterCollecting => "leave-after-collecting",
            Self::Terms => "terms",
            Self::Reprice => "reprice",
            Self::Expectations => "expectations",
            Self::Refer => "refer",
        }
    }
}

/// A red flag of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct RedFlag {
    /// How a scenario names it.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it is, in a phrase.
    pub meaning: &'static str,
    /// What helps.
    pub remedy: Remedy,
}

/// A red flag that the scenario raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Which one.
    pub red_flag: &'static RedFlag,
    /// How bad it is: 1, 2 or 3.
    pub severity: u32,
}

impl Flag {
    /// Whether it says that the client has to go: a `leave` flag of severity 2 or more.
    #[must_use]
    pub fn says_leave(self) -> bool {
        self.severity >= 2 && matches!(self.red_flag.remedy, Remedy::Leave | Remedy::LeaveAfterCollecting)
    }
}

impl RedFlag {
    /// The flag with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<&'static Self> {
        CATALOGUE.iter().find(|flag| flag.code == code)
    }

    /// Every flag there is.
    #[must_use]
    pub fn catalogue() -> &'static [Self] {
        CATALOGUE
    }
}

const fn flag(code: &'static str, name: &'static str, meaning: &'static str, remedy: Remedy) -> RedFlag {
    RedFlag { code, name, meaning, remedy }
}

/// Compiled from what agencies, service bureaus and small firms report of the clients they let go.
static CATALOGUE: &[RedFlag] = &[
    flag(
        "abusive",
        "abuse",
        "threats, harassment, insults or bullying of staff, in private or in public",
        Remedy::Leave,
    ),
    flag("dishonest", "dishonesty", "reinterprets clear agreements, cannot be trusted", Remedy::Leave),
    flag("legal-exposure", "legal exposure", "staying may draw you into legal trouble", Remedy::Leave),
    flag("aggressive", "aggression", "pressure and rudeness in every dealing; staff avoid the phone", Remedy::Leave),
    flag("non-payer", "unpaid bills", "does not pay", Remedy::LeaveAfterCollecting),
    flag("slow-payer", "slow payment", "pays late as a habit", Remedy::Terms),
    flag("disputes-invoices", "disputed invoices", "contests bills and haggles over cents", Remedy::Terms),
    flag(
        "moves-goalposts",
        "moving goalposts",
        "no agreed goals, never satisfied, changes its mind and renegotiates",
        Remedy::Terms,
    ),
    flag(
        "unreasonable-demands",
        "unreasonable demands",
        "calls out of hours, rushes caused by its own late decisions",
        Remedy::Reprice,
    ),
    flag("unrealistic-deadlines", "unrealistic deadlines", "wants more than the time it pays for", Remedy::Reprice),
    flag("contacts-constantly", "constant contact", "floods of calls, mails and messages", Remedy::Reprice),
    flag("expects-freebies", "freebies", "free trials, discounts, \"just this once\"", Remedy::Reprice),
    flag(
        "high-touch-low-pay",
        "much service for little pay",
        "much service for little money, goes around the service structure",
        Remedy::Reprice,
    ),
    flag(
        "ignores-advice",
        "ignored advice",
        "does not follow advice, then expects the pieces picked up",
        Remedy::Expectations,
    ),
    flag(
        "expects-vendor",
        "a vendor wanted, not a partner",
        "wants orders taken, not a partner; no joint goals or reviews",
        Remedy::Expectations,
    ),
    flag(
        "plays-competitors",
        "playing off competitors",
        "uses rivals' prices against work already agreed",
        Remedy::Refer,
    ),
    flag("outside-segment", "outside your segment", "not the kind of client the business is built for", Remedy::Refer),
];
