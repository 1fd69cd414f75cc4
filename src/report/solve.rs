//! What `solve` says: where a figure reaches a target, or is largest or smallest, and where that was looked for.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::compare::title;
use super::document::{Block, Cell, Document, Stands, Table};
use super::inputs::{exact_cell, noun};
use super::json::{exact, figure_value, number, scenario};
use super::sweep::{figure_words, metric_words, value_words};
use crate::analysis::metrics::Figure;
use crate::analysis::solve::{Cause, Goal, Jump, Search, Solution, Solved};
use crate::analysis::variation::{Answer, Refusal, Whose};
use crate::number::{Exact, Number};
use crate::words::{capitalised, count, plain, rounded, signed};

/// Digits of a solution that are shown after the decimal point, of a share in percent.
const DIGITS: u32 = 6;

/// What was looked for, and what was found.
#[derive(Debug)]
pub struct Answered<'r> {
    /// What was looked for, and where.
    pub search: Search<'r>,
    /// What was found.
    pub solved: Solved,
    /// The answer for the scenario as it is, which says what kind of figure it is.
    pub base: Answer,
}

impl Answered<'_> {
    fn figure(&self, metric: f64) -> Figure {
        match self.base.figure {
            // Between months there is none.
            Figure::Month(_) => Figure::Hours(Some(Exact::from_f64(metric))),
            kind => kind.with(Some(Exact::from_f64(metric))),
        }
    }

    fn words(&self, figure: &Figure) -> String {
        figure_words(figure, self.search.question.reading.scenario.currency.decimals())
    }

    fn metric(&self, metric: f64) -> String {
        self.words(&self.figure(metric))
    }

    /// A value of the key, with as many digits as say where it is.
    fn value(&self, value: f64) -> String {
        let value = Exact::from_f64(value).settled();
        let is_share = matches!(self.search.definition.holds, crate::scenario::catalogue::Holds::Share);
        let shown = rounded(value, if is_share { DIGITS + 2 } else { DIGITS });
        let words = value_words(self.search.definition, shown);
        match self.open_bound(shown) {
            Some(side) => format!("{side} {words}"),
            None => words,
        }
    }

    /// On which side of a value, which is a bound that is itself not allowed, those lie that are.
    fn open_bound(&self, shown: Decimal) -> Option<&'static str> {
        let bounds = &self.search.definition.bounds;
        let is_open = |bound: Option<(Decimal, bool)>| bound.is_some_and(|(bound, itself)| bound == shown && !itself);
        if is_open(bounds.least()) { Some("just above") } else { is_open(bounds.most()).then_some("just below") }
    }

    fn region(&self) -> String {
        let words = |value| value_words(self.search.definition, value);
        format!("{} to {}", words(self.search.from), words(self.search.to))
    }

    /// The key and what it is.
    fn what(&self) -> String {
        let key = &self.search.key;
        let noun = noun(key, &self.search.question.reading.scenario);
        if noun == *key { noun } else { format!("{noun} ({key})") }
    }

    fn goal(&self) -> String {
        match self.search.goal {
            Goal::Reach(target) => format!("is {}", self.words(&self.base.figure.with(Some(target)))),
            Goal::Largest => "is largest".to_owned(),
            Goal::Smallest => "is smallest".to_owned(),
        }
    }

    fn name(&self, answer: &Answer) -> Option<&str> {
        answer.best.map(|best| self.search.question.reading.scenario.strategies[best].name.as_str())
    }
}

/// Why there is no solution, in one sentence, and how near the figure comes; none where there is one.
#[must_use]
pub fn none(answered: &Answered<'_>) -> Option<String> {
    if !answered.solved.solutions.is_empty() {
        return None;
    }
    let (key, solved) = (&answered.search.key, &answered.solved);
    let metric = metric_words(&answered.search.question);
    let looked = format!("{key} from {}, {} of it", answered.region(), count_of_values(answered));
    let Some((at, nearest)) = solved.nearest else {
        let why = solved.without_figure.first().map_or_else(String::new, |(why, _)| format!("; {}", why.why()));
        return Some(format!("there is no {metric} anywhere in {looked}{why}"));
    };
    if solved.has_no_effect {
        return Some(format!("{key} has no effect on the {metric}: it is {} for {looked}", answered.metric(nearest)));
    }
    let jumps = solved.jumps.first().map_or_else(String::new, |jump| format!("; {}", jump_words(answered, jump)));
    Some(format!(
        "the {metric} {} nowhere in {looked}: it comes nearest at {}, where it is {}{jumps}",
        answered.goal(),
        answered.value(at),
        answered.metric(nearest)
    ))
}

