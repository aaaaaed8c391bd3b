//! Determining the file and its user.

use super::context::{CommandContext, CommandResult};
use super::kept::{name as backup_name, newest_good};
use super::options::GlobalOptions;
use super::problem::CliError;
use super::{AskHidden, ScreenStart};
use crate::clock::Clock;
use crate::config::{Config, Environment};
use crate::names;
use crate::platform;
use crate::present::cadence;
use crate::session::{Identity, Session};
use crate::store::failure::{Failure, FailureKind};
use crate::store::heads::Heads;
use crate::store::{CreateMode, OpenOptions, Store, hazards};
use crate::text::shell_word;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// The default name of the file, in the data folder.
const FILE: &str = "ceremony.db";

/// The environment of a verb before a file is open.
pub(super) struct VerbEnvironment<'a> {
    pub environment: &'a Environment,
    pub clock: Rc<dyn Clock>,
    pub input: &'a mut dyn Read,
    pub open: &'a dyn Fn(&Path, OpenOptions) -> Result<Store, Failure>,
    pub open_quickly: &'a dyn Fn(&Path, OpenOptions) -> Result<Store, Failure>,
    pub open_read_only: &'a dyn Fn(&Path) -> Result<Store, Failure>,
    pub ask_hidden: Option<AskHidden<'a>>,
    pub start: Option<&'a mut dyn FnMut(ScreenStart) -> u8>,
    /// The verb, for the log.
    pub verb: &'static str,
    /// Whether a file may be on a network share.
    pub on_network: bool,
    /// How long to wait for another program that has locked the file; `None` for as long as usual.
    pub wait: Option<Duration>,
    /// Whether waiting is not reported.
    pub is_quiet: bool,
    /// The problems with the settings.
    pub warnings: Vec<String>,
    /// What is missing in the file, if something is.
    pub lost: Option<CliError>,
}

