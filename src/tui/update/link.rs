//! Following links: addresses, and the keys of items in texts.

use super::{here, loaded_detail};
use crate::domain::detail::Detail;
use crate::domain::key::mentions;
use crate::domain::views::item::PartRef;
use crate::tui::effect::{Answer, Effect, Outside};
use crate::tui::layer::{PickRow, Picker};
use crate::tui::model::Model;
use crate::tui::world::World;

/// Returns the address of the selected link.
pub(super) fn selected(model: &Model, world: &World<'_>) -> Option<String> {
    let Some(PartRef::Link(id)) = model.part() else { return None };
    let detail = world.workspace.detail(model.item(world)?)?;
    detail.links.iter().find(|link| link.id == id).map(|link| link.url.as_str().to_owned())
}

/// Opens the selected link; else the item that the selected text names by its key, else the first link of the item, else
/// the item that its description names.
pub fn open_link(model: &mut Model, world: &World<'_>) -> Answer {
    if let Some(url) = selected(model, world) {
        return Ok(vec![Outside::OpenLink(url).into()]);
    }
    let item = here(model, world)?.id;
    let detail = loaded_detail(world, item)?;
    let own = world.workspace.key(item);
    let keys = |text: String| -> Vec<String> {
        mentions(world.workspace, &text).into_iter().filter(|key| *key != own).collect()
    };
    let mut named = keys(part_text(detail, model.part()));
    if named.is_empty()
        && let Some(link) = detail.links.first()
    {
        return Ok(vec![Outside::OpenLink(link.url.as_str().to_owned()).into()]);
    }
    if named.is_empty() {
        named = keys(detail.body.as_ref().map(|body| body.description.to_string()).unwrap_or_default());
    }
    match named.as_slice() {
        [] => Err("this item has no link; N l to add one".to_owned()),
        [one] => Ok(vec![Effect::Jump(one.clone())]),
        several => {
            let row = |key: &String| {
                let jump = key.clone();
                PickRow::new(key.clone(), "", move |_: &World<'_>| Ok(vec![Effect::Jump(jump.clone())]))
            };
            Picker::new("Jump to", several.iter().map(row).collect()).open()
        }
    }
}

/// Returns the text of a part; empty for one that has none of its own.
fn part_text(detail: &Detail, part: Option<PartRef>) -> String {
    let text = match part {
        Some(PartRef::Criterion(id)) => {
            detail.criteria.iter().find(|it| it.id == id).map(|it| it.text.as_str())
        }
        Some(PartRef::Comment(id)) => {
            detail.comments.iter().find(|it| it.id == id).map(|it| it.text.as_str())
        }
        Some(PartRef::Question(id)) => {
            detail.questions.iter().find(|it| it.id == id).map(|it| it.text.as_str())
        }
        Some(PartRef::Task(id)) => detail.tasks.iter().find(|it| it.id == id).map(|it| it.text.as_str()),
        Some(PartRef::Link(_) | PartRef::Rule(_) | PartRef::Dependency(_) | PartRef::Child(_)) | None => None,
    };
    text.unwrap_or_default().to_owned()
}
