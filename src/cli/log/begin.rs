//! `init --from`: a scenario to begin with, from what a log says.

use super::{Log, summary};
use crate::cli::arguments::InitArguments;
use crate::cli::failure::Failure;
use crate::cli::init::values;
use crate::clients::log::months::Month;
use crate::clients::log::summary::Summary;
use crate::clients::log::when::Week;
use crate::scenario::{OPEN_QUESTIONS, Template};
use crate::words::{count, day, list};

/// What no log knows, and what to ask for it.
const QUESTIONS: [(&str, &str); 5] = [
    ("response.accept", "of ten clients like this one, how many would take +10 %, and how many +20 %?"),
    ("replacement", "what could its hours be sold for instead, and after how many months?"),
    ("capacity.cost_stays", "which share of the cost of its hours goes on when it is gone?"),
    ("contract", "what notice does the contract ask for, and what raise does it allow?"),
    ("flags", "what is wrong with this client beside the hours?"),
];

/// Puts into a scenario what the log says, and leaves blanks where it says nothing that a scenario needs.
pub fn begin(template: &mut Template, arguments: &InitArguments) -> Result<(), Failure> {
    let reading = &arguments.log;
    if arguments.from.is_empty() {
        return if reading.is_given() {
            Err(Failure::cannot(
                "--dates, --billed, --skip-bad, --recovery, --since and --until are of a log; name it by --from LOG",
            ))
        } else {
            Ok(())
        };
    }
    let log = Log::read(&arguments.from, reading)?;
    let Some(client) = log.client(arguments.client.as_deref())? else {
        return Err(Failure::cannot(format!("a scenario is of one client: name it by --client NAME; {}", log.who())));
    };
    let summary = summary(&log, &client, reading.question(Week::default())?, reading.skip_bad)?;
    if summary.covered().next().is_none() {
        return Err(Failure::wrong_as_a_whole(
            "the log covers no month whole, and a scenario is of months; where it is of other days than those of its \
             entries, say so by --since DATE and --until DATE",
        ));
    }
    let is_given = |key: &str| values(arguments).iter().any(|(given, value)| *given == key && value.is_some());
    template.origin(&origin(&log, &summary));
    template.origin(OPEN_QUESTIONS);
    let implied = summary.implied();
    let costs = ["effort.cost", "effort.monthly_cost"];
    let knows_effort = costs.iter().any(|key| is_given(key)) || implied.iter().any(|value| costs.contains(&value.key));
    let of_effort = ("effort.cost", "what does one of the hours cost you that nobody pays for?");
    for (key, question) in (!knows_effort).then_some(of_effort).into_iter().chain(QUESTIONS) {
        template.origin(&format!("{key}: {question}"));
    }
    // As the log spells it.
    template.text("client.name", &client.name);
    if let (None, Some(currency)) = (&arguments.currency, summary.currency) {
        template.text("currency", currency.code());
    }
    let has_price = ["client.rate", "client.retainer", "client.unit_price"].iter().any(|key| is_given(key));
    let has_cost = ["client.margin", "client.cost"].iter().any(|key| is_given(key));
    let (mut knows_price, mut knows_cost, mut knows_hours) = (has_price, has_cost, is_given("client.hours"));
    for value in implied {
        let is_wanted = match value.key {
            "client.rate" => !has_price,
            "client.margin" => !has_cost && !has_price,
            "client.cost" => !knows_cost,
            "effort.monthly_cost" => false,
            "effort.cost" => !is_given("effort.cost") && !is_given("effort.monthly_cost"),
            key => !is_given(key),
        };
        if !is_wanted {
            continue;
        }
        knows_price |= value.key == "client.rate";
        knows_cost |= matches!(value.key, "client.margin" | "client.cost");
        knows_hours |= value.key == "client.hours";
        template.value(value.key, &value.written);
        let range =
            if value.written.starts_with('{') { ": the lowest month, the mean of all, the highest month" } else { "" };
        template.remark(value.key, &format!("From the log: {}{range}.", value.taken));
    }
    if !knows_price {
        template.blank("client.rate", "what do you bill for an hour?");
    }
    if !knows_hours {
        template.blank("client.hours", "how many hours a month do you bill?");
    }
    if !knows_cost {
        template.blank(
            "client.margin",
            "what is left of 100 that you bill? Or give `cost` instead: what does an hour cost you?",
        );
    }
    Ok(())
}

/// Where the values are from.
fn origin(log: &Log, summary: &Summary) -> String {
    let months: Vec<Month> = summary.covered().map(|(month, _)| month).collect();
    let first = months.first().map_or_else(String::new, |month| month.name());
    let last = months.last().map_or_else(String::new, |month| month.name());
    let until = if first == last { String::new() } else { format!(" to {last}") };
    let (from, to) = summary.period;
    format!(
        "Values with \"From the log\" beside them are from {}, {} to {}: means, lowest and highest of {} that it covers, \
         {first}{until}. `uprate log` shows them, and its option --write renews them here.",
        list(&log.names),
        day(from),
        day(to),
        count(u32::try_from(months.len()).unwrap_or(u32::MAX), "month"),
    )
}
