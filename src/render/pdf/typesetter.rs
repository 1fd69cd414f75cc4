//! Text as it is set: which font has a letter, how wide words are, where lines break.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthChar;

use super::fonts::{Fonts, Having, Wanted};
use crate::text::visible;

/// Sets text in the fonts at hand.
pub struct Typesetter<'l> {
    fonts: &'l Fonts,
    faces: Vec<Face<'l>>,
    /// How wide pieces of text are at a size of 1, those of one weight and of the other.
    widths: [BTreeMap<String, f64>; 2],
    /// Characters that the fonts at hand do not have, and that the system was not searched for.
    pub unknown: BTreeSet<Wanted>,
    /// Characters that no font has.
    pub missing: BTreeSet<char>,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it says, with the space that it was broken at.
    pub text: String,
    /// How wide it is without that.
    pub width: f64,
}

/// A part of a line in letters of one font and one direction.
pub struct Run {
    /// The number of the font.
    pub font: usize,
    /// What it says.
    pub text: String,
    /// How it is drawn, from left to right.
    pub glyphs: Vec<KrillaGlyph>,
    /// How wide it is at a size of 1.
    pub width: f64,
}

/// Size and weight of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Their size.
    pub size: f64,
    /// Whether they are bold.
    pub bold: bool,
}

impl<'l> Typesetter<'l> {
    /// Sets in these fonts.
    ///
    /// # Errors
    ///
    /// A font that cannot be read.
    pub fn new(fonts: &'l Fonts) -> Result<Self, String> {
        Ok(Self {
            fonts,
            faces: fonts.faces()?,
            widths: Default::default(),
            unknown: BTreeSet::new(),
            missing: BTreeSet::new(),
        })
    }

    /// The text as it can be set: nothing in it is hidden, and a character that no font has is told by its number.
    pub fn shown(&mut self, text: &str, bold: bool) -> String {
        let mut shown = String::with_capacity(text.len());
        for character in visible(text).chars() {
            match self.font_of(character, bold) {
                Some(_) => shown.push(character),
                None if is_joining(character) => shown.push(character),
                None => {
                    let _ = write!(shown, "[U+{:04X}]", u32::from(character));
                }
            }
        }
        shown
    }

    /// How wide a text is that is shown as it is.
    pub fn width(&mut self, shown: &str, of: Type) -> f64 {
        let known = self.widths[usize::from(of.bold)].get(shown).copied();
        of.size
            * known.unwrap_or_else(|| {
                let width = self.runs(shown, of.bold).iter().map(|run| run.width).sum();
                self.widths[usize::from(of.bold)].insert(shown.to_owned(), width);
                width
            })
    }

    /// A text on one line.
    pub fn line(&mut self, text: &str, of: Type) -> Line {
        let text = self.shown(text, of.bold);
        let width = self.width(&text, of);
        Line { text, width }
    }

    /// A text in lines that are no wider than there is room; what is more than `most` lines is said to be left out.
    pub fn lines(&mut self, text: &str, of: Type, room: f64, most: usize) -> Vec<Line> {
        let shown = self.shown(text, of.bold);
        let mut lines = self.broken(&shown, of, room);
        if lines.len() > most {
            let left_out: usize = lines.drain(most.saturating_sub(1)..).map(|line| line.text.chars().count()).sum();
            let rest = format!("… ({left_out} more characters)");
            lines.extend(self.broken(&rest, of, room));
        }
        lines
    }

    /// How wide the longest piece of a text is that is not broken.
    pub fn longest_piece(&mut self, text: &str, of: Type) -> f64 {
        let shown = self.shown(text, of.bold);
        let pieces: Vec<String> = pieces(&shown).into_iter().map(|piece| piece.trim_end().to_owned()).collect();
        pieces.iter().map(|piece| self.width(piece, of)).fold(0.0, f64::max)
    }

