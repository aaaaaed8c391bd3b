//! Importing a file on the screen: what is shown of it, and the choices.

mod read;

pub use read::import;

use super::effect::Effect;
use super::layer::{Form, choice};
use crate::domain::value::Stage;
use std::path::PathBuf;

/// A request to import a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// The file.
    pub path: PathBuf,
    /// The meanings of columns, by their number from 1; others keep the meaning of the last import, or are guessed.
    pub columns: Vec<(usize, String)>,
    /// The stages of statuses, likewise.
    pub statuses: Vec<(String, Stage)>,
    /// Whether the person has made their choices.
    pub is_chosen: bool,
}

/// The reply to an import request.
pub enum ImportReply {
    /// Choices are needed first.
    Look(ImportPreview),
    /// The file was imported, with this summary.
    Done(String),
}

/// The choices for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// The expected outcome, worded as a question.
    pub title: String,
    /// What prevents the import.
    pub problem: Option<String>,
    /// The names of the possible meanings of a column.
    pub meanings: Vec<String>,
    /// The columns that are not empty.
    pub columns: Vec<ColumnChoice>,
    /// The statuses.
    pub statuses: Vec<StatusChoice>,
}

/// A column whose meaning can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The header.
    pub header: String,
    /// One of its cells.
    pub sample: String,
    /// The index of its meaning in [`ImportPreview::meanings`].
    pub meaning: usize,
}

/// A status whose stage can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChoice {
    /// The status.
    pub word: String,
    /// Where its stage comes from.
    pub known: String,
    /// The stage it is mapped to.
    pub stage: Stage,
}

impl ImportPreview {
    /// Returns whether there is anything to choose.
    pub fn has_choices(&self) -> bool {
        !self.columns.is_empty() || !self.statuses.is_empty()
    }

    /// Returns the form of choices: the statuses, then the columns.
    ///
    /// It is shown again if the meaning of a column was changed, since everything else may depend on that.
    pub fn form(self, import: ImportRequest) -> Form {
        let stages: Vec<_> = Stage::ALL.iter().map(|stage| (*stage, stage.word().to_owned())).collect();
        let meanings: Vec<_> = self.meanings.iter().map(|word| (word.clone(), word.clone())).collect();
        let mut form = Form::new(self.title);
        (form.note, form.is_kept) = (self.problem.clone(), false);
        let mut statuses = Vec::new();
        for status in self.statuses {
            let control = choice(stages.clone()).hint(status.known);
            let slot = form.ask(format!("Status {}", status.word), Some(&status.stage), control);
            statuses.push((status.word, slot));
        }
        let mut columns = Vec::new();
        for column in self.columns {
            let control = choice(meanings.clone()).hint(format!("such as {:?}", column.sample));
            let now = self.meanings.get(column.meaning);
            columns.push((column.number, form.ask(format!("Column {}", column.header), now, control)));
        }
        let problem = self.problem;
        form.then(move |form, _| {
            let mut import = ImportRequest { is_chosen: true, ..import.clone() };
            for (word, slot) in &statuses {
                if let Some(stage) = form.changed(slot)? {
                    import.statuses.retain(|(other, _)| other != word);
                    import.statuses.push((word.clone(), stage));
                }
            }
            for (number, slot) in &columns {
                if let Some(meaning) = form.changed(slot)? {
                    import.columns.retain(|(other, _)| other != number);
                    import.columns.push((*number, meaning));
                    import.is_chosen = false;
                }
            }
            match (&problem, columns.first()) {
                (Some(problem), Some((_, first))) if import.is_chosen => Err(first.wrong(problem.as_str())),
                (Some(problem), None) if import.is_chosen => Err(problem.clone().into()),
                _ => Ok(vec![Effect::Import(import)]),
            }
        })
    }
}
