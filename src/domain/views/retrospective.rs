//! The retrospective: earlier improvements, the wall beside the facts of the sprint, dot votes, and new improvements.

mod findings;

pub use findings::{Fact, FactView, RetrospectiveFacts};

use super::ItemRef;
use crate::domain::dots::ranking;
use crate::domain::id::{CeremonyId, HiddenId, ImprovementId, ItemId, NoteId, PersonId};
use crate::domain::improvement::Improvement;
use crate::domain::note::Note;
use crate::domain::value::{Instant, NoteKind, Progress, Stage};
use crate::domain::workspace::Workspace;
use chrono::NaiveDate;
use serde::Serialize;

/// The number of notes suggested for improvements.
const TOP: usize = 5;

/// An improvement agreed on by the team.
#[derive(Debug, Clone, Serialize)]
pub struct Agreed {
    /// The improvement.
    #[serde(skip)]
    pub id: ImprovementId,
    /// Its item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// The person responsible.
    pub owner: Option<String>,
    /// The due day.
    pub due: Option<NaiveDate>,
    /// Whether it is in progress and overdue.
    #[serde(rename = "late")]
    pub is_late: bool,
    /// Its progress.
    pub progress: Progress,
    /// Whether its item is accepted.
    #[serde(rename = "item_accepted")]
    pub is_item_accepted: bool,
}

/// A note on the wall, or under another note.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// The note.
    #[serde(skip)]
    pub id: NoteId,
    /// The item that it is about.
    #[serde(skip)]
    pub about: Option<ItemId>,
    /// The text.
    pub text: String,
    /// The author; `None` if it was written at the facilitator's keyboard.
    pub author: Option<String>,
    /// The dots of its group; a note under another one has none of its own.
    pub dots: usize,
    /// The nesting depth: 0 on the wall itself.
    pub depth: u16,
    /// Whether it is a cause.
    #[serde(rename = "why")]
    pub is_why: bool,
}

/// A column of the wall.
#[derive(Debug, Clone, Serialize)]
pub struct WallColumn {
    /// Its name.
    pub name: String,
    /// The notes, each followed by the notes under it.
    pub notes: Vec<NoteView>,
    /// The user's own hidden notes.
    #[serde(skip)]
    pub hidden: Vec<(HiddenId, String)>,
}

/// The wall.
#[derive(Debug, Clone, Serialize)]
pub struct Wall {
    /// Its columns.
    pub columns: Vec<WallColumn>,
    /// The facts of the sprint.
    pub facts: Vec<FactView>,
}

/// A note with its votes.
#[derive(Debug, Clone, Serialize)]
pub struct Voted {
    /// The note.
    #[serde(flatten)]
    pub note: NoteView,
    /// Its rank by dots, counted from 1.
    pub place: usize,
    /// Whether another note has the same rank.
    #[serde(rename = "tied")]
    pub is_tied: bool,
    /// The number of dots given by the user.
    pub mine: usize,
}

/// The dot votes.
#[derive(Debug, Clone, Serialize)]
pub struct DotVotes {
    /// The number of dots per person.
    pub each: usize,
    /// The number of dots given by the user.
    pub given: usize,
    /// The notes, those with the most dots first.
    pub notes: Vec<Voted>,
}

/// The last topic: improvements.
#[derive(Debug, Clone, Serialize)]
pub struct Improvements {
    /// The improvements agreed on in this retrospective.
    pub agreed: Vec<Agreed>,
    /// The notes with the most dots.
    pub top: Vec<TopNote>,
}

/// A note with many dots.
#[derive(Debug, Clone, Serialize)]
pub struct TopNote {
    /// The note.
    #[serde(flatten)]
    pub note: NoteView,
    /// Whether an improvement was created from it.
    #[serde(rename = "agreed")]
    pub has_improvement: bool,
}

impl Agreed {
    fn of(workspace: &Workspace, it: &Improvement, today: NaiveDate) -> Self {
        let accepted = workspace.items.get(it.about).is_some_and(|item| item.stage == Stage::Accepted);
        Self {
            id: it.id,
            item: ItemRef::by_id(workspace, it.about),
            owner: it.owner.map(|id| workspace.name(id).to_owned()),
            due: it.due,
            is_late: it.progress == Progress::Going && it.due.is_some_and(|due| due < today),
            progress: it.progress,
            is_item_accepted: accepted,
        }
    }
}

/// Returns the improvements agreed on before a retrospective, those in progress first.
pub fn last_time(
    workspace: &Workspace,
    ceremony: CeremonyId,
    agreed: &[ImprovementId],
    today: NaiveDate,
) -> Vec<Agreed> {
    let agreed = agreed.iter().filter_map(|id| workspace.meetings.improvements.get(*id));
    let mut before: Vec<&Improvement> = agreed.filter(|it| it.ceremony != ceremony).collect();
    before.sort_by_key(|it| (it.progress != Progress::Going, it.ceremony, it.id));
    before.into_iter().map(|it| Agreed::of(workspace, it, today)).collect()
}

