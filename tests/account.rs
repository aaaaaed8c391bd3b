//! The account of a sprint against a second computation of it: from the raw tables of the history alone, without any
//! code of the product, over random lives with several time zones and both changes of daylight saving.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account {
    pub mod life;
    pub mod naive;
}

use account::life::{Life, ZONES};
use account::naive::Naive;
use std::collections::BTreeMap;

/// The number of lives, and the number of steps of each.
const LIVES: u64 = 220;
const STEPS: usize = 70;

/// What must have happened how often in all lives together for them to count.
const OFTEN: [(&str, usize); 9] = [
    ("undo", 900),
    ("redo", 50),
    ("reopen", 300),
    ("out", 700),
    ("estimate", 1_000),
    ("split", 600),
    ("drop", 200),
    ("accept", 300),
    ("close", 100),
];

#[test]
fn every_day_of_every_sprint_is_what_the_history_says() {
    let mut done: BTreeMap<&'static str, usize> = BTreeMap::new();
    let (mut sprints, mut days) = (0, 0);
    for seed in 0..LIVES {
        let zone = &ZONES[usize::try_from(seed).unwrap() % ZONES.len()];
        let mut life = Life::begin(seed, zone);
        let mut shown: BTreeMap<(u64, String, String), String> = BTreeMap::new();
        for step in 0..STEPS {
            let what = life.step();
            *done.entry(what).or_default() += 1;
            if step % 9 == 0 {
                past_days_stay(&mut life, &mut shown, seed);
            }
        }
        let naive = Naive::read(&life.file(), zone.offset);
        for sprint in life.started() {
            let expected = naive.sprint(sprint, life.now());
            let found = life.json(sprint);
            let place = format!("life {seed}, sprint {sprint}, {}", zone.name);
            for (at, (day, scope, accepted)) in expected.days.iter().enumerate() {
                let row = &found["flow"]["days"][at];
                assert_eq!(row["day"].as_str(), Some(day.as_str()), "{place}");
                assert_eq!(hundredths(&row["scope"]), Some(*scope), "{place}, scope on {day}");
                assert_eq!(hundredths(&row["accepted"]), Some(*accepted), "{place}, accepted on {day}");
                assert_eq!(hundredths(&row["left"]), Some(scope - accepted), "{place}, left on {day}");
                days += 1;
            }
            let after = &found["flow"]["days"][expected.days.len()];
            assert!(after["scope"].is_null(), "{place}: no more days have a level");
            let report = &found["report"];
            let points = |name: &str| hundredths(&report[name]["points"]).unwrap();
            let sums = [
                points("forecast"),
                points("added"),
                points("removed"),
                hundredths(&report["reestimated_points"]).unwrap(),
                points("done"),
                points("carried"),
                hundredths(&report["done_of_forecast_points"]).unwrap(),
            ];
            assert_eq!(
                sums, expected.sums,
                "{place}: forecast, added, removed, re-estimated, done, left, of forecast"
            );
            let [forecast, added, removed, estimated, accepted, left, _] = sums;
            assert_eq!(forecast + added - removed + estimated, accepted + left, "{place}: the rows add up");
            let last = expected.days.last().unwrap();
            assert_eq!((last.1, last.2), (accepted + left, accepted), "{place}: report and burndown agree");
            sprints += 1;
        }
    }
    for (what, least) in OFTEN {
        assert!(
            done.get(what).is_some_and(|times| *times >= least),
            "{what} was done {:?} times",
            done.get(what)
        );
    }
    assert!(sprints > 250 && days > 1_500, "{sprints} sprints with {days} days");
}

/// Returns a number of points in hundredths.
fn hundredths(number: &serde_json::Value) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "points are small")]
    number.as_f64().map(|points| (points * 100.0).round() as i64)
}

/// Nothing that was shown for a past day of a running sprint changes later.
fn past_days_stay(life: &mut Life, shown: &mut BTreeMap<(u64, String, String), String>, seed: u64) {
    let today = life.today();
    for sprint in life.started() {
        let found = life.json(sprint);
        let started = found["started"].to_string();
        for row in found["flow"]["days"].as_array().unwrap() {
            let day = row["day"].as_str().unwrap().to_owned();
            if day >= today || row["scope"].is_null() {
                continue;
            }
            let level = format!("{} {}", row["scope"], row["accepted"]);
            let before = shown.entry((sprint, started.clone(), day.clone())).or_insert_with(|| level.clone());
            assert_eq!(*before, level, "life {seed}, sprint {sprint}: {day} has changed by {today}");
        }
    }
}
