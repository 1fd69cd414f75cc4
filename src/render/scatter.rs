//! Points of two amounts in characters: a letter a point, the names below.

use super::picture::{Axis, no_room};
use super::terminal::Look;
use crate::report::document::{Scatter, ScatterPoint};
use crate::words::{grouped, money};
use crate::wrapping::{padded, wrap};
use unicode_width::UnicodeWidthStr;

/// Lines of the plot.
const LINES: usize = 12;
/// Columns of the smallest and the largest plot.
const COLUMNS_MIN: usize = 20;
const COLUMNS_MAX: usize = 70;

/// The picture as lines.
pub fn draw(content: &Scatter, look: Look) -> Vec<String> {
    let points = &content.points;
    let (Some(low), Some(high)) =
        (extreme(points, |one, other| one < other), extreme(points, |one, other| one > other))
    else {
        return Vec::new();
    };
    let number = |point: &ScatterPoint| money(point.up, 0);
    let margin = number(low).width().max(number(high).width());
    let columns = look.width.saturating_sub(margin + 5).min(COLUMNS_MAX);
    if columns < COLUMNS_MIN {
        return no_room(&content.title, look);
    }
    let across = Axis::around(points.iter().map(|point| point.across), columns);
    let up = Axis::around(points.iter().map(|point| point.up), LINES);
    let mut cells = vec![vec![' '; columns]; LINES];
    for (point, letter) in points.iter().zip(Scatter::letters()) {
        // Where all amounts are the same they stand in the middle.
        let column = across.as_ref().map_or(columns / 2, |axis| axis.at(point.across));
        let line = LINES - 1 - up.as_ref().map_or(LINES / 2, |axis| axis.at(point.up));
        place(&mut cells[line], column, &letter);
    }
    let rule = if look.ascii { '|' } else { '│' };
    let mut lines = look.indented(&content.title);
    lines.extend(look.indented(&content.up));
    for (position, cells) in cells.into_iter().enumerate() {
        let number = match position {
            0 => number(high),
            _ if position + 1 == LINES => number(low),
            _ => String::new(),
        };
        let drawn: String = cells.into_iter().collect();
        lines.push(format!("  {}{number} {rule} {drawn}", padded("", margin - number.width())).trim_end().to_owned());
    }
    let numbers = across.map_or_else(String::new, |axis| axis.numbers(0));
    lines.push(format!("  {}   {numbers}", padded("", margin)).trim_end().to_owned());
    lines.extend(look.indented(&content.across));
    lines.extend(names(content, look));
    lines
}

fn extreme(points: &[ScatterPoint], before: fn(&ScatterPointKey, &ScatterPointKey) -> bool) -> Option<&ScatterPoint> {
    points.iter().reduce(|one, other| if before(&other.up, &one.up) { other } else { one })
}

type ScatterPointKey = crate::number::Exact;

/// Puts a letter at a column, or at the next free one.
fn place(cells: &mut [char], column: usize, letter: &str) {
    let width = letter.len();
    let free = |at: &usize| cells[*at..at + width].iter().all(|cell| *cell == ' ');
    let last = cells.len().saturating_sub(width);
    let to_the_right = column.min(last)..=last;
    let Some(at) = to_the_right.into_iter().find(free).or_else(|| (0..=column.min(last)).rev().find(free)) else {
        return;
    };
    for (cell, character) in cells[at..].iter_mut().zip(letter.chars()) {
        *cell = character;
    }
}

/// What each letter stands for.
fn names(content: &Scatter, look: Look) -> impl Iterator<Item = String> {
    content.points.iter().zip(Scatter::letters()).flat_map(move |(point, letter)| {
        let amounts = format!(
            "{} {}, {} {}, {} {}",
            content.beside,
            money(point.beside, content.decimals),
            content.up,
            money(point.up, content.decimals),
            content.across,
            grouped(point.across.settled(), 0)
        );
        let name = look.shown(&format!("{letter} {}: {amounts}", point.label));
        let mark = if point.recommended { '>' } else { ' ' };
        let lines = wrap(&name, look.width.saturating_sub(4));
        let line = move |(position, line): (usize, String)| {
            if position == 0 { format!("{mark} {line}") } else { format!("    {line}") }
        };
        lines.into_iter().enumerate().map(line)
    })
}
