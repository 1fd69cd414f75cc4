//! Tables: how wide their columns are, which of them stand beside each other, and their rows.

use std::num::NonZeroU32;

use krilla::tagging::{TableHeaderScope, Tag};

use super::composer::{Composer, Look, Spacing};
use super::grid::{Column, Entry, Grid, Row};
use super::palette::{ACCENT, FAINT, QUIET, TEXT, TINT};
use super::sheet::{Filling, Mark, Part, Pen, Piece};
use super::structure::Place;
use super::typesetter::{Line, Type};
use crate::render::LONG;
use crate::report::document::Stands;
use crate::wrapping::tied;

/// Words longer than this may be broken; whole ones only where they are longer than the second.
const WORD_MOST: f64 = 84.0;
const WHOLE_MOST: f64 = 200.0;
/// The most room of a column of words.
const WORDS_MOST: f64 = 408.0;
/// The most lines of a cell, and of a heading.
const CELL_LINES: usize = 12;
/// How often a width is halved to find the one that fits: to less than a millionth of a point.
const HALVINGS: usize = 32;
/// So many rows at the end of a table stay together, and of a long one.
const LAST_ROWS: usize = 3;
const LAST_ROWS_LONG: usize = 8;
/// No more rows than so many, with their sum below them, stay together for that: those of a year.
const SUMMED_ROWS_MOST: usize = 13;
/// Between a figure and its mark.
const MARK_GAP: f64 = 2.0;
/// How much smaller letters may get before a table is parted, and in which steps.
const SMALLER: [f64; 3] = [0.0, 0.5, 1.0];

/// How a table looks.
#[derive(Clone, Copy)]
struct Dress {
    size: f64,
    /// The room at the sides of a cell, and above and below its text.
    side: f64,
    above: f64,
    /// How far lines are apart, in sizes of the type.
    leading: f64,
}

impl Dress {
    fn of(wide: bool, long: bool, smaller: f64, spacing: Spacing) -> Self {
        let (size, side, above) = if wide { (7.5, 3.0, 2.0) } else { (8.0, 4.0, 2.2) };
        let (size, above, leading) = match (long, spacing) {
            (false, Spacing::Usual) => (size, above, 1.3),
            (false, Spacing::Close) => (size, above - 0.6, 1.25),
            (false, Spacing::Closest) => (size, above - 1.0, 1.25),
            (true, Spacing::Usual) => (size, 1.1, 1.25),
            (true, Spacing::Close) => (size, 0.6, 1.2),
            (true, Spacing::Closest) => (size - 0.5, 0.3, 1.1),
        };
        Self { size: size - smaller, side, above, leading }
    }

    fn cell(self, bold: bool) -> Look {
        Look { of: Type { size: self.size, bold }, leading: self.size * self.leading, colour: TEXT }
    }

    fn heading(self) -> Look {
        let size = self.size * 0.9;
        Look { of: Type { size, bold: false }, leading: size * 1.25, colour: QUIET }
    }

    fn mark(self) -> Look {
        let cell = self.cell(false);
        Look { of: Type { size: self.size * 0.8, bold: false }, colour: QUIET, ..cell }
    }
}

/// What a column needs: the least and the most room for text, and the room for marks right of it.
#[derive(Clone, Copy, Default)]
struct Need {
    least: f64,
    most: f64,
    marks: f64,
}

/// The columns of a part of a table, each with the room of its text.
struct Plan {
    columns: Vec<usize>,
    rooms: Vec<f64>,
}

/// Puts a table on the page: as a whole, or in parts that begin with the same column.
pub fn place(composer: &mut Composer<'_, '_>, grid: &Grid, wide: bool, within: Place) {
    let across = composer.sheet().across();
    let long = grid.rows.len() > LONG;
    let spacing = composer.spacing;
    let mut dress = Dress::of(wide, long, 0.0, spacing);
    let mut needs = needs(composer, grid, dress);
    for smaller in SMALLER {
        let tried = Dress::of(wide, long, smaller, spacing);
        let need = self::needs(composer, grid, tried);
        if need.iter().map(|need| outer(*need, need.least, tried)).sum::<f64>() <= across {
            (dress, needs) = (tried, need);
            break;
        }
    }
    let parts = parted(&needs, dress, across);
    let count = parts.len();
    let mut last = within;
    for (position, columns) in parts.into_iter().enumerate() {
        let rooms = rooms(&columns, &needs, dress, across);
        let plan = Plan { columns, rooms };
        let title = match (grid.title.is_empty(), count) {
            (_, 1) => grid.title.clone(),
            (true, _) => format!("Part {} of {count}", position + 1),
            (false, _) => format!("{}, part {} of {count}", grid.title, position + 1),
        };
        last = composer.structure.add(Tag::Table, Some(within));
        if !title.is_empty() {
            let caption = composer.structure.add(Tag::Caption, Some(last));
            composer.caption(&title, caption);
        }
        let has_notes = position + 1 == count && !grid.notes.is_empty();
        rows(composer, grid, &plan, &needs, (dress, last, has_notes), &title);
    }
    let _ = last;
    composer.notes(&grid.notes, within);
}

