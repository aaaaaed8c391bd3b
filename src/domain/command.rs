//! The commands that a person can give, as plain values: texts are parsed, names are resolved, and an edit carries
//! the value that the person saw. Whether a command is allowed, and what it changes, is decided in [`super::decide`].

mod hidden;
mod items;
mod meeting;
mod parts;
mod product;
mod set;
mod sprint;

pub use hidden::HiddenCommand;
pub use meeting::{
    CeremonyCommand, Child, FeedbackCommand, FinishedPart, ImpedimentCommand, ImprovementCommand, NewCadence,
    NewNote, NoteCommand, Split, SprintOutcomeCommand,
};
pub use parts::{CommentCommand, CriterionCommand, LinkCommand, QuestionCommand, TaskCommand};
pub use product::{Founding, PersonCommand};
pub use set::{Edits, Set};
pub use sprint::{Leftover, SprintCommand};

pub use super::position::Position;

use super::definition::{Definition, Kinds};
use super::id::{ColumnId, CriterionId, EpicId, ItemId, LabelId, PersonId, RuleId};
use super::import::Batch;
use super::snapshot::Snapshot;
use super::value::{BadText, Kind, Line, Points, Prose, ReadyCheck, RejectionKind, Stage};

/// A new value, together with the value that the person saw when they started to edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEdit<T> {
    /// The value when the person started to edit; `None` if they did not see it.
    pub seen: Option<T>,
    /// The new value.
    pub new: T,
}

impl<T> FieldEdit<T> {
    /// Creates an edit made without seeing the former value.
    pub fn blind(new: T) -> Self {
        Self { seen: None, new }
    }

    /// Creates an edit of the value `seen`.
    pub fn over(seen: T, new: T) -> Self {
        Self { seen: Some(seen), new }
    }
}

/// Any command that a person can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Creates the product in an empty file.
    Found(Founding),
    /// Sets editable fields, in groups of fields of one kind of entity each.
    Set(Vec<Set>),
    /// A command on people.
    Person(PersonCommand),
    /// A command on epics.
    Epic(EpicCommand),
    /// A command on labels.
    Label(LabelCommand),
    /// A command on the columns of the board.
    Column(ColumnCommand),
    /// A command on the definitions of ready and done.
    Definition(DefinitionCommand),
    /// A command on items.
    Item(ItemCommand),
    /// A command on acceptance criteria.
    Criterion(CriterionCommand),
    /// A command on tasks.
    Task(TaskCommand),
    /// A command on questions.
    Question(QuestionCommand),
    /// A command on comments.
    Comment(CommentCommand),
    /// A command on links.
    Link(LinkCommand),
    /// A command on sprints.
    Sprint(SprintCommand),
    /// A command on a sprint that is given in ceremonies: its goal outcome, availability, unplanned items.
    SprintOutcome(SprintOutcomeCommand),
    /// A command on ceremonies.
    Ceremony(CeremonyCommand),
    /// A command on the notes of a ceremony.
    Note(NoteCommand),
    /// A command on impediments.
    Impediment(ImpedimentCommand),
    /// A command on feedback.
    Feedback(FeedbackCommand),
    /// A command on improvements.
    Improvement(ImprovementCommand),
    /// A command on hidden cards of planning poker and hidden notes.
    Hidden(HiddenCommand),
    /// Splits an item.
    Split(Split),
    /// Imports the rows of another tool's file.
    Import(Box<Batch>),
    /// Restores an exported product into an empty file.
    Restore(Box<Snapshot>),
}

macro_rules! from {
    ($($variant:ident $command:ty),+) => {
        $(impl From<$command> for Command {
            fn from(command: $command) -> Self {
                Self::$variant(command)
            }
        })+
    };
}
from!(
    Set Vec<Set>, Person PersonCommand, Epic EpicCommand, Label LabelCommand, Column ColumnCommand,
    Definition DefinitionCommand, Item ItemCommand, Criterion CriterionCommand, Task TaskCommand,
    Question QuestionCommand, Comment CommentCommand, Link LinkCommand, Sprint SprintCommand,
    SprintOutcome SprintOutcomeCommand, Ceremony CeremonyCommand, Note NoteCommand, Impediment ImpedimentCommand,
    Hidden HiddenCommand, Feedback FeedbackCommand, Improvement ImprovementCommand, Split Split
);

/// Commands on epics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EpicCommand {
    /// Creates an epic.
    Add(Line),
    /// Removes an epic that no open item belongs to.
    Remove(EpicId),
}

/// Commands on labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelCommand {
    /// Creates a label.
    Add(Line),
    /// Removes a label from every open item and stops suggesting it.
    Retire(LabelId),
}

/// Commands on the columns of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnCommand {
    /// Adds a column at the right of its stage.
    Add {
        /// The name.
        name: Line,
        /// The stage: to do, doing or review.
        stage: Stage,
    },
    /// Moves a column by one position to the right or left, within its stage.
    Shift {
        /// The column.
        column: ColumnId,
        /// Whether it moves to the right.
        right: bool,
    },
    /// Removes an empty column that is not the last of its stage.
    Remove(ColumnId),
}

