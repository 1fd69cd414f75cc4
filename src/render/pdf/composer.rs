//! The parts of a document as pieces of pages.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag};

use super::grid::Grid;
use super::palette::{ACCENT, Colour, FAINT, QUIET, TEXT};
use super::sheet::{Flow, Mark, Part, Pen, Piece, Sheet};
use super::structure::{Place, Structure};
use super::typesetter::{Line, Type, Typesetter};
use super::{picture, table};
use crate::render::Paper;
use crate::render::scene::{PAGE_WIDTH, scene_of};
use crate::render::section::Section;
use crate::report::document::{Block, OutlineLine};
use crate::wrapping::tied;

/// A title.
const TITLE: Look = Look { of: Type { size: 17.0, bold: true }, leading: 20.4, colour: TEXT };
/// What is said below a title.
const PARTICULARS: Look = Look { of: Type { size: 9.5, bold: false }, leading: 13.3, colour: QUIET };
/// A sentence.
const BODY: Look = Look { of: Type { size: 9.5, bold: false }, leading: 13.3, colour: TEXT };
/// A label beside sentences.
const LABEL: Look = Look { of: Type { size: 7.5, bold: true }, leading: 13.3, colour: ACCENT };
/// What a table or picture shows.
const CAPTION: Look = Look { of: Type { size: 10.0, bold: true }, leading: 14.0, colour: TEXT };
/// What a page goes on with, above all that stands on it.
const CONTINUED: Look = Look { of: Type { size: 9.5, bold: true }, leading: 13.3, colour: QUIET };
/// What is said below a table.
const NOTE: Look = Look { of: Type { size: 7.5, bold: false }, leading: 10.5, colour: QUIET };
/// The top line of an outline, and a formula of it.
const TOP_LINE: Look = Look { of: Type { size: 9.5, bold: true }, leading: 13.3, colour: TEXT };
const FORMULA: Look = Look { of: Type { size: 8.55, bold: false }, leading: 12.0, colour: QUIET };

/// The text of a letter.
const LETTER: Look = Look { of: Type { size: 11.0, bold: false }, leading: 15.5, colour: TEXT };

/// The most lines of a title, of a label, of a sentence and of a formula: what is longer was written to do harm.
const TITLE_LINES: usize = 4;
const LABEL_LINES: usize = 6;
const BODY_LINES: usize = 40;

/// The most room of labels, of sentences beside them, and of those of a letter.
const LABELS_MOST: f64 = 144.0;
const SENTENCES_MOST: f64 = 438.0;
const LETTER_MOST: f64 = 408.0;
/// The most room of sentences below a table.
const NOTES_MOST: f64 = 640.0;

/// How letters look.
#[derive(Clone, Copy)]
pub struct Look {
    /// Their size and weight.
    pub of: Type,
    /// How far lines are apart.
    pub leading: f64,
    /// Their colour.
    pub colour: Colour,
}

impl Look {
    /// How far below the top of its line the letters stand.
    pub fn base(self) -> f64 {
        self.leading / 2.0 + 0.388 * self.of.size
    }

    /// Lines below each other.
    pub fn marks(self, lines: &[Line], (x, y): (f64, f64)) -> Vec<Mark> {
        let mut base = y + self.base();
        let mut marks = Vec::new();
        for line in lines {
            marks.push(self.mark(line, (x, base)));
            base += self.leading;
        }
        marks
    }

    /// A line whose letters stand at a place.
    pub fn mark(self, line: &Line, at: (f64, f64)) -> Mark {
        Mark::Text { at, text: line.text.clone(), size: self.of.size, bold: self.of.bold, colour: self.colour }
    }

    /// How high so many lines are.
    pub fn height(self, lines: &[Line]) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        let count = lines.len() as f64;
        count * self.leading
    }
}

/// What goes on, where it has a name.
fn continued(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| format!("{name}, continued"))
}

/// Puts a document together.
pub struct Composer<'t, 'l> {
    /// Sets its text.
    pub typesetter: &'t mut Typesetter<'l>,
    /// What its parts are.
    pub structure: Structure,
    paper: Paper,
    flows: Vec<Flow>,
    /// How close it is set.
    pub spacing: Spacing,
}

/// How close tables, and what stands below each other, are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// As they are best read.
    Usual,
    /// Closer, where that spares a page with next to nothing on it.
    Close,
    /// As close as they can still be read.
    Closest,
}

