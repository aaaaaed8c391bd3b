//! Ids: one type for each entity, so that they cannot be mixed up.

use super::value::{Cell, Damaged, Scalar, Value};
use std::fmt;
use std::num::NonZeroU32;

/// Operations common to all ids.
pub trait Id: Copy + Eq + Ord + std::hash::Hash + fmt::Debug + Scalar {
    /// Creates an id from its number; `None` for 0 and for more than 4 294 967 295.
    fn new(number: u64) -> Option<Self>;
    /// Returns the number.
    fn number(self) -> u64;
    /// Returns the item's id for the id of an item or of its long texts.
    fn as_item(self) -> Option<ItemId>;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $of:literal),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl Id for $name {
            fn new(number: u64) -> Option<Self> {
                u32::try_from(number).ok().and_then(NonZeroU32::new).map(Self)
            }
            fn number(self) -> u64 {
                u64::from(self.0.get())
            }
            fn as_item(self) -> Option<ItemId> {
                if $of == "item" { Some(ItemId(self.0)) } else { None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl Scalar for $name {
            fn to_value(&self) -> Value {
                Value::Int(i64::from(self.0.get()))
            }
            fn from_cell(cell: Cell<'_>) -> Result<Self, Damaged> {
                let number = u32::from_cell(cell)?;
                NonZeroU32::new(number).map(Self).ok_or_else(|| Damaged::new("an id", cell))
            }
            fn names(&self) -> Vec<(&'static str, u64)> {
                vec![($of, self.number())]
            }
        }

        $crate::domain::value::json::serde_as_cell! { $name }
    )+ };
}

ids! {
    /// Identifies a product.
    ProductId "product",
    /// Identifies a team.
    TeamId "team",
    /// Identifies a person.
    PersonId "person",
    /// Identifies an epic.
    EpicId "epic",
    /// Identifies a label.
    LabelId "label",
    /// Identifies a column of the board.
    ColumnId "board_column",
    /// Identifies a rule of a definition.
    RuleId "rule",
    /// Identifies an item; its number is in its key.
    ItemId "item",
    /// Identifies an acceptance criterion.
    CriterionId "criterion",
    /// Identifies a task.
    TaskId "task",
    /// Identifies a question.
    QuestionId "question",
    /// Identifies a comment.
    CommentId "comment",
    /// Identifies a link.
    LinkId "link",
    /// Identifies a sprint.
    SprintId "sprint",
    /// Identifies an item's selection for a sprint.
    SelectionId "selection",
    /// Identifies a sprint's report.
    ReportId "report",
    /// Identifies the schedule of a kind of ceremony.
    CadenceId "cadence",
    /// Identifies a ceremony.
    CeremonyId "ceremony",
    /// Identifies a note of a ceremony.
    NoteId "note",
    /// Identifies a hidden card or note.
    HiddenId "hidden",
    /// Identifies a dot given to a note.
    DotId "dot",
    /// Identifies an impediment.
    ImpedimentId "impediment",
    /// Identifies feedback.
    FeedbackId "feedback",
    /// Identifies an improvement that a retrospective agreed on.
    ImprovementId "improvement",
    /// Identifies a person's availability in a sprint.
    CapacityId "capacity",
    /// Identifies a card played in planning poker.
    VoteId "vote",
}
