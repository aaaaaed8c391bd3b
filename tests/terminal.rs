//! The terminal in a real pseudo-terminal: how it is taken over, read, and restored, however the program ends.
//!
//! The program under test is this test binary itself, started again for its one ignored test.
#![cfg(all(unix, not(feature = "portable")))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ceremony::tui::action::TABLE;
use ceremony::tui::background::Background;
use ceremony::tui::key::{self, TerminalInput};
use ceremony::tui::terminal::{NoTerminal, Terminal, install_panic_hook, report_defects};
use crossterm::event::Event;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::widgets::Widget as _;
use std::io::{IsTerminal as _, Read as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Added by the test program to the exit code of a program that noticed the end and returned by itself.
const BY_ITSELF: u8 = 40;

#[test]
#[ignore = "is the program under test, and starts no test of its own"]
#[expect(clippy::exit, clippy::disallowed_methods, reason = "a test cannot choose its exit code otherwise")]
fn program() {
    std::process::exit(i32::from(run()));
}

fn run() -> u8 {
    report_defects(std::io::stderr().is_terminal());
    install_panic_hook();
    let mut terminal = match Terminal::start(Some("xterm-256color")) {
        Ok(terminal) => terminal,
        Err(NoTerminal::Input | NoTerminal::Output | NoTerminal::Dumb) => return 2,
        Err(NoTerminal::Failed(_)) => return 3,
    };
    let mut seen = String::new();
    let (mut frames, mut keys) = (0, 0);
    loop {
        frames += 1;
        let (columns, rows) = terminal.size();
        terminal.draw(|frame| {
            let text = format!("{columns}x{rows} frame {frames} [{seen}]\nkeys {keys}.");
            ratatui::text::Text::raw(text).render(frame.area, frame);
            assert!(!seen.ends_with(" D"), "a panic in the draw closure");
            None
        });
        let Some(input) = terminal.poll(Duration::from_secs(30)) else { return 9 };
        keys += u32::from(matches!(input, TerminalInput::Event(Event::Key(_))));
        match input {
            TerminalInput::Event(Event::Key(key)) if key == key::char('q') => return 0,
            TerminalInput::Event(Event::Key(key)) if key == key::char('E') => return 1,
            TerminalInput::Event(Event::Key(key)) if key == key::char('P') => panic!("a panic in the loop"),
            TerminalInput::Event(Event::Key(key)) if key == key::char('T') => {
                let _ = std::thread::spawn(|| panic!("a panic in a thread")).join();
            }
            TerminalInput::Event(Event::Key(key)) if key == key::char('H') => {
                std::thread::sleep(Duration::from_mins(1));
            }
            TerminalInput::Event(Event::Key(key)) if key == key::char('S') => assert!(terminal.stop()),
            TerminalInput::Event(Event::Key(key)) if key == key::char('V') => {
                let editor =
                    || std::process::Command::new("sh").args(["-c", "echo editing; read -r line"]).status();
                terminal.lend(editor).unwrap();
                seen.push_str(" edited");
            }
            TerminalInput::Event(Event::Key(key)) if key == key::char('K') => {
                // It leaves the terminal in a state in which no program should.
                let editor = "stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[?2004l'; kill -9 $$";
                terminal.lend(|| std::process::Command::new("sh").args(["-c", editor]).status()).unwrap();
                seen.push_str(" killed");
            }
            // Only the last keys matter, and a screen holds no more.
            TerminalInput::Event(Event::Key(key)) if key == key::char('C') => seen.clear(),
            TerminalInput::Event(Event::Key(key)) => seen.extend([" ".to_owned(), key::name(key)]),
            TerminalInput::Event(Event::Paste(text)) => {
                seen.extend([" pasted:".to_owned(), text.len().to_string()]);
            }
            TerminalInput::Colours(answer) => {
                let ground = answer.ground.map(Background::of);
                seen.extend(ground.map(|ground| format!(" {ground:?}")));
            }
            TerminalInput::Event(_) => {}
            TerminalInput::End(code) => return code + BY_ITSELF,
        }
    }
}

/// The program in a pseudo-terminal.
struct Play {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn std::io::Write + Send>>,
    out: Arc<Mutex<Vec<u8>>>,
    deaf: Arc<AtomicBool>,
    before: String,
}

impl Play {
    fn start() -> Self {
        Self::start_by(&[])
    }

    /// Starts the program with a shell command in front of it.
    fn start_by(shell: &[&str]) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 10, cols: 70, ..PtySize::default() }).unwrap();
        let this = std::env::current_exe().unwrap();
        let mut command = match shell {
            [] => CommandBuilder::new(&this),
            [first, rest @ ..] => {
                let mut command = CommandBuilder::new(first);
                command.args(rest);
                command.arg(&this);
                command
            }
        };
        command.args(["--exact", "program", "--ignored", "--nocapture", "--test-threads=1"]);
        let before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let out = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let sink = Arc::clone(&out);
        let deaf = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&deaf);
        std::thread::spawn(move || {
            let mut buffer = [0; 4_096];
            while !stop.load(Ordering::SeqCst)
                && let Ok(length @ 1..) = reader.read(&mut buffer)
            {
                sink.lock().unwrap().extend_from_slice(&buffer[..length]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let mut play = Self { child, master: Some(pair.master), keys: Some(keys), out, deaf, before };
        play.wait_for("frame 1 ");
        play
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.out.lock().unwrap()).into_owned()
    }

    /// Returns what the screen shows.
    fn screen(&self) -> String {
        let mut parser = vt100::Parser::new(10, 70, 0);
        parser.process(&self.out.lock().unwrap());
        parser.screen().contents()
    }

    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |play| play.screen().contains(text));
    }

    fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_so(self) {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "no {what} in:\n{}\n{:?}",
                self.screen(),
                self.text()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn type_in(&mut self, keys: &str) {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    /// Sends bytes one by one, as over a slow line. Returns whether this machine was as fast as that line.
    fn trickle(&mut self, bytes: &[u8]) -> bool {
        let mut was_in_time = true;
        for byte in bytes {
            let began = Instant::now();
            self.keys.as_mut().unwrap().write_all(&[*byte]).unwrap();
            std::thread::sleep(Duration::from_millis(10));
            was_in_time &= began.elapsed() < Duration::from_millis(25);
        }
        was_in_time
    }

    fn signal(&self, signal: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Returns whether no signal is pending and every thread is waiting. The drawing thread is not this program's
    /// first one, so a signal may reach it late.
    fn is_quiet(&self) -> bool {
        let id = self.child.process_id().unwrap();
        let Ok(tasks) = std::fs::read_dir(format!("/proc/{id}/task")) else { return true };
        tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("status")).ok()).all(
            |status| {
                let is = |name: &str, sign: &str| {
                    status
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .is_some_and(|it| it.contains(sign))
                };
                is("State:", "S (sleeping)") && is("ShdPnd:", "0000000000000000")
            },
        )
    }

    /// Waits for the end; returns the exit code and how long it took.
    fn end(&mut self) -> (u32, Duration) {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.exit_code(), began.elapsed());
            }
            assert!(began.elapsed() < Duration::from_secs(20), "it does not end: {:?}", self.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Asserts that the terminal is in its former state.
    fn assert_restored(&mut self) {
        self.wait_until("way back", |play| {
            let text = play.text();
            [
                ("\u{1b}[?1049h", "\u{1b}[?1049l"),
                ("\u{1b}[?2004h", "\u{1b}[?2004l"),
                ("\u{1b}[?25l", "\u{1b}[?25h"),
            ]
            .iter()
            .all(|(on, off)| text.rfind(off) > text.rfind(on))
        });
        let now = format!("{:?}", self.master.as_ref().unwrap().get_termios());
        assert_eq!(now, self.before);
    }
}

