//! The best price path is the best: it is looked for among all paths, one by one.

#[expect(dead_code, reason = "other tests use the rest")]
#[path = "support/draft.rs"]
mod draft;
#[path = "support/plain_path.rs"]
mod plain_path;
mod support;

use draft::{Draft, draft};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use uprate::analysis::best_path::{BestPath, Cause, NoPath, NotMeasured, Request, Why, best_path, ground};
use uprate::analysis::choice::{By, RuledOut};
use uprate::analysis::comparison::{Comparison, compare};
use uprate::domain::{LetterDay, Parts, PlannedMove, Scenario, Way, Withdrawal};
use uprate::engine::evaluation::evaluate;
use uprate::engine::stretches::net_profits;
use uprate::number::{Exact, Number};

/// Net profits may differ by this share of the larger of themselves and the bills of the plan.
const TOLERANCE: f64 = 1e-9;

fn share(text: &str) -> Exact {
    Exact::from_decimal(text.parse().expect("a decimal"))
}

fn compared(text: &str) -> Comparison {
    let scenario = support::reading(text.as_bytes()).scenario;
    compare(scenario, By::NetProfit).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn request(every: Option<u32>, grid: &str, cap: &str) -> Request {
    Request { every, grid: share(grid), cap: share(cap) }
}

/// Every path there may be, one by one, each with the net profit that the engine computes for its moves.
struct Exhaustive<'s> {
    scenario: Scenario<f64>,
    prices: &'s [f64],
    every: u32,
    best: f64,
}

impl<'s> Exhaustive<'s> {
    fn new(comparison: &Comparison, prices: &'s [f64], every: u32) -> Self {
        let scenario: Scenario<f64> = comparison.scenario.convert(Number::to_f64);
        let best = comparison.evaluation.strategies[0].totals.net_profit.to_f64();
        Exhaustive { scenario, prices, every, best }
    }

    /// The highest net profit of all.
    fn best(mut self) -> f64 {
        self.go_on(&mut Vec::new(), 1);
        self.best
    }

    /// All that may follow on some changes from a month on.
    fn go_on(&mut self, changes: &mut Vec<(u32, usize)>, month: u32) {
        self.look_at(changes, None);
        let last = changes.last().copied();
        for leave_in in (self.scenario.contract.termination_months + 1).max(month)..=self.scenario.months {
            if last.is_none_or(|(changed, _)| changed < leave_in) {
                self.look_at(changes, Some(leave_in));
            }
        }
        for next in month..=self.scenario.months {
            if last.is_some_and(|(changed, _)| next < changed + self.every) || !self.may_change(next) {
                continue;
            }
            for level in last.map_or(0, |(_, level)| level) + 1..self.prices.len() {
                changes.push((next, level));
                self.go_on(changes, next + 1);
                changes.pop();
            }
        }
    }

    fn first_day(&self, month: u32) -> chrono::NaiveDate {
        self.scenario.start + chrono::Months::new(month - 1)
    }

    fn may_change(&self, month: u32) -> bool {
        let contract = &self.scenario.contract;
        let notified = self.scenario.start + chrono::Days::new(u64::from(contract.notice_days));
        self.first_day(month) >= notified
            && contract.price_locked_until.is_none_or(|until| self.first_day(month) >= until)
    }

    fn look_at(&mut self, changes: &[(u32, usize)], leave_in: Option<u32>) {
        if changes.is_empty() && leave_in.is_none() {
            return;
        }
        let mut before = self.prices[0];
        let notice_days = self.scenario.contract.notice_days;
        let mut moves = Vec::new();
        for (month, level) in changes {
            let days = self.first_day(*month).signed_duration_since(self.scenario.start).num_days();
            let raise = (self.prices[*level] / before - 1.0) / self.scenario.response.realisation;
            before = self.prices[*level];
            moves.push(PlannedMove {
                letter: LetterDay::AfterDays(u32::try_from(days).expect("days") - notice_days),
                notice_days,
                accept: None,
                parts: Parts { raise: Some(raise), ..Parts::default() },
            });
        }
        moves.extend(leave_in.map(|month| PlannedMove {
            letter: LetterDay::AfterMonths(month - 1 - self.scenario.contract.termination_months),
            notice_days: 0,
            accept: None,
            parts: Parts { withdrawal: Some(Withdrawal { work: 1.0, effort: 1.0 }), ..Parts::default() },
        }));
        self.scenario.strategies.truncate(1);
        let mut follower = self.scenario.strategies[0].clone();
        "path".clone_into(&mut follower.id);
        follower.way = Way::Custom(moves);
        self.scenario.strategies.push(follower);
        if let Some(most) = self.scenario.contract.max_raise {
            let evaluation = evaluate(&self.scenario).expect("computable");
            let today = evaluation.basis.today.price;
            if evaluation.strategies[1].course.breaks_cap(most, self.scenario.price_step, today).is_some() {
                return;
            }
        }
        self.best = self.best.max(net_profits(&self.scenario).expect("computable")[1]);
    }
}

