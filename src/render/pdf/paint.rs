//! Pages as they are drawn into the file.

use krilla::geom::{Path, PathBuilder, Point as Place};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;

use super::fonts::Fonts;
use super::length;
use super::palette::Colour;
use super::sheet::{Filling, Mark, Pen};
use super::typesetter::Typesetter;
use crate::render::scene::{Dash, Point, bounds};

/// How far the lines of a hatching are apart.
const HATCH: f64 = 2.8;

/// Draws what is at places in a piece into a page.
pub struct Painter<'p, 's, 'l> {
    /// The page.
    pub surface: &'p mut Surface<'s>,
    /// The fonts.
    pub fonts: &'p Fonts,
    /// Sets the text.
    pub typesetter: &'p mut Typesetter<'l>,
    /// Where the piece is.
    pub origin: Point,
}

impl Painter<'_, '_, '_> {
    /// Draws a mark.
    pub fn draw(&mut self, mark: &Mark) {
        match mark {
            Mark::Text { at, text, size, bold, colour } => self.text(*at, text, *size, (*bold, *colour)),
            Mark::Line { points, pen } => {
                if let Some(path) = self.path(points, false) {
                    self.stroke(&path, *pen);
                }
            }
            Mark::Area { points, filling, outline } => {
                if let Some(path) = self.path(points, true) {
                    self.filled(&path, bounds(points.iter().copied()), *filling, *outline);
                }
            }
            Mark::Circle { centre, radius, filling, outline } => {
                if let Some(path) = self.circle(*centre, *radius) {
                    let corners = [-radius, *radius].map(|to| (centre.0 + to, centre.1 + to));
                    self.filled(&path, bounds(corners), *filling, *outline);
                }
            }
        }
    }

    fn text(&mut self, at: Point, text: &str, size: f64, (bold, colour): (bool, Colour)) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(colour)));
        let (mut x, y) = self.place(at);
        for run in self.typesetter.runs(text, bold) {
            let font = self.fonts.font(run.font).clone();
            let start = Place::from_xy(length(x), length(y));
            self.surface.draw_glyphs(start, &run.glyphs, font, &run.text, length(size), false);
            x += run.width * size;
        }
    }

    fn place(&self, (x, y): Point) -> Point {
        (self.origin.0 + x, self.origin.1 + y)
    }

    fn path(&self, points: &[Point], closed: bool) -> Option<Path> {
        let mut path = PathBuilder::new();
        for (position, point) in points.iter().enumerate() {
            let (x, y) = self.place(*point);
            if position == 0 {
                path.move_to(length(x), length(y));
            } else {
                path.line_to(length(x), length(y));
            }
        }
        if closed {
            path.close();
        }
        path.finish()
    }

    /// A circle by four curves.
    fn circle(&self, centre: Point, radius: f64) -> Option<Path> {
        // How far the handles of a curve of a quarter of a circle are from its ends.
        const HANDLE: f64 = 0.552_284_75;
        let (x, y) = self.place(centre);
        let at = |right: f64, down: f64| (length(x + right * radius), length(y + down * radius));
        let mut path = PathBuilder::new();
        let (right, down) = at(1.0, 0.0);
        path.move_to(right, down);
        for ((ax, ay), (bx, by)) in
            [((1.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (-1.0, 0.0)), ((-1.0, 0.0), (0.0, -1.0)), ((0.0, -1.0), (1.0, 0.0))]
        {
            let (first, second) = (at(ax + bx * HANDLE, ay + by * HANDLE), at(bx + ax * HANDLE, by + ay * HANDLE));
            let end = at(bx, by);
            path.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
        }
        path.close();
        path.finish()
    }

    fn filled(&mut self, path: &Path, bounds: [Point; 2], filling: Filling, outline: Option<Pen>) {
        match filling {
            Filling::Plain(colour) => {
                self.surface.set_stroke(outline.map(stroke));
                self.surface.set_fill(Some(fill(colour)));
                self.surface.draw_path(path);
            }
            Filling::Hatched(colour) => {
                self.hatch(path, bounds, colour);
                let edge = outline.unwrap_or(Pen::whole(colour, 0.6));
                self.stroke(path, edge);
            }
        }
    }

    /// Slanted lines within a shape.
    fn hatch(&mut self, path: &Path, bounds: [Point; 2], colour: Colour) {
        let [(left, top), (right, bottom)] = bounds.map(|corner| self.place(corner));
        let mut lines = PathBuilder::new();
        let slant = bottom - top;
        let count = ((right - left + slant) / HATCH).clamp(0.0, 2000.0).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is at most 2,000")]
        let count = count as u32;
        for line in 0..=count {
            let x = left + f64::from(line) * HATCH;
            lines.move_to(length(x), length(top));
            lines.line_to(length(x - slant), length(bottom));
        }
        if let Some(lines) = lines.finish() {
            self.surface.push_clip_path(path, &FillRule::NonZero);
            self.stroke(&lines, Pen::whole(colour, 0.7));
            self.surface.pop();
        }
    }

    fn stroke(&mut self, path: &Path, pen: Pen) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(stroke(pen)));
        self.surface.draw_path(path);
    }
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: colour.paint(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn stroke(pen: Pen) -> Stroke {
    let (dash, line_cap) = match pen.dash {
        Dash::Whole => (None, LineCap::Butt),
        Dash::Dashed => (Some(vec![5.0, 3.0]), LineCap::Butt),
        Dash::Dotted => (Some(vec![1.0, 2.5]), LineCap::Round),
    };
    Stroke {
        paint: pen.colour.paint(),
        width: length(pen.width),
        line_cap,
        line_join: LineJoin::Round,
        dash: dash.map(|array| StrokeDash { array, offset: 0.0 }),
        ..Stroke::default()
    }
}
