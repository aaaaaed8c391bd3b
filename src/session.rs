//! What screen and command line share: an open file, the person who works on it, and their four operations:
//! [`Session::run`], [`Session::undo`], [`Session::redo`] and [`Session::news`].
//!
//! A command is decided on the newest state, without a lock; if the store reports a concurrent write, it is decided
//! again. Drawing and parsing are not here.

mod account;
mod ceremony_reading;
mod flow;
mod keys;
mod lapse;
mod load;
mod meeting;
mod minutes;
mod outcome;
mod read_only;
mod recent_changes;
mod reveal;
mod run;
mod search;
mod time;
mod undo;

pub use outcome::{CommandOutcome, RunError};
pub use search::Search;
pub use undo::UndoPreview;

use crate::clock::Clock;
use crate::domain::chronology::ClockJump;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::value::{Instant, Line, Rank};
use crate::domain::workspace::Workspace;
use crate::store::failure::Failure;
use crate::store::heads::LostRevisions;
use crate::store::history::Entry;
use crate::store::{AccountItems, ProgressCallback, Store};
use std::rc::Rc;

/// The number of rows of the backlog read before the first frame.
const FIRST_ROWS: usize = 100;

/// The identity of the user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The login name.
    pub login: String,
    /// The terminal, which distinguishes two windows of one person.
    pub terminal: String,
    /// The person's name, if it was given; otherwise the login name is looked up.
    pub name: Option<String>,
}

impl Identity {
    /// Finds the person: by the given name, else by the login name, else by a name equal to the login name.
    fn find<'p>(&self, persons: &(impl Iterator<Item = &'p Person> + Clone)) -> Option<PersonId> {
        let named = |name: &str| persons.clone().find(|it| it.name.is_alike(name));
        let has_login = |is_it: &dyn Fn(&Line) -> bool| {
            let mut owners = persons.clone().filter(|_| !self.login.is_empty());
            owners.find(|it| it.login.as_ref().is_some_and(is_it))
        };
        let found = match &self.name {
            Some(name) => named(name),
            None => has_login(&|login| login.as_str() == self.login)
                .or_else(|| has_login(&|login| login.is_alike(&self.login)))
                .or_else(|| named(&self.login)),
        };
        found.map(|person| person.id)
    }
}

/// The loading state of the open items.
#[derive(Debug, Clone)]
enum Loading {
    /// All of them are loaded.
    Over,
    /// Loaded up to this position; not started for `None`.
    After(Option<(Rank, ItemId)>),
}

/// An open file and the person who works on it.
pub struct Session {
    store: Store,
    workspace: Workspace,
    clock: Rc<dyn Clock>,
    identity: Identity,
    me: Option<PersonId>,
    on_behalf: Option<PersonId>,
    loading: Loading,
    /// The items whose details are kept, most recently used last.
    looked_at: Vec<ItemId>,
    /// The ceremony that this terminal has joined.
    ceremony: Option<CeremonyId>,
    /// How the clock disagreed with the history at the last operation, until that is reported.
    clock_jump: Option<ClockJump>,
    /// The items of the running sprint's account, as far as the history was read.
    account_items: (Option<SprintId>, AccountItems),
}

impl Session {
    /// Starts a session on a store.
    ///
    /// # Errors
    /// A [`Failure`] if the store cannot be read.
    pub fn begin(mut store: Store, clock: Rc<dyn Clock>, identity: Identity) -> Result<Self, Failure> {
        store.changed()?;
        let workspace = store.begin(FIRST_ROWS)?;
        let mut session = Self {
            store,
            workspace,
            clock,
            identity,
            me: None,
            on_behalf: None,
            loading: Loading::Over,
            looked_at: Vec::new(),
            ceremony: None,
            clock_jump: None,
            account_items: (None, AccountItems::default()),
        };
        // A damaged history is reported by those pages that show it.
        session.read_account().unwrap_or_default();
        session.begin_loading();
        session.recognise();
        Ok(session)
    }

