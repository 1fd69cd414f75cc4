//! How cells look: number formats, and colours that also tell in black and white.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::workbook::book::{Look, Role, Shows};

/// The formats of a file, each made once.
#[derive(Default)]
pub struct Looks(BTreeMap<Look, Format>);

impl Looks {
    /// The format of a look.
    pub fn format(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| format_of(look))
    }
}

/// The number format of a way to write a value; empty: as it comes.
pub fn number_format(shows: Shows) -> String {
    let grouped = |decimals: u32| format!("#,##0{}", fraction(decimals));
    let percent = |decimals: u32| format!("0{}%", fraction(decimals));
    match shows {
        Shows::Words | Shows::Paragraph => String::new(),
        Shows::Number(decimals) => grouped(decimals),
        Shows::Signed(decimals) => signed(&grouped(decimals)),
        Shows::Share(decimals) => percent(decimals),
        Shows::Change(decimals) => signed(&percent(decimals)),
        Shows::Count => "0".to_owned(),
        Shows::Day => "d mmm yyyy".to_owned(),
    }
}

fn fraction(decimals: u32) -> String {
    if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals as usize)) }
}

fn signed(format: &str) -> String {
    format!("+{format};-{format};{format}")
}

fn format_of(look: Look) -> Format {
    let mut format = Format::new().set_align(FormatAlign::Top);
    let number = number_format(look.shows);
    if !number.is_empty() && look.role != Role::Heading {
        // Room to the right, so that numbers do not touch the words beside them.
        let parts: Vec<String> = number.split(';').map(|part| format!("{part}_ ")).collect();
        format = format.set_num_format(parts.join(";"));
    }
    if look.shows == Shows::Paragraph {
        format = format.set_text_wrap();
    }
    match look.role {
        Role::Plain => format,
        Role::Title => format.set_bold().set_font_size(14),
        Role::Heading => {
            let words = look.shows == Shows::Words;
            let side = if words { FormatAlign::Left } else { FormatAlign::Right };
            // The same room as behind the numbers below.
            let format = if words { format } else { format.set_num_format("@_ ") };
            format
                .set_bold()
                .set_text_wrap()
                .set_align(side)
                .set_align(FormatAlign::Bottom)
                .set_border_bottom(FormatBorder::Thin)
        }
        Role::Section | Role::Strong => format.set_bold(),
        Role::Sum => format.set_bold().set_border_top(FormatBorder::Thin),
        // The border tells in black and white.
        Role::Input => format
            .set_background_color(Color::RGB(0x00FF_F6CC))
            .set_font_color(Color::RGB(0x001F_3FBF))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x0099_9999)),
        Role::Fixed => format.set_font_color(Color::RGB(0x0059_5959)).set_italic(),
        Role::Remark => format.set_font_color(Color::RGB(0x0059_5959)),
    }
}