/// Commands on the definitions of ready and done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionCommand {
    /// Adds a rule at the end.
    Add {
        /// The definition.
        definition: Definition,
        /// The automatic check; `None` for a rule that people tick.
        check: Option<ReadyCheck>,
        /// The wording of the rule; `None` for the default wording of the check.
        text: Option<Line>,
        /// The kinds of item that the rule applies to.
        kinds: Kinds,
        /// The person who signs it off.
        person: Option<PersonId>,
    },
    /// Removes a rule.
    Remove(RuleId),
}

/// The initial values of a new item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// The title.
    pub title: Line,
    /// The kind.
    pub kind: Kind,
    /// `As a …`.
    pub as_a: Prose,
    /// `I want …`.
    pub i_want: Prose,
    /// `so that …`.
    pub so_that: Prose,
    /// The description.
    pub description: Prose,
    /// Acceptance criteria.
    pub criteria: Vec<Prose>,
    /// The estimate.
    pub estimate: Option<Points>,
    /// The epic.
    pub epic: Option<EpicId>,
    /// The parent.
    pub parent: Option<ItemId>,
    /// Label names; missing labels are created.
    pub labels: Vec<Line>,
    /// The assignees.
    pub assignees: Vec<PersonId>,
}

impl NewItem {
    /// Creates an item of what a person has typed: a title, with a kind before it if it is no story: `bug: the receipt
    /// is empty`.
    ///
    /// # Errors
    /// [`BadText`] if that cannot be a title.
    pub fn typed(text: &str) -> Result<Self, BadText> {
        let named = text.split_once(':').filter(|(_, title)| !title.trim().is_empty());
        let (kind, title) = match named.and_then(|(word, title)| Some((word.trim().parse().ok()?, title))) {
            Some((kind, title)) => (kind, title),
            None => (Kind::Story, text),
        };
        Ok(Self { kind, ..Self::titled(title.parse()?) })
    }

    /// Creates a story that has a title and nothing else.
    pub fn titled(title: Line) -> Self {
        Self {
            title,
            kind: Kind::Story,
            as_a: Prose::default(),
            i_want: Prose::default(),
            so_that: Prose::default(),
            description: Prose::default(),
            criteria: Vec::new(),
            estimate: None,
            epic: None,
            parent: None,
            labels: Vec::new(),
            assignees: Vec::new(),
        }
    }
}

/// Where a reopened item goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReopenTo {
    /// The board, to Doing, if it was accepted in the running sprint; otherwise the top of the backlog.
    WhereItWas,
    /// A column of the board. It must have been accepted in the running sprint.
    Column(ColumnId),
    /// The top of the backlog.
    Backlog,
}

/// Commands on items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemCommand {
    /// Adds items, in the order given.
    Add {
        /// The initial values of each.
        items: Vec<NewItem>,
        /// Where in the backlog they are added.
        place: Position,
    },
    /// Adds labels to items and removes labels from them.
    Tag {
        /// The items.
        items: Vec<ItemId>,
        /// Names of the labels to add; missing labels are created.
        add: Vec<Line>,
        /// Names of the labels to remove.
        remove: Vec<Line>,
    },
    /// Assigns and unassigns people.
    Assign {
        /// The items.
        items: Vec<ItemId>,
        /// The people to assign.
        add: Vec<PersonId>,
        /// The people to unassign.
        remove: Vec<PersonId>,
    },
    /// Moves items within the order of the backlog; they are adjacent afterwards.
    Rank {
        /// The items, in their new order.
        items: Vec<ItemId>,
        /// Where they are moved to.
        place: Position,
    },
    /// Marks items as blocked, with the reason.
    Block(Vec<ItemId>, Line),
    /// Marks items as no longer blocked.
    Unblock(Vec<ItemId>),
    /// Marks items as ready; a reason is required if a rule is not met.
    Ready(Vec<ItemId>, Option<Line>),
    /// Marks items as not ready.
    Unready(Vec<ItemId>),
    /// Moves items to a column of the board.
    Move(Vec<ItemId>, ColumnId),
    /// Accepts items; a reason is required if a criterion or a rule is not met.
    Accept(Vec<ItemId>, Option<Line>),
    /// Rejects an item.
    Reject {
        /// The item.
        item: ItemId,
        /// The kind of reason.
        kind: RejectionKind,
        /// The reason.
        reason: Line,
        /// The criteria that failed.
        failed: Vec<CriterionId>,
        /// Whether it leaves the sprint and returns to the backlog, rather than to Doing.
        to_backlog: bool,
    },
    /// Drops items: they will not be done.
    Drop(Vec<ItemId>, Line),
    /// Reopens dropped or accepted items.
    Reopen(Vec<ItemId>, ReopenTo),
    /// Adds or removes a dependency.
    Depend {
        /// The item that waits.
        item: ItemId,
        /// The item that it waits for.
        on: ItemId,
        /// Whether the dependency is added rather than removed.
        present: bool,
    },
    /// Ticks or unticks a rule of a definition for an item.
    Tick {
        /// The item.
        item: ItemId,
        /// The rule.
        rule: RuleId,
        /// Whether the rule is ticked.
        on: bool,
    },
}
