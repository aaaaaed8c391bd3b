//! Backups: made, listed, restored; and what they refuse.

use super::desk::{Desk, store, tamper};
use super::scene::scene;
use ceremony::clock::Clock as _;
use ceremony::store::Upkeep;
use ceremony::store::backups::Backups;
use ceremony::store::failure::FailureKind;
use std::fs;
use std::path::PathBuf;

fn backups(desk: &Desk) -> Vec<String> {
    let Ok(entries) = fs::read_dir(desk.folder.path().join("team.db.backups")) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn backup(desk: &Desk, name: &str) -> PathBuf {
    desk.folder.path().join("team.db.backups").join(name)
}

#[test]
fn a_backup_is_made_beside_the_file_listed_and_put_back() {
    let mut desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.note("restore");
    desk.note("backup");
    desk.note("backup");
    desk.ok("add \"Refund a payment\"");
    desk.days(1);
    desk.note("backup --json");
    desk.ok("drop 1 \"nobody needs it\"");
    desk.note("restore");
    desk.note("restore --json");
    desk.note("restore 2026-11-23T09-00");
    desk.note("list");
    desk.note("restore 2026-11-24T09-00-before-restore --json");
    desk.note("list --all");
    insta::assert_snapshot!(desk.transcript());
    // Single files, each self-contained.
    assert_eq!(backups(&desk).len(), 5, "{:?}", backups(&desk));
    assert!(!desk.folder.path().join("team.db-wal").exists());
}

#[cfg(unix)]
#[test]
fn a_backup_is_for_its_owner_alone_and_has_everything_in_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = scene();
    desk.ok("backup");
    let name = backups(&desk).pop().unwrap();
    let path = backup(&desk, &name);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    let of_copy = desk.ok(&format!("--file {} list --all", path.display()));
    assert_eq!(of_copy, desk.ok("list --all"));
    let mut copy = store(&path, false).unwrap();
    assert_eq!(copy.verify().unwrap(), None);
    assert!(copy.examine().unwrap().is_intact());
}

#[cfg(unix)]
#[test]
fn another_name_of_the_file_and_somebody_elses_folder_of_backups_are_reported() {
    let desk = Desk::founded();
    assert_eq!(desk.run("list").err, "");
    fs::hard_link(desk.file(), desk.folder.path().join("other.db")).unwrap();
    for line in ["list", "backup", "doctor"] {
        let err = desk.run(line).err;
        assert!(err.contains("note: FOLDER/team.db has another name (a hard link)"), "{line}: {err}");
    }
    fs::remove_file(desk.folder.path().join("other.db")).unwrap();
    // Only root can hand a folder over.
    if std::os::unix::fs::chown(desk.folder.path().join("team.db.backups"), Some(65_534), None).is_ok() {
        for line in ["list", "backup", "doctor"] {
            let err = desk.run(line).err;
            assert!(err.contains("team.db.backups belongs to someone else"), "{line}: {err}");
        }
        let json: serde_json::Value = serde_json::from_str(&desk.run("doctor --json").out).unwrap();
        assert!(json["notes"][0].as_str().unwrap().contains("belongs to someone else"));
    }
}

#[test]
fn leftovers_of_killed_programs_are_removed_and_those_of_running_ones_stay() {
    let desk = Desk::founded();
    desk.ok("backup");
    let folder = desk.folder.path();
    let left = [folder.join(".unfinished-a.db"), folder.join("team.db.backups/.unfinished-b.db")];
    for path in &left {
        fs::write(path, "").unwrap();
    }
    let held = ceremony::store::unfinished::unfinished(folder, ".db").unwrap();
    fs::write(&left[0], "").unwrap();
    Backups::of(&desk.file()).remove_leftovers();
    assert!(!left.iter().any(|path| path.exists()) && held.path().exists());
    // An export removes what a former one has left, too.
    fs::write(&left[0], "").unwrap();
    desk.ok(&format!("export {}", folder.join("all.json").display()));
    assert!(!left[0].exists() && held.path().exists());
}