impl NoteView {
    fn of(workspace: &Workspace, note: &Note, depth: u16) -> Self {
        let facilitator = workspace.meetings.ceremonies.get(note.ceremony).and_then(|it| it.facilitator);
        let author = note.author.filter(|it| Some(*it) != facilitator);
        Self {
            id: note.id,
            about: note.about,
            text: note.text.trim().to_owned(),
            author: author.map(|id| workspace.name(id).to_owned()),
            dots: if depth == 0 { workspace.meetings.dots_on(note.id) } else { 0 },
            depth,
            is_why: note.kind == NoteKind::Why,
        }
    }

    /// Adds a note and all notes under it.
    pub(super) fn add_with_group(workspace: &Workspace, head: &Note, depth: u16, notes: &mut Vec<Self>) {
        notes.push(Self::of(workspace, head, depth));
        let below = workspace.meetings.below(head.id).into_iter();
        notes.extend(below.map(|(under, note)| Self::of(workspace, note, depth + under)));
    }
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

fn columns(workspace: &Workspace, ceremony: CeremonyId) -> Vec<&str> {
    workspace.meetings.ceremonies.get(ceremony).map_or_else(Vec::new, |it| it.columns())
}

/// Returns the heads of groups and the single notes, column by column.
pub(super) fn heads<'a>(
    workspace: &'a Workspace,
    ceremony: CeremonyId,
    column: &'a str,
) -> impl Iterator<Item = &'a Note> {
    let notes = workspace.meetings.notes_of(ceremony, NoteKind::Note).into_iter();
    notes.filter(move |it| it.under.is_none() && it.topic.as_deref() == Some(column))
}

fn all_heads(workspace: &Workspace, ceremony: CeremonyId) -> Vec<&Note> {
    let columns = columns(workspace, ceremony).into_iter();
    columns.flat_map(|column| heads(workspace, ceremony, column)).collect()
}

impl Wall {
    /// Builds the wall.
    pub fn of(workspace: &Workspace, facts: RetrospectiveFacts<'_>, now: Instant) -> Self {
        let columns = columns(workspace, facts.ceremony).into_iter().map(|name| {
            let mut notes = Vec::new();
            for head in heads(workspace, facts.ceremony, name) {
                NoteView::add_with_group(workspace, head, 0, &mut notes);
            }
            let mine = facts.mine.iter().filter(|it| it.topic == name);
            let hidden = mine.map(|it| (it.id, first_line(&it.text).to_owned())).collect();
            WallColumn { name: name.to_owned(), notes, hidden }
        });
        Self { columns: columns.collect(), facts: FactView::all(workspace, facts, now) }
    }
}

impl DotVotes {
    /// Builds the dot votes from one person's point of view.
    pub fn of(workspace: &Workspace, ceremony: CeremonyId, me: Option<PersonId>) -> Self {
        let meetings = &workspace.meetings;
        let dots = |note: &Note| u32::try_from(meetings.dots_on(note.id)).unwrap_or(u32::MAX);
        let heads = all_heads(workspace, ceremony);
        let placed = ranking(heads.into_iter().map(|note| (note, dots(note)))).into_iter();
        let voted = placed.map(|it| Voted {
            note: NoteView::of(workspace, it.option, 0),
            place: it.place,
            is_tied: it.tied,
            mine: meetings.dots_of(it.option.id).filter(|it| Some(it.person) == me).count(),
        });
        Self {
            notes: voted.collect(),
            each: meetings.dots_each(ceremony),
            given: me.map_or(0, |me| meetings.dots_by(ceremony, me)),
        }
    }
}

impl Improvements {
    /// Builds the improvements of a retrospective, and the notes with the most dots.
    pub fn of(workspace: &Workspace, ceremony: CeremonyId, today: NaiveDate) -> Self {
        let meetings = &workspace.meetings;
        let agreed = meetings.improvements.iter().filter(|it| it.ceremony == ceremony);
        let mut top = all_heads(workspace, ceremony);
        top.sort_by_key(|note| std::cmp::Reverse(meetings.dots_on(note.id)));
        let is_taken = |note: &Note| meetings.improvements.iter().any(|it| it.note == Some(note.id));
        Self {
            agreed: agreed.map(|it| Agreed::of(workspace, it, today)).collect(),
            top: top
                .into_iter()
                .take(TOP)
                .map(|note| TopNote {
                    note: NoteView::of(workspace, note, 0),
                    has_improvement: is_taken(note),
                })
                .collect(),
        }
    }
}
