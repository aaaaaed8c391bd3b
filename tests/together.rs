//! Several real processes, each in its own pseudo-terminal, in one ceremony on one file: what one does the others
//! show, hidden cards and notes are shown by none, and a killed process takes nothing with it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ceremony::store::sqlite::{Opening, open};
use ceremony::store::{OpenOptions, Store, newest_schema};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a change may take to become visible, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);
const ROWS: u16 = 36;
const COLUMNS: u16 = 120;

/// A folder with a product: Ana is its product owner, Bo and Chi are developers, two items are selected for the
/// running sprint.
struct Team {
    folder: tempfile::TempDir,
}

impl Team {
    fn new() -> Self {
        let team = Self { folder: tempfile::tempdir().unwrap() };
        for line in [
            &["init", "Lighthouse", "--as", "Ana", "--prefix", "PB", "--zone", "UTC"][..],
            &["person", "add", "Bo", "--roles", "developer", "--login", "bo"],
            &["person", "add", "Chi", "--roles", "developer", "--login", "chi"],
            &["add", "Pay by card", "--points", "3", "--criterion", "the amount is shown"],
            &["add", "Print a receipt", "--points", "2", "--criterion", "it has a date"],
            &["add", "Split a bill"],
            &["edit", "1", "--as-a", "waiter", "--i-want", "to take cards"],
            &["edit", "2", "--as-a", "waiter", "--i-want", "to print"],
            &["ready", "1", "2"],
            &["sprint", "new", "--goal", "Guests can pay"],
            &["sprint", "add", "1", "2"],
            &["sprint", "start"],
        ] {
            team.run(line);
        }
        team
    }

    /// Returns a call of the command line.
    fn call(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ceremony"));
        command.args(["--file", "team.db"]).args(arguments);
        command.env_clear().envs(environment(self.folder.path())).current_dir(self.folder.path());
        command
    }

    /// Runs a verb of the command line; returns its output.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> String {
        let output = self.call(arguments).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let wrong = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {told}{wrong}");
        told
    }

    /// Starts the program for a person, in a terminal of its own.
    fn screen(&self, name: &str) -> Screen {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ceremony"));
        command.args(["--file", "team.db", "--as", name]);
        command.env_clear();
        for (variable, value) in environment(self.folder.path()) {
            command.env(variable, value);
        }
        command.cwd(self.folder.path());
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (send, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pty.master.take_writer().unwrap();
        let emulator = vt100::Parser::new(ROWS, COLUMNS, 0);
        let mut screen = Screen { _master: pty.master, child, keys, bytes, emulator, secrets: Vec::new() };
        screen.shows("1 Backlog");
        screen
    }
}

