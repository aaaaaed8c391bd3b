//! Files: importing one, and exporting a copy of everything.

use crate::tui::effect::{Answer, Effect, ImportRequest, Outside};
use crate::tui::layer::{Prompt, PromptPurpose};
use crate::tui::model::Model;
use crate::tui::world::World;

pub fn import(_model: &mut Model, _world: &World<'_>) -> Answer {
    let hint = "Jira CSV, a table with a title column, or one story a line";
    let prompt = Prompt::new("Import which file?", hint, |_, prompt| {
        Ok(vec![
            Outside::Import(ImportRequest { path: prompt.text().into(), ..ImportRequest::default() }).into(),
        ])
    });
    prompt.purpose(PromptPurpose::Source).open()
}

pub fn backup(_model: &mut Model, world: &World<'_>) -> Answer {
    let day = world.now.day(world.zone());
    let path = format!("{}.{day}.db", world.file.trim_end_matches(".db"));
    let hint = "a new file; the program itself keeps a copy of each day, see ceremony restore";
    copy("Save a copy of everything as?", hint, &path).open()
}

/// Creates the prompt for the file to copy to.
pub fn copy(title: &'static str, hint: &'static str, path: &str) -> Prompt<Effect> {
    let prompt = Prompt::new(title, hint, |_, prompt| Ok(vec![Effect::SaveCopy(prompt.text().to_owned())]));
    prompt.purpose(PromptPurpose::Target).with_text(path)
}
