//! A workbook as data: sheets of cells, each with its content, what it comes to, and how it looks.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::expression::Expression;
use super::names::sheet_name;
use crate::domain::LAST_DAY;
use crate::text::visible;

/// The most characters, in UTF-16, that a cell may hold.
const CHARACTERS_MAX: usize = 32_767;

/// A workbook.
#[derive(Clone, Debug)]
pub struct Book {
    /// What it is called.
    pub title: String,
    /// The day on which it counts as made: no clock, so that the same input makes the same bytes.
    pub made: NaiveDate,
    /// Its sheets, in their order.
    pub sheets: Vec<Sheet>,
    /// Its named cells.
    pub names: Vec<Name>,
    /// The formulas, each after those that it needs.
    order: Vec<Place>,
}

/// A named cell.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The cell.
    pub place: Place,
}

/// Where a cell is, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The sheet.
    pub sheet: usize,
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u16,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name, as a spreadsheet allows it.
    pub name: String,
    /// Its cells, by row and column.
    pub cells: BTreeMap<(u32, u16), Cell>,
    /// Widths of columns, in characters.
    pub widths: BTreeMap<u16, f64>,
    /// Heights of rows, in lines of text.
    pub heights: BTreeMap<u32, u32>,
    /// How many rows and columns stay in sight.
    pub frozen: (u32, u16),
    /// The first and the last row that every printed page repeats.
    pub repeated: Option<(u32, u32)>,
    /// The last column that is printed; none: all.
    pub printed_to: Option<u16>,
    /// Whether it is printed on one page.
    pub one_page: bool,
    /// Its charts.
    pub charts: Vec<Chart>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// What that comes to.
    pub value: Value,
    /// How it looks.
    pub look: Look,
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Words; never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(NaiveDate),
    /// A formula.
    Formula(Expression),
    /// Nothing but its look.
    Nothing,
}

/// What a cell comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// How what it holds is written.
    pub shows: Shows,
    /// What it is for.
    pub role: Role,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// As words.
    Words,
    /// As words that take as many lines as they need.
    Paragraph,
    /// As a number with so many decimals, thousands set off.
    Number(u32),
    /// As a difference, which shows its sign, with so many decimals.
    Signed(u32),
    /// As a percentage with so many decimals.
    Share(u32),
    /// As a change in percent, which shows its sign, with so many decimals.
    Change(u32),
    /// As a whole number.
    Count,
    /// As a day.
    Day,
}

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A value like others.
    Plain,
    /// What a sheet is about.
    Title,
    /// What some rows are about.
    Section,
    /// What a column is about.
    Heading,
    /// A value of what stands out: the recommended strategy.
    Strong,
    /// A sum of others.
    Sum,
    /// A value to be changed.
    Input,
    /// A value whose change would change nothing in the book.
    Fixed,
    /// A remark.
    Remark,
}

/// A chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// How.
    pub kind: ChartKind,
    /// What its axes are of.
    pub axes: [String; 2],
    /// How the values of its axes are written.
    pub shows: [Shows; 2],
    /// What it shows in words, for those who cannot see it.
    pub words: String,
    /// What is drawn.
    pub series: Vec<Series>,
    /// The cell of its upper left corner: row and column.
    pub at: (u32, u16),
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Lines.
    Lines,
    /// Points.
    Points,
}

/// What is drawn of one thing.
#[derive(Clone, Debug)]
pub struct Series {
    /// The cell with its name.
    pub name: Place,
    /// Where it is along the axis: first and last cell.
    pub along: (Place, Place),
    /// How high it is: first and last cell.
    pub heights: (Place, Place),
}

impl Look {
    /// A value like others.
    #[must_use]
    pub fn plain(shows: Shows) -> Self {
        Self { shows, role: Role::Plain }
    }
}

impl Value {
    /// The number that it is; nothing counts as 0, words are none.
    #[must_use]
    pub fn number(&self) -> f64 {
        match self {
            Self::Nothing => 0.0,
            Self::Number(number) => *number,
            Self::Text(_) => f64::NAN,
        }
    }
}

impl Place {
    /// The address in a formula of a sheet, such as `B7` or `'Inputs'!B7`.
    #[must_use]
    pub fn text(self, book: &Book, sheet: usize) -> String {
        let address = format!("{}{}", column_name(self.column), self.row + 1);
        if self.sheet == sheet {
            return address;
        }
        format!("'{}'!{address}", book.sheets[self.sheet].name.replace('\'', "''"))
    }

    /// The cell so many rows below.
    #[must_use]
    pub fn below(self, rows: u32) -> Self {
        Self { row: self.row + rows, ..self }
    }

    /// The cell to the right of it.
    #[must_use]
    pub fn right(self) -> Self {
        Self { column: self.column + 1, ..self }
    }
}

/// The letters of a column: `A` is the first, `AA` the 27th.
#[must_use]
pub fn column_name(column: u16) -> String {
    let mut name = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        name.insert(0, char::from_digit((rest - 1) % 26 + 10, 36).unwrap_or('a').to_ascii_uppercase());
        rest = (rest - 1) / 26;
    }
    name
}

