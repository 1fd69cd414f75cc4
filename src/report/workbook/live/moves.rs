//! What is asked, what is agreed after each move, and how the client answers: a row a move, the same on three sheets.

use std::collections::BTreeMap;

use super::super::book::{Content, Look, Place, Role, Shows};
use super::super::expression::{Expression, Function, abs, call, larger, one_if, product, smaller, sum, when};
use super::Plan;
use super::months::Months;
use super::planned::{ASKS, Ask, Kind, Planned, planned};
use super::response::Response;
use super::risks::Risks;
use super::tiers::{Taken, taken};
use super::today::Today;
use crate::domain::RiskWhen;
use crate::number::Exact;

/// The rows of a strategy: today, then each move.
pub struct Terms {
    /// The month from which each row counts; 0 for today.
    pub from: Vec<u32>,
    pub rows: Vec<Row>,
    /// The months in which the client is asked, each with the row that says whether, and how likely it accepts.
    pub steps: Vec<(u32, Expression, Expression)>,
    /// The month in which the client may be let go, and what that costs.
    pub letting_go: Option<(u32, Expression)>,
}

/// What holds from a row on.
#[derive(Clone)]
pub struct Row {
    pub price: Expression,
    /// The share of today's work that is not withdrawn.
    pub work_kept: Expression,
    pub bill: Expression,
    pub billed_hours: Expression,
    pub extra_hours: Expression,
    pub work: Expression,
    pub uncollected: Expression,
    pub financing: Expression,
    pub turnover: Expression,
    pub bonus: Expression,
    pub serving_risk: Expression,
    pub cost_today: Expression,
    pub open_balance_lost: Expression,
}

/// What is agreed, on the way from move to move.
#[derive(Clone)]
struct State {
    price: Expression,
    surcharge: Expression,
    monthly_fees: Expression,
    fees_an_hour: Vec<(Expression, Expression)>,
    extra_hours: Expression,
    work_kept: Expression,
    days: Expression,
    bonus_share: Expression,
    bonus_monthly: Expression,
    turnover_left: Expression,
    index: Expression,
    highest: Expression,
    chance: Expression,
}

/// The sheets and what they are computed with.
struct Sheets<'p, 's> {
    plan: &'p mut Plan<'s>,
    today: &'p Today,
    response: &'p Response,
    risks: &'p Risks,
    months: &'p Months,
    asked: usize,
    agreed: usize,
    serving: usize,
    columns: BTreeMap<Ask, u16>,
    taken: Taken,
    row: u32,
}

/// Lays out the moves of all strategies.
pub fn moves(plan: &mut Plan<'_>, today: &Today, response: &Response, risks: &Risks, months: &Months) -> Vec<Terms> {
    let comparison = plan.comparison;
    let taken = taken(plan, today);
    let asked =
        plan.sheet("Moves", "What each move asks for. Its dates are those of the scenario and do not move here.");
    let agreed = plan.sheet("Terms", "What is agreed after each move, as got, and how the client takes it.");
    let serving = plan.sheet("Serving", "A month with the client at these terms, while it is there, at today's costs.");
    let planned: Vec<Vec<Planned>> =
        comparison.scenario.strategies.iter().map(|strategy| planned(plan, strategy)).collect();
    let mut sheets = Sheets {
        plan,
        today,
        response,
        risks,
        months,
        asked,
        agreed,
        serving,
        columns: BTreeMap::new(),
        taken,
        row: 4,
    };
    let terms = planned.iter().enumerate().map(|(position, moves)| sheets.strategy(position, moves)).collect();
    sheets.finish();
    terms
}

impl Sheets<'_, '_> {
    fn finish(&mut self) {
        let fixed = [
            ("strategy", Shows::Words),
            ("from month", Shows::Count),
            ("letter by", Shows::Count),
            ("effective", Shows::Count),
        ];
        for (sheet, count) in [(self.asked, 4), (self.agreed, 2), (self.serving, 2)] {
            for (column, (heading, shows)) in (0..).zip(fixed).take(count) {
                self.plan.heading(Place { sheet, row: 3, column }, heading, shows);
            }
            self.plan.book.sheets[sheet].frozen = (4, 2);
            self.plan.book.sheets[sheet].repeated = Some((3, 3));
        }
        for (ask, heading, _) in ASKS {
            if let Some(column) = self.columns.get(&ask).copied() {
                self.plan.heading(Place { sheet: self.asked, row: 3, column }, heading, Shows::Count);
            }
        }
    }

