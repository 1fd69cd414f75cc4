//! What comes of its hours when it goes, how it pays, what is wrong with it, and who else is touched.

use crate::dialogue::questions::{FLAGS, Otherwise, Question, SIDE_EFFECTS, Takes, Topic, Unit, When, question};

/// What is said of every hour that is sold anew: nobody can look it up.
const fn of_other_work(
    key: &'static str,
    prompt: &'static str,
    what: &'static str,
    takes: Takes,
    otherwise: Otherwise,
) -> Question {
    question(key, prompt, what, takes, otherwise).when(When::Has("replacement.rate")).guess()
}

/// How likely a side effect is.
const fn chance(key: &'static str, prompt: &'static str, what: &'static str, kind: &'static str) -> Question {
    question(key, prompt, what, Takes::Share(""), Otherwise::Needed).when(When::Chosen(SIDE_EFFECTS, kind)).guess()
}

/// What a side effect costs.
const fn cost(key: &'static str, what: &'static str, kind: &'static str) -> Question {
    question(key, "And what would it cost you?", what, Takes::Number(Unit::Money("")), Otherwise::Needed)
        .when(When::Chosen(SIDE_EFFECTS, kind))
        .guess()
}

/// What becomes of its hours.
pub(super) const OTHER_WORK: Topic = Topic {
    title: "Can it be won back?",
    intro: "If the client goes, its hours are free. What would become of them?",
    questions: &[
        question(
            "replacement.rate",
            "What would you bill for an hour of other work?",
            "the price of an hour of other work",
            Takes::Number(Unit::Money("hour")),
            Otherwise::LeftOut("there is no other work"),
        )
        .guess(),
        of_other_work(
            "replacement.margin",
            "How much of that would be left after its costs?",
            "what is left of the price of other work",
            Takes::Share(""),
            Otherwise::As("client.margin"),
        ),
        of_other_work(
            "replacement.lag_months",
            "How many months until the first of these hours is sold again?",
            "the number of months until the first hour is sold again",
            Takes::Number(Unit::Months),
            Otherwise::Taken("3", ""),
        )
        .typical("1 to 6 months to close a sale for 83 of 100 agencies, longer for 13 (RSW/US, survey of 2024)"),
        of_other_work(
            "replacement.ramp_months",
            "And how many more until all of them are?",
            "the number of months from the first hour sold again to the last",
            Takes::Number(Unit::Months),
            Otherwise::Taken("1", "all at once"),
        )
        .more("One month where a new client takes them all at once, more where they fill up bit by bit."),
        of_other_work(
            "replacement.fill",
            "How many of them would be sold again in the end?",
            "the share of hours that is sold again",
            Takes::Share(""),
            Otherwise::Taken("100%", "all of them"),
        )
        .more("Of 100 hours. Less than all where there is not that much work of your kind to be had."),
        of_other_work(
            "replacement.unpaid_share",
            "Of 100 hours for others, how many would nobody pay for either?",
            "the share of hours for others that nobody pays for",
            Takes::Share(""),
            Otherwise::Taken("0%", "all of them are paid"),
        )
        .more("No client is without calls and changes. Compare what this one takes, and what a good one does."),
        of_other_work(
            "replacement.acquisition_cost",
            "What would finding that work cost, once and in all?",
            "the cost of finding other work",
            Takes::Number(Unit::Money("")),
            Otherwise::Taken("0", "nothing"),
        )
        .more("Pitches, advertising, commissions, and the days that you spend on them."),
        question(
            "capacity.cost_stays",
            "What share of the cost of these hours goes on while nobody buys them?",
            "the share of the cost of free hours that goes on",
            Takes::Share(""),
            Otherwise::Taken("0%", "none of it"),
        )
        .typical("0 % with freelancers whom you then do not call, 100 % with a team on salary")
        .guess(),
    ],
};

/// How it pays, and what the contract says.
pub(super) const PAYMENT: Topic = Topic {
    title: "How it pays, and the contract",
    intro: "",
    questions: &[
        question(
            "payment.days",
            "How many days pass from the invoice to the money?",
            "the number of days from the invoice to the money",
            Takes::Number(Unit::Days),
            Otherwise::Taken("0", "it pays at once"),
        )
        .typical("30, 60 or 90; between firms in the EU at most 60, unless agreed (Directive 2011/7/EU)"),
        question(
            "payment.cost_of_capital",
            "What does waiting for the money cost you a year?",
            "the cost of waiting for money",
            Takes::Share("year"),
            Otherwise::Taken("0%", "nothing"),
        )
        .more("The interest of your overdraft, or what the money would earn elsewhere.")
        .when(When::Has("payment.days")),
        question(
            "payment.bad_debt",
            "How much of what you bill is never paid, or is haggled away?",
            "the share of bills that is never paid",
            Takes::Share(""),
            Otherwise::Taken("0%", "nothing"),
        ),
        question(
            "payment.last_bills_unpaid",
            "When it goes: how much of what it still owes you then is lost?",
            "the share of the last bills that is lost",
            Takes::Share(""),
            Otherwise::Taken("0%", "nothing"),
        )
        .more("What is billed but not yet paid on the day it goes. A client that goes in anger may keep it back.")
        .when(When::Has("payment.days"))
        .guess(),
        question(
            "contract.notice_days",
            "How many days ahead must you announce a new price?",
            "the notice of a new price",
            Takes::Number(Unit::Days),
            Otherwise::Taken("0", "the contract says nothing"),
        )
        .typical("30, 60 or 90; look under changes or prices in the contract"),
        question(
            "contract.termination_months",
            "How many months' notice must you give to end it?",
            "the notice to end it",
            Takes::Number(Unit::Months),
            Otherwise::Taken("0", "the contract says nothing"),
        )
        .typical("1 to 3"),
        question(
            "contract.price_locked_until",
            "Until which day does the contract fix the price?",
            "the day until which the price is fixed",
            Takes::Day,
            Otherwise::LeftOut("it fixes none"),
        )
        .more("Written 2027-01-31."),
        question(
            "contract.max_raise",
            "How much may you raise within twelve months, by the contract?",
            "the largest raise within twelve months",
            Takes::Share("year"),
            Otherwise::LeftOut("it sets no limit"),
        ),
    ],
};

