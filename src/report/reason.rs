//! Why this is the choice, in sentences a partner understands.

pub use super::ruled_out::why;
use super::{moves, ruled_out};
use crate::analysis::cash;
use crate::analysis::choice::{By, NoChoice, RuledOut};
use crate::analysis::comparison::Comparison;
use crate::analysis::earlier::earlier;
use crate::domain::Price;
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::Evaluated;
use crate::engine::moves::Move;
use crate::number::{Exact, Number};
use crate::words::{capitalised, count, day, grouped, money, percent, plain, price, signed};

/// What the price is for.
#[must_use]
pub fn price_unit(form: &Price<Exact>) -> &'static str {
    match form {
        Price::Hour(_) => "an hour",
        Price::Retainer(_) => "a month",
        Price::Unit(..) => "a unit",
    }
}

/// Net profits from here on are told without decimals in a sentence.
const WHOLE_FROM: u32 = 1_000;

/// Whether amounts are told in whole units: where net profits go into thousands, as people say them.
#[must_use]
pub fn in_whole_units(comparison: &Comparison) -> bool {
    let strategies = &comparison.evaluation.strategies;
    strategies.iter().any(|evaluated| evaluated.totals.net_profit.magnitude() >= Exact::whole(WHOLE_FROM))
}

/// An amount in a sentence: in whole units where amounts are told so, unless nothing would be left of it; tables and
/// formats for other programs hold the rest.
#[must_use]
pub fn said(amount: Exact, comparison: &Comparison) -> String {
    let whole = in_whole_units(comparison) && (amount == Exact::ZERO || amount.magnitude() >= Exact::ONE);
    money(amount, if whole { 0 } else { comparison.scenario.currency.decimals() })
}

/// The reason of the recommendation, or why there is none, in one text.
#[must_use]
pub fn reason(comparison: &Comparison) -> String {
    let labelled = labelled(comparison).into_iter();
    let parts: Vec<String> =
        labelled.map(|(label, text)| if label.is_empty() { text } else { format!("{label}: {text}") }).collect();
    parts.join(" ")
}

/// The same in parts: what to do, the floor, a close call, or what is missing for a recommendation.
#[must_use]
pub fn labelled(comparison: &Comparison) -> Vec<(&'static str, String)> {
    match comparison.choice.best {
        Ok(best) => {
            let mut parts = labelled_once("DO THIS", what_to_do(comparison, best));
            parts.extend(earlier_letter(comparison).map(|text| ("EARLIER", text)));
            parts.extend(labelled_once("EXPECT", what_to_expect(comparison, best)));
            parts.extend(cash_runs_out(comparison, best).map(|text| ("CASH", text)));
            parts.extend(floor(comparison, best).map(|text| ("FLOOR", text)));
            parts.extend(runner_up(comparison));
            parts.extend(flagged(comparison, best).map(|text| ("BECAUSE", text)));
            parts
        }
        Err(NoChoice::Unjudged) => unjudged(comparison),
        Err(NoChoice::NoCandidate) => {
            let mut parts = labelled_once("NO CHOICE", ruled_out::no_candidate(comparison));
            parts.extend(labelled_once("WHAT HELPS", ruled_out::what_helps(comparison)));
            parts
        }
    }
}

/// Lines under one label, which stands before the first.
fn labelled_once(label: &'static str, lines: Vec<String>) -> Vec<(&'static str, String)> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    labels.zip(lines).collect()
}

/// Moves that are told in full.
pub(super) const MOVES_TOLD: usize = 4;

/// What is asked, when each letter goes out, and from when it counts: a line a move.
fn what_to_do(comparison: &Comparison, best: usize) -> Vec<String> {
    let strategy = &comparison.scenario.strategies[best];
    let moves = &comparison.evaluation.strategies[best].moves;
    if moves.is_empty() {
        return vec![format!("{}: leave things as they are.", strategy.name)];
    }
    let mut lines = vec![format!("{}.", strategy.name)];
    lines.extend(
        (0..moves.len().min(MOVES_TOLD)).map(|position| capitalised(&move_in_words(comparison, best, position))),
    );
    if moves.len() > MOVES_TOLD {
        lines.push(format!("And so on: {} moves in all.", moves.len()));
    }
    lines
}

/// A move: its letter, what it asks, and from when it counts.
pub(super) fn move_in_words(comparison: &Comparison, strategy: usize, position: usize) -> String {
    let scheduled = &comparison.evaluation.strategies[strategy].moves[position];
    let what = ask_in_words(comparison, strategy, position);
    let letter = letter(scheduled).map_or_else(String::new, |letter| format!("{letter}: "));
    format!("{letter}{what}; {}.", moves::counts(comparison, scheduled))
}

