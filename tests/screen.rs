//! The real program in a real pseudo-terminal: it starts, answers keys, follows the size, and restores the terminal.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

struct Screen {
    master: Box<dyn portable_pty::MasterPty + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    /// Makes the reader of the screen release the line.
    deaf: Arc<AtomicBool>,
    emulator: vt100::Parser,
    /// The number of bytes drawn.
    drawn: usize,
}

impl Screen {
    fn start(arguments: &[&str], home: &Path) -> Self {
        Self::start_with(arguments, home, &[])
    }

    fn start_with(arguments: &[&str], home: &Path, environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ceremony"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", home);
        command.env("USER", "ana");
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(home);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (send, bytes) = channel();
        let deaf = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&deaf);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || send.send(buffer[..count].to_vec()).is_err() || stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        let keys = pty.master.take_writer().unwrap();
        let emulator = vt100::Parser::new(24, 80, 0);
        Self { master: pty.master, child, keys, bytes, deaf, emulator, drawn: 0 }
    }

    /// Starts the program without a file, and answers the first question.
    #[track_caller]
    fn founded(home: &Path, environment: &[(&str, &str)]) -> Self {
        let mut screen = Self::start_with(&["--file", "team.db"], home, environment);
        screen.shows("Four questions");
        screen.press("Lighthouse\r");
        screen.shows("The backlog is empty");
        screen
    }

    /// Waits until the screen shows this.
    #[track_caller]
    fn shows(&mut self, text: &str) {
        self.shows_one_of(&[text]);
    }

    /// Waits until the screen shows one of these.
    #[track_caller]
    fn shows_one_of(&mut self, texts: &[&str]) {
        self.until(&format!("the screen does not show {texts:?}"), |screen| {
            texts.iter().any(|text| screen.contains(text))
        });
    }

    /// Waits until the screen no longer shows this.
    #[track_caller]
    fn hides(&mut self, text: &str) {
        self.until(&format!("the screen shows {text:?}"), |screen| !screen.contains(text));
    }

    #[track_caller]
    fn until(&mut self, no: &str, is_so: impl Fn(&str) -> bool) {
        let began = Instant::now();
        loop {
            let screen = self.emulator.screen().contents();
            if is_so(&screen) {
                return;
            }
            assert!(began.elapsed() < Duration::from_mins(1), "{no}:\n{screen}");
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(50)) {
                self.drawn += bytes.len();
                self.emulator.process(&bytes);
            }
        }
    }

    /// Adds the first item.
    fn add(&mut self, title: &str) {
        self.press(&format!("n{title}\r"));
        self.shows("LIG-1");
        self.press("\x1b");
        self.shows("n new");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill").args([&format!("-{signal}"), &id]).status();
        assert!(status.unwrap().success());
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Closes the line: the reader releases it at the frame after a key. Returns the exit code, and how long the
    /// program continued without a terminal.
    fn close_line(mut self, key: &str) -> (u32, Duration) {
        self.deaf.store(true, Ordering::SeqCst);
        self.press(key);
        while self.bytes.recv().is_ok() {}
        let Self { master, mut child, keys, .. } = self;
        drop((master, keys));
        let began = Instant::now();
        let code = child.wait().unwrap().exit_code();
        (code, began.elapsed())
    }

    /// Returns the settings of the line.
    fn line_settings(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// Waits for the end; returns the exit code and the final output to the terminal.
    fn end(mut self) -> (u32, vt100::Parser) {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
            self.emulator.process(&bytes);
        }
        (status.exit_code(), self.emulator)
    }
}

/// Waits for as long as keys directly after a paste are considered to be a part of it.
fn settle() {
    std::thread::sleep(Duration::from_millis(100));
}