/// What is wrong with it.
pub(super) const FLAGS_OF_IT: Topic = Topic {
    title: "What is wrong with it",
    intro: "",
    questions: &[question(
        FLAGS,
        "Which of these is it? (their numbers, such as 5, 6)",
        "its red flags",
        Takes::Flags,
        Otherwise::LeftOut("none of them"),
    )
    .more(
        "How bad each is comes next, from 1 to 3. No flag changes an amount. The first five, at 2 or 3, rule out \
             every way of keeping the client.",
    )],
};

/// What losing it means for the business.
pub(super) const LOSS: Topic = Topic {
    title: "Can you afford to lose it?",
    intro: "What the whole business takes and spends: a way out in which the cash could run out is ruled out.",
    questions: &[
        question(
            "business.monthly_revenue",
            "What does the business take a month, this client included?",
            "what the business takes a month",
            Takes::Number(Unit::Money("month")),
            Otherwise::LeftOut("no look at the cash"),
        ),
        question(
            "business.monthly_costs",
            "What does it spend a month, this client's costs included?",
            "what the business spends a month",
            Takes::Number(Unit::Money("month")),
            Otherwise::Needed,
        )
        .when(When::Has("business.monthly_revenue")),
        question(
            "business.cash",
            "How much cash is in hand?",
            "the cash in hand",
            Takes::Number(Unit::Money("")),
            Otherwise::Needed,
        )
        .when(When::Has("business.monthly_revenue")),
        question(
            SIDE_EFFECTS,
            "What else could it cost you when it goes? (their numbers, such as 1, 3)",
            "what else could happen when it goes",
            Takes::Several(&[
                ("legal", "a claim, or a quarrel over the contract"),
                ("financial", "money beside its bills: fees, refunds, what was bought for it"),
                ("public-relations", "bad reviews, bad talk about you"),
                ("other", "something else"),
            ]),
            Otherwise::LeftOut("nothing"),
        )
        .guess(),
        chance(
            "risk.legal.chance",
            "The claim: how likely is it, if the client goes?",
            "the chance of a claim",
            "legal",
        ),
        cost("risk.legal.cost", "the cost of a claim", "legal"),
        chance(
            "risk.financial.chance",
            "The money beside its bills: how likely is it that you pay, if the client goes?",
            "the chance of other payments",
            "financial",
        ),
        cost("risk.financial.cost", "the cost of other payments", "financial"),
        chance(
            "risk.public-relations.chance",
            "The bad talk: how likely is it, if the client goes?",
            "the chance of bad talk",
            "public-relations",
        ),
        cost("risk.public-relations.cost", "the cost of bad talk", "public-relations"),
        chance(
            "risk.other.chance",
            "Something else: how likely is it, if the client goes?",
            "the chance of something else",
            "other",
        ),
        cost("risk.other.cost", "the cost of something else", "other"),
    ],
};

/// Who else suffers from it.
pub(super) const OTHERS: Topic = Topic {
    title: "Who else pays for it?",
    intro: "",
    questions: &[
        question(
            "risk.other-clients.chance",
            "Other clients: how likely is it, in a year, that you lose one because this one takes your time?",
            "the chance that another client goes",
            Takes::Share("year"),
            Otherwise::Taken("0%", "none suffers"),
        )
        .guess(),
        question(
            "risk.other-clients.cost",
            "What would losing that one cost you?",
            "the cost of losing another client",
            Takes::Number(Unit::Money("")),
            Otherwise::Needed,
        )
        .more("What it leaves you in a year, say, less what would take its place.")
        .when(When::Has("risk.other-clients.chance"))
        .guess(),
        question(
            "team.people",
            "Your team: how many people deal with this client?",
            "the number of people who deal with it",
            Takes::Number(Unit::People),
            Otherwise::LeftOut("nobody leaves because of it"),
        )
        .more("Those of whom one might leave because of it; not you yourself."),
        question(
            "team.quit_chance",
            "How likely is each of them to leave within a year because of it?",
            "the chance that one of them leaves",
            Takes::Share("year"),
            Otherwise::Needed,
        )
        .when(When::Has("team.people"))
        .guess(),
        question(
            "team.replacement_cost",
            "What does replacing one of them cost?",
            "the cost of replacing one of them",
            Takes::Number(Unit::Money("person")),
            Otherwise::Needed,
        )
        .typical(
            "20 to 200 % of a year's pay, by study; a fifth for most jobs and twice the pay for executives (Center \
             for American Progress, 2012), half to twice the pay (Gallup)",
        )
        .more("Finding, hiring and training somebody, and the work that is not done meanwhile.")
        .when(When::Has("team.people"))
        .guess(),
    ],
};
