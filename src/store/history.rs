//! What the history holds: entries, each with its changes.

use crate::domain::id::{CeremonyId, PersonId};
use crate::domain::value::Instant;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Something that a person asked for.
    Deed,
    /// Takes the deed of this revision back.
    Undo(u64),
    /// Does the deed of this revision again.
    Redo(u64),
}

/// An entry that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Tells this operation from every other, so that a repeat is recognised.
    pub operation: String,
    /// When it was done.
    pub at: Instant,
    /// Who did it.
    pub person: Option<PersonId>,
    /// In whose name, if not in their own.
    pub on_behalf: Option<PersonId>,
    /// The login name under which the program ran.
    pub login: String,
    /// The terminal in which it ran.
    pub terminal: String,
    /// The ceremony in which it was done.
    pub ceremony: Option<CeremonyId>,
    /// What it is.
    pub deed: Deed,
    /// What was done, to be read after a name.
    pub sentence: String,
    /// Memos that change with it: hidden cards and notes that are revealed or hidden again. Where one is no longer as it
    /// was read, nothing is written.
    pub memos: Vec<MemoEdit>,
}

/// A change of a memo that is part of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoEdit {
    /// Its name.
    pub name: String,
    /// Its text as it was read; `None` where there was none.
    pub was: Option<String>,
    /// Its text from now on; `None` removes it.
    pub now: Option<String>,
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number; each entry has one more than the one before.
    pub revision: u64,
    /// When it was done.
    pub at: Instant,
    /// Who did it.
    pub person: Option<PersonId>,
    /// In whose name, if not in their own.
    pub on_behalf: Option<PersonId>,
    /// The login name.
    pub login: String,
    /// The terminal.
    pub terminal: String,
    /// The ceremony in which it was done.
    pub ceremony: Option<CeremonyId>,
    /// What it is.
    pub deed: Deed,
    /// What was done.
    pub sentence: String,
}

/// What came of an attempt to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// All of it stands in the file, as this revision.
    Done(u64),
    /// Others have written since, or a memo is no longer as it was read; nothing was written.
    Behind,
}

/// One change as the history keeps it, for screens that show a field's past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The entry that it is part of.
    pub revision: u64,
    /// The kind of entity.
    pub entity: String,
    /// The number of its id.
    pub number: u64,
    /// The field; `None` where a whole row came or went.
    pub field: Option<String>,
    /// The value before.
    pub old: Option<String>,
    /// The value after.
    pub new: Option<String>,
}