fn prices(found: &BestPath) -> Vec<f64> {
    found.prices.iter().map(|price| price.to_f64()).collect()
}

fn assert_is_best(text: &str, request: &Request) {
    let comparison = compared(text);
    let found = match best_path(&comparison, request) {
        Ok(found) => found,
        Err(NoPath::Unjudged) => return,
        Err(error) => panic!("{error}\n{text}"),
    };
    assert_equal(&found, Exhaustive::new(&comparison, &prices(&found), found.every).best(), &comparison, text);
}

fn assert_equal(found: &BestPath, best: f64, comparison: &Comparison, text: &str) {
    let net_profit = found.evaluated.totals.net_profit.to_f64();
    let bills = comparison.evaluation.basis.today.bill.to_f64() * f64::from(comparison.scenario.months);
    let scale = best.abs().max(bills);
    assert!((net_profit - best).abs() <= TOLERANCE * scale, "{net_profit}, not {best}: {:?}\n{text}", found.path);
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// A scenario without strategies that may fail.
fn short(draft: &Draft, months: u32) -> String {
    Draft { months, ..draft.clone() }.with_strategies(&["kind = \"status-quo\""]).text()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn no_path_on_a_small_grid_is_better(draft in draft(), months in 1..=7_u32, every in 1..=3_u32) {
        assert_is_best(&short(&draft, months), &request(Some(every), "0.08", "0.24"));
    }
}

/// The same scenario, whose clients refuse at once, under a contract without a cap.
fn without_waiting(draft: &Draft) -> Draft {
    let kept = |text: &str, key: &str| -> String {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with(key)).collect();
        lines.join("\n") + "\n"
    };
    let (response, contract) = (kept(&draft.response, "leaves_after"), kept(&draft.contract, "max_raise"));
    Draft { response, contract, ..draft.clone() }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn the_plain_loop_over_a_finer_grid_finds_none_that_is_better(draft in draft(), months in 1..=18_u32) {
        let text = short(&without_waiting(&draft), months);
        let comparison = compared(&text);
        match best_path(&comparison, &request(Some(1), "0.03", "0.9")) {
            Err(NoPath::Unjudged) => {}
            Err(error) => panic!("{error}\n{text}"),
            Ok(found) => {
                let levels: Vec<f64> = prices(&found).iter().map(|price| price / prices(&found)[0]).collect();
                let scenario = comparison.scenario.convert(Number::to_f64);
                let plain = plain_path::highest_net_profit(&ground(&scenario, &levels, 1).expect("computable"));
                let best = plain.max(comparison.evaluation.strategies[0].totals.net_profit.to_f64());
                assert_equal(&found, best, &comparison, &text);
            }
        }
    }

    #[test]
    fn no_strategy_that_could_have_been_followed_is_better(
        draft in draft(),
        steps in proptest::collection::vec((0..=9_u32, 0..=20_usize), 1..=4),
        every in 1..=3_u32,
    ) {
        let text = short(&draft, 18);
        let comparison = compared(&text);
        if let Ok(found) = best_path(&comparison, &request(Some(every), "0.01", "0.6")) {
            let prices = prices(&found);
            let mut follower = Exhaustive::new(&comparison, &prices, found.every);
            let (mut changes, mut month, mut level) = (Vec::new(), 1, 0);
            for (later, higher) in steps {
                (month, level) = (month + later, level + higher + 1);
                let in_time = (month..=18).find(|month| follower.may_change(*month));
                let Some(in_time) = in_time.filter(|_| level < prices.len()) else { break };
                changes.push((in_time, level));
                month = in_time + found.every;
            }
            follower.look_at(&changes, None);
            let net_profit = found.evaluated.totals.net_profit.to_f64();
            prop_assert!(net_profit >= follower.best - TOLERANCE * follower.best.abs(), "{net_profit} {changes:?}\n{text}");
        }
    }
}

