//! Random scenarios in parts, so that a law can change one part and keep the rest.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A line of a risk.
const FOR_STATUS_QUO: &str = "strategies = [\"status-quo\"]\n";

/// A scenario in the making. Amounts of money are written `€` and a number of cents; `#accept` stands where a strategy
/// may have a chance for its whole plan.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The start and the discount.
    pub top: String,
    /// How many months it runs.
    pub months: u32,
    /// What a cent of the draft is in cents of the scenario.
    pub cent: u64,
    /// The client and its extra effort.
    pub client: String,
    /// `response.churn` in percent.
    pub churn: u32,
    /// The rest of the response: the client's answers, `leaves_after` and so on.
    pub response: String,
    /// What comes in elsewhere; may be empty.
    pub replacement: String,
    /// The share of the cost of freed hours that stays, in percent.
    pub cost_stays: Option<u32>,
    /// The team; may be empty.
    pub team: String,
    /// The contract; may be empty.
    pub contract: String,
    /// Costs, payment, risks; may be empty.
    pub tables: String,
    /// The strategies, with ids `s1`, `s2` …
    pub strategies: Vec<String>,
    /// The chance for the whole plan of every strategy that can have one, as a share.
    pub accept: Option<String>,
}

impl Draft {
    /// The scenario.
    pub fn text(&self) -> String {
        let Self { top, months, client, churn, response, replacement, team, contract, tables, .. } = self;
        let capacity =
            self.cost_stays.map_or(String::new(), |share| format!("[capacity]\ncost_stays = \"{share}%\"\n"));
        let accept = self.accept.as_ref().map_or("#accept".to_owned(), |chance| format!("accept = {chance}"));
        let strategies = self.strategies.join("").replace("#accept", &accept);
        let text = format!(
            "{top}\nmonths = {months}\nprice_step = €1\n{client}[response]\nchurn = \"{churn}%\"\n{response}\n\
             {replacement}{capacity}{team}{contract}{tables}{strategies}"
        );
        self.in_money(&text)
    }

    /// Writes amounts of cents as amounts of money.
    fn in_money(&self, text: &str) -> String {
        let mut pieces = text.split('€');
        let before = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(before, |written, piece| {
            let digits = piece.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(piece.len());
            let cents = piece[..digits].parse::<u64>().expect("a number of cents") * self.cent;
            format!("{written}{}.{:02}{}", cents / 100, cents % 100, &piece[digits..])
        })
    }

    /// The same without risks of some strategies only.
    pub fn with_risks_for_all(&self) -> Self {
        Self { tables: self.tables.replace(FOR_STATUS_QUO, ""), ..self.clone() }
    }

    /// The same with other strategies.
    pub fn with_strategies(&self, strategies: &[&str]) -> Self {
        Self { strategies: strategies.iter().map(|text| format!("[[strategy]]\n{text}\n")).collect(), ..self.clone() }
    }
}

/// Any scenario.
pub fn draft() -> impl Strategy<Value = Draft> {
    let plan = (top(), 1..=18_u32, client(), 0..=8_u32, response());
    let around = (perhaps(replacement()), option::of(0..=100_u32), perhaps(team()), perhaps(contract()), tables());
    let deeds = (vec(strategy(), 1..=3), option::of(0..=100_u32));
    (plan, around, deeds).prop_map(|(plan, around, (deeds, accept))| {
        let (top, months, client, churn, response) = plan;
        let (replacement, cost_stays, team, contract, tables) = around;
        let with_id = |(deed, number): (&String, u32)| format!("[[strategy]]\nid = \"s{number}\"\n{deed}\n");
        let strategies = deeds.iter().zip(1..).map(with_id).collect();
        let accept = accept.map(|percent| format!("\"{percent}%\""));
        let cent = 1;
        Draft {
            top,
            months,
            cent,
            client,
            churn,
            response,
            replacement,
            cost_stays,
            team,
            contract,
            tables,
            strategies,
            accept,
        }
    })
}

/// Something, or nothing.
fn perhaps(something: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    option::of(something).prop_map(Option::unwrap_or_default)
}

