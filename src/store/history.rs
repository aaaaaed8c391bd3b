//! The contents of the history: entries, each with its changes.

use crate::domain::chronology::EntryTime;
use crate::domain::id::{CeremonyId, PersonId};
use crate::domain::operation::Operation;
use crate::domain::value::Instant;
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// An operation that a person performed.
    Operation,
    /// Undoes the operation of this revision.
    Undo(u64),
    /// Redoes the operation of this revision.
    Redo(u64),
}

/// An entry to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// The unique id of the operation, by which a repeat is recognised.
    pub operation: String,
    /// When it was done.
    pub time: EntryTime,
    /// The person who did it.
    pub person: Option<PersonId>,
    /// The product owner on whose behalf it was done, if not on their own.
    pub on_behalf: Option<PersonId>,
    /// The login name of the user.
    pub login: String,
    /// The terminal.
    pub terminal: String,
    /// The ceremony in which it was done.
    pub ceremony: Option<CeremonyId>,
    /// The kind.
    pub kind: EntryKind,
    /// The operation, as data; `None` if it is not known as data.
    pub act: Option<Operation>,
    /// The operation as a phrase that follows a name, for people who read the file with other tools.
    pub sentence: String,
    /// Whether nobody is shown who did it: it concerns a hidden note. Undo still knows.
    pub is_anonymous: bool,
}

impl NewEntry {
    /// Creates an entry that is by no person: of an upgrade, for example.
    pub fn unsigned(operation: &str, time: EntryTime, sentence: &str) -> Self {
        Self {
            operation: operation.to_owned(),
            time,
            person: None,
            on_behalf: None,
            login: String::new(),
            terminal: String::new(),
            ceremony: None,
            kind: EntryKind::Operation,
            act: None,
            sentence: sentence.to_owned(),
            is_anonymous: false,
        }
    }
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number; one more than that of the previous entry.
    pub revision: u64,
    /// When it was done. It is never later than the time of a newer entry.
    pub at: Instant,
    /// The local day on which it counts: fixed when it was written, and never later than that of a newer entry.
    pub day: NaiveDate,
    /// The person who did it; `None` if nobody is shown who it was.
    pub person: Option<PersonId>,
    /// Whether person, login and terminal are left out here, because the entry concerns a hidden note.
    pub is_anonymous: bool,
    /// Whether it concerns a reveal of cards that is undone at present: the cards are hidden again.
    pub is_hidden_again: bool,
    /// The product owner on whose behalf it was done, if not on their own.
    pub on_behalf: Option<PersonId>,
    /// The login name.
    pub login: String,
    /// The terminal.
    pub terminal: String,
    /// The ceremony in which it was done.
    pub ceremony: Option<CeremonyId>,
    /// The kind.
    pub kind: EntryKind,
    /// The operation, as the JSON of an [`Operation`]; `None` in entries that predate operations. It is parsed on
    /// demand: undo reads thousands of entries and needs the wording of one.
    pub act: Option<Box<str>>,
    /// The sentence as it was written. [`Entry::words`] is what people are shown.
    pub sentence: String,
}

impl Entry {
    /// Returns the operation; `None` in older entries, and for operations that only a newer program knows.
    pub fn operation(&self) -> Option<Operation> {
        serde_json::from_str(self.act.as_deref()?).ok()
    }

    /// Returns the operation as a phrase that follows a name. If it is not known as data, the stored sentence is
    /// returned: it is shown and never parsed.
    pub fn words(&self, workspace: &Workspace) -> String {
        let Some(operation) = self.operation() else { return self.sentence.clone() };
        let operation = if self.is_hidden_again { operation.without_cards() } else { operation };
        let words = operation.sentence(workspace);
        match self.kind {
            EntryKind::Operation => words,
            EntryKind::Undo(_) => format!("undid: {words}"),
            EntryKind::Redo(_) => format!("redid: {words}"),
        }
    }
}

/// The result of an attempt to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// Everything was written, as this revision.
    Done(u64),
    /// Others have written since; nothing was written.
    Behind,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operation::SetupOperation;

    fn entry(act: Option<Operation>, kind: EntryKind) -> Entry {
        Entry {
            revision: 7,
            at: Instant(0),
            day: NaiveDate::default(),
            person: None,
            is_anonymous: false,
            is_hidden_again: false,
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