    fn shows(&self, kind: Kind) -> Shows {
        match kind {
            Kind::Share => Shows::Share(1),
            Kind::Money => self.plan.money(),
            Kind::Hours => Shows::Number(1),
            Kind::Count => Shows::Count,
        }
    }

    /// Puts a formula into the row of one of the sheets, below its heading.
    fn put(&mut self, sheet: usize, column: u16, heading: &str, formula: Expression, shows: Shows) -> Expression {
        self.plan.heading(Place { sheet, row: 3, column }, heading, shows);
        self.plan.formula(Place { sheet, row: self.row, column }, formula, shows).into()
    }

    fn label(&mut self, position: usize, month: u32) {
        let name = self.plan.comparison.scenario.strategies[position].name.clone();
        for sheet in [self.asked, self.agreed, self.serving] {
            let place = Place { sheet, row: self.row, column: 0 };
            self.plan.book.put_text(place, name.as_str(), Role::Plain);
            let content = Content::Number(f64::from(month));
            self.plan.book.put(Place { column: 1, ..place }, content, Look::plain(Shows::Count));
        }
    }

    /// The rows of a strategy.
    fn strategy(&mut self, position: usize, moves: &[Planned]) -> Terms {
        let own = self.plan.comparison.scenario.strategies[position].accept.map(|accept| {
            let key = format!("strategy.{}.accept", self.plan.comparison.scenario.strategies[position].id);
            self.plan.input_or(&key, accept)
        });
        self.label(position, 0);
        let mut state = self.today_state();
        let mut terms = Terms { from: vec![0], rows: Vec::new(), steps: Vec::new(), letting_go: None };
        self.agree(&mut state);
        let row = self.serve(&state, 1.0.into(), position);
        terms.rows.push(row);
        self.row += 1;
        let mut asked_cells = Vec::new();
        for group in moves.chunk_by(|one, other| one.month == other.month) {
            let (index_before, highest_before, chance_before) =
                (state.index.clone(), state.highest.clone(), state.chance.clone());
            let mut accepts = Vec::new();
            let mut lifts_unjudged = Vec::new();
            let mut always_asks = false;
            for (place, scheduled) in group.iter().enumerate() {
                self.label(position, scheduled.month);
                let (asks, may_be_none) = scheduled.asks(self.plan, position, &state.price, self.today, &self.taken);
                let index = state.index.clone();
                let asked = self.ask(scheduled, asks);
                always_asks |= asked.contains_key(&Ask::Work) || asked.contains_key(&Ask::Accept);
                if let (Some(refund), Some(referral), None) =
                    (asked.get(&Ask::Refund), asked.get(&Ask::ReferralFee), &terms.letting_go)
                {
                    terms.letting_go = Some((scheduled.month, refund.clone() - referral.clone()));
                }
                self.take_effect(&mut state, &asked, may_be_none);
                self.agree(&mut state);
                match asked.get(&Ask::Accept) {
                    Some(accept) => accepts.push(accept.clone()),
                    None => lifts_unjudged.push(rises(&state.index, &index)),
                }
                if place + 1 == group.len() {
                    let judged = accepts.is_empty() || !lifts_unjudged.is_empty();
                    let by_curves = (own.is_none() && judged).then_some(lifts_unjudged.as_slice());
                    let several = group.len() > 1;
                    let step = Step {
                        month: scheduled.month,
                        before: (&index_before, &highest_before, &chance_before),
                        accepts: &accepts,
                        by_curves,
                        several,
                        always_asks,
                    };
                    asked_cells.push(self.answer(&mut state, &step));
                }
                let volume = state.highest.clone().power(-self.response.hours_elasticity.clone());
                let row = self.serve(&state, volume, position);
                terms.rows.push(row);
                terms.from.push(scheduled.month);
                self.row += 1;
            }
        }
        self.judge(own.as_ref(), &asked_cells, &mut terms);
        self.row += 1;
        terms
    }

    fn today_state(&self) -> State {
        let (zero, one) = (|| Expression::from(0.0), || Expression::from(1.0));
        let days = self.plan.comparison.scenario.payment.days;
        State {
            price: self.today.price.clone(),
            surcharge: zero(),
            monthly_fees: zero(),
            fees_an_hour: Vec::new(),
            extra_hours: self.today.extra_hours.clone(),
            work_kept: one(),
            days: self.plan.input_or("payment.days", days),
            bonus_share: zero(),
            bonus_monthly: zero(),
            turnover_left: one(),
            index: one(),
            highest: one(),
            chance: one(),
        }
    }

