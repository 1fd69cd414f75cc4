//! `diff`: what differs between two scenarios, and how much of it each input causes.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Best, Changes, OutputArguments};
use super::compare::{compared_reading, named_columns, no_figure};
use super::failure::Failure;
use super::{inputs, output};
use crate::analysis::attribution::Asked;
use crate::analysis::metrics::Metric;
use crate::report;
use crate::report::diff::Compared;
use crate::scenario::Reading;
use crate::scenario::difference::Difference;

/// What it takes.
#[derive(Args, Debug)]
pub struct DiffArguments {
    /// Two scenario files, or one and what changes it; `-` reads standard input
    #[arg(required = true, num_args = 1..=2, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Which figure is taken apart: any of the JSON of `compare`, such as net-profit
    #[arg(long, value_name = "NAME", default_value = "net-profit")]
    pub metric: String,
    /// The figure of this strategy [default: of the best in each scenario]
    #[arg(long, value_name = "ID")]
    pub strategy: Option<String>,
    #[command(flatten)]
    pub best: Best,
    /// Figures of the strategies that are held against each other beside that of --metric: any of the JSON of `compare`
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "net-profit,hours-worked")]
    pub columns: Vec<String>,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub output: OutputArguments,
}

/// Runs it.
pub fn run(arguments: &DiffArguments) -> super::Outcome {
    let (from, to) = both(arguments)?;
    let code = |reading: &Reading| reading.scenario.currency.code();
    if code(&from) != code(&to) {
        return Err(Failure::cannot(format!(
            "amounts in {} and in {} cannot be set against each other; write both scenarios in one currency",
            code(&from),
            code(&to)
        )));
    }
    let (from, before) = compared_reading(from, &[], arguments.best.by)?;
    let (to, after) = compared_reading(to, &[], arguments.best.by)?;
    let names: Vec<String> = Metric::all().map(Metric::full_name).collect();
    named_columns(&arguments.columns, &names)?;
    let named = |name: &String| Metric::named(name).ok_or_else(|| no_figure(name, &names));
    let metric = named(&arguments.metric)?;
    let shown: Vec<Metric> = arguments.columns.iter().map(named).collect::<Result<_, _>>()?;
    if let Some(id) = &arguments.strategy {
        super::compare::find(&from, id)?;
        super::compare::find(&to, id)?;
    }
    // The figure that is taken apart is shown of every strategy.
    let mut columns = arguments.columns.clone();
    if !metric.is_of_all() && !shown.contains(&metric) {
        columns.insert(0, metric.full_name());
    }
    let difference = Difference::between(&from, &to);
    let asked = Asked { metric, strategy: arguments.strategy.clone(), by: arguments.best.by };
    let attribution = asked.attribute(&from, &to, &difference);
    let compared = Compared {
        readings: [&from, &to],
        comparisons: [&before, &after],
        difference: &difference,
        asked: &asked,
        attribution: attribution.as_ref(),
        columns: &columns,
    };
    // One file that is held against itself as it is changed is one file.
    let files = arguments.scenarios.len().min(compared.readings.len());
    let result = output::Result {
        document: &|| report::diff::page(&compared),
        table: &|| report::diff::figures(&compared),
        json: &|| report::diff::json(&compared),
        readings: &compared.readings[..files],
    };
    output::put(&result, &arguments.output, &arguments.scenarios)
}

/// The two scenarios: two files, or one as it is and as it is changed.
fn both(arguments: &DiffArguments) -> Result<(Reading, Reading), Failure> {
    let unchanged = Changes { set: Vec::new(), months: None };
    let read = |path: &PathBuf, changes: &Changes| {
        let readings = inputs::scenarios(std::slice::from_ref(path), changes, &arguments.output)?;
        readings.into_iter().next().ok_or_else(|| Failure::cannot("there is no scenario"))
    };
    match arguments.scenarios.as_slice() {
        [one] => {
            let overrides = arguments.changes.overrides();
            if overrides.is_empty() {
                return Err(Failure::cannot(
                    "nothing to hold it against: name a second scenario, or change this one with --set KEY=VALUE",
                ));
            }
            let from = read(one, &unchanged)?;
            let to = from.with(&overrides).map_err(|wrong| Failure::wrong(wrong.render(true)))?;
            Ok((from, to))
        }
        several => {
            let mut readings = inputs::scenarios(several, &arguments.changes, &arguments.output)?.into_iter();
            match (readings.next(), readings.next()) {
                (Some(from), Some(to)) => Ok((from, to)),
                _ => Err(Failure::cannot("name two scenarios")),
            }
        }
    }
}
