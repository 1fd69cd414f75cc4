//! Reads what the client does when it is asked for more.

use rust_decimal::Decimal;

use super::problem::Problem;
use super::reader::{Given, TableReader};
use crate::domain::{Curve, Point, Response, rise_of_level};
use crate::number::{Exact, Number};
use crate::words::rounded;

const FORMS: [&str; 4] = ["accept", "walk_away", "elasticity", "logit"];

/// `[response]`.
pub fn response(reader: &TableReader<'_>) -> Response<Exact> {
    reader.one_form_of("the response", &FORMS);
    if !FORMS.iter().any(|form| reader.entry(form).is_some()) {
        reader.by_default("accept");
    }
    let churn = reader.number_or("churn", Decimal::ZERO);
    let problems = reader.log().problem_count();
    let accept = points(reader, "accept");
    let walk_away = reader.entry("walk_away").and_then(|_| walk_away(&reader.table("walk_away")));
    let elasticity = reader.entry("elasticity").and_then(|_| reader.number("elasticity"));
    let logit = reader.entry("logit").and_then(|_| logit(&reader.table("logit")));
    let shock = points(reader, "shock");
    if shock.is_none() {
        reader.by_default("shock");
    }
    if let (Some(answers), Some(shock)) = (&accept, &shock)
        && reader.log().problem_count() == problems
    {
        check_level(reader, answers, shock);
    }
    let plain = |points: Vec<Given<Point<Exact>>>| points.into_iter().map(|point| point.value).collect::<Vec<_>>();
    Response {
        churn,
        curve: accept
            .map(|answers| Curve::Accept(plain(answers)))
            .or(walk_away)
            .or(elasticity.map(|given| Curve::Elasticity(given.exact())))
            .or(logit),
        shock: shock.map(plain).unwrap_or_default(),
        leaves_after: reader.whole_or("leaves_after", 0),
        drift: reader.number_or("drift", Decimal::ZERO),
        realisation: reader.number_or("realisation", Decimal::ONE),
        hours_elasticity: reader.number_or("hours_elasticity", Decimal::ZERO),
    }
}

/// A list of answers: raises that rise, chances that do not. Each with the place of its chance.
fn points(reader: &TableReader<'_>, key: &str) -> Option<Vec<Given<Point<Exact>>>> {
    let tables = reader.tables(key)?;
    let mut points = Vec::with_capacity(tables.len());
    let mut before: Option<(Given<Decimal>, Given<Decimal>)> = None;
    for table in &tables {
        let (raise, chance) = (table.number("raise"), table.number("chance"));
        for (name, example) in [("raise", "raise = \"10%\""), ("chance", "chance = \"80%\"")] {
            table.needs(name, example);
        }
        let (Some(raise), Some(chance)) = (raise, chance) else { continue };
        if let Some((raise_before, chance_before)) = &before {
            check_order(reader, raise_before, &raise, chance_before, &chance);
        }
        points
            .push(Given { value: Point { raise: raise.exact(), chance: chance.exact() }, place: chance.place.clone() });
        before = Some((raise, chance));
    }
    Some(points)
}

fn check_order(
    reader: &TableReader<'_>,
    raise_before: &Given<Decimal>,
    raise: &Given<Decimal>,
    chance_before: &Given<Decimal>,
    chance: &Given<Decimal>,
) {
    if raise.value <= raise_before.value {
        let problem = Problem::RaisesMustRise { raise: percent(raise.value), before: percent(raise_before.value) };
        reader.log().problem_with(
            problem,
            &raise.place,
            vec![(raise_before.place.clone(), "the answer before".to_owned())],
        );
    } else if chance.value > chance_before.value {
        let problem = Problem::ChancesMustNotRise {
            chance: percent(chance.value),
            raise: percent(raise.value),
            chance_before: percent(chance_before.value),
            raise_before: percent(raise_before.value),
        };
        let label = format!("{} at +{}", percent(chance_before.value), percent(raise_before.value));
        reader.log().problem_with(problem, &chance.place, vec![(chance_before.place.clone(), label)]);
    }
}

/// What the answers leave for the level, once the shock of the step is taken out, must not rise.
fn check_level(reader: &TableReader<'_>, answers: &[Given<Point<Exact>>], shock: &[Given<Point<Exact>>]) {
    let line = |points: &[Given<Point<Exact>>]| points.iter().map(|point| point.value).collect::<Vec<_>>();
    let Some(rise) = rise_of_level(&line(answers), &line(shock)) else { return };
    let in_words = |share: Exact| percent(rounded(share.settled(), 3));
    let level = |(answer, taken): (Exact, Exact)| answer.ratio(taken).map_or("all and more".to_owned(), in_words);
    let problem = Problem::AnswersRiseOverShock {
        raise: percent(rounded(rise.raise.settled(), 4)),
        answer: in_words(rise.here.0),
        taken: in_words(rise.here.1),
        level: level(rise.here),
        level_before: level(rise.before),
    };
    let place = nearest(answers, rise.raise).map_or(reader.place(), |answer| &answer.place);
    let also = nearest(shock, rise.raise).map(|point| (point.place.clone(), "the shock".to_owned()));
    reader.log().problem_with(problem, place, also.into_iter().collect());
}

/// The point nearest to a raise.
fn nearest(points: &[Given<Point<Exact>>], raise: Exact) -> Option<&Given<Point<Exact>>> {
    let apart = |point: &Given<Point<Exact>>| (point.value.raise - raise).magnitude().to_f64();
    points.iter().min_by(|one, other| apart(one).total_cmp(&apart(other)))
}

fn walk_away(reader: &TableReader<'_>) -> Option<Curve<Exact>> {
    let (low, high) = (reader.number("low"), reader.number("high"));
    for (name, example) in [("low", "low = \"10%\""), ("high", "high = \"50%\"")] {
        reader.needs(name, example);
    }
    let (low, high) = (low?, high?);
    let curve = Curve::WalkAway { low: low.exact(), high: high.exact() };
    if !curve.is_possible() {
        let problem = Problem::WalkAwayOrder { low: percent(low.value), high: percent(high.value) };
        reader.log().problem_with(problem, &low.place, vec![(high.place.clone(), "high".to_owned())]);
    }
    Some(curve)
}

fn logit(reader: &TableReader<'_>) -> Option<Curve<Exact>> {
    let (half, slope) = (reader.number("half"), reader.number("slope"));
    for (name, example) in [("half", "half = \"20%\""), ("slope", "slope = 10")] {
        reader.needs(name, example);
    }
    let (half, slope) = (half?, slope?);
    let curve = Curve::Logit { half: half.exact(), slope: slope.exact() };
    if curve.is_possible() {
        return Some(curve);
    }
    let product = half.exact() * slope.exact();
    let ln_2 = Exact::whole(2).logarithm();
    // Rounded up, so that what is more than it is enough.
    let hundredth = Exact::from_decimal(Decimal::new(1, 2));
    let slope_least = (ln_2 / half.exact()).round_up_to(hundredth).settled().to_string();
    let product = rounded(product.settled(), 4).normalize().to_string();
    let also = vec![(half.place.clone(), "half".to_owned())];
    let problem = Problem::LogitTooFlat { product, half: percent(half.value), slope_least };
    reader.log().problem_with(problem, &slope.place, also);
    None
}

/// A share as people write it.
pub fn percent(share: Decimal) -> String {
    match share.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{} %", percent.normalize()),
        None => share.to_string(),
    }
}