#[test]
fn nothing_is_written_over_unless_somebody_says_so() {
    let desk = Desk::founded();
    let to = desk.folder.path().join("copy.db");
    fs::write(&to, "precious").unwrap();
    let line = format!("backup {}", to.display());
    assert_eq!(
        desk.no(&line),
        (1, "ceremony: there is a file FOLDER/copy.db already\n  overwrite it with --force\n".to_owned())
    );
    assert_eq!(fs::read(&to).unwrap(), b"precious");
    desk.ok(&format!("{line} --force"));
    assert!(store(&to, false).is_ok());
    assert_eq!(desk.no(&format!("backup {} --force", desk.file().display())).0, 2);
    let (code, err) = desk.no("backup /nowhere/copy.db");
    assert!(code == 3 && err.starts_with("ceremony: /nowhere/copy.db cannot be made: "), "{err}");
    assert!(!err.contains(".unfinished-"), "{err}");
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_changed() {
    let desk = scene();
    desk.ok("backup");
    let name = backups(&desk).pop().unwrap();
    let path = backup(&desk, &name);
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(11).rposition(|it| it == b"Pay by card").unwrap();
    bytes[at] = b'p';
    fs::write(&path, &bytes).unwrap();
    let list = desk.ok("list --all");
    for (line, said) in
        [(format!("restore {name}"), "is damaged"), ("restore nowhere.db".to_owned(), "there is no file")]
    {
        let (code, err) = desk.no(&line);
        assert!(code == 3 && err.contains(said), "{line}: {err}");
    }
    assert_eq!(desk.ok("list --all"), list);
    assert_eq!(backups(&desk), [name]);
}

#[test]
fn a_file_that_somebody_has_open_is_not_taken_from_under_them() {
    let desk = Desk::founded();
    desk.ok("backup");
    let open = store(&desk.file(), false).unwrap();
    assert_eq!(
        desk.no("restore 2026-11-23T09-00"),
        (
            3,
            "ceremony: another program has FOLDER/team.db open\n  leave it there first, then try again\n"
                .to_owned()
        )
    );
    drop(open);
    desk.ok("restore 2026-11-23T09-00");
}

#[test]
fn a_backup_takes_the_place_of_a_ruin_and_of_nothing() {
    let desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.ok("backup");
    let list = desk.ok("list");
    fs::remove_file(desk.file()).unwrap();
    desk.ok("restore 2026-11-23T09-00");
    assert_eq!(desk.ok("list"), list);
    let mut ruin = fs::read(desk.file()).unwrap();
    ruin[4096..].fill(0x5A);
    fs::write(desk.file(), &ruin).unwrap();
    desk.ok("restore 2026-11-23T09-00");
    assert_eq!(desk.ok("list"), list);
    let kept = "2026-11-23T09-00-before-restore.db";
    assert_eq!(fs::read(backup(&desk, kept)).unwrap(), ruin, "the ruin is kept as it was");
    // A foreign file is replaced only on request.
    fs::write(desk.file(), "Dear diary").unwrap();
    let (code, err) = desk.no("restore 2026-11-23T09-00");
    assert_eq!(
        (code, err.as_str()),
        (3, "ceremony: FOLDER/team.db is not a Ceremony file\n  replace it anyway with --force\n")
    );
    desk.ok("restore 2026-11-23T09-00 --force");
    assert_eq!(fs::read(backup(&desk, "2026-11-23T09-00-before-restore-2.db")).unwrap(), b"Dear diary");
    assert_eq!(desk.ok("list"), list);
}

#[test]
fn each_day_has_its_backup_and_seven_of_them_stay() {
    let desk = Desk::founded();
    let of = Backups::of(&desk.file());
    for day in 0..9 {
        desk.ok(&format!("add \"Day {day}\""));
        let mut store = store(&desk.file(), false).unwrap();
        assert_eq!(store.keep_of_day(&of, desk.clock.now()).unwrap(), Upkeep::Made);
        assert_eq!(store.keep_of_day(&of, desk.clock.now()).unwrap(), Upkeep::Done);
        desk.days(1);
    }
    let kept = backups(&desk);
    assert_eq!((kept.len(), kept[0].as_str(), kept[6].as_str()), (7, "2026-11-25.db", "2026-12-01.db"));
    assert_eq!(desk.ok("restore").lines().count(), 9);
    desk.ok("restore 2026-11-26");
    assert!(desk.ok("list").contains("Day 3") && !desk.ok("list").contains("Day 4"));
}

#[test]
fn where_the_history_is_damaged_no_older_backup_goes() {
    let desk = Desk::founded();
    let of = Backups::of(&desk.file());
    of.make_folder().unwrap();
    for day in 1..=9 {
        fs::write(backup(&desk, &format!("2026-10-0{day}.db")), "").unwrap();
    }
    tamper(&desk.file(), &["UPDATE entry SET sentence = 'did nothing' WHERE revision = 1"]);
    let mut store = store(&desk.file(), false).unwrap();
    assert_eq!(store.keep_of_day(&of, desk.clock.now()).unwrap(), Upkeep::Damaged);
    assert_eq!(backups(&desk).len(), 10);
}

#[test]
fn what_a_newer_program_has_brought_up_is_written_to_no_more() {
    let desk = Desk::founded();
    let mut open = store(&desk.file(), false).unwrap();
    open.set_setting("before", "x").unwrap();
    tamper(&desk.file(), &["PRAGMA user_version = 99"]);
    let (news, refused) = (open.changed().unwrap_err(), open.set_setting("after", "x").unwrap_err());
    for failure in [news, refused] {
        assert_eq!(failure.kind, FailureKind::TooNew, "{failure}");
        let words = failure.to_string();
        assert!(words.ends_with("was brought up to a newer version by another program"), "{words}");
    }
    assert_eq!(open.setting("before").unwrap().as_deref(), Some("x"), "reading goes on");
    assert_eq!(open.setting("after").unwrap(), None);
}

#[cfg(unix)]
#[test]
fn a_file_has_one_folder_of_backups_whatever_link_leads_to_it() {
    let desk = Desk::founded();
    let link = desk.folder.path().join("link.db");
    std::os::unix::fs::symlink(desk.file(), &link).unwrap();
    desk.ok(&format!("backup --file {}", link.display()));
    assert_eq!(backups(&desk), ["2026-11-23T09-00.db"]);
    // Those that an earlier version made beside the link are found.
    let former = desk.folder.path().join("link.db.backups");
    fs::create_dir(&former).unwrap();
    fs::rename(backup(&desk, "2026-11-23T09-00.db"), former.join("2026-11-22.db")).unwrap();
    let of = Backups::of(&link);
    assert_eq!(
        (of.all(), of.named("2026-11-22".as_ref())),
        (vec![former.join("2026-11-22.db")], former.join("2026-11-22.db"))
    );
}
