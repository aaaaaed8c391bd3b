//! The real program in a real pseudo-terminal: it starts, answers keys, follows the size, and leaves the terminal whole.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

struct Screen {
    master: Box<dyn portable_pty::MasterPty + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    emulator: vt100::Parser,
}

impl Screen {
    fn start(arguments: &[&str], home: &Path) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ceremony"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", home);
        command.env("USER", "ana");
        command.cwd(home);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (send, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || send.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pty.master.take_writer().unwrap();
        Self { master: pty.master, child, keys, bytes, emulator: vt100::Parser::new(24, 80, 0) }
    }

    /// Waits until the screen shows this.
    #[track_caller]
    fn shows(&mut self, text: &str) {
        let began = Instant::now();
        while !self.emulator.screen().contents().contains(text) {
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(50)) {
                self.emulator.process(&bytes);
            }
            let screen = self.emulator.screen().contents();
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "the screen does not show {text:?}:\n{screen}"
            );
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits for the end; returns the exit code and what the terminal was told at last.
    fn end(mut self) -> (u32, vt100::Parser) {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
            self.emulator.process(&bytes);
        }
        (status.exit_code(), self.emulator)
    }
}

#[test]
fn the_first_start_begins_a_product_and_the_next_one_goes_on_in_it() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("Four answers");
    screen.press("Lighthouse\r");
    screen.shows("The backlog is empty");
    screen.press("n");
    screen.shows("New item");
    screen.press("Pay by card\r");
    screen.shows("LIG-1");
    screen.press("\x1b");
    screen.shows("n new");
    screen.press("2");
    screen.shows("No sprint is running");
    screen.press("q");
    let (code, emulator) = screen.end();
    assert_eq!(code, 0);
    assert!(!emulator.screen().alternate_screen() && !emulator.screen().hide_cursor());
    // Where one leaves off is where one goes on.
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("No sprint is running");
    screen.press("1");
    screen.shows("Pay by card");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn the_screen_follows_the_size_of_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("Four answers");
    screen.press("Lighthouse\r");
    screen.shows("The backlog is empty");
    screen.master.resize(PtySize { rows: 10, cols: 40, pixel_width: 0, pixel_height: 0 }).unwrap();
    screen.emulator.screen_mut().set_size(10, 40);
    screen.shows("This needs 60 columns");
    screen.master.resize(PtySize { rows: 30, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
    screen.emulator.screen_mut().set_size(30, 120);
    screen.shows("The backlog is empty");
    screen.press("\x03");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn the_first_start_of_a_day_leaves_a_backup_and_no_start_waits_for_it() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("Four answers");
    screen.press("Lighthouse\r");
    screen.shows("The backlog is empty");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    let backups = home.path().join("team.db.backups");
    let all = || std::fs::read_dir(&backups).map_or(0, Iterator::count);
    assert_eq!(all(), 0, "what has just begun needs none");
    for _ in 0..2 {
        let mut screen = Screen::start(&["--file", "team.db"], home.path());
        screen.shows("The backlog is empty");
        let began = Instant::now();
        let is_whole = || {
            all() == 1
                && std::fs::read_dir(&backups)
                    .unwrap()
                    .all(|it| !it.unwrap().file_name().to_string_lossy().starts_with('.'))
        };
        while !is_whole() {
            assert!(began.elapsed() < Duration::from_secs(20), "there is no backup");
            let _ = screen.bytes.recv_timeout(Duration::from_millis(10));
        }
        screen.press("q");
        assert_eq!(screen.end().0, 0);
    }
    // Where none can be made the person is told, and goes on.
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "in the way").unwrap();
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("there is no backup of today");
    screen.press("n");
    screen.shows("New item");
    screen.press("\x03");
    assert_eq!(screen.end().0, 0);
}