    /// Writes down what a move asks for.
    fn ask(&mut self, scheduled: &Planned, asks: Vec<(Ask, Expression)>) -> BTreeMap<Ask, Expression> {
        let place = |column| Place { sheet: self.asked, row: self.row, column };
        if scheduled.has_letter {
            self.plan.book.put(place(2), Content::Day(scheduled.served), Look::plain(Shows::Day));
        }
        self.plan.book.put(place(3), Content::Day(scheduled.effective), Look::plain(Shows::Day));
        let mut cells = BTreeMap::new();
        for (ask, formula) in asks {
            let next = u16::try_from(self.columns.len()).unwrap_or(0) + 4;
            let column = *self.columns.entry(ask).or_insert(next);
            let kind = ASKS.iter().find(|(known, ..)| *known == ask).map_or(Kind::Count, |(.., kind)| *kind);
            let shows = self.shows(kind);
            let cell = self.plan.formula(Place { sheet: self.asked, row: self.row, column }, formula, shows);
            cells.insert(ask, cell.into());
        }
        cells
    }

    /// Lets a move take effect: raise, fees, cap, behaviour change, withdrawal, the rest.
    fn take_effect(&self, state: &mut State, asked: &BTreeMap<Ask, Expression>, may_be_none: bool) {
        let got = |asked: &Expression| self.response.realisation.clone() * asked.clone();
        let one = || Expression::from(1.0);
        if let Some(raise) = asked.get(&Ask::Raise) {
            let step = self.plan.input_or("price_step", self.plan.comparison.scenario.price_step);
            let raised = state.price.clone() + got(&(state.price.clone() * raise.clone()));
            // What floating point takes off a tie is forgiven.
            let steps = raised / step.clone() * (1.0 + 1e-12);
            let rounded = call(Function::Round, [steps, 0.0.into()]) * step;
            let price = state.price.clone();
            state.price = if may_be_none { when(raise.clone().equals(0.0), price, rounded) } else { rounded };
        }
        if let Some(share) = asked.get(&Ask::Surcharge) {
            state.surcharge = state.surcharge.clone() + got(share);
        }
        if let Some(fee) = asked.get(&Ask::MonthlyFee) {
            state.monthly_fees = state.monthly_fees.clone() + got(fee);
        }
        if let (Some(fee), Some(included)) = (asked.get(&Ask::ExtraHourFee), asked.get(&Ask::Included)) {
            state.fees_an_hour.push((got(fee), included.clone()));
        }
        if let Some(cap) = asked.get(&Ask::Cap) {
            state.extra_hours = smaller(state.extra_hours.clone(), cap.clone());
        }
        for ask in [Ask::BehaviourChange, Ask::Effort] {
            if let Some(share) = asked.get(&ask) {
                state.extra_hours = state.extra_hours.clone() * (one() - share.clone());
            }
        }
        if let Some(share) = asked.get(&Ask::Work) {
            state.work_kept = state.work_kept.clone() * (one() - share.clone());
        }
        if let Some(share) = asked.get(&Ask::BonusShare) {
            state.bonus_share = state.bonus_share.clone() + share.clone();
        }
        if let Some(sum) = asked.get(&Ask::BonusMonthly) {
            state.bonus_monthly = state.bonus_monthly.clone() + sum.clone();
        }
        if let Some(retention) = asked.get(&Ask::Retention) {
            state.turnover_left = state.turnover_left.clone() * (one() - retention.clone());
        }
        if let Some(days) = asked.get(&Ask::PaymentDays) {
            state.days = days.clone();
        }
    }

