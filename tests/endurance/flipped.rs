//! A byte of the file changes, anywhere: nothing panics, and either everything reads as before, or `doctor` reports
//! the problem.

use super::super::desk::Desk;
use super::dice::{Dice, rounds};
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Lines that show the contents of the file.
const LINES: [&str; 9] = [
    "list --all",
    "show 1 2 3",
    "log",
    "board",
    "person list",
    "definition",
    "epic list",
    "sprint show \"Sprint 1\"",
    "label list",
];

/// Returns a small product, with its file at rest.
fn small() -> (Desk, Vec<u8>) {
    let desk = Desk::founded();
    for line in [
        "person add Bo --login bo",
        "epic add Payments",
        "add \"Pay by card\" --points 5 --epic payments --as-a guest --criterion \"the amount is shown\" --label till",
        "add \"Print a receipt\" --kind bug --points 2 --criterion \"it has a date\"",
        "add \"Split a bill\" --description \"by seat\"",
        "comment add 1 Nice",
        "ready 1 --because x",
        "sprint new --goal \"Guests can pay\"",
        "sprint add 1",
        "sprint start",
        "move 1 doing",
        "edit 3 --points 8",
        "undo",
    ] {
        desk.ok(line);
    }
    let bytes = fs::read(desk.file()).unwrap();
    (desk, bytes)
}

/// The outcome for one position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Same,
    Refused,
    Told,
    SlippedThrough(String),
    Panicked(String),
}

fn put(desk: &Desk, bytes: &[u8]) {
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", desk.file().display()));
    }
    fs::write(desk.file(), bytes).unwrap();
}

fn tried(desk: &Desk, bytes: &[u8], expected: &[String]) -> Outcome {
    put(desk, bytes);
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let doctor = desk.run("doctor");
        match doctor.code {
            0 => {}
            3 => return Outcome::Refused,
            4 => {
                // Damaged contents can be listed in part, or not; either way there is a reply.
                for line in &LINES[..2] {
                    assert!(desk.run(line).code < 5);
                }
                return Outcome::Told;
            }
            code => return Outcome::Panicked(format!("doctor ends with {code}: {}", doctor.err)),
        }
        for (line, expected) in LINES.iter().zip(expected) {
            let said = desk.run(line);
            if said.code != 0 || said.out != *expected {
                return Outcome::SlippedThrough(format!("{line}: {}{}", said.out, said.err));
            }
        }
        Outcome::Same
    }));
    tried.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        Outcome::Panicked(
            words.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default(),
        )
    })
}

fn flip(positions: impl Iterator<Item = usize>, dice: &mut Dice) -> BTreeMap<&'static str, u64> {
    let (desk, whole) = small();
    let expected: Vec<String> = LINES.iter().map(|line| desk.ok(line)).collect();
    let mut counts = BTreeMap::new();
    let mut wrong = Vec::new();
    for at in positions.filter(|at| *at < whole.len()) {
        let mut bytes = whole.clone();
        let flip = u8::try_from(1 + dice.below(255)).unwrap();
        bytes[at] ^= flip;
        let outcome = tried(&desk, &bytes, &expected);
        let name = match &outcome {
            Outcome::Same => "same",
            Outcome::Refused => "refused",
            Outcome::Told => "told by doctor",
            Outcome::SlippedThrough(_) | Outcome::Panicked(_) => "wrong",
        };
        *counts.entry(name).or_insert(0) += 1;
        if let Outcome::SlippedThrough(words) | Outcome::Panicked(words) = &outcome {
            let words: String = words.chars().take(300).collect();
            wrong.push(format!("byte {at} (page {}, {}) ^ {flip:#x}: {words}", at / 4096 + 1, at % 4096));
        }
    }
    assert!(wrong.is_empty(), "{counts:?}\n{}", wrong.join("\n"));
    counts
}

#[test]
fn a_changed_byte_is_harmless_or_told() {
    let mut dice = Dice::new();
    let len = small().1.len() as u64;
    // The header and the schema's page first: there each byte matters most.
    let mut positions: Vec<usize> = (0..40).map(|_| usize::try_from(dice.below(4_096)).unwrap()).collect();
    positions.extend((0..80).map(|_| usize::try_from(dice.below(len)).unwrap()));
    let counts = flip(positions.into_iter(), &mut dice);
    println!("{counts:?}");
    assert!(counts.contains_key("same") && counts.contains_key("told by doctor"), "{counts:?}");
}

#[test]
#[ignore = "long: half an hour at most"]
fn every_seventh_byte_changed() {
    let step = usize::try_from((7 * 500 / rounds().max(1)).max(1)).unwrap();
    let counts = flip((3..).step_by(step).take_while(|at| *at < 4_000_000), &mut Dice::new());
    println!("every byte in {step}: {counts:?}");
}
