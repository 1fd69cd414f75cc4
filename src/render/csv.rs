//! Tables as CSV for spreadsheets and other programs: numbers in full, shares as fractions, dates by ISO 8601.

use crate::report::document::{Cell, Table};
use crate::text::visible;

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Commas between values, decimal points.
    Plain,
    /// Semicolons between values, decimal commas.
    Eu,
}

/// The table with a line of names first.
///
/// # Errors
///
/// Never for a table in memory; the writer's error is passed on.
pub fn render(table: &Table, style: Style) -> Result<String, csv::Error> {
    let delimiter = if style == Style::Eu { b';' } else { b',' };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in &table.rows {
        writer.write_record(row.cells.iter().map(|cell| cell_text(cell, style)))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn cell_text(cell: &Cell, style: Style) -> String {
    match cell {
        Cell::Empty | Cell::Blank => String::new(),
        Cell::Text(text) => harmless(&visible(text)),
        Cell::Money(value, _)
        | Cell::Rate(value, _)
        | Cell::Signed(value, _)
        | Cell::Price(value, _)
        | Cell::Hours(value)
        | Cell::Share(value)
        | Cell::Change(value) => {
            let text = value.settled().to_string();
            if style == Style::Eu { text.replace('.', ",") } else { text }
        }
        Cell::Marked(cell, _) => cell_text(cell, style),
        Cell::Count(count) => count.to_string(),
        Cell::Day(date) => date.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Light(light) => light.word().to_owned(),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe, which makes it a text again. So does what stands
/// behind a separator: a spreadsheet that takes another one than was written begins a cell there.
fn harmless(text: &str) -> String {
    let parts = text.split_inclusive([',', ';']).map(|part| {
        let is_formula = part.trim_start_matches([' ', '"']).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        if is_formula { format!("'{part}") } else { part.to_owned() }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Exact, Number};
    use crate::report::document::Stands;

    #[test]
    fn a_formula_is_a_text_and_a_negative_amount_is_a_number() {
        let mut table = Table::new("", &[("name", "", 0), ("amount", "", 0)]);
        let amount = -(Exact::ONE / Exact::whole(4));
        for name in ["=HYPERLINK(\"http://x\")", "+1", "-1", " @x", "plain, with \"quotes\"", "a;=1", "a,\"=1"] {
            table.row(vec![Cell::Text(name.to_owned()), Cell::Money(amount, 2)], Stands::Plain);
        }
        let expected = "name,amount\n\"'=HYPERLINK(\"\"http://x\"\")\",-0.25\n'+1,-0.25\n'-1,-0.25\n' @x,-0.25\n\"plain, with \"\"quotes\"\"\",-0.25\na;'=1,-0.25\n\"a,'\"\"=1\",-0.25\n";
        assert_eq!(render(&table, Style::Plain).expect("in memory"), expected);
        let eu = render(&table, Style::Eu).expect("in memory");
        assert!(eu.starts_with("name;amount\n") && eu.contains("'+1;-0,25\n"), "{eu}");
    }
}