/// The room of a column with what is free at its sides.
fn outer(need: Need, room: f64, dress: Dress) -> f64 {
    room + need.marks + 2.0 * dress.side
}

fn needs(composer: &mut Composer<'_, '_>, grid: &Grid, dress: Dress) -> Vec<Need> {
    let typesetter = &mut *composer.typesetter;
    let mut needs = Vec::new();
    for (position, column) in grid.columns.iter().enumerate() {
        let mut need = Need::default();
        for line in &column.heading {
            let width = typesetter.line(line, dress.heading().of).width;
            let least = if column.words { typesetter.longest_piece(line, dress.heading().of) } else { width };
            need.least = need.least.max(least.min(WHOLE_MOST));
            need.most = need.most.max(width);
        }
        for row in &grid.rows {
            let Some(entry) = row.cells.get(position) else { continue };
            let of = dress.cell(is_bold(row, entry)).of;
            let text = tied(&entry.text);
            let width = typesetter.line(&text, of).width;
            let least = match (column.words, column.whole) {
                (true, false) => typesetter.longest_piece(&text, of).min(WORD_MOST),
                _ => width.min(WHOLE_MOST),
            };
            need.least = need.least.max(least);
            need.most = need.most.max(width.min(WORDS_MOST));
            if !entry.mark.is_empty() {
                need.marks = need.marks.max(typesetter.line(&entry.mark, dress.mark().of).width + MARK_GAP);
            }
        }
        need.most = need.most.max(need.least);
        needs.push(need);
    }
    needs
}

fn is_bold(row: &Row, entry: &Entry) -> bool {
    row.stands != Stands::Plain || entry.best
}

/// Which columns stand beside each other: all, where there is room, else the first with as many of the others as fit, the
/// parts about as wide as each other.
fn parted(needs: &[Need], dress: Dress, across: f64) -> Vec<Vec<usize>> {
    let width = |column: usize| outer(needs[column], needs[column].least, dress);
    let first = if needs.is_empty() { 0.0 } else { width(0) };
    let within = |most: f64| {
        let mut parts: Vec<Vec<usize>> = vec![if needs.is_empty() { Vec::new() } else { vec![0] }];
        let mut filled = first;
        for column in 1..needs.len() {
            if let Some(part) = parts.last_mut().filter(|part| part.len() < 2 || filled + width(column) <= most) {
                part.push(column);
                filled += width(column);
            } else {
                parts.push(vec![0, column]);
                filled = first + width(column);
            }
        }
        parts
    };
    let fewest = within(across);
    let all: f64 = (1..needs.len()).map(width).sum();
    #[expect(clippy::cast_precision_loss, reason = "a table has few parts")]
    let even = first + all / fewest.len().max(1) as f64;
    // From even parts on in small steps until they are no more than they have to be.
    let steps = (0..40).map(|step| even + (across - even) * f64::from(step) / 40.0);
    steps.map(within).find(|parts| parts.len() == fewest.len()).unwrap_or(fewest)
}

/// The room of the text of each column: what it takes, or, where there is not enough, no more than a width that is the same
/// for all, so that long words are broken and short ones are not.
fn rooms(columns: &[usize], needs: &[Need], dress: Dress, across: f64) -> Vec<f64> {
    let up_to = |most: f64| columns.iter().map(move |column| needs[*column].most.min(most.max(needs[*column].least)));
    let taken = |most: f64| -> f64 {
        columns.iter().zip(up_to(most)).map(|(column, room)| outer(needs[*column], room, dress)).sum()
    };
    let (mut fits, mut too_much) = (0.0, across);
    if taken(too_much) <= across {
        fits = too_much;
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(fits, too_much);
        if taken(middle) <= across {
            fits = middle;
        } else {
            too_much = middle;
        }
    }
    up_to(fits).collect()
}

