//! Programs killed while they work: what they acknowledged is stored, nothing is stored in part, and the file is
//! intact.

use super::dice::{Dice, rounds};
use super::program::{Place, problems, start};
use serde_json::Value;
use std::io::Read as _;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

/// The number of programs that work concurrently.
const STREAMS: u64 = 2;

/// The number of rounds after which a new file is created, so that examining it does not take ever longer.
const ROUNDS_A_FILE: u64 = 20;

/// The results of a loop.
#[derive(Debug, Default)]
struct Tally {
    kills: u64,
    acknowledged: u64,
    silent: u64,
    longest: Duration,
}

/// Waits for a program until a deadline, and kills it then. Returns its output, and whether it was killed.
fn killed_at(mut child: Child, end: Instant) -> (String, bool) {
    let was_killed = loop {
        if child.try_wait().unwrap().is_some() {
            break false;
        }
        if Instant::now() >= end {
            child.kill().unwrap();
            child.wait().unwrap();
            break true;
        }
        std::thread::sleep(Duration::from_micros(200));
    };
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    let mut err = Vec::new();
    child.stderr.take().unwrap().read_to_end(&mut err).unwrap();
    assert_eq!(problems(&err), "", "nobody but the killer stops it");
    (out, was_killed)
}

/// Runs one command after another until the deadline. Each adds an item of many rows, or a comment on the first item;
/// returns the words of the acknowledged ones, of all that were started, and whether the last one was killed.
fn stream(folder: &Path, name: &str, end: Instant) -> (Vec<String>, Vec<String>, bool) {
    let (mut acknowledged, mut begun) = (Vec::new(), Vec::new());
    for number in 0.. {
        let words = format!("{name}-{number}");
        let criterion = format!("criterion of {words}");
        let add =
            ["add", &words, "--points", "3", "--criterion", &criterion, "--criterion", "x", "--label", name];
        let comment = ["comment", "add", "1", &words];
        let line: &[&str] = if number % 3 == 2 { &comment } else { &add };
        let (out, was_killed) = killed_at(start(folder, line), end);
        begun.push(words.clone());
        if out.starts_with("Ana ") {
            acknowledged.push(words);
        }
        if was_killed {
            return (acknowledged, begun, true);
        }
        if Instant::now() >= end {
            break;
        }
    }
    (acknowledged, begun, false)
}

/// Returns every item that streams have added, with its number of criteria and labels and its points; and every
/// comment.
fn found(place: &Place) -> (Vec<String>, Vec<String>) {
    let json = |line: &[&str]| serde_json::from_str::<Value>(&place.ok(line)).unwrap();
    let listed = json(&["list", "--all", "--json"]);
    let mut keys: Vec<String> = Vec::new();
    let mut titles = Vec::new();
    for item in listed["items"].as_array().unwrap() {
        keys.push(item["key"].as_str().unwrap().to_owned());
        titles.push(item["title"].as_str().unwrap().to_owned());
    }
    let mut line = vec!["show", "--json"];
    line.extend(keys.iter().map(String::as_str));
    let shown = json(&line);
    let mut comments = Vec::new();
    for item in shown["items"].as_array().unwrap() {
        let title = item["title"].as_str().unwrap();
        if title != "First" {
            assert_eq!(item["criteria_list"].as_array().unwrap().len(), 2, "{title} is there by half");
            assert_eq!(item["labels"].as_array().unwrap().len(), 1, "{title} is there by half");
            assert_eq!(item["points"].as_f64(), Some(3.0), "{title} is there by half");
        }
        for comment in item["comment_list"].as_array().unwrap() {
            comments.push(comment["text"].as_str().unwrap().to_owned());
        }
    }
    (titles, comments)
}

