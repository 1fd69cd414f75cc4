//! The dialogue of `init --interactive` without a terminal: which question comes next, what an answer means, going back.

mod support;

use support::talk::{NEEDED, again, answer, new, prompt, written};
use uprate::dialogue::topics::TOPICS;
use uprate::dialogue::{Dialogue, Reply};
use uprate::scenario::catalogue::key_at;

#[test]
fn every_question_is_of_a_key_or_of_something_that_is_made_of_it() {
    let own = ["scope", "form", "judged", "accept.10", "accept.20", "accept.30", "two-letters", "side-effects"];
    for question in TOPICS.iter().flat_map(|topic| topic.questions) {
        let path: Vec<&str> = match question.key.split('.').collect::<Vec<_>>().as_slice() {
            ["risk", _, name] => vec!["risk", "1", name],
            path => path.to_vec(),
        };
        assert!(own.contains(&question.key) || key_at(&path).is_some(), "{}", question.key);
        assert!(question.prompt.contains('?'), "{}", question.prompt);
    }
}

#[test]
fn most_questions_may_be_left_out_and_few_are_asked_then() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    let mut asked = NEEDED.len();
    while dialogue.asked().is_some() {
        answer(&mut dialogue, &[""]);
        asked += 1;
    }
    assert!(asked <= 24, "{asked} questions");
    let reading = dialogue.reading().expect("a scenario");
    assert!(reading.scenario.response.curve.is_none() && reading.scenario.team.is_none());
}

