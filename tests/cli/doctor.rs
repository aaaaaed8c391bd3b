//! What `doctor` finds and repairs. Manual changes here use SQLite directly, bypassing every rule of the program.

use super::desk::{Desk, store, tamper};
use super::scene::scene;
use std::fs;

/// Errors in the rows, counters and counts of a product; one change of each kind.
const WRONGS: [&str; 7] = [
    "UPDATE item SET title = 'Pay by cheque' WHERE id = 4",
    "UPDATE item SET stage = 'accepted' WHERE id = 6",
    "DELETE FROM criterion WHERE id = 1",
    "INSERT INTO label (id, name, retired) VALUES (77, 'stray', 0)",
    "UPDATE counter SET value = 2 WHERE name = 'item'",
    "UPDATE memo SET value = 'x' WHERE name = 'heads'",
    "UPDATE person SET roles = 'king' WHERE id = 1",
];

#[test]
fn a_file_in_which_all_is_well() {
    let mut desk = scene();
    desk.note("doctor");
    desk.note("doctor --json");
    desk.note("doctor --repair");
    assert!(!desk.folder.path().join("team.db.backups").exists());
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn what_is_wrong_is_said_and_mended_from_the_history() {
    let mut desk = scene();
    let all = ["list --all", "show 4 6", "board", "log", "person list"];
    let before: Vec<String> = all.iter().map(|line| desk.ok(line)).collect();
    tamper(&desk.file(), &WRONGS);
    desk.note("doctor");
    desk.note("doctor --json");
    desk.note("doctor --repair");
    desk.note("doctor --json");
    tamper(&desk.file(), &WRONGS[..1]);
    desk.note("doctor --repair --json");
    insta::assert_snapshot!(desk.transcript());
    let after: Vec<String> = all.iter().map(|line| desk.ok(line)).collect();
    assert_eq!(after, before);
}

#[test]
fn a_history_that_is_damaged_mends_nothing_and_the_newest_good_backup_is_named() {
    let mut desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.note("doctor");
    desk.ok("backup");
    desk.ok("add \"Refund a payment\"");
    tamper(&desk.file(), &["UPDATE entry SET sentence = 'did nothing' WHERE revision = 3"]);
    desk.days(1);
    desk.ok("backup");
    let before = fs::read(desk.file()).unwrap();
    desk.note("doctor");
    desk.note("doctor --repair");
    desk.note("doctor --json");
    assert!(fs::read(desk.file()).unwrap() == before);
    desk.note("restore 2026-11-23T09-00.db");
    desk.note("doctor");
    insta::assert_snapshot!(desk.transcript());
}

#[test]
fn an_index_that_has_lost_something_is_found_and_made_anew() {
    let desk = scene();
    drop(store(&desk.file(), false).unwrap());
    let mut bytes = fs::read(desk.file()).unwrap();
    // A cell of a page that contains an index: its leaves begin with 10.
    let page =
        (1..bytes.len() / 4096).find(|page| bytes[page * 4096] == 10 && bytes[page * 4096 + 4] > 4).unwrap();
    let count = page * 4096 + 4;
    bytes[count] -= 1;
    fs::write(desk.file(), &bytes).unwrap();
    let said = desk.run("doctor");
    assert!(said.code == 4 && said.out.contains("SQLite says: "), "{}{}", said.out, said.err);
    let said = desk.run("doctor --repair");
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(desk.run("doctor").code, 0);
}

#[test]
fn a_file_that_cannot_even_be_read_is_damage_too() {
    let desk = scene();
    desk.ok("backup");
    let mut bytes = fs::read(desk.file()).unwrap();
    for page in bytes.chunks_mut(4096).skip(1) {
        page.fill(0xA5);
    }
    fs::write(desk.file(), &bytes).unwrap();
    let said = desk.run("doctor --repair");
    assert_eq!(said.code, 4, "{}", said.err);
    assert!(said.out.contains("ceremony restore 20"), "{}", said.out);
    assert!(fs::read(desk.file()).unwrap() == bytes);
}
