//! What `init` writes is a scenario, says what was given, and explains every key there is.

mod support;

use std::fs;
use std::path::Path;

use uprate::domain::{Kind, RedFlag};
use uprate::scenario::catalogue::{Group, Holds, Key, TOP, strategy_group};
use uprate::scenario::ledger::{InForce, Origin};

use support::program::{Run, run};
use support::reading;

/// What has to be given, with ranges, of which a correlation needs two.
const BASE: [&str; 10] = [
    "--rate",
    "95",
    "--hours",
    "{ low = 50, high = 70 }",
    "--margin",
    "35%",
    "--extra-hours",
    "{ low = 10, high = 30 }",
    "--effort-cost",
    "48",
];

fn init(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["init"], arguments].concat())
}

/// The text that is written for arguments that are right.
fn written(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let run = init(folder.path(), arguments);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    run.stdout
}

/// A table of the text: its header, and its keys, those in force and those that are comments.
struct Section {
    /// Such as `[client]`; empty for the top level.
    header: String,
    /// What is said above the header.
    intro: String,
    is_active: bool,
    keys: Vec<Written>,
}

struct Written {
    name: String,
    is_active: bool,
    lines: Vec<String>,
}

impl Section {
    fn key(&self, name: &str) -> Option<&Written> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Written {
    /// Its lines, in force.
    fn uncommented(&self) -> String {
        let line = |line: &String| if self.is_active { line.clone() } else { line.replacen('#', "", 1) };
        self.lines.iter().map(|text| line(text) + "\n").collect()
    }

    /// All that is said of it, in one line.
    fn note(&self) -> String {
        let notes = self.lines.iter().filter_map(|line| line.split_once(" # ").map(|(_, note)| note.trim()));
        notes.collect::<Vec<_>>().join(" ")
    }
}

/// The text taken apart.
fn sections(text: &str) -> Vec<Section> {
    let new = |header: &str, intro: &str, is_active| Section {
        header: header.to_owned(),
        intro: intro.to_owned(),
        is_active,
        keys: Vec::new(),
    };
    let mut sections = vec![new("", "", true)];
    let mut intro = Vec::new();
    for line in text.lines() {
        let is_active = !line.starts_with('#');
        let code = line.strip_prefix('#').unwrap_or(line);
        let section = sections.last_mut().expect("the top level");
        let name = code.split_once(" = ").map_or("", |(name, _)| name);
        if line.is_empty() {
            intro.clear();
        } else if line.starts_with("# ") && !line.starts_with("#    ") {
            intro.push(&line[2..]);
        } else if code.starts_with('[') {
            sections.push(new(code, &intro.join(" "), is_active));
        } else if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_".contains(&byte)) {
            section.keys.push(Written { name: name.to_owned(), is_active, lines: vec![line.to_owned()] });
        } else if let Some(key) = section.keys.last_mut() {
            assert_eq!(key.is_active, is_active, "{line}");
            key.lines.push(line.to_owned());
        }
    }
    sections
}

/// The kind of a strategy in the text.
fn kind_of(section: &Section) -> Option<Kind> {
    let kind = section.key("kind").filter(|_| section.header == "[[strategy]]")?;
    Kind::ALL.into_iter().find(|one| kind.lines[0].contains(&format!("\"{}\"", one.code())))
}

/// Every table of the catalogue that has a section, with the number of it.
fn groups(sections: &[Section]) -> Vec<(usize, &'static Group)> {
    let position = |header: &str| sections.iter().position(|section| section.header == header).expect(header);
    let mut groups = vec![(0, &TOP)];
    for key in TOP.keys {
        if let Holds::Table(group) | Holds::Tables(group) = key.holds {
            groups.push((position(&group.to_string()), group));
        }
    }
    for kind in Kind::ALL {
        let group = strategy_group(kind);
        let strategy = sections.iter().position(|section| kind_of(section) == Some(kind)).expect("its kind");
        groups.push((strategy, group));
        for key in group.keys {
            if let Holds::Tables(inner) = key.holds {
                assert_eq!(sections[strategy + 1].header, inner.to_string(), "it follows its strategy");
                groups.push((strategy + 1, inner));
            }
        }
    }
    groups
}

