//! Values of a key as somebody writes them: one, a list, a range.

use rust_decimal::Decimal;

use super::sweep::CELLS_MAX;
use super::variation::Value;

/// From and to, and what is written behind the colon.
#[derive(Clone, Debug)]
pub struct Bounds<'t> {
    /// The low end.
    pub from: Value,
    /// The high end.
    pub to: Value,
    /// The step as written; none where there is none.
    pub step: Option<&'t str>,
}

/// A range, where it is written as one: `5%..40%`, `5%..40%:5%`.
///
/// # Errors
///
/// What is wrong with it, in a sentence.
#[must_use]
pub fn bounds(text: &str) -> Option<Result<Bounds<'_>, String>> {
    let (from, rest) = text.split_once("..")?;
    let (to, step) = match rest.split_once(':') {
        Some((to, step)) => (to, Some(step)),
        None => (rest, None),
    };
    let bounds = || {
        let (from, to) = (value(from)?, value(to)?);
        if from.number > to.number {
            let hint = match (from.text.ends_with('%'), to.text.ends_with('%')) {
                (false, true) => format!("; {} without a percent sign is a hundred times {0}%", from.text),
                _ => String::new(),
            };
            return Err(format!("the range {text} runs backward: write it from the least to the most{hint}"));
        }
        Ok(Bounds { from, to, step })
    };
    Some(bounds())
}

fn value(text: &str) -> Result<Value, String> {
    Value::parse(text).ok_or_else(|| format!("`{}` is no number; write it as 95, 0.35 or 35%", text.trim()))
}

/// The values of a list, `80,95,110`, or of a range with a step.
///
/// # Errors
///
/// What is wrong with them, in a sentence.
pub fn values(text: &str) -> Result<Vec<Value>, String> {
    let Some(bounds) = bounds(text) else {
        return text.split(',').map(value).collect();
    };
    let Bounds { from, to, step } = bounds?;
    let step = step.ok_or_else(|| format!("the range {text} has no step; write FROM..TO:STEP, such as 5%..40%:5%"))?;
    let step = value(step)?;
    if step.number <= Decimal::ZERO {
        return Err(format!("the step of {text} must be more than 0"));
    }
    let way = to.number.checked_sub(from.number).ok_or_else(|| format!("the range {text} is too wide"))?;
    if way > Decimal::ZERO && step.number > way {
        return Err(format!("the step of {text} is larger than the range; a share needs its percent sign, as 5%"));
    }
    let steps = way.checked_div(step.number).map(|steps| steps.floor());
    let steps = steps.and_then(|steps| usize::try_from(steps).ok()).filter(|steps| *steps < CELLS_MAX);
    let steps = steps.ok_or_else(|| format!("{text} has more than {CELLS_MAX} values; take a larger step"))?;
    let in_percent = [&from, &to, &step].iter().any(|value| value.text.ends_with('%'));
    let at = |number: usize| {
        // Between two numbers that are there, by a step that fits between them.
        let number = from.number.saturating_add(step.number.saturating_mul(Decimal::from(number)));
        let text = if in_percent {
            format!("{}%", number.saturating_mul(Decimal::ONE_HUNDRED).normalize())
        } else {
            number.normalize().to_string()
        };
        Value { text, number }
    };
    Ok((0..=steps).map(at).collect())
}

/// The middle of a range, as a value is written.
#[must_use]
pub fn middle(from: &Value, to: &Value) -> String {
    let sum = from.number.checked_add(to.number).unwrap_or(from.number);
    sum.checked_div(Decimal::TWO).unwrap_or(sum).normalize().to_string()
}
