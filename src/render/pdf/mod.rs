//! Documents as PDF: pages of A4 or Letter with the same content as the page for browsers. Text is text, fonts are in the
//! file, what the parts of a page are is said in it, and the same document gives the same bytes.

mod composer;
mod file;
mod fonts;
mod grid;
mod paint;
mod palette;
mod picture;
mod sheet;
mod structure;
mod system;
mod table;
mod typesetter;

use super::Paper;
use super::stamp::Stamp;
use crate::report::document::Document;
use file::Composed;
use fonts::Fonts;
use typesetter::Typesetter;

/// A document as PDF.
#[derive(Debug)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that no font has, neither of those in the program nor of those in the system: the page tells their
    /// numbers instead.
    pub missing: Vec<char>,
}

/// The document as PDF.
///
/// # Errors
///
/// A page that cannot be written, in words; of a document of this program there is none.
pub fn render(document: &Document, stamp: &Stamp, paper: Paper) -> Result<Printed, String> {
    let mut fonts = Fonts::own()?;
    let mut typesetter = Typesetter::new(&fonts)?;
    let composed = Composed::new(&mut typesetter, document, stamp, paper);
    if typesetter.unknown.is_empty() {
        return composed.written(&fonts, typesetter);
    }
    // What the fonts at hand do not have is looked for once, for all of the document.
    let unknown = typesetter.unknown;
    fonts.look_for(&unknown);
    let mut typesetter = Typesetter::new(&fonts)?;
    Composed::new(&mut typesetter, document, stamp, paper).written(&fonts, typesetter)
}

/// A length as the file has it, where more digits would not be seen.
fn length(length: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a page is not that large")]
    let length = length as f32;
    length
}
