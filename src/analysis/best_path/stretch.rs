//! What a change comes to until the next one may be, for neighbouring columns at once.

use super::ground::{Ground, Lines};

/// What a change comes to from its month on, for a client that was there in the month before: less what the client's
/// going costs at the new price, which the old price's takes the place of.
pub struct Stretch {
    /// Worth of the months until the answer; 0 where the client answers at once.
    pub before: Vec<f64>,
    /// Worth of what comes after it, if it is accepted.
    pub after: Vec<f64>,
    /// Worth if the engagement is ended before the answer; nothing where the client answers at once.
    pub early: Vec<f64>,
}

/// The larger of two numbers; the first where one of them is none.
pub fn larger(one: f64, other: f64) -> f64 {
    if other > one { other } else { one }
}

impl Stretch {
    /// The stretches after changes in a month to neighbouring levels from one on, each with what is bought beyond all of
    /// the work; `after` is what may come from the month on in which the price may be changed again.
    pub fn of(ground: &Ground, month: usize, first: usize, beyond_full: &[f64], mut after: Vec<f64>) -> Self {
        let end = ground.months + 1;
        let ready = (month + ground.every).min(end);
        let answered = (month + ground.leaves_after).min(end);
        let may_end = |month: usize| if month >= ground.leave_from { 0.0 } else { f64::NEG_INFINITY };
        let row = |lines: &'_ Lines| -> Vec<f64> { lines.row(first, beyond_full).collect() };
        for later in (answered.max(month + 1)..ready).rev() {
            let (stays, may_end) = (ground.stays(later), may_end(later));
            for (after, worth) in after.iter_mut().zip(row(ground.worths(later))) {
                *after = larger(may_end, stays * (worth + *after));
            }
        }
        let worth_less_going = row(ground.worths(month)).into_iter().zip(row(ground.goings(month)));
        let worth_less_going = worth_less_going.map(|(worth, going)| worth - going);
        if ground.leaves_after == 0 {
            let after = after.into_iter().zip(worth_less_going).map(|(after, worth)| worth + after).collect();
            return Self { before: Vec::new(), after, early: Vec::new() };
        }
        if month + ground.leaves_after > ground.months {
            // Beyond the horizon nobody leaves any more.
            after.fill(0.0);
        }
        let mut before = vec![0.0; after.len()];
        let mut early = vec![f64::NEG_INFINITY; after.len()];
        for later in (month + 1..answered).rev() {
            let (stays, may_end) = (ground.stays(later), may_end(later));
            let lanes = before.iter_mut().zip(&mut after).zip(&mut early).zip(row(ground.worths(later)));
            for (((before, after), early), worth) in lanes {
                *before = stays * (worth + *before);
                *after *= stays;
                *early = larger(may_end, stays * (worth + *early));
            }
        }
        for ((before, early), worth) in before.iter_mut().zip(&mut early).zip(worth_less_going) {
            *before += worth;
            *early += worth;
        }
        Self { before, after, early }
    }
    /// Makes this stand for itself and for higher ones that stand for themselves and those above, where any step is taken:
    /// of each column the one that comes to the most. Given is the column of this one in which the higher ones begin; no
    /// number stays none.
    pub fn take_higher(&mut self, higher: Option<(&Self, usize)>) {
        if self.before.is_empty() {
            if let Some((higher, start)) = higher {
                let columns = self.after[start..].iter_mut().zip(&higher.after);
                columns.for_each(|(after, higher)| *after = larger(*after, *higher));
            }
            return;
        }
        for ((before, after), early) in self.before.iter_mut().zip(&mut self.after).zip(&mut self.early) {
            let answered = *before + *after;
            (*before, *after, *early) = (if *early > answered { *early } else { answered }, 0.0, f64::NEG_INFINITY);
        }
        if let Some((higher, start)) = higher {
            let columns = self.before[start..].iter_mut().zip(&higher.before);
            columns.for_each(|(before, higher)| *before = larger(*before, *higher));
        }
    }
}