#[test]
fn all_answers_make_a_scenario_that_says_where_each_is_from() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &["8.5", "6", "45%", "7", "1", "95", "", "", "2", "70 to 90", "10", "500", "0"]);
    answer(&mut dialogue, &["45", "6", "2", "20", "30", "3", "2027-06-30", "10", "6=1, 9=2"]);
    answer(&mut dialogue, &["20000", "18000", "30000", "1, 3", "5", "2000", "20", "1000"]);
    answer(&mut dialogue, &["10", "4000", "3", "10", "15000"]);
    assert!(dialogue.asked().is_none());
    assert_eq!(
        written(&dialogue),
        [
            "client.name=\"Bell\"",
            "currency=\"EUR\"",
            "client.rate=95",
            "client.hours=60",
            "client.margin=\"35%\"",
            "effort.hours=22",
            "effort.cost=48",
            "response.accept=[{ raise = \"10%\", chance = \"85%\" }, { raise = \"20%\", chance = \"60%\" }, { raise = \"30%\", chance = \"45%\" }]",
            // 6 of the 7 who take it in two letters take it in one: 85.71 %, rounded up.
            "response.shock=[{ raise = \"10%\", chance = \"100%\" }, { raise = \"20%\", chance = \"85.8%\" }, { raise = \"30%\", chance = \"85.8%\" }]",
            "response.churn=\"1%\"",
            "replacement.rate=95",
            "replacement.margin=\"35%\"",
            "replacement.lag_months=3",
            "replacement.ramp_months=2",
            "replacement.fill={ low = \"70%\", high = \"90%\" }",
            "replacement.unpaid_share=\"10%\"",
            "replacement.acquisition_cost=500",
            "capacity.cost_stays=\"0%\"",
            "payment.days=45",
            "payment.cost_of_capital=\"6%\"",
            "payment.bad_debt=\"2%\"",
            "payment.last_bills_unpaid=\"20%\"",
            "contract.notice_days=30",
            "contract.termination_months=3",
            "contract.price_locked_until=2027-06-30",
            "contract.max_raise=\"10%\"",
            "flags={ slow-payer = 1, unreasonable-demands = 2 }",
            "business.monthly_revenue=20000",
            "business.monthly_costs=18000",
            "business.cash=30000",
            "risk={ name = \"A claim\", kind = \"legal\", chance = \"5%\", cost = 2000, when = \"exit\" }",
            "risk={ name = \"Bad talk\", kind = \"public-relations\", chance = \"20%\", cost = 1000, when = \"exit\" }",
            "risk={ name = \"Other clients\", kind = \"other-clients\", chance = \"10%\", cost = 4000, when = \"serving\" }",
            "team.people=3",
            "team.quit_chance=\"10%\"",
            "team.replacement_cost=15000",
        ]
    );
    let text = dialogue.text().expect("a text");
    for says in
        ["Your answer.", "Your own judgement.", "no published", "RSW/US", "Not answered, taken as it was shown."]
    {
        assert!(text.contains(says), "{says}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let scenario = dialogue.reading().expect("a scenario").scenario;
    assert_eq!((scenario.flags.len(), scenario.risks.len(), scenario.response.shock.len()), (2, 3, 3));
}

#[test]
fn a_wrong_answer_is_asked_again_with_what_would_be_right() {
    let mut dialogue = new();
    assert!(again(&mut dialogue, "back").contains("first question"));
    assert!(again(&mut dialogue, "\u{1b}[A").contains("arrows"));
    answer(&mut dialogue, &["Bell"]);
    assert!(again(&mut dialogue, "EURR").contains("did you mean `EUR`?"));
    answer(&mut dialogue, &[""]);
    assert!(again(&mut dialogue, "4").contains("write 1 or 2 or 3"));
    answer(&mut dialogue, &["1"]);
    for (wrong, says) in [
        ("", "needed"),
        ("none", "needed"),
        ("skip", "needed"),
        ("done", "needed"),
        ("-1", "the price of an hour is out of bounds: must be more than 0"),
        ("95 USD", "the price of an hour: your amounts are in EUR"),
        ("800 a day", "this asks for an amount for one hour"),
        ("ninety", "the price of an hour: `ninety` is no number"),
        ("99 to 90", "the range of the price of an hour does not rise"),
    ] {
        let reply = again(&mut dialogue, wrong);
        assert!(reply.contains(says), "{wrong}: {reply}");
    }
    answer(&mut dialogue, &["95", "60"]);
    assert!(again(&mut dialogue, "100%").contains("your margin is out of bounds: must be less than 100 %"));
    answer(&mut dialogue, &["35%", "22", "48"]);
    assert!(again(&mut dialogue, "11").contains("from 0 to 10"));
    answer(&mut dialogue, &["8"]);
    assert!(again(&mut dialogue, "9").contains("more than at the smaller raise"));
    answer(&mut dialogue, &["6", ""]);
    assert!(again(&mut dialogue, "5").contains("in two at least as many"));
    assert!(again(&mut dialogue, "9").contains("8 take: at most as many"));
}

#[test]
fn one_may_go_back_and_what_was_typed_is_kept_until_it_is_changed() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &["back", "back", "back"]);
    assert!(prompt(&dialogue).starts_with("What does one of these hours cost you?"));
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 35 % is left of the bill");
    answer(&mut dialogue, &["", "18", ""]);
    assert!(prompt(&dialogue).starts_with("Of the ten"));
    let written = written(&dialogue);
    for value in ["client.margin=\"35%\"", "effort.hours=18", "effort.cost=48"] {
        assert!(written.contains(&value.to_owned()), "{written:?}");
    }
    // Without extra hours nothing is asked about their cost.
    answer(&mut dialogue, &["back", "back", "0"]);
    assert!(prompt(&dialogue).starts_with("Of the ten"));
}

#[test]
fn a_topic_or_all_that_is_left_may_be_skipped() {
    let mut dialogue = new();
    assert!(again(&mut dialogue, "done").contains("How many hours of work"));
    answer(&mut dialogue, &["skip"]);
    assert!(prompt(&dialogue).starts_with("How do you bill"));
    answer(&mut dialogue, &["2", "3200", "40", "48", "skip", "8", "skip"]);
    assert!(prompt(&dialogue).starts_with("What would you bill for an hour of other work?"));
    answer(&mut dialogue, &["80"]);
    // There is no margin to be taken over.
    assert!(again(&mut dialogue, "skip").contains("How much of that would be left"));
    answer(&mut dialogue, &["30", "done"]);
    assert!(dialogue.asked().is_none());
    assert_eq!(
        written(&dialogue),
        [
            "client.retainer=3200",
            "client.hours=40",
            "client.cost=48",
            "response.accept=[{ raise = \"10%\", chance = \"80%\" }]",
            "replacement.rate=80",
            "replacement.margin=\"30%\"",
        ]
    );
    assert!(dialogue.reading().is_ok());
    assert_eq!(dialogue.answer("anything"), Reply::Next);
    assert_eq!(new().answer("quit"), Reply::Quit);
}

