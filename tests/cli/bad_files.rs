//! Files that are missing, foreign, too new, locked or inaccessible: one sentence, exit code 3, and not a byte
//! changed.

use super::desk::{Desk, store};
use super::scene::scene;
use ceremony::store::engine::Engine as _;
use ceremony::store::sqlite::{Opening, open};
use std::path::Path;

fn said(desk: &Desk, line: &str) -> String {
    let (code, err) = desk.no(line);
    assert_eq!(code, 3, "{line}: {err}");
    err
}

/// Lines that read, write and create.
const LINES: [&str; 4] = ["list", "add x", "show 1", "init Lighthouse --as Ana"];

/// Asserts that every verb refuses a file with these bytes and leaves it unchanged.
fn refused(bytes: &[u8], expected: &str) {
    let desk = Desk::empty();
    std::fs::write(desk.file(), bytes).unwrap();
    for line in LINES {
        assert_eq!(said(&desk, line), format!("ceremony: {expected}\n"), "{line}");
        assert!(std::fs::read(desk.file()).unwrap() == bytes, "{line} has changed the file");
    }
    let left: Vec<_> =
        std::fs::read_dir(desk.folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["team.db"]);
}

/// Returns a product's file with a number in the header replaced, at an offset in bytes.
fn with_header(offset: usize, number: u32) -> Vec<u8> {
    let desk = Desk::founded();
    let mut bytes = std::fs::read(desk.file()).unwrap();
    bytes[offset..offset + 4].copy_from_slice(&number.to_be_bytes());
    bytes
}

#[test]
fn no_database() {
    refused(
        b"Dear diary, today the team refined eleven stories. ".repeat(40).as_slice(),
        "FOLDER/team.db is not a Ceremony file\n  choose another file with --file",
    );
}

#[test]
fn another_programs_database() {
    refused(
        &with_header(68, 0x1234_5678),
        "FOLDER/team.db is another program's database, not a Ceremony file\n  choose another file with --file",
    );
}

#[test]
fn a_newer_file() {
    refused(
        &with_header(60, 99),
        &format!(
            "FOLDER/team.db was written by a newer version (its schema is 99, this program knows {})\n  update ceremony",
            ceremony::store::newest_schema()
        ),
    );
}

#[test]
fn no_file() {
    let desk = Desk::empty();
    for line in ["list", "add x", "undo", ""] {
        assert_eq!(
            said(&desk, line),
            "ceremony: there is no file FOLDER/team.db\n  create a product with: ceremony init NAME\n"
        );
        assert!(!desk.file().exists(), "{line}");
    }
}

#[test]
fn an_empty_file_is_begun_by_init_alone() {
    let desk = Desk::empty();
    std::fs::write(desk.file(), "").unwrap();
    assert_eq!(
        said(&desk, "add x"),
        "ceremony: FOLDER/team.db is empty\n  create a product with: ceremony init NAME\n"
    );
    assert_eq!(std::fs::read(desk.file()).unwrap(), b"");
    desk.ok("init Lighthouse --as Ana");
    desk.ok("list");
}

#[test]
fn no_folder() {
    let mut desk = Desk::empty();
    desk.environment.file = Some(desk.folder.path().join("nowhere/team.db"));
    for line in LINES {
        assert_eq!(
            said(&desk, line),
            "ceremony: there is no folder FOLDER/nowhere\n  make the folder first, or choose another file with --file\n"
        );
    }
    assert!(!desk.folder.path().join("nowhere").exists());
}

#[test]
fn a_folder_for_a_file() {
    let desk = Desk::empty();
    std::fs::create_dir(desk.file()).unwrap();
    for line in LINES {
        assert_eq!(
            said(&desk, line),
            "ceremony: FOLDER/team.db is not a file\n  choose another file with --file\n"
        );
    }
}

#[test]
fn the_folder_of_the_programs_own_file_is_made_by_init() {
    let mut desk = Desk::empty();
    let data = desk.folder.path().join("share/ceremony");
    desk.environment.file = None;
    assert_eq!(
        desk.no("list"),
        (2, "ceremony: no file to work on\n  name one with --file PATH\n".to_owned())
    );
    desk.environment.data_dir = Some(data.clone());
    assert_eq!(desk.no("list").0, 3);
    assert!(!data.exists());
    desk.ok("init Lighthouse --as Ana");
    assert!(data.join("ceremony.db").is_file());
}

#[test]
fn names_that_mean_something_elsewhere_are_plain_names() {
    let desk = Desk::empty();
    let folder = desk.folder.path().to_str().unwrap().to_owned();
    for name in [":memory:", "file:x?mode=memory", "-rf", "a\nb", "ü"] {
        let path = format!("{folder}/{name}");
        let run = |line: &str| {
            let mut words = vec![format!("--file={path}")];
            words.extend(super::desk::words(line));
            desk.run_words(&words, "")
        };
        assert_eq!(run("init Lighthouse --as Ana").code, 0, "{name:?}");
        assert!(Path::new(&path).is_file(), "{name:?}");
        assert_eq!(run("add One").code, 0);
        assert!(run("list").out.contains("One"), "{name:?}");
    }
    assert_eq!(desk.no("--file= list").0, 2);
}

