//! How wide the columns of a sheet have to be.

use std::collections::BTreeMap;

use super::book::{Cell, Content, Role, Sheet, Shows, Value};

/// The widest column, in characters: longer words take their cell's neighbours, or another line.
const WIDTH_MAX: f64 = 60.0;

/// The narrowest.
const WIDTH_MIN: f64 = 8.0;

impl Sheet {
    /// Sets the widths of the columns that have none by what stands in them.
    pub fn fit(&mut self) {
        let mut widest: BTreeMap<u16, f64> = BTreeMap::new();
        for ((_, column), cell) in &self.cells {
            let needed = widest.entry(*column).or_insert(WIDTH_MIN);
            *needed = needed.max(width(cell).min(WIDTH_MAX));
        }
        for (column, width) in widest {
            self.widths.entry(column).or_insert(width);
        }
        for ((row, column), cell) in &self.cells {
            let width = self.widths.get(column).copied().unwrap_or(WIDTH_MIN);
            let lines = lines(cell, width);
            if lines > 1 {
                let height = self.heights.entry(*row).or_insert(lines);
                *height = lines.max(*height);
            }
        }
    }
}

/// The lines that the words of a cell take in a column, where they are broken.
fn lines(cell: &Cell, width: f64) -> u32 {
    let Value::Text(words) = &cell.value else { return 1 };
    if cell.look.role != Role::Heading && cell.look.shows != Shows::Paragraph {
        return 1;
    }
    let (mut lines, mut taken) = (1, 0.0);
    for word in words.split_whitespace() {
        // Letters of a paragraph are narrower than digits; a bold heading is not.
        let needed = f64::from(u32::try_from(columns(word)).unwrap_or(u32::MAX)) + 1.0;
        if taken > 0.0 && taken + needed > width + 1.0 {
            lines += 1;
            taken = 0.0;
        }
        taken += needed;
    }
    lines
}

/// The characters that a cell takes, with some room at its ends.
fn width(cell: &Cell) -> f64 {
    let characters = match (cell.look.role, &cell.value) {
        // Words across the sheet take the room beside them.
        (Role::Title | Role::Section | Role::Remark, _) | (_, Value::Nothing) => return 0.0,
        (Role::Heading, Value::Text(words)) => words.split_whitespace().map(columns).max().unwrap_or(0),
        (_, Value::Text(words)) => columns(words),
        (_, Value::Number(number)) => digits(*number, cell.look.shows),
    };
    // A formula may come to more once an input is changed.
    let spare = if matches!(cell.content, Content::Formula(_)) { 2 } else { 1 };
    f64::from(u32::try_from(characters + spare).unwrap_or(u32::MAX))
}

/// Whether words are wider than any column, so that they take several lines.
pub fn is_long(words: &str) -> bool {
    u32::try_from(columns(words)).map_or(f64::INFINITY, f64::from) > WIDTH_MAX
}

/// Columns of text; letters of East Asia take two.
fn columns(words: &str) -> usize {
    words.chars().map(|character| if ('\u{1100}'..='\u{ffdc}').contains(&character) { 2 } else { 1 }).sum()
}

fn digits(number: f64, shows: Shows) -> usize {
    let grouped = |decimals: u32| {
        let whole = number.abs().round().to_string().len();
        let point = if decimals > 0 { decimals as usize + 1 } else { 0 };
        whole + (whole - 1) / 3 + point + 1
    };
    match shows {
        Shows::Words | Shows::Paragraph | Shows::Count => number.round().to_string().len(),
        Shows::Number(decimals) => grouped(decimals),
        Shows::Signed(decimals) => grouped(decimals) + 1,
        Shows::Share(decimals) | Shows::Change(decimals) => {
            (number * 100.0).abs().round().to_string().len() + decimals as usize + 4
        }
        Shows::Day => "30 Sept 2027".len(),
    }
}