fn count_of_values(answered: &Answered<'_>) -> String {
    count(u32::try_from(answered.solved.looked_at).unwrap_or(u32::MAX), "value")
}

fn jump_words(answered: &Answered<'_>, jump: &Jump) -> String {
    let [before, after] = jump.between.map(|metric| answered.metric(metric));
    let why = jump.cause.map_or_else(String::new, |cause| format!(", because {}", cause_words(answered, cause)));
    format!("at {} it jumps over it, from {before} to {after}{why}", answered.value(jump.at))
}

/// What makes the figure jump, as a clause.
fn cause_words(answered: &Answered<'_>, cause: Cause) -> String {
    let name = |position: usize| answered.search.question.reading.scenario.strategies[position].name.as_str();
    match cause {
        Cause::RuledIn(position) => format!("{} is ruled out before and best from there on", name(position)),
        Cause::RuledOut(position) => format!("{} is ruled out from there on", name(position)),
        Cause::OtherBest => "another strategy is best from there on".to_owned(),
        Cause::Moves(position, [before, after]) => {
            let moves = |moves: usize| count(u32::try_from(moves).unwrap_or(u32::MAX), "move");
            format!("{} makes {} before and {} from there on", name(position), moves(before), moves(after))
        }
    }
}

/// The page for people.
#[must_use]
pub fn page(answered: &Answered<'_>) -> Document {
    let mut page = Document::default();
    let question = &answered.search.question;
    page.add(Block::Title(title(question.reading)));
    page.say(
        "LOOKED FOR",
        format!(
            "{} at which the {} {}, from {}: {}, and between them wherever it comes near.",
            capitalised(&answered.what()),
            metric_words(question),
            answered.goal(),
            answered.region(),
            count_of_values(answered)
        ),
    );
    let base = answered.name(&answered.base).map_or_else(String::new, |name| format!(", {name}"));
    page.say("AS IT IS", format!("{}{base}.", answered.words(&answered.base.figure)));
    page.say("FOUND", found(answered));
    if !answered.solved.solutions.is_empty() {
        page.add(Block::Table(solutions(answered)));
    }
    page
}

fn found(answered: &Answered<'_>) -> String {
    match answered.solved.solutions.as_slice() {
        [] => none(answered).map_or_else(String::new, |none| format!("{}.", capitalised(&none))),
        [one] => match (one.until, answered.solved.has_no_effect) {
            (_, true) => "It is so everywhere: the key has no effect.".to_owned(),
            (Some(until), _) => {
                format!("Every value from {} to {}.", answered.value(one.at), answered.value(until))
            }
            (None, _) => one_value(answered, one),
        },
        several => {
            let values = several.iter().map(|solution| answered.value(solution.at));
            format!("{} values: {}.", several.len(), crate::words::list(&values.collect::<Vec<_>>()))
        }
    }
}

/// The only solution: what is largest or smallest at an open bound is come near to, and never reached.
fn one_value(answered: &Answered<'_>, one: &Solution) -> String {
    let at = answered.value(one.at);
    let is_open = ["just above ", "just below "].into_iter().find_map(|side| at.strip_prefix(side));
    match (is_open, answered.search.goal) {
        (Some(bound), Goal::Largest | Goal::Smallest) => format!(
            "No value: the nearer to {bound}, the {} it is, and {bound} itself is not allowed.",
            if matches!(answered.search.goal, Goal::Largest) { "larger" } else { "smaller" }
        ),
        _ => format!("One value: {at}."),
    }
}

