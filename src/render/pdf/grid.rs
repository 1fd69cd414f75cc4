//! Tables of all kinds as one: headings, cells, notes.

use super::palette::Colour;
use crate::render::heat;
use crate::render::{SHORT, cell_texts, is_within, is_words, parted};
use crate::report::document::{self, Cell, Heat, HeatCell, HeatRow, Stands, Table};

/// A table.
pub struct Grid {
    /// What it shows; may be empty.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A heading above all columns from the second on, and how many it is above.
    pub across: Option<(String, usize)>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What is said below it.
    pub notes: Vec<String>,
}

/// A column.
pub struct Column {
    /// The lines of its heading.
    pub heading: Vec<String>,
    /// Whether it has words, which begin at the left and may break, or numbers, which end at the right.
    pub words: bool,
    /// Whether its words are not broken.
    pub whole: bool,
}

/// A row.
pub struct Row {
    /// A cell a column.
    pub cells: Vec<Entry>,
    /// How it stands out.
    pub stands: Stands,
}

/// A cell.
#[derive(Default)]
pub struct Entry {
    /// What it says.
    pub text: String,
    /// The mark behind it; may be empty.
    pub mark: String,
    /// Whether it says what the row is of.
    pub labels: bool,
    /// What it is filled with.
    pub shade: Option<Colour>,
    /// Whether it is the best of all.
    pub best: bool,
}

impl Grid {
    /// A table of a document.
    pub fn of_table(table: &Table) -> Self {
        let texts = cell_texts(table, false);
        let column = |(position, column): (usize, &document::Column)| Column {
            heading: column.heading.lines().map(str::to_owned).collect(),
            words: is_words(table, position),
            whole: (position == 0 && table.first_is_whole) || is_within(&texts, position, SHORT),
        };
        let row = |(row, texts): (&document::Row, &Vec<String>)| {
            let entry = |(position, (cell, text)): (usize, (&Cell, &String))| {
                let (text, mark) = parted(cell, text);
                let labels = position == 0 && cell.is_words();
                let shade = if let Cell::Light(light) = cell { Colour::light(*light) } else { None };
                Entry { text: text.to_owned(), mark: mark.unwrap_or_default(), labels, shade, ..Entry::default() }
            };
            Row { cells: row.cells.iter().zip(texts).enumerate().map(entry).collect(), stands: row.stands }
        };
        Self {
            title: table.title.clone(),
            columns: table.columns.iter().enumerate().map(column).collect(),
            across: None,
            rows: table.rows.iter().zip(&texts).map(row).collect(),
            notes: table.all_notes().collect(),
        }
    }

    /// Shaded figures of a document.
    pub fn of_heat(heat: &Heat) -> Self {
        let numbers = [&heat.rows_heading].into_iter().chain(&heat.columns);
        let number = |heading: &String| Column { heading: vec![heading.clone()], words: false, whole: false };
        let mut columns: Vec<Column> = numbers.map(number).collect();
        let has_remarks = !heat.remarks_heading.is_empty();
        if has_remarks {
            columns.push(Column { heading: vec![heat.remarks_heading.clone()], words: true, whole: false });
        }
        let row = |((row, texts), levels): ((&HeatRow, Vec<String>), Vec<Option<i32>>)| {
            let label = Entry { text: row.label.clone(), labels: true, ..Entry::default() };
            let cell = |((cell, text), level): ((&HeatCell, String), Option<i32>)| Entry {
                text,
                mark: cell.mark.clone(),
                labels: false,
                shade: level.and_then(Colour::shade),
                best: cell.best,
            };
            let cells = row.cells.iter().zip(texts).zip(levels).map(cell);
            let remark = has_remarks.then(|| Entry { text: row.remark.clone(), ..Entry::default() });
            Row { cells: [label].into_iter().chain(cells).chain(remark).collect(), stands: Stands::Plain }
        };
        Self {
            title: heat.title.clone(),
            columns,
            across: (!heat.columns_heading.is_empty()).then(|| (heat.columns_heading.clone(), heat.columns.len())),
            rows: heat.rows.iter().zip(heat::figures(heat)).zip(heat::levels(heat)).map(row).collect(),
            notes: heat::notes(heat, "Best, ").collect(),
        }
    }
}
