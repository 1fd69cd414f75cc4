//! Points of two amounts as a drawing: letters in the plot, names and a third amount beside it.

use super::ranges::LEADING;
use super::{Anchor, Axis, Ink, Point, Scene, Stroke, TYPE_SIZE, lines, text_width};
use crate::number::{Exact, Number};
use crate::report::document::{Scatter, ScatterPoint};
use crate::text::visible;
use crate::words::{grouped, money};

/// The share of the width that the names take.
const NAMES: f64 = 0.44;
/// Between the plot and the names.
const MARGIN: f64 = 22.0;
/// Between an axis and its numbers.
const GAP: f64 = 5.0;
/// How high the plot is at the least.
const PLOT_LEAST: f64 = 150.0;
/// Between two names.
const BETWEEN: f64 = 4.0;
/// The radius of a mark, and how far its letter is from it.
const RADIUS: f64 = 3.0;
const REACH: f64 = 9.0;
/// How far letters are from their marks, the nearest first, and in which directions: right and down.
const REACHES: [f64; 4] = [REACH, 16.0, 24.0, 32.0];
const DIRECTIONS: [Point; 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.8, -0.8), (-0.8, 0.8), (0.8, 0.8), (-0.8, -0.8)];
const HALF_A_LETTER: f64 = 4.5;
/// About how many numbers an axis has at the most.
const TICKS_MOST: u32 = 5;

/// A name beside the plot: its letter, its lines and its amount.
struct Name {
    letter: String,
    lines: Vec<String>,
    amount: String,
}

/// The points drawn so wide; none where there is nothing to draw.
pub(super) fn scatter(content: &Scatter, width: f64) -> Option<Scene> {
    let across = Axis::around(apart(content.points.iter().map(|point| point.across)), TICKS_MOST)?;
    let up = Axis::around(apart(content.points.iter().map(|point| point.up)), TICKS_MOST)?;
    let names = names(content, width * NAMES);
    let heading = 14.0;
    #[expect(clippy::cast_precision_loss, reason = "a name has few lines")]
    let high: f64 = names.iter().map(|name| name.lines.len() as f64 * LEADING + BETWEEN).sum();
    let numbers: Vec<String> = up.ticks.iter().map(|tick| number(&up, *tick, content.decimals)).collect();
    let left = numbers.iter().map(|number| text_width(number)).fold(0.0, f64::max) + GAP;
    let right = width * (1.0 - NAMES) - MARGIN;
    let (top, plot_height) = (heading + 4.0, high.max(PLOT_LEAST));
    let bottom = top + plot_height;
    let mut scene = Scene::new(content.title.clone(), width, bottom + 26.0);
    scene.description = in_words(content);

    for (tick, number) in up.ticks.iter().zip(numbers) {
        let y = bottom - up.share(*tick) * plot_height;
        scene.line((left, y), (right, y), Stroke::whole(Ink::Faint, 0.5));
        scene.text((left - GAP, y + TYPE_SIZE * 0.36), number, Anchor::End, Ink::Quiet);
    }
    for tick in &across.ticks {
        let x = left + across.share(*tick) * (right - left);
        scene.line((x, top), (x, bottom), Stroke::whole(Ink::Faint, 0.5));
        scene.text((x, bottom + 12.5), grouped(tick.settled(), 0), Anchor::Middle, Ink::Quiet);
    }
    scene.text((0.0, heading - 6.0), content.up.clone(), Anchor::Start, Ink::Quiet);
    scene.text((right, bottom + 24.0), content.across.clone(), Anchor::End, Ink::Quiet);
    let place = |point: &ScatterPoint| {
        (left + across.share(point.across) * (right - left), bottom - up.share(point.up) * plot_height)
    };
    let places: Vec<Point> = content.points.iter().map(place).collect();
    draw_points(&mut scene, content, &places, ((left, top), (right, bottom)));
    draw_names(&mut scene, content, &names, (width * (1.0 - NAMES), width, heading));
    Some(scene)
}

