//! Minutes: what came of a ceremony, grouped by what was decided. They are made from the operations that stand; what was taken
//! back is not in them, and what was changed twice stands in them as it was left.

mod digest;
mod item;
mod left;
mod markdown;
mod outcome;

pub use digest::{Group, LARGE, digest};

use super::ceremony::Ceremony;
use super::change::Change;
use super::id::PersonId;
use super::note::Note;
use super::operation::Operation;
use super::sentence::list;
use super::value::{Instant, NoteKind};
use super::workspace::Workspace;
use crate::domain::value::Zone;
use std::fmt::Write as _;

/// An operation that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesEntry {
    /// Its number in the history.
    pub revision: u64,
    /// When it was done.
    pub at: Instant,
    /// Who did it.
    pub person: Option<PersonId>,
    /// In whose name, if not in their own.
    pub on_behalf: Option<PersonId>,
    /// What was done, as data; `None` in entries from before that was kept.
    pub operation: Option<Operation>,
    /// What was done, to be read after a name.
    pub sentence: String,
    /// What changed; of more than [`LARGE`] changes the first, and one more than these.
    pub changes: Vec<Change>,
}

/// What came of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// What was held, of which sprint.
    pub title: String,
    /// When, and for how long.
    pub held: String,
    /// Who was there.
    pub present: String,
    /// What came of it, by groups; none is empty.
    pub groups: Vec<Group>,
}

/// Makes the minutes of a ceremony whose notes and items are in memory.
pub fn minutes(
    workspace: &Workspace,
    ceremony: &Ceremony,
    entries: &[MinutesEntry],
    now: Instant,
) -> Minutes {
    let zone = workspace.zone();
    let sprint = ceremony.sprint.and_then(|id| workspace.sprints.get(id));
    let title = match sprint {
        Some(sprint) => format!("{} of {}", ceremony.kind.title(), sprint.name),
        None => ceremony.kind.title().to_owned(),
    };
    let names: Vec<&str> = ceremony.present.iter().map(|id| workspace.name(*id)).collect();
    let mut present = list(&names);
    if let Some(owner) = ceremony.on_behalf {
        let _ = write!(present, "; accepted on behalf of {}", workspace.name(owner));
    }
    let mut groups = digest(workspace, entries);
    groups.extend(wall(workspace, ceremony));
    Minutes { title, held: held(ceremony, now, zone), present, groups }
}

fn held(ceremony: &Ceremony, now: Instant, zone: Zone) -> String {
    let end = ceremony.ended_at.unwrap_or(now);
    let minutes = end.0.saturating_sub(ceremony.started_at.0) / 60_000;
    let begin = ceremony.started_at;
    let mut held = format!("{} {}–{}, {minutes} min", begin.day(zone), begin.clock(zone), end.clock(zone));
    if let Some(timebox) = ceremony.timebox {
        let _ = write!(held, " of {timebox}");
    }
    if ceremony.is_running() {
        held.push_str(", still running");
    }
    held
}

/// The wall of a retrospective: each column with its notes, those with the most dots first.
fn wall(workspace: &Workspace, ceremony: &Ceremony) -> Vec<Group> {
    let meetings = &workspace.meetings;
    let notes = meetings.notes_of(ceremony.id, NoteKind::Note);
    let mut groups = Vec::new();
    for column in ceremony.columns() {
        let mut heads: Vec<_> =
            notes.iter().filter(|it| it.topic.as_deref() == Some(column) && it.under.is_none()).collect();
        heads.sort_by_key(|it| std::cmp::Reverse(meetings.dots_on(it.id)));
        let mut lines = Vec::new();
        for head in heads {
            let mut facts = author(workspace, ceremony, head);
            match meetings.dots_on(head.id) {
                0 => {}
                dots => facts.push(super::sentence::count(dots, "dot", "dots")),
            }
            let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
            lines.push(format!("{}{facts}", item::one_line(&head.text)));
            lines.extend(under(workspace, ceremony, head));
        }
        if !lines.is_empty() {
            groups.push(Group { title: column.to_owned(), lines });
        }
    }
    let mut whys = Vec::new();
    for why in meetings.notes_of(ceremony.id, NoteKind::Why).into_iter().filter(|it| it.under.is_none()) {
        let item = why.about.map(|id| {
            let title = workspace.items.get(id).map_or("", |item| item.title.as_str());
            format!("{} {title}", workspace.key(id))
        });
        let impediment = why.impediment.and_then(|id| meetings.impediments.get(id));
        let of = item.or_else(|| impediment.map(|it| it.text.to_string())).unwrap_or_default();
        whys.push(format!("{of}: because {}", item::one_line(&why.text)));
        whys.extend(under(workspace, ceremony, why));
    }
    if !whys.is_empty() {
        groups.push(Group { title: "Why".to_owned(), lines: whys });
    }
    groups
}

/// Who wrote a note; nobody where it was written at the facilitator's keyboard, which is anybody's.
fn author(workspace: &Workspace, ceremony: &Ceremony, note: &Note) -> Vec<String> {
    let author = note.author.filter(|it| Some(*it) != ceremony.facilitator);
    author.map(|id| workspace.name(id).to_owned()).into_iter().collect()
}

/// What stands under a note: a group, or a chain of whys.
fn under(workspace: &Workspace, ceremony: &Ceremony, head: &Note) -> impl Iterator<Item = String> {
    workspace.meetings.below(head.id).into_iter().map(|(depth, note)| {
        let because = if note.kind == NoteKind::Why { "because " } else { "" };
        let author = author(workspace, ceremony, note).pop();
        let author = author.map_or_else(String::new, |name| format!(" ({name})"));
        let indent = "  ".repeat(usize::from(depth) - 1);
        format!("{indent}– {because}{}{author}", item::one_line(&note.text))
    })
}
