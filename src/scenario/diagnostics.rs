//! Problems and warnings as a compiler would show them: file, line, column, the line itself with the place underlined.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::problem::{Finding, Problem};
use super::source::Source;
use super::tree::Place;
use super::warning::Warning;
use super::wording::wording;
use crate::text::visible_lines;

/// Problems of a scenario that are shown; whoever has more has made the same mistake again and again.
pub(super) const FINDINGS_SHOWN: usize = 50;

/// Bytes of the lines that are quoted with them; whoever has more has all in one line, which takes its time to lay out. What
/// is wrong beyond that is said without its line.
const BYTES_QUOTED: usize = 200_000;

/// Bytes of lines that are quoted in any case.
const BYTES_SHORT: usize = 2_000;

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

    /// The first of them in one line that names no value: `response.churn` must be 0 % or more and less than 100 %.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        match self.findings.first().map(|finding| &finding.problem) {
            Some(Problem::OutOfBounds { key, bounds, .. }) => format!("`{key}` must be {bounds}"),
            Some(problem) => wording(problem).title,
            None => String::new(),
        }
    }

    /// The first of them that is not about something that is missing or still to be filled in, in a sentence: what is
    /// wrong, and what would be right.
    #[must_use]
    pub fn beside_what_is_missing(&self) -> Option<String> {
        let is_wrong = |finding: &&Finding| !finding.problem.is_something_missing();
        let words = wording(&self.findings.iter().find(is_wrong)?.problem);
        let label = if words.label.is_empty() { String::new() } else { format!(": {}", words.label) };
        let help = words.help.map_or_else(String::new, |help| format!("; {help}"));
        Some(visible(&format!("{}{label}{help}", words.title)))
    }

    /// The first of them as text, each followed by an empty line, and how many more there are.
    #[must_use]
    pub fn render(&self, coloured: bool) -> String {
        let mut quoted = 0;
        let shown = self.findings.iter().take(FINDINGS_SHOWN).map(|finding| {
            let bytes = quoted_bytes(finding, &self.sources);
            if quoted > 0 && bytes > BYTES_SHORT && quoted + bytes > BYTES_QUOTED {
                return render_without_its_line(finding, &self.sources, coloured) + "\n\n";
            }
            quoted += bytes;
            render_finding(finding, &self.sources, coloured) + "\n\n"
        });
        shown.chain(hidden(self.findings.len().saturating_sub(FINDINGS_SHOWN), coloured)).collect()
    }
}

fn renderer(coloured: bool) -> Renderer {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(120)
}

/// How many bytes of the sources the lines of a problem hold.
fn quoted_bytes(finding: &Finding, sources: &[Source]) -> usize {
    let mut spans: Vec<Vec<Range<usize>>> = vec![Vec::new(); sources.len()];
    for place in std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place)) {
        if let Some(spans) = spans.get_mut(place.source) {
            spans.push(place.span());
        }
    }
    let quoted = spans.iter().zip(sources).filter(|(spans, _)| !spans.is_empty());
    quoted.map(|(spans, source)| Lines::around(source, spans).range.len()).sum()
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
        let lines = Lines::around(source, &[finding.place.span()]);
        let patch = annotate_snippets::Patch::new(lines.inside(&finding.place.span()), suggestion.clone());
        report.pop();
        report.push(
            Group::with_title(Level::HELP.secondary_title(visible(&words.help.unwrap_or_default())))
                .element(lines.snippet().patch(patch)),
        );
    }
    renderer(coloured).render(&report)
}

/// A problem in few words: the line that it is in has no end.
fn render_without_its_line(finding: &Finding, sources: &[Source], coloured: bool) -> String {
    let words = wording(&finding.problem);
    let label = if words.label.is_empty() { String::new() } else { format!(": {}", words.label) };
    let title = Level::ERROR.primary_title(visible(&format!("{}{label}", words.title))).id(finding.problem.code());
    let origin = sources.get(finding.place.source).map(|source| {
        let lines = Lines::around(source, &[finding.place.span()]);
        let before = source.text.get(lines.range.start..finding.place.start).unwrap_or_default();
        let origin = Origin::path(visible(&source.name)).line(lines.first());
        origin.char_column(before.chars().count() + 1)
    });
    let mut report = vec![Group::with_title(title).elements(origin)];
    report.extend(words.help.map(|help| Group::with_title(Level::HELP.secondary_title(visible(&help)))));
    renderer(coloured).render(&report)
}

/// Something wrong with a text that is no scenario, such as a letter of the sender's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What kind of mistake it is.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub title: String,
    /// A few words at the place.
    pub label: String,
    /// What would be right.
    pub help: String,
    /// The bytes of the text.
    pub span: Range<usize>,
}

