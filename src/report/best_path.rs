//! What `best-path` says: the path, why it has its shape, and how much of what it gains each strategy captures.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::compare::{cell, title};
use super::document::{Block, Cell, Document, Drawn, Profile, Profiles, Stands, Table};
use super::json::{number, ruled_out, scenario};
use super::project::with_headings;
use super::reason::{self, said};
use super::strategies::{named, stands};
use super::{metrics, moves};
use crate::analysis::best_path::{BestPath, Cause, NotMeasured, Why};
use crate::analysis::choice::By;
use crate::analysis::comparison::Comparison;
use crate::engine::moves::Move;
use crate::engine::projection::Month;
use crate::number::{Exact, Number};
use crate::scenario::Reading;
use crate::words::{count, day, list, percent, signed};

/// `best-path --format json`.
#[must_use]
pub fn json(reading: &Reading, comparison: &Comparison, best: &BestPath) -> Value {
    let index = |month: &Month<Exact>| month.price.map(|price| price / best.prices[0]);
    let month = |month: &Month<Exact>| {
        json!({
            "month": month.month,
            "price": number(month.price),
            "price_index": number(index(month)),
            "still_there": number(Some(month.still_there)),
        })
    };
    let strategies = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies).zip(&best.shares);
    let strategies = strategies.zip(&comparison.choice.ruled_out).map(|(((strategy, evaluated), share), by)| {
        json!({
            "id": strategy.id,
            "net_profit": number(Some(evaluated.totals.net_profit)),
            "share_of_gain": number(share.ok()),
            "why_not_measured": share.err().and_then(why_not_measured),
            "ruled_out": ruled_out(by.as_ref()),
        })
    });
    json!({
        "schema": "uprate.best-path.v1",
        "scenario": scenario(reading),
        "every_months": best.every,
        "highest_price_index": number(best.prices.last().map(|highest| *highest / best.prices[0])),
        "net_profit": number(Some(best.evaluated.totals.net_profit)),
        "gain": number(Some(best.gain)),
        "accepts": number(Some(best.evaluated.totals.accepts)),
        "leave_in_month": best.path.leave_in,
        "why": why(comparison, best),
        "ruled_out": ruled_out(best.ruled_out.as_ref()),
        "further_apart": best.further_apart.iter().map(|(every, net_profit)| {
            json!({ "every_months": every, "net_profit": number(Some(*net_profit)) })
        }).collect::<Vec<_>>(),
        "path": best.evaluated.months.iter().map(month).collect::<Vec<_>>(),
        "strategies": strategies.collect::<Vec<_>>(),
    })
}

/// The figures of a month of the path, by name.
fn figures_of(best: &BestPath, month: &Month<Exact>, decimals: u32) -> Vec<(&'static str, Cell)> {
    let index = month.price.map(|price| price / best.prices[0]);
    let mut figures = vec![("price_index", Cell::optional(index, Cell::Share))];
    figures.extend(metrics::month(month).into_iter().map(|(name, figure)| (name, cell(figure, decimals))));
    figures
}

/// The share of the gain that a strategy captures.
const SHARE_OF_GAIN: &str = "share_of_gain";

/// The names of the figures: those of a month of the path, and the share of the gain.
#[must_use]
pub fn figure_names(best: &BestPath) -> Vec<&'static str> {
    let months = best.evaluated.months.iter();
    let of_month = months.take(1).flat_map(|month| figures_of(best, month, 0)).map(|(name, _)| name);
    of_month.chain([SHARE_OF_GAIN]).collect()
}

/// The months of the path.
fn months(comparison: &Comparison, best: &BestPath, columns: &[String]) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    Table::of_figures(best.evaluated.months.iter().map(|month| {
        let chosen = metrics::chosen(&figures_of(best, month, decimals), columns);
        [vec![("month", Cell::Count(month.month)), ("from", Cell::Day(month.from))], chosen].concat()
    }))
}

