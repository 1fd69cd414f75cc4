//! Problems and warnings as a compiler would show them: file, line, column, the line itself with the place underlined.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::problem::{Finding, Problem};
use super::source::Source;
use super::tree::Place;
use super::warning::Warning;
use super::wording::wording;

/// Problems of a scenario that are shown; whoever has more has made the same mistake again and again.
const FINDINGS_SHOWN: usize = 50;

/// Characters of a sentence that are shown; what is longer repeats a text that nobody wrote by hand.
const CHARACTERS_SHOWN: usize = 400;

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

    /// The first of them as text, each followed by an empty line, and how many more there are.
    #[must_use]
    pub fn render(&self, coloured: bool) -> String {
        let shown = self.findings.iter().take(FINDINGS_SHOWN);
        let mut reports: Vec<String> =
            shown.map(|finding| render_finding(finding, &self.sources, coloured) + "\n\n").collect();
        if self.findings.len() > FINDINGS_SHOWN {
            let more = format!("{} more problems are not shown", self.findings.len() - FINDINGS_SHOWN);
            reports.push(renderer(coloured).render(&[Group::with_title(Level::NOTE.primary_title(more))]) + "\n\n");
        }
        reports.concat()
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
        && let Some(source) = sources.get(finding.place.source)
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

/// A text with what a terminal would obey made visible, and without the middle where it is very long.
fn visible(text: &str) -> String {
    let text = crate::text::visible(text);
    let length = text.chars().count();
    if length <= CHARACTERS_SHOWN {
        return text;
    }
    let at_end = CHARACTERS_SHOWN / 4;
    let beginning = text.chars().take(CHARACTERS_SHOWN - at_end);
    beginning.chain(" … ".chars()).chain(text.chars().skip(length - at_end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(problem: &Problem, times: usize) -> String {
        let source = Source { name: "client.toml".to_owned(), text: "hours = 60\n".to_owned() };
        let place = Place { source: 0, start: 0, end: 5 };
        let finding = Finding { problem: problem.clone(), place, also: Vec::new() };
        Diagnostics::new(vec![source], vec![finding; times]).render(false)
    }

    #[test]
    fn the_same_mistake_again_and_again_is_not_shown_for_ever() {
        let text = rendered(&Problem::EmptyMove, FINDINGS_SHOWN + 7);
        assert_eq!(text.matches("error[empty-move]").count(), FINDINGS_SHOWN);
        assert!(text.ends_with("note: 7 more problems are not shown\n\n"), "{text}");
        assert!(!rendered(&Problem::EmptyMove, FINDINGS_SHOWN).contains("not shown"));
    }

    #[test]
    fn a_text_of_any_length_is_repeated_in_part() {
        let text = rendered(&Problem::UnknownFlag { code: "x".repeat(100_000), suggestion: None }, 1);
        assert!(text.len() < 2000, "{} bytes", text.len());
        assert!(text.contains("there is no red flag `xxx") && text.contains("x`\n"), "{text}");
    }
}
