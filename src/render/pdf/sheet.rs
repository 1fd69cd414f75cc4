//! Sheets of paper, and what fits on them: pieces one below the other, none of them cut in two.

use super::palette::Colour;
use super::structure::Place;
use crate::render::Paper;
use crate::render::scene::{Dash, Point};

/// A millimetre in points.
const MILLIMETRE: f64 = 72.0 / 25.4;

/// A page: its size, and what is free of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Sheet {
    /// What is left free at the sides.
    pub const SIDE: f64 = 15.0 * MILLIMETRE;
    /// What is left free above and below.
    pub const TOP: f64 = 17.0 * MILLIMETRE;

    /// A page of a paper, on its side for what is wide.
    pub fn of(paper: Paper, wide: bool) -> Self {
        let (width, height) = match paper {
            Paper::A4 => (210.0 * MILLIMETRE, 297.0 * MILLIMETRE),
            Paper::Letter => (612.0, 792.0),
        };
        if wide { Self { width: height, height: width } } else { Self { width, height } }
    }

    /// The room from side to side.
    pub fn across(self) -> f64 {
        self.width - 2.0 * Self::SIDE
    }

    /// The room from top to bottom.
    pub fn down(self) -> f64 {
        self.height - 2.0 * Self::TOP
    }
}

/// Something drawn, at a place in its piece.
#[derive(Clone, Debug)]
pub enum Mark {
    /// Letters on a line.
    Text {
        /// Where they begin, on the line that they stand on.
        at: Point,
        /// What they say, as it is shown.
        text: String,
        /// How large they are.
        size: f64,
        /// Whether they are bold.
        bold: bool,
        /// Their colour.
        colour: Colour,
    },
    /// A line from point to point.
    Line {
        /// The points.
        points: Vec<Point>,
        /// How it is drawn.
        pen: Pen,
    },
    /// An area with corners.
    Area {
        /// The corners.
        points: Vec<Point>,
        /// What it is filled with.
        filling: Filling,
        /// The line around it.
        outline: Option<Pen>,
    },
    /// A disc or a ring.
    Circle {
        /// The middle.
        centre: Point,
        /// The radius.
        radius: f64,
        /// What it is filled with.
        filling: Filling,
        /// The line around it.
        outline: Option<Pen>,
    },
}

/// What a line is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Its colour.
    pub colour: Colour,
    /// How thick it is.
    pub width: f64,
    /// Whether it is broken.
    pub dash: Dash,
}

/// What an area is filled with.
#[derive(Clone, Copy, Debug)]
pub enum Filling {
    /// A colour.
    Plain(Colour),
    /// Slanted lines of a colour.
    Hatched(Colour),
}

impl Pen {
    /// A whole line.
    pub const fn whole(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: Dash::Whole }
    }
}

impl Mark {
    /// An area with corners of right angles.
    pub fn rectangle((x, y): Point, width: f64, height: f64, colour: Colour) -> Self {
        let points = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        Self::Area { points, filling: Filling::Plain(colour), outline: None }
    }

    /// The same further down.
    pub fn lowered(&self, by: f64) -> Self {
        let mut lowered = self.clone();
        match &mut lowered {
            Self::Text { at, .. } => at.1 += by,
            Self::Line { points, .. } | Self::Area { points, .. } => points.iter_mut().for_each(|point| point.1 += by),
            Self::Circle { centre, .. } => centre.1 += by,
        }
        lowered
    }

    /// A level line.
    pub fn rule((x, y): Point, width: f64, pen: Pen) -> Self {
        Self::Line { points: vec![(x, y), (x + width, y)], pen }
    }
}

/// What is drawn together, and which part of the structure it is; none for what only adorns.
#[derive(Clone, Debug)]
pub struct Part {
    /// The part of the structure.
    pub place: Option<Place>,
    /// What is drawn.
    pub marks: Vec<Mark>,
}

/// Something that stays on one page.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// The room above it, but at the top of a page.
    pub before: f64,
    /// How high it is.
    pub height: f64,
    /// Whether it stays on one page with the piece after it.
    pub keeps: bool,
    /// What is drawn.
    pub parts: Vec<Part>,
    /// The head of its table, which stands above it where it is the first of a page.
    pub head: Option<usize>,
    /// What it is called in the outline of the file, and how deep that is.
    pub called: Option<(usize, String)>,
}

