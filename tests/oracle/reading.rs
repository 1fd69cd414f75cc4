//! A scenario as it is meant, read from its text. The file is taken to be valid: what is not, panics.

use super::fraction::{Fraction, decimals_needed, number_as_written, power_of_tenth, ratio, whole};
use super::reading_strategies::{Strategy, read_strategies};
use chrono::NaiveDate;
use num_traits::{One, ToPrimitive, Zero};
use toml::de::{DeTable, DeValue};

pub struct Scenario {
    pub start: NaiveDate,
    pub months: usize,
    pub discount: Fraction,
    pub price_step: Fraction,
    pub price: Fraction,
    /// How many of the listed price a month: the billed hours, 1 retainer, or the units.
    pub price_count: Fraction,
    pub billed_hours: Fraction,
    pub cost_form: CostForm,
    pub extra_hours: Fraction,
    /// None: an extra hour costs what delivering a billed hour costs.
    pub extra_hour_cost: Option<Fraction>,
    /// None: the margin of the billed work.
    pub goal_margin: Option<Fraction>,
    pub response: Response,
    pub replacement: Option<Replacement>,
    pub cost_stays: Fraction,
    pub costs_increase: Fraction,
    pub payment: Payment,
    pub team: Option<Team>,
    pub business: Option<Business>,
    pub contract: Contract,
    /// A flag that says leave, of severity 2 or more.
    pub told_to_leave: bool,
    pub risks: Vec<Risk>,
    pub strategies: Vec<Strategy>,
}

pub enum CostForm {
    Margin(Fraction),
    CostOfAnHour(Fraction),
}

pub struct Response {
    pub churn: Fraction,
    pub form: ReservationForm,
    pub shock: Vec<Point>,
    pub leaves_after: usize,
    pub drift: Fraction,
    pub realisation: Fraction,
    pub hours_elasticity: Fraction,
}

pub enum ReservationForm {
    Accept(Vec<Point>),
    WalkAway { low: Fraction, high: Fraction },
    Elasticity(Fraction),
    Logit { half: Fraction, slope: Fraction },
    Absent,
}

pub struct Point {
    pub raise: Fraction,
    pub chance: Fraction,
}

pub struct Replacement {
    pub rate: Fraction,
    pub margin: Fraction,
    pub lag_months: usize,
    pub ramp_months: usize,
    pub fill: Fraction,
    pub unpaid_share: Fraction,
    pub increase: Fraction,
    pub acquisition_cost: Fraction,
}

pub struct Payment {
    pub days: Fraction,
    pub cost_of_capital: Fraction,
    pub uncollected_share: Fraction,
    pub last_bills_unpaid: Fraction,
}

pub struct Team {
    pub people: Fraction,
    pub quit_chance: Fraction,
    pub replacement_cost: Fraction,
}

pub struct Business {
    pub monthly_revenue: Fraction,
    pub monthly_costs: Fraction,
    pub cash: Fraction,
}

pub struct Contract {
    pub notice_days: u64,
    pub termination_months: u32,
    pub price_locked_until: Option<NaiveDate>,
    pub max_raise: Option<Fraction>,
}

#[derive(PartialEq, Eq, Clone, Copy)]
pub enum RiskWhen {
    Start,
    Serving,
    Exit,
}

pub struct Risk {
    pub chance: Fraction,
    pub cost: Fraction,
    pub when: RiskWhen,
    pub strategies: Option<Vec<String>>,
}

const FLAGS_THAT_SAY_LEAVE: [&str; 5] = ["abusive", "dishonest", "legal-exposure", "aggressive", "non-payer"];

