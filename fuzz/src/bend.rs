//! Changes of a case that keep most of it as it was.

use fastrand::Rng;
use uprate::analysis::choice::By;
use uprate::domain::Kind;
use uprate::report::letters::PLACEHOLDERS;
use uprate::scenario::catalogue::{Group, Holds, MOVE, TIER, TOP, strategy_group};

use crate::case;
use crate::questions::QUESTIONS;
use crate::values::{assignment, edge, kind, one_of, path, text, value};

/// Columns that tables may be asked for, and one that there is none of.
const COLUMNS: [&str; 6] = ["net_profit", "difference", "accepts", "total_revenue", "still_there", "nothing"];

/// The case with a few changes of anything.
#[must_use]
pub fn anything(bytes: &[u8], seed: u32) -> String {
    changed(bytes, seed, |lines, random| match random.u8(..12) {
        0..=2 => give_another_value(lines, random),
        3..=4 => bend_a_number(lines, random),
        5..=7 => add_a_key(lines, random),
        8 => add_a_table(lines, random),
        9 => leave_out(lines, random),
        10 => say_twice(lines, random),
        _ => set_an_option(lines, random),
    })
}

/// The case with other options.
#[must_use]
pub fn options(bytes: &[u8], seed: u32) -> String {
    changed(bytes, seed, |lines, random| match random.u8(..6) {
        0 => set_an_option(lines, random),
        1 => {
            let of_option = lines.iter().position(|line| case::is_option(line));
            if let Some(line) = of_option {
                lines.remove(line);
            }
        }
        _ => set_a_key(lines, random),
    })
}

