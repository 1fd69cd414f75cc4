//! A plot of points: its axes, its marks, and letters where they cover nothing.

use super::{Anchor, Axis, Dash, Ink, Point, Scene, Shape, Stroke, TYPE_SIZE, bounds, text_width};
use crate::number::{Exact, Number};
use crate::report::document::{Scatter, ScatterPoint};
use crate::words::{grouped, money};

/// Between an axis and its numbers.
const GAP: f64 = 5.0;
/// The radius of a mark, and how far its letter is from it.
const RADIUS: f64 = 3.0;
const REACH: f64 = 9.0;
/// How far letters are from their marks, the nearest first, and in which directions: right and down.
const REACHES: [f64; 5] = [REACH, 13.0, 18.0, 25.0, 32.0];
const DIRECTIONS: [Point; 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.8, -0.8), (-0.8, 0.8), (0.8, 0.8), (-0.8, -0.8)];
const HALF_A_LETTER: f64 = 4.5;
/// How far apart the places are on which a line to a letter must cover nothing.
const STEP: f64 = 4.0;
/// Marks no further apart than this share one.
const ONE_PLACE: f64 = 1.0;
/// Marks no further apart than this cover each other, and those no further than that are enlarged with them.
const INDISTINCT: f64 = 7.0;
const NEAR: f64 = 24.0;
/// What is enlarged takes no more of the plot than this, or nothing is won.
const ENLARGED_MOST: f64 = 0.5;
/// Around what is enlarged.
const FRAME: f64 = 7.0;

/// A plot at a place of a drawing, with the points that lie in it.
pub struct Plot<'c> {
    content: &'c Scatter,
    across: Axis,
    up: Axis,
    upper_left: Point,
    lower_right: Point,
}

/// Marks in one place, and the letters of all of them.
struct Group {
    place: Point,
    letters: Vec<String>,
    recommended: bool,
}

impl<'c> Plot<'c> {
    /// A plot within corners, with room for the numbers left of it, in which some points lie, each axis with about so many
    /// numbers at the most; none where there are no points.
    pub fn of(content: &'c Scatter, points: &[usize], corners: (Point, Point), most: u32) -> Option<Self> {
        let of = |amount: fn(&ScatterPoint) -> Exact| points.iter().map(move |point| amount(&content.points[*point]));
        let across = Axis::around(apart(of(|point| point.across)), most)?;
        let up = Axis::around(apart(of(|point| point.up)), most)?;
        let ((left, top), lower_right) = corners;
        let mut plot = Self { content, across, up, upper_left: (left, top), lower_right };
        let numbers = plot.up.ticks.iter().map(|tick| text_width(&plot.number(*tick)));
        plot.upper_left.0 += numbers.fold(0.0, f64::max) + GAP;
        Some(plot)
    }

    /// Its left side.
    pub fn left(&self) -> f64 {
        self.upper_left.0
    }

    /// Its lower side.
    pub fn bottom(&self) -> f64 {
        self.lower_right.1
    }

    fn place(&self, point: usize) -> Point {
        let point = &self.content.points[point];
        let ((left, top), (right, bottom)) = (self.upper_left, self.lower_right);
        (left + self.across.share(point.across) * (right - left), bottom - self.up.share(point.up) * (bottom - top))
    }

    /// A number of the axis upwards: without decimals where none of its numbers needs any.
    fn number(&self, tick: Exact) -> String {
        let whole = self.up.ticks.iter().all(|tick| tick.settled().is_integer());
        money(tick, if whole { 0 } else { self.content.decimals })
    }

