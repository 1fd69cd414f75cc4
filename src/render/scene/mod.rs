//! Drawings as data: a few simple shapes on an area, which become SVG in a page for browsers and paths in a PDF.
//!
//! All lengths are points, 72 to an inch; `y` grows downwards. What the inks and fills look like is for the renderer;
//! each of them is told from the others on paper without colour too.

mod axis;
mod bars;
mod plot;
mod profiles;
mod ranges;
mod scatter;
mod steps;
mod waterfall;

pub use axis::Axis;

use unicode_width::UnicodeWidthStr;

use crate::report::document::Block;
use crate::wrapping::wrap;

/// The drawing of a part of a document, so wide; none of a part that is no picture, or where there is nothing to draw.
#[must_use]
pub fn scene_of(block: &Block, width: f64) -> Option<Scene> {
    match block {
        Block::Ranges(content) => ranges::ranges(content, width),
        Block::Bars(content) => bars::bars(content, width),
        Block::Profiles(content) => Some(profiles::profiles(content, width)),
        Block::Scatter(content) => scatter::scatter(content, width),
        Block::Steps(content) => steps::steps(content, width),
        Block::Waterfall(content) => waterfall::waterfall(content, width),
        Block::Title(_)
        | Block::Labelled { .. }
        | Block::Table(_)
        | Block::Heat(_)
        | Block::Outline(_)
        | Block::Letter(_) => None,
    }
}

/// A drawing.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// What it shows, in a few words.
    pub title: String,
    /// What is to be seen in it, for those who cannot see it.
    pub description: String,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What is drawn, from the back to the front.
    pub shapes: Vec<Shape>,
}

/// A place: to the right, and down.
pub type Point = (f64, f64);

/// Something drawn.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A line from point to point.
    Line {
        /// The points; two for a straight line.
        points: Vec<Point>,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// An area with corners.
    Area {
        /// The corners.
        points: Vec<Point>,
        /// What it is filled with.
        fill: Fill,
        /// The line around it.
        outline: Option<Stroke>,
    },
    /// A disc or a ring.
    Circle {
        /// The middle.
        centre: Point,
        /// The radius.
        radius: f64,
        /// What it is filled with.
        fill: Fill,
        /// The line around it.
        outline: Option<Stroke>,
    },
    /// A line of text.
    Text {
        /// Where it begins, has its middle or ends, on the line that letters stand on.
        at: Point,
        /// The words.
        text: String,
        /// The height of the letters, as sizes of type are measured.
        size: f64,
        /// Which part of it is at the place.
        anchor: Anchor,
        /// Whether it is bold.
        bold: bool,
        /// Its ink.
        ink: Ink,
    },
}

/// What something is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// That of the text.
    Text,
    /// For what is said beside.
    Quiet,
    /// For lines of a grid.
    Faint,
    /// For what stands out.
    Accent,
    /// That of the page: nothing.
    Page,
}

/// What an area is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// An ink.
    Plain(Ink),
    /// Slanted lines of an ink.
    Hatched(Ink),
}

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Its ink.
    pub ink: Ink,
    /// How thick it is.
    pub width: f64,
    /// Whether it is broken.
    pub dash: Dash,
}

/// Whether a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// It is whole.
    Whole,
    /// Long pieces.
    Dashed,
    /// Short pieces.
    Dotted,
}

/// Which part of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// How wide a drawing is on a page: as the text of an upright one.
pub const PAGE_WIDTH: f64 = 505.0;

/// The size of the type in a drawing.
pub const TYPE_SIZE: f64 = 8.5;

/// How wide a column of text is, as a share of the size of its type: a little more than most letters are.
const COLUMN: f64 = 0.56;

impl Stroke {
    /// A whole line.
    #[must_use]
    pub const fn whole(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: Dash::Whole }
    }

    /// A line of short pieces.
    #[must_use]
    pub const fn dotted(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: Dash::Dotted }
    }
}

impl Scene {
    /// A drawing with nothing in it.
    #[must_use]
    pub fn new(title: impl Into<String>, width: f64, height: f64) -> Self {
        Self { title: title.into(), width, height, ..Self::default() }
    }

    /// Draws a straight line.
    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.shapes.push(Shape::Line { points: vec![from, to], stroke });
    }

    /// Draws an area.
    pub fn area(&mut self, points: Vec<Point>, fill: Fill) {
        self.shapes.push(Shape::Area { points, fill, outline: None });
    }

    /// Draws an area with corners of right angles.
    pub fn rectangle(&mut self, (x, y): Point, width: f64, height: f64, fill: Fill) {
        self.area(vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill);
    }

    /// Draws a disc.
    pub fn disc(&mut self, centre: Point, radius: f64, ink: Ink) {
        self.shapes.push(Shape::Circle { centre, radius, fill: Fill::Plain(ink), outline: None });
    }

    /// Draws a ring.
    pub fn ring(&mut self, centre: Point, radius: f64, stroke: Stroke) {
        let fill = Fill::Plain(Ink::Page);
        self.shapes.push(Shape::Circle { centre, radius, fill, outline: Some(stroke) });
    }

    /// Draws a square on its corner.
    pub fn diamond(&mut self, (x, y): Point, radius: f64, ink: Ink) {
        self.area(vec![(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], Fill::Plain(ink));
    }

    /// Writes a line of text in the type of drawings.
    pub fn text(&mut self, at: Point, text: impl Into<String>, anchor: Anchor, ink: Ink) {
        self.shapes.push(Shape::Text { at, text: text.into(), size: TYPE_SIZE, anchor, bold: false, ink });
    }

    /// Writes a line of bold text in the type of drawings.
    pub fn bold(&mut self, at: Point, text: impl Into<String>, anchor: Anchor, ink: Ink) {
        self.shapes.push(Shape::Text { at, text: text.into(), size: TYPE_SIZE, anchor, bold: true, ink });
    }
}

/// The upper left and the lower right corner of what points are in.
#[must_use]
pub fn bounds(points: impl IntoIterator<Item = Point>) -> [Point; 2] {
    let none = [(f64::MAX, f64::MAX), (f64::MIN, f64::MIN)];
    points.into_iter().fold(none, |[from, to], (x, y)| [(from.0.min(x), from.1.min(y)), (to.0.max(x), to.1.max(y))])
}

/// About how wide a text is in the type of drawings.
#[must_use]
pub fn text_width(text: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a text is no longer than a scenario")]
    let columns = text.width() as f64;
    columns * TYPE_SIZE * COLUMN
}

/// Lines of text that are about as wide as there is room.
#[must_use]
pub fn lines(text: &str, width: f64) -> Vec<String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page has few columns")]
    let columns = (width / (TYPE_SIZE * COLUMN)).clamp(4.0, 1000.0) as usize;
    wrap(text, columns)
}
