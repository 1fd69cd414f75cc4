//! The plain loop over months, prices and highest indices: what the search for the best path is measured by.

use std::collections::HashMap;

use uprate::analysis::best_path::ground::Ground;

/// The highest net profit of a path that changes something, where a client that refuses goes at once, the price may
/// change every month, and the contract caps nothing.
pub fn highest_net_profit(ground: &Ground) -> f64 {
    assert!(ground.leaves_after == 0 && ground.every == 1, "the plain loop knows no waiting");
    ground.without + Plain { ground, known: HashMap::new() }.value(1, 0, 1.0)
}

struct Plain<'g> {
    ground: &'g Ground,
    /// By month, level and the bits of the highest index.
    known: HashMap<(usize, usize, u64), f64>,
}

impl Plain<'_> {
    /// What may come from a month on for a client that was there in the month before.
    fn value(&mut self, month: usize, level: usize, highest: f64) -> f64 {
        let ground = self.ground;
        if month > ground.months {
            return if level == 0 { f64::NEG_INFINITY } else { 0.0 };
        }
        let state = (month, level, highest.to_bits());
        if let Some(known) = self.known.get(&state) {
            return *known;
        }
        let mut best = if month >= ground.leave_from { 0.0 } else { f64::NEG_INFINITY };
        let going = ground.going(month, level, ground.volume(highest));
        let top = if month >= ground.change_from { ground.levels.len() } else { level + 1 };
        for to in level..top {
            let highest_then = if to == level { highest } else { highest.max(ground.index(month, to)) };
            let volume = ground.volume(highest_then);
            let mut accepts = if to == level { 1.0 } else { ground.takes_step(level, to) };
            if highest_then > highest {
                let bore = ground.bears(highest);
                accepts *= if bore == 0.0 { 0.0 } else { ground.bears(highest_then) / bore };
            }
            let open = going - if to == level { going } else { ground.going(month, to, volume) };
            let later = self.value(month + 1, to, highest_then);
            let value = ground.stays(month) * accepts * (open + ground.worth(month, to, volume) + later);
            best = best.max(value);
        }
        self.known.insert(state, best);
        best
    }
}
