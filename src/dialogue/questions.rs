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
    /// A number, or a range.
    Number,
    /// A share in percent, or a range of them.
    Share,
    /// What an hour costs, or, with a percent sign, what is left of the bill.
    Cost,
    /// How many of ten.
    OfTen,
    /// One of a few words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// Red flags by their numbers.
    Flags,
}

/// What counts without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing can: it has to be answered.
    Needed,
    /// It is left out; that means what the words say.
    LeftOut(&'static str),
    /// A value that is shown, and taken.
    Taken(&'static str),
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

const fn question(key: &'static str, prompt: &'static str, takes: Takes, otherwise: Otherwise) -> Question {
    Question { key, prompt, typical: "", more: "", takes, otherwise, when: When::Always, is_guess: false }
}

impl Question {
    const fn typical(mut self, typical: &'static str) -> Self {
        self.typical = typical;
        self
    }

    const fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }

    const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    const fn guess(mut self) -> Self {
        self.is_guess = true;
        self
    }
}

/// All of them.
pub static TOPICS: &[Topic] = &[
    Topic {
        title: "The client",
        intro: "",
        questions: &[
            question(
                SCOPE,
                "The file is there. Which questions do you want?",
                Takes::Choice(&[("missing", "only those that the file does not answer"), ("all", "every one, with what the file says")]),
                Otherwise::Taken("missing"),
            )
            .when(When::There),
            question("client.name", "What is the client called?", Takes::Text, Otherwise::LeftOut("the name of the file")),
            question("currency", "Which currency are your amounts in?", Takes::Text, Otherwise::Taken("EUR"))
                .more("Its code of three letters, such as EUR, USD or GBP. All amounts are without VAT or sales tax.")
                .when(When::New),
        ],
    },
    Topic {
        title: "The work that it pays for",
        intro: "",
        questions: &[
            question(
                FORM,
                "How do you bill it?",
                Takes::Choice(&[
                    ("hour", "by the hour"),
                    ("month", "a fixed sum a month"),
                    ("unit", "by the piece: so much for each"),
                ]),
                Otherwise::Taken("hour"),
            )
            .when(When::NoPrice),
            question("client.rate", "What do you bill for an hour?", Takes::Number, Otherwise::Needed)
                .when(When::Billed("hour")),
            question("client.retainer", "What do you bill a month?", Takes::Number, Otherwise::Needed)
                .when(When::Billed("month")),
            question("client.unit_price", "What do you bill for a piece?", Takes::Number, Otherwise::Needed)
                .when(When::Billed("unit")),
            question("client.units", "How many pieces a month?", Takes::Number, Otherwise::Needed)
                .when(When::Billed("unit")),
            question(
                "client.hours",
                "How many hours of work a month does it pay for?",
                Takes::Number,
                Otherwise::Needed,
            )
            .typical("the mean of your last three invoices will do")
            .more("The hours that nobody pays for come next. `uprate log` adds both up from a time tracker's export."),
            question(
                "client.cost",
                "What does one of these hours cost you? Or, with a percent sign: how much of the bill is left after the costs?",
                Takes::Cost,
                Otherwise::Needed,
            )
            .more(
                "Only what goes away with the work: wages with all that comes on top, freelancers, material. Your own \
                 hour costs what you would have to pay somebody for it. A number is the cost of an hour, a number with \
                 a percent sign the share of the bill that is left.",
            ),
        ],
    },
    Topic {
        title: "The hours that nobody pays for",
        intro: "",
        questions: &[
            question(
                "effort.hours",
                "How many hours a month does it take that you never bill?",
                Takes::Number,
                Otherwise::Taken("0"),
            )
            .more(
                "Calls, mails, changes, rushes, disputes, chasing money, and the time to get back to work after each. Few \
                 know it by heart: a service bureau logged every call for three months to find out.",
            )
            .guess(),
            question(
                "effort.cost",
                "What does one of those hours cost you?",
                Takes::Number,
                Otherwise::LeftOut("as much as a paid hour costs"),
            )
            .more("More than a paid hour where the boss takes the calls.")
            .when(When::Has("effort.hours")),
        ],
    },
    Topic {
        title: "What it does when you ask for more",
        intro: "No published figure says how many clients leave after a raise, and none could: it depends on yours. So this \
                is your own judgement, and the recommendation stands on it. Think of ten clients like this one.",
        questions: &[
            question(
                "accept.10",
                "Of the ten, how many would take +10 %, in one letter?",
                Takes::OfTen,
                Otherwise::LeftOut("no judgement, and no recommendation"),
            )
            .typical("nobody knows; what is asked of difficult clients is told: 10 to 50 % on top, say practitioners")
            .more("A number from 0 to 10, halves too, or a share, such as 85%. Not sure? A range: 7 to 9.")
            .when(When::Unjudged)
            .guess(),
            question("accept.20", "And +20 %?", Takes::OfTen, Otherwise::LeftOut("the line through your answers goes on"))
                .more("At most as many as take +10 %.")
                .when(When::Has("accept.10"))
                .guess(),
            question("accept.30", "And +30 %?", Takes::OfTen, Otherwise::LeftOut("the line through your answers goes on"))
                .more("At most as many as take +20 %.")
                .when(When::Has("accept.20"))
                .guess(),
            question(
                TWO_LETTERS,
                "And if +20 % came in two letters half a year apart, +10 % and then the rest?",
                Takes::OfTen,
                Otherwise::LeftOut("as many as in one letter"),
            )
            .more(
                "If more of the ten would take it in two letters, it is the size of the step that frightens them, and a \
                 staircase of small raises gets further than a jump. At least as many as in one letter, at most as many \
                 as take the first +10 %.",
            )
            .when(When::Falls)
            .guess(),
            question(
                "response.churn",
                "How likely is it to go in any one month, whatever you ask?",
                Takes::Share,
                Otherwise::LeftOut("never by itself"),
            )
            .typical("1 to 3 %; agencies keep a client for about three years (Bedford Group), which makes 3 % a month")
            .guess(),
        ],
    },
    Topic {
        title: "Can it be won back?",
        intro: "If the client goes, its hours are free. What would become of them?",
        questions: &[
            question(
                "replacement.rate",
                "What would you bill for an hour of other work?",
                Takes::Number,
                Otherwise::LeftOut("there is no other work"),
            )
            .guess(),
            question(
                "replacement.margin",
                "How much of that would be left after its costs?",
                Takes::Share,
                Otherwise::As("client.margin"),
            )
            .when(When::Has("replacement.rate"))
            .guess(),
            question(
                "replacement.lag_months",
                "How many months until the first of these hours is sold again?",
                Takes::Number,
                Otherwise::Taken("3"),
            )
            .typical("1 to 6 months to close a sale for 83 of 100 agencies, longer for 13 (RSW/US, survey of 2024)")
            .when(When::Has("replacement.rate"))
            .guess(),
            question(
                "replacement.fill",
                "How many of them would be sold again in the end?",
                Takes::Share,
                Otherwise::LeftOut("all of them, 100%"),
            )
            .more("Of 100 hours. Less than all where there is not that much work of your kind to be had.")
            .when(When::Has("replacement.rate"))
            .guess(),
            question(
                "capacity.cost_stays",
                "What share of the cost of these hours goes on while nobody buys them?",
                Takes::Share,
                Otherwise::LeftOut("none, 0%"),
            )
            .typical("0 % with freelancers whom you then do not call, 100 % with a team on salary")
            .guess(),
        ],
    },
    Topic {
        title: "How it pays, and the contract",
        intro: "",
        questions: &[
            question(
                "payment.days",
                "How many days pass from the invoice to the money?",
                Takes::Number,
                Otherwise::LeftOut("none"),
            )
            .typical("30, 60 or 90; between firms in the EU at most 60, unless agreed (Directive 2011/7/EU)"),
            question(
                "payment.cost_of_capital",
                "What does waiting for the money cost you a year?",
                Takes::Share,
                Otherwise::LeftOut("nothing"),
            )
            .more("The interest of your overdraft, or what the money would earn elsewhere.")
            .when(When::Has("payment.days")),
            question(
                "payment.bad_debt",
                "How much of what you bill is never paid, or is haggled away?",
                Takes::Share,
                Otherwise::LeftOut("nothing"),
            ),
            question(
                "contract.notice_days",
                "How many days ahead must you announce a new price?",
                Takes::Number,
                Otherwise::LeftOut("the contract says nothing"),
            )
            .typical("30, 60 or 90; look under changes or prices in the contract"),
            question(
                "contract.termination_months",
                "How many months' notice must you give to end it?",
                Takes::Number,
                Otherwise::LeftOut("the contract says nothing"),
            )
            .typical("1 to 3"),
        ],
    },
    Topic {
        title: "What is wrong with it",
        intro: "",
        questions: &[
            question(
                FLAGS,
                "Which of these is it? Their numbers, such as 5, 6",
                Takes::Flags,
                Otherwise::LeftOut("none of them"),
            )
            .more(
                "How bad it is may follow, from 1 to 3: 6=1 is slow to pay, but bearable. Without it a flag counts as 2. \
                 No flag changes an amount. The first five, at 2 or 3, rule out every way of keeping the client.",
            ),
        ],
    },
    Topic {
        title: "Can you afford to lose it?",
        intro: "What the whole business takes and spends: a way out in which the cash could run out is ruled out.",
        questions: &[
            question(
                "business.monthly_revenue",
                "What does the business take a month, this client included?",
                Takes::Number,
                Otherwise::LeftOut("no look at the cash"),
            ),
            question(
                "business.monthly_costs",
                "What does it spend a month, this client's costs included?",
                Takes::Number,
                Otherwise::Needed,
            )
            .when(When::Has("business.monthly_revenue")),
            question("business.cash", "How much cash is in hand?", Takes::Number, Otherwise::Needed)
                .when(When::Has("business.monthly_revenue")),
        ],
    },
    Topic {
        title: "Who else pays for it?",
        intro: "",
        questions: &[
            question(
                "risk.chance",
                "Other clients: how likely is it, in a year, that you lose one because this one takes your time?",
                Takes::Share,
                Otherwise::LeftOut("none suffers"),
            )
            .guess(),
            question("risk.cost", "What would losing that one cost you?", Takes::Number, Otherwise::Needed)
                .more("What it leaves you in a year, say, less what would take its place.")
                .when(When::Has("risk.chance"))
                .guess(),
            question(
                "team.people",
                "Your team: how many people deal with this client?",
                Takes::Number,
                Otherwise::LeftOut("nobody leaves because of it"),
            )
            .more("Those of whom one might leave because of it; not you yourself."),
            question(
                "team.quit_chance",
                "How likely is one of them to leave within a year because of it?",
                Takes::Share,
                Otherwise::Needed,
            )
            .when(When::Has("team.people"))
            .guess(),
            question("team.replacement_cost", "What does replacing one of them cost?", Takes::Number, Otherwise::Needed)
                .typical(
                    "20 to 200 % of a year's pay, by study; a fifth for most jobs and twice the pay for executives (Center \
                     for American Progress, 2012), half to twice the pay (Gallup)",
                )
                .more("Finding, hiring and training somebody, and the work that is not done meanwhile.")
                .when(When::Has("team.people"))
                .guess(),
        ],
    },
];
