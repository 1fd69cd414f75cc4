//! A scenario to begin with: what is known as it is in force, every other key as a comment that explains it.

use unicode_width::UnicodeWidthStr;

use super::catalogue::{Group, Holds, Key, TOP, join, strategy_group};
use super::risks::SEVERITY_OF_A_LISTED_FLAG;
use super::strategies::default_kinds;
use super::writing::{quoted, value};
use crate::domain::{Kind, RedFlag};
use crate::wrapping::{padded, wrap};

/// Columns of a line.
const WIDTH: usize = 100;

/// The column in which explanations begin.
const NOTES: usize = 34;

/// What stands where something is to be filled in.
pub const BLANK: &str = "?";

/// How that begins which is said of it.
pub const TO_FILL_IN: &str = "TO FILL IN:";

/// What is said in front of the questions of what nobody knows yet: a key and a question a paragraph.
pub const OPEN_QUESTIONS: &str =
    "What no log knows, and what changes the answer most, is to be filled in where its key stands below:";

/// A space at which no line is broken; written as an ordinary one.
const KEEP: char = '\u{a0}';

/// What the file is and what to do with it.
const HEAD: &str = "\
# A scenario for uprate: a client that costs more than it pays, and the ways out to be compared.
#
#   uprate check FILE                       is it right, and what is to be noticed?
#   uprate compare FILE                     what does each way out bring?
#   uprate schema -o scenario.schema.json   lets an editor complete and explain the keys, once the
#                                           first line here is `#:schema ./scenario.schema.json`
#
# A line without `#` is in force. To set another key, take away the `#` in front of it and of the
# [table] above it. What stands there is the default, or an example where the default is in words.
# A share is written \"35%\" or 0.35. Where the unit has a ~, a range may be given instead of a
# number: { low = 40, likely = 60, high = 90 }.
";

/// A scenario to begin with, made from the values that are known.
#[derive(Clone, Debug, Default)]
pub struct Template {
    given: Vec<(String, Given)>,
    /// Risks, each with its keys, and what is said of it.
    risks: Vec<(Vec<(String, String)>, String)>,
    /// Where all of it is from, and what is to be done with it; nothing where nobody says.
    origin: Vec<String>,
    /// What is said of a key beside its meaning.
    remarks: Vec<(String, String)>,
}

/// What is known of a key.
#[derive(Clone, Debug)]
enum Given {
    /// A value in TOML.
    Value(String),
    /// Tables in TOML, each in a line.
    Tables(Vec<String>),
    /// Nothing: it is to be filled in.
    Blank,
}

/// A key, its value, and what is said about it.
struct Entry {
    is_active: bool,
    /// The key and its value, or how the value begins.
    code: String,
    notes: Vec<String>,
    /// The other lines of the value.
    rest: Vec<String>,
}

impl Template {
    /// Knows a text, such as that of `client.name`.
    pub fn text(&mut self, path: &str, text: &str) {
        self.given.push((path.to_owned(), Given::Value(quoted(text))));
    }

    /// Knows a value as it would be written in a file: a number, a share, a day, a range.
    pub fn value(&mut self, path: &str, written: &str) {
        self.given.push((path.to_owned(), Given::Value(value(written))));
    }

    /// Knows the answers to raises, each with its chance.
    pub fn answers(&mut self, path: &str, answers: &[(String, String)]) {
        let table =
            |(raise, chance): &(String, String)| format!("{{ raise = {}, chance = {} }}", value(raise), value(chance));
        self.given.push((path.to_owned(), Given::Tables(answers.iter().map(table).collect())));
    }

    /// Knows a risk by its keys, each with its value in TOML; and what is to be said of it.
    pub fn risk(&mut self, keys: &[(&str, String)], note: &str) {
        let keys = keys.iter().map(|(key, value)| (join("risk", key), value.clone())).collect();
        self.risks.push((keys, note.to_owned()));
    }

    /// What is known of a key, as it is written in TOML; none of a blank.
    #[must_use]
    pub fn known(&self, path: &str) -> Option<String> {
        self.given.iter().find(|(known, _)| known == path).and_then(|(_, given)| match given {
            Given::Value(value) => Some(value.clone()),
            Given::Tables(tables) => Some(format!("[{}]", tables.join(", "))),
            Given::Blank => None,
        })
    }

    /// Forgets a key, and what was said of it.
    pub fn forget(&mut self, path: &str) {
        self.given.retain(|(known, _)| known != path);
        self.remarks.retain(|(known, _)| known != path);
        self.origin.retain(|paragraph| !asks_for(paragraph, path));
        self.origin.pop_if(|last| last == OPEN_QUESTIONS);
    }

    /// Leaves a blank, which the reader asks to be filled in, and the question to be answered there.
    pub fn blank(&mut self, path: &str, question: &str) {
        self.given.push((path.to_owned(), Given::Blank));
        self.remark(path, &format!("{TO_FILL_IN} {question}"));
    }

