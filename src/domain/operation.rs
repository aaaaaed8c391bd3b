//! Operations as data: an entry of the history holds its operation beside its changes. The text that people read is
//! generated from it ([`Operation::sentence`]), so that nothing is ever parsed back out of a sentence.
//!
//! Items, epics and people are referred to by id. What may be removed or renamed later (a label, a column, a sprint)
//! is recorded by its name at the time. The values of an operation are in the order of its sentence.

mod item;
mod meeting;
mod named_items;
mod outcome;
mod part;
mod set;
mod setup;
mod sprint;
mod words;

pub use item::{FinishedOutcome, ItemOperation, Rejection, Resize, SplitInSprint};
pub use meeting::{MeetingOperation, WrittenNote};
pub use named_items::NamedItems;
pub use outcome::OutcomeOperation;
pub use part::{ItemPart, PartOperation};
pub use set::SetOperation;
pub use setup::{ImportSummary, SetupOperation};
pub use sprint::SprintOperation;

use super::sentence::list;
use super::workspace::Workspace;
use serde::{Deserialize, Serialize};
use words::Words;

/// An operation that a person has performed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// On editable fields.
    Set(SetOperation),
    /// On the product, its people, and what items refer to.
    Setup(SetupOperation),
    /// On items.
    Item(ItemOperation),
    /// On the parts of an item.
    Part(PartOperation),
    /// On a sprint.
    Sprint(SprintOperation),
    /// On a ceremony.
    Meeting(MeetingOperation),
    /// On what ceremonies produce.
    Outcome(OutcomeOperation),
    /// Several of these at once, from one form.
    Several(Vec<Operation>),
}

impl Operation {
    /// Returns it without the cards that it has revealed.
    #[must_use]
    pub fn without_cards(self) -> Self {
        if let Self::Item(ItemOperation::Reveal(item, round, _)) = self {
            return ItemOperation::Reveal(item, round, Vec::new()).into();
        }
        self
    }

    /// Returns whether nobody sees who performed it: the author of a hidden note is hidden like its text.
    pub fn is_anonymous(&self) -> bool {
        matches!(
            self,
            Self::Meeting(
                MeetingOperation::HideNote
                    | MeetingOperation::ChangeHiddenNote
                    | MeetingOperation::RemoveHiddenNote
            )
        )
    }

    /// Returns the operation as a phrase that follows a name: `moved PB-139 to Review`.
    pub fn sentence(&self, workspace: &Workspace) -> String {
        let words = Words(workspace);
        match self {
            Self::Set(it) => it.sentence(),
            Self::Setup(it) => it.sentence(words),
            Self::Item(it) => it.sentence(words),
            Self::Part(it) => it.sentence(words),
            Self::Sprint(it) => it.sentence(words),
            Self::Meeting(it) => it.sentence(words),
            Self::Outcome(it) => it.sentence(words),
            Self::Several(all) => list(&all.iter().map(|it| it.sentence(workspace)).collect::<Vec<_>>()),
        }
    }

    /// Combines simultaneous operations into one; `None` if there are none.
    pub fn all(mut done: Vec<Self>) -> Option<Self> {
        if done.len() > 1 { Some(Self::Several(done)) } else { done.pop() }
    }
}

macro_rules! from {
    ($($variant:ident($type:ident)),+) => { $(
        impl From<$type> for Operation {
            fn from(it: $type) -> Self {
                Self::$variant(it)
            }
        }
    )+ };
}
from! {
    Setup(SetupOperation), Item(ItemOperation), Part(PartOperation), Sprint(SprintOperation),
    Meeting(MeetingOperation), Outcome(OutcomeOperation)
}
