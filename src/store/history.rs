//! What the history holds: entries, each with its changes.

use crate::domain::id::{CeremonyId, PersonId};
use crate::domain::operation::Operation;
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Something that a person asked for.
    Operation,
    /// Takes the operation of this revision back.
    Undo(u64),
    /// Does the operation of this revision again.
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
    pub kind: EntryKind,
    /// What was done, as data; `None` where it is not known as data.
    pub act: Option<Operation>,
    /// The same in words, to be read after a name: for people who read the file with other tools.
    pub sentence: String,
    /// Settings that change with it: hidden cards and notes that are revealed or hidden again. Where one is no longer as it
    /// was read, nothing is written.
    pub settings: Vec<SettingChange>,
}

/// A change of a setting that is part of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
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
    pub kind: EntryKind,
    /// What was done, as the JSON of an [`Operation`]; `None` in entries from before that was kept. It is read where it is
    /// asked for: undo looks at thousands of entries and words one.
    pub act: Option<Box<str>>,
    /// What was done, as it was worded when it was written. [`Entry::words`] is what people are shown.
    pub sentence: String,
}

impl Entry {
    /// Returns what was done, as data; `None` in older entries, and where a newer program knows more operations.
    pub fn operation(&self) -> Option<Operation> {
        serde_json::from_str(self.act.as_deref()?).ok()
    }

    /// Returns what was done, to be read after a name. Where it is not known as data, the stored sentence is returned as it
    /// is: it is shown and never read back.
    pub fn words(&self, workspace: &Workspace) -> String {
        let Some(operation) = self.operation() else { return self.sentence.clone() };
        let words = operation.sentence(workspace);
        match self.kind {
            EntryKind::Operation => words,
            EntryKind::Undo(_) => format!("undid: {words}"),
            EntryKind::Redo(_) => format!("redid: {words}"),
        }
    }
}

/// What came of an attempt to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// All of it stands in the file, as this revision.
    Done(u64),
    /// Others have written since, or a setting is no longer as it was read; nothing was written.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operation::SetupOperation;

    fn entry(act: Option<Operation>, kind: EntryKind) -> Entry {
        Entry {
            revision: 7,
            at: Instant(0),
            person: None,
            on_behalf: None,
            login: String::new(),
            terminal: String::new(),
            ceremony: None,
            kind,
            act: act.map(|act| serde_json::to_string(&act).unwrap().into()),
            sentence: "did something long ago".to_owned(),
        }
    }

    #[test]
    fn an_entry_is_worded_from_its_operation_and_an_older_one_says_what_it_always_said() {
        let workspace = Workspace::default();
        let added = || Some(SetupOperation::AddLabel("till".parse().unwrap()).into());
        assert_eq!(entry(added(), EntryKind::Operation).words(&workspace), "added label #till");
        assert_eq!(entry(added(), EntryKind::Undo(3)).words(&workspace), "undid: added label #till");
        assert_eq!(entry(added(), EntryKind::Redo(3)).words(&workspace), "redid: added label #till");
        assert_eq!(entry(None, EntryKind::Undo(3)).words(&workspace), "did something long ago");
    }
}