/// The months of the path, and what each strategy captures of its gain, for spreadsheets: a row each, with what it is of
/// in the first column.
#[must_use]
pub fn figures(comparison: &Comparison, best: &BestPath, columns: &[String]) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let of_path = best.evaluated.months.iter().map(|month| {
        let mut figures = vec![("month", Cell::Count(month.month)), ("from", Cell::Day(month.from))];
        figures.extend(figures_of(best, month, decimals));
        ("path", Cell::Empty, figures)
    });
    let strategies = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies).zip(&best.shares);
    let of_strategies = strategies.map(|((strategy, evaluated), share)| {
        let figures = vec![
            ("net_profit", Cell::Money(evaluated.totals.net_profit, decimals)),
            (SHARE_OF_GAIN, Cell::optional(share.ok(), Cell::Share)),
        ];
        ("strategy", Cell::text(strategy.id.as_str()), figures)
    });
    let names = [vec!["month", "from"], figure_names(best)].concat();
    // The month is always said.
    let asked =
        if columns.is_empty() { Vec::new() } else { [&["month".to_owned(), "from".to_owned()], columns].concat() };
    Table::of_sections("strategy", &names, &asked, of_path.chain(of_strategies))
}

/// The page.
#[must_use]
pub fn page(reading: &Reading, comparison: &Comparison, best: &BestPath, columns: &[String]) -> Document {
    let mut page = Document::default();
    page.add(Block::Title(title(reading)));
    for (position, text) in path_in_words(comparison, best).into_iter().enumerate() {
        page.say(if position == 0 { "BEST PATH" } else { "" }, text);
    }
    page.say("EXPECT", what_to_expect(comparison, best));
    page.say("WHY", why(comparison, best));
    for (position, text) in notices(comparison, best).into_iter().enumerate() {
        page.say(if position == 0 { "NOTICE" } else { "" }, text);
    }
    let of_months = columns.iter().any(|column| column.trim().replace('-', "_") != SHARE_OF_GAIN);
    if of_months {
        page.add(Block::Table(with_headings(months(comparison, best, columns))));
    } else {
        page.add(Block::Table(stretches(comparison, best)));
    }
    page.add(Block::Profiles(picture(comparison, best)));
    page.add(Block::Table(shares(comparison, best)));
    page
}

/// The letters of the path, a line each.
fn path_in_words(comparison: &Comparison, best: &BestPath) -> Vec<String> {
    let scheduled = &best.evaluated.moves;
    if best.path.changes.is_empty() && best.path.leave_in.is_none() {
        return vec!["Leave things as they are: no path of prices brings more.".to_owned()];
    }
    let letters = scheduled.iter().enumerate().map(|(position, scheduled)| {
        let what = moves::what(&scheduled.parts, comparison.scenario.currency.decimals());
        let to = reason::asked_price(comparison, &best.evaluated, position)
            .map_or_else(String::new, |asked| format!(" to {asked}"));
        format!("Letter by {}: {what}{to}; {}.", day(scheduled.served), moves::counts(comparison, scheduled))
    });
    going(comparison, best).into_iter().chain(letters).collect()
}

/// What a path plainly is whose last price hardly any client bears.
fn going(comparison: &Comparison, best: &BestPath) -> Option<String> {
    let (month, _) = best.path.changes.last().filter(|_| best.path.leave_in.is_none())?;
    let factor = best.evaluated.course.months[month - 1].factor;
    if factor >= Exact::from_decimal(HARDLY_ACCEPTED) {
        return None;
    }
    let from = day(best.evaluated.months[month - 1].from);
    let until = (month + comparison.scenario.response.leaves_after as usize).min(best.evaluated.months.len() + 1);
    if until == *month {
        return Some(format!(
            "Ask so much from {from} on that the client goes: the price ends the engagement, because being without it \
             brings more."
        ));
    }
    let lived_off = best.evaluated.months[month - 1..until - 1].iter().map(|month| month.net_profit).sum();
    let months = count(u32::try_from(until - month).unwrap_or(u32::MAX), "month");
    Some(format!(
        "Ask so much from {from} on that the client goes, and live off the {months} that it still pays: {} of the {} come \
         from a client that has refused.",
        said(lived_off, comparison),
        said(best.evaluated.totals.net_profit, comparison)
    ))
}

fn what_to_expect(comparison: &Comparison, best: &BestPath) -> String {
    let totals = &best.evaluated.totals;
    let months = count(comparison.scenario.months, "month");
    if !best.gain.is_more_money_than(Exact::ZERO) {
        return format!("{} in {months}.", said(totals.net_profit, comparison));
    }
    let accepts = if best.evaluated.course.asks > 0 {
        format!(" The client accepts all of it with a chance of {}.", percent(totals.accepts))
    } else {
        String::new()
    };
    let gain = said(best.gain, comparison);
    format!("{} in {months}, {gain} more than doing nothing.{accepts}", said(totals.net_profit, comparison))
}

