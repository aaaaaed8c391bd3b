//! Operations on ceremonies and their notes.

use super::words::Words;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::sentence::count;
use crate::domain::value::{CeremonyKind, Line, NoteKind};
use serde::{Deserialize, Serialize};

/// An operation on a ceremony or a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingOperation {
    /// Started a ceremony, which may belong to a sprint.
    Begin(CeremonyKind, Option<Line>),
    /// Ended a ceremony after this many minutes.
    End(CeremonyKind, u64),
    /// Ended a ceremony that was left open, with its last activity, after this many minutes.
    Lapse(CeremonyKind, u64),
    /// Set who is present.
    SetPresent(CeremonyKind, Vec<PersonId>),
    /// Set or cleared the product owner on whose behalf acceptance is decided.
    ActFor(CeremonyKind, Option<PersonId>),
    /// Set the timebox of a ceremony in minutes, or removed it.
    SetTimebox(CeremonyKind, Option<u32>),
    /// Set the columns of a retrospective's wall.
    SetWall(Vec<String>),
    /// Set the weekdays and the time, in minutes after midnight, of a ceremony, or removed them.
    Schedule(CeremonyKind, Option<(String, u32)>),
    /// Added a note.
    AddNote(Box<WrittenNote>),
    /// Added this many notes.
    AddNotes(usize),
    /// Wrote a note that is hidden until its reveal.
    HideNote,
    /// Changed a hidden note.
    ChangeHiddenNote,
    /// Removed a hidden note.
    RemoveHiddenNote,
    /// Revealed this many notes.
    RevealNotes(usize),
    /// Changed a note.
    ChangeNote(NoteKind, String),
    /// Set the presenter of a demo.
    SetPresenter(Option<PersonId>, String),
    /// Moved a note among those of its kind.
    MoveNote(NoteKind, String),
    /// Removed a note.
    RemoveNote(NoteKind, String),
    /// Grouped a note with another, or removed it from its group.
    GroupNote(String, Option<String>),
    /// Gave this many dots to a note, possibly on behalf of another person.
    GiveDots(u32, Option<PersonId>, String),
}

/// A note as it was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenNote {
    /// Its kind.
    pub kind: NoteKind,
    /// Its first line.
    pub text: String,
    /// The item it concerns.
    pub about: Option<ItemId>,
    /// The author, if another person wrote it down.
    pub by: Option<PersonId>,
    /// The column of the wall.
    pub topic: Option<Line>,
}

impl MeetingOperation {
    pub(super) fn sentence(&self, words: Words<'_>) -> String {
        match self {
            Self::Begin(kind, Some(sprint)) => format!("started the {kind} of {sprint}"),
            Self::Begin(kind, None) => format!("started a {kind}"),
            Self::End(kind, minutes) => {
                format!("ended the {kind} after {}", count(*minutes, "minute", "minutes"))
            }
            Self::Lapse(kind, minutes) => {
                format!(
                    "ended the {kind}, which was left open, after {}",
                    count(*minutes, "minute", "minutes")
                )
            }
            Self::SetPresent(kind, present) if present.is_empty() => {
                format!("recorded the attendance of the {kind}: nobody")
            }
            Self::SetPresent(kind, present) => {
                format!("recorded the attendance of the {kind}: {}", words.names(present))
            }
            Self::ActFor(kind, Some(owner)) => format!("acts for {} in the {kind}", words.name(*owner)),
            Self::ActFor(kind, None) => format!("acts in their own name in the {kind}"),
            Self::SetTimebox(kind, Some(minutes)) => {
                format!("set the timebox of the {kind} to {minutes} min")
            }
            Self::SetTimebox(kind, None) => format!("removed the timebox of the {kind}"),
            Self::SetWall(columns) => {
                format!("set the columns of the retrospective to {}", columns.join(", "))
            }
            Self::Schedule(kind, Some((days, time))) => {
                format!("scheduled the {kind} {days} at {:02}:{:02}", time / 60, time % 60)
            }
            Self::Schedule(kind, None) => format!("removed the {kind} from the schedule"),
            Self::AddNote(note) => note.words(words),
            Self::AddNotes(number) => format!("wrote {}", count(*number, "note", "notes")),
            Self::HideNote => "wrote a hidden note".to_owned(),
            Self::ChangeHiddenNote => "changed a hidden note".to_owned(),
            Self::RemoveHiddenNote => "removed a hidden note".to_owned(),
            Self::RevealNotes(number) => format!("revealed {}", count(*number, "note", "notes")),
            Self::ChangeNote(kind, text) => format!("changed a {kind}: {text}"),
            Self::SetPresenter(person, text) => {
                let who = person.map_or_else(|| "nobody".to_owned(), |person| words.name(person));
                format!("made {who} the presenter of {text}")
            }
            Self::MoveNote(kind, text) => format!("moved a {kind}: {text}"),
            Self::RemoveNote(kind, text) => format!("removed a {kind}: {text}"),
            Self::GroupNote(text, Some(with)) => format!("grouped \"{text}\" with \"{with}\""),
            Self::GroupNote(text, None) => format!("ungrouped a note: {text}"),
            Self::GiveDots(dots, whose, text) => {
                let whose = whose.map_or_else(String::new, |person| format!(" of {}", words.name(person)));
                format!("gave {}{whose} to {text}", count(*dots, "dot", "dots"))
            }
        }
    }
}

impl WrittenNote {
    fn words(&self, words: Words<'_>) -> String {
        let text = &self.text;
        let about = self.about.map_or_else(String::new, |item| format!("{}: ", words.key(item)));
        match self.kind {
            NoteKind::Decision => format!("decided: {about}{text}"),
            NoteKind::Parked => format!("parked {about}{text}"),
            NoteKind::Demo => format!("added {} to the demo: {text}", about.trim_end_matches(": ")),
            NoteKind::Why => format!("noted why: {text}"),
            NoteKind::Note => {
                let of = self.by.map_or_else(String::new, |id| format!(" for {}", words.name(id)));
                match &self.topic {
                    Some(topic) => format!("noted{of} under {topic}: {text}"),
                    None => format!("noted{of}: {about}{text}"),
                }
            }
        }
    }
}
