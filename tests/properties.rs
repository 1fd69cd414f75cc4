//! Laws that hold for every scenario.

#[path = "support/draft.rs"]
mod draft;
mod support;

use draft::{Draft, answers, draft};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseResult};
use uprate::domain::{RiskWhen, Scenario};
use uprate::engine::EngineError;
use uprate::engine::break_even::AcceptBreakEven;
use uprate::engine::evaluation::{Evaluated, Evaluation, evaluate};
use uprate::engine::floor::Floor;
use uprate::engine::projection::Month;
use uprate::number::{Exact, Number};

/// Figures that are computed along different paths may differ by this share of themselves or of one unit.
const TOLERANCE: f64 = 1e-9;

/// The same scenarios in every run.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 150, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// A scenario's figures.
struct Figures {
    scenario: Scenario<Exact>,
    evaluation: Evaluation<Exact>,
}

impl Figures {
    /// A raise that rounding turns into no change is the one error that a draft may run into: then another is drawn.
    fn of(draft: &Draft) -> Result<Self, TestCaseError> {
        let text = draft.text();
        let scenario = support::reading(text.as_bytes()).scenario;
        match evaluate(&scenario) {
            Ok(evaluation) => Ok(Self { scenario, evaluation }),
            Err(error @ EngineError::RaiseLostInRounding { .. }) => Err(TestCaseError::reject(error.to_string())),
            Err(error) => Err(TestCaseError::fail(format!("{error}\n{text}"))),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Evaluated<Exact>> {
        self.evaluation.strategies.iter()
    }

    fn status_quo(&self) -> &Evaluated<Exact> {
        &self.evaluation.strategies[0]
    }

    /// The strategy with an id.
    fn the(&self, id: &str) -> &Evaluated<Exact> {
        let position = self.scenario.strategies.iter().position(|strategy| strategy.id == id);
        &self.evaluation.strategies[position.unwrap_or_else(|| panic!("no strategy {id}"))]
    }

    /// The strategies that the file lists, by id.
    fn listed(&self) -> impl Iterator<Item = (&str, &Evaluated<Exact>)> {
        self.scenario.strategies.iter().map(|strategy| strategy.id.as_str()).zip(self.all()).skip(1)
    }
}

fn assert_equal(what: &str, one: Exact, other: Exact) -> TestCaseResult {
    assert_near(what, one, other, TOLERANCE)
}

fn assert_near(what: &str, one: Exact, other: Exact, tolerance: f64) -> TestCaseResult {
    let (first, second) = (one.to_f64(), other.to_f64());
    let apart = (first - second).abs();
    prop_assert!(apart <= tolerance * first.abs().max(second.abs()).max(1.0), "{}: {:?}, {:?}", what, one, other);
    Ok(())
}

fn sum(months: &[Month<Exact>], figure: fn(&Month<Exact>) -> Exact) -> Exact {
    months.iter().map(figure).sum()
}

/// Every amount of a month.
fn amounts(month: &Month<Exact>) -> [Exact; 15] {
    [
        month.revenue,
        month.expected(|client| client.delivery_cost),
        month.expected(|client| client.effort_cost),
        month.expected(|client| client.uncollected),
        month.expected(|client| client.financing),
        month.expected(|client| client.turnover),
        month.expected(|client| client.bonus),
        month.expected(|client| client.serving_risk),
        month.client_profit,
        month.replacement_revenue,
        month.replacement_profit,
        month.idle_cost,
        month.acquisition,
        month.one_offs,
        month.net_profit,
    ]
}

/// Every share and hour of a month.
fn hours_and_shares(month: &Month<Exact>) -> [Exact; 5] {
    [month.still_there, month.billed_hours, month.extra_hours, month.freed_hours, month.redeployed_hours]
}

fn assert_same_months(one: &[Month<Exact>], other: &[Month<Exact>]) -> TestCaseResult {
    for (first, second) in one.iter().zip(other) {
        prop_assert_eq!(first.from, second.from);
        prop_assert_eq!(first.to, second.to);
        prop_assert_eq!(first.price, second.price);
        let figures = |month| [&amounts(month)[..], &hours_and_shares(month)[..]].concat();
        for (first, second) in figures(first).into_iter().zip(figures(second)) {
            assert_equal("a figure of a month", first, second)?;
        }
    }
    Ok(())
}

// Sums.

proptest! {
    #![proptest_config(config())]

    #[test]
    fn months_add_up_to_totals(draft in draft()) {
        let figures = Figures::of(&draft)?;
        let status_quo = figures.status_quo().totals.net_profit;
        for strategy in figures.all() {
            let (months, totals) = (&strategy.months[..], &strategy.totals);
            assert_equal("client revenue", sum(months, |month| month.revenue), totals.client_revenue)?;
            assert_equal("client profit", sum(months, |month| month.client_profit), totals.client_profit)?;
            assert_equal("replacement revenue", sum(months, |month| month.replacement_revenue), totals.replacement_revenue)?;
            assert_equal("replacement profit", sum(months, |month| month.replacement_profit), totals.replacement_profit)?;
            assert_equal("freed hours", sum(months, |month| month.freed_hours), totals.freed_hours)?;
            assert_equal("redeployed hours", sum(months, |month| month.redeployed_hours), totals.redeployed_hours)?;
            assert_equal("net profit", sum(months, |month| month.net_profit), totals.net_profit)?;
            assert_equal("total revenue", totals.client_revenue + totals.replacement_revenue, totals.total_revenue)?;
            assert_equal("hours worked", totals.client_hours + totals.redeployed_hours, totals.hours_worked)?;
            assert_equal("difference", totals.net_profit - status_quo, totals.difference)?;
        }
    }

    #[test]
    fn the_lines_of_a_month_add_up_and_cumulative_is_the_running_sum(draft in draft()) {
        for strategy in Figures::of(&draft)?.all() {
            let mut running = Exact::ZERO;
            for month in &strategy.months {
                let costs = [month.expected(|client| client.delivery_cost), month.expected(|client| client.effort_cost), month.expected(|client| client.uncollected), month.expected(|client| client.financing), month.expected(|client| client.turnover), month.expected(|client| client.bonus), month.expected(|client| client.serving_risk)];
                assert_equal("client profit", month.revenue - costs.into_iter().sum(), month.client_profit)?;
                assert_equal("other costs", costs[2..].iter().copied().sum(), month.other_client_costs())?;
                let beside = month.replacement_profit - month.idle_cost - month.acquisition - month.one_offs;
                assert_equal("net profit", month.client_profit + beside, month.net_profit)?;
                running += month.net_profit;
                assert_equal("cumulative", running, month.cumulative)?;
            }
        }
    }

    #[test]
    fn every_hour_is_the_clients_or_set_free(draft in draft()) {
        let figures = Figures::of(&draft)?;
        for month in figures.all().flat_map(|strategy| &strategy.months) {
            let hours = month.billed_hours + month.extra_hours + month.freed_hours;
            assert_equal("hours", hours, figures.evaluation.basis.today.hours_worked)?;
            prop_assert!(month.redeployed_hours <= month.freed_hours + Exact::from_f64(TOLERANCE), "{:?}", month);
        }
    }

    #[test]
    fn the_mean_of_the_distribution_is_the_net_profit(draft in draft()) {
        for strategy in Figures::of(&draft)?.all() {
            let outcomes = &strategy.distribution.outcomes;
            assert_equal("all chances", outcomes.iter().map(|outcome| outcome.chance).sum(), Exact::ONE)?;
            let mean = outcomes.iter().map(|outcome| outcome.chance * outcome.net_profit).sum();
            assert_equal("mean", mean, strategy.totals.net_profit)?;
            // None that cannot happen, and who is there until the planned end does not go before it.
            let before_end = |month| strategy.course.ends_in.is_none_or(|end| month < end);
            for outcome in outcomes {
                prop_assert!(outcome.chance > Exact::ZERO, "{:?}", outcome);
                prop_assert!(outcome.gone_in_month.is_none_or(before_end), "{:?}", outcome);
            }
            let spread = &strategy.distribution;
            prop_assert!(spread.worst <= spread.p10 && spread.p10 <= spread.p50 && spread.p50 <= spread.p90);
        }
    }

    #[test]
    fn without_discount_the_present_value_is_the_net_profit(draft in draft()) {
        let top = draft.top.lines().next().unwrap_or_default().to_owned();
        for strategy in Figures::of(&Draft { top, ..draft })?.all() {
            assert_equal("present value", strategy.totals.present_value, strategy.totals.net_profit)?;
        }
    }

    #[test]
    fn a_strategy_is_paid_back_when_it_is_not_behind_any_more(draft in draft()) {
        let figures = Figures::of(&draft)?;
        for (id, strategy) in figures.listed() {
            let pairs = || strategy.months.iter().zip(&figures.status_quo().months);
            let behind = |(month, baseline): (&Month<Exact>, &Month<Exact>)| {
                baseline.cumulative.to_f64() - month.cumulative.to_f64() > 1e-9
            };
            match strategy.totals.paid_back_in_month {
                None => prop_assert!(pairs().next_back().is_some_and(behind), "{} is never paid back", id),
                Some(paid_back) => {
                    prop_assert!(!pairs().skip(paid_back as usize - 1).any(behind), "{} in {}", id, paid_back);
                    prop_assert!(paid_back == 1 || pairs().nth(paid_back as usize - 2).is_some_and(behind));
                }
            }
            let differences = pairs().map(|(month, baseline)| month.cumulative - baseline.cumulative);
            let deepest = differences.fold(Exact::ZERO, Number::smaller);
            assert_equal("deepest shortfall", strategy.totals.deepest_shortfall, deepest)?;
        }
    }
}

// What makes no difference.

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_strategies_does_not_matter(draft in draft()) {
        let figures = Figures::of(&draft)?;
        let mut turned = draft.clone();
        turned.strategies.reverse();
        let turned = Figures::of(&turned)?;
        for (id, one) in figures.listed() {
            let of = |strategy: &Evaluated<Exact>| {
                let Evaluated { moves, months, totals, break_even, distribution, .. } = strategy;
                format!("{moves:?} {months:?} {totals:?} {break_even:?} {distribution:?}")
            };
            prop_assert_eq!(of(one), of(turned.the(id)));
        }
    }

    #[test]
    fn a_longer_plan_begins_with_the_shorter_one(draft in draft(), more in 1..=18_u32) {
        // A chance for the whole plan is spread over more asks in a longer one.
        let short = Draft { accept: None, ..draft };
        let long = Draft { months: short.months + more, ..short.clone() };
        let (short, long) = (Figures::of(&short)?, Figures::of(&long)?);
        for (one, other) in short.all().zip(long.all()) {
            prop_assert_eq!(one.months.len() + more as usize, other.months.len());
            assert_same_months(&one.months, &other.months)?;
        }
    }

    #[test]
    fn a_strategy_that_changes_nothing_is_the_status_quo(draft in draft()) {
        let nothing = draft.with_risks_for_all().with_strategies(&[
            "kind = \"custom\"\n[[strategy.move]]\nafter_days = 0\nbehaviour_change = 0",
            "kind = \"quarterly-raise\"\nmax_steps = 0",
            "kind = \"headache-tax\"\nmonthly_fee = 0",
        ]);
        let figures = Figures::of(&nothing)?;
        // All but the risks of the start.
        let at_start = figures.scenario.risks.iter().filter(|risk| risk.when == RiskWhen::Start);
        let start: Exact = at_start.map(|risk| risk.chance * risk.cost).sum();
        for (_, strategy) in figures.listed() {
            assert_equal("difference", strategy.totals.difference, -start)?;
            assert_equal("total revenue", strategy.totals.total_revenue, figures.status_quo().totals.total_revenue)?;
            assert_same_months(&strategy.months[1..], &figures.status_quo().months[1..])?;
        }
    }

    #[test]
    fn with_a_salaried_team_and_no_other_work_a_calmer_client_earns_nothing(draft in draft(), change in 1..=100_u32) {
        let calmer = Draft {
            replacement: String::new(),
            team: String::new(),
            cost_stays: Some(100),
            ..draft.with_strategies(&[
                &format!("kind = \"custom\"\nid = \"calmer\"\n[[strategy.move]]\nafter_months = 1\nbehaviour_change = \"{change}%\""),
                "kind = \"custom\"\nid = \"as-it-is\"\n[[strategy.move]]\nafter_months = 1\nbehaviour_change = 0",
            ])
        };
        let figures = Figures::of(&calmer)?;
        assert_equal("net profit", figures.the("calmer").totals.net_profit, figures.the("as-it-is").totals.net_profit)?;
    }

    #[test]
    fn all_money_a_thousandfold_makes_all_amounts_a_thousandfold(draft in draft()) {
        let (small, large) = (Figures::of(&draft)?, Figures::of(&Draft { cent: 1000, ..draft })?);
        let thousand = Exact::whole(1000);
        for (one, other) in small.all().zip(large.all()) {
            for (first, second) in one.months.iter().zip(&other.months) {
                prop_assert_eq!(first.price.map(|price| price * thousand), second.price);
                for (first, second) in amounts(first).into_iter().zip(amounts(second)) {
                    assert_equal("an amount", first * thousand, second)?;
                }
                for (first, second) in hours_and_shares(first).into_iter().zip(hours_and_shares(second)) {
                    assert_equal("no amount", first, second)?;
                }
            }
            let (first, second) = (&one.totals, &other.totals);
            assert_equal("present value", first.present_value * thousand, second.present_value)?;
            assert_equal("accepts", first.accepts, second.accepts)?;
            assert_equal("p10", one.distribution.p10 * thousand, other.distribution.p10)?;
            let values = one.break_even.hour_value.zip(other.break_even.hour_value);
            prop_assert_eq!(one.break_even.hour_value.is_some(), other.break_even.hour_value.is_some());
            if let Some((first, second)) = values {
                // The hours freed beyond the status quo's may be few, and their quotient is that much less certain.
                assert_near("value of a freed hour", first * thousand, second, 1e-6)?;
            }
        }
        let floors = small.evaluation.floor.zip(large.evaluation.floor);
        if let Some((first, second)) = floors {
            prop_assert_eq!(first.price * thousand, second.price);
        }
    }
}

// The client's answer.

proptest! {
    #![proptest_config(config())]

    #[test]
    fn more_churn_never_keeps_the_client_longer(draft in draft(), more in 1..=10_u32) {
        let leaving = Draft { churn: draft.churn + more, ..draft.clone() };
        let (staying, leaving) = (Figures::of(&draft)?, Figures::of(&leaving)?);
        for (one, other) in staying.all().zip(leaving.all()) {
            assert_equal("accepts", one.totals.accepts, other.totals.accepts)?;
            for (first, second) in one.months.iter().zip(&other.months) {
                prop_assert!(second.still_there <= first.still_there, "month {}", first.month);
            }
            prop_assert!(other.months.windows(2).all(|months| months[1].still_there <= months[0].still_there));
        }
    }

    #[test]
    fn one_raise_in_one_step_is_accepted_as_the_planner_answered(draft in draft(), answers in answers(), raise in 1..=60_u32) {
        let one_raise = Draft {
            client: "[client]\nrate = €10000\nhours = 50\nmargin = \"40%\"\n".to_owned(),
            months: 12,
            contract: String::new(),
            response: answers,
            accept: None,
            ..draft.with_strategies(&[&format!("kind = \"thirty-day-raise\"\nraise = \"{raise}%\"")])
        };
        let figures = Figures::of(&one_raise)?;
        // The answers once more, from the text: on the line through (0, 100 %) and the two points.
        let numbers: Vec<f64> = one_raise.response.split('"').filter_map(|part| part.strip_suffix('%')?.parse().ok()).collect();
        let (first, second, raise) = (numbers[1], numbers[3], f64::from(raise));
        let chance = if raise <= 10.0 {
            100.0 - (100.0 - first) * raise / 10.0
        } else {
            (first - (first - second) * (raise - 10.0) / 15.0).max(0.0)
        };
        assert_equal("accepts", figures.the("thirty-day-raise").totals.accepts, Exact::from_f64(chance / 100.0))?;
    }

    #[test]
    fn the_planners_chance_for_the_whole_plan_is_the_chance(draft in draft(), percent in 0..=100_u32) {
        let figures = Figures::of(&Draft { accept: Some(format!("\"{percent}%\"")), ..draft })?;
        for (strategy, evaluated) in figures.scenario.strategies.iter().zip(figures.all()) {
            if let Some(accept) = strategy.accept.filter(|_| evaluated.course.asks > 0) {
                assert_equal("accepts", evaluated.totals.accepts, accept)?;
            }
        }
    }

    #[test]
    fn a_certain_answer_brings_what_accepting_or_refusing_brings(draft in draft()) {
        let with = |chance: &str| Figures::of(&Draft { accept: Some(chance.to_owned()), ..draft.clone() });
        let (accepted, refused) = (with("1")?, with("0")?);
        for (position, strategy) in accepted.scenario.strategies.iter().enumerate() {
            let (yes, no) = (&accepted.evaluation.strategies[position], &refused.evaluation.strategies[position]);
            if strategy.accept.is_some() && yes.course.asks > 0 {
                assert_equal("if accepted", yes.totals.net_profit, yes.totals.if_accepted)?;
                prop_assert!(no.totals.if_refused.is_some());
                assert_equal("if refused", no.totals.net_profit, no.totals.if_refused.unwrap_or(Exact::ZERO))?;
                assert_equal("if accepted", no.totals.if_accepted, yes.totals.if_accepted)?;
            }
        }
    }

    #[test]
    fn between_the_answers_net_profit_lies_on_a_line(draft in draft(), percent in 1..=99_u32) {
        let figures = Figures::of(&Draft { accept: Some(format!("\"{percent}%\"")), ..draft })?;
        for (strategy, evaluated) in figures.scenario.strategies.iter().zip(figures.all()) {
            // With one ask; with several, the chance of each is a root.
            if let Some(chance) = strategy.accept.filter(|_| evaluated.course.asks == 1) {
                let refused = evaluated.totals.if_refused.unwrap_or(Exact::ZERO);
                let expected = chance * evaluated.totals.if_accepted + (Exact::ONE - chance) * refused;
                assert_equal("net profit", evaluated.totals.net_profit, expected)?;
            }
        }
    }

    #[test]
    fn the_break_even_chance_brings_what_the_status_quo_brings(draft in draft()) {
        let draft = Draft { accept: Some("0.5".to_owned()), ..draft };
        let figures = Figures::of(&draft)?;
        for (position, strategy) in figures.scenario.strategies.iter().enumerate() {
            let break_even = figures.evaluation.strategies[position].break_even.accept;
            let Some(AcceptBreakEven::AtLeast(chance) | AcceptBreakEven::AtMost(chance)) = break_even else { continue };
            if strategy.accept.is_some() {
                let there = Figures::of(&Draft { accept: Some(format!("{:.20}", chance.settled())), ..draft.clone() })?;
                // A root: what it brings is as certain as the root, times what hangs on it.
                assert_near("difference", there.evaluation.strategies[position].totals.difference, Exact::ZERO, 1e-6)?;
            }
        }
    }

    #[test]
    fn always_and_never_ahead_are_so_at_any_chance(draft in draft(), percent in 0..=100_u32) {
        let figures = Figures::of(&Draft { accept: Some(format!("\"{percent}%\"")), ..draft })?;
        for (strategy, evaluated) in figures.scenario.strategies.iter().zip(figures.all()) {
            let difference = evaluated.totals.difference.to_f64();
            if strategy.accept.is_none() || evaluated.course.asks != 1 {
                continue;
            }
            match evaluated.break_even.accept {
                Some(AcceptBreakEven::Always) => prop_assert!(difference >= -1e-6),
                Some(AcceptBreakEven::Never) => prop_assert!(difference < 1e-6),
                Some(AcceptBreakEven::AtLeast(chance)) => {
                    prop_assert_eq!(difference >= 0.0, f64::from(percent) / 100.0 >= chance.to_f64());
                }
                Some(AcceptBreakEven::AtMost(chance)) => {
                    prop_assert_eq!(difference >= 0.0, f64::from(percent) / 100.0 <= chance.to_f64());
                }
                None => prop_assert!(false, "an ask without a break-even"),
            }
        }
    }
}

// The floor.

proptest! {
    #![proptest_config(config())]

    #[test]
    fn at_the_floor_keeping_the_client_brings_as_much_as_losing_it(draft in draft()) {
        // Nothing but the price changes, and at once.
        let plain = Draft { response: String::new(), contract: String::new(), accept: None, ..draft.with_risks_for_all() };
        // A raise of nothing is none, and a price of nothing cannot be asked for.
        let can_be_asked_for = |floor: &Floor<Exact>| floor.raise != Exact::ZERO && floor.price > Exact::ZERO;
        let Some(floor) = Figures::of(&plain)?.evaluation.floor.filter(can_be_asked_for) else { return Ok(()) };
        let raise = floor.raise.settled();
        let keep_or_lose = plain.with_strategies(&[
            &format!("kind = \"thirty-day-raise\"\nid = \"keep\"\nraise = {raise}"),
            "kind = \"thirty-day-raise\"\nid = \"lose\"\nraise = 1\naccept = 0",
        ]);
        let figures = Figures::of(&keep_or_lose)?;
        let ahead = figures.the("keep").totals.if_accepted - figures.the("lose").totals.net_profit;
        // The price is rounded up: ahead by less than a cent a unit a month.
        let units = figures.evaluation.basis.today.bill / figures.evaluation.basis.today.price;
        let step = units.to_f64() * 0.01 * f64::from(plain.months);
        prop_assert!((-1e-6..=step).contains(&ahead.to_f64()), "ahead by {:?} at {:?}", ahead, floor);
    }

    #[test]
    fn with_the_floors_fewer_extra_hours_keeping_the_client_brings_as_much_as_losing_it(draft in draft()) {
        let plain = Draft { response: String::new(), contract: String::new(), accept: None, ..draft.with_risks_for_all() };
        let figures = Figures::of(&plain)?;
        let extra_hours = figures.evaluation.basis.today.extra_hours;
        let Some(floor) = figures.evaluation.floor.filter(|_| extra_hours > Exact::ZERO) else { return Ok(()) };
        let share = floor.extra_hours.map_or(Exact::ONE, |hours| hours / extra_hours).settled();
        let calm_or_lose = plain.with_strategies(&[
            &format!("kind = \"custom\"\nid = \"calm\"\n[[strategy.move]]\nafter_days = 30\nbehaviour_change = {share:.20}"),
            "kind = \"thirty-day-raise\"\nid = \"lose\"\nraise = 1\naccept = 0",
        ]);
        let figures = Figures::of(&calm_or_lose)?;
        let ahead = (figures.the("calm").totals.net_profit - figures.the("lose").totals.net_profit).to_f64();
        match floor.extra_hours {
            None => prop_assert!(ahead < 1e-6, "all of them would do: ahead by {}", ahead),
            Some(hours) if hours == Exact::ZERO => prop_assert!(ahead > -1e-6, "behind by {} as it is", ahead),
            Some(_) => prop_assert!(ahead.abs() < 1e-6, "ahead by {} at {:?}", ahead, floor),
        }
    }
}