/// Adds the head and the rows of a part.
fn rows(
    composer: &mut Composer<'_, '_>,
    grid: &Grid,
    plan: &Plan,
    needs: &[Need],
    (dress, table, has_notes): (Dress, Place, bool),
    title: &str,
) {
    let widths: Vec<f64> =
        plan.columns.iter().zip(&plan.rooms).map(|(column, room)| outer(needs[*column], *room, dress)).collect();
    let whole: f64 = widths.iter().sum();
    let has_head = grid.columns.iter().any(|column| !column.heading.is_empty());
    let before = if title.is_empty() { 14.0 } else { 0.0 };
    let number = has_head.then(|| {
        let head = head(composer, grid, plan, (&widths, whole), dress, table);
        let repeated = repeated(composer, &head, title);
        composer.push(Piece { before, keeps: true, ..head });
        composer.head(repeated)
    });
    let body = composer.structure.add(Tag::TBody, Some(table));
    let count = grid.rows.len();
    for (position, row) in grid.rows.iter().enumerate() {
        let mut piece = row_piece(composer, grid, plan, (&widths, whole), (dress, body, row));
        let is_last = position + 1 == count;
        // No row stands alone under its head, no sum without the rows that it is of, no note without a row above it; no page
        // has but the last few rows.
        let last_rows = if count > LONG { LAST_ROWS_LONG } else { LAST_ROWS };
        let is_near_the_end = position + last_rows >= count && !is_last;
        let is_summed = is_summed(&grid.rows, position);
        piece.keeps = is_summed || is_near_the_end || (position == 0 && !is_last) || (is_last && has_notes);
        piece.head = number;
        if position == 0 && number.is_none() {
            piece.before = before;
        } else if position > 0 && row.stands != Stands::Sum {
            let rule = Mark::rule((0.0, 0.0), whole, Pen::whole(FAINT, 0.5));
            piece.parts.push(Part { place: None, marks: vec![rule] });
        }
        composer.push(piece);
    }
}

/// Whether the row stays with the row after it because both belong to one sum.
fn is_summed(rows: &[Row], position: usize) -> bool {
    let is_sum = |row: &Row| row.stands == Stands::Sum;
    if rows.get(position + 1).is_some_and(is_sum) {
        return true;
    }
    let above = rows[..=position].iter().rev().take_while(|row| !is_sum(row)).count();
    let below = rows[position + 1..].iter().position(is_sum);
    below.is_some_and(|below| above > 0 && above + below < SUMMED_ROWS_MOST)
}

/// The head of a table on a page on which it goes on.
fn repeated(composer: &mut Composer<'_, '_>, head: &Piece, title: &str) -> Piece {
    let (caption, above) = composer.caption_continued(title);
    let mut parts = vec![Part { place: None, marks: caption }];
    for part in &head.parts {
        parts.push(Part { place: None, marks: part.marks.iter().map(|mark| mark.lowered(above)).collect() });
    }
    Piece { height: above + head.height, parts, ..Piece::default() }
}

fn head(
    composer: &mut Composer<'_, '_>,
    grid: &Grid,
    plan: &Plan,
    (widths, whole): (&[f64], f64),
    dress: Dress,
    table: Place,
) -> Piece {
    let look = dress.heading();
    let within = composer.structure.add(Tag::THead, Some(table));
    let mut parts = Vec::new();
    let mut top = 0.0;
    if let Some((text, count)) = &grid.across {
        let above: Vec<usize> =
            (0..plan.columns.len()).filter(|at| (1..=*count).contains(&plan.columns[*at])).collect();
        if let (Some(first), Some(last)) = (above.first(), above.last()) {
            let row = composer.structure.add(Tag::TR, Some(within));
            let left: f64 = widths[..*first].iter().sum();
            let room: f64 = widths[*first..=*last].iter().sum();
            let lines = composer.typesetter.lines(text, look.of, room.max(60.0), CELL_LINES);
            let span = u32::try_from(above.len()).ok().and_then(NonZeroU32::new);
            let place = composer.structure.add(Tag::TH(TableHeaderScope::Column).with_col_span(span), Some(row));
            let mut marks = Vec::new();
            let mut base = dress.above + look.base();
            for line in &lines {
                marks.push(look.mark(line, (left + ((room - line.width) / 2.0).max(0.0), base)));
                base += look.leading;
            }
            parts.push(Part { place: Some(place), marks });
            top = look.height(&lines) + dress.above;
        }
    }
    let broken: Vec<Vec<Line>> = plan
        .columns
        .iter()
        .zip(&plan.rooms)
        .map(|(column, room)| {
            let lines = grid.columns[*column].heading.iter();
            lines.flat_map(|line| composer.typesetter.lines(line, look.of, *room, CELL_LINES)).collect()
        })
        .collect();
    let tallest = broken.iter().map(|lines| look.height(lines)).fold(0.0, f64::max);
    let height = top + tallest + 2.0 * dress.above;
    let row = composer.structure.add(Tag::TR, Some(within));
    let mut x = 0.0;
    for (at, lines) in broken.iter().enumerate() {
        let column = &grid.columns[plan.columns[at]];
        let place = composer.structure.add(Tag::TH(TableHeaderScope::Column), Some(row));
        let y = height - dress.above - look.height(lines);
        let marks = aligned(look, lines, column, (x + dress.side, y), plan.rooms[at]);
        parts.push(Part { place: Some(place), marks });
        x += widths[at];
    }
    let rule = Mark::rule((0.0, height), whole, Pen::whole(TEXT, 1.1));
    parts.push(Part { place: None, marks: vec![rule] });
    Piece { height, parts, ..Piece::default() }
}

