//! Two people on one file.

use super::check::Stored;
use super::screens::shown;
use ceremony::clock::FixedClock;
use ceremony::domain::command::{Command, Founding, PersonCommand};
use ceremony::domain::value::Instant;
use ceremony::exchange::json;
use ceremony::session::{Identity, Session};
use ceremony::store::history::{Entry, EntryKind};
use ceremony::store::sqlite::{Opening, Sqlite, open};
use ceremony::store::{HistoryFilter, HistoryPage, HistoryQuery, Store, newest_schema};
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use tempfile::TempDir;

/// One of the two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Ana,
    Bo,
}

impl Who {
    fn login(self) -> &'static str {
        match self {
            Self::Ana => "ana",
            Self::Bo => "bo",
        }
    }
}

/// A file with its two people, and a separate view of it.
pub struct Bench {
    ana: Option<Session>,
    bo: Option<Session>,
    pub store: Store,
    clock: Rc<FixedClock>,
    folder: TempDir,
}

fn at(folder: &Path) -> Store {
    let opening = Opening {
        path: folder.join("team.db"),
        wanted: ceremony::store::OpenOptions::NEW,
        patience: Duration::from_millis(100),
        newest_schema: newest_schema(),
        durable: false,
    };
    Store::new(Box::new(open(&opening).unwrap()))
}

/// The login name of the person who creates the product.
const FOUNDER: &str = "zoe";

fn begin(store: Store, clock: &Rc<FixedClock>, login: &str) -> Session {
    let identity = Identity { login: login.to_owned(), terminal: login.to_owned(), name: None };
    Session::begin(store, clock.clone(), identity).unwrap()
}

impl Bench {
    /// Returns a newly created product.
    pub fn new() -> Self {
        // In memory, if the machine has such a folder: no waiting for a disk.
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let clock = Rc::new(FixedClock::at(Instant(1_795_424_400_000)));
        // A third person creates it: a person who undoes everything still exists then.
        let mut founder = begin(at(folder.path()), &clock, FOUNDER);
        let founding = Founding {
            name: "Lighthouse".parse().unwrap(),
            prefix: "PB".parse().unwrap(),
            zone: "Europe/Berlin".parse().unwrap(),
            person: "Zoe".parse().unwrap(),
            roles: "stakeholder".parse().unwrap(),
            login: Some(FOUNDER.parse().unwrap()),
        };
        founder.run(&Command::Found(founding)).unwrap();
        for (name, login) in [("Ana", "ana"), ("Bo", "bo")] {
            let joining = PersonCommand::Add {
                name: name.parse().unwrap(),
                roles: "product owner, developer".parse().unwrap(),
                login: Some(login.parse().unwrap()),
            };
            founder.run(&Command::Person(joining)).unwrap();
        }
        let ana = begin(at(folder.path()), &clock, "ana");
        let bo = begin(at(folder.path()), &clock, "bo");
        let store = at(folder.path());
        Self { ana: Some(ana), bo: Some(bo), store, clock, folder }
    }

    pub fn session(&mut self, who: Who) -> &mut Session {
        match who {
            Who::Ana => self.ana.as_mut().unwrap(),
            Who::Bo => self.bo.as_mut().unwrap(),
        }
    }

    /// Advances the clock by hours.
    pub fn tick(&self) {
        self.clock.advance(Duration::from_secs(5_000));
    }

    pub fn restart(&mut self, who: Who) {
        let slot = match who {
            Who::Ana => &mut self.ana,
            Who::Bo => &mut self.bo,
        };
        // The old session ends before the new one starts.
        drop(slot.take());
        *slot = Some(begin(at(self.folder.path()), &self.clock, who.login()));
    }

    /// Restarts a person's program, and checks that it shows what it showed before.
    pub fn restart_unnoticed(&mut self, who: Who) {
        let slot = match who {
            Who::Ana => &mut self.ana,
            Who::Bo => &mut self.bo,
        };
        let (before, session) = shown(slot.take().unwrap());
        // The old session ends before the new one starts.
        drop(session);
        let (after, session) = shown(begin(at(self.folder.path()), &self.clock, who.login()));
        *slot = Some(session);
        for ((name, before), (other, after)) in before.into_iter().zip(after) {
            assert_eq!(name, other);
            assert!(before == after, "{who:?}, {name}: in memory\n{before}\nafter a restart\n{after}");
        }
    }

    /// Returns the operations in force, the most recently done or redone first, each with who performed it, which is not
    /// known of a hidden note; the founder's are left out.
    fn standing(&mut self) -> Vec<(u64, Option<Who>)> {
        let mut entries: Vec<Entry> = Vec::new();
        let page = HistoryPage::Before(u64::MAX);
        let query = HistoryQuery { which: HistoryFilter::All, page, most: u64::MAX };
        self.store.history(&query, &mut |entry| entries.push(entry)).unwrap();
        // The newest entry on each operation counts.
        let mut spoken: BTreeSet<u64> = BTreeSet::new();
        let mut standing = Vec::new();
        for entry in &entries {
            let (operation, stands) = match entry.kind {
                EntryKind::Operation => (entry.revision, true),
                EntryKind::Redo(operation) => (operation, true),
                EntryKind::Undo(operation) => (operation, false),
            };
            if spoken.insert(operation) && stands {
                let who = [Who::Ana, Who::Bo].into_iter().find(|who| who.login() == entry.login);
                standing.extend((who.is_some() || entry.is_anonymous).then_some((operation, who)));
            }
        }
        standing
    }

    /// Undoes everything, the newest first, each person their own. Returns who did, in that order.
    pub fn undo_everything(&mut self) -> Vec<Who> {
        let mut undone = Vec::new();
        for (operation, who) in self.standing() {
            let is_next = |bench: &mut Self, who: Who| bench.session(who).undoable().ok() == Some(operation);
            let who = who.unwrap_or_else(|| if is_next(self, Who::Ana) { Who::Ana } else { Who::Bo });
            self.session(who).undo().unwrap_or_else(|stop| panic!("{who:?} cannot undo: {stop:?}"));
            undone.push(who);
        }
        assert_eq!(self.standing(), [], "nothing is left to take back");
        undone
    }

    /// Redoes everything, the oldest first.
    pub fn redo_everything(&mut self, undone: Vec<Who>) {
        for who in undone.into_iter().rev() {
            self.session(who).redo().unwrap_or_else(|stop| panic!("{who:?} cannot redo: {stop:?}"));
        }
    }

    /// Restores an export of everything into a new file, and checks that it is the same.
    pub fn restore_elsewhere(&mut self, here: &Stored) {
        let mut text = Vec::new();
        json::write(self.session(Who::Ana), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let whole = json::read(&text, "team.json").unwrap();
        let store = Store::new(Box::new(Sqlite::in_memory().unwrap()));
        let mut session = begin(store, &self.clock, "ana");
        session.run(&Command::Restore(Box::new(whole))).unwrap();
        let mut again = Vec::new();
        json::write(&mut session, &mut again).unwrap();
        let left_out = |line: &&str| !line.starts_with("\"left_out\"");
        let lines: Vec<&str> = text.lines().filter(left_out).collect();
        assert_eq!(String::from_utf8(again).unwrap().lines().collect::<Vec<_>>(), lines);
        let restored = super::check::stored_in(&mut |each| session.everything(each).unwrap());
        let here = here.without_hidden();
        assert_eq!(restored.with_revision(&here), here, "an export loses nothing but what is hidden");
    }
}
