//! Ranges of amounts as a drawing: a row each, on one axis.

use super::{Anchor, Axis, Dash, Fill, Ink, Point, Scene, Shape, Stroke, TYPE_SIZE, lines, text_width};
use crate::number::{Exact, Number};
use crate::report::document::{Mark, RangeRow, Ranges};
use crate::text::visible;
use crate::words::money;

/// The most of the width that labels take.
const LABELS_MOST: f64 = 0.36;
/// Between the labels and the axis, and right of it: half a number of the axis has room there.
const MARGIN: f64 = 26.0;
/// How high a row of one line is, and how much each further line adds.
const ROW: f64 = 15.5;
/// How far lines of text are apart.
pub(super) const LEADING: f64 = 11.0;
/// The radius of a mark.
const RADIUS: f64 = 3.3;
/// The most ticks of an axis.
const TICKS_MOST: u32 = 7;

/// The labels of the rows of a picture, broken into lines.
pub(super) struct Labels {
    /// The lines of each.
    pub lines: Vec<Vec<String>>,
    /// How wide they are.
    pub width: f64,
}

impl Labels {
    /// Labels for a drawing of a width.
    pub fn of<'l>(labels: impl Iterator<Item = &'l str>, width: f64) -> Self {
        let most = width * LABELS_MOST;
        let broken: Vec<Vec<String>> = labels.map(|label| lines(&visible(label), most)).collect();
        let widest = broken.iter().flatten().map(|line| text_width(line)).fold(0.0, f64::max);
        Self { lines: broken, width: widest.min(most) + 12.0 }
    }

    /// Writes a label with its lines around a height; what stands out has a pointer before it.
    pub fn write(&self, scene: &mut Scene, row: usize, middle: f64, stands_out: bool) {
        let lines = &self.lines[row];
        #[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
        let top = middle - (lines.len() as f64 - 1.0) * LEADING / 2.0;
        let mut base = top + TYPE_SIZE * 0.36;
        if stands_out {
            let (x, y) = (0.0, top);
            scene.area(vec![(x, y - 3.2), (x + 5.5, y), (x, y + 3.2)], Fill::Plain(Ink::Accent));
        }
        for line in lines {
            if stands_out {
                scene.bold((10.0, base), line.clone(), Anchor::Start, Ink::Text);
            } else {
                scene.text((10.0, base), line.clone(), Anchor::Start, Ink::Text);
            }
            base += LEADING;
        }
    }
}

/// How high a row is whose label has so many lines.
pub(super) fn row_height(lines: usize, least: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
    let further = (lines.max(1) - 1) as f64;
    least.max(ROW + further * LEADING)
}

/// The ranges drawn so wide; none where there is nothing to draw.
#[must_use]
pub fn ranges(ranges: &Ranges, width: f64) -> Option<Scene> {
    let axis = Axis::around(ranges.rows.iter().flat_map(amounts).chain([Exact::ZERO]), TICKS_MOST)?;
    let labels = Labels::of(ranges.rows.iter().map(|row| row.label.as_str()), width);
    let left = labels.width + MARGIN;
    let plot = width - left - MARGIN;
    let at = |amount: Exact| left + axis.share(amount) * plot;
    let heights: Vec<f64> = labels.lines.iter().map(|lines| row_height(lines.len(), ROW)).collect();
    let top = 18.0;
    let bottom = top + heights.iter().sum::<f64>() + 2.0;
    let mut scene = Scene::new(ranges.title.clone(), width, bottom + 18.0);
    scene.description = description(ranges);

    axis.draw(&mut scene, at, (top, bottom), ranges.decimals);
    let mut y = top;
    for (position, row) in ranges.rows.iter().enumerate() {
        let middle = y + heights[position] / 2.0;
        labels.write(&mut scene, position, middle, row.recommended);
        draw(&mut scene, row, middle, &at);
        y += heights[position];
    }
    legend(&mut scene, ranges, (left, bottom + 12.0));
    Some(scene)
}

fn amounts(row: &RangeRow) -> impl Iterator<Item = Exact> {
    let (low, high) = row.ends.unzip();
    [low, high, row.point].into_iter().flatten()
}

fn draw(scene: &mut Scene, row: &RangeRow, y: f64, at: &dyn Fn(Exact) -> f64) {
    let ink = if row.recommended { Ink::Accent } else { Ink::Text };
    if let Some((low, high)) = row.ends {
        let places: Vec<f64> = amounts(row).map(at).collect();
        let (from, to) =
            places.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), at| (from.min(*at), to.max(*at)));
        let width = if row.recommended { 2.2 } else { 1.2 };
        scene.line((from, y), (to, y), Stroke::whole(ink, width));
        mark(scene, Mark::Low, (at(low), y), ink);
        mark(scene, Mark::High, (at(high), y), ink);
    }
    if let Some(point) = row.point {
        mark(scene, Mark::Point, (at(point), y), ink);
    }
}

fn mark(scene: &mut Scene, mark: Mark, place: Point, ink: Ink) {
    match mark {
        Mark::Low => scene.ring(place, RADIUS - 0.4, Stroke::whole(ink, 1.1)),
        Mark::Point => scene.disc(place, RADIUS, ink),
        Mark::High => scene.diamond(place, RADIUS + 1.0, ink),
    }
}

fn legend(scene: &mut Scene, ranges: &Ranges, (mut x, y): Point) {
    for (kind, meaning) in &ranges.legend {
        mark(scene, *kind, (x + RADIUS, y - TYPE_SIZE * 0.33), Ink::Quiet);
        scene.text((x + 3.0 * RADIUS, y), *meaning, Anchor::Start, Ink::Quiet);
        x += 3.0 * RADIUS + text_width(meaning) + 14.0;
    }
}

/// The figures in words.
fn description(ranges: &Ranges) -> String {
    let row = |row: &RangeRow| {
        let figure = |place: Mark| match (place, row.ends) {
            (Mark::Low, Some((low, _))) => Some(low),
            (Mark::High, Some((_, high))) => Some(high),
            (Mark::Point, _) => row.point,
            _ => None,
        };
        let said = ranges.legend.iter().filter_map(|(kind, meaning)| {
            figure(*kind).map(|amount| format!("{meaning} {}", money(amount, ranges.decimals)))
        });
        format!("{}: {}.", row.label, said.collect::<Vec<_>>().join(", "))
    };
    ranges.rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

/// A grid line between rows of a picture.
pub(super) fn separator(scene: &mut Scene, from: Point, to: Point) {
    scene.shapes.push(Shape::Line {
        points: vec![from, to],
        stroke: Stroke { ink: Ink::Faint, width: 0.5, dash: Dash::Whole },
    });
}
