//! The judgement for programs.

use serde_json::{Value, json};

use super::advice::advice;
use super::{answers, order};
use crate::clients::assess::Assessment;
use crate::clients::assess::loss::CashPath;
use crate::domain::{Risk, RiskKind, RiskWhen};
use crate::number::{Exact, Number};
use crate::report::json::{number, scenario};
use crate::scenario::Reading;
use crate::scenario::warning::Warning;

/// `assess --format json`.
#[must_use]
pub fn json(reading: &Reading, assessment: &Assessment<'_>, warnings: &[Warning]) -> Value {
    let comparison = assessment.comparison;
    let strategies = &comparison.scenario.strategies;
    let id = |position: usize| strategies[position].id.as_str();
    let amount = |amount: Exact| number(Some(amount));
    let flags = assessment.signs.iter().map(|sign| {
        let flag = sign.flag.red_flag;
        json!({
            "code": flag.code,
            "severity": sign.flag.severity,
            "remedy": flag.remedy.code(),
            "rules_out": sign.flag.says_leave(),
            "answered_by": sign.answered_by.iter().map(|position| id(*position)).collect::<Vec<_>>(),
            "try_first": advice(flag).first,
            "sales": advice(flag).sales,
        })
    });
    let questions = answers::answers(assessment)
        .map(|answer| json!({ "question": answer.name, "light": answer.light.word(), "reason": answer.reason }));
    let loss = &assessment.loss;
    let judged = &assessment.questions;
    let team = judged.leavers.zip(judged.turnover).map(|((a_year, within), (cost, cost_within))| {
        json!({
            "leavers_a_year": amount(a_year),
            "leavers": amount(within),
            "cost_a_year": amount(cost),
            "cost": amount(cost_within),
        })
    });
    let calm = assessment.calm.map(|calm| {
        json!({
            "hours": amount(calm.hours),
            "an_hour_a_month": amount(calm.an_hour / Exact::whole(comparison.scenario.months)),
            "all": amount(calm.all),
            "an_hour_as_raise": number(calm.as_raise),
            "least_hours": number(calm.least),
        })
    });
    let counted = comparison.scenario.risks.iter().zip(&comparison.evaluation.basis.risks);
    let side_effects = counted.map(|(one, counted)| {
        let threatened = strategies.iter().filter(|strategy| one.threatens(strategy));
        risk(one, *counted, &threatened.map(|strategy| strategy.id.as_str()).collect::<Vec<_>>())
    });
    let missing = answers::missing(reading, assessment).into_iter();
    json!({
        "schema": "uprate.assess.v1",
        "scenario": scenario(reading),
        "in_short": order::in_short(assessment),
        "steps": order::steps(assessment),
        "recommendation": comparison.choice.best.ok().map(id),
        "may_end_on": assessment.may_end_on.map(|day| day.to_string()),
        "questions": questions,
        "flags": flags.collect::<Vec<_>>(),
        "revenue_share": number(assessment.revenue_share()),
        "profit_share": number(assessment.profit_share()),
        "rest_a_month": number(judged.rest),
        "loss": {
            "profit": amount(loss.profit),
            "cost_stays": amount(loss.staying),
            "to_replace": amount(loss.to_replace()),
            "once": amount(loss.once),
            "earned_again_in_month": loss.earned_again_in,
            "revenue_again_in_month": loss.revenue_again_in,
            "last_month_profit": amount(loss.last),
        },
        "owed": { "open": amount(assessment.owed), "lost_if_it_goes": amount(assessment.owed_lost) },
        "cash": assessment.cash.iter().map(|path| cash(path, path.strategy.map(id))).collect::<Vec<_>>(),
        "extra_hours": calm,
        "team": team,
        "side_effects": side_effects.collect::<Vec<_>>(),
        "warnings": warnings,
        "missing": missing.map(|(key, question)| json!({ "key": key, "question": question })).collect::<Vec<_>>(),
    })
}

fn cash(path: &CashPath, strategy: Option<&str>) -> Value {
    json!({
        "strategy": strategy,
        "gone_in_month": path.gone_in_month,
        "lowest": number(Some(path.lowest.1)),
        "lowest_in_month": path.lowest.0,
        "runs_out_in_month": path.runs_out_in,
        "chance": number(path.chance),
        "in_hand": path.in_hand.iter().map(|cash| number(Some(*cash))).collect::<Vec<_>>(),
    })
}

fn risk(risk: &Risk<Exact>, counted: Exact, strategies: &[&str]) -> Value {
    let kind = match risk.kind {
        RiskKind::Legal => "legal",
        RiskKind::Financial => "financial",
        RiskKind::PublicRelations => "public-relations",
        RiskKind::OtherClients => "other-clients",
        RiskKind::Other => "other",
    };
    let when = match risk.when {
        RiskWhen::Start => "start",
        RiskWhen::Serving => "serving",
        RiskWhen::Exit => "exit",
    };
    json!({
        "name": risk.name,
        "kind": kind,
        "when": when,
        "chance": number(Some(risk.chance)),
        "cost": number(Some(risk.cost)),
        "counted": number(Some(counted)),
        "strategies": strategies,
    })
}
