//! What a person can ask for, as plain values: texts are parsed, names are resolved, and an edit carries the value
//! that the person saw. Whether it is allowed, and what it changes, is [`super::decide`]'s part.

mod items;
mod meeting;
mod parts;
mod product;
mod set;
mod sprint;

pub use meeting::{
    CeremonyCommand, Child, FeedbackCommand, ImpedimentCommand, ImprovementCommand, NewCadence, NewNote,
    NoteCommand, RevealCommand, Split, SprintOutcomeCommand,
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
use super::value::{Kind, Line, Points, Prose, ReadyCheck, RejectionKind, Stage};

/// A new value, with the one that the person saw when they began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEdit<T> {
    /// What stood there when the person began; `None` where they did not look.
    pub seen: Option<T>,
    /// What shall stand there.
    pub new: T,
}

impl<T> FieldEdit<T> {
    /// Makes an edit by somebody who did not look at the former value.
    pub fn blind(new: T) -> Self {
        Self { seen: None, new }
    }

    /// Makes an edit by somebody who saw `seen`.
    pub fn over(seen: T, new: T) -> Self {
        Self { seen: Some(seen), new }
    }
}

/// Anything that a person can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Begins the product in an empty file.
    Found(Founding),
    /// Gives fields that people write other values; groups of fields of one kind of entity each.
    Set(Vec<Set>),
    /// About people.
    Person(PersonCommand),
    /// About epics.
    Epic(EpicCommand),
    /// About labels.
    Label(LabelCommand),
    /// About the columns of the board.
    Column(ColumnCommand),
    /// About the definitions of ready and of done.
    Definition(DefinitionCommand),
    /// About items.
    Item(ItemCommand),
    /// About acceptance criteria.
    Criterion(CriterionCommand),
    /// About tasks.
    Task(TaskCommand),
    /// About questions.
    Question(QuestionCommand),
    /// About comments.
    Comment(CommentCommand),
    /// About links.
    Link(LinkCommand),
    /// About sprints.
    Sprint(SprintCommand),
    /// What only ceremonies say of sprints.
    SprintOutcome(SprintOutcomeCommand),
    /// About ceremonies.
    Ceremony(CeremonyCommand),
    /// About what is noted in a ceremony.
    Note(NoteCommand),
    /// About impediments.
    Impediment(ImpedimentCommand),
    /// About feedback.
    Feedback(FeedbackCommand),
    /// About improvements.
    Improvement(ImprovementCommand),
    /// Turns the cards of planning poker over.
    Reveal(RevealCommand),
    /// Splits an item.
    Split(Split),
    /// Brings in what another tool's file says.
    Import(Box<Batch>),
    /// Brings a whole product into an empty file.
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
    Feedback FeedbackCommand, Improvement ImprovementCommand, Split Split
);

/// About epics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EpicCommand {
    /// Begins an epic.
    Add(Line),
    /// Takes an epic away that no open item is part of.
    Remove(EpicId),
}

/// About labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelCommand {
    /// Makes a label.
    Add(Line),
    /// Takes a label off every open item and offers it no longer.
    Retire(LabelId),
}

/// About the columns of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnCommand {
    /// Adds a column at the right of its stage.
    Add {
        /// What it is called.
        name: Line,
        /// To do, doing or review.
        stage: Stage,
    },
    /// Moves it one to the right, or to the left, within its stage.
    Shift {
        /// Which column.
        column: ColumnId,
        /// To the right?
        right: bool,
    },
    /// Takes an empty column away that is not the last of its stage.
    Remove(ColumnId),
}

/// About the definitions of ready and of done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionCommand {
    /// Adds a rule at the end.
    Add {
        /// Which definition.
        definition: Definition,
        /// What works it out; `None` for a rule that is ticked.
        check: Option<ReadyCheck>,
        /// The rule in words; `None` for the words that come with the check.
        text: Option<Line>,
        /// The kinds that it holds for.
        kinds: Kinds,
        /// Who signs it off.
        person: Option<PersonId>,
    },
    /// Takes a rule away.
    Remove(RuleId),
}

/// What a new item begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What it is called.
    pub title: Line,
    /// What it is.
    pub kind: Kind,
    /// `As a …`.
    pub as_a: Prose,
    /// `I want …`.
    pub i_want: Prose,
    /// `so that …`.
    pub so_that: Prose,
    /// The long text.
    pub description: Prose,
    /// Acceptance criteria.
    pub criteria: Vec<Prose>,
    /// The estimate.
    pub estimate: Option<Points>,
    /// The epic.
    pub epic: Option<EpicId>,
    /// The parent.
    pub parent: Option<ItemId>,
    /// Label names; made where they are missing.
    pub labels: Vec<Line>,
    /// Who works on it.
    pub assignees: Vec<PersonId>,
}

impl NewItem {
    /// Makes a story with a title and nothing else.
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

/// About items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemCommand {
    /// Adds items, in the order given.
    Add {
        /// What they begin with.
        items: Vec<NewItem>,
        /// Where they go.
        place: Position,
    },
    /// Puts labels on items and takes labels off.
    Tag {
        /// Which items.
        items: Vec<ItemId>,
        /// Names of labels to put on; made where they are missing.
        add: Vec<Line>,
        /// Names of labels to take off.
        remove: Vec<Line>,
    },
    /// Gives items to people and takes them from people.
    Assign {
        /// Which items.
        items: Vec<ItemId>,
        /// Who gets them.
        add: Vec<PersonId>,
        /// Who gives them up.
        remove: Vec<PersonId>,
    },
    /// Moves items in the order of the backlog; they stand together afterwards.
    Rank {
        /// Which items, in the order that they shall have.
        items: Vec<ItemId>,
        /// Where they go.
        place: Position,
    },
    /// Says that items cannot go on, and why.
    Block(Vec<ItemId>, Line),
    /// Says that they can go on again.
    Unblock(Vec<ItemId>),
    /// Decides that items can be planned; with a reason where a rule does not hold.
    Ready(Vec<ItemId>, Option<Line>),
    /// Takes that decision back.
    Unready(Vec<ItemId>),
    /// Moves items to a column of the board.
    Move(Vec<ItemId>, ColumnId),
    /// Accepts items; with a reason where a criterion or a rule does not hold.
    Accept(Vec<ItemId>, Option<Line>),
    /// Does not accept an item.
    Reject {
        /// Which item.
        item: ItemId,
        /// What kind of reason it is.
        kind: RejectionKind,
        /// The reason.
        reason: Line,
        /// The criteria that failed.
        failed: Vec<CriterionId>,
        /// Whether it leaves the sprint and goes back to the backlog, rather than to Doing.
        to_backlog: bool,
    },
    /// Decides that items will not be done.
    Drop(Vec<ItemId>, Line),
    /// Brings dropped or accepted items back into the backlog.
    Reopen(Vec<ItemId>),
    /// Says that an item waits for another, or no longer does.
    Depend {
        /// Which item waits.
        item: ItemId,
        /// For which.
        on: ItemId,
        /// Whether it does.
        present: bool,
    },
    /// Ticks a rule of a definition for an item, or takes the tick away.
    Tick {
        /// Which item.
        item: ItemId,
        /// Which rule.
        rule: RuleId,
        /// Whether it holds.
        on: bool,
    },
}