/// Mistakes in a text, in the order of their places, as problems of a scenario are shown.
#[must_use]
pub fn render_mistakes(mistakes: &[Mistake], source: &Source, coloured: bool) -> String {
    let mut shown: Vec<&Mistake> = mistakes.iter().collect();
    shown.sort_by_key(|mistake| mistake.span.start);
    let reports = shown.iter().take(FINDINGS_SHOWN).map(|mistake| {
        let place = Place { source: 0, start: mistake.span.start, end: mistake.span.end };
        let title = Group::with_title(Level::ERROR.primary_title(visible(&mistake.title)).id(mistake.code));
        let marked = snippets(title, &[(&place, &mistake.label, true)], std::slice::from_ref(source));
        let help = Group::with_title(Level::HELP.secondary_title(visible(&mistake.help)));
        renderer(coloured).render(&[marked, help]) + "\n\n"
    });
    reports.chain(hidden(shown.len().saturating_sub(FINDINGS_SHOWN), coloured)).collect()
}

/// How many problems are not shown, where some are not.
fn hidden(count: usize, coloured: bool) -> Option<String> {
    let more = match count {
        0 => return None,
        1 => "1 more problem is not shown".to_owned(),
        _ => format!("{count} more problems are not shown"),
    };
    Some(renderer(coloured).render(&[Group::with_title(Level::NOTE.primary_title(more))]) + "\n\n")
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
        let marks = || marks.iter().filter(|(place, _, _)| place.source == index);
        let spans: Vec<_> = marks().map(|(place, _, _)| first_line(place, &source.text)).collect();
        let lines = Lines::around(source, &spans);
        let mut snippet = lines.snippet();
        for (span, (_, label, is_primary)) in spans.iter().zip(marks()) {
            let kind = if *is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(lines.inside(span));
            snippet = snippet.annotation(if label.is_empty() { annotation } else { annotation.label(visible(label)) });
        }
        group = group.element(snippet);
    }
    group
}

/// A place of several lines, such as an inline list, is underlined at its first line.
fn first_line(place: &Place, text: &str) -> Range<usize> {
    let span = place.span();
    match text.get(span.clone()).and_then(|written| written.find('\n')) {
        Some(end) => span.start..span.start + end,
        None => span,
    }
}

/// The lines of a source that marks are in. The renderer goes through all that it is given, for each problem anew.
struct Lines<'s> {
    source: &'s Source,
    range: Range<usize>,
}

impl<'s> Lines<'s> {
    fn around(source: &'s Source, spans: &[Range<usize>]) -> Self {
        let text = source.text.as_str();
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(text.len());
        let start = text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1);
        let end =
            text.get(last..).and_then(|after| after.find('\n')).map_or(text.len(), |line_break| last + line_break);
        Self { source, range: start..end }
    }

    /// The number of the first of them, counted from 1.
    fn first(&self) -> usize {
        self.source.text.get(..self.range.start).unwrap_or_default().matches('\n').count() + 1
    }

    /// Where a span of the source is in what is shown of it.
    fn inside(&self, span: &Range<usize>) -> Range<usize> {
        let shown =
            |end: usize| self.source.text.get(self.range.start..end).map_or(0, |text| visible_lines(text).len());
        shown(span.start)..shown(span.end)
    }

    fn snippet<T: Clone>(&self) -> Snippet<'s, T> {
        let text = self.source.text.as_str();
        Snippet::source(visible_lines(text.get(self.range.clone()).unwrap_or(text)))
            .line_start(self.first())
            .path(visible(&self.source.name))
    }
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
        rendered_in("hours = 60\n", problem, times)
    }

    fn rendered_in(text: &str, problem: &Problem, times: usize) -> String {
        let source = Source { name: "client.toml".to_owned(), text: text.to_owned(), has_mark: false };
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
        let text = rendered(&Problem::UnknownFlag { code: "x".repeat(100_000) + "END", suggestion: None }, 1);
        assert!(text.len() < 2000, "{} bytes", text.len());
        assert!(text.contains("there is no red flag `xxx") && text.contains("xEND`\n"), "{text}");
    }

    // Once the others were counted and not shown.
    #[test]
    fn of_the_problems_of_an_endless_line_all_are_shown_and_one_with_its_line() {
        let line = format!("hours = 60 # {}\n", "x".repeat(BYTES_QUOTED));
        let text = rendered_in(&line, &Problem::EmptyMove, 3);
        assert_eq!(text.matches("error[empty-move]").count(), 3, "{text}");
        assert_eq!(text.matches("--> client.toml:1:1").count(), 3, "{text}");
        assert_eq!(text.matches("hours = 60 # x").count(), 1, "{text}");
        assert!(!text.contains("not shown"), "{text}");
    }
}
