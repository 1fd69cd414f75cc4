//! A waterfall in characters: a row a bar, each from where the one above ends.

use super::picture::{Axis, Layout};
use super::terminal::Look;
use crate::report::document::{Waterfall, WaterfallRow};
use crate::wrapping::{padded, wrap};

/// The characters of the bars.
struct Pens {
    whole: char,
    more: char,
    less: char,
    zero: char,
}

/// The picture as lines.
pub fn draw(content: &Waterfall, look: Look) -> Vec<String> {
    let pens = if look.ascii {
        Pens { whole: '=', more: '#', less: '-', zero: ':' }
    } else {
        Pens { whole: '▒', more: '█', less: '░', zero: '┊' }
    };
    let rows = content.rows();
    let layout = Layout::of("", rows.iter().map(|row| row.label.as_str()), look);
    let Layout { labels, label_width, plot } = match layout {
        Ok(layout) => layout,
        Err(no_room) => return no_room,
    };
    let Some(axis) = Axis::around(rows.iter().flat_map(|row| [row.begins, row.ends]), plot) else {
        return Vec::new();
    };
    let mut lines = look.indented(&content.title);
    lines.push(format!("  {}  {}", padded("", label_width), axis.numbers(content.decimals)));
    for (row, label) in rows.iter().zip(labels) {
        let mut cells = vec![' '; plot];
        if let Some(zero) = axis.zero {
            cells[zero] = pens.zero;
        }
        let (begins, ends) = (axis.at(row.begins), axis.at(row.ends));
        cells[begins.min(ends)..=begins.max(ends)].fill(pen(row, &pens));
        let Some((first, rest)) = label.split_first() else { continue };
        let drawn: String = cells.into_iter().collect();
        lines.push(format!("  {}  {drawn}", padded(first, label_width)).trim_end().to_owned());
        lines.extend(rest.iter().map(|line| format!("  {line}")));
    }
    let legend = format!("{} in all, {} more, {} less", pens.whole, pens.more, pens.less);
    let legend = wrap(&legend, look.width.saturating_sub(label_width + 4));
    lines.extend(legend.iter().map(|line| format!("  {}  {line}", padded("", label_width))));
    lines
}

fn pen(row: &WaterfallRow, pens: &Pens) -> char {
    match row {
        WaterfallRow { whole: true, .. } => pens.whole,
        WaterfallRow { begins, ends, .. } if ends < begins => pens.less,
        _ => pens.more,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Exact, Number};

    #[test]
    fn each_bar_begins_where_the_one_above_ends() {
        let level = |label: &str, amount: u32| (label.to_owned(), Exact::whole(amount));
        let content = Waterfall {
            title: "it".to_owned(),
            decimals: 0,
            from: level("now", 10),
            steps: vec![level("price", 30), level("volume", 20)],
            to: "then".to_owned(),
        };
        // 31 columns from 0 to 30.
        let look = Look { ascii: true, width: 42, whole_tables: false, coloured: false };
        let lines = draw(&content, look);
        assert_eq!(lines[2], format!("  now     {}", "=".repeat(11)));
        assert_eq!(lines[3], format!("  price   {}{}", " ".repeat(10), "#".repeat(21)));
        assert_eq!(lines[4], format!("  volume  {}{}", " ".repeat(20), "-".repeat(11)));
        assert_eq!(lines[5], format!("  then    {}", "=".repeat(21)));
        assert_eq!(lines[6], "          = in all, # more, - less");
    }
}
