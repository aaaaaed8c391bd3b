//! What was done, as data: an entry of the history holds its operation beside its changes. What people read of it is worded
//! from it ([`Operation::sentence`]), so that nothing is ever read back out of a sentence.
//!
//! Items, epics and people are named by their ids. What may be gone or called otherwise later (a label, a column, a sprint) is
//! named as it was called then. The values of an operation stand in the order of its sentence.

mod item;
mod meeting;
mod named_items;
mod outcome;
mod part;
mod set;
mod setup;
mod sprint;
mod words;

pub use item::{ItemOperation, Rejection, Resize};
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

/// Something that a person has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// To fields that people write.
    Set(SetOperation),
    /// To the product, its people, and what items refer to.
    Setup(SetupOperation),
    /// To items.
    Item(ItemOperation),
    /// To the parts of an item.
    Part(PartOperation),
    /// To a sprint.
    Sprint(SprintOperation),
    /// To a ceremony.
    Meeting(MeetingOperation),
    /// To what ceremonies leave behind.
    Outcome(OutcomeOperation),
    /// To several of these at once, by one form.
    Several(Vec<Operation>),
}

impl Operation {
    /// Returns what was done, to be read after a name: `moved PB-139 to Review`.
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

    /// Returns what was done at once as one operation; `None` where it is nothing.
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