impl Drop for Play {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn it_ends_by_a_key_or_an_error() {
    for (key, code) in [("q", 0), ("E", 1)] {
        let mut play = Play::start();
        play.type_in(key);
        assert_eq!(play.end().0, code);
        play.assert_restored();
    }
}

#[test]
fn panics_give_the_terminal_back_before_they_are_reported() {
    for (keys, report) in
        [("P", "a panic in the loop"), ("D", "a panic in the draw closure"), ("T", "a panic in a thread")]
    {
        let mut play = Play::start();
        play.type_in(keys);
        let (code, _) = play.end();
        assert!(code == 101 || code == u32::from(101 + BY_ITSELF), "{keys}: {code}");
        play.assert_restored();
        play.wait_until("report on the shell's screen", |play| {
            play.text().rfind(report) > play.text().rfind("\u{1b}[?1049l")
        });
    }
}

#[test]
fn the_report_of_a_panic_has_no_colours_where_it_goes_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report");
    let shell = format!("exec \"$@\" 2> {}", file.display());
    let mut play = Play::start_by(&["sh", "-c", &shell, "sh"]);
    play.type_in("P");
    play.end();
    let report = std::fs::read_to_string(file).unwrap();
    assert!(report.contains("a panic in the loop") && !report.contains('\u{1b}'), "{report}");
}

