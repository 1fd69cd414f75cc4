//! Documents in sections: what stands under one title, and goes on one kind of page.

use crate::report::document::{Block, Document};

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