pub fn read_scenario(text: &str) -> Scenario {
    let parsed = DeTable::parse(text).expect("a TOML file");
    let file = Reader(parsed.get_ref());
    let client = file.table("client").expect("a client");
    let (price, price_count) = read_price(&client);
    let team = file.table("team").map(|team| Team {
        people: team.needed("people"),
        quit_chance: team.needed("quit_chance"),
        replacement_cost: team.needed("replacement_cost"),
    });
    let told_to_leave = read_told_to_leave(&file);
    let effort = file.table("effort");
    let extra_hours = number_in(&effort, "hours").unwrap_or_else(Fraction::zero);
    let extra_hour_cost =
        number_in(&effort, "cost").or_else(|| number_in(&effort, "monthly_cost").map(|cost| cost / &extra_hours));
    Scenario {
        start: file.date("start").expect("a start"),
        months: file.count("months").unwrap_or(24),
        discount: file.or_zero("discount"),
        price_step: file.number("price_step").unwrap_or_else(|| default_price_step(&file, &price)),
        price,
        price_count,
        billed_hours: client.needed("hours"),
        cost_form: match client.number("margin") {
            Some(margin) => CostForm::Margin(margin),
            None => CostForm::CostOfAnHour(client.needed("cost")),
        },
        extra_hours,
        extra_hour_cost,
        goal_margin: number_in(&file.table("goal"), "margin"),
        response: read_response(file.table("response")),
        replacement: file.table("replacement").map(read_replacement),
        cost_stays: number_in(&file.table("capacity"), "cost_stays").unwrap_or_else(Fraction::zero),
        costs_increase: number_in(&file.table("costs"), "increase").unwrap_or_else(Fraction::zero),
        payment: read_payment(file.table("payment")),
        business: file.table("business").map(|business| Business {
            monthly_revenue: business.needed("monthly_revenue"),
            monthly_costs: business.needed("monthly_costs"),
            cash: business.needed("cash"),
        }),
        contract: read_contract(file.table("contract")),
        told_to_leave,
        risks: file.tables("risk").iter().map(read_risk).collect(),
        strategies: read_strategies(&file, team.is_some(), told_to_leave),
        team,
    }
}

/// The listed price and how many of it a month: rate and hours, retainer and 1, unit price and units.
fn read_price(client: &Reader) -> (Fraction, Fraction) {
    if let Some(rate) = client.number("rate") {
        (rate, client.needed("hours"))
    } else if let Some(retainer) = client.number("retainer") {
        (retainer, Fraction::one())
    } else {
        (client.needed("unit_price"), client.needed("units"))
    }
}