    /// The keys that are left blank.
    #[must_use]
    pub fn blanks(&self) -> Vec<&str> {
        let is_blank = |(_, given): &&(String, Given)| matches!(given, Given::Blank);
        self.given.iter().filter(is_blank).map(|(path, _)| path.as_str()).collect()
    }

    /// The same with a value in all blanks.
    #[must_use]
    pub fn filled_in(&self, value: &str) -> Self {
        let mut filled = self.clone();
        for (_, given) in &mut filled.given {
            if matches!(given, Given::Blank) {
                *given = Given::Value(value.to_owned());
            }
        }
        filled
    }

    /// Says something of a key beside its meaning, such as where its value is from.
    pub fn remark(&mut self, path: &str, remark: &str) {
        self.remarks.push((path.to_owned(), remark.to_owned()));
    }

    /// Says where all of it is from, or what is to be done with it: a paragraph.
    pub fn origin(&mut self, paragraph: &str) {
        self.origin.push(paragraph.to_owned());
    }

    /// The text of the file.
    #[must_use]
    pub fn render(&self) -> String {
        let origin = self.origin.iter().map(|text| paragraph(text)).collect::<String>();
        let head = if origin.is_empty() { HEAD.to_owned() } else { format!("{HEAD}#\n{origin}") };
        let mut blocks = vec![head, self.entries(&TOP)];
        blocks.extend(TOP.keys.iter().flat_map(|key| self.blocks(key)));
        blocks.join("\n")
    }