/// What a move asks, with the price that its letter names.
pub(super) fn ask_in_words(comparison: &Comparison, strategy: usize, position: usize) -> String {
    let evaluated = &comparison.evaluation.strategies[strategy];
    let what = moves::what(&evaluated.moves[position].parts, comparison.scenario.currency.decimals());
    let to = asked_price(comparison, evaluated, position).map_or_else(String::new, |asked| format!(", to {asked}"));
    what + &to
}

/// By when the letter of a move goes out.
fn letter(scheduled: &Move<Exact>) -> Option<String> {
    scheduled.parts.needs_letter().then(|| format!("letter by {}", day(scheduled.served)))
}

/// The price that the letter of a raise names: what is asked, which need not be what is got.
#[must_use]
pub fn asked_price(comparison: &Comparison, evaluated: &Evaluated<Exact>, position: usize) -> Option<String> {
    let scheduled = &evaluated.moves[position];
    let (raise, month) = (scheduled.parts.raise?, scheduled.month? as usize);
    // With several raises in one month the price before each is not kept; the sum of them is told by the next line.
    let alone =
        evaluated.moves.iter().filter(|other| other.month == scheduled.month && other.parts.raise.is_some()).count()
            == 1;
    if !alone {
        return None;
    }
    let before =
        if month > 1 { evaluated.course.terms_in(month - 1).price } else { comparison.evaluation.basis.today.price };
    let asked = moves::price_asked(before, raise, comparison);
    let unit = price_unit(&comparison.scenario.client.price);
    let got = evaluated.course.terms_in(month).price;
    let shown = |amount: Exact| price(amount, comparison.price_decimals());
    Some(if got == asked {
        format!("{} {unit}", shown(asked))
    } else {
        let realised = percent(comparison.scenario.response.realisation);
        format!("{} {unit} (you get {realised} of the raise: {})", shown(asked), shown(got))
    })
}

