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
    /// The columns in which something stands: number, header, a sample, and which meaning it is taken for.
    pub columns: Vec<(usize, String, String, usize)>,
    /// The status words: the word, what is known of it, and the stage that it is taken for.
    pub statuses: Vec<(String, String, Stage)>,
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
        let of_status = |(word, known, stage): &(String, String, Stage)| {
            let at = Stage::ALL.iter().position(|it| it == stage).unwrap_or(0);
            Field::one(format!("Status {word}"), stages.clone(), at).hint(known.clone())
        };
        let of_column = |(_, header, sample, at): &(usize, String, String, usize)| {
            let hint = format!("such as {sample:?}");
            Field::one(format!("Column {header}"), self.meanings.clone(), *at).hint(hint)
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
        for ((word, _, before), field) in self.look.statuses.iter().zip(statuses) {
            if let Some(stage) = Stage::ALL.get(field.chosen()).filter(|stage| *stage != before) {
                import.statuses.retain(|(other, _)| other != word);
                import.statuses.push((word.clone(), *stage));
            }
        }
        for ((number, .., before), field) in self.look.columns.iter().zip(columns) {
            if field.chosen() != *before {
                import.columns.retain(|(other, _)| other != number);
                import.columns.push((*number, field.text().to_owned()));
                import.is_chosen = false;
            }
        }
        match &self.look.problem {
            Some(problem) if import.is_chosen => Err((self.look.statuses.len(), problem.clone())),
            Some(_) | None => Ok(import),
        }
    }
}
