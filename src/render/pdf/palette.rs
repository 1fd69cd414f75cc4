//! The colours of a printed page: those of the style sheet of a page for browsers where it is printed.

use krilla::color::rgb;

use crate::render::scene::Ink;
use crate::report::document::Light;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// That of the text.
pub const TEXT: Colour = Colour(0x00, 0x00, 0x00);
/// That of what is said beside.
pub const QUIET: Colour = Colour(0x4a, 0x4f, 0x55);
/// That of lines between rows.
pub const FAINT: Colour = Colour(0xcf, 0xd3, 0xd8);
/// That of what stands out.
pub const ACCENT: Colour = Colour(0x0b, 0x4f, 0x8a);
/// That behind a row that stands out.
pub const TINT: Colour = Colour(0xed, 0xf2, 0xf7);
/// That behind a green light.
pub const GREEN: Colour = Colour(0xd9, 0xef, 0xdc);
/// That behind an amber light.
pub const AMBER: Colour = Colour(0xfd, 0xeb, 0xc3);
/// That behind a red light.
pub const RED: Colour = Colour(0xf8, 0xd5, 0xd3);
/// That of the paper.
pub const PAGE: Colour = Colour(0xff, 0xff, 0xff);

/// That of which losses have a share in a table; gains have one of the accent.
pub const LOSS: Colour = Colour(192, 57, 43);

/// How much of it shades of a table have, in hundredths, from the lightest on.
const SHADES: [u16; 3] = [14, 26, 38];

impl Colour {
    /// That of an ink.
    pub fn of(ink: Ink) -> Self {
        match ink {
            Ink::Text => TEXT,
            Ink::Quiet => QUIET,
            Ink::Faint => FAINT,
            Ink::Accent => ACCENT,
            Ink::Page => PAGE,
        }
    }

    /// That behind a light; none where nothing is known.
    pub fn light(light: Light) -> Option<Self> {
        match light {
            Light::Green => Some(GREEN),
            Light::Amber => Some(AMBER),
            Light::Red => Some(RED),
            Light::Unknown => None,
        }
    }

    /// A shade of a table, from −3, the worst loss, to 3, the best; none for 0.
    pub fn shade(level: i32) -> Option<Self> {
        let part = SHADES.get((level.unsigned_abs() as usize).checked_sub(1)?)?;
        let Self(red, green, blue) = if level < 0 { LOSS } else { ACCENT };
        let mixed = |ink: u8| {
            let mixed = (u32::from(ink) * u32::from(*part) + 255 * u32::from(100 - part) + 50) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Some(Self(mixed(red), mixed(green), mixed(blue)))
    }

    /// As the file wants it.
    pub fn paint(self) -> krilla::paint::Paint {
        rgb::Color::new(self.0, self.1, self.2).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_printed_page_for_browsers() {
        let style = include_str!("../html/page.css");
        let (_, print) = style.split_once("@media print").expect("a style for print");
        let named =
            [("page", PAGE), ("text", TEXT), ("quiet", QUIET), ("faint", FAINT), ("accent", ACCENT), ("tint", TINT)];
        let lights = [("green", GREEN), ("amber", AMBER), ("red", RED)];
        for (name, Colour(red, green, blue)) in named.into_iter().chain(lights) {
            let said = format!("--{name}: #{red:02x}{green:02x}{blue:02x};");
            assert!(print.contains(&said), "{said}");
        }
        for (name, Colour(red, green, blue)) in [("gain", ACCENT), ("loss", LOSS)] {
            let said = format!("--{name}-rgb: {red} {green} {blue};");
            assert!(print.contains(&said), "{said}");
            for (level, part) in (1..).zip(SHADES) {
                let said = format!("td.{name}-{level} {{ background: rgb(var(--{name}-rgb) / 0.{part:02}); }}");
                assert!(style.contains(&said), "{said}");
            }
        }
        assert_eq!(Colour::shade(0), None);
        // 14 % of 11, 79 and 138 and 86 % of white.
        assert_eq!(Colour::shade(1), Some(Colour(221, 230, 239)));
        assert_eq!(Colour::shade(-1), Some(Colour(246, 227, 225)));
    }
}
