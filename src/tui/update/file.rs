//! Files: importing one, and exporting a copy of everything.

use crate::domain::sentence::capitalised;
use crate::store::heads::LostRevisions;
use crate::tui::effect::{Answer, Effect, ImportRequest, Outside};
use crate::tui::layer::{PickRow, Picker, Prompt, PromptPurpose};
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

/// Creates the question what to do about revisions that are missing in the file.
pub fn lost(lost: &LostRevisions) -> Picker<Effect> {
    let mut rows = Vec::new();
    if let Some((copy, revision)) = lost.copy.clone() {
        let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let detail = format!("revision {revision}; the present file is kept");
        let then = move |_: &World<'_>| Ok(vec![Outside::Restore(copy.clone()).into()]);
        rows.push(PickRow::new(format!("Restore {name}"), detail, then));
    }
    let detail = format!("go on from revision {}", lost.newest);
    rows.push(PickRow::new("Keep the file as it is", detail, |_| Ok(vec![Effect::KeepFile])));
    let mut picker = Picker::new("Changes are missing from this file", rows);
    picker.facts = vec![capitalised(&lost.sentence()), capitalised(&lost.whereabouts())];
    picker
}

/// Creates the prompt for the file to copy to.
pub fn copy(title: &'static str, hint: &'static str, path: &str) -> Prompt<Effect> {
    let prompt = Prompt::new(title, hint, |_, prompt| Ok(vec![Effect::SaveCopy(prompt.text().to_owned())]));
    prompt.purpose(PromptPurpose::Target).with_text(path)
}
