//! Heights along one axis as a drawing: a row each, one below the other.

use super::ranges::{LEADING, Labels, row_height, separator};
use super::{Anchor, Fill, Ink, Scene, Stroke, lines};
use crate::report::document::{Drawn, Profile, Profiles};
use crate::text::visible;

/// Right of the labels, and of the plot.
const MARGIN: f64 = 12.0;
/// How high a row is for each line of text that it may take, and the least of it.
const LINE: f64 = 13.0;
const ROW_LEAST: f64 = 22.0;
/// Bars that sums are drawn as.
const BARS: usize = 96;

/// The profiles drawn so wide.
#[must_use]
pub fn profiles(profiles: &Profiles, width: f64) -> Scene {
    let labels = Labels::of(profiles.rows.iter().map(|row| row.label.as_str()), width);
    let left = labels.width + MARGIN;
    let plot = width - left - MARGIN;
    #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
    let least = |row: &Profile| (row.lines as f64 * LINE).max(ROW_LEAST);
    let heights: Vec<f64> =
        profiles.rows.iter().zip(&labels.lines).map(|(row, lines)| row_height(lines.len(), least(row))).collect();
    let legend = lines(&visible(&profiles.legend), plot);
    let top = 18.0;
    let bottom = top + heights.iter().sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "a legend has few lines")]
    let mut scene = Scene::new(profiles.title.clone(), width, bottom + 6.0 + legend.len() as f64 * LEADING);
    scene.description = format!("From {} to {}. {}", profiles.ends[0], profiles.ends[1], profiles.legend);

    scene.text((left, top - 6.0), visible(&profiles.ends[0]), Anchor::Start, Ink::Quiet);
    scene.text((left + plot, top - 6.0), visible(&profiles.ends[1]), Anchor::End, Ink::Quiet);
    separator(&mut scene, (left, top), (left + plot, top));
    let bars: Vec<Vec<f64>> = profiles.rows.iter().map(bars).collect();
    let sums = profiles.rows.iter().zip(&bars).filter(|(row, _)| row.drawn == Drawn::Sums);
    let highest = sums.flat_map(|(_, bars)| bars).copied().fold(0.0, f64::max);
    let mut y = top;
    for (position, (row, bars)) in profiles.rows.iter().zip(&bars).enumerate() {
        let height = heights[position];
        labels.write(&mut scene, position, y + height / 2.0, row.recommended);
        let ink = if row.recommended { Ink::Accent } else { Ink::Text };
        let area = Area { left, width: plot, base: y + height, height: height - 4.0 };
        match row.drawn {
            Drawn::Sums => draw_bars(&mut scene, bars, highest, &area, ink),
            Drawn::Steps => draw_steps(&mut scene, row, &area, ink),
        }
        y += height;
        separator(&mut scene, (left, y), (left + plot, y));
    }
    for line in &legend {
        y += LEADING;
        scene.text((left, y + 1.0), line.clone(), Anchor::Start, Ink::Quiet);
    }
    scene
}

/// Where a profile is drawn.
struct Area {
    left: f64,
    width: f64,
    base: f64,
    height: f64,
}

/// The sums of the heights at each bar.
fn bars(row: &Profile) -> Vec<f64> {
    let mut bars = vec![0.0; BARS];
    if row.drawn == Drawn::Sums {
        for (place, height) in &row.points {
            #[expect(clippy::cast_precision_loss, reason = "there are few bars")]
            let last = (BARS - 1) as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bars")]
            let bar = (place * last).round().clamp(0.0, last) as usize;
            bars[bar] += height;
        }
    }
    bars
}

/// What is there at all is drawn at least as high as a line is thick.
fn draw_bars(scene: &mut Scene, bars: &[f64], highest: f64, area: &Area, ink: Ink) {
    #[expect(clippy::cast_precision_loss, reason = "there are few bars")]
    let step = area.width / bars.len() as f64;
    let mut x = area.left;
    for bar in bars {
        if *bar > 0.0 && highest > 0.0 {
            let height = (bar / highest * area.height).max(0.8);
            scene.rectangle((x + step * 0.1, area.base - height), step * 0.8, height, Fill::Plain(ink));
        }
        x += step;
    }
}

fn draw_steps(scene: &mut Scene, row: &Profile, area: &Area, ink: Ink) {
    let at = |place: f64| area.left + place.clamp(0.0, 1.0) * area.width;
    let up = |height: f64| area.base - height.clamp(0.0, 1.0) * area.height;
    let Some((first, _)) = row.points.first() else { return };
    let mut outline = Vec::new();
    let mut height = area.base;
    for (place, next) in &row.points {
        outline.extend([(at(*place), height), (at(*place), up(*next))]);
        height = up(*next);
    }
    let end = area.left + area.width;
    outline.push((end, height));
    let corners = outline.iter().copied().chain([(end, area.base), (at(*first), area.base)]);
    scene.area(corners.collect(), Fill::Plain(Ink::Faint));
    scene.shapes.push(super::Shape::Line {
        points: outline.split_off(1),
        stroke: Stroke::whole(ink, if ink == Ink::Accent { 1.6 } else { 1.1 }),
    });
}
