//! The dialogue of `init --interactive` without a terminal: which question comes next, what an answer means, going back.

mod support;

use chrono::NaiveDate;
use uprate::dialogue::draft::Draft;
use uprate::dialogue::questions::TOPICS;
use uprate::dialogue::{Dialogue, Reply};
use uprate::scenario::catalogue::key_at;
use uprate::scenario::diagnostics::Diagnostics;
use uprate::scenario::{Reading, Renewal, Request, Source, Template, read};

fn judge(text: &str) -> Result<Reading, Diagnostics> {
    let source = Source::from_bytes("client.toml", text.as_bytes()).expect("text");
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    read(&Request { source, stem: "client", overrides: &[], today })
}

fn new() -> Dialogue<'static> {
    Dialogue::new(Draft::New(Template::default()), &judge)
}

fn there(text: &str) -> Dialogue<'static> {
    Dialogue::new(Draft::There(Renewal::of(text)), &judge)
}

/// Answers that all are right.
fn answer(dialogue: &mut Dialogue<'_>, answers: &[&str]) {
    for answer in answers {
        let prompt = prompt(dialogue);
        assert_eq!(dialogue.answer(answer), Reply::Next, "{prompt}: {answer}");
    }
}

fn prompt(dialogue: &Dialogue<'_>) -> String {
    dialogue.asked().map_or_else(String::new, |asked| asked.prompt)
}

/// What is written, a key and a value each.
fn written(dialogue: &Dialogue<'_>) -> Vec<String> {
    dialogue.values().iter().map(|value| format!("{}={}", value.key, value.written.in_a_line())).collect()
}

/// Why the same question is asked again.
fn again(dialogue: &mut Dialogue<'_>, answer: &str) -> String {
    let before = prompt(dialogue);
    let reply = dialogue.answer(answer);
    let Reply::Again(wrong) = reply else { panic!("{before}: {answer}: {reply:?}") };
    assert_eq!(prompt(dialogue), before);
    wrong
}

/// The answers to what cannot be left out.
const NEEDED: [&str; 8] = ["Bell", "", "", "95", "60", "35%", "22", "48"];

#[test]
fn every_question_is_of_a_key_or_of_something_that_is_made_of_it() {
    let own = ["scope", "form", "accept.10", "accept.20", "accept.30", "two-letters"];
    for question in TOPICS.iter().flat_map(|topic| topic.questions) {
        let path: Vec<&str> = match question.key.split_once('.') {
            Some(("risk", name)) => vec!["risk", "1", name],
            _ => question.key.split('.').collect(),
        };
        assert!(own.contains(&question.key) || key_at(&path).is_some(), "{}", question.key);
        assert!(question.prompt.ends_with('?') || question.key == "flags", "{}", question.prompt);
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
    assert!(asked <= 20, "{asked} questions");
    let reading = dialogue.reading().expect("a scenario");
    assert!(reading.scenario.response.curve.is_none() && reading.scenario.team.is_none());
}

#[test]
fn all_answers_make_a_scenario_that_says_where_each_is_from() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &["8.5", "6", "45%", "7", "1", "95", "", "", "70 to 90", "0"]);
    answer(&mut dialogue, &["45", "6", "2", "30", "3", "6=1, 9", "20000", "18000", "30000"]);
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
            "replacement.fill={ low = \"70%\", high = \"90%\" }",
            "capacity.cost_stays=\"0%\"",
            "payment.days=45",
            "payment.cost_of_capital=\"6%\"",
            "payment.bad_debt=\"2%\"",
            "contract.notice_days=30",
            "contract.termination_months=3",
            "flags.slow-payer=1",
            "flags.unreasonable-demands=2",
            "business.monthly_revenue=20000",
            "business.monthly_costs=18000",
            "business.cash=30000",
            "risk.name=\"Other clients\"",
            "risk.kind=\"other-clients\"",
            "risk.when=\"serving\"",
            "risk.chance=\"10%\"",
            "risk.cost=4000",
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
    assert_eq!((scenario.flags.len(), scenario.risks.len(), scenario.response.shock.len()), (2, 1, 3));
}