impl VerbEnvironment<'_> {
    /// Reads the settings.
    pub fn config(&mut self) -> Config {
        let (config, problems) = Config::open(self.environment);
        self.warnings = problems.iter().map(ToString::to_string).collect();
        config
    }

    /// Returns the file: given by option, by variable, by the settings, or the default one in the data folder.
    pub fn path(&self, options: &GlobalOptions, config: &Config) -> Result<PathBuf, CliError> {
        let named = options.file.as_ref().or(self.environment.file.as_ref()).or(config.file.as_ref());
        named
            .map(|path| self.environment.expand(path))
            .or_else(|| self.own_file())
            .ok_or_else(|| CliError::usage("no file to work on").hint("name one with --file PATH"))
    }

    /// Reads the settings and returns the file.
    pub fn file(&mut self, options: &GlobalOptions) -> Result<PathBuf, CliError> {
        let config = self.config();
        self.path(options, &config)
    }

    /// Returns the default file.
    pub fn own_file(&self) -> Option<PathBuf> {
        self.environment.data_dir.as_ref().map(|folder| folder.join(FILE))
    }

    /// Returns the options for opening a file.
    pub fn wanted(&self, made: CreateMode) -> OpenOptions {
        OpenOptions { made, on_network: self.on_network, wait: self.wait, is_quiet: self.is_quiet }
    }

    /// Opens a file.
    pub fn open(&self, path: &Path, made: CreateMode) -> Result<Store, Failure> {
        let store = (self.open)(path, self.wanted(made))?;
        Ok(self.watched(store, path, made != CreateMode::Never))
    }

    /// Adds the hint that loses least: a file that is missing or empty, and has a good backup, is not begun again.
    pub fn hinted(&self, failure: Failure, path: &Path, options: &GlobalOptions) -> CliError {
        let may_have = matches!(failure.kind, FailureKind::Missing | FailureKind::Empty);
        let good = may_have.then(|| newest_good(self.open_read_only, path, 0)).flatten();
        let (problem, at) = (CliError::from(failure), options.at());
        match good {
            Some(good) => problem.hint(format!(
                "restore its newest good backup with: ceremony restore {}{at}",
                shell_word(&backup_name(&good)),
            )),
            None if may_have && platform::folder_of(path).is_dir() => {
                problem.hint(format!("create a product with: ceremony init NAME{at}"))
            }
            None => problem,
        }
    }

    /// Compares a file with what is remembered of it.
    pub fn watched(&self, mut store: Store, path: &Path, is_new: bool) -> Store {
        if let Some(folder) = &self.environment.state_dir {
            store.remember_head(Heads::of(folder, path), is_new);
        }
        store
    }

    /// Opens the file and determines its user.
    pub fn session(
        &mut self,
        options: &GlobalOptions,
        made: CreateMode,
    ) -> Result<(Session, Config), CliError> {
        let config = self.config();
        let session = self.session_with(options, &config, made)?;
        self.lost = session.lost_revisions().map(|lost| CliError::from(lost.failure()));
        Ok((session, config))
    }

    fn session_with(
        &self,
        options: &GlobalOptions,
        config: &Config,
        made: CreateMode,
    ) -> Result<Session, CliError> {
        let path = self.path(options, config)?;
        let create = made != CreateMode::Never;
        if !create && Some(&path) == self.own_file().as_ref() && !path.exists() {
            let failure = Failure::new(FailureKind::Missing, format!("there is no file {}", path.display()));
            return Err(self.hinted(
                failure.hint("create a product with: ceremony init NAME"),
                &path,
                options,
            ));
        }
        let name = options.acting_as.as_deref().filter(|_| !create);
        let store = self.open(&path, made).map_err(|failure| self.hinted(failure, &path, options))?;
        // Where all of it is missing there is nothing to work on, and nothing to begin.
        if let Some(lost) = store.lost_revisions().filter(|lost| lost.newest == 0) {
            return Err(lost.failure().into());
        }
        let mut session = self.begun(store, name)?;
        // The settings apply to every file: if nobody in it has that name, the login name is used.
        let set = config.person.as_deref().filter(|_| name.is_none() && !create);
        if let Some(person) = set.and_then(|name| names::person(session.workspace(), None, name).ok()) {
            session.set_user(person);
        }
        Ok(session)
    }

    /// Opens a file that does not exist yet, or is empty.
    pub fn new_session(&self, path: &Path, made: CreateMode) -> Result<Session, CliError> {
        self.begun(self.open(path, made)?, None)
    }

    /// Creates the folder of the default file.
    pub fn make_own_folder(&self, path: &Path) -> Result<(), CliError> {
        let own = self.own_file();
        let Some(folder) = own.as_deref().filter(|own| *own == path).and_then(Path::parent) else {
            return Ok(());
        };
        std::fs::create_dir_all(folder).map_err(|error| CliError {
            kind: "other",
            message: format!("the folder {} cannot be created: {error}", folder.display()),
            hint: Some("choose another file with --file PATH".to_owned()),
            code: 3,
        })
    }

    /// Runs the first operation in a file. If it fails and the file did not exist before, none is left behind.
    pub fn first<T>(
        &mut self,
        path: &Path,
        work: impl FnOnce(&mut Self) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let was_there = path.exists();
        let done = work(self);
        if done.is_err() && !was_there && !self.holds_a_product(path) {
            for end in ["", "-wal", "-shm", "-journal"] {
                let mut file = path.as_os_str().to_owned();
                file.push(end);
                // A missing file need not be removed.
                let _ = std::fs::remove_file(file);
            }
        }
        done
    }

    /// Another program may have created a product first.
    fn holds_a_product(&self, path: &Path) -> bool {
        let session = (self.open_read_only)(path).map(|store| self.begun(store, None));
        session.is_ok_and(|it| it.is_ok_and(|it| it.workspace().product().is_some()))
    }

    /// Opens a file for the person with this name.
    pub fn session_on(&self, path: &Path, name: Option<&str>) -> Result<Session, CliError> {
        self.begun(self.open(path, CreateMode::Never)?, name)
    }

    fn begun(&self, store: Store, name: Option<&str>) -> Result<Session, CliError> {
        let identity = Identity {
            login: self.environment.login.clone().unwrap_or_default(),
            terminal: self.environment.terminal.clone().unwrap_or_default(),
            name: None,
        };
        let mut session = Session::begin(store, self.clock.clone(), identity)?;
        if let Some(name) = name {
            let person = names::person(session.workspace(), None, name)?;
            session.set_user(person);
        }
        Ok(session)
    }

    /// Opens the file for the full-screen program, if it exists.
    pub fn beginning(&mut self, options: &GlobalOptions) -> Result<ScreenStart, CliError> {
        let config = self.config();
        let path = self.path(options, &config)?;
        if !path.exists() {
            if Some(&path) == self.own_file().as_ref()
                && let Some(folder) = path.parent()
            {
                // If this fails, opening the file reports why.
                let _ = std::fs::create_dir_all(folder);
            }
            // A missing folder is reported before anything is asked.
            if path.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
                self.open(&path, CreateMode::ForOwner)?;
            }
            if newest_good(self.open_read_only, &path, 0).is_some() {
                let failure =
                    Failure::new(FailureKind::Missing, format!("there is no file {}", path.display()));
                return Err(self.hinted(failure, &path, options));
            }
            let on_network = self.on_network;
            return Ok(ScreenStart { path, session: None, config, ceremony: None, on_network });
        }
        let session = self.session_with(options, &config, CreateMode::Never)?;
        let on_network = self.on_network;
        Ok(ScreenStart { path, session: Some(session), config, ceremony: None, on_network })
    }

    /// Opens the file for a verb.
    pub fn context(&mut self, options: &GlobalOptions) -> Result<CommandContext<'_>, CliError> {
        let (session, _) = self.session(options, CreateMode::Never)?;
        let mut cx = CommandContext::new(session, self.input, options.json);
        cx.verb = self.verb;
        cx.ask_hidden = self.ask_hidden;
        Ok(cx)
    }
}

