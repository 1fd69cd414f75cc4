//! A waterfall as a drawing: a row a bar, each from where the one above ends.

use super::ranges::{Labels, row_height};
use super::{Anchor, Axis, Fill, Ink, Scene, Stroke, TYPE_SIZE, text_width};
use crate::number::{Exact, Number};
use crate::report::document::{Waterfall, WaterfallRow};
use crate::words::{money, signed};

/// Between the labels and the axis.
const MARGIN: f64 = 14.0;
/// How high a row of one line is.
const ROW: f64 = 16.0;
/// How high a bar is.
const BAR: f64 = 9.0;
/// Between a bar and its amount.
const GAP: f64 = 4.0;
/// About how many numbers the axis has at the most.
const TICKS_MOST: u32 = 6;

/// The waterfall drawn so wide; none where there is nothing to draw.
pub(super) fn waterfall(content: &Waterfall, width: f64) -> Option<Scene> {
    let rows = content.rows();
    let axis = Axis::around(rows.iter().flat_map(|row| [row.begins, row.ends]), TICKS_MOST)?;
    let labels = Labels::of(rows.iter().map(|row| row.label.as_str()), width);
    let amounts: Vec<String> = rows.iter().map(|row| amount(row, content.decimals)).collect();
    // Amounts stand beside their bars, on either side.
    let room = amounts.iter().map(|amount| text_width(amount)).fold(0.0, f64::max) + GAP;
    let left = labels.width + MARGIN + room;
    let plot = (width - left - room - 2.0).max(1.0);
    let at = |amount: Exact| left + axis.share(amount) * plot;
    let heights: Vec<f64> = labels.lines.iter().map(|lines| row_height(lines.len(), ROW)).collect();
    let top = 4.0;
    let bottom = top + heights.iter().sum::<f64>() + 2.0;
    let mut scene = Scene::new(content.title.clone(), width, bottom + 2.0);
    scene.description = rows
        .iter()
        .zip(&amounts)
        .map(|(row, amount)| format!("{}: {amount}.", row.label))
        .collect::<Vec<_>>()
        .join(" ");

    let zero = at(Exact::ZERO);
    scene.line((zero, top), (zero, bottom), Stroke::whole(Ink::Quiet, 0.8));
    let mut y = top;
    let mut above: Option<f64> = None;
    for (position, row) in rows.iter().enumerate() {
        let middle = y + heights[position] / 2.0;
        labels.write(&mut scene, position, middle, false);
        let (begins, ends) = (at(row.begins), at(row.ends));
        if let Some(above) = above {
            let x = if row.whole { ends } else { begins };
            scene.line((x, above + BAR / 2.0), (x, middle - BAR / 2.0), Stroke::dotted(Ink::Quiet, 0.8));
        }
        // What is too small to be seen is drawn as a line.
        let thickness = (ends - begins).abs().max(0.8);
        scene.rectangle((begins.min(ends), middle - BAR / 2.0), thickness, BAR, fill(row));
        let base = middle + TYPE_SIZE * 0.36;
        let (right, to_the_right) = (begins.max(ends), row.ends >= row.begins);
        let (x, anchor) =
            if to_the_right { (right + GAP, Anchor::Start) } else { (begins.min(ends) - GAP, Anchor::End) };
        if row.whole {
            scene.bold((x, base), amounts[position].clone(), anchor, Ink::Text);
        } else {
            scene.text((x, base), amounts[position].clone(), anchor, Ink::Text);
        }
        above = Some(middle);
        y += heights[position];
    }
    Some(scene)
}

/// Whole amounts are dark, gains in colour, losses hatched, so that they are told apart without colour too.
fn fill(row: &WaterfallRow) -> Fill {
    match row {
        WaterfallRow { whole: true, .. } => Fill::Plain(Ink::Text),
        WaterfallRow { begins, ends, .. } if ends < begins => Fill::Hatched(Ink::Text),
        _ => Fill::Plain(Ink::Accent),
    }
}

fn amount(row: &WaterfallRow, decimals: u32) -> String {
    if row.whole { money(row.ends, decimals) } else { signed(money(row.ends - row.begins, decimals)) }
}