    /// Returns the state in memory.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Returns the present time, which is never before that of the newest operation unless the clock was wrong then.
    pub fn now(&self) -> Instant {
        let clock = self.clock.now();
        self.workspace.span.map_or(clock, |span| span.now(clock))
    }

    /// Returns the acting person, once they are known.
    pub fn me(&self) -> Option<PersonId> {
        self.me
    }

    /// Returns the acting person.
    ///
    /// # Errors
    /// A [`Refusal`] if they are not known: only known people write.
    pub fn actor(&self) -> Result<PersonId, Refusal> {
        self.me.ok_or_else(|| {
            let login = &self.identity.login;
            let (who, example) = if login.is_empty() {
                ("it is not known who you are".to_owned(), "LOGIN")
            } else {
                (format!("nobody here has the login name \"{login}\""), login.as_str())
            };
            Refusal::unknown(who)
                .hint(format!("say --as NAME, or join with: ceremony person add NAME --login {example}"))
        })
    }

    /// Sets the acting person.
    pub fn set_user(&mut self, person: PersonId) {
        self.me = Some(person);
    }

    /// Returns the login name under which the program runs.
    pub fn login(&self) -> &str {
        &self.identity.login
    }

    /// Returns the product owner on whose behalf acceptance is decided, if not on one's own.
    pub fn on_behalf(&self) -> Option<PersonId> {
        self.on_behalf
    }

    /// Sets the product owner on whose behalf acceptance is decided.
    pub fn act_for(&mut self, person: Option<PersonId>) {
        self.on_behalf = person;
    }

    /// Returns whether the file can be written.
    pub fn is_writable(&self) -> bool {
        self.store.is_writable()
    }

    /// Returns the revision that this session wrote last; `None` if it has not written any.
    pub fn written(&self) -> Option<u64> {
        self.store.written()
    }

    /// Returns the revisions that were in the file, and are not any more.
    pub fn lost_revisions(&self) -> Option<&LostRevisions> {
        self.store.lost_revisions()
    }

    /// Keeps the file as it is, without the revisions that are missing.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be read.
    pub fn keep_head(&mut self) -> Result<(), Failure> {
        self.store.keep_head()
    }

    /// Determines the acting person from the identity.
    fn recognise(&mut self) {
        self.me = self.identity.find(&self.workspace.persons.iter());
    }

    /// Sets or clears the progress callback of long commits.
    pub fn set_progress(&mut self, progress: Option<ProgressCallback>) {
        self.store.set_progress(progress);
    }

    /// Reads a setting, which is kept outside the history.
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, Failure> {
        self.store.setting(name)
    }

    /// Copies everything into a new file, even if the open one was removed.
    ///
    /// # Errors
    /// A [`Failure`] if the file exists, or it cannot be written.
    pub fn copy_to(&mut self, to: &std::path::Path) -> Result<(), Failure> {
        self.store.copy_to(to, false)
    }

    /// Writes a setting, which is kept outside the history.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        self.store.set_setting(name, value)
    }

    /// Describes an entry with its author: `Ana moved PB-139 to Review`.
    pub fn summary(&self, entry: &Entry) -> String {
        let words = entry.words(&self.workspace);
        if entry.is_anonymous {
            return format!("Someone {words}");
        }
        self.signed(entry.person, entry.on_behalf, &entry.login, &words)
    }

    fn signed(
        &self,
        person: Option<PersonId>,
        on_behalf: Option<PersonId>,
        login: &str,
        sentence: &str,
    ) -> String {
        let name = |id: PersonId| self.workspace.persons.get(id).map(|person| person.name.as_str());
        let person = person.and_then(name);
        // The entry of an upgrade has neither a person nor a login.
        let who = person.unwrap_or(if login.is_empty() { "ceremony" } else { login });
        match on_behalf.and_then(name).filter(|owner| Some(*owner) != person) {
            Some(owner) => format!("{who} for {owner} {sentence}"),
            None => format!("{who} {sentence}"),
        }
    }
}