#[test]
fn signals_end_it_soon_even_where_it_hangs() {
    // Half a second on an idle machine.
    for (signal, code) in [("-TERM", 143_u8), ("-HUP", 129), ("-INT", 130), ("-QUIT", 131)] {
        let mut play = Play::start();
        play.signal(signal);
        let (ended, took) = play.end();
        // It noticed the signal itself; 129 + 40 and so on.
        assert_eq!(ended, u32::from(code + BY_ITSELF), "{signal}");
        assert!(took < Duration::from_secs(2), "{signal}: {took:?}");
        play.assert_restored();

        let mut play = Play::start();
        play.type_in("xH");
        play.wait_for("[ x]");
        play.signal(signal);
        let (ended, took) = play.end();
        assert_eq!(ended, u32::from(code), "{signal}");
        assert!(took < Duration::from_secs(2), "{signal}: {took:?}");
        play.assert_restored();
    }
}

#[test]
fn any_other_signal_that_would_kill_it_gives_the_terminal_back() {
    let linux =
        if cfg!(target_os = "linux") { &["-29", "-PWR", "-STKFLT", "-RTMIN", "-64"][..] } else { &[] };
    let all = ["-USR1", "-USR2", "-ALRM", "-VTALRM", "-PROF", "-XCPU", "-XFSZ", "-ABRT", "-TRAP", "-SYS"];
    for signal in all.iter().chain(linux) {
        let mut play = Play::start();
        play.signal(signal);
        let (ended, _) = play.end();
        // The number of the signal is the system's; the program noticed it itself.
        assert!(ended > u32::from(128 + BY_ITSELF), "{signal}: {ended}");
        play.assert_restored();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it_even_where_hang_ups_are_ignored() {
    for shell in [&[][..], &["sh", "-c", "trap '' HUP; exec \"$@\"", "sh"]] {
        let mut play = Play::start_by(shell);
        // The reader releases the line at the frame after the next key; then nobody holds the other end.
        play.deaf.store(true, Ordering::SeqCst);
        play.type_in("j");
        drop(play.keys.take());
        drop(play.master.take());
        let (code, took) = play.end();
        assert!([129, u32::from(129 + BY_ITSELF)].contains(&code), "{code}");
        assert!(took < Duration::from_secs(3), "{took:?}");
    }
}

#[test]
fn keys_pastes_and_pieces_arrive() {
    let mut play = Play::start();
    play.type_in("\u{1b}[A");
    play.wait_for("[ Up]");
    play.type_in("\u{1b}[200~two\nlines\u{1b}[201~A");
    play.wait_for("pasted:9]");
    std::thread::sleep(Duration::from_millis(80)); // the time in which what breaks out of a paste is not obeyed
    play.type_in("\u{1b}");
    play.wait_for("pasted:9 Esc]");
    let large = "x".repeat(1_000_000);
    play.type_in(&format!("\u{1b}[200~{large}\u{1b}[201~"));
    play.wait_for("pasted:1000000]");
    std::thread::sleep(Duration::from_millis(80));
    play.type_in(&"j".repeat(3_000));
    play.type_in("q");
    assert_eq!(play.end().0, 0);
}

/// The keys that terminals encode with more than one byte: xterm, rxvt, the Linux console and kitty's protocol.
const SPELLINGS: &[(&str, &str)] = &[
    ("\u{1b}", "Esc"),
    ("\r", "Enter"),
    ("\t", "Tab"),
    ("\u{7f}", "Backspace"),
    ("\u{8}", "Backspace"),
    ("\0", "Ctrl-Space"),
    ("\u{1b}[Z", "Shift-Tab"),
    ("\u{1b}[A", "Up"),
    ("\u{1b}[B", "Down"),
    ("\u{1b}[C", "Right"),
    ("\u{1b}[D", "Left"),
    ("\u{1b}OA", "Up"),
    ("\u{1b}OB", "Down"),
    ("\u{1b}OC", "Right"),
    ("\u{1b}OD", "Left"),
    ("\u{1b}OM", "Enter"),
    ("\u{1b}[a", "Shift-Up"),
    ("\u{1b}[1;2B", "Shift-Down"),
    ("\u{1b}[1;3C", "Alt-Right"),
    ("\u{1b}[1;5D", "Ctrl-Left"),
    ("\u{1b}[H", "Home"),
    ("\u{1b}OH", "Home"),
    ("\u{1b}[1~", "Home"),
    ("\u{1b}[7~", "Home"),
    ("\u{1b}[F", "End"),
    ("\u{1b}OF", "End"),
    ("\u{1b}[4~", "End"),
    ("\u{1b}[8~", "End"),
    ("\u{1b}[2~", "Ins"),
    ("\u{1b}[3~", "Del"),
    ("\u{1b}[3;5~", "Ctrl-Del"),
    ("\u{1b}[5~", "PgUp"),
    ("\u{1b}[6~", "PgDn"),
    ("\u{1b}[1;5H", "Ctrl-Home"),
    ("\u{1b}[1;5F", "Ctrl-End"),
    ("\u{1b}OP", "F1"),
    ("\u{1b}OQ", "F2"),
    ("\u{1b}OR", "F3"),
    ("\u{1b}OS", "F4"),
    ("\u{1b}[[A", "F1"),
    ("\u{1b}[11~", "F1"),
    ("\u{1b}[15~", "F5"),
    ("\u{1b}[17~", "F6"),
    ("\u{1b}[18~", "F7"),
    ("\u{1b}[19~", "F8"),
    ("\u{1b}[20~", "F9"),
    ("\u{1b}[21~", "F10"),
    ("\u{1b}[23~", "F11"),
    ("\u{1b}[24~", "F12"),
    ("\u{1b}[1;2P", "Shift-F1"),
    ("\u{1b}x", "Alt-x"),
    ("\u{1b}\r", "Alt-Enter"),
    ("\u{1b}[106;5u", "Ctrl-j"),
    ("\u{1b}[27;5;13~", "Ctrl-Enter"),
    ("\u{1b}[97;2u", "A"),
    ("\u{1b}[27u", "Esc"),
    ("ü", "ü"),
    ("支", "支"),
];

/// Returns how a terminal encodes a key of the table of actions.
fn spelled(key: &str) -> String {
    if let Some((bytes, _)) = SPELLINGS.iter().find(|(_, name)| *name == key) {
        return (*bytes).to_owned();
    }
    if key == "Space" {
        return " ".to_owned();
    }
    if let Some(letter) = key.strip_prefix("Ctrl-") {
        let byte = letter.bytes().next().unwrap();
        return char::from(byte & 0x1f).to_string();
    }
    assert_eq!(key.chars().count(), 1, "{key} has no spelling");
    key.to_owned()
}

#[test]
fn every_key_in_pieces_is_the_same_key() {
    let mut keys: Vec<(String, String)> =
        SPELLINGS.iter().map(|(bytes, name)| ((*bytes).to_owned(), (*name).to_owned())).collect();
    let chords = TABLE.iter().flat_map(|row| row.action.chords().collect::<Vec<_>>());
    for key in chords.flat_map(|chord| chord.keys().to_vec()) {
        let name = key::name(key);
        // Keys that have a meaning to the program under test.
        if !["q", "E", "P", "T", "H", "S", "V", "K", "C", "D"].contains(&name.as_str())
            && keys.iter().all(|(_, it)| *it != name)
        {
            keys.push((spelled(&name), name));
        }
    }
    let mut play = Play::start();
    for (bytes, name) in keys {
        for attempt in 1.. {
            play.type_in("C");
            play.wait_for("[]");
            let was_in_time = play.trickle(bytes.as_bytes());
            play.wait_until(&name, |play| !play.screen().contains("[]"));
            if was_in_time || attempt == 20 {
                let screen = play.screen();
                assert!(screen.contains(&format!("[ {name}]")), "{bytes:?} is not {name}: {screen}");
                break;
            }
        }
    }
    play.type_in("q");
    assert_eq!(play.end().0, 0);
}

#[test]
fn an_answer_that_comes_late_and_in_pieces_is_no_key() {
    let mut play = Play::start();
    std::thread::sleep(Duration::from_secs(2));
    for (attempt, end) in (1..).zip(["\u{1b}\\", "\u{7}"].into_iter().cycle()) {
        play.type_in("C");
        play.wait_for("[]");
        let was_in_time = play.trickle(format!("\u{1b}]11;rgb:ffff/ffff/ffff{end}").as_bytes());
        play.type_in("z");
        play.wait_for(" z]");
        if was_in_time || attempt == 20 {
            assert!(play.screen().contains("[ Light z]"), "{}", play.screen());
        }
        if attempt >= 2 && was_in_time || attempt == 20 {
            break;
        }
    }
    play.type_in("q");
    assert_eq!(play.end().0, 0);
}

#[test]
fn three_thousand_keys_at_once_arrive() {
    let mut play = Play::start();
    play.type_in(&"j".repeat(3_000));
    play.wait_for("keys 3000.");
    play.type_in(&"\u{1b}[B".repeat(3_000));
    play.wait_for("keys 6000.");
    play.type_in("q");
    assert_eq!(play.end().0, 0);
}

#[test]
fn any_size_is_survived() {
    let mut play = Play::start();
    for (cols, rows) in [(1, 1), (0, 0), (500, 1), (2, 2), (200, 60), (3, 5), (65_535, 65_535), (70, 10)] {
        play.master.as_ref().unwrap().resize(PtySize { rows, cols, ..PtySize::default() }).unwrap();
    }
    play.wait_for("70x10 frame");
    play.type_in("q");
    assert_eq!(play.end().0, 0);
    play.assert_restored();
}

#[test]
fn an_editor_gets_the_terminal_and_gives_it_back() {
    let mut play = Play::start();
    play.type_in("V");
    play.wait_for("editing");
    play.assert_restored();
    // Ctrl-c is the editor's now; this one ignores it as well.
    play.signal("-INT");
    play.wait_until("end to what the signal has begun", Play::is_quiet);
    play.type_in("done\n");
    play.wait_for("[ edited]");
    assert!(!play.screen().contains("editing"));
    play.type_in("q");
    assert_eq!(play.end().0, 0);
    play.assert_restored();
}

#[test]
fn an_editor_that_dies_in_the_middle_gives_the_terminal_back() {
    let mut play = Play::start();
    play.type_in("K");
    play.wait_for("[ killed]");
    play.type_in("jq");
    assert_eq!(play.end().0, 0);
    play.assert_restored();
}

#[test]
fn a_storm_of_sizes_and_keys_ends_in_the_last_of_both() {
    let mut play = Play::start();
    for round in 0..300_u16 {
        let size = PtySize { rows: 1 + round % 40, cols: 1 + round * 7 % 200, ..PtySize::default() };
        play.master.as_ref().unwrap().resize(size).unwrap();
        play.type_in("j");
    }
    play.master.as_ref().unwrap().resize(PtySize { rows: 9, cols: 69, ..PtySize::default() }).unwrap();
    play.wait_for("69x9 frame");
    play.signal("-TERM");
    assert_eq!(play.end().0, u32::from(143 + BY_ITSELF));
    play.assert_restored();
}

#[test]
fn a_stop_from_outside_is_drawn_over() {
    let mut play = Play::start();
    play.signal("-STOP");
    play.signal("-CONT");
    play.wait_for("frame 2 ");
    play.type_in("q");
    assert_eq!(play.end().0, 0);
    play.assert_restored();
}

#[test]
fn it_stops_for_the_shell_and_goes_on() {
    for (key, signal) in [("S", None), ("j", Some("TSTP"))] {
        // The program starts once it is in the foreground: in the background it would be stopped for taking the
        // terminal.
        let shell = "set -m; (sleep 0.3; exec \"$@\") & id=$!; fg >/dev/null; echo stopped; read -r line; fg >/dev/null; echo over";
        let shell = signal.map_or(shell.to_owned(), |signal| {
            shell.replace(
                "fg >/dev/null; echo stopped",
                &format!("(sleep 1; kill -{signal} $id) & disown; fg %1 >/dev/null; echo stopped"),
            )
        });
        let mut play = Play::start_by(&["bash", "-c", &shell, "bash"]);
        play.type_in(key);
        play.wait_for("stopped");
        play.assert_restored();
        play.type_in("\n");
        play.wait_until("new frame", |play| {
            play.screen().contains("frame") && !play.screen().contains("stopped")
        });
        play.type_in("q");
        play.wait_for("over");
        play.end();
        play.assert_restored();
    }
}

#[test]
fn a_session_leader_does_not_stop() {
    let mut play = Play::start();
    play.signal("-TSTP");
    play.type_in("j");
    play.wait_for("[ j]");
    play.type_in("q");
    assert_eq!(play.end().0, 0);
}

#[test]
fn idle_writes_nothing() {
    let mut play = Play::start();
    let length = play.text().len();
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(play.text().len(), length);
    play.type_in("q");
    assert_eq!(play.end().0, 0);
}

#[test]
fn it_does_not_start_without_a_terminal() {
    let this = std::env::current_exe().unwrap();
    let output = std::process::Command::new(this)
        .args(["--exact", "program", "--ignored", "--nocapture", "--test-threads=1"])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stdout.contains(&0x1b));
}
