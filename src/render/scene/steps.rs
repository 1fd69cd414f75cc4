//! Steps over the months as a drawing: a row for each thing, panels side by side.

use super::ranges::{LEADING, Labels, row_height, separator};
use super::{Anchor, Ink, Scene, Shape, Stroke, TYPE_SIZE, text_width};
use crate::report::document::{StepPanel, StepSeries, Steps};
use crate::text::visible;

/// Right of the labels, and between panels.
const MARGIN: f64 = 10.0;
/// Between a line and what it ends at.
const GAP: f64 = 4.0;
/// How long the dotted line is beside what it stands for.
const DOTTED: f64 = 16.0;
/// How high a row is at the least.
const ROW: f64 = 24.0;
/// Above and below the steps in a row.
const INSET: f64 = 4.0;
/// Months between two lines of the grid.
const YEAR: usize = 12;

/// Where a panel is drawn.
struct Area {
    left: f64,
    width: f64,
}

/// The steps drawn so wide; none where there is nothing to draw.
pub(super) fn steps(content: &Steps, width: f64) -> Option<Scene> {
    if content.months == 0 || content.rows.is_empty() {
        return None;
    }
    let labels = Labels::of(content.rows.iter().map(|row| row.label.as_str()), width);
    let heights: Vec<f64> = labels.lines.iter().map(|lines| row_height(lines.len(), ROW)).collect();
    let top = 17.0;
    let bottom = top + heights.iter().sum::<f64>();
    let mut scene = Scene::new(content.title.clone(), width, bottom + 13.0 + LEADING);
    scene.description = in_words(content);
    let areas = areas(content, labels.width + MARGIN, width);
    for (panel, area) in content.panels.iter().zip(&areas) {
        frame(&mut scene, content, panel, area, (top, bottom));
    }
    let mut y = top;
    for (position, row) in content.rows.iter().enumerate() {
        let height = heights[position];
        labels.write(&mut scene, position, y + height / 2.0, row.recommended);
        for ((series, panel), area) in row.series.iter().zip(&content.panels).zip(&areas) {
            draw(&mut scene, series, (content.months, panel), area, (y, height), row.recommended);
        }
        y += height;
        for area in &areas {
            separator(&mut scene, (area.left, y), (area.left + area.width, y));
        }
    }
    Some(scene)
}

/// The panels share what the labels leave; right of each is room for what its steps end at.
fn areas(content: &Steps, left: f64, width: f64) -> Vec<Area> {
    let rooms: Vec<f64> = (0..content.panels.len())
        .map(|panel| content.rows.iter().map(|row| text_width(&row.series[panel].ends_at)).fold(0.0, f64::max) + GAP)
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "there are few panels")]
    let count = rooms.len() as f64;
    let plot = ((width - left - rooms.iter().sum::<f64>() - MARGIN * (count - 1.0)) / count).max(1.0);
    let mut x = left;
    let mut area = |room: &f64| {
        let area = Area { left: x, width: plot };
        x += plot + room + MARGIN;
        area
    };
    rooms.iter().map(&mut area).collect()
}

/// The title of a panel, its years and its ends.
fn frame(scene: &mut Scene, content: &Steps, panel: &StepPanel, area: &Area, (top, bottom): (f64, f64)) {
    let end = area.left + area.width;
    scene.bold((area.left, top - 6.0), visible(&panel.title), Anchor::Start, Ink::Text);
    separator(scene, (area.left, top), (end, top));
    for month in (0..content.months).step_by(YEAR) {
        let x = area.left + share(month, content.months) * area.width;
        separator(scene, (x, top), (x, bottom));
    }
    let base = bottom + 10.0;
    scene.text((area.left, base), visible(&content.ends[0]), Anchor::Start, Ink::Quiet);
    if content.months > 1 {
        scene.text((end, base), visible(&content.ends[1]), Anchor::End, Ink::Quiet);
    }
    let (y, (_, meaning)) = (base + LEADING, panel.line);
    let middle = y - TYPE_SIZE * 0.33;
    scene.line((area.left, middle), (area.left + DOTTED, middle), Stroke::dotted(Ink::Quiet, 0.8));
    scene.text((area.left + DOTTED + GAP, y), meaning, Anchor::Start, Ink::Quiet);
}

fn draw(
    scene: &mut Scene,
    series: &StepSeries,
    (months, panel): (usize, &StepPanel),
    area: &Area,
    (top, height): (f64, f64),
    recommended: bool,
) {
    let up = |share: f64| top + height - INSET - share.clamp(0.0, 1.0) * (height - 2.0 * INSET);
    let y = up(panel.line.0);
    scene.line((area.left, y), (area.left + area.width, y), Stroke::dotted(Ink::Quiet, 0.8));
    let (ink, thickness) = if recommended { (Ink::Accent, 1.8) } else { (Ink::Text, 1.2) };
    let at = |month: usize| area.left + share(month, months) * area.width;
    let mut points = Vec::with_capacity(series.heights.len() * 2);
    for (month, height) in series.heights.iter().enumerate() {
        points.extend([(at(month), up(*height)), (at(month + 1), up(*height))]);
    }
    if let Some((x, y)) = points.last().copied() {
        if series.heights.len() < months {
            scene.line((x, y - 3.0), (x, y + 3.0), Stroke::whole(ink, thickness));
        }
        scene.shapes.push(Shape::Line { points, stroke: Stroke::whole(ink, thickness) });
    }
    let base = top + height / 2.0 + TYPE_SIZE * 0.36;
    let end = area.left + area.width + GAP;
    scene.text((end, base), visible(&series.ends_at), Anchor::Start, Ink::Quiet);
}

fn share(month: usize, months: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a plan has few months")]
    let share = month as f64 / months as f64;
    share
}

/// What each row ends at.
fn in_words(content: &Steps) -> String {
    let row = |row: &crate::report::document::StepRow| {
        let ends = row.series.iter().zip(&content.panels).map(|(series, panel)| {
            let title = &panel.title;
            format!("{title}: {}", series.ends_at)
        });
        format!("{}: {}.", row.label, ends.collect::<Vec<_>>().join("; "))
    };
    let rows: Vec<String> = content.rows.iter().map(row).collect();
    format!("From {} to {}, in the end. {}", content.ends[0], content.ends[1], rows.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::scene::Dash;
    use crate::report::document::StepRow;

    #[test]
    fn every_dotted_line_has_its_like_in_the_legend_of_its_panel() {
        let series = || StepSeries { heights: vec![0.0, 1.0], ends_at: "+5 %".to_owned() };
        let panel = |title: &str, meaning| StepPanel { title: title.to_owned(), line: (0.5, meaning) };
        let content = Steps {
            title: "it".to_owned(),
            ends: ["Jan 27".to_owned(), "Feb 27".to_owned()],
            months: 2,
            panels: vec![panel("bill", "today's bill"), panel("chance", "certain")],
            rows: vec![StepRow { label: "Raise".to_owned(), series: vec![series(), series()], recommended: true }],
        };
        let scene = steps(&content, 505.0).expect("steps");
        let dotted = |shape: &&Shape| matches!(shape, Shape::Line { stroke, .. } if stroke.dash == Dash::Dotted);
        assert_eq!(scene.shapes.iter().filter(dotted).count(), 2 * 2);
        for meaning in ["today's bill", "certain"] {
            let said = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text == meaning);
            assert!(scene.shapes.iter().any(said), "{meaning}");
        }
    }
}