/// Amounts that an axis goes around: where all are the same, those around them.
fn apart(amounts: impl Iterator<Item = Exact> + Clone) -> impl Iterator<Item = Exact> {
    let first = amounts.clone().next().unwrap_or(Exact::ZERO);
    let same = amounts.clone().all(|amount| amount == first);
    amounts.chain(same.then_some([first - Exact::ONE, first + Exact::ONE]).into_iter().flatten())
}

/// A number of an axis: without decimals where none of its numbers needs any.
fn number(axis: &Axis, tick: Exact, decimals: u32) -> String {
    let whole = axis.ticks.iter().all(|tick| tick.settled().is_integer());
    money(tick, if whole { 0 } else { decimals })
}

/// The marks, each with its letter where it covers no other; a line leads to one that has no room beside its mark.
fn draw_points(scene: &mut Scene, content: &Scatter, places: &[Point], plot: (Point, Point)) {
    let spots = spots(places, plot);
    for (place, spot) in places.iter().zip(&spots) {
        let far = distance(*place, *spot);
        if far > REACH + 0.5 {
            let on_the_way = |gone: f64| {
                let share = gone / far;
                (place.0 + (spot.0 - place.0) * share, place.1 + (spot.1 - place.1) * share)
            };
            scene.line(on_the_way(RADIUS), on_the_way(far - HALF_A_LETTER), Stroke::whole(Ink::Quiet, 0.5));
        }
    }
    for (point, place) in content.points.iter().zip(places) {
        if point.recommended {
            scene.diamond(*place, RADIUS + 1.6, Ink::Accent);
        } else {
            scene.ring(*place, RADIUS, Stroke::whole(Ink::Text, 1.2));
        }
    }
    for ((point, spot), letter) in content.points.iter().zip(spots).zip(Scatter::letters()) {
        let base = (spot.0, spot.1 + TYPE_SIZE * 0.36);
        if point.recommended {
            scene.bold(base, letter, Anchor::Middle, Ink::Accent);
        } else {
            scene.text(base, letter, Anchor::Middle, Ink::Text);
        }
    }
}

/// Where the letters stand: each as near to its mark as it covers no other mark and no letter, in the plot.
fn spots(places: &[Point], (upper_left, lower_right): (Point, Point)) -> Vec<Point> {
    let mut taken: Vec<Point> = places.to_vec();
    let mut spots = Vec::new();
    for place in places {
        let candidates = REACHES.iter().flat_map(|reach| {
            DIRECTIONS.iter().map(move |(right, down)| (place.0 + right * reach, place.1 + down * reach))
        });
        let is_free = |spot: &Point| {
            let is_within = spot.0 >= upper_left.0 && spot.1 >= upper_left.1 && spot.1 <= lower_right.1;
            let middle = (f64::midpoint(place.0, spot.0), f64::midpoint(place.1, spot.1));
            let far = distance(*place, *spot);
            let covers = |other: &Point| {
                distance(*spot, *other) < REACH - 0.5
                    || (far > REACH + 0.5 && other != place && distance(middle, *other) < HALF_A_LETTER)
            };
            is_within && spot.0 <= lower_right.0 + REACH && !taken.iter().any(covers)
        };
        let spot = candidates.clone().find(is_free).unwrap_or((place.0 + REACH, place.1));
        taken.push(spot);
        spots.push(spot);
    }
    spots
}

fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

fn names(content: &Scatter, width: f64) -> Vec<Name> {
    let amount = |point: &ScatterPoint| money(point.beside, content.decimals);
    let amounts =
        content.points.iter().map(|point| text_width(&amount(point))).fold(text_width(&content.beside), f64::max);
    let room = width - amounts - 2.0 * REACH - GAP;
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
            write((left + 2.0 * REACH, base), line, Anchor::Start);
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