/// Why the path has its shape, in sentences.
fn why(comparison: &Comparison, best: &BestPath) -> String {
    let left = best.path.leave_in.map(|month| {
        format!("From month {month} on, being without the client brings more than keeping it at any price.")
    });
    let changes = match &best.why {
        Why::NoChange if left.is_some() => None,
        Why::NoChange => Some("No rise is worth the chance that the client goes.".to_owned()),
        Why::Jump { in_two_steps } => Some(jump(comparison, *in_two_steps)),
        Why::Stairs { best_jump, causes } => Some(format!(
            "Several steps beat one: {}. The best single step brings {} less.",
            causes_in_words(comparison, causes),
            said(*best_jump, comparison)
        )),
    };
    changes.into_iter().chain(left).collect::<Vec<_>>().join(" ")
}

fn jump(comparison: &Comparison, in_two_steps: Option<(u32, Exact)>) -> String {
    let same_limit = "One step beats several: the client has one walk-away price, which two steps to the same price meet \
                      as one does, and the lower price until the second is money not asked for.";
    let size = if comparison.scenario.response.shock.is_empty() {
        ""
    } else {
        " That a large step is refused for its size costs less than that."
    };
    let halves = in_two_steps.map_or_else(String::new, |(months, less)| {
        let less = said(less, comparison);
        format!(" In two steps, {} apart, the same rise brings {less} less.", count(months, "month"))
    });
    format!("{same_limit}{size}{halves}")
}

fn causes_in_words(comparison: &Comparison, causes: &[Cause]) -> String {
    let response = &comparison.scenario.response;
    let in_words = |cause: &Cause| match cause {
        Cause::Shock => "a large step is refused for its size, and several small ones less often".to_owned(),
        Cause::Drift if response.drift < Exact::ZERO => "walk-away prices fall with time".to_owned(),
        Cause::Drift => "walk-away prices rise, so that what is asked later is taken more often".to_owned(),
        Cause::Cap => "the contract caps what may be asked in twelve months".to_owned(),
        Cause::LeavesAfter => format!(
            "a client that refuses pays for {} more, so that a late step risks less",
            count(response.leaves_after, "month")
        ),
        Cause::Volume => {
            "a higher price costs volume for all months that follow, for a late step only a few".to_owned()
        }
        Cause::Rising => "costs or the price of new work rise, so that later more is worth its risk".to_owned(),
    };
    if causes.is_empty() {
        return "near the end of the plan a refusal costs less".to_owned();
    }
    list(&causes.iter().map(in_words).collect::<Vec<_>>())
}

/// A chance below this is hardly one.
const HARDLY_ACCEPTED: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The strategy that brings most, where it brings more than the path: it does more than raise the price.
fn brings_more(comparison: &Comparison, best: &BestPath) -> Option<String> {
    let strategies = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies);
    let may_be_chosen = strategies.zip(&comparison.choice.ruled_out).filter(|(_, ruled_out)| ruled_out.is_none());
    let net_profits = may_be_chosen.map(|((strategy, evaluated), _)| (strategy, evaluated.totals.net_profit));
    let (strategy, most) = net_profits.reduce(|one, other| if other.1 > one.1 { other } else { one })?;
    let more = most - best.evaluated.totals.net_profit;
    more.is_more_money_than(Exact::ZERO)
        .then(|| format!("{} brings {} more than this path.", strategy.name, said(more, comparison)))
}

/// That several steps close to each other look harmless only because each is judged by itself.
fn close_together(comparison: &Comparison, best: &BestPath) -> Option<String> {
    let brings = |(every, net_profit): &(u32, Exact)| format!("{} with --every {every}", said(*net_profit, comparison));
    let further: Vec<String> = best.further_apart.iter().map(brings).collect();
    (!further.is_empty()).then(|| {
        format!(
            "`response.shock` looks at each step by itself: several small ones close to each other pass, though a client \
             adds them up. Steps that lie apart are the realistic bound: the best path brings {}.",
            list(&further)
        )
    })
}

