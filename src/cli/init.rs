//! `init`: a scenario to begin with.

mod interactive;

use std::path::Path;

use super::arguments::InitArguments;
use super::failure::{Failure, note};
use super::output::deliver_text;
use super::{inputs, log};
use crate::scenario::{Request, Source, Template, read};
use crate::words::list;

/// What the text is called in messages, as it is no file yet.
const NAME: &str = "scenario (not written)";

/// Runs it. Nothing is written that the reader would refuse.
pub fn run(arguments: &InitArguments) -> super::Outcome {
    if arguments.interactive {
        return interactive::run(arguments);
    }
    let template = begun(arguments)?;
    // What is to be filled in may be anything that is right for a price, hours and a share alike.
    check(&template.filled_in("0.5").render())?;
    deliver(arguments, &template.render())?;
    say_blanks(&template);
    Ok(())
}

fn deliver(arguments: &InitArguments, text: &str) -> super::Outcome {
    match arguments.output.as_deref() {
        Some(file) if !arguments.force && file != Path::new("-") => deliver_new(file, text),
        file => deliver_text(text, file),
    }
}

/// Says what is left to be filled in.
fn say_blanks(template: &Template) {
    let blanks: Vec<String> = template.blanks().into_iter().map(str::to_owned).collect();
    if !blanks.is_empty() {
        note(&format!("note: the log does not say {}: fill in where a ? stands\n", list(&blanks)));
    }
}

fn deliver_new(file: &Path, text: &str) -> super::Outcome {
    crate::deliver::to_new_file(file, text.as_bytes()).map_err(|error| {
        let help = if error.is_already_there() { "; name another file, or replace it with --force" } else { "" };
        Failure::cannot(format!("{error}{help}"))
    })
}

/// What the command line and a log know.
fn begun(arguments: &InitArguments) -> Result<Template, Failure> {
    let mut template = template(arguments);
    log::begin(&mut template, arguments)?;
    Ok(template)
}

fn template(arguments: &InitArguments) -> Template {
    let mut template = Template::default();
    // A log has a spelling of its own.
    let client = if arguments.from.is_empty() { &arguments.client } else { &None };
    let texts = [("title", &arguments.title), ("currency", &arguments.currency), ("client.name", client)];
    for (path, text) in texts {
        if let Some(text) = text {
            template.text(path, text);
        }
    }
    template.value("start", arguments.start.as_deref().unwrap_or(&inputs::today().to_string()));
    for (path, value) in values(arguments) {
        if let Some(value) = value {
            template.value(path, value);
        }
    }
    if !arguments.accept.is_empty() {
        template.answers("response.accept", &arguments.accept);
    }
    template
}

/// The options that are numbers, with the keys that they set.
pub fn values(arguments: &InitArguments) -> [(&'static str, &Option<String>); 15] {
    [
        ("client.hours", &arguments.hours),
        ("months", &arguments.months),
        ("client.rate", &arguments.rate),
        ("client.retainer", &arguments.retainer),
        ("client.unit_price", &arguments.unit_price),
        ("client.units", &arguments.units),
        ("client.margin", &arguments.margin),
        ("client.cost", &arguments.cost),
        ("effort.hours", &arguments.extra_hours),
        ("effort.cost", &arguments.effort_cost),
        ("effort.monthly_cost", &arguments.effort_monthly_cost),
        ("response.churn", &arguments.churn),
        ("replacement.rate", &arguments.replacement_rate),
        ("replacement.margin", &arguments.replacement_margin),
        ("capacity.cost_stays", &arguments.cost_stays),
    ]
}

/// What the reader has to say about the text. The command line is wrong then, not a scenario.
fn check(text: &str) -> super::Outcome {
    let source = Source::from_bytes(NAME, text.as_bytes())
        .map_err(|error| Failure::cannot(format!("cannot write the scenario: it would be {error}")))?;
    let request = Request { source, stem: "client", overrides: &[], today: inputs::today() };
    read(&request).map(drop).map_err(|wrong| Failure::refused(wrong.render(true)))
}
