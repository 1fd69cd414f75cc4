//! Drawings as SVG within a page, with their title and what is to be seen in them as text.

use super::markup::Markup;
use crate::render::scene::{Anchor, Dash, Fill, Ink, Point, Scene, Shape, Stroke};

/// The inks that areas are hatched with.
const HATCHES: [(Ink, &str, &str); 3] =
    [(Ink::Text, "hatch-text", "text"), (Ink::Quiet, "hatch-quiet", "quiet"), (Ink::Accent, "hatch-accent", "accent")];

/// Writes a drawing; `number` tells it from the others of the page.
pub fn draw(markup: &mut Markup, scene: &Scene, number: usize) {
    let (title, description) = (format!("picture-{number}-title"), format!("picture-{number}-text"));
    let named = format!("{title} {description}");
    let size = format!("0 0 {} {}", decimal(scene.width), decimal(scene.height));
    let width = format!("--drawn: {}pt", decimal(scene.width));
    markup.open("svg", &[("viewBox", &size), ("role", "img"), ("aria-labelledby", &named), ("style", &width)]);
    markup.element("title", &[("id", &title)], &scene.title);
    markup.element("desc", &[("id", &description)], &scene.description);
    hatches(markup, scene, number);
    for shape in &scene.shapes {
        markup.new_line();
        draw_shape(markup, shape, number);
    }
    markup.close();
    markup.new_line();
}

/// The patterns of slanted lines that the drawing needs.
fn hatches(markup: &mut Markup, scene: &Scene, number: usize) {
    let fill = |shape: &Shape| match shape {
        Shape::Area { fill, .. } | Shape::Circle { fill, .. } => Some(*fill),
        _ => None,
    };
    for (ink, name, class) in HATCHES {
        if !scene.shapes.iter().any(|shape| fill(shape) == Some(Fill::Hatched(ink))) {
            continue;
        }
        let id = format!("{name}-{number}");
        let pattern = [("id", id.as_str()), ("width", "4"), ("height", "4"), ("patternUnits", "userSpaceOnUse")];
        markup.open("pattern", &[&pattern[..], &[("patternTransform", "rotate(45)")]].concat());
        markup
            .empty("line", &[("x1", "0"), ("y1", "0"), ("x2", "0"), ("y2", "4"), ("class", &format!("line-{class}"))]);
        markup.close();
    }
}

fn draw_shape(markup: &mut Markup, shape: &Shape, number: usize) {
    match shape {
        Shape::Line { points, stroke } => {
            let (class, width) = (stroke_class(*stroke), decimal(stroke.width));
            markup.empty("polyline", &[("class", &class), ("stroke-width", &width), ("points", &corners(points))]);
        }
        Shape::Area { points, fill, outline } => {
            let (class, paint, width) = painted(*fill, *outline, number);
            let points = corners(points);
            let mut attributes = vec![("class", class.as_str()), ("points", points.as_str())];
            attributes.extend(paint.iter().chain(&width).map(|(name, value)| (*name, value.as_str())));
            markup.empty("polygon", &attributes);
        }
        Shape::Circle { centre, radius, fill, outline } => {
            let (class, paint, width) = painted(*fill, *outline, number);
            let [x, y, radius] = [centre.0, centre.1, *radius].map(decimal);
            let mut attributes =
                vec![("class", class.as_str()), ("cx", x.as_str()), ("cy", y.as_str()), ("r", radius.as_str())];
            attributes.extend(paint.iter().chain(&width).map(|(name, value)| (*name, value.as_str())));
            markup.empty("circle", &attributes);
        }
        Shape::Text { at, text, size, anchor, bold, ink } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let class = format!("fill-{}{}", ink_name(*ink), if *bold { " bold" } else { "" });
            let [x, y, size] = [at.0, at.1, *size].map(decimal);
            let attributes =
                [("x", x.as_str()), ("y", &y), ("font-size", &size), ("text-anchor", anchor), ("class", &class)];
            markup.element("text", &attributes, text);
        }
    }
}

/// The class of an area, and the attributes of its fill and outline.
type Painted = (String, Option<(&'static str, String)>, Option<(&'static str, String)>);

fn painted(fill: Fill, outline: Option<Stroke>, number: usize) -> Painted {
    let (filled, paint) = match fill {
        Fill::Plain(ink) => (format!("fill-{}", ink_name(ink)), None),
        Fill::Hatched(ink) => {
            let name = HATCHES.iter().find(|(hatched, ..)| *hatched == ink).map_or("hatch-text", |(_, name, _)| name);
            (String::new(), Some(("fill", format!("url(#{name}-{number})"))))
        }
    };
    let line = outline.map_or_else(String::new, stroke_class);
    let class = format!("{filled} {line}").trim().to_owned();
    (class, paint, outline.map(|stroke| ("stroke-width", decimal(stroke.width))))
}

fn stroke_class(stroke: Stroke) -> String {
    let dash = match stroke.dash {
        Dash::Whole => "",
        Dash::Dashed => " dashed",
        Dash::Dotted => " dotted",
    };
    format!("line-{}{dash}", ink_name(stroke.ink))
}

fn ink_name(ink: Ink) -> &'static str {
    match ink {
        Ink::Text => "text",
        Ink::Quiet => "quiet",
        Ink::Faint => "faint",
        Ink::Accent => "accent",
        Ink::Page => "page",
    }
}

fn corners(points: &[Point]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", decimal(*x), decimal(*y))).collect::<Vec<_>>().join(" ")
}

/// A length to a hundredth of a point, which is less than anybody sees.
fn decimal(length: f64) -> String {
    let hundredths = (length * 100.0).round();
    format!("{}", if hundredths.abs() < 0.5 { 0.0 } else { hundredths / 100.0 })
}
