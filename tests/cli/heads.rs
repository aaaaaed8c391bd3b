//! The newest revision is remembered outside the file: where a file has lost its end, everybody who works on it is told,
//! nothing is written until somebody has decided, and the ways out work as written.

use super::desk::{Desk, store, tamper};
use std::fs;

/// Returns a desk with a product of Ana's, which remembers heads.
fn remembering() -> Desk {
    let mut desk = Desk::empty();
    desk.environment.state_dir = Some(desk.folder.path().join("state"));
    desk.ok("init Lighthouse --as Ana --prefix PB --zone UTC");
    desk
}

/// Returns a desk whose file has lost revisions 4 and 5, of which there is a backup.
fn shortened() -> Desk {
    let desk = remembering();
    desk.ok("add \"Pay by card\"");
    desk.ok("add \"Refund a payment\"");
    let older = fs::read(desk.file()).unwrap();
    desk.days(1);
    desk.ok("add \"Split a bill\"");
    desk.ok("add \"Print a receipt\"");
    desk.ok("backup");
    desk.days(1);
    fs::write(desk.file(), older).unwrap();
    desk
}

#[test]
fn what_is_missing_is_said_to_all_who_read_and_nobody_writes_before_it_is_decided() {
    let mut desk = shortened();
    let before = fs::read(desk.file()).unwrap();
    for line in ["list", "add \"One more\"", "list --json", "vote 1 5", "doctor", "doctor --json"] {
        desk.note(line);
    }
    assert!(fs::read(desk.file()).unwrap() == before);
    desk.note("restore 2026-11-24T09-00.db");
    desk.note("list");
    desk.note("doctor");
    insta::assert_snapshot!(desk.transcript());
}

/// The screen asks by itself, and says nothing more once it was left.
#[test]
fn a_copy_of_a_file_that_lacks_something_says_so_and_the_screen_asks_for_itself() {
    let desk = shortened();
    let said = desk.run(&format!("backup {}", desk.folder.path().join("copy.db").display()));
    assert!(said.code == 0 && said.err.contains("revisions 4 and 5 are missing"), "{said:?}");
    for line in ["", "hold standup"] {
        let (said, opened) = desk.on_screen(line);
        assert!(opened.is_some() && said.err.is_empty(), "{line}: {said:?}");
    }
}

#[test]
fn the_file_is_kept_as_it_is_where_somebody_says_so_and_nothing_is_asked_again() {
    let desk = shortened();
    desk.ok("doctor --keep");
    assert_eq!(desk.run("list").err, "");
    desk.ok("add \"One more\"");
    desk.ok("doctor");
    // So does a repair, after a copy.
    let desk = shortened();
    let said = desk.ok("doctor --repair");
    assert!(said.contains("-before-repair.db") && said.contains("is intact: revision 3"), "{said}");
    assert_eq!(desk.run("add \"One more\"").err, "");
}

#[test]
fn a_restore_and_a_first_start_on_a_machine_remember_the_head_there_is() {
    let desk = remembering();
    desk.ok("backup");
    desk.ok("add \"Pay by card\"");
    desk.ok("restore 2026-11-23T09-00");
    assert_eq!(desk.run("add \"Refund a payment\"").err, "");
    // The same file on another machine, where nothing is known of it yet.
    let mut desk = shortened();
    desk.environment.state_dir = Some(desk.folder.path().join("elsewhere"));
    assert_eq!(desk.run("list").err, "");
    desk.ok("add \"One more\"");
}

#[test]
fn what_others_have_written_since_is_no_loss() {
    let desk = remembering();
    desk.ok("add \"Pay by card\"");
    let mut other = Desk::empty();
    other.environment.file = Some(desk.file());
    other.environment.state_dir = Some(other.folder.path().join("state"));
    other.ok("add \"Refund a payment\"");
    desk.ok("add \"Split a bill\"");
    other.ok("list");
}

#[test]
fn a_file_with_another_history_and_one_of_another_product_are_told_apart() {
    let desk = remembering();
    let older = fs::read(desk.file()).unwrap();
    desk.ok("add \"Pay by card\"");
    desk.ok("backup");
    let newer = fs::read(desk.file()).unwrap();
    fs::write(desk.file(), &older).unwrap();
    // Somebody who knows nothing of it goes on with the older file.
    let mut other = Desk::empty();
    other.environment.file = Some(desk.file());
    other.ok("add \"Refund a payment\"");
    let said = desk.run("list");
    assert!(
        said.err
            .contains("has another history than before: revision 2 of 23 Nov 2026, 09:00 UTC is not in it"),
        "{said:?}"
    );
    assert_eq!(desk.no("add x").0, 3);
    fs::write(desk.file(), &newer).unwrap();
    assert_eq!(desk.run("list").err, "");
    // A new product under the same name has lost nothing.
    fs::remove_file(desk.file()).unwrap();
    desk.ok("init Harbour --as Ana");
    desk.ok("list");
    // Each product keeps its head.
    fs::write(desk.file(), &older).unwrap();
    assert!(desk.run("list").err.contains("revision 2 is missing"));
}