#[test]
fn a_file_that_cannot_be_written_is_read() {
    let desk = scene();
    let before = std::fs::read(desk.file()).unwrap();
    let mut rights = std::fs::metadata(desk.file()).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(desk.file(), rights).unwrap();
    assert!(desk.ok("list").contains("PB-4"));
    assert!(desk.ok("show 4 --json").contains("Pay by card"));
    for line in ["add x", "undo", "init Other --as Eve"] {
        let (code, err) = desk.no(line);
        assert!(code == 3 || line.starts_with("init") && code == 1, "{line}: {code} {err}");
        if code == 3 {
            assert_eq!(
                err,
                "ceremony: FOLDER/team.db cannot be written\n  change the file's permissions, or copy it to a folder of your own\n"
            );
        }
    }
    assert!(std::fs::read(desk.file()).unwrap() == before);
}

#[test]
fn a_file_that_another_program_holds() {
    let desk = Desk::founded();
    let opening = Opening {
        path: desk.file(),
        wanted: ceremony::store::OpenOptions::PRESENT,
        patience: std::time::Duration::ZERO,
        newest_schema: ceremony::store::newest_schema(),
        durable: true,
    };
    let mut holder = open(&opening).unwrap();
    let mut held = None;
    holder
        .write(&mut |_| {
            held = Some(said(&desk, "add x"));
            // Reading continues in the meantime.
            assert_eq!(desk.run("list").code, 0);
            Ok(false)
        })
        .unwrap();
    assert_eq!(
        held.unwrap(),
        "ceremony: another program is busy with FOLDER/team.db\n  try again in a moment\n"
    );
    desk.ok("add x");
}

/// Bytes that are changed, missing or duplicated lead to a reply or an error, never to a panic.
#[test]
fn any_damage_is_survived() {
    let desk = scene();
    let whole = std::fs::read(desk.file()).unwrap();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).unwrap()
    };
    for round in 0..ROUNDS {
        let mut bytes = whole.clone();
        match round % 4 {
            0 => bytes.truncate(next(whole.len())),
            1 => (0..40).for_each(|_| bytes[next(whole.len())] ^= 1 << next(8)),
            2 => {
                let (from, length) = (next(whole.len() - 5_000), next(5_000));
                bytes[from..from + length].fill(u8::try_from(next(256)).unwrap());
            }
            _ => {
                // The texts and numbers of rows rather than the tree that contains them.
                for _ in 0..200 {
                    let at = next(whole.len());
                    if bytes[at].is_ascii_alphanumeric() {
                        bytes[at] = b"0azZ9-\"{\xff"[next(9)];
                    }
                }
            }
        }
        for line in ["list --all", "show 4 8", "log", "sprint show 1", "board", "edit 8 --points 3", "undo"] {
            for suffix in ["-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{suffix}", desk.file().display()));
            }
            std::fs::write(desk.file(), &bytes).unwrap();
            let said = desk.run(line);
            assert!(said.code < 4, "round {round}, {line}: {}", said.err);
            let is_quiet = said.err.lines().all(|line| line.starts_with("note: "));
            assert_eq!(is_quiet, said.code == 0, "round {round}, {line}: {}", said.err);
        }
    }
}

/// The number of damaged files that are tried.
const ROUNDS: u64 = 24;

#[test]
fn damage_is_told_and_nothing_is_written() {
    let desk = scene();
    let mut bytes = std::fs::read(desk.file()).unwrap();
    for page in bytes.chunks_mut(4096).skip(1) {
        page.fill(0xA5);
    }
    std::fs::write(desk.file(), &bytes).unwrap();
    for line in ["list", "add x", "log"] {
        let err = said(&desk, line);
        assert_eq!(
            err,
            "ceremony: FOLDER/team.db is damaged\n  see what is wrong, and how to mend it, with: ceremony doctor\n",
            "{line}"
        );
    }
    assert!(std::fs::read(desk.file()).unwrap() == bytes);
}

/// Returns the command that a hint proposes.
fn proposed(desk: &Desk, err: &str) -> String {
    let folder = desk.folder.path().display().to_string();
    let hint = err.lines().last().unwrap();
    hint.split_once(": ceremony ").unwrap_or_else(|| panic!("{err}")).1.replace("FOLDER", &folder)
}

/// A file that is empty or gone and has good backups is not begun again; a damaged row is mended by `doctor`. Each hint
/// works as it is written.
#[test]
fn the_hint_is_the_one_that_loses_least_and_works_as_written() {
    let mut desk = scene();
    desk.ok("backup");
    let file = desk.file();
    desk.environment.file = None;
    let run = |line: &str| desk.run(&format!("{line} --file {}", file.display()));
    for is_gone in [false, true] {
        if is_gone {
            std::fs::remove_file(&file).unwrap();
        } else {
            std::fs::write(&file, "").unwrap();
        }
        for line in ["list", "add x", "doctor", "backup"] {
            let said = run(line);
            assert!(said.err.contains("restore its newest good backup with: ceremony restore"), "{said:?}");
        }
        let (said, opened) = desk.on_screen(&format!("--file {}", file.display()));
        assert!(opened.is_none() && said.err.contains("ceremony restore"), "{said:?}");
        assert_eq!(desk.run(&proposed(&desk, &said.err)).code, 0);
        assert!(run("list").out.contains("Pay by card"));
    }
    super::desk::tamper(&file, &["UPDATE person SET roles = 'king' WHERE id = 1"]);
    let said = run("list");
    assert_eq!(said.code, 3, "{said:?}");
    let doctor = desk.run(&proposed(&desk, &said.err));
    assert_eq!(doctor.code, 4);
    assert_eq!(desk.run(&proposed(&desk, &doctor.out)).code, 0);
    assert!(run("list").out.contains("Pay by card"));
}

#[test]
fn the_store_of_the_tests_is_the_programs() {
    let desk = Desk::founded();
    assert!(store(&desk.file(), false).unwrap().is_writable());
}
