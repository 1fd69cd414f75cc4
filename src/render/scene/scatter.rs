//! Points of two amounts as a drawing: letters in the plot, names and a third amount beside it. What lies too close together
//! to be told apart is drawn a second time, enlarged.

use super::plot::Plot;
use super::ranges::LEADING;
use super::{Anchor, Ink, Point, Scene, Stroke, TYPE_SIZE, lines, text_width};
use crate::report::document::{Scatter, ScatterPoint};
use crate::text::visible;
use crate::words::{grouped, money};

/// The share of the width that the names take.
const NAMES: f64 = 0.44;
/// Between the plot and the names.
const MARGIN: f64 = 22.0;
/// How high the plot is at the least, and the enlarged part.
const PLOT_LEAST: f64 = 150.0;
const ENLARGED_LEAST: f64 = 68.0;
/// Above the enlarged part: what it is.
const ENLARGED_HEADING: f64 = 22.0;
/// Between two names.
const BETWEEN: f64 = 4.0;
/// Between a name, its letter and its amount.
const GAP: f64 = 5.0;
const LETTERS: f64 = 18.0;
/// About how many numbers an axis has at the most, and one of the enlarged part.
const TICKS_MOST: u32 = 5;
const TICKS_ENLARGED: u32 = 3;

/// A name beside the plot: its letter, its lines and its amount.
struct Name {
    letter: String,
    lines: Vec<String>,
    amount: String,
}

/// The points drawn so wide; none where there is nothing to draw.
pub(super) fn scatter(content: &Scatter, width: f64) -> Option<Scene> {
    let heading = 14.0;
    let beside = width * (1.0 - NAMES);
    let names = names(content, width - beside);
    #[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
    let high: f64 = names.iter().map(|name| name.lines.len() as f64 * LEADING + BETWEEN).sum();
    let top = heading + 4.0;
    let all: Vec<usize> = (0..content.points.len()).collect();
    let whole = |height: f64| Plot::of(content, &all, ((0.0, top), (beside - MARGIN, top + height)), TICKS_MOST);
    let mut plot = whole(high.max(PLOT_LEAST))?;
    let crowd = plot.crowd();
    if !crowd.is_empty() {
        plot = whole((high + ENLARGED_HEADING + ENLARGED_LEAST).max(PLOT_LEAST))?;
    }
    let bottom = plot.bottom();
    let mut scene = Scene::new(content.title.clone(), width, bottom + 26.0);
    scene.description = in_words(content);

    plot.draw_axes(&mut scene);
    scene.text((0.0, heading - 6.0), content.up.clone(), Anchor::Start, Ink::Quiet);
    scene.text((beside - MARGIN, bottom + 24.0), content.across.clone(), Anchor::End, Ink::Quiet);
    plot.draw_box(&mut scene, &crowd);
    let apart: Vec<usize> = all.iter().copied().filter(|point| !crowd.contains(point)).collect();
    plot.draw_points(&mut scene, &all, &apart);
    if content.points.iter().any(|point| point.recommended) {
        legend(&mut scene, (plot.left(), bottom + 24.0));
    }
    draw_names(&mut scene, content, &names, (beside, width, heading));
    let enlarged_top = top + high + ENLARGED_HEADING;
    if let Some(enlarged) = Plot::of(content, &crowd, ((beside, enlarged_top), (width, bottom)), TICKS_ENLARGED) {
        scene.text((beside, enlarged_top - 9.0), "in the broken frame, enlarged", Anchor::Start, Ink::Quiet);
        enlarged.draw_axes(&mut scene);
        enlarged.draw_points(&mut scene, &crowd, &crowd);
    }
    Some(scene)
}

/// What the marks are.
fn legend(scene: &mut Scene, (mut x, y): Point) {
    for (recommended, meaning) in [(false, "strategy"), (true, "recommended")] {
        super::plot::mark(scene, (x + 4.0, y - TYPE_SIZE * 0.33), recommended);
        scene.text((x + 12.0, y), meaning, Anchor::Start, Ink::Quiet);
        x += 12.0 + text_width(meaning) + 14.0;
    }
}

fn names(content: &Scatter, width: f64) -> Vec<Name> {
    let amount = |point: &ScatterPoint| money(point.beside, content.decimals);
    let amounts =
        content.points.iter().map(|point| text_width(&amount(point))).fold(text_width(&content.beside), f64::max);
    let room = width - amounts - LETTERS - GAP;
    let name = |(point, letter): (&ScatterPoint, String)| Name {
        letter,
        lines: lines(&visible(&point.label), room),
        amount: amount(point),
    };
    content.points.iter().zip(Scatter::letters()).map(name).collect()
}

