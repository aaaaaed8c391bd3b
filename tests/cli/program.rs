//! The real program: exit codes, streams that are closed or full, no terminal, several instances at once.

use super::desk::words;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn program(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ceremony"));
    command.env_clear().env("HOME", folder).env("USER", "ana").env("CEREMONY_FILE", folder.join("team.db"));
    command.args(words(line)).stdin(Stdio::null());
    command
}

fn run(folder: &Path, line: &str) -> Output {
    program(folder, line).output().unwrap()
}

fn founded() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), "init Lighthouse --as Ana --prefix PB --zone UTC");
    assert!(output.status.success(), "{output:?}");
    folder
}

#[test]
fn exit_codes() {
    let folder = founded();
    for (line, code) in [
        ("add \"Pay by card\"", 0),
        ("list", 0),
        ("--version", 0),
        ("--help", 0),
        ("completions bash", 0),
        ("man", 0),
        ("ready 1", 1),
        ("show 9", 2),
        ("frobnicate", 2),
        ("--file /nowhere/at/all list", 3),
    ] {
        let output = run(folder.path(), line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert_eq!(output.stderr.is_empty(), code == 0, "{line}: {output:?}");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = founded();
    let odd = std::ffi::OsStr::from_bytes(b"a\xff.db");
    let output = program(folder.path(), "show").arg(odd).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.starts_with("ceremony: invalid UTF-8"), "{text}");
    let file = |line: &str| {
        program(folder.path(), line).arg("--file").arg(folder.path().join(odd)).output().unwrap()
    };
    assert!(file("init Lighthouse --as Ana").status.success());
    assert!(file("add One").status.success());
    assert!(folder.path().join(odd).is_file());
}

#[test]
fn without_a_terminal_it_prints_plain_text() {
    let folder = founded();
    let output = run(folder.path(), "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Lighthouse › no sprint is running\n"), "{text}");
    assert!(!text.contains('\u{1b}'));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn titles_come_from_standard_input() {
    let folder = founded();
    let mut child = program(folder.path(), "add - --kind bug")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), "One\r\n\nZwei für\n".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "Ana added 2 items\n");
    let list = String::from_utf8(run(folder.path(), "list").stdout).unwrap();
    assert!(list.starts_with("PB-1  bug  One "), "{list}");
}

#[test]
fn a_reader_that_has_gone_is_no_problem() {
    let folder = founded();
    let mut child =
        program(folder.path(), "add -").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let titles: String =
        (0..3_000).map(|number| format!("A title that takes some room, number {number}\n")).collect();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), titles.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    for line in ["list", "list --json", ""] {
        let mut child =
            program(folder.path(), line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 10]).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn streams_that_are_full_or_closed_end_in_a_sentence_or_in_silence() {
    let folder = founded();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(folder.path(), "list --help").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "ceremony: the answer cannot be written: No space left on device (os error 28)\n"
    );
    for (line, code) in [("list", 0), ("show 9", 2)] {
        let shell = format!("exec {} {line} <&- >&- 2>&-", env!("CARGO_BIN_EXE_ceremony"));
        let status = Command::new("sh")
            .args(["-c", &shell])
            .env("CEREMONY_FILE", folder.path().join("team.db"))
            .env("HOME", folder.path())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(code), "{line}");
    }
}

