//! Eight programs write to one file concurrently: nothing is lost, and nobody is shown another one's lock.

use super::dice::rounds;
use super::program::{Place, start};
use serde_json::Value;
use std::time::{Duration, Instant};

const WRITERS: u64 = 8;

fn write_at_once(each: u64) {
    let place = Place::founded();
    let folder = place.folder.path();
    let began = Instant::now();
    let mut waits: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn(move || {
                    let mut waits = Vec::new();
                    for number in 0..each {
                        let title = format!("w{writer}-{number}");
                        let began = Instant::now();
                        let output = start(folder, &["add", &title]).wait_with_output().unwrap();
                        waits.push(began.elapsed());
                        let err = String::from_utf8_lossy(&output.stderr);
                        assert!(output.status.success() && err.is_empty(), "{title}: {err}");
                    }
                    waits
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let took = began.elapsed();
    let all = WRITERS * each;
    let listed: Value = serde_json::from_str(&place.ok(&["list", "--all", "--json"])).unwrap();
    let mut titles: Vec<&str> =
        listed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    let mut expected: Vec<String> =
        (0..WRITERS).flat_map(|w| (0..each).map(move |n| format!("w{w}-{n}"))).collect();
    expected.sort_unstable();
    assert_eq!(titles, expected);
    // Each was added below the one before: no two have the same position.
    let doctor = place.ok(&["doctor"]);
    let whole = format!(" is whole: revision {}, {all} items", all + 1);
    assert!(doctor.contains(&whole), "{doctor}");
    waits.sort_unstable();
    println!(
        "{WRITERS} writers, {each} commands each: {took:?}, {} a second; each took {:?} in the middle, {:?} at the most",
        u128::from(all) * 1_000 / took.as_millis().max(1),
        waits[waits.len() / 2],
        waits[waits.len() - 1]
    );
}

#[test]
fn eight_writers_lose_nothing_and_are_shown_no_lock() {
    write_at_once(25);
}

#[test]
#[ignore = "long: a few minutes"]
fn eight_writers_five_hundred_commands_each() {
    write_at_once(rounds());
}