fn changed(bytes: &[u8], seed: u32, mut change: impl FnMut(&mut Vec<String>, &mut Rng)) -> String {
    let mut random = Rng::with_seed(u64::from(seed));
    let mut lines: Vec<String> = String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect();
    for _ in 0..random.u8(1..4) {
        change(&mut lines, &mut random);
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The table that a line is in, as the catalogue knows it.
fn group_at(lines: &[String], position: usize) -> Option<&'static Group> {
    let header = lines[..position].iter().rposition(|line| line.starts_with('['));
    let Some(header) = header else { return Some(&TOP) };
    let path = lines[header].trim_start_matches('[').split(']').next()?.trim();
    match path {
        "strategy" => {
            let kind = lines[header + 1..].iter().find_map(|line| line.strip_prefix("kind = "))?;
            Kind::ALL.into_iter().find(|known| kind.contains(known.code())).map(strategy_group)
        }
        "strategy.tier" => Some(&TIER),
        "strategy.move" => Some(&MOVE),
        path => path.split('.').try_fold(&TOP, |group, name| match group.key(name)?.holds {
            Holds::Table(inner) | Holds::Tables(inner) => Some(inner),
            _ => None,
        }),
    }
}

/// The position of a line that holds, if there is one.
fn any_line(lines: &[String], random: &mut Rng, holds: impl Fn(&str) -> bool) -> Option<usize> {
    let positions: Vec<usize> = (0..lines.len()).filter(|position| holds(&lines[*position])).collect();
    (!positions.is_empty()).then(|| *one_of(random, &positions))
}

fn gives_a_value(line: &str) -> bool {
    line.contains('=') && !line.trim_start().starts_with('#')
}

fn give_another_value(lines: &mut [String], random: &mut Rng) {
    let Some(position) = any_line(lines, random, gives_a_value) else { return };
    let (name, _) = lines[position].split_once('=').unwrap_or_default();
    let key = group_at(lines, position).and_then(|group| group.key(name.trim()));
    lines[position] = format!("{}= {}", name, value(random, key));
}

/// Puts another number into a line, wherever it is in a list or a table.
fn bend_a_number(lines: &mut [String], random: &mut Rng) {
    let is_digit = |character: char| character.is_ascii_digit() || character == '.';
    let Some(position) = any_line(lines, random, |line| gives_a_value(line) && line.contains(is_digit)) else { return };
    let line = &lines[position];
    let value = line.find('=').unwrap_or(0);
    let digits = line.match_indices(is_digit).map(|(at, _)| at).filter(|at| *at > value);
    let starts: Vec<usize> = digits.filter(|at| !line[..*at].ends_with(is_digit)).collect();
    if starts.is_empty() {
        return;
    }
    let start = *one_of(random, &starts);
    let end = line[start..].find(|character| !is_digit(character)).map_or(line.len(), |length| start + length);
    let number = match random.u8(..3) {
        0 => edge(random).trim_matches('"').to_owned(),
        1 => random.u8(..100).to_string(),
        _ => format!("{}{}", &line[start..end], random.u8(..10)),
    };
    lines[position] = format!("{}{number}{}", &line[..start], &line[end..]);
}

fn add_a_key(lines: &mut Vec<String>, random: &mut Rng) {
    let position = random.usize(..=lines.len());
    if let Some(group) = group_at(lines, position) {
        let group = if random.u8(..16) == 0 { strategy_group(kind(random)) } else { group };
        let assigned = assignment(random, group);
        let name = assigned.split('=').next().unwrap_or_default();
        // In place of one of the same name in this table, else that would be all that is said of it.
        let same =
            lines[position..].iter().take_while(|line| !line.starts_with('[')).position(|line| line.starts_with(name));
        match same {
            Some(after) => lines[position + after] = assigned,
            None => lines.insert(position, assigned),
        }
    }
}

fn add_a_table(lines: &mut Vec<String>, random: &mut Rng) {
    let position = any_line(lines, random, |line| line.starts_with('[')).unwrap_or(lines.len());
    let (header, group) = match random.u8(..6) {
        0 | 1 => {
            let kind = kind(random);
            lines.insert(position, format!("kind = \"{}\"", kind.code()));
            ("[[strategy]]".to_owned(), strategy_group(kind))
        }
        2 => ("[[strategy.move]]".to_owned(), &MOVE),
        3 => ("[[strategy.tier]]".to_owned(), &TIER),
        _ => {
            let inner = |holds| match holds {
                Holds::Table(group) | Holds::Tables(group) => Some(group),
                _ => None,
            };
            let groups: Vec<&Group> = TOP.keys.iter().filter_map(|key| inner(key.holds)).collect();
            let group = *one_of(random, &groups);
            (group.to_string(), group)
        }
    };
    for _ in 0..random.u8(..5) {
        let assigned = assignment(random, group);
        lines.insert(position, assigned);
    }
    lines.insert(position, header);
}

fn leave_out(lines: &mut Vec<String>, random: &mut Rng) {
    if let Some(position) = any_line(lines, random, |line| !line.is_empty()) {
        let end = if random.bool() { position + 1 } else { end_of_table(lines, position) };
        lines.drain(position..end);
    }
}

fn say_twice(lines: &mut Vec<String>, random: &mut Rng) {
    if let Some(position) = any_line(lines, random, |line| line.starts_with('[')) {
        let again = lines[position..end_of_table(lines, position)].to_vec();
        let to = any_line(lines, random, |line| line.starts_with('[')).unwrap_or(position);
        lines.splice(to..to, again);
    }
}

/// The line after the last of the table that a line is in.
fn end_of_table(lines: &[String], position: usize) -> usize {
    let rest = &lines[position + 1..];
    position + 1 + rest.iter().position(|line| line.starts_with('[')).unwrap_or(rest.len())
}

fn set_an_option(lines: &mut Vec<String>, random: &mut Rng) {
    let option = match random.u8(..7) {
        0 | 1 => case::line("width", &random.u16(20..200).to_string()),
        2 => case::line("by", one_of(random, &By::ALL).name()),
        3 => {
            let columns: Vec<&str> = (0..random.usize(1..4)).map(|_| *one_of(random, &COLUMNS)).collect();
            case::line("columns", &columns.join(","))
        }
        4 => case::line("ask", one_of::<&str>(random, &QUESTIONS)),
        5 => return add_to_the_letter(lines, random),
        _ => return set_a_key(lines, random),
    };
    let name = option.split(' ').next().unwrap_or_default();
    lines.retain(|line| !line.starts_with(name));
    lines.insert(0, option);
}

/// A line of a letter of one's own: words, placeholders, and what is none.
fn add_to_the_letter(lines: &mut Vec<String>, random: &mut Rng) {
    let mut line = String::new();
    for _ in 0..random.u8(..4) {
        match random.u8(..6) {
            0..=2 => {
                let (name, ..) = one_of(random, &PLACEHOLDERS);
                line.extend(["{", name, "}"]);
            }
            3 => line += one_of::<&str>(random, &["{", "}", "{{", "}}", "{}", "{ client }", "{clint}", "{{x}", "{é"]),
            4 => line += text(random).trim_matches('"'),
            _ => line += " word ",
        }
    }
    lines.insert(0, case::line("letter", &line));
    if random.bool() {
        lines.insert(0, case::line("ask", "notice"));
    }
}

fn set_a_key(lines: &mut Vec<String>, random: &mut Rng) {
    let (mut path, key) = path(random);
    if random.u8(..20) == 0 {
        path += one_of::<&str>(random, &[".x", ".\"a b\"", " ", ".0", ".", "=", ".99999999999999999999"]);
    }
    let given = value(random, Some(key));
    // A shell has no quotes left to give.
    let given = if random.bool() { given.trim_matches('"').to_owned() } else { given };
    lines.insert(0, case::line("set", &format!("{path}={given}")));
}
