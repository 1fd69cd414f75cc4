//! Documents as data: labelled sentences, tables whose cells know what they hold, pictures.

mod charts;
mod pictures;

use chrono::NaiveDate;

pub use crate::clients::assess::questions::Light;
use crate::number::{Exact, Number};
pub use charts::{Scatter, ScatterPoint, StepPanel, StepRow, StepSeries, Steps, Waterfall, WaterfallRow};
pub use pictures::{Amounts, BarRow, Bars, Drawn, Heat, HeatCell, HeatRow, Mark, Profile, Profiles, RangeRow, Ranges};

/// Something to be read from top to bottom.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its parts.
    pub blocks: Vec<Block>,
    /// What all of it is of, where its first title tells of a part only; else empty.
    pub of: String,
    /// Whether it is made to be given to the client: then nothing tells what it was made with.
    pub is_for_the_client: bool,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// What it is about, in one line.
    Title(String),
    /// Sentences under a short label, such as `FLOOR`.
    Labelled {
        /// The label; empty where the sentences belong to the block before.
        label: String,
        /// The sentences.
        text: String,
    },
    /// Rows and columns.
    Table(Table),
    /// Ranges of amounts, drawn on one axis.
    Ranges(Ranges),
    /// Bars to both sides of a line.
    Bars(Bars),
    /// Heights along one axis.
    Profiles(Profiles),
    /// Figures shaded by how high they are.
    Heat(Heat),
    /// Points of two amounts.
    Scatter(Scatter),
    /// Heights that last from month to month.
    Steps(Steps),
    /// Amounts that lead from one to another.
    Waterfall(Waterfall),
    /// Lines, each with what is below it.
    Outline(Vec<OutlineLine>),
    /// A letter that is sent by itself: its paragraphs, each with its lines.
    Letter(Vec<Vec<String>>),
}

/// A line of an outline.
#[derive(Clone, Debug)]
pub struct OutlineLine {
    /// How many lines it is below.
    pub depth: usize,
    /// What it says.
    pub text: String,
    /// Its formulas, a line each.
    pub formulas: Vec<String>,
}

/// Rows and columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows; empty where its headings say it.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column.
    pub rows: Vec<Row>,
    /// What its marks mean: the mark `[1]` stands for the first.
    pub footnotes: Vec<String>,
    /// What else is to be said of it, a line each.
    pub notes: Vec<String>,
    /// Whether the first column is never broken: keys, not names.
    pub first_is_whole: bool,
    /// A column of words set off by semicolons or commas that takes more lines before a column goes.
    pub breaks: Option<&'static str>,
    /// Whether the decimals of its amounts go before a column goes, where there is no room.
    pub may_round: bool,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name for other programs.
    pub name: &'static str,
    /// Its heading for people; a line break where it may break.
    pub heading: String,
    /// When it goes where there is no room: 0 never, else the larger the sooner.
    pub goes: u8,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// How it stands out.
    pub stands: Stands,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It does not.
    Plain,
    /// The recommended strategy.
    Recommended,
    /// A sum of the rows before.
    Sum,
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Nothing: what does not exist.
    Empty,
    /// Nothing to be said here.
    Blank,
    /// Words.
    Text(String),
    /// An amount of money and the decimals of its currency.
    Money(Exact, u32),
    /// A difference: an amount that shows its sign.
    Signed(Exact, u32),
    /// An amount for one hour, whose decimals matter.
    Rate(Exact, u32),
    /// A price: money with all the decimals that it has.
    Price(Exact, u32),
    /// Hours.
    Hours(Exact),
    /// A share.
    Share(Exact),
    /// A change, as a share that shows its sign.
    Change(Exact),
    /// A whole number.
    Count(u32),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Truth(bool),
    /// A light, told in words as well as in colour.
    Light(Light),
    /// A cell and the footnote that explains it, counted from 1.
    Marked(Box<Cell>, usize),
}

impl Cell {
    /// A number for spreadsheets that is of one kind or another: a share, else with as many decimals as it has.
    #[must_use]
    pub fn exact(value: Exact, is_share: bool) -> Self {
        if is_share { Self::Share(value) } else { Self::Price(value, 0) }
    }

    /// A cell for what may not exist.
    pub fn optional<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// The cell with a mark, where there is one.
    #[must_use]
    pub fn marked(self, footnote: Option<usize>) -> Self {
        match footnote {
            Some(footnote) => Self::Marked(Box::new(self), footnote),
            None => self,
        }
    }

    /// The amount of money that it holds.
    #[must_use]
    pub fn amount(&self) -> Option<Exact> {
        match self {
            Self::Money(amount, _) | Self::Signed(amount, _) => Some(*amount),
            Self::Marked(cell, _) => cell.amount(),
            _ => None,
        }
    }

    /// The number that it holds.
    #[must_use]
    pub fn number(&self) -> Option<Exact> {
        match self {
            Self::Money(number, _)
            | Self::Signed(number, _)
            | Self::Rate(number, _)
            | Self::Price(number, _)
            | Self::Hours(number)
            | Self::Share(number)
            | Self::Change(number) => Some(*number),
            Self::Count(count) => Some(Exact::whole(*count)),
            Self::Marked(cell, _) => cell.number(),
            Self::Empty | Self::Blank | Self::Text(_) | Self::Day(_) | Self::Truth(_) | Self::Light(_) => None,
        }
    }

