//! Documents in sections: what stands under one title, and goes on one kind of page.

use unicode_width::UnicodeWidthStr;

use crate::report::document::{Block, Column, Document};

/// A title and what stands under it.
#[derive(Clone, Copy, Debug)]
pub struct Section<'d> {
    /// The title; none where a document begins without.
    pub title: Option<&'d str>,
    /// Its parts.
    pub blocks: &'d [Block],
}

/// Between the parts of a title.
const BETWEEN: &str = " · ";

/// The most characters and columns of a table that goes on an upright page.
const UPRIGHT_WIDTH_MOST: usize = 145;

impl<'d> Section<'d> {
    /// The sections of a document.
    #[must_use]
    pub fn all(document: &'d Document) -> Vec<Self> {
        let is_title = |block: &Block| matches!(block, Block::Title(_));
        let mut sections = Vec::new();
        let mut rest = document.blocks.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let title = match first {
                Block::Title(title) => Some(title.as_str()),
                _ => None,
            };
            let body = if title.is_some() { after } else { rest };
            let (blocks, next) = body.split_at(body.iter().position(is_title).unwrap_or(body.len()));
            sections.push(Self { title, blocks });
            rest = next;
        }
        sections
    }

    /// What a document of these sections is called, in short.
    #[must_use]
    pub fn name_of_all<'n>(document: &'n Document, sections: &[Section<'n>]) -> &'n str {
        let names = sections.iter().map(Section::name);
        std::iter::once(document.of.as_str()).chain(names).find(|name| !name.is_empty()).unwrap_or("uprate")
    }

    /// What it is called, in short.
    #[must_use]
    pub fn name(&self) -> &'d str {
        self.title.map_or("", |title| title.split(BETWEEN).next().unwrap_or(title))
    }

    /// What the title says beside the name.
    #[must_use]
    pub fn particulars(&self) -> &'d str {
        self.title.and_then(|title| title.split_once(BETWEEN)).map_or("", |(_, particulars)| particulars)
    }

    /// Whether it goes on pages that lie on their sides.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.blocks.iter().any(is_wide)
    }
}

/// Whether a part goes on a page that lies on its side.
fn is_wide(block: &Block) -> bool {
    let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let width: usize = match block {
        Block::Table(table) => {
            let texts = super::cell_texts(table, false);
            let column = |(position, column): (usize, &Column)| {
                let heading = widest(&mut column.heading.lines().map(UnicodeWidthStr::width));
                let most = if position == 0 && !table.first_is_whole { 30 } else { 40 };
                2 + heading.max(widest(&mut texts.iter().map(|row| row[position].width())).min(most))
            };
            table.columns.iter().enumerate().map(column).sum()
        }
        Block::Heat(heat) => {
            let texts = super::heat::figures(heat);
            let column = |(position, heading): (usize, &String)| {
                2 + heading.width().max(widest(&mut texts.iter().map(|row| row[position].width())))
            };
            heat.columns.iter().enumerate().map(column).sum::<usize>() + 16
        }
        _ => 0,
    };
    width > UPRIGHT_WIDTH_MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_begins_a_section_and_its_first_part_is_the_name() {
        let mut document = Document::default();
        document.say("FIRST", "before any title");
        document.add(Block::Title("Northwind · EUR · 24 months".to_owned()));
        document.say("DO THIS", "this");
        document.say("EXPECT", "that");
        document.add(Block::Title("All of them".to_owned()));
        let sections = Section::all(&document);
        let seen: Vec<(&str, &str, usize)> =
            sections.iter().map(|section| (section.name(), section.particulars(), section.blocks.len())).collect();
        assert_eq!(seen, [("", "", 1), ("Northwind", "EUR · 24 months", 2), ("All of them", "", 0)]);
    }
}
