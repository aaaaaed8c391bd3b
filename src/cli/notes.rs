//! `note list`: the notes of a ceremony.

use super::context::{CommandContext, CommandResult};
use super::page::TextPage;
use crate::domain::id::Id;
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, NoteKind};
use crate::domain::workspace::Workspace;
use crate::present::{count, wall};
use serde::Serialize;

#[derive(Serialize)]
struct NotesJson {
    ceremony: u64,
    kind: &'static str,
    columns: Vec<String>,
    notes: Vec<NoteJson>,
    /// The number of hidden notes.
    sealed: usize,
    /// The user's own hidden notes: nobody else sees them.
    own_sealed: Vec<HiddenNoteJson>,
    #[serde(skip)]
    is_running: bool,
}

/// A hidden note: it has no number yet.
#[derive(Serialize)]
struct HiddenNoteJson {
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

    fn line(&self) -> String {
        let what = if self.kind == "note" { String::new() } else { format!("{}: ", self.kind) };
        let mut more: Vec<String> = self.author.clone().into_iter().collect();
        more.extend(self.about.clone());
        // Dots given to a note of a group count for its head.
        if self.dots > 0 && self.under.is_none() {
            more.push(count(self.dots, "dot", "dots"));
        }
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
        let indent = if self.under.is_some() { "    " } else { "  " };
        format!("{indent}{}. {what}{}{more}", self.number, self.text.trim_end())
    }
}

pub(super) fn list(cx: &mut CommandContext<'_>, kind: CeremonyKind) -> CommandResult {
    let meetings = &cx.workspace().meetings;
    let found = meetings.running_one(kind).or_else(|| meetings.last(kind)).cloned();
    let ceremony = found.ok_or_else(|| {
        Refusal::unknown(format!("no {kind} was held yet"))
            .hint(format!("begin one with: ceremony hold {kind}"))
    })?;
    cx.session.read_ceremony(ceremony.id)?;
    let me = cx.session.me();
    let (sealed, mine) = cx.session.hidden_notes(ceremony.id, me)?;
    let own_sealed = mine.into_iter().map(|(topic, text)| HiddenNoteJson { topic, text }).collect();
    let workspace = cx.workspace();
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
        sealed,
        own_sealed,
        is_running: ceremony.is_running(),
    };
    Ok(cx.reply(|_| text(&shown), |_| &shown))
}

fn text(notes: &NotesJson) -> String {
    let mut page = TextPage::default();
    let mut topic = None;
    let on_wall = |column: &String| {
        let column = column.clone();
        notes.notes.iter().filter(move |it| it.under.is_none() && it.topic.as_ref() == Some(&column))
    };
    for head in notes
        .columns
        .iter()
        .flat_map(on_wall)
        .chain(notes.notes.iter().filter(|it| it.under.is_none() && it.topic.is_none()))
    {
        if head.topic != topic {
            page.line(head.topic.as_deref().unwrap_or("Elsewhere"));
            topic.clone_from(&head.topic);
        }
        page.line(&head.line());
        // The descendants of a note follow it.
        let after = notes.notes.iter().skip_while(|it| it.number != head.number).skip(1);
        after.take_while(|it| it.under.is_some()).for_each(|it| page.line(&it.line()));
    }
    if !notes.own_sealed.is_empty() {
        page.line("Yours under seal, which nobody else sees");
        notes.own_sealed.iter().for_each(|it| page.line(&format!("  {}: {}", it.topic, it.text.trim_end())));
    }
    if notes.sealed > 0 {
        let lie = wall::face_down(notes.sealed, "");
        page.line(&if notes.is_running {
            let them = if notes.sealed == 1 { "it" } else { "them" };
            format!("{lie}; turn {them} over with: ceremony note reveal")
        } else {
            let are = if notes.sealed == 1 { "is" } else { "are" };
            format!("{lie} and {are} in no minutes; the {} is over", notes.kind)
        });
    }
    if page.is_empty() {
        page.line(&format!(
            "Nothing is noted yet; note something with: ceremony note add {} TEXT",
            notes.kind
        ));
    }
    page.end()
}
