//! Workbooks as files of Office Open XML, which Excel and LibreOffice Calc open.

mod charts;
mod looks;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};

use super::Paper;
use crate::report::workbook::book::{Book, Cell, Content, Role, Sheet, Value, within};
use looks::Looks;

/// Why a workbook could not be written.
pub type Error = XlsxError;

/// The height of a line of text, in points.
const LINE_HEIGHT: f64 = 15.0;

/// The highest row that a spreadsheet knows, in points.
const HEIGHT_MAX: f64 = 409.0;

/// The height of a title.
const TITLE_HEIGHT: f64 = 20.0;

/// Up to this width, in characters, a sheet is printed upright: at three quarters of its size or more.
const UPRIGHT_WIDTH: f64 = 135.0;

/// Up to this width a sheet is legible on one page that lies on its side: at six tenths of its size or more. A wider one
/// goes over several beside each other, with its first columns on each.
const LEGIBLE_WIDTH: f64 = 240.0;

/// The margins of a page in inches: at the sides, above and below, and of the line at the foot.
const MARGINS: [f64; 3] = [0.4, 0.6, 0.3];

/// The most characters of the title at the foot of a page.
const FOOT_MOST: usize = 100;

/// The paper sizes by their numbers in the format.
fn paper_size(paper: Paper) -> u8 {
    match paper {
        Paper::A4 => 9,
        Paper::Letter => 1,
    }
}

/// The bytes of the file: the same for the same book.
///
/// # Errors
///
/// What the format does not allow; the book sees to it that there is nothing.
pub fn render(book: &Book, paper: Paper) -> Result<Vec<u8>, Error> {
    let mut file = Workbook::new();
    let properties = DocProperties::new().set_title(&book.title).set_creation_datetime(&date(book.made)?);
    file.set_properties(&properties);
    let mut looks = Looks::default();
    for (position, sheet) in book.sheets.iter().enumerate() {
        write_sheet(file.add_worksheet(), book, position, sheet, paper, &mut looks)?;
    }
    for (name, _) in book.names.iter().zip(book.used_names()).filter(|(_, used)| *used) {
        // In a name an address has to stay where it is, whichever cell it is used in.
        let sheet = book.sheets[name.place.sheet].name.replace('\'', "''");
        let column = crate::report::workbook::book::column_name(name.place.column);
        file.define_name(&name.name, &format!("='{sheet}'!${column}${}", name.place.row + 1))?;
    }
    file.save_to_buffer()
}

fn date(day: chrono::NaiveDate) -> Result<ExcelDateTime, Error> {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), small(day.month()), small(day.day()))
}

fn write_sheet(
    page: &mut Worksheet,
    book: &Book,
    position: usize,
    sheet: &Sheet,
    paper: Paper,
    looks: &mut Looks,
) -> Result<(), Error> {
    page.set_name(&sheet.name)?;
    page.set_formula_result_default("");
    for ((row, column), cell) in &sheet.cells {
        write_cell(page, book, position, (*row, *column), cell, looks)?;
    }
    for (column, width) in &sheet.widths {
        page.set_column_width(*column, *width)?;
    }
    for (row, lines) in &sheet.heights {
        page.set_row_height(*row, (LINE_HEIGHT * f64::from(*lines)).min(HEIGHT_MAX))?;
    }
    if sheet.cells.get(&(0, 0)).is_some_and(|cell| cell.look.role == Role::Title) {
        page.set_row_height(0, TITLE_HEIGHT)?;
    }
    if sheet.frozen != (0, 0) {
        page.set_freeze_panes(sheet.frozen.0, sheet.frozen.1)?;
    }
    if let Some((first, last)) = sheet.repeated {
        page.set_repeat_rows(first, last)?;
    }
    if let Some(column) = sheet.printed_to {
        let last_row = sheet.cells.keys().next_back().map_or(0, |(row, _)| *row);
        page.set_print_area(0, 0, last_row, column)?;
    }
    page.set_paper_size(paper_size(paper)).set_screen_gridlines(false);
    fit(page, sheet)?;
    // What begins with & is a command of a foot.
    let title = within(&book.title, FOOT_MOST).replace('&', "&&");
    page.set_footer(format!("&L{title} · &A&RPage &P of &N"));
    for chart in &sheet.charts {
        let (row, column) = chart.at;
        page.insert_chart(row, column, &charts::drawn(book, chart))?;
    }
    Ok(())
}

/// Has a sheet printed as wide as its pages, and as few of them beside each other as can be read.
fn fit(page: &mut Worksheet, sheet: &Sheet) -> Result<(), Error> {
    let [sides, ends, foot] = MARGINS;
    page.set_margins(sides, sides, ends, ends, foot, foot);
    if sheet.one_page {
        page.set_print_fit_to_pages(1, 1);
        return Ok(());
    }
    let columns = sheet.widths.range(..=sheet.printed_to.unwrap_or(u16::MAX));
    let width: f64 = columns.map(|(_, width)| width).sum();
    if width > UPRIGHT_WIDTH {
        page.set_landscape();
    }
    let mut pages = 1;
    while width > LEGIBLE_WIDTH * f64::from(pages) {
        pages += 1;
    }
    page.set_print_fit_to_pages(pages, 0);
    if let Some(last) = sheet.frozen.1.checked_sub(1).filter(|_| pages > 1) {
        page.set_repeat_columns(0, last)?;
    }
    Ok(())
}

fn write_cell(
    page: &mut Worksheet,
    book: &Book,
    sheet: usize,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &mut Looks,
) -> Result<(), Error> {
    let format = looks.format(cell.look);
    match &cell.content {
        Content::Text(text) => page.write_string_with_format(row, column, text, format)?,
        Content::Number(number) => page.write_number_with_format(row, column, *number, format)?,
        Content::Day(day) => page.write_datetime_with_format(row, column, date(*day)?, format)?,
        Content::Formula(expression) => {
            let formula = Formula::new(format!("={}", expression.text(book, sheet)));
            let result = match &cell.value {
                Value::Nothing => String::new(),
                Value::Text(text) => text.clone(),
                Value::Number(number) if number.is_finite() => number.to_string(),
                Value::Number(_) => "#NUM!".to_owned(),
            };
            page.write_formula_with_format(row, column, formula.set_result(result), format)?
        }
        Content::Nothing => page.write_blank(row, column, format)?,
    };
    Ok(())
}
