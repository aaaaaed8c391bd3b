//! Writes, syncs and truncations of the file and its log that fail, once or from then on: what is acknowledged is there,
//! what is said not to be there is not, and the file is intact. A library that is preloaded into the program makes the
//! calls fail (`fault.c`), so this needs Linux and a C compiler.

use super::dice::{Dice, rounds};
use super::program::Place;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The error numbers of a full disk, and of one that fails.
const ERRORS: [&str; 2] = ["28", "5"];

/// A number of calls that never comes.
const FOR_EVER: &str = "1000000000";

/// What is said where a change was not saved, and where nobody can know.
const NOT_SAVED: [&str; 3] = ["; it was not changed", "cannot be made", "cannot be opened"];
const UNKNOWN: &str = "; whether this change was saved is known only when the file is opened again";

/// Compiles the library.
fn library(folder: &Path) -> PathBuf {
    let (source, library) =
        (concat!(env!("CARGO_MANIFEST_DIR"), "/tests/endurance/fault.c"), folder.join("fault.so"));
    let made = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
    assert!(made.unwrap().success());
    library
}

/// A fault: which calls fail, from which one on, how many, and with which error.
struct Fault<'a> {
    kind: &'a str,
    at: u64,
    lasts: &'a str,
    error: &'a str,
}

/// Runs the program with a fault. Returns its output, and whether a call failed.
fn run(place: &Place, library: &Path, line: &[&str], fault: &Fault<'_>) -> (Output, bool) {
    let folder = place.folder.path();
    let hit = folder.join("hit");
    let _ = fs::remove_file(&hit);
    let output = Command::new(env!("CARGO_BIN_EXE_ceremony"))
        .args(line)
        .current_dir(folder)
        .env_clear()
        .env("CEREMONY_FILE", "team.db")
        .env("HOME", folder)
        .env("USER", "ana")
        .env("LD_PRELOAD", library)
        .env("FAULT_FILE", "team.db")
        .env("FAULT_KIND", fault.kind)
        .env("FAULT_AT", fault.at.to_string())
        .env("FAULT_LASTS", fault.lasts)
        .env("FAULT_ERRNO", fault.error)
        .env("FAULT_HIT", &hit)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output, hit.exists())
}

/// Returns the titles of all items and the texts of the first one's comments.
fn texts(place: &Place) -> Vec<String> {
    let json = |line: &[&str]| serde_json::from_str::<Value>(&place.ok(line)).unwrap();
    let listed = json(&["list", "--all", "--json"]);
    let mut texts: Vec<String> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap().to_owned())
        .collect();
    let shown = json(&["show", "1", "--json"]);
    let comments = shown["items"][0]["comment_list"].as_array().unwrap().iter();
    texts.extend(comments.map(|it| it["text"].as_str().unwrap().to_owned()));
    texts
}

/// Puts the files of one place into another, where nothing is remembered of what was there.
fn put(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to.join(".local"));
    for end in ["", "-wal", "-shm"] {
        let name = format!("team.db{end}");
        let _ = fs::remove_file(to.join(&name));
        if from.join(&name).exists() {
            fs::copy(from.join(&name), to.join(&name)).unwrap();
        }
    }
}

/// Returns a copy of the file as a killed program leaves it: its last change is in a log that was not written back.
fn killed(place: &Place) -> tempfile::TempDir {
    let killed = tempfile::tempdir().unwrap();
    let open = super::super::desk::store(&place.file(), false).unwrap();
    place.ok(&["add", "Second"]);
    put(place.folder.path(), killed.path());
    let _ = fs::remove_file(killed.path().join("team.db-shm"));
    drop(open);
    killed
}

