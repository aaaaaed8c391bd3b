//! Notes of a retrospective that nobody shall see before all of them are turned over.

use super::desk::Desk;
use super::output::Reply;
use super::problem::Problem;
use crate::domain::ceremony::Ceremony;
use crate::domain::command::{Command, NewNote, NoteCommand};
use crate::domain::id::{CeremonyId, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::value::{CeremonyKind, Line, NoteKind, Prose};
use crate::wording::count;
use serde::Serialize;

/// What notes go by under seal.
pub(super) const NOTES: &str = "notes";

/// A note under seal: its column, and what it says.
type Pair = (String, String);

#[derive(Serialize)]
struct Kept {
    /// How many notes of whoever keeps them are under seal now.
    sealed: usize,
}

/// Keeps a note under seal, behind those of the same person.
pub(super) fn keep(
    desk: &mut Desk<'_>,
    ceremony: &Ceremony,
    kind: NoteKind,
    topic: Option<&Line>,
    text: &Prose,
) -> Result<Reply, Problem> {
    let Some(topic) = topic.filter(|_| kind == NoteKind::Note) else {
        return Err(Problem::usage("only a note on the wall of a retrospective is kept under seal")
            .hint("say which column it belongs to: --topic COLUMN"));
    };
    if text.trim().is_empty() {
        return Err(Refusal::value("a note needs words").into());
    }
    let me = desk.someone()?;
    let sealed = desk.session.sealed(ceremony.id, NOTES)?;
    let mine = sealed.iter().find(|(person, _)| *person == me);
    let mut pairs: Vec<Pair> = mine.and_then(|(_, json)| serde_json::from_str(json).ok()).unwrap_or_default();
    pairs.push((topic.to_string(), text.to_string()));
    let json = serde_json::json!(pairs).to_string();
    desk.session.seal(ceremony.id, NOTES, me, &json)?;
    let notes = count(pairs.len(), "note", "notes");
    Ok(desk.reply(|_| format!("{notes} of yours under seal"), |_| Kept { sealed: pairs.len() }))
}

/// Turns all notes over: they stand on the wall from now on, with those who wrote them.
pub(super) fn reveal(desk: &mut Desk<'_>) -> Result<Reply, Problem> {
    let ceremony = desk.running(CeremonyKind::Retrospective)?;
    let mut notes = Vec::new();
    let sealed = desk.session.sealed(ceremony.id, NOTES)?;
    for (person, json) in &sealed {
        let (person, pairs) = (*person, serde_json::from_str::<Vec<Pair>>(json).unwrap_or_default());
        for (topic, text) in pairs {
            let Ok(text) = text.parse::<Prose>() else { continue };
            // The wall cannot have changed: then there are no columns to be sealed under.
            let topic = topic.parse::<Line>().ok().filter(|it| ceremony.columns().contains(&it.as_str()));
            notes.push(NewNote { author: Some(person), topic, ..NewNote::plain(NoteKind::Note, text) });
        }
    }
    if notes.is_empty() {
        return Err(Refusal::already("no note is under seal").into());
    }
    let reply = desk.run(&Command::Note(NoteCommand::Add(ceremony.id, notes)))?;
    break_seals(desk, ceremony.id, NOTES, &sealed)?;
    Ok(reply)
}

/// Breaks the seals of what was turned over; what somebody has sealed since stays under seal.
pub(super) fn break_seals(
    desk: &mut Desk<'_>,
    ceremony: CeremonyId,
    what: &str,
    turned: &[(PersonId, String)],
) -> Result<(), Problem> {
    for sealed in desk.session.sealed(ceremony, what)? {
        if turned.contains(&sealed) {
            desk.session.seal(ceremony, what, sealed.0, "")?;
        }
    }
    Ok(())
}
