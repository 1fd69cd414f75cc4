//! A scenario in which every key of the catalogue has a place.

use chrono::NaiveDate;
use uprate::domain::Kind;
use uprate::scenario::catalogue::{Group, Holds, Key, TOP, strategy_group};
use uprate::scenario::diagnostics::Diagnostics;
use uprate::scenario::{Override, Reading, Request, Source, read};

/// A scenario that has every table, list and kind, so that every key has a place.
pub const EVERYTHING: &str = r#"
start = 2027-01-04
flags = { slow-payer = 1 }
[client]
rate = 95
hours = { low = 50, likely = 60, high = 70 }
margin = "35%"
[effort]
hours = { low = 10, high = 30 }
[goal]
margin = "30%"
[response]
accept = [{ raise = "10%", chance = "90%" }, { raise = "30%", chance = "50%" }]
shock = [{ raise = "60%", chance = "99%" }]
[replacement]
rate = 95
margin = "35%"
[capacity]
cost_stays = "50%"
[costs]
increase = "2%"
[payment]
days = 30
[team]
people = 3
quit_chance = "8%"
replacement_cost = 15000
[business]
cash = 50000
[contract]
notice_days = 30
[[risk]]
name = "claims"
kind = "legal"
chance = "5%"
cost = 4000
when = "exit"
[[correlation]]
a = "client.hours"
b = "effort.hours"
rho = 0.5
[[strategy]]
kind = "status-quo"
[[strategy]]
kind = "thirty-day-raise"
[[strategy]]
kind = "quarterly-raise"
[[strategy]]
kind = "headache-tax"
[[strategy]]
kind = "three-month-notice"
[[strategy]]
kind = "team-incentive"
[[strategy]]
kind = "service-tiers"
[[strategy.tier]]
name = "basic"
hours = 30
monthly = 500
[[strategy]]
kind = "exit-now"
[[strategy]]
kind = "custom"
[[strategy.move]]
raise = "5%"
"#;

/// Reads it with an override.
pub fn everything_with(given: &str) -> Result<Reading, Diagnostics> {
    let source = Source::from_bytes("everything.toml", EVERYTHING.as_bytes()).expect("a text");
    let overrides = [Override::parse(given).unwrap_or_else(|error| panic!("{given}: {error}"))];
    let today = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
    read(&Request { source, stem: "everything", overrides: &overrides, today })
}

/// Every key of the catalogue with its path in the scenario that has everything.
pub fn every_key() -> Vec<(Vec<String>, &'static Key)> {
    fn of_group(group: &'static Group, path: &[String], keys: &mut Vec<(Vec<String>, &'static Key)>) {
        for key in group.keys {
            let mut path = path.to_vec();
            path.push(key.name.to_owned());
            keys.push((path.clone(), key));
            match key.holds {
                // Only one form of the response can be there at a time.
                Holds::Table(_) if matches!(key.name, "walk_away" | "logit") => {}
                Holds::Table(inner) => of_group(inner, &path, keys),
                Holds::Tables(inner) => {
                    path.push("1".to_owned());
                    of_group(inner, &path, keys);
                }
                _ => {}
            }
        }
    }
    let mut keys = Vec::new();
    of_group(&TOP, &[], &mut keys);
    for (position, kind) in Kind::ALL.into_iter().enumerate() {
        of_group(strategy_group(kind), &["strategy".to_owned(), (position + 1).to_string()], &mut keys);
    }
    keys
}