    /// Writes down what is agreed, and what the client is asked for by that, as a multiple of today's bill.
    fn agree(&mut self, state: &mut State) {
        let sheet = self.agreed;
        let price_shows = Shows::Number(self.plan.comparison.price_decimals());
        let money = self.plan.money();
        let hours = Shows::Number(1);
        state.price = self.put(sheet, 2, "price", state.price.clone(), price_shows);
        state.surcharge = self.put(sheet, 3, "surcharge", state.surcharge.clone(), Shows::Share(1));
        state.extra_hours = self.put(sheet, 4, "extra hours", state.extra_hours.clone(), hours);
        state.monthly_fees = self.put(sheet, 5, "fees a month", state.monthly_fees.clone(), money);
        let extra = state.extra_hours.clone();
        let an_hour =
            |(fee, included): &(Expression, Expression)| fee.clone() * larger(0.0, extra.clone() - included.clone());
        let fees = state.fees_an_hour.iter().map(an_hour).fold(state.monthly_fees.clone(), |sum, fee| sum + fee);
        let fees = self.put(sheet, 6, "all fees", fees, money);
        state.work_kept = self.put(sheet, 7, "work left", state.work_kept.clone(), Shows::Share(1));
        state.days = self.put(sheet, 8, "days to payment", state.days.clone(), Shows::Count);
        state.bonus_share = self.put(sheet, 9, "bonus, share of the bill", state.bonus_share.clone(), Shows::Share(1));
        state.bonus_monthly = self.put(sheet, 10, "bonus a month", state.bonus_monthly.clone(), money);
        state.turnover_left = self.put(sheet, 11, "leaving left", state.turnover_left.clone(), Shows::Share(1));
        let bill = self.bill(state, &state.work_kept, &fees);
        let whole = self.today.bill.clone() * state.work_kept.clone();
        // Once the engagement is ended nothing is asked for.
        let index = when(state.work_kept.clone().equals(0.0), state.index.clone(), bill / whole);
        state.index = self.put(sheet, 12, "bill index", index, Shows::Number(4));
    }

    fn bill(&self, state: &State, work: &Expression, fees: &Expression) -> Expression {
        let price_part = state.price.clone() * self.today.units.clone() * work.clone();
        price_part * (Expression::from(1.0) + state.surcharge.clone()) + fees.clone()
    }

    /// How the client takes what takes effect in a month: whether it is asked, and the factor where nobody says how likely
    /// the whole plan is accepted.
    fn answer(&mut self, state: &mut State, step: &Step<'_>) -> (u32, Expression, Expression) {
        let sheet = self.agreed;
        let (index_before, highest_before, chance_before) = step.before;
        let ended = || state.work_kept.clone().equals(0.0);
        let rises = when(ended(), 0.0, one_if(rises(&state.index, index_before)));
        let rises = self.put(sheet, 13, "rises", rises, Shows::Count);
        let asked = state.index.clone() / self.months.prices.at(step.month);
        let highest = when(rises.clone().equals(1.0), larger(highest_before.clone(), asked), highest_before.clone());
        let highest = self.put(sheet, 14, "highest asked, prices in general apart", highest, Shows::Number(4));
        let chance = self.response.chance_above(&highest);
        let chance = self.put(sheet, 15, "chance that it bears it", chance, Shows::Share(1));
        let of_step = self.response.chance_of_step(index_before, &state.index);
        let of_step = when(rises.clone().equals(1.0), of_step, 1.0);
        let of_step = self.put(sheet, 16, "chance that it takes the step", of_step, Shows::Share(1));
        let accepts = product(step.accepts.iter().cloned());
        let factor = match step.by_curves {
            None => accepts,
            Some(lifts) => {
                let level = if self.response.is_judged() {
                    let falls = when(chance_before.clone().at_most(0.0), 0.0, chance.clone() / chance_before.clone());
                    when(highest.clone().at_most(highest_before.clone()), 1.0, falls)
                } else {
                    1.0.into()
                };
                let rises = rises.clone().equals(1.0);
                let judged_so = if step.several {
                    call(Function::And, [rises, call(Function::Or, lifts.iter().cloned())])
                } else {
                    rises
                };
                when(judged_so, level * of_step, 1.0) * accepts
            }
        };
        let asks = if step.always_asks { when(ended(), 0.0, 1.0) } else { rises };
        let factor = when(ended(), 1.0, factor);
        let asks = self.put(sheet, 17, "is asked", asks, Shows::Count);
        state.highest = highest;
        state.chance = chance;
        (self.row, asks, factor)
    }