#[test]
fn the_first_start_begins_a_product_and_the_next_one_goes_on_in_it() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
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
    // The next start continues where the last one left off.
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
    let mut screen = Screen::founded(home.path(), &[]);
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
    let mut screen = Screen::founded(home.path(), &[]);
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
    // If none can be made, the person is told, and continues.
    std::fs::remove_dir_all(&backups).unwrap();
    std::fs::write(&backups, "in the way").unwrap();
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("there is no backup of today");
    screen.press("n");
    screen.shows("New item");
    screen.press("\x03");
    assert_eq!(screen.end().0, 0);
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn what_is_being_written_when_the_program_is_ended_is_there_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.press("n");
    screen.shows("New item");
    for (signal, code, why) in [("TERM", 143, "told to end"), ("HUP", 129, "the terminal went away")] {
        screen.press("Pay by card ");
        screen.shows("Pay by card ");
        screen.signal(signal);
        let (ended, emulator) = screen.end();
        assert_eq!(ended, code);
        assert!(!emulator.screen().alternate_screen() && !emulator.screen().hide_cursor());
        let said = emulator.screen().contents();
        assert!(said.contains(why) && said.contains("comes back"), "{said}");

        screen = Screen::start(&["--file", "./team.db"], home.path());
        screen.shows("restored: what you were writing");
        screen.shows("Pay by card");
    }
    screen.press("\r");
    screen.shows("LIG-1");
    screen.press("\x03");
    assert_eq!(screen.end().0, 0);
    // It is restored once.
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("LIG-1");
    screen.shows("n new");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn a_text_that_could_not_be_kept_is_named_as_lost_when_the_program_ends() {
    for (how, code) in [("USR1", 138), ("", 0)] {
        let home = tempfile::tempdir().unwrap();
        // A file where the folder for drafts would be.
        let state = home.path().join("state");
        std::fs::write(&state, "").unwrap();
        let mut screen = Screen::founded(home.path(), &[("XDG_STATE_HOME", state.to_str().unwrap())]);
        screen.press("n");
        screen.shows("New item");
        screen.press("Pay by card");
        screen.shows("Pay by card");
        if how.is_empty() {
            screen.press("\x03");
        } else {
            screen.signal(how);
        }
        let (ended, emulator) = screen.end();
        let said = emulator.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(ended, code, "{said}");
        assert!(!emulator.screen().alternate_screen() && !emulator.screen().hide_cursor());
        assert!(said.contains("what you were writing (New item) is lost:"), "{said}");
    }
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn a_card_is_asked_for_without_echo_and_a_signal_restores_the_line() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.add("Pay by card");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    let vote = |keys: &str| {
        let mut screen = Screen::start(&["--file", "team.db", "vote", "LIG-1"], home.path());
        screen.shows("Your card for LIG-1");
        assert!(!screen.line_settings().contains("ECHO |"), "{}", screen.line_settings());
        if keys.is_empty() {
            screen.signal("TERM");
        } else {
            screen.press(keys);
        }
        screen.end()
    };
    let screen = Screen::start(&["--file", "team.db", "hold", "refinement", "--no-screen"], home.path());
    assert_eq!(screen.end().0, 0);
    let (code, emulator) = vote("13\r");
    let said = emulator.screen().contents();
    assert!(code == 0 && said.contains("is hidden"), "{said}");
    assert!(!said.contains("13\n") && !said.contains(": 13"), "{said}");
    assert_eq!(vote("8\x03").0, 130);
    let (code, emulator) = vote("");
    assert_eq!(code, 143, "{}", emulator.screen().contents());
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn another_name_of_the_file_is_reported_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    std::fs::hard_link(home.path().join("team.db"), home.path().join("other.db")).unwrap();
    std::fs::write(home.path().join(".unfinished-old.db"), "").unwrap();
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("team.db has another name (a hard link)");
    let leftover = home.path().join(".unfinished-old.db");
    screen.until("the leftover is still there", |_| !leftover.exists());
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn a_line_that_is_closed_keeps_the_draft_and_ends_the_program_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.press("n");
    screen.shows("New item");
    screen.press("Pay by car");
    screen.shows("Pay by car");
    let (code, took) = screen.close_line("d");
    assert_eq!(code, 129);
    assert!(took < Duration::from_secs(1), "{took:?}");
    let mut screen = Screen::start(&["--file", "team.db"], home.path());
    screen.shows("restored: what you were writing");
    screen.shows("Pay by card");
    screen.press("\x03");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn a_burst_of_keys_without_paste_brackets_runs_no_command() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    let text = "Dear team,\rquite a few of us would like to pay by card. New sprint?\rYours, Quentin\r";
    // crossterm's reader stalls on Unix if more keys arrive at once than it reads in one piece.
    let many = if cfg!(feature = "portable") { 10 } else { 60 };
    for text in [text.to_owned(), text.repeat(many)] {
        screen.press(&text);
        screen.shows("nothing to paste into");
        screen.shows("The backlog is empty");
        settle();
        screen.press("?");
        screen.hides("nothing to paste into");
        screen.press("\x1b");
        screen.shows("The backlog is empty");
    }
    // Where a text is being written it is inserted, and ends nothing.
    screen.add("Receipt");
    screen.press("Nm");
    screen.shows("Comment");
    screen.press(&text.repeat(3));
    screen.shows("Yours, Quentin");
    settle();
    screen.press("\x13");
    screen.hides("Yours, Quentin");
    screen.shows("n new");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn an_answer_of_the_terminal_that_comes_late_runs_no_command() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    std::thread::sleep(Duration::from_secs(2));
    let before = screen.emulator.screen().contents();
    let drawn = screen.drawn;
    for byte in b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\" {
        screen.keys.write_all(&[*byte]).unwrap();
        std::thread::sleep(Duration::from_millis(1));
    }
    // Only the colours differ from here on.
    let began = Instant::now();
    while screen.drawn == drawn && began.elapsed() < Duration::from_secs(20) {
        screen.until("nothing", |_| true);
        if let Ok(bytes) = screen.bytes.recv_timeout(Duration::from_millis(50)) {
            screen.drawn += bytes.len();
            screen.emulator.process(&bytes);
        }
    }
    assert!(screen.drawn > drawn, "the answer changes the theme");
    assert_eq!(screen.emulator.screen().contents(), before);
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn an_editor_that_crashes_or_is_not_there_costs_neither_the_text_nor_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    for (editor, why) in [
        ("no-such-editor", "was not found"),
        ("sh -c 'echo kept >> \"$1\"; exit 3' x", "ended with an error (exit code 3)"),
        ("sh -c 'echo kept >> \"$1\"; stty raw -echo; kill -9 $$' x", "ended by a signal"),
        (
            "sh -c 'printf \"\\033[?1049h\\033[?25l\\033[?1000h\"; exit 1' x",
            "ended with an error (exit code 1)",
        ),
    ] {
        let mut screen = Screen::start_with(&["--file", "team.db"], home.path(), &[("EDITOR", editor)]);
        screen.shows_one_of(&["Four questions", "LIG-1"]);
        if screen.emulator.screen().contents().contains("Four questions") {
            screen.press("Lighthouse\r");
            screen.shows("The backlog is empty");
            screen.add("Pay by card");
        }
        let raw = screen.line_settings();
        screen.press("\x05");
        screen.shows(why);
        screen.shows("LIG-1");
        assert_eq!(screen.line_settings(), raw, "{editor}");
        screen.press("q");
        let (code, emulator) = screen.end();
        assert_eq!(code, 0, "{editor}");
        assert!(!emulator.screen().alternate_screen() && !emulator.screen().hide_cursor(), "{editor}");
    }
}