fn solutions(answered: &Answered<'_>) -> Table {
    let question = &answered.search.question;
    let metric = question.metric.name.replace('_', "\n");
    let (exactly, then) = (format!("{metric}\nthere"), format!("{metric}\nthen"));
    let is_target = matches!(answered.search.goal, Goal::Reach(_));
    let columns = [
        ("at", "exactly at", 0),
        ("figure", exactly.as_str(), 1),
        ("written", "to be\nwritten", 0),
        ("then", then.as_str(), 0),
        ("off", "off by", 2),
        ("strategy", "strategy", 1),
    ];
    let mut table = Table { first_is_whole: true, ..Table::new("", &columns) };
    for solution in &answered.solved.solutions {
        let off = off(answered, solution);
        let mark = solution.between.map(|[before, after]| {
            table.footnote(format!(
                "prices go in steps of {}: one step before it is {}, from there on {}",
                plain(question.reading.scenario.price_step, 6),
                answered.metric(before),
                answered.metric(after)
            ))
        });
        let at = match solution.until {
            Some(until) => format!("{} to {}", answered.value(solution.at), answered.value(until)),
            None => answered.value(solution.at),
        };
        let written = solution.written.as_ref();
        table.row(
            vec![
                Cell::Text(at).marked(mark),
                Cell::Text(answered.metric(solution.metric)),
                Cell::optional(written, |(value, _)| Cell::Text(value_words(answered.search.definition, value.number))),
                Cell::optional(written, |(_, answer)| Cell::Text(answered.words(&answer.figure))),
                Cell::optional(off, |off| Cell::Text(signed(answered.words(&off)))),
                Cell::optional(written.and_then(|(_, answer)| answered.name(answer)), Cell::text),
            ],
            Stands::Plain,
        );
    }
    if question.whose != Whose::Best || question.metric.is_of_all() {
        table.remove(&["strategy"]);
    }
    if !is_target {
        table.remove(&["off"]);
    }
    table.notes.extend(remarks(answered));
    table
}

/// How far the figure is from the target with the value that can be written.
fn off(answered: &Answered<'_>, solution: &Solution) -> Option<Figure> {
    let Goal::Reach(target) = answered.search.goal else { return None };
    let number = solution.written.as_ref()?.1.figure.number()?;
    Some(answered.figure((number - target).to_f64()))
}

fn remarks(answered: &Answered<'_>) -> Vec<String> {
    let Answered { search, solved, .. } = answered;
    let mut remarks = Vec::new();
    let written = solved.solutions.first().and_then(|solution| solution.written.as_ref());
    if let Some((value, _)) = written.filter(|_| !solved.has_no_effect) {
        remarks.push(format!("To see it: uprate compare … --set {}={}", search.key, value.text));
    }
    let ends = [(search.from, "down"), (search.to, "up")];
    for (end, way) in ends {
        let end = f64::from_decimal(end);
        let is_end = |solution: &Solution| {
            let near = (f64::from_decimal(search.to) - f64::from_decimal(search.from)).abs() * 1e-6;
            (solution.at - end).abs() <= near || solution.until.is_some_and(|until| (until - end).abs() <= near)
        };
        let where_to = answered.value(end);
        // Beyond a bound that is never reached there is nothing to look at.
        let is_open = answered.open_bound(Exact::from_f64(end).settled()).is_some();
        if !matches!(search.goal, Goal::Reach(_))
            && !solved.has_no_effect
            && !is_open
            && solved.solutions.iter().any(is_end)
        {
            remarks.push(format!(
                "It is the end of where it was looked for: further {way} than {where_to} nobody looked."
            ));
        }
    }
    remarks.extend(solved.jumps.iter().map(|jump| format!("{}.", capitalised(&jump_words(answered, jump)))));
    // That a bound which is not allowed itself has no figure is no news.
    let open_ends = ends.iter().filter(|(end, _)| answered.open_bound(*end).is_some()).count();
    let news = |(why, without): &&(Refusal, usize)| !matches!(why, Refusal::NotAllowed(_)) || *without > open_ends;
    remarks.extend(solved.without_figure.iter().filter(news).map(|(why, without)| {
        let without = count(u32::try_from(*without).unwrap_or(u32::MAX), "value");
        format!("{without} of {} left out: {}.", solved.looked_at, why.why())
    }));
    remarks
}