/// That a price is above the contract's cap because it was rounded, where that can be seen.
fn rounded_up(comparison: &Comparison, best: &BestPath) -> Option<String> {
    const YEAR: usize = 12;
    let most = comparison.scenario.contract.max_raise?;
    let prices: Vec<Exact> = best.evaluated.months.iter().map_while(|month| month.price).collect();
    let rises = prices.iter().enumerate().map(|(month, price)| {
        let before = month.checked_sub(YEAR).map_or(best.prices[0], |before| prices[before]);
        *price / before - Exact::ONE
    });
    let highest = rises.reduce(Exact::larger)?;
    (highest.exceeds(most) && percent(highest) != percent(most)).then(|| {
        format!(
            "Rounded to the price step, the cap of {} in twelve months comes to as much as {}: agree that with the client, \
             or stay a step below.",
            percent(most),
            percent(highest)
        )
    })
}

/// What to know of the path before following it.
fn notices(comparison: &Comparison, best: &BestPath) -> Vec<String> {
    let mut notices = Vec::new();
    notices.extend(brings_more(comparison, best));
    notices.extend(close_together(comparison, best));
    notices.extend(rounded_up(comparison, best));
    if comparison.by != By::NetProfit {
        notices.push(format!(
            "It is the path of the highest net profit; only the best of the strategies is the best by {}.",
            reason::by_words(comparison.by)
        ));
    }
    let changes = &best.path.changes;
    let highest = best.prices.len() - 1;
    let leaves_after = comparison.scenario.response.leaves_after;
    if best.every > 1 {
        let answer =
            if best.every == leaves_after { ": a client is asked again once it is known whether it stays" } else { "" };
        notices.push(format!("At least {} lie between two changes{answer}.", count(best.every, "month")));
    }
    if highest > 0 && changes.last().is_some_and(|(_, level)| *level == highest) {
        notices
            .push("The path goes to the highest price that was looked at; a higher --cap may bring more.".to_owned());
    }
    if best.evaluated.course.beyond_last_answer {
        notices.push("It asks beyond your last answer: that is drawn on from your line, not said by you.".to_owned());
    }
    if let Some(ruled_out) = &best.ruled_out {
        notices.push(format!("Not recommended, whatever it earns: {}.", reason::why(ruled_out)));
    }
    let gives_notice =
        |scheduled: &Move<Exact>| scheduled.parts.raise.is_some() && scheduled.effective > scheduled.served;
    let mut moves = comparison.evaluation.strategies.iter().flat_map(|strategy| &strategy.moves);
    if comparison.scenario.contract.notice_days == 0 && !changes.is_empty() && moves.any(gives_notice) {
        notices.push(
            "The path bills from the day of its letter, because the contract asks for no notice (contract.notice_days); \
             strategies that give notice come later, and capture less for it."
                .to_owned(),
        );
    }
    let months = comparison.scenario.months as usize;
    if changes.len() > 1 && changes.last().is_some_and(|(month, _)| *month * 4 > months * 3) {
        notices.push(
            "What a refusal costs after the last month is not seen: look at more --months before you follow the late \
             steps."
                .to_owned(),
        );
    }
    notices
}

/// The path from change to change.
fn stretches(comparison: &Comparison, best: &BestPath) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let table = Table::new(
        "The path",
        &[
            ("from", "from", 0),
            ("months", "months", 2),
            ("price", "price", 0),
            ("change", "against\ntoday", 1),
            ("accepts", "accepts\nthe step", 1),
            ("still_there", "there at\nthe end", 1),
            ("net_profit", "net\nprofit", 0),
        ],
    );
    let mut table = Table { may_round: true, ..table };
    let months = &best.evaluated.months;
    let mut from = 0;
    for to in 1..=months.len() {
        if months.get(to).is_some_and(|next| next.price == months[from].price) {
            continue;
        }
        let (first, last) = (&months[from], &months[to - 1]);
        let asks = best.evaluated.course.months[from].asks && first.price.is_some();
        table.row(
            vec![
                Cell::Day(first.from),
                Cell::text(if from + 1 == to { format!("{to}") } else { format!("{} to {to}", from + 1) }),
                Cell::optional(first.price, |price| Cell::Price(price, comparison.price_decimals())),
                Cell::optional(first.price, |price| Cell::Change(price / best.prices[0] - Exact::ONE)),
                if asks { Cell::Share(best.evaluated.course.months[from].factor) } else { Cell::Empty },
                Cell::Share(last.still_there),
                Cell::Money(months[from..to].iter().map(|month| month.net_profit).sum(), decimals),
            ],
            Stands::Plain,
        );
        from = to;
    }
    let all = vec![
        Cell::text("all"),
        Cell::text(""),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Money(best.evaluated.totals.net_profit, decimals),
    ];
    table.row(all, Stands::Sum);
    let realisation = comparison.scenario.response.realisation;
    if realisation != Exact::ONE && !best.path.changes.is_empty() {
        table
            .notes
            .push(format!("Prices are what you get: {} of each raise that a letter asks for.", percent(realisation)));
    }
    table
}

