//! Who may read a file, and the harm that a file made by an attacker can do: none.

use super::desk::tamper;
use super::scene::scene;
use std::fs;
use std::time::{Duration, Instant};

/// Everything that an attacker can put into a file of ours, with the resulting message.
const STRANGE: [(&str, &str); 8] = [
    (
        "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN DELETE FROM item; END",
        "has a trigger in it that Ceremony does not make: mine",
    ),
    ("CREATE VIEW mine AS SELECT 1", "has a view in it that Ceremony does not make: mine"),
    (
        "CREATE VIEW mine AS WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT n FROM more",
        "has a view in it that Ceremony does not make: mine",
    ),
    (
        "CREATE TABLE mine (a CHECK (length(randomblob(1000000000)) > 0))",
        "has a table in it that Ceremony does not make: mine",
    ),
    ("CREATE INDEX mine ON item (title)", "has an index in it that Ceremony does not make: mine"),
    // Tables whose contents are interpreted by SQLite's code: old full-text search and spatial indexes.
    ("CREATE VIRTUAL TABLE mine USING fts3(a)", "has a table in it that Ceremony does not make: mine"),
    (
        "CREATE VIRTUAL TABLE mine USING rtree(id, x, y)",
        "has a table in it that Ceremony does not make: mine",
    ),
    ("ALTER TABLE item ADD COLUMN mine TEXT DEFAULT 'x'", "its table item is not as Ceremony makes it"),
];

#[test]
fn what_a_stranger_has_put_into_a_file_never_runs() {
    for (sql, said) in STRANGE {
        let desk = scene();
        tamper(&desk.file(), &[sql]);
        let before = fs::read(desk.file()).unwrap();
        for line in ["list", "add x", "show 1", "backup"] {
            let (code, err) = desk.no(line);
            assert!(code == 3 && err.contains(said), "{sql}, {line}: {err}");
        }
        let doctor = desk.run("doctor");
        assert!(doctor.code >= 3 && format!("{}{}", doctor.out, doctor.err).contains(said), "{doctor:?}");
        assert!(fs::read(desk.file()).unwrap() == before, "{sql}");
    }
}

#[test]
fn a_view_in_the_place_of_a_table_is_never_read() {
    let desk = scene();
    tamper(
        &desk.file(),
        &[
            "DROP TABLE dot",
            "CREATE VIEW dot AS WITH RECURSIVE m(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM m) SELECT id, id AS ceremony, \
         id AS note, id AS person FROM m",
        ],
    );
    let began = Instant::now();
    for line in ["list", "doctor", "note list retro"] {
        assert!(desk.run(line).code >= 3, "{line}");
    }
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_name_from_a_strangers_file_reaches_no_terminal_raw() {
    let desk = scene();
    tamper(&desk.file(), &["CREATE TABLE \"\u{1b}]0;mine\u{7}\" (id)"]);
    let (code, err) = desk.no("list");
    assert!(code == 3 && !err.contains('\u{1b}') && !err.contains('\u{7}'), "{err:?}");
}

#[test]
fn a_title_of_a_megabyte_is_cut_in_lists_and_found_by_doctor() {
    let desk = scene();
    tamper(&desk.file(), &["UPDATE item SET title = hex(zeroblob(500000)) WHERE id = 4"]);
    for line in ["list", "board", "log", "doctor"] {
        let said = desk.run(line);
        assert!(said.out.len() < 10_000, "{line}: {} bytes", said.out.len());
        assert_eq!(said.code, if line == "doctor" { 4 } else { 0 }, "{line}");
    }
    desk.ok("show 4");
}

#[cfg(unix)]
mod rights {
    use super::super::desk::{Desk, store};
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// Returns the permissions of everything in a desk's folder by name, folders included.
    fn all(desk: &Desk) -> Vec<(String, u32)> {
        let mut open = store(&desk.file(), false).unwrap();
        open.set_setting("x", "y").unwrap();
        let mut found = Vec::new();
        let mut folders = vec![desk.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                found.push((path.file_name().unwrap().to_string_lossy().into_owned(), mode(&path)));
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        found.sort();
        found
    }

    fn expected(file: u32, folder: u32) -> Vec<(String, u32)> {
        [
            ("2026-11-23T09-00.db", file),
            ("team.db", file),
            ("team.db-shm", file),
            ("team.db-wal", file),
            ("team.db.backups", folder),
        ]
        .map(|(name, mode)| (name.to_owned(), mode))
        .to_vec()
    }

    #[test]
    fn a_file_and_all_beside_it_are_for_their_owner_alone() {
        let desk = Desk::founded();
        desk.ok("backup");
        assert_eq!(all(&desk), expected(0o600, 0o700));
    }

    #[test]
    fn a_groups_file_is_for_the_group_of_its_folder_with_all_beside_it() {
        let desk = Desk::empty();
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o2770)).unwrap();
        let said = desk.ok("init Lighthouse --as Ana --group");
        assert!(!said.contains("chmod"), "{said}");
        desk.ok("backup");
        assert_eq!(all(&desk), expected(0o660, 0o770));
        let gid = |path: &Path| fs::metadata(path).unwrap().gid();
        assert_eq!(gid(&desk.file()), gid(desk.folder.path()));
        // Backups made by others belong to the group, too, whatever their own group is.
        let backups = desk.folder.path().join("team.db.backups");
        assert_eq!(
            (gid(&backups), fs::metadata(&backups).unwrap().mode() & 0o2000),
            (gid(&desk.file()), 0o2000)
        );
        // A restored file belongs to the group again.
        desk.ok("restore 2026-11-23T09-00");
        assert_eq!(mode(&desk.file()), 0o660);
        let demo = desk.folder.path().join("demo.db");
        desk.ok(&format!("demo --items 12 --open 4 --group --file {}", demo.display()));
        assert_eq!(mode(&demo), 0o660);
    }

    /// Only an administrator, or a member of several groups, can give a file to another group.
    #[test]
    fn what_is_made_beside_a_groups_file_is_the_groups() {
        let desk = Desk::founded();
        desk.ok("backup");
        let group = 12;
        if std::os::unix::fs::chown(desk.file(), None, Some(group)).is_err() {
            return;
        }
        fs::set_permissions(desk.file(), fs::Permissions::from_mode(0o660)).unwrap();
        // A folder from before the file was shared is shared with the next backup.
        desk.days(1);
        desk.ok("backup");
        let beside = |name: &str| fs::metadata(desk.folder.path().join(name)).unwrap();
        let is_shared = |name: &str, mode: u32| {
            let about = beside(name);
            assert_eq!((about.gid(), about.mode() & 0o7777), (group, mode), "{name}");
        };
        is_shared("team.db.backups", 0o2770);
        is_shared("team.db.backups/2026-11-24T09-00.db", 0o660);
        desk.ok("restore 2026-11-24T09-00");
        is_shared("team.db", 0o660);
        is_shared("team.db.backups/2026-11-24T09-00-before-restore.db", 0o660);
    }

    #[test]
    fn a_folder_that_keeps_its_group_out_is_told() {
        let desk = Desk::empty();
        fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let said = desk.ok("init Lighthouse --as Ana --group");
        assert!(said.contains("\nGive the group access to the folder: chmod g+rwxs FOLDER\n"), "{said}");
    }
}