impl Spacing {
    /// The share of the room above a piece that is left of it.
    fn gap(self) -> f64 {
        match self {
            Self::Usual => 1.0,
            Self::Close => 0.75,
            Self::Closest => 0.5,
        }
    }
}

impl<'t, 'l> Composer<'t, 'l> {
    /// For a paper.
    pub fn new(typesetter: &'t mut Typesetter<'l>, paper: Paper) -> Self {
        Self { typesetter, structure: Structure::default(), paper, flows: Vec::new(), spacing: Spacing::Usual }
    }

    /// The pieces of all sections, and what their parts are.
    pub fn finish(self) -> (Vec<Flow>, Structure) {
        (self.flows, self.structure)
    }

    /// A section, which begins a new page, and what stands at its very end; it is set closer where that spares a page with
    /// little on it.
    pub fn section(&mut self, section: &Section<'_>, is_first: bool, end: &[String]) {
        let (parts, flows) = (self.structure.count(), self.flows.len());
        let mut usual = None;
        for spacing in [Spacing::Usual, Spacing::Close, Spacing::Closest, Spacing::Usual] {
            self.structure.keep(parts);
            self.flows.truncate(flows);
            self.spacing = spacing;
            self.lay_out(section, is_first);
            self.end(end);
            let (pages, is_remnant) = self.flows.last().map_or((0, false), Flow::filled);
            let is_letter = self.flows.last().is_some_and(|flow| flow.is_letter);
            if !is_remnant || is_letter || *usual.get_or_insert(pages) > pages {
                return;
            }
        }
    }

    fn lay_out(&mut self, section: &Section<'_>, is_first: bool) {
        let wide = section.is_wide();
        let is_letter = matches!(section.blocks, [Block::Letter(_)]);
        let sheet = Sheet::of(self.paper, wide);
        let continued = self.continued(section.name(), sheet).filter(|_| !is_letter);
        self.flows.push(Flow { sheet, is_letter, pieces: Vec::new(), heads: Vec::new(), continued });
        let within = self.structure.add(Tag::Section, None);
        if section.title.is_some() && !is_letter {
            self.title(section, if is_first { NonZeroU16::MIN } else { NonZeroU16::MIN.saturating_add(1) }, within);
        }
        let mut rest = section.blocks;
        while let Some((block, after)) = rest.split_first() {
            let said = rest.iter().take_while(|block| matches!(block, Block::Labelled { .. })).count();
            match block {
                Block::Labelled { .. } => self.labelled(&rest[..said], within),
                Block::Table(table) => self.table(&Grid::of_table(table), wide, within),
                Block::Heat(heat) => self.table(&Grid::of_heat(heat), wide, within),
                Block::Outline(lines) => self.outline(lines, within),
                Block::Letter(paragraphs) => self.letter(paragraphs, within),
                Block::Title(_) => {}
                picture => {
                    if let Some(scene) = scene_of(picture, PAGE_WIDTH) {
                        picture::place(self, &scene, within);
                    }
                }
            }
            rest = if said > 0 { &rest[said..] } else { after };
        }
    }

    /// What tells on a page which section goes on there; none of a section without a name.
    fn continued(&mut self, name: &str, sheet: Sheet) -> Option<Piece> {
        let lines = self.typesetter.lines(&continued(name)?, CONTINUED.of, sheet.across(), TITLE_LINES);
        let part = Part { place: None, marks: CONTINUED.marks(&lines, (0.0, 0.0)) };
        Some(Piece { height: CONTINUED.height(&lines) + 6.0, parts: vec![part], ..Piece::default() })
    }

    /// What stands at the very end.
    fn end(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let within = self.structure.add(Tag::Section, None);
        let room = self.sheet().across();
        for (position, line) in lines.iter().enumerate() {
            let lines = self.typesetter.lines(line, NOTE.of, room, LABEL_LINES);
            let mut parts = vec![Part {
                place: Some(self.structure.add(Tag::P, Some(within))),
                marks: NOTE.marks(&lines, (0.0, 0.0)),
            }];
            if position == 0 {
                let rule = Mark::rule((0.0, -4.0), room, Pen::whole(QUIET, 0.5));
                parts.push(Part { place: None, marks: vec![rule] });
            }
            let before = if position == 0 { 24.0 } else { 2.0 };
            self.push(Piece { before, height: NOTE.height(&lines), parts, ..Piece::default() });
        }
    }

    /// The page that is being filled.
    pub fn sheet(&self) -> Sheet {
        self.flows.last().map_or(Sheet::of(self.paper, false), |flow| flow.sheet)
    }