/// The day 0 of spreadsheets, counted from the first day of year 1: 30 December 1899.
const DAY_ZERO: i32 = 693_594;

/// The first number that is the right day: before March 1900 spreadsheets count a day that never was.
const FIRST_DAY: i32 = 61;

/// The number by which a spreadsheet knows a day; none for days that it does not know.
#[must_use]
pub fn day_number(day: NaiveDate) -> Option<u32> {
    let number = day.num_days_from_ce() - DAY_ZERO;
    (number >= FIRST_DAY && day <= LAST_DAY).then(|| u32::try_from(number).ok())?
}

impl Book {
    /// A book without sheets.
    #[must_use]
    pub fn new(title: &str, made: NaiveDate) -> Self {
        let first = || NaiveDate::from_num_days_from_ce_opt(DAY_ZERO + FIRST_DAY).unwrap_or(made);
        let made = if day_number(made).is_some() { made } else { first() };
        Self { title: visible(title), made, sheets: Vec::new(), names: Vec::new(), order: Vec::new() }
    }

    /// Adds a sheet and returns its position. The name is cut and changed until a spreadsheet allows it.
    pub fn add_sheet(&mut self, name: &str) -> usize {
        let taken: Vec<&str> = self.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let name = sheet_name(name, &taken);
        self.sheets.push(Sheet { name, ..Sheet::default() });
        self.sheets.len() - 1
    }

    /// Puts something into a cell and returns its place. A formula must stand after those that it needs.
    pub fn put(&mut self, place: Place, content: Content, look: Look) -> Place {
        let content = match content {
            Content::Text(text) => Content::Text(within(&visible(&text), CHARACTERS_MAX)),
            Content::Day(day) if day_number(day).is_none() => Content::Text(day.to_string()),
            other => other,
        };
        if matches!(content, Content::Formula(_)) {
            self.order.push(place);
        }
        let value = self.value_in(&content);
        self.sheets[place.sheet].cells.insert((place.row, place.column), Cell { content, value, look });
        place
    }

    /// Puts words into a cell.
    pub fn put_text(&mut self, place: Place, text: impl Into<String>, role: Role) -> Place {
        self.put(place, Content::Text(text.into()), Look { shows: Shows::Words, role })
    }

    /// Names a cell; the position of the name.
    pub fn name(&mut self, name: String, place: Place) -> usize {
        self.names.push(Name { name, place });
        self.names.len() - 1
    }

    /// What a cell comes to.
    #[must_use]
    pub fn value(&self, place: Place) -> Value {
        let cell = self.sheets.get(place.sheet).and_then(|sheet| sheet.cells.get(&(place.row, place.column)));
        cell.map_or(Value::Nothing, |cell| cell.value.clone())
    }

    /// The cells that a number may be written into: the named ones that hold one, with what stands in them.
    pub fn inputs(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| self.cell(name.place).is_some_and(|cell| cell.look.role == Role::Input))
    }

    /// A cell; none where nothing was put.
    #[must_use]
    pub fn cell(&self, place: Place) -> Option<&Cell> {
        self.sheets.get(place.sheet)?.cells.get(&(place.row, place.column))
    }

    /// Writes a number over what a named cell holds, and nothing else: what the formulas come to stays as it was until
    /// [`Book::recalculate`]. Whether there is such a name.
    pub fn overwrite(&mut self, name: &str, number: f64) -> bool {
        let Some(place) = self.names.iter().find(|known| known.name == name).map(|known| known.place) else {
            return false;
        };
        self.order.retain(|formula| *formula != place);
        let Some(cell) = self.sheets[place.sheet].cells.get_mut(&(place.row, place.column)) else { return false };
        cell.content = Content::Number(number);
        cell.value = Value::Number(number);
        true
    }

    /// Computes all formulas anew.
    pub fn recalculate(&mut self) {
        for place in self.order.clone() {
            let Some(cell) = self.cell(place) else { continue };
            let value = self.value_in(&cell.content.clone());
            if let Some(cell) = self.sheets[place.sheet].cells.get_mut(&(place.row, place.column)) {
                cell.value = value;
            }
        }
    }

    /// The names that formulas use, each with whether it is.
    #[must_use]
    pub fn used_names(&self) -> Vec<bool> {
        let mut used = vec![false; self.names.len()];
        for cell in self.sheets.iter().flat_map(|sheet| sheet.cells.values()) {
            if let Content::Formula(expression) = &cell.content {
                expression.names(&mut |name| used[name] = true);
            }
        }
        used
    }

    fn value_in(&self, content: &Content) -> Value {
        match content {
            Content::Text(text) => Value::Text(text.clone()),
            Content::Number(number) => Value::Number(*number),
            Content::Day(day) => day_number(*day).map_or(Value::Nothing, |number| Value::Number(f64::from(number))),
            Content::Formula(expression) => self.value_of(expression),
            Content::Nothing => Value::Nothing,
        }
    }
}

/// The beginning of a text that has room, with `…` where something is missing.
#[must_use]
pub fn within(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut cut: String = text
        .chars()
        .take_while(|character| {
            let left = room.checked_sub(character.len_utf16());
            room = left.unwrap_or(0);
            left.is_some()
        })
        .collect();
    cut.push('…');
    cut
}
