//! What the answers make: a new scenario, or one that is there with what was answered put in.

use super::answers::in_words;
use super::left_out;
use super::questions::{BILLED, FLAGS, JUDGED, RAISES, SIDE_EFFECTS, Takes};
use super::{is_raise, of_risk};
use crate::scenario::catalogue::{Key, TOP};
use crate::scenario::{BLANK, Renewal, SEVERITY_OF_A_LISTED_FLAG, Template, quoted};
use crate::words::list;

/// A value that an answer gives to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The key, such as `client.rate`, `flags` or `risk`.
    pub key: String,
    /// What is written.
    pub written: Written,
    /// Where it is from.
    pub note: String,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A value in TOML.
    Value(String),
    /// Raises, each with a chance, in TOML.
    Points(Vec<(String, String)>),
    /// Red flags by their codes, each with its severity.
    Flags(Vec<(String, String)>),
    /// A table of a list, such as a risk: its keys, each with its value in TOML.
    Table(Vec<(&'static str, String)>),
}

impl Written {
    /// In a line, as TOML.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        match self {
            Self::Value(value) => value.clone(),
            Self::Points(points) => {
                let point = |(raise, chance): &(String, String)| format!("{{ raise = {raise}, chance = {chance} }}");
                format!("[{}]", points.iter().map(point).collect::<Vec<_>>().join(", "))
            }
            Self::Flags(flags) => in_braces(flags.iter().map(|(code, severity)| (code.as_str(), severity))),
            Self::Table(keys) => in_braces(keys.iter().map(|(key, value)| (*key, value))),
        }
    }
}

/// An inline table.
fn in_braces<'a>(entries: impl Iterator<Item = (&'a str, &'a String)>) -> String {
    format!("{{ {} }}", entries.map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", "))
}

/// What is known before anything is asked, and what the answers are put into.
#[derive(Clone, Debug)]
pub enum Draft {
    /// A new file.
    New(Template),
    /// A file that is there.
    There(Renewal),
}

