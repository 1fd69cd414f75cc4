//! The clients in a log, by unbilled hours.

use serde_json::{Value, json};

use super::tables::{share, word};
use super::{Names, hours};
use crate::clients::log::clients::ClientSums;
use crate::clients::log::span::Span;
use crate::domain::Currency;
use crate::number::Exact;
use crate::report::document::{Block, Cell, Document, Stands, Table};
use crate::report::json::number;
use crate::words::counted;

/// What is said of entries for nobody.
const NOBODY: &str = "no client";

/// The page.
#[must_use]
pub fn clients(clients: &[ClientSums], currency: Option<Currency>, files: &Names) -> Document {
    let mut page = Document::default();
    let code = currency.map_or_else(String::new, |currency| format!(" · {}", currency.code()));
    page.add(Block::Title(format!("{} in the log{code}", counted(clients.len() as u64, "client"))));
    let columns = [
        ("client", "", 0),
        ("unbilled_hours", "\nunbilled", 0),
        ("billed_hours", "\nbilled", 0),
        ("unbilled_share", "share\nunbilled", 1),
        ("contacts", "unbilled\nentries", 2),
        ("amount", "\namount", 3),
        ("realised_rate", "realised\nrate", 4),
    ];
    let mut table = Table { may_round: true, ..Table::new("Hours by client", &columns) };
    let tenth = Span::of_seconds(360);
    let unbilled = Span::adding_up(&clients.iter().map(|client| client.sums.unbilled).collect::<Vec<_>>(), tenth);
    let billed = Span::adding_up(&clients.iter().map(|client| client.sums.billed).collect::<Vec<_>>(), tenth);
    let decimals = currency.map_or(2, Currency::decimals);
    for (client, (unbilled, billed)) in clients.iter().zip(unbilled.into_iter().zip(billed)) {
        let sums = &client.sums;
        let cells = vec![
            Cell::text(if client.name.is_empty() { NOBODY } else { client.name.as_str() }),
            hours(unbilled),
            hours(billed),
            Cell::optional(share(sums.unbilled, sums.billed), Cell::Share),
            Cell::Count(u32::try_from(sums.contacts).unwrap_or(u32::MAX)),
            if sums.priced.is_zero() { Cell::Empty } else { Cell::Money(sums.amount, decimals) },
            Cell::optional(realised(client), |rate| Cell::Rate(rate, decimals)),
        ];
        table.row(cells, Stands::Plain);
    }
    if clients.iter().all(|client| client.sums.priced.is_zero()) {
        table.remove(&["amount", "realised_rate"]);
    }
    if let Some(first) = clients.iter().find(|client| !client.name.is_empty()) {
        let logs: Vec<String> = files.iter().map(|file| word(file, "LOG")).collect();
        let name = word(&first.name, "NAME");
        table.notes.push(format!("`uprate log {} --client {name}` shows what one of them takes.", logs.join(" ")));
    }
    page.add(Block::Table(table));
    page
}

/// What an hour of a client brings, the unbilled ones too, where everything billed has an amount.
fn realised(client: &ClientSums) -> Option<Exact> {
    use crate::number::Number;
    let sums = &client.sums;
    let is_known = sums.priced == sums.billed && !sums.priced.is_zero();
    if is_known { sums.amount.ratio(sums.all().hours()) } else { None }
}

/// The figures of every client, by name.
fn named_figures(client: &ClientSums, decimals: u32) -> Vec<(&'static str, Cell)> {
    let sums = &client.sums;
    vec![
        ("client", Cell::text(client.name.as_str())),
        ("unbilled_hours", Cell::Hours(sums.unbilled.hours())),
        ("billed_hours", Cell::Hours(sums.billed.hours())),
        ("contacts", Cell::Count(u32::try_from(sums.contacts).unwrap_or(u32::MAX))),
        ("amount", if sums.priced.is_zero() { Cell::Empty } else { Cell::Money(sums.amount, decimals) }),
        ("realised_rate", Cell::optional(realised(client), |rate| Cell::Rate(rate, decimals))),
    ]
}

/// The figures of every client, for spreadsheets.
#[must_use]
pub fn clients_figures(clients: &[ClientSums], currency: Option<Currency>) -> Table {
    let decimals = currency.map_or(2, Currency::decimals);
    Table::of_figures(clients.iter().map(|client| named_figures(client, decimals)))
}

/// `log --format json` without a client.
#[must_use]
pub fn clients_json(clients: &[ClientSums], currency: Option<Currency>) -> Value {
    let client = |client: &ClientSums| {
        let sums = &client.sums;
        json!({
            "client": client.name,
            "unbilled_hours": number(Some(sums.unbilled.hours())),
            "billed_hours": number(Some(sums.billed.hours())),
            "contacts": sums.contacts,
            "amount": number((!sums.priced.is_zero()).then_some(sums.amount)),
            "realised_rate": number(realised(client)),
        })
    };
    json!({
        "schema": "uprate.log.v1",
        "client": null,
        "currency": currency.map(Currency::code),
        "clients": clients.iter().map(client).collect::<Vec<_>>(),
    })
}
