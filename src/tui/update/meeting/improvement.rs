//! Improvements: the form in which they are agreed on and changed.

use super::{here, running};
use crate::domain::command::{Command, Edited, ImprovementCommand};
use crate::domain::id::{CeremonyId, ImprovementId, NoteId, PersonId};
use crate::domain::improvement::ImprovementField;
use crate::domain::item::ItemField;
use crate::domain::value::{Line, parse_day};
use crate::tui::layer::{Field, Form, FormFor, Layer};
use crate::tui::model::Model;
use crate::tui::update::Answer;
use crate::tui::update::change::push;
use crate::tui::update::open::present;
use crate::tui::world::World;
use chrono::NaiveDate;

/// In how many days an improvement is due where nobody says otherwise.
const USUAL_DAYS: i64 = 14;

/// Which field of the form is no good, and why.
type Wrong = (usize, String);

/// Asks for an improvement: what, who, by when.
pub(super) fn new(model: &mut Model, world: &World<'_>) -> Answer {
    let id = running(model, world)?.id;
    let note: Option<NoteId> = here(model)?.target().note();
    let words = note.and_then(|id| world.workspace.meetings.notes.get(id)).map(|note| note.text.trim());
    let title = match words {
        Some(words) => format!("New improvement, about \"{}\"", words.lines().next().unwrap_or_default()),
        None => "New improvement".to_owned(),
    };
    let due = world.today() + chrono::TimeDelta::days(USUAL_DAYS);
    let fields = fields(world, "", world.me, Some(due));
    push(model, Layer::Form(Box::new(Form::new(title, FormFor::Improvement(id, note), fields))))
}

/// Opens an improvement to be changed.
pub(super) fn edit(model: &mut Model, world: &World<'_>, id: ImprovementId) -> Answer {
    let row = world.workspace.meetings.improvements.get(id).ok_or("this improvement is gone")?;
    let item = world.item(row.about).ok_or("its item is gone")?;
    let fields = fields(world, &item.title, row.owner, row.due);
    let mut form = Form::new(world.workspace.key(item.id), FormFor::Plan(id, Vec::new()), fields);
    form.purpose = FormFor::Plan(id, form.texts());
    push(model, Layer::Form(Box::new(form)))
}

fn fields(world: &World<'_>, what: &str, owner: Option<PersonId>, due: Option<NaiveDate>) -> Vec<Field> {
    let mut people = vec!["nobody yet".to_owned()];
    people.extend(present(world).map(|(_, name)| name));
    let chosen = present(world).position(|(id, _)| Some(id) == owner).map_or(0, |at| at + 1);
    let due = due.map(|due| due.to_string()).unwrap_or_default();
    vec![
        Field::line("What", what, "what is done from now on"),
        Field::one("Owner", people, chosen),
        Field::line("By", &due, "a day, such as next friday"),
    ]
}

/// What the form of a new improvement comes to.
pub(in crate::tui::update) fn agreed(
    form: &Form,
    world: &World<'_>,
    ceremony: CeremonyId,
    note: Option<NoteId>,
) -> Result<Command, Wrong> {
    let title = title(form)?;
    let (owner, due) = plan(form, world)?;
    Ok(Command::Improvement(ImprovementCommand::Agree { ceremony, title, note, owner, due }))
}

/// What the form of an improvement comes to whose fields were like this `before`.
pub(in crate::tui::update) fn planned(
    form: &Form,
    world: &World<'_>,
    id: ImprovementId,
    before: &[String],
) -> Result<Vec<Command>, Wrong> {
    let row = world.workspace.meetings.improvements.get(id);
    let item = row.ok_or((0, "this improvement is gone".to_owned()))?.about;
    let changed = |at: usize| before.get(at).is_none_or(|text| text != form.text(at));
    let mut commands = Vec::new();
    if changed(0) {
        let edited = Edited { seen: before.first().and_then(|text| Line::clipped(text)), new: title(form)? };
        commands.push(Command::set(item, edited.map(ItemField::Title)));
    }
    if changed(1) || changed(2) {
        let (owner, due) = plan(form, world)?;
        let edits = [ImprovementField::Owner(owner), ImprovementField::Due(due)].map(Edited::blind);
        commands.push(Command::set_all(id, edits.to_vec()));
    }
    Ok(commands)
}

fn title(form: &Form) -> Result<Line, Wrong> {
    form.text(0).parse().map_err(|error| (0, format!("this cannot be taken: {error}")))
}

/// Who sees to it, and by when.
fn plan(form: &Form, world: &World<'_>) -> Result<(Option<PersonId>, Option<NaiveDate>), Wrong> {
    let owner = form.fields[1].chosen().checked_sub(1).and_then(|at| present(world).nth(at));
    let (owner, _) = owner.ok_or((1, "somebody has to see to it".to_owned()))?;
    let due = match form.text(2).trim() {
        "" => None,
        text => Some(parse_day(text, world.today()).ok_or((2, format!("{text} is no day")))?),
    };
    Ok((Some(owner), due))
}
