//! `note list`: the notes of a ceremony.

use super::context::{CommandContext, CommandResult};
use crate::domain::id::Id;
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::reveal::{hidden_notes, own_notes};
use crate::domain::value::{CeremonyKind, NoteKind};
use crate::domain::views::Target;
use crate::domain::workspace::Workspace;
use crate::present::tone::Tone;
use crate::present::tree::{ListEntry, Node, Section, Tree};
use crate::present::{count, wall};
use serde::Serialize;

#[derive(Serialize)]
struct NotesJson {
    ceremony: u64,
    kind: &'static str,
    columns: Vec<String>,
    notes: Vec<NoteJson>,
    /// The number of hidden notes.
    #[serde(rename = "sealed")]
    hidden: usize,
    /// The user's own hidden notes; no one else sees them.
    #[serde(rename = "own_sealed")]
    own_hidden: Vec<HiddenNoteJson>,
    #[serde(skip)]
    is_running: bool,
}

/// A hidden note, with its number among these.
#[derive(Serialize)]
struct HiddenNoteJson {
    number: u64,
    topic: String,
    text: String,
}

#[derive(Serialize)]
struct NoteJson {
    number: u64,
    kind: &'static str,
    text: String,
    author: Option<String>,
    topic: Option<String>,
    about: Option<String>,
    under: Option<u64>,
    dots: usize,
}

impl NoteJson {
    fn new(workspace: &Workspace, it: &Note) -> Self {
        Self {
            number: it.id.number(),
            kind: it.kind.word(),
            text: it.text.to_string(),
            author: it.author.map(|id| workspace.name(id).to_owned()),
            topic: it.topic.as_ref().map(ToString::to_string),
            about: it.about.map(|id| workspace.key(id)),
            under: it.under.map(Id::number),
            dots: workspace.meetings.dots_on(it.id),
        }
    }

    fn entry(&self) -> Node {
        let what = if self.kind == "note" { String::new() } else { format!("{}: ", self.kind) };
        let mut more: Vec<String> = self.author.clone().into_iter().collect();
        more.extend(self.about.clone());
        // Dots given to a note of a group count for its head.
        if self.dots > 0 && self.under.is_none() {
            more.push(count(self.dots, "dot", "dots"));
        }
        let entry = ListEntry::of(Target::Nothing, format!("{what}{}", self.text.trim_end()));
        let entry = entry.label(self.number.to_string()).badge(more.join(", "), Tone::Dim);
        entry.depth(u16::from(self.under.is_some())).into()
    }
}

pub(super) fn list(cx: &mut CommandContext<'_>, kind: CeremonyKind) -> CommandResult {
    let meetings = &cx.workspace().meetings;
    let found = meetings.running_one(kind).or_else(|| meetings.last(kind)).cloned();
    let ceremony = found.ok_or_else(|| {
        Refusal::unknown(format!("no {kind} yet")).hint(format!("start one with: ceremony hold {kind}"))
    })?;
    cx.session.read_ceremony(ceremony.id)?;
    let me = cx.session.me();
    let workspace = cx.workspace();
    let hidden = hidden_notes(workspace, ceremony.id).len();
    let mine = me.map(|me| own_notes(workspace, ceremony.id, me)).unwrap_or_default().into_iter();
    let own_hidden =
        mine.map(|it| HiddenNoteJson { number: it.id.number(), topic: it.topic, text: it.text }).collect();
    let mut notes = Vec::new();
    // Each note is followed by its descendants.
    for kind in NoteKind::ALL {
        let all = workspace.meetings.notes_of(ceremony.id, *kind);
        for head in all.iter().filter(|it| it.under.is_none()) {
            notes.push(NoteJson::new(workspace, head));
            let below = workspace.meetings.below(head.id);
            notes.extend(below.into_iter().map(|(_, note)| NoteJson::new(workspace, note)));
        }
    }
    let columns: Vec<String> = ceremony.columns().into_iter().map(str::to_owned).collect();
    let shown = NotesJson {
        ceremony: ceremony.id.number(),
        kind: kind.word(),
        columns,
        notes,
        hidden,
        own_hidden,
        is_running: ceremony.is_running(),
    };
    Ok(cx.reply(|_| page(&shown), |_| &shown))
}

fn page(notes: &NotesJson) -> Tree {
    let mut tree = Tree::default();
    // The notes under a note follow it, in its column.
    let mut topic = None;
    let placed = notes.notes.iter().map(|it| {
        if it.under.is_none() {
            topic.clone_from(&it.topic);
        }
        (topic.clone(), it)
    });
    let placed: Vec<(Option<String>, &NoteJson)> = placed.collect();
    let columns = notes.columns.iter().map(|column| Some(column.clone())).chain([None]);
    for column in columns {
        let here = placed.iter().filter(|(topic, _)| *topic == column).map(|(_, note)| note.entry());
        let heading = column.clone().unwrap_or_else(|| "Elsewhere".to_owned());
        tree.push(Section::named(heading).with(here));
    }
    let own = notes.own_hidden.iter().map(|it| {
        let text = format!("{}: {}", it.topic, it.text.trim_end());
        ListEntry::of(Target::Nothing, text).label(it.number.to_string()).into()
    });
    tree.push(Section::named("Your hidden notes, which nobody else sees").with(own));
    if notes.hidden > 0 {
        let hidden = wall::hidden_notes(notes.hidden, "");
        let line = if notes.is_running {
            let them = if notes.hidden == 1 { "it" } else { "them" };
            format!("{hidden}; reveal {them} with: ceremony note reveal")
        } else {
            let are = if notes.hidden == 1 { "is" } else { "are" };
            format!("{hidden} and {are} in no minutes; the {} is over", notes.kind)
        };
        tree.push(Section::default().with([Node::text(line)]));
    }
    if tree.sections.is_empty() {
        tree.lead(format!("No notes yet. Add one with: ceremony note add {} TEXT", notes.kind));
    }
    tree
}
