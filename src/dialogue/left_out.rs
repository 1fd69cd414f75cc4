//! What was asked and left out, as a comment at the end of the file: where it stands nobody asks for it again.

/// How the comment begins.
const HEAD: &str = "# Asked, and left out:";

/// What to do with it.
const WHAT_TO_DO: &str = "`uprate init --interactive` asks again for what is taken away here.";

/// The keys that the text of a file says were left out, with what that means.
#[must_use]
pub(super) fn of(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().skip_while(|line| !line.starts_with(HEAD)).skip(1);
    let entries = lines.map_while(|line| line.strip_prefix('#')).filter_map(|line| {
        let (key, means) = line.strip_prefix("   ")?.split_once(": ")?;
        Some((key.to_owned(), means.trim_end().to_owned()))
    });
    entries.collect()
}

/// The text with the comment at its end, of what it said already and what is left out now; without those that are set.
#[must_use]
pub(super) fn put(text: &str, left_out: &[(&'static str, &'static str)], is_set: &dyn Fn(&str) -> bool) -> String {
    let before = of(text);
    let now = left_out.iter().map(|(key, means)| ((*key).to_owned(), (*means).to_owned()));
    let mut entries: Vec<(String, String)> = before.clone();
    for entry in now {
        if !entries.iter().any(|(key, _)| *key == entry.0) {
            entries.push(entry);
        }
    }
    entries.retain(|(key, _)| !is_set(key));
    if entries == before {
        return text.to_owned();
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let is_of_it = |line: &str| {
        line.starts_with(HEAD)
            || line.trim_end().ends_with(WHAT_TO_DO)
            || before.iter().any(|(key, means)| line.trim_end() == entry(key, means))
    };
    let kept: String = text.split_inclusive('\n').filter(|line| !is_of_it(line)).collect();
    if entries.is_empty() {
        return kept;
    }
    let gap = if kept.is_empty() || kept.ends_with('\n') { "" } else { line_end };
    let lines =
        std::iter::once(format!("{HEAD} {WHAT_TO_DO}")).chain(entries.iter().map(|(key, means)| entry(key, means)));
    let lines: String = lines.flat_map(|line| [line, line_end.to_owned()]).collect();
    format!("{}{line_end}{line_end}{lines}", (kept + gap).trim_end())
}

fn entry(key: &str, means: &str) -> String {
    format!("#   {key}: {means}")
}
