//! What the answers make: a new scenario, or one that is there with what was answered put in.

use super::answers::flags;
use super::questions::BILLED;
use crate::scenario::{BLANK, Renewal, Template, quoted};

/// A value that an answer gives to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The key, such as `client.rate`; of a red flag `flags` and its code, of the risk `risk` and the key of it.
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
        }
    }
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
            Self::There(renewal) => {
                let (table, name) = key.split_once('.')?;
                renewal.written(table, name).filter(|value| *value != quoted(BLANK))
            }
        }
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

    /// Whether a file that is there has a key of the top level.
    #[must_use]
    pub fn has_at_the_top(&self, name: &str) -> bool {
        matches!(self, Self::There(renewal) if renewal.has_at_the_top(name))
    }

    /// How the work is billed, where that is known.
    #[must_use]
    pub fn billed(&self) -> Option<&'static str> {
        let has = |key: &str| key.split_once('.').is_some_and(|(table, name)| self.has(table, name));
        BILLED.iter().find(|(_, key)| has(key)).map(|(form, _)| *form)
    }

    /// The text of the file with the values in it.
    ///
    /// # Errors
    ///
    /// Why one of them cannot be put into a file that is there.
    pub fn text(&self, values: &[Value]) -> Result<String, String> {
        match self {
            Self::New(template) => Ok(of_template(template.clone(), values)),
            Self::There(renewal) => of_renewal(renewal.clone(), values),
        }
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
        }
        if !note.is_empty() {
            template.remark(key, note);
        }
    }
    template.render()
}

fn of_renewal(mut renewal: Renewal, values: &[Value]) -> Result<String, String> {
    let mut risk: Vec<(&str, String)> = Vec::new();
    let mut of_risk = String::new();
    for Value { key, written, note } in values {
        let value = match written {
            Written::Points(points) if points.len() > 1 => {
                let point =
                    |(raise, chance): &(String, String)| format!("    {{ raise = {raise}, chance = {chance} }},\n");
                format!("[\n{}]", points.iter().map(point).collect::<Vec<_>>().concat())
            }
            written => written.in_a_line(),
        };
        match key.split_once('.') {
            Some(("risk", name)) => {
                risk.push((name, value));
                if !note.is_empty() {
                    of_risk.clone_from(note);
                }
            }
            // A list of red flags, or a table of them.
            Some(("flags", code)) if renewal.put_into_list("flags", &quoted(code)) => {}
            Some((table, name)) => {
                renewal.set_with_note(table, name, &value, note).map_err(|error| error.to_string())?;
            }
            None => {}
        }
    }
    if !risk.is_empty() {
        let keys: Vec<(&str, &str)> = risk.iter().map(|(name, value)| (*name, value.as_str())).collect();
        renewal.append(&of_risk, "[[risk]]", &keys);
    }
    Ok(renewal.text().to_owned())
}

/// The red flags of an answer, each as a value.
#[must_use]
pub fn of_flags(answer: &str, note: &str) -> Vec<Value> {
    let value = |(flag, severity): (&crate::domain::RedFlag, String)| Value {
        key: format!("flags.{}", flag.code),
        written: Written::Value(severity),
        note: note.to_owned(),
    };
    flags(answer).unwrap_or_default().into_iter().map(value).collect()
}
