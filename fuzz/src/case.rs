//! A scenario and options, in one text.
//!
//! A line `#--set KEY=VALUE` is an override, `#--width N` the columns of text, `#--by METRIC` and `#--columns NAME,…` are
//! the options of that name, `#--ask COMMAND` what is asked beside `compare`, `project` and `check`, `#--letter LINE` a
//! line of a text of the sender's own. To TOML they are comments.

use uprate::analysis::choice::By;
use uprate::scenario::Override;

/// What begins an option.
pub const OPTION: &str = "#--";

/// What a run is given beside the bytes.
#[derive(Debug)]
pub struct Options {
    /// Overrides that are a key and a value.
    pub overrides: Vec<Override>,
    /// What was said of the others, each with its text.
    pub refused: Vec<(String, String)>,
    /// Columns of text, within what the command line takes.
    pub width: usize,
    /// What the best is the best by.
    pub by: By,
    /// Columns of the tables; those that there are no figures for are left out.
    pub columns: Vec<String>,
    /// What else is asked.
    pub ask: Option<String>,
    /// The lines of a letter of the sender's own.
    pub letter: Vec<String>,
}

impl Options {
    /// The options in a text.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut options = Self {
            overrides: Vec::new(),
            refused: Vec::new(),
            width: 100,
            by: By::NetProfit,
            columns: Vec::new(),
            ask: None,
            letter: Vec::new(),
        };
        for option in text.lines().filter_map(|line| line.strip_prefix(OPTION)) {
            match option.split_once(' ') {
                Some(("set", given)) => match Override::parse(given) {
                    Ok(parsed) => options.overrides.push(parsed),
                    Err(sentence) => options.refused.push((given.to_owned(), sentence)),
                },
                Some(("width", width)) => options.width = width.parse().unwrap_or(options.width).clamp(20, 1000),
                Some(("by", name)) => options.by = By::from_name(name).unwrap_or(options.by),
                Some(("ask", name)) => options.ask = Some(name.to_owned()),
                Some(("letter", line)) => options.letter.push(line.to_owned()),
                Some(("columns", names)) => options.columns = names.split(',').map(str::to_owned).collect(),
                _ => {}
            }
        }
        options
    }
}

/// An option as a line.
#[must_use]
pub fn line(name: &str, value: &str) -> String {
    format!("{OPTION}{name} {value}")
}

/// Whether a line is an option.
#[must_use]
pub fn is_option(line: &str) -> bool {
    line.starts_with(OPTION)
}