    fn broken(&mut self, shown: &str, of: Type, room: f64) -> Vec<Line> {
        // Lengths are measured piece by piece, and drawn whole: a hair more room than that keeps a line that just fits.
        let room = room + 0.01;
        let mut lines: Vec<Line> = Vec::new();
        let mut line = Line::default();
        // How wide the line is with the space at its end.
        let mut filled = 0.0;
        for piece in pieces(shown) {
            let bare = self.width(piece.trim_end_matches(' '), of);
            if !line.text.is_empty() && filled + bare > room {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            if bare <= room {
                line.text.push_str(piece);
                line.width = filled + bare;
                filled += self.width(piece, of);
                continue;
            }
            for cluster in clusters(piece) {
                let width = self.width(cluster, of);
                if !line.text.is_empty() && filled + width > room && cluster != " " {
                    lines.push(std::mem::take(&mut line));
                    filled = 0.0;
                }
                line.text.push_str(cluster);
                filled += width;
                if cluster != " " {
                    line.width = filled;
                }
            }
        }
        if !line.text.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The parts of a line from left to right.
    pub fn runs(&mut self, shown: &str, bold: bool) -> Vec<Run> {
        if !has_rtl(shown) {
            return self.runs_of(shown, bold, false);
        }
        let information = BidiInfo::new(shown, Some(Level::ltr()));
        let mut runs = Vec::new();
        for paragraph in &information.paragraphs {
            let (levels, visual) = information.visual_runs(paragraph, paragraph.range.clone());
            for range in visual {
                let rtl = levels.get(range.start).is_some_and(Level::is_rtl);
                if let Some(text) = shown.get(range) {
                    runs.extend(self.runs_of(text, bold, rtl));
                }
            }
        }
        runs
    }

    /// The parts of a text of one direction.
    fn runs_of(&mut self, text: &str, bold: bool, rtl: bool) -> Vec<Run> {
        let mut parts: Vec<(usize, String)> = Vec::new();
        for character in text.chars() {
            let before = parts.last().map(|(font, _)| *font);
            let stays = before.filter(|font| is_joining(character) || is_mark(character) && self.has(*font, character));
            let font = stays.or_else(|| self.font_of(character, bold)).or(before).unwrap_or(usize::from(bold));
            match parts.last_mut().filter(|(of, _)| *of == font) {
                Some((_, text)) => text.push(character),
                None => parts.push((font, character.to_string())),
            }
        }
        if rtl {
            parts.reverse();
        }
        parts.into_iter().map(|(font, text)| self.run(font, text, rtl)).collect()
    }

    fn run(&self, font: usize, text: String, rtl: bool) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let face = &self.faces[font];
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units = f64::from(face.units_per_em().max(1));
        let starts: BTreeSet<usize> = shaped.glyph_infos().iter().map(|glyph| cluster(glyph.cluster)).collect();
        let end_of = |start: usize| starts.range(start + 1..).next().copied().unwrap_or(text.len());
        let mut width = 0.0;
        let glyph = |(glyph, position): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let start = cluster(glyph.cluster);
            let range: Range<usize> = start..end_of(start);
            width += f64::from(position.x_advance) / units;
            let em = |length: i32| super::length(f64::from(length) / units);
            let [advance, x, y] = [position.x_advance, position.x_offset, position.y_offset].map(em);
            KrillaGlyph::new(GlyphId::new(glyph.glyph_id), advance, x, y, 0.0, range, None)
        };
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(glyph).collect();
        Run { font, text, glyphs, width }
    }

    fn has(&self, font: usize, character: char) -> bool {
        self.faces.get(font).is_some_and(|face| face.glyph_index(character).is_some())
    }

    /// The font of a character. One that the fonts at hand do not have is noted.
    fn font_of(&mut self, character: char, bold: bool) -> Option<usize> {
        match self.fonts.having((character, bold), &self.faces) {
            Having::Font(number) => return Some(number),
            Having::NotKnown if !is_joining(character) => {
                self.unknown.insert((character, bold));
            }
            Having::NoFont if !is_joining(character) => {
                self.missing.insert(character);
            }
            Having::NoFont | Having::NotKnown => {}
        }
        None
    }
}

/// Where a glyph begins in its text.
fn cluster(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// A text in pieces that lines may break between.
fn pieces(shown: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = shown;
    let mut begun = 0;
    for (end, _) in linebreaks(shown) {
        if let Some((piece, after)) = rest.split_at_checked(end - begun) {
            pieces.push(piece);
            (rest, begun) = (after, end);
        }
    }
    pieces
}

/// A text in letters, each with the marks that belong to it.
fn clusters(text: &str) -> Vec<&str> {
    let mut clusters = Vec::new();
    let mut rest = text;
    let mut begun = 0;
    let mut joined = true;
    for (position, character) in text.char_indices() {
        if !joined
            && !is_mark(character)
            && !is_joining(character)
            && let Some((cluster, after)) = rest.split_at_checked(position - begun)
        {
            clusters.push(cluster);
            (rest, begun) = (after, position);
        }
        joined = character == '\u{200d}';
    }
    clusters.push(rest);
    clusters
}

/// Whether a character only says how those around it are drawn.
fn is_joining(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether a character is drawn over or under the one before.
fn is_mark(character: char) -> bool {
    !character.is_ascii() && character.width() == Some(0)
}

/// Whether a part of a text is read from right to left.
fn has_rtl(text: &str) -> bool {
    text.chars().any(|character| matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff))
}