#[test]
fn several_at_once_all_get_their_turn() {
    let folder = founded();
    let children: Vec<_> = (0..8)
        .map(|number| {
            program(folder.path(), &format!("add Item{number}")).stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let list = String::from_utf8(run(folder.path(), "list").stdout).unwrap();
    assert_eq!(list.lines().count(), 8, "{list}");
    let mut keys: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["PB-1", "PB-2", "PB-3", "PB-4", "PB-5", "PB-6", "PB-7", "PB-8"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    let folder = founded();
    assert!(run(folder.path(), "add One").status.success());
    let rights =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    rights(&folder.path().join("team.db"), 0o444);
    rights(folder.path(), 0o555);
    // Permissions do not restrict root: then another user tries.
    let as_somebody = |line: &str| {
        let mut command = program(folder.path(), line);
        if rustix::process::geteuid().is_root() {
            command.uid(65_534).gid(65_534);
        }
        command.output()
    };
    let Ok(output) = as_somebody("--as Ana add Two") else {
        return rights(folder.path(), 0o755);
    };
    let before = std::fs::read(folder.path().join("team.db")).unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(
        text.starts_with("ceremony: ") && text.lines().count() == 2 && text.contains("written"),
        "{text}"
    );
    // What is in the file can be read there.
    let text = |output: &[u8]| String::from_utf8(output.to_vec()).unwrap();
    for line in ["list", "show 1", "board", "sprint list", "doctor", "export -"] {
        let output = as_somebody(line).unwrap();
        assert!(output.status.success(), "{line}: {}", text(&output.stderr));
        assert_eq!(text(&output.stdout), text(&run(folder.path(), line).stdout), "{line}");
    }
    rights(&folder.path().join("team.db"), 0o644);
    assert!(as_somebody("list").unwrap().status.success());
    assert_eq!(as_somebody("--as Ana add Two").unwrap().status.code(), Some(3));
    // Without what is in a log that cannot be read, what is read would be old.
    let log = folder.path().join("team.db-wal");
    rights(folder.path(), 0o755);
    std::fs::write(&log, "x").unwrap();
    rights(&log, 0o600);
    rights(folder.path(), 0o555);
    let output = as_somebody("list").unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("is in a folder that cannot be written to\n  copy the file, with"));
    rights(folder.path(), 0o755);
    std::fs::remove_file(&log).unwrap();
    rights(folder.path(), 0o555);
    let made = as_somebody("--file other.db init Lighthouse --as Ana").unwrap();
    assert_eq!(made.status.code(), Some(3));
    assert!(std::fs::read(folder.path().join("team.db")).unwrap() == before);
    rights(folder.path(), 0o755);
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_that_fails_is_told_and_has_changed_nothing() {
    let folder = founded();
    assert!(run(folder.path(), "add One").status.success());
    let list = run(folder.path(), "list").stdout;
    // No file may grow beyond a number of blocks of 512 bytes: the write-ahead log fits less and less.
    let (mut failed, mut done) = (0, 0);
    for blocks in (0..400).step_by(40) {
        let shell = format!(
            "trap \"\" XFSZ; ulimit -f {blocks}; exec {} add Two{blocks} --criterion x",
            env!("CARGO_BIN_EXE_ceremony")
        );
        let output = Command::new("sh")
            .args(["-c", &shell])
            .env_clear()
            .env("CEREMONY_FILE", folder.path().join("team.db"))
            .env("HOME", folder.path())
            .env("USER", "ana")
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        if output.status.success() {
            done += 1;
            continue;
        }
        failed += 1;
        assert_eq!(output.status.code(), Some(3), "{blocks}: {err}");
        assert!(err.starts_with("ceremony: ") && err.lines().count() == 2, "{blocks}: {err}");
        assert!(err.contains("the disk"), "{blocks}: {err}");
        let now = run(folder.path(), "list").stdout;
        assert!(!String::from_utf8_lossy(&now).contains(&format!("Two{blocks} ")), "{blocks}");
        if done == 0 {
            assert_eq!(now, list);
        }
        let doctor = run(folder.path(), "doctor");
        assert!(doctor.status.success(), "{doctor:?}");
    }
    assert!(failed > 1 && done > 1, "{failed} failed, {done} done");
}

#[cfg(unix)]
#[test]
fn what_comes_through_a_pipe_is_imported() {
    let folder = founded();
    for (name, title) in [("-", "Pay"), ("/dev/stdin", "Tip")] {
        let mut child = program(folder.path(), &format!("import {name}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        write!(child.stdin.take().unwrap(), "key,title\nA-{title},{title}\n").unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.starts_with("Ana imported 1 item from"), "{said}");
    }
}

#[test]
fn a_log_says_what_was_done_and_nothing_that_people_wrote() {
    let folder = founded();
    let log = folder.path().join("log");
    for (line, code) in
        [("add \"Unmistakable title\"", 0), ("comment add 1 \"Unmistakable words\"", 0), ("ready 1", 1)]
    {
        let output = program(folder.path(), line).arg("--log").arg(&log).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
    }
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(text.starts_with("log of ceremony\n") && text.contains("runs verb=\"add\""), "{text}");
    assert!(text.contains("not done") && text.matches("started").count() == 3, "{text}");
    assert!(!text.contains("Unmistakable") && !text.contains('\u{1b}'), "{text}");
    #[cfg(all(unix, not(feature = "portable")))]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let table = folder.path().join("table.csv");
    std::fs::write(&table, "title").unwrap();
    let output = program(folder.path(), "list").arg("--log").arg(&table).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert_eq!(std::fs::read_to_string(&table).unwrap(), "title");
}
