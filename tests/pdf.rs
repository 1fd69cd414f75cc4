//! Pages of PDF: what they say is what the pages for browsers say, as text that can be searched, in fonts that are in the file.
//!
//! The text is taken out by `pdftotext`; where that program is missing the tests say so and prove nothing, but `CI_PDF` in the
//! environment makes it a must.

#![cfg(feature = "pdf")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use support::program::{MINIMAL, folder, run};

/// Where the scenarios are.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The text of a PDF, page by page; none where nothing can take it out.
fn pages(file: &Path) -> Option<Vec<String>> {
    let output = Command::new("pdftotext").arg("-layout").arg(file).arg("-").output();
    let Ok(output) = output else {
        assert!(std::env::var_os("CI_PDF").is_none(), "pdftotext is missing");
        eprintln!("pdftotext is missing (Debian: poppler-utils): nothing was compared");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // A form feed ends every page.
    pages.pop();
    Some(pages)
}

/// The words with digits of a page for browsers, without its head and what only screens and readers of it say.
fn figures(html: &str) -> BTreeSet<String> {
    let body = html.split_once("<main>").expect("a page").1.split_once("</main>").expect("an end").0;
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let name = after.split(['>', ' ']).next().unwrap_or_default();
        // The title and description of a picture are for those who cannot see it.
        let end = if matches!(name, "title" | "desc") { format!("</{name}>") } else { ">".to_owned() };
        rest = after.split_once(end.as_str()).expect("a mark ends").1;
    }
    let text = text
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let words = text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';', ':', '.', '[', ']']));
    words.filter(|word| word.chars().any(|letter| letter.is_ascii_digit())).map(str::to_owned).collect()
}

fn scenarios() -> Vec<String> {
    let names = fs::read_dir(Path::new(ROOT).join("scenarios")).expect("scenarios");
    let mut names: Vec<String> =
        names.map(|name| name.expect("a file").path().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_figure_of_the_page_for_browsers_is_text_in_the_pdf() {
    for scenario in scenarios() {
        let place = folder();
        for (command, paper) in [("compare", "a4"), ("project", "letter")] {
            let file = place.path().join("page.pdf");
            let page = file.to_string_lossy().into_owned();
            let printed = run(place.path(), &[command, &scenario, "--quiet", "--paper", paper, "-o", &page]);
            assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""), "{command} {scenario}");
            let Some(pages) = pages(&file) else { return };
            let text = pages.concat();
            let html = run(place.path(), &[command, &scenario, "--quiet", "--format", "html"]).stdout;
            let figures = figures(&html);
            assert!(figures.len() > 20, "{figures:?}");
            let words: BTreeSet<&str> = text
                .split_whitespace()
                .map(|word| word.trim_matches(['(', ')', ',', ';', ':', '.', '[', ']']))
                .collect();
            let missing: Vec<&String> = figures.iter().filter(|figure| !words.contains(figure.as_str())).collect();
            // A word that two lines share is there in two parts.
            let missing: Vec<&&String> =
                missing.iter().filter(|figure| !text.replace(['\n', ' '], "").contains(figure.as_str())).collect();
            assert!(missing.is_empty(), "{command} {scenario}: {missing:?} of\n{text}");
        }
    }
}

#[test]
fn the_headings_of_a_long_table_and_the_number_of_the_page_stand_on_every_page() {
    let place = folder();
    let file = place.path().join("months.pdf");
    let printed = run(
        place.path(),
        &["project", "client.toml", "--strategy", "status-quo", "--months", "120", "--quiet", "-o", "months.pdf"],
    );
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    let Some(pages) = pages(&file) else { return };
    assert!(pages.len() > 2, "{} pages", pages.len());
    for (position, page) in pages.iter().enumerate() {
        assert!(page.contains("month") && page.contains("price"), "{page}");
        assert!(page.contains(&format!("Page {} of {}", position + 1, pages.len())), "{page}");
        assert!(page.contains("SHA-256"), "{page}");
    }
    // A month is one row on one page.
    let first_words: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.lines())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.parse::<u32>().is_ok())
        .collect();
    let months: Vec<String> = (1..=120).map(|month: u32| month.to_string()).collect();
    assert_eq!(first_words, months);
}

/// The lines of a page that say something, without those at its foot.
fn said(page: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.truncate(lines.len().saturating_sub(2));
    lines
}