    /// The tables under a key of the top level; none where it is no table.
    fn blocks(&self, key: &Key) -> Vec<String> {
        let intro = paragraph(&note(key, false));
        match key.holds {
            Holds::Tables(group) if group.path == "risk" && !self.risks.is_empty() => {
                let risk = |(keys, note): &(Vec<(String, String)>, String)| {
                    let given = keys.iter().map(|(key, value)| (key.clone(), Given::Value(value.clone()))).collect();
                    let alone = Self { given, ..Self::default() };
                    paragraph(note) + &marked(true, &group.to_string()) + &alone.entries(group)
                };
                self.risks.iter().map(risk).collect()
            }
            Holds::Table(group) | Holds::Tables(group) => {
                let is_active = self.has_any(group);
                let intro = paragraph(&note(key, is_active));
                vec![intro + &marked(is_active, &group.to_string()) + &self.entries(group)]
            }
            Holds::Flags => {
                let is_active = RedFlag::catalogue().iter().any(|flag| self.severity(flag).is_some());
                vec![paragraph(&note(key, is_active)) + &marked(is_active, "[flags]") + &self.flags()]
            }
            Holds::Strategies => {
                let intro = intro + &paragraph(&default_set());
                std::iter::once(intro).chain(Kind::ALL.into_iter().flat_map(|kind| self.strategy(kind))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A strategy of a kind, and what it has lists of.
    fn strategy(&self, kind: Kind) -> Vec<String> {
        let group = strategy_group(kind);
        let entries = group.keys.iter().filter(|key| !has_header(group, key)).map(|key| match key.name {
            "kind" => Entry::sample(key, &quoted(kind.code()), vec![group.meaning.to_owned()]),
            "id" => Entry::sample(key, &quoted(kind.code()), vec![note(key, false)]),
            _ => self.entry(group, key),
        });
        let strategy = marked(false, &group.to_string()) + &entries.map(|entry| entry.text()).collect::<String>();
        let lists = group.keys.iter().filter_map(|key| match key.holds {
            Holds::Tables(inner) => {
                let intro = paragraph(&note(key, false));
                Some(intro + &marked(false, &inner.to_string()) + &self.entries(inner))
            }
            _ => None,
        });
        std::iter::once(strategy).chain(lists).collect()
    }

    /// The keys of a table but for those that have a header of their own, a line or more each.
    fn entries(&self, group: &Group) -> String {
        let keys = group.keys.iter().filter(|key| !has_header(group, key));
        keys.map(|key| self.entry(group, key).text()).collect()
    }

    fn entry(&self, group: &Group, key: &Key) -> Entry {
        let path = join(group.path, key.name);
        let given = self.given.iter().find(|(known, _)| *known == path).map(|(_, given)| given);
        let is_active = given.is_some();
        let inner = key.inner().map_or(&[][..], |inner| inner.keys);
        let of_inner = inner.iter().map(|inner| format!("{}: {}", inner.name, note(inner, is_active)));
        let remarks = self.remarks.iter().filter(|(known, _)| *known == path).map(|(_, remark)| remark.clone());
        let notes = std::iter::once(note(key, is_active)).chain(of_inner).chain(remarks).collect();
        match (given, key.holds) {
            (Some(Given::Value(value)), _) => Entry { is_active, ..Entry::sample(key, value, notes) },
            (Some(Given::Blank), _) => Entry { is_active, ..Entry::sample(key, &quoted(BLANK), notes) },
            (Some(Given::Tables(tables)), _) => Entry { is_active, ..Entry::list(key, tables, notes) },
            (None, Holds::Tables(inner)) => Entry::list(key, &[inner.sample()], notes),
            (None, _) => Entry::sample(key, &key.sample(), notes),
        }
    }

    /// How bad a red flag is, where it is raised.
    fn severity(&self, flag: &RedFlag) -> Option<String> {
        self.known(&join("flags", flag.code))
    }

    /// The red flags, a line each.
    fn flags(&self) -> String {
        let line = |flag: &RedFlag| {
            let severity = self.severity(flag);
            let code = match &severity {
                Some(severity) => format!("{} = {severity}", flag.code),
                None => format!("{} = {SEVERITY_OF_A_LISTED_FLAG}", flag.code),
            };
            let is_active = severity.is_some();
            Entry { is_active, code, notes: vec![flag.meaning.to_owned()], rest: Vec::new() }.text()
        };
        RedFlag::catalogue().iter().map(line).collect()
    }

    /// Whether a key of the table is known.
    fn has_any(&self, group: &Group) -> bool {
        group.keys.iter().any(|key| self.given.iter().any(|(path, _)| *path == join(group.path, key.name)))
    }
}

impl Entry {
    /// A key that is a comment, with a value in a line.
    fn sample(key: &Key, value: &str, notes: Vec<String>) -> Self {
        Self { is_active: false, code: format!("{} = {value}", key.name), notes, rest: Vec::new() }
    }

    /// A key that is a comment, with tables in a line each.
    fn list(key: &Key, tables: &[String], notes: Vec<String>) -> Self {
        let tables = tables.iter().map(|table| format!("    {table},"));
        let rest = tables.chain(std::iter::once("]".to_owned())).collect();
        Self { is_active: false, code: format!("{} = [", key.name), notes, rest }
    }

    /// Its lines, the notes in a column of their own.
    fn text(&self) -> String {
        let mark = if self.is_active { "" } else { "#" };
        let code = format!("{mark}{}", self.code);
        let notes: Vec<String> = self.notes.iter().flat_map(|note| lines(note, WIDTH - NOTES - 2)).collect();
        let mut notes = notes.as_slice();
        let first = match notes {
            [first, rest @ ..] if code.width() + 2 <= NOTES => {
                notes = rest;
                format!("{}# {first}", padded(&code, NOTES))
            }
            [only] if code.width() + only.width() + 4 <= WIDTH => {
                notes = &[];
                format!("{code}  # {only}")
            }
            // A long value leaves no room beside it.
            _ => code,
        };
        let notes = notes.iter().map(|note| format!("{}# {note}", padded(mark, NOTES)));
        let rest = self.rest.iter().map(|line| format!("{mark}{line}"));
        std::iter::once(first).chain(notes).chain(rest).map(|line| line + "\n").collect()
    }
}

/// Whether a paragraph is the question of a key, or of its table.
pub(super) fn asks_for(paragraph: &str, path: &str) -> bool {
    let table = path.split('.').next().unwrap_or_default();
    let key = paragraph.split_once(": ").filter(|(_, question)| question.ends_with('?')).map(|(key, _)| key);
    key.is_some_and(|key| key == path || key == table)
}

/// The open questions as they are introduced in a file.
pub(super) fn open_questions() -> String {
    paragraph(OPEN_QUESTIONS)
}

/// The lines of a key in a scenario to begin with, as a comment; and as they are in force, with a remark. None of a key
/// that has no lines of its own there.
pub(super) fn lines_of(table: &str, name: &str, value: &str, remark: &str) -> Option<(String, String)> {
    let (nothing, mut known) = (Template::default(), Template::default());
    if let Some(flag) = RedFlag::from_code(name).filter(|_| table == "flags") {
        let line = |code: String, is_active, notes| Entry { is_active, code, notes, rest: Vec::new() }.text();
        let before = line(format!("{name} = {SEVERITY_OF_A_LISTED_FLAG}"), false, vec![flag.meaning.to_owned()]);
        return Some((before, line(format!("{name} = {value}"), true, vec![flag.meaning.to_owned()])));
    }
    let group = TOP.key(table)?.inner()?;
    let key = group.key(name)?;
    let mut lines = value.lines();
    known.value(&join(table, name), "0");
    if !remark.is_empty() {
        known.remark(&join(table, name), remark);
    }
    let code = format!("{name} = {}", lines.next().unwrap_or_default());
    let entry = Entry { code, rest: lines.map(str::to_owned).collect(), ..known.entry(group, key) };
    Some((nothing.entry(group, key).text(), entry.text()))
}

/// Whether a key of a table is a table with a header of its own.
fn has_header(group: &Group, key: &Key) -> bool {
    matches!(group.path, "" | "strategy")
        && matches!(key.holds, Holds::Table(_) | Holds::Tables(_) | Holds::Flags | Holds::Strategies)
}

/// What a key means and its unit; of one that is not set also what it may be, and its default.
fn note(key: &Key, is_active: bool) -> String {
    let unit = format!("{}{}", key.unit, if key.uncertain { format!("{KEEP}~") } else { String::new() });
    let whole = |words: &str| words.replace(" %", &format!("{KEEP}%"));
    let mut facts = vec![unit];
    if !is_active {
        facts.push(whole(&key.may_be()));
        facts.push(if key.default.is_empty() { String::new() } else { whole(&format!("default: {}", key.default)) });
    }
    facts.retain(|fact| !fact.is_empty());
    if facts.is_empty() { key.meaning.to_owned() } else { format!("{} [{}]", key.meaning, facts.join("; ")) }
}

/// Which strategies a scenario has that names none.
fn default_set() -> String {
    let always = default_kinds(false, false);
    let codes = |kinds: &[Kind]| kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
    let only = |kinds: Vec<Kind>| kinds.into_iter().filter(|kind| !always.contains(kind)).collect::<Vec<_>>();
    format!(
        "The default set: {}, {}; with a [team] also {}; with a red flag that says leave also {}.",
        Kind::StatusQuo.code(),
        codes(&always),
        codes(&only(default_kinds(true, false))),
        codes(&only(default_kinds(false, true))),
    )
}

/// Sentences as a comment.
fn paragraph(text: &str) -> String {
    lines(text, WIDTH - 2).into_iter().flat_map(|line| ["# ".to_owned(), line, "\n".to_owned()]).collect()
}

/// Sentences in lines.
fn lines(text: &str, width: usize) -> Vec<String> {
    wrap(text, width).into_iter().map(|line| line.replace(KEEP, " ")).collect()
}

/// A line that is in force or a comment.
fn marked(is_active: bool, line: &str) -> String {
    format!("{}{line}\n", if is_active { "" } else { "#" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code_width: usize, notes: &[usize]) -> String {
        let notes = notes.iter().map(|width| "n".repeat(*width)).collect();
        Entry { is_active: true, code: "c".repeat(code_width), notes, rest: Vec::new() }.text()
    }

    #[test]
    fn notes_stand_in_their_column_beside_what_leaves_them_room() {
        let column = " ".repeat(NOTES);
        let (code, note) = ("c".repeat(NOTES - 2), "n".repeat(5));
        assert_eq!(text(NOTES - 2, &[5]), format!("{code}  # {note}\n"));
        assert_eq!(text(NOTES - 2, &[5, 5]), format!("{code}  # {note}\n{column}# {note}\n"));
        assert_eq!(text(1, &[5]), format!("{}# {note}\n", padded("c", NOTES)));
        // What reaches into their column has them below, the only one right behind it.
        let code = "c".repeat(NOTES - 1);
        assert_eq!(text(NOTES - 1, &[5, 5]), format!("{code}\n{column}# {note}\n{column}# {note}\n"));
        assert_eq!(text(NOTES - 1, &[5]), format!("{code}  # {note}\n"));
    }

    #[test]
    fn a_line_with_its_only_note_is_as_wide_as_the_page_and_no_wider() {
        let (code, note) = ("c".repeat(60), "n".repeat(36));
        let line = text(60, &[36]);
        assert_eq!(line, format!("{code}  # {note}\n"));
        assert_eq!(line.trim_end().len(), WIDTH);
        let column = " ".repeat(NOTES);
        assert_eq!(text(60, &[37]), format!("{code}\n{column}# {}\n", "n".repeat(37)));
        // A note in the column is wrapped at the width of the page.
        let words = vec!["word".to_owned(); 30].join(" ");
        let wrapped = Entry { is_active: true, code: "c".to_owned(), notes: vec![words], rest: Vec::new() }.text();
        assert_eq!(wrapped.lines().map(str::len).max(), Some(WIDTH), "{wrapped}");
    }

    #[test]
    fn a_comment_is_one_in_each_of_its_lines() {
        let entry = |is_active| Entry {
            is_active,
            code: "list = [".to_owned(),
            notes: vec!["one".to_owned(), "two".to_owned()],
            rest: vec!["    1,".to_owned(), "]".to_owned()],
        };
        let marked = entry(false).text();
        assert!(marked.lines().all(|line| line.starts_with('#')), "{marked}");
        assert_eq!(marked.lines().nth(1), Some(format!("{}# two", padded("#", NOTES)).as_str()));
        assert_eq!(entry(true).text().lines().skip(2).collect::<Vec<_>>(), ["    1,", "]"]);
    }
}
