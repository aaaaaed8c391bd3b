//! The minutes of a ceremony.

use super::ItemRef;
use super::retrospective::{NoteView, heads};
use crate::domain::ceremony::Ceremony;
use crate::domain::id::PersonId;
use crate::domain::minutes::{Group, MinutesEntry, StandingMatters, digest};
use crate::domain::value::{CeremonyKind, Instant, NoteKind};
use crate::domain::workspace::Workspace;

/// The outcomes of a ceremony.
#[derive(Debug, Clone)]
pub struct Minutes {
    /// The kind of ceremony.
    pub kind: CeremonyKind,
    /// The sprint.
    pub sprint: Option<String>,
    /// When it started.
    pub started: Instant,
    /// When it ended; the present time while it is running.
    pub ended: Instant,
    /// Whether it is running.
    pub is_running: bool,
    /// The timebox in minutes.
    pub timebox: Option<u32>,
    /// The people who were present.
    pub present: Vec<String>,
    /// The people whom it concerned and of whom nothing is recorded.
    pub not_recorded: Vec<String>,
    /// The person on whose behalf acceptance was decided.
    pub on_behalf: Option<String>,
    /// The outcomes in groups, none of them empty.
    pub groups: Vec<Group>,
    /// The wall of a retrospective: each column with notes, those with the most dots first.
    pub wall: Vec<(String, Vec<NoteView>)>,
    /// The causes: the subject and the note. A cause of a cause follows it, without a subject.
    pub whys: Vec<(Option<String>, NoteView)>,
}

/// Who was in a ceremony.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendance {
    /// Those who were present.
    pub present: Vec<PersonId>,
    /// Those whom it concerned and of whom nothing is recorded.
    pub not_recorded: Vec<PersonId>,
}

impl Minutes {
    /// Builds the minutes of a ceremony. Its notes and items must be in memory.
    pub fn of(
        workspace: &Workspace,
        ceremony: &Ceremony,
        attendance: Attendance,
        entries: &[MinutesEntry],
        standing: Option<&StandingMatters>,
        now: Instant,
    ) -> Self {
        let sprint = ceremony.sprint.and_then(|id| workspace.sprints.get(id));
        let name = |id| workspace.name(id).to_owned();
        let mut groups = digest(workspace, entries);
        groups.extend(standing.into_iter().flat_map(|it| it.groups(workspace)));
        Self {
            kind: ceremony.kind,
            sprint: sprint.map(|sprint| sprint.name.to_string()),
            started: ceremony.started_at,
            ended: ceremony.ended_at.unwrap_or(now),
            is_running: ceremony.is_running(),
            timebox: ceremony.timebox,
            present: attendance.present.into_iter().map(name).collect(),
            not_recorded: attendance.not_recorded.into_iter().map(name).collect(),
            on_behalf: ceremony.on_behalf.map(name),
            groups,
            wall: wall(workspace, ceremony),
            whys: whys(workspace, ceremony),
        }
    }
}

fn wall(workspace: &Workspace, ceremony: &Ceremony) -> Vec<(String, Vec<NoteView>)> {
    let column = |column: &str| {
        let mut heads: Vec<_> = heads(workspace, ceremony.id, column).collect();
        heads.sort_by_key(|it| std::cmp::Reverse(workspace.meetings.dots_on(it.id)));
        let mut notes = Vec::new();
        for head in heads {
            NoteView::add_with_group(workspace, head, 0, &mut notes);
        }
        (!notes.is_empty()).then(|| (column.to_owned(), notes))
    };
    ceremony.columns().into_iter().filter_map(column).collect()
}

fn whys(workspace: &Workspace, ceremony: &Ceremony) -> Vec<(Option<String>, NoteView)> {
    let meetings = &workspace.meetings;
    let mut whys = Vec::new();
    for why in meetings.notes_of(ceremony.id, NoteKind::Why).into_iter().filter(|it| it.under.is_none()) {
        let item = why.about.map(|id| ItemRef::by_id(workspace, id));
        let item = item.map(|item| format!("{} {}", item.key, item.title));
        let impediment = why.impediment.and_then(|id| meetings.impediments.get(id));
        let of = item.or_else(|| impediment.map(|it| it.text.to_string())).unwrap_or_default();
        let mut notes = Vec::new();
        NoteView::add_with_group(workspace, why, 0, &mut notes);
        let mut of = Some(of);
        whys.extend(notes.into_iter().map(|note| (of.take(), note)));
    }
    whys
}
