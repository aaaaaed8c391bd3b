//! Finding items: the filter, a key or a position, and words in all of them.

use crate::filter::Filter;
use crate::tui::effect::Effect;
use crate::tui::layer::Answer;
use crate::tui::layer::{Picker, Prompt, PromptPurpose};
use crate::tui::model::{Model, Pane};
use crate::tui::widget::line_input::LineInput;
use crate::tui::world::World;

/// Asks which items are shown; the rows follow each letter.
pub fn filter(model: &mut Model, _world: &World<'_>) -> Answer {
    let text = model.filter.as_ref().map(|(text, _)| text.clone()).unwrap_or_default();
    let former_filter = Some(model.filter.clone());
    let hint = "words @person @me #label kind:bug stage:ready epic:… is:blocked  - turns round";
    let prompt =
        Prompt::new("Show only", hint, |model, world, prompt| set_filter(model, world, prompt.text()));
    let prompt = prompt.live(|model, world, prompt| set_filter(model, world, prompt.text()));
    Prompt { former_filter, ..prompt.takes(PromptPurpose::Search).text_now(&text) }.open(model)
}

fn set_filter(model: &mut Model, world: &World<'_>, text: &str) -> Answer {
    if text.is_empty() {
        model.filter = None;
    } else {
        let filter = Filter::parse(text, world.workspace, world.me).map_err(|error| match &error.hint {
            Some(hint) => format!("{error}; {hint}"),
            None => error.to_string(),
        })?;
        model.filter = Some((text.to_owned(), filter));
    }
    model.settle(world);
    Ok(Vec::new())
}

/// `=12` is a position; anything else is a key.
pub fn jump(model: &mut Model, _world: &World<'_>) -> Answer {
    let hint = "a key, such as 142, or = and a position in the backlog";
    let prompt = Prompt::new("Jump to", hint, |model, world, prompt| {
        let Some(position) = prompt.text().strip_prefix('=') else {
            return Ok(vec![Effect::Jump(prompt.text().to_owned())]);
        };
        let position: usize = position.trim().parse().map_err(|_| "write a number after =".to_owned())?;
        super::go::to_pane(model, Pane::Backlog)?;
        model.backlog.go(world, position.saturating_sub(1));
        Ok(Vec::new())
    });
    prompt.takes(PromptPurpose::Search).open(model)
}

/// Looks through all items there are, open or not; what was looked for last stands there again.
pub fn search(model: &mut Model, _world: &World<'_>) -> Answer {
    let mut picker = Picker::new("Search all items, open or not", Vec::new());
    picker.is_search = true;
    picker.input = LineInput::new(200)
        .with_text(&model.searched)
        .placeholder("words of the title, the narrative or the description");
    let text = picker.input.text().to_owned();
    picker.open(model)?;
    Ok(vec![Effect::Search(text)])
}