/// Running verbs.
impl VerbEnvironment<'_> {
    /// Runs a verb on the open file, and notes a clock that disagrees with the history.
    pub fn on_file(
        &mut self,
        options: &GlobalOptions,
        run: impl FnOnce(&mut CommandContext<'_>) -> CommandResult,
    ) -> CommandResult {
        let hazards = hazards(&self.file(options)?);
        let mut cx = self.context(options)?;
        let lapsed = cx.session.end_lapsed()?;
        let (now, zone) = (cx.now(), cx.zone());
        let before = cx.session.written();
        let reply = run(&mut cx);
        let written = cx.session.written().filter(|written| Some(*written) != before);
        let reply = reply.map_err(|problem| problem.after(written))?;
        let notes =
            lapsed.iter().map(|it| cadence::lapsed(it, now, zone)).chain(cx.clock_note()).chain(hazards);
        Ok(notes.fold(reply, |reply, note| reply.noting_also(Some(note))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;
    use crate::domain::value::Instant;

    #[test]
    fn where_the_first_thing_fails_no_file_is_left_but_one_that_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let (new, old) = (folder.path().join("new.db"), folder.path().join("old.db"));
        std::fs::write(&old, "").unwrap();
        let full = || Failure::new(FailureKind::Full, "the disk is full");
        let open = |path: &Path, _| {
            std::fs::write(path, "").unwrap();
            Err(full())
        };
        let mut env = VerbEnvironment {
            environment: &Environment::default(),
            clock: Rc::new(FixedClock::at(Instant(0))),
            input: &mut std::io::empty(),
            open: &open,
            open_quickly: &open,
            open_read_only: &|_| Err(full()),
            ask_hidden: None,
            start: None,
            verb: "",
            on_network: false,
            wait: None,
            is_quiet: true,
            warnings: Vec::new(),
            lost: None,
        };
        for path in [&new, &old] {
            let done = env.first(path, |env| env.new_session(path, CreateMode::ForOwner).map(|_| ()));
            assert_eq!(done.unwrap_err().kind, "full");
        }
        assert!(!new.exists() && old.exists());
    }
}
