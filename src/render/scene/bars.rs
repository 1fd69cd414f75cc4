//! Bars to both sides of a line as a drawing: a tornado.

use super::ranges::{Labels, row_height};
use super::{Anchor, Axis, Fill, Ink, Point, Scene, Stroke, TYPE_SIZE, text_width};
use crate::number::Exact;
use crate::report::document::{BarRow, Bars};
use crate::words::money;

/// Between the labels and the axis, and right of it: half a number of the axis has room there.
const MARGIN: f64 = 26.0;
/// How high a row of one line is.
const ROW: f64 = 17.0;
/// How high a bar is.
const BAR: f64 = 9.0;
/// The most ticks of an axis.
const TICKS_MOST: u32 = 7;
/// What the bars of low and of high values are filled with.
const FILLS: [Fill; 2] = [Fill::Hatched(Ink::Text), Fill::Plain(Ink::Accent)];

/// The bars drawn so wide; none where there is nothing to draw.
#[must_use]
pub fn bars(bars: &Bars, width: f64) -> Option<Scene> {
    let axis = Axis::around(bars.amounts(), TICKS_MOST)?;
    let labels = Labels::of(bars.rows.iter().map(|row| row.label.as_str()), width);
    let left = labels.width + MARGIN;
    let plot = width - left - MARGIN;
    let at = |amount: Exact| left + axis.share(amount) * plot;
    let heights: Vec<f64> = labels.lines.iter().map(|lines| row_height(lines.len(), ROW)).collect();
    let top = 18.0;
    let bottom = top + heights.iter().sum::<f64>() + 2.0;
    let entries = legend(bars);
    let places = places(&entries, left, width);
    let depth = places.last().map_or(0.0, |(_, line)| *line);
    let mut scene = Scene::new(bars.title.clone(), width, bottom + 18.0 + depth);
    scene.description = bars.rows.iter().map(|row| in_words(row, bars)).collect::<Vec<_>>().join(" ");

    axis.draw(&mut scene, at, (top, bottom), bars.decimals);
    let base = at(bars.base);
    let mut y = top;
    for (position, row) in bars.rows.iter().enumerate() {
        let middle = y + heights[position] / 2.0;
        labels.write(&mut scene, position, middle, false);
        // Two that go the same way share the height of the bar.
        let bar = if bars.lie_apart(row) { BAR / 2.0 } else { BAR };
        let tops = [middle - BAR / 2.0, middle + BAR / 2.0 - bar];
        // Of nested ones the low one is drawn over the high one.
        for ((end, fill), top) in row.ends.iter().zip(FILLS).zip(tops).rev() {
            if let Some(end) = end.map(at) {
                scene.rectangle((base.min(end), top), (end - base).abs(), bar, fill);
            }
        }
        if row.crossed {
            cross(&mut scene, (left, middle));
        }
        y += heights[position];
    }
    scene.line((base, top), (base, bottom), Stroke::whole(Ink::Text, 1.2));
    for ((sign, meaning), (x, line)) in entries.iter().zip(places) {
        let (x, y) = (x, bottom + 12.0 + line);
        draw(*sign, &mut scene, (x + 4.0, y - TYPE_SIZE * 0.33));
        scene.text((x + 12.0, y), meaning.clone(), Anchor::Start, Ink::Quiet);
    }
    Some(scene)
}

/// A sign of the legend.
#[derive(Clone, Copy)]
enum Sign {
    Bar(Fill),
    Base,
    Cross,
}

/// The signs that are explained, and what they mean.
fn legend(bars: &Bars) -> Vec<(Sign, String)> {
    let [low, high, base] = bars.legend.clone();
    let mut entries = vec![(Sign::Bar(FILLS[0]), low), (Sign::Bar(FILLS[1]), high), (Sign::Base, base)];
    if bars.rows.iter().any(|row| row.crossed) {
        entries.push((Sign::Cross, bars.crossed.clone()));
    }
    entries
}

/// Where the entries of a legend begin and how far down, line after line.
fn places(entries: &[(Sign, String)], left: f64, width: f64) -> Vec<(f64, f64)> {
    let (mut x, mut line) = (left, 0.0);
    let place = |(_, meaning): &(Sign, String)| {
        let wide = 12.0 + text_width(meaning);
        if x > left && x + wide > width {
            (x, line) = (left, line + 13.0);
        }
        let place = (x, line);
        x += wide + 14.0;
        place
    };
    entries.iter().map(place).collect()
}

fn draw(sign: Sign, scene: &mut Scene, (x, y): Point) {
    match sign {
        Sign::Bar(fill) => scene.rectangle((x - 4.0, y - 3.0), 8.0, 6.0, fill),
        Sign::Base => scene.line((x, y - 4.0), (x, y + 4.0), Stroke::whole(Ink::Text, 1.2)),
        Sign::Cross => cross(scene, (x, y)),
    }
}

fn cross(scene: &mut Scene, (x, y): Point) {
    let stroke = Stroke::whole(Ink::Text, 1.1);
    scene.line((x - 3.0, y - 3.0), (x + 3.0, y + 3.0), stroke);
    scene.line((x - 3.0, y + 3.0), (x + 3.0, y - 3.0), stroke);
}

/// The figures of a row in words.
fn in_words(row: &BarRow, bars: &Bars) -> String {
    let said = row
        .ends
        .iter()
        .zip(&bars.legend)
        .filter_map(|(end, meaning)| end.map(|end| format!("{meaning} {}", money(end, bars.decimals))));
    let crossed = row.crossed.then(|| bars.crossed.clone());
    format!("{}: {}.", row.label, said.chain(crossed).collect::<Vec<_>>().join(", "))
}
