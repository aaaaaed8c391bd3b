//! About ceremonies, and what comes up in them: notes, dots, impediments, feedback, improvements, planning poker.

use super::NewItem;
use crate::domain::id::{
    CeremonyId, CriterionId, FeedbackId, ImpedimentId, ImprovementId, ItemId, NoteId, PersonId, SprintId,
};
use crate::domain::value::{
    CeremonyKind, GoalOutcome, Line, NoteKind, Points, Progress, Prose, SplitPattern, Weekdays,
};
use chrono::NaiveDate;

/// About ceremonies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CeremonyCommand {
    /// Begins one.
    Begin {
        /// Which of the five.
        kind: CeremonyKind,
        /// Who is there; whoever begins it is there in any case.
        present: Vec<PersonId>,
        /// The product owner for whom acceptance is decided.
        on_behalf: Option<PersonId>,
        /// The columns of a retrospective's wall; empty for Start, Stop and Continue.
        wall: Vec<Line>,
    },
    /// Says who is there.
    Present(CeremonyId, Vec<PersonId>),
    /// Says for which product owner acceptance is decided.
    ActFor(CeremonyId, Option<PersonId>),
    /// Changes the columns of a retrospective's wall that has no notes yet.
    Wall(CeremonyId, Vec<Line>),
    /// Ends one.
    End(CeremonyId),
    /// Says when a kind of ceremony is held, or that it has no fixed time.
    Cadence(CeremonyKind, Option<NewCadence>),
}

/// When a kind of ceremony is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewCadence {
    /// On which weekdays.
    pub days: Weekdays,
    /// At what local time, in minutes after midnight.
    pub time: u32,
    /// The timebox, in minutes; `None` for the usual one.
    pub timebox: Option<u32>,
}

/// Something to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// What it is.
    pub kind: NoteKind,
    /// What it says.
    pub text: Prose,
    /// Who says it, or shows it; `None` for whoever notes it.
    pub author: Option<PersonId>,
    /// The item that it is about.
    pub about: Option<ItemId>,
    /// The impediment that it is about.
    pub impediment: Option<ImpedimentId>,
    /// The column of a retrospective's wall.
    pub topic: Option<Line>,
    /// The note under which it stands.
    pub under: Option<NoteId>,
    /// Whether it lay face down until now.
    pub is_turned: bool,
}

impl NewNote {
    /// Makes a note of a kind that is about nothing in particular.
    pub fn plain(kind: NoteKind, text: Prose) -> Self {
        Self {
            kind,
            text,
            author: None,
            about: None,
            impediment: None,
            topic: None,
            under: None,
            is_turned: false,
        }
    }
}

/// About what is noted in a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteCommand {
    /// Notes things, in the order given.
    Add(CeremonyId, Vec<NewNote>),
    /// Puts a note under another, as one group; or takes it out of its group.
    Group(CeremonyId, NoteId, Option<NoteId>),
    /// Moves a note one place up or down among those of its kind.
    Shift {
        /// The ceremony.
        ceremony: CeremonyId,
        /// Which note.
        note: NoteId,
        /// Down?
        down: bool,
    },
    /// Takes a note away.
    Remove(CeremonyId, NoteId),
    /// Says how many dots somebody gives to a note.
    Dots {
        /// The ceremony.
        ceremony: CeremonyId,
        /// The note.
        note: NoteId,
        /// Whose dots; `None` for whoever gives them.
        person: Option<PersonId>,
        /// How many.
        dots: u32,
    },
}

/// About impediments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImpedimentCommand {
    /// Raises one.
    Raise {
        /// What it is.
        text: Line,
        /// Who is stuck.
        stuck: Option<PersonId>,
        /// On which item.
        about: Option<ItemId>,
    },
    /// Says that it is out of the way, and how.
    Resolve(ImpedimentId, Prose),
    /// Says that it still stands.
    Reopen(ImpedimentId),
}

/// About feedback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedbackCommand {
    /// Catches what somebody says.
    Catch {
        /// Their words.
        text: Prose,
        /// Who said it.
        said_by: Option<Line>,
        /// The item that it is about.
        about: Option<ItemId>,
        /// How strongly, from 1 to 3.
        strength: u32,
    },
    /// Makes a new item of it, at the end of the backlog.
    Make(FeedbackId, Box<NewItem>),
    /// Takes it away.
    Remove(FeedbackId),
}

/// About improvements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImprovementCommand {
    /// The retrospective agrees on one; it becomes an item at the top of the backlog.
    Agree {
        /// The retrospective.
        ceremony: CeremonyId,
        /// What shall be done.
        title: Line,
        /// The note that it comes from.
        note: Option<NoteId>,
        /// Who sees to it.
        owner: Option<PersonId>,
        /// By when.
        due: Option<NaiveDate>,
    },
    /// Says what became of it.
    Progress(ImprovementId, Progress),
}

/// Cards of planning poker that are turned over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealCommand {
    /// The item that is estimated.
    pub item: ItemId,
    /// The cards, each with its player; one each.
    pub cards: Vec<(PersonId, Line)>,
}

/// An item that is split off another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// What it is called.
    pub title: Line,
    /// The criteria that go with it.
    pub criteria: Vec<CriterionId>,
    /// Its estimate.
    pub estimate: Option<Points>,
}

/// How an item is split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Which item.
    pub item: ItemId,
    /// How.
    pub pattern: Option<SplitPattern>,
    /// What is split off, in the order that it shall have.
    pub children: Vec<Child>,
    /// What is left of its own estimate; `None` to leave it as it is.
    pub left: Option<Option<Points>>,
}

/// What only planning, stand-up and review say of a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SprintOutcomeCommand {
    /// Whether it reached its goal, and why.
    Outcome(SprintId, GoalOutcome, Option<Line>),
    /// How much time somebody has in it.
    Capacity {
        /// The sprint.
        sprint: SprintId,
        /// Whose time.
        person: PersonId,
        /// Days off, in tenths of a day.
        days_off: u32,
        /// The part of their time for this team, in percent, up to 100.
        allocation: u32,
        /// The focus factor, in percent, up to 100.
        focus: u32,
    },
    /// A new item goes on top of the running sprint, marked unplanned.
    Urgent(Box<NewItem>),
    /// An open item goes on top of the running sprint, marked unplanned.
    Hurry(ItemId),
}
