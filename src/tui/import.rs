//! A file on its way in: what a person is shown of it, and what they choose. Reading files is not the screen's.

use super::layer::{Field, Form, FormFor};
use crate::domain::value::Stage;
use crate::session::Session;
use std::path::{Path, PathBuf};

/// A file that is to be brought in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// The file.
    pub path: PathBuf,
    /// What columns mean, by their number from 1; others mean what they meant the last time, or what is guessed.
    pub columns: Vec<(usize, String)>,
    /// Which stage status words are, likewise.
    pub statuses: Vec<(String, Stage)>,
    /// Whether a person has seen what there is to choose.
    pub is_chosen: bool,
}

/// What a file comes to.
pub enum Imported {
    /// It is to be looked at first.
    Look(Look),
    /// It was brought in, as this says.
    Done(String),
}

/// What there is to choose for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// What it would come to, to be read as a question.
    pub title: String,
    /// What is in the way of bringing it in.
    pub problem: Option<String>,
    /// The words for what a column can mean.
    pub meanings: Vec<String>,
    /// The columns in which something stands.
    pub columns: Vec<Column>,
    /// The status words.
    pub statuses: Vec<Status>,
}

/// A column of which a person chooses what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What stands at its top.
    pub header: String,
    /// One of its cells.
    pub sample: String,
    /// Which of [`Look::meanings`] it is taken for.
    pub meaning: usize,
}

/// A status word of which a person chooses the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The word.
    pub word: String,
    /// What is known of it.
    pub known: String,
    /// The stage that it is taken for.
    pub stage: Stage,
}

/// Reads files for the screen: looks at one, or brings it in.
pub type Importer<'a> = &'a mut dyn FnMut(&mut Session, &Path, &Import) -> Result<Imported, String>;

/// A form's file, and what was shown when it was opened.
#[derive(Debug, Clone)]
pub struct Importing {
    import: Import,
    look: Look,
}

impl Look {
    /// Tells whether there is anything to choose.
    pub fn has_choices(&self) -> bool {
        !self.columns.is_empty() || !self.statuses.is_empty()
    }

    /// Returns the form in which a person chooses: the statuses, then the columns.
    pub fn form(self, import: Import) -> Form {
        let stages: Vec<String> = Stage::ALL.iter().map(|stage| stage.word().to_owned()).collect();
        let of_status = |it: &Status| {
            let at = Stage::ALL.iter().position(|stage| *stage == it.stage).unwrap_or(0);
            Field::one(format!("Status {}", it.word), stages.clone(), at).hint(it.known.clone())
        };
        let of_column = |it: &Column| {
            let hint = format!("such as {:?}", it.sample);
            Field::one(format!("Column {}", it.header), self.meanings.clone(), it.meaning).hint(hint)
        };
        let fields = self.statuses.iter().map(of_status).chain(self.columns.iter().map(of_column)).collect();
        let (title, note) = (self.title.clone(), self.problem.clone());
        let mut form = Form::new(title, FormFor::Import(Box::new(Importing { import, look: self })), fields);
        form.note = note;
        form
    }
}

impl Importing {
    /// Returns the file with what was chosen in its form; it is shown once more where a column has another meaning now,
    /// since all else may follow from that.
    pub fn chosen(&self, form: &Form) -> Result<Import, (usize, String)> {
        let mut import = Import { is_chosen: true, ..self.import.clone() };
        let (statuses, columns) = form.fields.split_at(self.look.statuses.len().min(form.fields.len()));
        for (status, field) in self.look.statuses.iter().zip(statuses) {
            if let Some(stage) = Stage::ALL.get(field.chosen()).filter(|stage| **stage != status.stage) {
                import.statuses.retain(|(other, _)| *other != status.word);
                import.statuses.push((status.word.clone(), *stage));
            }
        }
        for (column, field) in self.look.columns.iter().zip(columns) {
            if field.chosen() != column.meaning {
                import.columns.retain(|(other, _)| *other != column.number);
                import.columns.push((column.number, field.text().to_owned()));
                import.is_chosen = false;
            }
        }
        match &self.look.problem {
            Some(problem) if import.is_chosen => Err((self.look.statuses.len(), problem.clone())),
            Some(_) | None => Ok(import),
        }
    }
}