fn environment(home: &Path) -> [(&str, &str); 4] {
    [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", home.to_str().unwrap()), ("USER", "ana")]
}

/// The real program in a pseudo-terminal.
struct Screen {
    _master: Box<dyn portable_pty::MasterPty + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    emulator: vt100::Parser,
    /// Texts that this screen must not show, in any frame.
    secrets: Vec<&'static str>,
}

impl Screen {
    fn contents(&self) -> String {
        self.emulator.screen().contents()
    }

    /// Waits until the screen shows this.
    #[track_caller]
    fn shows(&mut self, text: &str) -> &mut Self {
        let began = Instant::now();
        while !self.contents().contains(text) {
            assert!(began.elapsed() < PATIENCE, "the screen does not show {text:?}:\n{}", self.contents());
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(20)) {
                self.emulator.process(&bytes);
            }
            for secret in &self.secrets {
                assert!(!self.contents().contains(secret), "{secret:?} is told:\n{}", self.contents());
            }
        }
        self
    }

    /// Forbids texts in every frame from now on, until they are revealed.
    fn must_not_show(&mut self, secrets: &[&'static str]) -> &mut Self {
        self.secrets = secrets.to_vec();
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Starts or joins a ceremony.
    #[track_caller]
    fn hold(&mut self, name: &str) -> &mut Self {
        self.press("c").shows("type to filter").press(name).press("\r")
    }

    /// Answers who is present, as whoever begins a ceremony is asked.
    fn answers_attendance(&mut self) -> &mut Self {
        self.shows("Who is present besides you?").press("all\r")
    }

    /// Kills the process, which no program can prepare for.
    fn kill(&mut self) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-KILL", &id]).status().unwrap().success());
        assert!(!self.end());
    }

    /// Waits for the end of the process; returns whether it succeeded.
    #[track_caller]
    fn end(&mut self) -> bool {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            assert!(began.elapsed() < PATIENCE, "it does not end:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_card_is_seen_by_nobody_before_all_are_turned_and_outlives_its_terminal() {
    let team = Team::new();
    let mut ana = team.screen("Ana");
    ana.hold("refinement")
        .answers_attendance()
        .shows("REFINEMENT")
        .shows("Split a bill")
        .must_not_show(&["100"]);
    let mut bo = team.screen("Bo");
    bo.hold("refinement").shows("REFINEMENT").shows("Split a bill");
    bo.press("C").shows("Your card for PB-3, hidden until reveal");
    bo.press("100").shows("●●●").press("\r").shows("Bo has voted");
    ana.shows("1 of 2 has voted").shows("Bo ✓");
    bo.kill();
    // The command line can vote as well, and reveals as little.
    let told = team.run(&["vote", "100", "--as", "Chi"]);
    assert!(told.contains("is hidden") && !told.contains("100"), "{told}");
    ana.shows("2 of 2 have voted").shows("Chi ✓");
    for told in [team.run(&["vote", "--show"]), team.run(&["log"]), team.run(&["minutes", "refinement"])] {
        assert!(!told.contains("100"), "{told}");
    }
    ana.must_not_show(&[]).press("E");
    ana.shows("all agree").shows("Bo 100   Chi 100");
    ana.press("\r").shows("Ana estimated PB-3 at 100");
}

#[test]
fn notes_lie_face_down_until_they_are_turned_over_and_outlive_their_terminal() {
    let team = Team::new();
    let mut ana = team.screen("Ana");
    ana.hold("retro")
        .shows("Format of the retrospective")
        .press("\r")
        .answers_attendance()
        .shows("RETROSPECTIVE")
        .shows("Last time");
    ana.press("l").shows("Write first, talk later").must_not_show(&["Nobody listens", "The room is cold"]);
    let mut bo = team.screen("Bo");
    // Where one is, all are.
    bo.hold("retro").shows("RETROSPECTIVE").shows("Write first, talk later");
    bo.press("n").shows("Tab next column").press("Nobody listens\r").shows("1 note of yours");
    bo.press("The room is cold\r").shows("2 notes of yours");
    ana.shows("2 notes are hidden");
    bo.kill();
    for told in [team.run(&["log"]), team.run(&["minutes", "retro"]), team.run(&["note", "list", "retro"])] {
        assert!(!told.contains("Nobody listens") && !told.contains("cold"), "{told}");
    }
    ana.must_not_show(&[])
        .press("*")
        .shows("revealed 2 notes")
        .shows("Nobody listens")
        .shows("The room is cold");
}

#[test]
fn a_stand_up_goes_on_where_it_was_whoever_goes_away() {
    let team = Team::new();
    team.run(&["assign", "1", "--to", "Bo"]);
    let mut ana = team.screen("Ana");
    ana.hold("stand").answers_attendance().shows("STAND-UP").shows("What keeps us from the sprint goal?");
    let mut bo = team.screen("Bo");
    bo.shows("in progress since").hold("stand").shows("STAND-UP").shows("What keeps us");
    ana.press("l").shows("Bo   1 of 2");
    bo.shows("Bo   1 of 2");
    ana.press("L").shows("Ana moved PB-1 to Doing");
    bo.shows("Doing");
    bo.press("d").shows("decide").press("We pair today\r").shows("We pair today");
    ana.press("l").shows("Chi   2 of 2");
    bo.shows("Chi   2 of 2");
    ana.kill();
    let mut ana = team.screen("Ana");
    ana.shows("a stand-up is in progress since").hold("stand").shows("STAND-UP").shows("Chi   2 of 2");
    ana.press("Q").shows("End the stand-up?").press("y").shows("Minutes");
    for screen in [&mut ana, &mut bo] {
        screen
            .shows("Stand-up of Sprint 1")
            .shows("PB-1 Pay by card: To do → Doing")
            .shows("We pair today (Bo)");
    }
    bo.press("\x1b").shows("Split a bill").press("q");
    assert!(bo.end(), "leaving is no error");
}

#[test]
fn a_verb_says_for_what_it_waits_and_goes_on_after_it_or_gives_up_when_it_is_told_to() {
    let team = Team::new();
    let opening = Opening {
        path: team.folder.path().join("team.db"),
        wanted: OpenOptions::PRESENT,
        patience: PATIENCE,
        newest_schema: newest_schema(),
        durable: true,
    };
    let mut other = Store::new(Box::new(open(&opening).unwrap()));
    other.hold(Some("an import by Bo"), true).unwrap();
    let impatient = team.call(&["add", "Ring the bell", "--wait", "0"]).output().unwrap();
    let said = String::from_utf8(impatient.stderr).unwrap();
    assert!(
        said.contains("another program is busy with ") && said.contains("an import by Bo, 0 %"),
        "{said}"
    );
    assert_eq!(impatient.status.code(), Some(3));
    let mut patient =
        team.call(&["add", "Ring the bell"]).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(patient.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(said, "ceremony: waiting for an import by Bo, 0 %\n");
    other.hold(None, false).unwrap();
    assert!(patient.wait().unwrap().success());
    assert_eq!(team.run(&["list", "bell"]).lines().count(), 1);
}
