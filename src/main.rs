//! Arguments in, exit code out. The only place that selects an engine, and that uses the process's own streams.

use ceremony::cli::{self, ProgramEnvironment};
use ceremony::clock::{Clock, SystemClock};
use ceremony::config::Environment;
use ceremony::demo::{self, make_file};
use ceremony::domain::value::Instant;
use ceremony::domain::value::Zone;
use ceremony::platform;
use ceremony::present::progress_bar;
use ceremony::session::{RunError, Session};
use ceremony::store::backups::Backups;
use ceremony::store::failure::Failure;
use ceremony::store::heads::Heads;
use ceremony::store::sqlite::{
    Opening, Sqlite, forget_old, open, open_read_only, tell_while_waiting, wait_at_most,
};
use ceremony::store::{OpenOptions, ProgressCallback, Store, newest_schema, restore};
use ceremony::text::sanitize;
use ceremony::tui;
use ceremony::tui::upkeep::Daily;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

/// How long a verb waits for another program that has locked the file, as a large import does.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long the screen waits; it retries by itself.
const PATIENCE_ON_SCREEN: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    let environment = Environment::read();
    let is_coloured = std::io::stderr().is_terminal() && !environment.no_color;
    tui::terminal::report_defects(is_coloured);
    end_with_the_code_of_a_defect();
    let clock: Rc<dyn Clock> = Rc::new(SystemClock);
    let on_screen = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let mut start = |begin: cli::ScreenStart| full_screen(begin, &environment, &clock);
    let code = cli::run(
        std::env::args_os(),
        ProgramEnvironment {
            environment: &environment,
            clock: clock.clone(),
            input: &mut std::io::stdin(),
            out: &mut std::io::stdout(),
            err: &mut std::io::stderr(),
            open: &|path, wanted| {
                let mut store = store(path, wanted, PATIENCE, Some(waits), true)?;
                store.set_progress(progress());
                Ok(store)
            },
            open_quickly: &|path, wanted| store(path, wanted, PATIENCE, Some(waits), false),
            open_read_only: &|path| Ok(Store::new(Box::new(open_read_only(path, newest_schema())?))),
            columns: std::io::stdout().is_terminal().then(|| platform::size().0.into()).filter(|it| *it > 0),
            ask_hidden: std::io::stdin().is_terminal().then_some(&platform::read_hidden),
            start: if on_screen { Some(&mut start) } else { None },
        },
    );
    ExitCode::from(code)
}

fn full_screen(begin: cli::ScreenStart, environment: &Environment, clock: &Rc<dyn Clock>) -> u8 {
    // The screen answers keys while it waits, and retries by itself.
    wait_at_most(PATIENCE_ON_SCREEN);
    let (path, on_network) = (begin.path.clone(), begin.on_network);
    let is_kept = begin.session.as_ref().is_some_and(Session::is_writable);
    let upkeep = if is_kept { daily(&path, clock.now()) } else { Daily::default() };
    let started = tui::start::start(tui::start::Start {
        path: begin.path,
        session: begin.session,
        config: begin.config,
        ceremony: begin.ceremony,
        environment,
        clock: clock.clone(),
        open: &|path, create| {
            let wanted = OpenOptions { on_network, ..OpenOptions::new_where(create) };
            let mut store = store(path, wanted, PATIENCE_ON_SCREEN, None, true)?;
            if let Some(folder) = &environment.state_dir {
                store.remember_head(Heads::of(folder, path), create);
            }
            Ok(store)
        },
        scratch: &|| Ok(Store::new(Box::new(Sqlite::in_memory()?))),
        demo: &|| demo_beside(&path, clock),
        restore: &|file, backup| {
            let restored = restore(backup, file, clock.now())?;
            if let Some(folder) = &environment.state_dir {
                let mut store = Store::new(Box::new(open_read_only(file, newest_schema())?));
                store.remember_head(Heads::of(folder, file), false);
                store.keep_head()?;
            }
            Ok(restored)
        },
        upkeep,
    });
    match started {
        Ok(code) => code,
        Err(error) => {
            // The terminal is restored by now; if nobody reads this, it does not matter.
            let _ = writeln!(std::io::stderr(), "ceremony: {}", sanitize(&error.to_string()));
            match error {
                tui::start::NotStarted::Terminal(_) => 2,
                tui::start::NotStarted::File(_) | tui::start::NotStarted::Other(_) => 3,
            }
        }
    }
}

/// Makes the backup of the day over a separate, read-only connection.
fn daily(path: &Path, now: Instant) -> Daily {
    let path = path.to_owned();
    Daily::new(Box::new(move || {
        let backups = Backups::of(&path);
        backups.remove_leftovers();
        forget_old(&path);
        Store::new(Box::new(open_read_only(&path, newest_schema())?)).keep_of_day(&backups, now)
    }))
}

/// A release build does not unwind: a panic exits right after its report, with the code of an unwinding one.
#[expect(
    clippy::exit,
    clippy::disallowed_methods,
    reason = "the other way out of a hook is the signal of an abort"
)]
fn end_with_the_code_of_a_defect() {
    if cfg!(panic = "abort") {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            report(panic);
            std::process::exit(101);
        }));
    }
}

/// Returns the progress bar of a long import; `None` if nobody sees it.
fn progress() -> Option<ProgressCallback> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    Some(Box::new(|done, of| {
        let end = if done == of { "\r\x1b[K" } else { "" };
        // Failing to draw the bar is no reason to stop.
        let _ = write!(std::io::stderr(), "\r\x1b[K{}{end}", progress_bar(done, of, 70));
    }))
}

/// Opens the demo next to the requested file, and creates it if it does not exist.
fn demo_beside(path: &Path, clock: &Rc<dyn Clock>) -> Result<PathBuf, RunError> {
    let path = path.with_file_name("demo.db");
    if !path.exists() {
        let wish = demo::DemoOptions::standard(clock.now().day(Zone::UTC));
        make_file(&path, &wish, &|path| store(path, OpenOptions::NEW, PATIENCE, None, false))?;
    }
    Ok(path)
}

/// Tells on standard error what a verb waits for.
fn waits(what: &str) {
    // If nobody reads this, it does not matter.
    let _ = writeln!(std::io::stderr(), "ceremony: {}", sanitize(what));
}

fn store(
    path: &Path,
    wanted: OpenOptions,
    patience: Duration,
    told: Option<fn(&str)>,
    durable: bool,
) -> Result<Store, Failure> {
    tell_while_waiting(told.filter(|_| !wanted.is_quiet));
    let patience = wanted.wait.unwrap_or(patience);
    let opening =
        Opening { path: path.to_owned(), wanted, patience, newest_schema: newest_schema(), durable };
    Ok(Store::new(Box::new(open(&opening)?)))
}