/// Pieces that go on one kind of page.
pub struct Flow {
    /// The kind of page.
    pub sheet: Sheet,
    /// Whether it is sent by itself: then nothing else stands on its pages.
    pub is_letter: bool,
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// The heads of tables that are repeated.
    pub heads: Vec<Piece>,
    /// What stands at the top of every page but the first: what goes on there.
    pub continued: Option<Piece>,
}

/// A page with what stands on it, each piece at its distance from the top of the sheet.
pub struct Page<'f> {
    /// Its kind.
    pub sheet: Sheet,
    /// Whether it is of a letter.
    pub is_letter: bool,
    /// The pieces, and whether each is a head that is repeated.
    pub pieces: Vec<(f64, &'f Piece, bool)>,
}

/// The pages that flows fill; each begins a new one.
pub fn pages(flows: &[Flow]) -> Vec<Page<'_>> {
    flows.iter().flat_map(pages_of).collect()
}

/// A last page of which less is filled is a remnant.
const REMNANT: f64 = 0.5;
/// A last page on which no more than this share is filled is spared, where its pieces find room on those before.
const HARDLY_FILLED: f64 = 0.15;
/// What is left of the room between pieces where that spares a page: no less than needed to tell them apart.
const TIGHTER: [f64; 3] = [0.8, 0.6, 0.45];

impl Flow {
    /// How many pages it fills, and whether the last of several has little on it.
    pub fn filled(&self) -> (usize, bool) {
        let pages = pages_of(self);
        (pages.len(), ends_below(&pages, REMNANT * self.sheet.down()))
    }
}

/// Whether the last of several pages is filled no further down than so many points.
fn ends_below(pages: &[Page<'_>], down: f64) -> bool {
    let last = pages.last().and_then(|page| page.pieces.last());
    pages.len() > 1 && last.is_some_and(|(y, piece, _)| y + piece.height - Sheet::TOP <= down)
}

fn pages_of(flow: &Flow) -> Vec<Page<'_>> {
    let pages = spaced(flow, 1.0);
    if !ends_below(&pages, HARDLY_FILLED * flow.sheet.down()) {
        return pages;
    }
    TIGHTER.into_iter().map(|share| spaced(flow, share)).find(|tighter| tighter.len() < pages.len()).unwrap_or(pages)
}

/// The pages, with a share of the room that pieces have above them.
fn spaced(flow: &Flow, share: f64) -> Vec<Page<'_>> {
    let bottom = flow.sheet.height - Sheet::TOP;
    let mut pages = Vec::new();
    let empty = || Page { sheet: flow.sheet, is_letter: flow.is_letter, pieces: Vec::new() };
    let mut page = empty();
    let mut y = Sheet::TOP;
    for (position, piece) in flow.pieces.iter().enumerate() {
        let together = together(&flow.pieces[position..], flow.sheet.down(), share);
        // A hair of room for lengths that were added up in another order.
        if !page.pieces.is_empty() && y + share * piece.before + together > bottom + 0.01 {
            pages.push(std::mem::replace(&mut page, empty()));
            y = Sheet::TOP;
            let head = piece.head.and_then(|head| flow.heads.get(head));
            for repeated in flow.continued.iter().chain(head) {
                page.pieces.push((y, repeated, true));
                y += repeated.height;
            }
            // A part of its own stands as far below what goes on as below any other part.
            if flow.continued.is_some() && head.is_none() {
                y += piece.before;
            }
        } else if !page.pieces.is_empty() {
            y += share * piece.before;
        }
        page.pieces.push((y, piece, false));
        y += piece.height;
    }
    if !page.pieces.is_empty() {
        pages.push(page);
    }
    pages
}

