//! The long texts and the parts of an item, loaded when the item is opened.

use super::entity::entity;
use super::id::{
    CommentId, CriterionId, ItemId, LinkId, PersonId, QuestionId, SelectionId, SprintId, TaskId, VoteId,
};
use super::value::{Instant, Line, Points, Prose, Rank, Verdict};
use chrono::NaiveDate;

entity! {
    /// The long texts of an item. It has the item's id and exists once there is any text.
    Body, BodyField, ItemId, "body", item: |body| Some(body.id);
    /// `As a …`: the role.
    AsA as_a: Prose = people "narrative" json "as_a" csv "as_a",
    /// `I want …`: the request.
    IWant i_want: Prose = people "narrative" json "i_want" csv "i_want",
    /// `so that …`: the benefit; optional.
    SoThat so_that: Prose = people "narrative" json "so_that" csv "so_that",
    /// The description; Markdown.
    Description description: Prose = people json "description" csv "description",
    /// Unmapped fields of the imported item, as a JSON object.
    Rest rest: Prose = command,
}

impl Body {
    /// Returns the texts of an item that has none.
    pub fn empty(id: ItemId) -> Self {
        let empty = Prose::default;
        Self { id, as_a: empty(), i_want: empty(), so_that: empty(), description: empty(), rest: empty() }
    }
}

entity! {
    /// An acceptance criterion: a condition that must be met for the item to be accepted.
    Criterion, CriterionField, CriterionId, "criterion", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// The position in the list.
    Rank rank: Rank = command,
    /// The condition.
    Text text: Prose = people "wording",
    /// Whether it is met, failed or unchecked.
    Verdict verdict: Verdict = command,
    /// What was observed, if it failed.
    Note note: Prose = command,
}

entity! {
    /// A task of the plan for an item.
    Task, TaskField, TaskId, "task", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// The position in the list.
    Rank rank: Rank = command,
    /// What has to be done.
    Text text: Line = people "wording",
    /// Whether it is done.
    Done done: bool = people "state",
}

entity! {
    /// A question that must be answered before the item can proceed.
    Question, QuestionField, QuestionId, "question", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// The question.
    Text text: Prose = people "wording",
    /// The person who asked.
    AskedBy asked_by: Option<PersonId> = command,
    /// When it was asked.
    AskedAt asked_at: Instant = command,
    /// The person who is asked; `None` for nobody in particular.
    AskedOf asked_of: Option<PersonId> = command,
    /// The day on which an answer is needed.
    NeededBy needed_by: Option<NaiveDate> = command,
    /// The answer; empty while the question is open.
    Answer answer: Prose = command,
    /// The person who answered.
    AnsweredBy answered_by: Option<PersonId> = command,
    /// When it was answered.
    AnsweredAt answered_at: Option<Instant> = command,
}

impl Question {
    /// Returns whether the question is unanswered.
    pub fn is_open(&self) -> bool {
        self.answer.is_empty()
    }
}

entity! {
    /// A comment on an item.
    Comment, CommentField, CommentId, "comment", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// The author, if they are a person of this product.
    Author author: Option<PersonId> = command,
    /// The author's name in another tool, for imported comments.
    AuthorName author_name: Option<Line> = command,
    /// When it was written.
    At at: Instant = command,
    /// The text; Markdown.
    Text text: Prose = people "wording",
}

entity! {
    /// A link of an item.
    Link, LinkField, LinkId, "link", item: |it| Some(it.item);
    /// The item that it belongs to.
    Item item: ItemId = computed,
    /// The title.
    Title title: Line = people "title",
    /// The URL.
    Url url: Line = people "address",
}

impl Link {
    /// Returns whether it links to a design, judging by its title.
    pub fn is_design(&self) -> bool {
        is_design(&self.title)
    }
}

/// Returns whether a link with this title is to a design.
pub(super) fn is_design(title: &str) -> bool {
    title.to_lowercase().contains("design")
}

entity! {
    /// An item's selection for a sprint: the item is, or was, in that sprint's backlog.
    Selection, SelectionField, SelectionId, "selection", item: |it| Some(it.item);
    /// The item.
    Item item: ItemId = computed,
    /// The sprint.
    Sprint sprint: SprintId = command,
    /// Whether it was in the sprint at the start: part of the forecast.
    Forecast forecast: bool = command,
    /// When it was added; the start of the sprint for forecast items.
    Since since: Instant = command,
    /// When it was removed from the running sprint, or when the close carried it over.
    Until until: Option<Instant> = command,
    /// Its estimate when it was added.
    Estimate estimate: Option<Points> = command,
    /// Whether it was unplanned: added because it could not wait.
    Unplanned unplanned: bool = command,
}

entity! {
    /// A card that a person played for an item in planning poker; stored once the cards are revealed.
    Vote, VoteField, VoteId, "vote", item: |it| Some(it.item);
    /// The item.
    Item item: ItemId = computed,
    /// The player.
    Person person: PersonId = command,
    /// The round, counted from 1.
    Round round: u32 = command,
    /// The value of the card: `5`, `½`, `?`, `coffee`.
    Card card: Line = command,
    /// When the cards were revealed.
    At at: Instant = command,
}

/// Everything of one item that is not in its row. Parts with a rank are ordered by it, the others by creation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// The long texts, if there are any.
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
    /// The selections for past and present sprints.
    pub selections: Vec<Selection>,
    /// The revealed poker cards.
    pub votes: Vec<Vote>,
}
