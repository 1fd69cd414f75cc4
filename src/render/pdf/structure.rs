//! What the parts of a page are, for those who have it read to them: headings, paragraphs, tables, figures.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A part of the structure by its number.
pub type Place = usize;

/// A tree of parts; what is below a part has a higher number than the part.
#[derive(Default)]
pub struct Structure {
    parts: Vec<Part>,
}

struct Part {
    kind: TagKind,
    children: Vec<Child>,
    is_top: bool,
}

enum Child {
    Part(Place),
    Drawn(Identifier),
}

impl Structure {
    /// A new part at the end of another, or of the document.
    pub fn add(&mut self, kind: impl Into<TagKind>, within: Option<Place>) -> Place {
        let place = self.parts.len();
        self.parts.push(Part { kind: kind.into(), children: Vec::new(), is_top: within.is_none() });
        if let Some(within) = within {
            self.parts[within].children.push(Child::Part(place));
        }
        place
    }

    /// How many parts there are.
    pub fn count(&self) -> usize {
        self.parts.len()
    }

    /// Takes away all parts but the first; none of these may have been put below one of those.
    pub fn keep(&mut self, count: usize) {
        self.parts.truncate(count);
    }

    /// What was drawn belongs to a part.
    pub fn drawn(&mut self, place: Place, what: Identifier) {
        self.parts[place].children.push(Child::Drawn(what));
    }

    /// The tree as the file wants it.
    pub fn finish(self) -> TagTree {
        let mut done: Vec<Option<Node>> = self.parts.iter().map(|_| None).collect();
        let mut top = Vec::new();
        for (place, part) in self.parts.into_iter().enumerate().rev() {
            let child = |child| match child {
                Child::Part(place) => done[place].take(),
                Child::Drawn(identifier) => Some(Node::from(identifier)),
            };
            let children: Vec<Node> = part.children.into_iter().filter_map(child).collect();
            let node = Node::from(TagGroup::with_children(part.kind, children));
            if part.is_top {
                top.push(node);
            } else {
                done[place] = Some(node);
            }
        }
        top.reverse();
        TagTree::from(top).with_lang(Some("en".to_owned()))
    }
}
