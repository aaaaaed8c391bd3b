//! Improvements: the forms for creating and editing them.

use super::{here, running};
use crate::domain::command::ImprovementCommand;
use crate::domain::id::{ImprovementId, NoteId, PersonId};
use crate::domain::improvement::ImprovementField;
use crate::domain::item::ItemField;
use crate::tui::effect;
use crate::tui::effect::Answer;
use crate::tui::layer::{Control, Form, choice, line, maybe_day};
use crate::tui::model::Model;
use crate::tui::update::people;
use crate::tui::world::World;

/// The default number of days until an improvement is due.
const DEFAULT_DAYS: i64 = 14;

const WHAT: &str = "what we will do differently";
const BY: &str = "a day, such as next friday";

fn owner(world: &World<'_>) -> Control<Option<PersonId>> {
    choice(people::options(world, "nobody yet")).must(Option::is_some, "choose an owner")
}

/// Opens the form of a new improvement: action, owner, due date.
pub fn new(model: &mut Model, world: &World<'_>) -> Answer {
    let ceremony = running(model, world)?.id;
    let note: Option<NoteId> = here(model)?.target().note();
    let words = note.and_then(|id| world.workspace.meetings.notes.get(id)).map(|note| note.text.trim());
    let heading = match words {
        Some(words) => format!("New improvement, about \"{}\"", words.lines().next().unwrap_or_default()),
        None => "New improvement".to_owned(),
    };
    let default_due = Some(world.today() + chrono::TimeDelta::days(DEFAULT_DAYS));
    let mut form = Form::new(heading);
    let title = form.ask("What", None, line(WHAT));
    let owner = form.ask("Owner", Some(&world.me), owner(world));
    let due = form.ask("By", Some(&default_due), maybe_day(world.today(), BY));
    form.then(move |form, _| {
        let (title, owner, due) = (form.read(&title)?, form.read(&owner)?, form.read(&due)?);
        Ok(effect::run(ImprovementCommand::Agree { ceremony, title, note, owner, due }))
    })
    .open()
}

/// Opens the form of an improvement.
pub fn edit(world: &World<'_>, id: ImprovementId) -> Answer {
    let row = world.workspace.meetings.improvements.get(id).ok_or("this improvement no longer exists")?;
    let item = world.item(row.about).ok_or("its item no longer exists")?;
    let mut form = Form::new(world.workspace.key(item.id));
    form.set(item.id, ItemField::Title, &item.title, line(WHAT)).called("What");
    form.set(id, ImprovementField::Owner, &row.owner, owner(world)).called("Owner");
    form.set(id, ImprovementField::Due, &row.due, maybe_day(world.today(), BY)).called("By");
    form.open()
}
