//! Drawings on a page.

use krilla::tagging::Tag;

use super::composer::Composer;
use super::palette::Colour;
use super::sheet::{Filling, Mark, Part, Pen, Piece};
use super::structure::Place;
use super::typesetter::{Type, Typesetter};
use crate::render::scene::{Anchor, Fill, Point, Scene, Shape, Stroke};

/// Puts a drawing on the page, with its title above it.
pub fn place(composer: &mut Composer<'_, '_>, scene: &Scene, within: Place) {
    let words = composer.typesetter.shown(&format!("{}. {}", scene.title, scene.description), false);
    let caption = composer.structure.add(Tag::P, Some(within));
    let figure = composer.structure.add(Tag::Figure(Some(words)), Some(within));
    composer.caption(&scene.title, caption);
    // What is higher than a page is drawn smaller.
    let room = composer.sheet().down() - 60.0;
    let scale = (room / scene.height).min(1.0);
    let marks = scene.shapes.iter().map(|shape| drawn(composer.typesetter, shape, scale)).collect();
    let part = Part { place: Some(figure), marks };
    composer.push(Piece { height: scene.height * scale, parts: vec![part], ..Piece::default() });
}

fn drawn(typesetter: &mut Typesetter<'_>, shape: &Shape, scale: f64) -> Mark {
    let at = |(x, y): &Point| (x * scale, y * scale);
    let pen = |stroke: &Stroke| Pen { colour: Colour::of(stroke.ink), width: stroke.width * scale, dash: stroke.dash };
    let filling = |fill: &Fill| match fill {
        Fill::Plain(ink) => Filling::Plain(Colour::of(*ink)),
        Fill::Hatched(ink) => Filling::Hatched(Colour::of(*ink)),
    };
    match shape {
        Shape::Line { points, stroke } => Mark::Line { points: points.iter().map(at).collect(), pen: pen(stroke) },
        Shape::Area { points, fill, outline } => Mark::Area {
            points: points.iter().map(at).collect(),
            filling: filling(fill),
            outline: outline.as_ref().map(pen),
        },
        Shape::Circle { centre, radius, fill, outline } => Mark::Circle {
            centre: at(centre),
            radius: radius * scale,
            filling: filling(fill),
            outline: outline.as_ref().map(pen),
        },
        Shape::Text { at: place, text, size, anchor, bold, ink } => {
            let of = Type { size: size * scale, bold: *bold };
            let line = typesetter.line(text, of);
            let (x, y) = at(place);
            let left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - line.width / 2.0,
                Anchor::End => x - line.width,
            };
            Mark::Text { at: (left, y), text: line.text, size: of.size, bold: *bold, colour: Colour::of(*ink) }
        }
    }
}
