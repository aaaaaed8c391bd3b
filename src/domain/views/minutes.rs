//! The minutes of a ceremony.

use super::ItemRef;
use super::retrospective::{NoteView, heads};
use crate::domain::ceremony::Ceremony;
use crate::domain::minutes::{Group, MinutesEntry, digest};
use crate::domain::value::{CeremonyKind, Instant, NoteKind};
use crate::domain::workspace::Workspace;

/// What came of a ceremony.
#[derive(Debug, Clone)]
pub struct Minutes {
    /// Which of the five.
    pub kind: CeremonyKind,
    /// Of which sprint.
    pub sprint: Option<String>,
    /// When it started.
    pub started: Instant,
    /// When it ended; of a running one the present time.
    pub ended: Instant,
    /// Whether it is running.
    pub is_running: bool,
    /// How many minutes it was meant to take.
    pub timebox: Option<u32>,
    /// Who was there.
    pub present: Vec<String>,
    /// On whose behalf acceptance was decided.
    pub on_behalf: Option<String>,
    /// What came of it, by groups; none is empty.
    pub groups: Vec<Group>,
    /// The wall of a retrospective: each column that has notes, those with the most dots first.
    pub wall: Vec<(String, Vec<NoteView>)>,
    /// The whys: of what each is, and the note; those that answer another why follow it, of nothing themselves.
    pub whys: Vec<(Option<String>, NoteView)>,
}

impl Minutes {
    /// Makes the minutes of a ceremony whose notes and items are in memory.
    pub fn of(workspace: &Workspace, ceremony: &Ceremony, entries: &[MinutesEntry], now: Instant) -> Self {
        let sprint = ceremony.sprint.and_then(|id| workspace.sprints.get(id));
        let name = |id| workspace.name(id).to_owned();
        Self {
            kind: ceremony.kind,
            sprint: sprint.map(|sprint| sprint.name.to_string()),
            started: ceremony.started_at,
            ended: ceremony.ended_at.unwrap_or(now),
            is_running: ceremony.is_running(),
            timebox: ceremony.timebox,
            present: ceremony.present.iter().copied().map(name).collect(),
            on_behalf: ceremony.on_behalf.map(name),
            groups: digest(workspace, entries),
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