#[test]
fn a_question_is_explained_by_what_the_catalogue_says_of_its_key() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED[..4]);
    let Reply::Explained(sentences) = dialogue.answer("?") else { panic!("no explanation") };
    let said = sentences.join(" ");
    for part in ["`client.hours`", "Hours of billed work", "more than 0", "20 to 30", "`back`"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_curve_is_shown_once_the_raises_are_judged_and_again_when_two_letters_make_another() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    let shown: Vec<bool> = ["9", "7", "", "8", "1"]
        .iter()
        .map(|text| {
            answer(&mut dialogue, &[text]);
            dialogue.has_new_curve()
        })
        .collect();
    assert_eq!(shown, [false, false, true, true, false]);
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &[""]);
    assert!(!dialogue.has_new_curve());
}

#[test]
fn how_bad_a_red_flag_is_is_asked_in_plain_words_and_not_taken_for_granted() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &["skip", "skip", "skip", "1, 6, 9=3"]);
    let asked = dialogue.asked().expect("a question");
    assert_eq!(
        asked.prompt,
        "Threats, harassment, insults or bullying of staff, in private or in public: how bad is it?"
    );
    assert_eq!(asked.choices[0], "1 a nuisance: bearable");
    assert!(asked.choices[1].ends_with("rules out every way of keeping the client"), "{:?}", asked.choices);
    assert!(again(&mut dialogue, "4").contains("write 1, 2 or 3"));
    answer(&mut dialogue, &["1"]);
    assert!(prompt(&dialogue).starts_with("Pays late as a habit"));
    // One may go back to the flags themselves, and Enter takes what a flag counts without a severity.
    answer(&mut dialogue, &["back", "1, 6, 9=3", "1", ""]);
    assert!(written(&dialogue).contains(&"flags={ abusive = 1, slow-payer = 2, unreasonable-demands = 3 }".to_owned()));
}

#[test]
fn an_absurd_answer_is_asked_about_once_and_kept_where_it_is_so() {
    let mut dialogue = new();
    let odd = |dialogue: &mut Dialogue<'_>, text: &str, says: &str, instead: &str| {
        answer(dialogue, &[text]);
        let asked = dialogue.asked().expect("a question");
        assert!(asked.prompt.contains(says) && asked.prompt.ends_with("Is it so?"), "{}", asked.prompt);
        let typical = asked.typical;
        answer(dialogue, &[instead]);
        typical
    };
    answer(&mut dialogue, &["Bell", "", ""]);
    answer(&mut dialogue, &["back", "month"]);
    odd(&mut dialogue, "20", "20 EUR for a whole month", "yes");
    // What is odd of two answers together may lie with the first: `back` goes there.
    odd(&mut dialogue, "60", "0.33 EUR for an hour, of the 20 EUR a month", "back");
    assert!(prompt(&dialogue).starts_with("What do you bill a month?"));
    answer(&mut dialogue, &["back", "hour"]);
    odd(&mut dialogue, "9500", "9,500 EUR for one hour, and not for a day or a month", "95");
    odd(&mut dialogue, "900", "900 hours a month, as much as 5.6 people work full time", "60");
    odd(&mut dialogue, "120", "120 EUR, more than the 95 EUR that the hour brings", "95 %");
    assert!(prompt(&dialogue).contains("95 % is left of the bill"));
    answer(&mut dialogue, &["35%"]);
    odd(&mut dialogue, "80", "80 hours a month for nothing, more than the 60 that it pays for", "22");
    odd(&mut dialogue, "480", "more than three times the 95 EUR", "48");
    answer(&mut dialogue, &[""]);
    let typical = odd(&mut dialogue, "80", "of 100 such clients 0 would be left after a year", "yes");
    assert!(typical.starts_with("1 to 3 %"), "{typical}");
    answer(&mut dialogue, &["95"]);
    odd(&mut dialogue, "95", "95 % of a price that pays for the work", "35");
    answer(&mut dialogue, &["", "", "", "", "", ""]);
    odd(&mut dialogue, "200 to 300 days", "half a year or more", "yes");
    assert!(prompt(&dialogue).starts_with("What does waiting"));
}

