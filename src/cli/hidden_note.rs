//! Notes of a retrospective that are hidden until all of them are revealed.

use super::context::{CommandContext, CommandResult};
use super::output::named;
use super::problem::CliError;
use crate::domain::ceremony::Ceremony;
use crate::domain::command::HiddenCommand;
use crate::domain::hidden::Hidden;
use crate::domain::id::{CeremonyId, Id as _};
use crate::domain::refusal::Refusal;
use crate::domain::reveal::{hidden_notes, own_notes};
use crate::domain::value::{CeremonyKind, Line, NoteKind, Prose};
use crate::present::count;

/// Adds a hidden note after those of the same person.
pub(super) fn keep(
    cx: &mut CommandContext<'_>,
    ceremony: &Ceremony,
    kind: NoteKind,
    topic: Option<&Line>,
    text: &Prose,
) -> CommandResult {
    let Some(topic) = topic.filter(|_| kind == NoteKind::Note) else {
        return Err(CliError::usage("only notes on the wall of a retrospective can be hidden")
            .hint("name the column with --topic COLUMN"));
    };
    if text.trim().is_empty() {
        return Err(Refusal::value("the note is empty").into());
    }
    let me = cx.someone()?;
    cx.carry_out(&HiddenCommand::Write(ceremony.id, topic.clone(), text.clone()).into())?;
    let many = own_notes(cx.workspace(), ceremony.id, me).len();
    let notes = count(many, "note", "notes");
    Ok(cx.reply(|_| format!("{notes} of yours, hidden until reveal"), |_| named("sealed", many)))
}

/// Changes what a hidden note of the user says.
pub(super) fn rewrite(cx: &mut CommandContext<'_>, number: u64, text: &str) -> CommandResult {
    let (ceremony, note) = own(cx, number)?;
    let text = cx.prose("the note", text)?;
    let topic = note.topic.clone().ok_or_else(|| Refusal::rule("it is in no column"))?;
    cx.run(HiddenCommand::Rewrite(ceremony, note.id, topic, text))
}

/// Removes a hidden note of the user.
pub(super) fn remove(cx: &mut CommandContext<'_>, number: u64) -> CommandResult {
    let (ceremony, note) = own(cx, number)?;
    cx.run(HiddenCommand::Remove(ceremony, note.id))
}

/// Returns a hidden note of the user by its number, and its ceremony.
fn own(cx: &mut CommandContext<'_>, number: u64) -> Result<(CeremonyId, Hidden), CliError> {
    let ceremony = cx.running(CeremonyKind::Retrospective)?.id;
    let me = cx.someone()?;
    let notes = hidden_notes(cx.workspace(), ceremony).into_iter();
    let own = notes.filter(|note| note.person == me).find(|note| note.id.number() == number);
    own.map(|note| (ceremony, note.clone())).ok_or_else(|| {
        Refusal::unknown(format!("you have no hidden note {number}"))
            .hint("see them with: ceremony note list retrospective")
            .into()
    })
}

/// Reveals all notes: they are added to the wall with their authors.
pub(super) fn reveal(cx: &mut CommandContext<'_>) -> CommandResult {
    let ceremony = cx.running(CeremonyKind::Retrospective)?;
    cx.run(HiddenCommand::RevealNotes(ceremony.id))
}
