//! What the keys mean in refinement alone.

use super::{here, poker, running};
use crate::domain::command::{Command, NewNote, NoteCommand};
use crate::domain::id::{CeremonyId, Id, ItemId};
use crate::domain::value::{NoteKind, Prose};
use crate::tui::effect::{After, Effect};
use crate::tui::layer::{Ask, Refine};
use crate::tui::model::Model;
use crate::tui::screen::Topic;
use crate::tui::update::fill::prose;
use crate::tui::update::open::prompt;
use crate::tui::update::{Answer, split};
use crate::tui::world::World;

/// What an item is put off with where nobody says why.
const LATER: &str = "later";

/// Asks why the item on the screen is put off; `None` where there is no queue.
pub(super) fn park(model: &mut Model, world: &World<'_>) -> Option<Answer> {
    let meeting = here(model).ok().filter(|it| it.topic() == Topic::Queue)?;
    let item = meeting.item()?;
    Some(running(model, world).map(|it| it.id).and_then(|id| {
        let title = format!("{} goes to the end of the queue: why?", world.workspace.key(item));
        let ask = Ask::Refine(Refine::Park(id, item));
        prompt(model, title, "", ask, "it stands in the minutes; may stay empty")
    }))
}

/// What a line comes to that was asked for here.
pub(in crate::tui::update) fn answer(
    model: &mut Model,
    world: &World<'_>,
    ask: &Refine,
    text: &str,
) -> Answer {
    match ask {
        Refine::Park(ceremony, item) => parked(model, world, *ceremony, *item, text),
        Refine::Cards(item) => poker::cards(model, world, *item, text),
        Refine::Card { item, person, rest } => {
            poker::one_card(model, world, (*item, *person), rest.as_deref(), text)
        }
        Refine::Parts(_) => split::named(model, world, &[text]),
        Refine::Stories(epic) => split::stories(*epic, text),
    }
}

/// Notes why, and goes on to the next one.
fn parked(model: &Model, world: &World<'_>, id: CeremonyId, item: ItemId, text: &str) -> Answer {
    let text: Prose = prose(if text.is_empty() { LATER } else { text })?;
    let note = NewNote { about: Some(item), ..NewNote::plain(NoteKind::Parked, text) };
    let mut effects = vec![Effect::Run(Command::Note(NoteCommand::Add(id, vec![note])), After::Nothing)];
    let meeting = here(model)?;
    let queue = meeting.queue(world);
    let at = queue.iter().position(|it| *it == item);
    let mut place = meeting.place.clone();
    place.parked.retain(|it| *it != item.number());
    place.parked.push(item.number());
    if let Some(next) = at.and_then(|at| queue.get(at + 1)) {
        place.item = Some(next.number());
        place.round = 0;
    }
    effects.push(Effect::Go(place));
    Ok(effects)
}
