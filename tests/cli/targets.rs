//! What an export, minutes, a backup and a log are written to, and what a backup is restored from.
#![cfg(unix)]

use super::desk::{Desk, Said, store};
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

fn desk() -> Desk {
    let desk = Desk::founded();
    desk.ok("add \"Pay by card\"");
    desk.ok("hold refinement --no-screen");
    desk.ok("end refinement");
    desk
}

fn fifo(desk: &Desk) -> PathBuf {
    let path = desk.folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

/// Runs a line that writes to a pipe; returns what is read from it.
fn through(desk: &Desk, line: &str, pipe: &Path) -> String {
    let reading = {
        let pipe = pipe.to_owned();
        std::thread::spawn(move || {
            let mut text = String::new();
            fs::File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
            text
        })
    };
    desk.ok(line);
    reading.join().unwrap()
}

#[test]
fn an_export_and_minutes_go_into_a_pipe_or_a_device_without_replacing_it() {
    let desk = desk();
    let pipe = fifo(&desk);
    let json = through(&desk, &format!("export {}", pipe.display()), &pipe);
    assert!(json.starts_with('{') && json.contains("Pay by card"), "{json}");
    let csv = through(&desk, &format!("export --format csv --force {}", pipe.display()), &pipe);
    assert!(csv.contains("Pay by card"), "{csv}");
    let minutes = through(&desk, &format!("minutes --output {}", pipe.display()), &pipe);
    assert!(minutes.contains("Refinement"), "{minutes}");
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    desk.ok("export /dev/null");
    desk.ok("export --force /dev/null");
    desk.ok("minutes --output /dev/null");
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[test]
fn folders_sockets_and_block_devices_are_refused() {
    let desk = desk();
    let folder = desk.folder.path();
    fs::create_dir(folder.join("inner")).unwrap();
    let _socket = UnixListener::bind(folder.join("socket")).unwrap();
    let mut names = vec![("inner".to_owned(), "a folder"), ("socket".to_owned(), "a socket")];
    let block = fs::read_dir("/dev").unwrap().filter_map(Result::ok);
    let mut block = block.filter(|it| it.file_type().is_ok_and(|it| it.is_block_device()));
    names.extend(block.next().map(|it| (it.path().display().to_string(), "a block device")));
    for (name, kind) in &names {
        let path = folder.join(name);
        for line in ["export --force", "minutes --output", "backup --force", "restore"] {
            // A folder is where a backup is put.
            if (line, *kind) == ("backup --force", "a folder") {
                continue;
            }
            let (code, err) = desk.no(&format!("{line} {}", path.display()));
            assert_eq!(code, 1, "{line} {name}: {err}");
            assert!(err.contains(&format!("is {kind}, not a file")), "{line} {name}: {err}");
        }
    }
}

#[test]
fn a_backup_is_made_of_and_into_regular_files_alone() {
    let desk = desk();
    let pipe = fifo(&desk);
    for line in ["backup --force", "restore"] {
        for target in [pipe.display().to_string(), "/dev/null".to_owned()] {
            let (code, err) = desk.no(&format!("{line} {target}"));
            assert_eq!(code, 1, "{line} {target}");
            assert!(err.contains("is a pipe or a device, not a file"), "{err}");
        }
    }
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert_eq!(desk.no(&format!("restore {}", desk.file().display())).0, 2);
}

#[test]
fn a_symbolic_link_is_followed_and_stays() {
    let desk = desk();
    let folder = desk.folder.path();
    let is_link = |name: &str| fs::symlink_metadata(folder.join(name)).unwrap().is_symlink();
    fs::write(folder.join("old.json"), "old").unwrap();
    fs::set_permissions(folder.join("old.json"), fs::Permissions::from_mode(0o644)).unwrap();
    for (link, to) in [("a.json", "old.json"), ("b.json", "new.json"), ("c.db", "copy.db"), ("d.md", "m.md")]
    {
        symlink(to, folder.join(link)).unwrap();
    }
    let at = |name: &str| folder.join(name).display().to_string();
    desk.ok(&format!("export --force {}", at("a.json")));
    desk.ok(&format!("export {}", at("b.json")));
    desk.ok(&format!("backup {}", at("c.db")));
    desk.ok(&format!("backup --force {}", at("c.db")));
    desk.ok(&format!("minutes --output {}", at("d.md")));
    for (link, to) in [("a.json", "old.json"), ("b.json", "new.json"), ("d.md", "m.md")] {
        assert!(is_link(link) && fs::read_to_string(folder.join(to)).unwrap().len() > 20, "{link}");
    }
    assert_eq!(fs::metadata(folder.join("old.json")).unwrap().permissions().mode() & 0o777, 0o644);
    assert!(is_link("c.db") && store(&folder.join("copy.db"), false).is_ok());
    // A file that is opened by a link is restored behind it.
    desk.ok("add \"Refund\"");
    symlink("team.db", folder.join("link.db")).unwrap();
    desk.ok(&format!("--file {} restore {}", at("link.db"), at("c.db")));
    assert!(is_link("link.db"));
    assert!(!desk.ok("list").contains("Refund"));
}

#[test]
fn the_products_own_file_and_those_beside_it_are_never_a_target() {
    let desk = desk();
    let folder = desk.folder.path();
    symlink("team.db", folder.join("link")).unwrap();
    symlink("team.db-wal", folder.join("dangling")).unwrap();
    let before = fs::read(desk.file()).unwrap();
    for name in ["team.db", "link", "team.db-wal", "team.db-journal", "dangling"] {
        let path = folder.join(name).display().to_string();
        let lines = ["export --force", "minutes --output", "backup --force"];
        let lines = lines.map(|line| format!("{line} {path}"));
        for line in lines.into_iter().chain([format!("--log {path} list")]) {
            let Said { code, err, .. } = desk.run(&line);
            assert!(
                code != 0 && (err.contains("own file") || err.contains("cannot be its own backup")),
                "{line}: {err}"
            );
        }
    }
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    assert!(desk.ok("list").contains("Pay by card"));
}