fn draw_names(scene: &mut Scene, content: &Scatter, names: &[Name], (left, right, heading): (f64, f64, f64)) {
    scene.text((right, heading - 6.0), content.beside.clone(), Anchor::End, Ink::Quiet);
    scene.line((left, heading), (right, heading), Stroke::whole(Ink::Quiet, 0.5));
    let mut base = heading + LEADING + 2.0;
    for (name, point) in names.iter().zip(&content.points) {
        let ink = if point.recommended { Ink::Accent } else { Ink::Text };
        scene.bold((left, base), name.letter.clone(), Anchor::Start, ink);
        let mut write = |at: Point, text: &str, anchor| {
            if point.recommended {
                scene.bold(at, text, anchor, Ink::Text);
            } else {
                scene.text(at, text, anchor, Ink::Text);
            }
        };
        write((right, base), &name.amount, Anchor::End);
        for line in &name.lines {
            write((left + LETTERS, base), line, Anchor::Start);
            base += LEADING;
        }
        base += BETWEEN;
    }
}

/// The amounts in words.
fn in_words(content: &Scatter) -> String {
    let point = |point: &ScatterPoint| {
        format!(
            "{}: {} {}, {} {}, {} {}.",
            point.label,
            content.up,
            money(point.up, content.decimals),
            content.across,
            grouped(point.across.settled(), 0),
            content.beside,
            money(point.beside, content.decimals)
        )
    };
    content.points.iter().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Exact, Number};
    use crate::render::scene::{Dash, Shape};

    fn drawn(points: &[(u32, u32)]) -> Scene {
        let point = |(position, (across, up)): (usize, &(u32, u32))| ScatterPoint {
            label: format!("strategy {position}"),
            across: Exact::whole(*across),
            up: Exact::whole(*up),
            beside: Exact::ZERO,
            recommended: position == 0,
        };
        let words = ["total revenue", "hours worked", "net profit"].map(str::to_owned);
        let [up, across, beside] = words;
        let points = points.iter().enumerate().map(point).collect();
        let content = Scatter { title: "it".to_owned(), across, up, beside, decimals: 0, points };
        scatter(&content, 505.0).expect("points")
    }

    fn texts(scene: &Scene) -> Vec<(Point, &str)> {
        scene
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { at, text, .. } => Some((*at, text.as_str())),
                _ => None,
            })
            .collect()
    }

    fn has_frame(scene: &Scene) -> bool {
        let dashed = |shape: &Shape| matches!(shape, Shape::Line { stroke, .. } if stroke.dash == Dash::Dashed);
        scene.shapes.iter().any(dashed)
    }

    #[test]
    fn points_too_close_to_be_told_apart_are_drawn_again_enlarged() {
        let crowded = drawn(&[(9_653, 814_152), (9_767, 821_303), (9_713, 811_165), (6_954, 538_426)]);
        assert!(has_frame(&crowded));
        let is_letter = |text: &str| text.len() == 1 && text != "0";
        let places: Vec<Point> =
            texts(&crowded).into_iter().filter(|(_, text)| is_letter(text)).map(|(at, _)| at).collect();
        // Each letter stands beside its mark and beside its name.
        assert_eq!(places.len(), 2 * 4, "{places:?}");
        for (position, one) in places.iter().enumerate() {
            for other in &places[position + 1..] {
                assert!((one.0 - other.0).hypot(one.1 - other.1) > 8.0, "{one:?} {other:?}");
            }
        }
        assert!(!has_frame(&drawn(&[(4_000, 500_000), (4_500, 480_000), (3_300, 400_000)])));
    }

    #[test]
    fn points_in_one_place_have_one_mark_with_both_letters() {
        let scene = drawn(&[(9_000, 800_000), (9_000, 800_000), (6_000, 500_000)]);
        assert!(texts(&scene).iter().any(|(_, text)| *text == "A, B"), "{:?}", texts(&scene));
        assert!(!has_frame(&scene));
    }

    #[test]
    fn the_marks_are_explained() {
        let scene = drawn(&[(4_000, 500_000), (4_500, 480_000)]);
        for meaning in ["strategy", "recommended"] {
            assert!(texts(&scene).iter().any(|(_, text)| *text == meaning), "{meaning}");
        }
    }
}
