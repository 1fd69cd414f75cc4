//! The fonts of a page: those that come with the program, and those of the system for what they lack.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use krilla::text::Font;
use rustybuzz::Face;

use super::system;

/// A character, and whether it is to be bold.
pub type Wanted = (char, bool);

/// The fonts that come with the program; the first of a weight is the one that text is set in.
const OWN: [(&[u8], Weight); 6] = [
    (include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf"), Weight::Regular),
    (include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf"), Weight::Bold),
    (include_bytes!("../../../assets/fonts/NotoSansThai-Regular.ttf"), Weight::Regular),
    (include_bytes!("../../../assets/fonts/NotoSansThai-Bold.ttf"), Weight::Bold),
    (include_bytes!("../../../assets/fonts/NotoSansMath-Regular.ttf"), Weight::Both),
    (include_bytes!("../../../assets/fonts/NotoSansSymbols2-Regular.ttf"), Weight::Both),
];

/// What a font is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Regular,
    Bold,
    Both,
}

/// All fonts that a document may be set in.
pub struct Fonts {
    fonts: Vec<Loaded>,
    /// Which font of the system has a character; none where no font has it.
    found: BTreeMap<Wanted, Option<usize>>,
}

/// A font, for the file that it is written to and for the shaping of its letters.
pub struct Loaded {
    /// For the file.
    pub font: Font,
    bytes: Bytes,
    index: u32,
}

enum Bytes {
    Own(&'static [u8]),
    OfTheSystem(Arc<Vec<u8>>),
}

impl Fonts {
    /// The fonts that come with the program.
    ///
    /// # Errors
    ///
    /// A font that cannot be read, which would be a mistake of the program.
    pub fn own() -> Result<Self, String> {
        let load = |(bytes, _): (&'static [u8], Weight)| {
            let font = Font::new(bytes.into(), 0).ok_or("a font that comes with the program cannot be read")?;
            Ok(Loaded { font, bytes: Bytes::Own(bytes), index: 0 })
        };
        let fonts = OWN.into_iter().map(load).collect::<Result<_, &str>>()?;
        Ok(Self { fonts, found: BTreeMap::new() })
    }

    /// Looks for characters in the fonts of the system.
    pub fn look_for(&mut self, wanted: &BTreeSet<Wanted>) {
        self.found.extend(wanted.iter().map(|wanted| (*wanted, None)));
        for found in system::search(wanted) {
            let bytes = Arc::new(found.bytes);
            if let Some(font) = Font::new(Arc::clone(&bytes).into(), found.index) {
                let position = self.fonts.len();
                self.fonts.push(Loaded { font, bytes: Bytes::OfTheSystem(bytes), index: found.index });
                self.found.extend(found.characters.into_iter().map(|wanted| (wanted, Some(position))));
            }
        }
    }

    /// A font by its number.
    pub fn font(&self, number: usize) -> &Font {
        &self.fonts[number].font
    }

    /// What letters are shaped with, a face a font.
    ///
    /// # Errors
    ///
    /// A font that cannot be read, though its outlines could.
    pub fn faces(&self) -> Result<Vec<Face<'_>>, String> {
        self.fonts.iter().map(Loaded::face).collect()
    }

    /// Which font has a character: of those that come with the program the first that has it, else one of the system.
    pub fn having(&self, (character, bold): Wanted, faces: &[Face<'_>]) -> Having {
        let weight = if bold { Weight::Bold } else { Weight::Regular };
        let mut own = OWN.iter().zip(faces).enumerate();
        let fits = |(_, ((_, of), face)): &(usize, (&(&[u8], Weight), &Face<'_>))| {
            (*of == weight || *of == Weight::Both) && face.glyph_index(character).is_some()
        };
        if let Some((number, _)) = own.find(fits) {
            return Having::Font(number);
        }
        match self.found.get(&(character, bold)) {
            Some(Some(number)) => Having::Font(*number),
            Some(None) => Having::NoFont,
            None => Having::NotKnown,
        }
    }
}

impl Loaded {
    fn face(&self) -> Result<Face<'_>, String> {
        let bytes: &[u8] = match &self.bytes {
            Bytes::Own(bytes) => bytes,
            Bytes::OfTheSystem(bytes) => bytes,
        };
        let face = rustybuzz::ttf_parser::Face::parse(bytes, self.index);
        face.map(Face::from_face).map_err(|error| format!("a font cannot be read: {error}"))
    }
}

/// Which font has a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Having {
    /// The font of a number.
    Font(usize),
    /// None, neither here nor in the system.
    NoFont,
    /// None that comes with the program; the system was not searched for it.
    NotKnown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_says_itself_needs_no_font_of_the_system() {
        let fonts = Fonts::own().expect("fonts");
        let faces = fonts.faces().expect("faces");
        for bold in [false, true] {
            for character in "aZ0 Ģģ Ääöå ß Łódź ΣΔπ Привет ไทย €£¥₿ …–—‘’“”„ ·×÷−≤≥≠≈→ ⁻²¹ᵏᵇᵉ₀ⁿ ●◆ ␛␡�\u{a0}".chars()
            {
                assert!(matches!(fonts.having((character, bold), &faces), Having::Font(_)), "{character:?} {bold}");
            }
            assert_eq!(fonts.having(('日', bold), &faces), Having::NotKnown);
        }
        assert_eq!(fonts.having(('a', false), &faces), Having::Font(0));
        assert_eq!(fonts.having(('a', true), &faces), Having::Font(1));
    }
}
