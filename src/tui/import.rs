//! A file on its way in: what a person is shown of it, and what they choose.

mod read;

pub use read::import;

use super::effect::{Effect, ImportRequest};
use super::layer::{Form, choice};
use crate::domain::value::Stage;

/// What a file comes to.
pub enum ImportReply {
    /// It is to be looked at first.
    Look(ImportPreview),
    /// It was brought in, as this says.
    Done(String),
}

/// What there is to choose for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// What it would come to, to be read as a question.
    pub title: String,
    /// What is in the way of bringing it in.
    pub problem: Option<String>,
    /// The words for what a column can mean.
    pub meanings: Vec<String>,
    /// The columns in which something stands.
    pub columns: Vec<ColumnChoice>,
    /// The status words.
    pub statuses: Vec<StatusChoice>,
}

/// A column of which a person chooses what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What stands at its top.
    pub header: String,
    /// One of its cells.
    pub sample: String,
    /// Which of [`ImportPreview::meanings`] it is taken for.
    pub meaning: usize,
}

/// A status word of which a person chooses the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChoice {
    /// The word.
    pub word: String,
    /// What is known of it.
    pub known: String,
    /// The stage that it is taken for.
    pub stage: Stage,
}

impl ImportPreview {
    /// Tells whether there is anything to choose.
    pub fn has_choices(&self) -> bool {
        !self.columns.is_empty() || !self.statuses.is_empty()
    }

    /// Returns the form in which a person chooses: the statuses, then the columns.
    ///
    /// It is shown once more where a column has another meaning now, since all else may follow from that.
    pub fn form(self, import: ImportRequest) -> Form<Effect> {
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