fn kill_loop(rounds: u64) -> Tally {
    let (mut dice, mut tally) = (Dice::new(), Tally::default());
    let mut place = Place::empty();
    let (mut acknowledged, mut begun): (Vec<String>, Vec<String>) = Default::default();
    for round in 0..rounds {
        if round % ROUNDS_A_FILE == 0 {
            place = Place::founded();
            place.ok(&["add", "First"]);
            (acknowledged, begun) = Default::default();
        }
        let folder = place.folder.path();
        let end = Instant::now() + Duration::from_micros(2_000 + dice.below(90_000));
        let streams: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..STREAMS)
                .map(|number| scope.spawn(move || stream(folder, &format!("r{round}s{number}"), end)))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        for (said, tried, was_killed) in streams {
            tally.kills += u64::from(was_killed);
            tally.acknowledged += said.len() as u64;
            acknowledged.extend(said);
            begun.extend(tried);
        }
        let start = Instant::now();
        place.ok(&["list"]);
        tally.longest = tally.longest.max(start.elapsed());
        let doctor = place.ok(&["doctor"]);
        assert!(doctor.contains(" is intact: "), "round {round}: {doctor}");
        let (titles, comments) = found(&place);
        for words in &acknowledged {
            assert!(titles.contains(words) || comments.contains(words), "round {round}: {words} is lost");
        }
        let ours = titles.iter().chain(&comments).filter(|it| *it != "First");
        for words in ours {
            assert_eq!(begun.iter().filter(|it| *it == words).count(), 1, "nobody has begun {words}");
        }
        if (round + 1) % ROUNDS_A_FILE == 0 || round + 1 == rounds {
            tally.silent += (titles.len() - 1 + comments.len() - acknowledged.len()) as u64;
        }
    }
    tally
}

/// A program killed while it creates a file leaves none, or one that the next program can continue with.
fn kill_the_beginning(rounds: u64) -> (u64, u64) {
    let (mut dice, mut killed, mut there) = (Dice::new(), 0, 0);
    let line = ["init", "Lighthouse", "--as", "Ana", "--prefix", "PB", "--zone", "UTC"];
    for round in 0..rounds {
        let place = Place::empty();
        let end = Instant::now() + Duration::from_micros(dice.below(60_000));
        let (out, was_killed) = killed_at(place.start(&line), end);
        killed += u64::from(was_killed);
        let again = place.start(&line).wait_with_output().unwrap();
        match again.status.code() {
            Some(0) => assert!(out.is_empty(), "round {round}: it was acknowledged, and is gone"),
            code => {
                let err = String::from_utf8_lossy(&again.stderr);
                assert!(
                    code == Some(1) && err.contains("already has the product Lighthouse"),
                    "round {round}: {err}"
                );
                there += u64::from(was_killed);
            }
        }
        place.ok(&["add", "First"]);
        assert!(place.ok(&["doctor"]).contains(" is intact: "), "round {round}");
    }
    (killed, there)
}

/// A program killed while it upgrades a file leaves either the old one or the new one.
fn kill_the_upgrade(rounds: u64) -> (u64, u64) {
    let old = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/schema-1.db")).unwrap();
    let (mut dice, mut killed, mut stayed) = (Dice::new(), 0, 0);
    let upgraded = Place::empty();
    std::fs::write(upgraded.file(), &old).unwrap();
    let expected = upgraded.ok(&["log", "--limit", "500"]);
    for round in 0..rounds {
        let place = Place::empty();
        std::fs::write(place.file(), &old).unwrap();
        let end = Instant::now() + Duration::from_micros(dice.below(60_000));
        let (_, was_killed) = killed_at(place.start(&["list"]), end);
        killed += u64::from(was_killed);
        let backup = place.folder.path().join("team.db.backups/schema-1.db");
        // If there is a backup, it is complete.
        if !backup.exists() {
            stayed += 1;
        }
        assert_eq!(place.ok(&["log", "--limit", "500"]), expected, "round {round}");
        assert!(place.ok(&["doctor"]).contains(" is intact: "), "round {round}");
        assert!(backup.exists());
    }
    (killed, stayed)
}

#[test]
fn whoever_is_killed_has_lost_nothing_that_they_had_acknowledged() {
    let tally = kill_loop(10);
    assert!(tally.kills > 0 && tally.acknowledged > 0, "{tally:?}");
}

#[test]
fn whoever_is_killed_at_the_beginning_leaves_nothing_in_the_way() {
    kill_the_beginning(8);
}

#[test]
fn whoever_is_killed_in_an_upgrade_leaves_the_old_file_or_the_new_one() {
    kill_the_upgrade(8);
}

#[test]
#[ignore = "long: half an hour at most"]
fn killed_five_hundred_times() {
    let rounds = rounds();
    let tally = kill_loop(rounds);
    println!("{rounds} rounds: {tally:?}, nothing lost");
    let (killed, there) = kill_the_beginning(rounds);
    println!("{rounds} beginnings: {killed} killed, {there} of them after the file was whole");
    let (killed, old) = kill_the_upgrade(rounds);
    println!("{rounds} upgrades: {killed} killed, {old} before there was a backup");
}