/// How high a piece is with those that it stays together with, as far as they fit on one page at all.
fn together(pieces: &[Piece], room: f64, share: f64) -> f64 {
    let mut height = 0.0;
    for (position, piece) in pieces.iter().enumerate() {
        let more = piece.height + if position > 0 { share * piece.before } else { 0.0 };
        if position > 0 && height + more > room {
            break;
        }
        height += more;
        if !piece.keeps {
            break;
        }
    }
    height
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(height: f64) -> Piece {
        Piece { height, ..Piece::default() }
    }

    /// For every page the heights of its pieces.
    fn heights(pieces: Vec<Piece>) -> Vec<Vec<f64>> {
        let sheet = Sheet { width: 100.0, height: 100.0 + 2.0 * Sheet::TOP };
        let flow = Flow { sheet, is_letter: false, pieces, heads: vec![piece(7.0)], continued: None };
        pages(&[flow]).iter().map(|page| page.pieces.iter().map(|(_, piece, _)| piece.height).collect()).collect()
    }

    #[test]
    fn no_piece_is_cut_and_those_that_belong_together_stay_so() {
        assert_eq!(heights(vec![piece(60.0), piece(40.0), piece(1.0)]), [vec![60.0, 40.0], vec![1.0]]);
        let title = Piece { keeps: true, ..piece(30.0) };
        assert_eq!(heights(vec![piece(50.0), title.clone(), piece(40.0)]), [vec![50.0], vec![30.0, 40.0]]);
        // What does not fit on one page together is parted.
        assert_eq!(heights(vec![title, piece(90.0)]), [vec![30.0], vec![90.0]]);
    }

    #[test]
    fn a_page_for_hardly_anything_is_spared_by_less_room_between_the_pieces() {
        let spaced = |height: f64| Piece { before: 10.0, ..piece(height) };
        // 9 too much: less than half of the room between them is left.
        assert_eq!(heights(vec![piece(40.0), spaced(40.0), spaced(9.0)]), [vec![40.0, 40.0, 9.0]]);
        // More than a few lines make a page worth its while.
        assert_eq!(heights(vec![piece(40.0), spaced(35.0), spaced(16.0)]), [vec![40.0, 35.0], vec![16.0]]);
        // Nor is there one to spare where less room is not enough.
        assert_eq!(heights(vec![piece(96.0), spaced(9.0)]), [vec![96.0], vec![9.0]]);
    }

    #[test]
    fn the_head_of_a_table_stands_above_its_rows_on_every_page() {
        let row = || Piece { head: Some(0), ..piece(40.0) };
        assert_eq!(
            heights(vec![row(), row(), row(), row(), row()]),
            [vec![40.0, 40.0], vec![7.0, 40.0, 40.0], vec![7.0, 40.0]]
        );
    }

    #[test]
    fn what_goes_on_stands_above_the_head_of_a_table_on_every_page_but_the_first() {
        let row = || Piece { head: Some(0), ..piece(40.0) };
        let sheet = Sheet { width: 100.0, height: 100.0 + 2.0 * Sheet::TOP };
        let pieces = vec![row(), row(), row(), Piece { before: 5.0, ..piece(60.0) }];
        let flow = Flow { sheet, is_letter: false, pieces, heads: vec![piece(7.0)], continued: Some(piece(9.0)) };
        let pages = pages_of(&flow);
        let places: Vec<Vec<f64>> =
            pages.iter().map(|page| page.pieces.iter().map(|(y, ..)| (y - Sheet::TOP).round()).collect()).collect();
        assert_eq!(places, [vec![0.0, 40.0], vec![0.0, 9.0, 16.0], vec![0.0, 14.0]]);
        assert_eq!(flow.filled(), (3, false));
    }

    #[test]
    fn a_last_page_with_little_on_it_is_a_remnant() {
        let sheet = Sheet { width: 100.0, height: 100.0 + 2.0 * Sheet::TOP };
        let filled = |pieces| Flow { sheet, is_letter: false, pieces, heads: Vec::new(), continued: None }.filled();
        assert_eq!(filled(vec![piece(20.0)]), (1, false));
        assert_eq!(filled(vec![piece(90.0), piece(20.0)]), (2, true));
        assert_eq!(filled(vec![piece(90.0), piece(60.0)]), (2, false));
    }

    #[test]
    fn a_sheet_lies_on_its_side_for_what_is_wide() {
        let upright = Sheet::of(Paper::Letter, false);
        let wide = Sheet::of(Paper::Letter, true);
        assert_eq!((upright.width, upright.height), (wide.height, wide.width));
        assert!((Sheet::of(Paper::A4, false).width - 595.276).abs() < 0.001);
    }
}
