//! Problems and warnings as a compiler would show them: file, line, column, the line itself with the place underlined.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::problem::{Finding, Problem};
use super::source::Source;
use super::tree::Place;
use super::warning::Warning;
use super::wording::wording;

/// Everything wrong with a scenario, in the order of the file.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    /// The file, then the overrides.
    pub sources: Vec<Source>,
    /// What is wrong; at least one.
    pub findings: Vec<Finding>,
}

impl Diagnostics {
    /// Sorts findings by their place.
    #[must_use]
    pub fn new(sources: Vec<Source>, mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|one, other| one.place.cmp(&other.place));
        Self { sources, findings }
    }

    /// The codes of the problems, in the order of the file.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        self.findings.iter().map(|finding| finding.problem.code()).collect()
    }

    /// All of them as text, each followed by an empty line.
    #[must_use]
    pub fn render(&self, coloured: bool) -> String {
        self.findings.iter().map(|finding| render_finding(finding, &self.sources, coloured) + "\n\n").collect()
    }
}

fn renderer(coloured: bool) -> Renderer {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(120)
}

fn render_finding(finding: &Finding, sources: &[Source], coloured: bool) -> String {
    let words = wording(&finding.problem);
    let mut marks = vec![(&finding.place, words.label.as_str(), true)];
    marks.extend(finding.also.iter().map(|(place, label)| (place, label.as_str(), false)));
    let title = Level::ERROR.primary_title(visible(&words.title)).id(finding.problem.code());
    let mut report = vec![snippets(Group::with_title(title), &marks, sources)];
    if let Some(help) = &words.help {
        report.push(Group::with_title(Level::HELP.secondary_title(visible(help))));
    }
    if let Problem::UnknownKey { suggestion: Some(suggestion), .. } = &finding.problem
        && finding.place.source == 0
        && let Some(source) = sources.first()
    {
        let patch = annotate_snippets::Patch::new(finding.place.span(), suggestion.clone());
        report.pop();
        report.push(
            Group::with_title(Level::HELP.secondary_title(visible(&words.help.unwrap_or_default())))
                .element(Snippet::source(source.text.as_str()).path(visible(&source.name)).patch(patch)),
        );
    }
    renderer(coloured).render(&report)
}

/// A warning as text: with the line where it has a place, in one line where it has none.
#[must_use]
pub fn render_warning(warning: &Warning, place: Option<&Place>, sources: &[Source], coloured: bool) -> String {
    let title = Level::WARNING.primary_title(visible(&warning.text)).id(warning.code);
    let group = Group::with_title(title);
    let report = match place {
        Some(place) => vec![snippets(group, &[(place, "", true)], sources)],
        None => vec![group],
    };
    renderer(coloured).render(&report)
}

/// Adds the lines that the marks are in, those of one source together, the first mark's source first.
fn snippets<'s>(mut group: Group<'s>, marks: &[(&'s Place, &'s str, bool)], sources: &'s [Source]) -> Group<'s> {
    let mut order: Vec<usize> = Vec::new();
    for (place, _, _) in marks {
        if !order.contains(&place.source) {
            order.push(place.source);
        }
    }
    for index in order {
        let Some(source) = sources.get(index) else { continue };
        let mut snippet = Snippet::source(source.text.as_str()).path(visible(&source.name));
        for (place, label, is_primary) in marks.iter().filter(|(place, _, _)| place.source == index) {
            let kind = if *is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            snippet = snippet.annotation(annotation(kind, place, label, &source.text));
        }
        group = group.element(snippet);
    }
    group
}

fn annotation<'s>(kind: AnnotationKind, place: &Place, label: &'s str, text: &str) -> Annotation<'s> {
    let mut span = place.span();
    // A place of several lines, such as an inline list, is underlined at its first line.
    if let Some(end) = text.get(span.clone()).and_then(|written| written.find('\n')) {
        span.end = span.start + end;
    }
    let annotation = kind.span(span);
    if label.is_empty() { annotation } else { annotation.label(visible(label)) }
}

/// A text with what a terminal would obey made visible.
fn visible(text: &str) -> String {
    crate::text::visible(text)
}