/// How the cash may run out although no lack of it rules the strategy out, in sentences.
#[must_use]
pub fn cash_runs_out(comparison: &Comparison, position: usize) -> Option<String> {
    let told = cash::told::told(comparison, position).into_iter().map(|clause| capitalised(&clause) + ".");
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// What serving the first letter some days earlier would bring.
fn earlier_letter(comparison: &Comparison) -> Option<String> {
    let earlier = earlier(comparison)?;
    Some(format!(
        "Served {} earlier, by {}, it is billed from {}: worth {}.",
        count(u32::try_from(earlier.days).unwrap_or(u32::MAX), "day"),
        day(earlier.served),
        day(earlier.counts_from),
        said(earlier.worth, comparison)
    ))
}

/// What it brings, for how many hours, if the client accepts and if it refuses: a line each.
fn what_to_expect(comparison: &Comparison, best: usize) -> Vec<String> {
    let amount = |amount: Exact| said(amount, comparison);
    if best == 0 {
        let brings = brings(comparison, best);
        return vec![format!("{brings}; nothing compared brings more.")];
    }
    let mut lines = vec![format!("{}.", brings(comparison, best))];
    if comparison.by != By::NetProfit {
        let figure = comparison.by.of(&comparison.evaluation.strategies[best]).map_or_else(String::new, amount);
        lines.push(format!("It is the best by {}: {figure}.", by_words(comparison.by)));
    }
    lines.extend(if_asked(comparison, best));
    lines
}

/// What a strategy brings, for how many hours, without a full stop.
#[must_use]
pub fn brings(comparison: &Comparison, position: usize) -> String {
    let totals = &comparison.evaluation.strategies[position].totals;
    let nothing = &comparison.evaluation.strategies[0].totals;
    let amount = |amount: Exact| said(amount, comparison);
    let months = count(comparison.scenario.months, "month");
    let hours = hours_in_words(totals.hours_worked);
    if position == 0 {
        return format!("{} in {months}, for {hours} hours of work", amount(totals.net_profit));
    }
    format!(
        "{} in {months}, {}, for {hours} hours of work, {}",
        amount(totals.net_profit),
        against_nothing(totals.difference, &amount),
        fewer_or_more(nothing.hours_worked - totals.hours_worked)
    )
}

/// What comes of a strategy if the client accepts and if it refuses, and how sure one has to be, a line each; none where
/// nothing is asked.
#[must_use]
pub fn if_asked(comparison: &Comparison, position: usize) -> Vec<String> {
    let evaluated = &comparison.evaluation.strategies[position];
    let (totals, nothing) = (&evaluated.totals, &comparison.evaluation.strategies[0].totals);
    let amount = |amount: Exact| said(amount, comparison);
    let Some(refused) = totals.if_refused else { return Vec::new() };
    // A chance that nobody has judged is none.
    let chance =
        if evaluated.course.unjudged { String::new() } else { format!(" (chance {})", percent(totals.accepts)) };
    let first = if evaluated.course.asks > 1 { " the first ask" } else { "" };
    let mut lines = vec![
        format!(
            "If it accepts{chance}: {}, {}.",
            amount(totals.if_accepted),
            against_nothing(totals.if_accepted - nothing.net_profit, &amount)
        ),
        format!(
            "If it refuses{first} and goes: {}, {}.",
            amount(refused),
            against_nothing(refused - nothing.net_profit, &amount)
        ),
    ];
    lines.extend(how_sure(comparison, position));
    if refused.is_more_money_than(totals.if_accepted) {
        lines.push("Refusal is the better outcome here: compare leaving, or ask for more.".to_owned());
    }
    if totals.accepts == Exact::ZERO {
        lines.push("Nobody is expected to accept: this is leaving by another name.".to_owned());
    }
    lines
}

/// A difference against doing nothing.
fn against_nothing(difference: Exact, amount: &impl Fn(Exact) -> String) -> String {
    if difference < Exact::ZERO {
        format!("{} less than doing nothing", amount(-difference))
    } else {
        format!("{} more than doing nothing", amount(difference))
    }
}

fn hours_in_words(hours: Exact) -> String {
    grouped(hours.settled(), 0)
}

/// A difference in hours: `523 fewer`.
fn fewer_or_more(fewer: Exact) -> String {
    match hours_in_words(fewer.magnitude()).as_str() {
        "0" => "as many".to_owned(),
        hours if fewer > Exact::ZERO => format!("{hours} fewer"),
        hours => format!("{hours} more"),
    }
}

/// How sure one has to be that the client accepts.
fn how_sure(comparison: &Comparison, best: usize) -> Option<String> {
    Some(match comparison.evaluation.strategies[best].break_even.accept? {
        AcceptBreakEven::Always => "You are ahead of doing nothing either way.".to_owned(),
        AcceptBreakEven::Never => "You are behind doing nothing either way.".to_owned(),
        AcceptBreakEven::AtLeast(chance) => {
            format!("It beats doing nothing while it accepts with a chance of {} or more.", percent(chance))
        }
        AcceptBreakEven::AtMost(chance) => {
            format!("It beats doing nothing while it accepts with a chance of {} or less.", percent(chance))
        }
    })
}

/// The planner's own limit; it matters where there is something to bargain for.
fn floor(comparison: &Comparison, best: usize) -> Option<String> {
    let ends = comparison.evaluation.strategies[best].course.ends_in.is_some();
    let floor = comparison.evaluation.floor.filter(|_| best > 0 && !ends)?;
    if floor.price == Exact::ZERO {
        return Some("None: at any price keeping the client brings more than being without it.".to_owned());
    }
    let all = plain(comparison.evaluation.basis.today.extra_hours, 1);
    let hours = match floor.extra_hours {
        Some(hours) if hours > Exact::ZERO => {
            format!("; at today's price for no fewer than {} of the {all} extra hours gone", plain(hours, 1))
        }
        _ => String::new(),
    };
    let limit = format!(
        "{} {} ({})",
        price(floor.price, comparison.price_decimals()),
        price_unit(&comparison.scenario.client.price),
        signed(percent(floor.raise))
    );
    Some(if floor.raise > Exact::ZERO {
        format!(
            "With today's extra hours settle for nothing below {limit}{hours}: under that, being without the client brings more than keeping it."
        )
    } else {
        format!(
            "Any offer from {limit} up, with today's extra hours, is better than losing the client; below that, being without it brings more."
        )
    })
}

/// What keeping the client is ruled out by.
fn flagged(comparison: &Comparison, best: usize) -> Option<String> {
    let flags = comparison.choice.ruled_out.iter().enumerate().find_map(|(position, ruled_out)| match ruled_out {
        Some(RuledOut::Flag { flags, .. }) if position != best => Some(flags),
        _ => None,
    })?;
    let rule = if flags.len() == 1 { "rules" } else { "rule" };
    Some(format!("The {} {rule} out keeping the client, whatever it earns.", ruled_out::red_flags(flags)))
}

/// The second best, how far behind it is, and when it would begin.
fn runner_up(comparison: &Comparison) -> Option<(&'static str, String)> {
    let position = comparison.choice.runner_up?;
    let second = &comparison.scenario.strategies[position];
    let begins = match comparison.evaluation.strategies[position].moves.len() {
        0 => String::new(),
        1 => format!(" Its move: {}", move_in_words(comparison, position, 0)),
        _ => format!(" Its first move: {}", move_in_words(comparison, position, 0)),
    };
    let decimals = comparison.scenario.currency.decimals();
    let lead = comparison.choice.lead?;
    let behind = match comparison.by {
        By::RateWorked => format!("{} an hour", money(lead, decimals)),
        _ => said(lead, comparison),
    };
    let measured =
        if comparison.by == By::NetProfit { String::new() } else { format!(" by {}", by_words(comparison.by)) };
    Some(if !lead.is_more_money_than(Exact::ZERO) {
        ("EQUAL", format!("{} brings the same{measured}; of equals the first is named.{begins}", second.name))
    } else if comparison.choice.close_call {
        (
            "CLOSE",
            format!("{} is only {behind} behind{measured}, less than 2 %: too close to call.{begins}", second.name),
        )
    } else {
        ("SECOND", format!("{}, {behind} behind{measured}.{begins}", second.name))
    })
}

/// A metric in words.
#[must_use]
pub fn by_words(by: By) -> &'static str {
    match by {
        By::NetProfit => "net profit",
        By::PresentValue => "present value",
        By::TotalRevenue => "total revenue",
        By::RateWorked => "revenue for an hour worked",
        By::P10 => "the net profit that nine times in ten is reached",
        By::Worst => "its worst outcome",
    }
}