fn top() -> impl Strategy<Value = String> {
    (2026..2030_u32, 1..=12_u32, 1..=31_u32, 0..=20_u32).prop_map(|(year, month, day, discount)| {
        let last = if month == 2 { 28 } else { 30 + (month + month / 8) % 2 };
        format!("start = {year}-{month:02}-{:02}\ndiscount = \"{discount}%\"", day.min(last))
    })
}

/// From 20 to 80 hours at 50 to 200; from costs above the price to a good margin.
fn client() -> impl Strategy<Value = String> {
    let price = prop_oneof![
        (5_000..20_000_u32).prop_map(|rate| format!("rate = €{rate}")),
        (200_000..800_000_u32).prop_map(|retainer| format!("retainer = €{retainer}")),
        (5_000..20_000_u32, 20..60_u32).prop_map(|(price, units)| format!("unit_price = €{price}\nunits = {units}")),
    ];
    let cost = prop_oneof![
        (-10..=70_i32).prop_map(|margin| format!("margin = \"{margin}%\"")),
        (1_000..9_000_u32).prop_map(|cost| format!("cost = €{cost}")),
    ];
    let effort = prop_oneof![
        Just(String::new()),
        (2..40_u32).prop_map(|hours| format!("[effort]\nhours = {hours}.5\n")),
        (2..40_u32, 1_000..8_000_u32).prop_map(|(hours, cost)| format!("[effort]\nhours = {hours}\ncost = €{cost}\n")),
        (2..40_u32, 9_999..99_999_u32)
            .prop_map(|(hours, cost)| format!("[effort]\nhours = {hours}\nmonthly_cost = €{cost}\n")),
    ];
    let goal = perhaps((5..=60_u32).prop_map(|margin| format!("[goal]\nmargin = \"{margin}%\"\n")));
    (price, 20..80_u32, cost, effort, goal).prop_map(|(price, hours, cost, effort, goal)| {
        format!("[client]\n{price}\nhours = {hours}\n{cost}\n{effort}{goal}")
    })
}

/// The answers to one raise in one step, at 10 % and 25 %: the second slope is the steeper one. The shock is never more
/// than half of it, so that it explains the answers only in part.
pub fn answers() -> impl Strategy<Value = String> {
    (1..=10_u32, 0..=20_u32, any::<bool>()).prop_map(|(half, more, shocks)| {
        let first = 100 - 2 * half;
        let second = first - 4 * half - more;
        let shock = if shocks { format!("\nshock = [{{ raise = \"50%\", chance = \"{}%\" }}]", 100 - 5 * half) } else { String::new() };
        format!(
            "accept = [{{ raise = \"10%\", chance = \"{first}%\" }}, {{ raise = \"25%\", chance = \"{second}%\" }}]{shock}"
        )
    })
}

fn response() -> impl Strategy<Value = String> {
    let shock =
        perhaps((20..=95_u32).prop_map(|chance| format!("shock = [{{ raise = \"30%\", chance = \"{chance}%\" }}]")));
    let curve = prop_oneof![
        Just(String::new()),
        (0..=10_u32, 15..=60_u32)
            .prop_map(|(low, high)| format!("walk_away = {{ low = \"{low}%\", high = \"{high}%\" }}")),
        select(vec!["0.5", "1", "2", "2.5"]).prop_map(|elasticity| format!("elasticity = {elasticity}")),
        (20..=50_u32, 4..=15_u32)
            .prop_map(|(half, slope)| format!("logit = {{ half = \"{half}%\", slope = {slope} }}")),
    ];
    let judged = prop_oneof![answers(), (curve, shock).prop_map(|(curve, shock)| format!("{curve}\n{shock}"))];
    let later = prop_oneof![Just(0), 0..=3_u32].prop_map(|months| format!("leaves_after = {months}"));
    let drift = perhaps((-5..=10_i32).prop_map(|drift| format!("drift = \"{drift}%\"")));
    let got = perhaps((60..100_u32).prop_map(|share| format!("realisation = \"{share}%\"")));
    let volume = perhaps(select(vec!["0.3", "1", "2"]).prop_map(|volume| format!("hours_elasticity = {volume}")));
    (judged, later, drift, got, volume)
        .prop_map(|(judged, later, drift, got, volume)| format!("{judged}\n{later}\n{drift}\n{got}\n{volume}"))
}