    /// Writes down how likely each ask is accepted: by the answers, or by the planner's chance for the whole plan, of which
    /// every month that asks contributes the same root.
    fn judge(&mut self, own: Option<&Expression>, answers: &[(u32, Expression, Expression)], terms: &mut Terms) {
        let row_after = self.row;
        let all = answers.first().zip(answers.last()).map(|(first, last)| {
            let place = |row| Place { sheet: self.agreed, row, column: 17 };
            sum(Expression::Range(place(first.0), place(last.0)))
        });
        for (row, asks, factor) in answers {
            let factor = match (own, &all) {
                (Some(own), Some(all)) => {
                    let root = own.clone().power(Expression::from(1.0) / larger(1.0, all.clone()));
                    when(asks.clone().equals(1.0), root, 1.0)
                }
                _ => factor.clone(),
            };
            self.row = *row;
            let factor = self.put(self.agreed, 18, "accepts what is new", factor, Shows::Share(1));
            let month = terms.from[terms.from.len() - (row_after - row) as usize];
            terms.steps.push((month, asks.clone(), factor));
        }
        self.row = row_after;
    }

    /// Writes down a month with the client.
    fn serve(&mut self, state: &State, volume: Expression, position: usize) -> Row {
        let sheet = self.serving;
        let (money, hours) = (self.plan.money(), Shows::Number(1));
        let today = self.today;
        let scenario = &self.plan.comparison.scenario;
        let input = |key: &str, number: Exact| self.plan.input_or(key, number);
        let payment = scenario.payment;
        let lost = input("payment.bad_debt", payment.bad_debt) + input("payment.disputed", payment.disputed);
        let capital = input("payment.cost_of_capital", payment.cost_of_capital);
        let unpaid = input("payment.last_bills_unpaid", payment.last_bills_unpaid);
        let serving_risk = self.risks.cost(RiskWhen::Serving, position);
        let work = self.put(sheet, 2, "share of today's work", state.work_kept.clone() * volume, Shows::Share(1));
        let fees = Place { sheet: self.agreed, row: self.row, column: 6 }.into();
        let bill = self.put(sheet, 3, "bill", self.bill(state, &work, &fees), money);
        let billed_hours = self.put(sheet, 4, "billed hours", today.billed_hours.clone() * work.clone(), hours);
        let extra_hours = self.put(sheet, 5, "extra hours", state.extra_hours.clone(), hours);
        let uncollected = self.put(sheet, 6, "never paid", bill.clone() * lost, money);
        let financing = bill.clone() * state.days.clone() / 365.0 * capital;
        let financing = self.put(sheet, 7, "late payment", financing, money);
        let turnover = match &today.turnover {
            None => 0.0.into(),
            Some(turnover) => {
                let taken = (billed_hours.clone() + extra_hours.clone()) / today.hours_worked.clone();
                self.put(sheet, 8, "leaving of the team", turnover.clone() * state.turnover_left.clone() * taken, money)
            }
        };
        let bonus = state.bonus_share.clone() * bill.clone() + state.bonus_monthly.clone();
        let bonus = self.put(sheet, 9, "bonus", bonus, money);
        let serving_risk =
            if self.risks.are_there() { self.put(sheet, 10, "risk", serving_risk, money) } else { 0.0.into() };
        let cost = today.delivery_cost.clone() * work.clone() + today.extra_hour_cost.clone() * extra_hours.clone();
        let cost_today = self.put(sheet, 11, "delivery and extra hours cost", cost, money);
        let open = unpaid * bill.clone() * state.days.clone() * 12.0 / 365.0;
        let open_balance_lost = self.put(sheet, 12, "lost of open bills if it goes", open, money);
        Row {
            price: state.price.clone(),
            work_kept: state.work_kept.clone(),
            bill,
            billed_hours,
            extra_hours,
            work,
            uncollected,
            financing,
            turnover,
            bonus,
            serving_risk,
            cost_today,
            open_balance_lost,
        }
    }
}

/// What decides how the client takes the moves of a month.
struct Step<'s> {
    month: u32,
    /// Bill index, highest index and the chance to bear it, before the month.
    before: (&'s Expression, &'s Expression, &'s Expression),
    /// The planner's own chances.
    accepts: &'s [Expression],
    /// Whether each move without an own chance lifts the bill; none where the curves have no say.
    by_curves: Option<&'s [Expression]>,
    several: bool,
    /// Whether something else than the bill makes it an ask.
    always_asks: bool,
}

/// Above another by more than 10⁻¹² of it.
fn rises(index: &Expression, before: &Expression) -> Expression {
    (index.clone() - before.clone()).above(abs(before.clone()) * 1e-12)
}