    /// Adds a piece.
    pub fn push(&mut self, piece: Piece) {
        if let Some(flow) = self.flows.last_mut() {
            flow.pieces.push(Piece { before: piece.before * self.spacing.gap(), ..piece });
        }
    }

    /// Adds the head of a table; its number.
    pub fn head(&mut self, head: Piece) -> usize {
        self.flows.last_mut().map_or(0, |flow| {
            flow.heads.push(head);
            flow.heads.len() - 1
        })
    }

    /// What a table shows, above its head on a page on which it goes on; how high that is.
    pub fn caption_continued(&mut self, title: &str) -> (Vec<Mark>, f64) {
        let Some(title) = continued(title) else { return (Vec::new(), 0.0) };
        let room = self.sheet().across();
        let lines = self.typesetter.lines(&title, CAPTION.of, room, TITLE_LINES);
        (CAPTION.marks(&lines, (0.0, 0.0)), CAPTION.height(&lines) + 3.0)
    }

    /// What a table or picture shows, above it.
    pub fn caption(&mut self, title: &str, place: Place) {
        let room = self.sheet().across();
        let lines = self.typesetter.lines(title, CAPTION.of, room, TITLE_LINES);
        let part = Part { place: Some(place), marks: CAPTION.marks(&lines, (0.0, 0.0)) };
        let height = CAPTION.height(&lines) + 3.0;
        let called = Some((1, title.to_owned()));
        self.push(Piece { before: 14.0, height, keeps: true, parts: vec![part], called, ..Piece::default() });
    }

    /// What is said below a table or picture.
    pub fn notes(&mut self, notes: &[String], within: Place) {
        let room = self.sheet().across().min(NOTES_MOST);
        for (position, note) in notes.iter().enumerate() {
            let lines = self.typesetter.lines(&tied(note), NOTE.of, room, BODY_LINES);
            let place = self.structure.add(Tag::P, Some(within));
            let before = if position == 0 { 5.0 } else { 1.5 };
            self.sentences(&lines, NOTE, (0.0, place), before, None);
        }
    }

    fn title(&mut self, section: &Section<'_>, level: NonZeroU16, within: Place) {
        let room = self.sheet().across();
        let name = section.name();
        let lines = self.typesetter.lines(name, TITLE.of, room, TITLE_LINES);
        let place = self.structure.add(Tag::Hn(level, Some(name.to_owned())), Some(within));
        let part = Part { place: Some(place), marks: TITLE.marks(&lines, (0.0, 0.0)) };
        let called = Some((0, name.to_owned()));
        let height = TITLE.height(&lines);
        self.push(Piece { height, keeps: true, parts: vec![part], called, ..Piece::default() });
        if !section.particulars().is_empty() {
            let lines = self.typesetter.lines(&tied(section.particulars()), PARTICULARS.of, room, LABEL_LINES);
            let place = self.structure.add(Tag::P, Some(within));
            let part = Part { place: Some(place), marks: PARTICULARS.marks(&lines, (0.0, 0.0)) };
            let height = PARTICULARS.height(&lines);
            self.push(Piece { before: 3.0, height, keeps: true, parts: vec![part], ..Piece::default() });
        }
    }