fn replacement() -> impl Strategy<Value = String> {
    let hours = (4_000..15_000_u32, 10..=70_u32, 0..=30_u32, -3..=8_i32);
    let pace = (0..=4_u32, 1..=4_u32, 50..=100_u32, 0..300_000_u32);
    (hours, pace).prop_map(|((rate, margin, unpaid, increase), (lag, ramp, fill, acquisition))| {
        format!(
            "[replacement]\nrate = €{rate}\nmargin = \"{margin}%\"\nunpaid_share = \"{unpaid}%\"\nincrease = \"{increase}%\"\n\
             lag_months = {lag}\nramp_months = {ramp}\nfill = \"{fill}%\"\nacquisition_cost = €{acquisition}\n"
        )
    })
}

fn team() -> impl Strategy<Value = String> {
    (1..=6_u32, 0..=60_u32, 0..999_999_u32).prop_map(|(people, chance, cost)| {
        format!("[team]\npeople = {people}\nquit_chance = \"{chance}%\"\nreplacement_cost = €{cost}\n")
    })
}

fn contract() -> impl Strategy<Value = String> {
    let lock = perhaps(
        (2026..2030_u32, 1..=12_u32).prop_map(|(year, month)| format!("price_locked_until = {year}-{month:02}-15")),
    );
    (0..=90_u32, 0..=3_u32, 0..=20_u32, lock).prop_map(|(notice, termination, cap, lock)| {
        format!(
            "[contract]\nnotice_days = {notice}\ntermination_months = {termination}\nmax_raise = \"{cap}%\"\n{lock}\n"
        )
    })
}

fn tables() -> impl Strategy<Value = String> {
    let costs = perhaps((-2..=10_i32).prop_map(|increase| format!("[costs]\nincrease = \"{increase}%\"\n")));
    let payment =
        (0..=90_u32, 0..=20_u32, 0..=5_u32, 0..=5_u32, 0..=100_u32).prop_map(|(days, capital, bad, disputed, lost)| {
            format!(
                "[payment]\ndays = {days}\ncost_of_capital = \"{capital}%\"\nbad_debt = \"{bad}%\"\n\
             disputed = \"{disputed}%\"\nlast_bills_unpaid = \"{lost}%\"\n"
            )
        });
    let threatens = select(vec!["", FOR_STATUS_QUO]);
    let risk = (1..=90_u32, 0..999_999_u32, select(vec!["start", "serving", "exit"]), threatens).prop_map(
        |(chance, cost, when, threatens)| {
            format!(
                "[[risk]]\nname = \"risk\"\nkind = \"other\"\nchance = \"{chance}%\"\ncost = €{cost}\nwhen = \"{when}\"\n{threatens}"
            )
        },
    );
    (costs, perhaps(payment), vec(risk, 0..=2))
        .prop_map(|(costs, payment, risks)| format!("{costs}{payment}{}", risks.concat()))
}

