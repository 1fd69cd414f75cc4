//! What the commands that ask "what if" would say of a case.

use std::sync::atomic::AtomicBool;

use uprate::analysis::attribution::Asked;
use uprate::analysis::best_path::{Request as Paths, best_path};
use uprate::analysis::choice::By;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::analysis::explain::{Figure, explain};
use uprate::analysis::inputs::numbers;
use uprate::analysis::metrics::Metric;
use uprate::analysis::notices::notices;
use uprate::analysis::sensitivity::Sensitivity;
use uprate::analysis::solve::{Goal, Search};
use uprate::analysis::sweep::{Axis, sweep};
use uprate::analysis::values::values;
use uprate::analysis::variation::{Posed, Question, Value, Whose};
use uprate::analysis::walk_away::WalkAway;
use uprate::number::{Exact, Number};
use uprate::render::calendar;
use uprate::report;
use uprate::report::best_path::figure_names;
use uprate::report::diff::Compared;
use uprate::report::distribution::Distributions;
use uprate::report::explain::Explained;
use uprate::report::letters::template::Template;
use uprate::report::letters::{Letters, Writing};
use uprate::report::pack;
use uprate::report::sensitivity::Looked;
use uprate::report::simulate::Drawn;
use uprate::report::solve::Answered;
use uprate::report::sweep::Swept;
use uprate::scenario::Reading;
use uprate::scenario::catalogue::Key;
use uprate::scenario::difference::Difference;
use uprate::simulation::run::{Settings, Watch, simulate};

use crate::case::Options;
use crate::outcome::Outcome;

/// Questions that a case may ask by `#--ask`; without, its length chooses.
pub const QUESTIONS: [&str; 10] =
    ["distribution", "best-path", "simulate", "sweep", "solve", "diff", "sensitivity", "explain", "notice", "report"];

/// The most strategies times months for which all values of a key are looked at, as there are hundreds of them, and for
/// which a figure is explained down to the scenario.
const SEARCHED_MOST: usize = 60;

/// Draws of a simulation.
const DRAWS: u64 = 40;

/// A comparison to ask more of.
pub struct Asking<'a> {
    /// The scenario.
    pub reading: &'a Reading,
    /// Its figures.
    pub comparison: &'a Comparison,
    /// The scenario without the case's overrides, where there are any.
    pub unchanged: Option<&'a Reading>,
    /// The options of the case.
    pub options: &'a Options,
    /// The bytes of the case.
    pub length: usize,
}