    /// Draws the lines of its axes and their numbers.
    pub fn draw_axes(&self, scene: &mut Scene) {
        let ((left, top), (right, bottom)) = (self.upper_left, self.lower_right);
        for tick in &self.up.ticks {
            let y = bottom - self.up.share(*tick) * (bottom - top);
            scene.line((left, y), (right, y), Stroke::whole(Ink::Faint, 0.5));
            scene.text((left - GAP, y + TYPE_SIZE * 0.36), self.number(*tick), Anchor::End, Ink::Quiet);
        }
        let at = |tick: Exact| left + self.across.share(tick) * (right - left);
        let numbers: Vec<String> = self.across.ticks.iter().map(|tick| grouped(tick.settled(), 0)).collect();
        let (first, every) = self.across.numbered(at, &numbers);
        for (position, (tick, number)) in self.across.ticks.iter().zip(numbers).enumerate() {
            let x = at(*tick);
            scene.line((x, top), (x, bottom), Stroke::whole(Ink::Faint, 0.5));
            if position % every == first {
                scene.text((x, bottom + 12.5), number, Anchor::Middle, Ink::Quiet);
            }
        }
    }

    /// The points that cannot be told apart, with those near them: the most that there are in one part of the plot; none
    /// where all can be, or where they are all over it.
    pub fn crowd(&self) -> Vec<usize> {
        let places: Vec<Point> = (0..self.content.points.len()).map(|point| self.place(point)).collect();
        let mut left: Vec<usize> = (0..places.len()).collect();
        let mut crowds: Vec<Vec<usize>> = Vec::new();
        while let Some(first) = left.pop() {
            let mut crowd = vec![first];
            let mut next = 0;
            while let Some(point) = crowd.get(next).copied() {
                let (near, far): (Vec<usize>, Vec<usize>) =
                    left.iter().partition(|other| distance(places[point], places[**other]) <= NEAR);
                crowd.extend(near);
                left = far;
                next += 1;
            }
            crowd.sort_unstable();
            crowds.push(crowd);
        }
        let is_indistinct = |crowd: &Vec<usize>| {
            crowd.iter().enumerate().any(|(position, one)| {
                crowd[position + 1..].iter().any(|other| {
                    let apart = distance(places[*one], places[*other]);
                    apart > ONE_PLACE && apart <= INDISTINCT
                })
            })
        };
        let ((left, top), (right, bottom)) = (self.upper_left, self.lower_right);
        let is_small = |crowd: &Vec<usize>| {
            let [from, to] = bounds(crowd.iter().map(|point| places[*point]));
            to.0 - from.0 <= ENLARGED_MOST * (right - left) && to.1 - from.1 <= ENLARGED_MOST * (bottom - top)
        };
        let crowds = crowds.into_iter().filter(|crowd| is_indistinct(crowd) && is_small(crowd));
        crowds.max_by_key(Vec::len).unwrap_or_default()
    }

    /// Draws a broken frame around some points; none around none.
    pub fn draw_box(&self, scene: &mut Scene, points: &[usize]) {
        if points.is_empty() {
            return;
        }
        let [(left, top), (right, bottom)] = bounds(points.iter().map(|point| self.place(*point)));
        let (left, top, right, bottom) = (left - FRAME, top - FRAME, right + FRAME, bottom + FRAME);
        let points = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        scene.shapes.push(Shape::Line { points, stroke: Stroke { ink: Ink::Quiet, width: 0.7, dash: Dash::Dashed } });
    }

    /// Draws the marks of some points, and the letters of those that are named, each where it covers no other; a line leads
    /// to one that has no room beside its mark.
    pub fn draw_points(&self, scene: &mut Scene, points: &[usize], named: &[usize]) {
        let named = self.groups(named);
        let marks = self.groups(points);
        let spots = self.spots(&named, &marks);
        for (group, spot) in named.iter().zip(&spots) {
            let far = distance(group.place, *spot);
            if far > REACH + 0.5 {
                let ends = [RADIUS, far - HALF_A_LETTER].map(|gone| on_the_way(group.place, *spot, gone));
                scene.line(ends[0], ends[1], Stroke::whole(Ink::Quiet, 0.5));
            }
        }
        // The recommended one is on top.
        for recommended in [false, true] {
            for group in marks.iter().filter(|group| group.recommended == recommended) {
                mark(scene, group.place, recommended);
            }
        }
        for (group, spot) in named.iter().zip(spots) {
            let base = (spot.0, spot.1 + TYPE_SIZE * 0.36);
            let anchor = if group.letters.len() == 1 {
                Anchor::Middle
            } else if spot.0 < group.place.0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            let base = match anchor {
                Anchor::Start => (base.0 - HALF_A_LETTER / 2.0, base.1),
                Anchor::Middle => base,
                Anchor::End => (base.0 + HALF_A_LETTER / 2.0, base.1),
            };
            if group.recommended {
                scene.bold(base, group.letters.join(", "), anchor, Ink::Accent);
            } else {
                scene.text(base, group.letters.join(", "), anchor, Ink::Text);
            }
        }
    }