#[test]
fn numbers_are_taken_as_people_write_them_and_asked_about_where_they_mean_two_things() {
    let mut dialogue = new();
    answer(&mut dialogue, &["Bell", "euro", "", "95,50 euros", "60 hours", "35 %", "22h", "€48"]);
    answer(&mut dialogue, &["8,5 of ten", "skip", "skip", "skip", "skip", "1.200"]);
    let asked = dialogue.asked().expect("a question");
    assert_eq!(
        (asked.prompt.as_str(), asked.choices),
        ("Which of the two is it?", vec!["1 1,200".to_owned(), "2 1.2".to_owned()])
    );
    // What is neither is an answer anew; which mark sets thousands off is asked once.
    answer(&mut dialogue, &["20.000,50", "0.5k", "1,200", "1", "1", "10", "3,400"]);
    assert!(prompt(&dialogue).starts_with("Other clients"));
    let written = written(&dialogue);
    for value in [
        "currency=\"EUR\"",
        "client.rate=95.50",
        "client.hours=60",
        "client.margin=\"35%\"",
        "effort.hours=22",
        "effort.cost=48",
        "business.monthly_revenue=20000.50",
        "business.monthly_costs=500",
        "business.cash=1200",
        "risk={ name = \"A claim\", kind = \"legal\", chance = \"10%\", cost = 3400, when = \"exit\" }",
    ] {
        assert!(written.contains(&value.to_owned()), "{value}: {written:?}");
    }
}

#[test]
fn one_goes_back_to_an_answer_by_its_number_and_those_behind_it_count_again() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &["8", "6", "", "", "1", "done"]);
    let review: Vec<String> =
        dialogue.review().into_iter().map(|row| format!("{}: {}", row.what, row.answer)).collect();
    assert_eq!(
        review,
        [
            "The client's name: Bell",
            "The currency: EUR",
            "How it is billed: by the hour",
            "The price of an hour: 95 EUR",
            "The number of paid hours a month: 60 hours",
            "The cost of a paid hour: 35 % is left of the bill",
            "The number of unpaid hours a month: 22 hours",
            "The cost of an unpaid hour: 48 EUR",
            "How many of ten take +10 %: 8 of ten",
            "How many of ten take +20 %: 6 of ten",
            "How many of ten take +30 %: left out; the line through your answers goes on",
            "How many of ten take +20 % in two letters: left out; as many as in one letter",
            "The chance that it goes in a month: 1 %",
            "All the rest: left for another time",
        ]
    );
    assert!(matches!(dialogue.go_to(15), Reply::Again(_)) && matches!(dialogue.go_to(0), Reply::Again(_)));
    assert_eq!(dialogue.go_to(4), Reply::Next);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 95");
    answer(&mut dialogue, &["100"]);
    assert!(dialogue.asked().is_none());
    assert!(written(&dialogue).contains(&"client.rate=100".to_owned()) && dialogue.review().len() == 14);
    // Another way of billing asks for another price; what is asked of neither is kept.
    assert_eq!(dialogue.go_to(3), Reply::Next);
    answer(&mut dialogue, &["month"]);
    assert!(prompt(&dialogue).starts_with("What do you bill a month?"));
    answer(&mut dialogue, &["6000"]);
    assert!(dialogue.asked().is_none());
    let values = written(&dialogue);
    assert!(values.contains(&"client.retainer=6000".to_owned()) && values.contains(&"client.hours=60".to_owned()));
    assert!(!values.iter().any(|value| value.starts_with("client.rate")), "{values:?}");
    // What no longer fits is asked anew.
    assert_eq!(dialogue.go_to(9), Reply::Next);
    answer(&mut dialogue, &["5"]);
    assert!(prompt(&dialogue).starts_with("And +20 %?"));
    answer(&mut dialogue, &["4"]);
    assert!(dialogue.asked().is_none());
}