#[test]
fn a_history_that_is_empty_has_lost_all() {
    let desk = remembering();
    desk.ok("add \"Pay by card\"");
    fs::remove_file(desk.file()).unwrap();
    drop(store(&desk.file(), true).unwrap());
    let (code, err) = desk.no("add x");
    assert!(code == 3 && err.contains("revisions 1 and 2 are missing"), "{err}");
    assert!(
        err.contains(
            "the newest was saved on 23 Nov 2026, 09:00 UTC; no backup contains the missing changes"
        ),
        "{err}"
    );
}

/// Its last entries are gone, and the tables still have what they made.
#[test]
fn a_history_without_its_end_is_found_by_the_tables_and_nothing_is_removed_without_saying_so() {
    let mut desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.ok("backup");
    desk.ok("add \"Refund a payment\" --criterion \"the money is back\"");
    tamper(&desk.file(), &["DELETE FROM change WHERE revision > 2", "DELETE FROM entry WHERE revision > 2"]);
    desk.note("doctor");
    let file = desk.file();
    desk.days(1);
    fs::copy(&file, desk.folder.path().join("cut.db")).unwrap();
    desk.note("doctor --repair");
    desk.note("doctor --json");
    insta::assert_snapshot!(desk.transcript());
    let kept = desk.folder.path().join("team.db.backups/2026-11-24T09-00-before-repair.db");
    assert!(desk.ok(&format!("list --file {}", kept.display())).contains("Refund a payment"));
}

#[test]
fn a_backup_that_goes_further_than_a_cut_history_is_named_first() {
    let desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.ok("add \"Refund a payment\"");
    desk.ok("backup");
    tamper(&desk.file(), &["DELETE FROM change WHERE revision > 2", "DELETE FROM entry WHERE revision > 2"]);
    let said = desk.run("doctor");
    let way = "Restore the backup that goes further with: ceremony restore 2026-11-23T09-00.db\n";
    assert!(said.code == 4 && said.out.contains(way), "{}", said.out);
    desk.ok("restore 2026-11-23T09-00.db");
    assert!(desk.ok("list").contains("Refund a payment"));
}

/// What the lost end has only changed leaves no trace in numbers, but a backup has it.
#[test]
fn a_backup_that_goes_further_decides_whether_rows_are_wrong_or_the_history_is_cut() {
    let desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.ok("edit 1 --title \"Pay by cheque\"");
    desk.ok("backup");
    tamper(&desk.file(), &["DELETE FROM change WHERE revision > 2", "DELETE FROM entry WHERE revision > 2"]);
    let said = desk.run("doctor");
    assert!(
        said.out.contains("Restore the backup that goes further with: ceremony restore 2026"),
        "{said:?}"
    );
    assert!(said.err.contains("goes on after the newest revision of the file, to revision 3"), "{said:?}");
    // After a restore of an older one it is no damage.
    let desk = Desk::founded();
    desk.ok("backup");
    desk.ok("add \"Pay by card\"");
    desk.ok("restore 2026-11-23T09-00");
    let said = desk.run("doctor");
    assert!(said.code == 0 && said.err.contains("-before-restore.db goes on after"), "{said:?}");
}

#[test]
fn counters_and_search_words_are_examined_and_mended() {
    for sql in [
        "UPDATE counter SET value = value + 1 WHERE name = 'item'",
        "DELETE FROM words WHERE rowid = 1",
        "UPDATE words SET text = '0·pay 0·by 0·cheque' WHERE rowid = 1",
        "INSERT INTO words (rowid, text) VALUES (99, '0·x')",
    ] {
        let desk = Desk::founded();
        desk.ok("add \"Pay by card\"");
        tamper(&desk.file(), &[sql]);
        let said = desk.run("doctor");
        assert_eq!(said.code, 4, "{sql}: {}", said.out);
        let said = desk.run("doctor --repair");
        assert_eq!(said.code, 0, "{sql}: {}{}", said.out, said.err);
        assert!(desk.ok("search card").contains("Pay by card"), "{sql}");
    }
}