/// Every solution, for spreadsheets: a row each.
#[must_use]
pub fn figures(answered: &Answered<'_>) -> Table {
    let decimals = answered.search.question.reading.scenario.currency.decimals();
    let value = |value: Exact| exact_cell(answered.search.definition, value);
    let real = |number: f64| value(Exact::from_f64(number));
    let cell = |figure: Figure| super::compare::cell(figure, decimals);
    let metric = |metric: f64| cell(answered.figure(metric));
    let names = [
        "key",
        "value",
        "until",
        "metric",
        "figure",
        "figure_before",
        "figure_after",
        "written",
        "strategy",
        "figure_written",
    ];
    let columns = names.map(|name| (name, name, 0));
    let mut table = Table::new("", &columns);
    for solution in &answered.solved.solutions {
        let written = solution.written.as_ref();
        let id = written.and_then(|(_, answer)| id(answered, answer));
        let [before, after] = solution.between.map_or([None, None], |between| between.map(Some));
        table.row(
            vec![
                Cell::text(answered.search.key.as_str()),
                real(solution.at),
                Cell::optional(solution.until, real),
                Cell::text(answered.search.question.metric.full_name()),
                metric(solution.metric),
                Cell::optional(before, metric),
                Cell::optional(after, metric),
                Cell::optional(written, |(written, _)| value(exact(written.number))),
                Cell::optional(id, Cell::text),
                Cell::optional(written, |(_, answer)| cell(answer.figure)),
            ],
            Stands::Plain,
        );
    }
    table
}

fn id<'a>(answered: &'a Answered<'_>, answer: &Answer) -> Option<&'a str> {
    let question = &answered.search.question;
    let position = match question.whose {
        Whose::Strategy(position) if !question.metric.is_of_all() => Some(position),
        _ => answer.best,
    };
    position.map(|position| question.reading.scenario.strategies[position].id.as_str())
}

/// `solve --format json`.
#[must_use]
pub fn json(answered: &Answered<'_>) -> Json {
    let Answered { search, solved, base } = answered;
    let real = |value: f64| number(Some(Exact::from_f64(value)));
    let solutions = solved.solutions.iter().map(|solution| {
        let written = solution.written.as_ref().map(|(value, answer)| {
            json!({
                "value": number(Some(exact(value.number))),
                "set": format!("{}={}", search.key, value.text),
                "strategy": id(answered, answer),
                "figure": figure_value(&answer.figure),
            })
        });
        json!({
            "value": real(solution.at),
            "until": solution.until.map(real),
            "figure": real(solution.metric),
            "between_price_steps": solution.between.map(|between| between.map(real)),
            "written": written,
        })
    });
    let jumps = solved.jumps.iter().map(|jump| {
        let [before, after] = jump.between.map(real);
        json!({
            "value": real(jump.at),
            "before": before,
            "after": after,
            "another_strategy": jump.of_choice,
            "cause": jump.cause.map(|cause| cause_words(answered, cause)),
        })
    });
    let (goal, target) = match search.goal {
        Goal::Reach(target) => ("target", number(Some(target))),
        Goal::Largest => ("maximise", Json::Null),
        Goal::Smallest => ("minimise", Json::Null),
    };
    let without = solved.without_figure.iter().map(|(why, count)| json!({ "values": count, "why_not": why.why() }));
    let nearest = solved.nearest.map(|(value, figure)| json!({ "value": real(value), "figure": real(figure) }));
    json!({
        "schema": "uprate.solve.v1",
        "scenario": scenario(search.question.reading),
        "vary": { "key": search.key, "from": number(Some(exact(search.from))), "to": number(Some(exact(search.to))) },
        "metric": search.question.metric.full_name(),
        "strategy": match search.question.whose {
            Whose::Strategy(position) => Some(search.question.reading.scenario.strategies[position].id.clone()),
            Whose::Best => None,
        },
        "by": search.question.by.name(),
        "goal": goal,
        "target": target,
        "as_it_is": { "strategy": id(answered, base), "figure": figure_value(&base.figure) },
        "solutions": solutions.collect::<Vec<_>>(),
        "jumps": jumps.collect::<Vec<_>>(),
        "nearest": nearest,
        "values_looked_at": solved.looked_at,
        "values_left_out": without.collect::<Vec<_>>(),
    })
}
