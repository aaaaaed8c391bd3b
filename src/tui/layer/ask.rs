//! Questions that are answered with a line or with a text.

use super::Refine;
use crate::domain::command::{Command, NewNote, Place};
use crate::domain::definition::Definition;
use crate::domain::id::{
    CeremonyId, ColumnId, CommentId, CriterionId, EpicId, FeedbackId, ImpedimentId, ItemId, LabelId, NoteId,
    PersonId, QuestionId, RuleId, SprintId, TaskId,
};
use crate::domain::value::{CeremonyKind, GoalOutcome, Line, NoteKind, Prose, Stage};
use crate::session::SealedNote;
use crate::tui::widget::line_input::LineInput;
use crate::tui::widget::text_area::TextArea;
use std::borrow::Cow;

/// What a line is for.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Titles of new items, one after another.
    AddItems(Place),
    /// Titles of new parts of an item.
    AddChildren(ItemId),
    /// Criteria, one after another.
    AddCriteria(ItemId),
    /// Tasks, one after another.
    AddTasks(ItemId),
    /// An epic's title.
    AddEpic,
    /// A label's name.
    AddLabel,
    /// The name of a column of this stage.
    AddColumn(Stage),
    /// The words of a rule.
    AddRule(Definition),
    /// The filter; with it the one that was there before.
    Filter(Option<String>),
    /// A key or a position.
    Jump,
    /// Points.
    Estimate(Vec<ItemId>),
    /// Why items are blocked.
    Block(Vec<ItemId>),
    /// Why items are dropped.
    Drop(Vec<ItemId>),
    /// Why a rule is set aside: the command, to be carried out with the reason.
    Override(Box<Command>),
    /// What was seen of a criterion that failed.
    FailedNote(ItemId, CriterionId),
    /// The answer to a question, over what it was.
    Answer(ItemId, QuestionId, Prose),
    /// A task's words, over what they were.
    EditTask(ItemId, TaskId, Line),
    /// A column's name, over what it was.
    RenameColumn(ColumnId, Line),
    /// How many items should be in a column.
    LimitColumn(ColumnId),
    /// An epic's title, over what it was.
    RenameEpic(EpicId, Line),
    /// A label's name.
    RenameLabel(LabelId, Line),
    /// A rule's words, over what they were.
    RewordRule(RuleId, Line),
    /// A file to be imported.
    ImportFile,
    /// Something to be noted in a ceremony, as this says but for the words.
    Note(CeremonyId, Box<NewNote>),
    /// Another wording of a note, over what it was.
    EditNote(CeremonyId, NoteId, Prose),
    /// Other words of feedback, over what they were.
    EditFeedback(FeedbackId, Prose),
    /// Another wording of a note under seal, over what it was.
    EditSealed(SealedNote),
    /// What impedes somebody, on an item.
    Impediment(Option<PersonId>, Option<ItemId>),
    /// How an impediment was resolved.
    Resolve(ImpedimentId),
    /// To whom an impediment is escalated.
    Escalate(ImpedimentId),
    /// What somebody says about an item, or about the product.
    Feedback(Option<ItemId>),
    /// The title of a bug that cannot wait.
    Urgent,
    /// Why a sprint's goal was met, or was not.
    OutcomeWhy(SprintId, GoalOutcome),
    /// Minutes for a ceremony.
    Timebox(CeremonyId),
    /// The columns of the wall of a ceremony that is about to begin.
    Wall(CeremonyKind),
    /// The file that minutes are written to, with their text.
    SaveMinutes(String),
    /// The file that everything is copied to.
    SaveCopy,
    /// Something in refinement.
    Refine(Refine),
}

impl Ask {
    /// Tells whether the line stays open for the next answer.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few lines go on")]
    pub fn goes_on(&self) -> bool {
        match self {
            Self::AddItems(_) | Self::AddChildren(_) | Self::AddCriteria(_) | Self::AddTasks(_) => true,
            Self::Note(_, note) => matches!(note.kind, NoteKind::Note | NoteKind::Why),
            Self::Refine(ask) => matches!(ask, Refine::Parts(_) | Refine::Stories(_)),
            _ => false,
        }
    }

    /// Tells whether answers were given that are carried out only with the last one.
    pub fn has_begun(&self) -> bool {
        matches!(self, Self::Refine(Refine::Parts(splitting)) if !splitting.parts.is_empty())
    }

    /// The next why hangs under the reason just given. Returns whether it does.
    pub fn go_on_under(&mut self, reason: NoteId) -> bool {
        let Self::Note(_, note) = self else { return false };
        if note.kind != NoteKind::Why {
            return false;
        }
        note.under = Some(reason);
        note.impediment = None;
        true
    }

    /// The next item goes below the one just added.
    pub fn go_on_after(&mut self, item: ItemId) {
        if let Self::AddItems(place) = self {
            *place = Place::After(item);
        }
    }
}

/// A question with one line for an answer.
pub struct Prompt {
    /// What is asked.
    pub title: String,
    /// The answer so far.
    pub input: LineInput,
    /// What it is for.
    pub ask: Ask,
    /// What is wrong with it, or how it is understood.
    pub note: Option<String>,
    /// What there is to know.
    pub hint: Cow<'static, str>,
}

/// What a long text is for.
#[derive(Debug, Clone)]
pub enum WritingFor {
    /// An item's description, over what it was.
    Description(ItemId, Prose),
    /// A criterion, over what it was.
    Criterion(ItemId, CriterionId, Prose),
    /// A new comment.
    Comment(ItemId),
    /// A comment, over what it was.
    EditComment(ItemId, CommentId, Prose),
    /// The answer to a question, over what it was.
    Answer(ItemId, QuestionId, Prose),
    /// The words of a question, over what they were.
    Question(ItemId, QuestionId, Prose),
    /// A field of the form below.
    Field(usize),
    /// A sprint's goal, over what it was.
    SprintGoal(SprintId, Prose),
    /// An epic's description, over what it was.
    Epic(EpicId, Prose),
}

/// A long text that is being written.
pub struct Writing {
    /// What it is.
    pub title: String,
    /// The text so far.
    pub area: TextArea,
    /// What it is for.
    pub purpose: WritingFor,
    /// What is wrong with it.
    pub note: Option<String>,
}