/// Whether a key is a table with a header.
fn has_header(group: &Group, key: &Key) -> bool {
    let holds_tables = matches!(key.holds, Holds::Table(_) | Holds::Tables(_) | Holds::Flags | Holds::Strategies);
    holds_tables && matches!(group.path, "" | "strategy")
}

/// All that the catalogue says of a key is in the note.
fn assert_explains(note: &str, key: &Key, path: &str) {
    let unit = if key.uncertain { format!("{} ~", key.unit) } else { key.unit.to_owned() };
    for part in [key.meaning, &unit, &key.may_be(), key.default] {
        assert!(note.contains(part), "{path}: {note:?} does not say {part:?}");
    }
}

#[test]
fn every_key_of_the_catalogue_is_there_with_all_that_is_known_of_it() {
    let sections = sections(&written(&BASE));
    let mut count = 0;
    for (section, group) in groups(&sections) {
        let section = &sections[section];
        let mut names = Vec::new();
        for key in group.keys {
            let path = group.path_of(key.name);
            if has_header(group, key) {
                let header = match key.holds {
                    Holds::Table(inner) | Holds::Tables(inner) => inner.to_string(),
                    Holds::Flags => "[flags]".to_owned(),
                    _ => continue,
                };
                let table = sections.iter().find(|section| section.header == header).expect("a section");
                assert!(table.intro.contains(key.meaning), "{path}: {}", table.intro);
                assert!(table.is_active || table.intro.contains(key.default), "{path}: {}", table.intro);
                continue;
            }
            let found = section.key(key.name).unwrap_or_else(|| panic!("{path} is not there"));
            names.push(key.name);
            count += 1;
            match (found.is_active, key.holds, key.name) {
                (false, _, "kind") if group.path == "strategy" => assert_eq!(found.note(), group.meaning),
                (true, _, _) => {
                    assert!(found.note().contains(key.meaning) && found.note().contains(key.unit), "{path}");
                }
                (false, Holds::Table(inner) | Holds::Tables(inner), _) => {
                    assert_explains(&found.note(), key, &path);
                    for inner_key in inner.keys {
                        assert_explains(&found.note(), inner_key, &inner.path_of(inner_key.name));
                    }
                }
                _ => assert_explains(&found.note(), key, &path),
            }
        }
        // Nothing else, and in the order of the catalogue.
        assert_eq!(section.keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>(), names);
    }
    assert!(count > 130, "{count} keys");
    let flags = sections.iter().find(|section| section.header == "[flags]").expect("the red flags");
    let found: Vec<_> = flags.keys.iter().map(|flag| (flag.name.clone(), flag.note())).collect();
    let known: Vec<_> =
        RedFlag::catalogue().iter().map(|flag| (flag.code.to_owned(), flag.meaning.to_owned())).collect();
    assert_eq!(found, known);
}

/// The text with some comments in force, given as section and key, and without some keys of the client and the effort.
fn assembled(sections: &[Section], uncommented: &[(usize, &str)], without: &[&str]) -> String {
    let mut text = String::new();
    for (number, section) in sections.iter().enumerate() {
        let is_named = |name: &str| uncommented.iter().any(|(of, key)| *of == number && (*key == name || *key == "*"));
        let is_wanted =
            |key: &&Written| (key.is_active && !without.contains(&key.name.as_str())) || is_named(&key.name);
        let keys: Vec<_> = section.keys.iter().filter(is_wanted).collect();
        if section.is_active || !keys.is_empty() {
            text.push_str(&section.header);
            text.push('\n');
        }
        text.extend(keys.into_iter().map(Written::uncommented));
    }
    text
}

