//! Twelve programs write to one file concurrently, also beside open screens and an import: nothing is lost, and nobody
//! is shown another one's lock.

use super::dice::rounds;
use super::program::{Place, problems, start};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use serde_json::Value;
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::{Duration, Instant};

const WRITERS: u64 = 12;

/// The number of rows of the import.
const ROWS: u64 = 3_000;

/// How long a person waits at the most.
const PATIENCE: Duration = Duration::from_mins(1);

/// The number of items that each screen adds.
const TYPED: u64 = 20;

/// Lets writers add items, each one after another. Returns how long each command took.
fn write<'scope>(
    scope: &'scope Scope<'scope, '_>,
    folder: &'scope Path,
    each: u64,
) -> Vec<ScopedJoinHandle<'scope, Vec<Duration>>> {
    let writer = move |writer: u64| {
        let mut waits = Vec::new();
        for number in 0..each {
            let title = format!("w{writer}-{number}");
            let began = Instant::now();
            let output = start(folder, &["add", &title]).wait_with_output().unwrap();
            waits.push(began.elapsed());
            let err = problems(&output.stderr);
            assert!(output.status.success() && err.is_empty(), "{title}: {err}");
        }
        waits
    };
    (0..WRITERS).map(|number| scope.spawn(move || writer(number))).collect()
}

/// Checks that exactly the expected items are in the file, and that it is whole.
fn has_all(place: &Place, mut expected: Vec<String>) {
    let listed: Value = serde_json::from_str(&place.ok(&["list", "--all", "--json"])).unwrap();
    let mut titles: Vec<&str> =
        listed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    expected.sort_unstable();
    let missing: Vec<_> = expected.iter().filter(|it| titles.binary_search(&it.as_str()).is_err()).collect();
    assert!(
        missing.is_empty() && titles.len() == expected.len(),
        "{} of {}, without {missing:?}",
        titles.len(),
        expected.len()
    );
    // Each was added below the one before: no two have the same position.
    let doctor = place.ok(&["doctor"]);
    assert!(
        doctor.contains(" is whole: revision ") && doctor.contains(&format!(", {} items", expected.len())),
        "{doctor}"
    );
}

fn written(each: u64) -> Vec<String> {
    (0..WRITERS).flat_map(|w| (0..each).map(move |n| format!("w{w}-{n}"))).collect()
}

fn report(what: &str, took: Duration, mut waits: Vec<Duration>) {
    waits.sort_unstable();
    println!(
        "{WRITERS} writers{what}, {} commands: {took:?}, {} a second; each took {:?} in the middle, {:?} at the most",
        waits.len(),
        waits.len() as u128 * 1_000 / took.as_millis().max(1),
        waits[waits.len() / 2],
        waits[waits.len() - 1]
    );
}

fn write_at_once(each: u64) {
    let place = Place::founded();
    let began = Instant::now();
    let waits: Vec<Duration> = std::thread::scope(|scope| {
        let threads = write(scope, place.folder.path(), each);
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let took = began.elapsed();
    has_all(&place, written(each));
    report("", took, waits);
}

/// An open screen of the real program, at which somebody adds items.
struct Screen {
    _pty: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    emulator: Arc<Mutex<vt100::Parser>>,
}

impl Screen {
    fn open(folder: &Path) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ceremony"));
        command.args(["--file", "team.db", "--as", "Ana"]);
        command.env_clear();
        for (variable, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("USER", "ana")] {
            command.env(variable, value);
        }
        command.env("HOME", folder);
        command.cwd(folder);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let (mut output, keys) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
        let emulator = Arc::new(Mutex::new(vt100::Parser::new(36, 120, 0)));
        let into = emulator.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                into.lock().unwrap().process(&buffer[..count]);
            }
        });
        Self { _pty: pty.master, child, keys, emulator }
    }

    /// Types keys, and waits as a person does until the screen shows what comes of them.
    fn press(&mut self, keys: &str, shows: impl Fn(&str) -> bool) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        let began = Instant::now();
        loop {
            let contents = self.emulator.lock().unwrap().screen().contents();
            if shows(&contents) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{keys:?}: {contents}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Adds items, each once the one before it is saved, and leaves.
    fn add(mut self, name: &str) {
        for number in 0..TYPED {
            let title = format!("{name}-{number}");
            self.press("n", |it| it.contains("New item"));
            self.press(&title, |it| it.contains(&title));
            // The item stands in the list, and no more in the prompt.
            let prompt = format!("│ {title} ");
            self.press("\r", |it| it.contains(&title) && !it.contains(&prompt));
            self.press("\x1b", |it| !it.contains("New item"));
        }
        self.press("q", |_| true);
        assert!(self.child.wait().unwrap().success());
    }
}

fn beside_screens_and_an_import(each: u64) {
    let place = Place::founded();
    let rows: Vec<String> = (0..ROWS).map(|row| format!("i-{row}")).collect();
    std::fs::write(place.folder.path().join("rows.txt"), rows.join("\n")).unwrap();
    let screens: Vec<Screen> = (0..3).map(|_| Screen::open(place.folder.path())).collect();
    let began = Instant::now();
    let (waits, import) = std::thread::scope(|scope| {
        let threads = write(scope, place.folder.path(), each);
        let typing: Vec<_> = (0..)
            .zip(screens)
            .map(|(at, screen)| scope.spawn(move || screen.add(&format!("s{at}"))))
            .collect();
        let import = Instant::now();
        place.ok(&["import", "rows.txt"]);
        let import = import.elapsed();
        for thread in typing {
            thread.join().unwrap();
        }
        (threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect(), import)
    });
    let took = began.elapsed();
    let mut expected = written(each);
    expected.extend((0..ROWS).map(|row| format!("i-{row}")));
    expected.extend((0..3).flat_map(|s| (0..TYPED).map(move |n| format!("s{s}-{n}"))));
    has_all(&place, expected);
    report(
        &format!(" beside three screens and an import of {ROWS} rows, which took {import:?}"),
        took,
        waits,
    );
}

#[test]
fn twelve_writers_lose_nothing_and_are_shown_no_lock() {
    write_at_once(17);
}

#[test]
#[ignore = "long: a few minutes"]
fn twelve_writers_beside_three_screens_and_an_import() {
    beside_screens_and_an_import(rounds() / 5);
}
