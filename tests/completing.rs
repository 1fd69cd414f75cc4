//! The dialogue of `init --interactive` with a file that is there: what is asked, what is written, and where.

mod support;

use support::talk::{NEEDED, again, answer, new, prompt, there};

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
            + "\n[effort]\n# Extra hours that nobody pays for (hours a month). Your own judgement.\nhours = 22\n\n[response]\n\
               # Of ten clients like this one, how many would take that raise, in one step? Your own judgement, of\n\
               # ten clients like this one: no published figure says it.\n\
               accept = [\n    { raise = \"10%\", chance = \"80%\" },\n    { raise = \"20%\", chance = \"60%\" },\n]\n\n\
               # Asked, and left out: `uprate init --interactive` asks again for what is taken away here.\n\
               #   client.name: the name of the file\n\
               #   effort.cost: as much as a paid hour costs\n"
    );
    assert!(dialogue.reading().is_ok());
}

#[test]
fn every_question_may_be_asked_of_a_file_that_is_there_and_what_it_says_is_shown() {
    let text = "[client]\nrate = 95 # an hour\nhours = { low = 50, high = 60 }\nmargin = \"35%\"\n\n[response]\nelasticity = 2\n";
    let mut dialogue = there(text);
    answer(&mut dialogue, &["2", "Bell"]);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 95");
    answer(&mut dialogue, &[""]);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 50 to 60 hours");
    answer(&mut dialogue, &["back"]);
    assert!(again(&mut dialogue, "none").contains("take it out there"));
    answer(&mut dialogue, &["100", ""]);
    // The cost is there in another form; and so is the client's answer to a raise, which nobody is asked to change.
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 35 % is left of the bill");
    answer(&mut dialogue, &["", "skip"]);
    assert!(prompt(&dialogue).starts_with("How likely is it to go"));
    answer(&mut dialogue, &["done"]);
    let changed = text
        .replace("95", "100")
        .replace("[client]\n", "[client]\n# What the client is called. Your answer.\nname = \"Bell\"\n");
    assert_eq!(dialogue.text().expect("a text"), changed);
    // A cost takes the place of a margin.
    let mut dialogue = there(text);
    answer(&mut dialogue, &["2", "Bell", "", "", "61", "done"]);
    let text = dialogue.text().expect("a text");
    assert!(text.contains("\ncost = 61\n") && !text.contains("\nmargin"), "{text}");
    assert!(dialogue.reading().is_ok());
}