/// What has to be in force for a key to make sense, and what must not.
fn context(
    sections: &[Section],
    section: usize,
    group: &Group,
    key: &str,
) -> (Vec<(usize, &'static str)>, Vec<&'static str>) {
    let of = |section: usize, keys: &[&'static str]| keys.iter().map(|key| (section, *key)).collect::<Vec<_>>();
    let needed: Vec<_> =
        group.keys.iter().filter(|key| key.default.is_empty() && !has_header(group, key)).map(|key| key.name).collect();
    match (group.path, key) {
        ("client", "retainer") => (Vec::new(), vec!["rate"]),
        ("client", "unit_price" | "units") => (of(section, &["unit_price", "units"]), vec!["rate"]),
        ("client", "cost") => (Vec::new(), vec!["margin"]),
        ("effort", "monthly_cost") => (Vec::new(), vec!["cost"]),
        ("replacement", "rate" | "margin") => (of(section, &["rate", "margin"]), Vec::new()),
        ("team" | "risk" | "correlation", _) => (of(section, &needed), Vec::new()),
        ("strategy.tier", _) => ([of(section - 1, &["kind"]), of(section, &needed)].concat(), Vec::new()),
        ("strategy.move", _) => ([of(section - 1, &["kind"]), of(section, &["raise"])].concat(), Vec::new()),
        ("strategy", _) => {
            let inner: &[&str] = match kind_of(&sections[section]) {
                Some(Kind::ServiceTiers) => &["name", "hours", "monthly"],
                Some(Kind::Custom) => &["raise"],
                _ => &[],
            };
            // Nobody has to accept a notice of everything, and of everything all of the effort goes.
            let part =
                matches!((kind_of(&sections[section]), key), (Some(Kind::ThreeMonthNotice), "accept" | "effort_share"));
            let own: &[&str] = if part { &["kind", "share"] } else { &["kind"] };
            ([of(section, own), of(section + 1, inner)].concat(), Vec::new())
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// The path of a key as it is in force.
fn path_in_force(sections: &[Section], section: usize, group: &Group, key: &str) -> String {
    let strategy =
        |section: &Section| kind_of(section).map_or_else(String::new, |kind| format!("strategy.{}", kind.code()));
    match group.path {
        "" => key.to_owned(),
        "risk" | "correlation" => format!("{}.1.{key}", group.path),
        "strategy" => format!("{}.{key}", strategy(&sections[section])),
        "strategy.tier" => format!("{}.tier.1.{key}", strategy(&sections[section - 1])),
        "strategy.move" => format!("{}.move.1.{key}", strategy(&sections[section - 1])),
        path => format!("{path}.{key}"),
    }
}

/// The keys of a text that are in force because they are written.
fn from_file(text: &str) -> Vec<(String, String)> {
    let ledger = reading(text.as_bytes()).ledger;
    // The strategies of the default set are written nowhere.
    let is_written = |entry: &InForce| entry.place.as_ref().is_some_and(|place| place.end > place.start);
    ledger
        .into_iter()
        .filter(|entry| entry.origin == Origin::File && is_written(entry))
        .map(|entry| (entry.key, entry.value))
        .collect()
}

#[test]
fn every_comment_is_right_once_it_is_in_force() {
    let sections = sections(&written(&BASE));
    let mut count = 0;
    for (number, group) in groups(&sections) {
        for key in sections[number].keys.iter().filter(|key| !key.is_active) {
            let (mut uncommented, without) = context(&sections, number, group, &key.name);
            uncommented.push((number, &key.name));
            let text = assembled(&sections, &uncommented, &without);
            let path = path_in_force(&sections, number, group, &key.name);
            let is_there = |(found, _): &(String, String)| *found == path || found.starts_with(&format!("{path}."));
            assert!(from_file(&text).iter().any(is_there), "{path}\n{text}");
            count += 1;
        }
    }
    assert!(count > 120, "{count} comments");
    let flags = sections.iter().position(|section| section.header == "[flags]").expect("the red flags");
    for flag in RedFlag::catalogue() {
        let found = reading(assembled(&sections, &[(flags, flag.code)], &[]).as_bytes()).scenario.flags;
        assert_eq!(found.iter().map(|flag| flag.red_flag.code).collect::<Vec<_>>(), [flag.code]);
    }
}

#[test]
fn what_is_given_is_in_force_and_nothing_else() {
    for (arguments, expected) in [
        (
            &[
                "--client",
                "Bell",
                "--title",
                "Plan",
                "--currency",
                "GBP",
                "--start",
                "2027-01-04",
                "--months",
                "12",
                "--rate",
                "95.10",
                "--hours",
                "60",
                "--margin",
                "-5%",
                "--extra-hours",
                "22",
                "--effort-cost",
                "48",
                "--churn",
                "1%",
                "--accept",
                "10%=85%",
                "--accept",
                "0.3=45%",
                "--replacement-rate",
                "90",
                "--replacement-margin",
                "0.4",
                "--cost-stays",
                "70%",
            ][..],
            "title=Plan currency=GBP start=2027-01-04 months=12 client.name=Bell client.rate=95.10 client.hours=60 \
             client.margin=-5% effort.hours=22 effort.cost=48 response.churn=1% response.accept.1.raise=10% \
             response.accept.1.chance=85% response.accept.2.raise=0.3 response.accept.2.chance=45% replacement.rate=90 \
             replacement.margin=0.4 capacity.cost_stays=70%",
        ),
        (
            &[
                "--retainer",
                "3200",
                "--hours",
                "40",
                "--cost",
                "48",
                "--extra-hours",
                "26",
                "--effort-monthly-cost",
                "900",
                "--start",
                "2027-01-04",
            ],
            "start=2027-01-04 client.retainer=3200 client.hours=40 client.cost=48 effort.hours=26 effort.monthly_cost=900",
        ),
        (
            &["--unit-price", "1.485", "--units", "2_400", "--hours", "40", "--margin", "0.2", "--start", "2027-01-04"],
            "start=2027-01-04 client.unit_price=1.485 client.units=2400 client.hours=40 client.margin=0.2",
        ),
    ] {
        let found: Vec<String> =
            from_file(&written(arguments)).iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(found.join(" "), expected);
    }
}

#[test]
fn the_page_is_easy_on_the_eye() {
    let text = written(&[&BASE[..], &["--accept", "10%=85%", "--client", "Bell"]].concat());
    // No editor is sent to a schema that is not there: it is said how to have one.
    assert!(
        text.starts_with("# A scenario for uprate") && text.contains("uprate schema -o scenario.schema.json"),
        "{text}"
    );
    for command in ["uprate check FILE", "uprate compare FILE"] {
        assert!(text.contains(command), "{command}");
    }
    for line in text.lines() {
        assert!(line.chars().count() <= 100 && line.trim_end() == line, "{line:?}");
    }
    // Every value in force is explained beside it.
    for section in sections(&text) {
        for key in section.keys.iter().filter(|key| key.is_active) {
            assert!(key.lines[0].contains(" # "), "{:?}", key.lines);
        }
    }
    // A plan always says when it begins.
    let start = text.lines().find_map(|line| line.strip_prefix("start = ")).expect("a start");
    assert!(chrono::NaiveDate::parse_from_str(&start[..10], "%Y-%m-%d").is_ok(), "{start}");
}

#[test]
fn any_text_may_be_a_name() {
    for name in [
        "Bell & \"Sons\"",
        "C:\\clients\\new",
        "two\nlines\r\nand a\ttab",
        "'''\"\"\" # no comment",
        "\u{1b}[31mred\u{7f}\u{9b}",
        "\u{202e}backwards\u{2028}",
        "]\n[client]\nrate = 1",
        "Ĺatvija, ไทย, 日本 𝄞",
        "\\u0041",
    ] {
        let text = written(&[&BASE[..], &["--client", name, "--title", name]].concat());
        let scenario = reading(text.as_bytes()).scenario;
        assert_eq!((scenario.client.name.as_str(), scenario.title.as_str()), (name, name));
        let is_seen = |character: char| character == '\n' || !character.is_control() && character != '\u{202e}';
        assert!(text.chars().all(is_seen), "{text}");
    }
}

#[test]
fn a_wrong_value_is_shown_as_in_a_file_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, says) in [
        (&["--rate", "95,10", "--hours", "60", "--margin", "35%"][..], "write 95.10 with a point"),
        (&["--rate", "95", "--hours", "60", "--margin", "35"], "error[out-of-bounds]"),
        (&["--rate", "95", "--hours", "60", "--margin", "35", "--months", "0"], "must be 1 to 120"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--start", "2027-02-30"], "error[not-a-date]"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--currency", "EURO"], "error[unknown-currency]"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--client", ""], "error[text-length]"),
        (&["--rate", "true", "--hours", "60", "--cost", "1"], "error[wrong-type]"),
        (&["--rate", "1\nhours = 2", "--hours", "60", "--cost", "1"], "error[not-a-number]"),
        (
            &["--rate", "95", "--hours", "60", "--cost", "1", "--accept", "30%=45%", "--accept", "10%=85%"],
            "error[raises-must-rise]",
        ),
        (&["--hours", "60"], "<--rate <N>|--retainer <N>|--unit-price <N>|--from <LOG>|--interactive>"),
        (&["--rate", "95", "--margin", "35%"], "--hours <N>"),
        (&["--rate", "95", "--hours", "60"], "<--margin <SHARE>|--cost <N>|--from <LOG>|--interactive>"),
        (&["--rate", "95", "--retainer", "1", "--hours", "60", "--cost", "1"], "cannot be used with"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--margin", "1%"], "cannot be used with"),
        (&["--unit-price", "95", "--hours", "60", "--cost", "1"], "--units <N>"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--effort-cost", "1"], "--extra-hours <N>"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--replacement-rate", "1"], "--replacement-margin <SHARE>"),
        (&["--rate", "95", "--hours", "60", "--cost", "1", "--accept", "10%"], "write it as RAISE=CHANCE"),
    ] {
        let run = init(folder.path(), &[arguments, &["-o", "client.toml"]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}\n{}", run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}\n{}", run.stderr);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "{arguments:?}");
    }
}

#[test]
fn a_file_that_is_there_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = |file: &str, more: &[&str]| init(folder.path(), &[&BASE[..], &["-o", file], more].concat());
    let content = |file: &str| fs::read_to_string(folder.path().join(file)).expect("there");

    let first = to("client.toml", &[]);
    assert_eq!((first.code, first.stdout.as_str(), first.stderr.as_str()), (Some(0), "", ""));
    assert_eq!(run(folder.path(), &["check", "client.toml", "-q"]).code, Some(0));

    fs::write(folder.path().join("client.toml"), "mine").expect("written");
    let second = to("client.toml", &[]);
    assert_eq!((second.code, second.stdout.as_str()), (Some(2), ""));
    assert!(
        second.stderr.contains("client.toml: it is there already") && second.stderr.contains("--force"),
        "{}",
        second.stderr
    );
    assert_eq!(content("client.toml"), "mine");
    assert_eq!(to("client.toml", &["--force"]).code, Some(0));
    assert!(content("client.toml").starts_with("# A scenario"));

    fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    for file in ["folder.toml", "missing/client.toml"] {
        assert_eq!(to(file, &[]).code, Some(2), "{file}");
    }
    assert!(to("-", &[]).stdout.starts_with("# A scenario"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing is left lying about");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_way_around() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("mine.toml"), "mine").expect("written");
    symlink(path("mine.toml"), path("link.toml")).expect("a link");
    symlink(path("nowhere.toml"), path("dangling.toml")).expect("a link");
    for file in ["link.toml", "dangling.toml"] {
        assert_eq!(init(folder.path(), &[&BASE[..], &["-o", file]].concat()).code, Some(2), "{file}");
    }
    assert_eq!(fs::read_to_string(path("mine.toml")).expect("there"), "mine");
    assert!(!path("nowhere.toml").exists());
    // A device loses nothing.
    assert_eq!(init(folder.path(), &[&BASE[..], &["-o", "/dev/null"]].concat()).code, Some(0));
}
