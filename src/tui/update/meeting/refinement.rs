//! Actions in refinement.

use super::{here, running};
use crate::domain::command::{NewNote, NoteCommand};
use crate::domain::id::{CeremonyId, Id, ItemId};
use crate::domain::value::NoteKind;
use crate::domain::views::CeremonyCursor;
use crate::domain::views::Topic;
use crate::tui::effect::{self, Answer, Effect};
use crate::tui::layer::Prompt;
use crate::tui::model::Model;
use crate::tui::screen::Meeting;
use crate::tui::update::prose;
use crate::tui::world::World;

/// The default reason for postponing an item.
const LATER: &str = "later";

/// Asks why the item shown is postponed; `None` if there is no queue.
pub fn park(model: &Model, world: &World<'_>) -> Option<Answer> {
    let meeting = here(model).ok().filter(|it| it.topic() == Topic::Queue)?;
    let item = meeting.item()?;
    let id = match running(model, world) {
        Ok(ceremony) => ceremony.id,
        Err(why) => return Some(Err(why)),
    };
    let title = format!("Move {} to the end of the queue: why?", world.workspace.key(item));
    let hint = "shown in the minutes (optional)";
    let prompt = Prompt::new(title, hint, move |_, prompt| parked(id, item, prompt.text()));
    Some(prompt.open())
}

/// Records the reason, and goes to the next item.
fn parked(id: CeremonyId, item: ItemId, text: &str) -> Answer {
    let text = prose(if text.is_empty() { LATER } else { text })?;
    let note = NewNote { about: Some(item), ..NewNote::plain(NoteKind::Parked, text) };
    let mut effects = effect::run(NoteCommand::Add(id, vec![note]));
    effects.push(Effect::Postpone(item));
    Ok(effects)
}

/// Returns the position of a refinement after an item was postponed to the end of its queue: the next item.
pub fn after_postponing(world: &World<'_>, meeting: &Meeting, item: ItemId) -> CeremonyCursor {
    let queue = meeting.queue(world);
    let at = queue.iter().position(|it| *it == item);
    let mut place = meeting.cursor.clone();
    place.parked.retain(|it| *it != item.number());
    place.parked.push(item.number());
    if let Some(next) = at.and_then(|at| queue.get(at + 1)) {
        place.item = Some(next.number());
        place.round = 0;
    }
    place
}