impl Draft {
    /// What is known of a key, in TOML; none of a blank.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<String> {
        match self {
            Self::New(template) => template.known(key),
            Self::There(renewal) if key == FLAGS => {
                let bad = SEVERITY_OF_A_LISTED_FLAG.to_string();
                let flags = renewal.entries(&[FLAGS]);
                let severity = |severity: &'_ String| if severity.is_empty() { bad.clone() } else { severity.clone() };
                let flags: Vec<_> =
                    flags.first()?.iter().map(|(code, level)| (code.as_str(), severity(level))).collect();
                Some(in_braces(flags.iter().map(|(code, severity)| (*code, severity))))
            }
            Self::There(renewal) => {
                let written = |table, name| renewal.written(table, name).filter(|value| *value != quoted(BLANK));
                match key.split_once('.') {
                    // A margin answers the same question, where it is written as one.
                    Some(("client", "cost")) => written("client", "cost")
                        .or_else(|| written("client", "margin").filter(|margin| margin.contains('%'))),
                    Some((table, name)) => written(table, name),
                    None => written("", key),
                }
            }
        }
    }

    /// Whether the file says that it was asked and left out.
    #[must_use]
    pub fn is_left_out(&self, key: &str) -> bool {
        matches!(self, Self::There(renewal) if left_out::of(renewal.text()).iter().any(|(known, _)| known == key))
    }

    /// Whether the file has a risk of one of some kinds.
    #[must_use]
    pub fn has_risk(&self, kinds: &[&str]) -> bool {
        self.risks(kinds).next().is_some()
    }

    /// The risks of a file of some kinds, each with its keys.
    fn risks(&self, kinds: &[&str]) -> impl Iterator<Item = Vec<(String, String)>> {
        let risks = match self {
            Self::New(_) => Vec::new(),
            Self::There(renewal) => renewal.entries(&["risk"]),
        };
        let kinds: Vec<String> = kinds.iter().map(|kind| quoted(kind)).collect();
        risks.into_iter().filter(move |keys| keys.iter().any(|(key, value)| key == "kind" && kinds.contains(value)))
    }

    /// The chance that a file gives one of the raises that are asked about.
    #[must_use]
    pub fn judged(&self, question: &str) -> Option<String> {
        let (_, raise) = RAISES.iter().find(|(key, _)| *key == question)?;
        self.points().into_iter().find(|(known, _)| known.trim_matches('"') == *raise).map(|(_, chance)| chance)
    }

    /// The raises that a file judges, each with its chance.
    fn points(&self) -> Vec<(String, String)> {
        let Self::There(renewal) = self else { return Vec::new() };
        let value = |keys: &Vec<(String, String)>, name: &str| {
            keys.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        };
        let entries = renewal.entries(&["response", "accept"]);
        entries.iter().filter_map(|keys| Some((value(keys, "raise")?, value(keys, "chance")?))).collect()
    }

    /// What a file says already of what a question asks for, where that is more than a value; nothing where it says none.
    #[must_use]
    pub fn said_of(&self, question: &str) -> String {
        let plain = |keys: Vec<(String, String)>| {
            let value = |name: &str| keys.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
            let chance = in_words(Takes::Share(""), value("chance"));
            format!("{} ({chance}, cost {})", value("name").trim_matches('"'), value("cost"))
        };
        let risks = |kinds: &[&str]| list(&self.risks(kinds).map(plain).collect::<Vec<_>>());
        let said = match question {
            JUDGED => {
                let taken = |(raise, chance): (String, String)| {
                    format!("{} take +{}", in_words(Takes::OfTen, &chance), in_words(Takes::Share(""), &raise))
                };
                list(&self.points().into_iter().map(taken).collect::<Vec<_>>())
            }
            SIDE_EFFECTS => risks(&["legal", "financial", "public-relations", "other"]),
            key if of_risk(key) == Some(("other-clients", "chance")) => risks(&["other-clients"]),
            _ => String::new(),
        };
        let stays = if said.is_empty() || question == JUDGED { "" } else { ": that stays, an answer adds to it" };
        said + stays
    }

    /// Whether a key of a table is there, in whatever form, be it a blank.
    #[must_use]
    pub fn has(&self, table: &str, name: &str) -> bool {
        match self {
            Self::New(_) => {
                let key = format!("{table}.{name}");
                self.known(&key).is_some() || self.is_blank(&key)
            }
            Self::There(renewal) => renewal.has(table, name),
        }
    }

    /// Whether a key is still to be filled in.
    #[must_use]
    pub fn is_blank(&self, key: &str) -> bool {
        match (self, key.split_once('.')) {
            (Self::New(template), _) => template.blanks().contains(&key),
            (Self::There(renewal), Some((table, name))) => renewal.written(table, name) == Some(quoted(BLANK)),
            (Self::There(_), None) => false,
        }
    }

    /// How the work is billed, where that is known.
    #[must_use]
    pub fn billed(&self) -> Option<&'static str> {
        let has = |key: &str| key.split_once('.').is_some_and(|(table, name)| self.has(table, name));
        BILLED.iter().find(|(_, key)| has(key)).map(|(form, _)| *form)
    }

    /// The text of the file with the values in it, and what was left out as a comment.
    ///
    /// # Errors
    ///
    /// Why one of them cannot be put into a file that is there.
    pub fn text(&self, values: &[Value], left_out: &[(&'static str, &'static str)]) -> Result<String, String> {
        let text = match self {
            Self::New(template) => {
                let mut template = template.clone();
                for (key, _) in left_out {
                    template.forget(key);
                }
                of_template(template, values)
            }
            Self::There(renewal) => {
                let mut renewal = renewal.clone();
                for (key, _) in left_out {
                    renewal.forget_question(key);
                }
                of_renewal(renewal, values)?
            }
        };
        let is_set = |key: &str| {
            let is_of_it = |value: &Value| value.key == key || key.starts_with("risk.") && value.key == "risk";
            values.iter().any(|value| is_of_it(value) || is_raise(key) && value.key == "response.accept")
        };
        Ok(left_out::put(&text, left_out, &is_set))
    }
}

