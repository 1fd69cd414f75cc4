//! Tables of a page: a caption, headings that say what they head, figures below each other, notes.

use super::markup::Markup;
use crate::render::heat;
use crate::render::{LONG, SHORT, cell_texts, is_within, is_words, parted};
use crate::report::document::{Cell, Heat, Light, Row, Stands, Table};
use crate::wrapping::tied;

/// Words of more columns are sentences, which a narrow window gives more room.
const NAME: usize = 40;

/// Writes a table.
pub fn draw(markup: &mut Markup, table: &Table) {
    open(markup, &table.title, table.rows.len());
    let marked: Vec<bool> = (0..table.columns.len())
        .map(|column| table.rows.iter().any(|row| matches!(row.cells.get(column), Some(Cell::Marked(..)))))
        .collect();
    let texts = cell_texts(table, false);
    let class = |column: usize| {
        let words = match is_words(table, column) {
            true if is_within(&texts, column, SHORT) => "words short",
            true if is_within(&texts, column, NAME) => "words",
            true => "words prose",
            false => "number",
        };
        if marked[column] { format!("{words} marked") } else { words.to_owned() }
    };
    // All rows are looked through for each: once, as a list may have as many rows as there are days in a life.
    let classes: Vec<String> = (0..table.columns.len()).map(class).collect();
    if table.columns.iter().any(|column| !column.heading.is_empty()) {
        markup.open("thead", &[]);
        markup.open("tr", &[]);
        for (position, column) in table.columns.iter().enumerate() {
            if column.heading.is_empty() {
                markup.element("td", &[("class", &classes[position])], "");
            } else {
                markup.open("th", &[("scope", "col"), ("class", &classes[position])]);
                for (line, words) in column.heading.lines().enumerate() {
                    if line > 0 {
                        markup.line_break();
                    }
                    markup.text(words);
                }
                markup.close();
            }
        }
        markup.close();
        markup.close();
        markup.new_line();
    }
    markup.open("tbody", &[]);
    for (row, texts) in table.rows.iter().zip(&texts) {
        draw_row(markup, row, texts, &classes);
    }
    close(markup);
    notes(markup, table.all_notes());
}

fn draw_row(markup: &mut Markup, row: &Row, texts: &[String], classes: &[String]) {
    match row.stands {
        Stands::Plain => markup.open("tr", &[]),
        Stands::Recommended => markup.open("tr", &[("class", "recommended")]),
        Stands::Sum => markup.open("tr", &[("class", "sum")]),
    }
    for (position, ((cell, text), class)) in row.cells.iter().zip(texts).zip(classes).enumerate() {
        let light = match cell {
            Cell::Light(Light::Green) => " light green",
            Cell::Light(Light::Amber) => " light amber",
            Cell::Light(Light::Red) => " light red",
            Cell::Light(Light::Unknown) => " light",
            _ => "",
        };
        let class = &format!("{class}{light}");
        let is_label = position == 0 && cell.is_words();
        if is_label {
            markup.open("th", &[("scope", "row"), ("class", class)]);
        } else {
            markup.open("td", &[("class", class)]);
        }
        if position == 0 && row.stands == Stands::Recommended {
            markup.element("span", &[("class", "unseen")], "Recommended: ");
        }
        let (text, mark) = parted(cell, text);
        markup.text(text);
        if let Some(mark) = mark {
            // It never stands on a line of its own.
            markup.text("\u{a0}");
            markup.element("span", &[("class", "mark")], &mark);
        }
        markup.close();
    }
    markup.close();
    markup.new_line();
}

/// Writes shaded figures as a table: losses in one colour and gains in another, the darker the larger; where there is no
/// colour, the signs tell them apart.
pub fn draw_heat(markup: &mut Markup, heat: &Heat) {
    open(markup, &heat.title, heat.rows.len());
    let remarks = !heat.remarks_heading.is_empty();
    let is_marked = heat.rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.mark.is_empty());
    let number = if is_marked { "number marked" } else { "number" };
    markup.open("thead", &[]);
    if !heat.columns_heading.is_empty() {
        markup.open("tr", &[]);
        markup.element("td", &[], "");
        let span = heat.columns.len().to_string();
        markup.element("th", &[("scope", "colgroup"), ("colspan", &span), ("class", "across")], &heat.columns_heading);
        if remarks {
            markup.element("td", &[], "");
        }
        markup.close();
    }
    markup.open("tr", &[]);
    let column = |markup: &mut Markup, class: &str, heading: &str| {
        markup.element("th", &[("scope", "col"), ("class", class)], heading);
    };
    column(markup, "number", &heat.rows_heading);
    heat.columns.iter().for_each(|heading| column(markup, number, heading));
    if remarks {
        column(markup, "words", &heat.remarks_heading);
    }
    markup.close();
    markup.close();
    markup.new_line();
    markup.open("tbody", &[]);
    for ((row, texts), levels) in heat.rows.iter().zip(heat::figures(heat)).zip(heat::levels(heat)) {
        markup.open("tr", &[]);
        markup.element("th", &[("scope", "row"), ("class", "number")], &row.label);
        for ((cell, text), level) in row.cells.iter().zip(texts).zip(levels) {
            let shade = match level {
                Some(loss @ ..=-1) => format!(" loss-{}", loss.unsigned_abs()),
                Some(gain @ 1..) => format!(" gain-{gain}"),
                _ => String::new(),
            };
            let best = if cell.best { " best" } else { "" };
            markup.open("td", &[("class", &format!("{number}{shade}{best}"))]);
            if cell.best {
                markup.element("span", &[("class", "unseen")], "Best: ");
            }
            markup.text(&text);
            if !cell.mark.is_empty() {
                markup.text(" ");
                markup.element("span", &[("class", "mark")], &cell.mark);
            }
            markup.close();
        }
        if remarks {
            markup.element("td", &[("class", "words")], &row.remark);
        }
        markup.close();
        markup.new_line();
    }
    close(markup);
    notes(markup, heat::notes(heat, "Best, "));
}

/// The table within what scrolls where a window is narrower.
fn open(markup: &mut Markup, title: &str, rows: usize) {
    let name = if title.is_empty() { "Table" } else { title };
    let class = if rows > LONG { "table long" } else { "table" };
    markup.open("div", &[("class", class), ("tabindex", "0"), ("role", "group"), ("aria-label", name)]);
    markup.open("table", &[]);
    if !title.is_empty() {
        markup.element("caption", &[], title);
    }
    markup.new_line();
}

fn close(markup: &mut Markup) {
    for _ in 0..3 {
        markup.close();
    }
    markup.new_line();
}

fn notes(markup: &mut Markup, notes: impl Iterator<Item = String>) {
    let mut notes = notes.peekable();
    if notes.peek().is_some() {
        markup.open("div", &[("class", "notes")]);
        notes.for_each(|note| markup.element("p", &[], &tied(&note)));
        markup.close();
        markup.new_line();
    }
}
