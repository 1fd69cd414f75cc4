//! Many draws: what must hold of them, and what is known without drawing.

mod support;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use support::reading;
use uprate::analysis::choice::By;
use uprate::analysis::comparison::{Comparison, compare};
use uprate::number::Number;
use uprate::scenario::Reading;
use uprate::simulation::result::Simulated;
use uprate::simulation::run::{Settings, Watch, simulate};

fn compared(text: &str) -> (Reading, Comparison) {
    let reading = reading(text.as_bytes());
    let comparison = compare(reading.scenario.clone(), By::NetProfit).expect("computable");
    (reading, comparison)
}

fn simulated(text: &str, draws: u64, threads: usize) -> Simulated {
    let (reading, comparison) = compared(text);
    let watch = Watch { stop: &AtomicBool::new(false), progress: &|_| () };
    simulate(&reading, &comparison, Settings { draws, seed: 7, threads }, &watch)
}

/// 60 hours at 95 with a margin of 35 %, a raise of 20 % on 30 days' notice, judged by a chance of its own.
fn scenario(effort_hours: &str, chance: &str) -> String {
    format!(
        "start = 2026-12-01\n[client]\nrate = 95\nhours = 60\nmargin = \"35%\"\n[effort]\nhours = {effort_hours}\n\
         cost = 48\n[capacity]\ncost_stays = 0\n[[strategy]]\nkind = \"thirty-day-raise\"\nraise = \"20%\"\n\
         accept = {chance}\n"
    )
}

const CHANCE: &str = "{ low = \"30%\", high = \"70%\", dist = \"uniform\" }";

#[test]
fn ranges_without_width_are_the_base_case() {
    let text = scenario("{ low = 22, high = 22 }", "{ low = \"50%\", likely = \"50%\", high = \"50%\" }");
    let (_, comparison) = compared(&text);
    let simulated = simulated(&text, 5_000, 2);
    for (drawn, evaluated) in simulated.strategies.iter().zip(&comparison.evaluation.strategies) {
        let exact = evaluated.totals.net_profit.to_f64();
        assert!((drawn.mean - exact).abs() < 1e-7, "{} {exact}", drawn.mean);
        assert!(drawn.quantiles.iter().all(|quantile| (quantile - exact).abs() < 1e-7), "{drawn:?} {exact}");
        assert!(drawn.standard_error < 1e-7);
    }
    assert!(simulated.evpi.expect("a choice").abs() < 1e-7);
}

#[test]
fn the_mean_converges_on_the_exact_mean() {
    // Net profit falls by 24 · 48 with every extra hour: its mean is that at the mean of the range, 20 + (40−20)/3 with
    // a triangle that falls throughout, and its quantiles are those of the range.
    let text = scenario("{ low = 20, likely = 20, high = 40, dist = \"triangular\" }", "0.5");
    let simulated = simulated(&text, 60_000, 2);
    let mean = 24.0 * (60.0 * 95.0 * 0.35 - 48.0 * (20.0 + 20.0 / 3.0));
    let drawn = &simulated.strategies[0];
    assert!((drawn.mean - mean).abs() < 4.0 * drawn.standard_error, "{} {mean}", drawn.mean);
    // The spread of the triangle: its variance is (40−20)²/18.
    let error = 24.0 * 48.0 * (400.0_f64 / 18.0).sqrt() / 60_000.0_f64.sqrt();
    assert!((drawn.standard_error / error - 1.0).abs() < 0.02, "{} {error}", drawn.standard_error);
    // Half of the draws have more than 40 − 20·√½ extra hours.
    let median = 24.0 * (60.0 * 95.0 * 0.35 - 48.0 * (40.0 - 20.0 * 0.5_f64.sqrt()));
    assert!((drawn.quantiles[2] - median).abs() < 200.0, "{} {median}", drawn.quantiles[2]);
}

