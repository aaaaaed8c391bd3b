//! Keeping the product's state and its history. The contract, which the suite in `conformance` holds against any engine:
//!
//! - What [`Store::commit`] has answered with *done* is in the file for good: state and history in one transaction, or
//!   neither. A repeat of the same operation is recognised and answered with the revision under which it stands.
//! - A commit is made against the revision that its maker knew. Where others have written since, nothing is written and
//!   the answer is *behind*: catch up, decide again.
//! - The history only grows. Each entry has the next revision and a hash over its content and the hash before it.
//! - Reading hands rows over one by one, and never more than was asked for.
//! - Memos are kept beside the history: last writer wins, no undo.
//!
//! The engines and every SQL text stand below; no other part of the program knows that there is SQL.

pub mod backups;
#[cfg(test)]
pub(crate) mod conformance;
pub mod engine;
mod examine;
pub mod failure;
mod flow;
pub mod history;
pub mod lite;
mod repair;
mod sql;
mod survey;
mod upkeep;
mod wanted;
mod watched;
mod words;

use crate::domain::change::{Change, every_entity};
use crate::domain::detail::Detail;
use crate::domain::entity::Entity;
use crate::domain::id::{CeremonyId, ItemId, PersonId, SprintId};
use crate::domain::improvement::Improvement;
use crate::domain::item::Item;
use crate::domain::sprint::Report;
use crate::domain::value::{Rank, Scalar};
use crate::domain::workspace::Workspace;
use engine::{Engine, Tx};
pub use examine::{Examination, Finding, Part};
use failure::Failure;
use history::{Committed, Deed, Entry, MemoEdit, NewEntry};
pub use lite::is_own_file;
pub use sql::history::Which;
pub use sql::read::Piece;
use sql::{chain, history as past, meetings, read, rows, undo, write};
pub use survey::Survey;
pub use upkeep::Upkeep;
pub use wanted::{Making, Wanted};
pub use watched::Watch;
use watched::Watched;

/// The names of all kinds of entity.
pub(crate) fn entity_names() -> Vec<&'static str> {
    macro_rules! names {
        ($($entity:ident),+) => { vec![$(<sql::entity_table::entities::$entity as Entity>::NAME),+] };
    }
    every_entity!(names)
}

/// The newest schema that this program knows.
pub fn newest_schema() -> i64 {
    sql::schema::VERSION
}

/// State and history in one place.
pub struct Store {
    engine: Box<dyn Engine>,
    watch: Option<Watch>,
}

impl Store {
    /// Takes an engine and brings its schema up to date.
    ///
    /// # Errors
    /// A [`Failure`] where that cannot be done; nothing is changed then.
    pub fn new(engine: Box<dyn Engine>) -> Result<Self, Failure> {
        Ok(Self { engine, watch: None })
    }

    /// Takes an engine whose schema may be an old one, and stays so: it can be surveyed, looked through and copied.
    ///
    /// # Errors
    /// A [`Failure`] where there is something else in it than we make.
    pub fn only_looked_at(engine: Box<dyn Engine>) -> Result<Self, Failure> {
        Ok(Self { engine, watch: None })
    }

    /// Lets somebody know how far long commits have come, or nobody any more.
    pub fn watch(&mut self, watch: Option<Watch>) {
        self.watch = watch;
    }

    /// Tells whether the store can be written.
    pub fn is_writable(&self) -> bool {
        self.engine.is_writable()
    }

    /// Tells whether somebody else may have written since this was last asked.
    pub fn changed(&mut self) -> Result<bool, Failure> {
        self.engine.changed()
    }

    fn read<T: Default>(
        &mut self,
        mut work: impl FnMut(&mut dyn Tx, &mut T) -> Result<(), Failure>,
    ) -> Result<T, Failure> {
        let mut found = T::default();
        self.engine.read(&mut |tx| work(tx, &mut found))?;
        Ok(found)
    }