/// What a strategy does: its kind and keys.
fn strategy() -> impl Strategy<Value = String> {
    let raise = perhaps(
        (-20..=40_i32)
            .prop_filter("a raise is not 0", |raise| *raise != 0)
            .prop_map(|raise| format!("raise = \"{raise}%\"\n")),
    );
    let bonus = perhaps(
        (0..=10_u32, 0..=100_u32).prop_map(|(bonus, kept)| format!("bonus = \"{bonus}%\"\nretention = \"{kept}%\"\n")),
    );
    let change = (0..=100_u32).prop_map(|change| format!("behaviour_change = \"{change}%\"\n"));
    let fee = prop_oneof![
        Just(String::new()),
        (500..15_000_u32, 0..=9_u32)
            .prop_map(|(fee, included)| format!("per_extra_hour = €{fee}\nincluded_hours = {included}\n")),
        (1..=30_u32).prop_map(|share| format!("surcharge = \"{share}%\"\n")),
        (1_000..99_999_u32).prop_map(|fee| format!("monthly_fee = €{fee}\n")),
    ];
    let preset = prop_oneof![
        (raise, 0..=60_u32).prop_map(|(raise, notice)| format!("kind = \"thirty-day-raise\"\n#accept\nnotice_days = {notice}\n{raise}")),
        (2..=15_u32, 1..=6_u32, 0..=6_u32).prop_map(|(raise, every, steps)| {
            format!("kind = \"quarterly-raise\"\n#accept\nraise = \"{raise}%\"\nevery_months = {every}\nmax_steps = {steps}\n")
        }),
        (fee, perhaps(change)).prop_map(|(fee, change)| format!("kind = \"headache-tax\"\n#accept\n{fee}{change}")),
        (0..=6_u32).prop_map(|months| format!("kind = \"three-month-notice\"\nnotice_months = {months}\n")),
        (0..=6_u32, 10..=90_u32, 10..=100_u32).prop_map(|(months, share, effort)| {
            format!("kind = \"three-month-notice\"\n#accept\nnotice_months = {months}\nshare = \"{share}%\"\neffort_share = \"{effort}%\"\n")
        }),
        Just("kind = \"team-incentive\"\n".to_owned()),
        (0..99_999_u32, 0..99_999_u32)
            .prop_map(|(refund, fee)| format!("kind = \"exit-now\"\nrefund = €{refund}\nreferral_fee = €{fee}\n")),
    ];
    let preset =
        (preset, 0..=90_u32, bonus).prop_map(|(keys, after, bonus)| format!("{keys}after_days = {after}\n{bonus}"));
    let tier = |name: &'static str| {
        (0..=40_u32, 0..99_999_u32).prop_map(move |(hours, fee)| {
            format!("[[strategy.tier]]\nname = \"{name}\"\nhours = {hours}\nmonthly = €{fee}\n")
        })
    };
    let tiers = (tier("a"), tier("b")).prop_map(|(a, b)| format!("kind = \"service-tiers\"\n#accept\n{a}{b}"));
    let judged = (vec(planned_move(true), 1..=3)).prop_map(|moves| format!("kind = \"custom\"\n{}", moves.concat()));
    let plain = (asking_move(), vec(planned_move(false), 0..=3))
        .prop_map(|(first, moves)| format!("kind = \"custom\"\n#accept\n{first}{}", moves.concat()));
    prop_oneof![6 => preset, 1 => tiers, 1 => judged, 2 => plain]
}

fn moved(parts: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        (0..=300_u32).prop_map(|days| format!("after_days = {days}")),
        (0..=10_u32).prop_map(|months| format!("after_months = {months}")),
    ];
    (letter, 0..=40_u32, parts)
        .prop_map(|(letter, notice, parts)| format!("[[strategy.move]]\n{letter}\nnotice_days = {notice}\n{parts}\n"))
}

/// A move that asks for something.
fn asking_move() -> impl Strategy<Value = String> {
    moved(asking_parts())
}

fn asking_parts() -> impl Strategy<Value = String> {
    prop_oneof![
        (1..=30_u32).prop_map(|raise| format!("raise = \"{raise}%\"")),
        (1..=20_u32, 1_000..50_000_u32)
            .prop_map(|(share, fee)| format!("surcharge = \"{share}%\"\nmonthly_fee = €{fee}")),
        (1_000..9_000_u32, 0..=5_u32)
            .prop_map(|(fee, included)| format!("per_extra_hour = €{fee}\nincluded_hours = {included}")),
        (10..=60_u32, 10..=90_u32)
            .prop_map(|(work, effort)| format!("withdraw = \"{work}%\"\nwithdraw_effort = \"{effort}%\"")),
    ]
}

/// A move of any kind; `judged` if it may have a chance of its own.
fn planned_move(judged: bool) -> impl Strategy<Value = String> {
    let chance = option::of(0..=100_u32).prop_map(move |chance| {
        chance.filter(|_| judged).map_or(String::new(), |chance| format!("\naccept = \"{chance}%\""))
    });
    let asks = (asking_parts(), chance).prop_map(|(parts, chance)| parts + &chance);
    let other = prop_oneof![
        (-15..=-1_i32).prop_map(|raise| format!("raise = \"{raise}%\"")),
        (0..=100_u32).prop_map(|change| format!("behaviour_change = \"{change}%\"")),
        (0..50_000_u32, 0..=90_u32)
            .prop_map(|(bonus, kept)| format!("monthly_bonus = €{bonus}\nretention = \"{kept}%\"")),
        (0..=60_u32).prop_map(|days| format!("payment_days = {days}")),
        Just("withdraw = \"100%\"".to_owned()),
    ];
    moved(prop_oneof![asks, other])
}