    /// Points by where they lie.
    fn groups(&self, points: &[usize]) -> Vec<Group> {
        let letters: Vec<String> = Scatter::letters().take(self.content.points.len()).collect();
        let mut groups: Vec<Group> = Vec::new();
        for point in points {
            let (place, recommended) = (self.place(*point), self.content.points[*point].recommended);
            let letter = letters[*point].clone();
            match groups.iter_mut().find(|group| distance(group.place, place) <= ONE_PLACE) {
                Some(group) => {
                    group.letters.push(letter);
                    group.recommended |= recommended;
                }
                None => groups.push(Group { place, letters: vec![letter], recommended }),
            }
        }
        groups
    }

    /// Where the letters stand: each as near to its mark as it covers no other mark and no letter, in the plot.
    fn spots(&self, named: &[Group], marks: &[Group]) -> Vec<Point> {
        let mut taken: Vec<Point> = marks.iter().map(|group| group.place).collect();
        let mut spots = Vec::new();
        for Group { place, letters, .. } in named {
            let candidates = REACHES.iter().flat_map(|reach| {
                DIRECTIONS.iter().map(move |(right, down)| (place.0 + right * reach, place.1 + down * reach))
            });
            let wide = text_width(&letters.join(", ")) - text_width("A");
            // The middles of all letters of a spot.
            let ends = |spot: Point| {
                let outer = if spot.0 < place.0 { spot.0 - wide } else { spot.0 + wide };
                [spot, (f64::midpoint(spot.0, outer), spot.1), (outer, spot.1)]
            };
            let is_free = |spot: &Point| {
                let far = distance(*place, *spot);
                let way: Vec<Point> = std::iter::successors(Some(2.0 * STEP), |gone| Some(gone + STEP))
                    .take_while(|gone| far > REACH + 0.5 && *gone < far)
                    .map(|gone| on_the_way(*place, *spot, gone))
                    .collect();
                let covers = |other: &Point| {
                    ends(*spot).iter().any(|end| distance(*end, *other) < REACH - 0.5)
                        || (other != place && way.iter().any(|on_it| distance(*on_it, *other) < HALF_A_LETTER))
                };
                ends(*spot).iter().all(|end| self.has_room(*end)) && !taken.iter().any(covers)
            };
            let spot = candidates.clone().find(is_free).unwrap_or((place.0 + REACH, place.1));
            taken.extend(ends(spot));
            spots.push(spot);
        }
        spots
    }

    /// Whether a letter at a place is within the plot.
    fn has_room(&self, (x, y): Point) -> bool {
        let ((left, top), (right, bottom)) = (self.upper_left, self.lower_right);
        x >= left + HALF_A_LETTER && x <= right - HALF_A_LETTER && y >= top && y <= bottom
    }
}

/// Draws the mark of a point.
pub fn mark(scene: &mut Scene, place: Point, recommended: bool) {
    if recommended {
        scene.diamond(place, RADIUS + 1.6, Ink::Accent);
    } else {
        scene.ring(place, RADIUS, Stroke::whole(Ink::Text, 1.2));
    }
}

/// Amounts that an axis goes around: where all are the same, those around them.
fn apart(amounts: impl Iterator<Item = Exact> + Clone) -> impl Iterator<Item = Exact> {
    let first = amounts.clone().next();
    let around = first.filter(|first| amounts.clone().all(|amount| amount == *first));
    amounts.chain(around.into_iter().flat_map(|amount| [amount - Exact::ONE, amount + Exact::ONE]))
}

fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// The place so far from one to another.
fn on_the_way(from: Point, to: Point, gone: f64) -> Point {
    let share = gone / distance(from, to);
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}