    /// Reads everything but the backlog: people, sprints, columns … and the items of the sprints that are not closed;
    /// with them the first `most` items of the backlog.
    pub fn begin(&mut self, most: usize) -> Result<Workspace, Failure> {
        self.read(|tx, workspace: &mut Workspace| {
            read::skeleton(tx, workspace)?;
            read::open_items(tx, None, most, &mut |item| {
                workspace.put(crate::domain::workspace::Rows::Item(item));
            })
        })
    }

    /// Reads everything that is small anew, and the counts.
    pub fn renew(&mut self, workspace: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::skeleton(tx, workspace))
    }

    /// Reads the next `most` open items after a place in the order.
    pub fn open_items(
        &mut self,
        after: Option<&(Rank, ItemId)>,
        most: usize,
        each: &mut dyn FnMut(Item),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::open_items(tx, after, most, each))
    }

    /// Reads the open items right above a place in the order, at most so many, the nearest first.
    pub fn open_items_before(
        &mut self,
        before: &(Rank, ItemId),
        most: usize,
        each: &mut dyn FnMut(Item),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::open_items_before(tx, before, most, each))
    }

    /// Reads items by their ids; those that do not exist are passed over.
    pub fn items(&mut self, ids: &[ItemId], each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::items(tx, ids, each))
    }

    /// Reads all items that are accepted or dropped, the newest id first.
    pub fn past_items(&mut self, each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::past_items(tx, each))
    }

    /// Reads the items and selections of a sprint, finished ones too, into a workspace.
    pub fn of_sprint(&mut self, sprint: SprintId, workspace: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| {
            read::of_sprint(tx, sprint, workspace)?;
            meetings::of_sprint(tx, sprint, &mut workspace.meetings)
        })
    }

    /// Reads what is not in the rows of items.
    pub fn details(&mut self, ids: &[ItemId], each: &mut dyn FnMut(ItemId, Detail)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::details(tx, ids, each))
    }

    /// Reads the items that came from a source under these keys.
    pub fn by_source(
        &mut self,
        source: &str,
        keys: &[&str],
        each: &mut dyn FnMut(Item),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::by_source(tx, source, keys, each))
    }

    /// Reads the items that came from a source that gave them no key.
    pub fn keyless(&mut self, source: &str, each: &mut dyn FnMut(Item)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::keyless(tx, source, each))
    }

    /// Reads the newest items before `before`, open or not, in whose title, source key, narrative and description every
    /// word of `text` stands, whatever its case: as a beginning from three letters on, else as a whole word.
    ///
    /// The newest come first, `most` at the most, and as few as can be found in some milliseconds. Returns before which
    /// item to go on, where there is more to look at.
    pub fn search(
        &mut self,
        text: &str,
        before: Option<ItemId>,
        most: usize,
        each: &mut dyn FnMut(Item),
    ) -> Result<Option<ItemId>, Failure> {
        let wanted = words::wanted(text);
        if wanted.is_empty() || most == 0 {
            return Ok(None);
        }
        self.read(|tx, rest| {
            *rest = read::search(tx, &wanted, before, most, each)?;
            Ok(())
        })
    }

    /// Reads the item that another tool's key names.
    pub fn by_source_key(&mut self, key: &str) -> Result<Option<Item>, Failure> {
        self.read(|tx, item: &mut Option<Item>| {
            *item = read::by_source_key(tx, key)?;
            Ok(())
        })
    }

    /// Reads the reports of a sprint, withdrawn ones too, oldest first.
    pub fn reports(&mut self, sprint: SprintId) -> Result<Vec<Report>, Failure> {
        self.read(|tx, reports: &mut Vec<Report>| {
            *reports = rows::all(tx, "WHERE sprint = ?1 ORDER BY id", &[sprint.to_value()])?;
            Ok(())
        })
    }

    /// Reads everything there is, piece by piece, as of one moment.
    ///
    /// # Errors
    /// A [`Failure`] where it cannot be read, or whatever `each` answers; that ends the reading.
    pub fn everything(
        &mut self,
        each: &mut dyn FnMut(Piece<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| read::everything(tx, each))
    }

    /// Writes an entry with its changes, and the state that they lead to, which is in `after`.
    ///
    /// `expected` is the revision on which the changes were decided.
    pub fn commit(
        &mut self,
        expected: u64,
        entry: &NewEntry,
        changes: &[Change],
        after: &Workspace,
    ) -> Result<Committed, Failure> {
        let mut answer = Committed::Behind;
        // Each change is written once into the history and about once into the state.
        let mut watched = Watched::new(self.watch.as_mut(), 2 * changes.len());
        self.engine.write(&mut |tx| {
            watched.restart();
            let tip = past::tip(tx, &entry.operation)?;
            if let Some(revision) = tip.known {
                answer = Committed::Done(revision);
                return Ok(false);
            }
            if tip.revision != expected || !edit_memos(tx, &entry.memos)? {
                return Ok(false);
            }
            past::append(tx, &tip, entry, changes, &mut watched)?;
            write::state(tx, changes, after, &mut watched)?;
            answer = Committed::Done(tip.revision + 1);
            Ok(true)
        })?;
        watched.finish();
        Ok(answer)
    }

    /// Reads entries from the newest before `before` on backwards, `most` at the most.
    pub fn history(
        &mut self,
        which: Which,
        before: u64,
        most: u64,
        each: &mut dyn FnMut(Entry),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::backwards(tx, which, before, most, each))
    }

    /// Reads the entries after a revision, oldest first.
    pub fn since(&mut self, after: u64, each: &mut dyn FnMut(Entry)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::since(tx, after, each))
    }

    /// Reads one entry.
    pub fn entry(&mut self, revision: u64) -> Result<Option<Entry>, Failure> {
        self.read(|tx, entry: &mut Option<Entry>| {
            *entry = past::one(tx, revision)?;
            Ok(())
        })
    }

    /// Reads the changes of the entries from `from` to `to`, both included.
    pub fn changes(&mut self, from: u64, to: u64, each: &mut dyn FnMut(u64, Change)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::changes(tx, from, to, u64::MAX, each))
    }

    /// Reads the same, but of each entry `most` changes at the most, its first.
    pub fn first_changes(
        &mut self,
        from: u64,
        to: u64,
        most: u64,
        each: &mut dyn FnMut(u64, Change),
    ) -> Result<(), Failure> {
        self.engine.read(&mut |tx| past::changes(tx, from, to, most, each))
    }

    /// Recomputes the chain of hashes, and returns the first revision whose content is not what was written; `None`
    /// where all of it is.
    pub fn verify(&mut self) -> Result<Option<u64>, Failure> {
        self.read(|tx, found: &mut Option<u64>| {
            *found = chain::verify(tx)?;
            Ok(())
        })
    }

    /// Returns the newest deed of a person that can be taken back: from this terminal, or where there is none from any.
    pub fn undoable(&mut self, person: Option<PersonId>, terminal: &str) -> Result<Option<u64>, Failure> {
        let person = person.to_value();
        self.read(|tx, found: &mut Option<u64>| {
            *found = undo::undoable(tx, &person, Some(terminal))?;
            if found.is_none() {
                *found = undo::undoable(tx, &person, None)?;
            }
            Ok(())
        })
    }

    /// Returns the newest undo of a person that can be taken back: from this terminal, or where there is none from any.
    pub fn redoable(&mut self, person: Option<PersonId>, terminal: &str) -> Result<Option<u64>, Failure> {
        let person = person.to_value();
        self.read(|tx, found: &mut Option<u64>| {
            *found = undo::redoable(tx, &person, Some(terminal))?;
            if found.is_none() {
                *found = undo::redoable(tx, &person, None)?;
            }
            Ok(())
        })
    }

    /// Returns the newest entry after `after` that changed what `change` changed.
    pub fn later_change(&mut self, change: &Change, after: u64) -> Result<Option<Entry>, Failure> {
        self.read(|tx, found: &mut Option<Entry>| {
            *found = undo::later_change(tx, change, after)?;
            Ok(())
        })
    }

    /// Reads a memo.
    pub fn memo(&mut self, name: &str) -> Result<Option<String>, Failure> {
        self.read(|tx, found: &mut Option<String>| {
            *found = read::memo(tx, name)?;
            Ok(())
        })
    }

    /// Keeps a memo.
    pub fn set_memo(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        self.engine.write(&mut |tx| read::set_memo(tx, name, value).map(|()| true)).map(|_| ())
    }

    /// Writes another text over a memo that still says what it `was`; without a text, lets go of it. Returns whether it
    /// still said that.
    pub fn replace_memo(
        &mut self,
        name: &str,
        was: Option<&str>,
        text: Option<&str>,
    ) -> Result<bool, Failure> {
        let edit =
            MemoEdit { name: name.to_owned(), was: was.map(str::to_owned), now: text.map(str::to_owned) };
        self.engine.write(&mut |tx| edit_memos(tx, std::slice::from_ref(&edit)))
    }

    /// Reads a ceremony with everything that was noted in it into a workspace.
    pub fn ceremony(&mut self, id: CeremonyId, into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::of_ceremony(tx, id, &mut into.meetings))
    }

    /// Reads the ceremonies of a sprint, and what people's time in it was, into a workspace.
    pub fn meetings_of(&mut self, sprint: SprintId, into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::of_sprint(tx, sprint, &mut into.meetings))
    }

    /// Reads the newest `most` ceremonies into a workspace.
    pub fn ceremonies(&mut self, most: u64, into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::ceremonies(tx, most, &mut into.meetings))
    }

    /// Reads the impediments, the feedback and the improvements of all times into a workspace.
    pub fn outcomes(&mut self, into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::outcomes(tx, &mut into.meetings))
    }

    /// Reads the improvements that the next retrospective begins with: what the last one agreed on, what is still going,
    /// and what became otherwise since.
    pub fn agreed(&mut self, each: &mut dyn FnMut(Improvement)) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::agreed(tx, each))
    }

    /// Reads what ceremonies have left behind and changes are about, where it is not in the workspace.
    pub fn changed_meetings(&mut self, changes: &[Change], into: &mut Workspace) -> Result<(), Failure> {
        self.engine.read(&mut |tx| meetings::of_changes(tx, changes, &mut into.meetings))
    }

    /// Returns the revision at which a ceremony was ended.
    pub fn ended_at(&mut self, id: CeremonyId) -> Result<Option<u64>, Failure> {
        self.read(|tx, found: &mut Option<u64>| {
            *found = meetings::ended_at(tx, id)?;
            Ok(())
        })
    }

    /// Reads the memos whose names begin with `prefix`, in the order of their names.
    pub fn memos(&mut self, prefix: &str) -> Result<Vec<(String, String)>, Failure> {
        self.read(|tx, found: &mut Vec<(String, String)>| {
            *found = meetings::memos(tx, prefix)?;
            Ok(())
        })
    }

    /// Lets go of memos.
    pub fn drop_memos(&mut self, names: &[String]) -> Result<(), Failure> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.engine.write(&mut |tx| meetings::drop_memos(tx, &names).map(|()| true)).map(|_| ())
    }

    /// Returns the deed that an entry takes back or does again.
    pub fn target(deed: Deed) -> Option<u64> {
        match deed {
            Deed::Deed => None,
            Deed::Undo(target) | Deed::Redo(target) => Some(target),
        }
    }
}

/// Changes memos. Returns whether each of them still said what was read; else nothing may be written.
fn edit_memos(tx: &mut dyn Tx, edits: &[MemoEdit]) -> Result<bool, Failure> {
    if edits.is_empty() {
        return Ok(true);
    }
    let names: Vec<&str> = edits.iter().map(|edit| edit.name.as_str()).collect();
    let found = meetings::named_memos(tx, &names)?;
    if edits.iter().any(|edit| found.get(&edit.name) != edit.was.as_ref()) {
        return Ok(false);
    }
    let gone: Vec<&str> =
        edits.iter().filter(|edit| edit.now.is_none()).map(|edit| edit.name.as_str()).collect();
    meetings::drop_memos(tx, &gone)?;
    for edit in edits {
        if let Some(text) = &edit.now {
            read::set_memo(tx, &edit.name, text)?;
        }
    }
    Ok(true)
}
