//! A test environment for the command line.

use ceremony::cli::{self, ProgramEnvironment};
use ceremony::clock::FixedClock;
use ceremony::config::Environment;
use ceremony::domain::value::{CeremonyKind, Instant};
use ceremony::platform::HiddenInput;
use ceremony::store::engine::Engine as _;
use ceremony::store::failure::Failure;
use ceremony::store::sqlite::{Opening, open, open_read_only};
use ceremony::store::{OpenOptions, Store, newest_schema};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;
use tempfile::TempDir;

/// Monday, 2026-11-23, 09:00 in UTC.
const MONDAY: Instant = Instant(1_795_424_400_000);

/// The output of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// A folder, a clock and a user.
pub struct Desk {
    pub folder: TempDir,
    pub clock: Rc<FixedClock>,
    pub environment: Environment,
    /// The width of the terminal, where there is one.
    pub columns: Option<usize>,
    /// Whether standard input is a terminal.
    pub is_at_terminal: bool,
    transcript: String,
}

impl Desk {
    /// Returns a desk without a file.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment {
            no_color: true,
            login: Some("ana".to_owned()),
            terminal: Some("/dev/pts/1".to_owned()),
            file: Some(folder.path().join("team.db")),
            ..Environment::default()
        };
        let clock = Rc::new(FixedClock::at(MONDAY));
        Self { folder, clock, environment, columns: None, is_at_terminal: false, transcript: String::new() }
    }

    /// Returns a desk with a product of Ana's.
    pub fn founded() -> Self {
        let desk = Self::empty();
        desk.ok("init Lighthouse --as Ana --prefix PB --zone UTC");
        desk
    }

    /// Returns the path of the file.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("team.db")
    }

    /// Advances the clock by days.
    pub fn days(&self, days: u64) {
        self.clock.advance(Duration::from_secs(days * 86_400));
    }

    /// Runs a line, split as a shell would; quotes group words.
    pub fn run(&self, line: &str) -> Said {
        self.run_with(line, "")
    }

    /// Runs a line with this standard input.
    pub fn run_with(&self, line: &str, input: &str) -> Said {
        self.run_words(&words(line), input)
    }

    /// Runs words unchanged.
    pub fn run_words(&self, words: &[String], input: &str) -> Said {
        self.run_before(words, input, false, &mut |_| {})
    }

    /// Runs a line on a terminal; returns the ceremony with which the screen is opened, if it is.
    #[expect(clippy::option_option, reason = "whether the screen was opened, and at which ceremony")]
    pub fn on_screen(&self, line: &str) -> (Said, Option<Option<CeremonyKind>>) {
        let mut opened = None;
        let said = self.run_before(&words(line), "", true, &mut |begin| opened = Some(begin.ceremony));
        (said, opened)
    }

    fn run_before(
        &self,
        words: &[String],
        input: &str,
        on_screen: bool,
        start: &mut dyn FnMut(cli::ScreenStart),
    ) -> Said {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut begin = |begin: cli::ScreenStart| {
            start(begin);
            0
        };
        let arguments =
            std::iter::once("ceremony").map(OsString::from).chain(words.iter().map(OsString::from));
        let world = ProgramEnvironment {
            environment: &self.environment,
            clock: self.clock.clone(),
            input: &mut input.as_bytes(),
            out: &mut out,
            err: &mut err,
            open: &store_as,
            open_quickly: &store_as,
            open_read_only: &|path| Ok(Store::new(Box::new(open_read_only(path, newest_schema())?))),
            columns: self.columns,
            ask_hidden: self.is_at_terminal.then_some(&|_| Ok(HiddenInput::Line(String::new()))),
            start: if on_screen { Some(&mut begin) } else { None },
        };
        let code = cli::run(arguments, world);
        let text =
            |bytes| String::from_utf8(bytes).unwrap().replace(self.folder.path().to_str().unwrap(), "FOLDER");
        Said { code, out: text(out), err: text(err) }
    }

    /// Runs a line that must succeed, and returns its output.
    pub fn ok(&self, line: &str) -> String {
        let said = self.run(line);
        let is_quiet = said.err.lines().all(|line| line.starts_with("note: "));
        assert!(said.code == 0 && is_quiet, "{line}\n{}{}", said.out, said.err);
        said.out
    }

    /// Runs a line that must fail: returns code, sentence and hint.
    pub fn no(&self, line: &str) -> (u8, String) {
        let said = self.run(line);
        assert_eq!(said.out, "", "{line}");
        (said.code, said.err)
    }

    /// Runs a line and records its input and output.
    pub fn note(&mut self, line: &str) {
        let Said { code, out, err } = self.run(line);
        let code = if code == 0 { String::new() } else { format!("exit code {code}\n") };
        self.transcript.push_str(&format!("$ ceremony {line}\n{out}{err}{code}\n"));
    }

    /// Returns the transcript.
    pub fn transcript(&self) -> &str {
        &self.transcript
    }
}

/// Opens a file as the program does, without waiting.
pub fn store(path: &Path, create: bool) -> Result<Store, Failure> {
    store_as(path, OpenOptions::new_where(create))
}

fn store_as(path: &Path, wanted: OpenOptions) -> Result<Store, Failure> {
    let patience = Duration::from_millis(20);
    let opening =
        Opening { path: path.to_owned(), wanted, patience, newest_schema: newest_schema(), durable: true };
    Ok(Store::new(Box::new(open(&opening)?)))
}

/// Changes a file manually, bypassing every rule of the program.
pub fn tamper(path: &Path, statements: &[&str]) {
    let opening = Opening {
        path: path.to_owned(),
        wanted: OpenOptions::PRESENT,
        patience: Duration::ZERO,
        newest_schema: newest_schema(),
        durable: true,
    };
    let mut lite = open(&opening).unwrap();
    lite.write(&mut |tx| statements.iter().try_for_each(|sql| tx.execute(sql, &[])).map(|()| true)).unwrap();
}

/// Splits a line at spaces outside of quotes.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    for letter in line.chars() {
        match (letter, quote) {
            ('"' | '\'', None) => (quote, begun) = (Some(letter), true),
            (_, Some(open)) if letter == open => quote = None,
            (' ', None) => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            _ => {
                word.push(letter);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