#[test]
fn knowing_the_one_thing_that_matters_is_worth_all_there_is_to_know() {
    // Doing nothing brings 22,536; the raise 939 + 47,817·s with s uniform from 30 % to 70 %. It is better from
    // s = 0.451659 on, and better on average (24,847.5). Knowing s saves what the raise loses below that:
    // ∫ from 0.3 to 0.451659 of 47,817·(0.451659 − s) ds / 0.4 = 47,817 · 0.151659² / 2 / 0.4 = 1,374.77.
    let simulated = simulated(&scenario("22", CHANCE), 60_000, 2);
    let worth = 47_817.0 * (21_597.0_f64 / 47_817.0 - 0.3).powi(2) / 0.8;
    assert!((worth - 1_374.77).abs() < 0.01, "{worth}");
    let evpi = simulated.evpi.expect("a choice");
    assert!((evpi / worth - 1.0).abs() < 0.03, "{evpi} {worth}");
    // The regret is 0, or below 0.451659 as above, whose square is worth 47,817² · 0.151659³ / 3 / 0.4.
    let squares = 47_817.0_f64.powi(2) * (21_597.0_f64 / 47_817.0 - 0.3).powi(3) / 1.2;
    let standard_error = ((squares - worth * worth) / 60_000.0).sqrt();
    let drawn = simulated.evpi_standard_error.expect("a choice");
    assert!((drawn / standard_error - 1.0).abs() < 0.02, "{drawn} {standard_error}");
    assert!((evpi - worth).abs() < 3.0 * drawn, "{evpi} {worth} {drawn}");
    let [input] = simulated.evppi.as_slice() else { panic!("one input") };
    // 64 parts of the range: within the one in which it tips nothing is known.
    assert!((input.value / worth - 1.0).abs() < 0.03, "{} {worth}", input.value);
    assert!(input.value <= evpi + 1e-6);
}

#[test]
fn the_lead_of_the_best_has_the_standard_error_of_the_differences() {
    // The raise is 47,817·s − 21,597 ahead, with s uniform from 30 % to 70 %.
    let simulated = simulated(&scenario("{ low = 10, high = 40 }", CHANCE), 60_000, 2);
    let lead = simulated.lead.expect("a second");
    let standard_error = lead.standard_error.expect("kept");
    let mean = |position: Option<usize>| simulated.strategies[position.expect("a candidate")].mean;
    assert!((lead.value - (mean(simulated.best) - mean(simulated.runner_up))).abs() < 1e-6);
    let second = scenario("22", CHANCE);
    let of_chance_alone = self::simulated(&second, 60_000, 2).lead.and_then(|lead| lead.standard_error).expect("kept");
    let known = 47_817.0 * 0.4 / 12.0_f64.sqrt() / 60_000.0_f64.sqrt();
    assert!((of_chance_alone / known - 1.0).abs() < 0.02, "{of_chance_alone} {known}");
    // What moves both strategies alike says nothing of which is ahead.
    let of_best = simulated.strategies[simulated.best.expect("a candidate")].standard_error;
    assert!(standard_error < of_best, "{standard_error} {of_best}");
}

/// The worth of knowing an input, and its standard error.
fn worth(simulated: &Simulated, key: &str) -> (f64, f64) {
    let input = simulated.evppi.iter().find(|input| input.key == key).expect("the input");
    (input.value, input.standard_error)
}

/// A discount rate: what waiting costs is no part of net profit.
const DISCOUNT: &str = "discount = { low = 0.01, high = 0.09 }\n[client]";

#[test]
fn an_input_that_no_net_profit_depends_on_is_worth_nothing() {
    let discount = scenario("22", CHANCE).replace("[client]", DISCOUNT);
    assert_eq!(worth(&simulated(&discount, 20_000, 2), "discount"), (0.0, 0.0));
    // Nor where draws take many ways through the model: a step a month until a margin that lies anywhere.
    let many_ways = "[[strategy]]\nkind = \"quarterly-raise\"\nraise = { low = \"0.4%\", high = \"3%\" }\n\
                     every_months = 1\nuntil_margin = \"60%\"\naccept = 0.5\n";
    let simulated = simulated(&(discount + many_ways), 20_000, 2);
    assert_eq!(worth(&simulated, "discount"), (0.0, 0.0));
    assert!(worth(&simulated, "strategy.quarterly-raise.raise").1 > 0.0, "{:?}", simulated.evppi);
}

#[test]
fn what_moves_all_net_profits_alike_is_worth_nothing_within_its_standard_error() {
    let risk = "[[risk]]\nname = \"An audit\"\nkind = \"legal\"\nwhen = \"start\"\nchance = 1\n\
                cost = { low = 1000, high = 9000 }\nstrategies = [\"status-quo\", \"thirty-day-raise\"]\n";
    // The raise is ahead by so little that in some part of the draws the other is.
    let close = "{ low = \"30%\", high = \"62%\", dist = \"uniform\" }";
    let (value, standard_error) = worth(&simulated(&(scenario("22", close) + risk), 60_000, 2), "risk.1.cost");
    assert!(standard_error > 0.0 && value <= standard_error, "{value} {standard_error}");
}

