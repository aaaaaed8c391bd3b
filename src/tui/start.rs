//! Starting the full-screen program: with the welcome form if there is no file yet, in the file otherwise.

use super::action::Action;
use super::app::App;
use super::keymap::Keymap;
use super::run::{ExitReason, Surroundings, Unsaved, run, take_up_draft};
use super::terminal::{NoTerminal, Terminal, install_panic_hook, why_ended};
use super::text::with_hint;
use super::theme::{OwnColours, Theme};
use super::upkeep::Daily;
use super::view;
use crate::clock::Clock;
use crate::config::{Config, ConfigProblem, Environment};
use crate::domain::sentence::{count, list};
use crate::domain::value::CeremonyKind;
use crate::domain::value::Zone;
use crate::session::{Identity, RunError, Session};
use crate::store::failure::Failure;
use crate::store::{Restored, Store, hazards};
use crate::text::sanitize;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The parameters for starting the full-screen program.
pub struct Start<'a> {
    /// The path of the file.
    pub path: PathBuf,
    /// The session on it; `None` if there is no file yet.
    pub session: Option<Session>,
    /// The settings.
    pub config: Config,
    /// The ceremony to open: it is started, or joined if it is running.
    pub ceremony: Option<CeremonyKind>,
    /// The environment.
    pub environment: &'a Environment,
    /// The clock.
    pub clock: Rc<dyn Clock>,
    /// Opens a file, and creates it if the second argument is true.
    pub open: &'a dyn Fn(&Path, bool) -> Result<Store, Failure>,
    /// Creates a temporary store, for the welcome form.
    pub scratch: &'a dyn Fn() -> Result<Store, Failure>,
    /// Generates the demo product in a file of its own and returns its path.
    pub demo: &'a dyn Fn() -> Result<PathBuf, RunError>,
    /// Puts a backup, the second path, in the place of the file.
    pub restore: &'a dyn Fn(&Path, &Path) -> Result<Restored, Failure>,
    /// The daily maintenance of a file that already existed.
    pub upkeep: Daily,
}