/// Injects faults one after another at every call of commands that write little and much, until there have been that
/// many. Returns the number of each outcome.
fn inject(most: u64) -> BTreeMap<&'static str, u64> {
    let (mut dice, place) = (Dice::new(), Place::founded());
    let folder = place.folder.path();
    let library = library(folder);
    place.ok(&["add", "First"]);
    let mut rows = String::new();
    (0..400).for_each(|row| rows += &format!("K-{row},\"row {row} {}\"\n", "more ".repeat(150)));
    fs::write(folder.join("rows.csv"), format!("key,title\n{rows}last,NEW\n")).unwrap();
    let rest = tempfile::tempdir().unwrap();
    put(folder, rest.path());
    let killed = killed(&place);
    let lines: [&[&str]; 4] = [
        &["add", "NEW", "--criterion", "x"],
        &["comment", "add", "1", "NEW"],
        &["edit", "1", "--title", "NEW"],
        &["import", "rows.csv"],
    ];
    let mut counts = BTreeMap::new();
    let mut faults = 0;
    for round in 0.. {
        for kind in ["write", "sync", "truncate"] {
            let start = if round % 2 == 0 { &rest } else { &killed };
            let line = lines[usize::try_from(dice.below(if round % 8 == 7 { 4 } else { 3 })).unwrap()];
            let calls = if kind == "write" { 60 } else { 8 };
            let at = 1 + dice.below(calls);
            let lasts = if dice.below(2) == 0 { "1" } else { FOR_EVER };
            let error = ERRORS[usize::try_from(dice.below(2)).unwrap()];
            put(start.path(), folder);
            let (output, was_hit) = run(&place, &library, line, &Fault { kind, at, lasts, error });
            let err = String::from_utf8_lossy(&output.stderr).into_owned();
            let what = format!("{line:?}, {kind} {at} ({lasts} of {error}): {:?} {err}", output.status);
            let is_there = texts(&place).iter().any(|text| text == "NEW");
            let outcome = match output.status.code() {
                Some(0) => {
                    assert!(is_there, "acknowledged and not there: {what}");
                    "done"
                }
                Some(3) if err.contains(UNKNOWN) => "unknown",
                Some(3) => {
                    assert!(!is_there, "there although it was said not to be: {what}");
                    assert!(
                        NOT_SAVED.iter().any(|it| err.contains(it)) || err.contains("cannot be"),
                        "{what}"
                    );
                    "not saved"
                }
                _ => panic!("{what}"),
            };
            let doctor = place.ok(&["doctor"]);
            assert!(doctor.contains(" is intact: "), "{what}: {doctor}");
            if was_hit {
                faults += 1;
                *counts.entry(outcome).or_insert(0) += 1;
            }
            if faults == most {
                return counts;
            }
        }
    }
    counts
}

#[test]
fn a_disk_that_fails_leads_to_no_untrue_message() {
    let counts = inject(40);
    println!("{counts:?}");
    assert!(counts.contains_key("done") && counts.contains_key("not saved"), "{counts:?}");
}

/// On a file system that is read-only, and on a full disk, whether or not all is written back from the log.
#[test]
fn where_nothing_can_be_written_all_is_read_exported_and_backed_up_elsewhere() {
    let place = Place::founded();
    let folder = place.folder.path();
    let library = library(folder);
    place.ok(&["add", "First"]);
    let rest = tempfile::tempdir().unwrap();
    put(folder, rest.path());
    let killed = killed(&place);
    for (kind, error) in [("folder", "30"), ("write", "28")] {
        for (start, titles) in [(&rest, vec!["First"]), (&killed, vec!["First", "Second"])] {
            put(start.path(), folder);
            let before = [place.file(), folder.join("team.db-wal")].map(|path| fs::read(path).ok());
            let fault = Fault { kind, at: 1, lasts: FOR_EVER, error };
            let run = |line: &[&str]| run(&place, &library, line, &fault).0;
            let text = |output: &Output| {
                format!(
                    "{}{}",
                    String::from_utf8_lossy(&output.stdout),
                    String::from_utf8_lossy(&output.stderr)
                )
            };
            let elsewhere = tempfile::tempdir().unwrap();
            let (copy, export) = (elsewhere.path().join("copy.db"), elsewhere.path().join("all.json"));
            let paths = [&copy, &export].map(|path| path.to_str().unwrap());
            for line in [
                &["list"][..],
                &["show", "1"],
                &["board"],
                &["log"],
                &["doctor"],
                &["backup", paths[0]],
                &["export", paths[1]],
            ] {
                let output = run(line);
                assert!(output.status.success(), "{kind}, {line:?}: {}", text(&output));
            }
            let listed = text(&run(&["list"]));
            let exported = fs::read_to_string(&export).unwrap();
            let of_copy = place.ok(&["list", "--file", paths[0]]);
            for title in &titles {
                assert!(
                    [&listed, &exported, &of_copy].iter().all(|it| it.contains(title)),
                    "{kind}, {title}"
                );
            }
            let output = run(&["add", "NEW"]);
            let said = text(&output);
            let is_told = said.contains("cannot be written") || said.contains("it was not changed");
            assert!(output.status.code() == Some(3) && is_told, "{kind}: {said}");
            let after = [place.file(), folder.join("team.db-wal")].map(|path| fs::read(path).ok());
            assert!(
                before[0] == after[0] && (before[1] == after[1] || start.path() == rest.path()),
                "{kind}"
            );
        }
    }
}

#[test]
#[ignore = "long: half an hour at most"]
fn two_thousand_faults_lead_to_no_untrue_message() {
    let faults = rounds() * 4;
    println!("{faults} faults: {:?}, no untrue message", inject(faults));
}
