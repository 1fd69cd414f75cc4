//! Documents as data: paragraphs, and tables whose cells know what they hold.

use chrono::NaiveDate;

use crate::number::Exact;

/// Something to be read from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its parts.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// What it is about.
    Title(String),
    /// A part begins.
    Heading(String),
    /// Sentences.
    Paragraph(String),
    /// Rows and columns.
    Table(Table),
}

/// Rows and columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name for other programs.
    pub name: &'static str,
    /// Its heading for people.
    pub heading: &'static str,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Whether it stands out: the recommended strategy.
    pub marked: bool,
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Nothing: what does not exist.
    Empty,
    /// Words.
    Text(String),
    /// An amount of money and the decimals of its currency.
    Money(Exact, u32),
    /// A price: money with all the decimals that it has.
    Price(Exact, u32),
    /// Hours.
    Hours(Exact),
    /// A share.
    Share(Exact),
    /// A whole number.
    Count(u32),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Truth(bool),
}

impl Cell {
    /// A cell for what may not exist.
    pub fn optional<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Whether it is a number, to be aligned to the right.
    #[must_use]
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Empty | Self::Text(_) | Self::Day(_) | Self::Truth(_))
    }
}

impl Table {
    /// An empty table with columns of names and headings.
    #[must_use]
    pub fn new(columns: &[(&'static str, &'static str)]) -> Self {
        let columns = columns.iter().map(|(name, heading)| Column { name, heading }).collect();
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>, marked: bool) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell a column");
        self.rows.push(Row { cells, marked });
    }
}

impl Document {
    /// Adds a part.
    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }
}
