//! Documents as one page of HTML: nothing is fetched, it shows light or dark as the reader's system is set, and prints as
//! well as the PDF.

mod markup;
mod outline;
mod svg;
mod table;

use markup::Markup;

use super::Paper;
use super::scene::{PAGE_WIDTH, Scene, scene_of};
use super::section::Section;
use super::stamp::Stamp;
use crate::report::document::{Block, Document};
use crate::wrapping::tied;

/// The most characters of a title at the foot of a page.
const RUNNING_MOST: usize = 90;

/// How it looks.
const STYLE: &str = include_str!("page.css");

/// The document as a page.
#[must_use]
pub fn render(document: &Document, stamp: &Stamp, paper: Paper) -> String {
    let sections = Section::all(document);
    let title = Section::name_of_all(document, &sections);
    let mut markup = Markup::default();
    markup.own("<!DOCTYPE html>\n");
    markup.open("html", &[("lang", "en")]);
    head(&mut markup, title, stamp, paper);
    markup.open("body", &[]);
    markup.open("main", &[]);
    markup.new_line();
    let mut pictures = 0;
    for (position, section) in sections.iter().enumerate() {
        draw_section(&mut markup, section, position == 0, &mut pictures);
    }
    markup.close();
    if !stamp.tool.is_empty() {
        markup.open("footer", &[]);
        markup.element("p", &[], &stamp.foot());
        for line in stamp.end() {
            markup.element("p", &[], &line);
        }
    }
    markup.finish() + "\n"
}

fn head(markup: &mut Markup, title: &str, stamp: &Stamp, paper: Paper) {
    markup.open("head", &[]);
    markup.new_line();
    markup.own("<meta charset=\"utf-8\">\n");
    // Nothing is fetched and nothing is run, whatever a scenario says.
    markup.own(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    markup.own("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    markup.own("<meta name=\"color-scheme\" content=\"light dark\">\n");
    if !stamp.tool.is_empty() {
        markup.empty("meta", &[("name", "generator"), ("content", &stamp.tool)]);
        markup.new_line();
    }
    markup.element("title", &[], title);
    markup.new_line();
    markup.open("style", &[]);
    markup.own("\n");
    markup.own(STYLE);
    markup.own(match paper {
        Paper::A4 => "@page { size: A4; }\n@page wide { size: A4 landscape; }\n",
        Paper::Letter => "@page { size: letter; }\n@page wide { size: letter landscape; }\n",
    });
    // On paper they stand at the foot of every page, where the browser can do that.
    markup.own("@page { @bottom-left { content: ");
    markup.css_string(&running(title));
    markup.own(" \"\\a \" ");
    markup.css_string(&stamp.foot());
    markup.own("; white-space: pre-line; font: 6pt sans-serif; color: #4a4f55; width: 85%; } }\n");
    markup.close();
    markup.new_line();
    markup.close();
    markup.new_line();
}

/// A title as it stands at the foot of a page: on one line.
fn running(title: &str) -> String {
    let mut shown: String = title.chars().take(RUNNING_MOST).collect();
    if shown.len() < title.len() {
        shown.push('…');
    }
    shown
}

fn draw_section(markup: &mut Markup, section: &Section<'_>, is_first: bool, pictures: &mut usize) {
    let class = match section.blocks {
        [Block::Letter(_)] => "letter",
        _ if section.is_wide() => "wide",
        _ => "upright",
    };
    markup.open("section", &[("class", class)]);
    markup.new_line();
    if section.title.is_some() {
        markup.open("header", &[]);
        markup.element(if is_first { "h1" } else { "h2" }, &[], section.name());
        if !section.particulars().is_empty() {
            markup.element("p", &[], &tied(section.particulars()));
        }
        markup.close();
        markup.new_line();
    }
    let mut rest = section.blocks;
    while let Some((block, after)) = rest.split_first() {
        let said = rest.iter().take_while(|block| matches!(block, Block::Labelled { .. })).count();
        match block {
            Block::Labelled { .. } => labelled(markup, &rest[..said]),
            Block::Table(table) => table::draw(markup, table),
            Block::Heat(heat) => table::draw_heat(markup, heat),
            Block::Ranges(_)
            | Block::Bars(_)
            | Block::Profiles(_)
            | Block::Scatter(_)
            | Block::Steps(_)
            | Block::Waterfall(_) => {
                if let Some(scene) = scene_of(block, PAGE_WIDTH) {
                    *pictures += 1;
                    picture(markup, &scene, *pictures);
                }
            }
            Block::Outline(lines) => outline::draw(markup, lines),
            Block::Letter(paragraphs) => letter(markup, paragraphs),
            Block::Title(_) => {}
        }
        rest = if said > 0 { &rest[said..] } else { after };
    }
    markup.close();
    markup.new_line();
}

fn picture(markup: &mut Markup, scene: &Scene, number: usize) {
    // What a narrow window has no room for is reached by keys, too.
    markup.open("figure", &[("class", "drawn"), ("tabindex", "0")]);
    markup.element("figcaption", &[("class", "caption")], &scene.title);
    svg::draw(markup, scene, number);
    markup.close();
    markup.new_line();
}

/// A letter, as it stands on paper.
fn letter(markup: &mut Markup, paragraphs: &[Vec<String>]) {
    markup.open("div", &[("class", "sheet")]);
    markup.new_line();
    for lines in paragraphs {
        markup.open("p", &[]);
        for (position, line) in lines.iter().enumerate() {
            if position > 0 {
                markup.line_break();
            }
            markup.text(&tied(line));
        }
        markup.close();
        markup.new_line();
    }
    markup.close();
    markup.new_line();
}

/// Sentences beside their labels; those without one stand below the sentences before, or alone.
fn labelled(markup: &mut Markup, blocks: &[Block]) {
    let mut said = blocks.iter().filter_map(|block| match block {
        Block::Labelled { label, text } => Some((label, text)),
        _ => None,
    });
    let mut is_list = false;
    for (label, text) in &mut said {
        if label.is_empty() && !is_list {
            markup.element("p", &[("class", "said")], &tied(text));
            markup.new_line();
            continue;
        }
        if !is_list {
            markup.open("dl", &[]);
            markup.new_line();
            is_list = true;
        }
        if !label.is_empty() {
            markup.element("dt", &[], label);
        }
        markup.element("dd", &[], &tied(text));
        markup.new_line();
    }
    if is_list {
        markup.close();
        markup.new_line();
    }
}