#[test]
fn a_paste_of_a_megabyte_is_one_step_and_runs_no_key() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    // Where it is not accepted, it has no effect, whatever it contains.
    let keys = "nq\r\x1bDy\x03q".repeat(130_000);
    screen.press(&format!("\x1b[200~{keys}\x1b[201~"));
    screen.shows("nothing to paste into");
    screen.shows("The backlog is empty");
    settle();
    screen.add("Pay by card");
    screen.press("Nm");
    screen.shows("Comment");
    screen.press(&format!("\x1b[200~{}THE END\x1b[201~", "line after line\n".repeat(60_000)));
    screen.shows("THE END");
    settle();
    screen.press("\x1a");
    screen.hides("line after line");
    screen.press("\x03");
    assert_eq!(screen.end().0, 0);
}

#[test]
#[cfg_attr(feature = "portable", ignore = "is promised by the Unix platform alone")]
fn an_interrupt_in_an_editors_last_moment_is_not_ours() {
    let home = tempfile::tempdir().unwrap();
    let editor = "sh -c 'echo editing; read -r line; echo \"$line\" > \"$1\"' x";
    let mut screen = Screen::founded(home.path(), &[("EDITOR", editor)]);
    screen.add("Pay by card");
    for round in 1..=5 {
        screen.press("\x05");
        screen.shows("editing");
        screen.signal("INT");
        // The answer is sent before anyone can have handled the interrupt.
        screen.press(&format!("round {round}\n"));
        screen.shows("Pay by card");
        screen.shows("u undo");
        screen.shows("changed the description");
        screen.press("u");
        screen.shows("Ctrl-r redo");
    }
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn a_hundred_keys_at_once_are_a_few_frames() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.press("n");
    screen.shows("New item");
    screen.press(&format!("\x1b[200~{}\x1b[201~", "A title\n".repeat(150)));
    screen.shows("A title");
    settle();
    screen.press("\x1b");
    screen.shows("n new");
    screen.press("\x1b[F");
    screen.shows("›150 LIG-150 ");
    screen.press("\x1b[H");
    screen.hides("›150 ");
    // A line down means two redrawn lines of the screen, and what is said of the item below the list.
    let before = screen.drawn;
    screen.press("j");
    screen.shows("›  2 LIG-2 ");
    let a_key = screen.drawn - before;
    assert!(a_key < 520, "{a_key} bytes for a key");
    let before = screen.drawn;
    screen.press(&"j".repeat(100));
    screen.shows("›102 LIG-102 ");
    let keys = screen.drawn - before;
    assert!(keys < 40 * a_key, "{keys} bytes for a hundred keys, {a_key} for one");
    screen.press(&format!("{}q", "k".repeat(100)));
    assert_eq!(screen.end().0, 0);
}

