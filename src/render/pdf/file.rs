//! The file: its pages with what stands at their feet, and what is said of it as a whole.

use krilla::Document as File;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

use super::composer::{Composer, Look};
use super::fonts::Fonts;
use super::paint::Painter;
use super::palette::QUIET;
use super::sheet::{Flow, Mark, Page, Piece, Sheet, pages};
use super::structure::Structure;
use super::typesetter::{Type, Typesetter};
use super::{Printed, length};
use crate::render::Paper;
use crate::render::section::Section;
use crate::render::stamp::Stamp;
use crate::report::document::Document;
use crate::text::visible;

/// What stands at the foot of a page.
const FOOT: Look = Look { of: Type { size: 7.0, bold: false }, leading: 9.5, colour: QUIET };
/// How far below the text it stands.
const FOOT_GAP: f64 = 14.0;

/// A document that is laid out.
pub struct Composed {
    /// What it is called.
    title: String,
    /// What made it.
    tool: String,
    /// What tells it from others.
    identity: String,
    /// The lines at the foot of each page, as they are shown.
    foot: [String; 2],
    flows: Vec<Flow>,
    structure: Structure,
}

impl Composed {
    /// Lays a document out.
    pub fn new(typesetter: &mut Typesetter<'_>, document: &Document, stamp: &Stamp, paper: Paper) -> Self {
        let sections = Section::all(document);
        let title = Section::name_of_all(document, &sections).to_owned();
        let foot = [typesetter.shown(&title, FOOT.of.bold), typesetter.shown(&stamp.foot(), FOOT.of.bold)];
        let mut composer = Composer::new(typesetter, paper);
        let end = stamp.end();
        for (position, section) in sections.iter().enumerate() {
            let is_last = position + 1 == sections.len();
            composer.section(section, position == 0, if is_last { &end } else { &[] });
        }
        let (flows, structure) = composer.finish();
        let digests: Vec<&str> = stamp.scenarios.iter().map(|scenario| scenario.digest.as_str()).collect();
        let identity = format!("{} {title} {}", stamp.tool, digests.join(" "));
        Self { title: visible(&title), tool: stamp.tool.clone(), identity, foot, flows, structure }
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// What the file cannot hold.
    pub fn written(self, fonts: &Fonts, mut typesetter: Typesetter<'_>) -> Result<Printed, String> {
        let Self { title, tool, identity, foot, flows, mut structure } = self;
        let pages = pages(&flows);
        let mut file = File::new();
        for (number, page) in pages.iter().enumerate() {
            let settings = PageSettings::from_wh(length(page.sheet.width), length(page.sheet.height))
                .ok_or("a page without a size cannot be written")?;
            let mut sheet = file.start_page_with(settings);
            let mut surface = sheet.surface();
            let mut painter = Painter { surface: &mut surface, fonts, typesetter: &mut typesetter, origin: (0.0, 0.0) };
            for (y, piece, is_repeated) in &page.pieces {
                painter.origin = (Sheet::SIDE, *y);
                draw(&mut painter, piece, *is_repeated, &mut structure);
            }
            let numbered = format!("Page {} of {}", number + 1, pages.len());
            if !page.is_letter {
                draw_foot(&mut painter, page.sheet, &foot, &numbered);
            }
        }
        file.set_outline(outline(&pages));
        file.set_tag_tree(structure.finish());
        let metadata = Metadata::new().title(title).language("en".to_owned());
        file.set_metadata(metadata.creator(tool.clone()).producer(tool).document_id(identity));
        let bytes = file.finish().map_err(|error| format!("the PDF cannot be written: {error}"))?;
        Ok(Printed { bytes, missing: typesetter.missing.into_iter().collect() })
    }
}

fn draw(painter: &mut Painter<'_, '_, '_>, piece: &Piece, is_repeated: bool, structure: &mut Structure) {
    for part in &piece.parts {
        let kind = if is_repeated { ArtifactType::PaginationOther } else { ArtifactType::Layout };
        let tag = match part.place {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(kind)),
        };
        let identifier = painter.surface.start_tagged(tag);
        for mark in &part.marks {
            painter.draw(mark);
        }
        painter.surface.end_tagged();
        if let Some(place) = part.place {
            structure.drawn(place, identifier);
        }
    }
}

/// What the document is called and the number of the page, below that where its figures are from.
fn draw_foot(painter: &mut Painter<'_, '_, '_>, sheet: Sheet, foot: &[String; 2], numbered: &str) {
    painter.origin = (Sheet::SIDE, sheet.height - Sheet::TOP + FOOT_GAP);
    painter.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let number = painter.typesetter.line(numbered, FOOT.of);
    let room = sheet.across() - number.width - 20.0;
    let mut base = 0.0;
    for (line, text) in foot.iter().enumerate() {
        let room = if line == 0 { room } else { sheet.across() };
        let text = shortened(painter.typesetter, text, room);
        let mark = Mark::Text { at: (0.0, base), text, size: FOOT.of.size, bold: FOOT.of.bold, colour: FOOT.colour };
        painter.draw(&mark);
        base += FOOT.leading;
    }
    painter.draw(&FOOT.mark(&number, (sheet.across() - number.width, 0.0)));
    painter.surface.end_tagged();
}

/// A text on one line that has no more room, its end left out where it is longer.
fn shortened(typesetter: &mut Typesetter<'_>, shown: &str, room: f64) -> String {
    if typesetter.width(shown, FOOT.of) <= room {
        return shown.to_owned();
    }
    let mut short = String::new();
    for character in shown.chars() {
        let longer = format!("{short}{character}");
        if typesetter.width(&format!("{longer}…"), FOOT.of) > room {
            break;
        }
        short = longer;
    }
    format!("{}…", short.trim_end())
}

/// What the parts of the file are called, and where they begin.
fn outline(pages: &[Page<'_>]) -> Outline {
    let mut sections: Vec<(OutlineNode, Vec<OutlineNode>)> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for (y, piece, _) in &page.pieces {
            let Some((depth, name)) = &piece.called else { continue };
            let place = XyzDestination::new(number, Point::from_xy(0.0, length(y - 8.0)));
            let node = OutlineNode::new(visible(name), place).with_open(true);
            match sections.last_mut().filter(|_| *depth > 0) {
                Some((_, parts)) => parts.push(node),
                None => sections.push((node, Vec::new())),
            }
        }
    }
    let mut outline = Outline::new();
    for (mut section, parts) in sections {
        for part in parts {
            section.push_child(part);
        }
        outline.push_child(section);
    }
    outline
}