impl Asking<'_> {
    /// Asks what the case asks, and adds what would be printed.
    pub fn ask(&self, outcome: &mut Outcome) {
        let by_length = QUESTIONS[self.length % QUESTIONS.len()];
        match self.options.ask.as_deref().unwrap_or(by_length) {
            "best-path" => self.best_path(outcome),
            "simulate" => self.simulate(outcome),
            "sweep" => self.sweep(outcome),
            "solve" => self.solve(outcome),
            "diff" => self.diff(outcome),
            "sensitivity" => self.sensitivity(outcome),
            "explain" => self.explain(outcome),
            "notice" => self.notice(outcome),
            "report" => self.report(outcome),
            _ => self.distribution(outcome),
        }
    }

    fn distribution(&self, outcome: &mut Outcome) {
        let walk_away = WalkAway::of(self.comparison);
        let hint = self.length.is_multiple_of(2).then_some(Exact::ONE);
        let shown = Distributions { comparison: self.comparison, walk_away: walk_away.as_ref(), hint };
        let page = report::distribution::page(self.reading, &shown, &[]);
        outcome.document("distribution", &page, self.reading, self.options);
        outcome.table("distribution", &report::distribution::figures(&shown, &[]));
        outcome.json("distribution", report::distribution::json(self.reading, &shown));
    }

    fn best_path(&self, outcome: &mut Outcome) {
        let paths = Paths { every: Some(3), grid: Exact::whole(1) / Exact::whole(4), cap: Exact::ONE };
        match best_path(self.comparison, &paths) {
            Ok(best) => {
                let columns: Vec<String> = figure_names(&best).into_iter().take(2).map(str::to_owned).collect();
                let page = report::best_path::page(self.reading, self.comparison, &best, &columns);
                outcome.document("best-path", &page, self.reading, self.options);
                outcome.table("best-path", &report::best_path::figures(self.comparison, &best, &[]));
                outcome.json("best-path", report::best_path::json(self.reading, self.comparison, &best));
            }
            Err(error) => outcome.refusal("best-path", &error.to_string()),
        }
    }

    fn simulate(&self, outcome: &mut Outcome) {
        if self.reading.ledger.iter().all(|entry| entry.range.is_none()) {
            return;
        }
        let stop = AtomicBool::new(false);
        let settings = Settings { draws: DRAWS, seed: 1, threads: 1 };
        let watch = Watch { stop: &stop, progress: &|_| {} };
        let simulated = simulate(self.reading, self.comparison, settings, &watch);
        if simulated.first_beyond_decimals().is_some() {
            return;
        }
        let drawn = Drawn { reading: self.reading, comparison: self.comparison, simulated: &simulated };
        outcome.document("simulate", &report::simulate::page(&drawn, &[]), self.reading, self.options);
        outcome.table("simulate", &report::simulate::figures(&drawn, &[]));
        outcome.json("simulate", report::simulate::json(&drawn));
    }

    fn sweep(&self, outcome: &mut Outcome) {
        let Some(Posed { question, .. }) = self.question() else { return };
        let axes: Vec<Axis> = [self.length, self.length / 2]
            .into_iter()
            .filter_map(|number| self.number(number))
            .map(|(key, definition, value)| Axis { key, definition, values: around(&value) })
            .collect();
        let axes = match axes.as_slice() {
            [one, other] if one.key == other.key => &axes[..1],
            axes => axes,
        };
        if axes.is_empty() {
            return;
        }
        let cells = sweep(&question, axes);
        let base = question.answer(&question.reduced(self.reading.scenario.clone()));
        if cells.iter().all(Result::is_err) {
            return cells.into_iter().filter_map(Result::err).for_each(|why| outcome.refusal("sweep", &why.why()));
        }
        let swept = Swept { question, axes: axes.to_vec(), cells, base };
        outcome.document("sweep", &report::sweep::page(&swept), self.reading, self.options);
        outcome.table("sweep", &report::sweep::figures(&swept));
        outcome.json("sweep", report::sweep::json(&swept));
    }

    fn solve(&self, outcome: &mut Outcome) {
        let scenario = &self.reading.scenario;
        if !self.is_small() {
            return;
        }
        let (Some(Posed { question, .. }), Some((key, definition, value))) =
            (self.question(), self.number(self.length))
        else {
            return;
        };
        let base = match question.answer(&question.reduced(scenario.clone())) {
            Ok(base) => base,
            Err(why) => return outcome.refusal("solve", &why.why()),
        };
        let around = around(&value);
        let (Some(from), Some(to)) = (around.first(), around.last()) else { return };
        let goal = match self.length % 3 {
            0 => Goal::Reach(Exact::ZERO),
            1 => Goal::Largest,
            _ => Goal::Smallest,
        };
        let search = Search { question, key, definition, from: from.number, to: to.number, goal };
        let answered = Answered { solved: search.solve(), search, base };
        match report::solve::none(&answered) {
            Some(none) => outcome.refusal("solve", &none),
            None => outcome.document("solve", &report::solve::page(&answered), self.reading, self.options),
        }
        outcome.table("solve", &report::solve::figures(&answered));
        outcome.json("solve", report::solve::json(&answered));
    }

    fn diff(&self, outcome: &mut Outcome) {
        let Some(from) = self.unchanged else { return };
        let Ok(before) = compare(from.scenario.clone(), self.options.by) else { return };
        if from.scenario.currency.code() != self.reading.scenario.currency.code() {
            return;
        }
        let Some(metric) = Metric::named("net-profit") else { return };
        let asked = Asked { metric, strategy: None, by: self.options.by };
        let difference = Difference::between(from, self.reading);
        let attribution = asked.attribute(from, self.reading, &difference);
        let compared = Compared {
            readings: [from, self.reading],
            comparisons: [&before, self.comparison],
            difference: &difference,
            asked: &asked,
            attribution: attribution.as_ref(),
            columns: &["net-profit".to_owned(), "hours-worked".to_owned()],
        };
        outcome.document("diff", &report::diff::page(&compared), self.reading, self.options);
        outcome.table("diff", &report::diff::figures(&compared));
        outcome.json("diff", report::diff::json(&compared));
    }

    fn sensitivity(&self, outcome: &mut Outcome) {
        let closely = self.length.is_multiple_of(4) && self.is_small();
        let spread = if self.length.is_multiple_of(3) { Exact::ONE } else { Exact::ONE / Exact::whole(5) }.settled();
        let (mut varied, _) = numbers(self.reading, spread);
        if closely {
            // As somebody does who names one.
            varied = varied.into_iter().skip(self.length % self.reading.ledger.len()).take(1).collect();
        }
        if varied.is_empty() {
            return;
        }
        let Some(sensitivity) = Sensitivity::of(self.reading, self.comparison, &varied, closely) else { return };
        let looked = Looked { reading: self.reading, comparison: self.comparison, sensitivity, spread, named: closely };
        outcome.document("sensitivity", &report::sensitivity::page(&looked), self.reading, self.options);
        outcome.table("sensitivity", &report::sensitivity::figures(&looked));
        outcome.json("sensitivity", report::sensitivity::json(&looked));
    }

    fn explain(&self, outcome: &mut Outcome) {
        let scenario = &self.reading.scenario;
        let names = Figure::names();
        let name = &names[self.length % names.len()];
        let month = self
            .length
            .is_multiple_of(2)
            .then(|| self.month())
            .filter(|month| matches!(Figure::named(name, Some(*month)), Some(Figure::OfMonth(_, Some(_)))));
        let figure = Figure::named(name, month).expect("a name leads to its figure");
        let position = self.length / 2 % scenario.strategies.len();
        let explanation = explain(self.comparison, position, figure).expect("the figure is there");
        let explained = Explained {
            reading: self.reading,
            comparison: self.comparison,
            figure,
            position,
            is_named: self.length.is_multiple_of(3),
            explanation: &explanation,
            depth: if self.is_small() { None } else { Some(self.length % 6) },
        };
        outcome.document("explain", &report::explain::page(&explained), self.reading, self.options);
        outcome.table("explain", &report::explain::figures(&explained));
        outcome.json("explain", report::explain::json(&explained));
    }

    fn notice(&self, outcome: &mut Outcome) {
        let strategies = self.reading.scenario.strategies.len();
        for position in [Ok(self.length % strategies), self.comparison.choice.best].into_iter().flatten() {
            let letters = Letters::of(self.reading, self.comparison, position);
            let own = self.options.letter.join("\n");
            let template = match Template::read(&own) {
                Ok(template) => Some(template),
                Err(mistakes) => {
                    outcome.mistakes("notice", &mistakes, &own);
                    None
                }
            };
            let enclosed = self.options.columns.as_slice();
            let sender = self.length.is_multiple_of(2).then_some(self.reading.scenario.client.name.as_str());
            for template in [None, template.as_ref()] {
                match letters.write(Writing { sender, enclosed, template, only: None }) {
                    Ok(written) => {
                        assert_eq!(written.len(), letters.letters.len(), "every letter is written");
                        let page = report::letters::page(&letters, &written);
                        outcome.document("notice", &page, self.reading, self.options);
                        outcome.json("notice", report::letters::json(&letters, &written));
                    }
                    Err(mistakes) => {
                        assert!(template.is_some(), "the letters of the program lack {mistakes:?}");
                        outcome.mistakes("notice", &mistakes, &own);
                    }
                }
            }
            outcome.table("notice", &report::letters::figures(&letters));
            let start = self.reading.scenario.start;
            outcome.calendar("notice", calendar::render(&letters.dates(), &letters.strategy().name, start, 0));
        }
    }

    fn report(&self, outcome: &mut Outcome) {
        let warnings = notices(self.reading, self.comparison);
        let positions = pack::in_order(self.comparison);
        let pack = pack::document(self.reading, self.comparison, &warnings, &positions);
        outcome.document("report", &pack, self.reading, self.options);
        outcome.table("report", &pack::figures(self.comparison));
        outcome.json("report", pack::json(self.reading, self.comparison));
        #[cfg(feature = "files")]
        crate::files::compute("report", &report::workbook::live(self.reading, self.comparison, &warnings));
    }

    /// A month of the plan.
    fn month(&self) -> u32 {
        let months = u32::try_from(self.length).unwrap_or(u32::MAX) / 4 % self.reading.scenario.months;
        months + 1
    }

    /// Whether what takes long may be asked.
    fn is_small(&self) -> bool {
        self.reading.scenario.strategies.len() * self.reading.scenario.months as usize <= SEARCHED_MOST
    }

    fn question(&self) -> Option<Posed<'_>> {
        let strategies = self.reading.scenario.strategies.len();
        let whose = if self.length.is_multiple_of(5) { Whose::Strategy(self.length % strategies) } else { Whose::Best };
        Question::about(self.reading, "net-profit", whose, By::NetProfit).ok()?.ok()
    }

    /// One of the numbers in force.
    fn number(&self, number: usize) -> Option<(String, &'static Key, Value)> {
        let of_entry = |entry: &uprate::scenario::ledger::InForce| {
            let definition = entry.definition.filter(|definition| definition.holds.is_number())?;
            Some((entry.key.clone(), definition, Value::parse(&entry.value)?))
        };
        let numbers: Vec<_> = self.reading.ledger.iter().filter_map(of_entry).collect();
        (!numbers.is_empty()).then(|| numbers[number % numbers.len()].clone())
    }
}

/// A few values from a half of one to its double; where there are none between, to one more.
fn around(value: &Value) -> Vec<Value> {
    let percent = if value.text.ends_with('%') { "%" } else { "" };
    let number = value.text.trim_end_matches('%');
    let Ok(number) = number.trim().parse::<f64>() else { return vec![value.clone()] };
    let [mut from, mut to] = [number / 2.0, number * 2.0];
    if from > to {
        std::mem::swap(&mut from, &mut to);
    }
    if from.fract() != 0.0 && number.fract() == 0.0 {
        from = from.floor();
    }
    if to <= from {
        to = from + 1.0;
    }
    let step = (to - from) / 2.0;
    values(&format!("{from}{percent}..{to}{percent}:{step}{percent}")).unwrap_or_else(|_| vec![value.clone()])
}
