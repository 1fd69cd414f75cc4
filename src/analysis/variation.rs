//! What becomes of a metric when keys of a scenario have other values.

use rust_decimal::Decimal;

use crate::analysis::choice::{By, Choice, NoChoice};
use crate::analysis::metrics::{Figure, Metric};
use crate::domain::Scenario;
use crate::engine::EngineError;
use crate::engine::break_even::AcceptBreakEven;
use crate::engine::evaluation::{Evaluation, evaluate};
use crate::number::{Exact, Number};
use crate::scenario::catalogue::{Holds, Key};
use crate::scenario::{Override, Reading, parse_number};

/// A value of a key, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As written.
    pub text: String,
    /// What it stands for.
    pub number: Decimal,
}

impl Value {
    /// A value as somebody wrote it; none where it is no number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = parse_number(text, true).ok()?;
        Some(Self { text: text.to_owned(), number })
    }

    /// Whether it looks like percent without the sign: a number beyond 1 either way.
    #[must_use]
    pub fn lacks_percent_sign(&self) -> bool {
        !self.text.ends_with('%') && self.number.abs() > Decimal::ONE
    }

    /// A number as a key would be given it: a share in percent.
    #[must_use]
    pub fn of(number: Decimal, definition: &Key) -> Self {
        let percent =
            matches!(definition.holds, Holds::Share).then(|| number.checked_mul(Decimal::ONE_HUNDRED)).flatten();
        let text = match percent {
            Some(percent) => format!("{}%", percent.normalize()),
            None => number.normalize().to_string(),
        };
        Self { text, number }
    }
}

/// Whose figure is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of the strategy at a position.
    Strategy(usize),
    /// That of whichever strategy is recommended.
    Best,
}

/// What is asked of a scenario, whatever the values of its keys.
#[derive(Clone, Copy, Debug)]
pub struct Question<'r> {
    /// The scenario as it is.
    pub reading: &'r Reading,
    /// Which figure.
    pub metric: Metric,
    /// Of which strategy.
    pub whose: Whose,
    /// What the best is the best by.
    pub by: By,
}

/// The figure that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Answer<N = Exact> {
    /// The figure.
    pub figure: Figure<N>,
    /// The position of the strategy that it is of, where the best was asked for.
    pub best: Option<usize>,
    /// Where a chance of being accepted was asked for that there is none of: why.
    pub ahead: Option<Ahead>,
}

/// How a strategy is ahead of doing nothing, whatever the chance that it is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// With any chance.
    Always,
    /// With none.
    Never,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The scenario may not have these values; why, in a line.
    NotAllowed(String),
    /// The figures cannot be computed; why, in a line.
    NotComputable(String),
    /// No strategy is recommended.
    NoChoice(NoChoice),
}

impl Refusal {
    /// The reason alone, behind a sentence that says what there is not.
    #[must_use]
    pub fn reason(&self) -> String {
        let why = self.why();
        why.strip_prefix("no recommendation: ").map_or_else(|| why.clone(), str::to_owned)
    }

    /// Why, in a line.
    #[must_use]
    pub fn why(&self) -> String {
        match self {
            Self::NotAllowed(why) => format!("not allowed: {why}"),
            Self::NotComputable(why) => why.clone(),
            Self::NoChoice(NoChoice::Unjudged) => {
                "no recommendation: nothing says how the client takes what is asked".to_owned()
            }
            Self::NoChoice(NoChoice::NoCandidate) => "no recommendation: every strategy is ruled out".to_owned(),
        }
    }
}

impl<N: Number> Answer<N> {
    /// The same in numbers of another kind.
    #[must_use]
    pub fn map<M: Number>(self, convert: impl Fn(N) -> M) -> Answer<M> {
        Answer { figure: self.figure.with(self.figure.number().map(convert)), best: self.best, ahead: self.ahead }
    }
}

/// A question, and the scenario as it is evaluated.
#[derive(Clone, Debug)]
pub struct Posed<'r> {
    /// The question.
    pub question: Question<'r>,
    /// The figures of the scenario as it is.
    pub evaluation: Evaluation<Exact>,
}

impl<'r> Question<'r> {
    /// The question for a metric by its name, or the names that there are.
    ///
    /// # Errors
    ///
    /// Figures that cannot be computed.
    pub fn about(
        reading: &'r Reading,
        metric: &str,
        whose: Whose,
        by: By,
    ) -> Result<Result<Posed<'r>, Vec<String>>, EngineError> {
        let evaluation = evaluate(&reading.scenario)?;
        Ok(match Metric::named(metric) {
            Some(metric) => Ok(Posed { question: Self { reading, metric, whose, by }, evaluation }),
            None => Err(Metric::all().map(Metric::full_name).collect()),
        })
    }
}

impl Question<'_> {
    /// The scenario with other values of some keys, read again: the authority on what is allowed.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn reading_with(&self, given: &[(&str, &str)]) -> Result<Reading, Refusal> {
        let overrides = given.iter().map(|(key, value)| Override::parse(&format!("{key}={value}")));
        let overrides: Vec<Override> = overrides.collect::<Result<_, _>>().map_err(Refusal::NotAllowed)?;
        self.reading.with(&overrides).map_err(|wrong| Refusal::NotAllowed(wrong.in_a_line()))
    }

    /// The answer for other values of some keys, computed with numbers of a kind.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn answer_with<N: Number>(&self, given: &[(&str, &str)], kind: fn(Exact) -> N) -> Result<Answer<N>, Refusal> {
        self.answer(&self.reduced(self.reading_with(given)?.scenario.convert(kind)))
    }

    /// The scenario with no more strategies than it takes: beside the one that is asked for only doing nothing, the measure
    /// of all.
    #[must_use]
    pub fn reduced<N>(&self, mut scenario: Scenario<N>) -> Scenario<N> {
        if let Whose::Strategy(asked) = self.whose {
            let mut number = 0..;
            scenario.strategies.retain(|_| number.next().is_some_and(|number| number == 0 || number == asked));
        }
        scenario
    }

    /// The answer for a reduced scenario.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn answer<N: Number>(&self, scenario: &Scenario<N>) -> Result<Answer<N>, Refusal> {
        let evaluation = evaluate(scenario).map_err(|error| Refusal::NotComputable(error.to_string()))?;
        let (position, best) = match self.whose {
            Whose::Strategy(asked) => (asked.min(1), None),
            Whose::Best if self.metric.is_of_all() => (0, None),
            Whose::Best => {
                let best = Choice::among(scenario, &evaluation, self.by).best.map_err(Refusal::NoChoice)?;
                (best, Some(best))
            }
        };
        let figure = self.metric.of(&evaluation, position);
        let figure =
            figure.ok_or_else(|| Refusal::NotComputable(format!("there is no {}", self.metric.full_name())))?;
        let accept = evaluation.strategies.get(position).and_then(|strategy| strategy.break_even.accept);
        let ahead = accept.filter(|_| self.metric.name == "accept_chance").and_then(|accept| match accept {
            AcceptBreakEven::Always => Some(Ahead::Always),
            AcceptBreakEven::Never => Some(Ahead::Never),
            AcceptBreakEven::AtLeast(_) | AcceptBreakEven::AtMost(_) => None,
        });
        Ok(Answer { figure, best, ahead })
    }
}
