//! HTML as it is written: the one place where text is made harmless for it.

use crate::text::visible;

/// HTML, and the elements that are open in it.
#[derive(Debug, Default)]
pub struct Markup {
    html: String,
    open: Vec<&'static str>,
}

/// An attribute: its name, and its value as text.
pub type Attribute<'v> = (&'static str, &'v str);

impl Markup {
    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.html.push('>');
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.html.push_str("/>");
    }

    /// An element with text in it.
    pub fn element(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Text, whatever stands in it.
    pub fn text(&mut self, text: &str) {
        self.html.push_str(&escaped(text));
    }

    /// A line break between two words.
    pub fn line_break(&mut self) {
        self.html.push_str("<br>");
    }

    /// A line break in the file, which a browser does not show.
    pub fn new_line(&mut self) {
        self.html.push('\n');
    }

    /// What the program itself writes as it is: a style sheet, the first line of a page. Never what a scenario says.
    pub fn own(&mut self, html: &'static str) {
        self.html.push_str(html);
    }

    /// Text as a string of a style sheet: what is more than a letter or a digit there is written as its number, which the
    /// space behind it ends.
    pub fn css_string(&mut self, text: &str) {
        let harmless = |character: &char| character.is_ascii_alphanumeric() || " .,-".contains(*character);
        let written = |character: char| match Some(character).filter(harmless) {
            Some(harmless) => harmless.to_string(),
            None => format!("\\{:06x} ", u32::from(character)),
        };
        let string: String = visible(text).chars().map(written).collect();
        self.html.push_str(&["\"", &string, "\""].concat());
    }

    /// The HTML, every element closed.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.html
    }

    fn tag(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.html.push('<');
        self.html.push_str(name);
        for (attribute, value) in attributes {
            self.html.push(' ');
            self.html.push_str(attribute);
            self.html.push_str("=\"");
            self.html.push_str(&escaped(value));
            self.html.push('"');
        }
    }
}

/// The text in which no character means more than itself, in an element as in an attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_elements_and_attributes() {
        let mut markup = Markup::default();
        markup.open("p", &[("title", "a\" onclick='x' <b>")]);
        markup.text("<script>alert(1)</script> & \u{202e}\u{1b}");
        assert_eq!(
            markup.finish(),
            "<p title=\"a&quot; onclick=&#39;x&#39; &lt;b&gt;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u{fffd}\u{241b}</p>"
        );
    }

    #[test]
    fn a_string_of_a_style_sheet_ends_where_it_should() {
        let mut markup = Markup::default();
        markup.css_string("a \"} </style> \\ · b");
        assert_eq!(markup.finish(), r#""a \000022 \00007d  \00003c \00002f style\00003e  \00005c  \0000b7  b""#);
    }

    #[test]
    fn elements_close_in_their_order() {
        let mut markup = Markup::default();
        markup.open("main", &[]);
        markup.element("h1", &[("class", "a")], "b");
        markup.empty("circle", &[("r", "1")]);
        assert_eq!(markup.finish(), "<main><h1 class=\"a\">b</h1><circle r=\"1\"/></main>");
    }
}