#[test]
fn a_file_is_looked_at_before_it_is_brought_in_and_its_columns_and_statuses_are_chosen() {
    let home = tempfile::tempdir().unwrap();
    let table = "ref,what,effort,state\nA-1,Pay by card,5,brewing\nA-2,Receipt by mail,3,done\n";
    std::fs::write(home.path().join("work.csv"), table).unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.press("Nf");
    screen.shows("Import which file?");
    screen.press("work.csv\r");
    // No header indicates which column contains the titles.
    screen.shows("choose the column with the titles");
    screen.shows("Column what");
    screen.press("\r");
    screen.shows("choose the column with the titles");
    screen.press("\x1b[Btit");
    screen.shows("title");
    screen.press("\r");
    screen.hides("> tit");
    screen.press("\r");
    // The consequences of the choice are shown before anything is done.
    screen.shows("Import 2 items from work.csv: 2 new");
    screen.shows("Status brewing");
    screen.shows("1 row; choose its stage");
    screen.press("ready\r");
    screen.hides("> ready");
    screen.press("\r");
    screen.shows("imported 2 items from work.csv");
    screen.shows("Pay by card");
    // The next file of this kind needs only a confirmation.
    screen.press("Nf");
    screen.shows("Import which file?");
    screen.press("work.csv\r");
    screen.shows("Import 2 items from work.csv: 2 unchanged");
    screen.press("\r");
    screen.shows("nothing is new in work.csv");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn the_log_of_the_screen_names_actions_and_no_texts() {
    let home = tempfile::tempdir().unwrap();
    drop(Screen::founded(home.path(), &[]));
    let mut screen = Screen::start(&["--file", "team.db", "--log", "log"], home.path());
    screen.shows("The backlog is empty");
    screen.add("Unmistakable title");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    let log = std::fs::read_to_string(home.path().join("log")).unwrap();
    assert!(log.contains("acts action=\"leave\"") && !log.contains("Unmistakable"), "{log}");
}

#[test]
fn what_is_missing_in_a_file_is_restored_or_the_file_is_kept_by_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let (home, file) = (folder.path(), folder.path().join("team.db"));
    let mut screen = Screen::founded(home, &[]);
    screen.add("Pay by card");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
    let older = std::fs::read(&file).unwrap();
    for words in [&["add", "Split a bill"][..], &["backup"]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ceremony"));
        command.args(["--file", "team.db"]).args(words).current_dir(home).env_clear();
        assert!(command.env("HOME", home).env("USER", "ana").output().unwrap().status.success());
    }
    for (keys, said) in [("\r", "restored 20"), ("\x1b[B\r", "the file is kept as it is")] {
        std::fs::write(&file, &older).unwrap();
        let mut screen = Screen::start(&["--file", "team.db"], home);
        screen.shows("Changes are missing from this file");
        screen.press(keys);
        screen.shows(said);
        screen.hides("read-only");
        assert_eq!(screen.emulator.screen().contents().contains("Split a bill"), said == "restored 20");
        screen.press("q");
        assert_eq!(screen.end().0, 0);
    }
}

