//! Random scenarios that are valid, the same for the same seed: every key, every form, every kind.

use super::generator_response::write_response;
use super::generator_sections::{
    write_client, write_contract, write_correlations, write_flags, write_head, write_payment,
    write_replacement_and_costs, write_risks, write_team_and_business,
};
use super::generator_strategies::write_strategies;
use super::output::asks_for_a_raise_that_is_rounded_away;

/// A valid scenario, the same for the same seed.
pub fn scenario(seed: u64) -> String {
    for attempt in 0_u64.. {
        let text = draft(seed.wrapping_mul(1_000_003).wrapping_add(attempt));
        // A raise that rounding turns into no change is an error: draw again.
        if !asks_for_a_raise_that_is_rounded_away(&text) {
            return text;
        }
    }
    unreachable!("some attempt succeeds")
}

/// SplitMix64.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn whole(&mut self, low: i64, high: i64) -> i64 {
        let count = u64::try_from(high - low + 1).expect("low <= high");
        low + i64::try_from(self.next() % count).expect("a small number")
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in so many of a hundred cases.
    pub fn in_percent(&mut self, percent: i64) -> bool {
        self.whole(1, 100) <= percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.whole(0, from.len() as i64 - 1) as usize]
    }
}

/// A scenario being written, and what is known of it so far.
pub struct Draft {
    pub random: Random,
    /// The keys that are ranges, for correlations.
    pub ranges: Vec<String>,
    /// The currency's decimals, and what a unit of the euro is in it, roughly.
    pub decimals: u32,
    pub scale: f64,
    pub months: i64,
    pub price: f64,
    pub bill: f64,
    pub rate: f64,
    pub extra_hours: f64,
    pub net_margin: f64,
    pub goal_margin: f64,
    pub realisation: f64,
    pub has_team: bool,
}

/// A number of the file: its text and its base value.
pub type Written = (String, f64);

/// A decimal number in so many units of its last decimal.
pub fn decimal_text(units: i64, decimals: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let scale = 10_u64.pow(decimals);
    let (before, after) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
    match decimals {
        0 => format!("{sign}{before}"),
        _ => format!("{sign}{before}.{after:0width$}", width = decimals as usize),
    }
}

impl Draft {
    /// An amount between two bounds, with so many decimals; with a key it may be a range.
    pub fn amount(&mut self, key: &str, low: f64, high: f64, decimals: u32) -> Written {
        let scale = 10_f64.powi(decimals as i32);
        let units = ((low * scale).ceil() as i64, (high * scale).floor() as i64);
        let plain = |random: &mut Random, units: i64| {
            let mut text = decimal_text(units, decimals);
            if decimals == 0 && units >= 1000 && random.in_percent(20) {
                text = format!("{}_{:03}", units / 1000, units % 1000);
            } else if random.in_percent(10) {
                text = match decimals {
                    0 => format!("{text}.0"),
                    _ => format!("{text}0"),
                };
            }
            if random.in_percent(15) { format!("\"{text}\"") } else { text }
        };
        let (text, base) = self.number_or_range(key, units, plain);
        (text, base / scale)
    }

    /// A share between two bounds in percent, with one or two decimals of a percent.
    pub fn share(&mut self, key: &str, low: f64, high: f64) -> Written {
        let decimals = if self.random.in_percent(80) { 1 } else { 2 };
        let scale = 10_f64.powi(decimals as i32);
        let units = ((low * scale).ceil() as i64, (high * scale).floor() as i64);
        let (text, base) = self.number_or_range(key, units, |random, units| share_text(random, units, decimals));
        (text, base / scale / 100.0)
    }

    /// One number between the bounds in units, or a range of numbers between them; and the base case.
    fn number_or_range(
        &mut self,
        key: &str,
        (lowest, highest): (i64, i64),
        text: impl Fn(&mut Random, i64) -> String,
    ) -> Written {
        let random = &mut self.random;
        let likely = random.whole(lowest, highest);
        let (low, mut high) = (random.whole(lowest, likely), random.whole(likely, highest));
        if key.is_empty() || low == high || !random.in_percent(10) {
            return (text(random, likely), likely as f64);
        }
        let whole_middle = key == "client.rate" || key.ends_with("price") || key.ends_with("retainer");
        let with_likely = random.in_percent(60);
        if whole_middle && (low + high) % 2 != 0 && !with_likely {
            high -= 1;
        }
        if low >= high {
            return (text(random, likely), likely as f64);
        }
        self.ranges.push(key.to_owned());
        let (low_text, high_text) = (text(random, low), text(random, high));
        if with_likely && likely <= high {
            let dist = random.pick(&["", ", dist = \"pert\"", ", dist = \"triangular\""]);
            let likely_text = text(random, likely);
            let range = format!("{{ low = {low_text}, likely = {likely_text}, high = {high_text}{dist} }}");
            (range, likely as f64)
        } else {
            let dist = random.pick(&["", ", dist = \"uniform\""]);
            let range = format!("{{ low = {low_text}, high = {high_text}{dist} }}");
            (range, (low + high) as f64 / 2.0)
        }
    }

    /// Money in the currency's decimals.
    pub fn money(&mut self, key: &str, low: f64, high: f64) -> Written {
        self.amount(key, low, high, self.decimals)
    }

    pub fn money_text(&mut self, key: &str, low: f64, high: f64) -> String {
        self.money(key, low, high).0
    }

    pub fn share_text(&mut self, key: &str, low: f64, high: f64) -> String {
        self.share(key, low, high).0
    }

    pub fn in_percent(&mut self, percent: i64) -> bool {
        self.random.in_percent(percent)
    }
}

/// A share given in units of the last decimal of a percent, in one of its three forms.
pub fn share_text(random: &mut Random, units: i64, decimals: u32) -> String {
    match random.whole(0, 3) {
        0 => decimal_text(units, decimals + 2),
        1 => format!("\"{}\"", decimal_text(units, decimals + 2)),
        _ => format!("\"{}%\"", decimal_text(units, decimals)),
    }
}

fn draft(seed: u64) -> String {
    let mut draft = Draft {
        random: Random(seed),
        ranges: Vec::new(),
        decimals: 2,
        scale: 1.0,
        months: 24,
        price: 0.0,
        bill: 0.0,
        rate: 0.0,
        extra_hours: 0.0,
        net_margin: 0.0,
        goal_margin: 0.0,
        realisation: 1.0,
        has_team: false,
    };
    let head = write_head(&mut draft);
    let client = write_client(&mut draft);
    let mut text = head + &write_flags(&mut draft) + &client;
    text += &write_response(&mut draft);
    text += &write_replacement_and_costs(&mut draft);
    text += &write_payment(&mut draft);
    text += &write_team_and_business(&mut draft);
    text += &write_contract(&mut draft);
    let (strategies, ids) = write_strategies(&mut draft);
    text += &strategies;
    text += &write_risks(&mut draft, &ids);
    text + &write_correlations(&mut draft)
}

/// `key = value` on a line of its own.
pub fn line(key: &str, value: &str) -> String {
    format!("{key} = {value}\n")
}