fn of_template(mut template: Template, values: &[Value]) -> String {
    for Value { key, written, note } in values {
        template.forget(key);
        if matches!(key.as_str(), "client.cost" | "client.margin") {
            // A blank for the other form of it.
            template.forget(if key == "client.cost" { "client.margin" } else { "client.cost" });
        }
        match written {
            Written::Value(value) => template.value(key, value),
            Written::Points(points) => template.answers(key, points),
            Written::Flags(flags) => {
                for (code, severity) in flags {
                    template.value(&format!("{key}.{code}"), severity);
                }
            }
            Written::Table(keys) => template.risk(keys, note),
        }
        if !note.is_empty() {
            template.remark(key, note);
        }
    }
    template.render()
}

fn of_renewal(mut renewal: Renewal, values: &[Value]) -> Result<String, String> {
    let mut values: Vec<&Value> = values.iter().collect();
    // As the page about the file has them, and not as they were asked for.
    values.sort_by_key(|value| rank(&value.key));
    for Value { key, written, note } in values {
        let set = |renewal: &mut Renewal, table: &str, name: &str, value: &str, note: &str| {
            renewal.set_with_note(table, name, value, note).map_err(|error| error.to_string())
        };
        match (written, key.split_once('.')) {
            (Written::Table(keys), _) => {
                if !renewal.put_into_list(key, &written.in_a_line()) {
                    let keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, value.as_str())).collect();
                    renewal.append(note, &format!("[[{key}]]"), &keys);
                }
            }
            (Written::Flags(flags), _) => put_flags(&mut renewal, flags, note)?,
            (Written::Points(points), Some((table, name))) if points.len() > 1 => {
                let point =
                    |(raise, chance): &(String, String)| format!("    {{ raise = {raise}, chance = {chance} }},\n");
                let points = format!("[\n{}]", points.iter().map(point).collect::<Vec<_>>().concat());
                set(&mut renewal, table, name, &points, note)?;
            }
            (written, Some((table, name))) => {
                // Of a cost and a margin a scenario has one.
                match key.as_str() {
                    "client.cost" => renewal.remove("client", "margin"),
                    "client.margin" => renewal.remove("client", "cost"),
                    _ => false,
                };
                set(&mut renewal, table, name, &written.in_a_line(), note)?;
            }
            (_, None) => {}
        }
        renewal.forget_question(key);
        // What was said of the size of a step went with the answers that it was made of.
        if key == "response.accept" {
            renewal.remove("response", "shock");
        }
    }
    Ok(renewal.text().to_owned())
}

/// Red flags where they stand in a file: in a list or table in one piece, else each in a line of its own.
fn put_flags(renewal: &mut Renewal, flags: &[(String, String)], note: &str) -> Result<(), String> {
    if renewal.written("", FLAGS).is_some() {
        let all = in_braces(flags.iter().map(|(code, severity)| (code.as_str(), severity)));
        return renewal.set("", FLAGS, &all).map_err(|error| error.to_string());
    }
    for (code, _) in renewal.entries(&[FLAGS]).into_iter().flatten() {
        if !flags.iter().any(|(known, _)| *known == code) {
            renewal.remove(FLAGS, &code);
        }
    }
    for (code, severity) in flags {
        renewal.set_with_note(FLAGS, code, severity, note).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Where a key stands among those of a scenario: its table, and its place in that.
fn rank(key: &str) -> (usize, usize) {
    let (table, name) = key.split_once('.').unwrap_or((key, ""));
    let place = |keys: &[Key], name: &str| keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX);
    let inner = TOP.key(table).and_then(Key::inner).map_or(0, |group| place(group.keys, name));
    (place(TOP.keys, table), inner)
}
