//! Files of every schema that was on the main branch: opened, upgraded, and unchanged in content. A fixture was made by
//! the program of its time, and is never regenerated.

use super::desk::{Desk, store};
use super::scene::scene;
use ceremony::store::sqlite::open_read_only;
use ceremony::store::{HistoryQuery, Store, Survey, newest_schema};
use std::fs;
use std::path::{Path, PathBuf};

/// Lines that show the contents of a file.
const LINES: [&str; 13] = [
    "list --all",
    "show 1 2 3 4",
    "show 5 6 7 8",
    "log --limit 500",
    "sprint show \"Sprint 1\"",
    "board",
    "person list",
    "definition",
    "cadence",
    "impediment list --all",
    "feedback list --all",
    "improvement list --all",
    "minutes --list",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Returns the fixtures, each with its schema.
fn fixtures() -> Vec<(i64, Vec<u8>)> {
    (1..)
        .map_while(|schema| Some((schema, fs::read(folder().join(format!("schema-{schema}.db"))).ok()?)))
        .collect()
}

/// Returns a desk with this file, ten days after its last change.
fn desk(bytes: &[u8]) -> Desk {
    let desk = Desk::empty();
    fs::write(desk.file(), bytes).unwrap();
    let survey = looked_at(&desk.file()).survey().unwrap();
    desk.clock.set(survey.at.unwrap());
    desk.days(10);
    desk
}

fn looked_at(path: &Path) -> Store {
    Store::new(Box::new(open_read_only(path, newest_schema()).unwrap()))
}

/// Returns a survey of a file upgraded from a schema, without the entry that recorded when its items were started.
fn but_for_the_entry_of_the_upgrade(after: Survey, schema: i64) -> Survey {
    Survey { revision: after.revision - u64::from(schema < 5), ..after }
}

/// Returns the schema in a file's header.
fn schema(bytes: &[u8]) -> i64 {
    i64::from(u32::from_be_bytes(bytes[60..64].try_into().unwrap()))
}

#[test]
fn every_schema_before_the_newest_has_its_fixture() {
    let fixtures = fixtures();
    assert!(i64::try_from(fixtures.len()).unwrap() >= newest_schema() - 1, "see make_a_fixture");
    for (number, bytes) in fixtures {
        assert_eq!(schema(&bytes), number);
        assert!(bytes.len() < 400_000, "schema {number} has {} bytes", bytes.len());
    }
}

#[test]
fn an_old_file_is_brought_up_and_is_the_same_as_before() {
    for (number, bytes) in fixtures() {
        let mut desk = desk(&bytes);
        let before = looked_at(&desk.file()).survey().unwrap();
        for line in LINES {
            desk.note(line);
        }
        desk.note("doctor");
        insta::assert_snapshot!(format!("schema_{number}"), desk.transcript());
        let after = store(&desk.file(), false).unwrap().survey().unwrap();
        assert_eq!(but_for_the_entry_of_the_upgrade(after, number), before);
        every_operation_is_still_understood(&desk.file());
        assert_eq!(schema(&fs::read(desk.file()).unwrap()), newest_schema());
        desk.ok("--as Ana add \"One more\"");
        desk.ok("--as Ana undo");
        assert_eq!(desk.run("doctor").code, 0);
    }
}

/// A file of schema 5 in the middle of a refinement and of a retrospective. Item 1: revealed, from hidden cards; item 2:
/// the same, undone; item 3: two hidden cards of a deck that was changed since; two hidden notes of Bo's, one of Chi's.
#[test]
fn what_was_hidden_in_an_old_file_is_moved_into_the_history_and_still_hidden() {
    let bytes = fs::read(folder().join("hidden-5.db")).unwrap();
    assert_eq!(schema(&bytes), 5);
    let mut desk = desk(&bytes);
    desk.clock.set(looked_at(&desk.file()).survey().unwrap().at.unwrap());
    desk.environment.terminal = None;
    let hash = |file: &Path| {
        let (mut hashes, connection) = (Vec::new(), rusqlite::Connection::open(file).unwrap());
        let mut read =
            connection.prepare("SELECT hash FROM entry WHERE revision <= 13 ORDER BY revision").unwrap();
        hashes.extend(read.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
        hashes
    };
    let before = hash(&desk.file());
    let log = desk.ok("log --limit 100");
    assert!(
        log.starts_with("14  2026-11-30 16:40  ceremony moved hidden cards and notes into the history\n"),
        "{log}"
    );
    assert_eq!(hash(&desk.file()), before);
    assert_eq!(desk.run("doctor").code, 0);
    // Nothing of what is hidden is read anywhere.
    let all = [
        "log --json",
        "note list retro",
        "note list retro --json",
        "vote --show 3",
        "export -",
        "show 3 --json",
    ];
    for line in
        all.into_iter().chain(["minutes refinement", "minutes retro --json", "history 3", "log --limit 100"])
    {
        let said = desk.run(line).out;
        for hidden in ["Nobody listens", "Cold room", "Warm beer", "XL", "Bo 3", "Chi 13"] {
            assert!(!said.contains(hidden), "{line} shows {hidden}: {said}");
        }
    }
    assert!(desk.ok("note list retro").contains("3 notes are hidden"));
    assert!(desk.ok("--as Bo note list retro").contains("Cold room"));
    assert!(desk.ok("vote --show 3").contains("2 of 2 have voted"), "{}", desk.ok("vote --show 3"));
    assert!(desk.run("export -").err.contains("note: 4 hidden cards and 3 hidden notes are left out"));
    // An undone reveal is not redone; an undo of the one in force hides its cards again.
    assert!(
        desk.no("--as Ana redo").1.contains("a hidden card or note has changed since the reveal was undone")
    );
    assert_eq!(desk.ok("vote --show 1").lines().next(), Some("nobody has voted for HD-1"));
    desk.ok("--as Ana undo");
    assert!(desk.ok("vote --show 1").contains("2 of 2 have voted"));
    assert!(desk.ok("reveal 1").contains("Bo 5, Chi 8"));
    assert!(desk.ok("reveal 2").contains("Bo 3, Chi 13"));
    assert!(desk.ok("reveal 3").contains("Bo XL, Chi S"));
    assert_eq!(desk.run("doctor").code, 0);
}

/// The same file: its notes are revealed, and an undo hides all of them again.
#[test]
fn notes_that_were_hidden_in_an_old_file_are_revealed_and_hidden_again() {
    let desk = desk(&fs::read(folder().join("hidden-5.db")).unwrap());
    desk.clock.set(looked_at(&desk.file()).survey().unwrap().at.unwrap());
    desk.ok("note reveal");
    let wall = desk.ok("note list retro");
    assert!(
        wall.contains("Nobody listens") && wall.contains("Warm beer") && !wall.contains("hidden"),
        "{wall}"
    );
    desk.ok("undo");
    let wall = desk.ok("note list retro");
    assert!(!wall.contains("Nobody listens") && wall.contains("3 notes are hidden"), "{wall}");
    assert!(desk.ok("--as Bo note list retro").contains("Cold room"));
    desk.ok("redo");
    assert!(desk.ok("note list retro").contains("Cold room"));
    assert_eq!(desk.run("doctor").code, 0);
}

#[test]
fn an_old_file_is_kept_as_it_was_before_it_is_brought_up() {
    for (number, bytes) in fixtures() {
        let desk = desk(&bytes);
        desk.ok("list");
        let kept = desk.folder.path().join(format!("team.db.backups/schema-{number}.db"));
        assert_eq!(kept.exists(), number < newest_schema());
        if !kept.exists() {
            continue;
        }
        assert_eq!(schema(&fs::read(&kept).unwrap()), number);
        let mut old = looked_at(&kept);
        assert!(old.is_intact().unwrap());
        let after = looked_at(&desk.file()).survey().unwrap();
        assert_eq!(old.survey().unwrap(), but_for_the_entry_of_the_upgrade(after, number));
        // It can be restored, and is upgraded again.
        let list = desk.ok("list --all");
        desk.ok("--as Ana add \"One more\"");
        desk.ok(&format!("restore schema-{number}"));
        assert_eq!(desk.ok("list --all"), list);
    }
}

#[test]
fn an_old_file_stays_old_where_no_backup_can_be_made() {
    for (number, bytes) in fixtures().into_iter().filter(|(number, _)| *number < newest_schema()) {
        let desk = desk(&bytes);
        fs::write(desk.folder.path().join("team.db.backups"), "in the way").unwrap();
        for line in ["list", "--as Ana add x", "doctor"] {
            let (code, err) = desk.no(line);
            assert!(code == 3 && err.contains("is left as it is, since no backup could be made"), "{err}");
        }
        assert_eq!(schema(&fs::read(desk.file()).unwrap()), number);
        assert_eq!(looked_at(&desk.file()).survey().unwrap().items, if number == 1 { 4 } else { 15 });
    }
}

#[test]
fn an_old_file_that_cannot_be_written_is_told_to_be_old() {
    for (number, bytes) in fixtures().into_iter().filter(|(number, _)| *number < newest_schema()) {
        let desk = desk(&bytes);
        let mut rights = fs::metadata(desk.file()).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(desk.file(), rights).unwrap();
        let (code, err) = desk.no("list");
        assert_eq!(
            (code, err),
            (
                3,
                "ceremony: FOLDER/team.db was written by an older version and cannot be upgraded, \
                 because it is read-only\n  change the file's permissions, or copy it to a folder of your own\n"
                    .to_owned()
            ),
            "{number}"
        );
        assert!(fs::read(desk.file()).unwrap() == bytes);
    }
}

/// Operations stored as data must remain readable: an entry whose operation is not understood would be shown with its
/// stored sentence, and the loss would go unnoticed.
fn every_operation_is_still_understood(file: &Path) {
    let mut store = store(file, false).unwrap();
    let mut lost = Vec::new();
    store
        .history(&HistoryQuery::since(0), &mut |entry| {
            if entry.act.is_some() && entry.operation().is_none() {
                lost.push(entry.act);
            }
        })
        .unwrap();
    assert_eq!(lost, []);
}

/// Adds a file of the present schema, with at least one entity of every kind, to the fixtures; done once for each
/// schema, before the next one begins:
/// `cargo test --test cli make_a_fixture -- --ignored`
#[test]
#[ignore = "writes a fixture, once for each schema"]
fn make_a_fixture() {
    let desk = scene();
    for line in [
        "hold standup --present Ana Bo",
        "impediment add \"the bank does not *answer*\" --stuck Chi --on 5",
        "impediment own 1 Ana",
        "note add standup \"we ask the other bank\" --as-kind decision --about 5",
        "end stand-up",
        "impediment resolve 1 \"they called\"",
        "impediment add \"the till is slow\"",
        "product set deck t-shirt",
        "product set deck none",
        "hold refine",
        "--as Bo vote 5 8",
        "--as Chi vote 3 8",
        "reveal 8",
        "edit 8 --points 5",
        "end refinement",
        "split 8 \"By seat\" \"By amount\" --left 2 --by rules",
        "--as Bo hold review --for Ana --present Bo Chi Dee",
        "note add review \"paying by card\" --as-kind demo --about 4 --by Bo",
        "feedback add \"I could not find the tip\" --said-by \"a waiter\" --about 4 --strength 3",
        "--as Bo criterion met 4 2",
        "--as Bo accept 4 --because \"the rest follows\"",
        "feedback add \"Too loud\"",
        "feedback make 2",
        "sprint outcome met",
        "end review",
        "hold retro --wall sailboat",
        "note add retro \"fast tests\" --topic win",
        "--as Bo note add retro \"slow bank\" --topic anchors",
        "note add retro \"the bank\" --topic anchors",
        "note dots 5 1",
        "improvement add \"Ask the bank weekly\" --owner Bo --due 2026-12-30 --from 5",
        "end retro",
        "sprint capacity Bo --off 1.5 --allocation 80 --focus 70 --sprint next",
        "cadence stand-up daily 9.15 --timebox 10",
        "sprint urgent \"Nobody can pay\" --assign Chi",
        "drop 10 \"nobody asked\"",
        "rank 9 --top",
        "undo",
        "redo",
        "undo",
    ] {
        desk.ok(line);
    }
    let to = folder().join(format!("schema-{}.db", newest_schema()));
    desk.ok(&format!("backup {}", to.display()));
}