#[test]
fn a_wrong_answer_is_asked_again_with_what_would_be_right() {
    let mut dialogue = new();
    assert!(again(&mut dialogue, "back").contains("first question"));
    assert!(again(&mut dialogue, "\u{1b}[A").contains("arrows"));
    answer(&mut dialogue, &["Bell"]);
    assert!(again(&mut dialogue, "EURO").contains("did you mean `EUR`?"));
    answer(&mut dialogue, &[""]);
    assert!(again(&mut dialogue, "4").contains("write 1 or 2 or 3"));
    answer(&mut dialogue, &["1"]);
    for (wrong, says) in [
        ("", "needed"),
        ("none", "needed"),
        ("skip", "needed"),
        ("done", "needed"),
        ("95,10", "write 95.10 with a point"),
        ("3,200", "write 3200"),
        ("-1", "must be more than 0"),
        ("95 EUR", "no units"),
        ("99 to 90", "must rise"),
    ] {
        let reply = again(&mut dialogue, wrong);
        assert!(reply.contains(says), "{wrong}: {reply}");
    }
    answer(&mut dialogue, &["95", "60"]);
    assert!(again(&mut dialogue, "100%").contains("less than 100 %"));
    answer(&mut dialogue, &["35%", "22", "48"]);
    assert!(again(&mut dialogue, "11").contains("from 0 to 10"));
    answer(&mut dialogue, &["8"]);
    assert!(again(&mut dialogue, "9").contains("more than at the smaller raise"));
    answer(&mut dialogue, &["6", ""]);
    assert!(again(&mut dialogue, "5").contains("in two at least as many"));
    assert!(again(&mut dialogue, "9").contains("8 take: at most as many"));
    answer(&mut dialogue, &["8"]);
    assert!(again(&mut dialogue, "0.5").contains("is that 50% or 0.5%?"));
}

#[test]
fn one_may_go_back_and_what_was_typed_is_kept_until_it_is_changed() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED);
    answer(&mut dialogue, &["back", "back", "back"]);
    assert!(prompt(&dialogue).starts_with("What does one of these hours cost you?"));
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 35%");
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

/// What is there, with comments of its own.
const THERE: &str = "\
# Mine.
start = 2027-01-04

[client]
rate = \"?\"     # to be asked
hours = 60   # from the log
margin = \"35%\"
";

#[test]
fn of_a_file_that_is_there_only_what_it_does_not_say_is_asked() {
    let mut dialogue = there(THERE);
    answer(&mut dialogue, &["", "", "95", "22", "", "8", "6", "done"]);
    assert_eq!(
        dialogue.text().expect("a text"),
        THERE.replace("\"?\"", "95")
            + "\n[effort]\n# Your own judgement.\nhours = 22\n\n[response]\n\
               # Your own judgement, of ten clients like this one: no published figure says it.\n\
               accept = [\n    { raise = \"10%\", chance = \"80%\" },\n    { raise = \"20%\", chance = \"60%\" },\n]\n"
    );
    assert!(dialogue.reading().is_ok());
}

#[test]
fn every_question_may_be_asked_of_a_file_that_is_there_and_what_it_says_is_shown() {
    let text = "[client]\nrate = 95 # an hour\nhours = { low = 50, high = 60 }\nmargin = \"35%\"\n\n[response]\nelasticity = 2\n";
    let mut dialogue = there(text);
    answer(&mut dialogue, &["2", ""]);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 95");
    answer(&mut dialogue, &[""]);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes low 50, high 60");
    answer(&mut dialogue, &["back"]);
    assert!(again(&mut dialogue, "none").contains("take it out there"));
    answer(&mut dialogue, &["100", ""]);
    // The cost is there in another form, and so is the client's answer to a raise.
    assert!(prompt(&dialogue).starts_with("How many hours a month does it take"));
    answer(&mut dialogue, &["skip"]);
    assert!(prompt(&dialogue).starts_with("How likely is it to go"));
    answer(&mut dialogue, &["done"]);
    assert_eq!(dialogue.text().expect("a text"), text.replace("95", "100"));
}

#[test]
fn red_flags_and_risks_that_are_there_are_left_to_whoever_wrote_them() {
    let text = "flags = [\"slow-payer\"]\n[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n\
                [[risk]]\nname = \"a\"\nkind = \"legal\"\nchance = \"1%\"\ncost = 1\nwhen = \"exit\"\n";
    let mut dialogue = there(text);
    let mut prompts = Vec::new();
    while dialogue.asked().is_some() {
        prompts.push(prompt(&dialogue));
        answer(&mut dialogue, &[""]);
    }
    assert!(!prompts.iter().any(|prompt| prompt.starts_with("Which of these") || prompt.starts_with("Other clients")));
}
