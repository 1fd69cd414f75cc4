//! Heights along one axis as a drawing: a row each, one below the other.

use super::ranges::{LEADING, Labels, row_height, separator};
use super::{Anchor, Axis, Fill, Ink, Point, Scene, Stroke, TYPE_SIZE, lines, text_width};
use crate::number::{Exact, Number};
use crate::report::document::{Amounts, Drawn, Profile, Profiles};
use crate::text::visible;
use crate::words::percent;

/// Right of the labels, and of the plot.
const MARGIN: f64 = 12.0;
/// How high a row is for each line of text that it may take, and the least of it.
const LINE: f64 = 13.0;
const ROW_LEAST: f64 = 22.0;
/// How high a row is at the least where the axis shows amounts.
const ROW_OF_AMOUNTS: f64 = 31.0;
/// Right of the labels, and of the plot, where the axis shows amounts: half a number of the axis has room there.
const AXIS_MARGIN: f64 = 26.0;
/// About how many numbers the axis has at the most.
const TICKS_MOST: u32 = 6;
/// How large the pointer to what is to be expected is, what it means, and the room for that in the legend.
const POINTER: f64 = 6.0;
const EXPECTED: &str = "expected";
const EXPECTED_ROOM: f64 = 26.0;
/// Bars that sums are drawn as.
const BARS: usize = 97;
/// How likely a bar is at the least beside which that stands, and how far from it.
const TOLD_LEAST: f64 = 0.1;
const GAP: f64 = 3.0;

/// The profiles drawn so wide.
#[must_use]
pub fn profiles(profiles: &Profiles, width: f64) -> Scene {
    let labels = Labels::of(profiles.rows.iter().map(|row| row.label.as_str()), width);
    let scale = profiles.amounts.as_ref().and_then(|amounts| Scale::of(amounts, labels.width, width));
    let left = scale.as_ref().map_or(labels.width + MARGIN, |scale| scale.left);
    let plot = width - left - MARGIN;
    let lowest = if scale.is_some() { ROW_OF_AMOUNTS } else { ROW_LEAST };
    #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
    let least = |row: &Profile| (row.lines as f64 * LINE).max(lowest);
    let heights: Vec<f64> =
        profiles.rows.iter().zip(&labels.lines).map(|(row, lines)| row_height(lines.len(), least(row))).collect();
    let legend_left = left + scale.as_ref().map_or(0.0, |_| EXPECTED_ROOM + text_width(EXPECTED));
    let legend = lines(&visible(&profiles.legend), left + plot - legend_left);
    let top = 18.0;
    let bottom = top + heights.iter().sum::<f64>();
    #[expect(clippy::cast_precision_loss, reason = "a legend has few lines")]
    let mut scene = Scene::new(profiles.title.clone(), width, bottom + 6.0 + legend.len() as f64 * LEADING);
    scene.description = format!("From {} to {}. {}", profiles.ends[0], profiles.ends[1], profiles.legend);

    if let Some(scale) = &scale {
        scale.axis.draw(&mut scene, |amount| scale.at(amount), (top, bottom), scale.amounts.decimals);
        pointer(&mut scene, (left + 4.0, bottom + LEADING - 5.0), Ink::Quiet);
        scene.text((left + 12.0, bottom + LEADING + 1.0), EXPECTED, Anchor::Start, Ink::Quiet);
    } else {
        scene.text((left, top - 6.0), visible(&profiles.ends[0]), Anchor::Start, Ink::Quiet);
        scene.text((left + plot, top - 6.0), visible(&profiles.ends[1]), Anchor::End, Ink::Quiet);
    }
    separator(&mut scene, (left, top), (left + plot, top));
    let bars: Vec<Vec<f64>> = profiles.rows.iter().map(bars).collect();
    let sums = profiles.rows.iter().zip(&bars).filter(|(row, _)| row.drawn == Drawn::Sums);
    let highest = sums.flat_map(|(_, bars)| bars).copied().fold(0.0, f64::max);
    let ends = scale
        .as_ref()
        .map_or((left, left + plot), |scale| (scale.at(scale.amounts.ends[0]), scale.at(scale.amounts.ends[1])));
    let mut y = top;
    for (position, (row, bars)) in profiles.rows.iter().zip(&bars).enumerate() {
        let height = heights[position];
        labels.write(&mut scene, position, y + height / 2.0, row.recommended);
        let ink = if row.recommended { Ink::Accent } else { Ink::Text };
        let above = if scale.is_some() { POINTER + 3.0 } else { 4.0 };
        let area = Area { left: ends.0, width: ends.1 - ends.0, base: y + height, height: height - above };
        match row.drawn {
            Drawn::Sums => draw_bars(&mut scene, bars, highest, &area, ink),
            Drawn::Steps => draw_steps(&mut scene, row, &area, ink),
        }
        if let Some((scale, expected)) =
            scale.as_ref().and_then(|scale| Some((scale, scale.amounts.expected.get(position)?)))
        {
            pointer(&mut scene, (scale.at(*expected), y + 1.0), ink);
        }
        y += height;
        separator(&mut scene, (left, y), (left + plot, y));
    }
    for line in &legend {
        y += LEADING;
        scene.text((legend_left, y + 1.0), line.clone(), Anchor::Start, Ink::Quiet);
    }
    scene
}