/// Without a judgement of the response: the break-evens, and the question to answer.
fn unjudged(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let why =
        "The scenario does not say how this client takes a raise, and without that the biggest ask always looks best.";
    let question = "Of ten clients like this one, how many would accept all of it? Beside each ask is how many it takes \
                    for it to beat doing nothing. Write your answers as `response.accept`, or have them asked for: \
                    `uprate init --interactive -o FILE` completes a scenario.";
    let mut lines = vec![question.to_owned()];
    let named = comparison.scenario.strategies.iter().zip(&comparison.evaluation.strategies).enumerate();
    for (position, (strategy, evaluated)) in named.clone().filter(|(_, (_, evaluated))| evaluated.course.unjudged) {
        let Some(last) = evaluated.course.months.last() else { continue };
        let asks =
            if evaluated.course.asks > 1 { format!(" in {} steps", evaluated.course.asks) } else { String::new() };
        let from =
            evaluated.moves.first().map_or_else(String::new, |first| format!(", {}", moves::counts(comparison, first)));
        let salaried = comparison.salaried.as_ref().and_then(|other| other.outlooks[&position].accept);
        let salaried =
            salaried.map(of_ten).map_or_else(String::new, |of_ten| format!("; {of_ten} with a team on salary"));
        let Some(of_ten) = evaluated.break_even.accept.map(of_ten) else { continue };
        let ask = signed(percent(last.highest_index - Exact::ONE));
        lines.push(format!("{}, {ask} on the bill{asks}{from}: {of_ten}{salaried}.", strategy.name));
    }
    let leaving = named.filter(|(_, (_, evaluated))| evaluated.course.ends_in.is_some());
    lines.extend(leaving.take(1).filter_map(|(_, (strategy, evaluated))| {
        let value = money(evaluated.break_even.hour_value?, comparison.scenario.currency.decimals());
        Some(format!("{}: pays if a freed hour leaves you at least {value} elsewhere, its costs paid.", strategy.name))
    }));
    let mut parts = labelled_once("NO RECOMMENDATION YET", vec![why.to_owned()]);
    parts.extend(labelled_once("ASK YOURSELF", lines));
    parts
}

/// How many of ten have to accept for a strategy to beat doing nothing.
fn of_ten(accept: AcceptBreakEven<Exact>) -> String {
    let of_ten = |chance: Exact| (chance * Exact::whole(10)).settled();
    match accept {
        AcceptBreakEven::AtLeast(chance) => format!("{} or more ({})", of_ten(chance).ceil(), percent(chance)),
        AcceptBreakEven::AtMost(chance) => format!("{} or fewer ({})", of_ten(chance).floor(), percent(chance)),
        AcceptBreakEven::Always => "any number".to_owned(),
        AcceptBreakEven::Never => "not even all ten".to_owned(),
    }
}