#[test]
fn where_the_founding_is_undone_the_welcome_asks_again() {
    let home = tempfile::tempdir().unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    screen.press("u");
    screen.shows("Undo the creation of Lighthouse?");
    screen.press("y");
    screen.shows("Four questions");
    screen.press("Harbour\r");
    screen.shows("The backlog is empty");
    screen.shows("Harbour");
    screen.press("nA title\r");
    screen.shows("HAR-1");
    screen.press("\x1b");
    screen.shows("n new");
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

#[test]
fn the_walk_of_the_manual_by_keys() {
    let home = tempfile::tempdir().unwrap();
    let table = "key,title\nA-1,Pay by card\nA-2,Print the receipt\nA-3,Refund a payment\nA-4,Split a bill\n";
    std::fs::write(home.path().join("backlog.csv"), table).unwrap();
    let mut screen = Screen::founded(home.path(), &[]);
    let mut step = |keys: &str, shows: &str| {
        screen.press(keys);
        screen.shows(shows);
    };
    step("Nf", "Import which file?");
    step("backlog.csv\r", "Import 4 items from backlog.csv: 4 new");
    step("\r", "imported 4 items");
    // Three items are marked as ready.
    for (number, down) in [(1, ""), (2, "j"), (3, "jj")] {
        step(&format!("\x1b[H{down}E"), &format!("Points of LIG-{number}"));
        step("3\r", &format!("estimated LIG-{number} at 3"));
        step("Nc", &format!("LIG-{number}"));
        step("it works on the till\r", "added a criterion");
        step("\x1b", "n new");
        step("e", "As a");
        step("\t\t\t\t\twaiter\tto do this\x13", &format!("edited LIG-{number}"));
        step("r", &format!("made LIG-{number} ready"));
    }
    step("Ns", "New sprint");
    step("Guests can pay\r", "planned Sprint 1");
    step("\x1b[Hvvv", "3 marked");
    step("s", "to Sprint 1");
    step("gstart\r", "Start Sprint 1");
    step("y", "started Sprint 1");
    // Two are in progress, one is accepted, one is not.
    step("2", "To do 3");
    step("\x1b[HLL", "moved LIG-1 to Review");
    step("hh", "▌ LIG-2");
    step("LL", "moved LIG-2 to Review");
    step("3", "LIG-1");
    step("\x1b[Hj ", "marked a criterion of LIG-1 as met: it works on the till");
    step("A", "the reason to do it anyway");
    step("shown at the till\r", "accepted LIG-1");
    step("R", "Reject LIG-2");
    step("the receipt is cut off\r", "rejected LIG-2 to Doing");
    step("gclose\r", "Move 2 unfinished items of Sprint 1 to");
    step("\r", "Close Sprint 1?");
    step("y", "closed Sprint 1 with 3 points accepted");
    step("q", "");
    assert_eq!(screen.end().0, 0);
    // The same is visible from the shell.
    let log = std::process::Command::new(env!("CARGO_BIN_EXE_ceremony"))
        .args(["--file", "team.db", "log"])
        .current_dir(home.path())
        .env("HOME", home.path())
        .output()
        .unwrap();
    let log = String::from_utf8(log.stdout).unwrap();
    for told in ["made LIG-3 ready", "accepted LIG-1", "rejected LIG-2 to Doing", "closed Sprint 1"] {
        assert!(log.contains(told), "{told}: {log}");
    }
}