/// The least height at which a price is drawn: today's.
const TODAY: f64 = 0.25;

/// The price and the chance that the client is there, month by month.
fn picture(comparison: &Comparison, best: &BestPath) -> Profiles {
    let months = &best.evaluated.months;
    let today = best.prices[0].to_f64();
    let prices = || months.iter().map(|month| month.price.map(Number::to_f64));
    let rise = prices().flatten().fold(today, f64::max) - today;
    let is_flat = prices().flatten().all(|price| price - today >= rise);
    let height = |price: f64| if rise > 0.0 { TODAY + (1.0 - TODAY) * (price - today) / rise } else { TODAY };
    let place = |month: &Month<Exact>| f64::from(month.month - 1) / f64::from(comparison.scenario.months);
    let row = |label: &str, lines, heights: Vec<f64>| Profile {
        label: label.to_owned(),
        lines,
        drawn: Drawn::Steps,
        points: months.iter().map(place).zip(heights).collect(),
        recommended: false,
    };
    let ends = months
        .first()
        .zip(months.last())
        .map_or_else(Default::default, |(first, last)| [day(first.from), day(last.to)]);
    Profiles {
        title: "The path".to_owned(),
        ends,
        amounts: None,
        legend: format!(
            "The price from today's up to {}; the chance that the client is there, from 0 to 100 %.",
            signed(percent(Exact::from_f64(rise / today)))
        ),
        rows: vec![
            row("Price", if is_flat { 1 } else { 4 }, prices().map(|price| price.map_or(0.0, height)).collect()),
            row("Still there", 1, months.iter().map(|month| month.still_there.to_f64()).collect()),
        ],
    }
}

/// Why a strategy is not measured by the path; none where nothing can be.
fn why_not_measured(why: NotMeasured) -> Option<&'static str> {
    match why {
        NotMeasured::NoGain => None,
        NotMeasured::OtherMoves => Some("does what a path of rising prices cannot: it is not measured by one"),
        NotMeasured::OwnChance => {
            Some("counts with its own `accept`, which says nothing of a path: it is not measured by one")
        }
        NotMeasured::Contract => {
            Some("does what the contract does not allow: it is not measured by a path that keeps to it")
        }
        NotMeasured::AboveCap => Some("asks for more than --cap lets the path: it is not measured by it"),
        NotMeasured::TooOften => Some("changes the price more often than the path may: it is not measured by it"),
    }
}

/// How much of the gain each strategy captures.
fn shares(comparison: &Comparison, best: &BestPath) -> Table {
    let decimals = comparison.scenario.currency.decimals();
    let columns = [
        ("name", "", 0),
        ("net_profit", "net\nprofit", 0),
        ("difference", "against\nnothing", 1),
        (SHARE_OF_GAIN, "share of\nthe gain", 0),
    ];
    let mut table = Table { may_round: true, ..Table::new("How much of it each strategy captures", &columns) };
    for (position, evaluated) in comparison.evaluation.strategies.iter().enumerate() {
        let share = best.shares[position];
        let name = named(&mut table, comparison, position);
        let note = share.err().and_then(why_not_measured).map(|note| table.footnote(note));
        let cells = vec![
            name,
            Cell::Money(evaluated.totals.net_profit, decimals),
            if position == 0 { Cell::Empty } else { Cell::Signed(evaluated.totals.difference, decimals) },
            Cell::optional(share.ok(), Cell::Share).marked(note),
        ];
        table.row(cells, stands(comparison, position));
    }
    let all = vec![
        Cell::text("Best path"),
        Cell::Money(best.evaluated.totals.net_profit, decimals),
        Cell::Signed(best.gain, decimals),
        if best.gain.is_more_money_than(Exact::ZERO) { Cell::Share(Exact::ONE) } else { Cell::Empty },
    ];
    table.row(all, Stands::Sum);
    table
}