#[test]
fn every_page_of_a_pack_says_whose_it_is_and_none_has_but_a_few_lines() {
    let place = folder();
    for (scenario, paper) in [
        ("price-lock-cap-and-long-notice", "a4"),
        ("price-lock-cap-and-long-notice", "letter"),
        ("staircase-under-the-approval-limit", "letter"),
        ("sales-team-worn-down", "a4"),
    ] {
        let path = format!("{ROOT}/scenarios/{scenario}.toml");
        let report = |more: &[&str]| run(place.path(), &[&["report", &path, "--quiet"], more].concat());
        assert_eq!(report(&["--paper", paper, "-o", "pack.pdf"]).code, Some(0));
        let Some(pages) = pages(&place.path().join("pack.pdf")) else { return };
        let markdown = report(&["--format", "markdown"]).stdout.replace('\\', "");
        let titles: Vec<&str> = markdown
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .map(|title| title.split(" · ").next().expect("a title"))
            .collect();
        let mut seen = Vec::new();
        for page in &pages {
            let lines = said(page);
            let title = lines[0].strip_suffix(", continued").unwrap_or(lines[0]);
            assert!(titles.contains(&title), "{scenario} {paper}: {title} of {titles:?}");
            assert!(lines.len() >= 15, "{scenario} {paper}:\n{page}");
            seen.push(title);
        }
        seen.dedup();
        assert_eq!(seen, titles, "{scenario} {paper}");
        // The months of three years have a page with their outcomes.
        for months in titles.iter().filter(|title| title.ends_with(", month by month")) {
            let count = pages.iter().filter(|page| said(page)[0].starts_with(months)).count();
            assert_eq!(count, 1, "{scenario} {paper}: {months}");
        }
    }
}

#[test]
fn a_table_that_goes_on_says_so_and_no_year_of_it_is_cut() {
    let place = folder();
    let words = ["project", "client.toml", "--strategy", "status-quo", "--months", "96", "--quiet", "-o", "months.pdf"];
    assert_eq!(run(place.path(), &words).code, Some(0));
    let Some(pages) = pages(&place.path().join("months.pdf")) else { return };
    assert!(pages.len() > 1, "{} pages", pages.len());
    for (position, page) in pages.iter().enumerate() {
        let lines = said(page);
        let goes_on = lines.iter().filter(|line| line.ends_with(", continued")).count();
        // The page and its table are named.
        assert_eq!(goes_on, if position == 0 { 0 } else { 2 }, "{page}");
        let first_words = lines.iter().filter_map(|line| line.split_whitespace().next());
        let months = first_words.filter(|word| word.parse::<u32>().is_ok()).count();
        assert!(months > 0 && months % 12 == 0, "{months} months on\n{page}");
    }
}

#[test]
fn names_of_many_scripts_are_text_and_what_no_font_has_is_told() {
    let place = folder();
    let name = "Ķekavas šūšana, Äänekoski, บริษัท \u{378}";
    fs::write(place.path().join("client.toml"), format!("title = \"{name}\"\n{MINIMAL}")).expect("written");
    let printed = run(place.path(), &["compare", "client.toml", "-o", "page.pdf"]);
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    assert!(printed.stderr.contains("U+0378"), "{}", printed.stderr);
    let Some(pages) = pages(&place.path().join("page.pdf")) else { return };
    for part in ["Ķekavas šūšana", "Äänekoski", "[U+0378]"] {
        assert!(pages[0].contains(part), "{part} in\n{}", pages[0]);
    }
    assert!(pages[0].contains("บริษัท"), "{}", pages[0]);
}

#[test]
fn hostile_names_are_text_and_the_same_pack_is_the_same_bytes() {
    let place = folder();
    let long = "A".repeat(200);
    let title = format!("=HYPERLINK(\\\"http://x\\\")<script>\\u202e{long}");
    fs::write(place.path().join("client.toml"), format!("title = \"{title}\"\n{MINIMAL}")).expect("written");
    let write = |file: &str| {
        let printed = run(place.path(), &["report", "client.toml", "--quiet", "-o", file]);
        assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
        fs::read(place.path().join(file)).expect("a PDF")
    };
    let first = write("first.pdf");
    assert!(first.starts_with(b"%PDF-") && first.trim_ascii_end().ends_with(b"%%EOF"));
    assert_eq!(first, write("second.pdf"));
    let Some(pages) = pages(&place.path().join("first.pdf")) else { return };
    assert!(pages[0].replace(['\n', ' '], "").contains("=HYPERLINK(\"http://x\")<script>"), "{}", pages[0]);
}

#[test]
fn a_letter_to_the_client_says_nothing_of_what_it_was_made_with() {
    let place = folder();
    let scenario = format!("{ROOT}/scenarios/staircase-under-the-approval-limit.toml");
    let printed = run(place.path(), &["notice", &scenario, "--quiet", "-o", "letters.pdf"]);
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    let Some(pages) = pages(&place.path().join("letters.pdf")) else { return };
    let (letters, others): (Vec<&String>, Vec<&String>) =
        pages.iter().partition(|page| page.contains("Yours sincerely"));
    assert_eq!((letters.len(), others.len()), (3, 2));
    for letter in letters {
        assert!(!["SHA-256", "uprate", "Page "].iter().any(|foot| letter.contains(foot)), "{letter}");
        // A number stays with what follows it.
        assert!(!letter.lines().any(|line| line.starts_with('%')), "{letter}");
    }
    assert!(others.iter().all(|page| page.contains("SHA-256")));
}
