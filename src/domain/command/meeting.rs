//! Commands on ceremonies and what arises in them: notes, dots, impediments, feedback, improvements, planning poker.

use super::Leftover;
use super::NewItem;
use crate::domain::id::{
    CeremonyId, CriterionId, FeedbackId, ImpedimentId, ImprovementId, ItemId, NoteId, PersonId, SprintId,
};
use crate::domain::value::{
    CeremonyKind, GoalOutcome, Line, NoteKind, Points, Progress, Prose, SplitPattern, Weekdays,
};
use chrono::NaiveDate;

/// Commands on ceremonies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CeremonyCommand {
    /// Starts a ceremony.
    Begin {
        /// Which of the five ceremonies.
        kind: CeremonyKind,
        /// The people who are present; the person who starts it is added in any case.
        present: Vec<PersonId>,
        /// The product owner on whose behalf acceptance is decided.
        on_behalf: Option<PersonId>,
        /// The columns of a retrospective's wall; empty for Start, Stop and Continue.
        wall: Vec<Line>,
    },
    /// Sets who is present.
    Present(CeremonyId, Vec<PersonId>),
    /// Sets the product owner on whose behalf acceptance is decided.
    ActFor(CeremonyId, Option<PersonId>),
    /// Changes the columns of a retrospective's wall that has no notes yet.
    Wall(CeremonyId, Vec<Line>),
    /// Ends a ceremony.
    End(CeremonyId),
    /// Sets or clears the schedule of a kind of ceremony.
    Cadence(CeremonyKind, Option<NewCadence>),
}

/// The schedule of a kind of ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCadence {
    /// The weekdays.
    pub days: Weekdays,
    /// The local start time, in minutes after midnight.
    pub time: u32,
    /// The timebox in minutes; `None` for the default.
    pub timebox: Option<u32>,
}

/// A note to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// The kind.
    pub kind: NoteKind,
    /// The text.
    pub text: Prose,
    /// The author or presenter; `None` for the actor.
    pub author: Option<PersonId>,
    /// The item it concerns.
    pub about: Option<ItemId>,
    /// The impediment it concerns.
    pub impediment: Option<ImpedimentId>,
    /// The column of a retrospective's wall.
    pub topic: Option<Line>,
    /// The parent note.
    pub under: Option<NoteId>,
}

impl NewNote {
    /// Creates a note that has only a kind and a text.
    pub fn plain(kind: NoteKind, text: Prose) -> Self {
        Self { kind, text, author: None, about: None, impediment: None, topic: None, under: None }
    }
}

/// Commands on the notes of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteCommand {
    /// Adds notes, in the order given.
    Add(CeremonyId, Vec<NewNote>),
    /// Groups a note under another, or removes it from its group.
    Group(CeremonyId, NoteId, Option<NoteId>),
    /// Moves a note up or down by one position among those of its kind.
    Shift {
        /// The ceremony.
        ceremony: CeremonyId,
        /// The note.
        note: NoteId,
        /// Whether it moves down.
        down: bool,
    },
    /// Removes a note.
    Remove(CeremonyId, NoteId),
    /// Sets how many dots a person gives to a note.
    Dots {
        /// The ceremony.
        ceremony: CeremonyId,
        /// The note.
        note: NoteId,
        /// The person who gives them; `None` for the actor.
        person: Option<PersonId>,
        /// The number of dots.
        dots: u32,
    },
}

/// Commands on impediments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImpedimentCommand {
    /// Raises an impediment.
    Raise {
        /// The description.
        text: Line,
        /// The person who is stuck.
        stuck: Option<PersonId>,
        /// The item they are stuck on.
        about: Option<ItemId>,
    },
    /// Resolves an impediment; the text says how.
    Resolve(ImpedimentId, Prose),
    /// Reopens a resolved impediment.
    Reopen(ImpedimentId),
}

/// Commands on feedback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedbackCommand {
    /// Records feedback.
    Catch {
        /// The text.
        text: Prose,
        /// The source, in words.
        said_by: Option<Line>,
        /// The item it concerns.
        about: Option<ItemId>,
        /// The weight, from 1 to 3.
        strength: u32,
    },
    /// Creates a new item from it, at the end of the backlog.
    Make(FeedbackId, Box<NewItem>),
    /// Removes feedback.
    Remove(FeedbackId),
}

/// Commands on improvements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImprovementCommand {
    /// Adds an improvement agreed on in a retrospective; it becomes an item at the top of the backlog.
    Agree {
        /// The retrospective.
        ceremony: CeremonyId,
        /// The title of its item.
        title: Line,
        /// The note it originates from.
        note: Option<NoteId>,
        /// The owner.
        owner: Option<PersonId>,
        /// The due date.
        due: Option<NaiveDate>,
    },
    /// Sets the progress.
    Progress(ImprovementId, Progress),
}

/// An item that is split off another item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The title.
    pub title: Line,
    /// The criteria that move to it.
    pub criteria: Vec<CriterionId>,
    /// The estimate.
    pub estimate: Option<Points>,
}

/// The split of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The item.
    pub item: ItemId,
    /// The pattern of the split.
    pub pattern: Option<SplitPattern>,
    /// The items split off, in backlog order.
    pub children: Vec<Child>,
    /// The remaining estimate of the item itself; `None` to leave it unchanged.
    pub left: Option<Option<Points>>,
    /// Where the new items go; `None` for where the item is: the backlog, or To do in the running sprint.
    pub to: Option<Leftover>,
    /// Whether the item, which keeps its key, is finished with what is left of it.
    pub finished: Option<FinishedPart>,
}

/// The finished part of an item of the running sprint: it is accepted by whoever may accept, and waits in Review
/// otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FinishedPart {
    /// The reason for accepting it although a rule is not met.
    pub reason: Option<Line>,
}

/// Commands on a sprint that are given in planning, stand-up and review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SprintOutcomeCommand {
    /// Sets whether the goal was met, and why.
    Outcome(SprintId, GoalOutcome, Option<Line>),
    /// Sets a person's availability.
    Capacity {
        /// The sprint.
        sprint: SprintId,
        /// The person.
        person: PersonId,
        /// Days off, in tenths of a day.
        days_off: u32,
        /// The share of the person's time for this team, in percent, up to 100.
        allocation: u32,
        /// The focus factor, in percent, up to 100.
        focus: u32,
    },
    /// Adds a new item at the top of the running sprint, marked unplanned.
    Urgent(Box<NewItem>),
    /// Moves an open item to the top of the running sprint, marked unplanned.
    Hurry(ItemId),
}