    /// The share that it holds.
    #[must_use]
    pub fn share(&self) -> Option<Exact> {
        match self {
            Self::Share(share) | Self::Change(share) => Some(*share),
            Self::Marked(cell, _) => cell.share(),
            _ => None,
        }
    }

    /// The cell with amounts in whole units of the currency.
    #[must_use]
    pub fn in_whole_units(&self) -> Self {
        match self {
            Self::Money(amount, _) => Self::Money(*amount, 0),
            Self::Signed(amount, _) => Self::Signed(*amount, 0),
            Self::Marked(cell, footnote) => Self::Marked(Box::new(cell.in_whole_units()), *footnote),
            other => other.clone(),
        }
    }

    /// Whether it is aligned to the left.
    #[must_use]
    pub fn is_words(&self) -> bool {
        match self {
            Self::Text(_) | Self::Truth(_) | Self::Light(_) => true,
            Self::Marked(cell, _) => cell.is_words(),
            _ => false,
        }
    }
}

impl Table {
    /// An empty table with columns of names, headings, and when they go for want of room.
    #[must_use]
    pub fn new(title: impl Into<String>, columns: &[(&'static str, &str, u8)]) -> Self {
        let column = |(name, heading, goes): &(&'static str, &str, u8)| Column {
            name,
            heading: (*heading).to_owned(),
            goes: *goes,
        };
        Self { title: title.into(), columns: columns.iter().map(column).collect(), ..Self::default() }
    }

    /// A table of figures for other programs: each row names its cells, the first row the columns.
    #[must_use]
    pub fn of_figures(rows: impl IntoIterator<Item = Vec<(&'static str, Cell)>>) -> Self {
        let mut table = Self::default();
        for row in rows {
            if table.columns.is_empty() {
                table.columns =
                    row.iter().map(|(name, _)| Column { name, heading: (*name).to_owned(), goes: 0 }).collect();
            }
            table.row(row.into_iter().map(|(_, cell)| cell).collect(), Stands::Plain);
        }
        table
    }

    /// Rows of several kinds for spreadsheets: the kind, what it is of, and those figures that a row of the kind has, out
    /// of all, or of those that are asked for; a row without any of those is left out.
    pub fn of_sections(
        of: &'static str,
        all: &[&'static str],
        asked: &[String],
        rows: impl IntoIterator<Item = (&'static str, Cell, Vec<(&'static str, Cell)>)>,
    ) -> Self {
        let wanted = |name: &&'static str| asked.iter().any(|asked| asked.trim().replace('-', "_") == **name);
        let names: Vec<&'static str> = all.iter().copied().filter(|name| asked.is_empty() || wanted(name)).collect();
        let columns: Vec<(&'static str, &str, u8)> =
            ["section", of].into_iter().chain(names.iter().copied()).map(|name| (name, name, 0)).collect();
        let mut table = Self::new("", &columns);
        for (section, whose, figures) in rows {
            let figure = |name: &&str| figures.iter().find(|(known, _)| known == name).map(|(_, cell)| cell.clone());
            let cells: Vec<Option<Cell>> = names.iter().map(figure).collect();
            if cells.iter().any(Option::is_some) {
                let cells = cells.into_iter().map(|cell| cell.unwrap_or(Cell::Empty));
                table.row([Cell::text(section), whose].into_iter().chain(cells).collect(), Stands::Plain);
            }
        }
        table
    }

    /// Takes columns away.
    pub fn remove(&mut self, names: &[&str]) {
        let kept: Vec<bool> = self.columns.iter().map(|column| !names.contains(&column.name)).collect();
        let mut position = kept.iter();
        self.columns.retain(|_| *position.next().unwrap_or(&true));
        for row in &mut self.rows {
            let mut position = kept.iter();
            row.cells.retain(|_| *position.next().unwrap_or(&true));
        }
    }

    /// The number of a footnote, which is added where it is new.
    pub fn footnote(&mut self, text: impl Into<String>) -> usize {
        let text = text.into();
        let known = self.footnotes.iter().position(|known| *known == text);
        known.unwrap_or_else(|| {
            self.footnotes.push(text);
            self.footnotes.len() - 1
        }) + 1
    }

    /// The footnotes with their marks, then the other notes.
    pub fn all_notes(&self) -> impl Iterator<Item = String> {
        let marked = self.footnotes.iter().enumerate().map(|(position, note)| format!("[{}] {note}", position + 1));
        marked.chain(self.notes.iter().cloned())
    }

    /// Takes columns over from a table with the same rows.
    pub fn join(&mut self, other: &Self, names: &[&str]) {
        for (position, column) in other.columns.iter().enumerate().filter(|(_, column)| names.contains(&column.name)) {
            self.columns.push(column.clone());
            for (row, of_other) in self.rows.iter_mut().zip(&other.rows) {
                row.cells.push(of_other.cells[position].clone());
            }
        }
    }

    /// Shows amounts in whole units of the currency, whatever room there is.
    pub fn in_whole_units(&mut self) {
        self.may_round = false;
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            *cell = cell.in_whole_units();
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>, stands: Stands) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell a column");
        self.rows.push(Row { cells, stands });
    }
}

impl Document {
    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Adds a part.
    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds sentences under a label, where there are any.
    pub fn say(&mut self, label: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Labelled { label: label.to_owned(), text });
        }
    }
}
