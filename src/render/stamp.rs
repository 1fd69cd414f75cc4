//! What a printed page says of where it is from, so that somebody else can make it again next year.

/// What a page was made with, and of what.
#[derive(Clone, Debug, Default)]
pub struct Stamp {
    /// The tool and its version.
    pub tool: String,
    /// The scenarios that the figures are of.
    pub scenarios: Vec<Stamped>,
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Stamped {
    /// Its file, as it was named.
    pub file: String,
    /// The day on which its plan starts, in words.
    pub start: String,
    /// The SHA-256 of the file.
    pub digest: String,
}

impl Stamp {
    /// What stands at the foot of each page: of one scenario all, of several how many there are.
    #[must_use]
    pub fn foot(&self) -> String {
        match self.scenarios.as_slice() {
            [] => self.tool.clone(),
            [one] => format!("{} · plan from {} · SHA-256 {}", self.tool, one.start, one.digest),
            scenarios => format!("{} · {} scenarios, listed at the end", self.tool, scenarios.len()),
        }
    }

    /// What stands at the end of the last page: the scenarios, where there are several.
    #[must_use]
    pub fn end(&self) -> Vec<String> {
        if self.scenarios.len() < 2 {
            return Vec::new();
        }
        let line = |one: &Stamped| format!("{}: plan from {}, SHA-256 {}", one.file, one.start, one.digest);
        self.scenarios.iter().map(line).collect()
    }
}
