//! Finding items: by filter, by key or position, and by words in all items.

use crate::filter::{Filter, State};
use crate::tui::effect::{Answer, Effect};
use crate::tui::layer::{Picker, Prompt, PromptPurpose};
use crate::tui::model::Model;
use crate::tui::text::with_hint;
use crate::tui::widget::line_input::LineInput;
use crate::tui::world::World;

/// Opens the filter; the rows are filtered while typing.
pub fn filter(model: &mut Model, _world: &World<'_>) -> Answer {
    let text = model.filter.as_ref().map(|(text, _)| text.clone()).unwrap_or_default();
    let former_filter = Some(model.filter.clone());
    let hint = "words @person @me #label kind:bug stage:ready epic:… is:blocked  - excludes";
    let prompt = Prompt::new("Show only", hint, |world, prompt| show_only(world, prompt.text()));
    let prompt = prompt.live(|world, prompt| show_only(world, prompt.text()));
    Prompt { former_filter, ..prompt.purpose(PromptPurpose::Search).with_text(&text) }.open()
}

fn show_only(world: &World<'_>, text: &str) -> Answer {
    if text.is_empty() {
        return Ok(vec![Effect::ShowOnly(None)]);
    }
    let filter = Filter::parse(text, world.workspace, world.me)
        .map_err(|error| with_hint(&error.message, error.hint.as_deref()))?;
    Ok(vec![Effect::ShowOnly(Some((text.to_owned(), filter)))])
}

/// Shows only the items in some state; all again if it is those already.
pub fn only(model: &mut Model, world: &World<'_>, state: State) -> Answer {
    let text = format!("is:{state}");
    let is_shown = model.filter.as_ref().is_some_and(|(it, _)| *it == text);
    show_only(world, if is_shown { "" } else { &text })
}

/// Opens the jump prompt: `=12` is a position; anything else is a key.
pub fn jump(_model: &mut Model, _world: &World<'_>) -> Answer {
    let hint = "a key, such as 142, or = and a position in the backlog";
    let prompt = Prompt::new("Jump to", hint, |_, prompt| {
        let Some(position) = prompt.text().strip_prefix('=') else {
            return Ok(vec![Effect::Jump(prompt.text().to_owned())]);
        };
        let position: usize = position.trim().parse().map_err(|_| "write a number after =")?;
        Ok(vec![Effect::GoToRow(position.saturating_sub(1))])
    });
    prompt.purpose(PromptPurpose::Search).open()
}

/// Opens the search over all items, open or not, with the last search.
pub fn search(model: &mut Model, _world: &World<'_>) -> Answer {
    let mut picker = Picker::new("Search all items, open or not", Vec::new());
    picker.is_search = true;
    picker.input = LineInput::new(200)
        .with_text(&model.searched)
        .placeholder("words of the title, the narrative or the description");
    let text = picker.input.text().to_owned();
    Ok(vec![Effect::Open(picker.into()), Effect::Search(text)])
}