#[test]
fn an_input_tells_of_those_it_is_tied_to_but_nothing_where_it_is_certain() {
    let tied = |discount: &str| {
        let tie = "[[correlation]]\na = \"discount\"\nb = \"strategy.thirty-day-raise.accept\"\nrho = 0.9\n";
        let text = scenario("22", CHANCE).replace("[client]", &DISCOUNT.replace("0.09", discount));
        worth(&simulated(&(text + tie), 20_000, 2), "discount")
    };
    let (value, standard_error) = tied("0.09");
    assert!(value > 10.0 * standard_error, "{value} {standard_error}");
    assert_eq!(tied("0.01"), (0.0, 0.0));
}

#[test]
fn the_smallest_regret_is_the_worth_of_knowing_everything() {
    let simulated = simulated(&scenario("{ low = 10, high = 40 }", CHANCE), 20_000, 2);
    let regrets = simulated.strategies.iter().filter_map(|strategy| strategy.expected_regret);
    let smallest = regrets.fold(f64::INFINITY, f64::min);
    assert!((smallest - simulated.evpi.expect("a choice")).abs() < 1e-6);
    let chances: f64 = simulated.strategies.iter().filter_map(|strategy| strategy.chance_best).sum();
    assert!((chances - 1.0).abs() < 1e-12);
}

#[test]
fn any_number_of_threads_gives_the_same_to_the_last_bit() {
    let text = scenario("{ low = 10, high = 40 }", CHANCE);
    let one = format!("{:?}", simulated(&text, 70_001, 1));
    for threads in [2, 5] {
        assert_eq!(one, format!("{:?}", simulated(&text, 70_001, threads)), "{threads} threads");
    }
}

#[test]
fn correlated_ranges_move_together() {
    // Two equal ranges with opposite effects on the bill's worth: hours and extra hours. The more they move together,
    // the narrower the net profit.
    let with = |rho: &str| {
        let text = "start = 2026-12-01\n[client]\nrate = 95\nhours = { low = 50, high = 70, dist = \"uniform\" }\ncost = 48\n\
                    [effort]\nhours = { low = 10, high = 30, dist = \"uniform\" }\ncost = 47\n[[correlation]]\n\
                    a = \"client.hours\"\nb = \"effort.hours\"\nrho = ";
        let simulated = simulated(&format!("{text}{rho}\n"), 20_000, 2);
        simulated.strategies[0].standard_error
    };
    let (apart, none, together) = (with("-0.9"), with("0.0"), with("0.9"));
    // With 47 of margin an hour on either side the variances add up to 2·(1 − ρ) of one: ρ = 0.9 leaves a fifth.
    assert!((together / none - (0.1_f64).sqrt()).abs() < 0.02, "{together} {none}");
    assert!((apart / none - (1.9_f64).sqrt()).abs() < 0.02, "{apart} {none}");
}

#[test]
fn what_is_stopped_is_marked_as_incomplete_and_right_so_far() {
    let text = scenario("{ low = 10, high = 40 }", CHANCE);
    let (reading, comparison) = compared(&text);
    let (stop, most) = (AtomicBool::new(false), AtomicU64::new(0));
    let progress = |draws: u64| {
        most.fetch_max(draws, Ordering::Relaxed);
        stop.store(true, Ordering::Relaxed);
    };
    let settings = Settings { draws: 10_000_000, seed: 7, threads: 1 };
    let stopped = simulate(&reading, &comparison, settings, &Watch { stop: &stop, progress: &progress });
    assert!(!stopped.complete && stopped.draws < 10_000_000 && stopped.draws == most.load(Ordering::Relaxed));
    // The draws made are the first ones.
    let whole = simulated(&text, stopped.draws, 1);
    assert_eq!(format!("{:?}", whole.strategies), format!("{:?}", stopped.strategies));
}

#[test]
fn no_input_is_worth_more_than_all_of_them() {
    let text = std::str::from_utf8(include_bytes!("../benches/ten-ranges.toml")).expect("a text");
    let simulated = simulated(text, 20_000, 2);
    assert_eq!(simulated.evppi.len(), 10);
    let evpi = simulated.evpi.expect("a choice");
    assert!(evpi > 0.0 && simulated.evppi.iter().any(|input| input.value > 2.0 * input.standard_error));
    for input in &simulated.evppi {
        assert!(input.value <= evpi + input.standard_error, "{input:?} {evpi}");
    }
}
