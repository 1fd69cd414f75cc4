//! The clients in a log: who is there, by unbilled hours, and which one is meant by a name.

use std::collections::{BTreeMap, BTreeSet};

use super::file::LogFile;
use super::layout::Field;
use super::problem::{BadRows, Problem};
use super::question::Question;
use super::tally::Sums;
use crate::domain::Currency;

/// What a client in a log comes to.
#[derive(Clone, Debug)]
pub struct ClientSums {
    /// Its name; empty for entries without one.
    pub name: String,
    /// What its entries come to.
    pub sums: Sums,
}

/// The clients that the files name; empty where none has a column of them.
#[must_use]
pub fn names(files: &[LogFile]) -> BTreeSet<&str> {
    let with_column = files.iter().filter(|file| file.manner.layout.has(Field::Client));
    with_column.flat_map(|file| file.clients.keys().map(String::as_str)).collect()
}

/// The client of a log that is meant by a name, which need not be in the same case.
#[must_use]
pub fn meant<'f>(files: &'f [LogFile], name: &str) -> Option<&'f str> {
    let names = names(files);
    let same = |known: &&&str| known.to_lowercase() == name.trim().to_lowercase();
    names.get(name.trim()).or_else(|| names.iter().find(same)).copied()
}

/// The currency of a client's amounts, or of all clients'; none where the files do not say.
///
/// # Errors
///
/// Two of them, with where each is seen first.
pub fn currency(files: &[LogFile], client: Option<&str>) -> Result<Option<Currency>, Problem> {
    let mut seen: Vec<(Currency, String)> = Vec::new();
    for file in files {
        let is_all = !file.manner.layout.has(Field::Client);
        let of_client = |name: &str| is_all || client.is_none_or(|client| client == name);
        let headings = file.manner.layout.currencies.iter().map(|currency| (*currency, None));
        let rows = file.clients.iter().filter(|(name, _)| of_client(name)).flat_map(|(_, currencies)| currencies);
        let mut rows: Vec<(Currency, Option<u64>)> = rows.map(|(currency, line)| (*currency, Some(*line))).collect();
        rows.sort_by_key(|(_, line)| *line);
        for (currency, line) in headings.chain(rows) {
            if seen.iter().all(|(known, _)| *known != currency) {
                let place = line.map_or_else(|| "the header".to_owned(), |line| format!("line {line}"));
                seen.push((currency, format!("{place} of {}", file.name)));
            }
        }
    }
    match seen.as_slice() {
        [] => Ok(None),
        [(one, _)] => Ok(Some(*one)),
        [(one, at), (other, then), ..] => {
            Err(Problem::TwoCurrencies((one.code(), at.clone()), (other.code(), then.clone())))
        }
    }
}

/// What every client comes to, the most unbilled time first.
///
/// # Errors
///
/// What the system says, with the position of the file.
pub fn all(files: &[LogFile], question: &Question) -> Result<(Vec<ClientSums>, BadRows), (usize, Problem)> {
    let mut clients: BTreeMap<String, Sums> = BTreeMap::new();
    let mut bad = BadRows::default();
    for (position, file) in files.iter().enumerate() {
        let see = |entry: &super::entry::Entry<'_>| {
            if !question.has(entry.day) {
                return;
            }
            if let Some(sums) = clients.get_mut(entry.client) {
                sums.see(entry);
            } else {
                clients.entry(entry.client.to_owned()).or_default().see(entry);
            }
        };
        file.entries(position, &mut bad, see).map_err(|problem| (position, problem))?;
    }
    let mut clients: Vec<ClientSums> = clients.into_iter().map(|(name, sums)| ClientSums { name, sums }).collect();
    clients.sort_by(|one, other| {
        (other.sums.unbilled, other.sums.billed)
            .cmp(&(one.sums.unbilled, one.sums.billed))
            .then_with(|| one.name.cmp(&other.name))
    });
    Ok((clients, bad))
}