/// The reason why the program did not start, or could not continue.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// There is no terminal.
    #[error(transparent)]
    Terminal(#[from] NoTerminal),
    /// The file cannot be opened, read or written.
    #[error(transparent)]
    File(#[from] Failure),
    /// Any other reason, as a sentence.
    #[error("{0}")]
    Other(String),
}

/// Runs the program until the person leaves. Returns the exit code.
pub fn start(mut start: Start<'_>) -> Result<u8, NotStarted> {
    let environment = start.environment;
    install_panic_hook();
    let identity = || Identity {
        login: environment.login.clone().unwrap_or_default(),
        terminal: environment.terminal.clone().unwrap_or_default(),
        name: None,
    };
    let mut session = match start.session {
        Some(session) => session,
        None => Session::begin((start.scratch)()?, start.clock.clone(), identity())?,
    };
    let (theme, mut problems) = Theme::of(&start.config, environment, OwnColours::default());
    let (keymap, more) = Keymap::new(&start.config.keys);
    problems.extend(more);
    let mut terminal = Terminal::start(environment.term.as_deref())?;
    let mut asks_import = false;
    let mut message: Option<Result<String, Failure>> = None;
    loop {
        let mut app =
            App::new(session, keymap.clone(), theme.clone(), environment.shown(&start.path), view::body);
        app.local_zone = environment.zone.as_deref().and_then(|zone| zone.parse().ok()).unwrap_or(Zone::UTC);
        app.home.clone_from(&environment.home);
        if let Some(words) = hazards(&start.path).into_iter().next().or_else(|| mistakes(&problems)) {
            app.refuse(words);
        }
        if let Some(kind) = start.ceremony.take() {
            app.open_ceremony(kind);
        }
        match message.take() {
            Some(Ok(words)) => app.say(words),
            Some(Err(failure)) => app.refuse(with_hint(&failure.message, failure.hint.as_deref())),
            None => {}
        }
        if std::mem::take(&mut asks_import) {
            app.act(Action::Import);
        }
        let upkeep = std::mem::take(&mut start.upkeep);
        let mut around = Surroundings { config: &start.config, environment, file: &start.path, upkeep };
        take_up_draft(&mut app, &around);
        match run(&mut app, &mut terminal, &mut around) {
            ExitReason::Quit(unsaved) => {
                drop(terminal);
                if !unsaved.lost.is_empty() {
                    tell("not everything was saved", &unsaved);
                }
                return Ok(0);
            }
            ExitReason::Ended(code, unsaved) => {
                drop(terminal);
                tell(&why_ended(code), &unsaved);
                return Ok(code);
            }
            ExitReason::Demo => {
                start.path = (start.demo)().map_err(of_stop)?;
                session = Session::begin((start.open)(&start.path, false)?, start.clock.clone(), identity())?;
                set_demo_user(&mut session);
            }
            ExitReason::Restore(backup) => {
                // Nobody may have the file open while it is replaced.
                drop(app);
                message = Some((start.restore)(&start.path, &backup).map(|restored| {
                    let name = backup.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    format!("restored {name}: revision {}", restored.survey.revision)
                }));
                session = Session::begin((start.open)(&start.path, false)?, start.clock.clone(), identity())?;
            }
            ExitReason::Create(command, import) => {
                session = Session::begin((start.open)(&start.path, true)?, start.clock.clone(), identity())?;
                session.run(&command).map_err(of_stop)?;
                asks_import = import;
            }
        }
    }
}

/// Prints on the shell's screen why the program has ended, and what was not saved.
fn tell(why: &str, unsaved: &Unsaved) {
    // The terminal may be gone; then there is no one to inform.
    let _ = writeln!(std::io::stderr(), "ceremony: {}", sanitize(&exit_message(why, unsaved)));
}

/// Returns the message after the end: why, where drafts are, and what is lost.
fn exit_message(why: &str, unsaved: &Unsaved) -> String {
    let mut parts = vec![why.to_owned()];
    if unsaved.waits {
        parts.push("the last change is not saved, because another program was using the file".to_owned());
    }
    if !unsaved.kept.is_empty() {
        let files: Vec<String> = unsaved.kept.iter().map(|file| file.display().to_string()).collect();
        let files = list(&files);
        parts.push(format!("what you were writing is in {files} and comes back at the next start"));
    }
    let lost =
        |(title, reason): &(String, String)| format!("what you were writing ({title}) is lost: {reason}");
    parts.extend(unsaved.lost.iter().map(lost));
    parts.join("; ")
}

fn of_stop(stop: RunError) -> NotStarted {
    match stop {
        RunError::Refused(refusal) => NotStarted::Other(refusal.to_string()),
        RunError::Failed(failure) => NotStarted::File(failure),
    }
}

/// In the demo the user is the product owner, since no login names are known there.
fn set_demo_user(session: &mut Session) {
    if session.me().is_none() {
        let owner = session.workspace().with_role(crate::domain::value::Role::ProductOwner).next();
        if let Some(owner) = owner.map(|person| person.id) {
            session.set_user(owner);
        }
    }
}

/// Returns the first problem with the settings, and the number of others.
fn mistakes(problems: &[ConfigProblem]) -> Option<String> {
    let (first, others) = problems.split_first()?;
    Some(match others.len() {
        0 => first.to_string(),
        others => format!("{first}; and {}", count(others, "more mistake", "more mistakes")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_message_says_where_drafts_are_and_names_what_is_lost() {
        assert_eq!(exit_message("ended", &Unsaved::default()), "ended");
        let file = |name: &str| PathBuf::from(name);
        let kept = Unsaved { kept: vec![file("a"), file("b")], waits: true, ..Unsaved::default() };
        assert_eq!(
            exit_message("ended", &kept),
            "ended; the last change is not saved, because another program was using the file; what you were \
             writing is in a and b and comes back at the next start"
        );
        let lost = vec![("Edit PB-1".to_owned(), "no space left".to_owned())];
        assert_eq!(
            exit_message("ended", &Unsaved { lost, ..Unsaved::default() }),
            "ended; what you were writing (Edit PB-1) is lost: no space left"
        );
    }

    #[test]
    fn the_first_mistake_of_the_settings_is_told_with_the_number_of_the_others() {
        let problem = |line| ConfigProblem::unknown(line, "colour role", "glow", ["text", "dim"]);
        let message = |lines: &[usize]| {
            let problems: Vec<_> = lines.iter().map(|line| problem(*line)).collect();
            mistakes(&problems)
        };
        assert_eq!(message(&[]), None);
        assert_eq!(message(&[3]), Some(problem(3).to_string()));
        assert!(message(&[3, 5]).unwrap().ends_with("; and 1 more mistake"));
        assert!(message(&[3, 5, 8]).unwrap().ends_with("; and 2 more mistakes"));
    }
}