/// The currency's minor unit, or the last decimal of the price, trailing zeros apart, if that is finer.
fn default_price_step(file: &Reader, price: &Fraction) -> Fraction {
    let currency = file.text("currency").unwrap_or_else(|| "EUR".to_owned());
    let minor_unit = match currency.as_str() {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "KWD" | "BHD" | "JOD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    power_of_tenth(decimals_needed(price).max(minor_unit))
}

fn read_told_to_leave(file: &Reader) -> bool {
    let says_leave = |code: &str| FLAGS_THAT_SAY_LEAVE.contains(&code);
    match file.value("flags") {
        None => false,
        Some(DeValue::Array(codes)) => codes.iter().any(|code| says_leave(code.get_ref().as_str().expect("a flag"))),
        Some(DeValue::Table(codes)) => codes
            .iter()
            .any(|(code, severity)| says_leave(code.get_ref()) && base_value(severity.get_ref()) >= whole(2)),
        Some(_) => panic!("flags are a list or a table"),
    }
}

fn read_response(response: Option<Reader>) -> Response {
    let number = |key: &str| number_in(&response, key);
    let points = |key: &str| -> Option<Vec<Point>> {
        let list = response.as_ref()?;
        list.value(key)?;
        let read_point = |point: &Reader| Point { raise: point.needed("raise"), chance: point.needed("chance") };
        Some(list.tables(key).iter().map(read_point).collect())
    };
    let table = |key: &str| response.as_ref().and_then(|response| response.table(key));
    let form = if let Some(points) = points("accept") {
        ReservationForm::Accept(points)
    } else if let Some(walk_away) = table("walk_away") {
        ReservationForm::WalkAway { low: walk_away.needed("low"), high: walk_away.needed("high") }
    } else if let Some(elasticity) = number("elasticity") {
        ReservationForm::Elasticity(elasticity)
    } else if let Some(logit) = table("logit") {
        ReservationForm::Logit { half: logit.needed("half"), slope: logit.needed("slope") }
    } else {
        ReservationForm::Absent
    };
    Response {
        churn: number("churn").unwrap_or_else(Fraction::zero),
        form,
        shock: points("shock").unwrap_or_default(),
        leaves_after: response.as_ref().and_then(|response| response.count("leaves_after")).unwrap_or(0),
        drift: number("drift").unwrap_or_else(Fraction::zero),
        realisation: number("realisation").unwrap_or_else(Fraction::one),
        hours_elasticity: number("hours_elasticity").unwrap_or_else(Fraction::zero),
    }
}

fn read_replacement(replacement: Reader) -> Replacement {
    Replacement {
        rate: replacement.needed("rate"),
        margin: replacement.needed("margin"),
        lag_months: replacement.count("lag_months").unwrap_or(0),
        ramp_months: replacement.count("ramp_months").unwrap_or(1),
        fill: replacement.number("fill").unwrap_or_else(Fraction::one),
        unpaid_share: replacement.or_zero("unpaid_share"),
        increase: replacement.or_zero("increase"),
        acquisition_cost: replacement.or_zero("acquisition_cost"),
    }
}

fn read_payment(payment: Option<Reader>) -> Payment {
    let number = |key: &str| number_in(&payment, key).unwrap_or_else(Fraction::zero);
    Payment {
        days: number("days"),
        cost_of_capital: number("cost_of_capital"),
        uncollected_share: number("bad_debt") + number("disputed"),
        last_bills_unpaid: number("last_bills_unpaid"),
    }
}

fn read_contract(contract: Option<Reader>) -> Contract {
    let count = |key: &str| contract.as_ref().and_then(|contract| contract.count(key));
    Contract {
        notice_days: count("notice_days").unwrap_or(0) as u64,
        termination_months: count("termination_months").unwrap_or(0) as u32,
        price_locked_until: contract.as_ref().and_then(|contract| contract.date("price_locked_until")),
        max_raise: number_in(&contract, "max_raise"),
    }
}

fn read_risk(risk: &Reader) -> Risk {
    Risk {
        chance: risk.needed("chance"),
        cost: risk.needed("cost"),
        when: match risk.text("when").expect("when the risk strikes").as_str() {
            "start" => RiskWhen::Start,
            "serving" => RiskWhen::Serving,
            "exit" => RiskWhen::Exit,
            other => panic!("unknown time of a risk: {other}"),
        },
        strategies: risk.texts("strategies"),
    }
}

fn number_in(table: &Option<Reader>, key: &str) -> Option<Fraction> {
    table.as_ref().and_then(|table| table.number(key))
}

/// One table of the file.
#[derive(Clone, Copy)]
pub struct Reader<'a>(pub &'a DeTable<'a>);

impl<'a> Reader<'a> {
    pub fn value(&self, key: &str) -> Option<&'a DeValue<'a>> {
        self.0.get(key).map(|value| value.get_ref())
    }

    pub fn number(&self, key: &str) -> Option<Fraction> {
        self.value(key).map(base_value)
    }

    pub fn or_zero(&self, key: &str) -> Fraction {
        self.number(key).unwrap_or_else(Fraction::zero)
    }

    pub fn needed(&self, key: &str) -> Fraction {
        self.number(key).unwrap_or_else(|| panic!("{key} is missing"))
    }

    pub fn count(&self, key: &str) -> Option<usize> {
        let number = self.number(key)?;
        assert!(number.is_integer(), "{key} is not whole");
        Some(number.to_usize().expect("a count"))
    }

    pub fn text(&self, key: &str) -> Option<String> {
        let text = self.value(key)?.as_str().expect("a text");
        Some(text.to_owned())
    }

    pub fn texts(&self, key: &str) -> Option<Vec<String>> {
        let texts = self.value(key)?.as_array().expect("a list");
        let text = |text: &toml::Spanned<DeValue>| text.get_ref().as_str().expect("a text").into();
        Some(texts.iter().map(text).collect())
    }

    pub fn date(&self, key: &str) -> Option<NaiveDate> {
        let date = self.value(key)?.as_datetime().expect("a date").date?;
        NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
    }

    pub fn table(&self, key: &str) -> Option<Reader<'a>> {
        Some(Reader(self.value(key)?.as_table().expect("a table")))
    }

    pub fn tables(&self, key: &str) -> Vec<Reader<'a>> {
        match self.value(key) {
            None => Vec::new(),
            Some(value) => value
                .as_array()
                .expect("a list of tables")
                .iter()
                .map(|table| Reader(table.get_ref().as_table().expect("a table")))
                .collect(),
        }
    }
}

/// A number, or the base case of a range: `likely`, else the middle.
fn base_value(value: &DeValue) -> Fraction {
    match value {
        DeValue::Integer(integer) => {
            assert_eq!(integer.radix(), 10, "numbers are written in tens");
            number_as_written(integer.as_str())
        }
        DeValue::Float(float) => number_as_written(float.as_str()),
        DeValue::String(text) => number_as_written(text),
        DeValue::Table(table) => {
            let range = Reader(table);
            range.number("likely").unwrap_or_else(|| (range.needed("low") + range.needed("high")) * ratio(1, 2))
        }
        _ => panic!("not a number"),
    }
}
