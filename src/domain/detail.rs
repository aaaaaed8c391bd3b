//! The long texts and the parts of an item, read when somebody looks at it.

use super::entity::entity;
use super::id::{
    CommentId, CriterionId, ItemId, LinkId, PersonId, QuestionId, SelectionId, SprintId, TaskId, VoteId,
};
use super::value::{Instant, Line, Points, Prose, Rank, Verdict};
use chrono::NaiveDate;

entity! {
    /// The long texts of an item; it has its item's id and exists once there is any text.
    Body, BodyField, ItemId, "body", item: |body| Some(body.id);
    /// `As a …`: who wants it.
    AsA as_a: Prose = people "narrative" json "as_a" csv "as_a",
    /// `I want …`: what they want.
    IWant i_want: Prose = people "narrative" json "i_want" csv "i_want",
    /// `so that …`: why; optional.
    SoThat so_that: Prose = people "narrative" json "so_that" csv "so_that",
    /// Anything else; Markdown.
    Description description: Prose = people json "description" csv "description",
    /// What another tool knew and we do not, as a JSON object.
    Rest rest: Prose = command,
}

impl Body {
    /// The texts of an item that has none.
    pub fn empty(id: ItemId) -> Self {
        let empty = Prose::default;
        Self { id, as_a: empty(), i_want: empty(), so_that: empty(), description: empty(), rest: empty() }
    }
}

entity! {
    /// Something that must hold for the item to be accepted.
    Criterion, CriterionField, CriterionId, "criterion", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// Its place in the list.
    Rank rank: Rank = command,
    /// What must hold.
    Text text: Prose = people "wording",
    /// Whether it does.
    Verdict verdict: Verdict = command,
    /// What was seen, where it failed.
    Note note: Prose = command,
}

entity! {
    /// A line of the plan under an item.
    Task, TaskField, TaskId, "task", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// Its place in the list.
    Rank rank: Rank = command,
    /// What is to be done.
    Text text: Line = people "wording",
    /// Whether it is.
    Done done: bool = people "state",
}

entity! {
    /// Something that must be known before the item can go on.
    Question, QuestionField, QuestionId, "question", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// What is asked.
    Text text: Prose = people "wording",
    /// Who asks.
    AskedBy asked_by: Option<PersonId> = command,
    /// When it was asked.
    AskedAt asked_at: Instant = command,
    /// Who is asked; nobody in particular where it is `None`.
    AskedOf asked_of: Option<PersonId> = command,
    /// The day on which an answer is needed.
    NeededBy needed_by: Option<NaiveDate> = command,
    /// The answer; empty while the question is open.
    Answer answer: Prose = command,
    /// Who answered.
    AnsweredBy answered_by: Option<PersonId> = command,
    /// When.
    AnsweredAt answered_at: Option<Instant> = command,
}

impl Question {
    /// Tells whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_empty()
    }
}

entity! {
    /// Something that somebody said about an item.
    Comment, CommentField, CommentId, "comment", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// Who said it, where that is one of our people.
    Author author: Option<PersonId> = command,
    /// Who said it, where another tool knew them.
    AuthorName author_name: Option<Line> = command,
    /// When.
    At at: Instant = command,
    /// What; Markdown.
    Text text: Prose = people "wording",
}

entity! {
    /// An address that belongs to an item.
    Link, LinkField, LinkId, "link", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// What it leads to.
    Title title: Line = people "title",
    /// The address.
    Url url: Line = people "address",
}

impl Link {
    /// Tells whether it leads to a design: its title says so.
    pub fn is_design(&self) -> bool {
        is_design(&self.title)
    }
}

/// Tells whether a link of this title leads to a design.
pub(super) fn is_design(title: &str) -> bool {
    title.to_lowercase().contains("design")
}

entity! {
    /// An item's selection for a sprint: it is, or was, in that sprint's backlog.
    Selection, SelectionField, SelectionId, "selection", item: |it| Some(it.item);
    /// The item.
    Item item: ItemId = computed,
    /// The sprint.
    Sprint sprint: SprintId = command,
    /// Whether it was there when the sprint started: part of the forecast.
    Forecast forecast: bool = command,
    /// When it came in; the start of the sprint for the forecast.
    Since since: Instant = command,
    /// When it was taken out while the sprint was running, or the close that carried it over.
    Until until: Option<Instant> = command,
    /// Its estimate when it came in.
    Estimate estimate: Option<Points> = command,
    /// Whether it came in because it could not wait.
    Unplanned unplanned: bool = command,
}

entity! {
    /// A card that somebody played for an item in planning poker; it is here once the cards were turned over.
    Vote, VoteField, VoteId, "vote", item: |it| Some(it.item);
    /// The item.
    Item item: ItemId = computed,
    /// Whose card.
    Person person: PersonId = command,
    /// In which round, from 1.
    Round round: u32 = command,
    /// What the card says: `5`, `½`, `?`, `coffee`.
    Card card: Line = command,
    /// When the cards were turned over.
    At at: Instant = command,
}

/// Everything of one item that is not in its row. Parts with a rank are in its order, the others in theirs of coming.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// The long texts, once there are any.
    pub body: Option<Body>,
    /// The acceptance criteria.
    pub criteria: Vec<Criterion>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The questions.
    pub questions: Vec<Question>,
    /// The comments.
    pub comments: Vec<Comment>,
    /// The links.
    pub links: Vec<Link>,
    /// The sprints that it was or is selected for.
    pub selections: Vec<Selection>,
    /// The cards that were played for it.
    pub votes: Vec<Vote>,
}
