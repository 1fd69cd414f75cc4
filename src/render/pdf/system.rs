//! Fonts of the system, for scripts that do not come with the program.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use fontdb::{Database, FaceInfo, Stretch, Style};
use rustybuzz::ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};

use super::fonts::Wanted;

/// A font of the system.
pub struct Found {
    /// Its file.
    pub bytes: Vec<u8>,
    /// Which font of the file it is.
    pub index: u32,
    /// The characters that are taken from it.
    pub characters: Vec<Wanted>,
}

/// Fonts that have a sign for every character, and say nothing by it.
const SAY_NOTHING: [&str; 3] = ["Last Resort", "LastResort", "Adobe Blank"];

/// What fonts draw their letters with that are pictures: those would leave a gap.
const PICTURES: [&[u8; 4]; 4] = [b"COLR", b"CBDT", b"sbix", b"SVG "];

/// Fonts that together have as many of the characters as the system has.
pub fn search(wanted: &BTreeSet<Wanted>) -> Vec<Found> {
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut system = Database::new();
    system.load_system_fonts();
    for bold in [false, true] {
        let mut pending: BTreeSet<char> =
            wanted.iter().filter(|wanted| wanted.1 == bold).map(|wanted| wanted.0).collect();
        let mut faces: Vec<&FaceInfo> = system.faces().filter(|face| !SAY_NOTHING.contains(&family(face))).collect();
        faces.sort_by_cached_key(|face| rank(face, bold));
        for face in faces {
            if pending.is_empty() {
                break;
            }
            let taken = system.with_face_data(face.id, |bytes, index| {
                let characters = drawn(bytes, index, &pending);
                (!characters.is_empty()).then(|| (bytes.to_vec(), index, characters))
            });
            if let Some((bytes, index, characters)) = taken.flatten() {
                pending.retain(|character| !characters.contains(character));
                let characters = characters.into_iter().map(|character| (character, bold)).collect();
                found.push(Found { bytes, index, characters });
            }
        }
    }
    found
}

/// The characters that a font has an outline for.
fn drawn(bytes: &[u8], index: u32, pending: &BTreeSet<char>) -> BTreeSet<char> {
    let Ok(face) = Face::parse(bytes, index) else { return BTreeSet::new() };
    if PICTURES.iter().any(|table| face.raw_face().table(Tag::from_bytes(table)).is_some()) {
        return BTreeSet::new();
    }
    let is_drawn = |character: &&char| {
        let glyph = face.glyph_index(**character).filter(|glyph| *glyph != GlyphId(0));
        glyph.is_some_and(|glyph| character.is_whitespace() || face.outline_glyph(glyph, &mut Unseen).is_some())
    };
    pending.iter().filter(is_drawn).copied().collect()
}

/// The order in which fonts are tried: upright before slanted, plain before typewriter, near weights before far ones,
/// letters without serifs before those with. The rest makes the order the same on every run.
fn rank(face: &FaceInfo, bold: bool) -> impl Ord + use<> {
    let weight = if bold { 700 } else { 400 };
    let family = family(face).to_owned();
    (
        (face.style != Style::Normal, face.monospaced, face.stretch != Stretch::Normal),
        Reverse(family.contains("Sans")),
        face.weight.0.abs_diff(weight),
        // One file has the Han characters of all countries; as far as nothing tells the country, those of the most readers.
        !family.ends_with(" SC"),
        (family, face.post_script_name.clone(), face.index),
    )
}

fn family(face: &FaceInfo) -> &str {
    face.families.first().map_or("", |(family, _)| family.as_str())
}

/// An outline that is not drawn.
struct Unseen;

impl OutlineBuilder for Unseen {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
