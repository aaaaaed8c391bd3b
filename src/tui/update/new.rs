//! New items, parts of items, and epics.

use super::{here, run};
use crate::domain::command::{
    CommentCommand, CriterionCommand, EpicCommand, ItemCommand, LinkCommand, NewItem, Position,
    QuestionCommand, TaskCommand,
};
use crate::domain::id::EpicId;
use crate::domain::value::{Line, Role};
use crate::tui::effect::{self, After, Answer, Effect};
use crate::tui::layer::{
    CreatedRow, Form, PickRow, Picker, Prompt, TextEditor, choice, line, lines, maybe_day, maybe_line,
};
use crate::tui::model::{Model, Pane};
use crate::tui::update::people;
use crate::tui::world::World;

/// The hint of a repeating prompt.
const GOES_ON: &str = "Enter adds it and goes on; Esc ends";

/// Adds new items, below the cursor in the backlog, and at the top from other panes.
pub fn items(model: &mut Model, world: &World<'_>) -> Answer {
    let first = match (model.pane, model.item(world)) {
        (Pane::Backlog, Some(item)) => Position::After(item),
        _ => Position::Top,
    };
    let hint = "Enter adds it and goes on; Esc ends; start with bug: spike: chore: for another kind";
    let prompt = Prompt::new("New item", hint, move |_, prompt| {
        let place =
            if let Some(CreatedRow::Item(item)) = prompt.created { Position::After(item) } else { first };
        let command = ItemCommand::Add { items: titles(prompt)?, place };
        Ok(vec![Effect::Run(command.into(), After::SelectAndStay)])
    });
    prompt.repeating().open()
}

/// Parses one item per line, each with an optional kind: `bug: the receipt is empty`.
fn titles(prompt: &Prompt<Effect>) -> Result<Vec<NewItem>, String> {
    let item = |line: &str| NewItem::typed(line).map_err(|error| format!("this cannot be a title: {error}"));
    prompt.lines().map(item).collect()
}

/// Adds new children of the item.
pub fn children(model: &mut Model, world: &World<'_>) -> Answer {
    let parent = here(model, world)?.id;
    let title = format!("New part of {}", world.workspace.key(parent));
    let prompt = Prompt::new(title, GOES_ON, move |world, prompt| {
        let epic = world.item(parent).and_then(|item| item.epic);
        let items = titles(prompt)?.into_iter().map(|it| NewItem { parent: Some(parent), epic, ..it });
        run(ItemCommand::Add { items: items.collect(), place: Position::After(parent) })
    });
    prompt.repeating().open()
}

/// Adds the first stories of an epic, at the end of the backlog.
pub fn stories(world: &World<'_>, epic: EpicId) -> Answer {
    let title = format!("First stories of {}", world.workspace.epic_key(epic));
    let hint = "Enter adds it to the backlog and goes on; Esc ends";
    let prompt = Prompt::new(title, hint, move |_, prompt| {
        let items = titles(prompt)?.into_iter().map(|it| NewItem { epic: Some(epic), ..it });
        run(ItemCommand::Add { items: items.collect(), place: Position::Bottom })
    });
    prompt.repeating().open()
}

pub fn criteria(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let title = format!("Criterion of {}", world.workspace.key(item));
    let prompt = Prompt::new(title, GOES_ON, move |_, prompt| {
        let texts = prompt.lines().map(super::prose).collect::<Result<_, _>>()?;
        run(CriterionCommand::Add(item, texts))
    });
    prompt.repeating().open()
}

pub fn tasks(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let title = format!("Task of {}", world.workspace.key(item));
    let prompt = Prompt::new(title, GOES_ON, move |_, prompt| {
        run(TaskCommand::Add(item, prompt.lines().filter_map(Line::clipped).collect()))
    });
    prompt.repeating().open()
}

pub fn question(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let owner = world.workspace.with_role(Role::ProductOwner).next().map(|person| person.id);
    let mut form = Form::new(format!("Question about {}", world.workspace.key(item)));
    let text = form.ask("Question", None, lines("what must be known"));
    let of = form.ask("Asked of", Some(&owner), choice(people::options(world, "anybody")));
    let needed_by =
        form.ask("Needed by", None, maybe_day(world.today(), "a day, such as friday; may stay empty"));
    form.then(move |form, _| {
        let (of, needed_by, asked) = (form.read(&of)?, form.read(&needed_by)?, form.read(&text)?);
        if asked.trim().is_empty() {
            return Err(text.wrong("write the question"));
        }
        Ok(effect::run(QuestionCommand::Ask { item, text: asked, of, needed_by }))
    })
    .open()
}

pub fn comment(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let title = format!("Comment on {}", world.workspace.key(item));
    TextEditor::new(title, "", move |_, text| run(CommentCommand::Add(item, super::prose(text)?))).open()
}

pub fn link(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?.id;
    let mut form = Form::new(format!("Link of {}", world.workspace.key(item)));
    let url = form.ask("Address", None, line("https://…"));
    let hint = "what it leads to; a title with \"design\" in it counts as a design";
    let title = form.ask("Title", None, maybe_line(hint));
    form.then(move |form, _| {
        let url = form.read(&url)?;
        let title = form.read(&title)?.unwrap_or_else(|| url.clone());
        Ok(effect::run(LinkCommand::Add(item, title, url)))
    })
    .open()
}

/// Asks for the items that the item depends on.
pub fn dependency(model: &mut Model, world: &World<'_>) -> Answer {
    let item = here(model, world)?;
    let id = item.id;
    let open = world.workspace.items.open().iter().filter(|on| **on != id).filter_map(|on| world.item(*on));
    let row = |other: &crate::domain::item::Item| {
        let (on, marked) = (other.id, item.depends_on.contains(&other.id));
        let label = format!("{}  {}", world.workspace.key(on), other.title);
        let row = PickRow::new(label, other.stage.title(), move |_| {
            run(ItemCommand::Depend { item: id, on, present: !marked })
        });
        PickRow { marked, was_marked: marked, ..row }
    };
    let rows = open.map(row).collect();
    Picker::new(format!("{} waits for", world.workspace.key(id)), rows).open()
}

pub fn epic(_model: &mut Model, _world: &World<'_>) -> Answer {
    Prompt::new("New epic", "what it is called", |_, prompt| run(EpicCommand::Add(prompt.line()?))).open()
}
