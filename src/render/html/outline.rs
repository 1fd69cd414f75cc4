//! Lines below lines, as lists within lists.

use super::markup::Markup;
use crate::report::document::OutlineLine;

/// Draws an outline: a line, what it is equal to, and below it those that lead to it.
pub fn draw(markup: &mut Markup, outline: &[OutlineLine]) {
    // How many lists are open; within each but the last, the entry that the next list belongs to.
    let mut lists = 0;
    for line in outline {
        let deep = line.depth.saturating_add(1);
        while lists > deep {
            markup.close();
            markup.close();
            lists -= 1;
        }
        if lists == deep {
            markup.close();
        }
        while lists < deep {
            let class: &[_] = if lists == 0 { &[("class", "outline")] } else { &[] };
            markup.open("ul", class);
            markup.new_line();
            lists += 1;
            if lists < deep {
                markup.open("li", &[]);
            }
        }
        markup.open("li", &[]);
        markup.element("span", &[], &line.text);
        for formula in &line.formulas {
            markup.element("p", &[], formula);
        }
        markup.new_line();
    }
    for _ in 0..lists {
        markup.close();
        markup.close();
        markup.new_line();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_a_line_is_a_list_in_its_entry() {
        let line = |depth: usize, text: &str, formulas: &[&str]| OutlineLine {
            depth,
            text: text.to_owned(),
            formulas: formulas.iter().map(|formula| (*formula).to_owned()).collect(),
        };
        let outline = [line(0, "a", &["= b < c"]), line(1, "b", &[]), line(2, "d", &[]), line(1, "c", &[])];
        let mut markup = Markup::default();
        draw(&mut markup, &outline);
        assert_eq!(
            markup.finish().replace('\n', ""),
            "<ul class=\"outline\"><li><span>a</span><p>= b &lt; c</p><ul><li><span>b</span><ul><li><span>d</span></li></ul>\
             </li><li><span>c</span></li></ul></li></ul>"
        );
    }
}
