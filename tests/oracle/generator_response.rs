//! The response of a random scenario: its curves must fall, and fall faster than the shock beside them.

use super::generator::{Draft, Random, line, share_text};

/// A point of a curve in tenths of a percent: the raise and the chance.
type Point = (i64, i64);

pub fn write_response(draft: &mut Draft) -> String {
    let mut text = String::new();
    if !draft.in_percent(90) {
        return text;
    }
    text += "[response]\n";
    if draft.in_percent(70) {
        text += &line("churn", &draft.share_text("response.churn", 0.0, 3.5));
    }
    let with_shock = draft.in_percent(40);
    let mut shock = None;
    match draft.random.whole(0, 10) {
        0..=3 => {
            let (answers, beside) = answers_and_shock(&mut draft.random);
            text += &line("accept", &points_text(draft, &answers, !with_shock));
            shock = Some(beside);
        }
        4..=5 => {
            let low = draft.random.whole(0, 250);
            let high = low + draft.random.whole(10, 500);
            let (low, high) = (share_text(&mut draft.random, low, 1), share_text(&mut draft.random, high, 1));
            text += &line("walk_away", &format!("{{ low = {low}, high = {high} }}"));
        }
        6..=7 => text += &line("elasticity", &draft.amount("response.elasticity", 0.0, 3.0, 2).0),
        8..=9 => {
            // Whatever the draw, slope times half exceeds the logarithm of 2.
            let least = draft.random.between(5.0, 45.0);
            let half = draft.share_text("response.logit.half", least, least + 15.0);
            let slope = 80.0 / least;
            let slope = draft.amount("response.logit.slope", slope, slope * 4.0, 1).0;
            text += &line("logit", &format!("{{ half = {half}, slope = {slope} }}"));
        }
        _ => {}
    }
    if with_shock {
        let beside_other_form = shock.is_none();
        let shock = shock.unwrap_or_else(|| falling_points(&mut draft.random, 3, 300));
        text += &line("shock", &points_text(draft, &shock, beside_other_form));
    }
    if draft.in_percent(25) {
        text += &line("leaves_after", &draft.random.whole(0, 8).to_string());
    }
    if draft.in_percent(30) {
        text += &line("drift", &draft.share_text("response.drift", -3.0, 8.0));
    }
    if draft.in_percent(25) {
        let nothing = draft.in_percent(10);
        let (share, realisation) = match nothing {
            true => ("\"0%\"".to_owned(), 0.0),
            false => draft.share("response.realisation", 30.0, 100.0),
        };
        text += &line("realisation", &share);
        draft.realisation = realisation;
    }
    if draft.in_percent(30) {
        let elasticity = draft.amount("response.hours_elasticity", 0.0, 1.5, 2).0;
        text += &line("hours_elasticity", &elasticity);
    }
    text
}

/// Points with rising raises and falling chances; the last chance may be as low as 0.
fn falling_points(random: &mut Random, most: i64, fall: i64) -> Vec<Point> {
    let (mut raise, mut chance) = (0, 1000);
    (0..random.whole(1, most))
        .map(|_| {
            raise += random.whole(10, 250);
            chance = (chance - random.whole(5, fall)).max(0);
            (raise, chance)
        })
        .collect()
}

/// Answers, and a shock beside which what is left of them still falls.
fn answers_and_shock(random: &mut Random) -> (Vec<Point>, Vec<Point>) {
    loop {
        let answers = falling_points(random, 5, 400);
        let shock = falling_points(random, 3, 80);
        if what_is_left_falls(&answers, &shock) {
            return (answers, shock);
        }
    }
}

fn value_at(points: &[Point], raise: f64) -> f64 {
    let mut left = (0.0, 1000.0);
    for (number, point) in points.iter().enumerate() {
        let right = (point.0 as f64, point.1 as f64);
        if raise <= right.0 || number + 1 == points.len() {
            let slope = (right.1 - left.1) / (right.0 - left.0);
            return (left.1 + slope * (raise - left.0)).max(0.0);
        }
        left = right;
    }
    unreachable!("a curve has a point")
}

/// Where the last segment comes down to 0.
fn zero_of(points: &[Point]) -> f64 {
    let before = match points.len() {
        1 => (0, 1000),
        many => points[many - 2],
    };
    let last = points[points.len() - 1];
    let slope = (last.1 - before.1) as f64 / (last.0 - before.0) as f64;
    if slope >= 0.0 { f64::INFINITY } else { last.0 as f64 - last.1 as f64 / slope }
}

/// The quotient of two straight lines falls on a whole piece if it falls between the ends of the piece; so
/// it is looked at where either curve bends or ends, and in between. The shock outlives the answers.
fn what_is_left_falls(answers: &[Point], shock: &[Point]) -> bool {
    let answers_end = zero_of(answers);
    let shock_end = zero_of(shock);
    if shock_end <= answers_end * 1.05 {
        return false;
    }
    let mut bends: Vec<f64> = vec![0.0, answers_end, 5000.0];
    bends.extend(answers.iter().chain(shock).map(|point| point.0 as f64));
    bends.retain(|bend| *bend <= answers_end && *bend < shock_end);
    bends.sort_by(f64::total_cmp);
    let mut places = bends.clone();
    places.extend(bends.windows(2).map(|two| (two[0] + two[1]) / 2.0));
    places.sort_by(f64::total_cmp);
    places.dedup();
    let left: Vec<f64> = places.iter().map(|raise| value_at(answers, *raise) / value_at(shock, *raise)).collect();
    left.windows(2).all(|two| two[1] < two[0] * (1.0 - 1e-9) || (two[0] == 0.0 && two[1] == 0.0))
}

/// The points as a list. A chance may be a range, so narrow that the chances still do not rise.
fn points_text(draft: &mut Draft, points: &[Point], may_be_ranges: bool) -> String {
    let mut texts = Vec::new();
    for (raise, chance) in points {
        let raise = share_text(&mut draft.random, *raise, 1);
        let chance_text = if may_be_ranges && *chance >= 2 && *chance <= 998 && draft.in_percent(10) {
            let around = [chance - 2, *chance, chance + 2];
            let [low, likely, high] = around.map(|at| share_text(&mut draft.random, at, 1));
            format!("{{ low = {low}, likely = {likely}, high = {high} }}")
        } else {
            share_text(&mut draft.random, *chance, 1)
        };
        texts.push(format!("{{ raise = {raise}, chance = {chance_text} }}"));
    }
    format!("[{}]", texts.join(", "))
}