    /// Sentences beside their labels; those without one stand below the sentences before, or alone.
    fn labelled(&mut self, blocks: &[Block], within: Place) {
        let said: Vec<(&str, &str)> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Labelled { label, text } => Some((label.as_str(), text.as_str())),
                _ => None,
            })
            .collect();
        let widths: Vec<f64> = said.iter().map(|(label, _)| self.typesetter.line(label, LABEL.of).width).collect();
        let labels = widths.into_iter().fold(0.0, f64::max).min(LABELS_MOST);
        let indent = labels + 14.0;
        let across = self.sheet().across();
        let room = (across - indent).min(SENTENCES_MOST);
        let mut list = None;
        for (label, text) in said {
            if label.is_empty() && list.is_none() {
                let lines = self.typesetter.lines(&tied(text), BODY.of, across.min(NOTES_MOST), BODY_LINES);
                let place = self.structure.add(Tag::P, Some(within));
                self.sentences(&lines, BODY, (0.0, place), 10.0, None);
                continue;
            }
            let before = if list.is_none() { 12.0 } else { 2.0 };
            let of = *list.get_or_insert_with(|| self.structure.add(Tag::L(ListNumbering::None), Some(within)));
            let item = self.structure.add(Tag::LI, Some(of));
            let beside = (!label.is_empty()).then(|| {
                let lines = self.typesetter.lines(label, LABEL.of, labels, LABEL_LINES);
                let place = self.structure.add(Tag::Lbl, Some(item));
                (Part { place: Some(place), marks: LABEL.marks(&lines, (0.0, 0.0)) }, LABEL.height(&lines))
            });
            let lines = self.typesetter.lines(&tied(text), BODY.of, room, BODY_LINES);
            let place = self.structure.add(Tag::LBody, Some(item));
            self.sentences(&lines, BODY, (indent, place), before, beside);
        }
    }

    /// Lines that may go on on the next page, but not fewer than two of them; what is beside them is at the first.
    fn sentences(
        &mut self,
        lines: &[Line],
        look: Look,
        (indent, place): (f64, Place),
        before: f64,
        beside: Option<(Part, f64)>,
    ) {
        let mut short = beside.as_ref().map_or(0.0, |(_, height)| height - look.height(lines)).max(0.0);
        let mut beside = beside.map(|(part, _)| part);
        let count = lines.len();
        for (position, line) in lines.iter().enumerate() {
            let lines = std::slice::from_ref(line);
            let marks = look.marks(lines, (indent, 0.0));
            let mut parts: Vec<Part> = beside.take().into_iter().collect();
            let height = look.leading + if position + 1 == count { std::mem::take(&mut short) } else { 0.0 };
            parts.push(Part { place: Some(place), marks });
            // The first stays with the second, the last but one with the last; short texts stay whole.
            let keeps = position + 1 < count && (count <= 6 || position == 0 || position + 2 == count);
            let before = if position == 0 { before } else { 0.0 };
            self.push(Piece { before, height, keeps, parts, ..Piece::default() });
        }
    }

    /// Paragraphs, their lines broken where the letter breaks them.
    fn letter(&mut self, paragraphs: &[Vec<String>], within: Place) {
        let room = self.sheet().across().min(LETTER_MOST);
        for lines in paragraphs {
            let place = self.structure.add(Tag::P, Some(within));
            let set: Vec<Line> =
                lines.iter().flat_map(|line| self.typesetter.lines(&tied(line), LETTER.of, room, BODY_LINES)).collect();
            self.sentences(&set, LETTER, (0.0, place), LETTER.leading, None);
        }
    }

    fn table(&mut self, grid: &Grid, wide: bool, within: Place) {
        table::place(self, grid, wide, within);
    }

    /// Lines below lines: the deeper, the further to the right.
    fn outline(&mut self, lines: &[OutlineLine], within: Place) {
        const STEP: f64 = 11.0;
        let across = self.sheet().across().min(NOTES_MOST);
        for (position, line) in lines.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "an outline is not that deep")]
            let indent = (line.depth as f64 * STEP).min(across / 2.0);
            let look = if line.depth == 0 { TOP_LINE } else { BODY };
            let place = self.structure.add(Tag::P, Some(within));
            let lines = self.typesetter.lines(&line.text, look.of, across - indent, BODY_LINES);
            let mut height = look.height(&lines);
            let mut parts = vec![Part { place: Some(place), marks: look.marks(&lines, (indent, 0.0)) }];
            for formula in &line.formulas {
                let (first, hanging) = (indent + 14.0, indent + 22.0);
                let lines = self.typesetter.lines(formula, FORMULA.of, across - hanging, BODY_LINES);
                let place = self.structure.add(Tag::P, Some(within));
                let (head, rest) = lines.split_at(1.min(lines.len()));
                let mut marks = FORMULA.marks(head, (first, height));
                marks.extend(FORMULA.marks(rest, (hanging, height + FORMULA.leading)));
                parts.push(Part { place: Some(place), marks });
                height += FORMULA.height(&lines);
            }
            let before = if position == 0 {
                12.0
            } else if line.depth == 0 {
                10.0
            } else {
                3.0
            };
            // A line to the left for every line that it is below.
            let rules = (1..=line.depth.min(24)).map(|depth| {
                #[expect(clippy::cast_precision_loss, reason = "an outline is not that deep")]
                let x = depth as f64 * STEP - STEP / 2.0 - 1.0;
                Mark::Line { points: vec![(x, -before), (x, height)], pen: Pen::whole(FAINT, 0.6) }
            });
            let marks: Vec<Mark> = rules.collect();
            if !marks.is_empty() {
                parts.push(Part { place: None, marks });
            }
            self.push(Piece { before, height, keeps: line.depth == 0, parts, ..Piece::default() });
        }
    }
}
