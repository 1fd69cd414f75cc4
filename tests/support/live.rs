//! Live workbooks, and what the model says of the same scenario once an input of theirs is changed.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::compare;
use uprate::analysis::metrics::{self, Figure};
use uprate::domain::{Input, Scenario};
use uprate::engine::evaluation::evaluate;
use uprate::number::{Exact, Number};
use uprate::report::workbook::book::{Book, Content, Name, Place, Value};
use uprate::report::workbook::live;
use uprate::scenario::{Override, Reading, Request, Source, read};

/// Figures of a strategy by name, none where there is no such figure.
pub type Figures = Vec<(&'static str, Option<f64>)>;

/// The workbook of a reading; none where the model has no figures.
pub fn book(reading: &Reading) -> Option<Book> {
    let comparison = compare(reading.scenario.clone(), By::NetProfit).ok()?;
    Some(live(reading, &comparison, &[]))
}

/// The figures of all strategies by the model; none where the scenario is none.
pub fn model(scenario: &Scenario<Exact>) -> Option<Vec<Figures>> {
    let evaluation = evaluate(&scenario.convert(Number::to_f64)).ok()?;
    let figure = |figure: Figure<f64>| match figure {
        Figure::Money(value) | Figure::Price(value) | Figure::Hours(value) | Figure::Share(value) => value,
        Figure::Month(month) => month.map(f64::from),
    };
    let figures = evaluation.strategies.iter().map(|strategy| {
        // Where nothing is asked, there is nothing to accept.
        let is_there = |name: &str| name != "accepts" || strategy.course.asks > 0;
        let totals = metrics::totals(&strategy.totals).into_iter();
        totals.map(|(name, value)| (name, figure(value).filter(|_| is_there(name)))).collect()
    });
    Some(figures.collect())
}

/// The sheet of a name.
pub fn sheet(book: &Book, name: &str) -> usize {
    book.sheets.iter().position(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

/// The key of an input.
pub fn key_of(book: &Book, input: &Name) -> String {
    match book.value(Place { column: 4, ..input.place }) {
        Value::Text(key) => key,
        other => panic!("no key beside {}: {other:?}", input.name),
    }
}

/// The rows of the sheet `Check`: the strategy, the figure, and what the workbook computes.
pub fn checked(book: &Book) -> Vec<(String, String, Value)> {
    let sheet = sheet(book, "Check");
    let text = |row, column| match book.value(Place { sheet, row, column }) {
        Value::Text(text) => text,
        _ => String::new(),
    };
    let is_figure = |row: &u32| {
        let cell = book.cell(Place { sheet, row: *row, column: 3 });
        *row > 4 && cell.is_some_and(|cell| matches!(cell.content, Content::Formula(_)))
    };
    let rows = 0..=book.sheets[sheet].cells.keys().next_back().expect("cells").0;
    rows.filter(is_figure)
        .map(|row| (text(row, 0), text(row, 1), book.value(Place { sheet, row, column: 3 })))
        .collect()
}

/// What the figures of the sheet are called in results, in their order, for each strategy; the present value by the
/// function of spreadsheets comes last, for all of them.
pub const ORDER: [&str; 23] = [
    "accepts",
    "if_accepted",
    "if_refused",
    "net_profit",
    "difference",
    "present_value",
    "paid_back_in_month",
    "deepest_shortfall",
    "still_there",
    "last_month_profit",
    "client_revenue",
    "replacement_revenue",
    "total_revenue",
    "billed_hours",
    "extra_hours",
    "client_hours",
    "redeployed_hours",
    "hours_worked",
    "rate_worked",
    "freed_hours",
    "client_profit",
    "client_margin",
    "replacement_profit",
];

/// Where a list of computed figures, in the order of the sheet, differs from the model by more than a share.
pub fn differences(computed: &[Option<f64>], model: &[Figures], tolerance: impl Fn(f64) -> f64) -> Vec<String> {
    let named = |figures: &Figures, name: &str| figures.iter().find(|(known, _)| *known == name).expect("a figure").1;
    let in_order = model.iter().flat_map(|figures| ORDER.map(|name| (name, named(figures, name))));
    let by_function = model.iter().map(|figures| ("present_value", named(figures, "present_value")));
    let expected: Vec<(&str, Option<f64>)> = in_order.chain(by_function).collect();
    if expected.len() != computed.len() {
        return vec![format!("{} figures, not {}", computed.len(), expected.len())];
    }
    let mut apart = Vec::new();
    for (position, (computed, (name, expected))) in computed.iter().zip(&expected).enumerate() {
        let agree = match (computed, expected) {
            (Some(one), Some(other)) => (one - other).abs() <= tolerance(other.abs()),
            (None, None) => true,
            // No rate below 0 is taken by the function.
            (None, Some(_)) => position >= ORDER.len() * model.len(),
            (Some(_), None) => false,
        };
        if !agree {
            apart.push(format!("strategy {} {name}: {computed:?}, not {expected:?}", position / ORDER.len()));
        }
    }
    apart
}

/// The figures that a workbook computes, as numbers.
pub fn computed(book: &Book) -> Vec<Option<f64>> {
    let number = |(_, _, value)| match value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    checked(book).into_iter().map(number).collect()
}

/// Another value of an input that the scenario bears, with that scenario as it is read with `--set`.
pub fn changed(text: &str, reading: &Reading, key: &str) -> Option<(Decimal, Scenario<Exact>)> {
    let place = reading.scenario.place(key)?;
    let (value, is_whole) = match place.input(&mut reading.scenario.clone())? {
        Input::Real(value) => (value.settled(), false),
        Input::Whole(value) => (Decimal::from(*value), true),
    };
    // A price written more finely than before would be rounded more finely, too.
    let is_price = ["client.rate", "client.retainer", "client.unit_price"].contains(&key);
    let decimals = if is_price { reading.scenario.price_step.settled().normalize().scale() } else { 9 };
    let by = if is_whole { Decimal::ONE } else { Decimal::new(9, 2) };
    let tries = [
        (value * (Decimal::ONE + by)).round_dp(decimals),
        value + by,
        (value * (Decimal::ONE - by)).round_dp(decimals),
        value - by,
    ];
    let read = |value: &Decimal| {
        let other = with(text, &[(key, &value.to_string())])?;
        Some((*value, other.scenario))
    };
    tries.iter().filter(|other| **other != value && (!is_whole || other.is_integer())).find_map(read)
}

/// A scenario read with overrides; none where they make it wrong.
pub fn with(text: &str, set: &[(&str, &str)]) -> Option<Reading> {
    let overrides: Vec<Override> =
        set.iter().map(|(key, value)| Override::parse(&format!("{key}={value}")).expect("a key and a value")).collect();
    let source = Source::from_bytes("case.toml", text.as_bytes()).expect("text");
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    read(&Request { source, stem: "case", overrides: &overrides, today }).ok()
}