proptest! {
    #![proptest_config(config(100))]

    /// Whatever prices it comes to: those of the strategies are looked at beside the grid.
    #[test]
    fn no_strategy_that_is_measured_captures_more_than_all_of_it(draft in draft()) {
        let text = Draft { months: 18, ..draft }.text();
        let comparison = compared(&text);
        if let Ok(found) = best_path(&comparison, &request(None, "0.03", "1")) {
            for share in found.shares.iter().filter_map(|share| share.ok()) {
                prop_assert!(share.to_f64() <= 1.0 + TOLERANCE, "{share:?}\n{text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn no_path_over_more_than_a_year_is_better(draft in draft(), every in 1..=5_u32) {
        assert_is_best(&short(&draft, 15), &request(Some(every), "0.11", "0.22"));
    }
}

/// The client of the examples by hand: 1 000 a month for 10 hours without cost; what hours set free bring is nothing.
fn client(months: u32, rest: &str) -> String {
    format!(
        "start = 2027-01-01\nmonths = {months}\n[client]\nrate = 100\nhours = 10\ncost = 0\n[goal]\nmargin = 0.5\n{rest}"
    )
}

fn found(text: &str, request: &Request) -> BestPath {
    best_path(&compared(text), request).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn net_profit(found: &BestPath) -> String {
    found.evaluated.totals.net_profit.settled().normalize().to_string()
}

#[test]
fn one_step_to_what_every_client_bears_is_the_best_path_without_a_reason_for_several() {
    // Two months: 2 000 as it is; +10 % is borne by all, 2 200; +20 % by every other, 1 200.
    let rest = "[response]\nwalk_away = { low = 0.1, high = 0.3 }\n\
                [[strategy]]\nkind = \"thirty-day-raise\"\nid = \"ten\"\nraise = 0.1\nnotice_days = 0\n\
                [[strategy]]\nkind = \"thirty-day-raise\"\nid = \"twenty\"\nraise = 0.2\nnotice_days = 0\n\
                [[strategy]]\nkind = \"headache-tax\"\nmonthly_fee = 50\n\
                [[strategy]]\nkind = \"three-month-notice\"\nnotice_months = 1\n";
    let found = found(&client(2, rest), &request(None, "0.1", "0.3"));
    assert_eq!((net_profit(&found).as_str(), &found.path.changes), ("2200", &vec![(1, 1)]));
    // Of the gain of 200: nothing, all, 800 behind; a fee is no price; a notice served at once costs a month, 1 000.
    let shares: Vec<_> = found.shares.iter().map(|share| share.map(|share| share.settled().to_string())).collect();
    let other = Err(NotMeasured::OtherMoves);
    let text = |share: &str| Ok(share.to_owned());
    assert_eq!(shares, [text("0"), text("1"), text("-4"), other, text("-5")]);
    assert!(matches!(found.why, Why::Jump { .. }), "{:?}", found.why);
}

#[test]
fn several_steps_are_best_where_a_large_one_is_refused_for_its_size() {
    // Three months; all bear +20 %, but every other refuses a step of 20 %. At once: half of 3 600. In steps of 10 %
    // and 9.1 %: 1 100 + 1 200 + 1 200 = 3 500. The best single step is +10 %, 3 300.
    let rest = "[response]\nwalk_away = { low = 0.2, high = 0.3 }\n\
                shock = [{ raise = 0.1, chance = 1 }, { raise = 0.2, chance = 0.5 }]\n";
    let found = found(&client(3, rest), &request(None, "0.1", "0.2"));
    assert_eq!((net_profit(&found).as_str(), &found.path.changes), ("3500", &vec![(1, 1), (2, 2)]));
    match &found.why {
        Why::Stairs { best_jump, causes } => {
            assert_eq!((best_jump.settled().to_string().as_str(), causes.as_slice()), ("200", &[Cause::Shock][..]));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_refuses_and_pays_on_is_asked_for_the_most_at_the_end() {
    // A client that refuses goes a month later. +10 % in month 1, which all bear; +30 %, which none bears, in month 2,
    // and the plan ends before it goes: 1 100 + 1 300.
    let rest = "[response]\nwalk_away = { low = 0.1, high = 0.3 }\nleaves_after = 1\n";
    let found = found(&client(2, rest), &request(None, "0.1", "0.3"));
    assert_eq!((net_profit(&found).as_str(), &found.path.changes), ("2400", &vec![(1, 1), (2, 3)]));
    assert!(matches!(&found.why, Why::Stairs { causes, .. } if causes == &[Cause::LeavesAfter]), "{:?}", found.why);
}

#[test]
fn a_client_that_costs_more_than_any_price_brings_is_left_when_the_contract_allows() {
    // It costs 1 500 and pays 1 000; the price is locked, and leaving takes two months: 2 · (1 000 − 1 500).
    let rest = "[response]\nelasticity = 1\n[contract]\nprice_locked_until = 2028-01-01\ntermination_months = 2\n";
    let text = client(6, rest).replace("cost = 0", "cost = 150");
    let found = found(&text, &request(None, "0.1", "0.3"));
    assert_eq!((net_profit(&found).as_str(), found.path.leave_in, found.path.changes.len()), ("-1000", Some(3), 0));
    assert!(found.evaluated.months[2].price.is_none());
}

#[test]
fn the_contract_says_when_and_how_far_the_price_may_rise() {
    // Half a year of notice, a lock that ends in August, 10 % in twelve months; every client bears +50 %.
    let rest = "[response]\nwalk_away = { low = 0.5, high = 0.6 }\n\
                [contract]\nnotice_days = 180\nprice_locked_until = 2027-07-15\nmax_raise = 0.1\n";
    let found = found(&client(36, rest), &request(None, "0.01", "0.5"));
    // 1 August 2027 is month 8; a year each between. 110, 121, 133 (133.1 is not on the grid).
    let steps: Vec<_> =
        found.path.changes.iter().map(|(month, level)| (*month, found.prices[*level].settled().to_string())).collect();
    let step = |month: usize, price: &str| (month, price.to_owned());
    assert_eq!(steps, [step(8, "110"), step(20, "121"), step(32, "133")]);
    assert!(matches!(&found.why, Why::Stairs { causes, .. } if causes == &[Cause::Cap]), "{:?}", found.why);
    assert_eq!(found.every, 1);
}

#[test]
fn the_step_that_the_cap_forgives_is_open_to_a_path_as_to_a_strategy() {
    // 5 % of 95 in whole units, one forgiven: 99.75 + 1 lets 100 pass, 105 + 1 lets 106. Every client bears +50 %.
    let rest = "[response]\nwalk_away = { low = 0.5, high = 0.6 }\n[contract]\nmax_raise = 0.05\n\
                [[strategy]]\nkind = \"custom\"\nid = \"once\"\n[[strategy.move]]\nraise = 0.05\n\
                [[strategy]]\nkind = \"custom\"\nid = \"twice\"\n[[strategy.move]]\nraise = 0.05\n\
                [[strategy.move]]\nafter_days = 365\nraise = 0.055\n";
    let text = client(24, rest).replace("rate = 100", "rate = 95").replace("[client]", "price_step = 1\n[client]");
    let found = found(&text, &request(None, "0.01", "0.5"));
    let prices: Vec<String> =
        found.path.changes.iter().map(|(_, level)| found.prices[*level].settled().to_string()).collect();
    assert_eq!(prices, ["100", "106"]);
    // What "twice" asks for is the path: 105.5 is 106.
    assert!(found.shares[2].as_ref().is_ok_and(|share| share.settled().to_string() == "1"), "{:?}", found.shares);
}

#[test]
fn steps_that_lie_apart_bound_what_shock_lets_pass_step_by_step() {
    // All bear +20 %; half refuse a step of 20 %, none one of 10 %. A month apart: 1 100 + 5 · 1 200. Three months apart:
    // 3 · 1 100 + 3 · 1 200, which is more than +10 % for all six.
    let rest = "[response]\nwalk_away = { low = 0.2, high = 0.3 }\n\
                shock = [{ raise = 0.1, chance = 1 }, { raise = 0.2, chance = 0.5 }]\n";
    let near = found(&client(6, rest), &request(None, "0.1", "0.2"));
    let further: Vec<_> =
        near.further_apart.iter().map(|(every, net_profit)| (*every, net_profit.settled().to_string())).collect();
    assert_eq!((net_profit(&near).as_str(), further), ("7100", vec![(3, "6900".to_owned())]));
    let apart = found(&client(6, rest), &request(Some(3), "0.1", "0.2"));
    assert_eq!((net_profit(&apart).as_str(), apart.further_apart.len()), ("6900", 0));
    let without = rest.split("shock").next().expect("the response");
    assert_eq!(found(&client(6, without), &request(None, "0.1", "0.2")).further_apart, []);
}

#[test]
fn a_grid_that_is_finer_than_the_price_list_is_the_price_list() {
    let text = format!("{}price_step = 1\n", "start = 2027-01-01\n");
    let text = client(2, "[response]\nwalk_away = { low = 0.1, high = 0.3 }\n").replace("start = 2027-01-01\n", &text);
    let found = found(&text, &request(None, "0.000000000000000001", "0.12"));
    let prices: Vec<String> = found.prices.iter().map(|price| price.settled().normalize().to_string()).collect();
    let expected: Vec<String> = (100..=112).map(|price: u32| price.to_string()).collect();
    assert_eq!((prices, net_profit(&found).as_str()), (expected, "2200"));
}

#[test]
fn what_is_impossible_is_refused_at_once() {
    let unjudged = best_path(&compared(&client(12, "")), &request(None, "0.01", "2"));
    assert!(matches!(unjudged, Err(NoPath::Unjudged)), "{unjudged:?}");
    let judged = compared(&client(12, "[response]\nelasticity = 1\n"));
    let fine = best_path(&judged, &request(None, "0.0001", "2"));
    assert!(matches!(fine, Err(NoPath::TooManyPrices)), "{fine:?}");
    let drifting = compared(&client(120, "[response]\nelasticity = 1\ndrift = 0.2\n"));
    let wide = best_path(&drifting, &request(None, "0.002", "3"));
    assert!(matches!(wide, Err(NoPath::TooManyStates)), "{wide:?}");
}

/// What the strategies of a scenario are measured by, or why they are not.
#[test]
fn what_a_path_may_not_do_is_not_measured_by_one() {
    // All bear +30 %; the contract allows 10 % in twelve months, and the price goes to a third of a percent of the grid.
    let rest = "[response]\nwalk_away = { low = 0.3, high = 0.4 }\n[contract]\nmax_raise = 0.1\ntermination_months = 1\n\
                [[strategy]]\nkind = \"thirty-day-raise\"\nid = \"lawful\"\nraise = 0.0967\n\
                [[strategy]]\nkind = \"thirty-day-raise\"\nid = \"unlawful\"\nraise = 0.2\n\
                [[strategy]]\nkind = \"thirty-day-raise\"\nid = \"own\"\nraise = 0.05\naccept = 0.9\n\
                [[strategy]]\nkind = \"custom\"\nid = \"often\"\n[[strategy.move]]\nafter_days = 31\nraise = 0.02\n\
                [[strategy.move]]\nafter_days = 100\nraise = 0.02\n\
                [[strategy]]\nkind = \"exit-now\"\nid = \"at-once\"\n";
    let text = client(12, rest);
    let found = found(&text, &request(Some(6), "0.09", "0.3"));
    // Billed from the first day, 1 000 · 0.0967 · 12; the letter of the strategy takes a month and some days.
    assert_eq!((net_profit(&found).as_str(), found.path.changes.len()), ("13160.4", 1));
    let why: Vec<Option<NotMeasured>> = found.shares.iter().map(|share| share.err()).collect();
    let [contract, own, often] = [NotMeasured::Contract, NotMeasured::OwnChance, NotMeasured::TooOften].map(Some);
    assert_eq!(why, [None, None, contract, own, often, contract]);
    let low = best_path(&compared(&text), &request(None, "0.01", "0.09")).expect("a path");
    assert_eq!(low.shares[1], Err(NotMeasured::AboveCap));
}

#[test]
fn what_rules_a_path_out_is_kept() {
    // Who refuses goes at once, and the cash does not bear a month without the client.
    let rest = "[response]\nelasticity = 1.5\n[business]\nmonthly_revenue = 1000\nmonthly_costs = 900\ncash = 100\n\
                [replacement]\nrate = 100\nmargin = 0.9\nlag_months = 3\n";
    let found = found(&client(24, rest), &request(None, "0.1", "1"));
    assert!(!found.path.changes.is_empty(), "{:?}", found.path);
    assert!(matches!(found.ruled_out, Some(RuledOut::Cash { .. })), "{:?}", found.ruled_out);
}

/// A fine grid over ten years under a cap, where countless paths are nearly equal: an answer, or that there are too many,
/// and in either case soon.
#[test]
fn a_search_among_countless_paths_ends() {
    let rest = "[response]\nwalk_away = { low = 0.5, high = 2 }\ndrift = 0.02\n[contract]\nmax_raise = 0.04\n";
    let looked = best_path(&compared(&client(60, rest)), &request(Some(1), "0.01", "1"));
    assert!(matches!(looked, Ok(_) | Err(NoPath::TooManyPaths)), "{looked:?}");
}