/// Amounts along the axis.
struct Scale<'a> {
    amounts: &'a Amounts,
    axis: Axis,
    left: f64,
    width: f64,
}

impl<'a> Scale<'a> {
    /// The scale right of labels so wide; none where all amounts are the same.
    fn of(amounts: &'a Amounts, labels: f64, width: f64) -> Option<Self> {
        let axis = Axis::around(amounts.ends.iter().copied(), TICKS_MOST)?;
        // Half a number of the axis has room at either end.
        let left = labels + AXIS_MARGIN;
        Some(Self { amounts, axis, left, width: width - left - AXIS_MARGIN })
    }

    fn at(&self, amount: Exact) -> f64 {
        self.left + self.axis.share(amount) * self.width
    }
}

/// A pointer down from a place, as wide as it is high.
fn pointer(scene: &mut Scene, (x, y): Point, ink: Ink) {
    scene.area(vec![(x - POINTER / 2.0, y), (x + POINTER / 2.0, y), (x, y + POINTER)], Fill::Plain(ink));
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

/// What is there at all is drawn at least as high as a line is thick; beside what is likely stands how likely it is.
fn draw_bars(scene: &mut Scene, bars: &[f64], highest: f64, area: &Area, ink: Ink) {
    #[expect(clippy::cast_precision_loss, reason = "there are few bars")]
    let step = area.width / (bars.len() - 1) as f64;
    // The middle of a bar is where its amount is.
    let mut x = area.left - step / 2.0;
    // Where the text before ends.
    let mut free = f64::MIN;
    for bar in bars {
        let height = (bar / highest * area.height).max(0.8);
        if *bar > 0.0 && highest > 0.0 {
            scene.rectangle((x + step * 0.1, area.base - height), step * 0.8, height, Fill::Plain(ink));
        }
        if *bar >= TOLD_LEAST {
            let chance = percent(Exact::from_f64((bar * 100.0).round() / 100.0));
            let wide = text_width(&chance);
            // Above a short bar, beside a tall one.
            let (from, y) = if height < TYPE_SIZE {
                (x + (step - wide) / 2.0, area.base - height - 2.0)
            } else if x + step + GAP + wide > area.left + area.width {
                (x - GAP - wide, area.base - 3.0)
            } else {
                (x + step + GAP, area.base - 3.0)
            };
            if from > free {
                scene.text((from, y), chance, Anchor::Start, Ink::Quiet);
                free = from + wide;
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::scene::Shape;

    /// The texts of a picture of outcomes, and how many pointers it has.
    fn drawn(points: &[(f64, f64)], expected: u32) -> (Vec<String>, usize) {
        let row = Profile {
            label: "Do nothing".to_owned(),
            lines: 1,
            drawn: Drawn::Sums,
            points: points.to_vec(),
            recommended: false,
        };
        let ends = [Exact::ZERO, Exact::whole(70_000)];
        let amounts = Amounts { ends, decimals: 0, expected: vec![Exact::whole(expected)] };
        let scene = profiles(
            &Profiles {
                title: "Net profit".to_owned(),
                ends: ["0".to_owned(), "70,000".to_owned()],
                amounts: Some(amounts),
                legend: "The taller, the likelier.".to_owned(),
                rows: vec![row],
            },
            505.0,
        );
        let is_pointer = |shape: &&Shape| matches!(shape, Shape::Area { points, .. } if points.len() == 3);
        let pointers = scene.shapes.iter().filter(is_pointer).count();
        let text = |shape: Shape| match shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        };
        (scene.shapes.into_iter().filter_map(text).collect(), pointers)
    }

    #[test]
    fn zero_what_is_expected_and_what_is_likely_are_told() {
        let (texts, pointers) = drawn(&[(0.1, 0.15), (0.5, 0.05), (0.9, 0.8)], 57_000);
        for told in ["0", "60,000", "expected", "15 %", "80 %"] {
            assert!(texts.iter().any(|text| text == told), "{told} in {texts:?}");
        }
        assert!(!texts.iter().any(|text| text == "5 %"), "{texts:?}");
        // That of the row, and that of the legend.
        assert_eq!(pointers, 2);
    }

    #[test]
    fn a_single_outcome_is_said_to_be_certain() {
        let (texts, _) = drawn(&[(1.0, 1.0)], 70_000);
        assert!(texts.iter().any(|text| text == "100 %"), "{texts:?}");
    }
}