/// A file with flags, a risk and judgements of its own.
const JUDGED: &str = "\
flags = [\"slow-payer\"] # late
[client]
name = \"Bell\"
rate = 95
hours = 60
margin = \"35%\"
[effort]
hours = 22
cost = 48
[response]
accept = [{ raise = \"10%\", chance = \"80%\" }, { raise = \"20%\", chance = \"50%\" }]
[[risk]]
name = \"a\"
kind = \"legal\"
chance = \"1%\"
cost = 1
when = \"exit\"
";

#[test]
fn what_a_file_says_of_raises_flags_and_risks_is_not_asked_again() {
    let mut dialogue = there(JUDGED);
    let mut prompts = Vec::new();
    while dialogue.asked().is_some() {
        prompts.push(prompt(&dialogue));
        answer(&mut dialogue, &[""]);
    }
    for part in ["Which of these is it", "What else could it cost", "Of the ten"] {
        assert!(!prompts.iter().any(|prompt| prompt.starts_with(part)), "{prompts:?}");
    }
}

#[test]
fn what_a_file_says_of_raises_flags_and_risks_can_be_kept_replaced_or_added_to() {
    let mut dialogue = there(JUDGED);
    answer(&mut dialogue, &["all", "skip", "skip", "skip"]);
    let asked = dialogue.asked().expect("a question");
    assert_eq!(asked.there, "8 of ten take +10 % and 5 of ten take +20 %");
    assert_eq!(asked.otherwise, "takes yes, keep it");
    answer(&mut dialogue, &["anew"]);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes 8 of ten");
    answer(&mut dialogue, &["", "7", "skip", "skip", "skip"]);
    assert_eq!(dialogue.asked().expect("a question").otherwise, "takes slow-payer (2 of 3)");
    answer(&mut dialogue, &["slow-payer=3 9", "1", "none"]);
    assert_eq!(dialogue.asked().expect("a question").there, "a (1 %, cost 1): that stays, an answer adds to it");
    answer(&mut dialogue, &["other", "10", "500", "done"]);
    let text = dialogue.text().expect("a text");
    for part in [
        "flags = { slow-payer = 3, unreasonable-demands = 1 } # late\n",
        "    { raise = \"10%\", chance = \"80%\" },\n    { raise = \"20%\", chance = \"70%\" },\n]\n",
        "when = \"exit\"\n\n",
        "name = \"Something else\"\nkind = \"other\"\nchance = \"10%\"\ncost = 500\nwhen = \"exit\"\n",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(dialogue.reading().expect("a scenario").scenario.risks.len(), 2);
    let mut kept = there(JUDGED);
    answer(&mut kept, &["all", "skip", "skip", "skip", "", "", "skip", "skip", "", "skip", "done"]);
    let text = kept.text().expect("a text");
    assert!(JUDGED.lines().all(|line| text.lines().any(|kept| kept == line)), "{text}");
    assert!(
        text.contains("taken as it was shown: never by itself. Typical: 1 to 3 %") && !text.contains("shock"),
        "{text}"
    );
}

#[test]
fn what_was_left_out_is_recorded_and_not_asked_again_but_what_was_put_off_is() {
    let mut dialogue = new();
    answer(&mut dialogue, &NEEDED[..7]);
    // The cost of an unpaid hour, the judgement, other work, the day of a fixed price, its limit; the flags are put off.
    answer(&mut dialogue, &["", "", "", "", "", "", "", "", "", "", "", "skip"]);
    assert!(prompt(&dialogue).starts_with("What does the business take"));
    answer(&mut dialogue, &["", "", "", ""]);
    assert!(dialogue.asked().is_none());
    let text = dialogue.text().expect("a text");
    for line in [
        "#   team.people: nobody leaves because of it",
        "#   business.monthly_revenue: no look at the cash",
        "notice_days = 0",
        "chance = \"0%\"",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // All that is asked now is what was put off.
    let mut again = there(&text);
    answer(&mut again, &[""]);
    assert!(prompt(&again).starts_with("Which of these is it?"));
    answer(&mut again, &["none"]);
    assert!(again.asked().is_none());
    let text = again.text().expect("a text");
    assert_eq!(text.matches("Asked, and left out").count(), 1);
    assert!(text.ends_with("#   flags: none of them\n"), "{text}");
    // Whoever wants all may say it after all; it is no longer left out then.
    let mut all = there(&text);
    answer(&mut all, &["all"]);
    while !prompt(&all).starts_with("Your team") {
        answer(&mut all, &[""]);
    }
    answer(&mut all, &["3", "10", "15000"]);
    let text = all.text().expect("a text");
    assert!(!text.contains("team.people:") && text.contains("flags: none of them"), "{text}");
    assert!(all.reading().is_ok());
}

#[test]
fn a_completed_file_has_its_keys_in_the_order_of_a_scenario_each_with_what_it_means() {
    let text = "[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n[effort]\ncost = 48 # an hour\n";
    let mut dialogue = there(text);
    answer(
        &mut dialogue,
        &["", "", "22", "skip", "95", "", "", "", "", "", "", "skip", "skip", "skip", "", "", "", "3", "10", "15000"],
    );
    let text = dialogue.text().expect("a text");
    let keys: Vec<&str> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(
        keys.join(" ").split_whitespace().collect::<Vec<_>>(),
        [
            "[client]",
            "rate",
            "hours",
            "margin",
            "[effort]",
            "hours",
            "cost",
            "[replacement]",
            "rate",
            "margin",
            "lag_months",
            "ramp_months",
            "fill",
            "unpaid_share",
            "acquisition_cost",
            "[team]",
            "people",
            "quit_chance",
            "replacement_cost",
            "[[risk]]",
            "name",
            "kind",
            "chance",
            "cost",
            "when",
        ]
    );
    for line in [
        "# Extra hours that nobody pays for (hours a month). Your own judgement.",
        "# How many they are (number). Your answer.",
        "# What an hour of it is billed at (money an hour). Your own judgement.",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("# Your answer.\n"), "{text}");
}
