//! What the client is called, what it pays for, what it takes beyond that, and whether it takes a raise.

use crate::dialogue::questions::{FORM, JUDGED, Otherwise, SCOPE, TWO_LETTERS, Takes, Topic, Unit, When, question};

/// What it is called.
pub(super) const CLIENT: Topic = Topic {
    title: "The client",
    intro: "",
    questions: &[
        question(
            SCOPE,
            "The file is there. Which questions do you want?",
            "the questions",
            Takes::Choice(&[
                ("missing", "only those that the file does not answer"),
                ("all", "every one, with what the file says"),
            ]),
            Otherwise::Taken("missing", ""),
        )
        .when(When::There),
        question(
            "client.name",
            "What is the client called?",
            "the client's name",
            Takes::Text,
            Otherwise::LeftOut("the name of the file"),
        ),
        question(
            "currency",
            "Which currency are your amounts in?",
            "the currency",
            Takes::Currency,
            Otherwise::Taken("EUR", ""),
        )
        .more("Its code of three letters, such as EUR, USD or GBP. All amounts are without VAT or sales tax.")
        .when(When::New),
    ],
};

/// What it pays for.
pub(super) const WORK: Topic = Topic {
    title: "The work that it pays for",
    intro: "",
    questions: &[
        question(
            FORM,
            "How do you bill it?",
            "how it is billed",
            Takes::Choice(&[
                ("hour", "by the hour"),
                ("month", "a fixed sum a month"),
                ("unit", "by the piece: so much for each"),
            ]),
            Otherwise::Taken("hour", ""),
        )
        .when(When::NoPrice),
        question(
            "client.rate",
            "What do you bill for an hour?",
            "the price of an hour",
            Takes::Number(Unit::Money("hour")),
            Otherwise::Needed,
        )
        .when(When::Billed("hour")),
        question(
            "client.retainer",
            "What do you bill a month?",
            "the bill of a month",
            Takes::Number(Unit::Money("month")),
            Otherwise::Needed,
        )
        .when(When::Billed("month")),
        question(
            "client.unit_price",
            "What do you bill for a piece?",
            "the price of a piece",
            Takes::Number(Unit::Money("piece")),
            Otherwise::Needed,
        )
        .when(When::Billed("unit")),
        question(
            "client.units",
            "How many pieces a month?",
            "the number of pieces a month",
            Takes::Number(Unit::Pieces),
            Otherwise::Needed,
        )
        .when(When::Billed("unit")),
        question(
            "client.hours",
            "How many hours of work a month does it pay for?",
            "the number of paid hours a month",
            Takes::Number(Unit::Hours),
            Otherwise::Needed,
        )
        .typical("the mean of your last three invoices will do")
        .more("The hours that nobody pays for come next. `uprate log` adds both up from a time tracker's export."),
        question(
            "client.cost",
            "What does one of these hours cost you? (an amount; or your margin, with its sign: 35%)",
            "the cost of a paid hour",
            Takes::Cost,
            Otherwise::Needed,
        )
        .more(
            "Only what goes away with the work: wages with all that comes on top, freelancers, material. Your own \
             hour costs what you would have to pay somebody for it. A number is the cost of an hour; a number with \
             a percent sign is your margin, the share of the bill that is left after these costs.",
        ),
    ],
};

/// What it takes beyond that.
pub(super) const EFFORT: Topic = Topic {
    title: "The hours that nobody pays for",
    intro: "",
    questions: &[
        question(
            "effort.hours",
            "How many hours a month does it take that you never bill?",
            "the number of unpaid hours a month",
            Takes::Number(Unit::Hours),
            Otherwise::Taken("0", ""),
        )
        .more(
            "Calls, mails, changes, rushes, disputes, chasing money, and the time to get back to work after each. Few \
             know it by heart: a service bureau logged every call for three months to find out.",
        )
        .guess(),
        question(
            "effort.cost",
            "What does one of those hours cost you?",
            "the cost of an unpaid hour",
            Takes::Number(Unit::Money("hour")),
            Otherwise::LeftOut("as much as a paid hour costs"),
        )
        .more("More than a paid hour where the boss takes the calls.")
        .when(When::Has("effort.hours")),
    ],
};

/// Whether it takes a raise.
pub(super) const RAISES: Topic = Topic {
    title: "What it does when you ask for more",
    intro: "No published figure says how many clients leave after a raise, and none could: it depends on yours. So this \
            is your own judgement, and the recommendation stands on it. Think of ten clients like this one.",
    questions: &[
        question(
            JUDGED,
            "The file has your judgement of raises. Does it still hold?",
            "your judgement of raises",
            Takes::Choice(&[("keep", "yes, keep it"), ("anew", "no, ask me anew")]),
            Otherwise::Taken("keep", ""),
        )
        .when(When::Judged),
        question(
            "accept.10",
            "Of the ten, how many would take +10 %, in one letter?",
            "how many of ten take +10 %",
            Takes::OfTen,
            Otherwise::LeftOut("no judgement, and no recommendation"),
        )
        .typical("nobody knows; what is asked of difficult clients is told: 10 to 50 % on top, say practitioners")
        .more("A number from 0 to 10, halves too, or a share, such as 85%. Not sure? A range: 7 to 9.")
        .when(When::Unjudged)
        .guess(),
        question(
            "accept.20",
            "And +20 %?",
            "how many of ten take +20 %",
            Takes::OfTen,
            Otherwise::LeftOut("the line through your answers goes on"),
        )
        .more("At most as many as take +10 %.")
        .when(When::Has("accept.10"))
        .guess(),
        question(
            "accept.30",
            "And +30 %?",
            "how many of ten take +30 %",
            Takes::OfTen,
            Otherwise::LeftOut("the line through your answers goes on"),
        )
        .more("At most as many as take +20 %.")
        .when(When::Has("accept.20"))
        .guess(),
        question(
            TWO_LETTERS,
            "And if +20 % came in two letters half a year apart, +10 % and then the rest?",
            "how many of ten take +20 % in two letters",
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
            "the chance that it goes in a month",
            Takes::Share("month"),
            Otherwise::Taken("0%", "never by itself"),
        )
        .typical("1 to 3 %; agencies keep a client for about three years (Bedford Group), which makes 3 % a month")
        .guess(),
    ],
};