/// Lines at the left or the right of the room of a column.
fn aligned(look: Look, lines: &[Line], column: &Column, (x, y): (f64, f64), room: f64) -> Vec<Mark> {
    let mut base = y + look.base();
    let mut marks = Vec::new();
    for line in lines {
        let indent = if column.words { 0.0 } else { room - line.width };
        marks.push(look.mark(line, (x + indent, base)));
        base += look.leading;
    }
    marks
}

fn row_piece(
    composer: &mut Composer<'_, '_>,
    grid: &Grid,
    plan: &Plan,
    (widths, whole): (&[f64], f64),
    (dress, body, row): (Dress, Place, &Row),
) -> Piece {
    let structure_row = composer.structure.add(Tag::TR, Some(body));
    let mut parts = Vec::new();
    let mut behind = Vec::new();
    let mut tallest = 0.0_f64;
    let mut x = 0.0;
    let mut boxes = Vec::new();
    for (at, number) in plan.columns.iter().enumerate() {
        let (column, room) = (&grid.columns[*number], plan.rooms[at]);
        let nothing = Entry::default();
        let entry = row.cells.get(*number).unwrap_or(&nothing);
        let look = dress.cell(is_bold(row, entry));
        let lines = composer.typesetter.lines(&tied(&entry.text), look.of, room, CELL_LINES);
        let mut marks = aligned(look, &lines, column, (x + dress.side, dress.above), room);
        if !entry.mark.is_empty() {
            let mark = composer.typesetter.line(&entry.mark, dress.mark().of);
            let last = lines.last().map_or(0.0, |line| line.width);
            let after = if column.words { last } else { room };
            let base = dress.above + look.base() + look.height(&lines) - look.leading;
            marks.push(dress.mark().mark(&mark, (x + dress.side + after + MARK_GAP, base)));
        }
        let place = if entry.labels {
            composer.structure.add(Tag::TH(TableHeaderScope::Row), Some(structure_row))
        } else {
            composer.structure.add(Tag::TD, Some(structure_row))
        };
        parts.push(Part { place: Some(place), marks });
        tallest = tallest.max(look.height(&lines));
        if let Some(shade) = entry.shade {
            boxes.push((x, widths[at], shade, entry.best));
        }
        x += widths[at];
    }
    let height = tallest + 2.0 * dress.above;
    if row.stands == Stands::Recommended {
        behind.push(Mark::rectangle((0.0, 0.0), whole, height, TINT));
        behind.push(Mark::rectangle((0.0, 0.0), 2.5, height, ACCENT));
    }
    if row.stands == Stands::Sum {
        behind.push(Mark::rule((0.0, 0.0), whole, Pen::whole(TEXT, 1.1)));
    }
    for (x, width, shade, best) in boxes {
        let points = vec![(x, 0.0), (x + width, 0.0), (x + width, height), (x, height)];
        let inner =
            vec![(x + 0.8, 0.8), (x + width - 0.8, 0.8), (x + width - 0.8, height - 0.8), (x + 0.8, height - 0.8)];
        behind.push(Mark::Area { points, filling: Filling::Plain(shade), outline: None });
        if best {
            behind.push(Mark::Area {
                points: inner,
                filling: Filling::Plain(shade),
                outline: Some(Pen::whole(TEXT, 1.5)),
            });
        }
    }
    if !behind.is_empty() {
        parts.insert(0, Part { place: None, marks: behind });
    }
    Piece { height, parts, ..Piece::default() }
}
